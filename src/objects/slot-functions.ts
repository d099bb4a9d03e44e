// Slot functions of Python-level classes: each looks its special method up on the type and calls it, nested. The interpreter knows
// them by their table index (`pythonSlot` in slot-table.ts): where it can, it looks the method up itself and pushes a frame instead.

import { call0, call1, call2, call3, callVector } from '../interp/nested'
import { ABSENT, EXCEPTION, EXHAUSTED, FALSE, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, addressOf, boolValue, isInt, intOf, intValue, isBool, pointer } from '../memory/value'
import { bindDescriptor } from './attribute-access'
import { isTrue, swappedOp } from './compare'
import { genericGetAttribute, genericGetAttributeOr } from './instance'
import { intPayload, intToI64, intFitsI64, isIntLike, intHash } from './int-core'
import { lit } from './intern'
import { INDEX_ERROR, toIndex } from './item-access'
import { clearError, errorMatches, raiseFormat, raiseText, raiseWith } from './raise'
import { newSequenceIterator } from './sequence-iterator'
import { typeAt } from './shape'
import { TUPLE_ITEMS, newTuple, tupleInit } from './tuple-core'
import { TYPE_METHOD_DESCRIPTOR, isSubtype, typeFlags, typeFullName, typeOf, typeSlot } from './type'
import { typeLookup } from './type-lookup'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'
import { fn } from './define'

/** The method `name` of the type of `self`, ready to be called with `self` in front (flag below) or without. UNBOUND: none. */
function findMethod(self: Value, name: u32): Value { return typeLookup(typeOf(self), name) }
/** True if calling `method` with self as the first argument is the same as binding it first. */
// @ts-ignore: decorator
@inline function takesSelf(method: Value): bool { return (typeFlags(typeOf(method)) & TYPE_METHOD_DESCRIPTOR) != 0 }

/** Calls special method `name` of `self` without arguments; UNBOUND: there is none. */
export function callSpecial0(self: Value, name: u32): Value {
  const method = findMethod(self, name)
  if (method == ABSENT) return UNBOUND
  if (takesSelf(method)) return call1(method, self)
  const bound = bindDescriptor(method, self, pointer(typeOf(self)))
  return bound == EXCEPTION ? EXCEPTION : call0(bound)
}

/** The same with one argument. */
export function callSpecial1(self: Value, name: u32, a: Value): Value {
  const method = findMethod(self, name)
  if (method == ABSENT) return UNBOUND
  if (takesSelf(method)) return call2(method, self, a)
  const bound = bindDescriptor(method, self, pointer(typeOf(self)))
  return bound == EXCEPTION ? EXCEPTION : call1(bound, a)
}

/** The same with two arguments. */
export function callSpecial2(self: Value, name: u32, a: Value, b: Value): Value {
  const method = findMethod(self, name)
  if (method == ABSENT) return UNBOUND
  if (takesSelf(method)) return call3(method, self, a, b)
  const bound = bindDescriptor(method, self, pointer(typeOf(self)))
  return bound == EXCEPTION ? EXCEPTION : call2(bound, a, b)
}

/** The same with an argument vector. */
function callSpecialVector(self: Value, name: u32, argv: u32, argc: u32, names: u32): Value {
  const method = findMethod(self, name)
  if (method == ABSENT) return UNBOUND
  if (!takesSelf(method)) {
    const bound = bindDescriptor(method, self, pointer(typeOf(self)))
    return bound == EXCEPTION ? EXCEPTION : callVector(bound, argv, argc, names)
  }
  const all = newTuple(argc + 1)
  tupleInit(all, 0, self)
  memory.copy(all + TUPLE_ITEMS + 8, argv, argc * 8)
  return callVector(method, all + TUPLE_ITEMS, argc + 1, names)
}

function missing(r: Value, self: Value, name: u32): Value {
  return r == UNBOUND ? raiseFormat(T.AttributeError, "'%T' object has no attribute '%U'", self, pointer(name)) : r
}

export function slot_repr(self: Value): Value { return missing(callSpecial0(self, lit('__repr__')), self, lit('__repr__')) }
export function slot_str(self: Value): Value { return missing(callSpecial0(self, lit('__str__')), self, lit('__str__')) }

export function slot_hash(self: Value): i64 {
  const r = callSpecial0(self, lit('__hash__'))
  if (r == EXCEPTION) return -1
  if (r == UNBOUND) { raiseFormat(T.TypeError, "unhashable type: '%T'", self); return -1 }
  if (!isIntLike(r)) { raiseText(T.TypeError, '__hash__ method should return an integer'); return -1 }
  const i = intPayload(r)
  const h = intFitsI64(i) ? intToI64(i) : intHash(i)
  return h == -1 ? -2 : h
}

export function slot_call(self: Value, argv: u32, argc: u32, names: u32): Value {
  return missing(callSpecialVector(self, lit('__call__'), argv, argc, names), self, lit('__call__'))
}

export function slot_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  const r = missing(callSpecialVector(self, lit('__init__'), argv, argc, names), self, lit('__init__'))
  if (r == EXCEPTION || r == NONE) return r
  return raiseFormat(T.TypeError, "__init__() should return None, not '%T'", r)
}

/** `__new__` is a static method: found on the type itself, called with the type in front. */
export function slot_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const method = typeLookup(addressOf(type), lit('__new__'))
  const f = bindDescriptor(method, UNBOUND, type)
  if (f == EXCEPTION) return EXCEPTION
  const all = newTuple(argc + 1)
  tupleInit(all, 0, type)
  memory.copy(all + TUPLE_ITEMS + 8, argv, argc * 8)
  return callVector(f, all + TUPLE_ITEMS, argc + 1, names)
}

export function slot_del(self: Value): Value { return callSpecial0(self, lit('__del__')) }

export function slot_getattribute(self: Value, name: Value): Value { return callSpecial1(self, lit('__getattribute__'), name) }

/** Classes with `__getattr__`: `__getattribute__` first, `__getattr__` if that raises AttributeError. */
export function slot_getattr_hook(self: Value, name: Value): Value {
  const own = typeLookup(typeOf(self), lit('__getattribute__'))
  let v: Value
  if (own == typeLookupObjectGetattribute()) {
    v = genericGetAttributeOr(self, name)
    if (v == EXCEPTION && errorMatches(T.AttributeError)) { clearError(); v = ABSENT }
  }
  else {
    v = callSpecial1(self, lit('__getattribute__'), name)
    if (v == EXCEPTION && errorMatches(T.AttributeError)) { clearError(); v = ABSENT }
  }
  if (v != ABSENT) return v
  const r = callSpecial1(self, lit('__getattr__'), name)
  return r == UNBOUND ? genericGetAttribute(self, name) : r
}

function typeLookupObjectGetattribute(): Value { return typeLookup(typeAt(T.object), lit('__getattribute__')) }

export function slot_setattr(self: Value, name: Value, value: Value): Value {
  const r = value == UNBOUND ? callSpecial1(self, lit('__delattr__'), name) : callSpecial2(self, lit('__setattr__'), name, value)
  return r == EXCEPTION ? EXCEPTION : NONE
}

export function compareName(op: CompareOp): u32 {
  switch (op) {
    case CompareOp.LT: return lit('__lt__')
    case CompareOp.LE: return lit('__le__')
    case CompareOp.EQ: return lit('__eq__')
    case CompareOp.NE: return lit('__ne__')
    case CompareOp.GT: return lit('__gt__')
    default: return lit('__ge__')
  }
}

export function slot_richcompare(self: Value, other: Value, op: CompareOp): Value {
  const name = compareName(op)
  const method = findMethod(self, name)
  if (method == ABSENT || method == NONE) return NOT_IMPLEMENTED
  return callSpecial1(self, name, other)
}

export function slot_iter(self: Value): Value {
  const method = findMethod(self, lit('__iter__'))
  if (method == NONE) return raiseFormat(T.TypeError, "'%T' object is not iterable", self)
  if (method != ABSENT) return callSpecial0(self, lit('__iter__'))
  if (findMethod(self, lit('__getitem__')) == ABSENT) return raiseFormat(T.TypeError, "'%T' object is not iterable", self)
  return newSequenceIterator(self)
}

export function slot_next(self: Value): Value {
  const r = missing(callSpecial0(self, lit('__next__')), self, lit('__next__'))
  if (r == EXCEPTION && errorMatches(T.StopIteration)) { clearError(); return EXHAUSTED }
  return r
}

export function slot_descr_get(self: Value, object: Value, type: Value): Value {
  const r = callSpecial2(self, lit('__get__'), object == UNBOUND ? NONE : object, type == UNBOUND ? NONE : type)
  return r == UNBOUND ? self : r
}

export function slot_descr_set(self: Value, object: Value, value: Value): Value {
  const r = value == UNBOUND
    ? missing(callSpecial1(self, lit('__delete__'), object), object, lit('__delete__'))
    : missing(callSpecial2(self, lit('__set__'), object, value), object, lit('__set__'))
  return r == EXCEPTION ? EXCEPTION : NONE
}

export function slot_bool(self: Value): Value {
  const r = callSpecial0(self, lit('__bool__'))
  if (r == EXCEPTION || isBool(r)) return r
  return raiseFormat(T.TypeError, '__bool__ should return bool, returned %T', r)
}

export function slot_length(self: Value): Value {
  const r = callSpecial0(self, lit('__len__'))
  if (r == EXCEPTION) return EXCEPTION
  if (isInt(r) && intOf(r) >= 0) return r
  const n = toIndex(r, T.OverflowError)
  if (n == INDEX_ERROR) return EXCEPTION
  if (n < 0) return raiseText(T.ValueError, '__len__() should return >= 0')
  return intValue(n)
}

export function slot_subscript(self: Value, key: Value): Value { return missing(callSpecial1(self, lit('__getitem__'), key), self, lit('__getitem__')) }
export function slot_item(self: Value, index: Value): Value { return missing(callSpecial1(self, lit('__getitem__'), index), self, lit('__getitem__')) }

export function slot_assSubscript(self: Value, key: Value, value: Value): Value {
  const r = value == UNBOUND
    ? missing(callSpecial1(self, lit('__delitem__'), key), self, lit('__delitem__'))
    : missing(callSpecial2(self, lit('__setitem__'), key, value), self, lit('__setitem__'))
  return r == EXCEPTION ? EXCEPTION : NONE
}
export function slot_assItem(self: Value, index: Value, value: Value): Value { return slot_assSubscript(self, index, value) }

export function slot_contains(self: Value, key: Value): Value {
  const method = findMethod(self, lit('__contains__'))
  if (method == NONE) return raiseFormat(T.TypeError, "'%T' object is not a container", self)
  const r = callSpecial1(self, lit('__contains__'), key)
  if (r == EXCEPTION) return EXCEPTION
  const truth = isTrue(r)
  return truth < 0 ? EXCEPTION : boolValue(truth == 1)
}

export function slot_await(self: Value): Value { return missing(callSpecial0(self, lit('__await__')), self, lit('__await__')) }
export function slot_aiter(self: Value): Value { return missing(callSpecial0(self, lit('__aiter__')), self, lit('__aiter__')) }
export function slot_anext(self: Value): Value { return missing(callSpecial0(self, lit('__anext__')), self, lit('__anext__')) }

// ---- numbers

/**
 * A binary operator of Python-level classes, called for either operand's type. `f`: this slot's own function. Order of CPython: the
 * right operand's reflected method comes first if its type is a subclass that overrides it.
 */
function binary(slot: Slot, f: u32, a: Value, b: Value, name: u32, reflected: u32): Value {
  const ta = typeOf(a), tb = typeOf(b)
  let tryOther = ta != tb && typeSlot(tb, slot) == f
  if (typeSlot(ta, slot) == f) {
    if (tryOther && isSubtype(tb, ta) && overrides(ta, tb, reflected)) {
      const r = callSpecial1(b, reflected, a)
      if (r != NOT_IMPLEMENTED && r != UNBOUND) return r
      tryOther = false
    }
    const r = callSpecial1(a, name, b)
    if (r != NOT_IMPLEMENTED && r != UNBOUND || ta == tb) return r == UNBOUND ? NOT_IMPLEMENTED : r
  }
  if (tryOther) {
    const r = callSpecial1(b, reflected, a)
    if (r != UNBOUND) return r
  }
  return NOT_IMPLEMENTED
}

/** True if class `derived` has another `name` than its base `base`. */
export function overrides(base: u32, derived: u32, name: u32): bool {
  const there = typeLookup(derived, name)
  return there != ABSENT && there != typeLookup(base, name)
}

export function slot_pow(a: Value, b: Value, modulus: Value): Value {
  if (modulus == NONE) return binary(Slot.pow, fn(slot_pow), a, b, lit('__pow__'), lit('__rpow__'))
  if (typeSlot(typeOf(a), Slot.pow) == fn(slot_pow)) {
    const r = callSpecial2(a, lit('__pow__'), b, modulus)
    if (r != NOT_IMPLEMENTED && r != UNBOUND) return r
  }
  if (typeOf(a) != typeOf(b) && typeSlot(typeOf(b), Slot.pow) == fn(slot_pow)) {
    const r = callSpecial2(b, lit('__rpow__'), a, modulus)
    if (r != UNBOUND) return r
  }
  return NOT_IMPLEMENTED
}

export function slot_ipow(a: Value, b: Value, modulus: Value): Value { return inplace(a, b, lit('__ipow__')) }

function inplace(a: Value, b: Value, name: u32): Value {
  const r = callSpecial1(a, name, b)
  return r == UNBOUND ? NOT_IMPLEMENTED : r
}

function unary(self: Value, name: u32): Value { return missing(callSpecial0(self, name), self, name) }

export function slot_neg(self: Value): Value { return unary(self, lit('__neg__')) }
export function slot_pos(self: Value): Value { return unary(self, lit('__pos__')) }
export function slot_abs(self: Value): Value { return unary(self, lit('__abs__')) }
export function slot_invert(self: Value): Value { return unary(self, lit('__invert__')) }
export function slot_int(self: Value): Value { return unary(self, lit('__int__')) }
export function slot_float(self: Value): Value { return unary(self, lit('__float__')) }
export function slot_index(self: Value): Value { return unary(self, lit('__index__')) }

export function slot_add(a: Value, b: Value): Value { return binary(Slot.add, fn(slot_add), a, b, lit('__add__'), lit('__radd__')) }
export function slot_sub(a: Value, b: Value): Value { return binary(Slot.sub, fn(slot_sub), a, b, lit('__sub__'), lit('__rsub__')) }
export function slot_mul(a: Value, b: Value): Value { return binary(Slot.mul, fn(slot_mul), a, b, lit('__mul__'), lit('__rmul__')) }
export function slot_mod(a: Value, b: Value): Value { return binary(Slot.mod, fn(slot_mod), a, b, lit('__mod__'), lit('__rmod__')) }
export function slot_divmod(a: Value, b: Value): Value { return binary(Slot.divmod, fn(slot_divmod), a, b, lit('__divmod__'), lit('__rdivmod__')) }
export function slot_lshift(a: Value, b: Value): Value { return binary(Slot.lshift, fn(slot_lshift), a, b, lit('__lshift__'), lit('__rlshift__')) }
export function slot_rshift(a: Value, b: Value): Value { return binary(Slot.rshift, fn(slot_rshift), a, b, lit('__rshift__'), lit('__rrshift__')) }
export function slot_and(a: Value, b: Value): Value { return binary(Slot.and, fn(slot_and), a, b, lit('__and__'), lit('__rand__')) }
export function slot_xor(a: Value, b: Value): Value { return binary(Slot.xor, fn(slot_xor), a, b, lit('__xor__'), lit('__rxor__')) }
export function slot_or(a: Value, b: Value): Value { return binary(Slot.or, fn(slot_or), a, b, lit('__or__'), lit('__ror__')) }
export function slot_floordiv(a: Value, b: Value): Value { return binary(Slot.floordiv, fn(slot_floordiv), a, b, lit('__floordiv__'), lit('__rfloordiv__')) }
export function slot_truediv(a: Value, b: Value): Value { return binary(Slot.truediv, fn(slot_truediv), a, b, lit('__truediv__'), lit('__rtruediv__')) }
export function slot_matmul(a: Value, b: Value): Value { return binary(Slot.matmul, fn(slot_matmul), a, b, lit('__matmul__'), lit('__rmatmul__')) }

export function slot_iadd(a: Value, b: Value): Value { return inplace(a, b, lit('__iadd__')) }
export function slot_isub(a: Value, b: Value): Value { return inplace(a, b, lit('__isub__')) }
export function slot_imul(a: Value, b: Value): Value { return inplace(a, b, lit('__imul__')) }
export function slot_imod(a: Value, b: Value): Value { return inplace(a, b, lit('__imod__')) }
export function slot_ilshift(a: Value, b: Value): Value { return inplace(a, b, lit('__ilshift__')) }
export function slot_irshift(a: Value, b: Value): Value { return inplace(a, b, lit('__irshift__')) }
export function slot_iand(a: Value, b: Value): Value { return inplace(a, b, lit('__iand__')) }
export function slot_ixor(a: Value, b: Value): Value { return inplace(a, b, lit('__ixor__')) }
export function slot_ior(a: Value, b: Value): Value { return inplace(a, b, lit('__ior__')) }
export function slot_ifloordiv(a: Value, b: Value): Value { return inplace(a, b, lit('__ifloordiv__')) }
export function slot_itruediv(a: Value, b: Value): Value { return inplace(a, b, lit('__itruediv__')) }
export function slot_imatmul(a: Value, b: Value): Value { return inplace(a, b, lit('__imatmul__')) }
