// The type `type`: attributes and methods of classes.

import { callVector, call1 } from '../interp/nested'
import { ABSENT, EXCEPTION, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, intValue, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead32, stmRead64, stmStore32, stmWrite32 } from '../stm/barriers'
import { isInstance, isRealInstance, isRealSubclass, isStr, isType } from './abstract'
import { attributeName, internValue } from './attribute-access'
import { isTrue } from './compare'
import { MEMBER_READONLY, arg, defineClassMethod, defineGetter, defineMethod, defineType, fn, setSlot } from './define'
import { dictKeyAt, dictNext, dictSet, newDict } from './dict'
import { genericAliasUnion } from './union-type'
import { instanceBytes } from './instance'
import { intern, lit, litAt } from './intern'
import { listAppend, newList } from './list'
import { computeMro } from './mro'
import { newMappingProxy } from './mapping-proxy'
import { namespaceDelete, namespaceFind, namespaceGet, namespaceSet } from './namespace'
import { raiseAttributeError, raiseFormat, raiseText, textFormat } from './raise'
import { SHAPE_DICT_OFFSET, shapeAt, typeAt } from './shape'
import { strAt, strLength, strOf } from './str-core'
import { TUPLE_ITEMS, newTupleOutside, tupleInit, tupleItem, tupleLength } from './tuple-core'
import {
  TYPE_ABSTRACT, TYPE_BASE, TYPE_BASES, TYPE_BASETYPE, TYPE_BASIC_SIZE, TYPE_DICT, TYPE_FLAGS, TYPE_FULL_NAME, TYPE_GENERATION, TYPE_HEAP, TYPE_IMMUTABLE, TYPE_MRO,
  TYPE_NAME, TYPE_QUALNAME, TYPE_READY, TYPE_ROOT_SHAPE, TYPE_TEXT_SIGNATURE, TYPE_TYPE, TYPE_HAS_DICT, TYPE_HAS_WEAKREFS, isSubtype, typeFlags, typeFullName, typeMro, typeOf, typeSlot,
} from './type'
import { addSubclass, computeSlots, subclassAt, subclassCount, typeDictSet, typeGetAttribute, typeModified, typeSetAttribute } from './type-attributes'
import { HEAP_TYPE_BYTES, resolveBases, solidBase, type_new } from './type-new'
import { type_call } from './object-new'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { textBegin, textEnd, textLiteral, textPart, textStr, textCodePoint } from './text-builder'

function type_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  const keywords: u32 = names ? tupleLength(names) : 0
  if (argc - keywords != 1 && argc - keywords != 3) return raiseText(T.TypeError, 'type.__init__() takes 1 or 3 arguments')
  if (keywords && argc - keywords == 1) return raiseText(T.TypeError, 'type.__init__() takes no keyword arguments')
  return NONE
}

/** Own attribute `name` of a class, or ABSENT. */
export function typeOwn(type: u32, name: u32): Value {
  const dict = load<u32>(type, TYPE_DICT)
  return namespaceFind(dict, name) ? namespaceGet(dict, name) : ABSENT
}

/** Module of a class: a str, or whatever `__module__` was set to. */
export function typeModule(type: u32): Value {
  const own = typeOwn(type, lit('__module__'))
  if (own != ABSENT) return own
  return pointer(lit('builtins'))
}

function type_repr(self: Value): Value {
  const type = addressOf(self)
  const module = typeModule(type)
  const qualname = pointer(stmRead32(type, type + TYPE_QUALNAME))
  if (!isStr(module) || strOf(module) == lit('builtins')) return textFormat("<class '%U'>", qualname)
  return textFormat("<class '%U.%U'>", module, qualname)
}

// ---- attributes

function refuse(self: Value, name: string): bool {
  if (!(typeFlags(addressOf(self)) & TYPE_IMMUTABLE)) return false
  raiseFormat(T.TypeError, "cannot set '%s' attribute of immutable type '%N'", <u64>changetype<usize>(name), <u64>addressOf(self))
  return true
}
function refuseDelete(self: Value, value: Value, name: string): bool {
  if (refuse(self, name)) return true
  if (value != UNBOUND) return false
  raiseFormat(T.TypeError, "cannot delete '%s' attribute of immutable type '%N'", <u64>changetype<usize>(name), <u64>addressOf(self))
  return true
}

function type_name(self: Value): Value { return pointer(stmRead32(addressOf(self), addressOf(self) + TYPE_NAME)) }
function type_setName(self: Value, value: Value): Value {
  if (refuseDelete(self, value, '__name__')) return EXCEPTION
  const type = addressOf(self)
  if (!isStr(value)) return raiseFormat(T.TypeError, "can only assign string to %N.__name__, not '%T'", <u64>type, value)
  const s = strOf(value)
  for (let i: u32 = 0; i < strLength(s); i++) if (strAt(s, i) == 0) return raiseText(T.ValueError, 'type name must not contain null characters')
  const name = internValue(value)
  stmOwn(type)
  stmStore32(type, type + TYPE_NAME, name)
  stmStore32(type, type + TYPE_FULL_NAME, name)
  return NONE
}

function type_qualname(self: Value): Value { return pointer(stmRead32(addressOf(self), addressOf(self) + TYPE_QUALNAME)) }
function type_setQualname(self: Value, value: Value): Value {
  if (refuseDelete(self, value, '__qualname__')) return EXCEPTION
  const type = addressOf(self)
  if (!isStr(value)) return raiseFormat(T.TypeError, "can only assign string to %N.__qualname__, not '%T'", <u64>type, value)
  stmWrite32(type, type + TYPE_QUALNAME, internValue(value))
  return NONE
}

function type_module(self: Value): Value { return typeModule(addressOf(self)) }
function type_setModule(self: Value, value: Value): Value {
  if (refuseDelete(self, value, '__module__')) return EXCEPTION
  typeDictSet(addressOf(self), lit('__module__'), value)
  return NONE
}

function type_bases(self: Value): Value { return pointer(stmRead32(addressOf(self), addressOf(self) + TYPE_BASES)) }
function type_base(self: Value): Value {
  const base = stmRead32(addressOf(self), addressOf(self) + TYPE_BASE)
  return base ? pointer(base) : NONE
}
function type_mro(self: Value): Value { return pointer(typeMro(addressOf(self))) }
function type_dict(self: Value): Value { return newMappingProxy(pointer(load<u32>(addressOf(self), TYPE_DICT))) }

function type_setBases(self: Value, value: Value): Value {
  if (refuseDelete(self, value, '__bases__')) return EXCEPTION
  const type = addressOf(self)
  if (!isPointer(value) || typeOf(value) != typeAt(T.tuple)) return raiseFormat(T.TypeError, "can only assign tuple to %N.__bases__, not %T", <u64>type, value)
  const bases = addressOf(value)
  const n = tupleLength(bases)
  if (n == 0) return raiseFormat(T.TypeError, 'can only assign non-empty tuple to %N.__bases__, not ()', <u64>type)
  for (let i: u32 = 0; i < n; i++) {
    const base = tupleItem(bases, i)
    if (!isType(base)) return raiseFormat(T.TypeError, "%N.__bases__ must be tuple of classes, not '%T'", <u64>type, base)
    if (isSubtype(addressOf(base), type)) return raiseText(T.TypeError, 'a __bases__ item causes an inheritance cycle')
  }
  const newBase = addressOf(tupleItem(bases, 0))
  if (solidBase(newBase) != solidBase(load<u32>(type, TYPE_BASE))) {
    return raiseFormat(T.TypeError, "__bases__ assignment: '%N' object layout differs from '%N'", <u64>newBase, <u64>load<u32>(type, TYPE_BASE))
  }
  const outside = newTupleOutside(n)
  memory.copy(outside + TUPLE_ITEMS, bases + TUPLE_ITEMS, n * 8)
  const mro = computeMro(type, outside)
  if (!mro) return EXCEPTION
  for (let i: u32 = 0; i < n; i++) addSubclass(addressOf(tupleItem(outside, i)), type)
  typeModified(type)
  stmStore32(type, type + TYPE_BASE, newBase)
  stmStore32(type, type + TYPE_BASES, outside)
  return reorder(type, mro) ? NONE : EXCEPTION
}

/** After a change of bases: new orders and slots of the class and its subclasses, which are owned. */
function reorder(type: u32, mro: u32): bool {
  stmStore32(type, type + TYPE_MRO, mro)
  computeSlots(type)
  for (let i: u32 = 0; i < subclassCount(type); i++) {
    const sub = subclassAt(type, i)
    if (!isSubtype(sub, type)) continue
    const order = computeMro(sub, load<u32>(sub, TYPE_BASES))
    if (!order || !reorder(sub, order)) return false
  }
  return true
}

function type_doc(self: Value): Value {
  const own = typeOwn(addressOf(self), lit('__doc__'))
  if (own == ABSENT) return NONE
  const get = typeSlot(typeOf(own), Slot.descrGet)
  return get ? call_indirect<Value>(get, own, UNBOUND, self) : own
}
function type_setDoc(self: Value, value: Value): Value {
  if (refuseDelete(self, value, '__doc__')) return EXCEPTION
  typeDictSet(addressOf(self), lit('__doc__'), value)
  return NONE
}

function type_abstractMethods(self: Value): Value {
  const own = addressOf(self) == typeAt(T.type) ? ABSENT : typeOwn(addressOf(self), lit('__abstractmethods__'))
  if (own != ABSENT) return own
  return raiseAttributeError(self, lit('__abstractmethods__'), textFormat("type object '%N' has no attribute '__abstractmethods__'", <u64>addressOf(self)))
}
function type_setAbstractMethods(self: Value, value: Value): Value {
  const type = addressOf(self)
  if (refuse(self, '__abstractmethods__')) return EXCEPTION
  let truth = 0
  if (value != UNBOUND) {
    truth = isTrue(value)
    if (truth < 0) return EXCEPTION
  }
  if (!typeDictSet(type, lit('__abstractmethods__'), value)) return type_abstractMethods(self)
  const flags = load<u32>(type, TYPE_FLAGS)
  stmWrite32(type, type + TYPE_FLAGS, truth ? flags | TYPE_ABSTRACT : flags & ~TYPE_ABSTRACT)
  return NONE
}

function type_textSignature(self: Value): Value {
  const constant = typeFlags(addressOf(self)) & TYPE_HEAP ? 0 : load<u32>(addressOf(self), TYPE_TEXT_SIGNATURE)
  return constant ? pointer(litAt(constant)) : NONE
}

function type_basicsize(self: Value): Value { return intValue(load<u32>(addressOf(self), TYPE_BASIC_SIZE)) }
function type_itemsize(self: Value): Value {
  const tag = load<u32>(addressOf(self), 36)
  return intValue(tag == <u32>T.tuple ? 8 : tag == <u32>T.int ? 4 : tag == <u32>T.bytes ? 1 : 0)
}
function type_dictoffset(self: Value): Value {
  const shape = load<u32>(addressOf(self), TYPE_ROOT_SHAPE)
  const offset = load<u32>(shape, SHAPE_DICT_OFFSET)
  if (offset) return intValue(offset)
  return intValue(typeFlags(addressOf(self)) & TYPE_HAS_DICT ? -1 : 0)
}
function type_weakrefoffset(self: Value): Value { return intValue(typeFlags(addressOf(self)) & TYPE_HAS_WEAKREFS ? -1 : 0) }

/** CPython's flag bits that programs look at. */
function type_flags(self: Value): Value {
  const f = typeFlags(addressOf(self))
  let r: i64 = 1 << 12 // ready
  if (f & TYPE_IMMUTABLE) r |= 1 << 8
  if (f & TYPE_HEAP) r |= 1 << 9
  if (f & TYPE_BASETYPE) r |= 1 << 10
  if (f & 64) r |= 1 << 5
  if (f & 128) r |= 1 << 6
  if (f & TYPE_ABSTRACT || f & TYPE_HEAP && stmRead32(addressOf(self), addressOf(self) + TYPE_FLAGS) & TYPE_ABSTRACT) r |= 1 << 20
  if (f & 512) r |= 1 << 24
  if (f & 2048) r |= 1 << 25
  if (f & 1024) r |= 1 << 26
  if (f & 16384) r |= 1 << 27
  if (f & 8192) r |= 1 << 28
  if (f & 4096) r |= 1 << 29
  if (f & 256) r |= 1 << 30
  if (f & TYPE_TYPE) r |= <i64>1 << 31
  return intValue(r)
}

// ---- annotations: lazily, by `__annotate__`

function annotationsOf(self: Value): Value {
  const type = addressOf(self)
  if (typeFlags(type) & TYPE_IMMUTABLE) return raiseAttributeError(self, lit('__annotations__'), textFormat("type object '%N' has no attribute '__annotations__'", <u64>type))
  let v = typeOwn(type, lit('__annotations__'))
  if (v == ABSENT) v = typeOwn(type, lit('__annotations_cache__'))
  if (v != ABSENT) {
    const get = typeSlot(typeOf(v), Slot.descrGet)
    return get ? call_indirect<Value>(get, v, UNBOUND, self) : v
  }
  const annotate = annotateOf(self)
  if (annotate == EXCEPTION) return EXCEPTION
  let result: Value
  if (annotate == NONE) result = pointer(newDict())
  else {
    result = call1(annotate, intValue(1))
    if (result == EXCEPTION) return EXCEPTION
    if (!isPointer(result) || !isSubtype(typeOf(result), typeAt(T.dict))) return raiseFormat(T.TypeError, '__annotate__() must return a dict, not %T', result)
  }
  typeDictSet(type, lit('__annotations_cache__'), result)
  return result
}

function setAnnotations(self: Value, value: Value): Value {
  const type = addressOf(self)
  if (refuse(self, '__annotations__')) return EXCEPTION
  if (value != UNBOUND) {
    typeDictSet(type, typeOwn(type, lit('__annotations__')) != ABSENT ? lit('__annotations__') : lit('__annotations_cache__'), value)
  }
  else {
    const first = typeDictSet(type, lit('__annotations__'), UNBOUND)
    const second = typeDictSet(type, lit('__annotations_cache__'), UNBOUND)
    if (!first && !second) return raiseAttributeError(self, lit('__annotations__'), pointer(lit('__annotations__')))
  }
  typeDictSet(type, lit('__annotate__'), UNBOUND)
  if (typeOwn(type, lit('__annotate_func__')) != ABSENT) typeDictSet(type, lit('__annotate_func__'), NONE)
  return NONE
}

function annotateOf(self: Value): Value {
  const type = addressOf(self)
  if (typeFlags(type) & TYPE_IMMUTABLE) return raiseAttributeError(self, lit('__annotate__'), textFormat("type object '%N' has no attribute '__annotate__'", <u64>type))
  let v = typeOwn(type, lit('__annotate_func__'))
  if (v == ABSENT) v = typeOwn(type, lit('__annotate__'))
  if (v == ABSENT) return NONE
  const get = typeSlot(typeOf(v), Slot.descrGet)
  return get ? call_indirect<Value>(get, v, UNBOUND, self) : v
}

function setAnnotate(self: Value, value: Value): Value {
  const type = addressOf(self)
  if (value == UNBOUND) return raiseText(T.TypeError, 'cannot delete __annotate__ attribute')
  if (refuse(self, '__annotate__')) return EXCEPTION
  if (value != NONE && !typeSlot(typeOf(value), Slot.call)) return raiseText(T.TypeError, '__annotate__ must be callable or None')
  typeDictSet(type, lit('__annotate_func__'), value)
  if (value != NONE) { typeDictSet(type, lit('__annotations_cache__'), UNBOUND); typeDictSet(type, lit('__annotations__'), UNBOUND) }
  return NONE
}

function typeParams(self: Value): Value {
  const own = typeOwn(addressOf(self), lit('__type_params__'))
  return own == ABSENT ? pointer(newTupleOutside(0)) : own
}
function setTypeParams(self: Value, value: Value): Value {
  if (refuseDelete(self, value, '__type_params__')) return EXCEPTION
  typeDictSet(addressOf(self), lit('__type_params__'), value)
  return NONE
}

// ---- methods

function type_mroMethod(argv: u32): Value {
  const type = addressOf(arg(argv, 0))
  const mro = computeMro(type, stmRead32(type, type + TYPE_BASES))
  if (!mro) return EXCEPTION
  const list = newList(tupleLength(mro))
  for (let i: u32 = 0; i < tupleLength(mro); i++) listAppend(list, tupleItem(mro, i))
  return pointer(list)
}

function type_subclasses(argv: u32): Value {
  const type = addressOf(arg(argv, 0))
  const list = newList()
  for (let i: u32 = 0; i < subclassCount(type); i++) {
    const sub = subclassAt(type, i)
    if (typeFlags(sub) & TYPE_HEAP) {
      if (!(stmRead32(sub, sub + TYPE_FLAGS) & TYPE_READY)) continue
      // a class whose bases were assigned may stand in the list of a former base
      const bases = stmRead32(sub, sub + TYPE_BASES)
      let direct = false
      for (let j: u32 = 0; j < tupleLength(bases); j++) if (addressOf(tupleItem(bases, j)) == type) direct = true
      if (!direct) continue
    }
    if (!listAppend(list, pointer(sub))) return EXCEPTION
  }
  return pointer(list)
}

function type_prepare(argv: u32): Value { return pointer(newDict()) }
function type_instancecheck(argv: u32): Value {
  const r = isRealInstance(arg(argv, 1), arg(argv, 0))
  return r < 0 ? EXCEPTION : boolValue(r == 1)
}
function type_subclasscheck(argv: u32): Value {
  const r = isRealSubclass(arg(argv, 1), arg(argv, 0))
  return r < 0 ? EXCEPTION : boolValue(r == 1)
}

/** Names of the class and its bases, each once. */
export function addClassNames(type: u32, dict: u32): bool {
  const mro = typeMro(type)
  for (let i = <i32>tupleLength(mro) - 1; i >= 0; i--) {
    const own = load<u32>(addressOf(tupleItem(mro, i)), TYPE_DICT)
    if (!addNames(own, dict)) return false
  }
  return true
}

/** Puts the keys of dict `from` into `dict`. */
export function addNames(from: u32, dict: u32): bool {
  for (let n = dictNext(from, 0); n >= 0; n = dictNext(from, n + 1)) if (!dictSet(dict, dictKeyAt(from, n), NONE)) return false
  return true
}

/** A list of the keys of `dict`. */
export function keyList(dict: u32): Value {
  const list = newList()
  for (let n = dictNext(dict, 0); n >= 0; n = dictNext(dict, n + 1)) if (!listAppend(list, dictKeyAt(dict, n))) return EXCEPTION
  return pointer(list)
}

function type_dir(argv: u32): Value {
  const dict = newDict()
  return addClassNames(addressOf(arg(argv, 0)), dict) ? keyList(dict) : EXCEPTION
}

function type_sizeof(argv: u32): Value { return intValue(HEAP_TYPE_BYTES) }

export function initTypeType(): void {
  const t = defineType(T.type, T.object, 'type', HEAP_TYPE_BYTES, TYPE_BASETYPE | TYPE_TYPE, null)
  store<u32>(shapeAt(T.type), TYPE_DICT, SHAPE_DICT_OFFSET)
  setSlot(t, Slot.new_, fn(type_new))
  setSlot(t, Slot.init, fn(type_init))
  setSlot(t, Slot.call, fn(type_call))
  setSlot(t, Slot.repr, fn(type_repr))
  setSlot(t, Slot.getattribute, fn(typeGetAttribute))
  setSlot(t, Slot.setattr, fn(typeSetAttribute))
  setSlot(t, Slot.or, fn(genericAliasUnion))
  defineGetter(t, '__name__', fn(type_name), fn(type_setName))
  defineGetter(t, '__qualname__', fn(type_qualname), fn(type_setQualname))
  defineGetter(t, '__module__', fn(type_module), fn(type_setModule))
  defineGetter(t, '__bases__', fn(type_bases), fn(type_setBases))
  defineGetter(t, '__base__', fn(type_base))
  defineGetter(t, '__mro__', fn(type_mro))
  defineGetter(t, '__dict__', fn(type_dict))
  defineGetter(t, '__doc__', fn(type_doc), fn(type_setDoc))
  defineGetter(t, '__abstractmethods__', fn(type_abstractMethods), fn(type_setAbstractMethods))
  defineGetter(t, '__text_signature__', fn(type_textSignature))
  defineGetter(t, '__basicsize__', fn(type_basicsize))
  defineGetter(t, '__itemsize__', fn(type_itemsize))
  defineGetter(t, '__dictoffset__', fn(type_dictoffset))
  defineGetter(t, '__weakrefoffset__', fn(type_weakrefoffset))
  defineGetter(t, '__flags__', fn(type_flags))
  defineGetter(t, '__annotations__', fn(annotationsOf), fn(setAnnotations))
  defineGetter(t, '__annotate__', fn(annotateOf), fn(setAnnotate))
  defineGetter(t, '__type_params__', fn(typeParams), fn(setTypeParams))
  defineMethod(t, 'mro', '($self, /)', fn(type_mroMethod))
  defineMethod(t, '__subclasses__', '($self, /)', fn(type_subclasses))
  defineClassMethod(t, '__prepare__', '($cls, name, bases, /, **kwds)', fn(type_prepare))
  defineMethod(t, '__instancecheck__', '($self, instance, /)', fn(type_instancecheck))
  defineMethod(t, '__subclasscheck__', '($self, subclass, /)', fn(type_subclasscheck))
  defineMethod(t, '__dir__', '($self, /)', fn(type_dir))
  defineMethod(t, '__sizeof__', '($self, /)', fn(type_sizeof))
}
