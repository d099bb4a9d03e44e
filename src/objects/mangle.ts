// Names of private attributes: `__x` in class `_C` is `_C__x`.

import { addressOf } from '../memory/value'
import { intern } from './intern'
import { strAt, strLength } from './str-core'
import { textBegin, textCodePoint, textEnd, textPart, textStr } from './text-builder'

/** Interned `name` as a class called `className` sees it. */
export function mangleName(className: u32, name: u32): u32 {
  const n = strLength(name)
  if (n < 3 || strAt(name, 0) != 95 || strAt(name, 1) != 95 || strAt(name, n - 1) == 95 && strAt(name, n - 2) == 95) return name
  for (let i: u32 = 0; i < n; i++) if (strAt(name, i) == 46) return name
  let from: u32 = 0
  const length = strLength(className)
  while (from < length && strAt(className, from) == 95) from++
  if (from == length) return name
  textBegin()
  textCodePoint(95)
  textPart(className, from, length)
  textStr(name)
  return intern(addressOf(textEnd()))
}
