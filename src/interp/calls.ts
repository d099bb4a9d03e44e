// Calling any value on a call area: what the call instructions, continuations and nested runs share.
//
// The arguments lie one behind the other at `first` on the thread's stack, with room for a frame header before them; `spare` says
// that one more slot is free between header room and `first` (a call area without self), so that a self can be put in.
// Results: a value or EXCEPTION (done), CALLED (a frame was pushed, its value will be delivered at `returnPc`), PARKED.

import { hostCall } from '../memory/host'
import { setCurrentPc } from '../memory/registers'
import { ABSENT, CALLED, EXCEPTION, PARKED, UNBOUND, Value, addressOf, hasShape, isPointer, pointer, shapeOf } from '../memory/value'
import {
  BUILTIN_COLLECTS, BUILTIN_COMPLEX, BUILTIN_FLAGS, BUILTIN_FUNCTION, BUILTIN_HAS_SELF, BUILTIN_HOST, BUILTIN_MAXIMUM, BUILTIN_MINIMUM, BUILTIN_NAME,
  BUILTIN_OWNER, BUILTIN_SELF, BUILTIN_SLOTS,
} from '../objects/define'
import { lit } from '../objects/intern'
import { METHOD_FUNCTION, METHOD_SELF } from '../objects/method'
import { fn } from '../objects/define'
import { type_call } from '../objects/object-new'
import { raiseFormat } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { isSubtype, typeOf, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { typeLookup } from '../objects/type-lookup'
import { Slot } from '../objects/type-slots'
import { stmCheck } from '../stm/barriers'
import { bindBuiltin } from './bind-builtin'
import { bindFunction } from './bind-function'
import { CODE_EXACT, CODE_FRAME_BYTES, parameterCount } from './code'
import { callClass } from './call-class'
import { collectArgument } from './consume'
import { iterationRunsPython } from './next'
import { tupleLength } from '../objects/tuple-core'
import { FRAME_REGISTERS } from './frame-layout'
import { SEGMENT_SLACK, currentFrame, enterFrame, isTooDeep, placeFrame, popSegment, pushFrame } from './frames'
import { FUNCTION_CODE, FUNCTION_GLOBALS } from './function'





/** True if `v` is no outcome marker: EXCEPTION, CALLED or PARKED. */
// @ts-ignore: decorator
@inline export function isResult(v: Value): bool { return v - EXCEPTION > 2 }

export function invoke(callee: Value, first: u32, count: u32, names: u32, returnPc: u32, spare: bool): Value {
  for (;;) {
    if (isPointer(callee)) {
      const shape = shapeOf(addressOf(callee))
      if (shape == shapeAt(T.function_)) return callFunction(addressOf(callee), first, count, names, returnPc, 0, 0)
      if (shape == shapeAt(T.builtin_function_or_method) || shape == shapeAt(T.method_descriptor)) {
        const b = addressOf(callee)
        if (shape == shapeAt(T.builtin_function_or_method) && load<u32>(b, BUILTIN_FLAGS) & BUILTIN_HAS_SELF) {
          first = insertFirst(load<u64>(b, BUILTIN_SELF), first, count, spare)
          count++
        }
        return callBuiltin(b, first, count, names, returnPc)
      }
      if (shape == shapeAt(T.method)) {
        first = insertFirst(load<u64>(addressOf(callee), METHOD_SELF), first, count, spare)
        count++
        spare = false
        callee = load<u64>(addressOf(callee), METHOD_FUNCTION)
        continue
      }
      if (shape == shapeAt(T.type)) return callClass(addressOf(callee), first, count, names, returnPc, spare)
    }
    const type = typeOf(callee)
    const method = typeLookup(type, lit('__call__'))
    if (method != ABSENT && hasShape(method, shapeAt(T.function_))) {
      first = insertFirst(callee, first, count, spare)
      count++
      spare = false
      callee = method
      continue
    }
    const slot = typeSlot(type, Slot.call)
    if (slot == fn(type_call)) return callClass(addressOf(callee), first, count, names, returnPc, spare)
    if (slot) {
      setCurrentPc(returnPc)
      return call_indirect<Value>(slot, callee, first, count, names)
    }
    return raiseFormat(T.TypeError, "'%T' object is not callable", callee)
  }
  return EXCEPTION
}

/** Puts `v` before the arguments: into the spare slot, or by moving them up. Where the arguments now begin. */
export function insertFirst(v: Value, first: u32, count: u32, spare: bool): u32 {
  if (spare) {
    store<u64>(first - 8, v)
    return first - 8
  }
  for (let i = count; i > 0; i--) store<u64>(first + i * 8, load<u64>(first + i * 8 - 8))
  store<u64>(first, v)
  return first
}

/** Calls function `f`; pushes its frame: CALLED, or EXCEPTION. */
export function callFunction(f: u32, first: u32, count: u32, names: u32, returnPc: u32, flags: u32, state: u32): Value {
  let code: u32, globals: u32
  do {
    code = load<u32>(f, FUNCTION_CODE)
    globals = load<u32>(f, FUNCTION_GLOBALS)
  } while (!stmCheck(f))
  if (load<u32>(code, CODE_EXACT) == count && names == 0) {
    return pushFrame(first - FRAME_REGISTERS, count, returnPc, code, f, globals, flags, state) ? CALLED : EXCEPTION
  }
  if (isTooDeep(currentFrame())) return EXCEPTION
  // room for the frame, or for all arguments, and for a copy of the keyword values behind them
  const parameters = parameterCount(code)
  const most = count > parameters ? count : parameters
  let bytes = load<u32>(code, CODE_FRAME_BYTES)
  const needed = FRAME_REGISTERS + (most + count) * 8
  if (bytes < needed) bytes = needed
  const place = placeFrame(first - FRAME_REGISTERS, count, bytes)
  const registers = (place & ~1) + FRAME_REGISTERS
  if (!bindFunction(f, code, registers, count, names, registers + most * 8)) {
    if (place & 1) popSegment()
    return EXCEPTION
  }
  enterFrame(place, parameters, returnPc, code, f, globals, flags, state)
  return CALLED
}

/** Calls builtin `b` (function or method descriptor) with `count` arguments at `argv`, a self included. */
export function callBuiltin(b: u32, argv: u32, count: u32, names: u32, returnPc: u32): Value {
  setCurrentPc(returnPc) // where a continuation that it pushes delivers
  const slots: u32 = load<u16>(b, BUILTIN_SLOTS)
  if (load<u32>(b, BUILTIN_FLAGS) & BUILTIN_COLLECTS) {
    const positional = names ? count - tupleLength(names) : count
    for (let i: u32 = load<u32>(b, BUILTIN_FLAGS) & BUILTIN_HAS_SELF ? 1 : 0; i < positional; i++) {
      if (iterationRunsPython(load<u64>(argv + i * 8))) return collectArgument(b, i, argv, count, names)
    }
  }
  if (names == 0 && !(load<u32>(b, BUILTIN_FLAGS) & BUILTIN_COMPLEX) && count >= <u32>load<u16>(b, BUILTIN_MINIMUM) && count <= <u32>load<u16>(b, BUILTIN_MAXIMUM)) {
    for (let i = count; i < slots; i++) store<u64>(argv + i * 8, UNBOUND)
  } else {
    // Bound in a copy behind the arguments: a call that parks is executed again and must find them as they were. Pushes from inside
    // the builtin keep clear of so many slots (BUILTIN_PADDING).
    const most = count > slots ? count : slots
    if (most < 32) {
      const copy = argv + (count + 1) * 8
      for (let i: u32 = 0; i < count; i++) store<u64>(copy + i * 8, load<u64>(argv + i * 8))
      argv = copy
    }
    if (!bindBuiltin(b, argv, count, names, argv + most * 8)) return EXCEPTION
  }
  if (shapeOf(b) == shapeAt(T.method_descriptor)) {
    const self = load<u64>(argv)
    if (!isSubtype(typeOf(self), load<u32>(b, BUILTIN_OWNER))) {
      return raiseFormat(T.TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", pointer(load<u32>(b, BUILTIN_NAME)),
        load<u32>(b, BUILTIN_OWNER), self)
    }
  }
  if (load<u32>(b, BUILTIN_FLAGS) & BUILTIN_HOST) {
    const outcome = hostCall(load<u32>(b, BUILTIN_FUNCTION), argv, slots)
    if (outcome == 0) return load<u64>(argv)
    return outcome == 1 ? EXCEPTION : PARKED // an effect: the host acts between two transactions
  }
  return call_indirect<Value>(load<u32>(b, BUILTIN_FUNCTION), argv)
}
