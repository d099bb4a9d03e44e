// Powers of ten to 128 bits, for the two directions between floats and decimals: entry k (-342 .. 324) is the upper 128 bits of
// 10^k, cut off, first bit set: 16 bytes {high:64, low:64} at POWERS_OF_TEN + (k + 342) * 16. Made once at boot, then read only.
// 10^k = 5^k * 2^k, so only powers of five are computed: exactly upwards, and as floor(2^960 / 5^n) downwards, where repeated
// cutting is exact because floor(floor(x / 5) / 5) = floor(x / 25).

import { POWERS_OF_TEN } from '../memory/layout'
import { scratchLimbs } from './int-core'
import { limbsBitLength, limbsBits64, limbsDivRem1, limbsMul1, limbsTrim } from './int-limbs'

export const POWER_MIN: i32 = -342
export const POWER_MAX: i32 = 324
const LIMBS: u32 = 40

// @ts-ignore: decorator
@inline function entry(k: i32): u32 { return POWERS_OF_TEN + <u32>(k - POWER_MIN) * 16 }
// @ts-ignore: decorator
@inline export function powerHigh(k: i32): u64 { return load<u64>(entry(k)) }
// @ts-ignore: decorator
@inline export function powerLow(k: i32): u64 { return load<u64>(entry(k), 8) }

function put(k: i32, limbs: u32): void {
  const n = limbsTrim(limbs, LIMBS)
  const top = <i64>limbsBitLength(limbs, n)
  store<u64>(entry(k), limbsBits64(limbs, n, top - 64))
  store<u64>(entry(k), limbsBits64(limbs, n, top - 128), 8)
}

export function bootPowers(): void {
  const x = scratchLimbs(LIMBS)
  store<u32>(x, 1)
  for (let k = 0; k <= POWER_MAX; k++) {
    put(k, x)
    limbsMul1(x, x, LIMBS, 5, 0)
  }
  memory.fill(x, 0, LIMBS * 4)
  store<u32>(x + 30 * 4, 1)
  for (let k = -1; k >= POWER_MIN; k--) {
    limbsDivRem1(x, x, LIMBS, 5)
    put(k, x)
  }
}

/** 10^n for 0 <= n <= 19. */
export function smallPowerOfTen(n: u32): u64 {
  // the entry holds 10^n shifted to the top: undo that
  return powerHigh(<i32>n) >> (63 - ((n * 217706) >> 16))
}

/** 5^n for 0 <= n <= 27. */
export function smallPowerOfFive(n: u32): u64 {
  return powerHigh(<i32>n) >> (63 - ((n * 152170) >> 16))
}
