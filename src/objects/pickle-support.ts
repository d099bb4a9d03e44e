// Small parts that many builtin types share: `__reduce__` results, `__class_getitem__`.

import { ABSENT, EXCEPTION, Value, addressOf, pointer } from '../memory/value'
import { MODULE_DICT, arg } from './define'
import { newGenericAlias } from './generic-alias'
import { namespaceGet } from './namespace'
import { raiseFormat } from './raise'
import { tupleOf1, tupleOf2, tupleOf3 } from './tuple-core'
import { T } from './type-ids'
import { WellKnown, wellKnown } from './well-known'
import { litAt, text } from './intern'

/** The builtin of that name, as the program sees it. */
export function builtinNamed(name: string): Value {
  const module = addressOf(wellKnown(WellKnown.builtinsModule))
  const v = module ? namespaceGet(load<u32>(module, MODULE_DICT), litAt(text(name))) : ABSENT
  return v == ABSENT ? raiseFormat(T.AttributeError, '%s', text(name)) : v
}

/** (builtin, (argument,)) */
export function reduceBuiltin1(name: string, argument: Value): Value {
  const f = builtinNamed(name)
  return f == EXCEPTION ? f : pointer(tupleOf2(f, pointer(tupleOf1(argument))))
}

/** (builtin, (argument,), state) */
export function reduceBuiltinState(name: string, argument: Value, state: Value): Value {
  const f = builtinNamed(name)
  return f == EXCEPTION ? f : pointer(tupleOf3(f, pointer(tupleOf1(argument)), state))
}

/** `__class_getitem__` of types that only make aliases of themselves: `list[int]`. */
export function classGetItem(argv: u32): Value { return newGenericAlias(arg(argv, 0), arg(argv, 1)) }
