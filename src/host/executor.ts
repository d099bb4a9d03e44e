// An executor: takes Python threads from the run queue and runs them, a slice at a time, on its instance of the core. The same
// class serves the reactor (executor 0, in slices) and the workers (until the program ends).
//
// A slice runs transactions until the thread ends, parks, wants an effect or has had its time. An abort comes back as an
// outcome or as the thrown ABORT_SIGNAL; either way the transaction is rolled back and the slice is run again.

import { RunOutcome } from '../interp/status.ts'
import { ExecutorState } from '../memory/executor-block.ts'
import { PROGRAM_ENDED, TB_STATE } from '../memory/layout.ts'
import { TransactionStatus } from '../stm/status.ts'
import { ThreadState } from '../stm/thread-states.ts'
import { ABORT_SIGNAL, type CoreInstance } from './core-instance.ts'
import type { HostHeap } from './heap.ts'
import type { HostCalls } from './host-calls.ts'

/** Longest sleep of an idle executor, milliseconds: it looks at timers and at the end of the program at least this often. */
const LONGEST_IDLE_MS = 500

export class Executor {
  /** A thread ends with an exception that its Python code should have caught: it stands in the thread block. */
  onUncaught: () => void = () => {}

  constructor(
    readonly core: CoreInstance,
    readonly heap: HostHeap,
    readonly calls: HostCalls,
  ) {}

  get programEnded(): boolean {
    return Atomics.load(this.core.u32, PROGRAM_ENDED / 4) !== 0
  }

  /** Runs threads until the program has ended. */
  runUntilEnd(): void {
    while (!this.programEnded) this.runOne(LONGEST_IDLE_MS)
  }

  /** Runs one slice of one thread, or sleeps up to `idleMs` milliseconds. False: there was nothing to run. */
  runOne(idleMs: number): boolean {
    const { exports } = this.core
    this.collectGarbage()
    const word = exports.workWord() >>> 0
    const now = performance.now()
    exports.wakeExpired(now)
    exports.queueWoken()
    const thread = exports.takeThread() >>> 0
    if (thread !== 0) {
      this.runThread(thread)
      return true
    }
    if (idleMs > 0) {
      const sleep = Math.min(idleMs, Math.max(0, exports.earliestDeadline() - now))
      exports.leaveRunning(ExecutorState.idle)
      exports.waitForWork(word, sleep)
      exports.enterRunning()
    }
    return false
  }

  private collectGarbage(): void {
    const { exports } = this.core
    while (exports.isCollectionWanted()) exports.collect()
  }

  /** Runs `thread`, just taken from the queue, until it leaves this executor. */
  runThread(thread: number): void {
    const { exports, u32 } = this.core
    this.calls.thread = thread
    exports.setThread(thread)
    if (Atomics.load(u32, (thread + TB_STATE) / 4) === ThreadState.woken) exports.resumeThread(thread)
    else Atomics.store(u32, (thread + TB_STATE) / 4, ThreadState.running)
    try {
      while (this.runSlice(thread));
    } finally {
      exports.setThread(0)
    }
  }

  /** One slice. True: the thread goes on here at once. */
  private runSlice(thread: number): boolean {
    const { exports } = this.core
    let outcome: RunOutcome
    try {
      outcome = exports.runSlice()
      switch (outcome) {
        case RunOutcome.sliceOver:
          exports.queueThread(thread, 0)
          return false
        case RunOutcome.parked:
          return !this.commit() || this.park(thread)
        case RunOutcome.aborted:
          return this.abort(thread)
        default: {
          if (outcome === RunOutcome.raised) this.onUncaught()
          exports.finishThread()
          if (!this.commit()) return true
          this.calls.threadEnded(thread)
          exports.forgetThread(thread)
          return false
        }
      }
    } catch (error) {
      if (error !== ABORT_SIGNAL) throw error
      return this.abort(thread)
    }
  }

  /** False: the transaction has aborted and is rolled back. */
  private commit(): boolean {
    if (this.core.exports.commitTransaction() !== TransactionStatus.ok) return !this.abort(this.calls.thread)
    this.core.exports.queueWoken()
    return true
  }

  /** The transaction is committed, with the thread before an instruction that waits. True: it goes on at once. */
  private park(thread: number): boolean {
    const { exports, u32 } = this.core
    if (this.calls.hasEffect(thread)) {
      exports.leaveRunning(ExecutorState.native)
      try {
        this.calls.act(thread)
      } finally {
        exports.enterRunning()
      }
      return true
    }
    if (Atomics.load(u32, (thread + TB_STATE) / 4) === ThreadState.running) return true
    return exports.finishParking() === 0
  }

  /** Rolls back. Always true: the slice is run again. */
  private abort(thread: number): boolean {
    const { exports, u32 } = this.core
    this.calls.forget(thread)
    this.heap.resetTo()
    exports.abortTransaction()
    if (Atomics.load(u32, (thread + TB_STATE) / 4) !== ThreadState.running) exports.resumeThread(thread)
    this.collectGarbage()
    exports.awaitConflict()
    return true
  }
}

/** The import `waitForChange`: re-loads the word for about 20 us, then sleeps up to a millisecond. */
export function waitForChange(u32: Uint32Array, address: number, seen: number): void {
  const index = address >>> 2
  const i32 = new Int32Array(u32.buffer)
  for (let i = 0; i < 400; i++) if (Atomics.load(u32, index) !== seen >>> 0) return
  Atomics.wait(i32, index, seen | 0, 1)
}
