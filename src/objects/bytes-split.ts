// Methods of bytes and bytearray that take bytes apart and put them together: split, rsplit, splitlines, partition, rpartition, join.

import { EXCEPTION, NONE, UNBOUND, Value, addressOf, pointer } from '../memory/value'
import { bytesLike, bytesOfBuffer, hasBuffer } from './buffer'
import { MAX_BYTES, bytesData, bytesLength, bytesRange, isBytes, newBytes } from './bytes-core'
import { bytesFind, bytesFindLast, likeSelf, selfBytes } from './bytes-search'
import { isTrue } from './compare'
import { arg, defineMethod, fn } from './define'
import { INDEX_ERROR } from './item-access'
import { toTuple } from './iteration'
import { newListFrom } from './list'
import { clearError, errorMatches, raiseFormat, raiseText } from './raise'
import { reverseVector } from './str-split'
import { countArg } from './text-args'
import { tupleItem, tupleLength, tupleOf3 } from './tuple-core'
import { typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { VECTOR_ITEMS, newVector, vectorLength, vectorPush } from './vector'

/** White space of bytes methods. */
// @ts-ignore: decorator
@inline export function isByteSpace(c: u32): bool { return c == 32 || c - 9 < 5 }

function listOf(vector: u32): Value { return pointer(newListFrom(vector + VECTOR_ITEMS, vectorLength(vector))) }

function splitSpace(self: Value, b: u32, limit: i64, right: bool): Value {
  const data = bytesData(b)
  let from: u32 = 0, to = bytesLength(b)
  let v = newVector()
  while (true) {
    if (right) while (to > from && isByteSpace(load<u8>(data + to - 1))) to--
    else while (from < to && isByteSpace(load<u8>(data + from))) from++
    if (from == to) break
    if (limit-- == 0) {
      v = vectorPush(v, likeSelf(self, bytesRange(b, from, to)))
      break
    }
    if (right) {
      const end = to
      while (to > from && !isByteSpace(load<u8>(data + to - 1))) to--
      v = vectorPush(v, likeSelf(self, bytesRange(b, to, end)))
    } else {
      const start = from
      while (from < to && !isByteSpace(load<u8>(data + from))) from++
      v = vectorPush(v, likeSelf(self, bytesRange(b, start, from)))
    }
  }
  if (right) reverseVector(v)
  return listOf(v)
}

function split(argv: u32, right: bool): Value {
  const self = arg(argv, 0), separatorValue = arg(argv, 1)
  const limit = countArg(arg(argv, 2), -1)
  if (limit == INDEX_ERROR) return EXCEPTION
  if (separatorValue == UNBOUND || separatorValue == NONE) return splitSpace(self, selfBytes(self), limit, right)
  const separator = bytesLike(separatorValue)
  if (!separator) return EXCEPTION
  const m = bytesLength(separator)
  if (m == 0) return raiseText(T.ValueError, 'empty separator')
  const b = selfBytes(self)
  let v = newVector()
  let from: u32 = 0, to = bytesLength(b)
  for (let left = limit; left != 0; left--) {
    const at = right ? bytesFindLast(b, separator, from, to) : bytesFind(b, separator, from, to)
    if (at < 0) break
    if (right) {
      v = vectorPush(v, likeSelf(self, bytesRange(b, <u32>at + m, to)))
      to = at
    } else {
      v = vectorPush(v, likeSelf(self, bytesRange(b, from, at)))
      from = <u32>at + m
    }
  }
  v = vectorPush(v, likeSelf(self, bytesRange(b, from, to)))
  if (right) reverseVector(v)
  return listOf(v)
}
function bytes_split(argv: u32): Value { return split(argv, false) }
function bytes_rsplit(argv: u32): Value { return split(argv, true) }

function bytes_splitlines(argv: u32): Value {
  const self = arg(argv, 0)
  let keep = false
  if (arg(argv, 1) != UNBOUND) {
    const truth = isTrue(arg(argv, 1))
    if (truth < 0) return EXCEPTION
    keep = truth != 0
  }
  const b = selfBytes(self)
  const n = bytesLength(b), data = bytesData(b)
  let v = newVector()
  let i: u32 = 0
  while (i < n) {
    const from = i
    while (i < n && load<u8>(data + i) != 10 && load<u8>(data + i) != 13) i++
    let to = i
    if (i < n) {
      i += load<u8>(data + i) == 13 && i + 1 < n && load<u8>(data + i + 1) == 10 ? 2 : 1
      if (keep) to = i
    }
    v = vectorPush(v, likeSelf(self, bytesRange(b, from, to)))
  }
  return listOf(v)
}

function partition(argv: u32, right: bool): Value {
  const self = arg(argv, 0)
  const separator = bytesLike(arg(argv, 1))
  if (!separator) return EXCEPTION
  const m = bytesLength(separator)
  if (m == 0) return raiseText(T.ValueError, 'empty separator')
  const b = selfBytes(self)
  const n = bytesLength(b)
  const at = right ? bytesFindLast(b, separator, 0, n) : bytesFind(b, separator, 0, n)
  if (at < 0) {
    const whole = likeSelf(self, b), a = likeSelf(self, newBytes(0)), c = likeSelf(self, newBytes(0))
    return pointer(right ? tupleOf3(a, c, whole) : tupleOf3(whole, a, c))
  }
  const middle = isBytes(self) && isBytes(arg(argv, 1)) ? arg(argv, 1) : likeSelf(self, separator)
  return pointer(tupleOf3(likeSelf(self, bytesRange(b, 0, at)), middle, likeSelf(self, bytesRange(b, <u32>at + m, n))))
}
function bytes_partition(argv: u32): Value { return partition(argv, false) }
function bytes_rpartition(argv: u32): Value { return partition(argv, true) }

function bytes_join(argv: u32): Value {
  const self = arg(argv, 0), iterable = arg(argv, 1)
  const items = toTuple(iterable)
  if (items == EXCEPTION) {
    if (errorMatches(T.TypeError) && !typeSlot(typeOf(iterable), Slot.iter) && !typeSlot(typeOf(iterable), Slot.item)) {
      clearError()
      return raiseText(T.TypeError, 'can only join an iterable')
    }
    return EXCEPTION
  }
  const t = addressOf(items)
  const n = tupleLength(t)
  const separator = selfBytes(self)
  const m = bytesLength(separator)
  let parts = newVector(n)
  let total: u64 = n ? <u64>m * (n - 1) : 0
  for (let i: u32 = 0; i < n; i++) {
    const item = tupleItem(t, i)
    if (!hasBuffer(item)) return raiseFormat(T.TypeError, 'sequence item %d: expected a bytes-like object, %T found', i, item)
    const b = bytesOfBuffer(item)
    if (!b) return EXCEPTION
    total += bytesLength(b)
    parts = vectorPush(parts, pointer(b))
  }
  if (total > MAX_BYTES) return raiseText(T.MemoryError, '')
  const r = newBytes(<u32>total)
  let to = bytesData(r)
  for (let i: u32 = 0; i < n; i++) {
    if (i) {
      memory.copy(to, bytesData(separator), m)
      to += m
    }
    const b = <u32>load<u64>(parts + VECTOR_ITEMS + i * 8)
    memory.copy(to, bytesData(b), bytesLength(b))
    to += bytesLength(b)
  }
  return likeSelf(self, r)
}

export function initBytesSplit(t: u32): void {
  defineMethod(t, 'split', '($self, /, sep=None, maxsplit=-1)', fn(bytes_split))
  defineMethod(t, 'rsplit', '($self, /, sep=None, maxsplit=-1)', fn(bytes_rsplit))
  defineMethod(t, 'splitlines', '($self, /, keepends=False)', fn(bytes_splitlines))
  defineMethod(t, 'partition', '($self, sep, /)', fn(bytes_partition))
  defineMethod(t, 'rpartition', '($self, sep, /)', fn(bytes_rpartition))
  defineMethod(t, 'join', '($self, iterable_of_bytes, /)', fn(bytes_join))
}
