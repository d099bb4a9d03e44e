// Functions, lambdas, and what belongs to making them: code units with their prologue, closures, defaults, decorators.
// Annotations and type parameters: compile-annotations.ts. Classes: compile-classes.ts.

import { CALL_ARGUMENTS } from '../interp/opcode-info.ts'
import {
  CODE_ASYNC_GENERATOR,
  CODE_COROUTINE,
  CODE_GENERATOR,
  CODE_HAS_DOCSTRING,
  CODE_METHOD,
  CODE_NESTED,
  CODE_NEWLOCALS,
  CODE_OPTIMIZED,
  CODE_VARARGS,
  CODE_VARKEYWORDS,
  Intrinsic1,
  Intrinsic2,
  Op,
} from '../interp/opcodes.ts'
import { assemble } from './assemble.ts'
import type * as ast from './ast.ts'
import type { CodeObject, ConstantObject } from './code-object.ts'
import { compileFunctionAnnotations, compileTypeParameters } from './compile-annotations.ts'
import { consecutive, exprTo, fold, operand } from './compile-expressions.ts'
import { localRegister, storeName } from './compile-names.ts'
import { compileBody } from './compile-statements.ts'
import { CELL_BASE, CodeUnit, compareNames, FREE_BASE, isTemp } from './compile-unit.ts'
import { cleanDocstring, docstringOf } from './docstrings.ts'
import { strConstant } from './fold-constants.ts'
import { DEF_BOUND, DEF_GLOBAL, DEF_NONLOCAL, type Scope, Where } from './symbols.ts'

/** Qualified name of something defined in `u`. */
export function qualifiedName(u: CodeUnit, name: string, isDefinition: boolean): string {
  let parent: CodeUnit = u
  if (parent.unitScope.kind === 'type parameters') parent = parent.parent!
  if (parent.unitScope.kind === 'module') return name
  if (isDefinition && u.scope.symbols.get(u.mangle(name))?.where === Where.GLOBAL_EXPLICIT) return name
  const { kind, comprehension } = parent.unitScope
  return kind === 'function' && comprehension === ''
    ? `${parent.qualname}.<locals>.${name}`
    : `${parent.qualname}.${name}`
}

/** A unit for a scope that is a function, with its parameters and prologue. */
export function openFunction(
  u: CodeUnit,
  scope: Scope,
  name: string,
  firstlineno: number,
  argcount: number,
  posonlyargcount: number,
  kwonlyargcount: number,
  flags = 0,
): CodeUnit {
  const definition = scope.kind === 'function' && scope.comprehension === '' && name !== '<lambda>'
  const unit = new CodeUnit(u.context, scope, u, name, qualifiedName(u, name, definition), firstlineno, u.className)
  unit.argcount = argcount
  unit.posonlyargcount = posonlyargcount
  unit.kwonlyargcount = kwonlyargcount
  unit.flags = CODE_OPTIMIZED | CODE_NEWLOCALS | u.context.futureFlags | flags
  if (scope.nested) unit.flags |= CODE_NESTED
  if (scope.method) unit.flags |= CODE_METHOD
  if (scope.generator) unit.flags |= scope.coroutine ? CODE_ASYNC_GENERATOR : CODE_GENERATOR
  else if (scope.coroutine) unit.flags |= CODE_COROUTINE
  // a finally body is compiled more than once, and the functions in it with it
  for (const symbol of scope.symbols.values()) symbol.register = -1
  for (const parameter of scope.parameters) scope.symbols.get(parameter)!.register = unit.addLocal(parameter)
  unit.parameterCount = scope.parameters.length
  const cells: string[] = []
  for (const [cell, symbol] of scope.symbols) {
    if (!symbol.captured || !(symbol.flags & DEF_BOUND) || symbol.flags & (DEF_NONLOCAL | DEF_GLOBAL)) continue
    if (symbol.register >= 0) unit.cellvars.push(cell)
    else cells.push(cell)
  }
  unit.cellvars.sort((a, b) => unit.localNames.indexOf(a) - unit.localNames.indexOf(b))
  openCells(unit, cells.sort(compareNames))
  return unit
}

/** The prologue: closure, cells, the generator. `cells` are cell variables that are no parameters. */
export function openCells(unit: CodeUnit, cells: readonly string[]): void {
  if (unit.freeNames.length > 0) unit.emit(Op.COPY_FREE_VARS, null, FREE_BASE, unit.freeNames.length)
  for (const name of unit.cellvars) unit.emit(Op.MAKE_CELL, null, unit.unitScope.symbols.get(name)!.register)
  for (const name of cells) {
    unit.cellNames.push(name)
    unit.cellvars.push(name)
    unit.emit(Op.MAKE_CELL, null, CELL_BASE + unit.cellNames.length - 1)
  }
  if (unit.flags & (CODE_GENERATOR | CODE_COROUTINE | CODE_ASYNC_GENERATOR)) {
    const line = unit.firstlineno
    unit.emit(Op.RETURN_GENERATOR, { lineno: line, end_lineno: line, col_offset: -1, end_col_offset: -1 })
    const label = unit.label()
    const register = unit.temp()
    unit.protect(label, register)
    unit.stopIteration = { label, register }
  }
}

/** Ends the code (control must not reach its end) and makes the code object. */
export function finishUnit(unit: CodeUnit): CodeObject {
  const stop = unit.stopIteration
  if (stop !== null) {
    unit.handler = -1
    unit.placeHandler(stop.label)
    unit.emit(Op.INTRINSIC_1, null, stop.register, stop.register, 0, Intrinsic1.STOP_ITERATION_ERROR)
    unit.emit(Op.RERAISE, null, stop.register)
  }
  return assemble(unit)
}

export interface FunctionParts {
  /** Registers of the attributes. */
  defaults?: number
  kwdefaults?: number
  annotate?: number
}

/** R[dest] = function of the code, with its closure and attributes. */
export function makeFunction(
  u: CodeUnit,
  code: CodeObject,
  freeNames: readonly string[],
  at: ast.Located,
  dest: number,
  parts: FunctionParts,
): void {
  if (!u.reachable) return
  const mark = u.top
  const plain = freeNames.length === 0 && Object.keys(parts).length === 0
  const f = plain || isTemp(dest) ? dest : u.temp()
  u.emit(Op.MAKE_FUNCTION, at, f, u.constant({ type: 'code', code }))
  if (freeNames.length > 0) {
    const cells = freeNames.map((name) => u.closureRegister(name))
    const closure = u.temp()
    let first = cells[0]
    if (cells.some((cell, i) => cell !== first + i)) {
      first = u.temps(cells.length)
      cells.forEach((cell, i) => {
        u.emit(Op.MOVE, at, first + i, cell)
      })
    }
    u.emit(Op.BUILD_TUPLE, at, closure, first, cells.length)
    u.emit(Op.SET_FUNCTION_ATTRIBUTE, at, f, closure, 0, 8)
  }
  if (parts.annotate !== undefined) u.emit(Op.SET_FUNCTION_ATTRIBUTE, at, f, parts.annotate, 0, 16)
  if (parts.kwdefaults !== undefined) u.emit(Op.SET_FUNCTION_ATTRIBUTE, at, f, parts.kwdefaults, 0, 2)
  if (parts.defaults !== undefined) u.emit(Op.SET_FUNCTION_ATTRIBUTE, at, f, parts.defaults, 0, 1)
  if (f !== dest) u.emit(Op.MOVE, at, dest, f)
  u.top = mark
}

/** Evaluates the defaults of parameters into new temporaries. */
function compileDefaults(u: CodeUnit, args: ast.Arguments, at: ast.Located): FunctionParts {
  const parts: FunctionParts = {}
  if (args.defaults.length > 0) {
    parts.defaults = u.temp()
    const items: ConstantObject[] = []
    for (const e of args.defaults) {
      const constant = fold(u, e)
      if (constant !== null) items.push(constant)
    }
    if (items.length === args.defaults.length) {
      u.loadConstant({ type: 'tuple', items }, parts.defaults, at)
    } else {
      const mark = u.top
      const first = consecutive(u, args.defaults)
      u.emit(Op.BUILD_TUPLE, at, parts.defaults, first, args.defaults.length)
      u.top = mark
    }
  }
  if (args.kw_defaults.some((e) => e !== null)) {
    parts.kwdefaults = u.temp()
    const mark = u.top
    const first = u.temps(0)
    let count = 0
    args.kwonlyargs.forEach((arg, i) => {
      const e = args.kw_defaults[i]
      if (e === null) return
      const pair = u.temps(2)
      u.loadConstant(strConstant(u.mangle(arg.arg)), pair, at)
      exprTo(u, e, pair + 1)
      count++
    })
    u.emit(Op.BUILD_MAP, at, parts.kwdefaults, first, count)
    u.top = mark
  }
  return parts
}

function argumentFlags(args: ast.Arguments): number {
  return (args.vararg ? CODE_VARARGS : 0) | (args.kwarg ? CODE_VARKEYWORDS : 0)
}

export function makeLambda(u: CodeUnit, e: ast.Lambda, dest: number): void {
  const { args } = e
  const parts = compileDefaults(u, args, e)
  const positional = args.posonlyargs.length + args.args.length
  const unit = openFunction(
    u,
    u.context.scopeOf(e),
    '<lambda>',
    e.lineno,
    positional,
    args.posonlyargs.length,
    args.kwonlyargs.length,
    argumentFlags(args),
  )
  unit.emit(Op.RETURN, e.body, operand(unit, e.body, true))
  makeFunction(u, finishUnit(unit), unit.freeNames, e, dest, parts)
}

type Definition = ast.FunctionDef | ast.AsyncFunctionDef

export function compileFunctionDef(u: CodeUnit, s: Definition): void {
  const mark = u.top
  const decorators = startDecorators(u, s.decorator_list)
  const target = decorators.length === 0 ? localRegister(u, s.name) : -1
  const f = target >= 0 ? target : u.temp()
  functionValue(u, s, f)
  finishDecorators(u, s.decorator_list, decorators)
  storeName(u, s.name, decorators.length > 0 ? decorators[0] : f, s)
  u.top = mark
}

/** Evaluates the decorators, each into a call area whose argument is the next area's result. */
export function startDecorators(u: CodeUnit, list: readonly ast.Expr[]): number[] {
  return list.map((decorator) => {
    const area = u.temps(CALL_ARGUMENTS)
    exprTo(u, decorator, area)
    return area
  })
}

export function finishDecorators(u: CodeUnit, list: readonly ast.Expr[], areas: readonly number[]): void {
  for (let i = areas.length - 1; i >= 0; i--) u.emit(Op.CALL, list[i], areas[i], areas[i], u.callCache(), 1)
}

export function firstLine(s: Definition | ast.ClassDef): number {
  return s.decorator_list.length > 0 ? s.decorator_list[0].lineno : s.lineno
}

function functionValue(u: CodeUnit, s: Definition, dest: number): void {
  const parts = compileDefaults(u, s.args, s)
  if (s.type_params.length === 0) {
    functionObject(u, s, dest, parts)
    return
  }
  const scope = u.context.scopeOf(s.type_params)
  const given = [parts.defaults, parts.kwdefaults].filter((register) => register !== undefined)
  const line = firstLine(s)
  const unit = openFunction(u, scope, `<generic parameters of ${s.name}>`, line, given.length, 0, 0)
  const inner: FunctionParts = {}
  let next = 0
  if (parts.defaults !== undefined) inner.defaults = next++
  if (parts.kwdefaults !== undefined) inner.kwdefaults = next
  const params = unit.temp()
  compileTypeParameters(unit, s.type_params, params, s)
  const f = unit.temp()
  functionObject(unit, s, f, inner)
  unit.emit(Op.INTRINSIC_2, s, f, f, params, Intrinsic2.SET_FUNCTION_TYPE_PARAMS)
  unit.emit(Op.RETURN, s, f)
  const code = finishUnit(unit)
  const area = u.temps(CALL_ARGUMENTS)
  makeFunction(u, code, unit.freeNames, s, area, {})
  for (const register of given) u.emit(Op.MOVE, s, u.temp(), register)
  u.emit(Op.CALL, s, dest, area, u.callCache(), given.length)
}

function functionObject(u: CodeUnit, s: Definition, dest: number, parts: FunctionParts): void {
  const annotated = compileFunctionAnnotations(u, s)
  const all = annotated === null ? parts : { ...parts, annotate: annotated }
  const { args } = s
  const positional = args.posonlyargs.length + args.args.length
  const unit = openFunction(
    u,
    u.context.scopeOf(s),
    s.name,
    firstLine(s),
    positional,
    args.posonlyargs.length,
    args.kwonlyargs.length,
    argumentFlags(args),
  )
  let { body } = s
  const docstring = docstringOf(body)
  if (docstring !== null) {
    body = body.slice(1)
    if (u.context.optimize < 2) {
      unit.constant(cleanDocstring(docstring))
      unit.flags |= CODE_HAS_DOCSTRING
    }
  }
  compileBody(unit, body)
  const last = s.body[s.body.length - 1]
  if (unit.reachable) unit.emit(Op.RETURN_CONST, implicitReturn(last), 0, unit.constant({ type: 'None' }))
  makeFunction(u, finishUnit(unit), unit.freeNames, s, dest, all)
}

/** Where the `return None` stands that nobody wrote. */
export function implicitReturn(last: ast.Located | undefined): ast.Located | null {
  if (last === undefined) return null
  return {
    lineno: last.lineno,
    end_lineno: last.end_lineno,
    col_offset: last.col_offset,
    end_col_offset: last.end_col_offset,
  }
}
