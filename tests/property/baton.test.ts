// Scenarios and canaries on the baton driver: every interleaving, stops and inevitable transactions included.

import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { newMemory } from '../../src/host/core-instance.ts'
import { Canary } from '../../src/stm/canary-kinds.ts'
import { testCore } from '../support/cores.ts'
import { BatonDriver } from './simulator/baton.ts'
import { parseProgram } from './simulator/language.ts'
import { randomBatonRun, replayLine } from './simulator/random-programs.ts'
import { scenarios } from './simulator/scenarios.ts'
import { scheduleFrom } from './simulator/schedule.ts'

describe('baton driver', () => {
  const driver = new BatonDriver(testCore(), newMemory())
  afterAll(() => driver.close())
  for (const s of scenarios) {
    const programs = s.programs.map(parseProgram)
    it(s.name, () => {
      for (let seed = 1; seed <= (s.baton ? 1000 : 200); seed++) {
        expect(driver.simulate(programs, scheduleFrom(seed, 14, 12), s.options), `seed ${seed}`).toBe('')
      }
    })
    if (s.baton) {
      for (const canary of s.canaries ?? []) {
        it(`${s.name}: finds "${Canary[canary]}"`, () => {
          let problem = ''
          for (let seed = 1; seed <= 20_000 && !problem; seed++)
            problem = driver.simulate(programs, scheduleFrom(seed, 14, 12), { ...s.options, canary })
          expect(problem).not.toBe('')
        })
      }
    }
  }
  it('random programs are serializable', () => {
    fc.assert(
      fc.property(randomBatonRun, fc.boolean(), ({ programs, schedule }, late) => {
        const problem = driver.simulate(programs.map(parseProgram), schedule, late ? { clock: 0x7feffffe } : {})
        if (problem) throw new Error(`${problem}\n${replayLine('baton', programs, schedule)}`)
      }),
      { numRuns: 2000 },
    )
  })
})
