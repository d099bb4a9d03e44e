// Marking, in a stop: from the roots to everything reachable. Conservative: any word that is the address of an allocated object
// (as a pointer value, or as one of two raw 32-bit addresses) keeps it alive, so no layout table can be wrong and stale
// registers need no liveness. What cannot hold references (text, numbers) is skipped by its layout tag.
// Mark bits: one per granule in the side bitmap, written here only, by the executor that has stopped the others.

import { MARK_BITMAP, ROPE_SHAPE, STATIC_TYPES } from '../memory/layout'
import { CACHE_BYTES } from '../interp/opcodes'
import { shapeTag } from '../objects/shape'
import { T } from '../objects/type-ids'
import { isPointer } from '../memory/value'
import { WEAKREF_CALLBACK, WEAKREF_CHAIN, WEAKREF_OBJECT } from '../objects/weakref-layout'
import { MARK_STACK, WEAKREF_LIST, objectAt, objectBytes } from './blocks'
import { entryBefore, firstEntry, isChunkFull, newLog, nextChunk } from '../stm/log-chunks'

// Fields of code objects, as interp/code.ts has them (importing that file would close a cycle of initialisations).
const CODE_ENTRY: u32 = 8
const CODE_CONSTANTS: u32 = 12
const CODE_CACHE_COUNT: u32 = 64
const CODE_EXCEPTIONS: u32 = 68
const CODE_POSITIONS: u32 = 76
const CODE_LIVENESS: u32 = 84

/** As STR_PAYLOAD in objects/str-core. */
const ROPE_PAYLOAD: u32 = 8

const POINTER_HIGH: u32 = 0xfffa0000
const CONSTANT_HIGH: u32 = 0xfffb0000

/** True if the object was not marked before; it is now. */
function mark(object: u32): bool {
  const at = MARK_BITMAP + (object >> 7)
  const bit: u8 = 1 << <u8>((object >> 4) & 7)
  const old = load<u8>(at)
  if (old & bit) return false
  store<u8>(at, old | bit)
  return true
}

// @ts-ignore: decorator
@inline export function isMarked(object: u32): bool { return (load<u8>(MARK_BITMAP + (object >> 7)) >> ((object >> 4) & 7) & 1) != 0 }

/** Marks the object that `address` lies in, if there is one, and everything that it reaches in the end (see `drain`). */
export function markAddress(address: u32): void {
  const object = objectAt(address)
  if (object != 0 && mark(object)) push(object)
}

function push(object: u32): void {
  const top = load<u32>(MARK_STACK)
  store<u32>(top, object)
  const next = top + 4
  store<u32>(MARK_STACK, isChunkFull(next) ? nextChunk(next) : next)
}

export function prepareMarkStack(): void {
  if (load<u32>(MARK_STACK + 4) == 0) store<u32>(MARK_STACK + 4, newLog())
  store<u32>(MARK_STACK, firstEntry(load<u32>(MARK_STACK + 4)))
}

/** Marks everything that the words [from, to) refer to. */
export function markRange(from: u32, to: u32): void {
  for (let at = from; at < to; at += 8) {
    const w = load<u64>(at)
    if (w == 0) continue
    const high = <u32>(w >> 32)
    if (high == POINTER_HIGH) markAddress(<u32>w)
    else if (high < CONSTANT_HIGH) {
      markAddress(<u32>w)
      markAddress(high)
    }
  }
}

/** Scans what has been marked until nothing is left. */
export function drain(): void {
  const bottom = firstEntry(load<u32>(MARK_STACK + 4))
  while (load<u32>(MARK_STACK) != bottom) {
    const entry = entryBefore(load<u32>(MARK_STACK), 4)
    store<u32>(MARK_STACK, entry)
    scan(load<u32>(entry))
  }
}

function scan(object: u32): void {
  const shape = load<u32>(object, 4)
  markAddress(shape)
  switch (shapeTag(shape)) {
    case T.str:
    case T.bytes:
    case T.int:
    case T.float:
    case T.complex: {
      if (shape == load<u32>(ROPE_SHAPE) && load<u32>(object, ROPE_PAYLOAD) != 0) { // its pieces are not needed any more
        markAddress(load<u32>(object, ROPE_PAYLOAD))
        return
      }
      if (shape >= STATIC_TYPES) break // a subclass: attribute slots follow
      return
    }
    case T.code: {
      // its arrays are known by the address of their first element
      markAddress(load<u32>(object, CODE_ENTRY) - 8)
      markAddress(load<u32>(object, CODE_EXCEPTIONS) - 8)
      markAddress(load<u32>(object, CODE_POSITIONS) - 8)
      markAddress(load<u32>(object, CODE_LIVENESS) - 8)
      markAddress(load<u32>(object, CODE_CONSTANTS) - 16 - load<u32>(object, CODE_CACHE_COUNT) * CACHE_BYTES)
      break
    }
    case T.weakref: {
      if (isPointer(load<u64>(object, WEAKREF_OBJECT))) {
        store<u32>(object, load<u32>(WEAKREF_LIST), WEAKREF_CHAIN)
        store<u32>(WEAKREF_LIST, object)
      } else markAddress(load<u32>(object, WEAKREF_CHAIN)) // dead, its callback not called yet: the chain of those
      markRange(object + WEAKREF_CALLBACK, object + objectBytes(object))
      return
    }
    default:
  }
  markRange(object + 8, object + objectBytes(object))
}
