// Codecs of escape sequences: unicode_escape and raw_unicode_escape (str), escape (bytes literals).

import { EXCEPTION, Value } from '../memory/value'
import { bytesData, bytesLength } from './bytes-core'
import { CODEC_ERROR, Handler, UnitForm, decodeError, handlerOf } from './codec-errors'
import { bytesOfText } from './codec-output'
import { text } from './intern'
import { raiseFormat, raiseText } from './raise'
import { codePointAt } from './str-build'
import { strData, strKind, strLength } from './str-core'
import { textEscape, textEscapeHex } from './str-repr'
import { textBegin, textCodePoint, textDrop, textEnd } from './text-builder'
import { T } from './type-ids'

/** Value of a hexadecimal digit, or 16. */
export function hexDigit(c: u32): u32 {
  if (c - 48 < 10) return c - 48
  const l = c | 32
  return l - 97 < 6 ? l - 87 : 16
}

export function encodeUnicodeEscape(s: u32, raw: bool): Value {
  const n = strLength(s), kind = strKind(s), data = strData(s)
  textBegin()
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(kind, data, i)
    if (raw) {
      if (c < 256) textCodePoint(c)
      else {
        textCodePoint(92)
        textEscapeHex(c)
      }
    } else if (c == 92) {
      textCodePoint(92)
      textCodePoint(92)
    } else if (c >= 32 && c < 127) textCodePoint(c)
    else textEscape(c)
  }
  return bytesOfText()
}

/**
 * `raw`: only \u and \U are escapes. `consumed` is the address of a u32 for the number of bytes used, or 0; where `final` is false
 * an incomplete escape at the end is left over.
 */
export function decodeUnicodeEscape(b: u32, errors: Value, raw: bool, final: bool, consumed: u32): Value {
  const n = bytesLength(b), data = bytesData(b)
  const handler = handlerOf(errors)
  const name = raw ? text('rawunicodeescape') : text('unicodeescape')
  textBegin()
  let i: u32 = 0
  while (i < n) {
    const c: u32 = load<u8>(data + i)
    if (c != 92) {
      textCodePoint(c)
      i++
      continue
    }
    const from = i
    if (i + 1 == n) {
      if (!final) break
      if (raw) { textCodePoint(92); i++; continue }
      i = decodeError(handler, errors, name, UnitForm.bytes, b, from, n, text('\\ at end of string'))
      if (i == CODEC_ERROR) { textDrop(); return EXCEPTION }
      continue
    }
    const e: u32 = load<u8>(data + i, 1)
    i += 2
    if (raw && e != 117 && e != 85) {
      textCodePoint(92)
      // a backslash that is itself escaped shields what follows: count runs of backslashes
      if (e == 92) textCodePoint(92)
      else i--
      continue
    }
    let digits: u32 = 0
    let reason: u32 = 0
    switch (e) {
      case 10: continue
      case 92: case 39: case 34: textCodePoint(e); continue
      case 97: textCodePoint(7); continue
      case 98: textCodePoint(8); continue
      case 102: textCodePoint(12); continue
      case 110: textCodePoint(10); continue
      case 114: textCodePoint(13); continue
      case 116: textCodePoint(9); continue
      case 118: textCodePoint(11); continue
      case 120: digits = 2; reason = text('truncated \\xXX escape'); break
      case 117: digits = 4; reason = text('truncated \\uXXXX escape'); break
      case 85: digits = 8; reason = text('truncated \\UXXXXXXXX escape'); break
      case 78: {
        reason = text('malformed \\N character escape')
        let end = i
        if (i < n && load<u8>(data + i) == 123) {
          while (end < n && load<u8>(data + end) != 125) end++
          if (end == n && !final) { i = from; break }
          if (end < n && end > i + 1) {
            textDrop()
            return raiseText(T.NotImplementedError, 'names of characters are not available')
          }
        } else if (i == n && !final) { i = from; break }
        i = decodeError(handler, errors, name, UnitForm.bytes, b, from, end, reason)
        if (i == CODEC_ERROR) { textDrop(); return EXCEPTION }
        continue
      }
      default: {
        if (e - 48 < 8) {
          let x = e - 48
          for (let k = 0; k < 2 && i < n && <u32>load<u8>(data + i) - 48 < 8; k++) x = x << 3 | <u32>load<u8>(data + i++) - 48
          textCodePoint(x)
        } else {
          textCodePoint(92)
          textCodePoint(e)
        }
        continue
      }
    }
    if (digits == 0) break // incomplete \N escape
    let x: u32 = 0, count: u32 = 0
    while (count < digits && i < n && hexDigit(load<u8>(data + i)) < 16) {
      x = x << 4 | hexDigit(load<u8>(data + i++))
      count++
    }
    if (count == digits) {
      if (x <= 0x10ffff) { textCodePoint(x); continue }
      reason = raw ? text('\\Uxxxxxxxx out of range') : text('illegal Unicode character')
    } else if (i == n && !final) { i = from; break }
    i = decodeError(handler, errors, name, UnitForm.bytes, b, from, i, reason)
    if (i == CODEC_ERROR) { textDrop(); return EXCEPTION }
  }
  if (consumed) store<u32>(consumed, i)
  return textEnd()
}

/** codecs.escape_decode: the contents of a bytes literal. */
export function decodeEscape(b: u32, errors: Value): Value {
  const n = bytesLength(b), data = bytesData(b)
  const handler = handlerOf(errors)
  textBegin()
  let i: u32 = 0
  while (i < n) {
    const c: u32 = load<u8>(data + i++)
    if (c != 92) { textCodePoint(c); continue }
    if (i == n) {
      textDrop()
      return raiseText(T.ValueError, 'Trailing \\ in string')
    }
    const e: u32 = load<u8>(data + i++)
    switch (e) {
      case 10: break
      case 92: case 39: case 34: textCodePoint(e); break
      case 97: textCodePoint(7); break
      case 98: textCodePoint(8); break
      case 102: textCodePoint(12); break
      case 110: textCodePoint(10); break
      case 114: textCodePoint(13); break
      case 116: textCodePoint(9); break
      case 118: textCodePoint(11); break
      case 120: {
        if (i + 1 < n && hexDigit(load<u8>(data + i)) < 16 && hexDigit(load<u8>(data + i, 1)) < 16) {
          textCodePoint(hexDigit(load<u8>(data + i)) << 4 | hexDigit(load<u8>(data + i, 1)))
          i += 2
          break
        }
        if (handler == Handler.strict) {
          textDrop()
          return raiseFormat(T.ValueError, 'invalid \\x escape at position %d', i - 2)
        }
        if (handler == Handler.replace) textCodePoint(63)
        else if (handler != Handler.ignore) {
          textDrop()
          return raiseFormat(T.ValueError, 'decoding error; unknown error handling code: %U', errors)
        }
        if (i < n && hexDigit(load<u8>(data + i)) < 16) i++
        break
      }
      default: {
        if (e - 48 < 8) {
          let x = e - 48
          for (let k = 0; k < 2 && i < n && <u32>load<u8>(data + i) - 48 < 8; k++) x = x << 3 | <u32>load<u8>(data + i++) - 48
          textCodePoint(x & 255)
        } else {
          textCodePoint(92)
          textCodePoint(e)
        }
      }
    }
  }
  return bytesOfText()
}

/** codecs.escape_encode: the repr of bytes without quotes. */
export function encodeEscape(b: u32): Value {
  const n = bytesLength(b), data = bytesData(b)
  textBegin()
  for (let i: u32 = 0; i < n; i++) {
    const c: u32 = load<u8>(data + i)
    if (c == 92 || c == 39) {
      textCodePoint(92)
      textCodePoint(c)
    } else if (c >= 32 && c < 127) textCodePoint(c)
    else textEscape(c)
  }
  return bytesOfText()
}
