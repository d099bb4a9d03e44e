// Powers, modular powers and inverses, greatest common divisor and integer square root of exact ints.

import { EXCEPTION, Value, addressOf, areInts, intOf, intValue, isInt } from '../memory/value'
import { intAbs, intAdd, intMul, intNeg, intSub } from './int-arith'
import { intShiftLeftBy, intShiftRightBy } from './int-bits'
import { finishInt, intBitLengthOf, intCompare, intEqual, intFromI64, intIsNegative, intIsOdd, intIsZero, intLength, intLimbs, intMagnitude64, intOperand, intSignum, newInt, scratchLimbs } from './int-core'
import { intDivTruncated, intFloorDiv, intMod } from './int-divide'
import { limbsBits64, limbsTrim } from './int-limbs'
import { raiseText } from './raise'
import { T } from './type-ids'

/** a ** b for b >= 0. */
export function intPow(a: Value, b: Value): Value {
  if (intIsZero(b)) return intValue(1)
  if (isInt(a)) {
    const x = intOf(a)
    if (x == 0 || x == 1) return a
    if (x == -1) return intIsOdd(b) ? a : intValue(1)
    if (!isInt(b)) return raiseText(T.MemoryError, '')
    const magnitude: u64 = x < 0 ? <u64>-x : <u64>x
    if (popcnt(magnitude) == 1) {
      const shift = ctz(magnitude) * <u64>intOf(b)
      const r = intShiftLeftBy(intValue(1), shift)
      return r == EXCEPTION ? r : x < 0 && intOf(b) & 1 ? intNeg(r) : r
    }
  } else if (!isInt(b)) return raiseText(T.MemoryError, '')
  const exponent = <u64>intOf(b)
  let r = a
  for (let i: i64 = 62 - <i64>clz(exponent); i >= 0; i--) {
    r = intMul(r, r)
    if (r == EXCEPTION) return r
    if (exponent >> <u64>i & 1) {
      r = intMul(r, a)
      if (r == EXCEPTION) return r
    }
  }
  return r
}

/** pow(a, b, m): any sign; negative b needs an inverse. Raises ValueError for m == 0. */
export function intPowMod(a: Value, b: Value, m: Value): Value {
  if (intIsZero(m)) return raiseText(T.ValueError, 'pow() 3rd argument cannot be 0')
  const negative = intIsNegative(m)
  const modulus = intAbs(m)
  if (modulus == intValue(1)) return intValue(0)
  if (intIsNegative(b)) {
    a = intInverse(a, modulus)
    if (a == EXCEPTION) return a
    b = intNeg(b)
  }
  a = intMod(a, modulus)
  let r: Value
  if (isInt(modulus) && isInt(b) && intOf(modulus) <= 0xffffffff) r = powModSmall(<u64>intOf(a), <u64>intOf(b), <u64>intOf(modulus))
  else r = powModWindow(a, b, modulus)
  return negative && !intIsZero(r) ? intAdd(r, m) : r
}

function powModSmall(a: u64, b: u64, m: u64): Value {
  let r: u64 = 1
  while (b) {
    if (b & 1) r = r * a % m
    a = a * a % m
    b >>= 1
  }
  return intValue(r % m)
}

/** Left to right, five bits at a time for long exponents, one for short ones. */
function powModWindow(a: Value, b: Value, m: Value): Value {
  const bits = intBitLengthOf(b)
  if (bits == 0) return intValue(1)
  const window: u32 = bits > 80 ? 5 : 1
  // powers a^1, a^3 ... are not enough for fixed windows: table of all a^0 .. a^(2^window - 1)
  const table = scratchLimbs((2 << window) + 2)
  store<u64>(table, intValue(1))
  for (let i: u32 = 1; i < <u32>1 << window; i++) {
    const next = i == 1 ? a : intMod(intMul(load<u64>(table + i * 8 - 8), a), m)
    store<u64>(table + i * 8, next)
  }
  const e = intOperand(b)
  const steps = (bits + window - 1) / window
  let r = intValue(1)
  for (let i: i64 = <i64>steps - 1; i >= 0; i--) {
    if (i + 1 != <i64>steps) for (let k: u32 = 0; k < window; k++) r = intMod(intMul(r, r), m)
    const digit = <u32>limbsBits64(intLimbs(e), intLength(e), i * window) & ((1 << window) - 1)
    if (digit) r = intMod(intMul(r, load<u64>(table + digit * 8)), m)
  }
  return r
}

/** Inverse of a modulo m > 1, in [0, m). */
export function intInverse(a: Value, m: Value): Value {
  let r0 = m, r1 = intMod(a, m)
  let s0 = intValue(0), s1 = intValue(1)
  while (!intIsZero(r1)) {
    const q = intFloorDiv(r0, r1)
    const r2 = intSub(r0, intMul(q, r1))
    r0 = r1
    r1 = r2
    const s2 = intSub(s0, intMul(q, s1))
    s0 = s1
    s1 = s2
  }
  if (r0 != intValue(1)) return raiseText(T.ValueError, 'base is not invertible for the given modulus')
  return intMod(s0, m)
}

function gcd64(a: u64, b: u64): u64 {
  while (b) { const t = a % b; a = b; b = t }
  return a
}

/** Greatest common divisor, never negative. Lehmer's algorithm: quotients of the leading 62 bits, collected in a matrix. */
export function intGcd(a: Value, b: Value): Value {
  a = intAbs(a)
  b = intAbs(b)
  if (intCompare(a, b) < 0) { const t = a; a = b; b = t }
  while (!isInt(a)) {
    if (intIsZero(b)) return a
    const x = addressOf(a)
    const n = intLength(x)
    if (isInt(b) || n - intLength(addressOf(b)) > 1) { const r = intMod(a, b); a = b; b = r; continue }
    const bits = <i64>intBitLengthOf(a)
    const y = addressOf(b)
    let p = <i64>limbsBits64(intLimbs(x), n, bits - 62), q = <i64>limbsBits64(intLimbs(y), intLength(y), bits - 62)
    // invariant: p' = A p - B q, q' = D q - C p (signs alternate with `even`); cofactors stay below 2^31
    let A: i64 = 1, B: i64 = 0, C: i64 = 0, D: i64 = 1
    let even = true
    for (;;) {
      if (q - C <= 0) break
      const s = (p + (A - 1)) / (q - C)
      const nextC = B + s * D, nextD = A + s * C
      const rest = p - s * q
      if (nextC > rest || nextC > 0x7fffffff || nextD > 0x7fffffff) break
      p = q
      q = rest
      A = D
      B = C
      C = nextC
      D = nextD
      even = !even
    }
    if (C == 0) { const r = intMod(a, b); a = b; b = r; continue }
    // rows of the matrix with their signs
    const first = even ? intSub(intMul(a, intFromI64(A)), intMul(b, intFromI64(B))) : intSub(intMul(b, intFromI64(A)), intMul(a, intFromI64(B)))
    const second = even ? intSub(intMul(b, intFromI64(D)), intMul(a, intFromI64(C))) : intSub(intMul(a, intFromI64(D)), intMul(b, intFromI64(C)))
    a = first
    b = second
  }
  return intFromI64(<i64>gcd64(intMagnitude64(a), intMagnitude64(b)))
}

/** floor(sqrt(n)) for n >= 0: Newton's iteration with a precision that doubles from step to step. */
export function intIsqrt(n: Value): Value {
  if (isInt(n)) {
    let r = <i64>Math.sqrt(<f64>intOf(n))
    if (r * r > intOf(n)) r--
    return intValue(r)
  }
  const c = (intBitLengthOf(n) - 1) >> 1
  let a = intValue(1)
  let d: u64 = 0
  for (let s: i64 = 63 - <i64>clz(c); s >= 0; s--) {
    const e = d
    d = c >> <u64>s
    a = intAdd(intShiftLeftBy(a, d - e - 1), intFloorDiv(intShiftRightBy(n, 2 * c - e - d + 1), a))
  }
  return intCompare(intMul(a, a), n) > 0 ? intSub(a, intValue(1)) : a
}
