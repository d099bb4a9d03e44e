// String literals: adjacent strings, f-strings (PEP 701) and t-strings (PEP 750).
//
// Adjacent literals make one node; in f-strings and t-strings neighbouring constant parts are merged and
// empty ones dropped. `{expr=}` yields the source text as a constant in front of the field.
// Parts keep the positions CPython gives them.

import type { Constant, ConstantValue, Expr, FormattedValue, Interpolation, JoinedStr, Located, PyStr } from './ast.ts'
import { concatenate, decodeBytes, decodeEscapes, LiteralError, splitString } from './literals.ts'
import { spanOf, TokenCursor } from './token-cursor.ts'
import * as T from './tokens.ts'

const LBRACE = T.kindOf('{')
const RBRACE = T.kindOf('}')
const EQUAL = T.kindOf('=')
const COLON = T.kindOf(':')
const EXCLAMATION = T.kindOf('!')

type Field = FormattedValue | Interpolation

export abstract class StringParser extends TokenCursor {
  protected abstract parseAnnotatedRhs(): Expr

  /** A constant that is the current token; takes it. */
  protected makeConstant(value: ConstantValue): Constant {
    const i = this.i++
    const t = this.tokens
    return {
      kind: 'Constant',
      value,
      kind_: null,
      lineno: t.line[i],
      col_offset: t.col[i],
      end_lineno: t.endLine[i],
      end_col_offset: t.endCol[i],
    }
  }

  protected parseStrings(): Expr {
    const start = this.i
    const next = this.kind[start + 1]
    if (this.kind[start] === T.STRING && next !== T.STRING && next !== T.FSTRING_START && next !== T.TSTRING_START) {
      return this.parseString()
    }
    const parts: Expr[] = []
    let templates = 0
    let strings = 0
    for (;;) {
      const kind = this.kind[this.i]
      if (kind === T.STRING) parts.push(this.parseString())
      else if (kind === T.FSTRING_START) parts.push(this.parseFString())
      else if (kind === T.TSTRING_START) parts.push(this.parseTString())
      else break
      if (kind === T.TSTRING_START) templates++
      else strings++
      if (templates > 0 && strings > 0) this.fail()
    }
    const end = this.i - 1
    const t = this.tokens
    const span: Located = {
      lineno: t.line[start],
      col_offset: t.col[start],
      end_lineno: t.endLine[end],
      end_col_offset: t.endCol[end],
    }
    if (templates > 0) {
      const values = parts.flatMap((part) => (part.kind === 'TemplateStr' ? part.values : [part]))
      return { kind: 'TemplateStr', values: mergeConstants(values), ...span }
    }
    return this.joinStrings(parts, span)
  }

  private joinStrings(parts: Expr[], span: Located): Expr {
    const isBytes = (part: Expr): boolean => part.kind === 'Constant' && part.value.type === 'bytes'
    const bytesCount = parts.filter(isBytes).length
    if (bytesCount > 0) {
      if (bytesCount < parts.length) throw new LiteralError('cannot mix bytes and nonbytes literals')
      const pieces = (parts as Constant[]).map((part) => (part.value as { value: Uint8Array }).value)
      return { kind: 'Constant', value: { type: 'bytes', value: Buffer.concat(pieces) }, kind_: null, ...span }
    }
    if (parts.every((part) => part.kind === 'Constant')) return mergeRun(parts as Constant[], span)
    const values = parts.flatMap((part) => (part.kind === 'JoinedStr' ? part.values : [part]))
    return { kind: 'JoinedStr', values: mergeConstants(values), ...span }
  }

  private parseString(): Constant {
    const i = this.i
    const token = this.tokens.textOf(i)
    const { isBytes, isRaw, isUnicode, body } = splitString(token)
    if (isBytes) {
      if (/[^\x00-\x7f]/.test(body)) throw new LiteralError('bytes can only contain ASCII literal characters')
      const value = decodeBytes(body, isRaw, (sequence, octal, at) => this.warnEscape(i, sequence, octal, body, at))
      return this.makeConstant({ type: 'bytes', value })
    }
    const value = isRaw ? body : this.decode(body, i)
    const constant = this.makeConstant({ type: 'str', value })
    if (isUnicode) constant.kind_ = 'u'
    return constant
  }

  private decode(body: string, token: number): PyStr {
    if (!body.includes('\\')) return body
    return decodeEscapes(body, {
      lookUpCharacterName: this.features.lookUpCharacterName,
      invalidEscape: (sequence, octal, at) => this.warnEscape(token, sequence, octal, body, at),
    })
  }

  private warnEscape(token: number, sequence: string, octal: boolean, body: string, at: number): void {
    const what = octal ? 'an invalid octal escape sequence' : 'an invalid escape sequence'
    this.tokens.warnings.push({
      message: `"\\${sequence}" is ${what}. Such sequences will not work in the future. Did you mean "\\\\${sequence}"? A raw string is also an option.`,
      line: this.tokens.line[token] + body.slice(0, at).split('\n').length - 1,
      category: 'SyntaxWarning',
    })
  }

  // ---- f-strings and t-strings ----

  private parseFString(): JoinedStr {
    const start = this.i
    const values = this.parseFStringParts(T.FSTRING_MIDDLE, T.FSTRING_END, false)
    const span = this.located(start)
    return { kind: 'JoinedStr', values, ...span }
  }

  private parseTString(): Expr {
    const start = this.i
    const values = this.parseFStringParts(T.TSTRING_MIDDLE, T.TSTRING_END, true)
    const span = this.located(start)
    return { kind: 'TemplateStr', values, ...span }
  }

  private parseFStringParts(middle: number, end: number, isTemplate: boolean): Expr[] {
    const raw = /[rR]/.test(this.tokens.textOf(this.i))
    this.i++
    const values: Expr[] = []
    while (this.kind[this.i] !== end) {
      if (this.kind[this.i] === middle) this.addMiddle(values, raw)
      else this.parseField(values, isTemplate, raw, middle)
    }
    this.i++
    return values
  }

  private addMiddle(values: Expr[], raw: boolean): void {
    const body = this.tokens.textOf(this.i)
    const token = this.i
    const value = raw ? body : this.decode(body, token)
    if (value.length === 0) this.i++
    else values.push(this.makeConstant({ type: 'str', value }))
  }

  private parseField(values: Expr[], isTemplate: boolean, raw: boolean, middle: number): void {
    const start = this.i
    this.expect(LBRACE)
    this.enter(6)
    const value = this.parseAnnotatedRhs()
    const debug = this.accept(EQUAL)
    const textEnd = this.i
    let conversion = -1
    let format_spec: JoinedStr | null = null
    if (this.kind[this.i] === EXCLAMATION) {
      const bang = this.i++
      const name = this.expectIdentifier()
      if (this.tokens.start[bang + 1] !== this.tokens.end[bang] || !/^[sra]$/.test(name)) this.fail()
      conversion = name.charCodeAt(0)
    }
    if (this.kind[this.i] === COLON) format_spec = this.parseFormatSpec(raw, middle)
    this.expect(RBRACE)
    this.leave(6)
    const span = this.located(start)
    const source = this.fieldSource(start, textEnd)
    if (debug) {
      if (conversion < 0 && format_spec === null) conversion = 0x72
      this.addDebugText(values, source, span, textEnd, format_spec)
    }
    const field: Field = isTemplate
      ? { kind: 'Interpolation', value, str: expressionText(source, debug), conversion, format_spec, ...span }
      : { kind: 'FormattedValue', value, conversion, format_spec, ...span }
    values.push(field)
  }

  /** The text between `{` and the token that ends the expression, without comments. */
  private fieldSource(open: number, end: number): string {
    return stripComments(this.text.slice(this.tokens.end[open], this.tokens.start[end]))
  }

  private addDebugText(values: Expr[], source: string, span: Located, end: number, spec: JoinedStr | null): void {
    let end_lineno = span.end_lineno
    let end_col_offset = span.end_col_offset
    if (this.kind[end] === EXCLAMATION) {
      end_lineno = this.lineAt(end + 1)
      end_col_offset = this.colAt(end + 1)
    } else if (spec !== null && spec.values.length > 0) {
      end_lineno = spec.lineno
      end_col_offset = spec.col_offset + 1
    }
    values.push({
      kind: 'Constant',
      value: { type: 'str', value: source },
      kind_: null,
      lineno: span.lineno,
      col_offset: span.col_offset + 1,
      end_lineno,
      end_col_offset: end_col_offset - 1,
    })
  }

  private parseFormatSpec(raw: boolean, middle: number): JoinedStr {
    const colon = this.i++
    const values: Expr[] = []
    while (this.kind[this.i] !== RBRACE) {
      if (this.kind[this.i] === middle) this.addMiddle(values, raw)
      else this.parseField(values, false, raw, middle)
    }
    const t = this.tokens
    const end = this.i - 1
    return {
      kind: 'JoinedStr',
      values: mergeConstants(values),
      lineno: t.line[colon],
      col_offset: t.col[colon],
      end_lineno: t.endLine[end],
      end_col_offset: t.endCol[end],
    }
  }
}

function mergeRun(run: Constant[], span: Located): Constant {
  const value = concatenate(run.map((part) => (part.value as { value: PyStr }).value))
  return { kind: 'Constant', value: { type: 'str', value }, kind_: run[0].kind_, ...span }
}

/** Merges neighbouring constants, drops empty ones. */
function mergeConstants(values: Expr[]): Expr[] {
  const merged: Expr[] = []
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (value.kind !== 'Constant') {
      merged.push(value)
      continue
    }
    let end = i + 1
    while (end < values.length && values[end].kind === 'Constant') end++
    let constant: Constant = value
    if (end > i + 1) {
      const run = values.slice(i, end) as Constant[]
      constant = mergeRun(run, spanOf(run[0], run[run.length - 1]))
    }
    i = end - 1
    if (constant.value.type !== 'str' || constant.value.value.length > 0) merged.push(constant)
  }
  return merged
}

function stripComments(source: string): string {
  if (!source.includes('#')) return source
  let result = ''
  let quote = ''
  for (let i = 0; i < source.length; i++) {
    const char = source[i]
    if (quote === '' && char === '#') {
      while (i < source.length && source[i] !== '\n') i++
      if (i < source.length) result += '\n'
      continue
    }
    if (char === '"' || char === "'") quote = quote === '' ? char : quote === char ? '' : quote
    result += char
  }
  return result
}

/** The `str` of an interpolation: the source of the expression alone. */
function expressionText(source: string, debug: boolean): string {
  const text = source.trimEnd()
  return debug ? text.replace(/=$/, '').trimEnd() : text
}
