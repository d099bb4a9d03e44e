// Canaries: the deliberate errors that test cores can switch on (canaries.ts). Both compilers read this file.

export enum Canary {
  none,
  /** A read does not look at the version behind its load, but in front of it. */
  checkInFront,
  /** A read neither checks nor logs. */
  noReadBarrier,
  /** A write neither owns nor checks. */
  noWriteBarrier,
  /** Abort releases with the versions from before: a reader may have loaded a dirty value in between (ABA). */
  oldVersionAtAbort,
  /** Abort draws its number before it has undone. */
  numberBeforeUndo,
  /** Abort behind a commit that failed validation releases with that commit's number. */
  failedNumberReused,
  /** Extension reads the clock behind the validation. */
  clockBehindValidation,
  /** Extension does not validate. */
  extensionUnvalidated,
  /** Commit does not validate although others have committed since S. */
  commitUnvalidated,
  /** Units owned late are not looked at in the validation. */
  lateVersionUnchecked,
  /** Deferred operations are applied behind the number. */
  applyBehindNumber,
  /** The birth stamp of the last transaction is used again. */
  stampReused,
  /** Committers pass a closed gate. */
  gateIgnored,
  /** An inevitable transaction validates, and so may abort. */
  inevitableValidates,
  /** Becoming inevitable in mid-transaction does not validate. */
  gateUnvalidated,
  /** An inevitable transaction waits for late owners without a kill. */
  inevitableWaitsForLate,
  /** A unit is taken although it has changed since S. */
  ownUnchecked,
  /** No undo entry for a store into an owned unit. */
  undoMissing,
  /** Effects are run at once. */
  effectAtOnce,
  /** A parking thread checks, then registers. */
  checkBeforeRegister,
  /** A stop does not validate the open transactions. */
  stopUnvalidated,
  /** Renumbering sets the clock back, but not the versions of units. */
  renumberSkipsUnits,
  /** An ordered transaction that has only read does not validate at its turn. */
  orderedReaderUnvalidated,
  COUNT,
}
