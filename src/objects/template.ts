// Template strings: Template, Interpolation and the iterator of a Template (module string.templatelib). Templates and interpolations
// never change once they are made, so reading them needs no barrier.
//
//   Template:      +8 strings (tuple)  +16 interpolations (tuple)
//   Interpolation: +8 value  +16 expression (str)  +24 conversion (str or None)  +32 format spec (str)
//   TemplateIter:  a unit; +8 template  +16 next part:64 (strings at even, interpolations at odd numbers)

import { allocate } from '../gc/allocate'
import { EXCEPTION, EXHAUSTED, NONE, UNBOUND, Value, addressOf, hasShape, pointer } from '../memory/value'
import { stmOwn, stmStore64 } from '../stm/barriers'
import { isStr } from './abstract'
import { MEMBER_READONLY, arg, defineClassMethod, defineGetter, defineMember, defineMethod, defineType, fn, setSlot } from './define'
import { lit, litValue } from './intern'
import { namespaceSet } from './namespace'
import { classGetItem } from './pickle-support'
import { bindKeywords } from './positional-args'
import { raiseFormat, raiseText, textFormat } from './raise'
import { shapeAt } from './shape'
import { strConcat } from './str-build'
import { strAt, strLength, strOf } from './str-core'
import { newTuple, newTupleOutside, tupleInit, tupleItem, tupleLength, tupleOf2 } from './tuple-core'
import { TYPE_DICT, TYPE_HAS_WEAKREFS, typeOf } from './type'
import { T } from './type-ids'
import { Slot } from './type-slots'
import { newVector, vectorPush, vectorToTuple } from './vector'

const TEMPLATE_STRINGS: u32 = 8
const TEMPLATE_INTERPOLATIONS: u32 = 16
const TEMPLATE_BYTES: u32 = 24
const INTERPOLATION_VALUE: u32 = 8
const INTERPOLATION_EXPRESSION: u32 = 16
const INTERPOLATION_CONVERSION: u32 = 24
const INTERPOLATION_SPEC: u32 = 32
const INTERPOLATION_BYTES: u32 = 40
const ITER_TEMPLATE: u32 = 8
const ITER_PART: u32 = 16

/** A Template of tuples: one string more than interpolations. */
export function newTemplate(strings: Value, interpolations: Value): Value {
  const t = allocate(shapeAt(T.Template), TEMPLATE_BYTES)
  store<u64>(t, strings, TEMPLATE_STRINGS)
  store<u64>(t, interpolations, TEMPLATE_INTERPOLATIONS)
  return pointer(t)
}

/** `conversion`: 's', 'r' or 'a' as a str, or NONE. */
export function newInterpolation(value: Value, expression: Value, conversion: Value, spec: Value): Value {
  const i = allocate(shapeAt(T.Interpolation), INTERPOLATION_BYTES)
  store<u64>(i, value, INTERPOLATION_VALUE)
  store<u64>(i, expression, INTERPOLATION_EXPRESSION)
  store<u64>(i, conversion, INTERPOLATION_CONVERSION)
  store<u64>(i, spec, INTERPOLATION_SPEC)
  return pointer(i)
}

// @ts-ignore: decorator
@inline function field(v: Value, offset: u32): Value { return load<u64>(addressOf(v) + offset) }

function template_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (names && tupleLength(names)) return raiseText(T.TypeError, 'Template.__new__ only accepts *args arguments')
  let strings = newVector()
  let interpolations = newVector()
  let last: Value = UNBOUND // a string that the next one joins
  for (let i: u32 = 0; i < argc; i++) {
    const v = load<u64>(argv + i * 8)
    if (isStr(v)) last = last == UNBOUND ? v : pointer(strConcat(strOf(last), strOf(v)))
    else if (hasShape(v, shapeAt(T.Interpolation))) {
      strings = vectorPush(strings, last == UNBOUND ? litValue('') : last)
      interpolations = vectorPush(interpolations, v)
      last = UNBOUND
    } else return raiseFormat(T.TypeError, "Template.__new__ *args need to be of type 'str' or 'Interpolation', got %T", v)
  }
  strings = vectorPush(strings, last == UNBOUND ? litValue('') : last)
  return newTemplate(pointer(vectorToTuple(strings)), pointer(vectorToTuple(interpolations)))
}

function template_repr(self: Value): Value {
  return textFormat('Template(strings=%R, interpolations=%R)', field(self, TEMPLATE_STRINGS), field(self, TEMPLATE_INTERPOLATIONS))
}

/** Two templates: the last string of the one and the first of the other become one. */
function template_concat(self: Value, other: Value): Value {
  if (!hasShape(self, shapeAt(T.Template)) || !hasShape(other, shapeAt(T.Template))) {
    return raiseFormat(T.TypeError, 'can only concatenate string.templatelib.Template (not "%T") to string.templatelib.Template', other)
  }
  const a = addressOf(field(self, TEMPLATE_STRINGS)), b = addressOf(field(other, TEMPLATE_STRINGS))
  const n = tupleLength(a), m = tupleLength(b)
  const strings = newTuple(n + m - 1)
  for (let i: u32 = 0; i < n - 1; i++) tupleInit(strings, i, tupleItem(a, i))
  tupleInit(strings, n - 1, pointer(strConcat(strOf(tupleItem(a, n - 1)), strOf(tupleItem(b, 0)))))
  for (let i: u32 = 1; i < m; i++) tupleInit(strings, n - 1 + i, tupleItem(b, i))
  const c = addressOf(field(self, TEMPLATE_INTERPOLATIONS)), d = addressOf(field(other, TEMPLATE_INTERPOLATIONS))
  const all = newTuple(tupleLength(c) + tupleLength(d))
  for (let i: u32 = 0; i < tupleLength(c); i++) tupleInit(all, i, tupleItem(c, i))
  for (let i: u32 = 0; i < tupleLength(d); i++) tupleInit(all, tupleLength(c) + i, tupleItem(d, i))
  return newTemplate(pointer(strings), pointer(all))
}

function template_values(self: Value): Value {
  const t = addressOf(field(self, TEMPLATE_INTERPOLATIONS))
  const values = newTuple(tupleLength(t))
  for (let i: u32 = 0; i < tupleLength(t); i++) tupleInit(values, i, field(tupleItem(t, i), INTERPOLATION_VALUE))
  return pointer(values)
}

function template_iter(self: Value): Value {
  const it = allocate(shapeAt(T.TemplateIter), 24)
  store<u64>(it, self, ITER_TEMPLATE)
  return pointer(it)
}

function iter_self(self: Value): Value { return self }

/** Strings and interpolations in turn, without empty strings. */
function iter_next(self: Value): Value {
  const it = addressOf(self)
  stmOwn(it)
  const template = load<u64>(it, ITER_TEMPLATE)
  const strings = addressOf(field(template, TEMPLATE_STRINGS))
  const interpolations = addressOf(field(template, TEMPLATE_INTERPOLATIONS))
  for (;;) {
    const part = <u32>load<u64>(it, ITER_PART)
    const i = part >> 1
    if (i >= tupleLength(strings) || (part & 1 && i >= tupleLength(interpolations))) return EXHAUSTED
    stmStore64(it, it + ITER_PART, part + 1)
    if (part & 1) return tupleItem(interpolations, i)
    if (strLength(strOf(tupleItem(strings, i)))) return tupleItem(strings, i)
  }
  return EXHAUSTED
}

function interpolation_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const slots = bindKeywords('Interpolation', argv, argc, names, 4, 1, 0, 4, 'value', 'expression', 'conversion', 'format_spec')
  if (!slots) return EXCEPTION
  const expression = load<u64>(slots, 8), conversion = load<u64>(slots, 16), spec = load<u64>(slots, 24)
  if (expression != UNBOUND && !isStr(expression)) return raiseFormat(T.TypeError, "Interpolation() argument 'expression' must be str, not %T", expression)
  if (conversion != UNBOUND && conversion != NONE) {
    if (!isStr(conversion)) return raiseFormat(T.TypeError, "Interpolation() argument 'conversion' must be str, not %T", conversion)
    const s = strOf(conversion)
    const c: u32 = strLength(s) == 1 ? strAt(s, 0) : 0
    if (c != 115 && c != 114 && c != 97) return raiseText(T.ValueError, "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
  }
  if (spec != UNBOUND && !isStr(spec)) return raiseFormat(T.TypeError, "Interpolation() argument 'format_spec' must be str, not %T", spec)
  return newInterpolation(load<u64>(slots), expression == UNBOUND ? litValue('') : expression, conversion == UNBOUND ? NONE : conversion,
    spec == UNBOUND ? litValue('') : spec)
}

function interpolation_repr(self: Value): Value {
  return textFormat('Interpolation(%R, %R, %R, %R)', field(self, INTERPOLATION_VALUE), field(self, INTERPOLATION_EXPRESSION),
    field(self, INTERPOLATION_CONVERSION), field(self, INTERPOLATION_SPEC))
}

function interpolation_reduce(argv: u32): Value {
  const self = arg(argv, 0)
  const args = newTuple(4)
  for (let i: u32 = 0; i < 4; i++) tupleInit(args, i, field(self, INTERPOLATION_VALUE + i * 8))
  return pointer(tupleOf2(pointer(typeOf(self)), pointer(args)))
}

export function initTemplate(): void {
  const t = defineType(T.Template, T.object, 'string.templatelib.Template', TEMPLATE_BYTES, TYPE_HAS_WEAKREFS, 'Template object')
  setSlot(t, Slot.new_, fn(template_new))
  setSlot(t, Slot.repr, fn(template_repr))
  setSlot(t, Slot.concat, fn(template_concat))
  setSlot(t, Slot.iter, fn(template_iter))
  defineMember(t, 'strings', TEMPLATE_STRINGS, MEMBER_READONLY)
  defineMember(t, 'interpolations', TEMPLATE_INTERPOLATIONS, MEMBER_READONLY)
  defineGetter(t, 'values', fn(template_values))
  defineClassMethod(t, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  const i = defineType(T.Interpolation, T.object, 'string.templatelib.Interpolation', INTERPOLATION_BYTES, TYPE_HAS_WEAKREFS, 'Interpolation object')
  setSlot(i, Slot.new_, fn(interpolation_new))
  setSlot(i, Slot.repr, fn(interpolation_repr))
  defineMember(i, 'value', INTERPOLATION_VALUE, MEMBER_READONLY)
  defineMember(i, 'expression', INTERPOLATION_EXPRESSION, MEMBER_READONLY)
  defineMember(i, 'conversion', INTERPOLATION_CONVERSION, MEMBER_READONLY)
  defineMember(i, 'format_spec', INTERPOLATION_SPEC, MEMBER_READONLY)
  defineMethod(i, '__reduce__', '($self, /)', fn(interpolation_reduce))
  defineClassMethod(i, '__class_getitem__', '($type, object, /)', fn(classGetItem))
  const match = newTupleOutside(4)
  tupleInit(match, 0, litValue('value'))
  tupleInit(match, 1, litValue('expression'))
  tupleInit(match, 2, litValue('conversion'))
  tupleInit(match, 3, litValue('format_spec'))
  namespaceSet(load<u32>(i, TYPE_DICT), lit('__match_args__'), pointer(match))
  const it = defineType(T.TemplateIter, T.object, 'string.templatelib.TemplateIter', 24, 0, null)
  setSlot(it, Slot.iter, fn(iter_self))
  setSlot(it, Slot.next, fn(iter_next))
}
