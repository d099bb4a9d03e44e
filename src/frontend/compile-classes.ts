// Class definitions: the call of __build_class__ and the code of the body, which runs in the class's namespace.

import { CALL_ARGUMENTS } from '../interp/opcode-info.ts'
import { Intrinsic1, Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import type { CodeObject } from './code-object.ts'
import { compileBlockAnnotations, compileTypeParameters, numberAnnotations } from './compile-annotations.ts'
import { checkKeywords, finishCall } from './compile-calls.ts'
import {
  finishDecorators,
  finishUnit,
  firstLine,
  makeFunction,
  openCells,
  openFunction,
  qualifiedName,
  startDecorators,
} from './compile-functions.ts'
import { loadPlainName, storeName, storePlainName } from './compile-names.ts'
import { compileBody } from './compile-statements.ts'
import { CodeUnit, compareNames } from './compile-unit.ts'
import { cleanDocstring, docstringOf } from './docstrings.ts'
import { intConstant, strConstant } from './fold-constants.ts'

export function compileClassDef(u: CodeUnit, s: ast.ClassDef): void {
  const mark = u.top
  const decorators = startDecorators(u, s.decorator_list)
  const result = u.temp()
  if (s.type_params.length === 0) {
    buildClass(u, s, s.bases, result)
  } else {
    const scope = u.context.scopeOf(s.type_params)
    const unit = openFunction(u, scope, `<generic parameters of ${s.name}>`, firstLine(s), 0, 0, 0)
    unit.className = s.name
    const params = unit.temp()
    compileTypeParameters(unit, s.type_params, params, s)
    storePlainName(unit, '.type_params', params, s)
    const base = unit.temp()
    unit.emit(Op.INTRINSIC_1, s, base, params, 0, Intrinsic1.SUBSCRIPT_GENERIC)
    storePlainName(unit, '.generic_base', base, s)
    const generic: ast.Name = { ...s, kind: 'Name', id: '.generic_base', ctx: 'Load' }
    const cls = unit.temp()
    buildClass(unit, s, [...s.bases, generic], cls)
    unit.emit(Op.RETURN, s, cls)
    const code = finishUnit(unit)
    const area = u.temps(CALL_ARGUMENTS)
    makeFunction(u, code, unit.freeNames, s, area, {})
    u.emit(Op.CALL, s, result, area, u.callCache(), 0)
  }
  finishDecorators(u, s.decorator_list, decorators)
  storeName(u, s.name, decorators.length > 0 ? decorators[0] : result, s)
  u.top = mark
}

function buildClass(u: CodeUnit, s: ast.ClassDef, bases: readonly ast.Expr[], dest: number): void {
  const mark = u.top
  checkKeywords(u, s.keywords)
  const body = classBody(u, s)
  const area = u.temp()
  u.emit(Op.LOAD_BUILD_CLASS, s, area)
  finishCall(u, s, area, false, bases, s.keywords, dest, [
    (slot) => makeFunction(u, body.code, body.freeNames, s, slot, {}),
    (slot) => u.loadConstant(strConstant(s.name), slot, s),
  ])
  u.top = mark
}

function classBody(u: CodeUnit, s: ast.ClassDef): { code: CodeObject; freeNames: readonly string[] } {
  const scope = u.context.scopeOf(s)
  const line = firstLine(s)
  const unit = new CodeUnit(u.context, scope, u, s.name, qualifiedName(u, s.name, true), line, s.name)
  unit.flags = u.context.futureFlags
  unit.staticAttributes = new Set()
  unit.addLocal('')
  const cells: string[] = []
  if (scope.needsClassClosure) cells.push('__class__')
  if (scope.needsClassDict) cells.push('__classdict__')
  if (scope.hasConditionalAnnotations) cells.push('__conditional_annotations__')
  openCells(unit, cells.sort(compareNames))

  const at: ast.Located = { lineno: line, end_lineno: line, col_offset: 0, end_col_offset: 0 }
  const value = unit.temp()
  const store = (name: string): void => storePlainName(unit, name, value, at)
  loadPlainName(unit, '__name__', value, at)
  store('__module__')
  unit.loadConstant(strConstant(unit.qualname), value, at)
  store('__qualname__')
  unit.loadConstant(intConstant(line), value, at)
  store('__firstlineno__')
  if (s.type_params.length > 0) {
    loadPlainName(unit, '.type_params', value, at)
    store('__type_params__')
  }
  if (scope.needsClassDict) {
    unit.emit(Op.LOAD_LOCALS, at, value)
    unit.emit(Op.STORE_DEREF, at, unit.closureRegister('__classdict__'), value)
  }
  if (scope.hasConditionalAnnotations) {
    unit.emit(Op.BUILD_SET, at, value, value, 0)
    unit.emit(Op.STORE_DEREF, at, unit.closureRegister('__conditional_annotations__'), value)
  }
  let { body } = s
  numberAnnotations(unit, body)
  if (unit.annotations.size > 0 && u.context.futureAnnotations) unit.emit(Op.SETUP_ANNOTATIONS, at)
  const docstring = docstringOf(body)
  if (docstring !== null) {
    if (u.context.optimize < 2) {
      unit.loadConstant(cleanDocstring(docstring), value, body[0])
      storePlainName(unit, '__doc__', value, body[0])
    }
    body = body.slice(1)
  }
  compileBody(unit, body)
  compileBlockAnnotations(unit, '__annotate_func__', at)
  const names = [...unit.staticAttributes].sort(compareNames)
  unit.loadConstant({ type: 'tuple', items: names.map(strConstant) }, value, at)
  store('__static_attributes__')
  if (scope.needsClassDict) storePlainName(unit, '__classdictcell__', unit.closureRegister('__classdict__'), at)
  if (scope.needsClassClosure) {
    const cell = unit.closureRegister('__class__')
    storePlainName(unit, '__classcell__', cell, at)
    unit.emit(Op.RETURN, at, cell)
  } else {
    unit.emit(Op.RETURN_CONST, at, 0, unit.constant({ type: 'None' }))
  }
  return { code: finishUnit(unit), freeNames: unit.freeNames }
}
