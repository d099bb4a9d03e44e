// Values of number, string and bytes tokens.
//
// Strings are decoded to `PyStr` (see ast.ts): a JS string unless an escape makes a surrogate code point.
// What is wrong with a literal is thrown as `LiteralError`; its text is CPython's, its position is the
// caller's to give. Positions inside "(unicode error)" texts count the bytes of the form that CPython hands
// to its decoder, where a character beyond ASCII takes ten.

import type { ConstantValue, PyStr } from './ast.ts'
import { ParseFailure } from './token-cursor.ts'

export class LiteralError extends ParseFailure {}

// ---- numbers ----

const DEFAULT_MAX_STR_DIGITS = 4300

export function parseNumber(literal: string, maxDigits = DEFAULT_MAX_STR_DIGITS): ConstantValue {
  const length = literal.length
  if (length <= 15) {
    const last = literal.charCodeAt(length - 1)
    if (last >= 0x30 && last <= 0x39) {
      const value = +literal
      if (Number.isInteger(value) && !/[.eE]/.test(literal)) return { type: 'int', value }
    }
  }
  const text = literal.includes('_') ? literal.replaceAll('_', '') : literal
  const isPrefixed = /^0[xXoObB]/.test(text)
  if (!isPrefixed && /[jJ]$/.test(text)) return { type: 'complex', imag: Number(text.slice(0, -1)) }
  if (!isPrefixed && /[.eE]/.test(text)) return { type: 'float', value: Number(text) }
  if (!isPrefixed && maxDigits > 0 && text.length > maxDigits) {
    throw new LiteralError(
      `Exceeds the limit (${maxDigits} digits) for integer string conversion: value has ${text.length} digits; ` +
        'use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to ' +
        'avoid decimal conversion limits.',
    )
  }
  const value = BigInt(text)
  return { type: 'int', value: value <= Number.MAX_SAFE_INTEGER ? Number(value) : value }
}

// ---- strings ----

export interface StringParts {
  readonly isBytes: boolean
  readonly isRaw: boolean
  readonly isUnicode: boolean // u prefix
  readonly body: string
}

/** Splits a STRING token into prefix and body. */
export function splitString(token: string): StringParts {
  let isBytes = false
  let isRaw = false
  let isUnicode = false
  let i = 0
  for (; ; i++) {
    const c = token.charCodeAt(i)
    if (c === 0x22 || c === 0x27) break
    if ((c | 0x20) === 0x62) isBytes = true
    else if ((c | 0x20) === 0x72) isRaw = true
    else if ((c | 0x20) === 0x75) isUnicode = true
  }
  const quote = token.charCodeAt(i)
  const triple = token.length - i >= 6 && token.charCodeAt(i + 1) === quote && token.charCodeAt(i + 2) === quote
  const size = triple ? 3 : 1
  return { isBytes, isRaw, isUnicode, body: token.slice(i + size, token.length - size) }
}

export interface EscapeContext {
  readonly lookUpCharacterName?: (name: string) => number | undefined
  /** Called for the first escape that means nothing; `octal` for values beyond \377. */
  readonly invalidEscape: (sequence: string, octal: boolean, at: number) => void
}

const simpleEscapes: Record<string, number> = {
  '\\': 0x5c,
  "'": 0x27,
  '"': 0x22,
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
}

function hexValue(c: number): number {
  if (c >= 0x30 && c <= 0x39) return c - 0x30
  const lower = c | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/** Decodes the escapes of `body` (which contains a backslash). */
export function decodeEscapes(body: string, context: EscapeContext): PyStr {
  let text = ''
  let points: number[] | null = null
  let warned = false
  let copied = 0
  const add = (from: number, to: number): void => {
    if (points === null) text += body.slice(from, to)
    else for (const char of body.slice(from, to)) points.push(char.codePointAt(0)!)
  }
  const addPoint = (point: number): void => {
    if (points === null && (point & 0x1ff800) === 0xd800) {
      points = []
      for (const char of text) points.push(char.codePointAt(0)!)
    }
    if (points === null) text += String.fromCodePoint(point)
    else points.push(point)
  }
  let i = body.indexOf('\\')
  while (i >= 0) {
    add(copied, i)
    const start = i++
    const char = body[i]
    const simple = simpleEscapes[char]
    if (simple !== undefined) {
      addPoint(simple)
      i++
    } else if (char === '\n') i++
    else if (char >= '0' && char <= '7') {
      let value = 0
      const first = i
      while (i < first + 3 && body[i] >= '0' && body[i] <= '7') value = value * 8 + (body.charCodeAt(i++) - 0x30)
      if (value > 0xff && !warned) {
        warned = true
        context.invalidEscape(body.slice(first, i), true, start)
      }
      addPoint(value)
    } else if (char === 'x' || char === 'u' || char === 'U') {
      const digits = char === 'x' ? 2 : char === 'u' ? 4 : 8
      let value = 0
      let n = 0
      for (i++; n < digits; n++, i++) {
        const digit = hexValue(body.charCodeAt(i))
        if (digit < 0) break
        value = value * 16 + digit
      }
      if (n < digits) {
        const shape = char === 'x' ? '\\xXX' : char === 'u' ? '\\uXXXX' : '\\UXXXXXXXX'
        throwUnicodeError(body, start, i, `truncated ${shape} escape`)
      }
      if (value > 0x10ffff) throwUnicodeError(body, start, i, 'illegal Unicode character')
      addPoint(value)
    } else if (char === 'N') {
      i = decodeNamed(body, start, context, addPoint)
    } else {
      if (!warned && char !== undefined && char < '\x80') {
        warned = true
        context.invalidEscape(char, false, start)
      }
      text === '' && points === null ? (text = '\\') : addPoint(0x5c)
    }
    copied = i
    // The character behind an unknown escape may not be a backslash, so the search goes on from here.
    i = body.indexOf('\\', copied)
  }
  add(copied, body.length)
  return points ?? text
}

function decodeNamed(body: string, start: number, context: EscapeContext, addPoint: (point: number) => void): number {
  let i = start + 2
  if (body[i] !== '{') throwUnicodeError(body, start, i, 'malformed \\N character escape')
  const first = ++i
  while (i < body.length && body[i] !== '}') i++
  if (i === first || i === body.length) throwUnicodeError(body, start, i, 'malformed \\N character escape')
  const point = context.lookUpCharacterName?.(body.slice(first, i))
  i++
  if (point === undefined) throwUnicodeError(body, start, i, 'unknown Unicode character name')
  addPoint(point)
  return i
}

function throwUnicodeError(body: string, start: number, end: number, reason: string): never {
  const position = (to: number): number => {
    let bytes = 0
    for (let i = 0; i < to; i++) {
      const c = body.charCodeAt(i)
      if (c < 0x80) bytes++
      else if ((c & 0xfc00) !== 0xdc00) bytes += i > 0 && body[i - 1] === '\\' ? 15 : 10
    }
    return bytes
  }
  const from = position(start)
  const to = position(end) - 1
  const where = from === to ? `byte 0x5c in position ${from}` : `bytes in position ${from}-${to}`
  throw new LiteralError(`(unicode error) 'unicodeescape' codec can't decode ${where}: ${reason}`)
}

/** Decodes the body of a bytes literal (ASCII only, checked by the caller). */
export function decodeBytes(body: string, isRaw: boolean, invalidEscape: EscapeContext['invalidEscape']): Uint8Array {
  const result = new Uint8Array(body.length)
  let length = 0
  let warned = false
  for (let i = 0; i < body.length; ) {
    const c = body.charCodeAt(i++)
    if (c !== 0x5c || isRaw) {
      result[length++] = c
      continue
    }
    const char = body[i]
    const simple = simpleEscapes[char]
    if (simple !== undefined) {
      result[length++] = simple
      i++
    } else if (char === '\n') i++
    else if (char >= '0' && char <= '7') {
      let value = 0
      const first = i
      while (i < first + 3 && body[i] >= '0' && body[i] <= '7') value = value * 8 + (body.charCodeAt(i++) - 0x30)
      if (value > 0xff && !warned) {
        warned = true
        invalidEscape(body.slice(first, i), true, first - 1)
      }
      result[length++] = value
    } else if (char === 'x') {
      const high = hexValue(body.charCodeAt(i + 1))
      const low = hexValue(body.charCodeAt(i + 2))
      if (high < 0 || low < 0) throw new LiteralError(`(value error) invalid \\x escape at position ${i - 1}`)
      result[length++] = high * 16 + low
      i += 3
    } else {
      if (!warned) {
        warned = true
        invalidEscape(char, false, i - 1)
      }
      result[length++] = c
    }
  }
  return result.slice(0, length)
}

export function concatenate(parts: readonly PyStr[]): PyStr {
  if (parts.every((part) => typeof part === 'string')) return parts.join('')
  const points: number[] = []
  for (const part of parts) {
    if (typeof part === 'string') for (const char of part) points.push(char.codePointAt(0)!)
    else for (const point of part) points.push(point)
  }
  return points
}
