// Expressions, for the diagnosis: the grammar of the language reference in the notation of notation.ts,
// with the rules (`invalid_...`) that recognize common mistakes.
//
// The order of alternatives is part of the meaning: the first mistake recognized is the one reported.

export const expressionGrammar = String.raw`
expressions:
  | expression Rest_expression+ ','? -> Tuple
  | expression ',' -> Tuple
  | expression
Rest_expression: ',' element=expression -> Rest

expression[memo]:
  | %invalid_expression
  | %invalid_legacy_expression
  | disjunction 'if' disjunction 'else' expression -> IfExp
  | disjunction
  | lambdef
expression_plain:
  | disjunction 'if' disjunction 'else' expression -> IfExp
  | disjunction
  | lambdef

yield_expr:
  | 'yield' 'from' expression -> Yield
  | 'yield' [star_expressions] -> Yield

star_expressions:
  | head=star_expression tail=Rest_star_expression+ ','? -> Tuple
  | head=star_expression ',' -> Tuple
  | star_expression
Rest_star_expression: ',' element=star_expression -> Rest
star_expression[memo]:
  | '*' value=bitwise_or -> Starred
  | expression
star_named_expressions: head=','.star_named_expression+ ','? -> Elements
star_named_expression:
  | '*' value=bitwise_or -> Starred
  | named_expression

assignment_expression: NAME ':=' ~ expression -> NamedExpr
named_expression:
  | assignment_expression
  | %invalid_named_expression
  | a=expression !':=' -> @a

disjunction[memo]: conjunction Rest_or+ -> BoolOp | conjunction
Rest_or: 'or' conjunction
conjunction[memo]: inversion Rest_and+ -> BoolOp | inversion
Rest_and: 'and' inversion
inversion[memo]: 'not' inversion -> UnaryOp | comparison
comparison: left=bitwise_or first=compare_pair compare_pair* -> Compare | bitwise_or
compare_pair:
  | '==' bitwise_or -> Pair
  | not_equal bitwise_or -> Pair
  | '<=' bitwise_or -> Pair
  | '<' bitwise_or -> Pair
  | '>=' bitwise_or -> Pair
  | '>' bitwise_or -> Pair
  | 'not' 'in' bitwise_or -> Pair
  | 'in' bitwise_or -> In
  | 'is' 'not' bitwise_or -> Pair
  | 'is' bitwise_or -> Pair
not_equal: token='!=' -> @notEqual

bitwise_or[left]: bitwise_or '|' bitwise_xor -> BinOp | bitwise_xor
bitwise_xor[left]: bitwise_xor '^' bitwise_and -> BinOp | bitwise_and
bitwise_and[left]: bitwise_and '&' shift_expr -> BinOp | shift_expr
shift_expr[left]:
  | shift_expr '<<' sum -> BinOp
  | shift_expr '>>' sum -> BinOp
  | %invalid_arithmetic
  | sum
sum[left]: sum '+' term -> BinOp | sum '-' term -> BinOp | term
term[left]:
  | term '*' factor -> BinOp
  | term '/' factor -> BinOp
  | term '//' factor -> BinOp
  | term '%' factor -> BinOp
  | term '@' factor -> BinOp
  | %invalid_factor
  | factor
factor[memo]:
  | '+' factor -> UnaryOp
  | '-' factor -> UnaryOp
  | '~' factor -> UnaryOp
  | power
power: await_primary '**' factor -> BinOp | await_primary
await_primary[memo]: 'await' primary -> Await | primary
primary[left]:
  | primary '.' NAME -> Attribute
  | primary genexp -> Call
  | primary '(' [arguments] ')' -> Call
  | primary '[' slices ']' -> Subscript
  | atom

slices:
  | a=slice !',' -> @a
  | ','.(slice | starred_expression)+ ','? -> Tuple
slice:
  | [expression] ':' [expression] [':' [expression]] -> Slice
  | named_expression

atom:
  | NAME
  | 'True' -> Singleton
  | 'False' -> Singleton
  | 'None' -> Singleton
  | &(STRING | FSTRING_START | TSTRING_START) a=strings -> @a
  | number
  | &'(' a=(tuple | group | genexp) -> @a
  | &'[' a=(list | listcomp) -> @a
  | &'{' a=(dict | set | dictcomp | setcomp) -> @a
  | '...' -> Ellipsis
number: token=NUMBER -> @number
group:
  | '(' a=(yield_expr | named_expression) ')' -> @a
  | %invalid_group
tuple: '(' head=[head=star_named_expression ',' tail=[star_named_expressions] -> Elements] ')' -> Tuple
list: '[' head=[star_named_expressions] ']' -> List
set: '{' star_named_expressions '}' -> Set
dict:
  | '{' [double_starred_kvpairs] '}' -> Dict
  | '{' invalid_double_starred_kvpairs '}'
double_starred_kvpairs: ','.double_starred_kvpair+ ','?
double_starred_kvpair: '**' bitwise_or | kvpair
kvpair: expression ':' expression

for_if_clauses: for_if_clause+
for_if_clause:
  | 'async' 'for' star_targets 'in' ~ iter=disjunction ifs=for_if* -> Clause
  | 'for' star_targets 'in' ~ iter=disjunction ifs=for_if* -> Clause
  | %invalid_for_if_clause
  | %invalid_for_target
for_if: 'if' a=disjunction -> @a
listcomp: '[' named_expression for_if_clauses ']' -> ListComp | %invalid_comprehension
setcomp: '{' named_expression for_if_clauses '}' -> SetComp | %invalid_comprehension
genexp: '(' (assignment_expression | a=expression !':=' -> @a) for_if_clauses ')' -> GeneratorExp | %invalid_comprehension
dictcomp: '{' kvpair for_if_clauses '}' -> DictComp | %invalid_dict_comprehension

lambdef: 'lambda' [lambda_params] ':' expression -> Lambda

strings[memo]:
  | %invalid_string_tstring_concat
  | parts=(fstring | string)+ -> @strings
  | tstring+ -> TemplateStr
string: token=STRING -> @string
fstring: FSTRING_START parts=fstring_middle* FSTRING_END -> @fstring
fstring_middle: fstring_replacement_field | FSTRING_MIDDLE
fstring_replacement_field:
  | '{' annotated_rhs '='? [fstring_conversion] [fstring_full_format_spec] '}' -> Field
  | %invalid_fstring_replacement_field
plain_field: '{' annotated_rhs '='? [fstring_conversion] [fstring_full_format_spec] '}'
fstring_conversion: bang='!' name=NAME -> @conversion
fstring_full_format_spec: ':' fstring_format_spec*
fstring_format_spec: FSTRING_MIDDLE | fstring_replacement_field
tstring: TSTRING_START parts=tstring_middle* TSTRING_END -> @fstring
tstring_middle: tstring_replacement_field | TSTRING_MIDDLE
tstring_replacement_field:
  | '{' annotated_rhs '='? [fstring_conversion] [tstring_full_format_spec] '}' -> Field
  | %invalid_tstring_replacement_field
tstring_full_format_spec: ':' tstring_format_spec*
tstring_format_spec: TSTRING_MIDDLE | tstring_format_spec_replacement_field
tstring_format_spec_replacement_field:
  | '{' annotated_rhs '='? [fstring_conversion] [tstring_full_format_spec] '}' -> Field
  | %invalid_tstring_replacement_field

arguments[memo]:
  | a=args ','? &')' -> @a
  | %invalid_arguments
argument_list: ','.(starred_expression | a=(assignment_expression | b=expression !':=' -> @b) !'=' -> @a)+
args:
  | positional=argument_list kwargs=[',' a=kwargs -> @a] -> Args
  | kwargs=kwargs -> Args
kwargs:
  | a=','.kwarg_or_starred+ ',' b=','.kwarg_or_double_starred+ -> All
  | ','.kwarg_or_starred+
  | ','.kwarg_or_double_starred+
starred_expression:
  | %invalid_starred_expression_unpacking
  | '*' value=expression -> Starred
  | %invalid_starred_expression
kwarg_or_starred:
  | %invalid_kwarg
  | NAME '=' expression -> Keyword
  | starred_expression
kwarg_or_double_starred:
  | %invalid_kwarg
  | NAME '=' expression -> Keyword
  | '**' expression -> KeywordUnpacking

star_targets:
  | a=star_target !',' -> @a
  | star_target Rest_star_target* ','? -> Tuple
Rest_star_target: ',' star_target
star_targets_list_seq: ','.star_target+ ','?
star_targets_tuple_seq: star_target Rest_star_target+ ','? | star_target ','
star_target[memo]:
  | '*' not_starred_target -> Starred
  | target_with_star_atom
not_starred_target: !'*' star_target
target_with_star_atom[memo]:
  | t_primary '.' NAME !t_lookahead -> Attribute
  | t_primary '[' slices ']' !t_lookahead -> Subscript
  | star_atom
star_atom:
  | NAME
  | '(' target_with_star_atom ')'
  | '(' [star_targets_tuple_seq] ')' -> Tuple
  | '[' [star_targets_list_seq] ']' -> List
single_target:
  | single_subscript_attribute_target
  | NAME
  | '(' single_target ')'
single_subscript_attribute_target:
  | t_primary '.' NAME !t_lookahead -> Attribute
  | t_primary '[' slices ']' !t_lookahead -> Subscript
t_primary[left]:
  | t_primary '.' NAME &t_lookahead -> Attribute
  | t_primary '[' slices ']' &t_lookahead -> Subscript
  | t_primary genexp &t_lookahead -> Call
  | t_primary '(' [arguments] ')' &t_lookahead -> Call
  | a=atom &t_lookahead -> @a
t_lookahead: '(' | '[' | '.'

invalid_arguments:
  | (argument_list ',' kwargs | kwargs) a=',' ','.(starred_expression !'=')+ => a..: "iterable argument unpacking follows keyword argument unpacking"
  | a=expression b=for_if_clauses ',' [args | expression for_if_clauses] -> @generatorBeforeComma
  | a=NAME b='=' expression for_if_clauses => a..b: "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
  | [args ','] a=NAME b='=' &(',' | ')') => a..b: "expected argument value expression"
  | a=args b=for_if_clauses -> @generatorInCall
  | args ',' a=expression b=for_if_clauses -> @generatorBeforeComma
  | a=args ',' args -> @positionalBehindKeyword
invalid_kwarg:
  | a=('True' | 'False' | 'None') b='=' => a..b: "cannot assign to {a.text}"
  | a=NAME b='=' expression for_if_clauses => a..b: "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
  | !(NAME '=') a=expression b='=' => a..b: "expression cannot contain assignment, perhaps you meant \"==\"?"
invalid_expression:
  | STRING a=inner_expression+ STRING => a..a: "invalid syntax. Is this intended to be part of the string?"
  | !(NAME STRING | SOFT_KEYWORD) a=disjunction b=expression_without_invalid -> @missingComma
  | a=disjunction 'if' b=disjunction !('else' | ':') => a..b: "expected 'else' after 'if' expression"
  | disjunction 'if' disjunction 'else' !expression => next: "expected expression after 'else', but statement is given"
  | a=('pass' | 'break' | 'continue') 'if' b=disjunction 'else' simple_stmt => a: "expected expression before 'if', but statement is given"
  | a='lambda' [lambda_params] b=':' &(FSTRING_MIDDLE | plain_field) => a..b: "f-string: lambda expressions are not allowed without parentheses"
  | a='lambda' [lambda_params] b=':' &(TSTRING_MIDDLE | plain_field) => a..b: "t-string: lambda expressions are not allowed without parentheses"
inner_expression: !STRING a=expression_without_invalid -> @a
invalid_legacy_expression:
  | a=NAME !'(' b=star_expressions -> @legacyStatement
invalid_named_expression[memo]:
  | a=expression ':=' expression => a: "cannot use assignment expressions with {a}"
  | a=NAME '=' b=bitwise_or !('=' | ':=') => a..b: "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
  | !(list | tuple | genexp | 'True' | 'None' | 'False') a=bitwise_or '=' bitwise_or !('=' | ':=') => a: "cannot assign to {a} here. Maybe you meant '==' instead of '='?"
invalid_arithmetic:
  | sum ('+' | '-' | '*' | '/' | '%' | '//' | '@') a='not' b=inversion => a..b: "'not' after an operator must be parenthesized"
invalid_factor:
  | ('+' | '-' | '~') a='not' b=factor => a..b: "'not' after an operator must be parenthesized"
invalid_comprehension:
  | ('[' | '(' | '{') a=starred_expression for_if_clauses => a: "iterable unpacking cannot be used in comprehension"
  | ('[' | '{') a=star_named_expression ',' b=star_named_expressions for_if_clauses -> @unparenthesizedTarget
  | ('[' | '{') a=star_named_expression b=',' for_if_clauses => a..b: "did you forget parentheses around the comprehension target?"
invalid_dict_comprehension:
  | '{' a='**' bitwise_or for_if_clauses '}' => a: "dict unpacking cannot be used in dict comprehension"
invalid_for_if_clause:
  | 'async'? 'for' for_variables !'in' => last: "'in' expected after for-loop variables"
for_variables: bitwise_or Rest_bitwise_or* ','?
Rest_bitwise_or: ',' bitwise_or
invalid_for_target:
  | 'async'? 'for' a=star_expressions -> @invalidForTarget
invalid_group:
  | '(' a=starred_expression ')' => a: "cannot use starred expression here"
  | '(' a='**' expression ')' => a: "cannot use double starred expression here"
invalid_double_starred_kvpairs:
  | ','.double_starred_kvpair+ ',' invalid_kvpair
  | expression ':' a='*' bitwise_or => a..: "cannot use a starred expression in a dictionary value"
  | expression a=':' &('}' | ',') => a: "expression expected after dictionary key and ':'"
invalid_kvpair:
  | a=expression !':' -> @colonExpectedInDict
  | expression ':' a='*' bitwise_or => a..: "cannot use a starred expression in a dictionary value"
  | expression a=':' &('}' | ',') => a: "expression expected after dictionary key and ':'"
invalid_starred_expression_unpacking:
  | a='*' expression '=' b=expression => a..b: "cannot assign to iterable argument unpacking"
invalid_starred_expression:
  | '*' => last: "Invalid star expression"
invalid_string_tstring_concat:
  | a=(fstring | string)+ b=tstring+ => a..b: "cannot mix t-string literals with string or bytes literals"
  | a=tstring+ b=(fstring | string)+ => a..b: "cannot mix t-string literals with string or bytes literals"

invalid_fstring_replacement_field:
  | '{' a='=' => a: "f-string: valid expression required before '='"
  | '{' a='!' => a: "f-string: valid expression required before '!'"
  | '{' a=':' => a: "f-string: valid expression required before ':'"
  | '{' a='}' => a: "f-string: valid expression required before '}'"
  | '{' !annotated_rhs => next: "f-string: expecting a valid expression after '{'"
  | '{' annotated_rhs !('=' | '!' | ':' | '}') => next: "f-string: expecting '=', or '!', or ':', or '}'"
  | '{' annotated_rhs '=' !('!' | ':' | '}') => next: "f-string: expecting '!', or ':', or '}'"
  | '{' annotated_rhs '='? invalid_fstring_conversion_character
  | '{' annotated_rhs '='? ['!' NAME] !(':' | '}') => next: "f-string: expecting ':' or '}'"
  | '{' annotated_rhs '='? ['!' NAME] ':' fstring_format_spec* !'}' => next: "f-string: expecting '}', or format specs"
  | '{' annotated_rhs '='? ['!' NAME] !'}' => next: "f-string: expecting '}'"
invalid_fstring_conversion_character:
  | '!' &(':' | '}') => next: "f-string: missing conversion character"
  | '!' !NAME => next: "f-string: invalid conversion character"
invalid_tstring_replacement_field:
  | '{' a='=' => a: "t-string: valid expression required before '='"
  | '{' a='!' => a: "t-string: valid expression required before '!'"
  | '{' a=':' => a: "t-string: valid expression required before ':'"
  | '{' a='}' => a: "t-string: valid expression required before '}'"
  | '{' !annotated_rhs => next: "t-string: expecting a valid expression after '{'"
  | '{' annotated_rhs !('=' | '!' | ':' | '}') => next: "t-string: expecting '=', or '!', or ':', or '}'"
  | '{' annotated_rhs '=' !('!' | ':' | '}') => next: "t-string: expecting '!', or ':', or '}'"
  | '{' annotated_rhs '='? invalid_tstring_conversion_character
  | '{' annotated_rhs '='? ['!' NAME] !(':' | '}') => next: "t-string: expecting ':' or '}'"
  | '{' annotated_rhs '='? ['!' NAME] ':' fstring_format_spec* !'}' => next: "t-string: expecting '}', or format specs"
  | '{' annotated_rhs '='? ['!' NAME] !'}' => next: "t-string: expecting '}'"
invalid_tstring_conversion_character:
  | '!' &(':' | '}') => next: "t-string: missing conversion character"
  | '!' !NAME => next: "t-string: invalid conversion character"
`
