// What `await x` iterates over.

import { EXCEPTION, Value, addressOf, hasShape } from '../memory/value'
import { raiseFormat, raiseText } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { typeOf, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { stmRead32 } from '../stm/barriers'
import { CODE_FLAGS } from './code'
import { GENERATOR_CODE, GENERATOR_STATE, GeneratorState } from './generators'
import { CODE_ITERABLE_COROUTINE } from './opcodes'

/** Iterator of awaitable `o`, or EXCEPTION. `from`: 0 await, 1 behind `__aenter__`, 2 behind `__aexit__` (error texts). */
export function getAwaitable(o: Value, from: u32): Value {
  if (hasShape(o, shapeAt(T.coroutine))) {
    const g = addressOf(o)
    if (from == 0 && stmRead32(g, g + GENERATOR_STATE) == GeneratorState.running) {
      return raiseText(T.RuntimeError, 'coroutine is being awaited already')
    }
    return o
  }
  if (hasShape(o, shapeAt(T.generator)) && load<u32>(load<u32>(addressOf(o), GENERATOR_CODE), CODE_FLAGS) & CODE_ITERABLE_COROUTINE) return o
  const slot = typeSlot(typeOf(o), Slot.await_)
  if (!slot) {
    if (from == 1) return raiseFormat(T.TypeError, "'async with' received an object from __aenter__ that does not implement __await__: %T", o)
    if (from == 2) return raiseFormat(T.TypeError, "'async with' received an object from __aexit__ that does not implement __await__: %T", o)
    return raiseFormat(T.TypeError, "'%T' object can't be awaited", o)
  }
  const it = call_indirect<Value>(slot, o)
  if (it == EXCEPTION) return EXCEPTION
  if (hasShape(it, shapeAt(T.coroutine))) return raiseText(T.TypeError, '__await__() returned a coroutine')
  if (!typeSlot(typeOf(it), Slot.next)) return raiseFormat(T.TypeError, "__await__() returned non-iterator of type '%T'", it)
  return it
}
