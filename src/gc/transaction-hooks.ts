// What the transaction engine asks of the heap: called at begin, commit and abort of each transaction and in the stop of a
// renumbering. The allocator fills these in.

import { EB_ALLOCATION_MARK } from '../memory/executor-block'
import { allocationTop, executorBlock } from '../memory/registers'

/** A transaction begins: note where its allocations start. */
// @ts-ignore: decorator
@inline export function allocationBegins(): void { store<u32>(executorBlock, allocationTop, EB_ALLOCATION_MARK) }

/** True if the last transaction may have stamped objects: then the next one needs a new stamp. */
// @ts-ignore: decorator
@inline export function hasAllocated(): bool { return load<u32>(executorBlock, EB_ALLOCATION_MARK) != allocationTop }

/** The open transaction has committed: what it has made stays. */
// @ts-ignore: decorator
@inline export function allocationCommitted(): void {}

/** The open transaction has aborted (undone and released): what it has made may be given back. */
export function allocationAborted(): void {}

/** In a stop: calls `renumberUnit` (stm/renumber) for each unit of the heap. */
export function renumberHeap(): void {}
