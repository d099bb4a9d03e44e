// The module _sre: compile, template, and questions about characters. The compiler that makes the code words is the standard
// library's own re/_compiler.py.

import { allocate, allocateStorage } from '../gc/allocate'
import { EXCEPTION, NONE, Value, addressOf, boolValue, intValue, pointer } from '../memory/value'
import { arg, defineConstant, defineFunction, defineModule, fn } from '../objects/define'
import { bytesOfBuffer, hasBuffer } from '../objects/buffer'
import { INDEX_ERROR, toIndex } from '../objects/item-access'
import { toTuple } from '../objects/iteration'
import { litValue } from '../objects/intern'
import { raiseFormat, raiseText } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { isStr } from '../objects/text-args'
import { tupleItem, tupleLength } from '../objects/tuple-core'
import { tagOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { UNICODE_SIMPLE_CASED, simpleLower, unicodeIs } from '../objects/unicode'
import { isAsciiWord, asciiLower, asciiUpper } from './sre-characters'
import { SRE_MAGIC, SRE_MAXGROUPS, SRE_MAXREPEAT } from './sre-codes'
import { initMatchType } from './sre-matchobject'
import { initPatternType } from './sre-pattern'
import { PATTERN_BYTES, PATTERN_CODE, PATTERN_FLAGS, PATTERN_GROUPINDEX, PATTERN_GROUPS, PATTERN_INDEXGROUP, PATTERN_PATTERN, PATTERN_WORDS } from './sre-pattern-core'
import { initTemplateType, newTemplate } from './sre-template'

/** compile(pattern, flags, code, groups, groupindex, indexgroup) */
function sre_compile(argv: u32): Value {
  const pattern = arg(argv, 0)
  if (pattern != NONE && !isStr(pattern) && !hasBuffer(pattern)) {
    return raiseFormat(T.TypeError, "expected string or bytes-like object, got '%T'", pattern)
  }
  const flags = toIndex(arg(argv, 1), T.OverflowError)
  if (flags == INDEX_ERROR) return EXCEPTION
  const words = toTuple(arg(argv, 2))
  if (words == EXCEPTION) return EXCEPTION
  const groups = toIndex(arg(argv, 3), T.OverflowError)
  if (groups == INDEX_ERROR) return EXCEPTION
  if (groups < 0 || groups > <i64>SRE_MAXGROUPS) return raiseText(T.RuntimeError, 'invalid SRE code')
  if (tagOf(arg(argv, 4)) != T.dict) return raiseFormat(T.TypeError, "compile() argument 'groupindex' must be dict, not %T", arg(argv, 4))
  if (tagOf(arg(argv, 5)) != T.tuple) return raiseFormat(T.TypeError, "compile() argument 'indexgroup' must be tuple, not %T", arg(argv, 5))
  const t = addressOf(words)
  const n = tupleLength(t)
  const code = allocateStorage(n * 4 + 8)
  for (let i: u32 = 0; i < n; i++) {
    const word = toIndex(tupleItem(t, i), T.OverflowError)
    if (word == INDEX_ERROR) return EXCEPTION
    if (word < 0 || word > 0xffffffff) return raiseText(T.OverflowError, 'regular expression code size limit exceeded')
    store<u32>(code + i * 4, <u32>word, 8)
  }
  const p = allocate(shapeAt(T.sre_Pattern), PATTERN_BYTES)
  store<u64>(p, pattern, PATTERN_PATTERN)
  store<u32>(p, <u32>flags, PATTERN_FLAGS)
  store<u32>(p, <u32>groups, PATTERN_GROUPS)
  store<u64>(p, arg(argv, 4), PATTERN_GROUPINDEX)
  store<u64>(p, arg(argv, 5), PATTERN_INDEXGROUP)
  store<u32>(p, code, PATTERN_CODE)
  store<u32>(p, n, PATTERN_WORDS)
  return pointer(p)
}

function sre_template(argv: u32): Value { return newTemplate(arg(argv, 1)) }
function sre_getcodesize(argv: u32): Value { return intValue(4) }

/** A code point argument, or -1: raised. */
function character(argv: u32): i64 {
  const c = toIndex(arg(argv, 0), T.OverflowError)
  return c == INDEX_ERROR ? -1 : c
}
function sre_ascii_iscased(argv: u32): Value {
  const c = character(argv)
  return c < 0 ? EXCEPTION : boolValue(c < 128 && (asciiLower(<u32>c) != <u32>c || asciiUpper(<u32>c) != <u32>c))
}
function sre_ascii_tolower(argv: u32): Value {
  const c = character(argv)
  return c < 0 ? EXCEPTION : intValue(asciiLower(<u32>c))
}
function sre_unicode_iscased(argv: u32): Value {
  const c = character(argv)
  return c < 0 ? EXCEPTION : boolValue(c < 0x110000 && unicodeIs(<u32>c, UNICODE_SIMPLE_CASED))
}
function sre_unicode_tolower(argv: u32): Value {
  const c = character(argv)
  return c < 0 ? EXCEPTION : intValue(c < 0x110000 ? simpleLower(<u32>c) : c)
}

/** The types; at boot. */
export function initSreTypes(): void {
  initPatternType()
  initMatchType()
  initTemplateType()
}

export function initSreModule(): u32 {
  const m = defineModule('_sre')
  defineFunction(m, 'compile', '($module, /, pattern, flags, code, groups, groupindex, indexgroup)', fn(sre_compile))
  defineFunction(m, 'template', '($module, pattern, template, /)', fn(sre_template))
  defineFunction(m, 'getcodesize', '($module, /)', fn(sre_getcodesize))
  defineFunction(m, 'ascii_iscased', '($module, character, /)', fn(sre_ascii_iscased))
  defineFunction(m, 'ascii_tolower', '($module, character, /)', fn(sre_ascii_tolower))
  defineFunction(m, 'unicode_iscased', '($module, character, /)', fn(sre_unicode_iscased))
  defineFunction(m, 'unicode_tolower', '($module, character, /)', fn(sre_unicode_tolower))
  defineConstant(m, 'MAGIC', intValue(SRE_MAGIC))
  defineConstant(m, 'CODESIZE', intValue(4))
  defineConstant(m, 'MAXREPEAT', intValue(SRE_MAXREPEAT))
  defineConstant(m, 'MAXGROUPS', intValue(SRE_MAXGROUPS))
  defineConstant(m, 'copyright', litValue(' SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB '))
  return m
}
