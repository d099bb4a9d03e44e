// Namespaces: dicts in shared form, which modules and classes have from birth. One binding per name, never moved and never
// removed from the index, so caches hold bindings. See docs/CORE.md and STM.md section 4.
//
//   dict:     +8 form:32 (DICT_SHARED)  +12 index:32 (physical)  +16 keys unit:32  +20 index lock:32
//   index:    +8 capacity:32  +12 used:32  +16 u32 bindings (0: free)
//   binding:  +0 version (born 0)  +8 hash:32 (folded)  +12 place in order:32  +16 key  +24 value or ABSENT
//   keys unit: +0 version  +8 count:32  +12 order length:32  +16 order storage:32 (u32 bindings, 0: hole)  +20 capacity:32
// The binding's version guards its value; the keys unit guards count, order and the places in the bindings. Key and hash never
// change. This file knows keys that are exact str; keys of any kind: dict-shared.ts.

import { allocate, allocateOutside, allocateStorage } from '../gc/allocate'
import { physicalLock, physicalUnlock } from '../memory/physical-lock'
import { ABSENT, Value, addressOf, hasShape, pointer } from '../memory/value'
import { stmOwn, stmRead64, stmStore32, stmStore64, stmStoreIn32 } from '../stm/barriers'
import { shapeAt } from './shape'
import { strEqual, strHash } from './str-core'
import { T } from './type-ids'

export const DICT_FORM: u32 = 8
export const DICT_INDEX: u32 = 12
export const DICT_KEYS_UNIT: u32 = 16
export const DICT_INDEX_LOCK: u32 = 20
export const DICT_BYTES: u32 = 48
export const DICT_PLAIN: u32 = 0
export const DICT_SHARED: u32 = 1

export const BINDING_HASH: u32 = 8
export const BINDING_KEY: u32 = 16
export const BINDING_VALUE: u32 = 24
export const BINDING_PLACE: u32 = 12
export const BINDING_BYTES: u32 = 32

export const KEYS_COUNT: u32 = 8
export const KEYS_ORDER_LENGTH: u32 = 12
export const KEYS_ORDER: u32 = 16
export const KEYS_ORDER_CAPACITY: u32 = 20

/** An empty index of `capacity` (a power of two) slots. */
export function newIndex(capacity: u32): u32 {
  const index = allocateOutside(shapeAt(T.namespaceIndex), 16 + capacity * 4)
  store<u32>(index, capacity, 8)
  return index
}

/** A dict in shared form, empty. `outside`: for static types and modules made at boot. */
export function newNamespace(outside: bool = false): u32 {
  const shape = shapeAt(T.dict)
  const dict = outside ? allocateOutside(shape, DICT_BYTES) : allocate(shape, DICT_BYTES)
  store<u32>(dict, DICT_SHARED, DICT_FORM)
  store<u32>(dict, newIndex(16), DICT_INDEX)
  const keys = outside ? allocateOutside(shapeAt(T.binding), 32) : allocate(shapeAt(T.binding), 32)
  store<u32>(dict, keys, DICT_KEYS_UNIT)
  return dict
}

/** The binding of exact str `name` (interned or not), or 0. */
export function namespaceFind(dict: u32, name: u32): u32 {
  const index = atomic.load<u32>(dict + DICT_INDEX)
  const mask = load<u32>(index, 8) - 1
  const hash = strHash(name)
  let i = hash & mask
  for (;;) {
    const b = atomic.load<u32>(index + 16 + i * 4)
    if (!b) return 0
    const key = load<u64>(b, BINDING_KEY)
    if (addressOf(key) == name) return b
    if (load<u32>(b, BINDING_HASH) == hash && hasShape(key, shapeAt(T.str)) && strEqual(addressOf(key), name)) return b
    i = (i + 1) & mask
  }
  return 0
}

/** The binding of interned str `name`; puts in a ghost (value ABSENT) if there is none. Physical: survives an abort. */
export function namespaceBinding(dict: u32, name: u32): u32 {
  const there = namespaceFind(dict, name)
  if (there) return there
  const fresh = newBinding(strHash(name), pointer(name))
  physicalLock(dict + DICT_INDEX_LOCK)
  let b = namespaceFind(dict, name)
  if (!b) {
    addToIndex(dict, fresh)
    b = fresh
  }
  physicalUnlock(dict + DICT_INDEX_LOCK)
  return b
}

/** A ghost that is in no index yet. Its key must lie outside transactions, or be kept by whoever publishes it. */
export function newBinding(hash: u32, key: Value): u32 {
  const b = allocateOutside(shapeAt(T.binding), BINDING_BYTES)
  store<u32>(b, hash, BINDING_HASH)
  store<u64>(b, key, BINDING_KEY)
  store<u64>(b, ABSENT, BINDING_VALUE)
  return b
}

/** Puts a binding into the dict's index, under its lock (or if nobody else sees the dict). */
export function addToIndex(dict: u32, b: u32): void {
  let index = load<u32>(dict, DICT_INDEX)
  const capacity = load<u32>(index, 8)
  const used = load<u32>(index, 12) + 1
  if (used * 2 > capacity) index = grow(dict, index, capacity)
  store<u32>(index, used, 12)
  put(index, b)
}

function put(index: u32, b: u32): void {
  const mask = load<u32>(index, 8) - 1
  let i = load<u32>(b, BINDING_HASH) & mask
  while (load<u32>(index + i * 4, 16)) i = (i + 1) & mask
  atomic.store<u32>(index + 16 + i * 4, b)
}

function grow(dict: u32, index: u32, capacity: u32): u32 {
  const grown = newIndex(capacity * 2)
  store<u32>(grown, load<u32>(index, 12), 12)
  for (let i: u32 = 0; i < capacity; i++) {
    const b = load<u32>(index + i * 4, 16)
    if (b) put(grown, b)
  }
  atomic.store<u32>(dict + DICT_INDEX, grown)
  return grown
}

/** Value of interned `name`, or ABSENT; absence becomes a fact that this transaction has read. */
export function namespaceGet(dict: u32, name: u32): Value {
  const b = namespaceBinding(dict, name)
  return stmRead64(b, b + BINDING_VALUE)
}

/** Binds interned `name` to `value`. */
export function namespaceSet(dict: u32, name: u32, value: Value): void { bindingSet(dict, namespaceBinding(dict, name), value) }

/** Gives binding `b` of `dict` a value. */
export function bindingSet(dict: u32, b: u32, value: Value): void {
  stmOwn(b)
  const old = load<u64>(b, BINDING_VALUE)
  stmStore64(b, b + BINDING_VALUE, value)
  if (old == ABSENT) appendOrder(load<u32>(dict, DICT_KEYS_UNIT), b)
}

/** Takes the value of binding `b`: the old one, or ABSENT. */
export function bindingDelete(dict: u32, b: u32): Value {
  stmOwn(b)
  const old = load<u64>(b, BINDING_VALUE)
  if (old == ABSENT) return old
  stmStore64(b, b + BINDING_VALUE, ABSENT)
  const keys = load<u32>(dict, DICT_KEYS_UNIT)
  stmOwn(keys)
  const order = load<u32>(keys, KEYS_ORDER)
  stmStoreIn32(keys, order, order + 8 + load<u32>(b, BINDING_PLACE) * 4, 0)
  stmStore32(keys, keys + KEYS_COUNT, load<u32>(keys, KEYS_COUNT) - 1)
  return old
}

/** Deletes interned `name`; false: it was not bound. */
export function namespaceDelete(dict: u32, name: u32): bool { return bindingDelete(dict, namespaceBinding(dict, name)) != ABSENT }

/** Appends a binding that got its first value to the order. (The seam for deferring count and order to the commit.) */
function appendOrder(keys: u32, b: u32): void {
  stmOwn(keys)
  if (load<u32>(keys, KEYS_ORDER_LENGTH) == load<u32>(keys, KEYS_ORDER_CAPACITY)) renewOrder(keys)
  const n = load<u32>(keys, KEYS_ORDER_LENGTH)
  const order = load<u32>(keys, KEYS_ORDER)
  stmStoreIn32(keys, order, order + 8 + n * 4, b)
  stmStore32(keys, b + BINDING_PLACE, n)
  stmStore32(keys, keys + KEYS_ORDER_LENGTH, n + 1)
  stmStore32(keys, keys + KEYS_COUNT, load<u32>(keys, KEYS_COUNT) + 1)
}

/** New storage for the order of an owned keys unit, without holes. */
function renewOrder(keys: u32): void {
  const count = load<u32>(keys, KEYS_COUNT)
  const length = load<u32>(keys, KEYS_ORDER_LENGTH)
  const capacity = count < 4 ? 8 : count * 2
  const fresh = allocateStorage(capacity * 4)
  const old = load<u32>(keys, KEYS_ORDER)
  let n: u32 = 0
  for (let i: u32 = 0; i < length; i++) {
    const b = load<u32>(old + i * 4, 8)
    if (!b) continue
    store<u32>(fresh + n * 4, b, 8)
    if (n != i) stmStore32(keys, b + BINDING_PLACE, n)
    n++
  }
  stmStore32(keys, keys + KEYS_ORDER, fresh)
  stmStore32(keys, keys + KEYS_ORDER_CAPACITY, capacity)
  stmStore32(keys, keys + KEYS_ORDER_LENGTH, n)
}
