// The type complex: slots and methods. Real operands keep their missing imaginary part out of the arithmetic (CPython 3.14's
// mixed-mode rules): 1 - 0j differs from (1+0j) - 0j in signs of zeros. Construction stands in complex-new.ts.

import { EXCEPTION, NONE, NOT_IMPLEMENTED, Value, boolValue, floatValue, isFloat, isPointer, pointer } from '../memory/value'
import {
  COMPLEX_BYTES, complexAt, complexDiv, complexImag, complexMul, complexPowValues, complexReal, isComplex, newComplex, newPair,
  realDivComplex,
} from './complex-core'
import { complexFormat, complexRepr } from './complex-text'
import { complex_new, complexFromNumber } from './complex-new'
import { arg, defineClassMethod, defineGetter, defineMethod, defineType, fn, setImmutableInstances, setSlot } from './define'
import { floatHash, floatPayload, isFloatLike } from './float-core'
import { intCheckF64, intCompareF64, intPayload, intToF64, isIntLike } from './int-core'
import { raiseFormat, raiseText } from './raise'
import { strOf } from './str-core'
import { tupleOf2 } from './tuple-core'
import { TYPE_BASETYPE, tagOf } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

/** What an operand is. */
const enum Kind { complex, real, other, raised }

function kindOf(v: Value): Kind {
  if (isComplex(v)) return Kind.complex
  if (isFloatLike(v)) return Kind.real
  if (!isIntLike(v)) return Kind.other
  return intCheckF64(intPayload(v)) ? Kind.real : Kind.raised
}

function realOf(v: Value): f64 {
  return isComplex(v) ? complexReal(v) : isFloat(v) ? floatPayload(v) : isFloatLike(v) ? floatPayload(v) : intToF64(intPayload(v))
}
function imagOf(v: Value): f64 { return isComplex(v) ? complexImag(v) : 0 }

/** 0 if both are numbers, otherwise what to return. */
function refuse(a: Kind, b: Kind): Value {
  if (a == Kind.raised || b == Kind.raised) return EXCEPTION
  return a == Kind.other || b == Kind.other ? NOT_IMPLEMENTED : 0
}

function complex_add(a: Value, b: Value): Value {
  const x = kindOf(a), y = x == Kind.complex || x == Kind.real ? kindOf(b) : Kind.other
  const r = refuse(x, y)
  if (r) return r
  const re = realOf(a) + realOf(b)
  return newComplex(re, x == Kind.real ? imagOf(b) : y == Kind.real ? imagOf(a) : imagOf(a) + imagOf(b))
}
function complex_sub(a: Value, b: Value): Value {
  const x = kindOf(a), y = x == Kind.complex || x == Kind.real ? kindOf(b) : Kind.other
  const r = refuse(x, y)
  if (r) return r
  const re = realOf(a) - realOf(b)
  return newComplex(re, x == Kind.real ? -imagOf(b) : y == Kind.real ? imagOf(a) : imagOf(a) - imagOf(b))
}
function complex_mul(a: Value, b: Value): Value {
  const x = kindOf(a), y = x == Kind.complex || x == Kind.real ? kindOf(b) : Kind.other
  const r = refuse(x, y)
  if (r) return r
  if (x == Kind.real) return newComplex(realOf(a) * realOf(b), realOf(a) * imagOf(b))
  if (y == Kind.real) return newComplex(realOf(a) * realOf(b), imagOf(a) * realOf(b))
  const out = newPair()
  complexMul(out, realOf(a), imagOf(a), realOf(b), imagOf(b))
  return complexAt(out)
}
function complex_truediv(a: Value, b: Value): Value {
  const x = kindOf(a), y = x == Kind.complex || x == Kind.real ? kindOf(b) : Kind.other
  const r = refuse(x, y)
  if (r) return r
  const out = newPair()
  let done: bool
  if (y == Kind.real) {
    const d = realOf(b)
    done = d != 0
    store<f64>(out, realOf(a) / d)
    store<f64>(out, imagOf(a) / d, 8)
  } else if (x == Kind.real) done = realDivComplex(out, realOf(a), realOf(b), imagOf(b))
  else done = complexDiv(out, realOf(a), imagOf(a), realOf(b), imagOf(b))
  return done ? complexAt(out) : raiseText(T.ZeroDivisionError, 'division by zero')
}
function complex_pow(a: Value, b: Value, modulus: Value): Value {
  const x = kindOf(a), y = x == Kind.complex || x == Kind.real ? kindOf(b) : Kind.other
  const r = refuse(x, y)
  if (r) return r
  if (modulus != NONE) return raiseText(T.ValueError, 'complex modulo')
  return complexPowValues(realOf(a), imagOf(a), realOf(b), imagOf(b))
}

function complex_neg(self: Value): Value { return newComplex(-complexReal(self), -complexImag(self)) }
function complex_pos(self: Value): Value { return newComplex(complexReal(self), complexImag(self)) }
function complex_abs(self: Value): Value {
  const re = complexReal(self), im = complexImag(self)
  const r = Math.abs(re) == Infinity || Math.abs(im) == Infinity ? Infinity : Math.hypot(re, im)
  if (r == Infinity && Math.abs(re) != Infinity && Math.abs(im) != Infinity) return raiseText(T.OverflowError, 'absolute value too large')
  return floatValue(r)
}
function complex_bool(self: Value): Value { return boolValue(complexReal(self) != 0 || complexImag(self) != 0) }
function complex_repr(self: Value): Value { return complexRepr(complexReal(self), complexImag(self)) }
function complex_hash(self: Value): i64 {
  const h = <i64>(<u64>floatHash(complexReal(self)) + 1000003 * <u64>floatHash(complexImag(self)))
  return h == -1 ? -2 : h
}
function complex_richcompare(a: Value, b: Value, op: CompareOp): Value {
  if (op != CompareOp.EQ && op != CompareOp.NE) return NOT_IMPLEMENTED
  let equal: bool
  if (isComplex(b)) equal = complexReal(a) == complexReal(b) && complexImag(a) == complexImag(b)
  else if (isFloatLike(b)) equal = complexReal(a) == floatPayload(b) && complexImag(a) == 0
  else if (isIntLike(b)) {
    const re = complexReal(a)
    equal = complexImag(a) == 0 && re == re && intCompareF64(intPayload(b), re) == 0
  } else return NOT_IMPLEMENTED
  return boolValue(equal == (op == CompareOp.EQ))
}

function complex_real(self: Value): Value { return floatValue(complexReal(self)) }
function complex_imag(self: Value): Value { return floatValue(complexImag(self)) }
function complex_conjugate(argv: u32): Value { return newComplex(complexReal(arg(argv, 0)), -complexImag(arg(argv, 0))) }
function complex_complex(argv: u32): Value { return complex_pos(arg(argv, 0)) }
function complex_getnewargs(argv: u32): Value {
  const self = arg(argv, 0)
  return pointer(tupleOf2(floatValue(complexReal(self)), floatValue(complexImag(self))))
}
function complex_format(argv: u32): Value {
  const self = arg(argv, 0), spec = arg(argv, 1)
  if (!isPointer(spec) || tagOf(spec) != T.str) return raiseFormat(T.TypeError, '__format__() argument must be str, not %T', spec)
  return complexFormat(complexReal(self), complexImag(self), strOf(spec), self)
}

export function initComplex(): void {
  const t = defineType(T.complex, T.object, 'complex', COMPLEX_BYTES, TYPE_BASETYPE,
    'Create a complex number from a string or numbers.\n\nIf a string is given, parse it as a complex number.\nIf a single number is given, convert it to a complex number.\nIf the \'real\' or \'imag\' arguments are given, create a complex number\nwith the specified real and imaginary components.')
  setImmutableInstances(T.complex)
  setSlot(t, Slot.new_, fn(complex_new))
  setSlot(t, Slot.repr, fn(complex_repr))
  setSlot(t, Slot.hash, fn(complex_hash))
  setSlot(t, Slot.richcompare, fn(complex_richcompare))
  setSlot(t, Slot.bool_, fn(complex_bool))
  setSlot(t, Slot.add, fn(complex_add))
  setSlot(t, Slot.sub, fn(complex_sub))
  setSlot(t, Slot.mul, fn(complex_mul))
  setSlot(t, Slot.pow, fn(complex_pow))
  setSlot(t, Slot.neg, fn(complex_neg))
  setSlot(t, Slot.pos, fn(complex_pos))
  setSlot(t, Slot.abs, fn(complex_abs))
  setSlot(t, Slot.truediv, fn(complex_truediv))
  defineGetter(t, 'real', fn(complex_real))
  defineGetter(t, 'imag', fn(complex_imag))
  defineMethod(t, 'conjugate', '($self, /)', fn(complex_conjugate))
  defineMethod(t, '__complex__', '($self, /)', fn(complex_complex))
  defineMethod(t, '__getnewargs__', '($self, /)', fn(complex_getnewargs))
  defineMethod(t, '__format__', '($self, format_spec, /)', fn(complex_format))
  defineClassMethod(t, 'from_number', '($type, number, /)', fn(complexFromNumber))
}
