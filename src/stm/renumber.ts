// Renumbering: before clock or stamps run out, in a stop, all free versions and stamps become 0 ("older than everything"),
// clock and stamp counter start anew. Owned words and stamps of open transactions stay, their old versions become 0, ages
// become ranks. The heap's units are walked by the collector (gc/transaction-hooks).

import {
  EB_AGE, EB_DOOMED, EB_OPEN, EB_OWN_BASE, EB_OWN_TOP, EB_STAMP, EB_STAMP_LIMIT, EB_START, EB_THREAD,
} from '../memory/executor-block'
import { renumberHeap } from '../gc/transaction-hooks'
import { BARE_UNITS, CLOCK, MAX_EXECUTORS, RENUMBERINGS, STAMP_COUNTER, TB_AGE } from '../memory/layout'
import { broken } from './canaries'
import { Canary } from './canary-kinds'
import { entryAfter, firstEntry } from './log-chunks'
import { OWN_ENTRY_BYTES } from './ownership'
import { StopReason, endStop, executorBlockAt, requestStop } from './stop'
import { CLOCK_LIMIT, FIRST_STAMP, GATE, OWNED_BIT, STAMP_LIMIT, TIME_MASK, VERSION_BASE } from './versions'

export function mustRenumber(): bool {
  return (atomic.load<u32>(CLOCK) & TIME_MASK) >= CLOCK_LIMIT || atomic.load<u32>(STAMP_COUNTER) >= STAMP_LIMIT
}

/** Stops the world and renumbers, unless somebody else does. The caller has no open transaction. */
export function renumber(): void {
  while (mustRenumber()) {
    if (!requestStop(StopReason.renumber)) continue
    renumberStopped()
    endStop()
  }
}

/** In a stop: the renumbering itself; a collection calls it in the course of its marking. */
export function renumberStopped(): void {
  renumberHeap()
  if (!broken(Canary.renumberSkipsUnits)) {
    const units = load<u32>(BARE_UNITS)
    const count = load<u32>(BARE_UNITS, 4)
    for (let i: u32 = 0; i < count; i++) renumberUnit(units + i * 64)
  }
  for (let number: u32 = 0; number < MAX_EXECUTORS; number++) {
    const block = executorBlockAt(number)
    store<u32>(block, 0, EB_STAMP_LIMIT) // draws a new block of stamps at its next begin
    if (load<u32>(block, EB_OPEN) == 0) continue
    if (load<u32>(block, EB_DOOMED) == 0) store<u32>(block, VERSION_BASE, EB_START)
    const end = load<u32>(block, EB_OWN_TOP)
    for (let entry = firstEntry(load<u32>(block, EB_OWN_BASE)); entry != end; entry = entryAfter(entry, OWN_ENTRY_BYTES)) {
      store<u32>(entry, 0, 4)
    }
  }
  rankAges()
  atomic.add<u32>(RENUMBERINGS, 1)
  atomic.store<u32>(STAMP_COUNTER, FIRST_STAMP)
  atomic.store<u32>(CLOCK, VERSION_BASE | (atomic.load<u32>(CLOCK) & GATE))
}

/** In a stop: the new version word of unit `u`. Called for each unit of the heap. */
export function renumberUnit(u: u32): void {
  const h = load<u32>(u)
  if (h == 0 || h >= OWNED_BIT) return
  if (h < VERSION_BASE && (h < FIRST_STAMP || isOpenStamp(h))) return
  store<u32>(u, 0)
}

export function isOpenStamp(stamp: u32): bool {
  for (let number: u32 = 0; number < MAX_EXECUTORS; number++) {
    const block = executorBlockAt(number)
    if (load<u32>(block, EB_OPEN) != 0 && load<u32>(block, EB_STAMP) == stamp) return true
  }
  return false
}

/** Births of open transactions become 1, 2, 3 ... in their order: elder than all that begin from now on. */
function rankAges(): void {
  let rank: u64 = 1
  for (let last: u64 = 0; ; rank++) {
    let eldest: u64 = <u64>-1
    let who: u32 = 0
    for (let number: u32 = 0; number < MAX_EXECUTORS; number++) {
      const block = executorBlockAt(number)
      if (load<u32>(block, EB_OPEN) == 0) continue
      const age = load<u64>(block, EB_AGE)
      if (age > last && age < eldest && age >> 32 >= VERSION_BASE) { eldest = age; who = block }
    }
    if (who == 0) return
    last = eldest
    const ranked = (rank << 32) | (eldest & 0xffffffff)
    store<u64>(who, ranked, EB_AGE)
    const thread = load<u32>(who, EB_THREAD)
    if (thread != 0) store<u64>(thread, ranked, TB_AGE)
  }
}
