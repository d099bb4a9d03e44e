// The type re.Match.

import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, intValue, isPointer, pointer } from '../memory/value'
import { call1, call2 } from '../interp/nested'
import { getAttribute, repr } from '../objects/abstract'
import { arg, defineClassMethod, defineGetter, defineMethod, defineType, fn, setSlot } from '../objects/define'
import { dictGet, dictKeyAt, dictNext, dictSet, dictValueAt, newDict } from '../objects/dict'
import { newGenericAlias } from '../objects/generic-alias'
import { INDEX_ERROR, isIndex, toIndex } from '../objects/item-access'
import { clearError, raiseText } from '../objects/raise'
import { textBegin, textDrop, textEnd, textInt, textLiteral, textValue } from '../objects/text-builder'
import { newTuple, tupleInit, tupleItem, tupleLength, tupleOf2 } from '../objects/tuple-core'
import { TYPE_NO_INSTANTIATION } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { NO_MARK } from './sre-match'
import { MATCH_ENDPOS, MATCH_GROUPS, MATCH_LAST_INDEX, MATCH_MARKS, MATCH_PATTERN, MATCH_POS, MATCH_STRING, MATCH_TEXT, PATTERN_GROUPINDEX, PATTERN_INDEXGROUP, textSlice } from './sre-pattern-core'
import { expandTemplate, templateOf } from './sre-template'

// @ts-ignore: decorator
@inline function groupStart(m: u32, g: u32): u32 { return load<u32>(m + g * 8, MATCH_MARKS) }
// @ts-ignore: decorator
@inline function groupEnd(m: u32, g: u32): u32 { return load<u32>(m + g * 8, MATCH_MARKS + 4) }

/** Text of group `g`, or `missing` if it took no part. */
export function matchGroup(m: u32, g: u32, missing: Value): Value {
  const from = groupStart(m, g)
  return from == NO_MARK ? missing : textSlice(load<u64>(m, MATCH_TEXT), from, groupEnd(m, g))
}

/** Number of the group that `key` (number or name) means, or -1: IndexError raised. */
function groupNumber(m: u32, key: Value): i32 {
  let i: i64 = -1
  if (isIndex(key)) {
    i = toIndex(key, T.none)
    if (i == INDEX_ERROR) clearError()
  } else {
    const found = dictGet(addressOf(load<u64>(addressOf(load<u64>(m, MATCH_PATTERN)), PATTERN_GROUPINDEX)), key)
    if (found == EXCEPTION) clearError()
    else if (found != ABSENT) i = toIndex(found, T.none)
  }
  if (i >= 0 && i < <i64>load<u32>(m, MATCH_GROUPS)) return <i32>i
  raiseText(T.IndexError, 'no such group')
  return -1
}
function groupArg(argv: u32, m: u32): i32 { return arg(argv, 1) == UNBOUND ? 0 : groupNumber(m, arg(argv, 1)) }

function position(mark: u32): Value { return intValue(<i64><i32>mark) }

function match_start(argv: u32): Value {
  const m = addressOf(arg(argv, 0))
  const g = groupArg(argv, m)
  return g < 0 ? EXCEPTION : position(groupStart(m, g))
}
function match_end(argv: u32): Value {
  const m = addressOf(arg(argv, 0))
  const g = groupArg(argv, m)
  return g < 0 ? EXCEPTION : position(groupEnd(m, g))
}
function match_span(argv: u32): Value {
  const m = addressOf(arg(argv, 0))
  const g = groupArg(argv, m)
  return g < 0 ? EXCEPTION : pointer(tupleOf2(position(groupStart(m, g)), position(groupEnd(m, g))))
}

function match_group(argv: u32): Value {
  const m = addressOf(arg(argv, 0))
  const keys = addressOf(arg(argv, 1))
  const n = tupleLength(keys)
  if (n == 0) return matchGroup(m, 0, NONE)
  if (n == 1) {
    const g = groupNumber(m, tupleItem(keys, 0))
    return g < 0 ? EXCEPTION : matchGroup(m, g, NONE)
  }
  const t = newTuple(n)
  for (let i: u32 = 0; i < n; i++) {
    const g = groupNumber(m, tupleItem(keys, i))
    if (g < 0) return EXCEPTION
    tupleInit(t, i, matchGroup(m, g, NONE))
  }
  return pointer(t)
}
function match_getitem(self: Value, key: Value): Value {
  const g = groupNumber(addressOf(self), key)
  return g < 0 ? EXCEPTION : matchGroup(addressOf(self), g, NONE)
}

function match_groups(argv: u32): Value {
  const m = addressOf(arg(argv, 0))
  const missing = arg(argv, 1) == UNBOUND ? NONE : arg(argv, 1)
  const n = load<u32>(m, MATCH_GROUPS) - 1
  const t = newTuple(n)
  for (let i: u32 = 0; i < n; i++) tupleInit(t, i, matchGroup(m, i + 1, missing))
  return pointer(t)
}

function match_groupdict(argv: u32): Value {
  const m = addressOf(arg(argv, 0))
  const missing = arg(argv, 1) == UNBOUND ? NONE : arg(argv, 1)
  const names = addressOf(load<u64>(addressOf(load<u64>(m, MATCH_PATTERN)), PATTERN_GROUPINDEX))
  const d = newDict()
  for (let n = dictNext(names, 0); n >= 0; n = dictNext(names, n + 1)) {
    const g = groupNumber(m, dictValueAt(names, n))
    if (g < 0 || !dictSet(d, dictKeyAt(names, n), matchGroup(m, g, missing))) return EXCEPTION
  }
  return pointer(d)
}

function match_expand(argv: u32): Value {
  const self = arg(argv, 0)
  const template = templateOf(load<u64>(addressOf(self), MATCH_PATTERN), arg(argv, 1))
  return template == EXCEPTION ? EXCEPTION : expandTemplate(template, self)
}

function match_copy(argv: u32): Value { return arg(argv, 0) }

function match_string(self: Value): Value { return load<u64>(addressOf(self), MATCH_STRING) }
function match_re(self: Value): Value { return load<u64>(addressOf(self), MATCH_PATTERN) }
function match_pos(self: Value): Value { return intValue(load<u32>(addressOf(self), MATCH_POS)) }
function match_endpos(self: Value): Value { return intValue(load<u32>(addressOf(self), MATCH_ENDPOS)) }
function match_lastindex(self: Value): Value {
  const i = load<i32>(addressOf(self), MATCH_LAST_INDEX)
  return i < 0 ? NONE : intValue(i)
}
function match_lastgroup(self: Value): Value {
  const i = load<i32>(addressOf(self), MATCH_LAST_INDEX)
  const names = addressOf(load<u64>(addressOf(load<u64>(addressOf(self), MATCH_PATTERN)), PATTERN_INDEXGROUP))
  return i >= 0 && <u32>i < tupleLength(names) ? tupleItem(names, i) : NONE
}
function match_regs(self: Value): Value {
  const m = addressOf(self)
  const n = load<u32>(m, MATCH_GROUPS)
  const t = newTuple(n)
  for (let g: u32 = 0; g < n; g++) tupleInit(t, g, pointer(tupleOf2(position(groupStart(m, g)), position(groupEnd(m, g)))))
  return pointer(t)
}

function match_repr(self: Value): Value {
  const m = addressOf(self)
  const shown = repr(matchGroup(m, 0, NONE))
  if (shown == EXCEPTION) return EXCEPTION
  textBegin()
  textLiteral('<re.Match object; span=(')
  textInt(groupStart(m, 0))
  textLiteral(', ')
  textInt(groupEnd(m, 0))
  textLiteral('), match=')
  textValue(shown)
  textLiteral('>')
  return textEnd()
}

function class_getitem(argv: u32): Value { return newGenericAlias(arg(argv, 0), arg(argv, 1)) }

export function initMatchType(): void {
  const t = defineType(T.sre_Match, T.object, 're.Match', MATCH_MARKS, TYPE_NO_INSTANTIATION,
    'The result of re.match() and re.search().\nMatch objects always have a boolean value of True.')
  setSlot(t, Slot.repr, fn(match_repr))
  setSlot(t, Slot.subscript, fn(match_getitem))
  defineMethod(t, 'group', '($self, /, *args)', fn(match_group))
  defineMethod(t, 'groups', '($self, /, default=None)', fn(match_groups))
  defineMethod(t, 'groupdict', '($self, /, default=None)', fn(match_groupdict))
  defineMethod(t, 'start', '($self, group=0, /)', fn(match_start))
  defineMethod(t, 'end', '($self, group=0, /)', fn(match_end))
  defineMethod(t, 'span', '($self, group=0, /)', fn(match_span))
  defineMethod(t, 'expand', '($self, /, template)', fn(match_expand))
  defineMethod(t, '__copy__', '($self, /)', fn(match_copy))
  defineMethod(t, '__deepcopy__', '($self, memo, /)', fn(match_copy))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(class_getitem))
  defineGetter(t, 'string', fn(match_string))
  defineGetter(t, 're', fn(match_re))
  defineGetter(t, 'pos', fn(match_pos))
  defineGetter(t, 'endpos', fn(match_endpos))
  defineGetter(t, 'lastindex', fn(match_lastindex))
  defineGetter(t, 'lastgroup', fn(match_lastgroup))
  defineGetter(t, 'regs', fn(match_regs))
}
