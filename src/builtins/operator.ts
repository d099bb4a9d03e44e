// The module _operator: the operators as functions. attrgetter, itemgetter, methodcaller and call are those
// of operator.py.

import { EXCEPTION, EXHAUSTED, NONE, UNBOUND, Value, boolValue } from '../memory/value'
import {
  contains, deleteItem, equal, getItem, getIter, inplaceOp, inplacePow, isTrue, iterNext, lengthHint, numberAbsolute, numberAdd,
  numberAnd, numberFloordiv, numberInvert, numberLshift, numberMatmul, numberMod, numberMul, numberNegative, numberOr, numberPositive,
  numberPow, numberRshift, numberSub, numberTruediv, numberXor, richCompare, setItem, toInt,
} from '../objects/abstract'
import { arg, defineConstant, defineFunction, defineModule, fn } from '../objects/define'
import { intFromI64, intToI64Saturated } from '../objects/int-core'
import { litValue } from '../objects/intern'
import { isPlainInt } from '../objects/item-access'
import { raiseFormat, raiseText } from '../objects/raise'
import { typeOf, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { CompareOp, Slot } from '../objects/type-slots'

function op_add(argv: u32): Value { return numberAdd(arg(argv, 0), arg(argv, 1)) }
function op_sub(argv: u32): Value { return numberSub(arg(argv, 0), arg(argv, 1)) }
function op_mul(argv: u32): Value { return numberMul(arg(argv, 0), arg(argv, 1)) }
function op_mod(argv: u32): Value { return numberMod(arg(argv, 0), arg(argv, 1)) }
function op_floordiv(argv: u32): Value { return numberFloordiv(arg(argv, 0), arg(argv, 1)) }
function op_truediv(argv: u32): Value { return numberTruediv(arg(argv, 0), arg(argv, 1)) }
function op_matmul(argv: u32): Value { return numberMatmul(arg(argv, 0), arg(argv, 1)) }
function op_lshift(argv: u32): Value { return numberLshift(arg(argv, 0), arg(argv, 1)) }
function op_rshift(argv: u32): Value { return numberRshift(arg(argv, 0), arg(argv, 1)) }
function op_and(argv: u32): Value { return numberAnd(arg(argv, 0), arg(argv, 1)) }
function op_or(argv: u32): Value { return numberOr(arg(argv, 0), arg(argv, 1)) }
function op_xor(argv: u32): Value { return numberXor(arg(argv, 0), arg(argv, 1)) }
function op_pow(argv: u32): Value { return numberPow(arg(argv, 0), arg(argv, 1), NONE) }
function op_neg(argv: u32): Value { return numberNegative(arg(argv, 0)) }
function op_pos(argv: u32): Value { return numberPositive(arg(argv, 0)) }
function op_abs(argv: u32): Value { return numberAbsolute(arg(argv, 0)) }
function op_invert(argv: u32): Value { return numberInvert(arg(argv, 0)) }
function op_index(argv: u32): Value { return toInt(arg(argv, 0)) }

function op_iadd(argv: u32): Value { return inplaceOp(Slot.add, arg(argv, 0), arg(argv, 1)) }
function op_isub(argv: u32): Value { return inplaceOp(Slot.sub, arg(argv, 0), arg(argv, 1)) }
function op_imul(argv: u32): Value { return inplaceOp(Slot.mul, arg(argv, 0), arg(argv, 1)) }
function op_imod(argv: u32): Value { return inplaceOp(Slot.mod, arg(argv, 0), arg(argv, 1)) }
function op_ifloordiv(argv: u32): Value { return inplaceOp(Slot.floordiv, arg(argv, 0), arg(argv, 1)) }
function op_itruediv(argv: u32): Value { return inplaceOp(Slot.truediv, arg(argv, 0), arg(argv, 1)) }
function op_imatmul(argv: u32): Value { return inplaceOp(Slot.matmul, arg(argv, 0), arg(argv, 1)) }
function op_ilshift(argv: u32): Value { return inplaceOp(Slot.lshift, arg(argv, 0), arg(argv, 1)) }
function op_irshift(argv: u32): Value { return inplaceOp(Slot.rshift, arg(argv, 0), arg(argv, 1)) }
function op_iand(argv: u32): Value { return inplaceOp(Slot.and, arg(argv, 0), arg(argv, 1)) }
function op_ior(argv: u32): Value { return inplaceOp(Slot.or, arg(argv, 0), arg(argv, 1)) }
function op_ixor(argv: u32): Value { return inplaceOp(Slot.xor, arg(argv, 0), arg(argv, 1)) }
function op_ipow(argv: u32): Value { return inplacePow(arg(argv, 0), arg(argv, 1)) }

function op_lt(argv: u32): Value { return richCompare(arg(argv, 0), arg(argv, 1), CompareOp.LT) }
function op_le(argv: u32): Value { return richCompare(arg(argv, 0), arg(argv, 1), CompareOp.LE) }
function op_eq(argv: u32): Value { return richCompare(arg(argv, 0), arg(argv, 1), CompareOp.EQ) }
function op_ne(argv: u32): Value { return richCompare(arg(argv, 0), arg(argv, 1), CompareOp.NE) }
function op_gt(argv: u32): Value { return richCompare(arg(argv, 0), arg(argv, 1), CompareOp.GT) }
function op_ge(argv: u32): Value { return richCompare(arg(argv, 0), arg(argv, 1), CompareOp.GE) }
function op_is(argv: u32): Value { return boolValue(arg(argv, 0) == arg(argv, 1)) }
function op_is_not(argv: u32): Value { return boolValue(arg(argv, 0) != arg(argv, 1)) }
function op_is_none(argv: u32): Value { return boolValue(arg(argv, 0) == NONE) }
function op_is_not_none(argv: u32): Value { return boolValue(arg(argv, 0) != NONE) }
function truthOf(v: Value, wanted: i32): Value { const t = isTrue(v); return t < 0 ? EXCEPTION : boolValue(t == wanted) }
function op_truth(argv: u32): Value { return truthOf(arg(argv, 0), 1) }
function op_not(argv: u32): Value { return truthOf(arg(argv, 0), 0) }

function op_getitem(argv: u32): Value { return getItem(arg(argv, 0), arg(argv, 1)) }
function op_setitem(argv: u32): Value { return setItem(arg(argv, 0), arg(argv, 1), arg(argv, 2)) ? NONE : EXCEPTION }
function op_delitem(argv: u32): Value { return deleteItem(arg(argv, 0), arg(argv, 1)) ? NONE : EXCEPTION }
function op_contains(argv: u32): Value { const c = contains(arg(argv, 0), arg(argv, 1)); return c < 0 ? EXCEPTION : boolValue(c == 1) }

/** True for what can be indexed like a sequence. */
function isConcatenable(v: Value): bool { return typeSlot(typeOf(v), Slot.concat) != 0 || (typeSlot(typeOf(v), Slot.subscript) != 0 && typeSlot(typeOf(v), Slot.add) != 0) }
function op_concat(argv: u32): Value {
  if (!isConcatenable(arg(argv, 0))) return raiseFormat(T.TypeError, "'%T' object can't be concatenated", arg(argv, 0))
  return numberAdd(arg(argv, 0), arg(argv, 1))
}
function op_iconcat(argv: u32): Value {
  if (!isConcatenable(arg(argv, 0))) return raiseFormat(T.TypeError, "'%T' object can't be concatenated", arg(argv, 0))
  return inplaceOp(Slot.add, arg(argv, 0), arg(argv, 1))
}

/** How often `key` is in `o`, or where first; -1: not there, -2: raised. */
function search(o: Value, key: Value, count: bool): i64 {
  const it = getIter(o)
  if (it == EXCEPTION) return -2
  let found: i64 = 0
  let item: Value = UNBOUND
  for (let i: i64 = 0; item != EXHAUSTED; i++) {
    item = iterNext(it)
    if (item == EXCEPTION) return -2
    if (item != EXHAUSTED) {
      const e = equal(item, key)
      if (e < 0) return -2
      if (e == 1) { if (!count) return i; found++ }
    }
  }
  return count ? found : -1
}
function op_countOf(argv: u32): Value { const n = search(arg(argv, 0), arg(argv, 1), true); return n == -2 ? EXCEPTION : intFromI64(n) }
function op_indexOf(argv: u32): Value {
  const n = search(arg(argv, 0), arg(argv, 1), false)
  return n == -2 ? EXCEPTION : n < 0 ? raiseText(T.ValueError, 'sequence.index(x): x not in sequence') : intFromI64(n)
}
function op_length_hint(argv: u32): Value {
  let fallback: i64 = 0
  if (arg(argv, 1) != UNBOUND) {
    if (!isPlainInt(arg(argv, 1))) return raiseFormat(T.TypeError, "'%T' object cannot be interpreted as an integer", arg(argv, 1))
    fallback = intToI64Saturated(toInt(arg(argv, 1)))
  }
  const n = lengthHint(arg(argv, 0), fallback)
  return n < 0 ? EXCEPTION : intFromI64(n)
}

export function initOperatorModule(): u32 {
  const m = defineModule('_operator')
  defineConstant(m, '__doc__', litValue('Operator interface.\n\nThis module exports a set of functions implemented in C corresponding\nto the intrinsic operators of Python.  For example, operator.add(x, y)\nis equivalent to the expression x+y.'))
  const one = '($module, a, /)'
  const two = '($module, a, b, /)'
  defineFunction(m, 'truth', one, fn(op_truth))
  defineFunction(m, 'not_', one, fn(op_not))
  defineFunction(m, 'is_none', one, fn(op_is_none))
  defineFunction(m, 'is_not_none', one, fn(op_is_not_none))
  defineFunction(m, 'index', one, fn(op_index))
  defineFunction(m, 'neg', one, fn(op_neg))
  defineFunction(m, 'pos', one, fn(op_pos))
  defineFunction(m, 'abs', one, fn(op_abs))
  defineFunction(m, 'inv', one, fn(op_invert))
  defineFunction(m, 'invert', one, fn(op_invert))
  defineFunction(m, 'add', two, fn(op_add))
  defineFunction(m, 'sub', two, fn(op_sub))
  defineFunction(m, 'mul', two, fn(op_mul))
  defineFunction(m, 'matmul', two, fn(op_matmul))
  defineFunction(m, 'floordiv', two, fn(op_floordiv))
  defineFunction(m, 'truediv', two, fn(op_truediv))
  defineFunction(m, 'mod', two, fn(op_mod))
  defineFunction(m, 'pow', two, fn(op_pow))
  defineFunction(m, 'lshift', two, fn(op_lshift))
  defineFunction(m, 'rshift', two, fn(op_rshift))
  defineFunction(m, 'and_', two, fn(op_and))
  defineFunction(m, 'or_', two, fn(op_or))
  defineFunction(m, 'xor', two, fn(op_xor))
  defineFunction(m, 'iadd', two, fn(op_iadd))
  defineFunction(m, 'isub', two, fn(op_isub))
  defineFunction(m, 'imul', two, fn(op_imul))
  defineFunction(m, 'imatmul', two, fn(op_imatmul))
  defineFunction(m, 'ifloordiv', two, fn(op_ifloordiv))
  defineFunction(m, 'itruediv', two, fn(op_itruediv))
  defineFunction(m, 'imod', two, fn(op_imod))
  defineFunction(m, 'ipow', two, fn(op_ipow))
  defineFunction(m, 'ilshift', two, fn(op_ilshift))
  defineFunction(m, 'irshift', two, fn(op_irshift))
  defineFunction(m, 'iand', two, fn(op_iand))
  defineFunction(m, 'ior', two, fn(op_ior))
  defineFunction(m, 'ixor', two, fn(op_ixor))
  defineFunction(m, 'concat', two, fn(op_concat))
  defineFunction(m, 'iconcat', two, fn(op_iconcat))
  defineFunction(m, 'contains', two, fn(op_contains))
  defineFunction(m, 'countOf', two, fn(op_countOf))
  defineFunction(m, 'indexOf', two, fn(op_indexOf))
  defineFunction(m, 'getitem', two, fn(op_getitem))
  defineFunction(m, 'setitem', '($module, a, b, c, /)', fn(op_setitem))
  defineFunction(m, 'delitem', two, fn(op_delitem))
  defineFunction(m, 'length_hint', '($module, obj, default=0, /)', fn(op_length_hint))
  defineFunction(m, 'lt', two, fn(op_lt))
  defineFunction(m, 'le', two, fn(op_le))
  defineFunction(m, 'eq', two, fn(op_eq))
  defineFunction(m, 'ne', two, fn(op_ne))
  defineFunction(m, 'gt', two, fn(op_gt))
  defineFunction(m, 'ge', two, fn(op_ge))
  defineFunction(m, 'is_', two, fn(op_is))
  defineFunction(m, 'is_not', two, fn(op_is_not))
  return m
}
