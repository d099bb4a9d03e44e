// Constant expressions: their value, as CPython's compiler computes it, or null.
//
// Only what cannot raise and stays small is folded; results must be those of run time, bit for bit (so no float power and no
// complex products here). Ints are computed as bigint and kept as numbers if these are safe.

import type * as ast from './ast.ts'
import type { ConstantObject } from './code-object.ts'

const MAX_INT_BITS = 128
const MAX_STR = 4096
const MAX_COLLECTION = 256

type Int = Extract<ConstantObject, { type: 'int' }>

const memo = new WeakMap<ast.Expr, { value: ConstantObject | null; optimize: number }>()

export const NONE: ConstantObject = { type: 'None' }
export const TRUE: ConstantObject = { type: 'True' }
export const FALSE: ConstantObject = { type: 'False' }

export function intConstant(value: number | bigint): ConstantObject {
  if (typeof value === 'number') return { type: 'int', value }
  const small = Number(value)
  return { type: 'int', value: Number.isSafeInteger(small) ? small : value }
}

export function strConstant(value: string): ConstantObject {
  return { type: 'str', value }
}

export function fromLiteral(value: ast.ConstantValue): ConstantObject {
  if (value.type === 'complex') return { type: 'complex', real: 0, imag: value.imag }
  return value
}

/** The value of a constant expression, or null. `optimize` decides about __debug__. */
export function foldConstant(e: ast.Expr, optimize: number): ConstantObject | null {
  switch (e.kind) {
    case 'Constant':
      return fromLiteral(e.value)
    case 'Name':
      return e.id === '__debug__' && e.ctx === 'Load' ? (optimize === 0 ? TRUE : FALSE) : null
    case 'BinOp':
    case 'UnaryOp':
    case 'Tuple':
    case 'Subscript': {
      const known = memo.get(e)
      if (known !== undefined && known.optimize === optimize) return known.value
      const value = compute(e, optimize)
      memo.set(e, { value, optimize })
      return value
    }
  }
  return null
}

function compute(e: ast.BinOp | ast.UnaryOp | ast.Tuple | ast.Subscript, optimize: number): ConstantObject | null {
  switch (e.kind) {
    case 'UnaryOp': {
      const operand = foldConstant(e.operand, optimize)
      return operand === null ? null : unary(e.op, operand)
    }
    case 'BinOp': {
      const left = foldConstant(e.left, optimize)
      if (left === null) return null
      const right = foldConstant(e.right, optimize)
      return right === null ? null : binary(e.op, left, right)
    }
    case 'Tuple': {
      if (e.ctx !== 'Load') return null
      const items: ConstantObject[] = []
      for (const element of e.elts) {
        const item = element.kind === 'Starred' ? null : foldConstant(element, optimize)
        if (item === null) return null
        items.push(item)
      }
      return { type: 'tuple', items }
    }
    case 'Subscript': {
      if (e.ctx !== 'Load') return null
      const container = foldConstant(e.value, optimize)
      if (container === null) return null
      const index = foldConstant(e.slice, optimize)
      return index === null ? null : subscript(container, index)
    }
  }
}

/** Truth of a constant. */
export function isTruthy(constant: ConstantObject): boolean {
  switch (constant.type) {
    case 'None':
    case 'False':
      return false
    case 'int':
      return constant.value !== 0 && constant.value !== 0n
    case 'float':
      return constant.value !== 0
    case 'complex':
      return constant.real !== 0 || constant.imag !== 0
    case 'str':
    case 'bytes':
      return constant.value.length > 0
    case 'tuple':
    case 'frozenset':
      return constant.items.length > 0
  }
  return true
}

const isBool = (c: ConstantObject): boolean => c.type === 'True' || c.type === 'False'

function asInt(constant: ConstantObject): Int | null {
  if (constant.type === 'int') return constant
  if (constant.type === 'True') return { type: 'int', value: 1 }
  if (constant.type === 'False') return { type: 'int', value: 0 }
  return null
}

function unary(op: ast.UnaryOperator, operand: ConstantObject): ConstantObject | null {
  if (op === 'Not') return isTruthy(operand) ? FALSE : TRUE
  const int = asInt(operand)
  if (int !== null) {
    const value = BigInt(int.value)
    // CPython leaves ~True and ~False to run time, where they warn.
    if (op === 'Invert') return operand.type === 'int' ? intConstant(~value) : null
    return intConstant(op === 'USub' ? -value : value)
  }
  if (op === 'Invert') return null
  if (operand.type === 'float') return op === 'USub' ? { type: 'float', value: -operand.value } : operand
  if (operand.type === 'complex') {
    return op === 'USub' ? { type: 'complex', real: -operand.real, imag: -operand.imag } : operand
  }
  return null
}

function bitLength(value: bigint): number {
  return (value < 0n ? -value : value).toString(2).length
}

function binary(op: ast.Operator, left: ConstantObject, right: ConstantObject): ConstantObject | null {
  const a = asInt(left)
  const b = asInt(right)
  if (isBool(left) && isBool(right) && (op === 'BitAnd' || op === 'BitOr' || op === 'BitXor')) return null
  if (a !== null && b !== null) return binaryInts(op, BigInt(a.value), BigInt(b.value))
  const x =
    left.type === 'float' ? left.value : a !== null && Number.isSafeInteger(a.value) ? (a.value as number) : null
  const y =
    right.type === 'float' ? right.value : b !== null && Number.isSafeInteger(b.value) ? (b.value as number) : null
  if (x !== null && y !== null) return binaryFloats(op, x, y)
  if (op === 'Add' || op === 'Sub') {
    const z = addComplex(op, left, right, x, y)
    if (z !== null) return z
  }
  if (op === 'Add') return concatenate(left, right)
  if (op === 'Mult') return b !== null ? repeat(left, b) : a !== null ? repeat(right, a) : null
  return null
}

function binaryInts(op: ast.Operator, a: bigint, b: bigint): ConstantObject | null {
  switch (op) {
    case 'Add':
      return intConstant(a + b)
    case 'Sub':
      return intConstant(a - b)
    case 'Mult':
      return bitLength(a) + bitLength(b) > MAX_INT_BITS ? null : intConstant(a * b)
    case 'Div': {
      const x = Number(a)
      const y = Number(b)
      return b === 0n || !Number.isSafeInteger(x) || !Number.isSafeInteger(y) ? null : { type: 'float', value: x / y }
    }
    case 'FloorDiv':
      return b === 0n ? null : intConstant(floorDivide(a, b))
    case 'Mod':
      return b === 0n ? null : intConstant(a - b * floorDivide(a, b))
    case 'Pow':
      if (b < 0n || b > 128n || bitLength(a) * Number(b) > MAX_INT_BITS) return null
      return intConstant(a ** b)
    case 'LShift':
      return b < 0n || b > 128n || bitLength(a) + Number(b) > MAX_INT_BITS ? null : intConstant(a << b)
    case 'RShift':
      return b < 0n || b > 1_000_000n ? null : intConstant(a >> b)
    case 'BitAnd':
      return intConstant(a & b)
    case 'BitOr':
      return intConstant(a | b)
    case 'BitXor':
      return intConstant(a ^ b)
  }
  return null
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

function binaryFloats(op: ast.Operator, x: number, y: number): ConstantObject | null {
  switch (op) {
    case 'Add':
      return { type: 'float', value: x + y }
    case 'Sub':
      return { type: 'float', value: x - y }
    case 'Mult':
      return { type: 'float', value: x * y }
    case 'Div':
      return y === 0 ? null : { type: 'float', value: x / y }
  }
  return null
}

function addComplex(
  op: 'Add' | 'Sub',
  left: ConstantObject,
  right: ConstantObject,
  x: number | null,
  y: number | null,
): ConstantObject | null {
  // a real operand leaves the sign of the other's imaginary zero alone
  const sign = op === 'Add' ? 1 : -1
  if (left.type === 'complex' && right.type === 'complex') {
    return { type: 'complex', real: left.real + sign * right.real, imag: left.imag + sign * right.imag }
  }
  if (left.type === 'complex' && y !== null) return { type: 'complex', real: left.real + sign * y, imag: left.imag }
  if (right.type === 'complex' && x !== null) {
    return { type: 'complex', real: x + sign * right.real, imag: op === 'Add' ? right.imag : -right.imag }
  }
  return null
}

function concatenate(left: ConstantObject, right: ConstantObject): ConstantObject | null {
  if (left.type === 'str' && right.type === 'str') {
    if (typeof left.value !== 'string' || typeof right.value !== 'string') return null
    return { type: 'str', value: left.value + right.value }
  }
  if (left.type === 'bytes' && right.type === 'bytes') {
    return { type: 'bytes', value: new Uint8Array([...left.value, ...right.value]) }
  }
  if (left.type === 'tuple' && right.type === 'tuple') return { type: 'tuple', items: [...left.items, ...right.items] }
  return null
}

function repeat(what: ConstantObject, times: Int): ConstantObject | null {
  const count = Number(times.value)
  if (what.type === 'str' && typeof what.value === 'string') {
    if (what.value.length * count > MAX_STR) return null
    return { type: 'str', value: count > 0 ? what.value.repeat(count) : '' }
  }
  if (what.type === 'tuple') {
    if (what.items.length * count > MAX_COLLECTION) return null
    const items: ConstantObject[] = []
    for (let i = 0; i < count; i++) items.push(...what.items)
    return { type: 'tuple', items }
  }
  if (what.type === 'bytes') {
    if (what.value.length * count > MAX_STR) return null
    const { length } = what.value
    const bytes = new Uint8Array(Math.max(0, length * count))
    for (let i = 0; i < count; i++) bytes.set(what.value, i * length)
    return { type: 'bytes', value: bytes }
  }
  return null
}

function subscript(container: ConstantObject, index: ConstantObject): ConstantObject | null {
  if (index.type !== 'int' || typeof index.value !== 'number') return null
  if (container.type === 'tuple') return container.items.at(index.value) ?? null
  if (container.type === 'str' && typeof container.value === 'string') {
    if (/[^\0-\x7f]/.test(container.value)) return null
    const item = container.value.at(index.value)
    return item === undefined ? null : strConstant(item)
  }
  return null
}
