// What the differential tests do not reach: encodings, interactive input, depth, representation of text.

import { describe, expect, test } from 'vitest'
import type { Constant, ExprStmt, Module } from './ast.ts'
import { type ParseOptions, parse, type SyntaxWarningRecord } from './parser.ts'
import { PythonSyntaxError } from './syntax-error.ts'

function errorOf(source: string | Uint8Array, options?: ParseOptions): PythonSyntaxError {
  try {
    parse(source, 'f', options)
  } catch (error) {
    if (error instanceof PythonSyntaxError) return error
    throw error
  }
  throw new Error('no error')
}

function constant(source: string | Uint8Array): Constant['value'] {
  const tree = parse(source, 'f') as Module
  return ((tree.body.at(-1) as ExprStmt).value as Constant).value
}

describe('constants', () => {
  test('strings stay strings unless an escape makes a surrogate', () => {
    expect(constant("'a\\u00e9😀'")).toEqual({ type: 'str', value: 'aé😀' })
    expect(constant("'a\\ud83d\\ude00'")).toEqual({ type: 'str', value: [0x61, 0xd83d, 0xde00] })
    expect(constant("'\\udc80' '😀'")).toEqual({ type: 'str', value: [0xdc80, 0x1f600] })
  })

  test('integers beyond 2 ** 53 are bigints', () => {
    expect(constant('9007199254740991')).toEqual({ type: 'int', value: 9007199254740991 })
    expect(constant('9007199254740993')).toEqual({ type: 'int', value: 9007199254740993n })
    expect(constant('0x_ff')).toEqual({ type: 'int', value: 255 })
  })

  test('too many decimal digits', () => {
    expect(errorOf('1'.repeat(4301)).message).toMatch(/^Exceeds the limit \(4300 digits\)/)
  })

  test('names of characters come from the caller', () => {
    const tree = parse("'\\N{BULLET}'", 'f', { mode: 'eval', lookUpCharacterName: () => 0x2022 })
    expect(tree.body).toMatchObject({ value: { value: '•' } })
    expect(errorOf("'\\N{NO SUCH}'").message).toMatch(/position 0-10: unknown Unicode character name$/)
  })
})

describe('encodings', () => {
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')

  test('declared in the first two lines', () => {
    expect(constant(bytes('# coding: latin-1\n"\xe9"'))).toEqual({ type: 'str', value: 'é' })
    expect(constant(bytes('#!x\n# -*- coding: koi8-r -*-\n"\xc1"'))).toEqual({ type: 'str', value: 'а' })
    expect(constant(bytes('# coding: cp1252\n"\x80"'))).toEqual({ type: 'str', value: '€' })
    expect(constant(bytes('\xef\xbb\xbf"\xc3\xa9"'))).toEqual({ type: 'str', value: 'é' })
  })

  test('errors', () => {
    expect(errorOf(bytes('x\n# coding: latin-1\n"\xe9"'))).toMatchObject({ lineno: 3, offset: 2, text: '"�"' })
    expect(errorOf(bytes('# coding: nope\n')).message).toBe('unknown encoding: nope')
    expect(errorOf(bytes('\xef\xbb\xbf# coding: latin-1\n')).message).toBe('encoding problem: iso-8859-1 with BOM')
  })
})

describe('interactive input', () => {
  const statusOf = (source: string): string => {
    try {
      parse(source, 'f', { mode: 'single', allowIncompleteInput: true, dontImplyDedent: true })
      return 'complete'
    } catch (error) {
      return (error as PythonSyntaxError).type === '_IncompleteInputError' ? 'incomplete' : 'error'
    }
  }
  test.each([
    ['a', 'complete'],
    ['a = (', 'incomplete'],
    ['if x:\n  y', 'incomplete'],
    ['if x:\n  y\n', 'complete'],
    ["'''abc", 'incomplete'],
    ["'abc\n", 'error'],
    ['a]', 'error'],
    ['@a\n', 'incomplete'],
    ['', 'incomplete'],
  ])('%j', (source, status) => expect(statusOf(source)).toBe(status))

  test('one statement only', () => {
    expect(errorOf('x\ny', { mode: 'single' }).message).toBe(
      'multiple statements found while compiling a single statement',
    )
  })
})

describe('depth', () => {
  test('never a JS error', () => {
    for (const source of ['-', 'not ', 'lambda:', '1**', '[', 'f(', '{1:', 'x if y else ']) {
      expect(errorOf(source.repeat(50_000)).type).toMatch(/^(MemoryError|SyntaxError)$/)
    }
    expect(errorOf('('.repeat(201)).message).toBe('too many nested parentheses')
    expect(parse(`${'-'.repeat(3000)}1`, 'f').body).toHaveLength(1)
  })
})

test('warnings', () => {
  const warnings: SyntaxWarningRecord[] = []
  parse("x\n'''a\n\\d'''\n1if x else y", 'f', { onWarning: (warning) => warnings.push(warning) })
  expect(warnings.map(({ line }) => line).sort()).toEqual([3, 4])
})
