// The type bool: a subtype of int with two instances, the constants TRUE and FALSE.

import { EXCEPTION, FALSE, NOT_IMPLEMENTED, TRUE, Value, addressOf, boolValue, intValue, isBool, pointer } from '../memory/value'
import { isTrue } from './compare'
import { defineType, fn, setImmutableInstances, setSlot } from './define'
import { intAnd, intOr, intXor } from './int-bits'
import { INT_BYTES, intPayload, isIntLike } from './int-core'
import { lit } from './intern'
import { checkAtMost, refuseKeywords } from './number-args'
import { TYPE_INT, TYPE_MATCH_SELF } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

function bool_new(cls: Value, argv: u32, argc: u32, names: u32): Value {
  const type = addressOf(cls)
  if (!refuseKeywords('bool', names) || !checkAtMost('bool', argc, 1)) return EXCEPTION
  if (argc == 0) return FALSE
  const truth = isTrue(load<u64>(argv))
  return truth < 0 ? EXCEPTION : boolValue(truth != 0)
}

function bool_repr(self: Value): Value { return pointer(self == TRUE ? lit('True') : lit('False')) }
function bool_and(a: Value, b: Value): Value {
  if (isBool(a) && isBool(b)) return a & b
  return isIntLike(a) && isIntLike(b) ? intAnd(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED
}
function bool_or(a: Value, b: Value): Value {
  if (isBool(a) && isBool(b)) return a | b
  return isIntLike(a) && isIntLike(b) ? intOr(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED
}
function bool_xor(a: Value, b: Value): Value {
  if (isBool(a) && isBool(b)) return boolValue(a != b)
  return isIntLike(a) && isIntLike(b) ? intXor(intPayload(a), intPayload(b)) : NOT_IMPLEMENTED
}
function bool_invert(self: Value): Value { return intValue(self == TRUE ? -2 : -1) }

export function initBool(): void {
  const t = defineType(T.bool, T.int, 'bool', INT_BYTES, TYPE_INT | TYPE_MATCH_SELF,
    'Returns True when the argument is true, False otherwise.\nThe builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.')
  setImmutableInstances(T.bool)
  setSlot(t, Slot.new_, fn(bool_new))
  setSlot(t, Slot.repr, fn(bool_repr))
  setSlot(t, Slot.invert, fn(bool_invert))
  setSlot(t, Slot.and, fn(bool_and))
  setSlot(t, Slot.or, fn(bool_or))
  setSlot(t, Slot.xor, fn(bool_xor))
}
