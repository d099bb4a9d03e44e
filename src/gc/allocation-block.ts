// The allocator's part of an executor block: a cursor per size class, where each stood when the outermost open piece of work
// began, and the runs taken since. Constants only.

/** u32 per size class: next free cell of the run. */
export const CURSOR_TOPS: u32 = 2048
/** u32 per size class: end of the run. */
export const CURSOR_LIMITS: u32 = 2240
/** u32 per size class: block that the run belongs to, or 0. */
export const CURSOR_BLOCKS: u32 = 2432
/** u32 per size class: where the allocations of the open piece of work begin in the current run. */
export const CURSOR_MARKS: u32 = 2624
export const CURSOR_ARRAY_BYTES: u32 = 192
/** Log of what it has filled before the current runs, 16 bytes: start:32, end:32, bytes of a cell:32. */
export const RUN_LOG_BASE: u32 = 2816
export const RUN_LOG_TOP: u32 = 2820
/** 1: the open transaction has stamped something. */
export const HAS_ALLOCATED: u32 = 2824
/** 1: the open transaction has run out of memory. */
export const OUT_OF_MEMORY: u32 = 2828
