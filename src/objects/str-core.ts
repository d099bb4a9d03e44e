// The str object: layout, allocation, hash, equality; what the rest of the core needs of strings. Python's methods of str
// stand in files of their own.
//
//   +0 cached hash:32 (0: not computed)  +4 shape  +8 length:32 (code points)  +12 kind:8 (1, 2 or 4 bytes a code point)
//   +13 flags:8  +16 data
// An instance of a subclass of str is a unit that holds its exact str, immutable:
//   +0 version  +4 shape  +8 exact str (value)  +16 attribute slots
// So everything that takes a str value goes through `strOf`; addresses of strs (u32) are always those of exact ones.
// Invariant: `kind` is the smallest that holds the largest code point; STR_ASCII is set exactly if all are below 128.

import { allocateImmutable, allocateOutside, allocateText } from '../gc/allocate'
import { CHECKING } from '../memory/flavour'
import { HASH_SEED, SMALL_STRINGS } from '../memory/layout'
import { Value, pointer } from '../memory/value'
import { shapeAt } from './shape'
import { flattenRope } from './str-rope'
import { T } from './type-ids'

export const STR_LENGTH: u32 = 8
export const STR_KIND: u32 = 12
export const STR_FLAGS: u32 = 13
export const STR_DATA: u32 = 16
export const STR_ASCII: u8 = 1
export const STR_INTERNED: u8 = 2
/** Under construction in a frame's register: nobody else may see it, and its hash word is none (str-builder). */
export const STR_BUILDER: u8 = 4

/** Exact str of an instance of a subclass. */
export const STR_PAYLOAD: u32 = 8
/** Size of an instance of a subclass, before its attribute slots. */
export const STR_INSTANCE_BYTES: u32 = 16

/** Address of the exact str of an instance of str or of a subclass. */
// @ts-ignore: decorator
@inline export function strOf(v: Value): u32 {
  if (CHECKING && load<u32>(<u32>v, 4) == shapeAt(T.str)) assertSealed(<u32>v)
  return load<u32>(<u32>v, 4) == shapeAt(T.str) ? <u32>v : payloadOf(<u32>v)
}

/** Exact str of an instance of a subclass, or of a rope. */
function payloadOf(o: u32): u32 {
  const s = load<u32>(o, STR_PAYLOAD)
  return s ? s : flattenRope(o)
}

export function assertSealed(s: u32): void { assert((load<u8>(s, STR_FLAGS) & STR_BUILDER) == 0, 'a str under construction is seen') }

// @ts-ignore: decorator
@inline export function strLength(s: u32): u32 { return load<u32>(s, 8) }
// @ts-ignore: decorator
@inline export function strKind(s: u32): u32 { return load<u8>(s, 12) }
// @ts-ignore: decorator
@inline export function strIsAscii(s: u32): bool { return (load<u8>(s, 13) & STR_ASCII) != 0 }
// @ts-ignore: decorator
@inline export function strData(s: u32): u32 { return s + 16 }

/** Code point `i` of `s`; `i` must be in range. */
export function strAt(s: u32, i: u32): u32 {
  const kind = load<u8>(s, 12)
  if (kind == 1) return load<u8>(s + i, 16)
  if (kind == 2) return load<u16>(s + i * 2, 16)
  return load<u32>(s + i * 4, 16)
}

/** A str of `length` code points of `kind` bytes, data zero; the caller fills it and sets STR_ASCII where it holds. */
export function newStr(kind: u32, length: u32, flags: u8 = 0): u32 {
  const s = allocateImmutable(shapeAt(T.str), 16 + length * kind)
  store<u32>(s, length, 8)
  store<u8>(s, <u8>kind, 12)
  store<u8>(s, flags, 13)
  return s
}

/** As `newStr`, with `room` bytes behind the data, which are not cleared if it is large. */
export function newStrWithRoom(kind: u32, length: u32, flags: u8, room: u32): u32 {
  const s = allocateText(shapeAt(T.str), 16 + length * kind + room)
  store<u64>(s, <u64>length | (<u64>kind << 32) | (<u64>flags << 40), STR_LENGTH)
  return s
}

export function newStrOutside(kind: u32, length: u32, flags: u8): u32 {
  const s = allocateOutside(shapeAt(T.str), 16 + length * kind)
  store<u32>(s, length, 8)
  store<u8>(s, <u8>kind, 12)
  store<u8>(s, flags, 13)
  return s
}

/** The empty str and the one-character latin-1 strings are unique; see `bootStrings`. */
export function latin1Str(codePoint: u32): u32 { return load<u32>(SMALL_STRINGS + codePoint * 4) }
export function emptyStr(): u32 { return load<u32>(SMALL_STRINGS + 1024) }
// @ts-ignore: decorator
@inline export function emptyStrValue(): Value { return pointer(emptyStr()) }

/** Seeded 32-bit hash, the same for equal strings of any kind, never 0 or -1; cached in the header (racy, one store). */
export function strHash(s: u32): u32 {
  if (CHECKING) assertSealed(s)
  const cached = load<u32>(s)
  if (cached) return cached
  const n = strLength(s)
  const kind = strKind(s)
  let h: u32 = load<u32>(HASH_SEED) ^ n
  for (let i: u32 = 0; i < n; i++) {
    const c: u32 = kind == 1 ? load<u8>(s + i, 16) : kind == 2 ? load<u16>(s + i * 2, 16) : load<u32>(s + i * 4, 16)
    h = (h ^ c) * 0x9e3779b1
    h ^= h >> 15
  }
  h = (h ^ (h >> 16)) * 0x85ebca6b
  h ^= h >> 13
  if (h + 1 < 2) h = 1 // neither 0 (not computed) nor -1 (error of hash slots)
  store<u32>(s, h)
  return h
}

export function strEqual(a: u32, b: u32): bool {
  if (CHECKING) { assertSealed(a); assertSealed(b) }
  if (a == b) return true
  if (load<u32>(a, 8) != load<u32>(b, 8) || load<u8>(a, 12) != load<u8>(b, 12)) return false
  const ha = load<u32>(a), hb = load<u32>(b)
  if (ha != hb && ha != 0 && hb != 0) return false
  const bytes = strLength(a) * strKind(a)
  let i: u32 = 0
  for (; i + 8 <= bytes; i += 8) if (load<u64>(a + i, 16) != load<u64>(b + i, 16)) return false
  for (; i < bytes; i++) if (load<u8>(a + i, 16) != load<u8>(b + i, 16)) return false
  return true
}

/** Fills the table of small strings; at boot, before any literal is used. */
export function bootStrings(): void {
  for (let c: u32 = 0; c < 256; c++) {
    const s = newStrOutside(1, 1, c < 128 ? STR_ASCII | STR_INTERNED : STR_INTERNED)
    store<u8>(s + 16, <u8>c)
    store<u32>(SMALL_STRINGS + c * 4, s)
  }
  store<u32>(SMALL_STRINGS + 1024, newStrOutside(1, 0, STR_ASCII | STR_INTERNED))
}
