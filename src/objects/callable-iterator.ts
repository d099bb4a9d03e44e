// iter(callable, sentinel). A unit.
//
//   +8 callable (UNBOUND: exhausted)  +16 sentinel

import { allocate } from '../gc/allocate'
import { EXCEPTION, EXHAUSTED, UNBOUND, Value, addressOf, pointer } from '../memory/value'
import { call0 } from '../interp/nested'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { equal } from './abstract'
import { arg, defineMethod, defineType, fn, setSlot } from './define'
import { selfIter } from './list-iterators'
import { builtinNamed, reduceBuiltin1 } from './pickle-support'
import { clearError, errorMatches } from './raise'
import { shapeAt } from './shape'
import { emptyTuple, tupleOf2 } from './tuple-core'
import { T } from './type-ids'
import { Slot } from './type-slots'

export function newCallableIterator(callable: Value, sentinel: Value): Value {
  const it = allocate(shapeAt(T.callable_iterator), 24)
  store<u64>(it, callable, 8)
  store<u64>(it, sentinel, 16)
  return pointer(it)
}

function exhaust(it: u32): Value {
  stmOwn(it)
  stmStore64(it, it + 8, UNBOUND)
  return EXHAUSTED
}

function callableIterator_next(self: Value): Value {
  const it = addressOf(self)
  const callable = stmRead64(it, it + 8)
  if (callable == UNBOUND) return EXHAUSTED
  const result = call0(callable)
  if (result == EXCEPTION) {
    if (!errorMatches(T.StopIteration)) return EXCEPTION
    clearError()
    return exhaust(it)
  }
  const e = equal(result, stmRead64(it, it + 16))
  if (e == 0) return result
  return e < 0 ? EXCEPTION : exhaust(it)
}

function callableIterator_reduce(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const callable = stmRead64(it, it + 8)
  if (callable == UNBOUND) return reduceBuiltin1('iter', pointer(emptyTuple()))
  const iter = builtinNamed('iter')
  return iter == EXCEPTION ? iter : pointer(tupleOf2(iter, pointer(tupleOf2(callable, stmRead64(it, it + 16)))))
}

export function initCallableIterator(): void {
  const t = defineType(T.callable_iterator, T.object, 'callable_iterator', 24, 0, null)
  setSlot(t, Slot.iter, fn(selfIter))
  setSlot(t, Slot.next, fn(callableIterator_next))
  defineMethod(t, '__reduce__', '($self, /)', fn(callableIterator_reduce))
}
