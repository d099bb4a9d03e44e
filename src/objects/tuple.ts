// Python's tuple: methods and slots. Layout and making: tuple-core.ts. A tuple's items never change, so nothing here takes barriers.
// Instances of subclasses have the same layout; +12 is the address of their attribute dict.

import { EXCEPTION, EXHAUSTED, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, hasShape, intOf, intValue, isInt, isPointer, pointer } from '../memory/value'
import { enterNative, leaveNative } from '../interp/nested'
import { INDEX_ERROR, hashOf, isIndex, toIndex, toTuple } from './abstract'
import { arg, defineClassMethod, defineMethod, defineType, fn, setImmutableInstances, setSlot } from './define'
import { newVariableInstanceOf } from './instance-allocation'
import { classGetItem } from './pickle-support'
import { noKeywords, positionalCount } from './positional-args'
import { raiseFormat, raiseText } from './raise'
import { reprEnter, reprLeave } from './repr-guard'
import { appendReprs, compareSequences, sequenceContains, sequenceCount, sequenceIndex } from './sequence-ops'
import { shapeAt, typeAt } from './shape'
import { fitBound, isSlice, sliceCount, sliceStart, sliceStep, sliceStop } from './slice'
import { textBegin, textDrop, textEnd, textLiteral } from './text-builder'
import { TUPLE_ITEMS, TUPLE_LENGTH, emptyTuple, newTuple, tupleInit, tupleItem, tupleLength, tupleOf1 } from './tuple-core'
import { combineHashes, finishTupleHash } from './tuple-hash'
import { newTupleIterator } from './list-iterators'
import { TYPE_BASETYPE, TYPE_MATCH_SELF, TYPE_SEQUENCE, TYPE_TUPLE, tagOf } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

/** A tuple holds at most 1 GiB. */
const TUPLE_MAX: i64 = 0x07fffff0

/** A tuple of the `count` values at `from`. */
export function newTupleFrom(from: u32, count: u32): u32 {
  const t = newTuple(count)
  if (count) memory.copy(t + TUPLE_ITEMS, from, count * 8)
  return t
}

// @ts-ignore: decorator
@inline export function isTuple(v: Value): bool { return isPointer(v) && tagOf(v) == T.tuple }

function tuple_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const exact = type == pointer(typeAt(T.tuple))
  if (exact && !noKeywords('tuple', names) || !positionalCount('tuple', argc, 0, 1)) return EXCEPTION
  const items = argc ? toTuple(arg(argv, 0)) : pointer(emptyTuple())
  if (items == EXCEPTION || exact) return items
  const n = tupleLength(addressOf(items))
  const t = newVariableInstanceOf(type, T.tuple, TUPLE_ITEMS + n * 8)
  store<u32>(t, n, TUPLE_LENGTH)
  memory.copy(t + TUPLE_ITEMS, addressOf(items) + TUPLE_ITEMS, n * 8)
  return pointer(t)
}

function tuple_repr(self: Value): Value {
  const t = addressOf(self)
  const n = tupleLength(t)
  const entered = n ? reprEnter(t) : 1
  if (entered < 0) return EXCEPTION
  textBegin()
  if (n == 0) { textLiteral('()'); return textEnd() }
  if (entered == 0) { textLiteral('(...)'); return textEnd() }
  textLiteral('(')
  const good = appendReprs(t, false)
  reprLeave()
  if (!good) { textDrop(); return EXCEPTION }
  textLiteral(n == 1 ? ',)' : ')')
  return textEnd()
}

/** The hash of a tuple in a tuple: counted, for tuples nest as deep as a program likes. */
function hashOfInner(item: Value): i64 {
  if (!enterNative()) return -1
  const h = hashOf(item)
  leaveNative()
  return h
}

export function tupleHash(self: Value): i64 {
  const t = addressOf(self)
  const n = tupleLength(t)
  let acc = combineHashes(0, 0, 0)
  for (let i: u32 = 0; i < n; i++) {
    const item = tupleItem(t, i)
    const h = isPointer(item) && tagOf(item) == T.tuple ? hashOfInner(item) : hashOf(item)
    if (h == -1) return -1
    acc = combineHashes(acc, h, 1)
  }
  return finishTupleHash(acc, n)
}

function tuple_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (!isTuple(other)) return NOT_IMPLEMENTED
  return compareSequences(addressOf(self), addressOf(other), op, false)
}

function tuple_length(self: Value): Value { return intValue(tupleLength(addressOf(self))) }
function tuple_iter(self: Value): Value { return newTupleIterator(addressOf(self)) }
function tuple_contains(self: Value, value: Value): Value { return sequenceContains(addressOf(self), value, false) }

/** Item `i`, negative counted from the end. */
export function tupleItemAt(t: u32, i: i64): Value {
  const n = tupleLength(t)
  if (i < 0) i += n
  if (<u64>i >= <u64>n) return raiseText(T.IndexError, 'tuple index out of range')
  return tupleItem(t, <u32>i)
}

function tuple_item(self: Value, index: Value): Value {
  const i = intOf(index)
  const t = addressOf(self)
  if (<u64>i >= <u64>tupleLength(t)) return raiseText(T.IndexError, 'tuple index out of range')
  return tupleItem(t, <u32>i)
}

export function tuple_subscript(self: Value, key: Value): Value {
  const t = addressOf(self)
  if (isInt(key)) return tupleItemAt(t, intOf(key))
  if (isSlice(key)) {
    const s = addressOf(key)
    const step = sliceStep(s)
    if (step == INDEX_ERROR) return EXCEPTION
    const start = sliceStart(s, step)
    if (start == INDEX_ERROR) return EXCEPTION
    const stop = sliceStop(s, step)
    if (stop == INDEX_ERROR) return EXCEPTION
    return tupleSlice(self, start, stop, step)
  }
  if (isIndex(key)) {
    const i = toIndex(key, T.IndexError)
    return i == INDEX_ERROR ? EXCEPTION : tupleItemAt(t, i)
  }
  return raiseFormat(T.TypeError, 'tuple indices must be integers or slices, not %T', key)
}

function tupleSlice(self: Value, start: i64, stop: i64, step: i64): Value {
  const t = addressOf(self)
  const n: i64 = tupleLength(t)
  const from = fitBound(start, n, step)
  const count = sliceCount(from, fitBound(stop, n, step), step)
  if (count == n && step == 1 && hasShape(self, shapeAt(T.tuple))) return self
  if (step == 1) return pointer(newTupleFrom(t + TUPLE_ITEMS + <u32>from * 8, <u32>count))
  const r = newTuple(<u32>count)
  for (let i: i64 = 0; i < count; i++) tupleInit(r, <u32>i, tupleItem(t, <u32>(from + i * step)))
  return pointer(r)
}

function tuple_concat(self: Value, other: Value): Value {
  if (!isTuple(other)) return raiseFormat(T.TypeError, 'can only concatenate tuple (not "%T") to tuple', other)
  const a = addressOf(self), b = addressOf(other)
  const m = tupleLength(a), n = tupleLength(b)
  if (m == 0 && hasShape(other, shapeAt(T.tuple))) return other
  if (n == 0 && hasShape(self, shapeAt(T.tuple))) return self
  if (<i64>m + <i64>n > TUPLE_MAX) return raiseText(T.MemoryError, '')
  const r = newTuple(m + n)
  memory.copy(r + TUPLE_ITEMS, a + TUPLE_ITEMS, m * 8)
  memory.copy(r + TUPLE_ITEMS + m * 8, b + TUPLE_ITEMS, n * 8)
  return pointer(r)
}

function tuple_repeat(self: Value, count: Value): Value {
  const times = intOf(count)
  const t = addressOf(self)
  const n = tupleLength(t)
  if ((times == 1 || n == 0) && hasShape(self, shapeAt(T.tuple))) return self
  if (times <= 0 || n == 0) return pointer(emptyTuple())
  if (times > TUPLE_MAX / n) return raiseText(T.MemoryError, '')
  const r = newTuple(n * <u32>times)
  repeatWords(r + TUPLE_ITEMS, t + TUPLE_ITEMS, n * 8, <u32>times)
  return pointer(r)
}

/** Fills `to` with `times` copies of the `bytes` at `from`. */
export function repeatWords(to: u32, from: u32, bytes: u32, times: u32): void {
  const total = bytes * times
  memory.copy(to, from, bytes)
  let done = bytes
  while (done < total) {
    const part = done < total - done ? done : total - done
    memory.copy(to + done, to, part)
    done += part
  }
}

function tuple_index(argv: u32): Value {
  const i = sequenceIndex(argv, false)
  if (i == -1) return raiseText(T.ValueError, 'tuple.index(x): x not in tuple')
  return i < 0 ? EXCEPTION : intValue(i)
}
function tuple_count(argv: u32): Value { return sequenceCount(addressOf(arg(argv, 0)), arg(argv, 1), false) }

function tuple_getnewargs(argv: u32): Value {
  const t = addressOf(arg(argv, 0))
  return pointer(tupleOf1(pointer(newTupleFrom(t + TUPLE_ITEMS, tupleLength(t)))))
}

export function initTuple(): void {
  const t = defineType(T.tuple, T.object, 'tuple', TUPLE_ITEMS, TYPE_BASETYPE | TYPE_TUPLE | TYPE_SEQUENCE | TYPE_MATCH_SELF, 'An immutable sequence. tuple(iterable) holds the items of the iterable; a tuple is returned as it is.')
  setImmutableInstances(T.tuple)
  setSlot(t, Slot.new_, fn(tuple_new))
  setSlot(t, Slot.repr, fn(tuple_repr))
  setSlot(t, Slot.hash, fn(tupleHash))
  setSlot(t, Slot.richcompare, fn(tuple_richcompare))
  setSlot(t, Slot.iter, fn(tuple_iter))
  setSlot(t, Slot.length, fn(tuple_length))
  setSlot(t, Slot.concat, fn(tuple_concat))
  setSlot(t, Slot.repeat, fn(tuple_repeat))
  setSlot(t, Slot.item, fn(tuple_item))
  setSlot(t, Slot.contains, fn(tuple_contains))
  setSlot(t, Slot.subscript, fn(tuple_subscript))
  defineMethod(t, 'index', '($self, value, start=0, stop=sys.maxsize, /)', fn(tuple_index))
  defineMethod(t, 'count', '($self, value, /)', fn(tuple_count))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  defineMethod(t, '__getnewargs__', '($self, /)', fn(tuple_getnewargs))
}
