// From the bytes of a source file to the text the tokenizer reads (PEP 263).
//
// A byte order mark or an encoding declaration in the first two lines names the encoding; the default is
// UTF-8. Newlines become \n, the last line gets one, a NUL ends the text (the tokenizer's sentinel).
// Strings (`compile("...")`) are taken as they are: a declaration in them has no effect.

import { PythonSyntaxError } from './syntax-error.ts'

const declaration = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/

export interface DecodedSource {
  readonly text: string
  readonly encoding: string
}

export function prepareText(source: string): string {
  let text = source
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n')
  return text.endsWith('\n') ? `${text}\0` : `${text}\n\0`
}

export function decodeSource(bytes: Uint8Array, filename: string): DecodedSource {
  const hasMark = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const body = hasMark ? bytes.subarray(3) : bytes
  const declared = findDeclaration(body)
  const encoding = declared === null ? 'utf-8' : normalizeEncoding(declared)
  if (hasMark && encoding !== 'utf-8') {
    const { length, text } = firstLine(body)
    const message = `encoding problem: ${encoding} with BOM`
    throw new PythonSyntaxError('SyntaxError', message, filename, 1, 0, 1, length, text)
  }
  if (encoding === 'utf-8') return { text: decodeUtf8(body, filename), encoding }
  if (encoding === 'iso-8859-1') return { text: Buffer.from(body).toString('latin1'), encoding }
  if (encoding === 'ascii') {
    const bad = body.findIndex((byte) => byte > 127)
    if (bad >= 0) {
      const value = body[bad].toString(16)
      throw declarationError(
        `'ascii' codec can't decode byte 0x${value} in position ${bad}: ordinal not in range(128)`,
        filename,
      )
    }
    return { text: Buffer.from(body).toString('latin1'), encoding }
  }
  let decoder: InstanceType<typeof TextDecoder>
  try {
    decoder = new TextDecoder(encoding, { fatal: true })
  } catch {
    throw declarationError(`unknown encoding: ${declared}`, filename)
  }
  try {
    const text = decoder.decode(body)
    return { text: encoding === 'windows-1252' ? fixWindows1252(text) : text, encoding }
  } catch {
    throw declarationError(`encoding problem: ${declared}`, filename)
  }
}

/** Some versions of Node decode windows-1252 as latin-1. */
function fixWindows1252(text: string): string {
  const table = '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f'.concat(
    '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178',
  )
  return text.replace(/[\x80-\x9f]/g, (char) => table[char.charCodeAt(0) - 0x80])
}

function declarationError(message: string, filename: string): PythonSyntaxError {
  return new PythonSyntaxError('SyntaxError', message, filename, 0, -1, null, null, null)
}

/** The encoding named in the first line, or in the second if the first is blank or a comment. */
function findDeclaration(body: Uint8Array): string | null {
  let start = 0
  for (let line = 0; line < 2; line++) {
    let end = start
    while (end < body.length && body[end] !== 0x0a && body[end] !== 0x0d) end++
    const text = Buffer.from(body.subarray(start, end)).toString('latin1')
    const found = declaration.exec(text)
    if (found) return found[1]
    if (!/^[ \t\f]*(#.*)?$/.test(text)) return null
    start = body[end] === 0x0d && body[end + 1] === 0x0a ? end + 2 : end + 1
  }
  return null
}

function normalizeEncoding(name: string): string {
  const lower = name.toLowerCase().replaceAll('_', '-')
  if (/^utf-?8(-|$)/.test(lower) || lower === 'u8' || lower === 'utf') return 'utf-8'
  if (/^(latin-?1|iso-?8859-1|iso-latin-1|l1|8859|cp819)(-|$)/.test(lower)) return 'iso-8859-1'
  if (/^(us-)?ascii$|^646$/.test(lower)) return 'ascii'
  if (/^mac-?roman$/.test(lower)) return 'macintosh'
  const page = /^(cp|windows-?)(\d+)$/.exec(lower)
  if (page) return page[2].startsWith('125') ? `windows-${page[2]}` : `ibm${page[2]}`
  const iso = /^iso-?8859-(\d+)$/.exec(lower)
  if (iso) return `iso-8859-${iso[1]}`
  if (lower === 'euc-jp' || lower === 'eucjp') return 'euc-jp'
  return lower
}

function firstLine(body: Uint8Array): { length: number; text: string } {
  const text = Buffer.from(body).toString('utf8').split(/\r|\n/, 1)[0]
  return { length: text.length, text }
}

function decodeUtf8(body: Uint8Array, filename: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    const { at, line } = findInvalidUtf8(body)
    const byte = body[at].toString(16).padStart(2, '0')
    const message =
      `Non-UTF-8 code starting with '\\x${byte}' on line ${line}, but no encoding declared; ` +
      'see https://peps.python.org/pep-0263/ for details'
    const start = body.lastIndexOf(0x0a, at) + 1
    const end = body.indexOf(0x0a, at)
    const text = new TextDecoder('utf-8').decode(body.subarray(start, end < 0 ? body.length : end))
    const col = [...new TextDecoder('utf-8').decode(body.subarray(start, at))].length + 1
    throw new PythonSyntaxError('SyntaxError', message, filename, line, col, line, col, text)
  }
}

function findInvalidUtf8(body: Uint8Array): { at: number; line: number } {
  let line = 1
  for (let i = 0; i < body.length; ) {
    const c = body[i]
    if (c === 0x0a) line++
    const size = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0
    if (size === 0) return { at: i, line }
    for (let k = 1; k < size; k++) {
      if (i + k >= body.length || (body[i + k] & 0xc0) !== 0x80) return { at: i, line }
    }
    // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
    const second = body[i + 1]
    const isBad =
      (c === 0xe0 && second < 0xa0) ||
      (c === 0xed && second > 0x9f) ||
      (c === 0xf0 && second < 0x90) ||
      (c === 0xf4 && second > 0x8f)
    if (isBad) return { at: i, line }
    i += size
  }
  return { at: 0, line }
}
