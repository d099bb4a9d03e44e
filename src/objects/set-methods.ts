// Python's set and frozenset: construction, methods, slots, and their iterator. Operations: set.ts, set-ops.ts.

import { allocate } from '../gc/allocate'
import { ABSENT, EXCEPTION, EXHAUSTED, FALSE, HOLE, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, intValue, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead32, stmRead64, stmStore32, stmStore64 } from '../stm/barriers'
import { getAttributeOr, hashOf, repr } from './abstract'
import { hashNotImplemented } from './compare'
import { arg, defineClassMethod, defineMethod, defineType, fn, setSlot } from './define'
import { newInstanceOf } from './instance-allocation'
import { lit } from './intern'
import { elementHash } from './key-hash'
import { listAppend, newList } from './list'
import { selfIter } from './list-iterators'
import { classGetItem, reduceBuiltin1 } from './pickle-support'
import { noKeywords, positionalCount } from './positional-args'
import { clearError, errorMatches, raiseText, raiseWith } from './raise'
import { reprEnter, reprLeave } from './repr-guard'
import { appendReprs } from './sequence-ops'
import {
  SET_BYTES, SET_HASH, newSet, setClear, setDiscardHashed, setFind, setHashAt, setKeyAt, setLength, setNext, setPopAny, setSlots, setTakeContents,
} from './set'
import {
  isAnySet, setAdd, setCopy, setDifference, setDifferenceUpdate, setIntersection, setIsDisjoint, setIsSubset, setOf, setSymmetricUpdate, setUpdate,
} from './set-ops'
import { shapeAt, typeAt } from './shape'
import { textBegin, textDrop, textEnd, textLiteral, textStr, textValue } from './text-builder'
import { TUPLE_ITEMS, tupleItem, tupleLength, tupleOf1, tupleOf3 } from './tuple-core'
import { TYPE_BASETYPE, TYPE_MATCH_SELF, TYPE_NAME, tagOf, typeOf } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

/** The exact type of which results are made: set or frozenset. */
// @ts-ignore: decorator
@inline function kindOf(v: Value): T { return tagOf(v) }

function resultOf(set: u32): Value { return set ? pointer(set) : EXCEPTION }

function set_new(type: Value, argv: u32, argc: u32, names: u32): Value { return pointer(newInstanceOf(type, T.set, SET_BYTES)) }

function set_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (hasShape(self, shapeAt(T.set)) && !noKeywords('set', names)) return EXCEPTION
  if (!positionalCount('set', argc, 0, 1)) return EXCEPTION
  const set = addressOf(self)
  if (setLength(set)) setClear(set)
  return argc == 0 || setUpdate(set, arg(argv, 0)) ? NONE : EXCEPTION
}

function frozenset_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const exact = type == pointer(typeAt(T.frozenset))
  if (exact && !noKeywords('frozenset', names)) return EXCEPTION
  if (!positionalCount('frozenset', argc, 0, 1)) return EXCEPTION
  if (exact && argc && hasShape(arg(argv, 0), shapeAt(T.frozenset))) return arg(argv, 0)
  const set = newInstanceOf(type, T.frozenset, SET_BYTES)
  return argc == 0 || setUpdate(set, arg(argv, 0)) ? pointer(set) : EXCEPTION
}

function set_repr(self: Value): Value {
  const set = addressOf(self)
  const exact = hasShape(self, shapeAt(T.set))
  const entered = reprEnter(set)
  if (entered < 0) return EXCEPTION
  textBegin()
  if (!exact) { textStr(load<u32>(typeOf(self), TYPE_NAME)); textLiteral('(') }
  else if (entered == 0 || setLength(set) == 0) textLiteral('set(')
  if (entered == 0) { textLiteral('...)'); return textEnd() }
  let good = true
  if (setLength(set)) {
    const keys = newList()
    for (let i = setNext(set, 0); i >= 0; i = setNext(set, i + 1)) listAppend(keys, setKeyAt(set, i))
    textLiteral('{')
    good = appendReprs(keys, true)
    textLiteral('}')
    if (!exact) textLiteral(')')
  } else textLiteral(')')
  reprLeave()
  if (!good) { textDrop(); return EXCEPTION }
  return textEnd()
}

function shuffle(h: u64): u64 { return ((h ^ 89869747) ^ (h << 16)) * 3644798167 }

export function frozensetHash(self: Value): i64 {
  const set = addressOf(self)
  const cached = load<i64>(set, SET_HASH)
  if (cached) return cached
  let h: u64 = 0
  for (let i = setNext(set, 0); i >= 0; i = setNext(set, i + 1)) h ^= shuffle(<u64>setHashAt(set, i))
  h ^= (<u64>setLength(set) + 1) * 1927868237
  h ^= (h >> 11) ^ (h >> 25)
  h = h * 69069 + 907133923
  if (h == <u64>-1) h = 590923713
  store<u64>(set, h, SET_HASH)
  return <i64>h
}

function set_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (!isAnySet(other)) return NOT_IMPLEMENTED
  const a = addressOf(self), b = addressOf(other)
  const m = setLength(a), n = setLength(b)
  let r: i32
  switch (op) {
    case CompareOp.EQ: r = m == n ? setIsSubset(a, b) : 0; break
    case CompareOp.NE: r = m == n ? setIsSubset(a, b) : 0; if (r >= 0) r = 1 - r; break
    case CompareOp.LE: r = setIsSubset(a, b); break
    case CompareOp.GE: r = setIsSubset(b, a); break
    case CompareOp.LT: r = m < n ? setIsSubset(a, b) : 0; break
    default: r = m > n ? setIsSubset(b, a) : 0
  }
  return r < 0 ? EXCEPTION : boolValue(r == 1)
}

function set_length(self: Value): Value { return intValue(setLength(addressOf(self))) }
function set_iter(self: Value): Value { return newSetIterator(addressOf(self)) }

/** Slot of `key`, which may be a set itself: that is compared as a frozenset. -1: not there, -2: raised. */
function findOrSet(set: u32, key: Value): i32 {
  let hash = elementHash(key)
  if (hash == -1) {
    if (!isAnySet(key) || !errorMatches(T.TypeError)) return -2
    clearError()
    const frozen = setCopy(addressOf(key), T.frozenset)
    if (!frozen) return -2
    key = pointer(frozen)
    hash = frozensetHash(key)
  }
  return setFind(set, key, hash)
}

function set_contains(self: Value, key: Value): Value {
  const i = findOrSet(addressOf(self), key)
  return i == -2 ? EXCEPTION : boolValue(i >= 0)
}

// ---- operators

function set_or(a: Value, b: Value): Value {
  if (!isAnySet(a) || !isAnySet(b)) return NOT_IMPLEMENTED
  const result = setCopy(addressOf(a), kindOf(a))
  return result && (a == b || setUpdate(result, b)) ? pointer(result) : EXCEPTION
}
function set_and(a: Value, b: Value): Value { return isAnySet(a) && isAnySet(b) ? resultOf(setIntersection(addressOf(a), b, kindOf(a))) : NOT_IMPLEMENTED }
function set_sub(a: Value, b: Value): Value { return isAnySet(a) && isAnySet(b) ? resultOf(setDifference(addressOf(a), b, kindOf(a))) : NOT_IMPLEMENTED }
function set_xor(a: Value, b: Value): Value { return isAnySet(a) && isAnySet(b) ? symmetricDifference(a, b) : NOT_IMPLEMENTED }

function symmetricDifference(a: Value, b: Value): Value {
  const result = setOf(b, kindOf(a))
  return result && setSymmetricUpdate(result, a) ? pointer(result) : EXCEPTION
}

function set_ior(a: Value, b: Value): Value { return isAnySet(b) ? (setUpdate(addressOf(a), b) ? a : EXCEPTION) : NOT_IMPLEMENTED }
function set_isub(a: Value, b: Value): Value { return isAnySet(b) ? (setDifferenceUpdate(addressOf(a), b) ? a : EXCEPTION) : NOT_IMPLEMENTED }
function set_ixor(a: Value, b: Value): Value { return isAnySet(b) ? (setSymmetricUpdate(addressOf(a), b) ? a : EXCEPTION) : NOT_IMPLEMENTED }
function set_iand(a: Value, b: Value): Value { return isAnySet(b) ? (intersectionUpdate(addressOf(a), b) ? a : EXCEPTION) : NOT_IMPLEMENTED }

function intersectionUpdate(set: u32, other: Value): bool {
  const result = setIntersection(set, other, T.set)
  if (!result) return false
  stmOwn(set)
  setTakeContents(set, result)
  return true
}

// ---- methods; *others stand in a tuple at argv[1]

function set_add(argv: u32): Value { return setAdd(addressOf(arg(argv, 0)), arg(argv, 1)) ? NONE : EXCEPTION }
function set_clear(argv: u32): Value { setClear(addressOf(arg(argv, 0))); return NONE }

function set_copy(argv: u32): Value { return resultOf(setCopy(addressOf(arg(argv, 0)), T.set)) }
function frozenset_copy(argv: u32): Value {
  const self = arg(argv, 0)
  return hasShape(self, shapeAt(T.frozenset)) ? self : resultOf(setCopy(addressOf(self), T.frozenset))
}

function removeKey(argv: u32): i32 {
  const set = addressOf(arg(argv, 0))
  const key = arg(argv, 1)
  const hash = hashOf(key)
  if (hash != -1) return setDiscardHashed(set, key, hash)
  if (!isAnySet(key) || !errorMatches(T.TypeError)) { clearError(); return elementHash(key) == -1 ? -1 : 0 }
  clearError()
  const frozen = setCopy(addressOf(key), T.frozenset)
  return frozen ? setDiscardHashed(set, pointer(frozen), frozensetHash(pointer(frozen))) : -1
}

function set_remove(argv: u32): Value {
  const r = removeKey(argv)
  return r < 0 ? EXCEPTION : r == 0 ? raiseWith(T.KeyError, arg(argv, 1)) : NONE
}
function set_discard(argv: u32): Value { return removeKey(argv) < 0 ? EXCEPTION : NONE }

function set_pop(argv: u32): Value {
  const key = setPopAny(addressOf(arg(argv, 0)))
  return key == HOLE ? raiseText(T.KeyError, 'pop from an empty set') : key
}

function set_update(argv: u32): Value {
  const others = addressOf(arg(argv, 1))
  for (let i: u32 = 0; i < tupleLength(others); i++) if (!setUpdate(addressOf(arg(argv, 0)), tupleItem(others, i))) return EXCEPTION
  return NONE
}

function set_union(argv: u32): Value {
  const self = arg(argv, 0)
  const others = addressOf(arg(argv, 1))
  const result = setCopy(addressOf(self), kindOf(self))
  if (!result) return EXCEPTION
  for (let i: u32 = 0; i < tupleLength(others); i++) {
    const other = tupleItem(others, i)
    if (other != self && !setUpdate(result, other)) return EXCEPTION
  }
  return pointer(result)
}

function set_intersection(argv: u32): Value {
  const self = arg(argv, 0)
  const others = addressOf(arg(argv, 1))
  if (tupleLength(others) == 0) return kindOf(self) == T.frozenset ? frozenset_copy(argv) : set_copy(argv)
  let result = addressOf(self)
  for (let i: u32 = 0; i < tupleLength(others); i++) {
    result = setIntersection(result, tupleItem(others, i), kindOf(self))
    if (!result) return EXCEPTION
  }
  return pointer(result)
}

function set_intersection_update(argv: u32): Value {
  const set = addressOf(arg(argv, 0))
  const result = set_intersection(argv)
  if (result == EXCEPTION) return EXCEPTION
  stmOwn(set)
  setTakeContents(set, addressOf(result))
  return NONE
}

function set_difference(argv: u32): Value {
  const self = arg(argv, 0)
  const others = addressOf(arg(argv, 1))
  if (tupleLength(others) == 0) return resultOf(setCopy(addressOf(self), kindOf(self)))
  const result = setDifference(addressOf(self), tupleItem(others, 0), kindOf(self))
  if (!result) return EXCEPTION
  for (let i: u32 = 1; i < tupleLength(others); i++) if (!setDifferenceUpdate(result, tupleItem(others, i))) return EXCEPTION
  return pointer(result)
}

function set_difference_update(argv: u32): Value {
  const others = addressOf(arg(argv, 1))
  for (let i: u32 = 0; i < tupleLength(others); i++) if (!setDifferenceUpdate(addressOf(arg(argv, 0)), tupleItem(others, i))) return EXCEPTION
  return NONE
}

function set_symmetric_difference(argv: u32): Value { return symmetricDifference(arg(argv, 0), arg(argv, 1)) }
function set_symmetric_difference_update(argv: u32): Value { return setSymmetricUpdate(addressOf(arg(argv, 0)), arg(argv, 1)) ? NONE : EXCEPTION }

function set_isdisjoint(argv: u32): Value {
  const r = setIsDisjoint(addressOf(arg(argv, 0)), arg(argv, 1))
  return r < 0 ? EXCEPTION : boolValue(r == 1)
}

function set_issubset(argv: u32): Value {
  const other = isAnySet(arg(argv, 1)) ? addressOf(arg(argv, 1)) : setOf(arg(argv, 1))
  if (!other) return EXCEPTION
  const r = setIsSubset(addressOf(arg(argv, 0)), other)
  return r < 0 ? EXCEPTION : boolValue(r == 1)
}

function set_issuperset(argv: u32): Value {
  const other = isAnySet(arg(argv, 1)) ? addressOf(arg(argv, 1)) : setOf(arg(argv, 1))
  if (!other) return EXCEPTION
  const r = setIsSubset(other, addressOf(arg(argv, 0)))
  return r < 0 ? EXCEPTION : boolValue(r == 1)
}

/** (type, ([keys],), attributes or None) */
function set_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  const set = addressOf(self)
  const keys = newList()
  for (let i = setNext(set, 0); i >= 0; i = setNext(set, i + 1)) if (!listAppend(keys, setKeyAt(set, i))) return EXCEPTION
  let state = getAttributeOr(self, lit('__dict__'))
  if (state == EXCEPTION) return EXCEPTION
  if (state == UNBOUND) state = NONE
  return pointer(tupleOf3(pointer(typeOf(self)), pointer(tupleOf1(pointer(keys))), state))
}

function set_contains_method(argv: u32): Value { return set_contains(arg(argv, 0), arg(argv, 1)) }
function set_sizeof(argv: u32): Value { return intValue(<i64>(SET_BYTES + setSlots(addressOf(arg(argv, 0))) * 16)) }

// ---- the iterator: +8 set (value; UNBOUND: exhausted)  +16 used at the start:32  +20 next slot:32  +24 remaining:32

const ITERATOR_BYTES: u32 = 32

export function newSetIterator(set: u32): Value {
  const it = allocate(shapeAt(T.set_iterator), ITERATOR_BYTES)
  const n = setLength(set)
  store<u64>(it, pointer(set), 8)
  store<u32>(it, n, 16)
  store<u32>(it, n, 24)
  return pointer(it)
}

export function setIteratorNext(self: Value): Value {
  const it = addressOf(self)
  stmOwn(it)
  const set = load<u64>(it, 8)
  if (set == UNBOUND) return EXHAUSTED
  if (load<u32>(it, 16) != setLength(addressOf(set))) {
    stmStore32(it, it + 16, u32.MAX_VALUE)
    return raiseText(T.RuntimeError, 'Set changed size during iteration')
  }
  const i = setNext(addressOf(set), load<u32>(it, 20))
  if (i < 0) {
    stmStore64(it, it + 8, UNBOUND)
    return EXHAUSTED
  }
  stmStore32(it, it + 20, i + 1)
  stmStore32(it, it + 24, load<u32>(it, 24) - 1)
  return setKeyAt(addressOf(set), i)
}

function setIterator_lengthHint(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const set = stmRead64(it, it + 8)
  if (set == UNBOUND || stmRead32(it, it + 16) != setLength(addressOf(set))) return intValue(0)
  return intValue(stmRead32(it, it + 24))
}

function setIterator_reduce(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const set = stmRead64(it, it + 8)
  const list = newList()
  if (set != UNBOUND) {
    for (let i = setNext(addressOf(set), stmRead32(it, it + 20)); i >= 0; i = setNext(addressOf(set), i + 1)) listAppend(list, setKeyAt(addressOf(set), i))
  }
  return reduceBuiltin1('iter', pointer(list))
}

// ---- registration

function defineShared(t: u32): void {
  setSlot(t, Slot.repr, fn(set_repr))
  setSlot(t, Slot.richcompare, fn(set_richcompare))
  setSlot(t, Slot.iter, fn(set_iter))
  setSlot(t, Slot.length, fn(set_length))
  setSlot(t, Slot.contains, fn(set_contains))
  setSlot(t, Slot.or, fn(set_or))
  setSlot(t, Slot.and, fn(set_and))
  setSlot(t, Slot.sub, fn(set_sub))
  setSlot(t, Slot.xor, fn(set_xor))
  defineMethod(t, '__contains__', '($self, object, /)', fn(set_contains_method))
  defineMethod(t, 'difference', '($self, /, *others)', fn(set_difference))
  defineMethod(t, 'intersection', '($self, /, *others)', fn(set_intersection))
  defineMethod(t, 'isdisjoint', '($self, other, /)', fn(set_isdisjoint))
  defineMethod(t, 'issubset', '($self, other, /)', fn(set_issubset))
  defineMethod(t, 'issuperset', '($self, other, /)', fn(set_issuperset))
  defineMethod(t, '__reduce__', '($self, /)', fn(set_reduce))
  defineMethod(t, '__sizeof__', '($self, /)', fn(set_sizeof))
  defineMethod(t, 'symmetric_difference', '($self, other, /)', fn(set_symmetric_difference))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  defineMethod(t, 'union', '($self, /, *others)', fn(set_union))
}

export function initSet(): void {
  const t = defineType(T.set, T.object, 'set', SET_BYTES, TYPE_BASETYPE | TYPE_MATCH_SELF, 'A mutable collection of different hashable items.')
  setSlot(t, Slot.new_, fn(set_new))
  setSlot(t, Slot.init, fn(set_init))
  setSlot(t, Slot.hash, fn(hashNotImplemented))
  defineShared(t)
  setSlot(t, Slot.ior, fn(set_ior))
  setSlot(t, Slot.iand, fn(set_iand))
  setSlot(t, Slot.isub, fn(set_isub))
  setSlot(t, Slot.ixor, fn(set_ixor))
  defineMethod(t, 'add', '($self, object, /)', fn(set_add))
  defineMethod(t, 'clear', '($self, /)', fn(set_clear))
  defineMethod(t, 'copy', '($self, /)', fn(set_copy))
  defineMethod(t, 'discard', '($self, object, /)', fn(set_discard))
  defineMethod(t, 'difference_update', '($self, /, *others)', fn(set_difference_update))
  defineMethod(t, 'intersection_update', '($self, /, *others)', fn(set_intersection_update))
  defineMethod(t, 'pop', '($self, /)', fn(set_pop))
  defineMethod(t, 'remove', '($self, object, /)', fn(set_remove))
  defineMethod(t, 'symmetric_difference_update', '($self, other, /)', fn(set_symmetric_difference_update))
  defineMethod(t, 'update', '($self, /, *others)', fn(set_update))

  const f = defineType(T.frozenset, T.object, 'frozenset', SET_BYTES, TYPE_BASETYPE | TYPE_MATCH_SELF, 'An immutable, hashable collection of different items.')
  setSlot(f, Slot.new_, fn(frozenset_new))
  setSlot(f, Slot.hash, fn(frozensetHash))
  defineShared(f)
  defineMethod(f, 'copy', '($self, /)', fn(frozenset_copy))

  const it = defineType(T.set_iterator, T.object, 'set_iterator', ITERATOR_BYTES, 0, null)
  setSlot(it, Slot.iter, fn(selfIter))
  setSlot(it, Slot.next, fn(setIteratorNext))
  defineMethod(it, '__length_hint__', '($self, /)', fn(setIterator_lengthHint))
  defineMethod(it, '__reduce__', '($self, /)', fn(setIterator_reduce))
}
