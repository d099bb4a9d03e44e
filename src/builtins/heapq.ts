// The module _heapq: min-heaps and max-heaps kept in lists. Comparisons may run Python code that changes the list: each step reads
// it again, and a list that has become too short raises IndexError.

import { ABSENT, EXCEPTION, FALSE, NONE, TRUE, Value, addressOf, areInts, intOf, pointer } from '../memory/value'
import { stmOwn } from '../stm/barriers'
import { isTrue, richCompare } from '../objects/abstract'
import { arg, defineFunction, defineModule, fn } from '../objects/define'
import { text } from '../objects/intern'
import { LIST_LENGTH, listAppend, listItem, listLength, listPopLast, listStore } from '../objects/list'
import { isList } from '../objects/list-methods'
import { raiseFormat, raiseText } from '../objects/raise'
import { T } from '../objects/type-ids'
import { CompareOp } from '../objects/type-slots'

/** Does `a` belong above `b`? 1, 0, -1 (raised). */
// @ts-ignore: decorator
@inline function above(a: Value, b: Value, max: bool): i32 {
  if (areInts(a, b)) return i32(max ? intOf(b) < intOf(a) : intOf(a) < intOf(b))
  const r = max ? richCompare(b, a, CompareOp.LT) : richCompare(a, b, CompareOp.LT)
  return r == TRUE ? 1 : r == FALSE ? 0 : r == EXCEPTION ? -1 : isTrue(r)
}

function changed(): bool {
  raiseText(T.RuntimeError, 'list changed size during iteration')
  return false
}

/** Stores item `i`; false (raised) if the list has become too short. */
function put(list: u32, i: u32, v: Value): bool {
  stmOwn(list)
  if (i >= load<u32>(list, LIST_LENGTH)) return changed()
  listStore(list, i, v)
  return true
}

/** Moves the item at `at` up, not beyond `start`; false: raised. */
function siftUp(list: u32, start: u32, at: u32, max: bool): bool {
  const n = listLength(list)
  const item = listItem(list, at)
  if (item == ABSENT) { raiseText(T.IndexError, 'index out of range'); return false }
  while (at > start) {
    const parentAt = (at - 1) >> 1
    const parent = listItem(list, parentAt)
    const r = above(item, parent, max)
    if (r < 0) return false
    if (listLength(list) != n) return changed()
    if (r == 0) break
    if (!put(list, at, listItem(list, parentAt)) || !put(list, parentAt, item)) return false
    at = parentAt
  }
  return true
}

/** Moves the item at `at` down to a leaf and from there up to its place; false: raised. */
function siftDown(list: u32, at: u32, max: bool): bool {
  const n = listLength(list)
  const start = at
  if (at >= n) { raiseText(T.IndexError, 'index out of range'); return false }
  const firstLeaf = n >> 1
  while (at < firstLeaf) {
    let child: u32 = 2 * at + 1
    if (child + 1 < n) {
      const r = above(listItem(list, child), listItem(list, child + 1), max)
      if (r < 0) return false
      if (listLength(list) != n) return changed()
      child += r == 1 ? 0 : 1
    }
    const x = listItem(list, child), y = listItem(list, at)
    if (!put(list, child, y) || !put(list, at, x)) return false
    at = child
  }
  return siftUp(list, start, at, max)
}

/** The list argument `i` of heap function `name`; 0: TypeError raised. */
function heapArgument(argv: u32, name: string, only: bool): u32 {
  const heap = arg(argv, 0)
  if (isList(heap)) return addressOf(heap)
  raiseFormat(T.TypeError, '%s() argument%s must be list, not %T', text(name), only ? text('') : text(' 1'), heap)
  return 0
}

function push(argv: u32, name: string, max: bool): Value {
  const heap = heapArgument(argv, name, false)
  if (!heap || !listAppend(heap, arg(argv, 1))) return EXCEPTION
  return siftUp(heap, 0, listLength(heap) - 1, max) ? NONE : EXCEPTION
}

function pop(argv: u32, name: string, max: bool): Value {
  const heap = heapArgument(argv, name, true)
  if (!heap) return EXCEPTION
  const last = listPopLast(heap)
  if (last == ABSENT) return raiseText(T.IndexError, 'index out of range')
  if (listLength(heap) == 0) return last
  const result = listItem(heap, 0)
  return put(heap, 0, last) && siftDown(heap, 0, max) ? result : EXCEPTION
}

function replace(argv: u32, name: string, max: bool): Value {
  const heap = heapArgument(argv, name, false)
  if (!heap) return EXCEPTION
  const result = listItem(heap, 0)
  if (result == ABSENT) return raiseText(T.IndexError, 'index out of range')
  return put(heap, 0, arg(argv, 1)) && siftDown(heap, 0, max) ? result : EXCEPTION
}

function pushPop(argv: u32, name: string, max: bool): Value {
  const heap = heapArgument(argv, name, false)
  if (!heap) return EXCEPTION
  const item = arg(argv, 1)
  const top = listItem(heap, 0)
  if (top == ABSENT) return item
  const r = above(top, item, max)
  if (r < 0) return EXCEPTION
  if (r == 0) return item
  const result = listItem(heap, 0)
  if (result == ABSENT) return raiseText(T.IndexError, 'index out of range')
  return put(heap, 0, item) && siftDown(heap, 0, max) ? result : EXCEPTION
}

function heapify(argv: u32, name: string, max: bool): Value {
  const heap = heapArgument(argv, name, true)
  if (!heap) return EXCEPTION
  for (let i: i32 = <i32>(listLength(heap) >> 1) - 1; i >= 0; i--) if (!siftDown(heap, i, max)) return EXCEPTION
  return NONE
}

function heappush(argv: u32): Value { return push(argv, 'heappush', false) }
function heappop(argv: u32): Value { return pop(argv, 'heappop', false) }
function heapreplace(argv: u32): Value { return replace(argv, 'heapreplace', false) }
function heappushpop(argv: u32): Value { return pushPop(argv, 'heappushpop', false) }
function heapify_min(argv: u32): Value { return heapify(argv, 'heapify', false) }
function heappush_max(argv: u32): Value { return push(argv, 'heappush_max', true) }
function heappop_max(argv: u32): Value { return pop(argv, 'heappop_max', true) }
function heapreplace_max(argv: u32): Value { return replace(argv, 'heapreplace_max', true) }
function heappushpop_max(argv: u32): Value { return pushPop(argv, 'heappushpop_max', true) }
function heapify_max(argv: u32): Value { return heapify(argv, 'heapify_max', true) }

export function initHeapqModule(): u32 {
  const m = defineModule('_heapq')
  defineFunction(m, 'heappush', '($module, heap, item, /)', fn(heappush))
  defineFunction(m, 'heappop', '($module, heap, /)', fn(heappop))
  defineFunction(m, 'heapreplace', '($module, heap, item, /)', fn(heapreplace))
  defineFunction(m, 'heappushpop', '($module, heap, item, /)', fn(heappushpop))
  defineFunction(m, 'heapify', '($module, heap, /)', fn(heapify_min))
  defineFunction(m, 'heappush_max', '($module, heap, item, /)', fn(heappush_max))
  defineFunction(m, 'heappop_max', '($module, heap, /)', fn(heappop_max))
  defineFunction(m, 'heapreplace_max', '($module, heap, item, /)', fn(heapreplace_max))
  defineFunction(m, 'heappushpop_max', '($module, heap, item, /)', fn(heappushpop_max))
  defineFunction(m, 'heapify_max', '($module, heap, /)', fn(heapify_max))
  return m
}
