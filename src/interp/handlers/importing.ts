// Import statements: `builtins.__import__` does the work.

import { ABSENT, EXCEPTION, EXHAUSTED, NONE, TRUE, UNBOUND, Value, addressOf, hasShape, isPointer, pointer } from '../../memory/value'
import { getAttribute, getAttributeOr, getItem, getIter, iterNext, setItem } from '../../objects/abstract'
import { dictKeyAt, dictNext } from '../../objects/dict'
import { lit } from '../../objects/intern'
import { internValue } from '../../objects/attribute-access'
import { clearError, errorMatches, raiseFormat, raiseText, raiseValue } from '../../objects/raise'
import { IMPORT_MSG, IMPORT_NAME, IMPORT_NAME_FROM, IMPORT_PATH, newException1 } from '../../objects/exception-core'
import { shapeAt } from '../../objects/shape'
import { strAt, strLength } from '../../objects/str-core'
import { tagOf } from '../../objects/type'
import { T } from '../../objects/type-ids'
import { textBegin, textEnd, textLiteral, textValue } from '../../objects/text-builder'
import { newVector, vectorPush, vectorToTuple } from '../../objects/vector'
import { callMethod0 } from '../nested'
import { callArgument, continueCall, pushContinuation } from '../continuations'
import { FRAME_GLOBALS, FRAME_REGISTERS, opA, opB, opC, reg, wordAt, FRAME_CODE } from '../frame-layout'
import { frameConstants } from '../frames'
import { CODE_FLAGS } from '../code'
import { CODE_OPTIMIZED } from '../opcodes'
import { Status } from '../status'
import { beginStatus } from './calling'
import { builtinNamed } from './names'
import { begin, deliver } from './results'
import { WellKnown, wellKnown } from '../../objects/well-known'

function passOn(fp: u32, value: Value): Value { return value }

export function opImportName(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const f = builtinNamed(lit('__import__'))
  if (f == ABSENT) {
    raiseText(T.ImportError, '__import__ not found')
    return Status.raised
  }
  const mapping = load<u32>(load<u32>(fp, FRAME_CODE), CODE_FLAGS) & CODE_OPTIMIZED ? NONE : load<u64>(fp, FRAME_REGISTERS)
  const continuation = pushContinuation(load<u32>(changetype<usize>(passOn)), 0, 40, ip)
  const at = callArgument(continuation, 0, 0)
  store<u64>(at, load<u64>(frameConstants(fp) + opB(word)))
  store<u64>(at, pointer(load<u32>(fp, FRAME_GLOBALS)), 8)
  store<u64>(at, mapping, 16)
  store<u64>(at, reg(fp, opC(word) + 8), 24)
  store<u64>(at, reg(fp, opC(word)), 32)
  return beginStatus(continuation, continueCall(continuation, 0, f, 5, 0))
}

/** sys.modules[name]: UNBOUND if it is not there. */
function loadedModule(name: Value): Value {
  const modules = getAttributeOr(wellKnown(WellKnown.sysModule), lit('modules'))
  if (modules == EXCEPTION || modules == UNBOUND) return modules
  const v = getItem(modules, name)
  if (v != EXCEPTION) return v
  if (!errorMatches(T.KeyError)) return EXCEPTION
  clearError()
  return UNBOUND
}

function importFrom(module: Value, name: Value): Value {
  const v = getAttributeOr(module, addressOf(name))
  if (v != UNBOUND) return v
  const package_ = getAttributeOr(module, lit('__name__'))
  if (package_ == EXCEPTION) return EXCEPTION
  const named = package_ != UNBOUND && isPointer(package_) && tagOf(package_) == T.str
  if (named) {
    textBegin()
    textValue(package_)
    textLiteral('.')
    textValue(name)
    const sub = loadedModule(textEnd())
    if (sub != UNBOUND) return sub
  }
  return raiseCannotImport(module, named ? package_ : pointer(lit('<unknown module name>')), name, named)
}

function raiseCannotImport(module: Value, package_: Value, name: Value, named: bool): Value {
  const file = getAttributeOr(module, lit('__file__'))
  if (file == EXCEPTION) return EXCEPTION
  const located = file != UNBOUND && isPointer(file) && tagOf(file) == T.str
  textBegin()
  textLiteral("cannot import name '")
  textValue(name)
  textLiteral("' from ")
  if (isInitializing(module)) {
    textLiteral("partially initialized module '")
    textValue(package_)
    textLiteral("' (most likely due to a circular import)")
    if (located) { textLiteral(' ('); textValue(file); textLiteral(')') }
  } else {
    textLiteral("'")
    textValue(package_)
    textLiteral("' (")
    if (located) textValue(file)
    else textLiteral('unknown location')
    textLiteral(')')
  }
  const e = newException1(T.ImportError, textEnd())
  store<u64>(addressOf(e), load<u64>(load<u32>(addressOf(e), 8), 16), IMPORT_MSG)
  store<u64>(addressOf(e), named ? package_ : NONE, IMPORT_NAME)
  store<u64>(addressOf(e), located ? file : NONE, IMPORT_PATH)
  store<u64>(addressOf(e), name, IMPORT_NAME_FROM)
  return raiseValue(e)
}

/** The module's `__spec__._initializing`. */
function isInitializing(module: Value): bool {
  const spec = getAttributeOr(module, lit('__spec__'))
  if (spec == EXCEPTION) { clearError(); return false }
  if (spec == UNBOUND || spec == NONE) return false
  const flag = getAttributeOr(spec, lit('_initializing'))
  if (flag == EXCEPTION) { clearError(); return false }
  return flag == TRUE
}

export function opImportFrom(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return deliver(fp, word, importFrom(reg(fp, opB(word)), load<u64>(frameConstants(fp) + opC(word))))
}

/** Names of `__all__`, or else of `__dict__` without a leading underscore, into the locals mapping. */
export function opImportStar(ip: u32, fp: u32): u32 {
  begin(ip)
  const module = reg(fp, opB(wordAt(ip)))
  const locals = load<u64>(fp, FRAME_REGISTERS)
  let names = getAttributeOr(module, lit('__all__'))
  if (names == EXCEPTION) return Status.raised
  const public_ = names == UNBOUND
  if (public_) {
    names = getAttributeOr(module, lit('__dict__'))
    if (names == EXCEPTION) return Status.raised
    if (names == UNBOUND) {
      raiseText(T.ImportError, 'from-import-* object has no __dict__ and no __all__')
      return Status.raised
    }
    names = listOfKeys(names)
    if (names == EXCEPTION) return Status.raised
  }
  const it = getIter(names)
  if (it == EXCEPTION) return Status.raised
  for (;;) {
    const name = iterNext(it)
    if (name == EXHAUSTED) return Status.next
    if (name == EXCEPTION) return Status.raised
    if (!isPointer(name) || tagOf(name) != T.str) {
      const package_ = getAttribute(module, lit('__name__'))
      if (package_ == EXCEPTION) return Status.raised
      raiseFormat(T.TypeError, public_ ? 'Key in %S.__dict__ must be str, not %T' : 'Item in %S.__all__ must be str, not %T', package_, name)
      return Status.raised
    }
    const s = internValue(name)
    if (public_ && strLength(s) > 0 && strAt(s, 0) == 95) continue
    const v = getAttribute(module, s)
    if (v == EXCEPTION || !setItem(locals, pointer(s), v)) return Status.raised
  }
  return Status.raised
}

function listOfKeys(mapping: Value): Value {
  let keys = newVector()
  if (hasShape(mapping, shapeAt(T.dict))) {
    const d = addressOf(mapping)
    for (let n = dictNext(d, 0); n >= 0; n = dictNext(d, n + 1)) keys = vectorPush(keys, dictKeyAt(d, n))
    return pointer(vectorToTuple(keys))
  }
  return callMethod0(mapping, lit('keys'))
}
