// Module objects: layout in define.ts; a module's dict is in shared form from birth.

import { call0, call1 } from '../interp/nested'
import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, intValue, isPointer, pointer } from '../memory/value'
import { stmRead32, stmStore32, stmOwn } from '../stm/barriers'
import { isStr, isType } from './abstract'
import { getAttribute, getAttributeOr } from './attribute-access'
import { attributeDictSet } from './attribute-dict'
import { isTrue } from './compare'
import { MODULE_BYTES, MODULE_DICT, arg, defineGetter, defineMember, defineMethod, defineType, fn, setSlot } from './define'
import { dictGetStr, dictSetStr, newDict } from './dict'
import { genericGetAttributeOr, newInstance } from './instance'
import { lit } from './intern'
import { newNamespace } from './namespace'
import { bindKeywords } from './positional-args'
import { raiseAttributeError, raiseFormat, raiseText, textFormat } from './raise'
import { SHAPE_DICT_OFFSET, shapeAt } from './shape'
import { TYPE_BASETYPE, TYPE_HAS_DICT, TYPE_HAS_WEAKREFS } from './type'
import { addNames, keyList } from './type-object'
import { T } from './type-ids'
import { Slot } from './type-slots'

/** A module object with an empty namespace. */
export function newModule(type: u32): u32 {
  const m = newInstance(type)
  store<u32>(m, newNamespace(), MODULE_DICT)
  return m
}

// @ts-ignore: decorator
@inline function dictOf(self: Value): u32 { return stmRead32(addressOf(self), addressOf(self) + MODULE_DICT) }

function module_new(type: Value, argv: u32, argc: u32, names: u32): Value { return pointer(newModule(addressOf(type))) }

function module_init(self: Value, argv: u32, argc: u32, names: u32): Value {
  const bound = bindKeywords('module', argv, argc, names, 2, 1, 0, 2, 'name', 'doc')
  if (!bound) return EXCEPTION
  const name = arg(bound, 0), doc = arg(bound, 1)
  if (!isStr(name)) return raiseFormat(T.TypeError, 'module() argument 1 must be str, not %T', name)
  const dict = dictOf(self)
  dictSetStr(dict, lit('__name__'), name)
  dictSetStr(dict, lit('__doc__'), doc == UNBOUND ? NONE : doc)
  dictSetStr(dict, lit('__package__'), NONE)
  dictSetStr(dict, lit('__loader__'), NONE)
  dictSetStr(dict, lit('__spec__'), NONE)
  return NONE
}

function module_repr(self: Value): Value {
  const dict = dictOf(self)
  const name = dictGetStr(dict, lit('__name__'))
  const file = dictGetStr(dict, lit('__file__'))
  if (name == ABSENT) return textFormat("<module '?'>")
  if (file != ABSENT && isStr(file)) return textFormat('<module %R from %R>', name, file)
  const spec = dictGetStr(dict, lit('__spec__'))
  if (spec != ABSENT && spec != NONE) {
    const origin = getAttributeOr(spec, lit('origin'))
    if (origin != UNBOUND && origin != EXCEPTION && isStr(origin)) return textFormat('<module %R (%U)>', name, origin)
  }
  return textFormat('<module %R>', name)
}

/** Module attributes: as any object's, then `__getattr__` of the module, then the error that tells circular imports. */
export function module_getattribute(self: Value, name: Value): Value {
  const v = genericGetAttributeOr(self, name)
  if (v != ABSENT) return v
  const dict = dictOf(self)
  const hook = dictGetStr(dict, lit('__getattr__'))
  if (hook != ABSENT) return call1(hook, name)
  const moduleName = dictGetStr(dict, lit('__name__'))
  if (moduleName == ABSENT || !isStr(moduleName)) return raiseAttributeError(self, addressOf(name), textFormat("module has no attribute '%U'", name))
  const spec = dictGetStr(dict, lit('__spec__'))
  if (spec != ABSENT && spec != NONE) {
    const initializing = getAttributeOr(spec, lit('_initializing'))
    if (initializing == EXCEPTION) return EXCEPTION
    if (initializing != UNBOUND && isTrue(initializing) == 1) {
      return raiseAttributeError(self, addressOf(name), textFormat("partially initialized module '%U' has no attribute '%U' (most likely due to a circular import)", moduleName, name))
    }
  }
  return raiseAttributeError(self, addressOf(name), textFormat("module '%U' has no attribute '%U'", moduleName, name))
}

function module_dict(self: Value): Value { return pointer(dictOf(self)) }

function module_dir(argv: u32): Value {
  const dict = getAttribute(arg(argv, 0), lit('__dict__'))
  if (dict == EXCEPTION) return EXCEPTION
  const hook = dictGetStr(addressOf(dict), lit('__dir__'))
  if (hook != ABSENT) return call0(hook)
  const names = newDict()
  return addNames(addressOf(dict), names) ? keyList(names) : EXCEPTION
}

function module_annotations(self: Value): Value {
  const dict = dictOf(self)
  const there = dictGetStr(dict, lit('__annotations__'))
  if (there != ABSENT) return there
  const annotate = dictGetStr(dict, lit('__annotate__'))
  let result = pointer(newDict())
  if (annotate != ABSENT && annotate != NONE) {
    result = call1(annotate, intValue(1))
    if (result == EXCEPTION) return EXCEPTION
  }
  dictSetStr(dict, lit('__annotations__'), result)
  return result
}
function module_setAnnotations(self: Value, value: Value): Value {
  if (value == UNBOUND) return raiseAttributeError(self, lit('__annotations__'), pointer(lit('__annotations__')))
  dictSetStr(dictOf(self), lit('__annotations__'), value)
  return NONE
}

export function initModule(): void {
  const t = defineType(T.module, T.object, 'module', MODULE_BYTES, TYPE_BASETYPE | TYPE_HAS_DICT | TYPE_HAS_WEAKREFS, null)
  store<u32>(shapeAt(T.module), MODULE_DICT, SHAPE_DICT_OFFSET)
  setSlot(t, Slot.new_, fn(module_new))
  setSlot(t, Slot.init, fn(module_init))
  setSlot(t, Slot.repr, fn(module_repr))
  setSlot(t, Slot.getattribute, fn(module_getattribute))
  defineGetter(t, '__dict__', fn(module_dict))
  defineGetter(t, '__annotations__', fn(module_annotations), fn(module_setAnnotations))
  defineMethod(t, '__dir__', '($self, /)', fn(module_dir))
}
