// The match statement.

import { ABSENT, EXCEPTION, NONE, UNBOUND, Value, addressOf, boolValue, hasShape, intValue, isPointer, pointer } from '../../memory/value'
import { equal, getAttributeOr, isInstance, isType, lengthOf } from '../../objects/abstract'
import { dictGet } from '../../objects/dict'
import { lit } from '../../objects/intern'
import { raiseFormat } from '../../objects/raise'
import { internValue } from '../../objects/attribute-access'
import { shapeAt } from '../../objects/shape'
import { newTuple, tupleInit, tupleItem, tupleLength } from '../../objects/tuple-core'
import { TYPE_MAPPING, TYPE_MATCH_SELF, TYPE_SEQUENCE, tagOf, typeFlags, typeOf } from '../../objects/type'
import { T } from '../../objects/type-ids'
import { newVector, vectorItem, vectorLength, vectorPush, vectorToTuple } from '../../objects/vector'
import { call2 } from '../nested'
import { opA, opB, opC, opX, reg, setReg, wordAt } from '../frame-layout'
import { Status } from '../status'
import { begin, deliver } from './results'

export function opMatchMapping(ip: u32, fp: u32): u32 {
  const word = wordAt(ip)
  setReg(fp, opA(word), boolValue((typeFlags(typeOf(reg(fp, opB(word)))) & TYPE_MAPPING) != 0))
  return Status.next
}

export function opMatchSequence(ip: u32, fp: u32): u32 {
  const word = wordAt(ip)
  setReg(fp, opA(word), boolValue((typeFlags(typeOf(reg(fp, opB(word)))) & TYPE_SEQUENCE) != 0))
  return Status.next
}

export function opGetLen(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const n = lengthOf(reg(fp, opB(word)))
  if (n < 0) return Status.raised
  setReg(fp, opA(word), intValue(n))
  return Status.next
}

/** Values of the keys in the subject: a tuple, or None if one is missing. Other mappings are asked by `get` with a default. */
function matchKeys(subject: Value, keys: u32): Value {
  const n = tupleLength(keys)
  const values = newTuple(n)
  let get: Value = UNBOUND
  if (n && !hasShape(subject, shapeAt(T.dict))) {
    get = getAttributeOr(subject, lit('get'))
    if (get == EXCEPTION) return EXCEPTION
  }
  const missing = pointer(keys) // no value of a mapping is this very tuple of the code's constants
  for (let i: u32 = 0; i < n; i++) {
    const key = tupleItem(keys, i)
    for (let j: u32 = 0; j < i; j++) {
      const same = equal(tupleItem(keys, j), key)
      if (same < 0) return EXCEPTION
      if (same) return raiseFormat(T.ValueError, 'mapping pattern checks duplicate key (%R)', key)
    }
    const v = get == UNBOUND ? dictGet(addressOf(subject), key) : call2(get, key, missing)
    if (v == EXCEPTION) return EXCEPTION
    if (v == ABSENT || v == missing) return NONE
    tupleInit(values, i, v)
  }
  return pointer(values)
}

export function opMatchKeys(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return deliver(fp, word, matchKeys(reg(fp, opB(word)), addressOf(reg(fp, opC(word)))))
}

/** Attribute `name` of the subject of a class pattern, each name once: ABSENT: no match. `seen`: names so far. */
function matchAttribute(subject: Value, class_: Value, name: Value, seen: u32): Value {
  for (let i: u32 = 0; i < vectorLength(seen); i++) {
    const same = equal(vectorItem(seen, i), name)
    if (same < 0) return EXCEPTION
    if (same) return raiseFormat(T.TypeError, '%N() got multiple sub-patterns for attribute %R', <u64>addressOf(class_), name)
  }
  const v = getAttributeOr(subject, internValue(name))
  return v == UNBOUND ? ABSENT : v
}

function matchClass(subject: Value, class_: Value, names: u32, positional: u32): Value {
  if (!isType(class_)) return raiseFormat(T.TypeError, 'called match pattern must be a class')
  const is = isInstance(subject, class_)
  if (is < 0) return EXCEPTION
  if (!is) return NONE
  const type = addressOf(class_)
  let seen = newVector()
  let attributes = newVector()
  if (positional) {
    let self = false
    const matchArgs = getAttributeOr(class_, lit('__match_args__'))
    if (matchArgs == EXCEPTION) return EXCEPTION
    let allowed: u32 = 0
    if (matchArgs != UNBOUND) {
      if (!hasShape(matchArgs, shapeAt(T.tuple))) return raiseFormat(T.TypeError, '%N.__match_args__ must be a tuple (got %T)', <u64>type, matchArgs)
      allowed = tupleLength(addressOf(matchArgs))
    } else if (typeFlags(type) & TYPE_MATCH_SELF) {
      self = true
      allowed = 1
    }
    if (allowed < positional) {
      return raiseFormat(T.TypeError, allowed == 1 ? '%N() accepts %d positional sub-pattern (%d given)' : '%N() accepts %d positional sub-patterns (%d given)', <u64>type, allowed, positional)
    }
    if (self) attributes = vectorPush(attributes, subject)
    else {
      for (let i: u32 = 0; i < positional; i++) {
        const name = tupleItem(addressOf(matchArgs), i)
        if (!isPointer(name) || tagOf(name) != T.str) return raiseFormat(T.TypeError, '__match_args__ elements must be strings (got %T)', name)
        const v = matchAttribute(subject, class_, name, seen)
        if (v == EXCEPTION) return EXCEPTION
        if (v == ABSENT) return NONE
        seen = vectorPush(seen, name)
        attributes = vectorPush(attributes, v)
      }
    }
  }
  for (let i: u32 = 0; i < tupleLength(names); i++) {
    const name = tupleItem(names, i)
    const v = matchAttribute(subject, class_, name, seen)
    if (v == EXCEPTION) return EXCEPTION
    if (v == ABSENT) return NONE
    seen = vectorPush(seen, name)
    attributes = vectorPush(attributes, v)
  }
  return pointer(vectorToTuple(attributes))
}

export function opMatchClass(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const c = opC(word)
  return deliver(fp, word, matchClass(reg(fp, opB(word)), reg(fp, c), addressOf(reg(fp, c + 8)), opX(word)))
}
