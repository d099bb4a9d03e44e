// typing.Union: `int | str`. Immutable, without a version word.
//
//   +8 args (tuple value)

import { allocateImmutable } from '../gc/allocate'
import { EXCEPTION, NONE, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, boolValue, hasShape, isPointer, pointer } from '../memory/value'
import { isStr, isType } from './abstract'
import { equal, hashOf } from './compare'
import { arg, defineClassMethod, defineGetter, defineMember, defineMethod, defineType, fn, MEMBER_READONLY, setImmutableInstances, setSlot } from './define'
import { lit } from './intern'
import { raiseFormat, raiseText } from './raise'
import { shapeAt, typeAt } from './shape'
import { textBegin, textDrop, textEnd, textLiteral } from './text-builder'
import { newTuple, tupleItem, tupleLength, tupleOf1 } from './tuple-core'
import { tagOf, typeOf } from './type'
import { appendTypeRepr, collectParameters, substitute } from './typing-parts'
import { newVector, vectorItem, vectorLength, vectorPush, vectorToTuple } from './vector'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'

const UNION_ARGS: u32 = 8
const UNION_BYTES: u32 = 16

// @ts-ignore: decorator
@inline function argsOf(u: Value): u32 { return load<u32>(addressOf(u), UNION_ARGS) }

/** True for what `|` joins to a union. */
function isUnionable(v: Value): bool {
  if (v == NONE || isType(v)) return true
  if (!isPointer(v)) return false
  const tag = tagOf(v)
  return tag == T.GenericAlias || tag == T.UnionType || tag == T.TypeAliasType || tag == T.TypeVar || tag == T.ParamSpec || tag == T.TypeVarTuple
}

/** Slot `or` of types and generic aliases. */
export function genericAliasUnion(a: Value, b: Value): Value {
  if (!isUnionable(a) || !isUnionable(b)) return NOT_IMPLEMENTED
  const both = newTuple(2)
  store<u64>(both, a, 16)
  store<u64>(both, b, 24)
  return newUnion(both)
}

/** Union of the types in tuple `parts`: flat, each once; a single one is returned as it is. */
export function newUnion(parts: u32): Value {
  let found = newVector()
  for (let i: u32 = 0; i < tupleLength(parts); i++) {
    const v = tupleItem(parts, i)
    if (hasShape(v, shapeAt(T.UnionType))) {
      for (let j: u32 = 0; j < tupleLength(argsOf(v)); j++) {
        found = addOnce(found, tupleItem(argsOf(v), j))
        if (!found) return EXCEPTION
      }
    }
    else {
      found = addOnce(found, v == NONE ? pointer(typeAt(T.NoneType)) : v)
      if (!found) return EXCEPTION
    }
  }
  if (vectorLength(found) == 1) return vectorItem(found, 0)
  const u = allocateImmutable(shapeAt(T.UnionType), UNION_BYTES)
  store<u64>(u, pointer(vectorToTuple(found)), UNION_ARGS)
  return pointer(u)
}

function addOnce(found: u32, v: Value): u32 {
  for (let i: u32 = 0; i < vectorLength(found); i++) {
    const same = equal(vectorItem(found, i), v)
    if (same < 0) return 0
    if (same) return found
  }
  return vectorPush(found, v)
}

function union_repr(self: Value): Value {
  textBegin()
  for (let i: u32 = 0; i < tupleLength(argsOf(self)); i++) {
    if (i) textLiteral(' | ')
    const v = tupleItem(argsOf(self), i)
    if (v == pointer(typeAt(T.NoneType))) textLiteral('None')
    else if (!appendTypeRepr(v)) { textDrop(); return EXCEPTION }
  }
  return textEnd()
}

/** The order of the arguments does not count. */
function union_hash(self: Value): i64 {
  let h: i64 = 0x5bd1e995
  for (let i: u32 = 0; i < tupleLength(argsOf(self)); i++) {
    const one = hashOf(tupleItem(argsOf(self), i))
    if (one == -1) return -1
    h ^= (one ^ 89869747 ^ (one << 16)) * 3644798167
  }
  return h == -1 ? -2 : h
}

/** 1 if every argument of `a` is one of `b`, 0, or -1: raised. */
function includes(a: u32, b: u32): i32 {
  for (let i: u32 = 0; i < tupleLength(a); i++) {
    let there = 0
    for (let j: u32 = 0; j < tupleLength(b) && there == 0; j++) there = equal(tupleItem(a, i), tupleItem(b, j))
    if (there != 1) return there
  }
  return 1
}

function union_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (op != CompareOp.EQ && op != CompareOp.NE || !hasShape(other, shapeAt(T.UnionType))) return NOT_IMPLEMENTED
  let same = tupleLength(argsOf(self)) == tupleLength(argsOf(other)) ? includes(argsOf(self), argsOf(other)) : 0
  return same < 0 ? EXCEPTION : boolValue((same == 1) == (op == CompareOp.EQ))
}

function union_subscript(self: Value, item: Value): Value {
  const parameters = collectParameters(argsOf(self))
  if (parameters == EXCEPTION) return EXCEPTION
  const args = substitute(self, argsOf(self), addressOf(parameters), item)
  return args == EXCEPTION ? EXCEPTION : newUnion(addressOf(args))
}

function union_parameters(self: Value): Value { return collectParameters(argsOf(self)) }
function union_origin(self: Value): Value { return pointer(typeAt(T.UnionType)) }
function union_name(self: Value): Value { return pointer(lit('Union')) }
function union_mroEntries(argv: u32): Value { return raiseFormat(T.TypeError, 'Cannot subclass %R', arg(argv, 0)) }

function union_classGetItem(argv: u32): Value {
  const item = arg(argv, 1)
  const parts = isPointer(item) && tagOf(item) == T.tuple ? addressOf(item) : tupleOf1(item)
  if (tupleLength(parts) == 0) return raiseText(T.TypeError, 'Cannot take a Union of no types.')
  return newUnion(parts)
}

export function initUnionType(): void {
  const t = defineType(T.UnionType, T.object, 'typing.Union', UNION_BYTES, 0, null)
  setImmutableInstances(T.UnionType)
  setSlot(t, Slot.repr, fn(union_repr))
  setSlot(t, Slot.hash, fn(union_hash))
  setSlot(t, Slot.richcompare, fn(union_richcompare))
  setSlot(t, Slot.subscript, fn(union_subscript))
  setSlot(t, Slot.or, fn(genericAliasUnion))
  defineMember(t, '__args__', UNION_ARGS, MEMBER_READONLY)
  defineGetter(t, '__parameters__', fn(union_parameters))
  defineGetter(t, '__origin__', fn(union_origin))
  defineGetter(t, '__name__', fn(union_name))
  defineGetter(t, '__qualname__', fn(union_name))
  defineMethod(t, '__mro_entries__', '($self, object, /)', fn(union_mroEntries))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(union_classGetItem))
}
