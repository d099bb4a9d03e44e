// Exception objects: layout and making; the types with their methods stand in exception*.ts. An exception is a unit.
//
//   +0 version  +4 shape  +8 args (tuple value)  +16 __traceback__ (value, or a runtime record of interp/unwind)
//   +24 __context__ (value or NONE)  +32 __cause__ (value or NONE)  +40 dict:32 (address or 0)  +44 flags:32
//   +48 special fields (values, UNBOUND: not set), as many as EXCEPTION_FIELDS of the layout says
// Instances of Python subclasses have the same layout: attributes go to the dict, slots behind the special fields.

import { allocate } from '../gc/allocate'
import { NONE, UNBOUND, Value, pointer } from '../memory/value'
import { shapeAt, SHAPE_ATTRIBUTES_OFFSET, SHAPE_TAG } from './shape'
import { emptyTuple, tupleOf1 } from './tuple-core'
import { T } from './type-ids'

export const EXC_ARGS: u32 = 8
export const EXC_TRACEBACK: u32 = 16
export const EXC_CONTEXT: u32 = 24
export const EXC_CAUSE: u32 = 32
export const EXC_DICT: u32 = 40
export const EXC_FLAGS: u32 = 44
export const EXC_FIELDS: u32 = 48
export const EXC_BYTES: u32 = 48

/** Flag: `__suppress_context__`. */
export const EXC_SUPPRESS_CONTEXT: u32 = 1

// ---- special fields (offsets), per layout
export const STOP_VALUE: u32 = 48
export const EXIT_CODE: u32 = 48
export const NAME_ERROR_NAME: u32 = 48
export const ATTRIBUTE_ERROR_NAME: u32 = 48
export const ATTRIBUTE_ERROR_OBJ: u32 = 56
export const IMPORT_MSG: u32 = 48
export const IMPORT_NAME: u32 = 56
export const IMPORT_PATH: u32 = 64
export const IMPORT_NAME_FROM: u32 = 72
export const OS_ERRNO: u32 = 48
export const OS_STRERROR: u32 = 56
export const OS_FILENAME: u32 = 64
export const OS_FILENAME2: u32 = 72
export const OS_WRITTEN: u32 = 80 // BlockingIOError.characters_written
export const SYNTAX_MSG: u32 = 48
export const SYNTAX_FILENAME: u32 = 56
export const SYNTAX_LINENO: u32 = 64
export const SYNTAX_OFFSET: u32 = 72
export const SYNTAX_TEXT: u32 = 80
export const SYNTAX_END_LINENO: u32 = 88
export const SYNTAX_END_OFFSET: u32 = 96
export const SYNTAX_PRINT: u32 = 104
export const SYNTAX_METADATA: u32 = 112
export const UNICODE_ENCODING: u32 = 48
export const UNICODE_OBJECT: u32 = 56
export const UNICODE_START: u32 = 64
export const UNICODE_END: u32 = 72
export const UNICODE_REASON: u32 = 80
export const GROUP_MESSAGE: u32 = 48
export const GROUP_EXCEPTIONS: u32 = 56

/** An exception of `shape` (of `bytes` in all) with `args`; every special field not set. */
export function newExceptionOf(shape: u32, bytes: u32, args: u32): u32 {
  const e = allocate(shape, bytes)
  store<u64>(e, pointer(args), EXC_ARGS)
  store<u64>(e, NONE, EXC_TRACEBACK)
  store<u64>(e, NONE, EXC_CONTEXT)
  store<u64>(e, NONE, EXC_CAUSE)
  for (let at = EXC_FIELDS; at < bytes; at += 8) store<u64>(e + at, UNBOUND)
  if (load<u16>(shape, SHAPE_TAG) == T.StopIteration) store<u64>(e, NONE, STOP_VALUE)
  return e
}

/** An exact builtin exception with the given args tuple (address). Special fields that `__init__` derives are not set. */
export function newException(t: T, args: u32): Value {
  const shape = shapeAt(t)
  return pointer(newExceptionOf(shape, load<u32>(shape, SHAPE_ATTRIBUTES_OFFSET), args))
}

/** An exact builtin exception with one argument, or none if it is UNBOUND. */
export function newException1(t: T, argument: Value): Value {
  return newException(t, argument == UNBOUND ? emptyTuple() : tupleOf1(argument))
}
