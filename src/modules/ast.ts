// Syntax trees between the front end and Python. A tree crosses as a flat list, so that neither side calls the other per node:
// to Python in postfix order (src/overlay/_ast.py `_build`), from Python, checked there, in prefix order (`_flatten`).
//
// To Python, pairs of a code and an operand: 0 a value; 1 a list of the last n; 2 a node of class n from its fields and position;
// 3 the one instance of class n (operators, contexts). From Python: a class number, then its fields and position; lists as their
// length and the items; -1 for None; other values as they are, constants behind the name of their type.

import type { ConstantValue, Mod, PyStr } from '../frontend/ast.ts'
import type { HostHeap, Ref } from '../host/heap.ts'
import { T } from '../objects/type-ids.ts'
import { type AstClass, astClasses } from './ast-grammar.ts'

const CLASSES = astClasses()
const NUMBERS = new Map(CLASSES.map((c, i) => [c.name, i]))
const POSITION = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const
const VALUE = 0
const LIST = 1
const NODE = 2
const SINGLETON = 3

/** An item of the stream that is not a small int. */
type Item = number | { text: PyStr } | { constant: ConstantValue } | null

type AnyNode = { kind: string } & Record<string, unknown>

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'kind' in value
}

/** The field of our tree for a field of the grammar. */
function property(c: AstClass, field: string): string {
  return c.name === 'Constant' && field === 'kind' ? 'kind_' : field
}

/** The postfix stream of a tree. Without recursion: chains of operators are deep. */
function streamOf(tree: Mod): Item[] {
  const out: Item[] = []
  const work: ({ node: unknown; type: string } | { emit: number; operand: number })[] = [{ node: tree, type: '' }]
  while (work.length > 0) {
    const next = work.pop()!
    if ('emit' in next) {
      out.push(next.emit, next.operand)
      continue
    }
    const { node, type } = next
    if (Array.isArray(node) && type.endsWith('*')) {
      work.push({ emit: LIST, operand: node.length })
      for (let i = node.length - 1; i >= 0; i--) work.push({ node: node[i], type: type.slice(0, -1) })
    } else if (type.startsWith('constant')) {
      out.push(VALUE, typeof node === 'string' || Array.isArray(node) ? { text: node } : { constant: node as ConstantValue })
    } else if (isNode(node)) {
      const number = NUMBERS.get(node.kind)!
      const c = CLASSES[number]
      work.push({ emit: NODE, operand: number })
      if (c.located) for (let i = 3; i >= 0; i--) work.push({ node: node[POSITION[i]], type: 'int' })
      for (let i = c.fields.length - 1; i >= 0; i--) work.push({ node: node[property(c, c.fields[i].name)], type: c.fields[i].type })
    } else if (typeof node === 'string' && !/^(identifier|string|int)/.test(type)) {
      out.push(SINGLETON, NUMBERS.get(node)!)
    } else if (typeof node === 'string') {
      out.push(VALUE, { text: node })
    } else out.push(VALUE, typeof node === 'number' ? node : null)
  }
  return out
}

/** A str of code points; surrogates in an array stay apart. */
function newText(heap: HostHeap, text: PyStr): Ref {
  if (typeof text === 'string') return heap.str(text)
  const bytes = Buffer.alloc(text.length * 4)
  text.forEach((c, i) => bytes.writeUInt32LE(c, i * 4))
  return heap.callMethod(heap.bytes(bytes), 'decode', heap.str('utf-32-le'), heap.str('surrogatepass'))
}

function newConstant(heap: HostHeap, constant: ConstantValue): Ref {
  switch (constant.type) {
    case 'int': return heap.int(constant.value)
    case 'float': return heap.float(constant.value)
    case 'complex': return heap.call(heap.staticType(T.complex), heap.int(0), heap.float(constant.imag))
    case 'str': return newText(heap, constant.value)
    case 'bytes': return heap.bytes(constant.value)
    case 'None': return heap.none()
    case 'True': return heap.bool(true)
    case 'False': return heap.bool(false)
    case 'Ellipsis': return heap.setConstant(heap.newRef(), 3)
  }
}

/** The module _ast. */
export function astModule(heap: HostHeap): Ref {
  const builtins = heap.pointer(heap.core.exports.builtinModuleNamed(heap.str('builtins', true)) >>> 0)
  return heap.callMethod(builtins, '__import__', heap.str('_ast'))
}

export function treeToPython(heap: HostHeap, tree: Mod): Ref {
  const stream = heap.listOf(streamOf(tree), (item) => {
    if (item === null) return heap.none()
    if (typeof item === 'number') return heap.int(item)
    return 'text' in item ? newText(heap, item.text) : newConstant(heap, item.constant)
  })
  return heap.callMethod(astModule(heap), '_build', stream)
}

/** Reads the prefix stream that `_flatten` has made. */
class StreamReader {
  private position = 0
  constructor(private readonly heap: HostHeap, private readonly stream: Ref) {}

  private next<R>(read: (ref: Ref) => R): R {
    return this.heap.scope(() => read(this.heap.getItem(this.stream, this.heap.int(this.position++))))
  }
  private number(): number {
    return this.next((ref) => Number(this.heap.toBigInt(ref)))
  }
  private text(): string {
    return this.next((ref) => this.heap.toStr(ref))
  }
  /** Text of a constant: an array of code points if it holds surrogates. */
  private constantText(): PyStr {
    const points = [...this.text()]
    return points.some((c) => /[\ud800-\udfff]/.test(c) && c.length === 1) ? points.map((c) => c.codePointAt(0)!) : points.join('')
  }

  private constant(): ConstantValue {
    const type = this.text() as ConstantValue['type']
    switch (type) {
      case 'int': return this.next((ref) => {
        const value = this.heap.toBigInt(ref)
        return { type, value: Number.isSafeInteger(Number(value)) ? Number(value) : value }
      })
      case 'float': return { type, value: this.next((ref) => this.heap.toFloat(ref)) }
      case 'complex': return { type, imag: this.next((ref) => this.heap.toFloat(ref)) }
      case 'str': return { type, value: this.constantText() }
      case 'bytes': return { type, value: this.next((ref) => this.heap.toBytes(ref)) }
      default: return { type }
    }
  }

  private field(type: string): unknown {
    if (type.endsWith('*')) return Array.from({ length: this.number() }, () => this.field(type.slice(0, -1)))
    const base = type.replace('?', '')
    if (base === 'constant') return this.constant()
    if (base === 'identifier' || base === 'string' || base === 'int') {
      return this.next((ref) => (this.heap.isNone(ref) ? null : this.heap.isInt(ref) ? Number(this.heap.toBigInt(ref)) : this.heap.toStr(ref)))
    }
    return this.node()
  }

  node(): unknown {
    const number = this.number()
    if (number < 0) return null
    const c = CLASSES[number]
    if (c.base !== '' && c.fields.length === 0 && !c.located) return c.name
    const node: Record<string, unknown> = { kind: c.name }
    for (const field of c.fields) {
      const value = this.field(field.type)
      node[property(c, field.name)] = c.name === 'Interpolation' && field.name === 'str' ? (value as { value: PyStr }).value : value
    }
    if (c.located) for (const name of POSITION) node[name] = this.number()
    if (c.name === 'ImportFrom') node.level ??= 0
    return node
  }
}

/** Our tree of a Python tree that is to be compiled in `mode`; null if `source` is no tree. */
export function treeFromPython(heap: HostHeap, source: Ref, mode: string): Mod | null {
  if (!heap.isPointer(source) || heap.tag(source) !== T.instance) return null
  const stream = heap.callMethod(astModule(heap), '_flatten', source, heap.str(mode))
  return heap.isNone(stream) ? null : (new StreamReader(heap, stream).node() as Mod)
}
