// The builtin modules of the core: name and maker, in one list. A module is made when it is first imported (_imp.create_builtin);
// its types are static, so making one twice is prevented by the slot that keeps it.

import { text, litAt } from '../objects/intern'
import { BUILTIN_MODULES } from '../memory/layout'
import { initCollectionsModule } from './collections'
import { initItertoolsModule } from './itertools'
import { initCodecsModule } from './codecs'
import { initSysModule } from './sys'
import { initThreadModule } from './thread'
import { initWeakrefModule } from './weakref'

/** Line `i` of the list: the name (a text constant) or the module, freshly made; 0 behind the end. One line per module. */
function entry(i: u32, wantName: bool): u32 {
  let n: u32 = 0
  if (i == n++) return wantName ? text('_thread') : initThreadModule()
  if (i == n++) return wantName ? text('_weakref') : initWeakrefModule()
  if (i == n++) return wantName ? text('sys') : initSysModule()
  if (i == n++) return wantName ? text('itertools') : initItertoolsModule()
  if (i == n++) return wantName ? text('_collections') : initCollectionsModule()
  if (i == n++) return wantName ? text('_codecs') : initCodecsModule()
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

/** Module number `i`, made at the first call. */
export function builtinModule(i: u32): u32 {
  const slot = BUILTIN_MODULES + i * 4
  let m = load<u32>(slot)
  if (m == 0) {
    m = makeAt(i)
    store<u32>(slot, m)
  }
  return m
}
