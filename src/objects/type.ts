// Type objects: the record behind every class, builtin or not. A type's version word is its *layout unit*: it guards the
// fields below, the names in its dict and the descriptor kinds of their values; static builtin types are immutable
// (TYPE_IMMUTABLE) and read without barrier. Values of plain class attributes are guarded by their own bindings.

import { shapeAt, shapeTag, shapeType, typeAt } from './shape'
import { T } from './type-ids'
import { ELLIPSIS, FALSE, NONE, NOT_IMPLEMENTED, TRUE, Value, isFloat, isInt, isPointer, shapeOf } from '../memory/value'
import { TUPLE_ITEMS, tupleLength } from './tuple-core'
import { Slot } from './type-slots'
import { stmRead32 } from '../stm/barriers'

export const TYPE_NAME: u32 = 8 // str: last component of the name
export const TYPE_QUALNAME: u32 = 12 // str
export const TYPE_BASE: u32 = 16 // type: the "best base", which decides the layout
export const TYPE_BASES: u32 = 20 // tuple
export const TYPE_MRO: u32 = 24 // tuple
export const TYPE_DICT: u32 = 28 // dict in shared form
export const TYPE_FLAGS: u32 = 32
export const TYPE_TAG: u32 = 36 // layout of instances
export const TYPE_BASIC_SIZE: u32 = 40 // bytes before the attribute slots
export const TYPE_GENERATION: u32 = 44 // raised by each change that method caches must see
export const TYPE_SUBCLASSES: u32 = 48 // physical list of direct subclasses
export const TYPE_ROOT_SHAPE: u32 = 52 // shape of a new instance
export const TYPE_INLINE_SLOTS: u32 = 56 // attribute slots that a new instance gets (learnt, racy)
export const TYPE_DOC: u32 = 60 // literal text or 0 (static types)
export const TYPE_WEAKLIST: u32 = 64
export const TYPE_FULL_NAME: u32 = 68 // str: what error texts call it (static types of modules: with the module's name)
export const TYPE_TEXT_SIGNATURE: u32 = 72
export const TYPE_SLOTS: u32 = 128

export const TYPE_IMMUTABLE: u32 = 1
export const TYPE_BASETYPE: u32 = 2 // may be subclassed
export const TYPE_HEAP: u32 = 4 // made by a class statement or type()
export const TYPE_ABSTRACT: u32 = 8
export const TYPE_HAS_DICT: u32 = 16 // instances have attributes beyond __slots__
export const TYPE_HAS_WEAKREFS: u32 = 32
export const TYPE_SEQUENCE: u32 = 64 // match statement
export const TYPE_MAPPING: u32 = 128
export const TYPE_EXCEPTION: u32 = 256 // subclass of BaseException
export const TYPE_INT: u32 = 512 // subclass of int
export const TYPE_TUPLE: u32 = 1024
export const TYPE_LIST: u32 = 2048
export const TYPE_DICT_SUBCLASS: u32 = 4096
export const TYPE_STR: u32 = 8192
export const TYPE_BYTES_SUBCLASS: u32 = 16384
export const TYPE_TYPE: u32 = 32768 // subclass of type
export const TYPE_NO_INSTANTIATION: u32 = 65536 // cannot create 'X' instances
export const TYPE_METHOD_DESCRIPTOR: u32 = 131072
export const TYPE_MATCH_SELF: u32 = 262144
/** A class whose making is complete (rolls back with the transaction that makes it). */
export const TYPE_READY: u32 = 1048576

/** The type of any value. The shape word of an instance belongs to its unit, so this is a logged read for units. */
export function typeOf(v: Value): u32 {
  if (isPointer(v)) return shapeType(shapeOf(<u32>v))
  if (isFloat(v)) return typeAt(T.float)
  if (isInt(v)) return typeAt(T.int)
  if (v == TRUE || v == FALSE) return typeAt(T.bool)
  if (v == NONE) return typeAt(T.NoneType)
  if (v == NOT_IMPLEMENTED) return typeAt(T.NotImplementedType)
  assert(v == ELLIPSIS, 'typeOf: a marker value escaped to Python code')
  return typeAt(T.ellipsis)
}

/** Layout of any value: its shape's tag; int, float, bool, ... for immediate values. */
export function tagOf(v: Value): T {
  if (isPointer(v)) return shapeTag(shapeOf(<u32>v))
  if (isFloat(v)) return T.float
  if (isInt(v)) return T.int
  if (v == TRUE || v == FALSE) return T.bool
  if (v == NONE) return T.NoneType
  if (v == NOT_IMPLEMENTED) return T.NotImplementedType
  return T.ellipsis
}

/** Slot `slot` of `type`: table index of a core function, or 0. */
// @ts-ignore: decorator
@inline export function typeSlot(type: u32, slot: Slot): u32 {
  const at = type + TYPE_SLOTS + <u32>slot * 4
  if (load<u32>(type, TYPE_FLAGS) & TYPE_IMMUTABLE) return load<u32>(at)
  return stmRead32(type, at)
}

/** MRO of `type`: address of a tuple. */
// @ts-ignore: decorator
@inline export function typeMro(type: u32): u32 {
  if (load<u32>(type, TYPE_FLAGS) & TYPE_IMMUTABLE) return load<u32>(type, TYPE_MRO)
  return stmRead32(type, type + TYPE_MRO)
}

/** Flags that never change after a type was made (all but TYPE_ABSTRACT). */
// @ts-ignore: decorator
@inline export function typeFlags(type: u32): u32 { return load<u32>(type, TYPE_FLAGS) }

/** True if `base` stands in the MRO of `type`. */
export function isSubtype(type: u32, base: u32): bool {
  if (type == base) return true
  const mro = typeMro(type)
  if (!mro) return isSubtypeByBase(type, base)
  const n = tupleLength(mro)
  for (let i: u32 = 1; i < n; i++) if (load<u32>(mro + TUPLE_ITEMS + i * 8) == base) return true
  return false
}

/** For types that have no MRO yet: while static types are built. */
function isSubtypeByBase(type: u32, base: u32): bool {
  for (let t = type; t; t = load<u32>(t, TYPE_BASE)) if (t == base) return true
  return false
}

/** The name that error texts use (CPython's tp_name). */
export function typeFullName(type: u32): u32 {
  if (load<u32>(type, TYPE_FLAGS) & TYPE_IMMUTABLE) return load<u32>(type, TYPE_FULL_NAME)
  return stmRead32(type, type + TYPE_FULL_NAME)
}

/** True if `v` is an instance of static type `t` or of a subclass, by its type alone (no `__instancecheck__`, no `__class__`). */
export function isInstanceOf(v: Value, t: T): bool { return isSubtype(typeOf(v), typeAt(t)) }
