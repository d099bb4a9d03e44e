// Set algebra on the addresses of sets and any iterables, as set, frozenset and the dict views use it. The order in which keys
// are added follows CPython's, since it shows in the order of iteration.

import { ABSENT, EXCEPTION, EXHAUSTED, HOLE, Value, addressOf, hasShape, isPointer, pointer } from '../memory/value'
import { stmOwn } from '../stm/barriers'
import { getIter, iterNext } from './abstract'
import { dictContains, dictCount, dictKeyAt, dictNext } from './dict'
import { elementHash } from './key-hash'
import { setAddHashed, setClear, setDiscardHashed, setFind, setHashAt, setKeyAt, setLength, setMerge, setNext, setReserve, newSet } from './set'
import { shapeAt } from './shape'
import { tagOf } from './type'
import { T } from './type-ids'

/** An instance of set or frozenset or of a subclass. */
export function isAnySet(v: Value): bool {
  if (!isPointer(v)) return false
  const tag = tagOf(v)
  return tag == T.set || tag == T.frozenset
}

/** set.add(key); false: raised. */
export function setAdd(set: u32, key: Value): bool {
  const hash = elementHash(key)
  return hash != -1 && setAddHashed(set, key, hash) >= 0
}

/** Adds all keys of an iterable; false: raised. */
export function setUpdate(set: u32, iterable: Value): bool {
  if (isAnySet(iterable)) return setMerge(set, addressOf(iterable))
  if (hasShape(iterable, shapeAt(T.dict))) return addDictKeys(set, addressOf(iterable))
  const it = getIter(iterable)
  if (it == EXCEPTION) return false
  for (;;) {
    const key = iterNext(it)
    if (key == EXHAUSTED) return true
    if (key == EXCEPTION || !setAdd(set, key)) return false
  }
  return true
}

function addDictKeys(set: u32, dict: u32): bool {
  if (!setReserve(set, dictCount(dict))) return false
  for (let n = dictNext(dict, 0); n >= 0; n = dictNext(dict, n + 1)) if (!setAdd(set, dictKeyAt(dict, n))) return false
  return true
}

/** A fresh set (exact, of static type `t`) of the keys of an iterable; 0: raised. */
export function setOf(iterable: Value, t: T = T.set): u32 {
  const set = newSet(t)
  return setUpdate(set, iterable) ? set : 0
}

/** A fresh set with the keys of `set`. */
export function setCopy(set: u32, t: T = T.set): u32 {
  const copy = newSet(t)
  return setMerge(copy, set) ? copy : 0
}

/** `key in set` with an unhashable set taken as a frozenset: 1, 0, -1 (raised). */
export function setContainsHashed(set: u32, key: Value, hash: i64): i32 {
  const i = setFind(set, key, hash)
  return i >= 0 ? 1 : i == -1 ? 0 : -1
}

/** Keys of `set` that are also in `other`: a fresh set of type `t`; 0: raised. */
export function setIntersection(set: u32, other: Value, t: T): u32 {
  if (pointer(set) == other) return setCopy(set, t)
  const result = newSet(t)
  if (isAnySet(other)) {
    let small = addressOf(other), large = set
    if (setLength(small) > setLength(large)) { small = set; large = addressOf(other) }
    for (let i = setNext(small, 0); i >= 0; i = setNext(small, i + 1)) {
      const key = setKeyAt(small, i), hash = setHashAt(small, i)
      const r = setContainsHashed(large, key, hash)
      if (r < 0 || (r == 1 && setAddHashed(result, key, hash) < 0)) return 0
    }
    return result
  }
  const it = getIter(other)
  if (it == EXCEPTION) return 0
  for (;;) {
    const key = iterNext(it)
    if (key == EXHAUSTED) return result
    if (key == EXCEPTION) return 0
    const hash = elementHash(key)
    if (hash == -1) return 0
    const r = setContainsHashed(set, key, hash)
    if (r < 0 || (r == 1 && setAddHashed(result, key, hash) < 0)) return 0
  }
  return 0
}

/** Takes the keys of an iterable out of `set`; false: raised. */
export function setDifferenceUpdate(set: u32, other: Value): bool {
  if (pointer(set) == other) { setClear(set); return true }
  if (isAnySet(other)) {
    const from = addressOf(other)
    for (let i = setNext(from, 0); i >= 0; i = setNext(from, i + 1)) if (setDiscardHashed(set, setKeyAt(from, i), setHashAt(from, i)) < 0) return false
    return true
  }
  const it = getIter(other)
  if (it == EXCEPTION) return false
  for (;;) {
    const key = iterNext(it)
    if (key == EXHAUSTED) return true
    if (key == EXCEPTION) return false
    const hash = elementHash(key)
    if (hash == -1 || setDiscardHashed(set, key, hash) < 0) return false
  }
  return true
}

/** Keys of `set` that are not in `other`: a fresh set of type `t`; 0: raised. */
export function setDifference(set: u32, other: Value, t: T): u32 {
  const isDict = hasShape(other, shapeAt(T.dict))
  const otherCount: u32 = isAnySet(other) ? setLength(addressOf(other)) : isDict ? dictCount(addressOf(other)) : 0
  if ((!isDict && !isAnySet(other)) || setLength(set) >> 2 > otherCount) {
    const copy = setCopy(set, t)
    return copy && setDifferenceUpdate(copy, other) ? copy : 0
  }
  const result = newSet(t)
  for (let i = setNext(set, 0); i >= 0; i = setNext(set, i + 1)) {
    const key = setKeyAt(set, i), hash = setHashAt(set, i)
    const r = isDict ? dictContains(addressOf(other), key) : setContainsHashed(addressOf(other), key, hash)
    if (r < 0 || (r == 0 && setAddHashed(result, key, hash) < 0)) return 0
  }
  return result
}

/** Turns `set` into the keys that are in exactly one of both; false: raised. */
export function setSymmetricUpdate(set: u32, other: Value): bool {
  if (pointer(set) == other) { setClear(set); return true }
  let from: u32
  if (hasShape(other, shapeAt(T.dict))) {
    const dict = addressOf(other)
    for (let n = dictNext(dict, 0); n >= 0; n = dictNext(dict, n + 1)) {
      const key = dictKeyAt(dict, n)
      const hash = elementHash(key)
      if (hash == -1 || !toggle(set, key, hash)) return false
    }
    return true
  }
  if (isAnySet(other)) from = addressOf(other)
  else {
    from = setOf(other)
    if (!from) return false
  }
  for (let i = setNext(from, 0); i >= 0; i = setNext(from, i + 1)) if (!toggle(set, setKeyAt(from, i), setHashAt(from, i))) return false
  return true
}

function toggle(set: u32, key: Value, hash: i64): bool {
  const r = setDiscardHashed(set, key, hash)
  return r != 0 ? r == 1 : setAddHashed(set, key, hash) >= 0
}

/** Is every key of `set` in set `other`? 1, 0, -1. */
export function setIsSubset(set: u32, other: u32): i32 {
  if (setLength(set) > setLength(other)) return 0
  for (let i = setNext(set, 0); i >= 0; i = setNext(set, i + 1)) {
    const r = setContainsHashed(other, setKeyAt(set, i), setHashAt(set, i))
    if (r != 1) return r
  }
  return 1
}

/** 1, 0, -1 (raised) */
export function setIsDisjoint(set: u32, other: Value): i32 {
  if (pointer(set) == other) return setLength(set) == 0 ? 1 : 0
  if (isAnySet(other)) {
    let small = set, large = addressOf(other)
    if (setLength(small) > setLength(large)) { small = addressOf(other); large = set }
    for (let i = setNext(small, 0); i >= 0; i = setNext(small, i + 1)) {
      const r = setContainsHashed(large, setKeyAt(small, i), setHashAt(small, i))
      if (r != 0) return r < 0 ? -1 : 0
    }
    return 1
  }
  const it = getIter(other)
  if (it == EXCEPTION) return -1
  for (;;) {
    const key = iterNext(it)
    if (key == EXHAUSTED) return 1
    if (key == EXCEPTION) return -1
    const hash = elementHash(key)
    if (hash == -1) return -1
    const r = setContainsHashed(set, key, hash)
    if (r != 0) return r < 0 ? -1 : 0
  }
  return 1
}
