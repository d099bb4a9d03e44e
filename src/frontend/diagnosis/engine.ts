// Runs the diagnosis grammar over a token stream, with backtracking, and raises what it finds.
//
// It imitates how far CPython's parser reads: `fill` counts the tokens it has asked for, and the last of
// them is where a plain "invalid syntax" is shown. A token is asked for even by a look-ahead.
// An error is thrown as `Raised`. Positions are worked out in report.ts.

import type { PythonSyntaxError, SyntaxErrorType } from '../syntax-error.ts'
import { ERRORTOKEN, NAME, softKeywordList, type TokenStream } from '../tokens.ts'
import { describe } from './describe.ts'
import { Report } from './report.ts'

export interface Node {
  readonly kind: string
  /** First and last token. */
  readonly first: number
  readonly last: number
  readonly parts: Record<string, Value>
}
export type Value = Node | Value[]
export type Match = Value | null
export type Action = (e: Engine, bindings: Record<string, Value>, start: number) => Match

export class Raised extends Error {
  readonly error: PythonSyntaxError
  constructor(error: PythonSyntaxError) {
    super(error.message)
    this.error = error
  }
}

export class Engine {
  mark = 0
  fill = 0
  secondPass = false
  readonly nothing: Value = []
  readonly tokens: TokenStream
  readonly report: Report
  readonly barryAsFlufl: boolean
  private memo = new Map<string, Map<number, { value: Match; end: number }>>()

  constructor(tokens: TokenStream, filename: string, barryAsFlufl: boolean) {
    this.tokens = tokens
    this.report = new Report(tokens, filename)
    this.barryAsFlufl = barryAsFlufl
  }

  /** Starts the second pass: the tokens read so far stay read. */
  restart(): void {
    this.mark = 0
    this.memo = new Map()
    this.secondPass = true
  }

  // ---- tokens ----

  private ask(): number {
    const { tokens, mark } = this
    if (mark >= this.fill) {
      this.fill = mark + 1
      if (mark === tokens.count - 1 && tokens.error !== null) this.raiseTokenError()
    }
    return tokens.kind[mark]
  }

  private takeToken(): Node {
    const at = this.mark++
    return { kind: this.tokens.kind[at] === NAME ? 'Name' : 'token', first: at, last: at, parts: {} }
  }

  /** Past the end of the stream nothing matches (the last token is an error or the end). */
  private get exhausted(): boolean {
    return this.mark >= this.tokens.count
  }

  expect(kind: number): Match {
    if (this.exhausted || this.ask() !== kind) return null
    return this.takeToken()
  }

  expectWord(word: string): Match {
    if (this.exhausted || this.ask() !== NAME || this.tokens.textOf(this.mark) !== word) return null
    return this.takeToken()
  }

  expectSoftKeyword(): Match {
    if (this.exhausted || this.ask() !== NAME || !softKeywordList.includes(this.tokens.textOf(this.mark))) return null
    return this.takeToken()
  }

  expectForced(kind: number, spelling: string): Match {
    const found = this.expect(kind)
    if (found !== null) return found
    if (this.exhausted || !this.secondPass) return null
    const at = { kind: 'token', first: this.mark, last: this.mark, parts: {} }
    return this.raiseBetween(at, at, `expected '${spelling}'`)
  }

  node(kind: string, start: number, parts: Record<string, Value>): Node {
    return { kind, first: start, last: Math.max(start, this.mark - 1), parts }
  }

  textOf(value: Value): string {
    const node = nodeOf(value)
    return this.tokens.text.slice(this.tokens.start[node.first], this.tokens.end[node.last])
  }

  // ---- remembering ----

  remember(name: string, body: (e: Engine) => Match): Match {
    const table = this.tableOf(name)
    const start = this.mark
    const known = table.get(start)
    if (known !== undefined) {
      this.mark = known.end
      return known.value
    }
    const value = body(this)
    table.set(start, { value, end: this.mark })
    return value
  }

  growLeft(name: string, body: (e: Engine) => Match): Match {
    const table = this.tableOf(name)
    const start = this.mark
    const known = table.get(start)
    if (known !== undefined) {
      this.mark = known.end
      return known.value
    }
    let value: Match = null
    let end = start
    for (;;) {
      table.set(start, { value, end })
      this.mark = start
      const longer = body(this)
      if (longer === null || this.mark <= end) break
      value = longer
      end = this.mark
    }
    this.mark = end
    return value
  }

  private tableOf(name: string): Map<number, { value: Match; end: number }> {
    let table = this.memo.get(name)
    if (table === undefined) {
      table = new Map()
      this.memo.set(name, table)
    }
    return table
  }

  // ---- raising ----

  fillIn(text: string, bindings: Record<string, Value>): string {
    return text.replace(/\{(\w+)(\.\w+)?\}/g, (_all, name: string, part: string | undefined) => {
      const value = bindings[name]
      if (part === '.line') return String(this.tokens.line[nodeOf(value).first])
      if (part === '.text') return this.textOf(value)
      return describe(this, nodeOf(value))
    })
  }

  private throwError(error: PythonSyntaxError): never {
    throw new Raised(error)
  }

  raiseBetween(from: Value, to: Value, message: string): never {
    this.throwError(this.report.between('SyntaxError', nodeOf(from).first, lastNodeOf(to).last, this.fill, message))
  }

  raiseAtEndOf(value: Value, message: string): never {
    const last = lastNodeOf(value).last
    const { endLine, endCol } = this.tokens
    this.throwError(this.report.at(message, endLine[last], endCol[last] - 1, this.fill))
  }

  raiseFrom(from: Value, message: string): never {
    this.throwError(this.report.from(nodeOf(from).first, this.fill, message))
  }

  raiseAtLast(type: SyntaxErrorType, message: string): never {
    const last = this.fill - 1
    if (this.tokens.kind[last] === ERRORTOKEN && this.tokens.error?.cause === 'end of input in brackets') {
      this.raiseTokenError()
    }
    this.throwError(this.report.atToken(type, last, this.fill, message))
  }

  raiseAtNext(message: string): never {
    if (!this.exhausted) this.ask()
    const at = Math.min(this.mark, this.tokens.count - 1)
    this.throwError(this.report.atToken('SyntaxError', at, this.fill, message))
  }

  raiseTokenError(): never {
    this.throwError(this.report.tokenError(this.tokens.error!))
  }
}

export function nodeOf(value: Value): Node {
  return Array.isArray(value) ? nodeOf(value[0]) : value
}
export function lastNodeOf(value: Value): Node {
  return Array.isArray(value) ? lastNodeOf(value[value.length - 1]) : value
}
