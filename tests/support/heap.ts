// A booted core in one instance, for tests of core code from JavaScript: makes values, calls methods of builtin types by name.
// Python values appear in JavaScript as: None null, bool, float as number, int as bigint, str as string, others as Py (raw value).
// Use golden scripts instead wherever a Python program can say the same.

import { fileURLToPath } from 'node:url'
import * as path from 'node:path'
import { type CoreInstance, compileCore, instantiate, newMemory } from '../../src/host/core-instance.ts'

const FFFA = 0xfffa0000
const NONE = 0xfffb000000000002n
const TRUE = 0xfffb000000000001n
const FALSE = 0xfffb000000000000n
const UNBOUND = 0xfffb000000000010n
const EXCEPTION = 0xfffb000000000011n
const WELL_KNOWN = 0x00320000
const STATIC_TYPES = 0x00210000
const TYPE_BYTES = 1024
const INT_TAG = 0xfffc000000000000n

/** Any other Python object: its raw 64-bit value. */
export class Py {
  readonly bits: bigint
  constructor(bits: bigint) {
    this.bits = bits
  }
  get address(): number {
    return Number(this.bits & 0xffffffffn)
  }
}
export type JsValue = null | boolean | number | bigint | string | Py

export class TestHeap {
  readonly core: CoreInstance
  /** Argument slots: a window at the end of the well-known table. */
  private top = WELL_KNOWN + 3000 * 8

  constructor(wasmPath = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../dist/core.wasm')) {
    const memory = newMemory()
    this.core = instantiate(compileCore(new URL(`file://${wasmPath}`)), memory)
    const { initStm, initExecutor, boot, newThread, setThread, beginTransaction } = this.core.exports
    initStm()
    initExecutor(0)
    setThread(newThread())
    beginTransaction()
    boot()
  }

  slot(bits: bigint): number {
    const at = this.top
    this.top += 8
    this.core.u64[at / 8] = bits
    return at
  }

  str(text: string, interned = false): bigint {
    const points = Array.from(text, (c) => c.codePointAt(0)!)
    const max = points.reduce((a, b) => Math.max(a, b), 0)
    const kind = max < 256 ? 1 : max < 65536 ? 2 : 4
    const slot = this.slot(0n)
    const data = this.core.exports.hostNewStr(slot, kind, points.length, max < 128 ? 1 : 0) >>> 0
    points.forEach((c, i) => {
      if (kind === 1) this.core.u8[data + i] = c
      else if (kind === 2) this.core.u16[data / 2 + i] = c
      else this.core.u32[data / 4 + i] = c
    })
    this.core.exports.hostFinishStr(slot, interned ? 1 : 0)
    this.top = slot
    return this.core.u64[slot / 8]
  }

  toBits(v: JsValue): bigint {
    if (v === null) return NONE
    if (v === true) return TRUE
    if (v === false) return FALSE
    if (typeof v === 'string') return this.str(v)
    if (v instanceof Py) return v.bits
    if (typeof v === 'bigint') {
      if (v < -(1n << 49n) || v >= 1n << 49n) throw new Error('make big ints through int("...")')
      return INT_TAG | (v & 0x3ffffffffffffn)
    }
    const f = new Float64Array([v])
    return new BigUint64Array(f.buffer)[0]
  }

  fromBits(bits: bigint): JsValue {
    if (bits === NONE) return null
    if (bits === TRUE) return true
    if (bits === FALSE) return false
    if (bits <= 0xfff8000000000000n) return new Float64Array(new BigUint64Array([bits]).buffer)[0]
    if (bits >= INT_TAG) return BigInt.asIntN(50, bits)
    if (Number(bits >> 32n) === FFFA) {
      const at = Number(bits & 0xffffffffn)
      if (this.typeName(bits) === 'str') return this.readStr(at)
    }
    return new Py(bits)
  }

  readStr(at: number): string {
    const { u8, u16, u32 } = this.core
    const n = u32[(at + 8) / 4]
    const kind = u8[at + 12]
    let text = ''
    for (let i = 0; i < n; i++) text += String.fromCodePoint(kind === 1 ? u8[at + 16 + i] : kind === 2 ? u16[(at + 16) / 2 + i] : u32[(at + 16) / 4 + i])
    return text
  }

  typeName(bits: bigint): string {
    const slot = this.slot(bits)
    const type = this.core.exports.hostTypeOf(slot) >>> 0
    this.top = slot
    return this.readStr(this.core.exports.hostTypeName(type) >>> 0)
  }

  staticType(t: number): number {
    return STATIC_TYPES + t * TYPE_BYTES
  }

  /** Calls the builtin method `name` found in the dict of static type number `t`, with bound arguments; rest are UNBOUND. */
  callMethod(t: number, name: string, ...args: JsValue[]): JsValue {
    const saved = this.top
    try {
      const bits = args.map((a) => this.toBits(a))
      const nameSlot = this.slot(this.str(name, true))
      const method = this.slot(0n)
      if (!this.core.exports.hostTypeDictGet(this.staticType(t), nameSlot, method)) throw new Error(`no method ${name}`)
      const argv = this.top
      for (let i = 0; i < 16; i++) this.slot(i < bits.length ? bits[i] : UNBOUND)
      this.core.exports.hostCallBuiltinRaw(method, argv)
      const result = this.core.u64[argv / 8]
      if (result === EXCEPTION) throw new Error('a Python exception was raised')
      return this.fromBits(result)
    } finally {
      this.top = saved
    }
  }
}
