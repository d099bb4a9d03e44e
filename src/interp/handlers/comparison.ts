// Comparisons, identity, membership and the jumps on them.

import { ABSENT, EXCEPTION, FALSE, TRUE, Value, areInts, boolValue, floatOf } from '../../memory/value'
import { contains, isTrue, richCompare } from '../../objects/abstract'
import { lit } from '../../objects/intern'
import { Slot } from '../../objects/type-slots'
import { frameConstants } from '../frames'
import { opA, opB, opC, opX, reg, setReg, wordAt } from '../frame-layout'
import { After, isHeapInstance, method2, pythonMethod } from '../special-methods'
import { compareFrom, compareOf, isPythonOperator } from '../special-operators'
import { testTruth } from '../special-truth'
import { Status } from '../status'
import { areFloats } from './arithmetic'
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

/** R[A] = R[B] op R[C]. */
export function opCompare(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const a = reg(fp, opB(word)), b = reg(fp, opC(word))
  if (isPythonOperator(a, b)) return compareFrom(fp, ip, 0)
  return deliver(fp, word, richCompare(a, b, compareOf(<u32>word & 255)))
}

/** Truth `truth` (1, 0, -1: raised) against the X of a jump. */
// @ts-ignore: decorator
@inline function jumpOn(word: u64, truth: i32): u32 {
  if (truth < 0) return Status.raised
  return <u32>truth == opX(word) ? Status.jump : Status.next
}

function compareJump(fp: u32, ip: u32, word: u64, a: Value, b: Value): u32 {
  if (isPythonOperator(a, b)) return compareFrom(fp, ip, 0)
  const r = richCompare(a, b, compareOf(<u32>word & 255))
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
