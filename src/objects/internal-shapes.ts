// Shapes of the runtime's own objects, which have no type object. Units and stamped storage carry SHAPE_HAS_VERSION, so that
// renumbering finds them.

import { SHAPE_ATTRIBUTES_OFFSET, SHAPE_FLAGS, SHAPE_HAS_VERSION, SHAPE_TAG, shapeAt } from './shape'
import { T } from './type-ids'

function define(t: T, flags: u16): void {
  store<u32>(shapeAt(t), shapeAt(T.shape), 4)
  store<u16>(shapeAt(t), <u16>t, SHAPE_TAG)
  store<u16>(shapeAt(t), flags, SHAPE_FLAGS)
}

export function bootInternalShapes(): void {
  define(T.shape, 0)
  define(T.storage, SHAPE_HAS_VERSION)
  define(T.binding, SHAPE_HAS_VERSION)
  define(T.threadBlock, 0)
  define(T.stackSegment, 0)
  define(T.cacheRecord, 0)
  define(T.namespaceIndex, 0)
  define(T.handlerState, 0)
  define(T.instance, SHAPE_HAS_VERSION) // layout of Python classes without a builtin base: fields begin behind the header
  store<u32>(shapeAt(T.instance), 8, SHAPE_ATTRIBUTES_OFFSET)
}
