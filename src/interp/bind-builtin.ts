// Binding of arguments to the slots of a builtin, after its text signature (objects/define.ts), for calls that do not simply pad:
// keywords, *args, wrong counts. Works in place at `argv`; error texts are those of CPython's argument clinic.

import { UNBOUND, Value, addressOf, pointer } from '../memory/value'
import { equal, isStr } from '../objects/abstract'
import {
  BUILTIN_COMPLEX, BUILTIN_FLAGS, BUILTIN_HAS_SELF, BUILTIN_MAXIMUM, BUILTIN_MINIMUM, BUILTIN_NAME, BUILTIN_OWNER, BUILTIN_PARAMETERS,
  BUILTIN_POSITIONAL_ONLY, BUILTIN_REQUIRED_KEYWORDS, BUILTIN_SLOTS, BUILTIN_STATIC, BUILTIN_VARARGS, BUILTIN_VARKEYWORDS, NO_SLOT,
} from '../objects/define'
import { dictSet, newDict } from '../objects/dict'
import { text } from '../objects/intern'
import { raiseFormat } from '../objects/raise'
import { textBegin, textCodePoint, textEnd, textLiteral, textStr } from '../objects/text-builder'
import { newTuple, tupleInit, tupleItem, tupleLength } from '../objects/tuple-core'
import { TYPE_NAME } from '../objects/type'
import { T } from '../objects/type-ids'

// @ts-ignore: decorator
@inline function get(argv: u32, i: u32): Value { return load<u64>(argv + i * 8) }
// @ts-ignore: decorator
@inline function set(argv: u32, i: u32, v: Value): void { store<u64>(argv + i * 8, v) }

/**
 * Binds `count` arguments at `argv` (self included), the last ones named by the tuple `names` (0: none), to the slots, in place;
 * `scratch` is free room for the keyword values. False: TypeError raised.
 */
export function bindBuiltin(b: u32, argv: u32, count: u32, names: u32, scratch: u32): bool {
  const keywords = names ? tupleLength(names) : 0
  const given = count - keywords
  const slots: u32 = load<u16>(b, BUILTIN_SLOTS)
  const minimum: u32 = load<u16>(b, BUILTIN_MINIMUM)
  const maximum: u32 = load<u16>(b, BUILTIN_MAXIMUM)
  const varargs = load<u16>(b, BUILTIN_VARARGS)
  const varkeywords = load<u16>(b, BUILTIN_VARKEYWORDS)
  const complex = (load<u32>(b, BUILTIN_FLAGS) & BUILTIN_COMPLEX) != 0
  if (keywords && !complex) {
    raiseFormat(T.TypeError, '%U takes no keyword arguments', functionText(b))
    return false
  }
  if (varargs == NO_SLOT && given > maximum || given < minimum && !complex) return wrongCount(b, given, minimum, maximum, complex, keywords)
  for (let i: u32 = 0; i < keywords; i++) set(scratch, i, get(argv, given + i))
  let rest: Value = UNBOUND
  if (varargs != NO_SLOT) {
    const n = given > maximum ? given - maximum : 0
    const t = newTuple(n)
    for (let i: u32 = 0; i < n; i++) tupleInit(t, i, get(argv, maximum + i))
    rest = pointer(t)
  }
  for (let i = given < maximum ? given : maximum; i < slots; i++) set(argv, i, UNBOUND)
  if (varargs != NO_SLOT) set(argv, varargs, rest)
  let extra: u32 = 0
  if (varkeywords != NO_SLOT) {
    extra = newDict()
    set(argv, varkeywords, pointer(extra))
  }
  for (let i: u32 = 0; i < keywords; i++) {
    if (!bindKeyword(b, argv, slots, tupleItem(names, i), get(scratch, i), extra, given, keywords, maximum)) return false
  }
  return checkRequired(b, argv, slots, given, minimum)
}

function bindKeyword(b: u32, argv: u32, slots: u32, name: Value, value: Value, extra: u32, given: u32, keywords: u32, maximum: u32): bool {
  if (!isStr(name)) {
    raiseFormat(T.TypeError, 'keywords must be strings')
    return false
  }
  const parameters = load<u32>(b, BUILTIN_PARAMETERS)
  const varargs: u32 = load<u16>(b, BUILTIN_VARARGS)
  const varkeywords: u32 = load<u16>(b, BUILTIN_VARKEYWORDS)
  for (let i: u32 = load<u16>(b, BUILTIN_POSITIONAL_ONLY); i < slots; i++) {
    if (i == varargs || i == varkeywords) continue
    const parameter = pointer(load<u32>(parameters + i * 4, 8))
    if (parameter != name && equal(parameter, name) != 1) continue
    if (get(argv, i) != UNBOUND) {
      raiseFormat(T.TypeError, "argument for %U() given by name ('%U') and position (%d)", pointer(load<u32>(b, BUILTIN_NAME)), name, i + 1 - selfCount(b))
      return false
    }
    set(argv, i, value)
    return true
  }
  if (extra) return dictSet(extra, name, value)
  if (given + keywords > slots && varargs == NO_SLOT) return wrongCount(b, given + keywords, load<u16>(b, BUILTIN_MINIMUM), slots, true, keywords)
  raiseFormat(T.TypeError, "%U() got an unexpected keyword argument '%S'", pointer(load<u32>(b, BUILTIN_NAME)), name)
  return false
}

function selfCount(b: u32): u32 { return load<u32>(b, BUILTIN_FLAGS) & BUILTIN_HAS_SELF ? 1 : 0 }

function checkRequired(b: u32, argv: u32, slots: u32, given: u32, minimum: u32): bool {
  const parameters = load<u32>(b, BUILTIN_PARAMETERS)
  const required = load<u32>(b, BUILTIN_REQUIRED_KEYWORDS)
  const positionalOnly: u32 = load<u16>(b, BUILTIN_POSITIONAL_ONLY)
  for (let i = given; i < slots; i++) {
    if (get(argv, i) != UNBOUND) continue
    if (i < minimum) {
      if (i < positionalOnly) return wrongCount(b, given, minimum, load<u16>(b, BUILTIN_MAXIMUM), true, 0)
      raiseFormat(T.TypeError, "%U() missing required argument '%U' (pos %d)", pointer(load<u32>(b, BUILTIN_NAME)),
        pointer(load<u32>(parameters + i * 4, 8)), i + 1 - selfCount(b))
      return false
    }
    if (i < 32 && (required >> i) & 1) {
      raiseFormat(T.TypeError, "%U() missing required argument '%U' (pos %d)", pointer(load<u32>(b, BUILTIN_NAME)),
        pointer(load<u32>(parameters + i * 4, 8)), i + 1 - selfCount(b))
      return false
    }
  }
  return true
}

/** "list.append()" or "len()". */
function functionText(b: u32): Value {
  const flags = load<u32>(b, BUILTIN_FLAGS)
  textBegin()
  if (flags & (BUILTIN_HAS_SELF | BUILTIN_STATIC)) {
    textStr(load<u32>(load<u32>(b, BUILTIN_OWNER), TYPE_NAME))
    textCodePoint(46)
  }
  textStr(load<u32>(b, BUILTIN_NAME))
  textLiteral('()')
  return textEnd()
}

/** The TypeError for `given` positional arguments (self included) where [minimum, maximum] are allowed. */
function wrongCount(b: u32, given: u32, minimum: u32, maximum: u32, complex: bool, keywords: u32): bool {
  const self = selfCount(b)
  if (given < self) {
    raiseFormat(T.TypeError, 'unbound method %U needs an argument', functionText(b))
    return false
  }
  given -= self
  minimum -= self
  maximum -= self
  const name = pointer(load<u32>(b, BUILTIN_NAME))
  if (!complex) {
    if (maximum == 0) raiseFormat(T.TypeError, '%U takes no arguments (%d given)', functionText(b), given)
    else if (minimum == 1 && maximum == 1) raiseFormat(T.TypeError, '%U takes exactly one argument (%d given)', functionText(b), given)
    else {
      const bound = given < minimum ? minimum : maximum
      const how = minimum == maximum ? text('') : given < minimum ? text('at least ') : text('at most ')
      raiseFormat(T.TypeError, bound == 1 ? '%U expected %s%d argument, got %d' : '%U expected %s%d arguments, got %d', name, how, bound, given)
    }
    return false
  }
  if (given > maximum && maximum == 0 && !keywords) {
    raiseFormat(T.TypeError, '%U() takes no positional arguments', name)
    return false
  }
  const all: u32 = load<u16>(b, BUILTIN_SLOTS) - self
  if (given > all) {
    raiseFormat(T.TypeError, all == 1 ? '%U() takes %s %d %sargument (%d given)' : '%U() takes %s %d %sarguments (%d given)', name,
      minimum == all ? text('exactly') : text('at most'), all, given == keywords ? text('keyword ') : text(''), given)
    return false
  }
  const bound = given < minimum ? minimum : maximum
  const how = minimum == maximum ? text('exactly') : given < minimum ? text('at least') : text('at most')
  raiseFormat(T.TypeError, bound == 1 ? '%U() takes %s %d positional argument (%d given)' : '%U() takes %s %d positional arguments (%d given)', name,
    how, bound, given)
  return false
}
