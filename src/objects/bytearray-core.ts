// The bytearray object: layout, making, changing size.
//
//   +0 version  +4 shape  +8 length:32  +12 storage:32 (0: none)  +16 capacity:32 (bytes of the storage)  +20 exports:32
//   storage: +0 stamp  +4 shape  +8 bytes
// One unit guards it all. While `exports` is not 0 (memoryviews look at the storage) neither length nor storage may change.
// Small changes are logged byte by byte; large ones build new storage and swap the pointer.

import { allocate, allocateStorage } from '../gc/allocate'
import { Value, isPointer, pointer, shapeOf } from '../memory/value'
import { isFresh, stmCheck, stmOwn, stmStore32, stmStore8 } from '../stm/barriers'
import { bytesData, bytesLength, newBytes } from './bytes-core'
import { storeBytesOf } from './buffer'
import { raiseText } from './raise'
import { shapeAt, shapeTag } from './shape'
import { T } from './type-ids'

export const BYTEARRAY_LENGTH: u32 = 8
export const BYTEARRAY_STORAGE: u32 = 12
export const BYTEARRAY_CAPACITY: u32 = 16
export const BYTEARRAY_EXPORTS: u32 = 20
export const BYTEARRAY_BYTES: u32 = 24
export const MAX_BYTEARRAY: u32 = 0x3fffff00
/** Changes of more bytes than this build new storage. */
const LOG_LIMIT: u32 = 256

// @ts-ignore: decorator
@inline export function isBytearray(v: Value): bool { return isPointer(v) && shapeTag(shapeOf(<u32>v)) == T.bytearray }

/** A new bytearray with the contents of exact bytes `b`. */
export function bytearrayFrom(b: u32): Value {
  const a = allocate(shapeAt(T.bytearray), BYTEARRAY_BYTES)
  fillNew(a, bytesData(b), bytesLength(b))
  return pointer(a)
}

/** Gives a fresh, empty bytearray its contents. */
export function fillNew(a: u32, data: u32, n: u32): void {
  if (n == 0) return
  const storage = allocateStorage(n)
  memory.copy(storage + 8, data, n)
  store<u32>(a, n, BYTEARRAY_LENGTH)
  store<u32>(a, storage, BYTEARRAY_STORAGE)
  store<u32>(a, n, BYTEARRAY_CAPACITY)
}

/** Length and storage pointer, valid together: length << 32 | address of byte 0. */
export function bytearrayData(a: u32): u64 {
  let n: u32, p: u32
  do {
    n = load<u32>(a, BYTEARRAY_LENGTH)
    p = load<u32>(a, BYTEARRAY_STORAGE)
  } while (!stmCheck(a))
  return (<u64>n << 32) | (p + 8)
}

/** Exact bytes with the contents of bytearray `a`. */
export function bytesOfBytearray(a: u32): u32 {
  const data = bytearrayData(a)
  const n = <u32>(data >> 32)
  const b = newBytes(n)
  do { memory.copy(bytesData(b), <u32>data, n) } while (!stmCheck(a))
  return b
}

/** Owns `a` for a change of its size; false: raised BufferError, since it is exported. */
export function ownForResize(a: u32): bool {
  stmOwn(a)
  if (load<u32>(a, BYTEARRAY_EXPORTS) == 0) return true
  raiseText(T.BufferError, 'Existing exports of data: object cannot be re-sized')
  return false
}

/**
 * Replaces bytes [from, to) of an array that is owned by the `n` bytes at `data` (outside of the array). The size may change only
 * after `ownForResize`. False: raised MemoryError.
 */
export function replaceBytes(a: u32, from: u32, to: u32, data: u32, n: u32): bool {
  const length = load<u32>(a, BYTEARRAY_LENGTH)
  const old = load<u32>(a, BYTEARRAY_STORAGE)
  const total = <u64>length - (to - from) + n
  if (total > MAX_BYTEARRAY) { raiseText(T.MemoryError, ''); return false }
  const tail = length - to
  const capacity = load<u32>(a, BYTEARRAY_CAPACITY)
  const exported = load<u32>(a, BYTEARRAY_EXPORTS) != 0
  const inPlace = old != 0 && <u32>total <= capacity
  const moved: u32 = (n == to - from ? <u32>0 : tail) + n
  if (exported || (inPlace && (moved <= LOG_LIMIT || (isFresh(old) && isFresh(a))))) {
    const base = old + 8
    if (isFresh(old) && isFresh(a)) {
      memory.copy(base + from + n, base + to, tail)
      memory.copy(base + from, data, n)
    } else {
      if (n != to - from && tail) {
        const copy = allocateStorage(tail) + 8
        memory.copy(copy, base + to, tail)
        storeBytesOf(a, base + from + n, copy, tail)
      }
      storeBytesOf(a, base + from, data, n)
    }
    if (<u32>total != length) stmStore32(a, a + BYTEARRAY_LENGTH, <u32>total)
    return true
  }
  let room = <u32>total
  if (room > length) room += (room >> 3) + 16
  const storage = allocateStorage(room)
  if (old) {
    memory.copy(storage + 8, old + 8, from)
    memory.copy(storage + 8 + from + n, old + 8 + to, tail)
  }
  memory.copy(storage + 8 + from, data, n)
  stmStore32(a, a + BYTEARRAY_STORAGE, storage)
  stmStore32(a, a + BYTEARRAY_CAPACITY, room)
  stmStore32(a, a + BYTEARRAY_LENGTH, <u32>total)
  return true
}

/** Appends one byte to an array that `ownForResize` has owned; false: raised. */
export function appendByte(a: u32, byte: u32): bool {
  const n = load<u32>(a, BYTEARRAY_LENGTH)
  if (n < load<u32>(a, BYTEARRAY_CAPACITY)) {
    stmStore8(a, load<u32>(a, BYTEARRAY_STORAGE) + 8 + n, <u8>byte)
    stmStore32(a, a + BYTEARRAY_LENGTH, n + 1)
    return true
  }
  const room = n + (n >> 1) + 16
  if (room > MAX_BYTEARRAY) { raiseText(T.MemoryError, ''); return false }
  const storage = allocateStorage(room)
  const old = load<u32>(a, BYTEARRAY_STORAGE)
  if (old) memory.copy(storage + 8, old + 8, n)
  store<u8>(storage + 8 + n, <u8>byte)
  stmStore32(a, a + BYTEARRAY_STORAGE, storage)
  stmStore32(a, a + BYTEARRAY_CAPACITY, room)
  stmStore32(a, a + BYTEARRAY_LENGTH, n + 1)
  return true
}
