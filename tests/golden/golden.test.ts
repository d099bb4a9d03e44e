// The golden scripts: each tests/golden/NAME.py runs through the built Typhon, and must print NAME.out; also NAME.err (default: nothing) on
// stderr and the exit status in NAME.status (default: 0). NAME.args holds options before the script, NAME.in what it reads.
// A script prints the same in every mode (HOUSE-STYLE, habit 6): plain, with several executors, with every first attempt of a
// transaction aborted, with a collection at the begin of each transaction.

import { spawn } from 'node:child_process'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { wholeCoreFile } from '../support/cores.ts'

vi.setConfig({ maxConcurrency: 2 })

const folder = import.meta.dirname
const typhon = path.resolve(folder, '../../dist/typhon.mjs')
const TIME_LIMIT_MS = 60_000

interface Mode {
  name: string
  options?: string[]
  testModes?: number
}

const MODES: Mode[] = [
  { name: 'plain' },
  { name: 'four executors', options: ['-X', 'executors=4'] },
  { name: 'every first attempt aborts', testModes: 1 },
  { name: 'a collection at each begin', testModes: 2 },
]

interface Run {
  out: string
  err: string
  status: string
}

function stored(name: string, kind: string, otherwise: string): string {
  const file = path.join(folder, `${name}.${kind}`)
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : otherwise
}

function run(name: string, mode: Mode): Promise<Run> {
  const environment: NodeJS.ProcessEnv = { ...process.env, PYTHONHASHSEED: '0', NO_COLOR: '1' }
  if (mode.testModes) {
    environment.TYPHON_TEST_CORE = wholeCoreFile('check')
    environment.TYPHON_TEST_MODES = String(mode.testModes)
  }
  const options = stored(name, 'args', '').split(/\s+/).filter((word) => word !== '')
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [typhon, ...(mode.options ?? []), ...options, `${name}.py`], { cwd: folder, env: environment })
    const out: Buffer[] = []
    const err: Buffer[] = []
    const timer = setTimeout(() => child.kill('SIGKILL'), TIME_LIMIT_MS)
    child.stdout.on('data', (chunk) => out.push(chunk))
    child.stderr.on('data', (chunk) => err.push(chunk))
    child.stdin.on('error', () => {}) // the script may end before it has read
    child.stdin.end(stored(name, 'in', ''))
    child.on('close', (status, signal) => {
      clearTimeout(timer)
      resolve({ out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString(), status: signal ?? String(status) })
    })
  })
}

const names = fs
  .readdirSync(folder)
  .filter((file) => file.endsWith('.py') && fs.existsSync(path.join(folder, `${file.slice(0, -3)}.out`)))
  .map((file) => file.slice(0, -3))

beforeAll(() => {
  wholeCoreFile('check')
})

describe.each(MODES)('$name', (mode) => {
  test.concurrent.each(names)('%s', async (name) => {
    expect(await run(name, mode)).toEqual({
      out: stored(name, 'out', ''),
      err: stored(name, 'err', ''),
      status: stored(name, 'status', '0').trim(),
    })
  })
})
