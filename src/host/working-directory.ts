// The working directory of the process. Workers may not call process.chdir, so it is kept in shared memory, and every path goes
// through `resolvePath` before Node sees it. Layout at WORKING_DIRECTORY: length:32 (0: as the process was started), then the bytes.

import * as fs from 'node:fs'
import { WORKING_DIRECTORY, WORKING_DIRECTORY_BYTES } from '../memory/layout.ts'
import { systemError } from './errno.ts'

let bytes: Uint8Array | undefined
let length: Int32Array | undefined

export function shareWorkingDirectory(memory: ArrayBufferLike): void {
  length = new Int32Array(memory, WORKING_DIRECTORY, 1)
  bytes = new Uint8Array(memory, WORKING_DIRECTORY + 4, WORKING_DIRECTORY_BYTES - 4)
}

const atStart = (): Buffer => Buffer.from(process.cwd())

export function workingDirectory(): Buffer {
  const n = length ? Atomics.load(length, 0) : 0
  return n === 0 ? atStart() : Buffer.from(bytes!.slice(0, n))
}

export function changeDirectory(path: Buffer): void {
  const target = resolvePath(path)
  const stat = fs.statSync(target)
  if (!stat.isDirectory()) throw systemError('ENOTDIR')
  fs.accessSync(target, fs.constants.X_OK)
  const real = fs.realpathSync(target, { encoding: 'buffer' })
  if (real.length > WORKING_DIRECTORY_BYTES - 4) throw systemError('ENAMETOOLONG')
  bytes!.set(real)
  Atomics.store(length!, 0, real.length)
}

/** `path` as Node may use it: absolute unless the process is still where it was started. */
export function resolvePath(path: Buffer): Buffer {
  if (path[0] === 0x2f || !length || Atomics.load(length, 0) === 0) return path
  if (path.length === 0) return path
  return Buffer.concat([workingDirectory(), Buffer.from('/'), path])
}
