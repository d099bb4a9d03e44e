// Functions of math on many numbers: fsum (Shewchuk's exact partial sums), prod, sumprod (floats in double-double), hypot, dist.

import { EXCEPTION, EXHAUSTED, UNBOUND, Value, addressOf, floatOf, floatValue, hasShape, intValue, isFloat, isInt } from '../memory/value'
import { intToF64, isBigInt, isExactInt, scratchLimbs } from '../objects/int-core'
import { intAdd, intMul } from '../objects/int-arith'
import { arg, defineFunction, fn } from '../objects/define'
import { getIter, iterNext, toTuple } from '../objects/iteration'
import { numberAdd, numberMul } from '../objects/number-ops'
import { isFloatError, numberToFloat } from '../objects/number-args'
import { raiseText } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { tupleItem, tupleLength } from '../objects/tuple-core'
import { T } from '../objects/type-ids'
import { vectorNorm } from './math-special'

function math_fsum(argv: u32): Value {
  const it = getIter(arg(argv, 0))
  if (it == EXCEPTION) return EXCEPTION
  let capacity: u32 = 64
  let partials = scratchLimbs(capacity * 2)
  let n: u32 = 0
  let special: f64 = 0, infinities: f64 = 0
  for (;;) {
    const item = iterNext(it)
    if (item == EXHAUSTED) break
    if (item == EXCEPTION) return EXCEPTION
    let x = numberToFloat(item)
    if (isFloatError(x)) return EXCEPTION
    const original = x
    let kept: u32 = 0
    for (let j: u32 = 0; j < n; j++) {
      let y = load<f64>(partials + j * 8)
      if (Math.abs(x) < Math.abs(y)) { const t = x; x = y; y = t }
      const high = x + y
      const low = y - (high - x)
      if (low != 0) { store<f64>(partials + kept * 8, low); kept++ }
      x = high
    }
    n = kept
    if (x == 0) continue
    if (!isFinite(x)) {
      // a special value is summed apart; finite numbers that overflow are an error
      if (isFinite(original)) return raiseText(T.OverflowError, 'intermediate overflow in fsum')
      if (Math.abs(original) == Infinity) infinities += original
      special += original
      n = 0
      continue
    }
    if (n == capacity) {
      const larger = scratchLimbs(capacity * 4)
      memory.copy(larger, partials, capacity * 8)
      partials = larger
      capacity *= 2
    }
    store<f64>(partials + n * 8, x)
    n++
  }
  if (special != 0) {
    if (infinities != infinities) return raiseText(T.ValueError, '-inf + inf in fsum')
    return floatValue(special)
  }
  if (n == 0) return floatValue(0)
  let high = load<f64>(partials + --n * 8)
  let low: f64 = 0
  while (n > 0) {
    const x = high
    const y = load<f64>(partials + --n * 8)
    high = x + y
    low = y - (high - x)
    if (low != 0) break
  }
  // half way cases: the rest decides
  if (n > 0 && low != 0) {
    const below = load<f64>(partials + (n - 1) * 8)
    if ((low < 0 && below < 0) || (low > 0 && below > 0)) {
      const y = low * 2
      const x = high + y
      if (y == x - high) high = x
    }
  }
  return floatValue(high)
}

function math_prod(argv: u32): Value {
  const it = getIter(arg(argv, 0))
  if (it == EXCEPTION) return EXCEPTION
  let r = arg(argv, 1) == UNBOUND ? intValue(1) : arg(argv, 1)
  for (;;) {
    const item = iterNext(it)
    if (item == EXHAUSTED) return r
    if (item == EXCEPTION) return EXCEPTION
    if (isFloat(r) && isFloat(item)) r = floatValue(floatOf(r) * floatOf(item))
    else r = isExactInt(r) && isExactInt(item) ? intMul(r, item) : numberMul(r, item)
    if (r == EXCEPTION) return r
  }
  return r
}

/** Can join a sum of floats: a float, or an int that is not too large for one. */
function isReal(v: Value): bool { return isFloat(v) || isInt(v) || (isBigInt(v) && isFinite(intToF64(v))) }

function math_sumprod(argv: u32): Value {
  const p = getIter(arg(argv, 0))
  if (p == EXCEPTION) return EXCEPTION
  const q = getIter(arg(argv, 1))
  if (q == EXCEPTION) return EXCEPTION
  let total: Value = intValue(0)
  // floats are summed in three parts, and flushed into `total` when something else turns up
  let high: f64 = 0, low: f64 = 0, tiny: f64 = 0
  let floats = false
  for (;;) {
    const x = iterNext(p)
    if (x == EXCEPTION) return EXCEPTION
    const y = iterNext(q)
    if (y == EXCEPTION) return EXCEPTION
    if ((x == EXHAUSTED) != (y == EXHAUSTED)) return raiseText(T.ValueError, 'Inputs are not the same length')
    const end = x == EXHAUSTED
    if (!end && isReal(x) && isReal(y) && (isFloat(x) || isFloat(y))) {
      const a = isFloat(x) ? floatOf(x) : intToF64(x), b = isFloat(y) ? floatOf(y) : intToF64(y)
      const product = a * b
      if (Math.abs(product) < 1e290 && Math.abs(a) < 1e290 && Math.abs(b) < 1e290) {
        let t = a * 134217729.0
        const ah = t - (t - a), al = a - ah
        t = b * 134217729.0
        const bh = t - (t - b), bl = b - bh
        const rest = ((ah * bh - product) + ah * bl + al * bh) + al * bl
        // high + product exactly, then the low parts
        let s = high + product
        let z = s - high
        const e1 = (high - (s - z)) + (product - z)
        high = s
        s = low + rest
        z = s - low
        const e2 = (low - (s - z)) + (rest - z)
        const s2 = s + e1
        z = s2 - s
        const e3 = (s - (s2 - z)) + (e1 - z)
        low = s2
        tiny += e2 + e3
        floats = true
        if (isFinite(high)) continue
        return sumprodRest(p, q, total, floatValue(high))
      }
    }
    if (floats) {
      const sum = floatValue(high + (low + tiny))
      total = total == intValue(0) ? sum : numberAdd(total, sum)
      if (total == EXCEPTION) return total
      high = low = tiny = 0
      floats = false
    }
    if (end) return total
    const product = isExactInt(x) && isExactInt(y) ? intMul(x, y) : numberMul(x, y)
    if (product == EXCEPTION) return product
    total = isExactInt(total) && isExactInt(product) ? intAdd(total, product) : numberAdd(total, product)
    if (total == EXCEPTION) return total
  }
  return total
}

/** Sums up what is left item by item. */
function sumprodRest(p: Value, q: Value, total: Value, sum: Value): Value {
  total = numberAdd(total, sum)
  while (total != EXCEPTION) {
    const x = iterNext(p)
    if (x == EXCEPTION) return x
    const y = iterNext(q)
    if (y == EXCEPTION) return y
    if ((x == EXHAUSTED) != (y == EXHAUSTED)) return raiseText(T.ValueError, 'Inputs are not the same length')
    if (x == EXHAUSTED) return total
    const product = numberMul(x, y)
    total = product == EXCEPTION ? product : numberAdd(total, product)
  }
  return total
}

/** Length of the vector of `n` magnitudes at `at`. */
function norm(at: u32, n: u32): Value {
  let largest: f64 = 0
  let nan = false
  for (let i: u32 = 0; i < n; i++) {
    const x = load<f64>(at + i * 8)
    if (x != x) nan = true
    else if (x > largest) largest = x
  }
  if (largest == Infinity) return floatValue(Infinity)
  return floatValue(nan ? NaN : vectorNorm(at, n, largest))
}

function math_hypot(argv: u32): Value {
  const t = addressOf(arg(argv, 0))
  const n = tupleLength(t)
  const at = scratchLimbs(n * 2 + 2)
  for (let i: u32 = 0; i < n; i++) {
    const x = numberToFloat(tupleItem(t, i))
    if (isFloatError(x)) return EXCEPTION
    store<f64>(at + i * 8, Math.abs(x))
  }
  return norm(at, n)
}

function math_dist(argv: u32): Value {
  const first = hasShape(arg(argv, 0), shapeAt(T.tuple)) ? arg(argv, 0) : toTuple(arg(argv, 0))
  if (first == EXCEPTION) return EXCEPTION
  const second = hasShape(arg(argv, 1), shapeAt(T.tuple)) ? arg(argv, 1) : toTuple(arg(argv, 1))
  if (second == EXCEPTION) return EXCEPTION
  const p = addressOf(first), q = addressOf(second)
  const n = tupleLength(p)
  if (n != tupleLength(q)) return raiseText(T.ValueError, 'both points must have the same number of dimensions')
  const at = scratchLimbs(n * 2 + 2)
  for (let i: u32 = 0; i < n; i++) {
    const x = numberToFloat(tupleItem(p, i))
    if (isFloatError(x)) return EXCEPTION
    const y = numberToFloat(tupleItem(q, i))
    if (isFloatError(y)) return EXCEPTION
    store<f64>(at + i * 8, Math.abs(x - y))
  }
  return norm(at, n)
}

export function defineMathSums(m: u32): void {
  defineFunction(m, 'fsum', '($module, seq, /)', fn(math_fsum))
  defineFunction(m, 'prod', '($module, iterable, /, *, start=1)', fn(math_prod))
  defineFunction(m, 'sumprod', '($module, p, q, /)', fn(math_sumprod))
  defineFunction(m, 'hypot', '($module, /, *coordinates)', fn(math_hypot))
  defineFunction(m, 'dist', '($module, p, q, /)', fn(math_dist))
}
