// Displays, comprehension appends, f-strings, t-strings.

import { EXCEPTION, EXHAUSTED, NONE, UNBOUND, Value, addressOf, hasShape, isPointer, pointer } from '../../memory/value'
import { ascii, format, getAttributeOr, getItem, getIter, iterNext, repr, str } from '../../objects/abstract'
import { elementHash } from '../../objects/key-hash'
import { dictContains, dictMergeDict, dictNext, dictKeyAt, dictSet, dictValueAt, newDictFor } from '../../objects/dict'
import { lit } from '../../objects/intern'
import { listAppend, newListFrom } from '../../objects/list'
import { clearError, errorMatches, raiseFormat } from '../../objects/raise'
import { newSet, setAddHashed } from '../../objects/set'
import { shapeAt } from '../../objects/shape'
import { newSlice } from '../../objects/slice'
import { newInterpolation, newTemplate } from '../../objects/template'
import { textBegin, textEnd, textValue } from '../../objects/text-builder'
import { newTuple, tupleInit } from '../../objects/tuple-core'
import { tagOf, typeOf, typeSlot } from '../../objects/type'
import { T } from '../../objects/type-ids'
import { Slot } from '../../objects/type-slots'
import { callMethod0 } from '../nested'
import { consumeInto } from '../consume'
import { iterationRunsPython } from '../next'
import { FRAME_REGISTERS, opA, opB, opC, opX, reg, setReg, wordAt } from '../frame-layout'
import { Status } from '../status'
import { begin, deliver, done } from './results'

export function opBuildTuple(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const n = opC(word)
  const t = newTuple(n)
  for (let i: u32 = 0; i < n; i++) tupleInit(t, i, reg(fp, opB(word) + i * 8))
  setReg(fp, opA(word), pointer(t))
  return Status.next
}

export function opBuildList(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  setReg(fp, opA(word), pointer(newListFrom(fp + FRAME_REGISTERS + opB(word), opC(word))))
  return Status.next
}

/** Adds to a set; false: raised. */
function addTo(set: u32, v: Value): bool {
  const hash = elementHash(v)
  return hash != -1 && setAddHashed(set, v, hash) >= 0
}

export function opBuildSet(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const set = newSet()
  for (let i: u32 = 0; i < opC(word); i++) if (!addTo(set, reg(fp, opB(word) + i * 8))) return Status.raised
  setReg(fp, opA(word), pointer(set))
  return Status.next
}

export function opBuildMap(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const n = opC(word)
  const d = newDictFor(n)
  for (let i: u32 = 0; i < n; i++) {
    const at = opB(word) + i * 16
    if (!dictSet(d, reg(fp, at), reg(fp, at + 8))) return Status.raised
  }
  setReg(fp, opA(word), pointer(d))
  return Status.next
}

export function opBuildString(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  textBegin()
  for (let i: u32 = 0; i < opC(word); i++) textValue(reg(fp, opB(word) + i * 8))
  setReg(fp, opA(word), textEnd())
  return Status.next
}

export function opBuildSlice(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const b = opB(word)
  return deliver(fp, word, newSlice(reg(fp, b), reg(fp, b + 8), opX(word) == 3 ? reg(fp, b + 16) : NONE))
}

export function opFormatValue(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  let v = reg(fp, opB(word))
  switch (opX(word) & 7) {
    case 1: v = str(v); break
    case 2: v = repr(v); break
    case 3: v = ascii(v); break
  }
  if (v == EXCEPTION) return Status.raised
  return deliver(fp, word, format(v, opX(word) & 8 ? reg(fp, opC(word)) : UNBOUND))
}

export function opBuildTemplate(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  setReg(fp, opA(word), newTemplate(reg(fp, opB(word)), reg(fp, opC(word))))
  return Status.next
}

export function opBuildInterpolation(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const b = opB(word)
  const x = opX(word)
  let conversion: Value = NONE
  switch (x & 7) {
    case 1: conversion = pointer(lit('s')); break
    case 2: conversion = pointer(lit('r')); break
    case 3: conversion = pointer(lit('a')); break
  }
  setReg(fp, opA(word), newInterpolation(reg(fp, b), reg(fp, b + 8), conversion, x & 8 ? reg(fp, b + 16) : pointer(lit(''))))
  return Status.next
}

export function opListAppend(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return done(listAppend(addressOf(reg(fp, opA(word))), reg(fp, opB(word))))
}

export function opListExtend(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const source = reg(fp, opB(word))
  if (iterationRunsPython(source)) {
    consumeInto(addressOf(reg(fp, opA(word))), source)
    return Status.called
  }
  const it = getIter(source)
  if (it == EXCEPTION) {
    if (errorMatches(T.TypeError) && !typeSlot(typeOf(source), Slot.iter) && !typeSlot(typeOf(source), Slot.item)) {
      clearError()
      raiseFormat(T.TypeError, 'Value after * must be an iterable, not %T', source)
    }
    return Status.raised
  }
  const list = addressOf(reg(fp, opA(word)))
  for (;;) {
    const v = iterNext(it)
    if (v == EXHAUSTED) return Status.next
    if (v == EXCEPTION || !listAppend(list, v)) return Status.raised
  }
  return Status.next
}

export function opSetAdd(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return done(addTo(addressOf(reg(fp, opA(word))), reg(fp, opB(word))))
}

export function opSetUpdate(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const it = getIter(reg(fp, opB(word)))
  if (it == EXCEPTION) return Status.raised
  const set = addressOf(reg(fp, opA(word)))
  for (;;) {
    const v = iterNext(it)
    if (v == EXHAUSTED) return Status.next
    if (v == EXCEPTION || !addTo(set, v)) return Status.raised
  }
  return Status.next
}

export function opMapAdd(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return done(dictSet(addressOf(reg(fp, opA(word))), reg(fp, opB(word)), reg(fp, opC(word))))
}

/** dict.update of any mapping by keys() and items; raises `key` twice as a TypeError for the callee if `callee` is given. False: raised. */
export function updateFrom(d: u32, source: Value, callee: Value): bool {
  if (hasShape(source, shapeAt(T.dict))) {
    const s = addressOf(source)
    if (callee == UNBOUND) return dictMergeDict(d, s)
    for (let n = dictNext(s, 0); n >= 0; n = dictNext(s, n + 1)) {
      if (!addKeyword(d, dictKeyAt(s, n), dictValueAt(s, n), callee)) return false
    }
    return true
  }
  if (getAttributeOr(source, lit('keys')) == UNBOUND) {
    if (callee == UNBOUND) raiseFormat(T.TypeError, "'%T' object is not a mapping", source)
    else raiseFormat(T.TypeError, '%U argument after ** must be a mapping, not %T', calleeText(callee), source)
    return false
  }
  const keys = callMethod0(source, lit('keys'))
  if (keys == EXCEPTION) return false
  const it = getIter(keys)
  if (it == EXCEPTION) return false
  for (;;) {
    const key = iterNext(it)
    if (key == EXHAUSTED) return true
    if (key == EXCEPTION) return false
    const v = getItem(source, key)
    if (v == EXCEPTION) return false
    if (callee == UNBOUND ? !dictSet(d, key, v) : !addKeyword(d, key, v, callee)) return false
  }
  return true
}

function addKeyword(d: u32, key: Value, v: Value, callee: Value): bool {
  const there = dictContains(d, key)
  if (there < 0) return false
  if (there) {
    if (isPointer(key) && tagOf(key) == T.str) raiseFormat(T.TypeError, "%U got multiple values for keyword argument '%S'", calleeText(callee), key)
    else raiseFormat(T.TypeError, 'keywords must be strings')
    return false
  }
  if (!isPointer(key) || tagOf(key) != T.str) {
    raiseFormat(T.TypeError, 'keywords must be strings')
    return false
  }
  return dictSet(d, key, v)
}

/** "module.qualname()" of a callee, as error texts of calls have it. */
export function calleeText(callee: Value): Value {
  const qualname = getAttributeOr(callee, lit('__qualname__'))
  if (qualname == EXCEPTION || qualname == UNBOUND || !isPointer(qualname) || tagOf(qualname) != T.str) {
    if (qualname == EXCEPTION) clearError()
    return str(callee)
  }
  const module = getAttributeOr(callee, lit('__module__'))
  if (module == EXCEPTION) clearError()
  textBegin()
  if (isPointer(module) && tagOf(module) == T.str && module != pointer(lit('builtins'))) {
    textValue(module)
    textValue(pointer(lit('.')))
  }
  textValue(qualname)
  textValue(pointer(lit('()')))
  return textEnd()
}

export function opDictUpdate(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return done(updateFrom(addressOf(reg(fp, opA(word))), reg(fp, opB(word)), UNBOUND))
}

export function opDictMerge(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return done(updateFrom(addressOf(reg(fp, opA(word))), reg(fp, opB(word)), reg(fp, opC(word))))
}
