// The walk over the tree that opens scopes and notes definitions and uses of names; resolveSymbols does the rest.
//
// Scopes are found by the node that opens them: modules, functions, lambdas, classes and comprehensions by themselves;
// annotations of a function by its `arguments`; the scope of type parameters by the array `type_params`; bound and
// default of a type parameter by these expressions; the value of a type alias by that expression.
// Throws CPython's symtable errors, in its order of visits.

import type * as ast from './ast.ts'
import {
  COMPREHENSION_NAMES,
  type ComprehensionKind,
  DEF_ANNOT,
  DEF_BOUND,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_IMPORT,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  directiveText,
  isFunctionLike,
  mangleIn,
  resolveSymbols,
  Scope,
  type ScopeKind,
  type SymbolTable,
  syntaxErrorAt,
  USE,
  Where,
} from './symbols.ts'

export interface SymbolOptions {
  readonly filename: string
  readonly futureAnnotations: boolean
  readonly topLevelAwait: boolean
}

export function buildSymbols(mod: ast.Mod, options: SymbolOptions): SymbolTable {
  const builder = new SymbolBuilder(options)
  const top = builder.build(mod)
  resolveSymbols(top, options.filename)
  return { top, scopes: builder.scopes }
}

const NOWHERE: ast.Located = { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 }

class SymbolBuilder {
  readonly scopes = new Map<object, Scope>()
  private current!: Scope
  private top!: Scope
  private private_: string | null = null
  /** Depth of if, for, while, try, with, match: annotations there are conditional. */
  private conditionalDepth = 0

  constructor(private readonly options: SymbolOptions) {}

  build(mod: ast.Mod): Scope {
    this.top = new Scope('module', 'top', null, NOWHERE)
    this.current = this.top
    this.scopes.set(mod, this.top)
    if (mod.kind === 'Module' || mod.kind === 'Interactive') this.statements(mod.body)
    else if (mod.kind === 'Expression') this.expr(mod.body)
    else throw new Error('function types have no scopes')
    return this.top
  }

  private error(message: string, at: ast.Located): Error {
    return syntaxErrorAt(message, this.options.filename, at)
  }

  private enter(kind: ScopeKind, name: string, key: object, at: ast.Located): Scope {
    const scope = new Scope(kind, name, this.current, at)
    scope.compIterExpr = this.current.compIterExpr
    this.scopes.set(key, scope)
    this.current = scope
    return scope
  }

  private leave(): void {
    this.current = this.current.parent!
  }

  // ---- names

  private mangled(name: string): string {
    return mangleIn(this.current, this.private_, name)
  }

  private lookup(name: string): number {
    return this.current.symbols.get(this.mangled(name))?.flags ?? 0
  }

  private define(name: string, flag: number, at: ast.Located): void {
    this.checkDebug(name, flag, at)
    this.defineIn(this.current, this.mangled(name), flag, at)
  }

  private checkDebug(name: string, flag: number, at: ast.Located): void {
    if (name === '__debug__' && flag & DEF_BOUND) {
      throw this.error('cannot assign to __debug__', at)
    }
  }

  private defineIn(scope: Scope, mangled: string, flag: number, at: ast.Located): void {
    let symbol = scope.symbols.get(mangled)
    if (symbol === undefined) {
      symbol = { flags: 0, where: Where.UNRESOLVED, home: null, captured: false, register: -1 }
      scope.symbols.set(mangled, symbol)
    } else {
      if (flag & DEF_PARAM && symbol.flags & DEF_PARAM) {
        throw this.error(`duplicate argument '${mangled}' in function definition`, at)
      }
      if (flag & DEF_TYPE_PARAM && symbol.flags & DEF_TYPE_PARAM) {
        throw this.error(`duplicate type parameter '${mangled}'`, at)
      }
    }
    symbol.flags |= flag
    if (scope.compIterTarget) {
      if (symbol.flags & (DEF_GLOBAL | DEF_NONLOCAL)) {
        throw this.error(`comprehension inner loop cannot rebind assignment expression target '${mangled}'`, at)
      }
      symbol.flags |= DEF_COMP_ITER
    }
    if (flag & DEF_PARAM) scope.parameters.push(mangled)
    else if (flag & DEF_GLOBAL && scope !== this.top) {
      const global = this.top.symbols.get(mangled)
      if (global) global.flags |= flag
      else
        this.top.symbols.set(mangled, {
          flags: flag,
          where: Where.UNRESOLVED,
          home: null,
          captured: false,
          register: -1,
        })
    }
  }

  private use(name: string, at: ast.Located): void {
    if (!this.current.unevaluatedAnnotation) this.define(name, USE, at)
  }

  // ---- statements

  private statements(body: readonly ast.Stmt[]): void {
    for (const statement of body) this.statement(statement)
  }

  private conditional(...bodies: readonly (readonly ast.Stmt[])[]): void {
    this.conditionalDepth++
    for (const body of bodies) this.statements(body)
    this.conditionalDepth--
  }

  private statement(s: ast.Stmt): void {
    switch (s.kind) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.functionDef(s)
        return
      case 'ClassDef':
        this.classDef(s)
        return
      case 'TypeAlias':
        this.typeAlias(s)
        return
      case 'Return':
        if (s.value) this.expr(s.value)
        return
      case 'Delete':
        for (const target of s.targets) this.expr(target)
        return
      case 'Assign':
        for (const target of s.targets) this.expr(target)
        this.expr(s.value)
        return
      case 'AnnAssign':
        this.annAssign(s)
        return
      case 'AugAssign':
        this.expr(s.target)
        this.expr(s.value)
        return
      case 'For':
      case 'AsyncFor':
        if (s.kind === 'AsyncFor') this.requireAsync(s, "'async for' outside async function")
        this.expr(s.target)
        this.expr(s.iter)
        this.conditional(s.body, s.orelse)
        return
      case 'While':
      case 'If':
        this.expr(s.test)
        this.conditional(s.body, s.orelse)
        return
      case 'Match':
        this.expr(s.subject)
        this.conditionalDepth++
        for (const c of s.cases) {
          this.pattern(c.pattern)
          if (c.guard) this.expr(c.guard)
          this.statements(c.body)
        }
        this.conditionalDepth--
        return
      case 'Raise':
        if (s.exc) {
          this.expr(s.exc)
          if (s.cause) this.expr(s.cause)
        }
        return
      case 'Try':
      case 'TryStar':
        this.conditionalDepth++
        this.statements(s.body)
        for (const handler of s.handlers) {
          if (handler.type) this.expr(handler.type)
          if (handler.name !== null) this.define(handler.name, DEF_LOCAL, handler)
          this.statements(handler.body)
        }
        this.statements(s.orelse)
        this.statements(s.finalbody)
        this.conditionalDepth--
        return
      case 'Assert':
        this.expr(s.test)
        if (s.msg) this.expr(s.msg)
        return
      case 'Import':
        for (const alias of s.names) this.alias(alias)
        return
      case 'ImportFrom':
        for (const alias of s.names) this.alias(alias)
        return
      case 'Global':
        this.global(s)
        return
      case 'Nonlocal':
        this.nonlocal(s)
        return
      case 'Expr':
        this.expr(s.value)
        return
      case 'With':
      case 'AsyncWith':
        if (s.kind === 'AsyncWith') this.requireAsync(s, "'async with' outside async function")
        this.conditionalDepth++
        for (const item of s.items) {
          this.expr(item.context_expr)
          if (item.optional_vars) this.expr(item.optional_vars)
        }
        this.statements(s.body)
        this.conditionalDepth--
        return
    }
  }

  private isAsyncDef(): boolean {
    return isFunctionLike(this.current) && this.current.coroutine
  }

  private requireAsync(at: ast.Located, message: string): void {
    if (this.options.topLevelAwait && this.current === this.top) {
      this.current.coroutine = true
      return
    }
    if (!this.isAsyncDef()) throw this.error(message, at)
  }

  private functionDef(s: ast.FunctionDef | ast.AsyncFunctionDef): void {
    this.define(s.name, DEF_LOCAL, s)
    for (const e of s.args.defaults) this.expr(e)
    for (const e of s.args.kw_defaults) if (e) this.expr(e)
    for (const e of s.decorator_list) this.expr(e)
    const inClass = this.current.kind === 'class'
    const generic = s.type_params.length > 0
    if (generic) {
      this.enterTypeParameters(
        s.name,
        s.type_params,
        s,
        s.args.defaults.length > 0,
        s.args.kw_defaults.some((e) => e !== null),
      )
      this.typeParameters(s.type_params)
    }
    this.functionAnnotations(s)
    const scope = this.enter('function', s.name, s, s)
    scope.method = inClass && !generic
    scope.coroutine = s.kind === 'AsyncFunctionDef'
    const depth = this.conditionalDepth
    this.conditionalDepth = 0
    this.parameters(s.args)
    this.statements(s.body)
    this.conditionalDepth = depth
    this.leave()
    if (generic) this.leave()
  }

  private parameters(args: ast.Arguments): void {
    for (const arg of args.posonlyargs) this.define(arg.arg, DEF_PARAM, arg)
    for (const arg of args.args) this.define(arg.arg, DEF_PARAM, arg)
    for (const arg of args.kwonlyargs) this.define(arg.arg, DEF_PARAM, arg)
    if (args.vararg) this.define(args.vararg.arg, DEF_PARAM, args.vararg)
    if (args.kwarg) this.define(args.kwarg.arg, DEF_PARAM, args.kwarg)
  }

  private functionAnnotations(s: ast.FunctionDef | ast.AsyncFunctionDef): void {
    const { args } = s
    const annotated = [...args.posonlyargs, ...args.args]
    if (args.vararg) annotated.push(args.vararg)
    if (args.kwarg) annotated.push(args.kwarg)
    annotated.push(...args.kwonlyargs)
    if (s.returns === null && annotated.every((arg) => arg.annotation === null)) return
    this.enterAnnotations(args, s)
    for (const arg of annotated) if (arg.annotation) this.expr(arg.annotation)
    if (s.returns) this.expr(s.returns)
    this.leave()
  }

  private enterAnnotations(key: object, at: ast.Located): Scope {
    // annotations that become strings use no names
    const strings = this.options.futureAnnotations
    const seesClass = !strings && (this.current.kind === 'class' || this.current.canSeeClassScope)
    const scope = this.enter('annotation', '__annotate__', key, at)
    scope.scopeInfo = 'an annotation'
    scope.unevaluatedAnnotation = strings
    this.defineIn(scope, 'format', DEF_PARAM, at)
    this.defineIn(scope, 'format', USE, at)
    if (seesClass) this.seeClass(scope, at)
    return scope
  }

  private seeClass(scope: Scope, at: ast.Located): void {
    scope.canSeeClassScope = true
    this.defineIn(scope, '__classdict__', USE, at)
  }

  private annAssign(s: ast.AnnAssign): void {
    const { target } = s
    if (target.kind === 'Name') {
      const flags = this.lookup(target.id)
      if (flags & (DEF_GLOBAL | DEF_NONLOCAL) && this.current !== this.top && s.simple) {
        const what = flags & DEF_GLOBAL ? 'global' : 'nonlocal'
        throw this.error(`annotated name '${target.id}' can't be ${what}`, s)
      }
      if (s.simple) this.define(target.id, DEF_ANNOT | DEF_LOCAL, target)
      else if (s.value) this.define(target.id, DEF_LOCAL, target)
    } else {
      this.expr(target)
    }
    this.annotation(s)
    if (s.value) this.expr(s.value)
  }

  private annotation(s: ast.AnnAssign): void {
    const scope = this.current
    const unevaluated = scope.kind !== 'module' && scope.kind !== 'class'
    if (this.options.futureAnnotations || unevaluated) {
      // Names in it are not part of the program; it is walked for the errors only.
      const annotations = new Scope('annotation', '__annotate__', scope, s)
      scope.children.pop()
      annotations.scopeInfo = 'an annotation'
      annotations.unevaluatedAnnotation = true
      this.current = annotations
      this.expr(s.annotation)
      this.current = scope
      return
    }
    if (s.simple && s.target.kind === 'Name') {
      if (scope.kind === 'module' || this.conditionalDepth > 0) {
        if (!scope.hasConditionalAnnotations) {
          scope.hasConditionalAnnotations = true
          this.defineIn(scope, '__conditional_annotations__', USE, s)
        }
      }
    }
    if (scope.annotationScope === null) {
      scope.annotationScope = this.enterAnnotations(scope, scope.kind === 'module' ? s : scope.at)
    } else {
      this.current = scope.annotationScope
    }
    if (scope.hasConditionalAnnotations) this.defineIn(this.current, '__conditional_annotations__', USE, s)
    this.expr(s.annotation)
    this.current = scope
  }

  private classDef(s: ast.ClassDef): void {
    this.define(s.name, DEF_LOCAL, s)
    for (const e of s.decorator_list) this.expr(e)
    const outerPrivate = this.private_
    const generic = s.type_params.length > 0
    if (generic) {
      const scope = this.enterTypeParameters(s.name, s.type_params, s, false, false)
      this.defineIn(scope, '.type_params', DEF_LOCAL | USE, s)
      this.defineIn(scope, '.generic_base', DEF_LOCAL | USE, s)
      scope.mangledNames = new Set()
      this.private_ = s.name
      this.typeParameters(s.type_params)
    }
    for (const e of s.bases) this.expr(e)
    for (const keyword of s.keywords) this.expr(keyword.value)
    const scope = this.enter('class', s.name, s, s)
    this.private_ = s.name
    if (generic) {
      this.defineIn(scope, '__type_params__', DEF_LOCAL, s)
      this.defineIn(scope, '.type_params', USE, s)
    }
    const depth = this.conditionalDepth
    this.conditionalDepth = 0
    this.statements(s.body)
    this.conditionalDepth = depth
    this.leave()
    if (generic) this.leave()
    this.private_ = outerPrivate
  }

  private enterTypeParameters(
    name: string,
    params: readonly ast.TypeParam[],
    at: ast.Located,
    defaults: boolean,
    kwdefaults: boolean,
  ): Scope {
    const inClass = this.current.kind === 'class'
    const scope = this.enter('type parameters', name, params, at)
    scope.scopeInfo = 'the definition of a generic'
    if (inClass) this.seeClass(scope, at)
    if (defaults) this.defineIn(scope, '.defaults', DEF_PARAM, at)
    if (kwdefaults) this.defineIn(scope, '.kwdefaults', DEF_PARAM, at)
    return scope
  }

  private typeParameters(params: readonly ast.TypeParam[]): void {
    let defaultSeen = false
    for (const p of params) {
      if (p.name === '__classdict__' || p.name === '__classcell__') {
        throw this.error(`reserved name '${p.name}' cannot be used for type parameter`, p)
      }
      const { current } = this
      if (current.mangledNames !== null) current.mangledNames.add(p.name)
      this.define(p.name, DEF_TYPE_PARAM | DEF_LOCAL, p)
      if (p.kind === 'TypeVar' && p.bound) {
        this.typeVariable(p, p.bound, p.bound.kind === 'Tuple' ? 'a TypeVar constraint' : 'a TypeVar bound')
      }
      if (p.default_value) {
        this.typeVariable(p, p.default_value, `a ${p.kind} default`)
        defaultSeen = true
      } else if (defaultSeen) {
        throw this.error(`non-default type parameter '${p.name}' follows default type parameter`, p)
      }
    }
  }

  private typeVariable(p: ast.TypeParam, e: ast.Expr, info: string): void {
    const seesClass = this.current.canSeeClassScope
    const scope = this.enter('type variable', p.name, e, e)
    scope.scopeInfo = info
    this.defineIn(scope, '.format', DEF_PARAM, e)
    this.defineIn(scope, '.format', USE, e)
    if (seesClass) this.seeClass(scope, e)
    this.expr(e)
    this.leave()
  }

  private typeAlias(s: ast.TypeAlias): void {
    this.expr(s.name)
    const inClass = this.current.kind === 'class'
    const generic = s.type_params.length > 0
    if (generic) {
      this.enterTypeParameters(s.name.id, s.type_params, s, false, false)
      this.typeParameters(s.type_params)
    }
    const scope = this.enter('type alias', s.name.id, s.value, s)
    scope.scopeInfo = 'a type alias'
    this.defineIn(scope, '.format', DEF_PARAM, s)
    this.defineIn(scope, '.format', USE, s)
    if (inClass) this.seeClass(scope, s)
    this.expr(s.value)
    this.leave()
    if (generic) this.leave()
  }

  private alias(a: ast.Alias): void {
    if (a.name === '*') {
      if (this.current !== this.top) throw this.error('import * only allowed at module level', a)
      return
    }
    const name = a.asname ?? a.name.split('.')[0]
    this.define(name, DEF_IMPORT, a)
  }

  private global(s: ast.Global): void {
    for (const name of s.names) {
      const flags = this.lookup(name)
      if (flags & (DEF_PARAM | DEF_LOCAL | USE | DEF_ANNOT)) throw this.error(directiveText(name, 'global', flags), s)
      this.define(name, DEF_GLOBAL, s)
      this.current.directives.push([this.mangled(name), s])
    }
  }

  private nonlocal(s: ast.Nonlocal): void {
    for (const name of s.names) {
      const flags = this.lookup(name)
      if (flags & (DEF_PARAM | DEF_LOCAL | USE | DEF_ANNOT)) throw this.error(directiveText(name, 'nonlocal', flags), s)
      this.define(name, DEF_NONLOCAL, s)
      this.current.directives.push([this.mangled(name), s])
    }
  }

  // ---- expressions

  private exprs(list: readonly (ast.Expr | null)[]): void {
    for (const e of list) if (e) this.expr(e)
  }

  private expr(e: ast.Expr): void {
    switch (e.kind) {
      case 'Name':
        if (e.ctx === 'Load') {
          this.use(e.id, e)
          if (e.id === 'super' && isFunctionLike(this.current)) this.use('__class__', e)
        } else {
          if (e.ctx === 'Del' && e.id === '__debug__') throw this.error('cannot delete __debug__', e)
          if (!this.current.unevaluatedAnnotation) this.define(e.id, DEF_LOCAL, e)
        }
        return
      case 'Constant':
        return
      case 'Attribute':
        if (e.attr === '__debug__' && e.ctx !== 'Load') {
          throw this.error(e.ctx === 'Del' ? 'cannot delete __debug__' : 'cannot assign to __debug__', e)
        }
        this.expr(e.value)
        return
      case 'Call': {
        this.expr(e.func)
        this.exprs(e.args)
        for (const keyword of e.keywords) {
          if (keyword.arg === '__debug__') throw this.error('cannot assign to __debug__', keyword)
          this.expr(keyword.value)
        }
        return
      }
      case 'BinOp':
        this.expr(e.left)
        this.expr(e.right)
        return
      case 'BoolOp':
        this.exprs(e.values)
        return
      case 'UnaryOp':
        this.expr(e.operand)
        return
      case 'Compare':
        this.expr(e.left)
        this.exprs(e.comparators)
        return
      case 'Subscript':
        this.expr(e.value)
        this.expr(e.slice)
        return
      case 'Starred':
        this.expr(e.value)
        return
      case 'List':
      case 'Tuple':
      case 'Set':
        this.exprs(e.elts)
        return
      case 'Slice':
        this.exprs([e.lower, e.upper, e.step])
        return
      case 'Dict':
        this.exprs(e.keys)
        this.exprs(e.values)
        return
      case 'IfExp':
        this.expr(e.test)
        this.expr(e.body)
        this.expr(e.orelse)
        return
      case 'Lambda': {
        this.exprs(e.args.defaults)
        this.exprs(e.args.kw_defaults)
        const outer = this.current.unevaluatedAnnotation
        const inClass = this.current.kind === 'class'
        const scope = this.enter('function', '<lambda>', e, e)
        scope.method = inClass
        if (outer) this.detach(scope)
        this.parameters(e.args)
        this.expr(e.body)
        this.leave()
        return
      }
      case 'ListComp':
        this.comprehension(e, 'list', 'listcomp', e.elt, null)
        return
      case 'SetComp':
        this.comprehension(e, 'set', 'setcomp', e.elt, null)
        return
      case 'GeneratorExp':
        this.comprehension(e, 'generator', 'genexpr', e.elt, null)
        return
      case 'DictComp':
        this.comprehension(e, 'dict', 'dictcomp', e.key, e.value)
        return
      case 'NamedExpr':
        this.namedExpr(e)
        return
      case 'Yield':
      case 'YieldFrom':
        this.refuseInAnnotation('yield expression', e)
        if (e.value) this.expr(e.value)
        this.current.generator = true
        if (this.current.comprehension !== '') {
          throw this.error(`'yield' inside ${COMPREHENSION_NAMES[this.current.comprehension]}`, e)
        }
        return
      case 'Await':
        this.refuseInAnnotation('await expression', e)
        if (!this.options.topLevelAwait) {
          if (!isFunctionLike(this.current)) throw this.error("'await' outside function", e)
          if (!this.isAsyncDef() && this.current.comprehension === '') {
            throw this.error("'await' outside async function", e)
          }
        }
        this.expr(e.value)
        this.current.coroutine = true
        return
      case 'JoinedStr':
      case 'TemplateStr':
        this.exprs(e.values)
        return
      case 'FormattedValue':
      case 'Interpolation':
        this.expr(e.value)
        if (e.format_spec) this.expr(e.format_spec)
        return
    }
  }

  /** A scope inside an annotation that nobody evaluates is no part of the program. */
  private detach(scope: Scope): void {
    scope.parent!.children.pop()
    scope.unevaluatedAnnotation = true
  }

  private refuseInAnnotation(what: string, at: ast.Located): void {
    switch (this.current.kind) {
      case 'annotation':
        throw this.error(`${what} cannot be used within an annotation`, at)
      case 'type variable':
        throw this.error(`${what} cannot be used within ${this.current.scopeInfo}`, at)
      case 'type alias':
        throw this.error(`${what} cannot be used within a type alias`, at)
      case 'type parameters':
        throw this.error(`${what} cannot be used within the definition of a generic`, at)
    }
  }

  private namedExpr(e: ast.NamedExpr): void {
    this.refuseInAnnotation('named expression', e)
    if (this.current.compIterExpr > 0) {
      throw this.error('assignment expression cannot be used in a comprehension iterable expression', e)
    }
    const name = this.mangled(e.target.id)
    if (this.current.comprehension !== '') this.bindOutsideComprehension(e.target, name)
    else (this.current.walrusTargets ??= new Set()).add(name)
    this.expr(e.value)
    this.expr(e.target)
  }

  /** The target of an assignment expression in a comprehension belongs to the scope around all comprehensions. */
  private bindOutsideComprehension(target: ast.Name, name: string): void {
    for (let s: Scope | null = this.current; s !== null; s = s.parent) {
      const flags = s.symbols.get(name)?.flags ?? 0
      if (s.comprehension !== '') {
        if (flags & DEF_COMP_ITER && flags & DEF_LOCAL) {
          throw this.error(
            `assignment expression cannot rebind comprehension iteration variable '${target.id}'`,
            target,
          )
        }
        ;(s.walrusTargets ??= new Set()).add(name)
        continue
      }
      switch (s.kind) {
        case 'function':
          ;(s.walrusTargets ??= new Set()).add(name)
          this.define(target.id, flags & DEF_GLOBAL ? DEF_GLOBAL : DEF_NONLOCAL, target)
          this.current.directives.push([name, target])
          this.defineIn(s, name, DEF_LOCAL, target)
          return
        case 'module':
          this.define(target.id, DEF_GLOBAL, target)
          this.current.directives.push([name, target])
          this.defineIn(s, name, DEF_GLOBAL, target)
          return
        case 'class':
          throw this.error('assignment expression within a comprehension cannot be used in a class body', target)
        case 'type variable':
          throw this.error(`assignment expression within a comprehension cannot be used in a TypeVar bound`, target)
        case 'type alias':
          throw this.error('assignment expression within a comprehension cannot be used in a type alias', target)
        case 'type parameters':
          throw this.error(
            'assignment expression within a comprehension cannot be used within the definition of a generic',
            target,
          )
        case 'annotation':
          throw this.error('named expression cannot be used within an annotation', target)
      }
    }
  }

  private comprehension(
    e: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp,
    kind: ComprehensionKind,
    name: string,
    elt: ast.Expr,
    value: ast.Expr | null,
  ): void {
    const outer = this.current
    const [outermost, ...rest] = e.generators
    outer.compIterExpr++
    this.expr(outermost.iter)
    outer.compIterExpr--
    const scope = this.enter('function', `<${name}>`, e, e)
    if (outer.unevaluatedAnnotation) this.detach(scope)
    scope.comprehension = kind
    if (outermost.is_async) scope.coroutine = true
    if (kind === 'generator') this.defineIn(scope, '.0', DEF_PARAM, e)
    scope.compIterTarget = true
    this.expr(outermost.target)
    scope.compIterTarget = false
    this.exprs(outermost.ifs)
    for (const generator of rest) {
      scope.compIterTarget = true
      this.expr(generator.target)
      scope.compIterTarget = false
      scope.compIterExpr++
      this.expr(generator.iter)
      scope.compIterExpr--
      this.exprs(generator.ifs)
      if (generator.is_async) scope.coroutine = true
    }
    if (value) this.expr(value)
    this.expr(elt)
    if (kind === 'generator') scope.generator = true
    const isAsync = scope.coroutine && kind !== 'generator'
    this.leave()
    if (isAsync) {
      if (!this.isAsyncDef() && outer.comprehension === '' && !this.options.topLevelAwait) {
        throw this.error('asynchronous comprehension outside of an asynchronous function', e)
      }
      outer.coroutine = true
    }
  }

  // ---- patterns

  private pattern(p: ast.Pattern): void {
    switch (p.kind) {
      case 'MatchValue':
        this.expr(p.value)
        return
      case 'MatchSingleton':
        return
      case 'MatchSequence':
        for (const q of p.patterns) this.pattern(q)
        return
      case 'MatchStar':
        if (p.name !== null) this.define(p.name, DEF_LOCAL, p)
        return
      case 'MatchMapping':
        this.exprs(p.keys)
        for (const q of p.patterns) this.pattern(q)
        if (p.rest !== null) this.define(p.rest, DEF_LOCAL, p)
        return
      case 'MatchClass':
        this.expr(p.cls)
        for (const q of p.patterns) this.pattern(q)
        p.kwd_attrs.forEach((attr, i) => {
          if (attr === '__debug__') throw this.error('cannot assign to __debug__', p.kwd_patterns[i])
        })
        for (const q of p.kwd_patterns) this.pattern(q)
        return
      case 'MatchAs':
        if (p.pattern) this.pattern(p.pattern)
        if (p.name !== null) this.define(p.name, DEF_LOCAL, p)
        return
      case 'MatchOr':
        for (const q of p.patterns) this.pattern(q)
        return
    }
  }
}
