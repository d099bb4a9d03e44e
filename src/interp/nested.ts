// Nested runs: calls from builtins into any callable, run to the end on the native stack. Interface only for now: the
// interpreter's calls take this file over.
//
// `argv` is copied before the callee runs and is never written to, so the items of a fresh tuple serve (tuple + TUPLE_ITEMS).
// `names` is the address of a tuple of the keyword names that belong to the last arguments, or 0.

import { Value } from '../memory/value'
import { raiseText } from '../objects/raise'
import { T } from '../objects/type-ids'

export function callVector(f: Value, argv: u32, argc: u32, names: u32): Value {
  return raiseText(T.NotImplementedError, 'nested calls')
}
export function call0(f: Value): Value { return callVector(f, 0, 0, 0) }
export function call1(f: Value, a: Value): Value { return callVector(f, 0, 1, 0) }
export function call2(f: Value, a: Value, b: Value): Value { return callVector(f, 0, 2, 0) }
export function call3(f: Value, a: Value, b: Value, c: Value): Value { return callVector(f, 0, 3, 0) }

/** Calls the attribute `name` (interned str) of `self`. */
export function callMethod0(self: Value, name: u32): Value { return callVector(self, 0, 0, 0) }
export function callMethod1(self: Value, name: u32, a: Value): Value { return callVector(self, 0, 1, 0) }
export function callMethod2(self: Value, name: u32, a: Value, b: Value): Value { return callVector(self, 0, 2, 0) }
