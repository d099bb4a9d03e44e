// posix.stat and its family, statvfs, directories' contents.

import * as fs from 'node:fs'
import type { HostHeap, Ref } from '../host/heap.ts'
import type { HostBuiltin } from '../host/host-builtins.ts'
import { T } from '../objects/type-ids.ts'
import { call, nameRef, noDirFd, onFd, pathArgument } from './posix-support.ts'

/** os.stat_result: ten items, then floats, nanoseconds and what else there is. */
export function statResult(heap: HostHeap, s: fs.BigIntStats): Ref {
  const seconds = (ns: bigint) => ns >= 0n ? ns / 1000000000n : -((-ns + 999999999n) / 1000000000n)
  const float = (ns: bigint) => {
    const whole = seconds(ns)
    return Number(whole) + 1e-9 * Number(ns - whole * 1000000000n)
  }
  const times = [s.atimeNs, s.mtimeNs, s.ctimeNs]
  return heap.structSequence(T.posix_stat_result, [
    ...[s.mode, s.ino, s.dev, s.nlink, s.uid, s.gid, s.size].map((n) => heap.int(n)),
    ...times.map((t) => heap.int(seconds(t))),
    ...times.map((t) => heap.float(float(t))),
    ...times.map((t) => heap.int(t)),
    ...[s.blksize, s.blocks, s.rdev].map((n) => heap.int(n)),
  ])
}

const big = { bigint: true } as const

function statFs(heap: HostHeap, s: fs.StatsFs): Ref {
  const n = [s.bsize, s.bsize, s.blocks, s.bfree, s.bavail, s.files, s.ffree, s.ffree, 0, 255, 0]
  return heap.structSequence(T.posix_statvfs_result, n.map((x) => heap.int(x)))
}

export const statFunctions: HostBuiltin[] = [
  call('stat', '($module, /, path, *, dir_fd=None, follow_symlinks=True)',
    (heap, [path, dirFd, follow]) => {
      noDirFd(heap, dirFd)
      return { p: pathArgument(heap, path, 'stat', 'path', true), follow: heap.isUnbound(follow) || heap.truth(follow) }
    },
    ({ p, follow }) => (p.fd >= 0 || p.given.length === 0 && p.path.toString().startsWith('/proc/self/fd/') ? fs.fstatSync(p.fd, big) : follow ? fs.statSync(p.path, big) : fs.lstatSync(p.path, big)),
    statResult, [0]),
  call('lstat', '($module, /, path, *, dir_fd=None)',
    (heap, [path, dirFd]) => {
      noDirFd(heap, dirFd)
      return pathArgument(heap, path, 'lstat')
    },
    (p) => fs.lstatSync(p.path, big), statResult, [0]),
  onFd('fstat', '($module, /, fd)', (fd) => fs.fstatSync(fd, big), statResult),
  call('statvfs', '($module, /, path)', (heap, [path]) => pathArgument(heap, path, 'statvfs', 'path', true), (p) => fs.statfsSync(p.path), statFs, [0]),
  onFd('fstatvfs', '($module, fd, /)', (fd) => fs.statfsSync(`/proc/self/fd/${fd}`), statFs),
  call('listdir', '($module, /, path=None)',
    (heap, [path]) => pathArgument(heap, path, 'listdir', 'path', true, true),
    (p) => fs.readdirSync(p.path, { encoding: 'buffer' }),
    (heap, names, p) => heap.listOf(names, (name) => nameRef(heap, name, p.isBytes)), [0]),
]

const TYPES = ['isFile', 'isDirectory', 'isSymbolicLink'] as const

/** For the core's scandir: tuples (name, path, kind) with kind 0 unknown, 1 file, 2 directory, 3 symbolic link, 4 other. */
export const scanDirectory = call('scandir', '($module, a, b=None, c=None, /)',
  (heap, [path]) => pathArgument(heap, path, 'scandir', 'path', true, true),
  (p) => fs.readdirSync(p.path, { encoding: 'buffer', withFileTypes: true }) as unknown as fs.Dirent<Buffer>[],
  (heap, entries, p) => heap.listOf(entries, (entry) => {
    const name = entry.name as unknown as Buffer
    const separator = p.given.length === 0 || p.given[p.given.length - 1] === 0x2f ? '' : '/'
    const path = p.fd >= 0 ? name : Buffer.concat([p.given, Buffer.from(separator), name])
    const kind = TYPES.findIndex((test) => entry[test]())
    return heap.tuple([nameRef(heap, name, p.isBytes), nameRef(heap, path, p.isBytes), heap.int(kind < 0 ? 4 : kind + 1)])
  }), [0])

