// Text of str and bytes arguments as ASCII, for the constructors of numbers, and int(text, base).

import { INT_MAX_STR_DIGITS } from '../memory/layout'
import { UNBOUND, Value, pointer } from '../memory/value'
import { intNeg } from './int-arith'
import { scratchLimbs } from './int-core'
import { digitValue, intFromBase } from './int-text'
import { raiseFormat } from './raise'
import { strAt, strIsAscii, strLength } from './str-core'
import { T } from './type-ids'
import { isUnicodeSpace, unicodeDecimal } from './unicode'

/**
 * Address of exact str `s` as ASCII bytes, one a code point: decimal digits and spaces of other scripts become ASCII ones,
 * everything else beyond ASCII '?'.
 */
export function asciiOf(s: u32): u32 {
  if (strIsAscii(s)) return s + 16
  const n = strLength(s)
  const room = scratchLimbs((n >> 2) + 1)
  for (let i: u32 = 0; i < n; i++) {
    const c = strAt(s, i)
    let a: u32 = c
    if (c >= 128) {
      const digit = unicodeDecimal(c)
      a = digit >= 0 ? 48 + <u32>digit : isUnicodeSpace(c) ? 32 : 63
    } else if (isUnicodeSpace(c)) a = 32
    store<u8>(room + i, <u8>a)
  }
  return room
}

/** White space as C's isspace has it. */
// @ts-ignore: decorator
@inline export function isAsciiSpace(c: u32): bool { return c == 32 || c - 9 < 5 }

export function skipSpace(at: u32, end: u32): u32 {
  while (at < end && isAsciiSpace(load<u8>(at))) at++
  return at
}
export function skipSpaceBack(at: u32, end: u32): u32 {
  while (end > at && isAsciiSpace(load<u8>(end - 1))) end--
  return end
}

/** int(text, base) of ASCII [at, end): an int, UNBOUND if it is no literal, EXCEPTION if it is too long. */
export function parseInt(at: u32, end: u32, base: u32): Value {
  let p = skipSpace(at, end)
  end = skipSpaceBack(p, end)
  let negative = false
  if (p < end && (load<u8>(p) == 43 || load<u8>(p) == 45)) { negative = load<u8>(p) == 45; p++ }
  let onlyZero = false
  const letter: u32 = p + 1 < end && load<u8>(p) == 48 ? load<u8>(p, 1) | 32 : 0
  const prefixBase: u32 = letter == 120 ? 16 : letter == 111 ? 8 : letter == 98 ? 2 : 0
  if (base == 0) {
    base = prefixBase ? prefixBase : 10
    // "0123" is refused, "000" is not
    onlyZero = !prefixBase && p < end && load<u8>(p) == 48
  }
  if (prefixBase && prefixBase == base) {
    p += 2
    if (p < end && load<u8>(p) == 95) p++
  }
  if (p == end || load<u8>(p) == 95 || load<u8>(end - 1) == 95) return UNBOUND
  let underscores: u32 = 0
  let zero = true
  for (let q = p; q < end; q++) {
    const c = <u32>load<u8>(q)
    if (c == 95) {
      if (load<u8>(q + 1) == 95) return UNBOUND
      underscores++
      continue
    }
    if (digitValue(c) >= base) return UNBOUND
    if (c != 48) zero = false
  }
  if (onlyZero && !zero) return UNBOUND
  let digits = end - p
  if (underscores) {
    const room = scratchLimbs((digits >> 2) + 1)
    let n: u32 = 0
    for (let q = p; q < end; q++) if (load<u8>(q) != 95) { store<u8>(room + n, load<u8>(q)); n++ }
    p = room
    digits = n
  }
  const limit = load<u32>(INT_MAX_STR_DIGITS)
  if (limit && digits > limit && popcnt(base) != 1) {
    return raiseFormat(T.ValueError, 'Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit', limit, digits)
  }
  const v = intFromBase(p, digits, base)
  return negative ? intNeg(v) : v
}

/** int(s, base) of an exact str, with the ValueError. */
export function intFromStr(s: u32, base: u32): Value {
  const at = asciiOf(s)
  const v = parseInt(at, at + strLength(s), base)
  return v == UNBOUND ? raiseInvalidLiteral(base, pointer(s)) : v
}

/** "invalid literal for int()"; always EXCEPTION. */
export function raiseInvalidLiteral(base: u32, literal: Value): Value {
  return raiseFormat(T.ValueError, 'invalid literal for int() with base %d: %R', base, literal)
}
