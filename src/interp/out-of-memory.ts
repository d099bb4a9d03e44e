// Running out of memory: the allocator aborts the transaction and asks for a collection (gc/allocate); the executor collects and runs
// the work again. If it keeps failing, MemoryError is raised where the thread stands, out of a reserve that only
// this may touch. So no builtin needs a collection in its middle, and none needs to check for a failed allocation.

import { OUT_OF_MEMORY } from '../gc/allocation-block'
import { RESERVE_OPEN } from '../gc/blocks'
import { TB_MEMORY_FAILURES, TB_PC } from '../memory/layout'
import { executorBlock, threadBlock } from '../memory/registers'
import { emptyTuple } from '../objects/tuple-core'
import { newException } from '../objects/exception-core'
import { raiseValue } from '../objects/raise'
import { T } from '../objects/type-ids'
import { unwind } from './unwind'

/** Failures in a row after which the program is told: by then the transaction is short, so the place is nearly exact. */
const FAILURES: u32 = 5

/** Behind an abort: counts it if memory was the reason. */
export function noteAbort(): void {
  if (load<u32>(executorBlock, OUT_OF_MEMORY) == 0) {
    store<u32>(threadBlock, 0, TB_MEMORY_FAILURES)
    return
  }
  store<u32>(executorBlock, 0, OUT_OF_MEMORY)
  store<u32>(threadBlock, load<u32>(threadBlock, TB_MEMORY_FAILURES) + 1, TB_MEMORY_FAILURES)
}

// @ts-ignore: decorator
@inline export function isMemoryErrorDue(): bool { return load<u32>(threadBlock, TB_MEMORY_FAILURES) >= FAILURES }

/** At the start of a transaction: raises MemoryError at the thread's pc; a Status as of `unwind`. */
export function raiseMemoryError(): u32 {
  store<u32>(threadBlock, 0, TB_MEMORY_FAILURES)
  atomic.store<u32>(RESERVE_OPEN, 1)
  raiseValue(newException(T.MemoryError, emptyTuple()))
  return unwind(load<u32>(threadBlock, TB_PC) + 8)
}
