// Volume: random programs of bare units, many schedules each, on the nested driver; every history must be serializable.
//   node scripts/run-typescript.mjs tests/property/run-schedules.ts [schedules] [seed] [--baton]
// Prints a line that can be pasted into a test for the first failure, and exits 1.

import fc from 'fast-check'
import { newMemory } from '../../src/host/core-instance.ts'
import { testCore } from '../support/cores.ts'
import { BatonDriver } from './simulator/baton.ts'
import { parseProgram } from './simulator/language.ts'
import { NestedDriver } from './simulator/nested.ts'
import { randomBatonRun, randomRun, replayLine } from './simulator/random-programs.ts'
import { scheduleFrom } from './simulator/schedule.ts'

const numbers = process.argv
  .slice(3)
  .filter((a) => !a.startsWith('--'))
  .map(Number)
const total = numbers[0] ?? 100_000
const seed = numbers[1] ?? Math.floor(Math.random() * 2 ** 31)
const baton = process.argv.includes('--baton')
const schedulesPerProgram = 20

const driver = baton ? new BatonDriver(testCore(), newMemory()) : new NestedDriver(testCore(), newMemory())
const started = performance.now()
console.log(`${total} schedules, ${baton ? 'baton' : 'nested'} driver, seed ${seed}`)
let done = 0
const samples = fc.sample(baton ? randomBatonRun : randomRun, { numRuns: Math.ceil(total / schedulesPerProgram), seed })
outer: for (const { programs, schedule } of samples) {
  const parsed = programs.map(parseProgram)
  for (let i = 0; i < schedulesPerProgram; i++, done++) {
    const used = i === 0 ? schedule : scheduleFrom(seed + done, 4 + (done % 30), 4 + (done % 11))
    const options = baton && done % 5 === 0 ? { clock: 0x7feffffe } : {}
    const problem = driver.simulate(parsed, used, options)
    if (problem) {
      console.log(
        `FAILED: ${problem}\n${replayLine(baton ? 'baton' : 'nested', programs, used)} // options ${JSON.stringify(options)}`,
      )
      process.exitCode = 1
      break outer
    }
  }
}
console.log(`${done} schedules in ${((performance.now() - started) / 1000).toFixed(1)} s`)
if (driver instanceof BatonDriver) await driver.close()
