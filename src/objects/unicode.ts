// Properties and case mappings of code points (Unicode 16, as CPython 3.14 has them). Read-only tables made at build time:
// see scripts/generate-unicode.mjs for their layout. Everything here is a pure function of a code point.

import { unicodecells, unicodepages, unicoderecords, unicodesequences } from './unicode-tables'

export const UNICODE_ALPHA: u32 = 1
export const UNICODE_DECIMAL: u32 = 2
export const UNICODE_DIGIT: u32 = 4
export const UNICODE_NUMERIC: u32 = 8
export const UNICODE_LOWER: u32 = 16
export const UNICODE_UPPER: u32 = 32
export const UNICODE_TITLE: u32 = 64
export const UNICODE_SPACE: u32 = 128
export const UNICODE_PRINTABLE: u32 = 256
export const UNICODE_XID_START: u32 = 512
export const UNICODE_XID_CONTINUE: u32 = 1024
export const UNICODE_CASED: u32 = 2048
export const UNICODE_CASE_IGNORABLE: u32 = 4096
export const UNICODE_LINE_BREAK: u32 = 8192
export const UNICODE_UPPER_SEQUENCE: u32 = 16384
export const UNICODE_LOWER_SEQUENCE: u32 = 32768
export const UNICODE_TITLE_SEQUENCE: u32 = 65536
export const UNICODE_FOLD_SEQUENCE: u32 = 131072
/** Has another simple lower or upper case: what `_sre.unicode_iscased` tells. */
export const UNICODE_SIMPLE_CASED: u32 = 262144
export const UNICODE_ALNUM: u32 = 15

/** The four full mappings; the number is the word in the record, and the shift of the sequence flag. */
export const enum CaseMapping { upper = 0, lower, title, fold }

const RECORD_BYTES: u32 = 28

// @ts-ignore: decorator
@inline function recordOf(c: u32): u32 {
  const block: u32 = load<u16>(unicodepages() + (c >> 7 << 1))
  return unicoderecords() + <u32>load<u16>(unicodecells() + (block << 8) + ((c & 127) << 1)) * RECORD_BYTES
}

/** Flags UNICODE_* of code point `c`. */
export function unicodeFlags(c: u32): u32 { return load<u32>(recordOf(c)) }
// @ts-ignore: decorator
@inline export function unicodeIs(c: u32, flags: u32): bool { return (unicodeFlags(c) & flags) != 0 }

/** White space of `str.split` and `str.strip`. */
export function isUnicodeSpace(c: u32): bool {
  if (c < 128) return c == 32 || (c >= 9 && c <= 13) || (c >= 28 && c <= 31)
  return (unicodeFlags(c) & UNICODE_SPACE) != 0
}
/** Ends a line for `str.splitlines`. */
export function isLineBreak(c: u32): bool {
  if (c < 128) return (c >= 10 && c <= 13) || (c >= 28 && c <= 30)
  return (unicodeFlags(c) & UNICODE_LINE_BREAK) != 0
}
export function isUnicodePrintable(c: u32): bool {
  if (c < 127) return c >= 32
  return (unicodeFlags(c) & UNICODE_PRINTABLE) != 0
}
/** Value of a decimal digit (general category Nd), or -1. */
export function unicodeDecimal(c: u32): i32 {
  if (c < 128) return c - 48 < 10 ? <i32>(c - 48) : -1
  return load<i32>(recordOf(c), 24) - 1
}

/** One code point to one: what regular expressions use to ignore case. */
export function simpleLower(c: u32): u32 {
  if (c < 128) return c - 65 < 26 ? c + 32 : c
  return c + load<u32>(recordOf(c), 20)
}

/** True if the mapping of `c` is one code point; `mapCaseOne` may then be used. */
export function hasSingleMapping(c: u32, mapping: CaseMapping): bool {
  return (load<u32>(recordOf(c)) & (UNICODE_UPPER_SEQUENCE << <u32>mapping)) == 0
}
export function mapCaseOne(c: u32, mapping: CaseMapping): u32 {
  return c + load<u32>(recordOf(c) + 4 + (<u32>mapping << 2))
}

/** The full mapping of `c` where it is longer than one code point (at most three): its length and its members. */
export function unicodeSequenceLength(c: u32, mapping: CaseMapping): u32 {
  return load<u32>(recordOf(c) + 4 + (<u32>mapping << 2)) >> 24
}
export function unicodeSequence(c: u32, mapping: CaseMapping, i: u32): u32 {
  const word = load<u32>(recordOf(c) + 4 + (<u32>mapping << 2))
  return load<u32>(unicodesequences() + (((word & 0xffffff) + i) << 2))
}
