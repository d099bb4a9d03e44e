// Keyword arguments between their two forms: a dict, and values behind the positional ones with a tuple of names.

import { NONE, UNBOUND, Value, addressOf, isPointer, pointer } from '../memory/value'
import { dictCount, dictKeyAt, dictNext, dictValueAt } from './dict'
import { TUPLE_ITEMS, newTuple, tupleInit, tupleItem, tupleLength } from './tuple-core'

/** Number of entries of a kwargs argument (dict, or UNBOUND or NONE: none). */
export function keywordCount(kwargs: Value): u32 { return isPointer(kwargs) ? dictCount(addressOf(kwargs)) : 0 }

/** The items of tuple `args` from `from` on and the values of `kwargs`, in a fresh tuple (an empty one may be the shared). */
export function dictToVector(args: u32, from: u32, kwargs: Value): u32 {
  const positional = tupleLength(args) - from
  const all = newTuple(positional + keywordCount(kwargs))
  for (let i: u32 = 0; i < positional; i++) tupleInit(all, i, tupleItem(args, from + i))
  if (keywordCount(kwargs)) {
    const dict = addressOf(kwargs)
    let i = positional
    for (let n = dictNext(dict, 0); n >= 0; n = dictNext(dict, n + 1)) tupleInit(all, i++, dictValueAt(dict, n))
  }
  return all
}

/** Tuple of the names of `kwargs`, in the order of dictToVector; 0 if there are none. */
export function vectorNames(kwargs: Value): u32 {
  const count = keywordCount(kwargs)
  if (!count) return 0
  const dict = addressOf(kwargs)
  const names = newTuple(count)
  let i: u32 = 0
  for (let n = dictNext(dict, 0); n >= 0; n = dictNext(dict, n + 1)) tupleInit(names, i++, dictKeyAt(dict, n))
  return names
}
