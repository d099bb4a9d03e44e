// A growing array of values for use inside one builtin: never seen by Python code, so it is filled with plain stores. It has the
// layout of a tuple and becomes one at the end without copying.
//
//   +0 stamp  +4 T.storage  +8 length:32  +12 capacity:32  +16 items

import { allocate } from '../gc/allocate'
import { Value } from '../memory/value'
import { shapeAt } from './shape'
import { emptyTuple } from './tuple-core'
import { T } from './type-ids'

export const VECTOR_LENGTH: u32 = 8
export const VECTOR_CAPACITY: u32 = 12
export const VECTOR_ITEMS: u32 = 16

export function newVector(capacity: u32 = 8): u32 {
  const v = allocate(shapeAt(T.storage), 16 + capacity * 8)
  store<u32>(v, capacity, 12)
  return v
}

/** Appends `x`; returns the vector, which may have moved. */
export function vectorPush(v: u32, x: Value): u32 {
  const n = load<u32>(v, 8)
  if (n == load<u32>(v, 12)) {
    const grown = newVector(n < 4 ? 8 : n * 2)
    memory.copy(grown + 16, v + 16, n * 8)
    v = grown
  }
  store<u64>(v + n * 8, x, 16)
  store<u32>(v, n + 1, 8)
  return v
}

// @ts-ignore: decorator
@inline export function vectorLength(v: u32): u32 { return load<u32>(v, 8) }
// @ts-ignore: decorator
@inline export function vectorItem(v: u32, i: u32): Value { return load<u64>(v + i * 8, 16) }

/** Turns the vector into a tuple; the vector must not be used any more. */
export function vectorToTuple(v: u32): u32 {
  if (load<u32>(v, 8) == 0) return emptyTuple()
  store<u32>(v, 0)
  store<u32>(v, shapeAt(T.tuple), 4)
  store<u32>(v, 0, 12)
  return v
}
