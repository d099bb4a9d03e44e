// Stops: all executors stand still at a stop point, so that one of them may look at everything (collection, renumbering).
// A stop is a forced extension: the stopper validates every open transaction; doomed ones abort when they go on, the others
// have S = clock.
//
// Handshake: the stopper stores STOP_REQUEST, then reads each EB_STATE; an executor stores its state `running`, then reads
// STOP_REQUEST. Both are sequentially consistent, so one of the two sees the other. States idle and native count as stopped;
// leaving them goes through `enterRunning`. Who asks while another stops is stopped inside its own request.

import {
  EB_DOOMED, EB_INEVITABLE, EB_OPEN, EB_READ_TOP, EB_START, EB_STATE, EB_STOPS, ExecutorState,
} from '../memory/executor-block'
import { waitForChange } from '../memory/host'
import { CLOCK, EXECUTOR_BLOCKS, EXECUTOR_BLOCK_BYTES, MAX_EXECUTORS, STOP_REQUEST } from '../memory/layout'
import { executorBlock, me, setReadTop, setStart } from '../memory/registers'
import { sharedCas, sharedLoad, sharedStore } from '../memory/shared-access'
import { broken } from './canaries'
import { Canary } from './canary-kinds'
import { ConflictKind } from './conflict-kinds'
import { abortAsNoted } from './contention'
import { publishRegisters, readsHold } from './validation'
import { OWNER_MASK, TIME_MASK } from './versions'

export const enum StopReason { none, collect, renumber, inspect, assume }

// @ts-ignore: decorator
@inline export function executorBlockAt(number: u32): u32 { return EXECUTOR_BLOCKS + number * EXECUTOR_BLOCK_BYTES }

/** Stop point inside barriers and waits: stands still while a stop is on. Aborts if the transaction turns out doomed. */
// @ts-ignore: decorator
@inline export function stopPoint(): void {
  if (atomic.load<u32>(STOP_REQUEST) != 0 && standStill()) abortAsNoted(ConflictKind.readChangedAtStop)
}

/** Stands still until no stop is on. True: the open transaction is doomed. */
export function standStill(): bool {
  publishRegisters()
  leaveRunning(ExecutorState.stopped)
  enterRunning()
  return takeUpAgain()
}

/** Declares that this executor is stopped, idle or native, after which it touches nothing that a stop looks at. */
export function leaveRunning(state: ExecutorState): void {
  sharedStore(executorBlock + EB_STATE, state)
  atomic.notify(executorBlock + EB_STATE)
}

/** Back to running, behind any stop that is on. */
export function enterRunning(): void {
  const state = load<u32>(executorBlock, EB_STATE)
  for (;;) {
    const request = sharedLoad(STOP_REQUEST)
    if (request == 0) {
      sharedStore(executorBlock + EB_STATE, ExecutorState.running)
      if (sharedLoad(STOP_REQUEST) == 0) return
      leaveRunning(state)
    } else waitForChange(STOP_REQUEST, request)
  }
}

/** What a stop has changed comes back into the registers. True: the open transaction is doomed. */
function takeUpAgain(): bool {
  setStart(load<u32>(executorBlock, EB_START))
  setReadTop(load<u32>(executorBlock, EB_READ_TOP))
  const doomed = load<u32>(executorBlock, EB_DOOMED) != 0
  store<u32>(executorBlock, 0, EB_DOOMED)
  return doomed
}

/**
 * Stops the world. True: all others stand still, open transactions are validated; call `endStop` soon. False: somebody else
 * has stopped it meanwhile and it goes on again; look again whether a stop is still wanted. Both may find the caller's own open
 * transaction doomed: then EB_DOOMED is set, or (false) it has aborted by a throw.
 */
export function requestStop(reason: StopReason): bool {
  if (sharedCas(STOP_REQUEST, 0, reason | ((me & OWNER_MASK) << 8)) != 0) {
    stopPoint()
    return false
  }
  publishRegisters()
  for (let number: u32 = 0; number < MAX_EXECUTORS; number++) {
    const block = executorBlockAt(number)
    if (block == executorBlock) continue
    while (sharedLoad(block + EB_STATE) == ExecutorState.running) waitForChange(block + EB_STATE, ExecutorState.running)
  }
  store<u32>(executorBlock, load<u32>(executorBlock, EB_STOPS) + 1, EB_STOPS)
  forceExtension()
  return true
}

/** Lets all go on. True: the caller's own open transaction is doomed and must abort. */
export function endStop(): bool {
  const doomed = takeUpAgain()
  sharedStore(STOP_REQUEST, 0)
  atomic.notify(STOP_REQUEST)
  return doomed
}

/** In a stop: each open transaction is doomed, or has read nothing but the present. */
function forceExtension(): void {
  const now = atomic.load<u32>(CLOCK) & TIME_MASK
  for (let number: u32 = 0; number < MAX_EXECUTORS; number++) {
    const block = executorBlockAt(number)
    if (load<u32>(block, EB_OPEN) == 0 || load<u32>(block, EB_DOOMED) != 0) continue // doomed by a stop that it has not left yet
    if (load<u32>(block, EB_INEVITABLE) == 0 && !readsHold(block) && !broken(Canary.stopUnvalidated)) store<u32>(block, 1, EB_DOOMED)
    else store<u32>(block, now, EB_START)
  }
}
