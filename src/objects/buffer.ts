// The buffer protocol inside the core: how builtins get at the bytes of bytes-like objects.
//
// Most builtins only read: `bytesLike(v)` gives an exact bytes object, copying what is mutable under its barrier.
// Who needs the memory itself (memoryview, readinto, pack_into) fills a *view* by `getBuffer(v, view)`, a record of VIEW_BYTES:
//   +0 data:32  +4 length in bytes:32  +8 unit:32 that guards the data (0: immutable)  +12 readonly:32
//   +16 item size:32  +20 format:32 (str address)  +24 exporter (value)  +32 storage:32 (header address; 0: inline)
// The slots bufferGet (self, view) and bufferRelease (self, view) of a type serve it. A type whose memory can move counts its
// exports and refuses to change size while there are any; `releaseBuffer` takes one back.
// Data of a unit is loaded with stmCheck(unit) behind it, and stored with stmStore8 or `storeBytesOf`.

import { allocateStorage } from '../gc/allocate'
import { EXCEPTION, Value, addressOf } from '../memory/value'
import { stmCheck, stmOwn, stmStore32, stmStore8 } from '../stm/barriers'
import { bytesOfBytearray, isBytearray } from './bytearray-core'
import { bytesOf, isBytes, newBytes } from './bytes-core'
import { raiseFormat } from './raise'
import { typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

export const VIEW_DATA: u32 = 0
export const VIEW_LENGTH: u32 = 4
export const VIEW_UNIT: u32 = 8
export const VIEW_READONLY: u32 = 12
export const VIEW_ITEM_SIZE: u32 = 16
export const VIEW_FORMAT: u32 = 20
export const VIEW_EXPORTER: u32 = 24
export const VIEW_STORAGE: u32 = 32
export const VIEW_BYTES: u32 = 40

/** True if `v` supports the buffer protocol. */
export function hasBuffer(v: Value): bool { return isBytes(v) || typeSlot(typeOf(v), Slot.bufferGet) != 0 }

/** A fresh record for getBuffer. */
export function newView(): u32 { return allocateStorage(VIEW_BYTES) + 8 }

/** Fills `view` from a bytes-like object; false: raised. Pair with releaseBuffer. */
export function getBuffer(v: Value, view: u32): bool {
  const slot = typeSlot(typeOf(v), Slot.bufferGet)
  if (!slot) {
    raiseFormat(T.TypeError, "a bytes-like object is required, not '%T'", v)
    return false
  }
  return call_indirect<Value>(slot, v, view) != EXCEPTION
}

export function releaseBuffer(v: Value, view: u32): void {
  const slot = typeSlot(typeOf(v), Slot.bufferRelease)
  if (slot) call_indirect<Value>(slot, v, view)
}

/** Address of an exact bytes object with the contents of bytes-like `v`; 0: raised. */
export function bytesLike(v: Value): u32 {
  if (isBytes(v)) return bytesOf(v)
  if (!hasBuffer(v)) {
    raiseFormat(T.TypeError, "a bytes-like object is required, not '%T'", v)
    return 0
  }
  return bytesOfBuffer(v)
}

/** As bytesLike for an object that is known to have the buffer protocol. */
export function bytesOfBuffer(v: Value): u32 {
  if (isBytes(v)) return bytesOf(v)
  if (isBytearray(v)) return bytesOfBytearray(addressOf(v))
  const view = newView()
  if (!getBuffer(v, view)) return 0
  const b = copyData(load<u32>(view, VIEW_DATA), load<u32>(view, VIEW_LENGTH), load<u32>(view, VIEW_UNIT))
  releaseBuffer(v, view)
  return b
}

/** A bytes object of `n` bytes at `data`, which unit `unit` (or nothing) guards. */
export function copyData(data: u32, n: u32, unit: u32): u32 {
  const b = newBytes(n)
  if (!unit) memory.copy(b + 16, data, n)
  else do { memory.copy(b + 16, data, n) } while (!stmCheck(unit))
  return b
}

/** Stores `n` bytes from `from` (outside the unit) into `unit`'s data; owns it. */
export function storeBytesOf(unit: u32, address: u32, from: u32, n: u32): void {
  stmOwn(unit)
  let i: u32 = 0
  while (i < n && (address + i) & 3) { stmStore8(unit, address + i, load<u8>(from + i)); i++ }
  for (; i + 4 <= n; i += 4) stmStore32(unit, address + i, load<u32>(from + i))
  for (; i < n; i++) stmStore8(unit, address + i, load<u8>(from + i))
}
