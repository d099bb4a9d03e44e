// The base of the parser: a position in the token stream, and the node positions taken from it.
//
// The parser is one class in layers, each file adding the rules of one part of the grammar:
// TokenCursor -> StringParser -> ExpressionParser -> PatternParser -> StatementParser.
// An invalid program makes `fail` throw `ParseFailure`, which carries nothing: diagnosis/ then finds out
// what to report. `enter`/`leave` bound the recursion as CPython's parser does.

import type { Expr, Located } from './ast.ts'
import { normalizeIdentifier } from './identifiers.ts'
import * as T from './tokens.ts'

export class ParseFailure extends Error {}
export class TooComplex extends Error {}
const failure = new ParseFailure('invalid syntax')

/** Nested rules CPython's parser allows. */
const MAX_DEPTH = 4000

export interface ParserFeatures {
  /** `from __future__ import barry_as_FLUFL`: `<>` in place of `!=`. */
  readonly barryAsFlufl?: boolean
  /** Unicode data for `\N{...}`; without it such escapes are errors. */
  readonly lookUpCharacterName?: (name: string) => number | undefined
  readonly intMaxStrDigits?: number
}

export class TokenCursor {
  protected i = 0
  protected readonly tokens: T.TokenStream
  protected readonly kind: Uint8Array
  protected readonly text: string
  readonly features: ParserFeatures
  protected depth = 0

  constructor(tokens: T.TokenStream, features: ParserFeatures) {
    this.tokens = tokens
    this.kind = tokens.kind
    this.text = tokens.text
    this.features = features
  }

  /** Index of the token where parsing stopped. */
  get position(): number {
    return this.i
  }

  protected fail(): never {
    throw failure
  }

  protected enter(rules: number): void {
    if ((this.depth += rules) > MAX_DEPTH) throw new TooComplex()
  }
  protected leave(rules: number): void {
    this.depth -= rules
  }

  protected expect(kind: number): void {
    if (this.kind[this.i] !== kind) this.fail()
    this.i++
  }

  protected accept(kind: number): boolean {
    if (this.kind[this.i] !== kind) return false
    this.i++
    return true
  }

  /** Whether token `i` is the name `word` (a soft keyword). */
  protected isWord(i: number, word: string): boolean {
    if (this.kind[i] !== T.NAME) return false
    const start = this.tokens.start[i]
    return this.tokens.end[i] - start === word.length && this.text.startsWith(word, start)
  }

  protected identifier(i: number): string {
    return normalizeIdentifier(this.tokens.textOf(i))
  }

  protected expectIdentifier(): string {
    if (this.kind[this.i] !== T.NAME) this.fail()
    return this.identifier(this.i++)
  }

  // ---- positions ----

  protected lineAt(i: number): number {
    return this.tokens.line[i]
  }
  protected colAt(i: number): number {
    return this.tokens.col[i]
  }
  /** From token `start` to the token in front. */
  protected located(start: number): Located {
    const t = this.tokens
    const end = this.i - 1
    return {
      lineno: t.line[start],
      col_offset: t.col[start],
      end_lineno: t.endLine[end],
      end_col_offset: t.endCol[end],
    }
  }
  /** End of the token in front: the end of a node whose last token has just been taken. */
  protected endLine(): number {
    return this.tokens.endLine[this.i - 1]
  }
  protected endCol(): number {
    return this.tokens.endCol[this.i - 1]
  }
}

/** Same position as `from`, up to the end of `to`. */
export function spanOf(from: Located, to: Located): Located {
  return {
    lineno: from.lineno,
    col_offset: from.col_offset,
    end_lineno: to.end_lineno,
    end_col_offset: to.end_col_offset,
  }
}

/** Whether `node` may stand on the left of `=`; turns its contexts into Store (or Del). */
export function makeTarget(node: Expr, ctx: 'Store' | 'Del'): boolean {
  switch (node.kind) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      node.ctx = ctx
      return true
    case 'Tuple':
    case 'List':
      for (const element of node.elts) if (!makeTarget(element, ctx)) return false
      node.ctx = ctx
      return true
    case 'Starred':
      if (ctx === 'Del' || node.value.kind === 'Starred' || !makeTarget(node.value, ctx)) return false
      node.ctx = ctx
      return true
    default:
      return false
  }
}
