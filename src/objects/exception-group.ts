// BaseExceptionGroup and ExceptionGroup: making, derive, subgroup, split.

import { call1, callMethod1 } from '../interp/nested'
import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead32, stmRead64, stmStore32, stmStore64 } from '../stm/barriers'
import { callable, isInstance, isStr, isType } from './abstract'
import { attributeDictGet, attributeDictSet } from './attribute-dict'
import { isTrue } from './compare'
import { MEMBER_READONLY, arg, defineClassMethod, defineMember, defineMethod, fn, setSlot } from './define'
import { EXC_CAUSE, EXC_CONTEXT, EXC_DICT, EXC_FLAGS, EXC_SUPPRESS_CONTEXT, EXC_TRACEBACK, GROUP_EXCEPTIONS, GROUP_MESSAGE } from './exception-core'
import { defineException, exception_new } from './exceptions'
import { newGenericAlias } from './generic-alias'
import { instanceDict } from './instance'
import { lit } from './intern'
import { isSequence, toTuple } from './iteration'
import { newList, listAppend } from './list'
import { noKeywords, positionalCount } from './positional-args'
import { raiseFormat, raiseText, textFormat } from './raise'
import { shapeAt, typeAt } from './shape'
import { TUPLE_ITEMS, newTuple, tupleInit, tupleItem, tupleLength, tupleOf2 } from './tuple-core'
import { TYPE_EXCEPTION, isSubtype, tagOf, typeFlags, typeOf } from './type'
import { setBases2 } from './type-boot'
import { newVector, vectorLength, vectorPush, vectorToTuple } from './vector'
import { T } from './type-ids'
import { Slot } from './type-slots'

function group_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (!noKeywords('BaseExceptionGroup', names)) return EXCEPTION
  if (argc != 2) return raiseFormat(T.TypeError, 'BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)', argc)
  const message = load<u64>(argv), given = load<u64>(argv, 8)
  if (!isStr(message)) return raiseFormat(T.TypeError, 'BaseExceptionGroup.__new__() argument 1 must be str, not %T', message)
  if (!isSequence(given)) return raiseText(T.TypeError, 'second argument (exceptions) must be a sequence')
  const items = toTuple(given)
  if (items == EXCEPTION) return EXCEPTION
  const n = tupleLength(addressOf(items))
  if (n == 0) return raiseText(T.ValueError, 'second argument (exceptions) must be a non-empty sequence')
  let base = false
  for (let i: u32 = 0; i < n; i++) {
    const e = tupleItem(addressOf(items), i)
    if (!isPointer(e) || !(typeFlags(typeOf(e)) & TYPE_EXCEPTION)) return raiseFormat(T.ValueError, 'Item %d of second argument (exceptions) is not an exception', i)
    if (!isSubtype(typeOf(e), typeAt(T.Exception))) base = true
  }
  let t = addressOf(type)
  if (t == typeAt(T.BaseExceptionGroup)) { if (!base) t = typeAt(T.ExceptionGroup) }
  else if (base) {
    if (t == typeAt(T.ExceptionGroup)) return raiseText(T.TypeError, 'Cannot nest BaseExceptions in an ExceptionGroup')
    if (isSubtype(t, typeAt(T.Exception))) return raiseFormat(T.TypeError, "Cannot nest BaseExceptions in '%N'", <u64>t)
  }
  const g = exception_new(pointer(t), argv, argc, 0)
  store<u64>(addressOf(g), message, GROUP_MESSAGE)
  store<u64>(addressOf(g), items, GROUP_EXCEPTIONS)
  return g
}

function group_init(self: Value, argv: u32, argc: u32, names: u32): Value { return NONE }

function exceptionsOf(g: Value): u32 { return <u32>stmRead64(addressOf(g), addressOf(g) + GROUP_EXCEPTIONS) }
function messageOf(g: Value): Value { return stmRead64(addressOf(g), addressOf(g) + GROUP_MESSAGE) }

function group_str(self: Value): Value {
  const n = tupleLength(exceptionsOf(self))
  return textFormat(n == 1 ? '%S (%d sub-exception)' : '%S (%d sub-exceptions)', messageOf(self), n)
}

function group_repr(self: Value): Value {
  const args = <u32>stmRead64(addressOf(self), addressOf(self) + 8)
  const list = newList()
  for (let i: u32 = 0; i < tupleLength(exceptionsOf(self)); i++) listAppend(list, tupleItem(exceptionsOf(self), i))
  const given = tupleLength(args) > 1 ? tupleItem(args, 1) : NONE
  const shown = isPointer(given) && tagOf(given) == T.tuple ? pointer(exceptionsOf(self)) : pointer(list)
  return textFormat('%T(%R, %R)', self, messageOf(self), shown)
}

function isGroup(v: Value): bool { return isPointer(v) && tagOf(v) == T.BaseExceptionGroup || isPointer(v) && isSubtype(typeOf(v), typeAt(T.BaseExceptionGroup)) }

function group_derive(argv: u32): Value {
  const self = arg(argv, 0)
  const args = newTuple(2)
  tupleInit(args, 0, messageOf(self))
  tupleInit(args, 1, arg(argv, 1))
  return group_new(pointer(typeAt(T.BaseExceptionGroup)), args + TUPLE_ITEMS, 2, 0)
}

/** A group of `items` that is like `self` otherwise; NONE if there are no items. */
function deriveWith(self: Value, items: u32): Value {
  if (tupleLength(items) == 0) return NONE
  const list = newList(tupleLength(items))
  for (let i: u32 = 0; i < tupleLength(items); i++) listAppend(list, tupleItem(items, i))
  const g = callMethod1(self, lit('derive'), pointer(list))
  if (g == EXCEPTION) return EXCEPTION
  if (!isGroup(g)) return raiseText(T.TypeError, 'derive must return an instance of BaseExceptionGroup')
  const to = addressOf(g), from = addressOf(self)
  const traceback = stmRead64(from, from + EXC_TRACEBACK), context = stmRead64(from, from + EXC_CONTEXT), cause = stmRead64(from, from + EXC_CAUSE)
  const flags = stmRead32(from, from + EXC_FLAGS)
  stmOwn(to)
  stmStore64(to, to + EXC_TRACEBACK, traceback)
  stmStore64(to, to + EXC_CONTEXT, context)
  stmStore64(to, to + EXC_CAUSE, cause)
  stmStore32(to, to + EXC_FLAGS, flags)
  const dict = stmRead32(from, from + EXC_DICT)
  const notes = dict ? attributeDictGet(dict, lit('__notes__')) : ABSENT
  if (notes != ABSENT) {
    const copy = newList()
    const all = toTuple(notes)
    if (all == EXCEPTION) return EXCEPTION
    for (let i: u32 = 0; i < tupleLength(addressOf(all)); i++) listAppend(copy, tupleItem(addressOf(all), i))
    attributeDictSet(instanceDict(to), lit('__notes__'), pointer(copy))
  }
  return g
}

/** True if the matcher is an exception type, a tuple of them or a callable. */
function checkMatcher(matcher: Value): bool {
  if (isType(matcher)) { if (typeFlags(addressOf(matcher)) & TYPE_EXCEPTION) return true }
  else if (isPointer(matcher) && tagOf(matcher) == T.tuple) {
    let ok = true
    for (let i: u32 = 0; i < tupleLength(addressOf(matcher)); i++) {
      const c = tupleItem(addressOf(matcher), i)
      if (!isType(c) || !(typeFlags(addressOf(c)) & TYPE_EXCEPTION)) ok = false
    }
    if (ok) return true
  }
  else if (callable(matcher)) return true
  raiseText(T.TypeError, 'expected an exception type, a tuple of exception types, or a callable (other than a class)')
  return false
}

/** 1, 0 or -1. */
function matches(e: Value, matcher: Value): i32 {
  if (isType(matcher) || isPointer(matcher) && tagOf(matcher) == T.tuple) return isInstance(e, matcher)
  const r = call1(matcher, e)
  return r == EXCEPTION ? -1 : isTrue(r)
}

/** Splits `e`: a tuple value of (matching part or None, rest or None). With `wantRest` false the rest is not made. */
function splitException(e: Value, matcher: Value, wantRest: bool): Value {
  const m = matches(e, matcher)
  if (m < 0) return EXCEPTION
  if (m) return pointer(tupleOf2(e, NONE))
  if (!isGroup(e)) return pointer(tupleOf2(NONE, e))
  let yes = newVector(), no = newVector()
  const items = exceptionsOf(e)
  for (let i: u32 = 0; i < tupleLength(items); i++) {
    const parts = splitException(tupleItem(items, i), matcher, wantRest)
    if (parts == EXCEPTION) return EXCEPTION
    const a = tupleItem(addressOf(parts), 0), b = tupleItem(addressOf(parts), 1)
    if (a != NONE) yes = vectorPush(yes, a)
    if (b != NONE) no = vectorPush(no, b)
  }
  const matching = deriveWith(e, vectorToTuple(yes))
  if (matching == EXCEPTION) return EXCEPTION
  const rest = wantRest ? deriveWith(e, vectorToTuple(no)) : NONE
  return rest == EXCEPTION ? EXCEPTION : pointer(tupleOf2(matching, rest))
}

/** `except*`: splits group `g` by the exception type or tuple `types`. */
export function groupSplit(g: Value, types: Value): Value { return splitException(g, types, true) }

function group_split(argv: u32): Value { return checkMatcher(arg(argv, 1)) ? splitException(arg(argv, 0), arg(argv, 1), true) : EXCEPTION }

function group_subgroup(argv: u32): Value {
  if (!checkMatcher(arg(argv, 1))) return EXCEPTION
  const parts = splitException(arg(argv, 0), arg(argv, 1), false)
  return parts == EXCEPTION ? EXCEPTION : tupleItem(addressOf(parts), 0)
}

function group_classGetItem(argv: u32): Value { return newGenericAlias(arg(argv, 0), arg(argv, 1)) }

export function initExceptionGroup(): void {
  const t = defineException(T.BaseExceptionGroup, T.BaseException, 'BaseExceptionGroup', 2)
  setSlot(t, Slot.new_, fn(group_new))
  setSlot(t, Slot.init, fn(group_init))
  setSlot(t, Slot.str, fn(group_str))
  setSlot(t, Slot.repr, fn(group_repr))
  defineMember(t, 'message', GROUP_MESSAGE, MEMBER_READONLY)
  defineMember(t, 'exceptions', GROUP_EXCEPTIONS, MEMBER_READONLY)
  defineMethod(t, 'derive', '($self, excs, /)', fn(group_derive))
  defineMethod(t, 'split', '($self, matcher_value, /)', fn(group_split))
  defineMethod(t, 'subgroup', '($self, matcher_value, /)', fn(group_subgroup))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(group_classGetItem))
  defineException(T.ExceptionGroup, T.BaseExceptionGroup, 'ExceptionGroup', 2)
  setBases2(T.ExceptionGroup, T.BaseExceptionGroup, T.Exception)
}
