// The wait of the core's slow barriers (import `waitForChange`): spins for about 20 us, since most owners are done by then, then
// sleeps on the word for at most one slice. The core looks again, polls kills and stops, and calls again if it must.

const SPIN_MILLISECONDS = 0.02
const SLICE_MILLISECONDS = 1

/** The import for an instance on `memory`; `slice` bounds the sleep in milliseconds. */
export function makeWaitForChange(
  memory: WebAssembly.Memory,
  slice = SLICE_MILLISECONDS,
): (address: number, seen: number) => void {
  const words = new Int32Array(memory.buffer)
  return (address, seen) => {
    const index = address >>> 2
    const value = seen | 0
    const until = performance.now() + SPIN_MILLISECONDS
    do {
      for (let i = 0; i < 64; i++) if (Atomics.load(words, index) !== value) return
    } while (performance.now() < until)
    Atomics.wait(words, index, value, slice)
  }
}
