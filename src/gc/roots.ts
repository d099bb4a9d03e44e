// Roots, in a stop: everything that marking starts from. Static tables, Python threads with their stacks (heap objects that
// their thread block refers to), the host's handles, and what open transactions hold: read sets, logs, and all that they, or
// builtins that called back into Python, have allocated.

import {
  EB_DEFERRED_BASE, EB_DEFERRED_TOP, EB_EFFECTS_BASE, EB_EFFECTS_TOP, EB_OPEN, EB_OWN_BASE, EB_OWN_TOP, EB_READ_BASE, EB_READ_TOP,
  EB_SAVE_BASE, EB_SAVE_TOP, EB_SRE_BUFFER, EB_THREAD, EB_UNDO_BASE, EB_UNDO_TOP,
} from '../memory/executor-block'
import {
  BUILTIN_MODULES, HANDLE_ARRAYS, HANDLE_ARRAY_BYTES, INTERN_TABLE, MAX_EXECUTORS, MAX_STATIC_TYPES, SHAPE_BYTES, SMALL_STRINGS, STATIC_SHAPES,
  STATIC_TYPES, THREAD_LIST, TB_NATIVE_DEPTH, TIMER_HEAP, TYPE_BYTES, WELL_KNOWN, WELL_KNOWN_COUNT,
} from '../memory/layout'
import { DEFERRED_ENTRY_BYTES } from '../stm/deferred-ops'
import { entryAfter, firstEntry } from '../stm/log-chunks'
import { executorBlockAt } from '../stm/stop'
import { CURSOR_ARRAY_BYTES, CURSOR_BLOCKS, CURSOR_LIMITS, CURSOR_MARKS, CURSOR_TOPS, RUN_LOG_BASE, RUN_LOG_TOP } from './allocation-block'
import { finishRun } from './allocate'
import { DEAD_WEAKREFS } from './blocks'
import { drain, markAddress, markRange } from './mark'
import { EB_TEXT_BUFFER } from '../objects/text-builder'
import { SIZE_CLASS_COUNT } from './size-classes'

export function markRoots(): void {
  for (let t: u32 = 0; t < MAX_STATIC_TYPES; t++) {
    markRange(STATIC_SHAPES + t * SHAPE_BYTES, STATIC_SHAPES + (t + 1) * SHAPE_BYTES)
    if (load<u32>(STATIC_TYPES + t * TYPE_BYTES, 4)) markRange(STATIC_TYPES + t * TYPE_BYTES, STATIC_TYPES + (t + 1) * TYPE_BYTES)
  }
  markRange(WELL_KNOWN, WELL_KNOWN + WELL_KNOWN_COUNT * 8)
  markRange(SMALL_STRINGS, SMALL_STRINGS + 1032)
  markRange(BUILTIN_MODULES, BUILTIN_MODULES + 1024)
  markAddress(load<u32>(INTERN_TABLE))
  markAddress(load<u32>(THREAD_LIST))
  markAddress(load<u32>(DEAD_WEAKREFS))
  markRange(TIMER_HEAP + 16, TIMER_HEAP + 16 + load<u32>(TIMER_HEAP) * 16)
  drain()
  for (let number: u32 = 0; number < MAX_EXECUTORS; number++) {
    const handles = HANDLE_ARRAYS + number * HANDLE_ARRAY_BYTES
    const top = load<u32>(handles)
    if (top != 0) markRange(handles + 8, top)
    markExecutor(executorBlockAt(number))
    drain()
  }
}

function markExecutor(block: u32): void {
  if (load<u32>(block, EB_READ_BASE) == 0) return
  markAddress(load<u32>(block, EB_SRE_BUFFER))
  markAddress(load<u32>(block, EB_TEXT_BUFFER))
  const thread = load<u32>(block, EB_THREAD)
  markAddress(thread)
  markLog(load<u32>(block, EB_EFFECTS_BASE), load<u32>(block, EB_EFFECTS_TOP), 16)
  const open = load<u32>(block, EB_OPEN) != 0
  if (open) {
    markLog(load<u32>(block, EB_READ_BASE), load<u32>(block, EB_READ_TOP), 8)
    markLog(load<u32>(block, EB_OWN_BASE), load<u32>(block, EB_OWN_TOP), 16)
    markLog(load<u32>(block, EB_UNDO_BASE), load<u32>(block, EB_UNDO_TOP), 16)
    markLog(load<u32>(block, EB_DEFERRED_BASE), load<u32>(block, EB_DEFERRED_TOP), DEFERRED_ENTRY_BYTES)
    markLog(load<u32>(block, EB_SAVE_BASE), load<u32>(block, EB_SAVE_TOP), 80)
  }
  if (open || (thread != 0 && load<u32>(thread, TB_NATIVE_DEPTH) != 0)) markAllocated(block)
}

function markLog(base: u32, top: u32, entryBytes: u32): void {
  if (base == 0 || top == 0) return
  for (let entry = firstEntry(base); entry != top; entry = entryAfter(entry, entryBytes)) markRange(entry, entry + entryBytes)
}

/** All objects that the executor's open piece of work has made. Finishes its current runs, so that `resetCursors` may follow. */
function markAllocated(block: u32): void {
  for (let c: u32 = 0; c < SIZE_CLASS_COUNT; c++) {
    finishRun(block, c)
    store<u32>(block + c * 4, load<u32>(block + c * 4, CURSOR_TOPS), CURSOR_MARKS)
  }
  const top = load<u32>(block, RUN_LOG_TOP)
  for (let entry = firstEntry(load<u32>(block, RUN_LOG_BASE)); entry != top; entry = entryAfter(entry, 16)) {
    const end = load<u32>(entry, 4)
    const bytes = load<u32>(entry, 8)
    for (let at = load<u32>(entry); at < end; at += bytes) markAddress(at)
  }
}

/** Every executor takes new runs: the sweep decides anew which cells are free. */
export function resetCursors(): void {
  for (let number: u32 = 0; number < MAX_EXECUTORS; number++) {
    const block = executorBlockAt(number)
    memory.fill(block + CURSOR_TOPS, 0, CURSOR_ARRAY_BYTES)
    memory.fill(block + CURSOR_LIMITS, 0, CURSOR_ARRAY_BYTES)
    memory.fill(block + CURSOR_BLOCKS, 0, CURSOR_ARRAY_BYTES)
    memory.fill(block + CURSOR_MARKS, 0, CURSOR_ARRAY_BYTES)
  }
}
