// The types function and cell: Python's view of function.ts.

import { EXCEPTION, NONE, NOT_IMPLEMENTED, UNBOUND, Value, addressOf, boolValue, hasShape, intValue, isPointer, pointer } from '../memory/value'
import { callable, isStr, richCompare } from '../objects/abstract'
import { instance_getDict, instance_setDict } from '../objects/class-members'
import { MEMBER_NONE, defineGetter, defineMember, defineType, fn, setSlot } from '../objects/define'
import { newDict } from '../objects/dict'
import { inflateDict } from '../objects/dict-shared'
import { newMethod } from '../objects/method'
import { lit, text } from '../objects/intern'
import { strEqual } from '../objects/str-core'
import { allocateStorage } from '../gc/allocate'
import { hashNotImplemented, orderMatches } from '../objects/compare'
import { raiseFormat, raiseText } from '../objects/raise'
import { SHAPE_DICT_OFFSET, shapeAt } from '../objects/shape'
import { textBegin, textEnd, textHex, textLiteral, textStr, textValue } from '../objects/text-builder'
import { tupleItem, tupleLength } from '../objects/tuple-core'
import { TYPE_HAS_DICT, TYPE_HAS_WEAKREFS, TYPE_METHOD_DESCRIPTOR, tagOf, typeFullName, typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { CompareOp, Slot } from '../objects/type-slots'
import { stmRead32, stmRead64, stmWrite32, stmWrite64 } from '../stm/barriers'
import { CODE_FREEVARS } from './code'
import {
  CELL_BYTES, CELL_CONTENT, FUNCTION_ANNOTATE, FUNCTION_ANNOTATIONS, FUNCTION_BYTES, FUNCTION_CLOSURE, FUNCTION_CODE, FUNCTION_DEFAULTS, FUNCTION_DICT,
  FUNCTION_DOC, FUNCTION_GLOBALS, FUNCTION_KWDEFAULTS, FUNCTION_MODULE, FUNCTION_NAME, FUNCTION_QUALNAME, FUNCTION_TYPE_PARAMS, newCell, newFunction,
} from './function'
import { builtinsDict } from './handlers/names'
import { call1, callVector } from './nested'

// @ts-ignore: decorator
@inline function get(self: Value, field: u32): Value { return stmRead64(addressOf(self), addressOf(self) + field) }
// @ts-ignore: decorator
@inline function set(self: Value, field: u32, v: Value): Value { stmWrite64(addressOf(self), addressOf(self) + field, v); return NONE }

function function_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  const slots = bindFunctionArguments(argv, argc, names)
  if (!slots) return EXCEPTION
  const code = load<u64>(slots)
  const globals = load<u64>(slots, 8)
  if (!hasShape(code, shapeAt(T.code))) return raiseFormat(T.TypeError, "function() argument 'code' must be code, not %T", code)
  if (!isPointer(globals) || tagOf(globals) != T.dict) return raiseFormat(T.TypeError, "function() argument 'globals' must be dict, not %T", globals)
  inflateDict(addressOf(globals))
  const f = newFunction(addressOf(code), addressOf(globals))
  const name = load<u64>(slots, 16)
  const defaults = load<u64>(slots, 24)
  const closure = load<u64>(slots, 32)
  const kwdefaults = load<u64>(slots, 40)
  if (name != UNBOUND && name != NONE) {
    if (!isStr(name)) return raiseText(T.TypeError, 'arg 3 (name) must be None or string')
    store<u64>(f, name, FUNCTION_NAME)
  }
  if (defaults != UNBOUND && defaults != NONE) {
    if (!isPointer(defaults) || tagOf(defaults) != T.tuple) return raiseText(T.TypeError, 'arg 4 (defaults) must be None or tuple')
    store<u64>(f, defaults, FUNCTION_DEFAULTS)
  }
  const free = tupleLength(load<u32>(addressOf(code), CODE_FREEVARS))
  if (closure == UNBOUND || closure == NONE) {
    if (free) return raiseText(T.TypeError, 'arg 5 (closure) must be tuple')
  } else {
    if (!isPointer(closure) || tagOf(closure) != T.tuple) return raiseText(T.TypeError, 'arg 5 (closure) must be None or tuple')
    const n = tupleLength(addressOf(closure))
    if (n != free) return raiseFormat(T.ValueError, '%U requires closure of length %d, not %d', load<u64>(f, FUNCTION_NAME), free, n)
    for (let i: u32 = 0; i < n; i++) {
      const cell = tupleItem(addressOf(closure), i)
      if (!hasShape(cell, shapeAt(T.cell))) return raiseFormat(T.TypeError, 'arg 5 (closure) expected cell, found %T', cell)
    }
    store<u32>(f, addressOf(closure), FUNCTION_CLOSURE)
  }
  if (kwdefaults != UNBOUND && kwdefaults != NONE) {
    if (!isPointer(kwdefaults) || tagOf(kwdefaults) != T.dict) return raiseText(T.TypeError, 'arg 6 (kwdefaults) must be None or dict')
    store<u64>(f, kwdefaults, FUNCTION_KWDEFAULTS)
  }
  return pointer(f)
}

/** function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None): 6 slots, 0: raised. */
function bindFunctionArguments(argv: u32, argc: u32, names: u32): u32 {
  const keywords: u32 = names ? tupleLength(names) : 0
  const positional = argc - keywords
  const slots = allocateStorage(48) + 8
  if (argc > 6) {
    raiseFormat(T.TypeError, 'function() takes at most 6 arguments (%d given)', argc)
    return 0
  }
  for (let i: u32 = 0; i < 6; i++) store<u64>(slots + i * 8, i < positional ? load<u64>(argv + i * 8) : UNBOUND)
  for (let k: u32 = 0; k < keywords; k++) {
    const i = parameterIndex(tupleItem(names, k))
    if (i < 0) {
      raiseFormat(T.TypeError, "function() got an unexpected keyword argument '%U'", tupleItem(names, k))
      return 0
    }
    if (load<u64>(slots + i * 8) != UNBOUND) {
      raiseFormat(T.TypeError, "argument for function() given by name ('%U') and position (%d)", tupleItem(names, k), i + 1)
      return 0
    }
    store<u64>(slots + i * 8, load<u64>(argv + (positional + k) * 8))
  }
  for (let i = 0; i < 2; i++) {
    if (load<u64>(slots + i * 8) != UNBOUND) continue
    raiseFormat(T.TypeError, "function() missing required argument '%s' (pos %d)", i ? text('globals') : text('code'), i + 1)
    return 0
  }
  return slots
}

function parameterIndex(name: Value): i32 {
  const s = addressOf(name)
  if (strEqual(s, lit('code'))) return 0
  if (strEqual(s, lit('globals'))) return 1
  if (strEqual(s, lit('name'))) return 2
  if (strEqual(s, lit('argdefs'))) return 3
  if (strEqual(s, lit('closure'))) return 4
  return strEqual(s, lit('kwdefaults')) ? 5 : -1
}

function function_get(self: Value, object: Value, type: Value): Value {
  return object == UNBOUND ? self : newMethod(self, object)
}

/** Called from the core; instructions push the frame themselves. */
function function_call(self: Value, argv: u32, argc: u32, names: u32): Value { return callVector(self, argv, argc, names) }

function function_repr(self: Value): Value {
  textBegin()
  textLiteral('<function ')
  textValue(get(self, FUNCTION_QUALNAME))
  textLiteral(' at 0x')
  textHex(addressOf(self), 12)
  textLiteral('>')
  return textEnd()
}

function getCode(self: Value): Value { return pointer(stmRead32(addressOf(self), addressOf(self) + FUNCTION_CODE)) }
function setCode(self: Value, v: Value): Value {
  if (!hasShape(v, shapeAt(T.code))) return raiseText(T.TypeError, '__code__ must be set to a code object')
  const f = addressOf(self)
  const closure = stmRead32(f, f + FUNCTION_CLOSURE)
  const have: u32 = closure ? tupleLength(closure) : 0
  const free = tupleLength(load<u32>(addressOf(v), CODE_FREEVARS))
  if (have != free) return raiseFormat(T.ValueError, '%U() requires a code object with %d free vars, not %d', get(self, FUNCTION_NAME), have, free)
  stmWrite32(f, f + FUNCTION_CODE, addressOf(v))
  return NONE
}
function setDefaults(self: Value, v: Value): Value {
  if (v == UNBOUND) v = NONE
  if (v != NONE && (!isPointer(v) || tagOf(v) != T.tuple)) return raiseText(T.TypeError, '__defaults__ must be set to a tuple object')
  return set(self, FUNCTION_DEFAULTS, v)
}
function getDefaults(self: Value): Value { return get(self, FUNCTION_DEFAULTS) }
function setKwdefaults(self: Value, v: Value): Value {
  if (v == UNBOUND) v = NONE
  if (v != NONE && (!isPointer(v) || tagOf(v) != T.dict)) return raiseText(T.TypeError, '__kwdefaults__ must be set to a dict object')
  return set(self, FUNCTION_KWDEFAULTS, v)
}
function getKwdefaults(self: Value): Value { return get(self, FUNCTION_KWDEFAULTS) }
function getName(self: Value): Value { return get(self, FUNCTION_NAME) }
function setName(self: Value, v: Value): Value {
  if (v == UNBOUND || !isStr(v)) return raiseText(T.TypeError, '__name__ must be set to a string object')
  return set(self, FUNCTION_NAME, v)
}
function getQualname(self: Value): Value { return get(self, FUNCTION_QUALNAME) }
function setQualname(self: Value, v: Value): Value {
  if (v == UNBOUND || !isStr(v)) return raiseText(T.TypeError, '__qualname__ must be set to a string object')
  return set(self, FUNCTION_QUALNAME, v)
}
function getGlobals(self: Value): Value { return pointer(stmRead32(addressOf(self), addressOf(self) + FUNCTION_GLOBALS)) }
function getBuiltins(self: Value): Value { return pointer(builtinsDict()) }
function getClosure(self: Value): Value {
  const closure = stmRead32(addressOf(self), addressOf(self) + FUNCTION_CLOSURE)
  return closure ? pointer(closure) : NONE
}
function getTypeParams(self: Value): Value { return get(self, FUNCTION_TYPE_PARAMS) }
function setTypeParams(self: Value, v: Value): Value {
  if (v == UNBOUND || !isPointer(v) || tagOf(v) != T.tuple) return raiseText(T.TypeError, '__type_params__ must be set to a tuple')
  return set(self, FUNCTION_TYPE_PARAMS, v)
}
function getAnnotate(self: Value): Value { return get(self, FUNCTION_ANNOTATE) }
function setAnnotate(self: Value, v: Value): Value {
  if (v == UNBOUND) return raiseText(T.TypeError, '__annotate__ cannot be deleted')
  if (v != NONE) {
    if (!callable(v)) return raiseText(T.TypeError, '__annotate__ must be callable or None')
    set(self, FUNCTION_ANNOTATIONS, UNBOUND)
  }
  return set(self, FUNCTION_ANNOTATE, v)
}
/** Made by the annotate function at the first look. */
function getAnnotations(self: Value): Value {
  const there = get(self, FUNCTION_ANNOTATIONS)
  if (there != UNBOUND) return there
  const annotate = get(self, FUNCTION_ANNOTATE)
  let v: Value
  if (annotate == NONE) v = pointer(newDict())
  else {
    v = call1(annotate, intValue(1))
    if (v == EXCEPTION) return EXCEPTION
    if (!isPointer(v) || tagOf(v) != T.dict) return raiseFormat(T.TypeError, "__annotate__() must return a dict, not %T", v)
  }
  set(self, FUNCTION_ANNOTATIONS, v)
  return v
}
function setAnnotations(self: Value, v: Value): Value {
  if (v == UNBOUND || v == NONE) v = UNBOUND
  else if (!isPointer(v) || tagOf(v) != T.dict) return raiseText(T.TypeError, '__annotations__ must be set to a dict object')
  set(self, FUNCTION_ANNOTATE, NONE)
  return set(self, FUNCTION_ANNOTATIONS, v)
}

// ---- cell

function cell_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (names && tupleLength(names)) return raiseText(T.TypeError, 'cell() takes no keyword arguments')
  if (argc > 1) return raiseFormat(T.TypeError, 'cell expected at most 1 argument, got %d', argc)
  return newCell(argc ? load<u64>(argv) : UNBOUND)
}

function cell_repr(self: Value): Value {
  const v = get(self, CELL_CONTENT)
  textBegin()
  textLiteral('<cell at 0x')
  textHex(addressOf(self), 12)
  if (v == UNBOUND) textLiteral(': empty>')
  else {
    textLiteral(': ')
    textStr(typeFullName(typeOf(v)))
    textLiteral(' object at 0x')
    textHex(isPointer(v) ? <u64>addressOf(v) : v, 12)
    textLiteral('>')
  }
  return textEnd()
}

function cell_richcompare(self: Value, other: Value, op: CompareOp): Value {
  if (!hasShape(other, shapeAt(T.cell))) return NOT_IMPLEMENTED
  const a = get(self, CELL_CONTENT)
  const b = get(other, CELL_CONTENT)
  if (a != UNBOUND && b != UNBOUND) return richCompare(a, b, op)
  const order = (a == UNBOUND ? 0 : 1) - (b == UNBOUND ? 0 : 1)
  return boolValue(orderMatches(order, op))
}

function getContents(self: Value): Value {
  const v = get(self, CELL_CONTENT)
  return v == UNBOUND ? raiseText(T.ValueError, 'cell is empty') : v
}
function setContents(self: Value, v: Value): Value { return set(self, CELL_CONTENT, v) }

export function initFunction(): void {
  const t = defineType(T.function_, T.object, 'function', FUNCTION_BYTES, TYPE_HAS_DICT | TYPE_HAS_WEAKREFS | TYPE_METHOD_DESCRIPTOR,
    'Create a function object.')
  store<u32>(shapeAt(T.function_), FUNCTION_DICT, SHAPE_DICT_OFFSET)
  setSlot(t, Slot.new_, fn(function_new))
  setSlot(t, Slot.descrGet, fn(function_get))
  setSlot(t, Slot.call, fn(function_call))
  setSlot(t, Slot.repr, fn(function_repr))
  defineGetter(t, '__code__', fn(getCode), fn(setCode))
  defineGetter(t, '__defaults__', fn(getDefaults), fn(setDefaults))
  defineGetter(t, '__kwdefaults__', fn(getKwdefaults), fn(setKwdefaults))
  defineGetter(t, '__annotations__', fn(getAnnotations), fn(setAnnotations))
  defineGetter(t, '__annotate__', fn(getAnnotate), fn(setAnnotate))
  defineGetter(t, '__dict__', fn(instance_getDict), fn(instance_setDict))
  defineGetter(t, '__name__', fn(getName), fn(setName))
  defineGetter(t, '__qualname__', fn(getQualname), fn(setQualname))
  defineGetter(t, '__type_params__', fn(getTypeParams), fn(setTypeParams))
  defineGetter(t, '__closure__', fn(getClosure))
  defineGetter(t, '__globals__', fn(getGlobals))
  defineGetter(t, '__builtins__', fn(getBuiltins))
  defineMember(t, '__doc__', FUNCTION_DOC, MEMBER_NONE)
  defineMember(t, '__module__', FUNCTION_MODULE, MEMBER_NONE)
  const c = defineType(T.cell, T.object, 'cell', CELL_BYTES, 0, 'Create a new cell object.')
  setSlot(c, Slot.new_, fn(cell_new))
  setSlot(c, Slot.repr, fn(cell_repr))
  setSlot(c, Slot.richcompare, fn(cell_richcompare))
  setSlot(c, Slot.hash, fn(hashNotImplemented))
  defineGetter(c, 'cell_contents', fn(getContents), fn(setContents))
}
