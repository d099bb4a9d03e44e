// Scans the text parts of f-strings and t-strings (PEP 701, PEP 750) for the tokenizer.
//
// A mode lives from the opening to the closing quote. `depth` counts the brackets open inside it,
// `fieldDepth` how many replacement fields are open (-1: none): the top of field n lies at depth n + 1.
// A doubled brace ends a MIDDLE token in front of its second brace, so that the token's text needs no
// more than escapes to be processed; its end column counts both braces.

import type { Tokenizer } from './tokenizer.ts'
import * as T from './tokens.ts'

const MAX_FIELD_NESTING = 3
const MAX_STRING_NESTING = 150

export interface FStringMode {
  readonly letter: 'f' | 't'
  readonly quote: number
  readonly quoteSize: number
  readonly raw: boolean
  readonly start: number
  readonly line: number
  readonly lineStart: number
  inText: boolean
  inFormatSpec: boolean
  inDebug: boolean
  depth: number
  fieldDepth: number
}

export function startFString(t: Tokenizer, start: number, quoteAt: number, isTemplate: boolean, raw: boolean): void {
  const text = t.text
  const quote = text.charCodeAt(quoteAt)
  const triple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote
  const quoteSize = triple ? 3 : 1
  t.pos = quoteAt + quoteSize
  if (t.modes.length + 1 >= MAX_STRING_NESTING) t.fail('too many nested f-strings or t-strings', t.pos)
  t.push(isTemplate ? T.TSTRING_START : T.FSTRING_START, start, t.pos)
  t.mode = {
    letter: isTemplate ? 't' : 'f',
    quote,
    quoteSize,
    raw,
    start,
    line: t.line,
    lineStart: t.lineStart,
    inText: true,
    inFormatSpec: false,
    inDebug: false,
    depth: 0,
    fieldDepth: -1,
  }
  t.modes.push(t.mode)
}

/** In text: makes one MIDDLE or END token, or opens a replacement field. */
export function scanFStringText(t: Tokenizer, mode: FStringMode): void {
  const text = t.text
  const start = t.pos
  let pos = start
  if (text.charCodeAt(pos) === 0x7b && text.charCodeAt(pos + 1) !== 0x7b) {
    openField(t, mode)
    return
  }
  let quotes = 0
  while (quotes < mode.quoteSize && text.charCodeAt(pos + quotes) === mode.quote) quotes++
  if (quotes === mode.quoteSize) {
    t.push(mode.letter === 'f' ? T.FSTRING_END : T.TSTRING_END, pos, (t.pos = pos + quotes))
    t.modes.pop()
    t.mode = t.modes.length > 0 ? t.modes[t.modes.length - 1] : null
    return
  }

  const startLine = t.line
  const startCol = t.columnOf(start)
  const emit = (end: number, next: number): void => {
    t.pushMultiline(mode.letter === 'f' ? T.FSTRING_MIDDLE : T.TSTRING_MIDDLE, start, end, startLine, startCol)
    t.stream.endCol[t.stream.count - 1] += next - end
    t.pos = next
  }
  const inFormatSpec = mode.inFormatSpec && mode.fieldDepth >= 0
  let namedEscape = false
  let run = 0
  for (;;) {
    const c = text.charCodeAt(pos)
    if ((c === 0 && pos >= text.length - 1) || (mode.quoteSize === 1 && c === 0x0a)) {
      failAtEnd(t, mode, inFormatSpec, c, pos)
    }
    pos++
    if (c === mode.quote) {
      if (++run === mode.quoteSize) {
        emit(pos - run, pos - run)
        return
      }
      continue
    }
    run = 0
    if (c === 0x7b) {
      if (text.charCodeAt(pos) === 0x7b && !inFormatSpec) {
        emit(pos, pos + 1)
        return
      }
      emit(pos - 1, pos - 1)
      openField(t, mode)
      return
    }
    if (c === 0x7d) {
      if (namedEscape) {
        emit(pos, pos)
        return
      }
      if (text.charCodeAt(pos) === 0x7d && !inFormatSpec && mode.depth === 0) {
        emit(pos, pos + 1)
        return
      }
      emit(pos - 1, pos - 1)
      mode.inText = false
      return
    }
    if (c === 0x0a) t.newLine(pos)
    else if (c === 0x5c) {
      const next = text.charCodeAt(pos)
      if (next === 0x7b || next === 0x7d) {
        if (!mode.raw) warnAboutEscape(t, String.fromCharCode(next))
        continue
      }
      if (pos >= text.length - 1) continue
      pos++
      if (next === 0x0a) t.newLine(pos)
      if (!mode.raw && next === 0x4e && text.charCodeAt(pos) === 0x7b) {
        namedEscape = true
        pos++
      }
    }
  }
}

function openField(t: Tokenizer, mode: FStringMode): void {
  mode.fieldDepth++
  if (mode.fieldDepth >= MAX_FIELD_NESTING) {
    t.fail(`${mode.letter}-string: expressions nested too deeply`, t.pos)
  }
  mode.inText = false
}

function failAtEnd(t: Tokenizer, mode: FStringMode, inFormatSpec: boolean, c: number, pos: number): never {
  const letter = mode.letter
  if (inFormatSpec && c === 0x0a) {
    t.fail(
      `${letter}-string: newlines are not allowed in format specifiers for single quoted ${letter}-strings`,
      pos + 1,
    )
  }
  const detected = c === 0 ? t.line - 1 : t.line
  t.line = mode.line
  t.lineStart = mode.lineStart
  const triple = mode.quoteSize === 3 ? 'triple-quoted ' : ''
  t.fail(
    `unterminated ${triple}${letter}-string literal (detected at line ${detected})`,
    mode.start + 1,
    -1,
    -1,
    c === 0,
  )
}

export function warnAboutEscape(t: Tokenizer, char: string): void {
  t.warn(
    `"\\${char}" is an invalid escape sequence. Such sequences will not work in the future. ` +
      `Did you mean "\\\\${char}"? A raw string is also an option.`,
  )
}
