// list.sort and sorted. While it is sorted a list is empty to everybody; whoever puts something in makes the sort raise.

import { allocateStorage } from '../gc/allocate'
import { call1 } from '../interp/nested'
import { callArgument, continueCall, pushContinuation, setState, state } from '../interp/continuations'
import { setReg } from '../interp/frame-layout'
import { beginStep, isBuiltinCallable } from '../interp/next'
import { currentPc } from '../memory/registers'
import { CALLED, PARKED, EXCEPTION, NONE, UNBOUND, Value, addressOf, pointer } from '../memory/value'
import { stmOwn } from '../stm/barriers'
import { isTrue } from './abstract'
import { arg, defineMethod, fn } from './define'
import { LIST_LENGTH, LIST_STORAGE, listAppend, listClear, listItem, listLength, newList, listReplaceStorage, listSliceCopy, listSlots, reverseSlots } from './list'
import { listOf } from './list-methods'
import { raiseText } from './raise'
import { typeAt } from './shape'
import { sortSlots } from './sort'
import { T } from './type-ids'

/** Sorts in place; `key` NONE or UNBOUND: by the items themselves. False: raised. */
export function listSort(list: u32, key: Value, reverse: bool): bool {
  stmOwn(list)
  const n = load<u32>(list, LIST_LENGTH)
  if (n == 0) return true
  const copy = listSliceCopy(list, 0, n)
  const values = listSlots(copy)
  listClear(list)
  let keys = values
  let good = true
  if (key != NONE && key != UNBOUND) {
    keys = allocateStorage(n * 8) + 8
    for (let i: u32 = 0; i < n; i++) {
      const k = call1(key, load<u64>(values + i * 8))
      if (k == EXCEPTION) { good = false; break }
      store<u64>(keys + i * 8, k)
    }
  }
  if (good) {
    // reversed before and behind: equal items keep their order
    if (reverse) { reverseSlots(values, n); if (keys != values) reverseSlots(keys, n) }
    good = sortSlots(keys, values - keys, n)
    if (reverse) reverseSlots(values, n)
  }
  return restoreSorted(list, copy, n, good)
}

/**
 * As listSort, with a key function that runs Python: a continuation calls it for each item; `result` is its value. State: the list, its
 * items (a list of our own), keys so far, key function, reverse, result.
 */
function sortByKey(list: u32, key: Value, reverse: bool, result: Value): Value {
  stmOwn(list)
  const n = load<u32>(list, LIST_LENGTH)
  if (n == 0) return result
  const copy = listSliceCopy(list, 0, n)
  listClear(list)
  const fp = pushContinuation(fn(keysStep), S.COUNT, 34, currentPc)
  setState(fp, S.list, pointer(list))
  setState(fp, S.copy, pointer(copy))
  setState(fp, S.keys, pointer(newList(n)))
  setState(fp, S.key, key)
  setState(fp, S.reverse, <u64>reverse)
  setState(fp, S.result, result)
  return beginStep(fp)
}

const enum S { list, copy, keys, key, reverse, result, COUNT }

function keysStep(fp: u32, value: Value): Value {
  const list = addressOf(state(fp, S.list))
  const copy = addressOf(state(fp, S.copy))
  const keys = addressOf(state(fp, S.keys))
  const n = listLength(copy)
  while (value != EXCEPTION) {
    if (value != UNBOUND && !listAppend(keys, value)) return EXCEPTION
    setReg(fp, 0, UNBOUND) // a call that parks is made again from here
    const i = listLength(keys)
    if (i == n) break
    store<u64>(callArgument(fp, S.COUNT, 0), listItem(copy, i))
    value = continueCall(fp, S.COUNT, state(fp, S.key), 1, 0)
    if (value == CALLED || value == PARKED) return value
  }
  // copies, since sorting moves slots of fresh storage without undo
  const sorted = listSliceCopy(copy, 0, n)
  let good = value != EXCEPTION
  if (good) {
    const values = listSlots(sorted), keySlots = listSlots(listSliceCopy(keys, 0, n))
    const reverse = state(fp, S.reverse) != 0
    if (reverse) { reverseSlots(values, n); reverseSlots(keySlots, n) }
    good = sortSlots(keySlots, values - keySlots, n)
    if (reverse) reverseSlots(values, n)
  }
  return restoreSorted(list, sorted, n, good) ? state(fp, S.result) : EXCEPTION
}

/** Gives the list its items back, from the list `from`; false: raised, or the list was changed. */
function restoreSorted(list: u32, from: u32, n: u32, good: bool): bool {
  stmOwn(list)
  const modified = load<u32>(list, LIST_STORAGE) != 0 || load<u32>(list, LIST_LENGTH) != 0
  listReplaceStorage(list, load<u32>(from, LIST_STORAGE), n, n)
  if (good && modified) {
    raiseText(T.ValueError, 'list modified during sort')
    return false
  }
  return good
}

/** Sorts `list` for a builtin whose value is `result`. */
function sortFor(list: u32, key: Value, reverse: bool, result: Value): Value {
  if (key != NONE && key != UNBOUND && !isBuiltinCallable(key)) return sortByKey(list, key, reverse, result)
  return listSort(list, key, reverse) ? result : EXCEPTION
}

/** sorted(iterable, key=key, reverse=reverse): a list or EXCEPTION. */
export function sortedList(iterable: Value, key: Value, reverse: Value): Value {
  const list = listOf(iterable)
  if (!list) return EXCEPTION
  const backwards = reverse == UNBOUND ? 0 : isTrue(reverse)
  return backwards >= 0 ? sortFor(list, key, backwards == 1, pointer(list)) : EXCEPTION
}

/** sort(self, /, *, key=None, reverse=False) */
function list_sort(argv: u32): Value {
  const reverse = arg(argv, 2) == UNBOUND ? 0 : isTrue(arg(argv, 2))
  return reverse >= 0 ? sortFor(addressOf(arg(argv, 0)), arg(argv, 1), reverse == 1, NONE) : EXCEPTION
}

export function initListSort(): void {
  defineMethod(typeAt(T.list), 'sort', '($self, /, *, key=None, reverse=False)', fn(list_sort))
}
