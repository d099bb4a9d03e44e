// Functions of the module builtins that ask one object something: attributes, conversion, identity, types.

import { currentPc } from '../memory/registers'
import { After, isFunction, isHeapInstance, pythonMethod, tailMethod1, tailMethod2 } from '../interp/special-methods'
import { Slot } from '../objects/type-slots'
import { ABSENT, EXCEPTION, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, floatOf, intOf, intValue, isFloat, isInt, isPointer, pointer } from '../memory/value'
import { call0, call1, callMethod0, callMethod1, callMethod2 } from '../interp/nested'
import { ascii, callable, format, isInstance, isSubclass, repr } from '../objects/abstract'
import { attributeName, deleteAttribute, getAttribute, getAttributeOr, lookupSpecial, setAttribute } from '../objects/attribute-access'
import { hashOf } from '../objects/compare'
import { BUILTIN_FUNCTION, arg, defineFunction, fn } from '../objects/define'
import { newDict } from '../objects/dict'
import { intFromI64, intToI64Saturated } from '../objects/int-core'
import { intWriteBinary } from '../objects/int-text'
import { emptyStrValue, latin1Str, newStr, STR_ASCII, strAt, strData, strLength } from '../objects/str-core'
import { lit, litValue } from '../objects/intern'
import { lengthOf, toInt } from '../objects/item-access'
import { listSort } from '../objects/list-sort'
import { numberAbsolute, numberDivmod, numberPow } from '../objects/number-ops'
import { errorRaised, raiseFormat, raiseText } from '../objects/raise'
import { typeAt } from '../objects/shape'
import { tagOf, typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { textBegin, textCodePoint, textEnd } from '../objects/text-builder'
import { typeLookup } from '../objects/type-lookup'
import { callerMapping } from '../interp/caller'

function builtins_abs(argv: u32): Value {
  const f = pythonMethod(arg(argv, 0), Slot.abs, lit('__abs__'))
  return f == ABSENT ? numberAbsolute(arg(argv, 0)) : tailMethod1(f, currentPc, arg(argv, 0), After.deliver)
}
function builtins_ascii(argv: u32): Value { return ascii(arg(argv, 0)) }
function builtins_repr(argv: u32): Value {
  const f = pythonMethod(arg(argv, 0), Slot.repr, lit('__repr__'))
  return f == ABSENT ? repr(arg(argv, 0)) : tailMethod1(f, currentPc, arg(argv, 0), After.repr)
}
function builtins_callable(argv: u32): Value { return boolValue(callable(arg(argv, 0))) }
function builtins_divmod(argv: u32): Value { return numberDivmod(arg(argv, 0), arg(argv, 1)) }
function builtins_pow(argv: u32): Value { return numberPow(arg(argv, 0), arg(argv, 1), arg(argv, 2) == UNBOUND ? NONE : arg(argv, 2)) }
function builtins_hash(argv: u32): Value {
  const f = pythonMethod(arg(argv, 0), Slot.hash, lit('__hash__'))
  if (f != ABSENT) return tailMethod1(f, currentPc, arg(argv, 0), After.hash)
  const h = hashOf(arg(argv, 0))
  return errorRaised() ? EXCEPTION : intFromI64(h)
}
/** Identity is equality of values; an object's is its address, an immediate's its bits without the sign. */
function builtins_id(argv: u32): Value {
  const v = arg(argv, 0)
  return isPointer(v) ? intValue(addressOf(v)) : intFromI64(<i64>(v & 0x7fffffffffffffff))
}
function builtins_len(argv: u32): Value {
  const f = pythonMethod(arg(argv, 0), Slot.length, lit('__len__'))
  if (f != ABSENT) return tailMethod1(f, currentPc, arg(argv, 0), After.length)
  const n = lengthOf(arg(argv, 0))
  return n < 0 ? EXCEPTION : intFromI64(n)
}

/** bin, oct, hex: `bits` a digit, prefix letter `letter`. */
function inBase(v: Value, bits: u32, letter: u32): Value {
  const i = toInt(v)
  if (errorRaised()) return EXCEPTION
  textBegin()
  const scratch = newStr(1, baseDigits(i, bits) + 8)
  let at = strData(scratch)
  const n = intWriteBinary(at, i, bits)
  let k: u32 = 0
  if (n > 0 && load<u8>(at) == 45) {
    textCodePoint(45)
    k = 1
  }
  textCodePoint(48)
  textCodePoint(letter)
  for (; k < n; k++) textCodePoint(load<u8>(at + k))
  return textEnd()
}
function baseDigits(i: Value, bits: u32): u32 { return isInt(i) ? 64 / bits + 2 : load<u32>(addressOf(i), 8) * 32 / bits + 2 }
function builtins_bin(argv: u32): Value { return inBase(arg(argv, 0), 1, 98) }
function builtins_oct(argv: u32): Value { return inBase(arg(argv, 0), 3, 111) }
function builtins_hex(argv: u32): Value { return inBase(arg(argv, 0), 4, 120) }

function builtins_chr(argv: u32): Value {
  const i = toInt(arg(argv, 0))
  if (errorRaised()) return EXCEPTION
  const c = intToI64Saturated(i)
  if (c < 0 || c > 0x10ffff) return raiseText(T.ValueError, 'chr() arg not in range(0x110000)')
  if (c < 256) return pointer(latin1Str(<u32>c))
  const wide: u32 = c > 0xffff ? 4 : 2
  const s = newStr(wide, 1)
  if (wide == 2) store<u16>(strData(s), <u16>c)
  else store<u32>(strData(s), <u32>c)
  return pointer(s)
}
function builtins_ord(argv: u32): Value {
  const v = arg(argv, 0)
  if (tagOf(v) == T.str) {
    const s = addressOf(v)
    if (strLength(s) == 1) return intValue(strAt(s, 0))
    return raiseFormat(T.TypeError, 'ord() expected a character, but string of length %d found', strLength(s))
  }
  if (tagOf(v) == T.bytes || tagOf(v) == T.bytearray) {
    const n = lengthOf(v)
    if (n == 1) return callMethod1(v, lit('__getitem__'), intValue(0))
    return raiseFormat(T.TypeError, 'ord() expected a character, but string of length %d found', n)
  }
  return raiseFormat(T.TypeError, 'ord() expected string of length 1, but %T found', v)
}

function builtins_getattr(argv: u32): Value {
  const name = arg(argv, 1)
  if (tagOf(name) != T.str) return raiseFormat(T.TypeError, "attribute name must be string, not '%T'", name)
  const n = attributeName(name)
  if (arg(argv, 2) == UNBOUND) return getAttribute(arg(argv, 0), n)
  const v = getAttributeOr(arg(argv, 0), n)
  return v == UNBOUND ? arg(argv, 2) : v
}
function builtins_hasattr(argv: u32): Value {
  const name = arg(argv, 1)
  if (tagOf(name) != T.str) return raiseFormat(T.TypeError, "attribute name must be string, not '%T'", name)
  const v = getAttributeOr(arg(argv, 0), attributeName(name))
  return v == EXCEPTION ? EXCEPTION : boolValue(v != UNBOUND)
}
function builtins_setattr(argv: u32): Value {
  const name = arg(argv, 1)
  if (tagOf(name) != T.str) return raiseFormat(T.TypeError, "attribute name must be string, not '%T'", name)
  return setAttribute(arg(argv, 0), attributeName(name), arg(argv, 2)) ? NONE : EXCEPTION
}
function builtins_delattr(argv: u32): Value {
  const name = arg(argv, 1)
  if (tagOf(name) != T.str) return raiseFormat(T.TypeError, "attribute name must be string, not '%T'", name)
  return deleteAttribute(arg(argv, 0), attributeName(name)) ? NONE : EXCEPTION
}

function truth(t: i32): Value { return t < 0 ? EXCEPTION : boolValue(t == 1) }
function builtins_isinstance(argv: u32): Value {
  const v = arg(argv, 0), c = arg(argv, 1)
  if (pointer(typeOf(v)) == c || !isPointer(c) || !isHeapInstance(c)) return truth(isInstance(v, c))
  const f = typeLookup(typeOf(c), lit('__instancecheck__'))
  return isFunction(f) ? tailMethod2(f, currentPc, c, v, After.contains) : truth(isInstance(v, c))
}
function builtins_issubclass(argv: u32): Value {
  const c = arg(argv, 0), d = arg(argv, 1)
  if (!isPointer(d) || !isHeapInstance(d)) return truth(isSubclass(c, d))
  const f = typeLookup(typeOf(d), lit('__subclasscheck__'))
  return isFunction(f) ? tailMethod2(f, currentPc, d, c, After.contains) : truth(isSubclass(c, d))
}
function builtins_format(argv: u32): Value { return format(arg(argv, 0), arg(argv, 1) == UNBOUND ? emptyStrValue() : arg(argv, 1)) }

function builtins_round(argv: u32): Value {
  const v = arg(argv, 0)
  const digits = arg(argv, 1)
  const f = lookupSpecial(v, lit('__round__'))
  if (f == EXCEPTION) return f
  if (f == UNBOUND) return raiseFormat(T.TypeError, "type %T doesn't define __round__ method", v)
  return digits == UNBOUND || digits == NONE ? callMethod0(v, lit('__round__')) : callMethod1(v, lit('__round__'), digits)
}

function sorted(list: Value): Value {
  if (list == EXCEPTION) return list
  const copy = call1(pointer(typeAt(T.list)), list)
  if (copy == EXCEPTION || !listSort(addressOf(copy), NONE, false)) return EXCEPTION
  return copy
}
function builtins_dir(argv: u32): Value {
  const o = arg(argv, 0)
  if (o == UNBOUND) {
    const mapping = callerMapping()
    return mapping == EXCEPTION ? EXCEPTION : sorted(callMethod0(mapping, lit('keys')))
  }
  const f = lookupSpecial(o, lit('__dir__'))
  if (f == EXCEPTION) return f
  if (f == UNBOUND) return raiseText(T.TypeError, 'object does not provide __dir__')
  return sorted(call0(f))
}
function builtins_vars(argv: u32): Value {
  const o = arg(argv, 0)
  if (o == UNBOUND) return callerMapping()
  const d = getAttributeOr(o, lit('__dict__'))
  return d == UNBOUND ? raiseText(T.TypeError, 'vars() argument must have __dict__ attribute') : d
}

export function defineObjectFunctions(m: u32): void {
  defineFunction(m, 'abs', '($module, x, /)', fn(builtins_abs))
  defineFunction(m, 'ascii', '($module, obj, /)', fn(builtins_ascii))
  defineFunction(m, 'repr', '($module, obj, /)', fn(builtins_repr))
  defineFunction(m, 'callable', '($module, obj, /)', fn(builtins_callable))
  defineFunction(m, 'divmod', '($module, x, y, /)', fn(builtins_divmod))
  defineFunction(m, 'pow', '($module, /, base, exp, mod=None)', fn(builtins_pow))
  defineFunction(m, 'hash', '($module, obj, /)', fn(builtins_hash))
  defineFunction(m, 'id', '($module, obj, /)', fn(builtins_id))
  defineFunction(m, 'len', '($module, obj, /)', fn(builtins_len))
  defineFunction(m, 'bin', '($module, number, /)', fn(builtins_bin))
  defineFunction(m, 'oct', '($module, number, /)', fn(builtins_oct))
  defineFunction(m, 'hex', '($module, number, /)', fn(builtins_hex))
  defineFunction(m, 'chr', '($module, i, /)', fn(builtins_chr))
  defineFunction(m, 'ord', '($module, character, /)', fn(builtins_ord))
  defineFunction(m, 'getattr', '($module, object, name, default=None, /)', fn(builtins_getattr))
  defineFunction(m, 'hasattr', '($module, obj, name, /)', fn(builtins_hasattr))
  defineFunction(m, 'setattr', '($module, obj, name, value, /)', fn(builtins_setattr))
  defineFunction(m, 'delattr', '($module, obj, name, /)', fn(builtins_delattr))
  defineFunction(m, 'isinstance', '($module, obj, class_or_tuple, /)', fn(builtins_isinstance))
  defineFunction(m, 'issubclass', '($module, cls, class_or_tuple, /)', fn(builtins_issubclass))
  defineFunction(m, 'format', "($module, value, format_spec='', /)", fn(builtins_format))
  defineFunction(m, 'round', '($module, /, number, ndigits=None)', fn(builtins_round))
  defineFunction(m, 'dir', '($module, object=None, /)', fn(builtins_dir))
  defineFunction(m, 'vars', '($module, object=None, /)', fn(builtins_vars))
}
