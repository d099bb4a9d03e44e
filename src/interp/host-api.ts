// What the host may ask of the core's heap: the exports behind src/host/heap.ts. Values cross the boundary in slots
// (addresses of 8 bytes in the executor's handle array), never as i64. Each function takes its barriers.

import { ABSENT, EXCEPTION, UNBOUND, Value, addressOf, floatValue, intOf, isFloat, isInt, pointer } from '../memory/value'
import { TYPE_DICT, TYPE_NAME, TYPE_QUALNAME, typeOf } from '../objects/type'
import { allocateOutside, allocateStorage } from '../gc/allocate'
import { loadCode } from './code'
import { prepareCode } from './execute'
import { call1, callMethod0, callVector } from './nested'
import { getAttribute, lookupSpecial, setAttribute } from '../objects/attribute-access'
import { bytesOfBuffer } from '../objects/buffer'
import { bytesData, bytesLength, newBytes } from '../objects/bytes-core'
import { typeLookup } from '../objects/type-lookup'
import { isTrue } from '../objects/compare'
import { BUILTIN_FUNCTION, BUILTIN_SLOTS, MODULE_DICT, defineHostFunction, newModule } from '../objects/define'
import { newDict } from '../objects/dict'
import { intFromLimbs } from '../objects/int-core'
import { getItem, setItem, toInt } from '../objects/item-access'
import { toTuple } from '../objects/iteration'
import { listAppend, newListFrom } from '../objects/list'
import { clearError, raiseFormat, raiseValue, raiseWith } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { str } from '../objects/abstract'
import { newTuple, tupleInit } from '../objects/tuple-core'
import { T } from '../objects/type-ids'
import { namespaceFind, namespaceSet } from '../objects/namespace'
import { emptyStr, latin1Str, newStr, strData } from '../objects/str-core'
import { fsPath } from '../objects/fs-path'
import { newStructSequence } from '../objects/struct-sequence'
import { intern, lit } from '../objects/intern'

/** A str of `length` code points of `kind` bytes into `slot`; returns the address of its data, to be filled at once. */
export function hostNewStr(slot: u32, kind: u32, length: u32, flags: u32): u32 {
  const s = length == 0 ? emptyStr() : newStr(kind, length, <u8>flags)
  store<u64>(slot, pointer(s))
  return strData(s)
}

/** Replaces the one-character latin-1 str in `slot` by the shared one, and interns where `interned`. */
export function hostFinishStr(slot: u32, interned: u32): void {
  const s = <u32>load<u64>(slot)
  if (load<u32>(s, 8) == 1 && load<u8>(s, 12) == 1) store<u64>(slot, pointer(latin1Str(load<u8>(s, 16))))
  else if (interned) store<u64>(slot, pointer(intern(s)))
}

/** Address of the type object of the value in `slot`. */
export function hostTypeOf(slot: u32): u32 { return typeOf(load<u64>(slot)) }
export function hostTypeName(type: u32): u32 { return load<u32>(type, TYPE_NAME) }

/** Looks `name` (slot with a str) up in the dict of `type` only; the value into `result`; 0 if it is not there. */
export function hostTypeDictGet(type: u32, name: u32, result: u32): u32 {
  const b = namespaceFind(load<u32>(type, TYPE_DICT), <u32>load<u64>(name))
  if (!b) return 0
  store<u64>(result, load<u64>(b, 24))
  return 1
}

/** Calls the core function of the builtin in `slot` with bound arguments at `argv`; result in `argv[0]`. Missing ones must be UNBOUND. */
export function hostCallBuiltinRaw(slot: u32, argv: u32): void {
  const b = <u32>load<u64>(slot)
  const r = call_indirect<u64>(load<u32>(b, BUILTIN_FUNCTION), argv)
  store<u64>(argv, r)
}
export function hostBuiltinSlots(slot: u32): u32 { return load<u16>(<u32>load<u64>(slot), BUILTIN_SLOTS) }

// ---- values

/** Memory for what the host hands over; gone with the open transaction's garbage. */
export function hostScratch(bytes: u32): u32 { return allocateStorage(bytes) + 8 }

/** The int of `count` 32-bit limbs at `limbs`, the lowest first, into `slot`. */
export function hostNewBigInt(slot: u32, limbs: u32, count: u32, negative: u32): void {
  store<u64>(slot, intFromLimbs(limbs, count, negative))
}

/** Writes the address of the limbs of the heap int in `slot` to `result`; answers their count, negative for a negative int. */
export function hostReadBigInt(slot: u32, result: u32): i32 {
  const v = load<u64>(slot)
  const i = addressOf(v)
  store<u32>(result, i + 16)
  const count = <i32>load<u32>(i, 8)
  return load<u32>(i, 12) ? -count : count
}

// Each of these answers 1 if it raised.
export function hostIndex(slot: u32, result: u32): u32 { return deliver(result, toInt(load<u64>(slot))) }
export function hostFloat(slot: u32, result: u32): u32 {
  const v = load<u64>(slot)
  if (isFloat(v)) return deliver(result, v)
  if (isInt(v)) return deliver(result, floatValue(<f64>intOf(v)))
  return deliver(result, call1(pointer(typeAt(T.float)), v))
}
function deliver(result: u32, v: Value): u32 {
  if (v == EXCEPTION) return 1
  store<u64>(result, v)
  return 0
}

/** A bytes object of `length` zeros into `slot`; the address of its data, to be filled at once. */
export function hostNewBytes(slot: u32, length: u32): u32 {
  const b = newBytes(length)
  store<u64>(slot, pointer(b))
  return bytesData(b)
}
/** Writes address and length of a copy of the bytes-like object in `slot` to `result`; 1: raised. */
export function hostReadBuffer(slot: u32, result: u32): u32 {
  const b = bytesOfBuffer(load<u64>(slot))
  if (!b) return 1
  store<u32>(result, bytesData(b))
  store<u32>(result, bytesLength(b), 4)
  return 0
}
/** The str or bytes of an os.PathLike object; 1: raised. */
export function hostFsPath(slot: u32, result: u32): u32 { return deliver(result, fsPath(load<u64>(slot))) }
/** 1 if the value in `slot` has __fspath__. */
export function hostHasFsPath(slot: u32): u32 { return typeLookup(typeOf(load<u64>(slot)), lit('__fspath__')) == ABSENT ? 0 : 1 }
/** A struct sequence of static type `t` with the values of all its fields at `at`. */
export function hostNewStructSequence(t: u32, at: u32, result: u32): void { store<u64>(result, newStructSequence(<T>t, at)) }

/** 1, 0, or -1: raised. */
export function hostTruth(slot: u32): i32 { return isTrue(load<u64>(slot)) }

export function hostNewTuple(result: u32, at: u32, count: u32): void {
  const t = newTuple(count)
  for (let i: u32 = 0; i < count; i++) tupleInit(t, i, load<u64>(at + i * 8))
  store<u64>(result, pointer(t))
}
export function hostNewList(result: u32, at: u32, count: u32): void { store<u64>(result, pointer(newListFrom(at, count))) }
export function hostListAppend(list: u32, item: u32): void { listAppend(<u32>load<u64>(list), load<u64>(item)) }
export function hostNewDict(result: u32): void { store<u64>(result, pointer(newDict())) }
export function hostToTuple(slot: u32, result: u32): u32 { return deliver(result, toTuple(load<u64>(slot))) }
export function hostSetItem(container: u32, key: u32, value: u32): u32 {
  return setItem(load<u64>(container), load<u64>(key), load<u64>(value)) ? 0 : 1
}
export function hostGetItem(container: u32, key: u32, result: u32): u32 { return deliver(result, getItem(load<u64>(container), load<u64>(key))) }
export function hostGetAttribute(object: u32, name: u32, result: u32): u32 {
  return deliver(result, getAttribute(load<u64>(object), intern(<u32>load<u64>(name))))
}
export function hostSetAttribute(object: u32, name: u32, value: u32): u32 {
  return setAttribute(load<u64>(object), intern(<u32>load<u64>(name)), load<u64>(value)) ? 0 : 1
}
export function hostCallValue(f: u32, argv: u32, argc: u32, result: u32): u32 { return deliver(result, callVector(load<u64>(f), argv, argc, 0)) }

// ---- errors
export function hostRaise(type: u32, message: u32): void { raiseWith(<T>type, load<u64>(message)) }
export function hostRaiseValue(exception: u32): void { raiseValue(load<u64>(exception)) }
export function hostClearError(): void { clearError() }

// ---- modules and functions of the host

/** A module object called by the str in `name` into `result`. */
export function hostNewModule(name: u32, result: u32): void { store<u64>(result, pointer(newModule(intern(<u32>load<u64>(name))))) }

/** Memory for a text constant (UTF-16) of `units`, as the compiler's own: its length in front; returns the address of the text. */
export function hostNewConstant(units: u32): u32 {
  const at = allocateOutside(shapeAt(T.cacheRecord), 16 + units * 2)
  store<u32>(at, units * 2, 12)
  return at + 16
}

/** Adds host function `id` to the module in `module`; `signature` is a constant made by `hostNewConstant`. */
export function hostDefineFunction(module: u32, name: u32, signature: u32, id: u32): void {
  defineHostFunction(<u32>load<u64>(module), intern(<u32>load<u64>(name)), signature, id)
}

/** Binds a name of a module, without going through its type. */
export function hostModuleSet(module: u32, name: u32, value: u32): void {
  namespaceSet(load<u32>(<u32>load<u64>(module), MODULE_DICT), intern(<u32>load<u64>(name)), load<u64>(value))
}
/** Address of a module's dict. */
export function hostModuleDict(module: u32): u32 { return load<u32>(<u32>load<u64>(module), MODULE_DICT) }

/** The code object of the bytes at `buffer` (src/frontend/code-format.ts) into `result`; 1: raised. */
export function hostLoadCode(buffer: u32, result: u32): u32 { return deliver(result, loadCode(buffer)) }

/** Makes `thread` run the module code in the slot `code` in the namespace of the module in the slot `module`. */
export function hostPrepareCode(thread: u32, code: u32, module: u32): void {
  const dict = hostModuleDict(module)
  prepareCode(thread, <u32>load<u64>(code), dict, pointer(dict))
}

export function hostStr(slot: u32, result: u32): u32 { return deliver(result, str(load<u64>(slot))) }
