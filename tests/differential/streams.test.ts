// Standard streams at their limits: closed, full, broken, not blocking. What CPython 3.14 does is known and written down here.
import { spawn, spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const program = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../dist/typhon.mjs')
const environment = { ...process.env, PYTHONUNBUFFERED: '' }

/** Runs code under a shell command in which PYTHON stands for the interpreter with the code. */
function shell(command: string, code: string, input?: string) {
  const python = `"${process.execPath}" "${program}" -c "$CODE"`
  const result = spawnSync('bash', ['-c', command.replace('PYTHON', python)], { encoding: 'utf8', env: { ...environment, CODE: code }, input, timeout: 30000 })
  return { out: result.stdout, err: result.stderr, status: result.status }
}

test('stdout that is full fails at the end with status 120', () => {
  const r = shell('PYTHON > /dev/full', 'print("x" * 100)')
  expect(r.status).toBe(120)
  expect(r.err).toBe('Exception ignored on flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n')
})

test('a flush of a full stdout raises where it is called', () => {
  const r = shell('PYTHON > /dev/full', 'import sys\ntry:\n    print("x", flush=True)\nexcept OSError as e:\n    sys.stderr.write(f"caught {e.errno}\\n")\n    import os; os._exit(3)')
  expect(r).toEqual({ out: '', err: 'caught 28\n', status: 3 })
})

test('a reader that goes away raises BrokenPipeError', () => {
  const r = shell('PYTHON | head -1', 'import sys\ntry:\n    for i in range(1000000): print(i)\nexcept BrokenPipeError as e:\n    sys.stderr.write("broken\\n")\n    import os; os._exit(0)')
  expect(r.out).toBe('0\n')
  expect(r.err).toBe('broken\n')
})

test('a closed stdout takes nothing', () => { // Node opens /dev/null in its place, so sys.stdout is not None
  expect(shell('PYTHON >&-', 'import sys; print("x"); sys.stderr.write("end")')).toEqual({ out: '', err: 'end', status: 0 })
})

test('stdin: lines, the rest, the end', () => {
  const code = 'import sys\nprint(repr(input("? ")), repr(sys.stdin.readline()), list(sys.stdin))\ntry: input()\nexcept EOFError as e: print(e)'
  expect(shell('PYTHON', code, 'a\nb\nc\nd').out).toBe("? 'a' 'b\\n' ['c\\n', 'd']\nEOF when reading a line\n")
})

test('stdin that does not block is waited for', async () => {
  const child = spawn(process.execPath, [program, '-c', 'import sys; print(sys.stdin.read().upper())'], { env: environment })
  let out = ''
  child.stdout.on('data', (data) => {
    out += data
  })
  child.stdin.write('first ')
  await new Promise((resolve) => setTimeout(resolve, 300))
  child.stdin.end('second')
  await new Promise((resolve) => child.on('close', resolve))
  expect(out).toBe('FIRST SECOND\n')
})

test('what was written to files that nobody closed arrives', () => {
  const file = path.join(os.tmpdir(), `typhon-unclosed-${process.pid}`)
  shell('PYTHON', `open(${JSON.stringify(file)}, 'w').write('text')`)
  expect(fs.readFileSync(file, 'utf8')).toBe('text')
  fs.unlinkSync(file)
})

test('threads print whole pieces', () => {
  const code = 'import threading\ndef f(n):\n    for i in range(100): print(n, i)\nts = [threading.Thread(target=f, args=(n,)) for n in range(4)]\nfor t in ts: t.start()\nfor t in ts: t.join()'
  const lines = shell('PYTHON', code).out.split('\n').slice(0, -1)
  const expected = [0, 1, 2, 3].flatMap((n) => Array.from({ length: 100 }, (_, i) => `${n} ${i}`))
  expect(lines.toSorted()).toEqual(expected.toSorted())
  for (const n of [0, 1, 2, 3]) expect(lines.filter((l) => l.startsWith(`${n} `))).toEqual(expected.filter((l) => l.startsWith(`${n} `)))
})
