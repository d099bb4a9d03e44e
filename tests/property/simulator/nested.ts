// The nested driver: one OS thread, one core instance for each executor over one memory. The core asks before each shared
// access (flavour `preempt`); the driver then runs a whole attempt of another executor inside that call. So switches are last in,
// first out: not every interleaving, but thousands of runs in a second. Whoever has to wait for one below it gives up (aborts).
// Inevitable transactions cannot give up; they run at the bottom only.

import { ABORT_SIGNAL, type CoreExports, instantiate } from '../../../src/host/core-instance.ts'
import { BareOp } from '../../../src/stm/bare-operations.ts'
import type { Transaction } from './language.ts'
import { findProblem } from './oracle.ts'
import type { Schedule } from './schedule.ts'
import { Runner, World, type WorldOptions } from './world.ts'

/** Attempts that a transaction may have behind it and still be run nested: at 8 it would begin inevitable. */
const MAX_NESTED_ATTEMPTS = 7

export class NestedDriver {
  readonly world: World
  private readonly cores: CoreExports[] = []
  private runners: Runner[] = []
  private programs: Transaction[][] = []
  private schedule: Schedule = []
  private position = 0
  private gap = 0
  private readonly active: number[] = []
  steps = 0

  constructor(
    private readonly module: WebAssembly.Module,
    memory: WebAssembly.Memory,
  ) {
    this.world = new World(memory)
  }

  private core(number: number): CoreExports {
    while (this.cores.length <= number) {
      const e = this.cores.length
      this.cores.push(
        instantiate(this.module, this.world.memory, {
          preempt: () => this.preempt(),
          waitForChange: () => {
            if (this.active.length < 2) throw new Error(`executor ${e} waits though nobody else runs`)
            throw ABORT_SIGNAL
          },
        }).exports,
      )
    }
    return this.cores[number]
  }

  private canRunNested(r: Runner): boolean {
    if (!r.canRun || this.active.includes(r.executor) || r.attempts >= MAX_NESTED_ATTEMPTS) return false
    const t = this.programs[r.executor][r.transaction]
    return !t.inevitable && !t.operations.some((o) => o.code === BareOp.becomeInevitable)
  }

  private preempt(): void {
    this.steps++
    while (this.position < this.schedule.length) {
      if (this.gap > 0) {
        this.gap--
        return
      }
      const choice = this.schedule[this.position++][1]
      this.gap = this.schedule[this.position]?.[0] ?? 0
      const candidates = this.runners.filter((r) => this.canRunNested(r))
      if (candidates.length) this.run(candidates[choice % candidates.length])
    }
  }
  private run(r: Runner): void {
    this.active.push(r.executor)
    try {
      r.attempt()
    } finally {
      this.active.pop()
    }
  }

  /** Runs all programs to their ends; returns what is wrong, or ''. */
  simulate(programs: Transaction[][], schedule: Schedule, options: WorldOptions = {}): string {
    this.world.reset(programs, options)
    this.programs = programs
    this.schedule = []
    this.position = 0
    this.active.length = 0
    this.runners = programs.map((p, e) => new Runner(this.core(e), this.world, e, p))
    const initial = this.world.state()
    this.schedule = schedule
    this.gap = schedule[0]?.[0] ?? 0
    try {
      while (this.runners.some((r) => !r.isDone)) {
        const candidates = this.runners.filter((r) => r.canRun)
        if (!candidates.length) return 'a parked thread was not woken'
        this.run(candidates[0])
      }
    } catch (error) {
      return (error as Error).message
    }
    return findProblem(this.world, programs, initial)
  }
}
