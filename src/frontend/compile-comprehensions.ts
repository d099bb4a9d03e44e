// Comprehensions and generator expressions.
//
// List, set and dict comprehensions run in the code around them (PEP 709): their variables have registers of their own, which
// are unbound before and after, also when an exception passes. A generator expression is a function that gets the
// iterator of its first `for`.

import { CALL_ARGUMENTS } from '../interp/opcode-info.ts'
import { Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import { jumpIf } from './compile-conditions.ts'
import { operand } from './compile-expressions.ts'
import { finishUnit, makeFunction, openFunction } from './compile-functions.ts'
import { sendLoop, yieldRegister } from './compile-generators.ts'
import { storeFrom, targetRegister } from './compile-targets.ts'
import { type CodeUnit, isTemp } from './compile-unit.ts'
import { DEF_BOUND, DEF_GLOBAL, DEF_NONLOCAL, type Scope } from './symbols.ts'

type Inlined = ast.ListComp | ast.SetComp | ast.DictComp

export function compileComprehension(u: CodeUnit, e: Inlined, dest: number): void {
  const scope = u.context.scopeOf(e)
  const iterator = u.temp()
  startIteration(u, e.generators[0], iterator)
  const container = isTemp(dest) ? dest : u.temp()
  const exception = u.temp()
  const thrown = u.label()
  const end = u.label()
  const outerScope = u.scope
  const variables = bindVariables(u, scope)
  u.scope = scope
  const outer = u.protect(thrown, exception)
  for (const { register, cell } of variables) if (cell) u.emit(Op.MAKE_CELL, null, register)
  switch (e.kind) {
    case 'ListComp':
      u.emit(Op.BUILD_LIST, e, container, container, 0)
      generatorLoop(u, e, 0, iterator, () => {
        u.emit(Op.LIST_APPEND, e.elt, container, operand(u, e.elt, true))
      })
      break
    case 'SetComp':
      u.emit(Op.BUILD_SET, e, container, container, 0)
      generatorLoop(u, e, 0, iterator, () => {
        u.emit(Op.SET_ADD, e.elt, container, operand(u, e.elt, true))
      })
      break
    case 'DictComp':
      u.emit(Op.BUILD_MAP, e, container, container, 0)
      generatorLoop(u, e, 0, iterator, () => {
        const key = operand(u, e.key)
        const at = { ...located(e.key), end_lineno: e.value.end_lineno, end_col_offset: e.value.end_col_offset }
        u.emit(Op.MAP_ADD, at, container, key, operand(u, e.value, true))
      })
      break
  }
  u.handler = outer
  u.scope = outerScope
  const forget = (): void => {
    for (const { register } of variables) u.emit(Op.UNSET, null, register)
  }
  forget()
  if (variables.length > 0) {
    u.jump(Op.JUMP, null, end)
    u.placeHandler(thrown)
    forget()
    u.emit(Op.RERAISE, null, exception)
    u.place(end)
  } else {
    // nothing to restore, so nothing to catch
    u.dropHandler(thrown)
  }
  releaseVariables(u, variables)
  if (container !== dest) u.emit(Op.MOVE, e, dest, container)
}

function located(e: ast.Located): ast.Located {
  return { lineno: e.lineno, end_lineno: e.end_lineno, col_offset: e.col_offset, end_col_offset: e.end_col_offset }
}

interface Variable {
  readonly pool: string
  readonly register: number
  readonly cell: boolean
}

/** Gives the comprehension's variables their registers; those of earlier comprehensions serve again. */
function bindVariables(u: CodeUnit, scope: Scope): Variable[] {
  const variables: Variable[] = []
  for (const [name, symbol] of scope.symbols) {
    if (!(symbol.flags & DEF_BOUND) || symbol.flags & (DEF_NONLOCAL | DEF_GLOBAL)) continue
    const pool = `${symbol.captured ? 'cell' : 'local'} ${name}`
    symbol.register = u.comprehensionRegisters.get(pool)?.pop() ?? -1
    variables.push({ pool, register: u.registerOf(scope, name, symbol), cell: symbol.captured })
  }
  return variables
}

function releaseVariables(u: CodeUnit, variables: readonly Variable[]): void {
  for (const { pool, register } of variables) {
    const list = u.comprehensionRegisters.get(pool)
    if (list) list.push(register)
    else u.comprehensionRegisters.set(pool, [register])
  }
}

function startIteration(u: CodeUnit, generator: ast.Comprehension, iterator: number): void {
  const mark = u.top
  const op = generator.is_async ? Op.GET_AITER : Op.GET_ITER
  u.emit(op, generator.iter, iterator, operand(u, generator.iter, true))
  u.top = mark
}

/** The `for` number `index` and all inside it; R[iterator] iterates. */
function generatorLoop(
  u: CodeUnit,
  e: Inlined | ast.GeneratorExp,
  index: number,
  iterator: number,
  element: () => void,
): void {
  const generator = e.generators[index]
  const mark = u.top
  const again = u.label()
  const next = u.label()
  const end = u.label()
  const finished = u.label()
  const exception = generator.is_async ? u.temp() : -1
  u.place(again)
  const target = targetRegister(u, generator.target)
  if (generator.is_async) {
    const outer = u.protect(finished, exception)
    nextAwaited(u, generator.iter, iterator, target)
    u.handler = outer
    storeFrom(u, generator.target, target)
  } else {
    u.jump(Op.FOR_ITER, generator.iter, end, target, iterator)
    storeFrom(u, generator.target, target)
  }
  for (const condition of generator.ifs) jumpIf(u, condition, next, false)
  if (index + 1 < e.generators.length) {
    const inner = u.temp()
    startIteration(u, e.generators[index + 1], inner)
    generatorLoop(u, e, index + 1, inner, element)
  } else {
    const top = u.top
    element()
    u.top = top
  }
  u.place(next)
  u.jump(Op.JUMP_BACK, e.kind === 'DictComp' ? e.value : e.elt, again)
  if (generator.is_async) {
    u.placeHandler(finished)
    u.emit(Op.END_ASYNC_FOR, generator.iter, 0, exception)
  }
  u.place(end)
  u.top = mark
}

/** R[dest] = await anext(R[iterator]). */
export function nextAwaited(u: CodeUnit, at: ast.Located, iterator: number, dest: number): void {
  const mark = u.top
  const awaitable = u.temp()
  u.emit(Op.GET_ANEXT, at, awaitable, iterator)
  sendLoop(u, at, awaitable, dest)
  u.top = mark
}

export function compileGeneratorExpression(u: CodeUnit, e: ast.GeneratorExp, dest: number): void {
  const scope = u.context.scopeOf(e)
  const inner = openFunction(u, scope, '<genexpr>', e.lineno, 1, 0, 0)
  generatorLoop(inner, e, 0, 0, () => {
    const value = operand(inner, e.elt, true)
    yieldRegister(inner, e.elt, value, inner.temp())
  })
  inner.emit(Op.RETURN_CONST, e, 0, inner.constant({ type: 'None' }))
  const code = finishUnit(inner)
  const area = u.temps(CALL_ARGUMENTS)
  makeFunction(u, code, inner.freeNames, e, area, {})
  const iterator = u.temp()
  startIteration(u, e.generators[0], iterator)
  u.emit(Op.CALL, e, dest, area, u.callCache(), 1)
}
