// zip, map and filter.
//
//   zip:     +8 iterators (tuple)  +16 strict:32
//   map:     +8 iterators (tuple)  +16 strict:32  +24 function
//   filter:  +8 iterator  +16 function, or None
// All but strict is set when the object is made and never changes; what moves are the iterators below.

import { EXCEPTION, EXHAUSTED, NONE, TRUE, Value, addressOf, boolValue, hasShape, isPointer, pointer } from '../memory/value'
import { call1, callVector } from '../interp/nested'
import { stmOwn, stmRead32, stmStore32 } from '../stm/barriers'
import { getIter, isTrue, iterNext } from './abstract'
import { arg, defineMethod, defineType, fn, setSlot } from './define'
import { newInstanceOf } from './instance-allocation'
import { lit, text } from './intern'
import { selfIter } from './list-iterators'
import { noKeywords, positionalCount } from './positional-args'
import { raiseFormat, raiseText } from './raise'
import { typeAt } from './shape'
import { strEqual } from './str-core'
import { TUPLE_ITEMS, emptyTuple, newTuple, tupleInit, tupleItem, tupleLength, tupleOf2, tupleOf3 } from './tuple-core'
import { TYPE_BASETYPE, typeOf } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

export const ZIP_ITERATORS: u32 = 8
const STRICT: u32 = 16
export const MAP_FUNCTION: u32 = 24
export const FILTER_ITERATOR: u32 = 8
export const FILTER_FUNCTION: u32 = 16
const ZIP_BYTES: u32 = 24
const MAP_BYTES: u32 = 32

/** The keyword `strict`: 1, 0, or -1: raised. */
function strictKeyword(name: string, argv: u32, argc: u32, names: u32): i32 {
  const keywords: u32 = names ? tupleLength(names) : 0
  let strict = 0
  for (let k: u32 = 0; k < keywords; k++) {
    const keyword = <u32>tupleItem(names, k)
    if (!strEqual(keyword, lit('strict'))) {
      raiseFormat(T.TypeError, "%s() got an unexpected keyword argument '%U'", text(name), pointer(keyword))
      return -1
    }
    strict = isTrue(arg(argv, argc - keywords + k))
  }
  return strict
}

/** Iterators of the `count` values at `values`, as a tuple; 0: raised. */
function iteratorsOf(values: u32, count: u32): u32 {
  const iterators = newTuple(count)
  for (let i: u32 = 0; i < count; i++) tupleInit(iterators, i, NONE)
  for (let i: u32 = 0; i < count; i++) {
    const it = getIter(load<u64>(values + i * 8))
    if (it == EXCEPTION) return 0
    tupleInit(iterators, i, it)
  }
  return iterators
}

/** The next items of all iterators as a tuple; EXHAUSTED or EXCEPTION. */
function nextItems(self: u32, name: string): Value {
  const iterators = addressOf(load<u64>(self, ZIP_ITERATORS))
  const n = tupleLength(iterators)
  if (n == 0) return EXHAUSTED
  const items = newTuple(n)
  for (let i: u32 = 0; i < n; i++) tupleInit(items, i, NONE)
  for (let i: u32 = 0; i < n; i++) {
    const item = iterNext(tupleItem(iterators, i))
    if (item == EXCEPTION) return EXCEPTION
    if (item == EXHAUSTED) return stmRead32(self, self + STRICT) ? checkLengths(iterators, i, name) : EXHAUSTED
    tupleInit(items, i, item)
  }
  return pointer(items)
}

/** Iterator `i` of a zip or map object has ended, as the first: EXHAUSTED, or ValueError if it is strict. */
export function zipExhausted(self: Value, i: u32): Value {
  const z = addressOf(self)
  if (!stmRead32(z, z + STRICT)) return EXHAUSTED
  return checkLengths(addressOf(load<u64>(z, ZIP_ITERATORS)), i, typeOf(self) == typeAt(T.zip) ? 'zip' : 'map')
}

/** Iterator `i` is the first that has ended: all others must end, too. */
function checkLengths(iterators: u32, i: u32, name: string): Value {
  if (i > 0) return unequal(name, i, text('shorter'))
  const n = tupleLength(iterators)
  for (i = 1; i < n; i++) {
    const item = iterNext(tupleItem(iterators, i))
    if (item == EXCEPTION) return EXCEPTION
    if (item != EXHAUSTED) return unequal(name, i, text('longer'))
  }
  return EXHAUSTED
}

function unequal(name: string, i: u32, how: u32): Value {
  return raiseFormat(T.ValueError, '%s() argument %d is %s than argument%s%d', text(name), i + 1, how, i == 1 ? text(' ') : text('s 1-'), i)
}

function setStrict(argv: u32): Value {
  const strict = isTrue(arg(argv, 1))
  if (strict < 0) return EXCEPTION
  const self = addressOf(arg(argv, 0))
  stmOwn(self)
  stmStore32(self, self + STRICT, strict)
  return NONE
}

// ---- zip

function zip_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const strict = strictKeyword('zip', argv, argc, names)
  if (strict < 0) return EXCEPTION
  const iterators = iteratorsOf(argv, argc - (names ? tupleLength(names) : 0))
  if (!iterators) return EXCEPTION
  const self = newInstanceOf(type, T.zip, ZIP_BYTES)
  store<u64>(self, pointer(iterators), ZIP_ITERATORS)
  store<u32>(self, strict, STRICT)
  return pointer(self)
}

export function zipNext(self: Value): Value { return nextItems(addressOf(self), 'zip') }

function zip_reduce(argv: u32): Value {
  const self = addressOf(arg(argv, 0))
  const type = pointer(typeOf(arg(argv, 0)))
  const iterators = load<u64>(self, ZIP_ITERATORS)
  return pointer(stmRead32(self, self + STRICT) ? tupleOf3(type, iterators, TRUE) : tupleOf2(type, iterators))
}

// ---- map

function map_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const strict = strictKeyword('map', argv, argc, names)
  if (strict < 0) return EXCEPTION
  const count = argc - (names ? tupleLength(names) : 0)
  if (count < 2) return raiseText(T.TypeError, 'map() must have at least two arguments.')
  const iterators = iteratorsOf(argv + 8, count - 1)
  if (!iterators) return EXCEPTION
  const self = newInstanceOf(type, T.map, MAP_BYTES)
  store<u64>(self, pointer(iterators), ZIP_ITERATORS)
  store<u32>(self, strict, STRICT)
  store<u64>(self, arg(argv, 0), MAP_FUNCTION)
  return pointer(self)
}

export function mapNext(self: Value): Value {
  const m = addressOf(self)
  const iterators = addressOf(load<u64>(m, ZIP_ITERATORS))
  const f = load<u64>(m, MAP_FUNCTION)
  if (tupleLength(iterators) == 1) {
    const item = iterNext(tupleItem(iterators, 0))
    return item == EXHAUSTED || item == EXCEPTION ? item : call1(f, item)
  }
  const items = nextItems(m, 'map')
  if (items == EXHAUSTED || items == EXCEPTION) return items
  return callVector(f, addressOf(items) + TUPLE_ITEMS, tupleLength(addressOf(items)), 0)
}

function map_reduce(argv: u32): Value {
  const self = addressOf(arg(argv, 0))
  const iterators = addressOf(load<u64>(self, ZIP_ITERATORS))
  const n = tupleLength(iterators)
  const arguments_ = newTuple(n + 1)
  tupleInit(arguments_, 0, load<u64>(self, MAP_FUNCTION))
  for (let i: u32 = 0; i < n; i++) tupleInit(arguments_, i + 1, tupleItem(iterators, i))
  const type = pointer(typeOf(arg(argv, 0)))
  return pointer(stmRead32(self, self + STRICT) ? tupleOf3(type, pointer(arguments_), TRUE) : tupleOf2(type, pointer(arguments_)))
}

// ---- filter

function filter_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (type == pointer(typeAt(T.filter)) && !noKeywords('filter', names)) return EXCEPTION
  if (!positionalCount('filter', argc, 2, 2)) return EXCEPTION
  const it = getIter(arg(argv, 1))
  if (it == EXCEPTION) return EXCEPTION
  const self = newInstanceOf(type, T.filter, ZIP_BYTES)
  store<u64>(self, it, 8)
  store<u64>(self, arg(argv, 0), 16)
  return pointer(self)
}

export function filterNext(self: Value): Value {
  const it = load<u64>(addressOf(self), 8)
  const f = load<u64>(addressOf(self), 16)
  const byTruth = f == NONE || f == pointer(typeAt(T.bool))
  for (;;) {
    const item = iterNext(it)
    if (item == EXHAUSTED || item == EXCEPTION) return item
    const r = byTruth ? item : call1(f, item)
    if (r == EXCEPTION) return EXCEPTION
    const good = isTrue(r)
    if (good != 0) return good < 0 ? EXCEPTION : item
  }
  return EXHAUSTED
}

function filter_reduce(argv: u32): Value {
  const self = addressOf(arg(argv, 0))
  return pointer(tupleOf2(pointer(typeOf(arg(argv, 0))), pointer(tupleOf2(load<u64>(self, 16), load<u64>(self, 8)))))
}

export function initZipMap(): void {
  const z = defineType(T.zip, T.object, 'zip', ZIP_BYTES, TYPE_BASETYPE, 'Tuples of the items that stand at the same place in several iterables, up to the shortest; with strict=True all must be equally long.')
  setSlot(z, Slot.new_, fn(zip_new))
  setSlot(z, Slot.iter, fn(selfIter))
  setSlot(z, Slot.next, fn(zipNext))
  defineMethod(z, '__reduce__', '($self, /)', fn(zip_reduce))
  defineMethod(z, '__setstate__', '($self, object, /)', fn(setStrict))

  const m = defineType(T.map, T.object, 'map', MAP_BYTES, TYPE_BASETYPE, 'What a function gives for the items of one iterable, or of several side by side; with strict=True these must be equally long.')
  setSlot(m, Slot.new_, fn(map_new))
  setSlot(m, Slot.iter, fn(selfIter))
  setSlot(m, Slot.next, fn(mapNext))
  defineMethod(m, '__reduce__', '($self, /)', fn(map_reduce))
  defineMethod(m, '__setstate__', '($self, object, /)', fn(setStrict))

  const f = defineType(T.filter, T.object, 'filter', ZIP_BYTES, TYPE_BASETYPE, 'The items for which a function gives something true, or the true items if it is None.')
  setSlot(f, Slot.new_, fn(filter_new))
  setSlot(f, Slot.iter, fn(selfIter))
  setSlot(f, Slot.next, fn(filterNext))
  defineMethod(f, '__reduce__', '($self, /)', fn(filter_reduce))
}
