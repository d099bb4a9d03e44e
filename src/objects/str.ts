// The type str: construction, the slots (hash, comparison, items, concatenation, repetition), and what does not belong to one of
// the groups of methods, which have files of their own (str-search, str-split, str-case, str-pad, str-translate, str-format).

import { EXCEPTION, FALSE, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, intOf, intValue, isPointer, pointer } from '../memory/value'
import { orderMatches, str } from './abstract'
import { decodeObject, encodeStr } from './codec-registry'
import { arg, defineMethod, defineType, fn, setImmutableInstances, setSlot } from './define'
import { newInstance } from './instance'
import { lit } from './intern'
import { INDEX_ERROR, isIndex, toIndex } from './item-access'
import { defineNew } from './object-new'
import { raiseFormat, raiseText } from './raise'
import { shapeAt, typeAt } from './shape'
import { fitBound, isSlice, sliceCount, sliceStart, sliceStep, sliceStop } from './slice'
import { MAX_STR_BYTES, codePointAt, compareStr, equalData, newStrFor, putCodePoint, strConcat, strFromCodePoint, strFromData, strMask, strRange, strRepeat } from './str-build'
import { initStrCase } from './str-case'
import { STR_INSTANCE_BYTES, STR_PAYLOAD, emptyStrValue, strData, strEqual, strHash, strKind, strLength, strOf } from './str-core'
import { initStrFormat } from './str-format'
import { initStrIterators, str_iter } from './str-iterator'
import { initStrPad } from './str-pad'
import { str_mod } from './str-percent'
import { str_repr } from './str-repr'
import { initStrSearch, str_contains, wholeStr } from './str-search'
import { initStrSplit } from './str-split'
import { initStrTranslate } from './str-translate'
import { callArg, checkCallArgs, isStr } from './text-args'
import { tupleOf1 } from './tuple-core'
import { ROPE_FROM_LENGTH, isRope, newRope, ropeLength, ropeMask } from './str-rope'
import { TYPE_BASETYPE, TYPE_MATCH_SELF, TYPE_STR } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

/** str(object='', encoding='utf-8', errors='strict') */
function str_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (!checkCallArgs('str', argc, names, 3, 0, lit('object'), lit('encoding'), lit('errors'))) return EXCEPTION
  const object = callArg(argv, argc, names, 0, lit('object'))
  const encoding = callArg(argv, argc, names, 1, lit('encoding'))
  const errors = callArg(argv, argc, names, 2, lit('errors'))
  if (encoding != UNBOUND && !isStr(encoding)) return raiseFormat(T.TypeError, "str() argument 'encoding' must be str, not %T", encoding)
  if (errors != UNBOUND && !isStr(errors)) return raiseFormat(T.TypeError, "str() argument 'errors' must be str, not %T", errors)
  let s: Value
  if (object == UNBOUND) s = emptyStrValue()
  else if (encoding == UNBOUND && errors == UNBOUND) s = str(object)
  else s = decodeObject(object, encoding, errors)
  if (s == EXCEPTION) return EXCEPTION
  if (addressOf(type) == typeAt(T.str)) return s
  const instance = newInstance(addressOf(type))
  store<u64>(instance, wholeStr(s), STR_PAYLOAD)
  return pointer(instance)
}

function str_str(self: Value): Value { return wholeStr(self) }
function str_hash(self: Value): i64 { return <i64><i32>strHash(strOf(self)) }
function str_length(self: Value): Value {
  if (isRope(addressOf(self))) return intValue(ropeLength(addressOf(self)))
  return intValue(strLength(strOf(self)))
}

function str_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (!isStr(self) || !isStr(other)) return NOT_IMPLEMENTED
  const a = strOf(self), b = strOf(other)
  if (op == CompareOp.EQ) return boolValue(strEqual(a, b))
  if (op == CompareOp.NE) return boolValue(!strEqual(a, b))
  return boolValue(orderMatches(a == b ? 0 : compareStr(a, b), op))
}

/** Slot item: `index` counts from the start already, or is out of range. */
function str_item(self: Value, index: Value): Value {
  const s = strOf(self)
  const i = intOf(index)
  if (<u64>i >= <u64>strLength(s)) return raiseText(T.IndexError, 'string index out of range')
  return pointer(strFromCodePoint(codePointAt(strKind(s), strData(s), <u32>i)))
}

export function str_subscript(self: Value, key: Value): Value {
  const s = strOf(self)
  const n = strLength(s)
  if (isIndex(key)) {
    let i = toIndex(key, T.IndexError)
    if (i == INDEX_ERROR) return EXCEPTION
    if (i < 0) i += n
    if (<u64>i >= <u64>n) return raiseText(T.IndexError, 'string index out of range')
    return pointer(strFromCodePoint(codePointAt(strKind(s), strData(s), <u32>i)))
  }
  if (!isSlice(key)) return raiseFormat(T.TypeError, "string indices must be integers, not '%T'", key)
  const slice = addressOf(key)
  const step = sliceStep(slice)
  if (step == INDEX_ERROR) return EXCEPTION
  let start = sliceStart(slice, step)
  if (start == INDEX_ERROR) return EXCEPTION
  const stop = sliceStop(slice, step)
  if (stop == INDEX_ERROR) return EXCEPTION
  start = fitBound(start, n, step)
  const count = <u32>sliceCount(start, fitBound(stop, n, step), step)
  if (count == 0) return emptyStrValue()
  if (step == 1) return count == n ? pointer(s) : pointer(strRange(s, <u32>start, <u32>start + count))
  if (count == 1) return pointer(strRange(s, <u32>start, <u32>start + 1))
  const kind = strKind(s), data = strData(s)
  let mask: u32 = 0
  let i = start
  for (let k: u32 = 0; k < count; k++, i += step) mask |= codePointAt(kind, data, <u32>i)
  const r = newStrFor(mask, count)
  const toKind = strKind(r)
  i = start
  for (let k: u32 = 0; k < count; k++, i += step) putCodePoint(toKind, strData(r), k, codePointAt(kind, data, <u32>i))
  return pointer(r)
}

/** self + other, without a copy of the long `left`. */
function appendLazily(left: u32, right: u32): Value {
  const rope = isRope(left)
  const n = rope ? ropeLength(left) : strLength(left)
  if (strLength(right) == 0) return pointer(left)
  if ((<u64>n + strLength(right)) * 4 > MAX_STR_BYTES) return raiseText(T.MemoryError, '')
  return newRope(left, right, n + strLength(right), (rope ? ropeMask(left) : strMask(left)) | strMask(right))
}

/** Sequence concatenation: `self + other`. */
export function str_concat(self: Value, other: Value): Value {
  if (!isStr(other)) return raiseFormat(T.TypeError, 'can only concatenate str (not "%T") to str', other)
  if (isRope(addressOf(self)) || (hasShape(self, shapeAt(T.str)) && strLength(addressOf(self)) >= ROPE_FROM_LENGTH)) return appendLazily(addressOf(self), strOf(other))
  const a = strOf(self), b = strOf(other)
  if (strLength(a) == 0) return pointer(b)
  if (strLength(b) == 0) return pointer(a)
  if ((<u64>strLength(a) + strLength(b)) * 4 > MAX_STR_BYTES) return raiseText(T.MemoryError, '')
  return pointer(strConcat(a, b))
}

/** Sequence repetition: `self * count`. */
export function str_repeat(self: Value, count: Value): Value {
  const n = toIndex(count, T.OverflowError)
  if (n == INDEX_ERROR) return EXCEPTION
  const s = strOf(self)
  if (n <= 0 || strLength(s) == 0) return emptyStrValue()
  if (n == 1) return pointer(s)
  if (<u64>n > MAX_STR_BYTES / (strLength(s) * strKind(s))) {
    return n > 0x7fffffffffff ? raiseText(T.OverflowError, 'repeated string is too long') : raiseText(T.MemoryError, '')
  }
  return pointer(strRepeat(s, <u32>n))
}

function str_encode(argv: u32): Value { return encodeStr(pointer(strOf(arg(argv, 0))), arg(argv, 1), arg(argv, 2)) }

function str_getnewargs(argv: u32): Value { return pointer(tupleOf1(wholeStr(arg(argv, 0)))) }

function str_sizeof(argv: u32): Value {
  const s = strOf(arg(argv, 0))
  return intValue(16 + strLength(s) * strKind(s))
}

export function initStr(): void {
  const t = defineType(T.str, T.object, 'str', STR_INSTANCE_BYTES, TYPE_BASETYPE | TYPE_STR | TYPE_MATCH_SELF,
    "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str")
  setImmutableInstances(T.str)
  setSlot(t, Slot.new_, fn(str_new))
  defineNew(t)
  setSlot(t, Slot.repr, fn(str_repr))
  setSlot(t, Slot.str, fn(str_str))
  setSlot(t, Slot.hash, fn(str_hash))
  setSlot(t, Slot.richcompare, fn(str_richcompare))
  setSlot(t, Slot.iter, fn(str_iter))
  setSlot(t, Slot.length, fn(str_length))
  setSlot(t, Slot.item, fn(str_item))
  setSlot(t, Slot.subscript, fn(str_subscript))
  setSlot(t, Slot.contains, fn(str_contains))
  setSlot(t, Slot.concat, fn(str_concat))
  setSlot(t, Slot.repeat, fn(str_repeat))
  setSlot(t, Slot.mod, fn(str_mod))
  defineMethod(t, 'encode', "($self, /, encoding='utf-8', errors='strict')", fn(str_encode))
  defineMethod(t, '__getnewargs__', '($self, /)', fn(str_getnewargs))
  defineMethod(t, '__sizeof__', '($self, /)', fn(str_sizeof))
  initStrSearch(t)
  initStrSplit(t)
  initStrCase(t)
  initStrPad(t)
  initStrTranslate(t)
  initStrFormat(t)
  initStrIterators()
}
