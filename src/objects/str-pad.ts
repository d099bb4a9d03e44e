// Methods of str that add or take away at the ends, and tabs: strip, lstrip, rstrip, center, ljust, rjust, zfill, expandtabs.

import { EXCEPTION, NONE, UNBOUND, Value, pointer } from '../memory/value'
import { arg, defineMethod, fn } from './define'
import { INDEX_ERROR } from './item-access'
import { raiseFormat, raiseText } from './raise'
import { MAX_STR_BYTES, codePointAt, copyCodePoints, kindOf, newStrFor, putCodePoint, strMask, strRange } from './str-build'
import { strData, strKind, strLength, strOf } from './str-core'
import { wholeStr } from './str-search'
import { countArg, isExactStr, isStr } from './text-args'
import { findCodePoint } from './text-search'
import { textBegin, textCodePoint, textEnd } from './text-builder'
import { T } from './type-ids'
import { isUnicodeSpace } from './unicode'

const LEFT: u32 = 1
const RIGHT: u32 = 2

function inSet(chars: u32, c: u32): bool {
  if (!chars) return isUnicodeSpace(c)
  return findCodePoint(strKind(chars), strData(chars), strLength(chars), c) >= 0
}

function strip(argv: u32, sides: u32): Value {
  const self = arg(argv, 0), set = arg(argv, 1)
  let chars: u32 = 0
  if (set != UNBOUND && set != NONE) {
    if (!isStr(set)) {
      return sides == 3 ? raiseText(T.TypeError, 'strip arg must be None or str')
        : sides == LEFT ? raiseText(T.TypeError, 'lstrip arg must be None or str') : raiseText(T.TypeError, 'rstrip arg must be None or str')
    }
    chars = strOf(set)
  }
  const s = strOf(self)
  const kind = strKind(s), data = strData(s)
  let from: u32 = 0, to = strLength(s)
  if (sides & LEFT) while (from < to && inSet(chars, codePointAt(kind, data, from))) from++
  if (sides & RIGHT) while (to > from && inSet(chars, codePointAt(kind, data, to - 1))) to--
  if (from == 0 && to == strLength(s)) return wholeStr(self)
  return pointer(strRange(s, from, to))
}
function str_strip(argv: u32): Value { return strip(argv, LEFT | RIGHT) }
function str_lstrip(argv: u32): Value { return strip(argv, LEFT) }
function str_rstrip(argv: u32): Value { return strip(argv, RIGHT) }

/** `self` with `left` and `right` copies of `fill` around it. */
export function strPad(self: Value, left: u64, right: u64, fill: u32): Value {
  if (left + right == 0) return wholeStr(self)
  const s = strOf(self)
  const n = strLength(s)
  if ((<u64>n + left + right) * 4 > MAX_STR_BYTES) return raiseText(T.OverflowError, 'padded string is too long')
  const mask = strMask(s) | fill
  const kind = kindOf(mask)
  const total = n + <u32>left + <u32>right
  if (total == 1) return pointer(strRange(newFilled(fill, 2), 0, 1))
  const r = newStrFor(mask, total)
  const data = strData(r)
  fillCodePoints(kind, data, 0, <u32>left, fill)
  copyCodePoints(kind, data, <u32>left, strKind(s), strData(s), 0, n)
  fillCodePoints(kind, data, <u32>left + n, <u32>right, fill)
  return pointer(r)
}

function newFilled(c: u32, n: u32): u32 {
  const s = newStrFor(c, n)
  fillCodePoints(kindOf(c), strData(s), 0, n, c)
  return s
}

function fillCodePoints(kind: u32, data: u32, at: u32, n: u32, c: u32): void {
  if (kind == 1) memory.fill(data + at, <u8>c, n)
  else for (let i: u32 = 0; i < n; i++) putCodePoint(kind, data, at + i, c)
}

const NO_FILL: u32 = 0xffffffff

function fillArg(v: Value): u32 {
  if (v == UNBOUND) return 32
  if (!isStr(v)) {
    raiseFormat(T.TypeError, 'The fill character must be a unicode character, not %T', v)
    return NO_FILL
  }
  const s = strOf(v)
  if (strLength(s) != 1) {
    raiseText(T.TypeError, 'The fill character must be exactly one character long')
    return NO_FILL
  }
  return codePointAt(strKind(s), strData(s), 0)
}

/** side: LEFT pads on the left, RIGHT on the right, both: centre. */
function justify(argv: u32, side: u32): Value {
  const width = countArg(arg(argv, 1), 0)
  if (width == INDEX_ERROR) return EXCEPTION
  const fill = fillArg(arg(argv, 2))
  if (fill == NO_FILL) return EXCEPTION
  const n = strLength(strOf(arg(argv, 0)))
  if (width <= <i64>n) return wholeStr(arg(argv, 0))
  const missing = <u64>width - n
  if (side == LEFT) return strPad(arg(argv, 0), missing, 0, fill)
  if (side == RIGHT) return strPad(arg(argv, 0), 0, missing, fill)
  const left = (missing >> 1) + (missing & <u64>width & 1)
  return strPad(arg(argv, 0), left, missing - left, fill)
}
function str_center(argv: u32): Value { return justify(argv, LEFT | RIGHT) }
function str_ljust(argv: u32): Value { return justify(argv, RIGHT) }
function str_rjust(argv: u32): Value { return justify(argv, LEFT) }

function str_zfill(argv: u32): Value {
  const width = countArg(arg(argv, 1), 0)
  if (width == INDEX_ERROR) return EXCEPTION
  const self = arg(argv, 0)
  const n = strLength(strOf(self))
  if (width <= <i64>n) return wholeStr(self)
  const padded = strPad(self, <u64>width - n, 0, 48)
  if (padded == EXCEPTION) return EXCEPTION
  const s = strOf(padded)
  const zeros = <u32>width - n
  if (n) {
    const kind = strKind(s), data = strData(s)
    const sign = codePointAt(kind, data, zeros)
    if (sign == 43 || sign == 45) {
      putCodePoint(kind, data, 0, sign)
      putCodePoint(kind, data, zeros, 48)
    }
  }
  return padded
}

function str_expandtabs(argv: u32): Value {
  const size = countArg(arg(argv, 1), 8)
  if (size == INDEX_ERROR) return EXCEPTION
  if (size > 0x7fffffff || size < -0x80000000) return raiseText(T.OverflowError, 'Python int too large to convert to C int')
  const self = arg(argv, 0)
  const s = strOf(self)
  const n = strLength(s), kind = strKind(s), data = strData(s)
  if (findCodePoint(kind, data, n, 9) < 0) return wholeStr(self)
  textBegin()
  let column: i64 = 0
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(kind, data, i)
    if (c == 9) {
      if (size > 0) {
        for (let spaces = size - column % size; spaces > 0; spaces--, column++) textCodePoint(32)
      }
    } else {
      textCodePoint(c)
      column = c == 10 || c == 13 ? 0 : column + 1
    }
  }
  return textEnd()
}

export function initStrPad(t: u32): void {
  defineMethod(t, 'strip', '($self, chars=None, /)', fn(str_strip))
  defineMethod(t, 'lstrip', '($self, chars=None, /)', fn(str_lstrip))
  defineMethod(t, 'rstrip', '($self, chars=None, /)', fn(str_rstrip))
  defineMethod(t, 'center', "($self, width, fillchar=' ', /)", fn(str_center))
  defineMethod(t, 'ljust', "($self, width, fillchar=' ', /)", fn(str_ljust))
  defineMethod(t, 'rjust', "($self, width, fillchar=' ', /)", fn(str_rjust))
  defineMethod(t, 'zfill', '($self, width, /)', fn(str_zfill))
  defineMethod(t, 'expandtabs', '($self, /, tabsize=8)', fn(str_expandtabs))
}
