// Exact ints as str: str() and repr() with the limit on digits, and `int.__format__`.

import { INT_MAX_STR_DIGITS } from '../memory/layout'
import { EXCEPTION, Value, intOf, isInt, pointer } from '../memory/value'
import { floatFormatParsed } from './float-format'
import {
  SPEC_ALIGN, SPEC_ALTERNATE, SPEC_NO_NEGATIVE_ZERO, SPEC_PRECISION, SPEC_SIGN, SPEC_TYPE, isSpecFloat, layOutNumber, layOutText,
  parseFormatSpec, raiseUnknownCode,
} from './format-spec'
import { intBitLengthOf, intCheckF64, intIsNegative, intToF64, intToI64Saturated, scratchLimbs } from './int-core'
import { intDecimalBound, intWriteBinary, intWriteDecimal } from './int-text'
import { raiseFormat, raiseText } from './raise'
import { strFromCodePoint } from './str-build'
import { STR_ASCII, STR_LENGTH, latin1Str, newStr, strLength } from './str-core'
import { T } from './type-ids'

export const DEFAULT_MAX_STR_DIGITS: u32 = 4300
/** Numbers of fewer digits are never refused. */
export const MAX_STR_DIGITS_THRESHOLD: u32 = 640

/** False: ValueError raised, the number has too many digits for str(). `digits` may be estimated (0: not counted yet). */
export function checkDigits(v: Value, digits: u32): bool {
  const limit = load<u32>(INT_MAX_STR_DIGITS)
  if (limit == 0) return true
  // 3.3219 bits a digit: refuse what is surely too long before converting it
  const surely = digits ? digits > limit : intBitLengthOf(v) > <u64>limit * 33220 / 10000 + 4
  if (!surely) return true
  raiseFormat(T.ValueError, 'Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit', limit)
  return false
}

/** str(v), repr(v) of an exact int. */
export function intToStr(v: Value): Value {
  if (isInt(v)) {
    const i = intOf(v)
    if (<u64>i < 10) return pointer(latin1Str(48 + <u32>i))
  } else if (!checkDigits(v, 0)) return EXCEPTION
  const negative: u32 = intIsNegative(v) ? 1 : 0
  const s = newStr(1, intDecimalBound(v) + negative, STR_ASCII)
  if (negative) store<u8>(s + 16, 45)
  const n = intWriteDecimal(s + 16 + negative, v)
  if (!isInt(v) && !checkDigits(v, n)) return EXCEPTION
  store<u32>(s, n + negative, STR_LENGTH)
  return pointer(s)
}

/** Bits a digit of presentation types b, o, x, X; 0 for others. */
function bitsOf(type: u32): u32 { return type == 98 ? 1 : type == 111 ? 3 : (type | 32) == 120 && type < 128 ? 4 : 0 }

/** bin(), oct(), hex(): "0x" text of an exact int. */
export function intToBase(v: Value, type: u32): Value {
  const bits = bitsOf(type)
  const n = intWriteBinary(0, v, bits)
  const negative: u32 = intIsNegative(v) ? 1 : 0
  const s = newStr(1, n + 2 + negative, STR_ASCII)
  if (negative) store<u8>(s + 16, 45)
  const at = s + 16 + negative
  store<u8>(at, 48)
  store<u8>(at, <u8>type, 1)
  intWriteBinary(at + 2, v, bits)
  return pointer(s)
}

/** `format(object, formatSpec)`; v is the object's exact int, formatSpec an exact str. */
export function intFormat(v: Value, formatSpec: u32, object: Value): Value {
  if (strLength(formatSpec) == 0) return intToStr(v)
  const spec = parseFormatSpec(formatSpec, 62, 100, object)
  if (!spec) return EXCEPTION
  const type = load<u32>(spec, SPEC_TYPE)
  const bits = bitsOf(type)
  if (!bits && type != 100 && type != 110 && type != 99) {
    if (!isSpecFloat(type)) return raiseUnknownCode(type, object)
    return intCheckF64(v) ? floatFormatParsed(intToF64(v), spec) : EXCEPTION
  }
  if (load<i32>(spec, SPEC_PRECISION) >= 0) return raiseText(T.ValueError, 'Precision not allowed in integer format specifier')
  if (load<u32>(spec, SPEC_NO_NEGATIVE_ZERO)) return raiseText(T.ValueError, 'Negative zero coercion (z) not allowed in integer format specifier')
  if (type == 99) return formatCharacter(v, spec)
  const negative = intIsNegative(v)
  if (bits) {
    const room = scratchLimbs((intWriteBinary(0, v, bits) >> 2) + 1)
    const n = intWriteBinary(room, v, bits)
    if (type == 88) for (let i: u32 = 0; i < n; i++) if (load<u8>(room + i) >= 97) store<u8>(room + i, load<u8>(room + i) - 32)
    return layOutNumber(spec, room, n, negative, load<u32>(spec, SPEC_ALTERNATE) ? type : 0, 4)
  }
  if (!isInt(v) && !checkDigits(v, 0)) return EXCEPTION
  const room = scratchLimbs((intDecimalBound(v) >> 2) + 2)
  const n = intWriteDecimal(room, v)
  if (!isInt(v) && !checkDigits(v, n)) return EXCEPTION
  return layOutNumber(spec, room, n, negative, 0, 3)
}

function formatCharacter(v: Value, spec: u32): Value {
  if (load<u32>(spec, SPEC_SIGN)) return raiseText(T.ValueError, "Sign not allowed with integer format specifier 'c'")
  if (load<u32>(spec, SPEC_ALTERNATE)) return raiseText(T.ValueError, "Alternate form (#) not allowed with integer format specifier 'c'")
  const c = intToI64Saturated(v)
  if (<u64>c >= 0x110000) return raiseText(T.OverflowError, '%c arg not in range(0x110000)')
  if (load<u32>(spec, SPEC_ALIGN) == 61) store<u32>(spec, 62, SPEC_ALIGN)
  return layOutText(spec, strFromCodePoint(<u32>c))
}
