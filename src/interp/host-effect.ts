// Effects that core code wants: a read, a write, an open of a descriptor. The host acts between two transactions, so a builtin
// that wants one is run twice (docs/CORE.md, section 9): the first time `hostEffect` answers PARKED, which the builtin returns;
// the transaction is committed, the host acts, the call is executed again, and now `hostEffect` gives the result. So before
// the effect the builtin leaves what it has done in the heap, in a form that its second run takes up.
// Inside nested runs and atomic blocks nothing parks: the transaction becomes inevitable and the result is there at once.

import { allocateStorage } from '../gc/allocate'
import { hostCall } from '../memory/host'
import { TB_ATOMIC_DEPTH, TB_FP, TB_ID, TB_NATIVE_DEPTH, TB_NATIVE_RESULT } from '../memory/layout'
import { currentPc, threadBlock } from '../memory/registers'
import { EXCEPTION, PARKED, UNBOUND, Value } from '../memory/value'
import { stmOwn, stmRead32, stmStore32 } from '../stm/barriers'
import { HostEffect } from './host-effect-ids'
import { parkUntil } from './park'

/** True if the running builtin may answer PARKED. */
// @ts-ignore: decorator
@inline export function mayPark(): bool {
  return load<u32>(threadBlock, TB_NATIVE_DEPTH) == 0 && load<u32>(threadBlock, TB_ATOMIC_DEPTH) == 0
}

/** True for EXCEPTION and PARKED: the caller returns the same. */
// @ts-ignore: decorator
@inline export function stops(v: Value): bool { return v == EXCEPTION || v == PARKED }

/** The result of host function `id`, EXCEPTION, or PARKED. */
export function hostEffect(id: HostEffect, a: Value, b: Value = UNBOUND, c: Value = UNBOUND): Value {
  const argv = allocateStorage(24) + 8
  store<u64>(argv, a)
  store<u64>(argv, b, 8)
  store<u64>(argv, c, 16)
  const outcome = hostCall(<u32>id, argv, 3)
  if (outcome == 0) return load<u64>(argv)
  return outcome == 1 ? EXCEPTION : PARKED
}

/** From here on to `endNow` effects happen at once: for code whose caller cannot run it twice (slots of types). */
export function beginNow(): void { store<u32>(threadBlock, load<u32>(threadBlock, TB_NATIVE_DEPTH) + 1, TB_NATIVE_DEPTH) }
export function endNow(): void { store<u32>(threadBlock, load<u32>(threadBlock, TB_NATIVE_DEPTH) - 1, TB_NATIVE_DEPTH) }

// ---- exclusive use of a stream between the two runs
// A stream (a unit) has two words for it: who, the thread between its two runs (0: nobody), and which call of it. Other threads
// wait for the end, except where they cannot (nested, atomic): they go on, and the first one finds more to write or less to read.

/** Number of the running call: the same when it is executed again. */
function callNumber(): u32 { return currentPc ^ (load<u32>(threadBlock, TB_FP) << 3) }

/** True if the running call was between its two runs: it goes on. */
export function isResumed(o: u32, busy: u32): bool {
  return stmRead32(o, o + busy) == load<u32>(threadBlock, TB_ID) && stmRead32(o, o + busy + 4) == callNumber() && mayPark()
}

/** First in an operation on a stream: false: answer `waitForStream`. */
export function enterStream(o: u32, busy: u32): bool {
  const who = stmRead32(o, o + busy)
  return who == 0 || who == load<u32>(threadBlock, TB_ID) || !mayPark()
}
export function waitForStream(o: u32): Value { return parkUntil(o, 0) }

/** Last in an operation on a stream, with its outcome. */
export function leaveStream(o: u32, busy: u32, outcome: Value): Value {
  if (outcome == PARKED) {
    stmOwn(o)
    stmStore32(o, o + busy, load<u32>(threadBlock, TB_ID))
    stmStore32(o, o + busy + 4, callNumber())
    return PARKED
  }
  if (stmRead32(o, o + busy) == load<u32>(threadBlock, TB_ID)) {
    stmOwn(o)
    stmStore32(o, o + busy, 0)
  }
  return outcome
}

/** Drops a result that nobody has taken: an operation has ended in another way in its second run. */
export function dropResult(): void { if (mayPark()) store<u32>(threadBlock, 0, TB_NATIVE_RESULT) }
