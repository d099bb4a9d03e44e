// Pattern and Match objects of regular expressions: layouts, making, the texts that they look at. Both are immutable once made.
//
// Pattern: +8 pattern (value: str, bytes or None)  +16 flags:32  +20 groups:32 (without group 0)  +24 groupindex (dict value)
//   +32 indexgroup (tuple value)  +40 code:32 (storage of u32 words, header address)  +44 words:32
//   +48 weak reference list:32
// Match: +8 pattern (value)  +16 string (value, as given)  +24 text (value: exact str or bytes that was searched)  +32 pos:32
//   +36 endpos:32  +40 last index:i32 (-1 none)  +44 groups:32 (with group 0)  +48 start, end:i32 of each group (-1 not set)

import { allocate, allocateStorage } from '../gc/allocate'
import { NONE, Value, addressOf, isPointer, pointer } from '../memory/value'
import { bytesOfBuffer, hasBuffer } from '../objects/buffer'
import { bytesData, bytesLength, bytesOf, bytesRange, isBytes } from '../objects/bytes-core'
import { INDEX_ERROR, toIndex } from '../objects/item-access'
import { raiseFormat, raiseText } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { strRangeValue } from '../objects/str-build'
import { strData, strKind, strLength, strOf } from '../objects/str-core'
import { isStr } from '../objects/text-args'
import { T } from '../objects/type-ids'
import { NO_MARK, STATE_LAST_INDEX, STATE_MARKS, STATE_PTR, STATE_START, newState } from './sre-match'
import { UNBOUND } from '../memory/value'

export const PATTERN_PATTERN: u32 = 8
export const PATTERN_FLAGS: u32 = 16
export const PATTERN_GROUPS: u32 = 20
export const PATTERN_GROUPINDEX: u32 = 24
export const PATTERN_INDEXGROUP: u32 = 32
export const PATTERN_CODE: u32 = 40
export const PATTERN_WORDS: u32 = 44
export const PATTERN_BYTES: u32 = 56

export const MATCH_PATTERN: u32 = 8
export const MATCH_STRING: u32 = 16
export const MATCH_TEXT: u32 = 24
export const MATCH_POS: u32 = 32
export const MATCH_ENDPOS: u32 = 36
export const MATCH_LAST_INDEX: u32 = 40
export const MATCH_GROUPS: u32 = 44
export const MATCH_MARKS: u32 = 48

/** First code word of pattern object `p`. */
// @ts-ignore: decorator
@inline export function patternCode(p: u32): u32 { return load<u32>(p, PATTERN_CODE) + 8 }

/** Exact str or bytes that pattern `p` searches in `string`; EXCEPTION-free: 0 if raised. */
export function searchedText(p: u32, string: Value): Value {
  const pattern = load<u64>(p, PATTERN_PATTERN)
  if (isStr(string)) {
    if (isPointer(pattern) && !isStr(pattern)) { raiseText(T.TypeError, 'cannot use a bytes pattern on a string-like object'); return 0 }
    return pointer(strOf(string))
  }
  if (!hasBuffer(string)) {
    raiseFormat(T.TypeError, "expected string or bytes-like object, got '%T'", string)
    return 0
  }
  if (isStr(pattern)) { raiseText(T.TypeError, 'cannot use a string pattern on a bytes-like object'); return 0 }
  const b = bytesOfBuffer(string)
  return b ? pointer(b) : 0
}

export function textLengthOf(text: Value): u32 { return isBytes(text) ? bytesLength(bytesOf(text)) : strLength(addressOf(text)) }

/** Part of a searched text: exact str or bytes. */
export function textSlice(text: Value, from: u32, to: u32): Value {
  if (isBytes(text)) return pointer(bytesRange(addressOf(text), from, to))
  const s = addressOf(text)
  return from == 0 && to == strLength(s) ? text : strRangeValue(s, from, to)
}

/** A state for searching `text` from `pos` to `endpos` (UNBOUND: all); 0: raised. */
export function openState(p: u32, text: Value, pos: Value, endpos: Value): u32 {
  const n = textLengthOf(text)
  let from: i64 = 0, to: i64 = n
  if (pos != UNBOUND) {
    from = toIndex(pos, T.none)
    if (from == INDEX_ERROR) return 0
    from = from < 0 ? 0 : min<i64>(from, n)
  }
  if (endpos != UNBOUND) {
    to = toIndex(endpos, T.none)
    if (to == INDEX_ERROR) return 0
    to = to < 0 ? 0 : min<i64>(to, n)
  }
  const bytes = isBytes(text)
  const at = addressOf(text)
  const st = newState(bytes ? 1 : strKind(at), bytes ? bytesData(at) : strData(at), <u32>to, load<u32>(p, PATTERN_GROUPS))
  store<u32>(st, <u32>from, STATE_START)
  return st
}

/** The Match of what state `st` has found. */
export function newMatch(p: u32, string: Value, text: Value, st: u32, pos: u32, endpos: u32): Value {
  const groups = load<u32>(p, PATTERN_GROUPS) + 1
  const m = allocate(shapeAt(T.sre_Match), MATCH_MARKS + groups * 8)
  store<u64>(m, pointer(p), MATCH_PATTERN)
  store<u64>(m, string, MATCH_STRING)
  store<u64>(m, text, MATCH_TEXT)
  store<u32>(m, pos, MATCH_POS)
  store<u32>(m, endpos, MATCH_ENDPOS)
  store<i32>(m, load<i32>(st, STATE_LAST_INDEX), MATCH_LAST_INDEX)
  store<u32>(m, groups, MATCH_GROUPS)
  store<u32>(m, load<u32>(st, STATE_START), MATCH_MARKS)
  store<u32>(m, load<u32>(st, STATE_PTR), MATCH_MARKS + 4)
  for (let g: u32 = 1; g < groups; g++) {
    const a = load<u32>(st + (g - 1) * 8, STATE_MARKS), b = load<u32>(st + (g - 1) * 8, STATE_MARKS + 4)
    const set = a != NO_MARK && b != NO_MARK && a <= b
    store<u32>(m + g * 8, set ? a : NO_MARK, MATCH_MARKS)
    store<u32>(m + g * 8, set ? b : NO_MARK, MATCH_MARKS + 4)
  }
  return pointer(m)
}

/** Text of group `g` (0 is the whole match) of state `st`, or `missing`. */
export function stateGroup(st: u32, text: Value, g: u32, missing: Value): Value {
  if (g == 0) return textSlice(text, load<u32>(st, STATE_START), load<u32>(st, STATE_PTR))
  const a = load<u32>(st + (g - 1) * 8, STATE_MARKS), b = load<u32>(st + (g - 1) * 8, STATE_MARKS + 4)
  return a == NO_MARK || b == NO_MARK || a > b ? missing : textSlice(text, a, b)
}
