import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { CodeCache } from './code-cache.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'typhon-cache-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

test('what was written is read; a damaged file is no entry', () => {
  const cache = new CodeCache({ TYPHON_CACHE: folder }, false)
  expect(cache.read('a/b')).toBeNull()
  cache.write('a/b', Uint8Array.of(1, 2, 3))
  expect([...cache.read('a/b')!]).toEqual([1, 2, 3])
  const file = path.join(cache.folder!, 'a/b.code')
  const bytes = fs.readFileSync(file)
  bytes[bytes.length - 1] ^= 1
  fs.writeFileSync(file, bytes)
  expect(cache.read('a/b')).toBeNull()
  expect(fs.readdirSync(path.dirname(file))).toEqual(['b.code'])
})

test('an empty TYPHON_CACHE means no cache; an unwritable folder is no error', () => {
  expect(new CodeCache({ TYPHON_CACHE: '' }, false).folder).toBeNull()
  const blocked = path.join(folder, 'file')
  fs.writeFileSync(blocked, '')
  const cache = new CodeCache({ TYPHON_CACHE: blocked }, false)
  cache.write('x', Uint8Array.of(1))
  expect(cache.read('x')).toBeNull()
})
