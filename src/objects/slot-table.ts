// THE table of special methods: which name fills which slot of a type, how a wrapper_descriptor calls the slot's core function, and
// which core function calls the Python method of that name. Built once at boot, in memory outside transactions.
//
//   entry, 24 bytes: +0 name:32 (interned str)  +4 slot:32  +8 core function that calls the Python method:32 (0: none)
//                    +12 WrapperKind:32  +16 doc:32 (constant or 0)  +20 text signature:32
// Behind the entries, for each slot: core function that stands for a Python method in it:32.
// Where two slots share a name (`__add__`: number add and sequence concat), the first entry wins for wrappers, and only one of them
// has a core function for Python methods, as in CPython.

import { allocateOutside } from '../gc/allocate'
import { lit, text } from './intern'
import { shapeAt } from './shape'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { WellKnown, setWellKnown, wellKnown } from './well-known'
import {
  slot_repr, slot_hash, slot_call, slot_str, slot_getattribute, slot_getattr_hook, slot_setattr, slot_richcompare, slot_iter,
  slot_next, slot_descr_get, slot_descr_set, slot_init, slot_new, slot_del, slot_await, slot_aiter, slot_anext, slot_add,
  slot_sub, slot_mul, slot_mod, slot_divmod, slot_pow, slot_neg, slot_pos, slot_abs, slot_bool, slot_invert, slot_lshift,
  slot_rshift, slot_and, slot_xor, slot_or, slot_int, slot_float, slot_iadd, slot_isub, slot_imul, slot_imod, slot_ipow,
  slot_ilshift, slot_irshift, slot_iand, slot_ixor, slot_ior, slot_floordiv, slot_truediv, slot_ifloordiv, slot_itruediv,
  slot_index, slot_matmul, slot_imatmul, slot_length, slot_subscript, slot_assSubscript, slot_item, slot_assItem, slot_contains,
} from './slot-functions'
import { fn } from './define'

/** How a wrapper_descriptor's arguments become those of the slot's function. */
export const enum WrapperKind {
  unary,
  binary,
  binaryReflected,
  pow,
  powReflected,
  inquiry,
  length,
  hash,
  repeat,
  item,
  setItem,
  deleteItem,
  setSubscript,
  deleteSubscript,
  contains,
  lt, le, eq, ne, gt, ge,
  call,
  init,
  getattribute,
  setattr,
  delattr,
  descrGet,
  descrSet,
  descrDelete,
  next,
  del,
}

export const ENTRY_NAME: u32 = 0
export const ENTRY_SLOT: u32 = 4
export const ENTRY_PYTHON: u32 = 8
export const ENTRY_KIND: u32 = 12
export const ENTRY_DOC: u32 = 16
export const ENTRY_SIGNATURE: u32 = 20
export const SLOT_ENTRY_BYTES: u32 = 24
const MAX_ENTRIES: u32 = 128

/** Address of entry 0. */
export function slotTable(): u32 { return <u32>wellKnown(WellKnown.slotTable) + 16 }
export function slotTableLength(): u32 { return load<u32>(<u32>wellKnown(WellKnown.slotTable), 8) }

/** Table index of the slot function that stands for a Python method in `slot` (for getattribute: without `__getattr__`); 0: none. */
// @ts-ignore: decorator
@inline export function pythonSlot(slot: Slot): u32 { return load<u32>(slotTable() + MAX_ENTRIES * SLOT_ENTRY_BYTES + (<u32>slot << 2)) }

function add(name: string, slot: Slot, pythonFunction: u32, kind: WrapperKind, signature: string, doc: string): void {
  const table = <u32>wellKnown(WellKnown.slotTable)
  const n = load<u32>(table, 8)
  assert(n < MAX_ENTRIES, 'slot table: full')
  const e = table + 16 + n * SLOT_ENTRY_BYTES
  store<u32>(e, lit(name), ENTRY_NAME)
  store<u32>(e, slot, ENTRY_SLOT)
  store<u32>(e, pythonFunction, ENTRY_PYTHON)
  store<u32>(e, kind, ENTRY_KIND)
  store<u32>(e, text(doc), ENTRY_DOC)
  store<u32>(e, text(signature), ENTRY_SIGNATURE)
  store<u32>(table, n + 1, 8)
  const python = table + 16 + MAX_ENTRIES * SLOT_ENTRY_BYTES + (<u32>slot << 2)
  if (!load<u32>(python)) store<u32>(python, pythonFunction)
}

const UNARY = '($self, /)'
const BINARY = '($self, value, /)'

export function bootSlotTable(): void {
  setWellKnown(WellKnown.slotTable, <u64>allocateOutside(shapeAt(T.storage), 16 + MAX_ENTRIES * SLOT_ENTRY_BYTES + (<u32>Slot.COUNT << 2)))
  add('__repr__', Slot.repr, fn(slot_repr), WrapperKind.unary, UNARY, 'Return repr(self).')
  add('__hash__', Slot.hash, fn(slot_hash), WrapperKind.hash, UNARY, 'Return hash(self).')
  add('__call__', Slot.call, fn(slot_call), WrapperKind.call, '($self, /, *args, **kwargs)', 'Call self as a function.')
  add('__str__', Slot.str, fn(slot_str), WrapperKind.unary, UNARY, 'Return str(self).')
  add('__getattribute__', Slot.getattribute, fn(slot_getattribute), WrapperKind.getattribute, '($self, name, /)', 'Return getattr(self, name).')
  add('__getattr__', Slot.getattribute, fn(slot_getattr_hook), WrapperKind.getattribute, '($self, name, /)', '')
  add('__setattr__', Slot.setattr, fn(slot_setattr), WrapperKind.setattr, '($self, name, value, /)', 'Implement setattr(self, name, value).')
  add('__delattr__', Slot.setattr, fn(slot_setattr), WrapperKind.delattr, '($self, name, /)', 'Implement delattr(self, name).')
  add('__lt__', Slot.richcompare, fn(slot_richcompare), WrapperKind.lt, BINARY, 'Return self<value.')
  add('__le__', Slot.richcompare, fn(slot_richcompare), WrapperKind.le, BINARY, 'Return self<=value.')
  add('__eq__', Slot.richcompare, fn(slot_richcompare), WrapperKind.eq, BINARY, 'Return self==value.')
  add('__ne__', Slot.richcompare, fn(slot_richcompare), WrapperKind.ne, BINARY, 'Return self!=value.')
  add('__gt__', Slot.richcompare, fn(slot_richcompare), WrapperKind.gt, BINARY, 'Return self>value.')
  add('__ge__', Slot.richcompare, fn(slot_richcompare), WrapperKind.ge, BINARY, 'Return self>=value.')
  add('__iter__', Slot.iter, fn(slot_iter), WrapperKind.unary, UNARY, 'Implement iter(self).')
  add('__next__', Slot.next, fn(slot_next), WrapperKind.next, UNARY, 'Implement next(self).')
  add('__get__', Slot.descrGet, fn(slot_descr_get), WrapperKind.descrGet, '($self, instance, owner=None, /)', 'Return an attribute of instance, which is of type owner.')
  add('__set__', Slot.descrSet, fn(slot_descr_set), WrapperKind.descrSet, '($self, instance, value, /)', 'Set an attribute of instance to value.')
  add('__delete__', Slot.descrSet, fn(slot_descr_set), WrapperKind.descrDelete, '($self, instance, /)', 'Delete an attribute of instance.')
  add('__init__', Slot.init, fn(slot_init), WrapperKind.init, '($self, /, *args, **kwargs)', 'Initialize self.  See help(type(self)) for accurate signature.')
  add('__new__', Slot.new_, fn(slot_new), WrapperKind.call, '', '')
  add('__del__', Slot.del, fn(slot_del), WrapperKind.del, UNARY, 'Called when the instance is about to be destroyed.')
  add('__await__', Slot.await_, fn(slot_await), WrapperKind.unary, UNARY, 'Return an iterator to be used in await expression.')
  add('__aiter__', Slot.aiter, fn(slot_aiter), WrapperKind.unary, UNARY, 'Return an awaitable, that resolves in asynchronous iterator.')
  add('__anext__', Slot.anext, fn(slot_anext), WrapperKind.unary, UNARY, 'Return a value or raise StopAsyncIteration.')
  add('__add__', Slot.add, fn(slot_add), WrapperKind.binary, BINARY, 'Return self+value.')
  add('__radd__', Slot.add, fn(slot_add), WrapperKind.binaryReflected, BINARY, 'Return value+self.')
  add('__sub__', Slot.sub, fn(slot_sub), WrapperKind.binary, BINARY, 'Return self-value.')
  add('__rsub__', Slot.sub, fn(slot_sub), WrapperKind.binaryReflected, BINARY, 'Return value-self.')
  add('__mul__', Slot.mul, fn(slot_mul), WrapperKind.binary, BINARY, 'Return self*value.')
  add('__rmul__', Slot.mul, fn(slot_mul), WrapperKind.binaryReflected, BINARY, 'Return value*self.')
  add('__mod__', Slot.mod, fn(slot_mod), WrapperKind.binary, BINARY, 'Return self%value.')
  add('__rmod__', Slot.mod, fn(slot_mod), WrapperKind.binaryReflected, BINARY, 'Return value%self.')
  add('__divmod__', Slot.divmod, fn(slot_divmod), WrapperKind.binary, BINARY, 'Return divmod(self, value).')
  add('__rdivmod__', Slot.divmod, fn(slot_divmod), WrapperKind.binaryReflected, BINARY, 'Return divmod(value, self).')
  add('__pow__', Slot.pow, fn(slot_pow), WrapperKind.pow, '($self, value, mod=None, /)', 'Return pow(self, value, mod).')
  add('__rpow__', Slot.pow, fn(slot_pow), WrapperKind.powReflected, '($self, value, mod=None, /)', 'Return pow(value, self, mod).')
  add('__neg__', Slot.neg, fn(slot_neg), WrapperKind.unary, UNARY, '-self')
  add('__pos__', Slot.pos, fn(slot_pos), WrapperKind.unary, UNARY, '+self')
  add('__abs__', Slot.abs, fn(slot_abs), WrapperKind.unary, UNARY, 'abs(self)')
  add('__bool__', Slot.bool_, fn(slot_bool), WrapperKind.inquiry, UNARY, 'True if self else False')
  add('__invert__', Slot.invert, fn(slot_invert), WrapperKind.unary, UNARY, '~self')
  add('__lshift__', Slot.lshift, fn(slot_lshift), WrapperKind.binary, BINARY, 'Return self<<value.')
  add('__rlshift__', Slot.lshift, fn(slot_lshift), WrapperKind.binaryReflected, BINARY, 'Return value<<self.')
  add('__rshift__', Slot.rshift, fn(slot_rshift), WrapperKind.binary, BINARY, 'Return self>>value.')
  add('__rrshift__', Slot.rshift, fn(slot_rshift), WrapperKind.binaryReflected, BINARY, 'Return value>>self.')
  add('__and__', Slot.and, fn(slot_and), WrapperKind.binary, BINARY, 'Return self&value.')
  add('__rand__', Slot.and, fn(slot_and), WrapperKind.binaryReflected, BINARY, 'Return value&self.')
  add('__xor__', Slot.xor, fn(slot_xor), WrapperKind.binary, BINARY, 'Return self^value.')
  add('__rxor__', Slot.xor, fn(slot_xor), WrapperKind.binaryReflected, BINARY, 'Return value^self.')
  add('__or__', Slot.or, fn(slot_or), WrapperKind.binary, BINARY, 'Return self|value.')
  add('__ror__', Slot.or, fn(slot_or), WrapperKind.binaryReflected, BINARY, 'Return value|self.')
  add('__int__', Slot.int_, fn(slot_int), WrapperKind.unary, UNARY, 'int(self)')
  add('__float__', Slot.float_, fn(slot_float), WrapperKind.unary, UNARY, 'float(self)')
  add('__iadd__', Slot.iadd, fn(slot_iadd), WrapperKind.binary, BINARY, 'Return self+=value.')
  add('__isub__', Slot.isub, fn(slot_isub), WrapperKind.binary, BINARY, 'Return self-=value.')
  add('__imul__', Slot.imul, fn(slot_imul), WrapperKind.binary, BINARY, 'Return self*=value.')
  add('__imod__', Slot.imod, fn(slot_imod), WrapperKind.binary, BINARY, 'Return self%=value.')
  add('__ipow__', Slot.ipow, fn(slot_ipow), WrapperKind.binary, BINARY, 'Return self**=value.')
  add('__ilshift__', Slot.ilshift, fn(slot_ilshift), WrapperKind.binary, BINARY, 'Return self<<=value.')
  add('__irshift__', Slot.irshift, fn(slot_irshift), WrapperKind.binary, BINARY, 'Return self>>=value.')
  add('__iand__', Slot.iand, fn(slot_iand), WrapperKind.binary, BINARY, 'Return self&=value.')
  add('__ixor__', Slot.ixor, fn(slot_ixor), WrapperKind.binary, BINARY, 'Return self^=value.')
  add('__ior__', Slot.ior, fn(slot_ior), WrapperKind.binary, BINARY, 'Return self|=value.')
  add('__floordiv__', Slot.floordiv, fn(slot_floordiv), WrapperKind.binary, BINARY, 'Return self//value.')
  add('__rfloordiv__', Slot.floordiv, fn(slot_floordiv), WrapperKind.binaryReflected, BINARY, 'Return value//self.')
  add('__truediv__', Slot.truediv, fn(slot_truediv), WrapperKind.binary, BINARY, 'Return self/value.')
  add('__rtruediv__', Slot.truediv, fn(slot_truediv), WrapperKind.binaryReflected, BINARY, 'Return value/self.')
  add('__ifloordiv__', Slot.ifloordiv, fn(slot_ifloordiv), WrapperKind.binary, BINARY, 'Return self//=value.')
  add('__itruediv__', Slot.itruediv, fn(slot_itruediv), WrapperKind.binary, BINARY, 'Return self/=value.')
  add('__index__', Slot.index, fn(slot_index), WrapperKind.unary, UNARY, 'Return self converted to an integer, if self is suitable for use as an index into a list.')
  add('__matmul__', Slot.matmul, fn(slot_matmul), WrapperKind.binary, BINARY, 'Return self@value.')
  add('__rmatmul__', Slot.matmul, fn(slot_matmul), WrapperKind.binaryReflected, BINARY, 'Return value@self.')
  add('__imatmul__', Slot.imatmul, fn(slot_imatmul), WrapperKind.binary, BINARY, 'Return self@=value.')
  add('__len__', Slot.length, fn(slot_length), WrapperKind.length, UNARY, 'Return len(self).')
  add('__getitem__', Slot.subscript, fn(slot_subscript), WrapperKind.binary, '($self, key, /)', 'Return self[key].')
  add('__setitem__', Slot.assSubscript, fn(slot_assSubscript), WrapperKind.setSubscript, '($self, key, value, /)', 'Set self[key] to value.')
  add('__delitem__', Slot.assSubscript, fn(slot_assSubscript), WrapperKind.deleteSubscript, '($self, key, /)', 'Delete self[key].')
  add('__add__', Slot.concat, 0, WrapperKind.binary, BINARY, 'Return self+value.')
  add('__mul__', Slot.repeat, 0, WrapperKind.repeat, BINARY, 'Return self*value.')
  add('__rmul__', Slot.repeat, 0, WrapperKind.repeat, BINARY, 'Return value*self.')
  add('__getitem__', Slot.item, fn(slot_item), WrapperKind.item, '($self, key, /)', 'Return self[key].')
  add('__setitem__', Slot.assItem, fn(slot_assItem), WrapperKind.setItem, '($self, key, value, /)', 'Set self[key] to value.')
  add('__delitem__', Slot.assItem, fn(slot_assItem), WrapperKind.deleteItem, '($self, key, /)', 'Delete self[key].')
  add('__contains__', Slot.contains, fn(slot_contains), WrapperKind.contains, '($self, key, /)', 'Return bool(key in self).')
  add('__iadd__', Slot.iconcat, 0, WrapperKind.binary, BINARY, 'Implement self+=value.')
  add('__imul__', Slot.irepeat, 0, WrapperKind.repeat, BINARY, 'Implement self*=value.')
}
