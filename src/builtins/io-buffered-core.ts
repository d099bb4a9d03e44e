// Buffered streams over a raw stream: layout and the operations that the types (io-buffered.ts) and TextIOWrapper share.
//
//   +16 raw (value)  +24 read data:32 (bytes object, 0: none)  +28 read position:32  +32 buffer size:32
//   +36 queue of bytes to be written (io-chunks)  +48 busy, call (interp/host-effect)
//   flags: BUFFERED_*
// Where the raw stream is exactly a FileIO, nothing goes through Python calls. Results: a value, EXCEPTION or PARKED (the
// operation is run again from its start: what it has read or written by then stands in the stream).

import { EXCEPTION, NONE, PARKED, TRUE, UNBOUND, Value, addressOf, intOf, intValue, isInt, pointer } from '../memory/value'
import { callMethod0, callMethod1, callMethod2 } from '../interp/nested'
import { stops } from '../interp/host-effect'
import { stmRead32, stmRead64 } from '../stm/barriers'
import { INDEX_ERROR, getAttributeOr, isIndex, toIndex } from '../objects/abstract'
import { bytearrayData, bytearrayFrom } from '../objects/bytearray-core'
import { bytesConcat, bytesData, bytesFromData, bytesLength, bytesOf, bytesRange, emptyBytes, isBytes, newBytes } from '../objects/bytes-core'
import { lit } from '../objects/intern'
import { intToI64Saturated } from '../objects/int-core'
import { raiseFormat, raiseText, raiseValue } from '../objects/raise'
import { newException } from '../objects/exception-core'
import { raiseOSError } from '../objects/os-error'
import { T } from '../objects/type-ids'
import { queueDrop, queueJoin, queueSize } from './io-chunks'
import { fileDescriptor, fileRead, fileSeek, fileSeekable, fileWrite, isExactFile } from './io-file'
import { IO_CLOSED, ioFlags, ioWrite32, isClosed, raiseUnsupported } from './io-object'

export const BUFFERED_RAW: u32 = 16
const READ_DATA: u32 = 24
const READ_POSITION: u32 = 28
export const BUFFERED_SIZE: u32 = 32
export const BUFFERED_QUEUE: u32 = 36
export const BUFFERED_BUSY: u32 = 48
export const BUFFERED_BYTES: u32 = 56

export const BUFFERED_READS: u32 = 2
export const BUFFERED_WRITES: u32 = 4
export const BUFFERED_READY: u32 = 8
export const BUFFERED_DETACHED: u32 = 16
export const BUFFERED_FINALIZING: u32 = 128

const EAGAIN: i64 = 11

// @ts-ignore: decorator
@inline export function rawOf(o: u32): Value { return stmRead64(o, o + BUFFERED_RAW) }
// @ts-ignore: decorator
@inline export function bufferSize(o: u32): u32 { return stmRead32(o, o + BUFFERED_SIZE) }

/** True if the stream can be used; else raises ValueError. */
export function checkReady(o: u32): bool {
  const flags = ioFlags(o)
  if (flags & BUFFERED_READY) return true
  if (flags & BUFFERED_DETACHED) raiseText(T.ValueError, 'raw stream has been detached')
  else raiseText(T.ValueError, 'I/O operation on uninitialized object')
  return false
}
/** 1, 0, -1: raised. */
export function bufferedIsClosed(o: u32): i32 {
  const raw = rawOf(o)
  return isExactFile(raw) ? (fileDescriptor(addressOf(raw)) < 0 ? 1 : 0) : isClosed(raw)
}
/** True if ready and open. */
export function checkOpen(o: u32, message: string): bool {
  if (!checkReady(o)) return false
  const closed = bufferedIsClosed(o)
  if (closed == 1) raiseText(T.ValueError, message)
  return closed == 0
}

// ---- reading

/** Bytes that are there. */
export function available(o: u32): u32 {
  const b = stmRead32(o, o + READ_DATA)
  return b ? bytesLength(b) - stmRead32(o, o + READ_POSITION) : 0
}
export function dropReadBuffer(o: u32): void {
  if (stmRead32(o, o + READ_DATA)) ioWrite32(o, READ_DATA, 0)
}
/** The next `n` bytes, which are there. */
export function takeBytes(o: u32, n: u32): u32 {
  if (n == 0) return emptyBytes()
  const b = stmRead32(o, o + READ_DATA)
  const at = stmRead32(o, o + READ_POSITION)
  ioWrite32(o, READ_POSITION, at + n)
  return bytesRange(b, at, at + n)
}
/** What is there, without taking it. */
export function peekBytes(o: u32): u32 {
  const b = stmRead32(o, o + READ_DATA)
  return b ? bytesRange(b, stmRead32(o, o + READ_POSITION), bytesLength(b)) : emptyBytes()
}

/** One read of the raw stream: bytes, None (would block), EXCEPTION, PARKED. */
export function rawRead(o: u32, size: u32): Value {
  const raw = rawOf(o)
  if (isExactFile(raw)) return fileRead(addressOf(raw), size)
  const target = bytearrayFrom(newBytes(size))
  const r = callMethod1(raw, lit('readinto'), target)
  if (r == EXCEPTION || r == NONE) return r
  if (!isIndex(r)) return raiseFormat(T.OSError, 'raw readinto() failed')
  const n = toIndex(r, T.ValueError)
  if (n == INDEX_ERROR) return EXCEPTION
  if (n < 0 || n > <i64>size) return raiseFormat(T.OSError, 'raw readinto() returned invalid length %d (should have been between 0 and %d)', n, size)
  return pointer(bytesFromData(<u32>bytearrayData(addressOf(target)), <u32>n))
}

/** Reads at least `wanted` bytes more, if it can, behind those that are there: how many (int), None, EXCEPTION, PARKED. */
export function fill(o: u32, wanted: u32): Value {
  const size = bufferSize(o)
  const r = rawRead(o, wanted > size ? wanted : size)
  if (stops(r) || r == NONE) return r
  const b = bytesOf(r)
  if (bytesLength(b) == 0) return intValue(0)
  const rest = available(o)
  const data = rest ? bytesConcat(peekBytes(o), b) : b
  ioWrite32(o, READ_DATA, data)
  ioWrite32(o, READ_POSITION, 0)
  return intValue(bytesLength(b))
}

/** read(n), n < 0: to the end. */
export function bufferedRead(o: u32, n: i64): Value {
  const ready = beforeReading(o)
  if (stops(ready)) return ready
  if (n < 0) return readToEnd(o)
  while (<i64>available(o) < n) {
    const r = fill(o, <u32>n - available(o))
    if (stops(r)) return r
    if (r == NONE) {
      if (available(o) == 0) return NONE
      break
    }
    if (intOf(r) == 0) break
  }
  const there = available(o)
  return pointer(takeBytes(o, n < <i64>there ? <u32>n : there))
}

function readToEnd(o: u32): Value {
  const raw = rawOf(o)
  if (isExactFile(raw)) {
    const r = fileRead(addressOf(raw), -1)
    if (stops(r)) return r
    return restAnd(o, r)
  }
  const readall = getAttributeOr(raw, lit('readall'))
  if (readall == EXCEPTION) return EXCEPTION
  if (readall != UNBOUND) {
    const r = callMethod0(raw, lit('readall'))
    if (r == EXCEPTION) return r
    if (r != NONE && !isBytes(r)) return raiseText(T.TypeError, 'readall() should return bytes')
    if (r == NONE) return available(o) ? restAnd(o, pointer(emptyBytes())) : NONE
    return restAnd(o, r)
  }
  for (;;) {
    const r = callMethod0(raw, lit('read'))
    if (r == EXCEPTION) return r
    if (r != NONE && !isBytes(r)) return raiseText(T.TypeError, 'read() should return bytes')
    if (r == NONE || bytesLength(bytesOf(r)) == 0) return available(o) || r != NONE ? restAnd(o, pointer(emptyBytes())) : NONE
    const data = bytesConcat(peekBytes(o), bytesOf(r))
    ioWrite32(o, READ_DATA, data)
    ioWrite32(o, READ_POSITION, 0)
  }
  return EXCEPTION
}
function restAnd(o: u32, r: Value): Value {
  const all = available(o) ? bytesConcat(peekBytes(o), bytesOf(r)) : bytesOf(r)
  dropReadBuffer(o)
  return pointer(all)
}

/** read1(n), n < 0: what one read gives. */
export function bufferedRead1(o: u32, n: i64): Value {
  const ready = beforeReading(o)
  if (stops(ready)) return ready
  if (n == 0) return pointer(emptyBytes())
  if (n < 0) n = bufferSize(o)
  if (available(o) == 0) {
    const r = fill(o, 1)
    if (stops(r)) return r
    if (r == NONE || intOf(r) == 0) return pointer(emptyBytes())
  }
  const there = available(o)
  return pointer(takeBytes(o, n < <i64>there ? <u32>n : there))
}

export function bufferedPeek(o: u32): Value {
  const ready = beforeReading(o)
  if (stops(ready)) return ready
  if (available(o) == 0) {
    const r = fill(o, 1)
    if (stops(r)) return r
  }
  return pointer(peekBytes(o))
}

/** A line, with at most `limit` bytes (negative: no limit). */
export function bufferedReadline(o: u32, limit: i64): Value {
  const ready = beforeReading(o)
  if (stops(ready)) return ready
  let searched: u32 = 0
  for (;;) {
    const b = stmRead32(o, o + READ_DATA)
    const there = available(o)
    const end: u32 = limit >= 0 && limit < <i64>there ? <u32>limit : there
    if (end > searched) {
      const at = bytesData(b) + stmRead32(o, o + READ_POSITION)
      for (let i = searched; i < end; i++) if (load<u8>(at + i) == 10) return pointer(takeBytes(o, i + 1))
    }
    if (limit >= 0 && <i64>there >= limit) return pointer(takeBytes(o, end))
    searched = there
    const r = fill(o, 1)
    if (stops(r)) return r
    if (r == NONE || intOf(r) == 0) return pointer(takeBytes(o, there))
  }
  return EXCEPTION
}

/** A stream that also writes: hands on what is to be written. NONE, EXCEPTION, PARKED. */
function beforeReading(o: u32): Value { return queueSize(o, BUFFERED_QUEUE) ? drain(o) : NONE }

// ---- writing

/** A stream that also reads: brings the raw stream back to where the program is. */
export function rewindRead(o: u32): Value {
  const ahead = available(o)
  if (ahead) {
    const r = rawSeek(o, intValue(-<i64>ahead), 1)
    if (stops(r)) return r
  }
  dropReadBuffer(o)
  return NONE
}

/** Writes everything in the queue. NONE, EXCEPTION, PARKED. */
export function drain(o: u32): Value {
  while (queueSize(o, BUFFERED_QUEUE)) {
    const b = queueJoin(o, BUFFERED_QUEUE)
    const raw = rawOf(o)
    const fast = isExactFile(raw)
    const r = fast ? fileWrite(addressOf(raw), pointer(b)) : callMethod1(raw, lit('write'), pointer(b))
    if (stops(r)) return r
    if (r == NONE) {
      const e = raiseOSError(EAGAIN, pointer(lit('write could not complete without blocking')), UNBOUND)
      return e
    }
    if (!isIndex(r)) return raiseFormat(T.TypeError, "'%T' object cannot be interpreted as an integer", r)
    const n = toIndex(r, T.ValueError)
    if (n == INDEX_ERROR) return EXCEPTION
    if (n < 0 || n > <i64>bytesLength(b)) return raiseFormat(T.OSError, 'raw write() returned invalid length %d (should have been between 0 and %d)', n, bytesLength(b))
    queueDrop(o, BUFFERED_QUEUE, <u32>n)
  }
  return NONE
}

/** flush() of a stream that is open. */
export function bufferedFlush(o: u32): Value {
  const flags = ioFlags(o)
  if (flags & BUFFERED_WRITES) {
    if (flags & BUFFERED_READS) {
      const r = rewindRead(o)
      if (stops(r)) return r
    }
    const r = drain(o)
    if (stops(r)) return r
  }
  const raw = rawOf(o)
  return isExactFile(raw) ? NONE : callMethod0(raw, lit('flush'))
}

// ---- position

export function rawSeek(o: u32, offset: Value, whence: i64): Value {
  const raw = rawOf(o)
  if (isExactFile(raw)) return fileSeek(addressOf(raw), offset, whence)
  const r = callMethod2(raw, lit('seek'), offset, intValue(whence))
  if (r == EXCEPTION) return r
  if (!isIndex(r)) return raiseFormat(T.OSError, "raw seek() returned non-integer '%T'", r)
  const n = toIndex(r, T.ValueError)
  if (n == INDEX_ERROR) return EXCEPTION
  return n < 0 ? raiseFormat(T.OSError, 'Raw stream returned invalid position %d', n) : intValue(n)
}
/** TRUE, FALSE, EXCEPTION, PARKED. */
export function rawSeekable(o: u32): Value {
  const raw = rawOf(o)
  return isExactFile(raw) ? fileSeekable(addressOf(raw)) : callMethod0(raw, lit('seekable'))
}
function checkSeekable(o: u32): Value {
  const able = rawSeekable(o)
  if (stops(able) || able == TRUE) return able
  return raiseUnsupported('File or stream is not seekable.')
}

export function bufferedTell(o: u32): Value {
  const raw = rawOf(o)
  let r: Value
  if (isExactFile(raw)) r = fileSeek(addressOf(raw), intValue(0), 1)
  else r = callMethod0(raw, lit('tell'))
  if (stops(r)) return r
  if (!isIndex(r)) return raiseFormat(T.OSError, "Raw stream returned invalid position")
  const n = toIndex(r, T.ValueError)
  if (n == INDEX_ERROR) return EXCEPTION
  if (n < 0) return raiseFormat(T.OSError, 'Raw stream returned invalid position %d', n)
  return intValue(n - <i64>available(o) + <i64>queueSize(o, BUFFERED_QUEUE))
}

export function bufferedSeek(o: u32, target: Value, whence: i64): Value {
  const able = checkSeekable(o)
  if (stops(able)) return able
  const drained = drain(o)
  if (stops(drained)) return drained
  let offset = target
  if (whence == 1) offset = intValue(intToI64Saturated(target) - <i64>available(o))
  const r = rawSeek(o, offset, whence)
  if (stops(r)) return r
  dropReadBuffer(o)
  return r
}
