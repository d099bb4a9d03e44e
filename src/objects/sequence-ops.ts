// What list and tuple (and others that behave like them) share: comparison, search, repr of items, conversion of iterables.
// A sequence here is seen through `itemOf`, which reads with the barriers of its kind, so that it may change in a callback.

import { ABSENT, EXCEPTION, FALSE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, intValue, isPointer } from '../memory/value'
import { enterNativeFor, leaveNative } from '../interp/nested'
import { INDEX_ERROR, equal, orderMatches, repr, richCompare } from './abstract'
import { arg } from './define'
import { listItem, listLength } from './list'
import { shapeAt } from './shape'
import { boundArgument } from './slice'
import { textLiteral, textValue } from './text-builder'
import { tupleItem, tupleLength } from './tuple-core'
import { T } from './type-ids'
import { CompareOp } from './type-slots'

/** Item `i` of a list (`isList`, a constant) or tuple, ABSENT beyond the end. */
// @ts-ignore: decorator
@inline export function itemOf(sequence: u32, i: u32, isList: bool): Value {
  if (isList) return listItem(sequence, i)
  return i < tupleLength(sequence) ? tupleItem(sequence, i) : ABSENT
}
// @ts-ignore: decorator
@inline export function lengthOfSequence(sequence: u32, isList: bool): u32 { return isList ? listLength(sequence) : tupleLength(sequence) }

/** Lexicographic comparison. */
export function compareSequences(a: u32, b: u32, op: CompareOp, isList: bool): Value {
  if (!enterNativeFor('maximum recursion depth exceeded in comparison')) return EXCEPTION
  const r = compareItems(a, b, op, isList)
  leaveNative()
  return r
}

function compareItems(a: u32, b: u32, op: CompareOp, isList: bool): Value {
  if ((op == CompareOp.EQ || op == CompareOp.NE) && isList && listLength(a) != listLength(b)) return boolValue(op == CompareOp.NE)
  for (let i: u32 = 0; ; i++) {
    const x = itemOf(a, i, isList), y = itemOf(b, i, isList)
    if (x == ABSENT || y == ABSENT) {
      const m = lengthOfSequence(a, isList), n = lengthOfSequence(b, isList)
      return boolValue(orderMatches(m < n ? -1 : m > n ? 1 : 0, op))
    }
    if (x == y) continue
    const e = equal(x, y)
    if (e < 0) return EXCEPTION
    if (e == 1) continue
    if (op == CompareOp.EQ) return FALSE
    if (op == CompareOp.NE) return TRUE
    return richCompare(x, y, op)
  }
  return EXCEPTION
}

/** `value in sequence`: TRUE, FALSE, EXCEPTION. */
export function sequenceContains(sequence: u32, value: Value, isList: bool): Value {
  for (let i: u32 = 0; ; i++) {
    const item = itemOf(sequence, i, isList)
    if (item == ABSENT) return FALSE
    const e = equal(item, value)
    if (e != 0) return e < 0 ? EXCEPTION : TRUE
  }
  return FALSE
}

/** sequence.count(value) */
export function sequenceCount(sequence: u32, value: Value, isList: bool): Value {
  let count: i64 = 0
  for (let i: u32 = 0; ; i++) {
    const item = itemOf(sequence, i, isList)
    if (item == ABSENT) return intValue(count)
    const e = equal(item, value)
    if (e < 0) return EXCEPTION
    count += e
  }
  return EXCEPTION
}

/** Position of `value` for index(value, start, stop): the arguments at argv + 2, + 3; -1: not there, -2: raised. */
export function sequenceIndex(argv: u32, isList: bool): i64 {
  const sequence = addressOf(arg(argv, 0))
  const value = arg(argv, 1)
  let start = boundArgument(arg(argv, 2), 0)
  if (start == INDEX_ERROR) return -2
  let stop = boundArgument(arg(argv, 3), i64.MAX_VALUE)
  if (stop == INDEX_ERROR) return -2
  const length: i64 = lengthOfSequence(sequence, isList)
  if (start < 0) { start += length; if (start < 0) start = 0 }
  if (stop < 0) { stop += length; if (stop < 0) stop = 0 }
  for (let i = start; i < stop; i++) {
    if (i > <i64>u32.MAX_VALUE) return -1
    const item = itemOf(sequence, <u32>i, isList)
    if (item == ABSENT) return -1
    const e = equal(item, value)
    if (e != 0) return e < 0 ? -2 : i
  }
  return -1
}

/** Appends the reprs of all items, with ", " in between, to the text being built; false: raised. */
export function appendReprs(sequence: u32, isList: bool): bool {
  for (let i: u32 = 0; ; i++) {
    const item = itemOf(sequence, i, isList)
    if (item == ABSENT) return true
    if (i) textLiteral(', ')
    const text = repr(item)
    if (text == EXCEPTION) return false
    textValue(text)
  }
  return true
}
