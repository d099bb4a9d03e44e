// Positions of file descriptors. Node has no lseek, so a descriptor that is ever moved gets a position of our own, kept for the whole
// process in shared memory, and is read and written at it; all others use the kernel's. The table holds, for each descriptor
// below FD_LIMIT, position + 1 as a 64-bit number, 0: the kernel's.

import * as fs from 'node:fs'
import { FD_LIMIT, FD_POSITIONS } from '../memory/layout.ts'
import { systemError } from './errno.ts'

/** What one executor sees of the table; set once per isolate. */
let table: BigInt64Array | undefined

export function shareFilePositions(memory: ArrayBufferLike): void {
  table = new BigInt64Array(memory, FD_POSITIONS, FD_LIMIT)
}

/** Own position of `fd`, or null: the kernel's. */
function ownPosition(fd: number): number | null {
  if (!table || fd >= FD_LIMIT || fd < 0) return null
  const p = Atomics.load(table, fd)
  return p === 0n ? null : Number(p - 1n)
}

function setPosition(fd: number, position: number): void {
  if (!table || fd >= FD_LIMIT) throw systemError('ESPIPE')
  Atomics.store(table, fd, BigInt(position) + 1n)
}

/** A descriptor was opened or closed: the kernel's position holds. */
export function forgetPosition(fd: number): void {
  if (table && fd >= 0 && fd < FD_LIMIT) Atomics.store(table, fd, 0n)
}

/** A line of what the kernel says about a descriptor. */
function fdinfo(fd: number, key: string, base: number): number | undefined {
  try {
    const line = fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1').split('\n').find((l) => l.startsWith(key))
    return line === undefined ? undefined : Number.parseInt(line.slice(key.length + 1), base)
  } catch {
    return undefined
  }
}

const APPEND = fs.constants.O_APPEND

export function isAppendingFd(fd: number): boolean {
  return ((fdinfo(fd, 'flags', 8) ?? 0) & APPEND) !== 0
}

export function isSeekable(stat: fs.Stats | fs.BigIntStats): boolean {
  return !(stat.isFIFO() || stat.isSocket() || stat.isCharacterDevice())
}

/** lseek(2). */
export function seek(fd: number, offset: number, whence: number): number {
  const stat = fs.fstatSync(fd)
  if (!isSeekable(stat)) throw systemError('ESPIPE')
  const current = ownPosition(fd) ?? fdinfo(fd, 'pos', 10) ?? 0
  if (whence === 1 && offset === 0) return current
  let position: number
  if (whence === 0) position = offset
  else if (whence === 1) position = current + offset
  else if (whence === 2) position = stat.size + offset
  else throw systemError('EINVAL')
  if (position < 0) throw systemError('EINVAL')
  if (position !== current) setPosition(fd, position)
  return position
}

const pause = new Int32Array(new SharedArrayBuffer(4))

/** Runs `f` again as long as the descriptor is not ready: Node makes pipes and terminals non-blocking. */
export function whenReady<R>(f: () => R): R {
  for (let ms = 1; ; ms = Math.min(ms * 2, 20)) {
    try {
      return f()
    } catch (error) {
      const code = (error as { code?: string }).code
      if (code !== 'EAGAIN' && code !== 'EINTR') throw error
      if (code === 'EAGAIN') Atomics.wait(pause, 0, 0, ms)
    }
  }
}

/** read(2): how many bytes came into `buffer`. */
export function readInto(fd: number, buffer: Uint8Array): number {
  if (buffer.length === 0) {
    fs.fstatSync(fd)
    return 0
  }
  const position = ownPosition(fd)
  const n = whenReady(() => {
    try {
      return fs.readSync(fd, buffer, 0, buffer.length, position)
    } catch (error) {
      if ((error as { code?: string }).code === 'EOF') return 0 // how a closed terminal reads on some systems
      throw error
    }
  })
  if (position !== null && n > 0) setPosition(fd, position + n)
  return n
}

/** write(2). */
export function writeFrom(fd: number, data: Uint8Array): number {
  const position = ownPosition(fd)
  const n = whenReady(() => fs.writeSync(fd, data, 0, data.length, position))
  if (position !== null) setPosition(fd, isAppendingFd(fd) ? fs.fstatSync(fd).size : position + n)
  return n
}

/** All bytes up to the end of the file. */
export function readToEnd(fd: number): Uint8Array {
  const stat = fs.fstatSync(fd)
  const parts: Uint8Array[] = []
  let size = 65536
  if (stat.isFile()) {
    const position = ownPosition(fd) ?? fdinfo(fd, 'pos', 10) ?? 0
    size = Math.max(1, Math.min(stat.size - position + 1, 0x3ffffff0))
  }
  let total = 0
  for (;;) {
    const part = Buffer.allocUnsafeSlow(size)
    const n = readInto(fd, part)
    if (n === 0) break
    parts.push(part.subarray(0, n))
    total += n
    size = Math.min(Math.max(65536, total), 0x1000000)
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts)
}
