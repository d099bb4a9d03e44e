// collections.deque: a ring of slots, one unit; and its two iterators.
//
//   +8 storage:32 (0: none)  +12 mask:32 (slots - 1)  +16 head:32 (slot of the first item)  +20 length:32
//   +24 maxlen:i64 (-1: none)  +32 changes:32 (counts changes of length or order, for iterators)
//   storage: +8 slots.   Item i lies in slot (head + i) & mask.
//   iterator: a unit; +8 deque (value)  +16 place:32  +20 remaining:32  +24 changes at the start:32

import { allocate, allocateStorage } from '../gc/allocate'
import { ABSENT, EXCEPTION, EXHAUSTED, FALSE, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, addressOf, boolValue, intOf, intValue, isPointer, pointer } from '../memory/value'
import { call1, call2 } from '../interp/nested'
import { stmCheck, stmOwn, stmRead32, stmRead64, stmStore32, stmStore64, stmStoreIn } from '../stm/barriers'
import { INDEX_ERROR, equal, getAttributeOr, getIter, isIndex, iterNext, orderMatches, repr, richCompare, toIndex } from '../objects/abstract'
import { hashNotImplemented } from '../objects/compare'
import { arg, defineClassMethod, defineGetter, defineMethod, defineType, fn, setSlot } from '../objects/define'
import { newInstanceOf } from '../objects/instance-allocation'
import { lit } from '../objects/intern'
import { isPlainInt } from '../objects/item-access'
import { selfIter } from '../objects/list-iterators'
import { bindKeywords, noKeywords, positionalCount } from '../objects/positional-args'
import { raiseFormat, raiseText } from '../objects/raise'
import { reprEnter, reprLeave } from '../objects/repr-guard'
import { shapeAt, typeAt } from '../objects/shape'
import { boundArgument } from '../objects/slice'
import { textBegin, textDrop, textEnd, textInt, textLiteral, textStr, textValue } from '../objects/text-builder'
import { emptyTuple, newTuple, tupleInit, tupleOf2 } from '../objects/tuple-core'
import { TYPE_BASETYPE, TYPE_NAME, TYPE_SEQUENCE, tagOf, typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { CompareOp, Slot } from '../objects/type-slots'
import { classGetItem } from '../objects/pickle-support'
import { publishType } from './fields'

const STORAGE: u32 = 8
const MASK: u32 = 12
const HEAD: u32 = 16
const LENGTH: u32 = 20
const MAXLEN: u32 = 24
const CHANGES: u32 = 32
const DEQUE_BYTES: u32 = 40
const MAX_SLOTS: u32 = 0x04000000

// @ts-ignore: decorator
@inline export function isDeque(v: Value): bool { return isPointer(v) && tagOf(v) == T.collections_deque }
// @ts-ignore: decorator
@inline function maxlen(d: u32): i64 { return <i64>stmRead64(d, d + MAXLEN) }
export function dequeLength(d: u32): u32 { return stmRead32(d, d + LENGTH) }

/** Item `i`, or ABSENT beyond the end. */
export function dequeItem(d: u32, i: u32): Value {
  let n: u32, x: Value
  do {
    n = load<u32>(d, LENGTH)
    x = load<u64>(load<u32>(d, STORAGE) + 8 + (((load<u32>(d, HEAD) + i) & load<u32>(d, MASK)) << 3))
  } while (!stmCheck(d))
  return i < n ? x : ABSENT
}

// ---- changes of an owned deque

// @ts-ignore: decorator
@inline function slotOf(d: u32, i: u32): u32 { return load<u32>(d, STORAGE) + 8 + (((load<u32>(d, HEAD) + i) & load<u32>(d, MASK)) << 3) }
// @ts-ignore: decorator
@inline function storeItem(d: u32, i: u32, v: Value): void { stmStoreIn(d, load<u32>(d, STORAGE), slotOf(d, i), v) }
// @ts-ignore: decorator
@inline function setLength(d: u32, n: u32): void {
  stmStore32(d, d + LENGTH, n)
  stmStore32(d, d + CHANGES, load<u32>(d, CHANGES) + 1)
}

/** Moves the items to fresh storage of `slots` (a power of two), the first to slot 0. */
function rebuild(d: u32, slots: u32): void {
  const fresh = allocateStorage(slots * 8)
  const n = load<u32>(d, LENGTH)
  for (let i: u32 = 0; i < n; i++) store<u64>(fresh + i * 8, load<u64>(slotOf(d, i)), 8)
  stmStore32(d, d + STORAGE, fresh)
  stmStore32(d, d + MASK, slots - 1)
  stmStore32(d, d + HEAD, 0)
}

/** Room for one more item; false: MemoryError raised. */
function makeRoom(d: u32): bool {
  if (load<u32>(d, STORAGE) == 0) { rebuild(d, 8); return true }
  const slots = load<u32>(d, MASK) + 1
  if (load<u32>(d, LENGTH) < slots) return true
  if (slots >= MAX_SLOTS) { raiseText(T.MemoryError, ''); return false }
  rebuild(d, slots * 2)
  return true
}

/** Appends; a full deque with a maximum loses its first item. */
export function dequeAppend(d: u32, v: Value): bool {
  stmOwn(d)
  if (!makeRoom(d)) return false
  const n = load<u32>(d, LENGTH)
  const limit = load<i64>(d, MAXLEN)
  if (limit >= 0 && <i64>n >= limit) {
    if (limit == 0) return true
    storeItem(d, n, v) // may be the slot of the first item, which leaves
    stmStore32(d, d + HEAD, (load<u32>(d, HEAD) + 1) & load<u32>(d, MASK))
    setLength(d, n)
    return true
  }
  storeItem(d, n, v)
  setLength(d, n + 1)
  return true
}

function appendLeft(d: u32, v: Value): bool {
  stmOwn(d)
  if (!makeRoom(d)) return false
  const n = load<u32>(d, LENGTH)
  const limit = load<i64>(d, MAXLEN)
  if (limit == 0) return true
  stmStore32(d, d + HEAD, (load<u32>(d, HEAD) - 1) & load<u32>(d, MASK))
  storeItem(d, 0, v)
  setLength(d, limit >= 0 && <i64>n >= limit ? n : n + 1)
  return true
}

/** Takes out the last item, or ABSENT. */
export function dequePop(d: u32): Value {
  stmOwn(d)
  const n = load<u32>(d, LENGTH)
  if (n == 0) return ABSENT
  const x = load<u64>(slotOf(d, n - 1))
  setLength(d, n - 1)
  return x
}

/** Takes out the first item, or ABSENT. */
export function dequePopLeft(d: u32): Value {
  stmOwn(d)
  const n = load<u32>(d, LENGTH)
  if (n == 0) return ABSENT
  const x = load<u64>(slotOf(d, 0))
  stmStore32(d, d + HEAD, (load<u32>(d, HEAD) + 1) & load<u32>(d, MASK))
  setLength(d, n - 1)
  return x
}

function clear(d: u32): void {
  stmOwn(d)
  stmStore32(d, d + STORAGE, 0)
  stmStore32(d, d + MASK, 0)
  stmStore32(d, d + HEAD, 0)
  setLength(d, 0)
}

/** Turns the items `by` places to the right (left if negative). */
function rotate(d: u32, by: i64): void {
  stmOwn(d)
  const n: i64 = load<u32>(d, LENGTH)
  if (n < 2) return
  by %= n
  if (by < 0) by += n
  if (by > n / 2) by -= n
  const limit = load<i64>(d, MAXLEN)
  stmStore64(d, d + MAXLEN, <u64>-1)
  for (; by > 0; by--) appendLeft(d, dequePop(d))
  for (; by < 0; by++) dequeAppend(d, dequePopLeft(d))
  stmStore64(d, d + MAXLEN, limit)
}

function removeAt(d: u32, i: u32): void {
  const n = load<u32>(d, LENGTH)
  if (i < n / 2) {
    for (let k = i; k > 0; k--) storeItem(d, k, load<u64>(slotOf(d, k - 1)))
    dequePopLeft(d)
  } else {
    for (let k = i; k < n - 1; k++) storeItem(d, k, load<u64>(slotOf(d, k + 1)))
    dequePop(d)
  }
}

/** Appends (`left`: to the left) all items of an iterable; false: raised. */
function extend(d: u32, iterable: Value, left: bool): bool {
  if (iterable == pointer(d)) iterable = copyOf(d)
  const it = getIter(iterable)
  if (it == EXCEPTION) return false
  for (;;) {
    const item = iterNext(it)
    if (item == EXHAUSTED) return true
    if (item == EXCEPTION || !(left ? appendLeft(d, item) : dequeAppend(d, item))) return false
  }
  return true
}

function newDeque(limit: i64): u32 {
  const d = allocate(shapeAt(T.collections_deque), DEQUE_BYTES)
  store<i64>(d, limit, MAXLEN)
  return d
}

/** An exact deque with the same items and maximum. */
function copyOf(d: u32): Value {
  const copy = newDeque(maxlen(d))
  for (let i: u32 = 0; ; i++) {
    const item = dequeItem(d, i)
    if (item == ABSENT) return pointer(copy)
    dequeAppend(copy, item)
  }
  return EXCEPTION
}

// ---- slots

function deque_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const d = newInstanceOf(type, T.collections_deque, DEQUE_BYTES)
  store<i64>(d, -1, MAXLEN)
  return pointer(d)
}

function deque_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  const d = addressOf(self)
  const slots = bindKeywords('deque', argv, argc, names, 2, 0, 0, 2, 'iterable', 'maxlen')
  if (!slots) return EXCEPTION
  let limit: i64 = -1
  const given = arg(slots, 1)
  if (given != UNBOUND && given != NONE) {
    if (!isPlainInt(given)) return raiseText(T.TypeError, 'an integer is required')
    limit = toIndex(given, T.OverflowError)
    if (limit == INDEX_ERROR) return EXCEPTION
    if (limit < 0) return raiseText(T.ValueError, 'maxlen must be non-negative')
  }
  if (dequeLength(d)) clear(d)
  stmOwn(d)
  stmStore64(d, d + MAXLEN, limit)
  return arg(slots, 0) == UNBOUND || extend(d, arg(slots, 0), false) ? NONE : EXCEPTION
}

function deque_repr(self: Value): Value {
  const d = addressOf(self)
  const entered = reprEnter(d)
  if (entered < 0) return EXCEPTION
  textBegin()
  if (entered == 0) { textLiteral('[...]'); return textEnd() }
  textStr(load<u32>(typeOf(self), TYPE_NAME))
  textLiteral('([')
  let good = true
  for (let i: u32 = 0; good; i++) {
    const item = dequeItem(d, i)
    if (item == ABSENT) break
    if (i) textLiteral(', ')
    const text = repr(item)
    if (text == EXCEPTION) good = false
    else textValue(text)
  }
  reprLeave()
  if (!good) { textDrop(); return EXCEPTION }
  textLiteral(']')
  if (maxlen(d) >= 0) { textLiteral(', maxlen='); textInt(maxlen(d)) }
  textLiteral(')')
  return textEnd()
}

function deque_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (!isDeque(other)) return NOT_IMPLEMENTED
  const a = addressOf(self), b = addressOf(other)
  if (op == CompareOp.EQ || op == CompareOp.NE) {
    if (a == b) return boolValue(op == CompareOp.EQ)
    if (dequeLength(a) != dequeLength(b)) return boolValue(op == CompareOp.NE)
  }
  for (let i: u32 = 0; ; i++) {
    const x = dequeItem(a, i), y = dequeItem(b, i)
    if (x == ABSENT || y == ABSENT) {
      const m = dequeLength(a), n = dequeLength(b)
      return boolValue(orderMatches(m < n ? -1 : m > n ? 1 : 0, op))
    }
    const e = equal(x, y)
    if (e < 0) return EXCEPTION
    if (e == 1) continue
    if (op == CompareOp.EQ) return FALSE
    if (op == CompareOp.NE) return TRUE
    return richCompare(x, y, op)
  }
  return EXCEPTION
}

function deque_length(self: Value): Value { return intValue(dequeLength(addressOf(self))) }

/** Place of the item `i` (negative ones are counted from the end by the caller), or -1: IndexError raised. */
function checkedIndex(d: u32, i: i64): i32 {
  if (<u64>i < <u64>dequeLength(d)) return <i32>i
  raiseText(T.IndexError, 'deque index out of range')
  return -1
}

function deque_item(self: Value, index: Value): Value {
  const i = checkedIndex(addressOf(self), intOf(index))
  return i < 0 ? EXCEPTION : dequeItem(addressOf(self), i)
}

function deque_assItem(self: Value, index: Value, value: Value): Value {
  const d = addressOf(self)
  const i = checkedIndex(d, intOf(index))
  if (i < 0) return EXCEPTION
  stmOwn(d)
  if (value == UNBOUND) removeAt(d, i)
  else storeItem(d, i, value)
  return NONE
}

function deque_contains(self: Value, value: Value): Value {
  const i = find(addressOf(self), value, 0, u32.MAX_VALUE)
  return i == -2 ? EXCEPTION : boolValue(i >= 0)
}

/** Place of the first item from `from` to below `to` equal to `value`; -1: none, -2: raised. */
function find(d: u32, value: Value, from: u32, to: u32): i32 {
  const changes = stmRead32(d, d + CHANGES)
  for (let i = from; i < to; i++) {
    const item = dequeItem(d, i)
    if (item == ABSENT) return -1
    const e = equal(item, value)
    if (e == 1) return i
    if (e < 0) return -2
    if (stmRead32(d, d + CHANGES) != changes) {
      raiseText(T.RuntimeError, 'deque mutated during iteration')
      return -2
    }
  }
  return -1
}

function deque_concat(self: Value, other: Value): Value {
  if (!isDeque(other)) return raiseFormat(T.TypeError, 'can only concatenate deque (not "%T") to deque', other)
  const copy = copyOf(addressOf(self))
  return extend(addressOf(copy), other, false) ? copy : EXCEPTION
}

function deque_iconcat(self: Value, other: Value): Value { return extend(addressOf(self), other, false) ? self : EXCEPTION }

function deque_irepeat(self: Value, count: Value): Value {
  const d = addressOf(self)
  const times = intOf(count)
  if (times <= 0) { clear(d); return self }
  const copy = addressOf(copyOf(d))
  const n: i64 = dequeLength(copy)
  if (n == 0) return self
  if (times > <i64>MAX_SLOTS / n && maxlen(d) < 0) return raiseText(T.MemoryError, '')
  for (let k: i64 = 1; k < times; k++) {
    for (let i: u32 = 0; i < <u32>n; i++) if (!dequeAppend(d, dequeItem(copy, i))) return EXCEPTION
    if (maxlen(d) >= 0 && (k + 1) * n >= maxlen(d) + n) break // further rounds change nothing
  }
  return self
}

function deque_repeat(self: Value, count: Value): Value { return deque_irepeat(copyOf(addressOf(self)), count) }

// ---- methods

function deque_append(argv: u32): Value { return dequeAppend(addressOf(arg(argv, 0)), arg(argv, 1)) ? NONE : EXCEPTION }
function deque_appendleft(argv: u32): Value { return appendLeft(addressOf(arg(argv, 0)), arg(argv, 1)) ? NONE : EXCEPTION }
function deque_clear(argv: u32): Value { clear(addressOf(arg(argv, 0))); return NONE }
function deque_extend(argv: u32): Value { return extend(addressOf(arg(argv, 0)), arg(argv, 1), false) ? NONE : EXCEPTION }
function deque_extendleft(argv: u32): Value { return extend(addressOf(arg(argv, 0)), arg(argv, 1), true) ? NONE : EXCEPTION }

function deque_pop(argv: u32): Value {
  const x = dequePop(addressOf(arg(argv, 0)))
  return x == ABSENT ? raiseText(T.IndexError, 'pop from an empty deque') : x
}

function deque_popleft(argv: u32): Value {
  const x = dequePopLeft(addressOf(arg(argv, 0)))
  return x == ABSENT ? raiseText(T.IndexError, 'pop from an empty deque') : x
}

function deque_copy(argv: u32): Value {
  const self = arg(argv, 0)
  const type = typeOf(self)
  if (type == typeAt(T.collections_deque)) return copyOf(addressOf(self))
  const limit = maxlen(addressOf(self))
  return limit < 0 ? call1(pointer(type), self) : call2(pointer(type), self, intValue(limit))
}

function deque_count(argv: u32): Value {
  const d = addressOf(arg(argv, 0))
  let count: i64 = 0
  for (let i: u32 = 0; ; i++) {
    const at = find(d, arg(argv, 1), i, u32.MAX_VALUE)
    if (at == -2) return EXCEPTION
    if (at < 0) return intValue(count)
    count++
    i = at
  }
  return EXCEPTION
}

function deque_index(argv: u32): Value {
  const d = addressOf(arg(argv, 0))
  let start = boundArgument(arg(argv, 2), 0)
  if (start == INDEX_ERROR) return EXCEPTION
  let stop = boundArgument(arg(argv, 3), i64.MAX_VALUE)
  if (stop == INDEX_ERROR) return EXCEPTION
  const n: i64 = dequeLength(d)
  if (start < 0) { start += n; if (start < 0) start = 0 }
  if (stop < 0) { stop += n; if (stop < 0) stop = 0 }
  if (stop > n) stop = n
  if (start > stop) start = stop
  const i = find(d, arg(argv, 1), <u32>start, <u32>stop)
  if (i == -2) return EXCEPTION
  return i < 0 ? raiseText(T.ValueError, 'deque.index(x): x not in deque') : intValue(i)
}

function deque_insert(argv: u32): Value {
  const d = addressOf(arg(argv, 0))
  const i = toIndex(arg(argv, 1), T.OverflowError)
  if (i == INDEX_ERROR) return EXCEPTION
  const value = arg(argv, 2)
  const n: i64 = dequeLength(d)
  if (n == maxlen(d)) return raiseText(T.IndexError, 'deque already at its maximum size')
  if (i >= n) return dequeAppend(d, value) ? NONE : EXCEPTION
  if (i <= -n || i == 0) return appendLeft(d, value) ? NONE : EXCEPTION
  rotate(d, -i)
  if (!(i < 0 ? dequeAppend(d, value) : appendLeft(d, value))) return EXCEPTION
  rotate(d, i)
  return NONE
}

function deque_remove(argv: u32): Value {
  const d = addressOf(arg(argv, 0))
  const n = dequeLength(d)
  for (let i: u32 = 0; i < n; i++) {
    const e = equal(dequeItem(d, i), arg(argv, 1))
    if (dequeLength(d) != n) return raiseText(T.IndexError, 'deque mutated during remove().')
    if (e < 0) return EXCEPTION
    if (e == 0) continue
    stmOwn(d)
    removeAt(d, i)
    return NONE
  }
  return raiseText(T.ValueError, 'deque.remove(x): x not in deque')
}

function deque_reverse(argv: u32): Value {
  const d = addressOf(arg(argv, 0))
  stmOwn(d)
  const n = load<u32>(d, LENGTH)
  if (n < 2) return NONE
  for (let i: u32 = 0, j = n - 1; i < j; i++, j--) {
    const x = load<u64>(slotOf(d, i))
    storeItem(d, i, load<u64>(slotOf(d, j)))
    storeItem(d, j, x)
  }
  return NONE
}

function deque_rotate(argv: u32): Value {
  let by: i64 = 1
  if (arg(argv, 1) != UNBOUND) {
    by = toIndex(arg(argv, 1), T.OverflowError)
    if (by == INDEX_ERROR) return EXCEPTION
  }
  rotate(addressOf(arg(argv, 0)), by)
  return NONE
}

/** (type, (), attributes, iterator) or (type, ((), maxlen), attributes, iterator) */
function deque_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  let state = getAttributeOr(self, lit('__dict__'))
  if (state == EXCEPTION) return EXCEPTION
  if (state == UNBOUND) state = NONE
  const it = getIter(self)
  if (it == EXCEPTION) return EXCEPTION
  const limit = maxlen(addressOf(self))
  const arguments_ = limit < 0 ? emptyTuple() : tupleOf2(pointer(emptyTuple()), intValue(limit))
  const result = newTuple(4)
  tupleInit(result, 0, pointer(typeOf(self)))
  tupleInit(result, 1, pointer(arguments_))
  tupleInit(result, 2, state)
  tupleInit(result, 3, it)
  return pointer(result)
}

function deque_sizeof(argv: u32): Value { return intValue(<i64>DEQUE_BYTES + 8 * (<i64>stmRead32(addressOf(arg(argv, 0)), addressOf(arg(argv, 0)) + MASK) + 1)) }

function deque_maxlen(self: Value): Value {
  const limit = maxlen(addressOf(self))
  return limit < 0 ? NONE : intValue(limit)
}

// ---- iterators

const ITERATOR_DEQUE: u32 = 8
const ITERATOR_PLACE: u32 = 16
const ITERATOR_REMAINING: u32 = 20
const ITERATOR_CHANGES: u32 = 24
const ITERATOR_BYTES: u32 = 32

function newIterator(t: T, d: u32): Value {
  const it = allocate(shapeAt(t), ITERATOR_BYTES)
  const n = dequeLength(d)
  store<u64>(it, pointer(d), ITERATOR_DEQUE)
  store<u32>(it, t == T.collections_deque_iterator ? 0 : n - 1, ITERATOR_PLACE)
  store<u32>(it, n, ITERATOR_REMAINING)
  store<u32>(it, stmRead32(d, d + CHANGES), ITERATOR_CHANGES)
  return pointer(it)
}

function deque_iter(self: Value): Value { return newIterator(T.collections_deque_iterator, addressOf(self)) }
function deque_reversed(argv: u32): Value { return newIterator(T.collections_deque_reverse_iterator, addressOf(arg(argv, 0))) }

// @ts-ignore: decorator
@inline function advance(self: Value, step: u32): Value {
  const it = addressOf(self)
  stmOwn(it)
  const d = addressOf(load<u64>(it, ITERATOR_DEQUE))
  const remaining = load<u32>(it, ITERATOR_REMAINING)
  if (stmRead32(d, d + CHANGES) != load<u32>(it, ITERATOR_CHANGES)) {
    stmStore32(it, it + ITERATOR_REMAINING, 0)
    return raiseText(T.RuntimeError, 'deque mutated during iteration')
  }
  if (remaining == 0) return EXHAUSTED
  const place = load<u32>(it, ITERATOR_PLACE)
  stmStore64(it, it + ITERATOR_PLACE, (<u64>(remaining - 1) << 32) | <u64>(place + step))
  return dequeItem(d, place)
}

function iterator_next(self: Value): Value { return advance(self, 1) }
function reverse_next(self: Value): Value { return advance(self, <u32>-1) }

/** (deque, items to skip=0) */
function makeIterator(t: T, argv: u32, argc: u32, names: u32): Value {
  if (!noKeywords('_deque_iterator', names) || !positionalCount('_deque_iterator', argc, 1, 2)) return EXCEPTION
  if (!isDeque(arg(argv, 0))) return raiseFormat(T.TypeError, 'argument 1 must be collections.deque, not %T', arg(argv, 0))
  let skip: i64 = 0
  if (argc == 2) {
    skip = toIndex(arg(argv, 1), T.OverflowError)
    if (skip == INDEX_ERROR) return EXCEPTION
  }
  const it = newIterator(t, addressOf(arg(argv, 0)))
  for (; skip > 0; skip--) if ((t == T.collections_deque_iterator ? iterator_next(it) : reverse_next(it)) == EXHAUSTED) break
  return it
}

function iterator_new(type: Value, argv: u32, argc: u32, names: u32): Value { return makeIterator(T.collections_deque_iterator, argv, argc, names) }
function reverse_new(type: Value, argv: u32, argc: u32, names: u32): Value { return makeIterator(T.collections_deque_reverse_iterator, argv, argc, names) }

function iterator_lengthHint(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  return intValue(stmRead32(it, it + ITERATOR_REMAINING))
}

function iterator_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  const it = addressOf(self)
  const d = stmRead64(it, it + ITERATOR_DEQUE)
  const done = <i64>dequeLength(addressOf(d)) - <i64>stmRead32(it, it + ITERATOR_REMAINING)
  return pointer(tupleOf2(pointer(typeOf(self)), pointer(tupleOf2(d, intValue(done)))))
}

function defineIterator(module: u32, t: T, name: string, shortName: string, newFunction: u32, next: u32): void {
  const type = defineType(t, T.object, name, ITERATOR_BYTES, 0, null)
  setSlot(type, Slot.new_, newFunction)
  setSlot(type, Slot.iter, fn(selfIter))
  setSlot(type, Slot.next, next)
  defineMethod(type, '__length_hint__', '($self, /)', fn(iterator_lengthHint))
  defineMethod(type, '__reduce__', '($self, /)', fn(iterator_reduce))
  publishType(module, t, shortName)
}

export function initDeque(module: u32): void {
  const t = defineType(T.collections_deque, T.object, 'collections.deque', DEQUE_BYTES, TYPE_BASETYPE | TYPE_SEQUENCE, 'A list-like sequence that is fast at both ends.')
  setSlot(t, Slot.new_, fn(deque_new))
  setSlot(t, Slot.init, fn(deque_init))
  setSlot(t, Slot.repr, fn(deque_repr))
  setSlot(t, Slot.hash, fn(hashNotImplemented))
  setSlot(t, Slot.richcompare, fn(deque_richcompare))
  setSlot(t, Slot.iter, fn(deque_iter))
  setSlot(t, Slot.length, fn(deque_length))
  setSlot(t, Slot.concat, fn(deque_concat))
  setSlot(t, Slot.repeat, fn(deque_repeat))
  setSlot(t, Slot.iconcat, fn(deque_iconcat))
  setSlot(t, Slot.irepeat, fn(deque_irepeat))
  setSlot(t, Slot.item, fn(deque_item))
  setSlot(t, Slot.assItem, fn(deque_assItem))
  setSlot(t, Slot.contains, fn(deque_contains))
  defineMethod(t, 'append', '($self, item, /)', fn(deque_append))
  defineMethod(t, 'appendleft', '($self, item, /)', fn(deque_appendleft))
  defineMethod(t, 'clear', '($self, /)', fn(deque_clear))
  defineMethod(t, '__copy__', '($self, /)', fn(deque_copy))
  defineMethod(t, 'copy', '($self, /)', fn(deque_copy))
  defineMethod(t, 'count', '($self, value, /)', fn(deque_count))
  defineMethod(t, 'extend', '($self, iterable, /)', fn(deque_extend))
  defineMethod(t, 'extendleft', '($self, iterable, /)', fn(deque_extendleft))
  defineMethod(t, 'index', '($self, value, start=0, stop=sys.maxsize, /)', fn(deque_index))
  defineMethod(t, 'insert', '($self, index, value, /)', fn(deque_insert))
  defineMethod(t, 'pop', '($self, /)', fn(deque_pop))
  defineMethod(t, 'popleft', '($self, /)', fn(deque_popleft))
  defineMethod(t, '__reduce__', '($self, /)', fn(deque_reduce))
  defineMethod(t, 'remove', '($self, value, /)', fn(deque_remove))
  defineMethod(t, '__reversed__', '($self, /)', fn(deque_reversed))
  defineMethod(t, 'reverse', '($self, /)', fn(deque_reverse))
  defineMethod(t, 'rotate', '($self, n=1, /)', fn(deque_rotate))
  defineMethod(t, '__sizeof__', '($self, /)', fn(deque_sizeof))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  defineGetter(t, 'maxlen', fn(deque_maxlen))
  publishType(module, T.collections_deque, 'deque')
  defineIterator(module, T.collections_deque_iterator, 'collections._deque_iterator', '_deque_iterator', fn(iterator_new), fn(iterator_next))
  defineIterator(module, T.collections_deque_reverse_iterator, 'collections._deque_reverse_iterator', '_deque_reverse_iterator', fn(reverse_new), fn(reverse_next))
}
