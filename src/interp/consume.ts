// Builtins that consume an iterable whose iteration runs Python: their loops, turned into continuations. Each builtin has its plain
// loop for everything else; it asks `iterationRunsPython` first and then begins one of these.
//
// State words: iterable or iterator, phase, then what the consumer needs; all its progress stands there or in units, so it may
// commit, abort and wait between two items. A call that parks is made again by the same step with the same value: where a step
// makes calls, it puts what led to the call into R[0] first.

import { currentPc } from '../memory/registers'
import { ABSENT, CALLED, EXCEPTION, EXHAUSTED, FALSE, HOLE, PARKED, UNBOUND, Value, addressOf, boolValue, fitsInt, floatOf, floatValue, hasShape, intOf, intValue, isFloat, isInt, pointer } from '../memory/value'
import { compareTruth, isTrue } from '../objects/compare'
import { BUILTIN_COLLECTS, BUILTIN_FLAGS, fn } from '../objects/define'
import { lit, text } from '../objects/intern'
import { getIter } from '../objects/iteration'
import { listAppend, newList } from '../objects/list'
import { namespaceGet } from '../objects/namespace'
import { numberAdd } from '../objects/number-ops'
import { type_call } from '../objects/object-new'
import { clearError, errorMatches, raiseFormat, raiseText } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { TYPE_DICT, tagOf, typeOf, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { CompareOp, Slot } from '../objects/type-slots'
import { callBuiltin } from './calls'
import { callArgument, continueCall, pushContinuation, setState, state } from './continuations'
import { setReg } from './frame-layout'
import { beginStep, continueNext, itemFrom } from './next'
import { STEP_PC } from './runtime-code'
import { pythonMethod } from './special-methods'

const enum S { iterator, phase, a, b, c, d, COUNT }
const enum Phase { begin, iter, items, call }

/** Pushes a consumer of `iterable` for the builtin called at currentPc; the builtin returns what `beginStep` gives. */
function pushConsumer(step: u32, iterable: Value, more: u32): u32 {
  const fp = pushContinuation(step, <u32>S.COUNT + more, 34, currentPc)
  setState(fp, S.iterator, iterable)
  setState(fp, S.phase, Phase.begin)
  return fp
}

/** The item that a step with `states` words has been given, or the first one: a value, EXHAUSTED, EXCEPTION, or CALLED. */
function itemOf(fp: u32, value: Value, states: u32): Value {
  const phase = <Phase>state(fp, S.phase)
  if (phase == Phase.items) return itemFrom(value)
  let it = value
  if (phase == Phase.begin) {
    const iterable = state(fp, S.iterator)
    const method = pythonMethod(iterable, Slot.iter, lit('__iter__'))
    if (method != ABSENT) {
      setState(fp, S.phase, Phase.iter)
      store<u64>(callArgument(fp, states, 0), iterable)
      it = continueCall(fp, states, method, 1, 0)
      if (it == CALLED) return CALLED
    } else it = getIter(iterable)
  }
  if (it == EXCEPTION) return EXCEPTION
  if (!typeSlot(typeOf(it), Slot.next)) return raiseFormat(T.TypeError, "iter() returned non-iterator of type '%T'", it)
  setState(fp, S.iterator, it)
  setState(fp, S.phase, Phase.items)
  return itemFrom(continueNext(fp, it))
}

// @ts-ignore: decorator
@inline function nextItem(fp: u32): Value { return itemFrom(continueNext(fp, state(fp, S.iterator))) }

// ---- into a list: a = list, b = what becomes of it

const enum Into { list, nothing, call }

/** list(iterable) */
export function consumeToList(iterable: Value): Value {
  const fp = pushConsumer(fn(listStep), iterable, 0)
  setState(fp, S.a, pointer(newList()))
  setState(fp, S.b, Into.list)
  return beginStep(fp)
}

/** Appends the items to `list`, for an instruction without a result. */
export function consumeInto(list: u32, iterable: Value): Value {
  const fp = pushConsumer(fn(listStep), iterable, 0)
  setState(fp, S.a, pointer(list))
  setState(fp, S.b, Into.nothing)
  return beginStep(fp)
}

const enum Call { callee, names, count, which, ARGUMENTS }

// @ts-ignore: decorator
@inline function callWord(i: u32): u32 { return <u32>S.COUNT + i }

/** Calls builtin or builtin class `callee` with the items of its argument `which` collected in a list beforehand. */
export function collectArgument(callee: u32, which: u32, argv: u32, count: u32, names: u32): Value {
  const fp = pushConsumer(fn(listStep), load<u64>(argv + which * 8), <u32>Call.ARGUMENTS + count)
  setState(fp, S.a, pointer(newList()))
  setState(fp, S.b, Into.call)
  setState(fp, callWord(Call.callee), pointer(callee))
  setState(fp, callWord(Call.names), names)
  setState(fp, callWord(Call.count), count)
  setState(fp, callWord(Call.which), which)
  for (let i: u32 = 0; i < count; i++) setState(fp, callWord(<u32>Call.ARGUMENTS + i), load<u64>(argv + i * 8))
  return beginStep(fp)
}

function listStep(fp: u32, value: Value): Value {
  if (state(fp, S.phase) == <u64>Phase.call) return value
  const list = addressOf(state(fp, S.a))
  const states: u32 = state(fp, S.b) == <u64>Into.call ? <u32>S.COUNT + <u32>Call.ARGUMENTS + <u32>state(fp, callWord(Call.count)) : <u32>S.COUNT
  let item = itemOf(fp, value, states)
  for (;;) {
    if (item == CALLED || item == EXCEPTION) return item
    if (item == EXHAUSTED) break
    if (!listAppend(list, item)) return EXCEPTION
    item = nextItem(fp)
  }
  if (state(fp, S.b) == <u64>Into.list) return pointer(list)
  return state(fp, S.b) == <u64>Into.nothing ? HOLE : callCollected(fp)
}

function callCollected(fp: u32): Value {
  const count = <u32>state(fp, callWord(Call.count))
  const names = <u32>state(fp, callWord(Call.names))
  const first = callArgument(fp, <u32>S.COUNT + <u32>Call.ARGUMENTS + count, 0)
  for (let i: u32 = 0; i < count; i++) store<u64>(first + i * 8, state(fp, callWord(<u32>Call.ARGUMENTS + i)))
  store<u64>(first + (<u32>state(fp, callWord(Call.which)) << 3), state(fp, S.a))
  const callee = state(fp, callWord(Call.callee))
  const r = hasShape(callee, shapeAt(T.type)) ? type_call(callee, first, count, names) : callBuiltin(addressOf(callee), first, count, names, STEP_PC)
  if (r == CALLED) setState(fp, S.phase, Phase.call)
  return r
}

// ---- any, all: a = truth that decides

/** any (stop 1) and all (stop 0) */
export function consumeTruth(iterable: Value, stop: i32): Value {
  const fp = pushConsumer(fn(truthStep), iterable, 0)
  setState(fp, S.a, stop)
  return beginStep(fp)
}

function truthStep(fp: u32, value: Value): Value {
  const stop = <i32>state(fp, S.a)
  let item = itemOf(fp, value, S.COUNT)
  for (;;) {
    if (item == CALLED || item == EXCEPTION) return item
    if (item == EXHAUSTED) return boolValue(stop == 0)
    const truth = isTrue(item)
    if (truth < 0) return EXCEPTION
    if (truth == stop) return boolValue(stop == 1)
    item = nextItem(fp)
  }
  return FALSE
}

// ---- sum: a = total, b = compensation of a float total (Neumaier)

export function consumeSum(iterable: Value, start: Value): Value {
  const fp = pushConsumer(fn(sumStep), iterable, 0)
  setState(fp, S.a, start)
  setState(fp, S.b, 0)
  return beginStep(fp)
}

/** The float total with its compensation. */
function settledSum(fp: u32): Value {
  const total = state(fp, S.a)
  const compensation = reinterpret<f64>(state(fp, S.b))
  setState(fp, S.b, 0)
  return isFloat(total) && compensation != 0 && isFinite(compensation) ? floatValue(floatOf(total) + compensation) : total
}

function sumStep(fp: u32, value: Value): Value {
  let item = itemOf(fp, value, S.COUNT)
  for (;;) {
    if (item == CALLED || item == EXCEPTION) return item
    if (item == EXHAUSTED) return settledSum(fp)
    const total = state(fp, S.a)
    if (isInt(total) && isInt(item) && fitsInt(intOf(total) + intOf(item))) setState(fp, S.a, intValue(intOf(total) + intOf(item)))
    else if (isFloat(total) && (isFloat(item) || isInt(item))) {
      const sum = floatOf(total), x = isFloat(item) ? floatOf(item) : <f64>intOf(item)
      const t = sum + x
      if (isFloat(item)) {
        const lost = Math.abs(sum) >= Math.abs(x) ? sum - t + x : x - t + sum
        setState(fp, S.b, reinterpret<u64>(reinterpret<f64>(state(fp, S.b)) + lost))
      }
      setState(fp, S.a, floatValue(t))
    }
    else {
      const next = numberAdd(settledSum(fp), item)
      if (next == EXCEPTION) return EXCEPTION
      setState(fp, S.a, next)
    }
    item = nextItem(fp)
  }
  return EXCEPTION
}

// ---- min, max: a = best, b = its key, c = item whose key is being computed; then key function, default, operator

const enum Extreme { key, fallback, op, COUNT }

export function consumeExtreme(iterable: Value, key: Value, fallback: Value, op: CompareOp): Value {
  const fp = pushConsumer(fn(extremeStep), iterable, Extreme.COUNT)
  setState(fp, S.a, UNBOUND)
  setState(fp, S.b, UNBOUND)
  setState(fp, callWord(Extreme.key), key)
  setState(fp, callWord(Extreme.fallback), fallback)
  setState(fp, callWord(Extreme.op), op)
  return beginStep(fp)
}

function extremeStep(fp: u32, value: Value): Value {
  const key = state(fp, callWord(Extreme.key))
  const op = <CompareOp>state(fp, callWord(Extreme.op))
  let k = UNBOUND // the key of state c, once it is known
  let item = UNBOUND
  if (state(fp, S.phase) == <u64>Phase.call) {
    setState(fp, S.phase, Phase.items)
    k = value
  } else item = itemOf(fp, value, <u32>S.COUNT + <u32>Extreme.COUNT)
  for (;;) {
    if (k == UNBOUND) {
      if (item == CALLED || item == EXCEPTION) return item
      if (item == EXHAUSTED) break
      setState(fp, S.c, item)
      k = item
      if (key != UNBOUND) {
        setReg(fp, 0, item)
        const states = <u32>S.COUNT + <u32>Extreme.COUNT
        store<u64>(callArgument(fp, states, 0), item)
        k = continueCall(fp, states, key, 1, 0)
        if (k == PARKED) return PARKED
        if (k == CALLED) {
          setState(fp, S.phase, Phase.call)
          return CALLED
        }
      }
    }
    if (k == EXCEPTION) return EXCEPTION
    const better = state(fp, S.a) == UNBOUND ? 1 : compareTruth(k, state(fp, S.b), op)
    if (better < 0) return EXCEPTION
    if (better) {
      setState(fp, S.a, state(fp, S.c))
      setState(fp, S.b, k)
    }
    k = UNBOUND
    item = nextItem(fp)
  }
  const best = state(fp, S.a)
  if (best != UNBOUND) return best
  const fallback = state(fp, callWord(Extreme.fallback))
  return fallback == UNBOUND ? raiseFormat(T.ValueError, '%s() iterable argument is empty', op == CompareOp.LT ? text('min') : text('max')) : fallback
}

// ---- reduce: a = result so far, b = function

export function consumeReduce(iterable: Value, f: Value, initial: Value): Value {
  const fp = pushConsumer(fn(reduceStep), iterable, 0)
  setState(fp, S.a, initial)
  setState(fp, S.b, f)
  return beginStep(fp)
}

function reduceStep(fp: u32, value: Value): Value {
  let item: Value
  if (state(fp, S.phase) == <u64>Phase.call) {
    if (value == EXCEPTION) return EXCEPTION
    setState(fp, S.a, value)
    setState(fp, S.phase, Phase.items)
    item = nextItem(fp)
  }
  else {
    const first = state(fp, S.phase) == <u64>Phase.begin
    item = itemOf(fp, value, S.COUNT)
    if (item == EXCEPTION && first && errorMatches(T.TypeError) && state(fp, S.phase) == <u64>Phase.begin) {
      clearError()
      return raiseText(T.TypeError, 'reduce() arg 2 must support iteration')
    }
  }
  for (;;) {
    if (item == CALLED || item == EXCEPTION) return item
    const result = state(fp, S.a)
    if (item == EXHAUSTED) return result == UNBOUND ? raiseText(T.TypeError, 'reduce() of empty iterable with no initial value') : result
    if (result == UNBOUND) setState(fp, S.a, item)
    else {
      setReg(fp, 0, item)
      const at = callArgument(fp, S.COUNT, 0)
      store<u64>(at, result)
      store<u64>(at, item, 8)
      const r = continueCall(fp, S.COUNT, state(fp, S.b), 2, 0)
      if (r == CALLED) setState(fp, S.phase, Phase.call)
      if (r == CALLED || r == EXCEPTION || r == PARKED) return r
      setState(fp, S.a, r)
    }
    item = nextItem(fp)
  }
  return EXCEPTION
}

// ---- next(it, default): no state but the default in a

/** next(it[, fallback]) of an iterator that runs Python. */
export function consumeNext(it: Value, fallback: Value): Value {
  const fp = pushContinuation(fn(nextStep), <u32>S.COUNT, 0, currentPc)
  setState(fp, S.iterator, it)
  setState(fp, S.phase, Phase.begin)
  setState(fp, S.a, fallback)
  return beginStep(fp)
}

function nextStep(fp: u32, value: Value): Value {
  const fallback = state(fp, S.a)
  if (state(fp, S.phase) == <u64>Phase.begin) {
    setState(fp, S.phase, Phase.items)
    value = continueNext(fp, state(fp, S.iterator))
    if (value == CALLED) return CALLED
  }
  if (fallback == UNBOUND) return value // a StopIteration goes on as it is, EXHAUSTED makes one
  const item = itemFrom(value)
  return item == EXHAUSTED ? fallback : item
}

// ---- which builtin classes collect their only argument

/** True if builtin class `type`, called with one argument, goes over that argument. */
export function collects(type: u32, argument: Value): bool {
  if (type == typeAt(T.list) || type == typeAt(T.tuple) || type == typeAt(T.set) || type == typeAt(T.frozenset)) {
    return tagOf(argument) != T.list && tagOf(argument) != T.tuple || pythonMethod(argument, Slot.iter, lit('__iter__')) != ABSENT
  }
  // a mapping that goes over its keys in Python is none of ours
  return type == typeAt(T.dict) && pythonMethod(argument, Slot.iter, lit('__iter__')) == ABSENT
}

/** Marks the builtin `name` of a module's or type's dict: its arguments are collected (BUILTIN_COLLECTS). */
export function markCollecting(dict: u32, name: u32): void {
  const b = addressOf(namespaceGet(dict, name))
  store<u32>(b, load<u32>(b, BUILTIN_FLAGS) | BUILTIN_COLLECTS, BUILTIN_FLAGS)
}

function markMethod(t: T, name: string): void { markCollecting(load<u32>(typeAt(t), TYPE_DICT), lit(name)) }

/** At boot, behind the types. */
export function markCollectingMethods(): void {
  markMethod(T.list, 'extend')
  markMethod(T.str, 'join')
  markMethod(T.bytes, 'join')
  markMethod(T.bytearray, 'join')
  markMethod(T.bytearray, 'extend')
  markMethod(T.set, 'update')
  markMethod(T.set, 'union')
  markMethod(T.set, 'intersection')
  markMethod(T.set, 'difference')
  markMethod(T.frozenset, 'union')
  markMethod(T.frozenset, 'intersection')
  markMethod(T.frozenset, 'difference')
}
