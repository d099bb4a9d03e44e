// _thread.lock and _thread.RLock. A lock is a unit: its owner and count are read and written like any other data, so it takes part
// in the transaction, and who waits for it is woken by the commit that changes it. A free lock is elided (stm/elision.ts, which
// has the layout): only a block that does not end in its transaction is seen by others. So every look at a lock begins with
// `pendingCount`: what the running thread has acquired without writing it.
//
// Any thread may release a lock, only its owner an RLock. Timeouts are seconds.

import { allocate } from '../gc/allocate'
import { hostNow } from '../memory/host'
import { TB_ID } from '../memory/layout'
import { threadBlock } from '../memory/registers'
import { EXCEPTION, FALSE, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, floatOf, intOf, intValue, isFloat, isInt, pointer } from '../memory/value'
import { clearDeadline, deadlineIn, parkUntil } from '../interp/park'
import { isTrue } from '../objects/compare'
import { arg, defineMethod, defineType, fn, setSlot } from '../objects/define'
import { intToF64 } from '../objects/int-core'
import { text } from '../objects/intern'
import { isPlainInt, toInt } from '../objects/item-access'
import { tupleItem, tupleOf2 } from '../objects/tuple-core'
import { raiseFormat, raiseText, textFormat } from '../objects/raise'
import { shapeAt } from '../objects/shape'
import { newInstance } from '../objects/instance'
import { TYPE_BASETYPE, typeOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { stmRead32, stmWrite32 } from '../stm/barriers'
import { LOCK_BYTES, LOCK_COUNT, LOCK_OWNER, elide, pendingCount, setPendingCount, takeReally } from '../stm/elision'

/** Longest time limit, seconds: what CPython accepts (2^63 - 1 nanoseconds). */
export const TIMEOUT_MAX: f64 = 9223372036.0
const FOREVER: f64 = -1

export function newLock(): Value { return pointer(allocate(shapeAt(T.thread_lock), LOCK_BYTES)) }

/** Seconds of the arguments (blocking, timeout): 0 do not wait, FOREVER, or a limit; NaN: raised. */
function waitSeconds(blocking: Value, timeout: Value): f64 {
  let wait = true
  if (blocking != UNBOUND) {
    const t = isTrue(blocking)
    if (t < 0) return NaN
    wait = t == 1
  }
  let seconds: f64 = FOREVER
  if (timeout != UNBOUND) {
    seconds = secondsOf(timeout)
    if (seconds != seconds) return NaN
  }
  if (!wait) {
    if (seconds != FOREVER) {
      raiseText(T.ValueError, "can't specify a timeout for a non-blocking call")
      return NaN
    }
    return 0
  }
  if (seconds < 0 && seconds != FOREVER) {
    raiseText(T.ValueError, 'timeout value must be a non-negative number')
    return NaN
  }
  if (seconds > TIMEOUT_MAX) {
    raiseText(T.OverflowError, 'timeout value is too large')
    return NaN
  }
  return seconds
}

/** A time in seconds given as int or float; NaN: raised. */
export function secondsOf(v: Value): f64 {
  if (isFloat(v)) {
    const f = floatOf(v)
    if (f != f) raiseText(T.ValueError, 'Invalid value NaN (not a number)')
    return f
  }
  const i = isPlainInt(v) ? toInt(v) : UNBOUND
  if (i == UNBOUND) {
    raiseFormat(T.TypeError, "'%T' object cannot be interpreted as an integer or float", v)
    return NaN
  }
  return isInt(i) ? <f64>intOf(i) : intToF64(i)
}

function lock_acquire(argv: u32): Value {
  const lock = addressOf(arg(argv, 0))
  const seconds = waitSeconds(arg(argv, 1), arg(argv, 2))
  if (seconds != seconds) return EXCEPTION
  return acquireLock(lock, seconds)
}

// @ts-ignore: decorator
@inline function myId(): u32 { return load<u32>(threadBlock, TB_ID) }

/** Thread that has the lock as the running one sees it, or 0. */
function ownerOf(lock: u32): u32 { return pendingCount(lock) != 0 ? myId() : stmRead32(lock, lock + LOCK_OWNER) }

/** `lock` was found free. */
function take(lock: u32, count: u32): void {
  if (!elide(lock, count)) takeReally(lock, count)
  clearDeadline()
}

function free(lock: u32): void {
  stmWrite32(lock, lock + LOCK_OWNER, 0)
  stmWrite32(lock, lock + LOCK_COUNT, 0)
}

/** TRUE, FALSE (time limit), PARKED. `seconds` as of `waitSeconds`. */
export function acquireLock(lock: u32, seconds: f64): Value {
  if (pendingCount(lock) != 0) {
    if (seconds == 0) return FALSE
    // It waits for its own lock: another thread must find it taken to release it.
    setPendingCount(lock, 0)
    takeReally(lock, 1)
  } else if (stmRead32(lock, lock + LOCK_OWNER) == 0) {
    take(lock, 1)
    return TRUE
  }
  return waitFor(lock, seconds)
}

function waitFor(unit: u32, seconds: f64): Value {
  if (seconds == 0) return FALSE
  if (seconds == FOREVER) return parkUntil(unit, 0)
  const deadline = deadlineIn(seconds)
  if (hostNow() >= deadline) {
    clearDeadline()
    return FALSE
  }
  return parkUntil(unit, deadline)
}

function lock_release(argv: u32): Value { return releaseLock(addressOf(arg(argv, 0))) }
export function releaseLock(lock: u32): Value {
  if (pendingCount(lock) != 0) {
    setPendingCount(lock, 0)
    return NONE
  }
  if (stmRead32(lock, lock + LOCK_OWNER) == 0) return raiseText(T.RuntimeError, 'release unlocked lock')
  free(lock)
  return NONE
}
function lock_exit(argv: u32): Value { return releaseLock(addressOf(arg(argv, 0))) }
function lock_enter(argv: u32): Value { return acquireLock(addressOf(arg(argv, 0)), FOREVER) }
/** Both kinds'. */
function lock_locked(argv: u32): Value { return boolValue(ownerOf(addressOf(arg(argv, 0))) != 0) }
function lock_reset(argv: u32): Value {
  const lock = addressOf(arg(argv, 0))
  if (pendingCount(lock) != 0) setPendingCount(lock, 0)
  else free(lock)
  return NONE
}
function lock_repr(self: Value): Value {
  const lock = addressOf(self)
  const state = ownerOf(lock) != 0 ? text('locked') : text('unlocked')
  return textFormat('<%s %N object at 0x%x>', state, typeOf(self), lock)
}
function lock_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  if (argc != 0) return raiseFormat(T.TypeError, 'lock expected 0 arguments, got %d', argc)
  return pointer(newInstance(addressOf(type)))
}

// ---- RLock

function rlock_acquire(argv: u32): Value {
  const seconds = waitSeconds(arg(argv, 1), arg(argv, 2))
  if (seconds != seconds) return EXCEPTION
  return acquireRLock(addressOf(arg(argv, 0)), seconds)
}
function acquireRLock(lock: u32, seconds: f64): Value {
  const pending = pendingCount(lock)
  if (pending != 0) {
    setPendingCount(lock, pending + 1)
    clearDeadline()
    return TRUE
  }
  const owner = stmRead32(lock, lock + LOCK_OWNER)
  if (owner == 0) {
    take(lock, 1)
    return TRUE
  }
  if (owner == myId()) {
    stmWrite32(lock, lock + LOCK_COUNT, stmRead32(lock, lock + LOCK_COUNT) + 1)
    clearDeadline()
    return TRUE
  }
  return waitFor(lock, seconds)
}
function rlock_release(argv: u32): Value { return releaseRLock(addressOf(arg(argv, 0))) }
function releaseRLock(lock: u32): Value {
  const pending = pendingCount(lock)
  if (pending != 0) {
    setPendingCount(lock, pending - 1)
    return NONE
  }
  if (stmRead32(lock, lock + LOCK_OWNER) != myId()) return raiseText(T.RuntimeError, 'cannot release un-acquired lock')
  const count = stmRead32(lock, lock + LOCK_COUNT) - 1
  if (count == 0) free(lock)
  else stmWrite32(lock, lock + LOCK_COUNT, count)
  return NONE
}
function rlock_enter(argv: u32): Value { return acquireRLock(addressOf(arg(argv, 0)), FOREVER) }
function rlock_exit(argv: u32): Value { return releaseRLock(addressOf(arg(argv, 0))) }
function rlock_isOwned(argv: u32): Value { return boolValue(ownerOf(addressOf(arg(argv, 0))) == myId()) }
/** How often the running thread has acquired `lock`. */
function countOf(lock: u32): u32 {
  const pending = pendingCount(lock)
  if (pending != 0) return pending
  return stmRead32(lock, lock + LOCK_OWNER) == myId() ? stmRead32(lock, lock + LOCK_COUNT) : 0
}
function rlock_recursionCount(argv: u32): Value { return intValue(countOf(addressOf(arg(argv, 0)))) }
/** Condition's: gives the lock up whatever its count; the state that `_acquire_restore` takes. */
function rlock_releaseSave(argv: u32): Value {
  const lock = addressOf(arg(argv, 0))
  const pending = pendingCount(lock)
  if (pending != 0) {
    setPendingCount(lock, 0)
    return pointer(tupleOf2(intValue(pending), intValue(myId())))
  }
  const owner = stmRead32(lock, lock + LOCK_OWNER)
  if (owner == 0) return raiseText(T.RuntimeError, 'cannot release un-acquired lock')
  const count = stmRead32(lock, lock + LOCK_COUNT)
  free(lock)
  return pointer(tupleOf2(intValue(count), intValue(owner)))
}
function rlock_acquireRestore(argv: u32): Value {
  const lock = addressOf(arg(argv, 0))
  const state = addressOf(arg(argv, 1))
  const count = <u32>intOf(tupleItem(state, 0)), owner = <u32>intOf(tupleItem(state, 1))
  if (ownerOf(lock) != 0) return parkUntil(lock, 0)
  if (owner == myId()) take(lock, count)
  else {
    stmWrite32(lock, lock + LOCK_OWNER, owner)
    stmWrite32(lock, lock + LOCK_COUNT, count)
  }
  return NONE
}
function rlock_repr(self: Value): Value {
  const lock = addressOf(self)
  const owner = ownerOf(lock)
  const pending = pendingCount(lock)
  const count = pending != 0 ? pending : stmRead32(lock, lock + LOCK_COUNT)
  return textFormat('<%s %N object owner=%d count=%d at 0x%x>', owner != 0 ? text('locked') : text('unlocked'), typeOf(self), owner, count, lock)
}
function rlock_new(type: Value, argv: u32, argc: u32, names: u32): Value {
  return pointer(newInstance(addressOf(type)))
}

export function initLocks(): void {
  const lock = defineType(T.thread_lock, T.object, '_thread.lock', LOCK_BYTES, 0, 'A lock object is a synchronization primitive: acquire() takes it, waiting while another thread has it; release() gives it up.')
  setSlot(lock, Slot.new_, fn(lock_new))
  setSlot(lock, Slot.repr, fn(lock_repr))
  defineMethod(lock, 'acquire', '($self, /, blocking=True, timeout=-1)', fn(lock_acquire))
  defineMethod(lock, 'acquire_lock', '($self, /, blocking=True, timeout=-1)', fn(lock_acquire))
  defineMethod(lock, 'release', '($self, /)', fn(lock_release))
  defineMethod(lock, 'release_lock', '($self, /)', fn(lock_release))
  defineMethod(lock, 'locked', '($self, /)', fn(lock_locked))
  defineMethod(lock, 'locked_lock', '($self, /)', fn(lock_locked))
  defineMethod(lock, '__enter__', '($self, /)', fn(lock_enter))
  defineMethod(lock, '__exit__', '($self, /, *exc_info)', fn(lock_exit))
  defineMethod(lock, '_at_fork_reinit', '($self, /)', fn(lock_reset))
  const rlock = defineType(T.thread_RLock, T.object, '_thread.RLock', LOCK_BYTES, TYPE_BASETYPE, null)
  setSlot(rlock, Slot.new_, fn(rlock_new))
  setSlot(rlock, Slot.repr, fn(rlock_repr))
  defineMethod(rlock, 'acquire', '($self, /, blocking=True, timeout=-1)', fn(rlock_acquire))
  defineMethod(rlock, 'release', '($self, /)', fn(rlock_release))
  defineMethod(rlock, 'locked', '($self, /)', fn(lock_locked))
  defineMethod(rlock, '_is_owned', '($self, /)', fn(rlock_isOwned))
  defineMethod(rlock, '_recursion_count', '($self, /)', fn(rlock_recursionCount))
  defineMethod(rlock, '_release_save', '($self, /)', fn(rlock_releaseSave))
  defineMethod(rlock, '_acquire_restore', '($self, state, /)', fn(rlock_acquireRestore))
  defineMethod(rlock, '__enter__', '($self, /)', fn(rlock_enter))
  defineMethod(rlock, '__exit__', '($self, /, *exc_info)', fn(rlock_exit))
  defineMethod(rlock, '_at_fork_reinit', '($self, /)', fn(lock_reset))
}
