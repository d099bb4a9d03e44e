// Builds str objects piece by piece in a scratch buffer of the executor: code points as u32, narrowed at the end. Texts nest: a
// text begun inside another stands behind it in the buffer and leaves it untouched (repr calls repr).
//
//   buffer: ... | start offset of the outer text:32 | code points of the inner text ... | <- textTop
//                                                    ^- textStart
// Each textBegin must be followed by textEnd or textDrop, also when an exception is raised in between. An abort unwinds past
// them: whoever catches it calls textRestore with what textSave gave before. The buffer lies outside transactions; it is a
// root of its executor (EB_TEXT_BUFFER), grows by copying and is never handed to Python.

import { allocateOutside } from '../gc/allocate'
import { executorBlock, setTextStart, setTextTop, textStart, textTop } from '../memory/registers'
import { Value, pointer } from '../memory/value'
import { shapeAt } from './shape'
import { STR_ASCII, STR_DATA, emptyStr, latin1Str, newStr, strKind, strLength, strOf } from './str-core'
import { textLength } from './intern'
import { T } from './type-ids'

/** Fields of the executor block that belong to the text builder: buffer address, and the address behind its end. */
export const EB_TEXT_BUFFER: u32 = 4080
export const EB_TEXT_LIMIT: u32 = 4084
const INITIAL_BYTES: u32 = 16384
const BUFFER_HEADER: u32 = 16

function bufferBase(): u32 { return load<u32>(executorBlock, EB_TEXT_BUFFER) + BUFFER_HEADER }

/** Makes room for `count` more code points. */
function reserve(count: u32): void {
  const needed = count * 4
  if (textTop != 0 && needed <= load<u32>(executorBlock, EB_TEXT_LIMIT) - textTop) return
  growBuffer(needed)
}

function growBuffer(needed: u32): void {
  const old = load<u32>(executorBlock, EB_TEXT_BUFFER)
  let bytes = INITIAL_BYTES
  let used: u32 = 0, startOffset: u32 = 0
  if (old) {
    used = textTop ? textTop - bufferBase() : 0
    startOffset = textTop ? textStart - bufferBase() : 0
    bytes = load<u32>(executorBlock, EB_TEXT_LIMIT) - bufferBase()
    if (textTop && used + needed > bytes) bytes *= 2
  }
  while (bytes < used + needed) bytes *= 2
  let base = old + BUFFER_HEADER
  if (!old || base + bytes != load<u32>(executorBlock, EB_TEXT_LIMIT)) {
    const grown = allocateOutside(shapeAt(T.storage), BUFFER_HEADER + bytes)
    base = grown + BUFFER_HEADER
    if (used) memory.copy(base, old + BUFFER_HEADER, used)
    store<u32>(executorBlock, grown, EB_TEXT_BUFFER)
    store<u32>(executorBlock, base + bytes, EB_TEXT_LIMIT)
  }
  setTextTop(base + used)
  setTextStart(base + startOffset)
}

/** State of the builder, to be restored after an abort has unwound past unfinished texts. */
export function textSave(): u64 {
  if (!textTop) return 0
  const base = bufferBase()
  return (<u64>(textStart - base + 4) << 32) | <u64>(textTop - base + 4)
}

export function textRestore(saved: u64): void {
  if (!load<u32>(executorBlock, EB_TEXT_BUFFER) || saved == 0) { setTextStart(0); setTextTop(0); return }
  const base = bufferBase()
  setTextStart(base + <u32>(saved >> 32) - 4)
  setTextTop(base + <u32>saved - 4)
}

/** An abort has unwound past all texts. */
export function textReset(): void { textRestore(0) }

/** Begins a text. */
export function textBegin(): void {
  reserve(1)
  store<u32>(textTop, textStart - bufferBase())
  setTextTop(textTop + 4)
  setTextStart(textTop)
}

/** Code points so far. */
export function textCount(): u32 { return (textTop - textStart) >> 2 }
/** Takes the text back to `count` code points. */
export function textTruncate(count: u32): void { setTextTop(textStart + count * 4) }

export function textCodePoint(c: u32): void {
  reserve(1)
  store<u32>(textTop, c)
  setTextTop(textTop + 4)
}

/** Appends a text constant by its address (see `text` in intern). */
export function textConstant(constant: u32): void {
  const n = textLength(constant)
  reserve(n)
  let to = textTop
  for (let i: u32 = 0; i < n; i++, to += 4) store<u32>(to, load<u16>(constant + i * 2))
  setTextTop(to)
}

// @ts-ignore: decorator
@inline export function textLiteral(literal: string): void { textConstant(<u32>changetype<usize>(literal)) }

/** Appends the code points [from, to) of the str at `s`. */
export function textPart(s: u32, from: u32, to: u32): void {
  if (to <= from) return
  reserve(to - from)
  const kind = strKind(s)
  const data = s + STR_DATA
  let at = textTop
  if (kind == 1) for (let i = from; i < to; i++, at += 4) store<u32>(at, load<u8>(data + i))
  else if (kind == 2) for (let i = from; i < to; i++, at += 4) store<u32>(at, load<u16>(data + i * 2))
  else { memory.copy(at, data + from * 4, (to - from) * 4); at += (to - from) * 4 }
  setTextTop(at)
}

/** Appends the str at address `s`. */
export function textStr(s: u32): void { textPart(s, 0, strLength(s)) }
/** Appends a str value (an instance of a subclass, too). */
export function textValue(v: Value): void { textStr(strOf(v)) }

/** Appends a signed number in decimal. */
export function textInt(i: i64): void {
  if (i < 0) textCodePoint(45)
  textUnsigned(i < 0 ? 0 - <u64>i : <u64>i)
}

export function textUnsigned(u: u64): void {
  let divisor: u64 = 1
  while (u / divisor >= 10) divisor *= 10
  for (; divisor; divisor /= 10) textCodePoint(48 + <u32>(u / divisor % 10))
}

/** Appends `u` in lower-case hexadecimal with at least `width` digits. */
export function textHex(u: u64, width: i32): void {
  let digits = 1
  while (digits < 16 && u >> (<u64>digits * 4)) digits++
  if (digits < width) digits = width
  for (let i = digits - 1; i >= 0; i--) {
    const d = i < 16 ? <u32>(u >> (<u64>i * 4)) & 15 : 0
    textCodePoint(d < 10 ? 48 + d : 87 + d)
  }
}

/** Ends the text: its str. */
export function textEnd(): Value {
  const from = textStart
  const n = textCount()
  let max: u32 = 0
  for (let i: u32 = 0; i < n; i++) max |= load<u32>(from + i * 4)
  let s: u32
  if (n == 0) s = emptyStr()
  else if (n == 1 && max < 256) s = latin1Str(max)
  else {
    const kind: u32 = max < 0x100 ? 1 : max < 0x10000 ? 2 : 4
    s = newStr(kind, n, max < 0x80 ? STR_ASCII : 0)
    const data = s + STR_DATA
    if (kind == 1) for (let i: u32 = 0; i < n; i++) store<u8>(data + i, <u8>load<u32>(from + i * 4))
    else if (kind == 2) for (let i: u32 = 0; i < n; i++) store<u16>(data + i * 2, <u16>load<u32>(from + i * 4))
    else memory.copy(data, from, n * 4)
  }
  textDrop()
  return pointer(s)
}

/** Ends the text without making a str of it (an exception was raised). Returns nothing. */
export function textDrop(): void {
  const outer = load<u32>(textStart - 4)
  setTextTop(textStart - 4)
  setTextStart(bufferBase() + outer)
}
