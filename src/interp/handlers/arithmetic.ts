// Arithmetic: int and float inline, everything else through the type slots. One out-of-line operation serves all binary operators.

import {
  ABSENT, FLOAT_MAX, INT_MIN, INT_TAG, NONE, UNBOUND, Value, areInts, fitsInt, floatOf, floatValue, hasShape, intOf, intValue, isInt,
} from '../../memory/value'
import {
  inplaceOp, binaryOp, inplacePow, numberInvert, numberNegative, numberPositive, numberPow,
} from '../../objects/abstract'
import { lit } from '../../objects/intern'
import { shapeAt } from '../../objects/shape'
import { str_concat } from '../../objects/str'
import { T } from '../../objects/type-ids'
import { appendInPlace, sealed } from '../../objects/str-builder'
import { Slot } from '../../objects/type-slots'
import { frameConstants } from '../frames'
import { opA, opB, opC, opX, reg, setReg, wordAt } from '../frame-layout'
import { Op } from '../opcodes'
import { After, isHeapInstance, method1, pythonMethod } from '../special-methods'
import { binaryFrom, binarySlot, isPythonOperator } from '../special-operators'
import { testTruth } from '../special-truth'
import { Status } from '../status'
import { begin, deliver } from './results'

// @ts-ignore: decorator
@inline export function areFloats(a: Value, b: Value): bool { return a <= FLOAT_MAX && b <= FLOAT_MAX }

// Each fast path stores its result and answers true, or touches nothing and answers false.

// @ts-ignore: decorator
@inline export function addFast(fp: u32, word: u64, a: Value, b: Value): bool {
  if (areInts(a, b)) {
    const r = intOf(a) + intOf(b)
    if (!fitsInt(r)) return false
    setReg(fp, opA(word), intValue(r))
    return true
  }
  if (!areFloats(a, b)) return false
  setReg(fp, opA(word), reinterpret<u64>(floatOf(a) + floatOf(b)))
  return true
}
// @ts-ignore: decorator
@inline export function subFast(fp: u32, word: u64, a: Value, b: Value): bool {
  if (areInts(a, b)) {
    const r = intOf(a) - intOf(b)
    if (!fitsInt(r)) return false
    setReg(fp, opA(word), intValue(r))
    return true
  }
  if (!areFloats(a, b)) return false
  setReg(fp, opA(word), reinterpret<u64>(floatOf(a) - floatOf(b)))
  return true
}
// @ts-ignore: decorator
@inline export function mulFast(fp: u32, word: u64, a: Value, b: Value): bool {
  if (areInts(a, b)) {
    const x = intOf(a), y = intOf(b)
    if (<i64><i32>x != x || <i64><i32>y != y) return false
    const r = x * y
    if (!fitsInt(r)) return false
    setReg(fp, opA(word), intValue(r))
    return true
  }
  if (!areFloats(a, b)) return false
  setReg(fp, opA(word), reinterpret<u64>(floatOf(a) * floatOf(b)))
  return true
}
// @ts-ignore: decorator
@inline export function truedivFast(fp: u32, word: u64, a: Value, b: Value): bool {
  if (areFloats(a, b)) {
    if (floatOf(b) == 0) return false
    setReg(fp, opA(word), reinterpret<u64>(floatOf(a) / floatOf(b)))
    return true
  }
  // both fit 53 bits: one rounding
  if (!areInts(a, b) || intOf(b) == 0) return false
  setReg(fp, opA(word), reinterpret<u64>(<f64>intOf(a) / <f64>intOf(b)))
  return true
}
/** Floor division and modulo of ints with a positive divisor. */
// @ts-ignore: decorator
@inline export function floordivFast(fp: u32, word: u64, a: Value, b: Value): bool {
  if (!areInts(a, b)) return false
  const x = intOf(a), y = intOf(b)
  if (y <= 0) return false
  let q = x / y
  if (x < 0 && q * y != x) q--
  setReg(fp, opA(word), intValue(q))
  return true
}
// @ts-ignore: decorator
@inline export function modFast(fp: u32, word: u64, a: Value, b: Value): bool {
  if (!areInts(a, b)) return false
  const x = intOf(a), y = intOf(b)
  if (y <= 0) return false
  let r = x % y
  if (r < 0) r += y
  setReg(fp, opA(word), intValue(r))
  return true
}
// The tag bits of ints are ones: and, or keep them; xor puts them back.
// @ts-ignore: decorator
@inline export function andFast(fp: u32, word: u64, a: Value, b: Value): bool {
  if (!areInts(a, b)) return false
  setReg(fp, opA(word), a & b)
  return true
}
// @ts-ignore: decorator
@inline export function orFast(fp: u32, word: u64, a: Value, b: Value): bool {
  if (!areInts(a, b)) return false
  setReg(fp, opA(word), a | b)
  return true
}
// @ts-ignore: decorator
@inline export function xorFast(fp: u32, word: u64, a: Value, b: Value): bool {
  if (!areInts(a, b)) return false
  setReg(fp, opA(word), (a ^ b) | INT_TAG)
  return true
}
// @ts-ignore: decorator
@inline export function lshiftFast(fp: u32, word: u64, a: Value, b: Value): bool {
  if (!areInts(a, b)) return false
  const n = <u64>intOf(b)
  if (n > 31) return false
  const x = intOf(a)
  if (<i64><i32>x != x) return false
  const r = x << n
  if (!fitsInt(r)) return false
  setReg(fp, opA(word), intValue(r))
  return true
}
// @ts-ignore: decorator
@inline export function rshiftFast(fp: u32, word: u64, a: Value, b: Value): bool {
  if (!areInts(a, b)) return false
  const n = <u64>intOf(b)
  if (n > 63) return false
  setReg(fp, opA(word), intValue(intOf(a) >> n))
  return true
}

// @ts-ignore: decorator
@inline function isNumber(v: Value): bool { return v <= FLOAT_MAX || v >= INT_TAG }
// @ts-ignore: decorator
@inline export function toFloat(v: Value): f64 { return v <= FLOAT_MAX ? floatOf(v) : <f64>intOf(v) }

/** A small int and a float, where the result is a float as it stands; UNBOUND: not that simple. */
function mixed(op: u32, a: Value, b: Value): Value {
  if (areInts(a, b)) return UNBOUND
  const x = toFloat(a), y = toFloat(b)
  switch (op) {
    case Op.ADD: case Op.ADD_K: return floatValue(x + y)
    case Op.SUB: case Op.SUB_K: return floatValue(x - y)
    case Op.MUL: case Op.MUL_K: return floatValue(x * y)
    case Op.TRUEDIV: case Op.TRUEDIV_K: return y == 0 ? UNBOUND : floatValue(x / y)
  }
  return UNBOUND
}

function binary(fp: u32, ip: u32, word: u64, op: u32, a: Value, b: Value): u32 {
  if (opX(word) & 2) {
    const r = appendInPlace(a, b)
    if (r != UNBOUND) return deliver(fp, word, r)
  }
  if (isNumber(a) && isNumber(b)) {
    const r = mixed(op, a, b)
    if (r != UNBOUND) {
      setReg(fp, opA(word), r)
      return Status.next
    }
  }
  else if ((op == Op.ADD || op == Op.ADD_K) && hasShape(a, shapeAt(T.str)) && hasShape(b, shapeAt(T.str))) return deliver(fp, word, str_concat(a, b))
  if (isPythonOperator(a, b)) return binaryFrom(fp, ip, 0)
  const inplace = (opX(word) & 1) != 0
  if (op == Op.POW || op == Op.POW_K) return deliver(fp, word, inplace ? inplacePow(a, b) : numberPow(a, b, NONE))
  const slot = binarySlot(op)
  return deliver(fp, word, inplace ? inplaceOp(slot, a, b) : binaryOp(slot, a, b))
}

/** R[A] = R[B] op R[C]. */
export function opBinary(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return binary(fp, ip, word, <u32>word & 255, reg(fp, opB(word)), reg(fp, opC(word)))
}

/** R[A] = R[B] op K[C]. */
export function opBinaryK(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return binary(fp, ip, word, <u32>word & 255, reg(fp, opB(word)), load<u64>(frameConstants(fp) + opC(word)))
}

export function opUnary(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const v = reg(fp, opB(word))
  const op = <u32>word & 255
  if (op == Op.NEG) {
    if (isInt(v) && intOf(v) != INT_MIN) {
      setReg(fp, opA(word), intValue(-intOf(v)))
      return Status.next
    }
    if (v <= FLOAT_MAX) {
      setReg(fp, opA(word), floatValue(-floatOf(v)))
      return Status.next
    }
  }
  if (op == Op.NOT) return testTruth(fp, ip, v)
  if (isHeapInstance(v)) {
    const f = op == Op.NEG ? pythonMethod(v, Slot.neg, lit('__neg__')) : op == Op.POS ? pythonMethod(v, Slot.pos, lit('__pos__')) : pythonMethod(v, Slot.invert, lit('__invert__'))
    if (f != ABSENT) return method1(f, fp, ip, v, After.deliver)
  }
  switch (op) {
    case Op.NEG: return deliver(fp, word, numberNegative(v))
    case Op.POS: return deliver(fp, word, numberPositive(v))
    default: return deliver(fp, word, numberInvert(v))
  }
}

export function opSeal(ip: u32, fp: u32): u32 {
  sealed(reg(fp, opA(wordAt(ip))))
  return Status.next
}
