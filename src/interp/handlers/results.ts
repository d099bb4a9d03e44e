// How operations hand their result to the loop.

import { EXCEPTION, PARKED, CALLED, Value } from '../../memory/value'
import { setCurrentPc } from '../../memory/registers'
import { opA, setReg } from '../frame-layout'
import { isResult } from '../calls'
import { Status } from '../status'

/** First in every operation: what it reads is logged for this instruction, builtins' continuations deliver behind it. */
// @ts-ignore: decorator
@inline export function begin(ip: u32): void { setCurrentPc(ip) }

/** Result `r` of the instruction `word` of frame `fp`: into R[A], or the status that its marker means. */
// @ts-ignore: decorator
@inline export function deliver(fp: u32, word: u64, r: Value): u32 {
  if (isResult(r)) {
    setReg(fp, opA(word), r)
    return Status.next
  }
  return outcomeStatus(r)
}

export function outcomeStatus(r: Value): u32 {
  if (r == EXCEPTION) return Status.raised
  return r == CALLED ? Status.called : Status.parked
}

// @ts-ignore: decorator
@inline export function done(ok: bool): u32 { return ok ? Status.next : Status.raised }
