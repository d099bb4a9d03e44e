// Deferred operations: functions from state to state of one unit, without result, applied when the transaction commits, on
// units owned late and before the number is taken. So two transactions that append to one list do not conflict.
// Allowed only if nothing can fail later: memory is reserved, hashes are computed at the call.
//
// The table: EB_DEFERRED_BUCKETS holds chains of unit records, each with its operations in program order. Entries of the log:
//   unit record, 24 bytes:  +0 next in bucket  +4 unit  +8 first operation  +12 last operation  +16 next unit of the table
//   operation, 24 bytes:    +0 next of its unit  +4 function (table index)  +8 a: u64  +16 b: u64
// An entry is *materialised* when its unit is looked at or written: own it early, apply, from then on an ordinary write.
// Every accessor of a form that defers begins with `stmMaterialise(u)`.

import {
  DEFERRED_BUCKET_COUNT, EB_DEFERRED_BASE, EB_DEFERRED_BUCKETS, EB_DEFERRED_TOP, EB_DEFERRED_UNITS, EB_DEFERRED_UNIT_COUNT,
} from '../memory/executor-block'
import { deferredCount, executorBlock, me, myStamp, setDeferredCount } from '../memory/registers'
import { sharedLoad } from '../memory/shared-access'
import { firstEntry, isChunkFull, nextChunk } from './log-chunks'
import { ownLate, stmOwnSlow } from './ownership'
import { LATE_BIT } from './versions'

export const DEFERRED_ENTRY_BYTES: u32 = 24
const UNIT_FIRST: u32 = 8
const UNIT_LAST: u32 = 12
const UNIT_NEXT: u32 = 16

// @ts-ignore: decorator
@inline function bucketOf(u: u32): u32 {
  return executorBlock + EB_DEFERRED_BUCKETS + (((u >> 4) ^ (u >> 12)) & (DEFERRED_BUCKET_COUNT - 1)) * 4
}

function newEntry(): u32 {
  const entry = load<u32>(executorBlock, EB_DEFERRED_TOP)
  const next = entry + DEFERRED_ENTRY_BYTES
  store<u32>(executorBlock, isChunkFull(next) ? nextChunk(next) : next, EB_DEFERRED_TOP)
  return entry
}

// @ts-ignore: decorator
@inline function findUnit(u: u32): u32 {
  let record = load<u32>(bucketOf(u))
  while (record != 0 && load<u32>(record, 4) != u) record = load<u32>(record)
  return record
}

/**
 * Applies `f(u, a, b)` to unit `u` when the transaction commits; at once if it owns or has made the unit. `f` is the table
 * index of a function (u32, u64, u64) => void that changes data of `u` alone, with `stmStore*`, and cannot fail.
 */
export function stmDefer(u: u32, f: u32, a: u64, b: u64): void {
  const h = sharedLoad(u)
  if (h == me || h == myStamp) {
    call_indirect<void>(f, u, a, b)
    return
  }
  let record = findUnit(u)
  const operation = newEntry()
  store<u32>(operation, 0)
  store<u32>(operation, f, 4)
  store<u64>(operation, a, 8)
  store<u64>(operation, b, 16)
  if (record == 0) {
    record = newEntry()
    const bucket = bucketOf(u)
    store<u32>(record, load<u32>(bucket))
    store<u32>(bucket, record)
    store<u32>(record, u, 4)
    store<u32>(record, operation, UNIT_FIRST)
    store<u32>(record, load<u32>(executorBlock, EB_DEFERRED_UNITS), UNIT_NEXT)
    store<u32>(executorBlock, record, EB_DEFERRED_UNITS)
    store<u32>(executorBlock, load<u32>(executorBlock, EB_DEFERRED_UNIT_COUNT) + 1, EB_DEFERRED_UNIT_COUNT)
  } else store<u32>(load<u32>(record, UNIT_LAST), operation)
  store<u32>(record, operation, UNIT_LAST)
  setDeferredCount(deferredCount + 1)
}

function applyAll(record: u32): void {
  const u = load<u32>(record, 4)
  for (let operation = load<u32>(record, UNIT_FIRST); operation != 0; operation = load<u32>(operation)) {
    call_indirect<void>(load<u32>(operation, 4), u, load<u64>(operation, 8), load<u64>(operation, 16))
  }
}

/** Turns what was deferred for `u`, if anything, into ordinary writes. May abort. */
export function materialise(u: u32): void {
  const record = findUnit(u)
  if (record == 0) return
  unlink(record)
  for (let operation = load<u32>(record, UNIT_FIRST); operation != 0; operation = load<u32>(operation)) setDeferredCount(deferredCount - 1)
  stmOwnSlow(u)
  applyAll(record)
}

function unlink(record: u32): void {
  let link = bucketOf(load<u32>(record, 4))
  while (load<u32>(link) != record) link = load<u32>(link)
  store<u32>(link, load<u32>(record))
  link = executorBlock + EB_DEFERRED_UNITS
  while (load<u32>(link) != record) link = load<u32>(link) + UNIT_NEXT
  store<u32>(link, load<u32>(record, UNIT_NEXT))
}

/** Commit, first step: owns all units that have deferred operations, by address, so that late owners wait in no circle. */
export function ownDeferredUnits(): void {
  const sorted = sortUnits(load<u32>(executorBlock, EB_DEFERRED_UNITS), load<u32>(executorBlock, EB_DEFERRED_UNIT_COUNT))
  store<u32>(executorBlock, sorted, EB_DEFERRED_UNITS)
  for (let record = sorted; record != 0; record = load<u32>(record, UNIT_NEXT)) ownLate(load<u32>(record, 4))
}

/** Commit, second step: all is written before the number is taken. */
export function applyDeferred(): void {
  for (let record = load<u32>(executorBlock, EB_DEFERRED_UNITS); record != 0; record = load<u32>(record, UNIT_NEXT)) {
    assert((atomic.load<u32>(load<u32>(record, 4)) & ~LATE_BIT) == me, 'a deferred operation is applied to a unit that is not owned')
    applyAll(record)
  }
}

/** Merge sort of the chain of `count` unit records by address of the unit; returns its head. */
function sortUnits(head: u32, count: u32): u32 {
  if (count < 2 || head == 0) return head
  const half = count >> 1
  let middle = head
  for (let i: u32 = 1; i < half && load<u32>(middle, UNIT_NEXT) != 0; i++) middle = load<u32>(middle, UNIT_NEXT)
  let right = load<u32>(middle, UNIT_NEXT)
  store<u32>(middle, 0, UNIT_NEXT)
  let left = sortUnits(head, half)
  right = sortUnits(right, count - half)
  let first: u32 = 0
  let last: u32 = 0
  while (left != 0 || right != 0) {
    const takeLeft = right == 0 || (left != 0 && load<u32>(left, 4) < load<u32>(right, 4))
    const record = takeLeft ? left : right
    if (takeLeft) left = load<u32>(left, UNIT_NEXT)
    else right = load<u32>(right, UNIT_NEXT)
    if (last == 0) first = record
    else store<u32>(last, record, UNIT_NEXT)
    last = record
  }
  return first
}

/** Forgets everything: behind a commit, or at an abort. */
export function clearDeferred(): void {
  store<u32>(executorBlock, firstEntry(load<u32>(executorBlock, EB_DEFERRED_BASE)), EB_DEFERRED_TOP)
  store<u32>(executorBlock, 0, EB_DEFERRED_UNITS)
  store<u32>(executorBlock, 0, EB_DEFERRED_UNIT_COUNT)
  memory.fill(executorBlock + EB_DEFERRED_BUCKETS, 0, DEFERRED_BUCKET_COUNT * 4)
  setDeferredCount(0)
}
