// The undo log: (address, width, old word), 16 bytes each, for every store into an owned unit. Abort walks it backwards, so
// an address may stand in it more than once.

import { EB_UNDO_BASE } from '../memory/executor-block'
import { executorBlock, setUndoTop, undoTop } from '../memory/registers'
import { dataStore32, dataStore64, dataStore8 } from '../memory/shared-access'
import { entryBefore, firstEntry, isChunkFull, nextChunk } from './log-chunks'

export const UNDO_ENTRY_BYTES: u32 = 16

// @ts-ignore: decorator
@inline function push(address: u32, width: u32, old: u64): void {
  const top = undoTop
  store<u64>(top, <u64>address | (<u64>width << 32))
  store<u64>(top, old, 8)
  const next = top + UNDO_ENTRY_BYTES
  setUndoTop(next)
  if (isChunkFull(next)) nextUndoChunk()
}

function nextUndoChunk(): void { setUndoTop(nextChunk(undoTop)) }

/** Call before the store: the word belongs to a unit that this transaction owns. */
// @ts-ignore: decorator
@inline export function logUndo64(address: u32): void { push(address, 8, load<u64>(address)) }
// @ts-ignore: decorator
@inline export function logUndo32(address: u32): void { push(address, 4, load<u32>(address)) }
// @ts-ignore: decorator
@inline export function logUndo8(address: u32): void { push(address, 1, load<u8>(address)) }

/** Restores all words, the last first. The units are still owned. */
export function undoAll(): void {
  const first = firstEntry(load<u32>(executorBlock, EB_UNDO_BASE))
  let entry = undoTop
  while (entry != first) {
    entry = entryBefore(entry, UNDO_ENTRY_BYTES)
    const address = load<u32>(entry)
    const width = load<u32>(entry, 4)
    if (width == 8) dataStore64(address, load<u64>(entry, 8))
    else if (width == 4) dataStore32(address, load<u32>(entry, 8))
    else dataStore8(address, load<u8>(entry, 8))
  }
  setUndoTop(first)
}
