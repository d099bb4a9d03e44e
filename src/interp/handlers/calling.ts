// Calls, returns, making functions.

import { EXCEPTION, NONE, PARKED, UNBOUND, Value, addressOf, hasShape, pointer } from '../../memory/value'
import { TB_SEGMENT_LIMIT, RECURSION_LIMIT, TB_FP } from '../../memory/layout'
import { fuel, threadBlock } from '../../memory/registers'
import { toTuple } from '../../objects/abstract'
import { isIterable } from '../../objects/iteration'
import { BUILTIN_FLAGS, BUILTIN_FUNCTION, BUILTIN_MAXIMUM, BUILTIN_MINIMUM, BUILTIN_SLOTS } from '../../objects/define'
import { raiseFormat } from '../../objects/raise'
import { shapeAt } from '../../objects/shape'
import { newTuple, tupleInit, tupleItem, tupleLength } from '../../objects/tuple-core'
import { T } from '../../objects/type-ids'
import { stmCheck, stmOwn, stmStore32, stmStore64 } from '../../stm/barriers'
import { callBuiltin, invoke } from '../calls'
import { CODE_CONSTANTS, CODE_ENTRY, CODE_EXACT, CODE_FRAME_BYTES, CODE_NAMED } from '../code'
import { callArgument, pushContinuation, setState, stepWith } from '../continuations'
import { dictCount, dictKeyAt, dictNext, dictValueAt, newDict } from '../../objects/dict'
import {
  DEPTH_ONE, FRAME_CALLER, FRAME_CODE, FRAME_FLAGS, FRAME_FUNCTION, FRAME_GENERATOR, FRAME_GLOBALS, FRAME_HANDLED, FRAME_RESULT, FRAME_OBJECT,
  FRAME_PC, FRAME_REGISTERS, FRAME_RETURN_PC, FRAME_STATE, opA, opB, opC, opX, reg, setReg, wordAt, opD,
} from '../frame-layout'
import { currentFrame, frameConstants, frameEnd, goOnAt } from '../frames'
import {
  FUNCTION_ANNOTATE, FUNCTION_ANNOTATIONS, FUNCTION_CLOSURE, FUNCTION_CODE, FUNCTION_DEFAULTS, FUNCTION_GLOBALS, FUNCTION_KWDEFAULTS, newFunction,
} from '../function'
import { finishGenerator } from '../generators'
import { generatorReturned } from './generating'
import { Op } from '../opcodes'
import { STEP_PC } from '../runtime-code'
import { AFTER_LIMIT } from '../special-methods'
import { passResult } from '../special-results'
import { pollThread } from '../poll'
import { Status } from '../status'
import { leaveFrame } from '../unwind'
import { calleeText, updateFrom } from './building'
import { begin, deliver } from './results'
import { typeOf } from '../../objects/type'

/**
 * Pushes the frame of an exact positional call of function `callee` with `count` arguments at `at` + FRAME_REGISTERS, from frame
 * `fp` at `ip`. The new fp; 0: not that simple.
 */
// @ts-ignore: decorator
@inline export function callExact(callee: Value, at: u32, count: u32, fp: u32, ip: u32): u32 {
  if (!hasShape(callee, shapeAt(T.function_))) return 0
  const f = addressOf(callee)
  const code = load<u32>(f, FUNCTION_CODE)
  const both = <u64>f | (<u64>load<u32>(f, FUNCTION_GLOBALS) << 32)
  if (!stmCheck(f)) return 0
  if (load<u32>(code, CODE_EXACT) != count) return 0
  if (at + load<u32>(code, CODE_FRAME_BYTES) > load<u32>(threadBlock, TB_SEGMENT_LIMIT)) return 0
  const depth = (load<u32>(fp, FRAME_FLAGS) & ~255) + DEPTH_ONE
  if (depth >> 8 > load<u32>(RECURSION_LIMIT)) return 0
  store<u64>(at, <u64>fp | (<u64>ip << 32))
  store<u64>(at, <u64>code | (<u64>depth << 32), FRAME_CODE)
  store<u64>(at, both, FRAME_FUNCTION)
  store<u64>(at, 0, FRAME_OBJECT)
  store<u64>(at, NONE, FRAME_HANDLED)
  let r = at + count * 8
  const end = at + load<u32>(code, CODE_NAMED) * 8
  for (; r < end; r += 8) store<u64>(r, UNBOUND, FRAME_REGISTERS)
  store<u32>(threadBlock, at, TB_FP)
  return at
}

/** CALL: X arguments behind the callee at R[B]. */
export function opCall(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const area = fp + FRAME_REGISTERS + opB(word)
  return called(fp, ip, deliver(fp, word, invoke(load<u64>(area), area + 56, opX(word), 0, ip, true)))
}

/** Behind a call that is done: the transaction ends here if it has used up its fuel or wants to end. */
// @ts-ignore: decorator
@inline function called(fp: u32, ip: u32, status: u32): u32 { return status == Status.next && fuel <= 0 ? pollThread(fp, ip) : status }

/** A call without self that parks is executed again: takes away the self that a bound method has put into its place. */
// @ts-ignore: decorator
@inline function again(area: u32, r: Value): Value {
  if (r == PARKED) store<u64>(area, UNBOUND, 48)
  return r
}

/** CALL_METHOD: as CALL, with a self (or UNBOUND) before the arguments. */
export function opCallMethod(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const area = fp + FRAME_REGISTERS + opB(word)
  const callee = load<u64>(area)
  if (load<u64>(area, 48) == UNBOUND) return called(fp, ip, deliver(fp, word, again(area, invoke(callee, area + 56, opX(word), 0, ip, true))))
  return called(fp, ip, deliver(fp, word, invoke(callee, area + 48, opX(word) + 1, 0, ip, false)))
}

export function opCallKw(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const area = fp + FRAME_REGISTERS + opB(word)
  const names = addressOf(load<u64>(frameConstants(fp) + opC(word)))
  const callee = load<u64>(area)
  if (load<u64>(area, 48) == UNBOUND) return deliver(fp, word, again(area, invoke(callee, area + 56, opX(word), names, ip, true)))
  return deliver(fp, word, invoke(callee, area + 48, opX(word) + 1, names, ip, false))
}

/** Step of a continuation whose only purpose is the room for a call area: the value is the result. */
function passOn(fp: u32, value: Value): Value { return value }

/** CALL_EX: arguments from an iterable, keywords from a mapping. The call area is built in a frame of its own. */
export function opCallEx(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const area = fp + FRAME_REGISTERS + opB(word)
  const callee = load<u64>(area)
  const self = load<u64>(area, 48)
  let positional = load<u64>(area, 56)
  let keywords = load<u64>(area, 64)
  if (!hasShape(positional, shapeAt(T.tuple))) {
    if (!isIterable(positional)) {
      raiseFormat(T.TypeError, '%U argument after * must be an iterable, not %T', calleeText(callee), positional)
      return Status.raised
    }
    positional = toTuple(positional)
    if (positional == EXCEPTION) return Status.raised
  }
  if (keywords != UNBOUND && !hasShape(keywords, shapeAt(T.dict))) {
    const merged = newDict()
    if (!updateFrom(merged, keywords, callee)) return Status.raised
    keywords = pointer(merged)
  }
  const t = addressOf(positional)
  const n = tupleLength(t)
  const named: u32 = keywords == UNBOUND ? 0 : dictCount(addressOf(keywords))
  const extra: u32 = self == UNBOUND ? 0 : 1
  const names = newTuple(named)
  const continuation = pushContinuation(load<u32>(changetype<usize>(passOn)), 0, extra + n + named + 33, ip)
  let at = callArgument(continuation, 0, 0)
  if (extra) { store<u64>(at, self); at += 8 }
  for (let i: u32 = 0; i < n; i++, at += 8) store<u64>(at, tupleItem(t, i))
  if (named) {
    const d = addressOf(keywords)
    let k: u32 = 0
    for (let p = dictNext(d, 0); p >= 0 && k < named; p = dictNext(d, p + 1), k++, at += 8) {
      tupleInit(names, k, dictKeyAt(d, p))
      store<u64>(at, dictValueAt(d, p))
    }
  }
  const r = invoke(callee, callArgument(continuation, 0, 0), extra + n + named, named ? names : 0, STEP_PC, true)
  if (r == PARKED) { // executed again from its start
    leaveFrame(continuation, ip)
    return Status.parked
  }
  return beginStatus(continuation, r)
}

/** First call of a continuation begun by an instruction: steps on at once with a value or exception. */
export function beginStatus(continuation: u32, r: Value): u32 {
  const status = stepOrCalled(continuation, r)
  return status == Status.raised ? <u32>Status.thrown : status
}

// @ts-ignore: decorator
@inline function stepOrCalled(continuation: u32, r: Value): u32 {
  return r == UNBOUND ? <u32>Status.called : isCalled(r) ? <u32>Status.called : stepWith(continuation, r)
}
// @ts-ignore: decorator
@inline function isCalled(r: Value): bool { return r == EXCEPTION + 1 }

/** A frame with flags returns `v` at `ip`. */
export function returnSlow(ip: u32, fp: u32, v: Value): u32 {
  const flags = load<u32>(fp, FRAME_FLAGS)
  const caller = load<u32>(fp, FRAME_CALLER)
  const returnPc = load<u32>(fp, FRAME_RETURN_PC)
  begin(ip)
  if (flags & FRAME_RESULT) {
    const state = load<u32>(fp, FRAME_STATE)
    if (state < AFTER_LIMIT) {
      leaveFrame(fp, ip)
      return passResult(state, caller, returnPc, v)
    }
    if (v != NONE) {
      raiseFormat(T.TypeError, "__init__() should return None, not '%T'", v)
      leaveFrame(fp, ip)
      goOnAt(caller, returnPc)
      return Status.thrown
    }
    v = pointer(state)
  }
  if (flags & FRAME_GENERATOR) {
    const g = load<u32>(fp, FRAME_STATE)
    finishGenerator(g)
    leaveFrame(fp, ip)
    return generatorReturned(g, caller, returnPc, v)
  }
  leaveFrame(fp, ip)
  setReg(caller, opA(wordAt(returnPc)), v)
  goOnAt(caller, returnPc)
  return Status.called
}

export function opMakeFunction(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const code = addressOf(load<u64>(frameConstants(fp) + opB(word)))
  setReg(fp, opA(word), pointer(newFunction(code, load<u32>(fp, FRAME_GLOBALS))))
  return Status.next
}

export function opSetFunctionAttribute(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const f = addressOf(reg(fp, opA(word)))
  const v = reg(fp, opB(word))
  stmOwn(f)
  switch (opX(word)) {
    case 1: stmStore64(f, f + FUNCTION_DEFAULTS, v); break
    case 2: stmStore64(f, f + FUNCTION_KWDEFAULTS, v); break
    case 4: stmStore64(f, f + FUNCTION_ANNOTATIONS, v); break
    case 8: stmStore32(f, f + FUNCTION_CLOSURE, addressOf(v)); break
    default: stmStore64(f, f + FUNCTION_ANNOTATE, v)
  }
  return Status.next
}
