// Statements, except try (compile-try.ts), with (compile-with.ts) and match (compile-match.ts).

import { CALL_ARGUMENTS } from '../interp/opcode-info.ts'
import { CODE_ASYNC_GENERATOR, Intrinsic1, Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import { compileAnnotation, compileTypeAlias } from './compile-annotations.ts'
import { compileClassDef } from './compile-classes.ts'
import { nextAwaited } from './compile-comprehensions.ts'
import { jumpIf } from './compile-conditions.ts'
import { displayAsConstant, effect, emitBinary, exprTo, fold, operand } from './compile-expressions.ts'
import { compileFunctionDef } from './compile-functions.ts'
import { compileImport, compileImportFrom } from './compile-imports.ts'
import { compileMatch } from './compile-match.ts'
import { loadName, localRegister, nameOperand, storeName } from './compile-names.ts'
import { deleteTarget, storeAttribute, storeFrom, storeTarget, targetRegister } from './compile-targets.ts'
import { compileTry, compileTryStar } from './compile-try.ts'
import { type CodeUnit, isTemp } from './compile-unit.ts'
import { leaveBlocks } from './compile-unwind.ts'
import { compileWith } from './compile-with.ts'

export function compileBody(u: CodeUnit, body: readonly ast.Stmt[]): void {
  for (const s of body) compileStatement(u, s)
}

function compileStatement(u: CodeUnit, s: ast.Stmt): void {
  const mark = u.top
  switch (s.kind) {
    case 'Expr':
      compileExpressionStatement(u, s)
      break
    case 'Assign':
      compileAssign(u, s)
      break
    case 'AugAssign':
      compileAugAssign(u, s)
      break
    case 'AnnAssign':
      compileAnnAssign(u, s)
      break
    case 'If':
      compileIf(u, s)
      break
    case 'For':
      compileFor(u, s)
      break
    case 'AsyncFor':
      compileAsyncFor(u, s)
      break
    case 'While':
      compileWhile(u, s)
      break
    case 'Return':
      compileReturn(u, s)
      break
    case 'Break':
    case 'Continue':
      compileLoopExit(u, s)
      break
    case 'Pass':
      u.emit(Op.NOP, s)
      break
    case 'Global':
    case 'Nonlocal':
      break
    case 'Delete':
      for (const target of s.targets) deleteTarget(u, target)
      break
    case 'Raise':
      compileRaise(u, s)
      break
    case 'Assert':
      compileAssert(u, s)
      break
    case 'Import':
      compileImport(u, s)
      break
    case 'ImportFrom':
      compileImportFrom(u, s)
      break
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      compileFunctionDef(u, s)
      break
    case 'ClassDef':
      compileClassDef(u, s)
      break
    case 'TypeAlias':
      compileTypeAlias(u, s)
      break
    case 'Try':
      compileTry(u, s)
      break
    case 'TryStar':
      compileTryStar(u, s)
      break
    case 'With':
      compileWith(u, s, s.items, false)
      break
    case 'AsyncWith':
      compileWith(u, s, s.items, true)
      break
    case 'Match':
      compileMatch(u, s)
      break
  }
  u.top = mark
}

function compileExpressionStatement(u: CodeUnit, s: ast.ExprStmt): void {
  if (u.context.interactive && u.unitScope.kind === 'module') {
    const value = operand(u, s.value, true)
    u.emit(Op.INTRINSIC_1, s, u.temp(), value, 0, Intrinsic1.PRINT)
    return
  }
  if (s.value.kind === 'Constant') {
    u.emit(Op.NOP, s)
    return
  }
  effect(u, s.value)
}

// ---- assignment

function compileAssign(u: CodeUnit, s: ast.Assign): void {
  const { targets, value } = s
  const [first] = targets
  if (targets.length === 1) {
    if (assignInParallel(u, first, value)) return
    if (first.kind === 'Name') {
      const register = localRegister(u, first.id)
      if (register >= 0) {
        exprTo(u, value, register)
        return
      }
    }
    storeTarget(u, first, operand(u, value, first.kind !== 'Attribute' && first.kind !== 'Subscript'))
    return
  }
  const source = u.temp()
  exprTo(u, value, source)
  for (const target of targets) storeTarget(u, target, source)
}

/** `a, b = x, y` without the tuple. */
function assignInParallel(u: CodeUnit, target: ast.Expr, value: ast.Expr): boolean {
  if ((target.kind !== 'Tuple' && target.kind !== 'List') || (value.kind !== 'Tuple' && value.kind !== 'List'))
    return false
  const count = target.elts.length
  if (count === 0 || count !== value.elts.length || count > 30) return false
  if ([...target.elts, ...value.elts].some((e) => e.kind === 'Starred')) return false
  const registers = target.elts.map((e) => (e.kind === 'Name' ? localRegister(u, e.id) : -1))
  const allLocals = registers.every((register) => register >= 0) && new Set(registers).size === count
  const sources = value.elts.map((e, i) => {
    if (i === count - 1 && allLocals) {
      // Nothing can raise behind it, and no pending source is the variable itself: straight to its place.
      exprTo(u, e, registers[i])
      return registers[i]
    }
    if (e.kind === 'Name' && e.id !== '__debug__') {
      const register = nameOperand(u, e.id, e, false)
      // a variable may be assigned before its turn as a source comes
      if (isTemp(register) || !canChange(u, register, target.elts)) return register
      const copy = u.temp()
      u.emit(Op.MOVE, e, copy, register)
      return copy
    }
    const copy = u.temp()
    exprTo(u, e, copy)
    return copy
  })
  target.elts.forEach((e, i) => {
    storeTarget(u, e, sources[i])
  })
  return true
}

function canChange(u: CodeUnit, register: number, targets: readonly ast.Expr[]): boolean {
  return targets.some((e) => (e.kind === 'Name' ? localRegister(u, e.id) === register : !isSimple(e)))
}

/** The target's own expressions bind no names. */
function isSimple(e: ast.Expr): boolean {
  if (e.kind === 'Attribute') return e.value.kind === 'Name'
  return e.kind === 'Subscript' && e.value.kind === 'Name' && (e.slice.kind === 'Name' || e.slice.kind === 'Constant')
}

function compileAugAssign(u: CodeUnit, s: ast.AugAssign): void {
  const { target } = s
  switch (target.kind) {
    case 'Name': {
      const register = localRegister(u, target.id)
      if (register >= 0) {
        const old = nameOperand(u, target.id, target, false)
        emitBinary(u, s, s.op, old, s.value, register, 1)
        return
      }
      const value = u.temp()
      loadName(u, target.id, value, target)
      emitBinary(u, s, s.op, value, s.value, value, 1)
      storeName(u, target.id, value, target)
      return
    }
    case 'Attribute': {
      const object = operand(u, target.value)
      const value = u.temp()
      u.emit(Op.LOAD_ATTR, target, value, object, u.cache(u.mangle(target.attr), Op.LOAD_ATTR))
      emitBinary(u, s, s.op, value, s.value, value, 1)
      storeAttribute(u, target, object, value)
      return
    }
    case 'Subscript': {
      const container = operand(u, target.value)
      const index = operand(u, target.slice)
      const value = u.temp()
      u.emit(Op.SUBSCR, target, value, container, index)
      emitBinary(u, s, s.op, value, s.value, value, 1)
      u.emit(Op.STORE_SUBSCR, target, container, index, value)
      return
    }
  }
}

function compileAnnAssign(u: CodeUnit, s: ast.AnnAssign): void {
  const { target } = s
  if (s.value) {
    const register = target.kind === 'Name' ? localRegister(u, target.id) : -1
    if (register >= 0) exprTo(u, s.value, register)
    else storeTarget(u, target, operand(u, s.value, true))
  } else if (target.kind === 'Attribute') {
    operand(u, target.value, true)
  } else if (target.kind === 'Subscript') {
    operand(u, target.value)
    operand(u, target.slice)
  }
  compileAnnotation(u, s)
}

// ---- control flow

function compileIf(u: CodeUnit, s: ast.If): void {
  const otherwise = u.label()
  const end = u.label()
  jumpIf(u, s.test, otherwise, false)
  compileBody(u, s.body)
  if (s.orelse.length > 0) {
    u.jump(Op.JUMP, null, end)
    u.place(otherwise)
    compileBody(u, s.orelse)
  } else {
    u.place(otherwise)
  }
  u.place(end)
}

function compileWhile(u: CodeUnit, s: ast.While): void {
  const again = u.label()
  const next = u.label()
  const otherwise = u.label()
  const end = u.label()
  u.place(again)
  jumpIf(u, s.test, otherwise, false)
  u.blocks.push({ kind: 'loop', breakLabel: end, continueLabel: next, outer: u.handler })
  compileBody(u, s.body)
  u.blocks.pop()
  u.place(next)
  u.jump(Op.JUMP_BACK, null, again)
  u.place(otherwise)
  compileBody(u, s.orelse)
  u.place(end)
}

function compileFor(u: CodeUnit, s: ast.For): void {
  const iterator = u.temp()
  const constant = displayAsConstant(u, s.iter)
  if (constant !== null && constant.type === 'tuple') {
    u.loadConstant(constant, iterator, s.iter)
    u.emit(Op.GET_ITER, s.iter, iterator, iterator)
  } else {
    const mark = u.top
    u.emit(Op.GET_ITER, s.iter, iterator, operand(u, s.iter, true))
    u.top = mark
  }
  const again = u.label()
  const next = u.label()
  const otherwise = u.label()
  const end = u.label()
  u.place(again)
  const mark = u.top
  const target = targetRegister(u, s.target)
  u.jump(Op.FOR_ITER, s.iter, otherwise, target, iterator)
  storeFrom(u, s.target, target)
  u.top = mark
  u.blocks.push({ kind: 'loop', breakLabel: end, continueLabel: next, outer: u.handler })
  compileBody(u, s.body)
  u.blocks.pop()
  u.place(next)
  u.jump(Op.JUMP_BACK, s.iter, again)
  u.place(otherwise)
  compileBody(u, s.orelse)
  u.place(end)
}

function compileAsyncFor(u: CodeUnit, s: ast.AsyncFor): void {
  const iterator = u.temp()
  const exception = u.temp()
  u.emit(Op.GET_AITER, s.iter, iterator, operand(u, s.iter, true))
  const again = u.label()
  const next = u.label()
  const finished = u.label()
  const end = u.label()
  u.place(again)
  const mark = u.top
  const target = targetRegister(u, s.target)
  const outer = u.protect(finished, exception)
  nextAwaited(u, s.iter, iterator, target)
  u.handler = outer
  storeFrom(u, s.target, target)
  u.top = mark
  u.blocks.push({ kind: 'loop', breakLabel: end, continueLabel: next, outer: u.handler })
  compileBody(u, s.body)
  u.blocks.pop()
  u.place(next)
  u.jump(Op.JUMP_BACK, null, again)
  u.placeHandler(finished)
  u.emit(Op.END_ASYNC_FOR, s.iter, 0, exception)
  compileBody(u, s.orelse)
  u.place(end)
}

function compileReturn(u: CodeUnit, s: ast.Return): void {
  if (u.unitScope.kind === 'module' || u.unitScope.kind === 'class') {
    throw u.context.error("'return' outside function", s)
  }
  if (s.value !== null && u.flags & CODE_ASYNC_GENERATOR) {
    throw u.context.error("'return' with value in async generator", s)
  }
  const constant = s.value === null ? ({ type: 'None' } as const) : fold(u, s.value)
  if (constant !== null) {
    leaveBlocks(u, 0, 'return', s)
    const k = u.nearConstant(constant)
    if (k >= 0) u.emit(Op.RETURN_CONST, s, 0, k)
    else {
      const value = u.temp()
      u.loadConstant(constant, value, s)
      u.emit(Op.RETURN, s, value)
    }
    return
  }
  // a variable may change while blocks are left
  const free = u.blocks.every((block) => block.kind === 'loop' || block.kind === 'try')
  let value: number
  if (free) value = operand(u, s.value!, true)
  else {
    value = u.temp()
    exprTo(u, s.value!, value)
  }
  leaveBlocks(u, 0, 'return', s)
  u.emit(Op.RETURN, s, value)
}

function compileLoopExit(u: CodeUnit, s: ast.Break | ast.Continue): void {
  const isBreak = s.kind === 'Break'
  const depth = u.blocks.findLastIndex((block) => block.kind === 'loop')
  const group = u.blocks.findLastIndex((block) => block.kind === 'group handler')
  if (group > depth) throw groupExit(u, s)
  if (depth < 0) throw u.context.error(isBreak ? "'break' outside loop" : "'continue' not properly in loop", s)
  const block = u.blocks[depth]
  if (block.kind !== 'loop') return
  u.emit(Op.NOP, s)
  leaveBlocks(u, depth + 1, isBreak ? 'break' : 'continue', s)
  const { handler } = u
  u.handler = block.outer
  u.jump(Op.JUMP, s, isBreak ? block.breakLabel : block.continueLabel)
  u.handler = handler
}

function groupExit(u: CodeUnit, s: ast.Located): Error {
  return u.context.error("'break', 'continue' and 'return' cannot appear in an except* block", s)
}

function compileRaise(u: CodeUnit, s: ast.Raise): void {
  if (s.exc === null) {
    u.emit(Op.RAISE, s)
    return
  }
  const exc = operand(u, s.exc, s.cause === null)
  if (s.cause === null) u.emit(Op.RAISE, s, exc, 0, 0, 1)
  else u.emit(Op.RAISE, s, exc, operand(u, s.cause, true), 0, 2)
}

function compileAssert(u: CodeUnit, s: ast.Assert): void {
  const { test } = s
  if (test.kind === 'Tuple' && test.elts.length > 0) {
    u.context.warn('assertion is always true, perhaps remove parentheses?', s)
  }
  if (u.context.optimize > 0) return
  const end = u.label()
  jumpIf(u, test, end, true)
  const error = u.temp()
  if (s.msg) {
    u.temps(CALL_ARGUMENTS - 1)
    u.emit(Op.LOAD_COMMON_CONST, s, error, 0, 0, 0)
    exprTo(u, s.msg, u.temp())
    u.emit(Op.CALL, s, error, error, u.callCache(), 1)
  } else {
    u.emit(Op.LOAD_COMMON_CONST, s, error, 0, 0, 0)
  }
  u.emit(Op.RAISE, test, error, 0, 0, 1)
  u.place(end)
}
