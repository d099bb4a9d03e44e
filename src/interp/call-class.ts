// Calling a class: type.__call__ without recursion on the native stack. An `__init__` written in Python is a frame that delivers the
// instance (FRAME_RESULT); its arguments stay where they are. A `__new__` written in Python takes a continuation, which keeps the arguments
// for `__init__`. Everything else goes through the slots of the type.
//
// State of the continuation: class, instance (UNBOUND: `__new__` runs), names, count, then the arguments.

import { setCurrentPc } from '../memory/registers'
import { ABSENT, CALLED, EXCEPTION, NONE, UNBOUND, Value, addressOf, hasShape, isPointer, pointer } from '../memory/value'
import { bindDescriptor } from '../objects/attribute-access'
import { fn } from '../objects/define'
import { newInstance } from '../objects/instance'
import { lit } from '../objects/intern'
import { object_new, type_call } from '../objects/object-new'
import { raiseFormat } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { slot_init, slot_new } from '../objects/slot-functions'
import { TYPE_ABSTRACT, TYPE_FLAGS, TYPE_HEAP, isSubtype, typeFlags, typeOf, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { typeLookup } from '../objects/type-lookup'
import { Slot } from '../objects/type-slots'
import { stmRead32 } from '../stm/barriers'
import { callFunction, insertFirst } from './calls'
import { callArgument, continueBuiltin, continueCall, pushContinuation, setState, state } from './continuations'
import { collectArgument, collects, consumeToList } from './consume'
import { FRAME_REGISTERS, FRAME_RESULT } from './frame-layout'
import { iterationRunsPython } from './next'
import { After, pythonMethod, tailMethod1 } from './special-methods'

/** Calls class `type`, whose metaclass has type's own `__call__`. */
export function callClass(type: u32, first: u32, count: u32, names: u32, returnPc: u32, spare: bool): Value {
  setCurrentPc(returnPc)
  if (typeFlags(type) & TYPE_HEAP) {
    const make = typeSlot(type, Slot.new_)
    if (make == fn(slot_new)) return callNew(type, first, count, names, returnPc)
    const init = typeLookup(type, lit('__init__'))
    if (hasShape(init, shapeAt(T.function_))) {
      let instance: u32
      if (make == fn(object_new)) {
        if (stmRead32(type, type + TYPE_FLAGS) & TYPE_ABSTRACT) return type_call(pointer(type), first, count, names)
        instance = newInstance(type)
      } else {
        const o = call_indirect<Value>(make, pointer(type), first, count, names)
        if (o == EXCEPTION || !isPointer(o)) return o
        instance = addressOf(o)
        if (typeOf(o) != type) {
          if (!isSubtype(typeOf(o), type)) return o
          const slot = typeSlot(typeOf(o), Slot.init)
          return slot && call_indirect<Value>(slot, o, first, count, names) == EXCEPTION ? EXCEPTION : o
        }
      }
      const at = insertFirst(pointer(instance), first, count, spare)
      return callFunction(addressOf(init), at, count + 1, names, returnPc, FRAME_RESULT, instance)
    }
  }
  else if (count == 1 && names == 0) {
    const argument = load<u64>(first)
    if (type == typeAt(T.str)) {
      const method = pythonMethod(argument, Slot.str, lit('__str__'))
      if (method != ABSENT) return tailMethod1(method, returnPc, argument, After.str)
      const repr = typeSlot(typeOf(argument), Slot.str) == typeSlot(typeAt(T.object), Slot.str) ? pythonMethod(argument, Slot.repr, lit('__repr__')) : ABSENT
      if (repr != ABSENT) return tailMethod1(repr, returnPc, argument, After.str)
    }
    if (type == typeAt(T.bool)) {
      const method = pythonMethod(argument, Slot.bool_, lit('__bool__'))
      if (method != ABSENT) return tailMethod1(method, returnPc, argument, After.truth)
      const length = typeSlot(typeOf(argument), Slot.bool_) ? ABSENT : pythonMethod(argument, Slot.length, lit('__len__'))
      if (length != ABSENT) return tailMethod1(length, returnPc, argument, After.lengthTruth)
    }
    if (iterationRunsPython(argument) && collects(type, argument)) {
      return type == typeAt(T.list) ? consumeToList(argument) : collectArgument(type, 0, first, 1, 0)
    }
  }
  return type_call(pointer(type), first, count, names)
}

const enum New { type, instance, names, count, ARGUMENTS }

// @ts-ignore: decorator
@inline function stateWords(count: u32): u32 { return <u32>New.ARGUMENTS + count }

/** A class whose `__new__` is written in Python. */
function callNew(type: u32, first: u32, count: u32, names: u32, returnPc: u32): Value {
  const f = bindDescriptor(typeLookup(type, lit('__new__')), UNBOUND, pointer(type))
  if (f == EXCEPTION) return EXCEPTION
  const states = stateWords(count)
  const fp = pushContinuation(fn(newStep), states, count + 34, returnPc)
  setState(fp, New.type, pointer(type))
  setState(fp, New.instance, UNBOUND)
  setState(fp, New.names, names)
  setState(fp, New.count, count)
  for (let i: u32 = 0; i < count; i++) setState(fp, New.ARGUMENTS + i, load<u64>(first + i * 8))
  return continueBuiltin(fp, callWith(fp, f, pointer(type)))
}

/** Calls f(self, *arguments). */
function callWith(fp: u32, f: Value, self: Value): Value {
  const count = <u32>state(fp, New.count)
  const states = stateWords(count)
  const at = callArgument(fp, states, 0)
  store<u64>(at, self)
  for (let i: u32 = 0; i < count; i++) store<u64>(at + i * 8, state(fp, New.ARGUMENTS + i), 8)
  return continueCall(fp, states, f, count + 1, <u32>state(fp, New.names))
}

function newStep(fp: u32, value: Value): Value {
  if (value == EXCEPTION) return EXCEPTION
  const made = state(fp, New.instance)
  if (made == UNBOUND) {
    const type = typeOf(value)
    if (!isSubtype(type, addressOf(state(fp, New.type)))) return value
    const slot = typeSlot(type, Slot.init)
    if (!slot) return value
    const init = typeLookup(type, lit('__init__'))
    if (slot != fn(slot_init) || init == ABSENT || !hasShape(init, shapeAt(T.function_))) {
      const r = call_indirect<Value>(slot, value, fp + FRAME_REGISTERS + (1 + New.ARGUMENTS) * 8, <u32>state(fp, New.count), <u32>state(fp, New.names))
      return r == EXCEPTION ? EXCEPTION : value
    }
    setState(fp, New.instance, value)
    const r = callWith(fp, init, value)
    return r == CALLED || r == EXCEPTION ? r : newStep(fp, r)
  }
  return value == NONE ? made : raiseFormat(T.TypeError, "__init__() should return None, not '%T'", value)
}
