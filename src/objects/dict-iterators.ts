// Iterators of dicts and their views, forwards and backwards; all forms of dict.
//
//   +0 version  +4 shape  +8 dict (value; UNBOUND: exhausted)  +16 count:32 (of keys at the start; BROKEN after an error)
//   +20 place:32 (where to look next; backwards: one behind)  +24 remaining:32
// An iterator notices that the number of keys has changed, and if more keys turn up than there were.

import { allocate } from '../gc/allocate'
import { dataLoad32, dataLoad64 } from '../memory/shared-access'
import { ABSENT, EXCEPTION, EXHAUSTED, UNBOUND, Value, addressOf, intValue, pointer } from '../memory/value'
import { stmCheck, stmOwn, stmRead32, stmRead64, stmStore32, stmStore64 } from '../stm/barriers'
import { arg, defineMethod, defineType, fn, setSlot } from './define'
import { dictCount, dictKeyAt, dictNext, dictPrevious, dictUsed, dictValueAt } from './dict'
import { DICT_COUNT, DICT_TABLE, DICT_USED, ENTRY_BYTES, ENTRY_KEY, ENTRY_VALUE, TABLE_MASK, tableEntries } from './dict-plain'
import { listAppend, newList } from './list'
import { selfIter } from './list-iterators'
import { DICT_FORM, DICT_PLAIN } from './namespace'
import { reduceBuiltin1 } from './pickle-support'
import { raiseText } from './raise'
import { shapeAt } from './shape'
import { tupleOf2 } from './tuple-core'
import { tagOf } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

export const DICT_ITERATOR_DICT: u32 = 8
export const DICT_ITERATOR_COUNT: u32 = 16
export const DICT_ITERATOR_PLACE: u32 = 20
export const DICT_ITERATOR_REMAINING: u32 = 24
const BYTES: u32 = 32
const BROKEN: u32 = 0xffffffff

const enum Part { key, value, item }

export function newDictIterator(t: T, dict: u32): Value {
  const it = allocate(shapeAt(t), BYTES)
  const backwards = t >= T.dict_reversekeyiterator && t <= T.dict_reverseitemiterator
  const count = dictCount(dict)
  store<u64>(it, pointer(dict), DICT_ITERATOR_DICT)
  store<u32>(it, count, DICT_ITERATOR_COUNT)
  store<u32>(it, backwards ? dictUsed(dict) : 0, DICT_ITERATOR_PLACE)
  store<u32>(it, count, DICT_ITERATOR_REMAINING)
  return pointer(it)
}

function exhaust(it: u32): Value {
  stmStore64(it, it + DICT_ITERATOR_DICT, UNBOUND)
  return EXHAUSTED
}

// @ts-ignore: decorator
@inline function makeResult(key: Value, value: Value, part: Part): Value {
  return part == Part.key ? key : part == Part.value ? value : pointer(tupleOf2(key, value))
}

// @ts-ignore: decorator
@inline function next(self: Value, part: Part): Value {
  const it = addressOf(self)
  stmOwn(it)
  const dictValue = load<u64>(it, DICT_ITERATOR_DICT)
  if (dictValue == UNBOUND) return EXHAUSTED
  const dict = addressOf(dictValue)
  let place = load<u32>(it, DICT_ITERATOR_PLACE)
  for (;;) {
    const form = dataLoad32(dict + DICT_FORM)
    if (form != DICT_PLAIN) return nextSlow(it, dict, part)
    const counts = dataLoad64(dict + DICT_COUNT)
    const table = dataLoad32(dict + DICT_TABLE)
    const entry = tableEntries(table, dataLoad32(table + TABLE_MASK)) + place * ENTRY_BYTES
    const key = dataLoad64(entry + ENTRY_KEY)
    const value = part == Part.key ? 0 : dataLoad64(entry + ENTRY_VALUE)
    if (!stmCheck(dict)) continue
    if (<u32>counts != load<u32>(it, DICT_ITERATOR_COUNT)) return sizeChanged(it)
    if (place >= <u32>(counts >> 32)) return exhaust(it)
    place++
    if (key == ABSENT) continue
    return advance(it, place) ? makeResult(key, value, part) : EXCEPTION
  }
  return EXHAUSTED
}

function nextSlow(it: u32, dict: u32, part: Part): Value {
  if (dictCount(dict) != load<u32>(it, DICT_ITERATOR_COUNT)) return sizeChanged(it)
  const n = dictNext(dict, load<u32>(it, DICT_ITERATOR_PLACE))
  if (n < 0) return exhaust(it)
  return advance(it, n + 1) ? makeResult(dictKeyAt(dict, n), dictValueAt(dict, n), part) : EXCEPTION
}

function previous(self: Value, part: Part): Value {
  const it = addressOf(self)
  stmOwn(it)
  const dictValue = load<u64>(it, DICT_ITERATOR_DICT)
  if (dictValue == UNBOUND) return EXHAUSTED
  const dict = addressOf(dictValue)
  if (dictCount(dict) != load<u32>(it, DICT_ITERATOR_COUNT)) return sizeChanged(it)
  const n = dictPrevious(dict, load<u32>(it, DICT_ITERATOR_PLACE))
  if (n < 0) return exhaust(it)
  stmStore32(it, it + DICT_ITERATOR_PLACE, n)
  stmStore32(it, it + DICT_ITERATOR_REMAINING, load<u32>(it, DICT_ITERATOR_REMAINING) - 1)
  return makeResult(dictKeyAt(dict, n), dictValueAt(dict, n), part)
}

function sizeChanged(it: u32): Value {
  stmStore32(it, it + DICT_ITERATOR_COUNT, BROKEN)
  return raiseText(T.RuntimeError, 'dictionary changed size during iteration')
}

/** Counts one key; false: there are more than there were (raised). */
function advance(it: u32, place: u32): bool {
  const remaining = load<u32>(it, DICT_ITERATOR_REMAINING)
  if (remaining == 0) {
    exhaust(it)
    raiseText(T.RuntimeError, 'dictionary keys changed during iteration')
    return false
  }
  stmStore64(it, it + DICT_ITERATOR_PLACE, (<u64>(remaining - 1) << 32) | <u64>place)
  return true
}

export function dictKeyIteratorNext(self: Value): Value { return next(self, Part.key) }
export function dictValueIteratorNext(self: Value): Value { return next(self, Part.value) }
export function dictItemIteratorNext(self: Value): Value { return next(self, Part.item) }
function dictReverseKeyNext(self: Value): Value { return previous(self, Part.key) }
function dictReverseValueNext(self: Value): Value { return previous(self, Part.value) }
function dictReverseItemNext(self: Value): Value { return previous(self, Part.item) }

function iterator_lengthHint(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const dict = stmRead64(it, it + DICT_ITERATOR_DICT)
  if (dict == UNBOUND || dictCount(addressOf(dict)) != stmRead32(it, it + DICT_ITERATOR_COUNT)) return intValue(0)
  return intValue(stmRead32(it, it + DICT_ITERATOR_REMAINING))
}

/** iter(list of what is left), the iterator itself unchanged. */
function iterator_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  const copy = allocate(load<u32>(addressOf(self), 4), BYTES)
  const it = addressOf(self)
  store<u64>(copy, stmRead64(it, it + 8), 8)
  store<u64>(copy, stmRead64(it, it + 16), 16)
  store<u64>(copy, stmRead64(it, it + 24), 24)
  const list = newList()
  for (;;) {
    const item = nextOf(pointer(copy))
    if (item == EXHAUSTED) break
    if (item == EXCEPTION || !listAppend(list, item)) return EXCEPTION
  }
  return reduceBuiltin1('iter', pointer(list))
}

function nextOf(it: Value): Value {
  switch (tagOf(it)) {
    case T.dict_keyiterator: return dictKeyIteratorNext(it)
    case T.dict_valueiterator: return dictValueIteratorNext(it)
    case T.dict_itemiterator: return dictItemIteratorNext(it)
    case T.dict_reversekeyiterator: return dictReverseKeyNext(it)
    case T.dict_reversevalueiterator: return dictReverseValueNext(it)
    default: return dictReverseItemNext(it)
  }
}

function define(t: T, name: string, nextFunction: u32): void {
  const type = defineType(t, T.object, name, BYTES, 0, null)
  setSlot(type, Slot.iter, fn(selfIter))
  setSlot(type, Slot.next, nextFunction)
  defineMethod(type, '__length_hint__', '($self, /)', fn(iterator_lengthHint))
  defineMethod(type, '__reduce__', '($self, /)', fn(iterator_reduce))
}

export function initDictIterators(): void {
  define(T.dict_keyiterator, 'dict_keyiterator', fn(dictKeyIteratorNext))
  define(T.dict_valueiterator, 'dict_valueiterator', fn(dictValueIteratorNext))
  define(T.dict_itemiterator, 'dict_itemiterator', fn(dictItemIteratorNext))
  define(T.dict_reversekeyiterator, 'dict_reversekeyiterator', fn(dictReverseKeyNext))
  define(T.dict_reversevalueiterator, 'dict_reversevalueiterator', fn(dictReverseValueNext))
  define(T.dict_reverseitemiterator, 'dict_reverseitemiterator', fn(dictReverseItemNext))
}
