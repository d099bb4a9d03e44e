// Shapes: immutable hidden classes. An object's second header word points to its shape, which tells its type, the layout
// of its data (`tag`, a number of type-ids) and, for instances, which attribute lies in which slot.
//
//   +0 header  +8 type:32  +12 tag:16 flags:16  +16 parent:32  +20 name:32 (str of the last attribute)  +24 slot count:32
//   +28 inline capacity:32  +32 offset of attribute slot 0:32  +36 first transition:32 (physical)  +40 index:32 (physical, lazy)
//   +44 dict offset:32  +48 next transition of the parent:32 (physical)
//
// Shapes lie outside transactions and never change, but for the physical words: transitions are added at the head of a list under
// the physical lock `shapes`, and the index is a table of (name, slot) that whoever needs it first builds. A shape that an aborted
// transaction has made stays, and serves the next one.
//
// Where the attributes of an instance are (objects/instance.ts):
//   SHAPE_IS_INSTANCE       in slots: the first ones inline from "offset of attribute slot 0", the others in the overflow storage
//   SHAPE_HAS_REAL_DICT     in a dict object whose address stands at dict offset (never 0)
//   dict offset not 0       in a dict object whose address stands there, or 0 as long as there is none (functions, exceptions, ...)
//   otherwise               there are none

import { allocateOutside } from '../gc/allocate'
import { PhysicalLock, lockWord, physicalLock, physicalUnlock } from '../memory/physical-lock'
import { SHAPE_BYTES, STATIC_SHAPES, STATIC_TYPES, TYPE_BYTES } from '../memory/layout'
import { T } from './type-ids'

export const SHAPE_TYPE: u32 = 8
export const SHAPE_TAG: u32 = 12
export const SHAPE_FLAGS: u32 = 14
export const SHAPE_PARENT: u32 = 16
export const SHAPE_NAME: u32 = 20
export const SHAPE_SLOT_COUNT: u32 = 24
export const SHAPE_INLINE_CAPACITY: u32 = 28
export const SHAPE_ATTRIBUTES_OFFSET: u32 = 32
export const SHAPE_TRANSITIONS: u32 = 36
export const SHAPE_INDEX: u32 = 40
export const SHAPE_DICT_OFFSET: u32 = 44
export const SHAPE_SIBLING: u32 = 48

/** The object's first word is a version word (a unit); otherwise it is the cached hash of an immutable object. */
export const SHAPE_HAS_VERSION: u16 = 1
/** Instance of a Python-level class (has attribute slots, `__class__` may be assigned). */
export const SHAPE_IS_INSTANCE: u16 = 2
/** Attributes live in a real dict object (exotic: `__dict__` was asked for, or there are very many). */
export const SHAPE_HAS_REAL_DICT: u16 = 4

/** Shape of exact instances of static type `t`: a constant. */
// @ts-ignore: decorator
@inline export function shapeAt(t: T): u32 { return STATIC_SHAPES + <u32>t * SHAPE_BYTES }
/** Static type object `t`: a constant. */
// @ts-ignore: decorator
@inline export function typeAt(t: T): u32 { return STATIC_TYPES + <u32>t * TYPE_BYTES }

// @ts-ignore: decorator
@inline export function shapeType(shape: u32): u32 { return load<u32>(shape, 8) }
// @ts-ignore: decorator
@inline export function shapeTag(shape: u32): T { return <T>load<u16>(shape, 12) }
// @ts-ignore: decorator
@inline export function shapeFlags(shape: u32): u16 { return load<u16>(shape, 14) }

/** More attributes than this go to a real dict. */
export const SHAPE_MAX_ATTRIBUTES: u32 = 128
/** From so many attributes on a shape gets an index. */
const INDEX_FROM: u32 = 6

// @ts-ignore: decorator
@inline export function shapeSlotCount(shape: u32): u32 { return load<u32>(shape, SHAPE_SLOT_COUNT) }

/** A shape of the instances of `type` without attributes. */
export function newRootShape(type: u32, tag: T, flags: u16, attributesOffset: u32, inlineCapacity: u32, dictOffset: u32): u32 {
  const shape = allocateOutside(shapeAt(T.shape), SHAPE_BYTES)
  store<u32>(shape, type, SHAPE_TYPE)
  store<u16>(shape, <u16>tag, SHAPE_TAG)
  store<u16>(shape, flags, SHAPE_FLAGS)
  store<u32>(shape, inlineCapacity, SHAPE_INLINE_CAPACITY)
  store<u32>(shape, attributesOffset, SHAPE_ATTRIBUTES_OFFSET)
  store<u32>(shape, dictOffset, SHAPE_DICT_OFFSET)
  return shape
}

/** Slot of the attribute with interned `name`, or -1. */
export function shapeFind(shape: u32, name: u32): i32 {
  if (load<u32>(shape, SHAPE_SLOT_COUNT) >= INDEX_FROM) return indexFind(shape, name)
  for (let s = shape; load<u32>(s, SHAPE_SLOT_COUNT); s = load<u32>(s, SHAPE_PARENT)) {
    if (load<u32>(s, SHAPE_NAME) == name) return <i32>load<u32>(s, SHAPE_SLOT_COUNT) - 1
  }
  return -1
}

/** Name (str) of the attribute in slot `i` of `shape`. */
export function shapeNameAt(shape: u32, i: u32): u32 {
  while (load<u32>(shape, SHAPE_SLOT_COUNT) > i + 1) shape = load<u32>(shape, SHAPE_PARENT)
  return load<u32>(shape, SHAPE_NAME)
}

// ---- index: +8 mask:32, +16 entries of (name:32, slot:32), name 0: free

function indexFind(shape: u32, name: u32): i32 {
  let index = atomic.load<u32>(shape + SHAPE_INDEX)
  if (!index) index = buildIndex(shape)
  const mask = load<u32>(index, 8)
  let i = hashName(name) & mask
  for (;;) {
    const entry = load<u32>(index + i * 8, 16)
    if (entry == name) return load<i32>(index + i * 8, 20)
    if (!entry) return -1
    i = (i + 1) & mask
  }
  return -1
}

// @ts-ignore: decorator
@inline function hashName(name: u32): u32 { return (name >> 4) * 0x9e3779b1 >> 8 }

function buildIndex(shape: u32): u32 {
  let capacity: u32 = 16
  while (capacity < load<u32>(shape, SHAPE_SLOT_COUNT) * 2) capacity *= 2
  const index = allocateOutside(shapeAt(T.storage), 16 + capacity * 8)
  store<u32>(index, capacity - 1, 8)
  for (let s = shape; load<u32>(s, SHAPE_SLOT_COUNT); s = load<u32>(s, SHAPE_PARENT)) {
    let i = hashName(load<u32>(s, SHAPE_NAME)) & (capacity - 1)
    while (load<u32>(index + i * 8, 16)) i = (i + 1) & (capacity - 1)
    store<u32>(index + i * 8, load<u32>(s, SHAPE_NAME), 16)
    store<u32>(index + i * 8, load<u32>(s, SHAPE_SLOT_COUNT) - 1, 20)
  }
  atomic.store<u32>(shape + SHAPE_INDEX, index)
  return index
}

// ---- transitions

function findTransition(shape: u32, name: u32): u32 {
  for (let s = atomic.load<u32>(shape + SHAPE_TRANSITIONS); s; s = load<u32>(s, SHAPE_SIBLING)) {
    if (load<u32>(s, SHAPE_NAME) == name) return s
  }
  return 0
}

/** The shape with one more attribute, interned `name`, in the next slot. */
export function shapeWith(shape: u32, name: u32): u32 {
  const there = findTransition(shape, name)
  if (there) return there
  const fresh = newRootShape(shapeType(shape), shapeTag(shape), shapeFlags(shape), load<u32>(shape, SHAPE_ATTRIBUTES_OFFSET), load<u32>(shape, SHAPE_INLINE_CAPACITY), load<u32>(shape, SHAPE_DICT_OFFSET))
  store<u32>(fresh, shape, SHAPE_PARENT)
  store<u32>(fresh, name, SHAPE_NAME)
  store<u32>(fresh, load<u32>(shape, SHAPE_SLOT_COUNT) + 1, SHAPE_SLOT_COUNT)
  physicalLock(lockWord(PhysicalLock.shapes))
  let result = findTransition(shape, name)
  if (!result) {
    store<u32>(fresh, load<u32>(shape, SHAPE_TRANSITIONS), SHAPE_SIBLING)
    atomic.store<u32>(shape + SHAPE_TRANSITIONS, fresh)
    result = fresh
  }
  physicalUnlock(lockWord(PhysicalLock.shapes))
  return result
}

/** The shape without attributes that `shape` descends from. */
export function shapeRoot(shape: u32): u32 {
  while (load<u32>(shape, SHAPE_SLOT_COUNT)) shape = load<u32>(shape, SHAPE_PARENT)
  return shape
}

/** The shape of objects like those of `shape`, but with their attributes in a real dict: a transition with name 0. */
export function shapeWithRealDict(shape: u32): u32 {
  const root = shapeRoot(shape)
  const there = findTransition(root, 0)
  if (there) return there
  const offset = load<u32>(root, SHAPE_ATTRIBUTES_OFFSET)
  const flags = <u16>((shapeFlags(root) & ~SHAPE_IS_INSTANCE) | SHAPE_HAS_REAL_DICT)
  const fresh = newRootShape(shapeType(root), shapeTag(root), flags, offset, load<u32>(root, SHAPE_INLINE_CAPACITY), offset - 4)
  store<u32>(fresh, root, SHAPE_PARENT)
  physicalLock(lockWord(PhysicalLock.shapes))
  let result = findTransition(root, 0)
  if (!result) {
    store<u32>(fresh, load<u32>(root, SHAPE_TRANSITIONS), SHAPE_SIBLING)
    atomic.store<u32>(root + SHAPE_TRANSITIONS, fresh)
    result = fresh
  }
  physicalUnlock(lockWord(PhysicalLock.shapes))
  return result
}
