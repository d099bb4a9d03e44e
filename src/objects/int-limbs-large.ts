// Products and quotients of large naturals: Karatsuba's multiplication and recursive division (Burnikel and Ziegler; Brent and
// Zimmermann, Modern Computer Arithmetic, 1.4.3). `scratch` is room of the caller's: `mulScratch` and `divScratch` say how much.

import { limbsAdd, limbsCompareSame, limbsDivRemBase, limbsMulBase, limbsSquareBase, limbsSub } from './int-limbs'

const KARATSUBA_LIMBS: u32 = 40
const RECURSIVE_DIVISION_LIMBS: u32 = 80

/** Limbs of scratch that `limbsMul` needs for a longer factor of `n` limbs. */
export function mulScratch(n: u32): u32 { return n < KARATSUBA_LIMBS ? 0 : 8 * n + 1024 }
/** Limbs of scratch that `limbsDivRem` needs for a divisor of `n` limbs. */
export function divScratch(n: u32): u32 { return n < RECURSIVE_DIVISION_LIMBS ? 0 : 10 * n + 2048 }

/** r = a * b, an + bn limbs, an >= bn >= 1; r is apart from a and b (which may be the same). */
export function limbsMul(r: u32, a: u32, an: u32, b: u32, bn: u32, scratch: u32): void {
  if (bn < KARATSUBA_LIMBS) {
    if (a == b && an == bn) limbsSquareBase(r, a, an)
    else limbsMulBase(r, a, an, b, bn)
    return
  }
  const half = (an + 1) >> 1
  if (bn > half + 1) karatsuba(r, a, an, b, bn, half, scratch)
  else mulUnbalanced(r, a, an, b, bn, scratch)
}

/** b is much shorter than a: a is cut into pieces of b's length. */
function mulUnbalanced(r: u32, a: u32, an: u32, b: u32, bn: u32, scratch: u32): void {
  memory.fill(r, 0, (an + bn) * 4)
  const rest = scratch + 2 * bn * 4
  for (let i: u32 = 0; i < an; i += bn) {
    const n = min(bn, an - i)
    if (n == bn) limbsMul(scratch, a + i * 4, n, b, bn, rest)
    else limbsMul(scratch, b, bn, a + i * 4, n, rest)
    limbsAdd(r + i * 4, r + i * 4, an + bn - i, scratch, n + bn)
  }
}

function karatsuba(r: u32, a: u32, an: u32, b: u32, bn: u32, half: u32, scratch: u32): void {
  const a1 = a + half * 4, b1 = b + half * 4
  const a1n = an - half, b1n = bn - half
  const sumA = scratch, sumB = sumA + (half + 1) * 4, middle = sumB + (half + 1) * 4
  const rest = middle + (2 * half + 2) * 4
  limbsMul(r, a, half, b, half, rest)
  if (a1n >= b1n) limbsMul(r + 2 * half * 4, a1, a1n, b1, b1n, rest)
  else limbsMul(r + 2 * half * 4, b1, b1n, a1, a1n, rest)
  store<u32>(sumA + half * 4, limbsAdd(sumA, a, half, a1, a1n))
  if (a == b && an == bn) limbsMul(middle, sumA, half + 1, sumA, half + 1, rest)
  else {
    store<u32>(sumB + half * 4, limbsAdd(sumB, b, half, b1, b1n))
    limbsMul(middle, sumA, half + 1, sumB, half + 1, rest)
  }
  const middleLimbs = 2 * half + 2
  limbsSub(middle, middle, middleLimbs, r, 2 * half)
  limbsSub(middle, middle, middleLimbs, r + 2 * half * 4, a1n + b1n)
  const room = an + bn - half
  let n = middleLimbs
  while (n > 0 && load<u32>(middle + n * 4 - 4) == 0) n--
  limbsAdd(r + half * 4, r + half * 4, room, middle, n)
}

/**
 * As limbsDivRemBase for any size: `a` becomes the remainder (low bn limbs; limbs above are 0), q gets an - bn limbs, the top
 * limb of the quotient is returned. b's top bit is set, bn >= 2, an >= bn.
 */
export function limbsDivRem(q: u32, a: u32, an: u32, b: u32, bn: u32, scratch: u32): u32 {
  let m = an - bn
  if (bn < RECURSIVE_DIVISION_LIMBS || m < RECURSIVE_DIVISION_LIMBS / 2) return limbsDivRemBase(q, a, an, b, bn)
  let topLimb: u32 = 0
  const high = a + m * 4
  if (limbsCompareSame(high, b, bn) >= 0) { limbsSub(high, high, bn, b, bn); topLimb = 1 }
  // blocks of up to bn quotient limbs from the top; before each block the bn limbs above it are less than b
  while (m > 0) {
    const n = m % bn == 0 ? bn : m % bn
    m -= n
    divideBlock(q + m * 4, a + m * 4, n, b, bn, scratch)
  }
  return topLimb
}

/** n <= bn quotient limbs of (bn + n) limbs at a, whose quotient by b fits n limbs. */
function divideBlock(q: u32, a: u32, n: u32, b: u32, bn: u32, scratch: u32): void {
  if (n < RECURSIVE_DIVISION_LIMBS / 2) { limbsDivRemBase(q, a, bn + n, b, bn); return }
  if (n == bn) { divideBalanced(q, a, b, bn, scratch); return }
  // divide by the top n limbs of b, then correct with the lower ones
  const low = bn - n
  const top = divideBalanced(q, a + low * 4, b + low * 4, n, scratch)
  correct(q, n, top, a, b, bn, low, scratch)
}

/** 2n limbs at a by n limbs at b: n quotient limbs, remainder in place; returns the quotient's top limb. */
function divideBalanced(q: u32, a: u32, b: u32, n: u32, scratch: u32): u32 {
  if (n < RECURSIVE_DIVISION_LIMBS) return limbsDivRemBase(q, a, 2 * n, b, n)
  const low = n >> 1, high = n - low
  let top = divideBalanced(q + low * 4, a + 2 * low * 4, b + low * 4, high, scratch)
  top = correct(q + low * 4, high, top, a + low * 4, b, n, low, scratch)
  const second = divideBalanced(q, a + high * 4, b + high * 4, low, scratch)
  correct(q, low, second, a, b, n, high, scratch)
  return top
}

/**
 * q (n limbs and `top`) is the quotient by the upper n = bn - low limbs of b alone; subtracts q * (lower limbs of b) from the
 * bn + 1 limb remainder at a (limb bn is 0 on exit) and lowers q while that is negative. Returns the corrected top limb.
 */
function correct(q: u32, n: u32, top: u32, a: u32, b: u32, bn: u32, low: u32, scratch: u32): u32 {
  const rest = scratch + bn * 4
  if (n >= low) limbsMul(scratch, q, n, b, low, rest)
  else limbsMul(scratch, b, low, q, n, rest)
  let owed = limbsSub(a, a, bn, scratch, bn)
  if (top) owed += limbsSub(a + n * 4, a + n * 4, low, b, low)
  while (owed) {
    if (subtractOne(q, n)) top--
    owed -= limbsAdd(a, a, bn, b, bn)
  }
  return top
}

function subtractOne(q: u32, n: u32): bool {
  for (let i: u32 = 0; i < n; i++) {
    const x = load<u32>(q + i * 4)
    store<u32>(q + i * 4, x - 1)
    if (x) return false
  }
  return true
}

