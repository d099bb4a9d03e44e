// with statements: the exit function waits in a call area below everything the body uses.

import { CALL_ARGUMENTS } from '../interp/opcode-info.ts'
import { Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import { operand } from './compile-expressions.ts'
import { awaitRegister } from './compile-generators.ts'
import { compileBody } from './compile-statements.ts'
import { storeFrom, targetRegister } from './compile-targets.ts'
import type { CodeUnit } from './compile-unit.ts'
import { callExit } from './compile-unwind.ts'

const ENTER = 0
const EXIT = 1
const ASYNC = 2

export function compileWith(
  u: CodeUnit,
  s: ast.With | ast.AsyncWith,
  items: readonly ast.WithItem[],
  isAsync: boolean,
): void {
  const [item, ...rest] = items
  const at = item.context_expr
  const start = u.top
  const exception = u.temp()
  const saved = u.temp()
  const area = u.temps(CALL_ARGUMENTS)
  const mark = u.top
  const kind = isAsync ? ASYNC : 0

  const manager = operand(u, at, true)
  u.emit(Op.LOAD_SPECIAL, at, area, manager, 0, kind | EXIT)
  const enter = u.temps(CALL_ARGUMENTS)
  u.emit(Op.LOAD_SPECIAL, at, enter, manager, 0, kind | ENTER)
  const target = item.optional_vars === null ? enter : targetRegister(u, item.optional_vars)
  u.emit(Op.CALL_METHOD, at, isAsync ? enter : target, enter, u.callCache(), 0)
  if (isAsync) awaitRegister(u, at, enter, target, 1)

  const raised = u.label()
  const cleanup = u.label()
  const suppressed = u.label()
  const end = u.label()
  const outer = u.protect(raised, exception)
  if (item.optional_vars !== null) storeFrom(u, item.optional_vars, target)
  u.top = mark
  u.blocks.push({ kind: 'with', outer, area, isAsync, at })
  if (rest.length > 0) compileWith(u, s, rest, isAsync)
  else compileBody(u, s.body)
  u.blocks.pop()
  u.handler = outer
  callExit(u, area, isAsync, at)
  u.jump(Op.JUMP, null, end)

  u.placeHandler(raised)
  u.protect(cleanup, exception)
  u.emit(Op.ENTER_HANDLER, at, saved, exception)
  u.temps(3) // the arguments
  u.emit(Op.WITH_EXCEPT_START, at, area, area, exception)
  if (isAsync) awaitRegister(u, at, area, area, 2)
  u.jump(Op.JUMP_IF, at, suppressed, area, 0, 1)
  u.handler = outer
  u.emit(Op.LEAVE_HANDLER, at, saved)
  u.emit(Op.RERAISE, at, exception)
  u.place(suppressed)
  u.emit(Op.LEAVE_HANDLER, at, saved)
  u.jump(Op.JUMP, null, end)
  u.placeHandler(cleanup)
  u.emit(Op.LEAVE_HANDLER, null, saved)
  u.emit(Op.RERAISE, null, exception)
  u.place(end)
  u.top = start
}
