// list.sort and sorted. While it is sorted a list is empty to everybody; whoever puts something in makes the sort raise.

import { allocateStorage } from '../gc/allocate'
import { call1 } from '../interp/nested'
import { EXCEPTION, FALSE, NONE, UNBOUND, Value, addressOf, pointer } from '../memory/value'
import { stmOwn } from '../stm/barriers'
import { isTrue } from './abstract'
import { arg, defineMethod, fn } from './define'
import { LIST_LENGTH, LIST_SLOTS, LIST_STORAGE, listClear, listReplaceStorage, listSliceCopy, listSlots, reverseSlots } from './list'
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
  stmOwn(list)
  const modified = load<u32>(list, LIST_STORAGE) != 0 || load<u32>(list, LIST_LENGTH) != 0
  listReplaceStorage(list, load<u32>(copy, LIST_STORAGE), n, n)
  if (good && modified) {
    raiseText(T.ValueError, 'list modified during sort')
    return false
  }
  return good
}

/** sorted(iterable, key=key, reverse=reverse): a list or EXCEPTION. */
export function sortedList(iterable: Value, key: Value, reverse: Value): Value {
  const list = listOf(iterable)
  if (!list) return EXCEPTION
  const backwards = reverse == UNBOUND ? 0 : isTrue(reverse)
  return backwards >= 0 && listSort(list, key, backwards == 1) ? pointer(list) : EXCEPTION
}

/** sort(self, /, *, key=None, reverse=False) */
function list_sort(argv: u32): Value {
  const reverse = arg(argv, 2) == UNBOUND ? 0 : isTrue(arg(argv, 2))
  return reverse >= 0 && listSort(addressOf(arg(argv, 0)), arg(argv, 1), reverse == 1) ? NONE : EXCEPTION
}

export function initListSort(): void {
  defineMethod(typeAt(T.list), 'sort', '($self, /, *, key=None, reverse=False)', fn(list_sort))
}
