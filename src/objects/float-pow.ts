// Python's ** of floats: the special cases come first, so the library's pow sees finite numbers and a positive base only. A
// negative base with a fractional exponent gives a complex number.

import { Value, floatValue, intValue, pointer } from '../memory/value'
import { complexPowValues } from './complex-core'
import { newException } from './exception-core'
import { lit } from './intern'
import { raiseText, raiseValue } from './raise'
import { tupleOf2 } from './tuple-core'
import { T } from './type-ids'

/** OverflowError(34, 'Numerical result out of range'). */
export function raiseRangeError(): Value {
  return raiseValue(newException(T.OverflowError, tupleOf2(intValue(34), pointer(lit('Numerical result out of range')))))
}

/** |f| is odd and integral. */
export function isOddInteger(f: f64): bool {
  const m = Math.abs(f)
  return m < 9007199254740992.0 && Math.trunc(m) == m && (<u64>m & 1) != 0
}

export function floatPowValues(a: f64, b: f64): Value {
  if (b == 0) return floatValue(1)
  if (a != a) return floatValue(a)
  if (b != b) return floatValue(a == 1 ? 1 : b)
  if (Math.abs(b) == Infinity) {
    const m = Math.abs(a)
    if (m == 1) return floatValue(1)
    return floatValue((b > 0) == (m > 1) ? Infinity : 0)
  }
  const odd = isOddInteger(b)
  if (Math.abs(a) == Infinity) {
    if (b > 0) return floatValue(odd ? a : Infinity)
    return floatValue(odd ? copysign<f64>(0, a) : 0)
  }
  if (a == 0) {
    if (b < 0) return raiseText(T.ZeroDivisionError, 'zero to a negative power')
    return floatValue(odd ? a : 0)
  }
  let negate = false
  if (a < 0) {
    if (Math.trunc(b) != b) return complexPowValues(a, 0, b, 0)
    a = -a
    negate = odd
  }
  if (a == 1) return floatValue(negate ? -1 : 1)
  const r = Math.pow(a, b)
  if (r == Infinity) return raiseRangeError()
  return floatValue(negate ? -r : r)
}
