// UnicodeError and its three subclasses with encoding, object, start, end, reason.

import { EXCEPTION, NONE, UNBOUND, Value, addressOf, intOf, intValue, isInt, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { isStr, str } from './abstract'
import { MEMBER_NONE, defineGetter, defineMember, fn, setSlot } from './define'
import { UNICODE_ENCODING, UNICODE_END, UNICODE_OBJECT, UNICODE_REASON, UNICODE_START, newException } from './exception-core'
import { defineException, exception_init } from './exceptions'
import { INDEX_ERROR, getItem, isPlainInt, lengthOf, toIndex } from './item-access'
import { text } from './intern'
import { raiseFormat, raiseText, raiseValue, textFormat } from './raise'
import { emptyStrValue, strAt, strLength, strOf } from './str-core'
import { textBegin, textCodePoint, textEnd, textHex, textInt, textLiteral, textValue } from './text-builder'
import { newTuple, tupleInit } from './tuple-core'
import { tagOf, typeOf } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

function write(self: Value, offset: u32, value: Value): void {
  const e = addressOf(self)
  stmOwn(e)
  stmStore64(e, e + offset, value)
}
function read(self: Value, offset: u32): Value { return stmRead64(addressOf(self), addressOf(self) + offset) }

function wrongCount(self: Value, expected: u32, argc: u32): Value {
  return raiseFormat(T.TypeError, 'function takes exactly %d arguments (%d given)', expected, argc)
}

function wrongType(n: u32, wanted: string, v: Value): Value { return raiseFormat(T.TypeError, 'argument %d must be %s, not %T', n, text(wanted), v) }

function initFields(self: Value, argv: u32, first: u32): Value {
  const start = load<u64>(argv + first * 8 + 8), end = load<u64>(argv + first * 8 + 16), reason = load<u64>(argv + first * 8 + 24)
  if (toIndex(start, T.OverflowError) == INDEX_ERROR || toIndex(end, T.OverflowError) == INDEX_ERROR) return EXCEPTION
  if (!isStr(reason)) return wrongType(first + 4, 'str', reason)
  write(self, UNICODE_OBJECT, load<u64>(argv + first * 8))
  write(self, UNICODE_START, start)
  write(self, UNICODE_END, end)
  write(self, UNICODE_REASON, reason)
  return NONE
}

function encodeError_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (exception_init(self, argv, argc, names) == EXCEPTION) return EXCEPTION
  if (argc != 5) return wrongCount(self, 5, argc)
  if (!isStr(load<u64>(argv))) return wrongType(1, 'str', load<u64>(argv))
  if (!isStr(load<u64>(argv, 8))) return wrongType(2, 'str', load<u64>(argv, 8))
  write(self, UNICODE_ENCODING, load<u64>(argv))
  return initFields(self, argv, 1)
}

function decodeError_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (exception_init(self, argv, argc, names) == EXCEPTION) return EXCEPTION
  if (argc != 5) return wrongCount(self, 5, argc)
  if (!isStr(load<u64>(argv))) return wrongType(1, 'str', load<u64>(argv))
  const object = load<u64>(argv, 8)
  if (!isPointer(object) || tagOf(object) != T.bytes && tagOf(object) != T.bytearray && tagOf(object) != T.memoryview) {
    return raiseFormat(T.TypeError, "a bytes-like object is required, not '%T'", object)
  }
  write(self, UNICODE_ENCODING, load<u64>(argv))
  return initFields(self, argv, 1)
}

function translateError_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (exception_init(self, argv, argc, names) == EXCEPTION) return EXCEPTION
  if (argc != 4) return wrongCount(self, 4, argc)
  if (!isStr(load<u64>(argv))) return wrongType(1, 'str', load<u64>(argv))
  return initFields(self, argv, 0)
}

/** Raises UnicodeEncodeError or UnicodeDecodeError; `encoding` and `reason` are text constants or addresses of strs as values. */
export function raiseUnicodeError(t: T, encoding: Value, object: Value, start: i64, end: i64, reason: Value): Value {
  const args = newTuple(5)
  tupleInit(args, 0, encoding)
  tupleInit(args, 1, object)
  tupleInit(args, 2, intValue(start))
  tupleInit(args, 3, intValue(end))
  tupleInit(args, 4, reason)
  const e = newException(t, args)
  write(e, UNICODE_ENCODING, encoding)
  write(e, UNICODE_OBJECT, object)
  write(e, UNICODE_START, intValue(start))
  write(e, UNICODE_END, intValue(end))
  write(e, UNICODE_REASON, reason)
  return raiseValue(e)
}

function clampedStart(self: Value, length: i64): i64 {
  const s = intOf(read(self, UNICODE_START))
  return s < 0 ? 0 : s >= length ? (length > 0 ? length - 1 : 0) : s
}
function clampedEnd(self: Value, length: i64): i64 {
  const e = intOf(read(self, UNICODE_END))
  return e < 1 ? 1 : e > length ? length : e
}

/** "position 3" with what stands there, or "position 3-5". */
function describe(self: Value, verb: string, thing: string, isBytes: bool): Value {
  const object = read(self, UNICODE_OBJECT)
  if (object == UNBOUND) return emptyStrValue()
  const reason = str(read(self, UNICODE_REASON))
  if (reason == EXCEPTION) return EXCEPTION
  const encoding = read(self, UNICODE_ENCODING)
  const shown = encoding == UNBOUND ? UNBOUND : str(encoding)
  if (shown == EXCEPTION) return EXCEPTION
  const length = lengthOf(object)
  if (length < 0) return EXCEPTION
  const start = clampedStart(self, length), end = clampedEnd(self, length)
  let at: Value = UNBOUND
  if (end == start + 1 && start < length) {
    at = getItem(object, intValue(start))
    if (at == EXCEPTION) return EXCEPTION
  }
  textBegin()
  if (shown != UNBOUND) {
    textCodePoint(39)
    textValue(shown)
    textLiteral("' codec ")
  }
  textLiteral(verb)
  if (at != UNBOUND) {
    textLiteral(thing)
    if (isBytes) {
      textLiteral(' 0x')
      textHex(<u64>intOf(at), 2)
    }
    else {
      const c = strAt(strOf(at), 0)
      textLiteral(" '\\")
      textLiteral(c < 0x100 ? 'x' : c < 0x10000 ? 'u' : 'U')
      textHex(c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8)
      textCodePoint(39)
    }
    textLiteral(' in position ')
    textInt(start)
  }
  else {
    textLiteral(thing)
    textLiteral('s in position ')
    textInt(start)
    textCodePoint(45)
    textInt(end - 1)
  }
  textLiteral(': ')
  textValue(reason)
  return textEnd()
}

function encodeError_str(self: Value): Value { return describe(self, "can't encode ", 'character', false) }
function translateError_str(self: Value): Value { return describe(self, "can't translate ", 'character', false) }

function decodeError_str(self: Value): Value {
  const object = read(self, UNICODE_OBJECT)
  if (object == UNBOUND) return emptyStrValue()
  const length = lengthOf(object)
  const one = clampedEnd(self, length) == clampedStart(self, length) + 1
  return describe(self, "can't decode ", 'byte', one)
}

function initOne(t: T, name: string, init: u32, str_: u32): void {
  const d = defineException(t, T.UnicodeError, name, 5)
  setSlot(d, Slot.init, init)
  setSlot(d, Slot.str, str_)
  defineMember(d, 'encoding', UNICODE_ENCODING, MEMBER_NONE)
  defineMember(d, 'object', UNICODE_OBJECT, MEMBER_NONE)
  defineMember(d, 'start', UNICODE_START, MEMBER_NONE)
  defineMember(d, 'end', UNICODE_END, MEMBER_NONE)
  defineMember(d, 'reason', UNICODE_REASON, MEMBER_NONE)
}

export function initUnicodeError(): void {
  defineException(T.UnicodeError, T.ValueError, 'UnicodeError', 0)
  initOne(T.UnicodeDecodeError, 'UnicodeDecodeError', fn(decodeError_init), fn(decodeError_str))
  initOne(T.UnicodeEncodeError, 'UnicodeEncodeError', fn(encodeError_init), fn(encodeError_str))
  initOne(T.UnicodeTranslateError, 'UnicodeTranslateError', fn(translateError_init), fn(translateError_str))
}
