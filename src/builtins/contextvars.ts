// The module _contextvars. A thread's current context stands in TB_CONTEXT (None until one is wanted); it rolls back with the
// thread. A Context is a unit; its values lie in a dict that copies share until one of them changes: so copying is O(1).
//
//   Context:     fields  0 dict   1 True: the dict belongs to copies, too   2 True while a thread is in it
//   ContextVar:  fields  0 name   1 default, or UNBOUND
//   Token:       fields  0 context   1 variable   2 old value, or UNBOUND   3 True once used

import { TB_CONTEXT } from '../memory/layout'
import { threadBlock, currentPc } from '../memory/registers'
import { ABSENT, EXCEPTION, FALSE, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, intValue, isNone, pointer } from '../memory/value'
import { allocateOutside } from '../gc/allocate'
import { callArgument, continueBuiltin, continueCall, pushContinuation, setState, state } from '../interp/continuations'
import { isStr } from '../objects/abstract'
import { arg, defineClassMethod, defineConstant, defineFunction, defineGetter, defineMethod, defineModule, defineType, fn, setSlot } from '../objects/define'
import { dictContains, dictCopy, dictCount, dictGet, dictPop, dictSet, newDict } from '../objects/dict'
import { newDictIterator } from '../objects/dict-iterators'
import { getIter } from '../objects/iteration'
import { lit, text } from '../objects/intern'
import { dictToVector, vectorNames } from '../objects/keywords'
import { namespaceSet } from '../objects/namespace'
import { classGetItem } from '../objects/pickle-support'
import { bindKeywords } from '../objects/positional-args'
import { raiseFormat, raiseText, raiseWith, textFormat } from '../objects/raise'
import { hashNotImplemented, richCompare } from '../objects/compare'
import { shapeAt, typeAt } from '../objects/shape'
import { tupleItem, tupleLength } from '../objects/tuple-core'
import { TYPE_DICT } from '../objects/type'
import { T } from '../objects/type-ids'
import { CompareOp, Slot } from '../objects/type-slots'
import { WellKnown, setWellKnown, wellKnown } from '../objects/well-known'
import { field, fixedField, initField, newFields, setField } from './fields'

const VALUES: u32 = 0
const SHARED: u32 = 1
const ENTERED: u32 = 2
const NAME: u32 = 0
const DEFAULT: u32 = 1
const CONTEXT: u32 = 0
const VARIABLE: u32 = 1
const OLD: u32 = 2
const USED: u32 = 3

function newContext(dict: Value, shared: Value): u32 {
  const c = newFields(pointer(typeAt(T.contextvars_Context)), T.contextvars_Context, 3)
  initField(c, VALUES, dict)
  initField(c, SHARED, shared)
  initField(c, ENTERED, FALSE)
  return c
}

/** The running thread's context; made when it is first wanted. */
function currentContext(): u32 {
  const context = load<u64>(threadBlock, TB_CONTEXT)
  if (!isNone(context)) return addressOf(context)
  const fresh = newContext(pointer(newDict()), FALSE)
  initField(fresh, ENTERED, TRUE)
  store<u64>(threadBlock, pointer(fresh), TB_CONTEXT)
  return fresh
}

function copyContext(c: u32): Value {
  if (field(c, SHARED) != TRUE) setField(c, SHARED, TRUE)
  return pointer(newContext(field(c, VALUES), TRUE))
}

// @ts-ignore: decorator
@inline function valuesOf(c: u32): u32 { return addressOf(field(c, VALUES)) }

/** The dict of `c` for changing; 0: raised. */
function ownValues(c: u32): u32 {
  const dict = valuesOf(c)
  if (field(c, SHARED) != TRUE) return dict
  const copy = dictCopy(dict)
  if (!copy) return 0
  setField(c, VALUES, pointer(copy))
  setField(c, SHARED, FALSE)
  return copy
}

// ---- Context

function context_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (argc != 0) return raiseText(T.TypeError, 'Context() does not accept any arguments')
  return pointer(newContext(pointer(newDict()), FALSE))
}
function context_copy(argv: u32): Value { return copyContext(addressOf(arg(argv, 0))) }
function contextvars_copyContext(argv: u32): Value { return copyContext(currentContext()) }

/** argv: self, args, kwargs. A continuation: the callee may block, and its transactions end as anywhere. */
function context_run(argv: u32): Value {
  const c = addressOf(arg(argv, 0))
  const args = addressOf(arg(argv, 1)), kwargs = arg(argv, 2)
  if (tupleLength(args) == 0) return raiseText(T.TypeError, 'run() missing 1 required positional argument')
  if (field(c, ENTERED) == TRUE) return raiseFormat(T.RuntimeError, 'cannot enter context: %R is already entered', pointer(c))
  const names = vectorNames(kwargs)
  const vector = dictToVector(args, 1, kwargs)
  const n = tupleLength(vector)
  setField(c, ENTERED, TRUE)
  const fp = pushContinuation(fn(leaveContext), 2, n, currentPc)
  setState(fp, 0, pointer(c))
  setState(fp, 1, load<u64>(threadBlock, TB_CONTEXT))
  store<u64>(threadBlock, pointer(c), TB_CONTEXT)
  const at = callArgument(fp, 2, 0)
  for (let i: u32 = 0; i < n; i++) store<u64>(at + i * 8, tupleItem(vector, i))
  return continueBuiltin(fp, continueCall(fp, 2, tupleItem(args, 0), n, names))
}

function leaveContext(fp: u32, value: Value): Value {
  setField(addressOf(state(fp, 0)), ENTERED, FALSE)
  store<u64>(threadBlock, state(fp, 1), TB_CONTEXT)
  return value
}

function isVariable(v: Value): bool { return hasShape(v, shapeAt(T.contextvars_ContextVar)) }
function expectVariable(v: Value): Value { return raiseFormat(T.TypeError, 'a ContextVar key was expected, got %R', v) }

function context_subscript(self: Value, key: Value): Value {
  if (!isVariable(key)) return expectVariable(key)
  const v = dictGet(valuesOf(addressOf(self)), key)
  return v == ABSENT ? raiseWith(T.KeyError, key) : v
}
function context_contains(self: Value, key: Value): Value {
  if (!isVariable(key)) return expectVariable(key)
  const t = dictContains(valuesOf(addressOf(self)), key)
  return t < 0 ? EXCEPTION : boolValue(t == 1)
}
function context_get(argv: u32): Value {
  const key = arg(argv, 1)
  if (!isVariable(key)) return expectVariable(key)
  const v = dictGet(valuesOf(addressOf(arg(argv, 0))), key)
  if (v != ABSENT) return v
  return arg(argv, 2) == UNBOUND ? NONE : arg(argv, 2)
}
function context_length(self: Value): Value { return intValue(dictCount(valuesOf(addressOf(self)))) }
/** The dict of a context, which from now on does not change any more: iterators go over it. */
function frozenValues(self: Value): u32 {
  const c = addressOf(self)
  if (field(c, SHARED) != TRUE) setField(c, SHARED, TRUE)
  return valuesOf(c)
}
function context_iter(self: Value): Value { return getIter(pointer(frozenValues(self))) }
function context_keys(argv: u32): Value { return newDictIterator(T.dict_keyiterator, frozenValues(arg(argv, 0))) }
function context_values(argv: u32): Value { return newDictIterator(T.dict_valueiterator, frozenValues(arg(argv, 0))) }
function context_items(argv: u32): Value { return newDictIterator(T.dict_itemiterator, frozenValues(arg(argv, 0))) }
function context_compare(self: Value, other: Value, op: CompareOp): Value {
  if ((op != CompareOp.EQ && op != CompareOp.NE) || !hasShape(other, shapeAt(T.contextvars_Context))) return NOT_IMPLEMENTED
  return richCompare(field(addressOf(self), VALUES), field(addressOf(other), VALUES), op)
}

// ---- ContextVar

function variable_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const slots = bindKeywords('ContextVar', argv, argc, names, 2, 1, 1, 1, '', 'default')
  if (!slots) return EXCEPTION
  if (!isStr(arg(slots, 0))) return raiseText(T.TypeError, 'context variable name must be a str')
  const v = newFields(type, T.contextvars_ContextVar, 2)
  initField(v, NAME, arg(slots, 0))
  initField(v, DEFAULT, arg(slots, 1))
  return pointer(v)
}

function variable_get(argv: u32): Value {
  const self = arg(argv, 0)
  if (!isNone(load<u64>(threadBlock, TB_CONTEXT))) {
    const v = dictGet(valuesOf(currentContext()), self)
    if (v != ABSENT) return v
  }
  if (arg(argv, 1) != UNBOUND) return arg(argv, 1)
  const fallback = fixedField(addressOf(self), DEFAULT)
  return fallback == UNBOUND ? raiseWith(T.LookupError, self) : fallback
}

function variable_set(argv: u32): Value {
  const self = arg(argv, 0)
  const c = currentContext()
  const old = dictGet(valuesOf(c), self)
  if (old == EXCEPTION) return old
  const dict = ownValues(c)
  if (!dict || !dictSet(dict, self, arg(argv, 1))) return EXCEPTION
  const token = newFields(pointer(typeAt(T.contextvars_Token)), T.contextvars_Token, 4)
  initField(token, CONTEXT, pointer(c))
  initField(token, VARIABLE, self)
  initField(token, OLD, old == ABSENT ? UNBOUND : old)
  initField(token, USED, FALSE)
  return pointer(token)
}

function variable_reset(argv: u32): Value {
  if (!hasShape(arg(argv, 1), shapeAt(T.contextvars_Token))) {
    return raiseFormat(T.TypeError, 'expected an instance of Token, got %R', arg(argv, 1))
  }
  return resetVariable(arg(argv, 0), arg(argv, 1))
}

function resetVariable(variable: Value, token: Value): Value {
  const t = addressOf(token)
  if (field(t, USED) == TRUE) return raiseFormat(T.RuntimeError, '%R has already been used once', token)
  if (fixedField(t, VARIABLE) != variable) return raiseFormat(T.ValueError, '%R was created by a different ContextVar', token)
  const c = currentContext()
  if (fixedField(t, CONTEXT) != pointer(c)) return raiseFormat(T.ValueError, '%R was created in a different Context', token)
  setField(t, USED, TRUE)
  const dict = ownValues(c)
  if (!dict) return EXCEPTION
  const old = fixedField(t, OLD)
  if (old == UNBOUND) {
    const gone = dictPop(dict, variable)
    if (gone == EXCEPTION) return gone
    return gone == ABSENT ? raiseWith(T.LookupError, variable) : NONE
  }
  return dictSet(dict, variable, old) ? NONE : EXCEPTION
}

function variable_name(self: Value): Value { return fixedField(addressOf(self), NAME) }
function variable_repr(self: Value): Value {
  const v = addressOf(self)
  const fallback = fixedField(v, DEFAULT)
  if (fallback == UNBOUND) return textFormat('<ContextVar name=%R at 0x%x>', fixedField(v, NAME), v)
  return textFormat('<ContextVar name=%R default=%R at 0x%x>', fixedField(v, NAME), fallback, v)
}

// ---- Token

function token_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  return raiseText(T.RuntimeError, 'Tokens can only be created by ContextVars')
}
function token_variable(self: Value): Value { return fixedField(addressOf(self), VARIABLE) }
function token_oldValue(self: Value): Value {
  const old = fixedField(addressOf(self), OLD)
  return old == UNBOUND ? wellKnown(WellKnown.tokenMissing) : old
}
function token_enter(argv: u32): Value { return arg(argv, 0) }
function token_exit(argv: u32): Value { return resetVariable(fixedField(addressOf(arg(argv, 0)), VARIABLE), arg(argv, 0)) }
function token_repr(self: Value): Value {
  const t = addressOf(self)
  return textFormat('<Token%s var=%R at 0x%x>', field(t, USED) == TRUE ? text(' used') : text(''), fixedField(t, VARIABLE), t)
}
function missing_repr(self: Value): Value { return textFormat('<Token.MISSING>') }

export function initContextvarsModule(): u32 {
  const m = defineModule('_contextvars')
  const context = defineType(T.contextvars_Context, T.object, '_contextvars.Context', 32, 0, null)
  setSlot(context, Slot.new_, fn(context_new))
  setSlot(context, Slot.hash, fn(hashNotImplemented))
  setSlot(context, Slot.subscript, fn(context_subscript))
  setSlot(context, Slot.contains, fn(context_contains))
  setSlot(context, Slot.length, fn(context_length))
  setSlot(context, Slot.iter, fn(context_iter))
  setSlot(context, Slot.richcompare, fn(context_compare))
  defineMethod(context, 'run', '($self, /, *args, **kwargs)', fn(context_run))
  defineMethod(context, 'copy', '($self, /)', fn(context_copy))
  defineMethod(context, 'get', '($self, key, default=None, /)', fn(context_get))
  defineMethod(context, 'keys', '($self, /)', fn(context_keys))
  defineMethod(context, 'values', '($self, /)', fn(context_values))
  defineMethod(context, 'items', '($self, /)', fn(context_items))
  const variable = defineType(T.contextvars_ContextVar, T.object, '_contextvars.ContextVar', 24, 0, null)
  setSlot(variable, Slot.new_, fn(variable_new))
  setSlot(variable, Slot.repr, fn(variable_repr))
  defineGetter(variable, 'name', fn(variable_name))
  defineMethod(variable, 'get', '($self, default=<unrepresentable>, /)', fn(variable_get))
  defineMethod(variable, 'set', '($self, value, /)', fn(variable_set))
  defineMethod(variable, 'reset', '($self, token, /)', fn(variable_reset))
  defineClassMethod(variable, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  const missing = defineType(T.contextvars_token_missing, T.object, 'Token.MISSING', 8, 0, null)
  setSlot(missing, Slot.repr, fn(missing_repr))
  setWellKnown(WellKnown.tokenMissing, pointer(allocateOutside(shapeAt(T.contextvars_token_missing), 16)))
  const token = defineType(T.contextvars_Token, T.object, '_contextvars.Token', 40, 0, null)
  setSlot(token, Slot.new_, fn(token_new))
  setSlot(token, Slot.hash, fn(hashNotImplemented))
  setSlot(token, Slot.repr, fn(token_repr))
  defineGetter(token, 'var', fn(token_variable))
  defineGetter(token, 'old_value', fn(token_oldValue))
  defineMethod(token, '__enter__', '($self, /)', fn(token_enter))
  defineMethod(token, '__exit__', '($self, type, value, traceback, /)', fn(token_exit))
  defineClassMethod(token, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  namespaceSet(load<u32>(token, TYPE_DICT), lit('MISSING'), wellKnown(WellKnown.tokenMissing))
  defineConstant(m, 'Context', pointer(context))
  defineConstant(m, 'ContextVar', pointer(variable))
  defineConstant(m, 'Token', pointer(token))
  defineFunction(m, 'copy_context', '($module, /)', fn(contextvars_copyContext))
  return m
}
