// Scenarios and canaries on the nested driver, and random programs on both drivers: every history must be serializable.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newMemory } from '../../src/host/core-instance.ts'
import { Canary } from '../../src/stm/canary-kinds.ts'
import { testCore } from '../support/cores.ts'
import { parseProgram } from './simulator/language.ts'
import { NestedDriver } from './simulator/nested.ts'
import { randomRun, replayLine } from './simulator/random-programs.ts'
import { scenarios } from './simulator/scenarios.ts'
import { scheduleFrom } from './simulator/schedule.ts'

describe('nested driver', () => {
  const driver = new NestedDriver(testCore(), newMemory())
  for (const s of scenarios.filter((s) => !s.baton)) {
    const programs = s.programs.map(parseProgram)
    it(s.name, () => {
      for (let seed = 1; seed <= 2000; seed++) {
        expect(driver.simulate(programs, scheduleFrom(seed, 12, 8), s.options), `seed ${seed}`).toBe('')
      }
    })
    for (const canary of s.canaries ?? []) {
      it(`${s.name}: finds "${Canary[canary]}"`, () => {
        let problem = ''
        for (let seed = 1; seed <= 20_000 && !problem; seed++)
          problem = driver.simulate(programs, scheduleFrom(seed, 12, 8), { ...s.options, canary })
        expect(problem).not.toBe('')
      })
    }
  }

  it('random programs are serializable', () => {
    fc.assert(
      fc.property(randomRun, ({ programs, schedule }) => {
        const problem = driver.simulate(programs.map(parseProgram), schedule)
        if (problem) throw new Error(`${problem}\n${replayLine('nested', programs, schedule)}`)
      }),
      { numRuns: 5000 },
    )
  })
  for (const canary of [
    Canary.noReadBarrier,
    Canary.checkInFront,
    Canary.noWriteBarrier,
    Canary.undoMissing,
    Canary.commitUnvalidated,
    Canary.ownUnchecked,
    Canary.effectAtOnce,
  ]) {
    it(`random programs find "${Canary[canary]}"`, () => {
      const result = fc.check(
        fc.property(
          randomRun,
          ({ programs, schedule }) => driver.simulate(programs.map(parseProgram), schedule, { canary }) === '',
        ),
        { numRuns: 5000 },
      )
      expect(result.failed).toBe(true)
    })
  }
})
