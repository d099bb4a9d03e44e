// The code object under construction: instructions, labels, registers, constants, blocks.
//
// Instructions are kept in parallel arrays with *virtual* registers: locals from 0, cells from CELL_BASE, free variables
// from FREE_BASE, temporaries from TEMP_BASE; assemble.ts knows the counts and gives them their places. Jumps hold labels.
//
// Temporaries are a stack: `temp()` takes the next one, `u.top = mark` gives them back. A call area is taken at the top, so
// that the callee, whose registers begin in it, overwrites nothing that is still needed.
//
// Code behind a jump is unreachable until a label is placed that something jumps to; `emit` drops it.

import { endsBlock } from '../interp/opcode-info.ts'
import { Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import { type ConstantObject, constantKey } from './code-object.ts'
import type { CompileContext } from './compile-context.ts'
import { DEF_BOUND, DEF_NONLOCAL, isFunctionLike, mangleIn, type Scope, type SymbolEntry, Where } from './symbols.ts'

export const CELL_BASE = 0x10000
export const FREE_BASE = 0x20000
export const TEMP_BASE = 0x30000

/** Largest index of a constant that an operand reaches. */
export const NEAR_CONSTANTS = 8000
const OWN_CACHES = 50000
const MOST_CACHES = 65536

export type Label = number

export interface Handler {
  readonly label: Label
  readonly register: number
  /** Index of the handler around it or -1. */
  outer: number
  /** An instruction stands under it. */
  used: boolean
}

export type Block =
  | { readonly kind: 'loop'; readonly breakLabel: Label; readonly continueLabel: Label; readonly outer: number }
  | { readonly kind: 'try'; readonly outer: number } // protected; leaving it costs nothing
  | { readonly kind: 'finally'; readonly outer: number; readonly body: readonly ast.Stmt[] }
  | { readonly kind: 'finally handler'; readonly outer: number; readonly saved: number } // the exception's copy of a finally body
  | { readonly kind: 'handler'; readonly outer: number; readonly saved: number; readonly name: string | null }
  | { readonly kind: 'group handler'; readonly outer: number }
  | {
      readonly kind: 'with'
      readonly outer: number
      readonly area: number
      readonly isAsync: boolean
      readonly at: ast.Located
    }

export class CodeUnit {
  // ---- instructions
  readonly ops: number[] = []
  readonly xs: number[] = []
  readonly as: number[] = []
  readonly bs: number[] = []
  readonly cs: number[] = []
  readonly at: (ast.Located | null)[] = []
  readonly handlerOf: number[] = []
  reachable = true

  readonly labels: number[] = []
  private readonly labelUsed: boolean[] = []

  readonly handlers: Handler[] = []
  handler = -1
  readonly blocks: Block[] = []

  // ---- registers
  readonly localNames: string[] = []
  readonly cellNames: string[] = []
  readonly freeNames: string[]
  /** Cell variables that have their own place in co_cellvars, parameters among them. */
  readonly cellvars: string[] = []
  top = 0
  maxTop = 0
  parameterCount = 0
  /** Registers of variables of finished comprehensions, free to serve again, by kind and name. */
  readonly comprehensionRegisters = new Map<string, number[]>()

  // ---- operands
  readonly constants: ConstantObject[] = []
  /** Constants that only serve operands (names): not the first ones of co_consts. */
  readonly hidden: boolean[] = []
  private readonly constantIndex = new Map<string, number>()
  private readonly hiddenIndex = new Map<string, number>()
  readonly caches: (string | null)[] = []
  private readonly sharedCaches = new Map<string, number>()
  readonly names = new Map<string, number>()

  // ---- the code object
  flags = 0
  argcount = 0
  posonlyargcount = 0
  kwonlyargcount = 0
  /** Attributes stored to the first parameter in methods, for __static_attributes__. */
  staticAttributes: Set<string> | null = null
  /** Annotations of a module or class, for its __annotate__; the number of a conditional one or -1. */
  readonly annotations = new Map<ast.AnnAssign, number>()
  /** The handler around a generator's whole body, which keeps StopIteration in. */
  stopIteration: { readonly label: Label; readonly register: number } | null = null
  /** The scope whose names are being compiled: `unitScope` or an inlined comprehension in it. */
  scope: Scope

  constructor(
    readonly context: CompileContext,
    readonly unitScope: Scope,
    readonly parent: CodeUnit | null,
    readonly name: string,
    readonly qualname: string,
    readonly firstlineno: number,
    public className: string | null,
  ) {
    this.scope = unitScope
    this.freeNames = [...unitScope.free].sort(compareNames)
  }

  get isFunction(): boolean {
    return isFunctionLike(this.unitScope)
  }

  // ---- emission

  emit(op: Op, at: ast.Located | null, a = 0, b = 0, c = 0, x = 0): void {
    if (!this.reachable) return
    this.ops.push(op)
    this.xs.push(x)
    this.as.push(a)
    this.bs.push(b)
    this.cs.push(c)
    this.at.push(at)
    this.handlerOf.push(this.handler)
    if (this.handler >= 0) this.handlers[this.handler].used = true
    if (endsBlock(op)) this.reachable = false
  }

  /** A jump: the label stands in C, or in B for the wide ones. */
  jump(op: Op, at: ast.Located | null, label: Label, a = 0, b = 0, x = 0): void {
    if (!this.reachable) return
    this.labelUsed[label] = true
    if (op === Op.JUMP || op === Op.JUMP_BACK) this.emit(op, at, 0, label)
    else this.emit(op, at, a, b, label, x)
  }

  label(): Label {
    this.labels.push(-1)
    this.labelUsed.push(false)
    return this.labels.length - 1
  }

  place(label: Label): void {
    this.labels[label] = this.ops.length
    if (this.labelUsed[label]) this.reachable = true
  }

  isUsed(label: Label): boolean {
    return this.labelUsed[label]
  }

  /** Begins a protected region; returns the handler to restore at its end. */
  protect(label: Label, register: number): number {
    const outer = this.handler
    this.handlers.push({ label, register, outer, used: false })
    this.handler = this.handlers.length - 1
    return outer
  }

  /** Places the label of a handler: reachable if something it protects was emitted. */
  placeHandler(label: Label): void {
    const handler = this.handlers.findLast((h) => h.label === label)
    if (handler?.used) this.labelUsed[label] = true
    this.place(label)
  }

  /** Takes back a protected region that turned out to need no handler. */
  dropHandler(label: Label): void {
    const index = this.handlers.findLastIndex((h) => h.label === label)
    const { outer } = this.handlers[index]
    for (let i = this.handlerOf.length - 1; i >= 0; i--) {
      if (this.handlerOf[i] === index) {
        this.handlerOf[i] = outer
        if (outer >= 0) this.handlers[outer].used = true
      }
    }
    for (const handler of this.handlers) if (handler.outer === index) handler.outer = outer
  }

  // ---- temporaries

  temp(): number {
    return this.temps(1)
  }

  temps(count: number): number {
    const first = this.top
    this.top += count
    if (this.top > this.maxTop) this.maxTop = this.top
    return TEMP_BASE + first
  }

  // ---- constants, names, caches

  constant(constant: ConstantObject): number {
    const key = constantKey(constant)
    if (key !== null) {
      const known = this.constantIndex.get(key)
      if (known !== undefined) return known
      this.constantIndex.set(key, this.constants.length)
    }
    this.constants.push(constant)
    this.hidden.push(false)
    return this.constants.length - 1
  }

  /** A name as constant operand. */
  nameConstant(name: string): number {
    const known = this.hiddenIndex.get(name)
    if (known !== undefined) return known
    this.hiddenIndex.set(name, this.constants.length)
    this.constants.push({ type: 'str', value: name })
    this.hidden.push(true)
    return this.constants.length - 1
  }

  noteName(name: string): void {
    if (!this.names.has(name)) this.names.set(name, this.names.size)
  }

  /** A cache record for a use of `name` by `op`; in very large code objects they are shared. */
  cache(name: string, op: Op): number {
    if (!this.reachable) return 0
    this.noteName(name)
    return this.newCache(name, `${op} ${name}`)
  }

  callCache(): number {
    return this.newCache(null, '')
  }

  private newCache(name: string | null, key: string): number {
    if (!this.reachable) return 0
    if (this.caches.length >= OWN_CACHES) {
      const known = this.sharedCaches.get(key)
      if (known !== undefined) return known
      if (this.caches.length >= MOST_CACHES)
        throw this.context.error('too many names in one code object', this.unitScope.at)
      this.sharedCaches.set(key, this.caches.length)
    }
    this.caches.push(name)
    return this.caches.length - 1
  }

  loadConstant(constant: ConstantObject, dest: number, at: ast.Located | null): void {
    if (this.reachable) this.emit(Op.LOAD_CONST, at, dest, this.constant(constant))
  }

  /** Index of a constant that may serve as K operand, or -1: it must be loaded. */
  nearConstant(constant: ConstantObject): number {
    if (!this.reachable) return 0
    if (this.constants.length >= NEAR_CONSTANTS) return -1
    return this.constant(constant)
  }

  // ---- variables

  mangle(name: string): string {
    return mangleIn(this.scope, this.className, name)
  }

  addLocal(name: string): number {
    this.localNames.push(name)
    return this.localNames.length - 1
  }

  /** Register of the variable `name` that `home`, a scope of this unit, binds. */
  registerOf(home: Scope, name: string, symbol: SymbolEntry): number {
    if (symbol.register < 0) {
      if (symbol.captured && home === this.unitScope) {
        const index = this.cellNames.indexOf(name)
        symbol.register = CELL_BASE + index
      } else {
        symbol.register = this.addLocal(name)
        if (symbol.captured && !this.cellvars.includes(name)) this.cellvars.push(name)
      }
    }
    return symbol.register
  }

  freeRegister(name: string): number {
    const index = this.freeNames.indexOf(name)
    if (index < 0) throw new Error(`${name} is no free variable of ${this.qualname}`)
    return FREE_BASE + index
  }

  /** Register that holds the cell which a function made here gets for its free variable `name`. */
  closureRegister(name: string): number {
    for (let s = this.scope; ; s = s.parent!) {
      const symbol = s.symbols.get(name)
      if (s === this.unitScope) {
        if (isFunctionLike(s)) {
          if (symbol && symbol.flags & DEF_BOUND && !(symbol.flags & DEF_NONLOCAL))
            return this.registerOf(s, name, symbol)
        } else {
          const index = this.cellNames.indexOf(name)
          if (index >= 0) return CELL_BASE + index
        }
        return this.freeRegister(name)
      }
      if (
        symbol &&
        symbol.flags & DEF_BOUND &&
        !(symbol.flags & DEF_NONLOCAL) &&
        symbol.where !== Where.GLOBAL_EXPLICIT
      ) {
        return this.registerOf(s, name, symbol)
      }
    }
  }
}

export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function isTemp(register: number): boolean {
  return register >= TEMP_BASE
}
