// The run queue: Python threads that want an executor, linked by TB_NEXT, guarded by the physical lock `runQueue`. Woken threads
// go to the front, threads whose slice has run out to the back. Executors without work sleep on the word RUN_QUEUE, which
// every push raises: the push pairs with `waitForWork`, which reads the word before it looks at the queue.
//
//   RUN_QUEUE line:  +0 word (atomic)  +4 head  +8 tail  +12 length  +16 executors asleep (atomic)  +20 shutting down

import { RUN_QUEUE, TB_NEXT, TB_PINNED, TB_STATE } from '../memory/layout'
import { PhysicalLock, lockWord, physicalLock, physicalUnlock } from '../memory/physical-lock'
import { me } from '../memory/registers'
import { ThreadState } from '../stm/thread-states'
import { takeWoken } from '../stm/parking'

const HEAD: u32 = RUN_QUEUE + 4
const TAIL: u32 = RUN_QUEUE + 8
const LENGTH: u32 = RUN_QUEUE + 12
const ASLEEP: u32 = RUN_QUEUE + 16

/** Puts a thread, which is on no executor and in no queue, into the queue. Its state stays `woken` if it must leave the wait table. */
export function queueThread(thread: u32, front: bool): void {
  if (atomic.load<u32>(thread + TB_STATE) != ThreadState.woken) atomic.store<u32>(thread + TB_STATE, ThreadState.runnable)
  const lock = lockWord(PhysicalLock.runQueue)
  physicalLock(lock)
  const head = load<u32>(HEAD)
  if (head == 0) {
    store<u32>(thread, 0, TB_NEXT)
    store<u32>(HEAD, thread)
    store<u32>(TAIL, thread)
  } else if (front) {
    store<u32>(thread, head, TB_NEXT)
    store<u32>(HEAD, thread)
  } else {
    store<u32>(thread, 0, TB_NEXT)
    store<u32>(load<u32>(TAIL), thread, TB_NEXT)
    store<u32>(TAIL, thread)
  }
  store<u32>(LENGTH, load<u32>(LENGTH) + 1)
  physicalUnlock(lock)
  atomic.add<u32>(RUN_QUEUE, 1)
  if (atomic.load<u32>(ASLEEP) != 0) atomic.notify(RUN_QUEUE, 1)
}

/** Queues the threads that this executor has woken, in the order in which they were woken. */
export function queueWoken(): void {
  let thread = takeWoken()
  while (thread != 0) {
    const next = load<u32>(thread, TB_NEXT)
    queueThread(thread, true)
    thread = next
  }
}

// @ts-ignore: decorator
@inline export function isWorkWaiting(): bool { return atomic.load<u32>(HEAD) != 0 }

/** The first thread that this executor may run, taken out of the queue; 0: none. A pinned thread is its executor's alone. */
export function takeThread(): u32 {
  if (!isWorkWaiting()) return 0
  const lock = lockWord(PhysicalLock.runQueue)
  physicalLock(lock)
  let before: u32 = 0
  let thread = load<u32>(HEAD)
  while (thread != 0) {
    const pinned = load<u32>(thread, TB_PINNED)
    if (pinned == 0 || pinned == me) break
    before = thread
    thread = load<u32>(thread, TB_NEXT)
  }
  if (thread != 0) {
    const next = load<u32>(thread, TB_NEXT)
    if (before == 0) store<u32>(HEAD, next)
    else store<u32>(before, next, TB_NEXT)
    if (next == 0) store<u32>(TAIL, before)
    store<u32>(LENGTH, load<u32>(LENGTH) - 1)
  }
  physicalUnlock(lock)
  return thread
}

/** The word to hand to `waitForWork`, read before the queue was found empty. */
export function workWord(): u32 { return atomic.load<u32>(RUN_QUEUE) }

/** Sleeps until something is queued, at most `milliseconds` (negative: no limit). The executor is idle, with no open transaction. */
export function waitForWork(seen: u32, milliseconds: f64): void {
  atomic.add<u32>(ASLEEP, 1)
  if (atomic.load<u32>(RUN_QUEUE) == seen) atomic.wait<u32>(RUN_QUEUE, seen, milliseconds < 0 ? -1 : <i64>(milliseconds * 1000000))
  atomic.sub<u32>(ASLEEP, 1)
}

/** Wakes every executor that sleeps without work (shutdown, a deadline that has become earlier). */
export function wakeExecutors(): void {
  atomic.add<u32>(RUN_QUEUE, 1)
  atomic.notify(RUN_QUEUE)
}
