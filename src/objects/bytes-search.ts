// Methods of bytes and bytearray that look for bytes: find, index, count, in, startswith, endswith, removeprefix, removesuffix,
// replace. Self may be either type: the work is done on exact bytes (a bytearray is copied first), and a result that is like self
// is made by `likeSelf`.

import { EXCEPTION, FALSE, TRUE, Value, addressOf, boolValue, intValue, isPointer, pointer } from '../memory/value'
import { bytearrayFrom } from './bytearray-core'
import { bytesLike, bytesOfBuffer, hasBuffer } from './buffer'
import { MAX_BYTES, bytesData, bytesLength, bytesOf, bytesRange, isBytes, newBytes } from './bytes-core'
import { arg, defineMethod, fn } from './define'
import { INDEX_ERROR, isIndex, toIndex } from './item-access'
import { raiseFormat, raiseText } from './raise'
import { equalData } from './str-build'
import { RANGE_ERROR, countArg, rangeEnd, rangeStart, textRange } from './text-args'
import { countData, findData, findLastData } from './text-search'
import { tupleItem, tupleLength } from './tuple-core'
import { tagOf } from './type'
import { T } from './type-ids'

/** Exact bytes with the contents of a bytes or bytearray `self`. */
export function selfBytes(self: Value): u32 { return isBytes(self) ? bytesOf(self) : bytesOfBuffer(self) }
/** Result of a method: exact bytes `b`, or a bytearray with its contents where self is one. */
export function likeSelf(self: Value, b: u32): Value { return isBytes(self) ? pointer(b) : bytearrayFrom(b) }

/** The needle of find and count: bytes-like or a number; 0: raised. */
function needleOf(v: Value): u32 {
  if (isBytes(v)) return bytesOf(v)
  if (hasBuffer(v)) return bytesOfBuffer(v)
  if (!isIndex(v)) {
    raiseFormat(T.TypeError, "argument should be integer or bytes-like object, not '%T'", v)
    return 0
  }
  const i = toIndex(v, T.none)
  if (i == INDEX_ERROR) return 0
  if (i < 0 || i > 255) {
    raiseText(T.ValueError, 'byte must be in range(0, 256)')
    return 0
  }
  const b = newBytes(1)
  store<u8>(bytesData(b), <u8>i)
  return b
}

export function bytesFind(b: u32, part: u32, from: u32, to: u32): i32 {
  if (from > to) return -1
  const at = findData(1, bytesData(b) + from, to - from, 1, bytesData(part), bytesLength(part))
  return at < 0 ? -1 : <i32>from + at
}
export function bytesFindLast(b: u32, part: u32, from: u32, to: u32): i32 {
  if (from > to) return -1
  const at = findLastData(1, bytesData(b) + from, to - from, 1, bytesData(part), bytesLength(part))
  return at < 0 ? -1 : <i32>from + at
}

const ERROR: i32 = -2

function search(argv: u32, last: bool): i32 {
  const needle = needleOf(arg(argv, 1))
  if (!needle) return ERROR
  const b = selfBytes(arg(argv, 0))
  const range = textRange(arg(argv, 2), arg(argv, 3), bytesLength(b))
  if (range == RANGE_ERROR) return ERROR
  return last ? bytesFindLast(b, needle, rangeStart(range), rangeEnd(range)) : bytesFind(b, needle, rangeStart(range), rangeEnd(range))
}
function bytes_find(argv: u32): Value {
  const at = search(argv, false)
  return at == ERROR ? EXCEPTION : intValue(at)
}
function bytes_rfind(argv: u32): Value {
  const at = search(argv, true)
  return at == ERROR ? EXCEPTION : intValue(at)
}
function bytes_index(argv: u32): Value {
  const at = search(argv, false)
  return at == ERROR ? EXCEPTION : at < 0 ? raiseText(T.ValueError, 'subsection not found') : intValue(at)
}
function bytes_rindex(argv: u32): Value {
  const at = search(argv, true)
  return at == ERROR ? EXCEPTION : at < 0 ? raiseText(T.ValueError, 'subsection not found') : intValue(at)
}
function bytes_count(argv: u32): Value {
  const needle = needleOf(arg(argv, 1))
  if (!needle) return EXCEPTION
  const b = selfBytes(arg(argv, 0))
  const range = textRange(arg(argv, 2), arg(argv, 3), bytesLength(b))
  if (range == RANGE_ERROR) return EXCEPTION
  const from = rangeStart(range), to = rangeEnd(range)
  if (from > to) return intValue(0)
  return intValue(countData(1, bytesData(b) + from, to - from, 1, bytesData(needle), bytesLength(needle), 0xffffffff))
}

/** Slot contains. */
export function bytes_contains(self: Value, part: Value): Value {
  let needle: u32
  if (isIndex(part)) {
    const i = toIndex(part, T.none)
    if (i == INDEX_ERROR) return EXCEPTION
    if (i < 0 || i > 255) return raiseText(T.ValueError, 'byte must be in range(0, 256)')
    needle = newBytes(1)
    store<u8>(bytesData(needle), <u8>i)
  } else needle = bytesLike(part)
  if (!needle) return EXCEPTION
  const b = selfBytes(self)
  return boolValue(bytesFind(b, needle, 0, bytesLength(b)) >= 0)
}

function matchesAt(b: u32, part: u32, range: u64, atEnd: bool): bool {
  const from = rangeStart(range), to = rangeEnd(range)
  const m = bytesLength(part)
  if (from > to || to - from < m) return false
  return equalData(bytesData(b) + (atEnd ? to - m : from), bytesData(part), m)
}

function affix(argv: u32, atEnd: bool): Value {
  const b = selfBytes(arg(argv, 0))
  const range = textRange(arg(argv, 2), arg(argv, 3), bytesLength(b))
  if (range == RANGE_ERROR) return EXCEPTION
  const parts = arg(argv, 1)
  if (isPointer(parts) && tagOf(parts) == T.tuple) {
    const t = addressOf(parts)
    for (let i: u32 = 0; i < tupleLength(t); i++) {
      const part = bytesLike(tupleItem(t, i))
      if (!part) return EXCEPTION
      if (matchesAt(b, part, range, atEnd)) return TRUE
    }
    return FALSE
  }
  if (!hasBuffer(parts)) {
    return atEnd ? raiseFormat(T.TypeError, 'endswith first arg must be bytes or a tuple of bytes, not %T', parts)
      : raiseFormat(T.TypeError, 'startswith first arg must be bytes or a tuple of bytes, not %T', parts)
  }
  const part = bytesOfBuffer(parts)
  return part ? boolValue(matchesAt(b, part, range, atEnd)) : EXCEPTION
}
function bytes_startswith(argv: u32): Value { return affix(argv, false) }
function bytes_endswith(argv: u32): Value { return affix(argv, true) }

function removeAffix(argv: u32, atEnd: bool): Value {
  const part = bytesLike(arg(argv, 1))
  if (!part) return EXCEPTION
  const b = selfBytes(arg(argv, 0))
  const n = bytesLength(b), m = bytesLength(part)
  const range: u64 = n
  if (!m || !matchesAt(b, part, range, atEnd)) return likeSelf(arg(argv, 0), b)
  return likeSelf(arg(argv, 0), atEnd ? bytesRange(b, 0, n - m) : bytesRange(b, m, n))
}
function bytes_removeprefix(argv: u32): Value { return removeAffix(argv, false) }
function bytes_removesuffix(argv: u32): Value { return removeAffix(argv, true) }

function bytes_replace(argv: u32): Value {
  const old = bytesLike(arg(argv, 1))
  if (!old) return EXCEPTION
  const replacement = bytesLike(arg(argv, 2))
  if (!replacement) return EXCEPTION
  const limit = countArg(arg(argv, 3), -1)
  if (limit == INDEX_ERROR) return EXCEPTION
  const b = selfBytes(arg(argv, 0))
  const r = bytesReplace(b, old, replacement, limit)
  return r ? likeSelf(arg(argv, 0), r) : EXCEPTION
}

/** 0: raised. */
function bytesReplace(b: u32, old: u32, replacement: u32, limit: i64): u32 {
  const n = bytesLength(b), m = bytesLength(old), r = bytesLength(replacement)
  const most: u32 = limit < 0 || limit > 0xfffffffe ? 0xffffffff : <u32>limit
  const count = countData(1, bytesData(b), n, 1, bytesData(old), m, most)
  if (count == 0) return b
  const total = <u64>n - <u64>count * m + <u64>count * r
  if (total > MAX_BYTES) { raiseText(T.MemoryError, ''); return 0 }
  const result = newBytes(<u32>total)
  const from = bytesData(b)
  let to = bytesData(result)
  let i: u32 = 0
  for (let k: u32 = 0; k < count; k++) {
    if (m == 0) {
      memory.copy(to, bytesData(replacement), r)
      to += r
      if (i < n) store<u8>(to++, load<u8>(from + i++))
      continue
    }
    const found: u32 = findData(1, from + i, n - i, 1, bytesData(old), m)
    memory.copy(to, from + i, found)
    to += found
    memory.copy(to, bytesData(replacement), r)
    to += r
    i += found + m
  }
  memory.copy(to, from + i, n - i)
  return result
}

export function initBytesSearch(t: u32): void {
  defineMethod(t, 'find', '($self, sub, start=None, end=None, /)', fn(bytes_find))
  defineMethod(t, 'rfind', '($self, sub, start=None, end=None, /)', fn(bytes_rfind))
  defineMethod(t, 'index', '($self, sub, start=None, end=None, /)', fn(bytes_index))
  defineMethod(t, 'rindex', '($self, sub, start=None, end=None, /)', fn(bytes_rindex))
  defineMethod(t, 'count', '($self, sub, start=None, end=None, /)', fn(bytes_count))
  defineMethod(t, 'startswith', '($self, prefix, start=None, end=None, /)', fn(bytes_startswith))
  defineMethod(t, 'endswith', '($self, suffix, start=None, end=None, /)', fn(bytes_endswith))
  defineMethod(t, 'removeprefix', '($self, prefix, /)', fn(bytes_removeprefix))
  defineMethod(t, 'removesuffix', '($self, suffix, /)', fn(bytes_removesuffix))
  defineMethod(t, 'replace', '($self, old, new, count=-1, /)', fn(bytes_replace))
}
