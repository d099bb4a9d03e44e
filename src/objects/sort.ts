// Stable merge sort of slots, after Tim Peters' timsort: natural runs, made at least `minimumRun` long by binary insertion, merged so
// that lengths stay balanced. It works on fresh arrays that nobody else sees, by plain stores; if a comparison raises, the arrays
// still hold all their items.
//
// `keys` is the address of the slots that are compared; `delta` (values - keys, 0: none) leads from a key to its value, which
// moves along. Generic over the kind of keys, so that ints, floats and strs compare inline:
//   i64 inline ints   f64 floats   u32 exact strs   u64 anything (may call Python)

import { allocateStorage } from '../gc/allocate'
import { FALSE, TRUE, Value, addressOf, areInts, hasShape, isFloat, isInt } from '../memory/value'
import { EXCEPTION } from '../memory/value'
import { isTrue, richCompare } from './abstract'
import { reverseSlots } from './list'
import { shapeAt } from './shape'
import { compareStr } from './str-build'
import { T } from './type-ids'
import { CompareOp } from './type-slots'

/** a < b: 1, 0, -1 (raised) */
// @ts-ignore: decorator
@inline function less<K>(a: Value, b: Value): i32 {
  if (isFloatKind<K>()) return i32(reinterpret<f64>(a) < reinterpret<f64>(b))
  if (sizeof<K>() == 4) return i32(compareStr(addressOf(a), addressOf(b)) < 0)
  if (isSigned<K>()) return i32(<i64>(a << 14) < <i64>(b << 14))
  return lessThan(a, b)
}

// @ts-ignore: decorator
@inline function isFloatKind<K>(): bool { return sizeof<K>() == 8 && !isInteger<K>() }

function lessThan(a: Value, b: Value): i32 {
  const r = richCompare(a, b, CompareOp.LT)
  return r == TRUE ? 1 : r == FALSE ? 0 : r == EXCEPTION ? -1 : isTrue(r)
}

// @ts-ignore: decorator
@inline function move(to: u32, from: u32, delta: u32): void {
  store<u64>(to, load<u64>(from))
  if (delta) store<u64>(to + delta, load<u64>(from + delta))
}

/** Sorts `n` keys; false: a comparison raised. */
export function sortSlots(keys: u32, delta: u32, n: u32): bool {
  if (n < 2) return true
  const first = load<u64>(keys)
  if (isInt(first)) {
    let i: u32 = 1
    while (i < n && isInt(load<u64>(keys + i * 8))) i++
    if (i == n) return sortRuns<i64>(keys, delta, n)
  } else if (isFloat(first)) {
    let i: u32 = 1
    while (i < n && isFloat(load<u64>(keys + i * 8))) i++
    if (i == n) return sortRuns<f64>(keys, delta, n)
  } else if (hasShape(first, shapeAt(T.str))) {
    let i: u32 = 1
    while (i < n && hasShape(load<u64>(keys + i * 8), shapeAt(T.str))) i++
    if (i == n) return sortRuns<u32>(keys, delta, n)
  }
  return sortRuns<u64>(keys, delta, n)
}

/** Between 32 and 64, such that n / minimum is a power of two or a little less. */
function minimumRun(n: u32): u32 {
  let rest: u32 = 0
  while (n >= 64) { rest |= n & 1; n >>= 1 }
  return n + rest
}

// pending runs: +0 count of runs, from +16 on (base:32, length:32) each
const MAX_RUNS: u32 = 48

function sortRuns<K>(keys: u32, delta: u32, n: u32): bool {
  const runs = allocateStorage(8 + MAX_RUNS * 8) + 8
  const minimum = minimumRun(n)
  let temporary: u32 = 0
  if (n >= 64) temporary = allocateStorage(((n >> 1) + 1) * (delta ? 16 : 8)) + 8
  let base = keys
  let left = n
  while (left) {
    let run = countRun<K>(base, delta, left)
    if (run == 0) return false
    if (run < minimum) {
      const wanted = left < minimum ? left : minimum
      if (!insertionSort<K>(base, delta, wanted, run)) return false
      run = wanted
    }
    const count = load<u32>(runs)
    store<u32>(runs + count * 8, base, 8)
    store<u32>(runs + count * 8, run, 12)
    store<u32>(runs, count + 1)
    if (!collapse<K>(runs, temporary, delta, n, false)) return false
    base += run * 8
    left -= run
  }
  return collapse<K>(runs, temporary, delta, n, true)
}

/** Length of the run at `base`; a strictly falling one is turned round. 0: raised. */
function countRun<K>(base: u32, delta: u32, n: u32): u32 {
  if (n == 1) return 1
  let run: u32 = 2
  let r = less<K>(load<u64>(base, 8), load<u64>(base))
  if (r < 0) return 0
  const falling = r == 1
  while (run < n) {
    r = less<K>(load<u64>(base + run * 8), load<u64>(base + run * 8 - 8))
    if (r < 0) return 0
    if ((r == 1) != falling) break
    run++
  }
  if (falling) {
    reverseSlots(base, run)
    if (delta) reverseSlots(base + delta, run)
  }
  return run
}

/** Sorts `n` keys of which the first `sorted` are in order. */
function insertionSort<K>(base: u32, delta: u32, n: u32, sorted: u32): bool {
  for (let i = sorted; i < n; i++) {
    const at = base + i * 8
    const key = load<u64>(at)
    let low: u32 = 0, high = i
    while (low < high) {
      const middle = (low + high) >> 1
      const r = less<K>(key, load<u64>(base + middle * 8))
      if (r < 0) return false
      if (r == 1) high = middle
      else low = middle + 1
    }
    if (low == i) continue
    const to = base + low * 8
    memory.copy(to + 8, to, at - to)
    store<u64>(to, key)
    if (delta) {
      const value = load<u64>(at + delta)
      memory.copy(to + delta + 8, to + delta, at - to)
      store<u64>(to + delta, value)
    }
  }
  return true
}

// @ts-ignore: decorator
@inline function runLength(runs: u32, i: u32): u32 { return load<u32>(runs + i * 8, 12) }

/** Merges pending runs until their lengths fall fast enough, or, at the end, until one is left. */
function collapse<K>(runs: u32, temporary: u32, delta: u32, n: u32, all: bool): bool {
  for (;;) {
    const count = load<u32>(runs)
    if (count < 2) return true
    let i = count - 2
    if (all) {
      if (i > 0 && runLength(runs, i - 1) < runLength(runs, i + 1)) i--
    } else if ((i > 0 && runLength(runs, i - 1) <= runLength(runs, i) + runLength(runs, i + 1)) || (i > 1 && runLength(runs, i - 2) <= runLength(runs, i - 1) + runLength(runs, i))) {
      if (runLength(runs, i - 1) < runLength(runs, i + 1)) i--
    } else if (runLength(runs, i) > runLength(runs, i + 1)) return true
    const good = mergeAt<K>(runs, i, temporary, delta, n)
    if (!good) return false
  }
  return true
}

/** Merges runs i and i + 1. */
function mergeAt<K>(runs: u32, i: u32, temporary: u32, delta: u32, n: u32): bool {
  let a = load<u32>(runs + i * 8, 8), na = runLength(runs, i)
  const b = load<u32>(runs + i * 8, 16)
  let nb = runLength(runs, i + 1)
  const count = load<u32>(runs)
  store<u32>(runs + i * 8, na + nb, 12)
  if (i + 3 == count) store<u64>(runs + i * 8 + 16, load<u64>(runs + i * 8 + 24))
  store<u32>(runs, count - 1)
  // items of the first run that stay where they are
  let low: u32 = 0, high = na
  const firstOfB = load<u64>(b)
  while (low < high) {
    const middle = (low + high) >> 1
    const r = less<K>(firstOfB, load<u64>(a + middle * 8))
    if (r < 0) return false
    if (r == 1) high = middle
    else low = middle + 1
  }
  a += low * 8
  na -= low
  if (na == 0) return true
  // items of the second run that stay
  const lastOfA = load<u64>(a + (na - 1) * 8)
  low = 0
  high = nb
  while (low < high) {
    const middle = (low + high) >> 1
    const r = less<K>(load<u64>(b + middle * 8), lastOfA)
    if (r < 0) return false
    if (r == 1) low = middle + 1
    else high = middle
  }
  nb = low
  if (nb == 0) return true
  const temporaryDelta: u32 = delta ? ((n >> 1) + 1) * 8 : 0
  return na <= nb ? mergeLow<K>(a, na, b, nb, temporary, temporaryDelta, delta) : mergeHigh<K>(a, na, b, nb, temporary, temporaryDelta, delta)
}

/** Merges forwards: the first run, the shorter one, is copied away. */
function mergeLow<K>(a: u32, na: u32, b: u32, nb: u32, temporary: u32, temporaryDelta: u32, delta: u32): bool {
  memory.copy(temporary, a, na * 8)
  if (delta) memory.copy(temporary + temporaryDelta, a + delta, na * 8)
  let to = a, x = temporary, y = b
  const endX = temporary + na * 8, endY = b + nb * 8
  let good = true
  while (x < endX && y < endY) {
    const r = less<K>(load<u64>(y), load<u64>(x))
    if (r < 0) { good = false; break }
    if (r == 1) {
      move(to, y, delta)
      y += 8
    } else {
      store<u64>(to, load<u64>(x))
      if (delta) store<u64>(to + delta, load<u64>(x + temporaryDelta))
      x += 8
    }
    to += 8
  }
  memory.copy(to, x, endX - x)
  if (delta) memory.copy(to + delta, x + temporaryDelta, endX - x)
  return good
}

/** Merges backwards: the second run, the shorter one, is copied away. */
function mergeHigh<K>(a: u32, na: u32, b: u32, nb: u32, temporary: u32, temporaryDelta: u32, delta: u32): bool {
  memory.copy(temporary, b, nb * 8)
  if (delta) memory.copy(temporary + temporaryDelta, b + delta, nb * 8)
  let to = b + (nb - 1) * 8, x = a + (na - 1) * 8, y = temporary + (nb - 1) * 8
  let good = true
  while (x >= a && y >= temporary) {
    const r = less<K>(load<u64>(y), load<u64>(x))
    if (r < 0) { good = false; break }
    if (r == 1) {
      move(to, x, delta)
      x -= 8
    } else {
      store<u64>(to, load<u64>(y))
      if (delta) store<u64>(to + delta, load<u64>(y + temporaryDelta))
      y -= 8
    }
    to -= 8
  }
  const rest = y + 8 - temporary
  memory.copy(to + 8 - rest, temporary, rest)
  if (delta) memory.copy(to + 8 - rest + delta, temporary + temporaryDelta, rest)
  return good
}
