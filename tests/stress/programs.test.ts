// Each threaded program twice with 1, 2 and 8 executors. Many more runs: `npm run soak`.

import { describe, expect, it } from 'vitest'
import { programs, runOnce } from './programs.ts'

describe.each([1, 2, 8])('threaded programs, %d executors', (executors) => {
  it.each(programs())('$name', async (program) => {
    for (let run = 0; run < 2; run++) expect(await runOnce(program, executors)).toBe('')
  }, 130_000)
})
