// Builtin functions that live in the host, and the dispatcher that the core's `hostCall` import leads to.
//
// Two kinds. A *plain* one reads and makes heap objects and has no effect outside the heap: it may run twice. An *effect*
// acts on the world: `prepare` reads its arguments from the heap, `act` works on JavaScript values alone, `finish` makes
// the result. Outside atomic blocks and nested runs the transaction is committed between prepare and act, and `finish`
// belongs to the next one (the call instruction is executed again and finds the result); inside them the transaction
// becomes inevitable first. So `act` runs exactly once, and a slow `act` blocks no other thread.

import type { HostHeap, Ref } from './heap.ts'

export interface PlainBuiltin {
  kind: 'plain'
  name: string
  signature: string
  run(heap: HostHeap, args: Ref[]): Ref
}

export interface EffectBuiltin<A = any, R = any> {
  kind: 'effect'
  name: string
  signature: string
  prepare(heap: HostHeap, args: Ref[]): A
  act(prepared: A): R
  /** `args` are the arguments again. */
  finish(heap: HostHeap, result: R, prepared: A, args: Ref[]): Ref
}

export type HostBuiltin = PlainBuiltin | EffectBuiltin

/** A module of the host, or what the host adds to a module of the core of the same name. */
export interface HostModule {
  name: string
  builtins: HostBuiltin[]
  /** Adds constants; `module` is the module object. Once, while the heap is built. */
  initialize?(heap: HostHeap, module: Ref): void
}

export function plain(name: string, signature: string, run: (heap: HostHeap, args: Ref[]) => Ref): PlainBuiltin {
  return { kind: 'plain', name, signature, run }
}

export function effect<A, R>(
  name: string, signature: string,
  prepare: (heap: HostHeap, args: Ref[]) => A,
  act: (prepared: A) => R,
  finish: (heap: HostHeap, result: R, prepared: A, args: Ref[]) => Ref,
): EffectBuiltin<A, R> {
  return { kind: 'effect', name, signature, prepare, act, finish }
}
