// Transactions seen from outside, on one or two instances in one thread: logs longer than a chunk, what rolls back, kills,
// lengths. Interleavings are the simulator's business (tests/property).

import { beforeEach, describe, expect, it } from 'vitest'
import { testCore } from '../../tests/support/cores.ts'
import { ABORT_SIGNAL, type CoreExports, instantiate, newMemory } from '../host/core-instance.ts'
import {
  EB_AGE,
  EB_CONFLICT_KIND,
  EB_CONFLICT_UNIT,
  EB_EPOCH,
  EB_INEVITABLE,
  EB_KILL,
  EB_LENGTH,
  EB_NUMBER,
  EB_START,
} from '../memory/executor-block.ts'
import { CLOCK, EXECUTOR_BLOCK_BYTES, EXECUTOR_BLOCKS, TB_AGE, TB_ATTEMPTS, TB_ID, TB_STATE, TEST_MODES } from '../memory/layout.ts'
import { ConflictKind } from './conflict-kinds.ts'
import { TransactionStatus } from './status.ts'
import { ThreadState } from './thread-states.ts'

const UNITS = 0x60000000
const THREADS = 0x68000000
const unit = (i: number) => UNITS + i * 64

const module = testCore('check')
const memory = newMemory()
const u32 = new Uint32Array(memory.buffer)
const u64 = new BigUint64Array(memory.buffer)
const get = (address: number) => u32[address >>> 2]
const value = (i: number) => Number(u64[(unit(i) + 8) >>> 3])
const block = (e: number) => EXECUTOR_BLOCKS + e * EXECUTOR_BLOCK_BYTES
const thread = (e: number) => THREADS + e * 0x1000

function core(number: number): CoreExports {
  const exports = instantiate(module, memory, {
    waitForChange() {
      throw ABORT_SIGNAL
    },
  }).exports
  exports.initExecutor(number)
  exports.setThread(thread(number))
  return exports
}
const write = (c: CoreExports, i: number, v: number) =>
  (c.stmWrite64 as unknown as (u: number, a: number, v: bigint) => void)(unit(i), unit(i) + 8, BigInt(v))
const read = (c: CoreExports, i: number) => Number(c.stmRead64(unit(i), unit(i) + 8))
function aborts(f: () => void): boolean {
  try {
    f()
    return false
  } catch (error) {
    if (error !== ABORT_SIGNAL) throw error
    return true
  }
}

describe('transactions', () => {
  let a: CoreExports
  let b: CoreExports
  beforeEach(() => {
    u32.fill(0, UNITS >>> 2, (UNITS + 20_000 * 64) >>> 2)
    u32.fill(0, THREADS >>> 2, (THREADS + 0x4000) >>> 2)
    for (const e of [1, 2]) {
      u32.fill(0, (block(e) + EB_KILL) >>> 2, (block(e) + 76) >>> 2)
      u32[(thread(e) + TB_ID) >>> 2] = e
      u32[(thread(e) + TB_STATE) >>> 2] = ThreadState.running
    }
    a = core(1)
    b = core(2)
    a.initStm()
  })

  it('a fresh clock starts at 2^30; readers draw no number, writers do', () => {
    a.beginTransaction()
    expect(read(a, 0)).toBe(0)
    expect(a.commitTransaction()).toBe(TransactionStatus.ok)
    expect(get(CLOCK)).toBe(0x40000000)
    a.beginTransaction()
    write(a, 0, 5)
    expect(get(unit(0))).toBe(0x80000001)
    expect(a.commitTransaction()).toBe(TransactionStatus.ok)
    expect(get(unit(0))).toBe(0x40000001)
    expect(get(CLOCK)).toBe(0x40000001)
    expect(get(block(1) + EB_NUMBER)).toBe(0x40000001)
  })

  it('undoes more stores than a chunk of the log holds, in reverse', () => {
    a.beginTransaction()
    for (let round = 1; round <= 2; round++) for (let i = 0; i < 9000; i++) write(a, i, round)
    expect(value(8999)).toBe(2)
    a.abortTransaction()
    for (let i = 0; i < 9000; i++) {
      if (value(i) !== 0 || get(unit(i)) !== 0x40000001) throw new Error(`unit ${i} was not undone`)
    }
  })

  it('validates a read set of several chunks and names the unit that has changed', () => {
    a.beginTransaction()
    for (let i = 0; i < 20_000; i++) read(a, i)
    b.beginTransaction()
    write(b, 19_999, 1)
    expect(b.commitTransaction()).toBe(TransactionStatus.ok)
    write(a, 3, 1)
    expect(a.commitTransaction()).toBe(TransactionStatus.aborted)
    expect(get(block(1) + EB_CONFLICT_KIND)).toBe(ConflictKind.readChangedAtCommit)
    expect(get(block(1) + EB_CONFLICT_UNIT)).toBe(unit(19_999))
    a.abortTransaction()
    expect(value(3)).toBe(0)
  })

  it('extends over a commit that touches nothing it has read', () => {
    a.beginTransaction()
    for (let i = 0; i < 9000; i++) read(a, i)
    b.beginTransaction()
    write(b, 10_000, 7)
    b.commitTransaction()
    expect(read(a, 10_000)).toBe(7)
    expect(get(block(1) + EB_START)).toBe(0x40000001)
    expect(a.commitTransaction()).toBe(TransactionStatus.ok)
  })

  it('the younger aborts itself, the elder has the other killed; a kill of an earlier epoch is void', () => {
    a.beginTransaction()
    b.beginTransaction()
    expect(get(block(1) + EB_AGE + 4)).toBe(get(block(2) + EB_AGE + 4))
    write(a, 0, 1)
    expect(aborts(() => write(b, 0, 2))).toBe(true)
    expect(get(block(2) + EB_CONFLICT_KIND)).toBe(ConflictKind.ownedByElder)
    expect(get(block(1) + EB_KILL)).toBe(0)
    b.abortTransaction()
    b.beginTransaction()
    write(b, 1, 2)
    expect(aborts(() => write(a, 1, 2))).toBe(true) // the wait of the test gives up
    expect(get(block(2) + EB_KILL)).toBe(get(block(2) + EB_EPOCH))
    a.abortTransaction()
    expect(b.commitTransaction()).toBe(TransactionStatus.aborted)
    b.abortTransaction()
    b.beginTransaction()
    write(b, 1, 2)
    expect(b.commitTransaction()).toBe(TransactionStatus.ok)
  })

  it('keeps the age over aborts, and is inevitable behind the eighth', () => {
    a.beginTransaction()
    const age = u64[(thread(1) + TB_AGE) >>> 3]
    for (let i = 0; i < 8; i++) {
      expect(get(block(1) + EB_INEVITABLE)).toBe(0)
      write(a, 0, 1)
      a.abortTransaction()
      a.beginTransaction()
      expect(u64[(thread(1) + TB_AGE) >>> 3]).toBe(age)
    }
    expect(get(block(1) + EB_INEVITABLE)).toBe(1)
    expect(get(CLOCK) >>> 31).toBe(1)
    expect(a.commitTransaction()).toBe(TransactionStatus.ok)
    expect(get(CLOCK) >>> 31).toBe(0)
    expect(get(thread(1) + TB_ATTEMPTS)).toBe(0)
  })

  it('restores frames longer than an entry and a chunk of the save log', () => {
    const frame = thread(1) + 0x10000
    const words = 20_000
    for (let i = 0; i < words; i++) u64[(frame >>> 3) + i] = BigInt(i)
    a.beginTransaction()
    a.saveFrame(frame, words * 8)
    a.saveFrame(frame, 24)
    for (let i = 0; i < words; i++) u64[(frame >>> 3) + i] = 0n
    a.abortTransaction()
    for (let i = 0; i < words; i++)
      if (Number(u64[(frame >>> 3) + i]) !== i) throw new Error(`word ${i} was not restored`)
  })

  it('lengths double with commits and halve with aborts', () => {
    a.beginTransaction()
    const before = get(block(1) + EB_LENGTH)
    a.commitTransaction()
    expect(get(block(1) + EB_LENGTH)).toBe(before * 2)
    a.beginTransaction()
    a.abortTransaction()
    expect(get(block(1) + EB_LENGTH)).toBe(before)
  })

  it('can abort every first attempt at its commit', () => {
    u32[TEST_MODES >>> 2] = 1
    a.beginTransaction()
    write(a, 0, 1)
    expect(a.commitTransaction()).toBe(TransactionStatus.aborted)
    a.abortTransaction()
    expect(value(0)).toBe(0)
    a.beginTransaction()
    write(a, 0, 1)
    expect(a.commitTransaction()).toBe(TransactionStatus.ok)
    u32[TEST_MODES >>> 2] = 0
  })

  it('a store into a unit that is not owned is caught in the checking flavour', () => {
    a.beginTransaction()
    const store = a.stmStore64 as unknown as (u: number, address: number, v: bigint) => void
    expect(() => store(unit(0), unit(0) + 8, 1n)).toThrow(/neither owned nor fresh/)
    a.commitTransaction()
  })
})
