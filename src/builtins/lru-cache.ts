// functools._lru_cache_wrapper: a function and what it has given. The least recently used results stand at the head of a ring of
// links; each link is a unit, so that hits at the same place of the ring conflict, others do not.
//
//   wrapper: +8 function  +16 cache (dict: key -> link, or key -> result without limit)  +24 maxsize:i64 (-1: no limit)
//            +32 hits:i64  +40 misses:i64  +48 typed (bool)  +56 type of cache_info  +64 keyword mark  +72 root link  +80 attribute dict:32
//   link:    +8 previous  +16 next  +24 key  +32 result (all values)
// Only the wrapper's counters and the ring change; the function may call the cache again, or clear it.

import { allocate } from '../gc/allocate'
import { ABSENT, EXCEPTION, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, hasShape, intValue, isInt, isPointer, pointer } from '../memory/value'
import { call1, callVector } from '../interp/nested'
import { stmRead32, stmRead64, stmWrite64 } from '../stm/barriers'
import { INDEX_ERROR, callable, getAttribute, hashOf, isTrue, toIndex } from '../objects/abstract'
import { instance_getDict, instance_setDict } from '../objects/class-members'
import { arg, defineGetter, defineMethod, defineType, fn, setSlot } from '../objects/define'
import { dictClear, dictCount, dictGetHashed, dictPopHashed, dictSetHashed, foldHash, newDict } from '../objects/dict'
import { newInstanceOf } from '../objects/instance-allocation'
import { lit } from '../objects/intern'
import { isPlainInt } from '../objects/item-access'
import { newMethod } from '../objects/method'
import { bindKeywords } from '../objects/positional-args'
import { raiseText } from '../objects/raise'
import { SHAPE_DICT_OFFSET, shapeAt } from '../objects/shape'
import { TUPLE_ITEMS, newTuple, tupleInit, tupleItem, tupleLength } from '../objects/tuple-core'
import { newTupleFrom } from '../objects/tuple'
import { TYPE_BASETYPE, TYPE_HAS_DICT, TYPE_METHOD_DESCRIPTOR, typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { defineConstant } from '../objects/define'
import { publishType } from './fields'
import { typeAt } from '../objects/shape'
import { finishType } from '../objects/type-boot'

const FUNCTION: u32 = 8
const CACHE: u32 = 16
const MAXSIZE: u32 = 24
const HITS: u32 = 32
const MISSES: u32 = 40
const TYPED: u32 = 48
const INFO_TYPE: u32 = 56
const MARK: u32 = 64
const ROOT: u32 = 72
const DICT: u32 = 80
const WRAPPER_BYTES: u32 = 88

const PREVIOUS: u32 = 8
const NEXT: u32 = 16
const KEY: u32 = 24
const RESULT: u32 = 32
const LINK_BYTES: u32 = 40

function newLink(key: Value, result: Value): u32 {
  const link = allocate(shapeAt(T.functools_lru_list_elem), LINK_BYTES)
  store<u64>(link, pointer(link), PREVIOUS)
  store<u64>(link, pointer(link), NEXT)
  store<u64>(link, key, KEY)
  store<u64>(link, result, RESULT)
  return link
}

// @ts-ignore: decorator
@inline function at(link: u32, offset: u32): u32 { return addressOf(stmRead64(link, link + offset)) }

function unlink(link: u32): void {
  const previous = at(link, PREVIOUS), next = at(link, NEXT)
  stmWrite64(previous, previous + NEXT, pointer(next))
  stmWrite64(next, next + PREVIOUS, pointer(previous))
}

/** Puts a link in as the most recently used one. */
function linkLast(root: u32, link: u32): void {
  const last = at(root, PREVIOUS)
  stmWrite64(last, last + NEXT, pointer(link))
  stmWrite64(root, root + PREVIOUS, pointer(link))
  stmWrite64(link, link + PREVIOUS, pointer(last))
  stmWrite64(link, link + NEXT, pointer(root))
}

function wrapper_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const slots = bindKeywords('lru_cache', argv, argc, names, 4, 4, 0, 4, 'user_function', 'maxsize', 'typed', 'cache_info_type')
  if (!slots) return EXCEPTION
  if (!callable(arg(slots, 0))) return raiseText(T.TypeError, 'the first argument must be callable')
  let maxsize: i64 = -1
  if (arg(slots, 1) != NONE) {
    if (!isPlainInt(arg(slots, 1))) return raiseText(T.TypeError, 'maxsize should be integer or None')
    maxsize = toIndex(arg(slots, 1), T.OverflowError)
    if (maxsize == INDEX_ERROR) return EXCEPTION
    if (maxsize < 0) maxsize = 0
  }
  const typed = isTrue(arg(slots, 2))
  if (typed < 0) return EXCEPTION
  const w = newInstanceOf(type, T.functools_lru_cache_wrapper, WRAPPER_BYTES)
  store<u64>(w, arg(slots, 0), FUNCTION)
  store<u64>(w, pointer(newDict()), CACHE)
  store<i64>(w, maxsize, MAXSIZE)
  store<u64>(w, boolValue(typed == 1), TYPED)
  store<u64>(w, arg(slots, 3), INFO_TYPE)
  const mark = allocate(shapeAt(T.object), 16)
  store<u64>(w, pointer(mark), MARK)
  store<u64>(w, pointer(newLink(NONE, NONE)), ROOT)
  return pointer(w)
}

/** The key of a call: the argument itself if it is one str or int, else a tuple of arguments, mark, keywords, types. */
function makeKey(w: u32, argv: u32, argc: u32, names: u32): Value {
  const keywords: u32 = names ? tupleLength(names) : 0
  const positional = argc - keywords
  const typed = load<u64>(w, TYPED) == TRUE
  if (!typed && keywords == 0) {
    if (positional == 1 && (isInt(arg(argv, 0)) || hasShape(arg(argv, 0), shapeAt(T.str)))) return arg(argv, 0)
    return pointer(newTupleFrom(argv, positional))
  }
  const key = newTuple(positional + (keywords ? 1 + 2 * keywords : 0) + (typed ? argc : 0))
  let n: u32 = 0
  for (let i: u32 = 0; i < positional; i++) tupleInit(key, n++, arg(argv, i))
  if (keywords) {
    tupleInit(key, n++, load<u64>(w, MARK))
    for (let k: u32 = 0; k < keywords; k++) {
      tupleInit(key, n++, tupleItem(names, k))
      tupleInit(key, n++, arg(argv, positional + k))
    }
  }
  if (typed) for (let i: u32 = 0; i < argc; i++) tupleInit(key, n++, pointer(typeOf(arg(argv, i))))
  return pointer(key)
}

function count(w: u32, counter: u32): void { stmWrite64(w, w + counter, stmRead64(w, w + counter) + 1) }

function wrapper_call(self: Value, argv: u32, argc: u32, names: u32): Value {
  const w = addressOf(self)
  const f = load<u64>(w, FUNCTION)
  const maxsize = load<i64>(w, MAXSIZE)
  if (maxsize == 0) {
    count(w, MISSES)
    return callVector(f, argv, argc, names)
  }
  const key = makeKey(w, argv, argc, names)
  const hash64 = hashOf(key)
  if (hash64 == -1) return EXCEPTION
  const hash = foldHash(hash64)
  const cache = addressOf(load<u64>(w, CACHE))
  const found = dictGetHashed(cache, key, hash)
  if (found == EXCEPTION) return EXCEPTION
  if (maxsize < 0) {
    if (found != ABSENT) { count(w, HITS); return found }
    count(w, MISSES)
    const result = callVector(f, argv, argc, names)
    return result == EXCEPTION || dictSetHashed(cache, key, hash, result) ? result : EXCEPTION
  }
  const root = addressOf(load<u64>(w, ROOT))
  if (found != ABSENT) {
    const link = addressOf(found)
    if (at(root, PREVIOUS) != link) {
      unlink(link)
      linkLast(root, link)
    }
    count(w, HITS)
    return stmRead64(link, link + RESULT)
  }
  count(w, MISSES)
  const result = callVector(f, argv, argc, names)
  if (result == EXCEPTION) return EXCEPTION
  const meanwhile = dictGetHashed(cache, key, hash) // the function may have called itself with the same arguments
  if (meanwhile != ABSENT) return meanwhile == EXCEPTION ? EXCEPTION : result
  if (<i64>dictCount(cache) >= maxsize) {
    const oldest = at(root, NEXT)
    if (oldest != root) {
      unlink(oldest)
      const oldKey = stmRead64(oldest, oldest + KEY)
      const oldHash = hashOf(oldKey)
      if (oldHash == -1 || dictPopHashed(cache, oldKey, foldHash(oldHash)) == EXCEPTION) return EXCEPTION
    }
  }
  const link = newLink(key, result)
  if (!dictSetHashed(cache, key, hash, pointer(link))) return EXCEPTION
  linkLast(root, link)
  return result
}

function wrapper_get(self: Value, object: Value, type: Value): Value {
  return object == UNBOUND || object == NONE ? self : newMethod(self, object)
}

function wrapper_cacheInfo(argv: u32): Value {
  const w = addressOf(arg(argv, 0))
  const maxsize = load<i64>(w, MAXSIZE)
  const info = newTuple(4)
  tupleInit(info, 0, intValue(stmRead64(w, w + HITS)))
  tupleInit(info, 1, intValue(stmRead64(w, w + MISSES)))
  tupleInit(info, 2, maxsize < 0 ? NONE : intValue(maxsize))
  tupleInit(info, 3, intValue(dictCount(addressOf(load<u64>(w, CACHE)))))
  return callVector(load<u64>(w, INFO_TYPE), info + TUPLE_ITEMS, 4, 0)
}

function wrapper_cacheClear(argv: u32): Value {
  const w = addressOf(arg(argv, 0))
  const root = addressOf(load<u64>(w, ROOT))
  stmWrite64(root, root + PREVIOUS, pointer(root))
  stmWrite64(root, root + NEXT, pointer(root))
  stmWrite64(w, w + HITS, 0)
  stmWrite64(w, w + MISSES, 0)
  dictClear(addressOf(load<u64>(w, CACHE)))
  return NONE
}

function wrapper_self(argv: u32): Value { return arg(argv, 0) }
function wrapper_reduce(argv: u32): Value { return getAttribute(arg(argv, 0), lit('__qualname__')) }

export function initLruCache(module: u32): void {
  defineType(T.functools_lru_list_elem, T.object, 'functools._lru_list_elem', LINK_BYTES, 0, null)
  finishType(T.functools_lru_list_elem)
  const t = defineType(T.functools_lru_cache_wrapper, T.object, 'functools._lru_cache_wrapper', WRAPPER_BYTES, TYPE_BASETYPE | TYPE_HAS_DICT | TYPE_METHOD_DESCRIPTOR, 'A function that remembers its results.')
  store<u32>(shapeAt(T.functools_lru_cache_wrapper), DICT, SHAPE_DICT_OFFSET)
  setSlot(t, Slot.new_, fn(wrapper_new))
  setSlot(t, Slot.call, fn(wrapper_call))
  setSlot(t, Slot.descrGet, fn(wrapper_get))
  defineMethod(t, 'cache_info', '($self, /)', fn(wrapper_cacheInfo))
  defineMethod(t, 'cache_clear', '($self, /)', fn(wrapper_cacheClear))
  defineMethod(t, '__reduce__', '($self, /)', fn(wrapper_reduce))
  defineMethod(t, '__copy__', '($self, /)', fn(wrapper_self))
  defineMethod(t, '__deepcopy__', '($self, memo, /)', fn(wrapper_self))
  defineGetter(t, '__dict__', fn(instance_getDict), fn(instance_setDict))
  publishType(module, T.functools_lru_cache_wrapper, '_lru_cache_wrapper')
}
