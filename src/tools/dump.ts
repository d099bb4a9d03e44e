// `--dump=letters`: prints what the compiler makes of a program, and ends. b: bytecode.

import * as fs from 'node:fs'
import { compileSource } from '../frontend/compile.ts'
import { PythonSyntaxError } from '../frontend/syntax-error.ts'
import type { Configuration } from '../host/command-line.ts'
import { disassemble } from './disassemble.ts'

const KNOWN_LETTERS = 'b'

/** Prints; the exit status. */
export function dumpProgram(configuration: Configuration): number {
  const unknown = [...configuration.dump].filter((letter) => !KNOWN_LETTERS.includes(letter))
  if (unknown.length > 0) return complain(`--dump: unknown letter ${unknown[0]}; known: b (bytecode)`, 2)
  const { run } = configuration
  if (run.kind === 'module') return complain('--dump needs a file, -c or standard input', 2)
  let source: string | Uint8Array
  try {
    source = run.kind === 'command' ? run.text : fs.readFileSync(run.kind === 'file' ? run.path : 0)
  } catch (error) {
    return complain(`can't open file: ${(error as Error).message}`, 2)
  }
  const filename = run.kind === 'command' ? '<string>' : run.kind === 'file' ? run.path : '<stdin>'
  try {
    fs.writeSync(1, `${disassemble(compileSource(source, filename, { mode: 'exec', optimize: configuration.optimize }))}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error
    return complain(`  File "${filename}", line ${error.lineno}\n${error.type}: ${error.message}`, 1)
  }
}

function complain(text: string, status: number): number {
  fs.writeSync(2, `${text}\n`)
  return status
}
