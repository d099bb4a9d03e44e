// ASCII and Latin-1: code points below a limit are bytes.

import { EXCEPTION, Value, pointer } from '../memory/value'
import { bytesData, bytesLength, newBytes } from './bytes-core'
import { CODEC_ERROR, UnitForm, decodeError, encodeError, handlerOf } from './codec-errors'
import { bytesOfText } from './codec-output'
import { text } from './intern'
import { codePointAt, isAsciiData, strFromData } from './str-build'
import { strData, strIsAscii, strKind, strLength } from './str-core'
import { textBegin, textCodePoint, textDrop, textEnd } from './text-builder'

function encodeBelow(s: u32, limit: u32, errors: Value): Value {
  const n = strLength(s), kind = strKind(s), data = strData(s)
  if (strIsAscii(s) || (limit == 256 && kind == 1)) {
    const b = newBytes(n)
    memory.copy(bytesData(b), data, n)
    return pointer(b)
  }
  const handler = handlerOf(errors)
  const name = limit == 128 ? text('ascii') : text('latin-1')
  const reason = limit == 128 ? text('ordinal not in range(128)') : text('ordinal not in range(256)')
  textBegin()
  let i: u32 = 0
  while (i < n) {
    const c = codePointAt(kind, data, i)
    if (c < limit) {
      textCodePoint(c)
      i++
      continue
    }
    let end = i + 1
    while (end < n && codePointAt(kind, data, end) >= limit) end++
    i = encodeError(handler, errors, name, UnitForm.bytes, limit, s, i, end, reason)
    if (i == CODEC_ERROR) {
      textDrop()
      return EXCEPTION
    }
  }
  return bytesOfText()
}

export function encodeAscii(s: u32, errors: Value): Value { return encodeBelow(s, 128, errors) }
export function encodeLatin1(s: u32, errors: Value): Value { return encodeBelow(s, 256, errors) }

export function decodeLatin1(b: u32): Value { return pointer(strFromData(1, bytesData(b), bytesLength(b))) }

export function decodeAscii(b: u32, errors: Value): Value {
  const n = bytesLength(b), data = bytesData(b)
  if (isAsciiData(data, n)) return decodeLatin1(b)
  const handler = handlerOf(errors)
  textBegin()
  let i: u32 = 0
  while (i < n) {
    const c = load<u8>(data + i)
    if (c < 128) {
      textCodePoint(c)
      i++
      continue
    }
    i = decodeError(handler, errors, text('ascii'), UnitForm.bytes, b, i, i + 1, text('ordinal not in range(128)'))
    if (i == CODEC_ERROR) {
      textDrop()
      return EXCEPTION
    }
  }
  return textEnd()
}
