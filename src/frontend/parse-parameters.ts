// Parameters of functions and lambdas.
//
// Order and repetition of `/`, `*`, `**` and defaults are checked here; repeated names are the symbol
// table's to find.

import type { Arg, Arguments, Expr, Lambda } from './ast.ts'
import { StringParser } from './parse-strings.ts'
import * as T from './tokens.ts'
import { kindOf } from './tokens.ts'

const COLON = kindOf(':')
const COMMA = kindOf(',')
const EQUAL = kindOf('=')
const POWER = kindOf('**')
const SLASH = kindOf('/')
const STAR = kindOf('*')

export abstract class ParameterParser extends StringParser {
  abstract parseExpression(): Expr
  protected abstract parseStarExpression(): Expr

  protected parseLambda(): Lambda {
    const start = this.i++
    this.enter(1)
    const args = this.parseParameters(COLON, false)
    this.expect(COLON)
    const body = this.parseExpression()
    this.leave(1)
    return {
      kind: 'Lambda',
      args,
      body,
      ...this.located(start),
    }
  }

  /** Parameters up to (not with) the token `close`. */
  protected parseParameters(close: number, annotated: boolean): Arguments {
    const result: Arguments = {
      kind: 'arguments',
      posonlyargs: [],
      args: [],
      vararg: null,
      kwonlyargs: [],
      kw_defaults: [],
      kwarg: null,
      defaults: [],
    }
    let sawStar = false
    let sawSlash = false
    while (this.kind[this.i] !== close) {
      const kind = this.kind[this.i]
      if (kind === SLASH) {
        if (sawSlash || sawStar || result.args.length === 0) this.fail()
        this.i++
        sawSlash = true
        result.posonlyargs = result.args
        result.args = []
      } else if (kind === STAR) {
        if (sawStar) this.fail()
        this.i++
        sawStar = true
        if (this.kind[this.i] === COMMA) {
          if (this.kind[this.i + 1] !== T.NAME) this.fail()
        } else result.vararg = this.parseParameter(annotated, annotated)
      } else if (kind === POWER) {
        this.i++
        result.kwarg = this.parseParameter(annotated, false)
        this.accept(COMMA)
        if (this.kind[this.i] !== close) this.fail()
        return result
      } else {
        const parameter = this.parseParameter(annotated, false)
        const value = this.accept(EQUAL) ? this.parseExpression() : null
        if (sawStar) {
          result.kwonlyargs.push(parameter)
          result.kw_defaults.push(value)
        } else {
          result.args.push(parameter)
          if (value !== null) result.defaults.push(value)
          else if (result.defaults.length > 0) this.fail()
        }
      }
      if (!this.accept(COMMA)) break
    }
    return result
  }

  private parseParameter(annotated: boolean, starAnnotation: boolean): Arg {
    const start = this.i
    const arg = this.expectIdentifier()
    let annotation: Expr | null = null
    if (annotated && this.accept(COLON))
      annotation = starAnnotation ? this.parseStarExpression() : this.parseExpression()
    return {
      kind: 'arg',
      arg,
      annotation,
      type_comment: null,
      ...this.located(start),
    }
  }
}
