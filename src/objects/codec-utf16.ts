// UTF-16 and UTF-32, little and big endian, with and without byte order mark.

import { EXCEPTION, Value } from '../memory/value'
import { bytesData, bytesLength } from './bytes-core'
import { CODEC_ERROR, UnitForm, decodeError, encodeError, handlerOf, isHighSurrogate, isLowSurrogate, isSurrogate, textUnits } from './codec-errors'
import { bytesOfText } from './codec-output'
import { text } from './intern'
import { codePointAt } from './str-build'
import { strData, strKind, strLength } from './str-core'
import { textBegin, textCodePoint, textDrop, textEnd } from './text-builder'

/** Name that error texts use; `order` -1, 0, 1. Decoding without a given order is little endian unless a mark says otherwise. */
function nameOf(wide: bool, order: i32): u32 {
  if (wide) return order < 0 ? text('utf-32-le') : order > 0 ? text('utf-32-be') : text('utf-32')
  return order < 0 ? text('utf-16-le') : order > 0 ? text('utf-16-be') : text('utf-16')
}

/** `order`: -1 little endian, 1 big endian, 0 native (little) with byte order mark. */
export function encodeUtf16(s: u32, errors: Value, order: i32, wide: bool): Value {
  const n = strLength(s), kind = strKind(s), data = strData(s)
  const form = wide ? (order > 0 ? UnitForm.utf32be : UnitForm.utf32le) : (order > 0 ? UnitForm.utf16be : UnitForm.utf16le)
  const handler = handlerOf(errors)
  textBegin()
  if (order == 0) textUnits(form, 0xfeff)
  let i: u32 = 0
  while (i < n) {
    const c = codePointAt(kind, data, i)
    if (!isSurrogate(c)) {
      textUnits(form, c)
      i++
      continue
    }
    i = encodeError(handler, errors, nameOf(wide, order), form, 0x110000, s, i, i + 1, text('surrogates not allowed'))
    if (i == CODEC_ERROR) {
      textDrop()
      return EXCEPTION
    }
  }
  return bytesOfText()
}

// @ts-ignore: decorator
@inline function unit16(p: u32, big: bool): u32 { return big ? <u32>load<u8>(p) << 8 | load<u8>(p, 1) : <u32>load<u16>(p) }
// @ts-ignore: decorator
@inline function unit32(p: u32, big: bool): u32 { return big ? bswap<u32>(load<u32>(p)) : load<u32>(p) }

/**
 * `order` as in encodeUtf16, 0: a byte order mark decides. `results` is the address of two u32 (bytes used, byte order found as
 * -1, 0, 1), or 0.
 */
export function decodeUtf16(b: u32, errors: Value, order: i32, final: bool, wide: bool, results: u32): Value {
  const n = bytesLength(b), data = bytesData(b)
  const size: u32 = wide ? 4 : 2
  const handler = handlerOf(errors)
  let i: u32 = 0
  let found = order
  if (order == 0 && n >= size) {
    const mark = wide ? load<u32>(data) : <u32>load<u16>(data)
    if (mark == 0xfeff) { found = -1; i = size }
    else if (wide ? mark == 0xfffe0000 : mark == 0xfffe) { found = 1; i = size }
  }
  const big = found > 0
  const name = nameOf(wide, big ? 1 : -1)
  const form = wide ? (big ? UnitForm.utf32be : UnitForm.utf32le) : (big ? UnitForm.utf16be : UnitForm.utf16le)
  textBegin()
  while (i < n) {
    let end = n
    let reason = text('truncated data')
    if (n - i >= size) {
      if (wide) {
        const c = unit32(data + i, big)
        if (c <= 0x10ffff && !isSurrogate(c)) {
          textCodePoint(c)
          i += 4
          continue
        }
        end = i + 4
        reason = isSurrogate(c) ? text('code point in surrogate code point range(0xd800, 0xe000)') : text('code point not in range(0x110000)')
      } else {
        const c = unit16(data + i, big)
        if (!isSurrogate(c)) {
          textCodePoint(c)
          i += 2
          continue
        }
        if (isLowSurrogate(c)) {
          end = i + 2
          reason = text('illegal encoding')
        } else if (n - i < 4) {
          if (!final) break
          reason = text('unexpected end of data')
        } else {
          const low = unit16(data + i + 2, big)
          if (isLowSurrogate(low)) {
            textCodePoint(0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff))
            i += 4
            continue
          }
          end = i + 2
          reason = text('illegal UTF-16 surrogate')
        }
      }
    } else if (!final) break
    i = decodeError(handler, errors, name, form, b, i, end, reason)
    if (i == CODEC_ERROR) {
      textDrop()
      return EXCEPTION
    }
  }
  if (results) {
    store<u32>(results, i)
    store<i32>(results, found, 4)
  }
  return textEnd()
}
