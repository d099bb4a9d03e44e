// exec, eval, globals and locals: running code objects in a namespace, as a frame like any other (no recursion). Source text is
// compiled by builtins.compile, which lives in the host.

import { currentPc } from '../memory/registers'
import { ABSENT, CALLED, EXCEPTION, UNBOUND, Value, addressOf, hasShape, isNone, pointer } from '../memory/value'
import { getAttribute } from '../objects/attribute-access'
import { arg, defineFunction, fn } from '../objects/define'
import { dictGetStr, dictSet, dictSetStr, newDict } from '../objects/dict'
import { inflateDict } from '../objects/dict-shared'
import { lit, litValue } from '../objects/intern'
import { DICT_FORM, DICT_PLAIN } from '../objects/namespace'
import { raiseFormat, raiseText } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { sealed } from '../objects/str-builder'
import { typeSlot, typeOf, tagOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { tupleItem, tupleLength } from '../objects/tuple-core'
import { WellKnown, wellKnown } from '../objects/well-known'
import { stmRead32, stmRead64 } from '../stm/barriers'

import { callerFrame, callerGlobals } from './caller'
import { CODE_FLAGS, CODE_FREE_COUNT, CODE_NAMED, CODE_REGISTER_NAMES } from './code'
import { FRAME_CODE, FRAME_REGISTERS, setReg } from './frame-layout'
import { BUILTIN_PADDING, currentFrame, frameEnd, pushFrame } from './frames'
import { CELL_CONTENT, FUNCTION_CLOSURE, newFunction } from './function'
import { call2 } from './nested'
import { CODE_OPTIMIZED } from './opcodes'

/** Pushes the frame of module-like `code`; its value goes where the running call's does. `closure`: tuple of cells or 0. */
function runCode(code: u32, globals: u32, locals: Value, closure: u32): Value {
  const f = newFunction(code, globals)
  store<u32>(f, closure, FUNCTION_CLOSURE)
  const fp = pushFrame(frameEnd(currentFrame()) + BUILTIN_PADDING, 0, currentPc, code, f, globals, 0, 0)
  if (!fp) return EXCEPTION
  if (!(load<u32>(code, CODE_FLAGS) & CODE_OPTIMIZED)) setReg(fp, 0, locals)
  return CALLED
}

/** Globals for running code: a dict, in shared form, with `__builtins__`; 0: raised. */
function namespaceOf(globals: Value): u32 {
  const dict = addressOf(globals)
  if (stmRead32(dict, dict + DICT_FORM) == DICT_PLAIN) inflateDict(dict)
  if (dictGetStr(dict, lit('__builtins__')) == ABSENT && !dictSetStr(dict, lit('__builtins__'), wellKnown(WellKnown.builtinsModule))) return 0
  return dict
}

// @ts-ignore: decorator
@inline function isMapping(v: Value): bool { return tagOf(v) == T.dict || typeSlot(typeOf(v), Slot.subscript) != 0 }

/** argv: source, globals, locals. eval, or exec with the tuple `closure`. */
function execOrEval(argv: u32, isEval: bool, closure: Value): Value {
  let source = arg(argv, 0), globals = arg(argv, 1), locals = arg(argv, 2)
  const noGlobals = globals == UNBOUND || isNone(globals)
  const noLocals = locals == UNBOUND || isNone(locals)
  if (!noGlobals && tagOf(globals) != T.dict) {
    if (isEval) return raiseText(T.TypeError, isMapping(globals) ? 'globals must be a real dict; try eval(code, {}, mapping)' : 'globals must be a dict')
    return raiseFormat(T.TypeError, 'exec() globals must be a dict, not %T', globals)
  }
  if (!noLocals && !isMapping(locals)) {
    if (isEval) return raiseText(T.TypeError, 'locals must be a mapping')
    return raiseFormat(T.TypeError, 'locals must be a mapping or None, not %T', locals)
  }
  let dict: u32
  if (noGlobals) {
    dict = callerGlobals()
    if (!dict) return raiseText(T.SystemError, 'globals and locals cannot be NULL')
    if (noLocals) {
      locals = currentLocals()
      if (locals == EXCEPTION) return locals
    }
  } else {
    dict = namespaceOf(globals)
    if (!dict) return EXCEPTION
    if (noLocals) locals = globals
  }
  if (!hasShape(source, shapeAt(T.code))) {
    source = compileText(source, isEval)
    if (source == EXCEPTION) return source
  }
  const code = addressOf(source)
  const free = load<u32>(code, CODE_FREE_COUNT)
  let cells: u32 = 0
  if (closure != UNBOUND && !isNone(closure)) {
    if (free == 0) return raiseText(T.TypeError, 'cannot use a closure with this code object')
    if (!hasShape(closure, shapeAt(T.tuple)) || tupleLength(addressOf(closure)) != free) {
      return raiseFormat(T.TypeError, 'code object requires a closure of exactly length %d', free)
    }
    cells = addressOf(closure)
  } else if (free != 0) {
    return raiseText(T.TypeError, isEval ? 'code object passed to eval() may not contain free variables' : 'code object passed to exec() may not contain free variables')
  }
  return runCode(code, dict, locals, cells)
}

/** The code object of source text, by builtins.compile with the flags of the calling code. */
function compileText(source: Value, isEval: bool): Value {
  const f = getAttribute(wellKnown(WellKnown.builtinsModule), lit('_compile_text'))
  if (f == EXCEPTION) return f
  return call2(f, source, isEval ? litValue('eval') : litValue('exec'))
}

function builtins_exec(argv: u32): Value { return execOrEval(argv, false, arg(argv, 3)) }
function builtins_eval(argv: u32): Value { return execOrEval(argv, true, UNBOUND) }

function builtins_globals(argv: u32): Value {
  const g = callerGlobals()
  return g ? pointer(g) : raiseText(T.SystemError, 'globals() called without a frame')
}
function builtins_locals(argv: u32): Value { return currentLocals() }

/** The calling code's locals: its mapping, or for a function a new dict of the variables that are bound. */
export function currentLocals(): Value {
  const fp = callerFrame()
  if (!fp) return raiseText(T.SystemError, 'frame does not exist')
  const code = load<u32>(fp, FRAME_CODE)
  if (!(load<u32>(code, CODE_FLAGS) & CODE_OPTIMIZED)) return load<u64>(fp, FRAME_REGISTERS)
  return snapshotLocals(fp, code)
}

function snapshotLocals(fp: u32, code: u32): Value {
  const dict = newDict()
  const names = load<u32>(code, CODE_REGISTER_NAMES)
  const n = load<u32>(code, CODE_NAMED)
  for (let i: u32 = 0; i < n; i++) {
    let v = sealed(load<u64>(fp + i * 8, FRAME_REGISTERS))
    if (hasShape(v, shapeAt(T.cell))) v = stmRead64(addressOf(v), addressOf(v) + CELL_CONTENT)
    const name = tupleItem(names, i)
    if (v == UNBOUND || isHidden(addressOf(name))) continue
    if (!dictSet(dict, name, v)) return EXCEPTION
  }
  return pointer(dict)
}

/** Names of the compiler's own, such as `.0`, are no variables of the program. */
function isHidden(name: u32): bool { return load<u32>(name, 8) != 0 && load<u8>(name, 16) == 46 }

export function defineExecFunctions(m: u32): void {
  defineFunction(m, 'exec', '($module, source, /, globals=None, locals=None, *, closure=None)', fn(builtins_exec))
  defineFunction(m, 'eval', '($module, source, /, globals=None, locals=None)', fn(builtins_eval))
  defineFunction(m, 'globals', '($module, /)', fn(builtins_globals))
  defineFunction(m, 'locals', '($module, /)', fn(builtins_locals))
}
