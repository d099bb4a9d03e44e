// Shapes: immutable hidden classes. An object's second header word points to its shape, which tells its type, the layout
// of its data (`tag`, a number of type-ids) and, for instances, which attribute lies in which slot.
//
//   +0 header  +8 type:32  +12 tag:16 flags:16  +16 parent:32  +20 name:32 (str of the last attribute)  +24 slot count:32
//   +28 inline capacity:32  +32 offset of attribute slot 0:32  +36 transitions:32 (physical)  +40 index:32 (physical, lazy)

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

/** The object's first word is a version word (a unit); otherwise it is the cached hash of an immutable object. */
export const SHAPE_HAS_VERSION: u16 = 1
/** Instance of a Python-level class (has attribute slots, `__class__` may be assigned). */
export const SHAPE_IS_INSTANCE: u16 = 2
/** Attributes live in a real dict object (exotic: `__dict__` was replaced or grew odd). */
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
