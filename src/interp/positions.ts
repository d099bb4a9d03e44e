// Source positions of instructions: reads the runs of src/frontend/code-format.ts. Slow, on demand: tracebacks, f_lineno, co_positions.

import { CODE_FIRST_LINE, CODE_POSITIONS, CODE_POSITIONS_BYTES } from './code'

export const enum PositionField { line, endLine, column, endColumn }

const NO_LINE: u32 = 0x7fffffff

/** Field of the position of instruction number `index` of `code`; -1: there is none. */
export function positionOf(code: u32, index: u32, field: PositionField): i32 {
  let at = load<u32>(code, CODE_POSITIONS)
  const end = at + load<u32>(code, CODE_POSITIONS_BYTES)
  let line = <i32>load<u32>(code, CODE_FIRST_LINE)
  let from: u32 = 0
  while (at < end) {
    const count = varint(at)
    at = behind(at)
    const delta = varint(at)
    at = behind(at)
    line += <i32>(delta >> 1) ^ -<i32>(delta & 1)
    const span = varint(at)
    at = behind(at)
    let column: u32 = 0, endColumn: u32 = 0
    if (span != NO_LINE) {
      column = varint(at)
      at = behind(at)
      endColumn = varint(at)
      at = behind(at)
    }
    if (index < from + count) {
      if (span == NO_LINE) return -1
      switch (field) {
        case PositionField.line: return line
        case PositionField.endLine: return line + <i32>span
        case PositionField.column: return <i32>column - 1
        default: return <i32>endColumn - 1
      }
    }
    from += count
  }
  return -1
}

function varint(at: u32): u32 {
  let v: u32 = 0
  for (let shift: u32 = 0; ; shift += 7, at++) {
    const b: u32 = load<u8>(at)
    v |= (b & 127) << shift
    if (b < 128) return v
  }
  return v
}

/** Address behind the varint at `at`. */
function behind(at: u32): u32 {
  while (load<u8>(at) >= 128) at++
  return at + 1
}
