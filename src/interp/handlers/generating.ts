// Generators in the loop: making, yielding, returning, delegating.

import { allocate } from '../../gc/allocate'
import { CALLED, EXCEPTION, EXHAUSTED, NONE, UNBOUND, Value, addressOf, hasShape, pointer } from '../../memory/value'
import { getIter } from '../../objects/abstract'
import { STOP_VALUE, newException1 } from '../../objects/exception-core'
import { lit } from '../../objects/intern'
import { fetchError, raiseFormat, raiseFrom, raiseText, raiseValue } from '../../objects/raise'
import { shapeAt } from '../../objects/shape'
import { typeOf, typeSlot } from '../../objects/type'
import { T } from '../../objects/type-ids'
import { Slot } from '../../objects/type-slots'
import { stmRead32, stmStore64 } from '../../stm/barriers'
import { getAwaitable } from '../awaitable'
import { CODE_FLAGS } from '../code'
import { FRAME_CALLER, FRAME_CODE, FRAME_FLAGS, FRAME_RESULT, FRAME_RETURN_PC, FRAME_STATE, opA, opB, opD, opX, reg, setReg, wordAt } from '../frame-layout'
import { frameEnd, goOnAt } from '../frames'
import { GENERATOR_CODE, GENERATOR_PC, GENERATOR_STATE, GENERATOR_THROWN, GeneratorState, newGenerator, resumeGenerator, suspendGenerator } from '../generators'
import { callMethod1 } from '../nested'
import { CODE_ASYNC_GENERATOR, CODE_COROUTINE, CODE_ITERABLE_COROUTINE, Op } from '../opcodes'
import { Status } from '../status'
import { leaveFrame } from '../unwind'
import { endAwait, isAsyncAwaitable, isClosing, sendAwaitable } from '../async-generator'
import { returnSlow } from './calling'
import { begin, deliver, outcomeStatus } from './results'

export function opReturnGenerator(ip: u32, fp: u32): u32 {
  begin(ip)
  const g = newGenerator(fp, ip)
  if (load<u32>(fp, FRAME_FLAGS) & FRAME_RESULT) return returnSlow(ip, fp, pointer(g))
  const caller = load<u32>(fp, FRAME_CALLER)
  const returnPc = load<u32>(fp, FRAME_RETURN_PC)
  leaveFrame(fp, ip)
  setReg(caller, opA(wordAt(returnPc)), pointer(g))
  goOnAt(caller, returnPc)
  return Status.called
}

export function opYield(ip: u32, fp: u32): u32 {
  begin(ip)
  const v = reg(fp, opB(wordAt(ip)))
  const g = load<u32>(fp, FRAME_STATE)
  const caller = load<u32>(fp, FRAME_CALLER)
  const returnPc = load<u32>(fp, FRAME_RETURN_PC)
  suspendGenerator(g, fp, ip)
  leaveFrame(fp, ip)
  if (hasShape(v, shapeAt(T.async_generator_wrapped_value))) return yieldedToConsumer(g, caller, returnPc, load<u64>(addressOf(v), 8))
  setReg(caller, opA(wordAt(returnPc)), v)
  goOnAt(caller, returnPc)
  return Status.called
}

/** An asynchronous generator has yielded `v` to its consumer: that ends the await of its asend. */
function yieldedToConsumer(g: u32, caller: u32, returnPc: u32, v: Value): u32 {
  const closing = isClosing(g)
  endAwait(g)
  if (!closing) return finishAwait(caller, returnPc, v)
  raiseText(T.RuntimeError, 'async generator ignored GeneratorExit')
  goOnAt(caller, returnPc)
  return Status.thrown
}

/** StopIteration(value) as a generator's return raises it. */
export function stopIteration(value: Value): Value {
  const e = newException1(T.StopIteration, value == NONE ? UNBOUND : value)
  store<u64>(addressOf(e), value, STOP_VALUE)
  return e
}

/**
 * The generator `g` has returned `v` to frame `caller` at `returnPc`: loops and delegations go on where they want it, others
 * get a StopIteration.
 */
export function generatorReturned(g: u32, caller: u32, returnPc: u32, v: Value): u32 {
  if (load<u32>(load<u32>(g, GENERATOR_CODE), CODE_FLAGS) & CODE_ASYNC_GENERATOR) {
    endAwait(g)
    raiseText(T.StopAsyncIteration, '')
    goOnAt(caller, returnPc)
    return Status.thrown
  }
  return finishAwait(caller, returnPc, v)
}

/** A delegate of frame `caller` is finished with the value `v`. */
function finishAwait(caller: u32, returnPc: u32, v: Value): u32 {
  const word = wordAt(returnPc)
  const op = <u32>word & 255
  if (op == Op.FOR_ITER || op == Op.SEND) {
    if (op == Op.SEND) setReg(caller, opA(word), v)
    goOnAt(caller, returnPc + opD(word))
    return Status.called
  }
  raiseValue(stopIteration(v))
  goOnAt(caller, returnPc)
  return Status.thrown
}

/** The exception thrown into this frame's generator is raised where the generator stands. */
export function opThrow(ip: u32, fp: u32): u32 {
  const g = load<u32>(fp, FRAME_STATE)
  raiseValue(load<u64>(g, GENERATOR_THROWN))
  stmStore64(g, g + GENERATOR_THROWN, NONE)
  goOnAt(fp, load<u32>(g, GENERATOR_PC))
  return Status.thrown
}

export function opGetYieldFromIter(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const v = reg(fp, opB(word))
  if (hasShape(v, shapeAt(T.generator))) {
    setReg(fp, opA(word), v)
    return Status.next
  }
  if (hasShape(v, shapeAt(T.coroutine))) {
    const flags = load<u32>(load<u32>(fp, FRAME_CODE), CODE_FLAGS)
    if (flags & (CODE_COROUTINE | CODE_ITERABLE_COROUTINE)) {
      setReg(fp, opA(word), v)
      return Status.next
    }
    raiseText(T.TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator")
    return Status.raised
  }
  return deliver(fp, word, getIter(v))
}

/** R[A] = R[B].send(R[A]); finished: R[A] = its value, jump. What a generator yields is delivered to R[A] like a call's result. */
export function opSend(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const target = reg(fp, opB(word))
  const sent = reg(fp, opA(word))
  if (hasShape(target, shapeAt(T.generator)) || hasShape(target, shapeAt(T.coroutine))) {
    const g = addressOf(target)
    if (stmRead32(g, g + GENERATOR_STATE) == GeneratorState.finished) {
      if (hasShape(target, shapeAt(T.coroutine))) {
        raiseText(T.RuntimeError, 'cannot reuse already awaited coroutine')
        return Status.raised
      }
      setReg(fp, opA(word), NONE)
      return Status.jump
    }
    return resumeGenerator(g, sent, frameEnd(fp), ip) == CALLED ? <u32>Status.called : <u32>Status.raised
  }
  if (isAsyncAwaitable(target)) return outcomeStatus(sendAwaitable(target, sent, frameEnd(fp), ip))
  let v: Value
  if (sent == NONE && typeSlot(typeOf(target), Slot.next)) v = iterNextRaw(target)
  else v = callMethod1(target, lit('send'), sent)
  if (v == EXHAUSTED) {
    setReg(fp, opA(word), NONE)
    return Status.jump
  }
  return deliver(fp, word, v) // a StopIteration is taken by the unwinder
}

/** next(it) that leaves a StopIteration raised, since its value is wanted. */
function iterNextRaw(it: Value): Value { return call_indirect<Value>(typeSlot(typeOf(it), Slot.next), it) }

export function opGetAwaitable(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return deliver(fp, word, getAwaitable(reg(fp, opB(word)), opX(word)))
}

export function opGetAiter(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const o = reg(fp, opB(word))
  const slot = typeSlot(typeOf(o), Slot.aiter)
  if (!slot) {
    raiseFormat(T.TypeError, "'async for' requires an object with __aiter__ method, got %T", o)
    return Status.raised
  }
  const it = call_indirect<Value>(slot, o)
  if (it == EXCEPTION) return Status.raised
  if (!typeSlot(typeOf(it), Slot.anext)) {
    raiseFormat(T.TypeError, "'async for' received an object from __aiter__ that does not implement __anext__: %T", it)
    return Status.raised
  }
  setReg(fp, opA(word), it)
  return Status.next
}

export function opGetAnext(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const it = reg(fp, opB(word))
  const slot = typeSlot(typeOf(it), Slot.anext)
  if (!slot) {
    raiseFormat(T.TypeError, "'async for' requires an iterator with __anext__ method, got %T", it)
    return Status.raised
  }
  const next = call_indirect<Value>(slot, it)
  if (next == EXCEPTION) return Status.raised
  const awaitable = getAwaitable(next, 0)
  if (awaitable != EXCEPTION) return deliver(fp, word, awaitable)
  const cause = fetchError()
  raiseFormat(T.TypeError, "'async for' received an invalid object from __anext__: %T", next)
  raiseFrom(fetchError(), cause)
  return Status.raised
}

/** Wraps a value that an asynchronous generator yields, so that it differs from what its awaits yield. */
export function opAsyncGenWrap(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const w = allocate(shapeAt(T.async_generator_wrapped_value), 16)
  store<u64>(w, reg(fp, opB(word)), 8)
  setReg(fp, opA(word), pointer(w))
  return Status.next
}
