// The module _abc: what abc.ABCMeta does at every class, register, isinstance and issubclass.
//
// An ABC's `_abc_impl` is an object of two fields, a unit:  0 registry: list of weak references, or None   1 cache: dict, or None
// The cache holds answers under the generation (type-lookup) of the class asked about: True, or the count of registrations at which
// the answer was no. A generation belongs to one state of one class for ever, so the cache keeps no class alive, and a changed
// class is asked anew. The dict has the shared form: threads that ask about different classes do not conflict.

import { EXCEPTION, EXHAUSTED, FALSE, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, ABSENT, addressOf, boolValue, hasShape, intOf, intValue, isInt, isNone, pointer } from '../memory/value'
import { call0, callMethod1 } from '../interp/nested'
import { stmRead32, stmWrite32 } from '../stm/barriers'
import { isSubclass, isType } from '../objects/abstract'
import { getAttribute, getAttributeOr, internValue, setAttribute } from '../objects/attribute-access'
import { isTrue } from '../objects/compare'
import { arg, defineFunction, defineModule, defineType, fn } from '../objects/define'
import { dictGet, dictKeyAt, dictNext, dictSet, dictValueAt, newDict } from '../objects/dict'
import { inflateDict } from '../objects/dict-shared'
import { lit, litValue } from '../objects/intern'
import { iterStart, iterStep } from '../objects/iteration'
import { LIST_LENGTH, listAppend, listItem, newList } from '../objects/list'
import { raiseFormat, raiseText } from '../objects/raise'
import { newSet } from '../objects/set'
import { setAdd } from '../objects/set-ops'
import { shapeAt, typeAt } from '../objects/shape'
import { newTuple, tupleInit } from '../objects/tuple-core'
import { TYPE_DICT, TYPE_FLAGS, TYPE_IMMUTABLE, TYPE_MAPPING, TYPE_SEQUENCE, isSubtype, typeFlags, typeOf } from '../objects/type'
import { subclassAt, subclassCount } from '../objects/type-attributes'
import { T } from '../objects/type-ids'
import { typeGeneration } from '../objects/type-lookup'
import { WellKnown, setWellKnown, wellKnown } from '../objects/well-known'
import { allocateOutside } from '../gc/allocate'
import { field, initField, newFields, setField } from './fields'
import { newWeakref, weakrefTarget } from './weakref'

const REGISTRY: u32 = 0
const CACHE: u32 = 1

/** CPython's type flags in `__abc_tpflags__`. */
const TPFLAGS_SEQUENCE: i64 = 1 << 5
const TPFLAGS_MAPPING: i64 = 1 << 6

/** The count of registrations: field 0 of a unit. */
function counter(): Value { return field(addressOf(wellKnown(WellKnown.abcCounter)), 0) }

/** The `_abc_impl` of `cls`, or 0: raised. */
function implOf(cls: Value): u32 {
  const impl = getAttribute(cls, lit('_abc_impl'))
  if (impl == EXCEPTION) return 0
  if (hasShape(impl, shapeAt(T.abc_data))) return addressOf(impl)
  raiseText(T.TypeError, '_abc_impl is set to a wrong type')
  return 0
}

/** 1, 0: whether `value` says that it is an abstract method; -1: raised. */
function isAbstract(value: Value): i32 {
  const flag = getAttributeOr(value, lit('__isabstractmethod__'))
  if (flag == EXCEPTION) return -1
  return flag == UNBOUND ? 0 : isTrue(flag)
}

function abc_init(argv: u32): Value {
  const cls = arg(argv, 0)
  const names = newSet(T.frozenset)
  const namespace = load<u32>(addressOf(cls), TYPE_DICT)
  for (let n = dictNext(namespace, 0); n >= 0; n = dictNext(namespace, n + 1)) {
    const key = dictKeyAt(namespace, n)
    const abstract_ = isAbstract(dictValueAt(namespace, n))
    if (abstract_ < 0 || (abstract_ && !setAdd(names, key))) return EXCEPTION
  }
  const bases = getAttribute(cls, lit('__bases__'))
  if (bases == EXCEPTION || !addInherited(cls, bases, names)) return EXCEPTION
  if (!setAttribute(cls, lit('__abstractmethods__'), pointer(names))) return EXCEPTION
  const impl = newFields(pointer(typeAt(T.abc_data)), T.abc_data, 2)
  initField(impl, REGISTRY, NONE)
  initField(impl, CACHE, NONE)
  if (!setAttribute(cls, lit('_abc_impl'), pointer(impl))) return EXCEPTION
  return takeFlags(cls, namespace)
}

/** Abstract methods of the bases that `cls` still has abstract. */
function addInherited(cls: Value, bases: Value, names: u32): bool {
  const source = iterStart(bases)
  if (source == EXCEPTION) return false
  for (let i: u32 = 0; ; i++) {
    const base = iterStep(source, i)
    if (base == EXHAUSTED) return true
    if (base == EXCEPTION) return false
    const inherited = getAttributeOr(base, lit('__abstractmethods__'))
    if (inherited == EXCEPTION) return false
    if (inherited == UNBOUND) continue
    const inner = iterStart(inherited)
    if (inner == EXCEPTION) return false
    for (let j: u32 = 0; ; j++) {
      const name = iterStep(inner, j)
      if (name == EXHAUSTED) break
      if (name == EXCEPTION) return false
      const value = getAttributeOr(cls, internValue(name))
      if (value == EXCEPTION) return false
      const abstract_ = value == UNBOUND ? 0 : isAbstract(value)
      if (abstract_ < 0 || (abstract_ && !setAdd(names, name))) return false
    }
  }
  return true
}

/** `__abc_tpflags__` of the class body says whether instances match sequence or mapping patterns. */
function takeFlags(cls: Value, namespace: u32): Value {
  const given = dictGet(namespace, litValue('__abc_tpflags__'))
  if (given == ABSENT) return NONE
  if (given == EXCEPTION) return EXCEPTION
  if (!isInt(given)) return NONE
  if ((intOf(given) & TPFLAGS_SEQUENCE) && (intOf(given) & TPFLAGS_MAPPING)) {
    return raiseText(T.TypeError, '__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING')
  }
  setPatternFlag(addressOf(cls), intOf(given) & TPFLAGS_SEQUENCE ? TYPE_SEQUENCE : intOf(given) & TPFLAGS_MAPPING ? TYPE_MAPPING : 0)
  return setAttribute(cls, lit('__abc_tpflags__'), UNBOUND) ? NONE : EXCEPTION
}

function setPatternFlag(type: u32, flag: u32): void {
  const flags = typeFlags(type)
  if (!flag || flags & TYPE_IMMUTABLE || (flags & (TYPE_SEQUENCE | TYPE_MAPPING)) == flag) return
  stmWrite32(type, type + TYPE_FLAGS, (flags & ~(TYPE_SEQUENCE | TYPE_MAPPING)) | flag)
  for (let i: u32 = 0; i < subclassCount(type); i++) setPatternFlag(subclassAt(type, i), flag)
}

function abc_register(argv: u32): Value {
  const cls = arg(argv, 0), subclass = arg(argv, 1)
  if (!isType(subclass)) return raiseText(T.TypeError, 'Can only register classes')
  const already = isSubclass(subclass, cls)
  if (already < 0) return EXCEPTION
  if (already) return subclass
  const circle = isSubclass(cls, subclass)
  if (circle < 0) return EXCEPTION
  if (circle) return raiseText(T.RuntimeError, 'Refusing to create an inheritance cycle')
  const impl = implOf(cls)
  if (!impl) return EXCEPTION
  const reference = newWeakref(subclass)
  if (reference == EXCEPTION) return EXCEPTION
  let registry = field(impl, REGISTRY)
  if (isNone(registry)) {
    registry = pointer(newList())
    setField(impl, REGISTRY, registry)
  }
  if (!listAppend(addressOf(registry), reference)) return EXCEPTION
  setField(addressOf(wellKnown(WellKnown.abcCounter)), 0, intValue(intOf(counter()) + 1))
  setPatternFlag(addressOf(subclass), typeFlags(addressOf(cls)) & (TYPE_SEQUENCE | TYPE_MAPPING))
  return subclass
}

/** The cached answer about class `subclass`: 1, 0, or -1: unknown. */
function cached(impl: u32, subclass: Value): i32 {
  const cache = field(impl, CACHE)
  if (isNone(cache) || !isType(subclass)) return -1
  const answer = dictGet(addressOf(cache), intValue(typeGeneration(addressOf(subclass))))
  if (answer == TRUE) return 1
  return answer != ABSENT && answer == counter() ? 0 : -1
}

function remember(impl: u32, subclass: Value, answer: Value): bool {
  let cache = field(impl, CACHE)
  if (isNone(cache)) {
    const dict = newDict()
    inflateDict(dict)
    cache = pointer(dict)
    setField(impl, CACHE, cache)
  }
  const generation = typeGeneration(addressOf(subclass))
  return generation == 0 || dictSet(addressOf(cache), intValue(generation), answer)
}

function yes(impl: u32, subclass: Value): Value { return remember(impl, subclass, TRUE) ? TRUE : EXCEPTION }
function no(impl: u32, subclass: Value): Value { return remember(impl, subclass, counter()) ? FALSE : EXCEPTION }

function abc_subclasscheck(argv: u32): Value {
  const cls = arg(argv, 0), subclass = arg(argv, 1)
  if (!isType(subclass)) return raiseText(T.TypeError, 'issubclass() arg 1 must be a class')
  const impl = implOf(cls)
  if (!impl) return EXCEPTION
  const known = cached(impl, subclass)
  if (known >= 0) return boolValue(known == 1)
  const hooked = callMethod1(cls, lit('__subclasshook__'), subclass)
  if (hooked == EXCEPTION) return hooked
  if (hooked == TRUE) return yes(impl, subclass)
  if (hooked == FALSE) return no(impl, subclass)
  if (hooked != NOT_IMPLEMENTED) return raiseText(T.AssertionError, '__subclasshook__ must return either False, True, or NotImplemented')
  if (isSubtype(addressOf(subclass), addressOf(cls))) return yes(impl, subclass)
  const registry = field(impl, REGISTRY)
  if (!isNone(registry)) {
    const list = addressOf(registry)
    for (let i: u32 = 0; i < stmRead32(list, list + LIST_LENGTH); i++) {
      const registered = weakrefTarget(listItem(list, i))
      if (isNone(registered)) continue
      const inside = isSubclass(subclass, registered)
      if (inside < 0) return EXCEPTION
      if (inside) return yes(impl, subclass)
    }
  }
  const method = getAttribute(cls, lit('__subclasses__'))
  if (method == EXCEPTION) return EXCEPTION
  const subclasses = call0(method)
  if (subclasses == EXCEPTION) return EXCEPTION
  const source = iterStart(subclasses)
  if (source == EXCEPTION) return EXCEPTION
  for (let i: u32 = 0; ; i++) {
    const child = iterStep(source, i)
    if (child == EXHAUSTED) break
    if (child == EXCEPTION) return EXCEPTION
    const inside = isSubclass(subclass, child)
    if (inside < 0) return EXCEPTION
    if (inside) return yes(impl, subclass)
  }
  return no(impl, subclass)
}

function abc_instancecheck(argv: u32): Value {
  const cls = arg(argv, 0), instance = arg(argv, 1)
  const impl = implOf(cls)
  if (!impl) return EXCEPTION
  const subclass = getAttribute(instance, lit('__class__'))
  if (subclass == EXCEPTION) return EXCEPTION
  const known = cached(impl, subclass)
  if (known == 1) return TRUE
  const subtype = pointer(typeOf(instance))
  if (subtype == subclass) {
    if (known == 0) return FALSE
    return callMethod1(cls, lit('__subclasscheck__'), subclass)
  }
  const answer = callMethod1(cls, lit('__subclasscheck__'), subclass)
  if (answer == EXCEPTION) return answer
  const t = isTrue(answer)
  if (t < 0) return EXCEPTION
  return t ? answer : callMethod1(cls, lit('__subclasscheck__'), subtype)
}

function abc_resetRegistry(argv: u32): Value {
  const impl = implOf(arg(argv, 0))
  if (!impl) return EXCEPTION
  setField(impl, REGISTRY, NONE)
  return NONE
}
function abc_resetCaches(argv: u32): Value {
  const impl = implOf(arg(argv, 0))
  if (!impl) return EXCEPTION
  setField(impl, CACHE, NONE)
  return NONE
}
function abc_cacheToken(argv: u32): Value { return counter() }

/** For debugging: (registry, cache of yes, cache of no, its version); the caches hold generations here, not classes. */
function abc_dump(argv: u32): Value {
  const impl = implOf(arg(argv, 0))
  if (!impl) return EXCEPTION
  const registry = newSet(), positive = newSet(), negative = newSet()
  if (!isNone(field(impl, REGISTRY))) {
    const list = addressOf(field(impl, REGISTRY))
    for (let i: u32 = 0; i < stmRead32(list, list + LIST_LENGTH); i++) if (!setAdd(registry, listItem(list, i))) return EXCEPTION
  }
  if (!isNone(field(impl, CACHE))) {
    const dict = addressOf(field(impl, CACHE))
    for (let n = dictNext(dict, 0); n >= 0; n = dictNext(dict, n + 1)) {
      if (!setAdd(dictValueAt(dict, n) == TRUE ? positive : negative, dictKeyAt(dict, n))) return EXCEPTION
    }
  }
  const result = newTuple(4)
  tupleInit(result, 0, pointer(registry))
  tupleInit(result, 1, pointer(positive))
  tupleInit(result, 2, pointer(negative))
  tupleInit(result, 3, counter())
  return pointer(result)
}

export function initAbcModule(): u32 {
  defineType(T.abc_data, T.object, '_abc._abc_data', 24, 0, null)
  const count = allocateOutside(shapeAt(T.abc_data), 24)
  initField(count, 0, intValue(0))
  initField(count, 1, NONE)
  setWellKnown(WellKnown.abcCounter, pointer(count))
  const m = defineModule('_abc')
  defineFunction(m, '_abc_init', '($module, self, /)', fn(abc_init))
  defineFunction(m, '_abc_register', '($module, self, subclass, /)', fn(abc_register))
  defineFunction(m, '_abc_instancecheck', '($module, self, instance, /)', fn(abc_instancecheck))
  defineFunction(m, '_abc_subclasscheck', '($module, self, subclass, /)', fn(abc_subclasscheck))
  defineFunction(m, '_get_dump', '($module, self, /)', fn(abc_dump))
  defineFunction(m, '_reset_registry', '($module, self, /)', fn(abc_resetRegistry))
  defineFunction(m, '_reset_caches', '($module, self, /)', fn(abc_resetCaches))
  defineFunction(m, 'get_cache_token', '($module, /)', fn(abc_cacheToken))
  return m
}
