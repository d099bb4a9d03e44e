// The type bytearray: construction, items and slices, methods that change it. What it shares with bytes is in bytes-*.ts.

import { allocate } from '../gc/allocate'
import { EXCEPTION, EXHAUSTED, NONE, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, intOf, intValue, isPointer, pointer } from '../memory/value'
import { stmCheck, stmOwn, stmRead32, stmRead64, stmStore32, stmStore64, stmStore8 } from '../stm/barriers'
import { getAttribute } from './abstract'
import { VIEW_DATA, VIEW_EXPORTER, VIEW_FORMAT, VIEW_ITEM_SIZE, VIEW_LENGTH, VIEW_READONLY, VIEW_STORAGE, VIEW_UNIT, bytesOfBuffer, hasBuffer, storeBytesOf } from './buffer'
import { BYTEARRAY_BYTES, BYTEARRAY_EXPORTS, BYTEARRAY_LENGTH, BYTEARRAY_STORAGE, appendByte, bytearrayFrom, isBytearray, ownForResize, replaceBytes } from './bytearray-core'
import { bytesConcat, bytesData, bytesLength, newBytes } from './bytes-core'
import { bytes_contains, selfBytes } from './bytes-search'
import { bytesFromArguments, bytesFromIterable, bytesRepeated, bytesStepped, compareBuffers, initBytesMethods, textBytesRepr } from './bytes'
import { arg, defineMethod, defineType, fn, setSlot } from './define'
import { newInstance } from './instance'
import { lit } from './intern'
import { INDEX_ERROR, isIndex, toIndex } from './item-access'
import { defineNew } from './object-new'
import { clearError, errorMatches, raiseFormat, raiseText } from './raise'
import { fitBound, isSlice, sliceCount, sliceStart, sliceStep, sliceStop } from './slice'
import { bytesPercent } from './str-percent'
import { shapeAt } from './shape'
import { callArg, checkCallArgs, isStr } from './text-args'
import { findCodePoint } from './text-search'
import { textBegin, textCodePoint, textEnd, textLiteral, textStr } from './text-builder'
import { tupleOf1, tupleOf2, tupleOf3 } from './tuple-core'
import { TYPE_BASETYPE, TYPE_MATCH_SELF, TYPE_NAME, typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { WellKnown, wellKnown } from './well-known'

function bytearray_new(type: Value, argv: u32, argc: u32, names: u32): Value { return pointer(newInstance(addressOf(type))) }

function bytearray_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (!checkCallArgs('bytearray', argc, names, 3, 0, lit('source'), lit('encoding'), lit('errors'))) return EXCEPTION
  const source = callArg(argv, argc, names, 0, lit('source'))
  const encoding = callArg(argv, argc, names, 1, lit('encoding'))
  const errors = callArg(argv, argc, names, 2, lit('errors'))
  if (encoding != UNBOUND && !isStr(encoding)) return raiseFormat(T.TypeError, "bytearray() argument 'encoding' must be str, not %T", encoding)
  if (errors != UNBOUND && !isStr(errors)) return raiseFormat(T.TypeError, "bytearray() argument 'errors' must be str, not %T", errors)
  const b = bytesFromArguments(source, encoding, errors, true)
  if (!b) return EXCEPTION
  const a = addressOf(self)
  if (!ownForResize(a)) return EXCEPTION
  return replaceBytes(a, 0, load<u32>(a, BYTEARRAY_LENGTH), bytesData(b), bytesLength(b)) ? NONE : EXCEPTION
}

// ---- slots

function bytearray_repr(self: Value): Value {
  const b = selfBytes(self)
  textBegin()
  textStr(stmRead32(typeOf(self), typeOf(self) + TYPE_NAME))
  textCodePoint(40)
  textBytesRepr(b, true)
  textCodePoint(41)
  return textEnd()
}

function bytearray_length(self: Value): Value { return intValue(stmRead32(addressOf(self), addressOf(self) + BYTEARRAY_LENGTH)) }

/** Byte `i`, or -1 if it is out of range. */
function byteAt(a: u32, i: i64): i32 {
  let c: i32
  do {
    const n = load<u32>(a, BYTEARRAY_LENGTH)
    c = <u64>i < <u64>n ? <i32>load<u8>(load<u32>(a, BYTEARRAY_STORAGE) + <u32>i, 8) : -1
  } while (!stmCheck(a))
  return c
}

function bytearray_item(self: Value, index: Value): Value {
  const c = byteAt(addressOf(self), intOf(index))
  return c < 0 ? raiseText(T.IndexError, 'bytearray index out of range') : intValue(c)
}

function bytearray_subscript(self: Value, key: Value): Value {
  const a = addressOf(self)
  if (isIndex(key)) {
    let i = toIndex(key, T.IndexError)
    if (i == INDEX_ERROR) return EXCEPTION
    if (i < 0) i += stmRead32(a, a + BYTEARRAY_LENGTH)
    const c = byteAt(a, i)
    return c < 0 ? raiseText(T.IndexError, 'bytearray index out of range') : intValue(c)
  }
  if (!isSlice(key)) return raiseFormat(T.TypeError, 'bytearray indices must be integers or slices, not %T', key)
  const slice = addressOf(key)
  const step = sliceStep(slice)
  if (step == INDEX_ERROR) return EXCEPTION
  let start = sliceStart(slice, step)
  if (start == INDEX_ERROR) return EXCEPTION
  const stop = sliceStop(slice, step)
  if (stop == INDEX_ERROR) return EXCEPTION
  const b = bytesOfBuffer(self)
  const n = bytesLength(b)
  start = fitBound(start, n, step)
  return bytearrayFrom(bytesStepped(b, start, <u32>sliceCount(start, fitBound(stop, n, step), step), step))
}

/** A byte given as a number, or -1: raised. */
function byteArg(v: Value): i32 {
  const i = toIndex(v, T.none)
  if (i == INDEX_ERROR) return -1
  if (i < 0 || i > 255) {
    raiseText(T.ValueError, 'byte must be in range(0, 256)')
    return -1
  }
  return <i32>i
}

/** Exact bytes to put into a slice; 0: raised. */
function sliceContents(value: Value): u32 {
  if (value == UNBOUND) return newBytes(0)
  if (hasBuffer(value)) return bytesOfBuffer(value)
  if (isStr(value) || isIndex(value)) {
    raiseText(T.TypeError, 'can assign only bytes, buffers, or iterables of ints in range(0, 256)')
    return 0
  }
  return bytesFromArguments(value, UNBOUND, UNBOUND, true)
}

/** `self[key] = value`, or deletion. */
function bytearray_ass_subscript(self: Value, key: Value, value: Value): Value {
  const a = addressOf(self)
  if (isIndex(key)) {
    let i = toIndex(key, T.IndexError)
    if (i == INDEX_ERROR) return EXCEPTION
    let byte: i32 = 0
    if (value != UNBOUND) {
      byte = byteArg(value)
      if (byte < 0) return EXCEPTION
    }
    stmOwn(a)
    const n = load<u32>(a, BYTEARRAY_LENGTH)
    if (i < 0) i += n
    if (<u64>i >= <u64>n) return raiseText(T.IndexError, 'bytearray index out of range')
    if (value == UNBOUND) {
      if (!ownForResize(a)) return EXCEPTION
      return replaceBytes(a, <u32>i, <u32>i + 1, 0, 0) ? NONE : EXCEPTION
    }
    stmStore8(a, load<u32>(a, BYTEARRAY_STORAGE) + 8 + <u32>i, <u8>byte)
    return NONE
  }
  if (!isSlice(key)) return raiseFormat(T.TypeError, 'bytearray indices must be integers or slices, not %T', key)
  const slice = addressOf(key)
  const step = sliceStep(slice)
  if (step == INDEX_ERROR) return EXCEPTION
  let start = sliceStart(slice, step)
  if (start == INDEX_ERROR) return EXCEPTION
  let stop = sliceStop(slice, step)
  if (stop == INDEX_ERROR) return EXCEPTION
  const b = sliceContents(value)
  if (!b) return EXCEPTION
  const m = bytesLength(b)
  stmOwn(a)
  const n = load<u32>(a, BYTEARRAY_LENGTH)
  start = fitBound(start, n, step)
  stop = fitBound(stop, n, step)
  const count = <u32>sliceCount(start, stop, step)
  if (step == 1) {
    if (m != count && !ownForResize(a)) return EXCEPTION
    return replaceBytes(a, <u32>start, <u32>start + count, bytesData(b), m) ? NONE : EXCEPTION
  }
  if (value == UNBOUND) {
    if (count == 0) return NONE
    if (!ownForResize(a)) return EXCEPTION
    return deleteStepped(a, start, count, step) ? NONE : EXCEPTION
  }
  if (m != count) return raiseFormat(T.ValueError, 'attempt to assign bytes of size %d to extended slice of size %d', m, count)
  const data = load<u32>(a, BYTEARRAY_STORAGE) + 8
  if (count > 64 && load<u32>(a, BYTEARRAY_EXPORTS) == 0) {
    const changed = newBytes(n)
    memory.copy(bytesData(changed), data, n)
    for (let k: u32 = 0; k < count; k++, start += step) store<u8>(bytesData(changed) + <u32>start, load<u8>(bytesData(b) + k))
    return replaceBytes(a, 0, n, bytesData(changed), n) ? NONE : EXCEPTION
  }
  for (let k: u32 = 0; k < count; k++, start += step) stmStore8(a, data + <u32>start, load<u8>(bytesData(b) + k))
  return NONE
}

function deleteStepped(a: u32, start: i64, count: u32, step: i64): bool {
  const n = load<u32>(a, BYTEARRAY_LENGTH)
  const data = load<u32>(a, BYTEARRAY_STORAGE) + 8
  if (step < 0) {
    start += step * <i64>(count - 1)
    step = -step
  }
  const rest = newBytes(n - count)
  let to = bytesData(rest)
  let gone = start
  let left = count
  for (let i: u32 = 0; i < n; i++) {
    if (left && <i64>i == gone) { left--; gone += step }
    else store<u8>(to++, load<u8>(data + i))
  }
  return replaceBytes(a, 0, n, bytesData(rest), n - count)
}

function bytearray_concat(self: Value, other: Value): Value {
  if (!hasBuffer(other)) return raiseFormat(T.TypeError, "can't concat %T to %T", other, self)
  const b = bytesOfBuffer(other)
  return b ? bytearrayFrom(bytesConcat(selfBytes(self), b)) : EXCEPTION
}

function bytearray_repeat(self: Value, count: Value): Value {
  const r = bytesRepeated(selfBytes(self), count)
  return r ? bytearrayFrom(r) : EXCEPTION
}

function extendWith(a: u32, b: u32): bool {
  if (!ownForResize(a)) return false
  const n = load<u32>(a, BYTEARRAY_LENGTH)
  return replaceBytes(a, n, n, bytesData(b), bytesLength(b))
}

function bytearray_iconcat(self: Value, other: Value): Value {
  if (!hasBuffer(other)) return raiseFormat(T.TypeError, "can't concat %T to %T", other, self)
  const b = bytesOfBuffer(other)
  return b && extendWith(addressOf(self), b) ? self : EXCEPTION
}

function bytearray_irepeat(self: Value, count: Value): Value {
  const r = bytesRepeated(selfBytes(self), count)
  if (!r) return EXCEPTION
  const a = addressOf(self)
  if (!ownForResize(a)) return EXCEPTION
  return replaceBytes(a, 0, load<u32>(a, BYTEARRAY_LENGTH), bytesData(r), bytesLength(r)) ? self : EXCEPTION
}

function bytearray_mod(self: Value, arguments_: Value): Value {
  if (!isBytearray(self)) return NOT_IMPLEMENTED
  const r = bytesPercent(selfBytes(self), arguments_)
  return r == EXCEPTION ? EXCEPTION : bytearrayFrom(addressOf(r))
}

function bytearray_buffer(self: Value, view: u32): Value {
  const a = addressOf(self)
  stmOwn(a)
  const storage = load<u32>(a, BYTEARRAY_STORAGE)
  store<u32>(view, storage + 8, VIEW_DATA)
  store<u32>(view, load<u32>(a, BYTEARRAY_LENGTH), VIEW_LENGTH)
  store<u32>(view, a, VIEW_UNIT)
  store<u32>(view, 0, VIEW_READONLY)
  store<u32>(view, 1, VIEW_ITEM_SIZE)
  store<u32>(view, lit('B'), VIEW_FORMAT)
  store<u64>(view, self, VIEW_EXPORTER)
  store<u32>(view, storage, VIEW_STORAGE)
  stmStore32(a, a + BYTEARRAY_EXPORTS, load<u32>(a, BYTEARRAY_EXPORTS) + 1)
  return NONE
}

function bytearray_release(self: Value, view: u32): Value {
  const a = addressOf(self)
  stmOwn(a)
  stmStore32(a, a + BYTEARRAY_EXPORTS, load<u32>(a, BYTEARRAY_EXPORTS) - 1)
  return NONE
}

// ---- methods

function bytearray_append(argv: u32): Value {
  const byte = byteArg(arg(argv, 1))
  if (byte < 0) return EXCEPTION
  const a = addressOf(arg(argv, 0))
  return ownForResize(a) && appendByte(a, byte) ? NONE : EXCEPTION
}

function bytearray_extend(argv: u32): Value {
  const source = arg(argv, 1)
  let b: u32
  if (hasBuffer(source)) b = bytesOfBuffer(source)
  else if (isStr(source)) {
    return raiseFormat(T.TypeError, "expected iterable of integers; got: '%T'", source)
  } else if (!typeSlot(typeOf(source), Slot.iter) && !typeSlot(typeOf(source), Slot.item)) {
    return raiseFormat(T.TypeError, "can't extend bytearray with %T", source)
  } else b = bytesFromIterable(source, true)
  return b && extendWith(addressOf(arg(argv, 0)), b) ? NONE : EXCEPTION
}

function bytearray_insert(argv: u32): Value {
  let i = toIndex(arg(argv, 1), T.OverflowError)
  if (i == INDEX_ERROR) return EXCEPTION
  const byte = byteArg(arg(argv, 2))
  if (byte < 0) return EXCEPTION
  const a = addressOf(arg(argv, 0))
  if (!ownForResize(a)) return EXCEPTION
  const n = <i64>load<u32>(a, BYTEARRAY_LENGTH)
  if (i < 0) i = max<i64>(i + n, 0)
  if (i > n) i = n
  const b = newBytes(1)
  store<u8>(bytesData(b), <u8>byte)
  return replaceBytes(a, <u32>i, <u32>i, bytesData(b), 1) ? NONE : EXCEPTION
}

function bytearray_pop(argv: u32): Value {
  let i: i64 = -1
  if (arg(argv, 1) != UNBOUND) {
    i = toIndex(arg(argv, 1), T.IndexError)
    if (i == INDEX_ERROR) return EXCEPTION
  }
  const a = addressOf(arg(argv, 0))
  stmOwn(a)
  const n = load<u32>(a, BYTEARRAY_LENGTH)
  if (n == 0) return raiseText(T.IndexError, 'pop from empty bytearray')
  if (i < 0) i += n
  if (<u64>i >= <u64>n) return raiseText(T.IndexError, 'pop index out of range')
  if (!ownForResize(a)) return EXCEPTION
  const byte = load<u8>(load<u32>(a, BYTEARRAY_STORAGE) + <u32>i, 8)
  return replaceBytes(a, <u32>i, <u32>i + 1, 0, 0) ? intValue(byte) : EXCEPTION
}

function bytearray_remove(argv: u32): Value {
  const byte = byteArg(arg(argv, 1))
  if (byte < 0) return EXCEPTION
  const a = addressOf(arg(argv, 0))
  stmOwn(a)
  const at = findCodePoint(1, load<u32>(a, BYTEARRAY_STORAGE) + 8, load<u32>(a, BYTEARRAY_LENGTH), byte)
  if (at < 0) return raiseText(T.ValueError, 'value not found in bytearray')
  return ownForResize(a) && replaceBytes(a, at, at + 1, 0, 0) ? NONE : EXCEPTION
}

function bytearray_clear(argv: u32): Value {
  const a = addressOf(arg(argv, 0))
  return ownForResize(a) && replaceBytes(a, 0, load<u32>(a, BYTEARRAY_LENGTH), 0, 0) ? NONE : EXCEPTION
}

function bytearray_copy(argv: u32): Value { return bytearrayFrom(selfBytes(arg(argv, 0))) }

function bytearray_reverse(argv: u32): Value {
  const a = addressOf(arg(argv, 0))
  const b = selfBytes(arg(argv, 0))
  const n = bytesLength(b)
  const r = newBytes(n)
  for (let i: u32 = 0; i < n; i++) store<u8>(bytesData(r) + i, load<u8>(bytesData(b) + (n - 1 - i)))
  stmOwn(a)
  return replaceBytes(a, 0, n, bytesData(r), n) ? NONE : EXCEPTION
}

function bytearray_resize(argv: u32): Value {
  const size = toIndex(arg(argv, 1), T.OverflowError)
  if (size == INDEX_ERROR) return EXCEPTION
  if (size < 0) return raiseFormat(T.ValueError, 'Can only resize to positive sizes, got %d', <u64>size)
  if (size > 0x3fffff00) return raiseText(T.MemoryError, '')
  const a = addressOf(arg(argv, 0))
  if (!ownForResize(a)) return EXCEPTION
  const n = load<u32>(a, BYTEARRAY_LENGTH)
  if (<u32>size <= n) return replaceBytes(a, <u32>size, n, 0, 0) ? NONE : EXCEPTION
  const zeros = newBytes(<u32>size - n)
  return replaceBytes(a, n, n, bytesData(zeros), <u32>size - n) ? NONE : EXCEPTION
}

function bytearray_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  const b = selfBytes(self)
  return pointer(tupleOf3(pointer(typeOf(self)), pointer(tupleOf1(pointer(b))), NONE))
}

function bytearray_alloc(argv: u32): Value { return intValue(stmRead32(addressOf(arg(argv, 0)), addressOf(arg(argv, 0)) + BYTEARRAY_LENGTH) + 1) }

// ---- iterator: +8 index:32  +16 bytearray (value), or NONE when exhausted

const ITERATOR_INDEX: u32 = 8
const ITERATOR_ARRAY: u32 = 16
const ITERATOR_BYTES: u32 = 24

function bytearray_iter(self: Value): Value {
  const it = allocate(shapeAt(T.bytearray_iterator), ITERATOR_BYTES)
  store<u64>(it, self, ITERATOR_ARRAY)
  return pointer(it)
}
function iterator_self(self: Value): Value { return self }
function iterator_next(self: Value): Value {
  const it = addressOf(self)
  stmOwn(it)
  const v = load<u64>(it, ITERATOR_ARRAY)
  if (v == NONE) return EXHAUSTED
  const i = load<u32>(it, ITERATOR_INDEX)
  const c = byteAt(addressOf(v), i)
  if (c < 0) {
    stmStore64(it, it + ITERATOR_ARRAY, NONE)
    return EXHAUSTED
  }
  stmStore32(it, it + ITERATOR_INDEX, i + 1)
  return intValue(c)
}
function iterator_length_hint(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const v = stmRead64(it, it + ITERATOR_ARRAY)
  if (v == NONE) return intValue(0)
  const left = <i64>stmRead32(addressOf(v), addressOf(v) + BYTEARRAY_LENGTH) - stmRead32(it, it + ITERATOR_INDEX)
  return intValue(left < 0 ? 0 : left)
}
function iterator_reduce(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const v = stmRead64(it, it + ITERATOR_ARRAY)
  const iter = getAttribute(wellKnown(WellKnown.builtinsModule), lit('iter'))
  if (v == NONE) return pointer(tupleOf2(iter, pointer(tupleOf1(pointer(newBytes(0))))))
  return pointer(tupleOf3(iter, pointer(tupleOf1(v)), intValue(stmRead32(it, it + ITERATOR_INDEX))))
}
function iterator_setstate(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const i = toIndex(arg(argv, 1), T.OverflowError)
  if (i == INDEX_ERROR) return EXCEPTION
  stmOwn(it)
  if (load<u64>(it, ITERATOR_ARRAY) != NONE) stmStore32(it, it + ITERATOR_INDEX, <u32>(i < 0 ? 0 : min<i64>(i, 0xffffffff)))
  return NONE
}

export function initBytearray(): void {
  const t = defineType(T.bytearray, T.object, 'bytearray', BYTEARRAY_BYTES, TYPE_BASETYPE | TYPE_MATCH_SELF,
    'bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null bytes\nbytearray() -> empty bytes array')
  setSlot(t, Slot.new_, fn(bytearray_new))
  defineNew(t)
  setSlot(t, Slot.init, fn(bytearray_init))
  setSlot(t, Slot.repr, fn(bytearray_repr))
  setSlot(t, Slot.str, fn(bytearray_repr))
  setSlot(t, Slot.richcompare, fn(compareBuffers))
  setSlot(t, Slot.iter, fn(bytearray_iter))
  setSlot(t, Slot.length, fn(bytearray_length))
  setSlot(t, Slot.item, fn(bytearray_item))
  setSlot(t, Slot.subscript, fn(bytearray_subscript))
  setSlot(t, Slot.assSubscript, fn(bytearray_ass_subscript))
  setSlot(t, Slot.contains, fn(bytes_contains))
  setSlot(t, Slot.concat, fn(bytearray_concat))
  setSlot(t, Slot.repeat, fn(bytearray_repeat))
  setSlot(t, Slot.iconcat, fn(bytearray_iconcat))
  setSlot(t, Slot.irepeat, fn(bytearray_irepeat))
  setSlot(t, Slot.mod, fn(bytearray_mod))
  setSlot(t, Slot.bufferGet, fn(bytearray_buffer))
  setSlot(t, Slot.bufferRelease, fn(bytearray_release))
  initBytesMethods(t)
  defineMethod(t, 'append', '($self, item, /)', fn(bytearray_append))
  defineMethod(t, 'extend', '($self, iterable_of_ints, /)', fn(bytearray_extend))
  defineMethod(t, 'insert', '($self, index, item, /)', fn(bytearray_insert))
  defineMethod(t, 'pop', '($self, index=-1, /)', fn(bytearray_pop))
  defineMethod(t, 'remove', '($self, value, /)', fn(bytearray_remove))
  defineMethod(t, 'clear', '($self, /)', fn(bytearray_clear))
  defineMethod(t, 'copy', '($self, /)', fn(bytearray_copy))
  defineMethod(t, 'reverse', '($self, /)', fn(bytearray_reverse))
  defineMethod(t, 'resize', '($self, size, /)', fn(bytearray_resize))
  defineMethod(t, '__reduce__', '($self, /)', fn(bytearray_reduce))
  defineMethod(t, '__alloc__', '($self, /)', fn(bytearray_alloc))
  const it = defineType(T.bytearray_iterator, T.object, 'bytearray_iterator', ITERATOR_BYTES, 0, null)
  setSlot(it, Slot.iter, fn(iterator_self))
  setSlot(it, Slot.next, fn(iterator_next))
  defineMethod(it, '__length_hint__', '($self, /)', fn(iterator_length_hint))
  defineMethod(it, '__reduce__', '($self, /)', fn(iterator_reduce))
  defineMethod(it, '__setstate__', '($self, object, /)', fn(iterator_setstate))
}
