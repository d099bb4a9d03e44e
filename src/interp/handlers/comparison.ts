// Comparisons, identity, membership and the jumps on them.

import { EXCEPTION, FALSE, TRUE, Value, areInts, boolValue, floatOf } from '../../memory/value'
import { contains, isTrue, richCompare } from '../../objects/abstract'
import { CompareOp } from '../../objects/type-slots'
import { frameConstants } from '../frames'
import { opA, opB, opC, opX, reg, setReg, wordAt } from '../frame-layout'
import { Op } from '../opcodes'
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

function compareOf(op: u32): CompareOp {
  switch (op) {
    case Op.LT: case Op.LT_JUMP: case Op.LT_K_JUMP: return CompareOp.LT
    case Op.LE: case Op.LE_JUMP: case Op.LE_K_JUMP: return CompareOp.LE
    case Op.EQ: case Op.EQ_JUMP: case Op.EQ_K_JUMP: return CompareOp.EQ
    case Op.NE: case Op.NE_JUMP: case Op.NE_K_JUMP: return CompareOp.NE
    case Op.GT: case Op.GT_JUMP: case Op.GT_K_JUMP: return CompareOp.GT
    default: return CompareOp.GE
  }
}

/** R[A] = R[B] op R[C]. */
export function opCompare(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return deliver(fp, word, richCompare(reg(fp, opB(word)), reg(fp, opC(word)), compareOf(<u32>word & 255)))
}

/** Truth `truth` (1, 0, -1: raised) against the X of a jump. */
// @ts-ignore: decorator
@inline function jumpOn(word: u64, truth: i32): u32 {
  if (truth < 0) return Status.raised
  return <u32>truth == opX(word) ? Status.jump : Status.next
}

function compareJump(word: u64, a: Value, b: Value): u32 {
  const r = richCompare(a, b, compareOf(<u32>word & 255))
  return jumpOn(word, r == TRUE ? 1 : r == FALSE ? 0 : r == EXCEPTION ? -1 : isTrue(r))
}

/** Jump on R[A] op R[B]. */
export function opCompareJump(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return compareJump(word, reg(fp, opA(word)), reg(fp, opB(word)))
}

/** Jump on R[A] op K[B]. */
export function opCompareJumpK(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return compareJump(word, reg(fp, opA(word)), load<u64>(frameConstants(fp) + opB(word)))
}

export function opJumpIf(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return jumpOn(word, isTrue(reg(fp, opA(word))))
}

export function opContains(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const r = contains(reg(fp, opC(word)), reg(fp, opB(word)))
  if (r < 0) return Status.raised
  setReg(fp, opA(word), boolValue(<u32>r != opX(word)))
  return Status.next
}

export function opContainsJump(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return jumpOn(word, contains(reg(fp, opB(word)), reg(fp, opA(word))))
}
