// complex(real=0, imag=0), complex(text), complex.from_number(x).

import { EXCEPTION, UNBOUND, Value, addressOf, hasShape, isPointer, pointer } from '../memory/value'
import { call1 } from '../interp/nested'
import { COMPLEX_IMAG, COMPLEX_REAL, complexAt, complexImag, complexReal, isComplex, newComplex, newPair } from './complex-core'
import { parseComplex } from './complex-text'
import { arg } from './define'
import { newInstance } from './instance'
import { lit } from './intern'
import { callUnary, isFloatError, keywordArgument, numberToFloat, positionalCount } from './number-args'
import { asciiOf } from './number-parse'
import { raiseFormat, raiseText } from './raise'
import { shapeAt, typeAt } from './shape'
import { strEqual, strLength, strOf } from './str-core'
import { tupleItem, tupleLength } from './tuple-core'
import { tagOf, typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

export function complex_new(cls: Value, argv: u32, argc: u32, names: u32): Value {
  const type = addressOf(cls)
  const c = construct(argv, argc, names)
  if (c == EXCEPTION || type == typeAt(T.complex)) return c
  const o = newInstance(type)
  store<f64>(o, complexReal(c), COMPLEX_REAL)
  store<f64>(o, complexImag(c), COMPLEX_IMAG)
  return pointer(o)
}

function construct(argv: u32, argc: u32, names: u32): Value {
  const positional = positionalCount(argc, names)
  if (argc > 2) return raiseFormat(T.TypeError, 'complex() takes at most 2 arguments (%d given)', argc)
  let re = positional > 0 ? load<u64>(argv) : UNBOUND
  let im = positional > 1 ? load<u64>(argv, 8) : UNBOUND
  if (names) {
    for (let i: u32 = 0; i < tupleLength(names); i++) {
      const name = addressOf(tupleItem(names, i))
      const isReal = strEqual(name, lit('real'))
      if (!isReal && !strEqual(name, lit('imag'))) return raiseFormat(T.TypeError, "complex() got an unexpected keyword argument '%U'", pointer(name))
      if ((isReal ? re : im) != UNBOUND) {
        return raiseFormat(T.TypeError, "argument for complex() given by name ('%U') and position (%d)", pointer(name), isReal ? 1 : 2)
      }
    }
    if (re == UNBOUND) re = keywordArgument(argv, positional, names, lit('real'))
    if (im == UNBOUND) im = keywordArgument(argv, positional, names, lit('imag'))
  }
  if (im == UNBOUND && re != UNBOUND) return complexFromObject(re)
  const out = newPair()
  let realPart: f64 = 0, imagPart: f64 = 0, realImag: f64 = 0, imagImag: f64 = 0
  if (re != UNBOUND) {
    if (!component(re, 'real', out)) return EXCEPTION
    realPart = load<f64>(out)
    realImag = load<f64>(out, 8)
  }
  if (im != UNBOUND) {
    if (!component(im, 'imag', out)) return EXCEPTION
    imagPart = load<f64>(out)
    imagImag = load<f64>(out, 8)
  }
  // complex components are allowed: real + imag * 1j
  const complexReal_ = re != UNBOUND && isComplex(re), complexImag_ = im != UNBOUND && isComplex(im)
  if (complexImag_) realPart -= imagImag
  return newComplex(realPart, complexReal_ ? (im == UNBOUND ? realImag : imagPart + realImag) : imagPart)
}



/** Argument `name` as a number to `out`, `out + 8`; false: raised. */
function component(v: Value, name: string, out: u32): bool {
  let c = v
  if (!isComplex(v)) {
    const converted = convert(v)
    if (converted == EXCEPTION) return false
    if (converted != UNBOUND) c = converted
  }
  if (isComplex(c)) {
    store<f64>(out, complexReal(c))
    store<f64>(out, complexImag(c), 8)
    return true
  }
  if (!isReal(v)) {
    raiseFormat(T.TypeError, "complex() argument '%s' must be a real number, not %T", <u64><u32>changetype<usize>(name), v)
    return false
  }
  const f = numberToFloat(v)
  store<f64>(out, f)
  store<f64>(out, 0, 8)
  return !isFloatError(f)
}

/** Has `__float__` or `__index__`. */
function isReal(v: Value): bool {
  const type = typeOf(v)
  return typeSlot(type, Slot.float_) != 0 || typeSlot(type, Slot.index) != 0
}

/** v.__complex__(): a complex, EXCEPTION, or UNBOUND if there is no such method. */
export function convert(v: Value): Value {
  if (!isPointer(v)) return UNBOUND
  const r = callUnary(v, lit('__complex__'))
  if (r == EXCEPTION || r == UNBOUND || isComplex(r)) return r
  return raiseFormat(T.TypeError, '__complex__ returned non-complex (type %T)', r)
}

/** complex(x) of one argument: always an exact complex. */
export function complexFromObject(x: Value): Value {
  if (hasShape(x, shapeAt(T.complex))) return x
  if (isPointer(x) && tagOf(x) == T.str) {
    const s = strOf(x)
    const at = asciiOf(s)
    const out = newPair()
    if (!parseComplex(at, at + strLength(s), out)) return raiseText(T.ValueError, 'complex() arg is a malformed string')
    return complexAt(out)
  }
  const c = convert(x)
  if (c == EXCEPTION) return c
  if (c != UNBOUND) return newComplex(complexReal(c), complexImag(c))
  if (isComplex(x)) return newComplex(complexReal(x), complexImag(x))
  if (!isReal(x)) return raiseFormat(T.TypeError, 'complex() argument must be a string or a number, not %Q', x)
  const f = numberToFloat(x)
  return isFloatError(f) ? EXCEPTION : newComplex(f, 0)
}

/** Where C functions take a complex: complex, `__complex__`, or a real number. Always an exact complex. */
export function numberToComplex(v: Value): Value {
  if (hasShape(v, shapeAt(T.complex))) return v
  if (isComplex(v)) return newComplex(complexReal(v), complexImag(v))
  const c = convert(v)
  if (c == EXCEPTION) return c
  if (c != UNBOUND) return newComplex(complexReal(c), complexImag(c))
  const f = numberToFloat(v)
  return isFloatError(f) ? EXCEPTION : newComplex(f, 0)
}

export function complexFromNumber(argv: u32): Value {
  const type = addressOf(arg(argv, 0))
  const c = numberToComplex(arg(argv, 1))
  return c == EXCEPTION || type == typeAt(T.complex) ? c : call1(pointer(type), c)
}
