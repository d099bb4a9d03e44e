// A collection, from the request to the end, as one function: stop, mark, weak references, sweep, go on.
// Run by any executor at a poll or between transactions, when the allocator has asked for it (COLLECT_WANTED).

import { ATTRIBUTE_CACHE, ATTRIBUTE_CACHE_ENTRIES, KEEP_HOOK } from '../memory/layout'
import { forgetProposals } from '../stm/assumed'
import { StopReason, endStop, requestStop } from '../stm/stop'
import { ALLOCATED_BYTES, COLLECTIONS, COLLECT_AT_BYTES, COLLECT_WANTED, LIVE_BYTES, RESERVE_OPEN } from './blocks'
import { drain, prepareMarkStack } from './mark'
import { markRoots, resetCursors } from './roots'
import { clearMarks, sweep } from './sweep'
import { clearDeadWeakrefs } from './weakrefs'

/** A heap smaller than this is not worth a collection. */
const LEAST_ALLOCATION_BYTES: u32 = 64 << 20
const MOST_ALLOCATION_BYTES: u32 = 1 << 30

// @ts-ignore: decorator
@inline export function isCollectionWanted(): bool { return atomic.load<u32>(COLLECT_WANTED) != 0 }

export function initCollector(): void { atomic.store<u32>(COLLECT_AT_BYTES, LEAST_ALLOCATION_BYTES) }

/** Collects now, unless another executor is stopping the world. True: the caller's open transaction is doomed. */
export function collect(): bool {
  if (!requestStop(StopReason.collect)) return false
  memory.fill(ATTRIBUTE_CACHE, 0, ATTRIBUTE_CACHE_ENTRIES * 8) // its records are known by their sites only
  forgetProposals()
  clearMarks()
  prepareMarkStack()
  markRoots()
  drain()
  const keep = load<u32>(KEEP_HOOK)
  if (keep) call_indirect<void>(keep)
  drain()
  clearDeadWeakrefs()
  resetCursors()
  const live = sweep()
  store<u32>(LIVE_BYTES, live)
  const next = live < LEAST_ALLOCATION_BYTES ? LEAST_ALLOCATION_BYTES : live > MOST_ALLOCATION_BYTES ? MOST_ALLOCATION_BYTES : live
  atomic.store<u32>(COLLECT_AT_BYTES, next)
  atomic.store<u32>(ALLOCATED_BYTES, 0)
  atomic.store<u32>(COLLECT_WANTED, 0)
  atomic.store<u32>(RESERVE_OPEN, 0)
  store<u32>(COLLECTIONS, load<u32>(COLLECTIONS) + 1)
  return endStop()
}
