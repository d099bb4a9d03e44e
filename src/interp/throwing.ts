// Throwing into generators and coroutines, and closing them.
//
// A generator that delegates (`yield from`, `await`) stands behind a YIELD with X 1, the word before which is the SEND with the
// delegate in R[B]. A throw goes to the delegate: the generator's frame goes on the stack as if its SEND were running, and
// the delegate above it; what the delegate yields, returns or raises then comes to the SEND by itself.

import { CALLED, EXCEPTION, NONE, UNBOUND, Value, addressOf, hasShape, isPointer, pointer } from '../memory/value'
import { getAttributeOr } from '../objects/abstract'
import { EXC_TRACEBACK, STOP_VALUE, newException1 } from '../objects/exception-core'
import { lit } from '../objects/intern'
import { clearError, errorMatches, fetchError, raiseFormat, raiseText, raiseValue } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { TUPLE_ITEMS, tupleLength } from '../objects/tuple-core'
import { TYPE_TYPE, isInstanceOf, isSubtype, tagOf, typeFlags, typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { stmOwn, stmRead64, stmStore32, stmStore64, stmWrite64 } from '../stm/barriers'
import { invoke } from './calls'
import { continueBuiltin, pushContinuation } from './continuations'
import { FRAME_REGISTERS, opA, opB, opX, setReg, wordAt } from './frame-layout'
import { frameEnd, goOnAt } from './frames'
import { GENERATOR_PC, GENERATOR_STATE, GENERATOR_STORAGE, GENERATOR_THROWN, GeneratorState, finishGenerator, kindName, pushGenerator, raiseRunning } from './generators'
import { call0, call1, callVector } from './nested'
import { Op } from './opcodes'
import { STEP_PC, THROW_PC } from './runtime-code'

/** What the suspended generator `g`, which is owned, delegates to; UNBOUND: nothing. */
export function delegateOf(g: u32): Value {
  if (load<u32>(g, GENERATOR_STATE) != GeneratorState.suspended) return UNBOUND
  const ip = load<u32>(g, GENERATOR_PC)
  const word = wordAt(ip)
  if ((<u32>word & 255) != Op.YIELD || !(opX(word) & 1)) return UNBOUND
  return load<u64>(load<u32>(g, GENERATOR_STORAGE) + 8 + opB(wordAt(ip - 8)))
}

export function isGeneratorLike(v: Value): bool { return hasShape(v, shapeAt(T.generator)) || hasShape(v, shapeAt(T.coroutine)) }

/** The frame of `g` on the stack at `at`, about to raise `exception` behind `ip`: CALLED or EXCEPTION. */
function throwHere(g: u32, exception: Value, at: u32, returnPc: u32): Value {
  const fp = pushGenerator(g, at, returnPc)
  if (!fp) return EXCEPTION
  stmStore64(g, g + GENERATOR_THROWN, exception)
  goOnAt(fp, THROW_PC)
  return CALLED
}

/** Throws `exception` into `g`, whose frame may lie at `at`: CALLED or EXCEPTION; what it yields is delivered at `returnPc`. */
export function throwInto(g: u32, exception: Value, at: u32, returnPc: u32): Value {
  stmOwn(g)
  const state = load<u32>(g, GENERATOR_STATE)
  if (state == GeneratorState.running) return raiseRunning(g)
  if (state == GeneratorState.finished) return raiseValue(exception)
  const delegate = delegateOf(g)
  if (delegate == UNBOUND) return throwHere(g, exception, at, returnPc)
  if (isInstanceOf(exception, T.GeneratorExit)) {
    if (!closeDelegate(g, delegate)) exception = fetchError()
    return throwHere(g, exception, at, returnPc)
  }
  if (isGeneratorLike(delegate)) {
    const ip = load<u32>(g, GENERATOR_PC)
    const fp = pushGenerator(g, at, returnPc)
    if (!fp) return EXCEPTION
    const r = throwInto(addressOf(delegate), exception, frameEnd(fp), ip - 8)
    if (r == CALLED) return CALLED
    return raiseAtSend(g, fp, ip)
  }
  const method = getAttributeOr(delegate, lit('throw'))
  if (method == EXCEPTION) return throwHere(g, fetchError(), at, returnPc)
  if (method == UNBOUND) return throwHere(g, exception, at, returnPc)
  const ip = load<u32>(g, GENERATOR_PC)
  const fp = pushGenerator(g, at, returnPc)
  if (!fp) return EXCEPTION
  const first = frameEnd(fp) + FRAME_REGISTERS + 8
  store<u64>(first, exception)
  const r = invoke(method, first, 1, 0, ip - 8, true)
  if (r == CALLED) return CALLED
  if (r == EXCEPTION) return raiseAtSend(g, fp, ip)
  setReg(fp, opA(wordAt(ip - 8)), r)
  goOnAt(fp, ip - 8)
  return CALLED
}

/** The delegate has raised at once: the exception is raised by the SEND. */
function raiseAtSend(g: u32, fp: u32, ip: u32): Value {
  stmOwn(g)
  stmStore64(g, g + GENERATOR_THROWN, fetchError())
  stmStore32(g, g + GENERATOR_PC, ip - 8)
  goOnAt(fp, THROW_PC)
  return CALLED
}

/** Closes what `g` delegates to, `g` counting as running meanwhile; false: raised. */
function closeDelegate(g: u32, delegate: Value): bool {
  stmStore32(g, g + GENERATOR_STATE, GeneratorState.running)
  let ok = true
  const close = getAttributeOr(delegate, lit('close'))
  if (close == EXCEPTION) ok = false
  else if (close != UNBOUND) ok = call0(close) != EXCEPTION
  stmOwn(g)
  stmStore32(g, g + GENERATOR_STATE, GeneratorState.suspended)
  return ok
}

/** The exception that `throw(type, value, traceback)` means; EXCEPTION: TypeError raised. Missing arguments are UNBOUND. */
export function thrownException(type: Value, value: Value, traceback: Value): Value {
  if (traceback == NONE) traceback = UNBOUND
  if (traceback != UNBOUND && !(isPointer(traceback) && tagOf(traceback) == T.traceback)) {
    return raiseText(T.TypeError, 'throw() third argument must be a traceback object')
  }
  let e: Value
  if (isPointer(type) && typeFlags(typeOf(type)) & TYPE_TYPE && isSubtype(addressOf(type), typeAt(T.BaseException))) {
    if (value == UNBOUND || value == NONE) e = call0(type)
    else if (isPointer(value) && isSubtype(typeOf(value), addressOf(type))) e = value
    else if (isPointer(value) && tagOf(value) == T.tuple) e = callVector(type, addressOf(value) + TUPLE_ITEMS, tupleLength(addressOf(value)), 0)
    else e = call1(type, value)
    if (e == EXCEPTION) return EXCEPTION
  } else if (isPointer(type) && isInstanceOf(type, T.BaseException)) {
    if (value != UNBOUND && value != NONE) return raiseText(T.TypeError, 'instance exception may not have a separate value')
    e = type
  } else return raiseFormat(T.TypeError, 'exceptions must be classes or instances deriving from BaseException, not %T', type)
  if (traceback != UNBOUND) stmWrite64(addressOf(e), addressOf(e) + EXC_TRACEBACK, traceback)
  return e
}

/** State 0 of a close continuation is the generator. */
function closeStep(fp: u32, value: Value): Value {
  const g = addressOf(load<u64>(fp, FRAME_REGISTERS + 8))
  if (value != EXCEPTION) return raiseFormat(T.RuntimeError, '%s ignored GeneratorExit', kindName(g))
  if (errorMatches(T.StopIteration)) {
    const e = addressOf(fetchError())
    return stmRead64(e, e + STOP_VALUE)
  }
  if (!errorMatches(T.GeneratorExit)) return EXCEPTION
  clearError()
  return NONE
}

/** `g.close()`, from a builtin whose value is delivered at `returnPc`: None at once, CALLED or EXCEPTION. */
export function closeGenerator(g: u32, returnPc: u32): Value {
  stmOwn(g)
  const state = load<u32>(g, GENERATOR_STATE)
  if (state == GeneratorState.finished) return NONE
  if (state == GeneratorState.running) return raiseRunning(g)
  if (state == GeneratorState.created) {
    finishGenerator(g)
    return NONE
  }
  const continuation = pushContinuation(load<u32>(changetype<usize>(closeStep)), 1, 0, returnPc)
  store<u64>(continuation, pointer(g), FRAME_REGISTERS + 8)
  const r = throwInto(g, newException1(T.GeneratorExit, UNBOUND), frameEnd(continuation), STEP_PC)
  return continueBuiltin(continuation, r)
}
