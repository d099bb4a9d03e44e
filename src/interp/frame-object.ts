// Frame objects and traceback objects: layout and making; their types stand in frame-types.ts. Both are units.
//
//   frame:     +8 fp:32 (0: the frame is gone)  +12 code:32  +16 globals dict:32  +20 function:32  +24 back (frame or NONE)
//              +32 ip:32 (behind the last instruction)  +36 register storage:32 (when gone)  +40 trace function (or NONE)
//              +48 mapping of a namespace frame's locals (or UNBOUND)  +56 locals beyond the registers: dict:32 (0: none)
//              +60 generator:32 (0: none)
//   traceback: +8 next (traceback or NONE)  +16 frame (value)  +24 ip:32  +28 line:32 (0: not computed)
//
// A frame object is made on demand and found again through FRAME_OBJECT; a frame that is left keeps its registers for it.

import { allocate, allocateStorage } from '../gc/allocate'
import { currentPc, threadBlock } from '../memory/registers'
import { NONE, UNBOUND, Value, pointer } from '../memory/value'
import { shapeAt } from '../objects/shape'
import { sealed } from '../objects/str-builder'
import { T } from '../objects/type-ids'
import { stmOwn, stmStore32, stmStore64 } from '../stm/barriers'
import { saveFrame } from '../stm/saved-state'
import { CODE_FLAGS, CODE_NAMED } from './code'
import {
  FRAME_CALLER, FRAME_CODE, FRAME_CONTINUATION, FRAME_ENTRY, FRAME_FLAGS, FRAME_FUNCTION, FRAME_GLOBALS, FRAME_HAS_OBJECT, FRAME_OBJECT,
  FRAME_REGISTERS, FRAME_RETURN_PC,
} from './frame-layout'
import { currentFrame } from './frames'
import {
  GENERATOR_CODE, GENERATOR_FP, GENERATOR_FRAME_OBJECT, GENERATOR_FUNCTION, GENERATOR_GLOBALS, GENERATOR_STATE, GeneratorState,
} from './generators'
import { CODE_OPTIMIZED } from './opcodes'

export const FO_FP: u32 = 8
export const FO_CODE: u32 = 12
export const FO_GLOBALS: u32 = 16
export const FO_FUNCTION: u32 = 20
export const FO_BACK: u32 = 24
export const FO_IP: u32 = 32
export const FO_STORAGE: u32 = 36
export const FO_TRACE: u32 = 40
export const FO_MAPPING: u32 = 48
export const FO_EXTRA: u32 = 56
export const FO_GENERATOR: u32 = 60
export const FO_BYTES: u32 = 64

export const TB_NEXT: u32 = 8
export const TB_FRAME: u32 = 16
export const TB_IP: u32 = 24
export const TB_LINE: u32 = 28
export const TRACEBACK_BYTES: u32 = 32

/** The frame object of live frame `fp`, made if there is none. `ip` is where it stands, if known (0: not). */
export function frameObject(fp: u32): u32 {
  const there = load<u32>(fp, FRAME_OBJECT)
  if (there) return there
  const object = allocate(shapeAt(T.frame), FO_BYTES)
  const code = load<u32>(fp, FRAME_CODE)
  store<u32>(object, fp, FO_FP)
  store<u32>(object, code, FO_CODE)
  store<u32>(object, load<u32>(fp, FRAME_GLOBALS), FO_GLOBALS)
  store<u32>(object, load<u32>(fp, FRAME_FUNCTION), FO_FUNCTION)
  store<u64>(object, NONE, FO_BACK)
  store<u64>(object, NONE, FO_TRACE)
  store<u64>(object, load<u32>(code, CODE_FLAGS) & CODE_OPTIMIZED ? UNBOUND : load<u64>(fp, FRAME_REGISTERS), FO_MAPPING)
  saveFrame(fp, FRAME_REGISTERS) // it may be a caller that the transaction has not come back to yet
  store<u32>(fp, object, FRAME_OBJECT)
  store<u32>(fp, load<u32>(fp, FRAME_FLAGS) | FRAME_HAS_OBJECT, FRAME_FLAGS)
  return object
}

/** Frame object of generator `g`, which is owned; NONE if it is finished. */
export function generatorFrameObject(g: u32): Value {
  const state = load<u32>(g, GENERATOR_STATE)
  if (state == GeneratorState.finished) return NONE
  if (state == GeneratorState.running) return pointer(frameObject(load<u32>(g, GENERATOR_FP)))
  let object = load<u32>(g, GENERATOR_FRAME_OBJECT)
  if (object) return pointer(object)
  object = allocate(shapeAt(T.frame), FO_BYTES)
  const code = load<u32>(g, GENERATOR_CODE)
  store<u32>(object, code, FO_CODE)
  store<u32>(object, load<u32>(g, GENERATOR_GLOBALS), FO_GLOBALS)
  store<u32>(object, load<u32>(g, GENERATOR_FUNCTION), FO_FUNCTION)
  store<u64>(object, NONE, FO_BACK)
  store<u64>(object, NONE, FO_TRACE)
  store<u64>(object, UNBOUND, FO_MAPPING)
  store<u32>(object, g, FO_GENERATOR)
  stmStore32(g, g + GENERATOR_FRAME_OBJECT, object)
  return pointer(object)
}

/** The next frame with code of a program, from `fp` on towards the callers; 0: none. */
export function programFrame(fp: u32): u32 {
  while (fp && load<u32>(fp, FRAME_FLAGS) & (FRAME_CONTINUATION | FRAME_ENTRY)) fp = load<u32>(fp, FRAME_CALLER)
  return fp
}

/** Where live frame `fp` stands: behind the instruction that runs or has called. */
export function frameIp(fp: u32): u32 {
  let above = currentFrame()
  if (above == fp) return currentPc
  while (above && load<u32>(above, FRAME_CALLER) != fp) above = load<u32>(above, FRAME_CALLER)
  return above ? load<u32>(above, FRAME_RETURN_PC) : currentPc
}

/** Frame `fp` is left (at `ip`): its object keeps the registers. */
export function detachFrame(fp: u32, ip: u32): void {
  const object = load<u32>(fp, FRAME_OBJECT)
  const named = load<u32>(load<u32>(fp, FRAME_CODE), CODE_NAMED)
  const storage = allocateStorage(named * 8)
  for (let i: u32 = 0; i < named; i++) store<u64>(storage + 8 + i * 8, sealed(load<u64>(fp + i * 8, FRAME_REGISTERS)))
  const caller = programFrame(load<u32>(fp, FRAME_CALLER))
  const back = caller ? pointer(frameObject(caller)) : NONE
  stmOwn(object)
  stmStore32(object, object + FO_STORAGE, storage)
  stmStore32(object, object + FO_IP, ip)
  stmStore32(object, object + FO_FP, 0)
  stmStore64(object, object + FO_BACK, back)
}

export function newTraceback(next: Value, frame: u32, ip: u32): Value {
  const t = allocate(shapeAt(T.traceback), TRACEBACK_BYTES)
  store<u64>(t, next, TB_NEXT)
  store<u64>(t, pointer(frame), TB_FRAME)
  store<u32>(t, ip, TB_IP)
  return pointer(t)
}
