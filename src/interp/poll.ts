// The poll: what happens at back edges and calls when fuel is used up. Here a transaction ends where that is legal, and the
// thread gives way when its slice is over.

import { collect, isCollectionWanted } from '../gc/cycle'
import { EB_FIRST_POLL, EB_SLICE_END } from '../memory/executor-block'
import { PROGRAM_ENDED, TB_ATOMIC_DEPTH } from '../memory/layout'
import { hostNow } from '../memory/host'
import { executorBlock, me, threadBlock } from '../memory/registers'
import { isInevitable } from '../stm/contention'
import { hasProposals, promoteProposals } from '../stm/assumed'
import { beginTransaction, commitTransaction, isTransactionOpen, pollTransaction } from '../stm/transaction'
import { TransactionStatus } from '../stm/status'
import { goOnAt, saveTopFrame } from './frames'
import { OWNER_MASK } from '../stm/versions'
import { endsInPlace, unpin } from './pinned'
import { isWorkWaiting, queueWoken } from './run-queue'
import { isSignalPending, takeSignal } from './signals'
import { Status } from './status'
import { earliestDeadline, wakeExpired } from './timers'

/** How long a thread runs while others wait. */
const SLICE_MILLISECONDS: f64 = 5

/** How long a nested run stays in one transaction. */
const NESTED_MILLISECONDS: f64 = 20

/** A thread begins to run on this executor. */
export function beginSlice(): void { store<f64>(executorBlock, hostNow() + SLICE_MILLISECONDS, EB_SLICE_END) }

/** The open transaction of a nested run should end, although that pins the thread. */
function isNestedRunLong(): bool {
  const first = load<f64>(executorBlock, EB_FIRST_POLL)
  if (first == 0) store<f64>(executorBlock, hostNow(), EB_FIRST_POLL)
  return isInevitable() || atomic.load<u32>(PROGRAM_ENDED) != 0 || (first != 0 && hostNow() - first > NESTED_MILLISECONDS)
}

/** Fuel is used up; the thread stands at `pc` of `fp`, before an instruction. */
export function pollThread(fp: u32, pc: u32): u32 {
  if (isSignalPending()) {
    takeSignal(pc)
    return Status.called
  }
  if (isCollectionWanted() && isTransactionOpen() && !endsInPlace() && collect()) return Status.aborted
  const status = pollTransaction()
  if (status == TransactionStatus.ok) return Status.next
  if (status == TransactionStatus.aborted) return Status.aborted
  if (load<u32>(threadBlock, TB_ATOMIC_DEPTH) != 0) return Status.next
  goOnAt(fp, pc)
  if (!endsInPlace()) return isNestedRunLong() ? Status.sliceOver : Status.next
  if (commitTransaction() != TransactionStatus.ok) return Status.aborted
  if (hasProposals()) promoteProposals()
  queueWoken()
  unpin()
  if (atomic.load<u32>(PROGRAM_ENDED) != 0) return Status.sliceOver
  const now = hostNow()
  if (earliestDeadline() <= now) {
    wakeExpired(now)
    queueWoken()
  }
  // the reactor has its event loop to turn, whoever waits
  if (now >= load<f64>(executorBlock, EB_SLICE_END) && (isWorkWaiting() || (me & OWNER_MASK) == 0)) return Status.sliceOver
  beginTransaction()
  saveTopFrame()
  return Status.again
}
