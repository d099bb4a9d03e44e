// What the core's import `hostCall` leads to: the dispatcher of host builtins of one executor.
//
// An effect (host-builtins.ts) of a thread goes through: prepared (in a transaction, arguments read) -> the executor commits ->
// acted -> the call instruction runs again in the next transaction and takes the result. TB_NATIVE_RESULT rolls back with the
// thread: 1 as long as the instruction that takes the result has not been committed, so an abort finds the result again.
// `next` is the effect that the open transaction wants; it becomes `current` only when that transaction has committed.

import { TB_ATOMIC_DEPTH, TB_NATIVE_DEPTH, TB_NATIVE_RESULT } from '../memory/layout.ts'
import { ABORT_SIGNAL, type CoreInstance } from './core-instance.ts'
import { raiseSystemError } from './errno.ts'
import { type HostHeap, PYTHON_EXCEPTION, type Ref } from './heap.ts'
import type { EffectBuiltin, HostBuiltin } from './host-builtins.ts'

const DONE = 0
const RAISED = 1
const EFFECT_WANTED = 2

interface PendingEffect {
  builtin: EffectBuiltin
  prepared: unknown
  result?: unknown
  /** What `act` threw. */
  failure?: unknown
  failed: boolean
}

export class HostCalls {
  private readonly current = new Map<number, PendingEffect>()
  private readonly next = new Map<number, PendingEffect>()
  /** Set by the executor: the thread that runs. */
  thread = 0

  constructor(
    private readonly core: CoreInstance,
    private readonly heap: HostHeap,
    private readonly builtins: readonly HostBuiltin[],
  ) {}

  /** The import `hostCall`. */
  call(id: number, argv: number, slots: number): number {
    const builtin = this.builtins[id]
    const mark = this.heap.mark()
    try {
      const args: Ref[] = []
      for (let i = 0; i < slots; i++) {
        const ref = this.heap.newRef()
        this.heap.copy(argv + i * 8, ref)
        args.push(ref)
      }
      const result = builtin.kind === 'plain' ? builtin.run(this.heap, args) : this.effect(builtin, args)
      if (result === EFFECT_WANTED) {
        this.heap.release(mark)
        return EFFECT_WANTED
      }
      this.heap.copy(result, argv)
      this.heap.release(mark)
      return DONE
    } catch (error) {
      this.heap.release(mark)
      if (error === PYTHON_EXCEPTION) return RAISED
      if (error === ABORT_SIGNAL || !isNodeError(error)) throw error
      return this.raised(() => raiseSystemError(this.heap, error))
    }
  }

  private raised(raise: () => never): number {
    try {
      raise()
    } catch (error) {
      if (error === PYTHON_EXCEPTION) return RAISED
      throw error
    }
  }

  /** The result, or EFFECT_WANTED (which is no address of a slot). */
  private effect(builtin: EffectBuiltin, args: Ref[]): Ref {
    const thread = this.thread >>> 2
    const { u32, exports } = this.core
    if (u32[thread + TB_NATIVE_RESULT / 4] === 1) {
      const pending = this.current.get(this.thread)
      if (pending?.builtin === builtin) {
        exports.noteResultTaken()
        u32[thread + TB_NATIVE_RESULT / 4] = 0
        return this.finish(pending, args)
      }
    }
    const prepared = builtin.prepare(this.heap, args)
    const pending: PendingEffect = { builtin, prepared, failed: false }
    if (u32[thread + TB_NATIVE_DEPTH / 4] === 0 && u32[thread + TB_ATOMIC_DEPTH / 4] === 0) {
      this.next.set(this.thread, pending)
      return EFFECT_WANTED
    }
    exports.becomeInevitable()
    act(pending)
    return this.finish(pending, args)
  }

  private finish(pending: PendingEffect, args: Ref[]): Ref {
    if (pending.failed) {
      if (isNodeError(pending.failure)) raiseSystemError(this.heap, pending.failure)
      throw pending.failure
    }
    return pending.builtin.finish(this.heap, pending.result, pending.prepared, args)
  }

  /** True if the thread, whose transaction has just committed, stands before an effect: then `act`, then run it again. */
  hasEffect(thread: number): boolean {
    return this.next.has(thread)
  }

  /** Acts. The executor is in state native: nothing here touches the heap. */
  act(thread: number): void {
    const pending = this.next.get(thread)!
    this.next.delete(thread)
    act(pending)
    this.current.set(thread, pending)
    this.core.u32[(thread + TB_NATIVE_RESULT) >>> 2] = 1
  }

  /** True if the thread has an effect's result to take here. */
  hasResult(thread: number): boolean {
    return this.core.u32[(thread + TB_NATIVE_RESULT) >>> 2] === 1
  }

  /** The transaction that wanted an effect has aborted, or the thread has ended. */
  forget(thread: number): void {
    this.next.delete(thread)
  }
  threadEnded(thread: number): void {
    this.next.delete(thread)
    this.current.delete(thread)
  }
}

function act(pending: PendingEffect): void {
  try {
    pending.result = pending.builtin.act(pending.prepared)
  } catch (error) {
    if (!isNodeError(error)) throw error
    pending.failed = true
    pending.failure = error
  }
}

export interface NodeError extends Error {
  code: string
  errno?: number
  syscall?: string
  path?: string
  dest?: string
}

export function isNodeError(error: unknown): error is NodeError {
  return error instanceof Error && typeof (error as NodeError).code === 'string'
}

