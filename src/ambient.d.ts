// Lets the host compiler read the files that both dialects share (constants and `const enum`s only).
type u8 = number
type u16 = number
type u32 = number
type i32 = number

// The part of the WebAssembly interface that the host uses (Node's types leave it to the DOM's).
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array)
  }
  class Instance {
    readonly exports: Record<string, unknown>
    constructor(module: Module, imports: Record<string, Record<string, unknown>>)
  }
  class Memory {
    readonly buffer: SharedArrayBuffer
    constructor(descriptor: { initial: number; maximum: number; shared: true })
  }
  class Table {
    readonly length: number
    get(index: number): ((...args: number[]) => number) | null
    set(index: number, value: unknown): void
    grow(delta: number): number
  }
  class RuntimeError extends Error {}
}
