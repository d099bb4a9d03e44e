// Sum, difference, product, negation of exact ints (immediate or heap, any mix): what the interpreter's slow paths and the
// int type's slots call. Results are canonical. MemoryError is the only exception.

import { Value, addressOf, areInts, intOf, intValue, isInt } from '../memory/value'
import { INT_MAX_LIMBS, compareMagnitudes, finishInt, intFromI64, intFromU128, intFromU64, intLength, intLimbs, intMagnitude64, intOperand, intSign, newInt, scratchLimbs } from './int-core'
import { limbsAdd, limbsMul1, limbsSub } from './int-limbs'
import { limbsMul, mulScratch } from './int-limbs-large'
import { raiseText } from './raise'
import { T } from './type-ids'

export function intAdd(a: Value, b: Value): Value {
  if (areInts(a, b)) return intFromI64(intOf(a) + intOf(b))
  return addSigned(a, b, 0)
}

export function intSub(a: Value, b: Value): Value {
  if (areInts(a, b)) return intFromI64(intOf(a) - intOf(b))
  return addSigned(a, b, 1)
}

function addSigned(a: Value, b: Value, flip: u32): Value {
  if (isInt(b)) {
    const i = intOf(b)
    return addSmall(addressOf(a), i < 0 ? <u64>-i : <u64>i, (i < 0 ? 1 : 0) ^ flip)
  }
  if (isInt(a)) {
    // a - b = -(b - a): b's sign counts flipped
    const i = intOf(a)
    return addObjects(addressOf(b), intSign(addressOf(b)) ^ flip, intOperand(a), i < 0 ? 1 : 0)
  }
  return addObjects(addressOf(a), intSign(addressOf(a)), addressOf(b), intSign(addressOf(b)) ^ flip)
}

/** Heap int and a magnitude below 2^50 of sign `sign`; the heap int is the larger one. */
function addSmall(a: u32, magnitude: u64, sign: u32): Value {
  const n = intLength(a)
  const subtract = intSign(a) != sign
  const r = newInt(n + 1, intSign(a))
  const p = intLimbs(r), q = intLimbs(a)
  let carry: i64 = 0
  for (let i: u32 = 0; i < n; i++) {
    const part: i64 = i == 0 ? <i64>(magnitude & 0xffffffff) : i == 1 ? <i64>(magnitude >> 32) : 0
    if (i > 1 && carry == 0) { memory.copy(p + i * 4, q + i * 4, (n - i) * 4); break }
    carry += <i64>load<u32>(q + i * 4)
    carry = subtract ? carry - part : carry + part
    store<u32>(p + i * 4, <u32>carry)
    carry >>= 32
  }
  if (carry) store<u32>(p + n * 4, <u32>carry)
  return finishInt(r)
}

function addObjects(a: u32, aSign: u32, b: u32, bSign: u32): Value {
  if (aSign == bSign) {
    if (intLength(a) < intLength(b)) { const t = a; a = b; b = t }
    const n = intLength(a)
    const r = newInt(n + 1, aSign)
    store<u32>(intLimbs(r) + n * 4, limbsAdd(intLimbs(r), intLimbs(a), n, intLimbs(b), intLength(b)))
    return finishInt(r)
  }
  const order = compareMagnitudes(a, b)
  if (order == 0) return intValue(0)
  if (order < 0) { const t = a; a = b; b = t; aSign = bSign }
  const r = newInt(intLength(a), aSign)
  limbsSub(intLimbs(r), intLimbs(a), intLength(a), intLimbs(b), intLength(b))
  return finishInt(r)
}

/** High 64 bits of a * b. */
export function mulHigh(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff, a1 = a >> 32, b0 = b & 0xffffffff, b1 = b >> 32
  const t = a0 * b0
  const u = a1 * b0 + (t >> 32)
  const w = a0 * b1 + (u & 0xffffffff)
  return a1 * b1 + (u >> 32) + (w >> 32)
}

export function intMul(a: Value, b: Value): Value {
  if (areInts(a, b)) {
    const x = intOf(a), y = intOf(b)
    if (<i64><i32>x == x && <i64><i32>y == y) return intFromI64(x * y)
    const mx = x < 0 ? <u64>-x : <u64>x, my = y < 0 ? <u64>-y : <u64>y
    return intFromU128(mulHigh(mx, my), mx * my, (x < 0) != (y < 0) ? 1 : 0)
  }
  if (isInt(a)) { const t = a; a = b; b = t }
  const x = addressOf(a)
  const n = intLength(x)
  if (isInt(b)) {
    const magnitude = intMagnitude64(b)
    if (magnitude == 0) return intValue(0)
    if (magnitude >> 32 == 0) {
      const r = newInt(n + 1, intSign(x) ^ (intOf(b) < 0 ? 1 : 0))
      store<u32>(intLimbs(r) + n * 4, limbsMul1(intLimbs(r), intLimbs(x), n, <u32>magnitude, 0))
      return finishInt(r)
    }
  }
  const y = intOperand(b)
  const m = intLength(y)
  if (n + m > INT_MAX_LIMBS) return raiseText(T.MemoryError, '')
  const r = newInt(n + m, intSign(x) ^ intSign(y))
  if (n >= m) limbsMul(intLimbs(r), intLimbs(x), n, intLimbs(y), m, scratchLimbs(m < 40 ? 0 : mulScratch(n)))
  else limbsMul(intLimbs(r), intLimbs(y), m, intLimbs(x), n, scratchLimbs(n < 40 ? 0 : mulScratch(m)))
  return finishInt(r)
}

export function intNeg(a: Value): Value {
  if (isInt(a)) return intFromI64(-intOf(a))
  const x = addressOf(a)
  const r = newInt(intLength(x), intSign(x) ^ 1)
  memory.copy(intLimbs(r), intLimbs(x), intLength(x) * 4)
  return finishInt(r)
}

export function intAbs(a: Value): Value {
  if (isInt(a)) return intOf(a) < 0 ? intFromI64(-intOf(a)) : a
  return intSign(addressOf(a)) ? intNeg(a) : a
}

/** |a| as a u64 where it fits, for callers that have checked. */
export function intFromMagnitude(magnitude: u64, negative: bool): Value {
  return negative && magnitude <= 0x7fffffffffffffff ? intFromI64(-<i64>magnitude) : negative ? intNeg(intFromU64(magnitude)) : intFromU64(magnitude)
}
