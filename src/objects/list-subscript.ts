// list[...]: items and slices, reading, assigning and deleting.

import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, intOf, isInt, pointer } from '../memory/value'
import { stmCheck, stmOwn } from '../stm/barriers'
import { INDEX_ERROR, isIndex, toIndex } from './abstract'
import { LIST_LENGTH, LIST_SLOTS, LIST_STORAGE, listItem, listLength, listReplaceStorage, listSliceCopy, listSlots, listSplice, listStore, newListOfLength } from './list'
import { fastSequence } from './list-methods'
import { raiseFormat, raiseText } from './raise'
import { fitBound, isSlice, sliceCount, sliceStart, sliceStep, sliceStop } from './slice'
import { shapeAt } from './shape'
import { TUPLE_ITEMS, tupleLength } from './tuple-core'
import { errorMatches } from './raise'
import { T } from './type-ids'

/** Item `i`, negative counted from the end; raises IndexError. */
export function listItemAt(list: u32, i: i64): Value {
  let n: u32, p: u32
  let x: Value, k: u32
  do {
    n = load<u32>(list, LIST_LENGTH)
    p = load<u32>(list, LIST_STORAGE)
    k = <u32>(i < 0 ? i + n : i)
    x = load<u64>(p + LIST_SLOTS + (k << 3))
  } while (!stmCheck(list))
  const at = i < 0 ? i + n : i
  return <u64>at < <u64>n ? x : raiseText(T.IndexError, 'list index out of range')
}

export function list_item(self: Value, index: Value): Value {
  const i = intOf(index)
  const x = <u64>i > 0xffffffff ? ABSENT : listItem(addressOf(self), <u32>i)
  return x == ABSENT ? raiseText(T.IndexError, 'list index out of range') : x
}

export function list_subscript(self: Value, key: Value): Value {
  const list = addressOf(self)
  if (isInt(key)) return listItemAt(list, intOf(key))
  if (isSlice(key)) {
    const s = addressOf(key)
    const step = sliceStep(s)
    if (step == INDEX_ERROR) return EXCEPTION
    const start = sliceStart(s, step)
    if (start == INDEX_ERROR) return EXCEPTION
    const stop = sliceStop(s, step)
    if (stop == INDEX_ERROR) return EXCEPTION
    return listSlice(list, start, stop, step)
  }
  if (isIndex(key)) {
    const i = toIndex(key, T.IndexError)
    return i == INDEX_ERROR ? EXCEPTION : listItemAt(list, i)
  }
  return raiseFormat(T.TypeError, 'list indices must be integers or slices, not %T', key)
}

function listSlice(list: u32, start: i64, stop: i64, step: i64): Value {
  for (;;) {
    const n: i64 = listLength(list)
    const from = fitBound(start, n, step)
    const to = fitBound(stop, n, step)
    if (step == 1) return pointer(listSliceCopy(list, <u32>from, <u32>(to < from ? from : to)))
    const count = <u32>sliceCount(from, to, step)
    const copy = newListOfLength(count)
    if (count == 0) return pointer(copy)
    const target = listSlots(copy)
    const source = load<u32>(list, LIST_STORAGE) + LIST_SLOTS
    for (let i: u32 = 0; i < count; i++) store<u64>(target + i * 8, load<u64>(source + <u32>(from + <i64>i * step) * 8))
    if (stmCheck(list) && <i64>load<u32>(list, LIST_LENGTH) == n) return pointer(copy)
  }
  return EXCEPTION
}

export function list_assItem(self: Value, index: Value, value: Value): Value { return assignAt(addressOf(self), intOf(index), value) }

/** list[i] = value, or del list[i] with value UNBOUND; `i` as given. */
function assignAt(list: u32, i: i64, value: Value): Value {
  stmOwn(list)
  const n: i64 = load<u32>(list, LIST_LENGTH)
  if (i < 0) i += n
  if (<u64>i >= <u64>n) return raiseText(T.IndexError, 'list assignment index out of range')
  if (value == UNBOUND) listSplice(list, <u32>i, <u32>i + 1, 0, 0)
  else listStore(list, <u32>i, value)
  return NONE
}

export function list_assSubscript(self: Value, key: Value, value: Value): Value {
  const list = addressOf(self)
  if (isInt(key)) return assignAt(list, intOf(key), value)
  if (isSlice(key)) return assignSlice(list, addressOf(key), value)
  if (isIndex(key)) {
    const i = toIndex(key, T.IndexError)
    return i == INDEX_ERROR ? EXCEPTION : assignAt(list, i, value)
  }
  return raiseFormat(T.TypeError, 'list indices must be integers or slices, not %T', key)
}

function assignSlice(list: u32, slice: u32, value: Value): Value {
  const step = sliceStep(slice)
  if (step == INDEX_ERROR) return EXCEPTION
  const start = sliceStart(slice, step)
  if (start == INDEX_ERROR) return EXCEPTION
  const stop = sliceStop(slice, step)
  if (stop == INDEX_ERROR) return EXCEPTION
  let values: u32 = 0, count: u32 = 0
  if (value != UNBOUND) {
    const items = fastSequence(value)
    if (items == EXCEPTION) {
      if (errorMatches(T.TypeError)) {
        return raiseText(T.TypeError, 'must assign iterable to extended slice')
      }
      return EXCEPTION
    }
    let source = addressOf(items)
    if (load<u32>(source, 4) == shapeAt(T.tuple)) {
      values = source + TUPLE_ITEMS
      count = tupleLength(source)
    } else {
      if (items == value) source = listSliceCopy(source, 0, u32.MAX_VALUE)
      values = listSlots(source)
      count = load<u32>(source, LIST_LENGTH)
    }
  }
  stmOwn(list)
  const n: i64 = load<u32>(list, LIST_LENGTH)
  const from = fitBound(start, n, step)
  let to = fitBound(stop, n, step)
  if (step == 1) {
    if (to < from) to = from
    return listSplice(list, <u32>from, <u32>to, values, count) ? NONE : EXCEPTION
  }
  const slots = sliceCount(from, to, step)
  if (value == UNBOUND) {
    if (slots) deleteStrided(list, <u32>(step < 0 ? from + (slots - 1) * step : from), <u32>slots, <u32>(step < 0 ? -step : step))
    return NONE
  }
  if (<i64>count != slots) return raiseFormat(T.ValueError, 'attempt to assign sequence of size %d to extended slice of size %d', count, slots)
  for (let i: u32 = 0; i < count; i++) listStore(list, <u32>(from + <i64>i * step), load<u64>(values + i * 8))
  return NONE
}

/** Deletes `count` items of an owned list: `from` and each `step`-th behind it. */
function deleteStrided(list: u32, from: u32, count: u32, step: u32): void {
  const n = load<u32>(list, LIST_LENGTH)
  const kept = newListOfLength(n - count)
  const source = listSlots(list)
  let target = listSlots(kept)
  let next = from, deleted: u32 = 0
  for (let i: u32 = 0; i < n; i++) {
    if (i == next && deleted < count) { deleted++; next += step; continue }
    store<u64>(target, load<u64>(source + i * 8))
    target += 8
  }
  listReplaceStorage(list, n == count ? 0 : load<u32>(kept, LIST_STORAGE), n - count, n - count)
}
