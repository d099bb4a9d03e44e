// Items, lengths, membership: `o[key]`, len(o), `x in o`, and numbers used as indices.

import { EXCEPTION, EXHAUSTED, FALSE, TRUE, UNBOUND, Value, addressOf, intOf, intValue, isInt, isBool, isPointer, pointer, ABSENT, boolValue, NOT_IMPLEMENTED } from '../memory/value'
import { bindDescriptor, getAttributeOr, lookupSpecial } from './attribute-access'
import { equal } from './compare'
import { intPayload, intToI64Saturated } from './int-core'
import { clearError, errorMatches, raiseFormat, raiseText } from './raise'
import { iterNext, getIter } from './iteration'
import { newGenericAlias } from './generic-alias'
import { lit } from './intern'
import { typeAt } from './shape'
import { TYPE_FLAGS, TYPE_INT, TYPE_TYPE, tagOf, typeFlags, typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { call0, call1 } from '../interp/nested'

/** `o[key]`. */
export function getItem(o: Value, key: Value): Value {
  const type = typeOf(o)
  const subscript = typeSlot(type, Slot.subscript)
  if (subscript) return call_indirect<Value>(subscript, o, key)
  if (typeSlot(type, Slot.item)) {
    if (!isIndex(key)) return raiseFormat(T.TypeError, "sequence index must be integer, not '%T'", key)
    const i = toIndex(key, T.IndexError)
    return i == INDEX_ERROR ? EXCEPTION : sequenceItem(o, i)
  }
  if (typeFlags(type) & TYPE_TYPE) return classItem(o, key)
  return raiseFormat(T.TypeError, "'%T' object is not subscriptable", o)
}

/** `C[key]`: the class's `__class_getitem__`; `type[...]` itself makes a GenericAlias. */
function classItem(o: Value, key: Value): Value {
  if (addressOf(o) == typeAt(T.type)) return newGenericAlias(o, key)
  const method = getAttributeOr(o, lit('__class_getitem__'))
  if (method == EXCEPTION) return EXCEPTION
  if (method == UNBOUND) return raiseFormat(T.TypeError, "type '%N' is not subscriptable", <u64>addressOf(o))
  return call1(method, key)
}

/** Item `i` by the sequence slot; a negative `i` counts from the end if the type has a length. */
export function sequenceItem(o: Value, i: i64): Value {
  const type = typeOf(o)
  const item = typeSlot(type, Slot.item)
  if (item) {
    if (i < 0 && typeSlot(type, Slot.length)) {
      const n = lengthOf(o)
      if (n < 0) return EXCEPTION
      i += n
    }
    return call_indirect<Value>(item, o, intValue(i))
  }
  return getItem(o, intValue(i))
}

/** `o[key] = value`; false: raised. */
export function setItem(o: Value, key: Value, value: Value): bool {
  const type = typeOf(o)
  const assign = typeSlot(type, Slot.assSubscript)
  if (assign) return call_indirect<Value>(assign, o, key, value) != EXCEPTION
  const assignItem = typeSlot(type, Slot.assItem)
  if (assignItem) {
    if (!isIndex(key)) { raiseFormat(T.TypeError, "sequence index must be integer, not '%T'", key); return false }
    let i = toIndex(key, T.IndexError)
    if (i == INDEX_ERROR) return false
    if (i < 0 && typeSlot(type, Slot.length)) {
      const n = lengthOf(o)
      if (n < 0) return false
      i += n
    }
    return call_indirect<Value>(assignItem, o, intValue(i), value) != EXCEPTION
  }
  if (value == UNBOUND) raiseFormat(T.TypeError, "'%T' object doesn't support item deletion", o)
  else raiseFormat(T.TypeError, "'%T' object does not support item assignment", o)
  return false
}

/** `del o[key]`; false: raised. */
export function deleteItem(o: Value, key: Value): bool { return setItem(o, key, UNBOUND) }

/** len(o), or -1: raised. */
export function lengthOf(o: Value): i64 {
  const slot = typeSlot(typeOf(o), Slot.length)
  if (!slot) {
    raiseFormat(T.TypeError, "object of type '%T' has no len()", o)
    return -1
  }
  const n = call_indirect<Value>(slot, o)
  return n == EXCEPTION ? -1 : intOf(n)
}

/** operator.length_hint(o, fallback), or -1: raised. */
export function lengthHint(o: Value, fallback: i64): i64 {
  if (typeSlot(typeOf(o), Slot.length)) {
    const n = lengthOf(o)
    if (n >= 0) return n
    if (!errorMatches(T.TypeError)) return -1
    clearError()
  }
  const method = lookupSpecial(o, lit('__length_hint__'))
  if (method == UNBOUND) return fallback
  if (method == EXCEPTION) return -1
  const hint = call0(method)
  if (hint == EXCEPTION) {
    if (!errorMatches(T.TypeError)) return -1
    clearError()
    return fallback
  }
  if (hint == NOT_IMPLEMENTED) return fallback
  if (!isPlainInt(hint)) {
    raiseFormat(T.TypeError, '__length_hint__ must be an integer, not %T', hint)
    return -1
  }
  const n = intToI64Saturated(toInt(hint))
  if (n < 0) { raiseText(T.ValueError, '__length_hint__() should return >= 0'); return -1 }
  return n
}

/** `key in o`: 1, 0, or -1: raised. */
export function contains(o: Value, key: Value): i32 {
  const slot = typeSlot(typeOf(o), Slot.contains)
  if (slot) {
    const r = call_indirect<Value>(slot, o, key)
    return r == EXCEPTION ? -1 : r == TRUE ? 1 : 0
  }
  const it = getIter(o)
  if (it == EXCEPTION) {
    if (errorMatches(T.TypeError)) { clearError(); raiseFormat(T.TypeError, "argument of type '%T' is not a container or iterable", o) }
    return -1
  }
  for (;;) {
    const item = iterNext(it)
    if (item == EXHAUSTED) return 0
    if (item == EXCEPTION) return -1
    const r = item == key ? 1 : equal(item, key)
    if (r != 0) return r
  }
  return 0
}

// ---- numbers as indices

/** What toIndex returns when an exception was raised; no index has this value. */
export const INDEX_ERROR: i64 = i64.MIN_VALUE

/** An int or an instance of a subclass of int (bool too). */
export function isPlainInt(v: Value): bool {
  return isInt(v) || isBool(v) || (isPointer(v) && (tagOf(v) == T.int || tagOf(v) == T.bool))
}

/** True if `v` can be used as an index: an int or something with `__index__`. */
export function isIndex(v: Value): bool { return isInt(v) || typeSlot(typeOf(v), Slot.index) != 0 }

/** operator.index(v): an int value (instances of subclasses of int become exact ints), or EXCEPTION. */
export function toInt(v: Value): Value {
  if (isInt(v)) return v
  if (isPlainInt(v)) return intPayload(v)
  const slot = typeSlot(typeOf(v), Slot.index)
  if (!slot) return raiseFormat(T.TypeError, "'%T' object cannot be interpreted as an integer", v)
  const r = call_indirect<Value>(slot, v)
  if (r == EXCEPTION || isInt(r)) return r
  if (!isPlainInt(r)) return raiseFormat(T.TypeError, '__index__ returned non-int (type %T)', r)
  return intPayload(r)
}

/**
 * `v` as a number for indexing. Too large: raises `overflow` ("cannot fit 'int' into an index-sized integer"), or is clamped to
 * the range of i64 if `overflow` is T.none (slices). INDEX_ERROR: raised.
 */
export function toIndex(v: Value, overflow: T): i64 {
  if (isInt(v)) return intOf(v)
  const i = toInt(v)
  if (i == EXCEPTION) return INDEX_ERROR
  if (isInt(i)) return intOf(i)
  const clamped = intToI64Saturated(i)
  if (overflow != T.none && (clamped == i64.MAX_VALUE || clamped <= i64.MIN_VALUE + 1)) {
    raiseFormat(overflow, "cannot fit '%T' into an index-sized integer", v)
    return INDEX_ERROR
  }
  return clamped
}
