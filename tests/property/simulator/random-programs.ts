// Random programs and schedules for the simulator, as fast-check arbitraries that shrink to few words and few switches.

import fc from 'fast-check'
import type { Schedule } from './schedule.ts'

// Deferred operations are for w alone: each accessor of w materialises them, as a shared container's does.
const word = fc.constantFrom(
  'x',
  'y',
  'z',
  'xy',
  'yx',
  'x=1',
  'y=2',
  'z=3',
  'x++',
  'y++',
  'z++',
  'if0:x',
  'if0:y',
  'own:z',
  'w<<1',
  'w<<2',
  'w[]',
  'w:=4',
  'w:=5',
  'w?',
  'w=6',
  'print1',
  'print2',
  'frame1',
  'poll',
)
const rareWord = (words: string[]) =>
  fc.oneof(
    { weight: 20, arbitrary: word },
    { weight: 1, arbitrary: fc.constantFrom('inevitable', 'abort', 'retry0:x', 'retry0:y', 'wake0', ...words) },
  )
const transaction = (words: string[]) =>
  fc
    .tuple(fc.nat(12), fc.array(rareWord(words), { minLength: 1, maxLength: 5 }))
    .map(([n, words]) => (n === 12 ? '! ' : '') + words.filter((w) => n !== 12 || w !== 'abort').join(' '))
const program = (words: string[]) =>
  fc.array(transaction(words), { minLength: 1, maxLength: 3 }).map((t) => t.join(' | '))
const schedule = fc.array(fc.tuple(fc.nat(14), fc.nat(5)), { maxLength: 20 }) as fc.Arbitrary<Schedule>

/** The last program wakes who waits for x or y; nothing ever makes them 0 again. */
const run = (words: string[]) =>
  fc.record({
    programs: fc.array(program(words), { minLength: 1, maxLength: 2 }).map((p) => [...p, 'z x++ | y++ w<<3']),
    schedule,
  })

/** For the nested driver, in which the world cannot be stopped. */
export const randomRun = run([])
/** For the baton driver. */
export const randomBatonRun = run(['stop'])

/** A line for a test that runs this again. */
export function replayLine(driver: string, programs: string[], schedule: Schedule): string {
  return `expect(${driver}.simulate(${JSON.stringify(programs)}.map(parseProgram), ${JSON.stringify(schedule)})).toBe('')`
}
