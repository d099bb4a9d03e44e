// Ownership: a unit is owned by the executor whose number stands in its version word, from its first write (early) or from
// the start of the commit (late: deferred operations) to the end of the transaction. The ownership log, 16 bytes an entry,
// remembers the version that was there: +0 unit  +4 old version  +8 pc of the first write.
// Between a compare-and-swap and its entry in the log there is no stop point.

import { EB_OPEN, EB_OWN_BASE, EB_OWN_LATE } from '../memory/executor-block'
import { currentPc, deferredCount, executorBlock, me, ownTop, setOwnTop, start } from '../memory/registers'
import { releaseStore, sharedCas, sharedLoad } from '../memory/shared-access'
import { revokeAssumed } from './assumed'
import { broken } from './canaries'
import { Canary } from './canary-kinds'
import { contend, newer, pollKill } from './contention'
import { materialise } from './deferred-ops'
import { entryAfter, firstEntry, isChunkFull, nextChunk } from './log-chunks'
import { ASSUMED, LATE_BIT, OWNED_BIT } from './versions'

export const OWN_ENTRY_BYTES: u32 = 16

function logOwned(u: u32, oldVersion: u32): void {
  const top = ownTop
  store<u64>(top, <u64>u | (<u64>oldVersion << 32))
  store<u32>(top, currentPc, 8)
  const next = top + OWN_ENTRY_BYTES
  setOwnTop(isChunkFull(next) ? nextChunk(next) : next)
}

/** Owns `u`, at a version not newer than S: what was read of it before still holds. May abort. */
export function stmOwnSlow(u: u32): void {
  assert(load<u32>(executorBlock, EB_OPEN) != 0, 'a unit is written outside a transaction')
  if (deferredCount) materialise(u)
  for (;;) {
    const h = sharedLoad(u)
    if ((h & ~LATE_BIT) == me) return // late: a deferred operation that is being applied
    if (h == ASSUMED) revokeAssumed(u)
    else if (h > start && !(broken(Canary.ownUnchecked) && h < OWNED_BIT)) newer(u, h)
    else if (sharedCas(u, h, me) == h) { // publishes nothing; others see that the data may change from here on
      logOwned(u, h)
      return
    }
  }
}

/** Owns `u` for the length of the commit, whatever its version. May abort. */
export function ownLate(u: u32): void {
  if (load<u32>(executorBlock, EB_OWN_LATE) == 0) store<u32>(executorBlock, ownTop, EB_OWN_LATE)
  for (;;) {
    pollKill()
    const h = sharedLoad(u)
    assert((h & ~LATE_BIT) != me, 'a unit with deferred operations is owned already')
    if (h >= OWNED_BIT) contend(u, h)
    else if (h == ASSUMED) revokeAssumed(u)
    else if (sharedCas(u, h, me | LATE_BIT) == h) {
      logOwned(u, h)
      return
    }
  }
}

// @ts-ignore: decorator
@inline export function ownsAnything(): bool { return ownTop != firstEntry(load<u32>(executorBlock, EB_OWN_BASE)) }

/** Releases all units with version `number`: from here on others read what was written, or undone. */
export function releaseAll(number: u32): void {
  const end = ownTop
  for (let entry = firstEntry(load<u32>(executorBlock, EB_OWN_BASE)); entry != end; entry = entryAfter(entry, OWN_ENTRY_BYTES)) {
    releaseStore(load<u32>(entry), broken(Canary.oldVersionAtAbort) && number == 0 ? load<u32>(entry, 4) : number)
  }
}

/** Empties the log, when nobody needs to know any more what was owned. */
export function clearOwnershipLog(): void {
  setOwnTop(firstEntry(load<u32>(executorBlock, EB_OWN_BASE)))
  store<u32>(executorBlock, 0, EB_OWN_LATE)
}
