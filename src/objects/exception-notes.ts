// `__notes__` of exceptions.

import { ABSENT, EXCEPTION, NONE, Value, addressOf, isPointer, pointer } from '../memory/value'
import { attributeDictGet, attributeDictSet } from './attribute-dict'
import { instanceDict } from './instance'
import { lit } from './intern'
import { listAppend, newList } from './list'
import { raiseText } from './raise'
import { tagOf } from './type'
import { T } from './type-ids'

/** Appends str `note` to the notes of exception `e`; false: TypeError raised. */
export function addNote(e: u32, note: Value): bool {
  const dict = instanceDict(e)
  let notes = attributeDictGet(dict, lit('__notes__'))
  if (notes == ABSENT) {
    notes = pointer(newList())
    attributeDictSet(dict, lit('__notes__'), notes)
  }
  if (isPointer(notes) && tagOf(notes) == T.list) return listAppend(addressOf(notes), note)
  raiseText(T.TypeError, 'Cannot add note: __notes__ is not a list')
  return false
}
