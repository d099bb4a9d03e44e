import { expect, test } from 'vitest'
import { TestHeap } from './heap.ts'

test('strings go into the heap and come back', () => {
  const heap = new TestHeap()
  for (const s of ['', 'a', 'abc', 'é', 'ŝx', '😀y']) expect(heap.readStr(Number(heap.str(s) & 0xffffffffn))).toBe(s)
  expect(heap.str('abc', true)).toBe(heap.str('abc', true))
})
