// Functions of the module builtins that consume iterables.

import { EXCEPTION, EXHAUSTED, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, floatOf, floatValue, intOf, intValue, isFloat, isInt, fitsInt, hasShape, isNone, ABSENT, isPointer } from '../memory/value'
import { consumeExtreme, consumeNext, consumeSum, consumeTruth, markCollecting } from '../interp/consume'
import { nextOfGenerator } from '../interp/generator-type'
import { call1 } from '../interp/nested'
import { isBuiltinCallable, iterationRunsPython, runsPython } from '../interp/next'
import { After, pythonMethod, tailMethod1 } from '../interp/special-methods'
import { currentPc } from '../memory/registers'
import { compareTruth, isTrue } from '../objects/compare'
import { MODULE_DICT, arg, defineFunction, fn } from '../objects/define'
import { intToF64 } from '../objects/int-core'
import { newCallableIterator } from '../objects/callable-iterator'
import { getIter, iterNext } from '../objects/iteration'
import { sortedList } from '../objects/list-sort'
import { numberAdd } from '../objects/number-ops'
import { callable } from '../objects/abstract'
import { clearError, errorMatches, raiseFormat, raiseText } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { tagOf, typeOf, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { CompareOp, Slot } from '../objects/type-slots'
import { tupleItem, tupleLength } from '../objects/tuple-core'
import { lit, text } from '../objects/intern'

function builtins_all(argv: u32): Value { return anyOrAll(arg(argv, 0), 0, FALSE) }
function builtins_any(argv: u32): Value { return anyOrAll(arg(argv, 0), 1, TRUE) }
/** `result` at the first item whose truth is `stop`, else the opposite. */
function anyOrAll(iterable: Value, stop: i32, result: Value): Value {
  if (iterationRunsPython(iterable)) return consumeTruth(iterable, stop)
  const it = getIter(iterable)
  if (it == EXCEPTION) return it
  for (;;) {
    const v = iterNext(it)
    if (v == EXHAUSTED) return result ^ 1
    if (v == EXCEPTION) return v
    const t = isTrue(v)
    if (t < 0) return EXCEPTION
    if (t == stop) return result
  }
  return EXCEPTION
}

function builtins_iter(argv: u32): Value {
  if (arg(argv, 1) == UNBOUND) {
    const f = pythonMethod(arg(argv, 0), Slot.iter, lit('__iter__'))
    return f == ABSENT ? getIter(arg(argv, 0)) : tailMethod1(f, currentPc, arg(argv, 0), After.iterator)
  }
  if (!callable(arg(argv, 0))) return raiseText(T.TypeError, 'iter(v, w): v must be callable')
  return newCallableIterator(arg(argv, 0), arg(argv, 1))
}
function builtins_next(argv: u32): Value {
  const it = arg(argv, 0)
  if (typeSlot(typeOf(it), Slot.next) == 0) return raiseFormat(T.TypeError, "'%T' object is not an iterator", it)
  const fallback = arg(argv, 1)
  if (fallback == UNBOUND && hasShape(it, shapeAt(T.generator))) return nextOfGenerator(addressOf(it))
  if (runsPython(it)) return consumeNext(it, fallback)
  const v = iterNext(it)
  if (v == EXHAUSTED) return fallback == UNBOUND ? raiseFormat(T.StopIteration, '') : fallback
  if (v == EXCEPTION && fallback != UNBOUND && errorMatches(T.StopIteration)) {
    clearError()
    return fallback
  }
  return v
}

function builtins_min(argv: u32): Value { return extreme(argv, CompareOp.LT, 'min') }
function builtins_max(argv: u32): Value { return extreme(argv, CompareOp.GT, 'max') }
/** argv: tuple of the positional arguments, key, default. */
function extreme(argv: u32, op: CompareOp, name: string): Value {
  const args = addressOf(arg(argv, 0))
  const key = arg(argv, 1), fallback = arg(argv, 2)
  const n = tupleLength(args)
  if (n == 0) return raiseFormat(T.TypeError, '%s expected at least 1 argument, got 0', text(name))
  if (n > 1 && fallback != UNBOUND) return raiseFormat(T.TypeError, 'Cannot specify a default for %s() with multiple positional arguments', text(name))
  const keyed = key != UNBOUND && !isNone(key)
  const iterable = n == 1 ? tupleItem(args, 0) : arg(argv, 0)
  if (iterationRunsPython(iterable) || (keyed && !isBuiltinCallable(key))) return consumeExtreme(iterable, keyed ? key : UNBOUND, fallback, op)
  const it = getIter(iterable)
  if (it == EXCEPTION) return it
  let best = UNBOUND, bestKey = UNBOUND
  for (;;) {
    const v = iterNext(it)
    if (v == EXCEPTION) return v
    if (v == EXHAUSTED) break
    const k = keyed ? call1(key, v) : v
    if (k == EXCEPTION) return k
    if (best != UNBOUND) {
      const t = compareTruth(k, bestKey, op)
      if (t < 0) return EXCEPTION
      if (t == 0) continue
    }
    best = v
    bestKey = k
  }
  if (best != UNBOUND) return best
  return fallback == UNBOUND ? raiseFormat(T.ValueError, '%s() iterable argument is empty', text(name)) : fallback
}

function builtins_sorted(argv: u32): Value { return sortedList(arg(argv, 0), arg(argv, 1) == UNBOUND ? NONE : arg(argv, 1), arg(argv, 2)) }

/** Ints are added as machine words as long as they fit, floats with compensated summation (Neumaier), as in CPython. */
function builtins_sum(argv: u32): Value {
  let total = arg(argv, 1)
  if (total == UNBOUND) total = intValue(0)
  else if (tagOf(total) == T.str) return raiseText(T.TypeError, "sum() can't sum strings [use ''.join(seq) instead]")
  else if (tagOf(total) == T.bytes) return raiseText(T.TypeError, "sum() can't sum bytes [use b''.join(seq) instead]")
  else if (tagOf(total) == T.bytearray) return raiseText(T.TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]")
  if (iterationRunsPython(arg(argv, 0))) return consumeSum(arg(argv, 0), total)
  const it = getIter(arg(argv, 0))
  if (it == EXCEPTION) return it
  for (;;) {
    let v = iterNext(it)
    while (isInt(total) && isInt(v)) {
      const s = intOf(total) + intOf(v)
      if (!fitsInt(s)) break
      total = intValue(s)
      v = iterNext(it)
    }
    if (isFloat(total) && (isFloat(v) || isInt(v))) {
      let sum = floatOf(total), compensation: f64 = 0
      while (isFloat(v) || isInt(v)) {
        const x = isFloat(v) ? floatOf(v) : <f64>intOf(v)
        const t = sum + x
        if (isFloat(v)) compensation += Math.abs(sum) >= Math.abs(x) ? sum - t + x : x - t + sum
        sum = t
        v = iterNext(it)
      }
      total = floatValue(compensation != 0 && isFinite(compensation) ? sum + compensation : sum)
    }
    if (v == EXHAUSTED) return total
    if (v == EXCEPTION) return v
    total = numberAdd(total, v)
    if (total == EXCEPTION) return total
  }
  return EXCEPTION
}

export function defineIterationFunctions(m: u32): void {
  defineFunction(m, 'all', '($module, iterable, /)', fn(builtins_all))
  defineFunction(m, 'any', '($module, iterable, /)', fn(builtins_any))
  defineFunction(m, 'iter', '($module, object, sentinel=None, /)', fn(builtins_iter))
  defineFunction(m, 'next', '($module, iterator, default=None, /)', fn(builtins_next))
  defineFunction(m, 'min', '($module, *args, key=None, default=None)', fn(builtins_min))
  defineFunction(m, 'max', '($module, *args, key=None, default=None)', fn(builtins_max))
  defineFunction(m, 'sorted', '($module, iterable, /, *, key=None, reverse=False)', fn(builtins_sorted))
  markCollecting(load<u32>(m, MODULE_DICT), lit('sorted'))
  defineFunction(m, 'sum', '($module, iterable, /, start=0)', fn(builtins_sum))
}
