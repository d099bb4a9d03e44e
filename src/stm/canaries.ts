// Canaries: deliberate errors in the protocol, compiled into the test cores only and switched on one at a time by a word in
// the control page. The simulator must find each of them; that proves that it would find the real thing.

import { TESTING } from '../memory/flavour'
import { CANARY_WORD } from '../memory/layout'

export const enum Canary {
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
  /** A parking thread sleeps although a unit is owned. */
  sleepWhileOwned,
  /** A parking thread checks, then registers. */
  checkBeforeRegister,
  /** A stop does not validate the open transactions. */
  stopUnvalidated,
  /** Renumbering leaves the old versions in the ownership logs. */
  renumberSkipsLogs,
  COUNT,
}

// @ts-ignore: decorator
@inline export function broken(canary: Canary): bool {
  return TESTING && load<u32>(CANARY_WORD) == <u32>canary
}
