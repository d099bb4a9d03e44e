// The types generator and coroutine, and coroutine_wrapper (`coroutine.__await__()`): Python's view of generators.ts.
//
//   coroutine_wrapper: +8 coroutine (value)

import { allocate } from '../gc/allocate'
import { currentPc, setCurrentPc } from '../memory/registers'
import { CALLED, EXCEPTION, EXHAUSTED, NONE, UNBOUND, Value, addressOf, boolValue, pointer } from '../memory/value'
import { isStr } from '../objects/abstract'
import { arg, defineClassMethod, defineGetter, defineMethod, defineType, fn, setSlot } from '../objects/define'
import { newGenericAlias } from '../objects/generic-alias'
import { raiseText, raiseValue } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { textBegin, textEnd, textHex, textLiteral, textValue } from '../objects/text-builder'
import { TYPE_HAS_WEAKREFS } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { stmOwn, stmRead32, stmRead64, stmWrite64 } from '../stm/barriers'
import { FRAME_ENTRY, FRAME_REGISTERS } from './frame-layout'
import { generatorFrameObject } from './frame-object'
import { currentFrame, frameEnd, leaveSegment, pushRuntimeFrame, setCurrentFrame } from './frames'
import {
  GENERATOR_BYTES, GENERATOR_CODE, GENERATOR_EXTRA, GENERATOR_NAME, GENERATOR_QUALNAME, GENERATOR_STATE, GeneratorState, resumeGenerator,
} from './generators'
import { stopIteration } from './handlers/generating'
import { enterNative, leaveNative, runNested } from './nested'
import { EXIT_PC, NEXT_CODE, NEXT_EXIT_PC } from './runtime-code'
import { closeGenerator, delegateOf, thrownException, throwInto } from './throwing'

const WRAPPER_COROUTINE: u32 = 8

function isFinished(g: u32): bool { return stmRead32(g, g + GENERATOR_STATE) == GeneratorState.finished }
function isCoroutine(g: u32): bool { return load<u32>(g, 4) == shapeAt(T.coroutine) }

/** Slot `next`, from the core: runs nested until the next value. */
function generator_next(self: Value): Value {
  const g = addressOf(self)
  if (isFinished(g)) return EXHAUSTED
  if (!enterNative()) return EXCEPTION
  const pc = currentPc
  const caller = currentFrame()
  const entry = pushRuntimeFrame(NEXT_CODE, 1, EXIT_PC, FRAME_ENTRY, 0)
  store<u64>(entry, EXHAUSTED, FRAME_REGISTERS)
  let r = resumeGenerator(g, NONE, frameEnd(entry), NEXT_EXIT_PC)
  if (r == CALLED) r = runNested(entry)
  leaveSegment(entry)
  setCurrentFrame(caller)
  setCurrentPc(pc)
  leaveNative()
  return r
}

/** `g.send(v)`, for a builtin: CALLED, EXCEPTION. */
function sendTo(g: u32, v: Value): Value {
  if (isFinished(g)) {
    if (isCoroutine(g)) return raiseText(T.RuntimeError, 'cannot reuse already awaited coroutine')
    return raiseValue(stopIteration(NONE))
  }
  return resumeGenerator(g, v, frameEnd(currentFrame()), currentPc)
}

/** `next(g)`, for a builtin: CALLED, EXCEPTION; the end raises StopIteration with the returned value. */
export function nextOfGenerator(g: u32): Value { return sendTo(g, NONE) }

function generator_send(argv: u32): Value { return sendTo(addressOf(arg(argv, 0)), arg(argv, 1)) }

function generator_throw(argv: u32): Value {
  const g = addressOf(arg(argv, 0))
  const type = arg(argv, 1), value = arg(argv, 2), traceback = arg(argv, 3)
  const exception = thrownException(type, value, traceback)
  if (exception == EXCEPTION) return EXCEPTION
  if (isFinished(g) && isCoroutine(g)) return raiseText(T.RuntimeError, 'cannot reuse already awaited coroutine')
  return throwInto(g, exception, frameEnd(currentFrame()), currentPc)
}

function generator_close(argv: u32): Value { return closeGenerator(addressOf(arg(argv, 0)), currentPc) }

function generator_iter(self: Value): Value { return self }

export function generator_repr(self: Value): Value {
  const g = addressOf(self)
  textBegin()
  textLiteral(load<u32>(g, 4) == shapeAt(T.coroutine) ? '<coroutine object ' : load<u32>(g, 4) == shapeAt(T.async_generator) ? '<async_generator object ' : '<generator object ')
  textValue(stmRead64(g, g + GENERATOR_QUALNAME))
  textLiteral(' at 0x')
  textHex(g, 12)
  textLiteral('>')
  return textEnd()
}

function getName(self: Value): Value { return stmRead64(addressOf(self), addressOf(self) + GENERATOR_NAME) }
function setName(self: Value, v: Value): Value {
  if (v == UNBOUND || !isStr(v)) return raiseText(T.TypeError, '__name__ must be set to a string object')
  stmWrite64(addressOf(self), addressOf(self) + GENERATOR_NAME, v)
  return NONE
}
function getQualname(self: Value): Value { return stmRead64(addressOf(self), addressOf(self) + GENERATOR_QUALNAME) }
function setQualname(self: Value, v: Value): Value {
  if (v == UNBOUND || !isStr(v)) return raiseText(T.TypeError, '__qualname__ must be set to a string object')
  stmWrite64(addressOf(self), addressOf(self) + GENERATOR_QUALNAME, v)
  return NONE
}
function stateOf(self: Value): u32 { return stmRead32(addressOf(self), addressOf(self) + GENERATOR_STATE) }
function getRunning(self: Value): Value { return boolValue(stateOf(self) == GeneratorState.running) }
export function getGeneratorSuspended(self: Value): Value { return boolValue(stateOf(self) == GeneratorState.suspended) }
export function getGeneratorCode(self: Value): Value { return pointer(load<u32>(addressOf(self), GENERATOR_CODE)) }
export function getGeneratorDelegate(self: Value): Value {
  const g = addressOf(self)
  stmOwn(g)
  const v = delegateOf(g)
  return v == UNBOUND ? NONE : v
}
export function getGeneratorFrame(self: Value): Value {
  const g = addressOf(self)
  stmOwn(g)
  return generatorFrameObject(g)
}
function getOrigin(self: Value): Value { return stmRead64(addressOf(self), addressOf(self) + GENERATOR_EXTRA) }
function generator_classGetItem(argv: u32): Value { return newGenericAlias(arg(argv, 0), arg(argv, 1)) }

function coroutine_await(self: Value): Value {
  const w = allocate(shapeAt(T.coroutine_wrapper), 16)
  store<u64>(w, self, WRAPPER_COROUTINE)
  return pointer(w)
}

function wrapped(self: Value): u32 { return addressOf(load<u64>(addressOf(self), WRAPPER_COROUTINE)) }
function wrapper_next(self: Value): Value {
  if (isFinished(wrapped(self))) return raiseText(T.RuntimeError, 'cannot reuse already awaited coroutine')
  return generator_next(load<u64>(addressOf(self), WRAPPER_COROUTINE))
}
function wrapper_send(argv: u32): Value { return sendTo(wrapped(arg(argv, 0)), arg(argv, 1)) }
function wrapper_throw(argv: u32): Value {
  store<u64>(argv, load<u64>(addressOf(arg(argv, 0)), WRAPPER_COROUTINE))
  return generator_throw(argv)
}
function wrapper_close(argv: u32): Value { return closeGenerator(wrapped(arg(argv, 0)), currentPc) }

function defineCommon(t: u32): void {
  setSlot(t, Slot.repr, fn(generator_repr))
  defineMethod(t, 'send', '($self, arg, /)', fn(generator_send))
  defineMethod(t, 'throw', '($self, type, value=<unrepresentable>, traceback=<unrepresentable>, /)', fn(generator_throw))
  defineMethod(t, 'close', '($self, /)', fn(generator_close))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(generator_classGetItem))
  defineGeneratorNames(t)
}

export function defineGeneratorNames(t: u32): void {
  defineGetter(t, '__name__', fn(getName), fn(setName))
  defineGetter(t, '__qualname__', fn(getQualname), fn(setQualname))
}

export function initGenerator(): void {
  const g = defineType(T.generator, T.object, 'generator', GENERATOR_BYTES, TYPE_HAS_WEAKREFS, null)
  defineCommon(g)
  setSlot(g, Slot.iter, fn(generator_iter))
  setSlot(g, Slot.next, fn(generator_next))
  defineGetter(g, 'gi_yieldfrom', fn(getGeneratorDelegate))
  defineGetter(g, 'gi_running', fn(getRunning))
  defineGetter(g, 'gi_frame', fn(getGeneratorFrame))
  defineGetter(g, 'gi_suspended', fn(getGeneratorSuspended))
  defineGetter(g, 'gi_code', fn(getGeneratorCode))
  const c = defineType(T.coroutine, T.object, 'coroutine', GENERATOR_BYTES, TYPE_HAS_WEAKREFS, null)
  defineCommon(c)
  setSlot(c, Slot.await_, fn(coroutine_await))
  defineGetter(c, 'cr_await', fn(getGeneratorDelegate))
  defineGetter(c, 'cr_running', fn(getRunning))
  defineGetter(c, 'cr_frame', fn(getGeneratorFrame))
  defineGetter(c, 'cr_suspended', fn(getGeneratorSuspended))
  defineGetter(c, 'cr_code', fn(getGeneratorCode))
  defineGetter(c, 'cr_origin', fn(getOrigin))
  const w = defineType(T.coroutine_wrapper, T.object, 'coroutine_wrapper', 16, 0, null)
  setSlot(w, Slot.iter, fn(generator_iter))
  setSlot(w, Slot.next, fn(wrapper_next))
  defineMethod(w, 'send', '($self, arg, /)', fn(wrapper_send))
  defineMethod(w, 'throw', '($self, type, value=<unrepresentable>, traceback=<unrepresentable>, /)', fn(wrapper_throw))
  defineMethod(w, 'close', '($self, /)', fn(wrapper_close))
}
