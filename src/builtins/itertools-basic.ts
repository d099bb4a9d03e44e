// itertools: count, repeat, cycle, accumulate, batched, pairwise, islice.

import { ABSENT, EXCEPTION, EXHAUSTED, NONE, UNBOUND, Value, addressOf, intOf, intValue, isInt, pointer } from '../memory/value'
import { call2 } from '../interp/nested'
import { INDEX_ERROR, compareTruth, getIter, isIndex, isTrue, iterNext, numberAdd, repr, toIndex } from '../objects/abstract'
import { arg, defineMethod, fn, setSlot } from '../objects/define'
import { listAppend, listItem, newList } from '../objects/list'
import { bindKeywords, noKeywords, positionalCount } from '../objects/positional-args'
import { clearError, raiseText, textFormat } from '../objects/raise'
import { typeAt } from '../objects/shape'
import { newTuple, tupleInit, tupleOf2 } from '../objects/tuple-core'
import { TYPE_BASETYPE, typeOf, typeSlot } from '../objects/type'
import { newTupleFrom } from '../objects/tuple'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { newVector, vectorPush, vectorToTuple } from '../objects/vector'
import { clipInt, defineIteratorType, typeName, field, fixedField, initField, newFields, publishType, setField } from './fields'

// ---- count: next, step

function isNumber(v: Value): bool {
  const type = typeOf(v)
  return isInt(v) || typeSlot(type, Slot.index) != 0 || typeSlot(type, Slot.int_) != 0 || typeSlot(type, Slot.float_) != 0 || type == typeAt(T.complex)
}

function count_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const slots = bindKeywords('count', argv, argc, names, 2, 0, 0, 2, 'start', 'step')
  if (!slots) return EXCEPTION
  const start = arg(slots, 0) == UNBOUND ? intValue(0) : arg(slots, 0)
  const step = arg(slots, 1) == UNBOUND ? intValue(1) : arg(slots, 1)
  if (!isNumber(start) || !isNumber(step)) return raiseText(T.TypeError, 'a number is required')
  const self = newFields(type, T.itertools_count, 2)
  initField(self, 0, start)
  initField(self, 1, step)
  return pointer(self)
}

function count_next(self: Value): Value {
  const c = addressOf(self)
  const value = field(c, 0)
  const next = numberAdd(value, fixedField(c, 1))
  if (next == EXCEPTION) return EXCEPTION
  setField(c, 0, next)
  return value
}

function count_repr(self: Value): Value {
  const c = addressOf(self)
  if (fixedField(c, 1) == intValue(1)) return textFormat('%U(%R)', typeName(self), field(c, 0))
  return textFormat('%U(%R, %R)', typeName(self), field(c, 0), fixedField(c, 1))
}

// ---- repeat: object, how often still (int, -1: for ever)

function repeat_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const slots = bindKeywords('repeat', argv, argc, names, 2, 1, 0, 2, 'object', 'times')
  if (!slots) return EXCEPTION
  let times: i64 = -1
  if (arg(slots, 1) != UNBOUND) {
    times = toIndex(arg(slots, 1), T.OverflowError)
    if (times == INDEX_ERROR) return EXCEPTION
    if (times < 0) times = 0
  }
  const self = newFields(type, T.itertools_repeat, 2)
  initField(self, 0, arg(slots, 0))
  initField(self, 1, clipInt(times))
  return pointer(self)
}

function repeat_next(self: Value): Value {
  const r = addressOf(self)
  const left = intOf(field(r, 1))
  if (left == 0) return EXHAUSTED
  if (left > 0) setField(r, 1, intValue(left - 1))
  return fixedField(r, 0)
}

function repeat_repr(self: Value): Value {
  const r = addressOf(self)
  const left = field(r, 1)
  if (left == intValue(-1)) return textFormat('%U(%R)', typeName(self), fixedField(r, 0))
  return textFormat('%U(%R, %R)', typeName(self), fixedField(r, 0), left)
}

function repeat_lengthHint(argv: u32): Value {
  const left = field(addressOf(arg(argv, 0)), 1)
  return left == intValue(-1) ? raiseText(T.TypeError, 'len() of unsized object') : left
}

// ---- cycle: iterator (UNBOUND when it has ended), list of what came, next place in it

function cycle_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (type == pointer(typeAt(T.itertools_cycle)) && !noKeywords('cycle', names)) return EXCEPTION
  if (!positionalCount('cycle', argc, 1, 1)) return EXCEPTION
  const it = getIter(arg(argv, 0))
  if (it == EXCEPTION) return EXCEPTION
  const self = newFields(type, T.itertools_cycle, 3)
  initField(self, 0, it)
  initField(self, 1, pointer(newList()))
  initField(self, 2, intValue(0))
  return pointer(self)
}

function cycle_next(self: Value): Value {
  const c = addressOf(self)
  const saved = addressOf(fixedField(c, 1))
  const it = field(c, 0)
  if (it != UNBOUND) {
    const item = iterNext(it)
    if (item == EXCEPTION) return EXCEPTION
    if (item != EXHAUSTED) return listAppend(saved, item) ? item : EXCEPTION
    setField(c, 0, UNBOUND)
  }
  let i = <u32>intOf(field(c, 2))
  let item = listItem(saved, i)
  if (i > 0 && item == ABSENT) {
    i = 0
    item = listItem(saved, 0)
  }
  if (item == ABSENT) return EXHAUSTED
  setField(c, 2, intValue(i + 1))
  return item
}

// ---- accumulate: iterator, function or None, total (UNBOUND at first), initial value (UNBOUND: none, or given out already)

function accumulate_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const slots = bindKeywords('accumulate', argv, argc, names, 3, 1, 0, 2, 'iterable', 'func', 'initial')
  if (!slots) return EXCEPTION
  const it = getIter(arg(slots, 0))
  if (it == EXCEPTION) return EXCEPTION
  const self = newFields(type, T.itertools_accumulate, 4)
  initField(self, 0, it)
  initField(self, 1, arg(slots, 1) == UNBOUND ? NONE : arg(slots, 1))
  initField(self, 2, UNBOUND)
  initField(self, 3, arg(slots, 2) == NONE ? UNBOUND : arg(slots, 2))
  return pointer(self)
}

function accumulate_next(self: Value): Value {
  const a = addressOf(self)
  const initial = field(a, 3)
  if (initial != UNBOUND) {
    setField(a, 3, UNBOUND)
    setField(a, 2, initial)
    return initial
  }
  const item = iterNext(fixedField(a, 0))
  if (item == EXHAUSTED || item == EXCEPTION) return item
  let total = field(a, 2)
  if (total == UNBOUND) total = item
  else {
    const f = fixedField(a, 1)
    total = f == NONE ? numberAdd(total, item) : call2(f, total, item)
    if (total == EXCEPTION) return EXCEPTION
  }
  setField(a, 2, total)
  return total
}

// ---- batched: iterator (UNBOUND: ended), size (int), strict (int)

function batched_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const slots = bindKeywords('batched', argv, argc, names, 3, 2, 0, 2, 'iterable', 'n', 'strict')
  if (!slots) return EXCEPTION
  const n = toIndex(arg(slots, 1), T.OverflowError)
  if (n == INDEX_ERROR) return EXCEPTION
  const strict = arg(slots, 2) == UNBOUND ? 0 : isTrue(arg(slots, 2))
  if (strict < 0) return EXCEPTION
  if (n < 1) return raiseText(T.ValueError, 'n must be at least one')
  const it = getIter(arg(slots, 0))
  if (it == EXCEPTION) return EXCEPTION
  const self = newFields(type, T.itertools_batched, 3)
  initField(self, 0, it)
  initField(self, 1, clipInt(n))
  initField(self, 2, intValue(strict))
  return pointer(self)
}

function batched_next(self: Value): Value {
  const b = addressOf(self)
  const it = field(b, 0)
  if (it == UNBOUND) return EXHAUSTED
  const n = intOf(fixedField(b, 1))
  let items = newVector(n < 16 ? <u32>n : 16)
  let i: i64 = 0
  for (; i < n; i++) {
    const item = iterNext(it)
    if (item == EXHAUSTED) break
    if (item == EXCEPTION) { setField(b, 0, UNBOUND); return EXCEPTION }
    items = vectorPush(items, item)
  }
  if (i < n) {
    setField(b, 0, UNBOUND)
    if (i == 0) return EXHAUSTED
    if (fixedField(b, 2) == intValue(1)) return raiseText(T.ValueError, 'batched(): incomplete batch')
  }
  return pointer(vectorToTuple(items))
}

// ---- pairwise: iterator (UNBOUND: ended), the item before (UNBOUND at first)

function pairwise_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (type == pointer(typeAt(T.itertools_pairwise)) && !noKeywords('pairwise', names)) return EXCEPTION
  if (!positionalCount('pairwise', argc, 1, 1)) return EXCEPTION
  const it = getIter(arg(argv, 0))
  if (it == EXCEPTION) return EXCEPTION
  const self = newFields(type, T.itertools_pairwise, 2)
  initField(self, 0, it)
  initField(self, 1, UNBOUND)
  return pointer(self)
}

function pairwise_next(self: Value): Value {
  const p = addressOf(self)
  const it = field(p, 0)
  if (it == UNBOUND) return EXHAUSTED
  let old = field(p, 1)
  if (old == UNBOUND) {
    old = iterNext(it)
    if (old == EXHAUSTED || old == EXCEPTION) { setField(p, 0, UNBOUND); return old }
    setField(p, 1, old)
    if (field(p, 0) == UNBOUND) return EXHAUSTED // ended by the iterator's own code
  }
  const item = iterNext(it)
  if (item == EXHAUSTED || item == EXCEPTION) {
    setField(p, 0, UNBOUND)
    setField(p, 1, UNBOUND)
    return item
  }
  setField(p, 1, item)
  return pointer(tupleOf2(old, item))
}

// ---- islice: iterator (UNBOUND: ended), items taken, next to give, stop (-1: none), step (ints)

/** An argument that is None (`missing`) or an int from 0 to sys.maxsize; INDEX_ERROR: raised. */
function bound(v: Value, missing: i64, message: string): i64 {
  if (v == NONE) return missing
  const i = isIndex(v) ? toIndex(v, T.none) : -1
  if (i == INDEX_ERROR) clearError()
  if (i < 0 || i == i64.MAX_VALUE) {
    raiseText(T.ValueError, message)
    return INDEX_ERROR
  }
  return i
}

function islice_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (type == pointer(typeAt(T.itertools_islice)) && !noKeywords('islice', names)) return EXCEPTION
  if (!positionalCount('islice', argc, 2, 4)) return EXCEPTION
  let start: i64 = 0, stop: i64, step: i64 = 1
  if (argc == 2) {
    stop = bound(arg(argv, 1), -1, 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.')
    if (stop == INDEX_ERROR) return EXCEPTION
  } else {
    start = bound(arg(argv, 1), 0, 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.')
    if (start == INDEX_ERROR) return EXCEPTION
    stop = bound(arg(argv, 2), -1, 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.')
    if (stop == INDEX_ERROR) return EXCEPTION
    if (argc == 4) {
      step = bound(arg(argv, 3), 1, 'Step for islice() must be a positive integer or None.')
      if (step == INDEX_ERROR) return EXCEPTION
      if (step == 0) return raiseText(T.ValueError, 'Step for islice() must be a positive integer or None.')
    }
  }
  const it = getIter(arg(argv, 0))
  if (it == EXCEPTION) return EXCEPTION
  const self = newFields(type, T.itertools_islice, 5)
  initField(self, 0, it)
  initField(self, 1, intValue(0))
  initField(self, 2, clipInt(start))
  initField(self, 3, clipInt(stop))
  initField(self, 4, clipInt(step))
  return pointer(self)
}

function islice_end(s: u32, outcome: Value): Value {
  setField(s, 0, UNBOUND)
  return outcome
}

function islice_next(self: Value): Value {
  const s = addressOf(self)
  const it = field(s, 0)
  if (it == UNBOUND) return EXHAUSTED
  const next = intOf(field(s, 2))
  const stop = intOf(fixedField(s, 3))
  let taken = intOf(field(s, 1))
  while (taken < next) {
    if (stop >= 0 && taken >= stop) return islice_end(s, EXHAUSTED)
    const skipped = iterNext(it)
    if (skipped == EXHAUSTED || skipped == EXCEPTION) return islice_end(s, skipped)
    taken++
    setField(s, 1, intValue(taken))
  }
  if (stop >= 0 && taken >= stop) return islice_end(s, EXHAUSTED)
  const item = iterNext(it)
  if (item == EXHAUSTED || item == EXCEPTION) return islice_end(s, item)
  setField(s, 1, intValue(taken + 1))
  const after = next + intOf(fixedField(s, 4))
  setField(s, 2, clipInt(stop >= 0 && after > stop ? stop : after))
  return item
}

export function initItertoolsBasic(module: u32): void {
  const count = defineIteratorType(T.itertools_count, 'itertools.count', 2, TYPE_BASETYPE, fn(count_new), fn(count_next), 'start, start + step, start + 2 * step and so on, without end.')
  setSlot(count, Slot.repr, fn(count_repr))
  publishType(module, T.itertools_count, 'count')
  const repeat = defineIteratorType(T.itertools_repeat, 'itertools.repeat', 2, TYPE_BASETYPE, fn(repeat_new), fn(repeat_next), 'The same object, so many times or for ever.')
  setSlot(repeat, Slot.repr, fn(repeat_repr))
  defineMethod(repeat, '__length_hint__', '($self, /)', fn(repeat_lengthHint))
  publishType(module, T.itertools_repeat, 'repeat')
  defineIteratorType(T.itertools_cycle, 'itertools.cycle', 3, TYPE_BASETYPE, fn(cycle_new), fn(cycle_next), 'The items of an iterable, over and over.')
  publishType(module, T.itertools_cycle, 'cycle')
  defineIteratorType(T.itertools_accumulate, 'itertools.accumulate', 4, TYPE_BASETYPE, fn(accumulate_new), fn(accumulate_next), 'Running totals, or results of another function of two arguments.')
  publishType(module, T.itertools_accumulate, 'accumulate')
  defineIteratorType(T.itertools_batched, 'itertools.batched', 3, TYPE_BASETYPE, fn(batched_new), fn(batched_next), 'Tuples of n items each; the last may be shorter unless strict.')
  publishType(module, T.itertools_batched, 'batched')
  defineIteratorType(T.itertools_pairwise, 'itertools.pairwise', 2, TYPE_BASETYPE, fn(pairwise_new), fn(pairwise_next), 'Pairs of neighbours.')
  publishType(module, T.itertools_pairwise, 'pairwise')
  defineIteratorType(T.itertools_islice, 'itertools.islice', 5, TYPE_BASETYPE, fn(islice_new), fn(islice_next), 'The items that a slice of the iterable would hold.')
  publishType(module, T.itertools_islice, 'islice')
}
