// Outcomes inside the interpreter. Host and core read this file.

/** What an operation (`op*`) answers to the loop. */
export const enum Status {
  /** Done: go on behind the instruction. */
  next,
  /** Take the jump in the instruction's C operand. */
  jump,
  /** Go on at the thread's fp and pc: a frame was pushed, popped or switched. */
  called,
  /** An exception was raised by this instruction. */
  raised,
  /** An exception stands to be raised at the thread's fp and pc. */
  thrown,
  // ---- from here on they leave `run`: minus `returned` a RunOutcome
  returned,
  uncaught,
  aborted,
  parked,
  sliceOver,
  again,
}

/** Why `run` came back. */
export const enum RunOutcome {
  /** The entry frame has its value in R[0]. */
  returned,
  /** The entry frame was reached by an exception, which stands in the thread block. */
  raised,
  /** The transaction is doomed; nothing is undone yet. */
  aborted,
  /** The thread waits; its pc is the instruction that is to be executed again. The transaction is finished (stm/parking). */
  parked,
  /** The thread has run long enough; its transaction is committed. */
  sliceOver,
  /** For runSlice alone: a transaction has ended and the next has begun; enter `run` anew. V8 exchanges its code only at a call. */
  again,
}
