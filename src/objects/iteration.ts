// Iteration: getIter and iterNext, and the ways in which builtins consume an iterable. Exhaustion is the marker EXHAUSTED, without
// an exception object.

import { EXCEPTION, EXHAUSTED, Value, addressOf, hasShape, pointer } from '../memory/value'
import { clearError, errorMatches, raiseFormat } from './raise'
import { shapeAt } from './shape'
import { newSequenceIterator } from './sequence-iterator'
import { tupleItem, tupleLength } from './tuple-core'
import { typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { newVector, vectorPush, vectorToTuple } from './vector'
import { stmRead32 } from '../stm/barriers'

/** iter(o). */
export function getIter(o: Value): Value {
  const type = typeOf(o)
  const slot = typeSlot(type, Slot.iter)
  if (slot) {
    const it = call_indirect<Value>(slot, o)
    if (it != EXCEPTION && !typeSlot(typeOf(it), Slot.next)) return raiseFormat(T.TypeError, "iter() returned non-iterator of type '%T'", it)
    return it
  }
  if (typeSlot(type, Slot.item) || typeSlot(type, Slot.subscript) && isSequence(o)) return newSequenceIterator(o)
  return raiseFormat(T.TypeError, "'%T' object is not iterable", o)
}

/** Whether iter(o) would find something to call. */
export function isIterable(o: Value): bool { return typeSlot(typeOf(o), Slot.iter) != 0 || isSequence(o) }

/** CPython's PySequence_Check: the type defines item access and is no dict. */
export function isSequence(o: Value): bool {
  const type = typeOf(o)
  return typeSlot(type, Slot.item) != 0
}

/** next(it): a value, EXHAUSTED or EXCEPTION. A StopIteration that a Python `__next__` raises becomes EXHAUSTED. */
export function iterNext(it: Value): Value {
  const slot = typeSlot(typeOf(it), Slot.next)
  if (!slot) return raiseFormat(T.TypeError, "'%T' object is not an iterator", it)
  const v = call_indirect<Value>(slot, it)
  if (v == EXCEPTION && errorMatches(T.StopIteration)) { clearError(); return EXHAUSTED }
  return v
}

/**
 * Consuming an iterable without an iterator object where that is not needed:
 *   const source = iterStart(x); if (source == EXCEPTION) return EXCEPTION
 *   for (let i: u32 = 0; ; i++) {
 *     const item = iterStep(source, i)
 *     if (item == EXHAUSTED) break
 *     if (item == EXCEPTION) return EXCEPTION
 *   }
 */
export function iterStart(iterable: Value): Value {
  return hasShape(iterable, shapeAt(T.tuple)) ? iterable : getIter(iterable)
}

export function iterStep(source: Value, i: u32): Value {
  if (hasShape(source, shapeAt(T.tuple))) {
    const t = addressOf(source)
    return i < tupleLength(t) ? tupleItem(t, i) : EXHAUSTED
  }
  return iterNext(source)
}

/** tuple(iterable): an exact tuple is returned as it is. */
export function toTuple(iterable: Value): Value {
  if (hasShape(iterable, shapeAt(T.tuple))) return iterable
  const source = iterStart(iterable)
  if (source == EXCEPTION) return EXCEPTION
  let vector = newVector()
  for (let i: u32 = 0; ; i++) {
    const item = iterStep(source, i)
    if (item == EXHAUSTED) break
    if (item == EXCEPTION) return EXCEPTION
    vector = vectorPush(vector, item)
  }
  return pointer(vectorToTuple(vector))
}
