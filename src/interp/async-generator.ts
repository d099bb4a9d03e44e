// Asynchronous generators: the awaitables that `__anext__`, asend, athrow and aclose give. Awaiting one resumes the generator's frame
// directly. A value that the generator yields to its consumer comes wrapped (ASYNC_GEN_WRAP) and ends the await, like a
// return; other values are what its own awaits yield and pass through.
//
//   asend:  +8 generator (value)  +16 value to send             +24 state (AwaitState)
//   athrow: +8 generator          +16 exception, UNBOUND: aclose  +24 state
// Both are units. GENERATOR_EXTRA of the generator holds the awaitable that runs it, or NONE.

import { allocate } from '../gc/allocate'
import { currentPc, setCurrentPc } from '../memory/registers'
import { CALLED, EXCEPTION, NONE, UNBOUND, Value, addressOf, boolValue, hasShape, pointer } from '../memory/value'
import { arg, defineClassMethod, defineGetter, defineMethod, defineType, fn, setSlot } from '../objects/define'
import { newException1 } from '../objects/exception-core'
import { newGenericAlias } from '../objects/generic-alias'
import { clearError, errorMatches, raiseText, raiseValue } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { TYPE_HAS_WEAKREFS } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { stmOwn, stmRead32, stmRead64, stmStore32, stmWrite64 } from '../stm/barriers'
import { continueBuiltin, pushContinuation } from './continuations'
import { FRAME_ENTRY, FRAME_REGISTERS } from './frame-layout'
import { currentFrame, frameEnd, leaveSegment, pushRuntimeFrame, setCurrentFrame } from './frames'
import { GENERATOR_BYTES, GENERATOR_EXTRA, GENERATOR_FLAGS, GENERATOR_STATE, GeneratorState, finishGenerator, resumeGenerator } from './generators'
import { defineGeneratorNames, generator_repr, getGeneratorCode, getGeneratorDelegate, getGeneratorFrame, getGeneratorSuspended } from './generator-type'
import { enterNative, leaveNative, runNested } from './nested'
import { ENTRY_CODE, EXIT_PC, STEP_PC } from './runtime-code'
import { thrownException, throwInto } from './throwing'

const AWAIT_GENERATOR: u32 = 8
const AWAIT_VALUE: u32 = 16
const AWAIT_STATE: u32 = 24
const AWAIT_BYTES: u32 = 32

/** In AWAIT_STATE, as plain numbers. */
const enum AwaitState { created, running, closed }

const FLAG_CLOSED: u32 = 1

// @ts-ignore: decorator
@inline function generatorOf(a: u32): u32 { return addressOf(load<u64>(a, AWAIT_GENERATOR)) }
function stateOf(a: u32): AwaitState { return <AwaitState>stmRead64(a, a + AWAIT_STATE) }
function setStateOf(a: u32, s: AwaitState): void { stmWrite64(a, a + AWAIT_STATE, <u64>s) }

function newAwaitable(t: T, g: Value, v: Value): Value {
  const a = allocate(shapeAt(t), AWAIT_BYTES)
  store<u64>(a, g, AWAIT_GENERATOR)
  store<u64>(a, v, AWAIT_VALUE)
  return pointer(a)
}

function isRunning(g: u32): bool { return stmRead64(g, g + GENERATOR_EXTRA) != NONE }
function isClosed(g: u32): bool { return (stmRead32(g, g + GENERATOR_FLAGS) & FLAG_CLOSED) != 0 }

/** True if what runs `g` is an aclose. */
export function isClosing(g: u32): bool {
  const a = stmRead64(g, g + GENERATOR_EXTRA)
  return hasShape(a, shapeAt(T.async_generator_athrow)) && load<u64>(addressOf(a), AWAIT_VALUE) == UNBOUND
}

/** The await that ran `g` is over: it has yielded to its consumer, returned or raised. */
export function endAwait(g: u32): void {
  const a = stmRead64(g, g + GENERATOR_EXTRA)
  if (a == NONE) return
  setStateOf(addressOf(a), AwaitState.closed)
  stmWrite64(g, g + GENERATOR_EXTRA, NONE)
}

export function isAsyncAwaitable(v: Value): bool { return hasShape(v, shapeAt(T.async_generator_asend)) || hasShape(v, shapeAt(T.async_generator_athrow)) }

function start(a: u32, g: u32): void {
  setStateOf(a, AwaitState.running)
  stmWrite64(g, g + GENERATOR_EXTRA, pointer(a))
}

/** The generator goes on with `v`; one that is finished is at its end. */
function resume(g: u32, v: Value, at: u32, returnPc: u32): Value {
  if (stmRead32(g, g + GENERATOR_STATE) == GeneratorState.finished) {
    endAwait(g)
    return raiseText(T.StopAsyncIteration, '')
  }
  return resumeGenerator(g, v, at, returnPc)
}

/** `awaitable.send(v)`: CALLED or EXCEPTION. `at`: where a frame may lie; what is yielded is delivered at `returnPc`. */
export function sendAwaitable(awaitable: Value, v: Value, at: u32, returnPc: u32): Value {
  const a = addressOf(awaitable)
  const g = generatorOf(a)
  const state = stateOf(a)
  if (hasShape(awaitable, shapeAt(T.async_generator_asend))) {
    if (state == AwaitState.closed) return raiseText(T.RuntimeError, 'cannot reuse already awaited __anext__()/asend()')
    if (state == AwaitState.created) {
      if (isRunning(g)) {
        setStateOf(a, AwaitState.closed)
        return raiseText(T.RuntimeError, 'anext(): asynchronous generator is already running')
      }
      if (v == NONE) v = load<u64>(a, AWAIT_VALUE)
      start(a, g)
      const r = resume(g, v, at, returnPc)
      if (r == EXCEPTION) endAwait(g) // not even started
      return r
    }
    return resume(g, v, at, returnPc)
  }
  const exception = load<u64>(a, AWAIT_VALUE)
  if (state == AwaitState.closed) return raiseText(T.RuntimeError, 'cannot reuse already awaited aclose()/athrow()')
  if (state == AwaitState.running) return exception == UNBOUND ? closing(a, g, v, false, returnPc) : resume(g, v, at, returnPc)
  if (isRunning(g)) {
    setStateOf(a, AwaitState.closed)
    return raiseText(T.RuntimeError, exception == UNBOUND ? 'aclose(): asynchronous generator is already running' : 'athrow(): asynchronous generator is already running')
  }
  if (isClosed(g)) {
    setStateOf(a, AwaitState.closed)
    return raiseText(T.StopAsyncIteration, '')
  }
  if (v != NONE) return raiseText(T.RuntimeError, "can't send non-None value to a just-started coroutine")
  start(a, g)
  if (exception != UNBOUND) {
    const r = throwInto(g, exception, at, returnPc)
    if (r == EXCEPTION) endAwait(g)
    return r
  }
  stmOwn(g)
  stmStore32(g, g + GENERATOR_FLAGS, load<u32>(g, GENERATOR_FLAGS) | FLAG_CLOSED)
  return closing(a, g, NONE, true, returnPc)
}

/** One step of an aclose, under a continuation that turns the expected ends into a StopIteration. */
function closing(a: u32, g: u32, v: Value, first: bool, returnPc: u32): Value {
  const fp = pushContinuation(fn(closeStep), 1, 0, returnPc)
  store<u64>(fp, pointer(g), FRAME_REGISTERS + 8)
  let r: Value
  if (!first) r = resume(g, v, frameEnd(fp), STEP_PC)
  else if (stmRead32(g, g + GENERATOR_STATE) == GeneratorState.created) {
    finishGenerator(g)
    r = raiseText(T.StopAsyncIteration, '')
  } else r = throwInto(g, newException1(T.GeneratorExit, UNBOUND), frameEnd(fp), STEP_PC)
  return continueBuiltin(fp, r)
}

function closeStep(fp: u32, value: Value): Value {
  if (value != EXCEPTION) return value
  endAwait(addressOf(load<u64>(fp, FRAME_REGISTERS + 8)))
  if (!errorMatches(T.StopAsyncIteration) && !errorMatches(T.GeneratorExit)) return EXCEPTION
  clearError()
  return raiseValue(newException1(T.StopIteration, UNBOUND))
}

// ---- the awaitables' types

function awaitable_self(self: Value): Value { return self }

/** Slot `next`, from the core: nested; the end is a StopIteration with the value. */
function awaitable_next(self: Value): Value {
  if (!enterNative()) return EXCEPTION
  const pc = currentPc
  const caller = currentFrame()
  const entry = pushRuntimeFrame(ENTRY_CODE, 1, EXIT_PC, FRAME_ENTRY, 0)
  let r = sendAwaitable(self, NONE, frameEnd(entry), EXIT_PC)
  if (r == CALLED) r = runNested(entry)
  leaveSegment(entry)
  setCurrentFrame(caller)
  setCurrentPc(pc)
  leaveNative()
  return r
}

function awaitable_send(argv: u32): Value { return sendAwaitable(arg(argv, 0), arg(argv, 1), frameEnd(currentFrame()), currentPc) }

function awaitable_throw(argv: u32): Value {
  const a = addressOf(arg(argv, 0))
  const exception = thrownException(arg(argv, 1), arg(argv, 2), arg(argv, 3))
  if (exception == EXCEPTION) return EXCEPTION
  const g = generatorOf(a)
  if (stateOf(a) == AwaitState.closed) return raiseText(T.RuntimeError, 'cannot reuse already awaited __anext__()/asend()')
  if (stateOf(a) == AwaitState.created) {
    if (isRunning(g)) return raiseText(T.RuntimeError, 'anext(): asynchronous generator is already running')
    start(a, g)
  }
  const r = throwInto(g, exception, frameEnd(currentFrame()), currentPc)
  if (r == EXCEPTION) endAwait(g)
  return r
}

function awaitable_close(argv: u32): Value {
  const a = addressOf(arg(argv, 0))
  if (stateOf(a) == AwaitState.created) setStateOf(a, AwaitState.closed)
  return NONE
}

function initAwaitable(t: T, name: string): void {
  const d = defineType(t, T.object, name, AWAIT_BYTES, 0, null)
  setSlot(d, Slot.iter, fn(awaitable_self))
  setSlot(d, Slot.await_, fn(awaitable_self))
  setSlot(d, Slot.next, fn(awaitable_next))
  defineMethod(d, 'send', '($self, arg, /)', fn(awaitable_send))
  defineMethod(d, 'throw', '($self, type, value=<unrepresentable>, traceback=<unrepresentable>, /)', fn(awaitable_throw))
  defineMethod(d, 'close', '($self, /)', fn(awaitable_close))
}

// ---- async_generator

function generator_anext(self: Value): Value { return newAwaitable(T.async_generator_asend, self, NONE) }
function generator_asend(argv: u32): Value { return newAwaitable(T.async_generator_asend, arg(argv, 0), arg(argv, 1)) }
function generator_athrow(argv: u32): Value {
  const exception = thrownException(arg(argv, 1), arg(argv, 2), arg(argv, 3))
  return exception == EXCEPTION ? EXCEPTION : newAwaitable(T.async_generator_athrow, arg(argv, 0), exception)
}
function generator_aclose(argv: u32): Value { return newAwaitable(T.async_generator_athrow, arg(argv, 0), UNBOUND) }
function getRunning(self: Value): Value { return boolValue(isRunning(addressOf(self))) }
function generator_classGetItem(argv: u32): Value { return newGenericAlias(arg(argv, 0), arg(argv, 1)) }

export function initAsyncGenerator(): void {
  const g = defineType(T.async_generator, T.object, 'async_generator', GENERATOR_BYTES, TYPE_HAS_WEAKREFS, null)
  setSlot(g, Slot.repr, fn(generator_repr))
  setSlot(g, Slot.aiter, fn(awaitable_self))
  setSlot(g, Slot.anext, fn(generator_anext))
  defineMethod(g, 'asend', '($self, value, /)', fn(generator_asend))
  defineMethod(g, 'athrow', '($self, type, value=<unrepresentable>, traceback=<unrepresentable>, /)', fn(generator_athrow))
  defineMethod(g, 'aclose', '($self, /)', fn(generator_aclose))
  defineClassMethod(g, '__class_getitem__', '($type, object, /)', fn(generator_classGetItem))
  defineGeneratorNames(g)
  defineGetter(g, 'ag_frame', fn(getGeneratorFrame))
  defineGetter(g, 'ag_running', fn(getRunning))
  defineGetter(g, 'ag_code', fn(getGeneratorCode))
  defineGetter(g, 'ag_await', fn(getGeneratorDelegate))
  defineGetter(g, 'ag_suspended', fn(getGeneratorSuspended))
  initAwaitable(T.async_generator_asend, 'async_generator_asend')
  initAwaitable(T.async_generator_athrow, 'async_generator_athrow')
  defineType(T.async_generator_wrapped_value, T.object, 'async_generator_wrapped_value', 16, 0, null)
}
