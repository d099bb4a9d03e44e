// Iterators of str. CPython has a type of its own for ASCII strings; both have one layout here.
//
//   +0 version  +4 shape  +8 index:32  +16 exact str (value), or NONE when exhausted

import { allocate } from '../gc/allocate'
import { EXCEPTION, EXHAUSTED, NONE, Value, addressOf, intValue, pointer } from '../memory/value'
import { stmCheck, stmOwn, stmRead32, stmRead64, stmStore32, stmStore64 } from '../stm/barriers'
import { arg, defineMethod, defineType, fn, setSlot } from './define'
import { getAttribute } from './attribute-access'
import { lit } from './intern'
import { INDEX_ERROR, toIndex } from './item-access'
import { shapeAt } from './shape'
import { codePointAt, strFromCodePoint } from './str-build'
import { emptyStrValue, strData, strIsAscii, strKind, strLength, strOf } from './str-core'
import { tupleOf1, tupleOf2, tupleOf3 } from './tuple-core'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { WellKnown, wellKnown } from './well-known'

const ITERATOR_INDEX: u32 = 8
const ITERATOR_STR: u32 = 16
const ITERATOR_BYTES: u32 = 24

export function str_iter(self: Value): Value {
  const s = strOf(self)
  const it = allocate(strIsAscii(s) ? shapeAt(T.str_ascii_iterator) : shapeAt(T.str_iterator), ITERATOR_BYTES)
  store<u64>(it, pointer(s), ITERATOR_STR)
  return pointer(it)
}

export function strIteratorNext(self: Value): Value {
  const it = addressOf(self)
  stmOwn(it)
  const v = load<u64>(it, ITERATOR_STR)
  if (v == NONE) return EXHAUSTED
  const s = addressOf(v)
  const i = load<u32>(it, ITERATOR_INDEX)
  if (i >= strLength(s)) {
    stmStore64(it, it + ITERATOR_STR, NONE)
    return EXHAUSTED
  }
  stmStore32(it, it + ITERATOR_INDEX, i + 1)
  return pointer(strFromCodePoint(codePointAt(strKind(s), strData(s), i)))
}

function iter_self(self: Value): Value { return self }

function iter_length_hint(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const v = stmRead64(it, it + ITERATOR_STR)
  return v == NONE ? intValue(0) : intValue(strLength(addressOf(v)) - stmRead32(it, it + ITERATOR_INDEX))
}

function iter_reduce(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const v = stmRead64(it, it + ITERATOR_STR)
  const iter = getAttribute(wellKnown(WellKnown.builtinsModule), lit('iter'))
  if (v == NONE) return pointer(tupleOf2(iter, pointer(tupleOf1(emptyStrValue()))))
  return pointer(tupleOf3(iter, pointer(tupleOf1(v)), intValue(stmRead32(it, it + ITERATOR_INDEX))))
}

function iter_setstate(argv: u32): Value {
  const it = addressOf(arg(argv, 0))
  const i = toIndex(arg(argv, 1), T.OverflowError)
  if (i == INDEX_ERROR) return EXCEPTION
  stmOwn(it)
  const v = load<u64>(it, ITERATOR_STR)
  if (v != NONE) {
    const n = <i64>strLength(addressOf(v))
    stmStore32(it, it + ITERATOR_INDEX, <u32>(i < 0 ? 0 : i > n ? n : i))
  }
  return NONE
}

function initIterator(t: T, name: string): void {
  const type = defineType(t, T.object, name, ITERATOR_BYTES, 0, null)
  setSlot(type, Slot.iter, fn(iter_self))
  setSlot(type, Slot.next, fn(strIteratorNext))
  defineMethod(type, '__length_hint__', '($self, /)', fn(iter_length_hint))
  defineMethod(type, '__reduce__', '($self, /)', fn(iter_reduce))
  defineMethod(type, '__setstate__', '($self, object, /)', fn(iter_setstate))
}

export function initStrIterators(): void {
  initIterator(T.str_iterator, 'str_iterator')
  initIterator(T.str_ascii_iterator, 'str_ascii_iterator')
}
