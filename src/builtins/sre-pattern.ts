// The type re.Pattern: its methods. A search runs to its end inside one builtin call; only replacement functions are called in between.

import { allocate } from '../gc/allocate'
import { EXCEPTION, EXHAUSTED, NONE, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, boolValue, intValue, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead32, stmRead64, stmStore32 } from '../stm/barriers'
import { call1 } from '../interp/nested'
import { callable, equal, hashOf, repr } from '../objects/abstract'
import { bytesData, bytesLength, bytesOf, isBytes } from '../objects/bytes-core'
import { bytesOfBuffer, hasBuffer } from '../objects/buffer'
import { arg, defineClassMethod, defineGetter, defineMethod, defineType, fn, setSlot } from '../objects/define'
import { newGenericAlias } from '../objects/generic-alias'
import { INDEX_ERROR } from '../objects/item-access'
import { newListFrom } from '../objects/list'
import { newMappingProxy } from '../objects/mapping-proxy'
import { raiseFormat, raiseText } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { equalData } from '../objects/str-build'
import { emptyStrValue, strData, strKind, strLength, strOf } from '../objects/str-core'
import { countArg, isStr } from '../objects/text-args'
import { findCodePoint } from '../objects/text-search'
import { textBegin, textCodePoint, textConstant, textEnd, textHex, textLiteral, textPart } from '../objects/text-builder'
import { text } from '../objects/intern'
import { newTuple, tupleInit, tupleOf2 } from '../objects/tuple-core'
import { TYPE_NO_INSTANTIATION, tagOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { CompareOp, Slot } from '../objects/type-slots'
import { VECTOR_ITEMS, newVector, vectorLength, vectorPush } from '../objects/vector'
import { FLAG_ASCII, FLAG_DEBUG, FLAG_DOTALL, FLAG_IGNORECASE, FLAG_LOCALE, FLAG_MULTILINE, FLAG_UNICODE, FLAG_VERBOSE } from './sre-codes'
import { STATE_END, STATE_MATCH_ALL, STATE_MUST_ADVANCE, STATE_PTR, STATE_START, matchFrom } from './sre-match'
import { PATTERN_BYTES, PATTERN_CODE, PATTERN_FLAGS, PATTERN_GROUPINDEX, PATTERN_GROUPS, PATTERN_PATTERN, PATTERN_WORDS, newMatch, openState, patternCode, searchedText, stateGroup, textSlice } from './sre-pattern-core'
import { searchFrom } from './sre-search'
import { expandTemplate, isTemplate, joinPieces, templateOf } from './sre-template'
import { TUPLE_ITEMS } from '../objects/tuple-core'

const enum How { match, fullmatch, search }

/** pattern.match, fullmatch, search: (string, pos, endpos). */
function attempt(argv: u32, how: How): Value {
  const p = addressOf(arg(argv, 0)), string = arg(argv, 1)
  const searched = searchedText(p, string)
  if (!searched) return EXCEPTION
  const st = openState(p, searched, arg(argv, 2), arg(argv, 3))
  if (!st) return EXCEPTION
  const pos = load<u32>(st, STATE_START)
  if (how == How.fullmatch) store<u32>(st, 1, STATE_MATCH_ALL)
  const found = pos <= load<u32>(st, STATE_END) && (how == How.search ? searchFrom(st, patternCode(p)) : matchFrom(st, patternCode(p)))
  return found ? newMatch(p, string, searched, st, pos, load<u32>(st, STATE_END)) : NONE
}
function pattern_match(argv: u32): Value { return attempt(argv, How.match) }
function pattern_fullmatch(argv: u32): Value { return attempt(argv, How.fullmatch) }
function pattern_search(argv: u32): Value { return attempt(argv, How.search) }

/** Prepares the state for the next search behind the match found. */
function advance(st: u32): void {
  const end = load<u32>(st, STATE_PTR)
  store<u32>(st, end == load<u32>(st, STATE_START) ? 1 : 0, STATE_MUST_ADVANCE)
  store<u32>(st, end, STATE_START)
}

function listOf(vector: u32): Value { return pointer(newListFrom(vector + VECTOR_ITEMS, vectorLength(vector))) }

function emptyLike(searched: Value): Value { return textSlice(searched, 0, 0) }

function pattern_findall(argv: u32): Value {
  const p = addressOf(arg(argv, 0))
  const searched = searchedText(p, arg(argv, 1))
  if (!searched) return EXCEPTION
  const st = openState(p, searched, arg(argv, 2), arg(argv, 3))
  if (!st) return EXCEPTION
  const groups = load<u32>(p, PATTERN_GROUPS)
  const empty = emptyLike(searched)
  let v = newVector()
  while (load<u32>(st, STATE_START) <= load<u32>(st, STATE_END) && searchFrom(st, patternCode(p))) {
    let item: Value
    if (groups < 2) item = stateGroup(st, searched, groups, empty)
    else {
      const t = newTuple(groups)
      for (let g: u32 = 0; g < groups; g++) tupleInit(t, g, stateGroup(st, searched, g + 1, empty))
      item = pointer(t)
    }
    v = vectorPush(v, item)
    advance(st)
  }
  return listOf(v)
}

function pattern_split(argv: u32): Value {
  const p = addressOf(arg(argv, 0))
  const limit = countArg(arg(argv, 2), 0)
  if (limit == INDEX_ERROR) return EXCEPTION
  const searched = searchedText(p, arg(argv, 1))
  if (!searched) return EXCEPTION
  const st = openState(p, searched, UNBOUND, UNBOUND)
  if (!st) return EXCEPTION
  const groups = load<u32>(p, PATTERN_GROUPS)
  let v = newVector()
  let last: u32 = 0
  for (let n: i64 = 0; limit == 0 || n < limit; n++) {
    if (load<u32>(st, STATE_START) > load<u32>(st, STATE_END) || !searchFrom(st, patternCode(p))) break
    v = vectorPush(v, textSlice(searched, last, load<u32>(st, STATE_START)))
    for (let g: u32 = 0; g < groups; g++) v = vectorPush(v, stateGroup(st, searched, g + 1, NONE))
    last = load<u32>(st, STATE_PTR)
    advance(st)
  }
  v = vectorPush(v, textSlice(searched, last, load<u32>(st, STATE_END)))
  return listOf(v)
}

/** sub and subn: (replacement, string, count). */
function substitute(argv: u32, withCount: bool): Value {
  const self = arg(argv, 0), replacement = arg(argv, 1), string = arg(argv, 2)
  const p = addressOf(self)
  const limit = countArg(arg(argv, 3), 0)
  if (limit == INDEX_ERROR) return EXCEPTION
  let filter = replacement
  let calls = false
  if (callable(replacement)) calls = true
  else if (!isPlain(replacement)) {
    filter = templateOf(self, replacement)
    if (filter == EXCEPTION) return EXCEPTION
    calls = !isTemplate(filter) && callable(filter)
  }
  const searched = searchedText(p, string)
  if (!searched) return EXCEPTION
  const st = openState(p, searched, UNBOUND, UNBOUND)
  if (!st) return EXCEPTION
  const end = load<u32>(st, STATE_END)
  if (!calls && !isTemplate(filter) && !isStr(filter) && hasBuffer(filter) && !isBytes(filter)) filter = pointer(bytesOfBuffer(filter))
  let v = newVector()
  let copied: u32 = 0
  let n: i64 = 0
  for (; limit == 0 || n < limit; n++) {
    if (load<u32>(st, STATE_START) > end || !searchFrom(st, patternCode(p))) break
    const from = load<u32>(st, STATE_START), to = load<u32>(st, STATE_PTR)
    if (copied < from) v = vectorPush(v, textSlice(searched, copied, from))
    let item = filter
    if (calls || isTemplate(filter)) {
      const match = newMatch(p, string, searched, st, 0, end)
      item = calls ? call1(filter, match) : expandTemplate(filter, match)
      if (item == EXCEPTION) return EXCEPTION
    }
    if (item != NONE) v = vectorPush(v, item)
    copied = to
    advance(st)
  }
  if (copied < end) v = vectorPush(v, textSlice(searched, copied, end))
  let result: Value
  if (n == 0 && (isStr(string) ? addressOf(searched) == addressOf(string) : searched == string)) result = string
  else result = joinPieces(v + VECTOR_ITEMS - TUPLE_ITEMS, vectorLength(v), isStr(string))
  if (result == EXCEPTION || !withCount) return result
  return pointer(tupleOf2(result, intValue(n)))
}
function pattern_sub(argv: u32): Value { return substitute(argv, false) }
function pattern_subn(argv: u32): Value { return substitute(argv, true) }

/** A replacement text without backslashes needs no template. */
function isPlain(v: Value): bool {
  if (isStr(v)) {
    const s = strOf(v)
    return findCodePoint(strKind(s), strData(s), strLength(s), 92) < 0
  }
  if (!isBytes(v)) return false
  return findCodePoint(1, bytesData(bytesOf(v)), bytesLength(bytesOf(v)), 92) < 0
}

// ---- scanner: the iterator behind finditer, and pattern.scanner
//   +8 pattern (value)  +16 string (value)  +24 text (value)  +32 pos:32  +36 start:32  +40 endpos:32  +44 must advance:32
//   +48 finished:32
const SCANNER_PATTERN: u32 = 8
const SCANNER_STRING: u32 = 16
const SCANNER_TEXT: u32 = 24
const SCANNER_POS: u32 = 32
const SCANNER_START: u32 = 36
const SCANNER_END: u32 = 40
const SCANNER_MUST_ADVANCE: u32 = 44
const SCANNER_DONE: u32 = 48
const SCANNER_BYTES: u32 = 56

function newScanner(argv: u32): Value {
  const p = addressOf(arg(argv, 0)), string = arg(argv, 1)
  const searched = searchedText(p, string)
  if (!searched) return EXCEPTION
  const st = openState(p, searched, arg(argv, 2), arg(argv, 3))
  if (!st) return EXCEPTION
  const s = allocate(shapeAt(T.sre_Scanner), SCANNER_BYTES)
  store<u64>(s, arg(argv, 0), SCANNER_PATTERN)
  store<u64>(s, string, SCANNER_STRING)
  store<u64>(s, searched, SCANNER_TEXT)
  store<u32>(s, load<u32>(st, STATE_START), SCANNER_POS)
  store<u32>(s, load<u32>(st, STATE_START), SCANNER_START)
  store<u32>(s, load<u32>(st, STATE_END), SCANNER_END)
  return pointer(s)
}

function scan(self: Value, how: How): Value {
  const s = addressOf(self)
  stmOwn(s)
  if (load<u32>(s, SCANNER_DONE)) return NONE
  const p = addressOf(load<u64>(s, SCANNER_PATTERN)), searched = load<u64>(s, SCANNER_TEXT)
  const st = openState(p, searched, UNBOUND, intValue(load<u32>(s, SCANNER_END)))
  const from = load<u32>(s, SCANNER_START)
  store<u32>(st, from, STATE_START)
  store<u32>(st, load<u32>(s, SCANNER_MUST_ADVANCE), STATE_MUST_ADVANCE)
  const found = from <= load<u32>(st, STATE_END) && (how == How.search ? searchFrom(st, patternCode(p)) : matchFrom(st, patternCode(p)))
  if (!found) {
    stmStore32(s, s + SCANNER_DONE, 1)
    return NONE
  }
  const match = newMatch(p, load<u64>(s, SCANNER_STRING), searched, st, load<u32>(s, SCANNER_POS), load<u32>(s, SCANNER_END))
  advance(st)
  stmStore32(s, s + SCANNER_START, load<u32>(st, STATE_START))
  stmStore32(s, s + SCANNER_MUST_ADVANCE, load<u32>(st, STATE_MUST_ADVANCE))
  return match
}

function scanner_search(argv: u32): Value { return scan(arg(argv, 0), How.search) }
function scanner_match(argv: u32): Value { return scan(arg(argv, 0), How.match) }
function scanner_pattern(self: Value): Value { return load<u64>(addressOf(self), SCANNER_PATTERN) }
function scanner_iter(self: Value): Value { return self }
function scanner_next(self: Value): Value {
  const match = scan(self, How.search)
  return match == NONE ? EXHAUSTED : match
}

// ---- attributes and the like

function pattern_copy(argv: u32): Value { return arg(argv, 0) }
function pattern_pattern(self: Value): Value { return load<u64>(addressOf(self), PATTERN_PATTERN) }
function pattern_flags(self: Value): Value { return intValue(load<u32>(addressOf(self), PATTERN_FLAGS)) }
function pattern_groups(self: Value): Value { return intValue(load<u32>(addressOf(self), PATTERN_GROUPS)) }
function pattern_groupindex(self: Value): Value { return newMappingProxy(load<u64>(addressOf(self), PATTERN_GROUPINDEX)) }

function pattern_hash(self: Value): i64 {
  const p = addressOf(self)
  const h = hashOf(load<u64>(p, PATTERN_PATTERN))
  if (h == -1) return -1
  let code: i64 = 0
  for (let i: u32 = 0; i < load<u32>(p, PATTERN_WORDS); i++) code = code * 31 + load<u32>(patternCode(p) + i * 4)
  const all = h ^ code ^ load<u32>(p, PATTERN_FLAGS) ^ (<i64>load<u32>(p, PATTERN_GROUPS) << 20)
  return all == -1 ? -2 : all
}

function pattern_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (op != CompareOp.EQ && op != CompareOp.NE) return NOT_IMPLEMENTED
  if (!isPointer(other) || tagOf(other) != T.sre_Pattern || !isPointer(self) || tagOf(self) != T.sre_Pattern) return NOT_IMPLEMENTED
  const a = addressOf(self), b = addressOf(other)
  let same: i32 = 1
  if (a != b) {
    const x = load<u64>(a, PATTERN_PATTERN), y = load<u64>(b, PATTERN_PATTERN)
    const words = load<u32>(a, PATTERN_WORDS)
    if (load<u32>(a, PATTERN_FLAGS) != load<u32>(b, PATTERN_FLAGS) || words != load<u32>(b, PATTERN_WORDS) ||
      isStr(x) != isStr(y) || !equalData(patternCode(a), patternCode(b), words * 4)) same = 0
    else same = equal(x, y)
  }
  return same < 0 ? EXCEPTION : boolValue((same == 1) == (op == CompareOp.EQ))
}

function pattern_repr(self: Value): Value {
  const p = addressOf(self)
  const shown = repr(load<u64>(p, PATTERN_PATTERN))
  if (shown == EXCEPTION) return EXCEPTION
  const s = strOf(shown)
  let flags = load<u32>(p, PATTERN_FLAGS)
  if (isStr(load<u64>(p, PATTERN_PATTERN)) && (flags & (FLAG_LOCALE | FLAG_UNICODE | FLAG_ASCII)) == FLAG_UNICODE) flags &= ~FLAG_UNICODE
  textBegin()
  textLiteral('re.compile(')
  textPart(s, 0, min<u32>(strLength(s), 200))
  let first = true
  for (let bit: u32 = 2; bit <= FLAG_ASCII; bit <<= 1) {
    if (!(flags & bit)) continue
    if (first) textLiteral(', ')
    else textCodePoint(124)
    textConstant(flagName(bit))
    first = false
  }
  const rest = flags & ~(FLAG_IGNORECASE | FLAG_LOCALE | FLAG_MULTILINE | FLAG_DOTALL | FLAG_UNICODE | FLAG_VERBOSE | FLAG_DEBUG | FLAG_ASCII)
  if (rest) {
    if (first) textLiteral(', ')
    else textCodePoint(124)
    textLiteral('0x')
    textHex(rest, 1)
  }
  textLiteral(')')
  return textEnd()
}
function flagName(bit: u32): u32 {
  switch (bit) {
    case FLAG_IGNORECASE: return text('re.IGNORECASE')
    case FLAG_LOCALE: return text('re.LOCALE')
    case FLAG_MULTILINE: return text('re.MULTILINE')
    case FLAG_DOTALL: return text('re.DOTALL')
    case FLAG_UNICODE: return text('re.UNICODE')
    case FLAG_VERBOSE: return text('re.VERBOSE')
    case FLAG_DEBUG: return text('re.DEBUG')
    default: return text('re.ASCII')
  }
}

function class_getitem(argv: u32): Value { return newGenericAlias(arg(argv, 0), arg(argv, 1)) }

export function initPatternType(): void {
  const t = defineType(T.sre_Pattern, T.object, 're.Pattern', PATTERN_BYTES, TYPE_NO_INSTANTIATION, 'Compiled regular expression object.')
  setSlot(t, Slot.repr, fn(pattern_repr))
  setSlot(t, Slot.hash, fn(pattern_hash))
  setSlot(t, Slot.richcompare, fn(pattern_richcompare))
  defineMethod(t, 'match', '($self, /, string, pos=0, endpos=sys.maxsize)', fn(pattern_match))
  defineMethod(t, 'fullmatch', '($self, /, string, pos=0, endpos=sys.maxsize)', fn(pattern_fullmatch))
  defineMethod(t, 'search', '($self, /, string, pos=0, endpos=sys.maxsize)', fn(pattern_search))
  defineMethod(t, 'findall', '($self, /, string, pos=0, endpos=sys.maxsize)', fn(pattern_findall))
  defineMethod(t, 'finditer', '($self, /, string, pos=0, endpos=sys.maxsize)', fn(newScanner))
  defineMethod(t, 'scanner', '($self, /, string, pos=0, endpos=sys.maxsize)', fn(newScanner))
  defineMethod(t, 'split', '($self, /, string, maxsplit=0)', fn(pattern_split))
  defineMethod(t, 'sub', '($self, /, repl, string, count=0)', fn(pattern_sub))
  defineMethod(t, 'subn', '($self, /, repl, string, count=0)', fn(pattern_subn))
  defineMethod(t, '__copy__', '($self, /)', fn(pattern_copy))
  defineMethod(t, '__deepcopy__', '($self, memo, /)', fn(pattern_copy))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(class_getitem))
  defineGetter(t, 'pattern', fn(pattern_pattern))
  defineGetter(t, 'flags', fn(pattern_flags))
  defineGetter(t, 'groups', fn(pattern_groups))
  defineGetter(t, 'groupindex', fn(pattern_groupindex))
  const s = defineType(T.sre_Scanner, T.object, '_sre.SRE_Scanner', SCANNER_BYTES, TYPE_NO_INSTANTIATION, null)
  setSlot(s, Slot.iter, fn(scanner_iter))
  setSlot(s, Slot.next, fn(scanner_next))
  defineMethod(s, 'match', '($self, /)', fn(scanner_match))
  defineMethod(s, 'search', '($self, /)', fn(scanner_search))
  defineGetter(s, 'pattern', fn(scanner_pattern))
}
