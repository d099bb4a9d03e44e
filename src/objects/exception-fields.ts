// Exception types with a few fields: StopIteration, SystemExit, KeyError, NameError, AttributeError, ImportError.

import { call1 } from '../interp/nested'
import { EXCEPTION, NONE, UNBOUND, Value, addressOf, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { isStr, repr } from './abstract'
import { MEMBER_NONE, arg, defineMember, defineMethod, fn, setSlot } from './define'
import { dictCopyInto, dictSetStr, newDict } from './dict'
import {
  ATTRIBUTE_ERROR_NAME, ATTRIBUTE_ERROR_OBJ, EXC_DICT, EXIT_CODE, IMPORT_MSG, IMPORT_NAME, IMPORT_NAME_FROM, IMPORT_PATH, NAME_ERROR_NAME, STOP_VALUE,
} from './exception-core'
import { defineException, exceptionArgs, exception_init, exception_str, setArgs } from './exceptions'
import { lit, text } from './intern'
import { raiseFormat } from './raise'
import { strEqual, strOf } from './str-core'
import { emptyTuple, tupleItem, tupleLength, tupleOf2, tupleOf3 } from './tuple-core'
import { typeOf } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { stmRead32 } from '../stm/barriers'

function set(self: Value, offset: u32, value: Value): void {
  const e = addressOf(self)
  stmOwn(e)
  stmStore64(e, e + offset, value)
}
function get(self: Value, offset: u32): Value { return stmRead64(addressOf(self), addressOf(self) + offset) }

// ---- StopIteration, SystemExit

function stopIteration_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (exception_init(self, argv, argc, names) == EXCEPTION) return EXCEPTION
  set(self, STOP_VALUE, argc ? load<u64>(argv) : NONE)
  return NONE
}

export function initStopIteration(): void {
  const t = defineException(T.StopIteration, T.Exception, 'StopIteration', 1)
  setSlot(t, Slot.init, fn(stopIteration_init))
  defineMember(t, 'value', STOP_VALUE, MEMBER_NONE)
}

function systemExit_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (exception_init(self, argv, argc, names) == EXCEPTION) return EXCEPTION
  set(self, EXIT_CODE, argc == 0 ? NONE : argc == 1 ? load<u64>(argv) : pointer(exceptionArgs(self)))
  return NONE
}

export function initSystemExit(): void {
  const t = defineException(T.SystemExit, T.BaseException, 'SystemExit', 1)
  setSlot(t, Slot.init, fn(systemExit_init))
  defineMember(t, 'code', EXIT_CODE, MEMBER_NONE)
}

// ---- KeyError: one argument is shown by its repr

function keyError_str(self: Value): Value {
  const args = exceptionArgs(self)
  return tupleLength(args) == 1 ? repr(tupleItem(args, 0)) : exception_str(self)
}

export function initKeyError(): void {
  const t = defineException(T.KeyError, T.LookupError, 'KeyError', 0)
  setSlot(t, Slot.str, fn(keyError_str))
}

// ---- keyword fields

/** Takes keyword argument `name` (a constant) of a call; UNBOUND if it is not there. */
function keyword(argv: u32, argc: u32, names: u32, name: u32): Value {
  const n: u32 = names ? tupleLength(names) : 0
  for (let i: u32 = 0; i < n; i++) if (strEqual(strOf(tupleItem(names, i)), name)) return load<u64>(argv + (argc - n + i) * 8)
  return UNBOUND
}

/** TypeError for a keyword other than a, b, c (interned strs, 0: none). */
function onlyKeywords(name: string, names: u32, a: u32, b: u32, c: u32): bool {
  const n: u32 = names ? tupleLength(names) : 0
  for (let i: u32 = 0; i < n; i++) {
    const given = strOf(tupleItem(names, i))
    if (strEqual(given, a) || b && strEqual(given, b) || c && strEqual(given, c)) continue
    raiseFormat(T.TypeError, "%s() got an unexpected keyword argument '%U'", text(name), pointer(given))
    return false
  }
  return true
}

function positionalCount(argc: u32, names: u32): u32 { return argc - (names ? tupleLength(names) : 0) }

function nameError_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (!onlyKeywords('NameError', names, lit('name'), 0, 0)) return EXCEPTION
  setArgs(self, argv, positionalCount(argc, names))
  set(self, NAME_ERROR_NAME, keyword(argv, argc, names, lit('name')))
  return NONE
}

export function initNameError(): void {
  const t = defineException(T.NameError, T.Exception, 'NameError', 1)
  setSlot(t, Slot.init, fn(nameError_init))
  defineMember(t, 'name', NAME_ERROR_NAME, MEMBER_NONE)
  defineException(T.UnboundLocalError, T.NameError, 'UnboundLocalError', 1)
}

function attributeError_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (!onlyKeywords('AttributeError', names, lit('name'), lit('obj'), 0)) return EXCEPTION
  setArgs(self, argv, positionalCount(argc, names))
  set(self, ATTRIBUTE_ERROR_NAME, keyword(argv, argc, names, lit('name')))
  set(self, ATTRIBUTE_ERROR_OBJ, keyword(argv, argc, names, lit('obj')))
  return NONE
}

/** The state that pickling keeps of AttributeError: its dict, with name. The object itself may not be picklable. */
function attributeError_getstate(argv: u32): Value {
  const self = arg(argv, 0)
  const dict = stmRead32(addressOf(self), addressOf(self) + EXC_DICT)
  const name = get(self, ATTRIBUTE_ERROR_NAME)
  if (name == UNBOUND) return dict ? pointer(dict) : NONE
  const state = newDict()
  if (dict && !dictCopyInto(state, dict)) return EXCEPTION
  dictSetStr(state, lit('name'), name)
  return pointer(state)
}

function attributeError_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  const state = attributeError_getstate(argv)
  if (state == EXCEPTION) return EXCEPTION
  return pointer(tupleOf3(pointer(typeOf(self)), pointer(exceptionArgs(self)), state))
}

export function initAttributeError(): void {
  const t = defineException(T.AttributeError, T.Exception, 'AttributeError', 2)
  setSlot(t, Slot.init, fn(attributeError_init))
  defineMember(t, 'name', ATTRIBUTE_ERROR_NAME, MEMBER_NONE)
  defineMember(t, 'obj', ATTRIBUTE_ERROR_OBJ, MEMBER_NONE)
  defineMethod(t, '__getstate__', '($self, /)', fn(attributeError_getstate))
  defineMethod(t, '__reduce__', '($self, /)', fn(attributeError_reduce))
}

// ---- ImportError

function importError_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (!onlyKeywords('ImportError', names, lit('name'), lit('path'), lit('name_from'))) return EXCEPTION
  const positional = positionalCount(argc, names)
  setArgs(self, argv, positional)
  set(self, IMPORT_MSG, positional == 1 ? load<u64>(argv) : UNBOUND)
  set(self, IMPORT_NAME, keyword(argv, argc, names, lit('name')))
  set(self, IMPORT_PATH, keyword(argv, argc, names, lit('path')))
  set(self, IMPORT_NAME_FROM, keyword(argv, argc, names, lit('name_from')))
  return NONE
}

function importError_str(self: Value): Value {
  const message = get(self, IMPORT_MSG)
  return message != UNBOUND && isStr(message) ? message : exception_str(self)
}

function importError_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  const dict = stmRead32(addressOf(self), addressOf(self) + EXC_DICT)
  const state = newDict()
  if (dict && !dictCopyInto(state, dict)) return EXCEPTION
  let any = dict != 0
  if (get(self, IMPORT_NAME) != UNBOUND) { dictSetStr(state, lit('name'), get(self, IMPORT_NAME)); any = true }
  if (get(self, IMPORT_PATH) != UNBOUND) { dictSetStr(state, lit('path'), get(self, IMPORT_PATH)); any = true }
  if (get(self, IMPORT_NAME_FROM) != UNBOUND) { dictSetStr(state, lit('name_from'), get(self, IMPORT_NAME_FROM)); any = true }
  const type = pointer(typeOf(self)), args = pointer(exceptionArgs(self))
  return pointer(any ? tupleOf3(type, args, pointer(state)) : tupleOf2(type, args))
}

export function initImportError(): void {
  const t = defineException(T.ImportError, T.Exception, 'ImportError', 4)
  setSlot(t, Slot.init, fn(importError_init))
  setSlot(t, Slot.str, fn(importError_str))
  defineMember(t, 'msg', IMPORT_MSG, MEMBER_NONE)
  defineMember(t, 'name', IMPORT_NAME, MEMBER_NONE)
  defineMember(t, 'path', IMPORT_PATH, MEMBER_NONE)
  defineMember(t, 'name_from', IMPORT_NAME_FROM, MEMBER_NONE)
  defineMethod(t, '__reduce__', '($self, /)', fn(importError_reduce))
  defineException(T.ModuleNotFoundError, T.ImportError, 'ModuleNotFoundError', 4)
}
