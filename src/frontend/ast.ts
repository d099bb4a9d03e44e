// The abstract syntax tree: node types of CPython 3.14's `ast` module, as plain objects.
//
// Every node carries its class name in `kind` (string discriminator of the unions `Stmt`, `Expr`, ...).
// Fields bear the names, and the order, of the ASDL of CPython; `x | null` is an optional field.
// One exception: ASDL's `Constant.kind` (the "u" prefix) is `Constant.kind_`, as `kind` is taken.
// Operators and contexts are strings with the ASDL's names.
//
// Positions are CPython's: 1-based lines, 0-based columns counted in UTF-8 bytes of the line.
//
// Text never loses code points: identifiers are JS strings (NFKC-normalised, no surrogate code points);
// string constants are `PyStr`: a JS string, unless an escape made a surrogate code point (then JS would
// merge or garble it): an array of code points. Use `codePointsOf` where the difference does not matter.
//
// Nodes are made by the parser alone and are not changed after parsing. Host TypeScript, shared by the
// parser, the symbol table pass and the compiler. Next: parser.ts.

export type PyStr = string | readonly number[]

export type ConstantValue =
  | { readonly type: 'int'; readonly value: number | bigint } // a number when it is a safe integer
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'complex'; readonly imag: number } // literals have no real part
  | { readonly type: 'str'; readonly value: PyStr }
  | { readonly type: 'bytes'; readonly value: Uint8Array }
  | { readonly type: 'None' }
  | { readonly type: 'True' }
  | { readonly type: 'False' }
  | { readonly type: 'Ellipsis' }

/** The code points of a string constant, whatever its representation. */
export function codePointsOf(text: PyStr): readonly number[] {
  if (typeof text !== 'string') return text
  const points: number[] = []
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i)!
    if (point > 0xffff) i++
    points.push(point)
  }
  return points
}

export interface Located {
  lineno: number
  col_offset: number
  end_lineno: number
  end_col_offset: number
}

export type ExprContext = 'Load' | 'Store' | 'Del'
export type BoolOperator = 'And' | 'Or'
export type Operator =
  | 'Add'
  | 'Sub'
  | 'Mult'
  | 'MatMult'
  | 'Div'
  | 'Mod'
  | 'Pow'
  | 'LShift'
  | 'RShift'
  | 'BitOr'
  | 'BitXor'
  | 'BitAnd'
  | 'FloorDiv'
export type UnaryOperator = 'Invert' | 'Not' | 'UAdd' | 'USub'
export type CmpOperator = 'Eq' | 'NotEq' | 'Lt' | 'LtE' | 'Gt' | 'GtE' | 'Is' | 'IsNot' | 'In' | 'NotIn'

// ---- modules ----
export interface Module {
  kind: 'Module'
  body: Stmt[]
  type_ignores: never[] // type comments are not read
}
export interface Interactive {
  kind: 'Interactive'
  body: Stmt[]
}
export interface Expression {
  kind: 'Expression'
  body: Expr
}
export interface FunctionType {
  kind: 'FunctionType'
  argtypes: Expr[]
  returns: Expr
}
export type Mod = Module | Interactive | Expression | FunctionType

// ---- statements ----
export interface FunctionDef extends Located {
  kind: 'FunctionDef'
  name: string
  args: Arguments
  body: Stmt[]
  decorator_list: Expr[]
  returns: Expr | null
  type_comment: null
  type_params: TypeParam[]
}
export interface AsyncFunctionDef extends Located {
  kind: 'AsyncFunctionDef'
  name: string
  args: Arguments
  body: Stmt[]
  decorator_list: Expr[]
  returns: Expr | null
  type_comment: null
  type_params: TypeParam[]
}
export interface ClassDef extends Located {
  kind: 'ClassDef'
  name: string
  bases: Expr[]
  keywords: Keyword[]
  body: Stmt[]
  decorator_list: Expr[]
  type_params: TypeParam[]
}
export interface Return extends Located {
  kind: 'Return'
  value: Expr | null
}
export interface Delete extends Located {
  kind: 'Delete'
  targets: Expr[]
}
export interface Assign extends Located {
  kind: 'Assign'
  targets: Expr[]
  value: Expr
  type_comment: null
}
export interface TypeAlias extends Located {
  kind: 'TypeAlias'
  name: Name
  type_params: TypeParam[]
  value: Expr
}
export interface AugAssign extends Located {
  kind: 'AugAssign'
  target: Name | Attribute | Subscript
  op: Operator
  value: Expr
}
export interface AnnAssign extends Located {
  kind: 'AnnAssign'
  target: Name | Attribute | Subscript
  annotation: Expr
  value: Expr | null
  simple: 0 | 1
}
export interface For extends Located {
  kind: 'For'
  target: Expr
  iter: Expr
  body: Stmt[]
  orelse: Stmt[]
  type_comment: null
}
export interface AsyncFor extends Located {
  kind: 'AsyncFor'
  target: Expr
  iter: Expr
  body: Stmt[]
  orelse: Stmt[]
  type_comment: null
}
export interface While extends Located {
  kind: 'While'
  test: Expr
  body: Stmt[]
  orelse: Stmt[]
}
export interface If extends Located {
  kind: 'If'
  test: Expr
  body: Stmt[]
  orelse: Stmt[]
}
export interface With extends Located {
  kind: 'With'
  items: WithItem[]
  body: Stmt[]
  type_comment: null
}
export interface AsyncWith extends Located {
  kind: 'AsyncWith'
  items: WithItem[]
  body: Stmt[]
  type_comment: null
}
export interface Match extends Located {
  kind: 'Match'
  subject: Expr
  cases: MatchCase[]
}
export interface Raise extends Located {
  kind: 'Raise'
  exc: Expr | null
  cause: Expr | null
}
export interface Try extends Located {
  kind: 'Try'
  body: Stmt[]
  handlers: ExceptHandler[]
  orelse: Stmt[]
  finalbody: Stmt[]
}
export interface TryStar extends Located {
  kind: 'TryStar'
  body: Stmt[]
  handlers: ExceptHandler[]
  orelse: Stmt[]
  finalbody: Stmt[]
}
export interface Assert extends Located {
  kind: 'Assert'
  test: Expr
  msg: Expr | null
}
export interface Import extends Located {
  kind: 'Import'
  names: Alias[]
}
export interface ImportFrom extends Located {
  kind: 'ImportFrom'
  module: string | null
  names: Alias[]
  level: number
}
export interface Global extends Located {
  kind: 'Global'
  names: string[]
}
export interface Nonlocal extends Located {
  kind: 'Nonlocal'
  names: string[]
}
export interface ExprStmt extends Located {
  kind: 'Expr'
  value: Expr
}
export interface Pass extends Located {
  kind: 'Pass'
}
export interface Break extends Located {
  kind: 'Break'
}
export interface Continue extends Located {
  kind: 'Continue'
}
export type Stmt =
  | FunctionDef
  | AsyncFunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | TypeAlias
  | AugAssign
  | AnnAssign
  | For
  | AsyncFor
  | While
  | If
  | With
  | AsyncWith
  | Match
  | Raise
  | Try
  | TryStar
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | ExprStmt
  | Pass
  | Break
  | Continue

// ---- expressions ----
export interface BoolOp extends Located {
  kind: 'BoolOp'
  op: BoolOperator
  values: Expr[]
}
export interface NamedExpr extends Located {
  kind: 'NamedExpr'
  target: Name
  value: Expr
}
export interface BinOp extends Located {
  kind: 'BinOp'
  left: Expr
  op: Operator
  right: Expr
}
export interface UnaryOp extends Located {
  kind: 'UnaryOp'
  op: UnaryOperator
  operand: Expr
}
export interface Lambda extends Located {
  kind: 'Lambda'
  args: Arguments
  body: Expr
}
export interface IfExp extends Located {
  kind: 'IfExp'
  test: Expr
  body: Expr
  orelse: Expr
}
export interface Dict extends Located {
  kind: 'Dict'
  keys: (Expr | null)[] // null: `**value`
  values: Expr[]
}
export interface SetExpr extends Located {
  kind: 'Set'
  elts: Expr[]
}
export interface ListComp extends Located {
  kind: 'ListComp'
  elt: Expr
  generators: Comprehension[]
}
export interface SetComp extends Located {
  kind: 'SetComp'
  elt: Expr
  generators: Comprehension[]
}
export interface DictComp extends Located {
  kind: 'DictComp'
  key: Expr
  value: Expr
  generators: Comprehension[]
}
export interface GeneratorExp extends Located {
  kind: 'GeneratorExp'
  elt: Expr
  generators: Comprehension[]
}
export interface Await extends Located {
  kind: 'Await'
  value: Expr
}
export interface Yield extends Located {
  kind: 'Yield'
  value: Expr | null
}
export interface YieldFrom extends Located {
  kind: 'YieldFrom'
  value: Expr
}
export interface Compare extends Located {
  kind: 'Compare'
  left: Expr
  ops: CmpOperator[]
  comparators: Expr[]
}
export interface Call extends Located {
  kind: 'Call'
  func: Expr
  args: Expr[]
  keywords: Keyword[]
}
export interface FormattedValue extends Located {
  kind: 'FormattedValue'
  value: Expr
  conversion: number // -1, or the code of 's', 'r', 'a'
  format_spec: JoinedStr | null
}
export interface Interpolation extends Located {
  kind: 'Interpolation'
  value: Expr
  str: PyStr // source text of the expression
  conversion: number
  format_spec: JoinedStr | null
}
export interface JoinedStr extends Located {
  kind: 'JoinedStr'
  values: Expr[] // Constant (str) and FormattedValue
}
export interface TemplateStr extends Located {
  kind: 'TemplateStr'
  values: Expr[] // Constant (str) and Interpolation
}
export interface Constant extends Located {
  kind: 'Constant'
  value: ConstantValue
  kind_: 'u' | null
}
export interface Attribute extends Located {
  kind: 'Attribute'
  value: Expr
  attr: string
  ctx: ExprContext
}
export interface Subscript extends Located {
  kind: 'Subscript'
  value: Expr
  slice: Expr
  ctx: ExprContext
}
export interface Starred extends Located {
  kind: 'Starred'
  value: Expr
  ctx: ExprContext
}
export interface Name extends Located {
  kind: 'Name'
  id: string
  ctx: ExprContext
}
export interface List extends Located {
  kind: 'List'
  elts: Expr[]
  ctx: ExprContext
}
export interface Tuple extends Located {
  kind: 'Tuple'
  elts: Expr[]
  ctx: ExprContext
}
export interface Slice extends Located {
  kind: 'Slice'
  lower: Expr | null
  upper: Expr | null
  step: Expr | null
}
export type Expr =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | SetExpr
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | Await
  | Yield
  | YieldFrom
  | Compare
  | Call
  | FormattedValue
  | Interpolation
  | JoinedStr
  | TemplateStr
  | Constant
  | Attribute
  | Subscript
  | Starred
  | Name
  | List
  | Tuple
  | Slice

// ---- parts ----
export interface Comprehension {
  kind: 'comprehension'
  target: Expr
  iter: Expr
  ifs: Expr[]
  is_async: 0 | 1
}
export interface ExceptHandler extends Located {
  kind: 'ExceptHandler'
  type: Expr | null
  name: string | null
  body: Stmt[]
}
export interface Arguments {
  kind: 'arguments'
  posonlyargs: Arg[]
  args: Arg[]
  vararg: Arg | null
  kwonlyargs: Arg[]
  kw_defaults: (Expr | null)[]
  kwarg: Arg | null
  defaults: Expr[]
}
export interface Arg extends Located {
  kind: 'arg'
  arg: string
  annotation: Expr | null
  type_comment: null
}
export interface Keyword extends Located {
  kind: 'keyword'
  arg: string | null // null: `**value`
  value: Expr
}
export interface Alias extends Located {
  kind: 'alias'
  name: string
  asname: string | null
}
export interface WithItem {
  kind: 'withitem'
  context_expr: Expr
  optional_vars: Expr | null
}
export interface MatchCase {
  kind: 'match_case'
  pattern: Pattern
  guard: Expr | null
  body: Stmt[]
}

// ---- patterns ----
export interface MatchValue extends Located {
  kind: 'MatchValue'
  value: Expr
}
export interface MatchSingleton extends Located {
  kind: 'MatchSingleton'
  value: ConstantValue // None, True or False
}
export interface MatchSequence extends Located {
  kind: 'MatchSequence'
  patterns: Pattern[]
}
export interface MatchMapping extends Located {
  kind: 'MatchMapping'
  keys: Expr[]
  patterns: Pattern[]
  rest: string | null
}
export interface MatchClass extends Located {
  kind: 'MatchClass'
  cls: Expr
  patterns: Pattern[]
  kwd_attrs: string[]
  kwd_patterns: Pattern[]
}
export interface MatchStar extends Located {
  kind: 'MatchStar'
  name: string | null
}
export interface MatchAs extends Located {
  kind: 'MatchAs'
  pattern: Pattern | null
  name: string | null
}
export interface MatchOr extends Located {
  kind: 'MatchOr'
  patterns: Pattern[]
}
export type Pattern =
  | MatchValue
  | MatchSingleton
  | MatchSequence
  | MatchMapping
  | MatchClass
  | MatchStar
  | MatchAs
  | MatchOr

// ---- type parameters ----
export interface TypeVar extends Located {
  kind: 'TypeVar'
  name: string
  bound: Expr | null
  default_value: Expr | null
}
export interface ParamSpec extends Located {
  kind: 'ParamSpec'
  name: string
  default_value: Expr | null
}
export interface TypeVarTuple extends Located {
  kind: 'TypeVarTuple'
  name: string
  default_value: Expr | null
}
export type TypeParam = TypeVar | ParamSpec | TypeVarTuple

export type Node =
  | Mod
  | Stmt
  | Expr
  | Comprehension
  | ExceptHandler
  | Arguments
  | Arg
  | Keyword
  | Alias
  | WithItem
  | MatchCase
  | Pattern
  | TypeParam
