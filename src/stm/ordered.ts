// Ordered commit: a thread with a ticket commits when the word of its queue (TB_TICKET_WORD) stands at its ticket, so that
// the result is that of running the tickets one after the other. It waits at its commit, keeping everything: killable, a stop
// point; after some time it aborts, so that its executor can take a thread with an earlier ticket. Failing at its turn it runs
// again and keeps the turn. Who only reads validates at its turn, too: else it could be placed before an earlier ticket.
// The age of a ticket is (birth of the call of run(), ticket): whoever gives out tickets sets TB_AGE, TB_TICKET, TB_TICKET_WORD.

import { PREEMPTING } from '../memory/flavour'
import { waitForChange } from '../memory/host'
import { TB_TICKET, TB_TICKET_WORD } from '../memory/layout'
import { threadBlock } from '../memory/registers'
import { sharedLoad, sharedStore } from '../memory/shared-access'
import { ConflictKind } from './conflict-kinds'
import { abortBecause, pollKill } from './contention'
import { stopPoint } from './stop'

/** Slices (1 ms) that a ticket waits before it gives its executor away. */
const MAX_SLICES: u32 = 10

// @ts-ignore: decorator
@inline export function hasTicket(): bool { return load<u32>(threadBlock, TB_TICKET_WORD) != 0 }

/** True if no earlier ticket is left, or the thread has none. */
export function isTurn(): bool {
  const word = load<u32>(threadBlock, TB_TICKET_WORD)
  return word == 0 || sharedLoad(word) == load<u32>(threadBlock, TB_TICKET)
}

/** Waits until it is the thread's turn. Aborts if an elder wants that, or if it takes long. */
export function awaitTurn(): void {
  const word = load<u32>(threadBlock, TB_TICKET_WORD)
  for (let slices: u32 = 0; ; slices++) {
    const now = sharedLoad(word)
    if (now == load<u32>(threadBlock, TB_TICKET)) return
    if (slices == MAX_SLICES && !PREEMPTING) abortBecause(ConflictKind.waitedForTurn, 0)
    pollKill()
    waitForChange(word, now)
    stopPoint()
  }
}

/** Behind the commit: the next ticket's turn. */
export function passTurn(): void {
  const word = load<u32>(threadBlock, TB_TICKET_WORD)
  store<u32>(threadBlock, 0, TB_TICKET_WORD)
  sharedStore(word, load<u32>(threadBlock, TB_TICKET) + 1)
  atomic.notify(word)
}
