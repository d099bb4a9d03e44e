// Floats to decimal digits: the shortest digits that read back as the same float (Giulietti's Schubfach), and correctly rounded
// digits to a given number of places or significant digits (128-bit arithmetic where that is exact, big ints elsewhere).
// A result is a *decimal record* in the caller's memory, digits without sign:
//
//   +0 count:32   +4 point:i32 (value = 0.DIGITS * 10^point)   +8 digits, ASCII
//
// Arguments are finite and not negative. Zero has one digit "0" and point 1.

import { Value, intValue, isInt } from '../memory/value'
import { intMul, mulHigh } from './int-arith'
import { intPowerOfTwo, intShiftLeftBy } from './int-bits'
import { intFromI64, intFromU64, scratchLimbs } from './int-core'
import { intDivNearest } from './int-divide'
import { intPow } from './int-power'
import { intDecimalBound, intWriteDecimal, writeU64 } from './int-text'
import { powerHigh, powerLow, smallPowerOfFive } from './power-table'

export const DECIMAL_COUNT: u32 = 0
export const DECIMAL_POINT: u32 = 4
export const DECIMAL_DIGITS: u32 = 8

/** Room for any shortest decimal. */
export const SHORTEST_BYTES: u32 = 40

/** A record with room for `digits` digits. */
export function newDecimal(digits: u32): u32 { return scratchLimbs((digits + 16) >> 2) }

// @ts-ignore: decorator
@inline function mantissaOf(bits: u64): u64 {
  return bits >> 52 ? bits & 0xfffffffffffff | 0x10000000000000 : bits
}
// @ts-ignore: decorator
@inline function exponentOf(bits: u64): i32 { return bits >> 52 ? <i32>(bits >> 52) - 1075 : -1074 }

/** (high:low * factor) / 2^128, the bits cut off gathered in the lowest bit. */
// @ts-ignore: decorator
@inline function roundToOdd(high: u64, low: u64, factor: u64): u64 {
  const carry = mulHigh(low, factor)
  const middle = high * factor
  const sum = middle + carry
  return mulHigh(high, factor) + (sum < middle ? 1 : 0) | (sum > 1 ? 1 : 0)
}

/** Digits as a number and the power of ten they count. */
function putDigits(record: u32, digits: u64, exponent: i32): void {
  while (digits % 10 == 0 && digits) { digits /= 10; exponent++ }
  const n = writeU64(record + 8, digits)
  store<u32>(record, n)
  store<i32>(record, digits ? <i32>n + exponent : 1, 4)
}

/** The shortest decimal that rounds to f, of these the nearest. */
export function decimalShortest(record: u32, f: f64): void {
  const bits = reinterpret<u64>(f)
  if (f < 9007199254740992.0 && Math.trunc(f) == f) { putDigits(record, <u64>f, 0); return }
  const c = mantissaOf(bits)
  const q = exponentOf(bits)
  const odd = c & 1
  // the float below is nearer where the mantissa is a power of two
  const closer: u64 = bits << 12 == 0 && bits >> 52 > 1 ? 1 : 0
  const k = (q * 1262611 - (closer ? 524031 : 0)) >> 22
  const h = q + ((-k * 1741647) >> 19) + 1
  const high = powerHigh(-k)
  let low = powerLow(-k)
  // the method wants 10^-k rounded up unless it is exact
  let top = high
  if (-k < 0 || -k > 55) { low++; if (low == 0) top++ }
  const below = roundToOdd(top, low, (4 * c - 2 + closer) << <u64>h)
  const exact = roundToOdd(top, low, (4 * c) << <u64>h)
  const above = roundToOdd(top, low, (4 * c + 2) << <u64>h)
  const lower = below + odd, upper = above - odd
  const s = exact >> 2
  if (s >= 10) {
    const t = s / 10
    const downInside = lower <= 40 * t, upInside = 40 * t + 40 <= upper
    if (downInside != upInside) { putDigits(record, t + (upInside ? 1 : 0), k + 1); return }
  }
  const downInside = lower <= 4 * s, upInside = 4 * s + 4 <= upper
  if (downInside != upInside) { putDigits(record, s + (upInside ? 1 : 0), k); return }
  const middle = 4 * s + 2
  const up = exact > middle || (exact == middle && (s & 1) != 0)
  putDigits(record, s + (up ? 1 : 0), k)
}

/** f * 10^p to the nearest integer, ties to even, if it is below 2^64 and the arithmetic is cheap: else u64.MAX_VALUE. */
function scaledFast(f: f64, p: i32): u64 {
  const bits = reinterpret<u64>(f)
  const m = mantissaOf(bits)
  const e = exponentOf(bits)
  if (p >= 0) {
    if (p > 27) return u64.MAX_VALUE
    const five = smallPowerOfFive(p)
    const high = mulHigh(m, five), low = m * five
    const shift = -(e + p)
    if (shift <= 0) return high == 0 && -shift < <i32>clz(low) ? low << <u64>-shift : u64.MAX_VALUE
    if (shift > 127) return 0
    let n: u64, half: bool, rest: bool
    if (shift < 64) {
      if (high >> <u64>(shift - 1)) return u64.MAX_VALUE
      n = low >> <u64>shift | (high << 1) << <u64>(63 - shift)
      half = (low >> <u64>(shift - 1) & 1) != 0
      rest = (low & ((<u64>1 << <u64>(shift - 1)) - 1)) != 0
    } else if (shift == 64) {
      n = high
      half = low >> 63 != 0
      rest = low << 1 != 0
    } else {
      const s = <u64>shift - 64
      n = high >> s
      half = (high >> (s - 1) & 1) != 0
      rest = (high & (((<u64>1) << (s - 1)) - 1)) != 0 || low != 0
    }
    return half && (rest || n & 1) ? n + 1 : n
  }
  const q = -p
  const shift = q - e
  if (q > 27 || shift < 0 || shift > 62) return u64.MAX_VALUE
  const five = smallPowerOfFive(q)
  if (five >= <u64>1 << <u64>(62 - shift)) return u64.MAX_VALUE
  const divisor = five << <u64>shift
  const n = m / divisor
  const twice = (m - n * divisor) * 2
  return twice > divisor || (twice == divisor && n & 1) ? n + 1 : n
}

/** f * 10^p to the nearest integer, ties to even. */
export function floatScaled(f: f64, p: i32): Value {
  const fast = scaledFast(f, p)
  if (fast != u64.MAX_VALUE) return intFromU64(fast)
  const bits = reinterpret<u64>(f)
  const m = intFromI64(<i64>mantissaOf(bits))
  const shift = exponentOf(bits) + p
  if (p >= 0) {
    const product = intMul(m, intPow(intValue(5), intValue(p)))
    return shift >= 0 ? intShiftLeftBy(product, shift) : intDivNearest(product, intPowerOfTwo(-shift))
  }
  const five = intPow(intValue(5), intValue(-p))
  return shift >= 0 ? intDivNearest(intShiftLeftBy(m, shift), five) : intDivNearest(m, intShiftLeftBy(five, -shift))
}

/** Digits that `decimalFixed` may write for f. */
export function fixedRoom(f: f64, places: i32): u32 {
  const exponent = exponentOf(reinterpret<u64>(f)) + 53
  const whole = exponent > 0 ? exponent * 30103 / 100000 + 2 : 2
  return <u32>max(whole + places, 24)
}

/** f rounded to `places` digits behind the point (negative: before it). All digits are there, trailing zeros too. */
export function decimalFixed(record: u32, f: f64, places: i32): void {
  const n = floatScaled(f, places)
  const count = intWriteDecimal(record + 8, n)
  store<u32>(record, count)
  store<i32>(record, n == intValue(0) ? 1 : <i32>count - places, 4)
}

/** f rounded to `digits` >= 1 significant digits; all of them are there. Room: digits + 24. */
export function decimalPrecision(record: u32, f: f64, digits: i32): void {
  if (f == 0) {
    memory.fill(record + 8, 48, digits)
    store<u32>(record, digits)
    store<i32>(record, 1, 4)
    return
  }
  const bits = reinterpret<u64>(f)
  const length = exponentOf(bits) + 64 - <i32>clz(mantissaOf(bits))
  // floor(log10 f) or one less
  let k = ((length - 1) * 315653) >> 20
  for (;;) {
    const n = floatScaled(f, digits - 1 - k)
    const count = isInt(n) ? intWriteDecimal(record + 8, n) : writeChecked(record, n, digits)
    if (<i32>count == digits) {
      store<u32>(record, count)
      store<i32>(record, k + 1, 4)
      return
    }
    assert(<i32>count > digits, 'decimalPrecision: the exponent was guessed too high')
    k++
  }
}

function writeChecked(record: u32, n: Value, digits: i32): u32 {
  const bound = intDecimalBound(n)
  if (<i32>bound <= digits + 20) return intWriteDecimal(record + 8, n)
  const room = scratchLimbs((bound >> 2) + 4)
  const count = intWriteDecimal(room, n)
  memory.copy(record + 8, room, min(count, <u32>digits + 8))
  return count
}

/** Removes trailing zeros, but leaves one digit. */
export function decimalStrip(record: u32): void {
  let n = load<u32>(record)
  while (n > 1 && load<u8>(record + 7 + n) == 48) n--
  store<u32>(record, n)
}
