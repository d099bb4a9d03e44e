// The compiler: every file of the standard library compiles to code that passes the verifier and survives the byte format;
// the properties of good code that must not get lost; the verifier finds what it is for.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ZipArchive } from '../host/zip.ts'
import { decode, OP_NAMES } from '../interp/opcode-info.ts'
import { Op } from '../interp/opcodes.ts'
import { disassemble } from '../tools/disassemble.ts'
import type { CodeObject, ConstantObject } from './code-object.ts'
import { readCode, readPositions } from './code-reader.ts'
import { writeCode } from './code-writer.ts'
import { compileSource, compileToObject } from './compile.ts'
import { parse } from './parser.ts'
import { verifyCode } from './verify-code.ts'

function compileText(source: string): CodeObject {
  return readCode(compileSource(source, 'test.py'))
}

function inner(code: CodeObject, name: string): CodeObject {
  for (const constant of code.constants)
    if (constant.type === 'code' && constant.code.name === name) return constant.code
  throw new Error(`no ${name}`)
}

function opsOf(code: CodeObject): string[] {
  return Array.from({ length: code.code.length / 2 }, (_, i) => OP_NAMES[decode(code.code, i).op])
}

/** Opcodes of the function `f` of a program. */
function opsOfFunction(source: string): string[] {
  const code = compileText(source)
  expect(verifyCode(code)).toEqual([])
  return opsOf(inner(code, 'f'))
}

test('the standard library', () => {
  const require = createRequire(import.meta.url)
  const zip = new ZipArchive(readFileSync(join(dirname(require.resolve('pyodide')), 'python_stdlib.zip')))
  const names = [...zip.entries.keys()].filter((name) => name.endsWith('.py'))
  expect(names.length).toBeGreaterThan(500)
  names.forEach((name, i) => {
    const object = compileToObject(parse(zip.read(name)!, name), name)
    const code = readCode(writeCode(object))
    expect(verifyCode(code)).toEqual([])
    if (i % 8 === 0) expect(disassemble(code)).toBe(disassemble(object))
  })
})

test('constants survive the byte format', () => {
  const source = String.raw`x = (1, -1, 562949953421311, 562949953421312, -3 ** 60, 12345678901234567890123, 0.1, -0.0, 1e400, 2j,
    "a", "\xe9", "\u1234", "\U0001f600", "\ud800x", "", b"\x00\xff", None, True, False, ..., (1, (2,)), "a b")`
  const code = compileText(source)
  const tuple = code.constants.find((constant) => constant.type === 'tuple') as ConstantObject & {
    items: ConstantObject[]
  }
  const values = tuple.items.map((item) => ('value' in item ? item.value : item.type))
  expect(values.slice(0, 6)).toEqual([
    1,
    -1,
    562949953421311,
    562949953421312,
    -42391158275216203514294433201n,
    12345678901234567890123n,
  ])
  expect(values[6]).toBe(0.1)
  expect(Object.is(values[7], -0)).toBe(true)
  expect(values[8]).toBe(Number.POSITIVE_INFINITY)
  expect(tuple.items[9]).toEqual({ type: 'complex', real: 0, imag: 2 })
  expect(values.slice(10, 16)).toEqual(['a', '\xe9', '\u1234', '\u{1f600}', [0xd800, 0x78], ''])
  expect(values[16]).toEqual(Uint8Array.of(0, 255))
  expect(tuple.items[21]).toEqual({
    type: 'tuple',
    items: [
      { type: 'int', value: 1 },
      { type: 'tuple', items: [{ type: 'int', value: 2 }] },
    ],
  })
})

describe('code', () => {
  test('assigns results to the variable directly', () => {
    expect(opsOfFunction('def f(i):\n    i = i + 1\n    return i')).toEqual(['ADD_K', 'RETURN'])
    expect(opsOfFunction('def f(a, b):\n    c = g(a)\n    c += b.x[a]\n    return c')).toEqual([
      'LOAD_GLOBAL',
      'MOVE',
      'CALL',
      'LOAD_ATTR',
      'SUBSCR',
      'ADD',
      'RETURN',
    ])
  })

  test('conditions fuse with their jumps', () => {
    expect(opsOfFunction('def f(a, b):\n    if a < b and not a is None or b in a:\n        return 1')).toEqual([
      'LT_JUMP',
      'NONE_JUMP',
      'CONTAINS_JUMP',
      'RETURN_CONST',
      'RETURN_CONST',
    ])
    expect(opsOfFunction('def f(a):\n    while a > 3:\n        a -= 1')).toEqual([
      'GT_K_JUMP',
      'SUB_K',
      'JUMP_BACK',
      'RETURN_CONST',
    ])
  })

  test('loops iterate and unpack into variables', () => {
    expect(
      opsOfFunction('def f(a):\n    for x in a:\n        if x: continue\n        if a: break\n        x.y(1)'),
    ).toEqual([
      'GET_ITER',
      'FOR_ITER',
      'JUMP_IF',
      'JUMP_BACK',
      'JUMP_IF',
      'LOAD_METHOD',
      'LOAD_CONST',
      'CALL_METHOD',
      'JUMP_BACK',
      'RETURN_CONST',
    ])
    expect(opsOfFunction('def f(d):\n    for k, v in d:\n        pass')).toEqual([
      'GET_ITER',
      'FOR_ITER',
      'UNPACK_SEQUENCE',
      'NOP',
      'JUMP_BACK',
      'RETURN_CONST',
    ])
  })

  test('parallel assignment moves values', () => {
    expect(opsOfFunction('def f(a, b):\n    a, b = b, a + b\n    return a')).toEqual(['MOVE', 'ADD', 'MOVE', 'RETURN'])
    expect(opsOfFunction('def f(a, b):\n    a, b = b, a')).toEqual(['MOVE', 'MOVE', 'MOVE', 'RETURN_CONST'])
  })

  test('checks variables that may be unbound, and only these', () => {
    expect(opsOfFunction('def f(a):\n    x = a\n    return x')).not.toContain('CHECK_LOCAL')
    expect(opsOfFunction('def f(a):\n    if a: x = 1\n    return x')).toContain('CHECK_LOCAL')
    expect(opsOfFunction('def f(a):\n    del a\n    return a')).toContain('CHECK_LOCAL')
    expect(opsOfFunction('def f(a):\n    for x in a: pass\n    return x')).toContain('CHECK_LOCAL')
    expect(opsOfFunction('def f(a):\n    try:\n        x = a()\n    except E:\n        pass\n    return x')).toContain(
      'CHECK_LOCAL',
    )
    expect(
      opsOfFunction('def f(a):\n    while True:\n        x = 1\n        if a: return x\n        del x'),
    ).not.toContain('CHECK_LOCAL')
  })

  test('a variable that an assignment expression changes is copied first', () => {
    const code = inner(compileText('def f(x):\n    return x + (x := 2) + x'), 'f')
    expect(opsOf(code)[0]).toBe('MOVE')
  })

  test('an exception leaves the old value', () => {
    // `x` must not be the scratch register of its own new value
    const code = inner(compileText('def f(x, y):\n    x = y and y.z or [*y]\n    return x'), 'f')
    const writers = opsOf(code).filter((_, i) => {
      const { op, a } = decode(code.code, i)
      return a === 0 && op !== Op.RETURN && op !== Op.JUMP && op !== Op.JUMP_IF
    })
    expect(writers).toEqual(['MOVE'])
  })

  test('a variable of a comprehension is unbound before and after', () => {
    const ops = opsOfFunction('def f(a, x):\n    y = [x for x in a]\n    return x, y')
    expect(ops.filter((op) => op === 'UNSET').length).toBe(2)
    expect(ops).not.toContain('MAKE_FUNCTION')
  })

  test('comprehensions make cells for closures only', () => {
    expect(opsOfFunction('def f(a, n):\n    return [n for x in a]')).not.toContain('MAKE_CELL')
    expect(opsOfFunction('def f(a, n):\n    return [lambda: x for x in a]')).toContain('MAKE_CELL')
  })
})

test('large code objects reach their jumps and constants', () => {
  const lines = Array.from({ length: 12000 }, (_, i) => `    x.append(${i} + y${i % 5000})\n    z = ${i}.5`)
  const code = compileText(`def f(x):\n  for i in x:\n    if x: break\n${lines.join('\n')}\n  else:\n    return 7\n`)
  expect(verifyCode(code)).toEqual([])
  const f = inner(code, 'f')
  expect(opsOf(f)).toContain('LOAD_CONST_FAR')
  expect(f.code.length / 2).toBeGreaterThan(40000)
})

test('positions of a call that spans lines are those of the method', () => {
  const code = compileText('a.b(\n  c\n).d(e)')
  const positions = readPositions(code)
  const call = opsOf(code).lastIndexOf('CALL_METHOD')
  expect(positions[call]).toEqual({ lineno: 3, end_lineno: 3, col_offset: 2, end_col_offset: 6 })
})

describe('the verifier finds', () => {
  const broken = (change: (code: CodeObject) => void): string => {
    const code = inner(compileText('def f(a):\n    for x in a:\n        g(x)\n    return x'), 'f')
    change(code)
    return verifyCode(code).join('\n')
  }
  test('nothing in good code', () => expect(broken(() => {})).toBe(''))
  test('jumps out of the code', () =>
    expect(
      broken((code) => {
        code.code[3] |= 0x7fff0000
      }),
    ).toContain('jumps to'))
  test('registers that hold nothing', () =>
    expect(
      broken((code) => {
        code.code[1] = (code.code[1] & ~0xffff) | (8 * (code.registerCount - 1))
      }),
    ).toContain('may hold nothing'))
  test('missing checks', () =>
    expect(
      broken((code) => {
        const check = opsOf(code).indexOf('CHECK_LOCAL')
        code.code[2 * check] = Op.NOP
      }),
    ).toContain('may hold nothing'))
  test('a missing return', () =>
    expect(
      broken((code) => {
        code.code[code.code.length - 2] = Op.NOP
      }),
    ).toContain('runs off the end'))
})
