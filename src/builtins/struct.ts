// The module _struct: Struct and the functions over a format given as an argument.
//
//   Struct: +8 format (str value)  +16 size (int value or UNBOUND before __init__)  +24 count of values (int value)
//   unpack_iterator: fields 0 Struct's format, 1 bytes of the buffer, 2 place, 3 size

import { EXCEPTION, EXHAUSTED, NONE, UNBOUND, Value, addressOf, intOf, intValue, isPointer, pointer } from '../memory/value'
import { VIEW_DATA, VIEW_LENGTH, VIEW_READONLY, VIEW_UNIT, bytesLike, getBuffer, newView, releaseBuffer, storeBytesOf } from '../objects/buffer'
import { bytesData, bytesLength, bytesOf, isBytes, newBytes } from '../objects/bytes-core'
import { arg, defineFunction, defineGetter, defineMethod, defineModule, defineType, fn, setSlot } from '../objects/define'
import { defineException } from '../objects/exceptions'
import { INDEX_ERROR, toIndex } from '../objects/item-access'
import { text } from '../objects/intern'
import { raiseFormat, raiseText, textFormat } from '../objects/raise'
import { newInstance } from '../objects/instance'
import { strFromData } from '../objects/str-build'
import { isStr } from '../objects/abstract'
import { strOf } from '../objects/str-core'
import { newTuple, tupleInit, tupleItem, tupleLength } from '../objects/tuple-core'
import { TYPE_BASETYPE, TYPE_NAME, typeOf } from '../objects/type'
import { finishType } from '../objects/type-boot'
import { typeAt } from '../objects/shape'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { defineIteratorType, field, fixedField, initField, newFields, publishType, setField } from './fields'
import { walkBegin, walkEnd, walkNext, walkReset, walkValues, readValue, writeValue } from './struct-format'

/** Address of the format as a str; 0: raised. */
function formatOf(v: Value): u32 {
  if (isStr(v)) return strOf(v)
  if (isPointer(v) && isBytes(v)) return strFromData(1, bytesData(bytesOf(v)), bytesLength(bytesOf(v)))
  raiseFormat(T.TypeError, 'Struct() argument 1 must be a str or bytes object, not %T', v)
  return 0
}

/** Walks a format to its end: the number of values, or -1: raised. The walk's end is the size. */
function measure(w: u32): i64 {
  let values: i64 = 0
  for (let r = walkNext(w); r != 0; r = walkNext(w)) {
    if (r < 0) return -1
    values += walkValues(w)
  }
  return values
}

/** The values of the bytes at `data`; `b` is an exact bytes object, so nothing moves. */
function unpackAt(format: u32, values: u32, data: u32): Value {
  const t = newTuple(values)
  const w = walkBegin(format)
  let k: u32 = 0
  while (walkNext(w) > 0) {
    const n = walkValues(w)
    for (let i: u32 = 0; i < n; i++) tupleInit(t, k++, readValue(w, data, i))
  }
  return pointer(t)
}

/** A bytes object of the values of the tuple `args` from number `from` on; EXCEPTION. */
function packArgs(format: u32, args: u32, from: u32, name: string): Value {
  const w = walkBegin(format)
  const values = measure(w)
  if (values < 0) return EXCEPTION
  const given = tupleLength(args) - from
  if (values != <i64>given) {
    return raiseFormat(T.struct_error, '%s expected %d items for packing (got %d)', text(name), values, <i64>given)
  }
  const b = newBytes(walkEnd(w))
  walkReset(w, format)
  let k = from
  while (walkNext(w) > 0) {
    const n = walkValues(w)
    for (let i: u32 = 0; i < n; i++) if (!writeValue(w, bytesData(b), i, tupleItem(args, k++))) return EXCEPTION
  }
  return pointer(b)
}

function unpack(format: u32, buffer: Value): Value {
  const w = walkBegin(format)
  const values = measure(w)
  if (values < 0) return EXCEPTION
  const b = bytesLike(buffer)
  if (!b) return EXCEPTION
  if (bytesLength(b) != walkEnd(w)) return raiseFormat(T.struct_error, 'unpack requires a buffer of %d bytes', <i64>walkEnd(w))
  return unpackAt(format, <u32>values, bytesData(b))
}

/** Checks an offset against a buffer of `length` bytes; the place, or -1: raised. */
function placeOf(offset: i64, length: i64, size: i64, packing: bool): i64 {
  if (offset < 0) {
    if (offset + size > 0) {
      if (packing) raiseFormat(T.struct_error, 'no space to pack %d bytes at offset %d', size, offset)
      else raiseFormat(T.struct_error, 'not enough data to unpack %d bytes at offset %d', size, offset)
      return -1
    }
    if (offset + length < 0) {
      raiseFormat(T.struct_error, 'offset %d out of range for %d-byte buffer', offset, length)
      return -1
    }
    offset += length
  }
  if (length - offset < size) {
    if (packing) raiseFormat(T.struct_error, 'pack_into requires a buffer of at least %d bytes for packing %d bytes at offset %d (actual buffer size is %d)', size + offset, size, offset, length)
    else raiseFormat(T.struct_error, 'unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at offset %d (actual buffer size is %d)', size + offset, size, offset, length)
    return -1
  }
  return offset
}

function unpackFrom(format: u32, buffer: Value, offset: Value): Value {
  const w = walkBegin(format)
  const values = measure(w)
  if (values < 0) return EXCEPTION
  let at: i64 = 0
  if (offset != UNBOUND) {
    at = toIndex(offset, T.IndexError)
    if (at == INDEX_ERROR) return EXCEPTION
  }
  const b = bytesLike(buffer)
  if (!b) return EXCEPTION
  at = placeOf(at, bytesLength(b), walkEnd(w), false)
  if (at < 0) return EXCEPTION
  return unpackAt(format, <u32>values, bytesData(b) + <u32>at)
}

/** args: the buffer and the offset at `from`, then the values. */
function packInto(format: u32, args: u32, from: u32): Value {
  const n = tupleLength(args)
  if (n < from + 1) return raiseText(T.struct_error, 'pack_into expected buffer argument')
  if (n < from + 2) return raiseText(T.struct_error, 'pack_into expected offset argument')
  const packed = packArgs(format, args, from + 2, 'pack_into')
  if (packed == EXCEPTION) return EXCEPTION
  const offset = toIndex(tupleItem(args, from + 1), T.IndexError)
  if (offset == INDEX_ERROR) return EXCEPTION
  const target = tupleItem(args, from)
  const view = newView()
  if (!getBuffer(target, view)) return EXCEPTION
  if (load<u32>(view, VIEW_READONLY)) {
    releaseBuffer(target, view)
    return raiseFormat(T.TypeError, "argument must be read-write bytes-like object, not %T", target)
  }
  const b = addressOf(packed)
  const at = placeOf(offset, load<u32>(view, VIEW_LENGTH), bytesLength(b), true)
  if (at >= 0) storeBytesOf(load<u32>(view, VIEW_UNIT), load<u32>(view, VIEW_DATA) + <u32>at, bytesData(b), bytesLength(b))
  releaseBuffer(target, view)
  return at < 0 ? EXCEPTION : NONE
}

function iterUnpack(format: u32, buffer: Value): Value {
  const w = walkBegin(format)
  const values = measure(w)
  if (values < 0) return EXCEPTION
  const size = walkEnd(w)
  if (!size) return raiseText(T.struct_error, 'cannot iteratively unpack with a struct of length 0')
  const b = bytesLike(buffer)
  if (!b) return EXCEPTION
  if (bytesLength(b) % size) return raiseFormat(T.struct_error, 'iterative unpacking requires a buffer of a multiple of %d bytes', <i64>size)
  const it = newFields(UNPACK_ITERATOR(), T.struct_unpack_iterator, 5)
  initField(it, 0, pointer(format))
  initField(it, 1, pointer(b))
  initField(it, 2, intValue(0))
  initField(it, 3, intValue(size))
  initField(it, 4, intValue(values))
  return pointer(it)
}
// @ts-ignore: decorator
@inline function UNPACK_ITERATOR(): Value { return pointer(typeAt(T.struct_unpack_iterator)) }

function iterator_next(self: Value): Value {
  const it = addressOf(self)
  const at = <u32>intOf(field(it, 2))
  const b = addressOf(fixedField(it, 1))
  if (at >= bytesLength(b)) return EXHAUSTED
  setField(it, 2, intValue(at + <u32>intOf(fixedField(it, 3))))
  return unpackAt(addressOf(fixedField(it, 0)), <u32>intOf(fixedField(it, 4)), bytesData(b) + at)
}
function iterator_lengthHint(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  return intValue((<i64>bytesLength(addressOf(fixedField(it, 1))) - intOf(field(it, 2))) / intOf(fixedField(it, 3)))
}

// ---- functions

function struct_calcsize(argv: u32): Value {
  const format = formatOf(arg(argv, 0))
  if (!format) return EXCEPTION
  const w = walkBegin(format)
  return measure(w) < 0 ? EXCEPTION : intValue(walkEnd(w))
}
function struct_pack(argv: u32): Value {
  const args = addressOf(arg(argv, 0))
  if (!tupleLength(args)) return raiseText(T.TypeError, 'missing format argument')
  const format = formatOf(tupleItem(args, 0))
  return format ? packArgs(format, args, 1, 'pack') : EXCEPTION
}
function struct_packInto(argv: u32): Value {
  const args = addressOf(arg(argv, 0))
  if (!tupleLength(args)) return raiseText(T.TypeError, 'missing format argument')
  const format = formatOf(tupleItem(args, 0))
  return format ? packInto(format, args, 1) : EXCEPTION
}
function struct_unpack(argv: u32): Value {
  const format = formatOf(arg(argv, 0))
  return format ? unpack(format, arg(argv, 1)) : EXCEPTION
}
function struct_unpackFrom(argv: u32): Value {
  const format = formatOf(arg(argv, 0))
  return format ? unpackFrom(format, arg(argv, 1), arg(argv, 2)) : EXCEPTION
}
function struct_iterUnpack(argv: u32): Value {
  const format = formatOf(arg(argv, 0))
  return format ? iterUnpack(format, arg(argv, 1)) : EXCEPTION
}
function struct_clearcache(argv: u32): Value { return NONE }

// ---- Struct

function Struct_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const s = newInstance(addressOf(type))
  for (let i: u32 = 0; i < 3; i++) initField(s, i, UNBOUND)
  return pointer(s)
}
function Struct_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (argc == 0) return raiseText(T.TypeError, "Struct() missing required argument 'format' (pos 1)")
  if (argc > 1) return raiseFormat(T.TypeError, 'Struct() takes at most 1 argument (%d given)', <i64>argc)
  const format = formatOf(load<u64>(argv))
  if (!format) return EXCEPTION
  const w = walkBegin(format)
  const values = measure(w)
  if (values < 0) return EXCEPTION
  const s = addressOf(self)
  setField(s, 0, pointer(format))
  setField(s, 1, intValue(walkEnd(w)))
  setField(s, 2, intValue(values))
  return NONE
}
/** The format of an initialised Struct; 0: raised. */
function ready(self: Value): u32 {
  const v = field(addressOf(self), 0)
  if (v != UNBOUND) return addressOf(v)
  raiseText(T.RuntimeError, 'Struct object is not initialized')
  return 0
}
function Struct_pack(argv: u32): Value {
  const format = ready(arg(argv, 0))
  return format ? packArgs(format, addressOf(arg(argv, 1)), 0, 'pack') : EXCEPTION
}
function Struct_packInto(argv: u32): Value {
  const format = ready(arg(argv, 0))
  return format ? packInto(format, addressOf(arg(argv, 1)), 0) : EXCEPTION
}
function Struct_unpack(argv: u32): Value {
  const format = ready(arg(argv, 0))
  return format ? unpack(format, arg(argv, 1)) : EXCEPTION
}
function Struct_unpackFrom(argv: u32): Value {
  const format = ready(arg(argv, 0))
  return format ? unpackFrom(format, arg(argv, 1), arg(argv, 2)) : EXCEPTION
}
function Struct_iterUnpack(argv: u32): Value {
  const format = ready(arg(argv, 0))
  return format ? iterUnpack(format, arg(argv, 1)) : EXCEPTION
}
function Struct_format(self: Value): Value {
  const format = ready(self)
  return format ? pointer(format) : EXCEPTION
}
function Struct_size(self: Value): Value {
  const v = field(addressOf(self), 1)
  return v == UNBOUND ? intValue(-1) : v
}
function Struct_repr(self: Value): Value {
  const format = ready(self)
  return format ? textFormat('%U(%R)', pointer(load<u32>(typeOf(self), TYPE_NAME)), pointer(format)) : EXCEPTION
}

export function initStructModule(): u32 {
  const m = defineModule('_struct')
  const t = defineType(T.struct_Struct, T.object, '_struct.Struct', 32, TYPE_BASETYPE, 'Struct(fmt) --> compiled struct object')
  setSlot(t, Slot.new_, fn(Struct_new))
  setSlot(t, Slot.init, fn(Struct_init))
  setSlot(t, Slot.repr, fn(Struct_repr))
  defineMethod(t, 'pack', '($self, /, *values)', fn(Struct_pack))
  defineMethod(t, 'pack_into', '($self, /, *arguments)', fn(Struct_packInto))
  defineMethod(t, 'unpack', '($self, buffer, /)', fn(Struct_unpack))
  defineMethod(t, 'unpack_from', '($self, /, buffer, offset=0)', fn(Struct_unpackFrom))
  defineMethod(t, 'iter_unpack', '($self, buffer, /)', fn(Struct_iterUnpack))
  defineGetter(t, 'format', fn(Struct_format))
  defineGetter(t, 'size', fn(Struct_size))
  publishType(m, T.struct_Struct, 'Struct')
  const i = defineIteratorType(T.struct_unpack_iterator, '_struct.unpack_iterator', 5, 0, 0, fn(iterator_next), null)
  defineMethod(i, '__length_hint__', '($self, /)', fn(iterator_lengthHint))
  finishType(T.struct_unpack_iterator)
  defineException(T.struct_error, T.Exception, 'struct.error', 0)
  publishType(m, T.struct_error, 'error')
  defineFunction(m, 'calcsize', '($module, format, /)', fn(struct_calcsize))
  defineFunction(m, 'pack', '($module, /, *arguments)', fn(struct_pack))
  defineFunction(m, 'pack_into', '($module, /, *arguments)', fn(struct_packInto))
  defineFunction(m, 'unpack', '($module, format, buffer, /)', fn(struct_unpack))
  defineFunction(m, 'unpack_from', '($module, format, /, buffer, offset=0)', fn(struct_unpackFrom))
  defineFunction(m, 'iter_unpack', '($module, format, buffer, /)', fn(struct_iterUnpack))
  defineFunction(m, '_clearcache', '($module, /)', fn(struct_clearcache))
  return m
}
