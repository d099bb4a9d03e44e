// Tidiness as a test: imports flow down the tree, files are small, nothing generated is committed.
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean)
const sources = tracked.filter((f) => f.startsWith('src/') && f.endsWith('.ts') && !f.endsWith('.d.ts') && fs.existsSync(path.join(root, f)))

/** Files that are tables, or one concept that does not split; each with its reason. */
const LONG_FILES = new Set<string>([])
const LONGEST = 800

test('no source file is longer than 800 lines', () => {
  const long = sources.filter((f) => !LONG_FILES.has(f) && fs.readFileSync(path.join(root, f), 'utf8').split('\n').length > LONGEST)
  expect(long).toEqual([])
})

test('no generated or fetched file is committed', () => {
  const bad = tracked.filter((f) => /^(dist|build|node_modules)(\/|$)|\.(wasm|zip|whl|log)$|__pycache__/.test(f))
  expect(bad).toEqual([])
})

/** Host folders, from the bottom up: a folder imports from itself, from below, and the constants of the core. */
const HOST_ORDER = ['frontend', 'jit', 'modules', 'host', 'tools']
const CORE = ['memory', 'gc', 'stm', 'objects', 'builtins', 'interp']

function importsOf(file: string): string[] {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  return [...text.matchAll(/^(?:import|export)\s(?!type)[^'"]*from '(\.[^']+)'/gm)].map((m) => path.posix.normalize(path.posix.join(path.posix.dirname(file), m[1])))
}
const folderOf = (file: string) => file.split('/')[1]

test('the core imports nothing of the host', () => {
  const bad = sources
    .filter((f) => CORE.includes(folderOf(f)) && !f.endsWith('.test.ts'))
    .flatMap((f) => importsOf(f).filter((i) => HOST_ORDER.includes(folderOf(i)) && !i.includes('code-format')).map((i) => `${f} -> ${i}`))
  expect(bad).toEqual([])
})

test('the front end imports nothing above it', () => {
  const bad = sources
    .filter((f) => folderOf(f) === 'frontend' && !f.endsWith('.test.ts'))
    .flatMap((f) => importsOf(f).filter((i) => ['modules', 'host', 'tools'].includes(folderOf(i))).map((i) => `${f} -> ${i}`))
  expect(bad).toEqual([])
})

test('every source file opens with what it is', () => {
  const bad = sources.filter((f) => !/^(#!.*\n)?\s*(\/\/|\/\*)/.test(fs.readFileSync(path.join(root, f), 'utf8')) && !f.endsWith('.test.ts'))
  expect(bad).toEqual([])
})

test('package-lock.json names no registry', () => {
  expect(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": *"https?:/)
})
