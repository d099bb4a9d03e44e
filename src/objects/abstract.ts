// The generic operations on values, one name each (docs/CORE.md, section 3): what builtins and the interpreter's slow paths call.
// They dispatch on exact builtin types first where that pays, then on the slots of the type. Groups of them have files of their
// own and are exported from here again: attributes, items, comparison, arithmetic, iteration.

import { EXCEPTION, FALSE, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, ABSENT, Value, addressOf, hasShape, isPointer, pointer } from '../memory/value'
import { call1, call2, callVector, enterNativeFor, leaveNative } from '../interp/nested'
import { bindDescriptor, getAttributeOr, lookupSpecial } from './attribute-access'
import { isTrue } from './compare'
import { lit } from './intern'
import { raiseFormat, raiseText } from './raise'
import { shapeAt, typeAt } from './shape'
import { STR_DATA, emptyStrValue, strAt, strIsAscii, strLength, strOf } from './str-core'
import { textBegin, textCodePoint, textEnd, textHex } from './text-builder'
import { tupleItem, tupleLength } from './tuple-core'
import { TYPE_STR, TYPE_TYPE, isSubtype, tagOf, typeFlags, typeOf, typeSlot } from './type'
import { typeLookup } from './type-lookup'
import { T } from './type-ids'
import { Slot } from './type-slots'

export { attributeName, deleteAttribute, getAttribute, getAttributeOr, lookupSpecial, setAttribute } from './attribute-access'
export { compareTruth, equal, hashOf, isTrue, orderMatches, richCompare } from './compare'
export { INDEX_ERROR, contains, deleteItem, getItem, isIndex, lengthHint, lengthOf, setItem, toIndex, toInt } from './item-access'
export { getIter, iterNext, iterStart, iterStep, toTuple } from './iteration'
export {
  binaryOp, inplaceOp, inplacePow, numberAbsolute, numberAdd, numberAnd, numberDivmod, numberFloordiv, numberInvert, numberLshift,
  numberMatmul, numberMod, numberMul, numberNegative, numberOr, numberPositive, numberPow, numberRshift, numberSub, numberTruediv, numberXor,
} from './number-ops'

/** True for instances of str, subclasses included. */
export function isStr(v: Value): bool { return isPointer(v) && tagOf(v) == T.str }

/** repr(v): a str, or EXCEPTION. */
export function repr(v: Value): Value {
  const r = call_indirect<Value>(typeSlot(typeOf(v), Slot.repr), v)
  if (r == EXCEPTION || isStr(r)) return r
  return raiseFormat(T.TypeError, '__repr__ returned non-string (type %T)', r)
}

/** str(v): a str, or EXCEPTION. */
export function str(v: Value): Value {
  if (hasShape(v, shapeAt(T.str))) return v
  const r = call_indirect<Value>(typeSlot(typeOf(v), Slot.str), v)
  if (r == EXCEPTION || isStr(r)) return r
  return raiseFormat(T.TypeError, '__str__ returned non-string (type %T)', r)
}

/** ascii(v): repr with what is not ASCII escaped. */
export function ascii(v: Value): Value {
  const r = repr(v)
  if (r == EXCEPTION) return r
  const s = strOf(r)
  if (strIsAscii(s)) return r
  textBegin()
  const n = strLength(s)
  for (let i: u32 = 0; i < n; i++) {
    const c = strAt(s, i)
    if (c < 128) { textCodePoint(c); continue }
    const digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8
    textCodePoint(92)
    textCodePoint(digits == 2 ? 120 : digits == 4 ? 117 : 85)
    textHex(c, digits)
  }
  return textEnd()
}

/** format(v, spec); spec UNBOUND: "". */
export function format(v: Value, spec: Value): Value {
  if (spec == UNBOUND) spec = emptyStrValue()
  if (!isStr(spec)) return raiseFormat(T.TypeError, 'format() argument 2 must be str, not %T', spec)
  if (strLength(strOf(spec)) == 0 && hasShape(v, shapeAt(T.str))) return v
  const method = lookupSpecial(v, lit('__format__'))
  if (method == EXCEPTION) return EXCEPTION
  if (method == UNBOUND) return raiseFormat(T.TypeError, "Type %T doesn't define __format__", v)
  const r = call1(method, spec)
  if (r == EXCEPTION || isStr(r)) return r
  return raiseFormat(T.TypeError, '__format__ must return a str, not %T', r)
}

/** callable(v). */
export function callable(v: Value): bool { return typeSlot(typeOf(v), Slot.call) != 0 }

/** Calls any callable, nested; argv, argc, names as in nested.ts. */
export function callValue(f: Value, argv: u32, argc: u32, names: u32): Value { return callVector(f, argv, argc, names) }

/** isinstance(v, c): 1, 0, or -1: raised. */
export function isInstance(v: Value, c: Value): i32 {
  if (pointer(typeOf(v)) == c) return 1
  if (hasShape(c, shapeAt(T.type))) return isRealInstance(v, c)
  if (isPointer(c) && tagOf(c) == T.UnionType) return isInstanceOfUnion(v, c)
  if (isPointer(c) && tagOf(c) == T.tuple) {
    const t = addressOf(c)
    const n = tupleLength(t)
    if (!enterNativeFor('maximum recursion depth exceeded in __instancecheck__')) return -1
    let r: i32 = 0
    for (let i: u32 = 0; i < n && r == 0; i++) r = isInstance(v, tupleItem(t, i))
    leaveNative()
    return r
  }
  const check = lookupSpecial(c, lit('__instancecheck__'))
  if (check == EXCEPTION) return -1
  if (check == UNBOUND) return isRealInstance(v, c)
  const r = call1(check, v)
  return r == EXCEPTION ? -1 : isTrue(r)
}

/** isinstance without `__instancecheck__`: by type, then by the `__class__` that the object claims. 1, 0, -1. */
export function isRealInstance(v: Value, c: Value): i32 {
  const type = typeOf(v)
  if (isPointer(c) && typeFlags(typeOf(c)) & TYPE_TYPE) {
    if (isSubtype(type, addressOf(c))) return 1
    const claimed = getAttributeOr(v, lit('__class__'))
    if (claimed == EXCEPTION) return -1
    if (claimed == UNBOUND || claimed == pointer(type) || !isType(claimed)) return 0
    return isSubtype(addressOf(claimed), addressOf(c)) ? 1 : 0
  }
  if (!checkClass(c, 'isinstance() arg 2 must be a type, a tuple of types, or a union')) return -1
  const claimed = getAttributeOr(v, lit('__class__'))
  if (claimed == EXCEPTION) return -1
  return claimed == UNBOUND ? 0 : abstractIsSubclass(claimed, c)
}

export function isType(v: Value): bool { return isPointer(v) && (typeFlags(typeOf(v)) & TYPE_TYPE) != 0 }

/** issubclass(c, d): 1, 0, or -1: raised. */
export function isSubclass(c: Value, d: Value): i32 {
  if (hasShape(d, shapeAt(T.type))) return c == d ? 1 : isRealSubclass(c, d)
  if (isPointer(d) && tagOf(d) == T.UnionType) return isSubclassOfUnion(c, d)
  if (isPointer(d) && tagOf(d) == T.tuple) {
    const t = addressOf(d)
    const n = tupleLength(t)
    if (!enterNativeFor('maximum recursion depth exceeded in __subclasscheck__')) return -1
    let r: i32 = 0
    for (let i: u32 = 0; i < n && r == 0; i++) r = isSubclass(c, tupleItem(t, i))
    leaveNative()
    return r
  }
  const check = lookupSpecial(d, lit('__subclasscheck__'))
  if (check == EXCEPTION) return -1
  if (check == UNBOUND) return isRealSubclass(c, d)
  const r = call1(check, c)
  return r == EXCEPTION ? -1 : isTrue(r)
}

/** issubclass without `__subclasscheck__`: 1, 0, -1. */
export function isRealSubclass(c: Value, d: Value): i32 {
  if (isType(c) && isType(d)) return isSubtype(addressOf(c), addressOf(d)) ? 1 : 0
  if (!checkClass(c, 'issubclass() arg 1 must be a class')) return -1
  if (!checkClass(d, 'issubclass() arg 2 must be a class, a tuple of classes, or a union')) return -1
  return abstractIsSubclass(c, d)
}

/** `__bases__` of something that may be a class, as a tuple; UNBOUND if it has none. */
function abstractBases(c: Value): Value {
  const bases = getAttributeOr(c, lit('__bases__'))
  if (bases == EXCEPTION || bases == UNBOUND) return bases
  return isPointer(bases) && tagOf(bases) == T.tuple ? bases : UNBOUND
}

function checkClass(c: Value, message: string): bool {
  const bases = abstractBases(c)
  if (bases == UNBOUND) raiseText(T.TypeError, message)
  return bases != EXCEPTION && bases != UNBOUND
}

function abstractIsSubclass(c: Value, d: Value): i32 {
  if (c == d) return 1
  const bases = abstractBases(c)
  if (bases == EXCEPTION) return -1
  if (bases == UNBOUND) return 0
  const n = tupleLength(addressOf(bases))
  for (let i: u32 = 0; i < n; i++) {
    const r = abstractIsSubclass(tupleItem(addressOf(bases), i), d)
    if (r != 0) return r
  }
  return 0
}

/** UnionType: +8 args (tuple value). */
function isInstanceOfUnion(v: Value, union_: Value): i32 {
  const args = load<u32>(addressOf(union_), 8)
  const n = tupleLength(args)
  for (let i: u32 = 0; i < n; i++) {
    const r = isInstance(v, tupleItem(args, i))
    if (r != 0) return r
  }
  return 0
}

function isSubclassOfUnion(c: Value, union_: Value): i32 {
  const args = load<u32>(addressOf(union_), 8)
  const n = tupleLength(args)
  for (let i: u32 = 0; i < n; i++) {
    const r = isSubclass(c, tupleItem(args, i))
    if (r != 0) return r
  }
  return 0
}
