// int(x=0), int(text, base=10): what becomes an int, in CPython's order: `__int__`, `__index__`, then text. Results for
// subclasses hold the exact int.

import { EXCEPTION, UNBOUND, Value, addressOf, intValue, isFloat, isInt, isPointer, pointer, shapeOf } from '../memory/value'
import { bytesData, bytesLength, bytesOf, isBytes } from './bytes-core'
import { floatPayload } from './float-core'
import { INT_PAYLOAD, intFromF64, intPayload, intToI64Saturated, isIntLike, scratchLimbs } from './int-core'
import { newInstance } from './instance'
import { lit } from './intern'
import { toInt } from './item-access'
import { checkAtMost, keywordArgument, positionalCount } from './number-args'
import { intFromStr, parseInt, raiseInvalidLiteral } from './number-parse'
import { raiseFormat, raiseText } from './raise'
import { strEqual, strOf } from './str-core'
import { shapeTag, typeAt } from './shape'
import { tupleItem, tupleLength } from './tuple-core'
import { typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

export function int_new(cls: Value, argv: u32, argc: u32, names: u32): Value {
  const type = addressOf(cls)
  const r = construct(argv, argc, names)
  return r == EXCEPTION || type == typeAt(T.int) ? r : newIntInstance(type, r)
}

/** An instance of subclass `type` that holds exact int `i`. */
export function newIntInstance(type: u32, i: Value): Value {
  const o = newInstance(type)
  store<u64>(o, i, INT_PAYLOAD)
  return pointer(o)
}

function construct(argv: u32, argc: u32, names: u32): Value {
  const positional = positionalCount(argc, names)
  if (!checkAtMost('int', argc, 2)) return EXCEPTION
  let base = positional > 1 ? load<u64>(argv, 8) : UNBOUND
  if (names && tupleLength(names)) {
    for (let i: u32 = 0; i < tupleLength(names); i++) {
      if (!strEqual(addressOf(tupleItem(names, i)), lit('base'))) {
        return raiseFormat(T.TypeError, "int() got an unexpected keyword argument '%U'", tupleItem(names, i))
      }
    }
    if (base != UNBOUND) return raiseText(T.TypeError, "argument for int() given by name ('base') and position (2)")
    base = keywordArgument(argv, positional, names, lit('base'))
  }
  if (positional == 0) return base == UNBOUND ? intValue(0) : raiseText(T.TypeError, 'int() missing string argument')
  const x = load<u64>(argv)
  if (base == UNBOUND) return intFromObject(x)
  const b = toInt(base)
  if (b == EXCEPTION) return EXCEPTION
  const n = intToI64Saturated(b)
  if (n != 0 && (n < 2 || n > 36)) return raiseText(T.ValueError, 'int() base must be >= 2 and <= 36, or 0')
  const r = intFromText(x, <u32>n)
  return r == UNBOUND ? raiseText(T.TypeError, "int() can't convert non-string with explicit base") : r
}

/** The int that a str, bytes or bytearray spells in `base`; UNBOUND if `x` is none of these. */
function intFromText(x: Value, base: u32): Value {
  if (!isPointer(x)) return UNBOUND
  const tag = shapeTag(shapeOf(addressOf(x)))
  if (tag == T.str) return intFromStr(strOf(x), base)
  let b = x
  if (tag == T.bytearray) {
    b = copyAsBytes(x)
    if (b == EXCEPTION) return EXCEPTION
  } else if (!isBytes(x)) return UNBOUND
  const at = bytesData(bytesOf(b))
  const r = parseInt(at, at + bytesLength(bytesOf(b)), base)
  return r == UNBOUND ? raiseInvalidLiteral(base, b) : r
}

/** bytes(x). */
export function copyAsBytes(x: Value): Value {
  const slot = typeSlot(typeAt(T.bytes), Slot.new_)
  const argv = scratchLimbs(2)
  store<u64>(argv, x)
  return call_indirect<Value>(slot, pointer(typeAt(T.bytes)), argv, <u32>1, <u32>0)
}

/** int(x) for any x. */
export function intFromObject(x: Value): Value {
  if (isInt(x)) return x
  if (isFloat(x)) return intFromFloat(floatPayload(x))
  const type = typeOf(x)
  const slot = typeSlot(type, Slot.int_)
  if (slot) {
    const r = call_indirect<Value>(slot, x)
    if (r == EXCEPTION || isInt(r)) return r
    return isIntLike(r) ? intPayload(r) : raiseFormat(T.TypeError, '__int__ returned non-int (type %T)', r)
  }
  if (typeSlot(type, Slot.index)) return toInt(x)
  const r = intFromText(x, 10)
  if (r != UNBOUND) return r
  return raiseFormat(T.TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%T'", x)
}

/** The int of a float without its fraction; raises for NaN and infinity. */
export function intFromFloat(f: f64): Value {
  if (f != f) return raiseText(T.ValueError, 'cannot convert float NaN to integer')
  if (Math.abs(f) == Infinity) return raiseText(T.OverflowError, 'cannot convert float infinity to integer')
  return intFromF64(f)
}
