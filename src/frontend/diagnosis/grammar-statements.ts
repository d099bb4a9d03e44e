// Statements, for the diagnosis: the grammar of the language reference in the notation of notation.ts,
// with the rules (`invalid_...`) that recognize common mistakes.

export const statementGrammar = `
file: [statements] ENDMARKER
interactive: statement_newline
eval: expressions NEWLINE* ENDMARKER
func_type: '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER
type_expressions:
  | ','.expression+ ',' '*' expression ',' '**' expression
  | ','.expression+ ',' '*' expression
  | ','.expression+ ',' '**' expression
  | '*' expression ',' '**' expression
  | '*' expression
  | '**' expression
  | ','.expression+

statements: statement+
statement: compound_stmt | simple_stmts
statement_newline:
  | compound_stmt NEWLINE
  | simple_stmts
  | NEWLINE
simple_stmts:
  | a=simple_stmt !';' NEWLINE
  | ';'.simple_stmt+ ';'? NEWLINE
simple_stmt[memo]:
  | assignment
  | &"type" type_alias
  | star_expressions
  | &'return' return_stmt
  | &('import' | 'from') import_stmt
  | &'raise' raise_stmt
  | 'pass'
  | &'del' del_stmt
  | &'yield' yield_expr
  | &'assert' assert_stmt
  | 'break'
  | 'continue'
  | &'global' global_stmt
  | &'nonlocal' nonlocal_stmt
compound_stmt:
  | &('def' | '@' | 'async') function_def
  | &'if' if_stmt
  | &('class' | '@') class_def
  | &('with' | 'async') with_stmt
  | &('for' | 'async') for_stmt
  | &'try' try_stmt
  | &'while' while_stmt
  | match_stmt

assignment:
  | NAME ':' expression ['=' annotated_rhs]
  | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' annotated_rhs]
  | target_equals+ annotated_rhs !'='
  | single_target augassign ~ annotated_rhs
  | %invalid_assignment
target_equals: star_targets '='
annotated_rhs: yield_expr | star_expressions
augassign: '+=' | '-=' | '*=' | '@=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//='
return_stmt: 'return' [star_expressions]
raise_stmt:
  | 'raise' expression ['from' expression]
  | 'raise'
global_stmt: 'global' ','.NAME+
nonlocal_stmt: 'nonlocal' ','.NAME+
del_stmt: 'del' del_targets &(';' | NEWLINE) | %invalid_del_stmt
del_targets: ','.del_target+ ','?
del_target[memo]:
  | t_primary '.' NAME !t_lookahead
  | t_primary '[' slices ']' !t_lookahead
  | del_t_atom
del_t_atom: NAME | '(' del_target ')' | '(' [del_targets] ')' | '[' [del_targets] ']'
assert_stmt:
  | 'assert' expression [',' expression]
import_stmt: %invalid_import | import_name | import_from
import_name: 'import' dotted_as_names
import_from:
  | 'from' ('.' | '...')* dotted_name 'import' import_from_targets
  | 'from' ('.' | '...')+ 'import' import_from_targets
import_from_targets:
  | '(' import_from_as_names ','? ')'
  | import_from_as_names !','
  | '*'
  | %invalid_import_from_targets
import_from_as_names: ','.import_from_as_name+
import_from_as_name: %invalid_import_from_as_name | NAME ['as' NAME]
dotted_as_names: ','.dotted_as_name+
dotted_as_name: %invalid_dotted_as_name | dotted_name ['as' NAME]
dotted_name[left]: dotted_name '.' NAME | NAME

block[memo]:
  | NEWLINE INDENT statements DEDENT
  | simple_stmts
  | %invalid_block
decorators: decorator+
decorator: '@' named_expression NEWLINE
class_def: decorators class_def_raw | class_def_raw
class_def_raw:
  | %invalid_class_def_raw
  | 'class' NAME [type_params] ['(' [arguments] ')'] ':' block
function_def: decorators function_def_raw | function_def_raw
function_def_raw:
  | %invalid_def_raw
  | 'def' NAME [type_params] &&'(' [params] ')' ['->' expression] &&':' block
  | 'async' 'def' NAME [type_params] &&'(' [params] ')' ['->' expression] &&':' block

if_stmt:
  | %invalid_if_stmt
  | 'if' named_expression ':' block elif_stmt
  | 'if' named_expression ':' block [else_block]
elif_stmt:
  | %invalid_elif_stmt
  | 'elif' named_expression ':' block elif_stmt
  | 'elif' named_expression ':' block [else_block]
else_block: %invalid_else_stmt | 'else' &&':' block
while_stmt: %invalid_while_stmt | 'while' named_expression ':' block [else_block]
for_stmt:
  | %invalid_for_stmt
  | 'for' star_targets 'in' ~ star_expressions ':' block [else_block]
  | 'async' 'for' star_targets 'in' ~ star_expressions ':' block [else_block]
  | %invalid_for_target
with_stmt:
  | %invalid_with_stmt_indent
  | 'with' '(' ','.with_item+ ','? ')' ':' block
  | 'with' ','.with_item+ ':' block
  | 'async' 'with' '(' ','.with_item+ ','? ')' ':' block
  | 'async' 'with' ','.with_item+ ':' block
  | %invalid_with_stmt
with_item:
  | expression 'as' star_target &(',' | ')' | ':')
  | %invalid_with_item
  | expression
try_stmt:
  | %invalid_try_stmt
  | 'try' &&':' block finally_block
  | 'try' &&':' block except_block+ [else_block] [finally_block]
  | 'try' &&':' block except_star_block+ [else_block] [finally_block]
except_block:
  | %invalid_except_stmt_indent
  | 'except' expressions ':' block
  | 'except' expression 'as' NAME ':' block
  | 'except' ':' block
  | %invalid_except_stmt
except_star_block:
  | %invalid_except_star_stmt_indent
  | 'except' '*' expressions ':' block
  | 'except' '*' expression 'as' NAME ':' block
  | %invalid_except_star_stmt
finally_block: %invalid_finally_stmt | 'finally' &&':' block

match_stmt:
  | "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT
  | %invalid_match_stmt
subject_expr:
  | star_named_expression ',' [star_named_expressions]
  | named_expression
case_block:
  | %invalid_case_block
  | "case" patterns [guard] ':' block
guard: 'if' named_expression
patterns: open_sequence_pattern | pattern
pattern: as_pattern | or_pattern
as_pattern:
  | or_pattern 'as' pattern_capture_target
  | %invalid_as_pattern
or_pattern: '|'.closed_pattern+
closed_pattern[memo]:
  | literal_pattern
  | capture_pattern
  | wildcard_pattern
  | value_pattern
  | group_pattern
  | sequence_pattern
  | mapping_pattern
  | class_pattern
literal_pattern: signed_number !('+' | '-') | complex_number | strings | 'None' | 'True' | 'False'
literal_expr: signed_number !('+' | '-') | complex_number | strings | 'None' | 'True' | 'False'
complex_number:
  | signed_real_number '+' imaginary_number
  | signed_real_number '-' imaginary_number
signed_number: number | '-' number
signed_real_number: real_number | '-' real_number
real_number: token=NUMBER -> @realNumber
imaginary_number: token=NUMBER -> @imaginaryNumber
capture_pattern: pattern_capture_target
pattern_capture_target: !"_" NAME !('.' | '(' | '=')
wildcard_pattern: "_"
value_pattern: attr !('.' | '(' | '=')
attr[left]: name_or_attr '.' NAME
name_or_attr: attr | NAME
group_pattern: '(' pattern ')'
sequence_pattern: '[' [maybe_sequence_pattern] ']' | '(' [open_sequence_pattern] ')'
open_sequence_pattern: maybe_star_pattern ',' [maybe_sequence_pattern]
maybe_sequence_pattern: ','.maybe_star_pattern+ ','?
maybe_star_pattern: star_pattern | pattern
star_pattern[memo]: '*' pattern_capture_target | '*' wildcard_pattern
mapping_pattern:
  | '{' '}'
  | '{' double_star_pattern ','? '}'
  | '{' items_pattern ',' double_star_pattern ','? '}'
  | '{' items_pattern ','? '}'
items_pattern: ','.key_value_pattern+
key_value_pattern: (literal_expr | attr) ':' pattern
double_star_pattern: '**' pattern_capture_target
class_pattern:
  | name_or_attr '(' ')'
  | name_or_attr '(' positional_patterns ','? ')'
  | name_or_attr '(' keyword_patterns ','? ')'
  | name_or_attr '(' positional_patterns ',' keyword_patterns ','? ')'
  | %invalid_class_pattern
positional_patterns: ','.located_pattern+
located_pattern: pattern -> Pattern
keyword_patterns: ','.keyword_pattern+
keyword_pattern: NAME '=' pattern

type_alias: "type" NAME [type_params] '=' expression
type_params[memo]: %invalid_type_params | '[' type_param_seq ']'
type_param_seq: ','.type_param+ ','?
type_param[memo]:
  | NAME [':' expression] ['=' expression]
  | %invalid_type_param
  | '*' NAME ['=' star_expression]
  | '**' NAME ['=' expression]

invalid_assignment:
  | a=invalid_ann_assign_target ':' expression => a: "only single target (not {a}) can be annotated"
  | a=star_named_expression ',' star_named_expressions* ':' expression => a: "only single target (not tuple) can be annotated"
  | a=expression ':' expression => a: "illegal target for annotation"
  | target_equals* a=star_expressions '=' -> @invalidAssignmentTarget
  | target_equals* a=yield_expr '=' => a: "assignment to yield expression not possible"
  | a=star_expressions augassign annotated_rhs => a: "'{a}' is an illegal expression for augmented assignment"
invalid_ann_assign_target: list | tuple | '(' a=invalid_ann_assign_target ')' -> @a
invalid_del_stmt: 'del' a=star_expressions -> @invalidDeleteTarget
invalid_block: NEWLINE !INDENT => indent: "expected an indented block"
invalid_with_item: expression 'as' a=expression &(',' | ')' | ':') -> @invalidAssignmentTarget
invalid_import:
  | a='import' ','.dotted_name+ 'from' dotted_name => a..: "Did you mean to use 'from ... import ...' instead?"
  | 'import' a=NEWLINE => a..: "Expected one or more names after 'import'"
invalid_dotted_as_name:
  | dotted_name 'as' !(NAME (',' | ')' | ';' | NEWLINE)) a=expression => a: "cannot use {a} as import target"
invalid_import_from_as_name:
  | NAME 'as' !(NAME (',' | ')' | ';' | NEWLINE)) a=expression => a: "cannot use {a} as import target"
invalid_import_from_targets:
  | import_from_as_names ',' NEWLINE => last: "trailing comma not allowed without surrounding parentheses"
  | a=NEWLINE => a..: "Expected one or more names after 'import'"
with_part: expression ['as' star_target]
with_parts: expressions ['as' star_target]
invalid_with_stmt:
  | 'async'? 'with' ','.with_part+ NEWLINE => last: "expected ':'"
  | 'async'? 'with' '(' ','.with_parts+ ','? ')' NEWLINE => last: "expected ':'"
invalid_with_stmt_indent:
  | 'async'? a='with' ','.with_part+ ':' NEWLINE !INDENT => indent: "expected an indented block after 'with' statement on line {a.line}"
  | 'async'? a='with' '(' ','.with_parts+ ','? ')' ':' NEWLINE !INDENT => indent: "expected an indented block after 'with' statement on line {a.line}"
invalid_try_stmt:
  | a='try' ':' NEWLINE !INDENT => indent: "expected an indented block after 'try' statement on line {a.line}"
  | 'try' ':' block !('except' | 'finally') => last: "expected 'except' or 'finally' block"
  | 'try' ':' block* except_block+ a='except' b='*' expression ['as' NAME] ':' => a..b: "cannot have both 'except' and 'except*' on the same 'try'"
  | 'try' ':' block* except_star_block+ a='except' [expression ['as' NAME]] ':' => a: "cannot have both 'except' and 'except*' on the same 'try'"
invalid_except_stmt:
  | 'except' a=expression ',' expressions 'as' NAME ':' => a..: "multiple exception types must be parenthesized when using 'as'"
  | 'except' expression ['as' NAME] NEWLINE => last: "expected ':'"
  | 'except' NEWLINE => last: "expected ':'"
  | 'except' expression 'as' a=expression ':' block => a: "cannot use except statement with {a}"
invalid_except_star_stmt:
  | 'except' '*' a=expression ',' expressions 'as' NAME ':' => a..: "multiple exception types must be parenthesized when using 'as'"
  | 'except' '*' expression ['as' NAME] NEWLINE => last: "expected ':'"
  | 'except' '*' (NEWLINE | ':') => last: "expected one or more exception types"
  | 'except' '*' expression 'as' a=expression ':' block => a: "cannot use except* statement with {a}"
invalid_finally_stmt:
  | a='finally' ':' NEWLINE !INDENT => indent: "expected an indented block after 'finally' statement on line {a.line}"
invalid_except_stmt_indent:
  | a='except' expression ['as' NAME] ':' NEWLINE !INDENT => indent: "expected an indented block after 'except' statement on line {a.line}"
  | a='except' ':' NEWLINE !INDENT => indent: "expected an indented block after 'except' statement on line {a.line}"
invalid_except_star_stmt_indent:
  | a='except' '*' expression ['as' NAME] ':' NEWLINE !INDENT => indent: "expected an indented block after 'except*' statement on line {a.line}"
invalid_match_stmt:
  | "match" subject_expr NEWLINE => last: "expected ':'"
  | a="match" subject_expr ':' NEWLINE !INDENT => indent: "expected an indented block after 'match' statement on line {a.line}"
invalid_case_block:
  | "case" patterns [guard] NEWLINE => last: "expected ':'"
  | a="case" patterns [guard] ':' NEWLINE !INDENT => indent: "expected an indented block after 'case' statement on line {a.line}"
invalid_as_pattern:
  | or_pattern 'as' a="_" => a: "cannot use '_' as a target"
  | or_pattern 'as' a=expression => a: "cannot use {a} as pattern target"
invalid_class_pattern:
  | name_or_attr '(' a=invalid_class_argument_pattern => a..a: "positional patterns follow keyword patterns"
invalid_class_argument_pattern: [positional_patterns ','] keyword_patterns ',' a=positional_patterns -> @a
invalid_if_stmt:
  | 'if' named_expression NEWLINE => last: "expected ':'"
  | a='if' named_expression ':' NEWLINE !INDENT => indent: "expected an indented block after 'if' statement on line {a.line}"
invalid_elif_stmt:
  | 'elif' named_expression NEWLINE => last: "expected ':'"
  | a='elif' named_expression ':' NEWLINE !INDENT => indent: "expected an indented block after 'elif' statement on line {a.line}"
invalid_else_stmt:
  | a='else' ':' NEWLINE !INDENT => indent: "expected an indented block after 'else' statement on line {a.line}"
  | 'else' ':' block 'elif' => last: "'elif' block follows an 'else' block"
invalid_while_stmt:
  | 'while' named_expression NEWLINE => last: "expected ':'"
  | a='while' named_expression ':' NEWLINE !INDENT => indent: "expected an indented block after 'while' statement on line {a.line}"
invalid_for_stmt:
  | 'async'? 'for' star_targets 'in' star_expressions NEWLINE => last: "expected ':'"
  | 'async'? a='for' star_targets 'in' star_expressions ':' NEWLINE !INDENT => indent: "expected an indented block after 'for' statement on line {a.line}"
invalid_def_raw:
  | 'async'? a='def' NAME [type_params] '(' [params] ')' ['->' expression] ':' NEWLINE !INDENT => indent: "expected an indented block after function definition on line {a.line}"
  | 'async'? 'def' NAME [type_params] &&'(' [params] ')' ['->' expression] &&':' block
invalid_class_def_raw:
  | 'class' NAME [type_params] ['(' [arguments] ')'] NEWLINE => last: "expected ':'"
  | a='class' NAME [type_params] ['(' [arguments] ')'] ':' NEWLINE !INDENT => indent: "expected an indented block after class definition on line {a.line}"
invalid_type_params: '[' a=']' => a..: "Type parameter list cannot be empty"
invalid_type_param:
  | '*' NAME a=':' b=expression -> @boundOfTuple
  | '**' NAME a=':' b=expression -> @boundOfParamSpec
`

/** Parameters of functions (\`close\` is \`)\`) and lambdas (\`:\`); the rules' names get \`prefix\`. */
export function parameterGrammar(prefix: string, close: string, param: string, parenthesized: string): string {
  const annotated = prefix === ''
  const p = prefix
  return `
${p}params: %invalid_${p}parameters | ${p}parameters
${p}parameters:
  | ${p}slash_no_default ${p}param_no_default* ${p}param_with_default* [${p}star_etc]
  | ${p}slash_with_default ${p}param_with_default* [${p}star_etc]
  | ${p}param_no_default+ ${p}param_with_default* [${p}star_etc]
  | ${p}param_with_default+ [${p}star_etc]
  | ${p}star_etc
${p}slash_no_default: ${p}param_no_default+ '/' ',' | ${p}param_no_default+ '/' &'${close}'
${p}slash_with_default:
  | ${p}param_no_default* ${p}param_with_default+ '/' ','
  | ${p}param_no_default* ${p}param_with_default+ '/' &'${close}'
${p}star_etc:
  | %invalid_${p}star_etc
  | '*' ${p}param_no_default ${p}param_maybe_default* [${p}kwds]
${annotated ? "  | '*' param_no_default_star_annotation param_maybe_default* [kwds]\n" : ''}  | '*' ',' ${p}param_maybe_default+ [${p}kwds]
  | ${p}kwds
${p}kwds: %invalid_${p}kwds | '**' ${p}param_no_default
${p}param_no_default: a=${p}param ',' -> @a | a=${p}param &'${close}' -> @a
${annotated ? "param_no_default_star_annotation: param_star_annotation ',' | param_star_annotation &')'\nparam_star_annotation: NAME ':' star_expression\n" : ''}
${p}param_with_default: ${p}param ${p}default ',' | ${p}param ${p}default &'${close}'
${p}param_maybe_default: ${p}param ${p}default? ',' | ${p}param ${p}default? &'${close}'
${p}param: ${param}
${p}default: '=' expression | %invalid_${p}default
invalid_${p}default: a='=' &(')' | ',') => a: "expected default value expression"
invalid_${p}parameters:
  | a='/' ',' => a: "at least one argument must precede /"
  | (${p}slash_no_default | ${p}slash_with_default) ${p}param_maybe_default* a='/' => a: "/ may appear only once"
  | ${p}slash_no_default? ${p}param_no_default* invalid_${p}parameters_helper a=${p}param_no_default => a: "parameter without a default follows parameter with a default"
  | ${p}param_no_default* a='(' ${parenthesized} ','? b=')' => a..b: "${annotated ? 'Function' : 'Lambda expression'} parameters cannot be parenthesized"
  | (${p}slash_no_default | ${p}slash_with_default)? ${p}param_maybe_default* '*' (',' | ${p}param_no_default) ${p}param_maybe_default* a='/' => a: "/ must be ahead of *"
  | ${p}param_maybe_default+ '/' a='*' => a: "expected comma between / and *"
invalid_${p}parameters_helper: ${p}slash_with_default | ${p}param_with_default+
invalid_${p}star_etc:
  | a='*' ('${close}' | ',' ('${close}' | '**')) => ${annotated ? 'a' : 'last'}: "named arguments must follow bare *"
  | '*' ${p}param a='=' => a: "var-positional argument cannot have default value"
  | '*' (${p}param_no_default | ',') ${p}param_maybe_default* a='*' (${p}param_no_default | ',') => a: "* argument may appear only once"
invalid_${p}kwds:
  | '**' ${p}param a='=' => a: "var-keyword argument cannot have default value"
  | '**' ${p}param ',' a=${p}param => a: "arguments cannot follow var-keyword argument"
  | '**' ${p}param ',' a=('*' | '**' | '/') => a: "arguments cannot follow var-keyword argument"
`
}
