// Code objects and their byte format: what the compiler hands to the core, and what the code cache keeps on disk.
//
// Everything is little-endian and in 32-bit words, so that a loader reads aligned words in a single pass. A file is
//
//   magic "TYCO" | format version | number of objects N | words of the whole file | object 0 | ... | object N-1
//
// An object refers to others by their number, always to a smaller one; the last object is the module's code. A loader
// fills one array of N values from front to back. The first word of an object is `tag | info << 8`:
//
//   0 NONE, 1 FALSE, 2 TRUE, 3 ELLIPSIS            nothing
//   4 INT        low, high                         an int in -2^49 .. 2^49-1, as 64-bit two's complement
//   5 BIG_INT    n, digits                         info 1: negative; magnitude in n base 2^32 digits, lowest first
//   6 FLOAT      low, high                         IEEE bits
//   7 COMPLEX    4 words                           real bits, imaginary bits
//   8 STR        length, data                      info: kind 1, 2 or 4 bytes a code point (the smallest that fits) | 8 if it
//                                                  is to be interned; length in code points; data padded to whole words
//   9 BYTES      length, data                      padded
//  10 TUPLE      n, n references
//  11 FROZENSET  n, n references
//  12 SLICE      3 references
//  13 CODE       see below
//
// CODE: the fields of `CODE_FIELDS`, one word each, then these arrays one behind the other:
//   variables     V references: names of the registers 0 .. V-1 (the empty str for a nameless one)
//   kinds         V words: VARIABLE_* bits of the registers
//   constants     K references. The first `hiddenConstantCount` serve operands only (names); co_consts begins behind them
//   caches        C references: the name of the record; 0xFFFFFFFF for none (calls)
//   names         references of co_names
//   exceptions    4 words each: start, end (words of code), handler, register of the exception; sorted, disjoint
//   code          2 words for each instruction: op | X << 8 | A << 16, B | C << 16 (opcodes.ts)
//   lines         bytes, padded: the positions (below)
//   liveness      bytes, padded: the live temporaries (below)
//
// Registers 0 .. parametersCount-1 (argcount + kwonlyargcount + *args + **kwargs) are set by the call. Registers
// up to V must be UNBOUND at the start of a frame; those behind them (temporaries, to `registerCount`) are left as they are.
// In code that runs in a namespace register 0 has the kind 0 and holds the locals mapping.
//
// Positions: a list of `varint(count << 1 | located)`, for that many instructions; if located, then signed varint
// (line - line of the entry before; the first is relative to firstlineno), varint(end line - line), varint(column + 1),
// varint(end column + 1). Columns are bytes of UTF-8. `signed varint` is zigzag; varints have 7 bits a byte, low first.
//
// Liveness: which temporaries hold a value that is still read, before each instruction. A list of `varint(count)`, for
// that many instructions, followed by varint(number of changes) and that many varint(register - V) to toggle against
// the entry before; the first is against the empty set. Registers below V are always live. Of a frame that waits for
// a callee, registers from the call area on belong to the callee.
//
// Next: compile-unit.ts makes these objects, tools/disassemble.ts shows them, verify-code.ts checks them.

import { Op } from '../interp/opcodes.ts'
import type { PyStr } from './ast.ts'

export const CODE_MAGIC = 0x4f435954
/** Raise it with every change of this format or of the meaning of an opcode; new opcodes change it by themselves. */
export const CODE_FORMAT_VERSION = (1 << 8) | Op.COUNT

export const CONSTANT_NONE = 0
export const CONSTANT_FALSE = 1
export const CONSTANT_TRUE = 2
export const CONSTANT_ELLIPSIS = 3
export const CONSTANT_INT = 4
export const CONSTANT_BIG_INT = 5
export const CONSTANT_FLOAT = 6
export const CONSTANT_COMPLEX = 7
export const CONSTANT_STR = 8
export const CONSTANT_BYTES = 9
export const CONSTANT_TUPLE = 10
export const CONSTANT_FROZENSET = 11
export const CONSTANT_SLICE = 12
export const CONSTANT_CODE = 13

export const STR_INTERNED = 8

/** What a register below V stands for, as CPython's localspluskinds. */
export const VARIABLE_LOCAL = 1 // in co_varnames
export const VARIABLE_CELL = 2 // holds a cell once MAKE_CELL has run; in co_cellvars
export const VARIABLE_FREE = 4 // holds a cell of the closure; in co_freevars
export const VARIABLE_HIDDEN = 8 // iteration variable of an inlined comprehension: a local while it is bound, behind one of the same name

export const NO_NAME = 0xffffffff

/** The words of a CODE object behind its tag, in order. */
export const CODE_FIELDS = [
  'words', // of the whole object, its tag included
  'flags',
  'argcount', // positional parameters, positional-only ones included
  'posonlyargcount',
  'kwonlyargcount',
  'variableCount', // V
  'registerCount', // of the frame, all temporaries and call areas included
  'firstlineno',
  'filename', // references
  'name',
  'qualname',
  'constantCount',
  'hiddenConstantCount',
  'cacheCount',
  'nameCount',
  'exceptionCount',
  'codeLength', // in instructions
  'lineBytes',
  'livenessBytes',
] as const

export type ConstantObject =
  | { readonly type: 'None' | 'True' | 'False' | 'Ellipsis' }
  | { readonly type: 'int'; readonly value: number | bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'complex'; readonly real: number; readonly imag: number }
  | { readonly type: 'str'; readonly value: PyStr }
  | { readonly type: 'bytes'; readonly value: Uint8Array }
  | { readonly type: 'tuple' | 'frozenset'; readonly items: readonly ConstantObject[] }
  | { readonly type: 'slice'; readonly items: readonly ConstantObject[] }
  | { readonly type: 'code'; readonly code: CodeObject }

export interface ExceptionEntry {
  start: number
  end: number
  handler: number
  register: number
}

/** A finished code object on the host. */
export interface CodeObject {
  flags: number
  argcount: number
  posonlyargcount: number
  kwonlyargcount: number
  registerCount: number
  firstlineno: number
  filename: string
  name: string
  qualname: string
  variables: string[]
  kinds: number[]
  constants: ConstantObject[]
  hiddenConstantCount: number
  caches: (string | null)[]
  names: string[]
  exceptions: ExceptionEntry[]
  /** Two words for each instruction. */
  code: Uint32Array
  lines: Uint8Array
  liveness: Uint8Array
}

/** Growing array of 32-bit words. */
class WordWriter {
  words = new Uint32Array(4096)
  length = 0
  private reserve(count: number): void {
    if (this.length + count <= this.words.length) return
    const larger = new Uint32Array(Math.max(this.words.length * 2, this.length + count))
    larger.set(this.words.subarray(0, this.length))
    this.words = larger
  }
  word(value: number): void {
    this.reserve(1)
    this.words[this.length++] = value
  }
  wordArray(values: ArrayLike<number>): void {
    this.reserve(values.length)
    this.words.set(values, this.length)
    this.length += values.length
  }
  byteArray(bytes: Uint8Array): void {
    const count = (bytes.length + 3) >> 2
    this.reserve(count)
    new Uint8Array(this.words.buffer).set(bytes, this.length * 4)
    this.length += count
  }
}

const scratch = new DataView(new ArrayBuffer(8))
const INT_LIMIT = 2n ** 49n
const IDENTIFIER = /^[A-Za-z0-9_]*$/

class Serialiser {
  readonly out = new WordWriter()
  count = 0
  private readonly strings = new Map<string, number>()
  private readonly constants = new Map<string, number>()

  private begin(tag: number, info = 0): number {
    this.out.word(tag | (info << 8))
    return this.count++
  }

  private float(value: number): void {
    scratch.setFloat64(0, value, true)
    this.out.word(scratch.getUint32(0, true))
    this.out.word(scratch.getUint32(4, true))
  }

  text(text: string): number {
    const known = this.strings.get(text)
    if (known !== undefined) return known
    const number = this.str(text, true)
    this.strings.set(text, number)
    return number
  }

  private str(text: PyStr, name: boolean): number {
    let points: ArrayLike<number>
    let largest = 0
    if (typeof text === 'string') {
      const units = new Uint32Array(text.length)
      let n = 0
      for (let i = 0; i < text.length; i++) {
        let point = text.charCodeAt(i)
        if (point >= 0xd800 && point < 0xe000) {
          point = text.codePointAt(i)!
          if (point > 0xffff) i++
        }
        if (point > largest) largest = point
        units[n++] = point
      }
      points = units.subarray(0, n)
    } else {
      points = text
      for (const point of text) if (point > largest) largest = point
    }
    const kind = largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4
    const interned = name || (typeof text === 'string' && IDENTIFIER.test(text))
    const number = this.begin(CONSTANT_STR, kind | (interned ? STR_INTERNED : 0))
    this.out.word(points.length)
    if (kind === 4) this.out.wordArray(points)
    else {
      const data = kind === 1 ? Uint8Array.from(points) : Uint16Array.from(points)
      this.out.byteArray(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    }
    return number
  }

  constant(constant: ConstantObject): number {
    switch (constant.type) {
      case 'str':
        if (typeof constant.value !== 'string') return this.str(constant.value, false)
        // names and constants share their objects
        {
          const known = this.strings.get(constant.value)
          if (known !== undefined) return known
          const number = this.str(constant.value, false)
          this.strings.set(constant.value, number)
          return number
        }
      case 'tuple':
      case 'frozenset': {
        const references = constant.items.map((item) => this.constant(item))
        const number = this.begin(constant.type === 'tuple' ? CONSTANT_TUPLE : CONSTANT_FROZENSET)
        this.out.word(references.length)
        this.out.wordArray(references)
        return number
      }
      case 'slice': {
        const references = constant.items.map((item) => this.constant(item))
        const number = this.begin(CONSTANT_SLICE)
        this.out.wordArray(references)
        return number
      }
      case 'code':
        return this.code(constant.code)
      case 'bytes': {
        const number = this.begin(CONSTANT_BYTES)
        this.out.word(constant.value.length)
        this.out.byteArray(constant.value)
        return number
      }
    }
    const key = scalarKey(constant)
    const known = this.constants.get(key)
    if (known !== undefined) return known
    const number = this.scalar(constant)
    this.constants.set(key, number)
    return number
  }

  private scalar(constant: ConstantObject): number {
    switch (constant.type) {
      case 'None':
        return this.begin(CONSTANT_NONE)
      case 'True':
        return this.begin(CONSTANT_TRUE)
      case 'False':
        return this.begin(CONSTANT_FALSE)
      case 'Ellipsis':
        return this.begin(CONSTANT_ELLIPSIS)
      case 'int': {
        const value = BigInt(constant.value)
        if (value >= -INT_LIMIT && value < INT_LIMIT) {
          const number = this.begin(CONSTANT_INT)
          this.out.word(Number(value & 0xffffffffn))
          this.out.word(Number((value >> 32n) & 0xffffffffn))
          return number
        }
        const number = this.begin(CONSTANT_BIG_INT, value < 0n ? 1 : 0)
        const hex = (value < 0n ? -value : value).toString(16)
        const digits: number[] = []
        for (let end = hex.length; end > 0; end -= 8)
          digits.push(Number.parseInt(hex.slice(Math.max(0, end - 8), end), 16))
        this.out.word(digits.length)
        this.out.wordArray(digits)
        return number
      }
      case 'float': {
        const number = this.begin(CONSTANT_FLOAT)
        this.float(constant.value)
        return number
      }
      case 'complex': {
        const number = this.begin(CONSTANT_COMPLEX)
        this.float(constant.real)
        this.float(constant.imag)
        return number
      }
    }
    throw new Error(`not a scalar constant: ${constant.type}`)
  }

  code(code: CodeObject): number {
    const filename = this.text(code.filename)
    const name = this.text(code.name)
    const qualname = this.text(code.qualname)
    const variables = code.variables.map((text) => this.text(text))
    const constants = code.constants.map((constant) => this.constant(constant))
    const caches = code.caches.map((text) => (text === null ? NO_NAME : this.text(text)))
    const names = code.names.map((text) => this.text(text))
    const out = this.out
    const start = out.length
    const number = this.begin(CONSTANT_CODE)
    // biome-ignore format: in the order of CODE_FIELDS
    const fields = [
      0, code.flags, code.argcount, code.posonlyargcount, code.kwonlyargcount, variables.length, code.registerCount,
      code.firstlineno, filename, name, qualname, constants.length, code.hiddenConstantCount, caches.length, names.length,
      code.exceptions.length, code.code.length / 2, code.lines.length, code.liveness.length,
    ]
    out.wordArray(fields)
    out.wordArray(variables)
    out.wordArray(code.kinds)
    out.wordArray(constants)
    out.wordArray(caches)
    out.wordArray(names)
    for (const entry of code.exceptions) out.wordArray([entry.start, entry.end, entry.handler, entry.register])
    out.wordArray(code.code)
    out.byteArray(code.lines)
    out.byteArray(code.liveness)
    out.words[start + 1] = out.length - start
    return number
  }
}

/** Distinguishes constants of equal value but another type, sign of zero or NaN. */
export function scalarKey(constant: ConstantObject): string {
  switch (constant.type) {
    case 'int':
      return `i${constant.value}`
    case 'float':
      return `f${floatKey(constant.value)}`
    case 'complex':
      return `c${floatKey(constant.real)},${floatKey(constant.imag)}`
  }
  return constant.type
}

function floatKey(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

export function serialiseCode(code: CodeObject): Uint8Array {
  const serialiser = new Serialiser()
  serialiser.out.wordArray([CODE_MAGIC, CODE_FORMAT_VERSION, 0, 0])
  serialiser.code(code)
  const { words, length } = serialiser.out
  words[2] = serialiser.count
  words[3] = length
  return new Uint8Array(words.buffer, 0, length * 4).slice()
}

/** Reads the bytes back, for tests and tools. Throws if they are not of this format and version. */
export function deserialiseCode(bytes: Uint8Array): CodeObject {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const word = (): number => {
    const value = view.getUint32(at, true)
    at += 4
    return value
  }
  if (word() !== CODE_MAGIC || word() !== CODE_FORMAT_VERSION) throw new Error('not code of this version')
  const count = word()
  word()
  const objects: ConstantObject[] = []
  const reference = (): ConstantObject => objects[word()]
  const text = (): string => {
    const constant = reference()
    if (constant.type !== 'str' || typeof constant.value !== 'string') throw new Error('a name is no str')
    return constant.value
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
  for (let i = 0; i < count; i++) {
    const head = word()
    const info = head >>> 8
    switch (head & 255) {
      case CONSTANT_NONE:
        objects.push({ type: 'None' })
        break
      case CONSTANT_FALSE:
        objects.push({ type: 'False' })
        break
      case CONSTANT_TRUE:
        objects.push({ type: 'True' })
        break
      case CONSTANT_ELLIPSIS:
        objects.push({ type: 'Ellipsis' })
        break
      case CONSTANT_INT: {
        at += 8
        objects.push({ type: 'int', value: Number(view.getBigInt64(at - 8, true)) })
        break
      }
      case CONSTANT_BIG_INT: {
        let value = 0n
        list(word(), word).forEach((digit, place) => {
          value += BigInt(digit) << BigInt(32 * place)
        })
        objects.push({ type: 'int', value: info & 1 ? -value : value })
        break
      }
      case CONSTANT_FLOAT:
        objects.push({ type: 'float', value: float() })
        break
      case CONSTANT_COMPLEX:
        objects.push({ type: 'complex', real: float(), imag: float() })
        break
      case CONSTANT_STR: {
        const kind = info & 7
        const length = word()
        const points: number[] = []
        for (let p = 0; p < length; p++) {
          points.push(
            kind === 1
              ? view.getUint8(at + p)
              : kind === 2
                ? view.getUint16(at + 2 * p, true)
                : view.getUint32(at + 4 * p, true),
          )
        }
        at += (length * kind + 3) & ~3
        const surrogates = points.some((point) => point >= 0xd800 && point < 0xe000)
        objects.push({
          type: 'str',
          value: surrogates ? points : points.map((point) => String.fromCodePoint(point)).join(''),
        })
        break
      }
      case CONSTANT_BYTES:
        objects.push({ type: 'bytes', value: data(word()) })
        break
      case CONSTANT_TUPLE:
        objects.push({ type: 'tuple', items: list(word(), reference) })
        break
      case CONSTANT_FROZENSET:
        objects.push({ type: 'frozenset', items: list(word(), reference) })
        break
      case CONSTANT_SLICE:
        objects.push({ type: 'slice', items: list(3, reference) })
        break
      case CONSTANT_CODE: {
        const field = {} as Record<(typeof CODE_FIELDS)[number], number>
        for (const name of CODE_FIELDS) field[name] = word()
        const named = (number: number): string => (objects[number] as { value: string }).value
        const code: CodeObject = {
          flags: field.flags,
          argcount: field.argcount,
          posonlyargcount: field.posonlyargcount,
          kwonlyargcount: field.kwonlyargcount,
          registerCount: field.registerCount,
          firstlineno: field.firstlineno,
          filename: named(field.filename),
          name: named(field.name),
          qualname: named(field.qualname),
          variables: list(field.variableCount, text),
          kinds: list(field.variableCount, word),
          constants: list(field.constantCount, reference),
          hiddenConstantCount: field.hiddenConstantCount,
          caches: list(field.cacheCount, () => {
            const number = word()
            return number === NO_NAME ? null : named(number)
          }),
          names: list(field.nameCount, text),
          exceptions: list(field.exceptionCount, () => ({
            start: word(),
            end: word(),
            handler: word(),
            register: word(),
          })),
          code: Uint32Array.from(list(2 * field.codeLength, word)),
          lines: data(field.lineBytes),
          liveness: data(field.livenessBytes),
        }
        objects.push({ type: 'code', code })
        break
      }
      default:
        throw new Error(`unknown tag ${head & 255}`)
    }
  }
  const last = objects[objects.length - 1]
  if (last?.type !== 'code') throw new Error('no code object')
  return last.code
}
