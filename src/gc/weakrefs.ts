// Weak references, in the stop, between marking and sweep: those whose object has died are cleared; those with a callback wait
// in a list until an executor calls them (`takeDeadWeakref`, after the stop). The object is unreachable, so nobody can have
// seen it in a transaction that is still open, and the stores need no barrier.

import { NONE, addressOf, isPointer } from '../memory/value'
import { WEAKREF_CALLBACK, WEAKREF_CHAIN, WEAKREF_OBJECT } from '../objects/weakref-layout'
import { HEAP_START } from '../memory/layout'
import { DEAD_WEAKREFS, WEAKREF_LIST } from './blocks'
import { isMarked } from './mark'

export function clearDeadWeakrefs(): void {
  let ref = load<u32>(WEAKREF_LIST)
  store<u32>(WEAKREF_LIST, 0)
  while (ref != 0) {
    const next = load<u32>(ref, WEAKREF_CHAIN)
    store<u32>(ref, 0, WEAKREF_CHAIN)
    const target = load<u64>(ref, WEAKREF_OBJECT)
    if (isPointer(target) && addressOf(target) >= HEAP_START && !isMarked(addressOf(target))) {
      store<u64>(ref, NONE, WEAKREF_OBJECT)
      if (load<u64>(ref, WEAKREF_CALLBACK) != NONE) {
        store<u32>(ref, load<u32>(DEAD_WEAKREFS), WEAKREF_CHAIN)
        store<u32>(DEAD_WEAKREFS, ref)
      }
    }
    ref = next
  }
}
