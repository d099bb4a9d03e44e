// Bound methods: a function and its first argument. Immutable, without a version word.
//
//   +8 function (value)  +16 self (value)

import { allocateImmutable } from '../gc/allocate'
import { callVector } from '../interp/nested'
import { ABSENT, EXCEPTION, NOT_IMPLEMENTED, UNBOUND, NONE, Value, addressOf, boolValue, hasShape, pointer } from '../memory/value'
import { getAttribute, getAttributeOr } from './attribute-access'
import { identityHash, hashOf } from './compare'
import { callable } from './abstract'
import { arg, defineGetter, defineMethod, defineType, fn, setImmutableInstances, setSlot } from './define'
import { genericGetAttributeOr } from './instance'
import { lit } from './intern'
import { raiseFormat, raiseText, textFormat } from './raise'
import { shapeAt } from './shape'
import { TUPLE_ITEMS, newTuple, tupleInit, tupleLength, tupleOf2 } from './tuple-core'
import { isStr } from './abstract'
import { T } from './type-ids'
import { typeOf } from './type'
import { typeLookup } from './type-lookup'
import { CompareOp, Slot } from './type-slots'
import { builtinNamed } from './pickle-support'

export const METHOD_FUNCTION: u32 = 8
export const METHOD_SELF: u32 = 16
const METHOD_BYTES: u32 = 24

export function newMethod(func: Value, self: Value): Value {
  const m = allocateImmutable(shapeAt(T.method), METHOD_BYTES)
  store<u64>(m, func, METHOD_FUNCTION)
  store<u64>(m, self, METHOD_SELF)
  return pointer(m)
}

// @ts-ignore: decorator
@inline function functionOf(m: Value): Value { return load<u64>(addressOf(m), METHOD_FUNCTION) }
// @ts-ignore: decorator
@inline function selfOf(m: Value): Value { return load<u64>(addressOf(m), METHOD_SELF) }

function method_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (names && tupleLength(names)) return raiseText(T.TypeError, 'method() takes no keyword arguments')
  if (argc != 2) return raiseFormat(T.TypeError, 'method expected 2 arguments, got %d', argc)
  const func = load<u64>(argv), self = load<u64>(argv, 8)
  if (!callable(func)) return raiseText(T.TypeError, 'first argument must be callable')
  if (self == NONE) return raiseText(T.TypeError, 'instance must not be None')
  return newMethod(func, self)
}

function method_call(self: Value, argv: u32, argc: u32, names: u32): Value {
  const all = newTuple(argc + 1)
  tupleInit(all, 0, selfOf(self))
  memory.copy(all + TUPLE_ITEMS + 8, argv, argc * 8)
  return callVector(functionOf(self), all + TUPLE_ITEMS, argc + 1, names)
}

/** Attributes of the method itself, then those of its function. */
function method_getattribute(self: Value, name: Value): Value {
  if (typeLookup(typeOf(self), addressOf(name)) != ABSENT) {
    const v = genericGetAttributeOr(self, name)
    if (v != ABSENT) return v
  }
  return getAttribute(functionOf(self), addressOf(name))
}

function method_get(self: Value, object: Value, type: Value): Value { return self }

function method_repr(self: Value): Value {
  let name = getAttributeOr(functionOf(self), lit('__qualname__'))
  if (name == UNBOUND) name = getAttributeOr(functionOf(self), lit('__name__'))
  if (name == EXCEPTION) return EXCEPTION
  if (name == UNBOUND || !isStr(name)) return textFormat('<bound method ? of %R>', selfOf(self))
  return textFormat('<bound method %U of %R>', name, selfOf(self))
}

function method_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (op != CompareOp.EQ && op != CompareOp.NE || !hasShape(other, shapeAt(T.method))) return NOT_IMPLEMENTED
  const same = functionOf(self) == functionOf(other) && selfOf(self) == selfOf(other)
  return boolValue(same == (op == CompareOp.EQ))
}

function method_hash(self: Value): i64 {
  const h = hashOf(functionOf(self))
  if (h == -1) return -1
  const both = identityHash(selfOf(self)) ^ h
  return both == -1 ? -2 : both
}

function method_func(self: Value): Value { return functionOf(self) }
function method_self(self: Value): Value { return selfOf(self) }
function method_doc(self: Value): Value { return getAttribute(functionOf(self), lit('__doc__')) }

function method_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  const getattr = builtinNamed('getattr')
  if (getattr == EXCEPTION) return EXCEPTION
  const name = getAttribute(functionOf(self), lit('__name__'))
  return name == EXCEPTION ? EXCEPTION : pointer(tupleOf2(getattr, pointer(tupleOf2(selfOf(self), name))))
}

export function initMethod(): void {
  const t = defineType(T.method, T.object, 'method', METHOD_BYTES, 0, null)
  setImmutableInstances(T.method)
  setSlot(t, Slot.new_, fn(method_new))
  setSlot(t, Slot.call, fn(method_call))
  setSlot(t, Slot.getattribute, fn(method_getattribute))
  setSlot(t, Slot.descrGet, fn(method_get))
  setSlot(t, Slot.repr, fn(method_repr))
  setSlot(t, Slot.richcompare, fn(method_richcompare))
  setSlot(t, Slot.hash, fn(method_hash))
  defineGetter(t, '__func__', fn(method_func))
  defineGetter(t, '__self__', fn(method_self))
  defineGetter(t, '__doc__', fn(method_doc))
  defineMethod(t, '__reduce__', '($self, /)', fn(method_reduce))
}
