// Making str objects: substrings, concatenation, repetition, copies between kinds. Every str leaves with the smallest kind that
// fits, its ASCII flag right, and the empty and one-character latin-1 strings shared (see str-core).
// A *mask* here is the bitwise or of code points, or any number of the same class (< 0x80, < 0x100, < 0x10000, above).

import { Value, pointer } from '../memory/value'
import { CHECKING } from '../memory/flavour'
import { STR_ASCII, assertSealed, emptyStr, latin1Str, newStrWithRoom, strData, strIsAscii, strKind, strLength } from './str-core'

/** Strings longer than this raise MemoryError before they are made. */
export const MAX_STR_BYTES: u64 = 0x3fffff00

// @ts-ignore: decorator
@inline export function kindOf(mask: u32): u32 { return mask < 0x100 ? 1 : mask < 0x10000 ? 2 : 4 }

/** Code point `i` of data of `kind`. */
// @ts-ignore: decorator
@inline export function codePointAt(kind: u32, data: u32, i: u32): u32 {
  return kind == 1 ? <u32>load<u8>(data + i) : kind == 2 ? <u32>load<u16>(data + (i << 1)) : load<u32>(data + (i << 2))
}
// @ts-ignore: decorator
@inline export function putCodePoint(kind: u32, data: u32, i: u32, c: u32): void {
  if (kind == 1) store<u8>(data + i, <u8>c)
  else if (kind == 2) store<u16>(data + (i << 1), <u16>c)
  else store<u32>(data + (i << 2), c)
}

/** True if no byte of `n` has its high bit set. */
export function isAsciiData(data: u32, n: u32): bool {
  let i: u32 = 0
  for (; i + 8 <= n; i += 8) if (load<u64>(data + i) & 0x8080808080808080) return false
  for (; i < n; i++) if (load<u8>(data + i) & 0x80) return false
  return true
}

/** Bitwise or of `n` code points. */
export function maskOfData(kind: u32, data: u32, n: u32): u32 {
  let mask: u32 = 0
  if (kind == 1) return isAsciiData(data, n) ? 0x7f : 0xff
  if (kind == 2) for (let i: u32 = 0; i < n; i++) mask |= load<u16>(data + (i << 1))
  else for (let i: u32 = 0; i < n; i++) mask |= load<u32>(data + (i << 2))
  return mask
}

/** Class of all code points of `s`: by the invariant its kind and flag tell it. */
// @ts-ignore: decorator
@inline export function strMask(s: u32): u32 { return strIsAscii(s) ? 0x7f : strKind(s) == 1 ? 0xff : strKind(s) == 2 ? 0xffff : 0x10ffff }

/** An uninitialised str of `n` code points of class `mask`; n must not be 0. */
export function newStrFor(mask: u32, n: u32): u32 { return newStrWithRoom(kindOf(mask), n, mask < 0x80 ? STR_ASCII : 0, 0) }

/** Copies `n` code points between data of any kinds; the caller knows that they fit. */
export function copyCodePoints(toKind: u32, to: u32, toIndex: u32, fromKind: u32, from: u32, fromIndex: u32, n: u32): void {
  to += toIndex * toKind
  from += fromIndex * fromKind
  if (toKind == fromKind) memory.copy(to, from, n * toKind)
  else if (toKind == 2 && fromKind == 1) for (let i: u32 = 0; i < n; i++) store<u16>(to + (i << 1), load<u8>(from + i))
  else if (toKind == 4 && fromKind == 1) for (let i: u32 = 0; i < n; i++) store<u32>(to + (i << 2), load<u8>(from + i))
  else for (let i: u32 = 0; i < n; i++) putCodePoint(toKind, to, i, codePointAt(fromKind, from, i))
}

/** The str of `n` code points of `kind` at `data`, which may hold smaller ones than its kind allows. */
export function strFromData(kind: u32, data: u32, n: u32): u32 {
  if (n == 0) return emptyStr()
  const mask = maskOfData(kind, data, n)
  if (n == 1) return strFromCodePoint(codePointAt(kind, data, 0))
  const s = newStrFor(mask, n)
  copyCodePoints(kindOf(mask), strData(s), 0, kind, data, 0, n)
  return s
}

export function strFromCodePoint(c: u32): u32 {
  if (c < 0x100) return latin1Str(c)
  const s = newStrFor(c, 1)
  putCodePoint(kindOf(c), strData(s), 0, c)
  return s
}

/** The exact str of code points [from, to) of `s`. The whole of an exact str is itself: the caller decides. */
export function strRange(s: u32, from: u32, to: u32): u32 {
  if (to <= from) return emptyStr()
  const kind = strKind(s)
  const data = strData(s) + from * kind
  const n = to - from
  if (n == 1) return strFromCodePoint(codePointAt(kind, data, 0))
  if (strIsAscii(s)) {
    const part = newStrWithRoom(1, n, STR_ASCII, 0)
    memory.copy(strData(part), data, n)
    return part
  }
  return strFromData(kind, data, n)
}
export function strRangeValue(s: u32, from: u32, to: u32): Value { return pointer(strRange(s, from, to)) }

/** a + b; both lengths together are known to fit. */
export function strConcat(a: u32, b: u32): u32 {
  if (CHECKING) { assertSealed(a); assertSealed(b) }
  const n = strLength(a), m = strLength(b)
  const mask = strMask(a) | strMask(b)
  const kind = kindOf(mask)
  const s = newStrWithRoom(kind, n + m, mask < 0x80 ? STR_ASCII : 0, 0)
  const data = strData(s)
  copyCodePoints(kind, data, 0, strKind(a), strData(a), 0, n)
  copyCodePoints(kind, data, n, strKind(b), strData(b), 0, m)
  return s
}

/** `s` repeated `count` > 1 times; the size is known to fit. */
export function strRepeat(s: u32, count: u32): u32 {
  const bytes = strLength(s) * strKind(s)
  const r = newStrWithRoom(strKind(s), strLength(s) * count, strIsAscii(s) ? STR_ASCII : 0, 0)
  repeatData(strData(r), strData(s), bytes, count)
  return r
}

/** Writes `bytes` bytes `count` times, doubling what is there. */
export function repeatData(to: u32, from: u32, bytes: u32, count: u32): void {
  const total = bytes * count
  if (bytes == 1) { memory.fill(to, load<u8>(from), total); return }
  memory.copy(to, from, bytes)
  let done = bytes
  while (done < total) {
    const part = min<u32>(done, total - done)
    memory.copy(to + done, to, part)
    done += part
  }
}

/** True if data of one kind is equal; both start on 16-byte boundaries or not. */
export function equalData(a: u32, b: u32, bytes: u32): bool {
  let i: u32 = 0
  for (; i + 8 <= bytes; i += 8) if (load<u64>(a + i) != load<u64>(b + i)) return false
  for (; i < bytes; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false
  return true
}

/** -1, 0, 1: order by code points. */
export function compareStr(a: u32, b: u32): i32 {
  const n = strLength(a), m = strLength(b)
  const shorter = min(n, m)
  const ka = strKind(a), kb = strKind(b)
  const da = strData(a), db = strData(b)
  if (ka == 1 && kb == 1) {
    const c = compareBytes(da, db, shorter)
    if (c) return c
  } else {
    for (let i: u32 = 0; i < shorter; i++) {
      const x = codePointAt(ka, da, i), y = codePointAt(kb, db, i)
      if (x != y) return x < y ? -1 : 1
    }
  }
  return n < m ? -1 : n > m ? 1 : 0
}

/** -1, 0, 1 for `n` unsigned bytes. */
export function compareBytes(a: u32, b: u32, n: u32): i32 {
  let i: u32 = 0
  for (; i + 8 <= n; i += 8) {
    const x = load<u64>(a + i), y = load<u64>(b + i)
    if (x != y) return bswap(x) < bswap(y) ? -1 : 1
  }
  for (; i < n; i++) {
    const x = load<u8>(a + i), y = load<u8>(b + i)
    if (x != y) return x < y ? -1 : 1
  }
  return 0
}
