// Builtins that call Python recurse on the native stack of their executor (interp/nested.ts). Its size in nested runs cannot be
// known beforehand: an executor finds out when the stack overflows. The transaction is undone, the executor notes a limit below the
// depth reached, and the second time the program gets its RecursionError there, before the stack is full. Executor 0, whose stack is
// small, gives the thread to a worker long before that if its transaction can be undone.

import { EB_INEVITABLE, EB_NATIVE_ENOUGH, EB_NATIVE_LIMIT } from '../memory/executor-block.ts'
import { EXECUTOR_BLOCKS, EXECUTOR_BLOCK_BYTES, TB_NATIVE_DEPTH } from '../memory/layout.ts'

/** Nested runs behind which executor 0 gives a thread away. */
const ENOUGH_ON_EXECUTOR_0 = 100
/** What is left of the depth at which the stack was full. */
const KEPT = 0.8

export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded'
}

/** Behind initExecutor, which sets no limits. */
export function initNativeLimit(u32: Uint32Array, executor: number): void {
  if (executor === 0) u32[(EXECUTOR_BLOCKS + EB_NATIVE_ENOUGH) / 4] = ENOUGH_ON_EXECUTOR_0
}

/** The native stack is full: notes the limit. False: the transaction cannot be undone. */
export function lowerNativeLimit(u32: Uint32Array, executor: number, thread: number): boolean {
  const block = (EXECUTOR_BLOCKS + executor * EXECUTOR_BLOCK_BYTES) / 4
  if (u32[block + EB_INEVITABLE / 4] !== 0) return false
  const depth = u32[(thread + TB_NATIVE_DEPTH) / 4]
  if (depth < 2) return false
  u32[block + EB_NATIVE_LIMIT / 4] = Math.floor(depth * KEPT)
  return true
}
