// match statements.
//
// Every part of the subject stands in a temporary of its own; a pattern jumps to `fail` or falls through. Names are noted
// with the temporary that holds their value and are bound when the whole pattern has matched, before the guard.

import { Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import type { ConstantObject } from './code-object.ts'
import { constantKey } from './code-object.ts'
import { jumpIf } from './compile-conditions.ts'
import { exprTo, fold, operand } from './compile-expressions.ts'
import { storeName } from './compile-names.ts'
import { compileBody } from './compile-statements.ts'
import type { CodeUnit, Label } from './compile-unit.ts'
import { intConstant, strConstant } from './fold-constants.ts'

interface Captures {
  readonly names: Map<string, number>
  /** A pattern that always matches is allowed here. */
  irrefutable: boolean
}

export function compileMatch(u: CodeUnit, s: ast.Match): void {
  const subject = u.temp()
  exprTo(u, s.subject, subject)
  const end = u.label()
  s.cases.forEach((c, i) => {
    const mark = u.top
    const next = u.label()
    const captures: Captures = { names: new Map(), irrefutable: c.guard !== null || i === s.cases.length - 1 }
    compilePattern(u, c.pattern, subject, next, captures)
    for (const [name, register] of captures.names) storeName(u, name, register, c.pattern)
    if (c.guard) jumpIf(u, c.guard, next, false)
    u.top = mark
    compileBody(u, c.body)
    u.jump(Op.JUMP, null, end)
    u.place(next)
    u.top = mark
  })
  u.place(end)
}

function isWildcard(p: ast.Pattern): boolean {
  return p.kind === 'MatchAs' && p.pattern === null && p.name === null
}

function isStarWildcard(p: ast.Pattern): boolean {
  return p.kind === 'MatchStar' && p.name === null
}

function captureName(u: CodeUnit, at: ast.Located, name: string | null, register: number, captures: Captures): void {
  if (name === null) return
  if (captures.names.has(name)) throw u.context.error(`multiple assignments to name '${name}' in pattern`, at)
  captures.names.set(name, register)
}

function compileSubpattern(u: CodeUnit, p: ast.Pattern, subject: number, fail: Label, captures: Captures): void {
  const { irrefutable } = captures
  captures.irrefutable = true
  compilePattern(u, p, subject, fail, captures)
  captures.irrefutable = irrefutable
}

function compilePattern(u: CodeUnit, p: ast.Pattern, subject: number, fail: Label, captures: Captures): void {
  switch (p.kind) {
    case 'MatchValue': {
      const constant = fold(u, p.value)
      const k = constant === null ? -1 : u.nearConstant(constant)
      if (k >= 0) u.jump(Op.EQ_K_JUMP, p, fail, subject, k, 0)
      else u.jump(Op.EQ_JUMP, p, fail, subject, operand(u, p.value, true), 0)
      return
    }
    case 'MatchSingleton': {
      if (p.value.type === 'None') {
        u.jump(Op.NONE_JUMP, p, fail, subject, 0, 0)
        return
      }
      const value = u.temp()
      u.loadConstant({ type: p.value.type === 'True' ? 'True' : 'False' }, value, p)
      u.jump(Op.IS_JUMP, p, fail, subject, value, 0)
      return
    }
    case 'MatchSequence':
      sequencePattern(u, p, subject, fail, captures)
      return
    case 'MatchMapping':
      mappingPattern(u, p, subject, fail, captures)
      return
    case 'MatchClass':
      classPattern(u, p, subject, fail, captures)
      return
    case 'MatchStar':
      captureName(u, p, p.name, subject, captures)
      return
    case 'MatchAs':
      if (p.pattern === null) {
        if (!captures.irrefutable) {
          const what = p.name === null ? 'wildcard' : `name capture '${p.name}'`
          throw u.context.error(`${what} makes remaining patterns unreachable`, p)
        }
        captureName(u, p, p.name, subject, captures)
        return
      }
      compilePattern(u, p.pattern, subject, fail, captures)
      captureName(u, p, p.name, subject, captures)
      return
    case 'MatchOr':
      orPattern(u, p, subject, fail, captures)
      return
  }
}

function orPattern(u: CodeUnit, p: ast.MatchOr, subject: number, fail: Label, captures: Captures): void {
  const matched = u.label()
  // the alternatives leave their captures in common registers
  const common = new Map<string, number>()
  p.patterns.forEach((alternative, i) => {
    const last = i === p.patterns.length - 1
    const own: Captures = { names: new Map(), irrefutable: last && captures.irrefutable }
    const next = last ? fail : u.label()
    if (i === 0) for (const name of namesOf(alternative)) common.set(name, u.temp())
    const mark = u.top
    compilePattern(u, alternative, subject, next, own)
    if (own.names.size !== common.size || [...own.names.keys()].some((name) => !common.has(name))) {
      throw u.context.error('alternative patterns bind different names', p)
    }
    for (const [name, register] of own.names) u.emit(Op.MOVE, alternative, common.get(name)!, register)
    u.top = mark
    if (!last) {
      u.jump(Op.JUMP, null, matched)
      u.place(next)
    }
  })
  u.place(matched)
  for (const [name, register] of common) captureName(u, p, name, register, captures)
}

function namesOf(p: ast.Pattern, names = new Set<string>()): Set<string> {
  switch (p.kind) {
    case 'MatchStar':
      if (p.name !== null) names.add(p.name)
      break
    case 'MatchAs':
      if (p.pattern) namesOf(p.pattern, names)
      if (p.name !== null) names.add(p.name)
      break
    case 'MatchSequence':
      for (const q of p.patterns) namesOf(q, names)
      break
    case 'MatchMapping':
      for (const q of p.patterns) namesOf(q, names)
      if (p.rest !== null) names.add(p.rest)
      break
    case 'MatchClass':
      for (const q of [...p.patterns, ...p.kwd_patterns]) namesOf(q, names)
      break
    case 'MatchOr':
      namesOf(p.patterns[0], names)
      break
  }
  return names
}

function jumpUnlessLength(u: CodeUnit, at: ast.Located, subject: number, op: Op, count: number, fail: Label): void {
  const mark = u.top
  const length = u.temp()
  u.emit(Op.GET_LEN, at, length, subject)
  u.jump(op, at, fail, length, u.constant(intConstant(count)), 0)
  u.top = mark
}

function jumpUnless(u: CodeUnit, at: ast.Located, op: Op, subject: number, fail: Label): void {
  const mark = u.top
  const is = u.temp()
  u.emit(op, at, is, subject)
  u.jump(Op.JUMP_IF, at, fail, is, 0, 0)
  u.top = mark
}

function sequencePattern(u: CodeUnit, p: ast.MatchSequence, subject: number, fail: Label, captures: Captures): void {
  const { patterns } = p
  const size = patterns.length
  const star = patterns.findIndex((q) => q.kind === 'MatchStar')
  if (star >= 0 && patterns.some((q, i) => i > star && q.kind === 'MatchStar')) {
    throw u.context.error('multiple starred names in sequence pattern', p)
  }
  jumpUnless(u, p, Op.MATCH_SEQUENCE, subject, fail)
  if (star < 0) jumpUnlessLength(u, p, subject, Op.EQ_K_JUMP, size, fail)
  else if (size > 1) jumpUnlessLength(u, p, subject, Op.GE_K_JUMP, size - 1, fail)
  if (patterns.every((q) => isWildcard(q) || isStarWildcard(q))) return
  if (star >= 0 && isStarWildcard(patterns[star])) {
    patterns.forEach((q, i) => {
      if (i === star || isWildcard(q)) return
      const item = u.temp()
      if (i < star) {
        u.emit(Op.SUBSCR_K, p, item, subject, u.constant(intConstant(i)))
      } else {
        u.emit(Op.GET_LEN, p, item, subject)
        u.emit(Op.SUB_K, p, item, item, u.constant(intConstant(size - i)))
        u.emit(Op.SUBSCR, p, item, subject, item)
      }
      compileSubpattern(u, q, item, fail, captures)
    })
    return
  }
  if (star > 255 || (star >= 0 && size - star > 256)) {
    throw u.context.error('too many expressions in star-unpacking sequence pattern', p)
  }
  const first = u.temps(size)
  if (star >= 0) u.emit(Op.UNPACK_EX, p, first, subject, star | ((size - 1 - star) << 8))
  else u.emit(Op.UNPACK_SEQUENCE, p, first, subject, size)
  patterns.forEach((q, i) => {
    compileSubpattern(u, q, first + i, fail, captures)
  })
}

function mappingPattern(u: CodeUnit, p: ast.MatchMapping, subject: number, fail: Label, captures: Captures): void {
  const { keys, patterns, rest } = p
  const size = keys.length
  jumpUnless(u, p, Op.MATCH_MAPPING, subject, fail)
  if (size === 0 && rest === null) return
  if (size > 0) jumpUnlessLength(u, p, subject, Op.GE_K_JUMP, size, fail)
  const seen = new Set<string>()
  const items: ConstantObject[] = []
  for (const key of keys) {
    const constant = fold(u, key)
    if (constant === null) continue
    const name = constantKey(constant)!
    if (seen.has(name)) throw u.context.error(`mapping pattern checks duplicate key (${keyText(constant)})`, p)
    seen.add(name)
    items.push(constant)
  }
  const tuple = u.temp()
  if (items.length === size) {
    u.loadConstant({ type: 'tuple', items }, tuple, p)
  } else {
    const mark = u.top
    const first = u.temps(size)
    keys.forEach((key, i) => {
      exprTo(u, key, first + i)
    })
    u.emit(Op.BUILD_TUPLE, p, tuple, first, size)
    u.top = mark
  }
  const values = u.temp()
  u.emit(Op.MATCH_KEYS, p, values, subject, tuple)
  u.jump(Op.NONE_JUMP, p, fail, values, 0, 1)
  const first = u.temps(size)
  u.emit(Op.UNPACK_SEQUENCE, p, first, values, size)
  let others = -1
  if (rest !== null) {
    others = u.temp()
    const mark = u.top
    u.emit(Op.BUILD_MAP, p, others, others, 0)
    u.emit(Op.DICT_UPDATE, p, others, subject)
    const key = u.temps(size)
    u.emit(Op.UNPACK_SEQUENCE, p, key, tuple, size)
    for (let i = 0; i < size; i++) u.emit(Op.DELETE_SUBSCR, p, others, key + i)
    u.top = mark
  }
  patterns.forEach((q, i) => {
    compileSubpattern(u, q, first + i, fail, captures)
  })
  if (rest !== null) captureName(u, p, rest, others, captures)
}

function keyText(constant: ConstantObject): string {
  switch (constant.type) {
    case 'str':
      return `'${constant.value}'`
    case 'int':
    case 'float':
      return String(constant.value)
  }
  return constant.type
}

function classPattern(u: CodeUnit, p: ast.MatchClass, subject: number, fail: Label, captures: Captures): void {
  const { patterns, kwd_attrs, kwd_patterns } = p
  const count = patterns.length + kwd_attrs.length
  if (count > 255) throw u.context.error('too many sub-patterns in class pattern', p)
  kwd_attrs.forEach((attr, i) => {
    const again = kwd_attrs.indexOf(attr, i + 1)
    if (again >= 0) {
      throw u.context.error(`attribute name repeated in class pattern: ${attr}`, kwd_patterns[again])
    }
  })
  const operands = u.temps(2)
  exprTo(u, p.cls, operands)
  u.loadConstant({ type: 'tuple', items: kwd_attrs.map(strConstant) }, operands + 1, p)
  const values = u.temp()
  u.emit(Op.MATCH_CLASS, p, values, subject, operands, patterns.length)
  u.jump(Op.NONE_JUMP, p, fail, values, 0, 1)
  const first = u.temps(count)
  u.emit(Op.UNPACK_SEQUENCE, p, first, values, count)
  ;[...patterns, ...kwd_patterns].forEach((q, i) => {
    if (!isWildcard(q)) compileSubpattern(u, q, first + i, fail, captures)
  })
}
