// types.SimpleNamespace: an object that is its `__dict__`.
//
//   +8 dict:32 (address or 0)

import { EXCEPTION, NONE, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, boolValue, isPointer, pointer } from '../memory/value'
import { equal, richCompare } from './compare'
import { callVector } from '../interp/nested'
import { instance_getDict, instance_setDict } from './class-members'
import { arg, defineGetter, defineMethod, defineType, fn, setSlot } from './define'
import { dictKeyAt, dictNext, dictSet, dictValueAt, dictMergeDict } from './dict'
import { instanceDict, newInstance } from './instance'
import { isStr, repr } from './abstract'
import { getItem } from './item-access'
import { lit } from './intern'
import { iterStart, iterStep, toTuple } from './iteration'
import { raiseFormat, raiseText } from './raise'
import { reprEnter, reprLeave } from './repr-guard'
import { SHAPE_DICT_OFFSET, shapeAt, typeAt } from './shape'
import { textBegin, textCodePoint, textDrop, textEnd, textLiteral, textStr, textValue } from './text-builder'
import { emptyTuple, newTuple, tupleInit, tupleItem, tupleLength, tupleOf2, tupleOf3 } from './tuple-core'
import { TYPE_BASETYPE, TYPE_HAS_DICT, TYPE_NAME, isSubtype, tagOf, typeFullName, typeOf } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'
import { getAttribute } from './attribute-access'
import { getIter } from './iteration'
import { EXHAUSTED } from '../memory/value'
import { newDict } from './dict'
import { stmRead32 } from '../stm/barriers'
import { callMethod0 } from '../interp/nested'

const NAMESPACE_DICT: u32 = 8
const NAMESPACE_BYTES: u32 = 16

function namespace_new(type: Value, argv: u32, argc: u32, names: u32): Value { return pointer(newInstance(addressOf(type))) }

function namespace_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  const keywords: u32 = names ? tupleLength(names) : 0
  const positional = argc - keywords
  if (positional > 1) return raiseFormat(T.TypeError, 'SimpleNamespace expected at most 1 argument, got %d', positional)
  const dict = instanceDict(addressOf(self))
  if (positional == 1) {
    const given = load<u64>(argv)
    const other = newDict()
    if (isPointer(given) && isSubtype(typeOf(given), typeAt(T.dict))) { if (!dictMergeDict(other, addressOf(given))) return EXCEPTION }
    else if (callVectorDictUpdate(other, given) == EXCEPTION) return EXCEPTION
    for (let n = dictNext(other, 0); n >= 0; n = dictNext(other, n + 1)) {
      if (!isStr(dictKeyAt(other, n))) return raiseText(T.TypeError, 'keywords must be strings')
    }
    if (!dictMergeDict(dict, other)) return EXCEPTION
  }
  for (let i: u32 = 0; i < keywords; i++) if (!dictSet(dict, tupleItem(names, i), load<u64>(argv + (positional + i) * 8))) return EXCEPTION
  return NONE
}

function callVectorDictUpdate(dict: u32, given: Value): Value {
  const update = getAttribute(pointer(dict), lit('update'))
  if (update == EXCEPTION) return EXCEPTION
  const args = newTuple(1)
  tupleInit(args, 0, given)
  return callVector(update, args + 16, 1, 0)
}

function namespace_repr(self: Value): Value {
  const o = addressOf(self)
  const name = typeOf(self) == typeAt(T.SimpleNamespace) ? lit('namespace') : stmRead32(typeOf(self), typeOf(self) + TYPE_NAME)
  const entered = reprEnter(o)
  if (entered < 0) return EXCEPTION
  textBegin()
  textStr(name)
  if (!entered) { textLiteral('(...)'); return textEnd() }
  textCodePoint(40)
  const dict = instanceDict(o)
  let first = true
  for (let n = dictNext(dict, 0); n >= 0; n = dictNext(dict, n + 1)) {
    const key = dictKeyAt(dict, n)
    if (!isStr(key)) continue
    const value = repr(dictValueAt(dict, n))
    if (value == EXCEPTION) { textDrop(); reprLeave(); return EXCEPTION }
    if (!first) textLiteral(', ')
    first = false
    textValue(key)
    textCodePoint(61)
    textValue(value)
  }
  reprLeave()
  textCodePoint(41)
  return textEnd()
}

function namespace_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (!isPointer(other) || tagOf(self) != T.SimpleNamespace || tagOf(other) != T.SimpleNamespace) return NOT_IMPLEMENTED
  return richCompare(pointer(instanceDict(addressOf(self))), pointer(instanceDict(addressOf(other))), op)
}

function namespace_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  return pointer(tupleOf3(pointer(typeOf(self)), pointer(emptyTuple()), pointer(instanceDict(addressOf(self)))))
}

function namespace_replace(argv: u32): Value {
  const self = arg(argv, 0)
  const made = callVector(pointer(typeOf(self)), 0, 0, 0)
  if (made == EXCEPTION) return EXCEPTION
  const dict = instanceDict(addressOf(made))
  if (!dictMergeDict(dict, instanceDict(addressOf(self)))) return EXCEPTION
  return dictMergeDict(dict, addressOf(arg(argv, 1))) ? made : EXCEPTION
}

export function initSimpleNamespace(): void {
  const t = defineType(T.SimpleNamespace, T.object, 'types.SimpleNamespace', NAMESPACE_BYTES, TYPE_BASETYPE | TYPE_HAS_DICT, null)
  store<u32>(shapeAt(T.SimpleNamespace), NAMESPACE_DICT, SHAPE_DICT_OFFSET)
  setSlot(t, Slot.new_, fn(namespace_new))
  setSlot(t, Slot.init, fn(namespace_init))
  setSlot(t, Slot.repr, fn(namespace_repr))
  setSlot(t, Slot.richcompare, fn(namespace_richcompare))
  defineGetter(t, '__dict__', fn(instance_getDict), fn(instance_setDict))
  defineMethod(t, '__reduce__', '($self, /)', fn(namespace_reduce))
  defineMethod(t, '__replace__', '($self, /, **changes)', fn(namespace_replace))
}
