// Subscripts.

import { deleteItem, getItem, setItem } from '../../objects/abstract'
import { frameConstants } from '../frames'
import { opA, opB, opC, reg, wordAt } from '../frame-layout'
import { begin, deliver, done } from './results'

export function opSubscr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return deliver(fp, word, getItem(reg(fp, opB(word)), reg(fp, opC(word))))
}

export function opSubscrK(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return deliver(fp, word, getItem(reg(fp, opB(word)), load<u64>(frameConstants(fp) + opC(word))))
}

export function opStoreSubscr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return done(setItem(reg(fp, opA(word)), reg(fp, opB(word)), reg(fp, opC(word))))
}

export function opDeleteSubscr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return done(deleteItem(reg(fp, opA(word)), reg(fp, opB(word))))
}
