// The module _thread: starting threads, thread handles, identities. A thread starts when the transaction that asked for it has
// committed (an effect); its handle is a unit, so that `join` waits like any other wait. Locks: thread-lock.ts.
//
//   _ThreadHandle:  +8 state:32  +12 identity:32 (0: not started)

import { allocate } from '../gc/allocate'
import { hostNow } from '../memory/host'
import {
  MAIN_THREAD_ID, NEXT_THREAD_ID, PROGRAM_ENDED, TB_ALL_NEXT, TB_ENTRY, TB_ID, THREAD_COUNT, THREAD_LIST,
} from '../memory/layout'
import { PhysicalLock, lockWord, physicalLock, physicalUnlock } from '../memory/physical-lock'
import { threadBlock } from '../memory/registers'
import { EXCEPTION, NONE, TRUE, UNBOUND, Value, addressOf, boolValue, floatValue, intValue, isNone, pointer } from '../memory/value'
import { clearDeadline, deadlineIn, parkUntil } from '../interp/park'
import { prepareCall } from '../interp/execute'
import { newThread } from '../interp/threads'
import { queueThread, wakeExecutors, wakeReactor } from '../interp/run-queue'
import { deliverSignal } from '../interp/signals'
import { callable } from '../objects/abstract'
import { isTrue } from '../objects/compare'
import { arg, defineConstant, defineFunction, defineGetter, defineMethod, defineModule, defineType, fn, setSlot } from '../objects/define'
import { intToI64Saturated } from '../objects/int-core'
import { toInt } from '../objects/item-access'
import { errorRaised, raiseFormat, raiseText, textFormat } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { tagOf } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { emptyTuple, tupleItem, tupleOf3 } from '../objects/tuple-core'
import { WellKnown, setWellKnown, wellKnown } from '../objects/well-known'
import { stmRead32, stmWrite32 } from '../stm/barriers'
import { VECTOR_ITEMS, VECTOR_LENGTH, newVector, vectorItem, vectorLength } from '../objects/vector'
import { addEffect, hasEffects } from '../stm/effects'
import { initThreadLocal } from './thread-local'
import { TIMEOUT_MAX, initLocks, newLock, secondsOf } from './thread-lock'

const STATE: u32 = 8
const IDENTITY: u32 = 12
const HANDLE_BYTES: u32 = 16

const NOT_STARTED: u32 = 0
const STARTED: u32 = 1
const DONE: u32 = 2

function newHandle(): u32 { return allocate(shapeAt(T.thread_ThreadHandle), HANDLE_BYTES) }

/** Identities are thread ids; a started thread has its own from the moment it is asked for. */
function drawIdentity(): u32 { return atomic.add<u32>(NEXT_THREAD_ID, 1) + 1 }

/** Behind the commit: makes the thread and queues it. `entry`: tuple (handle, (function, args or None, kwargs or None), daemon). */
function startEffect(identity: u32, entry: u64): void {
  const thread = newThread()
  store<u32>(thread, identity, TB_ID)
  store<u64>(thread, entry, TB_ENTRY)
  const call = addressOf(tupleItem(addressOf(entry), 1))
  if (isNone(tupleItem(call, 1))) prepareCall(thread, tupleItem(call, 0), emptyTuple(), 0)
  else prepareCall(thread, wellKnown(WellKnown.threadRunner), call, 0)
  atomic.add<u32>(THREAD_COUNT, 1)
  queueThread(thread, false)
}

function start(handle: u32, f: Value, args: Value, kwargs: Value, daemon: bool): u32 {
  const identity = drawIdentity()
  stmWrite32(handle, handle + STATE, STARTED)
  stmWrite32(handle, handle + IDENTITY, identity)
  const call = tupleOf3(f, args, kwargs)
  addEffect(fn(startEffect), identity, pointer(tupleOf3(pointer(handle), pointer(call), boolValue(daemon))))
  return identity
}

function thread_startJoinable(argv: u32): Value {
  const f = arg(argv, 0)
  let handle = arg(argv, 1)
  if (!callable(f)) return raiseText(T.TypeError, 'thread function must be callable')
  if (handle == UNBOUND || isNone(handle)) handle = pointer(newHandle())
  else if (tagOf(handle) != T.thread_ThreadHandle) return raiseText(T.TypeError, "'handle' must be a _ThreadHandle")
  let daemon = true
  if (arg(argv, 2) != UNBOUND) {
    const t = isTrue(arg(argv, 2))
    if (t < 0) return EXCEPTION
    daemon = t == 1
  }
  const h = addressOf(handle)
  if (stmRead32(h, h + STATE) != NOT_STARTED) return raiseText(T.RuntimeError, 'thread already started')
  start(h, f, NONE, NONE, daemon)
  return handle
}

function thread_startNew(argv: u32): Value {
  const f = arg(argv, 0), args = arg(argv, 1), kwargs = arg(argv, 2)
  if (!callable(f)) return raiseText(T.TypeError, 'first arg must be callable')
  if (tagOf(args) != T.tuple) return raiseText(T.TypeError, '2nd arg must be a tuple')
  if (kwargs != UNBOUND && tagOf(kwargs) != T.dict) return raiseText(T.TypeError, 'optional 3rd arg must be a dictionary')
  return intValue(start(newHandle(), f, args, kwargs == UNBOUND ? NONE : kwargs, true))
}

/** What wraps the function of `start_new_thread`: reports its exceptions (overlay/_typhon_main.py). */
export function setThreadRunner(slot: u32): void { setWellKnown(WellKnown.threadRunner, load<u64>(slot)) }

/** Behind the commit that ends a thread. */
function endEffect(identity: u32, unused: u64): void {
  if (identity != load<u32>(MAIN_THREAD_ID)) {
    atomic.sub<u32>(THREAD_COUNT, 1)
    return
  }
  atomic.store<u32>(PROGRAM_ENDED, 1)
  wakeReactor()
  wakeExecutors()
}

/**
 * The running thread has come to its end, its transaction still open: whoever joins it is woken by the commit. The
 * main thread's value is the exit status.
 */
export function finishThread(): void {
  const identity = load<u32>(threadBlock, TB_ID)
  if (identity != load<u32>(MAIN_THREAD_ID)) {
    const h = addressOf(tupleItem(addressOf(load<u64>(threadBlock, TB_ENTRY)), 0))
    stmWrite32(h, h + STATE, DONE)
  }
  addEffect(fn(endEffect), identity, 0)
}

function handle_new(type: Value, argv: u32, argc: u32, names: u32): Value { return pointer(newHandle()) }
function handle_ident(self: Value): Value {
  const h = addressOf(self)
  return intValue(stmRead32(h, h + IDENTITY))
}
function handle_isDone(argv: u32): Value {
  const h = addressOf(arg(argv, 0))
  return boolValue(stmRead32(h, h + STATE) == DONE)
}
function handle_setDone(argv: u32): Value {
  const h = addressOf(arg(argv, 0))
  if (stmRead32(h, h + STATE) == NOT_STARTED) return raiseText(T.RuntimeError, 'thread not started')
  stmWrite32(h, h + STATE, DONE)
  return NONE
}
function handle_join(argv: u32): Value {
  const h = addressOf(arg(argv, 0))
  let seconds: f64 = -1
  if (arg(argv, 1) != UNBOUND && !isNone(arg(argv, 1))) {
    seconds = secondsOf(arg(argv, 1))
    if (seconds != seconds) return EXCEPTION
  }
  const state = stmRead32(h, h + STATE)
  if (state == NOT_STARTED) return raiseText(T.RuntimeError, 'thread not started')
  if (state == DONE) {
    clearDeadline()
    return NONE
  }
  if (stmRead32(h, h + IDENTITY) == load<u32>(threadBlock, TB_ID)) return raiseText(T.RuntimeError, 'Cannot join current thread')
  if (seconds < 0) return parkUntil(h, 0)
  const deadline = deadlineIn(seconds)
  if (hostNow() >= deadline) {
    clearDeadline()
    return NONE
  }
  return parkUntil(h, deadline)
}
function handle_repr(self: Value): Value {
  const h = addressOf(self)
  return textFormat('<_thread._ThreadHandle object: ident=%d>', stmRead32(h, h + IDENTITY))
}

function thread_getIdent(argv: u32): Value { return intValue(load<u32>(threadBlock, TB_ID)) }
function thread_getMainIdent(argv: u32): Value { return intValue(load<u32>(MAIN_THREAD_ID)) }
function thread_makeHandle(argv: u32): Value {
  const identity = toInt(arg(argv, 0))
  if (errorRaised()) return EXCEPTION
  const h = newHandle()
  store<u32>(h, STARTED, STATE)
  store<u32>(h, <u32>intToI64Saturated(identity), IDENTITY)
  return pointer(h)
}
function thread_allocateLock(argv: u32): Value { return newLock() }
/** Threads that the program has started and that are not done. */
export function threadCount(): u32 { return atomic.load<u32>(THREAD_COUNT) }
function thread_count(argv: u32): Value {
  return hasEffects() ? parkUntil(0, hostNow()) : intValue(threadCount()) // threads of this very transaction are still to be started
}
/** Waits until every thread that was not started as a daemon is done: `threading._shutdown` ends with it. */
function thread_shutdown(argv: u32): Value {
  if (hasEffects()) return parkUntil(0, hostNow()) // a thread of this very transaction is still to be started
  const waiting = waitedFor()
  for (let i: u32 = 0; i < vectorLength(waiting); i++) {
    const h = addressOf(vectorItem(waiting, i))
    if (stmRead32(h, h + STATE) != DONE && stmRead32(h, h + IDENTITY) != load<u32>(threadBlock, TB_ID)) return parkUntil(h, 0)
  }
  return NONE
}

/** Handles of all threads that are no daemons. */
function waitedFor(): u32 {
  let room = load<u32>(THREAD_COUNT) + 16
  for (;;) {
    const vector = newVector(room)
    const lock = lockWord(PhysicalLock.runQueue)
    physicalLock(lock)
    let n: u32 = 0
    for (let t = load<u32>(THREAD_LIST); t != 0 && n <= room; t = load<u32>(t, TB_ALL_NEXT)) {
      const entry = load<u64>(t, TB_ENTRY)
      if (entry == UNBOUND || tupleItem(addressOf(entry), 2) == TRUE) continue
      if (n < room) store<u64>(vector + VECTOR_ITEMS + n * 8, tupleItem(addressOf(entry), 0))
      n++
    }
    physicalUnlock(lock)
    if (n <= room) {
      store<u32>(vector, n, VECTOR_LENGTH)
      return vector
    }
    room *= 2
  }
  return 0
}

function thread_interruptMain(argv: u32): Value {
  const given = arg(argv, 0)
  let number: i64 = 2
  if (given != UNBOUND) {
    const n = toInt(given)
    if (errorRaised()) return EXCEPTION
    number = intToI64Saturated(n)
  }
  if (number < 1 || number > 64) return raiseText(T.ValueError, 'signal number out of range')
  if (number < 32) addEffect(fn(interruptEffect), <u32>number, 0)
  return NONE
}
function interruptEffect(number: u32, unused: u64): void { deliverSignal(number) }

/** The name that the system shows for a thread: Python's threads are no threads of the system. */
function thread_setName(argv: u32): Value {
  if (tagOf(arg(argv, 0)) != T.str) return raiseFormat(T.TypeError, "set_name() argument 'name' must be str, not %T", arg(argv, 0))
  return NONE
}

function thread_true(argv: u32): Value { return TRUE }
function thread_exit(argv: u32): Value { return raiseFormat(T.SystemExit, '') }
function thread_stackSize(argv: u32): Value {
  const size = arg(argv, 0)
  if (size == UNBOUND) return intValue(0)
  const n = toInt(size)
  if (errorRaised()) return EXCEPTION
  const bytes = intToI64Saturated(n)
  if (bytes < 0) return raiseText(T.ValueError, 'size must be 0 or a positive value')
  if (bytes != 0 && bytes < 32768) return raiseFormat(T.ValueError, 'size not valid: %d bytes', bytes)
  return intValue(0) // stacks grow as needed
}

export function initThreadModule(): u32 {
  initLocks()
  initThreadLocal()
  const handle = defineType(T.thread_ThreadHandle, T.object, '_thread._ThreadHandle', HANDLE_BYTES, 0, null)
  setSlot(handle, Slot.new_, fn(handle_new))
  setSlot(handle, Slot.repr, fn(handle_repr))
  defineGetter(handle, 'ident', fn(handle_ident))
  defineMethod(handle, 'join', '($self, timeout=None, /)', fn(handle_join))
  defineMethod(handle, 'is_done', '($self, /)', fn(handle_isDone))
  defineMethod(handle, '_set_done', '($self, /)', fn(handle_setDone))
  const m = defineModule('_thread')
  defineFunction(m, 'start_joinable_thread', '($module, /, function, handle=None, daemon=True)', fn(thread_startJoinable))
  defineFunction(m, 'start_new_thread', '($module, function, args, kwargs={}, /)', fn(thread_startNew))
  defineFunction(m, 'start_new', '($module, function, args, kwargs={}, /)', fn(thread_startNew))
  defineFunction(m, 'get_ident', '($module, /)', fn(thread_getIdent))
  defineFunction(m, 'get_native_id', '($module, /)', fn(thread_getIdent))
  defineFunction(m, '_get_main_thread_ident', '($module, /)', fn(thread_getMainIdent))
  defineFunction(m, '_make_thread_handle', '($module, ident, /)', fn(thread_makeHandle))
  defineFunction(m, 'allocate_lock', '($module, /)', fn(thread_allocateLock))
  defineFunction(m, 'allocate', '($module, /)', fn(thread_allocateLock))
  defineFunction(m, '_count', '($module, /)', fn(thread_count))
  defineFunction(m, '_is_main_interpreter', '($module, /)', fn(thread_true))
  defineFunction(m, 'daemon_threads_allowed', '($module, /)', fn(thread_true))
  defineFunction(m, 'exit', '($module, /)', fn(thread_exit))
  defineFunction(m, 'exit_thread', '($module, /)', fn(thread_exit))
  defineFunction(m, 'stack_size', '($module, size=0, /)', fn(thread_stackSize))
  defineFunction(m, '_shutdown', '($module, /)', fn(thread_shutdown))
  defineFunction(m, 'interrupt_main', '($module, signum=signal.SIGINT, /)', fn(thread_interruptMain))
  defineFunction(m, 'set_name', '($module, /, name)', fn(thread_setName))
  defineConstant(m, '_local', pointer(typeAt(T.thread_local)))
  defineConstant(m, 'TIMEOUT_MAX', floatValue(TIMEOUT_MAX))
  defineConstant(m, 'LockType', pointer(typeAt(T.thread_lock)))
  defineConstant(m, 'lock', pointer(typeAt(T.thread_lock)))
  defineConstant(m, 'RLock', pointer(typeAt(T.thread_RLock)))
  defineConstant(m, '_ThreadHandle', pointer(typeAt(T.thread_ThreadHandle)))
  defineConstant(m, 'error', pointer(typeAt(T.RuntimeError)))
  return m
}
