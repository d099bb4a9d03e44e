// The type float: slots, comparison with ints, construction. Methods stand in float-methods.ts.

import { EXCEPTION, NONE, NOT_IMPLEMENTED, Value, addressOf, boolValue, floatOf, floatValue, isFloat, isInt, isPointer, intOf, pointer, shapeOf } from '../memory/value'
import { bytesData, bytesLength, bytesOf } from './bytes-core'
import { orderMatches } from './compare'
import { defineGetter, defineType, fn, setImmutableInstances, setSlot } from './define'
import { FLOAT_BYTES, FLOAT_PAYLOAD, floatFloorDiv, floatHash, floatMod, floatPayload, isFloatLike } from './float-core'
import { initFloatMethods } from './float-methods'
import { floatPowValues } from './float-pow'
import { floatRepr, scanFloat } from './float-text'
import { newInstance } from './instance'
import { intCheckF64, intCompareF64, intPayload, intToF64, isIntLike, scratchLimbs } from './int-core'
import { copyAsBytes, intFromFloat } from './int-new'
import { checkAtMost, isFloatError, numberToFloat, refuseKeywords } from './number-args'
import { asciiOf, skipSpace, skipSpaceBack } from './number-parse'
import { raiseFormat, raiseText } from './raise'
import { shapeTag, typeAt } from './shape'
import { strLength, strOf } from './str-core'
import { tupleOf2 } from './tuple-core'
import { TYPE_BASETYPE, TYPE_MATCH_SELF, typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

/** What `operand` says. */
const enum Operand { no, yes, raised }

/** Can `v` take part in float arithmetic? Ints that are too large raise OverflowError. */
function operand(v: Value): Operand {
  if (isFloat(v) || isInt(v)) return Operand.yes
  if (isFloatLike(v)) return Operand.yes
  if (!isIntLike(v)) return Operand.no
  return intCheckF64(intPayload(v)) ? Operand.yes : Operand.raised
}

/** The float of an operand. */
// @ts-ignore: decorator
@inline function floatFrom(v: Value): f64 { return isFloat(v) ? floatOf(v) : isInt(v) ? <f64>intOf(v) : slowFloat(v) }
function slowFloat(v: Value): f64 { return isIntLike(v) ? intToF64(intPayload(v)) : floatPayload(v) }

/** 0: both are operands; otherwise what to return. */
function refuse(a: Value, b: Value): Value {
  if (isFloat(a) && isFloat(b)) return 0
  const x = operand(a)
  if (x != Operand.yes) return x == Operand.no ? NOT_IMPLEMENTED : EXCEPTION
  const y = operand(b)
  if (y != Operand.yes) return y == Operand.no ? NOT_IMPLEMENTED : EXCEPTION
  return 0
}

function divisionByZero(): Value { return raiseText(T.ZeroDivisionError, 'division by zero') }

function float_add(a: Value, b: Value): Value { const r = refuse(a, b); return r ? r : floatValue(floatFrom(a) + floatFrom(b)) }
function float_sub(a: Value, b: Value): Value { const r = refuse(a, b); return r ? r : floatValue(floatFrom(a) - floatFrom(b)) }
function float_mul(a: Value, b: Value): Value { const r = refuse(a, b); return r ? r : floatValue(floatFrom(a) * floatFrom(b)) }
function float_truediv(a: Value, b: Value): Value {
  const r = refuse(a, b)
  if (r) return r
  const y = floatFrom(b)
  return y == 0 ? divisionByZero() : floatValue(floatFrom(a) / y)
}
function float_floordiv(a: Value, b: Value): Value {
  const r = refuse(a, b)
  if (r) return r
  const y = floatFrom(b)
  return y == 0 ? divisionByZero() : floatValue(floatFloorDiv(floatFrom(a), y))
}
function float_mod(a: Value, b: Value): Value {
  const r = refuse(a, b)
  if (r) return r
  const y = floatFrom(b)
  return y == 0 ? divisionByZero() : floatValue(floatMod(floatFrom(a), y))
}
function float_divmod(a: Value, b: Value): Value {
  const r = refuse(a, b)
  if (r) return r
  const x = floatFrom(a), y = floatFrom(b)
  if (y == 0) return divisionByZero()
  return pointer(tupleOf2(floatValue(floatFloorDiv(x, y)), floatValue(floatMod(x, y))))
}
function float_pow(a: Value, b: Value, modulus: Value): Value {
  if (modulus != NONE) return raiseText(T.TypeError, 'pow() 3rd argument not allowed unless all arguments are integers')
  const r = refuse(a, b)
  return r ? r : floatPowValues(floatFrom(a), floatFrom(b))
}

function float_neg(self: Value): Value { return floatValue(-floatPayload(self)) }
function float_abs(self: Value): Value { return floatValue(Math.abs(floatPayload(self))) }
export function float_float(self: Value): Value { return floatValue(floatPayload(self)) }
function float_zero(self: Value): Value { return floatValue(0) }
function float_int(self: Value): Value { return intFromFloat(floatPayload(self)) }
function float_bool(self: Value): Value { return boolValue(floatPayload(self) != 0) }
function float_repr(self: Value): Value { return floatRepr(floatPayload(self)) }
function float_hash(self: Value): i64 { return floatHash(floatPayload(self)) }

function float_richcompare(a: Value, b: Value, op: CompareOp): Value {
  const x = floatPayload(a)
  let y: f64
  if (isFloatLike(b)) y = floatPayload(b)
  else if (isInt(b)) y = <f64>intOf(b)
  else if (isIntLike(b)) {
    if (x != x) return boolValue(op == CompareOp.NE)
    return boolValue(orderMatches(-intCompareF64(intPayload(b), x), op))
  } else return NOT_IMPLEMENTED
  switch (op) {
    case CompareOp.LT: return boolValue(x < y)
    case CompareOp.LE: return boolValue(x <= y)
    case CompareOp.EQ: return boolValue(x == y)
    case CompareOp.NE: return boolValue(x != y)
    case CompareOp.GT: return boolValue(x > y)
    default: return boolValue(x >= y)
  }
}

// ---- construction

function float_new(cls: Value, argv: u32, argc: u32, names: u32): Value {
  const type = addressOf(cls)
  if (type == typeAt(T.float) && !refuseKeywords('float', names)) return EXCEPTION
  if (!checkAtMost('float', argc, 1)) return EXCEPTION
  const r = argc == 0 ? floatValue(0) : floatFromObject(load<u64>(argv))
  return r == EXCEPTION || type == typeAt(T.float) ? r : newFloatInstance(type, r)
}

/** An instance of subclass `type` that holds `f`. */
export function newFloatInstance(type: u32, f: Value): Value {
  const o = newInstance(type)
  store<u64>(o, f, FLOAT_PAYLOAD)
  return pointer(o)
}

/** float(x). */
export function floatFromObject(x: Value): Value {
  if (isFloat(x)) return x
  if (isInt(x)) return floatValue(<f64>intOf(x))
  if (isPointer(x)) {
    const tag = shapeTag(shapeOf(addressOf(x)))
    if (tag == T.str) {
      const s = strOf(x)
      const at = asciiOf(s)
      return parseFloatText(at, at + strLength(s), x)
    }
    if (tag == T.bytes || tag == T.bytearray) {
      const b = tag == T.bytes ? x : copyAsBytes(x)
      if (b == EXCEPTION) return EXCEPTION
      const at = bytesData(bytesOf(b))
      return parseFloatText(at, at + bytesLength(bytesOf(b)), x)
    }
  }
  const type = typeOf(x)
  if (!typeSlot(type, Slot.float_) && !typeSlot(type, Slot.index)) {
    return raiseFormat(T.TypeError, "float() argument must be a string or a real number, not '%T'", x)
  }
  const f = numberToFloat(x)
  return isFloatError(f) ? EXCEPTION : floatValue(f)
}

function parseFloatText(at: u32, end: u32, original: Value): Value {
  const from = skipSpace(at, end)
  const to = skipSpaceBack(from, end)
  const out = scratchLimbs(2)
  if (scanFloat(from, to, true, out) != to || from == to) return raiseFormat(T.ValueError, 'could not convert string to float: %R', original)
  return floatValue(load<f64>(out))
}

export function initFloat(): void {
  const t = defineType(T.float, T.object, 'float', FLOAT_BYTES, TYPE_BASETYPE | TYPE_MATCH_SELF, 'Convert a string or number to a floating-point number, if possible.')
  setImmutableInstances(T.float)
  setSlot(t, Slot.new_, fn(float_new))
  setSlot(t, Slot.repr, fn(float_repr))
  setSlot(t, Slot.hash, fn(float_hash))
  setSlot(t, Slot.richcompare, fn(float_richcompare))
  setSlot(t, Slot.bool_, fn(float_bool))
  setSlot(t, Slot.add, fn(float_add))
  setSlot(t, Slot.sub, fn(float_sub))
  setSlot(t, Slot.mul, fn(float_mul))
  setSlot(t, Slot.mod, fn(float_mod))
  setSlot(t, Slot.divmod, fn(float_divmod))
  setSlot(t, Slot.pow, fn(float_pow))
  setSlot(t, Slot.neg, fn(float_neg))
  setSlot(t, Slot.pos, fn(float_float))
  setSlot(t, Slot.abs, fn(float_abs))
  setSlot(t, Slot.int_, fn(float_int))
  setSlot(t, Slot.float_, fn(float_float))
  setSlot(t, Slot.floordiv, fn(float_floordiv))
  setSlot(t, Slot.truediv, fn(float_truediv))
  defineGetter(t, 'real', fn(float_float))
  defineGetter(t, 'imag', fn(float_zero))
  initFloatMethods(t)
}
