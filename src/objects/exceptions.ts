// BaseException and the table of the builtin exception types. Types with fields of their own have their methods in
// exception-fields.ts, os-error.ts, syntax-error.ts, unicode-error.ts and exception-group.ts.

import { ABSENT, EXCEPTION, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead32, stmRead64, stmStore32, stmStore64 } from '../stm/barriers'
import { isStr, repr, str } from './abstract'
import { setAttribute } from './attribute-access'
import { instance_getDict, instance_setDict } from './class-members'
import { isTrue } from './compare'
import { MEMBER_READONLY, arg, defineGetter, defineMember, defineMethod, defineType, fn, setSlot } from './define'
import { dictKeyAt, dictNext, dictValueAt } from './dict'
import {
  EXC_ARGS, EXC_BYTES, EXC_CAUSE, EXC_CONTEXT, EXC_DICT, EXC_FIELDS, EXC_FLAGS, EXC_SUPPRESS_CONTEXT, EXC_TRACEBACK, STOP_VALUE,
} from './exception-core'
import { initImportError, initAttributeError, initKeyError, initStopIteration, initSystemExit, initNameError } from './exception-fields'
import { initExceptionGroup } from './exception-group'
import { addNote } from './exception-notes'
import { instanceDict, newInstance } from './instance'
import { internValue } from './attribute-access'
import { initOSError } from './os-error'
import { toTuple } from './iteration'
import { noKeywords } from './positional-args'
import { raiseFormat, raiseText, textFormat } from './raise'
import { SHAPE_ATTRIBUTES_OFFSET, SHAPE_DICT_OFFSET, shapeAt, shapeTag, shapeType, typeAt } from './shape'
import { emptyStrValue } from './str-core'
import { initSyntaxError } from './syntax-error'
import { textBegin, textCodePoint, textDrop, textEnd, textStr, textValue } from './text-builder'
import { TUPLE_ITEMS, emptyTuple, newTuple, tupleItem, tupleLength, tupleOf2, tupleOf3 } from './tuple-core'
import { TYPE_BASETYPE, TYPE_EXCEPTION, TYPE_HAS_DICT, TYPE_HAS_WEAKREFS, TYPE_NAME, isSubtype, tagOf, typeFlags, typeFullName, typeOf } from './type'
import { initUnicodeError } from './unicode-error'
import { T } from './type-ids'
import { Slot } from './type-slots'

export const EXCEPTION_FLAGS: u32 = TYPE_BASETYPE | TYPE_EXCEPTION | TYPE_HAS_DICT | TYPE_HAS_WEAKREFS

/** Defines exception type `t` with `fields` special fields. */
export function defineException(t: T, base: T, name: string, fields: u32, doc: string | null = null): u32 {
  const type = defineType(t, base, name, EXC_BYTES + fields * 8, EXCEPTION_FLAGS, doc)
  store<u32>(shapeAt(t), EXC_DICT, SHAPE_DICT_OFFSET)
  return type
}

/** Args of exception `e` (address of a tuple). */
// @ts-ignore: decorator
@inline export function exceptionArgs(e: Value): u32 { return <u32>stmRead64(addressOf(e), addressOf(e) + EXC_ARGS) }

/** A new instance of exception class `type` with the positional arguments as args. */
export function exception_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const e = newInstance(addressOf(type))
  const positional = argc - (names ? tupleLength(names) : 0)
  const args = newTuple(positional)
  if (positional) memory.copy(args + TUPLE_ITEMS, argv, positional * 8)
  store<u64>(e, pointer(args), EXC_ARGS)
  store<u64>(e, NONE, EXC_TRACEBACK)
  store<u64>(e, NONE, EXC_CONTEXT)
  store<u64>(e, NONE, EXC_CAUSE)
  const tag = shapeTag(load<u32>(e, 4))
  const end = load<u32>(shapeAt(tag), SHAPE_ATTRIBUTES_OFFSET)
  for (let at = EXC_FIELDS; at < end; at += 8) store<u64>(e + at, UNBOUND)
  if (tag == T.StopIteration) store<u64>(e, NONE, STOP_VALUE)
  return pointer(e)
}

/** Sets args again: `__init__` may be called with others than `__new__`. */
export function setArgs(self: Value, argv: u32, positional: u32): void {
  const args = newTuple(positional)
  if (positional) memory.copy(args + TUPLE_ITEMS, argv, positional * 8)
  const e = addressOf(self)
  stmOwn(e)
  stmStore64(e, e + EXC_ARGS, pointer(args))
}

export function exception_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (names && tupleLength(names)) return raiseFormat(T.TypeError, '%T() takes no keyword arguments', self)
  setArgs(self, argv, argc)
  return NONE
}

export function exception_str(self: Value): Value {
  const args = exceptionArgs(self)
  if (tupleLength(args) == 0) return emptyStrValue()
  return str(tupleLength(args) == 1 ? tupleItem(args, 0) : pointer(args))
}

function exception_repr(self: Value): Value {
  const args = exceptionArgs(self)
  const name = pointer(stmRead32(typeOf(self), typeOf(self) + TYPE_NAME))
  if (tupleLength(args) == 1) return textFormat('%U(%R)', name, tupleItem(args, 0))
  return textFormat('%U%R', name, pointer(args))
}

// ---- attributes

function exception_args(self: Value): Value { return pointer(exceptionArgs(self)) }
function exception_setArgs(self: Value, value: Value): Value {
  if (value == UNBOUND) return raiseText(T.TypeError, 'args may not be deleted')
  const args = toTuple(value)
  if (args == EXCEPTION) return EXCEPTION
  const e = addressOf(self)
  stmOwn(e)
  stmStore64(e, e + EXC_ARGS, args)
  return NONE
}

function field(self: Value, offset: u32): Value { return stmRead64(addressOf(self), addressOf(self) + offset) }
function setField(self: Value, offset: u32, value: Value): Value {
  const e = addressOf(self)
  stmOwn(e)
  stmStore64(e, e + offset, value)
  return NONE
}

function exception_traceback(self: Value): Value { return field(self, EXC_TRACEBACK) }
function exception_setTraceback(self: Value, value: Value): Value {
  if (value == UNBOUND) return raiseText(T.TypeError, '__traceback__ may not be deleted')
  if (value != NONE && typeOf(value) != typeAt(T.traceback)) return raiseText(T.TypeError, '__traceback__ must be a traceback or None')
  return setField(self, EXC_TRACEBACK, value)
}

function isException(v: Value): bool { return isPointer(v) && (typeFlags(typeOf(v)) & TYPE_EXCEPTION) != 0 }

function exception_context(self: Value): Value { return field(self, EXC_CONTEXT) }
function exception_setContext(self: Value, value: Value): Value {
  if (value == UNBOUND) return raiseText(T.TypeError, '__context__ may not be deleted')
  if (value != NONE && !isException(value)) return raiseText(T.TypeError, 'exception context must be None or derive from BaseException')
  return setField(self, EXC_CONTEXT, value)
}

function exception_cause(self: Value): Value { return field(self, EXC_CAUSE) }
function exception_setCause(self: Value, value: Value): Value {
  if (value == UNBOUND) return raiseText(T.TypeError, '__cause__ may not be deleted')
  if (value != NONE && !isException(value)) return raiseText(T.TypeError, 'exception cause must be None or derive from BaseException')
  setField(self, EXC_CAUSE, value)
  return setSuppress(self, true)
}

function setSuppress(self: Value, on: bool): Value {
  const e = addressOf(self)
  stmOwn(e)
  const flags = load<u32>(e, EXC_FLAGS)
  stmStore32(e, e + EXC_FLAGS, on ? flags | EXC_SUPPRESS_CONTEXT : flags & ~EXC_SUPPRESS_CONTEXT)
  return NONE
}
function exception_suppress(self: Value): Value { return boolValue((stmRead32(addressOf(self), addressOf(self) + EXC_FLAGS) & EXC_SUPPRESS_CONTEXT) != 0) }
function exception_setSuppress(self: Value, value: Value): Value {
  if (value == UNBOUND) return raiseText(T.TypeError, "can't delete numeric/char attribute")
  if (value != TRUE && value != FALSE) return raiseText(T.TypeError, 'attribute value type must be bool')
  return setSuppress(self, value == TRUE)
}

// ---- methods

function exception_withTraceback(argv: u32): Value {
  return exception_setTraceback(arg(argv, 0), arg(argv, 1)) == EXCEPTION ? EXCEPTION : arg(argv, 0)
}

function exception_addNote(argv: u32): Value {
  const note = arg(argv, 1)
  if (!isStr(note)) return raiseFormat(T.TypeError, 'add_note() argument must be str, not %T', note)
  return addNote(addressOf(arg(argv, 0)), note) ? NONE : EXCEPTION
}

/** (type, args), with the dict if there is one. */
export function exception_reduce(argv: u32): Value { return reduceWith(arg(argv, 0), exceptionArgs(arg(argv, 0))) }

export function reduceWith(self: Value, args: u32): Value {
  const dict = stmRead32(addressOf(self), addressOf(self) + EXC_DICT)
  const type = pointer(typeOf(self))
  return pointer(dict ? tupleOf3(type, pointer(args), pointer(dict)) : tupleOf2(type, pointer(args)))
}

function exception_setState(argv: u32): Value {
  const state = arg(argv, 1)
  if (state == NONE) return NONE
  if (!isPointer(state) || !isSubtype(typeOf(state), typeAt(T.dict))) return raiseText(T.TypeError, 'state is not a dictionary')
  const dict = addressOf(state)
  for (let n = dictNext(dict, 0); n >= 0; n = dictNext(dict, n + 1)) {
    if (isStr(dictKeyAt(dict, n)) && !setAttribute(arg(argv, 0), internValue(dictKeyAt(dict, n)), dictValueAt(dict, n))) return EXCEPTION
  }
  return NONE
}

export function initExceptions(): void {
  const t = defineException(T.BaseException, T.object, 'BaseException', 0)
  setSlot(t, Slot.new_, fn(exception_new))
  setSlot(t, Slot.init, fn(exception_init))
  setSlot(t, Slot.str, fn(exception_str))
  setSlot(t, Slot.repr, fn(exception_repr))
  defineGetter(t, 'args', fn(exception_args), fn(exception_setArgs))
  defineGetter(t, '__traceback__', fn(exception_traceback), fn(exception_setTraceback))
  defineGetter(t, '__context__', fn(exception_context), fn(exception_setContext))
  defineGetter(t, '__cause__', fn(exception_cause), fn(exception_setCause))
  defineGetter(t, '__suppress_context__', fn(exception_suppress), fn(exception_setSuppress))
  defineGetter(t, '__dict__', fn(instance_getDict), fn(instance_setDict))
  defineMethod(t, 'with_traceback', '($self, object, /)', fn(exception_withTraceback))
  defineMethod(t, 'add_note', '($self, object, /)', fn(exception_addNote))
  defineMethod(t, '__reduce__', '($self, /)', fn(exception_reduce))
  defineMethod(t, '__setstate__', '($self, object, /)', fn(exception_setState))

  defineException(T.Exception, T.BaseException, 'Exception', 0)
  defineException(T.GeneratorExit, T.BaseException, 'GeneratorExit', 0)
  defineException(T.KeyboardInterrupt, T.BaseException, 'KeyboardInterrupt', 0)
  initSystemExit()
  initExceptionGroup()
  defineException(T.ArithmeticError, T.Exception, 'ArithmeticError', 0)
  defineException(T.FloatingPointError, T.ArithmeticError, 'FloatingPointError', 0)
  defineException(T.OverflowError, T.ArithmeticError, 'OverflowError', 0)
  defineException(T.ZeroDivisionError, T.ArithmeticError, 'ZeroDivisionError', 0)
  defineException(T.AssertionError, T.Exception, 'AssertionError', 0)
  initAttributeError()
  defineException(T.BufferError, T.Exception, 'BufferError', 0)
  defineException(T.EOFError, T.Exception, 'EOFError', 0)
  initImportError()
  defineException(T.LookupError, T.Exception, 'LookupError', 0)
  defineException(T.IndexError, T.LookupError, 'IndexError', 0)
  initKeyError()
  defineException(T.MemoryError, T.Exception, 'MemoryError', 0)
  initNameError()
  initOSError()
  defineException(T.ReferenceError, T.Exception, 'ReferenceError', 0)
  defineException(T.RuntimeError, T.Exception, 'RuntimeError', 0)
  defineException(T.NotImplementedError, T.RuntimeError, 'NotImplementedError', 0)
  defineException(T.RecursionError, T.RuntimeError, 'RecursionError', 0)
  defineException(T.PythonFinalizationError, T.RuntimeError, 'PythonFinalizationError', 0)
  defineException(T.StopAsyncIteration, T.Exception, 'StopAsyncIteration', 0)
  initStopIteration()
  initSyntaxError()
  defineException(T.SystemError, T.Exception, 'SystemError', 0)
  defineException(T.TypeError, T.Exception, 'TypeError', 0)
  defineException(T.ValueError, T.Exception, 'ValueError', 0)
  initUnicodeError()
  defineException(T.Warning, T.Exception, 'Warning', 0)
  defineException(T.BytesWarning, T.Warning, 'BytesWarning', 0)
  defineException(T.DeprecationWarning, T.Warning, 'DeprecationWarning', 0)
  defineException(T.EncodingWarning, T.Warning, 'EncodingWarning', 0)
  defineException(T.FutureWarning, T.Warning, 'FutureWarning', 0)
  defineException(T.ImportWarning, T.Warning, 'ImportWarning', 0)
  defineException(T.PendingDeprecationWarning, T.Warning, 'PendingDeprecationWarning', 0)
  defineException(T.ResourceWarning, T.Warning, 'ResourceWarning', 0)
  defineException(T.RuntimeWarning, T.Warning, 'RuntimeWarning', 0)
  defineException(T.SyntaxWarning, T.Warning, 'SyntaxWarning', 0)
  defineException(T.UnicodeWarning, T.Warning, 'UnicodeWarning', 0)
  defineException(T.UserWarning, T.Warning, 'UserWarning', 0)
}
