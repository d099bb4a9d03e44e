// Bytes of the format in code-format.ts -> code objects of the host, for tools and tests.

import { CODE_MAGIC, CodeTag } from './code-format.ts'
import type { CodeObject, ConstantObject, Position } from './code-object.ts'

/** Throws if the bytes are not of this format. */
export function readCode(bytes: Uint8Array): CodeObject {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const word = (): number => {
    at += 4
    return view.getUint32(at - 4, true)
  }
  const list = <T>(n: number, item: () => T): T[] => Array.from({ length: n }, item)
  const data = (n: number): Uint8Array => {
    const slice = bytes.slice(at, at + n)
    at += (n + 3) & ~3
    return slice
  }
  const float = (): number => {
    at += 8
    return view.getFloat64(at - 8, true)
  }
  const text = (): string => {
    const constant = value()
    if (constant.type !== 'str') throw new Error('a name is no str')
    return typeof constant.value === 'string' ? constant.value : String.fromCharCode(...constant.value)
  }
  const names = (): string[] => {
    if (word() !== CodeTag.tuple) throw new Error('no tuple of names')
    return list(word(), text)
  }
  const known: ConstantObject[] = []
  const str = (): ConstantObject => {
    const kind = word()
    const flags = word()
    const constant = strData(kind)
    if (flags & 2) known.push(constant)
    return constant
  }
  const strData = (kind: number): ConstantObject => {
    const length = word()
    const points: number[] = []
    for (let i = 0; i < length; i++) {
      const place = at + kind * i
      points.push(
        kind === 1 ? view.getUint8(place) : kind === 2 ? view.getUint16(place, true) : view.getUint32(place, true),
      )
    }
    at += (length * kind + 3) & ~3
    if (points.some((point) => point >= 0xd800 && point < 0xe000)) return { type: 'str', value: points }
    return { type: 'str', value: points.map((point) => String.fromCodePoint(point)).join('') }
  }
  const value = (): ConstantObject => {
    const tag = word()
    switch (tag) {
      case CodeTag.none:
        return { type: 'None' }
      case CodeTag.true_:
        return { type: 'True' }
      case CodeTag.false_:
        return { type: 'False' }
      case CodeTag.ellipsis:
        return { type: 'Ellipsis' }
      case CodeTag.int:
        at += 8
        return { type: 'int', value: Number(view.getBigInt64(at - 8, true)) }
      case CodeTag.bigInt: {
        const negative = word() === 1
        let magnitude = 0n
        list(word(), word).forEach((digit, place) => {
          magnitude += BigInt(digit) << BigInt(32 * place)
        })
        const signed = negative ? -magnitude : magnitude
        const safe = Number(signed)
        return { type: 'int', value: Number.isSafeInteger(safe) ? safe : signed }
      }
      case CodeTag.float:
        return { type: 'float', value: float() }
      case CodeTag.complex:
        return { type: 'complex', real: float(), imag: float() }
      case CodeTag.str:
        return str()
      case CodeTag.bytes:
        return { type: 'bytes', value: data(word()) }
      case CodeTag.tuple:
        return { type: 'tuple', items: list(word(), value) }
      case CodeTag.frozenset:
        return { type: 'frozenset', items: list(word(), value) }
      case CodeTag.slice:
        return { type: 'slice', items: list(3, value) }
      case CodeTag.code:
        return { type: 'code', code: code() }
      case CodeTag.name:
        return known[word()]
    }
    throw new Error(`unknown tag ${tag}`)
  }
  const code = (): CodeObject => {
    const [flags, argcount, posonlyargcount, kwonlyargcount, registerCount] = list(5, word)
    const [variableCount, firstFree, firstlineno, length, constantCount, cacheCount, exceptionCount] = list(7, word)
    const [positionBytes, livenessBytes] = list(2, word)
    const words = Uint32Array.from(list(2 * length, word))
    const exceptions = list(exceptionCount, () => ({ start: word(), end: word(), handler: word(), register: word() }))
    const positions = data(positionBytes)
    const liveness = data(livenessBytes)
    const name = text()
    const qualname = text()
    const filename = text()
    const variables = names()
    if (variables.length !== variableCount) throw new Error('count of named registers')
    const cellvars = names()
    const freevars = names()
    const coNames = names()
    const constants = list(constantCount, value)
    const caches = list(cacheCount, () => {
      const constant = value()
      return constant.type === 'str' ? (constant.value as string) : null
    })
    // biome-ignore format: long
    return { flags, argcount, posonlyargcount, kwonlyargcount, registerCount, firstlineno, filename, name, qualname, variables,
      firstFree, cellvars, freevars, constants, caches, names: coNames, exceptions, code: words, positions, liveness }
  }
  if (word() !== CODE_MAGIC) throw new Error('not a code object')
  word()
  const top = value()
  if (top.type !== 'code') throw new Error('not a code object')
  return top.code
}

class VarintReader {
  at = 0
  constructor(readonly bytes: Uint8Array) {}
  get done(): boolean {
    return this.at >= this.bytes.length
  }
  next(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++]
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  signed(): number {
    const value = this.next()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }
}

/** Position of each instruction, null where there is none. */
export function readPositions(code: CodeObject): (Position | null)[] {
  const reader = new VarintReader(code.positions)
  const positions: (Position | null)[] = []
  let line = code.firstlineno
  while (!reader.done) {
    const count = reader.next()
    line += reader.signed()
    const span = reader.next()
    let position: Position | null = null
    if (span !== 0x7fffffff) {
      const column = reader.next() - 1
      position = { lineno: line, end_lineno: line + span, col_offset: column, end_col_offset: reader.next() - 1 }
    }
    for (let i = 0; i < count; i++) positions.push(position)
  }
  return positions
}

/** Live temporaries before each instruction. */
export function readLiveness(code: CodeObject): ReadonlySet<number>[] {
  const reader = new VarintReader(code.liveness)
  const sets: ReadonlySet<number>[] = []
  let live = new Set<number>()
  while (!reader.done) {
    const count = reader.next()
    live = new Set(live)
    for (let changes = reader.next(); changes > 0; changes--) {
      const register = reader.next() + code.variables.length
      if (!live.delete(register)) live.add(register)
    }
    for (let i = 0; i < count; i++) sets.push(live)
  }
  return sets
}
