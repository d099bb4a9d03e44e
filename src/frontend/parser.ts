// Entry point of the front end's first half: source text -> syntax tree.
//
// A fast parser builds the tree of a valid program. When it fails, diagnosis/ reads the program again to
// find CPython's error text and position; the fast parser itself words no error.
// Never lets a JS RangeError out: deep nesting is CPython's MemoryError.

import type { Expression, FunctionType, Interactive, Mod, Module } from './ast.ts'
import { type Diagnosis, diagnose } from './diagnosis/diagnose.ts'
import { Report } from './diagnosis/report.ts'
import { LiteralError } from './literals.ts'
import { Parser } from './parse-statements.ts'
import { decodeSource, prepareText } from './source.ts'
import { PythonSyntaxError } from './syntax-error.ts'
import { ParseFailure, type ParserFeatures, TooComplex } from './token-cursor.ts'
import { tokenize } from './tokenizer.ts'
import { DEDENT, ENDMARKER, NEWLINE, type TokenStream } from './tokens.ts'

export type ParseMode = 'exec' | 'eval' | 'single' | 'func_type'

export interface SyntaxWarningRecord {
  readonly message: string
  readonly line: number
  readonly category: 'SyntaxWarning' | 'DeprecationWarning'
}

export interface ParseOptions extends ParserFeatures {
  readonly mode?: ParseMode
  /** PyCF_ALLOW_INCOMPLETE_INPUT: a program that only lacks its end gives `_IncompleteInputError`. */
  readonly allowIncompleteInput?: boolean
  /** PyCF_DONT_IMPLY_DEDENT: in mode `single` a block needs an empty line to end. */
  readonly dontImplyDedent?: boolean
  readonly onWarning?: (warning: SyntaxWarningRecord) => void
}

export function parse(
  source: Uint8Array | string,
  filename: string,
  options: ParseOptions & { mode: 'eval' },
): Expression
export function parse(
  source: Uint8Array | string,
  filename: string,
  options: ParseOptions & { mode: 'single' },
): Interactive
export function parse(
  source: Uint8Array | string,
  filename: string,
  options: ParseOptions & { mode: 'func_type' },
): FunctionType
export function parse(source: Uint8Array | string, filename: string, options?: ParseOptions & { mode?: 'exec' }): Module
export function parse(source: Uint8Array | string, filename: string, options?: ParseOptions): Mod
export function parse(source: Uint8Array | string, filename: string, options: ParseOptions = {}): Mod {
  const decoded = typeof source === 'string' ? source : decodeSource(source, filename).text
  if (decoded.includes('\0')) {
    throw new PythonSyntaxError(
      'SyntaxError',
      'source code string cannot contain null bytes',
      filename,
      null,
      null,
      null,
      null,
      null,
    )
  }
  const mode = options.mode ?? 'exec'
  const tokens = tokenize(prepareText(decoded))
  if (mode !== 'exec') adaptEnd(tokens, mode, !/[\r\n]$/.test(decoded), options.dontImplyDedent ?? false)
  const parser = new Parser(tokens, options)
  try {
    const tree = run(parser, mode)
    if (mode === 'single') checkSingle(tokens, parser.position, filename)
    if (options.onWarning) for (const warning of tokens.warnings) options.onWarning(warning)
    return tree
  } catch (error) {
    throw explain(error, tokens, parser, filename, options)
  }
}

/**
 * Outside files the last line gets no newline of its own. In mode `single` the end of the text stands for
 * one, before or behind which open blocks are closed.
 */
function adaptEnd(tokens: TokenStream, mode: ParseMode, isImplied: boolean, dontImplyDedent: boolean): void {
  tokens.newlineIsImplied = isImplied
  if (tokens.error !== null) return
  const { kind } = tokens
  let newline = tokens.count - 2
  while (newline >= 0 && kind[newline] === DEDENT) newline--
  const hasDedents = newline < tokens.count - 2
  if (tokens.text.length <= 2 && isImplied) tokens.line[tokens.count - 1] = tokens.endLine[tokens.count - 1] = 0
  if (mode !== 'single') {
    if (!isImplied || newline < 0 || kind[newline] !== NEWLINE) return
    tokens.copyWithin(newline, newline + 1)
    return
  }
  if (isImplied && hasDedents && dontImplyDedent) {
    tokens.copyWithin(newline + 1, tokens.count - 1)
    return
  }
  if (isImplied && !hasDedents) {
    if (newline >= 0) tokens.setEndToken(newline)
    return
  }
  if (tokens.count > 1) tokens.insertNewlineAtEnd()
}

/** Behind the statement of an interactive prompt only blank lines and comments may stand. */
function checkSingle(tokens: TokenStream, next: number, filename: string): void {
  if (next >= tokens.count || tokens.kind[next] === ENDMARKER) return
  if (tokens.kind[next] === NEWLINE && tokens.kind[next + 1] === ENDMARKER) return
  const message = 'multiple statements found while compiling a single statement'
  throw new Report(tokens, filename).between('SyntaxError', next - 1, next - 1, next, message)
}

function run(parser: Parser, mode: ParseMode): Mod {
  switch (mode) {
    case 'exec':
      return parser.parseModule()
    case 'eval':
      return parser.parseEval()
    case 'single':
      return parser.parseInteractive()
    case 'func_type':
      return parser.parseFunctionType()
  }
}

function explain(
  error: unknown,
  tokens: TokenStream,
  parser: Parser,
  filename: string,
  options: ParseOptions,
): unknown {
  if (error instanceof TooComplex || error instanceof RangeError) {
    const message = 'Parser stack overflowed - Python source too complex to parse'
    return new PythonSyntaxError('MemoryError', message, filename, 0, 0, 0, 0, null)
  }
  if (!(error instanceof ParseFailure)) return error
  const report = new Report(tokens, filename)
  let diagnosis: Diagnosis
  try {
    diagnosis = diagnose(tokens, filename, startRules[options.mode ?? 'exec'], options)
  } catch (overflow) {
    // The diagnosis nests deeper than the parser: on a small stack, what is known must do.
    if (!(overflow instanceof RangeError)) throw overflow
    diagnosis = { error: tokens.error === null ? null : report.tokenError(tokens.error), isIncomplete: false }
  }
  if (diagnosis.isIncomplete && options.allowIncompleteInput) {
    return new PythonSyntaxError('_IncompleteInputError', 'incomplete input', filename, 0, 0, 0, 0, null)
  }
  if (diagnosis.error !== null) return diagnosis.error
  const i = Math.min(parser.position, tokens.count - 1)
  const message = error instanceof LiteralError ? error.message : 'invalid syntax'
  return report.between('SyntaxError', i, i, i + 1, message)
}

const startRules = { exec: 'file', eval: 'eval', single: 'interactive', func_type: 'func_type' } as const
