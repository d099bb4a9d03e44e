// Blocks: the heap's 64 KB pages and their table. A block holds cells of one size class, or is part of a large object. Any
// executor takes blocks, under the physical lock `pages`; only a collection gives them back, while all others stand still.
//
//   block table entry, 32 bytes:  +0 kind:8  +1 size class:8  +2 in free list:8  +4 next in a list:32  +8 blocks (large):32
//                                 +12 bytes (large):32  +16 first block of the large object:32

import { BLOCK_ENTRY_BYTES, BLOCK_TABLE, HEAP_COUNTERS, HEAP_END, HEAP_START, PAGE_BYTES } from '../memory/layout'
import { PhysicalLock, lockWord, physicalLock, physicalUnlock } from '../memory/physical-lock'
import { cellBytes } from './size-classes'

export const enum BlockKind { free, cells, large, largeRest }

export const BLOCK_SIZE_CLASS: u32 = 1
export const BLOCK_IN_FREE_LIST: u32 = 2
export const BLOCK_NEXT: u32 = 4
export const BLOCK_COUNT: u32 = 8
export const BLOCK_LARGE_BYTES: u32 = 12
export const BLOCK_LARGE_HEAD: u32 = 16

/** Bytes that blocks have taken from HEAP_START upwards; pages for logs come down from HEAP_END (memory/pages). */
const TAKEN: u32 = HEAP_COUNTERS
const PAGES_ABOVE: u32 = HEAP_COUNTERS + 8
/** Address of the first free block (a hint list: entries may have been taken by a large object meanwhile). */
const FREE_BLOCKS: u32 = HEAP_COUNTERS + 20
/** Bytes handed out since the last collection, and how many ask for one. */
export const ALLOCATED_BYTES: u32 = HEAP_COUNTERS + 24
export const COLLECT_AT_BYTES: u32 = HEAP_COUNTERS + 28
/** 1: a collection is wanted; 2: memory has run out. */
export const COLLECT_WANTED: u32 = HEAP_COUNTERS + 32
/** Bytes found alive by the last collection. */
export const LIVE_BYTES: u32 = HEAP_COUNTERS + 36
export const COLLECTIONS: u32 = HEAP_COUNTERS + 40
/** Top and first chunk of the mark stack. */
export const MARK_STACK: u32 = 0x00011000
/** Weak references that the marking has met, chained. */
export const WEAKREF_LIST: u32 = 0x00011008
/** Weak references with a callback whose object has died, chained: the callbacks are still to be called. */
export const DEAD_WEAKREFS: u32 = 0x0001100c
/** 1: the reserve may be used, since MemoryError is being raised; the next collection closes it. */
export const RESERVE_OPEN: u32 = 0x00011010
/** Heads of the lists of blocks with free cells, one per size class. */
export const PARTIAL_BLOCKS: u32 = 0x00012000

/** Pages between the two ends that are never given out, so that logs can still grow. */
const RESERVED_PAGES: u32 = 512
const LEAST_RESERVED_PAGES: u32 = 256

// @ts-ignore: decorator
@inline export function blockEntry(address: u32): u32 { return BLOCK_TABLE + (address >> 16) * BLOCK_ENTRY_BYTES }
// @ts-ignore: decorator
@inline export function blockKind(entry: u32): BlockKind { return <BlockKind>load<u8>(entry) }
export function heapTop(): u32 { return HEAP_START + atomic.load<u32>(TAKEN) }

/** Counts bytes handed out; asks for a collection when it is time. */
export function countAllocation(bytes: u32): void {
  const total = atomic.add<u32>(ALLOCATED_BYTES, bytes) + bytes
  if (total > atomic.load<u32>(COLLECT_AT_BYTES) && atomic.load<u32>(COLLECT_WANTED) == 0) atomic.store<u32>(COLLECT_WANTED, 1)
}

function extend(count: u32): u32 {
  const taken = load<u32>(TAKEN)
  const bytes = count * PAGE_BYTES
  const reserved = atomic.load<u32>(RESERVE_OPEN) ? LEAST_RESERVED_PAGES : RESERVED_PAGES
  const ceiling = HEAP_END - (atomic.load<u32>(PAGES_ABOVE) + reserved) * PAGE_BYTES - HEAP_START
  if (count > 65535 || taken + bytes > ceiling) return 0
  atomic.store<u32>(TAKEN, taken + bytes)
  return HEAP_START + taken
}

/** A zeroed block for cells of `sizeClass`; 0: out of memory. */
export function takeFreshBlock(sizeClass: u32): u32 {
  physicalLock(lockWord(PhysicalLock.pages))
  let block = load<u32>(FREE_BLOCKS)
  while (block != 0) {
    const entry = blockEntry(block)
    store<u32>(FREE_BLOCKS, load<u32>(entry, BLOCK_NEXT))
    store<u8>(entry, 0, BLOCK_IN_FREE_LIST)
    if (blockKind(entry) == BlockKind.free) break
    block = load<u32>(FREE_BLOCKS)
  }
  const recycled = block != 0
  if (block == 0) block = extend(1)
  if (block != 0) {
    const entry = blockEntry(block)
    store<u8>(entry, BlockKind.cells)
    store<u8>(entry, <u8>sizeClass, BLOCK_SIZE_CLASS)
  }
  physicalUnlock(lockWord(PhysicalLock.pages))
  if (recycled) memory.fill(block, 0, PAGE_BYTES)
  return block
}

/** A block of `sizeClass` that the last collection found to have free cells, or 0. */
export function takePartialBlock(sizeClass: u32): u32 {
  const head = PARTIAL_BLOCKS + sizeClass * 4
  if (atomic.load<u32>(head) == 0) return 0
  physicalLock(lockWord(PhysicalLock.pages))
  const block = load<u32>(head)
  if (block != 0) store<u32>(head, load<u32>(blockEntry(block), BLOCK_NEXT))
  physicalUnlock(lockWord(PhysicalLock.pages))
  return block
}

/** Adjacent blocks for one object of `bytes`, zeroed if that is wanted; 0: out of memory. */
export function takeLarge(bytes: u32, cleared: bool): u32 {
  const count = (bytes + PAGE_BYTES - 1) >> 16
  physicalLock(lockWord(PhysicalLock.pages))
  let at = findFree(count)
  const recycled = at != 0
  if (at == 0) at = extend(count)
  if (at != 0) {
    for (let i: u32 = 0; i < count; i++) {
      const entry = blockEntry(at + i * PAGE_BYTES)
      store<u8>(entry, i == 0 ? BlockKind.large : BlockKind.largeRest)
      store<u32>(entry, at, BLOCK_LARGE_HEAD)
    }
    store<u32>(blockEntry(at), count, BLOCK_COUNT)
    store<u32>(blockEntry(at), bytes, BLOCK_LARGE_BYTES)
  }
  physicalUnlock(lockWord(PhysicalLock.pages))
  if (recycled && cleared) memory.fill(at, 0, count * PAGE_BYTES)
  return at
}

/** First fit among the freed blocks. Only worth a walk once a collection has freed some. */
function findFree(count: u32): u32 {
  if (load<u32>(FREE_BLOCKS) == 0) return 0
  const end = heapTop()
  let run: u32 = 0
  for (let at = HEAP_START; at < end; at += PAGE_BYTES) {
    run = blockKind(blockEntry(at)) == BlockKind.free ? run + 1 : 0
    if (run == count) return at - (count - 1) * PAGE_BYTES
  }
  return 0
}

/** In a collection: `block` is free again. */
export function giveBack(block: u32): void {
  const entry = blockEntry(block)
  store<u8>(entry, BlockKind.free)
  if (load<u8>(entry, BLOCK_IN_FREE_LIST)) return
  store<u8>(entry, 1, BLOCK_IN_FREE_LIST)
  store<u32>(entry, load<u32>(FREE_BLOCKS), BLOCK_NEXT)
  store<u32>(FREE_BLOCKS, block)
}

/** In a collection: `block` has free cells, which `runs` will find by their mark bits. */
export function offerPartial(block: u32): void {
  const entry = blockEntry(block)
  const head = PARTIAL_BLOCKS + <u32>load<u8>(entry, BLOCK_SIZE_CLASS) * 4
  store<u32>(entry, load<u32>(head), BLOCK_NEXT)
  store<u32>(head, block)
}

/** Cells of `sizeClass` in a block. */
// @ts-ignore: decorator
@inline export function cellsInBlock(sizeClass: u32): u32 { return PAGE_BYTES / cellBytes(sizeClass) }

/**
 * The start of the allocated cell or large object that `address` lies in, or 0. For addresses that may be anything: stale registers
 * of frames, words of raw data, pointers into the middle of an object (constants of a code object). A free cell has no shape: its
 * header is zero.
 */
export function objectAt(address: u32): u32 {
  if (address < HEAP_START || address >= heapTop()) return 0
  const entry = blockEntry(address)
  const block = address & ~(PAGE_BYTES - 1)
  let object: u32
  switch (blockKind(entry)) {
    case BlockKind.cells: {
      const bytes = cellBytes(load<u8>(entry, BLOCK_SIZE_CLASS))
      object = address - (address - block) % bytes
      break
    }
    case BlockKind.large: object = block; break
    case BlockKind.largeRest: object = load<u32>(entry, BLOCK_LARGE_HEAD); break
    default: return 0
  }
  return load<u32>(object, 4) != 0 ? object : 0
}

/** Bytes of the cell or blocks of the object at `address`. */
export function objectBytes(address: u32): u32 {
  const entry = blockEntry(address)
  return blockKind(entry) == BlockKind.cells ? cellBytes(load<u8>(entry, BLOCK_SIZE_CLASS)) : load<u32>(entry, BLOCK_LARGE_BYTES)
}

/** Bytes that the object at `address` may grow to where it stands. */
export function cellCapacity(address: u32): u32 {
  const entry = blockEntry(address)
  return blockKind(entry) == BlockKind.cells ? cellBytes(load<u8>(entry, BLOCK_SIZE_CLASS)) : load<u32>(entry, BLOCK_COUNT) * PAGE_BYTES
}
