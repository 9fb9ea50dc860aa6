import { list } from './expressions.js';
import type { Alternative, Grammar } from './peg.js';
import { describe, invalidTarget } from './pieces.js';
import type { Piece, Recognizer } from './recognizer.js';

/** A line that ends where a colon should stand. */
function missingColon(text: string): Alternative {
  return [
    `${text} NEWLINE`,
    (_, r) => {
      throw r.errorHere("expected ':'");
    },
  ];
}

/** A clause whose block is not indented; the capture `a` is its keyword. */
function missingBlock(text: string, name: string): Alternative {
  return [
    `${text} ':' NEWLINE !INDENT`,
    ({ a }, r) => {
      throw r.indentationError(`expected an indented block after ${name} on line ${a!.lineno}`);
    },
  ];
}

function badTarget(recognizer: Recognizer, piece: Piece, use: 'star' | 'del'): null {
  const target = invalidTarget(piece, use);
  if (target === null) return null;
  throw recognizer.errorAt(target, `cannot ${use === 'del' ? 'delete' : 'assign to'} ${describe(target)}`);
}

const BOTH_EXCEPTS = "cannot have both 'except' and 'except*' on the same 'try'";

/** The rules of statements and of the start symbols. */
export const statementGrammar: Grammar = {
  file: ['[statements] ENDMARKER'],
  interactive: ['statement_newline'],
  eval: ['expressions NEWLINE* ENDMARKER'],
  func_type: ["'(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER"],
  type_expressions: [
    "','.expression+ ',' '*' expression ',' '**' expression",
    "','.expression+ ',' '*' expression",
    "','.expression+ ',' '**' expression",
    "'*' expression ',' '**' expression",
    "'*' expression",
    "'**' expression",
    "','.expression+",
  ],

  statements: ['statement+'],
  statement: ['compound_stmt', 'simple_stmts'],
  statement_newline: ['compound_stmt NEWLINE', 'simple_stmts', 'NEWLINE', ['ENDMARKER', () => null]],
  simple_stmts: ["simple_stmt !';' NEWLINE", "';'.simple_stmt+ [';'] NEWLINE"],
  simple_stmt: [
    'assignment',
    '&"type" type_alias',
    'star_expressions',
    "&'return' return_stmt",
    "&('import' | 'from') import_stmt",
    "&'raise' raise_stmt",
    "'pass'",
    "&'del' del_stmt",
    "&'yield' yield_expr",
    "&'assert' assert_stmt",
    "'break'",
    "'continue'",
    "&'global' global_stmt",
    "&'nonlocal' nonlocal_stmt",
  ],
  compound_stmt: [
    "&('def' | '@' | 'async') function_def",
    "&'if' if_stmt",
    "&('class' | '@') class_def",
    "&('with' | 'async') with_stmt",
    "&('for' | 'async') for_stmt",
    "&'try' try_stmt",
    "&'while' while_stmt",
    'match_stmt',
  ],

  // ----------------------------------------------------------- simple statements
  assignment: [
    "NAME ':' expression ['=' annotated_rhs]",
    "('(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' annotated_rhs]",
    "(star_targets '=')+ (yield_expr | star_expressions) !'='",
    'single_target augassign ~ (yield_expr | star_expressions)',
    '%invalid_assignment',
  ],
  augassign: ['+=', '-=', '*=', '@=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=', '**=', '//='].map(
    (operator) => `'${operator}'`,
  ),
  return_stmt: ["'return' [star_expressions]"],
  raise_stmt: ["'raise' expression ['from' expression]", "'raise'"],
  global_stmt: ["'global' ','.NAME+"],
  nonlocal_stmt: ["'nonlocal' ','.NAME+"],
  del_stmt: ["'del' del_targets &(';' | NEWLINE)", '%invalid_del_stmt'],
  assert_stmt: ["'assert' expression [',' expression]"],
  import_stmt: ['%invalid_import', 'import_name', 'import_from'],
  import_name: ["'import' ','.dotted_as_name+"],
  import_from: [
    "'from' ('.' | '...')* dotted_name 'import' import_from_targets",
    "'from' ('.' | '...')+ 'import' import_from_targets",
  ],
  import_from_targets: [
    "'(' import_from_as_names [','] ')'",
    "import_from_as_names !','",
    "'*'",
    '%invalid_import_from_targets',
  ],
  import_from_as_names: ["','.import_from_as_name+"],
  import_from_as_name: ["NAME ['as' NAME]"],
  dotted_as_name: ["dotted_name ['as' NAME]"],
  dotted_name: ["'.'.NAME+"],
  type_alias: ['"type" NAME [type_params] \'=\' expression'],
  type_params: ['%invalid_type_params', "'[' ','.type_param+ [','] ']'"],
  type_param: [
    "NAME [':' expression] ['=' expression]",
    '%invalid_type_param',
    "'*' NAME ['=' star_expression]",
    "'**' NAME ['=' expression]",
  ],

  // --------------------------------------------------------- compound statements
  block: ['NEWLINE INDENT statements DEDENT', 'simple_stmts', '%invalid_block'],
  decorators: ["('@' named_expression NEWLINE)+"],
  class_def: ['decorators class_def_raw', 'class_def_raw'],
  class_def_raw: ['%invalid_class_def_raw', "'class' NAME [type_params] ['(' [arguments] ')'] ':' block"],
  function_def: ['decorators function_def_raw', 'function_def_raw'],
  function_def_raw: [
    '%invalid_def_raw',
    "'def' NAME [type_params] &&'(' [params] ')' ['->' expression] &&':' block",
    "'async' 'def' NAME [type_params] &&'(' [params] ')' ['->' expression] &&':' block",
  ],
  if_stmt: [
    '%invalid_if_stmt',
    "'if' named_expression ':' block elif_stmt",
    "'if' named_expression ':' block [else_block]",
  ],
  elif_stmt: [
    '%invalid_elif_stmt',
    "'elif' named_expression ':' block elif_stmt",
    "'elif' named_expression ':' block [else_block]",
  ],
  else_block: ['%invalid_else_stmt', "'else' &&':' block"],
  while_stmt: ['%invalid_while_stmt', "'while' named_expression ':' block [else_block]"],
  for_stmt: [
    '%invalid_for_stmt',
    "'for' star_targets 'in' ~ star_expressions ':' block [else_block]",
    "'async' 'for' star_targets 'in' ~ star_expressions ':' block [else_block]",
    '%invalid_for_target',
  ],
  with_stmt: [
    '%invalid_with_stmt_indent',
    "'with' '(' ','.with_item+ ','? ')' ':' block",
    "'with' ','.with_item+ ':' block",
    "'async' 'with' '(' ','.with_item+ ','? ')' ':' block",
    "'async' 'with' ','.with_item+ ':' block",
    '%invalid_with_stmt',
  ],
  with_item: ["expression 'as' star_target &(',' | ')' | ':')", '%invalid_with_item', 'expression'],
  try_stmt: [
    '%invalid_try_stmt',
    "'try' &&':' block finally_block",
    "'try' &&':' block except_block+ [else_block] [finally_block]",
    "'try' &&':' block except_star_block+ [else_block] [finally_block]",
  ],
  except_block: [
    '%invalid_except_stmt_indent',
    "'except' expression ['as' NAME] ':' block",
    "'except' ':' block",
    '%invalid_except_stmt',
  ],
  except_star_block: [
    '%invalid_except_star_stmt_indent',
    "'except' '*' expression ['as' NAME] ':' block",
    '%invalid_except_stmt',
  ],
  finally_block: ['%invalid_finally_stmt', "'finally' &&':' block"],

  // -------------------------------------------------------------------- patterns
  match_stmt: ['"match" subject_expr \':\' NEWLINE INDENT case_block+ DEDENT', '%invalid_match_stmt'],
  subject_expr: ["star_named_expression ',' star_named_expressions?", 'named_expression'],
  case_block: ['%invalid_case_block', '"case" patterns guard? \':\' block'],
  guard: ["'if' named_expression"],
  patterns: ['open_sequence_pattern', 'pattern'],
  pattern: ['as_pattern', 'or_pattern'],
  as_pattern: ["or_pattern 'as' pattern_capture_target", '%invalid_as_pattern'],
  or_pattern: [["'|'.closed_pattern+", 'span']],
  closed_pattern: [
    'literal_pattern',
    'pattern_capture_target',
    '"_"',
    "attr !('.' | '(' | '=')",
    "'(' pattern ')'",
    'sequence_pattern',
    'mapping_pattern',
    'class_pattern',
  ],
  literal_pattern: ["signed_number !('+' | '-')", 'complex_number', 'strings', "'None'", "'True'", "'False'"],
  complex_number: ["signed_real_number '+' imaginary_number", "signed_real_number '-' imaginary_number"],
  signed_number: ['number', "'-' number"],
  signed_real_number: ['real_number', "'-' real_number"],
  real_number: [
    [
      'a=number',
      ({ a }, r) => {
        if (a!.constant === 'complex') throw r.errorAt(a!, 'real number required in complex literal');
        return a!;
      },
    ],
  ],
  imaginary_number: [
    [
      'a=number',
      ({ a }, r) => {
        if (a!.constant !== 'complex') throw r.errorAt(a!, 'imaginary number required in complex literal');
        return a!;
      },
    ],
  ],
  pattern_capture_target: ["!\"_\" NAME !('.' | '(' | '=')"],
  attr: [["NAME ('.' NAME)+", 'Attribute']],
  name_or_attr: ['attr', 'NAME'],
  sequence_pattern: ["'[' maybe_sequence_pattern? ']'", "'(' open_sequence_pattern? ')'"],
  open_sequence_pattern: ["maybe_star_pattern ',' maybe_sequence_pattern?"],
  maybe_sequence_pattern: ["','.maybe_star_pattern+ ','?"],
  maybe_star_pattern: ['star_pattern', 'pattern'],
  star_pattern: ["'*' pattern_capture_target", '\'*\' "_"'],
  mapping_pattern: [
    "'{' '}'",
    "'{' double_star_pattern ','? '}'",
    "'{' items_pattern ',' double_star_pattern ','? '}'",
    "'{' items_pattern ','? '}'",
  ],
  items_pattern: ["','.key_value_pattern+"],
  key_value_pattern: ["(literal_pattern | attr) ':' pattern"],
  double_star_pattern: ["'**' pattern_capture_target"],
  class_pattern: [
    "name_or_attr '(' ')'",
    "name_or_attr '(' positional_patterns ','? ')'",
    "name_or_attr '(' keyword_patterns ','? ')'",
    "name_or_attr '(' positional_patterns ',' keyword_patterns ','? ')'",
    '%invalid_class_pattern',
  ],
  positional_patterns: ["','.pattern+"],
  keyword_patterns: ["','.keyword_pattern+"],
  keyword_pattern: ["NAME '=' pattern"],

  // -------------------------------------------------------------------- mistakes
  invalid_assignment: [
    [
      "a=invalid_ann_assign_target ':' expression",
      ({ a }, r) => {
        throw r.errorAt(a!, `only single target (not ${describe(a!)}) can be annotated`);
      },
    ],
    [
      "a=star_named_expression ',' star_named_expressions* ':' expression",
      ({ a }, r) => {
        throw r.errorAt(a!, 'only single target (not tuple) can be annotated');
      },
    ],
    [
      "a=expression ':' expression",
      ({ a }, r) => {
        throw r.errorAt(a!, 'illegal target for annotation');
      },
    ],
    ["(star_targets '=')* a=star_expressions '='", ({ a }, r) => badTarget(r, a!, 'star')],
    [
      "(star_targets '=')* a=yield_expr '='",
      ({ a }, r) => {
        throw r.errorAt(a!, 'assignment to yield expression not possible');
      },
    ],
    [
      'a=star_expressions augassign (yield_expr | star_expressions)',
      ({ a }, r) => {
        throw r.errorAt(a!, `'${describe(a!)}' is an illegal expression for augmented assignment`);
      },
    ],
  ],
  invalid_ann_assign_target: ['list', 'tuple', ["'(' a=invalid_ann_assign_target ')'", ({ a }) => a!]],
  invalid_del_stmt: [["'del' a=star_expressions", ({ a }, r) => badTarget(r, a!, 'del')]],
  invalid_import: [
    [
      "a='import' ','.dotted_name+ 'from' dotted_name",
      ({ a }, r) => {
        throw r.errorFrom(a!, "Did you mean to use 'from ... import ...' instead?");
      },
    ],
    [
      "'import' a=NEWLINE",
      ({ a }, r) => {
        throw r.errorFrom(a!, "Expected one or more names after 'import'");
      },
    ],
  ],
  invalid_import_from_targets: [
    [
      "import_from_as_names ',' NEWLINE",
      (_, r) => {
        throw r.errorHere('trailing comma not allowed without surrounding parentheses');
      },
    ],
    [
      'a=NEWLINE',
      ({ a }, r) => {
        throw r.errorFrom(a!, "Expected one or more names after 'import'");
      },
    ],
  ],
  invalid_type_params: [
    [
      "'[' a=']'",
      ({ a }, r) => {
        throw r.errorFrom(a!, 'Type parameter list cannot be empty');
      },
    ],
  ],
  invalid_block: [
    [
      'NEWLINE !INDENT',
      (_, r) => {
        throw r.indentationError('expected an indented block');
      },
    ],
  ],
  invalid_class_def_raw: [
    missingColon("'class' NAME [type_params] ['(' [arguments] ')']"),
    missingBlock("a='class' NAME [type_params] ['(' [arguments] ')']", 'class definition'),
  ],
  invalid_def_raw: [
    missingBlock("['async'] a='def' NAME [type_params] '(' [params] ')' ['->' expression]", 'function definition'),
  ],
  invalid_if_stmt: [missingColon("'if' named_expression"), missingBlock("a='if' named_expression", "'if' statement")],
  invalid_elif_stmt: [
    missingColon("'elif' named_expression"),
    missingBlock("a='elif' named_expression", "'elif' statement"),
  ],
  invalid_else_stmt: [missingBlock("a='else'", "'else' statement")],
  invalid_while_stmt: [
    missingColon("'while' named_expression"),
    missingBlock("a='while' named_expression", "'while' statement"),
  ],
  invalid_for_stmt: [
    missingColon("['async'] 'for' star_targets 'in' star_expressions"),
    missingBlock("['async'] a='for' star_targets 'in' star_expressions", "'for' statement"),
  ],
  invalid_with_item: [["expression 'as' a=expression &(',' | ')' | ':')", ({ a }, r) => badTarget(r, a!, 'star')]],
  invalid_with_stmt: [
    missingColon("['async'] 'with' ','.(expression ['as' star_target])+"),
    missingColon("['async'] 'with' '(' ','.(expressions ['as' star_target])+ ','? ')'"),
  ],
  invalid_with_stmt_indent: [
    missingBlock("['async'] a='with' ','.(expression ['as' star_target])+", "'with' statement"),
    missingBlock("['async'] a='with' '(' ','.(expressions ['as' star_target])+ ','? ')'", "'with' statement"),
  ],
  invalid_try_stmt: [
    missingBlock("a='try'", "'try' statement"),
    [
      "'try' ':' block !('except' | 'finally')",
      (_, r) => {
        throw r.errorHere("expected 'except' or 'finally' block");
      },
    ],
    [
      "'try' ':' block* except_block+ a='except' b='*' expression ['as' NAME] ':'",
      ({ a, b }, r) => {
        throw r.errorOver(a!, b!, BOTH_EXCEPTS);
      },
    ],
    [
      "'try' ':' block* except_star_block+ a='except' [expression ['as' NAME]] ':'",
      ({ a }, r) => {
        throw r.errorAt(a!, BOTH_EXCEPTS);
      },
    ],
  ],
  invalid_except_stmt: [
    [
      "'except' '*'? a=expression ',' expressions ['as' NAME] ':'",
      ({ a }, r) => {
        throw r.errorFrom(a!, 'multiple exception types must be parenthesized');
      },
    ],
    missingColon("'except' '*'? expression ['as' NAME]"),
    missingColon("'except'"),
    [
      "'except' '*' (NEWLINE | ':')",
      (_, r) => {
        throw r.errorHere('expected one or more exception types');
      },
    ],
  ],
  invalid_finally_stmt: [missingBlock("a='finally'", "'finally' statement")],
  invalid_except_stmt_indent: [
    missingBlock("a='except' expression ['as' NAME]", "'except' statement"),
    missingBlock("a='except'", "'except' statement"),
  ],
  invalid_except_star_stmt_indent: [missingBlock("a='except' '*' expression ['as' NAME]", "'except*' statement")],
  invalid_match_stmt: [
    missingColon('"match" subject_expr'),
    missingBlock('a="match" subject_expr', "'match' statement"),
  ],
  invalid_case_block: [
    missingColon('"case" patterns guard?'),
    missingBlock('a="case" patterns guard?', "'case' statement"),
  ],
  invalid_as_pattern: [
    [
      'or_pattern \'as\' a="_"',
      ({ a }, r) => {
        throw r.errorAt(a!, "cannot use '_' as a target");
      },
    ],
    [
      "or_pattern 'as' !NAME a=expression",
      ({ a }, r) => {
        throw r.errorAt(a!, 'invalid pattern target');
      },
    ],
  ],
  invalid_class_pattern: [
    [
      "name_or_attr '(' a=invalid_class_argument_pattern",
      ({ a }, r) => {
        const patterns = list(a!);
        const msg = 'positional patterns follow keyword patterns';
        throw r.errorOver(patterns[0]!, patterns[patterns.length - 1]!, msg);
      },
    ],
  ],
  invalid_class_argument_pattern: [
    ["[positional_patterns ','] keyword_patterns ',' a=positional_patterns", ({ a }) => a!],
  ],
};
