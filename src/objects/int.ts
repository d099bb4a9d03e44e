// The type int: slots and properties. Construction stands in int-new.ts, methods with arguments in int-methods.ts, the
// arithmetic itself in int-arith, int-divide, int-bits, int-power.

import { INT_MAX_STR_DIGITS } from '../memory/layout'
import { EXCEPTION, NONE, NOT_IMPLEMENTED, Value, areInts, boolValue, floatValue, intValue, isInt, pointer } from '../memory/value'
import { orderMatches } from './compare'
import { defineGetter, defineType, fn, setImmutableInstances, setSlot } from './define'
import { floatPowValues } from './float-pow'
import { intAbs, intAdd, intMul, intNeg, intSub } from './int-arith'
import { intAnd, intInvert, intLshift, intOr, intRshift, intXor } from './int-bits'
import { INT_BYTES, intCheckF64, intCompare, intHash, intIsNegative, intIsZero, intPayload, intToF64, isIntLike, scratchLimbs } from './int-core'
import { intDivMod, intFloorDiv, intMod, intTrueDiv } from './int-divide'
import { DEFAULT_MAX_STR_DIGITS, intToStr } from './int-format'
import { initIntMethods } from './int-methods'
import { int_new } from './int-new'
import { intPow, intPowMod } from './int-power'
import { tupleOf2 } from './tuple-core'
import { TYPE_BASETYPE, TYPE_INT, TYPE_MATCH_SELF } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

// @ts-ignore: decorator
@inline function bothInts(a: Value, b: Value): bool { return areInts(a, b) || (isIntLike(a) && isIntLike(b)) }

function int_repr(self: Value): Value { return intToStr(intPayload(self)) }
function int_hash(self: Value): i64 { return intHash(intPayload(self)) }
function int_bool(self: Value): Value { return boolValue(!intIsZero(intPayload(self))) }
function int_richcompare(a: Value, b: Value, op: CompareOp): Value {
  if (!bothInts(a, b)) return NOT_IMPLEMENTED
  return boolValue(orderMatches(intCompare(intPayload(a), intPayload(b)), op))
}
function int_add(a: Value, b: Value): Value { return bothInts(a, b) ? intAdd(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED }
function int_sub(a: Value, b: Value): Value { return bothInts(a, b) ? intSub(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED }
function int_mul(a: Value, b: Value): Value { return bothInts(a, b) ? intMul(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED }
function int_floordiv(a: Value, b: Value): Value { return bothInts(a, b) ? intFloorDiv(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED }
function int_mod(a: Value, b: Value): Value { return bothInts(a, b) ? intMod(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED }
function int_truediv(a: Value, b: Value): Value { return bothInts(a, b) ? intTrueDiv(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED }
function int_lshift(a: Value, b: Value): Value { return bothInts(a, b) ? intLshift(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED }
function int_rshift(a: Value, b: Value): Value { return bothInts(a, b) ? intRshift(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED }
function int_and(a: Value, b: Value): Value { return bothInts(a, b) ? intAnd(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED }
function int_or(a: Value, b: Value): Value { return bothInts(a, b) ? intOr(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED }
function int_xor(a: Value, b: Value): Value { return bothInts(a, b) ? intXor(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED }
function int_divmod(a: Value, b: Value): Value {
  if (!bothInts(a, b)) return NOT_IMPLEMENTED
  const out = scratchLimbs(4)
  if (!intDivMod(intPayload(a), intPayload(b), out)) return EXCEPTION
  return pointer(tupleOf2(load<u64>(out), load<u64>(out, 8)))
}
function int_pow(a: Value, b: Value, modulus: Value): Value {
  if (!bothInts(a, b)) return NOT_IMPLEMENTED
  if (modulus == NONE) return intPowAny(intPayload(a), intPayload(b))
  return isIntLike(modulus) ? intPowMod(intPayload(a), intPayload(b), intPayload(modulus)) : NOT_IMPLEMENTED
}

/** a ** b of exact ints; a float for negative b. */
export function intPowAny(a: Value, b: Value): Value {
  if (!intIsNegative(b)) return intPow(a, b)
  if (!intCheckF64(a) || !intCheckF64(b)) return EXCEPTION
  return floatPowValues(intToF64(a), intToF64(b))
}

function int_neg(self: Value): Value { return intNeg(intPayload(self)) }
function int_abs(self: Value): Value { return intAbs(intPayload(self)) }
function int_invert(self: Value): Value { return intInvert(intPayload(self)) }
export function int_int(self: Value): Value { return intPayload(self) }
function int_float(self: Value): Value {
  const i = intPayload(self)
  return isInt(i) || intCheckF64(i) ? floatValue(intToF64(i)) : EXCEPTION
}
function int_zero(self: Value): Value { return intValue(0) }
function int_one(self: Value): Value { return intValue(1) }

export function initInt(): void {
  store<u32>(INT_MAX_STR_DIGITS, DEFAULT_MAX_STR_DIGITS)
  const t = defineType(T.int, T.object, 'int', INT_BYTES, TYPE_BASETYPE | TYPE_INT | TYPE_MATCH_SELF,
    'int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments are given.')
  setImmutableInstances(T.int)
  setSlot(t, Slot.new_, fn(int_new))
  setSlot(t, Slot.repr, fn(int_repr))
  setSlot(t, Slot.hash, fn(int_hash))
  setSlot(t, Slot.bool_, fn(int_bool))
  setSlot(t, Slot.richcompare, fn(int_richcompare))
  setSlot(t, Slot.add, fn(int_add))
  setSlot(t, Slot.sub, fn(int_sub))
  setSlot(t, Slot.mul, fn(int_mul))
  setSlot(t, Slot.mod, fn(int_mod))
  setSlot(t, Slot.divmod, fn(int_divmod))
  setSlot(t, Slot.pow, fn(int_pow))
  setSlot(t, Slot.neg, fn(int_neg))
  setSlot(t, Slot.pos, fn(int_int))
  setSlot(t, Slot.abs, fn(int_abs))
  setSlot(t, Slot.invert, fn(int_invert))
  setSlot(t, Slot.lshift, fn(int_lshift))
  setSlot(t, Slot.rshift, fn(int_rshift))
  setSlot(t, Slot.and, fn(int_and))
  setSlot(t, Slot.xor, fn(int_xor))
  setSlot(t, Slot.or, fn(int_or))
  setSlot(t, Slot.int_, fn(int_int))
  setSlot(t, Slot.float_, fn(int_float))
  setSlot(t, Slot.index, fn(int_int))
  setSlot(t, Slot.floordiv, fn(int_floordiv))
  setSlot(t, Slot.truediv, fn(int_truediv))
  defineGetter(t, 'real', fn(int_int))
  defineGetter(t, 'imag', fn(int_zero))
  defineGetter(t, 'numerator', fn(int_int))
  defineGetter(t, 'denominator', fn(int_one))
  initIntMethods(t)
}
