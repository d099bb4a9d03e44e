// Positions and line texts of SyntaxErrors, as CPython computes them.
//
// `offset` and `end_offset` count characters from 1. The line shown ends with its newline if the tokenizer
// has not gone beyond it, which is what CPython's buffers come to. Errors without an end have end offset 0,
// or -1 from the tokenizer.

import { PythonSyntaxError, type SyntaxErrorType, type TokenError } from '../syntax-error.ts'
import { INDENT, type TokenStream } from '../tokens.ts'

export class Report {
  private readonly tokens: TokenStream
  private readonly filename: string

  constructor(tokens: TokenStream, filename: string) {
    this.tokens = tokens
    this.filename = filename
  }

  /** An error over the tokens `first` to `last`. */
  between(type: SyntaxErrorType, first: number, last: number, fill: number, message: string): PythonSyntaxError {
    const { line, col, endLine, endCol } = this.tokens
    return this.make(type, message, line[first], col[first] + 1, endLine[last], endCol[last] + 1, fill)
  }

  /** An error from the token `first` to the end of what has been read. */
  from(first: number, fill: number, message: string): PythonSyntaxError {
    const { line, col } = this.tokens
    const stand = this.standing(fill - 1)
    return this.make('SyntaxError', message, line[first], col[first] + 1, stand.line, stand.col, fill)
  }

  /** An error at one token, which may be one without columns. */
  atToken(type: SyntaxErrorType, at: number, fill: number, message: string): PythonSyntaxError {
    const { line, col, endLine, endCol } = this.tokens
    const start = col[at] === -1 ? this.standing(fill - 1).col : col[at] + 1
    const end = endCol[at] === -1 ? -1 : endCol[at] + 1
    return this.make(type, message, line[at], start, endLine[at], end, fill)
  }

  /** An error at a place given by line and byte column, without end. */
  at(message: string, line: number, col: number, fill: number): PythonSyntaxError {
    return this.make('SyntaxError', message, line, col + 1, line, 0, fill)
  }

  neverClosed(fill: number): PythonSyntaxError {
    const open = this.tokens.openBrackets.at(-1)!
    return this.at(`'${open.bracket}' was never closed`, open.line, open.col, fill)
  }

  tokenError(error: TokenError): PythonSyntaxError {
    const { tokens } = this
    const fill = tokens.count
    switch (error.cause) {
      case 'message': {
        const before = [...tokens.text.slice(error.lineStart, error.at)].length
        const col = error.col === -1 ? before : error.col
        const text = this.lineText(error.line, false)
        return this.error(
          'SyntaxError',
          error.message,
          error.line,
          col,
          error.line,
          error.endCol === -1 ? col : error.endCol,
          text,
        )
      }
      case 'end of input in brackets':
        if (tokens.openBrackets.length > 0) return this.neverClosed(fill)
        return this.atToken('SyntaxError', fill - 1, fill, 'unexpected EOF while parsing')
      case 'dedent': {
        const message = 'unindent does not match any outer indentation level'
        return this.atToken('IndentationError', fill - 1, fill, message)
      }
      case 'tab':
        return this.make(
          'TabError',
          'inconsistent use of tabs and spaces in indentation',
          error.line,
          1,
          error.line,
          0,
          fill,
        )
      case 'too deep':
        return this.make('IndentationError', 'too many levels of indentation', error.line, 1, error.line, 0, fill)
      case 'line continuation': {
        const message = 'unexpected character after line continuation character'
        const col = Buffer.byteLength(tokens.text.slice(error.lineStart, error.at)) - 1
        return this.make('SyntaxError', message, error.line, col + 1, error.line, 0, fill)
      }
    }
  }

  /** Where the tokenizer stands behind token `at`: line, and bytes from the start of that line. */
  standing(at: number): { line: number; col: number } {
    const { tokens } = this
    const error = tokens.error
    if (at === tokens.count - 1 && error !== null) {
      return { line: error.line, col: Buffer.byteLength(tokens.text.slice(error.lineStart, error.at)) }
    }
    const line = tokens.endLine[at]
    if (tokens.col[at] !== -1) return { line, col: tokens.endCol[at] }
    const from = tokens.lineStarts[line - 1]
    const pos =
      tokens.kind[at] === INDENT || tokens.start[at] < tokens.text.length - 1
        ? tokens.start[at]
        : tokens.text.length - 1
    return { line, col: Buffer.byteLength(tokens.text.slice(from, pos)) }
  }

  private make(
    type: SyntaxErrorType,
    message: string,
    line: number,
    byteOffset: number,
    endLine: number,
    endByteOffset: number,
    fill: number,
  ): PythonSyntaxError {
    const text = this.lineText(line, this.standing(fill - 1).line <= line)
    const offset = characterOffset(text, byteOffset)
    const endOffset = endByteOffset > 0 ? characterOffset(text, endByteOffset) : endByteOffset
    return this.error(type, message, line, offset, endLine, endOffset, text)
  }

  private error(
    type: SyntaxErrorType,
    message: string,
    line: number,
    offset: number,
    endLine: number,
    endOffset: number,
    text: string,
  ): PythonSyntaxError {
    return new PythonSyntaxError(type, message, this.filename, line, offset, endLine, endOffset, text)
  }

  lineText(line: number, withNewline: boolean): string {
    const { text, lineStarts } = this.tokens
    const start = lineStarts[line - 1] ?? text.length - 1
    const end = text.indexOf('\n', start)
    if (end < 0) return ''
    const isImplied = this.tokens.newlineIsImplied && end === text.length - 2
    return text.slice(start, withNewline && !isImplied ? end + 1 : end)
  }
}

/**
 * Characters within the first `bytes` bytes of `line`; a character cut in two counts. Ends of errors over
 * several lines are measured on the first one, too, and so limited by its length.
 */
function characterOffset(line: string, bytes: number): number {
  let rest = Math.min(bytes, Buffer.byteLength(line) + 1)
  let count = 0
  for (const char of line) {
    if (rest <= 0) return count
    rest -= Buffer.byteLength(char)
    count++
  }
  return count + Math.max(0, rest)
}
