// Bytes made piece by piece: a text of the text builder whose code points are bytes (see codec-errors).

import { Value, pointer } from '../memory/value'
import { bytesData, newBytes } from './bytes-core'
import { textStart } from '../memory/registers'
import { textCount, textDrop } from './text-builder'

/** Ends the text: a bytes object of the low bytes of its code points. */
export function bytesOfText(): Value {
  const n = textCount()
  const b = newBytes(n)
  const from = textStart, to = bytesData(b)
  for (let i: u32 = 0; i < n; i++) store<u8>(to + i, <u8>load<u32>(from + i * 4))
  textDrop()
  return pointer(b)
}
