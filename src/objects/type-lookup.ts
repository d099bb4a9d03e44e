// Lookup of a name along the MRO of a type, and the method cache in front of it.
//
// A type's *generation* is a number that no other type has and no type has had before: a type gets a new one by every change that
// a lookup through it could notice, other than a new value in a binding whose old and new values are no descriptors. It is a field
// of the type's layout unit: reading it logs the unit, so a transaction that relies on it fails if the type changes. Generations
// are drawn from a counter outside the STM and never come again, so what an aborted transaction left in the cache is dead.
//
// METHOD_CACHE holds one u64 per entry, generation << 32 | binding: one racy load or store. A binding that holds ABSENT says that the
// name is found nowhere; it is a ghost in the type's own dict, and putting a value into it changes the generation.

import { METHOD_CACHE, METHOD_CACHE_ENTRIES, TYPE_GENERATIONS } from '../memory/layout'
import { ABSENT, Value } from '../memory/value'
import { BINDING_KEY, BINDING_VALUE, namespaceBinding, namespaceFind } from './namespace'
import { TUPLE_ITEMS, tupleLength } from './tuple-core'
import { TYPE_DICT, TYPE_FLAGS, TYPE_GENERATION, TYPE_IMMUTABLE, typeMro } from './type'
import { stmRead32, stmRead64 } from '../stm/barriers'

/** A generation for a type, never used before. */
export function newGeneration(): u32 { return atomic.add<u32>(TYPE_GENERATIONS, 1) + 1 }

/** Generation of `type` (logged): what caches that rely on the type compare. */
// @ts-ignore: decorator
@inline export function typeGeneration(type: u32): u32 {
  return load<u32>(type, TYPE_FLAGS) & TYPE_IMMUTABLE ? load<u32>(type, TYPE_GENERATION) : stmRead32(type, type + TYPE_GENERATION)
}

/** The binding of interned `name` that `type` and its bases give, or one that holds ABSENT. */
export function typeFind(type: u32, name: u32): u32 {
  const generation = typeGeneration(type)
  const at = METHOD_CACHE + (((generation * 0x9e3779b1) ^ (name >> 4)) & (METHOD_CACHE_ENTRIES - 1)) * 8
  const entry = load<u64>(at)
  if (<u32>(entry >> 32) == generation && <u32>load<u64>(<u32>entry, BINDING_KEY) == name && generation) return <u32>entry
  return typeFindSlow(type, name, generation, at)
}

function typeFindSlow(type: u32, name: u32, generation: u32, at: u32): u32 {
  const mro = typeMro(type)
  const n = tupleLength(mro)
  let found: u32 = 0
  for (let i: u32 = 0; i < n; i++) {
    const b = namespaceFind(load<u32>(load<u32>(mro + TUPLE_ITEMS + i * 8), TYPE_DICT), name)
    if (b && stmRead64(b, b + BINDING_VALUE) != ABSENT) { found = b; break }
  }
  if (!found) found = namespaceBinding(load<u32>(type, TYPE_DICT), name)
  store<u64>(at, (<u64>generation << 32) | <u64>found)
  return found
}

/** The value of interned `name` in `type` or its bases, not bound; ABSENT if there is none. */
export function typeLookup(type: u32, name: u32): Value {
  const b = typeFind(type, name)
  return stmRead64(b, b + BINDING_VALUE)
}

/** As typeLookup, but begins behind `after` in the MRO of `type` (super()). */
export function typeLookupAfter(type: u32, after: u32, name: u32): Value {
  typeGeneration(type)
  const mro = typeMro(type)
  const n = tupleLength(mro)
  let i: u32 = 0
  while (i < n && load<u32>(mro + TUPLE_ITEMS + i * 8) != after) i++
  for (i++; i < n; i++) {
    const b = namespaceFind(load<u32>(load<u32>(mro + TUPLE_ITEMS + i * 8), TYPE_DICT), name)
    if (b) {
      const v = stmRead64(b, b + BINDING_VALUE)
      if (v != ABSENT) return v
    }
  }
  return ABSENT
}
