// _io.BufferedReader, BufferedWriter, BufferedRandom: one layout, three sets of methods (io-buffered-core.ts has the work).

import { EXCEPTION, EXHAUSTED, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, intValue, isInt, pointer } from '../memory/value'
import { callMethod0, callMethod1 } from '../interp/nested'
import { beginNow, endNow, enterStream, isResumed, leaveStream, stops, waitForStream } from '../interp/host-effect'
import { stmRead32, stmStore32, stmStore64, stmOwn } from '../stm/barriers'
import { INDEX_ERROR, getAttribute, getAttributeOr, isTrue, toIndex } from '../objects/abstract'
import { bytesLength, bytesOf } from '../objects/bytes-core'
import { bytesLike } from '../objects/buffer'
import { arg, defineGetter, defineMethod, fn, setSlot } from '../objects/define'
import { newInstance } from '../objects/instance'
import { lit } from '../objects/intern'
import { isIndex, toInt } from '../objects/item-access'
import { bindKeywords } from '../objects/positional-args'
import { clearError, errorRaised, fetchError, raiseFormat, raiseInContext, raiseText, raiseValue, textFormat } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { tagOf, typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { bufferRoom, putIntoBuffer, stream_new } from './io-base'
import { queueAppend, queueSize } from './io-chunks'
import { fileClose, fileDescriptor, isExactFile } from './io-file'
import {
  BUFFERED_BUSY, BUFFERED_BYTES, BUFFERED_DETACHED, BUFFERED_FINALIZING, BUFFERED_QUEUE, BUFFERED_RAW, BUFFERED_READS, BUFFERED_READY,
  BUFFERED_SIZE, BUFFERED_WRITES, available, bufferSize, bufferedFlush, bufferedIsClosed, bufferedPeek, bufferedRead, bufferedRead1,
  bufferedReadline, bufferedSeek, bufferedTell, checkOpen, checkReady, drain, rawOf, rewindRead,
} from './io-buffered-core'
import { DEFAULT_BUFFER_SIZE, IO_FLAGS, defineStream, ioAddFlags, ioFlags, ioSetFlags, ioWrite32, ioWrite64, raiseUnsupported } from './io-object'

/** True for exact objects of the three types: nothing of theirs is overridden. */
export function isExactBuffered(v: Value): bool {
  return hasShape(v, shapeAt(T.io_BufferedWriter)) || hasShape(v, shapeAt(T.io_BufferedReader)) || hasShape(v, shapeAt(T.io_BufferedRandom))
}

function checkAble(raw: Value, name: u32, message: string): bool {
  const able = callMethod0(raw, name)
  if (able == EXCEPTION) return false
  if (able == TRUE) return true
  raiseUnsupported(message)
  return false
}

/** Gives a stream its raw stream; false: raised. */
export function bufferedSetUp(o: u32, raw: Value, size: i64, flags: u32): bool {
  ioSetFlags(o, 0)
  if (size <= 0) {
    raiseText(T.ValueError, 'buffer size must be strictly positive')
    return false
  }
  if (flags == (BUFFERED_READS | BUFFERED_WRITES) && !checkAble(raw, lit('seekable'), 'File or stream is not seekable.')) return false
  if (flags & BUFFERED_READS && !checkAble(raw, lit('readable'), 'File or stream is not readable.')) return false
  if (flags & BUFFERED_WRITES && !checkAble(raw, lit('writable'), 'File or stream is not writable.')) return false
  ioWrite64(o, BUFFERED_RAW, raw)
  ioWrite32(o, BUFFERED_SIZE, <u32>size)
  ioSetFlags(o, flags | BUFFERED_READY)
  return true
}
export function newBuffered(t: T, raw: Value, size: i64): Value {
  const o = newInstance(typeAt(t))
  const flags = t == T.io_BufferedReader ? BUFFERED_READS : t == T.io_BufferedWriter ? BUFFERED_WRITES : BUFFERED_READS | BUFFERED_WRITES
  return bufferedSetUp(o, raw, size, flags) ? pointer(o) : EXCEPTION
}
function setUpFrom(name: string, self: Value, argv: u32, argc: u32, names: u32, flags: u32): Value {
  const bound = bindKeywords(name, argv, argc, names, 2, 1, 0, 2, 'raw', 'buffer_size')
  if (!bound) return EXCEPTION
  let size: i64 = DEFAULT_BUFFER_SIZE
  if (load<u64>(bound, 8) != UNBOUND) {
    size = toIndex(load<u64>(bound, 8), T.OverflowError)
    if (size == INDEX_ERROR) return EXCEPTION
  }
  return bufferedSetUp(addressOf(self), load<u64>(bound), size, flags) ? NONE : EXCEPTION
}
function reader_init(self: Value, argv: u32, argc: u32, names: u32): Value { return setUpFrom('BufferedReader', self, argv, argc, names, BUFFERED_READS) }
function writer_init(self: Value, argv: u32, argc: u32, names: u32): Value { return setUpFrom('BufferedWriter', self, argv, argc, names, BUFFERED_WRITES) }
function random_init(self: Value, argv: u32, argc: u32, names: u32): Value { return setUpFrom('BufferedRandom', self, argv, argc, names, BUFFERED_READS | BUFFERED_WRITES) }

// ---- methods: each enters the stream, works, leaves it

// @ts-ignore: decorator
@inline function self(argv: u32): u32 { return addressOf(arg(argv, 0)) }
// @ts-ignore: decorator
@inline function enter(o: u32): bool { return enterStream(o, BUFFERED_BUSY) }
// @ts-ignore: decorator
@inline function leave(o: u32, r: Value): Value { return leaveStream(o, BUFFERED_BUSY, r) }

function size(v: Value): i64 {
  if (v == UNBOUND || v == NONE) return -1
  if (!isIndex(v)) {
    raiseFormat(T.TypeError, "argument should be integer or None, not '%T'", v)
    return INDEX_ERROR
  }
  return toIndex(v, T.OverflowError)
}

function buffered_read(argv: u32): Value {
  const o = self(argv)
  const n = size(arg(argv, 1))
  if (n == INDEX_ERROR) return EXCEPTION
  if (n < -1) return raiseText(T.ValueError, 'read length must be non-negative or -1')
  if (!checkOpen(o, 'read of closed file')) return EXCEPTION
  return enter(o) ? leave(o, bufferedRead(o, n)) : waitForStream(o)
}
function buffered_read1(argv: u32): Value {
  const o = self(argv)
  const n = size(arg(argv, 1))
  if (n == INDEX_ERROR || !checkOpen(o, 'read of closed file')) return EXCEPTION
  return enter(o) ? leave(o, bufferedRead1(o, n)) : waitForStream(o)
}
function buffered_peek(argv: u32): Value {
  const o = self(argv)
  if (!checkOpen(o, 'peek of closed file')) return EXCEPTION
  return enter(o) ? leave(o, bufferedPeek(o)) : waitForStream(o)
}
function buffered_readline(argv: u32): Value {
  const o = self(argv)
  const n = size(arg(argv, 1))
  if (n == INDEX_ERROR || !checkOpen(o, 'readline of closed file')) return EXCEPTION
  return enter(o) ? leave(o, bufferedReadline(o, n)) : waitForStream(o)
}
function readInto(argv: u32, once: bool): Value {
  const o = self(argv)
  if (!checkOpen(o, 'readinto of closed file')) return EXCEPTION
  const room = bufferRoom(arg(argv, 1))
  if (room < 0) return EXCEPTION
  if (!enter(o)) return waitForStream(o)
  const r = leave(o, once ? bufferedRead1(o, room) : bufferedRead(o, room))
  if (stops(r) || r == NONE) return r
  return putIntoBuffer(arg(argv, 1), bytesOf(r)) < 0 ? EXCEPTION : intValue(bytesLength(bytesOf(r)))
}
function buffered_readinto(argv: u32): Value { return readInto(argv, false) }
function buffered_readinto1(argv: u32): Value { return readInto(argv, true) }

/** next() cannot be run twice: reads at once. */
function buffered_next(v: Value): Value {
  beginNow()
  const line = bufferedNext(v)
  endNow()
  return line
}
/** The next line for a loop: bytes, EXHAUSTED, EXCEPTION, PARKED. */
export function bufferedNext(v: Value): Value {
  const o = addressOf(v)
  if (!isExactBuffered(v)) {
    const line = callMethod0(v, lit('readline'))
    if (line == EXCEPTION) return line
    const empty = isTrue(line)
    return empty < 0 ? EXCEPTION : empty == 0 ? EXHAUSTED : line
  }
  if (!checkOpen(o, 'readline of closed file')) return EXCEPTION
  if (!enter(o)) return waitForStream(o)
  const line = leave(o, bufferedReadline(o, -1))
  if (stops(line)) return line
  return bytesLength(bytesOf(line)) == 0 ? EXHAUSTED : line
}

function buffered_write(argv: u32): Value {
  const o = self(argv)
  if (!checkReady(o)) return EXCEPTION
  if (!isResumed(o, BUFFERED_BUSY)) {
    const b = bytesLike(arg(argv, 1))
    if (!b || !checkOpen(o, 'write to closed file')) return EXCEPTION
    if (!enter(o)) return waitForStream(o)
    queueAppend(o, BUFFERED_QUEUE, b)
  }
  const r = leave(o, afterWrite(o))
  if (stops(r)) return r
  const b = bytesLike(arg(argv, 1))
  return b ? intValue(bytesLength(b)) : EXCEPTION
}
/** What was appended to the queue goes on if it is too much. */
export function afterWrite(o: u32): Value {
  if (available(o)) {
    const r = rewindRead(o)
    if (stops(r)) return r
  }
  return queueSize(o, BUFFERED_QUEUE) > bufferSize(o) ? drain(o) : NONE
}
function buffered_flush(argv: u32): Value {
  const o = self(argv)
  if (!checkOpen(o, 'flush of closed file')) return EXCEPTION
  return enter(o) ? leave(o, bufferedFlush(o)) : waitForStream(o)
}
function buffered_seek(argv: u32): Value {
  const o = self(argv)
  if (!checkReady(o)) return EXCEPTION
  const whence = arg(argv, 2) == UNBOUND ? 0 : toIndex(arg(argv, 2), T.OverflowError)
  if (whence == INDEX_ERROR) return EXCEPTION
  if (whence < 0 || whence > 2) return raiseFormat(T.ValueError, 'whence value %d unsupported', whence)
  if (!checkOpen(o, 'seek of closed file')) return EXCEPTION
  const target = toInt(arg(argv, 1))
  if (errorRaised()) return EXCEPTION
  return enter(o) ? leave(o, bufferedSeek(o, target, whence)) : waitForStream(o)
}
function buffered_tell(argv: u32): Value {
  const o = self(argv)
  if (!checkReady(o)) return EXCEPTION
  return enter(o) ? leave(o, bufferedTell(o)) : waitForStream(o)
}
function buffered_truncate(argv: u32): Value {
  const o = self(argv)
  if (!checkOpen(o, 'truncate of closed file')) return EXCEPTION
  if (!(ioFlags(o) & BUFFERED_WRITES)) return raiseUnsupported('truncate')
  beginNow()
  let r = bufferedFlush(o)
  let at = arg(argv, 1)
  if (r != EXCEPTION && (at == UNBOUND || at == NONE)) at = bufferedTell(o)
  if (r != EXCEPTION && at != EXCEPTION) r = callMethod1(rawOf(o), lit('truncate'), at)
  endNow()
  return at == EXCEPTION ? at : r
}

function buffered_close(argv: u32): Value {
  const o = self(argv)
  if (!checkReady(o)) return EXCEPTION
  const closed = bufferedIsClosed(o)
  if (closed != 0) return closed < 0 ? EXCEPTION : NONE
  if (!enter(o)) return waitForStream(o)
  return leave(o, close(o, isExactBuffered(arg(argv, 0))))
}
/** close() of an exact stream. NONE, EXCEPTION, PARKED. */
export function bufferedClose(o: u32): Value {
  const closed = checkReady(o) ? bufferedIsClosed(o) : -1
  if (closed != 0) return closed < 0 ? EXCEPTION : NONE
  if (!enter(o)) return waitForStream(o)
  return leave(o, close(o, true))
}
function close(o: u32, exact: bool): Value {
  const raw = rawOf(o)
  const flushed = exact ? bufferedFlush(o) : callMethod0(pointer(o), lit('flush'))
  if (flushed != EXCEPTION) {
    if (stops(flushed)) return flushed
    return isExactFile(raw) ? fileClose(addressOf(raw)) : callMethod0(raw, lit('close'))
  }
  const error = fetchError()
  beginNow()
  const r = callMethod0(raw, lit('close'))
  endNow()
  if (r != EXCEPTION) return raiseValue(error)
  return raiseInContext(fetchError(), error)
}
function buffered_detach(argv: u32): Value {
  const o = self(argv)
  if (!checkReady(o)) return EXCEPTION
  if (callMethod0(arg(argv, 0), lit('flush')) == EXCEPTION) return EXCEPTION
  const raw = rawOf(o)
  ioWrite64(o, BUFFERED_RAW, NONE)
  ioSetFlags(o, BUFFERED_DETACHED)
  return raw
}

/** Calls a method without arguments of the raw stream. */
function ofRaw(argv: u32, name: u32): Value { return checkReady(self(argv)) ? callMethod0(rawOf(self(argv)), name) : EXCEPTION }
function buffered_seekable(argv: u32): Value { return ofRaw(argv, lit('seekable')) }
function buffered_readable(argv: u32): Value { return ofRaw(argv, lit('readable')) }
function buffered_writable(argv: u32): Value { return ofRaw(argv, lit('writable')) }
function buffered_fileno(argv: u32): Value { return ofRaw(argv, lit('fileno')) }
function buffered_isatty(argv: u32): Value { return ofRaw(argv, lit('isatty')) }
function buffered_nothing(argv: u32): Value { return NONE }
function buffered_getstate(argv: u32): Value { return raiseFormat(T.TypeError, "cannot pickle '%T' instances", arg(argv, 0)) }

function buffered_raw(v: Value): Value { return ioFlags(addressOf(v)) & BUFFERED_READY ? rawOf(addressOf(v)) : NONE }
function buffered_closed(v: Value): Value {
  const o = addressOf(v)
  if (!checkReady(o)) return EXCEPTION
  const closed = bufferedIsClosed(o)
  return closed < 0 ? EXCEPTION : boolValue(closed == 1)
}
function buffered_name(v: Value): Value { return checkReady(addressOf(v)) ? getAttribute(rawOf(addressOf(v)), lit('name')) : EXCEPTION }
function buffered_mode(v: Value): Value { return checkReady(addressOf(v)) ? getAttribute(rawOf(addressOf(v)), lit('mode')) : EXCEPTION }
function buffered_finalizing(v: Value): Value { return boolValue((ioFlags(addressOf(v)) & BUFFERED_FINALIZING) != 0) }
function buffered_setFinalizing(v: Value, value: Value): Value {
  ioAddFlags(addressOf(v), BUFFERED_FINALIZING)
  return NONE
}
function buffered_repr(v: Value): Value {
  const name = ioFlags(addressOf(v)) & BUFFERED_READY ? getAttributeOr(v, lit('name')) : UNBOUND
  if (name == EXCEPTION) {
    clearError()
    return textFormat('<%N>', typeOf(v))
  }
  return name == UNBOUND ? textFormat('<%N>', typeOf(v)) : textFormat('<%N name=%R>', typeOf(v), name)
}

function defineCommon(t: u32): void {
  setSlot(t, Slot.new_, fn(stream_new))
  setSlot(t, Slot.repr, fn(buffered_repr))
  defineMethod(t, 'flush', '($self, /)', fn(buffered_flush))
  defineMethod(t, 'close', '($self, /)', fn(buffered_close))
  defineMethod(t, 'detach', '($self, /)', fn(buffered_detach))
  defineMethod(t, 'seek', '($self, target, whence=0, /)', fn(buffered_seek))
  defineMethod(t, 'tell', '($self, /)', fn(buffered_tell))
  defineMethod(t, 'truncate', '($self, pos=None, /)', fn(buffered_truncate))
  defineMethod(t, 'seekable', '($self, /)', fn(buffered_seekable))
  defineMethod(t, 'fileno', '($self, /)', fn(buffered_fileno))
  defineMethod(t, 'isatty', '($self, /)', fn(buffered_isatty))
  defineMethod(t, '_dealloc_warn', '($self, source, /)', fn(buffered_nothing))
  defineMethod(t, '__getstate__', '($self, /)', fn(buffered_getstate))
  defineGetter(t, 'raw', fn(buffered_raw))
  defineGetter(t, 'closed', fn(buffered_closed))
  defineGetter(t, 'name', fn(buffered_name))
  defineGetter(t, 'mode', fn(buffered_mode))
  defineGetter(t, '_finalizing', fn(buffered_finalizing), fn(buffered_setFinalizing))
}
function defineReading(t: u32): void {
  setSlot(t, Slot.next, fn(buffered_next))
  defineMethod(t, 'readable', '($self, /)', fn(buffered_readable))
  defineMethod(t, 'read', '($self, size=-1, /)', fn(buffered_read))
  defineMethod(t, 'read1', '($self, size=-1, /)', fn(buffered_read1))
  defineMethod(t, 'peek', '($self, size=0, /)', fn(buffered_peek))
  defineMethod(t, 'readinto', '($self, buffer, /)', fn(buffered_readinto))
  defineMethod(t, 'readinto1', '($self, buffer, /)', fn(buffered_readinto1))
  defineMethod(t, 'readline', '($self, size=-1, /)', fn(buffered_readline))
}
function defineWriting(t: u32): void {
  defineMethod(t, 'writable', '($self, /)', fn(buffered_writable))
  defineMethod(t, 'write', '($self, buffer, /)', fn(buffered_write))
}

export function initBuffered(): void {
  const reader = defineStream(T.io_BufferedReader, T.io_BufferedIOBase, '_io.BufferedReader', BUFFERED_BYTES, 'Create a new buffered reader using the given readable raw IO object.')
  setSlot(reader, Slot.init, fn(reader_init))
  defineCommon(reader)
  defineReading(reader)
  const writer = defineStream(T.io_BufferedWriter, T.io_BufferedIOBase, '_io.BufferedWriter', BUFFERED_BYTES, 'A buffer for a writeable sequential RawIO object.')
  setSlot(writer, Slot.init, fn(writer_init))
  defineCommon(writer)
  defineWriting(writer)
  const random = defineStream(T.io_BufferedRandom, T.io_BufferedIOBase, '_io.BufferedRandom', BUFFERED_BYTES, 'A buffered interface to random access streams.')
  setSlot(random, Slot.init, fn(random_init))
  defineCommon(random)
  defineReading(random)
  defineWriting(random)
}
