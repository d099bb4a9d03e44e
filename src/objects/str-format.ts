// str.format, str.format_map, str.__format__, and the module _string: parsing of replacement fields "{name!r:spec}".
//
// A format string is a run of literal text and fields. Field names start with a position or keyword, then ".attribute" and
// "[item]". Specifications may hold fields themselves, one level deep.

import { ABSENT, EXCEPTION, EXHAUSTED, NONE, TRUE, UNBOUND, Value, addressOf, intValue, isPointer, pointer, hasShape, FALSE } from '../memory/value'
import { allocate, allocateStorage } from '../gc/allocate'
import { ascii, format, getAttribute, getItem, repr, str } from './abstract'
import { arg, defineFunction, defineMethod, defineModule, defineType, fn, setSlot } from './define'
import { dictGet } from './dict'
import { formatText } from './format-spec'
import { intern } from './intern'
import { raiseFormat, raiseText, raiseWith } from './raise'
import { shapeAt } from './shape'
import { codePointAt, strRange, strRangeValue } from './str-build'
import { emptyStrValue, strData, strKind, strLength, strOf } from './str-core'
import { isStr } from './text-args'
import { textBegin, textCodePoint, textDrop, textEnd, textPart, textValue } from './text-builder'
import { newTuple, tupleInit, tupleItem, tupleLength, tupleOf2 } from './tuple-core'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { stmOwn, stmRead32, stmRead64, stmStore32 } from '../stm/barriers'

// ---- one piece of a format string: literal text [from, literalEnd), then a field or none
const PIECE_FROM: u32 = 0
const PIECE_LITERAL_END: u32 = 4
const PIECE_NEXT: u32 = 8 // where the next piece starts
const PIECE_HAS_FIELD: u32 = 12
const PIECE_NAME_FROM: u32 = 16
const PIECE_NAME_END: u32 = 20
const PIECE_CONVERSION: u32 = 24 // code point, 0: none
const PIECE_SPEC_FROM: u32 = 28
const PIECE_SPEC_END: u32 = 32
const PIECE_NESTED: u32 = 36 // the specification holds fields
const PIECE_BYTES: u32 = 40

/** Parses the piece at `i` of [i, n) of exact str `s`; false: raised. At the end HAS_FIELD is 0 and the literal is empty. */
function parsePiece(piece: u32, s: u32, i: u32, n: u32): bool {
  const kind = strKind(s), data = strData(s)
  store<u32>(piece, i, PIECE_FROM)
  store<u32>(piece, 0, PIECE_HAS_FIELD)
  let c: u32 = 0
  while (i < n) {
    c = codePointAt(kind, data, i)
    if (c == 123 || c == 125) break
    i++
  }
  store<u32>(piece, i, PIECE_LITERAL_END)
  store<u32>(piece, i, PIECE_NEXT)
  if (i == n) return true
  if (i + 1 < n && codePointAt(kind, data, i + 1) == c) { // "{{" or "}}": the first brace is text
    store<u32>(piece, i + 1, PIECE_LITERAL_END)
    store<u32>(piece, i + 2, PIECE_NEXT)
    return true
  }
  if (c == 125) { raiseText(T.ValueError, "Single '}' encountered in format string"); return false }
  if (i + 1 == n) { raiseText(T.ValueError, "Single '{' encountered in format string"); return false }
  i++
  // the field's end: the matching brace; brackets in the name shield braces
  store<u32>(piece, 1, PIECE_HAS_FIELD)
  store<u32>(piece, i, PIECE_NAME_FROM)
  store<u32>(piece, 0, PIECE_CONVERSION)
  let inBrackets = false
  for (; i < n; i++) {
    c = codePointAt(kind, data, i)
    if (c == 123 && !inBrackets) { raiseText(T.ValueError, "unexpected '{' in field name"); return false }
    if (c == 91) inBrackets = true
    else if (c == 93) inBrackets = false
    else if (!inBrackets && (c == 125 || c == 58 || c == 33)) break
  }
  store<u32>(piece, i, PIECE_NAME_END)
  if (i == n) { raiseText(T.ValueError, "expected '}' before end of string"); return false }
  if (c == 33) {
    if (i + 1 >= n) { raiseText(T.ValueError, "end of string while looking for conversion specifier"); return false }
    const conversion = codePointAt(kind, data, i + 1)
    i += 2
    store<u32>(piece, conversion, PIECE_CONVERSION)
    if (i >= n) { raiseText(T.ValueError, "unmatched '{' in format spec"); return false }
    c = codePointAt(kind, data, i)
    if (c != 125 && c != 58) { raiseText(T.ValueError, "expected ':' after conversion specifier"); return false }
  }
  store<u32>(piece, i, PIECE_SPEC_FROM)
  store<u32>(piece, i, PIECE_SPEC_END)
  store<u32>(piece, 0, PIECE_NESTED)
  if (c == 58) {
    i++
    store<u32>(piece, i, PIECE_SPEC_FROM)
    let depth = 1
    for (; i < n; i++) {
      c = codePointAt(kind, data, i)
      if (c == 123) { depth++; store<u32>(piece, 1, PIECE_NESTED) }
      else if (c == 125 && --depth == 0) break
    }
    if (i == n) { raiseText(T.ValueError, "unmatched '{' in format spec"); return false }
    store<u32>(piece, i, PIECE_SPEC_END)
  }
  store<u32>(piece, i + 1, PIECE_NEXT)
  return true
}

// ---- names

const NOT_A_NUMBER: i64 = -1
const TOO_LARGE: i64 = -2

/** Decimal number made of all of [from, to), or NOT_A_NUMBER. */
function numberOf(s: u32, from: u32, to: u32): i64 {
  if (from == to) return NOT_A_NUMBER
  let x: i64 = 0
  for (let i = from; i < to; i++) {
    const c = codePointAt(strKind(s), strData(s), i)
    if (c - 48 >= 10) return NOT_A_NUMBER
    if (x > 0x7ffffffffffffff) { raiseText(T.ValueError, 'Too many decimal digits in format string'); return TOO_LARGE }
    x = x * 10 + (c - 48)
  }
  return x
}

/** End of the first part of the name [from, to): before "." or "[". */
function firstEnd(s: u32, from: u32, to: u32): u32 {
  while (from < to) {
    const c = codePointAt(strKind(s), strData(s), from)
    if (c == 46 || c == 91) break
    from++
  }
  return from
}

// ---- numbering: automatic ("{}") or by hand ("{0}"); a u32 word: 0 not known yet, else AUTO + next or MANUAL
const MANUAL: u32 = 0xffffffff

function useManual(numbering: u32): bool {
  const n = load<u32>(numbering)
  if (n != 0 && n != MANUAL) { raiseText(T.ValueError, 'cannot switch from automatic field numbering to manual field specification'); return false }
  store<u32>(numbering, MANUAL)
  return true
}
/** The next automatic number, or NOT_A_NUMBER: raised. */
function useAutomatic(numbering: u32): i64 {
  const n = load<u32>(numbering)
  if (n == MANUAL) { raiseText(T.ValueError, 'cannot switch from manual field specification to automatic field numbering'); return NOT_A_NUMBER }
  store<u32>(numbering, n + 1)
  return n
}

/** The object that a field's name means. `args`: tuple's address or 0 (format_map); kwargs: mapping or UNBOUND. */
function fieldObject(s: u32, from: u32, to: u32, args: u32, kwargs: Value, numbering: u32): Value {
  const end = firstEnd(s, from, to)
  let position = numberOf(s, from, end)
  if (position == TOO_LARGE) return EXCEPTION
  if (from == end) {
    position = useAutomatic(numbering)
    if (position == NOT_A_NUMBER) return EXCEPTION
  } else if (position >= 0 && !useManual(numbering)) return EXCEPTION
  let o: Value
  if (position < 0) {
    const key = strRangeValue(s, from, end)
    if (kwargs == UNBOUND) return raiseWith(T.KeyError, key)
    if (hasShape(kwargs, shapeAt(T.dict)) && args) {
      o = dictGet(addressOf(kwargs), key)
      if (o == ABSENT) return raiseWith(T.KeyError, key)
    } else o = getItem(kwargs, key)
  } else {
    if (!args) return raiseText(T.ValueError, 'Format string contains positional fields')
    if (position >= <i64>tupleLength(args)) {
      return raiseFormat(T.IndexError, 'Replacement index %d out of range for positional args tuple', <u64>position)
    }
    o = tupleItem(args, <u32>position)
  }
  let i = end
  while (i < to && o != EXCEPTION) {
    const next = namePartEnd(s, i, to)
    if (next == 0) return EXCEPTION
    if (codePointAt(strKind(s), strData(s), i) == 46) o = getAttribute(o, intern(strRange(s, i + 1, next)))
    else {
      const number = numberOf(s, i + 1, next - 1)
      if (number == TOO_LARGE) return EXCEPTION
      o = getItem(o, number >= 0 ? intValue(number) : strRangeValue(s, i + 1, next - 1))
    }
    i = next
  }
  return o
}

/** End of the ".attribute" or "[item]" at `i`; 0: raised. */
function namePartEnd(s: u32, i: u32, to: u32): u32 {
  const kind = strKind(s), data = strData(s)
  const c = codePointAt(kind, data, i)
  let k = i + 1
  if (c == 46) {
    while (k < to && codePointAt(kind, data, k) != 46 && codePointAt(kind, data, k) != 91) k++
    if (k == i + 1) { raiseText(T.ValueError, 'Empty attribute in format string'); return 0 }
    return k
  }
  if (c != 91) { raiseText(T.ValueError, "Only '.' or '[' may follow ']' in format field specifier"); return 0 }
  while (k < to && codePointAt(kind, data, k) != 93) k++
  if (k == to) { raiseText(T.ValueError, "Missing ']' in format string"); return 0 }
  if (k == i + 1) { raiseText(T.ValueError, 'Empty attribute in format string'); return 0 }
  return k + 1
}

// ---- formatting

/** Appends the formatted [i, n) of `s`; false: raised. `depth`: levels of fields still allowed. */
function appendFormatted(s: u32, i: u32, n: u32, args: u32, kwargs: Value, numbering: u32, depth: i32): bool {
  if (depth < 0) { raiseText(T.ValueError, 'Max string recursion exceeded'); return false }
  const piece = allocateStorage(PIECE_BYTES) + 8
  while (i < n) {
    if (!parsePiece(piece, s, i, n)) return false
    textPart(s, i, load<u32>(piece, PIECE_LITERAL_END))
    i = load<u32>(piece, PIECE_NEXT)
    if (!load<u32>(piece, PIECE_HAS_FIELD)) continue
    let o = fieldObject(s, load<u32>(piece, PIECE_NAME_FROM), load<u32>(piece, PIECE_NAME_END), args, kwargs, numbering)
    if (o == EXCEPTION) return false
    const conversion = load<u32>(piece, PIECE_CONVERSION)
    if (conversion) {
      if (conversion == 114) o = repr(o)
      else if (conversion == 115) o = str(o)
      else if (conversion == 97) o = ascii(o)
      else o = conversion > 32 && conversion < 127 ? raiseFormat(T.ValueError, 'Unknown conversion specifier %c', conversion)
        : raiseFormat(T.ValueError, 'Unknown conversion specifier \\x%x', conversion)
      if (o == EXCEPTION) return false
    }
    const from = load<u32>(piece, PIECE_SPEC_FROM), end = load<u32>(piece, PIECE_SPEC_END)
    let spec: Value
    if (load<u32>(piece, PIECE_NESTED)) {
      textBegin()
      if (!appendFormatted(s, from, end, args, kwargs, numbering, depth - 1)) { textDrop(); return false }
      spec = textEnd()
    } else spec = strRangeValue(s, from, end)
    const done = format(o, spec)
    if (done == EXCEPTION) return false
    textValue(done)
  }
  return true
}

function formatWith(self: Value, args: u32, kwargs: Value): Value {
  if (!isPointer(kwargs)) kwargs = UNBOUND
  const s = strOf(self)
  const numbering = allocateStorage(8) + 8
  textBegin()
  if (appendFormatted(s, 0, strLength(s), args, kwargs, numbering, 1)) return textEnd()
  textDrop()
  return EXCEPTION
}

function str_format(argv: u32): Value { return formatWith(arg(argv, 0), addressOf(arg(argv, 1)), arg(argv, 2)) }
function str_format_map(argv: u32): Value { return formatWith(arg(argv, 0), 0, arg(argv, 1)) }

function str_dunder_format(argv: u32): Value {
  const spec = arg(argv, 1)
  if (!isStr(spec)) return raiseFormat(T.TypeError, '__format__() argument must be str, not %T', spec)
  return formatText(strOf(arg(argv, 0)), strOf(spec))
}

// ---- module _string: iterators over a format string's pieces and over a field name's parts
//   +0 version  +4 shape  +8 next index:32  +16 exact str (value)

const ITERATOR_NEXT: u32 = 8
const ITERATOR_STR: u32 = 16
const ITERATOR_BYTES: u32 = 24

function newIterator(t: T, s: u32, next: u32): Value {
  const it = allocate(shapeAt(t), ITERATOR_BYTES)
  store<u32>(it, next, ITERATOR_NEXT)
  store<u64>(it, pointer(s), ITERATOR_STR)
  return pointer(it)
}

function iterator_self(self: Value): Value { return self }

/** (literal, field name, specification, conversion) */
function formatter_next(self: Value): Value {
  const it = addressOf(self)
  const s = addressOf(stmRead64(it, it + ITERATOR_STR))
  const i = stmRead32(it, it + ITERATOR_NEXT)
  const n = strLength(s)
  if (i >= n) return EXHAUSTED
  const piece = allocateStorage(PIECE_BYTES) + 8
  if (!parsePiece(piece, s, i, n)) return EXCEPTION
  stmOwn(it)
  stmStore32(it, it + ITERATOR_NEXT, load<u32>(piece, PIECE_NEXT))
  const t = newTuple(4)
  tupleInit(t, 0, strRangeValue(s, i, load<u32>(piece, PIECE_LITERAL_END)))
  const field = load<u32>(piece, PIECE_HAS_FIELD) != 0
  tupleInit(t, 1, field ? strRangeValue(s, load<u32>(piece, PIECE_NAME_FROM), load<u32>(piece, PIECE_NAME_END)) : NONE)
  tupleInit(t, 2, field ? strRangeValue(s, load<u32>(piece, PIECE_SPEC_FROM), load<u32>(piece, PIECE_SPEC_END)) : NONE)
  const conversion = load<u32>(piece, PIECE_CONVERSION)
  if (field && conversion) {
    textBegin()
    textCodePoint(conversion)
    tupleInit(t, 3, textEnd())
  } else tupleInit(t, 3, NONE)
  return pointer(t)
}

/** (is attribute, name or index) */
function fieldname_next(self: Value): Value {
  const it = addressOf(self)
  const s = addressOf(stmRead64(it, it + ITERATOR_STR))
  const i = stmRead32(it, it + ITERATOR_NEXT)
  const n = strLength(s)
  if (i >= n) return EXHAUSTED
  const next = namePartEnd(s, i, n)
  if (next == 0) return EXCEPTION
  stmOwn(it)
  stmStore32(it, it + ITERATOR_NEXT, next)
  if (codePointAt(strKind(s), strData(s), i) == 46) return pointer(tupleOf2(TRUE, strRangeValue(s, i + 1, next)))
  const number = numberOf(s, i + 1, next - 1)
  if (number == TOO_LARGE) return EXCEPTION
  return pointer(tupleOf2(FALSE, number >= 0 ? intValue(number) : strRangeValue(s, i + 1, next - 1)))
}

function string_formatter_parser(argv: u32): Value {
  const v = arg(argv, 0)
  if (!isStr(v)) return raiseFormat(T.TypeError, 'expected str, got %T', v)
  return newIterator(T.formatteriterator, strOf(v), 0)
}

function string_formatter_field_name_split(argv: u32): Value {
  const v = arg(argv, 0)
  if (!isStr(v)) return raiseFormat(T.TypeError, 'expected str, got %T', v)
  const s = strOf(v)
  const end = firstEnd(s, 0, strLength(s))
  const number = numberOf(s, 0, end)
  if (number == TOO_LARGE) return EXCEPTION
  return pointer(tupleOf2(number >= 0 ? intValue(number) : strRangeValue(s, 0, end), newIterator(T.fieldnameiterator, s, end)))
}

export function initStrFormat(t: u32): void {
  defineMethod(t, 'format', '($self, /, *args, **kwargs)', fn(str_format))
  defineMethod(t, 'format_map', '($self, mapping, /)', fn(str_format_map))
  defineMethod(t, '__format__', '($self, format_spec, /)', fn(str_dunder_format))
  const pieces = defineType(T.formatteriterator, T.object, 'formatteriterator', ITERATOR_BYTES, 0, null)
  setSlot(pieces, Slot.iter, fn(iterator_self))
  setSlot(pieces, Slot.next, fn(formatter_next))
  const names = defineType(T.fieldnameiterator, T.object, 'fieldnameiterator', ITERATOR_BYTES, 0, null)
  setSlot(names, Slot.iter, fn(iterator_self))
  setSlot(names, Slot.next, fn(fieldname_next))
}

/** The module _string. */
export function initStringModule(): u32 {
  const m = defineModule('_string')
  defineFunction(m, 'formatter_parser', '($module, object, /)', fn(string_formatter_parser))
  defineFunction(m, 'formatter_field_name_split', '($module, object, /)', fn(string_formatter_field_name_split))
  return m
}
