// The builtin modules of the core: name and maker, in one list. All are made while the heap is built, since their types are static
// and must not depend on a transaction that may abort; importing one (_imp.create_builtin) finds it here.

import { intern, litAt, text } from '../objects/intern'
import { BUILTIN_MODULES } from '../memory/layout'
import { initAbcModule } from './abc'
import { initContextvarsModule } from './contextvars'
import { initCollectionsModule } from './collections'
import { initBuiltinsModule } from './builtins'
import { initImpModule } from './import'
import { initBisectModule } from './bisect'
import { initHeapqModule } from './heapq'
import { initFunctoolsModule } from './functools'
import { initItertoolsModule } from './itertools'
import { initIOModule } from './io'
import { initPosixModule } from './posix'
import { initTimeModule } from './time'
import { initCodecsModule } from './codecs'
import { initSreModule } from './sre'
import { initStringModule } from '../objects/str-format'
import { initMathModule } from './math'
import { initOperatorModule } from './operator'
import { initRandomModule } from './random'
import { initBinasciiModule, initZlibModule } from './binascii'
import { initStructModule } from './struct'
import { initSysModule } from './sys'
import { initThreadModule } from './thread'
import { initTypesModule } from './types'
import { initTypingModule } from './typing'
import { initWeakrefModule } from './weakref'

/** Line `i` of the list: the name (a text constant) or the module, freshly made; 0 behind the end. One line per module. */
function entry(i: u32, wantName: bool): u32 {
  let n: u32 = 0
  if (i == n++) return wantName ? text('_thread') : initThreadModule()
  if (i == n++) return wantName ? text('_weakref') : initWeakrefModule()
  if (i == n++) return wantName ? text('sys') : initSysModule()
  if (i == n++) return wantName ? text('_imp') : initImpModule()
  if (i == n++) return wantName ? text('builtins') : initBuiltinsModule()
  if (i == n++) return wantName ? text('itertools') : initItertoolsModule()
  if (i == n++) return wantName ? text('_functools') : initFunctoolsModule()
  if (i == n++) return wantName ? text('_heapq') : initHeapqModule()
  if (i == n++) return wantName ? text('_bisect') : initBisectModule()
  if (i == n++) return wantName ? text('_collections') : initCollectionsModule()
  if (i == n++) return wantName ? text('_codecs') : initCodecsModule()
  if (i == n++) return wantName ? text('_string') : initStringModule()
  if (i == n++) return wantName ? text('_sre') : initSreModule()
  if (i == n++) return wantName ? text('math') : initMathModule()
  if (i == n++) return wantName ? text('_random') : initRandomModule()
  if (i == n++) return wantName ? text('_operator') : initOperatorModule()
  if (i == n++) return wantName ? text('_abc') : initAbcModule()
  if (i == n++) return wantName ? text('_io') : initIOModule()
  if (i == n++) return wantName ? text('posix') : initPosixModule()
  if (i == n++) return wantName ? text('time') : initTimeModule()
  if (i == n++) return wantName ? text('_contextvars') : initContextvarsModule()
  if (i == n++) return wantName ? text('_types') : initTypesModule()
  if (i == n++) return wantName ? text('_typing') : initTypingModule()
  if (i == n++) return wantName ? text('_struct') : initStructModule()
  if (i == n++) return wantName ? text('binascii') : initBinasciiModule()
  if (i == n++) return wantName ? text('_typhon_zlib') : initZlibModule()
  return 0
}

function nameAt(i: u32): u32 { return entry(i, true) }
function makeAt(i: u32): u32 { return entry(i, false) }

export function builtinModuleCount(): u32 {
  let n: u32 = 0
  while (nameAt(n)) n++
  return n
}
/** Interned name of module number `i`. */
export function builtinModuleName(i: u32): u32 { return litAt(nameAt(i)) }

/** Number of the builtin module with the interned `name`, or -1. */
export function findBuiltinModule(name: u32): i32 {
  for (let i: u32 = 0; nameAt(i); i++) if (litAt(nameAt(i)) == name) return i
  return -1
}

/** Module number `i`. */
export function builtinModule(i: u32): u32 { return load<u32>(BUILTIN_MODULES + i * 4) }

/** The builtin module called by the str in the slot `name`, or 0. */
export function builtinModuleNamed(name: u32): u32 {
  const i = findBuiltinModule(intern(<u32>load<u64>(name)))
  return i < 0 ? 0 : builtinModule(i)
}

/** At boot, behind all types. */
export function makeBuiltinModules(): void {
  for (let i: u32 = 0; nameAt(i); i++) store<u32>(BUILTIN_MODULES + i * 4, makeAt(i))
}
