// Python's dict: construction, methods and slots. Operations: dict.ts; views and iterators: dict-views.ts, dict-iterators.ts.

import { ABSENT, EXCEPTION, EXHAUSTED, FALSE, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, intValue, isPointer, pointer } from '../memory/value'
import { call0, call1, enterNativeFor, leaveNative } from '../interp/nested'
import { equal, getAttributeOr, getItem, getIter, iterNext, lookupSpecial, repr, setItem } from './abstract'
import { hashNotImplemented } from './compare'
import { arg, defineClassMethod, defineMethod, defineType, fn, setSlot } from './define'
import {
  dictClear, dictContains, dictCopy, dictCopyInto, dictCount, dictDelete, dictGet, dictGetHashed, dictHashAt, dictKeyAt, dictMergeDict, dictNext, dictPop,
  dictPrevious, dictRemoveAt, dictSet, dictSetDefault, dictUsed, dictValueAt, newDict, newDictFor,
} from './dict'
import { newDictIterator } from './dict-iterators'
import { newDictView } from './dict-views'
import { newInstanceOf } from './instance-allocation'
import { lit, text } from './intern'
import { fastSequence } from './list-methods'
import { LIST_LENGTH, listItem, listLength } from './list'
import { DICT_BYTES } from './namespace'
import { classGetItem } from './pickle-support'
import { positionalCount } from './positional-args'
import { clearError, errorMatches, raiseFormat, raiseText, raiseWith } from './raise'
import { reprEnter, reprLeave } from './repr-guard'
import { itemOf } from './sequence-ops'
import { shapeAt, typeAt } from './shape'
import { textBegin, textDrop, textEnd, textLiteral, textValue } from './text-builder'
import { tupleItem, tupleLength, tupleOf1, tupleOf2 } from './tuple-core'
import { TYPE_BASETYPE, TYPE_DICT_SUBCLASS, TYPE_MAPPING, TYPE_MATCH_SELF, tagOf, typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

/** An instance of dict or of a subclass. */
export function isDict(v: Value): bool {
  if (!isPointer(v)) return false
  const tag = tagOf(v)
  return tag == T.dict || tag == T.collections_defaultdict || tag == T.collections_OrderedDict
}
// @ts-ignore: decorator
@inline export function isExactDict(v: Value): bool { return hasShape(v, shapeAt(T.dict)) }

function dict_new(type: Value, argv: u32, argc: u32, names: u32): Value { return pointer(newInstanceOf(type, T.dict, DICT_BYTES)) }

export function dict_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  return dictUpdateArguments(self, 'dict', argv, argc, names) ? NONE : EXCEPTION
}

/** The work of dict(...) and dict.update(...): at most one mapping or iterable of pairs, then keywords; false: raised. */
export function dictUpdateArguments(self: Value, name: string, argv: u32, argc: u32, names: u32): bool {
  const keywords: u32 = names ? tupleLength(names) : 0
  const positional = argc - keywords
  if (!positionalCount(name, positional, 0, 1)) return false
  const dict = addressOf(self)
  if (positional && !dictUpdate(dict, arg(argv, 0))) return false
  for (let i: u32 = 0; i < keywords; i++) if (!dictSet(dict, tupleItem(names, i), arg(argv, positional + i))) return false
  return true
}

/** dict.update(other): other is a dict, a mapping (has `keys`) or an iterable of pairs; false: raised. */
export function dictUpdate(dict: u32, other: Value): bool {
  if (isExactDict(other)) return dictMergeDict(dict, addressOf(other))
  const keys = getAttributeOr(other, lit('keys'))
  if (keys == EXCEPTION) return false
  return keys == UNBOUND ? dictUpdatePairs(dict, other) : dictUpdateMapping(dict, other)
}

/** Puts the items of a mapping in: a dict (or subclass that iterates like one), or anything with keys() and items. */
export function dictUpdateMapping(dict: u32, other: Value): bool {
  if (isDict(other) && typeSlot(typeOf(other), Slot.iter) == typeSlot(typeAt(T.dict), Slot.iter)) return dictMergeDict(dict, addressOf(other))
  const method = getAttributeOr(other, lit('keys'))
  if (method == EXCEPTION) return false
  if (method == UNBOUND) { raiseFormat(T.AttributeError, "'%T' object has no attribute 'keys'", other); return false }
  const keys = call0(method)
  if (keys == EXCEPTION) return false
  const it = getIter(keys)
  if (it == EXCEPTION) return false
  for (;;) {
    const key = iterNext(it)
    if (key == EXHAUSTED) return true
    if (key == EXCEPTION) return false
    const value = getItem(other, key)
    if (value == EXCEPTION || !dictSet(dict, key, value)) return false
  }
  return true
}

/** Puts the pairs of an iterable in. */
export function dictUpdatePairs(dict: u32, pairs: Value): bool {
  const it = getIter(pairs)
  if (it == EXCEPTION) return false
  for (let i: i64 = 0; ; i++) {
    const item = iterNext(it)
    if (item == EXHAUSTED) return true
    if (item == EXCEPTION) return false
    const pair = fastSequence(item)
    if (pair == EXCEPTION) {
      if (errorMatches(T.TypeError)) raiseText(T.TypeError, 'object is not iterable')
      return false
    }
    const isList = load<u32>(addressOf(pair), 4) == shapeAt(T.list)
    const n: u32 = isList ? listLength(addressOf(pair)) : tupleLength(addressOf(pair))
    if (n != 2) {
      raiseFormat(T.ValueError, 'dictionary update sequence element #%d has length %d; 2 is required', i, n)
      return false
    }
    const key = isList ? listItem(addressOf(pair), 0) : tupleItem(addressOf(pair), 0)
    const value = isList ? listItem(addressOf(pair), 1) : tupleItem(addressOf(pair), 1)
    if (!dictSet(dict, key, value)) return false
  }
  return true
}

/** Appends the reprs "key: value, ..." to the text being built; false: raised. */
export function appendDictItems(dict: u32): bool {
  let first = true
  for (let n = dictNext(dict, 0); n >= 0; n = dictNext(dict, n + 1)) {
    const key = dictKeyAt(dict, n)
    const value = dictValueAt(dict, n)
    if (!first) textLiteral(', ')
    first = false
    const keyText = repr(key)
    if (keyText == EXCEPTION) return false
    textValue(keyText)
    textLiteral(': ')
    const valueText = repr(value)
    if (valueText == EXCEPTION) return false
    textValue(valueText)
  }
  return true
}

function dict_repr(self: Value): Value {
  const dict = addressOf(self)
  const entered = reprEnter(dict)
  if (entered < 0) return EXCEPTION
  textBegin()
  if (entered == 0) { textLiteral('{...}'); return textEnd() }
  textLiteral('{')
  const good = appendDictItems(dict)
  reprLeave()
  if (!good) { textDrop(); return EXCEPTION }
  textLiteral('}')
  return textEnd()
}

function dict_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (!isDict(other) || (op != CompareOp.EQ && op != CompareOp.NE)) return NOT_IMPLEMENTED
  if (!enterNativeFor('maximum recursion depth exceeded in comparison')) return EXCEPTION
  const e = dictEqual(addressOf(self), addressOf(other))
  leaveNative()
  return e < 0 ? EXCEPTION : boolValue((e == 1) == (op == CompareOp.EQ))
}

/** 1, 0, -1 (raised) */
export function dictEqual(a: u32, b: u32): i32 {
  if (dictCount(a) != dictCount(b)) return 0
  for (let n = dictNext(a, 0); n >= 0; n = dictNext(a, n + 1)) {
    const value = dictValueAt(a, n)
    const other = dictGetHashed(b, dictKeyAt(a, n), dictHashAt(a, n))
    if (other == EXCEPTION) return -1
    if (other == ABSENT) return 0
    const e = equal(other, value)
    if (e <= 0) return e
  }
  return 1
}

function dict_length(self: Value): Value { return intValue(dictCount(addressOf(self))) }
function dict_iter(self: Value): Value { return newDictIterator(T.dict_keyiterator, addressOf(self)) }

function dict_contains(self: Value, key: Value): Value {
  const r = dictContains(addressOf(self), key)
  return r < 0 ? EXCEPTION : boolValue(r == 1)
}

export function dict_subscript(self: Value, key: Value): Value {
  const value = dictGet(addressOf(self), key)
  return value == ABSENT ? dictMissing(self, key) : value
}

/** What self[key] gives when there is no such key: `__missing__` of a subclass, or KeyError. */
export function dictMissing(self: Value, key: Value): Value {
  if (!isExactDict(self)) {
    const missing = lookupSpecial(self, lit('__missing__'))
    if (missing == EXCEPTION) return EXCEPTION
    if (missing != UNBOUND) return call1(missing, key)
  }
  return raiseWith(T.KeyError, key)
}

export function dict_assSubscript(self: Value, key: Value, value: Value): Value {
  if (value != UNBOUND) return dictSet(addressOf(self), key, value) ? NONE : EXCEPTION
  const r = dictDelete(addressOf(self), key)
  return r < 0 ? EXCEPTION : r == 0 ? raiseWith(T.KeyError, key) : NONE
}

function dict_or(a: Value, b: Value): Value {
  if (!isDict(a) || !isDict(b)) return NOT_IMPLEMENTED
  const copy = dictCopy(addressOf(a))
  return copy && dictUpdate(copy, b) ? pointer(copy) : EXCEPTION
}

function dict_ior(a: Value, b: Value): Value { return dictUpdate(addressOf(a), b) ? a : EXCEPTION }

// ---- methods

function dict_get(argv: u32): Value {
  const value = dictGet(addressOf(arg(argv, 0)), arg(argv, 1))
  if (value != ABSENT) return value
  return arg(argv, 2) == UNBOUND ? NONE : arg(argv, 2)
}

function dict_setdefault(argv: u32): Value {
  const value = arg(argv, 2)
  return dictSetDefault(addressOf(arg(argv, 0)), arg(argv, 1), value == UNBOUND ? NONE : value)
}

function dict_pop(argv: u32): Value {
  const dict = addressOf(arg(argv, 0))
  const missing = arg(argv, 2)
  const value = dictCount(dict) == 0 ? ABSENT : dictPop(dict, arg(argv, 1))
  if (value != ABSENT) return value
  if (missing != UNBOUND) return missing
  return raiseWith(T.KeyError, arg(argv, 1))
}

function dict_popitem(argv: u32): Value {
  const dict = addressOf(arg(argv, 0))
  const n = dictPrevious(dict, u32.MAX_VALUE)
  if (n < 0) return raiseText(T.KeyError, 'popitem(): dictionary is empty')
  const pair = tupleOf2(dictKeyAt(dict, n), dictValueAt(dict, n))
  dictRemoveAt(dict, n, true)
  return pointer(pair)
}

function dict_keys(argv: u32): Value { return newDictView(T.dict_keys, addressOf(arg(argv, 0))) }
function dict_values(argv: u32): Value { return newDictView(T.dict_values, addressOf(arg(argv, 0))) }
function dict_items(argv: u32): Value { return newDictView(T.dict_items, addressOf(arg(argv, 0))) }
function dict_clear(argv: u32): Value { dictClear(addressOf(arg(argv, 0))); return NONE }
function dict_reversed(argv: u32): Value { return newDictIterator(T.dict_reversekeyiterator, addressOf(arg(argv, 0))) }
function dict_sizeof(argv: u32): Value { return intValue(<i64>(64 + dictUsed(addressOf(arg(argv, 0))) * 32)) }

function dict_copy(argv: u32): Value {
  const copy = dictCopy(addressOf(arg(argv, 0)))
  return copy ? pointer(copy) : EXCEPTION
}

/** update(self, other=(), /, **keywords): argv 1 is *args, 2 the keywords dict. */
function dict_update(argv: u32): Value {
  const dict = addressOf(arg(argv, 0))
  const positional = addressOf(arg(argv, 1))
  if (!positionalCount('update', tupleLength(positional), 0, 1)) return EXCEPTION
  if (tupleLength(positional) && !dictUpdate(dict, tupleItem(positional, 0))) return EXCEPTION
  const keywords = arg(argv, 2)
  return keywords == UNBOUND || dictMergeDict(dict, addressOf(keywords)) ? NONE : EXCEPTION
}

function dict_fromkeys(argv: u32): Value {
  const type = arg(argv, 0)
  const value = arg(argv, 2) == UNBOUND ? NONE : arg(argv, 2)
  let result: Value
  if (type == pointer(typeAt(T.dict))) result = pointer(newDict())
  else {
    result = call0(type)
    if (result == EXCEPTION) return EXCEPTION
  }
  const it = getIter(arg(argv, 1))
  if (it == EXCEPTION) return EXCEPTION
  const exact = isExactDict(result)
  for (;;) {
    const key = iterNext(it)
    if (key == EXHAUSTED) return result
    if (key == EXCEPTION) return EXCEPTION
    if (!(exact ? dictSet(addressOf(result), key, value) : setItem(result, key, value))) return EXCEPTION
  }
  return EXCEPTION
}

function dict_contains_method(argv: u32): Value { return dict_contains(arg(argv, 0), arg(argv, 1)) }
function dict_getitem_method(argv: u32): Value { return dict_subscript(arg(argv, 0), arg(argv, 1)) }

export function initDict(): void {
  const t = defineType(T.dict, T.object, 'dict', DICT_BYTES, TYPE_BASETYPE | TYPE_MAPPING | TYPE_DICT_SUBCLASS | TYPE_MATCH_SELF, 'A mapping of hashable keys to values, in order of insertion. Made from a mapping or from pairs, and from keywords.')
  setSlot(t, Slot.new_, fn(dict_new))
  setSlot(t, Slot.init, fn(dict_init))
  setSlot(t, Slot.repr, fn(dict_repr))
  setSlot(t, Slot.hash, fn(hashNotImplemented))
  setSlot(t, Slot.richcompare, fn(dict_richcompare))
  setSlot(t, Slot.iter, fn(dict_iter))
  setSlot(t, Slot.or, fn(dict_or))
  setSlot(t, Slot.ior, fn(dict_ior))
  setSlot(t, Slot.length, fn(dict_length))
  setSlot(t, Slot.contains, fn(dict_contains))
  setSlot(t, Slot.subscript, fn(dict_subscript))
  setSlot(t, Slot.assSubscript, fn(dict_assSubscript))
  defineMethod(t, '__contains__', '($self, key, /)', fn(dict_contains_method))
  defineMethod(t, '__getitem__', '($self, key, /)', fn(dict_getitem_method))
  defineMethod(t, '__sizeof__', '($self, /)', fn(dict_sizeof))
  defineMethod(t, 'get', '($self, key, default=None, /)', fn(dict_get))
  defineMethod(t, 'setdefault', '($self, key, default=None, /)', fn(dict_setdefault))
  defineMethod(t, 'pop', '($self, key, default=<unrepresentable>, /)', fn(dict_pop))
  defineMethod(t, 'popitem', '($self, /)', fn(dict_popitem))
  defineMethod(t, 'keys', '($self, /)', fn(dict_keys))
  defineMethod(t, 'items', '($self, /)', fn(dict_items))
  defineMethod(t, 'values', '($self, /)', fn(dict_values))
  defineMethod(t, 'update', '($self, /, *args, **kwargs)', fn(dict_update))
  defineClassMethod(t, 'fromkeys', '($type, iterable, value=None, /)', fn(dict_fromkeys))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  defineMethod(t, 'clear', '($self, /)', fn(dict_clear))
  defineMethod(t, 'copy', '($self, /)', fn(dict_copy))
  defineMethod(t, '__reversed__', '($self, /)', fn(dict_reversed))
}
