// Searching in data of str and bytes: find from the left and right, count. Data is (kind, address, length); bytes are kind 1.
// Pure functions of memory; the caller has made sure that nothing changes it (a bytearray is checked or owned by its caller).
//
// Left to right: 16 positions at a time are candidates where the needle's first and last element both match (SIMD for
// one-byte data), then compared in full. When comparing has cost more than a few times the haystack, Knuth-Morris-Pratt
// takes over, so the worst case stays linear.

import { allocateStorage } from '../gc/allocate'
import { codePointAt, copyCodePoints, equalData } from './str-build'

export const NOT_FOUND: i32 = -1

/** First index of code point `c` in [0, n), or -1. */
export function findCodePoint(kind: u32, data: u32, n: u32, c: u32): i32 {
  let i: u32 = 0
  if (kind == 1) {
    if (c > 0xff) return -1
    const wanted = i8x16.splat(<i8>c)
    for (; i + 16 <= n; i += 16) {
      const hits = i8x16.bitmask(i8x16.eq(v128.load(data + i), wanted))
      if (hits) return <i32>i + ctz(hits)
    }
    for (; i < n; i++) if (load<u8>(data + i) == c) return i
    return -1
  }
  if (kind == 2) {
    if (c > 0xffff) return -1
    for (; i < n; i++) if (load<u16>(data + (i << 1)) == c) return i
    return -1
  }
  for (; i < n; i++) if (load<u32>(data + (i << 2)) == c) return i
  return -1
}

export function findLastCodePoint(kind: u32, data: u32, n: u32, c: u32): i32 {
  for (let i = <i32>n - 1; i >= 0; i--) if (codePointAt(kind, data, i) == c) return i
  return -1
}

/** Bytes [needle, needle + m) in [data, data + n), 2 <= m <= n. */
function findBytes(data: u32, n: u32, needle: u32, m: u32): i32 {
  const first = load<u8>(needle), last = load<u8>(needle + m - 1)
  const firsts = i8x16.splat(first), lasts = i8x16.splat(last)
  const places = n - m + 1
  let work: u32 = 0
  let i: u32 = 0
  for (; i + 16 <= places; i += 16) {
    let hits: u32 = i8x16.bitmask(v128.and(i8x16.eq(v128.load(data + i), firsts), i8x16.eq(v128.load(data + i + m - 1), lasts)))
    while (hits) {
      const at = i + ctz(hits)
      if (equalData(data + at, needle, m)) return at
      work += m
      hits &= hits - 1
    }
    if (work > (i << 2) + 4096) return findLinear(1, data, n, needle, m, i + 16)
  }
  for (; i < places; i++) {
    if (load<u8>(data + i) == first && load<u8>(data + i + m - 1) == last && equalData(data + i, needle, m)) return i
  }
  return -1
}

/** As findBytes for wider kinds; the needle has the same kind. */
function findWide(kind: u32, data: u32, n: u32, needle: u32, m: u32): i32 {
  const first = codePointAt(kind, needle, 0)
  const places = n - m + 1
  let work: u32 = 0
  let i: u32 = 0
  while (i < places) {
    const at = findCodePoint(kind, data + i * kind, places - i, first)
    if (at < 0) return -1
    i += at
    if (equalData(data + i * kind, needle, m * kind)) return i
    work += m
    i++
    if (work > (i << 2) + 4096) return findLinear(kind, data, n, needle, m, i)
  }
  return -1
}

/** Knuth-Morris-Pratt from index `from`. */
function findLinear(kind: u32, data: u32, n: u32, needle: u32, m: u32, from: u32): i32 {
  const table = allocateStorage(m * 4) + 8
  let k: u32 = 0
  for (let i: u32 = 1; i < m; i++) {
    const c = codePointAt(kind, needle, i)
    while (k && codePointAt(kind, needle, k) != c) k = load<u32>(table + k * 4 - 4)
    if (codePointAt(kind, needle, k) == c) k++
    store<u32>(table + i * 4, k)
  }
  k = 0
  for (let i = from; i < n; i++) {
    const c = codePointAt(kind, data, i)
    while (k && codePointAt(kind, needle, k) != c) k = load<u32>(table + k * 4 - 4)
    if (codePointAt(kind, needle, k) == c) k++
    if (k == m) return i + 1 - m
  }
  return -1
}

/** The needle's data in the haystack's kind: itself, or a copy in fresh storage. */
function widen(kind: u32, needleKind: u32, needle: u32, m: u32): u32 {
  if (kind == needleKind) return needle
  const copy = allocateStorage(m * kind) + 8
  copyCodePoints(kind, copy, 0, needleKind, needle, 0, m)
  return copy
}

/** Lowest index of the needle in the haystack, or -1. */
export function findData(kind: u32, data: u32, n: u32, needleKind: u32, needle: u32, m: u32): i32 {
  if (m == 0) return 0
  if (m > n || needleKind > kind) return -1
  if (m == 1) return findCodePoint(kind, data, n, codePointAt(needleKind, needle, 0))
  needle = widen(kind, needleKind, needle, m)
  return kind == 1 ? findBytes(data, n, needle, m) : findWide(kind, data, n, needle, m)
}

/** Highest index of the needle in the haystack, or -1. */
export function findLastData(kind: u32, data: u32, n: u32, needleKind: u32, needle: u32, m: u32): i32 {
  if (m == 0) return n
  if (m > n || needleKind > kind) return -1
  if (m == 1) return findLastCodePoint(kind, data, n, codePointAt(needleKind, needle, 0))
  needle = widen(kind, needleKind, needle, m)
  const first = codePointAt(kind, needle, 0)
  for (let i = <i32>(n - m); i >= 0; i--) {
    if (codePointAt(kind, data, i) == first && equalData(data + i * kind, needle, m * kind)) return i
  }
  return -1
}

/** Number of occurrences that do not overlap, at most `limit`. */
export function countData(kind: u32, data: u32, n: u32, needleKind: u32, needle: u32, m: u32, limit: u32): u32 {
  if (m == 0) return n + 1 < limit ? n + 1 : limit
  if (m > n || needleKind > kind) return 0
  needle = widen(kind, needleKind, needle, m)
  let count: u32 = 0, i: u32 = 0
  while (count < limit) {
    const at = findData(kind, data + i * kind, n - i, kind, needle, m)
    if (at < 0) break
    count++
    i += at + m
  }
  return count
}
