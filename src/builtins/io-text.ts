// _io.TextIOWrapper: its methods; the work stands in io-text-core.ts and io-text-position.ts.

import { EXCEPTION, EXHAUSTED, FALSE, NONE, PARKED, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, intValue, pointer } from '../memory/value'
import { call1, callMethod0, callMethod1 } from '../interp/nested'
import { beginNow, endNow, enterStream, isResumed, leaveStream, stops, waitForStream } from '../interp/host-effect'
import { stmRead32, stmRead64 } from '../stm/barriers'
import { INDEX_ERROR, getAttribute, getAttributeOr, isStr, isTrue, toIndex } from '../objects/abstract'
import { arg, defineGetter, defineMethod, fn, setSlot } from '../objects/define'
import { Known, knownEncoding, lookUpCodec } from '../objects/codec-registry'
import { newInstance } from '../objects/instance'
import { lit, litValue } from '../objects/intern'
import { isIndex, toInt } from '../objects/item-access'
import { callArg } from '../objects/text-args'
import { clearError, errorRaised, fetchError, raiseFormat, raiseInContext, raiseText, raiseValue, textFormat } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { strAt, strEqual, strLength, strOf } from '../objects/str-core'
import { tupleItem } from '../objects/tuple-core'
import { typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { stream_new } from './io-base'
import { bufferedClose, isExactBuffered } from './io-buffered'
import { queueSize } from './io-chunks'
import { SEEN_CR, NEWLINES_TRANSLATE, newlinesValue } from './io-newlines'
import { defineStream, ioAddFlags, ioFlags, ioSetFlags, ioWrite32, ioWrite64, raiseUnsupported, sizeArgument } from './io-object'
import { textSeek, textTell } from './io-text-position'
import {
  TEXT_BUFFER, TEXT_BUSY, TEXT_BYTES, TEXT_CHUNK, TEXT_CODEC, TEXT_DECODED, TEXT_DECODER, TEXT_DETACHED, TEXT_ENCODER, TEXT_ENCODING,
  TEXT_ERRORS, TEXT_FINALIZING, TEXT_LINE_BUFFERING, TEXT_NEWLINE, TEXT_NEWLINES, TEXT_QUEUE, TEXT_READ1, TEXT_READS, TEXT_READY, TEXT_READ_END,
  TEXT_SEEKABLE, TEXT_TELLING, TEXT_UNIVERSAL, TEXT_WRITES, TEXT_WRITE_END, TEXT_WRITE_THROUGH, bufferOf, passOn, textAppend, textIsClosed,
  textOpen, textRead, textReadline, textReady, wantsFlush,
} from './io-text-core'

// @ts-ignore: decorator
@inline export function isExactText(v: Value): bool { return hasShape(v, shapeAt(T.io_TextIOWrapper)) }

/** True if `newline` is None or one of the five texts; else raises. */
function checkNewline(newline: Value): bool {
  if (newline == NONE) return true
  if (!isStr(newline)) {
    raiseFormat(T.TypeError, 'newline must be str or None, not %T', newline)
    return false
  }
  const s = strOf(newline)
  const n = strLength(s)
  if (n == 0) return true
  const c = strAt(s, 0)
  if (n == 1 && (c == 10 || c == 13)) return true
  if (n == 2 && c == 13 && strAt(s, 1) == 10) return true
  raiseFormat(T.ValueError, 'illegal newline value: %U', newline)
  return false
}

function setNewline(o: u32, newline: Value): void {
  const s = newline == NONE ? 0 : strOf(newline)
  const universal = s == 0 || strLength(s) == 0
  const flags = ioFlags(o) & ~TEXT_UNIVERSAL
  ioSetFlags(o, universal ? flags | TEXT_UNIVERSAL : flags)
  ioWrite32(o, TEXT_NEWLINES, newline == NONE ? NEWLINES_TRANSLATE : 0)
  const other = !universal && strAt(s, 0) == 13
  ioWrite32(o, TEXT_READ_END, other ? s : 0)
  ioWrite32(o, TEXT_WRITE_END, other ? s : 0)
  ioWrite64(o, TEXT_NEWLINE, newline)
}

/** Sets encoding and errors (both str values), with decoder and encoder where the codec needs them; false: raised. */
function setCodec(o: u32, encoding: Value, errors: Value): bool {
  const known = knownEncoding(encoding)
  let decoder: Value = 0, encoder: Value = 0
  const fast = known == Known.utf8 || known == Known.ascii || known == Known.latin1
  if (!fast) {
    const codec = lookUpCodec(encoding)
    if (codec == EXCEPTION) return false
    const flag = getAttributeOr(codec, lit('_is_text_encoding'))
    if (flag == EXCEPTION) return false
    if (flag == FALSE) {
      raiseFormat(T.LookupError, "'%U' is not a text encoding", encoding)
      return false
    }
    if (ioFlags(o) & TEXT_READS) {
      decoder = callMethod1(codec, lit('incrementaldecoder'), errors)
      if (decoder == EXCEPTION) return false
    }
    if (ioFlags(o) & TEXT_WRITES) {
      encoder = callMethod1(codec, lit('incrementalencoder'), errors)
      if (encoder == EXCEPTION) return false
    }
  }
  ioWrite64(o, TEXT_ENCODING, encoding)
  ioWrite64(o, TEXT_ERRORS, errors)
  ioWrite64(o, TEXT_DECODER, decoder)
  ioWrite64(o, TEXT_ENCODER, encoder)
  ioWrite32(o, TEXT_CODEC, fast ? <u32>known : 0)
  return true
}

/** 1, 0, -1: answer of a method of `buffer`. */
function ask(buffer: Value, name: u32): i32 {
  const r = callMethod0(buffer, name)
  return r == EXCEPTION ? -1 : isTrue(r)
}

/** Sets a new wrapper up; missing arguments are UNBOUND. False: raised. */
export function textSetUp(o: u32, buffer: Value, encoding: Value, errors: Value, newline: Value, lineBuffering: Value, writeThrough: Value): bool {
  ioSetFlags(o, 0)
  if (newline == UNBOUND) newline = NONE
  if (!checkNewline(newline)) return false
  if (encoding == UNBOUND || encoding == NONE) encoding = litValue('UTF-8')
  else if (!isStr(encoding)) {
    raiseFormat(T.TypeError, "TextIOWrapper() argument 'encoding' must be str or None, not %T", encoding)
    return false
  } else if (strEqual(strOf(encoding), lit('locale'))) encoding = litValue('UTF-8')
  if (errors == UNBOUND || errors == NONE) errors = litValue('strict')
  else if (!isStr(errors)) {
    raiseFormat(T.TypeError, "TextIOWrapper() argument 'errors' must be str or None, not %T", errors)
    return false
  }
  const line = lineBuffering == UNBOUND ? 0 : isTrue(lineBuffering)
  const through = writeThrough == UNBOUND ? 0 : isTrue(writeThrough)
  if (line < 0 || through < 0) return false
  const reads = ask(buffer, lit('readable'))
  const writes = reads < 0 ? -1 : ask(buffer, lit('writable'))
  const seeks = writes < 0 ? -1 : ask(buffer, lit('seekable'))
  if (seeks < 0) return false
  const read1 = getAttributeOr(buffer, lit('read1'))
  if (read1 == EXCEPTION) return false
  let flags: u32 = 0
  if (line) flags |= TEXT_LINE_BUFFERING
  if (through) flags |= TEXT_WRITE_THROUGH
  if (reads) flags |= TEXT_READS
  if (writes) flags |= TEXT_WRITES
  if (seeks) flags |= TEXT_SEEKABLE | TEXT_TELLING
  if (read1 != UNBOUND) flags |= TEXT_READ1
  ioSetFlags(o, flags)
  if (!setCodec(o, encoding, errors)) return false
  setNewline(o, newline)
  ioWrite64(o, TEXT_BUFFER, buffer)
  ioWrite32(o, TEXT_CHUNK, 8192)
  ioAddFlags(o, TEXT_READY)
  if (!writes || !seeks || stmRead64(o, o + TEXT_ENCODER) == 0) return true
  const at = callMethod0(buffer, lit('tell')) // no byte order mark in the middle of a file
  if (at == EXCEPTION) return false
  return at == intValue(0) || callMethod1(stmRead64(o, o + TEXT_ENCODER), lit('setstate'), intValue(0)) != EXCEPTION
}

export function newText(buffer: Value, encoding: Value, errors: Value, newline: Value, lineBuffering: bool): Value {
  const o = newInstance(typeAt(T.io_TextIOWrapper))
  return textSetUp(o, buffer, encoding, errors, newline, boolValue(lineBuffering), UNBOUND) ? pointer(o) : EXCEPTION
}

function text_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (argc > 6) return raiseFormat(T.TypeError, 'TextIOWrapper() takes at most 6 arguments (%d given)', argc)
  const buffer = callArg(argv, argc, names, 0, lit('buffer'))
  if (buffer == UNBOUND) return raiseText(T.TypeError, "TextIOWrapper() missing required argument 'buffer' (pos 1)")
  const ok = textSetUp(addressOf(self), buffer, callArg(argv, argc, names, 1, lit('encoding')), callArg(argv, argc, names, 2, lit('errors')),
    callArg(argv, argc, names, 3, lit('newline')), callArg(argv, argc, names, 4, lit('line_buffering')), callArg(argv, argc, names, 5, lit('write_through')))
  return ok ? NONE : EXCEPTION
}

// @ts-ignore: decorator
@inline function self(argv: u32): u32 { return addressOf(arg(argv, 0)) }
// @ts-ignore: decorator
@inline function enter(o: u32): bool { return enterStream(o, TEXT_BUSY) }
// @ts-ignore: decorator
@inline function leave(o: u32, r: Value): Value { return leaveStream(o, TEXT_BUSY, r) }

function text_write(argv: u32): Value {
  const o = self(argv)
  const s = arg(argv, 1)
  if (!isStr(s)) return textReady(o) ? raiseFormat(T.TypeError, 'write() argument must be str, not %T', s) : EXCEPTION
  if (!isResumed(o, TEXT_BUSY)) {
    if (!canWrite(o)) return EXCEPTION
    if (!enter(o)) return waitForStream(o)
    if (textAppend(o, s) == EXCEPTION) return EXCEPTION
  }
  const r = leave(o, textWritten(o, wantsFlush(o, strOf(s))))
  return stops(r) ? r : intValue(strLength(strOf(s)))
}
/** True if text can be written; else raises. */
export function canWrite(o: u32): bool {
  if (!textOpen(o)) return false
  if (ioFlags(o) & TEXT_WRITES) return true
  raiseUnsupported('not writable')
  return false
}
/** Behind textAppend: hands on what is too much, or all if `flush`. */
export function textWritten(o: u32, flush: bool): Value {
  return flush || queueSize(o, TEXT_QUEUE) >= stmRead32(o, o + TEXT_CHUNK) || isResumed(o, TEXT_BUSY) ? passOn(o, flush) : NONE
}

function text_flush(argv: u32): Value {
  const o = self(argv)
  if (!textOpen(o)) return EXCEPTION
  if (!enter(o)) return waitForStream(o)
  if (ioFlags(o) & TEXT_SEEKABLE) ioAddFlags(o, TEXT_TELLING)
  return leave(o, passOn(o, true))
}
function text_read(argv: u32): Value {
  const o = self(argv)
  const n = sizeArgument(arg(argv, 1))
  if (n == INDEX_ERROR || !textOpen(o)) return EXCEPTION
  return enter(o) ? leave(o, textRead(o, n)) : waitForStream(o)
}
function text_readline(argv: u32): Value {
  const o = self(argv)
  const n = sizeArgument(arg(argv, 1))
  if (n == INDEX_ERROR || !textOpen(o)) return EXCEPTION
  return enter(o) ? leave(o, textReadline(o, n)) : waitForStream(o)
}
/** readline() of an exact wrapper, for input(). */
export function textLine(o: u32): Value {
  if (!textOpen(o)) return EXCEPTION
  return enter(o) ? leave(o, textReadline(o, -1)) : waitForStream(o)
}
/** next() cannot be run twice: reads at once. */
function text_next(v: Value): Value {
  beginNow()
  const line = textNext(v)
  endNow()
  return line
}
/** The next line for a loop: a str, EXHAUSTED, EXCEPTION, PARKED. */
export function textNext(v: Value): Value {
  const o = addressOf(v)
  if (!textReady(o)) return EXCEPTION
  if (ioFlags(o) & TEXT_TELLING) ioSetFlags(o, ioFlags(o) & ~TEXT_TELLING)
  let line: Value
  if (isExactText(v)) {
    line = textLine(o)
    if (line == PARKED) return line
  } else {
    line = callMethod0(v, lit('readline'))
    if (line != EXCEPTION && !isStr(line)) return raiseFormat(T.OSError, "readline() should have returned a str object, not '%T'", line)
  }
  if (line == EXCEPTION) return line
  if (strLength(strOf(line))) return line
  if (ioFlags(o) & TEXT_SEEKABLE) ioAddFlags(o, TEXT_TELLING)
  return EXHAUSTED
}

function text_close(argv: u32): Value {
  const o = self(argv)
  if (!textReady(o)) return EXCEPTION
  const closed = textIsClosed(o)
  if (closed != 0) return closed < 0 ? EXCEPTION : NONE
  if (!enter(o)) return waitForStream(o)
  return leave(o, close(o, isExactText(arg(argv, 0))))
}
function close(o: u32, exact: bool): Value {
  const buffer = bufferOf(o)
  const flushed = exact ? passOn(o, true) : callMethod0(pointer(o), lit('flush'))
  if (flushed != EXCEPTION) {
    if (stops(flushed)) return flushed
    return isExactBuffered(buffer) ? bufferedClose(addressOf(buffer)) : callMethod0(buffer, lit('close'))
  }
  const error = fetchError()
  const r = callMethod0(buffer, lit('close'))
  return r != EXCEPTION ? raiseValue(error) : raiseInContext(fetchError(), error)
}
function text_detach(argv: u32): Value {
  const o = self(argv)
  if (!textReady(o)) return EXCEPTION
  if (callMethod0(arg(argv, 0), lit('flush')) == EXCEPTION) return EXCEPTION
  const buffer = bufferOf(o)
  ioWrite64(o, TEXT_BUFFER, NONE)
  ioSetFlags(o, TEXT_DETACHED)
  return buffer
}
function text_tell(argv: u32): Value {
  const o = self(argv)
  if (!textOpen(o)) return EXCEPTION
  beginNow()
  const r = textTell(o)
  endNow()
  return r
}
function text_seek(argv: u32): Value {
  const o = self(argv)
  if (!textOpen(o)) return EXCEPTION
  const whence = arg(argv, 2) == UNBOUND ? 0 : toIndex(arg(argv, 2), T.OverflowError)
  if (whence == INDEX_ERROR) return EXCEPTION
  const cookie = toInt(arg(argv, 1))
  if (errorRaised()) return EXCEPTION
  beginNow()
  const r = textSeek(o, cookie, whence)
  endNow()
  return r
}
function text_truncate(argv: u32): Value {
  const o = self(argv)
  if (!textReady(o) || callMethod0(arg(argv, 0), lit('flush')) == EXCEPTION) return EXCEPTION
  return callMethod1(bufferOf(o), lit('truncate'), arg(argv, 1) == UNBOUND ? NONE : arg(argv, 1))
}

function text_reconfigure(argv: u32): Value {
  const o = self(argv)
  if (!textReady(o)) return EXCEPTION
  const encoding = arg(argv, 1), errors = arg(argv, 2), newline = arg(argv, 3), line = arg(argv, 4), through = arg(argv, 5)
  const newEncoding = encoding != UNBOUND && encoding != NONE
  const newErrors = errors != UNBOUND && errors != NONE
  if ((newEncoding || newErrors || newline != UNBOUND) && stmRead32(o, o + TEXT_DECODED)) {
    return raiseUnsupported('It is not possible to set the encoding or newline of stream after the first read')
  }
  if (newEncoding && !isStr(encoding)) return raiseFormat(T.TypeError, "reconfigure() argument 'encoding' must be str or None, not %T", encoding)
  if (newErrors && !isStr(errors)) return raiseFormat(T.TypeError, "reconfigure() argument 'errors' must be str or None, not %T", errors)
  if (newline != UNBOUND && !checkNewline(newline)) return EXCEPTION
  const lineFlag: i32 = line == UNBOUND || line == NONE ? -2 : isTrue(line)
  const throughFlag: i32 = through == UNBOUND || through == NONE ? -2 : isTrue(through)
  if (lineFlag == -1 || throughFlag == -1) return EXCEPTION
  if (callMethod0(arg(argv, 0), lit('flush')) == EXCEPTION) return EXCEPTION
  if (newEncoding || newErrors) {
    let e = newEncoding ? encoding : stmRead64(o, o + TEXT_ENCODING)
    if (strEqual(strOf(e), lit('locale'))) e = litValue('UTF-8')
    const handler = newErrors ? errors : newEncoding ? litValue('strict') : stmRead64(o, o + TEXT_ERRORS)
    if (!setCodec(o, e, handler)) return EXCEPTION
  }
  if (newline != UNBOUND) setNewline(o, newline)
  let flags = ioFlags(o)
  if (lineFlag >= 0) flags = lineFlag ? flags | TEXT_LINE_BUFFERING : flags & ~TEXT_LINE_BUFFERING
  if (throughFlag >= 0) flags = throughFlag ? flags | TEXT_WRITE_THROUGH : flags & ~TEXT_WRITE_THROUGH
  ioSetFlags(o, flags)
  return NONE
}

function ofBuffer(argv: u32, name: u32): Value { return textReady(self(argv)) ? callMethod0(bufferOf(self(argv)), name) : EXCEPTION }
function text_fileno(argv: u32): Value { return ofBuffer(argv, lit('fileno')) }
function text_seekable(argv: u32): Value { return ofBuffer(argv, lit('seekable')) }
function text_readable(argv: u32): Value { return ofBuffer(argv, lit('readable')) }
function text_writable(argv: u32): Value { return ofBuffer(argv, lit('writable')) }
function text_isatty(argv: u32): Value { return ofBuffer(argv, lit('isatty')) }
function text_getstate(argv: u32): Value { return raiseFormat(T.TypeError, "cannot pickle '%T' instances", arg(argv, 0)) }

function text_encoding(v: Value): Value { return ioFlags(addressOf(v)) & TEXT_READY ? stmRead64(addressOf(v), addressOf(v) + TEXT_ENCODING) : NONE }
function text_errors(v: Value): Value { return textReady(addressOf(v)) ? stmRead64(addressOf(v), addressOf(v) + TEXT_ERRORS) : EXCEPTION }
function text_buffer(v: Value): Value { return ioFlags(addressOf(v)) & TEXT_READY ? bufferOf(addressOf(v)) : NONE }
function text_lineBuffering(v: Value): Value { return boolValue((ioFlags(addressOf(v)) & TEXT_LINE_BUFFERING) != 0) }
function text_writeThrough(v: Value): Value { return boolValue((ioFlags(addressOf(v)) & TEXT_WRITE_THROUGH) != 0) }
function text_name(v: Value): Value { return textReady(addressOf(v)) ? getAttribute(bufferOf(addressOf(v)), lit('name')) : EXCEPTION }
function text_closed(v: Value): Value { return textReady(addressOf(v)) ? getAttribute(bufferOf(addressOf(v)), lit('closed')) : EXCEPTION }
function text_newlines(v: Value): Value {
  return ioFlags(addressOf(v)) & TEXT_UNIVERSAL ? newlinesValue(stmRead32(addressOf(v), addressOf(v) + TEXT_NEWLINES) & 7) : NONE
}
function text_chunkSize(v: Value): Value { return intValue(stmRead32(addressOf(v), addressOf(v) + TEXT_CHUNK)) }
function text_setChunkSize(v: Value, value: Value): Value {
  const n = value == UNBOUND ? -1 : toIndex(value, T.OverflowError)
  if (n == INDEX_ERROR) return EXCEPTION
  if (n <= 0) return raiseText(T.ValueError, 'a strictly positive integer is required')
  ioWrite32(addressOf(v), TEXT_CHUNK, <u32>n)
  return NONE
}
function text_finalizing(v: Value): Value { return boolValue((ioFlags(addressOf(v)) & TEXT_FINALIZING) != 0) }
function text_repr(v: Value): Value {
  const name = ioFlags(addressOf(v)) & TEXT_READY ? getAttributeOr(v, lit('name')) : UNBOUND
  const mode = ioFlags(addressOf(v)) & TEXT_READY ? getAttributeOr(v, lit('mode')) : UNBOUND
  if (name == EXCEPTION || mode == EXCEPTION) return EXCEPTION
  const encoding = text_encoding(v)
  if (name == UNBOUND) return mode == UNBOUND ? textFormat('<%N encoding=%R>', typeOf(v), encoding) : textFormat('<%N mode=%R encoding=%R>', typeOf(v), mode, encoding)
  if (mode == UNBOUND) return textFormat('<%N name=%R encoding=%R>', typeOf(v), name, encoding)
  return textFormat('<%N name=%R mode=%R encoding=%R>', typeOf(v), name, mode, encoding)
}

export function initTextIO(): void {
  const t = defineStream(T.io_TextIOWrapper, T.io_TextIOBase, '_io.TextIOWrapper', TEXT_BYTES, 'Character and line based layer over a BufferedIOBase object, buffer.')
  setSlot(t, Slot.new_, fn(stream_new))
  setSlot(t, Slot.init, fn(text_init))
  setSlot(t, Slot.next, fn(text_next))
  setSlot(t, Slot.repr, fn(text_repr))
  defineMethod(t, 'write', '($self, text, /)', fn(text_write))
  defineMethod(t, 'flush', '($self, /)', fn(text_flush))
  defineMethod(t, 'read', '($self, size=-1, /)', fn(text_read))
  defineMethod(t, 'readline', '($self, size=-1, /)', fn(text_readline))
  defineMethod(t, 'close', '($self, /)', fn(text_close))
  defineMethod(t, 'detach', '($self, /)', fn(text_detach))
  defineMethod(t, 'reconfigure', '($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)', fn(text_reconfigure))
  defineMethod(t, 'tell', '($self, /)', fn(text_tell))
  defineMethod(t, 'seek', '($self, cookie, whence=os.SEEK_SET, /)', fn(text_seek))
  defineMethod(t, 'truncate', '($self, pos=None, /)', fn(text_truncate))
  defineMethod(t, 'fileno', '($self, /)', fn(text_fileno))
  defineMethod(t, 'seekable', '($self, /)', fn(text_seekable))
  defineMethod(t, 'readable', '($self, /)', fn(text_readable))
  defineMethod(t, 'writable', '($self, /)', fn(text_writable))
  defineMethod(t, 'isatty', '($self, /)', fn(text_isatty))
  defineMethod(t, '__getstate__', '($self, /)', fn(text_getstate))
  defineGetter(t, 'encoding', fn(text_encoding))
  defineGetter(t, 'errors', fn(text_errors))
  defineGetter(t, 'buffer', fn(text_buffer))
  defineGetter(t, 'line_buffering', fn(text_lineBuffering))
  defineGetter(t, 'write_through', fn(text_writeThrough))
  defineGetter(t, 'name', fn(text_name))
  defineGetter(t, 'closed', fn(text_closed))
  defineGetter(t, 'newlines', fn(text_newlines))
  defineGetter(t, '_CHUNK_SIZE', fn(text_chunkSize), fn(text_setChunkSize))
  defineGetter(t, '_finalizing', fn(text_finalizing))
}
