// The dict as the core uses it: operations that hold for both forms, plain (dict-plain.ts) and shared (namespace.ts,
// dict-shared.ts). All take the address of a dict or of an instance of a subclass; none calls overridden methods.
// The form is read in the same group as the plain data, or logged by `isSharedDict`.
// Python's methods: dict-methods.ts, views and iterators: dict-views.ts.

import { allocate } from '../gc/allocate'
import { ABSENT, EXCEPTION, HOLE, Value, addressOf, hasShape, isInt, isPointer, pointer, shapeOf } from '../memory/value'
import { stmOwn, stmRead32, stmRead64 } from '../stm/barriers'
import {
  DICT_COUNT, DICT_USED, foldHash, plainClear, plainCopyInto, plainFind, plainGet, plainGetInt, plainGetStr, plainHashAt, plainInsertNew, plainKeyAt,
  plainNext, plainPopAt, plainPrevious, plainRemoveAt, plainResize, plainSet, plainSetInt, plainSetStr, plainValueAt, smallIntHash,
} from './dict-plain'
import { sharedAt, sharedClear, sharedCount, sharedDelete, sharedGet, sharedNext, sharedPrevious, sharedSet, sharedUsed } from './dict-shared'
import { BINDING_HASH, BINDING_KEY, BINDING_VALUE, DICT_BYTES, DICT_FORM, DICT_PLAIN, DICT_SHARED, bindingDelete } from './namespace'
import { keyHash } from './key-hash'
import { raiseText } from './raise'
import { shapeAt } from './shape'
import { strHash } from './str-core'
import { T } from './type-ids'

export { foldHash } from './dict-plain'
export { inflateDict } from './dict-shared'

/** An empty plain dict. */
export function newDict(): u32 { return allocate(shapeAt(T.dict), DICT_BYTES) }

/** An empty plain dict with room for `count` keys. */
export function newDictFor(count: u32): u32 {
  const dict = newDict()
  if (count) plainResize(dict, count)
  return dict
}

// @ts-ignore: decorator
@inline export function isSharedDict(dict: u32): bool { return stmRead32(dict, dict + DICT_FORM) == DICT_SHARED }

// @ts-ignore: decorator
@inline function isStrKey(key: Value): bool { return isPointer(key) && shapeOf(addressOf(key)) == shapeAt(T.str) }

/** Number of keys. */
export function dictCount(dict: u32): u32 {
  return isSharedDict(dict) ? sharedCount(dict) : stmRead32(dict, dict + DICT_COUNT)
}

/** Value under exact str `key`: a value, ABSENT or EXCEPTION (a foreign key's comparison raised). */
export function dictGetStr(dict: u32, key: u32): Value {
  const value = plainGetStr(dict, key)
  return value == HOLE ? dictGetHashed(dict, pointer(key), strHash(key)) : value
}

/** Value under `key`: a value, ABSENT or EXCEPTION. */
export function dictGet(dict: u32, key: Value): Value {
  if (isStrKey(key)) return dictGetStr(dict, addressOf(key))
  if (isInt(key)) {
    const value = plainGetInt(dict, key)
    if (value != HOLE) return value
  }
  const hash = keyHash(key)
  return hash == -1 ? EXCEPTION : dictGetHashed(dict, key, foldHash(hash))
}

/** As dictGet with the folded hash given. */
export function dictGetHashed(dict: u32, key: Value, hash: u32): Value {
  return isSharedDict(dict) ? sharedGet(dict, key, hash) : plainGet(dict, key, hash)
}

/** dict[key] = value; false: raised. */
export function dictSet(dict: u32, key: Value, value: Value): bool {
  if (isStrKey(key)) return dictSetStr(dict, addressOf(key), value)
  if (isInt(key) && !isSharedDict(dict)) {
    stmOwn(dict)
    const done = plainSetInt(dict, key, value)
    if (done >= 0) return done == 1
  }
  const hash = keyHash(key)
  return hash == -1 ? false : dictSetHashed(dict, key, foldHash(hash), value)
}

export function dictSetStr(dict: u32, key: u32, value: Value): bool {
  if (!isSharedDict(dict)) {
    stmOwn(dict)
    const done = plainSetStr(dict, key, value)
    if (done >= 0) return done == 1
  }
  return dictSetHashed(dict, pointer(key), strHash(key), value)
}

export function dictSetHashed(dict: u32, key: Value, hash: u32, value: Value): bool {
  return isSharedDict(dict) ? sharedSet(dict, key, hash, value) : plainSet(dict, key, hash, value)
}

/** Takes `key` out: its value, ABSENT or EXCEPTION. */
export function dictPop(dict: u32, key: Value): Value {
  const hash = keyHash(key)
  return hash == -1 ? EXCEPTION : dictPopHashed(dict, key, foldHash(hash))
}

export function dictPopHashed(dict: u32, key: Value, hash: u32): Value {
  if (isSharedDict(dict)) return sharedDelete(dict, key, hash)
  const n = plainFind(dict, key, hash)
  if (n < 0) return n == -1 ? ABSENT : EXCEPTION
  stmOwn(dict)
  const value = plainValueAt(dict, n)
  plainRemoveAt(dict, n)
  return value
}

/** Takes exact str `key` out: its value, ABSENT or EXCEPTION. */
export function dictPopStr(dict: u32, key: u32): Value { return dictPopHashed(dict, pointer(key), strHash(key)) }

/** del dict[key]: 1, 0 (not there), -1 (raised). */
export function dictDelete(dict: u32, key: Value): i32 {
  const value = dictPop(dict, key)
  return value == ABSENT ? 0 : value == EXCEPTION ? -1 : 1
}

/** key in dict: 1, 0, -1 (raised). */
export function dictContains(dict: u32, key: Value): i32 {
  const value = dictGet(dict, key)
  return value == ABSENT ? 0 : value == EXCEPTION ? -1 : 1
}

/** The value under `key`; puts `value` in if there is none. EXCEPTION: raised. The key is hashed once. */
export function dictSetDefault(dict: u32, key: Value, value: Value): Value {
  const hash64 = keyHash(key)
  if (hash64 == -1) return EXCEPTION
  const hash = foldHash(hash64)
  if (isSharedDict(dict)) {
    const there = sharedGet(dict, key, hash)
    if (there != ABSENT) return there
    return sharedSet(dict, key, hash, value) ? value : EXCEPTION
  }
  const n = plainFind(dict, key, hash)
  if (n == -2) return EXCEPTION
  if (n >= 0) return plainValueAt(dict, n)
  stmOwn(dict)
  return plainInsertNew(dict, key, hash, value) ? value : EXCEPTION
}

// ---- order: places are numbers, with gaps; a place stays valid until the dict grows

/** First place at or behind `n` that holds a key, or -1. */
export function dictNext(dict: u32, n: u32): i32 { return isSharedDict(dict) ? sharedNext(dict, n) : plainNext(dict, n) }
/** Last place below `n` that holds a key, or -1. */
export function dictPrevious(dict: u32, n: u32): i32 { return isSharedDict(dict) ? sharedPrevious(dict, n) : plainPrevious(dict, n) }
/** Number of places, gaps included. */
export function dictUsed(dict: u32): u32 { return isSharedDict(dict) ? sharedUsed(dict) : stmRead32(dict, dict + DICT_USED) }

/** Key at a place that dictNext gave, nothing having changed since. */
export function dictKeyAt(dict: u32, n: u32): Value {
  return isSharedDict(dict) ? load<u64>(sharedAt(dict, n), BINDING_KEY) : plainKeyAt(dict, n)
}

export function dictValueAt(dict: u32, n: u32): Value {
  if (!isSharedDict(dict)) return plainValueAt(dict, n)
  const b = sharedAt(dict, n)
  return stmRead64(b, b + BINDING_VALUE)
}

/** Folded hash of the key at a place. */
export function dictHashAt(dict: u32, n: u32): u32 {
  return isSharedDict(dict) ? load<u32>(sharedAt(dict, n), BINDING_HASH) : plainHashAt(dict, n)
}

/** Takes out the key at place `n`, which is the last one if `last`. */
export function dictRemoveAt(dict: u32, n: u32, last: bool): void {
  if (isSharedDict(dict)) {
    bindingDelete(dict, sharedAt(dict, n))
    return
  }
  stmOwn(dict)
  if (last) plainPopAt(dict, n)
  else plainRemoveAt(dict, n)
}

export function dictClear(dict: u32): void {
  if (isSharedDict(dict)) sharedClear(dict)
  else plainClear(dict)
}

/** A fresh plain dict of the same entries; 0: MemoryError raised. */
export function dictCopy(dict: u32): u32 {
  const copy = newDict()
  return dictCopyInto(copy, dict) ? copy : 0
}

/** Puts all entries of dict `from` into the fresh, empty plain dict `to`; false: MemoryError raised. */
export function dictCopyInto(to: u32, from: u32): bool {
  if (!isSharedDict(from)) return plainCopyInto(to, from)
  if (!plainResize(to, sharedCount(from))) return false
  for (let n = sharedNext(from, 0); n >= 0; n = sharedNext(from, n + 1)) {
    const b = sharedAt(from, n)
    if (!plainInsertNew(to, load<u64>(b, BINDING_KEY), load<u32>(b, BINDING_HASH), stmRead64(b, b + BINDING_VALUE))) return false
  }
  return true
}

/** Puts the entries of dict `other` into `dict`, over equal keys; false: raised. Raises if `other` changes meanwhile. */
export function dictMergeDict(dict: u32, other: u32): bool {
  if (dict == other || dictCount(other) == 0) return true
  if (dictCount(dict) == 0 && !isSharedDict(dict)) {
    plainClear(dict)
    return dictCopyInto(dict, other)
  }
  const count = dictCount(other)
  for (let n = dictNext(other, 0); n >= 0; n = dictNext(other, n + 1)) {
    const key = dictKeyAt(other, n)
    if (!dictSetHashed(dict, key, dictHashAt(other, n), dictValueAt(other, n))) return false
    if (dictCount(other) != count) return raiseMutated()
  }
  return true
}

function raiseMutated(): bool {
  raiseText(T.RuntimeError, 'dict mutated during update')
  return false
}
