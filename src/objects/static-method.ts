// staticmethod and classmethod. Units; layout in define.ts. Both take over the wrapped function's `__name__`, `__doc__` ... into their
// dict as CPython does.

import { allocate } from '../gc/allocate'
import { ABSENT, EXCEPTION, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, isPointer, pointer } from '../memory/value'
import { call1, callVector } from '../interp/nested'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { attributeDictSet } from './attribute-dict'
import { getAttributeOr } from './attribute-access'
import { instance_getDict, instance_setDict } from './class-members'
import { isTrue } from './compare'
import { STATIC_METHOD_BYTES, STATIC_METHOD_CALLABLE, STATIC_METHOD_DICT, defineGetter, defineMethod, defineType, fn, setSlot, arg, defineMember, defineClassMethod } from './define'
import { instanceDict, newInstance } from './instance'
import { newGenericAlias } from './generic-alias'
import { lit } from './intern'
import { newMethod } from './method'
import { raiseFormat, raiseText, textFormat } from './raise'
import { SHAPE_DICT_OFFSET, shapeAt } from './shape'
import { tupleLength } from './tuple-core'
import { TYPE_BASETYPE, TYPE_HAS_DICT, typeOf } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

function newWrapper(t: T, callable: Value): Value {
  const w = allocate(shapeAt(t), STATIC_METHOD_BYTES)
  store<u64>(w, callable, STATIC_METHOD_CALLABLE)
  return pointer(w)
}

export function newStaticMethod(callable: Value): Value { return newWrapper(T.staticmethod, callable) }
export function newClassMethod(callable: Value): Value { return newWrapper(T.classmethod, callable) }

// @ts-ignore: decorator
@inline function callableOf(self: Value): Value { return stmRead64(addressOf(self), addressOf(self) + STATIC_METHOD_CALLABLE) }

function wrapper_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const w = newInstance(addressOf(type))
  store<u64>(w, NONE, STATIC_METHOD_CALLABLE)
  return pointer(w)
}

function initWrapper(self: Value, argv: u32, argc: u32, names: u32, name: string): Value {
  if (names && tupleLength(names)) return raiseFormat(T.TypeError, '%s() takes no keyword arguments', <u64>changetype<usize>(name))
  if (argc != 1) return raiseFormat(T.TypeError, '%s expected 1 argument, got %d', <u64>changetype<usize>(name), argc)
  const w = addressOf(self)
  const callable = load<u64>(argv)
  stmOwn(w)
  stmStore64(w, w + STATIC_METHOD_CALLABLE, callable)
  return copyAttribute(self, callable, lit('__module__')) && copyAttribute(self, callable, lit('__name__'))
    && copyAttribute(self, callable, lit('__qualname__')) && copyAttribute(self, callable, lit('__doc__')) ? NONE : EXCEPTION
}

function copyAttribute(self: Value, from: Value, name: u32): bool {
  const v = getAttributeOr(from, name)
  if (v == EXCEPTION) return false
  if (v != UNBOUND) attributeDictSet(instanceDict(addressOf(self)), name, v)
  return true
}

function staticmethod_init(self: Value, argv: u32, argc: u32, names: u32): Value { return initWrapper(self, argv, argc, names, 'staticmethod') }
function classmethod_init(self: Value, argv: u32, argc: u32, names: u32): Value { return initWrapper(self, argv, argc, names, 'classmethod') }

function staticmethod_get(self: Value, object: Value, type: Value): Value { return callableOf(self) }
function classmethod_get(self: Value, object: Value, type: Value): Value {
  return newMethod(callableOf(self), type == UNBOUND ? pointer(typeOf(object)) : type)
}

function staticmethod_call(self: Value, argv: u32, argc: u32, names: u32): Value { return callVector(callableOf(self), argv, argc, names) }
function staticmethod_repr(self: Value): Value { return textFormat('<staticmethod(%R)>', callableOf(self)) }
function classmethod_repr(self: Value): Value { return textFormat('<classmethod(%R)>', callableOf(self)) }
function wrapper_wrapped(self: Value): Value { return callableOf(self) }

function wrapper_isAbstract(self: Value): Value {
  const flag = getAttributeOr(callableOf(self), lit('__isabstractmethod__'))
  if (flag == EXCEPTION) return EXCEPTION
  if (flag == UNBOUND) return FALSE
  const truth = isTrue(flag)
  return truth < 0 ? EXCEPTION : boolValue(truth == 1)
}

function wrapper_classGetItem(argv: u32): Value { return newGenericAlias(arg(argv, 0), arg(argv, 1)) }

function initOne(t: T, name: string, init: u32, get: u32, repr: u32): u32 {
  const d = defineType(t, T.object, name, STATIC_METHOD_BYTES, TYPE_BASETYPE | TYPE_HAS_DICT, null)
  store<u32>(shapeAt(t), STATIC_METHOD_DICT, SHAPE_DICT_OFFSET)
  setSlot(d, Slot.new_, fn(wrapper_new))
  setSlot(d, Slot.init, init)
  setSlot(d, Slot.descrGet, get)
  setSlot(d, Slot.repr, repr)
  defineGetter(d, '__func__', fn(wrapper_wrapped))
  defineGetter(d, '__wrapped__', fn(wrapper_wrapped))
  defineGetter(d, '__isabstractmethod__', fn(wrapper_isAbstract))
  defineGetter(d, '__dict__', fn(instance_getDict), fn(instance_setDict))
  defineClassMethod(d, '__class_getitem__', '($type, object, /)', fn(wrapper_classGetItem))
  return d
}

export function initStaticMethod(): void {
  const s = initOne(T.staticmethod, 'staticmethod', fn(staticmethod_init), fn(staticmethod_get), fn(staticmethod_repr))
  setSlot(s, Slot.call, fn(staticmethod_call))
  initOne(T.classmethod, 'classmethod', fn(classmethod_init), fn(classmethod_get), fn(classmethod_repr))
}
