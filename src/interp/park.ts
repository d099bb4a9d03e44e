// How a blocking builtin waits: it registers what it waits for, returns PARKED, and is executed again after the wake-up. The
// deadline of a wait with a time limit is set at the first try and stays in the thread block (it survives aborts).
// Between the PARKED and the executor's `finishParking` lies the commit of the transaction, with the call not executed.

import { TB_ATOMIC_DEPTH, TB_DEADLINE } from '../memory/layout'
import { hostNow } from '../memory/host'
import { threadBlock } from '../memory/registers'
import { PARKED, Value } from '../memory/value'
import { beginParking, registerWait } from '../stm/parking'
import { addTimer } from './timers'
import { raiseText } from '../objects/raise'
import { T } from '../objects/type-ids'

/** True if the running call has waited before: it is being executed again. */
export function hasDeadline(): bool { return load<f64>(threadBlock, TB_DEADLINE) != 0 }

/** Deadline of the running call: `seconds` from its first try, or from now if this is it. */
export function deadlineIn(seconds: f64): f64 {
  let deadline = load<f64>(threadBlock, TB_DEADLINE)
  if (deadline == 0) {
    deadline = hostNow() + seconds * 1000
    store<f64>(threadBlock, deadline, TB_DEADLINE)
  }
  return deadline
}

/** The wait of the running call is over. */
export function clearDeadline(): void { store<f64>(threadBlock, 0, TB_DEADLINE) }

/** Parks until `unit` changes (0: nothing), or until `deadline` (0: never). */
export function parkUntil(unit: u32, deadline: f64): Value {
  if (load<u32>(threadBlock, TB_ATOMIC_DEPTH) != 0) return raiseText(T.RuntimeError, 'a thread cannot wait inside an atomic block')
  beginParking()
  if (unit != 0) registerWait(unit)
  if (deadline != 0 && !addTimer(deadline, threadBlock)) return raiseText(T.RuntimeError, 'too many threads wait with a time limit')
  return PARKED
}
