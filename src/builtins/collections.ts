// The module _collections: deque, defaultdict (files of their own), _tuplegetter and _count_elements. OrderedDict is written in Python
// in collections itself.
//
//   _tuplegetter:  index (int), doc

import { ABSENT, EXCEPTION, EXHAUSTED, NONE, UNBOUND, Value, addressOf, hasShape, intOf, intValue, pointer } from '../memory/value'
import { call2 } from '../interp/nested'
import { INDEX_ERROR, getAttribute, getIter, iterNext, numberAdd, setItem, toIndex } from '../objects/abstract'
import { arg, defineFunction, defineGetter, defineMethod, defineModule, defineType, fn, setSlot } from '../objects/define'
import { dictGet, dictSet } from '../objects/dict'
import { isDict, isExactDict } from '../objects/dict-methods'
import { lit } from '../objects/intern'
import { noKeywords, positionalCount } from '../objects/positional-args'
import { raiseFormat, raiseText, textFormat } from '../objects/raise'
import { typeAt } from '../objects/shape'
import { isTuple, tupleItemAt } from '../objects/tuple'
import { tupleItem, tupleLength, tupleOf2 } from '../objects/tuple-core'
import { typeOf, typeSlot } from '../objects/type'
import { typeLookup } from '../objects/type-lookup'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { initDefaultDict } from './defaultdict'
import { initDeque } from './deque'
import { field, fixedField, initField, newFields, publishType, setField, typeName } from './fields'

function tuplegetter_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (!noKeywords('_tuplegetter', names) || !positionalCount('_tuplegetter', argc, 2, 2)) return EXCEPTION
  const i = toIndex(arg(argv, 0), T.OverflowError)
  if (i == INDEX_ERROR) return EXCEPTION
  const self = newFields(type, T.collections_tuplegetter, 2)
  initField(self, 0, intValue(i))
  initField(self, 1, arg(argv, 1))
  return pointer(self)
}

function tuplegetter_get(self: Value, object: Value, type: Value): Value {
  if (object == UNBOUND || object == NONE && type != UNBOUND && type != pointer(typeAt(T.NoneType))) return self
  const i = intOf(fixedField(addressOf(self), 0))
  if (!isTuple(object)) {
    if (object == NONE) return self
    return raiseFormat(T.TypeError, "descriptor for index '%d' for tuple subclasses doesn't apply to '%T' object", i, object)
  }
  if (<u64>i >= <u64>tupleLength(addressOf(object))) return raiseText(T.IndexError, 'tuple index out of range')
  return tupleItem(addressOf(object), <u32>i)
}

function tuplegetter_set(self: Value, object: Value, value: Value): Value {
  return value == UNBOUND ? raiseText(T.AttributeError, "can't delete attribute") : raiseText(T.AttributeError, "can't set attribute")
}

function tuplegetter_repr(self: Value): Value {
  return textFormat('%U(%R, %R)', typeName(self), fixedField(addressOf(self), 0), field(addressOf(self), 1))
}

function tuplegetter_reduce(argv: u32): Value {
  const g = addressOf(arg(argv, 0))
  return pointer(tupleOf2(pointer(typeOf(arg(argv, 0))), pointer(tupleOf2(fixedField(g, 0), field(g, 1)))))
}

function getDoc(self: Value): Value { return field(addressOf(self), 1) }
function setDoc(self: Value, value: Value): Value {
  setField(addressOf(self), 1, value == UNBOUND ? NONE : value)
  return NONE
}

/** _count_elements(mapping, iterable, /): for Counter. */
function count_elements(argv: u32): Value {
  const mapping = arg(argv, 0)
  const it = getIter(arg(argv, 1))
  if (it == EXCEPTION) return EXCEPTION
  const plain = hasDictAccess(mapping)
  const get = plain ? NONE : getAttribute(mapping, lit('get'))
  if (get == EXCEPTION) return EXCEPTION
  const zero = intValue(0), one = intValue(1)
  for (;;) {
    const key = iterNext(it)
    if (key == EXHAUSTED) return NONE
    if (key == EXCEPTION) return EXCEPTION
    let old = plain ? dictGet(addressOf(mapping), key) : call2(get, key, zero)
    if (old == EXCEPTION) return EXCEPTION
    if (old == ABSENT) old = zero
    const count = numberAdd(old, one)
    if (count == EXCEPTION) return EXCEPTION
    if (!(plain ? dictSet(addressOf(mapping), key, count) : setItem(mapping, key, count))) return EXCEPTION
  }
  return EXCEPTION
}

/** A dict whose class has dict's own `get` and `__setitem__`. */
function hasDictAccess(mapping: Value): bool {
  if (isExactDict(mapping)) return true
  if (!isDict(mapping)) return false
  const type = typeOf(mapping)
  return typeSlot(type, Slot.assSubscript) == typeSlot(typeAt(T.dict), Slot.assSubscript) && typeLookup(type, lit('get')) == typeLookup(typeAt(T.dict), lit('get'))
}

export function initCollectionsModule(): u32 {
  const module = defineModule('_collections')
  initDeque(module)
  initDefaultDict(module)
  const t = defineType(T.collections_tuplegetter, T.object, 'collections._tuplegetter', 24, 0, null)
  setSlot(t, Slot.new_, fn(tuplegetter_new))
  setSlot(t, Slot.repr, fn(tuplegetter_repr))
  setSlot(t, Slot.descrGet, fn(tuplegetter_get))
  setSlot(t, Slot.descrSet, fn(tuplegetter_set))
  defineMethod(t, '__reduce__', '($self, /)', fn(tuplegetter_reduce))
  defineGetter(t, '__doc__', fn(getDoc), fn(setDoc))
  publishType(module, T.collections_tuplegetter, '_tuplegetter')
  defineFunction(module, '_count_elements', '($module, mapping, iterable, /)', fn(count_elements))
  return module
}
