// iter() of an object with `__getitem__` only: the type `iterator`. A unit.
//
//   +8 sequence (value, UNBOUND when exhausted)  +16 next index:64

import { allocate } from '../gc/allocate'
import { EXCEPTION, EXHAUSTED, UNBOUND, Value, addressOf, intValue, pointer } from '../memory/value'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { defineType, fn, setSlot } from './define'
import { sequenceItem } from './item-access'
import { clearError, errorMatches } from './raise'
import { shapeAt } from './shape'
import { T } from './type-ids'
import { Slot } from './type-slots'

const ITERATOR_SEQUENCE: u32 = 8
const ITERATOR_INDEX: u32 = 16
const ITERATOR_BYTES: u32 = 24

export function newSequenceIterator(sequence: Value): Value {
  const it = allocate(shapeAt(T.iterator), ITERATOR_BYTES)
  store<u64>(it, sequence, ITERATOR_SEQUENCE)
  return pointer(it)
}

function iterator_iter(self: Value): Value { return self }

function iterator_next(self: Value): Value {
  const it = addressOf(self)
  const sequence = stmRead64(it, it + ITERATOR_SEQUENCE)
  if (sequence == UNBOUND) return EXHAUSTED
  const index = stmRead64(it, it + ITERATOR_INDEX)
  const item = sequenceItem(sequence, <i64>index)
  if (item != EXCEPTION) {
    stmOwn(it)
    stmStore64(it, it + ITERATOR_INDEX, index + 1)
    return item
  }
  if (!errorMatches(T.IndexError) && !errorMatches(T.StopIteration)) return EXCEPTION
  clearError()
  stmOwn(it)
  stmStore64(it, it + ITERATOR_SEQUENCE, UNBOUND)
  return EXHAUSTED
}

export function initSequenceIterator(): void {
  const t = defineType(T.iterator, T.object, 'iterator', ITERATOR_BYTES, 0, null)
  setSlot(t, Slot.iter, fn(iterator_iter))
  setSlot(t, Slot.next, fn(iterator_next))
}
