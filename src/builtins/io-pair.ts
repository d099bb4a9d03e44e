// _io.BufferedRWPair: a reader and a writer as one stream, as for the two ends of a pipe.
//
//   +16 reader (value)  +24 writer (value); 0: not initialised

import { EXCEPTION, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, intValue, pointer } from '../memory/value'
import { callMethod0, callVector } from '../interp/nested'
import { stmRead64 } from '../stm/barriers'
import { INDEX_ERROR, getAttribute, isTrue, toIndex } from '../objects/abstract'
import { arg, defineGetter, defineMethod, fn, setSlot } from '../objects/define'
import { lit } from '../objects/intern'
import { bindKeywords } from '../objects/positional-args'
import { fetchError, raiseInContext, raiseText, raiseValue } from '../objects/raise'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { stream_new } from './io-base'
import { newBuffered } from './io-buffered'
import { DEFAULT_BUFFER_SIZE, defineStream, ioWrite64 } from './io-object'

const READER: u32 = 16
const WRITER: u32 = 24
const PAIR_BYTES: u32 = 32

function pair_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  const bound = bindKeywords('BufferedRWPair', argv, argc, names, 3, 2, 3, 3, '')
  if (!bound) return EXCEPTION
  let size: i64 = DEFAULT_BUFFER_SIZE
  if (load<u64>(bound, 16) != UNBOUND) {
    size = toIndex(load<u64>(bound, 16), T.OverflowError)
    if (size == INDEX_ERROR) return EXCEPTION
  }
  const reader = newBuffered(T.io_BufferedReader, load<u64>(bound), size)
  if (reader == EXCEPTION) return reader
  const writer = newBuffered(T.io_BufferedWriter, load<u64>(bound, 8), size)
  if (writer == EXCEPTION) return writer
  ioWrite64(addressOf(self), READER, reader)
  ioWrite64(addressOf(self), WRITER, writer)
  return NONE
}

/** Calls method `name` of one side with the arguments [1, count) that were given. */
function forward(argv: u32, side: u32, name: u32, count: u32): Value {
  const o = addressOf(arg(argv, 0))
  const target = stmRead64(o, o + side)
  if (target == 0) return raiseText(T.ValueError, side == READER ? 'the BufferedRWPair object is being garbage-collected' : 'I/O operation on uninitialized object')
  const f = getAttribute(target, name)
  if (f == EXCEPTION) return f
  let n: u32 = 0
  while (n + 1 < count && arg(argv, n + 1) != UNBOUND) n++
  return callVector(f, argv + 8, n, 0)
}
function pair_read(argv: u32): Value { return forward(argv, READER, lit('read'), 2) }
function pair_peek(argv: u32): Value { return forward(argv, READER, lit('peek'), 2) }
function pair_read1(argv: u32): Value { return forward(argv, READER, lit('read1'), 2) }
function pair_readinto(argv: u32): Value { return forward(argv, READER, lit('readinto'), 2) }
function pair_readinto1(argv: u32): Value { return forward(argv, READER, lit('readinto1'), 2) }
function pair_readable(argv: u32): Value { return forward(argv, READER, lit('readable'), 1) }
function pair_write(argv: u32): Value { return forward(argv, WRITER, lit('write'), 2) }
function pair_flush(argv: u32): Value { return forward(argv, WRITER, lit('flush'), 1) }
function pair_writable(argv: u32): Value { return forward(argv, WRITER, lit('writable'), 1) }
function pair_isatty(argv: u32): Value {
  const r = forward(argv, WRITER, lit('isatty'), 1)
  if (r == EXCEPTION) return r
  const t = isTrue(r)
  return t < 0 ? EXCEPTION : t ? r : forward(argv, READER, lit('isatty'), 1)
}
function pair_close(argv: u32): Value {
  if (forward(argv, WRITER, lit('close'), 1) != EXCEPTION) return forward(argv, READER, lit('close'), 1)
  const error = fetchError()
  if (forward(argv, READER, lit('close'), 1) != EXCEPTION) return raiseValue(error)
  return raiseInContext(fetchError(), error)
}
function pair_closed(self: Value): Value {
  const writer = stmRead64(addressOf(self), addressOf(self) + WRITER)
  return writer == 0 ? raiseText(T.RuntimeError, 'the BufferedRWPair object is being garbage-collected') : getAttribute(writer, lit('closed'))
}

export function initRWPair(): void {
  const t = defineStream(T.io_BufferedRWPair, T.io_BufferedIOBase, '_io.BufferedRWPair', PAIR_BYTES, 'A buffered reader and writer object together.')
  setSlot(t, Slot.new_, fn(stream_new))
  setSlot(t, Slot.init, fn(pair_init))
  defineMethod(t, 'read', '($self, size=-1, /)', fn(pair_read))
  defineMethod(t, 'peek', '($self, size=0, /)', fn(pair_peek))
  defineMethod(t, 'read1', '($self, size=-1, /)', fn(pair_read1))
  defineMethod(t, 'readinto', '($self, buffer, /)', fn(pair_readinto))
  defineMethod(t, 'readinto1', '($self, buffer, /)', fn(pair_readinto1))
  defineMethod(t, 'write', '($self, buffer, /)', fn(pair_write))
  defineMethod(t, 'flush', '($self, /)', fn(pair_flush))
  defineMethod(t, 'readable', '($self, /)', fn(pair_readable))
  defineMethod(t, 'writable', '($self, /)', fn(pair_writable))
  defineMethod(t, 'close', '($self, /)', fn(pair_close))
  defineMethod(t, 'isatty', '($self, /)', fn(pair_isatty))
  defineGetter(t, 'closed', fn(pair_closed))
}
