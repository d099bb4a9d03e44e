// Objects of builtin modules that consist of value fields only: field `i` is the value at +8 + 8 * i. Each object is a unit.
// Fields that are set when the object is made and never change are read by `fixedField`, without barrier.

import { INT_MAX, Value, intValue, pointer } from '../memory/value'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { defineConstant, defineType, fn, setSlot } from '../objects/define'
import { newInstanceOf } from '../objects/instance-allocation'
import { selfIter } from '../objects/list-iterators'
import { typeAt } from '../objects/shape'
import { finishType } from '../objects/type-boot'
import { TYPE_NAME, typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'

// @ts-ignore: decorator
@inline export function field(o: u32, i: u32): Value { return stmRead64(o, o + 8 + i * 8) }
// @ts-ignore: decorator
@inline export function fixedField(o: u32, i: u32): Value { return load<u64>(o + i * 8, 8) }
// @ts-ignore: decorator
@inline export function setField(o: u32, i: u32, v: Value): void {
  stmOwn(o)
  stmStore64(o, o + 8 + i * 8, v)
}
/** For an object that was just made. */
// @ts-ignore: decorator
@inline export function initField(o: u32, i: u32, v: Value): void { store<u64>(o + i * 8, v, 8) }

/** An instance of `type` (static type `t` or a subclass) with `count` fields for the caller to fill at once. */
export function newFields(type: Value, t: T, count: u32): u32 { return newInstanceOf(type, t, 8 + count * 8) }

/** An iterator type with `count` fields. `newFunction` 0: cannot be instantiated by call. */
export function defineIteratorType(t: T, name: string, count: u32, flags: u32, newFunction: u32, next: u32, doc: string | null): u32 {
  const type = defineType(t, T.object, name, 8 + count * 8, flags, doc)
  if (newFunction) setSlot(type, Slot.new_, newFunction)
  setSlot(type, Slot.iter, fn(selfIter))
  setSlot(type, Slot.next, next)
  return type
}

/** Completes a type of a module and puts it under its name into the module. */
export function publishType(module: u32, t: T, name: string): void {
  finishType(t)
  defineConstant(module, name, pointer(typeAt(t)))
}

/** Name of the type of `v`, without module, as a str. */
export function typeName(v: Value): Value { return pointer(load<u32>(typeOf(v), TYPE_NAME)) }

/** A count or limit as an inline int; what is larger than any container is as good as infinite. */
export function clipInt(i: i64): Value { return intValue(i < INT_MAX ? i : INT_MAX) }
