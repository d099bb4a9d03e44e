// Queues of bytes objects: what a stream has taken for writing and not handed on. Appending is a fresh node and two words, so writing
// a little costs a transaction little. A queue lies at an offset of the stream, which is the unit:
//
//   +0 first node:32  +4 last node:32  +8 bytes in all:32          node (storage): +8 next:32  +16 bytes (value)

import { allocateStorage } from '../gc/allocate'
import { Value, addressOf, pointer } from '../memory/value'
import { stmOwn, stmRead32, stmStore32, stmStore64 } from '../stm/barriers'
import { bytesData, bytesLength, bytesRange, emptyBytes, newBytes } from '../objects/bytes-core'

export const QUEUE_BYTES: u32 = 12
const NEXT: u32 = 8
const DATA: u32 = 16
const NODE_BYTES: u32 = 16

// @ts-ignore: decorator
@inline export function queueSize(o: u32, queue: u32): u32 { return stmRead32(o, o + queue + 8) }

/** Appends exact bytes `b`. */
export function queueAppend(o: u32, queue: u32, b: u32): void {
  if (bytesLength(b) == 0) return
  const node = allocateStorage(NODE_BYTES)
  store<u64>(node, pointer(b), DATA)
  stmOwn(o)
  const last = load<u32>(o + queue, 4)
  if (last) stmStore32(o, last + NEXT, node)
  else stmStore32(o, o + queue, node)
  stmStore32(o, o + queue + 4, node)
  stmStore32(o, o + queue + 8, load<u32>(o + queue, 8) + bytesLength(b))
}

/** Makes one bytes object of all: its address. */
export function queueJoin(o: u32, queue: u32): u32 {
  stmOwn(o)
  const first = load<u32>(o + queue)
  if (first == 0) return emptyBytes()
  if (load<u32>(first, NEXT) == 0) return addressOf(load<u64>(first, DATA))
  const all = newBytes(load<u32>(o + queue, 8))
  let to = bytesData(all)
  for (let node = first; node != 0; node = load<u32>(node, NEXT)) {
    const b = addressOf(load<u64>(node, DATA))
    memory.copy(to, bytesData(b), bytesLength(b))
    to += bytesLength(b)
  }
  queueClear(o, queue)
  queueAppend(o, queue, all)
  return all
}

export function queueClear(o: u32, queue: u32): void {
  stmOwn(o)
  stmStore32(o, o + queue, 0)
  stmStore32(o, o + queue + 4, 0)
  stmStore32(o, o + queue + 8, 0)
}

/** Takes the first `n` bytes away. */
export function queueDrop(o: u32, queue: u32, n: u32): void {
  stmOwn(o)
  const size = load<u32>(o + queue, 8)
  if (n >= size) {
    queueClear(o, queue)
    return
  }
  let left = n
  let node = load<u32>(o + queue)
  for (;;) {
    const b = addressOf(load<u64>(node, DATA))
    if (left < bytesLength(b)) {
      if (left) stmStore64(o, node + DATA, pointer(bytesRange(b, left, bytesLength(b))))
      break
    }
    left -= bytesLength(b)
    node = load<u32>(node, NEXT)
  }
  stmStore32(o, o + queue, node)
  stmStore32(o, o + queue + 8, size - n)
}

/** Moves the contents of a queue to the end of a queue of another stream. */
export function queueMove(o: u32, queue: u32, to: u32, toQueue: u32): void {
  const all = queueJoin(o, queue)
  queueClear(o, queue)
  queueAppend(to, toQueue, all)
}
