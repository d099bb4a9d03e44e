// Python statements on Typhon and on CPython 3.14: nothing but what is marked `#differs` may print something else.

import * as fs from 'node:fs'
import * as path from 'node:path'
import { expect, test } from 'vitest'
import { differences } from './language.ts'

const folder = path.join(import.meta.dirname, 'language')

test.each(fs.readdirSync(folder).filter((file) => file.endsWith('.py')))('%s', async (file) => {
  const result = await differences(path.join(folder, file))
  expect(result.checked).toBeGreaterThan(30)
  expect(result.differences).toEqual([])
})
