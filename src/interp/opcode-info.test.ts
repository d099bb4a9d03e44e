// The table of formats covers the opcodes: read from the text of opcodes.ts, since a const enum leaves nothing to look at.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decode, OP_FORMATS, OP_NAMES, operandEffects } from './opcode-info.ts'
import { Op } from './opcodes.ts'

test('every opcode has its row', () => {
  const text = readFileSync(new URL('./opcodes.ts', import.meta.url), 'utf8')
  const body = text.slice(text.indexOf('export const enum Op {'), text.indexOf('COUNT,'))
  const names = [...body.replaceAll(/\/\/.*/g, '').matchAll(/\b([A-Z][A-Z0-9_]+)\b/g)].map((match) => match[1])
  expect(OP_NAMES).toEqual(names)
  expect(names.length).toBe(Op.COUNT)
  for (const format of OP_FORMATS) expect(format).toMatch(/^[wrmu-][rkDNn-][rkcdn-]$/)
})

test('operands are decoded by their format', () => {
  const words = Uint32Array.of(Op.ADD_K | (1 << 8) | ((3 * 8) << 16), (4 * 8) | ((5 * 8) << 16), Op.JUMP_BACK, -2 >>> 0)
  expect(decode(words, 0)).toEqual({ op: Op.ADD_K, x: 1, a: 3, b: 4, c: 5, target: -1 })
  expect(decode(words, 1).target).toBe(0)
})

test('call areas are read from the callee on', () => {
  const reads: number[] = []
  const writes: number[] = []
  operandEffects(
    Op.CALL_METHOD,
    2,
    1,
    10,
    0,
    (r) => reads.push(r),
    (r) => writes.push(r),
  )
  expect(reads).toEqual([10, 16, 17, 18])
  expect(writes).toEqual([1])
})
