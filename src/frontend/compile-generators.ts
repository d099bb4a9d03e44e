// yield, yield from, await: suspension and the loop that passes values through to a delegate.
//
// The delegation loop is SEND, YIELD, JUMP_BACK to the SEND. An exception thrown in at the YIELD reaches CLEANUP_THROW, which
// turns the StopIteration of a delegate that finished meanwhile into the value of the expression.

import { CODE_ASYNC_GENERATOR, CODE_COROUTINE, Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import { operand } from './compile-expressions.ts'
import type { CodeUnit } from './compile-unit.ts'
import { isFunctionLike } from './symbols.ts'

export function compileYield(u: CodeUnit, e: ast.Yield, dest: number): void {
  if (!isFunctionLike(u.unitScope)) throw u.context.error("'yield' outside function", e)
  const value = e.value === null ? u.temp() : operand(u, e.value, true)
  if (e.value === null) u.loadConstant({ type: 'None' }, value, e)
  yieldRegister(u, e, value, dest)
}

/** Yields R[value]; R[dest] receives what is sent. */
export function yieldRegister(u: CodeUnit, at: ast.Located, value: number, dest: number): void {
  if (u.flags & CODE_ASYNC_GENERATOR) {
    const mark = u.top
    const wrapped = u.temp()
    u.emit(Op.ASYNC_GEN_WRAP, at, wrapped, value)
    u.emit(Op.YIELD, at, dest, wrapped)
    u.top = mark
  } else {
    u.emit(Op.YIELD, at, dest, value)
  }
}

export function compileYieldFrom(u: CodeUnit, e: ast.YieldFrom, dest: number): void {
  if (!isFunctionLike(u.unitScope)) throw u.context.error("'yield from' outside function", e)
  if (u.flags & (CODE_COROUTINE | CODE_ASYNC_GENERATOR)) {
    throw u.context.error("'yield from' inside async function", e)
  }
  const delegate = u.temp()
  u.emit(Op.GET_YIELD_FROM_ITER, e, delegate, operand(u, e.value, true))
  sendLoop(u, e, delegate, dest)
}

export function compileAwait(u: CodeUnit, e: ast.Await, dest: number): void {
  const delegate = u.temp()
  u.emit(Op.GET_AWAITABLE, e, delegate, operand(u, e.value, true))
  sendLoop(u, e, delegate, dest)
}

/** Awaits R[value]; `kind` 1 and 2: it came from __aenter__, __aexit__. */
export function awaitRegister(u: CodeUnit, at: ast.Located, value: number, dest: number, kind = 0): void {
  const mark = u.top
  const delegate = u.temp()
  u.emit(Op.GET_AWAITABLE, at, delegate, value, 0, kind)
  sendLoop(u, at, delegate, dest)
  u.top = mark
}

/** Runs the delegate to its end; R[dest] = its value. */
export function sendLoop(u: CodeUnit, at: ast.Located, delegate: number, dest: number): void {
  const mark = u.top
  const value = u.temp()
  const exception = u.temp()
  const again = u.label()
  const thrown = u.label()
  const end = u.label()
  u.loadConstant({ type: 'None' }, value, at)
  u.place(again)
  u.jump(Op.SEND, at, end, value, delegate)
  const outer = u.protect(thrown, exception)
  u.emit(Op.YIELD, at, value, value, 0, 1)
  u.handler = outer
  u.jump(Op.JUMP_BACK, at, again)
  u.placeHandler(thrown)
  u.jump(Op.CLEANUP_THROW, at, end, value, exception)
  u.place(end)
  u.emit(Op.MOVE, at, dest, value)
  u.top = mark
}
