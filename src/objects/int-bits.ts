// Shifts and bitwise operations of exact ints. Negative numbers behave as infinite two's complement: an operand of sign 1 is
// read limb by limb as ~(|x| - 1).

import { Value, addressOf, areInts, fitsInt, intOf, intValue, isInt } from '../memory/value'
import { intNeg, intSub } from './int-arith'
import { INT_MAX_LIMBS, finishInt, intFromI64, intIsNegative, intIsZero, intLength, intLimbs, intMagnitude64, intOperand, intSign, intToI64, newInt } from './int-core'
import { limbsAdd1, limbsAnyBelow, limbsShiftLeft, limbsShiftRight } from './int-limbs'
import { raiseText } from './raise'
import { T } from './type-ids'

export function intLshift(a: Value, b: Value): Value {
  if (intIsNegative(b)) return raiseText(T.ValueError, 'negative shift count')
  if (intIsZero(a)) return a
  if (!isInt(b)) return raiseText(T.OverflowError, 'too many digits in integer')
  const count = <u64>intOf(b)
  if (isInt(a) && count < 64) {
    const x = intOf(a)
    const r = x << <i64>count
    if (r >> <i64>count == x && fitsInt(r)) return intValue(r)
  }
  return intShiftLeftBy(a, count)
}

/** a * 2^count. */
export function intShiftLeftBy(a: Value, count: u64): Value {
  if (intIsZero(a)) return a
  const x = intOperand(a)
  const whole = count >> 5
  const n = intLength(x)
  if (whole + n >= INT_MAX_LIMBS) return raiseText(T.MemoryError, '')
  const r = newInt(n + <u32>whole + 1, intSign(x))
  const p = intLimbs(r) + <u32>whole * 4
  store<u32>(p + n * 4, limbsShiftLeft(p, intLimbs(x), n, <u32>count & 31))
  return finishInt(r)
}

export function intRshift(a: Value, b: Value): Value {
  if (intIsNegative(b)) return raiseText(T.ValueError, 'negative shift count')
  if (isInt(a)) {
    const count: u64 = isInt(b) ? <u64>intOf(b) : 63
    return intValue(intOf(a) >> <i64>(count > 63 ? 63 : count))
  }
  return intShiftRightBy(a, isInt(b) ? <u64>intOf(b) : u64.MAX_VALUE)
}

/** a / 2^count, rounded down. */
export function intShiftRightBy(a: Value, count: u64): Value {
  if (isInt(a)) return intValue(intOf(a) >> <i64>(count > 63 ? 63 : count))
  const x = addressOf(a)
  const n = intLength(x)
  const whole = count >> 5
  if (whole >= n) return intSign(x) ? intValue(-1) : intValue(0)
  const left = n - <u32>whole
  const r = newInt(left + 1, intSign(x))
  limbsShiftRight(intLimbs(r), intLimbs(x) + <u32>whole * 4, left, <u32>count & 31)
  if (intSign(x) && limbsAnyBelow(intLimbs(x), n, count)) limbsAdd1(intLimbs(r), intLimbs(r), left + 1, 1)
  return finishInt(r)
}

const AND: u32 = 0
const OR: u32 = 1
const XOR: u32 = 2

// @ts-ignore: decorator
@inline function combine(operation: u32, x: u32, y: u32): u32 {
  return operation == AND ? x & y : operation == OR ? x | y : x ^ y
}

function bitwise(operation: u32, a: Value, b: Value): Value {
  const x = intOperand(a), y = intOperand(b)
  const xn = intLength(x), yn = intLength(y)
  const xFlip: u32 = intSign(x) ? -1 : 0, yFlip: u32 = intSign(y) ? -1 : 0
  const flip: u32 = combine(operation, xFlip, yFlip)
  let n = max(xn, yn)
  // beyond a non-negative operand an `and` is 0: the shorter one decides
  if (operation == AND) {
    if (!xFlip && xn < n) n = xn
    if (!yFlip && yn < n) n = yn
  }
  const r = newInt(n + 1, flip ? 1 : 0)
  let xBorrow: u32 = xFlip & 1, yBorrow: u32 = yFlip & 1, carry: u32 = flip & 1
  for (let i: u32 = 0; i < n; i++) {
    const xl: u32 = i < xn ? load<u32>(intLimbs(x) + i * 4) : 0
    const yl: u32 = i < yn ? load<u32>(intLimbs(y) + i * 4) : 0
    // two's complement of a negative limb string: ~(limb - borrow)
    const xt = xl - xBorrow ^ xFlip
    const yt = yl - yBorrow ^ yFlip
    if (xl) xBorrow = 0
    if (yl) yBorrow = 0
    const t = (combine(operation, xt, yt) ^ flip) + carry
    if (t) carry = 0
    store<u32>(intLimbs(r) + i * 4, t)
  }
  store<u32>(intLimbs(r) + n * 4, carry)
  return finishInt(r)
}

export function intAnd(a: Value, b: Value): Value {
  if (areInts(a, b)) return a & b
  // a non-negative immediate operand keeps only low bits
  if (isInt(b) && intOf(b) >= 0) return intFromI64(intOf(b) & intToI64(a))
  if (isInt(a) && intOf(a) >= 0) return intFromI64(intOf(a) & intToI64(b))
  return bitwise(AND, a, b)
}
export function intOr(a: Value, b: Value): Value { return areInts(a, b) ? a | b : bitwise(OR, a, b) }
export function intXor(a: Value, b: Value): Value { return areInts(a, b) ? intValue(intOf(a) ^ intOf(b)) : bitwise(XOR, a, b) }
/** -a - 1 */
export function intInvert(a: Value): Value { return isInt(a) ? intValue(~intOf(a)) : intSub(intNeg(a), intValue(1)) }

/** Number of set bits of |a|. */
export function intBitCount(a: Value): Value {
  if (isInt(a)) return intValue(popcnt<u64>(intMagnitude64(a)))
  let count: u64 = 0
  const x = addressOf(a)
  for (let i: u32 = 0; i < intLength(x); i++) count += popcnt<u32>(load<u32>(intLimbs(x) + i * 4))
  return intValue(count)
}

/** Number of zero bits below the lowest set bit; a is not 0. */
export function intTrailingZeros(a: Value): u64 {
  if (isInt(a)) return ctz<u64>(<u64>intOf(a))
  const p = intLimbs(addressOf(a))
  let i: u32 = 0
  while (load<u32>(p + i * 4) == 0) i++
  return <u64>i * 32 + <u64>ctz<u32>(load<u32>(p + i * 4))
}

/** 2^n. */
export function intPowerOfTwo(n: u64): Value { return intShiftLeftBy(intValue(1), n) }

/** True if bit `n` of |a| is set. */
export function intTestBit(a: Value, n: u64): bool {
  if (isInt(a)) return n < 64 && (intMagnitude64(a) >> n & 1) != 0
  const x = addressOf(a)
  return n >> 5 < <u64>intLength(x) && (load<u32>(intLimbs(x) + <u32>(n >> 5) * 4) >> <u32>(n & 31) & 1) != 0
}

