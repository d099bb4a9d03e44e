// Assumed units: things that caches rely on and that hardly ever change (classes, functions, bindings of globals and methods).
// Their version word is ASSUMED, older than everything, and barriers do not log them: a check costs a load and two compares.
//
// Promotion: who fills a cache proposes the units that it relies on; between two transactions the proposals are promoted in a
// stop. A stop is a forced extension: behind it every transaction that is not doomed has S = now, so nobody can take an ASSUMED
// unit's data for older than they are.
// Revocation: who wants to own an ASSUMED unit stops the others, gives it version REVOKED, and adds it to the read set of every open
// transaction (all of them may have read it without a log). What they have read still holds at that moment; from then on it is a
// unit as any other. Threads that are parked cannot have it in their read sets: they are woken, run again and log it.
// A unit is proposed once for each fill of a site, so one that is written again and again costs a few stops, no more.

import { EB_PROPOSALS, EB_PROPOSED, EB_OPEN, EB_READ_TOP, EB_DOOMED } from '../memory/executor-block'
import { STM } from '../memory/flavour'
import { MAX_EXECUTORS } from '../memory/layout'
import { executorBlock } from '../memory/registers'
import { sharedLoad, sharedStore } from '../memory/shared-access'
import { ConflictKind } from './conflict-kinds'
import { abortAsNoted } from './contention'
import { isChunkFull, nextChunk } from './log-chunks'
import { wakeAllWaiters } from './parking'
import { isOpenStamp } from './renumber'
import { StopReason, endStop, executorBlockAt, requestStop } from './stop'
import { ASSUMED, FIRST_STAMP, OWNED_BIT, REVOKED, VERSION_BASE } from './versions'

/** Proposals that an executor keeps; what comes behind them is dropped. */
const MOST_PROPOSALS: u32 = 192

/** Notes that caches rely on unit `u`. */
export function proposeAssumed(u: u32): void {
  if (!STM || u == 0 || load<u32>(u) == ASSUMED) return
  const n = load<u32>(executorBlock, EB_PROPOSED)
  if (n >= MOST_PROPOSALS) return
  for (let i = n > 8 ? n - 8 : 0; i < n; i++) if (load<u32>(executorBlock + i * 4, EB_PROPOSALS) == u) return
  store<u32>(executorBlock + n * 4, u, EB_PROPOSALS)
  store<u32>(executorBlock, n + 1, EB_PROPOSED)
}

// @ts-ignore: decorator
@inline export function hasProposals(): bool { return STM && load<u32>(executorBlock, EB_PROPOSED) != 0 }

/** In a collection, which may free what is proposed: nothing is proposed any more. */
export function forgetProposals(): void {
  for (let number: u32 = 0; number < MAX_EXECUTORS; number++) store<u32>(executorBlockAt(number), 0, EB_PROPOSED)
}

/** Between two transactions: promotes what is proposed. */
export function promoteProposals(): void {
  if (!requestStop(StopReason.assume)) return // the stop of another: next time
  const n = load<u32>(executorBlock, EB_PROPOSED)
  for (let i: u32 = 0; i < n; i++) {
    const u = load<u32>(executorBlock + i * 4, EB_PROPOSALS)
    const h = load<u32>(u)
    if (h >= OWNED_BIT || (h >= FIRST_STAMP && h < VERSION_BASE && isOpenStamp(h))) continue
    store<u32>(u, ASSUMED)
  }
  store<u32>(executorBlock, 0, EB_PROPOSED)
  endStop()
}

/** A barrier of a writer has met ASSUMED in `u`: makes it an ordinary unit. May abort. */
export function revokeAssumed(u: u32): void {
  while (sharedLoad(u) == ASSUMED) {
    if (!requestStop(StopReason.assume)) continue
    for (let number: u32 = 0; number < MAX_EXECUTORS; number++) {
      const block = executorBlockAt(number)
      if (load<u32>(block, EB_OPEN) != 0 && load<u32>(block, EB_DOOMED) == 0) addRead(block, u)
    }
    sharedStore(u, REVOKED)
    wakeAllWaiters()
    if (endStop()) abortAsNoted(ConflictKind.readChangedAtStop)
  }
}

/** In a stop: adds `u` to the read set of the executor with `block`, who takes its top back when he goes on. */
function addRead(block: u32, u: u32): void {
  const top = load<u32>(block, EB_READ_TOP)
  store<u64>(top, <u64>u)
  const next = top + 8
  store<u32>(block, isChunkFull(next) ? nextChunk(next) : next, EB_READ_TOP)
}
