// The little language of the simulator: transactions over a few units, what they look like in the core's memory, and what
// they mean when they run one after the other. Words of a transaction, transactions separated by `|`:
//   x            read            x=1      write           x++       read, write one more     if0:x    go on only if x is 0
//   x:=1         deferred write  x?       read, with what was deferred      x<<1 append a digit (deferred)      x[] read digits
//   own:x        own only        xy       read x, then y  !         first word: inevitable from the start
//   #0           first word: ticket 0 of ordered commits
//   inevitable   from here on    abort    give up         print1    effect   poll  frame3  change the stack
//   make:p=7     two objects     x->p     publish         follow:x  read both objects that x points to    change:p=6
//   retry0:x     park until x is not 0 (leave, if inevitable)      wake0 wake a thread      stop    stop the world

import { BareOp } from '../../../src/stm/bare-operations.ts'

export const UNIT_NAMES = ['x', 'y', 'z', 'w', 'out', 'lock', 'p', 'p2', 'q', 'q2', 'r', 'r2']
export const UNIT_BYTES = 64

export interface Operation {
  code: BareOp
  unit: number
  operand: number
}
export interface Transaction {
  text: string
  inevitable: boolean
  /** Place in the order of commits, or -1. */
  ticket: number
  /** Attempts it gets: 1 if it aborts itself. */
  tries: number
  operations: Operation[]
}

const unit = (name: string) => {
  const index = UNIT_NAMES.indexOf(name)
  if (index < 0) throw new Error(`no unit ${name}`)
  return index
}
const name = `(${UNIT_NAMES.join('|')})`
type Rule = [RegExp, (m: string[]) => [BareOp, string?, number?]]
const rules: Rule[] = [
  [new RegExp(`^${name}$`), (m) => [BareOp.read, m[1]]],
  [/^([xyzw])([xyzw])$/, (m) => [BareOp.readTwice, m[1], unit(m[2])]],
  [new RegExp(`^${name}=(\\d+)$`), (m) => [BareOp.write, m[1], Number(m[2])]],
  [new RegExp(`^${name}\\+\\+$`), (m) => [BareOp.add, m[1], 1]],
  [new RegExp(`^if0:${name}$`), (m) => [BareOp.ifZero, m[1]]],
  [new RegExp(`^own:${name}$`), (m) => [BareOp.own, m[1]]],
  [new RegExp(`^${name}:=(\\d+)$`), (m) => [BareOp.deferWrite, m[1], Number(m[2])]],
  [new RegExp(`^${name}\\?$`), (m) => [BareOp.readDeferred, m[1]]],
  [new RegExp(`^${name}<<(\\d)$`), (m) => [BareOp.deferAppend, m[1], Number(m[2])]],
  [new RegExp(`^${name}\\[\\]$`), (m) => [BareOp.readList, m[1]]],
  [/^inevitable$/, () => [BareOp.becomeInevitable]],
  [/^abort$/, () => [BareOp.abort]],
  [/^print(\d+)$/, (m) => [BareOp.effect, undefined, Number(m[1])]],
  [/^stop$/, () => [BareOp.stop]],
  [/^wake(\d)$/, (m) => [BareOp.wake, undefined, Number(m[1])]],
  [/^poll$/, () => [BareOp.poll]],
  [/^frame(\d+)$/, (m) => [BareOp.frame, undefined, Number(m[1])]],
  [new RegExp(`^make:${name}=(\\d+)$`), (m) => [BareOp.make, m[1], Number(m[2])]],
  [new RegExp(`^${name}->${name}$`), (m) => [BareOp.publish, m[1], unit(m[2])]],
  [new RegExp(`^follow:${name}$`), (m) => [BareOp.follow, m[1]]],
  [new RegExp(`^change:${name}=(\\d+)$`), (m) => [BareOp.change, m[1], Number(m[2])]],
  [new RegExp(`^retry0:${name}$`), (m) => [BareOp.retryIfZero, m[1]]],
]

/** The transactions of one executor's program. */
export function parseProgram(text: string): Transaction[] {
  return text.split('|').map((part) => {
    const words = part.trim().split(/\s+/).filter(Boolean)
    const ticket = words[0]?.startsWith('#') ? Number(words.shift()!.slice(1)) : -1
    const inevitable = words[0] === '!'
    const operations = (inevitable ? words.slice(1) : words).map((word) => {
      for (const [pattern, make] of rules) {
        const m = word.match(pattern)
        if (!m) continue
        const [code, unitName, operand] = make(m)
        return { code, unit: unitName === undefined ? 0 : unit(unitName), operand: operand ?? 0 }
      }
      throw new Error(`no word ${word}`)
    })
    return { text: part.trim(), inevitable, ticket, tries: words.includes('abort') ? 1 : 100, operations }
  })
}

/** The state of all units, as a serial execution sees it. Pointers are addresses in memory, so publishing needs the place of units. */
export interface State {
  value: number[]
  list: number[]
}
export const copyState = (s: State): State => ({ value: [...s.value], list: [...s.list] })

export interface Seen {
  operation: number
  value: number
}

/**
 * Runs a transaction on `state` (changing it) and compares what an attempt has seen. `complete`: the attempt got to its end;
 * otherwise it stopped behind what it has seen last. Returns what does not fit, or ''.
 */
export function replay(
  transaction: Transaction,
  state: State,
  seen: Seen[],
  complete: boolean,
  addressOf: (unit: number) => number,
): string {
  let next = 0
  const see = (index: number, value: number): string => {
    const s = seen[next++]
    if (!s) return 'end'
    if (s.operation !== index) return `operation ${index} saw nothing, ${s.operation} did`
    return s.value === value ? '' : `"${transaction.text}" saw ${s.value} at word ${index}, ${value} would be right`
  }
  for (const [index, o] of transaction.operations.entries()) {
    let problem = ''
    switch (o.code) {
      case BareOp.read:
        problem = see(index, state.value[o.unit])
        break
      case BareOp.readTwice:
        problem = see(index, state.value[o.unit]) || see(index, state.value[o.operand])
        break
      case BareOp.readDeferred:
        problem = see(index, state.value[o.unit])
        break
      case BareOp.readList:
        problem = see(index, state.list[o.unit])
        break
      case BareOp.write:
      case BareOp.deferWrite:
        state.value[o.unit] = o.operand
        break
      case BareOp.add:
        problem = see(index, state.value[o.unit])
        state.value[o.unit] += o.operand
        break
      case BareOp.ifZero:
        problem = see(index, state.value[o.unit])
        if (!problem && state.value[o.unit] !== 0) return next === seen.length ? '' : 'went on behind if0'
        break
      case BareOp.retryIfZero:
        problem = see(index, state.value[o.unit])
        if (!problem && state.value[o.unit] === 0) return next === seen.length ? '' : 'went on behind retry0'
        break
      case BareOp.deferAppend:
        state.list[o.unit] = state.list[o.unit] * 10 + o.operand
        break
      case BareOp.make:
        state.value[o.unit] = state.value[o.unit + 1] = o.operand
        break
      case BareOp.publish:
        state.value[o.unit] = addressOf(o.operand)
        break
      case BareOp.change:
        state.value[o.unit] = state.value[o.unit + 1] = o.operand
        break
      case BareOp.follow: {
        const p = state.value[o.unit]
        problem = see(index, p)
        if (problem || p === 0) break
        const target = UNIT_NAMES.findIndex((_, u) => addressOf(u) === p)
        problem = see(index, state.value[target]) || see(index, state.value[target + 1])
        break
      }
    }
    if (problem === 'end') return complete ? 'committed with too little seen' : ''
    if (problem) return problem
  }
  return next < seen.length ? 'saw more than the program reads' : ''
}

/** A committed transaction ends at an operation that saw `value`. */
function leavesAt(o: Operation, value: number | undefined): boolean {
  return (o.code === BareOp.ifZero && value !== 0) || (o.code === BareOp.retryIfZero && value === 0)
}

/** The effects of a transaction that has committed after seeing `seen`: those in front of an `if0` that left it. */
export function effectsOf(transaction: Transaction, seen: Seen[]): number[] {
  const effects: number[] = []
  for (const [index, o] of transaction.operations.entries()) {
    if (o.code === BareOp.effect) effects.push(o.operand)
    if (leavesAt(o, seen.find((s) => s.operation === index)?.value)) break
  }
  return effects
}

/** The sum of the `frame` words that a committed transaction has run. */
export function frameSumOf(transaction: Transaction, seen: Seen[]): number {
  let sum = 0
  for (const [index, o] of transaction.operations.entries()) {
    if (o.code === BareOp.frame) sum += o.operand
    if (leavesAt(o, seen.find((s) => s.operation === index)?.value)) break
  }
  return sum
}
