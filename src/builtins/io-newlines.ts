// Universal newlines: which line ends a text has, their translation to \n, where lines end; and _io.IncrementalNewlineDecoder.
//
//   IncrementalNewlineDecoder: +8 decoder (value or None)  +16 errors (value)  +24 state:32 (SEEN_*, PENDING_CR, TRANSLATE)

import { EXCEPTION, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, intOf, intValue, pointer } from '../memory/value'
import { callMethod0, callMethod1, callVector } from '../interp/nested'
import { stmRead32, stmRead64, stmOwn, stmStore32, stmStore64 } from '../stm/barriers'
import { INDEX_ERROR, getAttribute, isStr, isTrue, toIndex } from '../objects/abstract'
import { emptyBytes } from '../objects/bytes-core'
import { arg, defineGetter, defineMethod, defineType, fn, setSlot } from '../objects/define'
import { newInstance } from '../objects/instance'
import { lit } from '../objects/intern'
import { bindKeywords } from '../objects/positional-args'
import { raiseFormat, raiseText } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { codePointAt, strConcat, strRange } from '../objects/str-build'
import { strReplace } from '../objects/str-search'
import { emptyStr, strAt, strData, strKind, strLength, strOf } from '../objects/str-core'
import { findCodePoint } from '../objects/text-search'
import { textBegin, textCodePoint, textEnd } from '../objects/text-builder'
import { newTuple, tupleInit, tupleItem, tupleLength, tupleOf2 } from '../objects/tuple-core'
import { TYPE_BASETYPE, tagOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'

export const SEEN_CR: u32 = 1
export const SEEN_LF: u32 = 2
export const SEEN_CRLF: u32 = 4
const PENDING_CR: u32 = 8
const TRANSLATE: u32 = 16

/** SEEN_* of text `s`. */
export function lineEnds(s: u32): u32 {
  const n = strLength(s), kind = strKind(s), data = strData(s)
  const first = findCodePoint(kind, data, n, 13)
  let seen: u32 = 0
  if (first < 0) return findCodePoint(kind, data, n, 10) >= 0 ? SEEN_LF : 0
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(kind, data, i)
    if (c == 10) seen |= SEEN_LF
    else if (c == 13) {
      if (i + 1 < n && codePointAt(kind, data, i + 1) == 10) {
        seen |= SEEN_CRLF
        i++
      } else seen |= SEEN_CR
    }
  }
  return seen
}

/** `s` with every line end as \n. */
export function translateLineEnds(s: u32): u32 {
  const n = strLength(s), kind = strKind(s), data = strData(s)
  if (findCodePoint(kind, data, n, 13) < 0) return s
  textBegin()
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(kind, data, i)
    if (c != 13) textCodePoint(c)
    else {
      textCodePoint(10)
      if (i + 1 < n && codePointAt(kind, data, i + 1) == 10) i++
    }
  }
  return strOf(textEnd())
}

/** The index behind the first line end of any kind at or behind `from`, or -1. */
export function universalLineEnd(s: u32, from: u32): i32 {
  const n = strLength(s), kind = strKind(s), data = strData(s)
  for (let i = from; i < n; i++) {
    const c = codePointAt(kind, data, i)
    if (c == 10) return i + 1
    if (c == 13) return i + 1 < n && codePointAt(kind, data, i + 1) == 10 ? i + 2 : i + 1
  }
  return -1
}

/** What `newlines` shows for SEEN_* bits. */
export function newlinesValue(seen: u32): Value {
  switch (seen) {
    case 0: return NONE
    case SEEN_CR: return pointer(lit('\r'))
    case SEEN_LF: return pointer(lit('\n'))
    case SEEN_CRLF: return pointer(lit('\r\n'))
    default:
  }
  let n: u32 = 0
  const t = newTuple(seen == 7 ? 3 : 2)
  if (seen & SEEN_CR) tupleInit(t, n++, pointer(lit('\r')))
  if (seen & SEEN_LF) tupleInit(t, n++, pointer(lit('\n')))
  if (seen & SEEN_CRLF) tupleInit(t, n++, pointer(lit('\r\n')))
  return pointer(t)
}

// ---- IncrementalNewlineDecoder

const DECODER: u32 = 8
const ERRORS: u32 = 16
const STATE: u32 = 24
const DECODER_BYTES: u32 = 32

function decoder_new(type: Value, argv: u32, argc: u32, names: u32): Value { return pointer(newInstance(addressOf(type))) }
function decoder_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  const bound = bindKeywords('IncrementalNewlineDecoder', argv, argc, names, 3, 2, 0, 3, 'decoder', 'translate', 'errors')
  if (!bound) return EXCEPTION
  const translate = isTrue(load<u64>(bound, 8))
  if (translate < 0) return EXCEPTION
  const o = addressOf(self)
  stmOwn(o)
  stmStore64(o, o + DECODER, load<u64>(bound))
  stmStore64(o, o + ERRORS, load<u64>(bound, 16) == UNBOUND ? pointer(lit('strict')) : load<u64>(bound, 16))
  stmStore32(o, o + STATE, translate ? TRANSLATE : 0)
  return NONE
}
function setState(o: u32, state: u32): void {
  stmOwn(o)
  stmStore32(o, o + STATE, state)
}

/** Keeps a \r at the end back unless `final`, notes line ends, translates. `state` is SEEN_*, PENDING_CR, TRANSLATE: new state << 32 | text. */
export function decodeNewlines(text: u32, state: u32, final: bool): u64 {
  let s = text
  if (state & PENDING_CR && (final || strLength(s) > 0)) {
    s = strConcat(lit('\r'), s)
    state &= ~PENDING_CR
  }
  const n = strLength(s)
  if (!final && n > 0 && strAt(s, n - 1) == 13) {
    s = strRange(s, 0, n - 1)
    state |= PENDING_CR
  }
  state |= lineEnds(s)
  if (state & TRANSLATE) s = translateLineEnds(s)
  return (<u64>state << 32) | s
}
export const NEWLINES_PENDING_CR: u32 = 8
export const NEWLINES_TRANSLATE: u32 = 16

function decoder_decode(argv: u32): Value {
  const o = addressOf(arg(argv, 0))
  const final = arg(argv, 2) == UNBOUND ? 0 : isTrue(arg(argv, 2))
  if (final < 0) return EXCEPTION
  const decoder = stmRead64(o, o + DECODER)
  let text = arg(argv, 1)
  if (decoder == 0) return raiseText(T.ValueError, 'IncrementalNewlineDecoder.__init__() not called')
  if (decoder != NONE) {
    const f = getAttribute(decoder, lit('decode'))
    if (f == EXCEPTION) return f
    const args = newTuple(2)
    tupleInit(args, 0, text)
    tupleInit(args, 1, boolValue(final == 1))
    text = callVector(f, args + 16, 2, 0)
    if (text == EXCEPTION) return text
  }
  if (!isStr(text)) return raiseFormat(T.TypeError, "decoder should return a string result, not '%T'", text)
  const r = decodeNewlines(strOf(text), stmRead32(o, o + STATE), final == 1)
  setState(o, <u32>(r >> 32))
  return pointer(<u32>r)
}
function decoder_getstate(argv: u32): Value {
  const o = addressOf(arg(argv, 0))
  const decoder = stmRead64(o, o + DECODER)
  let buffer = pointer(emptyBytes())
  let flags: i64 = 0
  if (decoder != NONE) {
    const state = callMethod0(decoder, lit('getstate'))
    if (state == EXCEPTION) return state
    if (tagOf(state) != T.tuple || tupleLength(addressOf(state)) != 2) return raiseText(T.TypeError, 'illegal decoder state')
    buffer = tupleItem(addressOf(state), 0)
    flags = toIndex(tupleItem(addressOf(state), 1), T.OverflowError)
    if (flags == INDEX_ERROR) return EXCEPTION
  }
  return pointer(tupleOf2(buffer, intValue(flags << 1 | (stmRead32(o, o + STATE) & PENDING_CR ? 1 : 0))))
}
function decoder_setstate(argv: u32): Value {
  const o = addressOf(arg(argv, 0))
  const given = arg(argv, 1)
  if (tagOf(given) != T.tuple) return raiseFormat(T.TypeError, 'state argument must be a tuple')
  if (tupleLength(addressOf(given)) != 2) return raiseText(T.TypeError, 'illegal decoder state')
  const flags = toIndex(tupleItem(addressOf(given), 1), T.OverflowError)
  if (flags == INDEX_ERROR) return EXCEPTION
  const state = stmRead32(o, o + STATE)
  setState(o, flags & 1 ? state | PENDING_CR : state & ~PENDING_CR)
  const decoder = stmRead64(o, o + DECODER)
  if (decoder == NONE) return NONE
  return callMethod1(decoder, lit('setstate'), pointer(tupleOf2(tupleItem(addressOf(given), 0), intValue(flags >> 1))))
}
function decoder_reset(argv: u32): Value {
  const o = addressOf(arg(argv, 0))
  setState(o, stmRead32(o, o + STATE) & TRANSLATE)
  const decoder = stmRead64(o, o + DECODER)
  return decoder == NONE ? NONE : callMethod0(decoder, lit('reset'))
}
function decoder_newlines(self: Value): Value { return newlinesValue(stmRead32(addressOf(self), addressOf(self) + STATE) & 7) }

export function initNewlineDecoder(): void {
  const t = defineType(T.io_IncrementalNewlineDecoder, T.object, '_io.IncrementalNewlineDecoder', DECODER_BYTES, TYPE_BASETYPE, 'Codec used when reading a file in universal newlines mode.')
  setSlot(t, Slot.new_, fn(decoder_new))
  setSlot(t, Slot.init, fn(decoder_init))
  defineMethod(t, 'decode', '($self, /, input, final=False)', fn(decoder_decode))
  defineMethod(t, 'getstate', '($self, /)', fn(decoder_getstate))
  defineMethod(t, 'setstate', '($self, state, /)', fn(decoder_setstate))
  defineMethod(t, 'reset', '($self, /)', fn(decoder_reset))
  defineGetter(t, 'newlines', fn(decoder_newlines))
}
