// Rare instructions: what class statements begin with, constants of the runtime, intrinsics, annotations.

import { newTypeAlias } from '../../builtins/typing'
import { ABSENT, EXCEPTION, UNBOUND, Value, addressOf, hasShape, pointer } from '../../memory/value'
import { getAttribute, setItem } from '../../objects/abstract'
import { newDict } from '../../objects/dict'
import { EXC_CAUSE, EXC_CONTEXT, EXC_FLAGS, EXC_SUPPRESS_CONTEXT } from '../../objects/exception-core'
import { lit } from '../../objects/intern'
import { listItem, listLength } from '../../objects/list'
import { fetchError, raiseText } from '../../objects/raise'
import { getIter, iterNext } from '../../objects/iteration'
import { shapeAt, typeAt } from '../../objects/shape'
import { callTyping, newTypeParameter, setTypeParameterDefault } from '../../objects/type-parameters'
import { TUPLE_ITEMS, newTuple, tupleInit, tupleItem, tupleLength } from '../../objects/tuple-core'
import { isInstanceOf } from '../../objects/type'
import { T } from '../../objects/type-ids'
import { WellKnown, wellKnown } from '../../objects/well-known'
import { stmOwn, stmStore32, stmStore64 } from '../../stm/barriers'
import { CODE_FLAGS } from '../code'
import { FRAME_CODE, FRAME_REGISTERS, opA, opB, opC, opX, reg, setReg, wordAt } from '../frame-layout'
import { FUNCTION_TYPE_PARAMS } from '../function'
import { call1 } from '../nested'
import { CODE_ASYNC_GENERATOR, CODE_COROUTINE, Intrinsic1, Intrinsic2 } from '../opcodes'
import { Status } from '../status'
import { builtinNamed, mappingGet } from './names'
import { begin, deliver } from './results'

export function opLoadBuildClass(ip: u32, fp: u32): u32 {
  begin(ip)
  const f = builtinNamed(lit('__build_class__'))
  if (f == ABSENT) {
    raiseText(T.NameError, '__build_class__ not found')
    return Status.raised
  }
  setReg(fp, opA(wordAt(ip)), f)
  return Status.next
}

/** As the interpreter was built with them: not what a program has put into builtins. */
export function opLoadCommonConst(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  let v: Value
  switch (opX(word)) {
    case 0: v = pointer(typeAt(T.AssertionError)); break
    case 1: v = pointer(typeAt(T.NotImplementedError)); break
    case 2: v = pointer(typeAt(T.tuple)); break
    case 3: v = builtinNamed(lit('all')); break
    case 4: v = builtinNamed(lit('any')); break
    case 5: v = pointer(typeAt(T.list)); break
    default: v = pointer(typeAt(T.set))
  }
  setReg(fp, opA(word), v)
  return Status.next
}

export function opSetupAnnotations(ip: u32, fp: u32): u32 {
  begin(ip)
  const mapping = load<u64>(fp, FRAME_REGISTERS)
  const name = pointer(lit('__annotations__'))
  const there = mappingGet(mapping, name)
  if (there == EXCEPTION) return Status.raised
  if (there != ABSENT) return Status.next
  return setItem(mapping, name, pointer(newDict())) ? <u32>Status.next : <u32>Status.raised
}

/** A StopIteration that would leave a generator becomes a RuntimeError caused by it. */
function stopIterationError(exception: Value, code: u32): Value {
  const flags = load<u32>(code, CODE_FLAGS)
  const asynchronous = (flags & CODE_ASYNC_GENERATOR) != 0
  if (!isInstanceOf(exception, T.StopIteration) && !(asynchronous && isInstanceOf(exception, T.StopAsyncIteration))) return exception
  if (isInstanceOf(exception, T.StopIteration)) {
    raiseText(T.RuntimeError, asynchronous ? 'async generator raised StopIteration' : flags & CODE_COROUTINE ? 'coroutine raised StopIteration' : 'generator raised StopIteration')
  } else raiseText(T.RuntimeError, 'async generator raised StopAsyncIteration')
  const error = fetchError()
  const e = addressOf(error)
  stmStore64(e, e + EXC_CAUSE, exception)
  stmStore64(e, e + EXC_CONTEXT, exception)
  stmStore32(e, e + EXC_FLAGS, EXC_SUPPRESS_CONTEXT)
  return error
}

export function opIntrinsic1(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const v = reg(fp, opB(word))
  switch (opX(word)) {
    case Intrinsic1.PRINT: {
      const hook = getAttribute(wellKnown(WellKnown.sysModule), lit('displayhook'))
      if (hook == EXCEPTION || call1(hook, v) == EXCEPTION) return Status.raised
      return Status.next
    }
    case Intrinsic1.STOP_ITERATION_ERROR: return deliver(fp, word, stopIterationError(v, load<u32>(fp, FRAME_CODE)))
    case Intrinsic1.LIST_TO_TUPLE: {
      const n = listLength(addressOf(v))
      const t = newTuple(n)
      for (let i: u32 = 0; i < n; i++) tupleInit(t, i, listItem(addressOf(v), i))
      setReg(fp, opA(word), pointer(t))
      return Status.next
    }
    case Intrinsic1.TYPEVAR: return deliver(fp, word, newTypeParameter(T.TypeVar, v, UNBOUND, UNBOUND))
    case Intrinsic1.PARAMSPEC: return deliver(fp, word, newTypeParameter(T.ParamSpec, v, UNBOUND, UNBOUND))
    case Intrinsic1.TYPEVARTUPLE: return deliver(fp, word, newTypeParameter(T.TypeVarTuple, v, UNBOUND, UNBOUND))
    case Intrinsic1.TYPEALIAS: return deliver(fp, word, newTypeAlias(tupleItem(addressOf(v), 0), tupleItem(addressOf(v), 1), tupleItem(addressOf(v), 2)))
    case Intrinsic1.SUBSCRIPT_GENERIC: {
      const args = newTuple(2)
      tupleInit(args, 0, pointer(typeAt(T.Generic)))
      const items = unpackParameters(v)
      if (items == EXCEPTION) return Status.raised
      tupleInit(args, 1, items)
      return deliver(fp, word, callTyping(lit('_GenericAlias'), args + TUPLE_ITEMS, 2))
    }
  }
  raiseText(T.SystemError, 'unknown intrinsic')
  return Status.raised
}

/** Type parameters as Generic[...] takes them: a TypeVarTuple is unpacked. */
function unpackParameters(parameters: Value): Value {
  const n = tupleLength(addressOf(parameters))
  const result = newTuple(n)
  for (let i: u32 = 0; i < n; i++) {
    let p = tupleItem(addressOf(parameters), i)
    if (hasShape(p, shapeAt(T.TypeVarTuple))) {
      const it = getIter(p)
      p = it == EXCEPTION ? EXCEPTION : iterNext(it)
      if (p == EXCEPTION) return EXCEPTION
    }
    tupleInit(result, i, p)
  }
  return pointer(result)
}

export function opIntrinsic2(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  if (opX(word) == Intrinsic2.SET_FUNCTION_TYPE_PARAMS) {
    const f = addressOf(reg(fp, opB(word)))
    stmOwn(f)
    stmStore64(f, f + FUNCTION_TYPE_PARAMS, reg(fp, opC(word)))
    setReg(fp, opA(word), reg(fp, opB(word)))
    return Status.next
  }
  const a = reg(fp, opB(word)), b = reg(fp, opC(word))
  switch (opX(word)) {
    case Intrinsic2.TYPEVAR_WITH_BOUND: return deliver(fp, word, newTypeParameter(T.TypeVar, a, b, UNBOUND))
    case Intrinsic2.TYPEVAR_WITH_CONSTRAINTS: return deliver(fp, word, newTypeParameter(T.TypeVar, a, UNBOUND, b))
    case Intrinsic2.SET_TYPEPARAM_DEFAULT: {
      setTypeParameterDefault(a, b)
      return deliver(fp, word, a)
    }
  }
  raiseText(T.SystemError, 'unknown intrinsic')
  return Status.raised
}
