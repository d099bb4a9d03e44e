// Files that nobody has closed: what was written to them must still arrive. There are no reference counts, so it is found by a walk over
// the heap: the collector keeps streams whose queue is not empty, and the end of the program flushes them.

import { BLOCK_SIZE_CLASS, BlockKind, blockEntry, blockKind, cellsInBlock, heapTop } from '../gc/blocks'
import { cellBytes } from '../gc/size-classes'
import { isMarked, markAddress } from '../gc/mark'
import { HEAP_START, PAGE_BYTES } from '../memory/layout'
import { Value, addressOf, hasShape, isPointer, pointer } from '../memory/value'
import { SHAPE_TAG, shapeAt, shapeTag } from '../objects/shape'
import { T } from '../objects/type-ids'
import { newVector, vectorPush, vectorToTuple } from '../objects/vector'
import { BUFFERED_BYTES, BUFFERED_QUEUE, BUFFERED_RAW } from './io-buffered-core'
import { TEXT_BUFFER, TEXT_QUEUE } from './io-text-core'

const QUEUE_SIZE: u32 = 8

function isFile(raw: Value): bool { return hasShape(raw, shapeAt(T.io_FileIO)) }

/** True if the object at `at` is a stream over a file with something to be written. Nothing else runs, or a wrong answer does no harm. */
function isUnflushed(at: u32, tag: T): bool {
  if (tag == T.io_TextIOWrapper) {
    const buffer = load<u64>(at, TEXT_BUFFER)
    if (load<u32>(at + TEXT_QUEUE, QUEUE_SIZE) == 0 || !isPointer(buffer)) return false
    const kind = shapeTag(load<u32>(addressOf(buffer), 4))
    return (kind == T.io_BufferedWriter || kind == T.io_BufferedRandom) && isFile(load<u64>(addressOf(buffer), BUFFERED_RAW))
  }
  return load<u32>(at + BUFFERED_QUEUE, QUEUE_SIZE) != 0 && isFile(load<u64>(at, BUFFERED_RAW))
}

/** All unflushed streams; `marking`: only those that the collector has not reached, which it marks. */
function walk(marking: bool): u32 {
  let found = marking ? 0 : newVector()
  const end = heapTop()
  for (let block = HEAP_START; block < end; block += PAGE_BYTES) {
    const entry = blockEntry(block)
    if (blockKind(entry) != BlockKind.cells) continue
    const bytes = cellBytes(load<u8>(entry, BLOCK_SIZE_CLASS))
    if (bytes < BUFFERED_BYTES) continue
    const last = block + cellsInBlock(load<u8>(entry, BLOCK_SIZE_CLASS)) * bytes
    for (let at = block; at < last; at += bytes) {
      const shape = load<u32>(at, 4)
      if (shape == 0) continue
      const tag = <T>load<u16>(shape, SHAPE_TAG)
      if ((tag != T.io_TextIOWrapper && tag != T.io_BufferedWriter && tag != T.io_BufferedRandom) || !isUnflushed(at, tag)) continue
      if (!marking) found = vectorPush(found, pointer(at))
      else if (!isMarked(at)) markAddress(at)
    }
  }
  return found
}

/** In a collection, behind the marking of everything else. */
export function keepUnflushedStreams(): void { walk(true) }

/** For the end of the program: a tuple of them. */
export function io_unflushed(argv: u32): Value { return pointer(vectorToTuple(walk(false))) }
