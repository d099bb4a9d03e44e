// Methods of bytes and bytearray that change bytes one by one, ask about them, or add and take away at the ends; ASCII only.

import { EXCEPTION, FALSE, NONE, TRUE, UNBOUND, Value, boolValue, isPointer, pointer } from '../memory/value'
import { bytesLike, bytesOfBuffer } from './buffer'
import { MAX_BYTES, bytesData, bytesLength, bytesOf, bytesRange, isBytes, newBytes } from './bytes-core'
import { likeSelf, selfBytes } from './bytes-search'
import { isByteSpace } from './bytes-split'
import { bytesOfText } from './codec-output'
import { arg, defineMethod, defineStaticMethod, fn } from './define'
import { INDEX_ERROR } from './item-access'
import { raiseFormat, raiseText } from './raise'
import { isAsciiData } from './str-build'
import { countArg } from './text-args'
import { findCodePoint } from './text-search'
import { textBegin, textCodePoint } from './text-builder'
import { tagOf } from './type'
import { T } from './type-ids'

const UPPER: u32 = 1
const LOWER: u32 = 2
const DIGIT: u32 = 4
const SPACE: u32 = 8

function classOf(c: u32): u32 {
  if (c - 65 < 26) return UPPER
  if (c - 97 < 26) return LOWER
  if (c - 48 < 10) return DIGIT
  return isByteSpace(c) ? SPACE : 0
}

const enum Change { lower, upper, swap, capitalize, title }

function change(argv: u32, how: Change): Value {
  const b = selfBytes(arg(argv, 0))
  const n = bytesLength(b)
  const r = newBytes(n)
  let inWord = false
  for (let i: u32 = 0; i < n; i++) {
    let c: u32 = load<u8>(bytesData(b) + i)
    const letter = classOf(c) & (UPPER | LOWER)
    if (letter) {
      if (how == Change.lower) c |= 32
      else if (how == Change.upper) c &= ~32
      else if (how == Change.swap) c ^= 32
      else if (how == Change.capitalize) c = i == 0 ? c & ~32 : c | 32
      else c = inWord ? c | 32 : c & ~32
    }
    inWord = letter != 0
    store<u8>(bytesData(r) + i, <u8>c)
  }
  return likeSelf(arg(argv, 0), r)
}
function bytes_lower(argv: u32): Value { return change(argv, Change.lower) }
function bytes_upper(argv: u32): Value { return change(argv, Change.upper) }
function bytes_swapcase(argv: u32): Value { return change(argv, Change.swap) }
function bytes_capitalize(argv: u32): Value { return change(argv, Change.capitalize) }
function bytes_title(argv: u32): Value { return change(argv, Change.title) }

function allHave(argv: u32, classes: u32): Value {
  const b = selfBytes(arg(argv, 0))
  const n = bytesLength(b)
  for (let i: u32 = 0; i < n; i++) if (!(classOf(load<u8>(bytesData(b) + i)) & classes)) return FALSE
  return boolValue(n != 0)
}
function bytes_isalnum(argv: u32): Value { return allHave(argv, UPPER | LOWER | DIGIT) }
function bytes_isalpha(argv: u32): Value { return allHave(argv, UPPER | LOWER) }
function bytes_isdigit(argv: u32): Value { return allHave(argv, DIGIT) }
function bytes_isspace(argv: u32): Value { return allHave(argv, SPACE) }
function bytes_isascii(argv: u32): Value {
  const b = selfBytes(arg(argv, 0))
  return boolValue(isAsciiData(bytesData(b), bytesLength(b)))
}

function casedLike(argv: u32, right: u32, wrong: u32): Value {
  const b = selfBytes(arg(argv, 0))
  let cased = false
  for (let i: u32 = 0; i < bytesLength(b); i++) {
    const kind = classOf(load<u8>(bytesData(b) + i))
    if (kind & wrong) return FALSE
    if (kind & right) cased = true
  }
  return boolValue(cased)
}
function bytes_islower(argv: u32): Value { return casedLike(argv, LOWER, UPPER) }
function bytes_isupper(argv: u32): Value { return casedLike(argv, UPPER, LOWER) }

function bytes_istitle(argv: u32): Value {
  const b = selfBytes(arg(argv, 0))
  let cased = false, inWord = false
  for (let i: u32 = 0; i < bytesLength(b); i++) {
    const kind = classOf(load<u8>(bytesData(b) + i))
    if (kind == UPPER) {
      if (inWord) return FALSE
      inWord = cased = true
    } else if (kind == LOWER) {
      if (!inWord) return FALSE
      cased = true
    } else inWord = false
  }
  return boolValue(cased)
}

const LEFT: u32 = 1
const RIGHT: u32 = 2

function strip(argv: u32, sides: u32): Value {
  const self = arg(argv, 0), set = arg(argv, 1)
  let chars: u32 = 0
  if (set != UNBOUND && set != NONE) {
    chars = bytesLike(set)
    if (!chars) return EXCEPTION
  }
  const b = selfBytes(self)
  let from: u32 = 0, to = bytesLength(b)
  if (sides & LEFT) while (from < to && inSet(chars, load<u8>(bytesData(b) + from))) from++
  if (sides & RIGHT) while (to > from && inSet(chars, load<u8>(bytesData(b) + to - 1))) to--
  return likeSelf(self, bytesRange(b, from, to))
}
function inSet(chars: u32, c: u32): bool {
  return chars ? findCodePoint(1, bytesData(chars), bytesLength(chars), c) >= 0 : isByteSpace(c)
}
function bytes_strip(argv: u32): Value { return strip(argv, LEFT | RIGHT) }
function bytes_lstrip(argv: u32): Value { return strip(argv, LEFT) }
function bytes_rstrip(argv: u32): Value { return strip(argv, RIGHT) }

function padded(self: Value, b: u32, left: u64, right: u64, fill: u32): Value {
  const n = bytesLength(b)
  if (left + right == 0) return likeSelf(self, b)
  if (n + left + right > MAX_BYTES) return raiseText(T.MemoryError, '')
  const r = newBytes(n + <u32>left + <u32>right)
  const to = bytesData(r)
  memory.fill(to, <u8>fill, <u32>left)
  memory.copy(to + <u32>left, bytesData(b), n)
  memory.fill(to + <u32>left + n, <u8>fill, <u32>right)
  return likeSelf(self, r)
}

/** side: LEFT pads on the left, RIGHT on the right, both: centre. `name` for the error's text. */
function justify(argv: u32, side: u32, name: string): Value {
  const width = countArg(arg(argv, 1), 0)
  if (width == INDEX_ERROR) return EXCEPTION
  let fill: u32 = 32
  const given = arg(argv, 2)
  if (given != UNBOUND) {
    const isArray = isPointer(given) && tagOf(given) == T.bytearray
    if (!isBytes(given) && !isArray) {
      return raiseFormat(T.TypeError, '%s() argument 2 must be a byte string of length 1, not %T', <u64><u32>changetype<usize>(name), given)
    }
    const f = bytesOfBuffer(given)
    if (bytesLength(f) != 1) {
      return isArray
        ? raiseFormat(T.TypeError, '%s(): argument 2 must be a byte string of length 1, not a bytearray object of length %d', <u64><u32>changetype<usize>(name), bytesLength(f))
        : raiseFormat(T.TypeError, '%s(): argument 2 must be a byte string of length 1, not a bytes object of length %d', <u64><u32>changetype<usize>(name), bytesLength(f))
    }
    fill = load<u8>(bytesData(f))
  }
  const self = arg(argv, 0)
  const b = selfBytes(self)
  const n = bytesLength(b)
  if (width <= <i64>n) return likeSelf(self, b)
  const missing = <u64>width - n
  if (side == LEFT) return padded(self, b, missing, 0, fill)
  if (side == RIGHT) return padded(self, b, 0, missing, fill)
  const left = (missing >> 1) + (missing & <u64>width & 1)
  return padded(self, b, left, missing - left, fill)
}
function bytes_center(argv: u32): Value { return justify(argv, LEFT | RIGHT, 'center') }
function bytes_ljust(argv: u32): Value { return justify(argv, RIGHT, 'ljust') }
function bytes_rjust(argv: u32): Value { return justify(argv, LEFT, 'rjust') }

function bytes_zfill(argv: u32): Value {
  const width = countArg(arg(argv, 1), 0)
  if (width == INDEX_ERROR) return EXCEPTION
  const self = arg(argv, 0)
  const b = selfBytes(self)
  const n = bytesLength(b)
  if (width <= <i64>n) return likeSelf(self, b)
  if (<u64>width > MAX_BYTES) return raiseText(T.MemoryError, '')
  const zeros = <u32>width - n
  const r = newBytes(<u32>width)
  const to = bytesData(r)
  memory.fill(to, 48, zeros)
  memory.copy(to + zeros, bytesData(b), n)
  if (n) {
    const sign = load<u8>(to + zeros)
    if (sign == 43 || sign == 45) {
      store<u8>(to, sign)
      store<u8>(to + zeros, 48)
    }
  }
  return likeSelf(self, r)
}

function bytes_expandtabs(argv: u32): Value {
  const size = countArg(arg(argv, 1), 8)
  if (size == INDEX_ERROR) return EXCEPTION
  const b = selfBytes(arg(argv, 0))
  textBegin()
  let column: i64 = 0
  for (let i: u32 = 0; i < bytesLength(b); i++) {
    const c: u32 = load<u8>(bytesData(b) + i)
    if (c == 9) {
      if (size > 0) for (let spaces = size - column % size; spaces > 0; spaces--, column++) textCodePoint(32)
    } else {
      textCodePoint(c)
      column = c == 10 || c == 13 ? 0 : column + 1
    }
  }
  return likeSelf(arg(argv, 0), <u32>bytesOfText())
}

function bytes_translate(argv: u32): Value {
  const self = arg(argv, 0)
  let table: u32 = 0, deleted: u32 = 0
  if (arg(argv, 1) != NONE) {
    table = bytesLike(arg(argv, 1))
    if (!table) return EXCEPTION
    if (bytesLength(table) != 256) return raiseText(T.ValueError, 'translation table must be 256 characters long')
  }
  if (arg(argv, 2) != UNBOUND) {
    deleted = bytesLike(arg(argv, 2))
    if (!deleted) return EXCEPTION
  }
  const b = selfBytes(self)
  const n = bytesLength(b)
  const r = newBytes(n)
  const to = bytesData(r)
  let k: u32 = 0
  for (let i: u32 = 0; i < n; i++) {
    const c = load<u8>(bytesData(b) + i)
    if (deleted && findCodePoint(1, bytesData(deleted), bytesLength(deleted), c) >= 0) continue
    store<u8>(to + k++, table ? load<u8>(bytesData(table) + c) : c)
  }
  return likeSelf(self, bytesRange(r, 0, k))
}

function bytes_maketrans(argv: u32): Value {
  const from = bytesLike(arg(argv, 0))
  if (!from) return EXCEPTION
  const to = bytesLike(arg(argv, 1))
  if (!to) return EXCEPTION
  if (bytesLength(from) != bytesLength(to)) return raiseText(T.ValueError, 'maketrans arguments must have same length')
  const r = newBytes(256)
  for (let i: u32 = 0; i < 256; i++) store<u8>(bytesData(r) + i, <u8>i)
  for (let i: u32 = 0; i < bytesLength(from); i++) store<u8>(bytesData(r) + load<u8>(bytesData(from) + i), load<u8>(bytesData(to) + i))
  return pointer(r)
}

export function initBytesTransform(t: u32): void {
  defineMethod(t, 'lower', '($self, /)', fn(bytes_lower))
  defineMethod(t, 'upper', '($self, /)', fn(bytes_upper))
  defineMethod(t, 'swapcase', '($self, /)', fn(bytes_swapcase))
  defineMethod(t, 'capitalize', '($self, /)', fn(bytes_capitalize))
  defineMethod(t, 'title', '($self, /)', fn(bytes_title))
  defineMethod(t, 'isalnum', '($self, /)', fn(bytes_isalnum))
  defineMethod(t, 'isalpha', '($self, /)', fn(bytes_isalpha))
  defineMethod(t, 'isdigit', '($self, /)', fn(bytes_isdigit))
  defineMethod(t, 'isspace', '($self, /)', fn(bytes_isspace))
  defineMethod(t, 'isascii', '($self, /)', fn(bytes_isascii))
  defineMethod(t, 'islower', '($self, /)', fn(bytes_islower))
  defineMethod(t, 'isupper', '($self, /)', fn(bytes_isupper))
  defineMethod(t, 'istitle', '($self, /)', fn(bytes_istitle))
  defineMethod(t, 'strip', '($self, bytes=None, /)', fn(bytes_strip))
  defineMethod(t, 'lstrip', '($self, bytes=None, /)', fn(bytes_lstrip))
  defineMethod(t, 'rstrip', '($self, bytes=None, /)', fn(bytes_rstrip))
  defineMethod(t, 'center', "($self, width, fillchar=b' ', /)", fn(bytes_center))
  defineMethod(t, 'ljust', "($self, width, fillchar=b' ', /)", fn(bytes_ljust))
  defineMethod(t, 'rjust', "($self, width, fillchar=b' ', /)", fn(bytes_rjust))
  defineMethod(t, 'zfill', '($self, width, /)', fn(bytes_zfill))
  defineMethod(t, 'expandtabs', '($self, /, tabsize=8)', fn(bytes_expandtabs))
  defineMethod(t, 'translate', "($self, table, /, delete=b'')", fn(bytes_translate))
  defineStaticMethod(t, 'maketrans', '(frm, to, /)', fn(bytes_maketrans))
}
