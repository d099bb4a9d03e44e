// Methods of int: conversion to and from bytes, rounding, ratios, bit counts, formatting.

import { EXCEPTION, NONE, TRUE, UNBOUND, Value, addressOf, intValue, isInt, isPointer, pointer } from '../memory/value'
import { str } from './abstract'
import { isTrue } from './compare'
import { bytesData, bytesLength, bytesOf, isBytes, newBytes } from './bytes-core'
import { arg, defineClassMethod, defineMethod, fn } from './define'
import { intAbs, intMul, intNeg, intSub } from './int-arith'
import { intBitCount } from './int-bits'
import { finishInt, intBitLengthOf, intFromU64, intIsNegative, intIsZero, intLength, intLimbs, intOperand, intPayload, intToI64Saturated, newInt } from './int-core'
import { intDivNearest } from './int-divide'
import { intFormat } from './int-format'
import { copyAsBytes } from './int-new'
import { intPow } from './int-power'
import { lit } from './intern'
import { INDEX_ERROR, isPlainInt, toIndex, toInt } from './item-access'
import { raiseFormat, raiseText } from './raise'
import { typeAt } from './shape'
import { strEqual, strLength, strOf } from './str-core'
import { tupleOf1, tupleOf2 } from './tuple-core'
import { tagOf } from './type'
import { T } from './type-ids'
import { call1 } from '../interp/nested'

function self_(argv: u32): Value { return intPayload(arg(argv, 0)) }

function int_plain(argv: u32): Value { return self_(argv) }
function int_bit_length(argv: u32): Value { return intFromU64(intBitLengthOf(self_(argv))) }
function int_bit_count(argv: u32): Value { return intBitCount(self_(argv)) }
function int_is_integer(argv: u32): Value { return TRUE }
function int_as_integer_ratio(argv: u32): Value { return pointer(tupleOf2(self_(argv), intValue(1))) }
function int_getnewargs(argv: u32): Value { return pointer(tupleOf1(self_(argv))) }

function int_sizeof(argv: u32): Value {
  const i = self_(argv)
  return intValue(isInt(i) ? 8 : 16 + intLength(addressOf(i)) * 4)
}

/** round(self, ndigits). */
function int_round(argv: u32): Value {
  const i = self_(argv)
  const digits = arg(argv, 1)
  if (digits == UNBOUND || digits == NONE) return i
  const n = toInt(digits)
  if (n == EXCEPTION) return EXCEPTION
  if (!intIsNegative(n)) return i
  // 10^d > 2 |i|: nothing is left
  const d = -intToI64Saturated(n)
  if (d > <i64>(intBitLengthOf(i) / 3) + 2) return intValue(0)
  const unit = intPow(intValue(10), intValue(d))
  const r = intMul(intDivNearest(intAbs(i), unit), unit)
  return intIsNegative(i) ? intNeg(r) : r
}

function int_format(argv: u32): Value {
  const spec = arg(argv, 1)
  if (!isPointer(spec) || tagOf(spec) != T.str) return raiseFormat(T.TypeError, '__format__() argument must be str, not %T', spec)
  // an empty specification is str(self), which bool and subclasses define themselves
  if (strLength(strOf(spec)) == 0) return str(arg(argv, 0))
  return intFormat(self_(argv), strOf(spec), arg(argv, 0))
}

/** 1: little, 0: big, -1: raised. */
function byteOrder(v: Value): i32 {
  if (strEqual(strOf(v), lit('little'))) return 1
  if (strEqual(strOf(v), lit('big'))) return 0
  raiseText(T.ValueError, "byteorder must be either 'little' or 'big'")
  return -1
}

function byteOrderArgument(v: Value, name: string): i32 {
  if (v != UNBOUND && (!isPointer(v) || tagOf(v) != T.str)) {
    raiseFormat(T.TypeError, "%s() argument 'byteorder' must be str, not %T", <u64><u32>changetype<usize>(name), v)
    return -1
  }
  return v == UNBOUND ? 0 : byteOrder(v)
}

function int_to_bytes(argv: u32): Value {
  const i = self_(argv)
  let n: i64 = 1
  if (arg(argv, 1) != UNBOUND) {
    n = toIndex(arg(argv, 1), T.OverflowError)
    if (n == INDEX_ERROR) return EXCEPTION
  }
  const little = byteOrderArgument(arg(argv, 2), 'to_bytes')
  if (little < 0) return EXCEPTION
  const signed = arg(argv, 3) == UNBOUND ? 0 : isTrue(arg(argv, 3))
  if (signed < 0) return EXCEPTION
  if (n < 0) return raiseText(T.ValueError, 'length argument must be non-negative')
  const negative = intIsNegative(i)
  if (negative && !signed) return raiseText(T.OverflowError, "can't convert negative int to unsigned")
  // bits that are needed: of i, or of ~i with a sign bit
  const bits = signed ? intBitLengthOf(negative ? intSub(intValue(-1), i) : i) + 1 : intBitLengthOf(i)
  if (bits > <u64>n * 8 && !(signed && intIsZero(i))) return raiseText(T.OverflowError, 'int too big to convert')
  if (n > 0x3fffff00) return raiseText(T.MemoryError, '')
  const b = newBytes(<u32>n)
  const x = intOperand(i)
  const limbs = intLimbs(x)
  const count = intLength(x) * 4
  let carry: u32 = 1
  for (let k: u32 = 0; k < <u32>n; k++) {
    let byte: u32 = k < count ? load<u8>(limbs + k) : 0
    if (negative) {
      byte = (byte ^ 255) + carry
      carry = byte >> 8
    }
    store<u8>(bytesData(b) + (little ? k : <u32>n - 1 - k), <u8>byte)
  }
  return pointer(b)
}

function int_from_bytes(argv: u32): Value {
  const little = byteOrderArgument(arg(argv, 2), 'from_bytes')
  if (little < 0) return EXCEPTION
  const signed = arg(argv, 3) == UNBOUND ? 0 : isTrue(arg(argv, 3))
  if (signed < 0) return EXCEPTION
  let source = arg(argv, 1)
  if (!isBytes(source)) {
    if (isPlainInt(source) || (isPointer(source) && tagOf(source) == T.str)) return raiseFormat(T.TypeError, "cannot convert '%T' object to bytes", source)
    source = copyAsBytes(source)
    if (source == EXCEPTION) return EXCEPTION
  }
  const v = intFromBytes(bytesData(bytesOf(source)), bytesLength(bytesOf(source)), little != 0, signed != 0)
  const type = addressOf(arg(argv, 0))
  return type == typeAt(T.int) ? v : call1(pointer(type), v)
}

/** The int of `n` bytes at `data`. */
export function intFromBytes(data: u32, n: u32, little: bool, signed: bool): Value {
  if (n == 0) return intValue(0)
  const object = newInt((n + 3) >> 2, 0)
  const p = intLimbs(object)
  for (let k: u32 = 0; k < n; k++) store<u8>(p + k, load<u8>(data + (little ? k : n - 1 - k)))
  if (!signed || !(load<u8>(p + n - 1) & 128)) return finishInt(object)
  // -(2^(8n) - x)
  let carry: u32 = 1
  for (let k: u32 = 0; k < n; k++) {
    const byte = (<u32>load<u8>(p + k) ^ 255) + carry
    store<u8>(p + k, <u8>byte)
    carry = byte >> 8
  }
  store<u32>(object, 1, 12)
  return finishInt(object)
}

export function initIntMethods(t: u32): void {
  defineMethod(t, 'conjugate', '($self, /)', fn(int_plain))
  defineMethod(t, 'bit_length', '($self, /)', fn(int_bit_length))
  defineMethod(t, 'bit_count', '($self, /)', fn(int_bit_count))
  defineMethod(t, 'to_bytes', "($self, /, length=1, byteorder='big', *, signed=False)", fn(int_to_bytes))
  defineClassMethod(t, 'from_bytes', "($type, /, bytes, byteorder='big', *, signed=False)", fn(int_from_bytes))
  defineMethod(t, 'as_integer_ratio', '($self, /)', fn(int_as_integer_ratio))
  defineMethod(t, '__trunc__', '($self, /)', fn(int_plain))
  defineMethod(t, '__floor__', '($self, /)', fn(int_plain))
  defineMethod(t, '__ceil__', '($self, /)', fn(int_plain))
  defineMethod(t, '__round__', '($self, ndigits=None, /)', fn(int_round))
  defineMethod(t, '__getnewargs__', '($self, /)', fn(int_getnewargs))
  defineMethod(t, '__format__', '($self, format_spec, /)', fn(int_format))
  defineMethod(t, '__sizeof__', '($self, /)', fn(int_sizeof))
  defineMethod(t, 'is_integer', '($self, /)', fn(int_is_integer))
}
