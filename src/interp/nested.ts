// Nested runs: calls from builtins into any callable, run to the end on the native stack. Right everywhere, but a run that waits or
// takes long pins the thread to its executor (pinned.ts); what is frequent, long or may block is written as a continuation
// instead. An abort unwinds past nested runs by the host's throw; nothing here needs to be cleaned up then, since
// the thread block rolls back.
//
// `argv` is copied before the callee runs and is never written to, so the items of a fresh tuple serve (tuple + TUPLE_ITEMS).
// `names` is the address of a tuple of the keyword names that belong to the last arguments, or 0.

import { abortNow } from '../memory/host'
import { TB_FP, TB_NATIVE_DEPTH, TB_PC, RECURSION_LIMIT } from '../memory/layout'
import { EB_NATIVE_ENOUGH, EB_NATIVE_LIMIT } from '../memory/executor-block'
import { currentPc, executorBlock, setCurrentPc, threadBlock } from '../memory/registers'
import { CALLED, EXCEPTION, PARKED, UNBOUND, Value } from '../memory/value'
import { getAttribute } from '../objects/abstract'
import { raiseText } from '../objects/raise'
import { T } from '../objects/type-ids'
import { invoke } from './calls'
import { FRAME_ENTRY, FRAME_REGISTERS, setReg } from './frame-layout'
import { currentFrame, leaveSegment, pushRuntimeFrame, setCurrentFrame } from './frames'
import { run } from './loop'
import { goOnPinned, handOver, waitInPlace } from './pinned'
import { ENTRY_CODE, EXIT_PC } from './runtime-code'
import { RunOutcome } from './status'

/** Registers of an entry frame before the arguments: the result, and a call area of 7 words. */
const ENTRY_ARGUMENTS: u32 = 8

/** Begins a level of native recursion; false: RecursionError raised. Pairs with leaveNative. */
export function enterNative(): bool { return enterNativeFor('maximum recursion depth exceeded') }

/** The same for builtins that recurse through objects, with the text of their RecursionError. */
export function enterNativeFor(problem: string): bool {
  const depth = load<u32>(threadBlock, TB_NATIVE_DEPTH)
  if (depth >= load<u32>(executorBlock, EB_NATIVE_ENOUGH)) handOver() // workers have far larger stacks
  if (depth >= load<u32>(executorBlock, EB_NATIVE_LIMIT) || depth >= load<u32>(RECURSION_LIMIT)) {
    raiseText(T.RecursionError, problem)
    return false
  }
  store<u32>(threadBlock, depth + 1, TB_NATIVE_DEPTH)
  return true
}

export function leaveNative(): void { store<u32>(threadBlock, load<u32>(threadBlock, TB_NATIVE_DEPTH) - 1, TB_NATIVE_DEPTH) }

/** Pushes an entry frame for `argc` arguments, which the caller stores at `entryArguments`. */
function pushEntry(argc: u32): u32 { return pushRuntimeFrame(ENTRY_CODE, ENTRY_ARGUMENTS + argc + 1, EXIT_PC, FRAME_ENTRY, 0) }

// @ts-ignore: decorator
@inline function entryArguments(entry: u32): u32 { return entry + FRAME_REGISTERS + ENTRY_ARGUMENTS * 8 }

/** Calls `f` with the arguments in the entry frame and takes the entry frame off. */
function finish(entry: u32, caller: u32, f: Value, argc: u32, names: u32): Value {
  const pc = currentPc
  let r = invoke(f, entryArguments(entry), argc, names, EXIT_PC, true)
  while (r == PARKED) {
    waitInPlace()
    r = invoke(f, entryArguments(entry), argc, names, EXIT_PC, true)
  }
  if (r == CALLED) r = runNested(entry)
  leaveSegment(entry)
  setCurrentFrame(caller)
  setCurrentPc(pc)
  leaveNative()
  return r
}

/** Runs the thread from its current frame until `entry` gets its value. */
export function runNested(entry: u32): Value {
  let outcome = run(load<u32>(threadBlock, TB_FP), load<u32>(threadBlock, TB_PC))
  if (outcome == RunOutcome.parked || outcome == RunOutcome.sliceOver) outcome = goOnPinned()
  if (outcome == RunOutcome.returned) return load<u64>(entry, FRAME_REGISTERS)
  if (outcome == RunOutcome.raised) return EXCEPTION
  abortNow()
  return EXCEPTION
}

export function callVector(f: Value, argv: u32, argc: u32, names: u32): Value {
  if (!enterNative()) return EXCEPTION
  const caller = currentFrame()
  const entry = pushEntry(argc)
  const to = entryArguments(entry)
  for (let i: u32 = 0; i < argc; i++) store<u64>(to + i * 8, load<u64>(argv + i * 8))
  return finish(entry, caller, f, argc, names)
}

export function call0(f: Value): Value { return callVector(f, 0, 0, 0) }

export function call1(f: Value, a: Value): Value {
  if (!enterNative()) return EXCEPTION
  const caller = currentFrame()
  const entry = pushEntry(1)
  setReg(entry, ENTRY_ARGUMENTS * 8, a)
  return finish(entry, caller, f, 1, 0)
}

export function call2(f: Value, a: Value, b: Value): Value {
  if (!enterNative()) return EXCEPTION
  const caller = currentFrame()
  const entry = pushEntry(2)
  setReg(entry, ENTRY_ARGUMENTS * 8, a)
  setReg(entry, ENTRY_ARGUMENTS * 8 + 8, b)
  return finish(entry, caller, f, 2, 0)
}

export function call3(f: Value, a: Value, b: Value, c: Value): Value {
  if (!enterNative()) return EXCEPTION
  const caller = currentFrame()
  const entry = pushEntry(3)
  setReg(entry, ENTRY_ARGUMENTS * 8, a)
  setReg(entry, ENTRY_ARGUMENTS * 8 + 8, b)
  setReg(entry, ENTRY_ARGUMENTS * 8 + 16, c)
  return finish(entry, caller, f, 3, 0)
}

/** Calls the attribute `name` (interned str) of `self`. */
export function callMethod0(self: Value, name: u32): Value {
  const f = getAttribute(self, name)
  return f == EXCEPTION ? EXCEPTION : call0(f)
}
export function callMethod1(self: Value, name: u32, a: Value): Value {
  const f = getAttribute(self, name)
  return f == EXCEPTION ? EXCEPTION : call1(f, a)
}
export function callMethod2(self: Value, name: u32, a: Value, b: Value): Value {
  const f = getAttribute(self, name)
  return f == EXCEPTION ? EXCEPTION : call2(f, a, b)
}
