// Floats as text: repr, and reading a decimal number correctly rounded. Reading tries exact float arithmetic, then 128-bit
// products (Lemire, Number Parsing at a Gigabyte per Second), then big ints.

import { Value, intValue, pointer } from '../memory/value'
import { DECIMAL_COUNT, DECIMAL_DIGITS, DECIMAL_POINT, SHORTEST_BYTES, decimalShortest, newDecimal } from './float-decimal'
import { intMul, mulHigh } from './int-arith'
import { intLength, intLimbs, intOperand, scratchLimbs } from './int-core'
import { limbsRatio } from './int-divide'
import { intPow } from './int-power'
import { intFromDecimal, writeU64 } from './int-text'
import { POWER_MIN, powerHigh, powerLow } from './power-table'
import { STR_ASCII, STR_LENGTH, newStr } from './str-core'

/** Longest repr of a float. */
export const REPR_BYTES: u32 = 32

// @ts-ignore: decorator
@inline function put(at: u32, c: u32): u32 { store<u8>(at, <u8>c); return at + 1 }

/** ASCII text at `at`; returns the address behind it. */
export function writeAscii(at: u32, constant: string): u32 {
  const from = <u32>changetype<usize>(constant)
  const n = load<u32>(from - 4) >> 1
  for (let i: u32 = 0; i < n; i++) store<u8>(at + i, <u8>load<u16>(from + i * 2))
  return at + n
}

/** Exponent part: letter, sign, at least two digits; returns the address behind it. */
export function writeExponent(at: u32, letter: u32, exponent: i32): u32 {
  at = put(at, letter)
  at = put(at, exponent < 0 ? 45 : 43)
  const magnitude = <u64>(exponent < 0 ? -exponent : exponent)
  if (magnitude < 10) at = put(at, 48)
  return at + writeU64(at, magnitude)
}

/** repr(f) at `at` (room: REPR_BYTES); ".0" is added to whole numbers if `dotZero`. Returns the address behind it. */
export function floatWriteRepr(at: u32, f: f64, dotZero: bool): u32 {
  if (f != f) return writeAscii(at, 'nan')
  if (reinterpret<u64>(f) >> 63) { at = put(at, 45); f = -f }
  if (f == Infinity) return writeAscii(at, 'inf')
  // the digits are written behind the text to come, then moved
  const record = newDecimal(SHORTEST_BYTES)
  decimalShortest(record, f)
  const n = <i32>load<u32>(record, DECIMAL_COUNT)
  const point = load<i32>(record, DECIMAL_POINT)
  const digits = record + DECIMAL_DIGITS
  if (point <= -4 || point > 16) {
    at = put(at, load<u8>(digits))
    if (n > 1) {
      at = put(at, 46)
      memory.copy(at, digits + 1, n - 1)
      at += n - 1
    }
    return writeExponent(at, 101, point - 1)
  }
  if (point <= 0) {
    at = put(at, 48)
    at = put(at, 46)
    memory.fill(at, 48, -point)
    at += <u32>-point
    memory.copy(at, digits, n)
    return at + n
  }
  if (n <= point) {
    memory.copy(at, digits, n)
    memory.fill(at + n, 48, point - n)
    at += point
    return dotZero ? writeAscii(at, '.0') : at
  }
  memory.copy(at, digits, point)
  at = put(at + point, 46)
  memory.copy(at, digits + point, n - point)
  return at + (n - point)
}

/** repr(f) as a str. */
export function floatRepr(f: f64): Value {
  const s = newStr(1, REPR_BYTES, STR_ASCII)
  store<u32>(s, floatWriteRepr(s + 16, f, true) - (s + 16), STR_LENGTH)
  return pointer(s)
}

// ---- reading

/** What `lemire` returns when it cannot decide. */
const UNDECIDED: u64 = u64.MAX_VALUE

/** Bits of the float nearest to w * 10^q, w not 0, or UNDECIDED. */
function lemire(w: u64, q: i32): u64 {
  if (q < POWER_MIN) return 0
  if (q > 308) return 0x7ff0000000000000
  const shift = clz(w)
  w <<= shift
  let high = mulHigh(w, powerHigh(q)), low = w * powerHigh(q)
  if ((high & 0x1ff) == 0x1ff) {
    // 10^q is wanted rounded up where ties can occur with negative q; the low word cannot overflow there
    const more = mulHigh(w, powerLow(q) + (q < 0 && q >= -27 ? 1 : 0))
    low += more
    if (low < more) high++
  }
  if (low == u64.MAX_VALUE && (q < -27 || q > 55)) return UNDECIDED
  const upper = high >> 63
  let mantissa = high >> (upper + 9)
  let binary = ((217706 * q) >> 16) + 63 + <i32>upper - <i32>shift + 1023
  if (binary <= 0) {
    if (1 - binary >= 64) return 0
    mantissa >>= <u64>(1 - binary)
    mantissa += mantissa & 1
    mantissa >>= 1
    return mantissa
  }
  // exactly half way between two floats: to even
  if (low <= 1 && q >= -4 && q <= 23 && (mantissa & 3) == 1 && mantissa << (upper + 9) == high) mantissa &= ~1
  mantissa += mantissa & 1
  mantissa >>= 1
  if (mantissa >= 0x20000000000000) { mantissa = 0x10000000000000; binary++ }
  if (binary >= 0x7ff) return 0x7ff0000000000000
  return mantissa & 0xfffffffffffff | <u64>binary << 52
}

/** Digits that decide: a float and the middle between two floats have fewer than 770 significant digits. */
const ENOUGH_DIGITS: u32 = 800

/** The float nearest to the decimal `n` digits at `digits` (ASCII, no leading zero) times 10^exponent. */
export function decimalToFloat(digits: u32, n: u32, exponent: i64): f64 {
  while (n > 0 && load<u8>(digits + n - 1) == 48) { n--; exponent++ }
  if (n == 0) return 0
  if (exponent + n > 310) return Infinity
  if (exponent + n < -330) return 0
  const q = <i32>exponent
  let w: u64 = 0
  const taken = min<u32>(n, 19)
  for (let i: u32 = 0; i < taken; i++) w = w * 10 + load<u8>(digits + i) - 48
  if (n <= 15 && q >= -22 && q <= 22) {
    // both numbers are exact floats: one rounding
    return q < 0 ? <f64>w / exactPower(-q) : <f64>w * exactPower(q)
  }
  const bits = lemire(w, q + <i32>(n - taken))
  if (bits != UNDECIDED && (n == taken || bits == lemire(w + 1, q + <i32>(n - taken)))) return reinterpret<f64>(bits)
  return decimalToFloatExact(digits, n, q)
}

/** 10^q for 0 <= q <= 22. */
function exactPower(q: i32): f64 {
  let r: f64 = 1
  for (; q >= 16; q -= 16) r *= 1e16
  if (q & 8) r *= 1e8
  if (q & 4) r *= 1e4
  if (q & 2) r *= 1e2
  if (q & 1) r *= 10
  return r
}

function decimalToFloatExact(digits: u32, n: u32, q: i32): f64 {
  if (n > ENOUGH_DIGITS) {
    // what follows is not zero (trailing zeros are gone): one more digit stands for it
    const copy = scratchLimbs(ENOUGH_DIGITS / 4 + 2)
    memory.copy(copy, digits, ENOUGH_DIGITS)
    store<u8>(copy + ENOUGH_DIGITS, 49)
    q += <i32>(n - ENOUGH_DIGITS - 1)
    digits = copy
    n = ENOUGH_DIGITS + 1
  }
  const number = intFromDecimal(digits, n)
  const five = intPow(intValue(5), intValue(q < 0 ? -q : q))
  const x = intOperand(q < 0 ? number : intMul(number, five))
  const y = intOperand(q < 0 ? five : intValue(1))
  return limbsRatio(intLimbs(x), intLength(x), intLimbs(y), intLength(y), q)
}

/** What `parseFloat` answers where there is no number. */
export const NOT_A_NUMBER_TEXT: u32 = 0

/**
 * Reads the longest float literal of Python's float() (sign, digits with single underscores between them if `underscores`,
 * inf, nan) at the start of the ASCII text [at, end). Stores the float at `out`; returns the address behind it, or
 * NOT_A_NUMBER_TEXT.
 */
export function scanFloat(at: u32, end: u32, underscores: bool, out: u32): u32 {
  let p = at
  let negative = false
  if (p < end && (load<u8>(p) == 45 || load<u8>(p) == 43)) { negative = load<u8>(p) == 45; p++ }
  const word = scanWord(p, end)
  if (word) {
    const isNan = (load<u8>(p) | 32) == 110
    store<f64>(out, isNan ? NaN : negative ? -Infinity : Infinity)
    return word
  }
  const room = scratchLimbs(((end - p) >> 2) + 2)
  let n: u32 = 0, exponent: i64 = 0
  let any = false, previous = false
  for (let fraction = false; p < end; p++) {
    const c = <u32>load<u8>(p)
    if (c - 48 < 10) {
      any = true
      previous = true
      if (fraction) exponent--
      if (n || c != 48) { store<u8>(room + n, <u8>c); n++ }
    } else if (c == 46 && !fraction) { fraction = true; previous = false }
    else if (c == 95 && underscores && previous && p + 1 < end && <u32>load<u8>(p + 1) - 48 < 10) previous = false
    else break
  }
  if (!any) return NOT_A_NUMBER_TEXT
  if (p < end && (load<u8>(p) | 32) == 101) {
    let e = p + 1
    let minus = false
    if (e < end && (load<u8>(e) == 45 || load<u8>(e) == 43)) { minus = load<u8>(e) == 45; e++ }
    if (e < end && <u32>load<u8>(e) - 48 < 10) {
      let x: i64 = 0
      for (; e < end; e++) {
        const c = <u32>load<u8>(e)
        if (c - 48 < 10) { if (x < 1000000000000) x = x * 10 + c - 48 }
        else if (!(c == 95 && underscores && load<u8>(e - 1) != 95 && e + 1 < end && <u32>load<u8>(e + 1) - 48 < 10)) break
      }
      exponent += minus ? -x : x
      p = e
    }
  }
  const f = decimalToFloat(room, n, exponent)
  store<f64>(out, negative ? -f : f)
  return p
}

/** inf, infinity or nan in any case: the address behind it, or 0. */
function scanWord(p: u32, end: u32): u32 {
  if (matches(p, end, 'infinity')) return p + 8
  if (matches(p, end, 'inf') || matches(p, end, 'nan')) return p + 3
  return 0
}

function matches(p: u32, end: u32, word: string): bool {
  const w = <u32>changetype<usize>(word)
  const n = load<u32>(w - 4) >> 1
  if (p + n > end) return false
  for (let i: u32 = 0; i < n; i++) if ((load<u8>(p + i) | 32) != <u8>load<u16>(w + i * 2)) return false
  return true
}

