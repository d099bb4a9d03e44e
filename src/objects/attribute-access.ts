// Attribute access by name, for the whole core: dispatches to the type's slots. Names are interned strs (u32 addresses), as
// `lit("x")` gives them; `attributeName` makes one of any str value.

import { ABSENT, EXCEPTION, UNBOUND, Value, isPointer, pointer } from '../memory/value'
import { intern } from './intern'
import { genericGetAttributeOr } from './instance'
import { clearError, errorMatches, raiseFormat } from './raise'
import { typeAt } from './shape'
import { typeLookup } from './type-lookup'
import { strOf } from './str-core'
import { tagOf, typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

/** Interned str of a str value (subclasses too), or 0 with TypeError "attribute name must be string, not 'X'". */
export function attributeName(name: Value): u32 {
  if (isPointer(name) && tagOf(name) == T.str) return internValue(name)
  raiseFormat(T.TypeError, "attribute name must be string, not '%T'", name)
  return 0
}

/** Interned str of a str value. */
export function internValue(name: Value): u32 { return intern(strOf(name)) }

/** `o.name`. */
export function getAttribute(o: Value, name: u32): Value {
  return call_indirect<Value>(typeSlot(typeOf(o), Slot.getattribute), o, pointer(name))
}

/** `o.name`, or UNBOUND instead of an AttributeError. */
export function getAttributeOr(o: Value, name: u32): Value {
  const slot = typeSlot(typeOf(o), Slot.getattribute)
  let v: Value
  if (slot == typeSlot(typeAt(T.object), Slot.getattribute)) { // most often no exception need be made
    v = genericGetAttributeOr(o, pointer(name))
    if (v == ABSENT) return UNBOUND
  } else v = call_indirect<Value>(slot, o, pointer(name))
  if (v == EXCEPTION && errorMatches(T.AttributeError)) { clearError(); return UNBOUND }
  return v
}

/** `o.name = value` (value UNBOUND: del). False: an exception was raised. */
export function setAttribute(o: Value, name: u32, value: Value): bool {
  const slot = typeSlot(typeOf(o), Slot.setattr)
  if (slot) return call_indirect<Value>(slot, o, pointer(name), value) != EXCEPTION
  raiseFormat(T.TypeError, value == UNBOUND ? "'%T' object has no attributes (del .%U)" : "'%T' object has no attributes (assign to .%U)", o, pointer(name))
  return false
}

export function deleteAttribute(o: Value, name: u32): bool { return setAttribute(o, name, UNBOUND) }

/** The special method `name` looked up on the type of `o` and bound to `o`: UNBOUND if there is none. */
export function lookupSpecial(o: Value, name: u32): Value {
  const type = typeOf(o)
  const found = typeLookup(type, name)
  if (found == ABSENT) return UNBOUND
  return bindDescriptor(found, o, pointer(type))
}

/** What `found` (a value of a class dict) gives for object `o` (UNBOUND: for the class itself): its `__get__`, or itself. */
export function bindDescriptor(found: Value, o: Value, type: Value): Value {
  const get = typeSlot(typeOf(found), Slot.descrGet)
  return get ? call_indirect<Value>(get, found, o, type) : found
}
