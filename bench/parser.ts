// How many megabytes of the standard library's sources does the parser read in a second, warm?
//
// Build and run: esbuild --bundle --platform=node --format=esm bench/parser.ts | node --input-type=module

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '../src/frontend/parser.ts'
import { decodeSource, prepareText } from '../src/frontend/source.ts'
import { tokenize } from '../src/frontend/tokenizer.ts'
import { ZipArchive } from '../src/host/zip.ts'

const archive = new ZipArchive(readFileSync(join(process.cwd(), 'node_modules/pyodide/python_stdlib.zip')))
const files = [...archive.entries.keys()].filter((name) => name.endsWith('.py'))
const sources = files.map((name) => archive.read(name)!)
const megabytes = sources.reduce((sum, source) => sum + source.length, 0) / 1e6

function measure(name: string, body: (source: Uint8Array, name: string) => void): void {
  const rates: number[] = []
  for (let round = 0; round < 6; round++) {
    const start = performance.now()
    for (const [i, source] of sources.entries()) body(source, files[i])
    rates.push(megabytes / ((performance.now() - start) / 1000))
  }
  const warm = rates.slice(1).sort((a, b) => a - b)[Math.floor((rates.length - 1) / 2)]
  console.log(
    `${name}: ${warm.toFixed(1)} MB/s warm (median of 5), ${rates[0].toFixed(1)} MB/s cold, ${megabytes.toFixed(1)} MB`,
  )
}

measure('decode + tokenize', (source, name) => tokenize(prepareText(decodeSource(source, name).text)))
measure('parse', (source, name) => parse(source, name))
