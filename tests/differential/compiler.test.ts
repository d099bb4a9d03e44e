// The compiler against CPython 3.14: errors and warnings with their positions, and what a code object shows of itself.

import { expect, test } from 'vitest'
import { compileToObject } from '../../src/frontend/compile.ts'
import { parse } from '../../src/frontend/parser.ts'
import { PythonSyntaxError } from '../../src/frontend/syntax-error.ts'
import { verifyCode } from '../../src/frontend/verify-code.ts'
import { rejectedPrograms, warnedPrograms } from './compiler-programs.ts'
import { loadReference } from './cpython.ts'

const ask = `
import json, warnings
def answer(source):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            compile(source, 'test.py', 'exec', dont_inherit=True)
            error = None
        except SyntaxError as e:
            error = [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]
    return {'error': error, 'warnings': sorted([str(w.message), w.lineno] for w in seen)}
json.dumps([answer(source) for source in json.loads(questions)])
`

function ourAnswer(source: string): object {
  const warnings: [string, number][] = []
  let error: unknown = null
  try {
    const code = compileToObject(parse(source, 'test.py'), 'test.py', {
      onWarning: ({ message, at }) => warnings.push([message, at.lineno]),
    })
    expect(verifyCode(code)).toEqual([])
  } catch (e) {
    if (!(e instanceof PythonSyntaxError)) throw e
    error = [e.type, e.message, e.lineno, e.offset, e.endLineno, e.endOffset]
  }
  return { error, warnings: warnings.sort((a, b) => (a[0] < b[0] ? -1 : 1)) }
}

async function differences(programs: readonly string[]): Promise<object[]> {
  const python = await loadReference()
  const answers: object[] = JSON.parse(
    python.runPython(ask, { globals: python.toPy({ questions: JSON.stringify(programs) }) }),
  )
  return programs
    .map((source, i) => ({ source, cpython: answers[i], ours: ourAnswer(source) }))
    .filter(({ cpython, ours }) => JSON.stringify(cpython) !== JSON.stringify(ours))
}

test('errors of symbols and compiler', async () => {
  expect(rejectedPrograms.length).toBeGreaterThan(150)
  expect(await differences(rejectedPrograms)).toEqual([])
})

test('warnings', async () => {
  expect(await differences(warnedPrograms)).toEqual([])
})
