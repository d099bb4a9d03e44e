// Tokens for the tokenize module: the tokenizer's stream with comments and the newlines that end no statement, which it leaves out
// and which lie in the gaps between its tokens. A row is six numbers: type, line, column, end line, end column (columns in
// characters), and 1 for an operator. What the tokenizer found wrong is raised behind the last row (src/overlay/_tokenize.py).

import { prepareText } from '../frontend/source.ts'
import type { TokenError } from '../frontend/syntax-error.ts'
import { tokenize } from '../frontend/tokenizer.ts'
import * as K from '../frontend/tokens.ts'
import { type HostModule, plain } from '../host/host-builtins.ts'

/** Numbers of the module token. */
const TOKEN = { OP: 55, ERRORTOKEN: 64, COMMENT: 65, NL: 66, NAME: 1 }
const KINDS = new Map([
  [K.ENDMARKER, 0], [K.NAME, 1], [K.NUMBER, 2], [K.STRING, 3], [K.NEWLINE, 4], [K.INDENT, 5], [K.DEDENT, 6],
  [K.FSTRING_START, 59], [K.FSTRING_MIDDLE, 60], [K.FSTRING_END, 61], [K.TSTRING_START, 62], [K.TSTRING_MIDDLE, 63], [K.TSTRING_END, 64],
])

class Rows {
  readonly rows: number[] = []
  private readonly lineStarts = [0]
  constructor(private readonly text: string) {
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) this.lineStarts.push(i + 1)
  }
  private lineOf(offset: number): number {
    let low = 0
    let high = this.lineStarts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.lineStarts[middle] <= offset) low = middle
      else high = middle
    }
    return low
  }
  private place(offset: number, line: number): void {
    const start = this.lineStarts[line]
    let column = offset - start
    for (let i = start; i < offset; i++) if ((this.text.charCodeAt(i) & 0xfc00) === 0xdc00) column--
    this.rows.push(line + 1, column)
  }
  add(type: number, start: number, end: number, operator = false): void {
    this.rows.push(type)
    const line = this.lineOf(start)
    this.place(start, line)
    // A newline belongs to the line that it ends.
    this.place(end, end > start ? this.lineOf(end - 1) : line)
    this.rows.push(operator ? 1 : 0)
  }
  /** Comments and newlines between two tokens. */
  gap(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const c = this.text[i]
      if (c === '#') {
        let end = this.text.indexOf('\n', i)
        if (end < 0 || end > to) end = to
        this.add(TOKEN.COMMENT, i, end)
        i = end - 1
      } else if (c === '\\' && this.text[i + 1] === '\n') i++
      else if (c === '\n') this.add(TOKEN.NL, i, i + 1)
    }
  }
}

/** Message, line, column, and whether it is an error of indentation. */
function describe(error: TokenError, text: string): [string, number, number, boolean] {
  const column = error.col > 0 ? error.col : Math.max(error.at - error.lineStart, 0)
  switch (error.cause) {
    case 'end of input in brackets': return ['unexpected EOF in multi-line statement', error.line, 0, false]
    case 'dedent': return ['unindent does not match any outer indentation level', error.line, text.slice(error.lineStart).split('\n', 1)[0].length + 1, true]
    case 'tab': return ['inconsistent use of tabs and spaces in indentation', error.line, column, true]
    case 'too deep': return ['too many levels of indentation', error.line, column, true]
    case 'line continuation': return ['unexpected character after line continuation character', error.line, column, false]
    default: return [error.message, error.line, column, false]
  }
}

export const tokenizeModule: HostModule = {
  name: '_typhon_tokenize',
  builtins: [
    plain('scan', '($module, text, /)', (heap, [source]) => {
      const text = prepareText(heap.toStr(source))
      const stream = tokenize(text)
      const out = new Rows(text)
      let at = 0
      for (let i = 0; i < stream.count; i++) {
        const kind = stream.kind[i]
        if (kind === K.ERRORTOKEN && i === stream.count - 1 && stream.error) break
        const { start: starts, end: ends } = stream
        const start = starts[i]
        if (start > at) out.gap(at, start)
        if (kind === K.NEWLINE && text[start] === '#') {
          out.add(TOKEN.COMMENT, start, ends[i] - 1)
          out.add(4, ends[i] - 1, ends[i])
        } else if (kind === K.INDENT) out.add(5, text.lastIndexOf('\n', start - 1) + 1, start)
        else if (kind === K.ERRORTOKEN) out.add(TOKEN.OP, start, ends[i], true)
        else if (K.isKeywordKind(kind)) out.add(TOKEN.NAME, start, ends[i])
        else {
          const type = KINDS.get(kind)
          if (kind === K.ENDMARKER) {
            if (start > at) at = start
            out.add(0, text.length - 1, text.length - 1)
          } else out.add(type ?? TOKEN.OP, start, ends[i], type === undefined)
        }
        at = Math.max(at, ends[i])
      }
      if (stream.error?.cause === 'end of input in brackets') out.gap(at, text.length - 1)
      const rows = Int32Array.from(out.rows)
      const error = stream.error ? describe(stream.error, text) : null
      return heap.tuple([
        heap.bytes(new Uint8Array(rows.buffer)),
        error ? heap.tuple([heap.str(error[0]), heap.int(error[1]), heap.int(error[2]), heap.bool(error[3])]) : heap.none(),
      ])
    }),
  ],
}
