// `from __future__ import ...`: only at the head of a module, behind its docstring; unknown features are errors.

import { CODE_FUTURE_ANNOTATIONS } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import { syntaxErrorAt } from './symbols.ts'

export interface FutureFeatures {
  /** co_flags of the features that still mean something. */
  readonly flags: number
}

const FEATURES: Record<string, number> = {
  nested_scopes: 0,
  generators: 0,
  division: 0,
  absolute_import: 0,
  with_statement: 0,
  print_function: 0,
  unicode_literals: 0,
  generator_stop: 0,
  barry_as_FLUFL: 0x400000,
  annotations: CODE_FUTURE_ANNOTATIONS,
}

export function futureFeatures(body: readonly ast.Stmt[], filename: string): FutureFeatures {
  let flags = 0
  let done = false
  body.forEach((s, i) => {
    if (s.kind === 'ImportFrom' && s.module === '__future__' && s.level === 0) {
      if (done) throw syntaxErrorAt('from __future__ imports must occur at the beginning of the file', filename, s)
      for (const alias of s.names) {
        if (alias.name === 'braces') throw syntaxErrorAt('not a chance', filename, alias)
        const flag = FEATURES[alias.name]
        if (flag === undefined) throw syntaxErrorAt(`future feature ${alias.name} is not defined`, filename, alias)
        flags |= flag
      }
      return
    }
    const docstring = i === 0 && s.kind === 'Expr' && s.value.kind === 'Constant' && s.value.value.type === 'str'
    if (!docstring) done = true
  })
  return { flags }
}
