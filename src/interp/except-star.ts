// The end of a try with except*: which exception is raised, made of what the handlers raised and what nobody handled.

import { EXCEPTION, NONE, Value, addressOf, pointer } from '../memory/value'
import { EXC_CAUSE, EXC_CONTEXT, EXC_TRACEBACK, GROUP_EXCEPTIONS } from '../objects/exception-core'
import { lit } from '../objects/intern'
import { listItem, listLength } from '../objects/list'
import { typeAt } from '../objects/shape'
import { tupleItem, tupleLength } from '../objects/tuple-core'
import { isInstanceOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { newVector, vectorItem, vectorLength, vectorPush, vectorToTuple } from '../objects/vector'
import { stmOwn, stmRead64, stmStore64 } from '../stm/barriers'
import { call2, callMethod1 } from './nested'

function field(e: Value, offset: u32): Value { return stmRead64(addressOf(e), addressOf(e) + offset) }

/** True if `e` is a part of `original` that was raised again as it was: same traceback, context and cause. */
function isReraised(original: Value, e: Value): bool {
  return field(original, EXC_TRACEBACK) == field(e, EXC_TRACEBACK) && field(original, EXC_CONTEXT) == field(e, EXC_CONTEXT) &&
    field(original, EXC_CAUSE) == field(e, EXC_CAUSE)
}

/** The exception to raise, or NONE; EXCEPTION: something went wrong on the way. */
export function prepReraiseStar(original: Value, list: u32): Value {
  const n = listLength(list)
  if (n == 0) return NONE
  if (!isInstanceOf(original, T.BaseExceptionGroup)) return listItem(list, 0) // a naked exception, caught or not
  let raised = newVector()
  let reraised = newVector()
  for (let i: u32 = 0; i < n; i++) {
    const e = listItem(list, i)
    if (e == NONE) continue
    if (isReraised(original, e)) reraised = vectorPush(reraised, e)
    else raised = vectorPush(raised, e)
  }
  let rest: Value = NONE
  if (vectorLength(reraised)) {
    rest = projection(original, reraised)
    if (rest == EXCEPTION) return EXCEPTION
  }
  if (vectorLength(raised) == 0) return rest
  if (rest != NONE) raised = vectorPush(raised, rest)
  if (vectorLength(raised) == 1) return vectorItem(raised, 0)
  return call2(pointer(typeAt(T.ExceptionGroup)), pointer(lit('')), pointer(vectorToTuple(raised)))
}

/** The part of `original` whose leaves are in one of the groups `keep`. */
function projection(original: Value, keep: u32): Value {
  let leaves = newVector()
  for (let i: u32 = 0; i < vectorLength(keep); i++) leaves = collectLeaves(vectorItem(keep, i), leaves)
  return part(original, leaves)
}

function collectLeaves(e: Value, leaves: u32): u32 {
  if (!isInstanceOf(e, T.BaseExceptionGroup)) return vectorPush(leaves, e)
  const t = addressOf(field(e, GROUP_EXCEPTIONS))
  for (let i: u32 = 0; i < tupleLength(t); i++) leaves = collectLeaves(tupleItem(t, i), leaves)
  return leaves
}

function part(e: Value, leaves: u32): Value {
  if (!isInstanceOf(e, T.BaseExceptionGroup)) {
    for (let i: u32 = 0; i < vectorLength(leaves); i++) if (vectorItem(leaves, i) == e) return e
    return NONE
  }
  const t = addressOf(field(e, GROUP_EXCEPTIONS))
  let parts = newVector()
  let whole = true
  for (let i: u32 = 0; i < tupleLength(t); i++) {
    const p = part(tupleItem(t, i), leaves)
    if (p == EXCEPTION) return EXCEPTION
    if (p != tupleItem(t, i)) whole = false
    if (p != NONE) parts = vectorPush(parts, p)
  }
  if (whole) return e
  if (vectorLength(parts) == 0) return NONE
  const derived = callMethod1(e, lit('derive'), pointer(vectorToTuple(parts)))
  if (derived == EXCEPTION) return EXCEPTION
  copyFields(e, derived)
  return derived
}

function copyFields(from: Value, to: Value): void {
  const e = addressOf(to)
  stmOwn(e)
  stmStore64(e, e + EXC_TRACEBACK, field(from, EXC_TRACEBACK))
  stmStore64(e, e + EXC_CONTEXT, field(from, EXC_CONTEXT))
  stmStore64(e, e + EXC_CAUSE, field(from, EXC_CAUSE))
}
