// Case of str: lower, upper, title, capitalize, swapcase, casefold, and the predicates is*.
// A mapping may yield up to three code points; the Greek capital sigma becomes the final form at the end of a word.

import { FALSE, TRUE, Value, boolValue, pointer } from '../memory/value'
import { arg, defineMethod, fn } from './define'
import { codePointAt } from './str-build'
import { STR_ASCII, newStr, strData, strIsAscii, strKind, strLength, strOf } from './str-core'
import { textBegin, textCodePoint, textEnd } from './text-builder'
import { CaseMapping, UNICODE_ALNUM, UNICODE_ALPHA, UNICODE_CASED, UNICODE_CASE_IGNORABLE, UNICODE_DECIMAL, UNICODE_DIGIT, UNICODE_LOWER, UNICODE_NUMERIC, UNICODE_TITLE, UNICODE_UPPER, UNICODE_XID_CONTINUE, UNICODE_XID_START, hasSingleMapping, isUnicodePrintable, isUnicodeSpace, mapCaseOne, unicodeFlags, unicodeIs, unicodeSequence, unicodeSequenceLength } from './unicode'

const CAPITAL_SIGMA: u32 = 0x3a3

/** Appends the mapping of `c`. */
function textMapped(c: u32, mapping: CaseMapping): void {
  if (hasSingleMapping(c, mapping)) { textCodePoint(mapCaseOne(c, mapping)); return }
  const n = unicodeSequenceLength(c, mapping)
  for (let i: u32 = 0; i < n; i++) textCodePoint(unicodeSequence(c, mapping, i))
}

/** Sigma at `i` ends a word: a cased letter stands before it and none behind, case-ignorable ones aside. */
function isFinalSigma(s: u32, i: u32): bool {
  const kind = strKind(s), data = strData(s), n = strLength(s)
  let j = <i32>i - 1
  while (j >= 0 && unicodeIs(codePointAt(kind, data, j), UNICODE_CASE_IGNORABLE)) j--
  if (j < 0 || !unicodeIs(codePointAt(kind, data, j), UNICODE_CASED)) return false
  let k = i + 1
  while (k < n && unicodeIs(codePointAt(kind, data, k), UNICODE_CASE_IGNORABLE)) k++
  return k == n || !unicodeIs(codePointAt(kind, data, k), UNICODE_CASED)
}

function textLower(s: u32, i: u32, c: u32): void {
  if (c == CAPITAL_SIGMA) textCodePoint(isFinalSigma(s, i) ? 0x3c2 : 0x3c3)
  else textMapped(c, CaseMapping.lower)
}

function mapped(self: Value, mapping: CaseMapping): Value {
  const s = strOf(self)
  const n = strLength(s), kind = strKind(s), data = strData(s)
  if (strIsAscii(s) && n > 1) {
    const r = newStr(1, n, STR_ASCII)
    const first: u32 = mapping == CaseMapping.upper ? 97 : 65
    for (let i: u32 = 0; i < n; i++) {
      const c: u32 = load<u8>(data + i)
      store<u8>(strData(r) + i, <u8>(c - first < 26 ? c ^ 32 : c))
    }
    return pointer(r)
  }
  textBegin()
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(kind, data, i)
    if (mapping == CaseMapping.lower) textLower(s, i, c)
    else textMapped(c, mapping)
  }
  return textEnd()
}

function str_lower(argv: u32): Value { return mapped(arg(argv, 0), CaseMapping.lower) }
function str_upper(argv: u32): Value { return mapped(arg(argv, 0), CaseMapping.upper) }
function str_casefold(argv: u32): Value { return mapped(arg(argv, 0), CaseMapping.fold) }

function str_capitalize(argv: u32): Value {
  const s = strOf(arg(argv, 0))
  const n = strLength(s), kind = strKind(s), data = strData(s)
  textBegin()
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(kind, data, i)
    if (i == 0) textMapped(c, CaseMapping.title)
    else textLower(s, i, c)
  }
  return textEnd()
}

function str_title(argv: u32): Value {
  const s = strOf(arg(argv, 0))
  const n = strLength(s), kind = strKind(s), data = strData(s)
  let inWord = false
  textBegin()
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(kind, data, i)
    if (inWord) textLower(s, i, c)
    else textMapped(c, CaseMapping.title)
    inWord = unicodeIs(c, UNICODE_CASED)
  }
  return textEnd()
}

function str_swapcase(argv: u32): Value {
  const s = strOf(arg(argv, 0))
  const n = strLength(s), kind = strKind(s), data = strData(s)
  textBegin()
  for (let i: u32 = 0; i < n; i++) {
    const c = codePointAt(kind, data, i)
    const flags = unicodeFlags(c)
    if (flags & UNICODE_UPPER) textLower(s, i, c)
    else if (flags & UNICODE_LOWER) textMapped(c, CaseMapping.upper)
    else textCodePoint(c)
  }
  return textEnd()
}

/** True if `s` is not empty and all its code points have one of `flags`. */
function allHave(argv: u32, flags: u32): Value {
  const s = strOf(arg(argv, 0))
  const n = strLength(s), kind = strKind(s), data = strData(s)
  for (let i: u32 = 0; i < n; i++) if (!unicodeIs(codePointAt(kind, data, i), flags)) return FALSE
  return boolValue(n != 0)
}

function str_isalpha(argv: u32): Value { return allHave(argv, UNICODE_ALPHA) }
function str_isalnum(argv: u32): Value { return allHave(argv, UNICODE_ALNUM) }
function str_isdecimal(argv: u32): Value { return allHave(argv, UNICODE_DECIMAL) }
function str_isdigit(argv: u32): Value { return allHave(argv, UNICODE_DIGIT) }
function str_isnumeric(argv: u32): Value { return allHave(argv, UNICODE_NUMERIC) }
function str_isascii(argv: u32): Value { return boolValue(strIsAscii(strOf(arg(argv, 0)))) }

function str_isspace(argv: u32): Value {
  const s = strOf(arg(argv, 0))
  const n = strLength(s)
  for (let i: u32 = 0; i < n; i++) if (!isUnicodeSpace(codePointAt(strKind(s), strData(s), i))) return FALSE
  return boolValue(n != 0)
}

function str_isprintable(argv: u32): Value {
  const s = strOf(arg(argv, 0))
  const n = strLength(s)
  for (let i: u32 = 0; i < n; i++) if (!isUnicodePrintable(codePointAt(strKind(s), strData(s), i))) return FALSE
  return TRUE
}

/** At least one cased letter, and none of `wrong`. */
function casedLike(argv: u32, right: u32, wrong: u32): Value {
  const s = strOf(arg(argv, 0))
  const n = strLength(s), kind = strKind(s), data = strData(s)
  let cased = false
  for (let i: u32 = 0; i < n; i++) {
    const flags = unicodeFlags(codePointAt(kind, data, i))
    if (flags & wrong) return FALSE
    if (flags & right) cased = true
  }
  return boolValue(cased)
}
function str_islower(argv: u32): Value { return casedLike(argv, UNICODE_LOWER, UNICODE_UPPER | UNICODE_TITLE) }
function str_isupper(argv: u32): Value { return casedLike(argv, UNICODE_UPPER, UNICODE_LOWER | UNICODE_TITLE) }

function str_istitle(argv: u32): Value {
  const s = strOf(arg(argv, 0))
  const n = strLength(s), kind = strKind(s), data = strData(s)
  let cased = false, inWord = false
  for (let i: u32 = 0; i < n; i++) {
    const flags = unicodeFlags(codePointAt(kind, data, i))
    if (flags & (UNICODE_UPPER | UNICODE_TITLE)) {
      if (inWord) return FALSE
      inWord = cased = true
    } else if (flags & UNICODE_LOWER) {
      if (!inWord) return FALSE
      cased = true
    } else inWord = false
  }
  return boolValue(cased)
}

/** True if `s` is an identifier (keywords too). */
export function isIdentifier(s: u32): bool {
  const n = strLength(s), kind = strKind(s), data = strData(s)
  if (n == 0) return false
  if (!unicodeIs(codePointAt(kind, data, 0), UNICODE_XID_START)) return false
  for (let i: u32 = 1; i < n; i++) if (!unicodeIs(codePointAt(kind, data, i), UNICODE_XID_CONTINUE)) return false
  return true
}
function str_isidentifier(argv: u32): Value { return boolValue(isIdentifier(strOf(arg(argv, 0)))) }

export function initStrCase(t: u32): void {
  defineMethod(t, 'lower', '($self, /)', fn(str_lower))
  defineMethod(t, 'upper', '($self, /)', fn(str_upper))
  defineMethod(t, 'casefold', '($self, /)', fn(str_casefold))
  defineMethod(t, 'capitalize', '($self, /)', fn(str_capitalize))
  defineMethod(t, 'title', '($self, /)', fn(str_title))
  defineMethod(t, 'swapcase', '($self, /)', fn(str_swapcase))
  defineMethod(t, 'isalpha', '($self, /)', fn(str_isalpha))
  defineMethod(t, 'isalnum', '($self, /)', fn(str_isalnum))
  defineMethod(t, 'isdecimal', '($self, /)', fn(str_isdecimal))
  defineMethod(t, 'isdigit', '($self, /)', fn(str_isdigit))
  defineMethod(t, 'isnumeric', '($self, /)', fn(str_isnumeric))
  defineMethod(t, 'isascii', '($self, /)', fn(str_isascii))
  defineMethod(t, 'isspace', '($self, /)', fn(str_isspace))
  defineMethod(t, 'isprintable', '($self, /)', fn(str_isprintable))
  defineMethod(t, 'islower', '($self, /)', fn(str_islower))
  defineMethod(t, 'isupper', '($self, /)', fn(str_isupper))
  defineMethod(t, 'istitle', '($self, /)', fn(str_istitle))
  defineMethod(t, 'isidentifier', '($self, /)', fn(str_isidentifier))
}
