// _thread._local: an object whose attributes each thread has for itself. A thread's values lie in a dict of its own, found in the
// dict TB_LOCALS of its thread block under the local's number; so threads never conflict over a local, and a thread's values go
// with it. The first access in a thread runs `__init__` with the arguments that made the object.
//
//   _local:  +8 arguments (tuple: args, kwargs or None)   +16 number:32

import { NEXT_LOCAL_NUMBER, TB_LOCALS } from '../memory/layout'
import { threadBlock } from '../memory/registers'
import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, intValue, isNone, pointer } from '../memory/value'
import { defineType, fn, setSlot } from '../objects/define'
import { dictDelete, dictGet, dictGetStr, dictPopStr, dictSet, dictSetStr, newDict } from '../objects/dict'
import { newInstance } from '../objects/instance'
import { lit } from '../objects/intern'
import { vectorNames, dictToVector } from '../objects/keywords'
import { object_init } from '../objects/object-new'
import { raiseAttributeError, raiseText, textFormat } from '../objects/raise'
import { newTupleFrom } from '../objects/tuple'
import { TUPLE_ITEMS, tupleItem, tupleLength, tupleOf2 } from '../objects/tuple-core'
import { TYPE_BASETYPE, typeOf, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { typeLookup } from '../objects/type-lookup'
import { Slot } from '../objects/type-slots'

const ARGUMENTS: u32 = 8
const NUMBER: u32 = 16
const LOCAL_BYTES: u32 = 24

function local_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (argc != 0 && typeSlot(addressOf(type), Slot.init) == fn(object_init)) {
    return raiseText(T.TypeError, 'Initialization arguments are not supported')
  }
  const self = newInstance(addressOf(type))
  const count: u32 = names ? tupleLength(names) : 0
  let kwargs: Value = NONE
  if (count) {
    const dict = newDict()
    for (let i: u32 = 0; i < count; i++) if (!dictSet(dict, tupleItem(names, i), load<u64>(argv + (argc - count + i) * 8))) return EXCEPTION
    kwargs = pointer(dict)
  }
  store<u64>(self, pointer(tupleOf2(pointer(newTupleFrom(argv, argc - count)), kwargs)), ARGUMENTS)
  store<u32>(self, atomic.add<u32>(NEXT_LOCAL_NUMBER, 1) + 1, NUMBER)
  return addDict(self) ? pointer(self) : EXCEPTION // the caller runs `__init__` for this thread
}

/** The running thread's empty dict for `self`; 0: raised. */
function addDict(self: u32): u32 {
  let all = load<u64>(threadBlock, TB_LOCALS)
  if (all == 0) {
    all = pointer(newDict())
    store<u64>(threadBlock, all, TB_LOCALS)
  }
  const dict = newDict()
  return dictSet(addressOf(all), intValue(load<u32>(self, NUMBER)), pointer(dict)) ? dict : 0
}

/** The running thread's dict for `self`, made at the first access; 0: raised. */
function dictOf(self: u32): u32 {
  const all = load<u64>(threadBlock, TB_LOCALS)
  const known = all == 0 ? ABSENT : dictGet(addressOf(all), intValue(load<u32>(self, NUMBER)))
  if (known != ABSENT) return addressOf(known)
  const dict = addDict(self)
  const init = typeSlot(typeOf(pointer(self)), Slot.init)
  if (!dict || !init || init == fn(object_init)) return dict
  const given = addressOf(load<u64>(self, ARGUMENTS))
  const kwargs = tupleItem(given, 1)
  const vector = dictToVector(addressOf(tupleItem(given, 0)), 0, kwargs)
  const names = isNone(kwargs) ? 0 : vectorNames(kwargs)
  if (call_indirect<Value>(init, pointer(self), vector + TUPLE_ITEMS, tupleLength(vector), names) != EXCEPTION) return dict
  dictDelete(addressOf(load<u64>(threadBlock, TB_LOCALS)), intValue(load<u32>(self, NUMBER)))
  return 0
}

function local_getattribute(self: Value, name: Value): Value {
  const dict = dictOf(addressOf(self))
  if (!dict) return EXCEPTION
  if (name == pointer(lit('__dict__'))) return pointer(dict)
  const type = typeOf(self)
  const found = typeLookup(type, addressOf(name))
  let get: u32 = 0
  if (found != ABSENT) {
    get = typeSlot(typeOf(found), Slot.descrGet)
    if (get && typeSlot(typeOf(found), Slot.descrSet)) return call_indirect<Value>(get, found, self, pointer(type))
  }
  const own = dictGetStr(dict, addressOf(name))
  if (own != ABSENT) return own
  if (get) return call_indirect<Value>(get, found, self, pointer(type))
  if (found != ABSENT) return found
  return raiseAttributeError(self, addressOf(name), textFormat("'%T' object has no attribute '%U'", self, name))
}

function local_setattr(self: Value, name: Value, value: Value): Value {
  if (name == pointer(lit('__dict__'))) {
    return raiseAttributeError(self, addressOf(name), textFormat("'%T' object attribute '__dict__' is read-only", self))
  }
  const dict = dictOf(addressOf(self))
  if (!dict) return EXCEPTION
  const found = typeLookup(typeOf(self), addressOf(name))
  if (found != ABSENT) {
    const set = typeSlot(typeOf(found), Slot.descrSet)
    if (set) return call_indirect<Value>(set, found, self, value)
  }
  if (value != UNBOUND) return dictSetStr(dict, addressOf(name), value) ? NONE : EXCEPTION
  const gone = dictPopStr(dict, addressOf(name))
  if (gone != ABSENT) return gone == EXCEPTION ? gone : NONE
  return raiseAttributeError(self, addressOf(name), textFormat("'%T' object has no attribute '%U'", self, name))
}

export function initThreadLocal(): void {
  const t = defineType(T.thread_local, T.object, '_thread._local', LOCAL_BYTES, TYPE_BASETYPE, 'Thread-local data')
  setSlot(t, Slot.new_, fn(local_new))
  setSlot(t, Slot.getattribute, fn(local_getattribute))
  setSlot(t, Slot.setattr, fn(local_setattr))
}
