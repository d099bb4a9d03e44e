// The module math: functions of one or two floats, their domains and errors. Integers, sums and special functions have files
// of their own. Elementary functions are the compiler's library, ports of those of musl.

import { EXCEPTION, NONE, UNBOUND, Value, boolValue, floatValue, intValue, isFloat, isInt, isPointer, pointer } from '../memory/value'
import { call0 } from '../interp/nested'
import { lookupSpecial } from '../objects/attribute-access'
import { arg, defineConstant, defineFunction, defineModule, fn } from '../objects/define'
import { floatFmod, floatPayload, isFloatLike } from '../objects/float-core'
import { isOddInteger } from '../objects/float-pow'
import { f64FromParts, intBitLengthOf, intIsNegative, intIsZero, intPayload, intSignum, intToF64, intToI64Saturated, isIntLike } from '../objects/int-core'
import { intShiftRightBy } from '../objects/int-bits'
import { intFromFloat } from '../objects/int-new'
import { lit } from '../objects/intern'
import { toInt } from '../objects/item-access'
import { isFloatError, numberToFloat } from '../objects/number-args'
import { numberTruediv } from '../objects/number-ops'
import { raiseFormat, raiseText } from '../objects/raise'
import { tupleOf2 } from '../objects/tuple-core'
import { T } from '../objects/type-ids'
import { defineMathInteger } from './math-integer'
import { erf, erfc, fusedMultiplyAdd, gamma, ieeeRemainder, logGamma } from './math-special'
import { defineMathSums } from './math-sums'

// @ts-ignore: decorator
@inline function number(argv: u32, i: u32): f64 { const v = arg(argv, i); return isFloat(v) ? floatPayload(v) : numberToFloat(v) }
function rangeError(): Value { return raiseText(T.OverflowError, 'math range error') }
function domainError(): Value { return raiseText(T.ValueError, 'math domain error') }
function outside(format: string, x: f64): Value { return raiseFormat(T.ValueError, format, floatValue(x)) }
/** r, or OverflowError if it became infinite. */
function ranged(r: f64, x: f64): Value { return Math.abs(r) == Infinity && isFinite(x) ? rangeError() : floatValue(r) }

const UNIT_RANGE = 'expected a number in range from -1 up to 1, got %R'
const FINITE = 'expected a finite input, got %R'
const POSITIVE = 'expected a positive input, got %R'
const NOT_POLE = 'expected a noninteger or positive integer, got %R'

function math_acos(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : Math.abs(x) > 1 ? outside(UNIT_RANGE, x) : floatValue(Math.acos(x)) }
function math_asin(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : Math.abs(x) > 1 ? outside(UNIT_RANGE, x) : floatValue(Math.asin(x)) }
function math_acosh(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : x < 1 ? outside('expected argument value not less than 1, got %R', x) : floatValue(Math.acosh(x)) }
function math_asinh(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : floatValue(Math.asinh(x)) }
function math_atan(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : floatValue(Math.atan(x)) }
function math_atanh(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : Math.abs(x) >= 1 ? outside('expected a number between -1 and 1, got %R', x) : floatValue(Math.atanh(x)) }
function math_cbrt(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : floatValue(Math.cbrt(x)) }
function math_cos(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : Math.abs(x) == Infinity ? outside(FINITE, x) : floatValue(Math.cos(x)) }
function math_sin(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : Math.abs(x) == Infinity ? outside(FINITE, x) : floatValue(Math.sin(x)) }
function math_tan(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : Math.abs(x) == Infinity ? outside(FINITE, x) : floatValue(Math.tan(x)) }
function math_cosh(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : ranged(Math.cosh(x), x) }
function math_sinh(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : ranged(Math.sinh(x), x) }
function math_tanh(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : floatValue(Math.tanh(x)) }
function math_exp(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : ranged(Math.exp(x), x) }
function math_exp2(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : ranged(Math.exp2(x), x) }
function math_expm1(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : ranged(Math.expm1(x), x) }
function math_log1p(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : x <= -1 ? outside('expected argument value > -1, got %R', x) : floatValue(Math.log1p(x)) }
function math_sqrt(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : x < 0 ? outside('expected a nonnegative input, got %R', x) : floatValue(Math.sqrt(x)) }
function math_fabs(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : floatValue(Math.abs(x)) }
function math_erf(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : floatValue(erf(x)) }
function math_erfc(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : floatValue(erfc(x)) }
function math_degrees(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : floatValue(x * (180 / Math.PI)) }
function math_radians(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : floatValue(x * (Math.PI / 180)) }
function math_isfinite(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : boolValue(isFinite(x)) }
function math_isinf(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : boolValue(Math.abs(x) == Infinity) }
function math_isnan(argv: u32): Value { const x = number(argv, 0); return isFloatError(x) ? EXCEPTION : boolValue(x != x) }

function isPole(x: f64): bool { return x <= 0 && Math.floor(x) == x }
function math_gamma(argv: u32): Value {
  const x = number(argv, 0)
  if (isFloatError(x)) return EXCEPTION
  return isPole(x) ? outside(NOT_POLE, x) : ranged(gamma(x), x)
}
function math_lgamma(argv: u32): Value {
  const x = number(argv, 0)
  if (isFloatError(x)) return EXCEPTION
  return isPole(x) && isFinite(x) ? outside(NOT_POLE, x) : ranged(logGamma(x), x)
}

// ---- logarithms: of ints of any size

const enum Base { e, two, ten }

function logarithm(x: f64, base: Base): f64 { return base == Base.e ? Math.log(x) : base == Base.two ? Math.log2(x) : Math.log10(x) }

function logOf(v: Value, base: Base): Value {
  if (isIntLike(v)) {
    const i = intPayload(v)
    if (intSignum(i) <= 0) return raiseText(T.ValueError, 'expected a positive input')
    const f = intToF64(i)
    if (isFinite(f)) return floatValue(logarithm(f, base))
    // mantissa in [0.5, 1) and exponent
    const bits = intBitLengthOf(i)
    const m = intToF64(intShiftRightBy(i, bits - 1000)) * 9.332636185032189e-302
    return floatValue(logarithm(m, base) + logarithm(2, base) * <f64>bits)
  }
  const x = numberToFloat(v)
  if (isFloatError(x)) return EXCEPTION
  return x <= 0 ? outside(POSITIVE, x) : floatValue(logarithm(x, base))
}
function math_log(argv: u32): Value {
  const a = logOf(arg(argv, 0), Base.e)
  if (a == EXCEPTION || arg(argv, 1) == UNBOUND) return a
  const b = logOf(arg(argv, 1), Base.e)
  return b == EXCEPTION ? b : numberTruediv(a, b)
}
function math_log2(argv: u32): Value { return logOf(arg(argv, 0), Base.two) }
function math_log10(argv: u32): Value { return logOf(arg(argv, 0), Base.ten) }

// ---- two arguments

function math_atan2(argv: u32): Value {
  const y = number(argv, 0)
  if (isFloatError(y)) return EXCEPTION
  const x = number(argv, 1)
  return isFloatError(x) ? EXCEPTION : floatValue(Math.atan2(y, x))
}
function math_copysign(argv: u32): Value {
  const x = number(argv, 0)
  if (isFloatError(x)) return EXCEPTION
  const y = number(argv, 1)
  return isFloatError(y) ? EXCEPTION : floatValue(copysign<f64>(x, y))
}
function math_fmod(argv: u32): Value {
  const x = number(argv, 0)
  if (isFloatError(x)) return EXCEPTION
  const y = number(argv, 1)
  if (isFloatError(y)) return EXCEPTION
  if (x == x && y == y && (Math.abs(x) == Infinity || y == 0)) return domainError()
  return floatValue(floatFmod(x, y))
}
function math_remainder(argv: u32): Value {
  const x = number(argv, 0)
  if (isFloatError(x)) return EXCEPTION
  const y = number(argv, 1)
  if (isFloatError(y)) return EXCEPTION
  if (x != x || y != y) return floatValue(NaN)
  if (Math.abs(x) == Infinity || y == 0) return domainError()
  return floatValue(Math.abs(y) == Infinity ? x : ieeeRemainder(x, y))
}
function math_pow(argv: u32): Value {
  const x = number(argv, 0)
  if (isFloatError(x)) return EXCEPTION
  const y = number(argv, 1)
  if (isFloatError(y)) return EXCEPTION
  if (y == 0 || x == 1) return floatValue(1)
  if (x != x || y != y) return floatValue(NaN)
  const m = Math.abs(x)
  if (m == Infinity) {
    const odd = isOddInteger(y)
    return floatValue(y > 0 ? (odd ? x : Infinity) : odd ? copysign<f64>(0, x) : 0)
  }
  if (Math.abs(y) == Infinity) return floatValue(m == 1 ? 1 : (y > 0) == (m > 1) ? Infinity : 0)
  if (x == 0) return y < 0 ? domainError() : floatValue(isOddInteger(y) ? x : 0)
  if (x < 0 && Math.trunc(y) != y) return domainError()
  const r = Math.pow(m, y)
  return ranged(x < 0 && isOddInteger(y) ? -r : r, 0)
}

function math_ldexp(argv: u32): Value {
  const x = number(argv, 0)
  if (isFloatError(x)) return EXCEPTION
  if (!isIntLike(arg(argv, 1))) return raiseText(T.TypeError, 'Expected an int as second argument to ldexp.')
  const e = intToI64Saturated(intPayload(arg(argv, 1)))
  if (x == 0 || !isFinite(x)) return floatValue(x)
  if (e > 5000) return rangeError()
  if (e < -5000) return floatValue(copysign<f64>(0, x))
  const bits = reinterpret<u64>(x)
  let m = bits & 0xfffffffffffff
  let b = <i32>(bits >> 52 & 0x7ff)
  if (b) m |= 0x10000000000000
  else b = 1
  const r = f64FromParts(m, false, b - 1075 + <i32>e)
  return ranged(copysign<f64>(r, x), x)
}
function math_frexp(argv: u32): Value {
  const x = number(argv, 0)
  if (isFloatError(x)) return EXCEPTION
  if (x == 0 || !isFinite(x)) return pointer(tupleOf2(floatValue(x), intValue(0)))
  let f = x, e: i32 = 0
  if (Math.abs(x) < 2.2250738585072014e-308) { f = x * 18014398509481984.0; e = -54 }
  const bits = reinterpret<u64>(f)
  e += <i32>(bits >> 52 & 0x7ff) - 1022
  return pointer(tupleOf2(floatValue(reinterpret<f64>(bits & 0x800fffffffffffff | 0x3fe0000000000000)), intValue(e)))
}
function math_modf(argv: u32): Value {
  const x = number(argv, 0)
  if (isFloatError(x)) return EXCEPTION
  if (Math.abs(x) == Infinity) return pointer(tupleOf2(floatValue(copysign<f64>(0, x)), floatValue(x)))
  const whole = Math.trunc(x)
  return pointer(tupleOf2(floatValue(copysign<f64>(x - whole, x)), floatValue(whole)))
}

function math_fma(argv: u32): Value {
  const x = number(argv, 0)
  if (isFloatError(x)) return EXCEPTION
  const y = number(argv, 1)
  if (isFloatError(y)) return EXCEPTION
  const z = number(argv, 2)
  if (isFloatError(z)) return EXCEPTION
  if (!isFinite(x) || !isFinite(y) || !isFinite(z)) {
    const product = x * y
    const r = isFinite(x) && isFinite(y) ? z : product + z
    if (r != r && x == x && y == y && z == z) return raiseText(T.ValueError, 'invalid operation in fma')
    return floatValue(r)
  }
  const r = fusedMultiplyAdd(x, y, z)
  return Math.abs(r) == Infinity ? raiseText(T.OverflowError, 'overflow in fma') : floatValue(r)
}

/** The float `steps` steps from x towards y. */
function math_nextafter(argv: u32): Value {
  const x = number(argv, 0)
  if (isFloatError(x)) return EXCEPTION
  const y = number(argv, 1)
  if (isFloatError(y)) return EXCEPTION
  let steps: u64 = 1
  if (arg(argv, 2) != UNBOUND && arg(argv, 2) != NONE) {
    const n = toInt(arg(argv, 2))
    if (n == EXCEPTION) return EXCEPTION
    if (intIsNegative(n)) return raiseText(T.ValueError, 'steps must be a non-negative integer')
    if (intIsZero(n)) return floatValue(x)
    steps = <u64>intToI64Saturated(n)
  }
  if (x != x || y != y) return floatValue(NaN)
  if (x == y) return floatValue(y)
  // floats in order are integers in order, sign and magnitude
  const a = ordinal(x), b = ordinal(y)
  const distance: u64 = a < b ? <u64>b - <u64>a : <u64>a - <u64>b
  if (steps >= distance) return floatValue(y)
  const r = a < b ? a + <i64>steps : a - <i64>steps
  // stepping onto zero keeps the sign of the side it came from
  if (r == 0) return floatValue(a < b ? -0.0 : 0.0)
  return floatValue(r < 0 ? -reinterpret<f64>(<u64>-r) : reinterpret<f64>(<u64>r))
}
function ordinal(x: f64): i64 {
  const m = <i64>(reinterpret<u64>(x) & 0x7fffffffffffffff)
  return reinterpret<u64>(x) >> 63 ? -m : m
}
function math_ulp(argv: u32): Value {
  const x = Math.abs(number(argv, 0))
  if (isFloatError(number(argv, 0))) return EXCEPTION
  if (!isFinite(x)) return floatValue(x)
  if (x == 1.7976931348623157e308) return floatValue(1.99584030953472e292)
  return floatValue(reinterpret<f64>(reinterpret<u64>(x) + 1) - x)
}

function math_isclose(argv: u32): Value {
  const a = number(argv, 0)
  if (isFloatError(a)) return EXCEPTION
  const b = number(argv, 1)
  if (isFloatError(b)) return EXCEPTION
  const relative = arg(argv, 2) == UNBOUND ? 1e-9 : number(argv, 2)
  if (isFloatError(relative)) return EXCEPTION
  const absolute = arg(argv, 3) == UNBOUND ? 0 : number(argv, 3)
  if (isFloatError(absolute)) return EXCEPTION
  if (relative < 0 || absolute < 0) return raiseText(T.ValueError, 'tolerances must be non-negative')
  if (a == b) return boolValue(true)
  if (Math.abs(a) == Infinity || Math.abs(b) == Infinity) return boolValue(false)
  const difference = Math.abs(b - a)
  return boolValue(difference <= Math.abs(relative * b) || difference <= Math.abs(relative * a) || difference <= absolute)
}

// ---- rounding to int

const enum Rounding { floor, ceil }

function roundTo(v: Value, rounding: Rounding): Value {
  if (isInt(v)) return v
  if (!isFloat(v)) {
    if (isPointer(v) && !isFloatLike(v)) {
      const method = lookupSpecial(v, rounding == Rounding.floor ? lit('__floor__') : lit('__ceil__'))
      if (method == EXCEPTION) return EXCEPTION
      if (method != UNBOUND) return call0(method)
    }
  }
  const x = numberToFloat(v)
  if (isFloatError(x)) return EXCEPTION
  return intFromFloat(rounding == Rounding.floor ? Math.floor(x) : Math.ceil(x))
}
function math_floor(argv: u32): Value { return roundTo(arg(argv, 0), Rounding.floor) }
function math_ceil(argv: u32): Value { return roundTo(arg(argv, 0), Rounding.ceil) }
function math_trunc(argv: u32): Value {
  const v = arg(argv, 0)
  if (isInt(v)) return v
  if (isFloat(v)) return intFromFloat(floatPayload(v))
  const method = lookupSpecial(v, lit('__trunc__'))
  if (method == EXCEPTION) return EXCEPTION
  return method == UNBOUND ? raiseFormat(T.TypeError, "type %T doesn't define __trunc__ method", v) : call0(method)
}

export function initMathModule(): u32 {
  const m = defineModule('math')
  defineConstant(m, '__doc__', pointer(lit('This module provides access to the mathematical functions\ndefined by the C standard.')))
  defineConstant(m, 'pi', floatValue(Math.PI))
  defineConstant(m, 'e', floatValue(Math.E))
  defineConstant(m, 'tau', floatValue(2 * Math.PI))
  defineConstant(m, 'inf', floatValue(Infinity))
  defineConstant(m, 'nan', floatValue(NaN))
  const x = '($module, x, /)'
  defineFunction(m, 'acos', x, fn(math_acos))
  defineFunction(m, 'acosh', x, fn(math_acosh))
  defineFunction(m, 'asin', x, fn(math_asin))
  defineFunction(m, 'asinh', x, fn(math_asinh))
  defineFunction(m, 'atan', x, fn(math_atan))
  defineFunction(m, 'atan2', '($module, y, x, /)', fn(math_atan2))
  defineFunction(m, 'atanh', x, fn(math_atanh))
  defineFunction(m, 'cbrt', x, fn(math_cbrt))
  defineFunction(m, 'ceil', x, fn(math_ceil))
  defineFunction(m, 'copysign', '($module, x, y, /)', fn(math_copysign))
  defineFunction(m, 'cos', x, fn(math_cos))
  defineFunction(m, 'cosh', x, fn(math_cosh))
  defineFunction(m, 'degrees', x, fn(math_degrees))
  defineFunction(m, 'erf', x, fn(math_erf))
  defineFunction(m, 'erfc', x, fn(math_erfc))
  defineFunction(m, 'exp', x, fn(math_exp))
  defineFunction(m, 'exp2', x, fn(math_exp2))
  defineFunction(m, 'expm1', x, fn(math_expm1))
  defineFunction(m, 'fabs', x, fn(math_fabs))
  defineFunction(m, 'floor', x, fn(math_floor))
  defineFunction(m, 'fma', '($module, x, y, z, /)', fn(math_fma))
  defineFunction(m, 'fmod', '($module, x, y, /)', fn(math_fmod))
  defineFunction(m, 'frexp', x, fn(math_frexp))
  defineFunction(m, 'gamma', x, fn(math_gamma))
  defineFunction(m, 'isclose', '($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)', fn(math_isclose))
  defineFunction(m, 'isfinite', x, fn(math_isfinite))
  defineFunction(m, 'isinf', x, fn(math_isinf))
  defineFunction(m, 'isnan', x, fn(math_isnan))
  defineFunction(m, 'ldexp', '($module, x, i, /)', fn(math_ldexp))
  defineFunction(m, 'lgamma', x, fn(math_lgamma))
  defineFunction(m, 'log', '($module, x, base=math.e, /)', fn(math_log))
  defineFunction(m, 'log10', x, fn(math_log10))
  defineFunction(m, 'log1p', x, fn(math_log1p))
  defineFunction(m, 'log2', x, fn(math_log2))
  defineFunction(m, 'modf', x, fn(math_modf))
  defineFunction(m, 'nextafter', '($module, x, y, /, *, steps=None)', fn(math_nextafter))
  defineFunction(m, 'pow', '($module, x, y, /)', fn(math_pow))
  defineFunction(m, 'radians', x, fn(math_radians))
  defineFunction(m, 'remainder', '($module, x, y, /)', fn(math_remainder))
  defineFunction(m, 'sin', x, fn(math_sin))
  defineFunction(m, 'sinh', x, fn(math_sinh))
  defineFunction(m, 'sqrt', x, fn(math_sqrt))
  defineFunction(m, 'tan', x, fn(math_tan))
  defineFunction(m, 'tanh', x, fn(math_tanh))
  defineFunction(m, 'trunc', x, fn(math_trunc))
  defineFunction(m, 'ulp', x, fn(math_ulp))
  defineMathInteger(m)
  defineMathSums(m)
  return m
}
