// The float object. Exact floats are immediate values. An instance of a subclass of float is a unit that holds its float:
//   +0 version  +4 shape  +8 float (value)  +16 attribute slots

import { Value, addressOf, floatOf, isFloat, isPointer, shapeOf } from '../memory/value'
import { shapeTag } from './shape'
import { T } from './type-ids'

export const FLOAT_PAYLOAD: u32 = 8
export const FLOAT_BYTES: u32 = 16

/** float or an instance of a subclass. */
export function isFloatLike(v: Value): bool { return isFloat(v) || (isPointer(v) && shapeTag(shapeOf(<u32>v)) == T.float) }

/** The number of a float or instance of a subclass. */
export function floatPayload(v: Value): f64 { return isFloat(v) ? floatOf(v) : floatOf(load<u64>(addressOf(v), FLOAT_PAYLOAD)) }

/** CPython's hash of a finite or infinite float: the number modulo 2^61 - 1. NaN (one object for us): 0. */
export function floatHash(f: f64): i64 {
  if (f != f) return 0
  const bits = reinterpret<u64>(f)
  const negative = bits >> 63 != 0
  if (Math.abs(f) == Infinity) return negative ? -314159 : 314159
  let m = bits & 0xfffffffffffff
  let e = <i32>(bits >> 52 & 0x7ff)
  if (e) m |= 0x10000000000000
  else e = 1
  e -= 1075
  // 2^61 = 1 modulo 2^61 - 1: the exponent is a rotation of 61 bits
  let shift = e % 61
  if (shift < 0) shift += 61
  const modulus: u64 = 0x1fffffffffffffff
  let h = shift ? (m << <u64>shift & modulus) | m >> <u64>(61 - shift) : m
  if (h == modulus) h = 0
  const signed = negative ? -<i64>h : <i64>h
  return signed == -1 ? -2 : signed
}

/** The nearest integer, ties to even. */
export function roundHalfEven(f: f64): f64 { return nearest<f64>(f) }

/** Python's %: sign of the divisor. b is not 0. */
export function floatMod(a: f64, b: f64): f64 {
  let r = floatFmod(a, b)
  if (r != 0) { if ((b < 0) != (r < 0)) r += b }
  else r = copysign<f64>(0, b)
  return r
}

/** Python's //. b is not 0. */
export function floatFloorDiv(a: f64, b: f64): f64 {
  const m = floatFmod(a, b)
  let q = (a - m) / b
  if (m != 0 && (b < 0) != (m < 0)) q -= 1
  if (q == 0) return copysign<f64>(0, a / b)
  let floor = Math.floor(q)
  if (q - floor > 0.5) floor += 1
  return floor
}

/** C's fmod, exact. */
export function floatFmod(a: f64, b: f64): f64 {
  if (b == 0 || a != a || b != b || Math.abs(a) == Infinity) return NaN
  if (Math.abs(b) == Infinity) return a
  const x = Math.abs(a), y = Math.abs(b)
  if (x < y) return a
  if (x < 9007199254740992.0 && Math.trunc(x) == x && Math.trunc(y) == y) return copysign<f64>(<f64>(<u64>x % <u64>y), a)
  const xb = reinterpret<u64>(x), yb = reinterpret<u64>(y)
  let ex = <i32>(xb >> 52), ey = <i32>(yb >> 52)
  let mx = xb & 0xfffffffffffff, my = yb & 0xfffffffffffff
  if (ex) mx |= 0x10000000000000
  else ex = 1
  if (ey) my |= 0x10000000000000
  else ey = 1
  // mx * 2^(ex - ey) mod my, up to eleven bits at a time
  mx %= my
  for (let n = ex - ey; n > 0 && mx;) {
    const step = min(n, 11)
    mx = (mx << <u64>step) % my
    n -= step
  }
  if (mx == 0) return copysign<f64>(0, a)
  const shift = <i32>clz(mx) - 11
  let exponent = ey - shift
  let r: u64
  if (exponent > 0) r = (mx << <u64>shift) - 0x10000000000000 | <u64>exponent << 52
  else r = mx << <u64>(ey - 1)
  return copysign<f64>(reinterpret<f64>(r), a)
}
