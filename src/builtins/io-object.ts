// What all stream objects share: the head of their layout, the class UnsupportedOperation, and small helpers.
//
//   +8 dict:32 (address or 0)  +12 flags:32   then what each type has
// A stream is one unit. "busy" words: interp/host-effect.

import { EXCEPTION, NONE, UNBOUND, Value, pointer, shapeOf } from '../memory/value'
import { stmOwn, stmRead32, stmStore32 } from '../stm/barriers'
import { call1 } from '../interp/nested'
import { INDEX_ERROR, getAttribute, isIndex, isTrue, toIndex } from '../objects/abstract'
import { defineType } from '../objects/define'
import { instanceDict } from '../objects/instance'
import { lit, litAt, text } from '../objects/intern'
import { raiseFormat, raiseText, raiseValue } from '../objects/raise'
import { SHAPE_DICT_OFFSET, shapeAt, shapeTag } from '../objects/shape'
import { TYPE_BASETYPE, TYPE_HAS_DICT, TYPE_HAS_WEAKREFS } from '../objects/type'
import { T } from '../objects/type-ids'
import { WellKnown, wellKnown } from '../objects/well-known'

export const IO_DICT: u32 = 8
export const IO_FLAGS: u32 = 12
export const IO_BYTES: u32 = 16
/** Flag of every stream: closed by its base class's close(). */
export const IO_CLOSED: u32 = 1

export const DEFAULT_BUFFER_SIZE: u32 = 131072

export function defineStream(t: T, base: T, name: string, bytes: u32, doc: string | null = null): u32 {
  const type = defineType(t, base, name, bytes, TYPE_BASETYPE | TYPE_HAS_DICT | TYPE_HAS_WEAKREFS, doc)
  store<u32>(shapeAt(t), IO_DICT, SHAPE_DICT_OFFSET)
  return type
}

// @ts-ignore: decorator
@inline export function ioFlags(o: u32): u32 { return stmRead32(o, o + IO_FLAGS) }
export function ioSetFlags(o: u32, flags: u32): void {
  stmOwn(o)
  stmStore32(o, o + IO_FLAGS, flags)
}
export function ioAddFlags(o: u32, flags: u32): void {
  if ((ioFlags(o) & flags) != flags) ioSetFlags(o, ioFlags(o) | flags)
}
export function ioWrite64(o: u32, offset: u32, v: Value): void {
  stmOwn(o)
  stmStore32(o, o + offset, <u32>v)
  stmStore32(o, o + offset + 4, <u32>(v >> 32))
}
export function ioWrite32(o: u32, offset: u32, v: u32): void {
  stmOwn(o)
  stmStore32(o, o + offset, v)
}

export function raiseUnsupported(message: string): Value {
  const e = call1(wellKnown(WellKnown.ioUnsupportedOperation), pointer(litAt(text(message))))
  return e == EXCEPTION ? e : raiseValue(e)
}
export function raiseClosed(): Value { return raiseText(T.ValueError, 'I/O operation on closed file.') }

/** A size argument, None or missing being -1. INDEX_ERROR: raised. */
export function sizeArgument(v: Value): i64 {
  if (v == UNBOUND || v == NONE) return -1
  if (!isIndex(v)) {
    raiseFormat(T.TypeError, "argument should be integer or None, not '%T'", v)
    return INDEX_ERROR
  }
  return toIndex(v, T.OverflowError)
}


/** The truth of attribute `closed` of any stream: 1, 0, -1 (raised). */
export function isClosed(stream: Value): i32 {
  const closed = getAttribute(stream, lit('closed'))
  return closed == EXCEPTION ? -1 : isTrue(closed)
}

/** The stream's attributes as a dict, None if it has none. */
export function dictOrNone(o: u32): Value {
  if (shapeOf(o) == shapeAt(shapeTag(shapeOf(o))) && stmRead32(o, o + IO_DICT) == 0) return NONE
  return pointer(instanceDict(o))
}
