// The module binascii: texts for bytes and checksums. Its exceptions are made in the core (src/builtins/binascii.ts).

import * as zlib from 'node:zlib'
import type { HostHeap, Ref } from '../host/heap.ts'
import { type HostModule, plain } from '../host/host-builtins.ts'
import { T } from '../objects/type-ids.ts'

/** Bytes of an argument that may be an ASCII str too. */
function asciiOrBytes(heap: HostHeap, ref: Ref): Uint8Array {
  if (heap.isStr(ref)) {
    const text = heap.toStr(ref)
    if (/[^\x00-\x7f]/.test(text)) heap.raise(T.ValueError, 'string argument should contain only ASCII characters')
    return Buffer.from(text, 'latin1')
  }
  if (!heap.isBytes(ref) && !hasBuffer(heap, ref)) {
    heap.raise(T.TypeError, `argument should be bytes, buffer or ASCII string, not '${heap.typeName(ref)}'`)
  }
  return heap.toBytes(ref)
}
function hasBuffer(heap: HostHeap, ref: Ref): boolean {
  const tag = heap.tag(ref)
  return tag === T.bytearray || tag === T.memoryview || tag === T.array_array
}

function fail(heap: HostHeap, message: string): never {
  heap.raise(T.binascii_Error, message)
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const SIXTETS = new Int8Array(256).fill(-1)
for (let i = 0; i < 64; i++) SIXTETS[BASE64.charCodeAt(i)] = i

function decodeBase64(heap: HostHeap, data: Uint8Array, strict: boolean): Uint8Array {
  const out = new Uint8Array(Math.ceil(data.length / 4) * 3)
  let length = 0
  let quad = 0
  let left = 0
  let pads = 0
  let started = false
  if (strict && data.length > 0 && data[0] === 0x3d) fail(heap, 'Leading padding not allowed')
  for (let i = 0; i < data.length; i++) {
    const c = data[i]
    if (c === 0x3d) {
      started = true
      pads++
      if (quad >= 2 && quad + pads >= 4) {
        if (strict && i + 1 < data.length) fail(heap, 'Excess data after padding')
        return out.subarray(0, length)
      }
      if (strict && quad < 2 && pads === 1 && quad === 0) fail(heap, 'Excess padding not allowed')
      continue
    }
    const v = SIXTETS[c]
    if (v < 0) {
      if (strict) fail(heap, 'Only base64 data is allowed')
      continue
    }
    if (strict && pads > 0) fail(heap, 'Discontinuous padding not allowed')
    started = true
    pads = 0
    if (quad === 0) left = v
    else if (quad === 1) {
      out[length++] = (left << 2) | (v >> 4)
      left = v & 15
    } else if (quad === 2) {
      out[length++] = (left << 4) | (v >> 2)
      left = v & 3
    } else out[length++] = (left << 6) | v
    quad = (quad + 1) & 3
  }
  if (started && quad !== 0) {
    if (quad === 1) {
      fail(heap, `Invalid base64-encoded string: number of data characters (${Math.floor(length / 3) * 4 + 1}) cannot be 1 more than a multiple of 4`)
    }
    fail(heap, 'Incorrect padding')
  }
  return out.subarray(0, length)
}

function decodeHex(heap: HostHeap, data: Uint8Array): Uint8Array {
  if (data.length % 2) fail(heap, 'Odd-length string')
  const out = new Uint8Array(data.length / 2)
  const digit = (c: number) => (c >= 48 && c <= 57 ? c - 48 : (c | 32) >= 97 && (c | 32) <= 102 ? (c | 32) - 87 : -1)
  for (let i = 0; i < out.length; i++) {
    const high = digit(data[2 * i])
    const low = digit(data[2 * i + 1])
    if (high < 0 || low < 0) fail(heap, 'Non-hexadecimal digit found')
    out[i] = high * 16 + low
  }
  return out
}

function encodeHex(heap: HostHeap, data: Uint8Array, sep: Ref, each: Ref): Uint8Array {
  const hex = Buffer.from(data).toString('hex')
  if (heap.isUnbound(sep)) return Buffer.from(hex, 'latin1')
  const text = heap.isStr(sep) ? heap.toStr(sep) : Buffer.from(heap.toBytes(sep)).toString('latin1')
  if (text.length !== 1) heap.raise(T.ValueError, 'sep must be length 1.')
  if (text.charCodeAt(0) > 127) heap.raise(T.ValueError, 'sep must be ASCII.')
  const n = heap.isUnbound(each) ? 1 : heap.toNumber(each)
  const size = Math.abs(n) * 2
  if (size === 0 || hex.length === 0) return Buffer.from(hex, 'latin1')
  const groups: string[] = []
  let at = n > 0 ? hex.length % size : 0
  if (at > 0) groups.push(hex.slice(0, at))
  for (; at < hex.length; at += size) groups.push(hex.slice(at, at + size))
  return Buffer.from(groups.join(text), 'latin1')
}

function crcHqx(data: Uint8Array, start: number): number {
  let crc = start & 0xffff
  for (const byte of data) {
    crc ^= byte << 8
    for (let i = 0; i < 8; i++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}

function decodeUu(heap: HostHeap, data: Uint8Array): Uint8Array {
  const length = data.length > 0 ? (data[0] - 32) & 63 : 32
  const out: number[] = []
  let bits = 0
  let left = 0
  let i = 1
  for (; out.length < length; i++) {
    let c = i < data.length ? data[i] : 32
    if (c === 10 || c === 13 || i >= data.length) c = 0
    else {
      if (c < 32 || c > 96) fail(heap, 'Illegal char')
      c = (c - 32) & 63
    }
    left = ((left << 6) | c) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      out.push((left >> bits) & 255)
      left &= (1 << bits) - 1
    }
  }
  for (; i < data.length; i++) if (![32, 96, 10, 13].includes(data[i])) fail(heap, 'Trailing garbage')
  return Uint8Array.from(out)
}

function encodeUu(heap: HostHeap, data: Uint8Array, backtick: boolean): Uint8Array {
  if (data.length > 45) fail(heap, 'At most 45 bytes at once')
  const sign = (v: number) => (backtick && v === 0 ? 96 : v + 32)
  const out = [sign(data.length)]
  for (let i = 0; i < data.length; i += 3) {
    const group = (data[i] << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0)
    for (let shift = 18; shift >= 0; shift -= 6) out.push(sign((group >> shift) & 63))
  }
  out.push(10)
  return Uint8Array.from(out)
}

function decodeQp(data: Uint8Array, header: boolean): Uint8Array {
  const out: number[] = []
  const hex = (c: number) => (c >= 48 && c <= 57 ? c - 48 : (c | 32) >= 97 && (c | 32) <= 102 ? (c | 32) - 87 : -1)
  for (let i = 0; i < data.length; ) {
    if (data[i] !== 0x3d) {
      out.push(header && data[i] === 0x5f ? 32 : data[i])
      i++
      continue
    }
    i++
    if (i >= data.length) break
    if (data[i] === 10 || data[i] === 13) {
      while (i < data.length && data[i] !== 10) i++
      i++
    } else if (data[i] === 0x3d) {
      out.push(0x3d)
      i++
    } else if (i + 1 < data.length && hex(data[i]) >= 0 && hex(data[i + 1]) >= 0) {
      out.push(hex(data[i]) * 16 + hex(data[i + 1]))
      i += 2
    } else out.push(0x3d)
  }
  return Uint8Array.from(out)
}

const MAX_QP_LINE = 76

function encodeQp(data: Uint8Array, quoteTabs: boolean, isText: boolean, header: boolean): Uint8Array {
  const out: number[] = []
  let line = 0
  const n = data.length
  const first = data.indexOf(10)
  const crlf = first > 0 && data[first - 1] === 13
  const newline = () => {
    if (crlf) out.push(13)
    out.push(10)
    line = 0
  }
  for (let i = 0; i < n; ) {
    const c = data[i]
    const quoted =
      c > 126 || c === 0x3d || (header && c === 0x5f) || (c === 0x2e && line === 0 && (i + 1 === n || [10, 13, 0].includes(data[i + 1]))) ||
      (!isText && (c === 13 || c === 10)) || ((c === 9 || c === 32) && i + 1 === n) ||
      (c < 33 && c !== 13 && c !== 10 && c !== 9 && c !== 32) || (c < 33 && c !== 13 && c !== 10 && quoteTabs)
    if (quoted) {
      if (line + 3 >= MAX_QP_LINE) {
        out.push(0x3d)
        newline()
      }
      out.push(0x3d, ...Buffer.from(c.toString(16).toUpperCase().padStart(2, '0'), 'latin1'))
      line += 3
      i++
    } else if (isText && (c === 10 || (c === 13 && data[i + 1] === 10))) {
      const last = out.at(-1)
      if (line > 0 && (last === 32 || last === 9)) {
        out.pop()
        out.push(0x3d, ...Buffer.from(last.toString(16).toUpperCase().padStart(2, '0'), 'latin1'))
      }
      newline()
      i += c === 13 ? 2 : 1
    } else {
      if (i + 1 !== n && data[i + 1] !== 10 && line + 1 >= MAX_QP_LINE) {
        out.push(0x3d)
        newline()
      }
      out.push(header && c === 32 ? 0x5f : c)
      line++
      i++
    }
  }
  return Uint8Array.from(out)
}

function flag(heap: HostHeap, ref: Ref, standard: boolean): boolean {
  return heap.isUnbound(ref) ? standard : heap.truth(ref)
}

/** A running checksum argument: any int, its low 32 bits. */
export function checksumArgument(heap: HostHeap, ref: Ref, standard: number): number {
  return heap.isUnbound(ref) ? standard : Number(BigInt.asUintN(32, BigInt(heap.toNumber(ref))))
}

export function crc32(data: Uint8Array, start: number): number {
  return (zlib as unknown as { crc32?(data: Uint8Array, start: number): number }).crc32?.(data, start) ?? crc32ByTable(data, start)
}
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let i = 0; i < 8; i++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})
function crc32ByTable(data: Uint8Array, start: number): number {
  let c = ~start
  for (const byte of data) c = CRC_TABLE[(c ^ byte) & 255] ^ (c >>> 8)
  return ~c >>> 0
}

export const binasciiModule: HostModule = {
  name: 'binascii',
  builtins: [
    plain('a2b_base64', '($module, data, /, *, strict_mode=False)', (heap, [data, strict]) =>
      heap.bytes(decodeBase64(heap, asciiOrBytes(heap, data), flag(heap, strict, false)))),
    plain('b2a_base64', '($module, data, /, *, newline=True)', (heap, [data, newline]) =>
      heap.bytes(Buffer.from(Buffer.from(heap.toBytes(data)).toString('base64') + (flag(heap, newline, true) ? '\n' : ''), 'latin1'))),
    plain('a2b_hex', '($module, hexstr, /)', (heap, [data]) => heap.bytes(decodeHex(heap, asciiOrBytes(heap, data)))),
    plain('unhexlify', '($module, hexstr, /)', (heap, [data]) => heap.bytes(decodeHex(heap, asciiOrBytes(heap, data)))),
    plain('b2a_hex', '($module, /, data, sep=None, bytes_per_sep=1)', (heap, [data, sep, each]) => heap.bytes(encodeHex(heap, heap.toBytes(data), sep, each))),
    plain('hexlify', '($module, /, data, sep=None, bytes_per_sep=1)', (heap, [data, sep, each]) => heap.bytes(encodeHex(heap, heap.toBytes(data), sep, each))),
    plain('crc32', '($module, data, crc=0, /)', (heap, [data, crc]) => heap.int(crc32(heap.toBytes(data), checksumArgument(heap, crc, 0)))),
    plain('crc_hqx', '($module, data, crc, /)', (heap, [data, crc]) => heap.int(crcHqx(heap.toBytes(data), heap.toNumber(crc)))),
    plain('a2b_uu', '($module, data, /)', (heap, [data]) => heap.bytes(decodeUu(heap, asciiOrBytes(heap, data)))),
    plain('b2a_uu', '($module, data, /, *, backtick=False)', (heap, [data, backtick]) => heap.bytes(encodeUu(heap, heap.toBytes(data), flag(heap, backtick, false)))),
    plain('a2b_qp', '($module, /, data, header=False)', (heap, [data, header]) => heap.bytes(decodeQp(asciiOrBytes(heap, data), flag(heap, header, false)))),
    plain('b2a_qp', '($module, /, data, quotetabs=False, istext=True, header=False)', (heap, [data, tabs, text, header]) =>
      heap.bytes(encodeQp(heap.toBytes(data), flag(heap, tabs, false), flag(heap, text, true), flag(heap, header, false)))),
  ],
}
