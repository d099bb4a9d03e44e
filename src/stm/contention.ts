// Contention: what a barrier does when it meets a unit that is newer than S or owned by another.
//   newer   another has committed: extend, or abort
//   owned   the elder has the younger killed and waits; the younger aborts itself and tries again later
//   late    the owner is in its commit: wait, it will be over soon
// Each wait is one slice of a host import; then the barrier looks again and decides anew. Every wait of a transaction that can
// abort also ends by a kill, and is a stop point. Age is (birth, tie); an inevitable transaction is the eldest (age 0).

import { PREEMPTING } from '../memory/flavour'
import {
  EB_AGE, EB_CONFLICT_EPOCH, EB_CONFLICT_KIND, EB_CONFLICT_OTHER, EB_CONFLICT_PC, EB_CONFLICT_UNIT, EB_EPOCH, EB_INEVITABLE,
  EB_KILL, EB_KILLER, EB_KILLER_EPOCH, EB_WAITED, EB_WAITED_UNIT, EB_WAITERS, EB_WAITS,
} from '../memory/executor-block'
import { abortNow, waitForChange } from '../memory/host'
import { EXECUTOR_BLOCKS, EXECUTOR_BLOCK_BYTES } from '../memory/layout'
import { currentPc, executorBlock, me } from '../memory/registers'
import { sharedLoad, sharedStore } from '../memory/shared-access'
import { broken } from './canaries'
import { Canary } from './canary-kinds'
import { ConflictKind } from './conflict-kinds'
import { stopPoint } from './stop'
import { extend } from './validation'
import { LATE_BIT, OWNED_BIT, OWNER_MASK } from './versions'

/** Slices of a wait (about 1 ms each) after which a transaction gives up, so that its executor can take another thread. */
const MAX_SLICES: u32 = 10
const NOBODY: u32 = 0xffffffff

// @ts-ignore: decorator
@inline export function isInevitable(): bool { return load<u32>(executorBlock, EB_INEVITABLE) != 0 }

/** Notes why the open transaction aborts. */
export function noteConflict(kind: ConflictKind, unit: u32, pc: u32): void {
  store<u32>(executorBlock, kind, EB_CONFLICT_KIND)
  store<u32>(executorBlock, unit, EB_CONFLICT_UNIT)
  store<u32>(executorBlock, pc, EB_CONFLICT_PC)
  store<u32>(executorBlock, NOBODY, EB_CONFLICT_OTHER)
}

/** Notes why, then leaves through all Wasm frames. Does not return. */
export function abortBecause(kind: ConflictKind, unit: u32): void {
  noteConflict(kind, unit, currentPc)
  abortNow()
}

/** Notes the kind, when the failed validation has noted unit and pc already. */
export function noteKind(kind: ConflictKind): void {
  store<u32>(executorBlock, kind, EB_CONFLICT_KIND)
  store<u32>(executorBlock, NOBODY, EB_CONFLICT_OTHER)
}

/** As `abortBecause`, when the failed validation has noted unit and pc already. */
export function abortAsNoted(kind: ConflictKind): void {
  noteKind(kind)
  abortNow()
}

/** An elder wants this transaction aborted. A kill of an earlier epoch is void; an inevitable transaction ignores it. */
// @ts-ignore: decorator
@inline export function isKilled(): bool {
  return sharedLoad(executorBlock + EB_KILL) == load<u32>(executorBlock, EB_EPOCH) && !isInevitable()
}
export function pollKill(): void {
  if (!isKilled()) return
  noteKill()
  abortNow()
}

/** Notes the killer as the conflict: the victim waits for it before it tries again, else it might take the same unit first. */
export function noteKill(): void {
  noteConflict(ConflictKind.killed, 0, currentPc)
  store<u32>(executorBlock, atomic.load<u32>(executorBlock + EB_KILLER), EB_CONFLICT_OTHER)
  store<u32>(executorBlock, atomic.load<u32>(executorBlock + EB_KILLER_EPOCH), EB_CONFLICT_EPOCH)
}

/** Sets the kill word of the executor with block `other` if its transaction can still be aborted. */
export function kill(other: u32, epoch: u32): void {
  atomic.store<u32>(other + EB_KILLER, me & OWNER_MASK)
  atomic.store<u32>(other + EB_KILLER_EPOCH, load<u32>(executorBlock, EB_EPOCH))
  sharedStore(other + EB_KILL, epoch)
}

// @ts-ignore: decorator
@inline export function blockOfOwner(h: u32): u32 { return EXECUTOR_BLOCKS + (h & OWNER_MASK) * EXECUTOR_BLOCK_BYTES }

/** Sleeps for at most one slice, until the transaction that is epoch `epoch` of block `other` has ended. */
export function waitForOwner(other: u32, epoch: u32): void {
  store<u32>(executorBlock, load<u32>(executorBlock, EB_WAITS) + 1, EB_WAITS)
  atomic.add<u32>(other + EB_WAITERS, 1) // pairs with the look of the owner's end behind its store of the epoch
  waitForChange(other + EB_EPOCH, epoch)
  atomic.sub<u32>(other + EB_WAITERS, 1)
}

/** A barrier's slow path: unit `u` has version word `h`, newer than S or owned by another. Returns when it is worth looking again. */
export function newer(u: u32, h: u32): void {
  pollKill()
  stopPoint()
  if (h >= OWNED_BIT) contend(u, h)
  else if (!extend()) abortAsNoted(ConflictKind.readChanged)
}

/** Unit `u` is owned by another: one slice of waiting, or abort. */
export function contend(u: u32, h: u32): void {
  const other = blockOfOwner(h)
  const epoch = sharedLoad(other + EB_EPOCH)
  const inevitable = isInevitable()
  const waits = (h & LATE_BIT) != 0 && (!inevitable || broken(Canary.inevitableWaitsForLate))
  if (!waits && !(inevitable || load<u64>(executorBlock, EB_AGE) < atomic.load<u64>(other + EB_AGE))) {
    noteConflict(ConflictKind.ownedByElder, u, currentPc)
    store<u32>(executorBlock, h & OWNER_MASK, EB_CONFLICT_OTHER)
    store<u32>(executorBlock, epoch, EB_CONFLICT_EPOCH)
    abortNow()
    return
  }
  if (sharedLoad(u) != h) return // over already; and if not, `epoch` is that of the transaction that owns it
  if (!waits) kill(other, epoch)
  countSlice(u)
  waitForOwner(other, epoch)
  pollKill()
  stopPoint()
}

/** Gives up after MAX_SLICES waits in a row for one unit; the simulator decides itself how long a wait is. */
function countSlice(u: u32): void {
  if (PREEMPTING) return
  const waited = load<u32>(executorBlock, EB_WAITED) + 1
  if (load<u32>(executorBlock, EB_WAITED_UNIT) != u) {
    store<u32>(executorBlock, u, EB_WAITED_UNIT)
    store<u32>(executorBlock, 1, EB_WAITED)
    return
  }
  store<u32>(executorBlock, waited, EB_WAITED)
  if (waited > MAX_SLICES && !isInevitable()) abortBecause(ConflictKind.waitedTooLong, u)
}

/** After an abort: waits until the owner that was met is done, for one slice. No transaction is open. */
export function awaitConflict(): void {
  const number = load<u32>(executorBlock, EB_CONFLICT_OTHER)
  if (number == NOBODY) return
  const other = blockOfOwner(number)
  const epoch = load<u32>(executorBlock, EB_CONFLICT_EPOCH)
  if (sharedLoad(other + EB_EPOCH) == epoch) waitForOwner(other, epoch)
}
