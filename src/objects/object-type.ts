// The type `object`: what every object can do.

import { call0, call1, call2, callVector } from '../interp/nested'
import { ABSENT, EXCEPTION, FALSE, NONE, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, boolValue, hasShape, intValue, isPointer, pointer } from '../memory/value'
import { stmRead32 } from '../stm/barriers'
import { isStr, isType, repr, str } from './abstract'
import { getAttributeOr } from './attribute-access'
import { identityHash, isTrue } from './compare'
import { arg, defineClassMethod, defineGetter, defineMethod, defineType, fn, setSlot } from './define'
import { dictCopyInto, dictCount, newDict } from './dict'
import { tupleLength } from './tuple-core'
import { genericGetAttribute, genericSetAttribute, instanceBytes, readShape, setInstanceClass, shapeHasAttributes } from './instance'
import { lit } from './intern'
import { object_init, object_new } from './object-new'
import { object_getstate, object_reduce, object_reduceEx } from './object-reduce'
import { raiseFormat, raiseText, textFormat } from './raise'
import { SHAPE_ATTRIBUTES_OFFSET, SHAPE_DICT_OFFSET, shapeTag, typeAt, shapeAt } from './shape'
import { strLength, strOf } from './str-core'
import { tagOf, TYPE_BASE, TYPE_BASETYPE, TYPE_BASIC_SIZE, TYPE_FLAGS, TYPE_HAS_DICT, TYPE_HEAP, TYPE_IMMUTABLE, TYPE_QUALNAME, TYPE_ROOT_SHAPE, TYPE_TAG, isSubtype, typeFlags, typeFullName, typeOf, typeSlot } from './type'
import { addClassNames, addNames, keyList, typeModule } from './type-object'
import { typeLookup } from './type-lookup'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'
import { slot_richcompare } from './slot-functions'

export function object_repr(self: Value): Value {
  const type = typeOf(self)
  const module = typeModule(type)
  const qualname = pointer(stmRead32(type, type + TYPE_QUALNAME))
  if (!isStr(module) || strOf(module) == lit('builtins')) return textFormat('<%U object at %p>', qualname, self)
  return textFormat('<%U.%U object at %p>', module, qualname, self)
}

/** The caller looks at the type of the result, as CPython does. */
function object_str(self: Value): Value { return call_indirect<Value>(typeSlot(typeOf(self), Slot.repr), self) }
function object_hash(self: Value): i64 { return identityHash(self) }

export function object_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (op == CompareOp.EQ) return self == other ? boolValue(true) : NOT_IMPLEMENTED
  if (op != CompareOp.NE) return NOT_IMPLEMENTED
  const f = typeSlot(typeOf(self), Slot.richcompare)
  if (!f) return NOT_IMPLEMENTED
  const r = call_indirect<Value>(f, self, other, CompareOp.EQ)
  if (r == EXCEPTION || r == NOT_IMPLEMENTED) return r
  const truth = isTrue(r)
  return truth < 0 ? EXCEPTION : boolValue(truth == 0)
}

// ---- __class__

function object_class(self: Value): Value { return pointer(typeOf(self)) }

function object_setClass(self: Value, value: Value): Value {
  if (value == UNBOUND) return raiseText(T.TypeError, "can't delete __class__ attribute")
  if (!isType(value)) return raiseFormat(T.TypeError, "__class__ must be set to a class, not '%T' object", value)
  const to = addressOf(value), from = typeOf(self)
  if (to == from) return NONE
  const modules = isSubtype(to, typeAt(T.module)) && isSubtype(from, typeAt(T.module))
  if (!modules && ((typeFlags(to) | typeFlags(from)) & TYPE_IMMUTABLE || !isPointer(self))) {
    return raiseText(T.TypeError, '__class__ assignment only supported for mutable types or ModuleType subclasses')
  }
  if (!sameLayout(to, from)) return raiseFormat(T.TypeError, "__class__ assignment: '%N' object layout differs from '%N'", <u64>to, <u64>from)
  setInstanceClass(addressOf(self), to)
  return NONE
}

function sameLayout(a: u32, b: u32): bool {
  const sa = load<u32>(a, TYPE_ROOT_SHAPE), sb = load<u32>(b, TYPE_ROOT_SHAPE)
  return shapeTag(sa) == shapeTag(sb) && load<u32>(a, TYPE_BASIC_SIZE) == load<u32>(b, TYPE_BASIC_SIZE)
    && load<u32>(sa, SHAPE_ATTRIBUTES_OFFSET) == load<u32>(sb, SHAPE_ATTRIBUTES_OFFSET) && load<u32>(sa, SHAPE_DICT_OFFSET) == load<u32>(sb, SHAPE_DICT_OFFSET)
}

// ---- methods

function object_format(argv: u32): Value {
  const self = arg(argv, 0), spec = arg(argv, 1)
  if (!isStr(spec)) return raiseFormat(T.TypeError, '__format__() argument must be str, not %T', spec)
  if (strLength(strOf(spec)) != 0) return raiseFormat(T.TypeError, 'unsupported format string passed to %T.__format__', self)
  return str(self)
}

function object_sizeof(argv: u32): Value {
  const self = arg(argv, 0)
  return intValue(isPointer(self) ? instanceBytes(readShape(addressOf(self))) : 16)
}

function object_dir(argv: u32): Value {
  const self = arg(argv, 0)
  const names = newDict()
  const own = getAttributeOr(self, lit('__dict__'))
  if (own == EXCEPTION) return EXCEPTION
  if (own != UNBOUND && isPointer(own) && isSubtype(typeOf(own), typeAt(T.dict)) && !addNames(addressOf(own), names)) return EXCEPTION
  const cls = getAttributeOr(self, lit('__class__'))
  if (cls == EXCEPTION) return EXCEPTION
  if (cls != UNBOUND && isType(cls) && !addClassNames(addressOf(cls), names)) return EXCEPTION
  return keyList(names)
}

function object_initSubclass(argv: u32): Value {
  const args = arg(argv, 1), keywords = arg(argv, 2)
  if (dictCount(addressOf(keywords)) != 0) return raiseFormat(T.TypeError, '%N.__init_subclass__() takes no keyword arguments', <u64>addressOf(arg(argv, 0)))
  const given = tupleLength(addressOf(args))
  return given == 0 ? NONE : raiseFormat(T.TypeError, '%N.__init_subclass__() takes no arguments (%d given)', <u64>addressOf(arg(argv, 0)), given)
}
function object_subclasshook(argv: u32): Value { return NOT_IMPLEMENTED }

export function initObject(): void {
  const t = defineType(T.object, T.none, 'object', 8, TYPE_BASETYPE, null)
  store<u32>(t, 0, TYPE_BASE)
  store<u32>(shapeAt(T.instance), 8, SHAPE_ATTRIBUTES_OFFSET) // layout of plain instances: nothing before their attributes
  setSlot(t, Slot.new_, fn(object_new))
  setSlot(t, Slot.init, fn(object_init))
  setSlot(t, Slot.repr, fn(object_repr))
  setSlot(t, Slot.str, fn(object_str))
  setSlot(t, Slot.hash, fn(object_hash))
  setSlot(t, Slot.richcompare, fn(object_richcompare))
  setSlot(t, Slot.getattribute, fn(genericGetAttribute))
  setSlot(t, Slot.setattr, fn(genericSetAttribute))
  defineGetter(t, '__class__', fn(object_class), fn(object_setClass))
  defineMethod(t, '__format__', '($self, format_spec, /)', fn(object_format))
  defineMethod(t, '__sizeof__', '($self, /)', fn(object_sizeof))
  defineMethod(t, '__dir__', '($self, /)', fn(object_dir))
  defineMethod(t, '__reduce__', '($self, /)', fn(object_reduce))
  defineMethod(t, '__reduce_ex__', '($self, protocol, /)', fn(object_reduceEx))
  defineMethod(t, '__getstate__', '($self, /)', fn(object_getstate))
  defineClassMethod(t, '__init_subclass__', '($type, /, *args, **kwargs)', fn(object_initSubclass))
  defineClassMethod(t, '__subclasshook__', '($type, object, /)', fn(object_subclasshook))
}
