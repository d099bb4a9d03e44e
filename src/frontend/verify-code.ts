// Checks code objects against the rules of the bytecode; for tests and a checking runtime, not for users' code.
//
// For every instruction on every way: operands are in range; only JUMP_BACK goes backwards; control does not run off the end;
// a register that is read holds a value on all ways there (temporaries written and not overwritten by a callee; variables
// bound or checked); handlers and their registers make sense; liveness names every temporary that is still read.

import {
  callAreaOf,
  cannotRaise,
  decode,
  endsBlock,
  OP_FORMATS,
  OP_NAMES,
  operandEffects,
} from '../interp/opcode-info.ts'
import { CODE_OPTIMIZED, Op } from '../interp/opcodes.ts'
import type { CodeObject } from './code-object.ts'
import { readLiveness, readPositions } from './code-reader.ts'

/** What is wrong with the code object and those in its constants. */
export function verifyCode(code: CodeObject, problems: string[] = []): string[] {
  new Verifier(code, problems).run()
  for (const constant of code.constants) if (constant.type === 'code') verifyCode(constant.code, problems)
  return problems
}

class Verifier {
  private readonly count: number
  private readonly width: number
  private readonly states: (Uint32Array | null)[]

  constructor(
    private readonly code: CodeObject,
    private readonly problems: string[],
  ) {
    this.count = code.code.length / 2
    this.width = (code.registerCount + 31) >> 5
    this.states = Array.from({ length: this.count }, () => null)
  }

  private problem(i: number, text: string): void {
    if (this.problems.length > 50) return
    const op = i < this.count ? OP_NAMES[this.code.code[2 * i] & 255] : ''
    this.problems.push(`${this.code.filename} ${this.code.qualname} ${i} ${op}: ${text}`)
  }

  run(): void {
    if (!this.operandsInRange() || !this.tablesMakeSense()) return
    this.flow()
    this.checkLiveness()
  }

  private operandsInRange(): boolean {
    const { code, count } = this
    const before = this.problems.length
    for (let i = 0; i < count; i++) {
      const { op, x, a, b, c, target } = decode(code.code, i)
      const format = OP_FORMATS[op]
      const values = [a, b, c]
      for (let k = 0; k < 3; k++) {
        const letter = format[k]
        if (letter === 'k' || letter === 'N') {
          if (values[k] >= code.constants.length) this.problem(i, `constant ${values[k]}`)
        } else if (letter === 'c' && values[k] >= code.caches.length) this.problem(i, `cache ${values[k]}`)
      }
      const inRange = (register: number): void => {
        if (register < 0 || register >= code.registerCount)
          this.problem(i, `register ${register} of ${code.registerCount}`)
      }
      operandEffects(op, x, a, b, c, inRange, inRange)
      if (format[2] === 'd' || format[1] === 'D') {
        if (target < 0 || target >= count) this.problem(i, `jumps to ${target}`)
        if (target <= i !== (op === Op.JUMP_BACK)) this.problem(i, `wrong direction, to ${target}`)
      }
      if (op === Op.YIELD && x === 1 && (i === 0 || (code.code[2 * i - 2] & 255) !== Op.SEND))
        this.problem(i, 'no SEND before')
    }
    if (count === 0 || !endsBlock(code.code[2 * count - 2] & 255)) this.problem(count, 'runs off the end')
    return this.problems.length === before
  }

  private tablesMakeSense(): boolean {
    const { code, count } = this
    const before = this.problems.length
    let last = 0
    for (const { start, end, handler, register } of code.exceptions) {
      if (start < last || end <= start || end > count) this.problem(start, 'exception entries overlap')
      if (handler >= count) this.problem(start, `handler ${handler}`)
      if (register < code.variables.length || register >= code.registerCount)
        this.problem(start, `register ${register}`)
      last = end
    }
    if (readPositions(code).length !== count) this.problem(count, 'positions do not cover the code')
    if (readLiveness(code).length !== count) this.problem(count, 'liveness does not cover the code')
    if (code.firstFree + code.freevars.length !== code.variables.length) this.problem(0, 'free variables are not last')
    return this.problems.length === before
  }

  private handlerAt(i: number): { handler: number; register: number } | null {
    for (const entry of this.code.exceptions) if (i >= entry.start && i < entry.end) return entry
    return null
  }

  /** Which registers hold a value, on all ways to each instruction. */
  private flow(): void {
    const { code, count, width, states } = this
    const parameters = code.argcount + code.kwonlyargcount + (code.flags & 4 ? 1 : 0) + (code.flags & 8 ? 1 : 0)
    const start = new Uint32Array(width)
    const set = (state: Uint32Array, register: number): void => {
      state[register >> 5] |= 1 << (register & 31)
    }
    for (let r = 0; r < parameters; r++) set(start, r)
    if (!(code.flags & CODE_OPTIMIZED)) set(start, 0)
    const work = [0]
    states[0] = start
    const reported = new Set<number>()
    const goTo = (target: number, state: Uint32Array): void => {
      const known = states[target]
      if (known === null) {
        states[target] = state.slice()
        work.push(target)
        return
      }
      let smaller = false
      for (let w = 0; w < width; w++) {
        const next = known[w] & state[w]
        if (next >>> 0 !== known[w]) {
          known[w] = next
          smaller = true
        }
      }
      if (smaller) work.push(target)
    }
    while (work.length > 0) {
      const i = work.pop()!
      const state = states[i]!.slice()
      const { op, x, a, b, c, target } = decode(code.code, i)
      const entry = cannotRaise(op) ? null : this.handlerAt(i)
      const area = callAreaOf(op, b)
      const overwrite = (s: Uint32Array): void => {
        for (let r = area; r < code.registerCount; r++) s[r >> 5] &= ~(1 << (r & 31))
      }
      if (entry !== null) {
        const raised = state.slice()
        if (area >= 0) overwrite(raised)
        set(raised, entry.register)
        goTo(entry.handler, raised)
      }
      const writes: number[] = []
      operandEffects(
        op,
        x,
        a,
        b,
        c,
        (register) => {
          const unchecked =
            op === Op.CHECK_LOCAL || op === Op.DELETE_LOCAL || op === Op.MAKE_CELL || op === Op.SEAL
          if (unchecked || state[register >> 5] & (1 << (register & 31)) || reported.has(i)) return
          reported.add(i)
          this.problem(i, `register ${register} may hold nothing`)
        },
        (register) => writes.push(register),
      )
      if (area >= 0) overwrite(state)
      if (target >= 0) goTo(target, state)
      for (const register of writes) set(state, register)
      if (op === Op.CHECK_LOCAL) set(state, a)
      if (op === Op.UNSET && a < code.variables.length) state[a >> 5] &= ~(1 << (a & 31))
      if (op === Op.DELETE_LOCAL) state[a >> 5] &= ~(1 << (a & 31))
      if (op === Op.SEND || op === Op.CLEANUP_THROW) set(state, a)
      if (op === Op.CLEANUP_THROW) goTo(target, state)
      if (!endsBlock(op)) {
        if (i + 1 < count) goTo(i + 1, state)
        else this.problem(i, 'runs off the end')
      }
    }
    for (let i = 0; i < count; i++) if (states[i] === null) this.problem(i, 'is unreachable')
  }

  /** The liveness table satisfies the dataflow equations and names only written registers. */
  private checkLiveness(): void {
    const { code, count, states } = this
    const live = readLiveness(code)
    const named = code.variables.length
    for (let i = 0; i < count; i++) {
      const state = states[i]
      if (state === null) continue
      const here = live[i]
      for (const register of here) {
        if (!(state[register >> 5] & (1 << (register & 31))))
          this.problem(i, `live register ${register} may hold nothing`)
      }
      const { op, x, a, b, c, target } = decode(code.code, i)
      const written = new Set<number>()
      operandEffects(
        op,
        x,
        a,
        b,
        c,
        (register) => {
          if (register >= named && !here.has(register)) this.problem(i, `reads register ${register}, which is not live`)
        },
        (register) => written.add(register),
      )
      const flowsFrom = (to: number, except: ReadonlySet<number>): void => {
        for (const register of live[to]) {
          if (!except.has(register) && !here.has(register))
            this.problem(i, `register ${register} is live at ${to} only`)
        }
      }
      if (!endsBlock(op)) flowsFrom(i + 1, written)
      if (target >= 0) flowsFrom(target, written)
      const entry = cannotRaise(op) ? null : this.handlerAt(i)
      if (entry !== null) flowsFrom(entry.handler, new Set([entry.register]))
    }
  }
}
