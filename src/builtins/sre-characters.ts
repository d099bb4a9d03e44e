// Single characters in regular expressions: case, categories, character sets. Pure functions of code points and code words.

import { CaseMapping, UNICODE_ALNUM, hasSingleMapping, isLineBreak, isUnicodeSpace, mapCaseOne, simpleLower, unicodeDecimal, unicodeIs } from '../objects/unicode'
import { Category, Op } from './sre-codes'

export function asciiLower(c: u32): u32 { return c - 65 < 26 ? c + 32 : c }
export function asciiUpper(c: u32): u32 { return c - 97 < 26 ? c - 32 : c }
/** Simple upper case: where the full mapping is longer, the title case stands in if it is one character. */
export function simpleUpper(c: u32): u32 {
  if (c < 128) return asciiUpper(c)
  if (hasSingleMapping(c, CaseMapping.upper)) return mapCaseOne(c, CaseMapping.upper)
  return hasSingleMapping(c, CaseMapping.title) ? mapCaseOne(c, CaseMapping.title) : c
}

export function isAsciiWord(c: u32): bool { return c < 128 && (c - 48 < 10 || (c | 32) - 97 < 26 || c == 95) }
export function isUnicodeWord(c: u32): bool { return c < 128 ? isAsciiWord(c) : unicodeIs(c, UNICODE_ALNUM) }

export function inCategory(category: u32, c: u32): bool {
  switch (category) {
    case Category.DIGIT: return c - 48 < 10
    case Category.NOT_DIGIT: return c - 48 >= 10
    case Category.SPACE: return c == 32 || c - 9 < 5
    case Category.NOT_SPACE: return !(c == 32 || c - 9 < 5)
    case Category.WORD: case Category.LOC_WORD: return isAsciiWord(c)
    case Category.NOT_WORD: case Category.LOC_NOT_WORD: return !isAsciiWord(c)
    case Category.LINEBREAK: return c == 10
    case Category.NOT_LINEBREAK: return c != 10
    case Category.UNI_DIGIT: return unicodeDecimal(c) >= 0
    case Category.UNI_NOT_DIGIT: return unicodeDecimal(c) < 0
    case Category.UNI_SPACE: return isUnicodeSpace(c)
    case Category.UNI_NOT_SPACE: return !isUnicodeSpace(c)
    case Category.UNI_WORD: return isUnicodeWord(c)
    case Category.UNI_NOT_WORD: return !isUnicodeWord(c)
    case Category.UNI_LINEBREAK: return isLineBreak(c)
    case Category.UNI_NOT_LINEBREAK: return !isLineBreak(c)
    default: return false
  }
}

/** True if `c` is in the set whose code words start at `set`. */
export function inSet(set: u32, c: u32): bool {
  let found = true
  for (;;) {
    const op = load<u32>(set)
    switch (op) {
      case Op.LITERAL:
        if (c == load<u32>(set, 4)) return found
        set += 8
        break
      case Op.RANGE:
        if (c - load<u32>(set, 4) <= load<u32>(set, 8) - load<u32>(set, 4)) return found
        set += 12
        break
      case Op.CHARSET:
        if (c < 256 && load<u32>(set + 4 + (c >> 5 << 2)) >> (c & 31) & 1) return found
        set += 36
        break
      case Op.CATEGORY:
        if (inCategory(load<u32>(set, 4), c)) return found
        set += 8
        break
      case Op.NEGATE:
        found = !found
        set += 4
        break
      case Op.BIGCHARSET: {
        const blocks = load<u32>(set, 4)
        if (c < 0x10000) {
          const block: u32 = load<u8>(set + 8 + (c >> 8))
          if (load<u32>(set + 8 + 256 + block * 32 + ((c & 255) >> 5 << 2)) >> (c & 31) & 1) return found
        }
        set += 8 + 256 + blocks * 32
        break
      }
      case Op.RANGE_UNI_IGNORE: {
        const from = load<u32>(set, 4), size = load<u32>(set, 8) - from
        if (c - from <= size || simpleUpper(c) - from <= size) return found
        set += 12
        break
      }
      default: return !found // FAILURE ends a set
    }
  }
  return false
}

/** True if the single-character operation at `pc` accepts `c`. */
export function acceptsOne(pc: u32, c: u32): bool {
  switch (load<u32>(pc)) {
    case Op.LITERAL: return c == load<u32>(pc, 4)
    case Op.NOT_LITERAL: return c != load<u32>(pc, 4)
    case Op.ANY: return c != 10
    case Op.ANY_ALL: return true
    case Op.IN: return inSet(pc + 8, c)
    case Op.CATEGORY: return inCategory(load<u32>(pc, 4), c)
    case Op.LITERAL_IGNORE: return asciiLower(c) == load<u32>(pc, 4)
    case Op.NOT_LITERAL_IGNORE: return asciiLower(c) != load<u32>(pc, 4)
    case Op.LITERAL_UNI_IGNORE: return simpleLower(c) == load<u32>(pc, 4)
    case Op.NOT_LITERAL_UNI_IGNORE: return simpleLower(c) != load<u32>(pc, 4)
    case Op.LITERAL_LOC_IGNORE: return equalInLocale(load<u32>(pc, 4), c)
    case Op.NOT_LITERAL_LOC_IGNORE: return !equalInLocale(load<u32>(pc, 4), c)
    case Op.IN_IGNORE: return inSet(pc + 8, asciiLower(c))
    case Op.IN_UNI_IGNORE: return inSet(pc + 8, simpleLower(c))
    case Op.IN_LOC_IGNORE: return inSet(pc + 8, asciiLower(c)) || inSet(pc + 8, asciiUpper(c))
    default: return false
  }
}
function equalInLocale(pattern: u32, c: u32): bool { return c == pattern || asciiLower(c) == pattern || asciiUpper(c) == pattern }

/** True if `op` takes exactly one character: `acceptsOne` knows it. */
export function takesOne(op: u32): bool {
  return op == Op.LITERAL || op == Op.NOT_LITERAL || op == Op.ANY || op == Op.ANY_ALL || op == Op.IN || op == Op.CATEGORY ||
    (op >= Op.IN_IGNORE && op <= Op.NOT_LITERAL_IGNORE) || (op >= Op.IN_LOC_IGNORE && op <= Op.NOT_LITERAL_LOC_IGNORE) ||
    (op >= Op.IN_UNI_IGNORE && op <= Op.NOT_LITERAL_UNI_IGNORE)
}
/** Words of a single-character operation: IN and its like carry their length. */
export function wordsOfOne(pc: u32): u32 {
  const op = load<u32>(pc)
  if (op == Op.ANY || op == Op.ANY_ALL) return 1
  if (op == Op.IN || op == Op.IN_IGNORE || op == Op.IN_LOC_IGNORE || op == Op.IN_UNI_IGNORE) return 1 + load<u32>(pc, 4)
  return 2
}
