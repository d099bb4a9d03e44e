// Thread blocks: the record of a Python thread (fields: memory/layout, TB_*). Allocated outside transactions, linked in
// THREAD_LIST as long as the thread lives, which makes its stack and everything it holds a root.

import { allocateOutside } from '../gc/allocate'
import { NEXT_THREAD_ID, TB_ALL_NEXT, TB_CONTEXT, TB_ENTRY, TB_EXCEPTION, TB_ID, TB_NAME, TB_PENDING_ASYNC, TB_STATE, TB_THREAD_OBJECT, THREAD_BLOCK_BYTES, THREAD_LIST } from '../memory/layout'
import { PhysicalLock, lockWord, physicalLock, physicalUnlock } from '../memory/physical-lock'
import { NONE, UNBOUND } from '../memory/value'
import { shapeAt } from '../objects/shape'
import { T } from '../objects/type-ids'
import { ThreadState } from '../stm/thread-states'

/** A new Python thread with an empty stack, in state running (its maker queues it or runs it). */
export function newThread(): u32 {
  const thread = allocateOutside(shapeAt(T.threadBlock), THREAD_BLOCK_BYTES)
  store<u64>(thread, UNBOUND, TB_EXCEPTION)
  store<u64>(thread, NONE, TB_CONTEXT)
  store<u64>(thread, UNBOUND, TB_THREAD_OBJECT)
  store<u64>(thread, UNBOUND, TB_ENTRY)
  store<u64>(thread, NONE, TB_NAME)
  store<u64>(thread, UNBOUND, TB_PENDING_ASYNC)
  store<u32>(thread, atomic.add<u32>(NEXT_THREAD_ID, 1) + 1, TB_ID)
  store<u32>(thread, ThreadState.running, TB_STATE)
  const lock = lockWord(PhysicalLock.runQueue)
  physicalLock(lock)
  store<u32>(thread, load<u32>(THREAD_LIST), TB_ALL_NEXT)
  store<u32>(THREAD_LIST, thread)
  physicalUnlock(lock)
  return thread
}

/** The thread has ended: it is no root any more. */
export function forgetThread(thread: u32): void {
  const lock = lockWord(PhysicalLock.runQueue)
  physicalLock(lock)
  let link = THREAD_LIST
  while (load<u32>(link) != thread) link = load<u32>(link) + TB_ALL_NEXT
  store<u32>(link, load<u32>(thread, TB_ALL_NEXT))
  physicalUnlock(lock)
}
