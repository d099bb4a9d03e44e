// Lookup of a name along the MRO of a type, with the method cache in front of it (both tables are racy and lie outside the STM;
// see ARCHITECTURE.md, "Types").

import { ABSENT, Value } from '../memory/value'
import { namespaceFind, BINDING_VALUE } from './namespace'
import { TUPLE_ITEMS, tupleLength } from './tuple-core'
import { TYPE_DICT, typeMro } from './type'
import { stmRead64 } from '../stm/barriers'

/** The binding of interned `name` that `type` and its bases give, or 0. */
export function typeFind(type: u32, name: u32): u32 {
  const mro = typeMro(type)
  const n = tupleLength(mro)
  for (let i: u32 = 0; i < n; i++) {
    const b = namespaceFind(load<u32>(load<u32>(mro + TUPLE_ITEMS + i * 8), TYPE_DICT), name)
    if (b && stmRead64(b, b + BINDING_VALUE) != ABSENT) return b
  }
  return 0
}

/** The value of interned `name` in `type` or its bases, not bound; ABSENT if there is none. */
export function typeLookup(type: u32, name: u32): Value {
  const b = typeFind(type, name)
  return b ? stmRead64(b, b + BINDING_VALUE) : ABSENT
}
