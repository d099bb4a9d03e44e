// Methods of float: rounding, ratios, hexadecimal text, formatting.

import { EXCEPTION, NONE, UNBOUND, Value, addressOf, boolValue, floatValue, intValue, isFloat, isPointer, pointer } from '../memory/value'
import { call1 } from '../interp/nested'
import { arg, defineClassMethod, defineMethod, fn } from './define'
import { DECIMAL_COUNT, DECIMAL_DIGITS, decimalFixed, fixedRoom, newDecimal } from './float-decimal'
import { floatFormat } from './float-format'
import { floatPayload, roundHalfEven } from './float-core'
import { decimalToFloat, scanFloat, writeAscii } from './float-text'
import { intFromI64, intToI64Saturated, f64FromParts, scratchLimbs } from './int-core'
import { intPowerOfTwo, intShiftLeftBy } from './int-bits'
import { intFromFloat } from './int-new'
import { digitValue, writeU64 } from './int-text'
import { lit } from './intern'
import { toInt } from './item-access'
import { isFloatError, numberToFloat } from './number-args'
import { asciiOf, skipSpace, skipSpaceBack } from './number-parse'
import { raiseFormat, raiseText } from './raise'
import { typeAt } from './shape'
import { STR_ASCII, STR_LENGTH, newStr, strEqual, strLength, strOf } from './str-core'
import { tupleOf1, tupleOf2 } from './tuple-core'
import { tagOf } from './type'
import { T } from './type-ids'

function self_(argv: u32): f64 { return floatPayload(arg(argv, 0)) }

function float_conjugate(argv: u32): Value { return floatValue(self_(argv)) }
function float_trunc(argv: u32): Value { return intFromFloat(self_(argv)) }
function float_floor(argv: u32): Value { return intFromFloat(Math.floor(self_(argv))) }
function float_ceil(argv: u32): Value { return intFromFloat(Math.ceil(self_(argv))) }
function float_is_integer(argv: u32): Value {
  const f = self_(argv)
  return boolValue(Math.abs(f) != Infinity && Math.trunc(f) == f)
}
function float_getnewargs(argv: u32): Value { return pointer(tupleOf1(floatValue(self_(argv)))) }

function float_round(argv: u32): Value {
  const f = self_(argv)
  const digits = arg(argv, 1)
  if (digits == UNBOUND || digits == NONE) return intFromFloat(roundHalfEven(f))
  const n = toInt(digits)
  if (n == EXCEPTION) return EXCEPTION
  const places = intToI64Saturated(n)
  if (f != f || Math.abs(f) == Infinity || f == 0 || places > 323) return floatValue(f)
  if (places < -309) return floatValue(copysign<f64>(0, f))
  const r = floatRound(Math.abs(f), <i32>places)
  if (r == Infinity) return raiseText(T.OverflowError, 'rounded value too large to represent')
  return floatValue(copysign<f64>(r, f))
}

/** f >= 0 rounded to `places` decimal places, exactly: through the decimal digits. */
export function floatRound(f: f64, places: i32): f64 {
  const record = newDecimal(fixedRoom(f, places))
  decimalFixed(record, f, places)
  let at = record + DECIMAL_DIGITS
  let n = load<u32>(record, DECIMAL_COUNT)
  while (n > 0 && load<u8>(at) == 48) { at++; n-- }
  return decimalToFloat(at, n, -places)
}

function float_as_integer_ratio(argv: u32): Value {
  const f = self_(argv)
  if (f != f) return raiseText(T.ValueError, 'cannot convert NaN to integer ratio')
  if (Math.abs(f) == Infinity) return raiseText(T.OverflowError, 'cannot convert Infinity to integer ratio')
  if (f == 0) return pointer(tupleOf2(intValue(0), intValue(1)))
  const bits = reinterpret<u64>(f)
  let m = bits & 0xfffffffffffff
  let e = <i32>(bits >> 52 & 0x7ff)
  if (e) m |= 0x10000000000000
  else e = 1
  e -= 1075
  const zeros = <i32>ctz(m)
  m >>= <u64>zeros
  e += zeros
  const numerator = intFromI64(bits >> 63 ? -<i64>m : <i64>m)
  if (e >= 0) return pointer(tupleOf2(intShiftLeftBy(numerator, e), intValue(1)))
  return pointer(tupleOf2(numerator, intPowerOfTwo(-e)))
}

function float_format(argv: u32): Value {
  const spec = arg(argv, 1)
  if (!isPointer(spec) || tagOf(spec) != T.str) return raiseFormat(T.TypeError, '__format__() argument must be str, not %T', spec)
  return floatFormat(self_(argv), strOf(spec), arg(argv, 0))
}

function float_hex(argv: u32): Value {
  const f = self_(argv)
  const s = newStr(1, 32, STR_ASCII)
  let at = s + 16
  if (f != f) at = writeAscii(at, 'nan')
  else {
    const bits = reinterpret<u64>(f)
    if (bits >> 63) at = writeAscii(at, '-')
    const m = bits & 0xfffffffffffff
    const e = <i32>(bits >> 52 & 0x7ff)
    if (e == 2047) at = writeAscii(at, 'inf')
    else if (f == 0) at = writeAscii(at, '0x0.0p+0')
    else {
      at = writeAscii(at, e ? '0x1.' : '0x0.')
      for (let i = 48; i >= 0; i -= 4) {
        const d = <u8>(m >> <u64>i & 15)
        store<u8>(at, d < 10 ? 48 + d : 87 + d)
        at++
      }
      const exponent = e ? e - 1023 : -1022
      at = writeAscii(at, exponent < 0 ? 'p-' : 'p+')
      at += writeU64(at, exponent < 0 ? -exponent : exponent)
    }
  }
  store<u32>(s, at - (s + 16), STR_LENGTH)
  return pointer(s)
}

function invalidHex(): Value { return raiseText(T.ValueError, 'invalid hexadecimal floating-point string') }

function float_fromhex(argv: u32): Value {
  const text = arg(argv, 1)
  if (!isPointer(text) || tagOf(text) != T.str) return raiseText(T.TypeError, 'bad argument type for built-in operation')
  const s = strOf(text)
  const at = asciiOf(s)
  const f = fromHex(at, at + strLength(s))
  if (f == EXCEPTION) return EXCEPTION
  return construct(addressOf(arg(argv, 0)), f)
}

/** f itself, or type(f) for a subclass. */
function construct(type: u32, f: Value): Value { return type == typeAt(T.float) ? f : call1(pointer(type), f) }

function fromHex(from: u32, end: u32): Value {
  let p = skipSpace(from, end)
  end = skipSpaceBack(p, end)
  let negative = false
  const first = p
  if (p < end && (load<u8>(p) == 43 || load<u8>(p) == 45)) { negative = load<u8>(p) == 45; p++ }
  if (p < end && ((load<u8>(p) | 32) == 105 || (load<u8>(p) | 32) == 110)) {
    const out = scratchLimbs(2)
    return scanFloat(first, end, false, out) == end ? floatValue(load<f64>(out)) : invalidHex()
  }
  if (p + 1 < end && load<u8>(p) == 48 && (load<u8>(p, 1) | 32) == 120) p += 2
  // up to 64 bits of digits; what is behind them only matters as "more than nothing"
  let m: u64 = 0
  let sticky = false, any = false, fraction = false
  let exponent: i64 = 0
  for (; p < end; p++) {
    const c = <u32>load<u8>(p)
    if (c == 46 && !fraction) { fraction = true; continue }
    const d = digitValue(c)
    if (d > 15) break
    any = true
    if (m >> 60) {
      if (d) sticky = true
      if (!fraction) exponent += 4
    } else {
      m = m << 4 | d
      if (fraction) exponent -= 4
    }
  }
  if (!any) return invalidHex()
  if (p < end && (load<u8>(p) | 32) == 112) {
    p++
    let minus = false
    if (p < end && (load<u8>(p) == 43 || load<u8>(p) == 45)) { minus = load<u8>(p) == 45; p++ }
    if (p == end || <u32>load<u8>(p) - 48 >= 10) return invalidHex()
    let x: i64 = 0
    for (; p < end && <u32>load<u8>(p) - 48 < 10; p++) if (x < 1000000000000) x = x * 10 + load<u8>(p) - 48
    exponent += minus ? -x : x
  }
  if (p != end) return invalidHex()
  let f: f64 = 0
  if (m) {
    if (exponent > 4000) f = Infinity
    else if (exponent > -4000) f = f64FromParts(m, sticky, <i32>exponent)
    if (f == Infinity) return raiseText(T.OverflowError, 'hexadecimal value too large to represent as a float')
  }
  return floatValue(negative ? -f : f)
}

function float_from_number(argv: u32): Value {
  const type = addressOf(arg(argv, 0))
  const v = arg(argv, 1)
  if (isFloat(v) && type == typeAt(T.float)) return v
  const f = numberToFloat(v)
  return isFloatError(f) ? EXCEPTION : construct(type, floatValue(f))
}

function float_getformat(argv: u32): Value {
  const kind = arg(argv, 1)
  if (!isPointer(kind) || tagOf(kind) != T.str) return raiseFormat(T.TypeError, '__getformat__() argument must be str, not %T', kind)
  if (!strEqual(strOf(kind), lit('double')) && !strEqual(strOf(kind), lit('float'))) {
    return raiseText(T.ValueError, "__getformat__() argument 1 must be 'double' or 'float'")
  }
  return pointer(lit('IEEE, little-endian'))
}

export function initFloatMethods(t: u32): void {
  defineMethod(t, 'conjugate', '($self, /)', fn(float_conjugate))
  defineMethod(t, '__trunc__', '($self, /)', fn(float_trunc))
  defineMethod(t, '__floor__', '($self, /)', fn(float_floor))
  defineMethod(t, '__ceil__', '($self, /)', fn(float_ceil))
  defineMethod(t, '__round__', '($self, ndigits=None, /)', fn(float_round))
  defineMethod(t, 'as_integer_ratio', '($self, /)', fn(float_as_integer_ratio))
  defineMethod(t, 'is_integer', '($self, /)', fn(float_is_integer))
  defineMethod(t, 'hex', '($self, /)', fn(float_hex))
  defineMethod(t, '__getnewargs__', '($self, /)', fn(float_getnewargs))
  defineMethod(t, '__format__', '($self, format_spec, /)', fn(float_format))
  defineClassMethod(t, 'fromhex', '($type, string, /)', fn(float_fromhex))
  defineClassMethod(t, 'from_number', '($type, number, /)', fn(float_from_number))
  defineClassMethod(t, '__getformat__', '($type, typestr, /)', fn(float_getformat))
}
