// What builtins may ask of the Python frame that called them.

import { TB_FP } from '../memory/layout'
import { threadBlock } from '../memory/registers'
import { ABSENT, Value, addressOf } from '../memory/value'
import { lit } from '../objects/intern'
import { namespaceGet } from '../objects/namespace'
import { raiseText } from '../objects/raise'
import { T } from '../objects/type-ids'
import { FRAME_CALLER, FRAME_GLOBALS } from './frame-layout'

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
