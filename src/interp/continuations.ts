// Continuations: how operations and builtins call Python code without recursion on the native stack. A continuation frame lies on
// the thread's stack between the frame that wants a value and the callee; its registers hold the state, FRAME_STATE the table
// index of its *step function*
//     step(fp: u32, value: Value): Value
// which gets each callee's value (EXCEPTION: the callee raised; the exception stands in the thread block) and answers with
//   a value        the operation's result: the frame is taken off, the value goes where the caller's instruction wants it
//   EXCEPTION      the frame is taken off, the exception goes on in the caller
//   CALLED         it has called again (continueCall...)
//   EXHAUSTED      the frame is taken off, the caller's FOR_ITER ends its loop (next.ts)
//   PARKED         the frame stays; the step is made again, with the same value, after the wait
//   HOLE           the frame is taken off and the caller goes on at the frame's return pc, which the step may have changed
// Registers: R[0] receives values; state from R[1] on (state(fp, i)); behind them a call area.

import { TB_FP, TB_PC } from '../memory/layout'
import { currentPc, threadBlock } from '../memory/registers'
import { CALLED, EXCEPTION, EXHAUSTED, HOLE, PARKED, UNBOUND, Value } from '../memory/value'
import { invoke } from './calls'
import { beginNow, endNow } from './host-effect'
import { FRAME_CALLER, FRAME_CONTINUATION, FRAME_REGISTERS, FRAME_RETURN_PC, FRAME_STATE, opA, setReg, wordAt } from './frame-layout'
import { fn } from '../objects/define'
import { goOnAt, pushRuntimeFrame } from './frames'
import { exhaustedAt } from './next'
import { STEP_CODE, STEP_PC } from './runtime-code'
import { Status } from './status'
import { leaveFrame } from './unwind'

/** Call areas of continuations: R[0], `states` words of state, then [callee][5 words][self][arguments]. */
const AREA_WORDS: u32 = 7

/** Pushes a continuation frame with `states` words of state and room for a call with up to `argc` arguments. */
export function pushContinuation(step: u32, states: u32, argc: u32, returnPc: u32): u32 {
  return pushRuntimeFrame(STEP_CODE, 1 + states + AREA_WORDS + argc + 1, returnPc, FRAME_CONTINUATION, step)
}

/** State word `i` of continuation `fp`. */
// @ts-ignore: decorator
@inline export function state(fp: u32, i: u32): Value { return load<u64>(fp + i * 8, FRAME_REGISTERS + 8) }
// @ts-ignore: decorator
@inline export function setState(fp: u32, i: u32, v: Value): void { store<u64>(fp + i * 8, v, FRAME_REGISTERS + 8) }

/** Slot of argument `i` of the next call that a continuation with `states` words of state makes. */
// @ts-ignore: decorator
@inline export function callArgument(fp: u32, states: u32, i: u32): u32 { return fp + FRAME_REGISTERS + (1 + states + AREA_WORDS + i) * 8 }

/**
 * Calls `f` with the `argc` arguments stored at callArgument: a value (done at once), EXCEPTION, or CALLED. A step cannot be run
 * twice, so a builtin that wants an effect gets it at once.
 */
export function continueCall(fp: u32, states: u32, f: Value, argc: u32, names: u32): Value {
  beginNow()
  const r = invoke(f, callArgument(fp, states, 0), argc, names, STEP_PC, true)
  endNow()
  return r
}

/**
 * Begins an operation that is written as a continuation, from an instruction or a builtin: `value` goes through the step function
 * as if a callee had returned it, at once. For use when a first call has been done already without a frame being pushed.
 */
export function stepWith(fp: u32, value: Value): u32 {
  const r = call_indirect<Value>(load<u32>(fp, FRAME_STATE), fp, value)
  return settle(fp, r)
}

/**
 * For a builtin that has pushed continuation `fp` and got `r` from its first call: what the builtin returns. Unless CALLED, the
 * step is made at once and the frame taken off.
 */
export function continueBuiltin(fp: u32, r: Value): Value {
  if (r == CALLED) return CALLED
  const result = call_indirect<Value>(load<u32>(fp, FRAME_STATE), fp, r)
  if (result != CALLED) leaveFrame(fp, load<u32>(fp, FRAME_RETURN_PC))
  return result
}

/** For a builtin whose value is that of a call: calls `f` with the `argc` values at `argv` in the builtin's place, without recursion. */
export function callInstead(f: Value, argv: u32, argc: u32, names: u32): Value {
  const fp = pushContinuation(fn(passOn), 0, argc, currentPc)
  const to = callArgument(fp, 0, 0)
  for (let i: u32 = 0; i < argc; i++) store<u64>(to + i * 8, load<u64>(argv + i * 8))
  return continueBuiltin(fp, continueCall(fp, 0, f, argc, names))
}
function passOn(fp: u32, value: Value): Value { return value }

/** What a step's answer means for the loop. */
function settle(fp: u32, r: Value): u32 {
  if (r == CALLED) return Status.called
  if (r == PARKED) return Status.parked
  const caller = load<u32>(fp, FRAME_CALLER)
  const returnPc = load<u32>(fp, FRAME_RETURN_PC)
  leaveFrame(fp, returnPc)
  if (r == EXCEPTION) {
    goOnAt(caller, returnPc)
    return Status.raised
  }
  if (r == EXHAUSTED) return exhaustedAt(caller, returnPc)
  if (r != HOLE) setReg(caller, opA(wordAt(returnPc)), r)
  goOnAt(caller, returnPc)
  return Status.called
}
