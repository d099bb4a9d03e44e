// Lock elision. A lock is a unit with its owner, or 0. Acquiring a free one reads it and puts it on the thread's list: it is
// *pending*. Release takes it off. What is still pending when the transaction commits is written then, so that a block can be
// cut anywhere. Blocks under one lock that are not cut only read it, and run side by side: their data alone can conflict.
//
// The list lies in the thread block. It is empty when a transaction begins, so an abort rolls it back by its two counters:
//   TB_ELIDED       entries in use: all locks that the transaction has elided     TB_ELIDED_HELD  how many are pending
//   entry, 8 bytes: +0 lock  +4 count (0: released again; more than 1: an RLock)
// A lock's history is a racy word outside the STM: low half: how many of its next entries take it really; high half: failures.
// Whoever looks at a lock's owner asks `pendingCount` first (builtins/thread-lock.ts). Nothing here waits.

import { EB_CONFLICT_UNIT, EB_ELIDED_END, EB_END_SOON } from '../memory/executor-block'
import { ELIDED_ENTRIES, ELISION_OFF, TB_ATTEMPTS, TB_ELIDED, TB_ELIDED_HELD, TB_ELIDED_LOCKS, TB_ID } from '../memory/layout'
import { executorBlock, setFuel, threadBlock } from '../memory/registers'
import { isFresh, stmWrite32 } from './barriers'

//   lock:  +8 owner's thread id:32 (0: free)  +12 count:32  +16 history:32
export const LOCK_OWNER: u32 = 8
export const LOCK_COUNT: u32 = 12
export const LOCK_HISTORY: u32 = 16
export const LOCK_BYTES: u32 = 24

const ENTRY_BYTES: u32 = 8
/** Aborts of one piece of work after which it takes its locks really. */
const REAL_AFTER: u32 = 2
/** Failures of a lock after which it is taken really, and for how many entries. */
const FAILURES: u32 = 2
const REAL_ENTRIES: u32 = 16
/** For how many polls a transaction is kept open for a block's release: a few milliseconds. */
const POSTPONED_POLLS: u32 = 128

function entryOf(lock: u32): u32 {
  const first = threadBlock + TB_ELIDED_LOCKS
  const end = first + load<u32>(threadBlock, TB_ELIDED) * ENTRY_BYTES
  for (let entry = first; entry < end; entry += ENTRY_BYTES) {
    if (load<u32>(entry) == lock) return entry
  }
  return 0
}

/** How often the running thread has acquired `lock` in blocks that are elided; 0: not at all. */
export function pendingCount(lock: u32): u32 {
  if (load<u32>(threadBlock, TB_ELIDED_HELD) == 0) return 0
  const entry = entryOf(lock)
  return entry == 0 ? 0 : load<u32>(entry, 4)
}

/** An unused entry, or that of a lock that is not pending any more; 0: there is none. */
function newEntry(): u32 {
  const used = load<u32>(threadBlock, TB_ELIDED)
  const first = threadBlock + TB_ELIDED_LOCKS
  if (used < ELIDED_ENTRIES) {
    store<u32>(threadBlock, used + 1, TB_ELIDED)
    return first + used * ENTRY_BYTES
  }
  for (let i: u32 = 0; i < ELIDED_ENTRIES; i++) {
    if (load<u32>(first + i * ENTRY_BYTES, 4) == 0) return first + i * ENTRY_BYTES
  }
  return 0
}

/** True if the lock's history permits; counts the entries that it does not. */
function isPermitted(lock: u32): bool {
  const history = load<u32>(lock, LOCK_HISTORY)
  if ((history & 0xffff) == 0) return true
  store<u32>(lock, history - 1, LOCK_HISTORY)
  return false
}

/** `lock` has been read in this transaction and is free: makes it pending. False: take it really. */
export function elide(lock: u32, count: u32): bool {
  if (load<u32>(threadBlock, TB_ATTEMPTS) >= REAL_AFTER || load<u32>(ELISION_OFF) != 0) return false
  let entry = entryOf(lock)
  if (entry == 0) {
    if (!isPermitted(lock)) return false
    entry = newEntry()
    if (entry == 0) return false
    store<u32>(entry, lock)
  }
  store<u32>(entry, count, 4)
  store<u32>(threadBlock, load<u32>(threadBlock, TB_ELIDED_HELD) + 1, TB_ELIDED_HELD)
  return true
}

/** Another count for a pending lock; 0 releases it: behind the last release a wanted end of the transaction is near. */
export function setPendingCount(lock: u32, count: u32): void {
  store<u32>(entryOf(lock), count, 4)
  if (count != 0) return
  const held = load<u32>(threadBlock, TB_ELIDED_HELD) - 1
  store<u32>(threadBlock, held, TB_ELIDED_HELD)
  if (held == 0 && load<u32>(executorBlock, EB_END_SOON) + load<u32>(executorBlock, EB_ELIDED_END) != 0) setFuel(0)
}

/** Makes `count` acquisitions of `lock` by the running thread visible to all. May abort. */
export function takeReally(lock: u32, count: u32): void {
  stmWrite32(lock, lock + LOCK_OWNER, load<u32>(threadBlock, TB_ID))
  stmWrite32(lock, lock + LOCK_COUNT, count)
}

/** The transaction should end now; true if it is to go on until the pending locks are released. */
export function postponesEnd(): bool {
  if (load<u32>(threadBlock, TB_ELIDED_HELD) == 0) return false
  const polls = load<u32>(executorBlock, EB_ELIDED_END) + 1
  store<u32>(executorBlock, polls, EB_ELIDED_END)
  return polls <= POSTPONED_POLLS
}

/** Commit, first step: takes what is pending. May abort. */
export function takePending(): void {
  if (load<u32>(threadBlock, TB_ELIDED_HELD) == 0) return
  const first = threadBlock + TB_ELIDED_LOCKS
  const end = first + load<u32>(threadBlock, TB_ELIDED) * ENTRY_BYTES
  for (let entry = first; entry < end; entry += ENTRY_BYTES) {
    const count = load<u32>(entry, 4)
    if (count != 0) takeReally(load<u32>(entry), count)
  }
}

/** Behind the commit: the list is empty again. A block that was cut is a failure of its lock, one that was not makes up for one. */
export function settleElided(): void {
  const first = threadBlock + TB_ELIDED_LOCKS
  const end = first + load<u32>(threadBlock, TB_ELIDED) * ENTRY_BYTES
  for (let entry = first; entry < end; entry += ENTRY_BYTES) {
    const lock = load<u32>(entry)
    const history = load<u32>(lock, LOCK_HISTORY)
    if (load<u32>(entry, 4) != 0) noteFailure(lock)
    else if (history >= 0x10000) store<u32>(lock, history - 0x10000, LOCK_HISTORY)
  }
  store<u32>(threadBlock, 0, TB_ELIDED)
  store<u32>(threadBlock, 0, TB_ELIDED_HELD)
}

/**
 * First step of an abort: a failure for each lock that the transaction has elided, if it is not the first abort of this work.
 * That another thread has taken such a lock really says nothing about the data, else one failure would beget many.
 */
export function blameElided(): void {
  if (load<u32>(threadBlock, TB_ATTEMPTS) == 0) return
  const unit = load<u32>(executorBlock, EB_CONFLICT_UNIT)
  const first = threadBlock + TB_ELIDED_LOCKS
  const end = first + load<u32>(threadBlock, TB_ELIDED) * ENTRY_BYTES
  for (let entry = first; entry < end; entry += ENTRY_BYTES) {
    if (load<u32>(entry) != unit && !isFresh(load<u32>(entry))) noteFailure(load<u32>(entry))
  }
}

/** One more failure; at the limit the lock is taken really for a while, and from then on each failure does so again. */
function noteFailure(lock: u32): void {
  const failures = (load<u32>(lock, LOCK_HISTORY) >> 16) + 1
  store<u32>(lock, failures < FAILURES ? failures << 16 : ((FAILURES - 1) << 16) | REAL_ENTRIES, LOCK_HISTORY)
}
