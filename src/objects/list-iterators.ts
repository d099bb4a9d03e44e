// Iterators of list and tuple. Each is a unit; the interpreter's loops read and advance exact ones in place.
//
//   +0 version  +4 shape  +8 sequence (value; UNBOUND: exhausted)  +16 index:i64 (next item)
// A list_reverseiterator counts down; its index is -1 when it is exhausted.

import { allocate } from '../gc/allocate'
import { ABSENT, EXCEPTION, EXHAUSTED, NONE, UNBOUND, Value, addressOf, intValue, pointer } from '../memory/value'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { INDEX_ERROR, toIndex } from './abstract'
import { arg, defineMethod, defineType, fn, setSlot } from './define'
import { listItem, listLength, newList } from './list'
import { reduceBuiltin1, reduceBuiltinState } from './pickle-support'
import { shapeAt } from './shape'
import { emptyTuple, tupleItem, tupleLength } from './tuple-core'
import { T } from './type-ids'
import { Slot } from './type-slots'

export const ITERATOR_SEQUENCE: u32 = 8
export const ITERATOR_INDEX: u32 = 16
export const SEQUENCE_ITERATOR_BYTES: u32 = 24

function newIterator(t: T, sequence: u32, index: i64): Value {
  const it = allocate(shapeAt(t), SEQUENCE_ITERATOR_BYTES)
  store<u64>(it, pointer(sequence), ITERATOR_SEQUENCE)
  store<i64>(it, index, ITERATOR_INDEX)
  return pointer(it)
}

export function newListIterator(list: u32): Value { return newIterator(T.list_iterator, list, 0) }
export function newTupleIterator(tuple: u32): Value { return newIterator(T.tuple_iterator, tuple, 0) }
export function newListReverseIterator(list: u32): Value { return newIterator(T.list_reverseiterator, list, <i64>listLength(list) - 1) }

export function selfIter(self: Value): Value { return self }

function exhaust(it: u32): Value {
  stmStore64(it, it + ITERATOR_SEQUENCE, UNBOUND)
  return EXHAUSTED
}

export function listIteratorNext(self: Value): Value {
  const it = addressOf(self)
  stmOwn(it)
  const sequence = load<u64>(it, ITERATOR_SEQUENCE)
  if (sequence == UNBOUND) return EXHAUSTED
  const i = load<u64>(it, ITERATOR_INDEX)
  const item = i > 0xffffffff ? ABSENT : listItem(addressOf(sequence), <u32>i)
  if (item == ABSENT) return exhaust(it)
  stmStore64(it, it + ITERATOR_INDEX, i + 1)
  return item
}

export function tupleIteratorNext(self: Value): Value {
  const it = addressOf(self)
  stmOwn(it)
  const sequence = load<u64>(it, ITERATOR_SEQUENCE)
  if (sequence == UNBOUND) return EXHAUSTED
  const i = load<u64>(it, ITERATOR_INDEX)
  if (i >= <u64>tupleLength(addressOf(sequence))) return exhaust(it)
  stmStore64(it, it + ITERATOR_INDEX, i + 1)
  return tupleItem(addressOf(sequence), <u32>i)
}

function listReverseNext(self: Value): Value {
  const it = addressOf(self)
  stmOwn(it)
  const sequence = load<u64>(it, ITERATOR_SEQUENCE)
  const i = load<i64>(it, ITERATOR_INDEX)
  if (sequence == UNBOUND || i < 0) return EXHAUSTED
  const item = listItem(addressOf(sequence), <u32>i)
  stmStore64(it, it + ITERATOR_INDEX, i - 1)
  if (item != ABSENT) return item
  stmStore64(it, it + ITERATOR_INDEX, <u64>-1)
  return exhaust(it)
}

function iteratorLength(it: u32, isList: bool): Value {
  const sequence = stmRead64(it, it + ITERATOR_SEQUENCE)
  if (sequence == UNBOUND) return intValue(0)
  const i = <i64>stmRead64(it, it + ITERATOR_INDEX)
  const n: i64 = isList ? listLength(addressOf(sequence)) : tupleLength(addressOf(sequence))
  return intValue(i < n ? n - i : 0)
}

function listIterator_lengthHint(argv: u32): Value { return iteratorLength(addressOf(arg(argv, 0)), true) }
function tupleIterator_lengthHint(argv: u32): Value { return iteratorLength(addressOf(arg(argv, 0)), false) }

function listReverse_lengthHint(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const sequence = stmRead64(it, it + ITERATOR_SEQUENCE)
  const n = <i64>stmRead64(it, it + ITERATOR_INDEX) + 1
  return intValue(sequence == UNBOUND || <i64>listLength(addressOf(sequence)) < n ? 0 : n)
}

function iteratorReduce(it: u32, empty: Value): Value {
  const sequence = stmRead64(it, it + ITERATOR_SEQUENCE)
  if (sequence == UNBOUND) return reduceBuiltin1('iter', empty)
  return reduceBuiltinState('iter', sequence, intValue(<i64>stmRead64(it, it + ITERATOR_INDEX)))
}

function listIterator_reduce(argv: u32): Value { return iteratorReduce(addressOf(arg(argv, 0)), pointer(newList())) }
function tupleIterator_reduce(argv: u32): Value { return iteratorReduce(addressOf(arg(argv, 0)), pointer(emptyTuple())) }

function listReverse_reduce(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const i = <i64>stmRead64(it, it + ITERATOR_INDEX)
  const sequence = stmRead64(it, it + ITERATOR_SEQUENCE)
  if (sequence == UNBOUND || i < 0) return reduceBuiltin1('iter', pointer(newList()))
  return reduceBuiltinState('reversed', sequence, intValue(i))
}

function setState(argv: u32, isList: bool, reverse: bool): Value {
  const it = addressOf(arg(argv, 0))
  let i = toIndex(arg(argv, 1), T.OverflowError)
  if (i == INDEX_ERROR) return EXCEPTION
  stmOwn(it)
  const sequence = load<u64>(it, ITERATOR_SEQUENCE)
  if (sequence == UNBOUND) return NONE
  const n: i64 = isList ? listLength(addressOf(sequence)) : tupleLength(addressOf(sequence))
  if (reverse) {
    if (i < -1) i = -1
    else if (i > n - 1) i = n - 1
  } else if (i < 0) i = 0
  else if (i > n) i = n
  stmStore64(it, it + ITERATOR_INDEX, <u64>i)
  return NONE
}

function listIterator_setstate(argv: u32): Value { return setState(argv, true, false) }
function tupleIterator_setstate(argv: u32): Value { return setState(argv, false, false) }
function listReverse_setstate(argv: u32): Value { return setState(argv, true, true) }

function define(t: T, name: string, next: u32, lengthHint: u32, reduce: u32, setstate: u32): void {
  const type = defineType(t, T.object, name, SEQUENCE_ITERATOR_BYTES, 0, null)
  setSlot(type, Slot.iter, fn(selfIter))
  setSlot(type, Slot.next, next)
  defineMethod(type, '__length_hint__', '($self, /)', lengthHint)
  defineMethod(type, '__reduce__', '($self, /)', reduce)
  defineMethod(type, '__setstate__', '($self, object, /)', setstate)
}

export function initListIterators(): void {
  define(T.list_iterator, 'list_iterator', fn(listIteratorNext), fn(listIterator_lengthHint), fn(listIterator_reduce), fn(listIterator_setstate))
  define(T.list_reverseiterator, 'list_reverseiterator', fn(listReverseNext), fn(listReverse_lengthHint), fn(listReverse_reduce), fn(listReverse_setstate))
  define(T.tuple_iterator, 'tuple_iterator', fn(tupleIteratorNext), fn(tupleIterator_lengthHint), fn(tupleIterator_reduce), fn(tupleIterator_setstate))
}
