// Errors of the system: Node's error codes to errno numbers and texts, and OSError (whose constructor picks the subclass).

import * as os from 'node:os'
import { T } from '../objects/type-ids.ts'
import type { HostHeap, Ref } from './heap.ts'
import type { NodeError } from './host-calls.ts'

/** Texts of strerror(3) as of glibc, for the codes that file and process calls give. */
const TEXTS: Record<string, string> = {
  EPERM: 'Operation not permitted', ENOENT: 'No such file or directory', ESRCH: 'No such process', EINTR: 'Interrupted system call',
  EIO: 'Input/output error', ENXIO: 'No such device or address', E2BIG: 'Argument list too long', ENOEXEC: 'Exec format error',
  EBADF: 'Bad file descriptor', ECHILD: 'No child processes', EAGAIN: 'Resource temporarily unavailable', ENOMEM: 'Cannot allocate memory',
  EACCES: 'Permission denied', EFAULT: 'Bad address', EBUSY: 'Device or resource busy', EEXIST: 'File exists',
  EXDEV: 'Invalid cross-device link', ENODEV: 'No such device', ENOTDIR: 'Not a directory', EISDIR: 'Is a directory',
  EINVAL: 'Invalid argument', ENFILE: 'Too many open files in system', EMFILE: 'Too many open files',
  ENOTTY: 'Inappropriate ioctl for device', ETXTBSY: 'Text file busy', EFBIG: 'File too large', ENOSPC: 'No space left on device',
  ESPIPE: 'Illegal seek', EROFS: 'Read-only file system', EMLINK: 'Too many links', EPIPE: 'Broken pipe',
  EDOM: 'Numerical argument out of domain', ERANGE: 'Numerical result out of range', EDEADLK: 'Resource deadlock avoided',
  ENAMETOOLONG: 'File name too long', ENOLCK: 'No locks available', ENOSYS: 'Function not implemented', ENOTEMPTY: 'Directory not empty',
  ELOOP: 'Too many levels of symbolic links', EOVERFLOW: 'Value too large for defined data type', ENOTSOCK: 'Socket operation on non-socket',
  EADDRINUSE: 'Address already in use', EADDRNOTAVAIL: 'Cannot assign requested address', ENETUNREACH: 'Network is unreachable',
  ECONNABORTED: 'Software caused connection abort', ECONNRESET: 'Connection reset by peer', ENOTCONN: 'Transport endpoint is not connected',
  ETIMEDOUT: 'Connection timed out', ECONNREFUSED: 'Connection refused', EHOSTUNREACH: 'No route to host', EALREADY: 'Operation already in progress',
  EINPROGRESS: 'Operation now in progress', ENOTSUP: 'Operation not supported', EOPNOTSUPP: 'Operation not supported', EDQUOT: 'Disk quota exceeded',
}

export const errnoNumbers: Readonly<Record<string, number>> = os.constants.errno

export function errnoOf(code: string): number {
  return errnoNumbers[code] ?? errnoNumbers.EIO
}

/** Text of errno number `n`, as os.strerror gives it. */
export function errnoText(n: number): string {
  for (const [code, number] of Object.entries(errnoNumbers)) if (number === n && TEXTS[code]) return TEXTS[code]
  return `Unknown error ${n}`
}

/** Raises OSError(errno, text[, filename[, None, filename2]]) for an error of Node's. */
export function raiseSystemError(heap: HostHeap, error: NodeError): never {
  if (error.code === 'ERR_INVALID_ARG_VALUE' || error.code === 'ERR_OUT_OF_RANGE' || error.code === 'ERR_INVALID_ARG_TYPE')
    heap.raise(T.ValueError, error.message)
  const number = errnoOf(error.code)
  const args = [heap.int(number), heap.str(errnoText(number))]
  if (error.path !== undefined) args.push(heap.str(error.path))
  if (error.dest !== undefined) args.push(heap.none(), heap.str(error.dest))
  heap.raiseWith(T.OSError, ...args)
}

/** An error like Node's own, for `act` functions that find one by themselves. */
export function systemError(code: string, path?: string): NodeError {
  const error = new Error(TEXTS[code] ?? code) as NodeError
  error.code = code
  if (path !== undefined) error.path = path
  return error
}

/** Raises the OSError of Node's error `code`, with the file names that the caller gave. */
export function raiseErrno(heap: HostHeap, code: string, filename?: Ref, filename2?: Ref): never {
  const number = errnoOf(code)
  const args = [heap.int(number), heap.str(errnoText(number))]
  if (filename !== undefined) args.push(filename)
  if (filename2 !== undefined) args.push(heap.none(), filename2)
  heap.raiseWith(T.OSError, ...args)
}
