// Counters of transactions, read from the executor blocks, and the words for why transactions abort.

import {
  EB_ABORTS,
  EB_COMMITS,
  EB_EXTENSIONS,
  EB_INEVITABLE_COUNT,
  EB_READ_BASE,
  EB_READ_ONLY_COMMITS,
  EB_STOPS,
  EB_WAITS,
} from '../memory/executor-block.ts'
import { EXECUTOR_BLOCK_BYTES, EXECUTOR_BLOCKS, MAX_EXECUTORS } from '../memory/layout.ts'
import { ConflictKind } from '../stm/conflict-kinds.ts'

export interface TransactionStats {
  commits: number
  readOnlyCommits: number
  aborts: number
  extensions: number
  waits: number
  inevitable: number
  stops: number
}

/** Sums over all executors since start-up. Racy, and counters wrap at 2^32. */
export function transactionStats(memory: WebAssembly.Memory): TransactionStats {
  const words = new Uint32Array(memory.buffer)
  const sum: TransactionStats = { commits: 0, readOnlyCommits: 0, aborts: 0, extensions: 0, waits: 0, inevitable: 0, stops: 0 }
  for (let number = 0; number < MAX_EXECUTORS; number++) {
    const at = (field: number) => words[(EXECUTOR_BLOCKS + number * EXECUTOR_BLOCK_BYTES + field) >>> 2]
    if (at(EB_READ_BASE) === 0) continue
    sum.commits += at(EB_COMMITS)
    sum.readOnlyCommits += at(EB_READ_ONLY_COMMITS)
    sum.aborts += at(EB_ABORTS)
    sum.extensions += at(EB_EXTENSIONS)
    sum.waits += at(EB_WAITS)
    sum.inevitable += at(EB_INEVITABLE_COUNT)
    sum.stops += at(EB_STOPS)
  }
  return sum
}

/** One sentence for each kind of conflict. */
export const conflictTexts: Record<Exclude<ConflictKind, ConflictKind.COUNT>, string> = {
  [ConflictKind.none]: 'no conflict',
  [ConflictKind.readChanged]: 'something that was read has been changed by another transaction',
  [ConflictKind.readChangedAtCommit]: 'something that was read had been changed when the transaction wanted to commit',
  [ConflictKind.readChangedAtStop]: 'something that was read had been changed when all threads were stopped',
  [ConflictKind.readChangedAtGate]: 'something that was read had been changed when the transaction wanted to become inevitable',
  [ConflictKind.ownedByElder]: 'an older transaction is changing the same object',
  [ConflictKind.killed]: 'an older transaction wanted to change the same object',
  [ConflictKind.waitedTooLong]: 'another transaction kept the same object for too long',
  [ConflictKind.waitedForTurn]: 'an earlier transaction of the queue had not committed yet',
  [ConflictKind.requested]: 'the program asked for it',
  [ConflictKind.outOfMemory]: 'memory had run out',
}
