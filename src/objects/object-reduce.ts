// object.__reduce_ex__, __reduce__ and __getstate__: the protocol of copy and pickle. What CPython keeps in copyreg is asked of that
// module (`copyreg.__newobj__`, `copyreg._reduce_ex`).

import { call1, call2, callMethod0, callVector } from '../interp/nested'
import { importModule } from '../interp/import-hook'
import { ABSENT, EXCEPTION, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, hasShape, intOf, intValue, isInt, isPointer, pointer } from '../memory/value'
import { stmRead64 } from '../stm/barriers'
import { getAttribute, getAttributeOr } from './attribute-access'
import { isTrue } from './compare'
import { GETSET_NAME, MEMBER_OFFSET, arg, fn } from './define'
import { dictCopy, dictCount, dictKeyAt, dictNext, dictSetStr, dictValueAt, newDict } from './dict'
import { instanceCopyTo, instanceDict, readShape, shapeHasAttributes } from './instance'
import { INDEX_ERROR, getItem, toIndex } from './item-access'
import { getIter, toTuple } from './iteration'
import { lit } from './intern'
import { newList, listAppend } from './list'
import { raiseFormat, raiseText } from './raise'
import { SHAPE_IS_INSTANCE, SHAPE_ATTRIBUTES_OFFSET, shapeAt, shapeFlags, shapeSlotCount, typeAt } from './shape'
import { isStr } from './abstract'
import { TUPLE_ITEMS, emptyTuple, newTuple, tupleInit, tupleItem, tupleLength, tupleOf1, tupleOf2 } from './tuple-core'
import { TYPE_BASE, TYPE_BASIC_SIZE, TYPE_DICT, TYPE_HEAP, TYPE_TAG, isSubtype, typeFlags, typeMro, typeOf, typeSlot } from './type'
import { rawLookup } from './type-attributes'
import { typeLookup } from './type-lookup'
import { T } from './type-ids'
import { Slot } from './type-slots'

/** Attributes in a fresh dict, without moving them into a real one; NONE if the object has none. */
function attributesCopy(self: Value): Value {
  if (!isPointer(self)) return NONE
  const o = addressOf(self)
  const shape = readShape(o)
  if (!shapeHasAttributes(shape)) return NONE
  if (shapeFlags(shape) & SHAPE_IS_INSTANCE) {
    if (shapeSlotCount(shape) == 0) return NONE
    const dict = newDict()
    instanceCopyTo(o, shape, dict)
    return pointer(dict)
  }
  const dict = getAttributeOr(self, lit('__dict__'))
  if (dict == EXCEPTION || dict == UNBOUND) return dict == UNBOUND ? NONE : EXCEPTION
  return isPointer(dict) && isSubtype(typeOf(dict), typeAt(T.dict)) && dictCount(addressOf(dict)) == 0 ? NONE : dict
}

/** Values of `__slots__` by name, in a fresh dict; 0 if no slot is set. */
function slotValues(self: Value): u32 {
  const mro = typeMro(typeOf(self))
  let dict: u32 = 0
  for (let i: u32 = 0; i < tupleLength(mro); i++) {
    const c = addressOf(tupleItem(mro, i))
    if (!(typeFlags(c) & TYPE_HEAP)) continue
    const names = load<u32>(c, TYPE_DICT)
    for (let n = dictNext(names, 0); n >= 0; n = dictNext(names, n + 1)) {
      const d = dictValueAt(names, n)
      if (!hasShape(d, shapeAt(T.member_descriptor))) continue
      const o = addressOf(self)
      const v = stmRead64(o, o + load<u32>(addressOf(d), MEMBER_OFFSET))
      if (v == UNBOUND) continue
      if (!dict) dict = newDict()
      dictSetStr(dict, load<u32>(addressOf(d), GETSET_NAME), v)
    }
  }
  return dict
}

function defaultState(self: Value, required: bool): Value {
  const type = typeOf(self)
  if (required && !(typeFlags(type) & TYPE_HEAP) && load<u32>(type, TYPE_BASIC_SIZE) > 8) {
    const tag = load<u32>(type, TYPE_TAG)
    if (tag != <u32>T.list && tag != <u32>T.dict) return raiseFormat(T.TypeError, "cannot pickle '%T' object", self)
  }
  const state = attributesCopy(self)
  if (state == EXCEPTION) return EXCEPTION
  const slots = typeFlags(type) & TYPE_HEAP ? slotValues(self) : 0
  return slots ? pointer(tupleOf2(state, pointer(slots))) : state
}

export function object_getstate(argv: u32): Value { return defaultState(arg(argv, 0), false) }

/** `self.__getstate__()`, or the default without a call. */
function getState(self: Value, required: bool): Value {
  const method = getAttribute(self, lit('__getstate__'))
  if (method == EXCEPTION) return EXCEPTION
  const found = typeLookup(typeOf(self), lit('__getstate__'))
  if (found == typeLookup(typeAt(T.object), lit('__getstate__'))) return defaultState(self, required)
  return callVector(method, 0, 0, 0)
}

/** Arguments for `cls.__new__`: (args, kwargs) by `__getnewargs_ex__` or `__getnewargs__`. False: raised. `args` UNBOUND: none given. */
function newArguments(self: Value, out: u32): bool {
  tupleInit(out, 0, UNBOUND)
  tupleInit(out, 1, UNBOUND)
  const extended = getAttributeOr(self, lit('__getnewargs_ex__'))
  if (extended == EXCEPTION) return false
  if (extended != UNBOUND) {
    const both = callVector(extended, 0, 0, 0)
    if (both == EXCEPTION) return false
    if (!isPointer(both) || !isSubtype(typeOf(both), typeAt(T.tuple))) { raiseFormat(T.TypeError, "__getnewargs_ex__ should return a tuple, not '%T'", both); return false }
    if (tupleLength(addressOf(both)) != 2) { raiseFormat(T.ValueError, '__getnewargs_ex__ should return a tuple of length 2, not %d', tupleLength(addressOf(both))); return false }
    tupleInit(out, 0, tupleItem(addressOf(both), 0))
    tupleInit(out, 1, tupleItem(addressOf(both), 1))
    return true
  }
  const plain = getAttributeOr(self, lit('__getnewargs__'))
  if (plain == EXCEPTION) return false
  if (plain == UNBOUND) return true
  const args = callVector(plain, 0, 0, 0)
  if (args == EXCEPTION) return false
  if (!isPointer(args) || !isSubtype(typeOf(args), typeAt(T.tuple))) { raiseFormat(T.TypeError, "__getnewargs__ should return a tuple, not '%T'", args); return false }
  tupleInit(out, 0, args)
  return true
}

/** Protocol 2 and later. */
function reduceNew(self: Value): Value {
  const type = typeOf(self)
  if (!typeSlot(type, Slot.new_)) return raiseFormat(T.TypeError, "cannot pickle '%T' object", self)
  const given = newTuple(2)
  if (!newArguments(self, given)) return EXCEPTION
  const args = tupleItem(given, 0), kwargs = tupleItem(given, 1)
  const copyreg = importModule(lit('copyreg'))
  if (copyreg == EXCEPTION) return EXCEPTION
  let make: Value, makeArgs: u32
  if (kwargs == UNBOUND || isPointer(kwargs) && dictCount(addressOf(kwargs)) == 0) {
    make = getAttribute(copyreg, lit('__newobj__'))
    const n: u32 = args == UNBOUND ? 0 : tupleLength(addressOf(args))
    makeArgs = newTuple(n + 1)
    tupleInit(makeArgs, 0, pointer(type))
    for (let i: u32 = 0; i < n; i++) tupleInit(makeArgs, i + 1, tupleItem(addressOf(args), i))
  }
  else {
    make = getAttribute(copyreg, lit('__newobj_ex__'))
    makeArgs = newTuple(3)
    tupleInit(makeArgs, 0, pointer(type))
    tupleInit(makeArgs, 1, args)
    tupleInit(makeArgs, 2, kwargs)
  }
  if (make == EXCEPTION) return EXCEPTION
  const isList = isPointer(self) && isSubtype(type, typeAt(T.list)), isDict = isPointer(self) && isSubtype(type, typeAt(T.dict))
  const state = getState(self, args == UNBOUND && !isList && !isDict)
  if (state == EXCEPTION) return EXCEPTION
  const listItems = isList ? getIter(self) : NONE
  if (listItems == EXCEPTION) return EXCEPTION
  let dictItems: Value = NONE
  if (isDict) {
    const items = callMethod0(self, lit('items'))
    if (items == EXCEPTION) return EXCEPTION
    dictItems = getIter(items)
    if (dictItems == EXCEPTION) return EXCEPTION
  }
  const result = newTuple(5)
  tupleInit(result, 0, make)
  tupleInit(result, 1, pointer(makeArgs))
  tupleInit(result, 2, state)
  tupleInit(result, 3, listItems)
  tupleInit(result, 4, dictItems)
  return pointer(result)
}

function reduceDefault(self: Value, protocol: i64): Value {
  if (protocol >= 2) return reduceNew(self)
  const copyreg = importModule(lit('copyreg'))
  if (copyreg == EXCEPTION) return EXCEPTION
  const f = getAttribute(copyreg, lit('_reduce_ex'))
  return f == EXCEPTION ? EXCEPTION : call2(f, self, intValue(protocol))
}

export function object_reduce(argv: u32): Value { return reduceDefault(arg(argv, 0), 0) }

export function object_reduceEx(argv: u32): Value {
  const self = arg(argv, 0)
  const protocol = toIndex(arg(argv, 1), T.OverflowError)
  if (protocol == INDEX_ERROR) return EXCEPTION
  // an overridden __reduce__ comes first
  const found = typeLookup(typeOf(self), lit('__reduce__'))
  if (found != typeLookup(typeAt(T.object), lit('__reduce__'))) return callMethod0(self, lit('__reduce__'))
  return reduceDefault(self, protocol)
}
