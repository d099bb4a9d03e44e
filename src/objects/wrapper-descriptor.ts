// wrapper_descriptor and method-wrapper: the special methods of builtin types (`int.__add__`, `(1).__add__`), made from their slots.
//
//   wrapper_descriptor: +8 core function:32  +12 slot entry:32 (see slot-table)  +16 owner type:32
//   method_wrapper:     +8 wrapper_descriptor (value)  +16 self (value)
// Both are immutable, without a version word.

import { allocateImmutable, allocateOutside } from '../gc/allocate'
import { EXCEPTION, EXHAUSTED, FALSE, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, intOf, intValue, isPointer, pointer } from '../memory/value'
import { callClass } from '../interp/call-class'
import { currentPc } from '../memory/registers'
import { attributeName } from './attribute-access'
import { defineGetter, defineType, fn, setImmutableInstances, setSlot } from './define'
import { intFromI64 } from './int-core'
import { INDEX_ERROR, lengthOf, toIndex } from './item-access'
import { text } from './intern'
import { type_call } from './object-new'
import { raiseFormat, raiseText, raiseValue, textFormat } from './raise'
import { newException } from './exception-core'
import { shapeAt, typeAt } from './shape'
import { ENTRY_DOC, ENTRY_KIND, ENTRY_NAME, ENTRY_SIGNATURE, ENTRY_SLOT, WrapperKind } from './slot-table'
import { TUPLE_ITEMS, emptyTuple, tupleLength } from './tuple-core'
import { TYPE_METHOD_DESCRIPTOR, TYPE_NAME, isSubtype, typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'
import { litAt } from './intern'
import { qualifiedName } from './builtin-names'
import { checkSafeSetattr } from './type-attributes'
import { identityHash } from './compare'

export const WRAPPER_FUNCTION: u32 = 8
export const WRAPPER_ENTRY: u32 = 12
export const WRAPPER_OWNER: u32 = 16
const WRAPPER_BYTES: u32 = 24
const METHOD_WRAPPER_DESCRIPTOR: u32 = 8
const METHOD_WRAPPER_SELF: u32 = 16
const METHOD_WRAPPER_BYTES: u32 = 24

export function newWrapper(owner: u32, entry: u32, functionIndex: u32): u32 {
  const w = allocateOutside(shapeAt(T.wrapper_descriptor), WRAPPER_BYTES)
  store<u32>(w, functionIndex, WRAPPER_FUNCTION)
  store<u32>(w, entry, WRAPPER_ENTRY)
  store<u32>(w, owner, WRAPPER_OWNER)
  return w
}

// @ts-ignore: decorator
@inline export function wrapperName(w: u32): u32 { return load<u32>(load<u32>(w, WRAPPER_ENTRY), ENTRY_NAME) }
// @ts-ignore: decorator
@inline export function wrapperSlot(w: u32): Slot { return <Slot>load<u32>(load<u32>(w, WRAPPER_ENTRY), ENTRY_SLOT) }

function checkCount(argc: u32, names: u32, wanted: u32, name: u32): bool {
  if (names && tupleLength(names)) { raiseFormat(T.TypeError, 'wrapper %U() takes no keyword arguments', pointer(name)); return false }
  if (argc == wanted) return true
  raiseFormat(T.TypeError, wanted == 1 ? 'expected %d argument, got %d' : 'expected %d arguments, got %d', wanted, argc)
  return false
}

function checkRange(argc: u32, names: u32, minimum: u32, maximum: u32, name: u32): bool {
  if (names && tupleLength(names)) { raiseFormat(T.TypeError, 'wrapper %U() takes no keyword arguments', pointer(name)); return false }
  if (argc >= minimum && argc <= maximum) return true
  if (argc < minimum) raiseFormat(T.TypeError, minimum == 1 ? '%U expected at least %d argument, got %d' : '%U expected at least %d arguments, got %d', pointer(name), minimum, argc)
  else raiseFormat(T.TypeError, maximum == 1 ? '%U expected at most %d argument, got %d' : '%U expected at most %d arguments, got %d', pointer(name), maximum, argc)
  return false
}

/** A fresh StopIteration without arguments is raised for an exhausted iterator. */
export function raiseStopIteration(): Value { return raiseValue(newException(T.StopIteration, emptyTuple())) }

/** Calls the slot function of wrapper `w` on `self` with the arguments behind self. */
export function callWrapper(w: u32, self: Value, argv: u32, argc: u32, names: u32): Value {
  const f = load<u32>(w, WRAPPER_FUNCTION)
  const name = wrapperName(w)
  const kind = <WrapperKind>load<u32>(load<u32>(w, WRAPPER_ENTRY), ENTRY_KIND)
  if (kind == WrapperKind.call && f == fn(type_call)) return callClass(addressOf(self), argv, argc, names, currentPc, false)
  if (kind == WrapperKind.call || kind == WrapperKind.init) return call_indirect<Value>(f, self, argv, argc, names)
  const a0 = argc > 0 ? load<u64>(argv) : UNBOUND
  const a1 = argc > 1 ? load<u64>(argv, 8) : UNBOUND
  switch (kind) {
    case WrapperKind.unary:
      return checkCount(argc, names, 0, name) ? call_indirect<Value>(f, self) : EXCEPTION
    case WrapperKind.inquiry:
      return checkCount(argc, names, 0, name) ? call_indirect<Value>(f, self) : EXCEPTION
    case WrapperKind.length:
      return checkCount(argc, names, 0, name) ? call_indirect<Value>(f, self) : EXCEPTION
    case WrapperKind.del: {
      if (!checkCount(argc, names, 0, name)) return EXCEPTION
      return call_indirect<Value>(f, self) == EXCEPTION ? EXCEPTION : NONE
    }
    case WrapperKind.hash: {
      if (!checkCount(argc, names, 0, name)) return EXCEPTION
      const h = call_indirect<i64>(f, self)
      return h == -1 ? EXCEPTION : intFromI64(h)
    }
    case WrapperKind.next: {
      if (!checkCount(argc, names, 0, name)) return EXCEPTION
      const v = call_indirect<Value>(f, self)
      return v == EXHAUSTED ? raiseStopIteration() : v
    }
    case WrapperKind.binary: case WrapperKind.contains:
      return checkCount(argc, names, 1, name) ? call_indirect<Value>(f, self, a0) : EXCEPTION
    case WrapperKind.binaryReflected:
      return checkCount(argc, names, 1, name) ? call_indirect<Value>(f, a0, self) : EXCEPTION
    case WrapperKind.pow:
      return checkRange(argc, names, 1, 2, name) ? call_indirect<Value>(f, self, a0, a1 == UNBOUND ? NONE : a1) : EXCEPTION
    case WrapperKind.powReflected:
      return checkRange(argc, names, 1, 2, name) ? call_indirect<Value>(f, a0, self, a1 == UNBOUND ? NONE : a1) : EXCEPTION
    case WrapperKind.repeat: {
      if (!checkCount(argc, names, 1, name)) return EXCEPTION
      const n = toIndex(a0, T.OverflowError)
      return n == INDEX_ERROR ? EXCEPTION : call_indirect<Value>(f, self, intValue(n))
    }
    case WrapperKind.item: {
      if (!checkCount(argc, names, 1, name)) return EXCEPTION
      const i = wrapperIndex(self, a0)
      return i == INDEX_ERROR ? EXCEPTION : call_indirect<Value>(f, self, intValue(i))
    }
    case WrapperKind.setItem: {
      if (!checkCount(argc, names, 2, name)) return EXCEPTION
      const i = wrapperIndex(self, a0)
      return i == INDEX_ERROR ? EXCEPTION : call_indirect<Value>(f, self, intValue(i), a1)
    }
    case WrapperKind.deleteItem: {
      if (!checkCount(argc, names, 1, name)) return EXCEPTION
      const i = wrapperIndex(self, a0)
      return i == INDEX_ERROR ? EXCEPTION : call_indirect<Value>(f, self, intValue(i), UNBOUND)
    }
    case WrapperKind.setSubscript:
      return checkCount(argc, names, 2, name) ? call_indirect<Value>(f, self, a0, a1) : EXCEPTION
    case WrapperKind.deleteSubscript:
      return checkCount(argc, names, 1, name) ? call_indirect<Value>(f, self, a0, UNBOUND) : EXCEPTION
    case WrapperKind.lt: case WrapperKind.le: case WrapperKind.eq: case WrapperKind.ne: case WrapperKind.gt: case WrapperKind.ge:
      return checkCount(argc, names, 1, name) ? call_indirect<Value>(f, self, a0, <CompareOp>(<i32>kind - <i32>WrapperKind.lt)) : EXCEPTION
    case WrapperKind.getattribute: {
      if (!checkCount(argc, names, 1, name)) return EXCEPTION
      const n = attributeName(a0)
      return n ? call_indirect<Value>(f, self, pointer(n)) : EXCEPTION
    }
    case WrapperKind.setattr: {
      if (!checkCount(argc, names, 2, name)) return EXCEPTION
      const n = attributeName(a0)
      return n && checkSafeSetattr(self, f, text('__setattr__')) ? call_indirect<Value>(f, self, pointer(n), a1) : EXCEPTION
    }
    case WrapperKind.delattr: {
      if (!checkCount(argc, names, 1, name)) return EXCEPTION
      const n = attributeName(a0)
      return n && checkSafeSetattr(self, f, text('__delattr__')) ? call_indirect<Value>(f, self, pointer(n), UNBOUND) : EXCEPTION
    }
    case WrapperKind.descrGet: {
      if (!checkRange(argc, names, 1, 2, name)) return EXCEPTION
      if (a0 == NONE && (a1 == NONE || a1 == UNBOUND)) return raiseText(T.TypeError, '__get__(None, None) is invalid')
      return call_indirect<Value>(f, self, a0 == NONE ? UNBOUND : a0, a1 == NONE ? UNBOUND : a1)
    }
    case WrapperKind.descrSet:
      return checkCount(argc, names, 2, name) ? call_indirect<Value>(f, self, a0, a1) : EXCEPTION
    default: // descrDelete
      return checkCount(argc, names, 1, name) ? call_indirect<Value>(f, self, a0, UNBOUND) : EXCEPTION
  }
}

function wrapperIndex(self: Value, index: Value): i64 {
  const i = toIndex(index, T.OverflowError)
  if (i == INDEX_ERROR || i >= 0 || !typeSlot(typeOf(self), Slot.length)) return i
  const n = lengthOf(self)
  return n < 0 ? INDEX_ERROR : i + n
}

// ---- wrapper_descriptor

function descriptor_call(self: Value, argv: u32, argc: u32, names: u32): Value {
  const w = addressOf(self)
  const owner = load<u32>(w, WRAPPER_OWNER)
  const positional = argc - (names ? tupleLength(names) : 0)
  if (positional < 1) return raiseFormat(T.TypeError, "descriptor '%U' of '%N' object needs an argument", pointer(wrapperName(w)), owner)
  const first = load<u64>(argv)
  if (!isSubtype(typeOf(first), owner)) {
    return raiseFormat(T.TypeError, "descriptor '%U' requires a '%N' object but received a '%T'", pointer(wrapperName(w)), owner, first)
  }
  return callWrapper(w, first, argv + 8, argc - 1, names)
}

function descriptor_get(self: Value, object: Value, type: Value): Value {
  if (object == UNBOUND) return self
  const w = addressOf(self)
  if (!isSubtype(typeOf(object), load<u32>(w, WRAPPER_OWNER))) {
    return raiseFormat(T.TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", pointer(wrapperName(w)), load<u32>(w, WRAPPER_OWNER), object)
  }
  return newMethodWrapper(self, object)
}

function descriptor_repr(self: Value): Value {
  const w = addressOf(self)
  return textFormat("<slot wrapper '%U' of '%N' objects>", pointer(wrapperName(w)), load<u32>(w, WRAPPER_OWNER))
}

function descriptor_name(self: Value): Value { return pointer(wrapperName(addressOf(self))) }
function descriptor_objclass(self: Value): Value { return pointer(load<u32>(addressOf(self), WRAPPER_OWNER)) }
function descriptor_doc(self: Value): Value { return pointer(litAt(load<u32>(load<u32>(addressOf(self), WRAPPER_ENTRY), ENTRY_DOC))) }
function descriptor_signature(self: Value): Value { return pointer(litAt(load<u32>(load<u32>(addressOf(self), WRAPPER_ENTRY), ENTRY_SIGNATURE))) }
function descriptor_qualname(self: Value): Value { return qualifiedName(load<u32>(addressOf(self), WRAPPER_OWNER), wrapperName(addressOf(self))) }

// ---- method-wrapper

export function newMethodWrapper(descriptor: Value, self: Value): Value {
  const m = allocateImmutable(shapeAt(T.method_wrapper), METHOD_WRAPPER_BYTES)
  store<u64>(m, descriptor, METHOD_WRAPPER_DESCRIPTOR)
  store<u64>(m, self, METHOD_WRAPPER_SELF)
  return pointer(m)
}

// @ts-ignore: decorator
@inline function wrapperOf(self: Value): u32 { return <u32>load<u64>(addressOf(self), METHOD_WRAPPER_DESCRIPTOR) }

function method_call(self: Value, argv: u32, argc: u32, names: u32): Value {
  return callWrapper(wrapperOf(self), load<u64>(addressOf(self), METHOD_WRAPPER_SELF), argv, argc, names)
}

function method_repr(self: Value): Value {
  const o = load<u64>(addressOf(self), METHOD_WRAPPER_SELF)
  return textFormat("<method-wrapper '%U' of %T object at %p>", pointer(wrapperName(wrapperOf(self))), o, o)
}

function method_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (op != CompareOp.EQ && op != CompareOp.NE || !hasShape(other, shapeAt(T.method_wrapper))) return NOT_IMPLEMENTED
  const same = wrapperOf(self) == wrapperOf(other) && load<u64>(addressOf(self), METHOD_WRAPPER_SELF) == load<u64>(addressOf(other), METHOD_WRAPPER_SELF)
  return boolValue(same == (op == CompareOp.EQ))
}

function method_hash(self: Value): i64 {
  const h = identityHash(load<u64>(addressOf(self), METHOD_WRAPPER_SELF)) ^ <i64>wrapperOf(self)
  return h == -1 ? -2 : h
}

function method_self(self: Value): Value { return load<u64>(addressOf(self), METHOD_WRAPPER_SELF) }
function method_name(self: Value): Value { return pointer(wrapperName(wrapperOf(self))) }
function method_objclass(self: Value): Value { return descriptor_objclass(pointer(wrapperOf(self))) }
function method_doc(self: Value): Value { return descriptor_doc(pointer(wrapperOf(self))) }
function method_signature(self: Value): Value { return descriptor_signature(pointer(wrapperOf(self))) }
function method_qualname(self: Value): Value { return descriptor_qualname(pointer(wrapperOf(self))) }

export function initWrapperDescriptor(): void {
  const d = defineType(T.wrapper_descriptor, T.object, 'wrapper_descriptor', WRAPPER_BYTES, TYPE_METHOD_DESCRIPTOR, null)
  setImmutableInstances(T.wrapper_descriptor)
  setSlot(d, Slot.call, fn(descriptor_call))
  setSlot(d, Slot.descrGet, fn(descriptor_get))
  setSlot(d, Slot.repr, fn(descriptor_repr))
  defineGetter(d, '__name__', fn(descriptor_name))
  defineGetter(d, '__objclass__', fn(descriptor_objclass))
  defineGetter(d, '__qualname__', fn(descriptor_qualname))
  defineGetter(d, '__doc__', fn(descriptor_doc))
  defineGetter(d, '__text_signature__', fn(descriptor_signature))

  const m = defineType(T.method_wrapper, T.object, 'method-wrapper', METHOD_WRAPPER_BYTES, 0, null)
  setImmutableInstances(T.method_wrapper)
  setSlot(m, Slot.call, fn(method_call))
  setSlot(m, Slot.repr, fn(method_repr))
  setSlot(m, Slot.richcompare, fn(method_richcompare))
  setSlot(m, Slot.hash, fn(method_hash))
  defineGetter(m, '__self__', fn(method_self))
  defineGetter(m, '__name__', fn(method_name))
  defineGetter(m, '__objclass__', fn(method_objclass))
  defineGetter(m, '__qualname__', fn(method_qualname))
  defineGetter(m, '__doc__', fn(method_doc))
  defineGetter(m, '__text_signature__', fn(method_signature))
}
