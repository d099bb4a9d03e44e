// itertools: tee and groupby.
//
// tee: several iterators share a chain of blocks of what the source gave; each block is a unit.
//   _tee_dataobject:  source iterator, count (int), next block (UNBOUND: none), running (int: the source's code is at work), then 57 items
//   _tee:             block, place in it (int)
// groupby:            iterator, key function or None, target key, current key, current value (UNBOUND: none), the grouper in use
//   _grouper:         the groupby, its key

import { EXCEPTION, EXHAUSTED, NONE, UNBOUND, Value, addressOf, hasShape, intOf, intValue, isPointer, pointer } from '../memory/value'
import { call0, call1 } from '../interp/nested'
import { INDEX_ERROR, equal, getAttributeOr, getIter, iterNext, toIndex } from '../objects/abstract'
import { arg, defineFunction, defineMethod, defineType, fn, setSlot } from '../objects/define'
import { lit } from '../objects/intern'
import { bindKeywords, noKeywords, positionalCount } from '../objects/positional-args'
import { raiseText, raiseFormat } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { newTuple, tupleInit } from '../objects/tuple-core'
import { TYPE_BASETYPE, TYPE_NO_INSTANTIATION, tagOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { defineIteratorType, field, fixedField, initField, newFields, publishType, setField } from './fields'

const BLOCK_ITEMS: i64 = 57
const BLOCK_SOURCE: u32 = 0
const BLOCK_COUNT: u32 = 1
const BLOCK_NEXT: u32 = 2
const BLOCK_RUNNING: u32 = 3
const BLOCK_FIRST: u32 = 4

function newBlock(source: Value): u32 {
  const block = newFields(pointer(typeAt(T.itertools__tee_dataobject)), T.itertools__tee_dataobject, 4 + <u32>BLOCK_ITEMS)
  initField(block, BLOCK_SOURCE, source)
  initField(block, BLOCK_COUNT, intValue(0))
  initField(block, BLOCK_NEXT, UNBOUND)
  initField(block, BLOCK_RUNNING, intValue(0))
  return block
}

function newTee(type: Value, block: Value, place: Value): Value {
  const tee = newFields(type, T.itertools__tee, 2)
  initField(tee, 0, block)
  initField(tee, 1, place)
  return pointer(tee)
}

function isTee(v: Value): bool { return isPointer(v) && tagOf(v) == T.itertools__tee }

/** A tee iterator over an iterable; over another tee iterator: a copy of it. */
function teeOf(type: Value, iterable: Value): Value {
  const it = getIter(iterable)
  if (it == EXCEPTION) return EXCEPTION
  if (isTee(it)) return newTee(type, field(addressOf(it), 0), field(addressOf(it), 1))
  return newTee(type, pointer(newBlock(it)), intValue(0))
}

function tee_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (!noKeywords('_tee', names) || !positionalCount('_tee', argc, 1, 1)) return EXCEPTION
  return teeOf(type, arg(argv, 0))
}

function tee_copy(argv: u32): Value {
  const tee = addressOf(arg(argv, 0))
  return newTee(pointer(typeAt(T.itertools__tee)), field(tee, 0), field(tee, 1))
}

function tee_next(self: Value): Value {
  const tee = addressOf(self)
  let block = addressOf(field(tee, 0))
  let place = intOf(field(tee, 1))
  if (place >= BLOCK_ITEMS) {
    let next = field(block, BLOCK_NEXT)
    if (next == UNBOUND) {
      next = pointer(newBlock(field(block, BLOCK_SOURCE)))
      setField(block, BLOCK_NEXT, next)
    }
    block = addressOf(next)
    place = 0
    setField(tee, 0, next)
  }
  let item: Value
  if (place < intOf(field(block, BLOCK_COUNT))) item = field(block, BLOCK_FIRST + <u32>place)
  else {
    if (field(block, BLOCK_RUNNING) == intValue(1)) return raiseText(T.RuntimeError, 'cannot re-enter the tee iterator')
    setField(block, BLOCK_RUNNING, intValue(1))
    item = iterNext(field(block, BLOCK_SOURCE))
    setField(block, BLOCK_RUNNING, intValue(0))
    if (item == EXHAUSTED || item == EXCEPTION) return item
    setField(block, BLOCK_FIRST + <u32>place, item)
    setField(block, BLOCK_COUNT, intValue(place + 1))
  }
  setField(tee, 1, intValue(place + 1))
  return item
}

/** tee(iterable, n=2, /) */
function itertools_tee(argv: u32): Value {
  let n: i64 = 2
  if (arg(argv, 1) != UNBOUND) {
    n = toIndex(arg(argv, 1), T.OverflowError)
    if (n == INDEX_ERROR) return EXCEPTION
  }
  if (n < 0) return raiseText(T.ValueError, 'n must be >= 0')
  if (n > 0x1000000) return raiseText(T.MemoryError, '')
  const result = newTuple(<u32>n)
  if (n == 0) return pointer(result)
  for (let i: u32 = 0; i < <u32>n; i++) tupleInit(result, i, NONE)
  const it = getIter(arg(argv, 0))
  if (it == EXCEPTION) return EXCEPTION
  const copy = getAttributeOr(it, lit('__copy__'))
  if (copy == EXCEPTION) return EXCEPTION
  if (copy != UNBOUND && !isTee(it)) { // the iterator copies itself
    tupleInit(result, 0, it)
    for (let i: u32 = 1; i < <u32>n; i++) {
      const another = call0(copy)
      if (another == EXCEPTION) return EXCEPTION
      tupleInit(result, i, another)
    }
    return pointer(result)
  }
  const type = pointer(typeAt(T.itertools__tee))
  const first = teeOf(type, it)
  if (first == EXCEPTION) return EXCEPTION
  tupleInit(result, 0, first)
  for (let i: u32 = 1; i < <u32>n; i++) tupleInit(result, i, newTee(type, field(addressOf(first), 0), field(addressOf(first), 1)))
  return pointer(result)
}

// ---- groupby

const ITERATOR: u32 = 0
const KEY_FUNCTION: u32 = 1
const TARGET_KEY: u32 = 2
const CURRENT_KEY: u32 = 3
const CURRENT_VALUE: u32 = 4
const GROUPER: u32 = 5

function groupby_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const slots = bindKeywords('groupby', argv, argc, names, 2, 1, 0, 2, 'iterable', 'key')
  if (!slots) return EXCEPTION
  const it = getIter(arg(slots, 0))
  if (it == EXCEPTION) return EXCEPTION
  const self = newFields(type, T.itertools_groupby, 6)
  initField(self, ITERATOR, it)
  initField(self, KEY_FUNCTION, arg(slots, 1) == UNBOUND ? NONE : arg(slots, 1))
  for (let i: u32 = TARGET_KEY; i <= GROUPER; i++) initField(self, i, UNBOUND)
  return pointer(self)
}

/** Takes the next item and its key: NONE, EXHAUSTED or EXCEPTION. */
function step(g: u32): Value {
  const value = iterNext(fixedField(g, ITERATOR))
  if (value == EXHAUSTED || value == EXCEPTION) return value
  const f = fixedField(g, KEY_FUNCTION)
  const key = f == NONE ? value : call1(f, value)
  if (key == EXCEPTION) return EXCEPTION
  setField(g, CURRENT_VALUE, value)
  setField(g, CURRENT_KEY, key)
  return NONE
}

function groupby_next(self: Value): Value {
  const g = addressOf(self)
  setField(g, GROUPER, UNBOUND)
  for (;;) {
    const key = field(g, CURRENT_KEY)
    if (key != UNBOUND) {
      const target = field(g, TARGET_KEY)
      if (target == UNBOUND) break
      const e = equal(target, key)
      if (e < 0) return EXCEPTION
      if (e == 0) break
    }
    const r = step(g)
    if (r != NONE) return r
  }
  const key = field(g, CURRENT_KEY)
  setField(g, TARGET_KEY, key)
  const grouper = newFields(pointer(typeAt(T.itertools__grouper)), T.itertools__grouper, 2)
  initField(grouper, 0, self)
  initField(grouper, 1, key)
  setField(g, GROUPER, pointer(grouper))
  const result = newTuple(2)
  tupleInit(result, 0, key)
  tupleInit(result, 1, pointer(grouper))
  return pointer(result)
}

function grouper_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (!noKeywords('_grouper', names) || !positionalCount('_grouper', argc, 2, 2)) return EXCEPTION
  const parent = arg(argv, 0)
  if (!isPointer(parent) || tagOf(parent) != T.itertools_groupby) return raiseFormat(T.TypeError, '_grouper() argument 1 must be itertools.groupby, not %T', parent)
  const grouper = newFields(type, T.itertools__grouper, 2)
  initField(grouper, 0, parent)
  initField(grouper, 1, arg(argv, 1))
  setField(addressOf(parent), GROUPER, pointer(grouper))
  return pointer(grouper)
}

function grouper_next(self: Value): Value {
  const grouper = addressOf(self)
  const g = addressOf(fixedField(grouper, 0))
  if (field(g, GROUPER) != self) return EXHAUSTED
  if (field(g, CURRENT_VALUE) == UNBOUND) {
    const r = step(g)
    if (r != NONE) return r
  }
  const e = equal(fixedField(grouper, 1), field(g, CURRENT_KEY))
  if (e <= 0) return e < 0 ? EXCEPTION : EXHAUSTED
  const value = field(g, CURRENT_VALUE)
  setField(g, CURRENT_VALUE, UNBOUND)
  return value
}

export function initItertoolsTee(module: u32): void {
  defineType(T.itertools__tee_dataobject, T.object, 'itertools._tee_dataobject', 8 + (4 + <u32>BLOCK_ITEMS) * 8, TYPE_NO_INSTANTIATION, null)
  publishType(module, T.itertools__tee_dataobject, '_tee_dataobject')
  const tee = defineIteratorType(T.itertools__tee, 'itertools._tee', 2, 0, fn(tee_new), fn(tee_next), 'One of several iterators over the same source.')
  defineMethod(tee, '__copy__', '($self, /)', fn(tee_copy))
  publishType(module, T.itertools__tee, '_tee')
  defineFunction(module, 'tee', '($module, iterable, n=2, /)', fn(itertools_tee))
  defineIteratorType(T.itertools_groupby, 'itertools.groupby', 6, TYPE_BASETYPE, fn(groupby_new), fn(groupby_next), 'Pairs (key, group) of neighbours with equal keys.')
  publishType(module, T.itertools_groupby, 'groupby')
  defineIteratorType(T.itertools__grouper, 'itertools._grouper', 2, 0, fn(grouper_new), fn(grouper_next), null)
  publishType(module, T.itertools__grouper, '_grouper')
}
