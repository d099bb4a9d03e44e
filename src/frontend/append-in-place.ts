// Which ADDs may grow a string where it stands, and where it must be sealed (objects/str-builder.ts says what that means).
//
// `s += x` in a loop would copy all of `s` each time. An ADD whose destination is its own left operand, a plain local, gets X
// bit 1: its result may be a str under construction, which only this register may hold. So a SEAL is put in front of every
// other instruction that reads the register while it may hold one: a forward dataflow problem, one bit per such local.
// Where control leaves the code with the registers alive (YIELD, SEND) all are sealed. Captured variables live in cells and
// are none of these. Truth tests read without keeping, and need no SEAL.
//
// A SEAL costs an instruction, so locals that are numbers by all appearances are left alone.

import { cannotRaise, endsBlock, operandEffects } from '../interp/opcode-info.ts'
import { Op } from '../interp/opcodes.ts'
import { CELL_BASE, type CodeUnit } from './compile-unit.ts'
import { labelOf } from './flow.ts'

/** In X: the result may be a str under construction. */
const APPENDS = 2

/** Marks the ADDs and inserts the SEALs. */
export function appendInPlace(u: CodeUnit): void {
  const bits = candidates(u)
  if (bits.size === 0) return
  for (let i = 0; i < u.ops.length; i++) if (isOwnSum(u, i) && bits.has(u.as[i])) u.xs[i] |= APPENDS
  const seals = findSeals(u, bits)
  if (seals.length > 0) insertSeals(u, seals)
}

/** R[A] = R[A] + something else, R[A] a plain local. */
function isOwnSum(u: CodeUnit, i: number): boolean {
  const op = u.ops[i]
  if ((op !== Op.ADD && op !== Op.ADD_K) || u.as[i] !== u.bs[i] || u.as[i] >= CELL_BASE) return false
  return op === Op.ADD ? u.cs[i] !== u.as[i] : constantType(u, u.cs[i]) === 'str'
}

function constantType(u: CodeUnit, k: number): string {
  return u.constants[k].type
}

/** 1 for each instruction inside a loop. */
function loops(u: CodeUnit): Uint8Array {
  const inLoop = new Uint8Array(u.ops.length)
  u.ops.forEach((op, i) => {
    if (op === Op.JUMP_BACK) inLoop.fill(1, u.labels[u.bs[i]], i + 1)
  })
  return inLoop
}

/** The locals that grow in loops and may be strings: register -> bit. */
function candidates(u: CodeUnit): Map<number, number> {
  const growing = new Set<number>()
  u.ops.forEach((_, i) => {
    if (isOwnSum(u, i)) growing.add(u.as[i])
  })
  const bits = new Map<number, number>()
  if (growing.size === 0) return bits
  const inLoop = loops(u)
  for (const register of growing) {
    const grows = u.ops.some((_, i) => inLoop[i] && u.as[i] === register && isOwnSum(u, i))
    if (grows && maybeString(u, register, inLoop)) bits.set(register, bits.size)
  }
  return bits
}

/** Judged by constants around the local; without any, only if sealing costs nothing in loops. */
function maybeString(u: CodeUnit, register: number, inLoop: Uint8Array): boolean {
  let number = false
  let readInLoop = false
  for (let i = 0; i < u.ops.length; i++) {
    const op = u.ops[i]
    const a = u.as[i] === register
    const type =
      op === Op.LOAD_CONST && a
        ? constantType(u, u.bs[i])
        : op >= Op.ADD_K && op <= Op.POW_K && u.bs[i] === register
          ? constantType(u, u.cs[i])
          : op >= Op.LT_K_JUMP && op <= Op.GE_K_JUMP && a
            ? constantType(u, u.bs[i])
            : ''
    if (type === 'str' && op !== Op.MOD_K) return true
    if (type !== '' && type !== 'None') number = true
    if (op === Op.BUILD_STRING && (a || addsTo(u, i + 1, register))) return true
    if (op === Op.FORMAT_VALUE && (a || addsTo(u, i + 1, register))) return true
    if (op >= Op.SUB && op <= Op.MATMUL && op !== Op.MUL && op !== Op.MOD && a) number = true
    if (inLoop[i] && !isOwnSum(u, i) && (leaves(op) || reads(u, i).has(register))) readInLoop = true
  }
  return !number && !readInLoop
}

/** Instruction `i` adds what the one before it has made to the local. */
function addsTo(u: CodeUnit, i: number, register: number): boolean {
  return i < u.ops.length && u.ops[i] === Op.ADD && u.as[i] === register && u.cs[i] === u.as[i - 1]
}

/** The frame is left with its registers alive. */
function leaves(op: number): boolean {
  return op === Op.YIELD || op === Op.SEND
}

/** The registers whose content the instruction looks at or passes on. */
function reads(u: CodeUnit, i: number): Set<number> {
  const found = new Set<number>()
  const op = u.ops[i]
  if (op === Op.CHECK_LOCAL || op === Op.DELETE_LOCAL || op === Op.JUMP_IF || op === Op.NOT) return found
  operandEffects(
    op,
    u.xs[i],
    u.as[i],
    u.bs[i],
    u.cs[i],
    (register) => found.add(register),
    () => {},
  )
  // as the left operand of its own sum it is what the flag is about
  if (u.xs[i] & APPENDS && isOwnSum(u, i)) found.delete(u.as[i])
  return found
}

interface Seal {
  readonly before: number
  readonly register: number
}

/** Forward, to a fixed point: which candidates may hold a str under construction where. */
function findSeals(u: CodeUnit, bits: ReadonlyMap<number, number>): Seal[] {
  const count = u.ops.length
  const all = [...bits.keys()]
  const states: Set<number>[] = Array.from({ length: count }, () => new Set())
  let changed = true
  const flowTo = (target: number, state: ReadonlySet<number>, from: number): void => {
    if (target >= count) return
    for (const register of state) {
      if (states[target].has(register)) continue
      states[target].add(register)
      if (target <= from) changed = true
    }
  }
  let seals: Seal[] = []
  while (changed) {
    changed = false
    seals = []
    for (let i = 0; i < count; i++) {
      const op = u.ops[i]
      const state = new Set(states[i])
      if (state.size > 0) {
        // a SEND and its YIELD stand side by side: the SEND seals for both
        const read = leaves(op) ? all : reads(u, i)
        for (const register of read) if (state.delete(register)) seals.push({ before: i, register })
      }
      const handler = u.handlerOf[i]
      if (handler >= 0 && !cannotRaise(op)) flowTo(u.labels[u.handlers[handler].label], state, i)
      const label = labelOf(u, i)
      if (label >= 0) flowTo(u.labels[label], state, i) // FOR_ITER writes nothing when it jumps
      operandEffects(
        op,
        u.xs[i],
        u.as[i],
        u.bs[i],
        u.cs[i],
        () => {},
        (register) => state.delete(register),
      )
      if (u.xs[i] & APPENDS && isOwnSum(u, i)) state.add(u.as[i])
      if (!endsBlock(op)) flowTo(i + 1, state, i)
    }
  }
  return seals
}

/** Labels that stand before a sealed instruction stand before its SEALs. */
function insertSeals(u: CodeUnit, seals: readonly Seal[]): void {
  const count = u.ops.length
  const moved = new Int32Array(count + 1)
  const { ops, xs, as, bs, cs, at, handlerOf } = u
  const columns: unknown[][] = [ops, xs, as, bs, cs, at, handlerOf]
  const old = columns.map((column) => column.splice(0))
  let next = 0
  for (let i = 0; i <= count; i++) {
    moved[i] = ops.length
    for (; next < seals.length && seals[next].before === i; next++) {
      const row = [Op.SEAL, 0, seals[next].register, 0, 0, old[5][i], old[6][i]]
      columns.forEach((column, k) => {
        column.push(row[k])
      })
    }
    if (i < count)
      columns.forEach((column, k) => {
        column.push(old[k][i])
      })
  }
  for (let label = 0; label < u.labels.length; label++) {
    if (u.labels[label] >= 0) u.labels[label] = moved[u.labels[label]]
  }
}
