// Format strings of _struct, and single values to and from bytes.
//
// A walk over a format is a record of WALK_BYTES: it yields one item per code, with its count and its place in the bytes.
//   +0 format:32 (str address)  +4 position:32  +8 native alignment:32  +12 big-endian:32  +16 place behind the last item:32
//   +20 code:32  +24 count:32  +28 size of one:32  +32 place:32  +36 standard sizes:32

import { EXCEPTION, FALSE, TRUE, Value, addressOf, floatValue, isPointer, pointer } from '../memory/value'
import { bytesData, bytesFromData, bytesLength, bytesOf, isBytes } from '../objects/bytes-core'
import { bytesOfBytearray, isBytearray } from '../objects/bytearray-core'
import { isTrue } from '../objects/compare'
import { newComplex, complexImag, complexReal, isComplex } from '../objects/complex-core'
import { intFitsI64, intFitsU64, intFromI64, intFromU64, intIsNegative, intMagnitude64, intToI64 } from '../objects/int-core'
import { isIndex, toInt } from '../objects/item-access'
import { numberToFloat } from '../objects/number-args'
import { clearError, errorMatches, raiseFormat, raiseText } from '../objects/raise'
import { strAt, strLength } from '../objects/str-core'
import { T } from '../objects/type-ids'
import { allocateStorage } from '../gc/allocate'

const FORMAT: u32 = 0
const POSITION: u32 = 4
const ALIGNED: u32 = 8
const BIG: u32 = 12
const END: u32 = 16
export const WALK_CODE: u32 = 20
export const WALK_COUNT: u32 = 24
export const WALK_SIZE: u32 = 28
export const WALK_PLACE: u32 = 32
const STANDARD: u32 = 36
const WALK_BYTES: u32 = 40

export function walkBegin(format: u32): u32 {
  const w = allocateStorage(WALK_BYTES) + 8
  walkReset(w, format)
  return w
}

export function walkReset(w: u32, format: u32): void {
  memory.fill(w, 0, WALK_BYTES)
  store<u32>(w, format, FORMAT)
  store<u32>(w, 1, ALIGNED)
  if (strLength(format) == 0) return
  const c = strAt(format, 0)
  if (c != 64 && c != 61 && c != 60 && c != 62 && c != 33) return
  store<u32>(w, 1, POSITION)
  if (c == 64) return
  store<u32>(w, 0, ALIGNED)
  store<u32>(w, 1, STANDARD)
  store<u32>(w, c == 62 || c == 33, BIG)
}

/** Size of a code; 0: there is none. */
function sizeOf(c: u32, standard: bool): u32 {
  switch (c) {
    case 120: case 99: case 98: case 66: case 63: case 115: case 112: return 1 // x c b B ? s p
    case 104: case 72: case 101: return 2 // h H e
    case 105: case 73: case 102: return 4 // i I f
    case 108: case 76: return standard ? 4 : 8 // l L
    case 113: case 81: case 100: return 8 // q Q d
    case 70: return 8 // F
    case 68: return 16 // D
    case 110: case 78: case 80: return standard ? 0 : 8 // n N P
  }
  return 0
}

/** The next item: 1; the end: 0; raised: -1. */
export function walkNext(w: u32): i32 {
  const format = load<u32>(w, FORMAT), n = strLength(format)
  let at = load<u32>(w, POSITION)
  while (at < n && isSpace(strAt(format, at))) at++
  if (at >= n) return 0
  let c = strAt(format, at)
  let count: u64 = 1
  if (c >= 48 && c <= 57) {
    count = 0
    for (; at < n && (c = strAt(format, at)) >= 48 && c <= 57; at++) {
      count = count * 10 + (c - 48)
      if (count > 0x3fffffff) return failed('total struct size too long')
    }
    if (at >= n) return failed('repeat count given without format specifier')
  }
  if (c == 0) return failed('embedded null character')
  const size = sizeOf(c, load<u32>(w, STANDARD) != 0)
  if (!size) return failed('bad char in struct format')
  let place: u64 = load<u32>(w, END)
  if (load<u32>(w, ALIGNED)) {
    const align: u64 = c == 68 ? 8 : c == 70 ? 4 : size
    place = (place + align - 1) / align * align
  }
  const end = place + count * size
  if (end > 0x3fffffff) return failed('total struct size too long')
  store<u32>(w, at + 1, POSITION)
  store<u32>(w, c, WALK_CODE)
  store<u32>(w, <u32>count, WALK_COUNT)
  store<u32>(w, size, WALK_SIZE)
  store<u32>(w, <u32>place, WALK_PLACE)
  store<u32>(w, <u32>end, END)
  return 1
}

function isSpace(c: u32): bool { return c == 32 || c >= 9 && c <= 13 }

function failed(message: string): i32 {
  raiseText(T.struct_error, message)
  return -1
}

/** Values that the current item stands for. */
export function walkValues(w: u32): u32 {
  const c = load<u32>(w, WALK_CODE)
  return c == 120 ? 0 : c == 115 || c == 112 ? 1 : load<u32>(w, WALK_COUNT)
}

/** Bytes of the whole format, after a walk to its end. */
export function walkEnd(w: u32): u32 { return load<u32>(w, END) }

// ---- to values

function loadBytes(at: u32, size: u32, big: bool): u64 {
  let u: u64 = 0
  if (big) for (let i: u32 = 0; i < size; i++) u = u << 8 | load<u8>(at + i)
  else for (let i = size; i > 0; i--) u = u << 8 | load<u8>(at + i - 1)
  return u
}

/** The value of half precision bits. */
function halfToF64(h: u32): f64 {
  const exponent = h >> 10 & 31, mantissa = h & 1023
  let x: f64
  if (exponent == 31) x = mantissa ? NaN : Infinity
  else if (exponent == 0) x = <f64>mantissa * (1.0 / 16777216.0)
  else x = reinterpret<f64>(<u64>(exponent + 1008) << 52 | <u64>mantissa << 42)
  return h & 0x8000 ? -x : x
}

function floatAt(at: u32, size: u32, big: bool): f64 {
  const u = loadBytes(at, size, big)
  if (size == 8) return reinterpret<f64>(u)
  return size == 4 ? <f64>reinterpret<f32>(<u32>u) : halfToF64(<u32>u)
}

/** Value number `i` of the current item, whose bytes begin at `data`. */
export function readValue(w: u32, data: u32, i: u32): Value {
  const c = load<u32>(w, WALK_CODE), size = load<u32>(w, WALK_SIZE), big = load<u32>(w, BIG) != 0
  const at = data + load<u32>(w, WALK_PLACE) + i * size
  switch (c) {
    case 99: return pointer(bytesFromData(at, 1)) // c
    case 115: return pointer(bytesFromData(at, load<u32>(w, WALK_COUNT))) // s
    case 112: { // p
      const room = load<u32>(w, WALK_COUNT)
      if (!room) return pointer(bytesFromData(at, 0))
      const n: u32 = load<u8>(at)
      return pointer(bytesFromData(at + 1, n >= room ? room - 1 : n))
    }
    case 63: { // ?
      return load<u8>(at) ? TRUE : FALSE
    }
    case 101: case 102: case 100: return floatValue(floatAt(at, size, big)) // e f d
    case 70: return newComplex(floatAt(at, 4, big), floatAt(at + 4, 4, big)) // F
    case 68: return newComplex(floatAt(at, 8, big), floatAt(at + 8, 8, big)) // D
    case 98: case 104: case 105: case 108: case 113: case 110: { // b h i l q n
      const shift: i64 = 64 - 8 * <i64>size
      return intFromI64(<i64>(loadBytes(at, size, big) << shift) >> shift)
    }
  }
  return intFromU64(loadBytes(at, size, big))
}

// ---- to bytes

function storeBytes(at: u32, size: u32, big: bool, u: u64): void {
  for (let i: u32 = 0; i < size; i++) {
    store<u8>(big ? at + size - 1 - i : at + i, <u8>u)
    u >>= 8
  }
}

/** The integer of `v`, or EXCEPTION. */
function integer(v: Value): Value {
  if (!isIndex(v)) return raiseText(T.struct_error, 'required argument is not an integer')
  return toInt(v)
}

/** Half precision bits nearest to `x`; 0xffffffff: too large. */
function f64ToHalf(x: f64): u32 {
  const bits = reinterpret<u64>(x)
  const sign = <u32>(bits >> 48) & 0x8000
  if (x != x) return sign | 0x7e00
  let a = Math.abs(x)
  if (a == Infinity) return sign | 0x7c00
  if (a >= 65520) return 0xffffffff
  if (a < 6.103515625e-5) return sign | <u32>nearest<f64>(a * 16777216.0)
  const exponent = <i32>(reinterpret<u64>(a) >> 52) - 1023
  const scaled = nearest<f64>(a * reinterpret<f64>(<u64>(1023 + 10 - exponent) << 52)) // 1024 .. 2048
  const mantissa = <u32>scaled
  return sign | (<u32>(exponent + 15) << 10) + (mantissa - 1024)
}

function storeFloat(at: u32, size: u32, big: bool, x: f64): bool {
  if (size == 8) storeBytes(at, 8, big, reinterpret<u64>(x))
  else if (size == 4) {
    const f = <f32>x
    if (Math.abs(<f64>f) == Infinity && Math.abs(x) != Infinity) {
      raiseText(T.OverflowError, 'float too large to pack with f format')
      return false
    }
    storeBytes(at, 4, big, <u64>reinterpret<u32>(f))
  } else {
    const h = f64ToHalf(x)
    if (h == 0xffffffff) {
      raiseText(T.OverflowError, 'float too large to pack with e format')
      return false
    }
    storeBytes(at, 2, big, h)
  }
  return true
}

/** Stores `v` as value number `i` of the current item into the bytes that begin at `data`; false: raised. */
export function writeValue(w: u32, data: u32, i: u32, v: Value): bool {
  const c = load<u32>(w, WALK_CODE), size = load<u32>(w, WALK_SIZE), big = load<u32>(w, BIG) != 0
  const at = data + load<u32>(w, WALK_PLACE) + i * size
  switch (c) {
    case 99: // c
      if (!isBytes(v) || bytesLength(bytesOf(v)) != 1) {
        raiseText(T.struct_error, 'char format requires a bytes object of length 1')
        return false
      }
      store<u8>(at, load<u8>(bytesData(bytesOf(v))))
      return true
    case 115: case 112: return writeText(w, at, c == 112, v)
    case 63: {
      const t = isTrue(v)
      if (t < 0) return false
      store<u8>(at, <u8>t)
      return true
    }
    case 101: case 102: case 100: {
      const x = numberToFloat(v)
      if (x != x && !(isFloatNan(v))) {
        if (errorMatches(T.TypeError)) {
          clearError()
          raiseText(T.struct_error, 'required argument is not a float')
        }
        return false
      }
      return storeFloat(at, size, big, x)
    }
    case 70: case 68: {
      let re: f64, im: f64 = 0
      if (isPointer(v) && isComplex(v)) {
        re = complexReal(v)
        im = complexImag(v)
      } else {
        re = numberToFloat(v)
        if (re != re && !isFloatNan(v)) {
          if (errorMatches(T.TypeError)) {
            clearError()
            raiseText(T.struct_error, 'required argument is not a complex')
          }
          return false
        }
      }
      return storeFloat(at, size >> 1, big, re) && storeFloat(at + (size >> 1), size >> 1, big, im)
    }
  }
  return writeInteger(at, size, big, c, v)
}

// @ts-ignore: decorator
@inline function isFloatNan(v: Value): bool { return v == floatValue(NaN) }

function writeText(w: u32, at: u32, pascal: bool, v: Value): bool {
  let b: u32
  if (isBytes(v)) b = bytesOf(v)
  else if (isBytearray(v)) b = bytesOfBytearray(addressOf(v))
  else {
    raiseText(T.struct_error, pascal ? "argument for 'p' must be a bytes object" : "argument for 's' must be a bytes object")
    return false
  }
  const room = load<u32>(w, WALK_COUNT)
  let n = bytesLength(b)
  if (!pascal) {
    memory.copy(at, bytesData(b), n < room ? n : room)
    return true
  }
  if (!room) return true
  if (n > room - 1) n = room - 1
  memory.copy(at + 1, bytesData(b), n)
  store<u8>(at, <u8>(n > 255 ? 255 : n))
  return true
}

function writeInteger(at: u32, size: u32, big: bool, c: u32, v: Value): bool {
  const n = integer(v)
  if (n == EXCEPTION) return false
  const signed = c == 98 || c == 104 || c == 105 || c == 108 || c == 113 || c == 110
  if (signed) {
    const limit: i64 = <i64>(<u64>1 << (8 * <u64>size - 1))
    if (!intFitsI64(n) || size < 8 && (intToI64(n) >= limit || intToI64(n) < -limit)) return outOfRange(c, size, true)
    storeBytes(at, size, big, <u64>intToI64(n))
    return true
  }
  if (c == 80 && intIsNegative(n) && intFitsI64(n)) { // P
    storeBytes(at, size, big, <u64>intToI64(n))
    return true
  }
  if (intIsNegative(n) || !intFitsU64(n) || size < 8 && intMagnitude64(n) >> (8 * <u64>size)) return outOfRange(c, size, false)
  storeBytes(at, size, big, intMagnitude64(n))
  return true
}

function outOfRange(c: u32, size: u32, signed: bool): bool {
  if (c == 80 || c == 110 || c == 78) {
    raiseText(T.struct_error, 'int too large to convert')
    return false
  }
  const half: u64 = <u64>1 << (8 * <u64>size - 1)
  if (signed) raiseFormat(T.struct_error, "'%c' format requires %S <= number <= %d", c, intFromI64(-<i64>(half - 1) - 1), half - 1)
  else raiseFormat(T.struct_error, "'%c' format requires 0 <= number <= %S", c, intFromU64(half + (half - 1)))
  return false
}
