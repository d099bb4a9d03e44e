// Starting the executors proper: Piscina workers, one long-lived task each. Until the first is ready the reactor runs the program
// itself, as executor 0; then executor 0 retires at a transaction boundary, and the reactor only turns its event loop: it starts
// spare executors while threads wait in pinned calls (interp/pinned.ts), and passes signals on (signals.ts).

import { fileURLToPath } from 'node:url'
import type { Piscina } from 'piscina'
import { EXIT_STATUS, MAX_EXECUTORS, REACTOR_WORD, SPARES_WANTED, WORKERS_MOST, WORKERS_READY, WORKERS_STARTED } from '../memory/layout.ts'
import { ExecutorState } from '../memory/executor-block.ts'
import type { Configuration } from './command-line.ts'
import type { ExecutorTask } from './executor-worker.ts'
import type { ExecutorParts } from './program.ts'
import { type AsyncWait, watchSignals } from './signals.ts'

/** A program that runs longer than this gets its workers. */
const START_WORKERS_AFTER_MS = 20
/** What executor 0 runs between two turns of the event loop while the workers start. */
const TURN_MS = 4
/** Native stack of a worker: nested runs recurse on it. */
const WORKER_STACK_MB = 16

/** Runs the queued program to its end; the exit status. */
export async function runProgram(parts: ExecutorParts, module: WebAssembly.Module, configuration: Configuration, overlay: string[]): Promise<number> {
  const { executor, core } = parts
  const { u32 } = core
  const stopWatching = watchSignals(core)
  const started = performance.now()
  while (!executor.programEnded && performance.now() - started < START_WORKERS_AFTER_MS && !needsWorkers(parts)) {
    if (!executor.runOne(0)) break
  }
  if (!executor.programEnded) {
    const workers = new Workers(parts, module, configuration, overlay)
    await workers.start()
    while (!executor.programEnded && Atomics.load(u32, WORKERS_READY / 4) === 0) {
      const turn = performance.now()
      while (!isHandOver(parts) && performance.now() - turn < TURN_MS && executor.runOne(0));
      await new Promise((resolve) => setImmediate(resolve))
    }
    core.exports.leaveRunning(ExecutorState.idle)
    await workers.untilEnd()
  }
  stopWatching()
  return u32[EXIT_STATUS / 4]
}

/** True once the program has a second thread, or waits in a pinned call: then waiting for the time limit only costs. */
function needsWorkers(parts: ExecutorParts): boolean {
  return isHandOver(parts) || (parts.core.exports.isWorkWaiting() !== 0 && parts.core.exports.threadCount() > 0)
}

function isHandOver(parts: ExecutorParts): boolean {
  return parts.core.exports.isHandOver() !== 0
}

class Workers {
  private pool!: Piscina
  private readonly i32: Int32Array
  private started = 0
  private spares = 0

  constructor(
    private readonly parts: ExecutorParts,
    private readonly module: WebAssembly.Module,
    private readonly configuration: Configuration,
    private readonly overlay: string[],
  ) {
    this.i32 = new Int32Array(parts.core.memory.buffer)
  }

  async start(): Promise<void> {
    const { Piscina } = await import('piscina')
    this.pool = new Piscina({
      filename: fileURLToPath(new URL('./executor.mjs', import.meta.url)),
      minThreads: 0, maxThreads: MAX_EXECUTORS - 1, concurrentTasksPerWorker: 1, idleTimeout: 0,
      resourceLimits: { stackSizeMb: WORKER_STACK_MB },
    })
    Atomics.store(this.i32, WORKERS_MOST / 4, this.configuration.executors)
    this.startWanted(1)
  }

  /**
   * Starts executors as they are wanted, until the program has ended. Daemon threads that still run then are left behind, but a
   * worker that is being started has to be ready before the process may exit.
   */
  async untilEnd(): Promise<void> {
    const { executor, core } = this.parts
    while (!executor.programEnded) {
      const word = Atomics.load(this.i32, REACTOR_WORD / 4)
      this.startWanted(core.exports.queueLength())
      await this.change(REACTOR_WORD, word)
    }
    for (;;) {
      const ready = Atomics.load(this.i32, WORKERS_READY / 4)
      if (ready === this.started + this.spares) return
      await this.change(WORKERS_READY, ready)
    }
  }

  private async change(address: number, seen: number): Promise<void> {
    const wait = (Atomics as unknown as AsyncWait).waitAsync(this.i32, address / 4, seen)
    if (wait.async) await wait.value
  }

  /** Starts up to `workers` more workers, within the limit, and the spares that are wanted. */
  private startWanted(workers: number): void {
    const { executors } = this.configuration
    for (; workers > 0 && this.started < executors; workers--) this.startExecutor(++this.started, -1)
    Atomics.store(this.i32, WORKERS_STARTED / 4, this.started)
    const spares = Math.min(Atomics.load(this.i32, SPARES_WANTED / 4), MAX_EXECUTORS - 1 - executors)
    while (this.spares < spares) this.startExecutor(executors + 1 + this.spares, this.spares++)
  }

  private startExecutor(number: number, spare: number): void {
    const { core } = this.parts
    const task: ExecutorTask = {
      number, module: this.module, memory: core.memory, configuration: this.configuration, overlay: this.overlay, readyWord: WORKERS_READY / 4, spare,
    }
    this.pool.run(task).catch(fail)
  }
}

/** An executor has died: a bug of Typhon's. Never go on with units owned. */
function fail(error: unknown): never {
  const text = error instanceof Error ? (error.stack ?? String(error)) : String(error)
  process.stderr.write(`typhon: internal error: ${text}\n`)
  process.exit(70)
}
