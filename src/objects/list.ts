// The list object: layout and the operations that the rest of the core uses. Python's methods stand in list-methods.ts,
// subscripts and slices in list-subscript.ts, sorting in sort.ts.
//
//   +0 version  +4 shape  +8 length:32  +12 storage:32 (0: none)  +16 capacity:32 (slots of the storage)  +20 form:32 (0 plain)
//   storage: +0 stamp  +4 shape  +8 slots (values)
// One unit: the version word guards length, storage pointer, capacity and the slots. Slots at and beyond `length` are garbage
// to everyone. Lists of more than LIST_MAX items do not exist (MemoryError).

import { allocate, allocateStorage } from '../gc/allocate'
import { ABSENT, Value, addressOf, pointer } from '../memory/value'
import { isFresh, stmCheck, stmOwn, stmRead32, stmStore32, stmStore64, stmStoreIn } from '../stm/barriers'
import { raiseText } from './raise'
import { shapeAt } from './shape'
import { T } from './type-ids'

export const LIST_LENGTH: u32 = 8
export const LIST_STORAGE: u32 = 12
export const LIST_CAPACITY: u32 = 16
export const LIST_FORM: u32 = 20
export const LIST_BYTES: u32 = 24
/** Offset of slot 0 in the storage. */
export const LIST_SLOTS: u32 = 8
/** 1 GiB of slots, less the storage's header. */
export const LIST_MAX: u32 = 0x07fffff0
/** Changes in the middle that move more slots than this build new storage instead of logging each slot. */
export const LIST_MOVE_LIMIT: u32 = 64

/** An empty list with room for `capacity` items. */
export function newList(capacity: u32 = 0): u32 {
  const list = allocate(shapeAt(T.list), LIST_BYTES)
  if (capacity) {
    store<u32>(list, allocateStorage(capacity * 8), LIST_STORAGE)
    store<u32>(list, capacity, LIST_CAPACITY)
  }
  return list
}

/** A list of the `count` values at `from`. */
export function newListFrom(from: u32, count: u32): u32 {
  const list = newList(count)
  if (count) {
    memory.copy(load<u32>(list, LIST_STORAGE) + LIST_SLOTS, from, count * 8)
    store<u32>(list, count, LIST_LENGTH)
  }
  return list
}

/** A list of `length` items that the caller fills at once with plain stores at `listSlots(list) + 8 * i`. */
export function newListOfLength(length: u32): u32 {
  const list = newList(length)
  store<u32>(list, length, LIST_LENGTH)
  return list
}

/** Address of slot 0 of a list that is owned or fresh. */
// @ts-ignore: decorator
@inline export function listSlots(list: u32): u32 { return load<u32>(list, LIST_STORAGE) + LIST_SLOTS }

// @ts-ignore: decorator
@inline export function listLength(list: u32): u32 { return stmRead32(list, list + LIST_LENGTH) }

/** Item `i`, or ABSENT beyond the end. */
export function listItem(list: u32, i: u32): Value {
  let n: u32, p: u32, x: Value
  do {
    n = load<u32>(list, LIST_LENGTH)
    p = load<u32>(list, LIST_STORAGE)
    x = load<u64>(p + LIST_SLOTS + (i << 3))
  } while (!stmCheck(list))
  return i < n ? x : ABSENT
}

/** Slots to allocate for `needed` items of a growing list. */
function roomFor(needed: u32): u32 {
  const room = (needed + (needed >> (needed < 0x100000 ? 1 : 2)) + 6) & ~3
  return room < LIST_MAX ? room : LIST_MAX
}

/** Gives an owned list storage for `needed` items, keeping its items; false: MemoryError raised. */
export function listReserve(list: u32, needed: u32): bool {
  if (needed <= load<u32>(list, LIST_CAPACITY)) return true
  if (needed > LIST_MAX) { raiseText(T.MemoryError, ''); return false }
  const length = load<u32>(list, LIST_LENGTH)
  const capacity = length ? roomFor(needed) : needed < 4 ? 4 : needed
  const storage = allocateStorage(capacity * 8)
  if (length) memory.copy(storage + LIST_SLOTS, load<u32>(list, LIST_STORAGE) + LIST_SLOTS, length * 8)
  stmStore32(list, list + LIST_STORAGE, storage)
  stmStore32(list, list + LIST_CAPACITY, capacity)
  return true
}

/** Appends; false: MemoryError raised. */
export function listAppend(list: u32, v: Value): bool {
  stmOwn(list)
  const n = load<u32>(list, LIST_LENGTH)
  if (n == load<u32>(list, LIST_CAPACITY) && !listReserve(list, n + 1)) return false
  const storage = load<u32>(list, LIST_STORAGE)
  stmStoreIn(list, storage, storage + LIST_SLOTS + (n << 3), v)
  stmStore32(list, list + LIST_LENGTH, n + 1)
  return true
}

/** Stores item `i` of an owned list; `i` is in range. */
export function listStore(list: u32, i: u32, v: Value): void {
  const storage = load<u32>(list, LIST_STORAGE)
  stmStoreIn(list, storage, storage + LIST_SLOTS + (i << 3), v)
}

/**
 * Replaces the items [from, to) of an owned list by `count` values at `values` (which must not lie in this list's own
 * storage); false: MemoryError raised.
 */
export function listSplice(list: u32, from: u32, to: u32, values: u32, count: u32): bool {
  const length = load<u32>(list, LIST_LENGTH)
  const removed = to - from
  const tail = length - to
  const newLength = length - removed + count
  if (newLength > LIST_MAX) { raiseText(T.MemoryError, ''); return false }
  let storage = load<u32>(list, LIST_STORAGE)
  const capacity = load<u32>(list, LIST_CAPACITY)
  const moved: u32 = count == removed ? 0 : tail
  const inPlace = newLength <= capacity && (isFresh(storage) || moved + count <= LIST_MOVE_LIMIT) && (newLength << 2 >= capacity || capacity <= 64)
  if (newLength == 0) {
    stmStore32(list, list + LIST_STORAGE, 0)
    stmStore32(list, list + LIST_CAPACITY, 0)
  } else if (!inPlace) {
    const room = newLength > capacity ? roomFor(newLength) : newLength < length ? roomFor(newLength) : capacity
    const fresh = allocateStorage(room * 8)
    memory.copy(fresh + LIST_SLOTS, storage + LIST_SLOTS, from * 8)
    memory.copy(fresh + LIST_SLOTS + from * 8, values, count * 8)
    memory.copy(fresh + LIST_SLOTS + (from + count) * 8, storage + LIST_SLOTS + to * 8, tail * 8)
    stmStore32(list, list + LIST_STORAGE, fresh)
    stmStore32(list, list + LIST_CAPACITY, room)
  } else if (isFresh(storage)) {
    const slots = storage + LIST_SLOTS
    if (moved) memory.copy(slots + (from + count) * 8, slots + to * 8, tail * 8)
    memory.copy(slots + from * 8, values, count * 8)
  } else {
    const slots = storage + LIST_SLOTS
    if (moved) {
      const shift = (count - removed) * 8 // wraps when the list shrinks
      if (count > removed) for (let at = slots + (length - 1) * 8; at >= slots + to * 8; at -= 8) stmStore64(list, at + shift, load<u64>(at))
      else for (let at = slots + to * 8; at < slots + length * 8; at += 8) stmStore64(list, at + shift, load<u64>(at))
    }
    for (let i: u32 = 0; i < count; i++) stmStore64(list, slots + (from + i) * 8, load<u64>(values + i * 8))
  }
  if (newLength != length) stmStore32(list, list + LIST_LENGTH, newLength)
  return true
}

/** Inserts `v` at `i`, 0 <= i <= length, of an owned list. */
export function listInsertAt(list: u32, i: u32, v: Value): bool {
  const n = load<u32>(list, LIST_LENGTH)
  if (i == n) return listAppend(list, v)
  if (n < load<u32>(list, LIST_CAPACITY)) {
    const storage = load<u32>(list, LIST_STORAGE)
    const at = storage + LIST_SLOTS + (i << 3)
    if (isFresh(storage)) {
      memory.copy(at + 8, at, (n - i) * 8)
      store<u64>(at, v)
      stmStore32(list, list + LIST_LENGTH, n + 1)
      return true
    }
    if (n - i <= LIST_MOVE_LIMIT) {
      for (let from = storage + (n << 3); from >= at; from -= 8) stmStore64(list, from + 8, load<u64>(from))
      stmStore64(list, at, v)
      stmStore32(list, list + LIST_LENGTH, n + 1)
      return true
    }
  } else if (n + 1 > LIST_MAX) {
    raiseText(T.MemoryError, '')
    return false
  }
  const room = roomFor(n + 1)
  const fresh = allocateStorage(room * 8)
  const slots = listSlots(list)
  memory.copy(fresh + LIST_SLOTS, slots, i * 8)
  store<u64>(fresh + (i << 3), v, LIST_SLOTS)
  memory.copy(fresh + LIST_SLOTS + (i + 1) * 8, slots + i * 8, (n - i) * 8)
  stmStore32(list, list + LIST_STORAGE, fresh)
  stmStore32(list, list + LIST_CAPACITY, room)
  stmStore32(list, list + LIST_LENGTH, n + 1)
  return true
}

/** Takes out the last item, or gives ABSENT. */
export function listPopLast(list: u32): Value {
  stmOwn(list)
  const n = load<u32>(list, LIST_LENGTH)
  if (n == 0) return ABSENT
  const x = load<u64>(listSlots(list) + (n - 1) * 8)
  stmStore32(list, list + LIST_LENGTH, n - 1)
  return x
}

/** Takes out item `i`, in range, of an owned list. */
export function listPopAt(list: u32, i: u32): Value {
  const n = load<u32>(list, LIST_LENGTH)
  if (i == n - 1) return listPopLast(list)
  const x = load<u64>(listSlots(list) + (i << 3))
  listSplice(list, i, i + 1, 0, 0)
  return x
}

/** Makes the list empty. */
export function listClear(list: u32): void {
  stmOwn(list)
  if (load<u32>(list, LIST_LENGTH) == 0) return
  stmStore32(list, list + LIST_LENGTH, 0)
  stmStore32(list, list + LIST_STORAGE, 0)
  stmStore32(list, list + LIST_CAPACITY, 0)
}

/** Gives an owned list fresh storage (filled by plain stores) in place of its own. */
export function listReplaceStorage(list: u32, storage: u32, length: u32, capacity: u32): void {
  stmStore32(list, list + LIST_STORAGE, storage)
  stmStore32(list, list + LIST_CAPACITY, capacity)
  stmStore32(list, list + LIST_LENGTH, length)
}

/**
 * A fresh copy of the items [from, to) as a list. The bounds are clipped to the length. Owning is not needed: the copy is checked
 * behind, and dropped if the list changed meanwhile.
 */
export function listSliceCopy(list: u32, from: u32, to: u32): u32 {
  for (;;) {
    let n: u32, p: u32
    do { n = load<u32>(list, LIST_LENGTH); p = load<u32>(list, LIST_STORAGE) } while (!stmCheck(list))
    const end = to < n ? to : n
    const count = from < end ? end - from : 0
    const copy = newListOfLength(count)
    if (count == 0) return copy
    memory.copy(listSlots(copy), p + LIST_SLOTS + from * 8, count * 8)
    if (stmCheck(list)) return copy
  }
  return 0
}

/** Turns the `count` slots at `slots` round; plain stores. */
export function reverseSlots(slots: u32, count: u32): void {
  if (count < 2) return
  let a = slots, b = slots + (count - 1) * 8
  for (; a < b; a += 8, b -= 8) {
    const x = load<u64>(a)
    store<u64>(a, load<u64>(b))
    store<u64>(b, x)
  }
}
