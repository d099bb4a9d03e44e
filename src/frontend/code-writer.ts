// Code objects -> bytes of the format in code-format.ts.

import type { PyStr } from './ast.ts'
import { CODE_MAGIC, CodeTag } from './code-format.ts'
import type { CodeObject, ConstantObject } from './code-object.ts'

const floatView = new DataView(new ArrayBuffer(8))
const INT_LIMIT = 2n ** 49n
const IDENTIFIER = /^[A-Za-z0-9_]*$/
const STR_ASCII = 1
const STR_INTERN = 2

class CodeWriter {
  private words = new Uint32Array(16384)
  private length = 0
  private readonly names = new Map<string, number>()

  private reserve(count: number): void {
    if (this.length + count <= this.words.length) return
    const larger = new Uint32Array(Math.max(this.words.length * 2, this.length + count))
    larger.set(this.words.subarray(0, this.length))
    this.words = larger
  }

  word(value: number): void {
    if (this.length === this.words.length) this.reserve(1)
    this.words[this.length++] = value
  }

  private wordArray(values: ArrayLike<number>): void {
    this.reserve(values.length)
    this.words.set(values, this.length)
    this.length += values.length
  }

  private data(bytes: Uint8Array): void {
    const count = (bytes.length + 3) >> 2
    this.reserve(count)
    new Uint8Array(this.words.buffer).set(bytes, this.length * 4)
    this.length += count
  }

  private float(value: number): void {
    floatView.setFloat64(0, value, true)
    this.word(floatView.getUint32(0, true))
    this.word(floatView.getUint32(4, true))
  }

  private text(text: string): void {
    this.str(text, true)
  }

  private str(text: PyStr, isName: boolean): void {
    let name = isName
    if (typeof text === 'string') {
      const known = this.names.get(text)
      if (known !== undefined) {
        this.word(CodeTag.name)
        this.word(known)
        return
      }
      name ||= IDENTIFIER.test(text)
      if (name) this.names.set(text, this.names.size)
      if (this.asciiStr(text, name)) return
    }
    const points: number[] = []
    let largest = 0
    if (typeof text === 'string') {
      for (let i = 0; i < text.length; i++) {
        const point = text.codePointAt(i)!
        if (point > 0xffff) i++
        points.push(point)
      }
    } else points.push(...text)
    for (const point of points) if (point > largest) largest = point
    const kind = largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4
    this.word(CodeTag.str)
    this.word(kind)
    this.word((largest < 0x80 ? STR_ASCII : 0) | (name ? STR_INTERN : 0))
    this.word(points.length)
    if (kind === 4) this.wordArray(points)
    else if (kind === 1) this.data(Uint8Array.from(points))
    else this.data(new Uint8Array(Uint16Array.from(points).buffer))
  }

  /** The common case; undone if a code point does not fit. */
  private asciiStr(text: string, name: boolean): boolean {
    const { length } = text
    this.reserve(4 + ((length + 3) >> 2))
    const bytes = new Uint8Array(this.words.buffer, (this.length + 4) * 4, length)
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i)
      if (unit > 127) {
        bytes.fill(0)
        return false
      }
      bytes[i] = unit
    }
    this.word(CodeTag.str)
    this.word(1)
    this.word(STR_ASCII | (name ? STR_INTERN : 0))
    this.word(length)
    this.length += (length + 3) >> 2
    return true
  }

  private tupleOfNames(names: readonly string[]): void {
    this.word(CodeTag.tuple)
    this.word(names.length)
    for (const name of names) this.text(name)
  }

  private int(value: number | bigint): void {
    const big = BigInt(value)
    if (big >= -INT_LIMIT && big < INT_LIMIT) {
      this.word(CodeTag.int)
      this.word(Number(big & 0xffffffffn))
      this.word(Number((big >> 32n) & 0xffffffffn))
      return
    }
    const hex = (big < 0n ? -big : big).toString(16)
    const digits: number[] = []
    for (let end = hex.length; end > 0; end -= 8) digits.push(Number.parseInt(hex.slice(Math.max(0, end - 8), end), 16))
    this.word(CodeTag.bigInt)
    this.word(big < 0n ? 1 : 0)
    this.word(digits.length)
    this.wordArray(digits)
  }

  private constant(constant: ConstantObject): void {
    switch (constant.type) {
      case 'None':
        this.word(CodeTag.none)
        return
      case 'True':
        this.word(CodeTag.true_)
        return
      case 'False':
        this.word(CodeTag.false_)
        return
      case 'Ellipsis':
        this.word(CodeTag.ellipsis)
        return
      case 'int':
        this.int(constant.value)
        return
      case 'float':
        this.word(CodeTag.float)
        this.float(constant.value)
        return
      case 'complex':
        this.word(CodeTag.complex)
        this.float(constant.real)
        this.float(constant.imag)
        return
      case 'str':
        this.str(constant.value, false)
        return
      case 'bytes':
        this.word(CodeTag.bytes)
        this.word(constant.value.length)
        this.data(constant.value)
        return
      case 'tuple':
      case 'frozenset':
        this.word(constant.type === 'tuple' ? CodeTag.tuple : CodeTag.frozenset)
        this.word(constant.items.length)
        for (const item of constant.items) this.constant(item)
        return
      case 'slice':
        this.word(CodeTag.slice)
        for (const item of constant.items) this.constant(item)
        return
      case 'code':
        this.code(constant.code)
        return
    }
  }

  code(code: CodeObject): void {
    this.word(CodeTag.code)
    // biome-ignore format: the order of the format
    this.wordArray([
      code.flags, code.argcount, code.posonlyargcount, code.kwonlyargcount, code.registerCount, code.variables.length,
      code.firstFree, code.firstlineno, code.code.length / 2, code.constants.length, code.caches.length,
      code.exceptions.length, code.positions.length, code.liveness.length,
    ])
    this.wordArray(code.code)
    for (const entry of code.exceptions) this.wordArray([entry.start, entry.end, entry.handler, entry.register])
    this.data(code.positions)
    this.data(code.liveness)
    this.text(code.name)
    this.text(code.qualname)
    this.text(code.filename)
    this.tupleOfNames(code.variables)
    this.tupleOfNames(code.cellvars)
    this.tupleOfNames(code.freevars)
    this.tupleOfNames(code.names)
    for (const constant of code.constants) this.constant(constant)
    for (const name of code.caches) {
      if (name === null) this.word(CodeTag.none)
      else this.text(name)
    }
  }

  finish(): Uint8Array {
    this.words[1] = this.names.size
    return new Uint8Array(this.words.buffer, 0, this.length * 4).slice()
  }
}

export function writeCode(code: CodeObject): Uint8Array {
  const writer = new CodeWriter()
  writer.word(CODE_MAGIC)
  writer.word(0)
  writer.code(code)
  return writer.finish()
}
