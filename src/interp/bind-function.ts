// Binding of arguments to the parameters of a Python function, for all calls that the exact fast path does not take: defaults,
// *args, **kwargs, keywords. Works in place in the registers of the frame to come; error texts are CPython's.
//
// On entry the registers hold `count` arguments, the last ones named by the tuple `names` (0: none). On success the first
// parameterCount(code) registers hold the parameters. There is room behind them for the keyword values (see calls.ts).

import { ABSENT, NONE, UNBOUND, Value, addressOf, pointer } from '../memory/value'
import { equal, isStr } from '../objects/abstract'
import { dictGet, dictSet, newDict } from '../objects/dict'
import { raiseFormat, raiseText } from '../objects/raise'
import { text } from '../objects/intern'
import { textBegin, textCodePoint, textEnd, textInt, textLiteral, textValue } from '../objects/text-builder'
import { newTuple, tupleInit, tupleItem, tupleLength } from '../objects/tuple-core'
import { T } from '../objects/type-ids'
import { stmRead64 } from '../stm/barriers'
import { CODE_ARGCOUNT, CODE_FLAGS, CODE_KWONLY, CODE_POSONLY, parameterCount, parameterName } from './code'
import { FUNCTION_DEFAULTS, FUNCTION_KWDEFAULTS, FUNCTION_QUALNAME } from './function'
import { CODE_VARARGS, CODE_VARKEYWORDS } from './opcodes'

// @ts-ignore: decorator
@inline function get(registers: u32, i: u32): Value { return load<u64>(registers + i * 8) }
// @ts-ignore: decorator
@inline function set(registers: u32, i: u32, v: Value): void { store<u64>(registers + i * 8, v) }

/** Binds in place; false: TypeError raised. `scratch`: room for the keyword values, behind all registers used here. */
export function bindFunction(func: u32, code: u32, registers: u32, count: u32, names: u32, scratch: u32): bool {
  const flags = load<u32>(code, CODE_FLAGS)
  const argcount = load<u32>(code, CODE_ARGCOUNT)
  const total = argcount + load<u32>(code, CODE_KWONLY)
  const parameters = parameterCount(code)
  const keywords = names ? tupleLength(names) : 0
  const given = count - keywords
  for (let i: u32 = 0; i < keywords; i++) set(scratch, i, get(registers, given + i))
  let rest: Value = UNBOUND
  if (flags & CODE_VARARGS) {
    const n = given > argcount ? given - argcount : 0
    const t = newTuple(n)
    for (let i: u32 = 0; i < n; i++) tupleInit(t, i, get(registers, argcount + i))
    rest = pointer(t)
  }
  const bound = given < argcount ? given : argcount
  for (let i = bound; i < parameters; i++) set(registers, i, UNBOUND)
  if (flags & CODE_VARARGS) set(registers, total, rest)
  let extra: u32 = 0
  if (flags & CODE_VARKEYWORDS) {
    extra = newDict()
    set(registers, parameters - 1, pointer(extra))
  }
  for (let i: u32 = 0; i < keywords; i++) {
    if (!bindKeyword(func, code, registers, total, names, tupleItem(names, i), get(scratch, i), extra)) return false
  }
  if (given > argcount && !(flags & CODE_VARARGS)) return tooManyPositional(func, code, registers, given)
  if (bound < argcount && !fillDefaults(func, code, registers, bound, argcount)) return false
  return total == argcount || fillKeywordDefaults(func, code, registers, argcount, total)
}

function bindKeyword(func: u32, code: u32, registers: u32, total: u32, names: u32, name: Value, value: Value, extra: u32): bool {
  if (!isStr(name)) {
    raiseText(T.TypeError, 'keywords must be strings')
    return false
  }
  const posonly = load<u32>(code, CODE_POSONLY)
  let at = total
  for (let i = posonly; i < total; i++) if (parameterName(code, i) == name) { at = i; break }
  if (at == total) {
    for (let i = posonly; i < total; i++) {
      const same = equal(parameterName(code, i), name)
      if (same < 0) return false
      if (same) { at = i; break }
    }
  }
  if (at < total) {
    if (get(registers, at) != UNBOUND) {
      raiseFormat(T.TypeError, "%U() got multiple values for argument '%S'", qualname(func), name)
      return false
    }
    set(registers, at, value)
    return true
  }
  if (extra) return dictSet(extra, name, value)
  if (posonly) {
    // all positional-only parameters that were given by keyword, in one message
    let found = false
    for (let i: u32 = 0; i < posonly && !found; i++) found = isNamed(names, parameterName(code, i))
    if (found) {
      textBegin()
      let first = true
      for (let i: u32 = 0; i < posonly; i++) {
        if (!isNamed(names, parameterName(code, i))) continue
        if (!first) textLiteral(', ')
        first = false
        textValue(parameterName(code, i))
      }
      raiseFormat(T.TypeError, "%U() got some positional-only arguments passed as keyword arguments: '%U'", qualname(func), textEnd())
      return false
    }
  }
  raiseFormat(T.TypeError, "%U() got an unexpected keyword argument '%S'", qualname(func), name)
  return false
}



function isNamed(names: u32, name: Value): bool {
  const n = tupleLength(names)
  for (let i: u32 = 0; i < n; i++) if (equal(tupleItem(names, i), name) == 1) return true
  return false
}

function qualname(func: u32): Value { return stmRead64(func, func + FUNCTION_QUALNAME) }

function fillDefaults(func: u32, code: u32, registers: u32, bound: u32, argcount: u32): bool {
  const defaults = stmRead64(func, func + FUNCTION_DEFAULTS)
  const n: u32 = defaults == NONE ? 0 : tupleLength(addressOf(defaults))
  const required = n < argcount ? argcount - n : 0
  let missing: u32 = 0
  for (let i = bound; i < required; i++) if (get(registers, i) == UNBOUND) missing++
  if (missing) return missingArguments(func, code, registers, 0, required, missing, text('positional'))
  for (let i = bound > required ? bound : required; i < argcount; i++) {
    if (get(registers, i) == UNBOUND) set(registers, i, tupleItem(addressOf(defaults), i - required))
  }
  return true
}

function fillKeywordDefaults(func: u32, code: u32, registers: u32, argcount: u32, total: u32): bool {
  const defaults = stmRead64(func, func + FUNCTION_KWDEFAULTS)
  let missing: u32 = 0
  for (let i = argcount; i < total; i++) {
    if (get(registers, i) != UNBOUND) continue
    if (defaults != NONE) {
      const v = dictGet(addressOf(defaults), parameterName(code, i))
      if (v != ABSENT) { set(registers, i, v); continue }
    }
    missing++
  }
  return missing == 0 || missingArguments(func, code, registers, argcount, total, missing, text('keyword-only'))
}

/** "f() missing 2 required positional arguments: 'a' and 'b'" */
function missingArguments(func: u32, code: u32, registers: u32, from: u32, to: u32, missing: u32, kind: u32): bool {
  textBegin()
  let n: u32 = 0
  for (let i = from; i < to; i++) {
    if (get(registers, i) != UNBOUND) continue
    if (n > 0) {
      if (n < missing - 1) textLiteral(', ')
      else if (missing == 2) textLiteral(' and ')
      else textLiteral(', and ')
    }
    n++
    textCodePoint(39)
    textValue(parameterName(code, i))
    textCodePoint(39)
  }
  const list = textEnd()
  raiseFormat(T.TypeError, missing == 1 ? '%U() missing %d required %s argument: %U' : '%U() missing %d required %s arguments: %U',
    qualname(func), missing, kind, list)
  return false
}

/** "f() takes from 1 to 2 positional arguments but 3 were given" */
function tooManyPositional(func: u32, code: u32, registers: u32, given: u32): bool {
  const argcount = load<u32>(code, CODE_ARGCOUNT)
  const kwonly = load<u32>(code, CODE_KWONLY)
  let keywordOnlyGiven: u32 = 0
  for (let i: u32 = 0; i < kwonly; i++) if (get(registers, argcount + i) != UNBOUND) keywordOnlyGiven++
  const defaults = stmRead64(func, func + FUNCTION_DEFAULTS)
  const n: u32 = defaults == NONE ? 0 : tupleLength(addressOf(defaults))
  textBegin()
  if (n) { textLiteral('from '); textInt(argcount - n); textLiteral(' to ') }
  textInt(argcount)
  textLiteral(' positional argument')
  if (n || argcount != 1) textCodePoint(115)
  textLiteral(' but ')
  textInt(given)
  if (keywordOnlyGiven) {
    textLiteral(given != 1 ? ' positional arguments' : ' positional argument')
    textLiteral(' (and ')
    textInt(keywordOnlyGiven)
    textLiteral(keywordOnlyGiven != 1 ? ' keyword-only arguments)' : ' keyword-only argument)')
  }
  textLiteral(given == 1 && !keywordOnlyGiven ? ' was given' : ' were given')
  raiseFormat(T.TypeError, '%U() takes %U', qualname(func), textEnd())
  return false
}
