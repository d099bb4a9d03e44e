// The syntax tree against CPython 3.14's: the standard library, small valid programs, invalid programs.
//
// Trees are compared as the text of ast.dump with positions, errors as type, message, position and line.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dump } from '../../src/frontend/ast-dump.ts'
import { type ParseMode, parse } from '../../src/frontend/parser.ts'
import { PythonSyntaxError } from '../../src/frontend/syntax-error.ts'
import { ZipArchive } from '../../src/host/zip.ts'
import { askReference, loadReference, type ReferenceAnswer } from './cpython.ts'
import { invalidPrograms, programsWithMode } from './invalid-programs.ts'
import { validPrograms } from './valid-programs.ts'

const archive = readFileSync(join(dirname(createRequire(import.meta.url).resolve('pyodide')), 'python_stdlib.zip'))

function ourAnswer(source: string, mode: string): ReferenceAnswer {
  try {
    return { dump: dump(parse(source, 'test.py', { mode: mode as ParseMode }), true) }
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error
    const { type, message, lineno, offset, endLineno, endOffset, text } = error
    return { error: [type, message, lineno, offset, endLineno, endOffset, text] }
  }
}

async function compare(questions: { source: string; mode: string }[]): Promise<ReferenceAnswer[]> {
  const answers = await askReference(questions)
  const differences = questions
    .map(({ source, mode }, i) => ({ source, mode, cpython: answers[i], ours: ourAnswer(source, mode) }))
    .filter(({ cpython, ours }) => JSON.stringify(cpython) !== JSON.stringify(ours))
  expect(differences.slice(0, 3)).toEqual([])
  return answers
}

test('every file of the standard library', async () => {
  const python = await loadReference()
  python.FS.writeFile('/tmp/library.zip', archive)
  const expected: Record<string, string> = JSON.parse(
    python.runPython(`
import ast, hashlib, json, zipfile
library = zipfile.ZipFile('/tmp/library.zip')
json.dumps({
    name: hashlib.md5(ast.dump(ast.parse(library.read(name)), include_attributes=True).encode()).hexdigest()
    for name in library.namelist() if name.endswith('.py')
})`),
  )
  const zip = new ZipArchive(archive)
  const names = [...zip.entries.keys()].filter((name) => name.endsWith('.py'))
  expect(names.length).toBeGreaterThan(500)
  const different = names.filter((name) => {
    const text = dump(parse(zip.read(name)!, name), true)
    return createHash('md5').update(text).digest('hex') !== expected[name]
  })
  expect(different).toEqual([])
})

describe('valid programs', () => {
  for (const [statement, programs] of Object.entries(validPrograms)) {
    test(statement, async () => {
      const distinct = [...new Set(programs)]
      expect(distinct.length).toBeGreaterThanOrEqual(200)
      const answers = await compare(distinct.map((source) => ({ source, mode: 'exec' })))
      expect(distinct.filter((_, i) => answers[i].error !== undefined)).toEqual([])
    })
  }
})

test('invalid programs', async () => {
  const questions = [...invalidPrograms.map((source) => ({ source, mode: 'exec' })), ...programsWithMode]
  const answers = await compare(questions)
  expect(answers.filter((answer) => answer.error !== undefined).length).toBeGreaterThan(500)
})
