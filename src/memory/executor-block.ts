// Executor blocks: one 4 KB record for each executor at EXECUTOR_BLOCKS + number * EXECUTOR_BLOCK_BYTES. Both compilers read
// this file, so it holds constants only.
//
// First cache line: written by the owner, read by others in contention. Second line: written by others. The rest is the
// owner's alone while it runs; in a stop the one who has stopped the world reads and writes it (stm/stop).

// ---- line 0: the owner writes, others read (atomic)
/** Counts the executor's transactions that ended owning something; a kill is valid for one epoch. Never 0. */
export const EB_EPOCH: u32 = 0
/** Start version S of the open transaction, as of begin, the last extension or the last stop. */
export const EB_START: u32 = 4
/** u64 age of the open transaction, (birth, tie): the smaller is the elder; 0 while it is inevitable. */
export const EB_AGE: u32 = 8
/** An ExecutorState. */
export const EB_STATE: u32 = 16
/** 1 from begin to the end of commit or abort. */
export const EB_OPEN: u32 = 20
/** 1 while the open transaction is inevitable. */
export const EB_INEVITABLE: u32 = 24
/** 1 while this executor has closed the gate. */
export const EB_GATE_MINE: u32 = 28

// ---- line 1: others write (atomic)
/** Epoch of the transaction that an elder wants aborted. */
export const EB_KILL: u32 = 64
/** How many executors sleep on EB_EPOCH. */
export const EB_WAITERS: u32 = 68
/** Who wrote EB_KILL: its number, and its epoch then. Racy; for the victim's back-off and for reports. */
export const EB_KILLER: u32 = 76
export const EB_KILLER_EPOCH: u32 = 80
/** Set in a stop: the open transaction has failed its forced extension. */
export const EB_DOOMED: u32 = 72

// ---- logs: first chunk, and the top as published at the last stop (registers hold the live one of read, own, undo)
export const EB_READ_BASE: u32 = 128
export const EB_READ_TOP: u32 = 132
export const EB_OWN_BASE: u32 = 136
export const EB_OWN_TOP: u32 = 140
export const EB_UNDO_BASE: u32 = 144
export const EB_UNDO_TOP: u32 = 148
export const EB_SAVE_BASE: u32 = 152
export const EB_SAVE_TOP: u32 = 156
export const EB_DEFERRED_BASE: u32 = 160
export const EB_DEFERRED_TOP: u32 = 164
export const EB_EFFECTS_BASE: u32 = 168
export const EB_EFFECTS_TOP: u32 = 172
/** Effects below were run or belong to the transaction whose effects are being run. */
export const EB_EFFECTS_START: u32 = 176
/** First entry of the ownership log that was taken late, or 0. */
export const EB_OWN_LATE: u32 = 180
/** Birth stamp of the open transaction, published at a stop. */
export const EB_STAMP: u32 = 184
/** Thread block that the executor runs, published at a stop. */
export const EB_THREAD: u32 = 188

// ---- the owner's own
export const EB_STAMP_LIMIT: u32 = 192 // end of the block of birth stamps
export const EB_NEXT_INEVITABLE: u32 = 196 // the next begin closes the gate first
export const EB_NUMBER: u32 = 200 // number of the last commit or abort, 0 if it took none
export const EB_LAST_START: u32 = 204 // S at the end of the last transaction
export const EB_WOKEN: u32 = 208 // threads that this executor has woken, linked by TB_NEXT
export const EB_LENGTH: u32 = 212 // fuel that a transaction may use
export const EB_REMAINING: u32 = 216 // of which so much was not handed out yet
export const EB_LENGTH_CAP: u32 = 220 // fuel of about one millisecond
export const EB_FIRST_POLL: u32 = 224 // f64 milliseconds: first poll of the open transaction, or 0
export const EB_END_SOON: u32 = 232 // 1: end at the first poll where that is legal
export const EB_RUNNING_EFFECTS: u32 = 236
export const EB_ELIDED_END: u32 = 240 // polls at which its end was postponed until the elided locks are released
export const EB_WAITED: u32 = 244 // slices waited in the current slow barrier
export const EB_DEFERRED_UNITS: u32 = 248 // chain of unit records of the deferred table
export const EB_DEFERRED_UNIT_COUNT: u32 = 252

// ---- the last conflict, for back-off and reports
export const EB_CONFLICT_KIND: u32 = 256
export const EB_CONFLICT_UNIT: u32 = 260
export const EB_CONFLICT_PC: u32 = 264
export const EB_CONFLICT_OTHER: u32 = 268 // number of the other executor, or 0xffffffff
export const EB_CONFLICT_EPOCH: u32 = 272 // its epoch then

// ---- statistics: u32 counters, wrapping
export const EB_COMMITS: u32 = 288
export const EB_READ_ONLY_COMMITS: u32 = 292
export const EB_ABORTS: u32 = 296
export const EB_EXTENSIONS: u32 = 300
export const EB_WAITS: u32 = 304
export const EB_INEVITABLE_COUNT: u32 = 308
export const EB_STOPS: u32 = 312
export const EB_WAITED_UNIT: u32 = 316 // the unit that EB_WAITED counts for

/** Word of the portable flavour's fence. */
export const EB_FENCE: u32 = 320

/** Nested runs that fit on the executor's native stack, as far as known, and so many that executor 0 rather hands over. host/native-stack. */
export const EB_NATIVE_LIMIT: u32 = 336
export const EB_NATIVE_ENOUGH: u32 = 344

/** Commits of the executor before it took the result of an effect, plus one (interp/pinned). */
export const EB_RESULT_TAKEN: u32 = 340

/** Hash table of the deferred operations: 256 heads of chains of unit records. */
export const EB_DEFERRED_BUCKETS: u32 = 1024
export const DEFERRED_BUCKET_COUNT: u32 = 256

/** 2,048 .. 4,095 belong to the heap and to the host. */
export const EB_FREE_FOR_OTHERS: u32 = 2048

/** Units proposed as ASSUMED (stm/assumed): how many, and their addresses. */
export const EB_PROPOSED: u32 = 3072
export const EB_PROPOSALS: u32 = 3076

export const enum ExecutorState {
  absent,
  /** Waits for a runnable thread. No open transaction. */
  idle,
  running,
  /** In a host call that may block. No open transaction. */
  native,
  /** At a stop point; may have an open transaction, its registers are published. */
  stopped,
}

/** f64 milliseconds (hostNow) at which the running thread's slice is over. */
export const EB_SLICE_END: u32 = 4064
/** Stack of the regular expression matcher: buffer and its end. */
export const EB_SRE_BUFFER: u32 = 4072
export const EB_SRE_LIMIT: u32 = 4076
