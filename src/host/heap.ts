// The host's typed layer over the heap: how TypeScript reads and makes Python objects. A `Ref` is the address of a slot in
// this executor's handle array, a GC root; refs live until the scope of the host builtin closes. All access goes through
// exports of the core, which take their barriers, so any call may abort the transaction: it then throws through this
// code (never catch it; no JavaScript state may change before the last heap access, see docs/CORE.md section 9).

import { HANDLE_ARRAYS, HANDLE_ARRAY_BYTES, SHAPE_BYTES, STATIC_SHAPES, STATIC_TYPES, TYPE_BYTES } from '../memory/layout.ts'
import { T } from '../objects/type-ids.ts'
import type { CoreInstance } from './core-instance.ts'

/** Address of a handle slot. */
export type Ref = number

/** Thrown when a Python exception has been raised in the core and stands in the thread block. */
export const PYTHON_EXCEPTION = Object.freeze({ pythonException: true })

const TAG_POINTER = 0xfffa0000
const TAG_CONSTANT = 0xfffb0000
const TAG_INT = 0xfffc0000
const NONE = 2
const UNBOUND = 0x10

export class HostHeap {
  readonly core: CoreInstance
  private readonly base: number
  private top: number
  private readonly limit: number

  constructor(core: CoreInstance, readonly executorNumber: number) {
    this.core = core
    this.base = HANDLE_ARRAYS + executorNumber * HANDLE_ARRAY_BYTES
    this.top = this.base + 8
    this.limit = this.base + HANDLE_ARRAY_BYTES
    this.publish()
  }

  // ---- handles
  /** Runs `body`; the handles that it makes end with it (also when it throws: then the executor loop resets the array). */
  scope<R>(body: () => R): R {
    const saved = this.top
    const result = body()
    this.top = saved
    this.publish()
    return result
  }
  mark(): number {
    return this.top
  }
  release(mark: number): void {
    this.top = mark
    this.publish()
  }
  /** After an abort: drops all handles above `mark`. */
  resetTo(mark = this.base + 8): void {
    this.release(mark)
  }
  private publish(): void {
    this.core.u32[this.base >>> 2] = this.top
  }
  newRef(): Ref {
    if (this.top >= this.limit) throw new Error('host builtin: more than 1,000 handles in one scope')
    const ref = this.top
    this.top += 8
    this.core.u32[ref >>> 2] = NONE
    this.core.u32[(ref >>> 2) + 1] = TAG_CONSTANT
    this.publish()
    return ref
  }
  copy(from: Ref, to: Ref): void {
    this.core.u32[to >>> 2] = this.core.u32[from >>> 2]
    this.core.u32[(to >>> 2) + 1] = this.core.u32[(from >>> 2) + 1]
  }
  duplicate(ref: Ref): Ref {
    const r = this.newRef()
    this.copy(ref, r)
    return r
  }

  // ---- kinds
  private low(ref: Ref): number {
    return this.core.u32[ref >>> 2]
  }
  private high(ref: Ref): number {
    return this.core.u32[(ref >>> 2) + 1]
  }
  isNone(ref: Ref): boolean {
    return this.high(ref) === TAG_CONSTANT && this.low(ref) === NONE
  }
  isUnbound(ref: Ref): boolean {
    return this.high(ref) === TAG_CONSTANT && this.low(ref) === UNBOUND
  }
  isMissing(ref: Ref): boolean {
    return this.high(ref) === TAG_CONSTANT && (this.low(ref) === UNBOUND || this.low(ref) === NONE)
  }
  isBool(ref: Ref): boolean {
    return this.high(ref) === TAG_CONSTANT && this.low(ref) <= 1
  }
  isPointer(ref: Ref): boolean {
    return this.high(ref) === TAG_POINTER
  }
  /** Layout tag: T.int, T.str, T.list, ...; subclasses have their base's. */
  tag(ref: Ref): T {
    const high = this.high(ref)
    if (high === TAG_POINTER) return this.core.u16[(this.core.u32[(this.low(ref) + 4) >>> 2] + 12) >>> 1] as T
    if (high >>> 0 >= TAG_INT) return T.int
    if (high === TAG_CONSTANT) {
      const n = this.low(ref)
      if (n <= 1) return T.bool
      if (n === NONE) return T.NoneType
      if (n === 3) return T.ellipsis
      return T.NotImplementedType
    }
    return T.float
  }
  isStr(ref: Ref): boolean {
    return this.tag(ref) === T.str
  }
  isBytes(ref: Ref): boolean {
    return this.tag(ref) === T.bytes
  }
  isInt(ref: Ref): boolean {
    const t = this.tag(ref)
    return t === T.int || t === T.bool
  }
  typeName(ref: Ref): string {
    const type = this.core.exports.hostTypeOf(ref) >>> 0
    return this.readStr(this.core.exports.hostTypeName(type) >>> 0)
  }
  address(ref: Ref): number {
    return this.low(ref)
  }

  // ---- constants and numbers
  setConstant(ref: Ref, n: number): Ref {
    this.core.u32[ref >>> 2] = n
    this.core.u32[(ref >>> 2) + 1] = TAG_CONSTANT
    return ref
  }
  none(): Ref {
    return this.newRef()
  }
  bool(b: boolean): Ref {
    return this.setConstant(this.newRef(), b ? 1 : 0)
  }
  unbound(): Ref {
    return this.setConstant(this.newRef(), UNBOUND)
  }
  float(x: number): Ref {
    const ref = this.newRef()
    this.core.f64[ref >>> 3] = Number.isNaN(x) ? Number.NaN : x
    return ref
  }
  int(n: number | bigint): Ref {
    const ref = this.newRef()
    const big = BigInt(n)
    if (big >= -(1n << 49n) && big < 1n << 49n) {
      this.core.u32[ref >>> 2] = Number(big & 0xffffffffn)
      this.core.u32[(ref >>> 2) + 1] = (TAG_INT | Number((big >> 32n) & 0x3ffffn)) >>> 0
      return ref
    }
    const negative = big < 0n
    let rest = negative ? -big : big
    const digits: number[] = []
    while (rest > 0n) {
      digits.push(Number(rest & 0xffffffffn))
      rest >>= 32n
    }
    const at = this.core.exports.hostScratch(digits.length * 4) >>> 0
    digits.forEach((d, i) => {
      this.core.u32[(at >>> 2) + i] = d
    })
    this.core.exports.hostNewBigInt(ref, at, digits.length, negative ? 1 : 0)
    return ref
  }
  /** The int in `ref` (int or bool, also a subclass). */
  toBigInt(ref: Ref): bigint {
    if (this.isBool(ref)) return BigInt(this.low(ref))
    if (this.high(ref) >>> 0 >= TAG_INT) return BigInt.asIntN(50, (BigInt(this.high(ref) >>> 0) << 32n) | BigInt(this.low(ref)))
    const object = this.low(ref)
    if (this.core.u32[(object + 4) >>> 2] !== STATIC_SHAPES + T.int * SHAPE_BYTES) { // of a subclass: it holds its exact int
      const exact = this.newRef()
      this.copy(object + 8, exact)
      return this.toBigInt(exact)
    }
    const scratch = this.core.exports.hostScratch(8) >>> 0
    const count = this.core.exports.hostReadBigInt(ref, scratch)
    const at = this.core.u32[scratch >>> 2]
    let value = 0n
    for (let i = Math.abs(count) - 1; i >= 0; i--) value = (value << 32n) | BigInt(this.core.u32[(at >>> 2) + i])
    return count < 0 ? -value : value
  }
  /** An int that is used as index, file descriptor, count: TypeError or OverflowError where it is none. */
  toNumber(ref: Ref): number {
    const tag = this.tag(ref)
    if (tag === T.float) return this.core.f64[ref >>> 3]
    if (tag !== T.int && tag !== T.bool) return this.toNumber(this.checked(this.core.exports.hostIndex, ref))
    const n = this.toBigInt(ref)
    if (n > 0x7fffffffffffffffn || n < -0x8000000000000000n) this.raise(T.OverflowError, 'Python int too large to convert to C long')
    return Number(n)
  }
  /** int or float (or what has __float__/__index__) as a JavaScript number. */
  toFloat(ref: Ref): number {
    const tag = this.tag(ref)
    if (tag === T.float) return this.core.f64[ref >>> 3]
    return this.core.f64[this.checked(this.core.exports.hostFloat, ref) >>> 3]
  }
  /** Calls a core export (argument slot, result slot) that returns 1 if it raised. */
  private checked(f: (ref: number, result: number) => number, ref: Ref): Ref {
    const result = this.newRef()
    if (f(ref, result)) throw PYTHON_EXCEPTION
    return result
  }
  truth(ref: Ref): boolean {
    const t = this.core.exports.hostTruth(ref)
    if (t < 0) throw PYTHON_EXCEPTION
    return t === 1
  }

  // ---- text and bytes
  /** A str of the code points of a JavaScript string (unpaired surrogates stay as they are). */
  str(text: string, interned = false): Ref {
    const ref = this.newRef()
    const n = text.length
    let max = 0
    let pairs = 0
    for (let i = 0; i < n; i++) {
      const c = text.charCodeAt(i)
      max |= c
      if ((c & 0xfc00) === 0xd800 && i + 1 < n && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) pairs++
    }
    const kind = pairs > 0 ? 4 : max < 256 ? 1 : 2
    const data = this.core.exports.hostNewStr(ref, kind, n - pairs, max < 128 ? 1 : 0) >>> 0
    if (kind === 1) for (let i = 0; i < n; i++) this.core.u8[data + i] = text.charCodeAt(i)
    else if (kind === 2) for (let i = 0; i < n; i++) this.core.u16[(data >>> 1) + i] = text.charCodeAt(i)
    else for (let i = 0, j = data >>> 2; i < n; j++) {
      const c = text.codePointAt(i)!
      this.core.u32[j] = c
      i += c > 0xffff ? 2 : 1
    }
    this.core.exports.hostFinishStr(ref, interned ? 1 : 0)
    return ref
  }
  /** A path or environment text from the system: undecodable bytes as surrogate escapes. */
  strFromBytes(bytes: Uint8Array): Ref {
    return this.str(decodeSurrogateEscape(bytes))
  }
  readStr(address: number): string {
    const { u8, u16, u32 } = this.core
    const n = u32[(address + 8) >>> 2]
    const kind = u8[address + 12]
    let text = ''
    for (let from = 0; from < n; from += 4096) {
      const to = Math.min(n, from + 4096)
      const at = address + 16
      const units = kind === 1 ? u8.subarray(at + from, at + to) : kind === 2 ? u16.subarray((at >>> 1) + from, (at >>> 1) + to) : u32.subarray((at >>> 2) + from, (at >>> 2) + to)
      text += kind === 4 ? String.fromCodePoint(...units) : String.fromCharCode(...units)
    }
    return text
  }
  toStr(ref: Ref): string {
    if (!this.isStr(ref)) this.raise(T.TypeError, `expected str, not ${this.typeName(ref)}`)
    return this.readStr(this.textAddress(ref))
  }
  /** Address of the exact str of a str value: instances of subclasses hold it at +8. */
  private textAddress(ref: Ref): number {
    const address = this.low(ref)
    if (this.core.u32[(address + 4) >>> 2] === STATIC_SHAPES + T.str * SHAPE_BYTES) return address
    return this.core.u32[(address + 8) >>> 2] || this.core.exports.flattenRope(address) >>> 0
  }
  bytes(data: Uint8Array): Ref {
    const ref = this.newRef()
    const at = this.core.exports.hostNewBytes(ref, data.length) >>> 0
    this.core.u8.set(data, at)
    return ref
  }
  /** A copy of the bytes of a bytes-like object (bytes, bytearray, memoryview, array). */
  toBytes(ref: Ref): Uint8Array {
    const scratch = this.core.exports.hostScratch(8) >>> 0
    if (this.core.exports.hostReadBuffer(ref, scratch)) throw PYTHON_EXCEPTION
    const at = this.core.u32[scratch >>> 2]
    const n = this.core.u32[(scratch >>> 2) + 1]
    return this.core.u8.slice(at, at + n)
  }
  /** A path argument: str, bytes or os.PathLike, as the bytes that the system gets. */
  toPath(ref: Ref, what = 'path'): Buffer {
    let r = ref
    if (!this.isStr(r) && !this.isBytes(r)) {
      const f = this.newRef()
      if (!this.core.exports.hostFsPath(r, f)) r = f
      else {
        this.clearError()
        this.raise(T.TypeError, `${what}: expected str, bytes or os.PathLike object, not ${this.typeName(ref)}`)
      }
    }
    const bytes = this.isStr(r) ? encodeSurrogateEscape(this.readStr(this.textAddress(r))) : Buffer.from(this.toBytes(r))
    if (bytes.includes(0)) this.raise(T.ValueError, 'embedded null byte')
    return bytes
  }

  /** os.fspath for what is neither str nor bytes; null: it is no path (nothing is raised). */
  fsPath(ref: Ref): Ref | null {
    const result = this.newRef()
    if (!this.core.exports.hostHasFsPath(ref)) return null
    if (this.core.exports.hostFsPath(ref, result)) throw PYTHON_EXCEPTION
    return result
  }
  /** The bytes that the system gets for a str or bytes path; ValueError for a null character. */
  pathBytes(ref: Ref, message: string): Buffer {
    const bytes = this.isStr(ref) ? encodeSurrogateEscape(this.readStr(this.textAddress(ref))) : Buffer.from(this.toBytes(ref))
    if (bytes.includes(0)) this.raise(T.ValueError, message)
    return bytes
  }
  /** A struct sequence of static type `t` with all its fields. */
  structSequence(t: T, fields: Ref[]): Ref {
    return this.fromItems((result, at) => this.core.exports.hostNewStructSequence(t, at, result), fields)
  }

  isExactStructSequence(ref: Ref, t: T): boolean {
    return this.isPointer(ref) && this.core.u32[(this.low(ref) + 4) >>> 2] === STATIC_SHAPES + t * SHAPE_BYTES
  }

  // ---- containers and objects
  tuple(items: Ref[]): Ref {
    return this.fromItems(this.core.exports.hostNewTuple, items)
  }
  list(items: Ref[]): Ref {
    return this.fromItems(this.core.exports.hostNewList, items)
  }
  /** A list of many items made one after another, each in a scope of its own. */
  listOf<X>(values: Iterable<X>, make: (value: X) => Ref): Ref {
    const list = this.list([])
    for (const value of values) this.scope(() => this.append(list, make(value)))
    return list
  }
  append(list: Ref, item: Ref): void {
    this.core.exports.hostListAppend(list, item)
  }
  private fromItems(make: (result: number, at: number, count: number) => unknown, items: Ref[]): Ref {
    const ref = this.newRef()
    const at = this.core.exports.hostScratch(items.length * 8 + 8) >>> 0
    items.forEach((item, i) => {
      this.copy(item, at + i * 8)
    })
    make(ref, at, items.length)
    return ref
  }
  /** Items of an exact tuple or list, or of any iterable. */
  items(ref: Ref): Ref[] {
    const tuple = this.checked(this.core.exports.hostToTuple, ref)
    const at = this.low(tuple)
    const n = this.core.u32[(at + 8) >>> 2]
    const refs: Ref[] = []
    for (let i = 0; i < n; i++) {
      const r = this.newRef()
      this.copy(at + 16 + i * 8, r)
      refs.push(r)
    }
    return refs
  }
  dict(): Ref {
    const ref = this.newRef()
    this.core.exports.hostNewDict(ref)
    return ref
  }
  dictOf(pairs: [Ref, Ref][]): Ref {
    const dict = this.dict()
    for (const [key, value] of pairs) this.setItem(dict, key, value)
    return dict
  }
  setItem(container: Ref, key: Ref, value: Ref): void {
    if (this.core.exports.hostSetItem(container, key, value)) throw PYTHON_EXCEPTION
  }
  getItem(container: Ref, key: Ref): Ref {
    const result = this.newRef()
    if (this.core.exports.hostGetItem(container, key, result)) throw PYTHON_EXCEPTION
    return result
  }
  getAttribute(object: Ref, name: string): Ref {
    const result = this.newRef()
    if (this.core.exports.hostGetAttribute(object, this.str(name, true), result)) throw PYTHON_EXCEPTION
    return result
  }
  setAttribute(object: Ref, name: string, value: Ref): void {
    if (this.core.exports.hostSetAttribute(object, this.str(name, true), value)) throw PYTHON_EXCEPTION
  }
  call(callable: Ref, ...args: Ref[]): Ref {
    const result = this.newRef()
    const at = this.core.exports.hostScratch(args.length * 8 + 8) >>> 0
    args.forEach((arg, i) => {
      this.copy(arg, at + i * 8)
    })
    if (this.core.exports.hostCallValue(callable, at, args.length, result)) throw PYTHON_EXCEPTION
    return result
  }
  callMethod(object: Ref, name: string, ...args: Ref[]): Ref {
    return this.call(this.getAttribute(object, name), ...args)
  }
  newModule(name: Ref): Ref {
    const result = this.newRef()
    this.core.exports.hostNewModule(name, result)
    return result
  }
  /** Binds a name in a module's dict. */
  setModuleName(module: Ref, name: string, value: Ref): void {
    this.core.exports.hostModuleSet(module, this.str(name, true), value)
  }
  /** The code object of bytes that the compiler has written. */
  loadCode(code: Uint8Array): Ref {
    const result = this.newRef()
    const at = this.core.exports.hostScratch(code.length) >>> 0
    this.core.u8.set(code, at)
    if (this.core.exports.hostLoadCode(at, result)) throw PYTHON_EXCEPTION
    return result
  }
  /** A reference to the object at `address`. */
  pointer(address: number): Ref {
    const ref = this.newRef()
    this.core.u32[ref >>> 2] = address
    this.core.u32[(ref >>> 2) + 1] = TAG_POINTER
    return ref
  }
  staticType(t: T): Ref {
    const ref = this.newRef()
    this.core.u32[ref >>> 2] = STATIC_TYPES + t * TYPE_BYTES
    this.core.u32[(ref >>> 2) + 1] = TAG_POINTER
    return ref
  }

  // ---- errors
  raise(type: T, message: string): never {
    this.core.exports.hostRaise(type, this.str(message))
    throw PYTHON_EXCEPTION
  }
  raiseWith(type: T, ...args: Ref[]): never {
    this.core.exports.hostRaiseValue(this.call(this.staticType(type), ...args))
    throw PYTHON_EXCEPTION
  }
  clearError(): void {
    this.core.exports.hostClearError()
  }
}


/** Bytes of the system as text: UTF-8, undecodable bytes b as U+DC00 + b (PEP 383). */
export function decodeSurrogateEscape(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf8')
  if (!text.includes('\ufffd')) return text
  let result = ''
  for (let i = 0; i < bytes.length; ) {
    const length = utf8Length(bytes, i)
    if (length === 0) result += String.fromCharCode(0xdc00 + bytes[i++])
    else {
      result += Buffer.from(bytes.subarray(i, i + length)).toString('utf8')
      i += length
    }
  }
  return result
}

function utf8Length(bytes: Uint8Array, i: number): number {
  const b = bytes[i]
  if (b < 0x80) return 1
  const n = b >= 0xc2 && b < 0xe0 ? 2 : b >= 0xe0 && b < 0xf0 ? 3 : b >= 0xf0 && b < 0xf5 ? 4 : 0
  if (n === 0 || i + n > bytes.length) return 0
  for (let j = 1; j < n; j++) if ((bytes[i + j] & 0xc0) !== 0x80) return 0
  const second = bytes[i + 1]
  if ((b === 0xe0 && second < 0xa0) || (b === 0xed && second >= 0xa0) || (b === 0xf0 && second < 0x90) || (b === 0xf4 && second >= 0x90)) return 0
  return n
}

export function encodeSurrogateEscape(text: string): Buffer {
  if (!/[\udc80-\udcff]/.test(text)) return Buffer.from(text, 'utf8')
  const parts: Buffer[] = []
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    const paired = i > 0 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800
    if (c >= 0xdc80 && c <= 0xdcff && !paired) {
      parts.push(Buffer.from(text.slice(from, i), 'utf8'), Buffer.from([c - 0xdc00]))
      from = i + 1
    }
  }
  parts.push(Buffer.from(text.slice(from), 'utf8'))
  return Buffer.concat(parts)
}
