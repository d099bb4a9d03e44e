// The module _weakref: references that do not keep their object alive, and proxies. A weakref's fields are written when it is made
// and once more by the collector, in a stop (gc/weakrefs), so reading them needs no barrier.

import { BLOCK_SIZE_CLASS, BlockKind, blockEntry, blockKind, cellsInBlock, heapTop } from '../gc/blocks'
import { cellBytes } from '../gc/size-classes'
import { HEAP_START, PAGE_BYTES } from '../memory/layout'
import { EXCEPTION, NONE, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, boolValue, intValue, isInt, isNone, isPointer, pointer } from '../memory/value'
import { call1, callVector } from '../interp/nested'
import { getAttribute, setAttribute } from '../objects/attribute-access'
import { callable, str } from '../objects/abstract'
import { hashOf, isTrue, richCompare } from '../objects/compare'
import { arg, defineConstant, defineFunction, defineGetter, defineModule, defineType, fn, setSlot } from '../objects/define'
import { deleteItem, getItem, lengthOf, contains, setItem } from '../objects/item-access'
import { getIter, iterNext } from '../objects/iteration'
import { intFromI64, intToI64Saturated } from '../objects/int-core'
import { binaryOp, inplaceOp, numberAbsolute, numberInvert, numberNegative, numberPositive } from '../objects/number-ops'
import { errorRaised, raiseFormat, raiseText, textFormat } from '../objects/raise'
import { SHAPE_TAG, shapeAt, shapeTag, typeAt } from '../objects/shape'
import { TYPE_BASETYPE, TYPE_FLAGS, TYPE_HAS_WEAKREFS, typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { CompareOp, Slot } from '../objects/type-slots'
import { WEAKREF_BYTES, WEAKREF_CALLBACK, WEAKREF_HASH, WEAKREF_OBJECT } from '../objects/weakref-layout'
import { newInstance } from '../objects/instance'
import { newVector, vectorPush, vectorToTuple } from '../objects/vector'

/** The object that `ref` refers to, or None. */
// @ts-ignore: decorator
@inline export function weakrefTarget(ref: Value): Value { return load<u64>(addressOf(ref), WEAKREF_OBJECT) }

function supportsWeakrefs(o: Value): bool {
  return isPointer(o) && (load<u32>(typeOf(o), TYPE_FLAGS) & TYPE_HAS_WEAKREFS) != 0
}

/** A reference of `type` (a subclass of ref, or a proxy type) to `o`; EXCEPTION if its type has no weak references. */
function newReference(type: u32, o: Value, callback: Value): Value {
  if (!supportsWeakrefs(o)) return raiseFormat(T.TypeError, "cannot create weak reference to '%T' object", o)
  const r = newInstance(type)
  store<u64>(r, o, WEAKREF_OBJECT)
  store<u64>(r, callback == UNBOUND ? NONE : callback, WEAKREF_CALLBACK)
  store<u64>(r, UNBOUND, WEAKREF_HASH)
  return pointer(r)
}

/** An exact weakref to `o` without callback; EXCEPTION if its type has no weak references. */
export function newWeakref(o: Value): Value { return newReference(typeAt(T.weakref), o, NONE) }

function ref_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (argc < 1 || (argc > 2 && typeAt(T.weakref) == addressOf(type))) return raiseFormat(T.TypeError, '__new__ expected at least 1 argument, got %d', argc)
  return newReference(addressOf(type), arg(argv, 0), argc > 1 ? arg(argv, 1) : NONE)
}
function ref_init(self: Value, argv: u32, argc: u32, names: u32): Value { return NONE }
function ref_call(self: Value, argv: u32, argc: u32, names: u32): Value {
  if (argc != 0) return raiseFormat(T.TypeError, 'weakref.__call__() takes no arguments (%d given)', argc)
  return weakrefTarget(self)
}
function ref_hash(self: Value): i64 {
  const known = load<u64>(addressOf(self), WEAKREF_HASH)
  if (known != UNBOUND) return intToI64Saturated(known)
  const target = weakrefTarget(self)
  if (isNone(target)) {
    raiseText(T.TypeError, 'weak object has gone away')
    return -1
  }
  const h = hashOf(target)
  if (h == -1) return -1
  const v = intFromI64(h)
  if (isInt(v)) store<u64>(addressOf(self), v, WEAKREF_HASH)
  return h
}
function ref_compare(self: Value, other: Value, op: CompareOp): Value {
  if ((op != CompareOp.EQ && op != CompareOp.NE) || !isPointer(other) || shapeTag(load<u32>(addressOf(other), 4)) != T.weakref) return NOT_IMPLEMENTED
  const a = weakrefTarget(self), b = weakrefTarget(other)
  if (isNone(a) || isNone(b)) return boolValue((self == other) == (op == CompareOp.EQ))
  return richCompare(a, b, op)
}
function ref_repr(self: Value): Value {
  const target = weakrefTarget(self)
  if (isNone(target)) return textFormat('<weakref at 0x%x; dead>', addressOf(self))
  return textFormat("<weakref at 0x%x; to '%T' at 0x%x>", addressOf(self), target, isPointer(target) ? addressOf(target) : 0)
}
function ref_callback(self: Value): Value { return load<u64>(addressOf(self), WEAKREF_CALLBACK) }

// ---- proxies: every operation goes to the object

function target(proxy: Value): Value {
  const o = weakrefTarget(proxy)
  return isNone(o) ? raiseText(T.ReferenceError, 'weakly-referenced object no longer exists') : o
}
/** `v`, or what it refers to if it is a proxy; EXCEPTION if that is gone. */
function unwrap(v: Value): Value {
  if (!isPointer(v)) return v
  const type = typeOf(v)
  return type == typeAt(T.weakproxy) || type == typeAt(T.weakcallableproxy) ? target(v) : v
}
function proxy_repr(self: Value): Value {
  const o = weakrefTarget(self)
  if (isNone(o)) return textFormat('<weakproxy at 0x%x; dead>', addressOf(self))
  return textFormat('<weakproxy at 0x%x; to %N at 0x%x>', addressOf(self), typeOf(o), addressOf(o))
}
function proxy_str(self: Value): Value { const o = target(self); return o == EXCEPTION ? o : str(o) }
function proxy_getattribute(self: Value, name: Value): Value { const o = target(self); return o == EXCEPTION ? o : getAttribute(o, addressOf(name)) }
function proxy_setattr(self: Value, name: Value, value: Value): Value {
  const o = target(self)
  return o == EXCEPTION || !setAttribute(o, addressOf(name), value) ? EXCEPTION : NONE
}
function proxy_call(self: Value, argv: u32, argc: u32, names: u32): Value { const o = target(self); return o == EXCEPTION ? o : callVector(o, argv, argc, names) }
function proxy_compare(self: Value, other: Value, op: CompareOp): Value {
  const a = unwrap(self)
  if (a == EXCEPTION) return a
  const b = unwrap(other)
  return b == EXCEPTION ? b : richCompare(a, b, op)
}
function proxy_bool(self: Value): Value {
  const o = target(self)
  if (o == EXCEPTION) return o
  const t = isTrue(o)
  return t < 0 ? EXCEPTION : boolValue(t == 1)
}
function proxy_iter(self: Value): Value { const o = target(self); return o == EXCEPTION ? o : getIter(o) }
function proxy_next(self: Value): Value { const o = target(self); return o == EXCEPTION ? o : iterNext(o) }
function proxy_length(self: Value): Value {
  const o = target(self)
  if (o == EXCEPTION) return o
  const n = lengthOf(o)
  return n < 0 ? EXCEPTION : intValue(n)
}
function proxy_subscript(self: Value, key: Value): Value { const o = target(self); return o == EXCEPTION ? o : getItem(o, key) }
function proxy_assSubscript(self: Value, key: Value, value: Value): Value {
  const o = target(self)
  if (o == EXCEPTION) return o
  const done = value == UNBOUND ? deleteItem(o, key) : setItem(o, key, value)
  return done ? NONE : EXCEPTION
}
function proxy_contains(self: Value, key: Value): Value {
  const o = target(self)
  if (o == EXCEPTION) return o
  const t = contains(o, key)
  return t < 0 ? EXCEPTION : boolValue(t == 1)
}
function binary(slot: Slot, a: Value, b: Value): Value {
  const x = unwrap(a)
  if (x == EXCEPTION) return x
  const y = unwrap(b)
  return y == EXCEPTION ? y : binaryOp(slot, x, y)
}
function proxy_add(a: Value, b: Value): Value { return binary(Slot.add, a, b) }
function proxy_sub(a: Value, b: Value): Value { return binary(Slot.sub, a, b) }
function proxy_mul(a: Value, b: Value): Value { return binary(Slot.mul, a, b) }
function proxy_mod(a: Value, b: Value): Value { return binary(Slot.mod, a, b) }
function proxy_divmod(a: Value, b: Value): Value { return binary(Slot.divmod, a, b) }
function proxy_lshift(a: Value, b: Value): Value { return binary(Slot.lshift, a, b) }
function proxy_rshift(a: Value, b: Value): Value { return binary(Slot.rshift, a, b) }
function proxy_and(a: Value, b: Value): Value { return binary(Slot.and, a, b) }
function proxy_xor(a: Value, b: Value): Value { return binary(Slot.xor, a, b) }
function proxy_or(a: Value, b: Value): Value { return binary(Slot.or, a, b) }
function proxy_floordiv(a: Value, b: Value): Value { return binary(Slot.floordiv, a, b) }
function proxy_truediv(a: Value, b: Value): Value { return binary(Slot.truediv, a, b) }
function proxy_matmul(a: Value, b: Value): Value { return binary(Slot.matmul, a, b) }
function proxy_neg(self: Value): Value { const o = target(self); return o == EXCEPTION ? o : numberNegative(o) }
function proxy_pos(self: Value): Value { const o = target(self); return o == EXCEPTION ? o : numberPositive(o) }
function proxy_abs(self: Value): Value { const o = target(self); return o == EXCEPTION ? o : numberAbsolute(o) }
function proxy_invert(self: Value): Value { const o = target(self); return o == EXCEPTION ? o : numberInvert(o) }

// ---- module functions

function weakref_proxy(argv: u32): Value {
  const o = arg(argv, 0)
  const isCallable = callable(o)
  return newReference(typeAt(isCallable ? T.weakcallableproxy : T.weakproxy), o, arg(argv, 1))
}

/** All weak references to `o`. There is no list of them with the object, so this looks through the heap: for debugging only. */
function referencesTo(o: Value): u32 {
  const list = newVector()
  let refs = list
  const end = heapTop()
  for (let block = HEAP_START; block < end; block += PAGE_BYTES) {
    const entry = blockEntry(block)
    if (blockKind(entry) != BlockKind.cells) continue
    const bytes = cellBytes(load<u8>(entry, BLOCK_SIZE_CLASS))
    if (bytes < WEAKREF_BYTES) continue
    const last = block + cellsInBlock(load<u8>(entry, BLOCK_SIZE_CLASS)) * bytes
    for (let at = block; at < last; at += bytes) {
      const shape = load<u32>(at, 4)
      if (shape != 0 && load<u16>(shape, SHAPE_TAG) == <u16>T.weakref && load<u64>(at, WEAKREF_OBJECT) == o) refs = vectorPush(refs, pointer(at))
    }
  }
  return vectorToTuple(refs)
}
function weakref_count(argv: u32): Value { return intValue(load<u32>(referencesTo(arg(argv, 0)), 8)) }
function weakref_refs(argv: u32): Value { return call1(pointer(typeAt(T.list)), pointer(referencesTo(arg(argv, 0)))) }

/** WeakValueDictionary's: deletes `key` if its value is a dead reference. */
function weakref_removeDead(argv: u32): Value {
  const dict = arg(argv, 0), key = arg(argv, 1)
  const there = contains(dict, key)
  if (there < 0) return EXCEPTION
  if (there == 0) return NONE
  const r = getItem(dict, key)
  if (r == EXCEPTION) return r
  if (isPointer(r) && shapeTag(load<u32>(addressOf(r), 4)) == T.weakref && isNone(weakrefTarget(r)) && !deleteItem(dict, key)) return EXCEPTION
  return NONE
}

function initProxy(t: T, name: string, isCallable: bool): void {
  const p = defineType(t, T.object, name, WEAKREF_BYTES, 0, null)
  store<u16>(shapeAt(t), <u16>T.weakref, SHAPE_TAG)
  setSlot(p, Slot.repr, fn(proxy_repr))
  setSlot(p, Slot.str, fn(proxy_str))
  setSlot(p, Slot.getattribute, fn(proxy_getattribute))
  setSlot(p, Slot.setattr, fn(proxy_setattr))
  setSlot(p, Slot.richcompare, fn(proxy_compare))
  setSlot(p, Slot.bool_, fn(proxy_bool))
  setSlot(p, Slot.iter, fn(proxy_iter))
  setSlot(p, Slot.next, fn(proxy_next))
  setSlot(p, Slot.length, fn(proxy_length))
  setSlot(p, Slot.subscript, fn(proxy_subscript))
  setSlot(p, Slot.assSubscript, fn(proxy_assSubscript))
  setSlot(p, Slot.contains, fn(proxy_contains))
  setSlot(p, Slot.add, fn(proxy_add))
  setSlot(p, Slot.sub, fn(proxy_sub))
  setSlot(p, Slot.mul, fn(proxy_mul))
  setSlot(p, Slot.mod, fn(proxy_mod))
  setSlot(p, Slot.divmod, fn(proxy_divmod))
  setSlot(p, Slot.lshift, fn(proxy_lshift))
  setSlot(p, Slot.rshift, fn(proxy_rshift))
  setSlot(p, Slot.and, fn(proxy_and))
  setSlot(p, Slot.xor, fn(proxy_xor))
  setSlot(p, Slot.or, fn(proxy_or))
  setSlot(p, Slot.floordiv, fn(proxy_floordiv))
  setSlot(p, Slot.truediv, fn(proxy_truediv))
  setSlot(p, Slot.matmul, fn(proxy_matmul))
  setSlot(p, Slot.neg, fn(proxy_neg))
  setSlot(p, Slot.pos, fn(proxy_pos))
  setSlot(p, Slot.abs, fn(proxy_abs))
  setSlot(p, Slot.invert, fn(proxy_invert))
  if (isCallable) setSlot(p, Slot.call, fn(proxy_call))
}

function canBeReferenced(t: T): void {
  const type = typeAt(t)
  store<u32>(type, load<u32>(type, TYPE_FLAGS) | TYPE_HAS_WEAKREFS, TYPE_FLAGS)
}

/** The builtin types whose instances may have weak references, as in CPython. At boot, behind the definition of all types. */
export function allowWeakrefs(): void {
  canBeReferenced(T.type)
  canBeReferenced(T.function_)
  canBeReferenced(T.builtin_function_or_method)
  canBeReferenced(T.method)
  canBeReferenced(T.generator)
  canBeReferenced(T.coroutine)
  canBeReferenced(T.async_generator)
  canBeReferenced(T.code)
  canBeReferenced(T.module)
  canBeReferenced(T.set)
  canBeReferenced(T.frozenset)
  canBeReferenced(T.memoryview)
  canBeReferenced(T.staticmethod)
  canBeReferenced(T.classmethod)
  canBeReferenced(T.GenericAlias)
  canBeReferenced(T.UnionType)
  canBeReferenced(T.TypeVar)
  canBeReferenced(T.ParamSpec)
  canBeReferenced(T.TypeVarTuple)
  canBeReferenced(T.collections_deque)
  canBeReferenced(T.functools_partial)
  canBeReferenced(T.functools_lru_cache_wrapper)
  canBeReferenced(T.thread_lock)
  canBeReferenced(T.thread_RLock)
  canBeReferenced(T.sre_Pattern)
  canBeReferenced(T.array_array)
  canBeReferenced(T.itertools__tee)
  canBeReferenced(T.io_IOBase)
}

/** The types; at boot, since the collector and `__weakref__` descriptors know them. */
export function initWeakrefs(): void {
  const r = defineType(T.weakref, T.object, 'weakref.ReferenceType', WEAKREF_BYTES, TYPE_BASETYPE, null)
  setSlot(r, Slot.new_, fn(ref_new))
  setSlot(r, Slot.init, fn(ref_init))
  setSlot(r, Slot.call, fn(ref_call))
  setSlot(r, Slot.hash, fn(ref_hash))
  setSlot(r, Slot.richcompare, fn(ref_compare))
  setSlot(r, Slot.repr, fn(ref_repr))
  defineGetter(r, '__callback__', fn(ref_callback))
  initProxy(T.weakproxy, 'weakref.ProxyType', false)
  initProxy(T.weakcallableproxy, 'weakref.CallableProxyType', true)
}

export function initWeakrefModule(): u32 {
  const m = defineModule('_weakref')
  defineConstant(m, 'ref', pointer(typeAt(T.weakref)))
  defineConstant(m, 'ReferenceType', pointer(typeAt(T.weakref)))
  defineConstant(m, 'ProxyType', pointer(typeAt(T.weakproxy)))
  defineConstant(m, 'CallableProxyType', pointer(typeAt(T.weakcallableproxy)))
  defineFunction(m, 'proxy', '($module, object, callback=None, /)', fn(weakref_proxy))
  defineFunction(m, 'getweakrefcount', '($module, object, /)', fn(weakref_count))
  defineFunction(m, 'getweakrefs', '($module, object, /)', fn(weakref_refs))
  defineFunction(m, '_remove_dead_weakref', '($module, dct, key, /)', fn(weakref_removeDead))
  return m
}
