// UTF-7 (RFC 2152): ASCII with runs of base64-coded UTF-16 between "+" and "-". Encoding writes everything but the characters that
// may always stand for themselves in base64.

import { EXCEPTION, Value } from '../memory/value'
import { bytesData, bytesLength } from './bytes-core'
import { CODEC_ERROR, UnitForm, decodeError, handlerOf, isHighSurrogate, isLowSurrogate } from './codec-errors'
import { bytesOfText } from './codec-output'
import { text } from './intern'
import { codePointAt } from './str-build'
import { strData, strKind, strLength } from './str-core'
import { textBegin, textCodePoint, textCount, textDrop, textEnd, textTruncate } from './text-builder'

/** Value of a base64 digit, or 64. */
function base64Value(c: u32): u32 {
  if (c - 65 < 26) return c - 65
  if (c - 97 < 26) return c - 71
  if (c - 48 < 10) return c + 4
  return c == 43 ? 62 : c == 47 ? 63 : 64
}
function base64Digit(v: u32): u32 {
  return v < 26 ? v + 65 : v < 52 ? v + 71 : v < 62 ? v - 4 : v == 62 ? 43 : 47
}

/** Stands for itself: letters, digits, '(),-./:?, white space and the optional characters, but not + \ ~. */
function isDirect(c: u32): bool {
  return c < 127 && c != 43 && c != 92 && c != 126 && (c >= 32 || c == 9 || c == 10 || c == 13)
}

export function encodeUtf7(s: u32): Value {
  const n = strLength(s), kind = strKind(s), data = strData(s)
  let bits: u64 = 0
  let count: u32 = 0
  let inShift = false
  textBegin()
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(kind, data, i)
    if (isDirect(c)) {
      if (inShift) {
        if (count) textCodePoint(base64Digit(<u32>(bits << (6 - count)) & 63))
        if (base64Value(c) < 64 || c == 45) textCodePoint(45)
        inShift = false
        bits = count = 0
      }
      textCodePoint(c)
      continue
    }
    if (!inShift) {
      textCodePoint(43)
      if (c == 43) {
        textCodePoint(45)
        continue
      }
      inShift = true
    }
    if (c >= 0x10000) {
      bits = bits << 32 | <u64>(0xd7c0 + (c >> 10)) << 16 | (0xdc00 + (c & 0x3ff))
      count += 32
    } else {
      bits = bits << 16 | c
      count += 16
    }
    while (count >= 6) {
      count -= 6
      textCodePoint(base64Digit(<u32>(bits >> count) & 63))
    }
    bits &= (<u64>1 << count) - 1
  }
  if (inShift) {
    if (count) textCodePoint(base64Digit(<u32>(bits << (6 - count)) & 63))
    textCodePoint(45)
  }
  return bytesOfText()
}

/** `consumed`: as in decodeUtf8. Where `final` is false an open base64 run is left over. */
export function decodeUtf7(b: u32, errors: Value, final: bool, consumed: u32): Value {
  const n = bytesLength(b), data = bytesData(b)
  const handler = handlerOf(errors)
  let inShift = false
  let bits: u64 = 0
  let count: u32 = 0, high: u32 = 0, shiftFrom: u32 = 0, countAtShift: u32 = 0
  textBegin()
  let i: u32 = 0
  while (i < n) {
    const c: u32 = load<u8>(data + i)
    let reason: u32 = 0
    let from = i
    if (inShift) {
      const v = base64Value(c)
      if (v < 64) {
        bits = bits << 6 | v
        count += 6
        i++
        if (count < 16) continue
        count -= 16
        const unit = <u32>(bits >> count) & 0xffff
        bits &= (<u64>1 << count) - 1
        if (high) {
          if (isLowSurrogate(unit)) {
            textCodePoint(0x10000 + ((high & 0x3ff) << 10) + (unit & 0x3ff))
            high = 0
            continue
          }
          textCodePoint(high)
          high = 0
        }
        if (isHighSurrogate(unit)) high = unit
        else textCodePoint(unit)
        continue
      }
      inShift = false
      if (high) {
        textCodePoint(high)
        high = 0
      }
      if (count >= 6) { from = shiftFrom; i++; reason = text('partial character in base64 sequence') }
      else if (bits) { from = shiftFrom; i++; reason = text('non-zero padding bits in base64 sequence') }
      else {
        if (c == 45) i++
        continue
      }
    } else if (c == 43) {
      shiftFrom = i++
      countAtShift = textCount()
      if (i < n && load<u8>(data + i) == 45) {
        textCodePoint(43)
        i++
        continue
      }
      if (i < n && base64Value(load<u8>(data + i)) == 64) reason = text('ill-formed sequence')
      else {
        inShift = true
        bits = count = high = 0
        continue
      }
      i++
    } else if (c < 128) {
      textCodePoint(c)
      i++
      continue
    } else {
      i++
      reason = text('unexpected special character')
    }
    i = decodeError(handler, errors, text('utf-7'), UnitForm.bytes, b, from, i, reason)
    if (i == CODEC_ERROR) { textDrop(); return EXCEPTION }
  }
  if (inShift) {
    if (!final) {
      textTruncate(countAtShift)
      i = shiftFrom
    } else if (high || count >= 6 || bits) {
      if (decodeError(handler, errors, text('utf-7'), UnitForm.bytes, b, shiftFrom, n, text('unterminated shift sequence')) == CODEC_ERROR) {
        textDrop()
        return EXCEPTION
      }
    }
  }
  if (consumed) store<u32>(consumed, i)
  return textEnd()
}
