// itertools: chain, compress, dropwhile, takewhile, filterfalse, starmap, zip_longest.

import { EXCEPTION, EXHAUSTED, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, hasShape, intOf, intValue, pointer } from '../memory/value'
import { call1, callVector } from '../interp/nested'
import { getIter, isTrue, iterNext, toTuple } from '../objects/abstract'
import { arg, defineClassMethod, fn } from '../objects/define'
import { bindKeywords, noKeywords, positionalCount } from '../objects/positional-args'
import { raiseText } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { strEqual } from '../objects/str-core'
import { lit } from '../objects/intern'
import { TUPLE_ITEMS, newTuple, tupleInit, tupleItem, tupleLength } from '../objects/tuple-core'
import { newTupleFrom } from '../objects/tuple'
import { TYPE_BASETYPE } from '../objects/type'
import { T } from '../objects/type-ids'
import { classGetItem } from '../objects/pickle-support'
import { defineIteratorType, field, fixedField, initField, newFields, publishType, setField } from './fields'

// ---- chain: iterator over iterables (UNBOUND: ended), iterator in use (UNBOUND: none)

function newChain(type: Value, source: Value): Value {
  const it = getIter(source)
  if (it == EXCEPTION) return EXCEPTION
  const self = newFields(type, T.itertools_chain, 2)
  initField(self, 0, it)
  initField(self, 1, UNBOUND)
  return pointer(self)
}

function chain_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (type == pointer(typeAt(T.itertools_chain)) && !noKeywords('chain', names)) return EXCEPTION
  return newChain(type, pointer(newTupleFrom(argv, argc)))
}

function chain_from_iterable(argv: u32): Value { return newChain(arg(argv, 0), arg(argv, 1)) }

function chain_next(self: Value): Value {
  const c = addressOf(self)
  for (;;) {
    const source = field(c, 0)
    if (source == UNBOUND) return EXHAUSTED
    let active = field(c, 1)
    if (active == UNBOUND) {
      const iterable = iterNext(source)
      if (iterable == EXHAUSTED || iterable == EXCEPTION) { setField(c, 0, UNBOUND); return iterable }
      active = getIter(iterable)
      if (active == EXCEPTION) { setField(c, 0, UNBOUND); return EXCEPTION }
      setField(c, 1, active)
    }
    const item = iterNext(active)
    if (item != EXHAUSTED) return item
    setField(c, 1, UNBOUND)
  }
  return EXHAUSTED
}

// ---- compress: iterators of data and of selectors

function compress_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const slots = bindKeywords('compress', argv, argc, names, 2, 2, 0, 2, 'data', 'selectors')
  if (!slots) return EXCEPTION
  const data = getIter(arg(slots, 0))
  if (data == EXCEPTION) return EXCEPTION
  const selectors = getIter(arg(slots, 1))
  if (selectors == EXCEPTION) return EXCEPTION
  const self = newFields(type, T.itertools_compress, 2)
  initField(self, 0, data)
  initField(self, 1, selectors)
  return pointer(self)
}

function compress_next(self: Value): Value {
  const c = addressOf(self)
  for (;;) {
    const item = iterNext(fixedField(c, 0))
    if (item == EXHAUSTED || item == EXCEPTION) return item
    const selector = iterNext(fixedField(c, 1))
    if (selector == EXHAUSTED || selector == EXCEPTION) return selector
    const good = isTrue(selector)
    if (good != 0) return good < 0 ? EXCEPTION : item
  }
  return EXHAUSTED
}

// ---- function, iterator, state: dropwhile (TRUE once something was let through), takewhile (TRUE once ended), filterfalse, starmap

function newFiltering(type: Value, t: T, name: string, argv: u32, argc: u32, names: u32): Value {
  if (type == pointer(typeAt(t)) && !noKeywords(name, names)) return EXCEPTION
  if (!positionalCount(name, argc, 2, 2)) return EXCEPTION
  const it = getIter(arg(argv, 1))
  if (it == EXCEPTION) return EXCEPTION
  const self = newFields(type, t, 3)
  initField(self, 0, arg(argv, 0))
  initField(self, 1, it)
  initField(self, 2, FALSE)
  return pointer(self)
}

function dropwhile_new(type: Value, argv: u32, argc: u32, names: u32): Value { return newFiltering(type, T.itertools_dropwhile, 'dropwhile', argv, argc, names) }
function takewhile_new(type: Value, argv: u32, argc: u32, names: u32): Value { return newFiltering(type, T.itertools_takewhile, 'takewhile', argv, argc, names) }
function filterfalse_new(type: Value, argv: u32, argc: u32, names: u32): Value { return newFiltering(type, T.itertools_filterfalse, 'filterfalse', argv, argc, names) }
function starmap_new(type: Value, argv: u32, argc: u32, names: u32): Value { return newFiltering(type, T.itertools_starmap, 'starmap', argv, argc, names) }

/** Truth of f(item): 1, 0, -1. */
function ask(f: Value, item: Value): i32 {
  const r = call1(f, item)
  return r == EXCEPTION ? -1 : isTrue(r)
}

function dropwhile_next(self: Value): Value {
  const d = addressOf(self)
  for (;;) {
    const item = iterNext(fixedField(d, 1))
    if (item == EXHAUSTED || item == EXCEPTION || field(d, 2) == TRUE) return item
    const drop = ask(fixedField(d, 0), item)
    if (drop < 0) return EXCEPTION
    if (drop == 0) {
      setField(d, 2, TRUE)
      return item
    }
  }
  return EXHAUSTED
}

function takewhile_next(self: Value): Value {
  const t = addressOf(self)
  if (field(t, 2) == TRUE) return EXHAUSTED
  const item = iterNext(fixedField(t, 1))
  if (item == EXHAUSTED || item == EXCEPTION) return item
  const take = ask(fixedField(t, 0), item)
  if (take == 1) return item
  if (take < 0) return EXCEPTION
  setField(t, 2, TRUE)
  return EXHAUSTED
}

function filterfalse_next(self: Value): Value {
  const s = addressOf(self)
  const f = fixedField(s, 0)
  const byTruth = f == NONE || f == pointer(typeAt(T.bool))
  for (;;) {
    const item = iterNext(fixedField(s, 1))
    if (item == EXHAUSTED || item == EXCEPTION) return item
    const good = byTruth ? isTrue(item) : ask(f, item)
    if (good <= 0) return good < 0 ? EXCEPTION : item
  }
  return EXHAUSTED
}

function starmap_next(self: Value): Value {
  const s = addressOf(self)
  const item = iterNext(fixedField(s, 1))
  if (item == EXHAUSTED || item == EXCEPTION) return item
  const arguments_ = toTuple(item)
  if (arguments_ == EXCEPTION) return EXCEPTION
  return callVector(fixedField(s, 0), addressOf(arguments_) + TUPLE_ITEMS, tupleLength(addressOf(arguments_)), 0)
}

// ---- zip_longest: tuple of iterators (those that have ended are UNBOUND), fill value, how many are active (int)

function zip_longest_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const keywords: u32 = names ? tupleLength(names) : 0
  const count = argc - keywords
  let fill: Value = NONE
  for (let k: u32 = 0; k < keywords; k++) {
    const name = <u32>tupleItem(names, k)
    if (!strEqual(name, lit('fillvalue'))) return raiseText(T.TypeError, 'zip_longest() got an unexpected keyword argument')
    fill = arg(argv, count + k)
  }
  const iterators = newTuple(count)
  for (let i: u32 = 0; i < count; i++) tupleInit(iterators, i, UNBOUND)
  for (let i: u32 = 0; i < count; i++) {
    const it = getIter(arg(argv, i))
    if (it == EXCEPTION) return EXCEPTION
    tupleInit(iterators, i, it)
  }
  const self = newFields(type, T.itertools_zip_longest, 3)
  initField(self, 0, pointer(iterators))
  initField(self, 1, fill)
  initField(self, 2, intValue(count))
  return pointer(self)
}

/** A copy of tuple `t` with item `i` replaced. */
function withItem(t: u32, i: u32, v: Value): u32 {
  const copy = newTupleFrom(t + TUPLE_ITEMS, tupleLength(t))
  tupleInit(copy, i, v)
  return copy
}

function zip_longest_next(self: Value): Value {
  const z = addressOf(self)
  const n = tupleLength(addressOf(field(z, 0)))
  if (n == 0 || field(z, 2) == intValue(0)) return EXHAUSTED
  const items = newTuple(n)
  for (let i: u32 = 0; i < n; i++) tupleInit(items, i, fixedField(z, 1))
  for (let i: u32 = 0; i < n; i++) {
    const it = tupleItem(addressOf(field(z, 0)), i)
    if (it == UNBOUND) continue
    const item = iterNext(it)
    if (item == EXCEPTION) { setField(z, 2, intValue(0)); return EXCEPTION }
    if (item != EXHAUSTED) { tupleInit(items, i, item); continue }
    const active = intOf(field(z, 2)) - 1
    setField(z, 2, intValue(active))
    if (active <= 0) return EXHAUSTED
    setField(z, 0, pointer(withItem(addressOf(field(z, 0)), i, UNBOUND)))
  }
  return pointer(items)
}

export function initItertoolsSelect(module: u32): void {
  const chain = defineIteratorType(T.itertools_chain, 'itertools.chain', 2, TYPE_BASETYPE, fn(chain_new), fn(chain_next), 'The items of several iterables, one after the other.')
  defineClassMethod(chain, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  defineClassMethod(chain, 'from_iterable', '($type, iterable, /)', fn(chain_from_iterable))
  publishType(module, T.itertools_chain, 'chain')
  defineIteratorType(T.itertools_compress, 'itertools.compress', 2, TYPE_BASETYPE, fn(compress_new), fn(compress_next), 'The items beside which a true selector stands.')
  publishType(module, T.itertools_compress, 'compress')
  defineIteratorType(T.itertools_dropwhile, 'itertools.dropwhile', 3, TYPE_BASETYPE, fn(dropwhile_new), fn(dropwhile_next), 'The items from the first one on for which the predicate fails.')
  publishType(module, T.itertools_dropwhile, 'dropwhile')
  defineIteratorType(T.itertools_takewhile, 'itertools.takewhile', 3, TYPE_BASETYPE, fn(takewhile_new), fn(takewhile_next), 'The items before the first one for which the predicate fails.')
  publishType(module, T.itertools_takewhile, 'takewhile')
  defineIteratorType(T.itertools_filterfalse, 'itertools.filterfalse', 3, TYPE_BASETYPE, fn(filterfalse_new), fn(filterfalse_next), 'The items for which the function gives something false.')
  publishType(module, T.itertools_filterfalse, 'filterfalse')
  defineIteratorType(T.itertools_starmap, 'itertools.starmap', 3, TYPE_BASETYPE, fn(starmap_new), fn(starmap_next), 'What a function gives for argument tuples.')
  publishType(module, T.itertools_starmap, 'starmap')
  defineIteratorType(T.itertools_zip_longest, 'itertools.zip_longest', 3, TYPE_BASETYPE, fn(zip_longest_new), fn(zip_longest_next), 'Tuples of the items at the same place, up to the longest iterable.')
  publishType(module, T.itertools_zip_longest, 'zip_longest')
}
