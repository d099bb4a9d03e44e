// Why a transaction aborts: the reason that stands in the executor block (EB_CONFLICT_KIND) when it does. Host code has the
// texts (one per member; a test checks that they cover each other). Both compilers read this file.

export const enum ConflictKind {
  none,
  /** A unit that was read has been changed by a commit: met by an extension. */
  readChanged,
  /** The same, met by the validation of a commit. */
  readChangedAtCommit,
  /** The same, met at a stop (collection, renumbering). */
  readChangedAtStop,
  /** The same, met when becoming inevitable. */
  readChangedAtGate,
  /** A unit is owned by an elder transaction. */
  ownedByElder,
  /** An elder transaction wanted a unit of this one. */
  killed,
  /** Waited too long for another owner. */
  waitedTooLong,
  /** An ordered transaction has waited long for its turn and gives its executor away. */
  waitedForTurn,
  /** The program asked for it (retry, transaction.abort). */
  requested,
  /** Out of memory: collect, then try again. */
  outOfMemory,
  COUNT,
}
