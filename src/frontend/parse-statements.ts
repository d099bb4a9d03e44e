// Compound statements and whole programs: the top layer of the parser.
//
// Two statements need to look further than one token: `match` may be a name, and the parenthesis behind
// `with` may enclose the items or begin an expression.

import type {
  ClassDef,
  ExceptHandler,
  Expr,
  Expression,
  FunctionType,
  If,
  Interactive,
  Located,
  MatchCase,
  Module,
  Stmt,
  WithItem,
} from './ast.ts'
import { SimpleStatementParser } from './parse-simple-statements.ts'
import { ParseFailure } from './token-cursor.ts'
import * as T from './tokens.ts'
import { kindOf } from './tokens.ts'

const LPAREN = kindOf('(')
const RPAREN = kindOf(')')
const LBRACKET = kindOf('[')
const COLON = kindOf(':')
const COMMA = kindOf(',')
const AT = kindOf('@')
const ARROW = kindOf('->')
const STAR = kindOf('*')
const POWER = kindOf('**')
const PLUS = kindOf('+')
const MINUS = kindOf('-')
const TILDE = kindOf('~')
const LBRACE = kindOf('{')
const ELLIPSIS = kindOf('...')
const AS = kindOf('as')
const ASYNC = kindOf('async')
const CLASS = kindOf('class')
const DEF = kindOf('def')
const ELIF = kindOf('elif')
const ELSE = kindOf('else')
const EXCEPT = kindOf('except')
const FINALLY = kindOf('finally')
const FOR = kindOf('for')
const IF = kindOf('if')
const IN = kindOf('in')
const NOT = kindOf('not')
const TRY = kindOf('try')
const WHILE = kindOf('while')
const WITH = kindOf('with')

/** Kinds that behind the name `match` can only begin a subject. */
const startsSubject = new Uint8Array(T.kindCount)
for (const kind of [T.NAME, T.NUMBER, T.STRING, T.FSTRING_START, T.TSTRING_START, LBRACE, TILDE, ELLIPSIS]) {
  startsSubject[kind] = 1
}
for (const s of ['await', 'lambda', 'None', 'True', 'False', 'not'] as const) startsSubject[kindOf(s)] = 1

export class Parser extends SimpleStatementParser {
  // ---- whole programs ----

  parseModule(): Module {
    const body: Stmt[] = []
    while (this.kind[this.i] !== T.ENDMARKER) this.parseStatement(body)
    return { kind: 'Module', body, type_ignores: [] }
  }

  /** One statement of an interactive prompt. */
  parseInteractive(): Interactive {
    const body: Stmt[] = []
    if (this.accept(T.NEWLINE)) body.push(this.passBeforeNewline())
    else if (this.kind[this.i] === T.ENDMARKER) this.fail()
    else {
      const isCompound = this.parseStatement(body)
      if (isCompound) this.expect(T.NEWLINE)
    }
    return { kind: 'Interactive', body }
  }

  private passBeforeNewline(): Stmt {
    return { kind: 'Pass', ...this.located(this.i - 1) }
  }

  parseEval(): Expression {
    const body = this.parseExpressions()
    while (this.accept(T.NEWLINE)) {}
    this.expect(T.ENDMARKER)
    return { kind: 'Expression', body }
  }

  /** `(int, *str, **dict) -> bool` */
  parseFunctionType(): FunctionType {
    const argtypes: Expr[] = []
    this.expect(LPAREN)
    let stars = 0
    while (this.kind[this.i] !== RPAREN) {
      const rank = this.accept(STAR) ? 1 : this.accept(POWER) ? 2 : 0
      if (rank < stars || (rank > 0 && rank === stars)) this.fail()
      stars = rank
      argtypes.push(this.parseExpression())
      if (!this.accept(COMMA)) break
      if (this.kind[this.i] === RPAREN) this.fail()
    }
    this.expect(RPAREN)
    this.expect(ARROW)
    const returns = this.parseExpression()
    while (this.accept(T.NEWLINE)) {}
    this.expect(T.ENDMARKER)
    return { kind: 'FunctionType', argtypes, returns }
  }

  // ---- statements ----

  /** Returns whether it is a compound statement. */
  private parseStatement(body: Stmt[]): boolean {
    switch (this.kind[this.i]) {
      case IF:
        body.push(this.parseIf())
        return true
      case DEF:
        body.push(this.parseFunction([], this.i, false))
        return true
      case AT:
        body.push(this.parseDecorated())
        return true
      case CLASS:
        body.push(this.parseClass([]))
        return true
      case FOR:
        body.push(this.parseFor(this.i, false))
        return true
      case WHILE:
        body.push(this.parseWhile())
        return true
      case TRY:
        body.push(this.parseTry())
        return true
      case WITH:
        body.push(this.parseWith(this.i, false))
        return true
      case ASYNC:
        body.push(this.parseAsync())
        return true
      case T.NAME:
        if (this.isWord(this.i, 'match') && this.isMatchStatement()) {
          body.push(this.parseMatch())
          return true
        }
        this.parseSimpleStatements(body)
        return false
      default:
        this.parseSimpleStatements(body)
        return false
    }
  }

  private parseBlock(): Stmt[] {
    const body: Stmt[] = []
    if (!this.accept(T.NEWLINE)) {
      this.parseSimpleStatements(body)
      return body
    }
    this.expect(T.INDENT)
    this.enter(4)
    do this.parseStatement(body)
    while (this.kind[this.i] !== T.DEDENT)
    this.i++
    this.leave(4)
    return body
  }

  private colonBlock(): Stmt[] {
    this.expect(COLON)
    return this.parseBlock()
  }

  /** Position of a compound statement, which ends with the last token that is not layout. */
  private compound(start: number): Located {
    const { kind } = this
    let last = this.i - 1
    while (kind[last] >= T.NEWLINE && kind[last] <= T.DEDENT) last--
    return {
      lineno: this.lineAt(start),
      col_offset: this.colAt(start),
      end_lineno: this.tokens.endLine[last],
      end_col_offset: this.tokens.endCol[last],
    }
  }

  private parseIf(): Stmt {
    const clauses: { start: number; test: Expr; body: Stmt[] }[] = []
    do {
      const start = this.i++
      const test = this.parseNamedExpression()
      clauses.push({ start, test, body: this.colonBlock() })
    } while (this.kind[this.i] === ELIF)
    let orelse = this.parseElse()
    for (let i = clauses.length - 1; i >= 0; i--) {
      const { start, test, body } = clauses[i]
      const node: If = { kind: 'If', test, body, orelse, ...this.compound(start) }
      orelse = [node]
    }
    return orelse[0]
  }

  private parseElse(): Stmt[] {
    return this.accept(ELSE) ? this.colonBlock() : []
  }

  private parseWhile(): Stmt {
    const start = this.i++
    const test = this.parseNamedExpression()
    const body = this.colonBlock()
    const orelse = this.parseElse()
    return { kind: 'While', test, body, orelse, ...this.compound(start) }
  }

  private parseFor(start: number, isAsync: boolean): Stmt {
    this.i++
    const target = this.parseStarTargets()
    this.expect(IN)
    const iter = this.parseStarExpressions()
    const body = this.colonBlock()
    const orelse = this.parseElse()
    const span = this.compound(start)
    return { kind: isAsync ? 'AsyncFor' : 'For', target, iter, body, orelse, type_comment: null, ...span }
  }

  private parseAsync(): Stmt {
    const start = this.i++
    switch (this.kind[this.i]) {
      case DEF:
        return this.parseFunction([], start, true)
      case FOR:
        return this.parseFor(start, true)
      case WITH:
        return this.parseWith(start, true)
      default:
        return this.fail()
    }
  }

  private parseDecorated(): Stmt {
    const decorators: Expr[] = []
    while (this.accept(AT)) {
      decorators.push(this.parseNamedExpression())
      this.expect(T.NEWLINE)
    }
    if (this.kind[this.i] === CLASS) return this.parseClass(decorators)
    const start = this.i
    const isAsync = this.accept(ASYNC)
    if (this.kind[this.i] !== DEF) this.fail()
    return this.parseFunction(decorators, start, isAsync)
  }

  private parseFunction(decorator_list: Expr[], start: number, isAsync: boolean): Stmt {
    this.i++
    const name = this.expectIdentifier()
    const type_params = this.parseTypeParams()
    this.expect(LPAREN)
    const args = this.parseParameters(RPAREN, true)
    this.expect(RPAREN)
    const returns = this.accept(ARROW) ? this.parseExpression() : null
    const body = this.colonBlock()
    return {
      kind: isAsync ? 'AsyncFunctionDef' : 'FunctionDef',
      name,
      args,
      body,
      decorator_list,
      returns,
      type_comment: null,
      type_params,
      ...this.compound(start),
    }
  }

  private parseClass(decorator_list: Expr[]): Stmt {
    const start = this.i++
    const name = this.expectIdentifier()
    const type_params = this.parseTypeParams()
    const bases: ClassDef['bases'] = []
    const keywords: ClassDef['keywords'] = []
    if (this.kind[this.i] === LPAREN) this.parseArguments(bases, keywords, false)
    const body = this.colonBlock()
    const span = this.compound(start)
    return { kind: 'ClassDef', name, bases, keywords, body, decorator_list, type_params, ...span }
  }

  // ---- try ----

  private parseTry(): Stmt {
    const start = this.i++
    const body = this.colonBlock()
    const handlers: ExceptHandler[] = []
    let isStar = false
    while (this.kind[this.i] === EXCEPT) {
      const star = this.kind[this.i + 1] === STAR
      if (handlers.length > 0 && star !== isStar) this.fail()
      isStar = star
      handlers.push(this.parseHandler(star))
    }
    const orelse = handlers.length > 0 ? this.parseElse() : []
    const finalbody = this.accept(FINALLY) ? this.colonBlock() : []
    if (handlers.length === 0 && finalbody.length === 0) this.fail()
    return { kind: isStar ? 'TryStar' : 'Try', body, handlers, orelse, finalbody, ...this.compound(start) }
  }

  private parseHandler(isStar: boolean): ExceptHandler {
    const start = this.i++
    if (isStar) this.i++
    let type: Expr | null = null
    let name: string | null = null
    if (isStar || this.kind[this.i] !== COLON) {
      const first = this.i
      type = this.parseExpression()
      if (this.kind[this.i] === COMMA) {
        this.i = first
        type = this.parseExpressions() // PEP 758: no name is possible then
      } else if (this.accept(AS)) name = this.expectIdentifier()
    }
    const body = this.colonBlock()
    return { kind: 'ExceptHandler', type, name, body, ...this.compound(start) }
  }

  // ---- with ----

  private parseWith(start: number, isAsync: boolean): Stmt {
    this.i++
    const items = this.parseParenthesizedItems() ?? this.parseItems()
    const body = this.colonBlock()
    const span = this.compound(start)
    return { kind: isAsync ? 'AsyncWith' : 'With', items, body, type_comment: null, ...span }
  }

  /** The items if they stand in parentheses, null (and nothing taken) if not. */
  private parseParenthesizedItems(): WithItem[] | null {
    const open = this.i
    if (this.kind[open] !== LPAREN) return null
    const level = this.tokens.level
    let close = open + 1
    const outside = level[open] - 1
    while (close < this.tokens.count && level[close] > outside) close++
    if (this.kind[close + 1] !== COLON) return null
    const depth = this.depth
    try {
      this.i++
      const items: WithItem[] = []
      do {
        if (items.length > 0 && this.kind[this.i] === RPAREN) break
        items.push(this.parseItem())
      } while (this.accept(COMMA))
      this.expect(RPAREN)
      return items
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error
      this.i = open
      this.depth = depth
      return null
    }
  }

  private parseItems(): WithItem[] {
    const items: WithItem[] = []
    do items.push(this.parseItem())
    while (this.accept(COMMA))
    return items
  }

  private parseItem(): WithItem {
    const context_expr = this.parseExpression()
    const optional_vars = this.accept(AS) ? this.parseStarTarget() : null
    return { kind: 'withitem', context_expr, optional_vars }
  }

  // ---- match ----

  /** At the name `match`: whether a match statement begins. */
  private isMatchStatement(): boolean {
    const next = this.kind[this.i + 1]
    if (next === NOT && this.kind[this.i + 2] === IN) return false
    if (startsSubject[next] === 1) return true
    if (next !== LPAREN && next !== LBRACKET && next !== MINUS && next !== PLUS && next !== STAR) return false
    // `match(x)` may go on as an expression: what counts is a colon and a block of cases behind the line.
    let i = this.i + 1
    const { kind, level } = { kind: this.kind, level: this.tokens.level }
    const outside = level[this.i]
    while (i < this.tokens.count && (kind[i] !== T.NEWLINE || level[i] > outside)) i++
    return kind[i - 1] === COLON && kind[i + 1] === T.INDENT && this.isWord(i + 2, 'case')
  }

  private parseMatch(): Stmt {
    const start = this.i++
    const subject = this.parseSubject()
    this.expect(COLON)
    this.expect(T.NEWLINE)
    this.expect(T.INDENT)
    const cases: MatchCase[] = []
    do cases.push(this.parseCase())
    while (this.kind[this.i] !== T.DEDENT)
    this.i++
    return { kind: 'Match', subject, cases, ...this.compound(start) }
  }

  private parseCase(): MatchCase {
    if (!this.isWord(this.i, 'case')) this.fail()
    this.i++
    const pattern = this.parsePatterns()
    const guard = this.accept(IF) ? this.parseNamedExpression() : null
    return { kind: 'match_case', pattern, guard, body: this.colonBlock() }
  }
}
