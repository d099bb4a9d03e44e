// Qualified names and reprs that builtin callables share.

import { Value, addressOf, pointer } from '../memory/value'
import { stmRead32 } from '../stm/barriers'
import { textBegin, textCodePoint, textEnd, textStr } from './text-builder'
import { TYPE_QUALNAME } from './type'

/** `type.__qualname__ + '.' + name`. */
export function qualifiedName(type: u32, name: u32): Value {
  textBegin()
  textStr(stmRead32(type, type + TYPE_QUALNAME))
  textCodePoint(46)
  textStr(name)
  return textEnd()
}
