// enumerate and reversed: iterators over something else, both units.
//
//   enumerate:  +8 iterator (value)  +16 next index (int)
//   reversed:   +8 sequence (value; UNBOUND: exhausted)  +16 index:i64 of the next item

import { EXCEPTION, EXHAUSTED, NONE, UNBOUND, Value, addressOf, intValue, pointer } from '../memory/value'
import { call0 } from '../interp/nested'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { INDEX_ERROR, getIter, iterNext, lengthOf, lookupSpecial, toIndex, toInt } from './abstract'
import { arg, defineClassMethod, defineMethod, defineType, fn, setSlot } from './define'
import { newInstanceOf } from './instance-allocation'
import { intAdd } from './int-arith'
import { lit, text } from './intern'
import { isSequence } from './iteration'
import { sequenceItem } from './item-access'
import { selfIter } from './list-iterators'
import { classGetItem } from './pickle-support'
import { noKeywords, positionalCount } from './positional-args'
import { clearError, errorMatches, raiseFormat } from './raise'
import { typeAt } from './shape'
import { strEqual } from './str-core'
import { emptyTuple, tupleItem, tupleLength, tupleOf1, tupleOf2, tupleOf3 } from './tuple-core'
import { TYPE_BASETYPE, typeOf } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

export const ENUMERATE_ITERATOR: u32 = 8
const ENUMERATE_INDEX: u32 = 16
const ENUMERATE_BYTES: u32 = 24

function invalidKeyword(name: u32): Value {
  return raiseFormat(T.TypeError, "'%U' is an invalid keyword argument for enumerate()", pointer(name))
}

/** enumerate(iterable, start=0): both may be given by name. */
function enumerate_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const keywords: u32 = names ? tupleLength(names) : 0
  const positional = argc - keywords
  if (argc > 2) return raiseFormat(T.TypeError, 'enumerate() takes at most 2 arguments (%d given)', argc)
  let iterable: Value = positional > 0 ? arg(argv, 0) : UNBOUND
  let start: Value = positional > 1 ? arg(argv, 1) : UNBOUND
  for (let k: u32 = 0; k < keywords; k++) {
    const name = <u32>tupleItem(names, k)
    const value = arg(argv, positional + k)
    if (strEqual(name, lit('iterable')) && iterable == UNBOUND) iterable = value
    else if (strEqual(name, lit('start')) && start == UNBOUND && argc == 2) start = value
    else return invalidKeyword(name)
  }
  if (iterable == UNBOUND) return raiseFormat(T.TypeError, "enumerate() missing required argument 'iterable'")
  let index: Value = intValue(0)
  if (start != UNBOUND) {
    index = toInt(start)
    if (index == EXCEPTION) return EXCEPTION
  }
  const it = getIter(iterable)
  if (it == EXCEPTION) return EXCEPTION
  const self = newInstanceOf(type, T.enumerate, ENUMERATE_BYTES)
  store<u64>(self, it, ENUMERATE_ITERATOR)
  store<u64>(self, index, ENUMERATE_INDEX)
  return pointer(self)
}

export function enumerateNext(self: Value): Value {
  const e = addressOf(self)
  const item = iterNext(stmRead64(e, e + ENUMERATE_ITERATOR))
  return item == EXHAUSTED || item == EXCEPTION ? item : enumerateItem(self, item)
}

/** The pair for the next item, which has been taken from the iterator. */
export function enumerateItem(self: Value, item: Value): Value {
  const e = addressOf(self)
  stmOwn(e)
  const index = load<u64>(e, ENUMERATE_INDEX)
  stmStore64(e, e + ENUMERATE_INDEX, intAdd(index, intValue(1)))
  return pointer(tupleOf2(index, item))
}

function enumerate_reduce(argv: u32): Value {
  const e = addressOf(arg(argv, 0))
  const state = tupleOf2(stmRead64(e, e + ENUMERATE_ITERATOR), stmRead64(e, e + ENUMERATE_INDEX))
  return pointer(tupleOf2(pointer(typeOf(arg(argv, 0))), pointer(state)))
}

// ---- reversed

const REVERSED_SEQUENCE: u32 = 8
const REVERSED_INDEX: u32 = 16
const REVERSED_BYTES: u32 = 24

function reversed_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (type == pointer(typeAt(T.reversed)) && !noKeywords('reversed', names)) return EXCEPTION
  if (!positionalCount('reversed', argc, 1, 1)) return EXCEPTION
  const sequence = arg(argv, 0)
  const method = lookupSpecial(sequence, lit('__reversed__'))
  if (method == EXCEPTION) return EXCEPTION
  if (method != UNBOUND && method != NONE) return call0(method)
  if (method == NONE || !isSequence(sequence)) return raiseFormat(T.TypeError, "'%T' object is not reversible", sequence)
  const n = lengthOf(sequence)
  if (n < 0) return EXCEPTION
  const self = newInstanceOf(type, T.reversed, REVERSED_BYTES)
  store<u64>(self, sequence, REVERSED_SEQUENCE)
  store<i64>(self, n - 1, REVERSED_INDEX)
  return pointer(self)
}

function exhaust(r: u32): void {
  stmOwn(r)
  stmStore64(r, r + REVERSED_SEQUENCE, UNBOUND)
  stmStore64(r, r + REVERSED_INDEX, <u64>-1)
}

function reversed_next(self: Value): Value {
  const r = addressOf(self)
  const sequence = stmRead64(r, r + REVERSED_SEQUENCE)
  const i = <i64>stmRead64(r, r + REVERSED_INDEX)
  if (sequence == UNBOUND) return EXHAUSTED
  if (i >= 0) {
    const item = sequenceItem(sequence, i)
    if (item != EXCEPTION) {
      stmOwn(r)
      stmStore64(r, r + REVERSED_INDEX, i - 1)
      return item
    }
    if (!errorMatches(T.IndexError) && !errorMatches(T.StopIteration)) return EXCEPTION
    clearError()
  }
  exhaust(r)
  return EXHAUSTED
}

function reversed_lengthHint(argv: u32): Value {
  const r = addressOf(arg(argv, 0))
  const sequence = stmRead64(r, r + REVERSED_SEQUENCE)
  if (sequence == UNBOUND) return intValue(0)
  const n = lengthOf(sequence)
  if (n < 0) return EXCEPTION
  const left = <i64>stmRead64(r, r + REVERSED_INDEX) + 1
  return intValue(n < left ? 0 : left)
}

function reversed_reduce(argv: u32): Value {
  const r = addressOf(arg(argv, 0))
  const type = pointer(typeOf(arg(argv, 0)))
  const sequence = stmRead64(r, r + REVERSED_SEQUENCE)
  if (sequence == UNBOUND) return pointer(tupleOf2(type, pointer(tupleOf1(pointer(emptyTuple())))))
  return pointer(tupleOf3(type, pointer(tupleOf1(sequence)), intValue(<i64>stmRead64(r, r + REVERSED_INDEX))))
}

function reversed_setstate(argv: u32): Value {
  const r = addressOf(arg(argv, 0))
  let i = toIndex(arg(argv, 1), T.OverflowError)
  if (i == INDEX_ERROR) return EXCEPTION
  const sequence = stmRead64(r, r + REVERSED_SEQUENCE)
  if (sequence == UNBOUND) return NONE
  const n = lengthOf(sequence)
  if (n < 0) return EXCEPTION
  if (i < -1) i = -1
  else if (i > n - 1) i = n - 1
  stmOwn(r)
  stmStore64(r, r + REVERSED_INDEX, <u64>i)
  return NONE
}

export function initEnumerate(): void {
  const e = defineType(T.enumerate, T.object, 'enumerate', ENUMERATE_BYTES, TYPE_BASETYPE, 'Pairs (number, item) of an iterable, numbered from start (0).')
  setSlot(e, Slot.new_, fn(enumerate_new))
  setSlot(e, Slot.iter, fn(selfIter))
  setSlot(e, Slot.next, fn(enumerateNext))
  defineClassMethod(e, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  defineMethod(e, '__reduce__', '($self, /)', fn(enumerate_reduce))

  const r = defineType(T.reversed, T.object, 'reversed', REVERSED_BYTES, TYPE_BASETYPE, 'The items of a sequence, last one first.')
  setSlot(r, Slot.new_, fn(reversed_new))
  setSlot(r, Slot.iter, fn(selfIter))
  setSlot(r, Slot.next, fn(reversed_next))
  defineMethod(r, '__length_hint__', '($self, /)', fn(reversed_lengthHint))
  defineMethod(r, '__reduce__', '($self, /)', fn(reversed_reduce))
  defineMethod(r, '__setstate__', '($self, object, /)', fn(reversed_setstate))
}
