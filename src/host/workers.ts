// Starting the executors proper: Piscina workers, one long-lived task each. Until the first is ready the reactor runs the program
// itself, as executor 0; then executor 0 retires at a transaction boundary, and the reactor only turns its event loop.

import { fileURLToPath } from 'node:url'
import type { Piscina } from 'piscina'
import { EXIT_STATUS, PROGRAM_ENDED, WORKERS_READY } from '../memory/layout.ts'
import { ExecutorState } from '../memory/executor-block.ts'
import type { Configuration } from './command-line.ts'
import type { ExecutorTask } from './executor-worker.ts'
import type { ExecutorParts } from './program.ts'

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
  const started = performance.now()
  while (!executor.programEnded && performance.now() - started < START_WORKERS_AFTER_MS && !needsWorkers(parts)) {
    if (!executor.runOne(0)) break
  }
  if (executor.programEnded) return u32[EXIT_STATUS / 4]
  const pool = await startWorkers(parts, module, configuration, overlay)
  while (!executor.programEnded && Atomics.load(u32, WORKERS_READY / 4) === 0) {
    const turn = performance.now()
    while (performance.now() - turn < TURN_MS && executor.runOne(0));
    await new Promise((resolve) => setImmediate(resolve))
  }
  core.exports.leaveRunning(ExecutorState.idle)
  await pool.done
  return u32[EXIT_STATUS / 4]
}

/** True once the program has a second thread: then waiting for the time limit only costs. */
function needsWorkers(parts: ExecutorParts): boolean {
  return parts.core.exports.isWorkWaiting() !== 0 && parts.core.exports.threadCount() > 0
}

interface Workers {
  pool: Piscina
  /** Settles when the program has ended and every worker's task has returned. */
  done: Promise<void>
}

async function startWorkers(parts: ExecutorParts, module: WebAssembly.Module, configuration: Configuration, overlay: string[]): Promise<Workers> {
  const { Piscina } = await import('piscina')
  const count = configuration.executors
  const pool = new Piscina({
    filename: fileURLToPath(new URL('./executor.mjs', import.meta.url)),
    minThreads: 0, maxThreads: count, concurrentTasksPerWorker: 1, idleTimeout: 0,
    resourceLimits: { stackSizeMb: WORKER_STACK_MB },
  })
  const tasks: Promise<void>[] = []
  for (let number = 1; number <= count; number++) {
    const task: ExecutorTask = { number, module, memory: parts.core.memory, configuration, overlay, readyWord: WORKERS_READY / 4 }
    tasks.push(pool.run(task))
  }
  const done = Promise.all(tasks).then(() => {})
  done.catch((error) => fail(parts, error))
  return { pool, done }
}

/** An executor has died: a bug of Typhon's. Never go on with units owned. */
function fail(parts: ExecutorParts, error: unknown): never {
  Atomics.store(parts.core.u32, PROGRAM_ENDED / 4, 1)
  process.stderr.write(`typhon: internal error: ${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(70)
}
