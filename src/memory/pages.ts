// Pages of 64 KB for logs and tables: taken downwards from the top of the heap by an atomic counter, single ones kept on a
// free list (a physical lock guards it). The heap's own allocator grows upwards from HEAP_START. Any executor, any time:
// no barrier, no stop point in here. Pages come zeroed unless they were freed: a taker of a freed page gets it cleared.

import { HEAP_COUNTERS, HEAP_END, HEAP_START, PAGE_BYTES } from './layout'
import { PhysicalLock, lockWord, physicalLock, physicalUnlock } from './physical-lock'

/** Bytes that the heap's allocator has taken from HEAP_START upwards. */
const TAKEN_FROM_BELOW: u32 = HEAP_COUNTERS
/** Pages taken from HEAP_END downwards. */
const TAKEN_FROM_ABOVE: u32 = HEAP_COUNTERS + 8
/** First page of the free list, linked by the first word of each. */
const FREE_PAGES: u32 = HEAP_COUNTERS + 16

/** Address of `count` adjacent zeroed pages, aligned to 64 KB. */
export function allocatePages(count: u32): u32 {
  if (count == 1 && atomic.load<u32>(FREE_PAGES) != 0) {
    physicalLock(lockWord(PhysicalLock.pages))
    const page = load<u32>(FREE_PAGES)
    if (page != 0) atomic.store<u32>(FREE_PAGES, load<u32>(page))
    physicalUnlock(lockWord(PhysicalLock.pages))
    if (page != 0) {
      memory.fill(page, 0, PAGE_BYTES)
      return page
    }
  }
  const taken = atomic.add<u32>(TAKEN_FROM_ABOVE, count) + count
  const address = HEAP_END - taken * PAGE_BYTES
  assert(taken < 60000 && address > HEAP_START + atomic.load<u32>(TAKEN_FROM_BELOW), 'no pages left for logs and tables')
  return address
}

/** Gives one page back. Nobody else may still look at it. */
export function freePage(page: u32): void {
  physicalLock(lockWord(PhysicalLock.pages))
  store<u32>(page, load<u32>(FREE_PAGES))
  atomic.store<u32>(FREE_PAGES, page)
  physicalUnlock(lockWord(PhysicalLock.pages))
}
