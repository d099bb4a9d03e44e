// Short locks of the runtime outside the STM: a word, taken by compare-and-swap, spun on. The holder runs at most about
// 1,000 instructions, takes no barrier, no stop and no second lock, so a waiter spins. Fixed locks lie in the control
// page; an object may hold one in a word of its own.

import { PHYSICAL_LOCKS } from './layout'

export const enum PhysicalLock { intern, shapes, pages, namespaces, runQueue, flush, timers, waitTable, types, COUNT }

// @ts-ignore: decorator
@inline export function lockWord(lock: PhysicalLock): u32 { return PHYSICAL_LOCKS + <u32>lock * 64 }

/** Takes the lock word at `address`; pairs with the release store in `physicalUnlock`. */
export function physicalLock(address: u32): void {
  while (atomic.cmpxchg<u32>(address, 0, 1) != 0) {
    while (atomic.load<u32>(address) != 0) { /* spin: the holder is done within about a microsecond */ }
  }
}

// @ts-ignore: decorator
@inline export function physicalUnlock(address: u32): void { atomic.store<u32>(address, 0) }
