// What the sys module tells about running frames and handled exceptions: sys._getframe, sys.exc_info, sys.exception.

import { EXCEPTION, NONE, UNBOUND, Value, addressOf, pointer } from '../memory/value'
import { toIndex, INDEX_ERROR } from '../objects/abstract'
import { arg, defineFunction, fn } from '../objects/define'
import { EXC_TRACEBACK } from '../objects/exception-core'
import { raiseText } from '../objects/raise'
import { tupleOf3 } from '../objects/tuple-core'
import { typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { stmRead64 } from '../stm/barriers'
import { FRAME_CALLER } from './frame-layout'
import { frameObject, programFrame } from './frame-object'
import { currentFrame } from './frames'
import { handledException } from './unwind'

function sys_getFrame(argv: u32): Value {
  let depth: i64 = 0
  if (arg(argv, 0) != UNBOUND) {
    depth = toIndex(arg(argv, 0), T.OverflowError)
    if (depth == INDEX_ERROR) return EXCEPTION
  }
  let fp = programFrame(currentFrame())
  for (; fp && depth > 0; depth--) fp = programFrame(load<u32>(fp, FRAME_CALLER))
  return fp ? pointer(frameObject(fp)) : raiseText(T.ValueError, 'call stack is not deep enough')
}

function sys_exception(argv: u32): Value { return handledException(currentFrame()) }

function sys_excInfo(argv: u32): Value {
  const e = handledException(currentFrame())
  if (e == NONE) return pointer(tupleOf3(NONE, NONE, NONE))
  return pointer(tupleOf3(pointer(typeOf(e)), e, stmRead64(addressOf(e), addressOf(e) + EXC_TRACEBACK)))
}

export function defineIntrospection(sys: u32): void {
  defineFunction(sys, '_getframe', '($module, depth=0, /)', fn(sys_getFrame))
  defineFunction(sys, 'exc_info', '($module, /)', fn(sys_excInfo))
  defineFunction(sys, 'exception', '($module, /)', fn(sys_exception))
}
