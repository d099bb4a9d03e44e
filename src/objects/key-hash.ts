// Hashes of dict keys and set elements: as hash(), but a TypeError says what the object was to be used as.

import { Value, pointer } from '../memory/value'
import { hashOf } from './abstract'
import { text } from './intern'
import { errorMatches, fetchError, raiseFormat, raiseValue } from './raise'
import { typeAt } from './shape'
import { typeOf } from './type'
import { T } from './type-ids'

/** hash(key) for a dict; -1: raised. */
// @ts-ignore: decorator
@inline export function keyHash(key: Value): i64 {
  const hash = hashOf(key)
  return hash == -1 ? explain(key, text('dict key')) : hash
}

/** hash(element) for a set; -1: raised. */
// @ts-ignore: decorator
@inline export function elementHash(element: Value): i64 {
  const hash = hashOf(element)
  return hash == -1 ? explain(element, text('set element')) : hash
}

function explain(v: Value, use: u32): i64 {
  const e = fetchError()
  if (typeOf(e) == typeAt(T.TypeError)) raiseFormat(T.TypeError, "cannot use '%Q' as a %s (%S)", v, use, e)
  else raiseValue(e)
  return -1
}
