// Calls: plain, of methods, with keywords, with * and **; super().name without a super object.
//
// A call area is [callee, 5 words, self, arguments ...] at the top of the temporaries. The callee is evaluated straight into
// its first word while the rest is still free, so that chains of calls stay flat.

import { CALL_ARGUMENTS, CALL_SELF } from '../interp/opcode-info.ts'
import { Intrinsic1, Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import { attributePosition, exprTo, operand } from './compile-expressions.ts'
import { loadName } from './compile-names.ts'
import { type CodeUnit, TEMP_BASE } from './compile-unit.ts'
import { warnAboutCall } from './compile-warnings.ts'
import { strConstant } from './fold-constants.ts'
import { Where } from './symbols.ts'

/** More arguments than this go through a tuple. */
const MOST_ARGUMENTS = 200

export function compileCall(u: CodeUnit, e: ast.Call, dest: number): void {
  warnAboutCall(u, e)
  checkKeywords(u, e.keywords)
  const area = u.temp()
  const { func } = e
  let isMethod = false
  let at: ast.Located = e
  if (func.kind === 'Attribute') {
    isMethod = true
    if (!loadSuper(u, func, area, true)) {
      const value = operand(u, func.value, true)
      u.emit(Op.LOAD_METHOD, attributePosition(func), area, value, u.cache(u.mangle(func.attr), Op.LOAD_METHOD))
    }
    at = callPosition(e, func)
  } else {
    exprTo(u, func, area)
  }
  finishCall(u, at, area, isMethod, e.args, e.keywords, dest)
}

/** CPython places the call of a method that stands on a later line at the method's name. */
function callPosition(e: ast.Call, func: ast.Attribute): ast.Located {
  if (e.lineno === func.end_lineno) return e
  const { lineno, col_offset } = attributePosition(func)
  return { lineno, col_offset, end_lineno: e.end_lineno, end_col_offset: e.end_col_offset }
}

export function checkKeywords(u: CodeUnit, keywords: readonly ast.Keyword[]): void {
  if (keywords.length < 2) return
  const seen = new Set<string>()
  for (const keyword of keywords) {
    if (keyword.arg === null) continue
    if (seen.has(keyword.arg)) throw u.context.error(`keyword argument repeated: ${keyword.arg}`, keyword)
    seen.add(keyword.arg)
  }
}

/**
 * The callee stands in `area` (and, for a method, self behind it); evaluates the arguments and calls. `before` are arguments
 * that do not come from the program.
 */
export function finishCall(
  u: CodeUnit,
  at: ast.Located,
  area: number,
  isMethod: boolean,
  args: readonly ast.Expr[],
  keywords: readonly ast.Keyword[],
  dest: number,
  before: readonly ((slot: number) => void)[] = [],
): void {
  topBehind(u, area, 1)
  u.temps(CALL_SELF)
  for (const evaluate of before) evaluate(u.temp())
  const count = before.length + args.length + keywords.length
  if (
    count > MOST_ARGUMENTS ||
    args.some((arg) => arg.kind === 'Starred') ||
    keywords.some((keyword) => keyword.arg === null)
  ) {
    callWithStars(u, at, area, isMethod, args, keywords, dest, before.length)
    return
  }
  for (const arg of args) exprTo(u, arg, u.temp())
  if (keywords.length === 0) {
    u.emit(isMethod ? Op.CALL_METHOD : Op.CALL, at, dest, area, u.callCache(), count)
    return
  }
  for (const keyword of keywords) exprTo(u, keyword.value, u.temp())
  if (!isMethod) u.emit(Op.UNSET, at, area + CALL_SELF)
  const names = u.constant({ type: 'tuple', items: keywords.map((keyword) => strConstant(u.mangle(keyword.arg!))) })
  u.emit(Op.CALL_KW, at, dest, area, names, count)
}

function topBehind(u: CodeUnit, area: number, words: number): void {
  u.top = area - TEMP_BASE + words
}

/** `before` arguments stand in the area already. */
function callWithStars(
  u: CodeUnit,
  at: ast.Located,
  area: number,
  isMethod: boolean,
  args: readonly ast.Expr[],
  keywords: readonly ast.Keyword[],
  dest: number,
  before: number,
): void {
  const positional = area + CALL_ARGUMENTS
  topBehind(u, area, CALL_ARGUMENTS)
  if (before === 0 && args.length === 0) {
    u.loadConstant({ type: 'tuple', items: [] }, u.temp(), at)
  } else if (before === 0 && args.length === 1 && args[0].kind === 'Starred') {
    exprTo(u, args[0].value, u.temp())
  } else {
    u.temps(Math.max(before, 1))
    u.emit(Op.BUILD_LIST, at, positional, positional, before)
    topBehind(u, area, CALL_ARGUMENTS + 1)
    for (const arg of args) {
      const mark = u.top
      if (arg.kind === 'Starred') u.emit(Op.LIST_EXTEND, at, positional, operand(u, arg.value, true))
      else u.emit(Op.LIST_APPEND, at, positional, operand(u, arg, true))
      u.top = mark
    }
    u.emit(Op.INTRINSIC_1, at, positional, positional, 0, Intrinsic1.LIST_TO_TUPLE)
  }
  const named = u.temp()
  if (keywords.length === 0) {
    u.emit(Op.UNSET, at, named)
  } else if (keywords.length === 1 && keywords[0].arg === null) {
    exprTo(u, keywords[0].value, named)
  } else {
    u.emit(Op.BUILD_MAP, at, named, named, 0)
    for (const keyword of keywords) {
      const mark = u.top
      if (keyword.arg === null) {
        u.emit(Op.DICT_MERGE, at, named, operand(u, keyword.value, true), area)
      } else {
        // a repeated name after ** is an error of its own: merged one by one
        const pair = u.temps(2)
        u.loadConstant(strConstant(u.mangle(keyword.arg)), pair, at)
        exprTo(u, keyword.value, pair + 1)
        u.emit(Op.BUILD_MAP, at, pair, pair, 1)
        u.emit(Op.DICT_MERGE, at, named, pair, area)
      }
      u.top = mark
    }
  }
  if (!isMethod) u.emit(Op.UNSET, at, area + CALL_SELF)
  u.emit(Op.CALL_EX, at, dest, area)
}

/**
 * `super().name` and `super(class, self).name`: R[dest], or the call area `dest` in method form. False if the expression is
 * none of these or `super` may mean something else.
 */
export function loadSuper(u: CodeUnit, e: ast.Attribute, dest: number, method: boolean): boolean {
  const call = e.value
  if (call.kind !== 'Call' || call.func.kind !== 'Name' || call.func.id !== 'super') return false
  const { args } = call
  if (call.keywords.length > 0 || (args.length !== 0 && args.length !== 2)) return false
  if (args.some((arg) => arg.kind === 'Starred')) return false
  if (u.scope.symbols.get('super')?.where !== Where.GLOBAL_IMPLICIT) return false
  const global = u.context.symbols.top.symbols.get('super')
  if (global !== undefined && global.where !== Where.UNRESOLVED && global.flags & ~16) return false
  if (args.length === 0) {
    if (!u.isFunction || u.parameterCount === 0 || u.argcount === 0) return false
    if (!u.unitScope.free.has('__class__')) return false
  }
  const mark = u.top
  const first = u.temps(3)
  loadName(u, 'super', first, call.func)
  if (args.length === 2) {
    exprTo(u, args[0], first + 1)
    exprTo(u, args[1], first + 2)
  } else {
    u.emit(Op.LOAD_DEREF, call, first + 1, u.freeRegister('__class__'), u.nameConstant('__class__'), 1)
    const self = u.unitScope.parameters[0]
    const symbol = u.unitScope.symbols.get(self)!
    const register = u.registerOf(u.unitScope, self, symbol)
    if (symbol.captured) u.emit(Op.LOAD_DEREF, call, first + 2, register, u.nameConstant(self), 0)
    else {
      u.emit(Op.CHECK_LOCAL, call, register, u.nameConstant(self))
      u.emit(Op.MOVE, call, first + 2, register)
    }
  }
  u.top = mark
  const name = u.mangle(e.attr)
  const x = (method ? 1 : 0) | (args.length === 2 ? 2 : 0)
  u.emit(Op.LOAD_SUPER_ATTR, attributePosition(e), dest, first, u.cache(name, Op.LOAD_SUPER_ATTR), x)
  return true
}
