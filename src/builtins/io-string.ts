// _io.StringIO: a stream over text in memory. What is written at the end waits in a chain of pieces, joined when it is looked at.
//
//   +16 text:32 (str)  +20 first piece:32  +24 last piece:32  +28 code points of the pieces:32  +32 position:i64
//   +40 newline argument (value)  +48 line end when writing and reading:32 (str, 0: see newline)  +52 newline state:32
//   piece (storage): +8 next:32  +16 str (value)

import { allocateStorage } from '../gc/allocate'
import { EXCEPTION, EXHAUSTED, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, intValue, pointer } from '../memory/value'
import { callMethod0 } from '../interp/nested'
import { stmOwn, stmRead32, stmRead64, stmStore32, stmStore64 } from '../stm/barriers'
import { INDEX_ERROR, isStr, toIndex } from '../objects/abstract'
import { arg, defineGetter, defineMethod, fn, setSlot } from '../objects/define'
import { dictUpdate } from '../objects/dict-methods'
import { instanceDict, newInstance } from '../objects/instance'
import { lit, litValue } from '../objects/intern'
import { bindKeywords } from '../objects/positional-args'
import { raiseFormat, raiseText } from '../objects/raise'
import { typeAt } from '../objects/shape'
import { copyCodePoints, kindOf, newStrFor, strConcat, strMask, strRange, strRepeat } from '../objects/str-build'
import { strFind, strReplace } from '../objects/str-search'
import { emptyStr, latin1Str, strAt, strData, strKind, strLength, strOf } from '../objects/str-core'
import { findCodePoint } from '../objects/text-search'
import { newTuple, tupleInit, tupleItem, tupleLength } from '../objects/tuple-core'
import { tagOf, typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { NEWLINES_TRANSLATE, decodeNewlines, newlinesValue, universalLineEnd } from './io-newlines'
import { IO_CLOSED, defineStream, dictOrNone, ioAddFlags, ioFlags, ioWrite32, ioWrite64, sizeArgument } from './io-object'

const TEXT: u32 = 16
const FIRST: u32 = 20
const LAST: u32 = 24
const PENDING: u32 = 28
const POSITION: u32 = 32
const NEWLINE: u32 = 40
const LINE_END: u32 = 48
const NEWLINES: u32 = 52
const STRING_IO_BYTES: u32 = 56

const UNIVERSAL: u32 = 2

// @ts-ignore: decorator
@inline function self(argv: u32): u32 { return addressOf(arg(argv, 0)) }
// @ts-ignore: decorator
@inline function position(o: u32): i64 { return <i64>stmRead64(o, o + POSITION) }
function setPosition(o: u32, p: i64): void {
  stmOwn(o)
  stmStore64(o, o + POSITION, p)
}
function open(o: u32): bool {
  const flags = ioFlags(o)
  if (stmRead32(o, o + TEXT) == 0) {
    raiseText(T.ValueError, 'I/O operation on uninitialized object')
    return false
  }
  if (!(flags & IO_CLOSED)) return true
  raiseText(T.ValueError, 'I/O operation on closed file')
  return false
}

/** The whole text, pieces included: address of a str. */
function whole(o: u32): u32 {
  const s = stmRead32(o, o + TEXT)
  const pending = stmRead32(o, o + PENDING)
  if (pending == 0) return s
  stmOwn(o)
  let mask = strLength(s) ? strMask(s) : 0
  for (let piece = load<u32>(o, FIRST); piece != 0; piece = load<u32>(piece, 8)) mask |= strMask(addressOf(load<u64>(piece, 16)))
  const all = newStrFor(mask, strLength(s) + pending)
  const kind = kindOf(mask)
  let at = strLength(s)
  copyCodePoints(kind, strData(all), 0, strKind(s), strData(s), 0, at)
  for (let piece = load<u32>(o, FIRST); piece != 0; piece = load<u32>(piece, 8)) {
    const p = addressOf(load<u64>(piece, 16))
    copyCodePoints(kind, strData(all), at, strKind(p), strData(p), 0, strLength(p))
    at += strLength(p)
  }
  stmStore32(o, o + TEXT, all)
  stmStore32(o, o + FIRST, 0)
  stmStore32(o, o + LAST, 0)
  stmStore32(o, o + PENDING, 0)
  return all
}
function length(o: u32): u32 { return strLength(stmRead32(o, o + TEXT)) + stmRead32(o, o + PENDING) }

/** Writes the str at `s` at the position. */
function put(o: u32, given: u32): void {
  let s = given
  if (stmRead64(o, o + NEWLINE) == NONE) {
    const r = decodeNewlines(s, stmRead32(o, o + NEWLINES), true)
    ioWrite32(o, NEWLINES, <u32>(r >> 32))
    s = <u32>r
  } else if (ioFlags(o) & UNIVERSAL) {
    const r = decodeNewlines(s, stmRead32(o, o + NEWLINES), true)
    ioWrite32(o, NEWLINES, <u32>(r >> 32))
  }
  const end = stmRead32(o, o + LINE_END)
  if (end) s = strOf(strReplace(pointer(s), lit('\n'), end, -1))
  const n = strLength(s)
  if (n == 0) return
  const p = position(o)
  if (p == <i64>length(o)) {
    const piece = allocateStorage(16)
    store<u64>(piece, pointer(s), 16)
    stmOwn(o)
    const last = load<u32>(o, LAST)
    if (last) stmStore32(o, last + 8, piece)
    else stmStore32(o, o + FIRST, piece)
    stmStore32(o, o + LAST, piece)
    stmStore32(o, o + PENDING, load<u32>(o, PENDING) + n)
  } else {
    let all = whole(o)
    if (p > <i64>strLength(all)) all = strConcat(all, strRepeat(latin1Str(0), <u32>(p - <i64>strLength(all))))
    const head = strConcat(strRange(all, 0, <u32>p), s)
    ioWrite32(o, TEXT, <u32>p + n < strLength(all) ? strConcat(head, strRange(all, <u32>p + n, strLength(all))) : head)
  }
  setPosition(o, p + n)
}

function stringIO_new(type: Value, argv: u32, argc: u32, names: u32): Value { return pointer(newInstance(addressOf(type))) }

function stringIO_init(v: Value, argv: u32, argc: u32, names: u32): Value {
  const bound = bindKeywords('StringIO', argv, argc, names, 2, 0, 0, 2, 'initial_value', 'newline')
  if (!bound) return EXCEPTION
  const newline = load<u64>(bound, 8) == UNBOUND ? litValue('\n') : load<u64>(bound, 8)
  const initial = load<u64>(bound)
  return setUp(addressOf(v), initial == UNBOUND ? NONE : initial, newline) ? NONE : EXCEPTION
}
function setUp(o: u32, initial: Value, newline: Value): bool {
  if (newline != NONE) {
    if (!isStr(newline)) {
      raiseFormat(T.TypeError, 'newline must be str or None, not %T', newline)
      return false
    }
    const s = strOf(newline)
    const n = strLength(s)
    const c: u32 = n ? strAt(s, 0) : 0
    if (!(n == 0 || (n == 1 && (c == 10 || c == 13)) || (n == 2 && c == 13 && strAt(s, 1) == 10))) {
      raiseFormat(T.ValueError, 'illegal newline value: %R', newline)
      return false
    }
  }
  if (initial != NONE && !isStr(initial)) {
    raiseFormat(T.TypeError, 'initial_value must be str or None, not %T', initial)
    return false
  }
  const s = newline == NONE ? 0 : strOf(newline)
  ioWrite64(o, NEWLINE, newline)
  ioWrite32(o, LINE_END, s && strLength(s) && strAt(s, 0) == 13 ? s : 0)
  ioWrite32(o, NEWLINES, s ? 0 : NEWLINES_TRANSLATE)
  ioWrite32(o, 12, s == 0 || strLength(s) == 0 ? UNIVERSAL : 0)
  ioWrite32(o, TEXT, emptyStr())
  ioWrite32(o, FIRST, 0)
  ioWrite32(o, LAST, 0)
  ioWrite32(o, PENDING, 0)
  setPosition(o, 0)
  if (initial != NONE) {
    put(o, strOf(initial))
    setPosition(o, 0)
  }
  return true
}

function take(o: u32, n: i64): Value {
  const s = whole(o)
  const p = position(o)
  if (p >= <i64>strLength(s)) return pointer(emptyStr())
  const rest = <i64>strLength(s) - p
  const count = n < 0 || n > rest ? rest : n
  setPosition(o, p + count)
  return pointer(strRange(s, <u32>p, <u32>(p + count)))
}
function line(o: u32, limit: i64): Value {
  const s = whole(o)
  const p = position(o)
  if (p >= <i64>strLength(s)) return pointer(emptyStr())
  const from = <u32>p
  const ending = stmRead32(o, o + LINE_END)
  let end: i32
  if (ending) {
    end = strFind(s, ending, from, strLength(s))
    if (end >= 0) end += strLength(ending)
  } else if (ioFlags(o) & UNIVERSAL && stmRead64(o, o + NEWLINE) != NONE) end = universalLineEnd(s, from)
  else {
    end = findCodePoint(strKind(s), strData(s) + from * strKind(s), strLength(s) - from, 10)
    if (end >= 0) end += from + 1
  }
  const n: i64 = end < 0 ? <i64>strLength(s) - p : end - p
  return take(o, limit >= 0 && limit < n ? limit : n)
}

function stringIO_read(argv: u32): Value {
  const n = sizeArgument(arg(argv, 1))
  return n == INDEX_ERROR || !open(self(argv)) ? EXCEPTION : take(self(argv), n)
}
function stringIO_readline(argv: u32): Value {
  const n = sizeArgument(arg(argv, 1))
  return n == INDEX_ERROR || !open(self(argv)) ? EXCEPTION : line(self(argv), n)
}
function stringIO_next(v: Value): Value {
  if (!open(addressOf(v))) return EXCEPTION
  let l: Value
  if (typeOf(v) == typeAt(T.io_StringIO)) l = line(addressOf(v), -1)
  else {
    l = callMethod0(v, lit('readline'))
    if (l != EXCEPTION && !isStr(l)) return raiseFormat(T.OSError, "readline() should have returned a str object, not '%T'", l)
  }
  if (l == EXCEPTION) return l
  return strLength(strOf(l)) ? l : EXHAUSTED
}
function stringIO_write(argv: u32): Value {
  const o = self(argv)
  const s = arg(argv, 1)
  if (!isStr(s)) return raiseFormat(T.TypeError, "string argument expected, got '%T'", s)
  if (!open(o)) return EXCEPTION
  put(o, strOf(s))
  return intValue(strLength(strOf(s)))
}
function stringIO_getvalue(argv: u32): Value { return open(self(argv)) ? pointer(whole(self(argv))) : EXCEPTION }
function stringIO_tell(argv: u32): Value { return open(self(argv)) ? intValue(position(self(argv))) : EXCEPTION }
function stringIO_seek(argv: u32): Value {
  const o = self(argv)
  let p = toIndex(arg(argv, 1), T.OverflowError)
  if (p == INDEX_ERROR) return EXCEPTION
  const whence = arg(argv, 2) == UNBOUND ? 0 : toIndex(arg(argv, 2), T.OverflowError)
  if (whence == INDEX_ERROR || !open(o)) return EXCEPTION
  if (whence < 0 || whence > 2) return raiseFormat(T.ValueError, 'Invalid whence (%d, should be 0, 1 or 2)', whence)
  if (p < 0 && whence == 0) return raiseFormat(T.ValueError, 'Negative seek position %d', p)
  if (whence != 0 && p != 0) return raiseText(T.OSError, "Can't do nonzero cur-relative seeks")
  if (whence == 1) p = position(o)
  else if (whence == 2) p = length(o)
  setPosition(o, p)
  return intValue(p)
}
function stringIO_truncate(argv: u32): Value {
  const o = self(argv)
  if (!open(o)) return EXCEPTION
  let n = position(o)
  if (arg(argv, 1) != UNBOUND && arg(argv, 1) != NONE) {
    n = toIndex(arg(argv, 1), T.OverflowError)
    if (n == INDEX_ERROR) return EXCEPTION
    if (n < 0) return raiseFormat(T.ValueError, 'Negative size value %d', n)
  }
  const s = whole(o)
  if (n < <i64>strLength(s)) ioWrite32(o, TEXT, strRange(s, 0, <u32>n))
  return intValue(n)
}
function stringIO_close(argv: u32): Value {
  ioAddFlags(self(argv), IO_CLOSED)
  return NONE
}
function stringIO_true(argv: u32): Value { return open(self(argv)) ? TRUE : EXCEPTION }
function stringIO_closed(v: Value): Value { return boolValue((ioFlags(addressOf(v)) & IO_CLOSED) != 0) }
function stringIO_newlines(v: Value): Value {
  if (!open(addressOf(v))) return EXCEPTION
  return ioFlags(addressOf(v)) & UNIVERSAL ? newlinesValue(stmRead32(addressOf(v), addressOf(v) + NEWLINES) & 7) : NONE
}
function stringIO_lineBuffering(v: Value): Value { return open(addressOf(v)) ? FALSE : EXCEPTION }
function stringIO_getstate(argv: u32): Value {
  const o = self(argv)
  if (!open(o)) return EXCEPTION
  const state = newTuple(4)
  tupleInit(state, 0, pointer(whole(o)))
  tupleInit(state, 1, stmRead64(o, o + NEWLINE))
  tupleInit(state, 2, intValue(position(o)))
  tupleInit(state, 3, dictOrNone(o))
  return pointer(state)
}
function stringIO_setstate(argv: u32): Value {
  const o = self(argv)
  const state = arg(argv, 1)
  if (tagOf(state) != T.tuple || tupleLength(addressOf(state)) < 4) {
    return raiseFormat(T.TypeError, '%T.__setstate__ argument should be 4-tuple, got %T', arg(argv, 0), state)
  }
  const t = addressOf(state)
  if (!setUp(o, NONE, tupleItem(t, 1))) return EXCEPTION
  if (!isStr(tupleItem(t, 0))) return raiseFormat(T.TypeError, 'initial_value must be str or None, not %T', tupleItem(t, 0))
  ioWrite32(o, TEXT, strOf(tupleItem(t, 0)))
  const p = toIndex(tupleItem(t, 2), T.OverflowError)
  if (p == INDEX_ERROR) return EXCEPTION
  if (p < 0) return raiseText(T.ValueError, 'position value cannot be negative')
  setPosition(o, p)
  return tupleItem(t, 3) == NONE || dictUpdate(instanceDict(o), tupleItem(t, 3)) ? NONE : EXCEPTION
}


export function initStringIO(): void {
  const t = defineStream(T.io_StringIO, T.io_TextIOBase, '_io.StringIO', STRING_IO_BYTES, 'Text I/O implementation using an in-memory buffer.')
  setSlot(t, Slot.new_, fn(stringIO_new))
  setSlot(t, Slot.init, fn(stringIO_init))
  setSlot(t, Slot.next, fn(stringIO_next))
  defineMethod(t, 'read', '($self, size=-1, /)', fn(stringIO_read))
  defineMethod(t, 'readline', '($self, size=-1, /)', fn(stringIO_readline))
  defineMethod(t, 'write', '($self, s, /)', fn(stringIO_write))
  defineMethod(t, 'getvalue', '($self, /)', fn(stringIO_getvalue))
  defineMethod(t, 'tell', '($self, /)', fn(stringIO_tell))
  defineMethod(t, 'seek', '($self, pos, whence=0, /)', fn(stringIO_seek))
  defineMethod(t, 'truncate', '($self, pos=None, /)', fn(stringIO_truncate))
  defineMethod(t, 'close', '($self, /)', fn(stringIO_close))
  defineMethod(t, 'readable', '($self, /)', fn(stringIO_true))
  defineMethod(t, 'writable', '($self, /)', fn(stringIO_true))
  defineMethod(t, 'seekable', '($self, /)', fn(stringIO_true))
  defineMethod(t, '__getstate__', '($self, /)', fn(stringIO_getstate))
  defineMethod(t, '__setstate__', '($self, state, /)', fn(stringIO_setstate))
  defineGetter(t, 'closed', fn(stringIO_closed))
  defineGetter(t, 'newlines', fn(stringIO_newlines))
  defineGetter(t, 'line_buffering', fn(stringIO_lineBuffering))
}
