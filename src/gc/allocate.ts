// Allocation (docs/CORE.md, section 5). For now a bump allocator that never frees; the heap proper takes this file over.

import { HEAP_COUNTERS, HEAP_START } from '../memory/layout'
import { shapeAt } from '../objects/shape'
import { T } from '../objects/type-ids'
import { allocationLimit, allocationTop, myStamp, setAllocationLimit, setAllocationTop } from '../memory/registers'

const CHUNK_BYTES: u32 = 0x10000

function takeBytes(bytes: u32): u32 {
  bytes = (bytes + 15) & ~15
  if (allocationTop + bytes > allocationLimit) {
    const chunk = bytes > CHUNK_BYTES ? (bytes + 0xffff) & ~0xffff : CHUNK_BYTES
    const at = HEAP_START + atomic.add<u32>(HEAP_COUNTERS, chunk)
    if (bytes > CHUNK_BYTES) return at
    setAllocationTop(at)
    setAllocationLimit(at + chunk)
  }
  const at = allocationTop
  setAllocationTop(at + bytes)
  return at
}

/** A zeroed object of `bytes` (header included) with `shape`, stamped by the open transaction, given back at abort. */
export function allocate(shape: u32, bytes: u32): u32 {
  const at = takeBytes(bytes)
  store<u32>(at, myStamp)
  store<u32>(at, shape, 4)
  return at
}

/** As `allocate` for exact objects without a version word (the word is their cached hash, 0: not computed). */
export function allocateImmutable(shape: u32, bytes: u32): u32 {
  const at = takeBytes(bytes)
  store<u32>(at, shape, 4)
  return at
}

/** Storage of a container: `bytes` of data behind an 8-byte header {stamp, T.storage}; returns the address of the header. */
export function allocateStorage(bytes: u32): u32 {
  return allocate(shapeAt(T.storage), bytes + 8)
}

/** Never given back at abort, version 0: shapes, types, code, interned strings, bindings, indexes, cache records. */
export function allocateOutside(shape: u32, bytes: u32): u32 {
  const at = takeBytes(bytes)
  store<u32>(at, shape, 4)
  return at
}
