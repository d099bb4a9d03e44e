// The builtin modules of the core: name and maker, in one list. A module is made when it is first imported (_imp.create_builtin);
// its types are static, so making one twice is prevented by the slot that keeps it.

import { text, litAt } from '../objects/intern'
import { BUILTIN_MODULES } from '../memory/layout'
import { initSysModule } from './sys'
import { initThreadModule } from './thread'
import { initWeakrefModule } from './weakref'

const COUNT: u32 = 3

function nameAt(i: u32): u32 {
  switch (i) {
    case 0: return text('_thread')
    case 1: return text('_weakref')
    case 2: return text('sys')
    default: return 0
  }
}

function makeAt(i: u32): u32 {
  switch (i) {
    case 0: return initThreadModule()
    case 1: return initWeakrefModule()
    case 2: return initSysModule()
    default: return 0
  }
}

export function builtinModuleCount(): u32 { return COUNT }
/** Interned name of module number `i`. */
export function builtinModuleName(i: u32): u32 { return litAt(nameAt(i)) }

/** Number of the builtin module with the interned `name`, or -1. */
export function findBuiltinModule(name: u32): i32 {
  for (let i: u32 = 0; i < COUNT; i++) if (litAt(nameAt(i)) == name) return i
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
