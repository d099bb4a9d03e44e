// Signals in the core: the reactor (or a thread, by raise_signal) sets a bit; the main thread takes it at a poll, or when it goes on
// behind a wait, as a call of the dispatcher that the module _signal has registered. Without one, SIGINT raises KeyboardInterrupt
// and others are dropped. Taking a signal cannot be rolled back, so the transaction becomes inevitable first.

import { MAIN_THREAD_ID, PENDING_SIGNALS, TB_ALL_NEXT, TB_ATOMIC_DEPTH, TB_ID, THREAD_LIST } from '../memory/layout'
import { PhysicalLock, lockWord, physicalLock, physicalUnlock } from '../memory/physical-lock'
import { threadBlock } from '../memory/registers'
import { EXCEPTION, HOLE, UNBOUND, Value, intValue } from '../memory/value'
import { fn } from '../objects/define'
import { raiseFormat } from '../objects/raise'
import { T } from '../objects/type-ids'
import { WellKnown, setWellKnown, wellKnown } from '../objects/well-known'
import { becomeInevitable } from '../stm/inevitable'
import { wakeThread } from '../stm/parking'
import { callArgument, continueCall, pushContinuation } from './continuations'
import { FRAME_RETURN_PC, setReg } from './frame-layout'
import { goOnAt } from './frames'
import { queueWoken } from './run-queue'
import { STEP_PC } from './runtime-code'

const SIGINT: u32 = 2

/** From any executor: signal `number` has come for the program. */
export function deliverSignal(number: u32): void {
  atomic.or<u32>(PENDING_SIGNALS, 1 << number)
  const lock = lockWord(PhysicalLock.runQueue)
  physicalLock(lock)
  let thread = load<u32>(THREAD_LIST)
  while (thread != 0 && load<u32>(thread, TB_ID) != load<u32>(MAIN_THREAD_ID)) thread = load<u32>(thread, TB_ALL_NEXT)
  physicalUnlock(lock)
  if (thread == 0) return
  wakeThread(thread)
  queueWoken()
}

/** True if the running thread has a signal to take. */
// @ts-ignore: decorator
@inline export function isSignalPending(): bool {
  return atomic.load<u32>(PENDING_SIGNALS) != 0 && load<u32>(threadBlock, TB_ID) == load<u32>(MAIN_THREAD_ID) && load<u32>(threadBlock, TB_ATOMIC_DEPTH) == 0
}

/** The thread stands before the instruction at `pc`: the handler's call is put in front of it. Go on at the thread's fp and pc. */
export function takeSignal(pc: u32): void {
  const fp = pushContinuation(fn(handleSignal), 0, 1, pc)
  setReg(fp, 0, UNBOUND)
  goOnAt(fp, STEP_PC)
}

function handleSignal(fp: u32, value: Value): Value {
  if (value == UNBOUND) {
    becomeInevitable()
    const pending = atomic.load<u32>(PENDING_SIGNALS)
    if (pending == 0) return HOLE
    const number = ctz(pending)
    atomic.and<u32>(PENDING_SIGNALS, ~(<u32>1 << number))
    const dispatcher = wellKnown(WellKnown.signalDispatcher)
    if (dispatcher != 0) {
      store<u64>(callArgument(fp, 0, 0), intValue(number))
      const r = continueCall(fp, 0, dispatcher, 1, 0)
      if (r != EXCEPTION) return r
    } else if (number == SIGINT) raiseFormat(T.KeyboardInterrupt, '')
    else return HOLE
    value = EXCEPTION
  }
  if (value != EXCEPTION) return HOLE
  store<u32>(fp, load<u32>(fp, FRAME_RETURN_PC) + 8, FRAME_RETURN_PC) // raised as if by the instruction itself
  return EXCEPTION
}

/** `slot`: the function that is called with the number of a signal, in the main thread. */
export function setSignalDispatcher(slot: u32): void { setWellKnown(WellKnown.signalDispatcher, load<u64>(slot)) }
