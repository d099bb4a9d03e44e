// A finished code unit -> code object: drops what is needless, gives registers and constants their final numbers, encodes
// instructions, exception table, positions and liveness.

import { cannotRaise, endsBlock, OP_FORMATS } from '../interp/opcode-info.ts'
import { CODE_HAS_DOCSTRING, Op } from '../interp/opcodes.ts'
import { appendInPlace } from './append-in-place.ts'
import type { Located } from './ast.ts'
import type { CodeObject, ConstantObject, ExceptionEntry } from './code-object.ts'
import { CELL_BASE, type CodeUnit, FREE_BASE, TEMP_BASE } from './compile-unit.ts'
import { findNeedlessChecks, labelOf, liveTemporaries } from './flow.ts'

const MOST_NEAR = 8191
const NO_LINE = 0x7fffffff
const LETTER_C = 99
const LETTER_K = 107
const LETTER_D = 100
const LETTER_N = 110
const LETTER_NONE = 45

class ByteWriter {
  private readonly bytes: number[] = []
  varint(value: number): void {
    let rest = value
    while (rest >= 128) {
      this.bytes.push((rest & 127) | 128)
      rest = Math.floor(rest / 128)
    }
    this.bytes.push(rest)
  }
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value)
  }
  finish(): Uint8Array {
    return Uint8Array.from(this.bytes)
  }
}

export function assemble(u: CodeUnit): CodeObject {
  if (u.reachable) throw new Error(`control reaches the end of ${u.qualname}`)
  appendInPlace(u)
  const count = u.ops.length
  const removed = new Uint8Array(count)
  findNeedlessChecks(u, removed)
  simplifyJumps(u, removed)
  const { width, live } = liveTemporaries(u, removed)

  const variableCount = u.localNames.length + u.cellNames.length + u.freeNames.length
  const registerCount = variableCount + u.maxTop
  if (registerCount > MOST_NEAR)
    throw u.context.error('too many variables and nested expressions in one code object', u.unitScope.at)
  const constants = orderConstants(u, removed)
  const layout = layOut(u, removed)
  const { index, far, total } = layout
  const code = new Uint32Array(2 * total)
  const positions = new PositionWriter(u.firstlineno)
  const liveness = new LivenessWriter(width)
  let previous: Located | null = null
  for (let i = 0; i < count; i++) {
    if (removed[i]) continue
    const op = u.ops[i]
    let at = u.at[i]
    if (at === null && (op === Op.JUMP || op === Op.JUMP_BACK)) at = previous
    previous = at
    encode(u, i, layout, constants.map, code)
    const words = far[i] ? 3 : 1
    positions.add(at, words)
    liveness.add(live, i * width, 1)
    if (far[i]) {
      const target = u.labels[labelOf(u, i)]
      liveness.add(live, (i + 1) * width, 1)
      liveness.add(live, target * width, 1)
    }
  }
  return {
    flags: u.flags,
    argcount: u.argcount,
    posonlyargcount: u.posonlyargcount,
    kwonlyargcount: u.kwonlyargcount,
    registerCount,
    firstlineno: u.firstlineno,
    filename: u.context.filename,
    name: u.name,
    qualname: u.qualname,
    variables: [...u.localNames, ...u.cellNames, ...u.freeNames],
    firstFree: u.localNames.length + u.cellNames.length,
    cellvars: u.cellvars,
    freevars: [...u.freeNames],
    constants: constants.ordered,
    caches: u.caches,
    names: [...u.names.keys()],
    exceptions: exceptionTable(u, removed, index, total),
    code,
    positions: positions.finish(),
    liveness: liveness.finish(),
  }
}

/** Drops no-ops and jumps to the next instruction; jumps to jumps go to the end of the chain. */
function simplifyJumps(u: CodeUnit, removed: Uint8Array): void {
  const { ops, labels } = u
  const count = ops.length
  const next = (i: number): number => {
    let k = i
    while (k < count && removed[k]) k++
    return k
  }
  for (let i = 0; i < count; i++) {
    if (ops[i] === Op.MOVE && u.as[i] === u.bs[i]) removed[i] = 1
    else if (ops[i] === Op.NOP && isNeedlessNop(u, i)) removed[i] = 1
  }
  for (let i = count - 1; i >= 0; i--) {
    if (removed[i]) continue
    let label = labelOf(u, i)
    if (label < 0) continue
    // a conditional jump over a jump: the other way round
    const over = next(i + 1)
    if (
      isCondition(ops[i]) &&
      ops[over] === Op.JUMP &&
      next(labels[label]) === next(over + 1) &&
      !isTarget(u, i, over)
    ) {
      u.xs[i] ^= 1
      label = u.bs[over]
      u.cs[i] = label
      removed[over] = 1
    }
    if (ops[i] === Op.JUMP_BACK || ops[i] === Op.SEND || ops[i] === Op.CLEANUP_THROW) continue
    for (let target = next(labels[label]); target < count && ops[target] === Op.JUMP; target = next(labels[label])) {
      label = u.bs[target]
    }
    if (ops[i] === Op.JUMP) {
      u.bs[i] = label
      const target = next(labels[label])
      if (target === next(i + 1)) removed[i] = 1
      else if (ops[target] === Op.JUMP_BACK) {
        ops[i] = Op.JUMP_BACK
        u.bs[i] = u.bs[target]
      }
    } else u.cs[i] = label
  }
  removeUnreachable(u, removed)
}

function isCondition(op: number): boolean {
  return op >= Op.JUMP_IF && op <= Op.CONTAINS_JUMP
}

/** A label stands between instruction `from` and `to` (at `to`, that is). */
function isTarget(u: CodeUnit, from: number, to: number): boolean {
  for (const at of u.labels) if (at > from && at <= to) return true
  return false
}

/** Jumps that were led elsewhere leave instructions behind that nothing reaches. */
function removeUnreachable(u: CodeUnit, removed: Uint8Array): void {
  const { ops, labels } = u
  const seen = new Uint8Array(ops.length)
  const work = [0]
  const handlerSeen = new Set<number>()
  while (work.length > 0) {
    for (let i = work.pop()!; i < ops.length && !seen[i]; i++) {
      seen[i] = 1
      if (removed[i]) continue
      const label = labelOf(u, i)
      if (label >= 0) work.push(labels[label])
      const handler = u.handlerOf[i]
      if (handler >= 0 && !cannotRaise(ops[i]) && !handlerSeen.has(handler)) {
        handlerSeen.add(handler)
        work.push(labels[u.handlers[handler].label])
      }
      if (endsBlock(ops[i])) break
    }
  }
  for (let i = 0; i < ops.length; i++) if (!seen[i]) removed[i] = 1
}

/** A line's NOP is only for tracing: not needed if another instruction stands on the line. */
function isNeedlessNop(u: CodeUnit, i: number): boolean {
  const line = u.at[i]?.lineno
  return line === undefined || u.at[i + 1]?.lineno === line || (i > 0 && u.at[i - 1]?.lineno === line)
}

interface Layout {
  /** Final word index of each instruction, and of the end. */
  readonly index: Uint32Array
  /** 1: a conditional jump that needs a wide one behind it. */
  readonly far: Uint8Array
  readonly total: number
}

function layOut(u: CodeUnit, removed: Uint8Array): Layout {
  const count = u.ops.length
  const index = new Uint32Array(count + 1)
  const far = new Uint8Array(count)
  for (;;) {
    let word = 0
    for (let i = 0; i < count; i++) {
      index[i] = word
      if (!removed[i]) word += far[i] ? 3 : 1
    }
    index[count] = word
    if (word < 0x7f00) return { index, far, total: word }
    let grown = false
    for (let i = 0; i < count; i++) {
      if (removed[i] || far[i] || OP_FORMATS[u.ops[i]].charCodeAt(2) !== LETTER_D) continue
      if (index[u.labels[u.cs[i]]] - index[i] - 1 > 0x7f00) {
        far[i] = 1
        grown = true
      }
    }
    if (!grown) return { index, far, total: word }
  }
}

/** Constants of the program first, as co_consts shows them, operands' names behind; in huge code near operands first. */
function orderConstants(u: CodeUnit, removed: Uint8Array): { ordered: ConstantObject[]; map: Uint32Array } {
  const { constants, hidden } = u
  const rank = new Uint8Array(constants.length)
  if (constants.length <= MOST_NEAR) {
    for (let k = 0; k < constants.length; k++) rank[k] = hidden[k] ? 2 : 1
  } else {
    rank.fill(2)
    for (let i = 0; i < u.ops.length; i++) {
      const op = u.ops[i]
      if (removed[i] || op === Op.LOAD_CONST) continue
      const format = OP_FORMATS[op]
      if (format.charCodeAt(1) === LETTER_K) rank[u.bs[i]] = 1
      if (format.charCodeAt(2) === LETTER_K) rank[u.cs[i]] = 1
    }
  }
  if (u.flags & CODE_HAS_DOCSTRING) rank[0] = 0
  const ordered: ConstantObject[] = []
  const map = new Uint32Array(constants.length)
  for (let r = 0; r < 3; r++) {
    for (let k = 0; k < constants.length; k++) {
      if (rank[k] !== r) continue
      map[k] = ordered.length
      ordered.push(constants[k])
    }
  }
  return { ordered, map }
}

function registerIndex(u: CodeUnit, register: number): number {
  if (register < CELL_BASE) return register
  const locals = u.localNames.length
  if (register < FREE_BASE) return locals + register - CELL_BASE
  if (register < TEMP_BASE) return locals + u.cellNames.length + register - FREE_BASE
  return locals + u.cellNames.length + u.freeNames.length + register - TEMP_BASE
}

function encode(u: CodeUnit, i: number, layout: Layout, constantMap: Uint32Array, code: Uint32Array): void {
  const { index, far } = layout
  const at = index[i]
  let op = u.ops[i]
  const x = u.xs[i]
  const format = OP_FORMATS[op]
  const constant = (k: number): number => {
    const place = constantMap[k]
    if (place > MOST_NEAR) throw u.context.error('too many constants in one code object', u.unitScope.at)
    return place * 8
  }
  const operand = (letter: number, value: number): number => {
    switch (letter) {
      case LETTER_NONE:
        return 0
      case LETTER_K:
        return constant(value)
      case LETTER_C:
      case LETTER_N:
        return value
      case LETTER_D:
        return (far[i] ? 1 : index[u.labels[value]] - at - 1) & 0xffff
    }
    return registerIndex(u, value) * 8
  }
  const a = operand(format.charCodeAt(0), u.as[i])
  let high: number
  if (op === Op.JUMP || op === Op.JUMP_BACK) high = index[u.labels[u.bs[i]]] - at - 1
  else if (op === Op.LOAD_CONST && constantMap[u.bs[i]] > MOST_NEAR) {
    op = Op.LOAD_CONST_FAR
    high = constantMap[u.bs[i]]
  } else high = operand(format.charCodeAt(1), u.bs[i]) | (operand(format.charCodeAt(2), u.cs[i]) << 16)
  code[2 * at] = op | (x << 8) | (a << 16)
  code[2 * at + 1] = high
  if (far[i]) {
    code[2 * at + 2] = Op.JUMP
    code[2 * at + 3] = 1
    code[2 * at + 4] = Op.JUMP
    code[2 * at + 5] = index[u.labels[u.cs[i]]] - at - 3
  }
}

function exceptionTable(u: CodeUnit, removed: Uint8Array, index: Uint32Array, total: number): ExceptionEntry[] {
  const entries: ExceptionEntry[] = []
  let last: ExceptionEntry | null = null
  let lastHandler = -1
  for (let i = 0; i < u.ops.length; i++) {
    if (removed[i]) continue
    const number = u.handlerOf[i]
    // what cannot raise belongs to either side
    if (cannotRaise(u.ops[i])) continue
    const end = i + 1 < index.length ? index[i + 1] : total
    if (number === lastHandler) {
      if (last !== null) last.end = end
      continue
    }
    lastHandler = number
    if (number < 0) {
      last = null
      continue
    }
    const handler = u.handlers[number]
    last = {
      start: index[i],
      end,
      handler: index[u.labels[handler.label]],
      register: registerIndex(u, handler.register),
    }
    entries.push(last)
  }
  return entries
}

class PositionWriter {
  private readonly out = new ByteWriter()
  private run = 0
  private at: Located | null = null
  constructor(private line: number) {}

  add(at: Located | null, words: number): void {
    const { at: old } = this
    const same =
      this.run > 0 &&
      (at === old ||
        (at !== null &&
          old !== null &&
          at.lineno === old.lineno &&
          at.end_lineno === old.end_lineno &&
          at.col_offset === old.col_offset &&
          at.end_col_offset === old.end_col_offset))
    if (!same) this.flush()
    this.at = at
    this.run += words
  }

  private flush(): void {
    if (this.run === 0) return
    const { out, at } = this
    out.varint(this.run)
    this.run = 0
    if (at === null) {
      out.signed(0)
      out.varint(NO_LINE)
      return
    }
    out.signed(at.lineno - this.line)
    this.line = at.lineno
    out.varint(Math.max(0, at.end_lineno - at.lineno))
    out.varint(at.col_offset + 1)
    out.varint(at.end_col_offset + 1)
  }

  finish(): Uint8Array {
    this.flush()
    return this.out.finish()
  }
}

class LivenessWriter {
  private readonly out = new ByteWriter()
  private run = 0
  /** The set of the run being counted, and that of the entry before it. */
  private readonly set: Int32Array
  private readonly before: Int32Array
  constructor(private readonly width: number) {
    this.set = new Int32Array(width)
    this.before = new Int32Array(width)
  }

  add(live: Int32Array, at: number, words: number): void {
    const { set, width } = this
    if (this.run > 0) {
      let same = true
      for (let w = 0; w < width; w++) if (set[w] !== live[at + w]) same = false
      if (!same) this.flush()
    }
    for (let w = 0; w < width; w++) set[w] = live[at + w]
    this.run += words
  }

  private flush(): void {
    if (this.run === 0) return
    const { out, set, before, width } = this
    out.varint(this.run)
    this.run = 0
    const changes: number[] = []
    for (let w = 0; w < width; w++) {
      for (let bits = set[w] ^ before[w], t = 32 * w; bits !== 0; bits >>>= 1, t++) if (bits & 1) changes.push(t)
      before[w] = set[w]
    }
    out.varint(changes.length)
    for (const t of changes) out.varint(t)
  }

  finish(): Uint8Array {
    this.flush()
    return this.out.finish()
  }
}
