// The read set: a log of (unit, pc), 8 bytes each, written with one store. It says what the open transaction has read and
// neither owns nor made; versions are not kept, the test is `version <= S`.

import { currentPc, readTop, setReadTop } from '../memory/registers'
import { becomeInevitable } from './inevitable'
import { CHUNK_HEADER_BYTES, isChunkFull, nextChunk } from './log-chunks'
import { endSoon } from './transaction'

export const READ_ENTRY_BYTES: u32 = 8

/** Notes that `u` was read at the current pc. The unit that was noted last is not noted again. */
// @ts-ignore: decorator
@inline export function logRead(u: u32): void {
  const top = readTop
  if (load<u32>(top - 8) == u) return // in front of the first entry stands a zero of the chunk's header
  store<u64>(top, <u64>u | (<u64>currentPc << 32))
  const next = top + READ_ENTRY_BYTES
  setReadTop(next)
  if (isChunkFull(next)) nextReadChunk()
}

/** Chunks (64 KB) of read set at which a transaction should end, and at which it becomes inevitable if it cannot end. */
const END_SOON_CHUNKS: u32 = 256
const INEVITABLE_CHUNKS: u32 = 1024

function nextReadChunk(): void {
  const next = nextChunk(readTop)
  setReadTop(next)
  const chunks = load<u32>(next - CHUNK_HEADER_BYTES, 12)
  if (chunks == END_SOON_CHUNKS) endSoon()
  if (chunks == INEVITABLE_CHUNKS) becomeInevitable()
}
