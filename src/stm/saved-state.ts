// What rolls back besides units: the first 128 bytes of the thread block, copied at begin, and frames, copied before the
// transaction runs in them: the top frame at begin, others when it returns into them (below TB_WATERMARK). The interpreter
// calls `saveFrame`; it alone knows how long a frame is. Abort copies back in reverse order.
//
//   save log entry, 80 bytes:  +0 address  +4 count of words, 1..8  +16 the words

import { EB_SAVE_BASE, EB_SAVE_TOP } from '../memory/executor-block'
import { TB_FP, TB_ROLLED_BACK_END, TB_SAVED_REGISTERS } from '../memory/layout'
import { executorBlock, threadBlock } from '../memory/registers'
import { entryBefore, firstEntry, isChunkFull, nextChunk } from './log-chunks'

export const SAVE_ENTRY_BYTES: u32 = 80
const WORDS_PER_ENTRY: u32 = 8

/** Keeps `bytes` (a multiple of 8) at `address` for an abort. The memory belongs to the running thread's stack. */
export function saveFrame(address: u32, bytes: u32): void {
  let top = load<u32>(executorBlock, EB_SAVE_TOP)
  const end = address + bytes
  while (address < end) {
    let count = (end - address) >> 3
    if (count >= WORDS_PER_ENTRY) {
      count = WORDS_PER_ENTRY
      v128.store(top, v128.load(address), 16)
      v128.store(top, v128.load(address, 16), 32)
      v128.store(top, v128.load(address, 32), 48)
      v128.store(top, v128.load(address, 48), 64)
    } else {
      for (let i: u32 = 0; i < count; i++) store<u64>(top + i * 8, load<u64>(address + i * 8), 16)
    }
    store<u32>(top, address)
    store<u32>(top, count, 4)
    address += count * 8
    top += SAVE_ENTRY_BYTES
    if (isChunkFull(top)) top = nextChunk(top)
  }
  store<u32>(executorBlock, top, EB_SAVE_TOP)
}

export function restoreFrames(): void {
  const first = firstEntry(load<u32>(executorBlock, EB_SAVE_BASE))
  let entry = load<u32>(executorBlock, EB_SAVE_TOP)
  while (entry != first) {
    entry = entryBefore(entry, SAVE_ENTRY_BYTES)
    const address = load<u32>(entry)
    const count = load<u32>(entry, 4)
    for (let i: u32 = 0; i < count; i++) store<u64>(address + i * 8, load<u64>(entry + i * 8, 16))
  }
  store<u32>(executorBlock, first, EB_SAVE_TOP)
}

// @ts-ignore: decorator
@inline function copy128(to: u32, from: u32): void {
  v128.store(to, v128.load(from))
  v128.store(to, v128.load(from, 16), 16)
  v128.store(to, v128.load(from, 32), 32)
  v128.store(to, v128.load(from, 48), 48)
  v128.store(to, v128.load(from, 64), 64)
  v128.store(to, v128.load(from, 80), 80)
  v128.store(to, v128.load(from, 96), 96)
  v128.store(to, v128.load(from, 112), 112)
}

/** The rolled-back part starts at TB_FP and is exactly 128 bytes. */
export function saveThreadBlock(): void {
  assert(TB_ROLLED_BACK_END - TB_FP == 128, 'the copy is unrolled for 128 bytes')
  copy128(threadBlock + TB_SAVED_REGISTERS, threadBlock + TB_FP)
}
export function restoreThreadBlock(): void {
  copy128(threadBlock + TB_FP, threadBlock + TB_SAVED_REGISTERS)
}
