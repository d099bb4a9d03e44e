// Python's list: construction, methods and slots. Layout and changes: list.ts; subscripts: list-subscript.ts; sort: sort.ts.

import { ABSENT, EXCEPTION, EXHAUSTED, NONE, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, hasShape, intOf, intValue, isPointer, pointer } from '../memory/value'
import { stmCheck, stmOwn, stmStore32, stmStore64 } from '../stm/barriers'
import { INDEX_ERROR, equal, getIter, iterNext, toIndex } from './abstract'
import { hashNotImplemented } from './compare'
import { arg, defineClassMethod, defineMethod, defineType, fn, setSlot } from './define'
import { newInstanceOf } from './instance-allocation'
import {
  LIST_BYTES, LIST_LENGTH, LIST_MAX, LIST_SLOTS, LIST_STORAGE, listAppend, listClear, listInsertAt, listItem, listLength, listPopAt, listPopLast,
  listReplaceStorage, reverseSlots, listSliceCopy, listSlots, listSplice, newList, newListFrom,
} from './list'
import { newListIterator, newListReverseIterator } from './list-iterators'
import { list_assItem, list_assSubscript, list_item, list_subscript } from './list-subscript'
import { classGetItem } from './pickle-support'
import { noKeywords, positionalCount } from './positional-args'
import { raiseFormat, raiseText } from './raise'
import { reprEnter, reprLeave } from './repr-guard'
import { appendReprs, compareSequences, sequenceContains, sequenceCount, sequenceIndex } from './sequence-ops'
import { shapeAt, typeAt } from './shape'
import { textBegin, textDrop, textEnd, textLiteral } from './text-builder'
import { TUPLE_ITEMS, tupleLength } from './tuple-core'
import { repeatWords } from './tuple'
import { TYPE_BASETYPE, TYPE_LIST, TYPE_MATCH_SELF, TYPE_SEQUENCE, tagOf } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'
import { allocateStorage } from '../gc/allocate'

// @ts-ignore: decorator
@inline export function isList(v: Value): bool { return isPointer(v) && tagOf(v) == T.list }

function list_new(type: Value, argv: u32, argc: u32, names: u32): Value { return pointer(newInstanceOf(type, T.list, LIST_BYTES)) }

function list_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (hasShape(self, shapeAt(T.list)) && !noKeywords('list', names)) return EXCEPTION
  if (!positionalCount('list', argc, 0, 1)) return EXCEPTION
  const list = addressOf(self)
  if (listLength(list)) listClear(list)
  if (argc == 0) return NONE
  return listExtend(list, arg(argv, 0)) ? NONE : EXCEPTION
}

/** list.extend(iterable); false: raised. Items that came before an exception stay. */
export function listExtend(list: u32, iterable: Value): bool {
  if (isPointer(iterable)) {
    const source = addressOf(iterable)
    if (hasShape(iterable, shapeAt(T.tuple))) return appendValues(list, source + TUPLE_ITEMS, tupleLength(source))
    if (hasShape(iterable, shapeAt(T.list))) {
      if (listLength(source) == 0) return true
      const copy = listSliceCopy(source, 0, u32.MAX_VALUE)
      return appendValues(list, listSlots(copy), load<u32>(copy, LIST_LENGTH))
    }
  }
  const it = getIter(iterable)
  if (it == EXCEPTION) return false
  for (;;) {
    const item = iterNext(it)
    if (item == EXHAUSTED) return true
    if (item == EXCEPTION || !listAppend(list, item)) return false
  }
  return true
}

function appendValues(list: u32, values: u32, count: u32): bool {
  if (count == 0) return true
  stmOwn(list)
  const n = load<u32>(list, LIST_LENGTH)
  return listSplice(list, n, n, values, count)
}

/** list(iterable), exact: its address, or 0: raised. */
export function listOf(iterable: Value): u32 {
  const list = newList()
  return listExtend(list, iterable) ? list : 0
}

/** The items of an iterable as a list or tuple that nobody changes meanwhile... a fresh list, or the exact list or tuple itself; EXCEPTION. */
export function fastSequence(iterable: Value): Value {
  if (hasShape(iterable, shapeAt(T.tuple)) || hasShape(iterable, shapeAt(T.list))) return iterable
  const list = listOf(iterable)
  return list ? pointer(list) : EXCEPTION
}

function list_repr(self: Value): Value {
  const list = addressOf(self)
  const entered = listLength(list) ? reprEnter(list) : 1
  if (entered < 0) return EXCEPTION
  textBegin()
  if (listLength(list) == 0) { textLiteral('[]'); return textEnd() }
  if (entered == 0) { textLiteral('[...]'); return textEnd() }
  textLiteral('[')
  const good = appendReprs(list, true)
  reprLeave()
  if (!good) { textDrop(); return EXCEPTION }
  textLiteral(']')
  return textEnd()
}

function list_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (!isList(other)) return NOT_IMPLEMENTED
  return compareSequences(addressOf(self), addressOf(other), op, true)
}

function list_length(self: Value): Value { return intValue(listLength(addressOf(self))) }
function list_iter(self: Value): Value { return newListIterator(addressOf(self)) }
function list_contains(self: Value, value: Value): Value { return sequenceContains(addressOf(self), value, true) }

function list_concat(self: Value, other: Value): Value {
  if (!isList(other)) return raiseFormat(T.TypeError, 'can only concatenate list (not "%T") to list', other)
  const result = listSliceCopy(addressOf(self), 0, u32.MAX_VALUE)
  const copy = self == other ? result : listSliceCopy(addressOf(other), 0, u32.MAX_VALUE)
  const n = load<u32>(copy, LIST_LENGTH)
  if (n == 0) return pointer(result)
  const m = load<u32>(result, LIST_LENGTH)
  if (m == 0) return pointer(copy)
  if (m + n > LIST_MAX) return raiseText(T.MemoryError, '')
  const storage = allocateStorage((m + n) * 8)
  memory.copy(storage + LIST_SLOTS, listSlots(result), m * 8)
  memory.copy(storage + LIST_SLOTS + m * 8, listSlots(copy), n * 8)
  listReplaceStorage(result, storage, m + n, m + n)
  return pointer(result)
}

function list_iconcat(self: Value, other: Value): Value { return listExtend(addressOf(self), other) ? self : EXCEPTION }

function list_repeat(self: Value, count: Value): Value {
  const times = intOf(count)
  const result = newList()
  if (times <= 0) return pointer(result)
  const copy = listSliceCopy(addressOf(self), 0, u32.MAX_VALUE)
  return repeatInto(result, copy, times) ? pointer(result) : EXCEPTION
}

/** Gives owned `list` the items of fresh `copy`, `times` times over. */
function repeatInto(list: u32, copy: u32, times: i64): bool {
  const n = load<u32>(copy, LIST_LENGTH)
  if (n == 0) return true
  if (times > <i64>(LIST_MAX / n)) { raiseText(T.MemoryError, ''); return false }
  const total = n * <u32>times
  const storage = allocateStorage(total * 8)
  repeatWords(storage + LIST_SLOTS, listSlots(copy), n * 8, <u32>times)
  listReplaceStorage(list, storage, total, total)
  return true
}

function list_irepeat(self: Value, count: Value): Value {
  const times = intOf(count)
  const list = addressOf(self)
  if (times == 1) return self
  if (times <= 0) { listClear(list); return self }
  stmOwn(list)
  return repeatInto(list, listSliceCopy(list, 0, u32.MAX_VALUE), times) ? self : EXCEPTION
}

// ---- methods

export function list_append(argv: u32): Value { return listAppend(addressOf(arg(argv, 0)), arg(argv, 1)) ? NONE : EXCEPTION }
function list_extend(argv: u32): Value { return listExtend(addressOf(arg(argv, 0)), arg(argv, 1)) ? NONE : EXCEPTION }

function list_insert(argv: u32): Value {
  const list = addressOf(arg(argv, 0))
  let i = toIndex(arg(argv, 1), T.OverflowError)
  if (i == INDEX_ERROR) return EXCEPTION
  stmOwn(list)
  const n: i64 = load<u32>(list, LIST_LENGTH)
  if (i < 0) { i += n; if (i < 0) i = 0 }
  if (i > n) i = n
  return listInsertAt(list, <u32>i, arg(argv, 2)) ? NONE : EXCEPTION
}

export function list_pop(argv: u32): Value {
  const list = addressOf(arg(argv, 0))
  const index = arg(argv, 1)
  let i: i64 = -1
  if (index != UNBOUND) {
    i = toIndex(index, T.IndexError)
    if (i == INDEX_ERROR) return EXCEPTION
  }
  stmOwn(list)
  const n: i64 = load<u32>(list, LIST_LENGTH)
  if (n == 0) return raiseText(T.IndexError, 'pop from empty list')
  if (i < 0) i += n
  if (<u64>i >= <u64>n) return raiseText(T.IndexError, 'pop index out of range')
  return listPopAt(list, <u32>i)
}

function list_remove(argv: u32): Value {
  const list = addressOf(arg(argv, 0))
  const value = arg(argv, 1)
  for (let i: u32 = 0; ; i++) {
    const item = listItem(list, i)
    if (item == ABSENT) return raiseText(T.ValueError, 'list.remove(x): x not in list')
    const e = equal(item, value)
    if (e < 0) return EXCEPTION
    if (e == 0) continue
    stmOwn(list)
    if (i < load<u32>(list, LIST_LENGTH)) listPopAt(list, i)
    return NONE
  }
  return NONE
}

function list_clear(argv: u32): Value { listClear(addressOf(arg(argv, 0))); return NONE }
function list_copy(argv: u32): Value { return pointer(listSliceCopy(addressOf(arg(argv, 0)), 0, u32.MAX_VALUE)) }

function list_index(argv: u32): Value {
  const i = sequenceIndex(argv, true)
  if (i == -1) return raiseText(T.ValueError, 'list.index(x): x not in list')
  return i < 0 ? EXCEPTION : intValue(i)
}
function list_count(argv: u32): Value { return sequenceCount(addressOf(arg(argv, 0)), arg(argv, 1), true) }

function list_reverse(argv: u32): Value {
  const list = addressOf(arg(argv, 0))
  stmOwn(list)
  const n = load<u32>(list, LIST_LENGTH)
  if (n < 2) return NONE
  const copy = listSliceCopy(list, 0, n)
  reverseSlots(listSlots(copy), n)
  listReplaceStorage(list, load<u32>(copy, LIST_STORAGE), n, n)
  return NONE
}

function list_reversed(argv: u32): Value { return newListReverseIterator(addressOf(arg(argv, 0))) }
function list_sizeof(argv: u32): Value { return intValue(<i64>(LIST_BYTES + listLength(addressOf(arg(argv, 0))) * 8)) }

export function initList(): void {
  const t = defineType(T.list, T.object, 'list', LIST_BYTES, TYPE_BASETYPE | TYPE_SEQUENCE | TYPE_LIST | TYPE_MATCH_SELF, 'A mutable sequence. list(iterable) holds the items of the iterable, list() none.')
  setSlot(t, Slot.new_, fn(list_new))
  setSlot(t, Slot.init, fn(list_init))
  setSlot(t, Slot.repr, fn(list_repr))
  setSlot(t, Slot.hash, fn(hashNotImplemented))
  setSlot(t, Slot.richcompare, fn(list_richcompare))
  setSlot(t, Slot.iter, fn(list_iter))
  setSlot(t, Slot.length, fn(list_length))
  setSlot(t, Slot.concat, fn(list_concat))
  setSlot(t, Slot.repeat, fn(list_repeat))
  setSlot(t, Slot.iconcat, fn(list_iconcat))
  setSlot(t, Slot.irepeat, fn(list_irepeat))
  setSlot(t, Slot.item, fn(list_item))
  setSlot(t, Slot.assItem, fn(list_assItem))
  setSlot(t, Slot.contains, fn(list_contains))
  setSlot(t, Slot.subscript, fn(list_subscript))
  setSlot(t, Slot.assSubscript, fn(list_assSubscript))
  defineMethod(t, 'append', '($self, object, /)', fn(list_append))
  defineMethod(t, 'extend', '($self, iterable, /)', fn(list_extend))
  defineMethod(t, 'insert', '($self, index, object, /)', fn(list_insert))
  defineMethod(t, 'pop', '($self, index=-1, /)', fn(list_pop))
  defineMethod(t, 'remove', '($self, value, /)', fn(list_remove))
  defineMethod(t, 'clear', '($self, /)', fn(list_clear))
  defineMethod(t, 'copy', '($self, /)', fn(list_copy))
  defineMethod(t, 'index', '($self, value, start=0, stop=sys.maxsize, /)', fn(list_index))
  defineMethod(t, 'count', '($self, value, /)', fn(list_count))
  defineMethod(t, 'reverse', '($self, /)', fn(list_reverse))
  defineMethod(t, '__reversed__', '($self, /)', fn(list_reversed))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  defineMethod(t, '__sizeof__', '($self, /)', fn(list_sizeof))
}
