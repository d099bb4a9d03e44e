// Arithmetic on limbs: naturals as arrays of 32-bit limbs, least significant first, at addresses. A u64 holds
// limb * limb + limb + limb, so the inner loops need no carry tricks. No objects, no allocation, no exceptions: callers
// bring the room. Lengths count limbs; "normalised" means that the top limb is not zero (0 has length 0).
// Large products and divisions stand in int-limbs-large.ts.

// @ts-ignore: decorator
@inline export function limbsTrim(a: u32, n: u32): u32 {
  while (n > 0 && load<u32>(a + n * 4 - 4) == 0) n--
  return n
}

/** -1, 0, 1 for normalised operands. */
export function limbsCompare(a: u32, an: u32, b: u32, bn: u32): i32 {
  if (an != bn) return an < bn ? -1 : 1
  for (let i: i32 = <i32>an - 1; i >= 0; i--) {
    const x = load<u32>(a + <u32>i * 4), y = load<u32>(b + <u32>i * 4)
    if (x != y) return x < y ? -1 : 1
  }
  return 0
}

/** r = a + b, an >= bn; `an` limbs are written, the carry is returned. r may be a or b. */
export function limbsAdd(r: u32, a: u32, an: u32, b: u32, bn: u32): u32 {
  let carry: u64 = 0
  const bytes = bn * 4
  let i: u32 = 0
  for (; i < bytes; i += 4) {
    carry += <u64>load<u32>(a + i) + <u64>load<u32>(b + i)
    store<u32>(r + i, <u32>carry)
    carry >>= 32
  }
  return limbsCarry(r, a, i, an * 4, <u32>carry)
}

/** r = a + carry on the bytes [i, end). */
function limbsCarry(r: u32, a: u32, i: u32, end: u32, carry: u32): u32 {
  while (carry && i < end) {
    const x = load<u32>(a + i) + carry
    store<u32>(r + i, x)
    carry = x == 0 ? 1 : 0
    i += 4
  }
  if (r != a && i < end) memory.copy(r + i, a + i, end - i)
  return carry
}

/** r = a - b, an >= bn; returns the borrow (0 if a >= b). r may be a or b. */
export function limbsSub(r: u32, a: u32, an: u32, b: u32, bn: u32): u32 {
  let borrow: i64 = 0
  const bytes = bn * 4
  let i: u32 = 0
  for (; i < bytes; i += 4) {
    borrow += <i64>load<u32>(a + i) - <i64>load<u32>(b + i)
    store<u32>(r + i, <u32>borrow)
    borrow >>= 32
  }
  const end = an * 4
  let flag: u32 = borrow ? 1 : 0
  while (flag && i < end) {
    const x = load<u32>(a + i)
    store<u32>(r + i, x - 1)
    flag = x == 0 ? 1 : 0
    i += 4
  }
  if (r != a && i < end) memory.copy(r + i, a + i, end - i)
  return flag
}

/** r = a + small; returns the carry. */
export function limbsAdd1(r: u32, a: u32, n: u32, small: u32): u32 { return limbsCarry(r, a, 0, n * 4, small) ? 1 : 0 }

/** r = a * m + carry; `n` limbs are written, the top limb is returned. r may be a. */
export function limbsMul1(r: u32, a: u32, n: u32, m: u32, carry: u32): u32 {
  let t: u64 = carry
  const end = a + n * 4
  while (a < end) {
    t += <u64>load<u32>(a) * <u64>m
    store<u32>(r, <u32>t)
    t >>= 32
    a += 4
    r += 4
  }
  return <u32>t
}

/** r += a * m over `n` limbs; returns the carry. */
export function limbsAddMul1(r: u32, a: u32, n: u32, m: u32): u32 {
  let t: u64 = 0
  const w = <u64>m
  const pairs = a + (n & ~1) * 4
  while (a < pairs) {
    t += <u64>load<u32>(a) * w + <u64>load<u32>(r)
    store<u32>(r, <u32>t)
    t = (t >> 32) + <u64>load<u32>(a, 4) * w + <u64>load<u32>(r, 4)
    store<u32>(r, <u32>t, 4)
    t >>= 32
    a += 8
    r += 8
  }
  if (n & 1) {
    t += <u64>load<u32>(a) * w + <u64>load<u32>(r)
    store<u32>(r, <u32>t)
    t >>= 32
  }
  return <u32>t
}

/** r -= a * m over `n` limbs; returns what is still to be subtracted above. */
export function limbsSubMul1(r: u32, a: u32, n: u32, m: u32): u32 {
  let carry: u64 = 0
  const end = a + n * 4
  while (a < end) {
    carry += <u64>load<u32>(a) * <u64>m
    const x = load<u32>(r)
    const low = <u32>carry
    store<u32>(r, x - low)
    carry = (carry >> 32) + (x < low ? 1 : 0)
    a += 4
    r += 4
  }
  return <u32>carry
}

/** q = a / d, returns a % d. q may be a. */
export function limbsDivRem1(q: u32, a: u32, n: u32, d: u32): u32 {
  let rest: u64 = 0
  const w = <u64>d
  for (let i: u32 = n * 4; i > 0;) {
    i -= 4
    const t = rest << 32 | <u64>load<u32>(a + i)
    const digit = t / w
    store<u32>(q + i, <u32>digit)
    rest = t - digit * w
  }
  return <u32>rest
}

export function limbsRem1(a: u32, n: u32, d: u32): u32 {
  let rest: u64 = 0
  for (let i: u32 = n * 4; i > 0;) {
    i -= 4
    rest = (rest << 32 | <u64>load<u32>(a + i)) % <u64>d
  }
  return <u32>rest
}

/** r = a << bits, 0 <= bits < 32; returns the bits pushed out. r may be a or lie above it. */
export function limbsShiftLeft(r: u32, a: u32, n: u32, bits: u32): u32 {
  if (bits == 0) { memory.copy(r, a, n * 4); return 0 }
  if (n == 0) return 0
  let i = n * 4 - 4
  let high = load<u32>(a + i)
  const out = high >> (32 - bits)
  while (i > 0) {
    const low = load<u32>(a + i - 4)
    store<u32>(r + i, high << bits | low >> (32 - bits))
    high = low
    i -= 4
  }
  store<u32>(r, high << bits)
  return out
}

/** r = a >> bits, 0 <= bits < 32; returns the bits pushed out, at the top of a limb. r may be a or lie below it. */
export function limbsShiftRight(r: u32, a: u32, n: u32, bits: u32): u32 {
  if (bits == 0) { memory.copy(r, a, n * 4); return 0 }
  if (n == 0) return 0
  let low = load<u32>(a)
  const out = low << (32 - bits)
  const end = n * 4 - 4
  let i: u32 = 0
  while (i < end) {
    const high = load<u32>(a + i + 4)
    store<u32>(r + i, low >> bits | high << (32 - bits))
    low = high
    i += 4
  }
  store<u32>(r + i, low >> bits)
  return out
}

/** Number of significant bits of a normalised natural. */
export function limbsBitLength(a: u32, n: u32): u64 {
  return n ? <u64>n * 32 - <u64>clz<u32>(load<u32>(a + n * 4 - 4)) : 0
}

/** True if any of the lowest `bits` bits is set. */
export function limbsAnyBelow(a: u32, n: u32, bits: u64): bool {
  const whole = bits >> 5
  for (let i: u32 = 0; i < n; i++) {
    const x = load<u32>(a + i * 4)
    if (<u64>i >= whole) return (bits & 31) != 0 && <u64>i == whole && (x & ((<u32>1 << <u32>(bits & 31)) - 1)) != 0
    if (x) return true
  }
  return false
}

/** The 64 bits from bit `from` on (bits below 0 are 0). */
export function limbsBits64(a: u32, n: u32, from: i64): u64 {
  if (from < 0) return from <= -64 ? 0 : limbsBits64(a, n, 0) << <u64>(-from)
  const at = <u64>from >> 5
  const shift = <u64>from & 31
  const x0: u64 = at < n ? load<u32>(a + <u32>at * 4) : 0
  const x1: u64 = at + 1 < n ? load<u32>(a + <u32>at * 4 + 4) : 0
  const x2: u64 = at + 2 < n ? load<u32>(a + <u32>at * 4 + 8) : 0
  const low = x0 | x1 << 32
  return shift ? low >> shift | x2 << (64 - shift) : low
}

/** r = a * b, an + bn limbs, schoolbook; r is apart from a and b. */
export function limbsMulBase(r: u32, a: u32, an: u32, b: u32, bn: u32): void {
  store<u32>(r + an * 4, limbsMul1(r, a, an, load<u32>(b), 0))
  for (let i: u32 = 1; i < bn; i++) {
    store<u32>(r + (an + i) * 4, limbsAddMul1(r + i * 4, a, an, load<u32>(b + i * 4)))
  }
}

/** r = a * a, 2n limbs: each mixed product once, doubled, then the squares. */
export function limbsSquareBase(r: u32, a: u32, n: u32): void {
  store<u32>(r, 0)
  store<u32>(r + (2 * n - 1) * 4, 0)
  if (n > 1) {
    store<u32>(r + n * 4, limbsMul1(r + 4, a + 4, n - 1, load<u32>(a), 0))
    for (let i: u32 = 1; i + 1 < n; i++) {
      store<u32>(r + (n + i) * 4, limbsAddMul1(r + (2 * i + 1) * 4, a + (i + 1) * 4, n - 1 - i, load<u32>(a + i * 4)))
    }
  }
  let carry: u64 = 0
  let top: u32 = 0
  for (let i: u32 = 0; i < n; i++) {
    const x = <u64>load<u32>(a + i * 4)
    const square = x * x
    const p = r + i * 8
    const low = load<u32>(p), high = load<u32>(p, 4)
    carry += (square & 0xffffffff) + <u64>(low << 1 | top)
    store<u32>(p, <u32>carry)
    carry = (carry >> 32) + (square >> 32) + <u64>(high << 1 | low >> 31)
    store<u32>(p, <u32>carry, 4)
    carry >>= 32
    top = high >> 31
  }
}

/**
 * Knuth's algorithm D. `a` (an limbs) becomes the remainder (low bn limbs), q gets an - bn limbs; returns the quotient's
 * top limb (0 or 1). b's top bit is set, bn >= 2, an >= bn.
 */
export function limbsDivRemBase(q: u32, a: u32, an: u32, b: u32, bn: u32): u32 {
  const b1 = <u64>load<u32>(b + bn * 4 - 4)
  const b0 = <u64>load<u32>(b + bn * 4 - 8)
  let m = an - bn
  let topLimb: u32 = 0
  const high = a + m * 4
  if (limbsCompareSame(high, b, bn) >= 0) { limbsSub(high, high, bn, b, bn); topLimb = 1 }
  while (m > 0) {
    m--
    const p = a + m * 4
    const u2 = <u64>load<u32>(p + bn * 4), u1 = <u64>load<u32>(p + bn * 4 - 4), u0 = <u64>load<u32>(p + bn * 4 - 8)
    const t = u2 << 32 | u1
    let digit: u64 = u2 >= b1 ? 0xffffffff : t / b1
    let rest = t - digit * b1
    while (rest >> 32 == 0 && digit * b0 > (rest << 32 | u0)) {
      digit--
      rest += b1
    }
    if (<u32>u2 < limbsSubMul1(p, b, bn, <u32>digit)) {
      digit--
      limbsAdd(p, p, bn, b, bn)
    }
    store<u32>(p + bn * 4, 0)
    store<u32>(q + m * 4, <u32>digit)
  }
  return topLimb
}

/** Compares two naturals of the same number of limbs, normalised or not. */
export function limbsCompareSame(a: u32, b: u32, n: u32): i32 {
  for (let i: u32 = n * 4; i > 0;) {
    i -= 4
    const x = load<u32>(a + i), y = load<u32>(b + i)
    if (x != y) return x < y ? -1 : 1
  }
  return 0
}
