// try statements.
//
// A handler finds its exception in a register; ENTER_HANDLER makes it the handled one and saves the one before, which
// LEAVE_HANDLER restores on every way out, the exceptional one (a cleanup handler) included. The body of a finally clause
// stands in the code once for every way that leads into it.

import { Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import { operand } from './compile-expressions.ts'
import { forgetName, storeName } from './compile-names.ts'
import { compileBody } from './compile-statements.ts'
import type { CodeUnit } from './compile-unit.ts'

export function compileTry(u: CodeUnit, s: ast.Try): void {
  if (s.finalbody.length > 0) compileFinally(u, s, () => (s.handlers.length > 0 ? tryExcept(u, s) : tryBody(u, s)))
  else tryExcept(u, s)
}

export function compileTryStar(u: CodeUnit, s: ast.TryStar): void {
  if (s.finalbody.length > 0) compileFinally(u, s, () => (s.handlers.length > 0 ? tryGroups(u, s) : tryBody(u, s)))
  else tryGroups(u, s)
}

function tryBody(u: CodeUnit, s: ast.Try | ast.TryStar): void {
  u.emit(Op.NOP, s)
  compileBody(u, s.body)
}

/** The way an exception takes out of a handler: restores the handled exception and goes on. */
function placeCleanup(u: CodeUnit, label: number, saved: number, exception: number): void {
  u.placeHandler(label)
  u.emit(Op.LEAVE_HANDLER, null, saved)
  u.emit(Op.RERAISE, null, exception)
}

function compileFinally(u: CodeUnit, s: ast.Try | ast.TryStar, protectedPart: () => void): void {
  const exception = u.temp()
  const saved = u.temp()
  const raised = u.label()
  const cleanup = u.label()
  const end = u.label()
  const outer = u.protect(raised, exception)
  u.blocks.push({ kind: 'finally', outer, body: s.finalbody })
  protectedPart()
  u.blocks.pop()
  u.handler = outer
  compileBody(u, s.finalbody)
  u.jump(Op.JUMP, null, end)

  u.placeHandler(raised)
  u.protect(cleanup, exception)
  u.emit(Op.ENTER_HANDLER, null, saved, exception)
  u.blocks.push({ kind: 'finally handler', outer, saved })
  compileBody(u, s.finalbody)
  u.blocks.pop()
  u.handler = outer
  u.emit(Op.LEAVE_HANDLER, null, saved)
  u.emit(Op.RERAISE, null, exception)
  placeCleanup(u, cleanup, saved, exception)
  u.place(end)
}

function tryExcept(u: CodeUnit, s: ast.Try): void {
  const exception = u.temp()
  const saved = u.temp()
  const raised = u.label()
  const cleanup = u.label()
  const end = u.label()
  const outer = u.protect(raised, exception)
  u.blocks.push({ kind: 'try', outer })
  u.emit(Op.NOP, s)
  compileBody(u, s.body)
  u.blocks.pop()
  u.handler = outer
  compileBody(u, s.orelse)
  u.jump(Op.JUMP, null, end)

  u.placeHandler(raised)
  u.protect(cleanup, exception)
  const inHandlers = u.handler
  u.emit(Op.ENTER_HANDLER, null, saved, exception)
  s.handlers.forEach((handler, i) => {
    if (handler.type === null && i < s.handlers.length - 1) {
      throw u.context.error("default 'except:' must be last", handler)
    }
    const next = u.label()
    u.handler = inHandlers
    if (handler.type !== null) {
      const mark = u.top
      const match = u.temp()
      u.emit(Op.EXC_MATCH, handler, match, exception, operand(u, handler.type, true))
      u.jump(Op.JUMP_IF, handler, next, match, 0, 0)
      u.top = mark
    }
    exceptBody(u, handler, exception, saved, outer, inHandlers)
    u.jump(Op.JUMP, null, end)
    u.place(next)
  })
  u.handler = outer
  u.emit(Op.LEAVE_HANDLER, null, saved)
  u.emit(Op.RERAISE, null, exception)
  placeCleanup(u, cleanup, saved, exception)
  u.place(end)
}

function exceptBody(
  u: CodeUnit,
  handler: ast.ExceptHandler,
  exception: number,
  saved: number,
  outer: number,
  inHandlers: number,
): void {
  const { name } = handler
  u.blocks.push({ kind: 'handler', outer, saved, name })
  if (name === null) {
    compileBody(u, handler.body)
    u.blocks.pop()
    u.handler = outer
    u.emit(Op.LEAVE_HANDLER, null, saved)
    return
  }
  storeName(u, name, exception, handler)
  const raised = u.label()
  const end = u.label()
  u.protect(raised, exception)
  compileBody(u, handler.body)
  u.blocks.pop()
  u.handler = outer
  u.emit(Op.LEAVE_HANDLER, null, saved)
  forgetName(u, name)
  u.jump(Op.JUMP, null, end)
  u.placeHandler(raised)
  u.handler = inHandlers
  forgetName(u, name)
  u.handler = outer
  u.emit(Op.LEAVE_HANDLER, null, saved)
  u.emit(Op.RERAISE, null, exception)
  u.place(end)
}

/** except*: every clause takes its part of the group; what is raised or left over is raised again together. */
function tryGroups(u: CodeUnit, s: ast.TryStar): void {
  const exception = u.temp()
  const saved = u.temp()
  const original = u.temp()
  const raisedList = u.temp()
  const rest = u.temps(2) // what is left, and the part that matches
  const match = rest + 1
  const raised = u.label()
  const cleanup = u.label()
  const end = u.label()
  const reraise = u.label()
  const outer = u.protect(raised, exception)
  u.blocks.push({ kind: 'try', outer })
  u.emit(Op.NOP, s)
  compileBody(u, s.body)
  u.blocks.pop()
  u.handler = outer
  compileBody(u, s.orelse)
  u.jump(Op.JUMP, null, end)

  u.placeHandler(raised)
  u.protect(cleanup, exception)
  const inHandlers = u.handler
  u.emit(Op.ENTER_HANDLER, null, saved, exception)
  u.emit(Op.MOVE, null, original, exception)
  u.emit(Op.MOVE, null, rest, exception)
  u.emit(Op.BUILD_LIST, s.handlers[0], raisedList, raisedList, 0)
  for (const handler of s.handlers) {
    const next = u.label()
    const failed = u.label()
    const done = u.label()
    const mark = u.top
    u.handler = inHandlers
    if (handler.type === null) throw u.context.error('except* needs a type', handler)
    u.emit(Op.CHECK_EG_MATCH, handler, rest, rest, operand(u, handler.type, true))
    u.jump(Op.NONE_JUMP, handler, next, match, 0, 1)
    // the part that matches is the handled exception in the body
    u.emit(Op.LEAVE_HANDLER, handler, match)
    const { name } = handler
    if (name !== null) storeName(u, name, match, handler)
    const failure = u.temp()
    u.protect(failed, failure)
    u.blocks.push({ kind: 'group handler', outer })
    compileBody(u, handler.body)
    u.blocks.pop()
    u.handler = inHandlers
    if (name !== null) forgetName(u, name)
    u.jump(Op.JUMP, null, done)
    u.placeHandler(failed)
    if (name !== null) forgetName(u, name)
    u.emit(Op.LIST_APPEND, null, raisedList, failure)
    u.place(done)
    u.place(next)
    u.top = mark
  }
  u.emit(Op.LIST_APPEND, s.handlers[s.handlers.length - 1], raisedList, rest)
  u.emit(Op.PREP_RERAISE_STAR, null, rest, original, raisedList)
  u.jump(Op.NONE_JUMP, null, reraise, rest, 0, 0)
  u.handler = outer
  u.emit(Op.LEAVE_HANDLER, null, saved)
  u.jump(Op.JUMP, null, end)
  u.place(reraise)
  u.handler = outer
  u.emit(Op.LEAVE_HANDLER, null, saved)
  u.emit(Op.RERAISE, null, rest)
  placeCleanup(u, cleanup, saved, exception)
  u.place(end)
}
