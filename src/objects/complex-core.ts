// The complex object and its arithmetic, with the recoveries of infinities that C's Annex G asks for (and CPython follows).
//
//   +0 0 (exact: immutable) or version (subclass)  +4 shape  +8 real:f64  +16 imag:f64  +24 attribute slots
//
// Functions that make two floats store them at `out` and `out + 8`; complex values are made from there.

import { allocateImmutable } from '../gc/allocate'
import { Value, addressOf, floatOf, floatValue, isPointer, pointer, shapeOf } from '../memory/value'
import { scratchLimbs } from './int-core'
import { raiseText } from './raise'
import { shapeAt, shapeTag } from './shape'
import { T } from './type-ids'

export const COMPLEX_REAL: u32 = 8
export const COMPLEX_IMAG: u32 = 16
export const COMPLEX_BYTES: u32 = 24

export function isComplex(v: Value): bool { return isPointer(v) && shapeTag(shapeOf(<u32>v)) == T.complex }
export function complexReal(v: Value): f64 { return load<f64>(addressOf(v), COMPLEX_REAL) }
export function complexImag(v: Value): f64 { return load<f64>(addressOf(v), COMPLEX_IMAG) }

/** An exact complex. NaNs become the canonical one. */
export function newComplex(re: f64, im: f64): Value {
  const c = allocateImmutable(shapeAt(T.complex), COMPLEX_BYTES)
  store<f64>(c, floatOf(floatValue(re)), COMPLEX_REAL)
  store<f64>(c, floatOf(floatValue(im)), COMPLEX_IMAG)
  return pointer(c)
}

/** The complex at `out`. */
export function complexAt(out: u32): Value { return newComplex(load<f64>(out), load<f64>(out, 8)) }
export function newPair(): u32 { return scratchLimbs(4) }

// @ts-ignore: decorator
@inline function put(out: u32, re: f64, im: f64): void { store<f64>(out, re); store<f64>(out, im, 8) }
// @ts-ignore: decorator
@inline function isInf(f: f64): bool { return Math.abs(f) == Infinity }
/** 1 for an infinity, 0 for anything else, with its sign. */
function box(f: f64): f64 { return copysign<f64>(isInf(f) ? 1 : 0, f) }
function zeroNan(f: f64): f64 { return f != f ? copysign<f64>(0, f) : f }

export function complexMul(out: u32, ar: f64, ai: f64, br: f64, bi: f64): void {
  const ac = ar * br, bd = ai * bi, ad = ar * bi, bc = ai * br
  let re = ac - bd, im = ad + bc
  if (re != re && im != im) {
    let again = false
    if (isInf(ar) || isInf(ai)) {
      ar = box(ar)
      ai = box(ai)
      br = zeroNan(br)
      bi = zeroNan(bi)
      again = true
    }
    if (isInf(br) || isInf(bi)) {
      br = box(br)
      bi = box(bi)
      ar = zeroNan(ar)
      ai = zeroNan(ai)
      again = true
    }
    if (!again && (isInf(ac) || isInf(bd) || isInf(ad) || isInf(bc))) {
      ar = zeroNan(ar)
      ai = zeroNan(ai)
      br = zeroNan(br)
      bi = zeroNan(bi)
      again = true
    }
    if (again) {
      re = Infinity * (ar * br - ai * bi)
      im = Infinity * (ar * bi + ai * br)
    }
  }
  put(out, re, im)
}

/** Smith's method; false: the divisor is zero (nothing is raised). */
export function complexDiv(out: u32, ar: f64, ai: f64, br: f64, bi: f64): bool {
  const x = Math.abs(br), y = Math.abs(bi)
  let re: f64, im: f64
  if (x >= y) {
    if (x == 0) { put(out, 0, 0); return false }
    const ratio = bi / br
    const d = br + bi * ratio
    re = (ar + ai * ratio) / d
    im = (ai - ar * ratio) / d
  } else if (y >= x) {
    const ratio = br / bi
    const d = br * ratio + bi
    re = (ar * ratio + ai) / d
    im = (ai * ratio - ar) / d
  } else { re = NaN; im = NaN }
  if (re != re && im != im) {
    if ((isInf(ar) || isInf(ai)) && isFinite(br) && isFinite(bi)) {
      const u = box(ar), v = box(ai)
      re = Infinity * (u * br + v * bi)
      im = Infinity * (v * br - u * bi)
    } else if ((isInf(x) || isInf(y)) && isFinite(ar) && isFinite(ai)) {
      const u = box(br), v = box(bi)
      re = 0.0 * (ar * u + ai * v)
      im = 0.0 * (ai * u - ar * v)
    }
  }
  put(out, re, im)
  return true
}

/** A real number divided by a complex one; false: the divisor is zero. */
export function realDivComplex(out: u32, a: f64, br: f64, bi: f64): bool {
  const x = Math.abs(br), y = Math.abs(bi)
  let re: f64, im: f64
  if (x >= y) {
    if (x == 0) { put(out, 0, 0); return false }
    const ratio = bi / br
    const d = br + bi * ratio
    re = a / d
    im = (-a * ratio) / d
  } else if (y >= x) {
    const ratio = br / bi
    const d = br * ratio + bi
    re = (a * ratio) / d
    im = -a / d
  } else { re = NaN; im = NaN }
  if (re != re && im != im && isFinite(a) && (isInf(x) || isInf(y))) {
    const u = box(br), v = box(bi)
    re = 0.0 * (a * u)
    im = 0.0 * (-a * v)
  }
  put(out, re, im)
  return true
}

function powerByInteger(out: u32, ar: f64, ai: f64, n: u32): void {
  let re: f64 = 1, im: f64 = 0
  for (let mask: u32 = 1; n >= mask; mask <<= 1) {
    if (n & mask) {
      complexMul(out, re, im, ar, ai)
      re = load<f64>(out)
      im = load<f64>(out, 8)
    }
    complexMul(out, ar, ai, ar, ai)
    ar = load<f64>(out)
    ai = load<f64>(out, 8)
  }
  put(out, re, im)
}

/** (ar + ai j) ** (br + bi j). */
export function complexPowValues(ar: f64, ai: f64, br: f64, bi: f64): Value {
  const out = newPair()
  if (bi == 0 && Math.floor(br) == br && Math.abs(br) <= 100) {
    const n = <i32>br
    powerByInteger(out, ar, ai, n < 0 ? -n : n)
    if (n <= 0 && !complexDiv(out, 1, 0, load<f64>(out), load<f64>(out, 8))) return zeroToNegative()
  } else if (br == 0 && bi == 0) put(out, 1, 0)
  else if (ar == 0 && ai == 0) {
    if (bi != 0 || br < 0) return zeroToNegative()
    put(out, 0, 0)
  } else {
    const magnitude = Math.hypot(ar, ai)
    let length = Math.pow(magnitude, br)
    const angle = Math.atan2(ai, ar)
    let phase = angle * br
    if (bi != 0) {
      length *= Math.exp(-angle * bi)
      phase += bi * Math.log(magnitude)
    }
    put(out, length * Math.cos(phase), length * Math.sin(phase))
  }
  if (isInf(load<f64>(out)) || isInf(load<f64>(out, 8))) return raiseText(T.OverflowError, 'complex exponentiation')
  return complexAt(out)
}

function zeroToNegative(): Value { return raiseText(T.ZeroDivisionError, 'zero to a negative or complex power') }
