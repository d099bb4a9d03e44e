// Parking: a thread waits until a unit changes. The wait table is hashed by unit; registering and waking are physical, under
// the bucket's own lock, outside the STM.
//
//   bucket, 16 bytes:  +0 count (atomic)  +4 physical lock  +8 first node
//   node, 16 bytes:    +0 next in bucket  +4 next of the thread (TB_WAIT)  +8 thread  +12 unit
//
// Register, *then* check: sleep only if each unit is free at a version <= S or at the number of the own commit or abort. Owned
// counts as changed (its owner may be past its look). A committer looks behind its release: its compare-and-swap came before that look, so one of the two sees
// the other. Wake-up, timeout and interrupt compete by compare-and-swap on the thread's state word (TB_STATE):
//
//   running -> parking -> parked -> woken -> running        parking -> woken: the thread goes on at once
//
// Whoever moves parked -> woken queues the thread. Behind the step to `parked` its old executor does not touch it any more.

import { EB_LAST_START, EB_NUMBER, EB_OWN_BASE, EB_READ_BASE, EB_READ_TOP, EB_WOKEN } from '../memory/executor-block'
import {
  PARKED_TOTAL, TB_NEXT, TB_PARKINGS, TB_STATE, TB_WAIT, WAIT_BUCKETS, WAIT_BUCKET_BYTES, WAIT_TABLE,
} from '../memory/layout'
import { allocatePages } from '../memory/pages'
import { PhysicalLock, lockWord, physicalLock, physicalUnlock } from '../memory/physical-lock'
import { executorBlock, ownTop, readTop, start, threadBlock } from '../memory/registers'
import { sharedAdd, sharedCas, sharedLoad, sharedStore } from '../memory/shared-access'
import { broken } from './canaries'
import { Canary } from './canary-kinds'
import { entryAfter, firstEntry } from './log-chunks'
import { OWN_ENTRY_BYTES } from './ownership'
import { READ_ENTRY_BYTES } from './read-set'
import { ThreadState } from './thread-states'
import { OWNED_BIT } from './versions'

const NODE_BYTES: u32 = 16
/** First node of the free list, in the line of its lock. */
const FREE_NODES: u32 = 16

// @ts-ignore: decorator
@inline function bucketOf(unit: u32): u32 {
  return WAIT_TABLE + (((unit >> 4) * 0x9e3779b1 >> 19) & (WAIT_BUCKETS - 1)) * WAIT_BUCKET_BYTES
}

function takeNode(): u32 {
  const lock = lockWord(PhysicalLock.waitTable)
  physicalLock(lock)
  let node = load<u32>(lock, FREE_NODES)
  if (node == 0) {
    const page = allocatePages(1)
    for (let at = page; at < page + 0x10000 - NODE_BYTES; at += NODE_BYTES) store<u32>(at, at + NODE_BYTES)
    node = page
  }
  store<u32>(lock, load<u32>(node), FREE_NODES)
  physicalUnlock(lock)
  return node
}

function freeNode(node: u32): void {
  const lock = lockWord(PhysicalLock.waitTable)
  physicalLock(lock)
  store<u32>(node, load<u32>(lock, FREE_NODES))
  store<u32>(lock, node, FREE_NODES)
  physicalUnlock(lock)
}

/** First step of parking the running thread. */
export function beginParking(): void {
  sharedStore(threadBlock + TB_STATE, ThreadState.parking)
  sharedAdd(PARKED_TOTAL, 1)
}

/** Registers the parking thread as one that waits for a change of `unit`. */
export function registerWait(unit: u32): void {
  if (broken(Canary.checkBeforeRegister) && sharedLoad(unit) > start) return
  const node = takeNode()
  store<u32>(node, load<u32>(threadBlock, TB_WAIT), 4)
  store<u32>(node, threadBlock, 8)
  store<u32>(node, unit, 12)
  store<u32>(threadBlock, node, TB_WAIT)
  const bucket = bucketOf(unit)
  physicalLock(bucket + 4)
  store<u32>(node, load<u32>(bucket, 8))
  store<u32>(bucket, node, 8)
  physicalUnlock(bucket + 4)
  sharedAdd(bucket, 1) // pairs with the committer's look in `wakeWaiters`
}

/** Registers for all that the open, doomed transaction has read; abort it next, then `finishParking`. */
export function registerReadSet(): void {
  const end = readTop
  for (let entry = firstEntry(load<u32>(executorBlock, EB_READ_BASE)); entry != end; entry = entryAfter(entry, READ_ENTRY_BYTES)) {
    const unit = load<u32>(entry)
    if (!isRegistered(unit)) registerWait(unit)
  }
}

/** Long read sets repeat units; looking at the last few nodes keeps the number of registrations near that of units. */
function isRegistered(unit: u32): bool {
  let node = load<u32>(threadBlock, TB_WAIT)
  for (let i = 0; node != 0 && i < 64; i++) {
    if (load<u32>(node, 12) == unit) return true
    node = load<u32>(node, 4)
  }
  return false
}

function hasChanged(unit: u32): bool {
  const h = sharedLoad(unit)
  if (h >= OWNED_BIT) return true
  return h > load<u32>(executorBlock, EB_LAST_START) && h != load<u32>(executorBlock, EB_NUMBER)
}

/**
 * Last step, with no transaction open: true: the thread is parked, forget it; false: something has changed already (or somebody
 * woke it), it goes on running here.
 */
export function finishParking(): bool {
  const thread = threadBlock
  let changed = load<u32>(thread, TB_WAIT) == 0 && broken(Canary.checkBeforeRegister)
  if (!broken(Canary.checkBeforeRegister)) {
    for (let node = load<u32>(thread, TB_WAIT); node != 0 && !changed; node = load<u32>(node, 4)) changed = hasChanged(load<u32>(node, 12))
  }
  if (!changed && sharedCas(thread + TB_STATE, ThreadState.parking, ThreadState.parked) == ThreadState.parking) return true
  resumeThread(thread)
  return false
}

/** Takes a woken thread (or one that did not get to sleep) out of the wait table and makes it running. */
export function resumeThread(thread: u32): void {
  let node = load<u32>(thread, TB_WAIT)
  while (node != 0) {
    const next = load<u32>(node, 4)
    const bucket = bucketOf(load<u32>(node, 12))
    physicalLock(bucket + 4)
    let link = bucket + 8
    while (load<u32>(link) != node) link = load<u32>(link)
    store<u32>(link, load<u32>(node))
    physicalUnlock(bucket + 4)
    atomic.sub<u32>(bucket, 1)
    freeNode(node)
    node = next
  }
  store<u32>(thread, 0, TB_WAIT)
  store<u32>(thread, load<u32>(thread, TB_PARKINGS) + 1, TB_PARKINGS) // its timers are void from here on
  atomic.sub<u32>(PARKED_TOTAL, 1)
  atomic.store<u32>(thread + TB_STATE, ThreadState.running)
}

/**
 * Wakes a thread, from any executor (commit, timer, interrupt). It is queued (see `takeWoken`) if it slept; one that is still
 * parking goes on by itself; others are left alone.
 */
export function wakeThread(thread: u32): void {
  if (sharedCas(thread + TB_STATE, ThreadState.parking, ThreadState.woken) == ThreadState.parking) return
  if (sharedCas(thread + TB_STATE, ThreadState.parked, ThreadState.woken) != ThreadState.parked) return
  store<u32>(thread, load<u32>(executorBlock, EB_WOKEN), TB_NEXT)
  store<u32>(executorBlock, thread, EB_WOKEN)
}

/** The threads that this executor has woken, linked by TB_NEXT, or 0: the caller puts them into the run queue. */
export function takeWoken(): u32 {
  const first = load<u32>(executorBlock, EB_WOKEN)
  store<u32>(executorBlock, 0, EB_WOKEN)
  return first
}

/** Behind the release of a commit: wakes who waits for a unit that was written. */
export function wakeWaiters(): void {
  if (sharedLoad(PARKED_TOTAL) == 0) return
  const end = ownTop
  for (let entry = firstEntry(load<u32>(executorBlock, EB_OWN_BASE)); entry != end; entry = entryAfter(entry, OWN_ENTRY_BYTES)) {
    const unit = load<u32>(entry)
    const bucket = bucketOf(unit)
    if (sharedLoad(bucket) == 0) continue
    physicalLock(bucket + 4)
    for (let node = load<u32>(bucket, 8); node != 0; node = load<u32>(node)) {
      if (load<u32>(node, 12) == unit) wakeParked(load<u32>(node, 8))
    }
    physicalUnlock(bucket + 4)
  }
}

/** In a stop: wakes all that wait for units. They look again whether what they wait for has come. */
export function wakeAllWaiters(): void {
  if (sharedLoad(PARKED_TOTAL) == 0) return
  for (let bucket = WAIT_TABLE; bucket < WAIT_TABLE + WAIT_BUCKETS * WAIT_BUCKET_BYTES; bucket += WAIT_BUCKET_BYTES) {
    if (load<u32>(bucket) == 0) continue
    physicalLock(bucket + 4)
    for (let node = load<u32>(bucket, 8); node != 0; node = load<u32>(node)) wakeParked(load<u32>(node, 8))
    physicalUnlock(bucket + 4)
  }
}

/** `wakeThread` without stop points of the simulator: under a physical lock nobody is asked. */
function wakeParked(thread: u32): void {
  const word = thread + TB_STATE
  if (atomic.cmpxchg<u32>(word, ThreadState.parking, ThreadState.woken) == ThreadState.parking) return
  if (atomic.cmpxchg<u32>(word, ThreadState.parked, ThreadState.woken) != ThreadState.parked) return
  store<u32>(thread, load<u32>(executorBlock, EB_WOKEN), TB_NEXT)
  store<u32>(executorBlock, thread, EB_WOKEN)
}
