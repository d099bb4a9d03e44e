// What a class statement puts into the class for its instances' layout: member_descriptors of `__slots__`, the getsets `__dict__` and
// `__weakref__`. And the getter and setter of `__dict__` itself.

import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, isPointer, pointer } from '../memory/value'
import { fn, newGetter, newMember } from './define'
import { attributeName, internValue } from './attribute-access'
import { instanceDict, readShape, setInstanceDict, shapeHasAttributes } from './instance'
import { lit } from './intern'
import { mangleName } from './mangle'
import { namespaceSet } from './namespace'
import { raiseAttributeError, raiseFormat, raiseText, textFormat } from './raise'
import { tupleItem, tupleLength } from './tuple-core'
import { TYPE_NAME, isSubtype, typeOf } from './type'
import { T } from './type-ids'
import { typeAt } from './shape'

/** member_descriptors for the names in `members`, the fields behind `size`; the new size. */
export function defineClassMembers(type: u32, dict: u32, members: u32, size: u32): u32 {
  for (let i: u32 = 0; i < tupleLength(members); i++) {
    const name = internValue(tupleItem(members, i))
    if (name == lit('__dict__') || name == lit('__weakref__')) continue
    const mangled = mangleName(load<u32>(type, TYPE_NAME), name)
    namespaceSet(dict, mangled, pointer(newMember(type, mangled, size, 0)))
    size += 8
  }
  return size
}

export function defineDictGetter(type: u32, dict: u32): void {
  namespaceSet(dict, lit('__dict__'), pointer(newGetter(type, lit('__dict__'), fn(instance_getDict), fn(instance_setDict))))
}

export function defineWeakrefGetter(type: u32, dict: u32): void {
  namespaceSet(dict, lit('__weakref__'), pointer(newGetter(type, lit('__weakref__'), fn(instance_getWeakref), 0)))
}

/** Getter of `__dict__`. */
export function instance_getDict(self: Value): Value {
  const dict = isPointer(self) ? instanceDict(addressOf(self)) : 0
  return dict ? pointer(dict) : raiseAttributeError(self, lit('__dict__'), textFormat("'%T' object has no attribute '__dict__'", self))
}

/** Setter of `__dict__`. */
export function instance_setDict(self: Value, value: Value): Value {
  if (!isPointer(self) || !shapeHasAttributes(readShape(addressOf(self)))) {
    return raiseAttributeError(self, lit('__dict__'), textFormat("'%T' object has no attribute '__dict__'", self))
  }
  if (value == UNBOUND) return raiseText(T.TypeError, 'cannot delete __dict__')
  if (!isPointer(value) || !isSubtype(typeOf(value), typeAt(T.dict))) return raiseFormat(T.TypeError, "__dict__ must be set to a dictionary, not a '%T'", value)
  setInstanceDict(addressOf(self), addressOf(value))
  return NONE
}

function instance_getWeakref(self: Value): Value { return NONE }
