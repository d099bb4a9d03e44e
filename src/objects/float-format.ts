// Floats with a given precision: the presentation types e, f, g, r and % as ASCII text, and `float.__format__`. The text is
// that of the magnitude; signs and padding are format-spec's.

import { EXCEPTION, Value } from '../memory/value'
import { DECIMAL_COUNT, DECIMAL_DIGITS, DECIMAL_POINT, decimalFixed, decimalPrecision, decimalShortest, decimalStrip, fixedRoom, newDecimal } from './float-decimal'
import { floatRepr, writeAscii, writeExponent } from './float-text'
import { SPEC_NO_NEGATIVE_ZERO, SPEC_ALTERNATE, SPEC_PRECISION, SPEC_TYPE, isSpecFloat, layOutNumber, parseFormatSpec, raiseUnknownCode } from './format-spec'
import { scratchLimbs } from './int-core'
import { raiseText } from './raise'
import { strLength } from './str-core'
import { T } from './type-ids'

/** Options of floatText. */
export const FLOAT_ALTERNATE: u32 = 1
export const FLOAT_DOT_ZERO: u32 = 2

/** Bytes that floatText may need. */
export function floatTextRoom(f: f64, precision: i32): u32 { return <u32>max(precision, 0) + 380 }

/**
 * |f| in presentation `type` (lower or upper case e, f, g; r: repr's digits; %) at `at`, room as floatTextRoom says.
 * Returns the number of characters.
 */
export function floatText(at: u32, f: f64, type: u32, precision: i32, flags: u32): u32 {
  const upper = type >= 65 && type <= 90
  const kind = type | 32
  f = Math.abs(f)
  if (f != f || f == Infinity) {
    const end = f != f ? writeAscii(at, 'nan') : writeAscii(at, 'inf')
    if (upper) raiseCase(at, end)
    return end - at
  }
  let end = at
  if (kind == 102) end = fixedText(at, f, precision, flags)
  else if (kind == 101) {
    const record = newDecimal(<u32>precision + 25)
    decimalPrecision(record, f, precision + 1)
    end = scientific(at, record, load<u32>(record, DECIMAL_COUNT), flags, upper ? 69 : 101)
  } else {
    const shortest = kind == 114
    if (!shortest && precision == 0) precision = 1
    const record = newDecimal(shortest ? 32 : <u32>precision + 24)
    if (shortest) decimalShortest(record, f)
    else {
      decimalPrecision(record, f, precision)
      if (!(flags & FLOAT_ALTERNATE)) decimalStrip(record)
    }
    const point = load<i32>(record, DECIMAL_POINT)
    const n = <i32>load<u32>(record, DECIMAL_COUNT)
    const limit = shortest ? 16 : flags & FLOAT_DOT_ZERO ? precision - 1 : precision
    if (point <= -4 || point > limit) end = scientific(at, record, n, flags, upper ? 69 : 101)
    else end = positional(at, record + DECIMAL_DIGITS, n, point, flags)
  }
  return end - at
}

function raiseCase(at: u32, end: u32): void { for (; at < end; at++) store<u8>(at, load<u8>(at) - 32) }

function fixedText(at: u32, f: f64, places: i32, flags: u32): u32 {
  const record = newDecimal(fixedRoom(f, places))
  decimalFixed(record, f, places)
  const n = <i32>load<u32>(record, DECIMAL_COUNT)
  const digits = record + DECIMAL_DIGITS
  // `n` digits, the last `places` of them behind the point
  const whole = n - places
  if (whole > 0) { memory.copy(at, digits, whole); at += whole }
  else { store<u8>(at, 48); at++ }
  if (places > 0 || flags & FLOAT_ALTERNATE) { store<u8>(at, 46); at++ }
  if (places > 0) {
    if (whole < 0) { memory.fill(at, 48, -whole); memory.copy(at - whole, digits, n) }
    else memory.copy(at, digits + whole, places)
    at += places
  }
  return at
}

function scientific(at: u32, record: u32, n: u32, flags: u32, letter: u32): u32 {
  const digits = record + DECIMAL_DIGITS
  store<u8>(at, load<u8>(digits))
  at++
  if (n > 1 || flags & FLOAT_ALTERNATE) { store<u8>(at, 46); at++ }
  memory.copy(at, digits + 1, n - 1)
  const zero = load<u8>(digits) == 48
  return writeExponent(at + n - 1, letter, zero ? 0 : load<i32>(record, DECIMAL_POINT) - 1)
}

/** n digits with the point behind `point` of them. */
function positional(at: u32, digits: u32, n: i32, point: i32, flags: u32): u32 {
  if (point <= 0) {
    at = writeAscii(at, '0.')
    memory.fill(at, 48, -point)
    at += -point
    memory.copy(at, digits, n)
    return at + n
  }
  if (n <= point) {
    memory.copy(at, digits, n)
    memory.fill(at + n, 48, point - n)
    at += point
    if (flags & FLOAT_DOT_ZERO) return writeAscii(at, '.0')
    if (flags & FLOAT_ALTERNATE) { store<u8>(at, 46); at++ }
    return at
  }
  memory.copy(at, digits, point)
  at += point
  store<u8>(at, 46)
  memory.copy(at + 1, digits + point, n - point)
  return at + 1 + (n - point)
}

/** Text of |f| for a parsed specification; `at` has room as `floatSpecRoom` says. Returns its length. */
export function floatSpecText(at: u32, f: f64, spec: u32, noType: u32): u32 {
  let type = load<u32>(spec, SPEC_TYPE)
  let precision = load<i32>(spec, SPEC_PRECISION)
  let flags: u32 = load<u32>(spec, SPEC_ALTERNATE) ? FLOAT_ALTERNATE : 0
  let percent = false
  if (type == 0) {
    flags |= noType
    type = precision < 0 ? 114 : 103
  }
  if (type == 110) type = 103
  if (type == 37) { percent = true; type = 102; f *= 100 }
  if (precision < 0) precision = 6
  let n = floatText(at, f, type, precision, flags)
  if (percent) { store<u8>(at + n, 37); n++ }
  return n
}

export function floatSpecRoom(f: f64, spec: u32): u32 { return floatTextRoom(f, load<i32>(spec, SPEC_PRECISION)) + 8 }

/** True if no digit of the text but 0 stands before an exponent. */
export function textIsZero(at: u32, n: u32): bool {
  for (let i: u32 = 0; i < n; i++) {
    const c = <u32>load<u8>(at + i)
    if ((c | 32) == 101) return true
    if (c - 49 < 9 || (c | 32) - 97 < 26) return false
  }
  return true
}

/** `format(object, formatSpec)` for an exact str; f is the object's number. */
export function floatFormat(f: f64, formatSpec: u32, object: Value): Value {
  if (strLength(formatSpec) == 0) return floatRepr(f)
  const spec = parseFormatSpec(formatSpec, 62, 0, object)
  if (!spec) return EXCEPTION
  if (!isSpecFloat(load<u32>(spec, SPEC_TYPE))) return raiseUnknownCode(load<u32>(spec, SPEC_TYPE), object)
  return floatFormatParsed(f, spec)
}

/** For ints too, whose specification asks for a float. */
export function floatFormatParsed(f: f64, spec: u32): Value {
  if (load<i32>(spec, SPEC_PRECISION) > 0x3fffffff) return raiseText(T.ValueError, 'precision too big')
  const room = scratchLimbs((floatSpecRoom(f, spec) >> 2) + 1)
  const n = floatSpecText(room, f, spec, FLOAT_DOT_ZERO)
  let negative = reinterpret<u64>(f) >> 63 != 0 && f == f
  if (negative && load<u32>(spec, SPEC_NO_NEGATIVE_ZERO) && textIsZero(room, n)) negative = false
  return layOutNumber(spec, room, n, negative, 0, 3)
}
