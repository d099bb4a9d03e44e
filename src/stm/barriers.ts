// The barriers that every access to a mutable object's data goes through (docs/CORE.md, section 4).
//
// Read: load, then check. The check behind the load is the protocol: version <= S means that the data loaded is the state
// after all commits numbered <= S (transaction.ts says why). Nothing may use what was loaded before its check.
// Write: own, then store in place, the old word to the undo log. A unit made by this transaction carries its stamp: no log.
// A barrier aborts by a host throw from any depth. Everything here is inlined; what follows a conflict is in ownership.ts and
// contention.ts.

import { EB_FENCE } from '../memory/executor-block'
import { CHECKING, PORTABLE, PREEMPTING, STM } from '../memory/flavour'
import { preempt } from '../memory/host'
import { deferredCount, executorBlock, me, myStamp, start } from '../memory/registers'
import { dataLoad32, dataLoad64, dataStore32, dataStore64, dataStore8 } from '../memory/shared-access'
import { broken } from './canaries'
import { Canary } from './canary-kinds'
import { newer } from './contention'
import { materialise } from './deferred-ops'
import { stmOwnSlow } from './ownership'
import { logRead } from './read-set'
import { logUndo32, logUndo64, logUndo8 } from './undo-log'
import { ASSUMED, LATE_BIT } from './versions'

/**
 * Keeps plain accesses on their sides: a read-modify-write of a word of our own (asc cannot validate `atomic.fence`). Enough
 * where such an operation is one instruction with acquire and release (ARMv8.1).
 */
// @ts-ignore: decorator
@inline function fence(): void { atomic.or<u32>(executorBlock + EB_FENCE, 0) }

/** Behind loads of unit `u`'s data: true if they are valid (and logged); false: load again. May abort. */
// @ts-ignore: decorator
@inline export function stmCheck(u: u32): bool {
  if (!STM) return true
  if (PORTABLE) fence() // the caller's loads are plain: they must not slip behind the check
  if (PREEMPTING) preempt(u)
  if (broken(Canary.noReadBarrier)) return true
  const h = atomic.load<u32>(u)
  if (h <= start) {
    if (h != myStamp && h != ASSUMED) logRead(u)
    return true
  }
  return h == me || stmCheckSlow(u, h)
}

function stmCheckSlow(u: u32, h: u32): bool {
  if ((h & ~LATE_BIT) == me) return true // a deferred operation looks at its unit
  newer(u, h)
  return false
}

// @ts-ignore: decorator
@inline export function stmRead64(u: u32, address: u32): u64 {
  let x: u64
  if (broken(Canary.checkInFront)) {
    while (!stmCheck(u)) {}
    return dataLoad64(address)
  }
  do { x = dataLoad64(address) } while (!stmCheck(u))
  return x
}
// @ts-ignore: decorator
@inline export function stmRead32(u: u32, address: u32): u32 {
  let x: u32
  do { x = dataLoad32(address) } while (!stmCheck(u))
  return x
}

/** Owns `u` for writing (nothing to do if it was made by this transaction). May abort. */
// @ts-ignore: decorator
@inline export function stmOwn(u: u32): void {
  if (!STM || broken(Canary.noWriteBarrier)) return
  const h = atomic.load<u32>(u)
  if (h != me && h != myStamp) stmOwnSlow(u)
}

/** True if `u` was made by the open transaction: its stores need no undo. */
// @ts-ignore: decorator
@inline export function isFresh(u: u32): bool { return !STM || atomic.load<u32>(u) == myStamp }

/** True if `u` would vanish with the open transaction: caches must not refer to it. */
// @ts-ignore: decorator
@inline export function mayVanish(u: u32): bool { return STM && atomic.load<u32>(u) == myStamp }

/** True if only this transaction can change `u` until its end: owned, or made by it. */
// @ts-ignore: decorator
@inline export function isMine(u: u32): bool {
  if (!STM) return true
  const h = atomic.load<u32>(u)
  return (h & ~LATE_BIT) == me || h == myStamp
}

// @ts-ignore: decorator
@inline function assertMine(u: u32): void {
  if (CHECKING && !broken(Canary.noWriteBarrier)) assert(isMine(u), 'a store into a unit that is neither owned nor fresh')
}

/** Store into data of `u`, which is owned or fresh: logs the old value unless fresh. */
// @ts-ignore: decorator
@inline export function stmStore64(u: u32, address: u32, v: u64): void {
  assertMine(u)
  if (!isFresh(u) && !broken(Canary.undoMissing)) logUndo64(address)
  dataStore64(address, v)
}
// @ts-ignore: decorator
@inline export function stmStore32(u: u32, address: u32, v: u32): void {
  assertMine(u)
  if (!isFresh(u)) logUndo32(address)
  dataStore32(address, v)
}
// @ts-ignore: decorator
@inline export function stmStore8(u: u32, address: u32, v: u8): void {
  assertMine(u)
  if (!isFresh(u)) logUndo8(address)
  dataStore8(address, v)
}

/** As `stmStore64`, into storage of `u` (allocateStorage): no undo either if this transaction has made the storage. */
// @ts-ignore: decorator
@inline export function stmStoreIn(u: u32, storage: u32, address: u32, v: u64): void {
  assertMine(u)
  if (!isFresh(storage)) logUndo64(address)
  dataStore64(address, v)
}
// @ts-ignore: decorator
@inline export function stmStoreIn32(u: u32, storage: u32, address: u32, v: u32): void {
  assertMine(u)
  if (!isFresh(storage)) logUndo32(address)
  dataStore32(address, v)
}

/** Own and store. */
// @ts-ignore: decorator
@inline export function stmWrite64(u: u32, address: u32, v: u64): void { stmOwn(u); stmStore64(u, address, v) }
// @ts-ignore: decorator
@inline export function stmWrite32(u: u32, address: u32, v: u32): void { stmOwn(u); stmStore32(u, address, v) }

/** First in every accessor of a form that defers operations: what this transaction deferred for `u` becomes writes. May abort. */
// @ts-ignore: decorator
@inline export function stmMaterialise(u: u32): void { if (STM && deferredCount) materialise(u) }
