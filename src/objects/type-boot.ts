// Finishes static types after their definition: bases, MRO, inherited slots, wrapper_descriptors for the slots, `__new__`, `__doc__`.
// Runs at boot for all types that are defined by then, and for a module's types when the module is made.

import { allocateOutside } from '../gc/allocate'
import { MAX_STATIC_TYPES } from '../memory/layout'
import { ABSENT, NONE, Value, UNBOUND, pointer } from '../memory/value'
import { hashNotImplemented } from './compare'
import { fn } from './define'
import { lit, litAt } from './intern'
import { BINDING_VALUE, namespaceFind, namespaceSet } from './namespace'
import { typeAt, shapeAt, SHAPE_DICT_OFFSET } from './shape'
import { ENTRY_KIND, ENTRY_NAME, ENTRY_SLOT, SLOT_ENTRY_BYTES, WrapperKind, slotTable, slotTableLength } from './slot-table'
import { TUPLE_ITEMS, newTupleOutside, tupleInit, tupleLength } from './tuple-core'
import {
  TYPE_ABSTRACT, TYPE_BASE, TYPE_BASES, TYPE_BASETYPE, TYPE_DICT, TYPE_DOC, TYPE_EXCEPTION, TYPE_FLAGS, TYPE_GENERATION, TYPE_HAS_DICT, TYPE_HEAP,
  TYPE_IMMUTABLE, TYPE_MATCH_SELF, TYPE_METHOD_DESCRIPTOR, TYPE_MRO, TYPE_NO_INSTANTIATION, TYPE_SLOTS,
} from './type'
import { addSubclass } from './type-attributes'
import { newGeneration } from './type-lookup'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { newWrapper } from './wrapper-descriptor'
import { computeMro } from './mro'
import { defineNew } from './object-new'

/** Flags that a static type does not take over from its base. */
const OWN_FLAGS: u32 = TYPE_IMMUTABLE | TYPE_BASETYPE | TYPE_HEAP | TYPE_ABSTRACT | TYPE_NO_INSTANTIATION | TYPE_METHOD_DESCRIPTOR

/** Gives static type `t` a tuple of bases other than (TYPE_BASE,): before bootTypes. */
export function setBases2(t: T, a: T, b: T): void {
  const bases = newTupleOutside(2)
  tupleInit(bases, 0, pointer(typeAt(a)))
  tupleInit(bases, 1, pointer(typeAt(b)))
  store<u32>(typeAt(t), bases, TYPE_BASES)
}

/** Finishes every type that has been defined. */
export function bootTypes(): void {
  for (let t: u32 = 1; t < MAX_STATIC_TYPES; t++) if (load<u32>(typeAt(<T>t), TYPE_DICT)) finishType(<T>t)
}

/** Finishes type `t` and its bases. */
export function finishType(t: T): void { finish(typeAt(t)) }

function finish(type: u32): void {
  if (load<u32>(type, TYPE_MRO)) return
  const base = load<u32>(type, TYPE_BASE)
  const isObject = type == typeAt(T.object)
  if (!isObject) finish(base)
  let bases = load<u32>(type, TYPE_BASES)
  if (!bases) {
    bases = newTupleOutside(isObject ? 0 : 1)
    if (!isObject) tupleInit(bases, 0, pointer(base))
    store<u32>(type, bases, TYPE_BASES)
  }
  for (let i: u32 = 0; i < tupleLength(bases); i++) finish(load<u32>(bases + TUPLE_ITEMS + i * 8))
  store<u32>(type, computeMro(type, bases), TYPE_MRO)
  store<u32>(type, newGeneration(), TYPE_GENERATION)
  for (let i: u32 = 0; i < tupleLength(bases); i++) addSubclass(load<u32>(bases + TUPLE_ITEMS + i * 8), type)
  addWrappers(type)
  if (load<u32>(type + TYPE_SLOTS + <u32>Slot.new_ * 4)) defineNew(type)
  if (!isObject) inherit(type, base)
  const doc = load<u32>(type, TYPE_DOC)
  const dict = load<u32>(type, TYPE_DICT)
  if (!has(dict, lit('__doc__'))) namespaceSet(dict, lit('__doc__'), doc ? pointer(litAt(doc)) : NONE)
}

function has(dict: u32, name: u32): bool {
  const b = namespaceFind(dict, name)
  return b != 0 && load<u64>(b, BINDING_VALUE) != ABSENT
}

/** wrapper_descriptors for the slots that the type itself fills. */
function addWrappers(type: u32): void {
  const dict = load<u32>(type, TYPE_DICT)
  const n = slotTableLength()
  for (let i: u32 = 0; i < n; i++) {
    const e = slotTable() + i * SLOT_ENTRY_BYTES
    const slot = load<u32>(e, ENTRY_SLOT)
    const f = load<u32>(type + TYPE_SLOTS + slot * 4)
    if (!f || slot == <u32>Slot.new_ || load<u32>(e, ENTRY_NAME) == lit('__getattr__') || has(dict, load<u32>(e, ENTRY_NAME))) continue
    if (f == fn(hashNotImplemented)) namespaceSet(dict, load<u32>(e, ENTRY_NAME), NONE)
    else namespaceSet(dict, load<u32>(e, ENTRY_NAME), pointer(newWrapper(type, e, f)))
  }
}

function inherit(type: u32, base: u32): void {
  const slots = type + TYPE_SLOTS
  const from = base + TYPE_SLOTS
  // a type that compares but does not hash is not hashable
  if (load<u32>(slots, <u32>Slot.richcompare * 4) && !load<u32>(slots, <u32>Slot.hash * 4)) {
    store<u32>(slots, fn(hashNotImplemented), <u32>Slot.hash * 4)
    namespaceSet(load<u32>(type, TYPE_DICT), lit('__hash__'), NONE)
  }
  for (let s: u32 = 0; s < <u32>Slot.COUNT; s++) {
    if (load<u32>(slots + s * 4)) continue
    if (s == <u32>Slot.new_ && base == typeAt(T.object)) continue
    store<u32>(slots + s * 4, load<u32>(from + s * 4))
  }
  const flags = load<u32>(type, TYPE_FLAGS) | (load<u32>(base, TYPE_FLAGS) & ~OWN_FLAGS)
  store<u32>(type, flags, TYPE_FLAGS)
}
