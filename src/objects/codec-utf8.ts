// UTF-8: both directions. Valid input takes a fast path of two passes (measure, then fill); the first invalid piece switches to
// the slow path, which collects code points or bytes in a text and calls the error handler.

import { EXCEPTION, Value, pointer } from '../memory/value'
import { bytesData, bytesLength, newBytes } from './bytes-core'
import { CODEC_ERROR, Handler, UnitForm, decodeError, encodeError, handlerOf, isSurrogate, textUnits } from './codec-errors'
import { bytesOfText } from './codec-output'
import { text } from './intern'
import { codePointAt, isAsciiData, kindOf, putCodePoint } from './str-build'
import { STR_ASCII, emptyStrValue, newStr, strData, strIsAscii, strKind, strLength } from './str-core'
import { strFromCodePoint } from './str-build'
import { textBegin, textCodePoint, textDrop, textEnd } from './text-builder'

/** Bytes object with the UTF-8 form of the exact str `s`; surrogates go to the error handler. */
export function encodeUtf8(s: u32, errors: Value): Value {
  const n = strLength(s), kind = strKind(s), data = strData(s)
  if (strIsAscii(s)) {
    const b = newBytes(n)
    memory.copy(bytesData(b), data, n)
    return pointer(b)
  }
  let total: u32 = 0
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(kind, data, i)
    if (isSurrogate(c)) return encodeUtf8Slow(s, errors)
    total += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4
  }
  const b = newBytes(total)
  writeUtf8(s, bytesData(b))
  return pointer(b)
}

/** Writes the UTF-8 form of `s`, which has no surrogates, at `to`; returns the address behind it. */
export function writeUtf8(s: u32, to: u32): u32 {
  const n = strLength(s), kind = strKind(s), data = strData(s)
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(kind, data, i)
    if (c < 0x80) store<u8>(to++, <u8>c)
    else if (c < 0x800) {
      store<u8>(to, <u8>(0xc0 | c >> 6))
      store<u8>(to, <u8>(0x80 | (c & 63)), 1)
      to += 2
    } else if (c < 0x10000) {
      store<u8>(to, <u8>(0xe0 | c >> 12))
      store<u8>(to, <u8>(0x80 | (c >> 6 & 63)), 1)
      store<u8>(to, <u8>(0x80 | (c & 63)), 2)
      to += 3
    } else {
      store<u8>(to, <u8>(0xf0 | c >> 18))
      store<u8>(to, <u8>(0x80 | (c >> 12 & 63)), 1)
      store<u8>(to, <u8>(0x80 | (c >> 6 & 63)), 2)
      store<u8>(to, <u8>(0x80 | (c & 63)), 3)
      to += 4
    }
  }
  return to
}

function encodeUtf8Slow(s: u32, errors: Value): Value {
  const n = strLength(s), kind = strKind(s), data = strData(s)
  const handler = handlerOf(errors)
  textBegin()
  let i: u32 = 0
  while (i < n) {
    const c = codePointAt(kind, data, i)
    if (!isSurrogate(c)) {
      textUnits(UnitForm.utf8, c)
      i++
      continue
    }
    let end = i + 1
    while (end < n && isSurrogate(codePointAt(kind, data, end))) end++
    i = encodeError(handler, errors, text('utf-8'), UnitForm.utf8, 0x110000, s, i, end, text('surrogates not allowed'))
    if (i == CODEC_ERROR) {
      textDrop()
      return EXCEPTION
    }
  }
  return bytesOfText()
}

// ---- decoding

/** Length of the valid sequence at `p` (before `end`), or 0. */
function sequenceLength(p: u32, end: u32): u32 {
  const b0: u32 = load<u8>(p)
  if (b0 < 0x80) return 1
  const left = end - p
  if (b0 < 0xc2) return 0
  if (b0 < 0xe0) return left >= 2 && (load<u8>(p, 1) & 0xc0) == 0x80 ? 2 : 0
  if (b0 < 0xf0) {
    if (left < 3) return 0
    const b1: u32 = load<u8>(p, 1)
    if ((b1 & 0xc0) != 0x80 || (load<u8>(p, 2) & 0xc0) != 0x80) return 0
    return (b0 == 0xe0 && b1 < 0xa0) || (b0 == 0xed && b1 >= 0xa0) ? 0 : 3
  }
  if (b0 > 0xf4 || left < 4) return 0
  const b1: u32 = load<u8>(p, 1)
  if ((b1 & 0xc0) != 0x80 || (load<u8>(p, 2) & 0xc0) != 0x80 || (load<u8>(p, 3) & 0xc0) != 0x80) return 0
  return (b0 == 0xf0 && b1 < 0x90) || (b0 == 0xf4 && b1 >= 0x90) ? 0 : 4
}

/** Code point of the valid sequence of `size` bytes at `p`. */
// @ts-ignore: decorator
@inline function codePointOf(p: u32, size: u32): u32 {
  const b0: u32 = load<u8>(p)
  if (size == 1) return b0
  if (size == 2) return (b0 & 31) << 6 | (<u32>load<u8>(p, 1) & 63)
  if (size == 3) return (b0 & 15) << 12 | (<u32>load<u8>(p, 1) & 63) << 6 | (<u32>load<u8>(p, 2) & 63)
  return (b0 & 7) << 18 | (<u32>load<u8>(p, 1) & 63) << 12 | (<u32>load<u8>(p, 2) & 63) << 6 | (<u32>load<u8>(p, 3) & 63)
}

/** The str of `n` bytes of UTF-8 at `data`; UNBOUND-free fast path: 0 if they are not all valid. */
export function strFromUtf8(data: u32, n: u32): u32 {
  if (n == 0) return <u32>emptyStrValue()
  if (isAsciiData(data, n)) {
    if (n == 1) return strFromCodePoint(load<u8>(data))
    const s = newStr(1, n, STR_ASCII)
    memory.copy(strData(s), data, n)
    return s
  }
  let count: u32 = 0, mask: u32 = 0
  const end = data + n
  for (let p = data; p < end;) {
    const size = sequenceLength(p, end)
    if (size == 0) return 0
    mask |= codePointOf(p, size)
    p += size
    count++
  }
  if (count == 1) return strFromCodePoint(mask)
  const kind = kindOf(mask)
  const s = newStr(kind, count, 0)
  const to = strData(s)
  for (let p = data, i: u32 = 0; p < end; i++) {
    const size = sequenceLength(p, end)
    putCodePoint(kind, to, i, codePointOf(p, size))
    p += size
  }
  return s
}

/**
 * Decodes the bytes object `b`. Where `final` is false an incomplete sequence at the end is left over. `consumed` is the address of
 * a u32 that gets the number of bytes used, or 0.
 */
export function decodeUtf8(b: u32, errors: Value, final: bool, consumed: u32): Value {
  const n = bytesLength(b), data = bytesData(b)
  const fast = strFromUtf8(data, n)
  if (fast) {
    if (consumed) store<u32>(consumed, n)
    return pointer(fast)
  }
  const handler = handlerOf(errors)
  const end = data + n
  textBegin()
  let i: u32 = 0
  while (i < n) {
    const p = data + i
    const size = sequenceLength(p, end)
    if (size) {
      textCodePoint(codePointOf(p, size))
      i += size
      continue
    }
    const bad = badLength(p, end)
    if (bad < 0 && !final) break
    const length: u32 = bad < 0 ? <u32>-bad : bad
    const reason = bad < 0 ? text('unexpected end of data') : isStartByte(load<u8>(p)) ? text('invalid continuation byte') : text('invalid start byte')
    i = decodeError(handler, errors, text('utf-8'), UnitForm.utf8, b, i, i + length, reason)
    if (i == CODEC_ERROR) {
      textDrop()
      return EXCEPTION
    }
  }
  if (consumed) store<u32>(consumed, i)
  return textEnd()
}

// @ts-ignore: decorator
@inline function isStartByte(b: u32): bool { return b >= 0xc2 && b <= 0xf4 }

/** Bytes of the invalid piece at `p`: as many as could begin a sequence; negative if the input only ends too early. */
function badLength(p: u32, end: u32): i32 {
  const b0: u32 = load<u8>(p)
  if (!isStartByte(b0)) return 1
  const size: u32 = b0 < 0xe0 ? 2 : b0 < 0xf0 ? 3 : 4
  let k: u32 = 1
  for (; k < size; k++) {
    if (p + k == end) return -<i32>k
    const b: u32 = load<u8>(p + k)
    if ((b & 0xc0) != 0x80) return k
    if (k == 1 && ((b0 == 0xe0 && b < 0xa0) || (b0 == 0xed && b >= 0xa0) || (b0 == 0xf0 && b < 0x90) || (b0 == 0xf4 && b >= 0x90))) return 1
  }
  return k
}
