// Test cores, built on demand: build/core-test-FLAVOUR.wasm from src/core-test.ts. A lock directory keeps test files that run
// side by side from building the same core twice; a core is built again when a source of the core is younger.

import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const CORE_FOLDERS = ['memory', 'gc', 'stm', 'objects', 'builtins', 'interp']

function youngestSource(): number {
  let youngest = Math.max(...['src/core-test.ts', 'src/core.ts'].map((f) => fs.statSync(path.join(root, f)).mtimeMs))
  for (const folder of CORE_FOLDERS) {
    const at = path.join(root, 'src', folder)
    if (!fs.existsSync(at)) continue
    for (const name of fs.readdirSync(at, { recursive: true }) as string[]) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue
      youngest = Math.max(youngest, fs.statSync(path.join(at, name)).mtimeMs)
    }
  }
  return youngest
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

/** The compiled test core of a flavour. */
export function testCore(flavour = 'preempt'): WebAssembly.Module {
  return compiled(built(`build/core-test-${flavour}.wasm`, ['--test-core', '--names', `--flavours=${flavour}`]))
}

/** The whole core in a flavour that is not shipped, not optimised. */
export function wholeCore(flavour: 'check' | 'preempt' | 'nostm'): WebAssembly.Module {
  return compiled(wholeCoreFile(flavour))
}

/** The file of the whole core in a flavour that is not shipped. */
export function wholeCoreFile(flavour: 'check' | 'preempt' | 'nostm'): string {
  return built(`build/core-${flavour}.wasm`, ['--core-only', '--dev', `--flavours=${flavour}`])
}

/** The file `name`, built anew if a source is younger. */
function built(name: string, options: string[]): string {
  const file = path.join(root, name)
  const isFresh = () => fs.existsSync(file) && fs.statSync(file).mtimeMs >= youngestSource()
  const lock = `${file}.lock`
  for (let waited = 0; !isFresh(); waited += 100) {
    try {
      fs.mkdirSync(path.dirname(lock), { recursive: true })
      fs.mkdirSync(lock)
    } catch {
      if (waited > 60_000) fs.rmSync(lock, { recursive: true, force: true }) // left behind by a killed run
      sleep(100)
      continue
    }
    try {
      if (isFresh()) break
      const build = spawnSync(process.execPath, ['scripts/build.mjs', ...options], { cwd: root, encoding: 'utf8' })
      if (build.status !== 0) throw new Error(`the core does not build:\n${build.stderr}${build.stdout}`)
    } finally {
      fs.rmSync(lock, { recursive: true, force: true })
    }
  }
  return file
}

const compiled = (file: string): WebAssembly.Module => new WebAssembly.Module(fs.readFileSync(file))
