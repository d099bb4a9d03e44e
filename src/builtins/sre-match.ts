// The matcher of regular expressions: executes code words (sre-codes) by backtracking on an explicit stack, so a long text needs no
// native stack and an abort can unwind at any moment. Nothing here calls Python or makes Python objects.
//
// Stack: entries of 24 bytes in a scratch buffer of the executor. Two sorts: *choices* (what to try when the present path
// fails) and *undo* entries (what the path has changed since the choice below). Failing pops: undo entries are undone, a choice
// is resumed. Leaving an atomic part (lookahead, atomic group, possessive repeat) drops its choices and keeps its undo entries.
// Contexts of general repeats (count, last position, outer context) lie at the other end of the buffer, growing downward; an
// offset from the buffer's end names one, so the buffer can move when it grows.
//
// The state record (one per search, in ordinary scratch storage) holds the text, the limits and the marks.

import { allocateOutside, allocateStorage } from '../gc/allocate'
import { EB_SRE_BUFFER, EB_SRE_LIMIT } from '../memory/executor-block'
import { executorBlock, fuel, setFuel } from '../memory/registers'
import { shapeAt } from '../objects/shape'
import { findCodePoint } from '../objects/text-search'
import { T } from '../objects/type-ids'
import { simpleLower } from '../objects/unicode'
import { acceptsOne, asciiLower, inSet, isAsciiWord, isUnicodeWord } from './sre-characters'
import { At, Op, SRE_MAXREPEAT } from './sre-codes'

// ---- state record
export const STATE_DATA: u32 = 0 // address of code point 0
export const STATE_KIND: u32 = 4
export const STATE_END: u32 = 8 // code points in [0, end) take part
export const STATE_START: u32 = 12 // where the match starts (search sets it)
export const STATE_PTR: u32 = 16 // where the match ended
export const STATE_MATCH_ALL: u32 = 20 // fullmatch: the match must reach the end
export const STATE_MUST_ADVANCE: u32 = 24 // an empty match at the start does not count
export const STATE_LAST_INDEX: u32 = 28 // i32: group closed last, or -1
export const STATE_MARK_COUNT: u32 = 32
const STATE_BASE: u32 = 36 // stack: first entry
const STATE_LIMIT: u32 = 40 // end of the buffer, where contexts start
const STATE_ARENA: u32 = 44 // bytes of contexts
export const STATE_MARKS: u32 = 48 // u32 positions, NO_MARK: not set
export const NO_MARK: u32 = 0xffffffff

/** A state for texts of `kind` at `data`; marks for `groups` groups. */
export function newState(kind: u32, data: u32, end: u32, groups: u32): u32 {
  const st = allocateStorage(STATE_MARKS + groups * 8) + 8
  store<u32>(st, data, STATE_DATA)
  store<u32>(st, kind, STATE_KIND)
  store<u32>(st, end, STATE_END)
  store<u32>(st, groups * 2, STATE_MARK_COUNT)
  return st
}

// ---- stack
const ENTRY_BYTES: u32 = 24
const INITIAL_BYTES: u32 = 32768
const CONTEXT_BYTES: u32 = 16

const enum Entry {
  BRANCH = 1, // pc of the next alternative | ptr
  ONE, // pc behind | ptr | least ptr: a greedy single-character repeat may give back
  MIN_ONE, // pc of the repeat's operands | ptr | count: a lazy one may take more
  TAIL, // pc behind the until | ptr | context: leave a greedy repeat
  MIN_BODY, // pc of the until | ptr | context | count: one more round of a lazy repeat
  SUB, // sort | saved ptr | pc of operands | count | outer sub: base of an atomic part
  UNDO_MARK, // index | old position | old last index
  UNDO_REPEAT, // old context | old size of the contexts
  UNDO_CONTEXT, // context | old count | old last position
}
const enum Sub { ASSERT, ASSERT_NOT, ATOMIC, POSSESSIVE }

const CONTEXT_COUNT: u32 = 0
const CONTEXT_LAST: u32 = 4
const CONTEXT_OUTER: u32 = 8
const CONTEXT_PC: u32 = 12

/** Makes the executor's buffer ready for a match. */
function openBuffer(st: u32): u32 {
  let buffer = load<u32>(executorBlock, EB_SRE_BUFFER)
  if (!buffer) {
    buffer = allocateOutside(shapeAt(T.storage), 16 + INITIAL_BYTES)
    store<u32>(executorBlock, buffer, EB_SRE_BUFFER)
    store<u32>(executorBlock, buffer + 16 + INITIAL_BYTES, EB_SRE_LIMIT)
  }
  store<u32>(st, buffer + 16, STATE_BASE)
  store<u32>(st, load<u32>(executorBlock, EB_SRE_LIMIT), STATE_LIMIT)
  store<u32>(st, 0, STATE_ARENA)
  return buffer + 16
}

/** Doubles the buffer; returns where `sp` is now. */
function growBuffer(st: u32, sp: u32): u32 {
  const base = load<u32>(st, STATE_BASE), limit = load<u32>(st, STATE_LIMIT), arena = load<u32>(st, STATE_ARENA)
  const bytes = (limit - base) * 2
  const buffer = allocateOutside(shapeAt(T.storage), 16 + bytes)
  const newLimit = buffer + 16 + bytes
  memory.copy(buffer + 16, base, sp - base)
  memory.copy(newLimit - arena, limit - arena, arena)
  store<u32>(executorBlock, buffer, EB_SRE_BUFFER)
  store<u32>(executorBlock, newLimit, EB_SRE_LIMIT)
  store<u32>(st, buffer + 16, STATE_BASE)
  store<u32>(st, newLimit, STATE_LIMIT)
  return buffer + 16 + (sp - base)
}

/** Pushes an entry; returns the new top. */
// @ts-ignore: decorator
@inline function push(st: u32, sp: u32, entry: u32, a: u32, b: u32, c: u32, d: u32, e: u32): u32 {
  if (sp + ENTRY_BYTES + CONTEXT_BYTES > load<u32>(st, STATE_LIMIT) - load<u32>(st, STATE_ARENA)) sp = growBuffer(st, sp)
  store<u32>(sp, entry)
  store<u32>(sp, a, 4)
  store<u32>(sp, b, 8)
  store<u32>(sp, c, 12)
  store<u32>(sp, d, 16)
  store<u32>(sp, e, 20)
  return sp + ENTRY_BYTES
}

// @ts-ignore: decorator
@inline function context(st: u32, offset: u32): u32 { return load<u32>(st, STATE_LIMIT) - offset }

/** Drops the choices above `base` (offset of a SUB entry, dropped too) and keeps the undo entries; returns the new top. */
function cut(st: u32, sp: u32, base: u32): u32 {
  let to = load<u32>(st, STATE_BASE) + base
  for (let at = to; at < sp; at += ENTRY_BYTES) {
    if (load<u32>(at) < <u32>Entry.UNDO_MARK) continue
    if (at != to) memory.copy(to, at, ENTRY_BYTES)
    to += ENTRY_BYTES
  }
  return to
}

// @ts-ignore: decorator
@inline function at<C>(data: u32, i: u32): u32 { return <u32>load<C>(data + (i << alignof<C>())) }

/** How many characters from `ptr` on the single-character operation at `pc` accepts, at most `most`. */
function countOne<C>(pc: u32, data: u32, ptr: u32, end: u32, most: u32): u32 {
  const limit = end - ptr < most ? end : ptr + most
  let i = ptr
  switch (load<u32>(pc)) {
    case Op.ANY_ALL: return limit - ptr
    case Op.ANY: {
      if (sizeof<C>() == 1) {
        const newline = findCodePoint(1, data + ptr, limit - ptr, 10)
        return newline < 0 ? limit - ptr : <u32>newline
      }
      while (i < limit && at<C>(data, i) != 10) i++
      break
    }
    case Op.LITERAL: {
      const c = load<u32>(pc, 4)
      while (i < limit && at<C>(data, i) == c) i++
      break
    }
    case Op.NOT_LITERAL: {
      const c = load<u32>(pc, 4)
      if (sizeof<C>() == 1) {
        const found = findCodePoint(1, data + ptr, limit - ptr, c)
        return found < 0 ? limit - ptr : <u32>found
      }
      while (i < limit && at<C>(data, i) != c) i++
      break
    }
    case Op.IN: {
      const set = pc + 8
      if (load<u32>(set) == Op.CHARSET) {
        // one bitmap and nothing behind it is by far the most frequent set
        if (load<u32>(set, 36) == Op.FAILURE) {
          while (i < limit) {
            const c = at<C>(data, i)
            if (c >= 256 || !(load<u32>(set + 4 + (c >> 5 << 2)) >> (c & 31) & 1)) break
            i++
          }
          break
        }
      }
      while (i < limit && inSet(set, at<C>(data, i))) i++
      break
    }
    default: while (i < limit && acceptsOne(pc, at<C>(data, i))) i++
  }
  return i - ptr
}

/** Word boundary at `ptr`: sort 0 ASCII, 1 Unicode. */
function isBoundary<C>(data: u32, ptr: u32, end: u32, unicode: bool): bool {
  if (end == 0) return false
  const before = ptr > 0 && isWord(at<C>(data, ptr - 1), unicode)
  const behind = ptr < end && isWord(at<C>(data, ptr), unicode)
  return before != behind
}
// @ts-ignore: decorator
@inline function isWord(c: u32, unicode: bool): bool { return unicode ? isUnicodeWord(c) : isAsciiWord(c) }

function matchesPosition<C>(where: u32, data: u32, ptr: u32, end: u32): bool {
  switch (where) {
    case At.BEGINNING: case At.BEGINNING_STRING: return ptr == 0
    case At.BEGINNING_LINE: return ptr == 0 || at<C>(data, ptr - 1) == 10
    case At.END: return ptr == end || (ptr + 1 == end && at<C>(data, ptr) == 10)
    case At.END_LINE: return ptr == end || at<C>(data, ptr) == 10
    case At.END_STRING: return ptr == end
    case At.BOUNDARY: case At.LOC_BOUNDARY: return isBoundary<C>(data, ptr, end, false)
    case At.NON_BOUNDARY: case At.LOC_NON_BOUNDARY: return !isBoundary<C>(data, ptr, end, false)
    case At.UNI_BOUNDARY: return isBoundary<C>(data, ptr, end, true)
    case At.UNI_NON_BOUNDARY: return !isBoundary<C>(data, ptr, end, true)
    default: return false
  }
}

/** Matches group `group`'s text again at `ptr`: its length, or NO_MARK. */
function matchGroup<C>(st: u32, op: u32, group: u32, data: u32, ptr: u32, end: u32): u32 {
  const from = load<u32>(st + group * 8, STATE_MARKS), to = load<u32>(st + group * 8, STATE_MARKS + 4)
  if (from == NO_MARK || to == NO_MARK || to < from || to - from > end - ptr) return NO_MARK
  for (let i: u32 = 0; i < to - from; i++) {
    const a = at<C>(data, from + i), b = at<C>(data, ptr + i)
    if (a == b) continue
    if (op == Op.GROUPREF) return NO_MARK
    if (op == Op.GROUPREF_UNI_IGNORE ? simpleLower(a) != simpleLower(b) : asciiLower(a) != asciiLower(b)) return NO_MARK
  }
  return to - from
}

/**
 * Matches the code at `pc` from position `ptr`. On success the state has the end and the marks. `st`'s marks must be clear.
 */
export function matchAt<C>(st: u32, pc: u32, ptr: u32): bool {
  const data = load<u32>(st, STATE_DATA), end = load<u32>(st, STATE_END)
  const from = ptr
  let sp = openBuffer(st)
  let sub: u32 = NO_MARK // offset of the innermost SUB entry
  let repeat: u32 = 0 // innermost context
  let steps: i32 = 0
  for (;;) {
    // ---- forward: `continue` goes on at pc, leaving the switch fails
    for (;;) {
      const op = load<u32>(pc)
      pc += 4
      switch (op) {
        case Op.LITERAL:
          if (ptr >= end || at<C>(data, ptr) != load<u32>(pc)) break
          pc += 4
          ptr++
          continue
        case Op.ANY:
          if (ptr >= end || at<C>(data, ptr) == 10) break
          ptr++
          continue
        case Op.ANY_ALL:
          if (ptr >= end) break
          ptr++
          continue
        case Op.IN:
          if (ptr >= end || !inSet(pc + 4, at<C>(data, ptr))) break
          pc += load<u32>(pc) << 2
          ptr++
          continue
        case Op.NOT_LITERAL:
        case Op.CATEGORY:
        case Op.LITERAL_IGNORE: case Op.NOT_LITERAL_IGNORE:
        case Op.LITERAL_UNI_IGNORE: case Op.NOT_LITERAL_UNI_IGNORE:
        case Op.LITERAL_LOC_IGNORE: case Op.NOT_LITERAL_LOC_IGNORE:
          if (ptr >= end || !acceptsOne(pc - 4, at<C>(data, ptr))) break
          pc += 4
          ptr++
          continue
        case Op.IN_IGNORE: case Op.IN_UNI_IGNORE: case Op.IN_LOC_IGNORE:
          if (ptr >= end || !acceptsOne(pc - 4, at<C>(data, ptr))) break
          pc += load<u32>(pc) << 2
          ptr++
          continue
        case Op.MARK: {
          const i = load<u32>(pc)
          const mark = st + STATE_MARKS + i * 4
          if (sp != load<u32>(st, STATE_BASE)) sp = push(st, sp, Entry.UNDO_MARK, i, load<u32>(mark), load<u32>(st, STATE_LAST_INDEX), 0, 0)
          store<u32>(mark, ptr)
          if (i & 1) store<i32>(st, (i >> 1) + 1, STATE_LAST_INDEX)
          pc += 4
          continue
        }
        case Op.AT:
          if (!matchesPosition<C>(load<u32>(pc), data, ptr, end)) break
          pc += 4
          continue
        case Op.BRANCH: {
          // pc: skip of the first alternative; alternatives that cannot start here are left out at once
          let alternative = pc
          let skip = load<u32>(alternative)
          while (skip && !mayStart<C>(alternative + 4, data, ptr, end)) {
            alternative += skip << 2
            skip = load<u32>(alternative)
          }
          if (!skip) break
          const next = alternative + (skip << 2)
          if (load<u32>(next)) sp = push(st, sp, Entry.BRANCH, next, ptr, repeat, 0, 0)
          pc = alternative + 4
          continue
        }
        case Op.JUMP:
          pc += load<u32>(pc) << 2
          continue
        case Op.INFO:
          pc += load<u32>(pc) << 2
          continue
        case Op.REPEAT_ONE: {
          const least = load<u32>(pc, 4)
          if (end - ptr < least) break
          const n = countOne<C>(pc + 12, data, ptr, end, load<u32>(pc, 8))
          if (n < least) break
          const tail = pc + (load<u32>(pc) << 2)
          if (n > least) sp = push(st, sp, Entry.ONE, tail, ptr + n, ptr + least, 0, 0)
          ptr += n
          if (n > least && load<u32>(tail) == Op.LITERAL && (ptr >= end || at<C>(data, ptr) != load<u32>(tail, 4))) break
          pc = tail
          continue
        }
        case Op.MIN_REPEAT_ONE: {
          const least = load<u32>(pc, 4)
          if (end - ptr < least) break
          if (least) {
            if (countOne<C>(pc + 12, data, ptr, end, least) < least) break
            ptr += least
          }
          if (least < load<u32>(pc, 8)) sp = push(st, sp, Entry.MIN_ONE, pc, ptr, least, 0, 0)
          pc += load<u32>(pc) << 2
          continue
        }
        case Op.POSSESSIVE_REPEAT_ONE: {
          const least = load<u32>(pc, 4)
          if (end - ptr < least) break
          const n = countOne<C>(pc + 12, data, ptr, end, load<u32>(pc, 8))
          if (n < least) break
          ptr += n
          pc += load<u32>(pc) << 2
          continue
        }
        case Op.REPEAT: {
          sp = push(st, sp, Entry.UNDO_REPEAT, repeat, load<u32>(st, STATE_ARENA), 0, 0, 0)
          const arena = load<u32>(st, STATE_ARENA) + CONTEXT_BYTES
          if (sp > load<u32>(st, STATE_LIMIT) - arena) sp = growBuffer(st, sp)
          store<u32>(st, arena, STATE_ARENA)
          const c = context(st, arena)
          store<u32>(c, <u32>-1, CONTEXT_COUNT)
          store<u32>(c, NO_MARK, CONTEXT_LAST)
          store<u32>(c, repeat, CONTEXT_OUTER)
          store<u32>(c, pc, CONTEXT_PC)
          repeat = arena
          pc += load<u32>(pc) << 2 // the until decides
          continue
        }
        case Op.MAX_UNTIL: {
          const c = context(st, repeat)
          const body = load<u32>(c, CONTEXT_PC)
          const count = load<u32>(c, CONTEXT_COUNT) + 1
          if (count < load<u32>(body, 4)) {
            sp = push(st, sp, Entry.UNDO_CONTEXT, repeat, load<u32>(c, CONTEXT_COUNT), load<u32>(c, CONTEXT_LAST), 0, 0)
            store<u32>(context(st, repeat), count, CONTEXT_COUNT)
            pc = body + 12
            continue
          }
          const most = load<u32>(body, 8)
          if ((count < most || most == SRE_MAXREPEAT) && ptr != load<u32>(c, CONTEXT_LAST)) {
            sp = push(st, sp, Entry.TAIL, pc, ptr, repeat, 0, 0)
            const last = load<u32>(context(st, repeat), CONTEXT_LAST)
            sp = push(st, sp, Entry.UNDO_CONTEXT, repeat, count - 1, last, 0, 0)
            store<u32>(context(st, repeat), count, CONTEXT_COUNT)
            store<u32>(context(st, repeat), ptr, CONTEXT_LAST)
            pc = body + 12
            continue
          }
          sp = push(st, sp, Entry.UNDO_REPEAT, repeat, load<u32>(st, STATE_ARENA), 0, 0, 0)
          repeat = load<u32>(context(st, repeat), CONTEXT_OUTER)
          continue
        }
        case Op.MIN_UNTIL: {
          const c = context(st, repeat)
          const body = load<u32>(c, CONTEXT_PC)
          const count = load<u32>(c, CONTEXT_COUNT) + 1
          if (count < load<u32>(body, 4)) {
            sp = push(st, sp, Entry.UNDO_CONTEXT, repeat, load<u32>(c, CONTEXT_COUNT), load<u32>(c, CONTEXT_LAST), 0, 0)
            store<u32>(context(st, repeat), count, CONTEXT_COUNT)
            pc = body + 12
            continue
          }
          sp = push(st, sp, Entry.MIN_BODY, pc, ptr, repeat, count, 0)
          sp = push(st, sp, Entry.UNDO_REPEAT, repeat, load<u32>(st, STATE_ARENA), 0, 0, 0)
          repeat = load<u32>(context(st, repeat), CONTEXT_OUTER)
          continue
        }
        case Op.GROUPREF: case Op.GROUPREF_IGNORE: case Op.GROUPREF_UNI_IGNORE: case Op.GROUPREF_LOC_IGNORE: {
          const n = matchGroup<C>(st, op, load<u32>(pc), data, ptr, end)
          if (n == NO_MARK) break
          ptr += n
          pc += 4
          continue
        }
        case Op.GROUPREF_EXISTS: {
          const group = load<u32>(pc)
          const a = load<u32>(st + group * 8, STATE_MARKS), b = load<u32>(st + group * 8, STATE_MARKS + 4)
          if (a == NO_MARK || b == NO_MARK || b < a) pc += load<u32>(pc, 4) << 2
          else pc += 8
          continue
        }
        case Op.ASSERT: case Op.ASSERT_NOT: {
          const back = load<u32>(pc, 4)
          if (ptr < back) {
            if (op == Op.ASSERT) break
            pc += load<u32>(pc) << 2
            continue
          }
          const offset = sp - load<u32>(st, STATE_BASE)
          sp = push(st, sp, Entry.SUB, op == Op.ASSERT ? Sub.ASSERT : Sub.ASSERT_NOT, ptr, pc, repeat, sub)
          sub = offset
          ptr -= back
          pc += 8
          continue
        }
        case Op.ATOMIC_GROUP: {
          const offset = sp - load<u32>(st, STATE_BASE)
          sp = push(st, sp, Entry.SUB, Sub.ATOMIC, ptr, pc, repeat, sub)
          sub = offset
          pc += 4
          continue
        }
        case Op.POSSESSIVE_REPEAT: {
          if (load<u32>(pc, 8) == 0) { pc += (load<u32>(pc) << 2) + 4; continue }
          const offset = sp - load<u32>(st, STATE_BASE)
          sp = push(st, sp, Entry.SUB, Sub.POSSESSIVE, ptr, pc, 0, sub)
          sub = offset
          pc += 12
          continue
        }
        case Op.SUCCESS: {
          if (sub == NO_MARK) {
            if ((load<u32>(st, STATE_MATCH_ALL) && ptr != end) || (load<u32>(st, STATE_MUST_ADVANCE) && ptr == from)) break
            store<u32>(st, ptr, STATE_PTR)
            setFuel(fuel - (steps >> 3) - 1)
            return true
          }
          const entry = load<u32>(st, STATE_BASE) + sub
          const sort = load<u32>(entry, 4), saved = load<u32>(entry, 8), operands = load<u32>(entry, 12), count = load<u32>(entry, 16)
          const outer = load<u32>(entry, 20)
          const offset = sub
          if (sort == Sub.ASSERT_NOT) {
            // what the assertion found must be undone: back to its base as by failures, choices dropped
            while (sp > load<u32>(st, STATE_BASE) + offset + ENTRY_BYTES) {
              sp -= ENTRY_BYTES
              const k = load<u32>(sp)
              if (k == Entry.UNDO_MARK) {
                store<u32>(st + load<u32>(sp, 4) * 4, load<u32>(sp, 8), STATE_MARKS)
                store<u32>(st, load<u32>(sp, 12), STATE_LAST_INDEX)
              } else if (k == Entry.UNDO_REPEAT) {
                repeat = load<u32>(sp, 4)
                store<u32>(st, load<u32>(sp, 8), STATE_ARENA)
              } else if (k == Entry.UNDO_CONTEXT) {
                store<u32>(context(st, load<u32>(sp, 4)), load<u32>(sp, 8), CONTEXT_COUNT)
                store<u32>(context(st, load<u32>(sp, 4)), load<u32>(sp, 12), CONTEXT_LAST)
              }
            }
            sp -= ENTRY_BYTES
            sub = outer
            break
          }
          sp = cut(st, sp, offset)
          sub = outer
          if (sort == Sub.ASSERT) {
            ptr = saved
            pc = operands + (load<u32>(operands) << 2)
          } else if (sort == Sub.ATOMIC) pc = operands + (load<u32>(operands) << 2)
          else {
            // a possessive repeat: another round, unless it is full or the last one was empty
            const most = load<u32>(operands, 8)
            const done = count + 1
            if (done < load<u32>(operands, 4) || ((done < most || most == SRE_MAXREPEAT) && ptr != saved)) {
              const again = sp - load<u32>(st, STATE_BASE)
              sp = push(st, sp, Entry.SUB, Sub.POSSESSIVE, ptr, operands, done, sub)
              sub = again
              pc = operands + 12
            } else pc = operands + (load<u32>(operands) << 2) + 4
          }
          continue
        }
        default: // FAILURE
      }
      break
    }
    // ---- failed: back to the last choice. `continue` pops on, leaving the switch resumes at pc
    steps++
    for (;;) {
      if (sp == load<u32>(st, STATE_BASE)) {
        setFuel(fuel - (steps >> 3) - 1)
        return false
      }
      sp -= ENTRY_BYTES
      switch (load<u32>(sp)) {
        case Entry.UNDO_MARK:
          store<u32>(st + load<u32>(sp, 4) * 4, load<u32>(sp, 8), STATE_MARKS)
          store<u32>(st, load<u32>(sp, 12), STATE_LAST_INDEX)
          continue
        case Entry.UNDO_REPEAT:
          repeat = load<u32>(sp, 4)
          store<u32>(st, load<u32>(sp, 8), STATE_ARENA)
          continue
        case Entry.UNDO_CONTEXT:
          store<u32>(context(st, load<u32>(sp, 4)), load<u32>(sp, 8), CONTEXT_COUNT)
          store<u32>(context(st, load<u32>(sp, 4)), load<u32>(sp, 12), CONTEXT_LAST)
          continue
        case Entry.BRANCH: {
          ptr = load<u32>(sp, 8)
          let alternative = load<u32>(sp, 4)
          let skip = load<u32>(alternative)
          while (skip && !mayStart<C>(alternative + 4, data, ptr, end)) {
            alternative += skip << 2
            skip = load<u32>(alternative)
          }
          if (!skip) continue
          const next = alternative + (skip << 2)
          if (load<u32>(next)) {
            store<u32>(sp, next, 4)
            sp += ENTRY_BYTES
          }
          pc = alternative + 4
          break
        }
        case Entry.ONE: {
          const tail = load<u32>(sp, 4), least = load<u32>(sp, 12)
          ptr = load<u32>(sp, 8) - 1
          if (load<u32>(tail) == Op.LITERAL) {
            const c = load<u32>(tail, 4)
            while (ptr > least && at<C>(data, ptr) != c) ptr--
          }
          if (ptr > least) {
            store<u32>(sp, ptr, 8)
            sp += ENTRY_BYTES
          }
          pc = tail
          break
        }
        case Entry.MIN_ONE: {
          const operands = load<u32>(sp, 4)
          ptr = load<u32>(sp, 8)
          let count = load<u32>(sp, 12)
          const most = load<u32>(operands, 8)
          const tail = operands + (load<u32>(operands) << 2)
          const literal = load<u32>(tail) == Op.LITERAL ? load<u32>(tail, 4) : NO_MARK
          let taken = false
          while (ptr < end && count < most && acceptsOne(operands + 12, at<C>(data, ptr))) {
            ptr++
            count++
            taken = true
            if (literal == NO_MARK || (ptr < end && at<C>(data, ptr) == literal)) break
          }
          if (!taken) continue
          if (count < most) {
            store<u32>(sp, ptr, 8)
            store<u32>(sp, count, 12)
            sp += ENTRY_BYTES
          }
          pc = tail
          break
        }
        case Entry.TAIL: {
          pc = load<u32>(sp, 4)
          ptr = load<u32>(sp, 8)
          repeat = load<u32>(sp, 12)
          sp = push(st, sp, Entry.UNDO_REPEAT, repeat, load<u32>(st, STATE_ARENA), 0, 0, 0)
          repeat = load<u32>(context(st, repeat), CONTEXT_OUTER)
          break
        }
        case Entry.MIN_BODY: {
          ptr = load<u32>(sp, 8)
          repeat = load<u32>(sp, 12)
          const count = load<u32>(sp, 16)
          const c = context(st, repeat)
          const body = load<u32>(c, CONTEXT_PC)
          const most = load<u32>(body, 8)
          if ((count >= most && most != SRE_MAXREPEAT) || ptr == load<u32>(c, CONTEXT_LAST)) continue
          sp = push(st, sp, Entry.UNDO_CONTEXT, repeat, load<u32>(c, CONTEXT_COUNT), load<u32>(c, CONTEXT_LAST), 0, 0)
          store<u32>(context(st, repeat), count, CONTEXT_COUNT)
          store<u32>(context(st, repeat), ptr, CONTEXT_LAST)
          pc = body + 12
          break
        }
        case Entry.SUB: {
          const sort = load<u32>(sp, 4), operands = load<u32>(sp, 12)
          sub = load<u32>(sp, 20)
          ptr = load<u32>(sp, 8)
          if (sort == Sub.ASSERT_NOT) {
            pc = operands + (load<u32>(operands) << 2)
            break
          }
          if (sort == Sub.POSSESSIVE && load<u32>(sp, 16) >= load<u32>(operands, 4)) {
            pc = operands + (load<u32>(operands) << 2) + 4
            break
          }
          continue
        }
        default: assert(false, 'matchAt: unknown stack entry')
      }
      break
    }
  }
  return false
}

/** False if the code at `pc` surely cannot match at `ptr`. */
// @ts-ignore: decorator
@inline function mayStart<C>(pc: u32, data: u32, ptr: u32, end: u32): bool {
  const op = load<u32>(pc)
  if (op == Op.LITERAL) return ptr < end && at<C>(data, ptr) == load<u32>(pc, 4)
  if (op == Op.IN) return ptr < end && inSet(pc + 8, at<C>(data, ptr))
  return true
}

/** Clears the marks for a new attempt. */
export function clearMarks(st: u32): void {
  memory.fill(st + STATE_MARKS, 0xff, load<u32>(st, STATE_MARK_COUNT) * 4)
  store<i32>(st, -1, STATE_LAST_INDEX)
}

/** Matches at exactly the state's start. */
export function matchFrom(st: u32, pc: u32): bool {
  clearMarks(st)
  const ptr = load<u32>(st, STATE_START)
  switch (load<u32>(st, STATE_KIND)) {
    case 1: return matchAt<u8>(st, pc, ptr)
    case 2: return matchAt<u16>(st, pc, ptr)
    default: return matchAt<u32>(st, pc, ptr)
  }
}
