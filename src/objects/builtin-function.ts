// The types of builtin callables: builtin_function_or_method, method_descriptor, classmethod_descriptor. Their layout is in define.ts;
// calls go through interp/calls. All are immutable, without a version word. A bound method of a builtin type is a
// builtin_function_or_method that copies the descriptor's record and holds self.

import { allocateImmutable } from '../gc/allocate'
import { callVector } from '../interp/nested'
import { ABSENT, EXCEPTION, NONE, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, boolValue, hasShape, isPointer, pointer } from '../memory/value'
import { isType } from './abstract'
import { getAttribute } from './attribute-access'
import {
  BUILTIN_BYTES, BUILTIN_CLASS, BUILTIN_DOC, BUILTIN_FLAGS, BUILTIN_FUNCTION, BUILTIN_HAS_SELF, BUILTIN_NAME, BUILTIN_OWNER, BUILTIN_SELF,
  BUILTIN_SIGNATURE, BUILTIN_STATIC, MODULE_DICT, arg, defineGetter, defineMethod, defineType, fn, setImmutableInstances, setSlot,
} from './define'
import { builtinNamed } from './pickle-support'
import { identityHash } from './compare'
import { lit, litAt, text, textLength } from './intern'
import { namespaceGet } from './namespace'
import { qualifiedName } from './builtin-names'
import { raiseFormat, textFormat } from './raise'
import { shapeAt, typeAt } from './shape'
import { STR_ASCII, STR_DATA, newStr } from './str-core'
import { tupleOf2 } from './tuple-core'
import { TYPE_METHOD_DESCRIPTOR, isSubtype, tagOf, typeOf } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

// @ts-ignore: decorator
@inline function nameOf(b: u32): Value { return pointer(load<u32>(b, BUILTIN_NAME)) }
// @ts-ignore: decorator
@inline function flagsOf(b: u32): u32 { return load<u32>(b, BUILTIN_FLAGS) }
// @ts-ignore: decorator
@inline function ownerOf(b: u32): u32 { return load<u32>(b, BUILTIN_OWNER) }

/** Builtin `descriptor` bound to `self`. */
export function bindBuiltinMethod(descriptor: u32, self: Value): Value {
  const b = allocateImmutable(shapeAt(T.builtin_function_or_method), BUILTIN_BYTES)
  memory.copy(b + 8, descriptor + 8, BUILTIN_BYTES - 8)
  store<u64>(b, self, BUILTIN_SELF)
  return pointer(b)
}

// ---- calls

/** Slot `call` of all three: a nested call; the interpreter's calls recognise the types before they come here. */
function builtin_call(self: Value, argv: u32, argc: u32, names: u32): Value { return callVector(self, argv, argc, names) }

function classDescriptor_call(self: Value, argv: u32, argc: u32, names: u32): Value {
  const b = addressOf(self)
  if (argc < 1) return raiseFormat(T.TypeError, "descriptor '%U' of '%N' object needs an argument", nameOf(b), <u64>ownerOf(b))
  const bound = classDescriptor_get(self, UNBOUND, load<u64>(argv))
  return bound == EXCEPTION ? EXCEPTION : callVector(bound, argv + 8, argc - 1, names)
}

// ---- binding

function descriptor_get(self: Value, object: Value, type: Value): Value {
  if (object == UNBOUND) return self
  const b = addressOf(self)
  if (isSubtype(typeOf(object), ownerOf(b))) return bindBuiltinMethod(b, object)
  return raiseFormat(T.TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", nameOf(b), <u64>ownerOf(b), object)
}

function classDescriptor_get(self: Value, object: Value, type: Value): Value {
  const b = addressOf(self)
  if (type == UNBOUND) {
    if (object == UNBOUND) return raiseFormat(T.TypeError, "descriptor '%U' for type '%N' needs either an object or a type", nameOf(b), <u64>ownerOf(b))
    type = pointer(typeOf(object))
  }
  if (!isType(type)) return raiseFormat(T.TypeError, "descriptor '%U' for type '%N' needs a type, not a '%T' as arg 2", nameOf(b), <u64>ownerOf(b), type)
  if (!isSubtype(addressOf(type), ownerOf(b))) {
    return raiseFormat(T.TypeError, "descriptor '%U' requires a subtype of '%N' but received '%N'", nameOf(b), <u64>ownerOf(b), <u64>addressOf(type))
  }
  return bindBuiltinMethod(b, type)
}

// ---- attributes

/** Self of a builtin function: its module, its object, or None. */
function builtin_self(self: Value): Value {
  const o = load<u64>(addressOf(self), BUILTIN_SELF)
  return o == UNBOUND ? NONE : o
}

function builtin_name(self: Value): Value { return nameOf(addressOf(self)) }

function builtin_qualname(self: Value): Value {
  const b = addressOf(self)
  const o = load<u64>(b, BUILTIN_SELF)
  if (flagsOf(b) & BUILTIN_STATIC) return qualifiedName(ownerOf(b), load<u32>(b, BUILTIN_NAME))
  if (!(flagsOf(b) & BUILTIN_HAS_SELF) || o == UNBOUND) return nameOf(b)
  return qualifiedName(isType(o) ? addressOf(o) : typeOf(o), load<u32>(b, BUILTIN_NAME))
}

function builtin_module(self: Value): Value {
  const b = addressOf(self)
  const o = load<u64>(b, BUILTIN_SELF)
  if (flagsOf(b) & (BUILTIN_HAS_SELF | BUILTIN_STATIC) || !isPointer(o) || tagOf(o) != T.module) return NONE
  return namespaceGet(load<u32>(addressOf(o), MODULE_DICT), lit('__name__'))
}

function builtin_doc(self: Value): Value {
  const doc = load<u32>(addressOf(self), BUILTIN_DOC)
  return doc ? pointer(litAt(doc)) : NONE
}

function builtin_signature(self: Value): Value {
  const constant = load<u32>(addressOf(self), BUILTIN_SIGNATURE)
  return constant ? pointer(litAt(constant)) : NONE
}

function builtin_repr(self: Value): Value {
  const b = addressOf(self)
  if (!(flagsOf(b) & BUILTIN_HAS_SELF)) return textFormat('<built-in function %U>', nameOf(b))
  const o = load<u64>(b, BUILTIN_SELF)
  return textFormat('<built-in method %U of %T object at %p>', nameOf(b), o, o)
}

function builtin_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (op != CompareOp.EQ && op != CompareOp.NE || !hasShape(other, shapeAt(T.builtin_function_or_method))) return NOT_IMPLEMENTED
  const a = addressOf(self), b = addressOf(other)
  const same = load<u64>(a, BUILTIN_SELF) == load<u64>(b, BUILTIN_SELF) && load<u32>(a, BUILTIN_FUNCTION) == load<u32>(b, BUILTIN_FUNCTION)
  return boolValue(same == (op == CompareOp.EQ))
}

function builtin_hash(self: Value): i64 {
  const b = addressOf(self)
  const h = identityHash(load<u64>(b, BUILTIN_SELF)) ^ <i64>load<u32>(b, BUILTIN_FUNCTION)
  return h == -1 ? -2 : h
}

/** Pickled by name, or as getattr(self, name). */
function builtin_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  const b = addressOf(self)
  const o = load<u64>(b, BUILTIN_SELF)
  if (o == UNBOUND || isPointer(o) && tagOf(o) == T.module) return nameOf(b)
  const getattr = builtinNamed('getattr')
  return getattr == EXCEPTION ? EXCEPTION : pointer(tupleOf2(getattr, pointer(tupleOf2(o, nameOf(b)))))
}

function descriptor_repr(self: Value): Value { return textFormat("<method '%U' of '%N' objects>", nameOf(addressOf(self)), <u64>ownerOf(addressOf(self))) }
function descriptor_objclass(self: Value): Value { return pointer(ownerOf(addressOf(self))) }
function descriptor_qualname(self: Value): Value { return qualifiedName(ownerOf(addressOf(self)), load<u32>(addressOf(self), BUILTIN_NAME)) }

function descriptor_reduce(argv: u32): Value {
  const b = addressOf(arg(argv, 0))
  const getattr = builtinNamed('getattr')
  return getattr == EXCEPTION ? EXCEPTION : pointer(tupleOf2(getattr, pointer(tupleOf2(pointer(ownerOf(b)), nameOf(b)))))
}

function initDescriptor(t: T, name: string, call: u32, get: u32, flags: u32): void {
  const d = defineType(t, T.object, name, BUILTIN_BYTES, flags, null)
  setImmutableInstances(t)
  setSlot(d, Slot.call, call)
  setSlot(d, Slot.descrGet, get)
  setSlot(d, Slot.repr, fn(descriptor_repr))
  defineGetter(d, '__name__', fn(builtin_name))
  defineGetter(d, '__qualname__', fn(descriptor_qualname))
  defineGetter(d, '__objclass__', fn(descriptor_objclass))
  defineGetter(d, '__doc__', fn(builtin_doc))
  defineGetter(d, '__text_signature__', fn(builtin_signature))
  defineMethod(d, '__reduce__', '($self, /)', fn(descriptor_reduce))
}

export function initBuiltinFunction(): void {
  const t = defineType(T.builtin_function_or_method, T.object, 'builtin_function_or_method', BUILTIN_BYTES, 0, null)
  setImmutableInstances(T.builtin_function_or_method)
  setSlot(t, Slot.call, fn(builtin_call))
  setSlot(t, Slot.repr, fn(builtin_repr))
  setSlot(t, Slot.richcompare, fn(builtin_richcompare))
  setSlot(t, Slot.hash, fn(builtin_hash))
  defineGetter(t, '__name__', fn(builtin_name))
  defineGetter(t, '__qualname__', fn(builtin_qualname))
  defineGetter(t, '__module__', fn(builtin_module))
  defineGetter(t, '__self__', fn(builtin_self))
  defineGetter(t, '__doc__', fn(builtin_doc))
  defineGetter(t, '__text_signature__', fn(builtin_signature))
  defineMethod(t, '__reduce__', '($self, /)', fn(builtin_reduce))
  initDescriptor(T.method_descriptor, 'method_descriptor', fn(builtin_call), fn(descriptor_get), TYPE_METHOD_DESCRIPTOR)
  initDescriptor(T.classmethod_descriptor, 'classmethod_descriptor', fn(classDescriptor_call), fn(classDescriptor_get), 0)
}
