// The slice object, immutable, and its arithmetic on a length. Each part of the conversion may call `__index__`, in CPython's order
// step, start, stop; only then the length is taken and the bounds are fitted to it:
//   const step = sliceStep(s); const start = sliceStart(s, step); const stop = sliceStop(s, step)   // INDEX_ERROR: raised
//   const from = fitBound(start, length, step); const to = fitBound(stop, length, step); const n = sliceCount(from, to, step)
//
//   +0 0  +4 shape  +8 start  +16 stop  +24 step (values)

import { allocateImmutable } from '../gc/allocate'
import { EXCEPTION, NONE, NOT_IMPLEMENTED, TRUE, FALSE, UNBOUND, Value, addressOf, boolValue, hasShape, intValue, isInt, isPointer, pointer } from '../memory/value'
import { INDEX_ERROR, equal, hashOf, isIndex, repr, richCompare, toIndex, toInt } from './abstract'
import { arg, defineGetter, defineMethod, defineType, fn, setImmutableInstances, setSlot } from './define'
import { intAdd, intSub } from './int-arith'
import { intCompare, intIsNegative } from './int-core'
import { noKeywords, positionalCount } from './positional-args'
import { raiseText } from './raise'
import { shapeAt, typeAt } from './shape'
import { textBegin, textEnd, textDrop, textLiteral, textValue } from './text-builder'
import { combineHashes } from './tuple-hash'
import { tupleOf2, tupleOf3 } from './tuple-core'
import { tagOf } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

export const SLICE_START: u32 = 8
export const SLICE_STOP: u32 = 16
export const SLICE_STEP: u32 = 24
export const SLICE_BYTES: u32 = 32

export function newSlice(start: Value, stop: Value, step: Value): Value {
  const s = allocateImmutable(shapeAt(T.slice), SLICE_BYTES)
  store<u64>(s, start, SLICE_START)
  store<u64>(s, stop, SLICE_STOP)
  store<u64>(s, step, SLICE_STEP)
  return pointer(s)
}

// @ts-ignore: decorator
@inline export function isSlice(v: Value): bool { return hasShape(v, shapeAt(T.slice)) }

/** A bound or step of a slice as a number, clamped to the range of i64. */
function sliceIndex(v: Value): i64 {
  if (isIndex(v)) return toIndex(v, T.none)
  raiseText(T.TypeError, 'slice indices must be integers or None or have an __index__ method')
  return INDEX_ERROR
}

/** Step, 1 if None, never 0; INDEX_ERROR: raised. */
export function sliceStep(slice: u32): i64 {
  const v = load<u64>(slice, SLICE_STEP)
  if (v == NONE) return 1
  const step = sliceIndex(v)
  if (step == 0) {
    raiseText(T.ValueError, 'slice step cannot be zero')
    return INDEX_ERROR
  }
  return step
}

/** Start as it stands (negative ones not yet counted from the end); INDEX_ERROR: raised. */
export function sliceStart(slice: u32, step: i64): i64 {
  const v = load<u64>(slice, SLICE_START)
  if (v == NONE) return step < 0 ? i64.MAX_VALUE : 0
  return sliceIndex(v)
}

export function sliceStop(slice: u32, step: i64): i64 {
  const v = load<u64>(slice, SLICE_STOP)
  if (v == NONE) return step < 0 ? i64.MIN_VALUE + 1 : i64.MAX_VALUE
  return sliceIndex(v)
}

/** Fits a bound to a sequence of `length` items. */
export function fitBound(bound: i64, length: i64, step: i64): i64 {
  if (bound < 0) {
    bound += length
    if (bound < 0) return step < 0 ? -1 : 0
  } else if (bound >= length) return step < 0 ? length - 1 : length
  return bound
}

/** Number of items in a slice with fitted bounds. */
export function sliceCount(from: i64, to: i64, step: i64): i64 {
  if (step < 0) return to < from ? (from - to - 1) / -step + 1 : 0
  return from < to ? (to - from - 1) / step + 1 : 0
}

/**
 * `start` and `stop` arguments of index() methods: missing means `missing`, else the value of `__index__`, clamped.
 * INDEX_ERROR: raised.
 */
export function boundArgument(v: Value, missing: i64): i64 {
  if (v == UNBOUND) return missing
  if (isIndex(v)) return toIndex(v, T.none)
  raiseText(T.TypeError, 'slice indices must be integers or have an __index__ method')
  return INDEX_ERROR
}

// ---- the type

function slice_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (!noKeywords('slice', names) || !positionalCount('slice', argc, 1, 3)) return EXCEPTION
  if (argc == 1) return newSlice(NONE, arg(argv, 0), NONE)
  return newSlice(arg(argv, 0), arg(argv, 1), argc > 2 ? arg(argv, 2) : NONE)
}

function slice_repr(self: Value): Value {
  const s = addressOf(self)
  textBegin()
  textLiteral('slice(')
  for (let i: u32 = 0; i < 3; i++) {
    const part = repr(load<u64>(s + i * 8, SLICE_START))
    if (part == EXCEPTION) { textDrop(); return EXCEPTION }
    textValue(part)
    textLiteral(i < 2 ? ', ' : ')')
  }
  return textEnd()
}

function slice_hash(self: Value): i64 {
  const s = addressOf(self)
  let acc = combineHashes(0, 0, 0)
  for (let i: u32 = 0; i < 3; i++) {
    const h = hashOf(load<u64>(s + i * 8, SLICE_START))
    if (h == -1) return -1
    acc = combineHashes(acc, h, 1)
  }
  return acc == -1 ? 1546275796 : <i64>acc
}

function slice_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (!isPointer(other) || tagOf(other) != T.slice) return NOT_IMPLEMENTED
  const a = addressOf(self), b = addressOf(other)
  if (a == b) return boolValue(op == CompareOp.EQ || op == CompareOp.LE || op == CompareOp.GE)
  for (let i: u32 = 0; i < 3; i++) {
    const x = load<u64>(a + i * 8, SLICE_START), y = load<u64>(b + i * 8, SLICE_START)
    const e = equal(x, y)
    if (e < 0) return EXCEPTION
    if (e == 1) continue
    if (op == CompareOp.EQ) return FALSE
    if (op == CompareOp.NE) return TRUE
    return richCompare(x, y, op)
  }
  return boolValue(op == CompareOp.EQ || op == CompareOp.LE || op == CompareOp.GE)
}

function slice_start(self: Value): Value { return load<u64>(addressOf(self), SLICE_START) }
function slice_stop(self: Value): Value { return load<u64>(addressOf(self), SLICE_STOP) }
function slice_step(self: Value): Value { return load<u64>(addressOf(self), SLICE_STEP) }

function slice_indices(argv: u32): Value {
  const length = toInt(arg(argv, 1))
  if (length == EXCEPTION) return EXCEPTION
  if (intIsNegative(length)) return raiseText(T.ValueError, 'length should not be negative')
  return sliceIndices(addressOf(arg(argv, 0)), length)
}

/** The tuple (start, stop, step) fitted to `length`, in ints of any size; EXCEPTION. */
export function sliceIndices(s: u32, length: Value): Value {
  const zero = intValue(0), one = intValue(1)
  let step = load<u64>(s, SLICE_STEP)
  if (step == NONE) step = one
  else {
    step = sliceInt(step)
    if (step == EXCEPTION) return EXCEPTION
    if (step == zero) return raiseText(T.ValueError, 'slice step cannot be zero')
  }
  const negative = intIsNegative(step)
  const lower = negative ? intValue(-1) : zero
  const upper = negative ? intSub(length, one) : length
  const start = fitInt(load<u64>(s, SLICE_START), negative ? upper : lower, length, lower, upper)
  if (start == EXCEPTION) return EXCEPTION
  const stop = fitInt(load<u64>(s, SLICE_STOP), negative ? lower : upper, length, lower, upper)
  if (stop == EXCEPTION) return EXCEPTION
  return pointer(tupleOf3(start, stop, step))
}

function sliceInt(v: Value): Value {
  return isIndex(v) ? toInt(v) : raiseText(T.TypeError, 'slice indices must be integers or None or have an __index__ method')
}

function fitInt(v: Value, missing: Value, length: Value, lower: Value, upper: Value): Value {
  if (v == NONE) return missing
  v = sliceInt(v)
  if (v == EXCEPTION) return EXCEPTION
  if (intIsNegative(v)) {
    v = intAdd(v, length)
    return intCompare(v, lower) < 0 ? lower : v
  }
  return intCompare(v, upper) > 0 ? upper : v
}

function slice_reduce(argv: u32): Value {
  const s = addressOf(arg(argv, 0))
  const parts = tupleOf3(load<u64>(s, SLICE_START), load<u64>(s, SLICE_STOP), load<u64>(s, SLICE_STEP))
  return pointer(tupleOf2(pointer(typeAt(T.slice)), pointer(parts)))
}

export function initSlice(): void {
  const t = defineType(T.slice, T.object, 'slice', SLICE_BYTES, 0, 'What stands in brackets with colons: slice(stop), slice(start, stop[, step]).')
  setImmutableInstances(T.slice)
  setSlot(t, Slot.new_, fn(slice_new))
  setSlot(t, Slot.repr, fn(slice_repr))
  setSlot(t, Slot.hash, fn(slice_hash))
  setSlot(t, Slot.richcompare, fn(slice_richcompare))
  defineGetter(t, 'start', fn(slice_start))
  defineGetter(t, 'stop', fn(slice_stop))
  defineGetter(t, 'step', fn(slice_step))
  defineMethod(t, 'indices', '($self, object, /)', fn(slice_indices))
  defineMethod(t, '__reduce__', '($self, /)', fn(slice_reduce))
}
