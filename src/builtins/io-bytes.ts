// _io.BytesIO: a stream over bytes in memory.
//
//   +16 contents (value: a bytearray of its own)  +24 position:i64

import { EXCEPTION, EXHAUSTED, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, intValue, pointer } from '../memory/value'
import { call1 } from '../interp/nested'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { INDEX_ERROR, getIter, iterNext, toIndex } from '../objects/abstract'
import { MAX_BYTEARRAY, bytearrayData, bytearrayFrom, ownForResize, replaceBytes } from '../objects/bytearray-core'
import { bytesLike, copyData } from '../objects/buffer'
import { bytesData, bytesLength, bytesOf, emptyBytes, newBytes } from '../objects/bytes-core'
import { arg, defineGetter, defineMethod, fn, setSlot } from '../objects/define'
import { dictUpdate } from '../objects/dict-methods'
import { instanceDict, newInstance } from '../objects/instance'
import { isIndex } from '../objects/item-access'
import { listAppend, newList } from '../objects/list'
import { bindKeywords } from '../objects/positional-args'
import { raiseFormat, raiseText } from '../objects/raise'
import { typeAt } from '../objects/shape'
import { tupleItem, tupleLength, tupleOf3 } from '../objects/tuple-core'
import { tagOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { bufferRoom, putIntoBuffer } from './io-base'
import { IO_CLOSED, defineStream, dictOrNone, ioAddFlags, ioFlags, ioWrite64, sizeArgument } from './io-object'

const CONTENTS: u32 = 16
const POSITION: u32 = 24
const BYTES_IO_BYTES: u32 = 32

// @ts-ignore: decorator
@inline function self(argv: u32): u32 { return addressOf(arg(argv, 0)) }
// @ts-ignore: decorator
@inline function contents(o: u32): u32 { return addressOf(stmRead64(o, o + CONTENTS)) }
// @ts-ignore: decorator
@inline function position(o: u32): i64 { return <i64>stmRead64(o, o + POSITION) }
function setPosition(o: u32, p: i64): void {
  stmOwn(o)
  stmStore64(o, o + POSITION, p)
}
function size(o: u32): i64 { return <i64>(bytearrayData(contents(o)) >> 32) }
function open(o: u32): bool {
  if (!(ioFlags(o) & IO_CLOSED)) return true
  raiseText(T.ValueError, 'I/O operation on closed file.')
  return false
}

function bytesIO_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const o = newInstance(addressOf(type))
  const empty = bytearrayFrom(emptyBytes())
  ioWrite64(o, CONTENTS, empty)
  return pointer(o)
}
function bytesIO_init(v: Value, argv: u32, argc: u32, names: u32): Value {
  const bound = bindKeywords('BytesIO', argv, argc, names, 1, 0, 0, 1, 'initial_bytes')
  if (!bound) return EXCEPTION
  const initial = load<u64>(bound)
  const b = initial == UNBOUND || initial == NONE ? emptyBytes() : bytesLike(initial)
  if (!b) return EXCEPTION
  ioWrite64(addressOf(v), CONTENTS, bytearrayFrom(b))
  setPosition(addressOf(v), 0)
  return NONE
}

/** Bytes [from, to) of the contents as an exact bytes object. */
function part(o: u32, from: i64, to: i64): Value {
  if (to <= from) return pointer(emptyBytes())
  const a = contents(o)
  const data = bytearrayData(a)
  return pointer(copyData(<u32>data + <u32>from, <u32>(to - from), a))
}
function take(o: u32, n: i64): Value {
  const p = position(o), length = size(o)
  let end = n < 0 ? length : p + n
  if (end > length) end = length
  const r = part(o, p, end)
  if (end > p) setPosition(o, end)
  return r
}
function bytesIO_read(argv: u32): Value {
  const n = sizeArgument(arg(argv, 1))
  if (n == INDEX_ERROR || !open(self(argv))) return EXCEPTION
  return take(self(argv), n)
}
function line(o: u32, limit: i64): Value {
  const p = position(o), length = size(o)
  if (p >= length) return pointer(emptyBytes())
  const most: i64 = limit >= 0 && p + limit < length ? p + limit : length
  const all = bytesOf(part(o, p, most))
  const n = bytesLength(all)
  for (let i: u32 = 0; i < n; i++) if (load<u8>(bytesData(all) + i) == 10) return take(o, i + 1)
  return take(o, n)
}
function bytesIO_readline(argv: u32): Value {
  const n = sizeArgument(arg(argv, 1))
  if (n == INDEX_ERROR || !open(self(argv))) return EXCEPTION
  return line(self(argv), n)
}
function bytesIO_readlines(argv: u32): Value {
  const hint = sizeArgument(arg(argv, 1))
  if (hint == INDEX_ERROR || !open(self(argv))) return EXCEPTION
  const list = newList()
  let total: i64 = 0
  for (;;) {
    const l = line(self(argv), -1)
    const n = bytesLength(bytesOf(l))
    if (n == 0) break
    listAppend(list, l)
    total += n
    if (hint > 0 && total >= hint) break
  }
  return pointer(list)
}
function bytesIO_next(v: Value): Value {
  if (!open(addressOf(v))) return EXCEPTION
  const l = line(addressOf(v), -1)
  return bytesLength(bytesOf(l)) ? l : EXHAUSTED
}
function bytesIO_iter(v: Value): Value { return open(addressOf(v)) ? v : EXCEPTION }
function bytesIO_readinto(argv: u32): Value {
  if (!open(self(argv))) return EXCEPTION
  const room = bufferRoom(arg(argv, 1))
  if (room < 0) return EXCEPTION
  const r = take(self(argv), room)
  return putIntoBuffer(arg(argv, 1), bytesOf(r)) < 0 ? EXCEPTION : intValue(bytesLength(bytesOf(r)))
}

/** Writes exact bytes `b` at the position; false: raised. */
function put(o: u32, b: u32): bool {
  const a = contents(o)
  const n = <i64>bytesLength(b)
  const p = position(o)
  if (n == 0) return true
  const length = size(o)
  if (p + n > <i64>MAX_BYTEARRAY) {
    raiseText(T.MemoryError, '')
    return false
  }
  if (p + n > length) {
    if (!ownForResize(a)) return false
    if (p > length) {
      const zeros = newBytes(<u32>(p - length))
      if (!replaceBytes(a, <u32>length, <u32>length, bytesData(zeros), bytesLength(zeros))) return false
    }
  } else stmOwn(a)
  const end = p + n < size(o) ? p + n : size(o)
  if (!replaceBytes(a, <u32>p, <u32>end, bytesData(b), <u32>n)) return false
  setPosition(o, p + n)
  return true
}
function bytesIO_write(argv: u32): Value {
  if (!open(self(argv))) return EXCEPTION
  const b = bytesLike(arg(argv, 1))
  if (!b) return EXCEPTION
  return put(self(argv), b) ? intValue(bytesLength(b)) : EXCEPTION
}
function bytesIO_writelines(argv: u32): Value {
  if (!open(self(argv))) return EXCEPTION
  const it = getIter(arg(argv, 1))
  if (it == EXCEPTION) return it
  for (;;) {
    const v = iterNext(it)
    if (v == EXCEPTION) return v
    if (v == EXHAUSTED) break
    const b = bytesLike(v)
    if (!b || !put(self(argv), b)) return EXCEPTION
  }
  return NONE
}
function bytesIO_getvalue(argv: u32): Value { return open(self(argv)) ? part(self(argv), 0, size(self(argv))) : EXCEPTION }
function bytesIO_getbuffer(argv: u32): Value {
  if (!open(self(argv))) return EXCEPTION
  return call1(pointer(typeAt(T.memoryview)), stmRead64(self(argv), self(argv) + CONTENTS))
}
function bytesIO_tell(argv: u32): Value { return open(self(argv)) ? intValue(position(self(argv))) : EXCEPTION }
function bytesIO_seek(argv: u32): Value {
  const o = self(argv)
  let p = toIndex(arg(argv, 1), T.OverflowError)
  if (p == INDEX_ERROR) return EXCEPTION
  const whence = arg(argv, 2) == UNBOUND ? 0 : toIndex(arg(argv, 2), T.OverflowError)
  if (whence == INDEX_ERROR || !open(o)) return EXCEPTION
  if (whence == 0 && p < 0) return raiseFormat(T.ValueError, 'negative seek value %d', p)
  if (whence == 1) p += position(o)
  else if (whence == 2) p += size(o)
  else if (whence != 0) return raiseFormat(T.ValueError, 'invalid whence (%d, should be 0, 1 or 2)', whence)
  if (p < 0) p = 0
  setPosition(o, p)
  return intValue(p)
}
function bytesIO_truncate(argv: u32): Value {
  const o = self(argv)
  if (!open(o)) return EXCEPTION
  let n = position(o)
  if (arg(argv, 1) != UNBOUND && arg(argv, 1) != NONE) {
    n = toIndex(arg(argv, 1), T.OverflowError)
    if (n == INDEX_ERROR) return EXCEPTION
    if (n < 0) return raiseFormat(T.ValueError, 'negative size value %d', n)
  }
  const a = contents(o)
  if (!ownForResize(a)) return EXCEPTION
  if (n < size(o) && !replaceBytes(a, <u32>n, <u32>size(o), 0, 0)) return EXCEPTION
  return intValue(n)
}
function bytesIO_close(argv: u32): Value {
  const o = self(argv)
  if (ioFlags(o) & IO_CLOSED) return NONE
  if (!ownForResize(contents(o))) return EXCEPTION
  ioAddFlags(o, IO_CLOSED)
  return NONE
}
function bytesIO_true(argv: u32): Value { return open(self(argv)) ? TRUE : EXCEPTION }
function bytesIO_isatty(argv: u32): Value { return open(self(argv)) ? FALSE : EXCEPTION }
function bytesIO_flush(argv: u32): Value { return open(self(argv)) ? NONE : EXCEPTION }
function bytesIO_closed(v: Value): Value { return boolValue((ioFlags(addressOf(v)) & IO_CLOSED) != 0) }
function bytesIO_getstate(argv: u32): Value {
  const o = self(argv)
  if (!open(o)) return EXCEPTION
  return pointer(tupleOf3(part(o, 0, size(o)), intValue(position(o)), dictOrNone(o)))
}
function bytesIO_setstate(argv: u32): Value {
  const o = self(argv)
  const state = arg(argv, 1)
  if (tagOf(state) != T.tuple || tupleLength(addressOf(state)) < 3) {
    return raiseFormat(T.TypeError, '%T.__setstate__ argument should be 3-tuple, got %T', arg(argv, 0), state)
  }
  const b = bytesLike(tupleItem(addressOf(state), 0))
  if (!b) return EXCEPTION
  if (!isIndex(tupleItem(addressOf(state), 1))) {
    return raiseFormat(T.TypeError, "second item of state must be an integer, not %T", tupleItem(addressOf(state), 1))
  }
  const p = toIndex(tupleItem(addressOf(state), 1), T.OverflowError)
  if (p == INDEX_ERROR) return EXCEPTION
  if (p < 0) return raiseText(T.ValueError, 'position value cannot be negative')
  ioWrite64(o, CONTENTS, bytearrayFrom(b))
  setPosition(o, p)
  const dict = tupleItem(addressOf(state), 2)
  return dict == NONE || dictUpdate(instanceDict(o), dict) ? NONE : EXCEPTION
}

export function initBytesIO(): void {
  const t = defineStream(T.io_BytesIO, T.io_BufferedIOBase, '_io.BytesIO', BYTES_IO_BYTES, 'Buffered I/O implementation using an in-memory bytes buffer.')
  setSlot(t, Slot.new_, fn(bytesIO_new))
  setSlot(t, Slot.init, fn(bytesIO_init))
  setSlot(t, Slot.iter, fn(bytesIO_iter))
  setSlot(t, Slot.next, fn(bytesIO_next))
  defineMethod(t, 'read', '($self, size=-1, /)', fn(bytesIO_read))
  defineMethod(t, 'read1', '($self, size=-1, /)', fn(bytesIO_read))
  defineMethod(t, 'readline', '($self, size=-1, /)', fn(bytesIO_readline))
  defineMethod(t, 'readlines', '($self, size=None, /)', fn(bytesIO_readlines))
  defineMethod(t, 'readinto', '($self, buffer, /)', fn(bytesIO_readinto))
  defineMethod(t, 'write', '($self, b, /)', fn(bytesIO_write))
  defineMethod(t, 'writelines', '($self, lines, /)', fn(bytesIO_writelines))
  defineMethod(t, 'getvalue', '($self, /)', fn(bytesIO_getvalue))
  defineMethod(t, 'getbuffer', '($self, /)', fn(bytesIO_getbuffer))
  defineMethod(t, 'tell', '($self, /)', fn(bytesIO_tell))
  defineMethod(t, 'seek', '($self, pos, whence=0, /)', fn(bytesIO_seek))
  defineMethod(t, 'truncate', '($self, size=None, /)', fn(bytesIO_truncate))
  defineMethod(t, 'close', '($self, /)', fn(bytesIO_close))
  defineMethod(t, 'flush', '($self, /)', fn(bytesIO_flush))
  defineMethod(t, 'readable', '($self, /)', fn(bytesIO_true))
  defineMethod(t, 'writable', '($self, /)', fn(bytesIO_true))
  defineMethod(t, 'seekable', '($self, /)', fn(bytesIO_true))
  defineMethod(t, 'isatty', '($self, /)', fn(bytesIO_isatty))
  defineMethod(t, '__getstate__', '($self, /)', fn(bytesIO_getstate))
  defineMethod(t, '__setstate__', '($self, state, /)', fn(bytesIO_setstate))
  defineGetter(t, 'closed', fn(bytesIO_closed))
}
