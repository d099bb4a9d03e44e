// Code objects of the runtime's own frames. A frame returns by storing its value into R[A] of the word before the return pc and
// going on there; so entry frames and continuations have two words: one with A = 0, and EXIT or STEP behind it. Static.

import { RECURSION_LIMIT, RUNTIME_CODE } from '../memory/layout'
import { shapeAt } from '../objects/shape'
import { lit } from '../objects/intern'
import { emptyTuple } from '../objects/tuple-core'
import { T } from '../objects/type-ids'
import {
  CODE_CELLVARS, CODE_CONSTANTS, CODE_ENTRY, CODE_EXACT, CODE_FILENAME, CODE_FIRST_LINE, CODE_FRAME_BYTES, CODE_FREEVARS, CODE_NAME,
  CODE_NAMES, CODE_QUALNAME, CODE_REGISTER_NAMES,
} from './code'
import { FRAME_REGISTERS } from './frame-layout'
import { Op } from './opcodes'

export const ENTRY_CODE: u32 = RUNTIME_CODE
export const STEP_CODE: u32 = RUNTIME_CODE + 256
/** Entry of a run for one item of an iterator: its word before EXIT is a FOR_ITER that, exhausted, goes on at EXIT with R[0] as it was. */
export const NEXT_CODE: u32 = RUNTIME_CODE + 512
const WORDS: u32 = 128
/** Return pc of a frame whose value goes to R[0] of an entry frame, and leaves `run`. */
export const EXIT_PC: u32 = ENTRY_CODE + WORDS + 8
export const NEXT_EXIT_PC: u32 = NEXT_CODE + WORDS + 8
/** Return pc of a frame whose value goes to R[0] of a continuation frame, and to its step function. */
export const STEP_PC: u32 = STEP_CODE + WORDS + 8
/** The same for a next: exhausted, the callee leaves R[0] as it was, and goes to the step function, too. */
export const STEP_NEXT_PC: u32 = STEP_CODE + WORDS + 24
/** Where a generator goes on into which an exception was thrown. */
export const THROW_PC: u32 = RUNTIME_CODE + 768

function make(code: u32, before: Op, op: Op): void {
  store<u32>(code, shapeAt(T.code), 4)
  store<u64>(code + WORDS, <u64>before)
  store<u64>(code + WORDS, <u64>op, 8)
  store<u32>(code, code + WORDS + 8, CODE_ENTRY)
  store<u32>(code, code + WORDS + 16, CODE_CONSTANTS)
  store<u32>(code, FRAME_REGISTERS, CODE_FRAME_BYTES)
  store<u32>(code, 0, CODE_EXACT)
  store<u32>(code, 1, CODE_FIRST_LINE)
  store<u32>(code, lit('<runtime>'), CODE_NAME)
  store<u32>(code, lit('<runtime>'), CODE_QUALNAME)
  store<u32>(code, lit('<runtime>'), CODE_FILENAME)
  store<u32>(code, emptyTuple(), CODE_REGISTER_NAMES)
  store<u32>(code, emptyTuple(), CODE_CELLVARS)
  store<u32>(code, emptyTuple(), CODE_FREEVARS)
  store<u32>(code, emptyTuple(), CODE_NAMES)
}

/** At boot, behind strings and tuples. */
export function bootRuntimeCode(): void {
  if (load<u32>(RECURSION_LIMIT) == 0) store<u32>(RECURSION_LIMIT, 1000)
  make(ENTRY_CODE, Op.NOP, Op.EXIT)
  make(STEP_CODE, Op.NOP, Op.STEP)
  store<u64>(STEP_NEXT_PC - 8, <u64>Op.FOR_ITER)
  store<u64>(STEP_NEXT_PC, <u64>Op.STEP)
  make(NEXT_CODE, Op.FOR_ITER, Op.EXIT)
  store<u64>(THROW_PC, <u64>Op.THROW)
}
