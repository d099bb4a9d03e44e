// The plain form of dict: one unit, a compact ordered table as in CPython. The dict's version word guards its fields and
// everything in the table. Operations here do not call Python code, except `plainFind`, whose key comparison may.
//
//   dict:  +8 form:32 (DICT_PLAIN)  +12 table:32 (0: empty)  +16 count:32 (live entries)  +20 used:32 (entries, holes included)
//   table: +0 stamp  +4 shape  +8 mask:32 (index slots - 1)  +12 capacity:32 (entries that may be used)
//          +16 index: u8, u16 or u32 per slot (0 free, n + 1: entry n)  then entries of 24 bytes
//   entry: +0 hash:32 (folded)  +8 key or ABSENT (hole)  +16 value
// popitem lowers `used`, and `capacity` with it: the index slots of the entries taken off stay and point to holes, or later to
// entries that were put there anew, which is harmless. So an index keeps a third of its slots free, and each probe ends.
// A dict without a table reads the null page as one: mask 0, index slot 0 free, capacity 0.
//
// A probe of a dict that is not owned may run through a table that is being written, or through memory that was taken back: all
// of it lies within the 4 GiB, and the check of the unit comes before anything found is used. The probe itself checks, too, once
// its hash is used up, so that it ends even in garbage.

import { allocateStorage } from '../gc/allocate'
import { PORTABLE } from '../memory/flavour'
import { dataLoad32, dataLoad64 } from '../memory/shared-access'
import { ABSENT, EXCEPTION, HOLE, Value, addressOf, areInts, intOf, isInt, isPointer, pointer, shapeOf } from '../memory/value'
import { isFresh, stmCheck, stmOwn, stmRead32, stmRead64, stmStore32, stmStore64, stmStoreIn } from '../stm/barriers'
import { equal } from './abstract'
import { DICT_FORM, DICT_PLAIN } from './namespace'
import { raiseText } from './raise'
import { shapeAt } from './shape'
import { STR_FLAGS, STR_INTERNED, strEqual, strHash } from './str-core'
import { T } from './type-ids'

export const DICT_TABLE: u32 = 12
export const DICT_COUNT: u32 = 16
export const DICT_USED: u32 = 20

export const TABLE_MASK: u32 = 8
export const TABLE_CAPACITY: u32 = 12
export const TABLE_INDEX: u32 = 16
export const ENTRY_HASH: u32 = 0
export const ENTRY_KEY: u32 = 8
export const ENTRY_VALUE: u32 = 16
export const ENTRY_BYTES: u32 = 24
/** 2^25 slots of index and their entries are 0.7 GB. */
const MAX_SLOTS: u32 = 0x02000000

/** Folds a hash to 32 bits; sign-extended 32-bit hashes (str, small ints) stay as they are. */
// @ts-ignore: decorator
@inline export function foldHash(hash: i64): u32 {
  const low = <u32>hash
  return low ^ ((<u32>(hash >> 32) - <u32>(<i32>low >> 31)) * 0x9e3779b1)
}

// @ts-ignore: decorator
@inline function indexBytes(mask: u32): u32 { return mask <= 0xff ? mask + 1 : mask <= 0xffff ? (mask + 1) << 1 : (mask + 1) << 2 }
/** Address of entry 0. */
// @ts-ignore: decorator
@inline export function tableEntries(table: u32, mask: u32): u32 { return table + TABLE_INDEX + indexBytes(mask) }
/** Content of index slot `i`: 0, or entry number + 1. */
// @ts-ignore: decorator
@inline function indexAt(table: u32, mask: u32, i: u32): u32 {
  if (mask <= 0xff) return PORTABLE ? atomic.load<u8>(table + TABLE_INDEX + i) : load<u8>(table + TABLE_INDEX + i)
  if (mask <= 0xffff) return PORTABLE ? atomic.load<u16>(table + TABLE_INDEX + (i << 1)) : load<u16>(table + TABLE_INDEX + (i << 1))
  return dataLoad32(table + TABLE_INDEX + (i << 2))
}
// @ts-ignore: decorator
@inline function slotsCapacity(slots: u32): u32 { return (slots << 1) / 3 }

// @ts-ignore: decorator
@inline function tableBytes(mask: u32): u32 { return TABLE_INDEX + indexBytes(mask) + slotsCapacity(mask + 1) * ENTRY_BYTES }

/** An empty table with `slots` (a power of two >= 8) slots of index. */
function newTable(slots: u32): u32 {
  const mask = slots - 1
  const capacity = slotsCapacity(slots)
  const table = allocateStorage(tableBytes(mask) - 8)
  store<u32>(table, mask, TABLE_MASK)
  store<u32>(table, capacity, TABLE_CAPACITY)
  return table
}

/** Slots for `count` entries with room to grow. */
function slotsFor(count: u32): u32 {
  let slots: u32 = 8
  while (slotsCapacity(slots) < count) slots <<= 1
  return slots
}

/** Writes `n + 1` into the first free index slot for `hash`; plain stores: the table is fresh. */
// @ts-ignore: decorator
@inline function putIndex(table: u32, mask: u32, hash: u32, n: u32): void {
  let i = hash & mask
  let perturb = hash
  while (indexAt(table, mask, i)) { perturb >>= 5; i = (i * 5 + perturb + 1) & mask }
  if (mask <= 0xff) store<u8>(table + TABLE_INDEX + i, <u8>(n + 1))
  else if (mask <= 0xffff) store<u16>(table + TABLE_INDEX + (i << 1), <u16>(n + 1))
  else store<u32>(table + TABLE_INDEX + (i << 2), n + 1)
}

// @ts-ignore: decorator
@inline export function plainTable(dict: u32): u32 { return load<u32>(dict, DICT_TABLE) }

/** Moves the live entries of an owned dict to a new table for `count` entries; false: MemoryError raised. */
export function plainResize(dict: u32, count: u32): bool {
  if (count > slotsCapacity(MAX_SLOTS)) { raiseText(T.MemoryError, ''); return false }
  const slots = slotsFor(count)
  const grown = newTable(slots)
  const mask = slots - 1
  const used = load<u32>(dict, DICT_USED)
  const old = load<u32>(dict, DICT_TABLE)
  let from = tableEntries(old, load<u32>(old, TABLE_MASK))
  let to = tableEntries(grown, mask)
  let n: u32 = 0
  for (let i: u32 = 0; i < used; i++, from += ENTRY_BYTES) {
    const key = load<u64>(from, ENTRY_KEY)
    if (key == ABSENT) continue
    const hash = load<u32>(from, ENTRY_HASH)
    store<u32>(to, hash, ENTRY_HASH)
    store<u64>(to, key, ENTRY_KEY)
    store<u64>(to, load<u64>(from, ENTRY_VALUE), ENTRY_VALUE)
    putIndex(grown, mask, hash, n)
    to += ENTRY_BYTES
    n++
  }
  stmStore32(dict, dict + DICT_TABLE, grown)
  stmStore32(dict, dict + DICT_USED, n)
  return true
}

/** Adds an entry to an owned dict that has no equal key; false: MemoryError raised. */
export function plainInsertNew(dict: u32, key: Value, hash: u32, value: Value): bool {
  let table = load<u32>(dict, DICT_TABLE)
  let used = load<u32>(dict, DICT_USED)
  const count = load<u32>(dict, DICT_COUNT)
  if (used >= load<u32>(table, TABLE_CAPACITY)) {
    if (!plainResize(dict, count == 0 ? 5 : growTarget(count))) return false
    table = load<u32>(dict, DICT_TABLE)
    used = load<u32>(dict, DICT_USED)
  }
  const mask = load<u32>(table, TABLE_MASK)
  const entry = tableEntries(table, mask) + used * ENTRY_BYTES
  if (isFresh(table)) {
    store<u32>(entry, hash, ENTRY_HASH)
    store<u64>(entry, key, ENTRY_KEY)
    store<u64>(entry, value, ENTRY_VALUE)
    putIndex(table, mask, hash, used)
  } else {
    stmStore32(dict, entry + ENTRY_HASH, hash)
    stmStore64(dict, entry + ENTRY_KEY, key)
    stmStore64(dict, entry + ENTRY_VALUE, value)
    putIndexLogged(dict, table, mask, hash, used)
  }
  stmStore64(dict, dict + DICT_COUNT, (<u64>(used + 1) << 32) | <u64>(count + 1))
  return true
}

/** Entries to make room for when a dict of `count` is full: three times as many up to 50,000, then twice. */
function growTarget(count: u32): u32 { return count > 50000 ? count * 3 / 2 : count * 2 }

function putIndexLogged(dict: u32, table: u32, mask: u32, hash: u32, n: u32): void {
  let i = hash & mask
  let perturb = hash
  while (indexAt(table, mask, i)) { perturb >>= 5; i = (i * 5 + perturb + 1) & mask }
  storeIndexLogged(dict, table, mask, i, n + 1)
}

/** Writes an index slot with undo: the undo log knows words of 32 and 64 bits. */
function storeIndexLogged(dict: u32, table: u32, mask: u32, i: u32, content: u32): void {
  const index = table + TABLE_INDEX
  if (mask <= 0xff) {
    const at = (index + i) & ~3
    const shift = ((index + i) & 3) << 3
    stmStore32(dict, at, (load<u32>(at) & ~(<u32>0xff << shift)) | (content << shift))
  } else if (mask <= 0xffff) {
    const at = (index + (i << 1)) & ~3
    const shift = ((i & 1) << 4)
    stmStore32(dict, at, (load<u32>(at) & ~(<u32>0xffff << shift)) | (content << shift))
  } else stmStore32(dict, index + (i << 2), content)
}


// ---- lookup

/** Equality of a stored key and a wanted one whose hashes agree and which are not identical: 1, 0, -1 (raised). */
export function storedKeyEqual(stored: Value, key: Value): i32 {
  if (areInts(stored, key)) return 0
  if (isPointer(stored) && isPointer(key) && shapeOf(addressOf(stored)) == shapeAt(T.str) && shapeOf(addressOf(key)) == shapeAt(T.str)) {
    return strEqual(addressOf(stored), addressOf(key)) ? 1 : 0
  }
  return equal(stored, key)
}

/** Number of the entry with a key equal to `key`, or -1 (none), -2 (a comparison raised). Compares again if the dict changed. */
export function plainFind(dict: u32, key: Value, hash: u32): i32 {
  for (;;) {
    if (dataLoad32(dict + DICT_FORM) != DICT_PLAIN && stmCheck(dict)) {
      raiseText(T.RuntimeError, 'dictionary became shared during a lookup')
      return -2
    }
    const table = dataLoad32(dict + DICT_TABLE)
    const mask = dataLoad32(table + TABLE_MASK)
    const entries = tableEntries(table, mask)
    let i = hash & mask
    let perturb = hash
    for (;;) {
      const n = indexAt(table, mask, i)
      if (n == 0) {
        if (stmCheck(dict)) return -1
        break
      }
      const entry = entries + (n - 1) * ENTRY_BYTES
      const k = dataLoad64(entry + ENTRY_KEY)
      if (k == key) {
        if (stmCheck(dict)) return n - 1
        break
      }
      if (dataLoad32(entry + ENTRY_HASH) == hash && k != ABSENT) {
        if (!stmCheck(dict)) break
        const e = storedKeyEqual(k, key)
        if (e < 0) return -2
        if (stmRead32(dict, dict + DICT_TABLE) != table || stmRead64(dict, entry + ENTRY_KEY) != k) break
        if (e > 0) return n - 1
      }
      perturb >>= 5
      if (perturb == 0 && !stmCheck(dict)) break
      i = (i * 5 + perturb + 1) & mask
    }
  }
  return -1
}

/**
 * Value under `key`, or ABSENT; HOLE if it meets a stored key that needs a general comparison, or if the dict is not plain. `key` is an exact str if `isStr`
 * (a constant), else a 50-bit int: neither needs Python code.
 */
// @ts-ignore: decorator
@inline function getSimple(dict: u32, key: Value, hash: u32, isStr: bool): Value {
  for (;;) {
    if (dataLoad32(dict + DICT_FORM) != DICT_PLAIN) return HOLE
    const table = dataLoad32(dict + DICT_TABLE)
    const mask = dataLoad32(table + TABLE_MASK)
    const entries = tableEntries(table, mask)
    let i = hash & mask
    let perturb = hash
    for (;;) {
      const n = indexAt(table, mask, i)
      if (n == 0) {
        if (stmCheck(dict)) return ABSENT
        break
      }
      const entry = entries + (n - 1) * ENTRY_BYTES
      const k = dataLoad64(entry + ENTRY_KEY)
      if (k == key) {
        const value = dataLoad64(entry + ENTRY_VALUE)
        if (stmCheck(dict)) return value
        break
      }
      if (dataLoad32(entry + ENTRY_HASH) == hash && k != ABSENT) {
        if (!stmCheck(dict)) break
        const kind = isStr ? matchStr(k, addressOf(key)) : matchInt(k)
        if (kind < 0) return HOLE
        if (kind > 0) {
          const value = dataLoad64(entry + ENTRY_VALUE)
          if (stmCheck(dict)) return value
          break
        }
      }
      perturb >>= 5
      if (perturb == 0 && !stmCheck(dict)) break
      i = (i * 5 + perturb + 1) & mask
    }
  }
  return ABSENT
}

/** Stored key `k` against exact str `key` of the same hash, not identical: 1 equal, 0 not, -1 ask in general. */
function matchStr(k: Value, key: u32): i32 {
  if (!isPointer(k)) return 0
  const s = addressOf(k)
  if (shapeOf(s) != shapeAt(T.str)) return -1
  if (load<u8>(s, STR_FLAGS) & load<u8>(key, STR_FLAGS) & STR_INTERNED) return 0
  return strEqual(s, key) ? 1 : 0
}

/** Stored key `k` against another 50-bit int of the same hash: 0 not equal, -1 ask in general. */
function matchInt(k: Value): i32 {
  if (isInt(k)) return 0
  return isPointer(k) && shapeOf(addressOf(k)) == shapeAt(T.str) ? 0 : -1
}

/** Address of the entry under `key` in an owned dict, 0 (none) or 1 (ask in general); as getSimple. */
// @ts-ignore: decorator
@inline function findOwnedSimple(dict: u32, key: Value, hash: u32, isStr: bool): u32 {
  const table = load<u32>(dict, DICT_TABLE)
  const mask = load<u32>(table, TABLE_MASK)
  const entries = tableEntries(table, mask)
  let i = hash & mask
  let perturb = hash
  for (;;) {
    const n = indexAt(table, mask, i)
    if (n == 0) return 0
    const entry = entries + (n - 1) * ENTRY_BYTES
    const k = load<u64>(entry, ENTRY_KEY)
    if (k == key) return entry
    if (load<u32>(entry, ENTRY_HASH) == hash && k != ABSENT) {
      const kind = isStr ? matchStr(k, addressOf(key)) : matchInt(k)
      if (kind < 0) return 1
      if (kind > 0) return entry
    }
    perturb >>= 5
    i = (i * 5 + perturb + 1) & mask
  }
  return 0
}

/** Value of `key` or ABSENT or EXCEPTION, by general comparison. */
export function plainGet(dict: u32, key: Value, hash: u32): Value {
  for (;;) {
    const n = plainFind(dict, key, hash)
    if (n < 0) return n == -1 ? ABSENT : EXCEPTION
    const value = plainValueAt(dict, n)
    if (value != ABSENT) return value
  }
  return ABSENT
}

/** Value of exact str `key` in a dict of any form; HOLE: ask in general. */
export function plainGetStr(dict: u32, key: u32): Value { return getSimple(dict, pointer(key), strHash(key), true) }

/** Value of the 50-bit int `key` in a dict of any form; HOLE: ask in general. */
export function plainGetInt(dict: u32, key: Value): Value { return getSimple(dict, key, foldHash(smallIntHash(intOf(key))), false) }

/** Hash of an int of 50 bits: itself, but -2 for -1. */
// @ts-ignore: decorator
@inline export function smallIntHash(i: i64): i64 { return i == -1 ? -2 : i }

// ---- entries by number

export function plainKeyAt(dict: u32, n: u32): Value {
  let key: Value
  do {
    const table = dataLoad32(dict + DICT_TABLE)
    key = dataLoad64(tableEntries(table, dataLoad32(table + TABLE_MASK)) + n * ENTRY_BYTES + ENTRY_KEY)
  } while (!stmCheck(dict))
  return key
}

export function plainValueAt(dict: u32, n: u32): Value {
  let value: Value
  do {
    const table = dataLoad32(dict + DICT_TABLE)
    value = dataLoad64(tableEntries(table, dataLoad32(table + TABLE_MASK)) + n * ENTRY_BYTES + ENTRY_VALUE)
  } while (!stmCheck(dict))
  return value
}

/** Number of the first live entry at or behind `n`, or -1. */
export function plainNext(dict: u32, n: u32): i32 {
  for (;;) {
    const used = dataLoad32(dict + DICT_USED)
    const table = dataLoad32(dict + DICT_TABLE)
    if (!stmCheck(dict)) continue
    let at = tableEntries(table, load<u32>(table, TABLE_MASK)) + n * ENTRY_BYTES
    let i = n
    while (i < used && dataLoad64(at + ENTRY_KEY) == ABSENT) { i++; at += ENTRY_BYTES }
    if (stmCheck(dict)) return i < used ? i : -1
  }
  return -1
}

/** Number of the last live entry below `n` (which may be beyond the end), or -1. */
export function plainPrevious(dict: u32, n: u32): i32 {
  for (;;) {
    const used = dataLoad32(dict + DICT_USED)
    const table = dataLoad32(dict + DICT_TABLE)
    if (!stmCheck(dict)) continue
    let i: i32 = (n < used ? n : used) - 1
    const entries = tableEntries(table, load<u32>(table, TABLE_MASK))
    while (i >= 0 && dataLoad64(entries + <u32>i * ENTRY_BYTES + ENTRY_KEY) == ABSENT) i--
    if (stmCheck(dict)) return i
  }
  return -1
}

// ---- changes

/** Stores the value of entry address `entry` of an owned dict. */
// @ts-ignore: decorator
@inline function storeValue(dict: u32, entry: u32, value: Value): void {
  stmStoreIn(dict, load<u32>(dict, DICT_TABLE), entry + ENTRY_VALUE, value)
}

/** dict[key] = value by general comparison; false: raised. */
export function plainSet(dict: u32, key: Value, hash: u32, value: Value): bool {
  const n = plainFind(dict, key, hash)
  if (n == -2) return false
  stmOwn(dict)
  if (n == -1) return plainInsertNew(dict, key, hash, value)
  const table = load<u32>(dict, DICT_TABLE)
  storeValue(dict, tableEntries(table, load<u32>(table, TABLE_MASK)) + n * ENTRY_BYTES, value)
  return true
}

/** dict[key] = value for exact str `key` in an owned dict: 1, 0 (MemoryError raised), or -1: ask in general. */
export function plainSetStr(dict: u32, key: u32, value: Value): i32 {
  const hash = strHash(key)
  const entry = findOwnedSimple(dict, pointer(key), hash, true)
  if (entry > 1) { storeValue(dict, entry, value); return 1 }
  return entry == 0 ? i32(plainInsertNew(dict, pointer(key), hash, value)) : -1
}

/** As plainSetStr for a 50-bit int. */
export function plainSetInt(dict: u32, key: Value, value: Value): i32 {
  const hash = foldHash(smallIntHash(intOf(key)))
  const entry = findOwnedSimple(dict, key, hash, false)
  if (entry > 1) { storeValue(dict, entry, value); return 1 }
  return entry == 0 ? i32(plainInsertNew(dict, key, hash, value)) : -1
}

/** Turns live entry `n` of an owned dict into a hole. */
export function plainRemoveAt(dict: u32, n: u32): void {
  const table = load<u32>(dict, DICT_TABLE)
  const entry = tableEntries(table, load<u32>(table, TABLE_MASK)) + n * ENTRY_BYTES
  stmStoreIn(dict, table, entry + ENTRY_KEY, ABSENT)
  stmStoreIn(dict, table, entry + ENTRY_VALUE, ABSENT)
  stmStore32(dict, dict + DICT_COUNT, load<u32>(dict, DICT_COUNT) - 1)
}

/** Takes the last live entry `n` off an owned dict: later entries will use its place. */
export function plainPopAt(dict: u32, n: u32): void {
  plainRemoveAt(dict, n)
  const table = load<u32>(dict, DICT_TABLE)
  const taken = load<u32>(dict, DICT_USED) - n
  stmStore32(dict, table + TABLE_CAPACITY, load<u32>(table, TABLE_CAPACITY) - taken)
  stmStore32(dict, dict + DICT_USED, n)
}

export function plainClear(dict: u32): void {
  stmOwn(dict)
  stmStore32(dict, dict + DICT_TABLE, 0)
  stmStore64(dict, dict + DICT_COUNT, 0)
}

/** Gives the owned, empty plain dict `to` the entries of plain dict `from`; false: MemoryError raised. */
export function plainCopyInto(to: u32, from: u32): bool {
  for (;;) {
    const table = dataLoad32(from + DICT_TABLE)
    const counts = dataLoad64(from + DICT_COUNT)
    if (!stmCheck(from)) continue
    const count = <u32>counts, used = <u32>(counts >> 32)
    if (count == 0) return true
    const mask = load<u32>(table, TABLE_MASK)
    if (count == used) {
      const copy = newTable(mask + 1)
      copyWords(copy + TABLE_CAPACITY + 4, table + TABLE_INDEX, tableBytes(mask) - TABLE_INDEX)
      if (!stmCheck(from)) continue
      stmStore32(to, to + DICT_TABLE, copy)
      stmStore64(to, to + DICT_COUNT, counts)
      // popitem may have lowered the capacity of the original: its index holds stale slots, which were copied, too.
      store<u32>(copy, stmRead32(from, table + TABLE_CAPACITY), TABLE_CAPACITY)
      return true
    }
    if (!plainResize(to, count)) return false
    for (let n = plainNext(from, 0); n >= 0; n = plainNext(from, n + 1)) {
      plainInsertNew(to, plainKeyAt(from, n), plainHashAt(from, n), plainValueAt(from, n))
    }
    return true
  }
  return true
}

export function plainHashAt(dict: u32, n: u32): u32 {
  let hash: u32
  do {
    const table = dataLoad32(dict + DICT_TABLE)
    hash = dataLoad32(tableEntries(table, dataLoad32(table + TABLE_MASK)) + n * ENTRY_BYTES + ENTRY_HASH)
  } while (!stmCheck(dict))
  return hash
}

/** Copies `bytes` (a multiple of 8) of data that others may write meanwhile; the caller checks behind. */
export function copyWords(to: u32, from: u32, bytes: u32): void {
  if (!PORTABLE) memory.copy(to, from, bytes)
  else for (let i: u32 = 0; i < bytes; i += 8) store<u64>(to + i, dataLoad64(from + i))
}
