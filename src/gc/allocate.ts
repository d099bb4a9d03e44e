// Allocation (docs/CORE.md, section 5): cells from a per-executor run of free cells, one per size class; no lock and no atomic
// on the fast path. Memory comes zeroed. Allocation never collects: it asks for a collection, which happens at a stop point.
// If memory has run out, the transaction is aborted and run again behind a collection.

import { abortNow } from '../memory/host'
import { MARK_BITMAP, PAGE_BYTES } from '../memory/layout'
import { EB_INEVITABLE, EB_REMAINING } from '../memory/executor-block'
import { executorBlock, fuel, myStamp, setFuel } from '../memory/registers'
import { shapeAt } from '../objects/shape'
import { T } from '../objects/type-ids'
import { firstEntry, isChunkFull, newLog, nextChunk } from '../stm/log-chunks'
import {
  CURSOR_BLOCKS, CURSOR_LIMITS, CURSOR_MARKS, CURSOR_TOPS, HAS_ALLOCATED, OUT_OF_MEMORY, RUN_LOG_BASE, RUN_LOG_TOP,
} from './allocation-block'
import { COLLECT_WANTED, RESERVE_OPEN, cellsInBlock, countAllocation, takeFreshBlock, takeLarge, takePartialBlock } from './blocks'
import { LARGEST_CELL, cellBytes, sizeClassOf } from './size-classes'

/** Once per executor, by `initExecutor`. */
export function initAllocation(): void {
  if (load<u32>(executorBlock, RUN_LOG_BASE)) return
  store<u32>(executorBlock, newLog(), RUN_LOG_BASE)
  store<u32>(executorBlock, firstEntry(load<u32>(executorBlock, RUN_LOG_BASE)), RUN_LOG_TOP)
}

// @ts-ignore: decorator
@inline function takeCell(bytes: u32): u32 {
  if (bytes > LARGEST_CELL) return takeLargeCell(bytes, true)
  const sizeClass = sizeClassOf(bytes)
  const cursor = executorBlock + sizeClass * 4
  const top = load<u32>(cursor, CURSOR_TOPS)
  if (top == load<u32>(cursor, CURSOR_LIMITS)) return takeCellSlow(sizeClass)
  store<u32>(cursor, top + cellBytes(sizeClass), CURSOR_TOPS)
  return top
}

function takeCellSlow(sizeClass: u32): u32 {
  const cursor = executorBlock + sizeClass * 4
  if (!nextRunInBlock(cursor, sizeClass)) {
    let block = takePartialBlock(sizeClass)
    if (block != 0) {
      store<u32>(cursor, block, CURSOR_BLOCKS)
      store<u32>(cursor, block, CURSOR_LIMITS)
      if (!nextRunInBlock(cursor, sizeClass)) return takeCellSlow(sizeClass)
    } else {
      block = takeFreshBlock(sizeClass)
      if (block == 0 && mayUseReserve()) block = takeFreshBlock(sizeClass)
      if (block == 0) return outOfMemory()
      store<u32>(cursor, block, CURSOR_BLOCKS)
      setRun(cursor, sizeClass, block, block + cellsInBlock(sizeClass) * cellBytes(sizeClass))
    }
  }
  const top = load<u32>(cursor, CURSOR_TOPS)
  store<u32>(cursor, top + cellBytes(sizeClass), CURSOR_TOPS)
  return top
}

// @ts-ignore: decorator
@inline function isMarked(address: u32): bool { return (load<u8>(MARK_BITMAP + (address >> 7)) >> ((address >> 4) & 7) & 1) != 0 }

/** The next run of unmarked cells behind the current one in its block: cleared and installed. */
function nextRunInBlock(cursor: u32, sizeClass: u32): bool {
  const block = load<u32>(cursor, CURSOR_BLOCKS)
  if (block == 0) return false
  const bytes = cellBytes(sizeClass)
  const end = block + cellsInBlock(sizeClass) * bytes
  let from = load<u32>(cursor, CURSOR_LIMITS)
  while (from < end && isMarked(from)) from += bytes
  if (from >= end) {
    store<u32>(cursor, 0, CURSOR_BLOCKS)
    return false
  }
  let to = from + bytes
  while (to < end && !isMarked(to)) to += bytes
  memory.fill(from, 0, to - from)
  setRun(cursor, sizeClass, from, to)
  return true
}

function setRun(cursor: u32, sizeClass: u32, from: u32, to: u32): void {
  finishRun(executorBlock, sizeClass)
  store<u32>(cursor, from, CURSOR_TOPS)
  store<u32>(cursor, to, CURSOR_LIMITS)
  store<u32>(cursor, from, CURSOR_MARKS)
  spend(to - from)
}

/** Logs what the open piece of work has allocated in the current run of `sizeClass`: the run is about to be replaced. */
export function finishRun(block: u32, sizeClass: u32): void {
  const from = load<u32>(block + sizeClass * 4, CURSOR_MARKS)
  const to = load<u32>(block + sizeClass * 4, CURSOR_TOPS)
  if (from != to) logRun(block, from, to, cellBytes(sizeClass))
}

function logRun(block: u32, from: u32, to: u32, bytes: u32): void {
  const entry = load<u32>(block, RUN_LOG_TOP)
  store<u32>(entry, from)
  store<u32>(entry, to, 4)
  store<u32>(entry, bytes, 8)
  const next = entry + 16
  store<u32>(block, isChunkFull(next) ? nextChunk(next) : next, RUN_LOG_TOP)
}

function takeLargeCell(bytes: u32, cleared: bool): u32 {
  let at = takeLarge(bytes, cleared)
  if (at == 0 && mayUseReserve()) at = takeLarge(bytes, cleared)
  if (at == 0) return outOfMemory()
  logRun(executorBlock, at, at + 1, 0x10000)
  spend((bytes + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1))
  return at
}

/** An inevitable transaction cannot abort: the reserve is opened for it, and a collection asked for. */
function mayUseReserve(): bool {
  if (load<u32>(executorBlock, EB_INEVITABLE) == 0) return false
  atomic.store<u32>(COLLECT_WANTED, 2)
  atomic.store<u32>(RESERVE_OPEN, 1)
  return true
}

/** Counts `bytes` handed out: towards the next collection, and as work of the transaction, 1 KB a unit of fuel. */
function spend(bytes: u32): void {
  countAllocation(bytes)
  const units = bytes >> 10
  const remaining = load<u32>(executorBlock, EB_REMAINING)
  store<u32>(executorBlock, remaining > units ? remaining - units : 0, EB_REMAINING)
  setFuel(fuel - units)
}

/** Nothing is left: the transaction is aborted, the heap collected, and the work tried again (interp/executor). */
function outOfMemory(): u32 {
  atomic.store<u32>(COLLECT_WANTED, 2)
  assert(load<u32>(executorBlock, EB_INEVITABLE) == 0, 'out of memory in a transaction that cannot be rolled back')
  store<u32>(executorBlock, 1, OUT_OF_MEMORY)
  abortNow()
  return 0
}

/** As `allocateImmutable` for what the collector does not scan: only the first 16 bytes are certain to be zeroed. */
export function allocateText(shape: u32, bytes: u32): u32 {
  if (bytes <= LARGEST_CELL) return allocateImmutable(shape, bytes)
  const at = takeLargeCell(bytes, false)
  store<u64>(at, <u64>shape << 32)
  store<u64>(at, 0, 8)
  return at
}

/** A zeroed object of `bytes` (header included) with `shape`, stamped by the open transaction. */
export function allocate(shape: u32, bytes: u32): u32 {
  const at = takeCell(bytes)
  store<u32>(executorBlock, 1, HAS_ALLOCATED)
  store<u64>(at, <u64>myStamp | (<u64>shape << 32))
  return at
}

/** As `allocate` for exact objects without a version word (the word is their cached hash, 0: not computed). */
export function allocateImmutable(shape: u32, bytes: u32): u32 {
  const at = takeCell(bytes)
  store<u32>(at, shape, 4)
  return at
}

/** Storage of a container: `bytes` of data behind an 8-byte header {stamp, T.storage}; returns the address of the header. */
export function allocateStorage(bytes: u32): u32 {
  return allocate(shapeAt(T.storage), bytes + 8)
}

/** Version 0, so a unit gets a real number at its first write: shapes, types, code, interned strings, bindings, indexes. */
export function allocateOutside(shape: u32, bytes: u32): u32 {
  return allocateImmutable(shape, bytes)
}
