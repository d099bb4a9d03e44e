// npm run soak [-- RUNS [NAME [EXECUTORS]]]: every threaded program RUNS times (20) with 1, 2 and 8 executors.

import { fileURLToPath } from 'node:url'

process.argv.splice(2, 0, fileURLToPath(new URL('./soak.ts', import.meta.url)))
await import('../../scripts/run-typescript.mjs')
