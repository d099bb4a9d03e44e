// Assignment targets: stores, unpacking, deletion.

import { Op } from '../interp/opcodes.ts'
import type * as ast from './ast.ts'
import { operand } from './compile-expressions.ts'
import { deleteName, localRegister, storeName } from './compile-names.ts'
import type { CodeUnit } from './compile-unit.ts'

/** Stores R[source] to the target; the target's own parts are evaluated now. */
export function storeTarget(u: CodeUnit, target: ast.Expr, source: number): void {
  const mark = u.top
  switch (target.kind) {
    case 'Name':
      storeName(u, target.id, source, target)
      break
    case 'Attribute':
      storeAttribute(u, target, operand(u, target.value, true), source)
      break
    case 'Subscript': {
      const container = operand(u, target.value)
      u.emit(Op.STORE_SUBSCR, target, container, operand(u, target.slice, true), source)
      break
    }
    case 'Tuple':
    case 'List':
      unpack(u, target, target.elts, source)
      break
    case 'Starred':
      throw u.context.error('starred assignment target must be in a list or tuple', target)
    default:
      throw new Error(`${target.kind} is no assignment target`)
  }
  u.top = mark
}

export function storeAttribute(u: CodeUnit, target: ast.Attribute, object: number, source: number): void {
  if (target.value.kind === 'Name' && target.value.id === 'self') noteStaticAttribute(u, target.attr)
  u.emit(Op.STORE_ATTR, target, object, source, u.cache(u.mangle(target.attr), Op.STORE_ATTR))
}

/** For __static_attributes__ of the class around. */
function noteStaticAttribute(u: CodeUnit, name: string): void {
  for (let unit: CodeUnit | null = u; unit !== null; unit = unit.parent) {
    if (unit.unitScope.kind === 'class') {
      unit.staticAttributes!.add(name)
      return
    }
  }
}

/** Where an instruction should leave a value for this target: a local's register, or a new temporary to be stored from. */
export function targetRegister(u: CodeUnit, target: ast.Expr): number {
  if (target.kind === 'Name') {
    const register = localRegister(u, target.id)
    if (register >= 0) return register
  }
  return u.temp()
}

/** Stores from the register that `targetRegister` gave. */
export function storeFrom(u: CodeUnit, target: ast.Expr, register: number): void {
  if (target.kind === 'Name' && localRegister(u, target.id) === register) return
  storeTarget(u, target, register)
}

function unpack(u: CodeUnit, at: ast.Located, elements: readonly ast.Expr[], source: number): void {
  const star = elements.findIndex((element) => element.kind === 'Starred')
  const others = elements.length - 1
  if (star >= 0) {
    if (elements.some((element, i) => i > star && element.kind === 'Starred')) {
      throw u.context.error('multiple starred expressions in assignment', at)
    }
    if (star > 255 || others - star > 255) {
      throw u.context.error('too many expressions in star-unpacking assignment', at)
    }
  }
  const targets = elements.map((element) => (element.kind === 'Starred' ? element.value : element))
  let first = runOfLocals(u, targets)
  const direct = first >= 0
  if (!direct) first = u.temps(elements.length)
  if (star >= 0) u.emit(Op.UNPACK_EX, at, first, source, star | ((others - star) << 8))
  else u.emit(Op.UNPACK_SEQUENCE, at, first, source, elements.length)
  if (!direct)
    targets.forEach((target, i) => {
      storeTarget(u, target, first + i)
    })
}

/** First register if the targets are locals in consecutive registers: then they are unpacked into directly. */
function runOfLocals(u: CodeUnit, targets: readonly ast.Expr[]): number {
  if (targets.length === 0) return -1
  let first = -1
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i]
    if (target.kind !== 'Name') return -1
    const register = localRegister(u, target.id)
    if (register < 0) return -1
    if (i === 0) first = register
    else if (register !== first + i) return -1
  }
  return first
}

export function deleteTarget(u: CodeUnit, target: ast.Expr): void {
  const mark = u.top
  switch (target.kind) {
    case 'Name':
      deleteName(u, target.id, target)
      break
    case 'Attribute':
      u.emit(Op.DELETE_ATTR, target, operand(u, target.value, true), 0, u.cache(u.mangle(target.attr), Op.DELETE_ATTR))
      break
    case 'Subscript': {
      const container = operand(u, target.value)
      u.emit(Op.DELETE_SUBSCR, target, container, operand(u, target.slice, true))
      break
    }
    case 'Tuple':
    case 'List':
      for (const element of target.elts) deleteTarget(u, element)
      break
    default:
      throw new Error(`${target.kind} cannot be deleted`)
  }
  u.top = mark
}
