// The module _typhon: what the Python code of a process's life (src/overlay/_typhon_main.py) needs of the host. Private.

import * as fs from 'node:fs'
import * as path from 'node:path'
import { EXIT_STATUS, HEAP_COUNTERS } from '../memory/layout.ts'
import type { Configuration } from '../host/command-line.ts'
import type { Ref } from '../host/heap.ts'
import { effect, type HostModule, plain } from '../host/host-builtins.ts'
import { wantSignal } from '../host/signals.ts'
import type { StandardLibrary } from '../host/stdlib.ts'
import { AST_GRAMMAR, LOCATED } from './ast-grammar.ts'

/** Words of src/gc/blocks.ts. */
const COLLECT_WANTED = HEAP_COUNTERS + 32
const COLLECTIONS = HEAP_COUNTERS + 40

export function typhonModule(library: StandardLibrary, configuration: Configuration): HostModule {
  return {
    name: '_typhon',
    builtins: [
      plain('stdlib_find', '($module, name, /)', (heap, [name]) => {
        const found = library.find(heap.toStr(name))
        return found ? heap.str(found.file) : heap.none()
      }),
      plain('stdlib_code', '($module, file, /)', (heap, [file]) =>
        heap.loadCode(library.code(heap.toStr(file), configuration.optimize)),
      ),
      plain('stdlib_data', '($module, file, /)', (heap, [file]) => {
        const data = library.source(heap.toStr(file))
        return data ? heap.bytes(data) : heap.none()
      }),
      plain('new_module', '($module, name, /)', (heap, [name]) => heap.newModule(name)),
      effect(
        'read_file', '($module, path, /)',
        (heap, [file]) => heap.toPath(file),
        (file) => fs.readFileSync(file),
        (heap, bytes) => heap.bytes(bytes),
      ),
      plain('is_directory', '($module, path, /)', (heap, [file]) => heap.bool(fs.statSync(heap.toPath(file), { throwIfNoEntry: false })?.isDirectory() ?? false)),
      plain('absolute_path', '($module, path, /)', (heap, [file]) => heap.str(path.resolve(heap.toStr(file)))),
      plain('real_folder', '($module, path, /)', (heap, [file]) => heap.str(path.dirname(fs.realpathSync(heap.toPath(file)).toString()))),
      plain('set_exit_status', '($module, status, /)', (heap, [status]) => {
        heap.core.u32[EXIT_STATUS / 4] = heap.toNumber(status) & 0xff
        return heap.none()
      }),
      plain('write', '($module, fd, text, /)', (heap, [fd, text]) => {
        fs.writeSync(heap.toNumber(fd), heap.toStr(text))
        return heap.none()
      }),
      // A signal that is not watched has the system's default action.
      effect(
        'watch_signal', '($module, number, wanted, /)',
        (heap, [number, wanted]) => ({ core: heap.core, number: heap.toNumber(number), wanted: heap.truth(wanted) }),
        ({ core, number, wanted }) => wantSignal(core, number, wanted),
        (heap) => heap.none(),
      ),
      plain('set_signal_dispatcher', '($module, function, /)', (heap, [f]) => {
        heap.core.exports.setSignalDispatcher(f)
        return heap.none()
      }),
      // The executor collects before it begins the transaction that takes the result.
      effect('collect_garbage', '($module, /)', (heap) => heap.core.u32, (words) => Atomics.store(words, COLLECT_WANTED / 4, 2), (heap) => heap.none()),
      plain('collections', '($module, /)', (heap) => heap.int(heap.core.u32[COLLECTIONS / 4])),
      plain('set_thread_runner', '($module, function, /)', (heap, [f]) => {
        heap.core.exports.setThreadRunner(f)
        return heap.none()
      }),
    ],
    initialize(heap, module) {
      const set = (name: string, value: Ref) => heap.setModuleName(module, name, value)
      const { run } = configuration
      const what = run.kind === 'file' ? run.path : run.kind === 'command' ? run.text : run.kind === 'module' ? run.name : ''
      set('run', heap.tuple([heap.str(run.kind), heap.str(what)]))
      set('ast_grammar', heap.str(AST_GRAMMAR))
      set('ast_located', heap.tuple(LOCATED.map((name) => heap.str(name))))
      set('stdlib_path', heap.str(library.zipPath))
      set('safe_path', heap.bool(configuration.safePath))
      set('unbuffered', heap.bool(configuration.unbuffered))
      set('no_site', heap.bool(configuration.noSite))
      set('inspect', heap.bool(configuration.inspect))
      set('quiet', heap.bool(configuration.quiet))
      set('skip_first_line', heap.bool(configuration.skipFirstLine))
    },
  }
}
