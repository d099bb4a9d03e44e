// property objects. A unit.
//
//   +8 getter  +16 setter  +24 deleter (values or NONE)  +32 doc (value)  +40 name (str value or UNBOUND)
//   +48 doc comes from the getter:32

import { call1, call2, callVector } from '../interp/nested'
import { ABSENT, EXCEPTION, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead32, stmRead64, stmStore32, stmStore64 } from '../stm/barriers'
import { getAttributeOr, setAttribute } from './attribute-access'
import { isTrue } from './compare'
import { arg, defineGetter, defineMember, defineMethod, defineType, fn, setSlot, MEMBER_READONLY } from './define'
import { newInstance } from './instance'
import { lit } from './intern'
import { isStr, repr } from './abstract'
import { raiseAttributeError, raiseFormat, raiseText, textFormat } from './raise'
import { typeAt } from './shape'
import { bindKeywords } from './positional-args'
import { TUPLE_ITEMS, newTuple, tupleInit } from './tuple-core'
import { TYPE_BASETYPE, TYPE_QUALNAME, typeOf } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'

const PROPERTY_GET: u32 = 8
const PROPERTY_SET: u32 = 16
const PROPERTY_DELETE: u32 = 24
const PROPERTY_DOC: u32 = 32
const PROPERTY_NAME: u32 = 40
const PROPERTY_GETTER_DOC: u32 = 48
const PROPERTY_BYTES: u32 = 56

// @ts-ignore: decorator
@inline function read(self: Value, field: u32): Value { return stmRead64(addressOf(self), addressOf(self) + field) }

/** Getter of a property, for the interpreter's caches: NONE if it has none. */
export function propertyGetter(self: Value): Value { return read(self, PROPERTY_GET) }

/** Function that sets (deletes) a property: NONE if it has none. */
export function propertySetter(self: Value, deleting: bool): Value { return read(self, deleting ? PROPERTY_DELETE : PROPERTY_SET) }

function property_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const p = newInstance(addressOf(type))
  store<u64>(p, NONE, PROPERTY_GET)
  store<u64>(p, NONE, PROPERTY_SET)
  store<u64>(p, NONE, PROPERTY_DELETE)
  store<u64>(p, NONE, PROPERTY_DOC)
  store<u64>(p, UNBOUND, PROPERTY_NAME)
  return pointer(p)
}

/** property(fget=None, fset=None, fdel=None, doc=None) */
function property_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  const bound = bindKeywords('property', argv, argc, names, 4, 0, 0, 4, 'fget', 'fset', 'fdel', 'doc')
  if (!bound) return EXCEPTION
  const p = addressOf(self)
  let doc = arg(bound, 3)
  stmOwn(p)
  stmStore64(p, p + PROPERTY_GET, orNone(arg(bound, 0)))
  stmStore64(p, p + PROPERTY_SET, orNone(arg(bound, 1)))
  stmStore64(p, p + PROPERTY_DELETE, orNone(arg(bound, 2)))
  stmStore64(p, p + PROPERTY_NAME, UNBOUND)
  stmStore32(p, p + PROPERTY_GETTER_DOC, 0)
  if ((doc == UNBOUND || doc == NONE) && orNone(arg(bound, 0)) != NONE) {
    const found = getAttributeOr(arg(bound, 0), lit('__doc__'))
    if (found == EXCEPTION) return EXCEPTION
    if (found != UNBOUND) {
      doc = found
      stmStore32(p, p + PROPERTY_GETTER_DOC, 1)
    }
  }
  doc = orNone(doc)
  if (typeOf(self) == typeAt(T.property)) {
    stmOwn(p)
    stmStore64(p, p + PROPERTY_DOC, doc)
    return NONE
  }
  // an instance of a subclass shows it as an attribute of its own
  if (setAttribute(self, lit('__doc__'), doc)) return NONE
  return EXCEPTION
}

function orNone(v: Value): Value { return v == UNBOUND ? NONE : v }

/** The name that error texts show, or UNBOUND. */
function nameOf(self: Value): Value {
  const name = read(self, PROPERTY_NAME)
  if (name != UNBOUND) return name
  const getter = read(self, PROPERTY_GET)
  return getter == NONE ? UNBOUND : getAttributeOr(getter, lit('__name__'))
}

/** AttributeError "property 'x' of 'C' object has no getter". */
function raiseNoFunction(self: Value, object: Value, what: string): Value {
  const kind = <u64>changetype<usize>(what)
  const name = nameOf(self)
  if (name == EXCEPTION) return EXCEPTION
  const type = typeOf(object)
  const qualname = pointer(stmRead32(type, type + TYPE_QUALNAME))
  if (name == UNBOUND) return raiseFormat(T.AttributeError, 'property of %R object has no %s', qualname, kind)
  return raiseFormat(T.AttributeError, 'property %R of %R object has no %s', name, qualname, kind)
}

function property_get(self: Value, object: Value, type: Value): Value {
  if (object == UNBOUND || object == NONE) return self
  const getter = read(self, PROPERTY_GET)
  return getter == NONE ? raiseNoFunction(self, object, 'getter') : call1(getter, object)
}

function property_set(self: Value, object: Value, value: Value): Value {
  const f = read(self, value == UNBOUND ? PROPERTY_DELETE : PROPERTY_SET)
  if (f == NONE) return raiseNoFunction(self, object, value == UNBOUND ? 'deleter' : 'setter')
  const r = value == UNBOUND ? call1(f, object) : call2(f, object, value)
  return r == EXCEPTION ? EXCEPTION : NONE
}

/** A copy with one function replaced; made by the property's own class, so subclasses stay what they are. */
function copyWith(self: Value, getter: Value, setter: Value, deleter: Value): Value {
  const g = getter == UNBOUND || getter == NONE ? read(self, PROPERTY_GET) : getter
  const s = setter == UNBOUND || setter == NONE ? read(self, PROPERTY_SET) : setter
  const d = deleter == UNBOUND || deleter == NONE ? read(self, PROPERTY_DELETE) : deleter
  const p = addressOf(self)
  const ownDoc = stmRead32(p, p + PROPERTY_GETTER_DOC) && g != NONE ? NONE : read(self, PROPERTY_DOC)
  const args = newTuple(4)
  tupleInit(args, 0, g)
  tupleInit(args, 1, s)
  tupleInit(args, 2, d)
  tupleInit(args, 3, ownDoc)
  const made = callVector(pointer(typeOf(self)), args + TUPLE_ITEMS, 4, 0)
  if (made == EXCEPTION) return EXCEPTION
  if (typeOf(made) == typeOf(self)) {
    stmOwn(addressOf(made))
    stmStore64(addressOf(made), addressOf(made) + PROPERTY_NAME, read(self, PROPERTY_NAME))
  }
  return made
}

function property_getter(argv: u32): Value { return copyWith(arg(argv, 0), arg(argv, 1), UNBOUND, UNBOUND) }
function property_setter(argv: u32): Value { return copyWith(arg(argv, 0), UNBOUND, arg(argv, 1), UNBOUND) }
function property_deleter(argv: u32): Value { return copyWith(arg(argv, 0), UNBOUND, UNBOUND, arg(argv, 1)) }

function property_setName(argv: u32): Value {
  const p = addressOf(arg(argv, 0))
  stmOwn(p)
  stmStore64(p, p + PROPERTY_NAME, arg(argv, 2))
  return NONE
}

function property_getName(self: Value): Value {
  const name = nameOf(self)
  if (name != UNBOUND) return name
  return raiseAttributeError(self, lit('__name__'), textFormat("'%T' object has no attribute '__name__'", self))
}
function property_setNameAttribute(self: Value, value: Value): Value {
  const p = addressOf(self)
  stmOwn(p)
  stmStore64(p, p + PROPERTY_NAME, value)
  return NONE
}

function property_isAbstract(self: Value): Value {
  for (let field = PROPERTY_GET; field <= PROPERTY_DELETE; field += 8) {
    const f = read(self, field)
    if (f == NONE) continue
    const flag = getAttributeOr(f, lit('__isabstractmethod__'))
    if (flag == EXCEPTION) return EXCEPTION
    if (flag == UNBOUND) continue
    const truth = isTrue(flag)
    if (truth < 0) return EXCEPTION
    if (truth) return TRUE
  }
  return FALSE
}

export function initProperty(): void {
  const t = defineType(T.property, T.object, 'property', PROPERTY_BYTES, TYPE_BASETYPE, null)
  setSlot(t, Slot.new_, fn(property_new))
  setSlot(t, Slot.init, fn(property_init))
  setSlot(t, Slot.descrGet, fn(property_get))
  setSlot(t, Slot.descrSet, fn(property_set))
  defineMember(t, 'fget', PROPERTY_GET, MEMBER_READONLY)
  defineMember(t, 'fset', PROPERTY_SET, MEMBER_READONLY)
  defineMember(t, 'fdel', PROPERTY_DELETE, MEMBER_READONLY)
  defineMember(t, '__doc__', PROPERTY_DOC)
  defineGetter(t, '__name__', fn(property_getName), fn(property_setNameAttribute))
  defineGetter(t, '__isabstractmethod__', fn(property_isAbstract))
  defineMethod(t, 'getter', '($self, object, /)', fn(property_getter))
  defineMethod(t, 'setter', '($self, object, /)', fn(property_setter))
  defineMethod(t, 'deleter', '($self, object, /)', fn(property_deleter))
  defineMethod(t, '__set_name__', '($self, owner, name, /)', fn(property_setName))
}
