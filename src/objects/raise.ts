// Raising from the core: makes the exception, puts it into the thread block (TB_EXCEPTION) and returns EXCEPTION. What the unwinder
// adds (context, traceback) is not done here. Directives of raiseFormat and textFormat: docs/CORE.md, section 2.

import { TB_EXCEPTION } from '../memory/layout'
import { threadBlock } from '../memory/registers'
import { EXCEPTION, NONE, UNBOUND, Value, addressOf, isPointer, pointer } from '../memory/value'
import { stmOwn, stmRead32, stmRead64, stmStore64 } from '../stm/barriers'
import { ascii, isStr, repr, str } from './abstract'
import { ATTRIBUTE_ERROR_NAME, ATTRIBUTE_ERROR_OBJ, EXC_CAUSE, EXC_CONTEXT, EXC_FLAGS, EXC_SUPPRESS_CONTEXT, NAME_ERROR_NAME, newException, newException1 } from './exception-core'
import { lit, litAt, text, textLength } from './intern'
import { strOf } from './str-core'
import { typeModule } from './type-object'
import { typeAt } from './shape'
import { textBegin, textCodePoint, textConstant, textDrop, textEnd, textHex, textInt, textLiteral, textStr, textValue } from './text-builder'
import { emptyTuple, tupleOf1 } from './tuple-core'
import { TYPE_QUALNAME, isSubtype, typeFullName, typeOf } from './type'
import { T } from './type-ids'
import { stmStore32 } from '../stm/barriers'

/** Raises the exception object `exception`. */
export function raiseValue(exception: Value): Value {
  store<u64>(threadBlock, exception, TB_EXCEPTION)
  return EXCEPTION
}

/** Raises builtin exception `t` with a constant text; an empty text gives an exception without arguments. */
export function raiseText(t: T, message: string): Value {
  const constant = text(message)
  return raiseValue(newException(t, textLength(constant) == 0 ? emptyTuple() : tupleOf1(pointer(litAt(constant)))))
}

/** Raises builtin exception `t` with `argument` as its only argument (UNBOUND: none), e.g. KeyError(key). */
export function raiseWith(t: T, argument: Value): Value { return raiseValue(newException1(t, argument)) }

/** Raises builtin exception `t` with a formatted text (see textFormat). */
export function raiseFormat(t: T, format: string, a: u64 = 0, b: u64 = 0, c: u64 = 0, d: u64 = 0, e: u64 = 0): Value {
  const message = formatText(text(format), a, b, c, d, e)
  return message == EXCEPTION ? EXCEPTION : raiseValue(newException1(t, message))
}

/** A str made from a format with the directives of docs/CORE.md; EXCEPTION if a repr or str raised. */
export function textFormat(format: string, a: u64 = 0, b: u64 = 0, c: u64 = 0, d: u64 = 0, e: u64 = 0): Value {
  return formatText(text(format), a, b, c, d, e)
}

/** AttributeError with `name` and `obj` set, as attribute access raises it. */
export function raiseAttributeError(o: Value, name: u32, message: Value): Value {
  if (message == EXCEPTION) return EXCEPTION
  const e = newException1(T.AttributeError, message)
  store<u64>(addressOf(e), pointer(name), ATTRIBUTE_ERROR_NAME)
  store<u64>(addressOf(e), o, ATTRIBUTE_ERROR_OBJ)
  return raiseValue(e)
}

/** NameError or UnboundLocalError with `name` set; the format has one %U. */
export function raiseNameError(t: T, format: string, name: u32): Value {
  const e = newException1(t, formatText(text(format), pointer(name), 0, 0, 0, 0))
  store<u64>(addressOf(e), pointer(name), NAME_ERROR_NAME)
  return raiseValue(e)
}

/** True if the raised exception is an instance of builtin exception type `t`. */
export function errorMatches(t: T): bool {
  const e = load<u64>(threadBlock, TB_EXCEPTION)
  return e != UNBOUND && isSubtype(typeOf(e), typeAt(t))
}

/** True between a raise and the moment where somebody fetches or clears the exception. */
export function errorRaised(): bool { return load<u64>(threadBlock, TB_EXCEPTION) != UNBOUND }

export function clearError(): void { store<u64>(threadBlock, UNBOUND, TB_EXCEPTION) }

/** Takes the raised exception off the thread. */
export function fetchError(): Value {
  const e = load<u64>(threadBlock, TB_EXCEPTION)
  store<u64>(threadBlock, UNBOUND, TB_EXCEPTION)
  return e
}

/** Raises `exception` with `cause` as `__cause__` and `__context__`, as `raise exception from cause` does. */
export function raiseFrom(exception: Value, cause: Value): Value {
  const e = addressOf(exception)
  stmOwn(e)
  stmStore64(e, e + EXC_CAUSE, cause)
  stmStore64(e, e + EXC_CONTEXT, cause)
  stmStore32(e, e + EXC_FLAGS, load<u32>(e, EXC_FLAGS) | EXC_SUPPRESS_CONTEXT)
  return raiseValue(exception)
}

/** Raises `exception` with `context` as `__context__`: it came up while `context` was handled in the core. */
export function raiseInContext(exception: Value, context: Value): Value {
  const e = addressOf(exception)
  if (exception != context && stmRead64(e, e + EXC_CONTEXT) == NONE) {
    stmOwn(e)
    stmStore64(e, e + EXC_CONTEXT, context)
  }
  return raiseValue(exception)
}

/** Appends `module.qualname` of a class; the module is left out if it is builtins or __main__. */
function appendQualified(type: u32): void {
  const module = typeModule(type)
  if (isStr(module) && strOf(module) != lit('builtins') && strOf(module) != lit('__main__')) {
    textValue(module)
    textCodePoint(46)
  }
  textStr(stmRead32(type, type + TYPE_QUALNAME))
}

/** Appends the formatted text to the text being built; false: an exception was raised. */
function appendFormat(constant: u32, a: u64, b: u64, c: u64, d: u64, e: u64): bool {
  const n = textLength(constant)
  let next = 0
  for (let i: u32 = 0; i < n; i++) {
    const ch = load<u16>(constant + i * 2)
    if (ch != 37) { textCodePoint(ch); continue }
    i++
    const directive = load<u16>(constant + i * 2)
    if (directive == 37) { textCodePoint(37); continue }
    const x = next == 0 ? a : next == 1 ? b : next == 2 ? c : next == 3 ? d : e
    next++
    switch (directive) {
      case 115: textConstant(<u32>x); break // %s
      case 85: textValue(x); break // %U
      case 84: textStr(typeFullName(typeOf(x))); break // %T
      case 78: textStr(typeFullName(<u32>x)); break // %N
      case 81: { // %Q: type of a value, with module and qualified name
        appendQualified(typeOf(x))
        break
      }
      case 83: { const s = str(x); if (s == EXCEPTION) return false; textValue(s); break } // %S
      case 82: { const s = repr(x); if (s == EXCEPTION) return false; textValue(s); break } // %R
      case 65: { const s = ascii(x); if (s == EXCEPTION) return false; textValue(s); break } // %A
      case 100: textInt(<i64>x); break // %d
      case 120: textHex(x, 1); break // %x
      case 99: textCodePoint(<u32>x); break // %c
      case 112: textLiteral('0x'); textHex(identityNumber(x), 1); break // %p: address as in default reprs
      default: assert(false, 'appendFormat: unknown directive')
    }
  }
  return true
}

function formatText(constant: u32, a: u64, b: u64, c: u64, d: u64, e: u64): Value {
  textBegin()
  if (appendFormat(constant, a, b, c, d, e)) return textEnd()
  textDrop()
  return EXCEPTION
}

/** The number that id(v) and default reprs show: the address of objects, something unique above 4 GiB for immediate values. */
export function identityNumber(v: Value): u64 { return isPointer(v) ? <u64>addressOf(v) : rotl<u64>(v, 16) & 0x7fffffffffffffff }
