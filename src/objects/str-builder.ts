// Strings under construction: what makes `s += x` cost the length of x and not that of s, without reference counts.
//
// A str with STR_BUILDER in its flags may have room behind its data and grow in place. It is held by one register of one frame
// and by nothing else: the compiler lets an ADD make one only in a plain local that is its own left operand, and puts a SEAL
// in front of whatever else reads that local (frontend/append-in-place.ts). Whoever copies registers out of a frame without
// the compiler's knowledge (frame objects, locals()) takes them through `sealed`. Sealing is for good: the next ADD copies.
//
// The hash word of such a str holds the stamp of the transaction that made it or has logged its old header (0: none), so that
// the header goes to the undo log once per transaction; data behind the old length needs no undo. Sealing makes it 0, "not
// computed". Room is left only from the second copy on: a loop that reads its string each time round never wastes memory.

import { HAS_ALLOCATED } from '../gc/allocation-block'
import { cellCapacity } from '../gc/blocks'
import { STM } from '../memory/flavour'
import { executorBlock, myStamp } from '../memory/registers'
import { UNBOUND, Value, addressOf, hasShape, pointer } from '../memory/value'
import { logUndo32, logUndo64 } from '../stm/undo-log'
import { shapeAt } from './shape'
import { MAX_STR_BYTES, copyCodePoints } from './str-build'
import { STR_ASCII, STR_BUILDER, STR_DATA, STR_FLAGS, STR_LENGTH, newStrWithRoom, strKind, strLength } from './str-core'
import { T } from './type-ids'

/** A growing string gets half of its size as room, but no more than this. */
const MOST_ROOM: u32 = 32 << 20

// @ts-ignore: decorator
@inline function isBuilder(s: u32): bool { return (load<u8>(s, STR_FLAGS) & STR_BUILDER) != 0 }

/** `v`, for everyone to see. */
export function sealed(v: Value): Value {
  if (hasShape(v, shapeAt(T.str)) && isBuilder(addressOf(v))) {
    const s = addressOf(v)
    store<u32>(s, 0)
    store<u8>(s, load<u8>(s, STR_FLAGS) & ~STR_BUILDER, STR_FLAGS)
  }
  return v
}

/** a + b, where `a` is lost afterwards; UNBOUND: not two exact strs, or too long (`a` is sealed). */
export function appendInPlace(a: Value, b: Value): Value {
  if (!hasShape(a, shapeAt(T.str))) return UNBOUND
  const s = addressOf(a)
  const n = load<u32>(s, STR_LENGTH)
  if (!hasShape(b, shapeAt(T.str)) || (<u64>n + load<u32>(addressOf(b), STR_LENGTH)) * 4 > MAX_STR_BYTES) {
    sealed(a)
    return UNBOUND
  }
  const t = addressOf(b)
  const m = strLength(t)
  if (n == 0) return b
  if (m == 0) return a
  const flags = load<u8>(s, STR_FLAGS)
  const ascii = flags & load<u8>(t, STR_FLAGS) & STR_ASCII
  const kind = strKind(s)
  if (flags & STR_BUILDER && strKind(t) <= kind && STR_DATA + (n + m) * kind <= cellCapacity(s)) {
    keepHeader(s)
    append(kind, s, n, t, m)
    store<u64>(s, <u64>(n + m) | (<u64>kind << 32) | (<u64>(STR_BUILDER | ascii) << 40), STR_LENGTH)
    return a
  }
  return pointer(grown(s, n, t, m, ascii, (flags & STR_BUILDER) != 0))
}

function grown(s: u32, n: u32, t: u32, m: u32, ascii: u8, roomy: bool): u32 {
  const kind = max(strKind(s), strKind(t))
  const bytes = (n + m) * kind
  const r = newStrWithRoom(kind, n + m, STR_BUILDER | ascii, roomy ? min(bytes / 2 + 32, MOST_ROOM) : 0)
  stamp(r)
  copyCodePoints(kind, r + STR_DATA, 0, strKind(s), s + STR_DATA, 0, n)
  append(kind, r, n, t, m)
  return r
}

/** Writes the code points of `t` behind the first `n` of `s`. */
// @ts-ignore: decorator
@inline function append(kind: u32, s: u32, n: u32, t: u32, m: u32): void {
  if (kind == 1 && m <= 16) { // a bulk copy costs more than a few stores
    let i: u32 = 0
    for (; i + 8 <= m; i += 8) store<u64>(s + n + i, load<u64>(t + i, STR_DATA), STR_DATA)
    for (; i < m; i++) store<u8>(s + n + i, load<u8>(t + i, STR_DATA), STR_DATA)
  } else copyCodePoints(kind, s + STR_DATA, n, strKind(t), t + STR_DATA, 0, m)
}

/** The header of `s` is about to change: an abort must find the old one. */
// @ts-ignore: decorator
@inline function keepHeader(s: u32): void {
  if (!STM || load<u32>(s) == myStamp) return
  store<u32>(s, 0) // what an abort brings back: a stamp might have been given anew by then
  logUndo32(s)
  logUndo64(s + STR_LENGTH)
  stamp(s)
}

// @ts-ignore: decorator
@inline function stamp(s: u32): void {
  if (!STM) return
  store<u32>(s, myStamp)
  store<u32>(executorBlock, 1, HAS_ALLOCATED) // the next transaction needs another stamp
}
