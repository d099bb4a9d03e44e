// Validation: does everything that was read still have a version not newer than S? Extension: validate, then let S be now.
// Invariant behind both: each value read from a unit not owned is the state after all commits numbered <= S.
// `readsHold` works on an executor's published state, so that in a stop one executor can validate for all.

import {
  EB_EXTENSIONS, EB_INEVITABLE, EB_OWN_LATE, EB_OWN_TOP, EB_READ_BASE, EB_READ_TOP, EB_START, EB_UNDO_TOP, EB_STAMP,
  EB_THREAD, EB_CONFLICT_PC, EB_CONFLICT_UNIT,
} from '../memory/executor-block'
import { CLOCK, EXECUTOR_BLOCKS, EXECUTOR_BLOCK_BYTES } from '../memory/layout'
import { executorBlock, myStamp, ownTop, readTop, setStart, start, threadBlock, undoTop } from '../memory/registers'
import { sharedLoad } from '../memory/shared-access'
import { broken } from './canaries'
import { Canary } from './canary-kinds'
import { entryAfter, firstEntry } from './log-chunks'
import { OWN_ENTRY_BYTES } from './ownership'
import { READ_ENTRY_BYTES } from './read-set'
import { LATE_BIT, OWNED_BIT, TIME_MASK } from './versions'

/** What an executor writes to own a unit. */
// @ts-ignore: decorator
@inline export function ownerWordOf(block: u32): u32 { return OWNED_BIT | ((block - EXECUTOR_BLOCKS) / EXECUTOR_BLOCK_BYTES) }

/** Makes the registers that describe the open transaction readable for others: logs, S, stamp. */
export function publishRegisters(): void {
  const block = executorBlock
  store<u32>(block, readTop, EB_READ_TOP)
  store<u32>(block, ownTop, EB_OWN_TOP)
  store<u32>(block, undoTop, EB_UNDO_TOP)
  store<u32>(block, start, EB_START)
  store<u32>(block, myStamp, EB_STAMP)
  store<u32>(block, threadBlock, EB_THREAD)
}

/** Version that unit `u`, owned late, had before; it proves that what was read of it holds, or does not. */
function versionBeforeLate(block: u32, u: u32): u32 {
  const end = load<u32>(block, EB_OWN_TOP)
  for (let entry = load<u32>(block, EB_OWN_LATE); entry != end; entry = entryAfter(entry, OWN_ENTRY_BYTES)) {
    if (load<u32>(entry) == u) return load<u32>(entry, 4)
  }
  return 0xffffffff
}

/** Each unit read is free at a version <= S, or owned by `block` and was so when it was taken. Notes the first that is not. */
export function readsHold(block: u32): bool {
  const s = load<u32>(block, EB_START)
  const owner = ownerWordOf(block)
  const end = load<u32>(block, EB_READ_TOP)
  for (let entry = firstEntry(load<u32>(block, EB_READ_BASE)); entry != end; entry = entryAfter(entry, READ_ENTRY_BYTES)) {
    const u = load<u32>(entry)
    const h = sharedLoad(u)
    if (h <= s || h == owner) continue
    if (h == (owner | LATE_BIT) && (broken(Canary.lateVersionUnchecked) || versionBeforeLate(block, u) <= s)) continue
    store<u32>(block, u, EB_CONFLICT_UNIT)
    store<u32>(block, load<u32>(entry, 4), EB_CONFLICT_PC)
    return false
  }
  return true
}

/** Validation of the open transaction by its own executor. */
export function valid(): bool {
  publishRegisters()
  return readsHold(executorBlock)
}

/** Moves S to now. False: something that was read has changed, the transaction is doomed. */
export function extend(): bool {
  let now = sharedLoad(CLOCK) & TIME_MASK // the clock first: a commit between clock and validation is caught by the latter
  if (load<u32>(executorBlock, EB_INEVITABLE) == 0 || broken(Canary.inevitableValidates)) {
    if (!valid() && !broken(Canary.extensionUnvalidated)) return false
  }
  if (broken(Canary.clockBehindValidation)) now = sharedLoad(CLOCK) & TIME_MASK
  setStart(now)
  atomic.store<u32>(executorBlock + EB_START, now)
  store<u32>(executorBlock, load<u32>(executorBlock, EB_EXTENSIONS) + 1, EB_EXTENSIONS)
  return true
}
