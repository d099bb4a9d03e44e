// What _io (src/builtins/io-*.ts, in the core) needs of the system: effects on file descriptors, in the order of HostEffect.

import * as fs from 'node:fs'
import * as tty from 'node:tty'
import { forgetPosition, readInto, readToEnd, seek, writeFrom } from '../host/file-positions.ts'
import type { HostHeap, Ref } from '../host/heap.ts'
import { type EffectBuiltin, type HostModule, effect } from '../host/host-builtins.ts'
import { isNodeError } from '../host/host-calls.ts'
import { raiseErrno } from '../host/errno.ts'
import { resolvePath } from '../host/working-directory.ts'
import { MAX_READ } from './limits.ts'
import { scanDirectory } from './posix-stat.ts'

const SIGNATURE = '($module, a, b=None, c=None, /)'

function onFd<R>(name: string, act: (fd: number, heapArgs: { b: number; c: number }) => R, finish: (heap: HostHeap, result: R) => Ref): EffectBuiltin {
  return effect(name, SIGNATURE,
    (heap, [fd, b, c]) => ({ fd: heap.toNumber(fd), b: heap.isMissing(b) ? 0 : heap.toNumber(b), c: heap.isMissing(c) ? 0 : heap.toNumber(c) }),
    (p) => act(p.fd, p),
    finish)
}

const open = effect('open', SIGNATURE,
  (heap, [path, flags, mode]) => ({ path: heap.toPath(path), flags: heap.toNumber(flags), mode: heap.toNumber(mode) }),
  (p) => {
    try {
      const fd = fs.openSync(resolvePath(p.path), p.flags, p.mode)
      forgetPosition(fd)
      return { fd }
    } catch (error) {
      if (!isNodeError(error)) throw error
      return { code: error.code }
    }
  },
  (heap, result, _prepared, args) => (result.fd === undefined ? raiseErrno(heap, result.code!, args[0]) : heap.int(result.fd)))

const write = effect('write', SIGNATURE,
  (heap, [fd, data]) => ({ fd: heap.toNumber(fd), data: heap.toBytes(data) }),
  (p) => writeFrom(p.fd, p.data),
  (heap, n) => heap.int(n))

export const ioModule: HostModule = {
  name: '_typhon_io',
  builtins: [
    open,
    onFd('close', (fd) => {
      forgetPosition(fd)
      fs.closeSync(fd)
    }, (heap) => heap.none()),
    onFd('read', (fd, { b }) => {
      const buffer = Buffer.allocUnsafeSlow(Math.min(b, MAX_READ))
      return buffer.subarray(0, readInto(fd, buffer))
    }, (heap, data) => heap.bytes(data)),
    onFd('readAll', (fd) => readToEnd(fd), (heap, data) => heap.bytes(data)),
    write,
    onFd('seek', (fd, { b, c }) => seek(fd, b, c), (heap, position) => heap.int(position)),
    onFd('truncate', (fd, { b }) => fs.ftruncateSync(fd, b), (heap) => heap.none()),
    onFd('stat', (fd) => fs.fstatSync(fd), (heap, s) => heap.tuple([heap.int(s.mode), heap.int(s.blksize), heap.int(s.size)])),
    onFd('isatty', (fd) => tty.isatty(fd), (heap, yes) => heap.bool(yes)),
    scanDirectory,
  ],
}
