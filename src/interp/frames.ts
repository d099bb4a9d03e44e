// Frames and stack segments of Python threads. `fp` points to a frame's header; its registers follow at FRAME_REGISTERS.
// Run by the executor that runs the thread; nobody else touches a running thread's frames, so there are no barriers here:
// what must roll back is copied by stm/saved-state (see "watermark" below).
//
//   header:  +0 caller fp:32 | return pc:32           +24 frame object:32 | state:32 (generator, or step of a continuation)
//            +8 code:32 | depth:24 flags:8             +32 handled exception (value or NONE)
//            +16 function:32 | globals dict:32         +40 own pc when it has called or is suspended:32 | free:32
//   segment: +8 segment below:32 | segment above:32 (kept for reuse)   +16 limit:32   +32 frames
//
// Call area of an instruction: [callee][5 words][self][args]: with a self the header begins at the area's first word, otherwise
// at the second, so that the first register is the self or the first argument. Arguments are never copied, except into a new
// segment. A return delivers its value to R[A] of the word before the return pc, so any frame is resumed the same way.
//
// Watermark: at begin, the top frame is saved and gets FRAME_SAVED; a frame that is left with this flag passes it to its
// caller, which is saved at that moment, before it runs. Flags left over from earlier transactions only save too much.

import { allocateOutside } from '../gc/allocate'
import { RECURSION_LIMIT, TB_FP, TB_PC, TB_SEGMENT, TB_SEGMENT_LIMIT, TB_STACK } from '../memory/layout'
import { threadBlock } from '../memory/registers'
import { NONE, UNBOUND } from '../memory/value'
import { raiseText } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { T } from '../objects/type-ids'
import { saveFrame } from '../stm/saved-state'
import { CODE_CONSTANTS, CODE_ENTRY, CODE_FRAME_BYTES, CODE_NAMED } from './code'
import {
  DEPTH_ONE, FRAME_CALLER, FRAME_CODE, FRAME_CONTINUATION, FRAME_ENTRY, FRAME_FLAGS, FRAME_FUNCTION, FRAME_GLOBALS, FRAME_HANDLED,
  FRAME_NEW_SEGMENT, FRAME_OBJECT, FRAME_PC, FRAME_REGISTERS, FRAME_RETURN_PC, FRAME_SAVED, FRAME_SPARE, FRAME_STATE,
} from './frame-layout'

export const SEGMENT_BELOW: u32 = 8
export const SEGMENT_ABOVE: u32 = 12
export const SEGMENT_END: u32 = 16
export const SEGMENT_FRAMES: u32 = 32
const FIRST_SEGMENT_BYTES: u32 = 4096
const NEXT_SEGMENT_BYTES: u32 = 16384
/** What lies between a segment's limit and its end: padded arguments of builtins, entry frames of small calls. */
export const SEGMENT_SLACK: u32 = 1024
/** Missing arguments of builtins are padded behind the call area; pushes from inside a builtin keep clear of them. */
export const BUILTIN_PADDING: u32 = 264

// @ts-ignore: decorator
@inline export function frameCode(fp: u32): u32 { return load<u32>(fp, FRAME_CODE) }
// @ts-ignore: decorator
@inline export function frameFlags(fp: u32): u32 { return load<u32>(fp, FRAME_FLAGS) }
// @ts-ignore: decorator
@inline export function frameConstants(fp: u32): u32 { return load<u32>(load<u32>(fp, FRAME_CODE), CODE_CONSTANTS) }
// @ts-ignore: decorator
@inline export function frameCaller(fp: u32): u32 { return load<u32>(fp, FRAME_CALLER) }
/** First address behind the frame. Continuations and entry frames keep their size in FRAME_SPARE. */
// @ts-ignore: decorator
@inline export function frameEnd(fp: u32): u32 {
  return fp + (load<u32>(fp, FRAME_FLAGS) & (FRAME_CONTINUATION | FRAME_ENTRY) ? load<u32>(fp, FRAME_SPARE) : load<u32>(load<u32>(fp, FRAME_CODE), CODE_FRAME_BYTES))
}
// @ts-ignore: decorator
@inline export function currentFrame(): u32 { return load<u32>(threadBlock, TB_FP) }
// @ts-ignore: decorator
@inline export function setCurrentFrame(fp: u32): void { store<u32>(threadBlock, fp, TB_FP) }

/** Sets where the thread goes on: what an operation does before it answers Status.called. */
// @ts-ignore: decorator
@inline export function goOnAt(fp: u32, pc: u32): void { store<u64>(threadBlock, <u64>fp | (<u64>pc << 32), TB_FP) }

/** Makes a thread's stack: its first segment. */
export function initStack(thread: u32): void {
  const segment = newSegment(0, FIRST_SEGMENT_BYTES)
  store<u32>(thread, segment, TB_STACK)
  store<u32>(thread, segment, TB_SEGMENT)
  store<u32>(thread, load<u32>(segment, SEGMENT_END) - SEGMENT_SLACK, TB_SEGMENT_LIMIT)
}

function newSegment(below: u32, bytes: u32): u32 {
  const segment = allocateOutside(shapeAt(T.stackSegment), bytes)
  store<u32>(segment, below, SEGMENT_BELOW)
  store<u32>(segment, segment + bytes, SEGMENT_END)
  if (below) store<u32>(below, segment, SEGMENT_ABOVE)
  return segment
}

/** True if a frame of `bytes` with its header at `at` fits the top segment. */
// @ts-ignore: decorator
@inline export function fits(at: u32, bytes: u32): bool { return at + bytes <= load<u32>(threadBlock, TB_SEGMENT_LIMIT) }

/** Goes to a segment above with room for a frame of `bytes`; the address of its header. The frame needs FRAME_NEW_SEGMENT. */
function pushSegment(bytes: u32): u32 {
  const below = load<u32>(threadBlock, TB_SEGMENT)
  let segment = load<u32>(below, SEGMENT_ABOVE)
  const needed = bytes + SEGMENT_FRAMES + SEGMENT_SLACK
  if (!segment || load<u32>(segment, SEGMENT_END) - segment < needed) {
    segment = newSegment(below, needed > NEXT_SEGMENT_BYTES ? (needed + 4095) & ~4095 : NEXT_SEGMENT_BYTES)
  }
  store<u32>(threadBlock, segment, TB_SEGMENT)
  store<u32>(threadBlock, load<u32>(segment, SEGMENT_END) - SEGMENT_SLACK, TB_SEGMENT_LIMIT)
  return segment + SEGMENT_FRAMES
}

export function popSegment(): void {
  const segment = load<u32>(load<u32>(threadBlock, TB_SEGMENT), SEGMENT_BELOW)
  store<u32>(threadBlock, segment, TB_SEGMENT)
  store<u32>(threadBlock, load<u32>(segment, SEGMENT_END) - SEGMENT_SLACK, TB_SEGMENT_LIMIT)
}

/** Takes a segment left behind by `frame` off the stack. */
// @ts-ignore: decorator
@inline export function leaveSegment(fp: u32): void { if (load<u32>(fp, FRAME_FLAGS) & FRAME_NEW_SEGMENT) popSegment() }

/** True (and RecursionError is raised) if a frame called by `caller` would be too deep. */
export function isTooDeep(caller: u32): bool {
  if ((load<u32>(caller, FRAME_FLAGS) >> 8) + 1 <= load<u32>(RECURSION_LIMIT)) return false
  raiseText(T.RecursionError, 'maximum recursion depth exceeded')
  return true
}

/**
 * Finds room for a frame of `bytes`: at `at`, or in a new segment, where its first `count` registers move. The address of the
 * header, with bit 0 set if it begins a segment.
 */
export function placeFrame(at: u32, count: u32, bytes: u32): u32 {
  if (fits(at, bytes)) return at
  const moved = pushSegment(bytes)
  for (let i: u32 = 0; i < count; i++) store<u64>(moved + i * 8, load<u64>(at + i * 8, FRAME_REGISTERS), FRAME_REGISTERS)
  return moved | 1
}

/** Fills in the header of a frame at `place` (from placeFrame); registers from `bound` to the last named one become UNBOUND. */
export function enterFrame(place: u32, bound: u32, returnPc: u32, code: u32, func: u32, globals: u32, flags: u32, state: u32): u32 {
  const at = place & ~1
  writeHeader(at, currentFrame(), returnPc, code, func, globals, place & 1 ? flags | FRAME_NEW_SEGMENT : flags, state)
  const named = load<u32>(code, CODE_NAMED)
  for (let i = bound; i < named; i++) store<u64>(at + i * 8, UNBOUND, FRAME_REGISTERS)
  goOnAt(at, load<u32>(code, CODE_ENTRY))
  return at
}

/**
 * Pushes the frame of `code`, called by the current frame at `returnPc`. `at`: where its header may lie; the registers
 * [0, bound) are filled already; the other named ones become UNBOUND. Returns its fp, now the current frame with its first
 * instruction as the thread's pc; 0: RecursionError.
 */
export function pushFrame(at: u32, bound: u32, returnPc: u32, code: u32, func: u32, globals: u32, flags: u32, state: u32): u32 {
  if (isTooDeep(currentFrame())) return 0
  return enterFrame(placeFrame(at, bound, load<u32>(code, CODE_FRAME_BYTES)), bound, returnPc, code, func, globals, flags, state)
}

/** Header of a frame above `caller`. */
export function writeHeader(at: u32, caller: u32, returnPc: u32, code: u32, func: u32, globals: u32, flags: u32, state: u32): void {
  store<u32>(at, caller)
  store<u32>(at, returnPc, FRAME_RETURN_PC)
  store<u32>(at, code, FRAME_CODE)
  store<u32>(at, (caller ? (load<u32>(caller, FRAME_FLAGS) & ~255) + DEPTH_ONE : DEPTH_ONE) | flags, FRAME_FLAGS)
  store<u32>(at, func, FRAME_FUNCTION)
  store<u32>(at, globals, FRAME_GLOBALS)
  store<u32>(at, 0, FRAME_OBJECT)
  store<u32>(at, state, FRAME_STATE)
  store<u64>(at, NONE, FRAME_HANDLED)
  store<u64>(at, 0, FRAME_PC)
}

/**
 * Pushes a frame without bytecode of its own (`code` is one of the runtime's: continuation or entry) with `count` registers,
 * above the current frame and clear of a running builtin's arguments. It does not count for the recursion limit.
 */
export function pushRuntimeFrame(code: u32, count: u32, returnPc: u32, flags: u32, state: u32): u32 {
  const caller = currentFrame()
  const bytes = FRAME_REGISTERS + count * 8
  let at = frameEnd(caller) + BUILTIN_PADDING
  if (!fits(at, bytes)) {
    at = pushSegment(bytes)
    flags |= FRAME_NEW_SEGMENT
  }
  writeHeader(at, caller, returnPc, code, 0, 0, flags, state)
  store<u32>(at, load<u32>(at, FRAME_FLAGS) - DEPTH_ONE, FRAME_FLAGS)
  store<u32>(at, bytes, FRAME_SPARE)
  store<u32>(threadBlock, at, TB_FP)
  return at
}

/** At the begin of a transaction: keeps the top frame for an abort. */
export function saveTopFrame(): void { keepFrame(currentFrame()) }

/** Saves frame `fp` and marks it, so that leaving it saves its caller. */
export function keepFrame(fp: u32): void {
  store<u32>(fp, load<u32>(fp, FRAME_FLAGS) | FRAME_SAVED, FRAME_FLAGS)
  saveFrame(fp, frameEnd(fp) - fp)
}
