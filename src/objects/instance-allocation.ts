// Instances that `__new__` of a builtin type makes: exact ones, or those of a Python subclass, which have the base's layout first.

import { allocate, allocateImmutable } from '../gc/allocate'
import { Value, addressOf, pointer } from '../memory/value'
import { newInstance } from './instance'
import { shapeAt, typeAt } from './shape'
import { TYPE_ROOT_SHAPE } from './type'
import { T } from './type-ids'

/** An instance of `type`, which is static type `t` (of `bytes` bytes) or a subclass; its builtin fields are zero. */
export function newInstanceOf(type: Value, t: T, bytes: u32): u32 {
  return type == pointer(typeAt(t)) ? allocate(shapeAt(t), bytes) : newInstance(addressOf(type))
}

/** As newInstanceOf for tuple, whose size varies: subclasses keep their attributes in a dict (dict offset of the shape). */
export function newVariableInstanceOf(type: Value, t: T, bytes: u32): u32 {
  if (type == pointer(typeAt(t))) return allocateImmutable(shapeAt(t), bytes)
  return allocate(load<u32>(addressOf(type), TYPE_ROOT_SHAPE), bytes)
}
