// Outcomes of commit and poll. Both compilers read this file.

export const enum TransactionStatus {
  /** Committed; or, from a poll: go on. */
  ok,
  /** The transaction is doomed. Nothing is undone yet: unwind to the executor loop, which calls `abortTransaction`. */
  aborted,
  /** From a poll: the transaction is long enough; commit here if this is a legal end, otherwise go on. */
  end,
}
