// Generators, coroutines and asynchronous generators: their objects, resuming and suspending. Their types stand in
// generator-types.ts. One layout for all three; a unit.
//
//   +8 state:32 (GeneratorState)  +12 code:32  +16 function:32  +20 globals dict:32  +24 name  +32 qualname
//   +40 handled exception of the suspended frame  +48 pc to resume at:32  +52 storage of the registers:32 (0: finished)
//   +56 frame object:32  +60 flags:32 (asynchronous generators)  +64 frame fp while running:32  +72 origin or finalizer (value)
//   +80 exception thrown into it (value)
//
// Suspended, all registers lie in a storage of the object; resumed, they are copied to a frame on the thread's stack (flag
// FRAME_GENERATOR, the object in FRAME_STATE), so that everything else sees ordinary frames. The first suspension of a
// transaction makes a new storage, so registers are stored without undo; it also logs all fields that suspending and resuming
// change, so a fresh storage says that these need no undo any more.

import { allocate, allocateStorage } from '../gc/allocate'
import { CALLED, EXCEPTION, NONE, Value } from '../memory/value'
import { text } from '../objects/intern'
import { raiseText, raiseFormat } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { T } from '../objects/type-ids'
import { isFresh, stmCheck, stmOwn, stmStore32, stmStore64 } from '../stm/barriers'
import { CODE_FLAGS, CODE_FRAME_BYTES } from './code'
import {
  FRAME_CODE, FRAME_FLAGS, FRAME_FUNCTION, FRAME_GENERATOR, FRAME_GLOBALS, FRAME_HANDLED, FRAME_HAS_OBJECT, FRAME_NEW_SEGMENT, FRAME_OBJECT,
  FRAME_REGISTERS, opA, setReg, wordAt,
} from './frame-layout'
import { currentFrame, frameEnd, goOnAt, isTooDeep, placeFrame, writeHeader } from './frames'
import { FUNCTION_NAME, FUNCTION_QUALNAME } from './function'
import { CODE_ASYNC_GENERATOR, CODE_COROUTINE } from './opcodes'

export const GENERATOR_STATE: u32 = 8
export const GENERATOR_CODE: u32 = 12
export const GENERATOR_FUNCTION: u32 = 16
export const GENERATOR_GLOBALS: u32 = 20
export const GENERATOR_NAME: u32 = 24
export const GENERATOR_QUALNAME: u32 = 32
export const GENERATOR_HANDLED: u32 = 40
export const GENERATOR_PC: u32 = 48
export const GENERATOR_STORAGE: u32 = 52
export const GENERATOR_FRAME_OBJECT: u32 = 56
export const GENERATOR_FLAGS: u32 = 60
export const GENERATOR_FP: u32 = 64
export const GENERATOR_EXTRA: u32 = 72
export const GENERATOR_THROWN: u32 = 80 // exception that the frame raises when it goes on
export const GENERATOR_BYTES: u32 = 88

export const enum GeneratorState { created, suspended, running, finished }

/** The generator (coroutine, asynchronous generator) of frame `fp`, which has reached RETURN_GENERATOR before `ip`. */
export function newGenerator(fp: u32, ip: u32): u32 {
  const code = load<u32>(fp, FRAME_CODE)
  const flags = load<u32>(code, CODE_FLAGS)
  const t: T = flags & CODE_COROUTINE ? T.coroutine : flags & CODE_ASYNC_GENERATOR ? T.async_generator : T.generator
  const g = allocate(shapeAt(t), GENERATOR_BYTES)
  const func = load<u32>(fp, FRAME_FUNCTION)
  store<u32>(g, code, GENERATOR_CODE)
  store<u32>(g, func, GENERATOR_FUNCTION)
  store<u32>(g, load<u32>(fp, FRAME_GLOBALS), GENERATOR_GLOBALS)
  let name: Value, qualname: Value
  do {
    name = load<u64>(func, FUNCTION_NAME)
    qualname = load<u64>(func, FUNCTION_QUALNAME)
  } while (!stmCheck(func))
  store<u64>(g, name, GENERATOR_NAME)
  store<u64>(g, qualname, GENERATOR_QUALNAME)
  store<u64>(g, NONE, GENERATOR_HANDLED)
  store<u32>(g, ip, GENERATOR_PC)
  store<u64>(g, NONE, GENERATOR_EXTRA)
  store<u64>(g, NONE, GENERATOR_THROWN)
  const bytes = load<u32>(code, CODE_FRAME_BYTES) - FRAME_REGISTERS
  const storage = allocateStorage(bytes)
  copyWords(storage + 8, fp + FRAME_REGISTERS, bytes)
  store<u32>(g, storage, GENERATOR_STORAGE)
  return g
}

// @ts-ignore: decorator
@inline function copyWords(to: u32, from: u32, bytes: u32): void {
  for (let i: u32 = 0; i < bytes; i += 8) store<u64>(to + i, load<u64>(from + i))
}

/** ValueError: the generator runs. */
export function raiseRunning(g: u32): Value {
  const flags = load<u32>(load<u32>(g, GENERATOR_CODE), CODE_FLAGS)
  if (flags & CODE_COROUTINE) return raiseText(T.ValueError, 'coroutine already executing')
  if (flags & CODE_ASYNC_GENERATOR) return raiseText(T.ValueError, 'async generator already executing')
  return raiseText(T.ValueError, 'generator already executing')
}

/**
 * Puts the suspended generator's frame on the stack, above the current frame: CALLED, or EXCEPTION. It goes on with `sent` as
 * the value of its YIELD; what it yields is delivered at `returnPc`. The caller has dealt with finished generators.
 */
export function resumeGenerator(g: u32, sent: Value, at: u32, returnPc: u32): Value {
  stmOwn(g)
  const state = load<u32>(g, GENERATOR_STATE)
  if (state == GeneratorState.running) return raiseRunning(g)
  if (state == GeneratorState.created && sent != NONE) {
    return raiseFormat(T.TypeError, "can't send non-None value to a just-started %s", kindName(g))
  }
  const fp = pushGenerator(g, at, returnPc)
  if (!fp) return EXCEPTION
  if (state == GeneratorState.suspended) setReg(fp, opA(wordAt(load<u32>(g, GENERATOR_PC))), sent)
  return CALLED
}

/** The frame of generator `g`, which is owned and not running, on the stack; 0: RecursionError. */
export function pushGenerator(g: u32, at: u32, returnPc: u32): u32 {
  const caller = currentFrame()
  if (isTooDeep(caller)) return 0
  const code = load<u32>(g, GENERATOR_CODE)
  const total = load<u32>(code, CODE_FRAME_BYTES)
  const place = placeFrame(at, 0, total)
  const fp = place & ~1
  writeHeader(fp, caller, returnPc, code, load<u32>(g, GENERATOR_FUNCTION), load<u32>(g, GENERATOR_GLOBALS),
    place & 1 ? FRAME_GENERATOR | FRAME_NEW_SEGMENT : FRAME_GENERATOR, g)
  store<u64>(fp, load<u64>(g, GENERATOR_HANDLED), FRAME_HANDLED)
  copyWords(fp + FRAME_REGISTERS, load<u32>(g, GENERATOR_STORAGE) + 8, total - FRAME_REGISTERS)
  const object = load<u32>(g, GENERATOR_FRAME_OBJECT)
  if (object) attachFrameObject(fp, object)
  if (isFresh(load<u32>(g, GENERATOR_STORAGE))) {
    store<u32>(g, GeneratorState.running, GENERATOR_STATE)
    store<u32>(g, fp, GENERATOR_FP)
  }
  else {
    stmStore32(g, g + GENERATOR_STATE, GeneratorState.running)
    stmStore32(g, g + GENERATOR_FP, fp)
  }
  goOnAt(fp, load<u32>(g, GENERATOR_PC))
  return fp
}

function attachFrameObject(fp: u32, object: u32): void {
  store<u32>(fp, object, FRAME_OBJECT)
  store<u32>(fp, load<u32>(fp, FRAME_FLAGS) | FRAME_HAS_OBJECT, FRAME_FLAGS)
  stmOwn(object)
  stmStore32(object, object + 8, fp)
}

/** Copies the registers of running generator `g` back from frame `fp`; it will go on at `ip`. The frame is left by the caller. */
export function suspendGenerator(g: u32, fp: u32, ip: u32): void {
  stmOwn(g)
  const bytes = load<u32>(load<u32>(g, GENERATOR_CODE), CODE_FRAME_BYTES) - FRAME_REGISTERS
  const storage = load<u32>(g, GENERATOR_STORAGE)
  if (isFresh(storage)) {
    copyWords(storage + 8, fp + FRAME_REGISTERS, bytes)
    store<u64>(g, load<u64>(fp, FRAME_HANDLED), GENERATOR_HANDLED)
    store<u32>(g, ip, GENERATOR_PC)
    store<u32>(g, GeneratorState.suspended, GENERATOR_STATE)
    store<u32>(g, 0, GENERATOR_FP)
    if (load<u32>(fp, FRAME_FLAGS) & FRAME_HAS_OBJECT) store<u32>(g, load<u32>(fp, FRAME_OBJECT), GENERATOR_FRAME_OBJECT)
    return
  }
  suspendLogged(g, fp, ip, bytes)
}

/** The first suspension of a transaction: a new storage, and the old value of each field into the undo log. */
function suspendLogged(g: u32, fp: u32, ip: u32, bytes: u32): void {
  const storage = allocateStorage(bytes)
  stmStore32(g, g + GENERATOR_STORAGE, storage)
  copyWords(storage + 8, fp + FRAME_REGISTERS, bytes)
  stmStore64(g, g + GENERATOR_HANDLED, load<u64>(fp, FRAME_HANDLED))
  stmStore32(g, g + GENERATOR_PC, ip)
  stmStore32(g, g + GENERATOR_STATE, GeneratorState.suspended)
  stmStore32(g, g + GENERATOR_FP, 0)
  stmStore32(g, g + GENERATOR_FRAME_OBJECT, load<u32>(fp, FRAME_FLAGS) & FRAME_HAS_OBJECT ? load<u32>(fp, FRAME_OBJECT) : load<u32>(g, GENERATOR_FRAME_OBJECT))
}

/** The generator's frame has returned or raised. */
export function finishGenerator(g: u32): void {
  stmOwn(g)
  stmStore32(g, g + GENERATOR_STATE, GeneratorState.finished)
  stmStore32(g, g + GENERATOR_STORAGE, 0)
  stmStore32(g, g + GENERATOR_FRAME_OBJECT, 0)
  stmStore32(g, g + GENERATOR_FP, 0)
}

/** Text constant for error messages. */
export function kindName(g: u32): u32 {
  const flags = load<u32>(load<u32>(g, GENERATOR_CODE), CODE_FLAGS)
  return flags & CODE_COROUTINE ? text('coroutine') : flags & CODE_ASYNC_GENERATOR ? text('async generator') : text('generator')
}
