// Real workers on shared units: money moves between accounts, every attempt looks at all of them, the sum never changes. This is
// the litmus test for what the flavours assume of V8 and the machine: loads stay in front of their check, stores behind the
// compare-and-swap that owns, releases behind the stores.

import * as path from 'node:path'
import { Worker } from 'node:worker_threads'
import { buildSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { instantiate, newMemory } from '../../src/host/core-instance.ts'
import { BARE_UNITS, CLOCK, TB_ID } from '../../src/memory/layout.ts'
import { testCore } from '../support/cores.ts'

const UNITS = 0x60000000
const COMMITS = 20_000
const WORKERS = 3

const text = buildSync({
  entryPoints: [path.join(import.meta.dirname, 'bare-units-worker.ts')],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'silent',
}).outputFiles[0].text

describe.each(['fast', 'portable'])('flavour %s', (flavour) => {
  it.each([
    ['few units', 4, 0x40000000],
    ['many units', 64, 0x40000000],
    ['the clock runs out', 8, 0x7fefff00],
  ])('%s', async (_, count, clock) => {
    const module = testCore(flavour)
    const memory = newMemory()
    const u32 = new Uint32Array(memory.buffer)
    const boot = instantiate(module, memory)
    boot.exports.initStm()
    u32[CLOCK >>> 2] = clock
    for (let i = 0; i <= count; i++) u32[(UNITS + i * 64) >>> 2] = 0x40000000
    for (let i = 0; i < count; i++) u32[(UNITS + i * 64 + 8) >>> 2] = 100
    u32[BARE_UNITS >>> 2] = UNITS
    u32[(BARE_UNITS >>> 2) + 1] = count + 1
    const results = await Promise.all(
      Array.from({ length: WORKERS }, (_, i) => {
        u32[(0x61000000 + (i + 1) * 0x1000 + TB_ID) >>> 2] = i + 1
        const workerData = { module, memory, number: i + 1, units: UNITS, count, total: count * 100, commits: COMMITS }
        return new Promise<{ aborts?: number; error?: string }>((resolve, reject) => {
          const worker = new Worker(text, { eval: true, workerData })
          worker.on('message', resolve)
          worker.on('error', reject)
        })
      }),
    )
    expect(results.map((r) => r.error)).toEqual([undefined, undefined, undefined])
    let sum = 0
    for (let i = 0; i < count; i++) sum += u32[(UNITS + i * 64 + 8) >>> 2]
    expect(sum).toBe(count * 100)
    for (let i = 0; i <= count; i++) expect(u32[(UNITS + i * 64) >>> 2]).toBeLessThan(0x80000000)
  })
})
