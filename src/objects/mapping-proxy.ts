// mappingproxy: a read-only view of a mapping (`C.__dict__`, types.MappingProxyType). Immutable itself.
//
//   +8 mapping (value)

import { allocateImmutable } from '../gc/allocate'
import { call1, callMethod0, callMethod1, callMethod2, callVector } from '../interp/nested'
import { EXCEPTION, NONE, NOT_IMPLEMENTED, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, intValue, isPointer, pointer } from '../memory/value'
import { getAttribute } from './attribute-access'
import { hashOf, richCompare } from './compare'
import { arg, defineClassMethod, defineMethod, defineType, fn, setImmutableInstances, setSlot } from './define'
import { newGenericAlias } from './generic-alias'
import { lit, text } from './intern'
import { contains, getItem, lengthOf } from './item-access'
import { getIter } from './iteration'
import { numberOr } from './number-ops'
import { repr, str } from './abstract'
import { raiseFormat, raiseText, textFormat } from './raise'
import { shapeAt, typeAt } from './shape'
import { TYPE_MAPPING, isSubtype, tagOf, typeOf, typeSlot } from './type'
import { T } from './type-ids'
import { CompareOp, Slot } from './type-slots'
import { bindKeywords } from './positional-args'

const PROXY_MAPPING: u32 = 8
const PROXY_BYTES: u32 = 16

export function newMappingProxy(mapping: Value): Value {
  const p = allocateImmutable(shapeAt(T.mappingproxy), PROXY_BYTES)
  store<u64>(p, mapping, PROXY_MAPPING)
  return pointer(p)
}

// @ts-ignore: decorator
@inline function mappingOf(self: Value): Value { return load<u64>(addressOf(self), PROXY_MAPPING) }

function proxy_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const bound = bindKeywords('mappingproxy', argv, argc, names, 1, 1, 0, 1, 'mapping')
  if (!bound) return EXCEPTION
  const mapping = arg(bound, 0)
  const sequence = isPointer(mapping) && (tagOf(mapping) == T.list || tagOf(mapping) == T.tuple)
  if (sequence || !typeSlot(typeOf(mapping), Slot.subscript)) return raiseFormat(T.TypeError, 'mappingproxy() argument must be a mapping, not %T', mapping)
  return newMappingProxy(mapping)
}

function proxy_length(self: Value): Value {
  const n = lengthOf(mappingOf(self))
  return n < 0 ? EXCEPTION : intValue(n)
}
function proxy_subscript(self: Value, key: Value): Value { return getItem(mappingOf(self), key) }
function proxy_contains(self: Value, key: Value): Value {
  const r = contains(mappingOf(self), key)
  return r < 0 ? EXCEPTION : boolValue(r == 1)
}
function proxy_iter(self: Value): Value { return getIter(mappingOf(self)) }
function proxy_repr(self: Value): Value { return textFormat('mappingproxy(%R)', mappingOf(self)) }
function proxy_str(self: Value): Value { return str(mappingOf(self)) }
function proxy_hash(self: Value): i64 { return hashOf(mappingOf(self)) }
function proxy_richcompare(self: Value, other: Value, op: CompareOp): Value {
  return richCompare(mappingOf(self), hasShape(other, shapeAt(T.mappingproxy)) ? mappingOf(other) : other, op)
}
function proxy_or(a: Value, b: Value): Value {
  return numberOr(hasShape(a, shapeAt(T.mappingproxy)) ? mappingOf(a) : a, hasShape(b, shapeAt(T.mappingproxy)) ? mappingOf(b) : b)
}
function proxy_ior(a: Value, b: Value): Value { return raiseFormat(T.TypeError, "'|=' is not supported by %T; use '|' instead", a) }

function proxy_get(argv: u32): Value {
  const fallback = arg(argv, 2)
  return callMethod2(mappingOf(arg(argv, 0)), lit('get'), arg(argv, 1), fallback == UNBOUND ? NONE : fallback)
}
function proxy_keys(argv: u32): Value { return callMethod0(mappingOf(arg(argv, 0)), lit('keys')) }
function proxy_values(argv: u32): Value { return callMethod0(mappingOf(arg(argv, 0)), lit('values')) }
function proxy_items(argv: u32): Value { return callMethod0(mappingOf(arg(argv, 0)), lit('items')) }
function proxy_copy(argv: u32): Value { return callMethod0(mappingOf(arg(argv, 0)), lit('copy')) }
function proxy_reversed(argv: u32): Value { return callMethod0(mappingOf(arg(argv, 0)), lit('__reversed__')) }
function proxy_classGetItem(argv: u32): Value { return newGenericAlias(arg(argv, 0), arg(argv, 1)) }

export function initMappingProxy(): void {
  const t = defineType(T.mappingproxy, T.object, 'mappingproxy', PROXY_BYTES, TYPE_MAPPING, null)
  setImmutableInstances(T.mappingproxy)
  setSlot(t, Slot.new_, fn(proxy_new))
  setSlot(t, Slot.length, fn(proxy_length))
  setSlot(t, Slot.subscript, fn(proxy_subscript))
  setSlot(t, Slot.contains, fn(proxy_contains))
  setSlot(t, Slot.iter, fn(proxy_iter))
  setSlot(t, Slot.repr, fn(proxy_repr))
  setSlot(t, Slot.str, fn(proxy_str))
  setSlot(t, Slot.hash, fn(proxy_hash))
  setSlot(t, Slot.richcompare, fn(proxy_richcompare))
  setSlot(t, Slot.or, fn(proxy_or))
  setSlot(t, Slot.ior, fn(proxy_ior))
  defineMethod(t, 'get', '($self, key, default=None, /)', fn(proxy_get))
  defineMethod(t, 'keys', '($self, /)', fn(proxy_keys))
  defineMethod(t, 'values', '($self, /)', fn(proxy_values))
  defineMethod(t, 'items', '($self, /)', fn(proxy_items))
  defineMethod(t, 'copy', '($self, /)', fn(proxy_copy))
  defineMethod(t, '__reversed__', '($self, /)', fn(proxy_reversed))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(proxy_classGetItem))
}
