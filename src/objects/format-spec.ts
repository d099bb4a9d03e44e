// The format specification mini-language, [[fill]align][sign][z][#][0][width][,_][.precision[,_]][type], and the layout of a
// formatted number or text: padding, sign, prefix, separators. Used by `__format__` of int, float, complex and str.
// A parsed specification is a record in scratch memory (fields below); numbers come as ASCII text of their magnitude.

import { EXCEPTION, Value, pointer } from '../memory/value'
import { scratchLimbs } from './int-core'
import { raiseFormat, raiseText } from './raise'
import { strAt, strLength } from './str-core'
import { textBegin, textCodePoint, textEnd, textPart } from './text-builder'
import { T } from './type-ids'

export const SPEC_FILL: u32 = 0 // code point
export const SPEC_ALIGN: u32 = 4 // '<' '>' '=' '^'
export const SPEC_SIGN: u32 = 8 // 0 '+' '-' ' '
export const SPEC_WIDTH: u32 = 12 // i32, -1: none
export const SPEC_PRECISION: u32 = 16 // i32, -1: none
export const SPEC_TYPE: u32 = 20 // code point, 0: none given
export const SPEC_GROUP: u32 = 24 // 0 ',' '_'
export const SPEC_FRACTION_GROUP: u32 = 28
export const SPEC_ALTERNATE: u32 = 32
export const SPEC_NO_NEGATIVE_ZERO: u32 = 36
export const SPEC_ALIGN_GIVEN: u32 = 40
export const SPEC_FILL_GIVEN: u32 = 44
const SPEC_LIMBS: u32 = 12

/** What `parseNumber` answers for too many digits. */
const TOO_MANY: i64 = -1
const WIDTH_MAX: i64 = 0x7fffffffffffffff

// @ts-ignore: decorator
@inline function isAlign(c: u32): bool { return c == 60 || c == 62 || c == 61 || c == 94 }

function charAt(s: u32, i: u32): u32 { return i < strLength(s) ? strAt(s, i) : 0 }

/** Decimal number at `i`; its end goes to `out`. */
function parseNumber(s: u32, i: u32, out: u32): i64 {
  let x: i64 = 0
  for (; i < strLength(s); i++) {
    const c = strAt(s, i)
    if (c - 48 >= 10) break
    if (x > (WIDTH_MAX - 9) / 10) { store<u32>(out, i); return TOO_MANY }
    x = x * 10 + c - 48
  }
  store<u32>(out, i)
  return x
}

/**
 * Parses exact str `s` for `object` (its type is named in errors). `defaultType` and `defaultAlign` as CPython's.
 * Returns the record, or 0: ValueError raised.
 */
export function parseFormatSpec(s: u32, defaultAlign: u32, defaultType: u32, object: Value): u32 {
  const spec = scratchLimbs(SPEC_LIMBS + 2)
  const out = spec + SPEC_LIMBS * 4
  const n = strLength(s)
  store<u32>(spec, 32, SPEC_FILL)
  store<u32>(spec, defaultAlign, SPEC_ALIGN)
  store<i32>(spec, -1, SPEC_WIDTH)
  store<i32>(spec, -1, SPEC_PRECISION)
  store<u32>(spec, defaultType, SPEC_TYPE)
  let i: u32 = 0
  if (n >= 2 && isAlign(strAt(s, 1))) {
    store<u32>(spec, strAt(s, 0), SPEC_FILL)
    store<u32>(spec, 1, SPEC_FILL_GIVEN)
    store<u32>(spec, strAt(s, 1), SPEC_ALIGN)
    store<u32>(spec, 1, SPEC_ALIGN_GIVEN)
    i = 2
  } else if (n >= 1 && isAlign(strAt(s, 0))) {
    store<u32>(spec, strAt(s, 0), SPEC_ALIGN)
    store<u32>(spec, 1, SPEC_ALIGN_GIVEN)
    i = 1
  }
  let c = charAt(s, i)
  if (c == 43 || c == 45 || c == 32) { store<u32>(spec, c, SPEC_SIGN); c = charAt(s, ++i) }
  if (c == 122) { store<u32>(spec, 1, SPEC_NO_NEGATIVE_ZERO); c = charAt(s, ++i) }
  if (c == 35) { store<u32>(spec, 1, SPEC_ALTERNATE); c = charAt(s, ++i) }
  if (!load<u32>(spec, SPEC_FILL_GIVEN) && c == 48) {
    store<u32>(spec, 48, SPEC_FILL)
    if (!load<u32>(spec, SPEC_ALIGN_GIVEN) && defaultAlign == 62) store<u32>(spec, 61, SPEC_ALIGN)
    i++
  }
  const widthFrom = i
  const width = parseNumber(s, i, out)
  if (width == TOO_MANY) return tooManyDigits()
  i = load<u32>(out)
  if (i > widthFrom) store<i32>(spec, clamped(width), SPEC_WIDTH)
  c = charAt(s, i)
  if (c == 44 && i < n) { store<u32>(spec, 44, SPEC_GROUP); c = charAt(s, ++i) }
  if (c == 95) {
    if (load<u32>(spec, SPEC_GROUP)) { raiseText(T.ValueError, "Cannot specify both ',' and '_'."); return 0 }
    store<u32>(spec, 95, SPEC_GROUP)
    c = charAt(s, ++i)
  }
  if (c == 44 && load<u32>(spec, SPEC_GROUP) == 95) { raiseText(T.ValueError, "Cannot specify both ',' and '_'."); return 0 }
  if (c == 46) {
    i++
    const from = i
    const precision = parseNumber(s, i, out)
    if (precision == TOO_MANY) return tooManyDigits()
    i = load<u32>(out)
    let any = i > from
    if (any) store<i32>(spec, clamped(precision), SPEC_PRECISION)
    c = charAt(s, i)
    if (c == 44) { store<u32>(spec, 44, SPEC_FRACTION_GROUP); any = true; c = charAt(s, ++i) }
    if (c == 95) {
      if (load<u32>(spec, SPEC_FRACTION_GROUP)) { raiseText(T.ValueError, "Cannot specify both ',' and '_'."); return 0 }
      store<u32>(spec, 95, SPEC_FRACTION_GROUP)
      any = true
      c = charAt(s, ++i)
    }
    if (c == 44 && load<u32>(spec, SPEC_FRACTION_GROUP) == 95) { raiseText(T.ValueError, "Cannot specify both ',' and '_'."); return 0 }
    if (!any) { raiseText(T.ValueError, 'Format specifier missing precision'); return 0 }
  }
  if (n - i > 1 && i < n) {
    raiseFormat(T.ValueError, "Invalid format specifier '%U' for object of type '%T'", pointer(s), object)
    return 0
  }
  if (i < n) store<u32>(spec, strAt(s, i), SPEC_TYPE)
  const type = load<u32>(spec, SPEC_TYPE)
  const group = load<u32>(spec, SPEC_GROUP)
  if (group) {
    // separators go with decimal and float types; underscores with bases too
    const decimal = type == 100 || (type | 32) == 101 || (type | 32) == 102 || (type | 32) == 103 || type == 37 || type == 0
    const based = group == 95 && (type == 98 || type == 111 || (type | 32) == 120)
    if (!decimal && !based) { raiseSeparator(group, type); return 0 }
  }
  const fraction = load<u32>(spec, SPEC_FRACTION_GROUP)
  if (fraction && type == 110) { raiseSeparator(fraction, type); return 0 }
  return spec
}

function clamped(x: i64): i32 { return x > 0x7fffffff ? 0x7fffffff : <i32>x }

function tooManyDigits(): u32 {
  raiseText(T.ValueError, 'Too many decimal digits in format string')
  return 0
}

function raiseSeparator(group: u32, type: u32): void {
  if (type > 32 && type < 128) raiseFormat(T.ValueError, "Cannot specify '%c' with '%c'.", group, type)
  else raiseFormat(T.ValueError, "Cannot specify '%c' with '\\x%U'.", group, hexText(type))
}

/** "Unknown format code ..."; always EXCEPTION. */
export function raiseUnknownCode(type: u32, object: Value): Value {
  if (type > 32 && type < 128) return raiseFormat(T.ValueError, "Unknown format code '%c' for object of type '%T'", type, object)
  return raiseFormat(T.ValueError, "Unknown format code '\\x%U' for object of type '%T'", hexText(type), object)
}

/** True for the presentation types of floats. */
export function isSpecFloat(type: u32): bool {
  return type == 0 || type == 110 || type == 37 || ((type | 32) >= 101 && (type | 32) <= 103 && type < 128)
}

function hexText(c: u32): Value {
  textBegin()
  let shift: i32 = 28
  while (shift > 0 && c >> <u32>shift == 0) shift -= 4
  for (; shift >= 0; shift -= 4) {
    const d = c >> <u32>shift & 15
    textCodePoint(d < 10 ? 48 + d : 87 + d)
  }
  return textEnd()
}

function repeatPoint(c: u32, n: i64): void { for (let i: i64 = 0; i < n; i++) textCodePoint(c) }

/**
 * The number with magnitude text [at, at + n) (ASCII digits, then perhaps a point, digits and a rest), laid out as the
 * record says. `negative`: sign; `prefix`: characters of "0x" or 0. `groupSize` 3 or 4. A str, or EXCEPTION.
 */
export function layOutNumber(spec: u32, at: u32, n: u32, negative: bool, prefix: u32, groupSize: u32): Value {
  textBegin()
  appendNumber(spec, at, n, negative, prefix, groupSize)
  return textEnd()
}

/** As layOutNumber, into the text being built. */
export function appendNumber(spec: u32, at: u32, n: u32, negative: bool, prefix: u32, groupSize: u32): void {
  let whole: u32 = 0
  const based = groupSize == 4
  while (whole < n && (<u32>load<u8>(at + whole) - 48 < 10 || (based && <u32>(load<u8>(at + whole) | 32) - 97 < 6))) whole++
  const sign = load<u32>(spec, SPEC_SIGN)
  const signChar: u32 = negative ? 45 : sign == 43 ? 43 : sign == 32 ? 32 : 0
  const prefixLength: u32 = prefix ? 2 : 0
  const fill = load<u32>(spec, SPEC_FILL), align = load<u32>(spec, SPEC_ALIGN)
  const group = load<u32>(spec, SPEC_GROUP)
  const width = <i64>load<i32>(spec, SPEC_WIDTH)
  // fraction digits, separated from the left
  let fraction: u32 = 0
  const fractionGroup = load<u32>(spec, SPEC_FRACTION_GROUP)
  if (fractionGroup && whole < n && load<u8>(at + whole) == 46) {
    while (whole + 1 + fraction < n && <u32>load<u8>(at + whole + 1 + fraction) - 48 < 10) fraction++
  }
  const fractionSeparators = fraction ? (fraction - 1) / 3 : 0
  const other = <i64>(signChar ? 1 : 0) + prefixLength + (n - whole) + fractionSeparators
  // with "0" filling behind the sign, zeros count as digits and are separated too
  let digits = <i64>whole
  const zeroFill = fill == 48 && align == 61
  if (zeroFill) {
    const minimum = width - other
    if (group && whole) { while (digits + (digits - 1) / groupSize < minimum) digits++ }
    else if (digits < minimum) digits = minimum
  }
  const separators = group && whole && digits > 0 ? (digits - 1) / groupSize : 0
  const total = other + digits + separators
  const padding = width > total ? width - total : 0
  const before: i64 = align == 62 ? padding : align == 94 ? padding / 2 : 0
  const inside: i64 = align == 61 ? padding : 0
  repeatPoint(fill, before)
  if (signChar) textCodePoint(signChar)
  if (prefix) { textCodePoint(48); textCodePoint(prefix) }
  repeatPoint(fill, inside)
  const zeros = digits - whole
  for (let i: i64 = 0; i < digits; i++) {
    if (separators && i > 0 && (digits - i) % groupSize == 0) textCodePoint(group)
    textCodePoint(i < zeros ? 48 : load<u8>(at + <u32>(i - zeros)))
  }
  for (let i = whole; i < n; i++) {
    const place = <i32>(i - whole) - 1
    if (fraction && place > 0 && place < <i32>fraction && place % 3 == 0) textCodePoint(fractionGroup)
    textCodePoint(load<u8>(at + i))
  }
  repeatPoint(fill, padding - before - inside)
}

/** Exact str `s`, at most `precision` characters of it, padded as the record says. */
export function layOutText(spec: u32, s: u32): Value {
  const precision = load<i32>(spec, SPEC_PRECISION)
  const length = precision >= 0 && <u32>precision < strLength(s) ? <u32>precision : strLength(s)
  const width = <i64>load<i32>(spec, SPEC_WIDTH)
  const padding = width > <i64>length ? width - <i64>length : 0
  const align = load<u32>(spec, SPEC_ALIGN)
  const before: i64 = align == 62 ? padding : align == 94 ? padding / 2 : 0
  textBegin()
  repeatPoint(load<u32>(spec, SPEC_FILL), before)
  textPart(s, 0, length)
  repeatPoint(load<u32>(spec, SPEC_FILL), padding - before)
  return textEnd()
}

/** `str.__format__`: exact str `s` by the specification `formatSpec` (exact str). */
export function formatText(s: u32, formatSpec: u32): Value {
  if (strLength(formatSpec) == 0) return pointer(s)
  const spec = parseFormatSpec(formatSpec, 60, 115, pointer(s))
  if (!spec) return EXCEPTION
  if (load<u32>(spec, SPEC_TYPE) != 115) return raiseUnknownCode(load<u32>(spec, SPEC_TYPE), pointer(s))
  const sign = load<u32>(spec, SPEC_SIGN)
  if (sign == 32) return raiseText(T.ValueError, 'Space not allowed in string format specifier')
  if (sign) return raiseText(T.ValueError, 'Sign not allowed in string format specifier')
  if (load<u32>(spec, SPEC_NO_NEGATIVE_ZERO)) return raiseText(T.ValueError, 'Negative zero coercion (z) not allowed in string format specifier')
  if (load<u32>(spec, SPEC_ALTERNATE)) return raiseText(T.ValueError, 'Alternate form (#) not allowed in string format specifier')
  if (load<u32>(spec, SPEC_ALIGN) == 61) return raiseText(T.ValueError, "'=' alignment not allowed in string format specifier")
  return layOutText(spec, s)
}
