// Inline paths of loops and subscripts over the exact builtin types. Each does all or nothing.

import { UNBOUND, Value, addressOf, hasShape, intOf, intValue, isInt } from '../../memory/value'
import { LIST_FORM, LIST_LENGTH, LIST_SLOTS, LIST_STORAGE } from '../../objects/list'
import { ITERATOR_INDEX, ITERATOR_SEQUENCE } from '../../objects/list-iterators'
import { RANGE_ITERATOR_NEXT, RANGE_ITERATOR_REMAINING, RANGE_ITERATOR_STEP } from '../../objects/range'
import { shapeAt } from '../../objects/shape'
import { T } from '../../objects/type-ids'
import { stmCheck, stmOwn, stmStore64, stmStoreIn } from '../../stm/barriers'

/** Next item of a range_iterator, or UNBOUND: another type, or exhausted. */
// @ts-ignore: decorator
@inline export function rangeNextFast(v: Value): Value {
  if (!hasShape(v, shapeAt(T.range_iterator))) return UNBOUND
  const it = addressOf(v)
  stmOwn(it)
  const remaining = load<i64>(it, RANGE_ITERATOR_REMAINING)
  if (remaining <= 0) return UNBOUND
  const next = load<i64>(it, RANGE_ITERATOR_NEXT)
  stmStore64(it, it + RANGE_ITERATOR_NEXT, <u64>(next + load<i64>(it, RANGE_ITERATOR_STEP)))
  stmStore64(it, it + RANGE_ITERATOR_REMAINING, <u64>(remaining - 1))
  return intValue(next)
}

/** Next item of a list_iterator, or UNBOUND. */
// @ts-ignore: decorator
@inline export function listNextFast(v: Value): Value {
  if (!hasShape(v, shapeAt(T.list_iterator))) return UNBOUND
  const it = addressOf(v)
  stmOwn(it)
  const sequence = load<u64>(it, ITERATOR_SEQUENCE)
  if (sequence == UNBOUND) return UNBOUND
  const i = load<u32>(it, ITERATOR_INDEX)
  const x = listItemFast(addressOf(sequence), i)
  if (x != UNBOUND) stmStore64(it, it + ITERATOR_INDEX, <u64>i + 1)
  return x
}

/** Item `i` of a plain list, or UNBOUND. */
// @ts-ignore: decorator
@inline function listItemFast(list: u32, i: u32): Value {
  const n = load<u32>(list, LIST_LENGTH)
  const x = load<u64>(load<u32>(list, LIST_STORAGE) + LIST_SLOTS + (i << 3))
  const plain = load<u32>(list, LIST_FORM) == 0
  return stmCheck(list) && plain && i < n ? x : UNBOUND
}

/** list[int] with an index from the front, or UNBOUND. */
// @ts-ignore: decorator
@inline export function subscriptFast(o: Value, key: Value): Value {
  if (!hasShape(o, shapeAt(T.list)) || !isInt(key)) return UNBOUND
  const i = <u64>intOf(key)
  return i < 0x10000000 ? listItemFast(addressOf(o), <u32>i) : UNBOUND
}

/** list[int] = v with an index from the front; false: not that simple. */
// @ts-ignore: decorator
@inline export function storeSubscriptFast(o: Value, key: Value, v: Value): bool {
  if (!hasShape(o, shapeAt(T.list)) || !isInt(key)) return false
  const list = addressOf(o)
  stmOwn(list)
  const i = <u64>intOf(key)
  if (i >= <u64>load<u32>(list, LIST_LENGTH) || load<u32>(list, LIST_FORM) != 0) return false
  const storage = load<u32>(list, LIST_STORAGE)
  stmStoreIn(list, storage, storage + LIST_SLOTS + (<u32>i << 3), v)
  return true
}
