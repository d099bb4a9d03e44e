// Effects: acts outside the heap (moving bytes to a file descriptor, starting a thread, timers) that a transaction has asked
// for. They wait in a list; commit runs them behind the release, in order; abort drops them.
// Entry, 16 bytes: +0 function (table index)  +4 a: u32  +8 b: u64. An effect's function touches no unit and does not throw.

import { EB_EFFECTS_BASE, EB_EFFECTS_START, EB_EFFECTS_TOP, EB_RUNNING_EFFECTS } from '../memory/executor-block'
import { executorBlock } from '../memory/registers'
import { broken } from './canaries'
import { Canary } from './canary-kinds'
import { entryAfter, firstEntry, isChunkFull, nextChunk } from './log-chunks'

const EFFECT_BYTES: u32 = 16

/** Calls `f(a, b)`, a (u32, u64) => void, when the open transaction has committed. */
export function addEffect(f: u32, a: u32, b: u64): void {
  if (broken(Canary.effectAtOnce)) {
    call_indirect<void>(f, a, b)
    return
  }
  const top = load<u32>(executorBlock, EB_EFFECTS_TOP)
  store<u32>(top, f)
  store<u32>(top, a, 4)
  store<u64>(top, b, 8)
  const next = top + EFFECT_BYTES
  store<u32>(executorBlock, isChunkFull(next) ? nextChunk(next) : next, EB_EFFECTS_TOP)
}

// @ts-ignore: decorator
@inline export function hasEffects(): bool {
  return load<u32>(executorBlock, EB_EFFECTS_TOP) != load<u32>(executorBlock, EB_EFFECTS_START)
}

export function dropEffects(): void {
  store<u32>(executorBlock, load<u32>(executorBlock, EB_EFFECTS_START), EB_EFFECTS_TOP)
}

/** Behind a commit. An effect that runs a transaction of its own adds to the end of the list; the outer call runs that, too. */
export function runEffects(): void {
  if (load<u32>(executorBlock, EB_RUNNING_EFFECTS)) {
    store<u32>(executorBlock, load<u32>(executorBlock, EB_EFFECTS_TOP), EB_EFFECTS_START)
    return
  }
  store<u32>(executorBlock, 1, EB_RUNNING_EFFECTS)
  const first = firstEntry(load<u32>(executorBlock, EB_EFFECTS_BASE))
  for (let entry = first; entry != load<u32>(executorBlock, EB_EFFECTS_TOP); entry = entryAfter(entry, EFFECT_BYTES)) {
    store<u32>(executorBlock, load<u32>(executorBlock, EB_EFFECTS_TOP), EB_EFFECTS_START)
    call_indirect<void>(load<u32>(entry), load<u32>(entry, 4), load<u64>(entry, 8))
  }
  store<u32>(executorBlock, first, EB_EFFECTS_TOP)
  store<u32>(executorBlock, first, EB_EFFECTS_START)
  store<u32>(executorBlock, 0, EB_RUNNING_EFFECTS)
}
