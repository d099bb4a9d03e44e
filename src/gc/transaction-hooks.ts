// What the transaction engine asks of the heap, at begin, commit and abort of each transaction and in the stop of a renumbering.
//
// An aborted transaction's objects are not given back at once: nobody can reach them, so the next collection finds them free.
// That spares the escape list of STM.md section 1: what went into a physical index simply stays alive by being reachable.

import { HEAP_START, PAGE_BYTES, STATIC_TYPES, TYPE_BYTES, MAX_STATIC_TYPES, TB_NATIVE_DEPTH, TB_PINNED_LEVEL } from '../memory/layout'
import { executorBlock, threadBlock } from '../memory/registers'
import { SHAPE_FLAGS, SHAPE_HAS_VERSION, shapeAt } from '../objects/shape'
import { STR_BUILDER, STR_FLAGS } from '../objects/str-core'
import { T } from '../objects/type-ids'
import { firstEntry } from '../stm/log-chunks'
import { renumberUnit } from '../stm/renumber'
import { finishRun, logRun } from './allocate'
import { CURSOR_MARKS, CURSOR_TOPS, HAS_ALLOCATED, RUN_LOG_BASE, RUN_LOG_KEPT, RUN_LOG_TOP } from './allocation-block'
import { BlockKind, blockEntry, blockKind, cellsInBlock, heapTop, BLOCK_SIZE_CLASS } from './blocks'
import { SIZE_CLASS_COUNT, cellBytes } from './size-classes'

/**
 * A transaction begins: note where its allocations start, since all it makes is live. A builtin further up that has made a nested
 * run still holds what was made before, so that stays noted (`keepAllocations`).
 */
export function allocationBegins(): void {
  let level: u32 = 0
  if (threadBlock != 0) {
    level = load<u32>(threadBlock, TB_PINNED_LEVEL)
    if (load<u32>(threadBlock, TB_NATIVE_DEPTH) != level) return
  }
  forgetCurrentRuns()
  store<u32>(executorBlock, level == 0 ? firstEntry(load<u32>(executorBlock, RUN_LOG_BASE)) : load<u32>(executorBlock, RUN_LOG_KEPT), RUN_LOG_TOP)
}

/** What lies in the current runs is no work of the open transaction. */
function forgetCurrentRuns(): void {
  const from = executorBlock + CURSOR_TOPS
  const to = executorBlock + CURSOR_MARKS
  for (let i: u32 = 0; i < 192; i += 16) v128.store(to + i, v128.load(from + i))
}

/** A nested run begins to end its transactions: what was made up to now stays noted. For `releaseAllocations` at its end. */
export function keepAllocations(): u32 {
  const before = load<u32>(executorBlock, RUN_LOG_KEPT)
  for (let c: u32 = 0; c < SIZE_CLASS_COUNT; c++) {
    finishRun(executorBlock, c)
    store<u32>(executorBlock + c * 4, load<u32>(executorBlock + c * 4, CURSOR_TOPS), CURSOR_MARKS)
  }
  store<u32>(executorBlock, load<u32>(executorBlock, RUN_LOG_TOP), RUN_LOG_KEPT)
  return before
}

/** The nested run has committed its last transaction; of what it has made, the builtin gets `result`. */
export function releaseAllocations(before: u32, result: u32): void {
  forgetCurrentRuns()
  store<u32>(executorBlock, load<u32>(executorBlock, RUN_LOG_KEPT), RUN_LOG_TOP)
  store<u32>(executorBlock, before, RUN_LOG_KEPT)
  if (result != 0) logRun(executorBlock, result, result + 1, PAGE_BYTES)
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
