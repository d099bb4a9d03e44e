// Function objects and cells: layout and making; the types with their attributes stand in function-type.ts. Both are units.
//
//   function: +8 code:32  +12 globals dict:32  +16 defaults (tuple or NONE)  +24 kwdefaults (dict or NONE)
//             +32 closure tuple:32 (0: none)  +36 attributes dict:32 (0: none yet)  +40 name  +48 qualname  +56 doc  +64 module
//             +72 annotations (dict or UNBOUND)  +80 annotate (function or NONE)  +88 type params (tuple)
//   cell:     +8 content (value or UNBOUND)

import { allocate } from '../gc/allocate'
import { ABSENT, NONE, UNBOUND, Value, pointer } from '../memory/value'
import { lit } from '../objects/intern'
import { namespaceFind, namespaceGet } from '../objects/namespace'
import { shapeAt } from '../objects/shape'
import { emptyTuple } from '../objects/tuple-core'
import { T } from '../objects/type-ids'
import { CODE_CONSTANTS, CODE_FLAGS, CODE_NAME, CODE_QUALNAME } from './code'
import { CODE_HAS_DOCSTRING } from './opcodes'

export const FUNCTION_CODE: u32 = 8
export const FUNCTION_GLOBALS: u32 = 12
export const FUNCTION_DEFAULTS: u32 = 16
export const FUNCTION_KWDEFAULTS: u32 = 24
export const FUNCTION_CLOSURE: u32 = 32
export const FUNCTION_DICT: u32 = 36
export const FUNCTION_NAME: u32 = 40
export const FUNCTION_QUALNAME: u32 = 48
export const FUNCTION_DOC: u32 = 56
export const FUNCTION_MODULE: u32 = 64
export const FUNCTION_ANNOTATIONS: u32 = 72
export const FUNCTION_ANNOTATE: u32 = 80
export const FUNCTION_TYPE_PARAMS: u32 = 88
export const FUNCTION_BYTES: u32 = 96

export const CELL_CONTENT: u32 = 8
export const CELL_BYTES: u32 = 16

/** A function of `code` whose globals are `globals` (a dict in shared form). */
export function newFunction(code: u32, globals: u32): u32 {
  const f = allocate(shapeAt(T.function_), FUNCTION_BYTES)
  store<u32>(f, code, FUNCTION_CODE)
  store<u32>(f, globals, FUNCTION_GLOBALS)
  store<u64>(f, NONE, FUNCTION_DEFAULTS)
  store<u64>(f, NONE, FUNCTION_KWDEFAULTS)
  store<u64>(f, pointer(load<u32>(code, CODE_NAME)), FUNCTION_NAME)
  store<u64>(f, pointer(load<u32>(code, CODE_QUALNAME)), FUNCTION_QUALNAME)
  store<u64>(f, load<u32>(code, CODE_FLAGS) & CODE_HAS_DOCSTRING ? load<u64>(load<u32>(code, CODE_CONSTANTS)) : NONE, FUNCTION_DOC)
  const name = lit('__name__')
  const module = namespaceFind(globals, name) ? namespaceGet(globals, name) : NONE
  store<u64>(f, module == ABSENT ? NONE : module, FUNCTION_MODULE)
  store<u64>(f, UNBOUND, FUNCTION_ANNOTATIONS)
  store<u64>(f, NONE, FUNCTION_ANNOTATE)
  store<u64>(f, pointer(emptyTuple()), FUNCTION_TYPE_PARAMS)
  return f
}

export function newCell(content: Value): Value {
  const cell = allocate(shapeAt(T.cell), CELL_BYTES)
  store<u64>(cell, content, CELL_CONTENT)
  return pointer(cell)
}
