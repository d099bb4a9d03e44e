// Instances of Python-level classes: allocation, attributes in slots, and the step to a real dict. The object is one unit: header,
// slots and overflow.
//
//   +0 version  +4 shape  +8 fields of the builtin base | member slots (__slots__)  ... up to TYPE_BASIC_SIZE of the class
//   then, if instances have attributes: overflow storage:32 | real dict:32, and from "attributes offset" on the inline slots
//
// Attribute i of the shape lies in inline slot i, or in overflow slot i - inline capacity. A class learns how many inline slots its
// instances want (TYPE_INLINE_SLOTS, racy), and then has a new root shape. Asking for `__dict__` moves the attributes into a real
// dict for good: the shape then says SHAPE_HAS_REAL_DICT. See shape.ts for the other places of attributes.
// Instances of subclasses of tuple have items instead of attribute slots: a free word of their layout holds the dict's address.

import { allocate, allocateStorage } from '../gc/allocate'
import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, isPointer, pointer, shapeOf } from '../memory/value'
import { stmOwn, stmRead32, stmRead64, stmStore32, stmStore64 } from '../stm/barriers'
import { attributeDictDelete, attributeDictGet, attributeDictSet, newAttributeDict } from './attribute-dict'
import { raiseAttributeError, raiseFormat, textFormat } from './raise'
import {
  SHAPE_ATTRIBUTES_OFFSET, SHAPE_DICT_OFFSET, SHAPE_HAS_REAL_DICT, SHAPE_HAS_VERSION, SHAPE_INLINE_CAPACITY, SHAPE_IS_INSTANCE,
  SHAPE_MAX_ATTRIBUTES, newRootShape, shapeAt, shapeFind, shapeFlags, shapeNameAt, shapeRoot, shapeSlotCount, shapeTag, shapeType, shapeWith,
  shapeWithRealDict,
} from './shape'
import { TYPE_BASIC_SIZE, TYPE_INLINE_SLOTS, TYPE_ROOT_SHAPE, typeOf, typeSlot } from './type'
import { typeLookup } from './type-lookup'
import { T } from './type-ids'
import { Slot } from './type-slots'

const MAX_INLINE_SLOTS: u32 = 24

/** Bytes of an instance with `shape` whose size is fixed (all but tuples). */
// @ts-ignore: decorator
@inline export function instanceBytes(shape: u32): u32 {
  return load<u32>(shape, SHAPE_ATTRIBUTES_OFFSET) + load<u32>(shape, SHAPE_INLINE_CAPACITY) * 8
}

/** Root shape for a new instance of `type`; makes another one when the class has learnt that it wants more inline slots. */
export function rootShapeOf(type: u32): u32 {
  const shape = load<u32>(type, TYPE_ROOT_SHAPE)
  const wanted = load<u32>(type, TYPE_INLINE_SLOTS)
  if (wanted <= load<u32>(shape, SHAPE_INLINE_CAPACITY) || !(shapeFlags(shape) & SHAPE_IS_INSTANCE)) return shape
  const wider = newRootShape(type, shapeTag(shape), shapeFlags(shape), load<u32>(shape, SHAPE_ATTRIBUTES_OFFSET), wanted, 0)
  store<u32>(type, wider, TYPE_ROOT_SHAPE)
  return wider
}

/**
 * A new instance of `type`, builtin or not, of fixed size. Fields of the builtin layout are zero and for the caller to fill (a Value
 * of zeros is 0.0); member slots are unbound.
 */
export function newInstance(type: u32): u32 {
  const shape = rootShapeOf(type)
  const o = allocate(shape, instanceBytes(shape))
  let at = load<u32>(shapeAt(shapeTag(shape)), SHAPE_ATTRIBUTES_OFFSET)
  for (const end = load<u32>(type, TYPE_BASIC_SIZE); at < end; at += 8) store<u64>(o + at, UNBOUND)
  return o
}

/** Shape of `o`, logged if the object is a unit. */
export function readShape(o: u32): u32 {
  const shape = shapeOf(o)
  return shapeFlags(shape) & SHAPE_HAS_VERSION ? stmRead32(o, o + 4) : shape
}

// ---- attributes of an object, without its class

/** Address of the word that holds the dict of `o`, if its shape keeps attributes in one; else 0. */
function dictWord(o: u32, shape: u32): u32 {
  const offset = load<u32>(shape, SHAPE_DICT_OFFSET)
  return offset ? o + offset : 0
}

/** Address of slot `i`; the object's shape has been read. */
function slotAddress(o: u32, shape: u32, i: u32): u32 {
  const inline_ = load<u32>(shape, SHAPE_INLINE_CAPACITY)
  const offset = load<u32>(shape, SHAPE_ATTRIBUTES_OFFSET)
  if (i < inline_) return o + offset + i * 8
  return stmRead32(o, o + offset - 8) + 8 + (i - inline_) * 8
}

/** The object's own attribute with interned `name`, or ABSENT. */
export function instanceGet(o: u32, name: u32): Value {
  const shape = readShape(o)
  if (shapeFlags(shape) & SHAPE_IS_INSTANCE) {
    const i = shapeFind(shape, name)
    return i < 0 ? ABSENT : stmRead64(o, slotAddress(o, shape, i))
  }
  const word = dictWord(o, shape)
  if (!word) return ABSENT
  const dict = stmRead32(o, word)
  return dict ? attributeDictGet(dict, name) : ABSENT
}

/** Sets the object's own attribute; false: the object cannot have attributes (nothing raised). */
export function instanceSet(o: u32, name: u32, value: Value): bool {
  let shape = readShape(o)
  if (shapeFlags(shape) & SHAPE_IS_INSTANCE) {
    stmOwn(o)
    shape = shapeOf(o)
    const i = shapeFind(shape, name)
    if (i >= 0) {
      stmStore64(o, slotAddress(o, shape, i), value)
      return true
    }
    if (shapeSlotCount(shape) < SHAPE_MAX_ATTRIBUTES) {
      addAttribute(o, shape, name, value)
      return true
    }
    attributeDictSet(instanceDict(o), name, value)
    return true
  }
  const dict = instanceDict(o)
  if (dict) attributeDictSet(dict, name, value)
  return dict != 0
}

/** Gives an owned object with `shape` one more slot. */
function addAttribute(o: u32, shape: u32, name: u32, value: Value): void {
  const i = shapeSlotCount(shape)
  const inline_ = load<u32>(shape, SHAPE_INLINE_CAPACITY)
  if (i >= inline_) makeRoom(o, shape, i - inline_)
  stmStore64(o, slotAddress(o, shape, i), value)
  stmStore32(o, o + 4, shapeWith(shape, name))
}

/** Room for overflow slot `k`: capacities are 4, 8, 16, ... */
function makeRoom(o: u32, shape: u32, k: u32): void {
  const word = o + load<u32>(shape, SHAPE_ATTRIBUTES_OFFSET) - 8
  if (k == 0) {
    const type = shapeType(shape)
    const wanted = load<u32>(shape, SHAPE_INLINE_CAPACITY) + 4
    if (wanted <= MAX_INLINE_SLOTS && load<u32>(type, TYPE_INLINE_SLOTS) < wanted) store<u32>(type, wanted, TYPE_INLINE_SLOTS)
    stmStore32(o, word, allocateStorage(32))
  }
  else if (k >= 4 && (k & (k - 1)) == 0) {
    const grown = allocateStorage(k * 16)
    memory.copy(grown + 8, load<u32>(word) + 8, k * 8)
    stmStore32(o, word, grown)
  }
}

/** Deletes the object's own attribute: 1, or 0: it has none of that name. */
export function instanceDelete(o: u32, name: u32): bool {
  let shape = readShape(o)
  if (!(shapeFlags(shape) & SHAPE_IS_INSTANCE)) {
    const word = dictWord(o, shape)
    const dict = word ? stmRead32(o, word) : 0
    return dict != 0 && attributeDictDelete(dict, name)
  }
  if (shapeFind(shape, name) < 0) return false
  stmOwn(o)
  shape = shapeOf(o)
  const removed = <u32>shapeFind(shape, name)
  const n = shapeSlotCount(shape)
  let next = shapeRoot(shape)
  for (let i: u32 = 0; i < n; i++) {
    if (i == removed) continue
    next = shapeWith(next, shapeNameAt(shape, i))
    if (i > removed) stmStore64(o, slotAddress(o, shape, i - 1), load<u64>(slotAddress(o, shape, i)))
  }
  stmStore32(o, o + 4, next)
  return true
}

/** True if objects of this shape can have attributes of their own. */
export function shapeHasAttributes(shape: u32): bool {
  return (shapeFlags(shape) & SHAPE_IS_INSTANCE) != 0 || load<u32>(shape, SHAPE_DICT_OFFSET) != 0
}

/** Copies the attributes in slots into `dict`. */
export function instanceCopyTo(o: u32, shape: u32, dict: u32): void {
  const n = shapeSlotCount(shape)
  for (let i: u32 = 0; i < n; i++) attributeDictSet(dict, shapeNameAt(shape, i), stmRead64(o, slotAddress(o, shape, i)))
}

/** The real dict of the object: attributes in slots move there for good. 0: the object has no attributes. */
export function instanceDict(o: u32): u32 {
  const shape = readShape(o)
  if (shapeFlags(shape) & SHAPE_IS_INSTANCE) {
    const dict = newAttributeDict()
    stmOwn(o)
    instanceCopyTo(o, shape, dict)
    becomeDict(o, shape, dict)
    return dict
  }
  const word = dictWord(o, shape)
  if (!word) return 0
  let dict = stmRead32(o, word)
  if (!dict) {
    dict = newAttributeDict()
    stmOwn(o)
    stmStore32(o, word, dict)
  }
  return dict
}

function becomeDict(o: u32, shape: u32, dict: u32): void {
  const offset = load<u32>(shape, SHAPE_ATTRIBUTES_OFFSET)
  stmStore32(o, o + 4, shapeWithRealDict(shape))
  stmStore32(o, o + offset - 4, dict)
  stmStore32(o, o + offset - 8, 0)
}

/** `o.__dict__ = dict`; the object can have attributes. */
export function setInstanceDict(o: u32, dict: u32): void {
  stmOwn(o)
  const shape = shapeOf(o)
  if (shapeFlags(shape) & SHAPE_IS_INSTANCE) becomeDict(o, shape, dict)
  else stmStore32(o, dictWord(o, shape), dict)
}

/** Gives `o` the class `type`, whose instances have the same layout. */
export function setInstanceClass(o: u32, type: u32): void {
  stmOwn(o)
  const shape = shapeOf(o)
  let next = rootShapeOf(type)
  if (shapeFlags(shape) & SHAPE_HAS_REAL_DICT) next = shapeWithRealDict(next)
  else if (shapeFlags(shape) & SHAPE_IS_INSTANCE) {
    if (load<u32>(next, SHAPE_INLINE_CAPACITY) != load<u32>(shape, SHAPE_INLINE_CAPACITY)) {
      instanceDict(o)
      next = shapeWithRealDict(next)
    }
    else {
      const n = shapeSlotCount(shape)
      for (let i: u32 = 0; i < n; i++) next = shapeWith(next, shapeNameAt(shape, i))
    }
  }
  stmStore32(o, o + 4, next)
}

// ---- object.__getattribute__, object.__setattr__

/** `object.__getattribute__(o, name)`. */
export function genericGetAttribute(o: Value, name: Value): Value {
  const v = genericGetAttributeOr(o, name)
  if (v != ABSENT) return v
  return raiseAttributeError(o, addressOf(name), textFormat("'%T' object has no attribute '%U'", o, name))
}

/** As genericGetAttribute, but ABSENT instead of raising AttributeError. */
export function genericGetAttributeOr(o: Value, name: Value): Value {
  const type = typeOf(o)
  const found = typeLookup(type, addressOf(name))
  let get: u32 = 0
  if (found != ABSENT) {
    const kind = typeOf(found)
    get = typeSlot(kind, Slot.descrGet)
    if (get && typeSlot(kind, Slot.descrSet)) return call_indirect<Value>(get, found, o, pointer(type))
  }
  if (isPointer(o)) {
    const own = instanceGet(addressOf(o), addressOf(name))
    if (own != ABSENT) return own
  }
  if (get) return call_indirect<Value>(get, found, o, pointer(type))
  return found
}

/** `object.__setattr__(o, name, value)`, with value UNBOUND `object.__delattr__(o, name)`. */
export function genericSetAttribute(o: Value, name: Value, value: Value): Value {
  const found = typeLookup(typeOf(o), addressOf(name))
  if (found != ABSENT) {
    const set = typeSlot(typeOf(found), Slot.descrSet)
    if (set) return call_indirect<Value>(set, found, o, value)
  }
  if (value != UNBOUND) {
    if (isPointer(o) && instanceSet(addressOf(o), addressOf(name), value)) return NONE
    if (found != ABSENT) return raiseAttributeError(o, addressOf(name), textFormat("'%T' object attribute '%U' is read-only", o, name))
    return raiseAttributeError(o, addressOf(name), textFormat("'%T' object has no attribute '%U' and no __dict__ for setting new attributes", o, name))
  }
  if (isPointer(o) && instanceDelete(addressOf(o), addressOf(name))) return NONE
  if (found != ABSENT && !(isPointer(o) && shapeHasAttributes(readShape(addressOf(o))))) {
    return raiseAttributeError(o, addressOf(name), textFormat("'%T' object attribute '%U' is read-only", o, name))
  }
  return raiseAttributeError(o, addressOf(name), textFormat("'%T' object has no attribute '%U'", o, name))
}
