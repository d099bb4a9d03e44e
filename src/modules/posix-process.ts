// posix: the process, its environment and limits, the system.

import { spawnSync } from 'node:child_process'
import * as crypto from 'node:crypto'
import * as fs from 'node:fs'
import * as os from 'node:os'
import { isMainThread } from 'node:worker_threads'
import { errnoText, systemError } from '../host/errno.ts'
import { type HostHeap, type Ref, decodeSurrogateEscape } from '../host/heap.ts'
import { type HostBuiltin, plain } from '../host/host-builtins.ts'
import { EXIT_STATUS, PROGRAM_ENDED } from '../memory/layout.ts'
import { T } from '../objects/type-ids.ts'
import { workingDirectory } from '../host/working-directory.ts'
import { call, none } from './posix-support.ts'

const number = (name: string, get: () => number): HostBuiltin => plain(name, '($module, /)', (heap) => heap.int(get()))

/** A field of /proc/PID/stat, counted behind the command's name. */
function processField(pid: number, index: number): number {
  let text: string
  try {
    text = fs.readFileSync(`/proc/${pid === 0 ? 'self' : pid}/stat`, 'latin1')
  } catch {
    throw systemError('ESRCH')
  }
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[index])
}
const PPID = 1
const PGRP = 2
const SESSION = 3

/** Where the words of the program's end lie; set once per isolate. */
let words: Uint32Array | undefined
export function shareExit(memory: ArrayBufferLike): void {
  words = new Uint32Array(memory)
}

/** Ends the process at once. From a worker the main thread must do it: the status is left for it, and this thread waits. */
function exitNow(status: number): never {
  if (isMainThread || words === undefined) process.exit(status & 0xff)
  words[EXIT_STATUS / 4] = status & 0xff
  Atomics.store(words, PROGRAM_ENDED / 4, 1)
  Atomics.notify(new Int32Array(words.buffer), PROGRAM_ENDED / 4)
  const never = new Int32Array(new SharedArrayBuffer(4))
  for (;;) Atomics.wait(never, 0, 0, 50)
}

export function environment(heap: HostHeap): Ref {
  return heap.dictOf(Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined).map(([k, v]) => [heap.bytes(Buffer.from(k)), heap.bytes(Buffer.from(v))]))
}

function text(heap: HostHeap, ref: Ref): string {
  return heap.isBytes(ref) ? decodeSurrogateEscape(heap.toBytes(ref)) : heap.toStr(ref)
}

const SYSCONF: Record<string, [number, () => number]> = {
  SC_ARG_MAX: [0, () => 2097152], SC_CHILD_MAX: [1, () => 63434], SC_CLK_TCK: [2, () => 100], SC_NGROUPS_MAX: [3, () => 65536], SC_OPEN_MAX: [4, () => 1024],
  SC_PAGESIZE: [30, () => 4096], SC_PAGE_SIZE: [30, () => 4096], SC_NPROCESSORS_CONF: [83, () => os.cpus().length],
  SC_NPROCESSORS_ONLN: [84, () => os.availableParallelism()], SC_PHYS_PAGES: [85, () => Math.floor(os.totalmem() / 4096)],
  SC_AVPHYS_PAGES: [86, () => Math.floor(os.freemem() / 4096)],
}

function sysconf(heap: HostHeap, name: Ref): number {
  const found = heap.isStr(name) ? SYSCONF[heap.toStr(name)] : Object.values(SYSCONF).find(([n]) => n === heap.toNumber(name))
  if (!found) {
    if (heap.isStr(name)) heap.raise(T.ValueError, 'unrecognized configuration name')
    heap.raiseWith(T.OSError, heap.int(22), heap.str('Invalid argument'))
  }
  return found[1]()
}
export const sysconfNames = Object.entries(SYSCONF).map(([name, [n]]) => [name, n] as const)

/** What wait(2) would say of a command that spawnSync has run. */
function waitStatus(result: { status: number | null; signal: NodeJS.Signals | null }): number {
  return result.signal ? os.constants.signals[result.signal] : (result.status ?? 127) << 8
}

const status = (name: string, get: (status: number) => number | boolean): HostBuiltin =>
  plain(name, '($module, /, status)', (heap, [s]) => {
    const r = get(heap.toNumber(s))
    return typeof r === 'boolean' ? heap.bool(r) : heap.int(r)
  })
const exited = (s: number) => (s & 0x7f) === 0
const signaled = (s: number) => ((s & 0x7f) + 1) << 24 >> 25 > 0
const stopped = (s: number) => (s & 0xff) === 0x7f

function noChildren(name: string, signature: string): HostBuiltin {
  return call(name, signature, () => null, () => {
    throw systemError('ECHILD')
  }, none)
}

export const processFunctions: HostBuiltin[] = [
  number('getpid', () => process.pid),
  number('getppid', () => processField(0, PPID)),
  number('getpgrp', () => processField(0, PGRP)),
  plain('getpgid', '($module, /, pid)', (heap, [pid]) => heap.int(processField(heap.toNumber(pid), PGRP))),
  plain('getsid', '($module, pid, /)', (heap, [pid]) => heap.int(processField(heap.toNumber(pid), SESSION))),
  number('getuid', () => process.getuid!()),
  number('geteuid', () => process.geteuid!()),
  number('getgid', () => process.getgid!()),
  number('getegid', () => process.getegid!()),
  plain('getgroups', '($module, /)', (heap) => heap.listOf(process.getgroups!(), (n) => heap.int(n))),
  plain('getlogin', '($module, /)', (heap) => heap.str(os.userInfo().username)),
  plain('cpu_count', '($module, /)', (heap) => heap.int(os.cpus().length)),
  plain('sched_getaffinity', '($module, pid, /)', (heap) =>
    heap.call(heap.staticType(T.set), heap.listOf(Array.from({ length: os.availableParallelism() }, (_, i) => i), (i) => heap.int(i)))),
  plain('sched_yield', '($module, /)', none),
  plain('getloadavg', '($module, /)', (heap) => heap.tuple(os.loadavg().map((x) => heap.float(x)))),
  plain('uname', '($module, /)', (heap) => heap.structSequence(T.posix_uname_result,
    [os.type(), os.hostname(), os.release(), os.version(), os.machine()].map((s) => heap.str(s)))),
  plain('times', '($module, /)', (heap) => {
    const { user, system } = process.cpuUsage()
    return heap.structSequence(T.posix_times_result, [user / 1e6, system / 1e6, 0, 0, Number(process.hrtime.bigint()) / 1e9].map((x) => heap.float(x)))
  }),
  call('kill', '($module, pid, signal, /)', (heap, [pid, signal]) => ({ pid: heap.toNumber(pid), signal: heap.toNumber(signal) }),
    (p) => void process.kill(p.pid, p.signal), none),
  call('killpg', '($module, pgid, signal, /)', (heap, [pid, signal]) => ({ pid: heap.toNumber(pid), signal: heap.toNumber(signal) }),
    (p) => void process.kill(-p.pid, p.signal), none),
  plain('getpriority', '($module, /, which, who)', (heap, [, who]) => heap.int(os.getPriority(heap.toNumber(who)))),
  call('umask', '($module, mask, /)', (heap, [mask]) => heap.toNumber(mask), (mask) => {
    if (isMainThread) return process.umask(mask)
    return Number.parseInt(/^Umask:\s*([0-7]+)/m.exec(fs.readFileSync('/proc/self/status', 'latin1'))?.[1] ?? '22', 8)
  }, (heap, old) => heap.int(old)),
  call('urandom', '($module, size, /)', (heap, [size]) => {
    const n = heap.toNumber(size)
    if (n < 0) heap.raise(T.ValueError, 'negative argument not allowed')
    return n
  }, (n) => crypto.randomBytes(n), (heap, data) => heap.bytes(data)),
  call('getrandom', '($module, /, size, flags=0)', (heap, [size]) => heap.toNumber(size), (n) => {
    if (n < 0) throw systemError('EINVAL')
    return crypto.randomBytes(n)
  }, (heap, data) => heap.bytes(data)),
  call('_exit', '($module, /, status)', (heap, [s]) => heap.toNumber(s), exitNow, none),
  call('abort', '($module, /)', () => null, () => void process.kill(process.pid, 'SIGABRT'), none),
  call('system', '($module, /, command)', (heap, [command]) => text(heap, command),
    (command) => waitStatus(spawnSync('/bin/sh', ['-c', command], { stdio: 'inherit', cwd: workingDirectory().toString() })),
    (heap, s) => heap.int(s)),
  call('putenv', '($module, name, value, /)', (heap, [name, value]) => ({ name: text(heap, name), value: text(heap, value) }), (p) => {
    process.env[p.name] = p.value
  }, none),
  call('unsetenv', '($module, name, /)', (heap, [name]) => text(heap, name), (name) => {
    delete process.env[name]
  }, none),
  plain('_create_environ', '($module, /)', environment),
  plain('strerror', '($module, code, /)', (heap, [code]) => heap.str(errnoText(heap.toNumber(code)))),
  plain('sysconf', '($module, name, /)', (heap, [name]) => heap.int(sysconf(heap, name))),
  plain('ctermid', '($module, /)', (heap) => heap.str('/dev/tty')),
  call('sync', '($module, /)', () => null, () => void spawnSync('sync'), none),
  plain('major', '($module, device, /)', (heap, [d]) => {
    const n = heap.toBigInt(d)
    return heap.int(((n >> 8n) & 0xfffn) | ((n >> 32n) & 0xfffff000n))
  }),
  plain('minor', '($module, device, /)', (heap, [d]) => {
    const n = heap.toBigInt(d)
    return heap.int((n & 0xffn) | ((n >> 12n) & 0xffffff00n))
  }),
  plain('makedev', '($module, major, minor, /)', (heap, [a, b]) => {
    const x = heap.toBigInt(a)
    const y = heap.toBigInt(b)
    return heap.int(((x & 0xfffn) << 8n) | ((x & 0xfffff000n) << 32n) | (y & 0xffn) | ((y & 0xffffff00n) << 12n))
  }),
  noChildren('wait', '($module, /)'),
  noChildren('waitpid', '($module, pid, options, /)'),
  noChildren('wait3', '($module, /, options)'),
  noChildren('wait4', '($module, /, pid, options)'),
  plain('WCOREDUMP', '($module, status, /)', (heap, [s]) => heap.bool((heap.toNumber(s) & 0x80) !== 0)),
  status('WIFEXITED', exited),
  status('WIFSIGNALED', signaled),
  status('WIFSTOPPED', stopped),
  status('WIFCONTINUED', (s) => s === 0xffff),
  status('WEXITSTATUS', (s) => (s >> 8) & 0xff),
  status('WTERMSIG', (s) => s & 0x7f),
  status('WSTOPSIG', (s) => (s >> 8) & 0xff),
  plain('waitstatus_to_exitcode', '($module, /, status)', (heap, [ref]) => {
    const s = heap.toNumber(ref)
    if (exited(s)) return heap.int((s >> 8) & 0xff)
    if (signaled(s)) return heap.int(-(s & 0x7f))
    if (stopped(s)) heap.raise(T.ValueError, `process stopped by delivery of signal ${(s >> 8) & 0xff}`)
    return heap.raise(T.ValueError, `invalid wait status: ${s}`)
  }),
]
