// What builtins may ask of the Python frame that called them.

import { TB_FP } from '../memory/layout'
import { threadBlock } from '../memory/registers'
import { ABSENT, Value } from '../memory/value'
import { lit } from '../objects/intern'
import { namespaceGet } from '../objects/namespace'
import { raiseText } from '../objects/raise'
import { T } from '../objects/type-ids'
import { CODE_FLAGS } from './code'
import { FRAME_CALLER, FRAME_CODE, FRAME_GLOBALS, FRAME_REGISTERS } from './frame-layout'
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
  raiseText(T.RuntimeError, 'super(): no arguments')
  return 0
}

/** The locals mapping of calling code that runs in a namespace; ABSENT for functions. */
export function callerMapping(): Value {
  const fp = callerFrame()
  if (!fp || load<u32>(load<u32>(fp, FRAME_CODE), CODE_FLAGS) & CODE_OPTIMIZED) return ABSENT
  return load<u64>(fp, FRAME_REGISTERS)
}
