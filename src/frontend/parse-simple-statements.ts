// Simple statements: the rules of "Simple statements" in the language reference, and type parameters.

import type { Alias, Expr, Operator, Stmt, TypeParam } from './ast.ts'
import { PatternParser } from './parse-patterns.ts'
import { makeTarget } from './token-cursor.ts'
import * as T from './tokens.ts'
import { kindOf } from './tokens.ts'

const LPAREN = kindOf('(')
const RPAREN = kindOf(')')
const LBRACKET = kindOf('[')
const RBRACKET = kindOf(']')
const COLON = kindOf(':')
const COMMA = kindOf(',')
const SEMICOLON = kindOf(';')
const DOT = kindOf('.')
const EQUAL = kindOf('=')
const ELLIPSIS = kindOf('...')
const STAR = kindOf('*')
const POWER = kindOf('**')
const AS = kindOf('as')
const ASSERT = kindOf('assert')
const BREAK = kindOf('break')
const CONTINUE = kindOf('continue')
const DEL = kindOf('del')
const FROM = kindOf('from')
const GLOBAL = kindOf('global')
const IMPORT = kindOf('import')
const NONLOCAL = kindOf('nonlocal')
const PASS = kindOf('pass')
const RAISE = kindOf('raise')
const RETURN = kindOf('return')
const YIELD = kindOf('yield')

const augmented: (Operator | undefined)[] = []
augmented[T.kindCount] = undefined
const augmentedTable: [Parameters<typeof kindOf>[0], Operator][] = [
  ['+=', 'Add'],
  ['-=', 'Sub'],
  ['*=', 'Mult'],
  ['@=', 'MatMult'],
  ['/=', 'Div'],
  ['%=', 'Mod'],
  ['&=', 'BitAnd'],
  ['|=', 'BitOr'],
  ['^=', 'BitXor'],
  ['<<=', 'LShift'],
  ['>>=', 'RShift'],
  ['**=', 'Pow'],
  ['//=', 'FloorDiv'],
]
for (const [spelling, operator] of augmentedTable) augmented[kindOf(spelling)] = operator

export class SimpleStatementParser extends PatternParser {
  /** simple_stmts: statements of one line, up to and with NEWLINE. */
  protected parseSimpleStatements(body: Stmt[]): void {
    for (;;) {
      body.push(this.parseSimpleStatement())
      if (this.accept(T.NEWLINE)) return
      this.expect(SEMICOLON)
      if (this.accept(T.NEWLINE)) return
    }
  }

  private parseSimpleStatement(): Stmt {
    const start = this.i
    switch (this.kind[start]) {
      case T.NAME:
        if (this.kind[start + 1] === T.NAME && this.isWord(start, 'type')) return this.parseTypeAlias()
        return this.parseExpressionStatement()
      case RETURN: {
        this.i++
        const value = this.atStatementEnd() ? null : this.parseStarExpressions()
        return { kind: 'Return', value, ...this.located(start) }
      }
      case IMPORT:
        return this.parseImport()
      case FROM:
        return this.parseImportFrom()
      case RAISE:
        return this.parseRaise()
      case PASS:
        this.i++
        return { kind: 'Pass', ...this.located(start) }
      case BREAK:
        this.i++
        return { kind: 'Break', ...this.located(start) }
      case CONTINUE:
        this.i++
        return { kind: 'Continue', ...this.located(start) }
      case DEL:
        return this.parseDelete()
      case ASSERT: {
        this.i++
        const test = this.parseExpression()
        const msg = this.accept(COMMA) ? this.parseExpression() : null
        return { kind: 'Assert', test, msg, ...this.located(start) }
      }
      case GLOBAL: {
        const names = this.parseNames()
        return { kind: 'Global', names, ...this.located(start) }
      }
      case NONLOCAL: {
        const names = this.parseNames()
        return { kind: 'Nonlocal', names, ...this.located(start) }
      }
      case YIELD: {
        const value = this.parseYield()
        return { kind: 'Expr', value, ...this.located(start) }
      }
      default:
        return this.parseExpressionStatement()
    }
  }

  private atStatementEnd(): boolean {
    const kind = this.kind[this.i]
    return kind === T.NEWLINE || kind === SEMICOLON
  }

  private parseExpressionStatement(): Stmt {
    const start = this.i
    const first = this.parseStarExpressions()
    const next = this.kind[this.i]
    if (next === T.NEWLINE) return { kind: 'Expr', value: first, ...this.located(start) }
    if (next === EQUAL) return this.parseAssignment(start, first)
    const operator = augmented[next]
    if (operator !== undefined) {
      if (first.kind !== 'Name' && first.kind !== 'Attribute' && first.kind !== 'Subscript') this.fail()
      first.ctx = 'Store'
      this.i++
      const value = this.parseAnnotatedRhs()
      return { kind: 'AugAssign', target: first, op: operator, value, ...this.located(start) }
    }
    if (next !== COLON) return { kind: 'Expr', value: first, ...this.located(start) }
    if (first.kind !== 'Name' && first.kind !== 'Attribute' && first.kind !== 'Subscript') this.fail()
    first.ctx = 'Store'
    this.i++
    const annotation = this.parseExpression()
    const value = this.accept(EQUAL) ? this.parseAnnotatedRhs() : null
    const simple = this.kind[start] === T.NAME && first.kind === 'Name' ? 1 : 0
    return { kind: 'AnnAssign', target: first, annotation, value, simple, ...this.located(start) }
  }

  private parseAssignment(start: number, first: Expr): Stmt {
    const targets: Expr[] = []
    let value = first
    while (this.accept(EQUAL)) {
      if (!makeTarget(value, 'Store')) this.fail()
      targets.push(value)
      value = this.parseAnnotatedRhs()
    }
    return { kind: 'Assign', targets, value, type_comment: null, ...this.located(start) }
  }

  private parseTypeAlias(): Stmt {
    const start = this.i++
    const name = this.parseName(this.i++)
    name.ctx = 'Store'
    const type_params = this.parseTypeParams()
    this.expect(EQUAL)
    const value = this.parseExpression()
    return { kind: 'TypeAlias', name, type_params, value, ...this.located(start) }
  }

  private parseRaise(): Stmt {
    const start = this.i++
    if (this.atStatementEnd()) return { kind: 'Raise', exc: null, cause: null, ...this.located(start) }
    const exc = this.parseExpression()
    const cause = this.accept(FROM) ? this.parseExpression() : null
    return { kind: 'Raise', exc, cause, ...this.located(start) }
  }

  private parseDelete(): Stmt {
    const start = this.i++
    const targets: Expr[] = []
    do {
      if (targets.length > 0 && this.atStatementEnd()) break
      const target = this.parsePrimary()
      if (!makeTarget(target, 'Del')) this.fail()
      targets.push(target)
    } while (this.accept(COMMA))
    if (!this.atStatementEnd()) this.fail()
    return { kind: 'Delete', targets, ...this.located(start) }
  }

  private parseNames(): string[] {
    this.i++
    const names = [this.expectIdentifier()]
    while (this.accept(COMMA)) names.push(this.expectIdentifier())
    return names
  }

  // ---- imports ----

  private parseDottedName(): string {
    let name = this.expectIdentifier()
    while (this.accept(DOT)) name += `.${this.expectIdentifier()}`
    return name
  }

  private parseImport(): Stmt {
    const start = this.i++
    const names: Alias[] = []
    do {
      const first = this.i
      const name = this.parseDottedName()
      const asname = this.accept(AS) ? this.expectIdentifier() : null
      names.push({ kind: 'alias', name, asname, ...this.located(first) })
    } while (this.accept(COMMA))
    return { kind: 'Import', names, ...this.located(start) }
  }

  private parseImportFrom(): Stmt {
    const start = this.i++
    let level = 0
    for (;;) {
      if (this.accept(DOT)) level++
      else if (this.accept(ELLIPSIS)) level += 3
      else break
    }
    const module = level > 0 && this.kind[this.i] === IMPORT ? null : this.parseDottedName()
    this.expect(IMPORT)
    const names: Alias[] = []
    const first = this.i
    if (this.accept(STAR)) names.push({ kind: 'alias', name: '*', asname: null, ...this.located(first) })
    else if (this.accept(LPAREN)) {
      do {
        if (names.length > 0 && this.kind[this.i] === RPAREN) break
        names.push(this.parseImportName())
      } while (this.accept(COMMA))
      this.expect(RPAREN)
    } else {
      do names.push(this.parseImportName())
      while (this.accept(COMMA))
    }
    return { kind: 'ImportFrom', module, names, level, ...this.located(start) }
  }

  private parseImportName(): Alias {
    const start = this.i
    const name = this.expectIdentifier()
    const asname = this.accept(AS) ? this.expectIdentifier() : null
    return { kind: 'alias', name, asname, ...this.located(start) }
  }

  // ---- type parameters ----

  protected parseTypeParams(): TypeParam[] {
    const params: TypeParam[] = []
    if (!this.accept(LBRACKET)) return params
    do {
      if (params.length > 0 && this.kind[this.i] === RBRACKET) break
      params.push(this.parseTypeParam())
    } while (this.accept(COMMA))
    this.expect(RBRACKET)
    return params
  }

  private parseTypeParam(): TypeParam {
    const start = this.i
    if (this.accept(STAR)) {
      const name = this.expectIdentifier()
      const default_value = this.accept(EQUAL) ? this.parseStarExpression() : null
      return { kind: 'TypeVarTuple', name, default_value, ...this.located(start) }
    }
    if (this.accept(POWER)) {
      const name = this.expectIdentifier()
      const default_value = this.accept(EQUAL) ? this.parseExpression() : null
      return { kind: 'ParamSpec', name, default_value, ...this.located(start) }
    }
    const name = this.expectIdentifier()
    const bound = this.accept(COLON) ? this.parseExpression() : null
    const default_value = this.accept(EQUAL) ? this.parseExpression() : null
    return { kind: 'TypeVar', name, bound, default_value, ...this.located(start) }
  }
}
