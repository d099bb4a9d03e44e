// Annotations as text under `from __future__ import annotations`, against CPython 3.14.

import { expect, test } from 'vitest'
import type { AnnAssign, Module } from '../../src/frontend/ast.ts'
import { parse } from '../../src/frontend/parser.ts'
import { unparse } from '../../src/frontend/unparse.ts'
import { loadReference } from './cpython.ts'
import { expressionPool } from './valid-programs.ts'

const pairs = expressionPool.flatMap((e, i) => {
  const other = expressionPool[(i * 7 + 3) % expressionPool.length]
  return [
    e,
    `(${e})[${other}]`,
    `(${e}) ** (${other})`,
    `f((${other}), *(${e}))`,
    `(${e}) if (${other}) else (${e})`,
    `not ((${e}) + -(${other}))`,
    `[(${e}), ((${other}),)]`,
    `lambda x=(${e}): (${other})`,
    `(${e}).y`,
    `(${e}) < (${other})`,
  ]
})
const expressions = pairs.filter((e) => !/yield|await|:=|async/.test(e))

test('expressions', async () => {
  const python = await loadReference()
  const globals = python.toPy({ questions: JSON.stringify(expressions) })
  const expected: (string | null)[] = JSON.parse(
    python.runPython(
      `
import json, warnings
warnings.simplefilter('ignore')
def answer(text):
    namespace = {}
    try:
        code = compile('from __future__ import annotations\\nx: (' + text + ')\\n', 'f', 'exec', dont_inherit=True)
    except SyntaxError:
        return None
    exec(code, namespace)
    return namespace['__annotations__']['x']
json.dumps([answer(text) for text in json.loads(questions)])`,
      { globals },
    ),
  )
  const different = expressions
    .map((text, i) => {
      if (expected[i] === null) return null
      const statement = (parse(`x: (${text})`, 'f') as Module).body[0] as AnnAssign
      return { text, cpython: expected[i], ours: unparse(statement.annotation) }
    })
    .filter((entry) => entry !== null && entry.cpython !== entry.ours)
  expect(expected.filter((text) => text !== null).length).toBeGreaterThan(200)
  expect(different.slice(0, 12)).toEqual([])
})
