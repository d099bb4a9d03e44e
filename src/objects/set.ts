// The set object (set and frozenset): layout and operations. One unit; the table is CPython's open addressing with short linear
// runs, so that sets of ints print in the same order as there.
//
//   set:   +0 version  +4 shape  +8 table:32 (0: none)  +12 fill:32 (used and deleted slots)  +16 used:32  +20 finger:32 (pop goes on here)
//          +24 hash:64 (frozenset; 0: not computed; racy, the same from everyone)
//   table: +0 stamp  +4 shape  +8 mask:32 (slots - 1)  +16 entries
//   entry: +0 hash:64  +8 key: 0 free, HOLE deleted; the key 0.0, whose bits are 0 too, is stored as UNBOUND
// A set without a table reads the null page as one with a single free slot. Probes of a set that is not owned may run through
// memory that is being written: see dict-plain.ts.

import { allocate, allocateStorage } from '../gc/allocate'
import { HOLE, UNBOUND, Value, addressOf, isPointer } from '../memory/value'
import { isFresh, stmCheck, stmOwn, stmRead32, stmRead64, stmStore32, stmStore64, stmStoreIn } from '../stm/barriers'
import { dataLoad32, dataLoad64 } from '../memory/shared-access'
import { storedKeyEqual } from './dict-plain'
import { raiseText } from './raise'
import { shapeAt } from './shape'
import { T } from './type-ids'

export const SET_TABLE: u32 = 8
export const SET_FILL: u32 = 12
export const SET_USED: u32 = 16
export const SET_FINGER: u32 = 20
export const SET_HASH: u32 = 24
export const SET_BYTES: u32 = 32

const MASK: u32 = 8
const ENTRIES: u32 = 16
const ENTRY_BYTES: u32 = 16
const LINEAR_PROBES: u32 = 9
const MIN_SLOTS: u32 = 8
const MAX_SLOTS: u32 = 0x04000000

// @ts-ignore: decorator
@inline function storedKey(key: Value): Value { return key == 0 ? UNBOUND : key }
// @ts-ignore: decorator
@inline function loadedKey(stored: Value): Value { return stored == UNBOUND ? 0 : stored }

export function newSet(t: T = T.set): u32 { return allocate(shapeAt(t), SET_BYTES) }

function newTable(slots: u32): u32 {
  const table = allocateStorage(ENTRIES - 8 + slots * ENTRY_BYTES)
  store<u32>(table, slots - 1, MASK)
  return table
}

export function setLength(set: u32): u32 { return stmRead32(set, set + SET_USED) }

/** Slot of `key`, -1 (not there) or -2 (a comparison raised). Compares again if the set changed. */
export function setFind(set: u32, key: Value, hash: i64): i32 {
  const wanted = storedKey(key)
  for (;;) {
    const table = dataLoad32(set + SET_TABLE)
    const mask = dataLoad32(table + MASK)
    let i = <u32>hash & mask
    let perturb = <u64>hash
    let again = false
    while (!again) {
      let probes: u32 = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0
      for (let j = i; ; j++) {
        const entry = table + ENTRIES + j * ENTRY_BYTES
        const k = dataLoad64(entry + 8)
        if (k == 0) {
          if (stmCheck(set)) return -1
          again = true
          break
        }
        if (k == wanted) {
          if (stmCheck(set)) return j
          again = true
          break
        }
        if (dataLoad64(entry) == <u64>hash && k != HOLE) {
          if (!stmCheck(set)) { again = true; break }
          const e = storedKeyEqual(loadedKey(k), key)
          if (e < 0) return -2
          if (stmRead32(set, set + SET_TABLE) != table || stmRead64(set, entry + 8) != k) { again = true; break }
          if (e > 0) return j
        }
        if (probes-- == 0) break
      }
      perturb >>= 5
      if (perturb == 0 && !stmCheck(set)) again = true
      i = (i * 5 + 1 + <u32>perturb) & mask
    }
  }
  return -1
}

/** Key in slot `i`, or HOLE if the slot holds none. */
export function setKeyAt(set: u32, i: u32): Value {
  let k: Value
  do { k = load<u64>(load<u32>(set, SET_TABLE) + ENTRIES + i * ENTRY_BYTES + 8) } while (!stmCheck(set))
  return k == 0 ? HOLE : loadedKey(k)
}

export function setHashAt(set: u32, i: u32): i64 {
  let h: i64
  do { h = load<i64>(load<u32>(set, SET_TABLE) + ENTRIES + i * ENTRY_BYTES) } while (!stmCheck(set))
  return h
}

/** First slot at or behind `i` that holds a key, or -1. */
export function setNext(set: u32, i: u32): i32 {
  for (;;) {
    const table = dataLoad32(set + SET_TABLE)
    if (!stmCheck(set)) continue
    if (!table) return -1
    const mask = load<u32>(table, MASK)
    let at = table + ENTRIES + i * ENTRY_BYTES + 8
    let j = i
    for (; j <= mask; j++, at += ENTRY_BYTES) {
      const k = dataLoad64(at)
      if (k != 0 && k != HOLE) break
    }
    if (stmCheck(set)) return j <= mask ? <i32>j : -1
  }
  return -1
}

/**
 * Address of the entry for a new key with `hash`: the last deleted one before the first free one on its probe sequence, or that;
 * table owned or fresh.
 */
function freeEntry(table: u32, hash: i64): u32 {
  const mask = load<u32>(table, MASK)
  let i = <u32>hash & mask
  let perturb = <u64>hash
  let deleted: u32 = 0
  for (;;) {
    let probes: u32 = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0
    for (let j = i; ; j++) {
      const entry = table + ENTRIES + j * ENTRY_BYTES
      const k = load<u64>(entry, 8)
      if (k == 0) return deleted ? deleted : entry
      if (k == HOLE) deleted = entry
      if (probes-- == 0) break
    }
    perturb >>= 5
    i = (i * 5 + 1 + <u32>perturb) & mask
  }
  return 0
}

/** Puts a key that is not there into an owned set; false: MemoryError raised. */
export function setInsertNew(set: u32, key: Value, hash: i64): bool {
  let table = load<u32>(set, SET_TABLE)
  if (!table) {
    table = newTable(MIN_SLOTS)
    stmStore32(set, set + SET_TABLE, table)
  }
  const entry = freeEntry(table, hash)
  const fill = load<u32>(set, SET_FILL) + (load<u64>(entry, 8) == 0 ? 1 : 0)
  stmStoreIn(set, table, entry, <u64>hash)
  stmStoreIn(set, table, entry + 8, storedKey(key))
  const used = load<u32>(set, SET_USED) + 1
  stmStore32(set, set + SET_FILL, fill)
  stmStore32(set, set + SET_USED, used)
  if (fill * 5 < load<u32>(table, MASK) * 3) return true
  return setResize(set, used > 50000 ? used * 2 : used * 4)
}

/** Moves the keys of an owned set to a table of more than `minimum` slots; false: MemoryError raised. */
export function setResize(set: u32, minimum: u32): bool {
  let slots = MIN_SLOTS
  while (slots <= minimum && slots <= MAX_SLOTS) slots <<= 1
  if (slots > MAX_SLOTS) { raiseText(T.MemoryError, ''); return false }
  const grown = newTable(slots)
  const old = load<u32>(set, SET_TABLE)
  if (old) {
    const end = old + ENTRIES + (load<u32>(old, MASK) + 1) * ENTRY_BYTES
    for (let from = old + ENTRIES; from < end; from += ENTRY_BYTES) {
      const k = load<u64>(from, 8)
      if (k == 0 || k == HOLE) continue
      const entry = freeEntry(grown, load<i64>(from))
      store<u64>(entry, load<u64>(from))
      store<u64>(entry, k, 8)
    }
  }
  stmStore32(set, set + SET_TABLE, grown)
  stmStore32(set, set + SET_FILL, load<u32>(set, SET_USED))
  return true
}

/** Adds a key with its hash: 1 added, 0 it was there, -1 raised. */
export function setAddHashed(set: u32, key: Value, hash: i64): i32 {
  const i = setFind(set, key, hash)
  if (i == -2) return -1
  if (i >= 0) return 0
  stmOwn(set)
  return setInsertNew(set, key, hash) ? 1 : -1
}

/** Takes a key with its hash out: 1 done, 0 it was not there, -1 raised. */
export function setDiscardHashed(set: u32, key: Value, hash: i64): i32 {
  const i = setFind(set, key, hash)
  if (i < 0) return i == -1 ? 0 : -1
  stmOwn(set)
  setRemoveAt(set, i)
  return 1
}

/** Takes out the key in slot `i` of an owned set. */
export function setRemoveAt(set: u32, i: u32): void {
  const table = load<u32>(set, SET_TABLE)
  const entry = table + ENTRIES + i * ENTRY_BYTES
  stmStoreIn(set, table, entry, <u64>-1)
  stmStoreIn(set, table, entry + 8, HOLE)
  stmStore32(set, set + SET_USED, load<u32>(set, SET_USED) - 1)
}

/** Takes out any key, or gives HOLE if there is none. */
export function setPopAny(set: u32): Value {
  stmOwn(set)
  if (load<u32>(set, SET_USED) == 0) return HOLE
  const table = load<u32>(set, SET_TABLE)
  const mask = load<u32>(table, MASK)
  let i = load<u32>(set, SET_FINGER) & mask
  let k: Value
  for (;;) {
    k = load<u64>(table + ENTRIES + i * ENTRY_BYTES, 8)
    if (k != 0 && k != HOLE) break
    i = (i + 1) & mask
  }
  setRemoveAt(set, i)
  stmStore32(set, set + SET_FINGER, i + 1)
  return loadedKey(k)
}

export function setClear(set: u32): void {
  stmOwn(set)
  stmStore32(set, set + SET_TABLE, 0)
  stmStore32(set, set + SET_FILL, 0)
  stmStore32(set, set + SET_USED, 0)
}

/** Adds all keys of set `other`; false: raised. */
export function setMerge(set: u32, other: u32): bool {
  const count = setLength(other)
  if (set == other || count == 0) return true
  stmOwn(set)
  let table = load<u32>(set, SET_TABLE)
  const mask: u32 = table ? load<u32>(table, MASK) : MIN_SLOTS - 1
  if ((load<u32>(set, SET_FILL) + count) * 5 >= mask * 3) {
    if (!setResize(set, (load<u32>(set, SET_USED) + count) * 2)) return false
    table = load<u32>(set, SET_TABLE)
  }
  if (load<u32>(set, SET_FILL) == 0) return copyInto(set, other)
  for (let i = setNext(other, 0); i >= 0; i = setNext(other, i + 1)) {
    if (setAddHashed(set, setKeyAt(other, i), setHashAt(other, i)) < 0) return false
  }
  return true
}

/** Fills an owned, empty set, which has room, with the keys of another. */
function copyInto(set: u32, other: u32): bool {
  for (;;) {
    const source = load<u32>(other, SET_TABLE)
    const fill = load<u32>(other, SET_FILL)
    const used = load<u32>(other, SET_USED)
    if (!stmCheck(other)) continue
    const sourceMask = load<u32>(source, MASK)
    const old = load<u32>(set, SET_TABLE)
    const slots = old ? load<u32>(old, MASK) + 1 : MIN_SLOTS
    const table = newTable(slots)
    if (slots == sourceMask + 1 && fill == used) {
      memory.copy(table + ENTRIES, source + ENTRIES, slots * ENTRY_BYTES)
    } else {
      const end = source + ENTRIES + (sourceMask + 1) * ENTRY_BYTES
      let n: u32 = 0
      for (let from = source + ENTRIES; from < end; from += ENTRY_BYTES) {
        const k = load<u64>(from, 8)
        if (k == 0 || k == HOLE) continue
        if (++n > used) break // torn: somebody writes; the check behind finds it
        const entry = freeEntry(table, load<i64>(from))
        store<u64>(entry, load<u64>(from))
        store<u64>(entry, k, 8)
      }
    }
    if (!stmCheck(other)) continue
    stmStore32(set, set + SET_TABLE, table)
    stmStore32(set, set + SET_FILL, used)
    stmStore32(set, set + SET_USED, used)
    return true
  }
  return true
}

/** Gives an owned set the contents of a fresh one. */
export function setTakeContents(set: u32, fresh: u32): void {
  stmStore32(set, set + SET_TABLE, load<u32>(fresh, SET_TABLE))
  stmStore32(set, set + SET_FILL, load<u32>(fresh, SET_FILL))
  stmStore32(set, set + SET_USED, load<u32>(fresh, SET_USED))
}

/** The slots that the table has: for __sizeof__. */
export function setSlots(set: u32): u32 {
  const table = stmRead32(set, set + SET_TABLE)
  return table ? load<u32>(table, MASK) + 1 : MIN_SLOTS
}

/** Room for `count` more keys, as CPython makes it before it adds the keys of a dict. */
export function setReserve(set: u32, count: u32): bool {
  stmOwn(set)
  const table = load<u32>(set, SET_TABLE)
  const mask: u32 = table ? load<u32>(table, MASK) : MIN_SLOTS - 1
  if ((load<u32>(set, SET_FILL) + count) * 5 < mask * 3) return true
  return setResize(set, (load<u32>(set, SET_USED) + count) * 2)
}
