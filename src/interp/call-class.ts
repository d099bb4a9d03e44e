// Calling a class: type.__call__ without recursion on the native stack where `__new__` is object's and `__init__` is a Python
// function: its frame is pushed with the arguments where they are, and delivers the instance. Everything else goes through the
// slots of the type.

import { setCurrentPc } from '../memory/registers'
import { Value, addressOf, hasShape, pointer } from '../memory/value'
import { fn } from '../objects/define'
import { newInstance } from '../objects/instance'
import { lit } from '../objects/intern'
import { object_new, type_call } from '../objects/object-new'
import { shapeAt } from '../objects/shape'
import { TYPE_ABSTRACT, TYPE_FLAGS, TYPE_HEAP, typeFlags, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { typeLookup } from '../objects/type-lookup'
import { Slot } from '../objects/type-slots'
import { stmRead32 } from '../stm/barriers'
import { callFunction, insertFirst } from './calls'
import { FRAME_INIT } from './frame-layout'

/** Calls class `type`, whose metaclass is exactly type. */
export function callClass(type: u32, first: u32, count: u32, names: u32, returnPc: u32, spare: bool): Value {
  if (typeFlags(type) & TYPE_HEAP && typeSlot(type, Slot.new_) == fn(object_new)) {
    const init = typeLookup(type, lit('__init__'))
    if (hasShape(init, shapeAt(T.function_)) && !(stmRead32(type, type + TYPE_FLAGS) & TYPE_ABSTRACT)) {
      const instance = newInstance(type)
      const at = insertFirst(pointer(instance), first, count, spare)
      return callFunction(addressOf(init), at, count + 1, names, returnPc, FRAME_INIT, instance)
    }
  }
  setCurrentPc(returnPc)
  return type_call(pointer(type), first, count, names)
}
