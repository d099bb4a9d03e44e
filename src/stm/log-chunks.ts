// Logs: chains of 64 KB chunks, aligned to 64 KB. One executor appends; nobody else looks but the one who has stopped the
// world, and conflict reports.
//
//   chunk  +0 previous chunk  +4 next chunk  +8 zero  +12 place in its log  +16 entries ... 65,536        (entry sizes divide 65,520)
//
// `top` is the address of the next free entry and always writable: whoever fills the last place of a chunk takes the next
// chunk at once. So an append is store, add, and one test of the low 16 bits of the sum, and no limit is kept anywhere.
// Chunks stay with their log.

import { allocatePages } from '../memory/pages'

export const CHUNK_HEADER_BYTES: u32 = 16
export const CHUNK_MASK: u32 = 0xffff

/** First chunk of a new log. */
export function newLog(): u32 { return allocatePages(1) }

// @ts-ignore: decorator
@inline export function firstEntry(chunk: u32): u32 { return chunk + CHUNK_HEADER_BYTES }

/** True if `top`, just moved, stands behind the last entry of a chunk; then call `nextChunk`. */
// @ts-ignore: decorator
@inline export function isChunkFull(top: u32): bool { return (top & CHUNK_MASK) == 0 }

/** The first entry of the chunk behind the one that ends at `top`. */
export function nextChunk(top: u32): u32 {
  const chunk = top - 0x10000
  let next = load<u32>(chunk, 4)
  if (next == 0) {
    next = allocatePages(1)
    store<u32>(next, chunk)
    store<u32>(chunk, next, 4)
    store<u32>(next, load<u32>(chunk, 12) + 1, 12)
  }
  return next + CHUNK_HEADER_BYTES
}

/** The entry behind the one at `entry`, or the place where it would be. */
// @ts-ignore: decorator
@inline export function entryAfter(entry: u32, bytes: u32): u32 {
  const next = entry + bytes
  return (next & CHUNK_MASK) == 0 ? load<u32>(next - 0x10000, 4) + CHUNK_HEADER_BYTES : next
}

/** The entry in front of `entry`, which is not the first of its log. */
// @ts-ignore: decorator
@inline export function entryBefore(entry: u32, bytes: u32): u32 {
  return (entry & CHUNK_MASK) == CHUNK_HEADER_BYTES ? load<u32>(entry & ~CHUNK_MASK) + 0x10000 - bytes : entry - bytes
}
