// printf-style formatting, `format % arguments`, of str and bytes: one interpreter of format strings over code points, whose output
// is a text (bytes: one code point per byte).

import { allocateStorage } from '../gc/allocate'
import { EXCEPTION, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, isPointer, pointer } from '../memory/value'
import { ascii, repr, str } from './abstract'
import { call0 } from '../interp/nested'
import { lookupSpecial } from './attribute-access'
import { bytesData, bytesLength, bytesOf, isBytes, newBytes } from './bytes-core'
import { bytesOfBuffer, hasBuffer } from './buffer'
import { bytesOfText } from './codec-output'
import { FLOAT_ALTERNATE, floatText, floatTextRoom } from './float-format'
import { intIsNegative } from './int-core'
import { intDecimalBound, intWriteBinary, intWriteDecimal } from './int-text'
import { checkDigits } from './int-format'
import { lit } from './intern'
import { getItem, isPlainInt, toIndex, toInt } from './item-access'
import { clearError, errorMatches, raiseFormat, raiseText } from './raise'
import { isFloatError, numberToFloat } from './number-args'
import { codePointAt, strRangeValue } from './str-build'
import { strData, strKind, strLength, strOf } from './str-core'
import { isStr } from './text-args'
import { textBegin, textCodePoint, textDrop, textEnd, textPart } from './text-builder'
import { tupleItem, tupleLength } from './tuple-core'
import { tagOf, typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

const LEFT: u32 = 1
const PLUS: u32 = 2
const SPACE: u32 = 4
const ALTERNATE: u32 = 8
const ZERO: u32 = 16

// ---- the state of one formatting: a record in scratch storage
const STATE_ARGUMENTS: u32 = 0 // value: tuple, single argument, or what a key has found
const STATE_COUNT: u32 = 8 // i32: length of the tuple, or -1 for a single argument
const STATE_NEXT: u32 = 12 // i32: next index; a single argument is used at -2
const STATE_FLAGS: u32 = 16
const STATE_WIDTH: u32 = 20 // i32, -1: none
const STATE_PRECISION: u32 = 24 // i32, -1: none
const STATE_CONVERSION: u32 = 28
const STATE_BYTES: u32 = 32

/** The next argument, or EXCEPTION. */
function nextArgument(state: u32): Value {
  const i = load<i32>(state, STATE_NEXT), n = load<i32>(state, STATE_COUNT)
  if (i >= n) return raiseText(T.TypeError, 'not enough arguments for format string')
  store<i32>(state, i + 1, STATE_NEXT)
  return n < 0 ? load<u64>(state, STATE_ARGUMENTS) : tupleItem(addressOf(load<u64>(state, STATE_ARGUMENTS)), i)
}

function pad(c: u32, n: i64): void { for (; n > 0; n--) textCodePoint(c) }

/** A number: sign, "0x" prefix (0: none), `n` characters at `at`, filled up to the width. */
function appendNumber(state: u32, negative: bool, prefix: u32, at: u32, n: u32, zeros: u32): void {
  const flags = load<u32>(state, STATE_FLAGS)
  const sign: u32 = negative ? 45 : flags & PLUS ? 43 : flags & SPACE ? 32 : 0
  const total = <i64>n + zeros + (sign ? 1 : 0) + (prefix ? 2 : 0)
  const missing = <i64>load<i32>(state, STATE_WIDTH) - total
  const fillZero = (flags & ZERO) != 0 && (flags & LEFT) == 0
  if (!fillZero && !(flags & LEFT)) pad(32, missing)
  if (sign) textCodePoint(sign)
  if (prefix) { textCodePoint(48); textCodePoint(prefix) }
  if (fillZero) pad(48, missing)
  pad(48, zeros)
  for (let i: u32 = 0; i < n; i++) textCodePoint(load<u8>(at + i))
  if (flags & LEFT) pad(32, missing)
}

/** Code points [0, n) of exact str `s`, filled with spaces. */
function appendText(state: u32, s: u32, n: u32): void {
  const missing = <i64>load<i32>(state, STATE_WIDTH) - n
  const left = (load<u32>(state, STATE_FLAGS) & LEFT) != 0
  if (!left) pad(32, missing)
  textPart(s, 0, n)
  if (left) pad(32, missing)
}

function appendBytes(state: u32, b: u32): void {
  const precision = load<i32>(state, STATE_PRECISION)
  const n = precision >= 0 && <u32>precision < bytesLength(b) ? <u32>precision : bytesLength(b)
  const missing = <i64>load<i32>(state, STATE_WIDTH) - n
  const left = (load<u32>(state, STATE_FLAGS) & LEFT) != 0
  if (!left) pad(32, missing)
  for (let i: u32 = 0; i < n; i++) textCodePoint(load<u8>(bytesData(b) + i))
  if (left) pad(32, missing)
}

/** %d, %i, %u, %x, %X, %o; false: raised. */
function appendInt(state: u32, v: Value): bool {
  const c = load<u32>(state, STATE_CONVERSION)
  const decimal = c == 100 || c == 105 || c == 117
  let number: Value
  if (isPlainInt(v)) number = toInt(v)
  else {
    const type = typeOf(v)
    if (decimal && typeSlot(type, Slot.int_)) number = call_indirect<Value>(typeSlot(type, Slot.int_), v)
    else if (typeSlot(type, Slot.index)) number = toInt(v)
    else number = UNBOUND
    if (number == EXCEPTION && errorMatches(T.TypeError)) { clearError(); number = UNBOUND }
    if (number == EXCEPTION) return false
    if (number == UNBOUND) {
      if (decimal) raiseFormat(T.TypeError, '%%%c format: a real number is required, not %T', c, v)
      else raiseFormat(T.TypeError, '%%%c format: an integer is required, not %T', c, v)
      return false
    }
    number = toInt(number)
    if (number == EXCEPTION) return false
  }
  const precision = load<i32>(state, STATE_PRECISION)
  let room: u32, n: u32, prefix: u32 = 0
  if (decimal) {
    if (!checkDigits(number, 0)) return false
    room = allocateStorage(intDecimalBound(number)) + 8
    n = intWriteDecimal(room, number)
  } else {
    const bits: u32 = c == 111 ? 3 : 4
    room = allocateStorage(intWriteBinary(0, number, bits)) + 8
    n = intWriteBinary(room, number, bits)
    if (c == 88) for (let i: u32 = 0; i < n; i++) if (load<u8>(room + i) >= 97) store<u8>(room + i, load<u8>(room + i) - 32)
    if (load<u32>(state, STATE_FLAGS) & ALTERNATE) prefix = c
  }
  const zeros = precision > <i32>n ? <u32>precision - n : 0
  appendNumber(state, intIsNegative(number), prefix, room, n, zeros)
  return true
}

/** %e, %f, %g and upper case; false: raised. */
function appendFloat(state: u32, v: Value, forBytes: bool): bool {
  const f = numberToFloat(v)
  if (isFloatError(f)) {
    if (forBytes && errorMatches(T.TypeError)) { clearError(); raiseFormat(T.TypeError, 'float argument required, not %T', v) }
    return false
  }
  let precision = load<i32>(state, STATE_PRECISION)
  if (precision < 0) precision = 6
  const room = allocateStorage(floatTextRoom(f, precision)) + 8
  const alternate = load<u32>(state, STATE_FLAGS) & ALTERNATE ? FLOAT_ALTERNATE : 0
  const n = floatText(room, f, load<u32>(state, STATE_CONVERSION), precision, alternate)
  appendNumber(state, f < 0 || (f == 0 && reinterpret<u64>(f) >> 63 != 0), 0, room, n, 0)
  return true
}

/** %c; false: raised. */
function appendCharacter(state: u32, v: Value, forBytes: bool): bool {
  let c: i64
  if (!forBytes && isStr(v)) {
    const s = strOf(v)
    if (strLength(s) != 1) {
      raiseFormat(T.TypeError, '%%c requires an int or a unicode character, not a string of length %d', strLength(s))
      return false
    }
    c = codePointAt(strKind(s), strData(s), 0)
  } else if (forBytes && (isBytes(v) || (isPointer(v) && tagOf(v) == T.bytearray))) {
    const b = bytesOfBuffer(v)
    if (!b) return false
    if (bytesLength(b) != 1) {
      raiseFormat(T.TypeError, '%%c requires an integer in range(256) or a single byte, not a %T object of length %d', v, bytesLength(b))
      return false
    }
    c = load<u8>(bytesData(b))
  } else {
    if (!typeSlot(typeOf(v), Slot.index)) {
      if (forBytes) raiseFormat(T.TypeError, '%%c requires an integer in range(256) or a single byte, not %T', v)
      else raiseFormat(T.TypeError, '%%c requires an int or a unicode character, not %T', v)
      return false
    }
    const number = toInt(v)
    if (number == EXCEPTION) return false
    c = toIndex(number, T.none)
    const limit: i64 = forBytes ? 256 : 0x110000
    if (c < 0 || c >= limit) {
      if (forBytes) raiseText(T.OverflowError, '%c arg not in range(256)')
      else raiseText(T.OverflowError, '%c arg not in range(0x110000)')
      return false
    }
  }
  const missing = <i64>load<i32>(state, STATE_WIDTH) - 1
  const left = (load<u32>(state, STATE_FLAGS) & LEFT) != 0
  if (!left) pad(32, missing)
  textCodePoint(<u32>c)
  if (left) pad(32, missing)
  return true
}

/** bytes %s and %b: the bytes of a bytes-like object, or of `__bytes__`; 0: raised. */
function bytesArgument(v: Value): u32 {
  if (isBytes(v)) return bytesOf(v)
  const method = lookupSpecial(v, lit('__bytes__'))
  if (method == EXCEPTION) return 0
  if (method != UNBOUND) {
    const b = call0(method)
    if (b == EXCEPTION) return 0
    if (isBytes(b)) return bytesOf(b)
    raiseFormat(T.TypeError, '__bytes__ returned non-bytes (type %T)', b)
    return 0
  }
  if (hasBuffer(v)) return bytesOfBuffer(v)
  raiseFormat(T.TypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'", v)
  return 0
}

/** One conversion; false: raised. `at` is the index of the conversion character, for the error's text. */
function appendConversion(state: u32, v: Value, at: u32, forBytes: bool): bool {
  const c = load<u32>(state, STATE_CONVERSION)
  switch (c) {
    case 98: case 115: // b, s
      if (forBytes) {
        const b = bytesArgument(v)
        if (!b) return false
        appendBytes(state, b)
        return true
      }
      if (c == 98) break
    case 114: case 97: { // r, a
      const text = c == 115 ? str(v) : c == 97 || forBytes ? ascii(v) : repr(v)
      if (text == EXCEPTION) return false
      const s = strOf(text)
      const precision = load<i32>(state, STATE_PRECISION)
      appendText(state, s, precision >= 0 && <u32>precision < strLength(s) ? <u32>precision : strLength(s))
      return true
    }
    case 100: case 105: case 117: case 120: case 88: case 111: return appendInt(state, v)
    case 101: case 69: case 102: case 70: case 103: case 71: return appendFloat(state, v, forBytes)
    case 99: return appendCharacter(state, v, forBytes)
    default:
  }
  if (forBytes && c > 127) {
    raiseText(T.OverflowError, 'character argument not in range(0x110000)') // as CPython says it of a negative char
    return false
  }
  raiseFormat(T.ValueError, "unsupported format character '%c' (0x%s) at index %d", c > 31 && c < 128 ? c : 63, hexText(c), at)
  return false
}

/** Hexadecimal digits of `c` as a text constant's address: made as a fresh UTF-16 text, for %s. */
function hexText(c: u32): u64 {
  let digits: u32 = 1
  while (digits < 8 && c >> (digits * 4)) digits++
  const room = allocateStorage(4 + digits * 2) + 8
  store<u32>(room, digits * 2)
  for (let i: u32 = 0; i < digits; i++) {
    const d = c >> ((digits - 1 - i) * 4) & 15
    store<u16>(room + 4 + i * 2, <u16>(d < 10 ? 48 + d : 87 + d))
  }
  return room + 4
}

const NUMBER_ERROR: i64 = -2

/** A width or precision at `i` given by "*": its value, or NUMBER_ERROR. */
function starArgument(state: u32, precision: bool): i64 {
  const v = nextArgument(state)
  if (v == EXCEPTION) return NUMBER_ERROR
  if (!isPlainInt(v)) {
    raiseText(T.TypeError, '* wants int')
    return NUMBER_ERROR
  }
  const n = toIndex(v, T.none)
  if (n > 0x7fffffff || n < -0x7fffffff) {
    if (precision) raiseText(T.OverflowError, 'Python int too large to convert to C int')
    else raiseText(T.OverflowError, 'Python int too large to convert to C ssize_t')
    return NUMBER_ERROR
  }
  return n
}

/** Interprets `format` (kind, data, n); false: raised. The output goes to the text being built. */
function interpret(kind: u32, data: u32, n: u32, arguments_: Value, forBytes: bool): bool {
  const state = allocateStorage(STATE_BYTES) + 8
  const isTuple = isPointer(arguments_) && tagOf(arguments_) == T.tuple
  store<u64>(state, arguments_, STATE_ARGUMENTS)
  store<i32>(state, isTuple ? tupleLength(addressOf(arguments_)) : -1, STATE_COUNT)
  store<i32>(state, isTuple ? 0 : -2, STATE_NEXT)
  const isMapping = !isTuple && typeSlot(typeOf(arguments_), Slot.subscript) != 0 &&
    !(forBytes ? isBytes(arguments_) || tagOf(arguments_) == T.bytearray : isStr(arguments_))
  let i: u32 = 0
  while (i < n) {
    const c = codePointAt(kind, data, i++)
    if (c != 37) { textCodePoint(c); continue }
    if (i < n && codePointAt(kind, data, i) == 37) { textCodePoint(37); i++; continue }
    if (i < n && codePointAt(kind, data, i) == 40) {
      if (!isMapping) { raiseText(T.TypeError, 'format requires a mapping'); return false }
      const from = ++i
      let depth = 1
      while (depth > 0 && i < n) {
        const k = codePointAt(kind, data, i++)
        if (k == 40) depth++
        else if (k == 41) depth--
      }
      if (depth > 0) { raiseText(T.ValueError, 'incomplete format key'); return false }
      const value = getItem(arguments_, keyOf(kind, data, from, i - 1, forBytes))
      if (value == EXCEPTION) return false
      store<u64>(state, value, STATE_ARGUMENTS)
      store<i32>(state, -1, STATE_COUNT)
      store<i32>(state, -2, STATE_NEXT)
    }
    let flags: u32 = 0
    for (; i < n; i++) {
      const f = codePointAt(kind, data, i)
      if (f == 45) flags |= LEFT
      else if (f == 43) flags |= PLUS
      else if (f == 32) flags |= SPACE
      else if (f == 35) flags |= ALTERNATE
      else if (f == 48) flags |= ZERO
      else break
    }
    let width: i64 = -1, precision: i64 = -1
    if (i < n && codePointAt(kind, data, i) == 42) {
      i++
      width = starArgument(state, false)
      if (width == NUMBER_ERROR) return false
      if (width < 0) { flags |= LEFT; width = -width }
    } else if (i < n && codePointAt(kind, data, i) - 48 < 10) {
      width = 0
      for (; i < n && codePointAt(kind, data, i) - 48 < 10; i++) {
        width = width * 10 + (codePointAt(kind, data, i) - 48)
        if (width > 0x7fffffff) { raiseText(T.ValueError, 'width too big'); return false }
      }
    }
    if (i < n && codePointAt(kind, data, i) == 46) {
      i++
      precision = 0
      if (i < n && codePointAt(kind, data, i) == 42) {
        i++
        precision = starArgument(state, true)
        if (precision == NUMBER_ERROR) return false
        if (precision < 0) precision = 0
      } else {
        for (; i < n && codePointAt(kind, data, i) - 48 < 10; i++) {
          precision = precision * 10 + (codePointAt(kind, data, i) - 48)
          if (precision > 0x7fffffff) { raiseText(T.ValueError, 'precision too big'); return false }
        }
      }
    }
    if (i < n) {
      const l = codePointAt(kind, data, i)
      if (l == 104 || l == 108 || l == 76) i++
    }
    if (i >= n) { raiseText(T.ValueError, 'incomplete format'); return false }
    store<u32>(state, flags, STATE_FLAGS)
    store<i32>(state, <i32>width, STATE_WIDTH)
    store<i32>(state, <i32>precision, STATE_PRECISION)
    store<u32>(state, codePointAt(kind, data, i), STATE_CONVERSION)
    const v = nextArgument(state)
    if (v == EXCEPTION) return false
    if (!appendConversion(state, v, i, forBytes)) return false
    i++
  }
  if (load<i32>(state, STATE_NEXT) < load<i32>(state, STATE_COUNT) && !isMapping) {
    if (forBytes) raiseText(T.TypeError, 'not all arguments converted during bytes formatting')
    else raiseText(T.TypeError, 'not all arguments converted during string formatting')
    return false
  }
  return true
}

/** The key between "(" and ")": a str, or bytes. */
function keyOf(kind: u32, data: u32, from: u32, to: u32, forBytes: bool): Value {
  if (!forBytes) return strRangeValue(data - 16, from, to)
  const b = newBytes(to - from)
  memory.copy(bytesData(b), data + from, to - from)
  return pointer(b)
}

/** Slot mod of str. */
export function str_mod(self: Value, arguments_: Value): Value {
  if (!isStr(self)) return NOT_IMPLEMENTED
  const s = strOf(self)
  textBegin()
  if (interpret(strKind(s), strData(s), strLength(s), arguments_, false)) return textEnd()
  textDrop()
  return EXCEPTION
}

/** `format % arguments` for the exact bytes object `format`. */
export function bytesPercent(format: u32, arguments_: Value): Value {
  textBegin()
  if (interpret(1, bytesData(format), bytesLength(format), arguments_, true)) return bytesOfText()
  textDrop()
  return EXCEPTION
}
