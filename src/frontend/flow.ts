// Dataflow over the instructions of a code unit: which checks for unbound locals can never fail, and which temporaries
// are live where.
//
// Both are bit vector problems over code whose only backward jumps are JUMP_BACKs, so one pass in text order (in reverse
// for liveness) is nearly always enough; they repeat until nothing changes.

import { cannotRaise, endsBlock, OP_FORMATS, operandEffects } from '../interp/opcode-info.ts'
import { Op } from '../interp/opcodes.ts'
import { CELL_BASE, type CodeUnit, TEMP_BASE } from './compile-unit.ts'

/** The label an instruction jumps to, or -1. */
export function labelOf(u: CodeUnit, i: number): number {
  const format = OP_FORMATS[u.ops[i]]
  if (format.charCodeAt(2) === 100 /* d */) return u.cs[i]
  if (format.charCodeAt(1) === 68 /* D */) return u.bs[i]
  return -1
}

/** Marks CHECK_LOCALs of variables that are bound on every way there: `removed[i]` = 1. */
export function findNeedlessChecks(u: CodeUnit, removed: Uint8Array): void {
  const { ops, as, cs } = u
  const count = ops.length
  const bitOf = new Map<number, number>()
  for (let i = 0; i < count; i++) {
    if (ops[i] === Op.CHECK_LOCAL && !bitOf.has(as[i])) bitOf.set(as[i], bitOf.size)
  }
  if (bitOf.size === 0) return
  const width = (bitOf.size + 31) >> 5
  const labelCount = u.labels.length
  // state at each label: the variables bound on all ways seen so far; all ones: none seen
  const states = new Int32Array(labelCount * width).fill(-1)
  const labelsAt = new Map<number, number[]>()
  u.labels.forEach((at, label) => {
    if (at < 0) return
    const list = labelsAt.get(at)
    if (list) list.push(label)
    else labelsAt.set(at, [label])
  })
  const bound = new Int32Array(width)
  let changed = true
  const meetInto = (label: number): boolean => {
    let smaller = false
    for (let w = 0; w < width; w++) {
      const next = states[label * width + w] & bound[w]
      if (next !== states[label * width + w]) {
        states[label * width + w] = next
        smaller = true
      }
    }
    return smaller
  }
  const bind = (register: number): void => {
    const bit = bitOf.get(register)
    if (bit !== undefined) bound[bit >> 5] |= 1 << (bit & 31)
  }
  const start = (): void => {
    bound.fill(0)
    for (const [register, bit] of bitOf) {
      if (register < u.parameterCount) bound[bit >> 5] |= 1 << (bit & 31)
    }
  }
  while (changed) {
    changed = false
    start()
    let reachable = true
    for (let i = 0; i < count; i++) {
      const here = labelsAt.get(i)
      if (here !== undefined) {
        for (const label of here) {
          if (reachable) meetInto(label)
          for (let w = 0; w < width; w++) {
            const state = states[label * width + w]
            bound[w] = reachable ? bound[w] & state : state
          }
          reachable = true
        }
      }
      const op = ops[i]
      const a = as[i]
      const handler = u.handlerOf[i]
      if (handler >= 0 && !cannotRaise(op)) meetInto(u.handlers[handler].label)
      switch (op) {
        case Op.CHECK_LOCAL: {
          const bit = bitOf.get(a)!
          const mask = 1 << (bit & 31)
          removed[i] = bound[bit >> 5] & mask ? 1 : 0
          bound[bit >> 5] |= mask
          break
        }
        case Op.UNSET:
        case Op.DELETE_LOCAL: {
          const bit = bitOf.get(a)
          if (bit !== undefined) bound[bit >> 5] &= ~(1 << (bit & 31))
          break
        }
        case Op.UNPACK_SEQUENCE:
          for (let k = 0; k < cs[i]; k++) bind(a + k)
          break
        case Op.UNPACK_EX:
          for (let k = (cs[i] & 255) + (cs[i] >> 8); k >= 0; k--) bind(a + k)
          break
      }
      const label = labelOf(u, i)
      if (label >= 0) {
        // FOR_ITER and SEND write nothing, or not the same, when they jump; no local is bound by the jump itself
        if (meetInto(label) && op === Op.JUMP_BACK) changed = true
      }
      if (a < CELL_BASE && op !== Op.UNSET && OP_FORMATS[op].charCodeAt(0) === 119 /* w */) bind(a)
      if (endsBlock(op)) reachable = false
    }
  }
}

/**
 * Live temporaries before each instruction that is not removed: bit vectors of `width` words, for temporary t bit t.
 */
export function liveTemporaries(u: CodeUnit, removed: Uint8Array): { width: number; live: Int32Array } {
  const count = u.ops.length
  const width = Math.max(1, (u.maxTop + 31) >> 5)
  const live = new Int32Array((count + 1) * width)
  const { ops, xs, as, bs, cs } = u
  const current = new Int32Array(width)
  const read = (register: number): void => {
    const t = register - TEMP_BASE
    if (t >= 0) current[t >> 5] |= 1 << (t & 31)
  }
  const write = (register: number): void => {
    const t = register - TEMP_BASE
    if (t >= 0) current[t >> 5] &= ~(1 << (t & 31))
  }
  // reads are collected first, since an instruction reads before it writes
  const reads: number[] = []
  const noteRead = (register: number): void => {
    if (register >= TEMP_BASE) reads.push(register)
  }
  let changed = true
  while (changed) {
    changed = false
    for (let i = count - 1; i >= 0; i--) {
      const op = ops[i]
      const base = i * width
      if (!removed[i] && endsBlock(op)) current.fill(0)
      else for (let w = 0; w < width; w++) current[w] = live[base + width + w]
      if (!removed[i]) {
        const label = labelOf(u, i)
        if (label >= 0) {
          const at = u.labels[label] * width
          for (let w = 0; w < width; w++) current[w] |= live[at + w]
        }
        reads.length = 0
        operandEffects(op, xs[i], as[i], bs[i], cs[i], noteRead, write)
        for (const register of reads) read(register)
        const handler = u.handlerOf[i]
        if (handler >= 0 && !cannotRaise(op)) {
          const { label: handlerLabel, register } = u.handlers[handler]
          const at = u.labels[handlerLabel] * width
          const t = register - TEMP_BASE
          for (let w = 0; w < width; w++) {
            let bits = live[at + w]
            if (w === t >> 5) bits &= ~(1 << (t & 31))
            current[w] |= bits
          }
        }
      }
      let differs = false
      for (let w = 0; w < width; w++) {
        if (live[base + w] !== current[w]) {
          live[base + w] = current[w]
          differs = true
        }
      }
      if (differs && labelTargetOfBackJump(u, i)) changed = true
    }
  }
  return { width, live }
}

const backTargets = new WeakMap<CodeUnit, Set<number>>()

function labelTargetOfBackJump(u: CodeUnit, i: number): boolean {
  let targets = backTargets.get(u)
  if (targets === undefined) {
    targets = new Set()
    for (let k = 0; k < u.ops.length; k++) if (u.ops[k] === Op.JUMP_BACK) targets.add(u.labels[u.bs[k]])
    backTargets.set(u, targets)
  }
  return targets.has(i)
}
