// The module _bisect: binary search in sorted sequences, and insertion. Argument order of all: a, x, lo, hi, key.

import { ABSENT, EXCEPTION, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, areInts, hasShape, intOf, intValue, pointer } from '../memory/value'
import { call1, callMethod2 } from '../interp/nested'
import { stmOwn } from '../stm/barriers'
import { INDEX_ERROR, isIndex, isTrue, lengthOf, richCompare, toIndex } from '../objects/abstract'
import { arg, defineFunction, defineModule, fn } from '../objects/define'
import { lit } from '../objects/intern'
import { sequenceItem } from '../objects/item-access'
import { LIST_LENGTH, listInsertAt, listItem } from '../objects/list'
import { raiseFormat, raiseText } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { T } from '../objects/type-ids'
import { CompareOp } from '../objects/type-slots'

function lessThan(a: Value, b: Value): i32 {
  if (areInts(a, b)) return i32(intOf(a) < intOf(b))
  const r = richCompare(a, b, CompareOp.LT)
  return r == TRUE ? 1 : r == FALSE ? 0 : r == EXCEPTION ? -1 : isTrue(r)
}

/** Where `x`, which is a key already, belongs in a[lo:hi]; left or right of equal items. -1: raised. */
function search(a: Value, x: Value, lo: i64, hi: i64, key: Value, right: bool): i64 {
  if (lo < 0) { raiseText(T.ValueError, 'lo must be non-negative'); return -1 }
  if (hi < 0) {
    hi = lengthOf(a)
    if (hi < 0) return -1
  }
  const isList = hasShape(a, shapeAt(T.list))
  while (lo < hi) {
    const middle = (lo + hi) >> 1
    let item = isList ? listItem(addressOf(a), <u32>middle) : sequenceItem(a, middle)
    if (item == ABSENT) { raiseText(T.IndexError, 'list index out of range'); return -1 }
    if (item == EXCEPTION) return -1
    if (key != NONE) {
      item = call1(key, item)
      if (item == EXCEPTION) return -1
    }
    const r = right ? lessThan(x, item) : lessThan(item, x)
    if (r < 0) return -1
    if ((r == 1) == right) hi = middle
    else lo = middle + 1
  }
  return lo
}

/** hi: missing or None means the whole sequence (-1); INDEX_ERROR: raised. */
function upper(v: Value): i64 {
  if (v == UNBOUND || v == NONE) return -1
  if (isIndex(v)) return toIndex(v, T.OverflowError)
  raiseFormat(T.TypeError, "argument should be integer or None, not '%T'", v)
  return INDEX_ERROR
}

function find(argv: u32, right: bool, insert: bool): i64 {
  const lo: i64 = arg(argv, 2) == UNBOUND ? 0 : toIndex(arg(argv, 2), T.OverflowError)
  if (lo == INDEX_ERROR) return -1
  const hi = upper(arg(argv, 3))
  if (hi == INDEX_ERROR) return -1
  const key = arg(argv, 4) == UNBOUND ? NONE : arg(argv, 4)
  let x = arg(argv, 1)
  if (insert && key != NONE) {
    x = call1(key, x)
    if (x == EXCEPTION) return -1
  }
  return search(arg(argv, 0), x, lo, hi, key, right)
}

function bisect(argv: u32, right: bool): Value {
  const i = find(argv, right, false)
  return i < 0 ? EXCEPTION : intValue(i)
}

function insort(argv: u32, right: bool): Value {
  const i = find(argv, right, true)
  if (i < 0) return EXCEPTION
  const a = arg(argv, 0)
  if (!hasShape(a, shapeAt(T.list))) return callMethod2(a, lit('insert'), intValue(i), arg(argv, 1)) == EXCEPTION ? EXCEPTION : NONE
  const list = addressOf(a)
  stmOwn(list)
  const n = load<u32>(list, LIST_LENGTH)
  return listInsertAt(list, <i64>n < i ? n : <u32>i, arg(argv, 1)) ? NONE : EXCEPTION
}

function bisect_left(argv: u32): Value { return bisect(argv, false) }
function bisect_right(argv: u32): Value { return bisect(argv, true) }
function insort_left(argv: u32): Value { return insort(argv, false) }
function insort_right(argv: u32): Value { return insort(argv, true) }

export function initBisectModule(): u32 {
  const m = defineModule('_bisect')
  defineFunction(m, 'bisect_left', '($module, /, a, x, lo=0, hi=None, *, key=None)', fn(bisect_left))
  defineFunction(m, 'bisect_right', '($module, /, a, x, lo=0, hi=None, *, key=None)', fn(bisect_right))
  defineFunction(m, 'insort_left', '($module, /, a, x, lo=0, hi=None, *, key=None)', fn(insort_left))
  defineFunction(m, 'insort_right', '($module, /, a, x, lo=0, hi=None, *, key=None)', fn(insort_right))
  return m
}
