// READ THIS FIRST: begin, commit and abort of transactions. Every run of bytecodes is one.
//
// Each executor runs one transaction at a time, for the thread in `threadBlock`. It reads the clock at begin (S), reads units
// that are free at versions <= S (barriers.ts), owns units at the first write and writes in place (ownership.ts, undo-log.ts).
// Commit draws a number from the clock, validates if others have committed since S (validation.ts), and releases what it owns
// with that number. Abort undoes, *then* draws a number, and releases with it.
//
// Opacity: every value read from a unit not owned is the state after all commits numbered <= S, in doomed transactions too.
// Whoever left version h <= S took that number before S was read and had finished writing or undoing by then; between the
// load and the check nobody else can have owned the unit, for he would still own it or have left a number > S.
// Serializability: writers are placed at their numbers n, and validation behind the number makes all their reads the state
// after n-1; readers are placed at S.
//
// Interface for the executor loop (docs/CORE.md, "Transactions"):
//   initExecutor(number)       once per instance;  initStm() once per memory, before that
//   setThread(thread)          then: beginTransaction(); saveFrame(...) for the top frame; run
//   pollTransaction()          when fuel is used up: ok, aborted, end
//   commitTransaction()        ok or aborted; behind ok: takeWoken()
//   abortTransaction()         after status `aborted`, or after abortNow was thrown: undoes, releases, restores the thread;
//                              then (optionally awaitConflict()) begin again: age and attempts are kept
//   becomeInevitable()         from here on it cannot abort
//   parking.ts, stop.ts, deferred-ops.ts, effects.ts, saved-state.ts for the rest

import { initAllocation } from '../gc/allocate'
import { collect, initCollector, isCollectionWanted } from '../gc/cycle'
import { allocationBegins, clearAllocated, hasAllocated } from '../gc/transaction-hooks'
import {
  EB_ABORTS, EB_AGE, EB_COMMITS, EB_DEFERRED_BASE, EB_DEFERRED_TOP, EB_DOOMED, EB_EFFECTS_BASE,
  EB_EFFECTS_START, EB_EFFECTS_TOP, EB_ELIDED_END, EB_END_SOON, EB_EPOCH, EB_FIRST_POLL, EB_GATE_MINE, EB_INEVITABLE, EB_LAST_START, EB_LENGTH, EB_LENGTH_CAP,
  EB_NATIVE_ENOUGH, EB_NATIVE_LIMIT, EB_NEXT_INEVITABLE, EB_NUMBER, EB_OPEN, EB_OWN_BASE, EB_READ_BASE, EB_READ_ONLY_COMMITS, EB_REMAINING, EB_SAVE_BASE,
  EB_SAVE_TOP, EB_STAMP_LIMIT, EB_START, EB_STATE, EB_UNDO_BASE, EB_WAITED, EB_WAITERS, ExecutorState,
} from '../memory/executor-block'
import { CHECKING } from '../memory/flavour'
import { hostNow, waitForChange } from '../memory/host'
import { CLOCK, STAMP_COUNTER, STOP_REQUEST, TB_AGE, TB_ATTEMPTS, TB_ELIDED, TB_ID, TB_MEMORY_FAILURES, TB_STATE, TEST_MODES } from '../memory/layout'
import {
  deferredCount, executorBlock, me, myStamp, setExecutorBlock, setFuel, setMe, setMyStamp, setReadTop, setStart,
  setThreadBlock, setUndoTop, start, threadBlock,
} from '../memory/registers'
import { sharedAdd, sharedLoad, sharedStore } from '../memory/shared-access'
import { broken } from './canaries'
import { Canary } from './canary-kinds'
import { ConflictKind } from './conflict-kinds'
import { isInevitable, isKilled, noteConflict, noteKill, noteKind } from './contention'
import { applyDeferred, clearDeferred, ownDeferredUnits } from './deferred-ops'
import { dropEffects, hasEffects, runEffects } from './effects'
import { blameElided, postponesEnd, settleElided, takePending } from './elision'
import { beginInevitable, openGate } from './inevitable'
import { firstEntry, newLog } from './log-chunks'
import { awaitTurn, hasTicket, isTurn, passTurn } from './ordered'
import { clearOwnershipLog, ownsAnything, releaseAll } from './ownership'
import { beginParking, finishParking, registerReadSet, resumeThread, wakeWaiters } from './parking'
import { renumber } from './renumber'
import { restoreFrames, restoreThreadBlock, saveThreadBlock } from './saved-state'
import { TransactionStatus } from './status'
import { enterRunning, executorBlockAt, standStill, stopPoint } from './stop'
import { ThreadState } from './thread-states'
import { undoAll } from './undo-log'
import { extend, valid } from './validation'
import { CLOCK_LIMIT, FIRST_STAMP, GATE, OWNED_BIT, STAMP_BLOCK, STAMP_LIMIT, TIME_MASK, VERSION_BASE } from './versions'

/** Aborts of one piece of work after which it runs inevitable. */
const INEVITABLE_AFTER: u32 = 8
/** Fuel between two polls; lengths of transactions in fuel. One unit is 10-30 ns: a back edge, a call, 64 elements in a builtin. */
const POLL_FUEL: i32 = 2048
const MIN_LENGTH: u32 = 200
const FIRST_LENGTH: u32 = 4096
const FIRST_LENGTH_CAP: u32 = 50000
const MAX_LENGTH_CAP: u32 = 1000000

/** Sets up the control page, once per memory. */
export function initStm(): void {
  atomic.store<u32>(CLOCK, VERSION_BASE)
  atomic.store<u32>(STAMP_COUNTER, FIRST_STAMP)
  initCollector()
}

/** Makes this instance executor `number`, in state running, with empty logs. */
export function initExecutor(number: u32): void {
  const block = executorBlockAt(number)
  setMe(OWNED_BIT | number)
  setExecutorBlock(block)
  if (load<u32>(block, EB_READ_BASE) == 0) {
    store<u32>(block, newLog(), EB_READ_BASE)
    store<u32>(block, newLog(), EB_OWN_BASE)
    store<u32>(block, newLog(), EB_UNDO_BASE)
    store<u32>(block, newLog(), EB_SAVE_BASE)
    store<u32>(block, newLog(), EB_DEFERRED_BASE)
    store<u32>(block, newLog(), EB_EFFECTS_BASE)
    store<u32>(block, 1, EB_EPOCH)
    store<u32>(block, 0xffffffff, EB_NATIVE_LIMIT)
    store<u32>(block, 0xffffffff, EB_NATIVE_ENOUGH)
    store<u32>(block, FIRST_LENGTH, EB_LENGTH)
    store<u32>(block, FIRST_LENGTH_CAP, EB_LENGTH_CAP)
  }
  initAllocation()
  store<u32>(block, firstEntry(load<u32>(block, EB_SAVE_BASE)), EB_SAVE_TOP)
  store<u32>(block, firstEntry(load<u32>(block, EB_EFFECTS_BASE)), EB_EFFECTS_TOP)
  store<u32>(block, firstEntry(load<u32>(block, EB_EFFECTS_BASE)), EB_EFFECTS_START)
  setReadTop(firstEntry(load<u32>(block, EB_READ_BASE)))
  setUndoTop(firstEntry(load<u32>(block, EB_UNDO_BASE)))
  clearOwnershipLog()
  clearDeferred()
  store<u32>(block, ExecutorState.idle, EB_STATE)
  enterRunning()
}

/** The Python thread whose transactions this executor runs from now on, or 0. No transaction is open. */
export function setThread(thread: u32): void { setThreadBlock(thread) }

export function isTransactionOpen(): bool { return load<u32>(executorBlock, EB_OPEN) != 0 }

/** Checking flavour, TEST_MODES bit 1: a collection at each begin; in long programs, which take too long so, at every 64th. */
function isCollectionDue(): bool {
  const epoch = load<u32>(executorBlock, EB_EPOCH)
  return (load<u32>(TEST_MODES) & 2) != 0 && (epoch < 500 || (epoch & 63) == 0)
}

/** Opens a transaction for the thread. A stop point; waits for the gate if it is to be inevitable. The caller saves the top frame. */
export function beginTransaction(): void {
  const block = executorBlock
  const thread = threadBlock
  assert(load<u32>(block, EB_OPEN) == 0, 'a transaction is open already')
  assert(thread != 0, 'a transaction needs a thread')
  if (atomic.load<u32>(STOP_REQUEST) != 0) standStill()
  if (isCollectionWanted() || CHECKING && isCollectionDue()) collect()
  const state = atomic.load<u32>(thread + TB_STATE)
  if (state != ThreadState.running) takeUpThread(thread, state)
  // A ticket becomes inevitable at its turn only: with the gate closed an earlier one could not commit.
  if ((load<u32>(block, EB_NEXT_INEVITABLE) != 0 || load<u32>(thread, TB_ATTEMPTS) >= INEVITABLE_AFTER) && isTurn()) {
    store<u32>(block, 0, EB_NEXT_INEVITABLE)
    beginInevitable()
  }
  let now = sharedLoad(CLOCK) & TIME_MASK
  if (now >= CLOCK_LIMIT || atomic.load<u32>(STAMP_COUNTER) >= STAMP_LIMIT) {
    renumber()
    now = sharedLoad(CLOCK) & TIME_MASK
  }
  setStart(now)
  store<u32>(block, now, EB_START)
  if (!broken(Canary.stampReused) && (hasAllocated() || myStamp == 0 || load<u32>(block, EB_STAMP_LIMIT) == 0)) drawStamp()
  let age = load<u64>(thread, TB_AGE)
  if (age == 0) {
    age = (<u64>now << 32) | load<u32>(thread, TB_ID)
    store<u64>(thread, age, TB_AGE)
  }
  // Others read the age when they meet a unit owned by this executor: the compare-and-swap that took it publishes this store.
  if (load<u32>(block, EB_INEVITABLE) == 0) store<u64>(block, age, EB_AGE)
  store<u32>(block, 0, EB_NUMBER)
  store<u32>(block, 0, EB_WAITED)
  store<u32>(block, 0, EB_END_SOON)
  store<u32>(block, 0, EB_ELIDED_END)
  store<u32>(block, load<u32>(block, EB_EFFECTS_TOP), EB_EFFECTS_START)
  saveThreadBlock()
  allocationBegins()
  grantLength()
  store<u32>(block, 1, EB_OPEN)
}

/** A thread from the run queue, woken, or one whose parking was cut short by an abort: out of the wait table, and running. */
function takeUpThread(thread: u32, state: u32): void {
  if (state == ThreadState.woken || state == ThreadState.parking) resumeThread(thread)
  else atomic.store<u32>(thread + TB_STATE, ThreadState.running)
}

/** A birth stamp that no transaction has had: from this executor's block of 1,024, or a new block. */
function drawStamp(): void {
  let stamp = myStamp + 1
  if (stamp >= load<u32>(executorBlock, EB_STAMP_LIMIT) || myStamp == 0) {
    stamp = atomic.add<u32>(STAMP_COUNTER, STAMP_BLOCK)
    store<u32>(executorBlock, stamp + STAMP_BLOCK, EB_STAMP_LIMIT)
  }
  setMyStamp(stamp)
  clearAllocated()
}

/** Commits the open transaction. `aborted`: nothing is undone yet, call `abortTransaction`. May abort by a throw as well. */
export function commitTransaction(): TransactionStatus {
  const block = executorBlock
  assert(load<u32>(block, EB_OPEN) != 0, 'no transaction is open')
  if (CHECKING && isFirstAttemptToAbort()) return TransactionStatus.aborted
  const ordered = hasTicket()
  if (ordered) awaitTurn()
  const elided = load<u32>(threadBlock, TB_ELIDED) != 0
  if (elided) takePending()
  if (deferredCount == 0 && !ownsAnything()) {
    if (ordered && !broken(Canary.orderedReaderUnvalidated) && !extend()) {
      noteKind(ConflictKind.readChangedAtCommit)
      return TransactionStatus.aborted
    }
    store<u32>(block, 0, EB_NUMBER)
    store<u32>(block, load<u32>(block, EB_READ_ONLY_COMMITS) + 1, EB_READ_ONLY_COMMITS)
    if (load<u32>(block, EB_GATE_MINE)) openGate()
  } else {
    if (!commitWriter()) return TransactionStatus.aborted
  }
  if (elided) settleElided()
  store<u32>(block, load<u32>(block, EB_COMMITS) + 1, EB_COMMITS)
  store<u64>(threadBlock, 0, TB_AGE)
  store<u32>(threadBlock, 0, TB_ATTEMPTS)
  store<u32>(threadBlock, 0, TB_MEMORY_FAILURES)
  const cap = load<u32>(block, EB_LENGTH_CAP)
  const length = load<u32>(block, EB_LENGTH) << 1
  store<u32>(block, length < cap ? length : cap, EB_LENGTH)
  closeTransaction()
  if (ordered) passTurn()
  if (hasEffects()) runEffects()
  return TransactionStatus.ok
}

/** Checking flavour, TEST_MODES bit 0: every transaction aborts once, at its commit, so that everything has to roll back. */
function isFirstAttemptToAbort(): bool {
  if ((load<u32>(TEST_MODES) & 1) == 0 || load<u32>(threadBlock, TB_ATTEMPTS) != 0 || isInevitable()) return false
  noteConflict(ConflictKind.requested, 0, 0)
  return true
}

function commitWriter(): bool {
  if (deferredCount != 0) {
    ownDeferredUnits()
    if (!broken(Canary.applyBehindNumber)) applyDeferred() // all is written before the number is taken
  }
  const number = takeCommitNumber()
  if (number == 0) return false
  store<u32>(executorBlock, number, EB_NUMBER)
  const validates = !isInevitable() || broken(Canary.inevitableValidates)
  if (number != start + 1 && validates && !broken(Canary.commitUnvalidated) && !valid()) {
    noteKind(ConflictKind.readChangedAtCommit)
    return false
  }
  if (deferredCount != 0 && broken(Canary.applyBehindNumber)) applyDeferred()
  releaseAll(number)
  endEpoch()
  if (load<u32>(executorBlock, EB_GATE_MINE)) openGate()
  wakeWaiters()
  return true
}

/** Draws the number of this commit; waits while the gate is closed, keeping everything. 0: killed. */
function takeCommitNumber(): u32 {
  for (;;) {
    if (isKilled()) {
      noteKill()
      return 0
    }
    const clock = sharedAdd(CLOCK, 1)
    if ((clock & GATE) == 0 || isInevitable() || broken(Canary.gateIgnored)) return clock & TIME_MASK
    for (let seen = sharedLoad(CLOCK); (seen & GATE) != 0; seen = sharedLoad(CLOCK)) {
      if (isKilled()) break
      waitForChange(CLOCK, seen)
      stopPoint()
    }
  }
  return 0
}

/** A transaction that has owned something is over: kills meant for it are void, and who waits for it may look again. */
function endEpoch(): void {
  const epoch = load<u32>(executorBlock, EB_EPOCH) + 1
  sharedStore(executorBlock + EB_EPOCH, epoch == 0 ? 1 : epoch) // drains the plain stores of the release, too
  if (atomic.load<u32>(executorBlock + EB_WAITERS) != 0) atomic.notify(executorBlock + EB_EPOCH)
}

/**
 * Rolls the open transaction back: undoes its stores, releases, restores frames and thread block, drops deferred operations
 * and effects. Age and number of attempts are kept for the next begin.
 */
export function abortTransaction(): void {
  const block = executorBlock
  assert(load<u32>(block, EB_OPEN) != 0, 'no transaction is open')
  assert(!isInevitable() || broken(Canary.inevitableValidates), 'an inevitable transaction cannot abort')
  store<u32>(block, 0, EB_INEVITABLE)
  if (load<u32>(threadBlock, TB_ELIDED) != 0) blameElided()
  const early = broken(Canary.numberBeforeUndo) && ownsAnything() ? sharedAdd(CLOCK, 1) & TIME_MASK : 0
  const failed = load<u32>(block, EB_NUMBER)
  undoAll()
  store<u32>(block, 0, EB_NUMBER)
  if (ownsAnything()) {
    // Behind the undo: a reader that loaded a dirty value meets a version newer than its S, whatever it has been before.
    let number = sharedAdd(CLOCK, 1) & TIME_MASK
    store<u32>(block, number, EB_NUMBER)
    if (broken(Canary.oldVersionAtAbort)) number = 0
    if (broken(Canary.failedNumberReused) && failed != 0) number = failed
    if (early != 0) number = early
    releaseAll(number)
    endEpoch()
  } else if (isKilled()) endEpoch()
  if (load<u32>(block, EB_GATE_MINE)) openGate()
  restoreFrames()
  restoreThreadBlock()
  dropEffects()
  store<u32>(block, load<u32>(block, EB_ABORTS) + 1, EB_ABORTS)
  store<u32>(threadBlock, load<u32>(threadBlock, TB_ATTEMPTS) + 1, TB_ATTEMPTS)
  const length = load<u32>(block, EB_LENGTH) >> 1
  store<u32>(block, length > MIN_LENGTH ? length : MIN_LENGTH, EB_LENGTH)
  store<u32>(block, 0, EB_DOOMED)
  closeTransaction()
}

/**
 * `retry`: aborts the open transaction and parks its thread until something that it has read changes. True: parked; false:
 * something has changed already, begin again. An inevitable transaction cannot retry: the caller raises an error instead.
 */
export function abortAndPark(): bool {
  noteConflict(ConflictKind.requested, 0, 0)
  beginParking()
  registerReadSet()
  abortTransaction()
  store<u32>(threadBlock, 0, TB_ATTEMPTS) // it did not lose a conflict
  return finishParking()
}

/** What commit and abort have in common: empty logs, no open transaction. */
function closeTransaction(): void {
  const block = executorBlock
  store<u32>(block, start, EB_LAST_START)
  setReadTop(firstEntry(load<u32>(block, EB_READ_BASE)))
  setUndoTop(firstEntry(load<u32>(block, EB_UNDO_BASE)))
  store<u32>(block, firstEntry(load<u32>(block, EB_SAVE_BASE)), EB_SAVE_TOP)
  clearOwnershipLog()
  if (deferredCount != 0 || load<u32>(block, EB_DEFERRED_TOP) != firstEntry(load<u32>(block, EB_DEFERRED_BASE))) clearDeferred()
  store<u32>(block, 0, EB_INEVITABLE)
  store<u32>(block, 0, EB_OPEN)
}

/** Fuel of a new transaction: its whole length, handed out in pieces so that polls are frequent. */
function grantLength(): void {
  const length = load<u32>(executorBlock, EB_LENGTH)
  store<f64>(executorBlock, 0, EB_FIRST_POLL)
  store<u32>(executorBlock, length, EB_REMAINING)
  grantFuel()
}

function grantFuel(): void {
  const remaining = load<u32>(executorBlock, EB_REMAINING)
  const grant = remaining < <u32>POLL_FUEL ? remaining : <u32>POLL_FUEL
  store<u32>(executorBlock, remaining - grant, EB_REMAINING)
  setFuel(grant)
}

/**
 * Fuel is used up: kill, stop, length. `end`: commit here if this is a legal end (outside atomic and elided blocks), else go on:
 * fuel is granted in any case. A stop point.
 */
export function pollTransaction(): TransactionStatus {
  if (isKilled()) {
    noteKill()
    return TransactionStatus.aborted
  }
  if (atomic.load<u32>(STOP_REQUEST) != 0 && standStill()) {
    noteKind(ConflictKind.readChangedAtStop)
    return TransactionStatus.aborted
  }
  if (load<u32>(executorBlock, EB_REMAINING) != 0 && load<u32>(executorBlock, EB_END_SOON) == 0) {
    if (load<f64>(executorBlock, EB_FIRST_POLL) == 0) store<f64>(executorBlock, hostNow(), EB_FIRST_POLL)
    grantFuel()
    return TransactionStatus.ok
  }
  setFuel(POLL_FUEL)
  if (postponesEnd()) return TransactionStatus.ok
  tuneLength()
  return TransactionStatus.end
}

/** Moves the cap of the length towards what runs for one millisecond, when a transaction of that length has just run. */
function tuneLength(): void {
  const cap = load<u32>(executorBlock, EB_LENGTH_CAP)
  if (load<u32>(executorBlock, EB_LENGTH) != cap || load<u32>(executorBlock, EB_END_SOON) + load<u32>(executorBlock, EB_ELIDED_END) != 0) return
  const firstPoll = load<f64>(executorBlock, EB_FIRST_POLL)
  if (firstPoll == 0 || cap <= 2 * <u32>POLL_FUEL) return
  const elapsed = (hostNow() - firstPoll) * <f64>cap / <f64>(cap - POLL_FUEL)
  if (elapsed > 1.25) store<u32>(executorBlock, cap - (cap >> 2), EB_LENGTH_CAP)
  else if (elapsed < 0.8 && cap < MAX_LENGTH_CAP) store<u32>(executorBlock, cap + (cap >> 2), EB_LENGTH_CAP)
}

/** The transaction ends at the first poll where that is legal (a queue's head was taken, a lock was handed over). */
export function endSoon(): void {
  store<u32>(executorBlock, 1, EB_END_SOON)
  setFuel(0)
}
