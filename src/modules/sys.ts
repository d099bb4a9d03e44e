// The names of sys that come from the command line and the system. Its functions live in the core (src/builtins/sys.ts).

import type { Configuration } from '../host/command-line.ts'
import type { HostHeap, Ref } from '../host/heap.ts'
import type { StandardLibrary } from '../host/stdlib.ts'
import { T } from '../objects/type-ids.ts'
import { setSysInfo } from './sys-info.ts'

export interface SysVersion {
  text: string
  hex: number
  executable: string
  prefix: string
}

export function initializeSys(heap: HostHeap, sys: Ref, configuration: Configuration, library: StandardLibrary, version: SysVersion): void {
  const set = (name: string, make: () => Ref) => heap.scope(() => heap.setModuleName(sys, name, make()))
  const strings = (items: string[]) => () => heap.listOf(items, (s) => heap.str(s))
  const text = (s: string) => () => heap.str(s)
  const { run } = configuration
  const argv0 = run.kind === 'file' ? run.path : run.kind === 'command' ? '-c' : run.kind === 'module' ? '-m' : configuration.args.length ? '-' : ''
  set('argv', strings([argv0, ...configuration.args]))
  set('orig_argv', strings([version.executable, ...process.argv.slice(2)]))
  set('path', strings([...configuration.pythonPath, library.zipPath]))
  set('executable', text(version.executable))
  set('_base_executable', text(version.executable))
  for (const name of ['prefix', 'base_prefix', 'exec_prefix', 'base_exec_prefix']) set(name, text(version.prefix))
  set('_stdlib_dir', text(library.zipPath))
  set('_home', () => heap.none())
  set('_framework', text(''))
  set('platform', text(process.platform))
  set('version', text(version.text))
  set('copyright', text('Typhon: Copyright (c) 2026 The Typhon authors.\nStandard library: Copyright (c) 2001 Python Software Foundation.'))
  set('hexversion', () => heap.int(version.hex))
  set('maxsize', () => heap.int(0x7fffffffffffffffn))
  set('dont_write_bytecode', () => heap.bool(configuration.dontWriteBytecode))
  set('pycache_prefix', () => heap.none())
  set('_git', () => heap.tuple([heap.str('Typhon'), heap.str(''), heap.str('')]))
  set('monitoring', () => monitoringNamespace(heap))
  set('warnoptions', strings(configuration.warnOptions))
  setSysInfo(heap, sys, configuration, version.hex)
  set('_xoptions', () => heap.dictOf([...configuration.xOptions].map(([k, v]) => [heap.str(k), v === true ? heap.bool(true) : heap.str(v)])))
}

/** sys.monitoring: the names of events, for those who look at them; there is nothing to monitor with. */
function monitoringNamespace(heap: HostHeap): Ref {
  const events = heap.newModule(heap.str('sys.monitoring.events'))
  const names = [
    'PY_START', 'PY_RESUME', 'PY_RETURN', 'PY_YIELD', 'CALL', 'LINE', 'INSTRUCTION', 'JUMP', 'BRANCH_LEFT', 'BRANCH_RIGHT', 'STOP_ITERATION',
    'RAISE', 'EXCEPTION_HANDLED', 'PY_UNWIND', 'PY_THROW', 'RERAISE', 'C_RETURN', 'C_RAISE', 'BRANCH',
  ]
  names.forEach((name, bit) => heap.scope(() => heap.setModuleName(events, name, heap.int(2 ** bit))))
  heap.setModuleName(events, 'NO_EVENTS', heap.int(0))
  const module = heap.newModule(heap.str('sys.monitoring'))
  heap.setModuleName(module, 'events', events)
  for (const [name, id] of Object.entries({ DEBUGGER_ID: 0, COVERAGE_ID: 1, PROFILER_ID: 2, OPTIMIZER_ID: 5 })) heap.setModuleName(module, name, heap.int(id))
  for (const name of ['DISABLE', 'MISSING']) heap.setModuleName(module, name, heap.call(heap.staticType(T.object)))
  return module
}
