// Subscripts.

import { ABSENT, Value } from '../../memory/value'
import { deleteItem, getItem, setItem } from '../../objects/abstract'
import { lit } from '../../objects/intern'
import { Slot } from '../../objects/type-slots'
import { frameConstants } from '../frames'
import { opA, opB, opC, reg, wordAt } from '../frame-layout'
import { After, method2, method3, pythonMethod } from '../special-methods'
import { begin, deliver, done } from './results'

function subscript(fp: u32, ip: u32, word: u64, o: Value, key: Value): u32 {
  const f = pythonMethod(o, Slot.subscript, lit('__getitem__'))
  return f == ABSENT ? deliver(fp, word, getItem(o, key)) : method2(f, fp, ip, o, key, After.deliver)
}

export function opSubscr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return subscript(fp, ip, word, reg(fp, opB(word)), reg(fp, opC(word)))
}

export function opSubscrK(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return subscript(fp, ip, word, reg(fp, opB(word)), load<u64>(frameConstants(fp) + opC(word)))
}

export function opStoreSubscr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const o = reg(fp, opA(word)), key = reg(fp, opB(word)), v = reg(fp, opC(word))
  const f = pythonMethod(o, Slot.assSubscript, lit('__setitem__'))
  return f == ABSENT ? done(setItem(o, key, v)) : method3(f, fp, ip, o, key, v, After.discard)
}

export function opDeleteSubscr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const o = reg(fp, opA(word)), key = reg(fp, opB(word))
  const f = pythonMethod(o, Slot.assSubscript, lit('__delitem__'))
  return f == ABSENT ? done(deleteItem(o, key)) : method2(f, fp, ip, o, key, After.discard)
}
