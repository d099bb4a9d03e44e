// _io._IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase: what Python classes of streams inherit. Everything goes through the
// methods of the object, since subclasses override them; the types of this module replace what matters for speed.

import { EXCEPTION, EXHAUSTED, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, intOf, intValue, isInt, isPointer, pointer } from '../memory/value'
import { callMethod0, callMethod1, callMethod2 } from '../interp/nested'
import { INDEX_ERROR, getAttribute, getAttributeOr, getIter, isIndex, isTrue, iterNext, lengthOf, toIndex, toInt } from '../objects/abstract'
import { bytearrayData, bytearrayFrom, isBytearray } from '../objects/bytearray-core'
import { bytesConcat, bytesData, bytesFromData, bytesLength, bytesOf, emptyBytes, isBytes, newBytes } from '../objects/bytes-core'
import { VIEW_BYTES, VIEW_DATA, VIEW_LENGTH, VIEW_UNIT, getBuffer, newView, releaseBuffer, storeBytesOf } from '../objects/buffer'
import { arg, defineGetter, defineMethod, fn, setSlot } from '../objects/define'
import { newInstance } from '../objects/instance'
import { lit } from '../objects/intern'
import { listAppend, newList } from '../objects/list'
import { clearError, errorMatches, fetchError, raiseFormat, raiseInContext, raiseText, raiseValue } from '../objects/raise'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { IO_BYTES, IO_CLOSED, defineStream, ioAddFlags, ioFlags, isClosed, raiseClosed, raiseUnsupported } from './io-object'

/** `new_` of streams: fields are zero. */
export function stream_new(type: Value, argv: u32, argc: u32, names: u32): Value { return pointer(newInstance(addressOf(type))) }
function base_init(self: Value, argv: u32, argc: u32, names: u32): Value { return NONE }

function base_seek(argv: u32): Value { return raiseUnsupported('seek') }
function base_truncate(argv: u32): Value { return raiseUnsupported('truncate') }
function base_tell(argv: u32): Value { return callMethod2(arg(argv, 0), lit('seek'), intValue(0), intValue(1)) }
function base_flush(argv: u32): Value { return ioFlags(addressOf(arg(argv, 0))) & IO_CLOSED ? raiseClosed() : NONE }
function base_closed(self: Value): Value { return boolValue((ioFlags(addressOf(self)) & IO_CLOSED) != 0) }
function base_close(argv: u32): Value {
  const self = arg(argv, 0)
  if (ioFlags(addressOf(self)) & IO_CLOSED) return NONE
  const flushed = callMethod0(self, lit('flush'))
  ioAddFlags(addressOf(self), IO_CLOSED)
  return flushed == EXCEPTION ? EXCEPTION : NONE
}
function base_false(argv: u32): Value { return ioFlags(addressOf(arg(argv, 0))) & IO_CLOSED ? raiseClosed() : FALSE }
function base_no(argv: u32): Value { return FALSE }
function base_fileno(argv: u32): Value { return raiseUnsupported('fileno') }
export function base_checkClosed(argv: u32): Value {
  const closed = isClosed(arg(argv, 0))
  return closed < 0 ? EXCEPTION : closed ? raiseClosed() : NONE
}
/** True if method `name` of the stream answers True; else raises UnsupportedOperation with `message`. */
function checkAble(self: Value, name: u32, message: string): Value {
  const able = callMethod0(self, name)
  if (able == EXCEPTION) return EXCEPTION
  return able == TRUE ? TRUE : raiseUnsupported(message)
}
function base_checkSeekable(argv: u32): Value { return checkAble(arg(argv, 0), lit('seekable'), 'File or stream is not seekable.') }
function base_checkReadable(argv: u32): Value { return checkAble(arg(argv, 0), lit('readable'), 'File or stream is not readable.') }
function base_checkWritable(argv: u32): Value { return checkAble(arg(argv, 0), lit('writable'), 'File or stream is not writable.') }

function base_enter(argv: u32): Value {
  const self = arg(argv, 0)
  const closed = isClosed(self)
  return closed < 0 ? EXCEPTION : closed ? raiseClosed() : self
}
function base_exit(argv: u32): Value { return callMethod0(arg(argv, 0), lit('close')) }
function base_iter(self: Value): Value {
  const closed = isClosed(self)
  return closed < 0 ? EXCEPTION : closed ? raiseClosed() : self
}
function base_next(self: Value): Value {
  const line = callMethod0(self, lit('readline'))
  if (line == EXCEPTION) return EXCEPTION
  const n = lengthOf(line)
  return n < 0 ? EXCEPTION : n == 0 ? EXHAUSTED : line
}
/** Finalizer: closes, and keeps quiet. */
function base_del(argv: u32): Value {
  const self = arg(argv, 0)
  const closed = isClosed(self)
  if (closed < 0 || (closed == 0 && callMethod0(self, lit('close')) == EXCEPTION)) clearError()
  return NONE
}

function base_readline(argv: u32): Value {
  const self = arg(argv, 0)
  let limit: i64 = -1
  if (arg(argv, 1) != UNBOUND && arg(argv, 1) != NONE) {
    if (!isIndex(arg(argv, 1))) return raiseFormat(T.TypeError, "argument should be integer or None, not '%T'", arg(argv, 1))
    limit = toIndex(arg(argv, 1), T.OverflowError)
    if (limit == INDEX_ERROR) return EXCEPTION
  }
  const peek = getAttributeOr(self, lit('peek'))
  if (peek == EXCEPTION) return EXCEPTION
  let line = emptyBytes()
  while (limit < 0 || <i64>bytesLength(line) < limit) {
    let wanted: i64 = 1
    if (peek != UNBOUND) {
      const ahead = callMethod1(self, lit('peek'), intValue(1))
      if (ahead == EXCEPTION) return EXCEPTION
      if (!isBytes(ahead)) return raiseFormat(T.OSError, "peek() should have returned a bytes object, not '%T'", ahead)
      const b = bytesOf(ahead)
      const n = bytesLength(b)
      if (n > 0) {
        wanted = 0
        while (wanted < <i64>n && (limit < 0 || wanted < limit - <i64>bytesLength(line))) {
          const c = load<u8>(bytesData(b) + <u32>wanted)
          wanted++
          if (c == 10) break
        }
      }
    }
    const part = callMethod1(self, lit('read'), intValue(wanted))
    if (part == EXCEPTION) return EXCEPTION
    if (!isBytes(part)) return raiseFormat(T.OSError, "read() should have returned a bytes object, not '%T'", part)
    const b = bytesOf(part)
    const n = bytesLength(b)
    if (n == 0) break
    line = bytesConcat(line, b)
    if (load<u8>(bytesData(b) + n - 1) == 10) break
  }
  return pointer(line)
}

function base_readlines(argv: u32): Value {
  const self = arg(argv, 0)
  let hint: i64 = -1
  if (arg(argv, 1) != UNBOUND && arg(argv, 1) != NONE) {
    if (!isIndex(arg(argv, 1))) return raiseFormat(T.TypeError, "argument should be integer or None, not '%T'", arg(argv, 1))
    hint = toIndex(arg(argv, 1), T.OverflowError)
    if (hint == INDEX_ERROR) return EXCEPTION
  }
  const list = newList()
  const it = getIter(self)
  if (it == EXCEPTION) return EXCEPTION
  let total: i64 = 0
  for (;;) {
    const line = iterNext(it)
    if (line == EXCEPTION) return EXCEPTION
    if (line == EXHAUSTED) break
    if (!listAppend(list, line)) return EXCEPTION
    if (hint <= 0) continue
    const n = lengthOf(line)
    if (n < 0) return EXCEPTION
    total += n
    if (total >= hint) break
  }
  return pointer(list)
}

export function base_writelines(argv: u32): Value {
  const self = arg(argv, 0)
  const closed = isClosed(self)
  if (closed != 0) return closed < 0 ? EXCEPTION : raiseClosed()
  const it = getIter(arg(argv, 1))
  if (it == EXCEPTION) return EXCEPTION
  for (;;) {
    const line = iterNext(it)
    if (line == EXCEPTION) return EXCEPTION
    if (line == EXHAUSTED) return NONE
    if (callMethod1(self, lit('write'), line) == EXCEPTION) return EXCEPTION
  }
  return EXCEPTION
}

// ---- raw

function raw_read(argv: u32): Value {
  const self = arg(argv, 0)
  const size = arg(argv, 1) == UNBOUND ? intValue(-1) : arg(argv, 1)
  const n = toIndex(size, T.OverflowError)
  if (n == INDEX_ERROR) return EXCEPTION
  if (n < 0) return callMethod0(self, lit('readall'))
  const buffer = bytearrayFrom(newBytes(<u32>n))
  const got = callMethod1(self, lit('readinto'), buffer)
  if (got == EXCEPTION || got == NONE) return got
  const count = toIndex(got, T.ValueError)
  if (count == INDEX_ERROR) return EXCEPTION
  if (count < 0 || count > n) return raiseFormat(T.ValueError, 'readinto returned %d outside buffer size %d', count, n)
  const data = bytearrayData(addressOf(buffer))
  return pointer(bytesFromData(<u32>data, <u32>count))
}
function raw_readall(argv: u32): Value {
  const self = arg(argv, 0)
  let all = emptyBytes()
  let any = false
  for (;;) {
    const part = callMethod1(self, lit('read'), intValue(DEFAULT_CHUNK))
    if (part == EXCEPTION) return EXCEPTION
    if (part == NONE) return any ? pointer(all) : NONE
    if (!isBytes(part)) return raiseText(T.TypeError, 'read() should return bytes')
    if (bytesLength(bytesOf(part)) == 0) return pointer(all)
    all = bytesConcat(all, bytesOf(part))
    any = true
  }
  return EXCEPTION
}
const DEFAULT_CHUNK: i64 = 131072
function raiseNotImplemented(argv: u32): Value { return raiseText(T.NotImplementedError, '') }

// ---- buffered

function buffered_read(argv: u32): Value { return raiseUnsupported('read') }
function buffered_read1(argv: u32): Value { return raiseUnsupported('read1') }
function buffered_write(argv: u32): Value { return raiseUnsupported('write') }
function buffered_detach(argv: u32): Value { return raiseUnsupported('detach') }
/** Puts bytes into a writable buffer; how many, or -1: raised. */
export function putIntoBuffer(target: Value, b: u32): i64 {
  const view = newView()
  if (!getBuffer(target, view)) return -1
  const room = load<u32>(view, VIEW_LENGTH)
  const n = bytesLength(b)
  const count = n < room ? n : room
  const unit = load<u32>(view, VIEW_UNIT)
  if (unit == 0 || load<u32>(view, 12)) {
    releaseBuffer(target, view)
    raiseFormat(T.TypeError, "readinto() argument must be read-write bytes-like object, not %T", target)
    return -1
  }
  storeBytesOf(unit, load<u32>(view, VIEW_DATA), bytesData(b), count)
  releaseBuffer(target, view)
  return n > room ? n : count
}
/** Room in a writable buffer, or -1: raised. */
export function bufferRoom(target: Value): i64 {
  const view = newView()
  if (!getBuffer(target, view)) {
    clearError()
    raiseFormat(T.TypeError, "readinto() argument must be read-write bytes-like object, not %T", target)
    return -1
  }
  const room = load<u32>(view, VIEW_LENGTH)
  const fixed = load<u32>(view, VIEW_UNIT) == 0 || load<u32>(view, 12) != 0
  releaseBuffer(target, view)
  if (!fixed) return room
  raiseFormat(T.TypeError, "readinto() argument must be read-write bytes-like object, not %T", target)
  return -1
}
function readIntoBy(self: Value, target: Value, name: u32): Value {
  const room = bufferRoom(target)
  if (room < 0) return EXCEPTION
  const part = callMethod1(self, name, intValue(room))
  if (part == EXCEPTION) return EXCEPTION
  if (!isBytes(part)) return raiseText(T.TypeError, 'read() should return bytes')
  const n = bytesLength(bytesOf(part))
  if (<i64>n > room) return raiseFormat(T.ValueError, 'read() returned too much data: %d bytes requested, %d returned', room, n)
  return putIntoBuffer(target, bytesOf(part)) < 0 ? EXCEPTION : intValue(n)
}
function buffered_readinto(argv: u32): Value { return readIntoBy(arg(argv, 0), arg(argv, 1), lit('read')) }
function buffered_readinto1(argv: u32): Value { return readIntoBy(arg(argv, 0), arg(argv, 1), lit('read1')) }

// ---- text

function text_read(argv: u32): Value { return raiseUnsupported('read') }
function text_readline(argv: u32): Value { return raiseUnsupported('readline') }
function text_none(self: Value): Value { return NONE }

export function initIOBase(): void {
  const t = defineStream(T.io_IOBase, T.object, '_io._IOBase', IO_BYTES, 'The abstract base class for all I/O classes.')
  setSlot(t, Slot.new_, fn(stream_new))
  setSlot(t, Slot.init, fn(base_init))
  setSlot(t, Slot.iter, fn(base_iter))
  setSlot(t, Slot.next, fn(base_next))
  defineMethod(t, 'seek', '($self, offset, whence=os.SEEK_SET, /)', fn(base_seek))
  defineMethod(t, 'tell', '($self, /)', fn(base_tell))
  defineMethod(t, 'truncate', '($self, size=None, /)', fn(base_truncate))
  defineMethod(t, 'flush', '($self, /)', fn(base_flush))
  defineMethod(t, 'close', '($self, /)', fn(base_close))
  defineMethod(t, 'seekable', '($self, /)', fn(base_no))
  defineMethod(t, 'readable', '($self, /)', fn(base_no))
  defineMethod(t, 'writable', '($self, /)', fn(base_no))
  defineMethod(t, '_checkClosed', '($self, msg=None, /)', fn(base_checkClosed))
  defineMethod(t, '_checkSeekable', '($self, msg=None, /)', fn(base_checkSeekable))
  defineMethod(t, '_checkReadable', '($self, msg=None, /)', fn(base_checkReadable))
  defineMethod(t, '_checkWritable', '($self, msg=None, /)', fn(base_checkWritable))
  defineMethod(t, 'fileno', '($self, /)', fn(base_fileno))
  defineMethod(t, 'isatty', '($self, /)', fn(base_false))
  defineMethod(t, '__enter__', '($self, /)', fn(base_enter))
  defineMethod(t, '__exit__', '($self, /, *args)', fn(base_exit))
  defineMethod(t, '__del__', '($self, /)', fn(base_del))
  defineMethod(t, 'readline', '($self, size=-1, /)', fn(base_readline))
  defineMethod(t, 'readlines', '($self, hint=-1, /)', fn(base_readlines))
  defineMethod(t, 'writelines', '($self, lines, /)', fn(base_writelines))
  defineGetter(t, 'closed', fn(base_closed))

  const raw = defineStream(T.io_RawIOBase, T.io_IOBase, '_io._RawIOBase', IO_BYTES, 'Base class for raw binary I/O.')
  setSlot(raw, Slot.new_, fn(stream_new))
  defineMethod(raw, 'read', '($self, size=-1, /)', fn(raw_read))
  defineMethod(raw, 'readall', '($self, /)', fn(raw_readall))
  defineMethod(raw, 'readinto', '($self, buffer, /)', fn(raiseNotImplemented))
  defineMethod(raw, 'write', '($self, b, /)', fn(raiseNotImplemented))

  const buffered = defineStream(T.io_BufferedIOBase, T.io_IOBase, '_io._BufferedIOBase', IO_BYTES, 'Base class for buffered IO objects.')
  setSlot(buffered, Slot.new_, fn(stream_new))
  defineMethod(buffered, 'detach', '($self, /)', fn(buffered_detach))
  defineMethod(buffered, 'read', '($self, size=-1, /)', fn(buffered_read))
  defineMethod(buffered, 'read1', '($self, size=-1, /)', fn(buffered_read1))
  defineMethod(buffered, 'readinto', '($self, buffer, /)', fn(buffered_readinto))
  defineMethod(buffered, 'readinto1', '($self, buffer, /)', fn(buffered_readinto1))
  defineMethod(buffered, 'write', '($self, b, /)', fn(buffered_write))

  const text = defineStream(T.io_TextIOBase, T.io_IOBase, '_io._TextIOBase', IO_BYTES, 'Base class for text I/O.')
  setSlot(text, Slot.new_, fn(stream_new))
  defineMethod(text, 'detach', '($self, /)', fn(buffered_detach))
  defineMethod(text, 'read', '($self, size=-1, /)', fn(text_read))
  defineMethod(text, 'readline', '($self, size=-1, /)', fn(text_readline))
  defineMethod(text, 'write', '($self, s, /)', fn(buffered_write))
  defineGetter(text, 'encoding', fn(text_none))
  defineGetter(text, 'newlines', fn(text_none))
  defineGetter(text, 'errors', fn(text_none))
}
