// Inevitable transactions: one at a time cannot abort. It closes the gate (bit 31 of the clock word): then nobody else
// commits a write, since committers see the gate in the number they draw anyway, and wait. From then on the inevitable one
// never validates; others still own, abort, and so raise versions of what it has read: it only loads again with S = clock.

import {
  EB_AGE, EB_EPOCH, EB_GATE_MINE, EB_INEVITABLE, EB_INEVITABLE_COUNT, EB_NEXT_INEVITABLE, EB_OPEN, EB_READ_BASE,
} from '../memory/executor-block'
import { waitForChange } from '../memory/host'
import { CLOCK } from '../memory/layout'
import { executorBlock, me, readTop, setStart } from '../memory/registers'
import { sharedAnd, sharedLoad, sharedOr } from '../memory/shared-access'
import { broken } from './canaries'
import { Canary } from './canary-kinds'
import { ConflictKind } from './conflict-kinds'
import { abortAsNoted, blockOfOwner, isInevitable, kill, pollKill, waitForOwner } from './contention'
import { entryAfter, firstEntry } from './log-chunks'
import { READ_ENTRY_BYTES } from './read-set'
import { awaitTurn, hasTicket } from './ordered'
import { stopPoint } from './stop'
import { valid } from './validation'
import { GATE, OWNED_BIT, TIME_MASK } from './versions'

/** Closes the gate, when nobody else has closed it. May abort while it waits, if a transaction is open. */
export function closeGate(): void {
  for (;;) {
    const clock = sharedOr(CLOCK, GATE) // pairs with the add of committers: they see the gate, or their number is below ours
    if ((clock & GATE) == 0) break
    waitForChange(CLOCK, clock)
    if (load<u32>(executorBlock, EB_OPEN)) pollKill()
    stopPoint()
  }
  store<u32>(executorBlock, 1, EB_GATE_MINE)
}

export function openGate(): void {
  store<u32>(executorBlock, 0, EB_GATE_MINE)
  sharedAnd(CLOCK, ~GATE)
  atomic.notify(CLOCK)
}

function markInevitable(): void {
  store<u32>(executorBlock, 1, EB_INEVITABLE)
  atomic.store<u64>(executorBlock + EB_AGE, 0)
  store<u32>(executorBlock, load<u32>(executorBlock, EB_INEVITABLE_COUNT) + 1, EB_INEVITABLE_COUNT)
}

/** In begin, before S is read. */
export function beginInevitable(): void {
  closeGate()
  markInevitable()
}

/** In mid-transaction: from its return on the open transaction cannot abort. Or it aborts, to begin again inevitable. */
export function becomeInevitable(): void {
  if (isInevitable()) return
  if (hasTicket()) awaitTurn()
  store<u32>(executorBlock, 1, EB_NEXT_INEVITABLE) // should it abort from here on
  closeGate()
  const now = sharedLoad(CLOCK) & TIME_MASK
  // An owner of something that was read may have its number already: see how it ends.
  for (let entry = firstEntry(load<u32>(executorBlock, EB_READ_BASE)); entry != readTop; entry = entryAfter(entry, READ_ENTRY_BYTES)) {
    const u = load<u32>(entry)
    for (;;) {
      const h = sharedLoad(u)
      if (h < OWNED_BIT || h == me) break
      const other = blockOfOwner(h)
      const epoch = sharedLoad(other + EB_EPOCH)
      if (sharedLoad(u) != h) continue
      kill(other, epoch)
      waitForOwner(other, epoch)
      pollKill()
      stopPoint()
    }
  }
  if (!valid() && !broken(Canary.gateUnvalidated)) abortAsNoted(ConflictKind.readChangedAtGate)
  markInevitable()
  store<u32>(executorBlock, 0, EB_NEXT_INEVITABLE)
  setStart(now)
}
