// next() without recursion on the native stack: generators, `__next__` methods, and the iterators of builtins that go over such (map,
// filter, zip, enumerate). A frame that gives an item returns to a FOR_ITER: the instruction of a loop, or the word of that kind before
// STEP_NEXT_PC; exhausted, it goes on at that word's displacement (in a continuation: with EXHAUSTED in R[0]).
//
// The iterators of builtins have continuations here: they keep what they have got so far in registers, which roll back with the
// frame, and put it into objects at the end.

import { ABSENT, CALLED, EXCEPTION, EXHAUSTED, NONE, PARKED, UNBOUND, Value, addressOf, hasShape, isPointer, pointer } from '../memory/value'
import { isTrue } from '../objects/compare'
import { fn } from '../objects/define'
import { ENUMERATE_ITERATOR, enumerateItem } from '../objects/enumerate'
import { lit } from '../objects/intern'
import { iterNext } from '../objects/iteration'
import { clearError, errorMatches, raiseValue } from '../objects/raise'
import { shapeAt, typeAt } from '../objects/shape'
import { pythonSlot } from '../objects/slot-table'
import { newTuple, tupleInit, tupleItem, tupleLength } from '../objects/tuple-core'
import { TYPE_HEAP, typeFlags, typeOf, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { FILTER_FUNCTION, FILTER_ITERATOR, MAP_FUNCTION, ZIP_ITERATORS, zipExhausted } from '../objects/zip-map'
import { stmRead32, stmRead64 } from '../stm/barriers'
import { callFunction } from './calls'
import { callArgument, continueCall, pushContinuation, setState, state } from './continuations'
import { FRAME_REGISTERS, opD, setReg, wordAt } from './frame-layout'
import { currentFrame, frameEnd, goOnAt } from './frames'
import { GENERATOR_STATE, GeneratorState, resumeGenerator } from './generators'
import { stopIteration } from './handlers/generating'
import { Op } from './opcodes'
import { STEP_NEXT_PC, STEP_PC } from './runtime-code'
import { pythonMethod } from './special-methods'
import { Status } from './status'

/** True for callables that run no Python of their own: builtin functions and classes. */
export function isBuiltinCallable(f: Value): bool {
  if (!isPointer(f)) return true
  if (hasShape(f, shapeAt(T.builtin_function_or_method)) || hasShape(f, shapeAt(T.method_descriptor))) return true
  return hasShape(f, shapeAt(T.type)) && !(typeFlags(addressOf(f)) & TYPE_HEAP)
}

/** True if next(it) runs Python that should be a frame. */
export function runsPython(it: Value): bool {
  if (!isPointer(it)) return false
  if (hasShape(it, shapeAt(T.generator))) return true
  if (hasShape(it, shapeAt(T.map))) return !isBuiltinCallable(load<u64>(addressOf(it), MAP_FUNCTION)) || anyRunsPython(it)
  if (hasShape(it, shapeAt(T.zip))) return anyRunsPython(it)
  if (hasShape(it, shapeAt(T.enumerate))) return runsPython(stmRead64(addressOf(it), addressOf(it) + ENUMERATE_ITERATOR))
  if (hasShape(it, shapeAt(T.filter))) {
    const f = load<u64>(addressOf(it), FILTER_FUNCTION)
    return f != NONE && !isBuiltinCallable(f) || runsPython(load<u64>(addressOf(it), FILTER_ITERATOR))
  }
  const type = typeOf(it)
  if (!(typeFlags(type) & TYPE_HEAP)) return false
  const slot = typeSlot(type, Slot.next)
  return slot != 0 && slot == pythonSlot(Slot.next)
}

/** True if an iterator of map or zip runs Python. */
function anyRunsPython(it: Value): bool {
  const iterators = addressOf(load<u64>(addressOf(it), ZIP_ITERATORS))
  const n = tupleLength(iterators)
  for (let i: u32 = 0; i < n; i++) if (runsPython(tupleItem(iterators, i))) return true
  return false
}

/** True if going over `iterable` runs Python that should be frames. */
export function iterationRunsPython(iterable: Value): bool {
  return pythonMethod(iterable, Slot.iter, lit('__iter__')) != ABSENT || runsPython(iterable)
}

/**
 * next(it), its frames above the current one: a value, EXHAUSTED or EXCEPTION at once, or CALLED: the value will be delivered at
 * `returnPc`, whose word is a FOR_ITER.
 */
export function beginNext(it: Value, returnPc: u32): Value {
  if (!isPointer(it)) return iterNext(it)
  const at = frameEnd(currentFrame())
  if (hasShape(it, shapeAt(T.generator))) {
    const g = addressOf(it)
    return stmRead32(g, g + GENERATOR_STATE) == GeneratorState.finished ? EXHAUSTED : resumeGenerator(g, NONE, at, returnPc)
  }
  if (hasShape(it, shapeAt(T.map))) {
    const f = load<u64>(addressOf(it), MAP_FUNCTION)
    const iterators = addressOf(load<u64>(addressOf(it), ZIP_ITERATORS))
    if (tupleLength(iterators) == 1 && hasShape(f, shapeAt(T.function_)) && !runsPython(tupleItem(iterators, 0))) {
      const item = iterNext(tupleItem(iterators, 0))
      if (item == EXHAUSTED || item == EXCEPTION) return item
      store<u64>(at, item, FRAME_REGISTERS)
      return callFunction(addressOf(f), at + FRAME_REGISTERS, 1, 0, returnPc, 0, 0)
    }
    return runsPython(it) ? beginItems(it, returnPc) : iterNext(it)
  }
  if (hasShape(it, shapeAt(T.zip))) return anyRunsPython(it) ? beginItems(it, returnPc) : iterNext(it)
  if (hasShape(it, shapeAt(T.enumerate)) && runsPython(it)) {
    const fp = pushContinuation(fn(enumerateStep), 1, 0, returnPc)
    setState(fp, 0, it)
    return continueNext(fp, stmRead64(addressOf(it), addressOf(it) + ENUMERATE_ITERATOR))
  }
  if (hasShape(it, shapeAt(T.filter)) && runsPython(it)) {
    const fp = pushContinuation(fn(filterStep), Filter.COUNT, 34, returnPc)
    setState(fp, Filter.filter, it)
    setState(fp, Filter.phase, Phase.begin)
    return beginStep(fp)
  }
  const method = pythonMethod(it, Slot.next, lit('__next__'))
  if (method == ABSENT) return iterNext(it)
  store<u64>(at, it, FRAME_REGISTERS)
  return callFunction(addressOf(method), at + FRAME_REGISTERS, 1, 0, returnPc, 0, 0)
}

/** Leaves the first step of continuation `fp` to the loop, with UNBOUND as its value. */
export function beginStep(fp: u32): Value {
  setReg(fp, 0, UNBOUND)
  goOnAt(fp, STEP_PC)
  return CALLED
}

/** next(it) for continuation `fp`: its step gets the answer if this is CALLED, by way of `itemFrom`. */
export function continueNext(fp: u32, it: Value): Value {
  setReg(fp, 0, EXHAUSTED)
  return beginNext(it, STEP_NEXT_PC)
}

/** What a step has got from a next: a StopIteration means EXHAUSTED. */
// @ts-ignore: decorator
@inline export function itemFrom(value: Value): Value {
  if (value != EXCEPTION || !errorMatches(T.StopIteration)) return value
  clearError()
  return EXHAUSTED
}

/** An iterator called from frame `caller` at `returnPc` is exhausted: a status. */
export function exhaustedAt(caller: u32, returnPc: u32): u32 {
  const word = wordAt(returnPc)
  if ((<u32>word & 255) == Op.FOR_ITER) {
    goOnAt(caller, returnPc + opD(word))
    return Status.called
  }
  raiseValue(stopIteration(NONE))
  goOnAt(caller, returnPc)
  return Status.raised
}

const enum Phase { begin, item, call, result }

// ---- enumerate: one state word, the enumerate object

function enumerateStep(fp: u32, value: Value): Value {
  const item = itemFrom(value)
  return item == EXHAUSTED || item == EXCEPTION ? item : enumerateItem(state(fp, 0), item)
}

// ---- map and zip: the object, which iterator is asked, phase, then the items

const enum Items { source, index, phase, ITEMS }

function beginItems(it: Value, returnPc: u32): Value {
  const n = tupleLength(addressOf(load<u64>(addressOf(it), ZIP_ITERATORS)))
  const fp = pushContinuation(fn(itemsStep), <u32>Items.ITEMS + n, n + 34, returnPc)
  setState(fp, Items.source, it)
  setState(fp, Items.index, 0)
  setState(fp, Items.phase, Phase.begin)
  for (let i: u32 = 0; i < n; i++) setState(fp, Items.ITEMS + i, NONE)
  return beginStep(fp)
}

function itemsStep(fp: u32, value: Value): Value {
  const source = addressOf(state(fp, Items.source))
  const iterators = addressOf(load<u64>(source, ZIP_ITERATORS))
  const n = tupleLength(iterators)
  const phase = <Phase>state(fp, Items.phase)
  if (phase == Phase.result) return value
  if (phase != Phase.call) {
    let i = <u32>state(fp, Items.index)
    if (phase == Phase.begin) {
      setState(fp, Items.phase, Phase.item)
      value = continueNext(fp, tupleItem(iterators, 0))
    }
    for (;;) {
      if (value == CALLED) return CALLED
      const item = itemFrom(value)
      if (item == EXCEPTION) return EXCEPTION
      if (item == EXHAUSTED) return zipExhausted(state(fp, Items.source), i)
      setState(fp, Items.ITEMS + i, item)
      if (++i == n) break
      setState(fp, Items.index, i)
      value = continueNext(fp, tupleItem(iterators, i))
    }
    if (hasShape(state(fp, Items.source), shapeAt(T.zip))) {
      const t = newTuple(n)
      for (i = 0; i < n; i++) tupleInit(t, i, state(fp, Items.ITEMS + i))
      return pointer(t)
    }
  }
  setState(fp, Items.phase, Phase.call) // a call that parks is made again by the next step
  const states = <u32>Items.ITEMS + n
  for (let i: u32 = 0; i < n; i++) store<u64>(callArgument(fp, states, i), state(fp, Items.ITEMS + i))
  const r = continueCall(fp, states, load<u64>(source, MAP_FUNCTION), n, 0)
  if (r == CALLED) setState(fp, Items.phase, Phase.result)
  return r
}

// ---- filter: the object, the item, phase

const enum Filter { filter, item, phase, COUNT }

function filterStep(fp: u32, value: Value): Value {
  const filter = addressOf(state(fp, Filter.filter))
  const it = load<u64>(filter, FILTER_ITERATOR)
  const f = load<u64>(filter, FILTER_FUNCTION)
  const byTruth = f == NONE || f == pointer(typeAt(T.bool))
  let phase = <Phase>state(fp, Filter.phase)
  for (;;) {
    if (phase == Phase.begin) {
      setState(fp, Filter.phase, Phase.item)
      value = continueNext(fp, it)
      if (value == CALLED) return CALLED
      phase = Phase.item
    }
    if (phase == Phase.item) {
      const item = itemFrom(value)
      if (item == EXCEPTION || item == EXHAUSTED) return item
      setState(fp, Filter.item, item)
      phase = Phase.call
    }
    if (phase == Phase.call) {
      value = state(fp, Filter.item)
      if (!byTruth) {
        setState(fp, Filter.phase, Phase.call)
        store<u64>(callArgument(fp, Filter.COUNT, 0), value)
        value = continueCall(fp, Filter.COUNT, f, 1, 0)
        if (value == PARKED) return PARKED
        setState(fp, Filter.phase, Phase.result)
        if (value == CALLED) return CALLED
      }
    }
    if (value == EXCEPTION) return EXCEPTION
    const good = isTrue(value)
    if (good != 0) return good < 0 ? EXCEPTION : state(fp, Filter.item)
    phase = Phase.begin
  }
  return EXCEPTION
}
