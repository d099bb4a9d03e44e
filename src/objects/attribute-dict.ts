// The dicts that hold attributes, seen from the core: entries by interned str names.

import { ABSENT, Value } from '../memory/value'
import { stmWrite64 } from '../stm/barriers'
import { BINDING_VALUE, namespaceFind, namespaceGet, namespaceSet, newNamespace } from './namespace'

/** A new dict for attributes. */
export function newAttributeDict(): u32 { return newNamespace() }

/** Value of interned `name`, or ABSENT. */
export function attributeDictGet(dict: u32, name: u32): Value { return namespaceGet(dict, name) }

export function attributeDictSet(dict: u32, name: u32, value: Value): void { namespaceSet(dict, name, value) }

/** False if the name was not there. */
export function attributeDictDelete(dict: u32, name: u32): bool {
  const b = namespaceFind(dict, name)
  if (!b || namespaceGet(dict, name) == ABSENT) return false
  stmWrite64(b, b + BINDING_VALUE, ABSENT)
  return true
}
