// Expressions: the rules of "Expressions" in the language reference.
//
// Binary operators are parsed by precedence climbing, everything else by recursive descent without
// backtracking. Contexts start as Load; assignment and `del` turn them (makeTarget).
// Depth weights of `enter` mirror how many grammar rules CPython nests for the same construct.

import type { BoolOp, CmpOperator, Comprehension, Dict, Expr, Keyword, Operator, Tuple, UnaryOperator } from './ast.ts'
import { parseNumber } from './literals.ts'
import { ParameterParser } from './parse-parameters.ts'
import { makeTarget } from './token-cursor.ts'
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
const WALRUS = kindOf(':=')
const ELLIPSIS = kindOf('...')
const STAR = kindOf('*')
const POWER = kindOf('**')
const _SLASH = kindOf('/')
const PLUS = kindOf('+')
const MINUS = kindOf('-')
const TILDE = kindOf('~')
const AND = kindOf('and')
const OR = kindOf('or')
const NOT = kindOf('not')
const IN = kindOf('in')
const IS = kindOf('is')
const IF = kindOf('if')
const ELSE = kindOf('else')
const FOR = kindOf('for')
const ASYNC = kindOf('async')
const AWAIT = kindOf('await')
const LAMBDA = kindOf('lambda')
const YIELD = kindOf('yield')
const FROM = kindOf('from')
const NONE = kindOf('None')
const TRUE = kindOf('True')
const FALSE = kindOf('False')
const NOT_EQUAL = kindOf('!=')

const binaryPrecedence = new Uint8Array(T.kindCount)
const binaryOperator: Operator[] = []
const comparison: (CmpOperator | undefined)[] = []
const binaryTable: [Parameters<typeof kindOf>[0], number, Operator][] = [
  ['|', 1, 'BitOr'],
  ['^', 2, 'BitXor'],
  ['&', 3, 'BitAnd'],
  ['<<', 4, 'LShift'],
  ['>>', 4, 'RShift'],
  ['+', 5, 'Add'],
  ['-', 5, 'Sub'],
  ['*', 6, 'Mult'],
  ['/', 6, 'Div'],
  ['//', 6, 'FloorDiv'],
  ['%', 6, 'Mod'],
  ['@', 6, 'MatMult'],
]
for (const [spelling, precedence, operator] of binaryTable) {
  binaryPrecedence[kindOf(spelling)] = precedence
  binaryOperator[kindOf(spelling)] = operator
}
comparison[T.kindCount] = undefined
comparison[kindOf('==')] = 'Eq'
comparison[kindOf('!=')] = 'NotEq'
comparison[kindOf('<')] = 'Lt'
comparison[kindOf('<=')] = 'LtE'
comparison[kindOf('>')] = 'Gt'
comparison[kindOf('>=')] = 'GtE'
comparison[IN] = 'In'
comparison[IS] = 'Is'
const isComparison = new Uint8Array(T.kindCount)
comparison.forEach((operator, kind) => {
  if (operator) isComparison[kind] = 1
})
isComparison[NOT] = 1

/** Kinds that end an expression list behind a comma (so that the comma is a trailing one). */
const startsExpression = new Uint8Array(T.kindCount)
for (const kind of [T.NAME, T.NUMBER, T.STRING, T.FSTRING_START, T.TSTRING_START]) startsExpression[kind] = 1
for (const s of [
  '(',
  '[',
  '{',
  '...',
  '*',
  '+',
  '-',
  '~',
  'not',
  'await',
  'lambda',
  'None',
  'True',
  'False',
] as const) {
  startsExpression[kindOf(s)] = 1
}

export class ExpressionParser extends ParameterParser {
  // ---- lists of expressions ----

  /** star_expressions: one expression, or a tuple without parentheses. */
  parseStarExpressions(): Expr {
    const start = this.i
    const first = this.parseStarExpression()
    if (this.kind[this.i] !== COMMA) return first
    return this.parseTupleTail(start, first, false)
  }

  protected parseStarExpression(): Expr {
    if (this.kind[this.i] === STAR) return this.parseStarred()
    return this.parseExpression()
  }

  private parseStarred(): Expr {
    const start = this.i++
    const value = this.parseBinary(1)
    return {
      kind: 'Starred',
      value,
      ctx: 'Load',
      ...this.located(start),
    }
  }

  protected parseStarNamedExpression(): Expr {
    if (this.kind[this.i] === STAR) return this.parseStarred()
    return this.parseNamedExpression()
  }

  private parseTupleTail(start: number, first: Expr, named: boolean): Tuple {
    const elts = [first]
    while (this.kind[this.i] === COMMA) {
      this.i++
      if (startsExpression[this.kind[this.i]] === 0) break
      elts.push(named ? this.parseStarNamedExpression() : this.parseStarExpression())
    }
    return {
      kind: 'Tuple',
      elts,
      ctx: 'Load',
      ...this.located(start),
    }
  }

  /** expressions, without stars: `except A, B:`. */
  protected parseExpressions(): Expr {
    const start = this.i
    const first = this.parseExpression()
    if (this.kind[this.i] !== COMMA) return first
    const elts = [first]
    while (this.accept(COMMA)) {
      if (startsExpression[this.kind[this.i]] === 0 || this.kind[this.i] === STAR) break
      elts.push(this.parseExpression())
    }
    return {
      kind: 'Tuple',
      elts,
      ctx: 'Load',
      ...this.located(start),
    }
  }

  /** subject_expr of `match`. */
  protected parseSubject(): Expr {
    const start = this.i
    const first = this.parseStarNamedExpression()
    if (this.kind[this.i] === COMMA) return this.parseTupleTail(start, first, true)
    if (first.kind === 'Starred') this.fail()
    return first
  }

  protected parseAnnotatedRhs(): Expr {
    return this.kind[this.i] === YIELD ? this.parseYield() : this.parseStarExpressions()
  }

  parseYield(): Expr {
    const start = this.i++
    if (this.accept(FROM)) {
      const value = this.parseExpression()
      return { kind: 'YieldFrom', value, ...this.located(start) }
    }
    const value = startsExpression[this.kind[this.i]] === 1 ? this.parseStarExpressions() : null
    return { kind: 'Yield', value, ...this.located(start) }
  }

  // ---- one expression ----

  parseNamedExpression(): Expr {
    if (this.kind[this.i] === T.NAME && this.kind[this.i + 1] === WALRUS) return this.parseAssignmentExpression()
    return this.parseExpression()
  }

  private parseAssignmentExpression(): Expr {
    const start = this.i
    const target = this.parseName(start)
    target.ctx = 'Store'
    this.i = start + 2
    const value = this.parseExpression()
    return {
      kind: 'NamedExpr',
      target,
      value,
      ...this.located(start),
    }
  }

  parseExpression(): Expr {
    this.enter(1)
    let result: Expr
    if (this.kind[this.i] === LAMBDA) result = this.parseLambda()
    else {
      const start = this.i
      result = this.parseDisjunction()
      if (this.kind[this.i] === IF) {
        this.i++
        const test = this.parseDisjunction()
        this.expect(ELSE)
        const orelse = this.parseExpression()
        result = {
          kind: 'IfExp',
          test,
          body: result,
          orelse,
          lineno: this.lineAt(start),
          col_offset: this.colAt(start),
          end_lineno: this.endLine(),
          end_col_offset: this.endCol(),
        }
      }
    }
    this.leave(1)
    return result
  }

  protected parseDisjunction(): Expr {
    const start = this.i
    const first = this.parseConjunction()
    if (this.kind[this.i] !== OR) return first
    const values = [first]
    while (this.accept(OR)) values.push(this.parseConjunction())
    return this.makeBoolOp('Or', values, start)
  }

  private parseConjunction(): Expr {
    const start = this.i
    const first = this.parseInversion()
    if (this.kind[this.i] !== AND) return first
    const values = [first]
    while (this.accept(AND)) values.push(this.parseInversion())
    return this.makeBoolOp('And', values, start)
  }

  private makeBoolOp(op: BoolOp['op'], values: Expr[], start: number): BoolOp {
    return {
      kind: 'BoolOp',
      op,
      values,
      ...this.located(start),
    }
  }

  private parseInversion(): Expr {
    if (this.kind[this.i] !== NOT) return this.parseComparison()
    const start = this.i++
    this.enter(1)
    const operand = this.parseInversion()
    this.leave(1)
    return this.makeUnary('Not', operand, start)
  }

  private makeUnary(op: UnaryOperator, operand: Expr, start: number): Expr {
    return {
      kind: 'UnaryOp',
      op,
      operand,
      ...this.located(start),
    }
  }

  private parseComparison(): Expr {
    const start = this.i
    const left = this.parseBinary(1)
    if (isComparison[this.kind[this.i]] === 0) return left
    const ops: CmpOperator[] = []
    const comparators: Expr[] = []
    for (;;) {
      const kind = this.kind[this.i]
      if (isComparison[kind] === 0) break
      let op = comparison[kind]!
      if (kind === NOT) {
        if (this.kind[this.i + 1] !== IN) break
        this.i++
        op = 'NotIn'
      } else if (kind === IS && this.kind[this.i + 1] === NOT) {
        this.i++
        op = 'IsNot'
      } else if (kind === NOT_EQUAL) this.checkNotEqual()
      this.i++
      ops.push(op)
      comparators.push(this.parseBinary(1))
    }
    if (ops.length === 0) return left
    return {
      kind: 'Compare',
      left,
      ops,
      comparators,
      ...this.located(start),
    }
  }

  private checkNotEqual(): void {
    const isDiamond = this.text.charCodeAt(this.tokens.start[this.i]) === 0x3c
    if (isDiamond !== (this.features.barryAsFlufl ?? false)) this.fail()
  }

  protected parseBinary(minimum: number): Expr {
    const start = this.i
    let left = this.parseFactor()
    for (;;) {
      const kind = this.kind[this.i]
      const precedence = binaryPrecedence[kind]
      if (precedence < minimum || precedence === 0) return left
      this.i++
      const right = this.parseBinary(precedence + 1)
      left = {
        kind: 'BinOp',
        left,
        op: binaryOperator[kind],
        right,
        lineno: this.lineAt(start),
        col_offset: this.colAt(start),
        end_lineno: this.endLine(),
        end_col_offset: this.endCol(),
      }
    }
  }

  private parseFactor(): Expr {
    const start = this.i
    const kind = this.kind[start]
    if (kind === MINUS || kind === PLUS || kind === TILDE) {
      this.i++
      this.enter(1)
      const operand = this.parseFactor()
      this.leave(1)
      return this.makeUnary(kind === MINUS ? 'USub' : kind === PLUS ? 'UAdd' : 'Invert', operand, start)
    }
    const left = kind === AWAIT ? this.parseAwait() : this.parsePrimary()
    if (this.kind[this.i] !== POWER) return left
    this.i++
    this.enter(2)
    const right = this.parseFactor()
    this.leave(2)
    return {
      kind: 'BinOp',
      left,
      op: 'Pow',
      right,
      ...this.located(start),
    }
  }

  private parseAwait(): Expr {
    const start = this.i++
    const value = this.parsePrimary()
    return {
      kind: 'Await',
      value,
      ...this.located(start),
    }
  }

  // ---- primaries ----

  protected parsePrimary(): Expr {
    const start = this.i
    let value = this.parseAtom()
    for (;;) {
      const kind = this.kind[this.i]
      if (kind === DOT) {
        this.i++
        const attr = this.expectIdentifier()
        value = {
          kind: 'Attribute',
          value,
          attr,
          ctx: 'Load',
          lineno: this.lineAt(start),
          col_offset: this.colAt(start),
          end_lineno: this.endLine(),
          end_col_offset: this.endCol(),
        }
      } else if (kind === LPAREN) {
        const args: Expr[] = []
        const keywords: Keyword[] = []
        this.parseArguments(args, keywords, true)
        value = {
          kind: 'Call',
          func: value,
          args,
          keywords,
          lineno: this.lineAt(start),
          col_offset: this.colAt(start),
          end_lineno: this.endLine(),
          end_col_offset: this.endCol(),
        }
      } else if (kind === LBRACKET) {
        this.i++
        this.enter(4)
        const slice = this.parseSlices()
        this.leave(4)
        this.expect(RBRACKET)
        value = {
          kind: 'Subscript',
          value,
          slice,
          ctx: 'Load',
          lineno: this.lineAt(start),
          col_offset: this.colAt(start),
          end_lineno: this.endLine(),
          end_col_offset: this.endCol(),
        }
      } else return value
    }
  }

  private parseSlices(): Expr {
    const start = this.i
    const first = this.parseSliceOrStarred()
    if (this.kind[this.i] !== COMMA && first.kind !== 'Starred') return first
    const elts = [first]
    while (this.accept(COMMA)) {
      if (this.kind[this.i] === RBRACKET) break
      elts.push(this.parseSliceOrStarred())
    }
    return {
      kind: 'Tuple',
      elts,
      ctx: 'Load',
      ...this.located(start),
    }
  }

  private parseSliceOrStarred(): Expr {
    const start = this.i
    let lower: Expr | null = null
    if (this.kind[start] === STAR) return this.parseStarredExpression()
    if (this.kind[start] !== COLON) {
      lower = this.parseNamedExpression()
      if (this.kind[this.i] !== COLON) return lower
      if (lower.kind === 'NamedExpr' && this.kind[start + 1] === WALRUS) this.fail()
    }
    this.i++
    let upper: Expr | null = null
    let step: Expr | null = null
    if (this.startsSlicePart()) upper = this.parseExpression()
    if (this.accept(COLON) && this.startsSlicePart()) step = this.parseExpression()
    return {
      kind: 'Slice',
      lower,
      upper,
      step,
      ...this.located(start),
    }
  }

  private startsSlicePart(): boolean {
    const kind = this.kind[this.i]
    return kind !== COLON && kind !== COMMA && kind !== RBRACKET
  }

  /** `*expression`, as in calls and subscripts. */
  private parseStarredExpression(): Expr {
    const start = this.i++
    const value = this.parseExpression()
    return {
      kind: 'Starred',
      value,
      ctx: 'Load',
      ...this.located(start),
    }
  }

  /** At `(`: arguments of a call or class, up to and with `)`. */
  protected parseArguments(args: Expr[], keywords: Keyword[], allowGenerator: boolean): void {
    const open = this.i++
    this.enter(6)
    let sawDoubleStar = false
    while (this.kind[this.i] !== RPAREN) {
      const start = this.i
      const kind = this.kind[start]
      if (kind === STAR) {
        if (sawDoubleStar) this.fail()
        args.push(this.parseStarredExpression())
      } else if (kind === POWER) {
        this.i++
        sawDoubleStar = true
        const value = this.parseExpression()
        keywords.push(this.makeKeyword(null, value, start))
      } else if (kind === T.NAME && this.kind[start + 1] === EQUAL) {
        const arg = this.identifier(start)
        this.i = start + 2
        const value = this.parseExpression()
        keywords.push(this.makeKeyword(arg, value, start))
      } else {
        const value = this.parseNamedExpression()
        const next = this.kind[this.i]
        if (next === FOR || next === ASYNC) {
          if (!allowGenerator || args.length + keywords.length > 0) this.fail()
          args.push(this.parseGenerator(open, value))
          this.leave(6)
          return
        }
        if (keywords.length > 0) this.fail()
        args.push(value)
      }
      if (!this.accept(COMMA)) break
    }
    this.expect(RPAREN)
    this.leave(6)
  }

  private makeKeyword(arg: string | null, value: Expr, start: number): Keyword {
    return {
      kind: 'keyword',
      arg,
      value,
      ...this.located(start),
    }
  }

  private parseGenerator(open: number, elt: Expr): Expr {
    const generators = this.parseComprehensions()
    this.expect(RPAREN)
    return {
      kind: 'GeneratorExp',
      elt,
      generators,
      ...this.located(open),
    }
  }

  // ---- atoms ----

  protected parseName(i: number): Expr & { kind: 'Name' } {
    const t = this.tokens
    return {
      kind: 'Name',
      id: this.identifier(i),
      ctx: 'Load',
      lineno: t.line[i],
      col_offset: t.col[i],
      end_lineno: t.endLine[i],
      end_col_offset: t.endCol[i],
    }
  }

  private parseAtom(): Expr {
    const kind = this.kind[this.i]
    switch (kind) {
      case T.NAME:
        return this.parseName(this.i++)
      case T.NUMBER:
        return this.makeConstant(parseNumber(this.tokens.textOf(this.i), this.features.intMaxStrDigits))
      case T.STRING:
      case T.FSTRING_START:
      case T.TSTRING_START:
        return this.parseStrings()
      case LPAREN:
        return this.parseParenthesized()
      case LBRACKET:
        return this.parseList()
      case LBRACE:
        return this.parseBraces()
      case NONE:
        return this.makeConstant({ type: 'None' })
      case TRUE:
        return this.makeConstant({ type: 'True' })
      case FALSE:
        return this.makeConstant({ type: 'False' })
      case ELLIPSIS:
        return this.makeConstant({ type: 'Ellipsis' })
      default:
        return this.fail()
    }
  }

  private parseParenthesized(): Expr {
    const open = this.i++
    this.enter(8)
    let result: Expr
    const kind = this.kind[this.i]
    if (kind === RPAREN) result = this.finishTuple(open, [])
    else if (kind === YIELD) {
      result = this.parseYield()
      this.expect(RPAREN)
    } else {
      const first = this.parseStarNamedExpression()
      const next = this.kind[this.i]
      if (next === COMMA) result = this.finishTuple(open, this.parseElementsTail(first, RPAREN))
      else if (first.kind === 'Starred') this.fail()
      else if (next === FOR || next === ASYNC) result = this.parseGenerator(open, first)
      else {
        this.expect(RPAREN)
        result = first
      }
    }
    this.leave(8)
    return result
  }

  private finishTuple(open: number, elts: Expr[]): Tuple {
    this.expect(RPAREN)
    return {
      kind: 'Tuple',
      elts,
      ctx: 'Load',
      ...this.located(open),
    }
  }

  private parseElementsTail(first: Expr, close: number): Expr[] {
    const elts = [first]
    while (this.accept(COMMA)) {
      if (this.kind[this.i] === close) break
      elts.push(this.parseStarNamedExpression())
    }
    return elts
  }

  private parseList(): Expr {
    const open = this.i++
    this.enter(8)
    let elts: Expr[] = []
    if (this.kind[this.i] !== RBRACKET) {
      const first = this.parseStarNamedExpression()
      const next = this.kind[this.i]
      if ((next === FOR || next === ASYNC) && first.kind !== 'Starred') {
        const generators = this.parseComprehensions()
        this.expect(RBRACKET)
        this.leave(8)
        return {
          kind: 'ListComp',
          elt: first,
          generators,
          lineno: this.lineAt(open),
          col_offset: this.colAt(open),
          end_lineno: this.endLine(),
          end_col_offset: this.endCol(),
        }
      }
      elts = this.parseElementsTail(first, RBRACKET)
    }
    this.expect(RBRACKET)
    this.leave(8)
    return {
      kind: 'List',
      elts,
      ctx: 'Load',
      ...this.located(open),
    }
  }

  private parseBraces(): Expr {
    const open = this.i++
    this.enter(8)
    const result = this.parseBracesInner(open)
    this.leave(8)
    return result
  }

  private parseBracesInner(open: number): Expr {
    const kind = this.kind[this.i]
    if (kind === RBRACE || kind === POWER) return this.parseDictTail(open, [], [])
    const first = this.parseStarNamedExpression()
    const next = this.kind[this.i]
    if (next === COLON && first.kind !== 'Starred') {
      if (first.kind === 'NamedExpr' && this.kind[open + 2] === WALRUS) this.fail()
      this.i++
      const value = this.parseExpression()
      if (this.kind[this.i] === FOR || this.kind[this.i] === ASYNC) {
        const generators = this.parseComprehensions()
        this.expect(RBRACE)
        return { kind: 'DictComp', key: first, value, generators, ...this.located(open) }
      }
      if (this.kind[this.i] !== RBRACE) this.expect(COMMA)
      return this.parseDictTail(open, [first], [value])
    }
    if ((next === FOR || next === ASYNC) && first.kind !== 'Starred') {
      const generators = this.parseComprehensions()
      this.expect(RBRACE)
      return { kind: 'SetComp', elt: first, generators, ...this.located(open) }
    }
    const elts = this.parseElementsTail(first, RBRACE)
    this.expect(RBRACE)
    return { kind: 'Set', elts, ...this.located(open) }
  }

  private parseDictTail(open: number, keys: (Expr | null)[], values: Expr[]): Dict {
    while (this.kind[this.i] !== RBRACE) {
      if (this.accept(POWER)) {
        keys.push(null)
        values.push(this.parseBinary(1))
      } else {
        keys.push(this.parseExpression())
        this.expect(COLON)
        values.push(this.parseExpression())
      }
      if (!this.accept(COMMA)) break
    }
    this.expect(RBRACE)
    return {
      kind: 'Dict',
      keys,
      values,
      ...this.located(open),
    }
  }

  // ---- comprehensions and targets ----

  private parseComprehensions(): Comprehension[] {
    const generators: Comprehension[] = []
    for (;;) {
      let is_async: 0 | 1 = 0
      if (this.accept(ASYNC)) {
        is_async = 1
        if (this.kind[this.i] !== FOR) this.fail()
      }
      if (!this.accept(FOR)) return generators
      const target = this.parseStarTargets()
      this.expect(IN)
      const iter = this.parseDisjunction()
      const ifs: Expr[] = []
      while (this.accept(IF)) ifs.push(this.parseDisjunction())
      generators.push({ kind: 'comprehension', target, iter, ifs, is_async })
    }
  }

  /** star_targets, as between `for` and `in`. */
  protected parseStarTargets(): Expr {
    const start = this.i
    const first = this.parseStarTarget()
    if (this.kind[this.i] !== COMMA) return first
    const elts = [first]
    while (this.accept(COMMA)) {
      if (startsExpression[this.kind[this.i]] === 0) break
      elts.push(this.parseStarTarget())
    }
    return {
      kind: 'Tuple',
      elts,
      ctx: 'Store',
      ...this.located(start),
    }
  }

  protected parseStarTarget(): Expr {
    const start = this.i
    const starred = this.accept(STAR)
    const target = this.parsePrimary()
    if (!makeTarget(target, 'Store')) this.fail()
    if (!starred) return target
    return {
      kind: 'Starred',
      value: target,
      ctx: 'Store',
      ...this.located(start),
    }
  }
}
