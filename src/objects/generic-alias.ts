// types.GenericAlias: `list[int]`. Immutable; exact ones have no version word.
//
//   +8 origin (value)  +16 args (tuple value)  +24 starred:32 (`*tuple[int, ...]`)

import { allocateImmutable } from '../gc/allocate'
import { call1, callVector } from '../interp/nested'
import { ABSENT, EXCEPTION, EXHAUSTED, FALSE, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, isPointer, pointer } from '../memory/value'
import { getAttribute, getAttributeOr, setAttribute } from './attribute-access'
import { equal, hashOf } from './compare'
import { arg, defineGetter, defineMember, defineMethod, defineType, fn, MEMBER_READONLY, setImmutableInstances, setSlot } from './define'
import { genericGetAttribute, newInstance } from './instance'
import { lit } from './intern'
import { getIter } from './iteration'
import { listAppend, newList } from './list'
import { positionalCount, noKeywords } from './positional-args'
import { clearError, errorMatches, raiseFormat, raiseText } from './raise'
import { shapeAt, typeAt } from './shape'
import { strAt, strLength } from './str-core'
import { textBegin, textCodePoint, textDrop, textEnd, textLiteral } from './text-builder'
import { TUPLE_ITEMS, newTuple, tupleInit, tupleItem, tupleLength, tupleOf1, tupleOf2 } from './tuple-core'
import { TYPE_BASETYPE, tagOf, typeOf } from './type'
import { appendTypeRepr, collectParameters, substitute } from './typing-parts'
import { genericAliasUnion } from './union-type'
import { isType } from './abstract'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

const ALIAS_ORIGIN: u32 = 8
const ALIAS_ARGS: u32 = 16
const ALIAS_STARRED: u32 = 24
const ALIAS_BYTES: u32 = 32

/** origin[args]; one argument need not be a tuple. */
export function newGenericAlias(origin: Value, args: Value): Value { return newAlias(origin, isPointer(args) && tagOf(args) == T.tuple ? args : pointer(tupleOf1(args)), 0) }

function newAlias(origin: Value, args: Value, starred: u32): Value {
  const a = allocateImmutable(shapeAt(T.GenericAlias), ALIAS_BYTES)
  store<u64>(a, origin, ALIAS_ORIGIN)
  store<u64>(a, args, ALIAS_ARGS)
  store<u32>(a, starred, ALIAS_STARRED)
  return pointer(a)
}

// @ts-ignore: decorator
@inline function originOf(a: Value): Value { return load<u64>(addressOf(a), ALIAS_ORIGIN) }
// @ts-ignore: decorator
@inline function argsOf(a: Value): u32 { return load<u32>(addressOf(a), ALIAS_ARGS) }
// @ts-ignore: decorator
@inline function isStarred(a: Value): bool { return load<u32>(addressOf(a), ALIAS_STARRED) != 0 }

function alias_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (!noKeywords('GenericAlias', names) || !positionalCount('GenericAlias', argc, 2, 2)) return EXCEPTION
  if (type == pointer(typeAt(T.GenericAlias))) return newGenericAlias(load<u64>(argv), load<u64>(argv, 8))
  const a = newInstance(addressOf(type))
  const args = load<u64>(argv, 8)
  store<u64>(a, load<u64>(argv), ALIAS_ORIGIN)
  store<u64>(a, isPointer(args) && tagOf(args) == T.tuple ? args : pointer(tupleOf1(args)), ALIAS_ARGS)
  return pointer(a)
}

function alias_repr(self: Value): Value {
  textBegin()
  if (isStarred(self)) textCodePoint(42)
  let ok = appendTypeRepr(originOf(self))
  textCodePoint(91)
  const n = tupleLength(argsOf(self))
  for (let i: u32 = 0; ok && i < n; i++) {
    if (i) textLiteral(', ')
    ok = appendTypeRepr(tupleItem(argsOf(self), i))
  }
  if (!ok) { textDrop(); return EXCEPTION }
  if (n == 0) textLiteral('()')
  textCodePoint(93)
  return textEnd()
}

function alias_hash(self: Value): i64 {
  const a = hashOf(originOf(self))
  if (a == -1) return -1
  const b = hashOf(pointer(argsOf(self)))
  if (b == -1) return -1
  const h = a ^ b
  return h == -1 ? -2 : h
}

function isAlias(v: Value): bool { return isPointer(v) && tagOf(v) == T.GenericAlias }

function alias_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (op != CompareOp.EQ && op != CompareOp.NE || !isAlias(self) || !isAlias(other)) return NOT_IMPLEMENTED
  let same = isStarred(self) == isStarred(other) ? equal(originOf(self), originOf(other)) : 0
  if (same == 1) same = equal(pointer(argsOf(self)), pointer(argsOf(other)))
  return same < 0 ? EXCEPTION : boolValue((same == 1) == (op == CompareOp.EQ))
}

function alias_call(self: Value, argv: u32, argc: u32, names: u32): Value {
  const o = callVector(originOf(self), argv, argc, names)
  if (o == EXCEPTION) return EXCEPTION
  if (!setAttribute(o, lit('__orig_class__'), self)) {
    if (!errorMatches(T.AttributeError) && !errorMatches(T.TypeError)) return EXCEPTION
    clearError()
  }
  return o
}

function alias_subscript(self: Value, item: Value): Value {
  const parameters = collectParameters(argsOf(self))
  if (parameters == EXCEPTION) return EXCEPTION
  const args = substitute(self, argsOf(self), addressOf(parameters), item)
  return args == EXCEPTION ? EXCEPTION : newAlias(originOf(self), args, load<u32>(addressOf(self), ALIAS_STARRED))
}

/** True for names that are the alias's own; others are asked of the origin. */
function isOwnName(name: u32): bool {
  return name == lit('__class__') || name == lit('__origin__') || name == lit('__args__') || name == lit('__unpacked__') || name == lit('__parameters__')
    || name == lit('__typing_unpacked_tuple_args__') || name == lit('__mro_entries__') || name == lit('__reduce_ex__') || name == lit('__reduce__')
    || name == lit('__copy__') || name == lit('__deepcopy__') || name == lit('__dir__')
}

function alias_getattribute(self: Value, name: Value): Value {
  const s = addressOf(name)
  const special = strLength(s) > 4 && strAt(s, 0) == 95 && strAt(s, 1) == 95 && strAt(s, strLength(s) - 1) == 95
  if (isOwnName(s) || special && s != lit('__name__') && s != lit('__qualname__') && s != lit('__module__') && s != lit('__doc__') && s != lit('__dict__')) {
    if (isOwnName(s) || !isForwarded(s)) return genericGetAttribute(self, name)
  }
  return getAttribute(originOf(self), s)
}

/** Special names that the origin answers nevertheless (whatever is not a special method of GenericAlias itself). */
function isForwarded(name: u32): bool {
  return name == lit('__bases__') || name == lit('__mro__') || name == lit('__annotations__') || name == lit('__abstractmethods__') || name == lit('__match_args__')
    || name == lit('__slots__') || name == lit('__type_params__') || name == lit('__init_subclass__') || name == lit('__subclasses__') || name == lit('__dataclass_fields__')
}

function alias_iter(self: Value): Value { return getIter(pointer(tupleOf1(newAlias(originOf(self), pointer(argsOf(self)), 1)))) }

function alias_mroEntries(argv: u32): Value { return pointer(tupleOf1(originOf(arg(argv, 0)))) }
function alias_instancecheck(argv: u32): Value { return raiseText(T.TypeError, 'isinstance() argument 2 cannot be a parameterized generic') }
function alias_subclasscheck(argv: u32): Value { return raiseText(T.TypeError, 'issubclass() argument 2 cannot be a parameterized generic') }

function alias_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  return pointer(tupleOf2(pointer(typeOf(self)), pointer(tupleOf2(originOf(self), pointer(argsOf(self))))))
}

function alias_parameters(self: Value): Value { return collectParameters(argsOf(self)) }
function alias_unpacked(self: Value): Value { return boolValue(isStarred(self)) }
function alias_unpackedArgs(self: Value): Value { return isStarred(self) && originOf(self) == pointer(typeOf(pointer(argsOf(self)))) ? pointer(argsOf(self)) : NONE }

export function initGenericAlias(): void {
  const t = defineType(T.GenericAlias, T.object, 'types.GenericAlias', ALIAS_BYTES, TYPE_BASETYPE, null)
  setImmutableInstances(T.GenericAlias)
  setSlot(t, Slot.new_, fn(alias_new))
  setSlot(t, Slot.repr, fn(alias_repr))
  setSlot(t, Slot.hash, fn(alias_hash))
  setSlot(t, Slot.richcompare, fn(alias_richcompare))
  setSlot(t, Slot.call, fn(alias_call))
  setSlot(t, Slot.subscript, fn(alias_subscript))
  setSlot(t, Slot.getattribute, fn(alias_getattribute))
  setSlot(t, Slot.iter, fn(alias_iter))
  setSlot(t, Slot.or, fn(genericAliasUnion))
  defineMember(t, '__origin__', ALIAS_ORIGIN, MEMBER_READONLY)
  defineMember(t, '__args__', ALIAS_ARGS, MEMBER_READONLY)
  defineGetter(t, '__parameters__', fn(alias_parameters))
  defineGetter(t, '__unpacked__', fn(alias_unpacked))
  defineGetter(t, '__typing_unpacked_tuple_args__', fn(alias_unpackedArgs))
  defineMethod(t, '__mro_entries__', '($self, object, /)', fn(alias_mroEntries))
  defineMethod(t, '__instancecheck__', '($self, object, /)', fn(alias_instancecheck))
  defineMethod(t, '__subclasscheck__', '($self, object, /)', fn(alias_subclasscheck))
  defineMethod(t, '__reduce__', '($self, /)', fn(alias_reduce))
}
