// OSError and its subclasses: OSError(errno, ...) makes the subclass that belongs to the number.

import { EXCEPTION, NONE, UNBOUND, Value, addressOf, intOf, intValue, isInt, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead32, stmRead64, stmStore64 } from '../stm/barriers'
import { MEMBER_NONE, arg, defineGetter, defineMember, defineMethod, fn, setSlot } from './define'
import { EXC_ARGS, OS_ERRNO, OS_FILENAME, OS_FILENAME2, OS_STRERROR, OS_WRITTEN, newException } from './exception-core'
import { defineException, exceptionArgs, exception_new, exception_str, reduceWith, setArgs } from './exceptions'
import { isIndex } from './item-access'
import { lit } from './intern'
import { raiseAttributeError, raiseFormat, raiseText, raiseValue, textFormat } from './raise'
import { typeAt } from './shape'
import { newTuple, tupleInit, tupleItem, tupleLength, tupleOf2 } from './tuple-core'
import { isSubtype, typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

/** Type for an errno (Linux numbers). */
export function errnoType(errno: i64): T {
  switch (<i32>errno) {
    case 11: case 114: case 115: return T.BlockingIOError // EAGAIN, EALREADY, EINPROGRESS
    case 32: case 108: return T.BrokenPipeError // EPIPE, ESHUTDOWN
    case 10: return T.ChildProcessError
    case 103: return T.ConnectionAbortedError
    case 111: return T.ConnectionRefusedError
    case 104: return T.ConnectionResetError
    case 17: return T.FileExistsError
    case 2: return T.FileNotFoundError
    case 21: return T.IsADirectoryError
    case 20: return T.NotADirectoryError
    case 4: return T.InterruptedError
    case 13: case 1: return T.PermissionError
    case 3: return T.ProcessLookupError
    case 110: return T.TimeoutError
    default: return T.OSError
  }
}

function read(self: Value, offset: u32): Value { return stmRead64(addressOf(self), addressOf(self) + offset) }
function write(self: Value, offset: u32, value: Value): void {
  const e = addressOf(self)
  stmOwn(e)
  stmStore64(e, e + offset, value)
}

/** True if the arguments are looked at by `__init__`: a subclass overrides `__init__` but not `__new__`. */
function initIsUsed(type: u32): bool {
  return typeSlot(type, Slot.init) != fn(osError_init) && typeSlot(type, Slot.new_) == fn(osError_new)
}

function osError_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  let t = addressOf(type)
  if (!initIsUsed(t)) {
    if (names && tupleLength(names)) return raiseFormat(T.TypeError, '%N() takes no keyword arguments', <u64>t)
    if (t == typeAt(T.OSError) && argc >= 2 && argc <= 5 && isInt(load<u64>(argv))) t = typeAt(errnoType(intOf(load<u64>(argv))))
  }
  const e = exception_new(pointer(t), argv, argc, names)
  if (!initIsUsed(t)) takeArguments(e, argv, argc)
  return e
}

function osError_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (!initIsUsed(typeOf(self))) return NONE
  if (names && tupleLength(names)) return raiseFormat(T.TypeError, '%T() takes no keyword arguments', self)
  setArgs(self, argv, argc)
  takeArguments(self, argv, argc)
  return NONE
}

/** (errno, strerror[, filename[, winerror[, filename2]]]) */
function takeArguments(self: Value, argv: u32, argc: u32): void {
  if (argc < 2 || argc > 5) return
  write(self, OS_ERRNO, load<u64>(argv))
  write(self, OS_STRERROR, load<u64>(argv, 8))
  if (argc < 3) return
  const filename = load<u64>(argv, 16)
  if (isSubtype(typeOf(self), typeAt(T.BlockingIOError)) && isIndex(filename)) {
    write(self, OS_WRITTEN, filename)
    return
  }
  if (filename == NONE) return
  write(self, OS_FILENAME, filename)
  if (argc == 5 && load<u64>(argv, 32) != NONE) write(self, OS_FILENAME2, load<u64>(argv, 32))
  write(self, EXC_ARGS, pointer(tupleOf2(load<u64>(argv), load<u64>(argv, 8))))
}

/** Raises the OSError of `errno`; `strerror` and `filename` are values (UNBOUND: no filename). */
export function raiseOSError(errno: i64, strerror: Value, filename: Value, filename2: Value = UNBOUND): Value {
  const e = newException(errnoType(errno), tupleOf2(intValue(errno), strerror))
  write(e, OS_ERRNO, intValue(errno))
  write(e, OS_STRERROR, strerror)
  write(e, OS_FILENAME, filename)
  write(e, OS_FILENAME2, filename2)
  return raiseValue(e)
}

function osError_str(self: Value): Value {
  const errno = read(self, OS_ERRNO), strerror = read(self, OS_STRERROR), filename = read(self, OS_FILENAME), second = read(self, OS_FILENAME2)
  const number_ = errno == UNBOUND ? NONE : errno, message = strerror == UNBOUND ? NONE : strerror
  if (filename != UNBOUND) {
    if (second != UNBOUND) return textFormat('[Errno %S] %S: %R -> %R', number_, message, filename, second)
    return textFormat('[Errno %S] %S: %R', number_, message, filename)
  }
  if (errno != UNBOUND && strerror != UNBOUND) return textFormat('[Errno %S] %S', errno, strerror)
  return exception_str(self)
}

function osError_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  const args = exceptionArgs(self)
  const filename = read(self, OS_FILENAME)
  if (tupleLength(args) != 2 || filename == UNBOUND) return reduceWith(self, args)
  const second = read(self, OS_FILENAME2)
  const all = newTuple(second == UNBOUND ? 3 : 5)
  tupleInit(all, 0, tupleItem(args, 0))
  tupleInit(all, 1, tupleItem(args, 1))
  tupleInit(all, 2, filename)
  if (second != UNBOUND) {
    tupleInit(all, 3, NONE)
    tupleInit(all, 4, second)
  }
  return reduceWith(self, all)
}

function osError_written(self: Value): Value {
  const v = read(self, OS_WRITTEN)
  return v == UNBOUND ? raiseAttributeError(self, lit('characters_written'), pointer(lit('characters_written'))) : v
}
function osError_setWritten(self: Value, value: Value): Value {
  if (value == UNBOUND && read(self, OS_WRITTEN) == UNBOUND) return raiseAttributeError(self, lit('characters_written'), pointer(lit('characters_written')))
  if (value != UNBOUND && !isIndex(value)) return raiseFormat(T.TypeError, "'%T' object cannot be interpreted as an integer", value)
  write(self, OS_WRITTEN, value)
  return NONE
}

export function initOSError(): void {
  const t = defineException(T.OSError, T.Exception, 'OSError', 5)
  setSlot(t, Slot.new_, fn(osError_new))
  setSlot(t, Slot.init, fn(osError_init))
  setSlot(t, Slot.str, fn(osError_str))
  defineMember(t, 'errno', OS_ERRNO, MEMBER_NONE)
  defineMember(t, 'strerror', OS_STRERROR, MEMBER_NONE)
  defineMember(t, 'filename', OS_FILENAME, MEMBER_NONE)
  defineMember(t, 'filename2', OS_FILENAME2, MEMBER_NONE)
  defineGetter(t, 'characters_written', fn(osError_written), fn(osError_setWritten))
  defineMethod(t, '__reduce__', '($self, /)', fn(osError_reduce))
  defineException(T.BlockingIOError, T.OSError, 'BlockingIOError', 5)
  defineException(T.ChildProcessError, T.OSError, 'ChildProcessError', 5)
  defineException(T.ConnectionError, T.OSError, 'ConnectionError', 5)
  defineException(T.BrokenPipeError, T.ConnectionError, 'BrokenPipeError', 5)
  defineException(T.ConnectionAbortedError, T.ConnectionError, 'ConnectionAbortedError', 5)
  defineException(T.ConnectionRefusedError, T.ConnectionError, 'ConnectionRefusedError', 5)
  defineException(T.ConnectionResetError, T.ConnectionError, 'ConnectionResetError', 5)
  defineException(T.FileExistsError, T.OSError, 'FileExistsError', 5)
  defineException(T.FileNotFoundError, T.OSError, 'FileNotFoundError', 5)
  defineException(T.InterruptedError, T.OSError, 'InterruptedError', 5)
  defineException(T.IsADirectoryError, T.OSError, 'IsADirectoryError', 5)
  defineException(T.NotADirectoryError, T.OSError, 'NotADirectoryError', 5)
  defineException(T.PermissionError, T.OSError, 'PermissionError', 5)
  defineException(T.ProcessLookupError, T.OSError, 'ProcessLookupError', 5)
  defineException(T.TimeoutError, T.OSError, 'TimeoutError', 5)
}
