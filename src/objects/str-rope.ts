// Ropes: what `s + t` makes of a long s, so that a str which is built piece by piece is copied once and not once for each piece.
//
//   +0 unused:32  +4 shape (a second one of type str)  +8 exact str:32 (0: not made yet)  +12 0  +16 left:32  +20 right:32
//   +24 length:32  +28 mask:32 (see str-build)
//
// A rope looks like an instance of a subclass of str: it is no exact str by its shape, and `strOf` gives the exact one, which is made
// the first time that somebody wants it. Its type is str. Left is a rope or exact str, right an exact str, so a rope is a
// list with the last piece first. The exact str is physical: whoever makes it publishes it with one store, and it is the same text
// whoever does. Once it is there, the pieces keep nothing alive (gc/mark).

import { allocateImmutable } from '../gc/allocate'
import { ROPE_SHAPE } from '../memory/layout'
import { Value, pointer } from '../memory/value'
import { copyCodePoints, kindOf, newStrFor } from './str-build'
import { STR_PAYLOAD, strData, strKind, strLength } from './str-core'
import { newRootShape, typeAt } from './shape'
import { T } from './type-ids'

const ROPE_LEFT: u32 = 16
const ROPE_RIGHT: u32 = 20
const ROPE_LENGTH: u32 = 24
const ROPE_MASK: u32 = 28
const ROPE_BYTES: u32 = 32

/** A str at least so long is not copied by a concatenation. */
export const ROPE_FROM_LENGTH: u32 = 1024

export function initRopes(): void { store<u32>(ROPE_SHAPE, newRootShape(typeAt(T.str), T.str, 0, 0, 0, 0)) }

// @ts-ignore: decorator
@inline export function isRope(o: u32): bool { return load<u32>(o, 4) == load<u32>(ROPE_SHAPE) }
// @ts-ignore: decorator
@inline export function ropeLength(o: u32): u32 { return load<u32>(o, ROPE_LENGTH) }
// @ts-ignore: decorator
@inline export function ropeMask(o: u32): u32 { return load<u32>(o, ROPE_MASK) }

/** The rope of `left` (a rope or exact str) and exact str `right`: together `length` code points of class `mask`. */
export function newRope(left: u32, right: u32, length: u32, mask: u32): Value {
  const o = allocateImmutable(load<u32>(ROPE_SHAPE), ROPE_BYTES)
  store<u32>(o, left, ROPE_LEFT)
  store<u32>(o, right, ROPE_RIGHT)
  store<u32>(o, length, ROPE_LENGTH)
  store<u32>(o, mask, ROPE_MASK)
  return pointer(o)
}

/** The exact str of rope `o`, which has none yet. */
export function flattenRope(o: u32): u32 {
  const mask = ropeMask(o)
  const s = newStrFor(mask, ropeLength(o))
  const kind = kindOf(mask)
  let end = ropeLength(o)
  let piece = o
  for (; isRope(piece); piece = load<u32>(piece, ROPE_LEFT)) {
    const made = atomic.load<u32>(piece + STR_PAYLOAD)
    if (made) { piece = made; break }
    const right = load<u32>(piece, ROPE_RIGHT)
    end -= strLength(right)
    copyCodePoints(kind, strData(s), end, strKind(right), strData(right), 0, strLength(right))
  }
  copyCodePoints(kind, strData(s), 0, strKind(piece), strData(piece), 0, strLength(piece))
  atomic.store<u32>(o + STR_PAYLOAD, s)
  return s
}
