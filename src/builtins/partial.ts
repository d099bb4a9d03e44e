// functools.partial and its Placeholder.
//
//   partial: a unit; +8 func  +16 args (tuple)  +24 keywords (dict)  +32 attribute dict:32  +36 placeholders in args:32

import { allocateOutside } from '../gc/allocate'
import { EXCEPTION, NONE, UNBOUND, Value, addressOf, hasShape, intValue, isPointer, pointer } from '../memory/value'
import { callInstead } from '../interp/continuations'
import { stmOwn, stmRead32, stmRead64, stmStore32, stmStore64 } from '../stm/barriers'
import { callable, repr, str } from '../objects/abstract'
import { instance_getDict, instance_setDict } from '../objects/class-members'
import { arg, defineClassMethod, defineConstant, defineGetter, defineMethod, defineType, fn, setSlot } from '../objects/define'
import { dictCopy, dictCount, dictGet, dictKeyAt, dictNext, dictSet, dictValueAt, newDict } from '../objects/dict'
import { isDict, isExactDict } from '../objects/dict-methods'
import { newInstanceOf } from '../objects/instance-allocation'
import { lit } from '../objects/intern'
import { newMethod } from '../objects/method'
import { classGetItem } from '../objects/pickle-support'
import { noKeywords, positionalCount } from '../objects/positional-args'
import { raiseFormat, raiseText } from '../objects/raise'
import { reprEnter, reprLeave } from '../objects/repr-guard'
import { SHAPE_DICT_OFFSET, shapeAt, typeAt } from '../objects/shape'
import { textBegin, textDrop, textEnd, textLiteral, textStr, textValue } from '../objects/text-builder'
import { isTuple, newTupleFrom } from '../objects/tuple'
import { TUPLE_ITEMS, emptyTuple, newTuple, tupleInit, tupleItem, tupleLength, tupleOf1, tupleOf3 } from '../objects/tuple-core'
import { TYPE_BASETYPE, TYPE_HAS_DICT, typeFullName, typeOf } from '../objects/type'
import { finishType } from '../objects/type-boot'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { WellKnown, setWellKnown, wellKnown } from '../objects/well-known'
import { publishType } from './fields'

const FUNC: u32 = 8
const ARGS: u32 = 16
const KEYWORDS: u32 = 24
const DICT: u32 = 32
const PLACEHOLDERS: u32 = 36
const PARTIAL_BYTES: u32 = 40

// @ts-ignore: decorator
@inline function isPlaceholder(v: Value): bool { return hasShape(v, shapeAt(T.functools_placeholder_type)) }
function isPartial(v: Value): bool { return isPointer(v) && load<u16>(load<u32>(addressOf(v), 4), 12) == <u16>T.functools_partial }

/** How many placeholders a tuple holds. */
function placeholders(t: u32): u32 {
  let count: u32 = 0
  for (let i: u32 = 0; i < tupleLength(t); i++) if (isPlaceholder(tupleItem(t, i))) count++
  return count
}

/** The `count` values at `values` put into the placeholders of `args`, the rest behind. */
function fillIn(args: u32, values: u32, count: u32): u32 {
  const n = tupleLength(args)
  const holes = placeholders(args)
  const filled = newTuple(n + (count > holes ? count - holes : 0))
  let used: u32 = 0
  for (let i: u32 = 0; i < n; i++) {
    let v = tupleItem(args, i)
    if (isPlaceholder(v) && used < count) v = load<u64>(values + used++ * 8)
    tupleInit(filled, i, v)
  }
  for (let i = n; used < count; i++, used++) tupleInit(filled, i, load<u64>(values + used * 8))
  return filled
}

function partial_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const keywords: u32 = names ? tupleLength(names) : 0
  const positional = argc - keywords
  if (positional < 1) return raiseText(T.TypeError, "type 'partial' takes at least one argument")
  let func = arg(argv, 0)
  if (!callable(func)) return raiseText(T.TypeError, 'the first argument must be callable')
  if (positional > 1 && isPlaceholder(arg(argv, positional - 1))) return raiseText(T.TypeError, 'trailing Placeholders are not allowed')
  for (let k: u32 = 0; k < keywords; k++) {
    if (isPlaceholder(arg(argv, positional + k))) return raiseText(T.TypeError, 'Placeholder cannot be passed as a keyword argument')
  }
  let args: u32, kwargs: u32
  if (isPartial(func) && stmRead32(addressOf(func), addressOf(func) + DICT) == 0) { // flattened
    const inner = addressOf(func)
    args = fillIn(addressOf(stmRead64(inner, inner + ARGS)), argv + 8, positional - 1)
    kwargs = dictCopy(addressOf(stmRead64(inner, inner + KEYWORDS)))
    func = stmRead64(inner, inner + FUNC)
  } else {
    args = newTupleFrom(argv + 8, positional - 1)
    kwargs = newDict()
  }
  if (!kwargs) return EXCEPTION
  for (let k: u32 = 0; k < keywords; k++) if (!dictSet(kwargs, tupleItem(names, k), arg(argv, positional + k))) return EXCEPTION
  const self = newInstanceOf(type, T.functools_partial, PARTIAL_BYTES)
  store<u64>(self, func, FUNC)
  store<u64>(self, pointer(args), ARGS)
  store<u64>(self, pointer(kwargs), KEYWORDS)
  store<u32>(self, placeholders(args), PLACEHOLDERS)
  return pointer(self)
}

function partial_call(self: Value, argv: u32, argc: u32, names: u32): Value {
  const p = addressOf(self)
  const given: u32 = names ? tupleLength(names) : 0
  const positional = argc - given
  const holes = stmRead32(p, p + PLACEHOLDERS)
  if (positional < holes) {
    return raiseFormat(T.TypeError, "missing positional arguments in 'partial' call; expected at least %d, got %d", holes, positional)
  }
  const args = addressOf(stmRead64(p, p + ARGS))
  const func = stmRead64(p, p + FUNC)
  const kwargs = addressOf(stmRead64(p, p + KEYWORDS))
  if (dictCount(kwargs) == 0) {
    const all = fillIn(args, argv, positional)
    const count = tupleLength(all)
    if (given == 0) return callInstead(func, all + TUPLE_ITEMS, count, 0)
    const vector = newTuple(count + given)
    memory.copy(vector + TUPLE_ITEMS, all + TUPLE_ITEMS, count * 8)
    memory.copy(vector + TUPLE_ITEMS + count * 8, argv + positional * 8, given * 8)
    return callInstead(func, vector + TUPLE_ITEMS, count + given, names)
  }
  const merged = dictCopy(kwargs)
  if (!merged) return EXCEPTION
  for (let k: u32 = 0; k < given; k++) if (!dictSet(merged, tupleItem(names, k), arg(argv, positional + k))) return EXCEPTION
  const all = fillIn(args, argv, positional)
  const count = tupleLength(all), keywordCount = dictCount(merged)
  const vector = newTuple(count + keywordCount)
  const allNames = newTuple(keywordCount)
  memory.copy(vector + TUPLE_ITEMS, all + TUPLE_ITEMS, count * 8)
  let i: u32 = 0
  for (let n = dictNext(merged, 0); n >= 0; n = dictNext(merged, n + 1), i++) {
    tupleInit(allNames, i, dictKeyAt(merged, n))
    tupleInit(vector, count + i, dictValueAt(merged, n))
  }
  return callInstead(func, vector + TUPLE_ITEMS, count + keywordCount, allNames)
}

function partial_get(self: Value, object: Value, type: Value): Value {
  return object == UNBOUND || object == NONE ? self : newMethod(self, object)
}

function partial_repr(self: Value): Value {
  const p = addressOf(self)
  const entered = reprEnter(p)
  if (entered < 0) return EXCEPTION
  textBegin()
  if (entered == 0) { textLiteral('...'); return textEnd() }
  const good = appendParts(self, p)
  reprLeave()
  if (!good) { textDrop(); return EXCEPTION }
  textLiteral(')')
  return textEnd()
}

function appendParts(self: Value, p: u32): bool {
  textStr(typeFullName(typeOf(self)))
  textLiteral('(')
  const f = repr(stmRead64(p, p + FUNC))
  if (f == EXCEPTION) return false
  textValue(f)
  const args = addressOf(stmRead64(p, p + ARGS))
  for (let i: u32 = 0; i < tupleLength(args); i++) {
    const text = repr(tupleItem(args, i))
    if (text == EXCEPTION) return false
    textLiteral(', ')
    textValue(text)
  }
  const kwargs = addressOf(stmRead64(p, p + KEYWORDS))
  for (let n = dictNext(kwargs, 0); n >= 0; n = dictNext(kwargs, n + 1)) {
    const value = dictValueAt(kwargs, n)
    const name = str(dictKeyAt(kwargs, n))
    if (name == EXCEPTION) return false
    const text = repr(value)
    if (text == EXCEPTION) return false
    textLiteral(', ')
    textValue(name)
    textLiteral('=')
    textValue(text)
  }
  return true
}

/** (type, (func,), (func, args, keywords, attributes or None)) */
function partial_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  const p = addressOf(self)
  const func = stmRead64(p, p + FUNC)
  const state = newTuple(4)
  tupleInit(state, 0, func)
  tupleInit(state, 1, stmRead64(p, p + ARGS))
  tupleInit(state, 2, stmRead64(p, p + KEYWORDS))
  const dict = hasShape(self, shapeAt(T.functools_partial)) ? stmRead32(p, p + DICT) : 0
  tupleInit(state, 3, dict ? pointer(dict) : NONE)
  return pointer(tupleOf3(pointer(typeOf(self)), pointer(tupleOf1(func)), pointer(state)))
}

function partial_setstate(argv: u32): Value {
  const self = arg(argv, 0)
  const state = arg(argv, 1)
  const t = addressOf(state)
  if (!isTuple(state) || tupleLength(t) != 4 || !callable(tupleItem(t, 0)) || !isTuple(tupleItem(t, 1)) || (tupleItem(t, 2) != NONE && !isDict(tupleItem(t, 2)))) {
    return raiseText(T.TypeError, 'invalid partial state')
  }
  const args = addressOf(tupleItem(t, 1))
  const n = tupleLength(args)
  if (n && isPlaceholder(tupleItem(args, n - 1))) return raiseText(T.TypeError, 'trailing Placeholders are not allowed')
  const kwargs = tupleItem(t, 2)
  const copy = kwargs == NONE ? newDict() : isExactDict(kwargs) ? addressOf(kwargs) : dictCopy(addressOf(kwargs))
  if (!copy) return EXCEPTION
  const p = addressOf(self)
  stmOwn(p)
  stmStore64(p, p + FUNC, tupleItem(t, 0))
  stmStore64(p, p + ARGS, pointer(newTupleFrom(args + TUPLE_ITEMS, n)))
  stmStore64(p, p + KEYWORDS, pointer(copy))
  stmStore32(p, p + PLACEHOLDERS, placeholders(args))
  return tupleItem(t, 3) == NONE ? NONE : instance_setDict(self, tupleItem(t, 3))
}

function getFunc(self: Value): Value { return stmRead64(addressOf(self), addressOf(self) + FUNC) }
function getArgs(self: Value): Value { return stmRead64(addressOf(self), addressOf(self) + ARGS) }
function getKeywords(self: Value): Value { return stmRead64(addressOf(self), addressOf(self) + KEYWORDS) }

// ---- Placeholder: the only instance of its type

function placeholder_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (argc) return raiseText(T.TypeError, '_PlaceholderType takes no arguments')
  return wellKnown(WellKnown.functoolsPlaceholder)
}
function placeholder_repr(self: Value): Value { return pointer(lit('Placeholder')) }
function placeholder_reduce(argv: u32): Value { return pointer(lit('Placeholder')) }

export function initPartial(module: u32): void {
  const p = defineType(T.functools_placeholder_type, T.object, 'functools._PlaceholderType', 8, 0, 'The type of Placeholder, which keeps a place among the arguments of a partial.')
  setSlot(p, Slot.new_, fn(placeholder_new))
  setSlot(p, Slot.repr, fn(placeholder_repr))
  defineMethod(p, '__reduce__', '($self, /)', fn(placeholder_reduce))
  publishType(module, T.functools_placeholder_type, '_PlaceholderType')
  setWellKnown(WellKnown.functoolsPlaceholder, pointer(allocateOutside(shapeAt(T.functools_placeholder_type), 16)))
  defineConstant(module, 'Placeholder', wellKnown(WellKnown.functoolsPlaceholder))

  const t = defineType(T.functools_partial, T.object, 'functools.partial', PARTIAL_BYTES, TYPE_BASETYPE | TYPE_HAS_DICT, 'A function with some of its arguments given beforehand.')
  store<u32>(shapeAt(T.functools_partial), DICT, SHAPE_DICT_OFFSET)
  setSlot(t, Slot.new_, fn(partial_new))
  setSlot(t, Slot.call, fn(partial_call))
  setSlot(t, Slot.repr, fn(partial_repr))
  setSlot(t, Slot.descrGet, fn(partial_get))
  defineMethod(t, '__reduce__', '($self, /)', fn(partial_reduce))
  defineMethod(t, '__setstate__', '($self, object, /)', fn(partial_setstate))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  defineGetter(t, 'func', fn(getFunc))
  defineGetter(t, 'args', fn(getArgs))
  defineGetter(t, 'keywords', fn(getKeywords))
  defineGetter(t, '__dict__', fn(instance_getDict), fn(instance_setDict))
  publishType(module, T.functools_partial, 'partial')
}
