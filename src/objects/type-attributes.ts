// Attributes of classes: type.__getattribute__ and type.__setattr__, and what a change of a class dict entails: a new generation for
// the class and its subclasses, and new slots where special methods are concerned.
//
// The list of subclasses is physical (a class is added when it is made, also if its transaction aborts later) and guarded by the
// physical lock `types`: +8 count:32  +12 capacity:32  +16 u32 types. A class under construction adds itself first and reads the
// generations of its bases afterwards: a change of a base either sees it in the list or makes its transaction fail.

import { allocateOutside } from '../gc/allocate'
import { PhysicalLock, lockWord, physicalLock, physicalUnlock } from '../memory/physical-lock'
import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, hasShape, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead32, stmRead64, stmStore32 } from '../stm/barriers'

import { hashNotImplemented } from './compare'
import { fn } from './define'
import { lit } from './intern'
import { BINDING_VALUE, namespaceBinding, namespaceDelete, namespaceFind, namespaceSet } from './namespace'
import { raiseAttributeError, raiseFormat, textFormat } from './raise'
import { shapeAt, typeAt } from './shape'
import { ENTRY_NAME, ENTRY_PYTHON, ENTRY_SLOT, SLOT_ENTRY_BYTES, slotTable, slotTableLength } from './slot-table'
import { slot_getattr_hook, slot_getattribute, slot_new } from './slot-functions'
import { strAt, strLength } from './str-core'
import { TUPLE_ITEMS, tupleLength } from './tuple-core'
import {
  TYPE_BASE, TYPE_DICT, TYPE_GENERATION, TYPE_HEAP, TYPE_IMMUTABLE, TYPE_SLOTS, TYPE_SUBCLASSES, isSubtype, typeFlags,
  typeMro, typeOf, typeSlot,
} from './type'
import { newGeneration, typeLookup } from './type-lookup'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { WRAPPER_FUNCTION, WRAPPER_OWNER, wrapperName, wrapperSlot } from './wrapper-descriptor'
import { BUILTIN_SELF } from './define'

// ---- subclasses

export const SUBCLASSES_COUNT: u32 = 8
const SUBCLASSES_CAPACITY: u32 = 12
export const SUBCLASSES_TYPES: u32 = 16

export function addSubclass(base: u32, type: u32): void {
  physicalLock(lockWord(PhysicalLock.types))
  let list = load<u32>(base, TYPE_SUBCLASSES)
  const n = list ? load<u32>(list, SUBCLASSES_COUNT) : 0
  if (!list || n == load<u32>(list, SUBCLASSES_CAPACITY)) {
    const capacity = n ? n * 2 : 4
    const grown = allocateOutside(shapeAt(T.storage), 16 + capacity * 4)
    store<u32>(grown, capacity, SUBCLASSES_CAPACITY)
    if (n) memory.copy(grown + SUBCLASSES_TYPES, list + SUBCLASSES_TYPES, n * 4)
    store<u32>(grown, n, SUBCLASSES_COUNT)
    list = grown
    atomic.store<u32>(base + TYPE_SUBCLASSES, grown)
  }
  store<u32>(list + n * 4, type, SUBCLASSES_TYPES)
  atomic.store<u32>(list + SUBCLASSES_COUNT, n + 1)
  physicalUnlock(lockWord(PhysicalLock.types))
}

/** Number of entries of the list of subclasses of `type`. */
export function subclassCount(type: u32): u32 {
  const list = atomic.load<u32>(type + TYPE_SUBCLASSES)
  return list ? atomic.load<u32>(list + SUBCLASSES_COUNT) : 0
}
export function subclassAt(type: u32, i: u32): u32 { return load<u32>(atomic.load<u32>(type + TYPE_SUBCLASSES) + i * 4, SUBCLASSES_TYPES) }

/** Gives `type` and all its subclasses new generations: owns their layout units. */
export function typeModified(type: u32): void {
  stmOwn(type)
  stmStore32(type, type + TYPE_GENERATION, newGeneration())
  for (let i: u32 = 0; i < subclassCount(type); i++) typeModified(subclassAt(type, i))
}

// ---- slots

/** Lookup along the MRO without the method cache, so that it leaves no ghosts. */
export function rawLookup(type: u32, name: u32): Value {
  const mro = typeMro(type)
  const n = tupleLength(mro)
  for (let i: u32 = 0; i < n; i++) {
    const b = namespaceFind(load<u32>(load<u32>(mro + TUPLE_ITEMS + i * 8), TYPE_DICT), name)
    if (!b) continue
    const v = stmRead64(b, b + BINDING_VALUE)
    if (v != ABSENT) return v
  }
  return ABSENT
}

/** The core function for `slot` of a class, from the special methods that lookup finds. */
function computeSlot(type: u32, slot: Slot): u32 {
  if (slot == Slot.getattribute) return computeGetattribute(type)
  if (slot == Slot.new_) return computeNew(type)
  let specific: u32 = 0, python: u32 = 0
  const n = slotTableLength()
  for (let i: u32 = 0; i < n; i++) {
    const e = slotTable() + i * SLOT_ENTRY_BYTES
    if (load<u32>(e, ENTRY_SLOT) != <u32>slot) continue
    const v = rawLookup(type, load<u32>(e, ENTRY_NAME))
    if (v == ABSENT) continue
    if (v == NONE && slot == Slot.hash) return fn(hashNotImplemented)
    if (hasShape(v, shapeAt(T.wrapper_descriptor)) && wrapperName(addressOf(v)) == load<u32>(e, ENTRY_NAME)) {
      const w = addressOf(v)
      if (wrapperSlot(w) != slot) continue // belongs to the other slot of this name
      if (isSubtype(type, load<u32>(w, WRAPPER_OWNER)) && (specific == 0 || specific == load<u32>(w, WRAPPER_FUNCTION))) {
        specific = load<u32>(w, WRAPPER_FUNCTION)
        continue
      }
    }
    python = load<u32>(e, ENTRY_PYTHON)
    if (python) return python
  }
  return specific
}

function computeGetattribute(type: u32): u32 {
  if (rawLookup(type, lit('__getattr__')) != ABSENT) return fn(slot_getattr_hook)
  const v = rawLookup(type, lit('__getattribute__'))
  if (hasShape(v, shapeAt(T.wrapper_descriptor)) && isSubtype(type, load<u32>(addressOf(v), WRAPPER_OWNER))) return load<u32>(addressOf(v), WRAPPER_FUNCTION)
  return fn(slot_getattribute)
}

function computeNew(type: u32): u32 {
  const v = rawLookup(type, lit('__new__'))
  if (hasShape(v, shapeAt(T.builtin_function_or_method))) {
    const owner = load<u64>(addressOf(v), BUILTIN_SELF)
    if (isPointer(owner) && hasShape(owner, shapeAt(T.type)) && isSubtype(type, addressOf(owner))) return typeSlot(addressOf(owner), Slot.new_)
  }
  return v == ABSENT ? 0 : fn(slot_new)
}

/** Fills all slots of a class under construction. Slots without names come from the best base. */
export function computeSlots(type: u32): void {
  const base = load<u32>(type, TYPE_BASE)
  for (let s: u32 = 0; s < <u32>Slot.COUNT; s++) {
    const f = isNamedSlot(<Slot>s) ? computeSlot(type, <Slot>s) : typeSlot(base, <Slot>s)
    store<u32>(type + TYPE_SLOTS + s * 4, f)
  }
}

function isNamedSlot(slot: Slot): bool {
  switch (slot) {
    case Slot.traverse: case Slot.finalize: case Slot.bufferGet: case Slot.bufferRelease: return false
    default: return true
  }
}

/** After a change of special method `name` in `type`, which is owned: computes its slots again, in subclasses too. */
function updateSlotsOf(type: u32, name: u32): void {
  const n = slotTableLength()
  for (let i: u32 = 0; i < n; i++) {
    const e = slotTable() + i * SLOT_ENTRY_BYTES
    if (load<u32>(e, ENTRY_NAME) != name) continue
    const slot = load<u32>(e, ENTRY_SLOT)
    stmStore32(type, type + TYPE_SLOTS + slot * 4, computeSlot(type, <Slot>slot))
  }
  for (let i: u32 = 0; i < subclassCount(type); i++) updateSlotsOf(subclassAt(type, i), name)
}

/** "__x__". */
export function isSpecialName(name: u32): bool {
  const n = strLength(name)
  return n > 4 && strAt(name, 0) == 95 && strAt(name, 1) == 95 && strAt(name, n - 1) == 95 && strAt(name, n - 2) == 95
}

// ---- values of the class dict

/** True if lookups treat `v` as a descriptor. */
function isDescriptor(v: Value): bool {
  const type = typeOf(v)
  return typeSlot(type, Slot.descrGet) != 0 || typeSlot(type, Slot.descrSet) != 0
}

/** Puts `value` (UNBOUND: deletes) into the dict of a class, with all that follows. False: there is no such name to delete. */
export function typeDictSet(type: u32, name: u32, value: Value): bool {
  const dict = load<u32>(type, TYPE_DICT)
  const b = namespaceBinding(dict, name)
  const old = stmRead64(b, b + BINDING_VALUE)
  if (value == UNBOUND && old == ABSENT) return false
  const special = isSpecialName(name)
  if (special || value == UNBOUND || old == ABSENT || isDescriptor(old) || isDescriptor(value)) typeModified(type)
  if (value == UNBOUND) namespaceDelete(dict, name)
  else namespaceSet(dict, name, value)
  if (special) updateSlotsOf(type, name)
  return true
}

// ---- type.__getattribute__, type.__setattr__

export function typeGetAttribute(self: Value, name: Value): Value {
  const v = typeGetAttributeOr(self, name)
  if (v != ABSENT) return v
  return raiseAttributeError(self, addressOf(name), textFormat("type object '%N' has no attribute '%U'", <u64>addressOf(self), name))
}

/** As typeGetAttribute, but ABSENT instead of raising AttributeError. */
export function typeGetAttributeOr(self: Value, name: Value): Value {
  const type = addressOf(self)
  const metaclass = typeOf(self)
  const meta = typeLookup(metaclass, addressOf(name))
  let get: u32 = 0
  if (meta != ABSENT) {
    const kind = typeOf(meta)
    get = typeSlot(kind, Slot.descrGet)
    if (get && typeSlot(kind, Slot.descrSet)) return call_indirect<Value>(get, meta, self, pointer(metaclass))
  }
  const found = typeLookup(type, addressOf(name))
  if (found != ABSENT) {
    const ownGet = typeSlot(typeOf(found), Slot.descrGet)
    return ownGet ? call_indirect<Value>(ownGet, found, UNBOUND, self) : found
  }
  if (get) return call_indirect<Value>(get, meta, self, pointer(metaclass))
  return meta
}

export function typeSetAttribute(self: Value, name: Value, value: Value): Value {
  const type = addressOf(self)
  if (typeFlags(type) & TYPE_IMMUTABLE) {
    return raiseFormat(T.TypeError, "cannot set %R attribute of immutable type '%N'", name, <u64>type)
  }
  const found = typeLookup(typeOf(self), addressOf(name))
  if (found != ABSENT) {
    const set = typeSlot(typeOf(found), Slot.descrSet)
    if (set) return call_indirect<Value>(set, found, self, value)
  }
  if (typeDictSet(type, addressOf(name), value)) return NONE
  return raiseAttributeError(self, addressOf(name), textFormat("type object '%N' has no attribute '%U'", <u64>type, name))
}

/**
 * `object.__setattr__(C, ...)` must not get around a class's own rules: false (TypeError raised) if slot function `f` is not that of
 * the most derived builtin base of `self`. `what`: text constant of the method's name.
 */
export function checkSafeSetattr(self: Value, f: u32, what: u32): bool {
  let type = typeOf(self)
  while (type && typeFlags(type) & TYPE_HEAP) type = stmRead32(type, type + TYPE_BASE)
  if (!type || typeSlot(type, Slot.setattr) == f) return true
  raiseFormat(T.TypeError, "can't apply this %s to %N object", what, <u64>type)
  return false
}
