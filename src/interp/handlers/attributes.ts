// Attributes. (Caches: see caches.ts.)

import { EXCEPTION, UNBOUND } from '../../memory/value'
import { deleteAttribute, getAttribute, setAttribute } from '../../objects/abstract'
import { cacheRecord } from '../code'
import { FRAME_REGISTERS, opA, opB, opC, opX, reg, setReg, wordAt } from '../frame-layout'
import { frameConstants } from '../frames'
import { CACHE_NAME } from '../opcodes'
import { Status } from '../status'
import { begin, deliver, done } from './results'
import { call2 } from '../nested'

// @ts-ignore: decorator
@inline function cacheName(fp: u32, index: u32): u32 { return load<u32>(cacheRecord(frameConstants(fp), index), CACHE_NAME) }

export function opLoadAttr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return deliver(fp, word, getAttribute(reg(fp, opB(word)), cacheName(fp, opC(word))))
}

export function opStoreAttr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return done(setAttribute(reg(fp, opA(word)), cacheName(fp, opC(word)), reg(fp, opB(word))))
}

export function opDeleteAttr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  return done(deleteAttribute(reg(fp, opA(word)), cacheName(fp, opC(word))))
}

/** Call area at A: bound attributes go without self. */
export function opLoadMethod(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const v = getAttribute(reg(fp, opB(word)), cacheName(fp, opC(word)))
  if (v == EXCEPTION) return Status.raised
  const area = fp + FRAME_REGISTERS + opA(word)
  store<u64>(area, v)
  store<u64>(area, UNBOUND, 48)
  return Status.next
}

/** (global super, class, self) from R[B]. */
export function opLoadSuperAttr(ip: u32, fp: u32): u32 {
  begin(ip)
  const word = wordAt(ip)
  const base = fp + FRAME_REGISTERS + opB(word)
  const super_ = call2(load<u64>(base), load<u64>(base, 8), load<u64>(base, 16))
  if (super_ == EXCEPTION) return Status.raised
  const v = getAttribute(super_, cacheName(fp, opC(word)))
  if (v == EXCEPTION) return Status.raised
  setReg(fp, opA(word), v)
  if (opX(word) & 1) setReg(fp, opA(word) + 48, UNBOUND)
  return Status.next
}
