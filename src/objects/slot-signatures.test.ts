// Every core function that is put into a type slot must have the slot's signature: a wrong one traps at the first call, in tests of
// nobody. Reads the sources, since the registrations are plain text: setSlot(type, Slot.name, fn(function)).
import * as fs from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const src = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const files = ['objects', 'builtins', 'interp', 'gc'].flatMap((folder) =>
  fs.readdirSync(path.join(src, folder), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts')).map((f) => path.join(src, folder, f)))
const texts = new Map(files.map((f) => [f, fs.readFileSync(f, 'utf8')]))

const unary = ['u64']
const binary = ['u64', 'u64']
const ternary = ['u64', 'u64', 'u64']
const vector = ['u64', 'u32', 'u32', 'u32']
const signatures: Record<string, string[]> = {
  call: vector, new_: vector, init: vector, richcompare: ['u64', 'u64', 'i32'], setattr: ternary, descrGet: ternary, descrSet: ternary,
  pow: ternary, ipow: ternary, assItem: ternary, assSubscript: ternary, bufferGet: ['u64', 'u32'], bufferRelease: ['u64', 'u32'],
}
for (const name of ['repr', 'str', 'hash', 'iter', 'next', 'del', 'bool_', 'neg', 'pos', 'abs', 'invert', 'int_', 'float_', 'index', 'length', 'await_', 'aiter', 'anext', 'finalize']) signatures[name] = unary
const machineType: Record<string, string> = { Value: 'u64', u64: 'u64', i64: 'i64', u32: 'u32', i32: 'i32', CompareOp: 'i32', bool: 'bool' }

function signatureOf(name: string, file: string): { parameters: string[]; result: string } | null {
  for (const [f, text] of [[file, texts.get(file)!] as const, ...texts]) {
    const m = new RegExp(`function ${name}\\(([^)]*)\\): (\\w+)`).exec(text)
    if (m === null || (f !== file && !new RegExp(`export function ${name}\\(`).test(text))) continue
    const parameters = m[1].split(',').map((p) => p.trim()).filter(Boolean).map((p) => machineType[p.split(':')[1].split('=')[0].trim()] ?? '?')
    return { parameters, result: machineType[m[2]] ?? '?' }
  }
  return null
}

test('functions in slots have the signatures of the slots', () => {
  const wrong: string[] = []
  let seen = 0
  for (const [file, text] of texts) {
    for (const m of text.matchAll(/setSlot\([^,]+, Slot\.(\w+), fn\((\w+)\)\)/g)) {
      const [, slot, name] = m
      const found = signatureOf(name, file)
      const expected = signatures[slot] ?? binary
      const result = slot === 'hash' ? 'i64' : 'u64'
      seen++
      if (found === null) wrong.push(`${path.basename(file)}: ${name} not found`)
      else if (found.parameters.join() !== expected.join() || found.result !== result) {
        wrong.push(`${path.basename(file)}: ${name} in slot ${slot} is (${found.parameters}) -> ${found.result}, not (${expected}) -> ${result}`)
      }
    }
  }
  expect(seen).toBeGreaterThan(100)
  expect(wrong).toEqual([])
})
