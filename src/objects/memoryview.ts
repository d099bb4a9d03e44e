// memoryview: a window on the memory of a bytes-like object. One dimension with any stride, or several in C order (made by cast).
//
//   +0 version  +4 shape  +8 exporter (value)  +16 address of the first element:32  +20 count of elements:32 (all dimensions)
//   +24 unit:32 that guards the memory (0: immutable)  +28 stride:i32 in bytes (one dimension)  +32 item size:32
//   +36 format:32 (letter)  +40 flags:32  +44 dimensions:32  +48 lengths (tuple value; NONE for one dimension)
//   +56 views made from this one:32  +60 hash:32
// Flags: read-only, released, releases its exporter, format was given with "@". Everything but flags and the count of views never
// changes. A view of a view keeps the exporter of the first one and counts as an export of the view that it was made from.

import { allocate } from '../gc/allocate'
import { EXCEPTION, EXHAUSTED, FALSE, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, addressOf, boolValue, floatOf, floatValue, intOf, intValue, isFloat, isInt, isPointer, pointer } from '../memory/value'
import { stmCheck, stmOwn, stmRead32, stmStore32, stmStore8 } from '../stm/barriers'
import { equal, isTrue } from './abstract'
import { VIEW_DATA, VIEW_EXPORTER, VIEW_FORMAT, VIEW_ITEM_SIZE, VIEW_LENGTH, VIEW_READONLY, VIEW_STORAGE, VIEW_UNIT, getBuffer, hasBuffer, newView, releaseBuffer } from './buffer'
import { bytesData, bytesFromData, bytesHash, bytesLength, bytesOf, isBytes, newBytes } from './bytes-core'
import { hexText } from './bytes'
import { arg, defineClassMethod, defineGetter, defineMethod, defineType, fn, setSlot } from './define'
import { newGenericAlias } from './generic-alias'
import { lit, litAt } from './intern'
import { INDEX_ERROR, isIndex, toIndex, toInt } from './item-access'
import { newListFrom } from './list'
import { intFitsI64, intFitsU64, intFromI64, intFromU64, intMagnitude64, intToI64 } from './int-core'
import { defineNew } from './object-new'
import { isFloatError, numberToFloat } from './number-args'
import { clearError, errorMatches, raiseFormat, raiseText } from './raise'
import { shapeAt } from './shape'
import { fitBound, isSlice, sliceCount, sliceStart, sliceStep, sliceStop } from './slice'
import { codePointAt } from './str-build'
import { latin1Str, strData, strKind, strLength, strOf } from './str-core'
import { callArg, checkCallArgs, isStr } from './text-args'
import { textBegin, textCodePoint, textEnd, textHex, textLiteral } from './text-builder'
import { emptyTuple, newTuple, tupleInit, tupleItem, tupleLength, tupleOf1 } from './tuple-core'
import { toTuple } from './iteration'
import { TYPE_SEQUENCE, tagOf } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'
import { VECTOR_ITEMS, newVector, vectorLength, vectorPush } from './vector'

const MV_EXPORTER: u32 = 8
const MV_DATA: u32 = 16
const MV_COUNT: u32 = 20
const MV_UNIT: u32 = 24
const MV_STRIDE: u32 = 28
const MV_ITEM_SIZE: u32 = 32
const MV_FORMAT: u32 = 36
const MV_FLAGS: u32 = 40
const MV_DIMENSIONS: u32 = 44
const MV_SHAPE: u32 = 48
const MV_EXPORTS: u32 = 56
const MV_BYTES: u32 = 64

const READONLY: u32 = 1
const RELEASED: u32 = 2
/** This view was made from the exporter directly, and gives its export back. */
const OWNS_EXPORT: u32 = 4

/** Bytes of an element of format `letter`, or 0. */
function sizeOfFormat(letter: u32): u32 {
  switch (letter) {
    case 98: case 66: case 99: case 63: return 1 // b B c ?
    case 104: case 72: case 101: return 2 // h H e
    case 105: case 73: case 102: return 4 // i I f
    case 108: case 76: case 113: case 81: case 110: case 78: case 100: case 80: return 8 // l L q Q n N d P
    default: return 0
  }
}

/** Address of the view, or 0: raised, since it was released. */
function open(self: Value): u32 {
  const m = addressOf(self)
  if (stmRead32(m, m + MV_FLAGS) & RELEASED) {
    raiseText(T.ValueError, 'operation forbidden on released memoryview object')
    return 0
  }
  return m
}

// @ts-ignore: decorator
@inline function unitOf(m: u32): u32 { return load<u32>(m, MV_UNIT) }

/** Element at `address`. */
function unpack(m: u32, address: u32): Value {
  const size = load<u32>(m, MV_ITEM_SIZE), unit = unitOf(m)
  let bits: u64
  do {
    bits = size == 1 ? <u64>load<u8>(address) : size == 2 ? <u64>load<u16>(address) : size == 4 ? <u64>load<u32>(address) : load<u64>(address)
  } while (unit && !stmCheck(unit))
  switch (load<u32>(m, MV_FORMAT)) {
    case 98: return intValue(<i64><i8>bits)
    case 104: return intValue(<i64><i16>bits)
    case 105: return intValue(<i64><i32>bits)
    case 108: case 113: case 110: return intFromI64(<i64>bits)
    case 76: case 81: case 78: case 80: return intFromU64(bits)
    case 102: return floatValue(<f64>reinterpret<f32>(<u32>bits))
    case 100: return floatValue(reinterpret<f64>(bits))
    case 63: return boolValue(bits != 0)
    case 99: {
      const b = newBytes(1)
      store<u8>(bytesData(b), <u8>bits)
      return pointer(b)
    }
    case 101: return raiseText(T.NotImplementedError, "memoryview: format 'e' not supported")
    default: return intValue(<i64>bits) // B H I
  }
}

/** Stores `v` as the element at `address`; false: raised. */
function pack(m: u32, address: u32, v: Value): bool {
  const letter = load<u32>(m, MV_FORMAT), size = load<u32>(m, MV_ITEM_SIZE)
  let bits: u64 = 0
  if (letter == 100 || letter == 102) {
    const f = numberToFloat(v)
    if (isFloatError(f)) return wrongType(letter)
    bits = letter == 100 ? reinterpret<u64>(f) : <u64>reinterpret<u32>(<f32>f)
  } else if (letter == 63) {
    const truth = isTrue(v)
    if (truth < 0) return false
    bits = truth
  } else if (letter == 99) {
    if (!isBytes(v)) return wrongType(letter)
    if (bytesLength(bytesOf(v)) != 1) return wrongValue(letter)
    bits = load<u8>(bytesData(bytesOf(v)))
  } else {
    if (!isIndex(v)) return wrongType(letter)
    const number = toInt(v)
    if (number == EXCEPTION) return false
    const signed = letter == 98 || letter == 104 || letter == 105 || letter == 108 || letter == 113 || letter == 110
    if (size == 8 && !isInt(number)) {
      if (signed ? !intFitsI64(number) : !intFitsU64(number)) return wrongValue(letter)
      bits = signed ? <u64>intToI64(number) : intMagnitude64(number)
    } else {
      const i = isInt(number) ? intOf(number) : i64.MAX_VALUE
      const width = size * 8
      const least: i64 = signed ? (size == 8 ? i64.MIN_VALUE : -(<i64>1 << (width - 1))) : 0
      const most: i64 = size == 8 ? i64.MAX_VALUE : (<i64>1 << (signed ? width - 1 : width)) - 1
      if (!isInt(number) || i < least || i > most) return wrongValue(letter)
      bits = <u64>i
    }
  }
  const unit = unitOf(m)
  stmOwn(unit)
  for (let k: u32 = 0; k < size; k++) stmStore8(unit, address + k, <u8>(bits >> (k * 8)))
  return true
}
function wrongType(letter: u32): bool {
  if (!errorMatches(T.TypeError)) clearError()
  raiseFormat(T.TypeError, "memoryview: invalid type for format '%c'", letter)
  return false
}
function wrongValue(letter: u32): bool {
  raiseFormat(T.ValueError, "memoryview: invalid value for format '%c'", letter)
  return false
}

// ---- making

function newMemoryview(exporter: Value, data: u32, count: u32, unit: u32, stride: i32, itemSize: u32, format: u32, flags: u32, shape: Value): u32 {
  const m = allocate(shapeAt(T.memoryview), MV_BYTES)
  store<u64>(m, exporter, MV_EXPORTER)
  store<u32>(m, data, MV_DATA)
  store<u32>(m, count, MV_COUNT)
  store<u32>(m, unit, MV_UNIT)
  store<i32>(m, stride, MV_STRIDE)
  store<u32>(m, itemSize, MV_ITEM_SIZE)
  store<u32>(m, format, MV_FORMAT)
  store<u32>(m, flags, MV_FLAGS)
  store<u32>(m, shape == NONE ? 1 : tupleLength(addressOf(shape)), MV_DIMENSIONS)
  store<u64>(m, shape, MV_SHAPE)
  return m
}

/** memoryview(v) */
export function memoryviewOf(v: Value): Value {
  if (isPointer(v) && tagOf(v) == T.memoryview) {
    const m = open(v)
    return m ? derived(m, load<u32>(m, MV_DATA), load<u32>(m, MV_COUNT), load<i32>(m, MV_STRIDE), load<u32>(m, MV_ITEM_SIZE), load<u32>(m, MV_FORMAT), load<u64>(m, MV_SHAPE)) : EXCEPTION
  }
  if (!hasBuffer(v)) return raiseFormat(T.TypeError, "memoryview: a bytes-like object is required, not '%T'", v)
  const view = newView()
  if (!getBuffer(v, view)) return EXCEPTION
  const size = load<u32>(view, VIEW_ITEM_SIZE)
  const format = load<u32>(view, VIEW_FORMAT)
  return pointer(newMemoryview(load<u64>(view, VIEW_EXPORTER), load<u32>(view, VIEW_DATA), load<u32>(view, VIEW_LENGTH) / size, load<u32>(view, VIEW_UNIT), <i32>size, size,
    codePointAt(strKind(format), strData(format), strLength(format) - 1), (load<u32>(view, VIEW_READONLY) ? READONLY : 0) | OWNS_EXPORT, NONE))
}

/** A view made from view `m`: one more export of the exporter. */
function derived(m: u32, data: u32, count: u32, stride: i32, itemSize: u32, format: u32, shape: Value): Value {
  const exporter = load<u64>(m, MV_EXPORTER)
  const view = newView()
  if (!getBuffer(exporter, view)) return EXCEPTION
  return pointer(newMemoryview(exporter, data, count, unitOf(m), stride, itemSize, format, (load<u32>(m, MV_FLAGS) & READONLY) | OWNS_EXPORT, shape))
}

function memoryview_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (!checkCallArgs('memoryview', argc, names, 1, 0, lit('object'), 0, 0)) return EXCEPTION
  const v = callArg(argv, argc, names, 0, lit('object'))
  return v == UNBOUND ? raiseText(T.TypeError, "memoryview() missing required argument 'object' (pos 1)") : memoryviewOf(v)
}
function memoryview_from_flags(argv: u32): Value { return memoryviewOf(arg(argv, 1)) }

// ---- contents

// @ts-ignore: decorator
@inline function isContiguous(m: u32): bool {
  return load<u32>(m, MV_DIMENSIONS) != 1 || load<u32>(m, MV_COUNT) <= 1 || load<i32>(m, MV_STRIDE) == <i32>load<u32>(m, MV_ITEM_SIZE)
}
// @ts-ignore: decorator
@inline function byteCount(m: u32): u32 { return load<u32>(m, MV_COUNT) * load<u32>(m, MV_ITEM_SIZE) }

/** The bytes that view `m` shows, in order. */
function contents(m: u32): u32 {
  const size = load<u32>(m, MV_ITEM_SIZE), count = load<u32>(m, MV_COUNT), unit = unitOf(m)
  const data = load<u32>(m, MV_DATA)
  const b = newBytes(count * size)
  const stride = isContiguous(m) ? <i32>size : load<i32>(m, MV_STRIDE)
  do {
    if (stride == <i32>size) memory.copy(bytesData(b), data, count * size)
    else for (let i: u32 = 0; i < count; i++) memory.copy(bytesData(b) + i * size, data + <u32>(<i32>i * stride), size)
  } while (unit && !stmCheck(unit))
  return b
}

function firstLength(m: u32): u32 {
  return load<u32>(m, MV_DIMENSIONS) == 1 ? load<u32>(m, MV_COUNT) : <u32>intOf(tupleItem(addressOf(load<u64>(m, MV_SHAPE)), 0))
}

function memoryview_length(self: Value): Value {
  const m = open(self)
  if (!m) return EXCEPTION
  return load<u32>(m, MV_DIMENSIONS) == 0 ? raiseText(T.TypeError, '0-dim memory has no length') : intValue(firstLength(m))
}

// @ts-ignore: decorator
@inline function elementAt(m: u32, i: u32): u32 {
  return load<u32>(m, MV_DATA) + <u32>(<i32>i * (load<u32>(m, MV_DIMENSIONS) == 1 ? load<i32>(m, MV_STRIDE) : <i32>load<u32>(m, MV_ITEM_SIZE)))
}

/** Number of the element that index or tuple of indices `key` means, or -1: raised. */
function elementNumber(m: u32, key: Value): i64 {
  const dimensions = load<u32>(m, MV_DIMENSIONS)
  if (isIndex(key)) {
    if (dimensions != 1) { raiseText(T.NotImplementedError, 'multi-dimensional sub-views are not implemented'); return -1 }
    let i = toIndex(key, T.IndexError)
    if (i == INDEX_ERROR) return -1
    const n = load<u32>(m, MV_COUNT)
    if (i < 0) i += n
    if (<u64>i < <u64>n) return i
    raiseText(T.IndexError, 'index out of bounds on dimension 1')
    return -1
  }
  const t = addressOf(key)
  if (tupleLength(t) < dimensions) { raiseText(T.NotImplementedError, 'sub-views are not implemented'); return -1 }
  if (tupleLength(t) > dimensions) {
    raiseFormat(T.TypeError, 'cannot index %d-dimension view with %d-element tuple', dimensions, tupleLength(t))
    return -1
  }
  let element: i64 = 0
  for (let d: u32 = 0; d < dimensions; d++) {
    const n = dimensions == 1 ? <i64>load<u32>(m, MV_COUNT) : intOf(tupleItem(addressOf(load<u64>(m, MV_SHAPE)), d))
    let i = toIndex(tupleItem(t, d), T.IndexError)
    if (i == INDEX_ERROR) return -1
    if (i < 0) i += n
    if (<u64>i >= <u64>n) { raiseFormat(T.IndexError, 'index out of bounds on dimension %d', d + 1); return -1 }
    element = element * n + i
  }
  return element
}

function isIndexTuple(key: Value): bool {
  if (!isPointer(key) || tagOf(key) != T.tuple) return false
  for (let i: u32 = 0; i < tupleLength(addressOf(key)); i++) if (!isIndex(tupleItem(addressOf(key), i))) return false
  return true
}

/** The part of `m` that a slice means, as a view. */
function sliced(m: u32, key: Value): Value {
  if (load<u32>(m, MV_DIMENSIONS) != 1) return raiseText(T.NotImplementedError, 'multi-dimensional slicing is not implemented')
  const slice = addressOf(key)
  const step = sliceStep(slice)
  if (step == INDEX_ERROR) return EXCEPTION
  let start = sliceStart(slice, step)
  if (start == INDEX_ERROR) return EXCEPTION
  const stop = sliceStop(slice, step)
  if (stop == INDEX_ERROR) return EXCEPTION
  const n = load<u32>(m, MV_COUNT)
  start = fitBound(start, n, step)
  const count = <u32>sliceCount(start, fitBound(stop, n, step), step)
  const stride = load<i32>(m, MV_STRIDE)
  return derived(m, load<u32>(m, MV_DATA) + <u32>(<i32>start * stride), count, count > 1 ? stride * <i32>step : stride, load<u32>(m, MV_ITEM_SIZE), load<u32>(m, MV_FORMAT), NONE)
}

function memoryview_subscript(self: Value, key: Value): Value {
  const m = open(self)
  if (!m) return EXCEPTION
  if (isIndex(key) || isIndexTuple(key)) {
    const i = elementNumber(m, key)
    return i < 0 ? EXCEPTION : unpack(m, elementAt(m, <u32>i))
  }
  if (isSlice(key)) return sliced(m, key)
  return raiseText(T.TypeError, 'memoryview: invalid slice key')
}

function memoryview_item(self: Value, index: Value): Value { return memoryview_subscript(self, index) }

function memoryview_ass_subscript(self: Value, key: Value, value: Value): Value {
  const m = open(self)
  if (!m) return EXCEPTION
  if (load<u32>(m, MV_FLAGS) & READONLY) return raiseText(T.TypeError, 'cannot modify read-only memory')
  if (value == UNBOUND) return raiseText(T.TypeError, 'cannot delete memory')
  if (isIndex(key) || isIndexTuple(key)) {
    const i = elementNumber(m, key)
    return i >= 0 && pack(m, elementAt(m, <u32>i), value) ? NONE : EXCEPTION
  }
  if (!isSlice(key)) return raiseText(T.TypeError, 'memoryview: invalid slice key')
  const source = memoryviewOf(value)
  if (source == EXCEPTION) return EXCEPTION
  const target = sliced(m, key)
  if (target == EXCEPTION) return EXCEPTION
  const from = addressOf(source), to = addressOf(target)
  const fits = load<u32>(from, MV_FORMAT) == load<u32>(to, MV_FORMAT) && load<u32>(from, MV_COUNT) == load<u32>(to, MV_COUNT) && load<u32>(from, MV_DIMENSIONS) == 1
  if (fits) {
    const b = contents(from)
    const unit = unitOf(to), size = load<u32>(to, MV_ITEM_SIZE)
    stmOwn(unit)
    for (let i: u32 = 0; i < load<u32>(to, MV_COUNT); i++) {
      for (let k: u32 = 0; k < size; k++) stmStore8(unit, elementAt(to, i) + k, load<u8>(bytesData(b) + i * size + k))
    }
  }
  release(from)
  release(to)
  return fits ? NONE : raiseText(T.ValueError, 'memoryview assignment: lvalue and rvalue have different structures')
}

/** Nested lists of elements from number `at` on, for dimension `d`. */
function listFrom(m: u32, d: u32, at: u32): Value {
  const dimensions = load<u32>(m, MV_DIMENSIONS)
  const n: u32 = dimensions == 1 ? load<u32>(m, MV_COUNT) : <u32>intOf(tupleItem(addressOf(load<u64>(m, MV_SHAPE)), d))
  let inner: u32 = 1
  for (let k = d + 1; k < dimensions; k++) inner *= <u32>intOf(tupleItem(addressOf(load<u64>(m, MV_SHAPE)), k))
  let v = newVector(n)
  for (let i: u32 = 0; i < n; i++) {
    const item = d + 1 >= dimensions ? unpack(m, elementAt(m, at + i)) : listFrom(m, d + 1, at + i * inner)
    if (item == EXCEPTION) return EXCEPTION
    v = vectorPush(v, item)
  }
  return pointer(newListFrom(v + VECTOR_ITEMS, vectorLength(v)))
}

function memoryview_tolist(argv: u32): Value {
  const m = open(arg(argv, 0))
  if (!m) return EXCEPTION
  return load<u32>(m, MV_DIMENSIONS) == 0 ? unpack(m, load<u32>(m, MV_DATA)) : listFrom(m, 0, 0)
}
function memoryview_tobytes(argv: u32): Value {
  const m = open(arg(argv, 0))
  return m ? pointer(contents(m)) : EXCEPTION
}
function memoryview_hex(argv: u32): Value {
  const m = open(arg(argv, 0))
  return m ? hexText(contents(m), arg(argv, 1), arg(argv, 2)) : EXCEPTION
}

function release(m: u32): void {
  stmOwn(m)
  const flags = load<u32>(m, MV_FLAGS)
  if (flags & RELEASED) return
  stmStore32(m, m + MV_FLAGS, flags | RELEASED)
  if (flags & OWNS_EXPORT) releaseBuffer(load<u64>(m, MV_EXPORTER), 0)
}
function memoryview_release(argv: u32): Value {
  const m = addressOf(arg(argv, 0))
  if (stmRead32(m, m + MV_EXPORTS)) return raiseFormat(T.BufferError, 'memoryview has %d exported buffers', stmRead32(m, m + MV_EXPORTS))
  release(m)
  return NONE
}
function memoryview_enter(argv: u32): Value { return open(arg(argv, 0)) ? arg(argv, 0) : EXCEPTION }
function memoryview_exit(argv: u32): Value { return memoryview_release(argv) }

function memoryview_toreadonly(argv: u32): Value {
  const m = open(arg(argv, 0))
  if (!m) return EXCEPTION
  const r = derived(m, load<u32>(m, MV_DATA), load<u32>(m, MV_COUNT), load<i32>(m, MV_STRIDE), load<u32>(m, MV_ITEM_SIZE), load<u32>(m, MV_FORMAT), load<u64>(m, MV_SHAPE))
  if (r != EXCEPTION) store<u32>(addressOf(r), load<u32>(addressOf(r), MV_FLAGS) | READONLY, MV_FLAGS)
  return r
}

function memoryview_cast(argv: u32): Value {
  const m = open(arg(argv, 0))
  if (!m) return EXCEPTION
  if (!isStr(arg(argv, 1))) return raiseFormat(T.TypeError, "cast() argument 'format' must be str, not %T", arg(argv, 1))
  if (!isContiguous(m)) return raiseText(T.TypeError, 'memoryview: casts are restricted to C-contiguous views')
  const format = strOf(arg(argv, 1))
  let i: u32 = 0
  if (strLength(format) == 2 && codePointAt(strKind(format), strData(format), 0) == 64) i = 1
  const letter: u32 = strLength(format) == i + 1 ? codePointAt(strKind(format), strData(format), i) : 0
  const size = sizeOfFormat(letter)
  if (!size) return raiseText(T.ValueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'")
  const old = load<u32>(m, MV_FORMAT)
  const bytesLikeOld = old == 66 || old == 98 || old == 99
  if (!bytesLikeOld && !(letter == 66 || letter == 98 || letter == 99)) return raiseText(T.TypeError, 'memoryview: cannot cast between two non-byte formats')
  const bytes = byteCount(m)
  if (bytes % size) return raiseText(T.TypeError, 'memoryview: length is not a multiple of itemsize')
  let shape: Value = NONE
  if (arg(argv, 2) != UNBOUND && arg(argv, 2) != NONE) {
    if (tagOf(arg(argv, 2)) != T.list && tagOf(arg(argv, 2)) != T.tuple) return raiseText(T.TypeError, 'shape must be a list or a tuple')
    const given = toTuple(arg(argv, 2))
    if (given == EXCEPTION) return EXCEPTION
    const t = addressOf(given)
    let total: u64 = size
    const copy = newTuple(tupleLength(t))
    for (let d: u32 = 0; d < tupleLength(t); d++) {
      const n = tupleItem(t, d)
      if (!isInt(n)) return raiseText(T.TypeError, 'memoryview.cast(): elements of shape must be integers')
      if (intOf(n) <= 0) return raiseText(T.ValueError, 'memoryview.cast(): elements of shape must be integers > 0')
      total *= <u64>intOf(n)
      if (total > 0x7fffffff) break
      tupleInit(copy, d, n)
    }
    if (total != bytes) return raiseText(T.TypeError, 'memoryview: product(shape) * itemsize != buffer size')
    if (tupleLength(t) != 1) shape = pointer(copy)
  }
  return derived(m, load<u32>(m, MV_DATA), bytes / size, <i32>size, size, letter, shape)
}

function memoryview_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (op != CompareOp.EQ && op != CompareOp.NE) return NOT_IMPLEMENTED
  if (self == other) return boolValue(op == CompareOp.EQ)
  if (!isPointer(self) || tagOf(self) != T.memoryview || !hasBuffer(other)) return NOT_IMPLEMENTED
  if (stmRead32(addressOf(self), addressOf(self) + MV_FLAGS) & RELEASED) return boolValue(op == CompareOp.NE)
  if (tagOf(other) == T.memoryview && stmRead32(addressOf(other), addressOf(other) + MV_FLAGS) & RELEASED) return boolValue(op == CompareOp.NE)
  const view = memoryviewOf(other)
  if (view == EXCEPTION) { clearError(); return NOT_IMPLEMENTED }
  const a = addressOf(self), b = addressOf(view)
  let same = load<u32>(a, MV_COUNT) == load<u32>(b, MV_COUNT) && load<u32>(a, MV_DIMENSIONS) == load<u32>(b, MV_DIMENSIONS)
  if (same && load<u32>(a, MV_DIMENSIONS) != 1) {
    const r = equal(load<u64>(a, MV_SHAPE), load<u64>(b, MV_SHAPE))
    if (r < 0) return EXCEPTION
    same = r == 1
  }
  for (let i: u32 = 0; same && i < load<u32>(a, MV_COUNT); i++) {
    const x = unpack(a, elementAt(a, i)), y = unpack(b, elementAt(b, i))
    if (x == EXCEPTION || y == EXCEPTION) return EXCEPTION
    const r = x == y && !isFloat(x) ? 1 : equal(x, y)
    if (r < 0) return EXCEPTION
    same = r == 1
  }
  release(b)
  return boolValue(same == (op == CompareOp.EQ))
}

function memoryview_hash(self: Value): i64 {
  const m = open(self)
  if (!m) return -1
  if (!(load<u32>(m, MV_FLAGS) & READONLY)) { raiseText(T.ValueError, 'cannot hash writable memoryview object'); return -1 }
  const letter = load<u32>(m, MV_FORMAT)
  if (letter != 66 && letter != 98 && letter != 99) {
    raiseText(T.ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
    return -1
  }
  return <i64><i32>bytesHash(contents(m))
}

function memoryview_repr(self: Value): Value {
  const released = (stmRead32(addressOf(self), addressOf(self) + MV_FLAGS) & RELEASED) != 0
  textBegin()
  textLiteral(released ? '<released memory at 0x' : '<memory at 0x')
  textHex(addressOf(self), 1)
  textCodePoint(62)
  return textEnd()
}

function indexOf(m: u32, v: Value, from: u32, to: u32): i64 {
  for (let i = from; i < to; i++) {
    const item = unpack(m, elementAt(m, i))
    if (item == EXCEPTION) return -2
    const r = item == v && !isFloat(v) ? 1 : equal(item, v)
    if (r < 0) return -2
    if (r) return i
  }
  return -1
}

function memoryview_index(argv: u32): Value {
  const m = open(arg(argv, 0))
  if (!m) return EXCEPTION
  if (load<u32>(m, MV_DIMENSIONS) != 1) return raiseText(T.NotImplementedError, 'multi-dimensional lookup is not implemented')
  const n = load<u32>(m, MV_COUNT)
  let from: i64 = 0, to: i64 = n
  if (arg(argv, 2) != UNBOUND) {
    from = toIndex(arg(argv, 2), T.none)
    if (from == INDEX_ERROR) return EXCEPTION
    from = fitBound(from, n, 1)
  }
  if (arg(argv, 3) != UNBOUND) {
    to = toIndex(arg(argv, 3), T.none)
    if (to == INDEX_ERROR) return EXCEPTION
    to = fitBound(to, n, 1)
  }
  const at = indexOf(m, arg(argv, 1), <u32>from, <u32>to)
  return at == -2 ? EXCEPTION : at < 0 ? raiseText(T.ValueError, 'memoryview.index(x): x not found') : intValue(at)
}

function memoryview_count(argv: u32): Value {
  const m = open(arg(argv, 0))
  if (!m) return EXCEPTION
  if (load<u32>(m, MV_DIMENSIONS) != 1) return raiseText(T.NotImplementedError, 'multi-dimensional lookup is not implemented')
  let count: i64 = 0
  let i: i64 = 0
  const n = load<u32>(m, MV_COUNT)
  for (;;) {
    i = indexOf(m, arg(argv, 1), <u32>i, n)
    if (i == -2) return EXCEPTION
    if (i < 0) return intValue(count)
    count++
    i++
  }
  return EXCEPTION
}

// ---- attributes

function memoryview_obj(self: Value): Value { const m = open(self); return m ? load<u64>(m, MV_EXPORTER) : EXCEPTION }
function memoryview_nbytes(self: Value): Value { const m = open(self); return m ? intValue(byteCount(m)) : EXCEPTION }
function memoryview_readonly(self: Value): Value { const m = open(self); return m ? boolValue((load<u32>(m, MV_FLAGS) & READONLY) != 0) : EXCEPTION }
function memoryview_itemsize(self: Value): Value { const m = open(self); return m ? intValue(load<u32>(m, MV_ITEM_SIZE)) : EXCEPTION }
function memoryview_format(self: Value): Value { const m = open(self); return m ? pointer(latin1Str(load<u32>(m, MV_FORMAT))) : EXCEPTION }
function memoryview_ndim(self: Value): Value { const m = open(self); return m ? intValue(load<u32>(m, MV_DIMENSIONS)) : EXCEPTION }
function memoryview_suboffsets(self: Value): Value { return open(self) ? pointer(emptyTuple()) : EXCEPTION }
function memoryview_contiguous(self: Value): Value { const m = open(self); return m ? boolValue(isContiguous(m)) : EXCEPTION }
function memoryview_f_contiguous(self: Value): Value {
  const m = open(self)
  return m ? boolValue(isContiguous(m) && load<u32>(m, MV_DIMENSIONS) < 2) : EXCEPTION
}
function memoryview_shape(self: Value): Value {
  const m = open(self)
  if (!m) return EXCEPTION
  return load<u32>(m, MV_DIMENSIONS) == 1 ? pointer(tupleOf1(intValue(load<u32>(m, MV_COUNT)))) : load<u64>(m, MV_SHAPE)
}
function memoryview_strides(self: Value): Value {
  const m = open(self)
  if (!m) return EXCEPTION
  const dimensions = load<u32>(m, MV_DIMENSIONS)
  if (dimensions == 1) return pointer(tupleOf1(intValue(load<i32>(m, MV_STRIDE))))
  const t = newTuple(dimensions)
  let stride = <i64>load<u32>(m, MV_ITEM_SIZE)
  for (let d = <i32>dimensions - 1; d >= 0; d--) {
    tupleInit(t, d, intValue(stride))
    stride *= intOf(tupleItem(addressOf(load<u64>(m, MV_SHAPE)), d))
  }
  return pointer(t)
}

function memoryview_buffer(self: Value, view: u32): Value {
  const m = open(self)
  if (!m) return EXCEPTION
  if (isContiguous(m)) {
    store<u32>(view, load<u32>(m, MV_DATA), VIEW_DATA)
    store<u32>(view, unitOf(m), VIEW_UNIT)
    store<u32>(view, load<u32>(m, MV_FLAGS) & READONLY, VIEW_READONLY)
  } else {
    // a stepped view has no contiguous memory: readers get a copy
    store<u32>(view, bytesData(contents(m)), VIEW_DATA)
    store<u32>(view, 0, VIEW_UNIT)
    store<u32>(view, 1, VIEW_READONLY)
  }
  store<u32>(view, byteCount(m), VIEW_LENGTH)
  store<u32>(view, load<u32>(m, MV_ITEM_SIZE), VIEW_ITEM_SIZE)
  store<u32>(view, latin1Str(load<u32>(m, MV_FORMAT)), VIEW_FORMAT)
  store<u64>(view, self, VIEW_EXPORTER)
  store<u32>(view, 0, VIEW_STORAGE)
  return NONE
}

// ---- iterator: +8 index:32  +12 count:32  +16 memoryview (value)

const ITERATOR_INDEX: u32 = 8
const ITERATOR_VIEW: u32 = 16
const ITERATOR_BYTES: u32 = 24

function memoryview_iter(self: Value): Value {
  const m = open(self)
  if (!m) return EXCEPTION
  if (load<u32>(m, MV_DIMENSIONS) == 0) return raiseText(T.TypeError, 'invalid indexing of 0-dim memory')
  if (load<u32>(m, MV_DIMENSIONS) != 1) return raiseText(T.NotImplementedError, 'multi-dimensional sub-views are not implemented')
  const it = allocate(shapeAt(T.memory_iterator), ITERATOR_BYTES)
  store<u64>(it, self, ITERATOR_VIEW)
  return pointer(it)
}
function iterator_self(self: Value): Value { return self }
function iterator_next(self: Value): Value {
  const it = addressOf(self)
  const m = open(load<u64>(it, ITERATOR_VIEW))
  if (!m) return EXCEPTION
  stmOwn(it)
  const i = load<u32>(it, ITERATOR_INDEX)
  if (i >= load<u32>(m, MV_COUNT)) return EXHAUSTED
  stmStore32(it, it + ITERATOR_INDEX, i + 1)
  return unpack(m, elementAt(m, i))
}

function class_getitem(argv: u32): Value { return newGenericAlias(arg(argv, 0), arg(argv, 1)) }

export function initMemoryview(): void {
  const t = defineType(T.memoryview, T.object, 'memoryview', MV_BYTES, TYPE_SEQUENCE, 'Create a new memoryview object which references the given object.')
  setSlot(t, Slot.new_, fn(memoryview_new))
  defineNew(t)
  setSlot(t, Slot.repr, fn(memoryview_repr))
  setSlot(t, Slot.hash, fn(memoryview_hash))
  setSlot(t, Slot.richcompare, fn(memoryview_richcompare))
  setSlot(t, Slot.iter, fn(memoryview_iter))
  setSlot(t, Slot.length, fn(memoryview_length))
  setSlot(t, Slot.item, fn(memoryview_item))
  setSlot(t, Slot.subscript, fn(memoryview_subscript))
  setSlot(t, Slot.assSubscript, fn(memoryview_ass_subscript))
  setSlot(t, Slot.bufferGet, fn(memoryview_buffer))
  defineMethod(t, 'release', '($self, /)', fn(memoryview_release))
  defineMethod(t, 'tobytes', "($self, /, order='C')", fn(memoryview_tobytes))
  defineMethod(t, 'hex', '($self, /, sep=<unrepresentable>, bytes_per_sep=1)', fn(memoryview_hex))
  defineMethod(t, 'tolist', '($self, /)', fn(memoryview_tolist))
  defineMethod(t, 'cast', '($self, /, format, shape=<unrepresentable>)', fn(memoryview_cast))
  defineMethod(t, 'toreadonly', '($self, /)', fn(memoryview_toreadonly))
  defineMethod(t, 'count', '($self, value, /)', fn(memoryview_count))
  defineMethod(t, 'index', '($self, value, start=0, stop=sys.maxsize, /)', fn(memoryview_index))
  defineMethod(t, '__enter__', '($self, /)', fn(memoryview_enter))
  defineMethod(t, '__exit__', '($self, /, *exc_info)', fn(memoryview_exit))
  defineClassMethod(t, '_from_flags', '($type, /, object, flags)', fn(memoryview_from_flags))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(class_getitem))
  defineGetter(t, 'obj', fn(memoryview_obj))
  defineGetter(t, 'nbytes', fn(memoryview_nbytes))
  defineGetter(t, 'readonly', fn(memoryview_readonly))
  defineGetter(t, 'itemsize', fn(memoryview_itemsize))
  defineGetter(t, 'format', fn(memoryview_format))
  defineGetter(t, 'ndim', fn(memoryview_ndim))
  defineGetter(t, 'shape', fn(memoryview_shape))
  defineGetter(t, 'strides', fn(memoryview_strides))
  defineGetter(t, 'suboffsets', fn(memoryview_suboffsets))
  defineGetter(t, 'c_contiguous', fn(memoryview_contiguous))
  defineGetter(t, 'f_contiguous', fn(memoryview_f_contiguous))
  defineGetter(t, 'contiguous', fn(memoryview_contiguous))
  const it = defineType(T.memory_iterator, T.object, 'memory_iterator', ITERATOR_BYTES, 0, null)
  setSlot(it, Slot.iter, fn(iterator_self))
  setSlot(it, Slot.next, fn(iterator_next))
}
