// The module _random: Random, the Mersenne twister MT19937 (Matsumoto and Nishimura). An instance is one unit, so threads that
// share a generator conflict; its words change through the barriers.
//
//   +0 version  +4 shape  +8 index:32 (next word, 624: make new ones)  +16 state, 624 words of 32 bits  +2512 attribute slots

import { HASH_SEED } from '../memory/layout'
import { hostNow } from '../memory/host'
import { EXCEPTION, NONE, UNBOUND, Value, addressOf, floatValue, intValue, isPointer, pointer } from '../memory/value'
import { hashOf } from '../objects/compare'
import { arg, defineConstant, defineMethod, defineModule, defineType, fn, setSlot } from '../objects/define'
import { newInstance } from '../objects/instance'
import { intAbs } from '../objects/int-arith'
import { finishInt, intFitsI64, intFromU64, intLength, intLimbs, intOperand, intPayload, intToI64, isIntLike, newInt, scratchLimbs } from '../objects/int-core'
import { INDEX_ERROR, toIndex, toInt } from '../objects/item-access'
import { checkAtMost } from '../objects/number-args'
import { raiseText } from '../objects/raise'
import { typeAt } from '../objects/shape'
import { newTuple, tupleInit, tupleItem, tupleLength } from '../objects/tuple-core'
import { TYPE_BASETYPE, tagOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { publishType } from './fields'
import { stmCheck, stmOwn, stmStore32 } from '../stm/barriers'

const RANDOM_INDEX: u32 = 8
const RANDOM_STATE: u32 = 16
const RANDOM_BYTES: u32 = 2512
const WORDS: u32 = 624
const SHIFT: u32 = 397

/** Makes the next 624 words of the owned generator. */
function refill(g: u32): void {
  const s = g + RANDOM_STATE
  for (let i: u32 = 0; i < WORDS; i++) {
    const next = i + 1 == WORDS ? 0 : i + 1
    const far = i + SHIFT < WORDS ? i + SHIFT : i + SHIFT - WORDS
    const y = load<u32>(s + i * 4) & 0x80000000 | load<u32>(s + next * 4) & 0x7fffffff
    stmStore32(g, s + i * 4, load<u32>(s + far * 4) ^ y >> 1 ^ (y & 1 ? 0x9908b0df : 0))
  }
}

/** 32 random bits of the owned generator. */
function nextWord(g: u32): u32 {
  let i = load<u32>(g, RANDOM_INDEX)
  if (i >= WORDS) { refill(g); i = 0 }
  let y = load<u32>(g + RANDOM_STATE + i * 4)
  stmStore32(g, g + RANDOM_INDEX, i + 1)
  y ^= y >> 11
  y ^= y << 7 & 0x9d2c5680
  y ^= y << 15 & 0xefc60000
  return y ^ y >> 18
}

function fill(s: u32, seed: u32): void {
  store<u32>(s, seed)
  for (let i: u32 = 1; i < WORDS; i++) {
    const before = load<u32>(s + i * 4 - 4)
    store<u32>(s + i * 4, 1812433253 * (before ^ before >> 30) + i)
  }
}

/** Seeds with `n` >= 1 words at `key`. */
function seedWith(g: u32, key: u32, n: u32): void {
  const s = scratchLimbs(WORDS)
  fill(s, 19650218)
  let i: u32 = 1, j: u32 = 0
  for (let k = max(WORDS, n); k > 0; k--) {
    const before = load<u32>(s + i * 4 - 4)
    store<u32>(s + i * 4, (load<u32>(s + i * 4) ^ (before ^ before >> 30) * 1664525) + load<u32>(key + j * 4) + j)
    i++
    j++
    if (i >= WORDS) { store<u32>(s, load<u32>(s + (WORDS - 1) * 4)); i = 1 }
    if (j >= n) j = 0
  }
  for (let k = WORDS - 1; k > 0; k--) {
    const before = load<u32>(s + i * 4 - 4)
    store<u32>(s + i * 4, (load<u32>(s + i * 4) ^ (before ^ before >> 30) * 1566083941) - i)
    i++
    if (i >= WORDS) { store<u32>(s, load<u32>(s + (WORDS - 1) * 4)); i = 1 }
  }
  store<u32>(s, 0x80000000)
  install(g, s, WORDS)
}

/** The generator's words become those at `s`. */
function install(g: u32, s: u32, index: u32): void {
  stmOwn(g)
  for (let i: u32 = 0; i < WORDS; i++) stmStore32(g, g + RANDOM_STATE + i * 4, load<u32>(s + i * 4))
  stmStore32(g, g + RANDOM_INDEX, index)
}

/** seed(x); false: raised. */
function seed(g: u32, x: Value): bool {
  if (x == UNBOUND || x == NONE) {
    const key = scratchLimbs(6)
    store<f64>(key, hostNow())
    store<f64>(key, hostNow() * 1e6 % 1e9, 8)
    store<u32>(key, g, 16)
    store<u32>(key, load<u32>(HASH_SEED), 20)
    seedWith(g, key, 6)
    return true
  }
  let n: Value
  if (isIntLike(x)) n = intAbs(intPayload(x))
  else {
    const h = hashOf(x)
    if (h == -1) return false
    n = intFromU64(<u64>h)
  }
  const words = intOperand(n)
  if (intLength(words) == 0) seedWith(g, scratchLimbs(1), 1)
  else seedWith(g, intLimbs(words), intLength(words))
  return true
}

function random_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const g = newInstance(addressOf(type))
  store<u32>(g, WORDS, RANDOM_INDEX)
  return seed(g, type == pointer(typeAt(T.random_Random)) && argc > 0 ? load<u64>(argv) : UNBOUND) ? pointer(g) : EXCEPTION
}
function random_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (!checkAtMost('Random', argc, 1)) return EXCEPTION
  return argc == 0 || seed(addressOf(self), load<u64>(argv)) ? NONE : EXCEPTION
}

function random_random(argv: u32): Value {
  const g = addressOf(arg(argv, 0))
  stmOwn(g)
  const a = nextWord(g) >> 5
  const b = nextWord(g) >> 6
  return floatValue((<f64>a * 67108864.0 + <f64>b) * (1.0 / 9007199254740992.0))
}

function random_seed(argv: u32): Value { return seed(addressOf(arg(argv, 0)), arg(argv, 1)) ? NONE : EXCEPTION }

function random_getrandbits(argv: u32): Value {
  const g = addressOf(arg(argv, 0))
  const k = toIndex(arg(argv, 1), T.OverflowError)
  if (k == INDEX_ERROR) return EXCEPTION
  if (k < 0) return raiseText(T.ValueError, 'number of bits must be non-negative')
  if (k == 0) return intValue(0)
  stmOwn(g)
  if (k <= 32) return intValue(nextWord(g) >> <u32>(32 - k))
  if (k > 0x7fffffff) return raiseText(T.MemoryError, '')
  const n = <u32>(k + 31) >> 5
  const r = newInt(n, 0)
  for (let i: u32 = 0; i < n; i++) {
    const word = nextWord(g)
    const left = <u32>k - i * 32
    store<u32>(intLimbs(r) + i * 4, left < 32 ? word >> (32 - left) : word)
  }
  return finishInt(r)
}

function random_getstate(argv: u32): Value {
  const g = addressOf(arg(argv, 0))
  const t = newTuple(WORDS + 1)
  const copy = scratchLimbs(WORDS + 1)
  do {
    memory.copy(copy, g + RANDOM_STATE, WORDS * 4)
    store<u32>(copy, load<u32>(g, RANDOM_INDEX), WORDS * 4)
  } while (!stmCheck(g))
  for (let i: u32 = 0; i <= WORDS; i++) tupleInit(t, i, intValue(load<u32>(copy + i * 4)))
  return pointer(t)
}

function random_setstate(argv: u32): Value {
  const g = addressOf(arg(argv, 0)), state = arg(argv, 1)
  if (!isPointer(state) || tagOf(state) != T.tuple) return raiseText(T.TypeError, 'state vector must be a tuple')
  const t = addressOf(state)
  if (tupleLength(t) != WORDS + 1) return raiseText(T.ValueError, 'state vector is the wrong size')
  const words = scratchLimbs(WORDS + 1)
  for (let i: u32 = 0; i <= WORDS; i++) {
    const v = toInt(tupleItem(t, i))
    if (v == EXCEPTION) return EXCEPTION
    if (!intFitsI64(v) || <u64>intToI64(v) > 0xffffffff) return raiseText(T.OverflowError, 'Python int too large to convert to C unsigned long')
    store<u32>(words + i * 4, <u32>intToI64(v))
  }
  if (load<u32>(words, WORDS * 4) > WORDS) return raiseText(T.ValueError, 'invalid state')
  install(g, words, load<u32>(words, WORDS * 4))
  return NONE
}

export function initRandomModule(): u32 {
  const m = defineModule('_random')
  defineConstant(m, '__doc__', NONE)
  const t = defineType(T.random_Random, T.object, '_random.Random', RANDOM_BYTES, TYPE_BASETYPE, 'Random() -> create a random number generator with its own internal state.')
  setSlot(t, Slot.new_, fn(random_new))
  setSlot(t, Slot.init, fn(random_init))
  defineMethod(t, 'random', '($self, /)', fn(random_random))
  defineMethod(t, 'seed', '($self, n=None, /)', fn(random_seed))
  defineMethod(t, 'getrandbits', '($self, k, /)', fn(random_getrandbits))
  defineMethod(t, 'getstate', '($self, /)', fn(random_getstate))
  defineMethod(t, 'setstate', '($self, state, /)', fn(random_setstate))
  publishType(m, T.random_Random, 'Random')
  return m
}
