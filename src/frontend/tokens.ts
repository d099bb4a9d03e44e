// Token kinds and the token stream.
//
// A kind is a small integer: one for each class of token, operator and keyword, so that the parser compares
// numbers only. Soft keywords (match, case, type, _) are names.
// The stream is a structure of arrays. Offsets count UTF-16 units of `text`; columns count UTF-8 bytes of
// the line, -1 where CPython's tokenizer gives none (INDENT, DEDENT, ENDMARKER).
// Produced by tokenizer.ts, read by parser.ts and the diagnosis of invalid programs (diagnosis/).

import type { TokenError } from './syntax-error.ts'

// biome-ignore format: a table
const operators = [
  '(', ')', '[', ']', '{', '}', ':', ',', ';', '.', '=', '->', ':=', '...', '!', '@', // not binary, and `@`
  '+', '-', '*', '/', '//', '%', '**', '<<', '>>', '&', '|', '^', '~', '<', '>', '==', '!=', '<=', '>=',
  '+=', '-=', '*=', '/=', '//=', '%=', '@=', '&=', '|=', '^=', '>>=', '<<=', '**=',
] as const
// biome-ignore format: a table
const keywords = [
  'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del',
  'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal',
  'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield',
] as const

export const ENDMARKER = 0
export const NAME = 1
export const NUMBER = 2
export const STRING = 3
export const NEWLINE = 4
export const INDENT = 5
export const DEDENT = 6
export const FSTRING_START = 7
export const FSTRING_MIDDLE = 8
export const FSTRING_END = 9
export const TSTRING_START = 10
export const TSTRING_MIDDLE = 11
export const TSTRING_END = 12
export const ERRORTOKEN = 13
const FIRST_OPERATOR = 14
const FIRST_KEYWORD = FIRST_OPERATOR + operators.length

type Spelling = (typeof operators)[number] | (typeof keywords)[number]
const kinds = new Map<string, number>()
for (const [i, text] of operators.entries()) kinds.set(text, FIRST_OPERATOR + i)
for (const [i, text] of keywords.entries()) kinds.set(text, FIRST_KEYWORD + i)

/** The kind of an operator or keyword. */
export function kindOf(spelling: Spelling): number {
  return kinds.get(spelling)!
}
/** The kind of any spelling, or undefined: not an operator or keyword. */
export function lookUpKind(spelling: string): number | undefined {
  return kinds.get(spelling)
}
export const keywordKinds: ReadonlyMap<string, number> = new Map(keywords.map((text) => [text, kindOf(text)]))
export const keywordList: readonly string[] = keywords
export const softKeywordList: readonly string[] = ['_', 'case', 'match', 'type']
export function isKeywordKind(kind: number): boolean {
  return kind >= FIRST_KEYWORD
}
export const kindCount = FIRST_KEYWORD + keywords.length

export class TokenStream {
  /** The decoded program: newlines are \n, the last line has one, a NUL stands behind it. */
  text: string
  count = 0
  kind: Uint8Array
  start: Int32Array
  end: Int32Array
  line: Int32Array
  col: Int32Array
  endLine: Int32Array
  endCol: Int32Array
  /** Depth of open brackets behind the token. */
  level: Uint8Array
  /** What the last token, an ERRORTOKEN, stands for. */
  error: TokenError | null = null
  /** Open brackets at the end of the stream, outermost first. */
  openBrackets: { bracket: string; line: number; col: number }[] = []
  warnings: { message: string; line: number; category: 'SyntaxWarning' | 'DeprecationWarning' }[] = []
  lineStarts: number[] = [0]
  /** Outside files the last newline may be ours: error texts do not show it. */
  newlineIsImplied = false

  constructor(text: string, capacity: number) {
    this.text = text
    this.kind = new Uint8Array(capacity)
    this.level = new Uint8Array(capacity)
    this.start = new Int32Array(capacity)
    this.end = new Int32Array(capacity)
    this.line = new Int32Array(capacity)
    this.col = new Int32Array(capacity)
    this.endLine = new Int32Array(capacity)
    this.endCol = new Int32Array(capacity)
  }

  grow(): void {
    const twice = <T extends Uint8Array | Int32Array>(old: T): T => {
      const bigger = new (old.constructor as new (n: number) => T)(old.length * 2)
      bigger.set(old)
      return bigger
    }
    this.kind = twice(this.kind)
    this.level = twice(this.level)
    this.start = twice(this.start)
    this.end = twice(this.end)
    this.line = twice(this.line)
    this.col = twice(this.col)
    this.endLine = twice(this.endLine)
    this.endCol = twice(this.endCol)
  }

  /** Drops the tokens `to` to `from - 1`. */
  copyWithin(to: number, from: number): void {
    for (const field of [this.kind, this.level, this.start, this.end, this.line, this.col, this.endLine, this.endCol]) {
      field.copyWithin(to, from, this.count)
    }
    this.count -= from - to
  }

  /** Makes token `index`, a NEWLINE, one that only stands for the end of the text: without columns. */
  setEndToken(index: number): void {
    this.col[index] = this.endCol[index] = -1
  }

  insertNewlineAtEnd(): void {
    if (this.count === this.kind.length) this.grow()
    const last = this.count++
    for (const field of [this.kind, this.level, this.start, this.end, this.line, this.col, this.endLine, this.endCol]) {
      field[last] = field[last - 1]
    }
    this.kind[last - 1] = NEWLINE
  }

  textOf(index: number): string {
    return this.text.slice(this.start[index], this.end[index])
  }
}
