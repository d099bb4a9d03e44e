// Entry point of the compiler: syntax tree -> code object, as an object of the host or as bytes.

import { CODE_COROUTINE, CODE_FUTURE_ANNOTATIONS, Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import type { CodeObject } from './code-object.ts'
import { writeCode } from './code-writer.ts'
import { compileBlockAnnotations, numberAnnotations } from './compile-annotations.ts'
import { CompileContext, type CompilerWarning } from './compile-context.ts'
import { operand } from './compile-expressions.ts'
import { finishUnit, implicitReturn, openCells } from './compile-functions.ts'
import { storePlainName } from './compile-names.ts'
import { compileBody } from './compile-statements.ts'
import { CodeUnit } from './compile-unit.ts'
import { cleanDocstring, docstringOf } from './docstrings.ts'
import { type FutureFeatures, futureFeatures } from './future.ts'
import { type ParseMode, parse } from './parser.ts'
import { buildSymbols } from './symbol-builder.ts'
import { syntaxErrorAt } from './symbols.ts'

/** Flags of the builtin `compile`. */
export const PY_CF_ALLOW_TOP_LEVEL_AWAIT = 0x2000

export interface CompileOptions {
  readonly mode?: 'exec' | 'eval' | 'single'
  /** 0, 1 (-O) or 2 (-OO). */
  readonly optimize?: number
  /** PyCF_* and CO_FUTURE_* flags, those of the calling code already merged in unless `dont_inherit`. */
  readonly flags?: number
  readonly onWarning?: (warning: CompilerWarning) => void
}

const FUTURE_MASK = 0x1fe0000

export function compileToObject(mod: ast.Mod, filename: string, options: CompileOptions = {}): CodeObject {
  const flags = options.flags ?? 0
  const future: FutureFeatures =
    mod.kind === 'Module' || mod.kind === 'Interactive' ? futureFeatures(mod.body, filename) : { flags: 0 }
  const futureFlags = future.flags | (flags & FUTURE_MASK)
  const futureAnnotations = (futureFlags & CODE_FUTURE_ANNOTATIONS) !== 0
  const topLevelAwait = (flags & PY_CF_ALLOW_TOP_LEVEL_AWAIT) !== 0
  try {
    const symbols = buildSymbols(mod, { filename, futureAnnotations, topLevelAwait })
    const context = new CompileContext(
      filename,
      symbols,
      options.optimize ?? 0,
      futureFlags,
      futureAnnotations,
      mod.kind === 'Interactive',
      topLevelAwait,
      options.onWarning ?? null,
    )
    return compileModule(mod, context)
  } catch (error) {
    if (error instanceof RangeError && /call stack/i.test(error.message)) {
      const start: ast.Located = { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 }
      throw syntaxErrorAt('too many nested expressions', filename, start)
    }
    throw error
  }
}

function compileModule(mod: ast.Mod, context: CompileContext): CodeObject {
  const { top } = context.symbols
  const unit = new CodeUnit(context, top, null, '<module>', '<module>', 1, null)
  unit.flags = context.futureFlags
  if (context.topLevelAwait && top.coroutine) unit.flags |= CODE_COROUTINE
  unit.addLocal('')
  openCells(unit, [])
  if (mod.kind === 'Expression') {
    unit.emit(Op.RETURN, mod.body, operand(unit, mod.body, true))
    return finishUnit(unit)
  }
  if (mod.kind === 'FunctionType') throw new Error('function types are not compiled')
  let { body } = mod
  const at: ast.Located = { lineno: 1, end_lineno: 1, col_offset: 0, end_col_offset: 0 }
  numberAnnotations(unit, body)
  const docstring = mod.kind === 'Module' ? docstringOf(body) : null
  if (unit.annotations.size > 0) moduleAnnotations(unit, body[0])
  if (docstring !== null) {
    if (context.optimize < 2) {
      const mark = unit.top
      const value = unit.temp()
      unit.loadConstant(cleanDocstring(docstring), value, body[0])
      storePlainName(unit, '__doc__', value, body[0])
      unit.top = mark
    }
    body = body.slice(1)
  }
  compileBody(unit, body)
  const last = mod.body[mod.body.length - 1]
  if (unit.reachable) {
    unit.emit(Op.RETURN_CONST, implicitReturn(last) ?? at, 0, unit.constant({ type: 'None' }))
  }
  return finishUnit(unit)
}

/** What the annotated names of a module need before its first statement. */
function moduleAnnotations(unit: CodeUnit, at: ast.Located): void {
  const { top } = unit
  if (unit.context.futureAnnotations) {
    unit.emit(Op.SETUP_ANNOTATIONS, at)
    return
  }
  compileBlockAnnotations(unit, '__annotate__', at)
  const set = unit.temp()
  unit.emit(Op.BUILD_SET, at, set, set, 0)
  storePlainName(unit, '__conditional_annotations__', set, at)
  unit.top = top
}

export function compile(mod: ast.Mod, filename: string, options: CompileOptions = {}): Uint8Array {
  return writeCode(compileToObject(mod, filename, options))
}

/** Source text -> bytes of the code object. Throws PythonSyntaxError. */
export function compileSource(source: string | Uint8Array, filename: string, options: CompileOptions = {}): Uint8Array {
  const mode: ParseMode = options.mode ?? 'exec'
  return compile(parse(source, filename, { mode }), filename, options)
}
