// Calling a class: type.__call__ without recursion where `__init__` is a Python function and `__new__` is object's. Everything
// else goes through the type's slots.

import { setCurrentPc } from '../memory/registers'
import { ABSENT, EXCEPTION, Value, addressOf, hasShape, pointer } from '../memory/value'
import { lit } from '../objects/intern'
import { shapeAt } from '../objects/shape'
import { typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { typeLookup } from '../objects/type-lookup'
import { Slot } from '../objects/type-slots'
import { typeAt } from '../objects/shape'

/** Calls class `type`, whose metaclass is exactly type. */
export function callClass(type: u32, first: u32, count: u32, names: u32, returnPc: u32, spare: bool): Value {
  setCurrentPc(returnPc)
  return call_indirect<Value>(typeSlot(typeAt(T.type), Slot.call), pointer(type), first, count, names)
}
