// Accesses to words that other executors access too, in the protocol's own code. The flavour decides what they are:
//   shared*   version words, clock, kill words ...: always atomic (sequentially consistent)
//   data*     data of units: plain on x86-64 (TSO keeps the orders that the protocol needs), atomic in `portable`
//   release   a version word given up: as data
// Flavour `preempt` asks the simulator before each of them, so that every interleaving of them can be produced.

import { PORTABLE, PREEMPTING } from './flavour'
import { preempt } from './host'

// @ts-ignore: decorator
@inline export function sharedLoad(address: u32): u32 {
  if (PREEMPTING) preempt(address)
  return atomic.load<u32>(address)
}
// @ts-ignore: decorator
@inline export function sharedStore(address: u32, v: u32): void {
  if (PREEMPTING) preempt(address)
  atomic.store<u32>(address, v)
}
/** Returns the new value. */
// @ts-ignore: decorator
@inline export function sharedAdd(address: u32, v: u32): u32 {
  if (PREEMPTING) preempt(address)
  return atomic.add<u32>(address, v) + v
}
/** Returns the old value. */
// @ts-ignore: decorator
@inline export function sharedOr(address: u32, v: u32): u32 {
  if (PREEMPTING) preempt(address)
  return atomic.or<u32>(address, v)
}
/** Returns the old value. */
// @ts-ignore: decorator
@inline export function sharedAnd(address: u32, v: u32): u32 {
  if (PREEMPTING) preempt(address)
  return atomic.and<u32>(address, v)
}
/** Returns the old value: equal to `old` if the swap was done. */
// @ts-ignore: decorator
@inline export function sharedCas(address: u32, old: u32, v: u32): u32 {
  if (PREEMPTING) preempt(address)
  return atomic.cmpxchg<u32>(address, old, v)
}

// @ts-ignore: decorator
@inline export function dataLoad64(address: u32): u64 {
  if (PREEMPTING) preempt(address)
  return PORTABLE ? atomic.load<u64>(address) : load<u64>(address)
}
// @ts-ignore: decorator
@inline export function dataLoad32(address: u32): u32 {
  if (PREEMPTING) preempt(address)
  return PORTABLE ? atomic.load<u32>(address) : load<u32>(address)
}
// @ts-ignore: decorator
@inline export function dataStore64(address: u32, v: u64): void {
  if (PREEMPTING) preempt(address)
  if (PORTABLE) atomic.store<u64>(address, v)
  else store<u64>(address, v)
}
// @ts-ignore: decorator
@inline export function dataStore32(address: u32, v: u32): void {
  if (PREEMPTING) preempt(address)
  if (PORTABLE) atomic.store<u32>(address, v)
  else store<u32>(address, v)
}
// @ts-ignore: decorator
@inline export function dataStore8(address: u32, v: u8): void {
  if (PREEMPTING) preempt(address)
  if (PORTABLE) atomic.store<u8>(address, v)
  else store<u8>(address, v)
}

/** Stores a version into a word that this executor owns: publishes the unit's data to whoever checks behind a load. */
// @ts-ignore: decorator
@inline export function releaseStore(address: u32, version: u32): void {
  if (PREEMPTING) preempt(address)
  if (PORTABLE) atomic.store<u32>(address, version)
  else store<u32>(address, version)
}
