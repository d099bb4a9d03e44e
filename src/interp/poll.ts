// The poll: what happens at back edges and calls when fuel is used up. Here a transaction ends where that is legal, and the
// thread gives way when its slice is over.

import { EB_SLICE_END } from '../memory/executor-block'
import { TB_ATOMIC_DEPTH, TB_EXCEPTION, TB_NATIVE_DEPTH, TB_PENDING_ASYNC } from '../memory/layout'
import { hostNow } from '../memory/host'
import { executorBlock, threadBlock } from '../memory/registers'
import { UNBOUND } from '../memory/value'
import { beginTransaction, commitTransaction, pollTransaction } from '../stm/transaction'
import { TransactionStatus } from '../stm/status'
import { goOnAt, saveTopFrame } from './frames'
import { isWorkWaiting, queueWoken } from './run-queue'
import { Status } from './status'

/** How long a thread runs while others wait. */
const SLICE_MILLISECONDS: f64 = 5

/** A thread begins to run on this executor. */
export function beginSlice(): void { store<f64>(executorBlock, hostNow() + SLICE_MILLISECONDS, EB_SLICE_END) }

/** Fuel is used up; the thread stands at `pc` of `fp`, before an instruction. */
export function pollThread(fp: u32, pc: u32): u32 {
  const pending = load<u64>(threadBlock, TB_PENDING_ASYNC)
  if (pending != UNBOUND) {
    store<u64>(threadBlock, UNBOUND, TB_PENDING_ASYNC)
    store<u64>(threadBlock, pending, TB_EXCEPTION)
    goOnAt(fp, pc + 8)
    return Status.thrown
  }
  const status = pollTransaction()
  if (status == TransactionStatus.ok) return Status.next
  if (status == TransactionStatus.aborted) return Status.aborted
  if (load<u32>(threadBlock, TB_NATIVE_DEPTH) != 0 || load<u32>(threadBlock, TB_ATOMIC_DEPTH) != 0) return Status.next
  goOnAt(fp, pc)
  if (commitTransaction() != TransactionStatus.ok) return Status.aborted
  queueWoken()
  if (isWorkWaiting() && hostNow() >= load<f64>(executorBlock, EB_SLICE_END)) return Status.sliceOver
  beginTransaction()
  saveTopFrame()
  return Status.again
}
