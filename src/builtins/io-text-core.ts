// TextIOWrapper: layout, and writing and reading text. Methods: io-text.ts; position: io-text-position.ts.
//
//   +16 buffer (value)  +24 encoding (value)  +32 errors (value)  +40 incremental decoder (value, 0: none)  +48 encoder (value, 0)
//   +56 decoded text:32 (str, 0: none)  +60 used:32, code points of it that were read
//   +64 left over:32 (bytes that do not make a character yet)  +68 snapshot:32 (bytes that made the decoded text)
//   +72 newline state:32 (decodeNewlines)  +76 newline state at the snapshot:32  +80 queue of encoded text (io-chunks)
//   +96 busy, call  +104 chunk size:32  +108 line end when writing:32 (str, 0: \n)  +112 line end when reading:32 (str, 0: see flags)
//   +116 codec:32 (Known; none: by decoder and encoder)  +120 decoder state at the snapshot (value)  +128 newline argument (value)
// What was encoded waits in the queue and goes to the buffer by the chunk, at a flush, or at a line end.

import { EXCEPTION, FALSE, NONE, PARKED, TRUE, UNBOUND, Value, addressOf, boolValue, intOf, intValue, pointer } from '../memory/value'
import { callMethod0, callMethod1, callMethod2 } from '../interp/nested'
import { enterStream, leaveStream, stops, waitForStream } from '../interp/host-effect'
import { stmRead32, stmRead64 } from '../stm/barriers'
import { isStr } from '../objects/abstract'
import { bytesLike } from '../objects/buffer'
import { hasBuffer } from '../objects/buffer'
import { bytesConcat, bytesData, bytesFromData, bytesLength, bytesOf, bytesRange, emptyBytes, isBytes, newBytes } from '../objects/bytes-core'
import { Known, decodeBytes, encodeStr } from '../objects/codec-registry'
import { decodeUtf8 } from '../objects/codec-utf8'
import { allocateStorage } from '../gc/allocate'
import { lit } from '../objects/intern'
import { raiseFormat, raiseText } from '../objects/raise'
import { strConcat, strRange } from '../objects/str-build'
import { strReplace, strFind } from '../objects/str-search'
import { emptyStr, strData, strKind, strLength, strOf } from '../objects/str-core'
import { findCodePoint } from '../objects/text-search'
import { T } from '../objects/type-ids'
import { isExactBuffered, afterWrite } from './io-buffered'
import { BUFFERED_BUSY, BUFFERED_QUEUE, BUFFERED_WRITES, bufferedFlush, bufferedIsClosed, bufferedRead, bufferedRead1, checkOpen } from './io-buffered-core'
import { queueAppend, queueClear, queueJoin, queueMove, queueSize } from './io-chunks'
import { NEWLINES_PENDING_CR, decodeNewlines, universalLineEnd } from './io-newlines'
import { ioFlags, ioWrite32, ioWrite64, isClosed, raiseUnsupported } from './io-object'

export const TEXT_BUFFER: u32 = 16
export const TEXT_ENCODING: u32 = 24
export const TEXT_ERRORS: u32 = 32
export const TEXT_DECODER: u32 = 40
export const TEXT_ENCODER: u32 = 48
export const TEXT_DECODED: u32 = 56
export const TEXT_USED: u32 = 60
export const TEXT_LEFT_OVER: u32 = 64
export const TEXT_SNAPSHOT: u32 = 68
export const TEXT_NEWLINES: u32 = 72
export const TEXT_SNAPSHOT_NEWLINES: u32 = 76
export const TEXT_QUEUE: u32 = 80
export const TEXT_BUSY: u32 = 96
export const TEXT_CHUNK: u32 = 104
export const TEXT_WRITE_END: u32 = 108
export const TEXT_READ_END: u32 = 112
export const TEXT_CODEC: u32 = 116
export const TEXT_SNAPSHOT_STATE: u32 = 120
export const TEXT_NEWLINE: u32 = 128
export const TEXT_BYTES: u32 = 136

export const TEXT_READY: u32 = 2
export const TEXT_DETACHED: u32 = 4
export const TEXT_LINE_BUFFERING: u32 = 8
export const TEXT_WRITE_THROUGH: u32 = 16
export const TEXT_UNIVERSAL: u32 = 32
export const TEXT_READS: u32 = 64
export const TEXT_WRITES: u32 = 128
export const TEXT_SEEKABLE: u32 = 256
export const TEXT_READ1: u32 = 512
export const TEXT_FINALIZING: u32 = 1024
/** tell() works: not inside an iteration. */
export const TEXT_TELLING: u32 = 2048

// @ts-ignore: decorator
@inline export function bufferOf(o: u32): Value { return stmRead64(o, o + TEXT_BUFFER) }

export function textReady(o: u32): bool {
  const flags = ioFlags(o)
  if (flags & TEXT_READY) return true
  if (flags & TEXT_DETACHED) raiseText(T.ValueError, 'underlying buffer has been detached')
  else raiseText(T.ValueError, 'I/O operation on uninitialized object')
  return false
}
/** 1, 0, -1. */
export function textIsClosed(o: u32): i32 {
  const buffer = bufferOf(o)
  return isExactBuffered(buffer) ? bufferedIsClosed(addressOf(buffer)) : isClosed(buffer)
}
/** True if ready and open. */
export function textOpen(o: u32): bool {
  if (!textReady(o)) return false
  const closed = textIsClosed(o)
  if (closed == 1) raiseText(T.ValueError, 'I/O operation on closed file.')
  return closed == 0
}

// ---- writing

/** Encodes `s` (a str) to the end of the queue. NONE or EXCEPTION. */
export function textAppend(o: u32, s: Value): Value {
  let text = s
  const end = stmRead32(o, o + TEXT_WRITE_END)
  if (end) text = strReplace(text, lit('\n'), end, -1)
  if (text == EXCEPTION) return text
  const encoder = stmRead64(o, o + TEXT_ENCODER)
  let b: Value
  if (stmRead32(o, o + TEXT_CODEC)) b = encodeStr(text, stmRead64(o, o + TEXT_ENCODING), stmRead64(o, o + TEXT_ERRORS))
  else {
    b = callMethod1(encoder, lit('encode'), text)
    if (b != EXCEPTION && !isBytes(b)) return raiseFormat(T.TypeError, "encoder should return a bytes object, not '%T'", b)
  }
  if (b == EXCEPTION) return b
  queueAppend(o, TEXT_QUEUE, bytesOf(b))
  forgetDecoded(o)
  return NONE
}

/** Drops what was read ahead: a write or a seek. */
export function forgetDecoded(o: u32): void {
  if (stmRead32(o, o + TEXT_DECODED)) {
    ioWrite32(o, TEXT_DECODED, 0)
    ioWrite32(o, TEXT_USED, 0)
  }
  if (stmRead32(o, o + TEXT_SNAPSHOT)) ioWrite32(o, TEXT_SNAPSHOT, 0)
}

/** True if text that ends a line must be flushed. */
export function wantsFlush(o: u32, s: u32): bool {
  const flags = ioFlags(o)
  if (flags & TEXT_WRITE_THROUGH) return true
  if (!(flags & TEXT_LINE_BUFFERING)) return false
  return findCodePoint(strKind(s), strData(s), strLength(s), 10) >= 0 || findCodePoint(strKind(s), strData(s), strLength(s), 13) >= 0
}

/** Hands the queue on if it is large or `flush`; with `flush` the buffer is flushed, too. NONE, EXCEPTION, PARKED. */
export function passOn(o: u32, flush: bool): Value {
  const buffer = bufferOf(o)
  if (isExactBuffered(buffer)) {
    const b = addressOf(buffer)
    if (!enterStream(b, BUFFERED_BUSY)) return waitForStream(b)
    if (queueSize(o, TEXT_QUEUE) && (flush || queueSize(o, TEXT_QUEUE) >= stmRead32(o, o + TEXT_CHUNK))) queueMove(o, TEXT_QUEUE, b, BUFFERED_QUEUE)
    if (!(ioFlags(b) & BUFFERED_WRITES)) return flush ? NONE : NONE
    return leaveStream(b, BUFFERED_BUSY, flush ? bufferedFlush(b) : afterWrite(b))
  }
  if (queueSize(o, TEXT_QUEUE) && (flush || queueSize(o, TEXT_QUEUE) >= stmRead32(o, o + TEXT_CHUNK))) {
    const all = queueJoin(o, TEXT_QUEUE)
    queueClear(o, TEXT_QUEUE)
    if (callMethod1(buffer, lit('write'), pointer(all)) == EXCEPTION) return EXCEPTION
  }
  return flush ? callMethod0(buffer, lit('flush')) : NONE
}
/** Hands the queue on without flushing the buffer: before reading or moving. */
export function passOnAll(o: u32): Value {
  if (queueSize(o, TEXT_QUEUE) == 0) return NONE
  const buffer = bufferOf(o)
  const all = queueJoin(o, TEXT_QUEUE)
  queueClear(o, TEXT_QUEUE)
  return callMethod1(buffer, lit('write'), pointer(all))
}

// ---- reading

/** Text of what was read and not used, as a str. */
function restOf(o: u32): u32 {
  const s = stmRead32(o, o + TEXT_DECODED)
  return s ? strRange(s, stmRead32(o, o + TEXT_USED), strLength(s)) : emptyStr()
}
export function unread(o: u32): u32 {
  const s = stmRead32(o, o + TEXT_DECODED)
  return s ? strLength(s) - stmRead32(o, o + TEXT_USED) : 0
}
export function takeText(o: u32, n: u32): u32 {
  const s = stmRead32(o, o + TEXT_DECODED)
  if (!s || n == 0) return emptyStr()
  const at = stmRead32(o, o + TEXT_USED)
  ioWrite32(o, TEXT_USED, at + n)
  return strRange(s, at, at + n)
}

/** Text of bytes `b` behind what is left over; updates left over and newline state. A str value or EXCEPTION. */
export function decodeChunk(o: u32, b: u32, final: bool): Value {
  let text: Value
  const codec = stmRead32(o, o + TEXT_CODEC)
  if (codec) {
    const before = stmRead32(o, o + TEXT_LEFT_OVER)
    const input = before ? bytesConcat(before, b) : b
    const errors = stmRead64(o, o + TEXT_ERRORS)
    if (codec == <u32>Known.utf8) {
      const used = allocateStorage(8) + 8
      text = decodeUtf8(input, errors, final, used)
      if (text == EXCEPTION) return text
      const n = load<u32>(used)
      const rest = n < bytesLength(input) ? bytesRange(input, n, bytesLength(input)) : 0
      if (rest != before) ioWrite32(o, TEXT_LEFT_OVER, rest)
    } else text = decodeBytes(input, stmRead64(o, o + TEXT_ENCODING), errors)
  } else text = callMethod2(stmRead64(o, o + TEXT_DECODER), lit('decode'), pointer(b), boolValue(final))
  if (text == EXCEPTION) return text
  if (!isStr(text)) return raiseFormat(T.TypeError, "decoder should return a string result, not '%T'", text)
  if (!(ioFlags(o) & TEXT_UNIVERSAL)) return text
  const state = stmRead32(o, o + TEXT_NEWLINES)
  const r = decodeNewlines(strOf(text), state, final)
  if (<u32>(r >> 32) != state) ioWrite32(o, TEXT_NEWLINES, <u32>(r >> 32))
  return pointer(<u32>r)
}

/** Reads a chunk and decodes it behind what is there. TRUE, FALSE (end of file), EXCEPTION, PARKED. */
export function readChunk(o: u32, hint: u32): Value {
  if (!(ioFlags(o) & TEXT_READS)) return raiseUnsupported('not readable')
  const passed = passOnAll(o)
  if (stops(passed)) return passed
  const buffer = bufferOf(o)
  const chunk = stmRead32(o, o + TEXT_CHUNK)
  const size = hint > chunk ? hint : chunk
  let r: Value
  if (isExactBuffered(buffer)) {
    const b = addressOf(buffer)
    if (!checkOpen(b, 'read of closed file')) return EXCEPTION
    if (!enterStream(b, BUFFERED_BUSY)) return waitForStream(b)
    r = leaveStream(b, BUFFERED_BUSY, bufferedRead1(b, size))
    if (stops(r)) return r
  } else {
    const read1 = (ioFlags(o) & TEXT_READ1) != 0
    r = read1 ? callMethod1(buffer, lit('read1'), intValue(size)) : callMethod1(buffer, lit('read'), intValue(size))
    if (r == EXCEPTION) return r
    if (!hasBuffer(r)) {
      return read1 ? raiseFormat(T.TypeError, "underlying read1() should have returned a bytes-like object, not '%T'", r)
        : raiseFormat(T.TypeError, "underlying read() should have returned a bytes-like object, not '%T'", r)
    }
  }
  const b = bytesLike(r)
  const end = bytesLength(b) == 0
  const fresh = unread(o) == 0
  const leftBefore = stmRead32(o, o + TEXT_LEFT_OVER)
  const newlinesBefore = stmRead32(o, o + TEXT_NEWLINES)
  let stateBefore: Value = 0
  if (fresh && !stmRead32(o, o + TEXT_CODEC) && ioFlags(o) & TEXT_SEEKABLE) {
    stateBefore = callMethod0(stmRead64(o, o + TEXT_DECODER), lit('getstate'))
    if (stateBefore == EXCEPTION) return EXCEPTION
  }
  const text = decodeChunk(o, b, end)
  if (text == EXCEPTION) return text
  const s = strOf(text)
  if (fresh) {
    ioWrite32(o, TEXT_DECODED, s)
    ioWrite32(o, TEXT_USED, 0)
    ioWrite32(o, TEXT_SNAPSHOT, leftBefore ? bytesConcat(leftBefore, b) : b)
    ioWrite32(o, TEXT_SNAPSHOT_NEWLINES, newlinesBefore)
    ioWrite64(o, TEXT_SNAPSHOT_STATE, stateBefore)
  } else {
    ioWrite32(o, TEXT_DECODED, strConcat(stmRead32(o, o + TEXT_DECODED), s))
    const snapshot = stmRead32(o, o + TEXT_SNAPSHOT)
    ioWrite32(o, TEXT_SNAPSHOT, snapshot ? bytesConcat(snapshot, b) : b)
  }
  return boolValue(!end || strLength(s) > 0)
}

/** read(n); n < 0: everything. */
export function textRead(o: u32, n: i64): Value {
  if (!(ioFlags(o) & TEXT_READS)) return raiseUnsupported('not readable')
  if (n >= 0) {
    while (<i64>unread(o) < n) {
      const more = readChunk(o, <u32>n - unread(o))
      if (stops(more)) return more
      if (more == FALSE) break
    }
    const there = unread(o)
    return pointer(takeText(o, n < <i64>there ? <u32>n : there))
  }
  const passed = passOnAll(o)
  if (stops(passed)) return passed
  const buffer = bufferOf(o)
  let r: Value
  if (isExactBuffered(buffer)) {
    const b = addressOf(buffer)
    if (!enterStream(b, BUFFERED_BUSY)) return waitForStream(b)
    r = leaveStream(b, BUFFERED_BUSY, bufferedRead(b, -1))
  } else r = callMethod0(buffer, lit('read'))
  if (stops(r)) return r
  if (r == NONE) return raiseText(T.BlockingIOError, 'Read returned None.')
  if (!hasBuffer(r)) return raiseFormat(T.TypeError, "decoder should return a string result, not '%T'", r)
  const text = decodeChunk(o, bytesLike(r), true)
  if (text == EXCEPTION) return text
  const all = unread(o) ? strConcat(restOf(o), strOf(text)) : strOf(text)
  forgetDecoded(o)
  return pointer(all)
}

/** Index behind the line end at or behind `from`, or -1. */
function lineEndIn(o: u32, s: u32, from: u32): i32 {
  const end = stmRead32(o, o + TEXT_READ_END)
  if (end) {
    const at = strFind(s, end, from, strLength(s))
    return at < 0 ? -1 : at + <i32>strLength(end)
  }
  if (ioFlags(o) & TEXT_UNIVERSAL && !(stmRead32(o, o + TEXT_NEWLINES) & 16)) return universalLineEnd(s, from)
  const at = findCodePoint(strKind(s), strData(s) + from * strKind(s), strLength(s) - from, 10)
  return at < 0 ? -1 : <i32>from + at + 1
}

/** readline(limit), negative: no limit. */
export function textReadline(o: u32, limit: i64): Value {
  if (!(ioFlags(o) & TEXT_READS)) return raiseUnsupported('not readable')
  let searched: u32 = 0
  for (;;) {
    const s = stmRead32(o, o + TEXT_DECODED)
    if (s) {
      const used = stmRead32(o, o + TEXT_USED)
      const there = strLength(s) - used
      const end = lineEndIn(o, s, used + (searched > 1 ? searched - 1 : 0))
      const n: i64 = end < 0 ? -1 : end - <i32>used
      if (limit >= 0 && (n < 0 ? <i64>there >= limit : n > limit)) return pointer(takeText(o, <u32>limit))
      if (n >= 0) return pointer(takeText(o, <u32>n))
      searched = there
    }
    const more = readChunk(o, 0)
    if (stops(more)) return more
    if (more == FALSE) return pointer(takeText(o, unread(o)))
  }
  return EXCEPTION
}
