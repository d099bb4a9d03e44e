// Searching: where may a match start? Uses what the INFO block at the head of the code says: a literal prefix, or the set of first
// characters. The state's start is where to begin; on success it is where the match starts.

import { allocateStorage } from '../gc/allocate'
import { codePointAt, putCodePoint } from '../objects/str-build'
import { findCodePoint, findData } from '../objects/text-search'
import { inSet } from './sre-characters'
import { INFO_CHARSET, INFO_LITERAL, INFO_PREFIX, Op } from './sre-codes'
import { STATE_DATA, STATE_END, STATE_KIND, STATE_MUST_ADVANCE, STATE_PTR, STATE_START, clearMarks, matchFrom } from './sre-match'

/** True if a match starts at or behind the state's start. */
export function searchFrom(st: u32, code: u32): bool {
  const data = load<u32>(st, STATE_DATA), kind = load<u32>(st, STATE_KIND), end = load<u32>(st, STATE_END)
  let from = load<u32>(st, STATE_START)
  if (from > end) return false
  let pc = code
  let last = end // the last position where a match may start
  let flags: u32 = 0
  if (load<u32>(code) == Op.INFO) {
    flags = load<u32>(code, 8)
    const least = load<u32>(code, 12)
    if (least > 0) {
      if (least > end - from) return false
      last = end - least
    }
    pc = code + 4 + (load<u32>(code, 4) << 2)
  }
  // the first attempt alone must not be empty where an empty match has just been found
  if (load<u32>(st, STATE_MUST_ADVANCE)) {
    if (matchFrom(st, pc)) return true
    store<u32>(st, 0, STATE_MUST_ADVANCE)
    from++
  }
  if (flags & INFO_PREFIX) {
    const length = load<u32>(code, 20), prefix = code + 28
    if (length > 1) return searchPrefix(st, pc, data, kind, end, from, last, prefix, length, (flags & INFO_LITERAL) != 0)
    const c = load<u32>(prefix)
    while (from <= last) {
      const at = findCodePoint(kind, data + from * kind, last + 1 - from, c)
      if (at < 0) return false
      from += at
      store<u32>(st, from, STATE_START)
      if (flags & INFO_LITERAL) return literalMatch(st, from + 1)
      if (matchFrom(st, pc)) return true
      from++
    }
    return false
  }
  if (load<u32>(pc) == Op.LITERAL) {
    const c = load<u32>(pc, 4)
    while (from <= last) {
      const at = from < end ? findCodePoint(kind, data + from * kind, min(last + 1, end) - from, c) : -1
      if (at < 0) return false
      from += at
      store<u32>(st, from, STATE_START)
      if (matchFrom(st, pc)) return true
      from++
    }
    return false
  }
  if (flags & INFO_CHARSET) {
    const set = code + 20
    while (from <= last && from < end) {
      if (inSet(set, codePointAt(kind, data, from))) {
        store<u32>(st, from, STATE_START)
        if (matchFrom(st, pc)) return true
      }
      from++
    }
    return false
  }
  for (; from <= last; from++) {
    store<u32>(st, from, STATE_START)
    if (matchFrom(st, pc)) return true
  }
  return false
}

function literalMatch(st: u32, end: u32): bool {
  clearMarks(st)
  store<u32>(st, end, STATE_PTR)
  return true
}

/** A prefix of several characters: found as a string, made in the text's kind (wider characters cannot occur at all). */
function searchPrefix(st: u32, pc: u32, data: u32, kind: u32, end: u32, from: u32, last: u32, prefix: u32, length: u32, whole: bool): bool {
  const needle = allocateStorage(length * kind) + 8
  for (let i: u32 = 0; i < length; i++) {
    const c = load<u32>(prefix + i * 4)
    if ((kind == 1 && c > 0xff) || (kind == 2 && c > 0xffff)) return false
    putCodePoint(kind, needle, i, c)
  }
  while (from <= last) {
    const at = findData(kind, data + from * kind, end - from, kind, needle, length)
    if (at < 0) return false
    from += at
    if (from > last) return false
    store<u32>(st, from, STATE_START)
    if (whole) return literalMatch(st, from + length)
    if (matchFrom(st, pc)) return true
    from++
  }
  return false
}
