// sys.flags, version_info, float_info, hash_info, int_info, thread_info, implementation.

import type { Configuration } from '../host/command-line.ts'
import type { HostHeap, Ref } from '../host/heap.ts'
import { T } from '../objects/type-ids.ts'

export function setSysInfo(heap: HostHeap, sys: Ref, configuration: Configuration, hexversion: number): void {
  const set = (name: string, make: () => Ref) => heap.scope(() => heap.setModuleName(sys, name, make()))
  const value = (x: number | bigint | string | boolean | null | { float: number }): Ref => {
    if (x === null) return heap.none()
    if (typeof x === 'boolean') return heap.bool(x)
    if (typeof x === 'string') return heap.str(x)
    return typeof x === 'object' ? heap.float(x.float) : heap.int(x)
  }
  const sequence = (t: T, fields: Parameters<typeof value>[0][]) => () => heap.structSequence(t, fields.map(value))
  const c = configuration
  const flag = (b: boolean) => (b ? 1 : 0)
  const x = (name: string) => c.xOptions.has(name)
  set('flags', sequence(T.sys_flags, [
    flag(c.debug), flag(c.inspect), flag(c.inspect), c.optimize, flag(c.dontWriteBytecode), flag(c.noUserSite), flag(c.noSite), flag(c.ignoreEnvironment),
    c.verbose, c.bytesWarning, flag(c.quiet), flag(c.hashSeed === null), flag(c.isolated), x('dev'), 0, flag(x('warn_default_encoding')), c.safePath, 4300, 0, 1, 1,
  ]))
  set('version_info', sequence(T.sys_version_info, [3, 14, 2, 'final', 0]))
  set('float_info', sequence(T.sys_float_info, [
    { float: Number.MAX_VALUE }, 1024, 308, { float: 2.2250738585072014e-308 }, -1021, -307, 15, 53, { float: Number.EPSILON }, 2, 1,
  ]))
  set('int_info', sequence(T.sys_int_info, [30, 4, 4300, 640]))
  set('hash_info', sequence(T.sys_hash_info, [64, (1n << 61n) - 1n, 314159, 0, 1000003, 'fnv', 32, 32, 0]))
  set('thread_info', sequence(T.sys_thread_info, ['typhon', 'stm', null]))
  set('implementation', () => {
    const namespace = heap.call(heap.staticType(T.SimpleNamespace))
    heap.setAttribute(namespace, 'name', heap.str('typhon'))
    heap.setAttribute(namespace, 'cache_tag', heap.str('typhon-314'))
    heap.setAttribute(namespace, 'version', heap.structSequence(T.sys_version_info, [3, 14, 2, 'final', 0].map(value)))
    heap.setAttribute(namespace, 'hexversion', heap.int(hexversion))
    heap.setAttribute(namespace, '_multiarch', heap.str(`${process.arch === 'x64' ? 'x86_64' : process.arch}-${process.platform}`))
    heap.setAttribute(namespace, 'supports_isolated_interpreters', heap.bool(false))
    return namespace
  })
}
