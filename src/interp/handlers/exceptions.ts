// Raising, handling, exception groups, with.

import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, boolValue, hasShape, isPointer, pointer } from '../../memory/value'
import { EXC_CAUSE, EXC_FLAGS, EXC_SUPPRESS_CONTEXT, EXC_TRACEBACK, STOP_VALUE } from '../../objects/exception-core'
import { lit } from '../../objects/intern'
import { raiseFormat, raiseText, raiseValue } from '../../objects/raise'
import { shapeAt, typeAt } from '../../objects/shape'
import { tupleItem, tupleLength, tupleOf1 } from '../../objects/tuple-core'
import { TYPE_TYPE, isInstanceOf, isSubtype, tagOf, typeFlags, typeOf } from '../../objects/type'
import { T } from '../../objects/type-ids'
import { typeLookup } from '../../objects/type-lookup'
import { bindDescriptor } from '../../objects/attribute-access'
import { stmOwn, stmRead64, stmStore32, stmStore64 } from '../../stm/barriers'
import { call0, call2, callMethod1 } from '../nested'
import { callArgument, continueCall, pushContinuation } from '../continuations'
import { prepReraiseStar } from '../except-star'
import { beginStatus } from './calling'
import { FRAME_HANDLED, FRAME_REGISTERS, opA, opB, opC, opX, reg, setReg, wordAt } from '../frame-layout'
import { Status } from '../status'
import { handledException, setContext } from '../unwind'
import { begin, deliver } from './results'

function isExceptionType(v: Value): bool {
  return isPointer(v) && (typeFlags(typeOf(v)) & TYPE_TYPE) != 0 && isSubtype(addressOf(v), typeAt(T.BaseException))
}
function isException(v: Value): bool { return isPointer(v) && isInstanceOf(v, T.BaseException) }

/** The exception that `raise v` means: an instance as it is, a class called. EXCEPTION: something else was raised. */
function exceptionOf(v: Value): Value {
  if (isException(v)) return v
  if (!isExceptionType(v)) return raiseText(T.TypeError, 'exceptions must derive from BaseException')
  const e = call0(v)
  if (e == EXCEPTION || isException(e)) return e
  return raiseFormat(T.TypeError, 'calling %R should have returned an instance of BaseException, not %R', v, pointer(typeOf(e)))
}

export function opRaise(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const handled = handledException(fp)
  if (opX(word) == 0) {
    if (handled == NONE) raiseText(T.RuntimeError, 'No active exception to reraise')
    else raiseValue(handled)
    return Status.raised
  }
  const exception = exceptionOf(reg(fp, opA(word)))
  if (exception == EXCEPTION) return Status.raised
  if (opX(word) == 2) {
    let cause = reg(fp, opB(word))
    if (isExceptionType(cause)) {
      cause = call0(cause)
      if (cause == EXCEPTION) return Status.raised
      if (!isException(cause)) {
        raiseFormat(T.TypeError, 'calling %R should have returned an instance of BaseException, not %R', reg(fp, opB(word)), pointer(typeOf(cause)))
        return Status.raised
      }
    } else if (cause != NONE && !isException(cause)) {
      raiseText(T.TypeError, 'exception causes must derive from BaseException')
      return Status.raised
    }
    const e = addressOf(exception)
    stmOwn(e)
    stmStore64(e, e + EXC_CAUSE, cause)
    stmStore32(e, e + EXC_FLAGS, load<u32>(e, EXC_FLAGS) | EXC_SUPPRESS_CONTEXT)
  }
  setContext(exception, handled)
  raiseValue(exception)
  return Status.raised
}

export function opReraise(ip: u32, fp: u32): u32 {
  begin(ip)
  raiseValue(reg(fp, opA(wordAt(ip))))
  return Status.raised
}

export function opEnterHandler(ip: u32, fp: u32): u32 {
  const word = wordAt(ip)
  const exception = reg(fp, opB(word))
  setReg(fp, opA(word), load<u64>(fp, FRAME_HANDLED))
  store<u64>(fp, exception, FRAME_HANDLED)
  return Status.next
}

export function opLeaveHandler(ip: u32, fp: u32): u32 {
  store<u64>(fp, reg(fp, opA(wordAt(ip))), FRAME_HANDLED)
  return Status.next
}

const CANNOT_CATCH = 'catching classes that do not inherit from BaseException is not allowed'

/** `except t`: false and TypeError if `t` is no exception class or tuple of them. */
function checkCatchable(t: Value): bool {
  if (isPointer(t) && tagOf(t) == T.tuple) {
    const n = tupleLength(addressOf(t))
    for (let i: u32 = 0; i < n; i++) {
      if (!isExceptionType(tupleItem(addressOf(t), i))) { raiseText(T.TypeError, CANNOT_CATCH); return false }
    }
    return true
  }
  if (isExceptionType(t)) return true
  raiseText(T.TypeError, CANNOT_CATCH)
  return false
}

/** By the real class, as CPython does: no `__subclasscheck__`. */
export function exceptionMatches(exception: Value, t: Value): bool {
  const type = typeOf(exception)
  if (tagOf(t) != T.tuple) return isSubtype(type, addressOf(t))
  const n = tupleLength(addressOf(t))
  for (let i: u32 = 0; i < n; i++) if (isSubtype(type, addressOf(tupleItem(addressOf(t), i)))) return true
  return false
}

export function opExcMatch(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const t = reg(fp, opC(word))
  if (!checkCatchable(t)) return Status.raised
  setReg(fp, opA(word), boolValue(exceptionMatches(reg(fp, opB(word)), t)))
  return Status.next
}

export function opCleanupThrow(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const exception = reg(fp, opB(word))
  if (isInstanceOf(exception, T.StopIteration)) {
    setReg(fp, opA(word), stmRead64(addressOf(exception), addressOf(exception) + STOP_VALUE))
    return Status.jump
  }
  raiseValue(exception)
  return Status.raised
}

export function opEndAsyncFor(ip: u32, fp: u32): u32 {
  begin(ip)
  const exception = reg(fp, opB(wordAt(ip)))
  if (isInstanceOf(exception, T.StopAsyncIteration)) return Status.next
  raiseValue(exception)
  return Status.raised
}

// ---- with

/** Name, and error text where it is missing, of a special method of the with statement. */
function specialName(x: u32): u32 {
  switch (x) {
    case 0: return lit('__enter__')
    case 1: return lit('__exit__')
    case 2: return lit('__aenter__')
    default: return lit('__aexit__')
  }
}

export function opLoadSpecial(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const o = reg(fp, opB(word))
  const x = opX(word)
  const type = typeOf(o)
  const found = typeLookup(type, specialName(x))
  if (found == ABSENT) return raiseNoContextManager(o, x)
  const area = fp + FRAME_REGISTERS + opA(word)
  if (hasShape(found, shapeAt(T.function_)) || hasShape(found, shapeAt(T.method_descriptor))) {
    store<u64>(area, found)
    store<u64>(area, o, 48)
    return Status.next
  }
  const v = bindDescriptor(found, o, pointer(type))
  if (v == EXCEPTION) return Status.raised
  store<u64>(area, v)
  store<u64>(area, UNBOUND, 48)
  return Status.next
}

function raiseNoContextManager(o: Value, x: u32): u32 {
  const type = typeOf(o)
  const asynchronous = typeLookup(type, lit('__aenter__')) != ABSENT && typeLookup(type, lit('__aexit__')) != ABSENT
  const synchronous = typeLookup(type, lit('__enter__')) != ABSENT && typeLookup(type, lit('__exit__')) != ABSENT
  switch (x) {
    case 0:
      if (asynchronous) raiseFormat(T.TypeError, "'%Q' object does not support the context manager protocol (missed __enter__ method) but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?", o)
      else raiseFormat(T.TypeError, "'%Q' object does not support the context manager protocol (missed __enter__ method)", o)
      break
    case 1:
      if (asynchronous) raiseFormat(T.TypeError, "'%Q' object does not support the context manager protocol (missed __exit__ method) but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?", o)
      else raiseFormat(T.TypeError, "'%Q' object does not support the context manager protocol (missed __exit__ method)", o)
      break
    case 2:
      if (synchronous) raiseFormat(T.TypeError, "'%Q' object does not support the asynchronous context manager protocol (missed __aenter__ method) but it supports the context manager protocol. Did you mean to use 'with'?", o)
      else raiseFormat(T.TypeError, "'%Q' object does not support the asynchronous context manager protocol (missed __aenter__ method)", o)
      break
    default:
      if (synchronous) raiseFormat(T.TypeError, "'%Q' object does not support the asynchronous context manager protocol (missed __aexit__ method) but it supports the context manager protocol. Did you mean to use 'with'?", o)
      else raiseFormat(T.TypeError, "'%Q' object does not support the asynchronous context manager protocol (missed __aexit__ method)", o)
  }
  return Status.raised
}

/** R[A] = exit function R[B] (self in R[B+6]) called with type, value, traceback of exception R[C]. */
export function opWithExceptStart(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const exception = reg(fp, opC(word))
  const b = opB(word)
  const e = addressOf(exception)
  const traceback = stmRead64(e, e + EXC_TRACEBACK)
  const self = reg(fp, b + 48)
  return exitCall(fp, ip, word, reg(fp, b), self, pointer(typeOf(exception)), exception, traceback)
}

function exitCall(fp: u32, ip: u32, word: u64, f: Value, self: Value, type: Value, exception: Value, traceback: Value): u32 {
  const continuation = pushContinuation(load<u32>(changetype<usize>(passExit)), 0, 4, ip)
  let at = callArgument(continuation, 0, 0)
  let n: u32 = 3
  if (self != UNBOUND) { store<u64>(at, self); at += 8; n = 4 }
  store<u64>(at, type)
  store<u64>(at, exception, 8)
  store<u64>(at, traceback, 16)
  return beginStatus(continuation, continueCall(continuation, 0, f, n, 0))
}

function passExit(fp: u32, value: Value): Value { return value }

// ---- exception groups

export function opCheckEgMatch(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const exception = reg(fp, opB(word))
  const t = reg(fp, opC(word))
  if (!checkCatchable(t) || !checkNoGroup(t)) return Status.raised
  const a = opA(word)
  if (exceptionMatches(exception, t)) {
    let match = exception
    if (!isInstanceOf(exception, T.BaseExceptionGroup)) {
      match = wrapInGroup(exception)
      if (match == EXCEPTION) return Status.raised
    }
    setReg(fp, a, NONE)
    setReg(fp, a + 8, match)
    return Status.next
  }
  if (isInstanceOf(exception, T.BaseExceptionGroup)) {
    const pair = callMethod1(exception, lit('split'), t)
    if (pair == EXCEPTION) return Status.raised
    if (!isPointer(pair) || tagOf(pair) != T.tuple) {
      raiseFormat(T.TypeError, '%N.split must return a tuple, not %T', typeOf(exception), pair)
      return Status.raised
    }
    if (tupleLength(addressOf(pair)) < 2) {
      raiseFormat(T.TypeError, '%N.split must return a 2-tuple, got tuple of size %d', typeOf(exception), tupleLength(addressOf(pair)))
      return Status.raised
    }
    setReg(fp, a + 8, tupleItem(addressOf(pair), 0))
    setReg(fp, a, tupleItem(addressOf(pair), 1))
    return Status.next
  }
  setReg(fp, a + 8, NONE)
  setReg(fp, a, exception)
  return Status.next
}

const NO_GROUP = 'catching ExceptionGroup with except* is not allowed. Use except instead.'

function checkNoGroup(t: Value): bool {
  const group = typeAt(T.BaseExceptionGroup)
  if (tagOf(t) == T.tuple) {
    const n = tupleLength(addressOf(t))
    for (let i: u32 = 0; i < n; i++) {
      if (isSubtype(addressOf(tupleItem(addressOf(t), i)), group)) { raiseText(T.TypeError, NO_GROUP); return false }
    }
    return true
  }
  if (!isSubtype(addressOf(t), group)) return true
  raiseText(T.TypeError, NO_GROUP)
  return false
}

/** ExceptionGroup('', (exception,)) with its traceback. */
function wrapInGroup(exception: Value): Value {
  const t = tupleOf1(exception)
  return call2(pointer(typeAt(T.ExceptionGroup)), pointer(lit('')), pointer(t))
}

export function opPrepReraiseStar(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return deliver(fp, word, prepReraiseStar(reg(fp, opB(word)), addressOf(reg(fp, opC(word)))))
}
