// The int object: layout, construction, conversion to and from machine numbers. Ints of 50 bits are immediate values (see
// memory/value.ts); every other int is a heap object:
//
//   +0 0 (immutable, no version word)  +4 shape  +8 length:32 (limbs)  +12 sign:32 (0, or 1 for negative)
//   +16 limbs, u32 each, least significant first
//
// Invariants: the top limb is not 0; the number does not fit 50 bits. So two ints are equal only if both are immediate and
// bit-equal or both on the heap. An instance of a subclass of int is a unit that holds its exact int, immutable:
//   +0 version  +4 shape  +8 exact int (value)  +16 attribute slots
// "exact" below: an immediate or heap int, as `intPayload` gives for any int, bool or instance of a subclass.

import { allocateImmutable } from '../gc/allocate'
import { FALSE, INT_MAX, TRUE, Value, addressOf, fitsInt, intOf, intValue, isInt, isPointer, pointer, shapeOf } from '../memory/value'
import { limbsAnyBelow, limbsBitLength, limbsBits64, limbsTrim } from './int-limbs'
import { raiseText } from './raise'
import { shapeAt, shapeTag } from './shape'
import { T } from './type-ids'

export const INT_LENGTH: u32 = 8
export const INT_SIGN: u32 = 12
export const INT_LIMBS: u32 = 16
/** Exact int of an instance of a subclass. */
export const INT_PAYLOAD: u32 = 8
export const INT_BYTES: u32 = 16
/** Ints beyond 2^31 bits raise MemoryError. */
export const INT_MAX_LIMBS: u32 = 0x04000000

// @ts-ignore: decorator
@inline export function intLength(object: u32): u32 { return load<u32>(object, 8) }
// @ts-ignore: decorator
@inline export function intSign(object: u32): u32 { return load<u32>(object, 12) }
// @ts-ignore: decorator
@inline export function intLimbs(object: u32): u32 { return object + 16 }

/** True for exact heap ints. */
// @ts-ignore: decorator
@inline export function isBigInt(v: Value): bool { return isPointer(v) && load<u32>(<u32>v, 4) == shapeAt(T.int) }
/** True for immediate and heap ints (not bool, not subclasses). */
// @ts-ignore: decorator
@inline export function isExactInt(v: Value): bool { return isInt(v) || isBigInt(v) }

/** True for int, bool and instances of subclasses of int. */
export function isIntLike(v: Value): bool {
  if (isInt(v) || v == TRUE || v == FALSE) return true
  return isPointer(v) && shapeTag(shapeOf(<u32>v)) == T.int
}

/** The exact int of an int, bool or instance of a subclass. */
export function intPayload(v: Value): Value {
  if (isInt(v)) return v
  if (v == TRUE) return intValue(1)
  if (v == FALSE) return intValue(0)
  if (load<u32>(<u32>v, 4) == shapeAt(T.int)) return v
  return load<u64>(<u32>v, INT_PAYLOAD)
}

/** Room for an int of `limbs` limbs, to be filled, then passed to `finishInt`. */
export function newInt(limbs: u32, negative: u32): u32 {
  const object = allocateImmutable(shapeAt(T.int), 16 + limbs * 4)
  store<u32>(object, limbs, 8)
  store<u32>(object, negative, 12)
  return object
}

/** Zeroed scratch limbs, given up to the collector at once; shaped as an int so that marking never looks into them. */
export function scratchLimbs(limbs: u32): u32 { return limbs ? allocateImmutable(shapeAt(T.int), 16 + limbs * 4) + 16 : 0 }

/** Restores the invariants of a filled object; a small number becomes immediate. */
export function finishInt(object: u32): Value {
  const n = limbsTrim(object + 16, load<u32>(object, 8))
  if (n <= 2) {
    const magnitude: u64 = n == 2 ? load<u64>(object, 16) : n == 1 ? load<u32>(object, 16) : 0
    if (magnitude <= <u64>INT_MAX + 1) {
      const i = load<u32>(object, 12) ? -<i64>magnitude : <i64>magnitude
      if (fitsInt(i)) return intValue(i)
    }
  }
  store<u32>(object, n, 8)
  return pointer(object)
}

function newInt2(magnitude: u64, negative: u32): Value {
  const object = newInt(magnitude >> 32 ? 2 : 1, negative)
  if (magnitude >> 32) store<u64>(object, magnitude, 16)
  else store<u32>(object, <u32>magnitude, 16)
  return pointer(object)
}

export function intFromI64(i: i64): Value {
  if (fitsInt(i)) return intValue(i)
  return i < 0 ? newInt2(0 - <u64>i, 1) : newInt2(<u64>i, 0)
}

export function intFromU64(u: u64): Value {
  return u <= <u64>INT_MAX ? intValue(<i64>u) : newInt2(u, 0)
}

/** (high * 2^64 + low), negated if `negative`. */
export function intFromU128(high: u64, low: u64, negative: u32): Value {
  const object = newInt(4, negative)
  store<u64>(object, low, 16)
  store<u64>(object, high, 24)
  return finishInt(object)
}

/** The heap form of an exact int; not canonical if the int is small, so for operands only. */
export function intOperand(v: Value): u32 {
  if (isPointer(v)) return <u32>v
  const i = intOf(v)
  const magnitude: u64 = i < 0 ? <u64>-i : <u64>i
  const object = newInt(magnitude >> 32 ? 2 : magnitude ? 1 : 0, i < 0 ? 1 : 0)
  if (magnitude) {
    store<u32>(object, <u32>magnitude, 16)
    if (magnitude >> 32) store<u32>(object, <u32>(magnitude >> 32), 20)
  }
  return object
}

/** An int of `limbs` limbs at `from` (need not be normalised). */
export function intFromLimbs(from: u32, limbs: u32, negative: u32): Value {
  const n = limbsTrim(from, limbs)
  const object = newInt(n, negative)
  memory.copy(object + 16, from, n * 4)
  return finishInt(object)
}

/** For the code loader: limbs at `from`, outside transactions is the caller's business. */
export function bigFromDigits(from: u32, limbs: u32, negative: u32): Value { return intFromLimbs(from, limbs, negative) }

// ---- to machine numbers; arguments are exact ints

export function intIsNegative(v: Value): bool { return isInt(v) ? <i64>v << 14 < 0 : load<u32>(<u32>v, 12) != 0 }
// @ts-ignore: decorator
@inline export function intIsZero(v: Value): bool { return v == intValue(0) }
export function intIsOdd(v: Value): bool { return isInt(v) ? (v & 1) != 0 : (load<u32>(<u32>v, 16) & 1) != 0 }
/** -1, 0 or 1. */
export function intSignum(v: Value): i32 { return intIsZero(v) ? 0 : intIsNegative(v) ? -1 : 1 }

export function intFitsI64(v: Value): bool {
  if (isInt(v)) return true
  const object = <u32>v
  if (load<u32>(object, 8) > 2) return false
  const magnitude: u64 = intMagnitude64(v)
  return magnitude <= 0x7fffffffffffffff || (magnitude == 0x8000000000000000 && load<u32>(object, 12) != 0)
}

export function intFitsU64(v: Value): bool {
  if (isInt(v)) return intOf(v) >= 0
  return load<u32>(<u32>v, 8) <= 2 && load<u32>(<u32>v, 12) == 0
}

/** The lowest 64 bits of |v|. */
export function intMagnitude64(v: Value): u64 {
  if (isInt(v)) { const i = intOf(v); return i < 0 ? <u64>-i : <u64>i }
  const object = <u32>v
  const n = load<u32>(object, 8)
  return n > 1 ? load<u64>(object, 16) : load<u32>(object, 16)
}

/** v modulo 2^64, as two's complement: exact if intFitsI64 or intFitsU64. */
export function intToI64(v: Value): i64 {
  if (isInt(v)) return intOf(v)
  const magnitude = intMagnitude64(v)
  return load<u32>(<u32>v, 12) ? 0 - <i64>magnitude : <i64>magnitude
}

/** Nearest i64. */
export function intToI64Saturated(v: Value): i64 {
  if (intFitsI64(v)) return intToI64(v)
  return load<u32>(<u32>v, 12) ? i64.MIN_VALUE : i64.MAX_VALUE
}

export function intBitLengthOf(v: Value): u64 {
  if (isInt(v)) return 64 - clz<u64>(intMagnitude64(v))
  return limbsBitLength(<u32>v + 16, load<u32>(<u32>v, 8))
}

/** CPython's hash: modulo 2^61 - 1 with the number's sign, -1 becoming -2. */
export function intHash(v: Value): i64 {
  if (isInt(v)) { const i = intOf(v); return i == -1 ? -2 : i }
  const object = <u32>v
  const modulus: u64 = 0x1fffffffffffffff
  let h: u64 = 0
  for (let i: u32 = load<u32>(object, 8) * 4; i > 0;) {
    i -= 4
    h = (h << 32 & modulus) | h >> 29
    h += load<u32>(object + i, 16)
    if (h >= modulus) h -= modulus
  }
  if (!load<u32>(object, 12)) return <i64>h
  return h == 1 ? -2 : -<i64>h
}

// ---- floats

/** The exact int of an integral finite float (a fraction is cut off). */
export function intFromF64(f: f64): Value {
  if (Math.abs(f) < 562949953421312.0) return intValue(<i64>f)
  const bits = reinterpret<u64>(f)
  const negative: u32 = <u32>(bits >> 63)
  const exponent = <i32>(bits >> 52 & 0x7ff) - 1075
  const mantissa = bits & 0xfffffffffffff | 0x10000000000000
  if (exponent <= 0) return intFromI64(negative ? -<i64>(mantissa >> <u64>-exponent) : <i64>(mantissa >> <u64>-exponent))
  const limbs: u32 = (<u32>exponent >> 5) + 3
  const object = newInt(limbs, negative)
  const at = object + 16 + (<u32>exponent >> 5) * 4
  const shift = <u64>exponent & 31
  store<u64>(at, mantissa << shift)
  if (shift) store<u32>(at + 8, <u32>(mantissa >> (64 - shift)))
  return finishInt(object)
}

/**
 * mantissa * 2^exponent, rounded to nearest, ties to even; `sticky`: something more than 0 and less than one unit of the
 * mantissa is still to be added. Subnormals and infinity as IEEE 754 has them.
 */
export function f64FromParts(mantissa: u64, sticky: bool, exponent: i32): f64 {
  if (mantissa == 0) return 0
  const shift = <i32>clz<u64>(mantissa)
  mantissa <<= <u64>shift
  exponent -= shift
  // value = mantissa * 2^exponent with mantissa in [2^63, 2^64)
  let binary = exponent + 63 + 1023
  if (binary >= 2047) return Infinity
  let drop = 11
  if (binary <= 0) { drop += 1 - binary; binary = 0 }
  if (drop > 64) return 0
  let kept: u64 = 0, half: u64, below: bool
  if (drop == 64) { half = mantissa >> 63; below = (mantissa << 1) != 0 || sticky }
  else {
    kept = mantissa >> <u64>drop
    half = mantissa >> <u64>(drop - 1) & 1
    below = (mantissa & ((<u64>1 << <u64>(drop - 1)) - 1)) != 0 || sticky
  }
  if (half && (below || kept & 1)) kept++
  // a carry out of the mantissa raises the exponent by itself, up to infinity
  return reinterpret<f64>(binary ? (<u64>binary << 52) + (kept - 0x10000000000000) : kept)
}

/** Nearest float of an exact int; infinite if too large. */
export function intToF64(v: Value): f64 {
  if (isInt(v)) return <f64>intOf(v)
  const object = <u32>v
  const n = load<u32>(object, 8)
  const bits = limbsBitLength(object + 16, n)
  if (bits > 1024) return load<u32>(object, 12) ? -Infinity : Infinity
  const from = <i64>bits - 64
  const f = f64FromParts(limbsBits64(object + 16, n, from), from > 0 && limbsAnyBelow(object + 16, n, <u64>from), <i32>from)
  return load<u32>(object, 12) ? -f : f
}

/** As intToF64, but raises OverflowError: returns false. The result is left to `intToF64`. */
export function intCheckF64(v: Value): bool {
  if (isInt(v) || isFinite(intToF64(v))) return true
  raiseText(T.OverflowError, 'int too large to convert to float')
  return false
}

/** Compares an exact int with a float that is not NaN: -1, 0, 1. */
export function intCompareF64(v: Value, f: f64): i32 {
  if (isInt(v)) {
    const i = <f64>intOf(v)
    return i < f ? -1 : i > f ? 1 : 0
  }
  const negative = load<u32>(<u32>v, 12) != 0
  if (Math.abs(f) < 562949953421312.0 || (f < 0) != negative) return negative ? -1 : 1
  const magnitude = Math.abs(f)
  let order: i32
  if (magnitude == Infinity) order = -1
  else {
    const bits = limbsBitLength(<u32>v + 16, load<u32>(<u32>v, 8))
    const exponent = <u64>(reinterpret<u64>(magnitude) >> 52) - 1022
    if (bits != exponent) order = bits < exponent ? -1 : 1
    else {
      const whole = Math.trunc(magnitude)
      const other = intFromF64(whole)
      order = isInt(other) ? 1 : compareMagnitudes(<u32>v, addressOf(other))
      if (order == 0 && whole != magnitude) order = -1
    }
  }
  return negative ? -order : order
}

/** Compares |a| with |b| of two heap ints. */
export function compareMagnitudes(a: u32, b: u32): i32 {
  const an = load<u32>(a, 8), bn = load<u32>(b, 8)
  if (an != bn) return an < bn ? -1 : 1
  for (let i: u32 = an * 4; i > 0;) {
    i -= 4
    const x = load<u32>(a + i, 16), y = load<u32>(b + i, 16)
    if (x != y) return x < y ? -1 : 1
  }
  return 0
}

/** Compares two exact ints: -1, 0, 1. */
export function intCompare(a: Value, b: Value): i32 {
  if (isInt(a)) {
    if (isInt(b)) { const x = intOf(a), y = intOf(b); return x < y ? -1 : x > y ? 1 : 0 }
    return load<u32>(<u32>b, 12) ? 1 : -1
  }
  const negative = load<u32>(<u32>a, 12)
  if (isInt(b)) return negative ? -1 : 1
  if (negative != load<u32>(<u32>b, 12)) return negative ? -1 : 1
  const order = compareMagnitudes(<u32>a, <u32>b)
  return negative ? -order : order
}

/** Equality of two exact ints. */
export function intEqual(a: Value, b: Value): bool {
  if (a == b) return true
  if (isInt(a) || isInt(b)) return false
  return load<u32>(<u32>a, 12) == load<u32>(<u32>b, 12) && compareMagnitudes(<u32>a, <u32>b) == 0
}

