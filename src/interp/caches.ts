// Inline caches of attributes. A cache record (opcodes.ts, CACHE_*) holds two racy 64-bit words, read with one load each, shared by
// all executors. What they refer to lies outside transactions; what they say is checked against things that are logged:
//
//   CACHE_FIRST   an attribute slot:  shape >> 4 : 28 | slot offset / 8 : 12 | generation of the class : 24
//   CACHE_SECOND  key:32 | attribute record:32, the key being a shape, or the address of a class or module
//   attribute record, immutable: +8 generation:32  +12 binding:32  +16 kind:32  +20 offset:32  +24 next shape:32  +28 name:32 (| 1: of a store)
//
// A shape belongs to one class, and a class gets a new generation (never used before) when anything changes that could alter what
// was looked up, so (shape, generation) says everything about a lookup but the values: these are read from the object's slot
// or the class's binding, each with its own check. After MISSES_LIMIT refills a site is left alone: it is megamorphic, and served
// by ATTRIBUTE_CACHE, a table of all sites' records by (shape, name): one word shape:32 | record:32 per entry, as racy. The table keeps
// nothing alive (a collection empties it), so nothing of a record is used behind a barrier that may wait.

import { allocateOutside } from '../gc/allocate'
import { ATTRIBUTE_CACHE, ATTRIBUTE_CACHE_ENTRIES } from '../memory/layout'
import { ABSENT, UNBOUND, Value, addressOf, hasShape, isPointer, shapeOf } from '../memory/value'
import { MEMBER_OFFSET, MODULE_DICT, fn } from '../objects/define'
import { genericGetAttribute, genericSetAttribute } from '../objects/instance'
import { BINDING_VALUE, namespaceBinding } from '../objects/namespace'
import {
  SHAPE_ATTRIBUTES_OFFSET, SHAPE_DICT_OFFSET, SHAPE_HAS_REAL_DICT, SHAPE_HAS_VERSION, SHAPE_INLINE_CAPACITY, SHAPE_IS_INSTANCE, shapeAt, shapeFind, shapeFlags,
  shapeSlotCount, shapeTag, shapeType, shapeWith, 
} from '../objects/shape'
import { TYPE_FLAGS, TYPE_GENERATION, TYPE_HEAP, TYPE_IMMUTABLE, typeFlags, typeOf, typeSlot } from '../objects/type'
import { typeFind, typeGeneration } from '../objects/type-lookup'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { module_getattribute } from '../objects/module-type'
import { typeGetAttribute } from '../objects/type-attributes'
import { mayVanish, stmCheck, stmOwn, stmRead32, stmRead64, stmStore32, stmStore64 } from '../stm/barriers'
import { proposeAssumed } from '../stm/assumed'
import { CACHE_MISSES, CACHE_SECOND } from './opcodes'

export const RECORD_GENERATION: u32 = 8
export const RECORD_BINDING: u32 = 12
export const RECORD_KIND: u32 = 16
export const RECORD_OFFSET: u32 = 20
export const RECORD_NEXT_SHAPE: u32 = 24
export const RECORD_NAME: u32 = 28
const RECORD_BYTES: u32 = 32

/** What an attribute record stands for. */
export const enum RecordKind {
  /** Key: class's instances' shape. A function or method_descriptor of the class: LOAD_METHOD takes it with self. */
  method,
  /** Key: shape. A value of the class that is no descriptor. */
  classValue,
  /** Key: address of a class. A value that it binds, no descriptor, or a function. */
  ofClass,
  /** Key: address of a module. */
  ofModule,
  /** Key: shape. An inline attribute slot at an offset. */
  slot,
  /** Key: shape. A store that adds an attribute: next shape and offset of the slot. */
  transition,
  /** Key: shape. A property: its getter is called. */
  property,
}

const MISSES_LIMIT: u32 = 32

/** Counts a refill of the site; false: it has had enough. */
function mayFill(cache: u32): bool {
  const misses = load<u32>(cache, CACHE_MISSES)
  if (misses >= MISSES_LIMIT) return false
  store<u32>(cache, misses + 1, CACHE_MISSES)
  return true
}

// @ts-ignore: decorator
@inline function slotEntry(shape: u32, offset: u32, generation: u32): u64 {
  return (<u64>(shape >> 4) << 36) | (<u64>(offset >> 3) << 24) | <u64>(generation & 0xffffff)
}

/** Offset of the slot that the site's entry gives for an object of `shape`, or 0. The class's generation is compared, not checked yet. */
// @ts-ignore: decorator
@inline export function cachedSlot(cache: u32, shape: u32): u32 {
  const entry = load<u64>(cache)
  if (<u32>(entry >> 36) != shape >> 4) return 0
  if ((load<u32>(shapeType(shape), TYPE_GENERATION) ^ <u32>entry) & 0xffffff) return 0
  return (<u32>(entry >> 24) & 0xfff) << 3
}

/** LOAD_ATTR of an attribute slot; UNBOUND: not that simple. */
// @ts-ignore: decorator
@inline export function loadSlotFast(cache: u32, v: Value): Value {
  if (!isPointer(v)) return UNBOUND
  const o = addressOf(v)
  const shape = shapeOf(o)
  const offset = cachedSlot(cache, shape)
  if (!offset) return UNBOUND
  const x = load<u64>(o + offset)
  return stmCheck(shapeType(shape)) && stmCheck(o) ? x : UNBOUND
}

/** STORE_ATTR to an existing slot; false: not that simple. */
// @ts-ignore: decorator
@inline export function storeSlotFast(cache: u32, target: Value, v: Value): bool {
  if (!isPointer(target)) return false
  const o = addressOf(target)
  const shape = shapeOf(o)
  const offset = cachedSlot(cache, shape)
  if (!offset || !stmCheck(shapeType(shape))) return false
  stmOwn(o)
  if (shapeOf(o) != shape) return false
  stmStore64(o, o + offset, v)
  return true
}

/** Attribute record of the site for `key`, whose generation is that of `type` (checked); 0: none. */
// @ts-ignore: decorator
@inline export function cachedRecord(cache: u32, key: u32, type: u32): u32 {
  const entry = load<u64>(cache, CACHE_SECOND)
  if (<u32>(entry >> 32) != key) return 0
  const generation = load<u32>(type, TYPE_GENERATION)
  if (!(load<u32>(type, TYPE_FLAGS) & TYPE_IMMUTABLE) && !stmCheck(type)) return 0
  return load<u32>(<u32>entry, RECORD_GENERATION) == generation ? <u32>entry : 0
}

/** LOAD_METHOD of a function found in the class: the function, or UNBOUND. */
// @ts-ignore: decorator
@inline export function loadMethodFast(cache: u32, v: Value): Value {
  if (!isPointer(v)) return UNBOUND
  const o = addressOf(v)
  const shape = shapeOf(o)
  const record = cachedRecord(cache, shape, shapeType(shape))
  if (!record || load<u32>(record, RECORD_KIND) != RecordKind.method) return UNBOUND
  const b = load<u32>(record, RECORD_BINDING)
  const f = load<u64>(b, BINDING_VALUE)
  if (!stmCheck(b)) return UNBOUND
  return shapeFlags(shape) & SHAPE_HAS_VERSION && !stmCheck(o) ? UNBOUND : f
}

function newRecord(generation: u32, binding: u32, kind: RecordKind, offset: u32, nextShape: u32): u32 {
  const r = allocateOutside(shapeAt(T.cacheRecord), RECORD_BYTES)
  store<u32>(r, generation, RECORD_GENERATION)
  store<u32>(r, binding, RECORD_BINDING)
  store<u32>(r, kind, RECORD_KIND)
  store<u32>(r, offset, RECORD_OFFSET)
  store<u32>(r, nextShape, RECORD_NEXT_SHAPE)
  return r
}

/** Puts a record into the site: a slot's as an entry of the first word. */
function fillSite(cache: u32, key: u32, record: u32): void {
  if (!mayFill(cache)) return
  if (load<u32>(record, RECORD_KIND) == RecordKind.slot) store<u64>(cache, slotEntry(key, load<u32>(record, RECORD_OFFSET), load<u32>(record, RECORD_GENERATION)))
  else store<u64>(cache, (<u64>key << 32) | <u64>record, CACHE_SECOND)
}

/** Proposes what a lookup relies on: the class, the binding (0: none), and a function that it holds. */
export function proposeOf(type: u32, b: u32): void {
  if (type && !(load<u32>(type, TYPE_FLAGS) & TYPE_IMMUTABLE)) proposeAssumed(type)
  if (!b) return
  proposeAssumed(b)
  const v = load<u64>(b, BINDING_VALUE)
  if (hasShape(v, shapeAt(T.function_)) || hasShape(v, shapeAt(T.property))) proposeAssumed(addressOf(v))
  else if (isPointer(v) && shapeTag(shapeOf(addressOf(v))) == T.type && !(load<u32>(addressOf(v), TYPE_FLAGS) & TYPE_IMMUTABLE)) proposeAssumed(addressOf(v))
}

// @ts-ignore: decorator
@inline function tableEntry(shape: u32, name: u32): u32 {
  return ATTRIBUTE_CACHE + ((((shape >> 4) * 0x9e3779b1) ^ (name >> 4) * 5 ^ name) & (ATTRIBUTE_CACHE_ENTRIES - 1)) * 8
}

/** The table's record for objects of `shape` and `name` (| 1: stores), valid for the class's generation now (logged); 0: none. */
function tableRecord(shape: u32, name: u32): u32 {
  const entry = load<u64>(tableEntry(shape, name))
  if (<u32>(entry >> 32) != shape) return 0
  const record = <u32>entry
  return load<u32>(record, RECORD_NAME) == name && load<u32>(record, RECORD_GENERATION) == typeGeneration(shapeType(shape)) ? record : 0
}

function keepRecord(shape: u32, name: u32, record: u32): u32 {
  proposeOf(shapeType(shape), load<u32>(record, RECORD_BINDING))
  store<u32>(record, name, RECORD_NAME)
  store<u64>(tableEntry(shape, name), (<u64>shape << 32) | <u64>record)
  return record
}

/** Inline slot `i` of `shape`: its offset, or 0 if it is not inline. */
function inlineOffset(shape: u32, i: u32): u32 {
  if (i >= load<u32>(shape, SHAPE_INLINE_CAPACITY)) return 0
  const offset = load<u32>(shape, SHAPE_ATTRIBUTES_OFFSET) + i * 8
  return offset < 0x8000 ? offset : 0
}

// @ts-ignore: decorator
@inline function isDataDescriptor(v: Value): bool { return typeSlot(typeOf(v), Slot.descrSet) != 0 }
// @ts-ignore: decorator
@inline function hasGet(v: Value): bool { return typeSlot(typeOf(v), Slot.descrGet) != 0 }

/** Fills the site of a LOAD_ATTR or LOAD_METHOD of `name` on a class or module; what it cannot express it leaves alone. */
export function fillOwner(cache: u32, v: Value, name: u32): void {
  const o = addressOf(v)
  const type = shapeType(shapeOf(o))
  const getattribute = typeSlot(type, Slot.getattribute)
  if (getattribute == fn(module_getattribute)) {
    if (!mayFill(cache) || mayVanish(o) || stmRead64(typeFind(type, name), typeFind(type, name) + BINDING_VALUE) != ABSENT) return
    const record = newRecord(load<u32>(type, TYPE_GENERATION), namespaceBinding(load<u32>(o, MODULE_DICT), name), RecordKind.ofModule, 0, 0)
    proposeOf(type, load<u32>(record, RECORD_BINDING))
    store<u64>(cache, (<u64>o << 32) | <u64>record, CACHE_SECOND)
  }
  else if (getattribute == fn(typeGetAttribute)) {
    if (!mayFill(cache)) return
    const meta = typeFind(type, name)
    if (stmRead64(meta, meta + BINDING_VALUE) != ABSENT) return
    const b = typeFind(o, name)
    const x = stmRead64(b, b + BINDING_VALUE)
    if (x == ABSENT || (hasGet(x) && !hasShape(x, shapeAt(T.function_)))) return
    proposeOf(o, b)
    store<u64>(cache, (<u64>o << 32) | <u64>newRecord(typeGeneration(o), b, RecordKind.ofClass, 0, 0), CACHE_SECOND)
  }
}

/** Record of what `name` is in objects of `shape`, from the table or made, put into the site; 0: it cannot be expressed. */
export function loadRecord(cache: u32, shape: u32, name: u32): u32 {
  let record = tableRecord(shape, name)
  if (!record) {
    record = describeLoad(shape, name)
    if (!record) return 0
    keepRecord(shape, name, record)
  }
  fillSite(cache, shape, record)
  return record
}

function describeLoad(shape: u32, name: u32): u32 {
  const type = shapeType(shape)
  if (typeSlot(type, Slot.getattribute) != fn(genericGetAttribute)) return 0
  const generation = typeGeneration(type)
  const b = typeFind(type, name)
  const found = stmRead64(b, b + BINDING_VALUE)
  if (found != ABSENT && hasShape(found, shapeAt(T.member_descriptor)) && typeFlags(type) & TYPE_HEAP) {
    const offset = load<u32>(addressOf(found), MEMBER_OFFSET)
    return offset < 0x8000 ? newRecord(generation, 0, RecordKind.slot, offset, 0) : 0
  }
  if (found != ABSENT && hasShape(found, shapeAt(T.property))) return newRecord(generation, b, RecordKind.property, 0, 0)
  if (found != ABSENT && isDataDescriptor(found)) return 0
  const flags = shapeFlags(shape)
  if (flags & SHAPE_IS_INSTANCE) {
    const i = shapeFind(shape, name)
    if (i >= 0) {
      const offset = inlineOffset(shape, i)
      return offset ? newRecord(generation, 0, RecordKind.slot, offset, 0) : 0
    }
  }
  else if (flags & SHAPE_HAS_REAL_DICT || load<u32>(shape, SHAPE_DICT_OFFSET)) return 0
  if (found == ABSENT) return 0
  if (hasShape(found, shapeAt(T.function_)) || hasShape(found, shapeAt(T.method_descriptor))) return newRecord(generation, b, RecordKind.method, 0, 0)
  return hasGet(found) ? 0 : newRecord(generation, b, RecordKind.classValue, 0, 0)
}

/** Value of the slot of `record` in `o`, or UNBOUND: the object's shape has changed, or the slot is unset. */
export function readSlot(record: u32, o: u32, shape: u32): Value {
  const at = o + load<u32>(record, RECORD_OFFSET)
  let x: Value, now: u32
  do { x = load<u64>(at); now = shapeOf(o) } while (!stmCheck(o))
  return now == shape ? x : UNBOUND
}

/** Value of the binding of `record`, found in the class of `o`; UNBOUND: the object's shape has changed. */
export function readBinding(record: u32, o: u32, shape: u32): Value {
  const b = load<u32>(record, RECORD_BINDING)
  if (shapeFlags(shape) & SHAPE_HAS_VERSION && stmRead32(o, o + 4) != shape) return UNBOUND
  return stmRead64(b, b + BINDING_VALUE)
}

/** The attribute that the site has for the very class or module `v`; UNBOUND: none. */
export function loadOfOwner(cache: u32, o: u32): Value {
  const entry = load<u64>(cache, CACHE_SECOND)
  if (<u32>(entry >> 32) != o) return UNBOUND
  const record = <u32>entry
  const kind = load<u32>(record, RECORD_KIND)
  if (kind != RecordKind.ofModule && kind != RecordKind.ofClass) return UNBOUND
  const guard = kind == RecordKind.ofModule ? shapeType(shapeOf(o)) : o
  if (typeGeneration(guard) != load<u32>(record, RECORD_GENERATION)) return UNBOUND
  const b = load<u32>(record, RECORD_BINDING)
  const x = stmRead64(b, b + BINDING_VALUE)
  return x == ABSENT ? UNBOUND : x
}

/** Record of what a store to `name` does to objects of `shape`, from the table or made, put into the site; 0: it cannot be expressed. */
export function storeRecord(cache: u32, shape: u32, name: u32): u32 {
  let record = tableRecord(shape, name | 1)
  if (!record) {
    record = describeStore(shape, name)
    if (!record) return 0
    keepRecord(shape, name | 1, record)
  }
  fillSite(cache, shape, record)
  return record
}

function describeStore(shape: u32, name: u32): u32 {
  const type = shapeType(shape)
  if (typeSlot(type, Slot.setattr) != fn(genericSetAttribute) || !(typeFlags(type) & TYPE_HEAP)) return 0
  const generation = typeGeneration(type)
  const b = typeFind(type, name)
  const found = stmRead64(b, b + BINDING_VALUE)
  if (found != ABSENT && hasShape(found, shapeAt(T.member_descriptor))) {
    const offset = load<u32>(addressOf(found), MEMBER_OFFSET)
    return offset < 0x8000 ? newRecord(generation, 0, RecordKind.slot, offset, 0) : 0
  }
  if ((found != ABSENT && isDataDescriptor(found)) || !(shapeFlags(shape) & SHAPE_IS_INSTANCE)) return 0
  const i = shapeFind(shape, name)
  const offset = inlineOffset(shape, i >= 0 ? i : shapeSlotCount(shape))
  if (!offset) return 0
  return i >= 0 ? newRecord(generation, 0, RecordKind.slot, offset, 0) : newRecord(generation, 0, RecordKind.transition, offset, shapeWith(shape, name))
}

/** Makes the store that `record` describes; false: the object's shape has changed. */
export function storeBy(record: u32, o: u32, shape: u32, v: Value): bool {
  const next = load<u32>(record, RECORD_KIND) == RecordKind.transition ? load<u32>(record, RECORD_NEXT_SHAPE) : shape
  const offset = load<u32>(record, RECORD_OFFSET)
  stmOwn(o)
  if (shapeOf(o) != shape) return false
  stmStore64(o, o + offset, v)
  if (next != shape) stmStore32(o, o + 4, next)
  return true
}

/** A store by the site's second word (one that adds an attribute in an inline slot); false: not that simple. */
export function storeTransition(cache: u32, o: u32, shape: u32, v: Value): bool {
  const record = cachedRecord(cache, shape, shapeType(shape))
  return record != 0 && load<u32>(record, RECORD_KIND) == RecordKind.transition && storeBy(record, o, shape, v)
}
