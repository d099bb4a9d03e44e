// Abstract classes as far as the core knows them: the flag that `__abstractmethods__` sets, and the error of making an instance.

import { EXCEPTION, EXHAUSTED, Value, addressOf, pointer } from '../memory/value'
import { getAttribute } from './attribute-access'
import { compareTruth } from './compare'
import { lit } from './intern'
import { iterStart, iterStep } from './iteration'
import { raiseValue } from './raise'
import { newException1 } from './exception-core'
import { textBegin, textCodePoint, textEnd, textLiteral, textStr, textValue } from './text-builder'
import { typeFullName } from './type'
import { T } from './type-ids'
import { CompareOp } from './type-slots'
import { VECTOR_ITEMS, newVector, vectorItem, vectorLength, vectorPush } from './vector'

/** Raises "Can't instantiate abstract class X without an implementation for abstract methods ...". */
export function raiseAbstract(type: u32): Value {
  const methods = getAttribute(pointer(type), lit('__abstractmethods__'))
  if (methods == EXCEPTION) return EXCEPTION
  const source = iterStart(methods)
  if (source == EXCEPTION) return EXCEPTION
  let names = newVector()
  for (let i: u32 = 0; ; i++) {
    const item = iterStep(source, i)
    if (item == EXHAUSTED) break
    if (item == EXCEPTION) return EXCEPTION
    names = vectorPush(names, item)
    // insertion sort: there are few
    for (let j = vectorLength(names) - 1; j > 0; j--) {
      const before = vectorItem(names, j - 1)
      const less = compareTruth(item, before, CompareOp.LT)
      if (less < 0) return EXCEPTION
      if (!less) break
      store<u64>(names + VECTOR_ITEMS + j * 8, before)
      store<u64>(names + VECTOR_ITEMS + (j - 1) * 8, item)
    }
  }
  textBegin()
  textLiteral("Can't instantiate abstract class ")
  textStr(typeFullName(type))
  textLiteral(vectorLength(names) == 1 ? ' without an implementation for abstract method ' : ' without an implementation for abstract methods ')
  for (let i: u32 = 0; i < vectorLength(names); i++) {
    if (i) textLiteral(', ')
    textCodePoint(39)
    textValue(vectorItem(names, i))
    textCodePoint(39)
  }
  return raiseValue(newException1(T.TypeError, textEnd()))
}
