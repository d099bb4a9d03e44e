// How error texts name expressions, and which part of an expression cannot be assigned to or deleted.

import { type Engine, type Node, nodeOf, type Value } from './engine.ts'

const names: Record<string, string> = {
  Attribute: 'attribute',
  Subscript: 'subscript',
  Starred: 'starred',
  Name: 'name',
  List: 'list',
  Tuple: 'tuple',
  Lambda: 'lambda',
  Call: 'function call',
  BoolOp: 'expression',
  BinOp: 'expression',
  UnaryOp: 'expression',
  GeneratorExp: 'generator expression',
  Yield: 'yield expression',
  Await: 'await expression',
  ListComp: 'list comprehension',
  SetComp: 'set comprehension',
  DictComp: 'dict comprehension',
  Dict: 'dict literal',
  Set: 'set display',
  JoinedStr: 'f-string expression',
  TemplateStr: 't-string expression',
  Ellipsis: 'ellipsis',
  Compare: 'comparison',
  IfExp: 'conditional expression',
  NamedExpr: 'named expression',
}

export function describe(e: Engine, node: Node): string {
  const name = names[node.kind]
  if (name !== undefined) return name
  if (node.kind === 'Singleton') return e.textOf(node)
  return 'literal'
}

export type TargetUse = 'assign' | 'delete' | 'for'

/** The first part of `value` that cannot be a target, or null. */
export function findInvalidTarget(value: Value, use: TargetUse): Node | null {
  const node = nodeOf(value)
  switch (node.kind) {
    case 'List':
    case 'Tuple':
      for (const element of elementsOf(node)) {
        const found = findInvalidTarget(element, use)
        if (found !== null) return found
      }
      return null
    case 'Starred':
      return use === 'delete' ? node : findInvalidTarget(node.parts.value, use)
    case 'Compare':
      // `a in b` of `for a in b` reads as a comparison.
      if (use !== 'for') return node
      return nodeOf(node.parts.first).kind === 'In' ? findInvalidTarget(node.parts.left, use) : null
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      return null
    default:
      return node
  }
}

/** The elements of a list or tuple, from its bindings `head` and `tail`. */
export function elementsOf(node: Node): Node[] {
  const elements: Node[] = []
  const add = (value: Value | undefined): void => {
    if (value === undefined) return
    if (Array.isArray(value)) value.forEach(add)
    else if (value.kind === 'Rest') add(value.parts.element)
    else if (value.kind === 'Elements') {
      add(value.parts.head)
      add(value.parts.tail)
    } else elements.push(value)
  }
  add(node.parts.head)
  add(node.parts.tail)
  return elements
}
