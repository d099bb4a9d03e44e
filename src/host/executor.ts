// An executor: takes Python threads from the run queue and runs them, a slice at a time, on its instance of the core. The same
// class serves the reactor (executor 0, in slices) and the workers (until the program ends).
//
// A slice runs transactions until the thread ends, parks, wants an effect or has had its time. An abort comes back as an
// outcome or as the thrown ABORT_SIGNAL; either way the transaction is rolled back and the slice is run again.

import { RunOutcome } from '../interp/status.ts'
import { ExecutorState } from '../memory/executor-block.ts'
import { PROGRAM_ENDED, SPARES_WANTED, TB_STATE } from '../memory/layout.ts'
import { TransactionStatus } from '../stm/status.ts'
import { ThreadState } from '../stm/thread-states.ts'
import { now } from './clock.ts'
import { ABORT_SIGNAL, type CoreInstance } from './core-instance.ts'
import { isStackOverflow, lowerNativeLimit } from './native-stack.ts'
import type { HostHeap } from './heap.ts'
import type { HostCalls } from './host-calls.ts'

/** Longest sleep of an idle executor, milliseconds: it looks at timers and at the end of the program at least this often. */
const LONGEST_IDLE_MS = 500
/** The same of a spare executor, which may become unwanted. */
const LONGEST_SPARE_MS = 20

/** Thrown out of a pinned call of a thread that is still there when the program has ended. */
const PROGRAM_END = Object.freeze({ programEnd: true })

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
    this.untilEnd(() => this.runOne(LONGEST_IDLE_MS))
  }

  private untilEnd(turn: () => void): void {
    try {
      while (!this.programEnded) turn()
    } catch (error) {
      if (error !== PROGRAM_END) throw error
    }
    this.core.exports.leaveRunning(ExecutorState.idle)
  }

  /** A spare executor: works while more than `number` spares are wanted. */
  runAsSpare(number: number): void {
    const { core } = this
    const i32 = new Int32Array(core.memory.buffer)
    this.untilEnd(() => {
      const wanted = Atomics.load(i32, SPARES_WANTED / 4)
      if (wanted > number) this.runOne(LONGEST_SPARE_MS)
      else {
        core.exports.leaveRunning(ExecutorState.idle)
        Atomics.wait(i32, SPARES_WANTED / 4, wanted, LONGEST_IDLE_MS)
        core.exports.enterRunning()
      }
    })
  }

  /** Runs one slice of one thread, or sleeps up to `idleMs` milliseconds. False: there was nothing to run. */
  runOne(idleMs: number): boolean {
    const { exports } = this.core
    this.collectGarbage()
    const word = exports.workWord() >>> 0
    const time = now()
    exports.wakeExpired(time)
    exports.queueWoken()
    const thread = exports.takeThread() >>> 0
    if (thread !== 0) {
      this.runThread(thread)
      return true
    }
    if (idleMs > 0) {
      const sleep = Math.min(idleMs, Math.max(0, exports.earliestDeadline() - time))
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
    while (this.runSlice(thread));
    exports.setThread(0)
  }

  /** One slice. True: the thread goes on here at once. */
  private runSlice(thread: number): boolean {
    const { exports } = this.core
    try {
      const outcome: RunOutcome = exports.runSlice()
      switch (outcome) {
        case RunOutcome.sliceOver:
          exports.queueThread(thread, 0)
          return false
        case RunOutcome.parked:
          return !this.commit() || this.park(thread)
        case RunOutcome.aborted:
          return this.abort(0)
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
      if (error !== ABORT_SIGNAL && !this.isStackLowered(error)) throw error
      return this.abort(0)
    }
  }

  /** False: the transaction has aborted and is rolled back. */
  private commit(): boolean {
    if (this.core.exports.commitTransaction() !== TransactionStatus.ok) {
      this.rollBack(0)
      return false
    }
    this.core.exports.queueWoken()
    return true
  }

  /** The transaction is committed, with the thread before an instruction that waits. True: it goes on at once. */
  private park(thread: number): boolean {
    const { exports, u32 } = this.core
    exports.unpin()
    if (this.calls.hasEffect(thread)) {
      this.act(thread)
      return true
    }
    if (Atomics.load(u32, (thread + TB_STATE) / 4) === ThreadState.running) return true
    return exports.finishParking() === 0
  }

  private act(thread: number): void {
    const { exports } = this.core
    exports.leaveRunning(ExecutorState.native)
    this.calls.act(thread)
    exports.enterRunning()
  }

  /** Rolls back. True: the slice is run again; false: executor 0 gives the thread to a worker. */
  private abort(handles: number): boolean {
    this.rollBack(handles)
    return !this.handsOver(this.calls.thread)
  }

  private handsOver(thread: number): boolean {
    if (this.core.exports.isHandOver() === 0 || this.calls.hasResult(thread)) return false
    this.core.exports.queueThread(thread, 1)
    return true
  }

  private isStackLowered(error: unknown): boolean {
    return isStackOverflow(error) && lowerNativeLimit(this.core.u32, this.heap.executorNumber, this.calls.thread)
  }

  /** Undoes the open transaction; host handles above `handles` (0: all) are dropped. */
  private rollBack(handles: number): void {
    const { exports, u32 } = this.core
    const { thread } = this.calls
    this.calls.forget(thread)
    if (handles === 0) {
      this.heap.resetTo()
      exports.textReset()
    } else this.heap.resetTo(handles)
    exports.abortTransaction()
    exports.noteAbort()
    if (Atomics.load(u32, (thread + TB_STATE) / 4) !== ThreadState.running) exports.resumeThread(thread)
    this.collectGarbage()
    exports.awaitConflict()
  }

  /**
   * The import `goOnNested`: a nested run has committed its transaction, and perhaps parks. Runs it to its end in transactions
   * that abort to here (interp/pinned.ts).
   */
  goOnNested(): RunOutcome {
    const { exports } = this.core
    const { thread } = this.calls
    const handles = this.heap.mark()
    const text = exports.textSave() as unknown as bigint
    let spare = false
    for (;;) {
      if (this.programEnded) throw PROGRAM_END
      exports.sleepPinned()
      this.calls.thread = thread
      try {
        const outcome: RunOutcome = exports.runSlice()
        if (outcome === RunOutcome.sliceOver) {
          if (!spare) exports.wantSpare()
          spare = true
          continue
        }
        if (outcome !== RunOutcome.aborted && exports.commitTransaction() === TransactionStatus.ok) {
          exports.queueWoken()
          if (outcome !== RunOutcome.parked) {
            if (spare) exports.releaseSpare()
            return outcome
          }
          if (this.calls.hasEffect(thread)) this.act(thread)
          continue
        }
      } catch (error) {
        if (error !== ABORT_SIGNAL && !this.isStackLowered(error)) throw error
      }
      this.rollBack(handles)
      ;(exports.textRestore as unknown as (saved: bigint) => void)(text)
    }
  }
}
