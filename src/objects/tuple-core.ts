// The tuple object: layout and making; methods stand in tuple.ts. Immutable: no version word, items are plain loads.
//
//   +0 0  +4 shape  +8 length:32  +16 items (values)
// A fresh tuple may be filled with plain stores until a reference to it is stored. Its items are contiguous, so a fresh tuple
// also serves as an argument vector: argv = tuple + TUPLE_ITEMS.

import { allocateImmutable, allocateOutside } from '../gc/allocate'
import { WELL_KNOWN } from '../memory/layout'
import { Value, pointer } from '../memory/value'
import { shapeAt } from './shape'
import { T } from './type-ids'

export const TUPLE_LENGTH: u32 = 8
export const TUPLE_ITEMS: u32 = 16

// @ts-ignore: decorator
@inline export function tupleLength(t: u32): u32 { return load<u32>(t, 8) }
// @ts-ignore: decorator
@inline export function tupleItem(t: u32, i: u32): Value { return load<u64>(t + i * 8, 16) }
// @ts-ignore: decorator
@inline export function tupleInit(t: u32, i: u32, v: Value): void { store<u64>(t + i * 8, v, 16) }

/** The one empty tuple. */
export function emptyTuple(): u32 { return load<u32>(WELL_KNOWN) }

/** A tuple of `length` items for the caller to fill (zeroed, that is 0.0). Length 0: the one empty tuple. */
export function newTuple(length: u32): u32 {
  if (length == 0) return emptyTuple()
  const t = allocateImmutable(shapeAt(T.tuple), 16 + length * 8)
  store<u32>(t, length, 8)
  return t
}

export function newTupleOutside(length: u32): u32 {
  const t = allocateOutside(shapeAt(T.tuple), 16 + length * 8)
  store<u32>(t, length, 8)
  return t
}

export function tupleOf1(a: Value): u32 { const t = newTuple(1); tupleInit(t, 0, a); return t }
export function tupleOf2(a: Value, b: Value): u32 { const t = newTuple(2); tupleInit(t, 0, a); tupleInit(t, 1, b); return t }
export function tupleOf3(a: Value, b: Value, c: Value): u32 {
  const t = newTuple(3)
  tupleInit(t, 0, a)
  tupleInit(t, 1, b)
  tupleInit(t, 2, c)
  return t
}

/** Makes the empty tuple; at boot. */
export function bootTuples(): void { store<u64>(WELL_KNOWN, pointer(newTupleOutside(0))) }
