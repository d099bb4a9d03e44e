// Struct sequences (os.stat_result, sys.version_info, time.struct_time): tuples whose items have names. Beyond the items of the
// tuple there may be more fields, which have a name only.
//
//   the layout of a tuple; `length` counts the visible items, the hidden fields follow behind them
// Instances of the static types are units only in name: nothing ever changes them, so reads need no barrier.

import { allocate } from '../gc/allocate'
import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, intValue, isPointer, pointer } from '../memory/value'
import { toTuple, repr } from './abstract'
import { MEMBER_NONE, MEMBER_READONLY, arg, defineMethod, defineType, fn, internPart, newMember, setSlot } from './define'
import { dictGetStr, dictKeyAt, dictNext, dictSetStr, dictCount, newDict } from './dict'
import { lit, text, textLength } from './intern'
import { namespaceSet } from './namespace'
import { bindKeywords } from './positional-args'
import { clearError, raiseFormat, raiseText } from './raise'
import { SHAPE_TAG, shapeAt, typeAt } from './shape'
import { textBegin, textCodePoint, textDrop, textEnd, textLiteral, textStr, textValue } from './text-builder'
import { TUPLE_ITEMS, newTuple, newTupleOutside, tupleInit, tupleItem, tupleLength, tupleOf2 } from './tuple-core'
import { TYPE_DICT, TYPE_FULL_NAME, TYPE_NO_INSTANTIATION, TYPE_ROOT_SHAPE, TYPE_TAG, TYPE_TUPLE, tagOf, typeFlags, typeOf } from './type'
import { strEqual } from './str-core'
import { keyList } from './type-object'
import { finishType } from './type-boot'
import { T } from './type-ids'
import { Slot } from './type-slots'

/** In the type: tuple of the names of all fields (None: no name), and how many of them are items. */
const TYPE_FIELD_NAMES: u32 = 80
const TYPE_VISIBLE: u32 = 84
const TUPLE_LENGTH: u32 = 8

/**
 * Defines struct sequence type `t`. `fields` are the names in order, separated by spaces, `visible` of them items; "-" is an item
 * without a name. `instantiable`: programs may call it.
 */
export function defineStructSequence(t: T, name: string, fields: string, visible: u32, instantiable: bool, doc: string | null = null): u32 {
  const type = defineType(t, T.tuple, name, 16, TYPE_TUPLE | (instantiable ? 0 : TYPE_NO_INSTANTIATION), doc)
  store<u32>(type, <u32>T.tuple, TYPE_TAG)
  store<u16>(shapeAt(t), <u16>T.tuple, SHAPE_TAG)
  const dict = load<u32>(type, TYPE_DICT)
  const constant = text(fields)
  const n = <i32>textLength(constant)
  let count: u32 = 1, named: u32 = 0
  for (let i = 0; i < n; i++) if (load<u16>(constant + i * 2) == 32) count++
  const names = newTupleOutside(count)
  let index: u32 = 0
  for (let i = 0; i < n; index++) {
    let end = i
    while (end < n && load<u16>(constant + end * 2) != 32) end++
    if (load<u16>(constant + i * 2) == 45) tupleInit(names, index, NONE)
    else {
      const field = internPart(constant, i, end)
      tupleInit(names, index, pointer(field))
      namespaceSet(dict, field, pointer(newMember(type, field, TUPLE_ITEMS + index * 8, MEMBER_READONLY | MEMBER_NONE)))
      if (index < visible) named++
    }
    i = end + 1
  }
  store<u32>(type, names, TYPE_FIELD_NAMES)
  store<u32>(type, visible, TYPE_VISIBLE)
  const match = newTupleOutside(named)
  for (let i: u32 = 0, k: u32 = 0; i < visible; i++) if (tupleItem(names, i) != NONE) tupleInit(match, k++, tupleItem(names, i))
  namespaceSet(dict, lit('n_sequence_fields'), intValue(visible))
  namespaceSet(dict, lit('n_fields'), intValue(count))
  namespaceSet(dict, lit('n_unnamed_fields'), intValue(visible - named))
  namespaceSet(dict, lit('__match_args__'), pointer(match))
  setSlot(type, Slot.new_, fn(structSequence_new))
  setSlot(type, Slot.repr, fn(structSequence_repr))
  defineMethod(type, '__reduce__', '($self, /)', fn(structSequence_reduce))
  defineMethod(type, '__replace__', '($self, /, **changes)', fn(structSequence_replace))
  finishType(t)
  return type
}

// @ts-ignore: decorator
@inline function fieldCount(type: u32): u32 { return tupleLength(load<u32>(type, TYPE_FIELD_NAMES)) }
// @ts-ignore: decorator
@inline function visibleCount(type: u32): u32 { return load<u32>(type, TYPE_VISIBLE) }
/** Name of field `i` (interned str), or 0: it has none. */
function fieldName(type: u32, i: u32): u32 {
  const v = tupleItem(load<u32>(type, TYPE_FIELD_NAMES), i)
  return v == NONE ? 0 : addressOf(v)
}

/** A struct sequence of static type `t` with all its fields at `at`. */
export function newStructSequence(t: T, at: u32): Value {
  const type = typeAt(t)
  const fields = fieldCount(type)
  const s = allocate(shapeAt(t), TUPLE_ITEMS + fields * 8)
  store<u32>(s, visibleCount(type), TUPLE_LENGTH)
  memory.copy(s + TUPLE_ITEMS, at, fields * 8)
  return pointer(s)
}

function structSequence_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (typeFlags(addressOf(type)) & TYPE_NO_INSTANTIATION) return raiseFormat(T.TypeError, "cannot create '%N' instances", addressOf(type))
  const bound = bindKeywords('structseq', argv, argc, names, 2, 1, 0, 2, 'sequence', 'dict')
  if (!bound) return EXCEPTION
  const sequence = toTuple(load<u64>(bound))
  if (sequence == EXCEPTION) {
    clearError()
    return raiseText(T.TypeError, 'constructor requires a sequence')
  }
  const dict = load<u64>(bound, 8)
  if (dict != UNBOUND && dict != NONE && tagOf(dict) != T.dict) return raiseFormat(T.TypeError, '%N() takes a dict as second arg, if any', addressOf(type))
  const given = tupleLength(addressOf(sequence))
  const fields = fieldCount(addressOf(type)), visible = visibleCount(addressOf(type))
  if (given < visible || given > fields) {
    const few = given < visible
    const how = visible == fields ? text('a ') : few ? text('an at least ') : text('an at most ')
    return raiseFormat(T.TypeError, '%N() takes %s%d-sequence (%d-sequence given)', addressOf(type), how, few ? visible : fields, given)
  }
  const s = allocate(load<u32>(addressOf(type), TYPE_ROOT_SHAPE), TUPLE_ITEMS + fields * 8)
  store<u32>(s, visible, TUPLE_LENGTH)
  for (let i: u32 = 0; i < fields; i++) store<u64>(s + TUPLE_ITEMS + i * 8, i < given ? tupleItem(addressOf(sequence), i) : NONE)
  if (dict != UNBOUND && dict != NONE) {
    for (let i = given; i < fields; i++) {
      const v = dictGetStr(addressOf(dict), fieldName(addressOf(type), i))
      if (v != ABSENT) store<u64>(s + TUPLE_ITEMS + i * 8, v)
    }
  }
  return pointer(s)
}

/** What repr calls item `i`: the i-th name that there is, as in CPython. */
function namedField(type: u32, i: u32): u32 {
  for (let k: u32 = 0, named: u32 = 0; k < fieldCount(type); k++) {
    const name = fieldName(type, k)
    if (name && named++ == i) return name
  }
  return lit('?')
}

function structSequence_repr(self: Value): Value {
  const s = addressOf(self)
  const type = typeOf(self)
  const n = tupleLength(s)
  textBegin()
  textStr(load<u32>(type, TYPE_FULL_NAME))
  textCodePoint(40)
  for (let i: u32 = 0; i < n; i++) {
    if (i) textLiteral(', ')
    textStr(namedField(type, i))
    textCodePoint(61)
    const r = repr(tupleItem(s, i))
    if (r == EXCEPTION) {
      textDrop()
      return EXCEPTION
    }
    textValue(r)
  }
  textCodePoint(41)
  return textEnd()
}

function structSequence_reduce(argv: u32): Value {
  const s = addressOf(arg(argv, 0))
  const type = typeOf(arg(argv, 0))
  const fields = fieldCount(type)
  const n = tupleLength(s)
  const items = newTuple(n)
  for (let i: u32 = 0; i < n; i++) tupleInit(items, i, tupleItem(s, i))
  const dict = newDict()
  for (let i = n; i < fields; i++) dictSetStr(dict, fieldName(type, i), load<u64>(s + TUPLE_ITEMS + i * 8))
  return pointer(tupleOf2(pointer(type), pointer(tupleOf2(pointer(items), pointer(dict)))))
}

function structSequence_replace(argv: u32): Value {
  const s = addressOf(arg(argv, 0))
  const changes = addressOf(arg(argv, 1))
  const type = typeOf(arg(argv, 0))
  const fields = fieldCount(type)
  if (hasUnnamed(type)) {
    return raiseFormat(T.TypeError, '__replace__() is not supported for %N because it has unnamed field(s)', type)
  }
  const r = allocate(load<u32>(type, TYPE_ROOT_SHAPE), TUPLE_ITEMS + fields * 8)
  store<u32>(r, tupleLength(s), TUPLE_LENGTH)
  let used: u32 = 0
  for (let i: u32 = 0; i < fields; i++) {
    const v = dictGetStr(changes, fieldName(type, i))
    if (v != ABSENT) used++
    store<u64>(r + TUPLE_ITEMS + i * 8, v == ABSENT ? load<u64>(s + TUPLE_ITEMS + i * 8) : v)
  }
  if (<i64>used == dictCount(changes)) return pointer(r)
  const unexpected = newDict()
  for (let n = dictNext(changes, 0); n >= 0; n = dictNext(changes, n + 1)) {
    const key = dictKeyAt(changes, n)
    let known = false
    for (let i: u32 = 0; i < fields; i++) if (isPointer(key) && strEqual(addressOf(key), fieldName(type, i))) known = true
    if (!known) dictSetStr(unexpected, addressOf(key), NONE)
  }
  return raiseFormat(T.TypeError, 'Got unexpected field name(s): %R', keyList(unexpected))
}

function hasUnnamed(type: u32): bool {
  const n = fieldCount(type)
  for (let i: u32 = 0; i < n; i++) if (fieldName(type, i) == 0) return true
  return false
}
