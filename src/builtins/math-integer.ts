// Functions of math on integers: factorial, comb, perm, gcd, lcm, isqrt. Products run as balanced trees.

import { EXCEPTION, NONE, UNBOUND, Value, addressOf, intOf, intValue, isInt } from '../memory/value'
import { arg, defineFunction, fn } from '../objects/define'
import { intAbs, intMul, intSub } from '../objects/int-arith'
import { intCompare, intFitsI64, intFromU64, intIsNegative, intIsZero, intToI64 } from '../objects/int-core'
import { intFloorDiv } from '../objects/int-divide'
import { intGcd, intIsqrt } from '../objects/int-power'
import { toInt } from '../objects/item-access'
import { raiseFormat, raiseText } from '../objects/raise'
import { tupleItem, tupleLength } from '../objects/tuple-core'
import { T } from '../objects/type-ids'

/** low * (low + 1) * ... * high of positive numbers below 2^62; 1 if there are none. */
function productRange(low: u64, high: u64): Value {
  if (low > high) return intValue(1)
  if (high - low < 8) {
    let r = intFromU64(low)
    let group: u64 = 1
    for (let i = low + 1; i <= high; i++) {
      if (group >> 32 == 0 && i >> 31 == 0) group *= i
      else { r = intMul(r, intFromU64(group)); group = i }
    }
    return intMul(r, intFromU64(group))
  }
  const middle = low + (high - low) / 2
  const a = productRange(low, middle)
  return intMul(a, productRange(middle + 1, high))
}

/** n * (n - 1) * ... of k factors. */
function fallingProduct(n: Value, k: u64): Value {
  if (k == 0) return intValue(1)
  if (intFitsI64(n) && intToI64(n) < 0x3fffffffffffffff) {
    const m = <u64>intToI64(n)
    return productRange(m - k + 1, m)
  }
  return fallingTree(n, 0, k)
}
function fallingTree(n: Value, from: u64, k: u64): Value {
  if (k == 1) return intSub(n, intFromU64(from))
  const half = k / 2
  const a = fallingTree(n, from, half)
  return intMul(a, fallingTree(n, from + half, k - half))
}

function math_factorial(argv: u32): Value {
  const n = toInt(arg(argv, 0))
  if (n == EXCEPTION) return EXCEPTION
  if (intIsNegative(n)) return raiseText(T.ValueError, 'factorial() not defined for negative values')
  if (!isInt(n)) return raiseFormat(T.OverflowError, 'factorial() argument should not exceed %d', i64.MAX_VALUE)
  if (intOf(n) > 100000000) return raiseText(T.MemoryError, '')
  return productRange(2, <u64>intOf(n))
}

function math_perm(argv: u32): Value {
  const k0 = arg(argv, 1)
  if (k0 == UNBOUND || k0 == NONE) return math_factorial(argv)
  const n = toInt(arg(argv, 0))
  if (n == EXCEPTION) return EXCEPTION
  const k = toInt(k0)
  if (k == EXCEPTION) return EXCEPTION
  if (intIsNegative(n)) return raiseText(T.ValueError, 'n must be a non-negative integer')
  if (intIsNegative(k)) return raiseText(T.ValueError, 'k must be a non-negative integer')
  if (intCompare(n, k) < 0) return intValue(0)
  if (!isInt(k)) return raiseFormat(T.OverflowError, 'k must not exceed %d', i64.MAX_VALUE)
  return fallingProduct(n, <u64>intOf(k))
}

function math_comb(argv: u32): Value {
  const n = toInt(arg(argv, 0))
  if (n == EXCEPTION) return EXCEPTION
  let k = toInt(arg(argv, 1))
  if (k == EXCEPTION) return EXCEPTION
  if (intIsNegative(n)) return raiseText(T.ValueError, 'n must be a non-negative integer')
  if (intIsNegative(k)) return raiseText(T.ValueError, 'k must be a non-negative integer')
  const rest = intSub(n, k)
  if (intIsNegative(rest)) return intValue(0)
  if (intCompare(rest, k) < 0) k = rest
  if (!isInt(k)) return raiseFormat(T.OverflowError, 'min(n - k, k) must not exceed %d', i64.MAX_VALUE)
  const count = <u64>intOf(k)
  if (count == 0) return intValue(1)
  return intFloorDiv(fallingProduct(n, count), productRange(2, count))
}

function math_gcd(argv: u32): Value {
  const t = addressOf(arg(argv, 0))
  let r = intValue(0)
  for (let i: u32 = 0; i < tupleLength(t); i++) {
    const x = toInt(tupleItem(t, i))
    if (x == EXCEPTION) return EXCEPTION
    r = r == intValue(1) ? r : intGcd(r, x)
  }
  return r
}

function math_lcm(argv: u32): Value {
  const t = addressOf(arg(argv, 0))
  let r = intValue(1)
  for (let i: u32 = 0; i < tupleLength(t); i++) {
    const x = toInt(tupleItem(t, i))
    if (x == EXCEPTION) return EXCEPTION
    if (intIsZero(r)) continue
    r = intIsZero(x) ? x : intAbs(intMul(intFloorDiv(r, intGcd(r, x)), x))
  }
  return r
}

function math_isqrt(argv: u32): Value {
  const n = toInt(arg(argv, 0))
  if (n == EXCEPTION) return EXCEPTION
  if (intIsNegative(n)) return raiseText(T.ValueError, 'isqrt() argument must be nonnegative')
  return intIsqrt(n)
}

export function defineMathInteger(m: u32): void {
  defineFunction(m, 'factorial', '($module, n, /)', fn(math_factorial))
  defineFunction(m, 'perm', '($module, n, k=None, /)', fn(math_perm))
  defineFunction(m, 'comb', '($module, n, k, /)', fn(math_comb))
  defineFunction(m, 'gcd', '($module, /, *integers)', fn(math_gcd))
  defineFunction(m, 'lcm', '($module, /, *integers)', fn(math_lcm))
  defineFunction(m, 'isqrt', '($module, n, /)', fn(math_isqrt))
}
