// Special methods written in Python, run as frames above the instruction that wants them. The instruction is its own continuation:
// its operands stay in the caller's registers until a result is delivered, so all that need be known when the method returns is
// `After`, what its value means for the instruction before the return pc. It stands in FRAME_STATE of the method's frame, with
// FRAME_RESULT; `__init__` frames have the address of the new object there. A value below is no address of an object.
//
// Only methods that are plain functions are called this way; everything else goes through the slot functions, nested.

import { ABSENT, CALLED, Value, addressOf, hasShape } from '../memory/value'
import { shapeAt } from '../objects/shape'
import { TYPE_HEAP, typeFlags, typeOf, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { typeLookup } from '../objects/type-lookup'
import { Slot } from '../objects/type-slots'
import { pythonSlot } from '../objects/slot-table'
import { callFunction } from './calls'
import { FRAME_REGISTERS, FRAME_RESULT } from './frame-layout'
import { BUILTIN_PADDING, currentFrame, frameEnd, goOnAt } from './frames'
import { Status } from './status'

/** What the value of a special method means for the instruction that wants it. The byte above it is the stage of an operator. */
export const enum After {
  /** It is the result. */
  deliver,
  /** Nothing. */
  discard,
  /** `__iter__`: must be an iterator. */
  iterator,
  /** `__bool__`: must be a bool. */
  truth,
  /** `__len__` asked for the truth. */
  lengthTruth,
  /** `__contains__`: its truth is asked for. */
  contains,
  /** `__len__`: must be a length. */
  length,
  /** `__str__`, `__repr__`, `__format__`: must be a str. */
  str,
  repr,
  format,
  /** `__hash__`: must be an int. */
  hash,
  /** An operator's method: NotImplemented means the next stage. */
  binary,
  compare,
  /** `__eq__`, asked for `!=`. */
  notEqual,
}

/** FRAME_STATE is an After below, the address of an object from here on. */
export const AFTER_LIMIT: u32 = 0x10000

// @ts-ignore: decorator
@inline export function isFunction(v: Value): bool { return v != ABSENT && hasShape(v, shapeAt(T.function_)) }

/** True for instances of Python-level classes. */
// @ts-ignore: decorator
@inline export function isHeapInstance(v: Value): bool { return (typeFlags(typeOf(v)) & TYPE_HEAP) != 0 }

/** The Python function that fills `slot` of the type of `v` under `name`; ABSENT: something else does. */
// @ts-ignore: decorator
@inline export function pythonMethod(v: Value, slot: Slot, name: u32): Value {
  const type = typeOf(v)
  if (!(typeFlags(type) & TYPE_HEAP)) return ABSENT
  const f = typeSlot(type, slot)
  if (f == 0 || f != pythonSlot(slot)) return ABSENT
  const method = typeLookup(type, name)
  return isFunction(method) ? method : ABSENT
}

/** Where the arguments of a method called by an instruction of frame `fp` are stored. */
// @ts-ignore: decorator
@inline function areaOf(fp: u32): u32 { return frameEnd(fp) + FRAME_REGISTERS }

/** Pushes the frame of the method `f`, whose `count` arguments stand at areaOf(fp), for the instruction before `ip`. */
function enterMethod(f: Value, fp: u32, ip: u32, count: u32, after: u32): u32 {
  if (callFunction(addressOf(f), areaOf(fp), count, 0, ip, after == After.deliver ? 0 : FRAME_RESULT, after) == CALLED) return Status.called
  goOnAt(fp, ip)
  return Status.thrown
}

/** f(a) for the instruction before `ip` of the current frame `fp`. */
export function method1(f: Value, fp: u32, ip: u32, a: Value, after: u32): u32 {
  store<u64>(areaOf(fp), a)
  return enterMethod(f, fp, ip, 1, after)
}

/** f(a, b) */
export function method2(f: Value, fp: u32, ip: u32, a: Value, b: Value, after: u32): u32 {
  const at = areaOf(fp)
  store<u64>(at, a)
  store<u64>(at, b, 8)
  return enterMethod(f, fp, ip, 2, after)
}

/** f(a, b, c) */
export function method3(f: Value, fp: u32, ip: u32, a: Value, b: Value, c: Value, after: u32): u32 {
  const at = areaOf(fp)
  store<u64>(at, a)
  store<u64>(at, b, 8)
  store<u64>(at, c, 16)
  return enterMethod(f, fp, ip, 3, after)
}

// ---- the same at the end of a builtin, whose value the method's becomes: CALLED or EXCEPTION

/** f(a) as the last thing that a builtin called at `returnPc` does. */
export function tailMethod1(f: Value, returnPc: u32, a: Value, after: u32): Value {
  const at = frameEnd(currentFrame()) + BUILTIN_PADDING + FRAME_REGISTERS
  store<u64>(at, a)
  return callFunction(addressOf(f), at, 1, 0, returnPc, after == After.deliver ? 0 : FRAME_RESULT, after)
}

/** f(a, b) */
export function tailMethod2(f: Value, returnPc: u32, a: Value, b: Value, after: u32): Value {
  const at = frameEnd(currentFrame()) + BUILTIN_PADDING + FRAME_REGISTERS
  store<u64>(at, a)
  store<u64>(at, b, 8)
  return callFunction(addressOf(f), at, 2, 0, returnPc, after == After.deliver ? 0 : FRAME_RESULT, after)
}
