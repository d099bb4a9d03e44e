// Sweeping, in the stop, behind the marking: dead cells lose their header, so that a stale word never takes one for an object;
// blocks without a live cell are given back; blocks with free cells are offered to the allocator, which finds the runs by the
// mark bits and clears them when it takes them.

import { HEAP_START, MARK_BITMAP, PAGE_BYTES } from '../memory/layout'
import { BLOCK_COUNT, BLOCK_SIZE_CLASS, BlockKind, PARTIAL_BLOCKS, blockEntry, blockKind, cellsInBlock, giveBack, heapTop, offerPartial } from './blocks'
import { isMarked } from './mark'
import { SIZE_CLASS_COUNT, cellBytes } from './size-classes'

/** Bytes that stay alive. */
export function sweep(): u32 {
  memory.fill(PARTIAL_BLOCKS, 0, SIZE_CLASS_COUNT * 4)
  let live: u32 = 0
  const end = heapTop()
  for (let block = HEAP_START; block < end; ) {
    const entry = blockEntry(block)
    let blocks: u32 = 1
    const kind = blockKind(entry)
    if (kind == BlockKind.cells) live += sweepCells(block, load<u8>(entry, BLOCK_SIZE_CLASS))
    else if (kind == BlockKind.large) {
      blocks = load<u32>(entry, BLOCK_COUNT)
      if (isMarked(block)) live += blocks * PAGE_BYTES
      else for (let i: u32 = 0; i < blocks; i++) giveBack(block + i * PAGE_BYTES)
    }
    block += blocks * PAGE_BYTES
  }
  return live
}

function sweepCells(block: u32, sizeClass: u32): u32 {
  const bits = MARK_BITMAP + (block >> 7) // 4,096 granules: 512 bytes
  let marked: u32 = 0
  for (let i: u32 = 0; i < 512; i += 8) marked += <u32>popcnt(load<u64>(bits + i))
  if (marked == 0) {
    giveBack(block)
    return 0
  }
  const bytes = cellBytes(sizeClass)
  const cells = cellsInBlock(sizeClass)
  if (marked < cells) {
    const end = block + cells * bytes
    for (let at = block; at < end; at += bytes) if (!isMarked(at)) store<u64>(at, 0)
    offerPartial(block)
  }
  return marked * bytes
}

export function clearMarks(): void {
  memory.fill(MARK_BITMAP + (HEAP_START >> 7), 0, (heapTop() - HEAP_START) >> 7)
}
