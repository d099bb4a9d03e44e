// What the host may ask of the core's heap: the exports behind src/host/heap.ts. Values cross the boundary in slots
// (addresses of 8 bytes in the executor's handle array), never as i64. Each function takes its barriers.

import { MAX_STATIC_TYPES, STATIC_TYPES, TYPE_BYTES } from '../memory/layout'
import { UNBOUND, Value, pointer } from '../memory/value'
import { TYPE_DICT, TYPE_NAME, TYPE_QUALNAME, typeOf } from '../objects/type'
import { BUILTIN_FUNCTION, BUILTIN_SLOTS } from '../objects/define'
import { namespaceFind } from '../objects/namespace'
import { emptyStr, latin1Str, newStr, strData } from '../objects/str-core'
import { intern } from '../objects/intern'

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
