// What the host may ask of the core about bytes, paths and struct sequences: see host-api.ts, whose conventions hold here.

import { EXCEPTION, pointer } from '../memory/value'
import { bytesLike } from '../objects/buffer'
import { newBytes } from '../objects/bytes-core'
import { fsPath } from '../objects/fs-path'
import { newStructSequence } from '../objects/struct-sequence'
import { T } from '../objects/type-ids'

/** A bytes object of `n` bytes into `slot`; returns the address of its data, to be filled at once. */
export function hostNewBytes(slot: u32, n: u32): u32 {
  const b = newBytes(n)
  store<u64>(slot, pointer(b))
  return b + 16
}

/** Address and length of the bytes of a bytes-like object (a copy, where it is mutable) to `result`; 1: raised. */
export function hostReadBuffer(slot: u32, result: u32): u32 {
  const b = bytesLike(load<u64>(slot))
  if (!b) return 1
  store<u32>(result, b + 16)
  store<u32>(result, load<u32>(b, 8), 4)
  return 0
}

/** os.fspath; 1: raised. */
export function hostFsPath(slot: u32, result: u32): u32 {
  const path = fsPath(load<u64>(slot))
  if (path == EXCEPTION) return 1
  store<u64>(result, path)
  return 0
}

/** A struct sequence of static type `t` with the values at `at`, as many as the type has fields. */
export function hostNewStructSequence(t: u32, at: u32, result: u32): void { store<u64>(result, newStructSequence(<T>t, at)) }
