// Patterns of the `match` statement.
//
// Which names are captures, which dotted names are values, and what may be a key is decided here by
// syntax; the compiler checks the rest (repeated names, irrefutable patterns).

import type { Expr, Pattern } from './ast.ts'
import { LiteralError, parseNumber } from './literals.ts'
import { ExpressionParser } from './parse-expressions.ts'
import * as T from './tokens.ts'
import { kindOf } from './tokens.ts'

const LPAREN = kindOf('(')
const RPAREN = kindOf(')')
const LBRACKET = kindOf('[')
const RBRACKET = kindOf(']')
const LBRACE = kindOf('{')
const RBRACE = kindOf('}')
const COLON = kindOf(':')
const COMMA = kindOf(',')
const DOT = kindOf('.')
const EQUAL = kindOf('=')
const STAR = kindOf('*')
const POWER = kindOf('**')
const PLUS = kindOf('+')
const MINUS = kindOf('-')
const BAR = kindOf('|')
const AS = kindOf('as')
const IF = kindOf('if')
const NONE = kindOf('None')
const TRUE = kindOf('True')
const FALSE = kindOf('False')

export class PatternParser extends ExpressionParser {
  /** What stands between `case` and the guard: a pattern, or a sequence without brackets. */
  protected parsePatterns(): Pattern {
    const start = this.i
    const first = this.parseMaybeStarPattern()
    if (this.kind[this.i] !== COMMA) {
      if (first.kind === 'MatchStar') this.fail()
      return first
    }
    const patterns = [first]
    while (this.accept(COMMA)) {
      if (this.kind[this.i] === COLON || this.kind[this.i] === IF) break
      patterns.push(this.parseMaybeStarPattern())
    }
    return { kind: 'MatchSequence', patterns, ...this.located(start) }
  }

  private parseMaybeStarPattern(): Pattern {
    if (this.kind[this.i] !== STAR) return this.parsePattern()
    const start = this.i++
    const name = this.expectIdentifier()
    return { kind: 'MatchStar', name: name === '_' ? null : name, ...this.located(start) }
  }

  private parsePattern(): Pattern {
    const start = this.i
    this.enter(4)
    const pattern = this.parseOrPattern()
    this.leave(4)
    if (!this.accept(AS)) return pattern
    const name = this.parseCaptureTarget()
    return { kind: 'MatchAs', pattern, name, ...this.located(start) }
  }

  private parseCaptureTarget(): string {
    const name = this.expectIdentifier()
    const next = this.kind[this.i]
    if (name === '_' || next === DOT || next === LPAREN || next === EQUAL) this.fail()
    return name
  }

  private parseOrPattern(): Pattern {
    const start = this.i
    const first = this.parseClosedPattern()
    if (this.kind[this.i] !== BAR) return first
    const patterns = [first]
    while (this.accept(BAR)) patterns.push(this.parseClosedPattern())
    return { kind: 'MatchOr', patterns, ...this.located(start) }
  }

  private parseClosedPattern(): Pattern {
    const start = this.i
    switch (this.kind[start]) {
      case T.NAME: {
        const next = this.kind[start + 1]
        if (next !== DOT && next !== LPAREN) {
          if (next === EQUAL) this.fail()
          const name = this.expectIdentifier()
          return { kind: 'MatchAs', pattern: null, name: name === '_' ? null : name, ...this.located(start) }
        }
        const value = this.parseDottedValue()
        if (this.kind[this.i] === LPAREN) return this.parseClassPattern(start, value)
        if (this.kind[this.i] === EQUAL) this.fail()
        return { kind: 'MatchValue', value, ...this.located(start) }
      }
      case NONE:
      case TRUE:
      case FALSE: {
        const kind = this.kind[this.i++]
        const type = kind === NONE ? 'None' : kind === TRUE ? 'True' : 'False'
        return { kind: 'MatchSingleton', value: { type }, ...this.located(start) }
      }
      case T.NUMBER:
      case MINUS:
      case T.STRING:
      case T.FSTRING_START:
      case T.TSTRING_START: {
        const value = this.parseLiteral()
        return { kind: 'MatchValue', value, ...this.located(start) }
      }
      case LPAREN:
        return this.parseParenthesizedPattern()
      case LBRACKET: {
        this.i++
        const patterns = this.parsePatternList(RBRACKET, [])
        this.expect(RBRACKET)
        return { kind: 'MatchSequence', patterns, ...this.located(start) }
      }
      case LBRACE:
        return this.parseMappingPattern()
      default:
        return this.fail()
    }
  }

  /** A dotted name; at least the first name. */
  private parseDottedValue(): Expr {
    const start = this.i
    let value: Expr = this.parseName(this.i++)
    while (this.accept(DOT)) {
      const attr = this.expectIdentifier()
      value = { kind: 'Attribute', value, attr, ctx: 'Load', ...this.located(start) }
    }
    return value
  }

  /** literal_expr without the singletons: strings, numbers with sign, complex numbers. */
  private parseLiteral(): Expr {
    const kind = this.kind[this.i]
    if (kind !== T.NUMBER && kind !== MINUS) return this.parseStrings()
    const start = this.i
    const negative = this.accept(MINUS)
    const real = this.parseNumberToken()
    let left: Expr = real
    if (negative) left = { kind: 'UnaryOp', op: 'USub', operand: real, ...this.located(start) }
    const sign = this.kind[this.i]
    if (sign !== PLUS && sign !== MINUS) return left
    if (real.value.type === 'complex') throw new LiteralError('real number required in complex literal')
    this.i++
    const right = this.parseNumberToken()
    if (right.value.type !== 'complex') throw new LiteralError('imaginary number required in complex literal')
    return { kind: 'BinOp', left, op: sign === PLUS ? 'Add' : 'Sub', right, ...this.located(start) }
  }

  private parseNumberToken(): Expr & { kind: 'Constant' } {
    if (this.kind[this.i] !== T.NUMBER) this.fail()
    return this.makeConstant(parseNumber(this.tokens.textOf(this.i), this.features.intMaxStrDigits))
  }

  private parsePatternList(close: number, patterns: Pattern[]): Pattern[] {
    while (this.kind[this.i] !== close) {
      patterns.push(this.parseMaybeStarPattern())
      if (!this.accept(COMMA)) break
    }
    return patterns
  }

  private parseParenthesizedPattern(): Pattern {
    const start = this.i++
    if (this.accept(RPAREN)) return { kind: 'MatchSequence', patterns: [], ...this.located(start) }
    const first = this.parseMaybeStarPattern()
    if (this.accept(COMMA)) {
      const patterns = this.parsePatternList(RPAREN, [first])
      this.expect(RPAREN)
      return { kind: 'MatchSequence', patterns, ...this.located(start) }
    }
    if (first.kind === 'MatchStar') this.fail()
    this.expect(RPAREN)
    return first
  }

  private parseMappingPattern(): Pattern {
    const start = this.i++
    const keys: Expr[] = []
    const patterns: Pattern[] = []
    let rest: string | null = null
    while (this.kind[this.i] !== RBRACE) {
      if (this.accept(POWER)) {
        rest = this.parseCaptureTarget()
        this.accept(COMMA)
        break
      }
      keys.push(this.parseMappingKey())
      this.expect(COLON)
      patterns.push(this.parsePattern())
      if (!this.accept(COMMA)) break
    }
    this.expect(RBRACE)
    return { kind: 'MatchMapping', keys, patterns, rest, ...this.located(start) }
  }

  private parseMappingKey(): Expr {
    const kind = this.kind[this.i]
    if (kind === NONE) return this.makeConstant({ type: 'None' })
    if (kind === TRUE) return this.makeConstant({ type: 'True' })
    if (kind === FALSE) return this.makeConstant({ type: 'False' })
    if (kind !== T.NAME) {
      if (kind === T.NUMBER || kind === MINUS || kind === T.STRING) return this.parseLiteral()
      if (kind === T.FSTRING_START || kind === T.TSTRING_START) return this.parseLiteral()
      this.fail()
    }
    if (this.kind[this.i + 1] !== DOT) this.fail()
    return this.parseDottedValue()
  }

  private parseClassPattern(start: number, cls: Expr): Pattern {
    this.i++
    const patterns: Pattern[] = []
    const kwd_attrs: string[] = []
    const kwd_patterns: Pattern[] = []
    while (this.kind[this.i] !== RPAREN) {
      if (this.kind[this.i] === T.NAME && this.kind[this.i + 1] === EQUAL) {
        kwd_attrs.push(this.expectIdentifier())
        this.i++
        kwd_patterns.push(this.parsePattern())
      } else {
        if (kwd_attrs.length > 0) this.fail()
        patterns.push(this.parsePattern())
      }
      if (!this.accept(COMMA)) break
    }
    this.expect(RPAREN)
    return { kind: 'MatchClass', cls, patterns, kwd_attrs, kwd_patterns, ...this.located(start) }
  }
}
