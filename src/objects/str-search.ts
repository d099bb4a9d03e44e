// Methods of str that look for a str: find, index, count, in, startswith, endswith, removeprefix, removesuffix, replace.

import { EXCEPTION, FALSE, TRUE, Value, addressOf, boolValue, intValue, isPointer, pointer } from '../memory/value'
import { arg, defineMethod, fn } from './define'
import { raiseFormat, raiseText } from './raise'
import { INDEX_ERROR } from './item-access'
import { MAX_STR_BYTES, codePointAt, copyCodePoints, equalData, kindOf, newStrFor, strMask, strRange } from './str-build'
import { emptyStr, strData, strKind, strLength, strOf } from './str-core'
import { RANGE_ERROR, countArg, isStr, rangeEnd, rangeStart, textRange } from './text-args'
import { countData, findData, findLastData } from './text-search'
import { tupleItem, tupleLength } from './tuple-core'
import { tagOf } from './type'
import { T } from './type-ids'

/** Index of `needle` in code points [from, to) of `s`, or -1. */
export function strFind(s: u32, needle: u32, from: u32, to: u32): i32 {
  if (from > to) return -1
  const at = findData(strKind(s), strData(s) + from * strKind(s), to - from, strKind(needle), strData(needle), strLength(needle))
  return at < 0 ? -1 : <i32>from + at
}
export function strFindLast(s: u32, needle: u32, from: u32, to: u32): i32 {
  if (from > to) return -1
  const at = findLastData(strKind(s), strData(s) + from * strKind(s), to - from, strKind(needle), strData(needle), strLength(needle))
  return at < 0 ? -1 : <i32>from + at
}

/** True if `part` stands at code point `at` of `s`; at + length of part <= length of s. */
export function strMatchesAt(s: u32, part: u32, at: u32): bool {
  const n = strLength(part)
  const ks = strKind(s), kp = strKind(part)
  if (kp > ks) return false
  if (ks == kp) return equalData(strData(s) + at * ks, strData(part), n * ks)
  for (let i: u32 = 0; i < n; i++) if (codePointAt(ks, strData(s), at + i) != codePointAt(kp, strData(part), i)) return false
  return true
}

const ERROR: i32 = -2

function search(argv: u32, name: string, last: bool): i32 {
  const needle = arg(argv, 1)
  if (!isStr(needle)) { raiseFormat(T.TypeError, '%s() argument 1 must be str, not %T', <u64><u32>changetype<usize>(name), needle); return ERROR }
  const s = strOf(arg(argv, 0))
  const range = textRange(arg(argv, 2), arg(argv, 3), strLength(s))
  if (range == RANGE_ERROR) return ERROR
  return last ? strFindLast(s, strOf(needle), rangeStart(range), rangeEnd(range)) : strFind(s, strOf(needle), rangeStart(range), rangeEnd(range))
}

function str_find(argv: u32): Value {
  const at = search(argv, 'find', false)
  return at == ERROR ? EXCEPTION : intValue(at)
}
function str_rfind(argv: u32): Value {
  const at = search(argv, 'rfind', true)
  return at == ERROR ? EXCEPTION : intValue(at)
}
function str_index(argv: u32): Value {
  const at = search(argv, 'index', false)
  return at == ERROR ? EXCEPTION : at < 0 ? raiseText(T.ValueError, 'substring not found') : intValue(at)
}
function str_rindex(argv: u32): Value {
  const at = search(argv, 'rindex', true)
  return at == ERROR ? EXCEPTION : at < 0 ? raiseText(T.ValueError, 'substring not found') : intValue(at)
}

function str_count(argv: u32): Value {
  const v = arg(argv, 1)
  if (!isStr(v)) return raiseFormat(T.TypeError, 'count() argument 1 must be str, not %T', v)
  const s = strOf(arg(argv, 0)), needle = strOf(v)
  const range = textRange(arg(argv, 2), arg(argv, 3), strLength(s))
  if (range == RANGE_ERROR) return EXCEPTION
  const from = rangeStart(range), to = rangeEnd(range)
  if (from > to) return intValue(0)
  const kind = strKind(s)
  return intValue(countData(kind, strData(s) + from * kind, to - from, strKind(needle), strData(needle), strLength(needle), 0xffffffff))
}

/** `part in s` */
export function str_contains(self: Value, part: Value): Value {
  if (!isStr(part)) return raiseFormat(T.TypeError, "'in <string>' requires string as left operand, not %T", part)
  const s = strOf(self)
  return boolValue(strFind(s, strOf(part), 0, strLength(s)) >= 0)
}

/** 1, 0; -1: raised. */
function tailMatch(s: u32, part: u32, range: u64, atEnd: bool): bool {
  const from = rangeStart(range), to = rangeEnd(range)
  if (from > to || to - from < strLength(part)) return false
  return strMatchesAt(s, part, atEnd ? to - strLength(part) : from)
}

function affix(argv: u32, atEnd: bool): Value {
  const s = strOf(arg(argv, 0))
  const range = textRange(arg(argv, 2), arg(argv, 3), strLength(s))
  if (range == RANGE_ERROR) return EXCEPTION
  const parts = arg(argv, 1)
  if (isStr(parts)) return boolValue(tailMatch(s, strOf(parts), range, atEnd))
  if (tagOf(parts) == T.tuple) {
    const t = addressOf(parts)
    for (let i: u32 = 0; i < tupleLength(t); i++) {
      const part = tupleItem(t, i)
      if (!isStr(part)) {
        return atEnd ? raiseFormat(T.TypeError, 'tuple for endswith must only contain str, not %T', part)
          : raiseFormat(T.TypeError, 'tuple for startswith must only contain str, not %T', part)
      }
      if (tailMatch(s, strOf(part), range, atEnd)) return TRUE
    }
    return FALSE
  }
  return atEnd ? raiseFormat(T.TypeError, 'endswith first arg must be str or a tuple of str, not %T', parts)
    : raiseFormat(T.TypeError, 'startswith first arg must be str or a tuple of str, not %T', parts)
}
function str_startswith(argv: u32): Value { return affix(argv, false) }
function str_endswith(argv: u32): Value { return affix(argv, true) }

/** The whole of `self` as an exact str. */
// @ts-ignore: decorator
@inline export function wholeStr(self: Value): Value { return pointer(strOf(self)) }

function str_removeprefix(argv: u32): Value {
  const v = arg(argv, 1)
  if (!isStr(v)) return raiseFormat(T.TypeError, 'removeprefix() argument must be str, not %T', v)
  const s = strOf(arg(argv, 0)), part = strOf(v)
  const n = strLength(s), m = strLength(part)
  if (m <= n && strMatchesAt(s, part, 0)) return pointer(strRange(s, m, n))
  return wholeStr(arg(argv, 0))
}
function str_removesuffix(argv: u32): Value {
  const v = arg(argv, 1)
  if (!isStr(v)) return raiseFormat(T.TypeError, 'removesuffix() argument must be str, not %T', v)
  const s = strOf(arg(argv, 0)), part = strOf(v)
  const n = strLength(s), m = strLength(part)
  if (m && m <= n && strMatchesAt(s, part, n - m)) return pointer(strRange(s, 0, n - m))
  return wholeStr(arg(argv, 0))
}

function str_replace(argv: u32): Value {
  const oldValue = arg(argv, 1), newValue = arg(argv, 2)
  if (!isStr(oldValue)) return raiseFormat(T.TypeError, 'replace() argument 1 must be str, not %T', oldValue)
  if (!isStr(newValue)) return raiseFormat(T.TypeError, 'replace() argument 2 must be str, not %T', newValue)
  const limit = countArg(arg(argv, 3), -1)
  if (limit == INDEX_ERROR) return EXCEPTION
  return strReplace(arg(argv, 0), strOf(oldValue), strOf(newValue), limit)
}

/** `self` with up to `limit` (negative: all) occurrences of `old` replaced. */
export function strReplace(self: Value, old: u32, replacement: u32, limit: i64): Value {
  const s = strOf(self)
  const n = strLength(s), m = strLength(old), r = strLength(replacement)
  const most: u32 = limit < 0 || limit > 0xfffffffe ? 0xffffffff : <u32>limit
  const kind = strKind(s)
  const count = countData(kind, strData(s), n, strKind(old), strData(old), m, most)
  if (count == 0) return wholeStr(self)
  const total = <u64>n - <u64>count * m + <u64>count * r
  if (total * 4 > MAX_STR_BYTES) return raiseText(T.MemoryError, '')
  if (total == 0) return pointer(emptyStr())
  // the result may need a smaller kind than s or the replacement: built at their kind, narrowed at the end if it can matter
  const mask = strMask(s) | strMask(replacement)
  const toKind = kindOf(mask)
  const result = newStrFor(mask, <u32>total)
  const to = strData(result)
  let at: u32 = 0, i: u32 = 0
  for (let k: u32 = 0; k < count; k++) {
    if (m == 0) {
      copyCodePoints(toKind, to, at, strKind(replacement), strData(replacement), 0, r)
      at += r
      if (i < n) copyCodePoints(toKind, to, at++, kind, strData(s), i++, 1)
      continue
    }
    const found = findData(kind, strData(s) + i * kind, n - i, strKind(old), strData(old), m)
    copyCodePoints(toKind, to, at, kind, strData(s), i, found)
    at += found
    copyCodePoints(toKind, to, at, strKind(replacement), strData(replacement), 0, r)
    at += r
    i += found + m
  }
  copyCodePoints(toKind, to, at, kind, strData(s), i, n - i)
  const exact = mask < 0x80 || strMask(old) <= strMask(replacement) || strMask(old) < strMask(s)
  if (exact && total > 1) return pointer(result)
  return pointer(strRange(result, 0, <u32>total))
}

export function initStrSearch(t: u32): void {
  defineMethod(t, 'find', '($self, sub, start=None, end=None, /)', fn(str_find))
  defineMethod(t, 'rfind', '($self, sub, start=None, end=None, /)', fn(str_rfind))
  defineMethod(t, 'index', '($self, sub, start=None, end=None, /)', fn(str_index))
  defineMethod(t, 'rindex', '($self, sub, start=None, end=None, /)', fn(str_rindex))
  defineMethod(t, 'count', '($self, sub, start=None, end=None, /)', fn(str_count))
  defineMethod(t, 'startswith', '($self, prefix, start=None, end=None, /)', fn(str_startswith))
  defineMethod(t, 'endswith', '($self, suffix, start=None, end=None, /)', fn(str_endswith))
  defineMethod(t, 'removeprefix', '($self, prefix, /)', fn(str_removeprefix))
  defineMethod(t, 'removesuffix', '($self, suffix, /)', fn(str_removesuffix))
  defineMethod(t, 'replace', '($self, old, new, /, count=-1)', fn(str_replace))
}
