// Signals, on the reactor: each that the program wants is set as a bit of PENDING_SIGNALS, and the main Python thread is woken if
// it waits; it takes the signal at its next poll (interp/signals.ts). SIGINT is watched from the start; a program asks for
// others by bits in SIGNALS_WATCHED (`wantSignal`), and the reactor confirms in SIGNALS_CONFIRMED.

import * as os from 'node:os'
import { isMainThread } from 'node:worker_threads'
import { SIGNALS_CONFIRMED, SIGNALS_WATCHED } from '../memory/layout.ts'
import type { CoreInstance } from './core-instance.ts'

const SIGINT = 2
/** Longest wait for the reactor's answer: it may be gone already. */
const ANSWER_MS = 1000

/** Set while signals are watched: makes the reactor do what SIGNALS_WATCHED says. */
let look: () => void = () => {}

/** Begins to watch; what ends it. */
export function watchSignals(core: CoreInstance): () => void {
  const handlers = new Map<number, () => void>()
  const names = new Map(Object.entries(os.constants.signals).map(([name, number]) => [number, name as NodeJS.Signals]))
  const watch = (number: number) => {
    const name = names.get(number)
    if (name === undefined || handlers.has(number)) return
    const handler = () => core.exports.deliverSignal(number)
    try {
      process.on(name, handler)
      handlers.set(number, handler)
    } catch {
      // SIGKILL, SIGSTOP: nobody can watch them
    }
  }
  const unwatch = (number: number) => {
    const handler = handlers.get(number)
    if (handler) process.off(names.get(number)!, handler)
    handlers.delete(number)
  }
  look = () => {
    const wanted = Atomics.load(core.u32, SIGNALS_WATCHED / 4)
    for (let number = 1; number < 32; number++) {
      if ((wanted >>> number) & 1) watch(number)
      else unwatch(number)
    }
    Atomics.store(core.u32, SIGNALS_CONFIRMED / 4, wanted)
    Atomics.notify(new Int32Array(core.memory.buffer), SIGNALS_CONFIRMED / 4)
  }
  Atomics.store(core.u32, SIGNALS_WATCHED / 4, 1 << SIGINT)
  look()
  let watching = true
  void (async () => {
    const i32 = new Int32Array(core.memory.buffer)
    while (watching) {
      const wait = (Atomics as unknown as AsyncWait).waitAsync(i32, SIGNALS_WATCHED / 4, Atomics.load(core.u32, SIGNALS_CONFIRMED / 4) | 0)
      if (wait.async) await wait.value
      if (watching) look()
    }
  })()
  return () => {
    watching = false
    for (const number of [...handlers.keys()]) unwatch(number)
  }
}

/** Atomics.waitAsync, which Node 20 has and its types do not. */
export interface AsyncWait {
  waitAsync(array: Int32Array, index: number, value: number): { async: boolean; value: Promise<string> | string }
}

/** On any executor: from its return on the signal is watched, or has the system's default action again. */
export function wantSignal(core: CoreInstance, number: number, wanted: boolean): void {
  const i32 = new Int32Array(core.memory.buffer)
  if (wanted) Atomics.or(i32, SIGNALS_WATCHED / 4, 1 << number)
  else Atomics.and(i32, SIGNALS_WATCHED / 4, ~(1 << number))
  Atomics.notify(i32, SIGNALS_WATCHED / 4)
  if (isMainThread) look()
  const until = performance.now() + ANSWER_MS
  for (;;) {
    const confirmed = Atomics.load(i32, SIGNALS_CONFIRMED / 4)
    if (((confirmed >>> number) & 1) === (wanted ? 1 : 0) || performance.now() > until) return
    Atomics.wait(i32, SIGNALS_CONFIRMED / 4, confirmed, 100)
  }
}
