// Imports that the core itself needs: asks builtins.__import__, as an import statement does.

import { callVector } from './nested'
import { ABSENT, EXCEPTION, NONE, Value, addressOf, intValue, pointer } from '../memory/value'
import { MODULE_DICT } from '../objects/define'
import { lit } from '../objects/intern'
import { namespaceGet } from '../objects/namespace'
import { raiseText } from '../objects/raise'
import { TUPLE_ITEMS, newTuple, tupleInit } from '../objects/tuple-core'
import { T } from '../objects/type-ids'
import { WellKnown, wellKnown } from '../objects/well-known'

/** The top-level module `name` (interned str). */
export function importModule(name: u32): Value {
  const builtins = addressOf(wellKnown(WellKnown.builtinsModule))
  const f = builtins ? namespaceGet(load<u32>(builtins, MODULE_DICT), lit('__import__')) : ABSENT
  if (f == ABSENT) return raiseText(T.ImportError, '__import__ not found')
  const args = newTuple(1)
  tupleInit(args, 0, pointer(name))
  return callVector(f, args + TUPLE_ITEMS, 1, 0)
}
