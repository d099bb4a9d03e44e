// A program from its start to its exit status: the heap is built, the main thread made, and executors run it. The reactor is
// executor 0 for the first moments; workers take over when the program runs on or starts a thread (workers.ts).

import { BOOTED, ELISION_OFF, EXIT_STATUS, HASH_SEED, MAIN_THREAD_ID, TB_ID } from '../memory/layout.ts'
import * as crypto from 'node:crypto'
import * as fs from 'node:fs'
import type { Configuration } from './command-line.ts'
import { CodeCache } from './code-cache.ts'
import { type CoreInstance, instantiate } from './core-instance.ts'
import { Executor } from './executor.ts'
import { HostHeap, type Ref } from './heap.ts'
import type { HostModule } from './host-builtins.ts'
import { HostCalls } from './host-calls.ts'
import { initNativeLimit } from './native-stack.ts'
import { hostModules } from './host-modules.ts'
import { StandardLibrary } from './stdlib.ts'
import { makeWaitForChange } from './wait.ts'
import { compileStdlib, sysVersion } from './version.ts'
import { shareExit } from '../modules/posix-process.ts'
import { shareFilePositions } from './file-positions.ts'
import { shareWorkingDirectory } from './working-directory.ts'
import { initializeSys } from '../modules/sys.ts'

/** The parts of an executor that do not depend on who runs it. */
export interface ExecutorParts {
  core: CoreInstance
  heap: HostHeap
  executor: Executor
  modules: HostModule[]
  library: StandardLibrary
}

/** An instance of the core with its executor, heap layer and host builtins. */
export function newExecutor(number: number, module: WebAssembly.Module, memory: WebAssembly.Memory, configuration: Configuration, overlay: readonly string[]): ExecutorParts {
  const library = new StandardLibrary(overlay, new CodeCache(configuration.environment, configuration.ignoreEnvironment), compileStdlib)
  const modules = hostModules(library, configuration)
  let calls: HostCalls
  const core = instantiate(module, memory, {
    waitForChange: makeWaitForChange(memory),
    hostCall: (id, argv, slots) => calls.call(id, argv, slots),
    goOnNested: () => executor.goOnNested(),
  })
  if (Atomics.load(core.u32, BOOTED / 4) === 0) core.exports.initStm()
  core.exports.initExecutor(number)
  shareFilePositions(memory.buffer)
  shareWorkingDirectory(memory.buffer)
  shareExit(memory.buffer)
  initNativeLimit(core.u32, number)
  const heap = new HostHeap(core, number)
  calls = new HostCalls(core, heap, modules.flatMap((m) => m.builtins))
  const executor = new Executor(core, heap, calls)
  const parts: ExecutorParts = { core, heap, executor, modules, library }
  executor.onUncaught = () => {
    fs.writeSync(2, `typhon: the program's start or end has failed: ${describeError(parts)}\n`)
    core.u32[EXIT_STATUS / 4] = 70
  }
  return parts
}

/** Builds the heap and the main thread, which stands before the first instruction of `_typhon_main.main`, queued. */
export function startProgram(parts: ExecutorParts, configuration: Configuration): void {
  const { core, heap, modules, library } = parts
  const { exports, u32 } = core
  u32[HASH_SEED / 4] = configuration.hashSeed ?? crypto.randomInt(1, 2 ** 32 - 1)
  u32[ELISION_OFF / 4] = configuration.elide ? 0 : 1
  const thread = exports.newThread() >>> 0
  u32[MAIN_THREAD_ID / 4] = u32[(thread + TB_ID) / 4]
  exports.setThread(thread)
  exports.beginTransaction()
  exports.boot()
  heap.scope(() => {
    const sys = builtinModule(heap, 'sys')
    const moduleDict = heap.getAttribute(sys, 'modules')
    const add = (name: string, module: Ref) => heap.setItem(moduleDict, heap.str(name, true), module)
    add('sys', sys)
    add('builtins', builtinModule(heap, 'builtins'))
    initializeSys(heap, sys, configuration, library, sysVersion(process.argv[1] ?? 'typhon'))
    const names = [...coreModuleNames(heap), ...modules.map((m) => m.name)].sort()
    heap.setModuleName(sys, 'builtin_module_names', heap.tuple([...new Set(names)].map((name) => heap.str(name, true))))
    let id = 0
    for (const module of modules) {
      heap.scope(() => {
        const address = exports.builtinModuleNamed(heap.str(module.name, true)) >>> 0
        const ref = address !== 0 ? heap.pointer(address) : heap.newModule(heap.str(module.name, true))
        for (const builtin of module.builtins) {
          heap.scope(() => exports.hostDefineFunction(ref, heap.str(builtin.name, true), newConstant(core, builtin.signature), id++))
        }
        module.initialize?.(heap, ref)
        add(module.name, ref)
      })
    }
    const main = heap.newModule(heap.str('_typhon_main', true))
    heap.setModuleName(main, '__builtins__', builtinModule(heap, 'builtins'))
    add('_typhon_main', main)
    const code = heap.loadCode(library.code('_typhon_main.py', 0))
    exports.hostPrepareCode(thread, code, main)
  })
  if (exports.commitTransaction() !== 0) throw new Error('start: the first transaction did not commit')
  exports.setThread(0)
  exports.queueThread(thread, 0)
  Atomics.store(u32, BOOTED / 4, 2)
}

function coreModuleNames(heap: HostHeap): string[] {
  const { builtinModuleCount, builtinModuleName } = heap.core.exports
  return Array.from({ length: builtinModuleCount() }, (_, i) => heap.readStr(builtinModuleName(i) >>> 0))
}

function builtinModule(heap: HostHeap, name: string): Ref {
  const { exports } = heap.core
  const address = exports.builtinModuleNamed(heap.str(name, true)) >>> 0
  if (address === 0) throw new Error(`start: no builtin module ${name}`)
  return heap.pointer(address)
}

/** A text constant for the core, as its compiler lays them out. */
function newConstant(core: CoreInstance, text: string): number {
  const at = core.exports.hostNewConstant(text.length) >>> 0
  for (let i = 0; i < text.length; i++) core.u16[(at >>> 1) + i] = text.charCodeAt(i)
  return at
}

/** Text of the exception that stands in the thread block, for errors before Python code can print them. */
export function describeError(parts: ExecutorParts): string {
  const { heap, core } = parts
  return heap.scope(() => {
    const slot = core.exports.exceptionSlot() >>> 0
    const ref = heap.newRef()
    heap.copy(slot, ref)
    heap.clearError()
    const result = heap.newRef()
    if (core.exports.hostStr(ref, result) === 0) return `${heap.typeName(ref)}: ${heap.toStr(result)}`
    heap.clearError()
    const args = heap.items(heap.getAttribute(ref, 'args')).map((arg) => (heap.isStr(arg) ? heap.toStr(arg) : `<${heap.typeName(arg)}>`))
    return `${heap.typeName(ref)}: ${args.join(', ')}`
  })
}
