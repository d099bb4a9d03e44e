// Exact ints as text: decimal and other bases, both ways. Short numbers go digit group by digit group; long ones are split by
// powers of ten (divide and conquer), so both directions cost about as much as a division or product of that size.
// Characters are written to or read from plain bytes; callers make the str.

import { intAdd, intMul } from './int-arith'
import { finishInt, intFromI64, intFromLimbs, intIsZero, intLength, intLimbs, intMagnitude64, intOperand, intSign, newInt, scratchLimbs } from './int-core'
import { intDivTruncated } from './int-divide'
import { limbsBitLength, limbsDivRem1, limbsMul1, limbsTrim } from './int-limbs'
import { intPow } from './int-power'
import { Value, addressOf, intOf, intValue, isInt } from '../memory/value'

const SPLIT_LIMBS: u32 = 60
const SPLIT_DIGITS: u32 = 700

/** Upper bound of the decimal digits of an exact int, sign not counted. */
export function intDecimalBound(v: Value): u32 {
  if (isInt(v)) return 15
  return <u32>((limbsBitLength(intLimbs(addressOf(v)), intLength(addressOf(v))) * 30103) / 100000) + 2
}

/** Decimal digits of a u64 at `at`; returns their number. */
export function writeU64(at: u32, u: u64): u32 {
  let n: u32 = 1
  for (let t = u; t >= 10; t /= 10) n++
  for (let p = at + n; p > at;) {
    p--
    const q = u / 10
    store<u8>(p, 48 + <u8>(u - q * 10))
    u = q
  }
  return n
}

/** Exactly `width` decimal digits of u at `at`, zeros in front. */
export function writeU64Padded(at: u32, u: u64, width: u32): void {
  for (let p = at + width; p > at;) {
    p--
    const q = u / 10
    store<u8>(p, 48 + <u8>(u - q * 10))
    u = q
  }
}

/** Decimal digits of |v|, no sign, at `at` (room: intDecimalBound); returns their number. */
export function intWriteDecimal(at: u32, v: Value): u32 {
  if (isInt(v)) return writeU64(at, intMagnitude64(v))
  const x = addressOf(v)
  const n = intLength(x)
  if (n <= SPLIT_LIMBS) return writeShort(at, intLimbs(x), n, 0)
  // powers 10^(2^i * 512): the largest is at most about the root of the number
  const powers = scratchLimbs(128)
  let count: u32 = 0
  let power = intPow(intValue(10), intValue(512))
  store<u64>(powers, power)
  while (intLength(addressOf(power)) * 2 <= n + 1) {
    power = intMul(power, power)
    count++
    store<u64>(powers + count * 8, power)
  }
  const bound = intDecimalBound(v) + 2
  const room = scratchLimbs((bound >> 2) + 4 + (<u32>512 << (count + 1)) / 4)
  const width = <u32>512 << (count + 1)
  writeSplit(room, intSign(x) ? absolute(v) : v, width, powers, <i32>count)
  let zeros: u32 = 0
  while (load<u8>(room + zeros) == 48) zeros++
  memory.copy(at, room + zeros, width - zeros)
  return width - zeros
}

function absolute(v: Value): Value { return intFromLimbs(intLimbs(addressOf(v)), intLength(addressOf(v)), 0) }

/** Writes v as exactly `width` digits, width == 1024 * 2^level. */
function writeSplit(at: u32, v: Value, width: u32, powers: u32, level: i32): void {
  if (level < 0 || isInt(v) || intLength(addressOf(v)) <= SPLIT_LIMBS) {
    const x = intOperand(v)
    const used = writeShort(at, intLimbs(x), intLength(x), width)
    assert(used == width, 'writeSplit: a part of a number has too many digits')
    return
  }
  const pair = scratchLimbs(4)
  intDivTruncated(v, load<u64>(powers + <u32>level * 8), pair)
  const half = width >> 1
  writeSplit(at, load<u64>(pair), half, powers, level - 1)
  writeSplit(at + half, load<u64>(pair, 8), half, powers, level - 1)
}

/** Digits of n limbs, padded with zeros to `width`; quadratic. */
function writeShort(at: u32, limbs: u32, n: u32, width: u32): u32 {
  // groups of nine digits, lowest first
  const copy = scratchLimbs(n + (n * 107 + 99) / 100 + 4)
  memory.copy(copy, limbs, n * 4)
  const groups = copy + n * 4
  let count: u32 = 0
  while (n) {
    store<u32>(groups + count * 4, limbsDivRem1(copy, copy, n, 1000000000))
    count++
    n = limbsTrim(copy, n)
  }
  let digits: u32 = count ? (count - 1) * 9 : 0
  if (count) for (let t = load<u32>(groups + count * 4 - 4); t; t /= 10) digits++
  let p = at
  if (digits < width) { memory.fill(at, 48, width - digits); p += width - digits }
  else if (digits == 0) { store<u8>(at, 48); return 1 }
  if (count) {
    const top = digits - (count - 1) * 9
    writeU64Padded(p, load<u32>(groups + count * 4 - 4), top)
    p += top
    for (let i: u32 = count - 1; i > 0; i--) {
      writeU64Padded(p, load<u32>(groups + i * 4 - 4), 9)
      p += 9
    }
  }
  return max(digits, width)
}

/** The natural of `n` decimal digits at `at`. */
export function intFromDecimal(at: u32, n: u32): Value {
  if (n <= 18) {
    let u: u64 = 0
    for (let i: u32 = 0; i < n; i++) u = u * 10 + load<u8>(at + i) - 48
    return intFromI64(<i64>u)
  }
  if (n <= SPLIT_DIGITS) return parseShort(at, n)
  // largest 512 * 2^level below n
  const powers = scratchLimbs(128)
  let level: i32 = 0
  let power = intPow(intValue(10), intValue(512))
  store<u64>(powers, power)
  while (<u32>1024 << level < n) {
    power = intMul(power, power)
    level++
    store<u64>(powers + <u32>level * 8, power)
  }
  return parseSplit(at, n, powers, level)
}

function parseSplit(at: u32, n: u32, powers: u32, level: i32): Value {
  if (n <= SPLIT_DIGITS) return n <= 18 ? intFromDecimal(at, n) : parseShort(at, n)
  while (<u32>512 << level >= n) level--
  const low = <u32>512 << level
  const upper = parseSplit(at, n - low, powers, level)
  const lower = parseSplit(at + n - low, low, powers, level)
  return intAdd(intMul(upper, load<u64>(powers + <u32>level * 8)), lower)
}

function parseShort(at: u32, n: u32): Value {
  const limbs = newInt((n * 107 + 1023) / 1024 + 2, 0)
  const p = intLimbs(limbs)
  let length: u32 = 0
  let i: u32 = 0
  let first = n % 9
  if (first == 0) first = 9
  while (i < n) {
    let group: u32 = 0
    const end = i == 0 ? first : i + 9
    for (; i < end; i++) group = group * 10 + load<u8>(at + i) - 48
    const carry = limbsMul1(p, p, length, 1000000000, group)
    if (carry) { store<u32>(p + length * 4, carry); length++ }
  }
  return finishInt(limbs)
}

/** Digits of |v| in base 2, 8 or 16 (`bits` 1, 3, 4), lower case; `at` 0: only counts. Returns their number. */
export function intWriteBinary(at: u32, v: Value, bits: u32): u32 {
  const x = intOperand(v)
  const n = intLength(x)
  if (n == 0) { if (at) store<u8>(at, 48); return 1 }
  const total = limbsBitLength(intLimbs(x), n)
  const count = <u32>((total + bits - 1) / bits)
  if (!at) return count
  const mask = (<u64>1 << bits) - 1
  for (let i: u32 = 0; i < count; i++) {
    const from = i * bits
    const limb = from >> 5
    const low: u64 = load<u32>(intLimbs(x) + limb * 4)
    const high: u64 = limb + 1 < n ? load<u32>(intLimbs(x) + limb * 4 + 4) : 0
    const digit = <u8>((low | high << 32) >> (from & 31) & mask)
    store<u8>(at + count - 1 - i, digit < 10 ? 48 + digit : 87 + digit)
  }
  return count
}

/** Value of an ASCII digit or letter, 99 if it is neither. */
export function digitValue(c: u32): u32 {
  if (c - 48 < 10) return c - 48
  if ((c | 32) - 97 < 26) return (c | 32) - 87
  return 99
}

/** The natural of `n` digits of `base` at `at`, no separators; the digits are checked. */
export function intFromBase(at: u32, n: u32, base: u32): Value {
  if (base == 10) return intFromDecimal(at, n)
  if (popcnt(base) == 1) return fromBinary(at, n, ctz(base))
  // as many digits as fit 32 bits at a time
  let groupDigits: u32 = 1, groupPower: u64 = base
  while (groupPower * base < 0x100000000) { groupPower *= base; groupDigits++ }
  if (n > groupDigits * 200) {
    const half = n >> 1
    const power = intPow(intValue(base), intValue(half))
    return intAdd(intMul(intFromBase(at, n - half, base), power), intFromBase(at + n - half, half, base))
  }
  const object = newInt(n / groupDigits + 2, 0)
  const p = intLimbs(object)
  let length: u32 = 0
  for (let i: u32 = 0; i < n;) {
    let group: u32 = 0, power: u32 = 1
    for (let k: u32 = 0; k < groupDigits && i < n; k++, i++) { group = group * base + digitValue(load<u8>(at + i)); power *= base }
    const carry = limbsMul1(p, p, length, power, group)
    if (carry) { store<u32>(p + length * 4, carry); length++ }
  }
  return finishInt(object)
}

function fromBinary(at: u32, n: u32, bits: u32): Value {
  const object = newInt(<u32>((<u64>n * bits + 31) >> 5) + 1, 0)
  const p = intLimbs(object)
  let held: u64 = 0
  let width: u32 = 0, limb: u32 = 0
  for (let i: u32 = n; i > 0;) {
    i--
    held |= <u64>digitValue(load<u8>(at + i)) << width
    width += bits
    if (width >= 32) { store<u32>(p + limb * 4, <u32>held); limb++; held >>= 32; width -= 32 }
  }
  store<u32>(p + limb * 4, <u32>held)
  return finishInt(object)
}
