// Arithmetic on any values: `a + b` and the like, by the number slots of both operands' types, in CPython's order.

import { EXCEPTION, NONE, NOT_IMPLEMENTED, Value, areInts, fitsInt, intOf, intValue } from '../memory/value'
import { INDEX_ERROR, isIndex, toIndex } from './item-access'
import { text } from './intern'
import { raiseFormat } from './raise'
import { isSubtype, typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

/** Operator text of a binary number slot, as error texts have it (a constant's address). */
export function operatorText(slot: Slot): u32 {
  switch (slot) {
    case Slot.add: return text('+')
    case Slot.sub: return text('-')
    case Slot.mul: return text('*')
    case Slot.mod: return text('%')
    case Slot.divmod: return text('divmod()')
    case Slot.pow: return text('** or pow()')
    case Slot.lshift: return text('<<')
    case Slot.rshift: return text('>>')
    case Slot.and: return text('&')
    case Slot.xor: return text('^')
    case Slot.or: return text('|')
    case Slot.floordiv: return text('//')
    case Slot.truediv: return text('/')
    case Slot.matmul: return text('@')
    case Slot.iadd: return text('+=')
    case Slot.isub: return text('-=')
    case Slot.imul: return text('*=')
    case Slot.imod: return text('%=')
    case Slot.ipow: return text('**=')
    case Slot.ilshift: return text('<<=')
    case Slot.irshift: return text('>>=')
    case Slot.iand: return text('&=')
    case Slot.ixor: return text('^=')
    case Slot.ior: return text('|=')
    case Slot.ifloordiv: return text('//=')
    case Slot.itruediv: return text('/=')
    default: return text('@=')
  }
}

/** In-place slot of a binary slot. */
export function inplaceSlot(slot: Slot): Slot {
  switch (slot) {
    case Slot.add: return Slot.iadd
    case Slot.sub: return Slot.isub
    case Slot.mul: return Slot.imul
    case Slot.mod: return Slot.imod
    case Slot.lshift: return Slot.ilshift
    case Slot.rshift: return Slot.irshift
    case Slot.and: return Slot.iand
    case Slot.xor: return Slot.ixor
    case Slot.or: return Slot.ior
    case Slot.floordiv: return Slot.ifloordiv
    case Slot.truediv: return Slot.itruediv
    case Slot.pow: return Slot.ipow
    default: return Slot.imatmul
  }
}

/** The number slots of both operands alone; NOT_IMPLEMENTED if neither knows. */
export function binarySlots(slot: Slot, a: Value, b: Value): Value {
  const ta = typeOf(a), tb = typeOf(b)
  const fa = typeSlot(ta, slot)
  let fb: u32 = 0
  if (ta != tb) {
    fb = typeSlot(tb, slot)
    if (fb == fa) fb = 0
  }
  if (fa) {
    if (fb && isSubtype(tb, ta)) {
      const r = call_indirect<Value>(fb, a, b)
      if (r != NOT_IMPLEMENTED) return r
      fb = 0
    }
    const r = call_indirect<Value>(fa, a, b)
    if (r != NOT_IMPLEMENTED) return r
  }
  return fb ? call_indirect<Value>(fb, a, b) : NOT_IMPLEMENTED
}

export function unsupportedOperands(slot: Slot, a: Value, b: Value): Value {
  return raiseFormat(T.TypeError, "unsupported operand type(s) for %s: '%T' and '%T'", operatorText(slot), a, b)
}

/** `a op b` for binary slot `slot` (not pow). */
export function binaryOp(slot: Slot, a: Value, b: Value): Value {
  const r = binarySlots(slot, a, b)
  return r == NOT_IMPLEMENTED ? binaryRest(slot, a, b) : r
}

/** `a op b` when no number slot knows: sequences, or TypeError. */
export function binaryRest(slot: Slot, a: Value, b: Value): Value {
  if (slot == Slot.add) {
    const concat = typeSlot(typeOf(a), Slot.concat)
    if (concat) return call_indirect<Value>(concat, a, b)
  }
  else if (slot == Slot.mul) return repeatOr(Slot.mul, Slot.repeat, a, b)
  return unsupportedOperands(slot, a, b)
}

/** `a op= b` for binary slot `slot` (not pow). */
export function inplaceOp(slot: Slot, a: Value, b: Value): Value {
  const inplace = inplaceSlot(slot)
  const f = typeSlot(typeOf(a), inplace)
  if (f) {
    const r = call_indirect<Value>(f, a, b)
    if (r != NOT_IMPLEMENTED) return r
  }
  const r = binarySlots(slot, a, b)
  return r == NOT_IMPLEMENTED ? inplaceRest(slot, a, b) : r
}

/** `a op= b` when no number slot knows. */
export function inplaceRest(slot: Slot, a: Value, b: Value): Value {
  const inplace = inplaceSlot(slot)
  if (slot == Slot.add) {
    const type = typeOf(a)
    let concat = typeSlot(type, Slot.iconcat)
    if (!concat) concat = typeSlot(type, Slot.concat)
    if (concat) return call_indirect<Value>(concat, a, b)
  }
  else if (slot == Slot.mul) return repeatOr(inplace, typeSlot(typeOf(a), Slot.irepeat) ? Slot.irepeat : Slot.repeat, a, b)
  return unsupportedOperands(inplace, a, b)
}

/** Sequence repetition, either operand being the count. */
function repeatOr(slot: Slot, repeatSlot: Slot, a: Value, b: Value): Value {
  const ra = typeSlot(typeOf(a), repeatSlot)
  if (ra) return repeatBy(ra, a, b)
  const rb = typeSlot(typeOf(b), Slot.repeat)
  if (rb) return repeatBy(rb, b, a)
  return unsupportedOperands(slot, a, b)
}

function repeatBy(f: u32, sequence: Value, count: Value): Value {
  if (!isIndex(count)) return raiseFormat(T.TypeError, "can't multiply sequence by non-int of type '%T'", count)
  const n = toIndex(count, T.OverflowError)
  if (n == INDEX_ERROR) return EXCEPTION
  if (!fitsInt(n)) return raiseFormat(T.OverflowError, "cannot fit '%T' into an index-sized integer", count)
  return call_indirect<Value>(f, sequence, intValue(n))
}

export function numberAdd(a: Value, b: Value): Value {
  if (areInts(a, b)) {
    const r = intOf(a) + intOf(b)
    if (fitsInt(r)) return intValue(r)
  }
  return binaryOp(Slot.add, a, b)
}
export function numberSub(a: Value, b: Value): Value { return binaryOp(Slot.sub, a, b) }
export function numberMul(a: Value, b: Value): Value { return binaryOp(Slot.mul, a, b) }
export function numberMod(a: Value, b: Value): Value { return binaryOp(Slot.mod, a, b) }
export function numberDivmod(a: Value, b: Value): Value { return binaryOp(Slot.divmod, a, b) }
export function numberLshift(a: Value, b: Value): Value { return binaryOp(Slot.lshift, a, b) }
export function numberRshift(a: Value, b: Value): Value { return binaryOp(Slot.rshift, a, b) }
export function numberAnd(a: Value, b: Value): Value { return binaryOp(Slot.and, a, b) }
export function numberXor(a: Value, b: Value): Value { return binaryOp(Slot.xor, a, b) }
export function numberOr(a: Value, b: Value): Value { return binaryOp(Slot.or, a, b) }
export function numberFloordiv(a: Value, b: Value): Value { return binaryOp(Slot.floordiv, a, b) }
export function numberTruediv(a: Value, b: Value): Value { return binaryOp(Slot.truediv, a, b) }
export function numberMatmul(a: Value, b: Value): Value { return binaryOp(Slot.matmul, a, b) }

/** pow(a, b, modulus); modulus NONE: `a ** b`. */
export function numberPow(a: Value, b: Value, modulus: Value): Value { return ternaryPow(Slot.pow, a, b, modulus) }

/** `a **= b`. */
export function inplacePow(a: Value, b: Value): Value {
  const f = typeSlot(typeOf(a), Slot.ipow)
  if (f) {
    const r = call_indirect<Value>(f, a, b, NONE)
    if (r != NOT_IMPLEMENTED) return r
  }
  return ternaryPow(Slot.ipow, a, b, NONE)
}

function ternaryPow(named: Slot, a: Value, b: Value, modulus: Value): Value {
  const ta = typeOf(a), tb = typeOf(b)
  const fa = typeSlot(ta, Slot.pow)
  let fb: u32 = 0
  if (ta != tb) {
    fb = typeSlot(tb, Slot.pow)
    if (fb == fa) fb = 0
  }
  if (fa) {
    if (fb && isSubtype(tb, ta)) {
      const r = call_indirect<Value>(fb, a, b, modulus)
      if (r != NOT_IMPLEMENTED) return r
      fb = 0
    }
    const r = call_indirect<Value>(fa, a, b, modulus)
    if (r != NOT_IMPLEMENTED) return r
  }
  if (fb) {
    const r = call_indirect<Value>(fb, a, b, modulus)
    if (r != NOT_IMPLEMENTED) return r
  }
  if (modulus == NONE) return unsupportedOperands(named, a, b)
  const fm = typeSlot(typeOf(modulus), Slot.pow)
  if (fm && fm != fa && fm != fb) {
    const r = call_indirect<Value>(fm, a, b, modulus)
    if (r != NOT_IMPLEMENTED) return r
  }
  return raiseFormat(T.TypeError, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", a, b, modulus)
}

function unaryOp(slot: Slot, v: Value, operator: u32): Value {
  const f = typeSlot(typeOf(v), slot)
  if (f) return call_indirect<Value>(f, v)
  return raiseFormat(T.TypeError, "bad operand type for %s: '%T'", operator, v)
}

export function numberNegative(v: Value): Value { return unaryOp(Slot.neg, v, text('unary -')) }
export function numberPositive(v: Value): Value { return unaryOp(Slot.pos, v, text('unary +')) }
export function numberInvert(v: Value): Value { return unaryOp(Slot.invert, v, text('unary ~')) }
export function numberAbsolute(v: Value): Value { return unaryOp(Slot.abs, v, text('abs()')) }
