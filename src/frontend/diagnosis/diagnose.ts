// Finds the error to report for a program that the parser has refused.
//
// As in CPython there are two passes over the plain grammar and the grammar with its rules for mistakes.
// The first tells how far reading goes; its last token is where a plain "invalid syntax" stands. The second
// may recognize a mistake. What the tokenizer finds further on has precedence over both, unless reading has
// ended: then brackets left open are named only if they were opened on an earlier line.

import { PythonSyntaxError } from '../syntax-error.ts'
import type { ParserFeatures } from '../token-cursor.ts'
import { DEDENT, FSTRING_END, INDENT, STRING, type TokenStream, TSTRING_END } from '../tokens.ts'
import { makeActions } from './actions.ts'
import { Engine, Raised } from './engine.ts'
import { expressionGrammar } from './grammar-expressions.ts'
import { parameterGrammar, statementGrammar } from './grammar-statements.ts'
import { Grammar } from './notation.ts'

export type StartRule = 'file' | 'eval' | 'interactive' | 'func_type'

const lambdaParenthesized = "','.lambda_param+"
const functionParenthesized = 'param_no_default+'

function makeGrammar(features: ParserFeatures): Grammar {
  const texts = [
    expressionGrammar,
    statementGrammar,
    parameterGrammar('', ')', "NAME [':' expression]", functionParenthesized),
    parameterGrammar('lambda_', ':', 'NAME', lambdaParenthesized),
  ]
  const grammar = new Grammar(texts, makeActions(features))
  grammar.rules.set('expression_without_invalid', (e) => {
    const saved = e.secondPass
    e.secondPass = false
    const value = grammar.rules.get('expression_plain')!(e)
    e.secondPass = saved
    return value
  })
  return grammar
}

export interface Diagnosis {
  readonly error: PythonSyntaxError | null
  /** The program is the beginning of a valid one, as far as CPython can tell. */
  readonly isIncomplete: boolean
}

/** `error` is null if the grammar takes the program. */
export function diagnose(tokens: TokenStream, filename: string, start: StartRule, features: ParserFeatures): Diagnosis {
  const engine = new Engine(tokens, filename, features.barryAsFlufl ?? false)
  const rule = makeGrammar(features).rules.get(start)!
  const first = runPass(engine, rule)
  if (first === true) return { error: null, isIncomplete: false }
  const isIncomplete = hasReadToEnd(tokens, engine.fill)
  // An error raised without the rules for mistakes (by the tokenizer, mostly) is final.
  if (first !== false) return { error: readOn(engine) ?? first, isIncomplete }
  const lastToken = engine.fill - 1
  engine.restart()
  const second = runPass(engine, rule)
  if (second instanceof PythonSyntaxError) return { error: readOn(engine) ?? second, isIncomplete }
  const kind = tokens.kind[lastToken]
  if (kind === INDENT || kind === DEDENT) {
    const message = kind === INDENT ? 'unexpected indent' : 'unexpected unindent'
    return { error: engine.report.atToken('IndentationError', engine.fill - 1, engine.fill, message), isIncomplete }
  }
  const error = engine.report.between('SyntaxError', lastToken, lastToken, engine.fill, 'invalid syntax')
  return { error: readOn(engine) ?? error, isIncomplete }
}

/**
 * Whether the tokenizer has met the end of the text when `fill` tokens have been read. It looks one character
 * behind names, numbers and operators.
 */
function hasReadToEnd(tokens: TokenStream, fill: number): boolean {
  const { error, kind, text, newlineIsImplied } = tokens
  if (error !== null) {
    if (fill < tokens.count) return false
    if (error.cause === 'end of input in brackets') return tokens.openBrackets.length > 0 || !newlineIsImplied
    return error.atEnd || (newlineIsImplied && error.atLastNewline)
  }
  const end = text.length - (newlineIsImplied ? 2 : 1)
  let first = tokens.count
  while (first > 0 && tokens.start[first - 1] >= end) first--
  const last = first - 1
  const peeks = last >= 0 && kind[last] !== STRING && kind[last] !== FSTRING_END && kind[last] !== TSTRING_END
  if (newlineIsImplied && peeks && tokens.end[last] === end) first--
  return fill > first
}

/** true: matched; false: did not match; an error: raised. */
function runPass(engine: Engine, rule: (e: Engine) => unknown): true | false | PythonSyntaxError {
  try {
    return rule(engine) !== null
  } catch (raised) {
    if (raised instanceof Raised) return raised.error
    throw raised
  }
}

/** The tokenizer's error behind what has been read, if it goes first. */
function readOn(engine: Engine): PythonSyntaxError | null {
  const { tokens, fill, report } = engine
  if (fill >= tokens.count) return null
  const error = tokens.error
  if (error === null || error.inFString) return null
  if (error.cause === 'message') return report.tokenError(error)
  const open = tokens.openBrackets.at(-1)
  return open !== undefined && tokens.line[fill - 1] > open.line ? report.neverClosed(fill) : null
}
