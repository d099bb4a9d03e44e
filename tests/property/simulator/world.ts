// The simulator's memory: bare units, scripts, records of attempts, thread blocks; and the runner that carries one executor
// through its program, attempt by attempt. Both drivers use it, the baton driver in each of its workers.

import { ABORT_SIGNAL, type CoreExports } from '../../../src/host/core-instance.ts'
import {
  EB_CONFLICT_KIND,
  EB_EPOCH,
  EB_INEVITABLE,
  EB_LAST_START,
  EB_LENGTH,
  EB_LENGTH_CAP,
  EB_NEXT_INEVITABLE,
  EB_NUMBER,
  EB_OPEN,
  EB_READ_BASE,
  ExecutorState,
} from '../../../src/memory/executor-block.ts'
import {
  BARE_UNITS,
  CANARY_WORD,
  CLOCK,
  EXECUTOR_BLOCK_BYTES,
  EXECUTOR_BLOCKS,
  PARKED_TOTAL,
  RENUMBERINGS,
  STAMP_COUNTER,
  STOP_REQUEST,
  TB_AGE,
  TB_ATTEMPTS,
  TB_ID,
  TB_STATE,
  TB_TICKET,
  TB_TICKET_WORD,
  WAIT_BUCKET_BYTES,
  WAIT_BUCKETS,
  WAIT_TABLE,
} from '../../../src/memory/layout.ts'
import { BARE_NOT_PARKED, BARE_PARKED, BareOp } from '../../../src/stm/bare-operations.ts'
import { TransactionStatus } from '../../../src/stm/status.ts'
import { ThreadState } from '../../../src/stm/thread-states.ts'
import { type Seen, type State, type Transaction, UNIT_BYTES, UNIT_NAMES } from './language.ts'

const UNITS = 0x60000000
const SCRIPTS = 0x60010000
const SCRIPT_BYTES = 0x400
const THREADS = 0x60100000
const EFFECTS = 0x60180000
const TIME = 0x60190000
const TURN = 0x60190040
const RECORDS = 0x60200000
const RECORD_BYTES = 0x400
const RECORDS_PER_EXECUTOR = 128

export const unitAddress = (unit: number) => UNITS + unit * UNIT_BYTES
const recordAddress = (executor: number, index: number) =>
  RECORDS + (executor * RECORDS_PER_EXECUTOR + index) * RECORD_BYTES
const threadAddress = (executor: number) => THREADS + executor * 0x1000
const blockAddress = (executor: number) => EXECUTOR_BLOCKS + executor * EXECUTOR_BLOCK_BYTES

export interface WorldOptions {
  /** Values of units at the beginning. */
  values?: Record<string, number>
  canary?: number
  /** The clock at the beginning, 2^30 by default. */
  clock?: number
  /** The next block of birth stamps at the beginning. */
  stamps?: number
}

export interface Attempt {
  executor: number
  transaction: number
  committed: boolean
  start: number
  number: number
  began: number
  ended: number
  seen: Seen[]
  conflict: number
}

/** Views of the shared memory. */
export class World {
  readonly u32: Uint32Array
  readonly u64: BigUint64Array
  readonly u8: Uint8Array

  constructor(readonly memory: WebAssembly.Memory) {
    this.u32 = new Uint32Array(memory.buffer)
    this.u64 = new BigUint64Array(memory.buffer)
    this.u8 = new Uint8Array(memory.buffer)
  }
  get(address: number): number {
    return this.u32[address >>> 2]
  }
  set(address: number, value: number): void {
    this.u32[address >>> 2] = value
  }

  /** Everything as before the first run, but for the chunks that logs own. */
  reset(programs: Transaction[][], options: WorldOptions): void {
    const clock = options.clock ?? 0x40000000
    this.set(CLOCK, clock)
    this.set(STAMP_COUNTER, options.stamps ?? 1024)
    this.set(STOP_REQUEST, 0)
    this.set(CANARY_WORD, options.canary ?? 0)
    this.set(BARE_UNITS, UNITS)
    this.set(BARE_UNITS + 4, UNIT_NAMES.length)
    if (this.get(PARKED_TOTAL) !== 0)
      this.u32.fill(0, WAIT_TABLE >>> 2, (WAIT_TABLE + WAIT_BUCKETS * WAIT_BUCKET_BYTES) >>> 2)
    this.set(PARKED_TOTAL, 0)
    this.set(EFFECTS, 0)
    this.set(TIME, 0)
    this.set(TURN, 0)
    this.set(RENUMBERINGS, 0)
    for (let unit = 0; unit < UNIT_NAMES.length; unit++) {
      const at = unitAddress(unit)
      this.set(at, 0x40000000)
      this.u64[(at + 8) >>> 3] = BigInt(options.values?.[UNIT_NAMES[unit]] ?? 0)
      this.u64[(at + 16) >>> 3] = 0n
    }
    for (let executor = 0; executor < 16; executor++) {
      const block = blockAddress(executor) >>> 2
      const bases = this.u32.slice(block + (EB_READ_BASE >>> 2), block + (EB_READ_BASE >>> 2) + 12)
      this.u32.fill(0, block, block + 512)
      if (bases[0] !== 0) {
        this.u32.set(bases, block + (EB_READ_BASE >>> 2))
        this.u32[block + (EB_EPOCH >>> 2)] = 1
        this.u32[block + (EB_LENGTH >>> 2)] = 4096
        this.u32[block + (EB_LENGTH_CAP >>> 2)] = 50000
      }
    }
    for (const [executor, program] of programs.entries()) {
      const thread = threadAddress(executor)
      this.u32.fill(0, thread >>> 2, (thread + 0x400) >>> 2)
      this.set(thread + TB_ID, executor + 1)
      this.set(thread + TB_STATE, ThreadState.running)
      for (let i = 0; i < RECORDS_PER_EXECUTOR; i++)
        this.u32.fill(0, recordAddress(executor, i) >>> 2, (recordAddress(executor, i) + 32) >>> 2)
      for (const [t, transaction] of program.entries()) {
        let at = SCRIPTS + (executor * 16 + t) * SCRIPT_BYTES
        for (const o of [...transaction.operations, { code: BareOp.end, unit: 0, operand: 0 }]) {
          const pointer = o.code === BareOp.publish || o.code === BareOp.readTwice
          this.set(at, o.code)
          this.set(at + 4, o.code === BareOp.effect ? EFFECTS : unitAddress(o.unit))
          const operand = pointer
            ? unitAddress(o.operand)
            : o.code === BareOp.wake
              ? threadAddress(o.operand)
              : o.operand
          this.u64[(at + 8) >>> 3] = BigInt(operand)
          at += 16
        }
      }
    }
  }

  /** What all attempts did, in the order of their beginnings. */
  attempts(executors: number): Attempt[] {
    const all: Attempt[] = []
    for (let executor = 0; executor < executors; executor++) {
      for (let i = 0; i < RECORDS_PER_EXECUTOR; i++) {
        const at = recordAddress(executor, i)
        const status = this.get(at)
        if (status === 0) break
        const seen: Seen[] = []
        for (let n = 0; n < this.get(at + 20); n++) {
          seen.push({ operation: this.get(at + 32 + n * 16), value: Number(this.u64[(at + 40 + n * 16) >>> 3]) })
        }
        // Numbers start anew at a renumbering. Who was doomed in it keeps the S that it had before.
        const renumberings = this.get(at + 24) >>> 16
        const start = this.get(at + 4)
        const number = this.get(at + 8)
        const era = renumberings > 0 && status !== 1 && start > 0x7f000000 ? renumberings - 1 : renumberings
        all.push({
          executor,
          transaction: this.get(at + 24) & 0xffff,
          committed: status === 1,
          start: era * 2 ** 32 + start,
          number: number === 0 ? 0 : era * 2 ** 32 + number,
          began: this.get(at + 12),
          ended: this.get(at + 16),
          seen,
          conflict: this.get(at + 28),
        })
      }
    }
    return all.sort((a, b) => a.began - b.began)
  }
  state(): State {
    const units = UNIT_NAMES.map((_, u) => unitAddress(u))
    return {
      value: units.map((a) => Number(this.u64[(a + 8) >>> 3])),
      list: units.map((a) => Number(this.u64[(a + 16) >>> 3])),
    }
  }
  versions(): number[] {
    return UNIT_NAMES.map((_, u) => this.get(unitAddress(u)))
  }
  effects(): number[] {
    return Array.from({ length: this.get(EFFECTS) }, (_, i) => Number(this.u64[(EFFECTS + 8 + i * 8) >>> 3]))
  }
  clock(): number {
    return this.get(CLOCK)
  }
  isOpen(executor: number): boolean {
    return this.get(blockAddress(executor) + EB_OPEN) !== 0
  }
  /** The words that `frame` changes. */
  frameWords(executor: number): number[] {
    const thread = threadAddress(executor)
    return [512, 608, 64].map((offset) => Number(this.u64[(thread + offset) >>> 3]))
  }
}

export class InevitableAborted extends Error {}

/** One executor and its program. */
export class Runner {
  transaction = 0
  parked = false
  private records = 0
  private tries = 0
  private readonly block: number
  private readonly thread: number

  constructor(
    private readonly core: CoreExports,
    private readonly world: World,
    readonly executor: number,
    private readonly program: { inevitable: boolean; tries: number; ticket: number }[],
  ) {
    this.block = blockAddress(executor)
    this.thread = threadAddress(executor)
    core.initExecutor(executor)
    core.setThread(this.thread)
  }
  get isDone(): boolean {
    return this.transaction >= this.program.length
  }
  /** False while its thread is parked. */
  get canRun(): boolean {
    return !this.isDone && (!this.parked || this.world.get(this.thread + TB_STATE) === ThreadState.woken)
  }
  get attempts(): number {
    return this.world.get(this.thread + TB_ATTEMPTS)
  }

  /** One attempt at the current transaction. */
  attempt(): void {
    const { world, core, block } = this
    if (this.parked) {
      core.resumeThread(this.thread)
      this.parked = false
    }
    if (this.records >= RECORDS_PER_EXECUTOR) throw new Error('too many attempts')
    const record = recordAddress(this.executor, this.records++)
    world.set(record + 12, this.tick())
    world.set(record + 20, 0)
    world.set(record + 24, this.transaction)
    world.set(record, 2)
    const { ticket } = this.program[this.transaction]
    if (ticket >= 0 && this.tries === 0) {
      world.set(this.thread + TB_TICKET_WORD, TURN)
      world.set(this.thread + TB_TICKET, ticket)
      world.set(this.thread + TB_AGE, ticket + 1)
      world.set(this.thread + TB_AGE + 4, 1)
    }
    if (this.program[this.transaction].inevitable) world.set(block + EB_NEXT_INEVITABLE, 1)
    let status: number
    try {
      status = core.runBareAttempt(SCRIPTS + (this.executor * 16 + this.transaction) * SCRIPT_BYTES, record)
    } catch (error) {
      if (error !== ABORT_SIGNAL) throw error
      status = TransactionStatus.aborted
    }
    if (status === TransactionStatus.aborted) {
      const inevitable = world.get(block + EB_INEVITABLE) !== 0
      world.set(record + 28, world.get(block + EB_CONFLICT_KIND))
      core.abortTransaction()
      if (inevitable) throw new InevitableAborted('an inevitable transaction has aborted')
    }
    world.set(record + 4, world.get(block + EB_LAST_START))
    world.set(record + 8, status === TransactionStatus.ok ? world.get(block + EB_NUMBER) : 0)
    world.set(record + 24, this.transaction | (world.get(RENUMBERINGS) << 16))
    world.set(record + 16, this.tick())
    if (status === BARE_PARKED) this.parked = true
    else if (status === BARE_NOT_PARKED) this.parked = false
    if (status === TransactionStatus.ok) {
      world.set(record, 1)
      core.takeWoken()
      this.transaction++
      this.tries = 0
    } else if (++this.tries >= this.program[this.transaction].tries) {
      this.transaction++
      this.tries = 0
    }
  }
  /** The program is over, or is given up: this executor stands in nobody's way any more. */
  leave(): void {
    this.core.leaveRunning(ExecutorState.idle)
  }
  private tick(): number {
    const time = this.world.get(TIME) + 1
    this.world.set(TIME, time)
    return time
  }
}
