// What all code objects of one compilation share: options, the symbol table, errors and warnings.

import type { Located } from './ast.ts'
import { type Scope, type SymbolTable, syntaxErrorAt } from './symbols.ts'
import type { PythonSyntaxError } from './syntax-error.ts'

export interface CompilerWarning {
  readonly category: 'SyntaxWarning'
  readonly message: string
  readonly at: Located
}

export class CompileContext {
  /** Parts compiled twice (finally bodies) warn once. */
  private readonly warned = new Set<string>()

  constructor(
    readonly filename: string,
    readonly symbols: SymbolTable,
    /** -O level: 1 drops asserts and sets __debug__ to False, 2 drops docstrings too. */
    readonly optimize: number,
    /** co_flags of `from __future__` imports. */
    readonly futureFlags: number,
    readonly futureAnnotations: boolean,
    readonly interactive: boolean,
    readonly topLevelAwait: boolean,
    private readonly onWarning: ((warning: CompilerWarning) => void) | null,
  ) {}

  scopeOf(node: object): Scope {
    const scope = this.symbols.scopes.get(node)
    if (scope === undefined) throw new Error('a node without its scope')
    return scope
  }

  error(message: string, at: Located): PythonSyntaxError {
    return syntaxErrorAt(message, this.filename, at)
  }

  warn(message: string, at: Located): void {
    if (this.onWarning === null) return
    const key = `${at.lineno} ${at.col_offset} ${message}`
    if (this.warned.has(key)) return
    this.warned.add(key)
    this.onWarning({ category: 'SyntaxWarning', message, at })
  }
}
