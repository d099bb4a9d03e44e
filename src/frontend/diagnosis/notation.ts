// The notation of the diagnosis grammar, and its translation into closures over an Engine.
//
// A grammar is text; each rule is `name: alternatives`, one alternative per `|`, indented. Items:
//   'x'  operator or keyword    "x"  soft keyword     NAME, NUMBER, ...  token class     rule  another rule
//   i?  [..]  optional          i*  i+  repetition    s.i+  list with separators         (a | b)  group
//   &i  !i  look-ahead          &&'x'  forced: its absence is an error at once (second pass)           ~  cut
//   n=i  binds a value          %rule  tried in the second pass only
// Behind an alternative stands what it yields:
//   -> Kind      a node of that kind (without it: the value of the only item, or a node named as the rule)
//   -> @action   the result of a named action, or the value bound to that name
//   => where: "text"   a SyntaxError. where: `a` at a; `a..b` from a to b; `a..` from a to where reading
//        stands; `last` at the last token read; `next` at the next token; `indent` an IndentationError.
//        {a} in the text is the description of expression a, {a.line} its line, {a.text} its source.
// `name[memo]` remembers results, `name[left]` is left-recursive (implies memo).
// Which rules are remembered matters: results found while second-pass rules are off stay visible after.

import * as T from '../tokens.ts'
import type { Action, Engine, Match, Value } from './engine.ts'

type Bindings = Record<string, Value>
type Item = (e: Engine, bindings: Bindings) => Match

interface Alternative {
  items: Item[]
  run: (e: Engine, bindings: Bindings, start: number, only: Value) => Match
  cutAt: number
}

const tokenClasses: Record<string, number> = {
  NAME: T.NAME,
  NUMBER: T.NUMBER,
  STRING: T.STRING,
  NEWLINE: T.NEWLINE,
  INDENT: T.INDENT,
  DEDENT: T.DEDENT,
  ENDMARKER: T.ENDMARKER,
  FSTRING_START: T.FSTRING_START,
  FSTRING_MIDDLE: T.FSTRING_MIDDLE,
  FSTRING_END: T.FSTRING_END,
  TSTRING_START: T.TSTRING_START,
  TSTRING_MIDDLE: T.TSTRING_MIDDLE,
  TSTRING_END: T.TSTRING_END,
}

const lexeme = /\s*(\.\.|[A-Za-z_]\w*|'[^']+'|"(?:[^"\\]|\\.)*"|&&|->|=>|[()[\]|?*+&!~=:.@%])/y

export class Grammar {
  readonly rules = new Map<string, (e: Engine) => Match>()
  private readonly actions: Record<string, Action>
  private lexemes: string[] = []
  private at = 0
  private rule = ''

  constructor(texts: readonly string[], actions: Record<string, Action>) {
    this.actions = actions
    for (const text of texts) {
      for (const [, name, flag, body] of text.matchAll(/^(\w+)(?:\[(\w+)\])?:(.*(?:\n[ \t].*|\n(?=\n))*)/gm)) {
        this.define(name, flag, body)
      }
    }
  }

  private define(name: string, flag: string | undefined, body: string): void {
    this.rule = name
    this.lexemes = []
    lexeme.lastIndex = 0
    for (let found = lexeme.exec(body); found; found = lexeme.exec(body)) this.lexemes.push(found[1])
    this.at = 0
    const alternatives = this.readAlternatives(name)
    if (this.at !== this.lexemes.length) throw new Error(`grammar rule ${name}: cannot read ${this.lexemes[this.at]}`)
    const body_ = (e: Engine): Match => choose(e, alternatives)
    if (flag === 'left') this.rules.set(name, (e) => e.growLeft(name, body_))
    else if (flag === 'memo') this.rules.set(name, (e) => e.remember(name, body_))
    else this.rules.set(name, body_)
  }

  private peek(offset = 0): string | undefined {
    return this.lexemes[this.at + offset]
  }

  private take(expected?: string): string {
    const found = this.lexemes[this.at++]
    if (expected !== undefined && found !== expected) throw new Error(`grammar rule ${this.rule}: expected ${expected}`)
    return found
  }

  private readAlternatives(kind: string): Alternative[] {
    if (this.peek() === '|') this.take()
    const alternatives = [this.readAlternative(kind)]
    while (this.peek() === '|') {
      this.take()
      alternatives.push(this.readAlternative(kind))
    }
    return alternatives
  }

  private readAlternative(kind: string): Alternative {
    const items: Item[] = []
    let cutAt = -1
    for (;;) {
      const next = this.peek()
      if (next === undefined || next === '|' || next === ')' || next === ']' || next === '->' || next === '=>') break
      if (next === '~') {
        this.take()
        cutAt = items.length
      } else items.push(this.readItem())
    }
    return { items, cutAt, run: this.readResult(kind, items.length === 1) }
  }

  private readResult(kind: string, single: boolean): Alternative['run'] {
    if (this.peek() === '->') {
      this.take()
      if (this.peek() === '@') {
        this.take()
        const name = this.take()
        const action = this.actions[name]
        if (action === undefined) return (_e, bindings) => bindings[name] ?? null
        return (e, bindings, start) => action(e, bindings, start)
      }
      const named = this.take()
      return (e, bindings, start) => e.node(named, start, bindings)
    }
    if (this.peek() === '=>') return this.readError()
    if (single) return (_e, _bindings, _start, only) => only
    return (e, bindings, start) => e.node(kind, start, bindings)
  }

  private readError(): Alternative['run'] {
    this.take('=>')
    const from = this.take()
    let to: string | null = null
    let open = false
    if (this.peek() === '..') {
      this.take()
      if (this.peek() === ':') open = true
      else to = this.take()
    }
    this.take(':')
    const text = JSON.parse(this.take()) as string
    return (e, bindings) => {
      const message = e.fillIn(text, bindings)
      if (from === 'last') return e.raiseAtLast('SyntaxError', message)
      if (from === 'indent') return e.raiseAtLast('IndentationError', message)
      if (from === 'next') return e.raiseAtNext(message)
      if (open) return e.raiseFrom(bindings[from], message)
      return e.raiseBetween(bindings[from], bindings[to ?? from], message)
    }
  }

  private readItem(): Item {
    const next = this.peek()!
    if (this.peek(1) === '=' && /^[a-z]\w*$/i.test(next)) {
      this.take()
      this.take()
      const inner = this.readItem()
      return (e, bindings) => {
        const value = inner(e, bindings)
        if (value !== null) bindings[next] = value
        return value
      }
    }
    if (next === '&&') {
      this.take()
      const spelling = this.take().slice(1, -1)
      return (e) => e.expectForced(T.lookUpKind(spelling)!, spelling)
    }
    if (next === '&' || next === '!') {
      this.take()
      const inner = this.readAtom()
      const wanted = next === '&'
      return (e, bindings) => {
        const mark = e.mark
        const value = inner(e, bindings)
        e.mark = mark
        return (value !== null) === wanted ? e.nothing : null
      }
    }
    if (next === '%') {
      this.take()
      const inner = this.readAtom()
      return (e, bindings) => (e.secondPass ? inner(e, bindings) : null)
    }
    return this.readSuffix(this.readAtom())
  }

  private readSuffix(atom: Item): Item {
    const suffix = this.peek()
    if (suffix === '.') {
      this.take()
      const element = this.readAtom()
      this.take('+')
      return (e, bindings) => gather(e, bindings, element, atom)
    }
    if (suffix === '*' || suffix === '+') {
      this.take()
      return (e, bindings) => {
        const list: Value[] = []
        for (;;) {
          const mark = e.mark
          const value = atom(e, bindings)
          if (value === null) {
            e.mark = mark
            break
          }
          list.push(value)
          if (e.mark === mark) break
        }
        return list.length === 0 && suffix === '+' ? null : list
      }
    }
    if (suffix === '?') {
      this.take()
      return optional(atom)
    }
    return atom
  }

  private readAtom(): Item {
    const text = this.take()
    if (text === '(' || text === '[') {
      const alternatives = this.readAlternatives('group')
      this.take(text === '(' ? ')' : ']')
      const group: Item = (e) => choose(e, alternatives)
      return text === '(' ? group : optional(group)
    }
    if (text[0] === "'") {
      const kind = T.lookUpKind(text.slice(1, -1))
      if (kind === undefined) throw new Error(`grammar rule ${this.rule}: no token ${text}`)
      return (e) => e.expect(kind)
    }
    if (text[0] === '"') {
      const word = text.slice(1, -1)
      return (e) => e.expectWord(word)
    }
    if (text === 'SOFT_KEYWORD') return (e) => e.expectSoftKeyword()
    const kind = tokenClasses[text]
    if (kind !== undefined) return (e) => e.expect(kind)
    const { rules } = this
    let rule: ((e: Engine) => Match) | undefined
    return (e) => {
      rule ??= rules.get(text)
      if (rule === undefined) throw new Error(`no grammar rule ${text}`)
      return rule(e)
    }
  }
}

function optional(inner: Item): Item {
  return (e, bindings) => {
    const mark = e.mark
    const value = inner(e, bindings)
    if (value !== null) return value
    e.mark = mark
    return e.nothing
  }
}

function gather(e: Engine, bindings: Bindings, element: Item, separator: Item): Match {
  const first = element(e, bindings)
  if (first === null) return null
  const list: Value[] = [first]
  for (;;) {
    const mark = e.mark
    const next = separator(e, bindings) === null ? null : element(e, bindings)
    if (next === null) {
      e.mark = mark
      return list
    }
    list.push(next)
  }
}

function choose(e: Engine, alternatives: Alternative[]): Match {
  const start = e.mark
  for (const { items, run, cutAt } of alternatives) {
    const bindings: Bindings = {}
    let only: Value = e.nothing
    let done = 0
    for (; done < items.length; done++) {
      const value = items[done](e, bindings)
      if (value === null) break
      only = value
    }
    if (done === items.length) {
      const result = run(e, bindings, start, only)
      if (result !== null) return result
    }
    e.mark = start
    if (cutAt >= 0 && done >= cutAt) break
  }
  return null
}
