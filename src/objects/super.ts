// super objects. A unit.
//
//   +8 class (type:32, 0: not initialised)  +16 object (value, UNBOUND: unbound)  +24 type of the object, whose MRO is searched:32

import { allocate } from '../gc/allocate'
import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, isPointer, pointer } from '../memory/value'
import { superArguments } from '../interp/caller'
import { call2 } from '../interp/nested'
import { stmOwn, stmRead32, stmRead64, stmStore32, stmStore64 } from '../stm/barriers'
import { isType } from './abstract'
import { getAttributeOr } from './attribute-access'
import { defineGetter, defineType, fn, setSlot } from './define'
import { genericGetAttribute, newInstance } from './instance'
import { lit } from './intern'
import { raiseFormat, raiseText, textFormat } from './raise'
import { shapeAt, typeAt } from './shape'
import { tupleLength } from './tuple-core'
import { TYPE_BASETYPE, TYPE_NAME, isSubtype, typeOf, typeSlot } from './type'
import { typeLookupAfter } from './type-lookup'
import { T } from './type-ids'
import { Slot } from './type-slots'

const SUPER_CLASS: u32 = 8
const SUPER_OBJECT: u32 = 16
const SUPER_TYPE: u32 = 24
const SUPER_BYTES: u32 = 32

/** super(cls, object), with `type` the class whose MRO is searched. */
export function newSuper(cls: u32, object: Value, type: u32): Value {
  const s = allocate(shapeAt(T.super_), SUPER_BYTES)
  store<u32>(s, cls, SUPER_CLASS)
  store<u64>(s, object, SUPER_OBJECT)
  store<u32>(s, type, SUPER_TYPE)
  return pointer(s)
}

/** The type whose MRO super(cls, object) searches: that of `object`, or `object` itself if it is a subclass. 0: TypeError raised. */
export function superCheck(cls: u32, object: Value): u32 {
  if (isType(object) && isSubtype(addressOf(object), cls)) return addressOf(object)
  if (isSubtype(typeOf(object), cls)) return typeOf(object)
  const claimed = getAttributeOr(object, lit('__class__'))
  if (claimed == EXCEPTION) return 0
  if (claimed != UNBOUND && isType(claimed) && claimed != pointer(typeOf(object)) && isSubtype(addressOf(claimed), cls)) return addressOf(claimed)
  if (isType(object)) raiseFormat(T.TypeError, 'super(type, obj): obj (type %N) is not an instance or subtype of type (%N).', <u64>addressOf(object), <u64>cls)
  else raiseFormat(T.TypeError, 'super(type, obj): obj (instance of %T) is not an instance or subtype of type (%N).', object, <u64>cls)
  return 0
}

/** Attribute `name` of super(cls, object); ABSENT: the MRO has nothing of that name. `bind`: call descriptors. */
export function superLookup(cls: u32, object: Value, type: u32, name: u32, bind: bool): Value {
  const found = typeLookupAfter(type, cls, name)
  if (found == ABSENT || !bind) return found
  const get = typeSlot(typeOf(found), Slot.descrGet)
  if (!get) return found
  return call_indirect<Value>(get, found, object == pointer(type) ? UNBOUND : object, pointer(type))
}

function super_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const s = newInstance(addressOf(type))
  store<u64>(s, UNBOUND, SUPER_OBJECT)
  return pointer(s)
}

function super_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (names && tupleLength(names)) return raiseText(T.TypeError, 'super() takes no keyword arguments')
  if (argc > 2) return raiseFormat(T.TypeError, 'super() expected at most 2 arguments, got %d', argc)
  let cls: u32, object: Value
  if (argc == 0) {
    cls = superArguments()
    if (!cls) return EXCEPTION
    object = load<u64>(cls + 8)
    cls = load<u32>(cls)
  }
  else {
    const given = load<u64>(argv)
    if (!isType(given)) return raiseFormat(T.TypeError, 'super() argument 1 must be a type, not %T', given)
    cls = addressOf(given)
    object = argc > 1 ? load<u64>(argv, 8) : UNBOUND
  }
  if (object == NONE) object = UNBOUND
  let type: u32 = 0
  if (object != UNBOUND) {
    type = superCheck(cls, object)
    if (!type) return EXCEPTION
  }
  const s = addressOf(self)
  stmOwn(s)
  stmStore32(s, s + SUPER_CLASS, cls)
  stmStore64(s, s + SUPER_OBJECT, object)
  stmStore32(s, s + SUPER_TYPE, type)
  return NONE
}

function super_getattribute(self: Value, name: Value): Value {
  const s = addressOf(self)
  const type = stmRead32(s, s + SUPER_TYPE)
  if (type && addressOf(name) != lit('__class__')) {
    const v = superLookup(stmRead32(s, s + SUPER_CLASS), stmRead64(s, s + SUPER_OBJECT), type, addressOf(name), true)
    if (v != ABSENT) return v
  }
  return genericGetAttribute(self, name)
}

function super_get(self: Value, object: Value, type: Value): Value {
  const s = addressOf(self)
  if (object == UNBOUND || object == NONE || stmRead64(s, s + SUPER_OBJECT) != UNBOUND) return self
  const cls = stmRead32(s, s + SUPER_CLASS)
  if (typeOf(self) != typeAt(T.super_)) return call2(pointer(typeOf(self)), pointer(cls), object)
  const found = superCheck(cls, object)
  return found ? newSuper(cls, object, found) : EXCEPTION
}

function super_repr(self: Value): Value {
  const s = addressOf(self)
  const cls = stmRead32(s, s + SUPER_CLASS)
  const type = stmRead32(s, s + SUPER_TYPE)
  if (!cls) return textFormat("<super: <class 'NULL'>, NULL>")
  const name = pointer(stmRead32(cls, cls + TYPE_NAME))
  if (!type) return textFormat("<super: <class '%U'>, NULL>", name)
  return textFormat("<super: <class '%U'>, <%U object>>", name, pointer(stmRead32(type, type + TYPE_NAME)))
}

function classOrNone(type: u32): Value { return type ? pointer(type) : NONE }
function super_thisclass(self: Value): Value { return classOrNone(stmRead32(addressOf(self), addressOf(self) + SUPER_CLASS)) }
function super_selfClass(self: Value): Value { return classOrNone(stmRead32(addressOf(self), addressOf(self) + SUPER_TYPE)) }
function super_self(self: Value): Value {
  const o = stmRead64(addressOf(self), addressOf(self) + SUPER_OBJECT)
  return o == UNBOUND ? NONE : o
}

export function initSuper(): void {
  const t = defineType(T.super_, T.object, 'super', SUPER_BYTES, TYPE_BASETYPE, null)
  setSlot(t, Slot.new_, fn(super_new))
  setSlot(t, Slot.init, fn(super_init))
  setSlot(t, Slot.getattribute, fn(super_getattribute))
  setSlot(t, Slot.descrGet, fn(super_get))
  setSlot(t, Slot.repr, fn(super_repr))
  defineGetter(t, '__thisclass__', fn(super_thisclass))
  defineGetter(t, '__self__', fn(super_self))
  defineGetter(t, '__self_class__', fn(super_selfClass))
}
