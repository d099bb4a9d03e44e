// What builtins may ask of the Python frame that called them.

import { TB_FP } from '../memory/layout'
import { threadBlock } from '../memory/registers'
import { allocateStorage } from '../gc/allocate'
import { ABSENT, UNBOUND, Value, addressOf, hasShape } from '../memory/value'
import { isType } from '../objects/abstract'
import { lit } from '../objects/intern'
import { namespaceGet } from '../objects/namespace'
import { raiseFormat, raiseText } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { T } from '../objects/type-ids'
import { tupleItem } from '../objects/tuple-core'
import { stmRead64 } from '../stm/barriers'
import { CODE_ARGCOUNT, CODE_FLAGS, CODE_NAMED, CODE_REGISTER_NAMES } from './code'
import { FRAME_CALLER, FRAME_CODE, FRAME_GLOBALS, FRAME_REGISTERS } from './frame-layout'
import { CELL_CONTENT } from './function'
import { CODE_OPTIMIZED } from './opcodes'

/** Innermost frame that runs Python code, or 0. Runtime frames (continuations, entries) have no globals. */
export function callerFrame(): u32 {
  if (!threadBlock) return 0
  let fp = load<u32>(threadBlock, TB_FP)
  while (fp && !load<u32>(fp, FRAME_GLOBALS)) fp = load<u32>(fp, FRAME_CALLER)
  return fp
}

/** Globals of the calling Python code (dict in shared form), or 0. */
export function callerGlobals(): u32 {
  const fp = callerFrame()
  return fp ? load<u32>(fp, FRAME_GLOBALS) : 0
}

/** `__name__` of the calling module, or ABSENT. */
export function callerModuleName(): Value {
  const globals = callerGlobals()
  return globals ? namespaceGet(globals, lit('__name__')) : ABSENT
}

/**
 * Arguments of super() without arguments: address of two slots, the class and the object; 0: RuntimeError raised. The compiler turns
 * calls of the name `super` into LOAD_SUPER_ATTR; this serves super() called in other ways.
 */
export function superArguments(): u32 {
  const fp = callerFrame()
  const code: u32 = fp ? load<u32>(fp, FRAME_CODE) : 0
  if (!code || load<u32>(code, CODE_ARGCOUNT) == 0) return raiseSuper('super(): no arguments')
  const self = variable(fp, 0)
  if (self == UNBOUND) return raiseSuper('super(): arg[0] deleted')
  const at = registerNamed(code, lit('__class__'))
  if (at < 0) return raiseSuper('super(): __class__ cell not found')
  const cls = variable(fp, at)
  if (cls == UNBOUND) return raiseSuper('super(): empty __class__ cell')
  if (!isType(cls)) {
    raiseFormat(T.RuntimeError, 'super(): __class__ is not a type (%T)', cls)
    return 0
  }
  const pair = allocateStorage(16) + 8
  store<u64>(pair, cls)
  store<u64>(pair, self, 8)
  return pair
}

function raiseSuper(problem: string): u32 {
  raiseText(T.RuntimeError, problem)
  return 0
}

/** Value of the variable in register `i`, which may be in a cell. */
function variable(fp: u32, i: u32): Value {
  const v = load<u64>(fp + i * 8, FRAME_REGISTERS)
  return hasShape(v, shapeAt(T.cell)) ? stmRead64(addressOf(v), addressOf(v) + CELL_CONTENT) : v
}

function registerNamed(code: u32, name: u32): i32 {
  const names = load<u32>(code, CODE_REGISTER_NAMES)
  for (let i: u32 = 0; i < load<u32>(code, CODE_NAMED); i++) if (addressOf(tupleItem(names, i)) == name) return i
  return -1
}

/** The locals mapping of calling code that runs in a namespace; ABSENT for functions. */
export function callerMapping(): Value {
  const fp = callerFrame()
  if (!fp || load<u32>(load<u32>(fp, FRAME_CODE), CODE_FLAGS) & CODE_OPTIMIZED) return ABSENT
  return load<u64>(fp, FRAME_REGISTERS)
}
