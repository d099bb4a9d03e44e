// range, immutable, over ints of any size, and its two iterators: range_iterator counts in machine words when start, stop and step
// are inline ints (all items are then, too), longrange_iterator in ints of any size.
//
//   range:              +0 0  +4 shape  +8 start  +16 stop  +24 step  +32 length (ints)
//   range_iterator:     a unit; +8 next:i64  +16 step:i64  +24 remaining:i64     (the interpreter's loops advance it in place)
//   longrange_iterator: a unit; +8 next  +16 step  +24 remaining (ints)

import { allocate, allocateImmutable } from '../gc/allocate'
import { EXCEPTION, EXHAUSTED, FALSE, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, addressOf, areInts, boolValue, hasShape, intOf, intValue, isBool, isInt, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { equal, getIter, hashOf, isIndex, iterNext, toInt } from './abstract'
import { arg, defineGetter, defineMethod, defineType, fn, setImmutableInstances, setSlot } from './define'
import { intAdd, intMul, intNeg, intSub } from './int-arith'
import { intCompare, intEqual, intFitsI64, intIsNegative, intIsZero, intPayload, intToI64, isExactInt } from './int-core'
import { intFloorDiv, intMod } from './int-divide'
import { selfIter } from './list-iterators'
import { builtinNamed } from './pickle-support'
import { noKeywords, positionalCount } from './positional-args'
import { raiseFormat, raiseText, raiseWith, textFormat } from './raise'
import { shapeAt, typeAt } from './shape'
import { isSlice, sliceIndices } from './slice'
import { combineHashes, finishTupleHash } from './tuple-hash'
import { tupleItem, tupleOf1, tupleOf2, tupleOf3 } from './tuple-core'
import { TYPE_SEQUENCE, tagOf } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

export const RANGE_START: u32 = 8
export const RANGE_STOP: u32 = 16
export const RANGE_STEP: u32 = 24
export const RANGE_LENGTH: u32 = 32
const RANGE_BYTES: u32 = 40

export const RANGE_ITERATOR_NEXT: u32 = 8
export const RANGE_ITERATOR_STEP: u32 = 16
export const RANGE_ITERATOR_REMAINING: u32 = 24
const ITERATOR_BYTES: u32 = 32

/** range(start, stop, step) of ints, step not 0. */
export function newRange(start: Value, stop: Value, step: Value): Value {
  const r = allocateImmutable(shapeAt(T.range), RANGE_BYTES)
  store<u64>(r, start, RANGE_START)
  store<u64>(r, stop, RANGE_STOP)
  store<u64>(r, step, RANGE_STEP)
  store<u64>(r, rangeLength(start, stop, step), RANGE_LENGTH)
  return pointer(r)
}

function rangeLength(start: Value, stop: Value, step: Value): Value {
  if (areInts(start, stop) && isInt(step)) {
    const a = intOf(start), b = intOf(stop), s = intOf(step)
    if (s > 0) return intValue(a < b ? (b - a - 1) / s + 1 : 0)
    return intValue(a > b ? (a - b - 1) / -s + 1 : 0)
  }
  const up = !intIsNegative(step)
  const low = up ? start : stop, high = up ? stop : start
  if (intCompare(low, high) >= 0) return intValue(0)
  return intAdd(intFloorDiv(intSub(intSub(high, low), intValue(1)), up ? step : intNeg(step)), intValue(1))
}

// @ts-ignore: decorator
@inline function field(r: u32, offset: u32): Value { return load<u64>(r + offset) }

function range_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (!noKeywords('range', names) || !positionalCount('range', argc, 1, 3)) return EXCEPTION
  if (argc == 1) {
    const stop = toInt(arg(argv, 0))
    return stop == EXCEPTION ? EXCEPTION : newRange(intValue(0), stop, intValue(1))
  }
  const start = toInt(arg(argv, 0))
  if (start == EXCEPTION) return EXCEPTION
  const stop = toInt(arg(argv, 1))
  if (stop == EXCEPTION) return EXCEPTION
  let step = intValue(1)
  if (argc == 3) {
    step = toInt(arg(argv, 2))
    if (step == EXCEPTION) return EXCEPTION
    if (intIsZero(step)) return raiseText(T.ValueError, 'range() arg 3 must not be zero')
  }
  return newRange(start, stop, step)
}

function range_repr(self: Value): Value {
  const r = addressOf(self)
  if (field(r, RANGE_STEP) == intValue(1)) return textFormat('range(%R, %R)', field(r, RANGE_START), field(r, RANGE_STOP))
  return textFormat('range(%R, %R, %R)', field(r, RANGE_START), field(r, RANGE_STOP), field(r, RANGE_STEP))
}

function range_hash(self: Value): i64 {
  const r = addressOf(self)
  const length = field(r, RANGE_LENGTH)
  const some = !intIsZero(length)
  let acc = combineHashes(combineHashes(0, 0, 0), hashOf(length), 1)
  acc = combineHashes(acc, hashOf(some ? field(r, RANGE_START) : NONE), 1)
  acc = combineHashes(acc, hashOf(some && length != intValue(1) ? field(r, RANGE_STEP) : NONE), 1)
  return finishTupleHash(acc, 3)
}

function range_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (!hasShape(other, shapeAt(T.range)) || (op != CompareOp.EQ && op != CompareOp.NE)) return NOT_IMPLEMENTED
  return boolValue(rangesEqual(addressOf(self), addressOf(other)) == (op == CompareOp.EQ))
}

function rangesEqual(a: u32, b: u32): bool {
  const length = field(a, RANGE_LENGTH)
  if (a == b) return true
  if (!intEqual(length, field(b, RANGE_LENGTH))) return false
  if (intIsZero(length)) return true
  if (!intEqual(field(a, RANGE_START), field(b, RANGE_START))) return false
  return length == intValue(1) || intEqual(field(a, RANGE_STEP), field(b, RANGE_STEP))
}

function range_length(self: Value): Value {
  const length = field(addressOf(self), RANGE_LENGTH)
  return intFitsI64(length) ? length : raiseText(T.OverflowError, 'Python int too large to convert to C ssize_t')
}

function range_bool(self: Value): Value { return boolValue(!intIsZero(field(addressOf(self), RANGE_LENGTH))) }

/** Item `i`, 0 <= i < length. */
function itemAt(r: u32, i: Value): Value { return intAdd(field(r, RANGE_START), intMul(i, field(r, RANGE_STEP))) }

function rangeItem(r: u32, i: Value): Value {
  const length = field(r, RANGE_LENGTH)
  if (intIsNegative(i)) i = intAdd(i, length)
  if (intIsNegative(i) || intCompare(i, length) >= 0) return raiseText(T.IndexError, 'range object index out of range')
  return itemAt(r, i)
}

function range_item(self: Value, index: Value): Value { return rangeItem(addressOf(self), index) }

function range_subscript(self: Value, key: Value): Value {
  const r = addressOf(self)
  if (isIndex(key)) {
    const i = toInt(key)
    return i == EXCEPTION ? EXCEPTION : rangeItem(r, i)
  }
  if (!isSlice(key)) return raiseFormat(T.TypeError, 'range indices must be integers or slices, not %T', key)
  const bounds = sliceIndices(addressOf(key), field(r, RANGE_LENGTH))
  if (bounds == EXCEPTION) return EXCEPTION
  const t = addressOf(bounds)
  return newRange(itemAt(r, tupleItem(t, 0)), itemAt(r, tupleItem(t, 1)), intMul(field(r, RANGE_STEP), tupleItem(t, 2)))
}

/** Ints and bools are found by arithmetic; anything else by comparing. */
function isArithmetic(v: Value): bool { return isExactInt(v) || isBool(v) }

/** Is int `v` an item? */
function holds(r: u32, v: Value): bool {
  const start = field(r, RANGE_START), stop = field(r, RANGE_STOP), step = field(r, RANGE_STEP)
  if (intIsNegative(step)) { if (intCompare(v, stop) <= 0 || intCompare(v, start) > 0) return false }
  else if (intCompare(v, start) < 0 || intCompare(v, stop) >= 0) return false
  return intIsZero(intMod(intSub(v, start), step))
}

/** Position of the first item that equals `v`, -1: none, -2: raised; counting all if `count`. */
function search(self: Value, v: Value, count: bool): i64 {
  const it = getIter(self)
  let found: i64 = 0
  for (let i: i64 = 0; ; i++) {
    const item = iterNext(it)
    if (item == EXHAUSTED) return count ? found : -1
    const e = equal(item, v)
    if (e < 0) return -2
    if (e == 1) { if (count) found++; else return i }
  }
  return -1
}

function range_contains(self: Value, v: Value): Value {
  if (isArithmetic(v)) return boolValue(holds(addressOf(self), intPayload(v)))
  const i = search(self, v, false)
  return i == -2 ? EXCEPTION : boolValue(i >= 0)
}

function range_count(argv: u32): Value {
  const v = arg(argv, 1)
  if (isArithmetic(v)) return intValue(holds(addressOf(arg(argv, 0)), intPayload(v)) ? 1 : 0)
  const n = search(arg(argv, 0), v, true)
  return n == -2 ? EXCEPTION : intValue(n)
}

function range_index(argv: u32): Value {
  const r = addressOf(arg(argv, 0))
  const v = arg(argv, 1)
  if (isArithmetic(v)) {
    const i = intPayload(v)
    if (holds(r, i)) return intFloorDiv(intSub(i, field(r, RANGE_START)), field(r, RANGE_STEP))
    return raiseText(T.ValueError, 'range.index(x): x not in range')
  }
  const i = search(arg(argv, 0), v, false)
  if (i == -2) return EXCEPTION
  return i >= 0 ? intValue(i) : raiseText(T.ValueError, 'sequence.index(x): x not in sequence')
}

function range_start(self: Value): Value { return field(addressOf(self), RANGE_START) }
function range_stop(self: Value): Value { return field(addressOf(self), RANGE_STOP) }
function range_step(self: Value): Value { return field(addressOf(self), RANGE_STEP) }

function range_reduce(argv: u32): Value {
  const r = addressOf(arg(argv, 0))
  return pointer(tupleOf2(pointer(typeAt(T.range)), pointer(tupleOf3(field(r, RANGE_START), field(r, RANGE_STOP), field(r, RANGE_STEP)))))
}

// ---- iterators

function newIterator(next: Value, step: Value, remaining: Value): Value {
  const small = areInts(next, step) && isInt(remaining) && isInt(intAdd(next, intMul(step, remaining)))
  const it = allocate(shapeAt(small ? T.range_iterator : T.longrange_iterator), ITERATOR_BYTES)
  store<u64>(it, small ? <u64>intOf(next) : next, RANGE_ITERATOR_NEXT)
  store<u64>(it, small ? <u64>intOf(step) : step, RANGE_ITERATOR_STEP)
  store<u64>(it, small ? <u64>intOf(remaining) : remaining, RANGE_ITERATOR_REMAINING)
  return pointer(it)
}

export function range_iter(self: Value): Value {
  const r = addressOf(self)
  return newIterator(field(r, RANGE_START), field(r, RANGE_STEP), field(r, RANGE_LENGTH))
}

function range_reversed(argv: u32): Value {
  const r = addressOf(arg(argv, 0))
  const length = field(r, RANGE_LENGTH)
  return newIterator(itemAt(r, intSub(length, intValue(1))), intNeg(field(r, RANGE_STEP)), length)
}

export function rangeIteratorNext(self: Value): Value {
  const it = addressOf(self)
  stmOwn(it)
  const remaining = load<i64>(it, RANGE_ITERATOR_REMAINING)
  if (remaining <= 0) return EXHAUSTED
  const next = load<i64>(it, RANGE_ITERATOR_NEXT)
  stmStore64(it, it + RANGE_ITERATOR_REMAINING, remaining - 1)
  stmStore64(it, it + RANGE_ITERATOR_NEXT, next + load<i64>(it, RANGE_ITERATOR_STEP))
  return intValue(next)
}

function longNext(self: Value): Value {
  const it = addressOf(self)
  stmOwn(it)
  const remaining = load<u64>(it, RANGE_ITERATOR_REMAINING)
  if (intIsZero(remaining)) return EXHAUSTED
  const next = load<u64>(it, RANGE_ITERATOR_NEXT)
  stmStore64(it, it + RANGE_ITERATOR_REMAINING, intSub(remaining, intValue(1)))
  stmStore64(it, it + RANGE_ITERATOR_NEXT, intAdd(next, load<u64>(it, RANGE_ITERATOR_STEP)))
  return next
}

/** Field of either kind of iterator as an int. */
function iteratorField(it: u32, offset: u32): Value {
  const raw = stmRead64(it, it + offset)
  return load<u32>(it, 4) == shapeAt(T.range_iterator) ? intValue(<i64>raw) : raw
}

function iterator_lengthHint(argv: u32): Value { return iteratorField(addressOf(arg(argv, 0)), RANGE_ITERATOR_REMAINING) }

function iterator_reduce(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const iter = builtinNamed('iter')
  if (iter == EXCEPTION) return EXCEPTION
  const next = iteratorField(it, RANGE_ITERATOR_NEXT), step = iteratorField(it, RANGE_ITERATOR_STEP)
  const stop = intAdd(next, intMul(step, iteratorField(it, RANGE_ITERATOR_REMAINING)))
  return pointer(tupleOf3(iter, pointer(tupleOf1(newRange(next, stop, step))), NONE))
}

/** Skips as many items as the state says. */
function iterator_setstate(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  let skip = toInt(arg(argv, 1))
  if (skip == EXCEPTION) return EXCEPTION
  const remaining = iteratorField(it, RANGE_ITERATOR_REMAINING)
  if (intIsNegative(skip)) skip = intValue(0)
  else if (intCompare(skip, remaining) > 0) skip = remaining
  const small = load<u32>(it, 4) == shapeAt(T.range_iterator)
  const next = intAdd(iteratorField(it, RANGE_ITERATOR_NEXT), intMul(skip, iteratorField(it, RANGE_ITERATOR_STEP)))
  const left = intSub(remaining, skip)
  stmOwn(it)
  stmStore64(it, it + RANGE_ITERATOR_NEXT, small ? <u64>intToI64(next) : next)
  stmStore64(it, it + RANGE_ITERATOR_REMAINING, small ? <u64>intToI64(left) : left)
  return NONE
}

function defineIterator(t: T, name: string, next: u32): void {
  const type = defineType(t, T.object, name, ITERATOR_BYTES, 0, null)
  setSlot(type, Slot.iter, fn(selfIter))
  setSlot(type, Slot.next, next)
  defineMethod(type, '__length_hint__', '($self, /)', fn(iterator_lengthHint))
  defineMethod(type, '__reduce__', '($self, /)', fn(iterator_reduce))
  defineMethod(type, '__setstate__', '($self, object, /)', fn(iterator_setstate))
}

export function initRange(): void {
  const t = defineType(T.range, T.object, 'range', RANGE_BYTES, TYPE_SEQUENCE, 'The ints from start (0) up to but not including stop, by step (1), computed when asked for: range(stop), range(start, stop[, step]).')
  setImmutableInstances(T.range)
  setSlot(t, Slot.new_, fn(range_new))
  setSlot(t, Slot.repr, fn(range_repr))
  setSlot(t, Slot.hash, fn(range_hash))
  setSlot(t, Slot.richcompare, fn(range_richcompare))
  setSlot(t, Slot.iter, fn(range_iter))
  setSlot(t, Slot.bool_, fn(range_bool))
  setSlot(t, Slot.length, fn(range_length))
  setSlot(t, Slot.item, fn(range_item))
  setSlot(t, Slot.contains, fn(range_contains))
  setSlot(t, Slot.subscript, fn(range_subscript))
  defineMethod(t, '__reversed__', '($self, /)', fn(range_reversed))
  defineMethod(t, '__reduce__', '($self, /)', fn(range_reduce))
  defineMethod(t, 'count', '($self, object, /)', fn(range_count))
  defineMethod(t, 'index', '($self, object, /)', fn(range_index))
  defineGetter(t, 'start', fn(range_start))
  defineGetter(t, 'stop', fn(range_stop))
  defineGetter(t, 'step', fn(range_step))
  defineIterator(T.range_iterator, 'range_iterator', fn(rangeIteratorNext))
  defineIterator(T.longrange_iterator, 'longrange_iterator', fn(longNext))
}
