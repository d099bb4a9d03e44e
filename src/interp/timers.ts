// Timers: a binary heap of (deadline, thread, parking) in shared memory, guarded by the physical lock `timers`. A timer that is
// not needed any more is not taken out: it carries the number of the parking that it belongs to (TB_PARKINGS) and is void
// when the thread has gone on since. Executors look between threads and before they sleep, so sleeping needs no reactor.
//
//   TIMER_HEAP:  +0 count:32  +16 entries of 16 bytes: deadline (f64, milliseconds of `hostNow`), thread:32, parking:32

import { TB_PARKINGS, TB_STATE, TIMER_HEAP, TIMER_HEAP_END } from '../memory/layout'
import { PhysicalLock, lockWord, physicalLock, physicalUnlock } from '../memory/physical-lock'
import { ThreadState } from '../stm/thread-states'
import { wakeThread } from '../stm/parking'

const ENTRIES: u32 = TIMER_HEAP + 16
const CAPACITY: u32 = (TIMER_HEAP_END - ENTRIES) / 16

// @ts-ignore: decorator
@inline function entryAt(i: u32): u32 { return ENTRIES + i * 16 }
// @ts-ignore: decorator
@inline function deadlineAt(i: u32): f64 { return load<f64>(entryAt(i)) }

function isVoid(entry: u32): bool {
  const thread = load<u32>(entry, 8)
  const state = atomic.load<u32>(thread + TB_STATE)
  return load<u32>(thread, TB_PARKINGS) != load<u32>(entry, 12) || state == ThreadState.done
}

function swap(a: u32, b: u32): void {
  const x = v128.load(entryAt(a))
  v128.store(entryAt(a), v128.load(entryAt(b)))
  v128.store(entryAt(b), x)
}

function siftUp(i: u32): void {
  while (i > 0) {
    const parent = (i - 1) >> 1
    if (deadlineAt(parent) <= deadlineAt(i)) return
    swap(parent, i)
    i = parent
  }
}

function siftDown(i: u32, count: u32): void {
  for (;;) {
    let least = i
    const left: u32 = 2 * i + 1
    if (left < count && deadlineAt(left) < deadlineAt(least)) least = left
    if (left + 1 < count && deadlineAt(left + 1) < deadlineAt(least)) least = left + 1
    if (least == i) return
    swap(i, least)
    i = least
  }
}

/** Drops void entries and rebuilds the heap; under the lock. */
function compact(): void {
  const count = load<u32>(TIMER_HEAP)
  let kept: u32 = 0
  for (let i: u32 = 0; i < count; i++) {
    if (isVoid(entryAt(i))) continue
    v128.store(entryAt(kept), v128.load(entryAt(i)))
    kept++
  }
  store<u32>(TIMER_HEAP, kept)
  for (let i = <i32>(kept >> 1) - 1; i >= 0; i--) siftDown(i, kept)
}

/** Wakes `thread` at `deadline`, if it is still in its present parking. False: too many timers. */
export function addTimer(deadline: f64, thread: u32): bool {
  const lock = lockWord(PhysicalLock.timers)
  physicalLock(lock)
  if (load<u32>(TIMER_HEAP) == CAPACITY) compact()
  const count = load<u32>(TIMER_HEAP)
  const fits = count < CAPACITY
  if (fits) {
    store<f64>(entryAt(count), deadline)
    store<u32>(entryAt(count), thread, 8)
    store<u32>(entryAt(count), load<u32>(thread, TB_PARKINGS), 12)
    store<u32>(TIMER_HEAP, count + 1)
    siftUp(count)
  }
  physicalUnlock(lock)
  return fits
}

/** Wakes the threads whose deadline has passed at `now`; then `queueWoken` has work. */
export function wakeExpired(now: f64): void {
  if (load<u32>(TIMER_HEAP) == 0) return
  for (;;) {
    const lock = lockWord(PhysicalLock.timers)
    physicalLock(lock)
    const count = load<u32>(TIMER_HEAP)
    let thread: u32 = 0
    if (count != 0 && deadlineAt(0) <= now) {
      if (!isVoid(entryAt(0))) thread = load<u32>(entryAt(0), 8)
      swap(0, count - 1)
      store<u32>(TIMER_HEAP, count - 1)
      siftDown(0, count - 1)
    }
    const more = count > 1 && deadlineAt(0) <= now
    physicalUnlock(lock)
    if (thread != 0) wakeThread(thread)
    if (!more) return
  }
}

/** The earliest deadline, or infinity. Racy: an executor that sleeps too long is woken by who adds a timer. */
export function earliestDeadline(): f64 {
  return load<u32>(TIMER_HEAP) == 0 ? Infinity : deadlineAt(0)
}
