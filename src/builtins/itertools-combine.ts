// itertools: product, permutations, combinations, combinations_with_replacement.
//
// Fields of all: pools (tuple of tuples, or one tuple), indices (tuple of ints; replaced by a fresh one at each step), the last
// result (tuple; UNBOUND before the first), state (int: 1 ended); permutations: cycles (tuple of ints). A state is a handful of
// immutable tuples, so that a step is one write of each.

import { EXCEPTION, EXHAUSTED, UNBOUND, Value, addressOf, intOf, intValue, isInt, pointer, NONE } from '../memory/value'
import { INDEX_ERROR, toIndex, toTuple } from '../objects/abstract'
import { arg, defineMethod, fn } from '../objects/define'
import { lit } from '../objects/intern'
import { bindKeywords } from '../objects/positional-args'
import { raiseFormat, raiseText } from '../objects/raise'
import { strEqual } from '../objects/str-core'
import { TUPLE_ITEMS, newTuple, tupleInit, tupleItem, tupleLength } from '../objects/tuple-core'
import { newTupleFrom } from '../objects/tuple'
import { TYPE_BASETYPE } from '../objects/type'
import { T } from '../objects/type-ids'
import { defineIteratorType, field, fixedField, initField, newFields, publishType, setField } from './fields'

const POOL: u32 = 0
const INDICES: u32 = 1
const STARTED: u32 = 2
const ENDED: u32 = 3
const CYCLES: u32 = 4

function copyTuple(t: u32): u32 { return newTupleFrom(t + TUPLE_ITEMS, tupleLength(t)) }

function newState(type: Value, t: T, pool: u32, indices: u32, ended: bool, fields: u32): u32 {
  const self = newFields(type, t, fields)
  initField(self, POOL, pointer(pool))
  initField(self, INDICES, pointer(indices))
  initField(self, STARTED, intValue(0))
  initField(self, ENDED, intValue(ended ? 1 : 0))
  return self
}

// @ts-ignore: decorator
@inline function indexAt(indices: u32, i: u32): u32 { return <u32>intOf(tupleItem(indices, i)) }
// @ts-ignore: decorator
@inline function setIndex(indices: u32, i: u32, v: u32): void { tupleInit(indices, i, intValue(v)) }

function end(self: u32): Value {
  setField(self, ENDED, intValue(1))
  return EXHAUSTED
}

// ---- product: `pool` is a tuple of tuples

function product_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const keywords: u32 = names ? tupleLength(names) : 0
  const count = argc - keywords
  let repeat: i64 = 1
  for (let k: u32 = 0; k < keywords; k++) {
    const name = <u32>tupleItem(names, k)
    if (!strEqual(name, lit('repeat'))) return raiseFormat(T.TypeError, "product() got an unexpected keyword argument '%U'", pointer(name))
    repeat = toIndex(arg(argv, count + k), T.OverflowError)
    if (repeat == INDEX_ERROR) return EXCEPTION
    if (repeat < 0) return raiseText(T.ValueError, 'repeat argument cannot be negative')
  }
  if (repeat > 0 && <i64>count > 0x1000000 / repeat) return raiseText(T.OverflowError, 'repeat argument too large')
  const n = count * <u32>repeat
  const pools = newTuple(n)
  for (let i: u32 = 0; i < n; i++) tupleInit(pools, i, NONE)
  let ended = false
  for (let i: u32 = 0; i < count && n > 0; i++) {
    const pool = toTuple(arg(argv, i))
    if (pool == EXCEPTION) return EXCEPTION
    if (tupleLength(addressOf(pool)) == 0) ended = true
    for (let r = i; r < n; r += count) tupleInit(pools, r, pool)
  }
  const indices = newTuple(n)
  for (let i: u32 = 0; i < n; i++) setIndex(indices, i, 0)
  return pointer(newState(type, T.itertools_product, pools, indices, ended, 4))
}

function product_next(self: Value): Value {
  const p = addressOf(self)
  if (field(p, ENDED) == intValue(1)) return EXHAUSTED
  const pools = addressOf(fixedField(p, POOL))
  const n = tupleLength(pools)
  let indices = addressOf(field(p, INDICES))
  if (field(p, STARTED) == intValue(0)) setField(p, STARTED, intValue(1))
  else {
    indices = copyTuple(indices)
    let i: i32 = <i32>n - 1
    for (; i >= 0; i--) {
      const next = indexAt(indices, i) + 1
      if (next < tupleLength(addressOf(tupleItem(pools, i)))) { setIndex(indices, i, next); break }
      setIndex(indices, i, 0)
    }
    if (i < 0) return end(p)
    setField(p, INDICES, pointer(indices))
  }
  const result = newTuple(n)
  for (let i: u32 = 0; i < n; i++) tupleInit(result, i, tupleItem(addressOf(tupleItem(pools, i)), indexAt(indices, i)))
  return pointer(result)
}

// ---- one pool

function resultOf(pool: u32, indices: u32, r: u32): Value {
  const result = newTuple(r)
  for (let i: u32 = 0; i < r; i++) tupleInit(result, i, tupleItem(pool, indexAt(indices, i)))
  return pointer(result)
}

/** (iterable, r): the pool as a tuple in `slots[0]`, and r; INDEX_ERROR: raised. */
function bindPool(slots: u32): i64 {
  const pool = toTuple(arg(slots, 0))
  if (pool == EXCEPTION) return INDEX_ERROR
  store<u64>(slots, pool)
  const r = toIndex(arg(slots, 1), T.OverflowError)
  if (r == INDEX_ERROR) return r
  if (r < 0) { raiseText(T.ValueError, 'r must be non-negative'); return INDEX_ERROR }
  return r
}

function newCombinations(type: Value, t: T, name: string, argv: u32, argc: u32, names: u32, replacement: bool): Value {
  const slots = bindKeywords(name, argv, argc, names, 2, 2, 0, 2, 'iterable', 'r')
  if (!slots) return EXCEPTION
  const r = bindPool(slots)
  if (r == INDEX_ERROR) return EXCEPTION
  const pool = addressOf(arg(slots, 0))
  const n: i64 = tupleLength(pool)
  const ended = replacement ? n == 0 && r > 0 : r > n
  if (r > 0x1000000) return raiseText(T.MemoryError, '')
  const indices = newTuple(ended ? 0 : <u32>r)
  if (!ended) for (let i: u32 = 0; i < <u32>r; i++) setIndex(indices, i, replacement ? 0 : i)
  return pointer(newState(type, t, pool, indices, ended, 4))
}

function combinations_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  return newCombinations(type, T.itertools_combinations, 'combinations', argv, argc, names, false)
}
function cwr_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  return newCombinations(type, T.itertools_combinations_with_replacement, 'combinations_with_replacement', argv, argc, names, true)
}

// @ts-ignore: decorator
@inline function combinationsNext(self: Value, replacement: bool): Value {
  const c = addressOf(self)
  if (field(c, ENDED) == intValue(1)) return EXHAUSTED
  const pool = addressOf(fixedField(c, POOL))
  const n = tupleLength(pool)
  let indices = addressOf(field(c, INDICES))
  const r = tupleLength(indices)
  if (field(c, STARTED) == intValue(0)) setField(c, STARTED, intValue(1))
  else {
    let i: i32 = <i32>r - 1
    while (i >= 0 && indexAt(indices, i) == (replacement ? n - 1 : <u32>i + n - r)) i--
    if (i < 0) return end(c)
    indices = copyTuple(indices)
    let next = indexAt(indices, i) + 1
    for (let j = <u32>i; j < r; j++) setIndex(indices, j, replacement ? next : next++)
    setField(c, INDICES, pointer(indices))
  }
  return resultOf(pool, indices, r)
}

function combinations_next(self: Value): Value { return combinationsNext(self, false) }
function cwr_next(self: Value): Value { return combinationsNext(self, true) }

function permutations_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const slots = bindKeywords('permutations', argv, argc, names, 2, 1, 0, 2, 'iterable', 'r')
  if (!slots) return EXCEPTION
  const pool = toTuple(arg(slots, 0))
  if (pool == EXCEPTION) return EXCEPTION
  const n: i64 = tupleLength(addressOf(pool))
  let r = n
  if (arg(slots, 1) != UNBOUND && arg(slots, 1) != NONE) {
    if (!isInt(arg(slots, 1))) return raiseText(T.TypeError, 'Expected int as r')
    r = toIndex(arg(slots, 1), T.OverflowError)
    if (r == INDEX_ERROR) return EXCEPTION
    if (r < 0) return raiseText(T.ValueError, 'r must be non-negative')
  }
  const ended = r > n
  const indices = newTuple(<u32>n)
  for (let i: u32 = 0; i < <u32>n; i++) setIndex(indices, i, i)
  const cycles = newTuple(ended ? 0 : <u32>r)
  if (!ended) for (let i: u32 = 0; i < <u32>r; i++) setIndex(cycles, i, <u32>n - i)
  const self = newState(type, T.itertools_permutations, addressOf(pool), indices, ended, 5)
  initField(self, CYCLES, pointer(cycles))
  return pointer(self)
}

function permutations_next(self: Value): Value {
  const p = addressOf(self)
  if (field(p, ENDED) == intValue(1)) return EXHAUSTED
  const pool = addressOf(fixedField(p, POOL))
  const n = tupleLength(pool)
  let indices = addressOf(field(p, INDICES))
  let cycles = addressOf(field(p, CYCLES))
  const r = tupleLength(cycles)
  if (field(p, STARTED) == intValue(0)) {
    setField(p, STARTED, intValue(1))
    return resultOf(pool, indices, r)
  }
  if (n == 0) return end(p)
  indices = copyTuple(indices)
  cycles = copyTuple(cycles)
  let i: i32 = <i32>r - 1
  for (; i >= 0; i--) {
    const cycle = indexAt(cycles, i) - 1
    if (cycle == 0) { // turn indices[i:] left by one
      const first = tupleItem(indices, i)
      for (let j = <u32>i; j < n - 1; j++) tupleInit(indices, j, tupleItem(indices, j + 1))
      tupleInit(indices, n - 1, first)
      setIndex(cycles, i, n - <u32>i)
      continue
    }
    setIndex(cycles, i, cycle)
    const a = tupleItem(indices, i)
    tupleInit(indices, i, tupleItem(indices, n - cycle))
    tupleInit(indices, n - cycle, a)
    break
  }
  if (i < 0) return end(p)
  setField(p, INDICES, pointer(indices))
  setField(p, CYCLES, pointer(cycles))
  return resultOf(pool, indices, r)
}

function combinatoric_sizeof(argv: u32): Value { return intValue(48 + 8 * <i64>tupleLength(addressOf(field(addressOf(arg(argv, 0)), INDICES)))) }

function define(module: u32, t: T, name: string, shortName: string, fields: u32, newFunction: u32, next: u32, doc: string): void {
  const type = defineIteratorType(t, name, fields, TYPE_BASETYPE, newFunction, next, doc)
  defineMethod(type, '__sizeof__', '($self, /)', fn(combinatoric_sizeof))
  publishType(module, t, shortName)
}

export function initItertoolsCombine(module: u32): void {
  define(module, T.itertools_product, 'itertools.product', 'product', 4, fn(product_new), fn(product_next), 'All tuples with one item of each iterable, the last one changing fastest.')
  define(module, T.itertools_permutations, 'itertools.permutations', 'permutations', 5, fn(permutations_new), fn(permutations_next), 'All arrangements of r items, by position.')
  define(module, T.itertools_combinations, 'itertools.combinations', 'combinations', 4, fn(combinations_new), fn(combinations_next), 'All choices of r items in the order of the iterable.')
  define(module, T.itertools_combinations_with_replacement, 'itertools.combinations_with_replacement', 'combinations_with_replacement', 4, fn(cwr_new), fn(cwr_next), 'All choices of r items, each as often as one likes.')
}
