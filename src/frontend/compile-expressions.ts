// Expressions.
//
// `exprTo(u, e, dest)` leaves the value in `dest`. If `dest` is a variable, it is written by the last instruction only, when
// nothing can raise any more; a temporary may serve as scratch. `operand(u, e)` gives the register where the value
// stands: a local's own register if that is safe, else a new temporary. Callers free temporaries by `u.top = mark`.

import { Intrinsic1, Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import type { ConstantObject } from './code-object.ts'
import { compileCall, loadSuper } from './compile-calls.ts'
import { compileComprehension, compileGeneratorExpression } from './compile-comprehensions.ts'
import { compileCompare, jumpIf } from './compile-conditions.ts'
import { makeLambda } from './compile-functions.ts'
import { compileAwait, compileYield, compileYieldFrom } from './compile-generators.ts'
import { loadName, localRegister, nameOperand, storeName } from './compile-names.ts'
import { compileJoinedStr, compileTemplate, formatValue } from './compile-strings.ts'
import { type CodeUnit, isTemp } from './compile-unit.ts'
import { warnAboutSubscript } from './compile-warnings.ts'
import { foldConstant, strConstant } from './fold-constants.ts'

const BINARY: Record<ast.Operator, Op> = {
  Add: Op.ADD,
  Sub: Op.SUB,
  Mult: Op.MUL,
  MatMult: Op.MATMUL,
  Div: Op.TRUEDIV,
  Mod: Op.MOD,
  Pow: Op.POW,
  LShift: Op.LSHIFT,
  RShift: Op.RSHIFT,
  BitOr: Op.OR,
  BitXor: Op.XOR,
  BitAnd: Op.AND,
  FloorDiv: Op.FLOORDIV,
}
const BINARY_K: Partial<Record<ast.Operator, Op>> = {
  Add: Op.ADD_K,
  Sub: Op.SUB_K,
  Mult: Op.MUL_K,
  Div: Op.TRUEDIV_K,
  Mod: Op.MOD_K,
  Pow: Op.POW_K,
  LShift: Op.LSHIFT_K,
  RShift: Op.RSHIFT_K,
  BitAnd: Op.AND_K,
  FloorDiv: Op.FLOORDIV_K,
}
const UNARY: Record<ast.UnaryOperator, Op> = { Invert: Op.INVERT, Not: Op.NOT, UAdd: Op.POS, USub: Op.NEG }

/** Displays longer than this are filled element by element. */
const LONG_DISPLAY = 30
/** Constant displays from this length on are copied from a constant. */
const CONSTANT_DISPLAY = 7

export function fold(u: CodeUnit, e: ast.Expr): ConstantObject | null {
  return foldConstant(e, u.context.optimize)
}

/**
 * `last`: nothing else is evaluated before the value is used, so that a local's register will do even if assignment
 * expressions change it.
 */
export function operand(u: CodeUnit, e: ast.Expr, last = false): number {
  if (e.kind === 'Name' && e.id !== '__debug__') return nameOperand(u, e.id, e, last)
  if (e.kind === 'NamedExpr' && last) {
    const register = localRegister(u, e.target.id)
    if (register >= 0) {
      exprTo(u, e.value, register)
      return register
    }
  }
  const dest = u.temp()
  exprTo(u, e, dest)
  return dest
}

/** Evaluates for the effect alone. */
export function effect(u: CodeUnit, e: ast.Expr): void {
  const mark = u.top
  operand(u, e, true)
  u.top = mark
}

export function exprTo(u: CodeUnit, e: ast.Expr, dest: number): void {
  const constant = fold(u, e)
  if (constant !== null) {
    u.loadConstant(constant, dest, e)
    return
  }
  const mark = u.top
  compileExpr(u, e, dest)
  u.top = mark
}

function compileExpr(u: CodeUnit, e: ast.Expr, dest: number): void {
  switch (e.kind) {
    case 'Name':
      loadName(u, e.id, dest, e)
      return
    case 'Attribute': {
      if (loadSuper(u, e, dest, false)) return
      const value = operand(u, e.value, true)
      u.emit(Op.LOAD_ATTR, attributePosition(e), dest, value, u.cache(u.mangle(e.attr), Op.LOAD_ATTR))
      return
    }
    case 'Call':
      compileCall(u, e, dest)
      return
    case 'BinOp':
      binaryOp(u, e, e.op, e.left, e.right, dest)
      return
    case 'Compare':
      compileCompare(u, e, dest)
      return
    case 'BoolOp': {
      const value = isTemp(dest) ? dest : u.temp()
      const end = u.label()
      e.values.forEach((part, i) => {
        if (i > 0) u.jump(Op.JUMP_IF, e, end, value, 0, e.op === 'Or' ? 1 : 0)
        exprTo(u, part, value)
      })
      u.place(end)
      if (value !== dest) u.emit(Op.MOVE, e, dest, value)
      return
    }
    case 'UnaryOp':
      u.emit(UNARY[e.op], e, dest, operand(u, e.operand, true))
      return
    case 'Subscript': {
      warnAboutSubscript(u, e)
      const value = operand(u, e.value)
      const index = fold(u, e.slice)
      const k = index === null ? -1 : u.nearConstant(index)
      if (k >= 0) u.emit(Op.SUBSCR_K, e, dest, value, k)
      else u.emit(Op.SUBSCR, e, dest, value, sliceOperand(u, e.slice))
      return
    }
    case 'Slice':
      compileSlice(u, e, dest)
      return
    case 'List':
      compileList(u, e, e.elts, dest)
      return
    case 'Tuple':
      compileTuple(u, e, e.elts, dest)
      return
    case 'Set':
      compileSet(u, e, dest)
      return
    case 'Dict':
      compileDict(u, e, dest)
      return
    case 'IfExp': {
      const otherwise = u.label()
      const end = u.label()
      jumpIf(u, e.test, otherwise, false)
      exprTo(u, e.body, dest)
      u.jump(Op.JUMP, null, end)
      u.place(otherwise)
      exprTo(u, e.orelse, dest)
      u.place(end)
      return
    }
    case 'NamedExpr': {
      const value = isTemp(dest) ? dest : u.temp()
      exprTo(u, e.value, value)
      storeName(u, e.target.id, value, e.target)
      if (value !== dest) u.emit(Op.MOVE, e, dest, value)
      return
    }
    case 'Lambda':
      makeLambda(u, e, dest)
      return
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      compileComprehension(u, e, dest)
      return
    case 'GeneratorExp':
      compileGeneratorExpression(u, e, dest)
      return
    case 'Await':
      compileAwait(u, e, dest)
      return
    case 'Yield':
      compileYield(u, e, dest)
      return
    case 'YieldFrom':
      compileYieldFrom(u, e, dest)
      return
    case 'JoinedStr':
      compileJoinedStr(u, e, dest)
      return
    case 'FormattedValue':
      formatValue(u, e, dest)
      return
    case 'TemplateStr':
      compileTemplate(u, e, dest)
      return
    case 'Interpolation':
      compileTemplate(u, { ...e, kind: 'TemplateStr', values: [e] }, dest)
      return
    case 'Starred':
      throw u.context.error("can't use starred expression here", e)
    case 'Constant':
      throw new Error('constants are folded')
  }
}

/** Where CPython places the access to an attribute: behind the line breaks of a chain of calls. */
export function attributePosition(e: ast.Attribute): ast.Located {
  if (e.lineno === e.end_lineno) return e
  const length = Buffer.byteLength(e.attr)
  const col_offset = length <= e.end_col_offset ? e.end_col_offset - length : e.end_col_offset
  const end_col_offset = length <= e.end_col_offset ? e.end_col_offset : e.end_col_offset + length
  return { lineno: e.end_lineno, end_lineno: e.end_lineno, col_offset, end_col_offset }
}

export function binaryOp(
  u: CodeUnit,
  at: ast.Located,
  op: ast.Operator,
  left: ast.Expr,
  right: ast.Expr,
  dest: number,
): void {
  const a = operand(u, left)
  emitBinary(u, at, op, a, right, dest, 0)
}

/** `dest = a op right`, with the right side still to be evaluated. `x` 1: the in-place form. */
export function emitBinary(
  u: CodeUnit,
  at: ast.Located,
  op: ast.Operator,
  a: number,
  right: ast.Expr,
  dest: number,
  x: number,
): void {
  const constant = fold(u, right)
  const withConstant = BINARY_K[op]
  if (constant !== null && withConstant !== undefined) {
    const k = u.nearConstant(constant)
    if (k >= 0) {
      u.emit(withConstant, at, dest, a, k, x)
      return
    }
  }
  u.emit(BINARY[op], at, dest, a, operand(u, right, true), x)
}

export function sliceOperand(u: CodeUnit, slice: ast.Expr): number {
  return operand(u, slice, true)
}

/** A slice of constants is a constant. */
export function constantSlice(u: CodeUnit, e: ast.Slice): ConstantObject | null {
  const items: ConstantObject[] = []
  for (const part of [e.lower, e.upper, e.step]) {
    const item: ConstantObject | null = part === null ? { type: 'None' } : fold(u, part)
    if (item === null) return null
    items.push(item)
  }
  return { type: 'slice', items }
}

function compileSlice(u: CodeUnit, e: ast.Slice, dest: number): void {
  const constant = constantSlice(u, e)
  if (constant !== null) {
    u.loadConstant(constant, dest, e)
    return
  }
  const count = e.step === null ? 2 : 3
  const first = u.temps(count)
  const none: ConstantObject = { type: 'None' }
  ;[e.lower, e.upper, e.step].slice(0, count).forEach((part, i) => {
    if (part === null) u.loadConstant(none, first + i, e)
    else exprTo(u, part, first + i)
  })
  u.emit(Op.BUILD_SLICE, e, dest, first, 0, count)
}

// ---- displays

function hasStar(elements: readonly ast.Expr[]): boolean {
  return elements.some((element) => element.kind === 'Starred')
}

/** Evaluates the expressions into new consecutive temporaries. */
export function consecutive(u: CodeUnit, elements: readonly ast.Expr[]): number {
  const first = u.temps(elements.length)
  elements.forEach((element, i) => {
    exprTo(u, element, first + i)
  })
  return first
}

/** Appends or adds the elements one by one, from `start` on, to the container in temporary `into`. */
function fill(u: CodeUnit, at: ast.Located, elements: readonly ast.Expr[], into: number, add: Op, extend: Op): void {
  for (const element of elements) {
    const mark = u.top
    if (element.kind === 'Starred') u.emit(extend, at, into, operand(u, element.value, true))
    else u.emit(add, at, into, operand(u, element, true))
    u.top = mark
  }
}

function constantItems(u: CodeUnit, elements: readonly ast.Expr[]): ConstantObject[] | null {
  const items: ConstantObject[] = []
  for (const element of elements) {
    const item = element.kind === 'Starred' ? null : fold(u, element)
    if (item === null) return null
    items.push(item)
  }
  return items
}

/** A new list of the elements, in a temporary or, if that takes one instruction, in `dest`. */
function buildList(u: CodeUnit, at: ast.Located, elements: readonly ast.Expr[], dest: number): void {
  const items = elements.length >= CONSTANT_DISPLAY ? constantItems(u, elements) : null
  if (items === null && elements.length <= LONG_DISPLAY && !hasStar(elements)) {
    const first = consecutive(u, elements)
    u.emit(Op.BUILD_LIST, at, dest, first, elements.length)
    return
  }
  const list = isTemp(dest) ? dest : u.temp()
  if (items !== null) {
    u.emit(Op.BUILD_LIST, at, list, list, 0)
    const source = u.temp()
    u.loadConstant({ type: 'tuple', items }, source, at)
    u.emit(Op.LIST_EXTEND, at, list, source)
  } else {
    // elements before the first star go in at once
    const star = elements.findIndex((element) => element.kind === 'Starred')
    const head = star >= 0 && star <= LONG_DISPLAY ? star : 0
    const mark = u.top
    const first = consecutive(u, elements.slice(0, head))
    u.emit(Op.BUILD_LIST, at, list, first, head)
    u.top = mark
    fill(u, at, elements.slice(head), list, Op.LIST_APPEND, Op.LIST_EXTEND)
  }
  if (list !== dest) u.emit(Op.MOVE, at, dest, list)
}

function compileList(u: CodeUnit, e: ast.List, elements: readonly ast.Expr[], dest: number): void {
  buildList(u, e, elements, dest)
}

export function compileTuple(u: CodeUnit, at: ast.Located, elements: readonly ast.Expr[], dest: number): void {
  if (elements.length <= LONG_DISPLAY && !hasStar(elements)) {
    const first = consecutive(u, elements)
    u.emit(Op.BUILD_TUPLE, at, dest, first, elements.length)
    return
  }
  const list = u.temp()
  buildList(u, at, elements, list)
  u.emit(Op.INTRINSIC_1, at, dest, list, 0, Intrinsic1.LIST_TO_TUPLE)
}

function compileSet(u: CodeUnit, e: ast.SetExpr, dest: number): void {
  const { elts } = e
  const items = elts.length >= CONSTANT_DISPLAY ? constantItems(u, elts) : null
  if (items === null && elts.length <= LONG_DISPLAY && !hasStar(elts)) {
    const first = consecutive(u, elts)
    u.emit(Op.BUILD_SET, e, dest, first, elts.length)
    return
  }
  const set = isTemp(dest) ? dest : u.temp()
  if (items !== null) {
    u.emit(Op.BUILD_SET, e, set, set, 0)
    const source = u.temp()
    u.loadConstant({ type: 'tuple', items }, source, e)
    u.emit(Op.SET_UPDATE, e, set, source)
  } else {
    u.emit(Op.BUILD_SET, e, set, set, 0)
    fill(u, e, elts, set, Op.SET_ADD, Op.SET_UPDATE)
  }
  if (set !== dest) u.emit(Op.MOVE, e, dest, set)
}

function compileDict(u: CodeUnit, e: ast.Dict, dest: number): void {
  const { keys, values } = e
  const simple = keys.every((key) => key !== null)
  const pairs = (from: number, to: number): number => {
    const first = u.temps(2 * (to - from))
    for (let i = from; i < to; i++) {
      exprTo(u, keys[i]!, first + 2 * (i - from))
      exprTo(u, values[i], first + 2 * (i - from) + 1)
    }
    return first
  }
  if (simple && keys.length <= LONG_DISPLAY / 2) {
    const first = pairs(0, keys.length)
    u.emit(Op.BUILD_MAP, e, dest, first, keys.length)
    return
  }
  const dict = isTemp(dest) ? dest : u.temp()
  let head = keys.indexOf(null)
  if (head < 0 || head > LONG_DISPLAY / 2) head = simple ? LONG_DISPLAY / 2 : 0
  let mark = u.top
  const first = pairs(0, head)
  u.emit(Op.BUILD_MAP, e, dict, first, head)
  u.top = mark
  for (let i = head; i < keys.length; i++) {
    mark = u.top
    const key = keys[i]
    if (key === null) {
      u.emit(Op.DICT_UPDATE, e, dict, operand(u, values[i], true))
    } else {
      const k = operand(u, key)
      u.emit(Op.MAP_ADD, e, dict, k, operand(u, values[i], true))
    }
    u.top = mark
  }
  if (dict !== dest) u.emit(Op.MOVE, e, dest, dict)
}

/** The constant tuple or frozenset that CPython puts in place of a display which is only looked into. */
export function displayAsConstant(u: CodeUnit, e: ast.Expr): ConstantObject | null {
  if (e.kind !== 'List' && e.kind !== 'Set') return null
  const items = constantItems(u, e.elts)
  if (items === null) return null
  return { type: e.kind === 'List' ? 'tuple' : 'frozenset', items }
}

export function stringOperand(u: CodeUnit, text: string, at: ast.Located): number {
  const dest = u.temp()
  u.loadConstant(strConstant(text), dest, at)
  return dest
}
