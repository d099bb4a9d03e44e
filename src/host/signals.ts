// Signals, on the reactor: each that the program wants is set as a bit of PENDING_SIGNALS, and the main Python thread is woken if
// it waits; it takes the signal at its next poll (interp/signals.ts). SIGINT is always watched; a program asks for others by
// setting bits in SIGNALS_WATCHED.

import * as os from 'node:os'
import { SIGNALS_WATCHED } from '../memory/layout.ts'
import type { CoreInstance } from './core-instance.ts'

const SIGINT = 2
/** How often the reactor looks for signals that the program has begun to want. */
const LOOK_MS = 20

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
  let seen = 1 << SIGINT
  watch(SIGINT)
  const look = setInterval(() => {
    const wanted = Atomics.load(core.u32, SIGNALS_WATCHED / 4) | 0
    if (wanted === seen) return
    for (let number = 1; number < 32; number++) {
      if ((wanted >>> number) & 1) watch(number)
      else unwatch(number)
    }
    seen = wanted
  }, LOOK_MS)
  look.unref()
  return () => {
    clearInterval(look)
    for (const number of [...handlers.keys()]) unwatch(number)
  }
}
