// Attributes: out-of-line parts. The inline ones (slots, methods) are in caches.ts; here the other cached kinds come first, then the
// lookup itself, which fills the site.

import { ABSENT, EXCEPTION, UNBOUND, Value, addressOf, hasShape, isPointer, pointer, shapeOf } from '../../memory/value'
import { deleteAttribute, getAttribute, isType, setAttribute } from '../../objects/abstract'
import { bindDescriptor } from '../../objects/attribute-access'
import { genericGetAttribute, instanceGet } from '../../objects/instance'
import { lit } from '../../objects/intern'
import { fn } from '../../objects/define'
import { propertyGetter } from '../../objects/property'
import { shapeAt, shapeType, typeAt } from '../../objects/shape'
import { superCheck } from '../../objects/super'
import { typeOf, typeSlot } from '../../objects/type'
import { typeLookup, typeLookupAfter } from '../../objects/type-lookup'
import { T } from '../../objects/type-ids'
import { Slot } from '../../objects/type-slots'
import {
  RECORD_KIND, RecordKind, cachedRecord, fillOwner, loadOfOwner, loadRecord, readBinding, readSlot, storeBy, storeRecord, storeTransition,
} from '../caches'
import { callFunction } from '../calls'
import { cacheRecord } from '../code'
import { FRAME_REGISTERS, opA, opB, opC, opX, reg, setReg, wordAt } from '../frame-layout'
import { frameConstants, frameEnd } from '../frames'
import { call2 } from '../nested'
import { CACHE_NAME } from '../opcodes'
import { NOT_SPECIAL, loadSpecial, storeSpecial } from '../special-attributes'
import { Status } from '../status'
import { begin, deliver, done, outcomeStatus } from './results'

// @ts-ignore: decorator
@inline function siteOf(fp: u32, word: u64): u32 { return cacheRecord(frameConstants(fp), opC(word)) }

export function opLoadAttr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const cache = siteOf(fp, word)
  const v = reg(fp, opB(word))
  const name = load<u32>(cache, CACHE_NAME)
  if (isPointer(v)) {
    const o = addressOf(v)
    const shape = shapeOf(o)
    const type = shapeType(shape)
    let record = cachedRecord(cache, shape, type)
    if (!record) {
      const x = loadOfOwner(cache, o)
      if (x != UNBOUND) {
        setReg(fp, opA(word), x)
        return Status.next
      }
      record = loadRecord(cache, shape, name)
      if (!record) fillOwner(cache, v, name)
    }
    if (record) {
      let x: Value = UNBOUND
      switch (load<u32>(record, RECORD_KIND)) {
        case RecordKind.slot: x = readSlot(record, o, shape); break
        case RecordKind.classValue: x = readBinding(record, o, shape); break
        case RecordKind.property: {
          const property = readBinding(record, o, shape)
          if (property == UNBOUND) break
          const getter = propertyGetter(property)
          if (!hasShape(getter, shapeAt(T.function_))) break
          const at = frameEnd(fp) + FRAME_REGISTERS
          store<u64>(at, v)
          return outcomeStatus(callFunction(addressOf(getter), at, 1, 0, ip, 0, 0))
        }
        default:
      }
      if (x != UNBOUND) {
        setReg(fp, opA(word), x)
        return Status.next
      }
    }
  }
  const status = loadSpecial(fp, ip, v, name)
  return status == NOT_SPECIAL ? deliver(fp, word, getAttribute(v, name)) : status
}

export function opStoreAttr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const cache = siteOf(fp, word)
  const target = reg(fp, opA(word))
  const v = reg(fp, opB(word))
  const name = load<u32>(cache, CACHE_NAME)
  if (isPointer(target)) {
    const o = addressOf(target)
    const shape = shapeOf(o)
    if (storeTransition(cache, o, shape, v)) return Status.next
    const record = storeRecord(cache, shape, name)
    if (record && storeBy(record, o, shape, v)) return Status.next
  }
  const status = storeSpecial(fp, ip, target, name, v)
  return status == NOT_SPECIAL ? done(setAttribute(target, name, v)) : status
}

export function opDeleteAttr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const o = reg(fp, opA(word))
  const name = load<u32>(siteOf(fp, word), CACHE_NAME)
  const status = storeSpecial(fp, ip, o, name, UNBOUND)
  return status == NOT_SPECIAL ? done(deleteAttribute(o, name)) : status
}

/** Call area at A: a method of the class with its self, or the attribute without. */
export function opLoadMethod(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const cache = siteOf(fp, word)
  const v = reg(fp, opB(word))
  const name = load<u32>(cache, CACHE_NAME)
  const area = fp + FRAME_REGISTERS + opA(word)
  let x: Value = UNBOUND
  if (isPointer(v)) {
    const o = addressOf(v)
    x = loadOfOwner(cache, o)
    if (x == UNBOUND) {
      const shape = shapeOf(o)
      const record = loadRecord(cache, shape, name)
      if (record) {
        switch (load<u32>(record, RECORD_KIND)) {
          case RecordKind.method: {
            const f = readBinding(record, o, shape)
            if (f == UNBOUND) break
            store<u64>(area, f)
            store<u64>(area, v, 48)
            return Status.next
          }
          case RecordKind.slot: x = readSlot(record, o, shape); break
          case RecordKind.classValue: x = readBinding(record, o, shape); break
          default:
        }
      }
      else fillOwner(cache, v, name)
    }
  }
  if (x == UNBOUND) {
    const f = plainMethod(v, name)
    if (f != UNBOUND) {
      store<u64>(area, f)
      store<u64>(area, v, 48)
      return Status.next
    }
    store<u64>(area, UNBOUND, 48)
    const status = loadSpecial(fp, ip, v, name)
    if (status != NOT_SPECIAL) return status
    x = getAttribute(v, name)
    if (x == EXCEPTION) return Status.raised
  }
  store<u64>(area, x)
  store<u64>(area, UNBOUND, 48)
  return Status.next
}

/** The function or method_descriptor that `name` is in the class of an object without attributes of its own; else UNBOUND. */
function plainMethod(o: Value, name: u32): Value {
  const type = typeOf(o)
  if (typeSlot(type, Slot.getattribute) != fn(genericGetAttribute)) return UNBOUND
  const found = typeLookup(type, name)
  if (!hasShape(found, shapeAt(T.function_)) && !hasShape(found, shapeAt(T.method_descriptor))) return UNBOUND
  return isPointer(o) && instanceGet(addressOf(o), name) != ABSENT ? UNBOUND : found
}

/** (global super, class, self) from R[B]; X 1: call area; X 2: with two arguments. */
export function opLoadSuperAttr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const base = fp + FRAME_REGISTERS + opB(word)
  const name = load<u32>(siteOf(fp, word), CACHE_NAME)
  const super_ = load<u64>(base)
  const class_ = load<u64>(base, 8)
  const self = load<u64>(base, 16)
  const asMethod = (opX(word) & 1) != 0
  const area = fp + FRAME_REGISTERS + opA(word)
  if (super_ == pointer(typeAt(T.super_)) && isType(class_) && name != lit('__class__')) {
    const type = superCheck(addressOf(class_), self)
    if (!type) return Status.raised
    const found = typeLookupAfter(type, addressOf(class_), name)
    if (found != ABSENT) {
      const bound = self != pointer(type)
      if (asMethod && bound && (hasShape(found, shapeAt(T.function_)) || hasShape(found, shapeAt(T.method_descriptor)))) {
        store<u64>(area, found)
        store<u64>(area, self, 48)
        return Status.next
      }
      const v = bindDescriptor(found, bound ? self : UNBOUND, pointer(type))
      if (v == EXCEPTION) return Status.raised
      store<u64>(area, v)
      if (asMethod) store<u64>(area, UNBOUND, 48)
      return Status.next
    }
  }
  const s = call2(super_, class_, self)
  if (s == EXCEPTION) return Status.raised
  const v = getAttribute(s, name)
  if (v == EXCEPTION) return Status.raised
  store<u64>(area, v)
  if (asMethod) store<u64>(area, UNBOUND, 48)
  return Status.next
}
