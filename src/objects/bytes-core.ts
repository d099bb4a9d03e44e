// The bytes object: layout, allocation, hash, equality. Methods stand in bytes-*.ts, shared with bytearray.
//
//   +0 cached hash:32 (0: not computed)  +4 shape  +8 length:32  +16 data
// An instance of a subclass of bytes is a unit that holds its exact bytes, immutable:
//   +0 version  +4 shape  +8 exact bytes (value)  +16 attribute slots
// Algorithms work on exact bytes: `bytesLike` gives them for any bytes-like object, with a copy of what is mutable.

import { allocateImmutable, allocateOutside } from '../gc/allocate'
import { HASH_SEED } from '../memory/layout'
import { Value, addressOf, isPointer, pointer, shapeOf } from '../memory/value'
import { shapeAt, shapeTag } from './shape'
import { equalData } from './str-build'
import { T } from './type-ids'
import { WellKnown, setWellKnown, wellKnown } from './well-known'

export const BYTES_LENGTH: u32 = 8
export const BYTES_DATA: u32 = 16
export const BYTES_PAYLOAD: u32 = 8
export const BYTES_INSTANCE_BYTES: u32 = 16
export const MAX_BYTES: u64 = 0x3fffff00

/** Instance of bytes or of a subclass. */
// @ts-ignore: decorator
@inline export function isBytes(v: Value): bool { return isPointer(v) && shapeTag(shapeOf(<u32>v)) == T.bytes }
/** Address of the exact bytes of an instance of bytes or of a subclass. */
// @ts-ignore: decorator
@inline export function bytesOf(v: Value): u32 {
  return load<u32>(<u32>v, 4) == shapeAt(T.bytes) ? <u32>v : load<u32>(<u32>v, BYTES_PAYLOAD)
}
// @ts-ignore: decorator
@inline export function bytesLength(b: u32): u32 { return load<u32>(b, 8) }
// @ts-ignore: decorator
@inline export function bytesData(b: u32): u32 { return b + 16 }

/** The one empty bytes object. */
export function emptyBytes(): u32 { return addressOf(wellKnown(WellKnown.emptyBytes)) }

/** A bytes object of `n` bytes, zero, for the caller to fill; n = 0 gives the one empty object. */
export function newBytes(n: u32): u32 {
  if (n == 0) return emptyBytes()
  const b = allocateImmutable(shapeAt(T.bytes), 16 + n)
  store<u32>(b, n, 8)
  return b
}

export function bytesFromData(data: u32, n: u32): u32 {
  const b = newBytes(n)
  memory.copy(b + 16, data, n)
  return b
}
export function bytesRange(b: u32, from: u32, to: u32): u32 {
  if (to <= from) return emptyBytes()
  if (from == 0 && to == bytesLength(b)) return b
  return bytesFromData(b + 16 + from, to - from)
}
export function bytesConcat(a: u32, b: u32): u32 {
  const n = bytesLength(a), m = bytesLength(b)
  const r = newBytes(n + m)
  memory.copy(r + 16, a + 16, n)
  memory.copy(r + 16 + n, b + 16, m)
  return r
}

/** Seeded 32-bit hash, never 0 or -1; cached in the header. */
export function bytesHash(b: u32): u32 {
  const cached = load<u32>(b)
  if (cached) return cached
  const n = bytesLength(b)
  let h: u32 = load<u32>(HASH_SEED) ^ n
  for (let i: u32 = 0; i < n; i++) {
    h = (h ^ load<u8>(b + i, 16)) * 0x9e3779b1
    h ^= h >> 15
  }
  h = (h ^ (h >> 16)) * 0x85ebca6b
  h ^= h >> 13
  if (h + 1 < 2) h = 1
  store<u32>(b, h)
  return h
}

export function bytesEqual(a: u32, b: u32): bool {
  return a == b || (bytesLength(a) == bytesLength(b) && equalData(a + 16, b + 16, bytesLength(a)))
}

/** Makes the empty bytes object; at boot. */
export function bootBytes(): void {
  const b = allocateOutside(shapeAt(T.bytes), 16)
  setWellKnown(WellKnown.emptyBytes, pointer(b))
}
