// builtins.__build_class__: what a class statement calls. A continuation: the body runs as a frame of its own, and so does the metaclass
// where it is written in Python.

import { currentPc } from '../memory/registers'
import { ABSENT, CALLED, EXCEPTION, UNBOUND, Value, addressOf, hasShape, isPointer, pointer } from '../memory/value'
import { CODE_FLAGS } from '../interp/code'
import { callArgument, continueCall, pushContinuation, setState, state } from '../interp/continuations'
import { FRAME_REGISTERS, setReg } from '../interp/frame-layout'
import { goOnAt, pushFrame } from '../interp/frames'
import { FUNCTION_CODE, FUNCTION_GLOBALS } from '../interp/function'
import { callVector } from '../interp/nested'
import { STEP_PC } from '../interp/runtime-code'
import { isStr, isType } from '../objects/abstract'
import { getAttributeOr, setAttribute } from '../objects/attribute-access'
import { arg, fn } from '../objects/define'
import { dictCount, dictKeyAt, dictNext, dictPopStr, dictValueAt, newDict } from '../objects/dict'
import { setItem } from '../objects/item-access'
import { lit, litValue } from '../objects/intern'
import { dictToVector, vectorNames } from '../objects/keywords'
import { raiseFormat, raiseText } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { TUPLE_ITEMS, emptyTuple, newTuple, tupleInit, tupleItem, tupleLength } from '../objects/tuple-core'
import { typeOf, typeSlot } from '../objects/type'
import { calculateMetaclass, resolveBases } from '../objects/type-new'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { stmRead32, stmRead64 } from '../stm/barriers'

const enum State { func, name, bases, metaclass, keywords, namespace, phase, cell, COUNT }
const enum Phase { prepare, body, make }

/** (func, name, /, *bases, metaclass=type, **keywords): argv holds func, name, bases tuple, keywords dict. */
export function builtins_buildClass(argv: u32): Value {
  const func = arg(argv, 0), name = arg(argv, 1)
  if (func == UNBOUND) return raiseText(T.TypeError, '__build_class__: not enough arguments')
  if (!hasShape(func, shapeAt(T.function_))) return raiseText(T.TypeError, '__build_class__: func must be a function')
  if (name == UNBOUND) return raiseText(T.TypeError, '__build_class__: not enough arguments')
  if (!isStr(name)) return raiseText(T.TypeError, '__build_class__: name is not a string')
  const original = arg(argv, 2)
  const bases = resolveBases(original)
  if (bases == EXCEPTION) return EXCEPTION
  const keywords = isPointer(arg(argv, 3)) ? addressOf(arg(argv, 3)) : newDict()
  let metaclass = dictPopStr(keywords, lit('metaclass'))
  let isClass = true
  if (metaclass == ABSENT) metaclass = pointer(tupleLength(addressOf(bases)) ? typeOf(tupleItem(addressOf(bases), 0)) : typeAt(T.type))
  else isClass = isType(metaclass)
  if (isClass) {
    metaclass = calculateMetaclass(addressOf(metaclass), addressOf(bases))
    if (metaclass == EXCEPTION) return EXCEPTION
  }
  const count = dictCount(keywords)
  const fp = pushContinuation(fn(buildStep), <u32>State.COUNT, count + 4, currentPc)
  setReg(fp, 0, UNBOUND)
  setState(fp, <u32>State.func, func)
  setState(fp, <u32>State.name, name)
  setState(fp, <u32>State.bases, bases)
  setState(fp, <u32>State.metaclass, metaclass)
  setState(fp, <u32>State.keywords, pointer(keywords))
  setState(fp, <u32>State.namespace, bases == original ? UNBOUND : original) // until the namespace is there
  setState(fp, <u32>State.phase, <u64>Phase.prepare)
  setState(fp, <u32>State.cell, UNBOUND)
  goOnAt(fp, STEP_PC)
  return CALLED
}

function buildStep(fp: u32, value: Value): Value {
  if (value == EXCEPTION) return EXCEPTION
  switch (<Phase>state(fp, <u32>State.phase)) {
    case Phase.prepare: {
      if (value == UNBOUND) {
        value = callPrepare(fp)
        if (value == CALLED || value == EXCEPTION) return value
      }
      return runBody(fp, value)
    }
    case Phase.body: return makeClass(fp, value)
    default: return finishClass(fp, value)
  }
}

/** `metaclass.__prepare__(name, bases, **keywords)`; the namespace if it is there at once. */
function callPrepare(fp: u32): Value {
  const metaclass = state(fp, <u32>State.metaclass)
  if (metaclass == pointer(typeAt(T.type))) return pointer(newDict())
  const prepare = getAttributeOr(metaclass, lit('__prepare__'))
  if (prepare == EXCEPTION) return EXCEPTION
  if (prepare == UNBOUND) return pointer(newDict())
  return callWithKeywords(fp, prepare, UNBOUND)
}

/** Calls f(name, bases[, namespace], **keywords). */
function callWithKeywords(fp: u32, f: Value, namespace: Value): Value {
  let at = callArgument(fp, <u32>State.COUNT, 0)
  store<u64>(at, state(fp, <u32>State.name))
  store<u64>(at, state(fp, <u32>State.bases), 8)
  at += 16
  let n: u32 = 2
  if (namespace != UNBOUND) {
    store<u64>(at, namespace)
    at += 8
    n = 3
  }
  const keywords = addressOf(state(fp, <u32>State.keywords))
  for (let p = dictNext(keywords, 0); p >= 0; p = dictNext(keywords, p + 1), at += 8, n++) store<u64>(at, dictValueAt(keywords, p))
  return continueCall(fp, <u32>State.COUNT, f, n, vectorNames(pointer(keywords)))
}

/** Runs the class body in `namespace`. */
function runBody(fp: u32, namespace: Value): Value {
  const metaclass = state(fp, <u32>State.metaclass)
  const type = typeOf(namespace)
  if (!typeSlot(type, Slot.subscript)) {
    if (isType(metaclass)) return raiseFormat(T.TypeError, '%N.__prepare__() must return a mapping, not %T', <u64>addressOf(metaclass), namespace)
    return raiseFormat(T.TypeError, '<metaclass>.__prepare__() must return a mapping, not %T', namespace)
  }
  setState(fp, <u32>State.cell, state(fp, <u32>State.namespace)) // the bases as written, if they were replaced
  setState(fp, <u32>State.namespace, namespace)
  setState(fp, <u32>State.phase, <u64>Phase.body)
  const f = addressOf(state(fp, <u32>State.func))
  const code = stmRead32(f, f + FUNCTION_CODE)
  const body = pushFrame(callArgument(fp, <u32>State.COUNT, 0) - FRAME_REGISTERS, 0, STEP_PC, code, f, stmRead32(f, f + FUNCTION_GLOBALS), 0, 0)
  if (!body) return EXCEPTION
  setReg(body, 0, namespace)
  return CALLED
}

function makeClass(fp: u32, cell: Value): Value {
  const namespace = state(fp, <u32>State.namespace)
  const original = state(fp, <u32>State.cell)
  if (original != UNBOUND && !setItem(namespace, litValue('__orig_bases__'), original)) return EXCEPTION
  setState(fp, <u32>State.cell, cell)
  setState(fp, <u32>State.phase, <u64>Phase.make)
  const cls = callWithKeywords(fp, state(fp, <u32>State.metaclass), namespace)
  return cls == CALLED || cls == EXCEPTION ? cls : finishClass(fp, cls)
}

function finishClass(fp: u32, cls: Value): Value {
  const cell = state(fp, <u32>State.cell)
  if (!hasShape(cell, shapeAt(T.cell)) || !isType(cls)) return cls
  const content = stmRead64(addressOf(cell), addressOf(cell) + 8)
  if (content == UNBOUND) {
    return raiseFormat(T.RuntimeError, '__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?', state(fp, <u32>State.name), cls)
  }
  if (content != cls) return raiseFormat(T.TypeError, '__class__ set to %R defining %R as %R', content, state(fp, <u32>State.name), cls)
  return cls
}
