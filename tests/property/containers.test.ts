// Lists, dicts and sets under simulated executors, against a serial model.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newMemory } from '../../src/host/core-instance.ts'
import { Canary } from '../../src/stm/canary-kinds.ts'
import { wholeCore } from '../support/cores.ts'
import { type Container, ContainerDriver, type Operation } from './simulator/containers.ts'
import type { Schedule } from './simulator/schedule.ts'

const key = fc.nat(5)
const value = fc.nat(99)
const operation = (on: Container, name: string, ...args: fc.Arbitrary<number>[]): fc.Arbitrary<Operation> =>
  fc.tuple(...args).map((values) => ({ on, name, args: values as number[] }))
const index = fc.nat(3)
/** Argument `blocking`: do not wait. */
const never = fc.constant(0)
const operations = {
  lists: fc.oneof(
    operation('fixed', '[]', index),
    operation('fixed', '[]=', index, value),
    operation('fixed', 'reverse'),
    operation('fixed', 'tuple'),
    operation('list', 'append', value),
    operation('list', 'insert', fc.constant(0), value),
    operation('list', 'clear'),
    operation('list', 'count', value),
    operation('list', 'tuple'),
  ),
  dicts: fc.oneof(
    operation('dict', 'get', key, value),
    operation('dict', '[]=', key, value),
    operation('dict', 'pop', key, value),
    operation('dict', 'setdefault', key, value),
    operation('dict', 'clear'),
    operation('dict', 'tuple'),
    operation('fixed', '[]=', index, value),
  ),
  sets: fc.oneof(
    operation('set', 'add', key),
    operation('set', 'discard', key),
    operation('set', 'tuple'),
    operation('fixed', '[]', index),
  ),
  locks: fc.oneof(
    operation('lock', 'acquire', never),
    operation('lock', 'acquire', never),
    operation('lock', 'release'),
    operation('lock', 'release'),
    operation('lock', 'locked'),
    operation('rlock', 'acquire', never),
    operation('rlock', 'acquire', never),
    operation('rlock', 'release'),
    operation('rlock', 'release'),
    operation('rlock', 'locked'),
    operation('rlock', '_is_owned'),
    operation('rlock', '_recursion_count'),
    operation('fixed', '[]', index),
    operation('fixed', '[]=', index, value),
  ),
}
const schedule = fc.array(fc.tuple(fc.nat(40), fc.nat(5)), { maxLength: 16 }) as fc.Arbitrary<Schedule>
const programs = (o: fc.Arbitrary<Operation>) =>
  fc.array(fc.array(fc.array(o, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }), {
    minLength: 2,
    maxLength: 3,
  })

describe('containers of the whole core', () => {
  const driver = new ContainerDriver(wholeCore('preempt'), newMemory(), 3)
  const cases = [
    ['lists', false],
    ['dicts', false],
    ['dicts', true],
    ['sets', false],
    ['locks', false],
  ] as const
  it.each([Canary.noReadBarrier, Canary.noWriteBarrier, Canary.commitUnvalidated, Canary.ownUnchecked])(
    'lists and dicts find canary %s',
    (canary) => {
      for (const o of [operations.lists, operations.dicts]) {
        const result = fc.check(
          fc.property(programs(o), schedule, (p, s) => driver.simulate(p, s, false, canary) === ''),
          { numRuns: 3000 },
        )
        expect(result.failed).toBe(true)
      }
    },
  )
  it.each(cases)('%s, shared form: %s', (kind, shared) => {
    fc.assert(
      fc.property(programs(operations[kind]), schedule, (p, s) => {
        expect(driver.simulate(p, s, shared)).toBe('')
      }),
      { numRuns: 1000 },
    )
  })
})
