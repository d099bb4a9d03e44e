// Complex numbers as text: repr, `complex.__format__`, and reading "1+2j".

import { EXCEPTION, Value, addressOf, pointer } from '../memory/value'
import { floatSpecRoom, floatSpecText, textIsZero } from './float-format'
import { floatWriteRepr, scanFloat } from './float-text'
import {
  SPEC_ALIGN, SPEC_FILL, SPEC_NO_NEGATIVE_ZERO, SPEC_PRECISION, SPEC_SIGN, SPEC_TYPE, SPEC_WIDTH, appendNumber, isSpecFloat,
  layOutText, parseFormatSpec, raiseUnknownCode,
} from './format-spec'
import { scratchLimbs } from './int-core'
import { skipSpace, skipSpaceBack } from './number-parse'
import { raiseText } from './raise'
import { STR_ASCII, STR_LENGTH, newStr, strLength } from './str-core'
import { textBegin, textCodePoint, textEnd } from './text-builder'
import { T } from './type-ids'

function isPositiveZero(f: f64): bool { return reinterpret<u64>(f) == 0 }

export function complexRepr(re: f64, im: f64): Value {
  const s = newStr(1, 72, STR_ASCII)
  let at = s + 16
  const whole = !isPositiveZero(re)
  if (whole) {
    store<u8>(at, 40)
    at = floatWriteRepr(at + 1, re, false)
    if (im != im || reinterpret<u64>(im) >> 63 == 0) { store<u8>(at, 43); at++ }
  }
  at = floatWriteRepr(at, im, false)
  store<u8>(at, 106)
  at++
  if (whole) { store<u8>(at, 41); at++ }
  store<u32>(s, at - (s + 16), STR_LENGTH)
  return pointer(s)
}

function appendPart(spec: u32, f: f64): void {
  const room = scratchLimbs((floatSpecRoom(f, spec) >> 2) + 1)
  const n = floatSpecText(room, f, spec, 0)
  let negative = f == f && reinterpret<u64>(f) >> 63 != 0
  if (negative && load<u32>(spec, SPEC_NO_NEGATIVE_ZERO) && textIsZero(room, n)) negative = false
  appendNumber(spec, room, n, negative, 0, 3)
}

export function complexFormat(re: f64, im: f64, formatSpec: u32, object: Value): Value {
  if (strLength(formatSpec) == 0) return complexRepr(re, im)
  const spec = parseFormatSpec(formatSpec, 62, 0, object)
  if (!spec) return EXCEPTION
  const type = load<u32>(spec, SPEC_TYPE)
  if (!isSpecFloat(type) || type == 37) return raiseUnknownCode(type, object)
  if (load<u32>(spec, SPEC_FILL) == 48) return raiseText(T.ValueError, 'Zero padding is not allowed in complex format specifier')
  if (load<u32>(spec, SPEC_ALIGN) == 61) return raiseText(T.ValueError, "'=' alignment flag is not allowed in complex format specifier")
  const width = load<i32>(spec, SPEC_WIDTH)
  const parentheses = type == 0 && !isPositiveZero(re)
  store<i32>(spec, -1, SPEC_WIDTH)
  textBegin()
  if (parentheses) textCodePoint(40)
  if (type != 0 || parentheses) {
    appendPart(spec, re)
    store<u32>(spec, 43, SPEC_SIGN)
  }
  appendPart(spec, im)
  textCodePoint(106)
  if (parentheses) textCodePoint(41)
  const body = textEnd()
  store<i32>(spec, width, SPEC_WIDTH)
  store<i32>(spec, -1, SPEC_PRECISION)
  return layOutText(spec, addressOf(body))
}

/** Reads ASCII [at, end) as a complex number into `out`, `out + 8`; false: it is none. */
export function parseComplex(at: u32, end: u32, out: u32): bool {
  let p = skipSpace(at, end)
  end = skipSpaceBack(p, end)
  if (p < end && load<u8>(p) == 40) {
    if (load<u8>(end - 1) != 41) return false
    p = skipSpace(p + 1, end - 1)
    end = skipSpaceBack(p, end - 1)
  }
  if (p == end) return false
  store<f64>(out, 0)
  store<f64>(out, 0, 8)
  const first = scratchLimbs(2)
  let q = scanFloat(p, end, true, first)
  if (q) {
    if (q == end) { store<f64>(out, load<f64>(first)); return true }
    const c = <u32>load<u8>(q)
    if ((c | 32) == 106) { store<f64>(out, load<f64>(first), 8); return q + 1 == end }
    if (c != 43 && c != 45) return false
    store<f64>(out, load<f64>(first))
    p = q
  }
  // imaginary part: a float with a sign, or the sign alone, then j
  q = scanFloat(p, end, true, first)
  if (q) store<f64>(out, load<f64>(first), 8)
  else {
    q = p
    let sign: f64 = 1
    if (load<u8>(q) == 43 || load<u8>(q) == 45) { if (load<u8>(q) == 45) sign = -1; q++ }
    store<f64>(out, sign, 8)
  }
  return q + 1 == end && (load<u8>(q) | 32) == 106
}
