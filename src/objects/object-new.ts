// Making instances: object.__new__, object.__init__, the `__new__` builtins of static types, and calling a class.

import { EXCEPTION, NONE, Value, addressOf, isPointer, pointer } from '../memory/value'
import { stmRead32 } from '../stm/barriers'
import { BUILTIN_DOC, BUILTIN_HAS_SELF, BUILTIN_SELF, arg, fn, newBuiltin } from './define'
import { dictToVector, vectorNames } from './keywords'
import { newInstance } from './instance'
import { lit, text } from './intern'
import { namespaceSet } from './namespace'
import { isType } from './abstract'
import { raiseFormat, raiseText } from './raise'
import { raiseAbstract } from './type-abstract'
import { shapeAt, typeAt } from './shape'
import { TUPLE_ITEMS, newTuple, tupleLength } from './tuple-core'
import { TYPE_ABSTRACT, TYPE_BASE, TYPE_DICT, TYPE_FLAGS, TYPE_HEAP, isSubtype, typeFlags, typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { slot_new } from './slot-functions'

/** Slot `new_` of object. */
export function object_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const t = addressOf(type)
  if (argc != 0) {
    if (typeSlot(t, Slot.new_) != fn(object_new)) return raiseText(T.TypeError, 'object.__new__() takes exactly one argument (the type to instantiate)')
    if (typeSlot(t, Slot.init) == fn(object_init)) return raiseFormat(T.TypeError, '%N() takes no arguments', <u64>t)
  }
  if (typeFlags(t) & TYPE_HEAP && stmRead32(t, t + TYPE_FLAGS) & TYPE_ABSTRACT) return raiseAbstract(t)
  return pointer(newInstance(t))
}

/** Slot `init` of object. */
export function object_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (argc != 0) {
    const t = typeOf(self)
    if (typeSlot(t, Slot.init) != fn(object_init)) return raiseText(T.TypeError, 'object.__init__() takes exactly one argument (the instance to initialize)')
    if (typeSlot(t, Slot.new_) == fn(object_new)) return raiseFormat(T.TypeError, '%N() takes no arguments', <u64>t)
  }
  return NONE
}

/** `T.__new__(cls, *args, **kwargs)`: argv holds T, args, kwargs. */
export function builtin_new(argv: u32): Value {
  const owner = addressOf(arg(argv, 0))
  const args = addressOf(arg(argv, 1))
  if (tupleLength(args) == 0) return raiseFormat(T.TypeError, '%N.__new__(): not enough arguments', <u64>owner)
  const cls = load<u64>(args, TUPLE_ITEMS)
  if (!isType(cls)) return raiseFormat(T.TypeError, '%N.__new__(X): X is not a type object (%T)', <u64>owner, cls)
  const type = addressOf(cls)
  if (!isSubtype(type, owner)) return raiseFormat(T.TypeError, '%N.__new__(%N): %N is not a subtype of %N', <u64>owner, <u64>type, <u64>type, <u64>owner)
  // the most derived builtin base must be the owner, as far as making instances goes
  let base = type
  while (typeFlags(base) & TYPE_HEAP) base = stmRead32(base, base + TYPE_BASE)
  if (typeSlot(base, Slot.new_) != typeSlot(owner, Slot.new_)) {
    return raiseFormat(T.TypeError, '%N.__new__(%N) is not safe, use %N.__new__()', <u64>owner, <u64>type, <u64>base)
  }
  const vector = dictToVector(args, 1, arg(argv, 2))
  if (!vector) return EXCEPTION
  return call_indirect<Value>(typeSlot(owner, Slot.new_), cls, vector + TUPLE_ITEMS, tupleLength(vector), vectorNames(arg(argv, 2)))
}

/** `__new__` of a static type whose slot `new_` is filled: a builtin method of the type object. */
export function defineNew(type: u32): void {
  const b = newBuiltin(shapeAt(T.builtin_function_or_method), lit('__new__'), text('($type, *args, **kwargs)'), fn(builtin_new), type, BUILTIN_HAS_SELF)
  store<u64>(b, pointer(type), BUILTIN_SELF)
  store<u32>(b, text('Create and return a new object.  See help(type) for accurate signature.'), BUILTIN_DOC)
  namespaceSet(load<u32>(type, TYPE_DICT), lit('__new__'), pointer(b))
}

/** Slot `call` of type: makes and initialises an instance. */
export function type_call(self: Value, argv: u32, argc: u32, names: u32): Value {
  const type = addressOf(self)
  if (type == typeAt(T.type)) {
    const keywords: u32 = names ? tupleLength(names) : 0
    if (argc == 1 && keywords == 0) return pointer(typeOf(load<u64>(argv)))
    if (argc - keywords != 3) return raiseText(T.TypeError, 'type() takes 1 or 3 arguments')
  }
  const make = typeSlot(type, Slot.new_)
  if (!make) return raiseFormat(T.TypeError, "cannot create '%N' instances", <u64>type)
  const o = call_indirect<Value>(make, self, argv, argc, names)
  if (o == EXCEPTION || !isSubtype(typeOf(o), type)) return o
  const init = typeSlot(typeOf(o), Slot.init)
  if (init && call_indirect<Value>(init, o, argv, argc, names) == EXCEPTION) return EXCEPTION
  return o
}
