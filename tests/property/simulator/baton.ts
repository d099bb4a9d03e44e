// The baton driver: a worker for each executor, of which one runs at a time. At each shared access of the core the schedule
// decides whether the baton is passed: every interleaving, at 20-40 us a switch. For scenarios in which two wait for each
// other, inevitable transactions and stops. Same schedules as the nested driver.

import * as path from 'node:path'
import { Worker } from 'node:worker_threads'
import { buildSync } from 'esbuild'
import { C } from './baton-control.ts'
import type { Transaction } from './language.ts'
import { findProblem } from './oracle.ts'
import type { Schedule } from './schedule.ts'
import { World, type WorldOptions } from './world.ts'

function workerText(): string {
  const built = buildSync({
    entryPoints: [path.join(import.meta.dirname, 'baton-worker.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
  })
  return built.outputFiles[0].text
}

export class BatonDriver {
  readonly world: World
  private readonly control = new Int32Array(new SharedArrayBuffer(C.words * 4))
  private readonly workers: Worker[]

  constructor(
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    private readonly executors = 3,
  ) {
    this.world = new World(memory)
    const text = workerText()
    this.workers = Array.from({ length: executors }, (_, number) => {
      const worker = new Worker(text, { eval: true, workerData: { module, memory, control: this.control, number } })
      worker.unref()
      return worker
    })
  }
  /** Waits until all workers wait for a run. */
  private awaitReady(): void {
    for (
      let seen = Atomics.load(this.control, C.ready);
      seen < this.executors;
      seen = Atomics.load(this.control, C.ready)
    ) {
      if (Atomics.wait(this.control, C.ready, seen, 20_000) === 'timed-out')
        throw new Error('the workers of the baton driver do not start')
    }
  }

  /** Runs all programs to their ends; returns what is wrong, or ''. Blocks this thread meanwhile. */
  simulate(programs: Transaction[][], schedule: Schedule, options: WorldOptions = {}): string {
    const { control, world } = this
    if (programs.length > this.executors) throw new Error('more programs than workers')
    this.awaitReady()
    world.reset(programs, options)
    const initial = world.state()
    control.fill(0, C.finished, C.text)
    control[C.executors] = programs.length
    control[C.length] = schedule.length
    control[C.gap] = schedule[0]?.[0] ?? 0
    for (const [i, [gap, choice]] of schedule.entries()) {
      control[C.schedule + 2 * i] = gap
      control[C.schedule + 2 * i + 1] = choice
    }
    for (const [e, program] of programs.entries()) {
      control[C.live + e] = 1
      control[C.programs + e] = program.length
      for (const [t, transaction] of program.entries()) {
        control[C.flags + e * 16 + t] = transaction.inevitable ? 1 : 0
        control[C.tries + e * 16 + t] = transaction.tries
        control[C.tickets + e * 16 + t] = transaction.ticket
      }
    }
    control[C.baton] = 1
    Atomics.add(control, C.run, 1)
    Atomics.notify(control, C.run)
    if (Atomics.wait(control, C.finished, 0, 60_000) === 'timed-out') throw new Error('a run of the baton driver hangs')
    if (control[C.failed])
      return Buffer.from(new Uint8Array(control.buffer, C.text * 4, control[C.textLength])).toString()
    return findProblem(world, programs, initial)
  }
  get steps(): number {
    return this.control[C.steps]
  }
  async close(): Promise<void> {
    Atomics.store(this.control, C.run, -1)
    Atomics.notify(this.control, C.run)
    await Promise.all(this.workers.map((w) => w.terminate()))
  }
}
