// The module marshal: CPython's format, version 4, of plain values. Code objects are not marshalled: compiled code is kept by
// the host's cache (host/code-cache.ts) and importlib's is off (sys.implementation.cache_tag is None).

import type { HostHeap, Ref } from '../host/heap.ts'
import { type HostModule, plain } from '../host/host-builtins.ts'
import { T } from '../objects/type-ids.ts'

const VERSION = 5
const MAX_DEPTH = 2000

class Writer {
  private readonly parts: Buffer[] = []

  constructor(private readonly heap: HostHeap) {}

  byte(code: string): void {
    this.parts.push(Buffer.from(code, 'latin1'))
  }
  long(n: number): void {
    const b = Buffer.alloc(4)
    b.writeInt32LE(n | 0)
    this.parts.push(b)
  }
  short(n: number): void {
    const b = Buffer.alloc(2)
    b.writeUInt16LE(n)
    this.parts.push(b)
  }
  double(x: number): void {
    const b = Buffer.alloc(8)
    b.writeDoubleLE(x)
    this.parts.push(b)
  }
  bytes(): Buffer {
    return Buffer.concat(this.parts)
  }

  value(ref: Ref, depth = 0): void {
    const { heap } = this
    if (depth > MAX_DEPTH) heap.raise(T.ValueError, 'object too deeply nested to marshal')
    switch (heap.tag(ref)) {
      case T.NoneType: return this.byte('N')
      case T.bool: return this.byte(heap.truth(ref) ? 'T' : 'F')
      case T.ellipsis: return this.byte('.')
      case T.int: return this.int(heap.toBigInt(ref))
      case T.float:
        this.byte('g')
        return this.double(heap.toFloat(ref))
      case T.complex:
        this.byte('y')
        this.double(heap.toFloat(heap.getAttribute(ref, 'real')))
        return this.double(heap.toFloat(heap.getAttribute(ref, 'imag')))
      case T.str: {
        const data = Buffer.from(heap.toBytes(heap.callMethod(ref, 'encode', heap.str('utf-8'), heap.str('surrogatepass'))))
        this.byte('u')
        this.long(data.length)
        this.parts.push(data)
        return
      }
      case T.bytes:
      case T.bytearray: {
        const data = Buffer.from(heap.toBytes(ref))
        this.byte('s')
        this.long(data.length)
        this.parts.push(data)
        return
      }
      case T.tuple: return this.items('(', ref, depth)
      case T.list: return this.items('[', ref, depth)
      case T.set: return this.items('<', ref, depth)
      case T.frozenset: return this.items('>', ref, depth)
      case T.dict:
        this.byte('{')
        for (const pair of heap.items(heap.callMethod(ref, 'items'))) {
          const [key, value] = heap.items(pair)
          this.value(key, depth + 1)
          this.value(value, depth + 1)
        }
        return this.byte('0')
      default:
        heap.raise(T.ValueError, 'unmarshallable object')
    }
  }

  private int(n: bigint): void {
    if (n >= -0x80000000n && n <= 0x7fffffffn) {
      this.byte('i')
      return this.long(Number(n))
    }
    const digits: number[] = []
    for (let rest = n < 0n ? -n : n; rest > 0n; rest >>= 15n) digits.push(Number(rest & 0x7fffn))
    this.byte('l')
    this.long(n < 0n ? -digits.length : digits.length)
    for (const digit of digits) this.short(digit)
  }

  private items(code: string, ref: Ref, depth: number): void {
    const items = this.heap.items(ref)
    this.byte(code)
    this.long(items.length)
    for (const item of items) this.value(item, depth + 1)
  }
}

class Reader {
  at = 0
  private readonly refs: Ref[] = []

  constructor(private readonly heap: HostHeap, private readonly data: Buffer) {}

  private take(n: number): Buffer {
    if (n < 0 || this.at + n > this.data.length) this.heap.raise(T.EOFError, 'marshal data too short')
    this.at += n
    return this.data.subarray(this.at - n, this.at)
  }
  private long(): number {
    return this.take(4).readInt32LE()
  }

  value(): Ref {
    const { heap } = this
    if (this.at >= this.data.length) heap.raise(T.EOFError, 'EOF read where object expected')
    const code = this.data[this.at++]
    const flagged = (code & 0x80) !== 0
    const index = this.refs.length
    if (flagged) this.refs.push(0)
    const result = this.body(String.fromCharCode(code & 0x7f))
    if (flagged) this.refs[index] = result
    return result
  }

  private body(code: string): Ref {
    const { heap } = this
    switch (code) {
      case 'N': return heap.none()
      case 'T': return heap.bool(true)
      case 'F': return heap.bool(false)
      case '.': return heap.setConstant(heap.newRef(), 3)
      case 'i': return heap.int(this.long())
      case 'l': {
        const n = this.long()
        let value = 0n
        for (let i = 0; i < Math.abs(n); i++) value |= BigInt(this.take(2).readUInt16LE()) << BigInt(15 * i)
        return heap.int(n < 0 ? -value : value)
      }
      case 'g': return heap.float(this.take(8).readDoubleLE())
      case 'y': return heap.call(heap.staticType(T.complex), heap.float(this.take(8).readDoubleLE()), heap.float(this.take(8).readDoubleLE()))
      case 'u':
      case 't': return heap.callMethod(heap.bytes(this.take(this.long())), 'decode', heap.str('utf-8'), heap.str('surrogatepass'))
      case 'z':
      case 'Z': return heap.str(this.take(this.take(1)[0]).toString('latin1'))
      case 'a':
      case 'A': return heap.str(this.take(this.long()).toString('latin1'))
      case 's': return heap.bytes(this.take(this.long()))
      case '(': return heap.tuple(this.many(this.long()))
      case ')': return heap.tuple(this.many(this.take(1)[0]))
      case '[': return heap.list(this.many(this.long()))
      case '<': return heap.call(heap.staticType(T.set), heap.list(this.many(this.long())))
      case '>': return heap.call(heap.staticType(T.frozenset), heap.list(this.many(this.long())))
      case '{': {
        const dict = heap.dict()
        while (this.data[this.at] !== 0x30) heap.setItem(dict, this.value(), this.value())
        this.at++
        return dict
      }
      case 'r': {
        const ref = this.refs[this.long()]
        if (!ref) heap.raise(T.ValueError, 'bad marshal data (invalid reference)')
        return heap.duplicate(ref)
      }
      case 'c': return heap.raise(T.ValueError, 'bad marshal data (code objects of CPython cannot be loaded)')
      default: return heap.raise(T.ValueError, 'bad marshal data (unknown type code)')
    }
  }

  private many(n: number): Ref[] {
    if (n < 0) this.heap.raise(T.ValueError, 'bad marshal data (size out of range)')
    return Array.from({ length: n }, () => this.value())
  }
}

export const marshalModule: HostModule = {
  name: 'marshal',
  builtins: [
    plain('dumps', '($module, value, version=5, /, *, allow_code=True)', (heap, [value]) => {
      const writer = new Writer(heap)
      writer.value(value)
      return heap.bytes(writer.bytes())
    }),
    plain('loads', '($module, bytes, /, *, allow_code=True)', (heap, [data]) => new Reader(heap, Buffer.from(heap.toBytes(data))).value()),
    plain('dump', '($module, value, file, version=5, /, *, allow_code=True)', (heap, [value, file]) => {
      const writer = new Writer(heap)
      writer.value(value)
      return heap.callMethod(file, 'write', heap.bytes(writer.bytes()))
    }),
    plain('load', '($module, file, /, *, allow_code=True)', (heap, [file]) => new Reader(heap, Buffer.from(heap.toBytes(heap.callMethod(file, 'read')))).value()),
  ],
  initialize(heap, module) {
    heap.setModuleName(module, 'version', heap.int(VERSION))
  },
}
