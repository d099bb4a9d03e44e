// Real workers that wait for each other's commits by parking: no wake-up may be lost between the check and the sleep.

import * as path from 'node:path'
import { Worker } from 'node:worker_threads'
import { buildSync } from 'esbuild'
import { expect, it } from 'vitest'
import { instantiate, newMemory } from '../../src/host/core-instance.ts'
import { PARKED_TOTAL, TB_ID, TB_STATE } from '../../src/memory/layout.ts'
import { ThreadState } from '../../src/stm/thread-states.ts'
import { testCore } from '../support/cores.ts'

const UNIT = 0x60000000
const THREADS = 0x61000000
const WORKERS = 3
const TURNS = 3000

it('a turn goes round', async () => {
  const text = buildSync({
    entryPoints: [path.join(import.meta.dirname, 'parking-worker.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
  }).outputFiles[0].text
  const module = testCore('fast')
  const memory = newMemory()
  const u32 = new Uint32Array(memory.buffer)
  instantiate(module, memory).exports.initStm()
  const results = await Promise.all(
    Array.from({ length: WORKERS }, (_, i) => {
      u32[(THREADS + (i + 1) * 0x1000 + TB_ID) >>> 2] = i + 1
      u32[(THREADS + (i + 1) * 0x1000 + TB_STATE) >>> 2] = ThreadState.running
      const workerData = { module, memory, number: i + 1, unit: UNIT, count: WORKERS, turns: TURNS, threads: THREADS }
      return new Promise<{ parkings: number; lost: boolean }>((resolve, reject) => {
        const worker = new Worker(text, { eval: true, workerData })
        worker.on('message', resolve)
        worker.on('error', reject)
      })
    }),
  )
  expect(results.map((r) => r.lost)).toEqual([false, false, false])
  expect(results.some((r) => r.parkings > 0)).toBe(true)
  expect(u32[PARKED_TOTAL >>> 2]).toBe(0)
  expect(u32[(UNIT + 8) >>> 2]).toBe(0)
})
