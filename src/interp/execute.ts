// What the host's executor loop calls: giving a thread something to run, and running a slice of it.
//
//   thread = newThread(); prepareCode(thread, code, globals) or prepareCall(thread, callable, args, kwargs)
//   setThread(thread); outcome = runSlice()      // a RunOutcome; throws when a barrier aborts
//     returned, raised   the transaction is open still: the result stands at resultSlot(), the exception in TB_EXCEPTION;
//                        commitTransaction() then ends the thread
//     aborted (or the throw)   abortTransaction(), then runSlice() again
//     parked             the transaction is open: commitTransaction(), finishParking() (or the host's effect)
//     sliceOver          committed: the thread goes to the back of the queue

import { TB_EXCEPTION, TB_FP, TB_PC, TB_STACK } from '../memory/layout'
import { setThreadBlock, threadBlock } from '../memory/registers'
import { NONE, UNBOUND, Value, addressOf, pointer } from '../memory/value'
import { newTuple, tupleInit, tupleItem, tupleLength } from '../objects/tuple-core'
import { dictCount, dictKeyAt, dictNext, dictValueAt } from '../objects/dict'
import { beginTransaction, isTransactionOpen } from '../stm/transaction'
import { callArgument, continueCall, pushContinuation, setState, state } from './continuations'
import { FRAME_ENTRY, FRAME_REGISTERS, FRAME_SPARE, setReg } from './frame-layout'
import { SEGMENT_FRAMES, goOnAt, initStack, pushFrame, saveTopFrame, writeHeader } from './frames'
import { run } from './loop'
import { beginSlice } from './poll'
import { RunOutcome, Status } from './status'
import { isSignalPending, takeSignal } from './signals'
import { isMemoryErrorDue, raiseMemoryError } from './out-of-memory'
import { ENTRY_CODE, EXIT_PC, STEP_PC } from './runtime-code'

/** Pushes the bottom frame of a thread's stack. */
function pushBottom(): u32 {
  if (!load<u32>(threadBlock, TB_STACK)) initStack(threadBlock)
  const fp = load<u32>(threadBlock, TB_STACK) + SEGMENT_FRAMES
  writeHeader(fp, 0, EXIT_PC, ENTRY_CODE, 0, 0, FRAME_ENTRY, 0)
  store<u32>(fp, FRAME_REGISTERS + 16, FRAME_SPARE)
  store<u64>(fp, NONE, FRAME_REGISTERS)
  goOnAt(fp, EXIT_PC)
  return fp
}

/** Makes `thread` run `code` (module code: no parameters) in namespace `globals`; its locals mapping is `locals`. */
export function prepareCode(thread: u32, code: u32, globals: u32, locals: Value): void {
  const before = threadBlock
  setThreadBlock(thread)
  const bottom = pushBottom()
  const fp = pushFrame(bottom + FRAME_REGISTERS + 16, 0, EXIT_PC, code, 0, globals, 0, 0)
  setReg(fp, 0, locals)
  setThreadBlock(before)
}

/** Makes `thread` call `callable` with the tuple `args` and the dict `kwargs` (0: none). */
export function prepareCall(thread: u32, callable: Value, args: u32, kwargs: u32): void {
  const before = threadBlock
  setThreadBlock(thread)
  pushBottom()
  const n = tupleLength(args) + (kwargs ? dictCount(kwargs) : 0)
  const fp = pushContinuation(load<u32>(changetype<usize>(beginCall)), 3, n + 33, EXIT_PC)
  setReg(fp, 0, UNBOUND)
  setState(fp, 0, callable)
  setState(fp, 1, pointer(args))
  setState(fp, 2, kwargs ? pointer(kwargs) : NONE)
  goOnAt(fp, STEP_PC)
  setThreadBlock(before)
}

/** First step: makes the call; second: its value is the thread's. */
function beginCall(fp: u32, value: Value): Value {
  if (value != UNBOUND) return value
  const args = addressOf(state(fp, 1))
  const n = tupleLength(args)
  let at = callArgument(fp, 3, 0)
  for (let i: u32 = 0; i < n; i++, at += 8) store<u64>(at, tupleItem(args, i))
  let names: u32 = 0
  let count = n
  if (state(fp, 2) != NONE) {
    const d = addressOf(state(fp, 2))
    names = newTuple(dictCount(d))
    let k: u32 = 0
    for (let p = dictNext(d, 0); p >= 0; p = dictNext(d, p + 1), k++, at += 8) {
      tupleInit(names, k, dictKeyAt(d, p))
      store<u64>(at, dictValueAt(d, p))
    }
    count += k
    if (k == 0) names = 0
  }
  return continueCall(fp, 3, state(fp, 0), count, names)
}

/** Runs the thread in `threadBlock` until a RunOutcome. */
export function runSlice(): u32 {
  if (!isTransactionOpen()) {
    beginTransaction()
    saveTopFrame()
  }
  if (isSignalPending()) takeSignal(load<u32>(threadBlock, TB_PC))
  beginSlice()
  if (isMemoryErrorDue() && raiseMemoryError() == Status.uncaught) return RunOutcome.raised
  let outcome: u32
  do outcome = run(load<u32>(threadBlock, TB_FP), load<u32>(threadBlock, TB_PC))
  while (outcome == RunOutcome.again)
  return outcome
}

/** Slot of the value that the finished thread's code has returned. */
export function resultSlot(): u32 { return load<u32>(threadBlock, TB_FP) + FRAME_REGISTERS }
/** Slot of the exception that has ended the thread. */
export function exceptionSlot(): u32 { return threadBlock + TB_EXCEPTION }
