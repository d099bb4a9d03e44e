// Scopes and names: what each name of a program means in each scope.
//
// `SymbolBuilder` (symbol-builder.ts) walks the tree and fills the flags of each scope's symbols; `resolveSymbols` here
// decides from them: local, cell, free, explicit or implicit global. Terms and error texts are CPython's symtable's.
//
// List, set and dict comprehensions run in the code of the scope around them (PEP 709): their scope is *inlined*. It has
// variables of its own, but no code. A *unit* is a scope with code. A variable is a cell only if another unit than its own
// captures it; so an inlined comprehension that reads a local of its function needs no cell.
//
// Invariant after `resolveSymbols`: every symbol has its `where`, and `home` (the scope whose variable it is) if that
// lies in the same unit; every unit's `free` holds the names that its closure must bring.

import type { Located } from './ast.ts'
import { PythonSyntaxError } from './syntax-error.ts'

export const DEF_GLOBAL = 1
export const DEF_LOCAL = 2
export const DEF_PARAM = 4
export const DEF_NONLOCAL = 8
export const USE = 16
export const DEF_IMPORT = 128
export const DEF_ANNOT = 256
export const DEF_COMP_ITER = 512
export const DEF_TYPE_PARAM = 1024
export const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM

export const enum Where {
  UNRESOLVED,
  LOCAL,
  CELL,
  FREE,
  GLOBAL_EXPLICIT,
  GLOBAL_IMPLICIT,
}

export type ScopeKind =
  | 'module'
  | 'class'
  | 'function' // also lambdas and comprehensions
  | 'annotation' // __annotate__
  | 'type variable' // bound, constraints or default of a type parameter
  | 'type alias' // the value of a type statement
  | 'type parameters' // the scope that holds type parameters

export type ComprehensionKind = '' | 'list' | 'set' | 'dict' | 'generator'

export const COMPREHENSION_NAMES: Record<Exclude<ComprehensionKind, ''>, string> = {
  list: 'list comprehension',
  set: 'set comprehension',
  dict: 'dict comprehension',
  generator: 'generator expression',
}

export interface SymbolEntry {
  flags: number
  where: Where
  /** The scope of this unit whose variable the name means (LOCAL and CELL). */
  home: Scope | null
  /** Some other unit takes this variable into its closure. */
  captured: boolean
  /** The compiler's register for it, -1 as long as there is none. */
  register: number
}

export class Scope {
  readonly symbols = new Map<string, SymbolEntry>()
  readonly children: Scope[] = []
  /** Parameters in the order of registers. */
  readonly parameters: string[] = []
  /** global and nonlocal statements: where to report. */
  readonly directives: [name: string, at: Located][] = []
  /** Names this unit gets from its closure. */
  readonly free = new Set<string>()
  /** Targets of assignment expressions: registers that may change in the middle of an expression. */
  walrusTargets: Set<string> | null = null
  nested = false
  generator = false
  coroutine = false
  comprehension: ComprehensionKind = ''
  method = false
  /** An annotation-like scope directly or indirectly in a class: sees the names of the class. */
  canSeeClassScope = false
  /** A class some method of which needs these cells. */
  needsClassClosure = false
  needsClassDict = false
  hasConditionalAnnotations = false
  /** The one __annotate__ scope of a module or class. */
  annotationScope: Scope | null = null
  /** In a type parameter scope of a class: only these names are mangled. */
  mangledNames: Set<string> | null = null
  unevaluatedAnnotation = false
  /** Position inside a comprehension's parts, as the rules of assignment expressions need it. */
  compIterTarget = false
  compIterExpr = 0
  /** What the scope is, for "%s cannot be used within %s". */
  scopeInfo = ''

  constructor(
    readonly kind: ScopeKind,
    readonly name: string,
    readonly parent: Scope | null,
    readonly at: Located,
  ) {
    if (parent !== null) {
      parent.children.push(this)
      this.nested = parent.nested || isFunctionLike(parent)
    }
  }

  /** Runs in the code of the scope around it. */
  get inlined(): boolean {
    return this.comprehension !== '' && this.comprehension !== 'generator'
  }

  /** The scope in whose code this one runs. */
  get unit(): Scope {
    let scope: Scope = this
    while (scope.inlined) scope = scope.parent!
    return scope
  }

  lookup(name: string): SymbolEntry | undefined {
    return this.symbols.get(name)
  }
}

export function isFunctionLike(scope: Scope): boolean {
  return scope.kind !== 'module' && scope.kind !== 'class'
}

export interface SymbolTable {
  readonly top: Scope
  /** Scopes by the node that opens them: see symbol-builder.ts. */
  readonly scopes: Map<object, Scope>
}

/** The private name of `name` in class `className` (null outside of classes). */
export function mangle(className: string | null, name: string): string {
  if (className === null || !name.startsWith('__')) return name
  if (name.endsWith('__') || name.includes('.')) return name
  let start = 0
  while (className[start] === '_') start++
  if (start === className.length) return name
  return `_${className.slice(start)}${name}`
}

/** `mangle` as it applies in `scope`: the type parameter scopes of a class mangle their own names only. */
export function mangleIn(scope: Scope, className: string | null, name: string): string {
  if (className === null || !name.startsWith('__')) return name
  for (let s: Scope | null = scope; s !== null && s.kind !== 'class'; s = s.parent) {
    if (s.mangledNames !== null) return s.mangledNames.has(name) ? mangle(className, name) : name
  }
  return mangle(className, name)
}

export function syntaxErrorAt(message: string, filename: string, at: Located): PythonSyntaxError {
  return new PythonSyntaxError(
    'SyntaxError',
    message,
    filename,
    at.lineno,
    at.col_offset + 1,
    at.end_lineno,
    at.end_col_offset + 1,
    null,
  )
}

/** Decides the meaning of every name in `scope` and all scopes below. */
export function resolveSymbols(scope: Scope, filename: string): void {
  for (const [name, symbol] of scope.symbols) resolveSymbol(scope, name, symbol, filename)
  for (const child of scope.children) resolveSymbols(child, filename)
}

function directiveError(scope: Scope, name: string, message: string, filename: string): PythonSyntaxError {
  for (const [directive, at] of scope.directives) {
    if (directive === name) return syntaxErrorAt(message, filename, at)
  }
  return syntaxErrorAt(message, filename, scope.at)
}

function resolveSymbol(scope: Scope, name: string, symbol: SymbolEntry, filename: string): void {
  const flags = symbol.flags
  if (flags & DEF_GLOBAL) {
    if (flags & DEF_NONLOCAL) throw directiveError(scope, name, `name '${name}' is nonlocal and global`, filename)
    symbol.where = Where.GLOBAL_EXPLICIT
    return
  }
  if (flags & DEF_NONLOCAL) {
    if (scope.kind === 'module') {
      throw directiveError(scope, name, 'nonlocal declaration not allowed at module level', filename)
    }
    const home = findBinding(scope, name)
    if (home === null) throw directiveError(scope, name, `no binding for nonlocal '${name}' found`, filename)
    const bound = home.symbols.get(name)
    if (bound && bound.flags & DEF_TYPE_PARAM) {
      throw directiveError(scope, name, `nonlocal binding not allowed for type parameter '${name}'`, filename)
    }
    capture(scope, name, symbol, home)
    return
  }
  if (flags & DEF_BOUND) {
    symbol.where = symbol.captured ? Where.CELL : Where.LOCAL
    symbol.home = scope
    return
  }
  if (scope.canSeeClassScope) {
    const entry = classScopeOf(scope)?.symbols.get(name)
    if (entry) {
      if (entry.flags & DEF_GLOBAL) {
        symbol.where = Where.GLOBAL_EXPLICIT
        return
      }
      if (entry.flags & DEF_BOUND && !(entry.flags & DEF_NONLOCAL)) {
        symbol.where = Where.GLOBAL_IMPLICIT
        return
      }
    }
  }
  const home = findBinding(scope, name)
  if (home === null) symbol.where = Where.GLOBAL_IMPLICIT
  else capture(scope, name, symbol, home)
}

/** The class whose names an annotation-like scope sees. */
function classScopeOf(scope: Scope): Scope | null {
  let s: Scope | null = scope
  while (s?.canSeeClassScope) s = s.parent
  return s?.kind === 'class' ? s : null
}

/** The scope around `scope` that binds `name` for it, or null: global. */
function findBinding(scope: Scope, name: string): Scope | null {
  let crossed = !scope.inlined // whether the way has left a unit
  for (let s = scope.parent; s !== null; s = s.parent) {
    if (s.kind === 'module') return null
    if (s.kind === 'class') {
      if (crossed && (name === '__class__' || name === '__classdict__' || name === '__conditional_annotations__')) {
        if (name !== '__conditional_annotations__' || s.hasConditionalAnnotations) return s
      }
    } else {
      const symbol = s.symbols.get(name)
      if (symbol) {
        if (symbol.flags & DEF_GLOBAL) return null
        if (symbol.flags & DEF_BOUND && !(symbol.flags & DEF_NONLOCAL)) return s
      }
    }
    if (!s.inlined) crossed = true
  }
  return null
}

/** `name` in `scope` means the variable of `home`: brings it through the closures of the units between. */
function capture(scope: Scope, name: string, symbol: SymbolEntry, home: Scope): void {
  const homeUnit = home.unit
  const unit = scope.unit
  const bound = homeSymbol(home, name)
  if (unit === homeUnit) {
    symbol.where = bound.captured ? Where.CELL : Where.LOCAL
    symbol.home = home
    return
  }
  symbol.where = Where.FREE
  bound.captured = true
  if (bound.where === Where.LOCAL) bound.where = Where.CELL
  for (let s: Scope = unit; s !== homeUnit; s = s.parent!.unit) s.free.add(name)
}

/** The binding symbol; a class's implicit cells come into being when they are captured. */
function homeSymbol(home: Scope, name: string): SymbolEntry {
  if (home.kind !== 'class') return home.symbols.get(name)!
  if (name === '__class__') home.needsClassClosure = true
  else if (name === '__classdict__') home.needsClassDict = true
  return { flags: 0, where: Where.CELL, home, captured: true, register: -1 }
}

/** Error text of a global or nonlocal statement that comes too late. */
export function directiveText(name: string, what: string, flags: number): string {
  if (flags & DEF_PARAM) return `name '${name}' is parameter and ${what}`
  if (flags & USE) return `name '${name}' is used prior to ${what} declaration`
  if (flags & DEF_ANNOT) return `annotated name '${name}' can't be ${what}`
  return `name '${name}' is assigned to before ${what} declaration`
}
