// What the transaction engine asks of the heap, at begin, commit and abort of each transaction and in the stop of a renumbering.
//
// An aborted transaction's objects are not given back at once: nobody can reach them, so the next collection finds them free.
// That spares the escape list of STM.md section 1: what went into a physical index simply stays alive by being reachable.

import { HEAP_START, PAGE_BYTES, STATIC_TYPES, TYPE_BYTES, MAX_STATIC_TYPES, TB_NATIVE_DEPTH } from '../memory/layout'
import { executorBlock, threadBlock } from '../memory/registers'
import { SHAPE_FLAGS, SHAPE_HAS_VERSION, shapeAt } from '../objects/shape'
import { STR_BUILDER, STR_FLAGS } from '../objects/str-core'
import { T } from '../objects/type-ids'
import { firstEntry } from '../stm/log-chunks'
import { renumberUnit } from '../stm/renumber'
import { CURSOR_MARKS, CURSOR_TOPS, HAS_ALLOCATED, RUN_LOG_BASE, RUN_LOG_TOP } from './allocation-block'
import { BlockKind, blockEntry, blockKind, cellsInBlock, heapTop, BLOCK_SIZE_CLASS } from './blocks'
import { cellBytes } from './size-classes'

/**
 * A transaction begins: note where its allocations start, since all it makes is live. Inside a nested run a builtin further up
 * still holds objects of the transactions before, so the note of the outermost one stays.
 */
export function allocationBegins(): void {
  if (threadBlock != 0 && load<u32>(threadBlock, TB_NATIVE_DEPTH) != 0) return
  const from = executorBlock + CURSOR_TOPS
  const to = executorBlock + CURSOR_MARKS
  for (let i: u32 = 0; i < 192; i += 16) v128.store(to + i, v128.load(from + i))
  store<u32>(executorBlock, firstEntry(load<u32>(executorBlock, RUN_LOG_BASE)), RUN_LOG_TOP)
}

/** True if the last transaction may have stamped objects: then the next one needs a new stamp. */
// @ts-ignore: decorator
@inline export function hasAllocated(): bool { return load<u32>(executorBlock, HAS_ALLOCATED) != 0 }
// @ts-ignore: decorator
@inline export function clearAllocated(): void { store<u32>(executorBlock, 0, HAS_ALLOCATED) }

/** In a stop: calls `renumberUnit` for each unit of the heap and each static type. */
export function renumberHeap(): void {
  for (let t: u32 = 0; t < MAX_STATIC_TYPES; t++) renumberObject(STATIC_TYPES + t * TYPE_BYTES)
  const end = heapTop()
  for (let block = HEAP_START; block < end; block += PAGE_BYTES) {
    const entry = blockEntry(block)
    if (blockKind(entry) == BlockKind.large) renumberObject(block)
    else if (blockKind(entry) == BlockKind.cells) {
      const sizeClass = <u32>load<u8>(entry, BLOCK_SIZE_CLASS)
      const bytes = cellBytes(sizeClass)
      const last = block + cellsInBlock(sizeClass) * bytes
      for (let at = block; at < last; at += bytes) renumberObject(at)
    }
  }
}

function renumberObject(object: u32): void {
  const shape = load<u32>(object, 4)
  if (shape == 0) return
  const underConstruction = shape == shapeAt(T.str) && (load<u8>(object, STR_FLAGS) & STR_BUILDER) != 0 // a stamp in its hash word
  if (underConstruction || (load<u16>(shape, SHAPE_FLAGS) & SHAPE_HAS_VERSION) != 0) renumberUnit(object)
}
