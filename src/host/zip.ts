// Reads zip archives: the standard library comes in one.
//
// Only what such an archive needs: the central directory, entries stored or deflated, no zip64, no
// encryption, no spanning. The archive is kept as one buffer; entries are inflated when asked for.
// Format: PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.

import { inflateRawSync } from 'node:zlib'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const END_RECORD_BYTES = 22
const LONGEST_COMMENT = 0xffff

export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly compressedBytes: number
  readonly bytes: number
  readonly crc: number
  readonly headerOffset: number
  /** DOS date and time, as the archive has them. */
  readonly date: number
  readonly time: number
}

export class ZipArchive {
  readonly entries = new Map<string, ZipEntry>()
  private readonly data: Buffer

  constructor(data: Uint8Array) {
    this.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    this.readDirectory()
  }

  private readDirectory(): void {
    const { data } = this
    let end = data.length - END_RECORD_BYTES
    const first = Math.max(0, end - LONGEST_COMMENT)
    while (end >= first && data.readUInt32LE(end) !== END_OF_DIRECTORY) end--
    if (end < first) throw new Error('not a zip archive')
    const count = data.readUInt16LE(end + 10)
    let at = data.readUInt32LE(end + 16)
    for (let i = 0; i < count; i++) {
      if (data.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('damaged zip directory')
      const nameBytes = data.readUInt16LE(at + 28)
      const name = data.toString('utf8', at + 46, at + 46 + nameBytes)
      this.entries.set(name, {
        name,
        method: data.readUInt16LE(at + 10),
        time: data.readUInt16LE(at + 12),
        date: data.readUInt16LE(at + 14),
        crc: data.readUInt32LE(at + 16),
        compressedBytes: data.readUInt32LE(at + 20),
        bytes: data.readUInt32LE(at + 24),
        headerOffset: data.readUInt32LE(at + 42),
      })
      at += 46 + nameBytes + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32)
    }
  }

  /** The contents of an entry; undefined if there is none of that name. */
  read(name: string): Buffer | undefined {
    const entry = this.entries.get(name)
    if (entry === undefined) return undefined
    const { data } = this
    const header = entry.headerOffset
    if (data.readUInt32LE(header) !== LOCAL_HEADER) throw new Error(`damaged zip entry: ${name}`)
    const start = header + 30 + data.readUInt16LE(header + 26) + data.readUInt16LE(header + 28)
    const raw = data.subarray(start, start + entry.compressedBytes)
    if (entry.method === 0) return Buffer.from(raw)
    if (entry.method === 8) return inflateRawSync(raw)
    throw new Error(`zip entry ${name}: compression method ${entry.method} is not supported`)
  }
}
