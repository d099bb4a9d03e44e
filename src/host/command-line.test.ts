import { expect, test } from 'vitest'
import { parseCommandLine } from './command-line.ts'

const version = { short: 'Python 3.14.2 (Typhon)', long: 'Python 3.14.2 (Typhon) long' }
const parse = (argv: string[], env: NodeJS.ProcessEnv = {}) => parseCommandLine('typhon', argv, env, version, 2)
const run = (argv: string[], env: NodeJS.ProcessEnv = {}) => {
  const parsed = parse(argv, env)
  if (parsed.kind !== 'run') throw new Error(parsed.text)
  return parsed.configuration
}

test('what to run ends the options', () => {
  expect(run(['-c', 'pass', '-u']).run).toEqual({ kind: 'command', text: 'pass' })
  expect(run(['-c', 'pass', '-u']).args).toEqual(['-u'])
  expect(run(['-cpass']).run).toEqual({ kind: 'command', text: 'pass' })
  expect(run(['-OOum', 'this', 'x'])).toMatchObject({ run: { kind: 'module', name: 'this' }, optimize: 2, unbuffered: true, args: ['x'] })
  expect(run(['f.py', '-O', '--help'])).toMatchObject({ run: { kind: 'file', path: 'f.py' }, optimize: 0, args: ['-O', '--help'] })
  expect(run(['-', 'a'])).toMatchObject({ run: { kind: 'stdin' }, args: ['a'] })
  expect(run(['--', '-f'])).toMatchObject({ run: { kind: 'file', path: '-f' } })
})

test('bad options get two lines and status 2, as in CPython', () => {
  expect(parse(['-Z'])).toMatchObject({ kind: 'print', status: 2, toStderr: true, text: expect.stringMatching(/^Unknown option: -Z\nusage: typhon /) })
  expect(parse(['-c'])).toMatchObject({ status: 2, text: expect.stringMatching(/^Argument expected for the -c option\n/) })
  expect(parse(['--frob'])).toMatchObject({ status: 2, text: expect.stringMatching(/^unknown option --frob\n/) })
  expect(parse(['-X', 'executors=0', '-c', ''])).toMatchObject({ kind: 'print', status: 2 })
})

test('lock elision can be switched off', () => {
  expect(run(['-c', '']).elide).toBe(true)
  expect(run(['-X', 'elide=off', '-c', '']).elide).toBe(false)
  expect(parse(['-X', 'elide=perhaps', '-c', ''])).toMatchObject({ kind: 'print', status: 2 })
})

test('the GIL cannot be switched on', () => {
  expect(parse(['-X', 'gil=1', '-c', ''])).toMatchObject({ kind: 'print', status: 1 })
  expect(run(['-X', 'gil=0', '-c', '']).executors).toBe(2)
})

test('the environment counts unless -E or -I', () => {
  expect(run(['x.py'], { PYTHONPATH: 'a:b', PYTHONHASHSEED: '7', TYPHON_EXECUTORS: '5' })).toMatchObject({ pythonPath: ['a', 'b'], hashSeed: 7, executors: 5 })
  expect(run(['-E', 'x.py'], { PYTHONPATH: 'a:b' }).pythonPath).toEqual([])
  expect(run(['-I', 'x.py'], { PYTHONPATH: 'a:b' })).toMatchObject({ pythonPath: [], noUserSite: true, safePath: true })
  expect(parse(['x.py'], { PYTHONHASHSEED: '-1' })).toMatchObject({ kind: 'print', status: 1 })
})
