// Arguments that many methods of str and bytes share: optional [start, end) ranges, counts, and what makes a str.

import { NONE, UNBOUND, Value, addressOf, hasShape, isPointer, pointer, shapeOf } from '../memory/value'
import { text } from './intern'
import { INDEX_ERROR, isIndex, toIndex } from './item-access'
import { clearError, errorMatches, raiseFormat, raiseText } from './raise'
import { shapeAt, shapeTag } from './shape'
import { strEqual } from './str-core'
import { tupleItem, tupleLength } from './tuple-core'
import { T } from './type-ids'

/** Instance of str or of a subclass. */
// @ts-ignore: decorator
@inline export function isStr(v: Value): bool { return isPointer(v) && shapeTag(shapeOf(<u32>v)) == T.str }
// @ts-ignore: decorator
@inline export function isExactStr(v: Value): bool { return hasShape(v, shapeAt(T.str)) }

/** What textRange returns when an exception was raised; no range looks like it. */
export const RANGE_ERROR: u64 = u64.MAX_VALUE

// @ts-ignore: decorator
@inline export function rangeStart(range: u64): u32 { return <u32>(range >> 32) }
// @ts-ignore: decorator
@inline export function rangeEnd(range: u64): u32 { return <u32>range }

/**
 * Optional arguments start and end as in slices over `n` elements: start << 32 | end. Where start lies behind `n` or behind end
 * the range is start > end, in which nothing is found, not even the empty string.
 */
export function textRange(start: Value, end: Value, n: u32): u64 {
  let from: i64 = 0, to: i64 = n
  if (start != UNBOUND && start != NONE) {
    from = sliceIndex(start)
    if (from == INDEX_ERROR) return RANGE_ERROR
    if (from < 0) { from += n; if (from < 0) from = 0 }
    if (from > <i64>n) from = <i64>n + 1
  }
  if (end != UNBOUND && end != NONE) {
    to = sliceIndex(end)
    if (to == INDEX_ERROR) return RANGE_ERROR
    if (to < 0) { to += n; if (to < 0) to = 0 }
    if (to > <i64>n) to = n
  }
  return (<u64>from << 32) | <u64>to
}

function sliceIndex(v: Value): i64 {
  const i = toIndex(v, T.none)
  if (i == INDEX_ERROR && errorMatches(T.TypeError) && !isIndex(v)) {
    clearError()
    raiseText(T.TypeError, 'slice indices must be integers or None or have an __index__ method')
  }
  return i
}

/** A count argument (maxsplit, tabsize, width): INDEX_ERROR if an exception was raised. */
export function countArg(v: Value, absent: i64): i64 {
  return v == UNBOUND ? absent : toIndex(v, T.OverflowError)
}

// ---- arguments of `new_` and `init` slots (argv, argc, names)

/** Argument `i`, or the one with keyword `name`, or UNBOUND. */
export function callArg(argv: u32, argc: u32, names: u32, i: u32, name: u32): Value {
  const keywords = names ? tupleLength(names) : 0
  const positional = argc - keywords
  if (i < positional) return load<u64>(argv + i * 8)
  for (let k: u32 = 0; k < keywords; k++) {
    if (strEqual(addressOf(tupleItem(names, k)), name)) return load<u64>(argv + (positional + k) * 8)
  }
  return UNBOUND
}

/**
 * Checks that at most `most` arguments were given and that all keywords are among `a`, `b`, `c` (interned strs or 0), which
 * name arguments `first`, `first` + 1, ...; false: raised.
 */
export function checkCallArgs(name: string, argc: u32, names: u32, most: u32, first: u32, a: u32, b: u32, c: u32): bool {
  if (argc > most) {
    raiseFormat(T.TypeError, '%s expected at most %d argument%s, got %d', <u64><u32>changetype<usize>(name), most, most == 1 ? text('') : text('s'), argc)
    return false
  }
  if (!names) return true
  const keywords = tupleLength(names)
  const positional = argc - keywords
  for (let k: u32 = 0; k < keywords; k++) {
    const given = addressOf(tupleItem(names, k))
    let place: i32 = -1
    if (a && strEqual(given, a)) place = 0
    else if (b && strEqual(given, b)) place = 1
    else if (c && strEqual(given, c)) place = 2
    if (place < 0) {
      raiseFormat(T.TypeError, "%s() got an unexpected keyword argument '%U'", <u64><u32>changetype<usize>(name), pointer(given))
      return false
    }
    if (first + <u32>place < positional) {
      raiseFormat(T.TypeError, "argument for %s() given by name ('%U') and position (%d)", <u64><u32>changetype<usize>(name), pointer(given), first + <u32>place + 1)
      return false
    }
  }
  return true
}
