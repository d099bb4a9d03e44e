// What the module zlib (src/overlay/zlib.py) needs of node:zlib: whole buffers in and out, without state between calls, so that a
// transaction may run them again. Streams keep what they have seen on the Python side.

import * as zlib from 'node:zlib'
import type { HostHeap } from '../host/heap.ts'
import { type HostModule, plain } from '../host/host-builtins.ts'
import { T } from '../objects/type-ids.ts'
import { checksumArgument, crc32 } from './binascii.ts'

function adler32(data: Uint8Array, start: number): number {
  let a = start & 0xffff
  let b = start >>> 16
  for (let i = 0; i < data.length; ) {
    const end = Math.min(i + 3800, data.length)
    for (; i < end; i++) b += a += data[i]
    a %= 65521
    b %= 65521
  }
  return ((b << 16) | a) >>> 0
}

/** Texts for zlib's own error codes, as CPython shows them. */
function fail(heap: HostHeap, error: unknown, what: string): never {
  const { errno, message } = error as { errno?: number; message: string }
  if (errno === zlib.constants.Z_BUF_ERROR) heap.raise(T.zlib_error, `Error -5 ${what}: incomplete or truncated stream`)
  if (errno === zlib.constants.Z_NEED_DICT) heap.raise(T.zlib_error, `Error 2 ${what}`)
  if (typeof errno === 'number') heap.raise(T.zlib_error, `Error ${errno} ${what}: ${message}`)
  heap.raise(T.zlib_error, `${what}: ${message}`)
}

interface Inflated {
  output: Uint8Array
  used: number
  ended: boolean
}

type Info = { buffer: Buffer; engine: { bytesWritten: number } }

const NOT_ENDED = (used: number): Inflated => ({ output: new Uint8Array(0), used, ended: false })

/** Length of a gzip header, or -1: it is not complete. Node's own reader would go on with what follows a member, so it is read here. */
function gzipHeader(data: Uint8Array): number {
  const error = (message: string) => Object.assign(new Error(message), { errno: zlib.constants.Z_DATA_ERROR })
  if ((data.length > 0 && data[0] !== 0x1f) || (data.length > 1 && data[1] !== 0x8b)) throw error('incorrect header check')
  if (data.length > 2 && data[2] !== 8) throw error('unknown compression method')
  if (data.length < 10) return -1
  const flags = data[3]
  let at = 10
  if (flags & 4) at += 2 + (data[at] | (data[at + 1] << 8))
  for (const bit of [8, 16]) {
    if (!(flags & bit)) continue
    const end = data.indexOf(0, at)
    if (end < 0) return -1
    at = end + 1
  }
  if (flags & 2) at += 2
  return at > data.length || Number.isNaN(at) ? -1 : at
}

function inflateGzip(data: Uint8Array, options: zlib.ZlibOptions): Inflated {
  const header = gzipHeader(data)
  if (header < 0) return NOT_ENDED(data.length)
  const body = inflate(data.subarray(header), 0, options)
  const trailer = header + body.used
  if (!body.ended || data.length < trailer + 8) return { output: body.output, used: data.length, ended: false }
  const view = new DataView(data.buffer, data.byteOffset + trailer, 8)
  const wrong = view.getUint32(0, true) !== crc32(body.output, 0) ? 'incorrect data check' : view.getUint32(4, true) !== body.output.length >>> 0 ? 'incorrect length check' : ''
  if (wrong) throw Object.assign(new Error(wrong), { errno: zlib.constants.Z_DATA_ERROR })
  return { output: body.output, used: trailer + 8, ended: true }
}

/** One stream from the start of `data`, as far as it goes. */
function inflate(data: Uint8Array, form: number, options: zlib.ZlibOptions): Inflated {
  if (data.length === 0) return NOT_ENDED(0)
  if (form === 2) return inflateGzip(data, options)
  const run = (form === 0 ? zlib.inflateRawSync : zlib.inflateSync) as unknown as (data: Uint8Array, options: object) => Info
  const { buffer, engine } = run(data, { ...options, info: true, finishFlush: zlib.constants.Z_SYNC_FLUSH })
  const used = engine.bytesWritten
  if (used < data.length) return { output: buffer, used, ended: true }
  // All was used: the stream has ended if it also ends when told that no more comes.
  try {
    run(data, { ...options, info: true, finishFlush: zlib.constants.Z_FINISH })
    return { output: buffer, used, ended: true }
  } catch {
    return { output: buffer, used, ended: false }
  }
}

export const zlibModule: HostModule = {
  name: '_typhon_zlib',
  builtins: [
    plain('crc32', '($module, data, value, /)', (heap, [data, value]) => heap.int(crc32(heap.toBytes(data), checksumArgument(heap, value, 0)))),
    plain('adler32', '($module, data, value, /)', (heap, [data, value]) => heap.int(adler32(heap.toBytes(data), checksumArgument(heap, value, 1)))),
    // form: 0 raw, 1 zlib, 2 gzip; flush: one of Z_*; dictionary: bytes or None
    plain('deflate', '($module, data, form, level, bits, memory, strategy, flush, dictionary, /)', (heap, [data, form, level, bits, memory, strategy, flush, dictionary]) => {
      const options: zlib.ZlibOptions = {
        level: heap.toNumber(level), windowBits: Math.max(heap.toNumber(bits), 9), memLevel: heap.toNumber(memory),
        strategy: heap.toNumber(strategy), finishFlush: heap.toNumber(flush),
      }
      if (!heap.isNone(dictionary)) options.dictionary = Buffer.from(heap.toBytes(dictionary))
      const input = heap.toBytes(data)
      const kind = heap.toNumber(form)
      try {
        const out = kind === 0 ? zlib.deflateRawSync(input, options) : kind === 1 ? zlib.deflateSync(input, options) : zlib.gzipSync(input, options)
        return heap.bytes(out)
      } catch (error) {
        fail(heap, error, 'while compressing data')
      }
    }),
    // form: as above, 3 zlib or gzip. Answers (output, bytes of the input that were used, whether the stream has ended).
    plain('inflate', '($module, data, form, bits, dictionary, whole, /)', (heap, [data, form, bits, dictionary, whole]) => {
      const options: zlib.ZlibOptions = {}
      const windowBits = heap.toNumber(bits)
      if (windowBits >= 8) options.windowBits = windowBits
      if (!heap.isNone(dictionary)) options.dictionary = Buffer.from(heap.toBytes(dictionary))
      const input = heap.toBytes(data)
      const kind = heap.toNumber(form)
      const mustEnd = heap.truth(whole)
      try {
        const { output, used, ended } = inflate(input, kind === 3 ? (input[0] === 0x1f ? 2 : 1) : kind, options)
        if (mustEnd && !ended) heap.raise(T.zlib_error, 'Error -5 while decompressing data: incomplete or truncated stream')
        return heap.tuple([heap.bytes(output), heap.int(used), heap.bool(ended)])
      } catch (error) {
        if (!(error instanceof Error)) throw error
        fail(heap, error, 'while decompressing data')
      }
    }),
  ],
}
