// f-strings and t-strings.

import { Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import type { ConstantObject } from './code-object.ts'
import { exprTo, operand } from './compile-expressions.ts'
import type { CodeUnit } from './compile-unit.ts'
import { fromLiteral, strConstant } from './fold-constants.ts'

const WITH_SPEC = 8

function conversionOf(conversion: number): number {
  switch (conversion) {
    case 115:
      return 1 // !s
    case 114:
      return 2 // !r
    case 97:
      return 3 // !a
  }
  return 0
}

export function formatValue(u: CodeUnit, e: ast.FormattedValue, dest: number): void {
  const conversion = conversionOf(e.conversion)
  const value = operand(u, e.value, e.format_spec === null)
  if (e.format_spec === null) u.emit(Op.FORMAT_VALUE, e, dest, value, 0, conversion)
  else u.emit(Op.FORMAT_VALUE, e, dest, value, operand(u, e.format_spec, true), conversion | WITH_SPEC)
}

export function compileJoinedStr(u: CodeUnit, e: ast.JoinedStr, dest: number): void {
  const { values } = e
  if (values.length === 0) {
    u.loadConstant(strConstant(''), dest, e)
    return
  }
  if (values.length === 1) {
    exprTo(u, values[0], dest)
    return
  }
  const first = u.temps(values.length)
  values.forEach((value, i) => {
    exprTo(u, value, first + i)
  })
  u.emit(Op.BUILD_STRING, e, dest, first, values.length)
}

export function compileTemplate(u: CodeUnit, e: ast.TemplateStr, dest: number): void {
  const strings: ConstantObject[] = []
  const interpolations: ast.Interpolation[] = []
  let wasString = false
  for (const value of e.values) {
    if (value.kind === 'Interpolation') {
      if (!wasString) strings.push(strConstant(''))
      interpolations.push(value)
      wasString = false
    } else if (value.kind === 'Constant') {
      strings.push(fromLiteral(value.value))
      wasString = true
    }
  }
  if (!wasString) strings.push(strConstant(''))
  const parts = u.temps(2)
  u.loadConstant({ type: 'tuple', items: strings }, parts, e)
  const first = u.temps(interpolations.length)
  interpolations.forEach((part, i) => {
    interpolation(u, part, first + i)
  })
  u.emit(Op.BUILD_TUPLE, e, parts + 1, first, interpolations.length)
  u.emit(Op.BUILD_TEMPLATE, e, dest, parts, parts + 1)
}

function interpolation(u: CodeUnit, e: ast.Interpolation, dest: number): void {
  const mark = u.top
  const first = u.temps(e.format_spec === null ? 2 : 3)
  exprTo(u, e.value, first)
  u.loadConstant({ type: 'str', value: e.str }, first + 1, e)
  if (e.format_spec !== null) exprTo(u, e.format_spec, first + 2)
  const x = conversionOf(e.conversion) | (e.format_spec === null ? 0 : WITH_SPEC)
  u.emit(Op.BUILD_INTERPOLATION, e, dest, first, 0, x)
  u.top = mark
}
