// Character map codecs: the mapping is a str (decoding tables), a dict or any mapping. charmap_build makes the encoding map of a
// decoding table as a dict.

import { ABSENT, EXCEPTION, NONE, Value, addressOf, hasShape, intValue, pointer } from '../memory/value'
import { bytesData, bytesLength, bytesOf, isBytes } from './bytes-core'
import { CODEC_ERROR, Handler, UnitForm, decodeError, handlerOf, encodeError } from './codec-errors'
import { bytesOfText } from './codec-output'
import { dictGet, dictSet, newDict } from './dict'
import { text } from './intern'
import { getItem, isPlainInt, toIndex } from './item-access'
import { clearError, errorMatches, raiseFormat, raiseText } from './raise'
import { shapeAt } from './shape'
import { codePointAt } from './str-build'
import { strData, strKind, strLength, strOf } from './str-core'
import { isStr } from './text-args'
import { textBegin, textCodePoint, textDrop, textEnd, textStr } from './text-builder'
import { T } from './type-ids'

/** mapping[key], or ABSENT where there is nothing. */
function lookUp(mapping: Value, key: u32): Value {
  if (hasShape(mapping, shapeAt(T.dict))) return dictGet(addressOf(mapping), intValue(key))
  const found = getItem(mapping, intValue(key))
  if (found == EXCEPTION && errorMatches(T.LookupError)) {
    clearError()
    return ABSENT
  }
  return found
}

export function decodeCharmap(b: u32, errors: Value, mapping: Value): Value {
  const n = bytesLength(b), data = bytesData(b)
  const handler = handlerOf(errors)
  const table = isStr(mapping) ? strOf(mapping) : 0
  textBegin()
  let i: u32 = 0
  while (i < n) {
    const byte: u32 = load<u8>(data + i)
    if (table) {
      const c = byte < strLength(table) ? codePointAt(strKind(table), strData(table), byte) : 0xfffe
      if (c != 0xfffe) { textCodePoint(c); i++; continue }
    } else {
      const found = lookUp(mapping, byte)
      if (found == EXCEPTION) { textDrop(); return EXCEPTION }
      if (found != ABSENT && found != NONE) {
        if (isStr(found)) {
          const s = strOf(found)
          if (strLength(s) != 1 || codePointAt(strKind(s), strData(s), 0) != 0xfffe) { textStr(s); i++; continue }
        } else if (isPlainInt(found)) {
          const c = toIndex(found, T.none)
          if (c < 0 || c > 0x10ffff) { textDrop(); return raiseText(T.TypeError, 'character mapping must be in range(0x110000)') }
          if (c != 0xfffe) { textCodePoint(<u32>c); i++; continue }
        } else { textDrop(); return raiseText(T.TypeError, 'character mapping must return integer, None or str') }
      }
    }
    i = decodeError(handler, errors, text('charmap'), UnitForm.bytes, b, i, i + 1, text('character maps to <undefined>'))
    if (i == CODEC_ERROR) { textDrop(); return EXCEPTION }
  }
  return textEnd()
}

const MAPPED: i32 = 1
const UNMAPPED: i32 = 0
const RAISED: i32 = -1

/** Appends the bytes of `c`. */
function encodeOne(mapping: Value, c: u32): i32 {
  const found = lookUp(mapping, c)
  if (found == EXCEPTION) return RAISED
  if (found == ABSENT || found == NONE) return UNMAPPED
  if (isPlainInt(found)) {
    const byte = toIndex(found, T.none)
    if (byte < 0 || byte > 255) { raiseText(T.TypeError, 'character mapping must be in range(256)'); return RAISED }
    textCodePoint(<u32>byte)
    return MAPPED
  }
  if (isBytes(found)) {
    const b = bytesOf(found)
    for (let i: u32 = 0; i < bytesLength(b); i++) textCodePoint(load<u8>(bytesData(b) + i))
    return MAPPED
  }
  raiseFormat(T.TypeError, 'character mapping must return integer, bytes or None, not %T', found)
  return RAISED
}

export function encodeCharmap(s: u32, errors: Value, mapping: Value): Value {
  const n = strLength(s), kind = strKind(s), data = strData(s)
  const handler = handlerOf(errors)
  textBegin()
  let i: u32 = 0
  while (i < n) {
    const r = encodeOne(mapping, codePointAt(kind, data, i))
    if (r == RAISED) { textDrop(); return EXCEPTION }
    if (r == MAPPED) { i++; continue }
    let end = i + 1
    while (end < n && hasNothing(mapping, codePointAt(kind, data, end))) end++
    i = encodeUnmapped(handler, errors, mapping, s, i, end)
    if (i == CODEC_ERROR) { textDrop(); return EXCEPTION }
  }
  return bytesOfText()
}

function hasNothing(mapping: Value, c: u32): bool {
  const found = lookUp(mapping, c)
  if (found == EXCEPTION) clearError()
  return found == ABSENT || found == NONE
}

/** Replacement texts go through the mapping in their turn: made aside as bytes of ASCII, then mapped. */
function encodeUnmapped(handler: Handler, errors: Value, mapping: Value, s: u32, start: u32, end: u32): u32 {
  const raw = handler == Handler.ignore || handler == Handler.surrogateescape || handler == Handler.strict
  if (raw) return encodeError(handler, errors, text('charmap'), UnitForm.bytes, 128, s, start, end, text('character maps to <undefined>'))
  textBegin()
  const next = encodeError(handler, errors, text('charmap'), UnitForm.bytes, 0x110000, s, start, end, text('character maps to <undefined>'))
  if (next == CODEC_ERROR) { textDrop(); return CODEC_ERROR }
  const replacement = strOf(textEnd())
  for (let i: u32 = 0; i < strLength(replacement); i++) {
    const r = encodeOne(mapping, codePointAt(strKind(replacement), strData(replacement), i))
    if (r == RAISED) return CODEC_ERROR
    if (r == UNMAPPED) return encodeError(Handler.strict, errors, text('charmap'), UnitForm.bytes, 128, s, start, end, text('character maps to <undefined>'))
  }
  return next
}

export function buildCharmap(table: u32): Value {
  const d = newDict()
  for (let i: u32 = 0; i < strLength(table) && i < 256; i++) {
    const c = codePointAt(strKind(table), strData(table), i)
    if (c != 0xfffe && !dictSet(d, intValue(c), intValue(i))) return EXCEPTION
  }
  return pointer(d)
}
