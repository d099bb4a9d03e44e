// The nested driver over the whole core: executors that call methods of one shared list, dict and set inside transactions, with a
// switch possible at every shared access; and a lock and an RLock, which they elide. The history is compared with a serial model at the places that the protocol claims.
// What this finds: accesses of containers without their barriers.

import { ABORT_SIGNAL, type CoreInstance, instantiate } from '../../../src/host/core-instance.ts'
import { EB_INEVITABLE, EB_LAST_START, EB_NUMBER, ExecutorState } from '../../../src/memory/executor-block.ts'
import {
  CANARY_WORD,
  ELISION_OFF,
  EXECUTOR_BLOCK_BYTES,
  EXECUTOR_BLOCKS,
  HEAP_COUNTERS,
  STATIC_TYPES,
  TB_ATTEMPTS,
  TB_ID,
  TYPE_BYTES,
  WELL_KNOWN,
} from '../../../src/memory/layout.ts'
import { T } from '../../../src/objects/type-ids.ts'
import type { Schedule } from './schedule.ts'

/** Counter of the allocator (gc/blocks). */
const ALLOCATED_BYTES = HEAP_COUNTERS + 24
const FALSE = 0xfffb000000000000n
const TRUE = 0xfffb000000000001n
const NONE = 0xfffb000000000002n
const EXCEPTION = 0xfffb000000000011n
const UNBOUND = 0xfffb000000000010n
const INT_TAG = 0xfffc000000000000n
const pointerTo = (address: number) => 0xfffa000000000000n | BigInt(address)
const TYPES: Record<Container, T> = {
  fixed: T.list,
  list: T.list,
  dict: T.dict,
  set: T.set,
  lock: T.thread_lock,
  rlock: T.thread_RLock,
}
const TUPLE_LENGTH = 8
const TUPLE_ITEMS = 16
const MAX_NESTED_ATTEMPTS = 7

export type Container = 'fixed' | 'list' | 'dict' | 'set' | 'lock' | 'rlock'
export interface Operation {
  on: Container
  name: string
  args: number[]
}
type Result = number | null | string
interface Attempt {
  executor: number
  transaction: number
  committed: boolean
  place: number
  writer: boolean
  results: Result[]
}

/** The serial model. Sets are compared sorted. */
export class Model {
  fixed = [10, 11, 12, 13]
  list: number[] = []
  dict = new Map<number, number>()
  set = new Set<number>()
  /** Owner and count, or count 0. */
  lock = { owner: -1, count: 0 }
  rlock = { owner: -1, count: 0 }

  copy(): Model {
    const m = new Model()
    m.fixed = [...this.fixed]
    m.list = [...this.list]
    m.dict = new Map(this.dict)
    m.set = new Set(this.set)
    m.lock = { ...this.lock }
    m.rlock = { ...this.rlock }
    return m
  }
  private runLock(on: 'lock' | 'rlock', name: string, executor: number): Result {
    const lock = this[on]
    const mine = lock.count > 0 && lock.owner === executor
    switch (name) {
      case 'acquire':
        if (lock.count > 0 && !(mine && on === 'rlock')) return 0
        this[on] = { owner: executor, count: lock.count + 1 }
        return 1
      case 'release':
        if (on === 'rlock' ? !mine : lock.count === 0) return 'raised'
        lock.count--
        return null
      case 'locked':
        return lock.count > 0 ? 1 : 0
      case '_is_owned':
        return mine ? 1 : 0
      case '_recursion_count':
        return mine ? lock.count : 0
    }
    throw new Error(`the model does not know ${on}.${name}`)
  }
  run({ on, name, args: [a, b] }: Operation, executor: number): Result {
    if (on === 'lock' || on === 'rlock') return this.runLock(on, name, executor)
    if (on === 'fixed' || on === 'list') {
      const l = this[on]
      switch (name) {
        case 'append':
          l.push(a)
          return null
        case 'insert':
          l.splice(a, 0, b)
          return null
        case 'clear':
          l.length = 0
          return null
        case 'reverse':
          l.reverse()
          return null
        case 'count':
          return l.filter((x) => x === a).length
        case '[]':
          return l[a]
        case '[]=':
          l[a] = b
          return null
        case 'tuple':
          return l.join()
      }
    }
    if (on === 'dict') {
      const d = this.dict
      switch (name) {
        case 'get':
          return d.get(a) ?? b
        case 'setdefault':
          if (!d.has(a)) d.set(a, b)
          return d.get(a)!
        case 'pop': {
          const v = d.get(a) ?? b
          d.delete(a)
          return v
        }
        case '[]=':
          d.set(a, b)
          return null
        case 'clear':
          d.clear()
          return null
        case 'tuple':
          return [...d.keys()].join()
      }
    }
    switch (name) {
      case 'add':
        this.set.add(a)
        return null
      case 'discard':
        this.set.delete(a)
        return null
      case 'tuple':
        return [...this.set].sort((x, y) => x - y).join()
    }
    throw new Error(`the model does not know ${on}.${name}`)
  }
}

class Instance {
  private readonly window: number
  readonly thread: number
  private readonly block: number

  constructor(
    readonly core: CoreInstance,
    readonly number: number,
    thread: number,
  ) {
    this.window = WELL_KNOWN + (3000 + number * 64) * 8
    this.thread = thread
    this.block = (EXECUTOR_BLOCKS + number * EXECUTOR_BLOCK_BYTES) >>> 2
    core.exports.initExecutor(number)
    core.exports.setThread(thread)
  }
  slot(index: number): number {
    return this.window + index * 8
  }
  put(index: number, bits: bigint): number {
    this.core.u64[this.slot(index) >>> 3] = bits
    return this.slot(index)
  }
  take(index: number): bigint {
    return this.core.u64[this.slot(index) >>> 3]
  }
  /** Behind a failure: ends the open transaction. */
  giveUp(): void {
    const { exports, u32 } = this.core
    if (exports.isTransactionOpen()) {
      if (u32[this.block + (EB_INEVITABLE >>> 2)]) exports.commitTransaction()
      else exports.abortTransaction()
    }
    u32[(this.thread + TB_ATTEMPTS) >>> 2] = 0
  }
  get start(): number {
    return this.core.u32[this.block + (EB_LAST_START >>> 2)]
  }
  get commitNumber(): number {
    return this.core.u32[this.block + (EB_NUMBER >>> 2)]
  }
  get attempts(): number {
    return this.core.u32[(this.thread + TB_ATTEMPTS) >>> 2]
  }
}

export class ContainerDriver {
  private readonly instances: Instance[] = []
  private readonly methods = new Map<string, bigint>()
  private objects: Record<Container, bigint> = { fixed: 0n, list: 0n, dict: 0n, set: 0n, lock: 0n, rlock: 0n }
  private schedule: Schedule = []
  private position = 0
  private gap = 0
  private programs: Operation[][][] = []
  private next: number[] = []
  private active: number[] = []
  private history: Attempt[] = []

  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory, executors: number) {
    for (let e = 0; e < executors; e++) {
      const core = instantiate(module, memory, {
        preempt: () => this.preempt(),
        waitForChange: () => {
          if (this.active.length < 2) throw new Error('an executor waits though nobody else runs')
          throw ABORT_SIGNAL
        },
      })
      if (e === 0) {
        core.exports.initStm()
        core.exports.initExecutor(0)
        core.exports.boot()
      }
      this.instances.push(new Instance(core, e, core.exports.newThread() >>> 0))
    }
    // A stack for each thread: raising and calling need a frame to stand on.
    this.instances[0].core.exports.builtinModuleNamed(this.instances[0].put(43, this.str('_thread')))
    const type = pointerTo(STATIC_TYPES + T.set * TYPE_BYTES)
    const prepareCall = this.instances[0].core.exports.prepareCall as unknown as (
      thread: number,
      callable: bigint,
      args: number,
      kwargs: number,
    ) => void
    const i = this.instances[0]
    i.core.exports.hostNewTuple(i.slot(0), i.slot(1), 0)
    for (const { thread } of this.instances) prepareCall(thread, type, Number(i.take(0) & 0xffffffffn), 0)
  }

  private str(text: string): bigint {
    const { core } = this.instances[0]
    const slot = this.instances[0].slot(40)
    const data = core.exports.hostNewStr(slot, 1, text.length, 1) >>> 0
    for (let i = 0; i < text.length; i++) core.u8[data + i] = text.charCodeAt(i)
    core.exports.hostFinishStr(slot, 1)
    return this.instances[0].take(40)
  }
  private method(type: T, name: string): bigint {
    const key = `${type}.${name}`
    let found = this.methods.get(key)
    if (found === undefined) {
      const i = this.instances[0]
      i.put(41, this.str(name))
      if (!i.core.exports.hostTypeDictGet(STATIC_TYPES + type * TYPE_BYTES, i.slot(41), i.slot(42)))
        throw new Error(`no method ${key}`)
      found = i.take(42)
      this.methods.set(key, found)
    }
    return found
  }

  /** Runs one operation in the open transaction of `i`. */
  private run(i: Instance, { on, name, args }: Operation): Result {
    const { exports } = i.core
    const container = this.objects[on]
    const bits = args.map((a) => INT_TAG | BigInt(a))
    if (name === 'tuple') {
      if (exports.hostToTuple(i.put(0, container), i.slot(1)) !== 0) throw new Error('tuple() has failed')
      const at = Number(i.take(1) & 0xffffffffn)
      const items: number[] = []
      for (let n = 0; n < i.core.u32[(at + TUPLE_LENGTH) >>> 2]; n++)
        items.push(Number(BigInt.asIntN(50, i.core.u64[(at + TUPLE_ITEMS + n * 8) >>> 3])))
      return (on === 'set' ? items.sort((x, y) => x - y) : items).join()
    }
    if (name === '[]') {
      if (exports.hostGetItem(i.put(0, container), i.put(1, bits[0]), i.slot(2)) !== 0)
        throw new Error('subscript has failed')
      return Number(BigInt.asIntN(50, i.take(2)))
    }
    if (name === '[]=') {
      if (exports.hostSetItem(i.put(0, container), i.put(1, bits[0]), i.put(2, bits[1])) !== 0)
        throw new Error('assignment has failed')
      return null
    }
    const type = TYPES[on]
    i.put(30, this.method(type, name))
    i.put(0, container)
    for (let n = 0; n < 8; n++) i.put(1 + n, bits[n] ?? UNBOUND)
    exports.hostCallBuiltinRaw(i.slot(30), i.slot(0))
    const result = i.take(0)
    if (result === EXCEPTION && (on === 'lock' || on === 'rlock')) {
      exports.hostClearError()
      return 'raised'
    }
    if (result === EXCEPTION) throw new Error(`${on}.${name} has raised`)
    if (result === FALSE || result === TRUE) return result === TRUE ? 1 : 0
    return result === NONE ? null : Number(BigInt.asIntN(50, result))
  }

  private preempt(): void {
    while (this.position < this.schedule.length) {
      if (this.gap > 0) {
        this.gap--
        return
      }
      const choice = this.schedule[this.position++][1]
      this.gap = this.schedule[this.position]?.[0] ?? 0
      const idle = this.instances.filter(
        (i) =>
          this.next[i.number] < this.programs[i.number]?.length &&
          !this.active.includes(i.number) &&
          i.attempts < MAX_NESTED_ATTEMPTS,
      )
      if (idle.length) this.attempt(idle[choice % idle.length])
    }
  }

  private attempt(i: Instance): void {
    const { exports } = i.core
    const transaction = this.next[i.number]
    const record: Attempt = { executor: i.number, transaction, committed: false, place: 0, writer: false, results: [] }
    this.history.push(record)
    this.active.push(i.number)
    try {
      exports.beginTransaction()
      for (const operation of this.programs[i.number][transaction]) record.results.push(this.run(i, operation))
      record.committed = exports.commitTransaction() === 0
      if (!record.committed) exports.abortTransaction()
    } catch (error) {
      if (error !== ABORT_SIGNAL) throw error
      exports.abortTransaction()
    } finally {
      this.active.pop()
    }
    record.writer = record.committed && i.commitNumber !== 0
    record.place = record.writer ? i.commitNumber : i.start
    if (record.committed) this.next[i.number]++
  }

  /** Runs all programs to their ends; returns what is wrong, or ''. `shared`: the dict is in shared form from the start. */
  simulate(programs: Operation[][][], schedule: Schedule, shared = false, canary = 0): string {
    this.schedule = []
    this.position = 0
    this.programs = []
    this.active = []
    this.history = []
    const model = new Model()
    this.collectSometimes()
    this.instances[0].core.u32[CANARY_WORD >>> 2] = canary
    try {
      this.setUp(model, shared)
      this.programs = programs
      this.next = programs.map(() => 0)
      this.schedule = schedule
      this.gap = schedule[0]?.[0] ?? 0
      while (programs.some((p, e) => this.next[e] < p.length)) {
        if (this.history.length > 500) return 'no progress'
        this.attempt(this.instances[programs.findIndex((p, e) => this.next[e] < p.length)])
      }
    } catch (error) {
      this.schedule = []
      for (const i of this.instances) i.giveUp()
      return (error as Error).message
    }
    return this.findProblem(model)
  }

  /** A collection in mid-transaction would wait for the executors below it in the stack; so it comes early, between the runs. */
  private collectSometimes(): void {
    const { u32, exports } = this.instances[0].core
    if (u32[ALLOCATED_BYTES >>> 2] < 32 << 20) return
    for (const { core } of this.instances.slice(1)) core.exports.leaveRunning(ExecutorState.idle)
    exports.collect()
    for (const { core } of this.instances.slice(1)) core.exports.enterRunning()
  }

  /** New containers; the set and the plain list are empty. */
  private setUp(model: Model, shared: boolean): void {
    const i = this.instances[0]
    const { exports } = i.core
    exports.beginTransaction()
    model.fixed.forEach((v, n) => {
      i.put(n, INT_TAG | BigInt(v))
    })
    exports.hostNewList(i.slot(20), i.slot(0), model.fixed.length)
    exports.hostNewList(i.slot(21), i.slot(0), 0)
    exports.hostNewDict(i.slot(22))
    i.put(0, pointerTo(STATIC_TYPES + T.set * TYPE_BYTES))
    if (exports.hostCallValue(i.slot(0), i.slot(1), 0, i.slot(23)) !== 0) throw new Error('set() has failed')
    for (const [slot, type] of [[24, T.thread_lock], [25, T.thread_RLock]]) {
      i.put(0, pointerTo(STATIC_TYPES + type * TYPE_BYTES))
      if (exports.hostCallValue(i.slot(0), i.slot(1), 0, i.slot(slot)) !== 0) throw new Error('a lock could not be made')
    }
    this.objects = { fixed: i.take(20), list: i.take(21), dict: i.take(22), set: i.take(23), lock: i.take(24), rlock: i.take(25) }
    if (shared) exports.inflateDict(Number(this.objects.dict & 0xffffffffn))
    if (exports.commitTransaction() !== 0) throw new Error('setting up has failed')
  }

  private findProblem(initial: Model): string {
    const writers = this.history.filter((a) => a.writer).sort((a, b) => a.place - b.place)
    const check = (a: Attempt, model: Model): string => {
      for (const [n, result] of a.results.entries()) {
        const operation = this.programs[a.executor][a.transaction][n]
        const right = model.run(operation, a.executor)
        if (result !== right)
          return `executor ${a.executor}, transaction ${a.transaction}: ${operation.on}.${operation.name}(${operation.args}) gave ${result}, ${right} would be right`
      }
      return ''
    }
    const states: { place: number; model: Model }[] = [{ place: 0, model: initial }]
    for (const w of writers) {
      const model = states[states.length - 1].model.copy()
      const problem = check(w, model)
      if (problem) return problem
      states.push({ place: w.place, model })
    }
    for (const a of this.history.filter((a) => !a.writer)) {
      const problem = check(a, states.findLast((s) => s.place <= a.place)!.model.copy())
      if (problem) return `${a.committed ? '' : '(aborted) '}${problem}`
    }
    return ''
  }
}
