import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ZipArchive } from './zip.ts'

function makeZip(files: [name: string, data: Buffer, method: number][]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, data, method] of files) {
    const body = method === 8 ? deflateRawSync(data) : data
    const local = Buffer.alloc(30 + name.length)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    local.write(name, 30)
    const entry = Buffer.alloc(46 + name.length)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(method, 10)
    entry.writeUInt32LE(body.length, 20)
    entry.writeUInt32LE(data.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    entry.write(name, 46)
    locals.push(local, body)
    directory.push(entry)
    offset += local.length + body.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...directory, end])
}

test('stored and deflated entries', () => {
  const text = Buffer.from('abc'.repeat(100))
  const archive = new ZipArchive(
    makeZip([
      ['a.py', text, 8],
      ['b/c.py', Buffer.from('x'), 0],
      ['odd', text, 12],
    ]),
  )
  expect([...archive.entries.keys()]).toEqual(['a.py', 'b/c.py', 'odd'])
  expect(archive.read('a.py')).toEqual(text)
  expect(archive.read('b/c.py')?.toString()).toBe('x')
  expect(archive.read('none')).toBeUndefined()
  expect(() => archive.read('odd')).toThrow('method 12')
})

test('not an archive', () => {
  expect(() => new ZipArchive(Buffer.alloc(100))).toThrow('not a zip archive')
})
