// getset_descriptor and member_descriptor: attributes of builtin layouts and `__slots__`. Layouts in define.ts; both immutable. A getter
// is called with self, a setter with self and the value (UNBOUND: delete) and returns NONE.

import { EXCEPTION, NONE, UNBOUND, Value, addressOf, pointer } from '../memory/value'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { GETSET_GETTER, GETSET_NAME, GETSET_OWNER, GETSET_SETTER, MEMBER_FLAGS, MEMBER_NONE, MEMBER_OFFSET, MEMBER_READONLY, defineGetter, defineType, fn, setImmutableInstances, setSlot } from './define'
import { qualifiedName } from './builtin-names'
import { raiseAttributeError, raiseFormat, textFormat } from './raise'
import { isSubtype, typeOf } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

// @ts-ignore: decorator
@inline function nameOf(d: u32): Value { return pointer(load<u32>(d, GETSET_NAME)) }
// @ts-ignore: decorator
@inline function ownerOf(d: u32): u32 { return load<u32>(d, GETSET_OWNER) }

/** True if `object` is an instance of the descriptor's type; else TypeError is raised. */
function checkObject(d: u32, object: Value): bool {
  if (isSubtype(typeOf(object), ownerOf(d))) return true
  raiseFormat(T.TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", nameOf(d), <u64>ownerOf(d), object)
  return false
}

function getset_get(self: Value, object: Value, type: Value): Value {
  if (object == UNBOUND) return self
  const d = addressOf(self)
  if (!checkObject(d, object)) return EXCEPTION
  const getter = load<u32>(d, GETSET_GETTER)
  if (getter) return call_indirect<Value>(getter, object)
  return raiseFormat(T.AttributeError, "attribute '%U' of '%N' objects is not readable", nameOf(d), <u64>ownerOf(d))
}

function getset_set(self: Value, object: Value, value: Value): Value {
  const d = addressOf(self)
  if (!checkObject(d, object)) return EXCEPTION
  const setter = load<u32>(d, GETSET_SETTER)
  if (setter) return call_indirect<Value>(setter, object, value)
  return raiseFormat(T.AttributeError, "attribute '%U' of '%N' objects is not writable", nameOf(d), <u64>ownerOf(d))
}

function member_get(self: Value, object: Value, type: Value): Value {
  if (object == UNBOUND) return self
  const d = addressOf(self)
  if (!checkObject(d, object)) return EXCEPTION
  const o = addressOf(object)
  const v = stmRead64(o, o + load<u32>(d, MEMBER_OFFSET))
  if (v != UNBOUND) return v
  if (load<u32>(d, MEMBER_FLAGS) & MEMBER_NONE) return NONE
  return raiseAttributeError(object, load<u32>(d, GETSET_NAME), textFormat("'%Q' object has no attribute '%U'", object, nameOf(d)))
}

function member_set(self: Value, object: Value, value: Value): Value {
  const d = addressOf(self)
  if (!checkObject(d, object)) return EXCEPTION
  const flags = load<u32>(d, MEMBER_FLAGS)
  if (flags & MEMBER_READONLY) return raiseFormat(T.AttributeError, 'readonly attribute')
  const o = addressOf(object)
  const at = o + load<u32>(d, MEMBER_OFFSET)
  stmOwn(o)
  if (value == UNBOUND && load<u64>(at) == UNBOUND) {
    return raiseFormat(T.AttributeError, '%U', nameOf(d))
  }
  stmStore64(o, at, value)
  return NONE
}

function getset_repr(self: Value): Value { return textFormat("<attribute '%U' of '%N' objects>", nameOf(addressOf(self)), <u64>ownerOf(addressOf(self))) }
function member_repr(self: Value): Value { return textFormat("<member '%U' of '%N' objects>", nameOf(addressOf(self)), <u64>ownerOf(addressOf(self))) }
function descriptor_name(self: Value): Value { return nameOf(addressOf(self)) }
function descriptor_objclass(self: Value): Value { return pointer(ownerOf(addressOf(self))) }
function descriptor_qualname(self: Value): Value { return qualifiedName(ownerOf(addressOf(self)), load<u32>(addressOf(self), GETSET_NAME)) }
function descriptor_doc(self: Value): Value { return NONE }

function initOne(t: T, name: string, get: u32, set: u32, repr: u32): void {
  const d = defineType(t, T.object, name, 32, 0, null)
  setImmutableInstances(t)
  setSlot(d, Slot.descrGet, get)
  setSlot(d, Slot.descrSet, set)
  setSlot(d, Slot.repr, repr)
  defineGetter(d, '__name__', fn(descriptor_name))
  defineGetter(d, '__objclass__', fn(descriptor_objclass))
  defineGetter(d, '__qualname__', fn(descriptor_qualname))
  defineGetter(d, '__doc__', fn(descriptor_doc))
}

export function initGetsetDescriptor(): void {
  initOne(T.getset_descriptor, 'getset_descriptor', fn(getset_get), fn(getset_set), fn(getset_repr))
  initOne(T.member_descriptor, 'member_descriptor', fn(member_get), fn(member_set), fn(member_repr))
}
