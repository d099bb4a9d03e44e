// dict.keys(), values(), items(): views of a dict, immutable themselves. Keys and items behave as sets.
//
//   +0 version  +4 shape  +8 dict (value)

import { allocate } from '../gc/allocate'
import { ABSENT, EXCEPTION, EXHAUSTED, FALSE, NOT_IMPLEMENTED, TRUE, Value, addressOf, boolValue, hasShape, intValue, isPointer, pointer } from '../memory/value'
import { contains, equal, getIter, isIndex, iterNext, lengthOf, repr } from './abstract'
import { hashNotImplemented } from './compare'
import { arg, defineGetter, defineMethod, defineType, fn, setSlot } from './define'
import { dictContains, dictCount, dictGet, dictKeyAt, dictNext, dictValueAt } from './dict'
import { newDictIterator } from './dict-iterators'
import { newMappingProxy } from './mapping-proxy'
import { raiseFormat } from './raise'
import { reprEnter, reprLeave } from './repr-guard'
import { setAdd, setDifferenceUpdate, setOf, setSymmetricUpdate, setUpdate, isAnySet } from './set-ops'
import { newSet } from './set'
import { shapeAt } from './shape'
import { textBegin, textDrop, textEnd, textLiteral, textStr, textValue } from './text-builder'
import { tupleItem, tupleLength, tupleOf2 } from './tuple-core'
import { isTuple } from './tuple'
import { TYPE_NAME, tagOf, typeOf } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

const VIEW_DICT: u32 = 8
const VIEW_BYTES: u32 = 16

export function newDictView(t: T, dict: u32): Value {
  const view = allocate(shapeAt(t), VIEW_BYTES)
  store<u64>(view, pointer(dict), VIEW_DICT)
  return pointer(view)
}

/** The dict of a view; set when the view was made, never changed. */
// @ts-ignore: decorator
@inline export function viewDict(view: Value): u32 { return addressOf(load<u64>(addressOf(view), VIEW_DICT)) }

function isSetLikeView(v: Value): bool {
  if (!isPointer(v)) return false
  const tag = tagOf(v)
  return tag == T.dict_keys || tag == T.dict_items || tag == T.collections_odict_keys || tag == T.collections_odict_items
}

function view_length(self: Value): Value { return intValue(dictCount(viewDict(self))) }

function view_repr(self: Value): Value {
  const entered = reprEnter(addressOf(self))
  if (entered < 0) return EXCEPTION
  textBegin()
  if (entered == 0) { textLiteral('...'); return textEnd() }
  textStr(load<u32>(typeOf(self), TYPE_NAME))
  textLiteral('([')
  const good = appendViewItems(self)
  reprLeave()
  if (!good) { textDrop(); return EXCEPTION }
  textLiteral('])')
  return textEnd()
}

function appendViewItems(self: Value): bool {
  const it = getIter(self)
  if (it == EXCEPTION) return false
  for (let first = true; ; first = false) {
    const item = iterNext(it)
    if (item == EXHAUSTED) return true
    if (item == EXCEPTION) return false
    if (!first) textLiteral(', ')
    const text = repr(item)
    if (text == EXCEPTION) return false
    textValue(text)
  }
  return true
}


function view_mapping(self: Value): Value { return newMappingProxy(pointer(viewDict(self))) }

// ---- keys and items as sets

function keys_contains(self: Value, key: Value): Value {
  const r = dictContains(viewDict(self), key)
  return r < 0 ? EXCEPTION : boolValue(r == 1)
}

function items_contains(self: Value, item: Value): Value {
  if (!isTuple(item) || tupleLength(addressOf(item)) != 2) return FALSE
  const value = dictGet(viewDict(self), tupleItem(addressOf(item), 0))
  if (value == EXCEPTION) return EXCEPTION
  if (value == ABSENT) return FALSE
  const e = equal(value, tupleItem(addressOf(item), 1))
  return e < 0 ? EXCEPTION : boolValue(e == 1)
}

/** Is everything in `a` also in `b`? 1, 0, -1. */
function allContained(a: Value, b: Value): i32 {
  const it = getIter(a)
  if (it == EXCEPTION) return -1
  for (;;) {
    const item = iterNext(it)
    if (item == EXHAUSTED) return 1
    if (item == EXCEPTION) return -1
    const r = contains(b, item)
    if (r != 1) return r
  }
  return 1
}

function view_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (!isAnySet(other) && !isSetLikeView(other)) return NOT_IMPLEMENTED
  const m = lengthOf(self)
  if (m < 0) return EXCEPTION
  const n = lengthOf(other)
  if (n < 0) return EXCEPTION
  let r: i32 = 0
  switch (op) {
    case CompareOp.EQ: case CompareOp.NE:
      if (m == n) r = allContained(self, other)
      if (op == CompareOp.NE && r >= 0) r = 1 - r
      break
    case CompareOp.LT: if (m < n) r = allContained(self, other); break
    case CompareOp.LE: if (m <= n) r = allContained(self, other); break
    case CompareOp.GT: if (m > n) r = allContained(other, self); break
    default: if (m >= n) r = allContained(other, self)
  }
  return r < 0 ? EXCEPTION : boolValue(r == 1)
}

function view_sub(a: Value, b: Value): Value {
  const result = setOf(a)
  return result && setDifferenceUpdate(result, b) ? pointer(result) : EXCEPTION
}

function view_or(a: Value, b: Value): Value {
  const result = setOf(a)
  return result && setUpdate(result, b) ? pointer(result) : EXCEPTION
}

function view_xor(a: Value, b: Value): Value {
  const result = setOf(a)
  return result && setSymmetricUpdate(result, b) ? pointer(result) : EXCEPTION
}

function view_and(a: Value, b: Value): Value {
  if (!isSetLikeView(a)) { const swapped = a; a = b; b = swapped }
  const m = lengthOf(a)
  if (m < 0) return EXCEPTION
  if (isSetLikeView(b)) {
    const n = lengthOf(b)
    if (n < 0) return EXCEPTION
    if (n > m) { const swapped = a; a = b; b = swapped }
  }
  const result = newSet()
  const it = getIter(b)
  if (it == EXCEPTION) return EXCEPTION
  for (;;) {
    const item = iterNext(it)
    if (item == EXHAUSTED) return pointer(result)
    if (item == EXCEPTION) return EXCEPTION
    const r = contains(a, item)
    if (r < 0 || (r == 1 && !setAdd(result, item))) return EXCEPTION
  }
  return EXCEPTION
}

function view_isdisjoint(argv: u32): Value {
  let self = arg(argv, 0), other = arg(argv, 1)
  if (self == other) return boolValue(dictCount(viewDict(self)) == 0)
  if (isAnySet(other) || isSetLikeView(other)) {
    const n = lengthOf(other)
    if (n < 0) return EXCEPTION
    if (n > <i64>dictCount(viewDict(self))) { const swapped = self; self = other; other = swapped }
  }
  const it = getIter(other)
  if (it == EXCEPTION) return EXCEPTION
  for (;;) {
    const item = iterNext(it)
    if (item == EXHAUSTED) return TRUE
    if (item == EXCEPTION) return EXCEPTION
    const r = contains(self, item)
    if (r != 0) return r < 0 ? EXCEPTION : FALSE
  }
  return TRUE
}

function keys_iter(self: Value): Value { return newDictIterator(T.dict_keyiterator, viewDict(self)) }
function values_iter(self: Value): Value { return newDictIterator(T.dict_valueiterator, viewDict(self)) }
function items_iter(self: Value): Value { return newDictIterator(T.dict_itemiterator, viewDict(self)) }
function keys_reversed(argv: u32): Value { return newDictIterator(T.dict_reversekeyiterator, viewDict(arg(argv, 0))) }
function values_reversed(argv: u32): Value { return newDictIterator(T.dict_reversevalueiterator, viewDict(arg(argv, 0))) }
function items_reversed(argv: u32): Value { return newDictIterator(T.dict_reverseitemiterator, viewDict(arg(argv, 0))) }

function define(t: T, name: string, iter: u32, reversed: u32): u32 {
  const type = defineType(t, T.object, name, VIEW_BYTES, 0, null)
  setSlot(type, Slot.repr, fn(view_repr))
  setSlot(type, Slot.length, fn(view_length))
  setSlot(type, Slot.iter, iter)
  defineMethod(type, '__reversed__', '($self, /)', reversed)
  defineGetter(type, 'mapping', fn(view_mapping))
  return type
}

function defineSetLike(type: u32): void {
  setSlot(type, Slot.hash, fn(hashNotImplemented))
  setSlot(type, Slot.richcompare, fn(view_richcompare))
  setSlot(type, Slot.sub, fn(view_sub))
  setSlot(type, Slot.and, fn(view_and))
  setSlot(type, Slot.xor, fn(view_xor))
  setSlot(type, Slot.or, fn(view_or))
  defineMethod(type, 'isdisjoint', '($self, other, /)', fn(view_isdisjoint))
}

export function initDictViews(): void {
  const keys = define(T.dict_keys, 'dict_keys', fn(keys_iter), fn(keys_reversed))
  defineSetLike(keys)
  setSlot(keys, Slot.contains, fn(keys_contains))
  const items = define(T.dict_items, 'dict_items', fn(items_iter), fn(items_reversed))
  defineSetLike(items)
  setSlot(items, Slot.contains, fn(items_contains))
  define(T.dict_values, 'dict_values', fn(values_iter), fn(values_reversed))
}
