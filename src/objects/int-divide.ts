// Division of exact ints: floor quotient, modulo with the divisor's sign, both at once, true division, and the rounding
// division that `round` uses. Raises ZeroDivisionError with CPython's texts.

import { Value, addressOf, areInts, floatValue, intOf, intValue, isInt } from '../memory/value'
import { intAdd, intNeg, intSub } from './int-arith'
import { compareMagnitudes, f64FromParts, finishInt, intFromI64, intIsNegative, intIsZero, intLength, intLimbs, intMagnitude64, intOperand, intSign, newInt, scratchLimbs } from './int-core'
import { limbsAnyBelow, limbsBitLength, limbsBits64, limbsDivRem1, limbsRem1, limbsShiftLeft, limbsShiftRight, limbsTrim } from './int-limbs'
import { divScratch, limbsDivRem } from './int-limbs-large'
import { raiseText } from './raise'
import { T } from './type-ids'

const DIVISION_BY_ZERO = 'division by zero'

/** What `divideMagnitudes` is to make. */
const QUOTIENT: u32 = 1
const REMAINDER: u32 = 2
const FLOOR: u32 = 4

/**
 * Divides and rounds the quotient down: the quotient goes to `out`, the remainder (divisor's sign) to `out + 8`, as asked by
 * `want`. Divisor not 0.
 */
function divide(a: Value, b: Value, want: u32, out: u32): void {
  const x = intOperand(a), y = intOperand(b)
  const xn = intLength(x), yn = intLength(y)
  const negative = intSign(x) ^ intSign(y)
  if (xn < yn || (xn == yn && compareMagnitudes(x, y) < 0)) {
    if (want & QUOTIENT) store<u64>(out, negative && xn && (want & FLOOR) ? intValue(-1) : intValue(0))
    if (want & REMAINDER) store<u64>(out, negative && xn && (want & FLOOR) ? intAdd(a, b) : a, 8)
    return
  }
  const r = newInt(yn, intSign(x))
  let quotient = intValue(0)
  if (yn == 1) {
    const d = load<u32>(intLimbs(y))
    if (want & QUOTIENT) {
      const q = newInt(xn, negative)
      store<u32>(intLimbs(r), limbsDivRem1(intLimbs(q), intLimbs(x), xn, d))
      quotient = finishInt(q)
    } else store<u32>(intLimbs(r), limbsRem1(intLimbs(x), xn, d))
  } else {
    const shift = clz<u32>(load<u32>(intLimbs(y) + yn * 4 - 4))
    const q = newInt(xn + 1 - yn, negative)
    const room = scratchLimbs(xn + 1 + yn + divScratch(yn))
    const divisor = shift ? room + (xn + 1) * 4 : intLimbs(y)
    if (shift) limbsShiftLeft(divisor, intLimbs(y), yn, shift)
    store<u32>(room + xn * 4, limbsShiftLeft(room, intLimbs(x), xn, shift))
    limbsDivRem(intLimbs(q), room, xn + 1, divisor, yn, room + (xn + 1 + yn) * 4)
    if (want & QUOTIENT) quotient = finishInt(q)
    limbsShiftRight(intLimbs(r), room, yn, shift)
  }
  let remainder = finishInt(r)
  if (negative && (want & FLOOR) && !intIsZero(remainder)) {
    if (want & QUOTIENT) quotient = intSub(quotient, intValue(1))
    if (want & REMAINDER) remainder = intAdd(remainder, b)
  }
  store<u64>(out, quotient)
  store<u64>(out, remainder, 8)
}

function pair(): u32 { return scratchLimbs(4) }

export function intFloorDiv(a: Value, b: Value): Value {
  if (areInts(a, b)) {
    const x = intOf(a), y = intOf(b)
    if (y == 0) return raiseText(T.ZeroDivisionError, DIVISION_BY_ZERO)
    let q = x / y
    if (q * y != x && (x ^ y) < 0) q--
    return intFromI64(q)
  }
  if (intIsZero(b)) return raiseText(T.ZeroDivisionError, DIVISION_BY_ZERO)
  const out = pair()
  divide(a, b, QUOTIENT | FLOOR, out)
  return load<u64>(out)
}

export function intMod(a: Value, b: Value): Value {
  if (areInts(a, b)) {
    const x = intOf(a), y = intOf(b)
    if (y == 0) return raiseText(T.ZeroDivisionError, DIVISION_BY_ZERO)
    let r = x % y
    if (r != 0 && (r ^ y) < 0) r += y
    return intValue(r)
  }
  if (intIsZero(b)) return raiseText(T.ZeroDivisionError, DIVISION_BY_ZERO)
  const out = pair()
  divide(a, b, REMAINDER | FLOOR, out)
  return load<u64>(out, 8)
}

/** Quotient to `out`, modulo to `out + 8`; false: raised. */
export function intDivMod(a: Value, b: Value, out: u32): bool {
  if (intIsZero(b)) { raiseText(T.ZeroDivisionError, DIVISION_BY_ZERO); return false }
  if (areInts(a, b)) {
    store<u64>(out, intFloorDiv(a, b))
    store<u64>(out, intMod(a, b), 8)
  } else divide(a, b, QUOTIENT | REMAINDER | FLOOR, out)
  return true
}

/** Quotient rounded towards zero to `out`, remainder with a's sign to `out + 8`. b is not 0. */
export function intDivTruncated(a: Value, b: Value, out: u32): void {
  divide(a, b, QUOTIENT | REMAINDER, out)
}

/** a / b to the nearest integer, ties to even; b is positive. */
export function intDivNearest(a: Value, b: Value): Value {
  const out = pair()
  divide(a, b, QUOTIENT | REMAINDER | FLOOR, out)
  const q = load<u64>(out), r = load<u64>(out, 8)
  const twice = intAdd(r, r)
  const difference = intSub(twice, b)
  if (intIsNegative(difference)) return q
  if (!intIsZero(difference) || (isInt(q) ? (q & 1) != 0 : (load<u32>(intLimbs(addressOf(q))) & 1) != 0)) return intAdd(q, intValue(1))
  return q
}

/** a / b as the nearest float; raises OverflowError if it is too large. */
export function intTrueDiv(a: Value, b: Value): Value {
  if (areInts(a, b)) {
    if (intOf(b) == 0) return raiseText(T.ZeroDivisionError, DIVISION_BY_ZERO)
    return floatValue(<f64>intOf(a) / <f64>intOf(b))
  }
  if (intIsZero(b)) return raiseText(T.ZeroDivisionError, DIVISION_BY_ZERO)
  const f = intRatio(a, b)
  if (!isFinite(f)) return raiseText(T.OverflowError, 'integer division result too large for a float')
  return floatValue(f)
}

/** Nearest float of a / b, infinite if too large; b is not 0. Not for use where both are immediate and b == 0. */
export function intRatio(a: Value, b: Value): f64 {
  if (intIsZero(a)) return 0
  const x = intOperand(a), y = intOperand(b)
  const f = limbsRatio(intLimbs(x), intLength(x), intLimbs(y), intLength(y), 0)
  return intSign(x) != intSign(y) ? -f : f
}

/** Nearest float of (x / y) * 2^exponent for normalised naturals, x and y not 0. */
export function limbsRatio(x: u32, xn: u32, y: u32, yn: u32, exponent: i32): f64 {
  // scale so that the quotient has 64 to 66 bits
  const difference = <i64>limbsBitLength(x, xn) - <i64>limbsBitLength(y, yn)
  const scale = 65 - difference // x is shifted left by this, or right where negative
  if (difference + exponent > 1100) return Infinity
  if (difference + exponent < -1200) return 0
  let sticky = false
  let n: u32, room: u32
  if (scale >= 0) {
    const whole = <u32>(scale >> 5)
    n = xn + whole + 1
    room = scratchLimbs(n + 1 + yn + divScratch(yn) + 8)
    store<u32>(room + (xn + whole) * 4, limbsShiftLeft(room + whole * 4, x, xn, <u32>scale & 31))
    memory.fill(room, 0, whole * 4)
  } else {
    const whole = <u32>(-scale >> 5)
    sticky = limbsAnyBelow(x, xn, -scale)
    n = xn - whole
    room = scratchLimbs(n + 1 + yn + divScratch(yn) + 8)
    limbsShiftRight(room, x + whole * 4, n, <u32>-scale & 31)
  }
  n = limbsTrim(room, n)
  let quotient: u32, qn: u32
  if (yn == 1) {
    quotient = room
    qn = n
    if (limbsDivRem1(room, room, n, load<u32>(y))) sticky = true
  } else {
    const shift = clz<u32>(load<u32>(y + yn * 4 - 4))
    const divisor = scratchLimbs(yn)
    limbsShiftLeft(divisor, y, yn, shift)
    store<u32>(room + n * 4, limbsShiftLeft(room, room, n, shift))
    qn = n + 1 - yn
    quotient = scratchLimbs(qn + 1)
    limbsDivRem(quotient, room, n + 1, divisor, yn, scratchLimbs(divScratch(yn)))
    if (limbsTrim(room, yn)) sticky = true
  }
  qn = limbsTrim(quotient, qn)
  const from = <i64>limbsBitLength(quotient, qn) - 64
  if (from > 0 && limbsAnyBelow(quotient, qn, from)) sticky = true
  return f64FromParts(limbsBits64(quotient, qn, from), sticky, <i32>(from - scale) + exponent)
}

/** |a| mod small, for a small positive divisor. */
export function intModSmall(a: Value, d: u32): u32 {
  if (isInt(a)) return <u32>(intMagnitude64(a) % <u64>d)
  return limbsRem1(intLimbs(addressOf(a)), intLength(addressOf(a)), d)
}

/** `a`, negated if `negative`. */
export function intWithSign(a: Value, negative: bool): Value { return negative ? intNeg(a) : a }

