// Arguments of `new` and `init` slots, which get them as the caller wrote them: (argv, argc, names). Texts are CPython's.

import { UNBOUND, Value, pointer } from '../memory/value'
import { allocateStorage } from '../gc/allocate'
import { lit, text } from './intern'
import { raiseFormat } from './raise'
import { strEqual } from './str-core'
import { tupleItem, tupleLength } from './tuple-core'
import { T } from './type-ids'

/** TypeError if there are keyword arguments. */
export function noKeywords(name: string, names: u32): bool {
  if (names == 0 || tupleLength(names) == 0) return true
  raiseFormat(T.TypeError, '%s() takes no keyword arguments', text(name))
  return false
}

/** TypeError unless minimum <= argc <= maximum. */
export function positionalCount(name: string, argc: u32, minimum: u32, maximum: u32): bool {
  if (argc >= minimum && argc <= maximum) return true
  const limit = argc < minimum ? minimum : maximum
  const kind = minimum == maximum ? text('') : argc < minimum ? text('at least ') : text('at most ')
  raiseFormat(T.TypeError, '%s expected %s%d argument%s, got %d', text(name), kind, limit, limit == 1 ? text('') : text('s'), argc)
  return false
}

/**
 * Binds arguments to `count` parameters, the first `required` of them without default, the first `positionalOnly` without a
 * usable name, of which at most `positionalMax` may be given by position. Returns the address of `count` slots, missing ones
 * UNBOUND; 0: raised.
 */
export function bindKeywords(
  name: string, argv: u32, argc: u32, names: u32, count: u32, required: u32, positionalOnly: u32, positionalMax: u32,
  n0: string, n1: string = '', n2: string = '', n3: string = '',
): u32 {
  const keywords: u32 = names ? tupleLength(names) : 0
  const positional = argc - keywords
  if (argc > count) {
    raiseFormat(T.TypeError, '%s() takes %s %d argument%s (%d given)', text(name), required < count ? text('at most') : text('exactly'), count, count == 1 ? text('') : text('s'), argc)
    return 0
  }
  if (positional > positionalMax) {
    raiseFormat(T.TypeError, '%s() takes %s %d positional argument%s (%d given)', text(name), required < positionalMax ? text('at most') : text('exactly'), positionalMax, positionalMax == 1 ? text('') : text('s'), positional)
    return 0
  }
  const slots = allocateStorage(count * 8) + 8
  for (let i: u32 = 0; i < count; i++) store<u64>(slots + i * 8, i < positional ? load<u64>(argv + i * 8) : UNBOUND)
  for (let k: u32 = 0; k < keywords; k++) {
    const keyword = <u32>tupleItem(names, k)
    let i = positionalOnly
    while (i < count && !strEqual(keyword, parameterName(i, n0, n1, n2, n3))) i++
    if (i == count) {
      raiseFormat(T.TypeError, "%s() got an unexpected keyword argument '%U'", text(name), pointer(keyword))
      return 0
    }
    if (i < positional) {
      raiseFormat(T.TypeError, "argument for %s() given by name ('%U') and position (%d)", text(name), pointer(keyword), i + 1)
      return 0
    }
    store<u64>(slots + i * 8, load<u64>(argv + (positional + k) * 8))
  }
  for (let i: u32 = 0; i < required; i++) {
    if (load<u64>(slots + i * 8) != UNBOUND) continue
    if (i < positionalOnly) raiseFormat(T.TypeError, '%s() takes at least %d positional argument%s (%d given)', text(name), positionalOnly, positionalOnly == 1 ? text('') : text('s'), positional)
    else raiseFormat(T.TypeError, "%s() missing required argument '%U' (pos %d)", text(name), pointer(parameterName(i, n0, n1, n2, n3)), i + 1)
    return 0
  }
  return slots
}

function parameterName(i: u32, n0: string, n1: string, n2: string, n3: string): u32 {
  return i == 0 ? lit(n0) : i == 1 ? lit(n1) : i == 2 ? lit(n2) : lit(n3)
}
