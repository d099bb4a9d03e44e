// _io.FileIO: a file descriptor as a raw stream. Every system call is an effect of the host.
//
//   +16 fd (i32, -1: none)  +20 block size:32  +24 seekable: 0 unknown, 1 yes, 2 no
//   flags: FILE_*

import { EXCEPTION, FALSE, NONE, PARKED, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, intOf, intValue, isFloat, isInt, isPointer, pointer } from '../memory/value'
import { call2, callMethod0 } from '../interp/nested'
import { HostEffect } from '../interp/host-effect-ids'
import { beginNow, endNow, hostEffect, stops } from '../interp/host-effect'
import { stmRead32 } from '../stm/barriers'
import { INDEX_ERROR, getAttributeOr, isIndex, isStr, isTrue, setAttribute, toIndex } from '../objects/abstract'
import { bytesLength, bytesOf, isBytes } from '../objects/bytes-core'
import { bytesLike } from '../objects/buffer'
import { arg, defineGetter, defineMethod, fn, setSlot } from '../objects/define'
import { fsPath } from '../objects/fs-path'
import { newInstance } from '../objects/instance'
import { intFitsI64, intToI64 } from '../objects/int-core'
import { lit, text } from '../objects/intern'
import { toInt } from '../objects/item-access'
import { bindKeywords } from '../objects/positional-args'
import { clearError, errorRaised, raiseFormat, raiseText, textFormat } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { strAt, strLength, strOf } from '../objects/str-core'
import { raiseOSError } from '../objects/os-error'
import { tupleItem } from '../objects/tuple-core'
import { typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { stream_new, bufferRoom, putIntoBuffer } from './io-base'
import { DEFAULT_BUFFER_SIZE, IO_CLOSED, defineStream, ioAddFlags, ioFlags, ioSetFlags, ioWrite32, raiseClosed, raiseUnsupported, sizeArgument } from './io-object'

const FD: u32 = 16
const BLOCK_SIZE: u32 = 20
const SEEKABLE: u32 = 24
const FILE_BYTES: u32 = 32

export const FILE_READABLE: u32 = 2
export const FILE_WRITABLE: u32 = 4
const FILE_CREATED: u32 = 8
const FILE_APPENDING: u32 = 16
const FILE_CLOSEFD: u32 = 32
/** `fd` is meaningful (0 is a descriptor, and fields of a new object are 0). */
const FILE_OPEN: u32 = 64
const FILE_FINALIZING: u32 = 128
/** A character device: may be a terminal. */
const FILE_DEVICE: u32 = 256

// open(2)'s flags, as of Linux and as Node takes them
const O_WRONLY: u32 = 1
const O_RDWR: u32 = 2
const O_CREAT: u32 = 0o100
const O_EXCL: u32 = 0o200
const O_TRUNC: u32 = 0o1000
const O_APPEND: u32 = 0o2000
const O_CLOEXEC: u32 = 0o2000000
const S_IFMT: i64 = 0o170000
const S_IFDIR: i64 = 0o040000
const S_IFCHR: i64 = 0o020000
const EISDIR: i64 = 21

// @ts-ignore: decorator
@inline export function isExactFile(v: Value): bool { return hasShape(v, shapeAt(T.io_FileIO)) }
/** Descriptor, or -1: closed. */
export function fileDescriptor(o: u32): i32 { return ioFlags(o) & FILE_OPEN ? <i32>stmRead32(o, o + FD) : -1 }
export function fileBlockSize(o: u32): u32 { return stmRead32(o, o + BLOCK_SIZE) }
// @ts-ignore: decorator
@inline function fdValue(o: u32): Value { return intValue(<i64>fileDescriptor(o)) }

/** Flags of a mode text; 0: raised. */
function parseMode(mode: u32): u32 {
  let flags: u32 = 0
  let kinds = 0, plus = 0
  const n = strLength(mode)
  for (let i: u32 = 0; i < n; i++) {
    const c = strAt(mode, i)
    if (c == 120) { kinds++; flags |= FILE_CREATED | FILE_WRITABLE }
    else if (c == 114) { kinds++; flags |= FILE_READABLE }
    else if (c == 119) { kinds++; flags |= FILE_WRITABLE }
    else if (c == 97) { kinds++; flags |= FILE_WRITABLE | FILE_APPENDING }
    else if (c == 43) plus++
    else if (c != 98) {
      raiseFormat(T.ValueError, 'invalid mode: %U', pointer(mode))
      return 0
    }
    if (kinds > 1 || plus > 1) break
  }
  if (kinds != 1 || plus > 1) {
    raiseText(T.ValueError, 'Must have exactly one of create/read/write/append mode and at most one plus')
    return 0
  }
  return plus ? flags | FILE_READABLE | FILE_WRITABLE : flags
}

function openFlags(flags: u32, mode: u32): u32 {
  let o: u32 = O_CLOEXEC
  if (flags & FILE_READABLE && flags & FILE_WRITABLE) o |= O_RDWR
  else if (flags & FILE_WRITABLE) o |= O_WRONLY
  if (flags & FILE_CREATED) o |= O_CREAT | O_EXCL
  if (flags & FILE_APPENDING) o |= O_CREAT | O_APPEND
  const n = strLength(mode)
  for (let i: u32 = 0; i < n; i++) if (strAt(mode, i) == 119) o |= O_CREAT | O_TRUNC
  return o
}

/**
 * Opens `self` (a new FileIO): NONE, or EXCEPTION. `file` is a descriptor or a path; `mode` a str address. Effects happen at once: the
 * caller is between beginNow and endNow.
 */
export function fileOpen(self: u32, file: Value, mode: u32, closefd: bool, opener: Value): Value {
  if (isFloat(file)) return raiseText(T.TypeError, 'integer argument expected, got float')
  const flags = parseMode(mode)
  if (flags == 0) return EXCEPTION
  let fd: i64 = -1
  let name = file
  const isDescriptor = isIndex(file)
  if (isDescriptor) {
    const i = toInt(file)
    if (errorRaised()) return EXCEPTION
    if (!intFitsI64(i)) return raiseText(T.OverflowError, 'Python int too large to convert to C int')
    fd = intToI64(i)
    if (fd > 0x7fffffff || fd < -0x80000000) return raiseText(T.OverflowError, fd > 0 ? 'signed integer is greater than maximum' : 'signed integer is less than minimum')
    if (fd < 0) return raiseText(T.ValueError, 'negative file descriptor')
  } else {
    if (!closefd) return raiseText(T.ValueError, 'Cannot use closefd=False with file name')
    name = fsPath(file)
    if (name == EXCEPTION) return EXCEPTION
    if (opener == UNBOUND || opener == NONE) {
      const r = hostEffect(HostEffect.open, name, intValue(openFlags(flags, mode)), intValue(0o666))
      if (r == EXCEPTION) return EXCEPTION
      fd = intOf(r)
    } else {
      const r = call2(opener, file, intValue(openFlags(flags, mode)))
      if (r == EXCEPTION) return EXCEPTION
      if (!isIndex(r)) return raiseText(T.TypeError, 'expected integer from opener')
      fd = toIndex(r, T.OverflowError)
      if (fd == INDEX_ERROR) return EXCEPTION
      if (fd < 0) return raiseFormat(T.ValueError, 'opener returned %d', fd)
    }
  }
  const stat = hostEffect(HostEffect.stat, intValue(fd))
  if (stat == EXCEPTION) return EXCEPTION
  if ((intOf(tupleItem(addressOf(stat), 0)) & S_IFMT) == S_IFDIR) {
    if (!isDescriptor) hostEffect(HostEffect.close, intValue(fd))
    return raiseOSError(EISDIR, pointer(lit('Is a directory')), name)
  }
  const device: u32 = (intOf(tupleItem(addressOf(stat), 0)) & S_IFMT) == S_IFCHR ? FILE_DEVICE : 0
  const block = intOf(tupleItem(addressOf(stat), 1))
  ioWrite32(self, FD, <u32>fd)
  ioWrite32(self, BLOCK_SIZE, block > 1 ? <u32>block : DEFAULT_BUFFER_SIZE)
  ioWrite32(self, SEEKABLE, 0)
  ioSetFlags(self, flags | FILE_OPEN | device | (closefd ? FILE_CLOSEFD : 0))
  if (!setAttribute(pointer(self), lit('name'), name)) return EXCEPTION
  if (flags & FILE_APPENDING && !stops(hostEffect(HostEffect.seek, intValue(fd), intValue(0), intValue(2)))) return NONE
  clearError()
  return NONE
}

function file_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  const bound = bindKeywords('FileIO', argv, argc, names, 4, 1, 0, 4, 'file', 'mode', 'closefd', 'opener')
  if (!bound) return EXCEPTION
  let mode = lit('r')
  if (load<u64>(bound, 8) != UNBOUND) {
    if (!isStr(load<u64>(bound, 8))) return raiseFormat(T.TypeError, "FileIO() argument 'mode' must be str, not %T", load<u64>(bound, 8))
    mode = strOf(load<u64>(bound, 8))
  }
  let closefd = true
  if (load<u64>(bound, 16) != UNBOUND) {
    const t = isTrue(load<u64>(bound, 16))
    if (t < 0) return EXCEPTION
    closefd = t == 1
  }
  beginNow()
  const o = addressOf(self)
  if (fileDescriptor(o) >= 0 && ioFlags(o) & FILE_CLOSEFD && hostEffect(HostEffect.close, fdValue(o)) == EXCEPTION) {
    endNow()
    return EXCEPTION
  }
  ioSetFlags(o, 0)
  const r = fileOpen(o, load<u64>(bound), mode, closefd, load<u64>(bound, 24))
  endNow()
  return r
}

/** A new exact FileIO for `open`; EXCEPTION. */
export function newFile(file: Value, mode: u32, closefd: bool, opener: Value): Value {
  const o = newInstance(typeAt(T.io_FileIO))
  beginNow()
  const r = fileOpen(o, file, mode, closefd, opener)
  endNow()
  return r == EXCEPTION ? EXCEPTION : pointer(o)
}

function raiseMode(action: string): Value {
  return raiseUnsupported(action)
}

/** Bytes, None, EXCEPTION, PARKED. */
export function fileRead(o: u32, size: i64): Value {
  if (fileDescriptor(o) < 0) return raiseClosed()
  if (!(ioFlags(o) & FILE_READABLE)) return raiseMode('File not open for reading')
  if (size < 0) return hostEffect(HostEffect.readAll, fdValue(o))
  return hostEffect(HostEffect.read, fdValue(o), intValue(size))
}
/** Count, EXCEPTION, PARKED. `data` is a bytes-like value. */
export function fileWrite(o: u32, data: Value): Value {
  if (fileDescriptor(o) < 0) return raiseClosed()
  if (!(ioFlags(o) & FILE_WRITABLE)) return raiseMode('File not open for writing')
  return hostEffect(HostEffect.write, fdValue(o), data)
}
export function fileSeek(o: u32, offset: Value, whence: i64): Value {
  if (fileDescriptor(o) < 0) return raiseClosed()
  const r = hostEffect(HostEffect.seek, fdValue(o), offset, intValue(whence))
  if (!stops(r)) ioWrite32(o, SEEKABLE, 1)
  return r
}
/** TRUE, FALSE, EXCEPTION, PARKED. */
export function fileSeekable(o: u32): Value {
  if (fileDescriptor(o) < 0) return raiseClosed()
  const known = stmRead32(o, o + SEEKABLE)
  if (known) return boolValue(known == 1)
  const r = hostEffect(HostEffect.seek, fdValue(o), intValue(0), intValue(1))
  if (r == PARKED) return r
  if (r == EXCEPTION) clearError()
  ioWrite32(o, SEEKABLE, r == EXCEPTION ? 2 : 1)
  return boolValue(r != EXCEPTION)
}
/** NONE, EXCEPTION, PARKED. */
export function fileClose(o: u32): Value {
  const fd = fileDescriptor(o)
  if (fd < 0) {
    ioAddFlags(o, IO_CLOSED)
    return NONE
  }
  if (ioFlags(o) & FILE_CLOSEFD) {
    const r = hostEffect(HostEffect.close, intValue(fd))
    if (r == PARKED) return r
    ioSetFlags(o, (ioFlags(o) & ~FILE_OPEN) | IO_CLOSED)
    return r == EXCEPTION ? r : NONE
  }
  ioSetFlags(o, (ioFlags(o) & ~FILE_OPEN) | IO_CLOSED)
  return NONE
}
export function fileIsatty(o: u32): Value {
  if (fileDescriptor(o) < 0) return raiseClosed()
  return ioFlags(o) & FILE_DEVICE ? hostEffect(HostEffect.isatty, fdValue(o)) : FALSE
}
export function fileTruncate(o: u32, size: Value): Value {
  if (fileDescriptor(o) < 0) return raiseClosed()
  if (!(ioFlags(o) & FILE_WRITABLE)) return raiseMode('File not open for writing')
  const r = hostEffect(HostEffect.truncate, fdValue(o), size)
  return stops(r) ? r : size
}

function file_read(argv: u32): Value {
  const n = sizeArgument(arg(argv, 1))
  return n == INDEX_ERROR ? EXCEPTION : fileRead(addressOf(arg(argv, 0)), n)
}
function file_readall(argv: u32): Value { return fileRead(addressOf(arg(argv, 0)), -1) }
function file_readinto(argv: u32): Value {
  const o = addressOf(arg(argv, 0))
  if (fileDescriptor(o) < 0) return raiseClosed()
  if (!(ioFlags(o) & FILE_READABLE)) return raiseMode('File not open for reading')
  const room = bufferRoom(arg(argv, 1))
  if (room < 0) return EXCEPTION
  const r = hostEffect(HostEffect.read, fdValue(o), intValue(room))
  if (stops(r)) return r
  return putIntoBuffer(arg(argv, 1), bytesOf(r)) < 0 ? EXCEPTION : intValue(bytesLength(bytesOf(r)))
}
function file_write(argv: u32): Value {
  const b = bytesLike(arg(argv, 1))
  return b ? fileWrite(addressOf(arg(argv, 0)), pointer(b)) : EXCEPTION
}
function file_seek(argv: u32): Value {
  const whence = arg(argv, 2) == UNBOUND ? 0 : toIndex(arg(argv, 2), T.OverflowError)
  if (whence == INDEX_ERROR) return EXCEPTION
  const offset = toInt(arg(argv, 1))
  if (errorRaised()) return EXCEPTION
  return fileSeek(addressOf(arg(argv, 0)), offset, whence)
}
function file_tell(argv: u32): Value { return fileSeek(addressOf(arg(argv, 0)), intValue(0), 1) }
function file_truncate(argv: u32): Value {
  const o = addressOf(arg(argv, 0))
  let size = arg(argv, 1)
  if (size == UNBOUND || size == NONE) {
    if (fileDescriptor(o) < 0) return raiseClosed()
    beginNow()
    size = fileSeek(o, intValue(0), 1)
    if (size != EXCEPTION) size = fileTruncate(o, size)
    endNow()
    return size
  }
  const n = toInt(size)
  return errorRaised() ? EXCEPTION : fileTruncate(o, n)
}
function file_close(argv: u32): Value {
  const self = arg(argv, 0)
  const o = addressOf(self)
  if (!isExactFile(self) && fileDescriptor(o) >= 0) { // a subclass may have its own flush
    const flushed = callMethod0(self, lit('flush'))
    if (flushed == EXCEPTION) return EXCEPTION
  }
  return fileClose(o)
}
function file_seekable(argv: u32): Value { return fileSeekable(addressOf(arg(argv, 0))) }
function file_readable(argv: u32): Value {
  const o = addressOf(arg(argv, 0))
  return fileDescriptor(o) < 0 ? raiseClosed() : boolValue((ioFlags(o) & FILE_READABLE) != 0)
}
function file_writable(argv: u32): Value {
  const o = addressOf(arg(argv, 0))
  return fileDescriptor(o) < 0 ? raiseClosed() : boolValue((ioFlags(o) & FILE_WRITABLE) != 0)
}
function file_fileno(argv: u32): Value {
  const o = addressOf(arg(argv, 0))
  return fileDescriptor(o) < 0 ? raiseClosed() : fdValue(o)
}
function file_isatty(argv: u32): Value { return fileIsatty(addressOf(arg(argv, 0))) }
function file_nothing(argv: u32): Value { return NONE }
function file_getstate(argv: u32): Value { return raiseFormat(T.TypeError, "cannot pickle '%T' instances", arg(argv, 0)) }

function file_closed(self: Value): Value { return boolValue(fileDescriptor(addressOf(self)) < 0) }
function file_closefd(self: Value): Value { return boolValue((ioFlags(addressOf(self)) & FILE_CLOSEFD) != 0) }
function modeText(flags: u32): string {
  const r = flags & FILE_READABLE
  if (flags & FILE_CREATED) return r ? 'xb+' : 'xb'
  if (flags & FILE_APPENDING) return r ? 'ab+' : 'ab'
  if (r) return flags & FILE_WRITABLE ? 'rb+' : 'rb'
  return 'wb'
}
function file_mode(self: Value): Value { return pointer(litOf(modeText(ioFlags(addressOf(self))))) }
// @ts-ignore: decorator
@inline function litOf(s: string): u32 { return lit(s) }
function file_blksize(self: Value): Value { return intValue(stmRead32(addressOf(self), addressOf(self) + BLOCK_SIZE)) }
function file_setBlksize(self: Value, value: Value): Value {
  const n = toIndex(value, T.OverflowError)
  if (n == INDEX_ERROR) return EXCEPTION
  ioWrite32(addressOf(self), BLOCK_SIZE, <u32>n)
  return NONE
}
function file_finalizing(self: Value): Value { return boolValue((ioFlags(addressOf(self)) & FILE_FINALIZING) != 0) }
function file_setFinalizing(self: Value, value: Value): Value {
  ioAddFlags(addressOf(self), FILE_FINALIZING)
  return NONE
}
function file_repr(self: Value): Value {
  const o = addressOf(self)
  const type = typeOf(self)
  if (fileDescriptor(o) < 0) return textFormat('<%N [closed]>', type)
  const closefd = ioFlags(o) & FILE_CLOSEFD ? text('True') : text('False')
  const name = getAttributeOr(self, lit('name'))
  if (name == EXCEPTION) return EXCEPTION
  if (name == UNBOUND) return textFormat("<%N fd=%d mode='%S' closefd=%s>", type, fileDescriptor(o), file_mode(self), closefd)
  return textFormat('<%N name=%R mode=%R closefd=%s>', type, name, file_mode(self), closefd)
}

export function initFileIO(): void {
  const t = defineStream(T.io_FileIO, T.io_RawIOBase, '_io.FileIO', FILE_BYTES, 'Open a file.')
  setSlot(t, Slot.new_, fn(stream_new))
  setSlot(t, Slot.init, fn(file_init))
  setSlot(t, Slot.repr, fn(file_repr))
  defineMethod(t, 'read', '($self, size=-1, /)', fn(file_read))
  defineMethod(t, 'readall', '($self, /)', fn(file_readall))
  defineMethod(t, 'readinto', '($self, buffer, /)', fn(file_readinto))
  defineMethod(t, 'write', '($self, b, /)', fn(file_write))
  defineMethod(t, 'seek', '($self, pos, whence=0, /)', fn(file_seek))
  defineMethod(t, 'tell', '($self, /)', fn(file_tell))
  defineMethod(t, 'truncate', '($self, size=None, /)', fn(file_truncate))
  defineMethod(t, 'close', '($self, /)', fn(file_close))
  defineMethod(t, 'seekable', '($self, /)', fn(file_seekable))
  defineMethod(t, 'readable', '($self, /)', fn(file_readable))
  defineMethod(t, 'writable', '($self, /)', fn(file_writable))
  defineMethod(t, 'fileno', '($self, /)', fn(file_fileno))
  defineMethod(t, 'isatty', '($self, /)', fn(file_isatty))
  defineMethod(t, '_isatty_open_only', '($self, /)', fn(file_isatty))
  defineMethod(t, '_dealloc_warn', '($self, source, /)', fn(file_nothing))
  defineMethod(t, '__getstate__', '($self, /)', fn(file_getstate))
  defineGetter(t, 'closed', fn(file_closed))
  defineGetter(t, 'closefd', fn(file_closefd))
  defineGetter(t, 'mode', fn(file_mode))
  defineGetter(t, '_blksize', fn(file_blksize), fn(file_setBlksize))
  defineGetter(t, '_finalizing', fn(file_finalizing), fn(file_setFinalizing))
}
