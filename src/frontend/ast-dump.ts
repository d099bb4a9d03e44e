// The text of `ast.dump(tree, include_attributes=...)` for our trees: the yardstick of the parser's tests.
//
// Fields come in ASDL order, optional ones that are None and empty lists are left out, as in CPython 3.14.
// Recursion is by node; the trees of the tests are shallow enough.

import type { ConstantValue, Located, Node, PyStr } from './ast.ts'
import { codePointsOf } from './ast.ts'
import { isPrintable } from './identifiers.ts'

/** Fields of each node class whose value None is printed. None of our nodes has one but constants. */
const positionFields = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const
const positions = new Set<string>(positionFields)
const enumerated = new Set(['op', 'ctx'])

export function dump(node: Node, includeAttributes = false): string {
  const parts: string[] = []
  for (const [name, value] of Object.entries(node)) {
    if (name === 'kind' || positions.has(name)) continue
    if (name === 'value' && (node.kind === 'Constant' || node.kind === 'MatchSingleton')) {
      parts.push(`value=${constantRepr(node.value)}`)
      continue
    }
    if (value === null) continue
    if (Array.isArray(value) && value.length === 0 && name !== 'str') continue
    parts.push(`${name === 'kind_' ? 'kind' : name}=${fieldText(node, name, value, includeAttributes)}`)
  }
  if (includeAttributes && 'lineno' in node) {
    for (const name of positionFields) parts.push(`${name}=${(node as Located)[name]}`)
  }
  return `${node.kind}(${parts.join(', ')})`
}

function fieldText(node: Node, name: string, value: unknown, attributes: boolean): string {
  if (name === 'str' && node.kind === 'Interpolation') return strRepr(node.str)
  if (enumerated.has(name)) return `${value as string}()`
  if (Array.isArray(value)) return `[${value.map((item) => itemText(name, item, attributes)).join(', ')}]`
  return itemText(name, value, attributes)
}

function itemText(name: string, item: unknown, attributes: boolean): string {
  if (item === null) return 'None'
  if (typeof item === 'number') return String(item)
  if (typeof item === 'string') return name === 'ops' ? `${item}()` : strRepr(item)
  return dump(item as Node, attributes)
}

export function constantRepr(value: ConstantValue): string {
  switch (value.type) {
    case 'int':
      return value.value.toString()
    case 'float':
      return floatRepr(value.value)
    case 'complex':
      return `${floatRepr(value.imag).replace(/\.0$/, '')}j`
    case 'str':
      return strRepr(value.value)
    case 'bytes':
      return bytesRepr(value.value)
    default:
      return value.type
  }
}

export function floatRepr(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'inf'
  if (Number.isNaN(value)) return 'nan'
  const [mantissa, exponent] = value.toExponential().split('e')
  const digits = mantissa.replace('.', '')
  const point = Number(exponent)
  if (point < -4 || point >= 16) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
    const sign = point < 0 ? '-' : '+'
    return `${digits[0]}${fraction}e${sign}${String(Math.abs(point)).padStart(2, '0')}`
  }
  if (point < 0) return `0.${'0'.repeat(-point - 1)}${digits}`
  if (digits.length <= point + 1) return `${digits.padEnd(point + 1, '0')}.0`
  return `${digits.slice(0, point + 1)}.${digits.slice(point + 1)}`
}

const named: Record<number, string> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' }

export function strRepr(text: PyStr): string {
  const points = codePointsOf(text)
  const quote = points.includes(0x27) && !points.includes(0x22) ? '"' : "'"
  let result = quote
  for (const point of points) {
    if (named[point] !== undefined) result += named[point]
    else if (point === quote.charCodeAt(0)) result += `\\${quote}`
    else if (isPrintable(point)) result += String.fromCodePoint(point)
    else if (point < 0x100) result += `\\x${point.toString(16).padStart(2, '0')}`
    else if (point < 0x10000) result += `\\u${point.toString(16).padStart(4, '0')}`
    else result += `\\U${point.toString(16).padStart(8, '0')}`
  }
  return result + quote
}

export function bytesRepr(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'"
  let result = `b${quote}`
  for (const byte of bytes) {
    if (named[byte] !== undefined) result += named[byte]
    else if (byte === quote.charCodeAt(0)) result += `\\${quote}`
    else if (byte >= 0x20 && byte < 0x7f) result += String.fromCharCode(byte)
    else result += `\\x${byte.toString(16).padStart(2, '0')}`
  }
  return result + quote
}
