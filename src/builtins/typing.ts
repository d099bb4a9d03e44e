// The module _typing: type parameters, type aliases, Generic, NoDefault.

import { allocate, allocateOutside } from '../gc/allocate'
import { call1 } from '../interp/nested'
import { callerModuleName } from '../interp/caller'
import { ABSENT, EXCEPTION, NONE, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, boolValue, intValue, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { isStr } from '../objects/abstract'
import { dictToVector, vectorNames } from '../objects/keywords'
import { callVector } from '../interp/nested'
import { getAttribute } from '../objects/attribute-access'
import { MEMBER_READONLY, arg, defineClassMethod, defineConstant, defineFunction, defineGetter, defineMember, defineMethod, defineModule, defineType, fn, setSlot } from '../objects/define'
import { newGenericAlias } from '../objects/generic-alias'
import { newInstance } from '../objects/instance'
import { importModule } from '../interp/import-hook'
import { object_new } from '../objects/object-new'
import { getIter } from '../objects/iteration'
import { lit, litValue } from '../objects/intern'
import { bindKeywords } from '../objects/positional-args'
import { raiseFormat, raiseText } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { TUPLE_ITEMS, emptyTuple, newTuple, tupleInit, tupleItem, tupleLength, tupleOf1, tupleOf2 } from '../objects/tuple-core'
import { TYPE_BASETYPE, TYPE_DICT, TYPE_HAS_WEAKREFS, tagOf } from '../objects/type'
import { callTyping, constantEvaluator, initTypeParameters, noDefault } from '../objects/type-parameters'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { newUnion } from '../objects/union-type'
import { WellKnown, setWellKnown } from '../objects/well-known'

// ---- type aliases: `type X[T] = value`
//
//   +8 name (value)  +16 type parameters (tuple value)  +24 value (UNBOUND: not evaluated)  +32 evaluator (UNBOUND: none)  +40 module
const ALIAS_NAME: u32 = 8
const ALIAS_PARAMETERS: u32 = 16
const ALIAS_VALUE: u32 = 24
const ALIAS_EVALUATOR: u32 = 32
const ALIAS_MODULE: u32 = 40
const ALIAS_BYTES: u32 = 48

/** The alias of a type statement; `parameters` a tuple value or NONE. */
export function newTypeAlias(name: Value, parameters: Value, evaluator: Value): Value {
  const a = allocate(shapeAt(T.TypeAliasType), ALIAS_BYTES)
  const module = callerModuleName()
  store<u64>(a, name, ALIAS_NAME)
  store<u64>(a, parameters == NONE ? pointer(emptyTuple()) : parameters, ALIAS_PARAMETERS)
  store<u64>(a, UNBOUND, ALIAS_VALUE)
  store<u64>(a, evaluator, ALIAS_EVALUATOR)
  store<u64>(a, module == ABSENT ? NONE : module, ALIAS_MODULE)
  return pointer(a)
}

function alias_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const bound = bindKeywords('typealias', argv, argc, names, 3, 2, 0, 2, 'name', 'value', 'type_params')
  if (!bound) return EXCEPTION
  if (!isStr(arg(bound, 0))) return raiseFormat(T.TypeError, "typealias() argument 'name' must be str, not %T", arg(bound, 0))
  const parameters = arg(bound, 2)
  if (parameters != UNBOUND && (!isPointer(parameters) || tagOf(parameters) != T.tuple)) return raiseText(T.TypeError, 'type_params must be a tuple')
  const a = newTypeAlias(arg(bound, 0), parameters == UNBOUND ? NONE : parameters, UNBOUND)
  store<u64>(addressOf(a), arg(bound, 1), ALIAS_VALUE)
  return a
}

function alias_repr(self: Value): Value { return load<u64>(addressOf(self), ALIAS_NAME) }
function alias_parameters(self: Value): Value { return load<u64>(addressOf(self), ALIAS_PARAMETERS) }

function alias_value(self: Value): Value {
  const a = addressOf(self)
  const v = stmRead64(a, a + ALIAS_VALUE)
  if (v != UNBOUND) return v
  const result = call1(load<u64>(a, ALIAS_EVALUATOR), intValue(1))
  if (result == EXCEPTION) return EXCEPTION
  stmOwn(a)
  stmStore64(a, a + ALIAS_VALUE, result)
  return result
}

function alias_evaluator(self: Value): Value {
  const a = addressOf(self)
  const evaluator = load<u64>(a, ALIAS_EVALUATOR)
  return evaluator != UNBOUND ? evaluator : constantEvaluator(stmRead64(a, a + ALIAS_VALUE))
}

function alias_subscript(self: Value, args: Value): Value {
  if (tupleLength(addressOf(alias_parameters(self))) == 0) return raiseText(T.TypeError, 'Only generic type aliases are subscriptable')
  return newGenericAlias(self, args)
}

function alias_or(a: Value, b: Value): Value { return newUnion(tupleOf2(a, b)) }
function alias_iter(self: Value): Value {
  const typing = importModule(lit('typing'))
  if (typing == EXCEPTION) return EXCEPTION
  const unpack = getAttribute(typing, lit('Unpack'))
  return unpack == EXCEPTION ? EXCEPTION : getIter(pointer(tupleOf1(newGenericAlias(unpack, self))))
}
function alias_reduce(argv: u32): Value { return load<u64>(addressOf(arg(argv, 0)), ALIAS_NAME) }

// ---- Generic

function generic_classGetItem(argv: u32): Value { return callTyping(lit('_generic_class_getitem'), argv, 2) }

function generic_initSubclass(argv: u32): Value {
  const typing = importModule(lit('typing'))
  if (typing == EXCEPTION) return EXCEPTION
  const f = getAttribute(typing, lit('_generic_init_subclass'))
  if (f == EXCEPTION) return EXCEPTION
  const given = addressOf(arg(argv, 1))
  const all = newTuple(tupleLength(given) + 1)
  tupleInit(all, 0, arg(argv, 0))
  memory.copy(all + TUPLE_ITEMS + 8, given + TUPLE_ITEMS, tupleLength(given) * 8)
  const vector = dictToVector(all, 0, arg(argv, 2))
  return callVector(f, vector + TUPLE_ITEMS, tupleLength(vector), vectorNames(arg(argv, 2)))
}

function noDefault_repr(self: Value): Value { return litValue('typing.NoDefault') }
function noDefault_reduce(argv: u32): Value { return litValue('NoDefault') }
function noDefault_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  return argc ? raiseText(T.TypeError, 'NoDefaultType takes no arguments') : noDefault()
}
function typing_idfunc(argv: u32): Value { return arg(argv, 0) }

export function initTypingTypes(): void {
  const n = defineType(T.NoDefaultType, T.object, 'NoDefaultType', 8, 0, null)
  setSlot(n, Slot.new_, fn(noDefault_new))
  setSlot(n, Slot.repr, fn(noDefault_repr))
  defineMethod(n, '__reduce__', '($self, /)', fn(noDefault_reduce))
  setWellKnown(WellKnown.noDefault, pointer(allocateOutside(shapeAt(T.NoDefaultType), 8)))
  initTypeParameters()
  const a = defineType(T.TypeAliasType, T.object, 'typing.TypeAliasType', ALIAS_BYTES, TYPE_HAS_WEAKREFS, null)
  setSlot(a, Slot.new_, fn(alias_new))
  setSlot(a, Slot.repr, fn(alias_repr))
  setSlot(a, Slot.subscript, fn(alias_subscript))
  setSlot(a, Slot.iter, fn(alias_iter))
  setSlot(a, Slot.or, fn(alias_or))
  defineMember(a, '__name__', ALIAS_NAME, MEMBER_READONLY)
  defineMember(a, '__module__', ALIAS_MODULE, MEMBER_READONLY)
  defineGetter(a, '__type_params__', fn(alias_parameters))
  defineGetter(a, '__parameters__', fn(alias_parameters))
  defineGetter(a, '__value__', fn(alias_value))
  defineGetter(a, 'evaluate_value', fn(alias_evaluator))
  defineMethod(a, '__reduce__', '($self, /)', fn(alias_reduce))
  const g = defineType(T.Generic, T.object, 'typing.Generic', 8, TYPE_BASETYPE, null)
  setSlot(g, Slot.new_, fn(object_new))
  defineClassMethod(g, '__class_getitem__', '($type, args, /)', fn(generic_classGetItem))
  defineClassMethod(g, '__init_subclass__', '($type, /, *args, **kwargs)', fn(generic_initSubclass))
}

export function initTypingModule(): u32 {
  const m = defineModule('_typing')
  defineConstant(m, 'TypeVar', pointer(typeAt(T.TypeVar)))
  defineConstant(m, 'ParamSpec', pointer(typeAt(T.ParamSpec)))
  defineConstant(m, 'ParamSpecArgs', pointer(typeAt(T.ParamSpecArgs)))
  defineConstant(m, 'ParamSpecKwargs', pointer(typeAt(T.ParamSpecKwargs)))
  defineConstant(m, 'TypeVarTuple', pointer(typeAt(T.TypeVarTuple)))
  defineConstant(m, 'TypeAliasType', pointer(typeAt(T.TypeAliasType)))
  defineConstant(m, 'Generic', pointer(typeAt(T.Generic)))
  defineConstant(m, 'Union', pointer(typeAt(T.UnionType)))
  defineConstant(m, 'NoDefault', noDefault())
  defineFunction(m, '_idfunc', '($module, x, /)', fn(typing_idfunc))
  return m
}
