// Every module of the standard library imports, except those listed here by what they lack, each with its reason. The list may only
// shrink: a rule that explains no failure any more fails the test too.

import { execFileSync } from 'node:child_process'
import * as path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

const ABSENT: [pattern: RegExp, reason: string][] = [
  [/No module named '_(bz2|lzma|zstd)'/, 'compression that Node 20 does not have'],
  [/No module named '_ctypes'/, 'foreign functions: no machine code to call'],
  [/No module named '_interpreters'/, 'one interpreter per process'],
  [/No module named '_lsprof'/, 'no profiler of calls'],
  [/No module named '_tracemalloc'/, 'allocations are not traced'],
  [/No module named '_remote_debugging'/, 'processes cannot be looked into'],
  [/No module named '_symtable'/, 'symbol tables are not shown'],
  [/No module named '_sqlite3'/, 'no SQLite'],
  [/No module named '_codecs_(cn|hk|iso2022|jp|kr|tw)'/, 'East Asian multi-byte encodings'],
  [/No module named 'termios'/, 'terminals cannot be set up'],
  [/No module named 'pyexpat'|expat not supported/, 'no XML parser in C'],
  [/No module named '_pydecimal'/, 'decimal is not there yet'],
  [/No module named 'array'/, 'array is not there yet'],
  [/No module named 'unicodedata'/, 'unicodedata is not there yet'],
  [/No module named 'zoneinfo\._zoneinfo'/, 'the Python version of zoneinfo is not in the zip'],
  [/No module named '_sysconfigdata/, 'there is no build configuration of C'],
  [/^_?pyodide.*stdlib_module_names/, "pyodide's own modules"],
  [/win32 only|mbcs_encode|oem_encode/, 'Windows'],
]

test('the modules of the standard library import', { timeout: 300_000 }, () => {
  const out = execFileSync(process.execPath, [path.join(root, 'dist/typhon.mjs'), path.join(root, 'tests/differential/import-all.py')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const lines = out.trimEnd().split('\n')
  expect(lines.pop()).toBe('end')
  const used = new Set<number>()
  const unexplained = lines.filter((line) => {
    const rule = ABSENT.findIndex(([pattern]) => pattern.test(line))
    if (rule >= 0) used.add(rule)
    return rule < 0
  })
  expect(unexplained).toEqual([])
  expect(ABSENT.filter((_, i) => !used.has(i)).map(([, reason]) => reason)).toEqual([])
})
