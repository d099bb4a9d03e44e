// builtins.__import__ and the module _imp: the core's share of importing. A module that is loaded already is found here; everything
// else is importlib's (`_frozen_importlib.__import__`), called in this call's place, so that no native frame stays behind.

import { currentPc } from '../memory/registers'
import { ABSENT, EXCEPTION, FALSE, NONE, UNBOUND, Value, addressOf, intOf, intValue, isInt, isNone, pointer } from '../memory/value'
import { invoke } from '../interp/calls'
import { getAttribute, getAttributeOr, internValue } from '../objects/attribute-access'
import { isTrue } from '../objects/compare'
import { MODULE_DICT, arg, defineConstant, defineFunction, defineModule, fn } from '../objects/define'
import { dictGet } from '../objects/dict'
import { lit, litValue } from '../objects/intern'
import { namespaceGet } from '../objects/namespace'
import { newListFrom } from '../objects/list'
import { raiseFormat, raiseText } from '../objects/raise'
import { newStr, strAt, strData, strKind, strLength } from '../objects/str-core'
import { tagOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { emptyTuple, tupleItem, tupleLength } from '../objects/tuple-core'
import { WellKnown, wellKnown } from '../objects/well-known'
import { builtinModule, findBuiltinModule } from './modules'

function sysModules(): u32 {
  const sys = addressOf(wellKnown(WellKnown.sysModule))
  return addressOf(namespaceGet(load<u32>(sys, MODULE_DICT), lit('modules')))
}

/** True if `module` is complete: no other import of it is under way. 0, 1, or -1: raised. */
function isInitialized(module: Value): i32 {
  const spec = getAttributeOr(module, lit('__spec__'))
  if (spec == EXCEPTION) return -1
  if (spec == UNBOUND || isNone(spec)) return 1
  const initializing = getAttributeOr(spec, lit('_initializing'))
  if (initializing == EXCEPTION) return -1
  if (initializing == UNBOUND) return 1
  const t = isTrue(initializing)
  return t < 0 ? -1 : 1 - t
}

/** The part of `name` in front of its first dot, or `name`. */
function topLevelName(name: u32): Value {
  const n = strLength(name)
  for (let i: u32 = 0; i < n; i++) {
    if (strAt(name, i) != 46) continue
    const bytes = i * strKind(name)
    const s = newStr(strKind(name), i, load<u8>(name, 13) & 1)
    memory.copy(strData(s), strData(name), bytes)
    return pointer(s)
  }
  return pointer(name)
}

/** What the import statement gets of a loaded `module`; UNBOUND: importlib must look (a name of the fromlist may be a submodule). */
function resultFor(modules: u32, module: Value, name: Value, fromlist: Value): Value {
  const wanted = fromlist == UNBOUND || isNone(fromlist) ? 0 : isTrue(fromlist)
  if (wanted < 0) return EXCEPTION
  if (!wanted) {
    const top = topLevelName(addressOf(name))
    if (top == name) return module
    const package_ = dictGet(modules, top)
    return package_ == ABSENT ? UNBOUND : package_
  }
  const path = getAttributeOr(module, lit('__path__'))
  if (path == UNBOUND) return module
  if (path == EXCEPTION || tagOf(fromlist) != T.tuple) return UNBOUND
  const names = addressOf(fromlist)
  for (let i: u32 = 0; i < tupleLength(names); i++) {
    const item = tupleItem(names, i)
    if (tagOf(item) != T.str) return UNBOUND
    const v = getAttributeOr(module, internValue(item))
    if (v == EXCEPTION || v == UNBOUND) return v
  }
  return module
}

function builtins_import(argv: u32): Value {
  const name = arg(argv, 0), fromlist = arg(argv, 3), level = arg(argv, 4)
  if (tagOf(name) != T.str) return raiseText(T.TypeError, 'module name must be a string')
  const absolute = level == UNBOUND || (isInt(level) && intOf(level) == 0)
  const modules = sysModules()
  if (absolute) {
    if (strLength(addressOf(name)) == 0) return raiseText(T.ValueError, 'Empty module name')
    const module = dictGet(modules, name)
    if (module == EXCEPTION) return module
    if (module != ABSENT && !isNone(module)) {
      const ready = isInitialized(module)
      if (ready < 0) return EXCEPTION
      if (ready) {
        const result = resultFor(modules, module, name, fromlist)
        if (result != UNBOUND) return result
      }
    }
  }
  const importlib = dictGet(modules, litValue('_frozen_importlib'))
  if (importlib == ABSENT) return builtinOnly(name)
  const f = getAttribute(importlib, lit('__import__'))
  if (f == EXCEPTION) return f
  if (arg(argv, 1) == UNBOUND) store<u64>(argv, NONE, 8)
  if (arg(argv, 2) == UNBOUND) store<u64>(argv, NONE, 16)
  if (fromlist == UNBOUND) store<u64>(argv, pointer(emptyTuple()), 24)
  if (level == UNBOUND) store<u64>(argv, intValue(0), 32)
  return invoke(f, argv, 5, 0, currentPc, false)
}

/** While the import system is being set up: builtin modules. */
function builtinOnly(name: Value): Value {
  const i = findBuiltinModule(internValue(name))
  return i < 0 ? raiseFormat(T.ModuleNotFoundError, 'No module named %R', name) : pointer(builtinModule(i))
}

export function defineImportFunction(m: u32): void {
  defineFunction(m, '__import__', '($module, /, name, globals=None, locals=None, fromlist=(), level=0)', fn(builtins_import))
}

// ---- _imp

function imp_isBuiltin(argv: u32): Value {
  const name = arg(argv, 0)
  if (tagOf(name) != T.str) return raiseFormat(T.TypeError, "is_builtin() argument must be str, not %T", name)
  return intValue(findBuiltinModule(internValue(name)) < 0 ? 0 : 1)
}
function imp_createBuiltin(argv: u32): Value {
  const name = getAttribute(arg(argv, 0), lit('name'))
  if (name == EXCEPTION) return name
  const i = findBuiltinModule(internValue(name))
  return i < 0 ? NONE : pointer(builtinModule(i))
}
function imp_zero(argv: u32): Value { return intValue(0) }
function imp_none(argv: u32): Value { return NONE }
function imp_false(argv: u32): Value { return FALSE }
function imp_noFrozen(argv: u32): Value {
  return raiseFormat(T.ImportError, 'No such frozen object named %S', arg(argv, 0))
}
function imp_extensionSuffixes(argv: u32): Value { return pointer(newListFrom(0, 0)) }
function imp_createDynamic(argv: u32): Value {
  return raiseText(T.ImportError, 'extension modules (compiled for CPython) cannot be loaded by Typhon')
}

export function initImpModule(): u32 {
  const m = defineModule('_imp')
  defineFunction(m, 'is_builtin', '($module, name, /)', fn(imp_isBuiltin))
  defineFunction(m, 'create_builtin', '($module, spec, /)', fn(imp_createBuiltin))
  defineFunction(m, 'exec_builtin', '($module, mod, /)', fn(imp_zero))
  defineFunction(m, 'is_frozen', '($module, name, /)', fn(imp_false))
  defineFunction(m, 'is_frozen_package', '($module, name, /)', fn(imp_noFrozen))
  defineFunction(m, 'find_frozen', '($module, name, /, *, withdata=False)', fn(imp_none))
  defineFunction(m, 'get_frozen_object', '($module, name, data=None, /)', fn(imp_noFrozen))
  defineFunction(m, 'init_frozen', '($module, name, /)', fn(imp_none))
  defineFunction(m, '_frozen_module_names', '($module, /)', fn(imp_extensionSuffixes))
  defineFunction(m, '_override_frozen_modules_for_tests', '($module, override, /)', fn(imp_none))
  defineFunction(m, '_override_multi_interp_extensions_check', '($module, override, /)', fn(imp_zero))
  defineFunction(m, 'extension_suffixes', '($module, /)', fn(imp_extensionSuffixes))
  defineFunction(m, 'create_dynamic', '($module, spec, file=None, /)', fn(imp_createDynamic))
  defineFunction(m, 'exec_dynamic', '($module, mod, /)', fn(imp_zero))
  // Imports hold per-module locks of importlib; there is no global import lock.
  defineFunction(m, 'acquire_lock', '($module, /)', fn(imp_none))
  defineFunction(m, 'release_lock', '($module, /)', fn(imp_none))
  defineFunction(m, 'lock_held', '($module, /)', fn(imp_false))
  defineFunction(m, '_fix_co_filename', '($module, code, path, /)', fn(imp_none))
  defineConstant(m, 'check_hash_based_pycs', litValue('default'))
  defineConstant(m, 'pyc_magic_number_token', intValue(0x0a0d5459))
  return m
}
