// The actions of the diagnosis grammar that its notation cannot say.
//
// An action gets the bindings of its alternative and returns a value, null (no match) or raises.

import { decodeBytes, decodeEscapes, LiteralError, parseNumber, splitString } from '../literals.ts'
import type { ParserFeatures } from '../token-cursor.ts'
import { FSTRING_END, FSTRING_MIDDLE, FSTRING_START, TSTRING_END, TSTRING_MIDDLE, TSTRING_START } from '../tokens.ts'
import { describe, elementsOf, findInvalidTarget, type TargetUse } from './describe.ts'
import { type Action, type Engine, lastNodeOf, type Match, type Node, nodeOf, type Value } from './engine.ts'

const legacyStatements = ['print', 'exec']

/** The keyword parts of an `Args` node, flattened. */
function keywordsOf(args: Value): Node[] {
  const flat: Node[] = []
  const add = (value: Value | undefined): void => {
    if (value === undefined) return
    if (Array.isArray(value)) value.forEach(add)
    else if (value.kind === 'All') Object.values(value.parts).forEach(add)
    else flat.push(value)
  }
  add(nodeOf(args).parts.kwargs)
  return flat
}

function positionalOf(args: Value): Node[] {
  const list = nodeOf(args).parts.positional as Value[] | undefined
  const starred = keywordsOf(args).filter((node) => node.kind === 'Starred')
  return [...(list ?? []).map(nodeOf), ...starred]
}

/** The last expression of the last `for` clause. */
function endOfClauses(clauses: Value): Node {
  const last = lastNodeOf(clauses)
  const ifs = last.parts.ifs as Value[]
  return ifs.length > 0 ? lastNodeOf(ifs) : nodeOf(last.parts.iter)
}

function invalidTarget(use: TargetUse): Action {
  return (e, { a }) => {
    const target = findInvalidTarget(a, use)
    if (target === null) return null
    const verb = use === 'delete' ? 'delete' : 'assign to'
    return e.raiseBetween(target, target, `cannot ${verb} ${describe(e, target)}`)
  }
}

function catchLiteralErrors<R>(e: Engine, body: () => R): R {
  try {
    return body()
  } catch (error) {
    if (error instanceof LiteralError) e.raiseAtLast('SyntaxError', error.message)
    throw error
  }
}

function numberKind(e: Engine, token: Value): Node {
  const node = nodeOf(token)
  const value = catchLiteralErrors(e, () => parseNumber(e.textOf(token)))
  return { ...node, kind: value.type === 'complex' ? 'Imaginary' : 'Number' }
}

function boundError(what: string): Action {
  return (e, { a, b }) => {
    const noun = nodeOf(b).kind === 'Tuple' ? 'constraints' : 'bound'
    return e.raiseFrom(a, `cannot use ${noun} with ${what}`)
  }
}

export function makeActions(features: ParserFeatures): Record<string, Action> {
  const escapes = { lookUpCharacterName: features.lookUpCharacterName, invalidEscape: () => {} }
  return {
    number: (e, { token }) => numberKind(e, token),
    realNumber: (e, { token }) => {
      const node = numberKind(e, token)
      if (node.kind === 'Imaginary') e.raiseBetween(node, node, 'real number required in complex literal')
      return node
    },
    imaginaryNumber: (e, { token }) => {
      const node = numberKind(e, token)
      if (node.kind !== 'Imaginary') e.raiseBetween(node, node, 'imaginary number required in complex literal')
      return node
    },
    notEqual: (e, { token }) => {
      const isDiamond = e.textOf(token) === '<>'
      if (!e.barryAsFlufl) return isDiamond ? null : token
      if (!isDiamond) e.raiseAtLast('SyntaxError', "with Barry as BDFL, use '<>' instead of '!='")
      return token
    },
    string: (e, { token }) => {
      const { isBytes, isRaw, body } = splitString(e.textOf(token))
      if (isBytes && /[^\x00-\x7f]/.test(body)) {
        e.raiseBetween(token, token, 'bytes can only contain ASCII literal characters')
      }
      catchLiteralErrors(e, () => {
        if (isBytes) decodeBytes(body, isRaw, () => {})
        else if (!isRaw && body.includes('\\')) decodeEscapes(body, escapes)
      })
      return { ...nodeOf(token), kind: isBytes ? 'Bytes' : 'Str' }
    },
    strings: (e, { parts }, start) => {
      const nodes = (parts as Value[]).map(nodeOf)
      const bytes = nodes.filter((node) => node.kind === 'Bytes').length
      if (bytes > 0 && bytes < nodes.length) {
        e.raiseAtLast('SyntaxError', 'cannot mix bytes and nonbytes literals')
      }
      return e.node(nodes.some((node) => node.kind === 'JoinedStr') ? 'JoinedStr' : nodes[0].kind, start, {})
    },
    fstring: (e, { parts }, start) => {
      const isRaw = /^\w*r/i.test(e.tokens.textOf(start))
      for (const part of parts as Value[]) {
        const { first, kind } = nodeOf(part)
        const isText = e.tokens.kind[first] === FSTRING_MIDDLE || e.tokens.kind[first] === TSTRING_MIDDLE
        if (kind !== 'token' || !isText || isRaw) continue
        const body = e.tokens.textOf(first)
        if (body.includes('\\')) catchLiteralErrors(e, () => decodeEscapes(body, escapes))
      }
      return e.node('JoinedStr', start, {})
    },
    conversion: (e, { bang, name }) => {
      const { tokens } = e
      const letter = insideTemplate(e, nodeOf(bang).first) ? 't' : 'f'
      if (tokens.end[nodeOf(bang).first] !== tokens.start[nodeOf(name).first]) {
        e.raiseBetween(bang, name, `${letter}-string: conversion type must come right after the exclamation mark`)
      }
      const text = e.textOf(name)
      if (!/^[sra]$/.test(text)) {
        const message = `${letter}-string: invalid conversion character '${text}': expected 's', 'r', or 'a'`
        e.raiseBetween(name, name, message)
      }
      return name
    },
    missingComma: (e, { a, b }) => {
      if (isLegacy(e, a) || e.tokens.level[e.mark - 1] === 0) return null
      return e.raiseBetween(a, b, 'invalid syntax. Perhaps you forgot a comma?')
    },
    legacyStatement: (e, { a, b }) => {
      if (!isLegacy(e, a)) return null
      const name = e.textOf(a)
      return e.raiseBetween(a, b, `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`)
    },
    generatorBeforeComma: (e, { a, b }) =>
      e.raiseBetween(a, endOfClauses(b), 'Generator expression must be parenthesized'),
    generatorInCall: (e, { a, b }) => {
      const positional = positionalOf(a)
      if (positional.length <= 1) return null
      const last = positional[positional.length - 1]
      return e.raiseBetween(last, endOfClauses(b), 'Generator expression must be parenthesized')
    },
    positionalBehindKeyword: (e, { a }) => {
      const unpacks = keywordsOf(a).some((node) => node.kind === 'KeywordUnpacking')
      const what = unpacks ? 'keyword argument unpacking' : 'keyword argument'
      return e.raiseAtLast('SyntaxError', `positional argument follows ${what}`)
    },
    unparenthesizedTarget: (e, { a, b }): Match => {
      const elements = elementsOf(nodeOf(b))
      const last = elements[elements.length - 1] ?? nodeOf(b)
      return e.raiseBetween(a, last, 'did you forget parentheses around the comprehension target?')
    },
    colonExpectedInDict: (e, { a }) => e.raiseAtEndOf(a, "':' expected after dictionary key"),
    invalidForTarget: invalidTarget('for'),
    invalidAssignmentTarget: invalidTarget('assign'),
    invalidDeleteTarget: invalidTarget('delete'),
    boundOfTuple: boundError('TypeVarTuple'),
    boundOfParamSpec: boundError('ParamSpec'),
  }
}

function isLegacy(e: Engine, value: Value): boolean {
  return nodeOf(value).kind === 'Name' && legacyStatements.includes(e.textOf(value))
}

function insideTemplate(e: Engine, at: number): boolean {
  let depth = 0
  for (let i = at; i >= 0; i--) {
    const kind = e.tokens.kind[i]
    if (kind === FSTRING_END || kind === TSTRING_END) depth++
    else if (kind === FSTRING_START || kind === TSTRING_START) {
      if (depth === 0) return kind === TSTRING_START
      depth--
    }
  }
  return false
}
