// The cache of compiled code on disk: the bytes of a code object under a key that names its source and this build of the
// compiler. Safe for several processes: a file is written under a temporary name and renamed; a damaged one is ignored.
// No cache is an ordinary state (read-only or full disk, no home): every failure here is silent.

import * as crypto from 'node:crypto'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'

declare const TYPHON_BUILD_ID: string | undefined

/** Changes with the compiler, the bytecode and the code format; set by the build script. */
export const buildId = typeof TYPHON_BUILD_ID === 'string' ? TYPHON_BUILD_ID : 'source'

const DIGEST_BYTES = 16

export class CodeCache {
  readonly folder: string | null

  constructor(environment: NodeJS.ProcessEnv, ignoreEnvironment: boolean) {
    const wanted = ignoreEnvironment ? undefined : environment.TYPHON_CACHE
    if (wanted === '') this.folder = null
    else if (wanted !== undefined) this.folder = path.join(wanted, buildId)
    else {
      const base = environment.XDG_CACHE_HOME || path.join(os.homedir() || os.tmpdir(), '.cache')
      this.folder = path.join(base, 'typhon', buildId)
    }
  }

  /** The bytes stored under `key` ("stdlib/os-2"), or null. */
  read(key: string): Uint8Array | null {
    if (this.folder === null) return null
    try {
      const file = fs.readFileSync(path.join(this.folder, `${key}.code`))
      const bytes = file.subarray(DIGEST_BYTES)
      return digest(bytes).equals(file.subarray(0, DIGEST_BYTES)) ? bytes : null
    } catch {
      return null
    }
  }

  write(key: string, bytes: Uint8Array): void {
    if (this.folder === null) return
    const target = path.join(this.folder, `${key}.code`)
    const temporary = `${target}.${process.pid}.${crypto.randomBytes(4).toString('hex')}`
    try {
      fs.mkdirSync(path.dirname(target), { recursive: true })
      fs.writeFileSync(temporary, Buffer.concat([digest(bytes), bytes]))
      fs.renameSync(temporary, target)
    } catch {
      fs.rm(temporary, { force: true }, () => {})
    }
  }
}

function digest(bytes: Uint8Array): Buffer {
  return crypto.createHash('sha256').update(bytes).digest().subarray(0, DIGEST_BYTES)
}
