// What Typhon says it is, and the front end as the host calls it.

import * as path from 'node:path'
import { compileSource } from '../frontend/compile.ts'
import type { SysVersion } from '../modules/sys.ts'

export const TYPHON_VERSION = '0.1.0'
/** The Python whose language and library this is. */
export const PYTHON_VERSION = '3.14.2'

export function sysVersion(executable: string): SysVersion {
  return {
    text: `${PYTHON_VERSION} (Typhon ${TYPHON_VERSION}) [Node.js ${process.version.slice(1)}]`,
    hex: 0x030e02f0,
    executable: path.resolve(executable),
    prefix: path.dirname(path.dirname(path.resolve(executable))),
  }
}

export function compileStdlib(source: Uint8Array, filename: string, optimize: number): Uint8Array {
  return compileSource(source, filename, { mode: 'exec', optimize })
}
