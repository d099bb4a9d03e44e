// One instance of the core on the shared memory: compiling core.wasm, making the memory, filling the imports.
// An executor holds exactly one; the module and the memory are posted to the workers.

import * as fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { now } from './clock.ts'

/** The exports of core.wasm: functions over u32 numbers; see src/core.ts. */
export type CoreExports = Record<string, (...args: number[]) => number>

export interface CoreInstance {
  readonly memory: WebAssembly.Memory
  readonly exports: CoreExports
  readonly table: WebAssembly.Table
  readonly u8: Uint8Array
  readonly u16: Uint16Array
  readonly u32: Uint32Array
  readonly u64: BigUint64Array
  readonly f64: Float64Array
}

/** The functions that the core imports from its host (src/memory/host.ts). */
export interface CoreImports {
  waitForChange?(address: number, seen: number): void
  hostCall?(id: number, argv: number, argc: number): number
  /** Goes on with a nested run whose transaction had to end; its RunOutcome. */
  goOnNested?(): number
  preempt?(address: number): void
}

/** Thrown through the Wasm frames by an aborting transaction: one frozen object, caught only by the executor loop. */
export const ABORT_SIGNAL = Object.freeze({ abort: true })

/** A failed assert of the core: always a bug of Typhon's. */
export class CoreAssertion extends Error {}

/** The address space for the heap is not to be had. */
export class NoMemory extends Error {}

/** The one shared memory: 4 GiB of address space; pages cost nothing until they are touched. */
export function newMemory(): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: 65536, maximum: 65536, shared: true })
  } catch (error) {
    throw new NoMemory(`the heap needs 4 GiB of address space, more than this process may have (ulimit -v): ${(error as Error).message}`)
  }
}

export function coreUrl(flavour = 'fast'): URL {
  return new URL(flavour === 'fast' ? './core.wasm' : `./core-${flavour}.wasm`, import.meta.url)
}

export function compileCore(url: URL = coreUrl()): WebAssembly.Module {
  return new WebAssembly.Module(fs.readFileSync(fileURLToPath(url)))
}

/** Text constant of the core at `address` (UTF-16, length in bytes before it). */
export function constantText(memory: WebAssembly.Memory, address: number): string {
  if (address === 0) return ''
  const length = new Uint32Array(memory.buffer)[(address - 4) >>> 2] >>> 1
  return String.fromCharCode(...new Uint16Array(memory.buffer, address, length))
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory, imports: CoreImports = {}): CoreInstance {
  const missing = (name: string) => () => {
    throw new CoreAssertion(`the core called ${name}, which this host does not provide`)
  }
  const instance = new WebAssembly.Instance(module, {
    env: {
      memory,
      abort(message: number, file: number, line: number, column: number) {
        throw new CoreAssertion(`${constantText(memory, message)} (${constantText(memory, file)}:${line}:${column})`)
      },
    },
    host: {
      abortNow() {
        throw ABORT_SIGNAL
      },
      waitForChange: imports.waitForChange ?? missing('waitForChange'),
      hostCall: imports.hostCall ?? missing('hostCall'),
      goOnNested: imports.goOnNested ?? missing('goOnNested'),
      preempt: imports.preempt ?? missing('preempt'),
      mathPow: Math.pow,
      now,
    },
  })
  const buffer = memory.buffer
  return {
    memory,
    exports: instance.exports as unknown as CoreExports,
    table: instance.exports.table as WebAssembly.Table,
    u8: new Uint8Array(buffer),
    u16: new Uint16Array(buffer),
    u32: new Uint32Array(buffer),
    u64: new BigUint64Array(buffer),
    f64: new Float64Array(buffer),
  }
}
