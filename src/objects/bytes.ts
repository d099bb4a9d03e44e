// The type bytes: construction, slots, hex and fromhex, decode. The other methods are shared with bytearray: bytes-search,
// bytes-split, bytes-transform.

import { allocate } from '../gc/allocate'
import { EXCEPTION, EXHAUSTED, NONE, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, boolValue, intOf, intValue, isPointer, pointer } from '../memory/value'
import { call0 } from '../interp/nested'
import { stmOwn, stmRead32, stmRead64, stmStore32, stmStore64 } from '../stm/barriers'
import { getAttribute, lookupSpecial, orderMatches } from './abstract'
import { bytesOfBuffer, hasBuffer, VIEW_BYTES, VIEW_DATA, VIEW_EXPORTER, VIEW_FORMAT, VIEW_ITEM_SIZE, VIEW_LENGTH, VIEW_READONLY, VIEW_STORAGE, VIEW_UNIT } from './buffer'
import { BYTES_INSTANCE_BYTES, BYTES_PAYLOAD, MAX_BYTES, bytesConcat, bytesData, bytesEqual, bytesFromData, bytesHash, bytesLength, bytesOf, bytesRange, emptyBytes, isBytes, newBytes } from './bytes-core'
import { bytearrayFrom } from './bytearray-core'
import { bytes_contains, initBytesSearch, likeSelf, selfBytes } from './bytes-search'
import { initBytesSplit } from './bytes-split'
import { initBytesTransform } from './bytes-transform'
import { hexDigit } from './codec-escape'
import { bytesOfText } from './codec-output'
import { decodeBytes, encodeStr } from './codec-registry'
import { arg, defineClassMethod, defineMethod, defineType, fn, setImmutableInstances, setSlot } from './define'
import { newInstance } from './instance'
import { lit } from './intern'
import { INDEX_ERROR, isIndex, lengthOf, toIndex } from './item-access'
import { getIter, iterNext } from './iteration'
import { clearError, errorMatches, raiseFormat, raiseText } from './raise'
import { defineNew } from './object-new'
import { shapeAt, typeAt } from './shape'
import { fitBound, isSlice, sliceCount, sliceStart, sliceStep, sliceStop } from './slice'
import { codePointAt, compareBytes, repeatData } from './str-build'
import { STR_ASCII, emptyStrValue, newStr, strData, strIsAscii, strKind, strLength, strOf } from './str-core'
import { bytesPercent } from './str-percent'
import { textEscape } from './str-repr'
import { callArg, checkCallArgs, isStr } from './text-args'
import { findCodePoint } from './text-search'
import { textBegin, textCodePoint, textDrop, textEnd, textLiteral } from './text-builder'
import { tupleOf1, tupleOf2, tupleOf3 } from './tuple-core'
import { TYPE_BASETYPE, TYPE_BYTES_SUBCLASS, TYPE_MATCH_SELF, tagOf, typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'
import { WellKnown, wellKnown } from './well-known'
import { call1 } from '../interp/nested'

// ---- construction

/**
 * The bytes that bytes() and bytearray() make of their arguments (UNBOUND where not given): address of an exact bytes object, or 0:
 * raised. `forArray`: error texts of bytearray.
 */
export function bytesFromArguments(source: Value, encoding: Value, errors: Value, forArray: bool): u32 {
  if (source == UNBOUND) {
    if (encoding != UNBOUND || errors != UNBOUND) {
      if (encoding != UNBOUND) raiseText(T.TypeError, 'encoding without a string argument')
      else raiseText(T.TypeError, 'errors without a string argument')
      return 0
    }
    return emptyBytes()
  }
  if (isStr(source)) {
    if (encoding == UNBOUND) { raiseText(T.TypeError, 'string argument without an encoding'); return 0 }
    const b = encodeStr(source, encoding, errors)
    return b == EXCEPTION ? 0 : bytesOf(b)
  }
  if (encoding != UNBOUND) { raiseText(T.TypeError, 'encoding without a string argument'); return 0 }
  if (errors != UNBOUND) { raiseText(T.TypeError, 'errors without a string argument'); return 0 }
  if (!forArray) {
    const method = lookupSpecial(source, lit('__bytes__'))
    if (method == EXCEPTION) return 0
    if (method != UNBOUND) {
      const b = call0(method)
      if (b == EXCEPTION) return 0
      if (isBytes(b)) return bytesOf(b)
      raiseFormat(T.TypeError, '__bytes__ returned non-bytes (type %T)', b)
      return 0
    }
  }
  if (isIndex(source)) {
    const n = toIndex(source, T.OverflowError)
    if (n == INDEX_ERROR) {
      if (!errorMatches(T.TypeError)) return 0
      clearError() // an `__index__` that refuses: perhaps it can be iterated
    } else if (n < 0) {
      raiseText(T.ValueError, 'negative count')
      return 0
    } else if (<u64>n > MAX_BYTES) {
      raiseText(T.MemoryError, '')
      return 0
    } else return newBytes(<u32>n)
  }
  if (hasBuffer(source)) return bytesOfBuffer(source)
  if (!typeSlot(typeOf(source), Slot.iter) && !typeSlot(typeOf(source), Slot.item)) {
    if (forArray) raiseFormat(T.TypeError, "cannot convert '%T' object to bytearray", source)
    else raiseFormat(T.TypeError, "cannot convert '%T' object to bytes", source)
    return 0
  }
  return bytesFromIterable(source, forArray)
}

/** 0: raised. */
export function bytesFromIterable(source: Value, forArray: bool): u32 {
  const it = getIter(source)
  if (it == EXCEPTION) return 0
  textBegin()
  for (;;) {
    const item = iterNext(it)
    if (item == EXHAUSTED) break
    const i = item == EXCEPTION ? INDEX_ERROR : toIndex(item, T.none)
    if (i == INDEX_ERROR) { textDrop(); return 0 }
    if (i < 0 || i > 255) {
      textDrop()
      if (forArray) raiseText(T.ValueError, 'byte must be in range(0, 256)')
      else raiseText(T.ValueError, 'bytes must be in range(0, 256)')
      return 0
    }
    textCodePoint(<u32>i)
  }
  return <u32>bytesOfText()
}

function bytes_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (!checkCallArgs('bytes', argc, names, 3, 0, lit('source'), lit('encoding'), lit('errors'))) return EXCEPTION
  const source = callArg(argv, argc, names, 0, lit('source'))
  const encoding = callArg(argv, argc, names, 1, lit('encoding'))
  const errors = callArg(argv, argc, names, 2, lit('errors'))
  if (encoding != UNBOUND && !isStr(encoding)) return raiseFormat(T.TypeError, "bytes() argument 'encoding' must be str, not %T", encoding)
  if (errors != UNBOUND && !isStr(errors)) return raiseFormat(T.TypeError, "bytes() argument 'errors' must be str, not %T", errors)
  const b = bytesFromArguments(source, encoding, errors, false)
  if (!b) return EXCEPTION
  if (addressOf(type) == typeAt(T.bytes)) return pointer(b)
  const instance = newInstance(addressOf(type))
  store<u64>(instance, pointer(b), BYTES_PAYLOAD)
  return pointer(instance)
}

// ---- slots

/** Appends b'...' (the quotes and what is between; `b` or `bytearray(b` is the caller's). */
export function textBytesRepr(b: u32, forArray: bool): void {
  const n = bytesLength(b), data = bytesData(b)
  const quote: u32 = findCodePoint(1, data, n, 39) >= 0 && findCodePoint(1, data, n, 34) < 0 ? 34 : 39
  textCodePoint(98)
  textCodePoint(quote)
  for (let i: u32 = 0; i < n; i++) {
    const c: u32 = load<u8>(data + i)
    if (c == quote || c == 92 || (forArray && c == 39)) { textCodePoint(92); textCodePoint(c) }
    else if (c >= 32 && c < 127) textCodePoint(c)
    else textEscape(c)
  }
  textCodePoint(quote)
}

function bytes_repr(self: Value): Value {
  textBegin()
  textBytesRepr(bytesOf(self), false)
  return textEnd()
}

function bytes_hash(self: Value): i64 { return <i64><i32>bytesHash(bytesOf(self)) }
function bytes_length(self: Value): Value { return intValue(bytesLength(bytesOf(self))) }

/** Only bytes with bytes: other bytes-like objects compare themselves with bytes. */
function bytes_richcompare(self: Value, other: Value, op: CompareOp): Value {
  return isBytes(self) && isBytes(other) ? compareBuffers(self, other, op) : NOT_IMPLEMENTED
}

/** Comparison of two bytes-like objects: slot richcompare of bytearray. */
export function compareBuffers(self: Value, other: Value, op: CompareOp): Value {
  if (!hasBuffer(self) || !hasBuffer(other)) return NOT_IMPLEMENTED
  const a = bytesOfBuffer(self)
  if (!a) return EXCEPTION
  const b = bytesOfBuffer(other)
  if (!b) return EXCEPTION
  if (op == CompareOp.EQ) return boolValue(bytesEqual(a, b))
  if (op == CompareOp.NE) return boolValue(!bytesEqual(a, b))
  const n = bytesLength(a), m = bytesLength(b)
  const order = compareBytes(bytesData(a), bytesData(b), min(n, m))
  return boolValue(orderMatches(order ? order : n < m ? -1 : n > m ? 1 : 0, op))
}

function bytes_item(self: Value, index: Value): Value {
  const b = bytesOf(self)
  const i = intOf(index)
  if (<u64>i >= <u64>bytesLength(b)) return raiseText(T.IndexError, 'index out of range')
  return intValue(load<u8>(bytesData(b) + <u32>i))
}

/** Every `step`-th of `count` bytes from `start` on. */
export function bytesStepped(b: u32, start: i64, count: u32, step: i64): u32 {
  if (step == 1) return bytesRange(b, <u32>start, <u32>start + count)
  const r = newBytes(count)
  for (let k: u32 = 0; k < count; k++, start += step) store<u8>(bytesData(r) + k, load<u8>(bytesData(b) + <u32>start))
  return r
}

function bytes_subscript(self: Value, key: Value): Value {
  const b = bytesOf(self)
  const n = bytesLength(b)
  if (isIndex(key)) {
    let i = toIndex(key, T.IndexError)
    if (i == INDEX_ERROR) return EXCEPTION
    if (i < 0) i += n
    if (<u64>i >= <u64>n) return raiseText(T.IndexError, 'index out of range')
    return intValue(load<u8>(bytesData(b) + <u32>i))
  }
  if (!isSlice(key)) return raiseFormat(T.TypeError, 'byte indices must be integers or slices, not %T', key)
  const slice = addressOf(key)
  const step = sliceStep(slice)
  if (step == INDEX_ERROR) return EXCEPTION
  let start = sliceStart(slice, step)
  if (start == INDEX_ERROR) return EXCEPTION
  const stop = sliceStop(slice, step)
  if (stop == INDEX_ERROR) return EXCEPTION
  start = fitBound(start, n, step)
  return pointer(bytesStepped(b, start, <u32>sliceCount(start, fitBound(stop, n, step), step), step))
}

function bytes_concat(self: Value, other: Value): Value {
  if (!hasBuffer(other)) return raiseFormat(T.TypeError, "can't concat %T to %T", other, self)
  const a = bytesOf(self), b = bytesOfBuffer(other)
  if (!b) return EXCEPTION
  if (bytesLength(a) == 0 && isBytes(other)) return pointer(b)
  if (bytesLength(b) == 0) return pointer(a)
  if (<u64>bytesLength(a) + bytesLength(b) > MAX_BYTES) return raiseText(T.MemoryError, '')
  return pointer(bytesConcat(a, b))
}

/** `b` repeated; 0: raised. */
export function bytesRepeated(b: u32, count: Value): u32 {
  const n = toIndex(count, T.OverflowError)
  if (n == INDEX_ERROR) return 0
  const m = bytesLength(b)
  if (n <= 0 || m == 0) return emptyBytes()
  if (n == 1) return b
  if (<u64>n > MAX_BYTES / m) { raiseText(T.MemoryError, ''); return 0 }
  const r = newBytes(m * <u32>n)
  repeatData(bytesData(r), bytesData(b), m, <u32>n)
  return r
}
function bytes_repeat(self: Value, count: Value): Value {
  const r = bytesRepeated(bytesOf(self), count)
  return r ? pointer(r) : EXCEPTION
}

function bytes_mod(self: Value, arguments_: Value): Value {
  return isBytes(self) ? bytesPercent(bytesOf(self), arguments_) : NOT_IMPLEMENTED
}

function bytes_buffer(self: Value, view: u32): Value {
  const b = bytesOf(self)
  store<u32>(view, bytesData(b), VIEW_DATA)
  store<u32>(view, bytesLength(b), VIEW_LENGTH)
  store<u32>(view, 0, VIEW_UNIT)
  store<u32>(view, 1, VIEW_READONLY)
  store<u32>(view, 1, VIEW_ITEM_SIZE)
  store<u32>(view, lit('B'), VIEW_FORMAT)
  store<u64>(view, self, VIEW_EXPORTER)
  store<u32>(view, 0, VIEW_STORAGE)
  return NONE
}

// ---- methods that bytearray shares

function bytes_decode(argv: u32): Value { return decodeBytes(selfBytes(arg(argv, 0)), arg(argv, 1), arg(argv, 2)) }

/** Hexadecimal text of `b`; `separator` UNBOUND: none; every `group` bytes, from the right if positive. */
export function hexText(b: u32, separator: Value, group: Value): Value {
  let mark: u32 = 0
  if (separator != UNBOUND) {
    const n = lengthOf(separator)
    if (n < 0) return EXCEPTION
    if (n != 1) return raiseText(T.ValueError, 'sep must be length 1.')
    if (isStr(separator)) {
      const s = strOf(separator)
      if (!strIsAscii(s)) return raiseText(T.ValueError, 'sep must be ASCII.')
      mark = codePointAt(strKind(s), strData(s), 0)
    } else if (isBytes(separator)) {
      mark = load<u8>(bytesData(bytesOf(separator)))
      if (mark > 127) return raiseText(T.ValueError, 'sep must be ASCII.')
    } else return raiseText(T.TypeError, 'sep must be str or bytes.')
  }
  let every: i64 = 1
  if (group != UNBOUND) {
    every = toIndex(group, T.OverflowError)
    if (every == INDEX_ERROR) return EXCEPTION
  }
  const n = bytesLength(b)
  if (n == 0) return emptyStrValue()
  if (<u64>n * 3 > MAX_BYTES) return raiseText(T.MemoryError, '')
  const size: u64 = every < 0 ? <u64>-every : <u64>every
  const marks: u32 = separator == UNBOUND || size == 0 || size >= n ? 0 : <u32>((n - 1) / size)
  const s = newStr(1, n * 2 + marks, STR_ASCII)
  let to = strData(s)
  for (let i: u32 = 0; i < n; i++) {
    if (marks && i > 0 && (every > 0 ? (n - i) % <u32>size == 0 : i % <u32>size == 0)) store<u8>(to++, <u8>mark)
    const c: u32 = load<u8>(bytesData(b) + i)
    store<u8>(to, <u8>(c >> 4 < 10 ? 48 + (c >> 4) : 87 + (c >> 4)))
    store<u8>(to, <u8>((c & 15) < 10 ? 48 + (c & 15) : 87 + (c & 15)), 1)
    to += 2
  }
  return pointer(s)
}
function bytes_hex(argv: u32): Value { return hexText(selfBytes(arg(argv, 0)), arg(argv, 1), arg(argv, 2)) }

/** The bytes that hexadecimal text means; 0: raised. */
export function bytesFromHex(v: Value): u32 {
  let kind: u32 = 1, data: u32, n: u32
  if (isStr(v)) {
    const s = strOf(v)
    kind = strKind(s)
    data = strData(s)
    n = strLength(s)
  } else if (hasBuffer(v)) {
    const b = bytesOfBuffer(v)
    if (!b) return 0
    data = bytesData(b)
    n = bytesLength(b)
  } else {
    raiseFormat(T.TypeError, 'fromhex() argument must be str or bytes-like, not %T', v)
    return 0
  }
  textBegin()
  let i: u32 = 0
  for (;;) {
    while (i < n && (codePointAt(kind, data, i) == 32 || codePointAt(kind, data, i) - 9 < 5)) i++
    if (i == n) break
    const high = codePointAt(kind, data, i) < 128 ? hexDigit(codePointAt(kind, data, i)) : 16
    if (high == 16) {
      textDrop()
      raiseFormat(T.ValueError, 'non-hexadecimal number found in fromhex() arg at position %d', i)
      return 0
    }
    i++
    if (i == n) {
      textDrop()
      raiseText(T.ValueError, 'fromhex() arg must contain an even number of hexadecimal digits')
      return 0
    }
    const low = codePointAt(kind, data, i) < 128 ? hexDigit(codePointAt(kind, data, i)) : 16
    if (low == 16) {
      textDrop()
      raiseFormat(T.ValueError, 'non-hexadecimal number found in fromhex() arg at position %d', i)
      return 0
    }
    i++
    textCodePoint(high << 4 | low)
  }
  return <u32>bytesOfText()
}

/** fromhex of bytes and bytearray; a subclass is called with the result. */
function bytes_fromhex(argv: u32): Value {
  const b = bytesFromHex(arg(argv, 1))
  if (!b) return EXCEPTION
  const type = arg(argv, 0)
  if (addressOf(type) == typeAt(T.bytes)) return pointer(b)
  if (addressOf(type) == typeAt(T.bytearray)) return bytearrayFrom(b)
  return call1(type, pointer(b))
}

function bytes_getnewargs(argv: u32): Value { return pointer(tupleOf1(pointer(bytesOf(arg(argv, 0))))) }
function bytes_bytes(argv: u32): Value { return pointer(bytesOf(arg(argv, 0))) }

/** The methods that bytes and bytearray share. */
export function initBytesMethods(t: u32): void {
  initBytesSearch(t)
  initBytesSplit(t)
  initBytesTransform(t)
  defineMethod(t, 'decode', "($self, /, encoding='utf-8', errors='strict')", fn(bytes_decode))
  defineMethod(t, 'hex', '($self, /, sep=<unrepresentable>, bytes_per_sep=1)', fn(bytes_hex))
  defineClassMethod(t, 'fromhex', '($type, string, /)', fn(bytes_fromhex))
}

// ---- iterator: +8 index:32  +16 exact bytes (value), or NONE when exhausted

const ITERATOR_INDEX: u32 = 8
const ITERATOR_BYTES_OBJECT: u32 = 16
const ITERATOR_BYTES: u32 = 24

function bytes_iter(self: Value): Value {
  const it = allocate(shapeAt(T.bytes_iterator), ITERATOR_BYTES)
  store<u64>(it, pointer(bytesOf(self)), ITERATOR_BYTES_OBJECT)
  return pointer(it)
}
function iterator_self(self: Value): Value { return self }

function iterator_next(self: Value): Value {
  const it = addressOf(self)
  stmOwn(it)
  const v = load<u64>(it, ITERATOR_BYTES_OBJECT)
  if (v == NONE) return EXHAUSTED
  const b = addressOf(v)
  const i = load<u32>(it, ITERATOR_INDEX)
  if (i >= bytesLength(b)) {
    stmStore64(it, it + ITERATOR_BYTES_OBJECT, NONE)
    return EXHAUSTED
  }
  stmStore32(it, it + ITERATOR_INDEX, i + 1)
  return intValue(load<u8>(bytesData(b) + i))
}

function iterator_length_hint(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const v = stmRead64(it, it + ITERATOR_BYTES_OBJECT)
  return v == NONE ? intValue(0) : intValue(bytesLength(addressOf(v)) - stmRead32(it, it + ITERATOR_INDEX))
}

function iterator_reduce(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const v = stmRead64(it, it + ITERATOR_BYTES_OBJECT)
  const iter = getAttribute(wellKnown(WellKnown.builtinsModule), lit('iter'))
  if (v == NONE) return pointer(tupleOf2(iter, pointer(tupleOf1(pointer(emptyBytes())))))
  return pointer(tupleOf3(iter, pointer(tupleOf1(v)), intValue(stmRead32(it, it + ITERATOR_INDEX))))
}

function iterator_setstate(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const i = toIndex(arg(argv, 1), T.OverflowError)
  if (i == INDEX_ERROR) return EXCEPTION
  stmOwn(it)
  const v = load<u64>(it, ITERATOR_BYTES_OBJECT)
  if (v != NONE) {
    const n = <i64>bytesLength(addressOf(v))
    stmStore32(it, it + ITERATOR_INDEX, <u32>(i < 0 ? 0 : i > n ? n : i))
  }
  return NONE
}

export function initBytes(): void {
  const t = defineType(T.bytes, T.object, 'bytes', BYTES_INSTANCE_BYTES, TYPE_BASETYPE | TYPE_BYTES_SUBCLASS | TYPE_MATCH_SELF,
    'bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object')
  setImmutableInstances(T.bytes)
  setSlot(t, Slot.new_, fn(bytes_new))
  defineNew(t)
  setSlot(t, Slot.repr, fn(bytes_repr))
  setSlot(t, Slot.str, fn(bytes_repr))
  setSlot(t, Slot.hash, fn(bytes_hash))
  setSlot(t, Slot.richcompare, fn(bytes_richcompare))
  setSlot(t, Slot.iter, fn(bytes_iter))
  setSlot(t, Slot.length, fn(bytes_length))
  setSlot(t, Slot.item, fn(bytes_item))
  setSlot(t, Slot.subscript, fn(bytes_subscript))
  setSlot(t, Slot.contains, fn(bytes_contains))
  setSlot(t, Slot.concat, fn(bytes_concat))
  setSlot(t, Slot.repeat, fn(bytes_repeat))
  setSlot(t, Slot.mod, fn(bytes_mod))
  setSlot(t, Slot.bufferGet, fn(bytes_buffer))
  initBytesMethods(t)
  defineMethod(t, '__getnewargs__', '($self, /)', fn(bytes_getnewargs))
  defineMethod(t, '__bytes__', '($self, /)', fn(bytes_bytes))
  const it = defineType(T.bytes_iterator, T.object, 'bytes_iterator', ITERATOR_BYTES, 0, null)
  setSlot(it, Slot.iter, fn(iterator_self))
  setSlot(it, Slot.next, fn(iterator_next))
  defineMethod(it, '__length_hint__', '($self, /)', fn(iterator_length_hint))
  defineMethod(it, '__reduce__', '($self, /)', fn(iterator_reduce))
  defineMethod(it, '__setstate__', '($self, object, /)', fn(iterator_setstate))
}
