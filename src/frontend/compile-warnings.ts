// SyntaxWarnings of the compiler: expressions that are always wrong at run time. Texts are CPython's.

import type * as ast from './ast.ts'
import type { CodeUnit } from './compile-unit.ts'
import { foldConstant } from './fold-constants.ts'

/** The type of a display or literal, or null. */
function inferType(e: ast.Expr): string | null {
  switch (e.kind) {
    case 'Tuple':
      return 'tuple'
    case 'List':
    case 'ListComp':
      return 'list'
    case 'Dict':
    case 'DictComp':
      return 'dict'
    case 'Set':
    case 'SetComp':
      return 'set'
    case 'GeneratorExp':
      return 'generator'
    case 'Lambda':
      return 'function'
    case 'JoinedStr':
    case 'FormattedValue':
      return 'str'
    case 'TemplateStr':
    case 'Interpolation':
      return 'string.templatelib.Template'
    case 'Constant':
      switch (e.value.type) {
        case 'None':
          return 'NoneType'
        case 'True':
        case 'False':
          return 'bool'
        case 'Ellipsis':
          return 'ellipsis'
        default:
          return e.value.type
      }
  }
  return null
}

export function warnAboutCall(u: CodeUnit, e: ast.Call): void {
  if (e.func.kind === 'Name' || e.func.kind === 'Attribute' || e.func.kind === 'Lambda') return
  const type = inferType(e.func)
  if (type !== null) u.context.warn(`'${type}' object is not callable; perhaps you missed a comma?`, e.func)
}

export function warnAboutSubscript(u: CodeUnit, e: ast.Subscript): void {
  const { value, slice } = e
  if (value.kind === 'Name' || value.kind === 'Attribute') return
  const type = inferType(value)
  if (type === null) return
  switch (value.kind) {
    case 'Constant':
      if (type === 'str' || type === 'bytes' || type === 'bool') break
      u.context.warn(`'${type}' object is not subscriptable; perhaps you missed a comma?`, value)
      return
    case 'Set':
    case 'SetComp':
    case 'GeneratorExp':
    case 'Lambda':
    case 'TemplateStr':
    case 'Interpolation':
      u.context.warn(`'${type}' object is not subscriptable; perhaps you missed a comma?`, value)
      return
    case 'Dict':
    case 'DictComp':
      return
  }
  const indexType = inferType(slice)
  if (indexType === null || indexType === 'int' || indexType === 'bool') return
  u.context.warn(`${type} indices must be integers or slices, not ${indexType}; perhaps you missed a comma?`, value)
}

function isLiteral(u: CodeUnit, e: ast.Expr): boolean {
  if (e.kind === 'Tuple') return foldConstant(e, u.context.optimize) !== null
  if (e.kind !== 'Constant') return false
  const { type } = e.value
  return type !== 'None' && type !== 'True' && type !== 'False' && type !== 'Ellipsis'
}

export function warnAboutCompare(u: CodeUnit, e: ast.Compare): void {
  let left = e.left
  e.ops.forEach((op, i) => {
    const right = e.comparators[i]
    if ((op === 'Is' || op === 'IsNot') && (isLiteral(u, left) || isLiteral(u, right))) {
      const type = inferType(isLiteral(u, left) ? left : right)
      const [written, meant] = op === 'Is' ? ['is', '=='] : ['is not', '!=']
      u.context.warn(`"${written}" with '${type}' literal. Did you mean "${meant}"?`, e)
    }
    left = right
  })
}
