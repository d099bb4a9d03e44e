// Starting the executors proper: Piscina workers, one long-lived task each. Until the first is ready the reactor runs the program
// itself, as executor 0; then executor 0 retires at a transaction boundary, and the reactor only turns its event loop: it starts
// spare executors while threads wait in pinned calls (interp/pinned.ts), and passes signals on (signals.ts).

import { fileURLToPath } from 'node:url'
import type { Piscina } from 'piscina'
import { EXIT_STATUS, MAX_EXECUTORS, PROGRAM_ENDED, SPARES_WANTED, WORKERS_READY } from '../memory/layout.ts'
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
    await workers.end
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
  /** Settles when the program has ended: every worker's task has returned, or the main thread says so. */
  end: Promise<void> = Promise.resolve()
  private pool!: Piscina
  private spares = 0

  constructor(
    private readonly parts: ExecutorParts,
    private readonly module: WebAssembly.Module,
    private readonly configuration: Configuration,
    private readonly overlay: string[],
  ) {}

  async start(): Promise<void> {
    const { Piscina } = await import('piscina')
    this.pool = new Piscina({
      filename: fileURLToPath(new URL('./executor.mjs', import.meta.url)),
      minThreads: 0, maxThreads: MAX_EXECUTORS - 1, concurrentTasksPerWorker: 1, idleTimeout: 0,
      resourceLimits: { stackSizeMb: WORKER_STACK_MB },
    })
    const tasks: Promise<void>[] = []
    for (let number = 1; number <= this.configuration.executors; number++) tasks.push(this.startExecutor(number, -1))
    this.end = Promise.race([Promise.all(tasks).then(() => {}), this.programEnd()])
    this.watchSpares()
  }

  private startExecutor(number: number, spare: number): Promise<void> {
    const { core } = this.parts
    const task: ExecutorTask = {
      number, module: this.module, memory: core.memory, configuration: this.configuration, overlay: this.overlay, readyWord: WORKERS_READY / 4, spare,
    }
    const done = this.pool.run(task)
    done.catch(fail)
    return done
  }

  /** Settles when the main Python thread is done: daemon threads that still run are left behind. */
  private async programEnd(): Promise<void> {
    const i32 = new Int32Array(this.parts.core.memory.buffer)
    while (!this.parts.executor.programEnded) {
      const wait = (Atomics as unknown as AsyncWait).waitAsync(i32, PROGRAM_ENDED / 4, 0)
      if (wait.async) await wait.value
    }
  }

  /** Starts a spare executor whenever more are wanted than there are. */
  private async watchSpares(): Promise<void> {
    const i32 = new Int32Array(this.parts.core.memory.buffer)
    const most = MAX_EXECUTORS - 1 - this.configuration.executors
    while (!this.parts.executor.programEnded) {
      const wanted = Atomics.load(i32, SPARES_WANTED / 4)
      while (this.spares < Math.min(wanted, most)) {
        this.startExecutor(this.configuration.executors + 1 + this.spares, this.spares)
        this.spares++
      }
      const wait = (Atomics as unknown as AsyncWait).waitAsync(i32, SPARES_WANTED / 4, wanted)
      if (wait.async) await wait.value
    }
  }
}

/** An executor has died: a bug of Typhon's. Never go on with units owned. */
function fail(error: unknown): never {
  const text = error instanceof Error ? (error.stack ?? String(error)) : String(error)
  process.stderr.write(`typhon: internal error: ${text}\n`)
  process.exit(70)
}
