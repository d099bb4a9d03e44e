// collections.defaultdict: a dict that makes missing values. Layout: a dict, then +48 default_factory (value).

import { ABSENT, EXCEPTION, NONE, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, isPointer, pointer } from '../memory/value'
import { call0, call2 } from '../interp/nested'
import { stmRead64, stmWrite64 } from '../stm/barriers'
import { callable, callValue, getIter, repr, setItem } from '../objects/abstract'
import { dictUpdate, dictUpdateArguments, isDict } from '../objects/dict-methods'
import { newDictIterator } from '../objects/dict-iterators'
import { appendDictItems } from '../objects/dict-methods'
import { arg, defineClassMethod, defineGetter, defineMethod, defineType, fn, setSlot } from '../objects/define'
import { newInstanceOf } from '../objects/instance-allocation'
import { DICT_BYTES } from '../objects/namespace'
import { raiseText, raiseWith } from '../objects/raise'
import { reprEnter, reprLeave } from '../objects/repr-guard'
import { typeAt } from '../objects/shape'
import { textBegin, textDrop, textEnd, textLiteral, textStr, textValue } from '../objects/text-builder'
import { emptyTuple, newTuple, tupleInit, tupleLength, tupleOf1 } from '../objects/tuple-core'
import { TYPE_BASETYPE, TYPE_DICT_SUBCLASS, TYPE_MAPPING, TYPE_NAME, tagOf, typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { classGetItem } from '../objects/pickle-support'
import { publishType } from './fields'

const FACTORY: u32 = 48
const DEFAULTDICT_BYTES: u32 = 56

// @ts-ignore: decorator
@inline function factoryOf(self: Value): Value { return stmRead64(addressOf(self), addressOf(self) + FACTORY) }

function defaultdict_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const d = newInstanceOf(type, T.collections_defaultdict, DEFAULTDICT_BYTES)
  store<u64>(d, NONE, FACTORY)
  return pointer(d)
}

function defaultdict_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  const positional = argc - (names ? tupleLength(names) : 0)
  let factory: Value = NONE
  if (positional > 0) {
    factory = arg(argv, 0)
    if (factory != NONE && !callable(factory)) return raiseText(T.TypeError, 'first argument must be callable or None')
    argv += 8
    argc--
  }
  stmWrite64(addressOf(self), addressOf(self) + FACTORY, factory)
  return dictUpdateArguments(self, 'dict', argv, argc, names) ? NONE : EXCEPTION
}

function defaultdict_missing(argv: u32): Value { return makeMissing(arg(argv, 0), arg(argv, 1)) }

export function makeMissing(self: Value, key: Value): Value {
  const factory = factoryOf(self)
  if (factory == NONE) return raiseWith(T.KeyError, key)
  const value = call0(factory)
  return value != EXCEPTION && setItem(self, key, value) ? value : EXCEPTION
}

function defaultdict_repr(self: Value): Value {
  const d = addressOf(self)
  textBegin()
  textStr(load<u32>(typeOf(self), TYPE_NAME))
  textLiteral('(')
  // the guard stands for the factory's repr here, and for the dict's own below
  const entered = reprEnter(d)
  if (entered < 0) { textDrop(); return EXCEPTION }
  let good = true
  if (entered == 0) textLiteral('..., {...})')
  else {
    const text = repr(factoryOf(self))
    good = text != EXCEPTION
    if (good) {
      textValue(text)
      textLiteral(', {')
      good = appendDictItems(d)
      textLiteral('})')
    }
    reprLeave()
  }
  if (!good) { textDrop(); return EXCEPTION }
  return textEnd()
}

function defaultdict_copy(argv: u32): Value {
  const self = arg(argv, 0)
  return call2(pointer(typeOf(self)), factoryOf(self), self)
}

/** (type, (factory,) or (), None, None, iterator over the items) */
function defaultdict_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  const factory = factoryOf(self)
  const result = newTuple(5)
  tupleInit(result, 0, pointer(typeOf(self)))
  tupleInit(result, 1, pointer(factory == NONE ? emptyTuple() : tupleOf1(factory)))
  tupleInit(result, 2, NONE)
  tupleInit(result, 3, NONE)
  tupleInit(result, 4, newDictIterator(T.dict_itemiterator, addressOf(self)))
  return pointer(result)
}

function isDefaultDict(v: Value): bool { return isPointer(v) && tagOf(v) == T.collections_defaultdict }

function defaultdict_or(a: Value, b: Value): Value {
  if (!isDict(a) || !isDict(b)) return NOT_IMPLEMENTED
  const self = isDefaultDict(a) ? a : b
  const result = call2(pointer(typeOf(self)), factoryOf(self), a)
  if (result == EXCEPTION) return EXCEPTION
  return dictUpdate(addressOf(result), b) ? result : EXCEPTION
}

function getFactory(self: Value): Value { return factoryOf(self) }
function setFactory(self: Value, value: Value): Value {
  stmWrite64(addressOf(self), addressOf(self) + FACTORY, value == UNBOUND ? NONE : value)
  return NONE
}

export function initDefaultDict(module: u32): void {
  const t = defineType(T.collections_defaultdict, T.dict, 'collections.defaultdict', DEFAULTDICT_BYTES, TYPE_BASETYPE | TYPE_MAPPING | TYPE_DICT_SUBCLASS, 'A dict that calls its first argument, without arguments, for the value of a missing key.')
  setSlot(t, Slot.new_, fn(defaultdict_new))
  setSlot(t, Slot.init, fn(defaultdict_init))
  setSlot(t, Slot.repr, fn(defaultdict_repr))
  setSlot(t, Slot.or, fn(defaultdict_or))
  defineMethod(t, '__missing__', '($self, key, /)', fn(defaultdict_missing))
  defineMethod(t, 'copy', '($self, /)', fn(defaultdict_copy))
  defineMethod(t, '__copy__', '($self, /)', fn(defaultdict_copy))
  defineMethod(t, '__reduce__', '($self, /)', fn(defaultdict_reduce))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  defineGetter(t, 'default_factory', fn(getFactory), fn(setFactory))
  publishType(module, T.collections_defaultdict, 'defaultdict')
}
