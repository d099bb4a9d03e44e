// Attributes whose access runs Python: `__getattr__`, `__getattribute__`, `__setattr__`, `__delattr__`, properties, descriptors.
// NOT_SPECIAL: nothing of this kind; the caller goes on with the ordinary access.

import { ABSENT, EXCEPTION, UNBOUND, Value, addressOf, hasShape, isPointer, pointer } from '../memory/value'
import { fn } from '../objects/define'
import { genericGetAttribute, genericGetAttributeOr, genericSetAttribute, instanceGet } from '../objects/instance'
import { lit } from '../objects/intern'
import { propertyGetter, propertySetter } from '../objects/property'
import { clearError, errorMatches } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { slot_descr_get, slot_descr_set, slot_getattr_hook, slot_getattribute, slot_setattr } from '../objects/slot-functions'
import { TYPE_HEAP, typeFlags, typeOf, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { typeLookup } from '../objects/type-lookup'
import { Slot } from '../objects/type-slots'
import { callArgument, continueCall, pushContinuation, setState, state } from './continuations'
import { beginStatus } from './handlers/calling'
import { opA, setReg, wordAt } from './frame-layout'
import { goOnAt } from './frames'
import { After, isFunction, method1, method2, method3 } from './special-methods'
import { thrownAt } from './special-truth'
import { Status } from './status'

export const NOT_SPECIAL: u32 = 0xffff

/** o.name for the instruction before `ip` of the current frame `fp`, which wants it in R[A]. */
export function loadSpecial(fp: u32, ip: u32, o: Value, name: u32): u32 {
  const type = typeOf(o)
  if (!(typeFlags(type) & TYPE_HEAP)) return NOT_SPECIAL
  const slot = typeSlot(type, Slot.getattribute)
  if (slot == fn(genericGetAttribute)) {
    const found = typeLookup(type, name)
    return found == ABSENT ? NOT_SPECIAL : getThrough(fp, ip, found, o, type, name)
  }
  if (slot == fn(slot_getattribute)) {
    const method = typeLookup(type, lit('__getattribute__'))
    return isFunction(method) ? method2(method, fp, ip, o, pointer(name), After.deliver) : NOT_SPECIAL
  }
  if (slot != fn(slot_getattr_hook)) return NOT_SPECIAL
  const method = typeLookup(type, lit('__getattr__'))
  if (!isFunction(method) || typeLookup(type, lit('__getattribute__')) != typeLookup(typeAt(T.object), lit('__getattribute__'))) return NOT_SPECIAL
  const found = typeLookup(type, name)
  if (found != ABSENT && hasShape(found, shapeAt(T.property))) {
    const getter = propertyGetter(found)
    if (isFunction(getter)) return beginHooked(ip, o, name, getter)
  }
  const v = genericGetAttributeOr(o, pointer(name))
  if (v == EXCEPTION) {
    if (!errorMatches(T.AttributeError)) return thrownAt(fp, ip)
    clearError()
  }
  else if (v != ABSENT) {
    setReg(fp, opA(wordAt(ip)), v)
    goOnAt(fp, ip)
    return Status.called
  }
  return method2(method, fp, ip, o, pointer(name), After.deliver)
}

const enum Hooked { object, name, phase, COUNT }

/** A property of a class with `__getattr__`, which is asked if the getter raises AttributeError. */
function beginHooked(ip: u32, o: Value, name: u32, getter: Value): u32 {
  const fp = pushContinuation(fn(hookedStep), Hooked.COUNT, 2, ip)
  setState(fp, Hooked.object, o)
  setState(fp, Hooked.name, pointer(name))
  setState(fp, Hooked.phase, 0)
  store<u64>(callArgument(fp, Hooked.COUNT, 0), o)
  return beginStatus(fp, continueCall(fp, Hooked.COUNT, getter, 1, 0))
}

function hookedStep(fp: u32, value: Value): Value {
  if (value != EXCEPTION || state(fp, Hooked.phase) != 0 || !errorMatches(T.AttributeError)) return value
  const o = state(fp, Hooked.object)
  const method = typeLookup(typeOf(o), lit('__getattr__'))
  if (!isFunction(method)) return EXCEPTION
  clearError()
  setState(fp, Hooked.phase, 1)
  const at = callArgument(fp, Hooked.COUNT, 0)
  store<u64>(at, o)
  store<u64>(at, state(fp, Hooked.name), 8)
  return continueCall(fp, Hooked.COUNT, method, 2, 0)
}

/** The attribute that `found`, in the class of `o`, stands for. */
function getThrough(fp: u32, ip: u32, found: Value, o: Value, type: u32, name: u32): u32 {
  if (hasShape(found, shapeAt(T.property))) {
    const getter = propertyGetter(found)
    return isFunction(getter) ? method1(getter, fp, ip, o, After.deliver) : NOT_SPECIAL
  }
  const kind = typeOf(found)
  if (typeSlot(kind, Slot.descrGet) != fn(slot_descr_get)) return NOT_SPECIAL
  const method = typeLookup(kind, lit('__get__'))
  if (!isFunction(method)) return NOT_SPECIAL
  if (!typeSlot(kind, Slot.descrSet) && isPointer(o) && instanceGet(addressOf(o), name) != ABSENT) return NOT_SPECIAL
  return method3(method, fp, ip, found, o, pointer(type), After.deliver)
}

/** o.name = v, or del o.name (v UNBOUND). */
export function storeSpecial(fp: u32, ip: u32, o: Value, name: u32, v: Value): u32 {
  const type = typeOf(o)
  if (!(typeFlags(type) & TYPE_HEAP)) return NOT_SPECIAL
  const slot = typeSlot(type, Slot.setattr)
  if (slot == fn(slot_setattr)) {
    const method = typeLookup(type, v == UNBOUND ? lit('__delattr__') : lit('__setattr__'))
    if (!isFunction(method)) return NOT_SPECIAL
    return v == UNBOUND ? method2(method, fp, ip, o, pointer(name), After.discard) : method3(method, fp, ip, o, pointer(name), v, After.discard)
  }
  if (slot != fn(genericSetAttribute)) return NOT_SPECIAL
  const found = typeLookup(type, name)
  if (found == ABSENT) return NOT_SPECIAL
  if (hasShape(found, shapeAt(T.property))) {
    const f = propertySetter(found, v == UNBOUND)
    if (!isFunction(f)) return NOT_SPECIAL
    return v == UNBOUND ? method1(f, fp, ip, o, After.discard) : method2(f, fp, ip, o, v, After.discard)
  }
  if (typeSlot(typeOf(found), Slot.descrSet) != fn(slot_descr_set)) return NOT_SPECIAL
  const method = typeLookup(typeOf(found), v == UNBOUND ? lit('__delete__') : lit('__set__'))
  if (!isFunction(method)) return NOT_SPECIAL
  return v == UNBOUND ? method2(method, fp, ip, found, o, After.discard) : method3(method, fp, ip, found, o, v, After.discard)
}
