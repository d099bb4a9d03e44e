// Error handlers of codecs: "strict", "ignore", "replace", ... A codec collects its output in a text (see text-builder: code points
// when decoding, one byte each when encoding) and calls here for each piece of input that it cannot translate.
// Handlers known by name are done at once; others are looked up in the registry and called with a UnicodeError object.

import { EXCEPTION, NONE, UNBOUND, Value, addressOf, intOf, intValue, isPointer, pointer } from '../memory/value'
import { call1 } from '../interp/nested'
import { lookUpErrorHandler } from './codec-registry'
import { bytesData, bytesLength, bytesOf, isBytes } from './bytes-core'
import { UNICODE_ENCODING, UNICODE_END, UNICODE_OBJECT, UNICODE_REASON, UNICODE_START, newException } from './exception-core'
import { litAt, text } from './intern'
import { isPlainInt, toIndex } from './item-access'
import { raiseFormat, raiseText, raiseValue } from './raise'
import { codePointAt } from './str-build'
import { strData, strEqual, strKind, strLength, strOf } from './str-core'
import { isStr } from './text-args'
import { textCodePoint, textHex, textStr, textUnsigned } from './text-builder'
import { newTuple, tupleInit, tupleItem, tupleLength } from './tuple-core'
import { tagOf } from './type'
import { T } from './type-ids'
import { lit } from './intern'

export const enum Handler { strict, ignore, replace, backslashreplace, xmlcharrefreplace, namereplace, surrogateescape, surrogatepass, other }

/** The handler that an `errors` argument (str, None or UNBOUND) names. */
export function handlerOf(errors: Value): Handler {
  if (errors == UNBOUND || errors == NONE) return Handler.strict
  const s = strOf(errors)
  if (strEqual(s, lit('strict'))) return Handler.strict
  if (strEqual(s, lit('ignore'))) return Handler.ignore
  if (strEqual(s, lit('replace'))) return Handler.replace
  if (strEqual(s, lit('surrogateescape'))) return Handler.surrogateescape
  if (strEqual(s, lit('surrogatepass'))) return Handler.surrogatepass
  if (strEqual(s, lit('backslashreplace'))) return Handler.backslashreplace
  if (strEqual(s, lit('xmlcharrefreplace'))) return Handler.xmlcharrefreplace
  return Handler.other
}

function newUnicodeError(t: T, encoding: u32, object: Value, start: i64, end: i64, reason: u32): Value {
  const args = newTuple(5)
  tupleInit(args, 0, pointer(litAt(encoding)))
  tupleInit(args, 1, object)
  tupleInit(args, 2, intValue(start))
  tupleInit(args, 3, intValue(end))
  tupleInit(args, 4, pointer(litAt(reason)))
  const e = newException(t, args)
  const at = addressOf(e)
  store<u64>(at, tupleItem(args, 0), UNICODE_ENCODING)
  store<u64>(at, object, UNICODE_OBJECT)
  store<u64>(at, intValue(start), UNICODE_START)
  store<u64>(at, intValue(end), UNICODE_END)
  store<u64>(at, tupleItem(args, 4), UNICODE_REASON)
  return e
}

/** What the error functions return when an exception was raised. */
export const CODEC_ERROR: u32 = 0xffffffff

/** True for a surrogate code point. */
// @ts-ignore: decorator
@inline export function isSurrogate(c: u32): bool { return c - 0xd800 < 0x800 }
// @ts-ignore: decorator
@inline export function isHighSurrogate(c: u32): bool { return c - 0xd800 < 0x400 }
// @ts-ignore: decorator
@inline export function isLowSurrogate(c: u32): bool { return c - 0xdc00 < 0x400 }

/** How a Unicode encoding writes code units; surrogatepass needs it. `bytes` is for encodings of single bytes. */
export const enum UnitForm { bytes, utf8, utf16le, utf16be, utf32le, utf32be }

/** Appends the bytes of code point `c` as `form` writes it (surrogates too). */
export function textUnits(form: UnitForm, c: u32): void {
  if (form == UnitForm.utf8) {
    if (c < 0x80) textCodePoint(c)
    else if (c < 0x800) {
      textCodePoint(0xc0 | c >> 6)
      textCodePoint(0x80 | (c & 63))
    } else if (c < 0x10000) {
      textCodePoint(0xe0 | c >> 12)
      textCodePoint(0x80 | (c >> 6 & 63))
      textCodePoint(0x80 | (c & 63))
    } else {
      textCodePoint(0xf0 | c >> 18)
      textCodePoint(0x80 | (c >> 12 & 63))
      textCodePoint(0x80 | (c >> 6 & 63))
      textCodePoint(0x80 | (c & 63))
    }
  } else if (form == UnitForm.utf16le || form == UnitForm.utf16be) {
    if (c >= 0x10000) {
      textUnits(form, 0xd7c0 + (c >> 10))
      textUnits(form, 0xdc00 + (c & 0x3ff))
    } else if (form == UnitForm.utf16le) {
      textCodePoint(c & 0xff)
      textCodePoint(c >> 8)
    } else {
      textCodePoint(c >> 8)
      textCodePoint(c & 0xff)
    }
  } else if (form == UnitForm.utf32le) for (let i = 0; i < 4; i++) textCodePoint(c >> (i * 8) & 0xff)
  else if (form == UnitForm.utf32be) for (let i = 3; i >= 0; i--) textCodePoint(c >> (i * 8) & 0xff)
  else textCodePoint(c)
}

/**
 * Encoding met code points [start, end) of str `s` that it cannot write (`reason` is a text constant). Appends what the handler
 * gives instead and returns where to go on, or CODEC_ERROR. Replacement strs must be encodable: `limit` says which code points
 * are (all below it; surrogates never in the Unicode encodings).
 */
export function encodeError(handler: Handler, errors: Value, encoding: u32, form: UnitForm, limit: u32, s: u32, start: u32, end: u32, reason: u32): u32 {
  const kind = strKind(s), data = strData(s)
  switch (handler) {
    case Handler.ignore: return end
    case Handler.replace: {
      for (let i = start; i < end; i++) textUnits(form, 63)
      return end
    }
    case Handler.backslashreplace: {
      for (let i = start; i < end; i++) {
        const c = codePointAt(kind, data, i)
        textUnits(form, 92)
        const digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8
        textUnits(form, digits == 2 ? 120 : digits == 4 ? 117 : 85)
        for (let d = digits - 1; d >= 0; d--) {
          const x = c >> (<u32>d * 4) & 15
          textUnits(form, x < 10 ? 48 + x : 87 + x)
        }
      }
      return end
    }
    case Handler.xmlcharrefreplace: {
      for (let i = start; i < end; i++) {
        const c = codePointAt(kind, data, i)
        textUnits(form, 38)
        textUnits(form, 35)
        let divisor: u32 = 1000000
        while (divisor > c && divisor > 1) divisor /= 10
        for (; divisor; divisor /= 10) textUnits(form, 48 + c / divisor % 10)
        textUnits(form, 59)
      }
      return end
    }
    case Handler.surrogateescape: {
      let i = start
      if (form == UnitForm.bytes || form == UnitForm.utf8) {
        while (i < end && codePointAt(kind, data, i) - 0xdc80 < 0x80) textCodePoint(codePointAt(kind, data, i++) - 0xdc00)
      }
      if (i > start) return i
      break
    }
    case Handler.surrogatepass: {
      let i = start
      if (form != UnitForm.bytes) while (i < end && isSurrogate(codePointAt(kind, data, i))) textUnits(form, codePointAt(kind, data, i++))
      if (i > start) return i
      break
    }
    default:
  }
  const error = newUnicodeError(T.UnicodeEncodeError, encoding, pointer(s), start, end, reason)
  if (handler != Handler.other) {
    raiseValue(error)
    return CODEC_ERROR
  }
  const answer = callHandler(errors, error, true)
  if (answer == 0) return CODEC_ERROR
  const replacement = tupleItem(answer, 0)
  if (isBytes(replacement)) {
    const b = bytesOf(replacement)
    for (let i: u32 = 0; i < bytesLength(b); i++) textCodePoint(load<u8>(bytesData(b) + i))
  } else {
    const r = strOf(replacement)
    for (let i: u32 = 0; i < strLength(r); i++) {
      const c = codePointAt(strKind(r), strData(r), i)
      if (c >= limit || (form != UnitForm.bytes && isSurrogate(c))) {
        raiseValue(error)
        return CODEC_ERROR
      }
      textUnits(form, c)
    }
  }
  return continueAt(answer, strLength(s))
}

/**
 * Decoding met bytes [start, end) of the bytes object `b` that mean nothing. Appends what the handler gives instead and returns where
 * to go on, or CODEC_ERROR.
 */
export function decodeError(handler: Handler, errors: Value, encoding: u32, form: UnitForm, b: u32, start: u32, end: u32, reason: u32): u32 {
  const data = bytesData(b)
  switch (handler) {
    case Handler.ignore: return end
    case Handler.replace: textCodePoint(0xfffd); return end
    case Handler.backslashreplace: {
      for (let i = start; i < end; i++) {
        textCodePoint(92)
        textCodePoint(120)
        textHex(load<u8>(data + i), 2)
      }
      return end
    }
    case Handler.surrogateescape: {
      let i = start
      while (i < end && i < start + 4 && load<u8>(data + i) >= 0x80) textCodePoint(0xdc00 + load<u8>(data + i++))
      if (i > start) return i
      break
    }
    case Handler.surrogatepass: {
      const n = bytesLength(b)
      let c: u32 = 0
      let size: u32 = 0
      if (form == UnitForm.utf8 && start + 3 <= n) {
        const b0: u32 = load<u8>(data + start), b1: u32 = load<u8>(data + start, 1), b2: u32 = load<u8>(data + start, 2)
        if ((b0 & 0xf0) == 0xe0 && (b1 & 0xc0) == 0x80 && (b2 & 0xc0) == 0x80) c = (b0 & 15) << 12 | (b1 & 63) << 6 | (b2 & 63)
        size = 3
      } else if ((form == UnitForm.utf16le || form == UnitForm.utf16be) && start + 2 <= n) {
        c = form == UnitForm.utf16le ? load<u16>(data + start) : bswap<u16>(load<u16>(data + start))
        size = 2
      } else if ((form == UnitForm.utf32le || form == UnitForm.utf32be) && start + 4 <= n) {
        c = form == UnitForm.utf32le ? load<u32>(data + start) : bswap<u32>(load<u32>(data + start))
        size = 4
      }
      if (isSurrogate(c)) {
        textCodePoint(c)
        return start + size
      }
      break
    }
    default:
  }
  const error = newUnicodeError(T.UnicodeDecodeError, encoding, pointer(b), start, end, reason)
  if (handler != Handler.other && handler != Handler.xmlcharrefreplace) {
    raiseValue(error)
    return CODEC_ERROR
  }
  const answer = callHandler(errors, error, false)
  if (answer == 0) return CODEC_ERROR
  textStr(strOf(tupleItem(answer, 0)))
  return continueAt(answer, bytesLength(b))
}

/** Calls the registered handler; its answer is a tuple (replacement, position): the tuple's address, or 0: raised. */
function callHandler(errors: Value, error: Value, encoding: bool): u32 {
  const handler = lookUpErrorHandler(errors)
  if (handler == EXCEPTION) return 0
  const answer = call1(handler, error)
  if (answer == EXCEPTION) return 0
  if (isPointer(answer) && tagOf(answer) == T.tuple && tupleLength(addressOf(answer)) == 2) {
    const replacement = tupleItem(addressOf(answer), 0)
    if ((isStr(replacement) || (encoding && isBytes(replacement))) && isPlainInt(tupleItem(addressOf(answer), 1))) return addressOf(answer)
  }
  if (encoding) raiseText(T.TypeError, 'encoding error handler must return (str/bytes, int) tuple')
  else raiseText(T.TypeError, 'decoding error handler must return (str, int) tuple')
  return 0
}

function continueAt(answer: u32, length: u32): u32 {
  const given = toIndex(tupleItem(answer, 1), T.none)
  const at = given < 0 ? given + length : given
  if (at < 0 || at > <i64>length) {
    raiseFormat(T.IndexError, 'position %d from error handler out of bounds', <u64>given)
    return CODEC_ERROR
  }
  return <u32>at
}
