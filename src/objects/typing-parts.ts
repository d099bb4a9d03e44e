// What GenericAlias and Union share: type parameters among arguments, substitution, and how arguments are shown.

import { call1, call2, callVector } from '../interp/nested'
import { ELLIPSIS, EXCEPTION, NONE, TRUE, UNBOUND, Value, addressOf, hasShape, isPointer, pointer } from '../memory/value'
import { isStr, isType, repr } from './abstract'
import { getAttributeOr } from './attribute-access'
import { equal } from './compare'
import { lit } from './intern'
import { getItem } from './item-access'
import { listItem, listLength } from './list'
import { raiseFormat } from './raise'
import { shapeAt } from './shape'
import { strOf } from './str-core'
import { textCodePoint, textLiteral, textValue } from './text-builder'
import { TUPLE_ITEMS, newTuple, tupleInit, tupleItem, tupleLength } from './tuple-core'
import { tagOf } from './type'
import { T } from './type-ids'
import { newVector, vectorItem, vectorLength, vectorPush, vectorToTuple } from './vector'

/** Appends how `v` is written in an annotation; false: raised. */
export function appendTypeRepr(v: Value): bool {
  if (v == ELLIPSIS) { textLiteral('...'); return true }
  if (isPointer(v) && tagOf(v) == T.list) {
    textCodePoint(91)
    for (let i: u32 = 0; i < listLength(addressOf(v)); i++) {
      if (i) textLiteral(', ')
      if (!appendTypeRepr(listItem(addressOf(v), i))) return false
    }
    textCodePoint(93)
    return true
  }
  const alias = getAttributeOr(v, lit('__origin__'))
  if (alias == EXCEPTION) return false
  if (alias != UNBOUND) {
    const args = getAttributeOr(v, lit('__args__'))
    if (args == EXCEPTION) return false
    if (args != UNBOUND) return appendRepr(v)
  }
  const qualname = getAttributeOr(v, lit('__qualname__'))
  if (qualname == EXCEPTION) return false
  if (qualname == UNBOUND) return appendRepr(v)
  const module = getAttributeOr(v, lit('__module__'))
  if (module == EXCEPTION) return false
  if (module == UNBOUND || module == NONE || !isStr(qualname)) return appendRepr(v)
  if (isStr(module) && strOf(module) != lit('builtins')) {
    textValue(module)
    textCodePoint(46)
  }
  textValue(qualname)
  return true
}

function appendRepr(v: Value): bool {
  const s = repr(v)
  if (s == EXCEPTION) return false
  textValue(s)
  return true
}

/** The type parameters among `args` (tuple), each once, as a tuple value. */
export function collectParameters(args: u32): Value {
  let found = newVector()
  for (let i: u32 = 0; i < tupleLength(args); i++) {
    const a = tupleItem(args, i)
    if (isType(a)) continue
    const subst = getAttributeOr(a, lit('__typing_subst__'))
    if (subst == EXCEPTION) return EXCEPTION
    if (subst != UNBOUND) { found = addOnce(found, a); continue }
    let inner = UNBOUND
    if (isPointer(a) && (tagOf(a) == T.tuple || tagOf(a) == T.list)) {
      const items = tagOf(a) == T.tuple ? addressOf(a) : listTuple(addressOf(a))
      inner = collectParameters(items)
    }
    else inner = getAttributeOr(a, lit('__parameters__'))
    if (inner == EXCEPTION) return EXCEPTION
    if (inner == UNBOUND || !isPointer(inner) || tagOf(inner) != T.tuple) continue
    for (let j: u32 = 0; j < tupleLength(addressOf(inner)); j++) found = addOnce(found, tupleItem(addressOf(inner), j))
  }
  return pointer(vectorToTuple(found))
}

function listTuple(list: u32): u32 {
  const t = newTuple(listLength(list))
  for (let i: u32 = 0; i < tupleLength(t); i++) tupleInit(t, i, listItem(list, i))
  return t
}

function addOnce(vector: u32, v: Value): u32 {
  for (let i: u32 = 0; i < vectorLength(vector); i++) if (vectorItem(vector, i) == v) return vector
  return vectorPush(vector, v)
}

/** `args` with the type parameters replaced by `item` (one argument or a tuple of them), as a tuple value. `self`: for error texts. */
export function substitute(self: Value, args: u32, parameters: u32, item: Value): Value {
  const n = tupleLength(parameters)
  if (n == 0) return raiseFormat(T.TypeError, '%R is not a generic class', self)
  let given = isPointer(item) && tagOf(item) == T.tuple ? item : pointer(tupleOf(item))
  for (let i: u32 = 0; i < n; i++) {
    const prepare = getAttributeOr(tupleItem(parameters, i), lit('__typing_prepare_subst__'))
    if (prepare == EXCEPTION) return EXCEPTION
    if (prepare == UNBOUND || prepare == NONE) continue
    given = call2(prepare, self, given)
    if (given == EXCEPTION) return EXCEPTION
    if (!isPointer(given) || tagOf(given) != T.tuple) given = pointer(tupleOf(given))
  }
  const count = tupleLength(addressOf(given))
  if (count != n) return raiseFormat(T.TypeError, 'Too %s arguments for %R; actual %d, expected %d', <u64>changetype<usize>(count > n ? 'many' : 'few'), self, count, n)
  let result = newVector()
  for (let i: u32 = 0; i < tupleLength(args); i++) {
    const a = tupleItem(args, i)
    let r = a
    if (!isType(a)) {
      const subst = getAttributeOr(a, lit('__typing_subst__'))
      if (subst == EXCEPTION) return EXCEPTION
      if (subst != UNBOUND) {
        r = call1(subst, tupleItem(addressOf(given), indexOf(parameters, a)))
        if (r == EXCEPTION) return EXCEPTION
        if (isPointer(r) && tagOf(r) == T.tuple) {
          result = pushAll(result, addressOf(r))
          continue
        }
      }
      else {
        const inner = getAttributeOr(a, lit('__parameters__'))
        if (inner == EXCEPTION) return EXCEPTION
        if (inner != UNBOUND && isPointer(inner) && tagOf(inner) == T.tuple && tupleLength(addressOf(inner))) {
          const m = tupleLength(addressOf(inner))
          let part = newVector(m)
          for (let j: u32 = 0; j < m; j++) {
            const parameter = tupleItem(addressOf(inner), j)
            const item = tupleItem(addressOf(given), indexOf(parameters, parameter))
            if (hasShape(parameter, shapeAt(T.TypeVarTuple)) && isPointer(item) && tagOf(item) == T.tuple) part = pushAll(part, addressOf(item))
            else part = vectorPush(part, item)
          }
          r = getItem(a, pointer(vectorToTuple(part)))
          if (r == EXCEPTION) return EXCEPTION
          const unpacked = getAttributeOr(a, lit('__typing_is_unpacked_typevartuple__'))
          if (unpacked == EXCEPTION) return EXCEPTION
          if (unpacked == TRUE && isPointer(r) && tagOf(r) == T.tuple) {
            result = pushAll(result, addressOf(r))
            continue
          }
        }
      }
    }
    result = vectorPush(result, r)
  }
  return pointer(vectorToTuple(result))
}

/** Appends the items of tuple `t`. */
function pushAll(vector: u32, t: u32): u32 {
  for (let i: u32 = 0; i < tupleLength(t); i++) vector = vectorPush(vector, tupleItem(t, i))
  return vector
}

function tupleOf(v: Value): u32 { const t = newTuple(1); tupleInit(t, 0, v); return t }

function indexOf(parameters: u32, v: Value): u32 {
  for (let i: u32 = 0; i < tupleLength(parameters); i++) if (tupleItem(parameters, i) == v) return i
  return 0
}
