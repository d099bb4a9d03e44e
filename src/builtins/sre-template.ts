// Replacement templates of re.sub and Match.expand: a literal, then (group, literal) pairs. The library's Python code parses them
// (re._compile_template) and calls `_sre.template`.
//
// Template: +8 parsed list as a tuple (value): literal, group number, literal, group number, literal ...

import { EXCEPTION, NONE, Value, addressOf, isPointer, pointer } from '../memory/value'
import { allocate } from '../gc/allocate'
import { call2 } from '../interp/nested'
import { getAttribute } from '../objects/abstract'
import { importModule } from '../interp/import-hook'
import { bytesData, bytesLength, isBytes, newBytes } from '../objects/bytes-core'
import { defineType } from '../objects/define'
import { lit, litValue } from '../objects/intern'
import { INDEX_ERROR, toIndex } from '../objects/item-access'
import { toTuple } from '../objects/iteration'
import { raiseFormat, raiseText } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { strLength, strOf } from '../objects/str-core'
import { strJoin } from '../objects/str-split'
import { emptyStr } from '../objects/str-core'
import { isStr } from '../objects/text-args'
import { TUPLE_ITEMS, newTuple, tupleInit, tupleItem, tupleLength } from '../objects/tuple-core'
import { TYPE_NO_INSTANTIATION, tagOf, typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { MATCH_GROUPS, MATCH_TEXT } from './sre-pattern-core'
import { matchGroup } from './sre-matchobject'

const TEMPLATE_PARTS: u32 = 8
const TEMPLATE_BYTES: u32 = 16

/** `_sre.template(pattern, template)` */
export function newTemplate(parts: Value): Value {
  const t = toTuple(parts)
  if (t == EXCEPTION) return EXCEPTION
  const n = tupleLength(addressOf(t))
  if ((n & 1) == 0) return raiseText(T.TypeError, 'invalid template')
  for (let i: u32 = 1; i < n; i += 2) {
    const g = toIndex(tupleItem(addressOf(t), i), T.OverflowError)
    if (g == INDEX_ERROR) return EXCEPTION
    if (g < 0) return raiseText(T.TypeError, 'invalid template')
  }
  const at = allocate(shapeAt(T.sre_Template), TEMPLATE_BYTES)
  store<u64>(at, t, TEMPLATE_PARTS)
  return pointer(at)
}

/** The template (or plain literal) that `text` means for `pattern`: what re._compile_template gives. */
export function templateOf(pattern: Value, text: Value): Value {
  const module = importModule(lit('re'))
  if (module == EXCEPTION) return EXCEPTION
  const compile = getAttribute(module, lit('_compile_template'))
  return compile == EXCEPTION ? EXCEPTION : call2(compile, pattern, text)
}

// @ts-ignore: decorator
@inline export function isTemplate(v: Value): bool { return isPointer(v) && tagOf(v) == T.sre_Template }

/** The text of `template` for `match`: str or bytes. */
export function expandTemplate(template: Value, match: Value): Value {
  if (!isTemplate(template)) return template
  const parts = addressOf(load<u64>(addressOf(template), TEMPLATE_PARTS))
  const n = tupleLength(parts)
  if (n == 1) return tupleItem(parts, 0)
  const m = addressOf(match)
  const pieces = newTuple(n)
  let count: u32 = 0
  for (let i: u32 = 0; i < n; i++) {
    let piece = tupleItem(parts, i)
    if (i & 1) {
      const g = <u32>toIndex(piece, T.none)
      if (g >= load<u32>(m, MATCH_GROUPS)) return raiseText(T.IndexError, 'no such group')
      piece = matchGroup(m, g, NONE)
      if (piece == NONE) continue
    }
    tupleInit(pieces, count++, piece)
  }
  return joinPieces(pieces, count, isStr(load<u64>(m, MATCH_TEXT)))
}

/** Joins `count` pieces of a scratch tuple: all str, or all bytes-like. */
export function joinPieces(pieces: u32, count: u32, isText: bool): Value {
  const all = newTuple(count)
  if (count) memory.copy(all + TUPLE_ITEMS, pieces + TUPLE_ITEMS, count * 8)
  if (isText) return strJoin(emptyStr(), pointer(all))
  let total: u64 = 0
  for (let i: u32 = 0; i < count; i++) {
    const piece = tupleItem(all, i)
    if (!isBytes(piece)) return raiseFormat(T.TypeError, 'sequence item %d: expected a bytes-like object, %T found', i, piece)
    total += bytesLength(addressOf(piece))
  }
  if (total > 0x3fffff00) return raiseText(T.MemoryError, '')
  const r = newBytes(<u32>total)
  let to = bytesData(r)
  for (let i: u32 = 0; i < count; i++) {
    const b = addressOf(tupleItem(all, i))
    memory.copy(to, bytesData(b), bytesLength(b))
    to += bytesLength(b)
  }
  return pointer(r)
}

export function initTemplateType(): void { defineType(T.sre_Template, T.object, '_sre.SRE_Template', TEMPLATE_BYTES, TYPE_NO_INSTANTIATION, null) }
