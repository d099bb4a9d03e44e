// The module _functools: reduce and cmp_to_key; partial and the cache have files of their own.
//
//   KeyWrapper (the K of cmp_to_key): comparison function, object (UNBOUND: this one makes the others)

import { EXCEPTION, EXHAUSTED, UNBOUND, Value, addressOf, hasShape, intValue, pointer } from '../memory/value'
import { consumeReduce } from '../interp/consume'
import { call2 } from '../interp/nested'
import { isBuiltinCallable, iterationRunsPython } from '../interp/next'
import { getIter, iterNext, richCompare } from '../objects/abstract'
import { hashNotImplemented } from '../objects/compare'
import { arg, defineFunction, defineGetter, defineModule, defineType, fn, setSlot } from '../objects/define'
import { bindKeywords } from '../objects/positional-args'
import { clearError, errorMatches, raiseText } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { finishType } from '../objects/type-boot'
import { T } from '../objects/type-ids'
import { CompareOp, Slot } from '../objects/type-slots'
import { field, fixedField, initField, newFields, setField } from './fields'
import { initLruCache } from './lru-cache'
import { initPartial } from './partial'

/** reduce(function, iterable, /, initial=<missing>) */
function functools_reduce(argv: u32): Value {
  if (iterationRunsPython(arg(argv, 1)) || !isBuiltinCallable(arg(argv, 0))) return consumeReduce(arg(argv, 1), arg(argv, 0), arg(argv, 2))
  const it = getIter(arg(argv, 1))
  if (it == EXCEPTION) {
    if (errorMatches(T.TypeError)) { clearError(); raiseText(T.TypeError, 'reduce() arg 2 must support iteration') }
    return EXCEPTION
  }
  const f = arg(argv, 0)
  let result = arg(argv, 2)
  for (;;) {
    const item = iterNext(it)
    if (item == EXCEPTION) return EXCEPTION
    if (item == EXHAUSTED) return result == UNBOUND ? raiseText(T.TypeError, 'reduce() of empty iterable with no initial value') : result
    result = result == UNBOUND ? item : call2(f, result, item)
    if (result == EXCEPTION) return EXCEPTION
  }
  return EXCEPTION
}

function newKey(comparison: Value, object: Value): Value {
  const k = newFields(pointer(typeAt(T.functools_KeyWrapper)), T.functools_KeyWrapper, 2)
  initField(k, 0, comparison)
  initField(k, 1, object)
  return pointer(k)
}

function cmp_to_key(argv: u32): Value { return newKey(arg(argv, 0), UNBOUND) }

function key_call(self: Value, argv: u32, argc: u32, names: u32): Value {
  const slots = bindKeywords('K', argv, argc, names, 1, 1, 0, 1, 'obj')
  return slots ? newKey(fixedField(addressOf(self), 0), arg(slots, 0)) : EXCEPTION
}

function key_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (!hasShape(other, shapeAt(T.functools_KeyWrapper))) return raiseText(T.TypeError, 'other argument must be K instance')
  const x = field(addressOf(self), 1), y = field(addressOf(other), 1)
  if (x == UNBOUND || y == UNBOUND) return raiseText(T.AttributeError, 'object')
  const order = call2(fixedField(addressOf(self), 0), x, y)
  return order == EXCEPTION ? EXCEPTION : richCompare(order, intValue(0), op)
}

function key_object(self: Value): Value {
  const object = field(addressOf(self), 1)
  return object == UNBOUND ? raiseText(T.AttributeError, 'obj') : object
}
function key_setObject(self: Value, value: Value): Value {
  setField(addressOf(self), 1, value)
  return value
}

export function initFunctoolsModule(): u32 {
  const m = defineModule('_functools')
  defineFunction(m, 'reduce', '($module, function, iterable, /, initial=<unrepresentable>)', fn(functools_reduce))
  defineFunction(m, 'cmp_to_key', '($module, /, mycmp)', fn(cmp_to_key))
  const k = defineType(T.functools_KeyWrapper, T.object, 'functools.KeyWrapper', 24, 0, null)
  setSlot(k, Slot.call, fn(key_call))
  setSlot(k, Slot.hash, fn(hashNotImplemented))
  setSlot(k, Slot.richcompare, fn(key_richcompare))
  defineGetter(k, 'obj', fn(key_object), fn(key_setObject))
  finishType(T.functools_KeyWrapper)
  initPartial(m)
  initLruCache(m)
  return m
}
