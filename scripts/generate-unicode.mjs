// Makes the Unicode tables of the core: runs CPython 3.14 (pyodide) over all code points and writes
// build/unicode-tables.ts, whose text the build script puts in place of src/objects/unicode-tables.ts.
// Takes some seconds; the result is kept until this file or pyodide's version changes.
//   node scripts/generate-unicode.mjs [--force]
//
// Tables: page[code point >> 7] gives a block number; cell[block << 7 | low bits] gives a record number; a record is 7 words:
// flags (see src/objects/unicode.ts), and what to add for upper, lower, title, fold, simple lower, then the decimal value + 1.
// Where a mapping yields several code points, the word is count << 24 | index into the sequences instead, and a flag says so.
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const output = path.join(root, 'build', 'unicode-tables.ts')

const program = `
import _sre, json
records = {}
rows = []
sequences = []
places = {}
def sequence(text):
    at = places.get(text)
    if at is None:
        at = places[text] = len(sequences)
        sequences.extend(map(ord, text))
    return len(text) << 24 | at
def record(code):
    c = chr(code)
    flags = 0
    if c.isalpha(): flags |= 1
    decimal = 0
    if c.isdecimal():
        flags |= 2
        decimal = int(c) + 1
    if c.isdigit(): flags |= 4
    if c.isnumeric(): flags |= 8
    if c.islower(): flags |= 16
    if c.isupper(): flags |= 32
    if c.istitle() and not c.isupper(): flags |= 64
    if c.isspace(): flags |= 128
    if c.isprintable(): flags |= 256
    if c.isidentifier(): flags |= 512
    if ('a' + c).isidentifier(): flags |= 1024
    cased = flags & 112
    final = ('A' + c + '\\u03a3').lower()[-1] == '\\u03c2'
    if cased: flags |= 2048
    if final and (' ' + c + '\\u03a3').lower()[-1] != '\\u03c2': flags |= 4096
    if len((c + 'x').splitlines()) == 2: flags |= 8192
    if _sre.unicode_iscased(code): flags |= 262144
    words = []
    for bit, mapped in ((16384, c.upper()), (32768, c.lower()), (65536, c.title()), (131072, c.casefold())):
        if len(mapped) == 1: words.append(ord(mapped) - code)
        else:
            flags |= bit
            words.append(sequence(mapped))
    words.append(_sre.unicode_tolower(code) - code)
    words.append(decimal)
    return (flags, *words)
def number(row):
    n = records.get(row)
    if n is None:
        n = records[row] = len(rows)
        rows.append(row)
    return n
cells = []
def uniform(start, end, step=257):
    n = number(record(start))
    for code in range(start, end, step):
        assert number(record(code)) == n or code & 0xfffe == 0xfffe
    return n
for plane in range(17):
    start = plane << 16
    if plane in (4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16):
        cells.extend([uniform(start, start + 65536)] * 65536)
        continue
    code = start
    while code < start + 65536:
        if code & 0x7f == 0:
            many = (0x3500, 0x4d80) if code == 0x3500 else (0x4e80, 0x9f80) if code == 0x4e80 else (0xac80, 0xd700) if code == 0xac80 else (0xd800, 0xf900) if code == 0xd800 else (0x20000, 0x2a680) if code == 0x20000 else (0x17080, 0x18780) if code == 0x17080 else None
            if many:
                same = number(record(code))
                if all(number(record(x)) == same for x in range(many[0], many[1], 61)):
                    cells.extend([same] * (many[1] - many[0]))
                    code = many[1]
                    continue
        cells.append(number(record(code)))
        code += 1
blocks = {}
pages = []
flat = []
for start in range(0, len(cells), 128):
    block = tuple(cells[start:start + 128])
    n = blocks.get(block)
    if n is None:
        n = blocks[block] = len(blocks)
        flat.extend(block)
    pages.append(n)
json.dumps({'pages': pages, 'cells': flat, 'records': [w for row in rows for w in row], 'sequences': sequences})
`

export async function generateUnicodeTables(force = false) {
  const pyodide = path.join(root, 'node_modules', 'pyodide')
  const version = JSON.parse(fs.readFileSync(path.join(pyodide, 'package.json'), 'utf8')).version
  const key = createHash('sha256').update(program).update(emit.toString()).update(version).digest('hex')
  const first = `// key ${key}`
  if (!force && fs.existsSync(output) && fs.readFileSync(output, 'utf8').startsWith(first)) return output
  const { loadPyodide } = await import(new URL(`file://${path.join(pyodide, 'pyodide.mjs')}`).href)
  const python = await loadPyodide({ indexURL: pyodide })
  const tables = JSON.parse(python.runPython(program))
  fs.mkdirSync(path.dirname(output), { recursive: true })
  fs.writeFileSync(`${output}.new`, emit(first, tables))
  fs.renameSync(`${output}.new`, output)
  return output
}

function emit(first, { pages, cells, records, sequences }) {
  const pack = (values, bits) => {
    const per = 32 / bits
    const words = []
    for (let i = 0; i < values.length; i += per) {
      let word = 0n
      for (let j = 0; j < per; j++) word |= BigInt(values[i + j] ?? 0) << BigInt(j * bits)
      words.push(Number(word))
    }
    return words
  }
  const table = (name, words) =>
    `const ${name}: usize = memory.data<u32>([${words.join(',')}], 16)\n` +
    `// @ts-ignore: decorator\n@inline export function ${name.toLowerCase()}(): u32 { return <u32>${name} }\n`
  return (
    `${first}\n// Generated by scripts/generate-unicode.mjs from CPython's own Unicode database; not to be edited.\n` +
    table('UNICODEPAGES', pack(pages, 16)) + table('UNICODECELLS', pack(cells, 16)) +
    table('UNICODERECORDS', records.map((w) => w >>> 0)) + table('UNICODESEQUENCES', sequences)
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = Date.now()
  const file = await generateUnicodeTables(process.argv.includes('--force'))
  console.log(`${path.relative(root, file)}: ${(fs.statSync(file).size / 1024).toFixed(0)} KB, ${((Date.now() - started) / 1000).toFixed(1)} s`)
}
