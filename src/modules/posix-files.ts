// posix: functions on paths and on file descriptors.

import * as fs from 'node:fs'
import * as tty from 'node:tty'
import { forgetPosition, isAppendingFd, readInto, seek, writeFrom } from '../host/file-positions.ts'
import { systemError } from '../host/errno.ts'
import type { HostHeap, Ref } from '../host/heap.ts'
import type { HostBuiltin } from '../host/host-builtins.ts'
import { T } from '../objects/type-ids.ts'
import { changeDirectory, workingDirectory } from '../host/working-directory.ts'
import { MAX_READ } from './limits.ts'
import { call, nameRef, noDirFd, none, onFd, onPath, pathArgument } from './posix-support.ts'

const integer = (heap: HostHeap, n: number | bigint): Ref => heap.int(n)

function optionalNumber(heap: HostHeap, ref: Ref, absent: number): number {
  return heap.isUnbound(ref) ? absent : heap.toNumber(ref)
}

/** Two paths of a rename or link. */
function onTwoPaths(name: string, signature: string, act: (a: Buffer, b: Buffer) => void, first = 'src', second = 'dst'): HostBuiltin {
  return call(name, signature,
    (heap, [a, b, d1, d2]) => {
      noDirFd(heap, d1)
      noDirFd(heap, d2)
      return { a: pathArgument(heap, a, name, first), b: pathArgument(heap, b, name, second) }
    },
    (p) => act(p.a.path, p.b.path), none, [0, 1])
}

/** Seconds of access and modification that utime sets. */
function utimes(heap: HostHeap, times: Ref, ns: Ref): { atime: number; mtime: number } {
  if (!heap.isMissing(times) && !heap.isUnbound(ns)) heap.raise(T.ValueError, "utime: you may specify either 'times' or 'ns' but not both")
  if (!heap.isUnbound(ns)) {
    const items = heap.tag(ns) === T.tuple ? heap.items(ns) : []
    if (items.length !== 2) heap.raise(T.TypeError, "utime: 'ns' must be a tuple of two ints")
    const [a, m] = items.map((i) => heap.toBigInt(i))
    return { atime: Number(a) / 1e9, mtime: Number(m) / 1e9 }
  }
  if (heap.isMissing(times)) {
    const now = Date.now() / 1000
    return { atime: now, mtime: now }
  }
  const items = heap.tag(times) === T.tuple ? heap.items(times) : []
  if (items.length !== 2) heap.raise(T.TypeError, "utime: 'times' must be either a tuple of two ints or None")
  return { atime: heap.toFloat(items[0]), mtime: heap.toFloat(items[1]) }
}

const kernelFlags = (fd: number) => {
  const line = fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1').split('\n').find((l) => l.startsWith('flags:'))
  return Number.parseInt(line?.slice(6).trim() ?? '0', 8)
}

const paths: HostBuiltin[] = [
  call('access', '($module, /, path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)',
    (heap, [path, mode, dirFd]) => {
      noDirFd(heap, dirFd)
      return { p: pathArgument(heap, path, 'access'), mode: heap.toNumber(mode) }
    },
    ({ p, mode }) => {
      try {
        fs.accessSync(p.path, mode)
        return true
      } catch {
        return false
      }
    }, (heap, yes) => heap.bool(yes)),
  call('chdir', '($module, /, path)', (heap, [path]) => pathArgument(heap, path, 'chdir', 'path', true), (p) => changeDirectory(p.fd >= 0 ? fs.realpathSync(p.path, 'buffer') : p.given), none, [0]),
  onFd('fchdir', '($module, /, fd)', (fd) => changeDirectory(fs.realpathSync(`/proc/self/fd/${fd}`, 'buffer'))),
  call('chmod', '($module, /, path, mode, *, dir_fd=None, follow_symlinks=True)',
    (heap, [path, mode, dirFd, follow]) => {
      noDirFd(heap, dirFd)
      if (!heap.isUnbound(follow) && !heap.truth(follow)) heap.raise(T.NotImplementedError, 'chmod: follow_symlinks unavailable on this platform')
      return { p: pathArgument(heap, path, 'chmod', 'path', true), mode: heap.toNumber(mode) }
    },
    ({ p, mode }) => (p.fd >= 0 ? fs.fchmodSync(p.fd, mode) : fs.chmodSync(p.path, mode)), none, [0]),
  onFd('fchmod', '($module, /, fd, mode)', (fd, mode) => fs.fchmodSync(fd, mode)),
  call('chown', '($module, /, path, uid, gid, *, dir_fd=None, follow_symlinks=True)',
    (heap, [path, uid, gid, dirFd, follow]) => {
      noDirFd(heap, dirFd)
      return { p: pathArgument(heap, path, 'chown', 'path', true), uid: heap.toNumber(uid), gid: heap.toNumber(gid), follow: heap.isUnbound(follow) || heap.truth(follow) }
    },
    ({ p, uid, gid, follow }) => (p.fd >= 0 ? fs.fchownSync(p.fd, uid, gid) : follow ? fs.chownSync(p.path, uid, gid) : fs.lchownSync(p.path, uid, gid)), none, [0]),
  call('lchown', '($module, /, path, uid, gid)',
    (heap, [path, uid, gid]) => ({ p: pathArgument(heap, path, 'lchown'), uid: heap.toNumber(uid), gid: heap.toNumber(gid) }),
    ({ p, uid, gid }) => fs.lchownSync(p.path, uid, gid), none, [0]),
  onFd('fchown', '($module, /, fd, uid, gid)', (fd, uid, gid) => fs.fchownSync(fd, uid, gid)),
  call('getcwd', '($module, /)', () => null, () => workingDirectory(), (heap, b) => heap.strFromBytes(b)),
  call('getcwdb', '($module, /)', () => null, () => workingDirectory(), (heap, b) => heap.bytes(b)),
  onTwoPaths('rename', '($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)', (a, b) => fs.renameSync(a, b)),
  onTwoPaths('replace', '($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)', (a, b) => fs.renameSync(a, b)),
  onTwoPaths('link', '($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)', (a, b) => fs.linkSync(a, b)),
  call('symlink', '($module, /, src, dst, target_is_directory=False, *, dir_fd=None)',
    (heap, [src, dst, , dirFd]) => {
      noDirFd(heap, dirFd)
      return { target: pathArgument(heap, src, 'symlink', 'src').given, path: pathArgument(heap, dst, 'symlink', 'dst').path }
    },
    (p) => fs.symlinkSync(p.target, p.path), none, [0, 1]),
  call('readlink', '($module, /, path, *, dir_fd=None)',
    (heap, [path, dirFd]) => {
      noDirFd(heap, dirFd)
      return pathArgument(heap, path, 'readlink')
    },
    (p) => fs.readlinkSync(p.path, 'buffer'), (heap, target, p) => nameRef(heap, target, p.isBytes), [0]),
  call('mkdir', '($module, /, path, mode=511, *, dir_fd=None)',
    (heap, [path, mode, dirFd]) => {
      noDirFd(heap, dirFd)
      return { p: pathArgument(heap, path, 'mkdir'), mode: optionalNumber(heap, mode, 0o777) }
    },
    ({ p, mode }) => void fs.mkdirSync(p.path, mode), none, [0]),
  onPath('rmdir', '($module, /, path, *, dir_fd=None)', (path) => fs.rmdirSync(path)),
  onPath('unlink', '($module, /, path, *, dir_fd=None)', unlink),
  onPath('remove', '($module, /, path, *, dir_fd=None)', unlink),
  call('truncate', '($module, /, path, length)',
    (heap, [path, length]) => ({ p: pathArgument(heap, path, 'truncate', 'path', true), length: heap.toNumber(length) }),
    ({ p, length }) => (p.fd >= 0 ? fs.ftruncateSync(p.fd, length) : fs.truncateSync(p.path, length)), none, [0]),
  call('utime', '($module, /, path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)',
    (heap, [path, times, ns, dirFd, follow]) => {
      noDirFd(heap, dirFd)
      return { p: pathArgument(heap, path, 'utime', 'path', true), ...utimes(heap, times, ns), follow: heap.isUnbound(follow) || heap.truth(follow) }
    },
    ({ p, atime, mtime, follow }) => (p.fd >= 0 ? fs.futimesSync(p.fd, atime, mtime) : follow ? fs.utimesSync(p.path, atime, mtime) : fs.lutimesSync(p.path, atime, mtime)),
    none, [0]),
]

function unlink(path: Buffer): void {
  if (fs.lstatSync(path).isDirectory()) throw systemError('EISDIR')
  fs.unlinkSync(path)
}

function openFile(path: Buffer, flags: number, mode: number): number {
  const fd = fs.openSync(path, flags, mode)
  forgetPosition(fd)
  return fd
}

const descriptors: HostBuiltin[] = [
  call('open', '($module, /, path, flags, mode=511, *, dir_fd=None)',
    (heap, [path, flags, mode, dirFd]) => {
      noDirFd(heap, dirFd)
      return { p: pathArgument(heap, path, 'open'), flags: heap.toNumber(flags), mode: optionalNumber(heap, mode, 0o777) }
    },
    ({ p, flags, mode }) => openFile(p.path, flags | 0o2000000, mode), integer, [0]),
  onFd('close', '($module, /, fd)', (fd) => {
    forgetPosition(fd)
    fs.closeSync(fd)
  }),
  onFd('closerange', '($module, fd_low, fd_high, /)', (low, high) => {
    for (const name of fs.readdirSync('/proc/self/fd')) {
      const fd = Number(name)
      if (fd >= low && fd < high) {
        try {
          fs.closeSync(fd)
        } catch {} // not open any more
      }
    }
  }),
  onFd('read', '($module, fd, length, /)', (fd, length) => {
    if (length < 0) throw systemError('EINVAL')
    const buffer = Buffer.allocUnsafeSlow(Math.min(length, MAX_READ))
    return buffer.subarray(0, readInto(fd, buffer))
  }, (heap, data) => heap.bytes(data)),
  call('write', '($module, fd, data, /)',
    (heap, [fd, data]) => ({ fd: heap.toNumber(fd), data: heap.toBytes(data) }),
    (p) => writeFrom(p.fd, p.data), integer),
  call('writev', '($module, fd, buffers, /)',
    (heap, [fd, buffers]) => ({ fd: heap.toNumber(fd), data: Buffer.concat(heap.items(buffers).map((b) => heap.toBytes(b))) }),
    (p) => writeFrom(p.fd, p.data), integer),
  onFd('pread', '($module, fd, length, offset, /)', (fd, length, offset) => {
    if (length < 0) throw systemError('EINVAL')
    const buffer = Buffer.allocUnsafeSlow(Math.min(length, MAX_READ))
    return buffer.subarray(0, fs.readSync(fd, buffer, 0, buffer.length, offset))
  }, (heap, data) => heap.bytes(data)),
  call('pwrite', '($module, fd, buffer, offset, /)',
    (heap, [fd, data, offset]) => ({ fd: heap.toNumber(fd), data: heap.toBytes(data), offset: heap.toNumber(offset) }),
    (p) => fs.writeSync(p.fd, p.data, 0, p.data.length, p.offset), integer),
  onFd('lseek', '($module, fd, position, whence, /)', (fd, position, whence) => seek(fd, position, whence), integer),
  onFd('fsync', '($module, /, fd)', (fd) => fs.fsyncSync(fd)),
  onFd('fdatasync', '($module, /, fd)', (fd) => fs.fdatasyncSync(fd)),
  onFd('ftruncate', '($module, fd, length, /)', (fd, length) => fs.ftruncateSync(fd, length)),
  onFd('isatty', '($module, fd, /)', (fd) => fd >= 0 && tty.isatty(fd), (heap, yes) => heap.bool(yes)),
  onFd('ttyname', '($module, fd, /)', (fd) => {
    if (!tty.isatty(fd)) throw systemError('ENOTTY')
    return fs.readlinkSync(`/proc/self/fd/${fd}`, 'buffer')
  }, (heap, name) => heap.strFromBytes(name)),
  onFd('dup', '($module, fd, /)', (fd) => {
    fs.fstatSync(fd)
    const copy = openFile(Buffer.from(`/proc/self/fd/${fd}`), kernelFlags(fd) & ~(fs.constants.O_CREAT | fs.constants.O_EXCL | fs.constants.O_TRUNC), 0)
    if (fs.fstatSync(fd).isFile() && !isAppendingFd(fd)) seek(copy, seek(fd, 0, 1), 0)
    return copy
  }, integer),
  onFd('get_inheritable', '($module, fd, /)', (fd) => (fs.fstatSync(fd), fd <= 2), (heap, yes) => heap.bool(yes)),
  onFd('set_inheritable', '($module, fd, inheritable, /)', (fd) => void fs.fstatSync(fd)),
  onFd('get_blocking', '($module, fd, /)', (fd) => {
    fs.fstatSync(fd)
    return (kernelFlags(fd) & fs.constants.O_NONBLOCK) === 0
  }, (heap, yes) => heap.bool(yes)),
  onFd('set_blocking', '($module, fd, blocking, /)', (fd, blocking) => {
    fs.fstatSync(fd)
    if (((kernelFlags(fd) & fs.constants.O_NONBLOCK) === 0) !== (blocking !== 0)) throw systemError('ENOSYS')
  }),
  onFd('device_encoding', '($module, /, fd)', (fd) => fd >= 0 && tty.isatty(fd), (heap, yes) => (yes ? heap.str('utf-8') : heap.none())),
  onFd('get_terminal_size', '($module, fd=<unrepresentable>, /)', (fd) => terminalSize(fd), (heap, [columns, lines]) =>
    heap.structSequence(T.posix_terminal_size, [heap.int(columns), heap.int(lines)])),
]

function terminalSize(fd: number): [number, number] {
  fs.fstatSync(fd)
  if (!tty.isatty(fd)) throw systemError('ENOTTY')
  const stream = new tty.WriteStream(fd)
  try {
    return stream.getWindowSize()
  } finally {
    stream.destroy()
  }
}

export const fileFunctions: HostBuiltin[] = [...paths, ...descriptors]
