// The barriers that every access to a mutable object's data goes through (docs/CORE.md, section 4).
// Interface only for now: one executor, no logs. The transaction engine takes this file over.

import { myStamp } from '../memory/registers'

/** Behind loads of unit `u`'s data: true if they are valid (and logged); false: load again. May abort. */
// @ts-ignore: decorator
@inline export function stmCheck(u: u32): bool { return true }

// @ts-ignore: decorator
@inline export function stmRead64(u: u32, address: u32): u64 {
  let x: u64
  do { x = load<u64>(address) } while (!stmCheck(u))
  return x
}
// @ts-ignore: decorator
@inline export function stmRead32(u: u32, address: u32): u32 {
  let x: u32
  do { x = load<u32>(address) } while (!stmCheck(u))
  return x
}

/** Owns `u` for writing (nothing to do if it was made by this transaction). May abort. */
// @ts-ignore: decorator
@inline export function stmOwn(u: u32): void {}

/** True if `u` was made by the open transaction: its stores need no undo. */
// @ts-ignore: decorator
@inline export function isFresh(u: u32): bool { return atomic.load<u32>(u) == myStamp }

/** Store into data of `u`, which is owned or fresh: logs the old value unless fresh. */
// @ts-ignore: decorator
@inline export function stmStore64(u: u32, address: u32, v: u64): void { store<u64>(address, v) }
// @ts-ignore: decorator
@inline export function stmStore32(u: u32, address: u32, v: u32): void { store<u32>(address, v) }

/** Own and store. */
// @ts-ignore: decorator
@inline export function stmWrite64(u: u32, address: u32, v: u64): void { stmOwn(u); stmStore64(u, address, v) }
// @ts-ignore: decorator
@inline export function stmWrite32(u: u32, address: u32, v: u32): void { stmOwn(u); stmStore32(u, address, v) }
