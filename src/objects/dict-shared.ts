// The shared form of dict for keys of any kind: what namespace.ts does for names, with general comparison. A dict takes this form
// by `inflateDict`, an ordinary write to its header; from then on the header is never written, so nobody conflicts there.
//
// Keys that compare without Python code (str, int, float, bytes, None, bool) get ghosts when they are missed. For others a miss
// reads the keys unit, and an insert owns it before the binding is made: user code would meet phantoms otherwise.

import { allocate } from '../gc/allocate'
import { physicalLock, physicalUnlock } from '../memory/physical-lock'
import { ABSENT, EXCEPTION, Value, addressOf, hasShape, isPointer } from '../memory/value'
import { stmCheck, stmOwn, stmRead32, stmRead64, stmStore32, stmStore64 } from '../stm/barriers'
import { plainHashAt, plainKeyAt, plainNext, plainValueAt, storedKeyEqual } from './dict-plain'
import { intern } from './intern'
import {
  BINDING_HASH, BINDING_KEY, BINDING_VALUE, DICT_FORM, DICT_INDEX, DICT_INDEX_LOCK, DICT_KEYS_UNIT, DICT_SHARED, KEYS_COUNT, KEYS_ORDER,
  KEYS_ORDER_LENGTH, addToIndex, bindingDelete, bindingSet, namespaceBinding, namespaceFind, newBinding, newIndex,
} from './namespace'
import { shapeAt } from './shape'
import { tagOf } from './type'
import { T } from './type-ids'

/** What `sharedFind` gives if a comparison raised. */
export const BINDING_ERROR: u32 = 1

/** The binding whose key equals `key`, 0 (none) or BINDING_ERROR. */
export function sharedFind(dict: u32, key: Value, hash: u32): u32 {
  if (hasShape(key, shapeAt(T.str))) {
    const b = namespaceFindOrOdd(dict, addressOf(key), hash)
    if (b != ODD_KEY) return b
  }
  for (;;) {
    const index = atomic.load<u32>(dict + DICT_INDEX)
    const mask = load<u32>(index, 8) - 1
    let i = hash & mask
    let changed = false
    for (;;) {
      const b = atomic.load<u32>(index + 16 + i * 4)
      if (!b) return 0
      const k = load<u64>(b, BINDING_KEY)
      if (k == key) return b
      if (load<u32>(b, BINDING_HASH) == hash) {
        const e = storedKeyEqual(k, key)
        if (e < 0) return BINDING_ERROR
        if (e > 0) return b
        if (atomic.load<u32>(dict + DICT_INDEX) != index) { changed = true; break }
      }
      i = (i + 1) & mask
    }
    if (!changed) return 0
  }
  return 0
}

/** namespaceFindOrOdd met a stored key of the same hash that is no exact str. */
const ODD_KEY: u32 = 2

function namespaceFindOrOdd(dict: u32, name: u32, hash: u32): u32 {
  const b = namespaceFind(dict, name)
  if (b) return b
  const index = atomic.load<u32>(dict + DICT_INDEX)
  const mask = load<u32>(index, 8) - 1
  for (let i = hash & mask; ; i = (i + 1) & mask) {
    const other = atomic.load<u32>(index + 16 + i * 4)
    if (!other) return 0
    const k = load<u64>(other, BINDING_KEY)
    if (load<u32>(other, BINDING_HASH) == hash && isPointer(k) && !hasShape(k, shapeAt(T.str))) return ODD_KEY
  }
  return 0
}

/** True for keys that compare without Python code, of exact builtin types. */
function isSimpleKey(key: Value): bool {
  if (!isPointer(key)) return true
  const shape = load<u32>(addressOf(key), 4)
  return shape == shapeAt(T.str) || shape == shapeAt(T.int) || shape == shapeAt(T.float) || shape == shapeAt(T.bytes)
}

/** The binding of `key`, made as a ghost if there is none; BINDING_ERROR: raised. For inserts, and for misses of simple keys. */
export function sharedBinding(dict: u32, key: Value, hash: u32): u32 {
  const there = sharedFind(dict, key, hash)
  if (there) return there
  if (hasShape(key, shapeAt(T.str))) {
    const b = namespaceFindOrOdd(dict, addressOf(key), hash)
    if (b == 0) return namespaceBinding(dict, intern(addressOf(key)))
  }
  const fresh = newBinding(hash, key)
  for (;;) {
    const index = atomic.load<u32>(dict + DICT_INDEX)
    const used = load<u32>(index, 12)
    const b = sharedFind(dict, key, hash)
    if (b) return b
    physicalLock(dict + DICT_INDEX_LOCK)
    const unchanged = atomic.load<u32>(dict + DICT_INDEX) == index && load<u32>(index, 12) == used
    if (unchanged) addToIndex(dict, fresh)
    physicalUnlock(dict + DICT_INDEX_LOCK)
    if (unchanged) return fresh
  }
  return 0
}

/** Value under `key`, ABSENT or EXCEPTION. */
export function sharedGet(dict: u32, key: Value, hash: u32): Value {
  let b = sharedFind(dict, key, hash)
  if (b == 0) {
    if (!isSimpleKey(key)) {
      sharedCount(dict) // absence follows from the keys unit
      b = sharedFind(dict, key, hash)
      if (b == 0) return ABSENT
    } else b = sharedBinding(dict, key, hash)
  }
  return b == BINDING_ERROR ? EXCEPTION : stmRead64(b, b + BINDING_VALUE)
}

/** dict[key] = value; false: raised. */
export function sharedSet(dict: u32, key: Value, hash: u32, value: Value): bool {
  if (!isSimpleKey(key) && sharedFind(dict, key, hash) == 0) stmOwn(load<u32>(dict, DICT_KEYS_UNIT))
  const b = sharedBinding(dict, key, hash)
  if (b == BINDING_ERROR) return false
  bindingSet(dict, b, value)
  return true
}

/** Takes `key` out: its value, ABSENT or EXCEPTION. */
export function sharedDelete(dict: u32, key: Value, hash: u32): Value {
  let b = sharedFind(dict, key, hash)
  if (b == 0) {
    if (!isSimpleKey(key)) { sharedCount(dict); return ABSENT }
    b = sharedBinding(dict, key, hash)
  }
  return b == BINDING_ERROR ? EXCEPTION : bindingDelete(dict, b)
}

export function sharedCount(dict: u32): u32 {
  const keys = load<u32>(dict, DICT_KEYS_UNIT)
  return stmRead32(keys, keys + KEYS_COUNT)
}

/** Length of the order, holes included. */
export function sharedUsed(dict: u32): u32 {
  const keys = load<u32>(dict, DICT_KEYS_UNIT)
  return stmRead32(keys, keys + KEYS_ORDER_LENGTH)
}

/** Binding at place `n`, or 0: a hole or beyond the end. */
export function sharedAt(dict: u32, n: u32): u32 {
  const keys = load<u32>(dict, DICT_KEYS_UNIT)
  let length: u32, b: u32
  do {
    length = load<u32>(keys, KEYS_ORDER_LENGTH)
    b = load<u32>(load<u32>(keys, KEYS_ORDER) + (n << 2) + 8)
  } while (!stmCheck(keys))
  return n < length ? b : 0
}

/** Place of the first binding at or behind `n`, or -1. */
export function sharedNext(dict: u32, n: u32): i32 {
  const length = sharedUsed(dict)
  for (; n < length; n++) if (sharedAt(dict, n)) return n
  return -1
}

/** Place of the last binding below `n`, or -1. */
export function sharedPrevious(dict: u32, n: u32): i32 {
  const length = sharedUsed(dict)
  for (let i: i32 = (n < length ? n : length) - 1; i >= 0; i--) if (sharedAt(dict, i)) return i
  return -1
}

/** Takes all keys out. */
export function sharedClear(dict: u32): void {
  const keys = load<u32>(dict, DICT_KEYS_UNIT)
  stmOwn(keys)
  const length = load<u32>(keys, KEYS_ORDER_LENGTH)
  const order = load<u32>(keys, KEYS_ORDER)
  for (let i: u32 = 0; i < length; i++) {
    const b = load<u32>(order + i * 4, 8)
    if (!b) continue
    stmOwn(b)
    stmStore64(b, b + BINDING_VALUE, ABSENT)
  }
  stmStore32(keys, keys + KEYS_COUNT, 0)
  stmStore32(keys, keys + KEYS_ORDER_LENGTH, 0)
}

/** Gives a plain dict the shared form. An ordinary write: undone if the transaction aborts. */
export function inflateDict(dict: u32): void {
  if (stmRead32(dict, dict + DICT_FORM) == DICT_SHARED) return
  stmOwn(dict)
  const form = newSharedParts()
  for (let n = plainNext(dict, 0); n >= 0; n = plainNext(dict, n + 1)) {
    let key = plainKeyAt(dict, n)
    if (hasShape(key, shapeAt(T.str))) key = (key & 0xffffffff00000000) | <u64>intern(addressOf(key))
    const b = newBinding(plainHashAt(dict, n), key)
    addToIndex(form, b)
    bindingSet(form, b, plainValueAt(dict, n))
  }
  stmStore32(dict, dict + DICT_INDEX, load<u32>(form, DICT_INDEX))
  stmStore64(dict, dict + DICT_KEYS_UNIT, <u64>load<u32>(form, DICT_KEYS_UNIT))
  stmStore32(dict, dict + DICT_FORM, DICT_SHARED)
}

/** Index and keys unit in a scratch record laid out as a dict: the parts of a dict to be inflated. */
function newSharedParts(): u32 {
  const form = allocate(shapeAt(T.storage), 32)
  store<u32>(form, newIndex(16), DICT_INDEX)
  store<u32>(form, allocate(shapeAt(T.binding), 32), DICT_KEYS_UNIT)
  return form
}
