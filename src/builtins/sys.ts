// The module sys, the part that lives in the core: functions on the interpreter's own state, and the containers of the import
// system. What comes from the command line and the system (argv, path, version, streams) is set by the host at start
// (src/host/start.ts). Frames and tracing: sys-frames.ts.

import { defineSysInfoTypes } from './sys-info'
import { defineIntrospection } from '../interp/introspection'
import { COLLECTIONS, LIVE_BYTES } from '../gc/blocks'
import { RECURSION_LIMIT, SHUTTING_DOWN, SWITCH_INTERVAL } from '../memory/layout'
import { EXCEPTION, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, floatValue, intValue, isFloat, isNone, isPointer, pointer } from '../memory/value'
import { call1, callMethod0, callVector } from '../interp/nested'
import { arg, defineConstant, defineFunction, defineModule, fn } from '../objects/define'
import { newDict } from '../objects/dict'
import { intToI64Saturated } from '../objects/int-core'
import { intern, lit, litValue } from '../objects/intern'
import { toInt } from '../objects/item-access'
import { lookupSpecial } from '../objects/attribute-access'
import { errorRaised, raiseFormat, raiseText, raiseValue } from '../objects/raise'
import { newListFrom } from '../objects/list'
import { newException } from '../objects/exception-core'
import { STR_FLAGS, STR_INTERNED } from '../objects/str-core'
import { shapeAt, typeAt } from '../objects/shape'
import { TYPE_DICT, tagOf, typeOf } from '../objects/type'
import { namespaceDelete } from '../objects/namespace'
import { typeModified } from '../objects/type-attributes'
import { T } from '../objects/type-ids'
import { TUPLE_ITEMS, emptyTuple, tupleLength } from '../objects/tuple-core'
import { WellKnown, setWellKnown } from '../objects/well-known'
import { objectBytes } from '../gc/blocks'
import { HEAP_START } from '../memory/layout'
import { secondsOf } from './thread-lock'

function sys_isGilEnabled(argv: u32): Value { return FALSE }
function sys_isInterned(argv: u32): Value {
  const s = arg(argv, 0)
  if (tagOf(s) != T.str) return raiseFormat(T.TypeError, '_is_interned() argument must be str, not %T', s)
  return boolValue((load<u8>(addressOf(s), STR_FLAGS) & STR_INTERNED) != 0)
}
function sys_isImmortal(argv: u32): Value {
  const o = arg(argv, 0)
  return boolValue(!isPointer(o) || addressOf(o) < HEAP_START)
}
function sys_intern(argv: u32): Value {
  const s = arg(argv, 0)
  if (tagOf(s) != T.str) return raiseFormat(T.TypeError, 'intern() argument must be str, not %T', s)
  if (load<u32>(addressOf(s), 4) != shapeAt(T.str)) return raiseFormat(T.TypeError, "can't intern %T", s)
  return pointer(intern(addressOf(s)))
}
function sys_getRecursionLimit(argv: u32): Value { return intValue(load<u32>(RECURSION_LIMIT)) }
function sys_setRecursionLimit(argv: u32): Value {
  const n = toInt(arg(argv, 0))
  if (errorRaised()) return EXCEPTION
  const limit = intToI64Saturated(n)
  if (limit < 1) return raiseText(T.ValueError, 'recursion limit must be greater or equal than 1')
  if (limit > 0x7fffffff) return raiseText(T.OverflowError, 'Python int too large to convert to C int')
  atomic.store<u32>(RECURSION_LIMIT, <u32>limit)
  return NONE
}
function sys_getSizeof(argv: u32): Value {
  const o = arg(argv, 0)
  if (!isPointer(o)) return intValue(8)
  const f = lookupSpecial(o, lit('__sizeof__'))
  if (f == EXCEPTION) return f
  if (f == UNBOUND) {
    if (arg(argv, 1) != UNBOUND) return arg(argv, 1)
    return raiseFormat(T.TypeError, "Type %T doesn't define __sizeof__", o)
  }
  return callMethod0(o, lit('__sizeof__'))
}
/** There are no reference counts: the least number that CPython would give for a live object. */
function sys_getRefcount(argv: u32): Value { return intValue(2) }
function sys_exit(argv: u32): Value {
  const status = arg(argv, 0)
  if (status == UNBOUND || isNone(status)) return raiseValue(newException(T.SystemExit, emptyTuple()))
  const type = pointer(typeAt(T.SystemExit))
  const e = tagOf(status) == T.tuple ? callVector(type, addressOf(status) + TUPLE_ITEMS, tupleLength(addressOf(status)), 0) : call1(type, status)
  return e == EXCEPTION ? e : raiseValue(e)
}
function sys_getDefaultEncoding(argv: u32): Value { return litValue('utf-8') }
function sys_getFileSystemErrors(argv: u32): Value { return litValue('surrogateescape') }
function sys_getSwitchInterval(argv: u32): Value { return floatValue(load<f64>(SWITCH_INTERVAL)) }
function sys_setSwitchInterval(argv: u32): Value {
  const seconds = secondsOf(arg(argv, 0))
  if (seconds != seconds) return EXCEPTION
  if (seconds <= 0) return raiseText(T.ValueError, 'switch interval must be strictly positive')
  store<f64>(SWITCH_INTERVAL, seconds)
  return NONE
}
function sys_isFinalizing(argv: u32): Value { return boolValue(atomic.load<u32>(SHUTTING_DOWN) != 0) }
function sys_nothing(argv: u32): Value { return NONE }
function sys_false(argv: u32): Value { return FALSE }
function sys_minusOne(argv: u32): Value { return intValue(-1) }
function sys_zero(argv: u32): Value { return intValue(0) }
function sys_getAllocatedBlocks(argv: u32): Value { return intValue(load<u32>(LIVE_BYTES) >> 5) }

/** Tracing and profiling come with the language issue: only switching them off is possible. */
function refuseTracing(f: Value, name: string): Value {
  if (isNone(f)) return NONE
  return raiseText(T.NotImplementedError, name)
}
function sys_setTrace(argv: u32): Value { return refuseTracing(arg(argv, 0), 'sys.settrace() is not supported by this version of Typhon') }
function sys_setProfile(argv: u32): Value { return refuseTracing(arg(argv, 0), 'sys.setprofile() is not supported by this version of Typhon') }

/** For dataclasses, which make a class again with slots: the old one gives up its descriptors of `__dict__` and `__weakref__`. */
function sys_clearTypeDescriptors(argv: u32): Value {
  const type = addressOf(arg(argv, 0))
  if (tagOf(arg(argv, 0)) != T.type) return raiseFormat(T.TypeError, "argument must be a type, not %T", arg(argv, 0))
  namespaceDelete(load<u32>(type, TYPE_DICT), lit('__dict__'))
  namespaceDelete(load<u32>(type, TYPE_DICT), lit('__weakref__'))
  typeModified(type)
  return NONE
}

export function initSysModule(): u32 {
  const m = defineModule('sys')
  setWellKnown(WellKnown.sysModule, pointer(m))
  defineIntrospection(m)
  defineSysInfoTypes()
  defineConstant(m, '_asyncgen_hooks', pointer(typeAt(T.sys_asyncgen_hooks)))
  defineFunction(m, '_clear_type_descriptors', '($module, type, /)', fn(sys_clearTypeDescriptors))
  defineFunction(m, '_is_gil_enabled', '($module, /)', fn(sys_isGilEnabled))
  defineFunction(m, '_is_interned', '($module, string, /)', fn(sys_isInterned))
  defineFunction(m, '_is_immortal', '($module, op, /)', fn(sys_isImmortal))
  defineFunction(m, '_get_cpu_count_config', '($module, /)', fn(sys_minusOne))
  defineFunction(m, 'intern', '($module, string, /)', fn(sys_intern))
  defineFunction(m, 'getrecursionlimit', '($module, /)', fn(sys_getRecursionLimit))
  defineFunction(m, 'setrecursionlimit', '($module, limit, /)', fn(sys_setRecursionLimit))
  defineFunction(m, 'getsizeof', '($module, /, object, default=None)', fn(sys_getSizeof))
  defineFunction(m, 'getrefcount', '($module, object, /)', fn(sys_getRefcount))
  defineFunction(m, 'exit', '($module, status=None, /)', fn(sys_exit))
  defineFunction(m, 'getdefaultencoding', '($module, /)', fn(sys_getDefaultEncoding))
  defineFunction(m, 'getfilesystemencoding', '($module, /)', fn(sys_getDefaultEncoding))
  defineFunction(m, 'getfilesystemencodeerrors', '($module, /)', fn(sys_getFileSystemErrors))
  defineFunction(m, 'getswitchinterval', '($module, /)', fn(sys_getSwitchInterval))
  defineFunction(m, 'setswitchinterval', '($module, interval, /)', fn(sys_setSwitchInterval))
  defineFunction(m, 'is_finalizing', '($module, /)', fn(sys_isFinalizing))
  defineFunction(m, 'getallocatedblocks', '($module, /)', fn(sys_getAllocatedBlocks))
  defineFunction(m, 'settrace', '($module, function, /)', fn(sys_setTrace))
  defineFunction(m, 'gettrace', '($module, /)', fn(sys_nothing))
  defineFunction(m, 'setprofile', '($module, function, /)', fn(sys_setProfile))
  defineFunction(m, 'getprofile', '($module, /)', fn(sys_nothing))
  defineFunction(m, '_settraceallthreads', '($module, function, /)', fn(sys_setTrace))
  defineFunction(m, '_setprofileallthreads', '($module, function, /)', fn(sys_setProfile))
  defineFunction(m, 'audit', '($module, event, /, *args)', fn(sys_nothing))
  defineFunction(m, '_clear_type_cache', '($module, /)', fn(sys_nothing))
  defineFunction(m, '_clear_internal_caches', '($module, /)', fn(sys_nothing))
  defineFunction(m, 'is_stack_trampoline_active', '($module, /)', fn(sys_false))
  defineFunction(m, 'is_remote_debug_enabled', '($module, /)', fn(sys_false))
  defineFunction(m, 'get_coroutine_origin_tracking_depth', '($module, /)', fn(sys_zero))
  defineConstant(m, 'modules', pointer(newDict()))
  defineConstant(m, 'path', pointer(newListFrom(0, 0)))
  defineConstant(m, 'meta_path', pointer(newListFrom(0, 0)))
  defineConstant(m, 'path_hooks', pointer(newListFrom(0, 0)))
  defineConstant(m, 'path_importer_cache', pointer(newDict()))
  defineConstant(m, 'warnoptions', pointer(newListFrom(0, 0)))
  defineConstant(m, '_xoptions', pointer(newDict()))
  defineConstant(m, 'byteorder', litValue('little'))
  defineConstant(m, 'maxunicode', intValue(0x10ffff))
  defineConstant(m, 'float_repr_style', litValue('short'))
  defineConstant(m, 'abiflags', litValue('t'))
  defineConstant(m, 'platlibdir', litValue('lib'))
  defineConstant(m, 'api_version', intValue(1013))
  return m
}
