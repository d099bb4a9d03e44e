// Methods of str that take strings apart and put them together: split, rsplit, splitlines, partition, rpartition, join.

import { EXCEPTION, NONE, UNBOUND, Value, addressOf, pointer } from '../memory/value'
import { isTrue } from './abstract'
import { arg, defineMethod, fn } from './define'
import { INDEX_ERROR } from './item-access'
import { toTuple } from './iteration'
import { newListFrom } from './list'
import { clearError, errorMatches, raiseFormat, raiseText } from './raise'
import { MAX_STR_BYTES, codePointAt, copyCodePoints, kindOf, newStrFor, strMask, strRangeValue } from './str-build'
import { emptyStr, emptyStrValue, strData, strKind, strLength, strOf } from './str-core'
import { strFind, strFindLast, wholeStr } from './str-search'
import { countArg, isExactStr, isStr } from './text-args'
import { tupleItem, tupleLength, tupleOf3 } from './tuple-core'
import { typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { isLineBreak, isUnicodeSpace } from './unicode'
import { VECTOR_ITEMS, newVector, vectorLength, vectorPush } from './vector'

function listOf(vector: u32): Value { return pointer(newListFrom(vector + VECTOR_ITEMS, vectorLength(vector))) }

/** Part [from, to) of the str `self`; the whole of an exact str is itself. */
function part(self: Value, from: u32, to: u32): Value {
  const s = strOf(self)
  return from == 0 && to == strLength(s) ? pointer(s) : strRangeValue(s, from, to)
}

/** Turns the order of a vector round. */
export function reverseVector(v: u32): void {
  const n = vectorLength(v)
  for (let i: u32 = 0; i < n >> 1; i++) {
    const a = v + VECTOR_ITEMS + i * 8, b = v + VECTOR_ITEMS + (n - 1 - i) * 8
    const x = load<u64>(a)
    store<u64>(a, load<u64>(b))
    store<u64>(b, x)
  }
}

function splitSpace(self: Value, limit: i64): Value {
  const s = strOf(self)
  const n = strLength(s), kind = strKind(s), data = strData(s)
  let v = newVector()
  let i: u32 = 0
  while (limit != 0) {
    while (i < n && isUnicodeSpace(codePointAt(kind, data, i))) i++
    if (i == n) break
    const from = i
    while (i < n && !isUnicodeSpace(codePointAt(kind, data, i))) i++
    v = vectorPush(v, part(self, from, i))
    limit--
  }
  while (i < n && isUnicodeSpace(codePointAt(kind, data, i))) i++
  if (i < n) v = vectorPush(v, part(self, i, n)) // the limit was reached: the rest with its trailing space
  return listOf(v)
}

function splitSpaceRight(self: Value, limit: i64): Value {
  const s = strOf(self)
  const kind = strKind(s), data = strData(s)
  let v = newVector()
  let i = strLength(s)
  while (limit != 0) {
    while (i > 0 && isUnicodeSpace(codePointAt(kind, data, i - 1))) i--
    if (i == 0) break
    const to = i
    while (i > 0 && !isUnicodeSpace(codePointAt(kind, data, i - 1))) i--
    v = vectorPush(v, part(self, i, to))
    limit--
  }
  while (i > 0 && isUnicodeSpace(codePointAt(kind, data, i - 1))) i--
  if (i > 0) v = vectorPush(v, part(self, 0, i))
  reverseVector(v)
  return listOf(v)
}

function splitAt(self: Value, separator: u32, limit: i64, right: bool): Value {
  const s = strOf(self)
  const m = strLength(separator)
  if (m == 0) return raiseText(T.ValueError, 'empty separator')
  let v = newVector()
  let from: u32 = 0, to = strLength(s)
  while (limit != 0) {
    const at = right ? strFindLast(s, separator, from, to) : strFind(s, separator, from, to)
    if (at < 0) break
    if (right) {
      v = vectorPush(v, part(self, <u32>at + m, to))
      to = at
    } else {
      v = vectorPush(v, part(self, from, at))
      from = <u32>at + m
    }
    limit--
  }
  v = vectorPush(v, part(self, from, to))
  if (right) reverseVector(v)
  return listOf(v)
}

function split(argv: u32, right: bool): Value {
  const self = arg(argv, 0), separator = arg(argv, 1)
  const limit = countArg(arg(argv, 2), -1)
  if (limit == INDEX_ERROR) return EXCEPTION
  if (separator == UNBOUND || separator == NONE) return right ? splitSpaceRight(self, limit) : splitSpace(self, limit)
  if (!isStr(separator)) return raiseFormat(T.TypeError, 'must be str or None, not %T', separator)
  return splitAt(self, strOf(separator), limit, right)
}
function str_split(argv: u32): Value { return split(argv, false) }
function str_rsplit(argv: u32): Value { return split(argv, true) }

function str_splitlines(argv: u32): Value {
  const self = arg(argv, 0)
  let keep = false
  if (arg(argv, 1) != UNBOUND) {
    const truth = isTrue(arg(argv, 1))
    if (truth < 0) return EXCEPTION
    keep = truth != 0
  }
  const s = strOf(self)
  const n = strLength(s), kind = strKind(s), data = strData(s)
  let v = newVector()
  let i: u32 = 0
  while (i < n) {
    const from = i
    while (i < n && !isLineBreak(codePointAt(kind, data, i))) i++
    let to = i
    if (i < n) {
      i += codePointAt(kind, data, i) == 13 && i + 1 < n && codePointAt(kind, data, i + 1) == 10 ? 2 : 1
      if (keep) to = i
    }
    v = vectorPush(v, part(self, from, to))
  }
  return listOf(v)
}

function partition(argv: u32, right: bool): Value {
  const self = arg(argv, 0), separator = arg(argv, 1)
  if (!isStr(separator)) return raiseFormat(T.TypeError, 'must be str, not %T', separator)
  const s = strOf(self), m = strLength(strOf(separator)), n = strLength(s)
  if (m == 0) return raiseText(T.ValueError, 'empty separator')
  const at = right ? strFindLast(s, strOf(separator), 0, n) : strFind(s, strOf(separator), 0, n)
  if (at < 0) {
    const empty = emptyStrValue()
    return pointer(right ? tupleOf3(empty, empty, wholeStr(self)) : tupleOf3(wholeStr(self), empty, empty))
  }
  return pointer(tupleOf3(strRangeValue(s, 0, at), separator, strRangeValue(s, <u32>at + m, n)))
}
function str_partition(argv: u32): Value { return partition(argv, false) }
function str_rpartition(argv: u32): Value { return partition(argv, true) }

function str_join(argv: u32): Value { return strJoin(strOf(arg(argv, 0)), arg(argv, 1)) }

/** separator.join(iterable) */
export function strJoin(separator: u32, iterable: Value): Value {
  const items = toTuple(iterable)
  if (items == EXCEPTION) {
    if (errorMatches(T.TypeError) && !typeSlot(typeOf(iterable), Slot.iter) && !typeSlot(typeOf(iterable), Slot.item)) { clearError(); return raiseText(T.TypeError, 'can only join an iterable') }
    return EXCEPTION
  }
  const t = addressOf(items)
  const n = tupleLength(t)
  if (n == 0) return emptyStrValue()
  let mask: u32 = n > 1 ? strMask(separator) : 0
  let total = <u64>strLength(separator) * (n - 1)
  for (let i: u32 = 0; i < n; i++) {
    const item = tupleItem(t, i)
    if (!isStr(item)) return raiseFormat(T.TypeError, 'sequence item %d: expected str instance, %T found', i, item)
    mask |= strMask(strOf(item))
    total += strLength(strOf(item))
  }
  if (n == 1 && isExactStr(tupleItem(t, 0))) return tupleItem(t, 0)
  if (total * 4 > MAX_STR_BYTES) return raiseText(T.MemoryError, '')
  if (total <= 1) {
    if (total == 0) return pointer(emptyStr())
    for (let i: u32 = 0; i < n; i++) if (strLength(strOf(tupleItem(t, i)))) return wholeStr(tupleItem(t, i))
    return wholeStr(pointer(separator))
  }
  const kind = kindOf(mask)
  const s = newStrFor(mask, <u32>total)
  const data = strData(s)
  const m = strLength(separator)
  let at: u32 = 0
  for (let i: u32 = 0; i < n; i++) {
    if (i && m) {
      copyCodePoints(kind, data, at, strKind(separator), strData(separator), 0, m)
      at += m
    }
    const item = strOf(tupleItem(t, i))
    copyCodePoints(kind, data, at, strKind(item), strData(item), 0, strLength(item))
    at += strLength(item)
  }
  return pointer(s)
}

export function initStrSplit(t: u32): void {
  defineMethod(t, 'split', '($self, /, sep=None, maxsplit=-1)', fn(str_split))
  defineMethod(t, 'rsplit', '($self, /, sep=None, maxsplit=-1)', fn(str_rsplit))
  defineMethod(t, 'splitlines', '($self, /, keepends=False)', fn(str_splitlines))
  defineMethod(t, 'partition', '($self, sep, /)', fn(str_partition))
  defineMethod(t, 'rpartition', '($self, sep, /)', fn(str_rpartition))
  defineMethod(t, 'join', '($self, iterable, /)', fn(str_join))
}
