// Class creation: type.__new__. What it makes lies outside transactions (a class that an aborted transaction has made stays as
// garbage that nobody reaches, and other classes' lists may still name it); TYPE_READY is the one word of a new class that rolls back.

import { allocateOutside } from '../gc/allocate'
import { call1, callVector } from '../interp/nested'
import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, hasShape, isPointer, pointer } from '../memory/value'
import { stmRead32, stmWrite32, stmWrite64 } from '../stm/barriers'
import { bindDescriptor, getAttribute, internValue, lookupSpecial } from './attribute-access'
import { defineClassMembers, defineDictGetter, defineWeakrefGetter } from './class-members'
import { dictCount, dictGetStr, dictKeyAt, dictNext, dictSet, dictValueAt } from './dict'
import { addNote } from './exception-notes'
import { isStr, isType } from './abstract'
import { dictToVector, keywordCount, vectorNames } from './keywords'
import { intern, lit } from './intern'
import { toTuple } from './iteration'
import { computeMro } from './mro'
import { namespaceDelete, namespaceFind, namespaceGet, namespaceSet, newNamespace } from './namespace'
import { clearError, errorMatches, fetchError, raiseFormat, raiseText, raiseValue, textFormat } from './raise'
import {
  SHAPE_ATTRIBUTES_OFFSET, SHAPE_DICT_OFFSET, SHAPE_HAS_VERSION, SHAPE_IS_INSTANCE, newRootShape, shapeAt, shapeTag, typeAt,
} from './shape'
import { newClassMethod, newStaticMethod } from './static-method'
import { strAt, strLength, strOf } from './str-core'
import { newSuper } from './super'
import { TUPLE_ITEMS, emptyTuple, newTuple, newTupleOutside, tupleInit, tupleItem, tupleLength, tupleOf1 } from './tuple-core'
import {
  TYPE_ABSTRACT, TYPE_BASE, TYPE_BASES, TYPE_BASETYPE, TYPE_BASIC_SIZE, TYPE_DICT, TYPE_FLAGS, TYPE_FULL_NAME, TYPE_GENERATION, TYPE_HAS_DICT,
  TYPE_HAS_WEAKREFS, TYPE_HEAP, TYPE_IMMUTABLE, TYPE_INLINE_SLOTS, TYPE_METHOD_DESCRIPTOR, TYPE_MRO, TYPE_NAME, TYPE_NO_INSTANTIATION, TYPE_QUALNAME,
  TYPE_READY, TYPE_ROOT_SHAPE, TYPE_SLOTS, TYPE_TAG, isSubtype, typeFlags, typeMro, typeOf, typeSlot,
} from './type'
import { addSubclass, computeSlots } from './type-attributes'
import { newGeneration, typeGeneration, typeLookup } from './type-lookup'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { fn } from './define'
import { mangleName } from './mangle'
import { callerModuleName } from '../interp/caller'

/** Bytes of a heap type object. */
export const HEAP_TYPE_BYTES: u32 = 512
const FIRST_INLINE_SLOTS: u32 = 4
/** Offset of the dict address in instances of subclasses of tuple. */
const TUPLE_DICT_OFFSET: u32 = 12
/** Flags that a class does not take over from its best base. */
const OWN_FLAGS: u32 = TYPE_IMMUTABLE | TYPE_BASETYPE | TYPE_HEAP | TYPE_ABSTRACT | TYPE_NO_INSTANTIATION | TYPE_METHOD_DESCRIPTOR | TYPE_READY

/** The most derived metaclass of `metaclass` and the types of `bases` (tuple); EXCEPTION: TypeError raised. */
export function calculateMetaclass(metaclass: u32, bases: u32): Value {
  let winner = metaclass
  for (let i: u32 = 0; i < tupleLength(bases); i++) {
    const other = typeOf(tupleItem(bases, i))
    if (isSubtype(winner, other)) continue
    if (isSubtype(other, winner)) { winner = other; continue }
    return raiseText(T.TypeError, 'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases')
  }
  return pointer(winner)
}

/** `bases` (tuple) with each base that is no class replaced by what its `__mro_entries__` gives; the same tuple if there is none. */
export function resolveBases(bases: Value): Value {
  const from = addressOf(bases)
  const n = tupleLength(from)
  let changed = false
  let total: u32 = 0
  const parts = newTuple(n)
  for (let i: u32 = 0; i < n; i++) {
    const base = tupleItem(from, i)
    tupleInit(parts, i, UNBOUND)
    total++
    if (isType(base)) continue
    let method = getAttribute(base, lit('__mro_entries__'))
    if (method == EXCEPTION) {
      if (!errorMatches(T.AttributeError)) return EXCEPTION
      clearError()
      continue
    }
    const entries = call1(method, bases)
    if (entries == EXCEPTION) return EXCEPTION
    if (!hasShape(entries, shapeAt(T.tuple))) return raiseText(T.TypeError, '__mro_entries__ must return a tuple')
    tupleInit(parts, i, entries)
    total += tupleLength(addressOf(entries)) - 1
    changed = true
  }
  if (!changed) return bases
  const result = newTuple(total)
  let at: u32 = 0
  for (let i: u32 = 0; i < n; i++) {
    const part = tupleItem(parts, i)
    if (part == UNBOUND) { tupleInit(result, at++, tupleItem(from, i)); continue }
    for (let j: u32 = 0; j < tupleLength(addressOf(part)); j++) tupleInit(result, at++, tupleItem(addressOf(part), j))
  }
  return pointer(result)
}

/** Slot `new_` of type: (name, bases, namespace, **kwargs). */
export function type_new(metatype: Value, argv: u32, argc: u32, names: u32): Value {
  const keywords: u32 = names ? tupleLength(names) : 0
  if (argc - keywords != 3) return raiseFormat(T.TypeError, 'type.__new__() takes exactly 3 arguments (%d given)', <u64>(argc - keywords))
  const name = load<u64>(argv)
  const basesGiven = load<u64>(argv, 8)
  const namespace = load<u64>(argv, 16)
  if (!isStr(name)) return raiseFormat(T.TypeError, 'type.__new__() argument 1 must be str, not %T', name)
  if (!isPointer(basesGiven) || typeOf(basesGiven) != typeAt(T.tuple)) return raiseFormat(T.TypeError, 'type.__new__() argument 2 must be tuple, not %T', basesGiven)
  if (!isPointer(namespace) || !isSubtype(typeOf(namespace), typeAt(T.dict))) return raiseFormat(T.TypeError, 'type.__new__() argument 3 must be dict, not %T', namespace)
  for (let i: u32 = 0; i < tupleLength(addressOf(basesGiven)); i++) {
    const base = tupleItem(addressOf(basesGiven), i)
    if (isType(base)) continue
    const entries = getAttribute(base, lit('__mro_entries__'))
    if (entries != EXCEPTION) return raiseText(T.TypeError, "type() doesn't support MRO entry resolution; use types.new_class()")
    if (!errorMatches(T.AttributeError)) return EXCEPTION
    clearError()
  }
  const winner = calculateMetaclass(addressOf(metatype), addressOf(basesGiven))
  if (winner == EXCEPTION) return EXCEPTION
  if (winner != metatype) {
    const make = typeSlot(addressOf(winner), Slot.new_)
    if (make != fn(type_new)) return call_indirect<Value>(make, winner, argv, argc, names)
  }
  return makeClass(addressOf(winner), strOf(name), addressOf(basesGiven), addressOf(namespace), argv, argc, names)
}

/** The base that decides the layout of instances; 0: TypeError raised. */
function bestBase(bases: u32): u32 {
  let best: u32 = 0, bestSolid: u32 = 0
  for (let i: u32 = 0; i < tupleLength(bases); i++) {
    const base = tupleItem(bases, i)
    if (!isType(base)) { raiseText(T.TypeError, 'bases must be types'); return 0 }
    const b = addressOf(base)
    if (!(typeFlags(b) & TYPE_BASETYPE)) { raiseFormat(T.TypeError, "type '%N' is not an acceptable base type", <u64>b); return 0 }
    const solid = solidBase(b)
    if (!best || (solid != bestSolid && isSubtype(solid, bestSolid))) { best = b; bestSolid = solid }
    else if (!isSubtype(bestSolid, solid)) { raiseText(T.TypeError, 'multiple bases have instance lay-out conflict'); return 0 }
  }
  return best
}

/** The class in the chain of best bases that last added something to the layout. */
export function solidBase(type: u32): u32 {
  for (;;) {
    const base = load<u32>(type, TYPE_BASE)
    if (!base || extendsLayout(type, base)) return type
    type = base
  }
  return type
}

function extendsLayout(type: u32, base: u32): bool {
  return layoutTag(type) != layoutTag(base) || load<u32>(type, TYPE_BASIC_SIZE) != load<u32>(base, TYPE_BASIC_SIZE)
}

/** Layout of instances; plain instances and those of builtin types without fields have object's. Exceptions without fields of their own have BaseException's. */
function layoutTag(type: u32): u32 {
  const tag = load<u32>(type, TYPE_TAG)
  if (tag == <u32>T.instance || load<u32>(shapeAt(<T>tag), SHAPE_ATTRIBUTES_OFFSET) == 8) return T.object
  if (typeFlags(type) & 256 && load<u32>(shapeAt(<T>tag), SHAPE_ATTRIBUTES_OFFSET) == load<u32>(shapeAt(T.BaseException), SHAPE_ATTRIBUTES_OFFSET)) return T.BaseException
  if (tag > <u32>T.OSError && typeFlags(type) & 256 && isSubtype(type, typeAt(T.OSError))) return T.OSError
  return tag
}

function makeClass(metaclass: u32, name: u32, bases: u32, namespace: u32, argv: u32, argc: u32, names: u32): Value {
  if (tupleLength(bases) == 0) bases = tupleOf1(pointer(typeAt(T.object)))
  const base = bestBase(bases)
  if (!base) return EXCEPTION
  for (let i: u32 = 0; i < strLength(name); i++) if (strAt(name, i) == 0) return raiseText(T.ValueError, 'type name must not contain null characters')
  const dict = copyNamespace(namespace)
  if (!dict) return EXCEPTION

  const type = allocateOutside(load<u32>(metaclass, TYPE_ROOT_SHAPE), HEAP_TYPE_BYTES)
  const outsideBases = newTupleOutside(tupleLength(bases))
  memory.copy(outsideBases + TUPLE_ITEMS, bases + TUPLE_ITEMS, tupleLength(bases) * 8)
  store<u32>(type, intern(name), TYPE_NAME)
  store<u32>(type, intern(name), TYPE_FULL_NAME)
  store<u32>(type, base, TYPE_BASE)
  store<u32>(type, outsideBases, TYPE_BASES)
  store<u32>(type, dict, TYPE_DICT)
  store<u32>(type, TYPE_HEAP | TYPE_BASETYPE | (typeFlags(base) & ~OWN_FLAGS), TYPE_FLAGS)

  const qualname = namespaceGetOr(dict, lit('__qualname__'))
  if (qualname != ABSENT) {
    if (!isStr(qualname)) return raiseFormat(T.TypeError, 'type __qualname__ must be a str, not %T', qualname)
    namespaceDelete(dict, lit('__qualname__'))
  }
  store<u32>(type, qualname == ABSENT ? intern(name) : internValue(qualname), TYPE_QUALNAME)
  if (namespaceGetOr(dict, lit('__module__')) == ABSENT) {
    const module = callerModuleName()
    if (module != ABSENT) namespaceSet(dict, lit('__module__'), module)
  }
  if (!setLayout(type, base, bases, dict)) return EXCEPTION
  if (namespaceGetOr(dict, lit('__doc__')) == ABSENT) namespaceSet(dict, lit('__doc__'), NONE)
  wrapSpecial(dict, lit('__new__'), false)
  wrapSpecial(dict, lit('__init_subclass__'), true)
  wrapSpecial(dict, lit('__class_getitem__'), true)
  const cell = namespaceGetOr(dict, lit('__classcell__'))
  if (cell != ABSENT) {
    if (!hasShape(cell, shapeAt(T.cell))) return raiseFormat(T.TypeError, '__classcell__ must be a nonlocal cell, not %R', pointer(typeOf(cell)))
    stmWrite64(addressOf(cell), addressOf(cell) + 8, pointer(type))
    namespaceDelete(dict, lit('__classcell__'))
  }
  const dictCell = namespaceGetOr(dict, lit('__classdictcell__'))
  if (dictCell != ABSENT) {
    if (!hasShape(dictCell, shapeAt(T.cell))) return raiseFormat(T.TypeError, '__classdictcell__ must be a nonlocal cell, not %R', pointer(typeOf(dictCell)))
    stmWrite64(addressOf(dictCell), addressOf(dictCell) + 8, pointer(dict))
    namespaceDelete(dict, lit('__classdictcell__'))
  }

  store<u32>(type, newGeneration(), TYPE_GENERATION)
  if (!orderBases(type, metaclass)) return EXCEPTION
  const mro = load<u32>(type, TYPE_MRO)
  for (let i: u32 = 1; i < tupleLength(mro); i++) {
    const c = addressOf(tupleItem(mro, i))
    store<u32>(type, load<u32>(type, TYPE_FLAGS) | (typeFlags(c) & (TYPE_HAS_WEAKREFS | 64 | 128)), TYPE_FLAGS)
  }
  for (let i: u32 = 0; i < tupleLength(bases); i++) addSubclass(addressOf(tupleItem(bases, i)), type)
  for (let i: u32 = 1; i < tupleLength(mro); i++) typeGeneration(addressOf(tupleItem(mro, i)))
  // a class that compares but says nothing about hashing is not hashable
  if (namespaceGetOr(dict, lit('__eq__')) != ABSENT && namespaceGetOr(dict, lit('__hash__')) == ABSENT) namespaceSet(dict, lit('__hash__'), NONE)
  computeSlots(type)
  stmWrite32(type, type + TYPE_FLAGS, load<u32>(type, TYPE_FLAGS) | TYPE_READY)
  if (!setNames(type, dict)) return EXCEPTION
  return initSubclass(type, argv, argc, names) ? pointer(type) : EXCEPTION
}

function namespaceGetOr(dict: u32, name: u32): Value { return namespaceFind(dict, name) ? namespaceGet(dict, name) : ABSENT }

/** A dict in shared form with what `namespace` holds; 0: raised. */
function copyNamespace(namespace: u32): u32 {
  const dict = newNamespace(true)
  for (let n = dictNext(namespace, 0); n >= 0; n = dictNext(namespace, n + 1)) {
    const key = dictKeyAt(namespace, n)
    const value = dictValueAt(namespace, n)
    if (hasShape(key, shapeAt(T.str))) namespaceSet(dict, intern(addressOf(key)), value)
    else if (!dictSet(dict, key, value)) return 0
  }
  return dict
}

/** Functions under these names become static or class methods by themselves. */
function wrapSpecial(dict: u32, name: u32, asClassMethod: bool): void {
  const v = namespaceGetOr(dict, name)
  if (v == ABSENT || !hasShape(v, shapeAt(T.function_))) return
  namespaceSet(dict, name, asClassMethod ? newClassMethod(v) : newStaticMethod(v))
}

// ---- layout

function setLayout(type: u32, base: u32, bases: u32, dict: u32): bool {
  const baseShape = load<u32>(base, TYPE_ROOT_SHAPE)
  const baseTag = load<u32>(base, TYPE_TAG)
  const tag: u32 = layoutTag(base) == <u32>T.object ? T.instance : baseTag
  let size = load<u32>(base, TYPE_BASIC_SIZE)
  const baseHasDict = hasDict(base)
  const slots = namespaceGetOr(dict, lit('__slots__'))
  let addDict = slots == ABSENT && !baseHasDict
  let addWeakref = slots == ABSENT
  if (slots != ABSENT) {
    let members: Value
    if (isStr(slots)) members = pointer(tupleOf1(slots))
    else {
      members = toTuple(slots)
      if (members == EXCEPTION) return false
    }
    const n = tupleLength(addressOf(members))
    if (n && (tag == <u32>T.tuple || tag == <u32>T.int || tag == <u32>T.bytes || tag == <u32>T.type)) {
      raiseFormat(T.TypeError, "nonempty __slots__ not supported for subtype of '%N'", <u64>base)
      return false
    }
    for (let i: u32 = 0; i < n; i++) {
      const member = tupleItem(addressOf(members), i)
      if (!isStr(member)) { raiseFormat(T.TypeError, "__slots__ items must be strings, not '%T'", member); return false }
      const name = internValue(member)
      if (!isIdentifierName(name)) { raiseText(T.TypeError, '__slots__ must be identifiers'); return false }
      if (name == lit('__dict__')) {
        if (baseHasDict || addDict) { raiseText(T.TypeError, '__dict__ slot disallowed: we already got one'); return false }
        addDict = true
        continue
      }
      if (name == lit('__weakref__')) {
        if (typeFlags(base) & TYPE_HAS_WEAKREFS || addWeakref) { raiseText(T.TypeError, '__weakref__ slot disallowed: we already got one'); return false }
        addWeakref = true
        continue
      }
      const mangled = mangleName(load<u32>(type, TYPE_NAME), name)
      if (namespaceGetOr(dict, mangled) != ABSENT && mangled != lit('__qualname__') && mangled != lit('__classcell__') && mangled != lit('__classdictcell__')) {
        raiseFormat(T.ValueError, '%R in __slots__ conflicts with class variable', pointer(mangled))
        return false
      }
    }
    size = defineClassMembers(type, dict, addressOf(members), size)
    // other bases may bring the dict that this one has not
  }
  if (!baseHasDict && !addDict) for (let i: u32 = 0; i < tupleLength(bases); i++) if (hasDict(addressOf(tupleItem(bases, i)))) addDict = true
  let flags = load<u32>(type, TYPE_FLAGS)
  if (addWeakref) flags |= TYPE_HAS_WEAKREFS
  if (addDict || baseHasDict) flags |= TYPE_HAS_DICT
  store<u32>(type, flags, TYPE_FLAGS)
  store<u32>(type, tag, TYPE_TAG)
  store<u32>(type, size, TYPE_BASIC_SIZE)
  const dictOffset = load<u32>(baseShape, SHAPE_DICT_OFFSET)
  if (flags & TYPE_HAS_DICT && dictOffset == 0 && tag != <u32>T.tuple) {
    store<u32>(type, FIRST_INLINE_SLOTS, TYPE_INLINE_SLOTS)
    store<u32>(type, newRootShape(type, <T>tag, SHAPE_HAS_VERSION | SHAPE_IS_INSTANCE, size + 8, FIRST_INLINE_SLOTS, 0), TYPE_ROOT_SHAPE)
  }
  else {
    const offset = tag == <u32>T.tuple && flags & TYPE_HAS_DICT ? TUPLE_DICT_OFFSET : dictOffset
    store<u32>(type, newRootShape(type, <T>tag, SHAPE_HAS_VERSION, size, 0, offset), TYPE_ROOT_SHAPE)
  }
  if (addDict) defineDictGetter(type, dict)
  if (addWeakref && !(typeFlags(base) & TYPE_HAS_WEAKREFS)) defineWeakrefGetter(type, dict)
  return true
}

/** True if instances of `type` have attributes of their own. */
function hasDict(type: u32): bool {
  return (typeFlags(type) & TYPE_HAS_DICT) != 0 || load<u32>(load<u32>(type, TYPE_ROOT_SHAPE), SHAPE_DICT_OFFSET) != 0
}

// ---- MRO

function orderBases(type: u32, metaclass: u32): bool {
  const custom = typeLookup(metaclass, lit('mro'))
  let mro = computeMro(type, load<u32>(type, TYPE_BASES))
  if (!mro) return false
  store<u32>(type, mro, TYPE_MRO)
  if (metaclass == typeAt(T.type) || hasShape(custom, shapeAt(T.method_descriptor))) return true
  const method = lookupSpecial(pointer(type), lit('mro'))
  if (method == EXCEPTION) return false
  const given = callVector(method, 0, 0, 0)
  if (given == EXCEPTION) return false
  const order = toTuple(given)
  if (order == EXCEPTION) return false
  for (let i: u32 = 0; i < tupleLength(addressOf(order)); i++) {
    const c = tupleItem(addressOf(order), i)
    if (!isType(c)) { raiseFormat(T.TypeError, "mro() returned a non-class ('%T')", c); return false }
  }
  mro = newTupleOutside(tupleLength(addressOf(order)))
  memory.copy(mro + TUPLE_ITEMS, addressOf(order) + TUPLE_ITEMS, tupleLength(mro) * 8)
  store<u32>(type, mro, TYPE_MRO)
  return true
}

// ---- hooks

/** Calls `__set_name__` of the values of the class dict, as they are before the first call: the calls may change the dict. */
function setNames(type: u32, dict: u32): boolean {
  const used = dictCount(dict)
  if (!used) return true
  const items = newTuple(2 * used)
  let count: u32 = 0
  for (let n = dictNext(dict, 0); n >= 0 && count < used; n = dictNext(dict, n + 1), count++) {
    tupleInit(items, 2 * count, dictKeyAt(dict, n))
    tupleInit(items, 2 * count + 1, dictValueAt(dict, n))
  }
  for (let i: u32 = 0; i < count; i++) {
    const key = tupleItem(items, 2 * i)
    const value = tupleItem(items, 2 * i + 1)
    if (!isPointer(value)) continue
    const method = lookupSpecial(value, lit('__set_name__'))
    if (method == UNBOUND) continue
    if (method == EXCEPTION) return false
    const args = newTuple(2)
    tupleInit(args, 0, pointer(type))
    tupleInit(args, 1, key)
    if (callVector(method, args + TUPLE_ITEMS, 2, 0) == EXCEPTION) {
      const e = fetchError()
      const note = textFormat("Error calling __set_name__ on '%T' instance %R in '%U'", value, key, pointer(load<u32>(type, TYPE_NAME)))
      if (note == EXCEPTION) return false
      addNote(addressOf(e), note)
      raiseValue(e)
      return false
    }
  }
  return true
}

/** super(type, type).__init_subclass__(**kwargs) */
function initSubclass(type: u32, argv: u32, argc: u32, names: u32): bool {
  const method = getAttribute(newSuper(type, pointer(type), type), lit('__init_subclass__'))
  if (method == EXCEPTION) return false
  return callVector(method, argv + 24, argc - 3, names) != EXCEPTION
}

function isIdentifierName(name: u32): bool {
  const n = strLength(name)
  if (n == 0) return false
  for (let i: u32 = 0; i < n; i++) {
    const c = strAt(name, i)
    const letter = (c | 32) >= 97 && (c | 32) <= 122 || c == 95 || c >= 128
    if (!letter && !(i > 0 && c >= 48 && c <= 57)) return false
  }
  return true
}
