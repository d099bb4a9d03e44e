// Runs Python statements on Typhon and on CPython 3.14 and compares what each prints.
//
// A program (tests/differential/language/*.py) is a list of statements, grouped by lines `#---`; each group has its own module
// namespace. Statements are run one by one as at a prompt: the value of an expression is shown by repr, an exception by its
// type and text, and the next statement runs all the same. So a line of such a file is a test without expected output.
//
// Both interpreters run the same driver, in one process per file. A process of Typhon that dies or hangs costs only the
// statement it was at: a new one goes on behind it.

import { spawn } from 'node:child_process'
import * as crypto from 'node:crypto'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { parse } from '../../src/frontend/parser.ts'
import { loadReference } from './cpython.ts'

const root = path.resolve(import.meta.dirname, '../..')
/** Longest time for one process of Typhon without a new statement, milliseconds. */
const PATIENCE_MS = 30_000

/** Statements by group. */
export type Program = string[][]

const driver = `
import sys
real_output = sys.stdout
class Output:
    encoding = 'utf-8'
    errors = 'strict'
    closed = False
    def write(self, text):
        if not isinstance(text, str):
            raise TypeError('write() argument must be str, not ' + type(text).__name__)
        text = text.encode('utf-8', 'backslashreplace').decode('utf-8')
        real_output.write(text)
        return len(text)
    def flush(self):
        real_output.flush()
    def isatty(self):
        return False
def show(value):
    if value is not None:
        sys.stdout.write(repr(value) + '\\n')
def describe(e):
    try:
        text = str(e)
    except BaseException as error:
        text = '<str() failed: ' + type(error).__name__ + '>'
    line = '! ' + type(e).__name__ + ': ' + text + '\\n'
    for note in getattr(e, '__notes__', ()) or ():
        line += '! note ' + str(note) + '\\n'
    if isinstance(e, BaseExceptionGroup):
        for inner in e.exceptions:
            line += '! in group ' + describe(inner)
    return line
def run_program(groups):
    old = sys.stdout, sys.displayhook
    limit = sys.getrecursionlimit()
    try:
        for group, first, statements in groups:
            module = type(sys)('program')
            module.__dict__['__name__'] = 'program'
            sys.modules['program'] = module
            for number, source in enumerate(statements):
                sys.stdout, sys.displayhook = Output(), show
                sys.stdout.write('\\x01' + str(group) + ' ' + str(number) + ' ' + ('-' if number < first else '+') + '\\n')
                try:
                    exec(compile(source, '<statement>', 'single', 0, True), module.__dict__)
                except BaseException as e:
                    sys.stdout, sys.displayhook = Output(), show
                    sys.stdout.write(describe(e))
                real_output.flush()
    finally:
        sys.stdout, sys.displayhook = old
        sys.setrecursionlimit(limit)
`

/** Splits a file into groups and statements. */
export function splitProgram(text: string, name: string): Program {
  return text.split(/^#---.*\n/m).map((group) => {
    const tree = parse(group, name) as unknown as { body: { lineno: number; end_lineno: number; decorator_list?: { lineno: number }[] }[] }
    const lines = group.split('\n')
    const at = (s: (typeof tree.body)[number]) => Math.min(s.lineno, ...(s.decorator_list ?? []).map((d) => d.lineno))
    const statements: string[] = []
    for (const [i, s] of tree.body.entries()) {
      const previous = tree.body[i - 1]
      if (previous !== undefined && at(s) <= previous.end_lineno) continue // several on one line
      statements.push(`${lines.slice(at(s) - 1, Math.max(...tree.body.filter((o) => at(o) <= s.end_lineno && at(o) >= at(s)).map((o) => o.end_lineno))).join('\n')}\n`)
    }
    return statements
  }).filter((group) => group.length > 0)
}

type Answers = Map<string, string>

function readAnswers(output: string, answers: Answers): string {
  let last = ''
  for (const part of output.split('\x01').slice(1)) {
    const newline = part.indexOf('\n')
    const [group, number, sign] = part.slice(0, newline).split(' ')
    last = `${group} ${number}`
    if (sign === '+') answers.set(last, normalise(part.slice(newline + 1)))
  }
  return last
}

/** Takes out what may differ: addresses. */
function normalise(text: string): string {
  return text.replace(/\b0x[0-9a-f]{4,16}\b(?=>| is| of|, file|')/g, '0x..').replace(/ at 0x[0-9a-f]+/g, ' at 0x..')
}

const literal = (value: unknown): string => JSON.stringify(value)

/** What CPython prints; kept in build/ from one run to the next. */
export async function askCPython(program: Program): Promise<Answers> {
  const source = `${driver}\nrun_program(${literal(program.map((statements, group) => [group, 0, statements]))})\n`
  const cache = path.join(root, 'build/cpython-answers', `${crypto.createHash('sha256').update(source).digest('hex').slice(0, 24)}.txt`)
  let output: string
  if (fs.existsSync(cache)) output = fs.readFileSync(cache, 'utf8')
  else {
    const python = await loadReference()
    const chunks: Uint8Array[] = []
    python.setStdout({ write: (buffer: Uint8Array) => (chunks.push(buffer.slice()), buffer.length) })
    python.runPython(source, { globals: python.toPy({ __name__: '__main__' }) })
    output = Buffer.concat(chunks).toString('utf8')
    fs.mkdirSync(path.dirname(cache), { recursive: true })
    fs.writeFileSync(cache, output)
  }
  const answers: Answers = new Map()
  readAnswers(output, answers)
  return answers
}

/** What Typhon prints. */
export async function askTyphon(program: Program, typhon = path.join(root, 'dist/typhon.mjs')): Promise<Answers> {
  const answers: Answers = new Map()
  let todo = program.map((statements, group): [number, number, string[]] => [group, 0, statements])
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'typhon-language-'))
  try {
    while (todo.length > 0) {
      const file = path.join(folder, 'program.py')
      fs.writeFileSync(file, `${driver}\nrun_program(${literal(todo)})\n`)
      const { output, error, status } = await runProcess(typhon, file)
      const last = readAnswers(output, answers)
      if (status === 0) break
      if (last === '') {
        answers.set('0 0', `!! typhon does not start: status ${status}: ${error}`)
        break
      }
      answers.set(last, `${answers.get(last) ?? ''}!! dead: ${error}`)
      const [group, number] = last.split(' ').map(Number)
      todo = todo.filter(([g]) => g >= group)
      todo[0] = [group, number + 1, todo[0][2].map((s, i) => (i === number ? 'pass\n' : s))]
      if (number + 1 >= todo[0][2].length) todo.shift()
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
  return answers
}

function runProcess(typhon: string, file: string): Promise<{ output: string; error: string; status: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [typhon, file], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PYTHONHASHSEED: '0' } })
    const out: Buffer[] = []
    const err: Buffer[] = []
    let timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
    child.stdout.on('data', (chunk) => {
      out.push(chunk)
      clearTimeout(timer)
      timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
    })
    child.stderr.on('data', (chunk) => err.push(chunk))
    child.on('close', (status, signal) => {
      clearTimeout(timer)
      const text = Buffer.concat(err).toString('utf8')
      const telling = text.split('\n').filter((line) => /Error|wasm-function|src\//.test(line)).slice(0, 12).join('\n')
      resolve({ output: Buffer.concat(out).toString('utf8'), error: signal ? `${signal} (hangs?) ${telling}` : telling || text.slice(0, 500), status })
    })
  })
}

export interface Difference {
  statement: string
  cpython: string
  typhon: string
}

/** The statements of which Typhon prints something else than CPython. A line `#differs` in a statement says: on purpose. */
export async function differences(file: string): Promise<{ checked: number; differences: Difference[] }> {
  const program = splitProgram(fs.readFileSync(file, 'utf8'), file)
  const expected = await askCPython(program)
  const found = await askTyphon(program)
  const differences: Difference[] = []
  let checked = 0
  for (const [group, statements] of program.entries()) {
    for (const [number, statement] of statements.entries()) {
      const key = `${group} ${number}`
      checked++
      const cpython = expected.get(key) ?? '(nothing)'
      const typhon = found.get(key) ?? '(nothing)'
      if (cpython !== typhon && !statement.includes('#differs')) differences.push({ statement, cpython, typhon })
    }
  }
  return { checked, differences }
}
