// Formatting and number text through the methods of int, float and complex in a booted core; expected texts are CPython 3.14's.

import { describe, expect, it } from 'vitest'
import { TestHeap } from '../../tests/support/heap.ts'
import { T } from './type-ids.ts'

const heap = new TestHeap()

describe('int.__format__', () => {
  const cases: [bigint, string, string][] = [
    [1234567n, ',', '1,234,567'],
    [-255n, '#010x', '-0x00000ff'],
    [255n, '*^#12b', '*0b11111111*'],
    [65536n, '_b', '1_0000_0000_0000_0000'],
    [8364n, '05c', '0000€'],
    [123456n, '08,', '0,123,456'],
    [1n, '010.3f', '000001.000'],
  ]
  for (const [value, spec, text] of cases) it(`${value} ${spec}`, () => expect(heap.callMethod(T.int, '__format__', value, spec)).toBe(text))
})

describe('float.__format__', () => {
  const cases: [number, string, string][] = [
    [0.1, '', '0.1'],
    [1e22, '', '1e+22'],
    [5e-324, '', '5e-324'],
    [1234.56789, ',.5_f', '1,234.567_89'],
    [12345.678, '020,.2f', '0,000,000,012,345.68'],
    [12345.678, '#.0f', '12346.'],
    [-0.0001, 'z.2f', '0.00'],
    [2.5, '.0f', '2'],
    [1e15, '.3', '1e+15'],
    [0.5, '.0%', '50%'],
    [Number.POSITIVE_INFINITY, '010,', '0000000inf'],
  ]
  for (const [value, spec, text] of cases) it(`${value} ${spec}`, () => expect(heap.callMethod(T.float, '__format__', value, spec)).toBe(text))
})

describe('float methods', () => {
  it('hex', () => expect(heap.callMethod(T.float, 'hex', 0.1)).toBe('0x1.999999999999ap-4'))
  it('rounds through the decimal digits', () => expect(heap.callMethod(T.float, '__round__', 2.675, 2n)).toBe(2.67))
  it('rounds halves to even', () => expect(heap.callMethod(T.float, '__round__', 2.5)).toBe(2n))
})
