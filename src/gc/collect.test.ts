import { expect, test } from 'vitest'
import { TestHeap } from '../../tests/support/heap.ts'

const LIVE_BYTES = 0x000101c0 + 36
const COLLECTIONS = 0x000101c0 + 40

test('what is reachable survives, the rest is handed out again', () => {
  const heap = new TestHeap()
  const { commitTransaction, beginTransaction, collect } = heap.core.exports
  const kept: { slot: number; text: string }[] = []
  let seed = 1
  const random = (n: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    return seed % n
  }
  for (let round = 0; round < 6; round++) {
    for (let i = 0; i < 4000; i++) {
      const text = `${round}-${i}-${'x'.repeat(random(random(50) === 0 ? 70000 : 300))}`
      const bits = heap.str(text)
      if (random(60) === 0 && kept.length < 400) kept.push({ slot: heap.slot(bits), text })
    }
    commitTransaction()
    expect(collect()).toBe(0)
    beginTransaction()
    for (const { slot, text } of kept) {
      const bits = heap.core.u64[slot / 8]
      expect(heap.readStr(Number(bits & 0xffffffffn))).toBe(text)
    }
    const bytes = kept.reduce((sum, k) => sum + k.text.length, 0)
    expect(heap.core.u32[LIVE_BYTES / 4]).toBeLessThan(bytes * 2 + 3_000_000)
  }
  expect(heap.core.u32[COLLECTIONS / 4]).toBeGreaterThanOrEqual(6)
  expect(heap.core.u32[0x000101c0 / 4]).toBeLessThan(150 << 20)
})

test('objects of the open transaction live, even if only a builtin holds them', () => {
  const heap = new TestHeap()
  const { collect } = heap.core.exports
  const all = Array.from({ length: 3000 }, (_, i) => ({ bits: heap.str(`open ${i}`), text: `open ${i}` }))
  expect(collect()).toBe(0)
  for (let i = 0; i < 3000; i++) heap.str(`other ${i}`)
  for (const { bits, text } of all) expect(heap.readStr(Number(bits & 0xffffffffn))).toBe(text)
})
