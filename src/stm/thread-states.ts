// States of a Python thread (TB_STATE): see parking.ts. Both compilers read this file.

export const enum ThreadState {
  /** In the run queue. */
  runnable,
  running,
  /** Registers in the wait table; still on its executor. */
  parking,
  /** Off its executor, until somebody moves it to `woken`. */
  parked,
  woken,
  done,
}
