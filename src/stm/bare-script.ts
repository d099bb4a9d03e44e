// Test cores only: transactions over bare units, written as a list of operations in memory and run inside the core, so that
// the simulator reaches every barrier without a heap or an interpreter.
//
//   unit, 64 bytes:       +0 version word  +8 value: u64  +16 list: u64, decimal digits in the order of their appends
//   operation, 16 bytes:  +0 code  +4 unit  +8 operand: u64
//   record of an attempt: +0 status  +4 S  +8 number  +12 began  +16 ended  +20 count  +24 transaction  +28 flags
//                         +32 entries of 16 bytes: +0 index of the operation  +8 value seen
// tests/property/simulator/language.ts writes the operations and knows what they mean one after the other.

import { BARE_NOT_PARKED, BARE_PARKED, BareOp } from './bare-operations'
import { abortBecause, isInevitable } from './contention'
import { stmDefer } from './deferred-ops'
import { addEffect } from './effects'
import { becomeInevitable } from './inevitable'
import { stmMaterialise, stmOwn, stmRead64, stmStore64, stmWrite64 } from './barriers'
import { ConflictKind } from './conflict-kinds'
import { HAS_ALLOCATED } from '../gc/allocation-block'
import { executorBlock, myStamp, setCurrentPc, threadBlock } from '../memory/registers'
import { wakeThread } from './parking'
import { saveFrame } from './saved-state'
import { StopReason, endStop, requestStop } from './stop'
import { TransactionStatus } from './status'
import { abortAndPark, beginTransaction, commitTransaction, pollTransaction } from './transaction'

const VALUE: u32 = 8
const LIST: u32 = 16

function deferredWrite(u: u32, value: u64, b: u64): void { stmStore64(u, u + VALUE, value) }
function deferredAppend(u: u32, digit: u64, b: u64): void { stmStore64(u, u + LIST, load<u64>(u, LIST) * 10 + digit) }

/** Area of the effects that were done: +0 count, then u64 each. */
function effect(area: u32, value: u64): void {
  const n = atomic.add<u32>(area, 1)
  store<u64>(area + 8 + n * 8, value)
}

function note(record: u32, index: u32, value: u64): void {
  const n = load<u32>(record, 20)
  store<u32>(record + n * 16, index, 32)
  store<u64>(record + n * 16, value, 40)
  store<u32>(record, n + 1, 20)
}

// @ts-ignore: decorator
@inline function readValue(u: u32): u64 { return stmRead64(u, u + VALUE) }

/** One attempt at the operations at `script`; what it sees goes to `record`. */
export function runBareAttempt(script: u32, record: u32): u32 {
  beginTransaction()
  saveFrame(threadBlock + 512, 104)
  for (let index: u32 = 0; ; index++) {
    const operation = script + index * 16
    const u = load<u32>(operation, 4)
    const operand = load<u64>(operation, 8)
    setCurrentPc(operation)
    switch (load<u32>(operation)) {
      case BareOp.end: return commitTransaction()
      case BareOp.read: note(record, index, readValue(u)); break
      case BareOp.readTwice: {
        const first = readValue(u)
        note(record, index, first)
        note(record, index, readValue(<u32>operand))
        break
      }
      case BareOp.write: stmWrite64(u, u + VALUE, operand); break
      case BareOp.add: {
        const x = readValue(u)
        note(record, index, x)
        stmWrite64(u, u + VALUE, x + operand)
        break
      }
      case BareOp.ifZero: {
        const x = readValue(u)
        note(record, index, x)
        if (x != 0) return commitTransaction()
        break
      }
      case BareOp.own: stmOwn(u); break
      case BareOp.deferWrite: stmDefer(u, <u32>deferredWrite.index, operand, 0); break
      case BareOp.deferAppend: stmDefer(u, <u32>deferredAppend.index, operand, 0); break
      case BareOp.readList:
        stmMaterialise(u)
        note(record, index, stmRead64(u, u + LIST))
        break
      case BareOp.readDeferred:
        stmMaterialise(u)
        note(record, index, readValue(u))
        break
      case BareOp.becomeInevitable: becomeInevitable(); break
      case BareOp.abort: if (!isInevitable()) abortBecause(ConflictKind.requested, 0); break
      case BareOp.effect: addEffect(<u32>effect.index, u, operand); break
      case BareOp.make: // two objects side by side
        store<u64>(u, operand, VALUE)
        atomic.store<u32>(u, myStamp)
        store<u64>(u, operand, 64 + VALUE)
        atomic.store<u32>(u + 64, myStamp)
        store<u32>(executorBlock, 1, HAS_ALLOCATED) // as the allocator would
        break
      case BareOp.publish: stmWrite64(u, u + VALUE, operand); break
      case BareOp.follow: {
        const p = <u32>readValue(u)
        note(record, index, p)
        if (p != 0) {
          const first = readValue(p)
          note(record, index, first)
          note(record, index, readValue(p + 64))
        }
        break
      }
      case BareOp.change:
        stmWrite64(u, u + VALUE, operand)
        stmWrite64(u + 64, u + 64 + VALUE, operand)
        break
      case BareOp.poll:
        if (pollTransaction() == TransactionStatus.aborted) return TransactionStatus.aborted
        break
      case BareOp.retryIfZero: {
        const x = readValue(u)
        note(record, index, x)
        if (x == 0) {
          if (isInevitable()) return commitTransaction() // cannot retry
          return abortAndPark() ? BARE_PARKED : BARE_NOT_PARKED
        }
        break
      }
      case BareOp.frame: // changes the frame and the rolled-back part of the thread block
        store<u64>(threadBlock, load<u64>(threadBlock, 512) + operand, 512)
        store<u64>(threadBlock, load<u64>(threadBlock, 608) + operand, 608)
        store<u64>(threadBlock, load<u64>(threadBlock, 64) + operand, 64)
        break
      case BareOp.stop: // as a collection does in mid-transaction
        if (requestStop(StopReason.inspect) && endStop()) return TransactionStatus.aborted
        break
      case BareOp.wake: wakeThread(<u32>operand); break
      default: assert(false, 'an unknown operation in a bare script')
    }
  }
  return 0
}

/** A read-only or writing transaction on `count` units at `units`, `times` times over: for the microbenchmarks. */
export function benchBare(units: u32, count: u32, writes: u32, times: u32): u32 {
  let sum: u64 = 0
  for (let t: u32 = 0; t < times; t++) {
    beginTransaction()
    for (let i: u32 = 0; i < count; i++) sum += readValue(units + i * 64)
    for (let i: u32 = 0; i < writes; i++) stmWrite64(units + i * 64, units + i * 64 + VALUE, sum)
    commitTransaction()
  }
  return <u32>sum
}

/**
 * For stress tests: waits (parks) until `unit` is `mine`, then makes it the next of `count`. Returns a status, or BARE_PARKED,
 * BARE_NOT_PARKED.
 */
export function stressTurn(unit: u32, mine: u32, count: u32): u32 {
  beginTransaction()
  if (readValue(unit) != mine) {
    if (isInevitable()) return commitTransaction() == TransactionStatus.ok ? BARE_NOT_PARKED : TransactionStatus.aborted
    return abortAndPark() ? BARE_PARKED : BARE_NOT_PARKED
  }
  stmWrite64(unit, unit + VALUE, (mine + 1) % count)
  return commitTransaction()
}

/** Reads one unit `count` times in each of `times` transactions. */
export function benchSame(unit: u32, count: u32, times: u32): u32 {
  let sum: u64 = 0
  for (let t: u32 = 0; t < times; t++) {
    beginTransaction()
    for (let i: u32 = 0; i < count; i++) sum += readValue(unit)
    commitTransaction()
  }
  return <u32>sum
}

/** Increments one unit `count` times in each of `times` transactions. */
export function benchIncrement(unit: u32, count: u32, times: u32): u32 {
  for (let t: u32 = 0; t < times; t++) {
    beginTransaction()
    for (let i: u32 = 0; i < count; i++) stmWrite64(unit, unit + VALUE, readValue(unit) + 1)
    commitTransaction()
  }
  return 0
}

/**
 * For stress tests with real workers: one attempt at moving `random` from one of `count` units to another, after looking at
 * all of them. Even a doomed attempt must see the sum `total`. Returns the status of the commit.
 */
export function stressAttempt(units: u32, count: u32, random: u32, total: u32): u32 {
  beginTransaction()
  let sum: u64 = 0
  for (let i: u32 = 0; i < count; i++) sum += readValue(units + i * 64)
  assert(sum == total, 'a transaction has seen an inconsistent state')
  const from = units + (random % count) * 64
  const to = units + ((random >> 8) % count) * 64
  const amount = <u64>(random >> 16) % 5
  if (readValue(from) < amount) return commitTransaction()
  stmWrite64(from, from + VALUE, readValue(from) - amount)
  stmWrite64(to, to + VALUE, readValue(to) + amount)
  stmDefer(units + count * 64, <u32>deferredWrite.index, 1, 0)
  return commitTransaction()
}
