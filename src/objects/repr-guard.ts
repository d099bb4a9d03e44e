// Containers whose repr is being made by this thread, so that one that contains itself prints as [...]. A linked list of
// immutable records from the thread block, which rolls back with the transaction; an abort needs no cleaning.
//
//   record: +0 stamp  +4 T.storage  +8 object:32  +12 next:32  +16 depth:32

import { allocateStorage } from '../gc/allocate'
import { TB_REPR_STACK } from '../memory/layout'
import { threadBlock } from '../memory/registers'
import { raiseText } from './raise'
import { T } from './type-ids'

/** Nested containers in one repr: each level is several frames of the native stack. */
const MAX_DEPTH: u32 = 1000

/** 1: go on, and call reprLeave behind; 0: the object is already being printed; -1: RecursionError raised. */
export function reprEnter(object: u32): i32 {
  const top = load<u32>(threadBlock, TB_REPR_STACK)
  for (let record = top; record; record = load<u32>(record, 12)) if (load<u32>(record, 8) == object) return 0
  const depth: u32 = top ? load<u32>(top, 16) + 1 : 1
  if (depth > MAX_DEPTH) {
    raiseText(T.RecursionError, 'maximum recursion depth exceeded while getting the repr of an object')
    return -1
  }
  const record = allocateStorage(16)
  store<u32>(record, object, 8)
  store<u32>(record, top, 12)
  store<u32>(record, depth, 16)
  store<u32>(threadBlock, record, TB_REPR_STACK)
  return 1
}

export function reprLeave(): void { store<u32>(threadBlock, load<u32>(load<u32>(threadBlock, TB_REPR_STACK), 12), TB_REPR_STACK) }
