// What the core asks of its host: the imports, in one list. Each executor's instance gets its own set.

/** Aborts the open transaction from any depth: throws one frozen object that only the executor loop catches. */
// @ts-ignore: decorator
@external('host', 'abortNow') export declare function abortNow(): void
/** Waits in a slow barrier; see stm/contention. Returns when the word may have changed. */
// @ts-ignore: decorator
@external('host', 'waitForChange') export declare function waitForChange(address: u32, seen: u32): void
/** Calls host builtin `id`: arguments at `argv`, result in the slot at `argv`. Returns 0, or 1 if an exception was raised. */
// @ts-ignore: decorator
@external('host', 'hostCall') export declare function hostCall(id: u32, argv: u32, argc: u32): u32
/** Goes on with a nested run that has ended its transaction: slices until its RunOutcome `returned` or `raised`, committed. */
// @ts-ignore: decorator
@external('host', 'goOnNested') export declare function goOnNested(): u32
/** Flavour `preempt`: asks the simulator's scheduler before a shared access. */
// @ts-ignore: decorator
@external('host', 'preempt') export declare function preempt(address: u32): void
/** Math of the host where the core has none as exact. */
// @ts-ignore: decorator
@external('host', 'mathPow') export declare function mathPow(x: f64, y: f64): f64
/** Milliseconds since an arbitrary moment, for tuning lengths only. */
// @ts-ignore: decorator
@external('host', 'now') export declare function hostNow(): f64
