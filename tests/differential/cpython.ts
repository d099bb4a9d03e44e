// The reference: CPython 3.14, from the development dependency `pyodide`, run in this process.
//
// One interpreter per test file; questions are asked in batches.

import { loadPyodide, type PyodideInterface } from 'pyodide'

let loading: Promise<PyodideInterface> | null = null

export function loadReference(): Promise<PyodideInterface> {
  loading ??= loadPyodide({ fullStdLib: true })
  return loading
}

export interface ReferenceAnswer {
  dump?: string
  error?: [
    type: string,
    message: string,
    lineno: number | null,
    offset: number | null,
    endLineno: number | null,
    endOffset: number | null,
    text: string | null,
  ]
}

const askAst = `
import ast, json, sys, warnings
warnings.simplefilter('ignore')
sys.setrecursionlimit(5000)
def answer(source, mode):
    try:
        tree = compile(source, 'test.py', mode, ast.PyCF_ONLY_AST, dont_inherit=True)
        return {'dump': ast.dump(tree, include_attributes=True)}
    except SyntaxError as e:
        return {'error': [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text]}
    except (MemoryError, RecursionError, ValueError) as e:
        return {'error': [type(e).__name__, str(e), 0, 0, 0, 0, None]}
json.dumps([answer(source, mode) for source, mode in json.loads(questions)])
`

/** What CPython makes of each program. Programs may not contain lone surrogates. */
export async function askReference(questions: readonly { source: string; mode: string }[]): Promise<ReferenceAnswer[]> {
  const python = await loadReference()
  const globals = python.toPy({ questions: JSON.stringify(questions.map(({ source, mode }) => [source, mode])) })
  return JSON.parse(python.runPython(askAst, { globals }))
}
