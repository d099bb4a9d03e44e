// Containers whose repr is being made by this thread, so that one that contains itself prints as [...]. A linked list of
// immutable records from the thread block, which rolls back with the transaction; an abort needs no cleaning.
//
//   record: +0 stamp  +4 T.storage  +8 object:32  +12 next:32

import { allocateStorage } from '../gc/allocate'
import { TB_REPR_STACK } from '../memory/layout'
import { threadBlock } from '../memory/registers'
import { enterNativeFor, leaveNative } from '../interp/nested'

/** 1: go on, and call reprLeave behind; 0: the object is already being printed; -1: RecursionError raised. */
export function reprEnter(object: u32): i32 {
  const top = load<u32>(threadBlock, TB_REPR_STACK)
  for (let record = top; record; record = load<u32>(record, 12)) if (load<u32>(record, 8) == object) return 0
  if (!enterNativeFor('maximum recursion depth exceeded while getting the repr of an object')) return -1
  const record = allocateStorage(8)
  store<u32>(record, object, 8)
  store<u32>(record, top, 12)
  store<u32>(threadBlock, record, TB_REPR_STACK)
  return 1
}

export function reprLeave(): void {
  leaveNative()
  store<u32>(threadBlock, load<u32>(load<u32>(threadBlock, TB_REPR_STACK), 12), TB_REPR_STACK)
}
