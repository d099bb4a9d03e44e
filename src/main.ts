#!/usr/bin/env node
// Command line of Typhon: wires the parts together. Read first.

import * as os from 'node:os'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseCommandLine } from './host/command-line.ts'
import { compileCore, coreUrl, newMemory } from './host/core-instance.ts'
import { setTestModes, testCoreUrl } from './host/test-modes.ts'
import { dumpProgram } from './tools/dump.ts'
import { newExecutor, startProgram } from './host/program.ts'
import { PYTHON_VERSION, sysVersion } from './host/version.ts'
import { runProgram } from './host/workers.ts'

const parsed = parseCommandLine('typhon', process.argv.slice(2), process.env, { short: `Python ${PYTHON_VERSION}`, long: `Python ${sysVersion('typhon').text}` }, os.availableParallelism())
if (parsed.kind === 'print') {
  ;(parsed.toStderr ? process.stderr : process.stdout).write(parsed.text)
  process.exitCode = parsed.status
} else {
  const { configuration } = parsed
  if (configuration.dump !== '') process.exit(dumpProgram(configuration))
  const here = path.dirname(fileURLToPath(import.meta.url))
  const overlay = [path.join(here, '../src/overlay'), path.join(here, '../src/transaction-module')]
  const module = compileCore(testCoreUrl(process.env) ?? coreUrl(configuration.stm ? 'fast' : 'nostm'))
  const parts = newExecutor(0, module, newMemory(), configuration, overlay)
  startProgram(parts, configuration)
  setTestModes(parts.core.memory, process.env) // behind the building of the heap, which cannot abort
  process.exit(await runProgram(parts, module, configuration, overlay))
}
