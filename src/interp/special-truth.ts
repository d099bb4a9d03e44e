// Truth of values whose `__bool__` or `__len__` is written in Python, for the instructions that test: jumps, `not`, comparisons,
// `in`. All answer with the thread's fp and pc set (Status.called, Status.thrown), so they serve both an instruction and the
// return of a method.

import { Value, boolValue, intOf, isBool, isInt, isPointer, TRUE } from '../memory/value'
import { isTrue } from '../objects/compare'
import { INDEX_ERROR, toIndex } from '../objects/item-access'
import { lit } from '../objects/intern'
import { raiseFormat, raiseText } from '../objects/raise'
import { typeOf, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { ABSENT } from '../memory/value'
import { opA, opD, opX, setReg, wordAt } from './frame-layout'
import { goOnAt } from './frames'
import { Op } from './opcodes'
import { After, method1, pythonMethod } from './special-methods'
import { Status } from './status'

export function thrownAt(fp: u32, ip: u32): u32 {
  goOnAt(fp, ip)
  return Status.thrown
}

/** The instruction before `ip` of frame `fp` has found `truth`: it jumps, or has its result. */
export function deliverTruth(fp: u32, ip: u32, truth: bool): u32 {
  const word = wordAt(ip)
  const op = <u32>word & 255
  let next = ip
  if (op == Op.JUMP_IF || op == Op.CONTAINS_JUMP || (op >= <u32>Op.LT_JUMP && op <= <u32>Op.GE_K_JUMP)) {
    if (<u32>truth == opX(word)) next += opD(word)
  }
  else if (op == Op.NOT) setReg(fp, opA(word), boolValue(!truth))
  else if (op == Op.CONTAINS) setReg(fp, opA(word), boolValue(<u32>truth != opX(word)))
  else setReg(fp, opA(word), boolValue(truth))
  goOnAt(fp, next)
  return Status.called
}

/** Finds the truth of `v` for the instruction before `ip` of the current frame `fp`. */
export function testTruth(fp: u32, ip: u32, v: Value): u32 {
  if (isBool(v)) return deliverTruth(fp, ip, v == TRUE)
  if (isPointer(v)) {
    const f = pythonMethod(v, Slot.bool_, lit('__bool__'))
    if (f != ABSENT) return method1(f, fp, ip, v, After.truth)
    if (!typeSlot(typeOf(v), Slot.bool_)) {
      const length = pythonMethod(v, Slot.length, lit('__len__'))
      if (length != ABSENT) return method1(length, fp, ip, v, After.lengthTruth)
    }
  }
  const truth = isTrue(v)
  return truth < 0 ? thrownAt(fp, ip) : deliverTruth(fp, ip, truth == 1)
}

/** What `__bool__` has returned. */
export function afterBool(fp: u32, ip: u32, v: Value): u32 {
  if (isBool(v)) return deliverTruth(fp, ip, v == TRUE)
  raiseFormat(T.TypeError, '__bool__ should return bool, returned %T', v)
  return thrownAt(fp, ip)
}

/** What `__len__` has returned, as a length; -1: raised. */
export function lengthFrom(v: Value): i64 {
  if (isInt(v) && intOf(v) >= 0) return intOf(v)
  const n = toIndex(v, T.OverflowError)
  if (n == INDEX_ERROR) return -1
  if (n < 0) raiseText(T.ValueError, '__len__() should return >= 0')
  return n < 0 ? -1 : n
}
