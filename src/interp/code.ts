// Code objects: layout, and the loader that builds them from the byte format of src/frontend/code-format.ts. Immutable but
// for their cache records; allocated outside transactions, so caches and frames may refer to them.
//
// A piece of memory holds cache records and constants, with one address for both: constant i at CODE_CONSTANTS + 8 * i,
// cache record i at CODE_CONSTANTS - 32 * (i + 1).
// Loading runs on one executor inside its own transaction-free moment; it may intern (physical lock) but takes no barrier.

import { CODE_MAGIC, CodeTag } from '../frontend/code-format'
import { allocateOutside } from '../gc/allocate'
import { ELLIPSIS, EXCEPTION, FALSE, NONE, TRUE, Value, addressOf, intValue, pointer } from '../memory/value'
import { hashOf } from '../objects/abstract'
import { BYTES_DATA, BYTES_LENGTH, emptyBytes } from '../objects/bytes-core'
import { COMPLEX_BYTES, COMPLEX_IMAG, COMPLEX_REAL } from '../objects/complex-core'
import { INT_LENGTH, INT_LIMBS, INT_SIGN } from '../objects/int-core'
import { intern } from '../objects/intern'
import { raiseText } from '../objects/raise'
import { bytesFromData } from '../objects/bytes-core'
import { setOf } from '../objects/set-ops'
import { newSlice } from '../objects/slice'
import { newSet, setAddHashed } from '../objects/set'
import { shapeAt } from '../objects/shape'
import { SLICE_BYTES, SLICE_START, SLICE_STEP, SLICE_STOP } from '../objects/slice'
import { STR_DATA, emptyStr, latin1Str, newStrOutside } from '../objects/str-core'
import { emptyTuple, newTupleOutside, tupleInit, tupleItem, tupleLength } from '../objects/tuple-core'
import { T } from '../objects/type-ids'
import { CACHE_BYTES, CACHE_NAME, CODE_VARARGS, CODE_VARKEYWORDS } from './opcodes'
import { FRAME_REGISTERS } from './frame-layout'

export const CODE_ENTRY: u32 = 8 // first instruction word
export const CODE_CONSTANTS: u32 = 12
export const CODE_FRAME_BYTES: u32 = 16 // header and registers
export const CODE_EXACT: u32 = 20 // number of positional arguments that bind without further work, or 0xffffffff
export const CODE_NAMED: u32 = 24 // registers with names, which come first
export const CODE_FLAGS: u32 = 28
export const CODE_ARGCOUNT: u32 = 32
export const CODE_POSONLY: u32 = 36
export const CODE_KWONLY: u32 = 40
export const CODE_FIRST_FREE: u32 = 44
export const CODE_FREE_COUNT: u32 = 48
export const CODE_FIRST_LINE: u32 = 52
export const CODE_WORDS: u32 = 56
export const CODE_CONSTANT_COUNT: u32 = 60
export const CODE_CACHE_COUNT: u32 = 64
export const CODE_EXCEPTIONS: u32 = 68 // entries of 4 words
export const CODE_EXCEPTION_COUNT: u32 = 72
export const CODE_POSITIONS: u32 = 76
export const CODE_POSITIONS_BYTES: u32 = 80
export const CODE_LIVENESS: u32 = 84
export const CODE_LIVENESS_BYTES: u32 = 88
export const CODE_NAME: u32 = 92 // str
export const CODE_QUALNAME: u32 = 96 // str
export const CODE_FILENAME: u32 = 100 // str
export const CODE_REGISTER_NAMES: u32 = 104 // tuple, CODE_NAMED long
export const CODE_CELLVARS: u32 = 108 // tuple
export const CODE_FREEVARS: u32 = 112 // tuple
export const CODE_NAMES: u32 = 116 // tuple
export const CODE_BYTES: u32 = 128

/** Positional, keyword-only, *args and **kwargs parameters: they occupy the first registers. */
export function parameterCount(code: u32): u32 {
  const flags = load<u32>(code, CODE_FLAGS)
  return load<u32>(code, CODE_ARGCOUNT) + load<u32>(code, CODE_KWONLY) + (flags & CODE_VARARGS ? 1 : 0) + (flags & CODE_VARKEYWORDS ? 1 : 0)
}

/** The register names' tuple holds parameter `i`'s name. */
// @ts-ignore: decorator
@inline export function parameterName(code: u32, i: u32): Value { return load<u64>(load<u32>(code, CODE_REGISTER_NAMES) + 16 + i * 8) }

/** Index in words of the instruction before `ip`. */
// @ts-ignore: decorator
@inline export function wordIndex(code: u32, ip: u32): u32 { return (ip - 8 - load<u32>(code, CODE_ENTRY)) >> 3 }

// ---- loader. The reader's position stands in a word, `cursor`.

/** Reads the buffer at `buffer` (`bytes` long): a code object; EXCEPTION if it is none. */
export function loadCode(buffer: u32): Value {
  if (load<u32>(buffer) != CODE_MAGIC) return raiseText(T.ValueError, 'bad code object: wrong magic number')
  // the cursor: position, number of names read so far, the names
  const cursor = allocateOutside(shapeAt(T.storage), 16 + 4 * load<u32>(buffer, 4))
  store<u32>(cursor, buffer + 8, 8)
  return readValue(cursor)
}

// @ts-ignore: decorator
@inline function next(cursor: u32): u32 {
  const at = load<u32>(cursor, 8)
  store<u32>(cursor, at + 4, 8)
  return load<u32>(at)
}

/** Address of `bytes` of data; the cursor goes behind them, to a word boundary. */
function skip(cursor: u32, bytes: u32): u32 {
  const at = load<u32>(cursor, 8)
  store<u32>(cursor, at + ((bytes + 3) & ~3), 8)
  return at
}

function next64(cursor: u32): u64 {
  const low = next(cursor)
  return <u64>low | (<u64>next(cursor) << 32)
}

function readStr(cursor: u32): u32 {
  const kind = next(cursor)
  const flags = next(cursor)
  const length = next(cursor)
  const data = skip(cursor, length * kind)
  const s = makeStr(data, kind, length, flags)
  if (flags & 2) {
    const names = load<u32>(cursor, 12)
    store<u32>(cursor + names * 4, s, 16)
    store<u32>(cursor, names + 1, 12)
  }
  return s
}

function makeStr(data: u32, kind: u32, length: u32, flags: u32): u32 {
  if (length == 0) return emptyStr()
  if (length == 1 && kind == 1) return latin1Str(load<u8>(data))
  const s = newStrOutside(kind, length, <u8>(flags & 1))
  memory.copy(s + STR_DATA, data, length * kind)
  return flags & 2 ? intern(s) : s
}

function readTuple(cursor: u32): u32 {
  const n = next(cursor)
  if (n == 0) return emptyTuple()
  const t = newTupleOutside(n)
  for (let i: u32 = 0; i < n; i++) tupleInit(t, i, readValue(cursor))
  return t
}

function readValue(cursor: u32): Value {
  switch (next(cursor)) {
    case CodeTag.none: return NONE
    case CodeTag.true_: return TRUE
    case CodeTag.false_: return FALSE
    case CodeTag.ellipsis: return ELLIPSIS
    case CodeTag.int: return intValue(<i64>next64(cursor))
    case CodeTag.bigInt: {
      const negative = next(cursor) != 0
      const n = next(cursor)
      return bigConstant(skip(cursor, n * 4), n, negative)
    }
    case CodeTag.float: return next64(cursor)
    case CodeTag.complex: {
      const real = next64(cursor)
      return complexConstant(reinterpret<f64>(real), reinterpret<f64>(next64(cursor)))
    }
    case CodeTag.str: return pointer(readStr(cursor))
    case CodeTag.bytes: {
      const n = next(cursor)
      return bytesConstant(skip(cursor, n), n)
    }
    case CodeTag.tuple: return pointer(readTuple(cursor))
    case CodeTag.frozenset: return frozensetConstant(readTuple(cursor))
    case CodeTag.slice: {
      const start = readValue(cursor)
      const stop = readValue(cursor)
      return sliceConstant(start, stop, readValue(cursor))
    }
    case CodeTag.code: return pointer(readCode(cursor))
    case CodeTag.name: return pointer(load<u32>(cursor + next(cursor) * 4, 16))
    default: assert(false, 'readValue: unknown tag in a code object')
  }
  return EXCEPTION
}

function readCode(cursor: u32): u32 {
  const code = allocateOutside(shapeAt(T.code), CODE_BYTES)
  const flags = next(cursor)
  const argcount = next(cursor)
  const posonly = next(cursor)
  const kwonly = next(cursor)
  const registers = next(cursor)
  const named = next(cursor)
  const firstFree = next(cursor)
  const firstLine = next(cursor)
  const words = next(cursor)
  const constants = next(cursor)
  const caches = next(cursor)
  const exceptions = next(cursor)
  const positionsBytes = next(cursor)
  const livenessBytes = next(cursor)
  const simple = (flags & (CODE_VARARGS | CODE_VARKEYWORDS)) == 0 && kwonly == 0
  store<u32>(code, FRAME_REGISTERS + registers * 8, CODE_FRAME_BYTES)
  store<u32>(code, simple ? argcount : 0xffffffff, CODE_EXACT)
  store<u32>(code, named, CODE_NAMED)
  store<u32>(code, flags, CODE_FLAGS)
  store<u32>(code, argcount, CODE_ARGCOUNT)
  store<u32>(code, posonly, CODE_POSONLY)
  store<u32>(code, kwonly, CODE_KWONLY)
  store<u32>(code, firstFree, CODE_FIRST_FREE)
  store<u32>(code, firstLine, CODE_FIRST_LINE)
  store<u32>(code, words, CODE_WORDS)
  store<u32>(code, constants, CODE_CONSTANT_COUNT)
  store<u32>(code, caches, CODE_CACHE_COUNT)
  store<u32>(code, exceptions, CODE_EXCEPTION_COUNT)
  store<u32>(code, positionsBytes, CODE_POSITIONS_BYTES)
  store<u32>(code, livenessBytes, CODE_LIVENESS_BYTES)
  store<u32>(code, copyOutside(skip(cursor, words * 8), words * 8), CODE_ENTRY)
  store<u32>(code, copyOutside(skip(cursor, exceptions * 16), exceptions * 16), CODE_EXCEPTIONS)
  store<u32>(code, copyOutside(skip(cursor, positionsBytes), positionsBytes), CODE_POSITIONS)
  store<u32>(code, copyOutside(skip(cursor, livenessBytes), livenessBytes), CODE_LIVENESS)
  store<u32>(code, addressOf(readValue(cursor)), CODE_NAME)
  store<u32>(code, addressOf(readValue(cursor)), CODE_QUALNAME)
  store<u32>(code, addressOf(readValue(cursor)), CODE_FILENAME)
  store<u32>(code, addressOf(readValue(cursor)), CODE_REGISTER_NAMES)
  store<u32>(code, addressOf(readValue(cursor)), CODE_CELLVARS)
  const free = addressOf(readValue(cursor))
  store<u32>(code, free, CODE_FREEVARS)
  store<u32>(code, load<u32>(free, 8), CODE_FREE_COUNT)
  store<u32>(code, addressOf(readValue(cursor)), CODE_NAMES)
  const table = allocateOutside(shapeAt(T.cacheRecord), 16 + caches * CACHE_BYTES + constants * 8) + 16 + caches * CACHE_BYTES
  store<u32>(code, table, CODE_CONSTANTS)
  for (let i: u32 = 0; i < constants; i++) store<u64>(table + i * 8, readValue(cursor))
  for (let i: u32 = 0; i < caches; i++) {
    const name = readValue(cursor)
    store<u32>(cacheRecord(table, i), name == NONE ? 0 : intern(addressOf(name)), CACHE_NAME)
  }
  return code
}

/** Cache record at a cache operand (its index), below the constants at `table`. */
// @ts-ignore: decorator
@inline export function cacheRecord(table: u32, operand: u32): u32 { return table - CACHE_BYTES - (operand << 5) }

function copyOutside(data: u32, bytes: u32): u32 {
  const copy = allocateOutside(shapeAt(T.storage), 8 + bytes) + 8
  memory.copy(copy, data, bytes)
  return copy
}

// ---- constants whose types are made elsewhere

function bigConstant(digits: u32, n: u32, negative: bool): Value {
  const object = allocateOutside(shapeAt(T.int), INT_LIMBS + n * 4)
  store<u32>(object, n, INT_LENGTH)
  store<u32>(object, negative ? 1 : 0, INT_SIGN)
  memory.copy(object + INT_LIMBS, digits, n * 4)
  return pointer(object)
}
function complexConstant(real: f64, imag: f64): Value {
  const c = allocateOutside(shapeAt(T.complex), COMPLEX_BYTES)
  store<f64>(c, real, COMPLEX_REAL)
  store<f64>(c, imag, COMPLEX_IMAG)
  return pointer(c)
}
function bytesConstant(data: u32, length: u32): Value {
  if (length == 0) return pointer(emptyBytes())
  const b = allocateOutside(shapeAt(T.bytes), BYTES_DATA + length)
  store<u32>(b, length, BYTES_LENGTH)
  memory.copy(b + BYTES_DATA, data, length)
  return pointer(b)
}
/** Made by the transaction that loads the code, like any set: if that aborts, the code is loaded again. */
function frozensetConstant(items: u32): Value {
  const set = newSet(T.frozenset)
  for (let i: u32 = 0; i < tupleLength(items); i++) setAddHashed(set, tupleItem(items, i), hashOf(tupleItem(items, i)))
  return pointer(set)
}
function sliceConstant(start: Value, stop: Value, step: Value): Value {
  const s = allocateOutside(shapeAt(T.slice), SLICE_BYTES)
  store<u64>(s, start, SLICE_START)
  store<u64>(s, stop, SLICE_STOP)
  store<u64>(s, step, SLICE_STEP)
  return pointer(s)
}
