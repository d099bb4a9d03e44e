// Shows where Typhon's language differs from CPython 3.14's.
//   node scripts/run-typescript.mjs tests/differential/run-language.ts [FILE ...]    (default: all of tests/differential/language)

import * as fs from 'node:fs'
import * as path from 'node:path'
import { differences } from './language.ts'

const folder = path.join(import.meta.dirname, 'language')
const named = process.argv.slice(3)
const files = named.length > 0 ? named : fs.readdirSync(folder).filter((f) => f.endsWith('.py')).sort().map((f) => path.join(folder, f))
let different = 0
for (const file of files) {
  const result = await differences(file)
  for (const { statement, cpython, typhon } of result.differences) {
    console.log(`${statement.trimEnd()}\n  cpython: ${cpython.trimEnd().replaceAll('\n', '\n           ')}\n  typhon:  ${typhon.trimEnd().replaceAll('\n', '\n           ')}`)
  }
  console.log(`== ${path.basename(file)}: ${result.checked} statements, ${result.differences.length} different`)
  different += result.differences.length
}
process.exitCode = different === 0 ? 0 : 1
