// The core's mutable Wasm globals: one set per instance, so one per executor. This list is complete: a test compares it
// with the module's global section. Nothing else in the core may be a mutable `let` at top level.
// They are saved nowhere except at commit and abort; begin sets them again.

/** What this executor writes into a version word to own a unit: 0x80000000 | executor number. */
export let me: u32 = 0
export let executorBlock: u32 = 0
/** Block of the Python thread that runs on this executor, or 0. */
export let threadBlock: u32 = 0
/** Start version S of the open transaction. */
export let start: u32 = 0
/** Birth stamp of objects that the open transaction makes. */
export let myStamp: u32 = 0
/** Back edges, calls and units of work in builtins left until the next poll. */
export let fuel: i32 = 0
/** Program counter for the read set of barriers outside the loop: set before a slow path or builtin is called. */
export let currentPc: u32 = 0

/** Next free entry of the read set, ownership log and undo log: chunks are aligned, so a top at a multiple of 64 KB is full. */
export let readTop: u32 = 0
export let ownTop: u32 = 0
export let undoTop: u32 = 0
/** Deferred operations of the open transaction. */
export let deferredCount: u32 = 0

/** Scratch text buffer of this executor: see objects/text-builder. */
export let textStart: u32 = 0
export let textTop: u32 = 0

// @ts-ignore: decorator
@inline export function setMe(value: u32): void { me = value }
// @ts-ignore: decorator
@inline export function setExecutorBlock(value: u32): void { executorBlock = value }
// @ts-ignore: decorator
@inline export function setThreadBlock(value: u32): void { threadBlock = value }
// @ts-ignore: decorator
@inline export function setStart(value: u32): void { start = value }
// @ts-ignore: decorator
@inline export function setMyStamp(value: u32): void { myStamp = value }
// @ts-ignore: decorator
@inline export function setFuel(value: i32): void { fuel = value }
// @ts-ignore: decorator
@inline export function setCurrentPc(value: u32): void { currentPc = value }
// @ts-ignore: decorator
@inline export function setReadTop(value: u32): void { readTop = value }
// @ts-ignore: decorator
@inline export function setOwnTop(value: u32): void { ownTop = value }
// @ts-ignore: decorator
@inline export function setUndoTop(value: u32): void { undoTop = value }
// @ts-ignore: decorator
@inline export function setDeferredCount(value: u32): void { deferredCount = value }
// @ts-ignore: decorator
@inline export function setTextStart(value: u32): void { textStart = value }
// @ts-ignore: decorator
@inline export function setTextTop(value: u32): void { textTop = value }
