// A worker of the baton driver: one executor with its core instance. Exactly one worker runs at a time, the one that holds the
// baton; at each shared access the schedule says whether it passes it on. All words of `control` are written by its holder.

import { parentPort, workerData } from 'node:worker_threads'
import { instantiate } from '../../../src/host/core-instance.ts'
import { C, GIVEN_UP, MAX_STEPS } from './baton-control.ts'
import { Runner, World } from './world.ts'

const { module, memory, control, number } = workerData as {
  module: WebAssembly.Module
  memory: WebAssembly.Memory
  control: Int32Array
  number: number
}
const world = new World(memory)
const givenUp = new Error(GIVEN_UP)

function waitForBaton(): void {
  while (Atomics.load(control, C.baton + number) === 0) Atomics.wait(control, C.baton + number, 0)
  control[C.baton + number] = 0
  if (control[C.failed] !== 0) throw givenUp
}
function pass(to: number): void {
  Atomics.store(control, C.baton + to, 1)
  Atomics.notify(control, C.baton + to)
}
function others(): number[] {
  const live: number[] = []
  for (let e = 0; e < control[C.executors]; e++) if (e !== number && control[C.live + e] === 1) live.push(e)
  return live
}
function step(): void {
  if (control[C.failed] !== 0) throw givenUp
  if (++control[C.steps] > MAX_STEPS) fail('no progress')
}
function fail(text: string): never {
  if (control[C.failed] === 0) {
    control[C.failed] = 1
    const bytes = new TextEncoder().encode(text)
    control[C.textLength] = Math.min(bytes.length, 1000)
    new Uint8Array(control.buffer).set(bytes.subarray(0, 1000), C.text * 4)
  }
  throw givenUp
}

/** Before a shared access. */
function preempt(): void {
  step()
  if (control[C.position] >= control[C.length]) return
  if (control[C.gap] > 0) {
    control[C.gap]--
    return
  }
  const choice = control[C.schedule + control[C.position] * 2 + 1]
  control[C.position]++
  control[C.gap] = control[C.position] < control[C.length] ? control[C.schedule + control[C.position] * 2] : 0
  const live = others()
  if (!live.length) return
  pass(live[choice % live.length])
  waitForBaton()
}

/** Nothing can go on here: the next one in turn. Takes no time if there is nobody else. */
function waitForChange(): void {
  step()
  const live = others()
  if (!live.length) return
  pass(live.find((e) => e > number) ?? live[0])
  waitForBaton()
}

const core = instantiate(module, memory, { preempt, waitForChange }).exports
for (let run = 0; ; ) {
  Atomics.add(control, C.ready, 1)
  Atomics.notify(control, C.ready)
  while (Atomics.load(control, C.run) === run) Atomics.wait(control, C.run, run)
  run = control[C.run]
  if (run < 0) break
  if (number >= control[C.executors]) continue
  let runner: Runner | null = null
  try {
    waitForBaton()
    const program = Array.from({ length: control[C.programs + number] }, (_, t) => ({
      inevitable: control[C.flags + number * 16 + t] === 1,
      tries: control[C.tries + number * 16 + t],
      ticket: control[C.tickets + number * 16 + t],
    }))
    runner = new Runner(core, world, number, program)
    while (!runner.isDone) {
      if (runner.canRun) {
        runner.attempt()
        if (!runner.parked && !runner.isDone) core.awaitConflict()
      } else {
        runner.leave() // an executor without a thread is idle
        while (!runner.canRun) waitForChange()
        core.enterRunning()
      }
    }
    runner.leave()
  } catch (error) {
    if (error !== givenUp) {
      try {
        fail(error instanceof Error ? error.message : String(error))
      } catch {
        // the failure is noted
      }
    }
  }
  control[C.live + number] = 0
  const live = others()
  if (live.length) pass(live[0])
  else {
    Atomics.store(control, C.finished, 1)
    Atomics.notify(control, C.finished)
  }
}
parentPort?.close()
