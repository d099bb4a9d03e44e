// The run queue: Python threads that want an executor, linked by TB_NEXT, guarded by the physical lock `runQueue`. There are two
// lines: woken threads, and threads whose slice has run out or that are new. Woken ones go first, so that messages pass quickly;
// but when they alone have been served for a while, the other line gets a slice, so that who only computes does not starve.
// Executors without work sleep on the word RUN_QUEUE, which every push raises: the push pairs with `waitForWork`, which reads the
// word before it looks at the queue. A pinned thread is in no line: its executor sleeps on the thread's state word.
//
//   RUN_QUEUE line:  +0 word (atomic)  +4 woken: first  +8 last  +12 length of both  +16 executors asleep (atomic)
//                    +24 others: first  +28 last

import { hostNow } from '../memory/host'
import { BACK_TAKEN, REACTOR_WORD, RUN_QUEUE, TB_NEXT, TB_PINNED, TB_STATE, WORKERS_MOST, WORKERS_STARTED } from '../memory/layout'
import { PhysicalLock, lockWord, physicalLock, physicalUnlock } from '../memory/physical-lock'
import { ThreadState } from '../stm/thread-states'
import { takeWoken } from '../stm/parking'

const WOKEN_LINE: u32 = RUN_QUEUE + 4
const OTHER_LINE: u32 = RUN_QUEUE + 24
const LENGTH: u32 = RUN_QUEUE + 12
const ASLEEP: u32 = RUN_QUEUE + 16

/** How long woken threads may go first while others wait, slice of the others included. */
const TURN_MILLISECONDS: f64 = 15

/** Puts a thread, which is on no executor and in no line, into the queue. Its state stays `woken` if it must leave the wait table. */
export function queueThread(thread: u32, woken: bool): void {
  if (load<u32>(thread, TB_PINNED) != 0) {
    atomic.notify(thread + TB_STATE)
    return
  }
  if (atomic.load<u32>(thread + TB_STATE) != ThreadState.woken) atomic.store<u32>(thread + TB_STATE, ThreadState.runnable)
  const line = woken ? WOKEN_LINE : OTHER_LINE
  const lock = lockWord(PhysicalLock.runQueue)
  physicalLock(lock)
  store<u32>(thread, 0, TB_NEXT)
  if (load<u32>(line) == 0) store<u32>(line, thread)
  else store<u32>(load<u32>(line, 4), thread, TB_NEXT)
  store<u32>(line, thread, 4)
  atomic.store<u32>(LENGTH, load<u32>(LENGTH) + 1)
  physicalUnlock(lock)
  atomic.add<u32>(RUN_QUEUE, 1)
  const asleep = atomic.load<u32>(ASLEEP)
  if (asleep != 0) atomic.notify(RUN_QUEUE, 1)
  if (atomic.load<u32>(LENGTH) > asleep && atomic.load<u32>(WORKERS_STARTED) < atomic.load<u32>(WORKERS_MOST)) wakeReactor()
}

/** The reactor is to look whether more executors are wanted. */
export function wakeReactor(): void {
  atomic.add<u32>(REACTOR_WORD, 1)
  atomic.notify(REACTOR_WORD)
}
export function queueLength(): u32 { return atomic.load<u32>(LENGTH) }

/** Queues the threads that this executor has woken, in the order in which they were woken (the list has the last one first). */
export function queueWoken(): void {
  let last = takeWoken()
  let first: u32 = 0
  while (last != 0) {
    const before = load<u32>(last, TB_NEXT)
    store<u32>(last, first, TB_NEXT)
    first = last
    last = before
  }
  while (first != 0) {
    const next = load<u32>(first, TB_NEXT)
    queueThread(first, true)
    first = next
  }
}

// @ts-ignore: decorator
@inline export function isWorkWaiting(): bool { return atomic.load<u32>(LENGTH) != 0 }

/** The thread that is to run next, taken out of the queue; 0: none. */
export function takeThread(): u32 {
  if (!isWorkWaiting()) return 0
  const now = hostNow()
  const lock = lockWord(PhysicalLock.runQueue)
  physicalLock(lock)
  let line = WOKEN_LINE
  if (load<u32>(OTHER_LINE) != 0 && (load<u32>(WOKEN_LINE) == 0 || now - load<f64>(BACK_TAKEN) >= TURN_MILLISECONDS)) {
    line = OTHER_LINE
    store<f64>(BACK_TAKEN, now)
  }
  const thread = load<u32>(line)
  if (thread != 0) {
    store<u32>(line, load<u32>(thread, TB_NEXT))
    atomic.store<u32>(LENGTH, load<u32>(LENGTH) - 1)
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
