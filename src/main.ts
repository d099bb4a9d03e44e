#!/usr/bin/env node
// Command line of Typhon: wires the parts together. Read first.

import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseCommandLine } from './host/command-line.ts'
import { compileCore, coreUrl, newMemory, NoMemory } from './host/core-instance.ts'
import { setTestModes, testCoreUrl } from './host/test-modes.ts'
import { dumpProgram } from './tools/dump.ts'
import { newExecutor, startProgram } from './host/program.ts'
import { PYTHON_VERSION, sysVersion } from './host/version.ts'
import { runProgram } from './host/workers.ts'

/** Exit status of an internal error: a bug of Typhon's. */
const INTERNAL_ERROR = 70

async function main(): Promise<number> {
  const version = { short: `Python ${PYTHON_VERSION}`, long: `Python ${sysVersion('typhon').text}` }
  const parsed = parseCommandLine('typhon', process.argv.slice(2), process.env, version, os.availableParallelism())
  if (parsed.kind === 'print') {
    fs.writeSync(parsed.toStderr ? 2 : 1, parsed.text)
    return parsed.status
  }
  const { configuration } = parsed
  if (configuration.dump !== '') return dumpProgram(configuration)
  const here = path.dirname(fileURLToPath(import.meta.url))
  const overlay = [path.join(here, '../src/overlay'), path.join(here, '../src/transaction-module')]
  const module = compileCore(testCoreUrl(process.env) ?? coreUrl(configuration.stm ? shippedFlavour() : 'nostm'))
  const parts = newExecutor(0, module, newMemory(), configuration, overlay)
  startProgram(parts, configuration)
  setTestModes(parts.core.memory, process.env) // behind the building of the heap, which cannot abort
  return runProgram(parts, module, configuration, overlay)
}

/** The fast flavour relies on the memory order of x86-64. */
function shippedFlavour(): string {
  return process.arch === 'x64' ? 'fast' : 'portable'
}

try {
  process.exit(await main())
} catch (error) {
  if (error instanceof NoMemory) {
    fs.writeSync(2, `typhon: ${error.message}\n`)
    process.exit(1)
  }
  fs.writeSync(2, `typhon: internal error: ${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(INTERNAL_ERROR)
}
