// Layout of frames, and the operands of instruction words. See frames.ts for who may touch what.

import { Value } from '../memory/value'

export const FRAME_CALLER: u32 = 0
export const FRAME_RETURN_PC: u32 = 4
export const FRAME_CODE: u32 = 8
export const FRAME_FLAGS: u32 = 12 // the low byte; depth above
export const FRAME_FUNCTION: u32 = 16
export const FRAME_GLOBALS: u32 = 20
export const FRAME_OBJECT: u32 = 24
export const FRAME_STATE: u32 = 28
export const FRAME_HANDLED: u32 = 32
export const FRAME_PC: u32 = 40
export const FRAME_SPARE: u32 = 44
export const FRAME_REGISTERS: u32 = 48

export const FRAME_SAVED: u32 = 1 // belongs to the abort state; its caller must be saved before it runs
export const FRAME_NEW_SEGMENT: u32 = 2 // lies at the start of a segment of its own
export const FRAME_HAS_OBJECT: u32 = 4 // a frame object refers to it
export const FRAME_GENERATOR: u32 = 8 // belongs to the generator in FRAME_STATE
export const FRAME_CONTINUATION: u32 = 16 // FRAME_STATE is a step function
export const FRAME_ENTRY: u32 = 32 // bottom of a run: returning into it leaves `run`
export const FRAME_TRACED: u32 = 64
export const FRAME_RESULT: u32 = 128 // what it returns is looked at first: FRAME_STATE says how (results.ts)
export const DEPTH_ONE: u32 = 256

// @ts-ignore: decorator
@inline export function reg(fp: u32, a: u32): Value { return load<u64>(fp + a, FRAME_REGISTERS) }
// @ts-ignore: decorator
@inline export function setReg(fp: u32, a: u32, v: Value): void { store<u64>(fp + a, v, FRAME_REGISTERS) }

// ---- operands of a word
// @ts-ignore: decorator
@inline export function wordAt(ip: u32): u64 { return load<u64>(ip - 8) }
// @ts-ignore: decorator
@inline export function opX(word: u64): u32 { return (<u32>word >> 8) & 255 }
// @ts-ignore: decorator
@inline export function opA(word: u64): u32 { return <u32>word >> 16 }
// @ts-ignore: decorator
@inline export function opB(word: u64): u32 { return <u32>(word >> 32) & 0xffff }
// @ts-ignore: decorator
@inline export function opC(word: u64): u32 { return <u32>(word >> 48) }
/** Displacement in C, in bytes. */
// @ts-ignore: decorator
@inline export function opD(word: u64): i32 { return <i32>(<i64>word >> 48) << 3 }
/** Displacement in B:C, in bytes. */
// @ts-ignore: decorator
@inline export function opBC(word: u64): i32 { return <i32>(<i64>word >> 32) << 3 }

