// Names: locals, cells, globals, and names of namespaces.

import { mayVanish, stmCheck, stmRead64, stmWrite64 } from '../../stm/barriers'
import { ABSENT, EXCEPTION, UNBOUND, Value, addressOf, hasShape, pointer } from '../../memory/value'
import { getItem, setItem, deleteItem } from '../../objects/abstract'
import { MODULE_DICT } from '../../objects/define'
import { dictGetStr, dictPopStr, dictSetStr } from '../../objects/dict'
import { BINDING_VALUE, DICT_FORM, DICT_SHARED, bindingSet, namespaceBinding, namespaceDelete, namespaceGet, namespaceSet } from '../../objects/namespace'
import { clearError, errorMatches, raiseNameError } from '../../objects/raise'
import { shapeAt } from '../../objects/shape'
import { T } from '../../objects/type-ids'
import { tupleItem } from '../../objects/tuple-core'
import { WellKnown, wellKnown } from '../../objects/well-known'
import { cacheRecord } from '../code'
import { FRAME_FUNCTION, FRAME_GLOBALS, FRAME_REGISTERS, opA, opB, opC, opX, reg, setReg, wordAt } from '../frame-layout'
import { frameConstants } from '../frames'
import { CELL_CONTENT, FUNCTION_CLOSURE, newCell } from '../function'
import { proposeOf } from '../caches'
import { CACHE_NAME } from '../opcodes'
import { Status } from '../status'
import { begin } from './results'

// @ts-ignore: decorator
@inline function constant(fp: u32, at: u32): Value { return load<u64>(frameConstants(fp) + at) }
// @ts-ignore: decorator
@inline function cacheName(fp: u32, index: u32): u32 { return load<u32>(cacheRecord(frameConstants(fp), index), CACHE_NAME) }

/** UnboundLocalError for the name K[B]. */
export function raiseUnboundLocal(ip: u32, fp: u32, name: Value): u32 {
  begin(ip)
  raiseNameError(T.UnboundLocalError, "cannot access local variable '%U' where it is not associated with a value", addressOf(name))
  return Status.raised
}

export function opCheckLocal(ip: u32, fp: u32): u32 {
  const word = wordAt(ip)
  return reg(fp, opA(word)) != UNBOUND ? Status.next : raiseUnboundLocal(ip, fp, constant(fp, opB(word)))
}

export function opDeleteLocal(ip: u32, fp: u32): u32 {
  const word = wordAt(ip)
  if (reg(fp, opA(word)) == UNBOUND) return raiseUnboundLocal(ip, fp, constant(fp, opB(word)))
  setReg(fp, opA(word), UNBOUND)
  return Status.next
}

// ---- cells

export function opMakeCell(ip: u32, fp: u32): u32 {
  const word = wordAt(ip)
  setReg(fp, opA(word), newCell(reg(fp, opA(word))))
  return Status.next
}

/** The closure never changes: `__closure__` is read-only. */
export function opCopyFreeVars(ip: u32, fp: u32): u32 {
  const word = wordAt(ip)
  const closure = load<u32>(load<u32>(fp, FRAME_FUNCTION), FUNCTION_CLOSURE)
  const n = opB(word)
  for (let i: u32 = 0; i < n; i++) setReg(fp, opA(word) + i * 8, tupleItem(closure, i))
  return Status.next
}

function raiseUnboundCell(name: Value, free: u32): u32 {
  if (free) raiseNameError(T.NameError, "cannot access free variable '%U' where it is not associated with a value in enclosing scope", addressOf(name))
  else raiseNameError(T.UnboundLocalError, "cannot access local variable '%U' where it is not associated with a value", addressOf(name))
  return Status.raised
}

export function opLoadDeref(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const cell = addressOf(reg(fp, opB(word)))
  const v = stmRead64(cell, cell + CELL_CONTENT)
  if (v == UNBOUND) return raiseUnboundCell(constant(fp, opC(word)), opX(word))
  setReg(fp, opA(word), v)
  return Status.next
}

export function opStoreDeref(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const cell = addressOf(reg(fp, opA(word)))
  stmWrite64(cell, cell + CELL_CONTENT, reg(fp, opB(word)))
  return Status.next
}

export function opDeleteDeref(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const cell = addressOf(reg(fp, opA(word)))
  if (stmRead64(cell, cell + CELL_CONTENT) == UNBOUND) return raiseUnboundCell(constant(fp, opC(word)), opX(word))
  stmWrite64(cell, cell + CELL_CONTENT, UNBOUND)
  return Status.next
}

export function opLoadFromDictOrDeref(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const name = constant(fp, opC(word))
  let v = mappingGet(reg(fp, opA(word)), name)
  if (v == EXCEPTION) return Status.raised
  if (v == ABSENT) {
    const cell = addressOf(reg(fp, opB(word)))
    v = stmRead64(cell, cell + CELL_CONTENT)
    if (v == UNBOUND) return raiseUnboundCell(name, 1)
  }
  setReg(fp, opA(word), v)
  return Status.next
}

// ---- globals

/** The dict behind the builtins module. */
export function builtinsDict(): u32 { return load<u32>(addressOf(wellKnown(WellKnown.builtinsModule)), MODULE_DICT) }

/**
 * Value of global or builtin `name`, by the record's two cached bindings: (globals dict | binding) in the first word, (globals
 * dict | builtin's binding) in the second. ABSENT: neither is bound.
 */
// @ts-ignore: decorator
@inline export function globalFast(record: u32, globals: u32): Value {
  const first = load<u64>(record)
  if (<u32>(first >> 32) != globals) return ABSENT
  let v = load<u64>(<u32>first, BINDING_VALUE)
  if (!stmCheck(<u32>first)) return ABSENT
  if (v != ABSENT) return v
  const second = load<u64>(record, 8)
  if (<u32>(second >> 32) != globals) return ABSENT
  v = load<u64>(<u32>second, BINDING_VALUE)
  return stmCheck(<u32>second) ? v : ABSENT
}

/** A global, else a builtin; fills the record. ABSENT: neither; EXCEPTION: globals of a subclass of dict have raised. */
function lookupGlobal(globals: u32, name: u32, record: u32): Value {
  if (!hasShape(pointer(globals), shapeAt(T.dict))) {
    const v = mappingGet(pointer(globals), pointer(name))
    return v != ABSENT ? v : namespaceGet(builtinsDict(), name)
  }
  const b = namespaceBinding(globals, name)
  const v = stmRead64(b, b + BINDING_VALUE)
  fillGlobal(record, globals, b)
  if (v != ABSENT) return v
  const c = namespaceBinding(builtinsDict(), name)
  fillGlobal(record + 8, globals, c)
  return stmRead64(c, c + BINDING_VALUE)
}

/** One word of a record: (globals dict | binding). */
function fillGlobal(at: u32, globals: u32, b: u32): void {
  const entry = (<u64>globals << 32) | b
  if (load<u64>(at) == entry || mayVanish(globals)) return
  store<u64>(at, entry)
  proposeOf(0, b)
}

/** Binding of the record's name in `globals`: the cached one, or looked up and kept. */
function globalBinding(globals: u32, record: u32): u32 {
  const entry = load<u64>(record)
  if (<u32>(entry >> 32) == globals) return <u32>entry
  const b = namespaceBinding(globals, load<u32>(record, CACHE_NAME))
  if (!mayVanish(globals)) store<u64>(record, (<u64>globals << 32) | b)
  return b
}

function raiseUndefined(name: u32): u32 {
  raiseNameError(T.NameError, "name '%U' is not defined", name)
  return Status.raised
}

export function opLoadGlobal(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const record = cacheRecord(frameConstants(fp), opC(word))
  const name = load<u32>(record, CACHE_NAME)
  const v = lookupGlobal(load<u32>(fp, FRAME_GLOBALS), name, record)
  if (v == EXCEPTION) return Status.raised
  if (v == ABSENT) return raiseUndefined(name)
  setReg(fp, opA(word), v)
  return Status.next
}

export function opStoreGlobal(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const record = cacheRecord(frameConstants(fp), opC(word))
  const globals = load<u32>(fp, FRAME_GLOBALS)
  bindingSet(globals, globalBinding(globals, record), reg(fp, opA(word)))
  return Status.next
}

export function opDeleteGlobal(ip: u32, fp: u32): u32 {
  begin(ip)
  const name = cacheName(fp, opC(wordAt(ip)))
  return namespaceDelete(load<u32>(fp, FRAME_GLOBALS), name) ? Status.next : raiseUndefined(name)
}

// ---- names in a locals mapping

/** mapping[name]: a value, ABSENT or EXCEPTION. Exact dicts directly; other mappings by their `__getitem__` and KeyError. */
export function mappingGet(mapping: Value, name: Value): Value {
  if (hasShape(mapping, shapeAt(T.dict))) {
    const d = addressOf(mapping)
    if (stmRead32Form(d) == DICT_SHARED) {
      return namespaceGet(d, addressOf(name))
    }
    return dictGetStr(d, addressOf(name))
  }
  const v = getItem(mapping, name)
  if (v != EXCEPTION || !errorMatches(T.KeyError)) return v
  clearError()
  return ABSENT
}

// @ts-ignore: decorator
@inline function stmRead32Form(d: u32): u32 {
  let form: u32
  do { form = load<u32>(d, DICT_FORM) } while (!stmCheck(d))
  return form
}

export function opLoadName(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const record = cacheRecord(frameConstants(fp), opC(word))
  const name = load<u32>(record, CACHE_NAME)
  const mapping = load<u64>(fp, FRAME_REGISTERS)
  const globals = load<u32>(fp, FRAME_GLOBALS)
  let v: Value
  if (mapping == pointer(globals)) v = globalFast(record, globals)
  else {
    v = mappingGet(mapping, pointer(name))
    if (v == EXCEPTION) return Status.raised
  }
  if (v == ABSENT) v = lookupGlobal(globals, name, record)
  if (v == EXCEPTION) return Status.raised
  if (v == ABSENT) return raiseUndefined(name)
  setReg(fp, opA(word), v)
  return Status.next
}

export function opStoreName(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const record = cacheRecord(frameConstants(fp), opC(word))
  const name = load<u32>(record, CACHE_NAME)
  const mapping = load<u64>(fp, FRAME_REGISTERS)
  const v = reg(fp, opA(word))
  const globals = load<u32>(fp, FRAME_GLOBALS)
  if (mapping == pointer(globals)) {
    bindingSet(globals, globalBinding(globals, record), v)
    return Status.next
  }
  if (hasShape(mapping, shapeAt(T.dict))) {
    const d = addressOf(mapping)
    if (stmRead32Form(d) == DICT_SHARED) {
      namespaceSet(d, name, v)
      return Status.next
    }
    return dictSetStr(d, name, v) ? Status.next : Status.raised
  }
  return setItem(mapping, pointer(name), v) ? Status.next : Status.raised
}

export function opDeleteName(ip: u32, fp: u32): u32 {
  begin(ip)
  const name = cacheName(fp, opC(wordAt(ip)))
  const mapping = load<u64>(fp, FRAME_REGISTERS)
  if (hasShape(mapping, shapeAt(T.dict))) {
    const d = addressOf(mapping)
    if (stmRead32Form(d) == DICT_SHARED) return namespaceDelete(d, name) ? Status.next : raiseUndefined(name)
    const old = dictPopStr(d, name)
    return old == ABSENT ? raiseUndefined(name) : old == EXCEPTION ? <u32>Status.raised : <u32>Status.next
  }
  if (deleteItem(mapping, pointer(name))) return Status.next
  if (!errorMatches(T.KeyError)) return Status.raised
  clearError()
  return raiseUndefined(name)
}

export function opLoadLocals(ip: u32, fp: u32): u32 {
  setReg(fp, opA(wordAt(ip)), load<u64>(fp, FRAME_REGISTERS))
  return Status.next
}

export function opLoadFromDictOrGlobals(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const record = cacheRecord(frameConstants(fp), opC(word))
  const name = load<u32>(record, CACHE_NAME)
  let v = mappingGet(reg(fp, opA(word)), pointer(name))
  if (v == EXCEPTION) return Status.raised
  if (v == ABSENT) v = lookupGlobal(load<u32>(fp, FRAME_GLOBALS), name, record)
  if (v == EXCEPTION) return Status.raised
  if (v == ABSENT) return raiseUndefined(name)
  setReg(fp, opA(word), v)
  return Status.next
}

/** Value of a name in builtins: what other handlers need by name. ABSENT: not there. */
export function builtinNamed(name: u32): Value { return namespaceGet(builtinsDict(), name) }
