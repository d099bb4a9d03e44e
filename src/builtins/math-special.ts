// Special functions: gamma and its logarithm (Lanczos' approximation with Boost's coefficients for g = 6.0246800407767...),
// the error functions (the rational approximations of Sun's fdlibm), fused multiply-add, remainder, vectors' lengths.
// Plain float arithmetic, no exceptions: callers check domains.

import { floatFmod } from '../objects/float-core'
import { intAdd, intMul } from '../objects/int-arith'
import { intShiftLeftBy } from '../objects/int-bits'
import { intFromI64, intIsNegative, intIsZero, intLength, intLimbs, intOperand } from '../objects/int-core'
import { limbsRatio } from '../objects/int-divide'
import { intValue } from '../memory/value'

const LANCZOS_G: f64 = 6.024680040776729583740234375
const LANCZOS_G_MINUS_HALF: f64 = 5.524680040776729583740234375

function lanczosSum(x: f64): f64 {
  let numerator: f64, denominator: f64
  if (x < 5) {
    numerator = 2.5066282746310002701649081771338373386264310793408
    numerator = numerator * x + 210.82427775157934587250973392071336271166969580291
    numerator = numerator * x + 8071.6720023658162106380029022722506138218516325024
    numerator = numerator * x + 186056.26539522349504029498971604569928220784236328
    numerator = numerator * x + 2876370.6289353724412254090516208496135991145378768
    numerator = numerator * x + 31426415.585400194380614231628318205362874684987640
    numerator = numerator * x + 248874557.86205415651146038641322942321632125127801
    numerator = numerator * x + 1439720407.3117216736632230727949123939715485786372
    numerator = numerator * x + 6039542586.3520280050642916443072979210699388420708
    numerator = numerator * x + 17921034426.037209699919755754458931112671403265390
    numerator = numerator * x + 35711959237.355668049440185451547166705960488635843
    numerator = numerator * x + 42919803642.649098768957899047001988850926355848959
    numerator = numerator * x + 23531376880.410759688572007674451636754734846804940
    denominator = ((((((((((((x + 66) * x + 1925) * x + 32670) * x + 357423) * x + 2637558) * x + 13339535) * x + 45995730) * x + 105258076) * x + 150917976) * x + 120543840) * x + 39916800) * x)
  } else {
    numerator = 23531376880.410759688572007674451636754734846804940
    numerator = numerator / x + 42919803642.649098768957899047001988850926355848959
    numerator = numerator / x + 35711959237.355668049440185451547166705960488635843
    numerator = numerator / x + 17921034426.037209699919755754458931112671403265390
    numerator = numerator / x + 6039542586.3520280050642916443072979210699388420708
    numerator = numerator / x + 1439720407.3117216736632230727949123939715485786372
    numerator = numerator / x + 248874557.86205415651146038641322942321632125127801
    numerator = numerator / x + 31426415.585400194380614231628318205362874684987640
    numerator = numerator / x + 2876370.6289353724412254090516208496135991145378768
    numerator = numerator / x + 186056.26539522349504029498971604569928220784236328
    numerator = numerator / x + 8071.6720023658162106380029022722506138218516325024
    numerator = numerator / x + 210.82427775157934587250973392071336271166969580291
    numerator = numerator / x + 2.5066282746310002701649081771338373386264310793408
    denominator = 0
    denominator = denominator / x + 39916800
    denominator = denominator / x + 120543840
    denominator = denominator / x + 150917976
    denominator = denominator / x + 105258076
    denominator = denominator / x + 45995730
    denominator = denominator / x + 13339535
    denominator = denominator / x + 2637558
    denominator = denominator / x + 357423
    denominator = denominator / x + 32670
    denominator = denominator / x + 1925
    denominator = denominator / x + 66
    denominator = denominator / x + 1
  }
  return numerator / denominator
}

/** sin(pi x) of a finite x. */
function sinPi(x: f64): f64 {
  const y = floatFmod(Math.abs(x), 2)
  const n = <i32>Math.floor(2 * y + 0.5)
  let r: f64
  if (n == 0) r = Math.sin(Math.PI * y)
  else if (n == 1) r = Math.cos(Math.PI * (y - 0.5))
  else if (n == 2) r = Math.sin(Math.PI * (1 - y))
  else if (n == 3) r = -Math.cos(Math.PI * (y - 1.5))
  else r = Math.sin(Math.PI * (y - 2))
  return copysign<f64>(1, x) * r
}

/** x is no integer <= 0 and not -inf; an overflow gives an infinity. */
export function gamma(x: f64): f64 {
  if (x != x || x == Infinity) return x
  if (Math.floor(x) == x && x <= 23) {
    let r: f64 = 1
    for (let i: f64 = 2; i < x; i++) r *= i
    return r
  }
  const m = Math.abs(x)
  if (m < 1e-20) return 1 / x
  if (m > 200) return x < 0 ? 0 / sinPi(x) : Infinity
  const y = m + LANCZOS_G_MINUS_HALF
  // what was lost in that sum
  let z: f64
  if (m > LANCZOS_G_MINUS_HALF) z = (y - m) - LANCZOS_G_MINUS_HALF
  else z = (y - LANCZOS_G_MINUS_HALF) - m
  z = z * LANCZOS_G / y
  let r: f64
  if (x < 0) {
    r = -Math.PI / sinPi(m) / m * Math.exp(y) / lanczosSum(m)
    r -= z * r
    if (m < 140) r /= Math.pow(y, m - 0.5)
    else {
      const root = Math.pow(y, m / 2 - 0.25)
      r /= root
      r /= root
    }
  } else {
    r = lanczosSum(m) / Math.exp(y)
    r += z * r
    if (m < 140) r *= Math.pow(y, m - 0.5)
    else {
      const root = Math.pow(y, m / 2 - 0.25)
      r *= root
      r *= root
    }
  }
  return r
}

/** log |gamma(x)|; x is no integer <= 0. */
export function logGamma(x: f64): f64 {
  if (x != x) return x
  const m = Math.abs(x)
  if (m == Infinity) return Infinity
  if (Math.floor(x) == x && x <= 2) return 0
  if (m < 1e-20) return -Math.log(m)
  let r = Math.log(lanczosSum(m)) - LANCZOS_G
  r += (m - 0.5) * (Math.log(m + LANCZOS_G - 0.5) - 1)
  if (x < 0) r = 1.144729885849400174143427351353058711647 - Math.log(Math.abs(sinPi(m))) - Math.log(m) - r
  return r
}

// ---- error functions

const ERX: f64 = 8.45062911510467529297e-01

/** 1 - erx - P/Q for 0.84375 <= |x| < 1.25. */
function erfcMiddle(x: f64): f64 {
  const s = Math.abs(x) - 1
  const p = -2.36211856075265944077e-03 + s * (4.14856118683748331666e-01 + s * (-3.72207876035701323847e-01 + s * (3.18346619901161753674e-01 + s * (-1.10894694282396677476e-01 + s * (3.54783043256182359371e-02 + s * -2.16637559486879084300e-03)))))
  const q = 1 + s * (1.06420880400844228286e-01 + s * (5.40397917702171048937e-01 + s * (7.18286544141962662868e-02 + s * (1.26171219808761642112e-01 + s * (1.36370839120290507362e-02 + s * 1.19844998467991074170e-02)))))
  return 1 - ERX - p / q
}

/** erfc(|x|) for 0.84375 <= |x| < 28. */
function erfcLarge(x: f64): f64 {
  x = Math.abs(x)
  if (x < 1.25) return erfcMiddle(x)
  const s = 1 / (x * x)
  let r: f64, q: f64
  // 1 / 0.35, as fdlibm cuts it (upper word of the float)
  if (reinterpret<u64>(x) >> 32 < 0x4006db6d) {
    r = -9.86494403484714822705e-03 + s * (-6.93858572707181764372e-01 + s * (-1.05586262253232909814e+01 + s * (-6.23753324503260060396e+01 + s * (-1.62396669462573470355e+02 + s * (-1.84605092906711035994e+02 + s * (-8.12874355063065934246e+01 + s * -9.81432934416914548592e+00))))))
    q = 1 + s * (1.96512716674392571292e+01 + s * (1.37657754143519042600e+02 + s * (4.34565877475229228821e+02 + s * (6.45387271733267880336e+02 + s * (4.29008140027567833386e+02 + s * (1.08635005541779435134e+02 + s * (6.57024977031928170135e+00 + s * -6.04244152148580987438e-02)))))))
  } else {
    r = -9.86494292470009928597e-03 + s * (-7.99283237680523006574e-01 + s * (-1.77579549177547519889e+01 + s * (-1.60636384855821916062e+02 + s * (-6.37566443368389627722e+02 + s * (-1.02509513161107724954e+03 + s * -4.83519191608651397019e+02)))))
    q = 1 + s * (3.03380607434824582924e+01 + s * (3.25792512996573918826e+02 + s * (1.53672958608443695994e+03 + s * (3.19985821950859553908e+03 + s * (2.55305040643316442583e+03 + s * (4.74528541206955367215e+02 + s * -2.24409524465858183362e+01))))))
  }
  const z = reinterpret<f64>(reinterpret<u64>(x) & 0xffffffff00000000)
  return Math.exp(-z * z - 0.5625) * Math.exp((z - x) * (z + x) + r / q) / x
}

/** The quotient r/s of the small range. */
function erfSmall(x: f64): f64 {
  const z = x * x
  const r = 1.28379167095512558561e-01 + z * (-3.25042107247001499370e-01 + z * (-2.84817495755985104766e-02 + z * (-5.77027029648944159157e-03 + z * -2.37630166566501626084e-05)))
  const s = 1 + z * (3.97917223959155352819e-01 + z * (6.50222499887672944485e-02 + z * (5.08130628187576562776e-03 + z * (1.32494738004321644526e-04 + z * -3.96022827877536812320e-06))))
  return r / s
}

export function erf(x: f64): f64 {
  if (x != x) return x
  const m = Math.abs(x)
  if (m < 0.84375) {
    if (m < 3.7252902984619140625e-9) return 0.125 * (8 * x + 1.02703333676410069053e+00 * x)
    return x + x * erfSmall(x)
  }
  const y = m < 6 ? 1 - erfcLarge(m) : 1
  return copysign<f64>(y, x)
}

export function erfc(x: f64): f64 {
  if (x != x) return x
  const m = Math.abs(x)
  if (m < 0.84375) {
    if (m < 1.3877787807814456755e-17) return 1 - x
    const y = erfSmall(x)
    if (x < 0.25) return 1 - (x + x * y)
    return 0.5 - (x - 0.5 + x * y)
  }
  if (m < 28) return x < 0 ? 2 - erfcLarge(m) : erfcLarge(m)
  return x < 0 ? 2 : 0
}

// ---- exact combinations

function mantissa(f: f64): i64 {
  const bits = reinterpret<u64>(f)
  const m = <i64>(bits & 0xfffffffffffff)
  return bits >> 52 & 0x7ff ? m | 0x10000000000000 : m
}
function exponent(f: f64): i32 {
  const e = <i32>(reinterpret<u64>(f) >> 52 & 0x7ff)
  return (e ? e : 1) - 1075
}

/** x * y + z with one rounding, for finite arguments. */
export function fusedMultiplyAdd(x: f64, y: f64, z: f64): f64 {
  if (x == 0 || y == 0 || z == 0) {
    if (x == 0 || y == 0) return x * y + z
  }
  let product = intMul(intFromI64(x < 0 ? -mantissa(x) : mantissa(x)), intFromI64(y < 0 ? -mantissa(y) : mantissa(y)))
  let term = intFromI64(z < 0 ? -mantissa(z) : mantissa(z))
  const e = exponent(x) + exponent(y)
  const f = z == 0 ? e : exponent(z)
  const low = min(e, f)
  product = intShiftLeftBy(product, e - low)
  term = intShiftLeftBy(term, f - low)
  const sum = intAdd(product, term)
  if (intIsZero(sum)) return x * y + z
  const s = intOperand(sum), one = intOperand(intValue(1))
  const r = limbsRatio(intLimbs(s), intLength(s), intLimbs(one), 1, low)
  return intIsNegative(sum) ? -r : r
}

/** IEEE 754 remainder of finite x by finite y != 0. */
export function ieeeRemainder(x: f64, y: f64): f64 {
  const a = Math.abs(x), b = Math.abs(y)
  const m = floatFmod(a, b)
  const c = b - m
  let r: f64
  if (m < c) r = m
  else if (m > c) r = -c
  else r = m - 2 * floatFmod(0.5 * (a - m), b)
  return copysign<f64>(1, x) * r
}

/** sqrt of the sum of squares of `n` floats >= 0 at `at`; `largest` is the largest, finite. Nearly always correctly rounded. */
export function vectorNorm(at: u32, n: u32, largest: f64): f64 {
  if (largest == 0) return 0
  if (n == 1) return largest
  // scaled so that no square overflows or vanishes
  const e = min(<i32>(reinterpret<u64>(largest) >> 52) - 1022, 1020)
  if (e < -1020) {
    for (let i: u32 = 0; i < n; i++) store<f64>(at + i * 8, load<f64>(at + i * 8) * 1.3407807929942597e154)
    return vectorNorm(at, n, largest * 1.3407807929942597e154) / 1.3407807929942597e154
  }
  const scale = reinterpret<f64>(<u64>(1023 - e) << 52)
  let high: f64 = 1, low1: f64 = 0, low2: f64 = 0
  for (let i: u32 = 0; i < n; i++) {
    const x = load<f64>(at + i * 8) * scale
    // x * x = p + q exactly (Veltkamp and Dekker)
    const p = x * x
    const t = x * 134217729.0
    const h = t - (t - x)
    const l = x - h
    const q = ((h * h - p) + 2 * h * l) + l * l
    const s = high + p
    low1 += q
    low2 += (high - s) + p
    high = s
  }
  let h = Math.sqrt(high - 1 + (low1 + low2))
  // one step of correction with h * h in two parts
  const p = h * h
  const t = h * 134217729.0
  const hh = t - (t - h)
  const hl = h - hh
  const q = ((hh * hh - p) + 2 * hh * hl) + hl * hl
  let s = high - p
  low2 += (high - s) - p
  low1 -= q
  high = s
  s = high - 1 + (low1 + low2)
  h += s / (2 * h)
  return h / scale
}
