// Test cores only: the operations of scripts over bare units (bare-script.ts). Both compilers read this file.

export const enum BareOp {
  end, read, write, add, ifZero, own, deferWrite, deferAppend, readList, readDeferred, becomeInevitable, abort, effect, make, publish,
  follow, change, poll, retryIfZero, frame, readTwice,
  stop, wake,
}

/** Outcome of `runBareAttempt` besides those of TransactionStatus: parked, or woken at once; the transaction has aborted. */
export const BARE_PARKED: u32 = 10
export const BARE_NOT_PARKED: u32 = 11
