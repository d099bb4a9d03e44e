// Annotations (PEP 649, 749), type parameters (PEP 695, 696) and type aliases: what is evaluated later or not at all.
//
// Annotations become a function `__annotate__(format)` that makes the dict; with `from __future__ import annotations` they
// are strings, and modules and classes store them at once.

import { CALL_ARGUMENTS } from '../interp/opcode-info.ts'
import { Intrinsic1, Intrinsic2, Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import type { CodeObject } from './code-object.ts'
import { exprTo, operand } from './compile-expressions.ts'
import { finishUnit, makeFunction, openFunction } from './compile-functions.ts'
import { loadPlainName, storeName, storePlainName } from './compile-names.ts'
import type { CodeUnit } from './compile-unit.ts'
import { intConstant, strConstant } from './fold-constants.ts'
import type { Scope } from './symbols.ts'
import { unparse } from './unparse.ts'

const FORMAT_VALUE_WITH_FAKE_GLOBALS = 2

/** A unit with the one parameter `format` that refuses formats it cannot serve. */
function openEvaluator(u: CodeUnit, scope: Scope, name: string, at: ast.Located, line: number): CodeUnit {
  const unit = openFunction(u, scope, name, line, 1, 1, 0)
  const plain = unit.label()
  const k = unit.constant(intConstant(FORMAT_VALUE_WITH_FAKE_GLOBALS))
  unit.jump(Op.GT_K_JUMP, at, plain, 0, k, 0)
  const error = unit.temp()
  unit.emit(Op.LOAD_COMMON_CONST, at, error, 0, 0, 1)
  unit.emit(Op.RAISE, at, error, 0, 0, 1)
  unit.place(plain)
  unit.top = 0
  return unit
}

/** Value of an annotation, as it stands in the dict. */
function annotationTo(u: CodeUnit, e: ast.Expr, dest: number): void {
  if (u.context.futureAnnotations) u.loadConstant(strConstant(unparse(e)), dest, e)
  else if (e.kind === 'Starred') {
    // *args: *Ts
    const mark = u.top
    u.emit(Op.UNPACK_SEQUENCE, e, dest, operand(u, e.value, true), 1)
    u.top = mark
  } else exprTo(u, e, dest)
}

/** The function that makes `__annotations__`, in a new temporary; null without annotations. */
export function compileFunctionAnnotations(u: CodeUnit, s: ast.FunctionDef | ast.AsyncFunctionDef): number | null {
  const { args } = s
  const parameters = [...args.posonlyargs, ...args.args]
  if (args.vararg) parameters.push(args.vararg)
  parameters.push(...args.kwonlyargs)
  if (args.kwarg) parameters.push(args.kwarg)
  const annotated = parameters.filter((arg) => arg.annotation !== null)
  if (annotated.length === 0 && s.returns === null) return null
  const unit = openEvaluator(u, u.context.scopeOf(args), '__annotate__', s, s.lineno)
  const pairs: [string, ast.Expr][] = annotated.map((arg) => [u.mangle(arg.arg), arg.annotation!])
  if (s.returns) pairs.push(['return', s.returns])
  const dict = unit.temp()
  if (pairs.length <= 15) {
    const first = unit.temps(2 * pairs.length)
    pairs.forEach(([name, e], i) => {
      unit.loadConstant(strConstant(name), first + 2 * i, e)
      annotationTo(unit, e, first + 2 * i + 1)
    })
    unit.emit(Op.BUILD_MAP, s, dict, first, pairs.length)
  } else {
    unit.emit(Op.BUILD_MAP, s, dict, dict, 0)
    const pair = unit.temps(2)
    for (const [name, e] of pairs) {
      unit.loadConstant(strConstant(name), pair, e)
      annotationTo(unit, e, pair + 1)
      unit.emit(Op.MAP_ADD, s, dict, pair, pair + 1)
    }
  }
  unit.emit(Op.RETURN, s, dict)
  const f = u.temp()
  makeFunction(u, finishUnit(unit), unit.freeNames, s, f, {})
  return f
}

/** The annotated names of a module's or class's body in order, those of nested statements included. */
export function collectAnnotations(body: readonly ast.Stmt[], into: ast.AnnAssign[] = []): ast.AnnAssign[] {
  for (const s of body) {
    switch (s.kind) {
      case 'AnnAssign':
        if (s.simple && s.target.kind === 'Name') into.push(s)
        break
      case 'If':
      case 'For':
      case 'AsyncFor':
      case 'While':
        collectAnnotations(s.body, into)
        collectAnnotations(s.orelse, into)
        break
      case 'With':
      case 'AsyncWith':
        collectAnnotations(s.body, into)
        break
      case 'Try':
      case 'TryStar':
        collectAnnotations(s.body, into)
        for (const handler of s.handlers) collectAnnotations(handler.body, into)
        collectAnnotations(s.orelse, into)
        collectAnnotations(s.finalbody, into)
        break
      case 'Match':
        for (const c of s.cases) collectAnnotations(c.body, into)
        break
    }
  }
  return into
}

/** Which annotations of the unit are conditional, and their numbers; filled before the body is compiled. */
export function numberAnnotations(u: CodeUnit, body: readonly ast.Stmt[]): void {
  const always = u.unitScope.kind === 'module'
  const top = new Set<ast.Stmt>(body)
  let index = 0
  for (const node of collectAnnotations(body)) {
    const conditional = always || !top.has(node)
    u.annotations.set(node, conditional ? index++ : -1)
  }
}

/** Stores `__annotate__` of a module or class; `name` is where. */
export function compileBlockAnnotations(u: CodeUnit, name: string, at: ast.Located): void {
  if (u.annotations.size === 0 || u.context.futureAnnotations) return
  const scope = u.unitScope.annotationScope!
  const unit = openEvaluator(u, scope, '__annotate__', at, at.lineno)
  const dict = unit.temp()
  unit.emit(Op.BUILD_MAP, at, dict, dict, 0)
  const mark = unit.top
  for (const [node, index] of u.annotations) {
    const skip = unit.label()
    if (index >= 0) {
      const member = unit.temps(2)
      unit.loadConstant(intConstant(index), member, node)
      loadPlainName(unit, '__conditional_annotations__', member + 1, node)
      unit.jump(Op.CONTAINS_JUMP, node, skip, member, member + 1, 0)
      unit.top = mark
    }
    const pair = unit.temps(2)
    annotationTo(unit, node.annotation, pair + 1)
    unit.loadConstant(strConstant(u.mangle((node.target as ast.Name).id)), pair, node)
    unit.emit(Op.MAP_ADD, at, dict, pair, pair + 1)
    unit.place(skip)
    unit.top = mark
  }
  unit.emit(Op.RETURN, at, dict)
  const own = u.top
  const f = u.temp()
  makeFunction(u, finishUnit(unit), unit.freeNames, at, f, {})
  storePlainName(u, name, f, at)
  u.top = own
}

/** The annotation of a statement `target: annotation`, whose assignment has been done. */
export function compileAnnotation(u: CodeUnit, s: ast.AnnAssign): void {
  const { kind } = u.unitScope
  if (kind !== 'module' && kind !== 'class') return
  const mark = u.top
  if (s.simple && s.target.kind === 'Name') {
    if (u.context.futureAnnotations) {
      const value = u.temps(3)
      u.loadConstant(strConstant(unparse(s.annotation)), value, s.annotation)
      loadPlainName(u, '__annotations__', value + 1, s)
      u.loadConstant(strConstant(u.mangle(s.target.id)), value + 2, s)
      u.emit(Op.STORE_SUBSCR, s, value + 1, value + 2, value)
    } else {
      const index = u.annotations.get(s)!
      if (index >= 0) {
        const set = u.temps(2)
        loadConditionalSet(u, set, s)
        u.loadConstant(intConstant(index), set + 1, s)
        u.emit(Op.SET_ADD, s, set, set + 1)
      }
    }
  } else if (!u.context.futureAnnotations) {
    operand(u, s.annotation, true)
  }
  u.top = mark
}

function loadConditionalSet(u: CodeUnit, dest: number, at: ast.Located): void {
  const name = '__conditional_annotations__'
  if (u.unitScope.kind === 'class') u.emit(Op.LOAD_DEREF, at, dest, u.closureRegister(name), u.nameConstant(name), 0)
  else loadPlainName(u, name, dest, at)
}

// ---- type parameters

/** A function that evaluates the expression when asked, for bounds, constraints, defaults and aliases. */
function makeEvaluator(u: CodeUnit, e: ast.Expr, name: string, at: ast.Located, dest: number): void {
  const unit = openEvaluator(u, u.context.scopeOf(e), name, at, at.lineno)
  const value = unit.temp()
  if (e.kind === 'Starred') unit.emit(Op.UNPACK_SEQUENCE, e, value, operand(unit, e.value, true), 1)
  else exprTo(unit, e, value)
  unit.emit(Op.RETURN, at, value)
  const code: CodeObject = finishUnit(unit)
  const defaults = u.temp()
  u.loadConstant({ type: 'tuple', items: [intConstant(1)] }, defaults, at)
  makeFunction(u, code, unit.freeNames, at, dest, { defaults })
}

/** Makes the type parameters, binds their names, and leaves the tuple of them in R[dest]. */
export function compileTypeParameters(
  u: CodeUnit,
  params: readonly ast.TypeParam[],
  dest: number,
  at: ast.Located,
): void {
  const mark = u.top
  const first = u.temps(params.length)
  params.forEach((p, i) => {
    const inner = u.top
    const result = first + i
    const operands = u.temps(2)
    u.loadConstant(strConstant(p.name), operands, p)
    if (p.kind === 'TypeVar' && p.bound) {
      makeEvaluator(u, p.bound, p.name, p.bound, operands + 1)
      const x = p.bound.kind === 'Tuple' ? Intrinsic2.TYPEVAR_WITH_CONSTRAINTS : Intrinsic2.TYPEVAR_WITH_BOUND
      u.emit(Op.INTRINSIC_2, p, result, operands, operands + 1, x)
    } else {
      const x =
        p.kind === 'TypeVar'
          ? Intrinsic1.TYPEVAR
          : p.kind === 'ParamSpec'
            ? Intrinsic1.PARAMSPEC
            : Intrinsic1.TYPEVARTUPLE
      u.emit(Op.INTRINSIC_1, p, result, operands, 0, x)
    }
    if (p.default_value) {
      makeEvaluator(u, p.default_value, p.name, p.default_value, operands + 1)
      u.emit(Op.INTRINSIC_2, p, result, result, operands + 1, Intrinsic2.SET_TYPEPARAM_DEFAULT)
    }
    storeName(u, p.name, result, p)
    u.top = inner
  })
  u.emit(Op.BUILD_TUPLE, at, dest, first, params.length)
  u.top = mark
}

export function compileTypeAlias(u: CodeUnit, s: ast.TypeAlias): void {
  const mark = u.top
  const name = s.name.id
  const result = u.temp()
  if (s.type_params.length === 0) {
    aliasObject(u, s, name, -1, result)
  } else {
    const unit = openFunction(u, u.context.scopeOf(s.type_params), `<generic parameters of ${name}>`, s.lineno, 0, 0, 0)
    const params = unit.temp()
    compileTypeParameters(unit, s.type_params, params, s)
    const alias = unit.temp()
    aliasObject(unit, s, name, params, alias)
    unit.emit(Op.RETURN, s, alias)
    const code = finishUnit(unit)
    const area = u.temps(CALL_ARGUMENTS)
    makeFunction(u, code, unit.freeNames, s, area, {})
    u.emit(Op.CALL, s, result, area, u.callCache(), 0)
  }
  storeName(u, name, result, s.name)
  u.top = mark
}

function aliasObject(u: CodeUnit, s: ast.TypeAlias, name: string, params: number, dest: number): void {
  const mark = u.top
  const parts = u.temps(3)
  u.loadConstant(strConstant(name), parts, s.name)
  if (params >= 0) u.emit(Op.MOVE, s, parts + 1, params)
  else u.loadConstant({ type: 'None' }, parts + 1, s)
  makeEvaluator(u, s.value, name, s, parts + 2)
  u.emit(Op.BUILD_TUPLE, s, parts, parts, 3)
  u.emit(Op.INTRINSIC_1, s, dest, parts, 0, Intrinsic1.TYPEALIAS)
  u.top = mark
}
