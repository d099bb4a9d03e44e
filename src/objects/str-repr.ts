// repr() and ascii() of str: quotes and escapes.

import { Value, addressOf } from '../memory/value'
import { codePointAt } from './str-build'
import { strData, strKind, strLength, strOf } from './str-core'
import { findCodePoint } from './text-search'
import { textBegin, textCodePoint, textEnd, textHex } from './text-builder'
import { isUnicodePrintable } from './unicode'

/** Appends the repr of the str at `s`; `ascii`: escapes all that is not ASCII. */
export function textStrRepr(s: u32, ascii: bool): void {
  const n = strLength(s), kind = strKind(s), data = strData(s)
  const quote: u32 = findCodePoint(kind, data, n, 39) >= 0 && findCodePoint(kind, data, n, 34) < 0 ? 34 : 39
  textCodePoint(quote)
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(kind, data, i)
    if (c == quote || c == 92) {
      textCodePoint(92)
      textCodePoint(c)
    } else if (c < 127 ? c >= 32 : !ascii && isUnicodePrintable(c)) textCodePoint(c)
    else textEscape(c)
  }
  textCodePoint(quote)
}

/** Appends \t, \n, \r, \xhh, \uhhhh or \Uhhhhhhhh. */
export function textEscape(c: u32): void {
  textCodePoint(92)
  if (c == 9) textCodePoint(116)
  else if (c == 10) textCodePoint(110)
  else if (c == 13) textCodePoint(114)
  else textEscapeHex(c)
}

/** What follows the backslash of a numeric escape. */
export function textEscapeHex(c: u32): void {
  textCodePoint(c < 0x100 ? 120 : c < 0x10000 ? 117 : 85)
  textHex(c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8)
}

export function str_repr(self: Value): Value {
  textBegin()
  textStrRepr(strOf(self), false)
  return textEnd()
}
