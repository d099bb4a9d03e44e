// TypeVar, ParamSpec and TypeVarTuple: one layout; and ParamSpecArgs, ParamSpecKwargs. What they do in substitutions lives in module
// typing; here they hold their names, bounds and defaults, which are evaluated when asked for the first time.
//
//   type parameter: +8 dict:32  +12 flags:32  +16 name (str value)  +24 bound  +32 evaluator of the bound  +40 constraints
//                   +48 evaluator of the constraints  +56 default  +64 evaluator of the default
//   bound, constraints, default: a value, or UNBOUND until evaluated; evaluators: a callable, or UNBOUND
//   ParamSpecArgs, ParamSpecKwargs: +8 origin (value)

import { allocate } from '../gc/allocate'
import { callVector, call1, call2, call3 } from '../interp/nested'
import { callerModuleName } from '../interp/caller'
import { importModule } from '../interp/import-hook'
import { ABSENT, EXCEPTION, FALSE, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, intOf, intValue, isInt, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead32, stmRead64, stmStore64 } from '../stm/barriers'
import { isStr } from './abstract'
import { attributeDictSet } from './attribute-dict'
import { getAttribute } from './attribute-access'
import { bindBuiltinMethod } from './builtin-function'
import { instance_getDict, instance_setDict } from './class-members'
import { equal, isTrue } from './compare'
import { BUILTIN_HAS_SELF, MEMBER_READONLY, arg, defineGetter, defineMember, defineMethod, defineType, fn, newBuiltin, setSlot } from './define'
import { instanceDict } from './instance'
import { getItem } from './item-access'
import { getIter } from './iteration'
import { lit, litValue, text } from './intern'
import { raiseFormat, raiseText, textFormat } from './raise'
import { SHAPE_DICT_OFFSET, shapeAt, typeAt } from './shape'
import { strOf, strEqual } from './str-core'
import { textBegin, textDrop, textEnd } from './text-builder'
import { TUPLE_ITEMS, emptyTuple, newTuple, tupleInit, tupleItem, tupleLength, tupleOf1, tupleOf2 } from './tuple-core'
import { TYPE_HAS_DICT, TYPE_HAS_WEAKREFS, tagOf, typeOf } from './type'
import { appendTypeRepr } from './typing-parts'
import { newUnion } from './union-type'
import { WellKnown, setWellKnown, wellKnown } from './well-known'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

const PARAMETER_DICT: u32 = 8
const PARAMETER_FLAGS: u32 = 12
const PARAMETER_NAME: u32 = 16
const PARAMETER_BOUND: u32 = 24
const PARAMETER_BOUND_EVALUATOR: u32 = 32
const PARAMETER_CONSTRAINTS: u32 = 40
const PARAMETER_CONSTRAINTS_EVALUATOR: u32 = 48
const PARAMETER_DEFAULT: u32 = 56
const PARAMETER_DEFAULT_EVALUATOR: u32 = 64
const PARAMETER_BYTES: u32 = 72
const COVARIANT: u32 = 1
const CONTRAVARIANT: u32 = 2
const INFER_VARIANCE: u32 = 4
const ORIGIN: u32 = 8

/** typing.NoDefault. */
export function noDefault(): Value { return wellKnown(WellKnown.noDefault) }

function newParameter(t: T, name: Value, flags: u32): u32 {
  const p = allocate(shapeAt(t), PARAMETER_BYTES)
  store<u32>(p, flags, PARAMETER_FLAGS)
  store<u64>(p, name, PARAMETER_NAME)
  store<u64>(p, NONE, PARAMETER_BOUND)
  store<u64>(p, UNBOUND, PARAMETER_BOUND_EVALUATOR)
  store<u64>(p, pointer(emptyTuple()), PARAMETER_CONSTRAINTS)
  store<u64>(p, UNBOUND, PARAMETER_CONSTRAINTS_EVALUATOR)
  store<u64>(p, noDefault(), PARAMETER_DEFAULT)
  store<u64>(p, UNBOUND, PARAMETER_DEFAULT_EVALUATOR)
  return p
}

/** Type parameter of a `def f[T]` and the like; evaluators are UNBOUND where there is nothing. */
export function newTypeParameter(t: T, name: Value, boundEvaluator: Value, constraintsEvaluator: Value): Value {
  const p = newParameter(t, name, INFER_VARIANCE)
  if (boundEvaluator != UNBOUND) {
    store<u64>(p, UNBOUND, PARAMETER_BOUND)
    store<u64>(p, boundEvaluator, PARAMETER_BOUND_EVALUATOR)
  }
  if (constraintsEvaluator != UNBOUND) {
    store<u64>(p, UNBOUND, PARAMETER_CONSTRAINTS)
    store<u64>(p, constraintsEvaluator, PARAMETER_CONSTRAINTS_EVALUATOR)
  }
  return pointer(p)
}

/** `[T = default]`: the default is what `evaluator` gives. */
export function setTypeParameterDefault(parameter: Value, evaluator: Value): void {
  const p = addressOf(parameter)
  stmOwn(p)
  stmStore64(p, p + PARAMETER_DEFAULT, UNBOUND)
  stmStore64(p, p + PARAMETER_DEFAULT_EVALUATOR, evaluator)
}

// ---- making by a call

/** Keyword `name` of a call, or UNBOUND. */
function keyword(argv: u32, argc: u32, names: u32, name: u32): Value {
  const n: u32 = names ? tupleLength(names) : 0
  for (let i: u32 = 0; i < n; i++) if (strEqual(strOf(tupleItem(names, i)), name)) return load<u64>(argv + (argc - n + i) * 8)
  return UNBOUND
}

function flag(argv: u32, argc: u32, names: u32, name: u32, bit: u32): i32 {
  const v = keyword(argv, argc, names, name)
  if (v == UNBOUND) return 0
  const truth = isTrue(v)
  return truth < 0 ? -1 : truth ? <i32>bit : 0
}

/** TypeVar(name, *constraints, bound=None, covariant=False, ...), ParamSpec(name, *, ...), TypeVarTuple(name, *, default). */
function parameter_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const t = addressOf(type) == typeAt(T.TypeVar) ? T.TypeVar : addressOf(type) == typeAt(T.ParamSpec) ? T.ParamSpec : T.TypeVarTuple
  const keywords: u32 = names ? tupleLength(names) : 0
  const positional = argc - keywords
  let name = positional ? load<u64>(argv) : keyword(argv, argc, names, lit('name'))
  if (name == UNBOUND) return raiseFormat(T.TypeError, "%N() missing required argument 'name' (pos 1)", <u64>addressOf(type))
  if (!isStr(name)) return raiseFormat(T.TypeError, "%N() argument 'name' must be str, not %T", <u64>addressOf(type), name)
  const constraints: u32 = positional > 1 ? positional - 1 : 0
  if (constraints && t != T.TypeVar) return raiseFormat(T.TypeError, '%N() takes exactly 1 positional argument (%d given)', <u64>addressOf(type), positional)
  const covariant = flag(argv, argc, names, lit('covariant'), COVARIANT)
  const contravariant = flag(argv, argc, names, lit('contravariant'), CONTRAVARIANT)
  const infer = flag(argv, argc, names, lit('infer_variance'), INFER_VARIANCE)
  if (covariant < 0 || contravariant < 0 || infer < 0) return EXCEPTION
  if (covariant && contravariant) return raiseText(T.ValueError, 'Bivariant types are not supported.')
  if (infer && (covariant || contravariant)) return raiseText(T.ValueError, 'Variance cannot be specified with infer_variance.')
  let bound = keyword(argv, argc, names, lit('bound'))
  if (bound == UNBOUND) bound = NONE
  if (bound != NONE) {
    bound = typeCheck(bound, 'Bound must be a type.')
    if (bound == EXCEPTION) return EXCEPTION
  }
  if (constraints == 1) return raiseText(T.TypeError, 'A single constraint is not allowed')
  if (constraints && bound != NONE) return raiseText(T.TypeError, 'Constraints cannot be combined with bound=...')
  const p = newParameter(t, name, <u32>(covariant | contravariant | infer))
  store<u64>(p, bound, PARAMETER_BOUND)
  if (constraints) {
    const all = newTuple(constraints)
    memory.copy(all + TUPLE_ITEMS, argv + 8, constraints * 8)
    store<u64>(p, pointer(all), PARAMETER_CONSTRAINTS)
  }
  const given = keyword(argv, argc, names, lit('default'))
  if (given != UNBOUND) store<u64>(p, given, PARAMETER_DEFAULT)
  const module = callerModuleName()
  if (module != ABSENT) attributeDictSet(instanceDict(p), lit('__module__'), module)
  return pointer(p)
}

/** typing._type_check(v, message) */
function typeCheck(v: Value, message: string): Value {
  const typing = importModule(lit('typing'))
  if (typing == EXCEPTION) return EXCEPTION
  const f = getAttribute(typing, lit('_type_check'))
  return f == EXCEPTION ? EXCEPTION : call2(f, v, litValue(message))
}

/** Calls a function of module typing. */
export function callTyping(name: u32, argv: u32, argc: u32): Value {
  const typing = importModule(lit('typing'))
  if (typing == EXCEPTION) return EXCEPTION
  const f = getAttribute(typing, name)
  return f == EXCEPTION ? EXCEPTION : callVector(f, argv, argc, 0)
}

// ---- lazy fields

function lazy(self: Value, field: u32): Value {
  const p = addressOf(self)
  const v = stmRead64(p, p + field)
  if (v != UNBOUND) return v
  const result = call1(stmRead64(p, p + field + 8), intValue(1))
  if (result == EXCEPTION) return EXCEPTION
  stmOwn(p)
  stmStore64(p, p + field, result)
  return result
}

/** What `evaluate_...` gives: the evaluator, or one that returns the known value; None if there is nothing. */
function evaluatorOf(self: Value, field: u32, nothing: Value): Value {
  const p = addressOf(self)
  const evaluator = stmRead64(p, p + field + 8)
  if (evaluator != UNBOUND) return evaluator
  const v = stmRead64(p, p + field)
  return v == nothing ? NONE : constantEvaluator(v)
}

/** A callable that returns `v`; with format 4 its text. */
export function constantEvaluator(v: Value): Value { return bindBuiltinMethod(addressOf(wellKnown(WellKnown.constantEvaluator)), v) }

function evaluateConstant(argv: u32): Value {
  const v = arg(argv, 0)
  if (arg(argv, 1) != intValue(4)) return v
  textBegin()
  if (appendTypeRepr(v)) return textEnd()
  textDrop()
  return EXCEPTION
}

function parameter_bound(self: Value): Value { return lazy(self, PARAMETER_BOUND) }
function parameter_constraints(self: Value): Value { return lazy(self, PARAMETER_CONSTRAINTS) }
function parameter_default(self: Value): Value { return lazy(self, PARAMETER_DEFAULT) }
function parameter_evaluateBound(self: Value): Value { return evaluatorOf(self, PARAMETER_BOUND, NONE) }
function parameter_evaluateConstraints(self: Value): Value { return evaluatorOf(self, PARAMETER_CONSTRAINTS, pointer(emptyTuple())) }
function parameter_evaluateDefault(self: Value): Value { return evaluatorOf(self, PARAMETER_DEFAULT, noDefault()) }
function parameter_hasDefault(argv: u32): Value {
  const p = addressOf(arg(argv, 0))
  return boolValue(stmRead64(p, p + PARAMETER_DEFAULT_EVALUATOR) != UNBOUND || stmRead64(p, p + PARAMETER_DEFAULT) != noDefault())
}

// @ts-ignore: decorator
@inline function flagsOf(self: Value): u32 { return load<u32>(addressOf(self), PARAMETER_FLAGS) }
function parameter_covariant(self: Value): Value { return boolValue((flagsOf(self) & COVARIANT) != 0) }
function parameter_contravariant(self: Value): Value { return boolValue((flagsOf(self) & CONTRAVARIANT) != 0) }
function parameter_inferVariance(self: Value): Value { return boolValue((flagsOf(self) & INFER_VARIANCE) != 0) }

function parameter_repr(self: Value): Value {
  const name = load<u64>(addressOf(self), PARAMETER_NAME)
  const flags = flagsOf(self)
  if (flags & INFER_VARIANCE || tagOf(self) == T.TypeVarTuple) return name
  return textFormat(flags & COVARIANT ? '+%U' : flags & CONTRAVARIANT ? '-%U' : '~%U', name)
}

function parameter_or(a: Value, b: Value): Value { return newUnion(tupleOf2(a, b)) }
function parameter_reduce(argv: u32): Value { return load<u64>(addressOf(arg(argv, 0)), PARAMETER_NAME) }
function parameter_mroEntries(argv: u32): Value { return raiseFormat(T.TypeError, 'Cannot subclass an instance of %N', <u64>typeOf(arg(argv, 0))) }

// ---- substitution

function call2Typing(name: u32, a: Value, b: Value): Value { return callTyping(name, tupleOf2(a, b) + TUPLE_ITEMS, 2) }
function call3Typing(name: u32, argv: u32): Value { return callTyping(name, argv, 3) }

function typeVar_subst(argv: u32): Value { return call2Typing(lit('_typevar_subst'), arg(argv, 0), arg(argv, 1)) }
function paramSpec_subst(argv: u32): Value { return call2Typing(lit('_paramspec_subst'), arg(argv, 0), arg(argv, 1)) }
function paramSpec_prepare(argv: u32): Value { return call3Typing(lit('_paramspec_prepare_subst'), argv) }
function typeVarTuple_subst(argv: u32): Value { return raiseText(T.TypeError, 'Substitution of bare TypeVarTuple is not supported') }
function typeVarTuple_prepare(argv: u32): Value { return call3Typing(lit('_typevartuple_prepare_subst'), argv) }

/** Fills in the default where the arguments end just before this parameter. */
function typeVar_prepare(argv: u32): Value {
  const self = arg(argv, 0), alias = arg(argv, 1), args = arg(argv, 2)
  const parameters = getAttribute(alias, lit('__parameters__'))
  if (parameters == EXCEPTION) return EXCEPTION
  let index: u32 = 0
  while (index < tupleLength(addressOf(parameters)) && tupleItem(addressOf(parameters), index) != self) index++
  const given = addressOf(args)
  if (index < tupleLength(given)) return args
  if (index == tupleLength(given)) {
    const fallback = parameter_default(self)
    if (fallback == EXCEPTION) return EXCEPTION
    if (fallback != noDefault()) {
      const all = newTuple(index + 1)
      memory.copy(all + TUPLE_ITEMS, given + TUPLE_ITEMS, index * 8)
      tupleInit(all, index, fallback)
      return pointer(all)
    }
  }
  return raiseFormat(T.TypeError, 'Too few arguments for %S', alias)
}

function typeVarTuple_iter(self: Value): Value {
  const typing = importModule(lit('typing'))
  if (typing == EXCEPTION) return EXCEPTION
  const unpack = getAttribute(typing, lit('Unpack'))
  if (unpack == EXCEPTION) return EXCEPTION
  const item = getItem(unpack, self)
  return item == EXCEPTION ? EXCEPTION : getIter(pointer(tupleOf1(item)))
}

// ---- ParamSpec.args, ParamSpec.kwargs

function newPart(t: T, origin: Value): Value {
  const p = allocate(shapeAt(t), 16)
  store<u64>(p, origin, ORIGIN)
  return pointer(p)
}
function paramSpec_args(self: Value): Value { return newPart(T.ParamSpecArgs, self) }
function paramSpec_kwargs(self: Value): Value { return newPart(T.ParamSpecKwargs, self) }
function part_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (argc != 1) return raiseFormat(T.TypeError, '%N() takes exactly 1 argument (%d given)', <u64>addressOf(type), argc)
  return newPart(addressOf(type) == typeAt(T.ParamSpecArgs) ? T.ParamSpecArgs : T.ParamSpecKwargs, load<u64>(argv))
}
function part_repr(self: Value): Value {
  const origin = load<u64>(addressOf(self), ORIGIN)
  const isArgs = tagOf(self) == T.ParamSpecArgs
  if (hasShape(origin, shapeAt(T.ParamSpec))) return textFormat(isArgs ? '%U.args' : '%U.kwargs', load<u64>(addressOf(origin), PARAMETER_NAME))
  return textFormat(isArgs ? '%R.args' : '%R.kwargs', origin)
}
function part_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (typeOf(self) != typeOf(other) || op != CompareOp.EQ && op != CompareOp.NE) return NOT_IMPLEMENTED
  const same = equal(load<u64>(addressOf(self), ORIGIN), load<u64>(addressOf(other), ORIGIN))
  return same < 0 ? EXCEPTION : boolValue((same == 1) == (op == CompareOp.EQ))
}

function initParameter(t: T, name: string): u32 {
  const d = defineType(t, T.object, name, PARAMETER_BYTES, TYPE_HAS_DICT | TYPE_HAS_WEAKREFS, null)
  store<u32>(shapeAt(t), PARAMETER_DICT, SHAPE_DICT_OFFSET)
  setSlot(d, Slot.new_, fn(parameter_new))
  setSlot(d, Slot.repr, fn(parameter_repr))
  defineMember(d, '__name__', PARAMETER_NAME, MEMBER_READONLY)
  defineGetter(d, '__default__', fn(parameter_default))
  defineGetter(d, 'evaluate_default', fn(parameter_evaluateDefault))
  defineGetter(d, '__dict__', fn(instance_getDict), fn(instance_setDict))
  defineMethod(d, 'has_default', '($self, /)', fn(parameter_hasDefault))
  defineMethod(d, '__reduce__', '($self, /)', fn(parameter_reduce))
  defineMethod(d, '__mro_entries__', '($self, object, /)', fn(parameter_mroEntries))
  return d
}

function addVariance(d: u32): void {
  setSlot(d, Slot.or, fn(parameter_or))
  defineGetter(d, '__bound__', fn(parameter_bound))
  defineGetter(d, '__covariant__', fn(parameter_covariant))
  defineGetter(d, '__contravariant__', fn(parameter_contravariant))
  defineGetter(d, '__infer_variance__', fn(parameter_inferVariance))
}

function initPart(t: T, name: string): void {
  const d = defineType(t, T.object, name, 16, TYPE_HAS_WEAKREFS, null)
  setSlot(d, Slot.new_, fn(part_new))
  setSlot(d, Slot.repr, fn(part_repr))
  setSlot(d, Slot.richcompare, fn(part_richcompare))
  defineMember(d, '__origin__', ORIGIN, MEMBER_READONLY)
  defineMethod(d, '__mro_entries__', '($self, object, /)', fn(parameter_mroEntries))
}

export function initTypeParameters(): void {
  const v = initParameter(T.TypeVar, 'typing.TypeVar')
  addVariance(v)
  defineGetter(v, '__constraints__', fn(parameter_constraints))
  defineGetter(v, 'evaluate_bound', fn(parameter_evaluateBound))
  defineGetter(v, 'evaluate_constraints', fn(parameter_evaluateConstraints))
  defineMethod(v, '__typing_subst__', '($self, arg, /)', fn(typeVar_subst))
  defineMethod(v, '__typing_prepare_subst__', '($self, alias, args, /)', fn(typeVar_prepare))
  const p = initParameter(T.ParamSpec, 'typing.ParamSpec')
  addVariance(p)
  defineGetter(p, 'args', fn(paramSpec_args))
  defineGetter(p, 'kwargs', fn(paramSpec_kwargs))
  defineMethod(p, '__typing_subst__', '($self, arg, /)', fn(paramSpec_subst))
  defineMethod(p, '__typing_prepare_subst__', '($self, alias, args, /)', fn(paramSpec_prepare))
  const t = initParameter(T.TypeVarTuple, 'typing.TypeVarTuple')
  setSlot(t, Slot.iter, fn(typeVarTuple_iter))
  defineMethod(t, '__typing_subst__', '($self, arg, /)', fn(typeVarTuple_subst))
  defineMethod(t, '__typing_prepare_subst__', '($self, alias, args, /)', fn(typeVarTuple_prepare))
  initPart(T.ParamSpecArgs, 'typing.ParamSpecArgs')
  initPart(T.ParamSpecKwargs, 'typing.ParamSpecKwargs')
  const evaluator = newBuiltin(shapeAt(T.builtin_function_or_method), lit('evaluate'), text('($self, format=1, /)'), fn(evaluateConstant), typeAt(T.object), BUILTIN_HAS_SELF)
  setWellKnown(WellKnown.constantEvaluator, pointer(evaluator))
}
