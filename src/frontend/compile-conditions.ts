// Comparisons and conditions. `jumpIf` compiles an expression for its truth: the jumps of `and`, `or`, `not`, comparison
// chains and conditional expressions go straight to their targets, and comparisons fuse with the jump.

import { Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import { displayAsConstant, fold, operand } from './compile-expressions.ts'
import { type CodeUnit, isTemp, type Label } from './compile-unit.ts'
import { warnAboutCompare } from './compile-warnings.ts'
import { isTruthy } from './fold-constants.ts'

type Ordering = 'Lt' | 'LtE' | 'Eq' | 'NotEq' | 'Gt' | 'GtE'

export const COMPARE_OPS: Record<Ordering, { value: Op; jump: Op; jumpK: Op }> = {
  Lt: { value: Op.LT, jump: Op.LT_JUMP, jumpK: Op.LT_K_JUMP },
  LtE: { value: Op.LE, jump: Op.LE_JUMP, jumpK: Op.LE_K_JUMP },
  Eq: { value: Op.EQ, jump: Op.EQ_JUMP, jumpK: Op.EQ_K_JUMP },
  NotEq: { value: Op.NE, jump: Op.NE_JUMP, jumpK: Op.NE_K_JUMP },
  Gt: { value: Op.GT, jump: Op.GT_JUMP, jumpK: Op.GT_K_JUMP },
  GtE: { value: Op.GE, jump: Op.GE_JUMP, jumpK: Op.GE_K_JUMP },
}

/** Jumps to `label` if the truth of `e` is `wanted`, else falls through. */
export function jumpIf(u: CodeUnit, e: ast.Expr, label: Label, wanted: boolean): void {
  const constant = fold(u, e)
  if (constant !== null) {
    if (isTruthy(constant) === wanted) u.jump(Op.JUMP, e, label)
    return
  }
  const mark = u.top
  compileJump(u, e, label, wanted)
  u.top = mark
}

function compileJump(u: CodeUnit, e: ast.Expr, label: Label, wanted: boolean): void {
  switch (e.kind) {
    case 'UnaryOp':
      if (e.op === 'Not') {
        jumpIf(u, e.operand, label, !wanted)
        return
      }
      break
    case 'BoolOp': {
      // `or` is decided by the first true value, `and` by the first false one
      const deciding = e.op === 'Or'
      const last = e.values[e.values.length - 1]
      if (deciding === wanted) {
        for (const value of e.values) jumpIf(u, value, label, wanted)
        return
      }
      const end = u.label()
      for (const value of e.values.slice(0, -1)) jumpIf(u, value, end, deciding)
      jumpIf(u, last, label, wanted)
      u.place(end)
      return
    }
    case 'IfExp': {
      const otherwise = u.label()
      const end = u.label()
      jumpIf(u, e.test, otherwise, false)
      jumpIf(u, e.body, label, wanted)
      u.jump(Op.JUMP, null, end)
      u.place(otherwise)
      jumpIf(u, e.orelse, label, wanted)
      u.place(end)
      return
    }
    case 'Compare':
      jumpIfCompare(u, e, label, wanted)
      return
  }
  u.jump(Op.JUMP_IF, e, label, operand(u, e, true), 0, wanted ? 1 : 0)
}

function jumpIfCompare(u: CodeUnit, e: ast.Compare, label: Label, wanted: boolean): void {
  warnAboutCompare(u, e)
  const count = e.ops.length
  let left = operand(u, e.left)
  // a chain is false at the first false link
  const end = count > 1 && wanted ? u.label() : label
  for (let i = 0; i < count; i++) {
    const isLast = i === count - 1
    const target = isLast ? label : end
    const truth = isLast ? wanted : false
    left = jumpIfLink(u, e, e.ops[i], left, e.comparators[i], isLast, target, truth)
  }
  if (count > 1 && wanted) u.place(end)
}

/** One link of a chain; returns the register of its right side, which is the left side of the next. */
function jumpIfLink(
  u: CodeUnit,
  at: ast.Located,
  op: ast.CmpOperator,
  left: number,
  rightExpr: ast.Expr,
  last: boolean,
  label: Label,
  truth: boolean,
): number {
  const x = truth ? 1 : 0
  const constant = last ? fold(u, rightExpr) : null
  if ((op === 'Is' || op === 'IsNot') && constant?.type === 'None') {
    u.jump(Op.NONE_JUMP, at, label, left, 0, op === 'Is' ? x : 1 - x)
    return left
  }
  if (op !== 'Is' && op !== 'IsNot' && op !== 'In' && op !== 'NotIn') {
    const k = constant === null ? -1 : u.nearConstant(constant)
    if (k >= 0) {
      u.jump(COMPARE_OPS[op].jumpK, at, label, left, k, x)
      return left
    }
    const right = operand(u, rightExpr, last)
    u.jump(COMPARE_OPS[op].jump, at, label, left, right, x)
    return right
  }
  const right = containerOperand(u, op, rightExpr, last)
  if (op === 'Is' || op === 'IsNot') u.jump(Op.IS_JUMP, at, label, left, right, op === 'Is' ? x : 1 - x)
  else u.jump(Op.CONTAINS_JUMP, at, label, left, right, op === 'In' ? x : 1 - x)
  return right
}

/** Right side of `in`: a display of constants is made once. */
function containerOperand(u: CodeUnit, op: ast.CmpOperator, e: ast.Expr, last: boolean): number {
  if (op === 'In' || op === 'NotIn') {
    const constant = displayAsConstant(u, e)
    if (constant !== null) {
      const dest = u.temp()
      u.loadConstant(constant, dest, e)
      return dest
    }
  }
  return operand(u, e, last)
}

function emitCompare(
  u: CodeUnit,
  at: ast.Located,
  op: ast.CmpOperator,
  dest: number,
  left: number,
  right: number,
): void {
  switch (op) {
    case 'Is':
    case 'IsNot':
      u.emit(Op.IS, at, dest, left, right, op === 'IsNot' ? 1 : 0)
      return
    case 'In':
    case 'NotIn':
      u.emit(Op.CONTAINS, at, dest, left, right, op === 'NotIn' ? 1 : 0)
      return
    default:
      u.emit(COMPARE_OPS[op].value, at, dest, left, right)
  }
}

/** A comparison for its value: of a chain, that of the first false link or of the last one. */
export function compileCompare(u: CodeUnit, e: ast.Compare, dest: number): void {
  warnAboutCompare(u, e)
  const count = e.ops.length
  let left = operand(u, e.left)
  if (count === 1) {
    emitCompare(u, e, e.ops[0], dest, left, containerOperand(u, e.ops[0], e.comparators[0], true))
    return
  }
  // the result must not stand in an operand of a later link
  const result = isTemp(dest) ? dest : u.temp()
  const end = u.label()
  for (let i = 0; i < count; i++) {
    const right = containerOperand(u, e.ops[i], e.comparators[i], i === count - 1)
    emitCompare(u, e, e.ops[i], result, left, right)
    if (i < count - 1) u.jump(Op.JUMP_IF, e, end, result, 0, 0)
    left = right
  }
  u.place(end)
  if (result !== dest) u.emit(Op.MOVE, e, dest, result)
}
