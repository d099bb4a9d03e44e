// Comparison, truth and hash of any values.

import { EXCEPTION, FALSE, NONE, NOT_IMPLEMENTED, TRUE, Value, areInts, boolValue, intOf, isFloat, isInt, floatOf, hasShape, intValue } from '../memory/value'
import { lengthOf } from './item-access'
import { raiseFormat, raiseText } from './raise'
import { shapeAt } from './shape'
import { STR_LENGTH } from './str-core'
import { isSubtype, typeOf, typeSlot } from './type'
import { text } from './intern'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

/** Text of a comparison operator, as a constant's address. */
export function compareOpText(op: CompareOp): u32 {
  switch (op) {
    case CompareOp.LT: return text('<')
    case CompareOp.LE: return text('<=')
    case CompareOp.EQ: return text('==')
    case CompareOp.NE: return text('!=')
    case CompareOp.GT: return text('>')
    default: return text('>=')
  }
}

/** The operator with its operands exchanged. */
export function swappedOp(op: CompareOp): CompareOp {
  switch (op) {
    case CompareOp.LT: return CompareOp.GT
    case CompareOp.LE: return CompareOp.GE
    case CompareOp.GT: return CompareOp.LT
    case CompareOp.GE: return CompareOp.LE
    default: return op
  }
}

/** Result of `order op 0` for an order of -1, 0, 1. */
export function orderMatches(order: i32, op: CompareOp): bool {
  switch (op) {
    case CompareOp.LT: return order < 0
    case CompareOp.LE: return order <= 0
    case CompareOp.EQ: return order == 0
    case CompareOp.NE: return order != 0
    case CompareOp.GT: return order > 0
    default: return order >= 0
  }
}

/** `a op b`: any value, or EXCEPTION. */
export function richCompare(a: Value, b: Value, op: CompareOp): Value {
  if (areInts(a, b)) {
    const x = intOf(a), y = intOf(b)
    return boolValue(orderMatches(x < y ? -1 : x > y ? 1 : 0, op))
  }
  const ta = typeOf(a), tb = typeOf(b)
  const fb = typeSlot(tb, Slot.richcompare)
  let reflectedTried = false
  if (fb && ta != tb && isSubtype(tb, ta)) {
    reflectedTried = true
    const r = call_indirect<Value>(fb, b, a, swappedOp(op))
    if (r != NOT_IMPLEMENTED) return r
  }
  const fa = typeSlot(ta, Slot.richcompare)
  if (fa) {
    const r = call_indirect<Value>(fa, a, b, op)
    if (r != NOT_IMPLEMENTED) return r
  }
  if (fb && !reflectedTried) {
    const r = call_indirect<Value>(fb, b, a, swappedOp(op))
    if (r != NOT_IMPLEMENTED) return r
  }
  return compareRest(a, b, op)
}

/** `a op b` when neither operand knows: identity, or TypeError. */
export function compareRest(a: Value, b: Value, op: CompareOp): Value {
  if (op == CompareOp.EQ) return boolValue(a == b)
  if (op == CompareOp.NE) return boolValue(a != b)
  return raiseFormat(T.TypeError, "'%s' not supported between instances of '%T' and '%T'", compareOpText(op), a, b)
}

/** Truth of `a op b`: 1, 0, or -1: raised. Identical objects are equal without being asked. */
export function compareTruth(a: Value, b: Value, op: CompareOp): i32 {
  if (a == b) {
    if (op == CompareOp.EQ) return 1
    if (op == CompareOp.NE) return 0
  }
  const r = richCompare(a, b, op)
  return r == TRUE ? 1 : r == FALSE ? 0 : r == EXCEPTION ? -1 : isTrue(r)
}

/** Equality as containers see it (identity or ==): 1, 0, or -1: raised. */
export function equal(a: Value, b: Value): i32 { return compareTruth(a, b, CompareOp.EQ) }

/** Truth of a value: 1, 0, or -1: raised. */
export function isTrue(v: Value): i32 {
  if (v == TRUE) return 1
  if (v == FALSE || v == NONE) return 0
  if (isInt(v)) return v == intValue(0) ? 0 : 1
  if (isFloat(v)) return floatOf(v) != 0 ? 1 : 0
  if (hasShape(v, shapeAt(T.str))) return load<u32>(<u32>v, STR_LENGTH) != 0 ? 1 : 0 // also of one under construction
  const type = typeOf(v)
  const slot = typeSlot(type, Slot.bool_)
  if (slot) {
    const r = call_indirect<Value>(slot, v)
    return r == EXCEPTION ? -1 : r == TRUE ? 1 : 0
  }
  if (typeSlot(type, Slot.length)) {
    const n = lengthOf(v)
    return n < 0 ? -1 : n > 0 ? 1 : 0
  }
  return 1
}

/** hash(v): a 64-bit number that is never -1; -1: raised. */
export function hashOf(v: Value): i64 {
  if (isInt(v)) { const i = intOf(v); return i == -1 ? -2 : i }
  const slot = typeSlot(typeOf(v), Slot.hash)
  if (slot) return call_indirect<i64>(slot, v)
  raiseFormat(T.TypeError, "unhashable type: '%T'", v)
  return -1
}

/** Slot function of unhashable types (`__hash__ = None`). */
export function hashNotImplemented(self: Value): i64 {
  raiseFormat(T.TypeError, "unhashable type: '%T'", self)
  return -1
}

/** Hash by identity. Objects never move, so the address serves. */
export function identityHash(v: Value): i64 {
  const h = <i64>rotr<u64>(v & 0x0000ffffffffffff, 4)
  return h == -1 ? -2 : h
}
