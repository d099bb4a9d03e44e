// None, Ellipsis and NotImplemented: types with one value each, which is a constant and no object.

import { ELLIPSIS, FALSE, NONE, NOT_IMPLEMENTED, Value } from '../memory/value'
import { defineMethod, defineType, fn, setImmutableInstances, setSlot } from './define'
import { litValue } from './intern'
import { raiseText } from './raise'
import { T } from './type-ids'
import { Slot } from './type-slots'

function none_repr(self: Value): Value { return litValue('None') }
function none_bool(self: Value): Value { return FALSE }
function none_new(type: Value, argv: u32, argc: u32, names: u32): Value { return argc ? raiseText(T.TypeError, 'NoneType takes no arguments') : NONE }
function none_hash(self: Value): i64 { return 0xfca86420 }

function ellipsis_repr(self: Value): Value { return litValue('Ellipsis') }
function ellipsis_new(type: Value, argv: u32, argc: u32, names: u32): Value { return argc ? raiseText(T.TypeError, 'EllipsisType takes no arguments') : ELLIPSIS }
function ellipsis_reduce(argv: u32): Value { return litValue('Ellipsis') }

function notImplemented_repr(self: Value): Value { return litValue('NotImplemented') }
function notImplemented_bool(self: Value): Value { return raiseText(T.TypeError, 'NotImplemented should not be used in a boolean context') }
function notImplemented_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  return argc ? raiseText(T.TypeError, 'NotImplementedType takes no arguments') : NOT_IMPLEMENTED
}
function notImplemented_reduce(argv: u32): Value { return litValue('NotImplemented') }

export function initSingletons(): void {
  const none = defineType(T.NoneType, T.object, 'NoneType', 8, 0, 'The type of the None singleton.')
  setImmutableInstances(T.NoneType)
  setSlot(none, Slot.repr, fn(none_repr))
  setSlot(none, Slot.bool_, fn(none_bool))
  setSlot(none, Slot.hash, fn(none_hash))
  setSlot(none, Slot.new_, fn(none_new))
  const ellipsis = defineType(T.ellipsis, T.object, 'ellipsis', 8, 0, 'The type of the Ellipsis singleton.')
  setImmutableInstances(T.ellipsis)
  setSlot(ellipsis, Slot.repr, fn(ellipsis_repr))
  setSlot(ellipsis, Slot.new_, fn(ellipsis_new))
  defineMethod(ellipsis, '__reduce__', '($self, /)', fn(ellipsis_reduce))
  const notImplemented = defineType(T.NotImplementedType, T.object, 'NotImplementedType', 8, 0, 'The type of the NotImplemented singleton.')
  setImmutableInstances(T.NotImplementedType)
  setSlot(notImplemented, Slot.repr, fn(notImplemented_repr))
  setSlot(notImplemented, Slot.bool_, fn(notImplemented_bool))
  setSlot(notImplemented, Slot.new_, fn(notImplemented_new))
  defineMethod(notImplemented, '__reduce__', '($self, /)', fn(notImplemented_reduce))
}
