// What the functions of posix share: path arguments, effects whose errors name the caller's own path, results.

import * as fs from 'node:fs'
import { raiseErrno, systemError } from '../host/errno.ts'
import { type HostHeap, type Ref, decodeSurrogateEscape } from '../host/heap.ts'
import { type EffectBuiltin, effect } from '../host/host-builtins.ts'
import { type NodeError, isNodeError } from '../host/host-calls.ts'
import { T } from '../objects/type-ids.ts'
import { resolvePath } from '../host/working-directory.ts'

/** A path or a descriptor. */
export interface PathArgument {
  /** As the caller gave it. */
  given: Buffer
  /** As Node takes it. */
  path: Buffer
  fd: number
  isBytes: boolean
}

/** Reads a path argument; a descriptor only where `allowFd`; None is "." where `allowNone`. */
export function pathArgument(heap: HostHeap, ref: Ref, function_: string, name = 'path', allowFd = false, allowNone = false): PathArgument {
  if (allowNone && heap.isMissing(ref)) return { given: Buffer.from('.'), path: resolvePath(Buffer.from('.')), fd: -1, isBytes: false }
  if (allowFd && heap.isInt(ref)) {
    const fd = heap.toNumber(ref)
    if (fd > 0x7fffffff) heap.raise(T.OverflowError, 'fd is greater than maximum')
    if (fd < -0x80000000) heap.raise(T.OverflowError, 'fd is less than minimum')
    return { given: Buffer.alloc(0), path: Buffer.from(`/proc/self/fd/${fd}`), fd, isBytes: false }
  }
  let r = ref
  if (!heap.isStr(r) && !heap.isBytes(r)) {
    const path = heap.fsPath(r)
    if (path === null) {
      const kinds = `string, bytes, os.PathLike${allowFd ? ', integer' : ''}${allowNone ? ' or None' : allowFd ? '' : ''}`
      const list = allowNone ? kinds : kinds.replace(/, ([^,]*)$/, ' or $1')
      heap.raise(T.TypeError, `${function_}: ${name} should be ${list}, not ${heap.typeName(ref)}`)
    }
    r = path
  }
  const isBytes = heap.isBytes(r)
  const given = heap.pathBytes(r, `${function_}: embedded null character in ${name}`)
  return { given, path: resolvePath(given), fd: -1, isBytes }
}

/** Name of a file in the type that the caller's path had. */
export function nameRef(heap: HostHeap, name: Uint8Array, isBytes: boolean): Ref {
  return isBytes ? heap.bytes(name) : heap.str(decodeSurrogateEscape(name))
}

/** An effect whose OSError carries the arguments `files` as file names. */
export function call<A, R>(
  name: string, signature: string,
  prepare: (heap: HostHeap, args: Ref[]) => A,
  act: (prepared: A) => R,
  finish: (heap: HostHeap, result: R, prepared: A, args: Ref[]) => Ref,
  files: number[] = [],
): EffectBuiltin {
  return effect<A, { value: R } | { error: NodeError }>(name, signature, prepare,
    (prepared) => {
      try {
        return { value: act(prepared) }
      } catch (error) {
        if (!isNodeError(error)) throw error
        return { error }
      }
    },
    (heap, result, prepared, args) => {
      if ('value' in result) return finish(heap, result.value, prepared, args)
      return raiseErrno(heap, result.error.code, ...files.map((i) => fileName(heap, args[i])))
    })
}

/** The file name that an OSError shows: str, bytes or descriptor. */
function fileName(heap: HostHeap, ref: Ref): Ref {
  if (heap.isMissing(ref)) return heap.str('.')
  return heap.isStr(ref) || heap.isBytes(ref) || heap.isInt(ref) ? ref : (heap.fsPath(ref) ?? ref)
}

export const none = (heap: HostHeap): Ref => heap.none()

/** A function of one path and nothing else. */
export function onPath(name: string, signature: string, act: (path: Buffer) => void): EffectBuiltin {
  return call(name, signature, (heap, [path]) => {
    return pathArgument(heap, path, name)
  }, (p) => act(p.path), none, [0])
}

/** A function of a descriptor (and numbers). */
export function onFd<R>(name: string, signature: string, act: (fd: number, b: number, c: number) => R, finish: (heap: HostHeap, result: R) => Ref = none): EffectBuiltin {
  return call(name, signature,
    (heap, [fd, b, c]) => ({ fd: fdArgument(heap, fd), b: number(heap, b), c: number(heap, c) }),
    (p) => act(p.fd, p.b, p.c),
    (heap, result) => finish(heap, result))
}
function number(heap: HostHeap, ref: Ref | undefined): number {
  return ref === undefined || heap.isMissing(ref) ? 0 : heap.toNumber(ref)
}

/** A descriptor: an int, or an object with fileno(). */
export function fdArgument(heap: HostHeap, ref: Ref): number {
  if (heap.tag(ref) === T.float || heap.isStr(ref)) heap.raise(T.TypeError, 'argument must be an int, or have a fileno() method.')
  if (heap.isInt(ref)) return heap.toNumber(ref)
  return heap.toNumber(heap.callMethod(ref, 'fileno'))
}

/** Raises NotImplementedError for dir_fd, which Node cannot. */
export function noDirFd(heap: HostHeap, ref: Ref | undefined): void {
  if (ref !== undefined && !heap.isMissing(ref)) heap.raise(T.NotImplementedError, 'dir_fd unavailable on this platform')
}

/** For what the system could do but Node cannot. */
export function unavailable(): never {
  throw systemError('ENOSYS')
}

export const lstatBig = (path: Buffer) => fs.lstatSync(path, { bigint: true })
