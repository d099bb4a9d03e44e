// Exceptions in the interpreter: finding the handler, leaving frames, traceback and context. An exception on its way stands in
// TB_EXCEPTION; `unwind` starts at the current frame.

import { TB_EXCEPTION } from '../memory/layout'
import { threadBlock } from '../memory/registers'
import { CALLED, EXCEPTION, NONE, UNBOUND, Value, addressOf, pointer } from '../memory/value'
import { EXC_CONTEXT, EXC_TRACEBACK, STOP_VALUE } from '../objects/exception-core'
import { shapeAt, typeAt } from '../objects/shape'
import { isSubtype, typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { endAwait } from './async-generator'
import { CODE_ENTRY, CODE_EXCEPTIONS, CODE_EXCEPTION_COUNT, wordIndex } from './code'
import { stepWith } from './continuations'
import {
  FRAME_CALLER, FRAME_CODE, FRAME_CONTINUATION, FRAME_ENTRY, FRAME_FLAGS, FRAME_GENERATOR, FRAME_HANDLED, FRAME_HAS_OBJECT,
  FRAME_NEW_SEGMENT, FRAME_RETURN_PC, FRAME_SAVED, FRAME_STATE, opA, opD, setReg, wordAt,
} from './frame-layout'
import { detachFrame, frameObject, newTraceback } from './frame-object'
import { currentFrame, goOnAt, keepFrame, popSegment, setCurrentFrame } from './frames'
import { finishGenerator } from './generators'
import { Op } from './opcodes'
import { Status } from './status'

/** The exception being handled by frame `fp` or its callers (sys.exception()), or NONE. */
export function handledException(fp: u32): Value {
  for (; fp; fp = load<u32>(fp, FRAME_CALLER)) {
    const handled = load<u64>(fp, FRAME_HANDLED)
    if (handled != NONE) return handled
  }
  return NONE
}

/** Takes frame `fp` off the stack, all that hangs on it included; `ip`: where it stood. Its caller becomes the current frame. */
export function leaveFrame(fp: u32, ip: u32): void {
  const flags = load<u32>(fp, FRAME_FLAGS)
  const caller = load<u32>(fp, FRAME_CALLER)
  if (flags & FRAME_HAS_OBJECT) detachFrame(fp, ip)
  if (flags & FRAME_NEW_SEGMENT) popSegment()
  if (flags & FRAME_SAVED && caller) keepFrame(caller)
  setCurrentFrame(caller)
}

/** Gives the raised exception its context: the one that is being handled, unless that would close a circle. */
export function setContext(exception: Value, handled: Value): void {
  if (handled == NONE || handled == exception) return
  const e = addressOf(exception)
  // an exception that is its own context further down: the chain is cut there
  let at = handled
  for (let slow = handled, step = 0; ; step++) {
    const context = stmRead64(addressOf(at), addressOf(at) + EXC_CONTEXT)
    if (context == NONE) break
    if (context == exception) {
      stmOwn(addressOf(at))
      stmStore64(addressOf(at), addressOf(at) + EXC_CONTEXT, NONE)
      break
    }
    at = context
    if (step & 1) {
      slow = stmRead64(addressOf(slow), addressOf(slow) + EXC_CONTEXT)
      if (slow == at) break
    }
  }
  stmOwn(e)
  stmStore64(e, e + EXC_CONTEXT, handled)
}

/** Adds an entry for frame `fp` at `ip` to the traceback of `exception`. */
function addTraceback(exception: Value, fp: u32, ip: u32): void {
  const e = addressOf(exception)
  stmOwn(e)
  const t = newTraceback(load<u64>(e, EXC_TRACEBACK), frameObject(fp), ip)
  stmStore64(e, e + EXC_TRACEBACK, t)
}

/** Handler of the instruction before `ip` in `code`: address of its exception entry, or 0. */
function findHandler(code: u32, ip: u32): u32 {
  const n = load<u32>(code, CODE_EXCEPTION_COUNT)
  if (n == 0) return 0
  const at = wordIndex(code, ip)
  let entry = load<u32>(code, CODE_EXCEPTIONS)
  for (let i: u32 = 0; i < n; i++, entry += 16) {
    if (at >= load<u32>(entry) && at < load<u32>(entry, 4)) return entry
  }
  return 0
}

function isStopIteration(exception: Value): bool { return isSubtype(typeOf(exception), typeAt(T.StopIteration)) }

/**
 * The exception in TB_EXCEPTION has been raised by the instruction before `ip` of the current frame. Goes to its handler
 * (Status.called: at the thread's fp and pc), or to the entry frame (Status.uncaught).
 */
export function unwind(ip: u32): u32 {
  let fp = currentFrame()
  let exception = load<u64>(threadBlock, TB_EXCEPTION)
  assert(exception != UNBOUND, 'unwind: no exception is raised')
  // context of what a builtin or the interpreter raised; `raise` and re-raises have seen to it themselves
  let op = <u32>wordAt(ip) & 255
  if (load<u32>(fp, FRAME_FLAGS) & (FRAME_ENTRY | FRAME_CONTINUATION)) op = Op.NOP
  const e = addressOf(exception)
  if (op != Op.RERAISE && op != Op.RAISE && stmRead64(e, e + EXC_TRACEBACK) == NONE && stmRead64(e, e + EXC_CONTEXT) == NONE) {
    setContext(exception, handledException(fp))
  }
  let silent = isSilent(op, wordAt(ip))
  for (;;) {
    const flags = load<u32>(fp, FRAME_FLAGS)
    if (flags & FRAME_ENTRY) return Status.uncaught
    if (flags & FRAME_CONTINUATION) {
      const status = stepWith(fp, EXCEPTION)
      if (status != Status.raised) return status
      exception = load<u64>(threadBlock, TB_EXCEPTION)
      fp = currentFrame()
      ip = load<u32>(threadBlock, 12)
      continue
    }
    const code = load<u32>(fp, FRAME_CODE)
    const word = wordAt(ip)
    op = <u32>word & 255
    if ((op == Op.FOR_ITER || op == Op.SEND) && isStopIteration(exception)) {
      store<u64>(threadBlock, UNBOUND, TB_EXCEPTION)
      if (op == Op.SEND) setReg(fp, opA(word), stmRead64(addressOf(exception), addressOf(exception) + STOP_VALUE))
      goOnAt(fp, ip + opD(word))
      return Status.called
    }
    if (!silent) addTraceback(exception, fp, ip)
    silent = false
    const handler = findHandler(code, ip)
    if (handler) {
      setReg(fp, load<u32>(handler, 12) << 3, exception)
      store<u64>(threadBlock, UNBOUND, TB_EXCEPTION)
      goOnAt(fp, load<u32>(code, CODE_ENTRY) + (load<u32>(handler, 8) << 3))
      return Status.called
    }
    const returnPc = load<u32>(fp, FRAME_RETURN_PC)
    const caller = load<u32>(fp, FRAME_CALLER)
    if (flags & FRAME_GENERATOR) {
      finishGenerator(load<u32>(fp, FRAME_STATE))
      if (load<u32>(load<u32>(fp, FRAME_STATE), 4) == shapeAt(T.async_generator)) endAwait(load<u32>(fp, FRAME_STATE))
    }
    leaveFrame(fp, ip)
    fp = caller
    ip = returnPc
  }
  return Status.uncaught
}

/** Instructions that raise an exception again whose traceback has this frame already. */
function isSilent(op: u32, word: u64): bool {
  if (op == Op.RERAISE || op == Op.CLEANUP_THROW || op == Op.END_ASYNC_FOR) return true
  return op == Op.RAISE && ((<u32>word >> 8) & 255) == 0
}
