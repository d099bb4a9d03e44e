// Expressions back to text, as CPython does for annotations under `from __future__ import annotations`.
//
// The text is that of CPython's own unparser in C (not of `ast.unparse`): one space around operators, as few
// parentheses as precedence allows, tuples in parentheses unless they stand alone in a subscript.

import type { Arguments, Comprehension, Expr, PyStr } from './ast.ts'
import { constantRepr, strRepr } from './ast-dump.ts'
import { concatenate } from './literals.ts'

const enum Level {
  Tuple = 0,
  Test = 1,
  Or = 2,
  And = 3,
  Not = 4,
  Compare = 5,
  BitOr = 6,
  BitXor = 7,
  BitAnd = 8,
  Shift = 9,
  Sum = 10,
  Term = 11,
  Factor = 12,
  Power = 13,
  Await = 14,
  Atom = 15,
}

const binary: Record<string, [text: string, level: number]> = {
  Add: [' + ', Level.Sum],
  Sub: [' - ', Level.Sum],
  Mult: [' * ', Level.Term],
  MatMult: [' @ ', Level.Term],
  Div: [' / ', Level.Term],
  Mod: [' % ', Level.Term],
  FloorDiv: [' // ', Level.Term],
  LShift: [' << ', Level.Shift],
  RShift: [' >> ', Level.Shift],
  BitOr: [' | ', Level.BitOr],
  BitXor: [' ^ ', Level.BitXor],
  BitAnd: [' & ', Level.BitAnd],
  Pow: [' ** ', Level.Power],
}
const comparison: Record<string, string> = {
  Eq: ' == ',
  NotEq: ' != ',
  Lt: ' < ',
  LtE: ' <= ',
  Gt: ' > ',
  GtE: ' >= ',
  Is: ' is ',
  IsNot: ' is not ',
  In: ' in ',
  NotIn: ' not in ',
}
const unary = { Invert: '~', Not: 'not ', UAdd: '+', USub: '-' }
const unaryLevel = { Invert: Level.Factor, Not: Level.Not, UAdd: Level.Factor, USub: Level.Factor }

const parenthesizeIf = (condition: boolean, text: string): string => (condition ? `(${text})` : text)

export function unparse(e: Expr): string {
  return write(e, Level.Test)
}

function list(elements: readonly Expr[]): string {
  return elements.map((element) => write(element, Level.Test)).join(', ')
}

function write(e: Expr, level: number): string {
  switch (e.kind) {
    case 'BoolOp': {
      const own = e.op === 'And' ? Level.And : Level.Or
      const joiner = e.op === 'And' ? ' and ' : ' or '
      return parenthesizeIf(level > own, e.values.map((value) => write(value, own + 1)).join(joiner))
    }
    case 'BinOp': {
      const [text, own] = binary[e.op]
      const isPower = e.op === 'Pow'
      const sides = write(e.left, own + (isPower ? 1 : 0)) + text + write(e.right, own + (isPower ? 0 : 1))
      return parenthesizeIf(level > own, sides)
    }
    case 'UnaryOp': {
      const own = unaryLevel[e.op]
      return parenthesizeIf(level > own, unary[e.op] + write(e.operand, own))
    }
    case 'Lambda': {
      const args = writeArguments(e.args)
      // CPython leaves the space out in front of `*`.
      const isPlain = e.args.posonlyargs.length + e.args.args.length > 0
      return parenthesizeIf(level > Level.Test, `lambda${isPlain ? ' ' : ''}${args}: ${write(e.body, Level.Test)}`)
    }
    case 'IfExp': {
      const [body, test] = [write(e.body, Level.Test + 1), write(e.test, Level.Test + 1)]
      return parenthesizeIf(level > Level.Test, `${body} if ${test} else ${write(e.orelse, Level.Test)}`)
    }
    case 'Dict': {
      const items = e.keys.map((key, i) =>
        key === null
          ? `**${write(e.values[i], Level.BitOr)}`
          : `${write(key, Level.Test)}: ${write(e.values[i], Level.Test)}`,
      )
      return `{${items.join(', ')}}`
    }
    case 'Set':
      return `{${list(e.elts)}}`
    case 'GeneratorExp':
      return `(${write(e.elt, Level.Test)}${writeComprehensions(e.generators)})`
    case 'ListComp':
      return `[${write(e.elt, Level.Test)}${writeComprehensions(e.generators)}]`
    case 'SetComp':
      return `{${write(e.elt, Level.Test)}${writeComprehensions(e.generators)}}`
    case 'DictComp':
      return `{${write(e.key, Level.Test)}: ${write(e.value, Level.Test)}${writeComprehensions(e.generators)}}`
    case 'Yield':
      return e.value === null ? '(yield)' : `(yield ${write(e.value, Level.Test)})`
    case 'YieldFrom':
      return `(yield from ${write(e.value, Level.Test)})`
    case 'Await':
      return parenthesizeIf(level > Level.Await, `await ${write(e.value, Level.Atom)}`)
    case 'Compare': {
      const rest = e.ops.map((op, i) => comparison[op] + write(e.comparators[i], Level.Compare + 1))
      return parenthesizeIf(level > Level.Compare, write(e.left, Level.Compare + 1) + rest.join(''))
    }
    case 'Call':
      return writeCall(e)
    case 'Constant':
      if (e.value.type === 'Ellipsis') return '...'
      // An infinite number has no literal.
      return (e.kind_ ?? '') + constantRepr(e.value).replace(/\binf/, '1e309')
    case 'JoinedStr':
      return `f${quoteParts(e.values, false)}`
    case 'TemplateStr':
      return `t${quoteParts(e.values, false)}`
    case 'FormattedValue':
      return `f${quoteParts([e], false)}`
    case 'Interpolation':
      return `t${quoteParts([e], false)}`
    case 'Attribute': {
      const isInt = e.value.kind === 'Constant' && e.value.value.type === 'int'
      return `${write(e.value, Level.Atom)}${isInt ? ' ' : ''}.${e.attr}`
    }
    case 'Starred':
      return `*${write(e.value, Level.BitOr)}`
    case 'Name':
      return e.id
    case 'List':
      return `[${list(e.elts)}]`
    case 'Tuple': {
      if (e.elts.length === 0) return '()'
      return parenthesizeIf(
        level > Level.Tuple,
        e.elts.length === 1 ? `${write(e.elts[0], Level.Test)},` : list(e.elts),
      )
    }
    case 'Subscript':
      return `${write(e.value, Level.Atom)}[${write(e.slice, Level.Tuple)}]`
    case 'Slice': {
      const part = (bound: Expr | null): string => (bound === null ? '' : write(bound, Level.Test))
      return `${part(e.lower)}:${part(e.upper)}${e.step === null ? '' : `:${part(e.step)}`}`
    }
    case 'NamedExpr': {
      const text = `${write(e.target, Level.Atom)} := ${write(e.value, Level.Atom)}`
      return parenthesizeIf(level > Level.Tuple, text)
    }
  }
}

function writeCall(e: Expr & { kind: 'Call' }): string {
  const func = write(e.func, Level.Atom)
  const [only] = e.args
  if (e.args.length === 1 && e.keywords.length === 0 && only.kind === 'GeneratorExp') {
    return func + write(only, Level.Test)
  }
  const keywords = e.keywords.map(({ arg, value }) => `${arg === null ? '**' : `${arg}=`}${write(value, Level.Test)}`)
  return `${func}(${[...e.args.map((arg) => write(arg, Level.Test)), ...keywords].join(', ')})`
}

function writeComprehensions(generators: readonly Comprehension[]): string {
  let text = ''
  for (const { target, iter, ifs, is_async } of generators) {
    text += `${is_async ? ' async' : ''} for ${write(target, Level.Tuple)} in ${write(iter, Level.Test + 1)}`
    for (const condition of ifs) text += ` if ${write(condition, Level.Test + 1)}`
  }
  return text
}

function writeArguments(args: Arguments): string {
  const parts: string[] = []
  const withDefault = (name: string, value: Expr | null | undefined): string =>
    value ? `${name}=${write(value, Level.Test)}` : name
  const positional = [...args.posonlyargs, ...args.args]
  const firstDefault = positional.length - args.defaults.length
  positional.forEach(({ arg }, i) => {
    parts.push(withDefault(arg, args.defaults[i - firstDefault]))
    if (i === args.posonlyargs.length - 1) parts.push('/')
  })
  if (args.vararg !== null) parts.push(`*${args.vararg.arg}`)
  else if (args.kwonlyargs.length > 0) parts.push('*')
  args.kwonlyargs.forEach(({ arg }, i) => {
    parts.push(withDefault(arg, args.kw_defaults[i]))
  })
  if (args.kwarg !== null) parts.push(`**${args.kwarg.arg}`)
  return parts.join(', ')
}

/** The quoted text of an f-string or t-string; nested ones of a format specification stay bare. */
function quoteParts(values: readonly Expr[], isSpec: boolean): string {
  const parts: PyStr[] = values.map((value) => writePart(value))
  const text = concatenate(parts)
  return isSpec ? String(text) : strRepr(text)
}

function writePart(value: Expr): PyStr {
  if (value.kind === 'Constant') {
    const text = (value.value as { value: PyStr }).value
    return typeof text === 'string'
      ? text.replace(/[{}]/g, '$&$&')
      : text.flatMap((c) => (c === 0x7b || c === 0x7d ? [c, c] : [c]))
  }
  if (value.kind === 'JoinedStr') return concatenate(value.values.map(writePart))
  if (value.kind !== 'FormattedValue' && value.kind !== 'Interpolation') return write(value, Level.Test)
  const expression = value.kind === 'Interpolation' ? value.str : write(value.value, Level.Test + 1)
  const opening = typeof expression === 'string' && expression.startsWith('{') ? '{ ' : '{'
  const conversion = value.conversion > 0 ? `!${String.fromCharCode(value.conversion)}` : ''
  const spec: PyStr = value.format_spec === null ? '' : concatenate([':', writePart(value.format_spec)])
  return concatenate([opening, expression, conversion, spec, '}'])
}
