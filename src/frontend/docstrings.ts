// Docstrings: the first statement of a body if it is a string; indentation is taken off as CPython 3.13 began to.

import type * as ast from './ast.ts'
import type { ConstantObject } from './code-object.ts'

export function docstringOf(body: readonly ast.Stmt[]): ast.PyStr | null {
  const first = body[0]
  if (first?.kind !== 'Expr' || first.value.kind !== 'Constant' || first.value.value.type !== 'str') return null
  return first.value.value.value
}

function expandTabs(text: string): string {
  let column = 0
  let out = ''
  for (const char of text) {
    if (char === '\t') {
      const count = 8 - (column % 8)
      out += ' '.repeat(count)
      column += count
    } else {
      out += char
      column = char === '\n' || char === '\r' ? 0 : column + 1
    }
  }
  return out
}

/** Takes the common indentation off the lines behind the first, and all of the first. */
export function cleanDocstring(text: ast.PyStr): ConstantObject {
  if (typeof text !== 'string') return { type: 'str', value: text }
  const lines = (text.includes('\t') ? expandTabs(text) : text).split('\n')
  let margin = Number.POSITIVE_INFINITY
  for (const line of lines.slice(1)) {
    const indent = line.search(/[^ ]/)
    if (indent >= 0 && indent < margin) margin = indent
  }
  if (margin === Number.POSITIVE_INFINITY) margin = 0
  const cleaned = lines.map((line, i) => {
    let spaces = 0
    const limit = i === 0 ? Number.POSITIVE_INFINITY : margin
    while (spaces < limit && line[spaces] === ' ') spaces++
    return line.slice(spaces)
  })
  return { type: 'str', value: cleaned.join('\n') }
}
