// Scans one number literal and reports malformed ones as CPython does.
//
// `scanNumber` returns the offset behind the literal; its value is computed by literals.ts. A keyword that
// follows at once (`1if x`) gives a SyntaxWarning; any other name character is an error.

import type { Tokenizer } from './tokenizer.ts'
import { isAsciiNameChar } from './tokenizer.ts'

const UNDERSCORE = 0x5f
const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39
const isHex = (c: number): boolean => isDigit(c) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66)

export function scanNumber(t: Tokenizer, start: number): number {
  const text = t.text
  const c = text.charCodeAt(start)
  const next = text.charCodeAt(start + 1)
  if (c === 0x30) {
    switch (next | 0x20) {
      case 0x78:
        if (next > 0x40) return scanRadix(t, start, 'hexadecimal', isHex)
        break
      case 0x6f:
        if (next > 0x40) return scanRadix(t, start, 'octal', (d) => d >= 0x30 && d < 0x38)
        break
      case 0x62:
        if (next > 0x40) return scanRadix(t, start, 'binary', (d) => d === 0x30 || d === 0x31)
        break
    }
    return scanZero(t, start)
  }
  if (c === 0x2e) return scanFraction(t, start)
  return scanTail(t, scanDigits(t, start))
}

function scanRadix(t: Tokenizer, start: number, name: string, isOne: (c: number) => boolean): number {
  const text = t.text
  let pos = start + 2
  do {
    if (text.charCodeAt(pos) === UNDERSCORE) pos++
    const c = text.charCodeAt(pos)
    if (!isOne(c)) {
      if (isDigit(c)) t.fail(`invalid digit '${text[pos]}' in ${name} literal`, pos + 1)
      t.fail(`invalid ${name} literal`, pos)
    }
    while (isOne(text.charCodeAt(pos))) pos++
  } while (text.charCodeAt(pos) === UNDERSCORE)
  if (isDigit(text.charCodeAt(pos))) t.fail(`invalid digit '${text[pos]}' in ${name} literal`, pos + 1)
  checkEnd(t, pos, name)
  return pos
}

/** A literal with a leading 0: zeros, or a float or imaginary number. */
function scanZero(t: Tokenizer, start: number): number {
  const text = t.text
  let pos = start + 1
  for (;;) {
    if (text.charCodeAt(pos) === UNDERSCORE) {
      pos++
      if (!isDigit(text.charCodeAt(pos))) t.fail('invalid decimal literal', pos)
    }
    if (text.charCodeAt(pos) !== 0x30) break
    pos++
  }
  const zerosEnd = pos
  let nonzero = false
  if (isDigit(text.charCodeAt(pos))) {
    nonzero = true
    pos = scanDigits(t, pos)
  }
  const c = text.charCodeAt(pos)
  if (c === 0x2e || (c | 0x20) === 0x65 || (c | 0x20) === 0x6a) return scanTail(t, pos)
  if (nonzero) {
    const line = 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers'
    t.pos = zerosEnd
    t.fail(line, zerosEnd, t.columnOf(start) + 1, t.columnOf(zerosEnd) + 1)
  }
  checkEnd(t, pos, 'decimal')
  return pos
}

function scanDigits(t: Tokenizer, from: number): number {
  const text = t.text
  let pos = from
  for (;;) {
    while (isDigit(text.charCodeAt(pos))) pos++
    if (text.charCodeAt(pos) !== UNDERSCORE) return pos
    pos++
    if (!isDigit(text.charCodeAt(pos))) t.fail('invalid decimal literal', pos)
  }
}

/** Behind the integer part: fraction, exponent, `j`. */
function scanTail(t: Tokenizer, from: number): number {
  const c = t.text.charCodeAt(from)
  if (c === 0x2e) return scanFraction(t, from)
  if ((c | 0x20) === 0x65 && c > 0x40) return scanExponent(t, from, from)
  if ((c | 0x20) === 0x6a && c > 0x40) return scanImaginary(t, from)
  checkEnd(t, from, 'decimal')
  return from
}

function scanFraction(t: Tokenizer, dot: number): number {
  const text = t.text
  let pos = dot + 1
  if (isDigit(text.charCodeAt(pos))) pos = scanDigits(t, pos)
  const c = text.charCodeAt(pos) | 0x20
  if (c === 0x65) return scanExponent(t, pos, pos)
  if (c === 0x6a) return scanImaginary(t, pos)
  checkEnd(t, pos, 'decimal')
  return pos
}

function scanExponent(t: Tokenizer, e: number, numberEnd: number): number {
  const text = t.text
  let pos = e + 1
  const sign = text.charCodeAt(pos)
  if (sign === 0x2b || sign === 0x2d) {
    pos++
    if (!isDigit(text.charCodeAt(pos))) t.fail('invalid decimal literal', pos)
  } else if (!isDigit(sign)) {
    checkEnd(t, e, 'decimal')
    return numberEnd
  }
  pos = scanDigits(t, pos)
  if ((text.charCodeAt(pos) | 0x20) === 0x6a) return scanImaginary(t, pos)
  checkEnd(t, pos, 'decimal')
  return pos
}

function scanImaginary(t: Tokenizer, j: number): number {
  checkEnd(t, j + 1, 'imaginary')
  return j + 1
}

function checkEnd(t: Tokenizer, pos: number, name: string): void {
  const text = t.text
  const c = text.charCodeAt(pos)
  if (!isAsciiNameChar(c)) return
  const keyword =
    text.startsWith('and', pos) ||
    text.startsWith('else', pos) ||
    text.startsWith('for', pos) ||
    (c === 0x69 && /[fns]/.test(text[pos + 1])) ||
    text.startsWith('or', pos) ||
    text.startsWith('not', pos)
  if (!keyword) t.fail(`invalid ${name} literal`, pos)
  t.warn(`invalid ${name} literal`)
}
