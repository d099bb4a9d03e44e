// Comparisons, identity, membership and the jumps on them.

import { ABSENT, EXCEPTION, FALSE, FLOAT_MAX, INT_TAG, TRUE, Value, addressOf, areInts, boolValue, floatOf, hasShape } from '../../memory/value'
import { contains, isTrue, orderMatches, richCompare } from '../../objects/abstract'
import { lit } from '../../objects/intern'
import { shapeAt } from '../../objects/shape'
import { compareStr } from '../../objects/str-build'
import { strEqual } from '../../objects/str-core'
import { T } from '../../objects/type-ids'
import { CompareOp, Slot } from '../../objects/type-slots'
import { frameConstants } from '../frames'
import { opA, opB, opC, opX, reg, setReg, wordAt } from '../frame-layout'
import { After, isHeapInstance, method2, pythonMethod } from '../special-methods'
import { compareFrom, compareOf, isPythonOperator } from '../special-operators'
import { testTruth } from '../special-truth'
import { Status } from '../status'
import { areFloats, toFloat } from './arithmetic'
import { begin, deliver } from './results'

// Order of two ints: their tags shifted out.
// @ts-ignore: decorator
@inline function scaled(v: Value): i64 { return <i64>(v << 14) }

/** Answers of the fast comparisons: 0, 1, or this. */
export const UNKNOWN: u32 = 2

// @ts-ignore: decorator
@inline export function ltFast(a: Value, b: Value): u32 {
  return areInts(a, b) ? <u32>(scaled(a) < scaled(b)) : areFloats(a, b) ? <u32>(floatOf(a) < floatOf(b)) : UNKNOWN
}
// @ts-ignore: decorator
@inline export function leFast(a: Value, b: Value): u32 {
  return areInts(a, b) ? <u32>(scaled(a) <= scaled(b)) : areFloats(a, b) ? <u32>(floatOf(a) <= floatOf(b)) : UNKNOWN
}
// @ts-ignore: decorator
@inline export function eqFast(a: Value, b: Value): u32 {
  return areInts(a, b) ? <u32>(a == b) : areFloats(a, b) ? <u32>(floatOf(a) == floatOf(b)) : UNKNOWN
}

// @ts-ignore: decorator
@inline export function setTruth(fp: u32, word: u64, truth: u32): void { setReg(fp, opA(word), FALSE | <u64>truth) }

/** The comparison of two small numbers, int and float mixed (each int is a float exactly), or of exact strs by == and !=; UNKNOWN: not that simple. */
function simpleTruth(op: CompareOp, a: Value, b: Value): u32 {
  if ((a <= FLOAT_MAX || a >= INT_TAG) && (b <= FLOAT_MAX || b >= INT_TAG)) {
    const x = toFloat(a), y = toFloat(b)
    switch (op) {
      case CompareOp.LT: return <u32>(x < y)
      case CompareOp.LE: return <u32>(x <= y)
      case CompareOp.EQ: return <u32>(x == y)
      case CompareOp.NE: return <u32>(x != y)
      case CompareOp.GT: return <u32>(x > y)
      default: return <u32>(x >= y)
    }
  }
  if (!hasShape(a, shapeAt(T.str)) || !hasShape(b, shapeAt(T.str))) return UNKNOWN
  const s = addressOf(a), t = addressOf(b)
  if (op == CompareOp.EQ) return <u32>strEqual(s, t)
  if (op == CompareOp.NE) return <u32>!strEqual(s, t)
  return <u32>orderMatches(s == t ? 0 : compareStr(s, t), op)
}

/** R[A] = R[B] op R[C]. */
export function opCompare(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const a = reg(fp, opB(word)), b = reg(fp, opC(word))
  const op = compareOf(<u32>word & 255)
  const truth = simpleTruth(op, a, b)
  if (truth != UNKNOWN) {
    setTruth(fp, word, truth)
    return Status.next
  }
  if (isPythonOperator(a, b)) return compareFrom(fp, ip, 0)
  return deliver(fp, word, richCompare(a, b, op))
}

/** Truth `truth` (1, 0, -1: raised) against the X of a jump. */
// @ts-ignore: decorator
@inline function jumpOn(word: u64, truth: i32): u32 {
  if (truth < 0) return Status.raised
  return <u32>truth == opX(word) ? Status.jump : Status.next
}

function compareJump(fp: u32, ip: u32, word: u64, a: Value, b: Value): u32 {
  const op = compareOf(<u32>word & 255)
  const truth = simpleTruth(op, a, b)
  if (truth != UNKNOWN) return truth == opX(word) ? Status.jump : Status.next
  if (isPythonOperator(a, b)) return compareFrom(fp, ip, 0)
  const r = richCompare(a, b, op)
  return jumpOn(word, r == TRUE ? 1 : r == FALSE ? 0 : r == EXCEPTION ? -1 : isTrue(r))
}

/** Jump on R[A] op R[B]. */
export function opCompareJump(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return compareJump(fp, ip, word, reg(fp, opA(word)), reg(fp, opB(word)))
}

/** Jump on R[A] op K[B]. */
export function opCompareJumpK(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return compareJump(fp, ip, word, reg(fp, opA(word)), load<u64>(frameConstants(fp) + opB(word)))
}

export function opJumpIf(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const v = reg(fp, opA(word))
  return isHeapInstance(v) ? testTruth(fp, ip, v) : jumpOn(word, isTrue(v))
}

export function opContains(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const container = reg(fp, opC(word)), item = reg(fp, opB(word))
  const f = pythonMethod(container, Slot.contains, lit('__contains__'))
  if (f != ABSENT) return method2(f, fp, ip, container, item, After.contains)
  const r = contains(container, item)
  if (r < 0) return Status.raised
  setReg(fp, opA(word), boolValue(<u32>r != opX(word)))
  return Status.next
}

export function opContainsJump(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const container = reg(fp, opB(word)), item = reg(fp, opA(word))
  const f = pythonMethod(container, Slot.contains, lit('__contains__'))
  if (f != ABSENT) return method2(f, fp, ip, container, item, After.contains)
  return jumpOn(word, contains(container, item))
}
