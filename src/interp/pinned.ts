// Pinned calls (DECISIONS 1.12): a builtin that calls Python by a nested run keeps its state in native frames, so the nested code
// cannot end a transaction by leaving them. When it must (it waits, or has run long) the transaction becomes inevitable and
// commits; from then on the thread is pinned to this executor. The nested code goes on in ordinary transactions, whose aborts come
// back to a loop of the host around this very nested run (`goOnNested`); on return into the builtin a transaction begins that
// is inevitable, since native frames cannot roll back, and ends at the next poll of code that can end it.
//
// TB_PINNED_LEVEL is the native depth of the innermost nested run that is under such a loop: at this depth, and at depth 0, polls
// end transactions in place. While a pinned thread waits, its executor sleeps on the thread's state word, and a spare executor
// runs other threads in its stead.

import { EB_COMMITS, EB_NEXT_INEVITABLE, EB_RESULT_TAKEN, ExecutorState } from '../memory/executor-block'
import { abortNow, goOnNested, hostNow } from '../memory/host'
import { HAND_OVER, PROGRAM_ENDED, SPARES_WANTED, TB_NATIVE_DEPTH, TB_PINNED, TB_PINNED_LEVEL, TB_STATE } from '../memory/layout'
import { executorBlock, me, threadBlock } from '../memory/registers'
import { ConflictKind } from '../stm/conflict-kinds'
import { isInevitable, noteConflict } from '../stm/contention'
import { becomeInevitable } from '../stm/inevitable'
import { finishParking, resumeThread } from '../stm/parking'
import { TransactionStatus } from '../stm/status'
import { enterRunning, leaveRunning } from '../stm/stop'
import { ThreadState } from '../stm/thread-states'
import { beginTransaction, commitTransaction, endSoon } from '../stm/transaction'
import { publishRegisters } from '../stm/validation'
import { OWNER_MASK } from '../stm/versions'
import { saveTopFrame } from './frames'
import { queueWoken, wakeReactor } from './run-queue'
import { earliestDeadline, wakeExpired } from './timers'

/** Longest sleep of a pinned thread between two looks at the timers. */
const LONGEST_SLEEP: f64 = 500

/** True if transactions of the running thread can end here without pinning it (further). */
// @ts-ignore: decorator
@inline export function endsInPlace(): bool { return load<u32>(threadBlock, TB_NATIVE_DEPTH) == load<u32>(threadBlock, TB_PINNED_LEVEL) }

/** The transaction at depth 0 has ended or is about to: the thread is free to go on anywhere. */
// @ts-ignore: decorator
@inline export function unpin(): void { if (load<u32>(threadBlock, TB_NATIVE_DEPTH) == 0) store<u32>(threadBlock, 0, TB_PINNED) }

/** True: executor 0 is to leave its threads to the workers. */
export function isHandOver(): bool { return load<u32>(HAND_OVER) != 0 && (me & OWNER_MASK) == 0 }

function commits(): u32 { return load<u32>(executorBlock, EB_COMMITS) }

/** The transaction has taken the result of an effect, which only this executor's host knows: executor 0 must not give the thread away. */
export function noteResultTaken(): void {
  if ((me & OWNER_MASK) != 0) return
  store<u32>(executorBlock, commits() + 1, EB_RESULT_TAKEN)
  endSoon()
}

/** On executor 0: aborts the transaction, for a worker to do it all over again. Elsewhere, or if it cannot abort: nothing. */
export function handOver(): void {
  if ((me & OWNER_MASK) != 0 || isInevitable()) return
  if (load<u32>(executorBlock, EB_RESULT_TAKEN) == commits() + 1) return
  store<u32>(HAND_OVER, 1)
  noteConflict(ConflictKind.requested, 0, 0)
  abortNow()
}

/** Commits the open transaction inside a nested run and pins the thread. May abort instead, to begin again inevitable. */
function commitPinned(): void {
  handOver() // the reactor must not block
  becomeInevitable()
  store<u32>(threadBlock, me, TB_PINNED)
  const status = commitTransaction()
  assert(status == TransactionStatus.ok, 'an inevitable transaction did not commit')
  queueWoken()
}

/** Begins the transaction of a builtin's next stretch. */
function beginStretch(): void {
  store<u32>(executorBlock, 1, EB_NEXT_INEVITABLE)
  beginTransaction()
  saveTopFrame()
  endSoon()
}

/** A builtin called straight from another has parked: waits in place; then it is to be called again. */
export function waitInPlace(): void {
  commitPinned()
  sleepPinned()
  beginStretch()
}

/** The nested run that has come back with `parked` or `sliceOver` goes on to its end; its RunOutcome. */
export function goOnPinned(): u32 {
  commitPinned()
  const level = load<u32>(threadBlock, TB_PINNED_LEVEL)
  store<u32>(threadBlock, load<u32>(threadBlock, TB_NATIVE_DEPTH), TB_PINNED_LEVEL)
  const outcome = goOnNested()
  store<u32>(threadBlock, level, TB_PINNED_LEVEL)
  beginStretch()
  return outcome
}

/** A thread holds this executor in a pinned call while others want to run: a spare one serves them. */
export function wantSpare(): void {
  atomic.add<u32>(SPARES_WANTED, 1)
  atomic.notify(SPARES_WANTED)
  wakeReactor()
}
export function releaseSpare(): void { atomic.sub<u32>(SPARES_WANTED, 1) }

/** With no transaction open: waits here until the parking thread, which is pinned, is woken. */
export function sleepPinned(): void {
  const thread = threadBlock
  if (atomic.load<u32>(thread + TB_STATE) == ThreadState.running || !finishParking()) return
  wantSpare()
  publishRegisters()
  for (;;) {
    if (atomic.load<u32>(PROGRAM_ENDED) != 0) goOnNested() // does not return
    const now = hostNow()
    wakeExpired(now)
    queueWoken()
    if (atomic.load<u32>(thread + TB_STATE) != ThreadState.parked) break
    const left = earliestDeadline() - now
    const sleep = left > LONGEST_SLEEP ? LONGEST_SLEEP : left < 0 ? 0 : left
    leaveRunning(ExecutorState.native)
    atomic.wait<u32>(thread + TB_STATE, ThreadState.parked, <i64>(sleep * 1000000))
    enterRunning()
  }
  releaseSpare()
  resumeThread(thread)
}
