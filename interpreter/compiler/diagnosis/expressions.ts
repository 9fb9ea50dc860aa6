import { Keyword, Token } from '../tokens/token-types.js';
import { checkConversion, checkEscapes, checkFString, checkNumber, checkString, checkStrings } from './literals.js';
import { type Grammar, NOTHING } from './peg.js';
import { comprehensionEnd, describe, invalidTarget, isLegacyStatement, kindIsTuple } from './pieces.js';
import type { Piece, Recognizer, Rule } from './recognizer.js';

/** The elements of a capture that a repetition made. */
export function list(piece: Piece): Piece[] {
  return piece as unknown as Piece[];
}

// --------------------------------------------------------------------- operators

const POWERS = new Map<number, number>([
  [Keyword.or, 1],
  [Keyword.and, 2],
  ...[Token.EQEQUAL, Token.NOTEQUAL, Token.LESS, Token.LESSEQUAL, Token.GREATER, Token.GREATEREQUAL].map(
    (type): [number, number] => [type, 4],
  ),
  [Keyword.is, 4],
  [Keyword.in, 4],
  [Keyword.not, 4],
  [Token.VBAR, 5],
  [Token.CIRCUMFLEX, 6],
  [Token.AMPER, 7],
  [Token.LEFTSHIFT, 8],
  [Token.RIGHTSHIFT, 8],
  [Token.PLUS, 9],
  [Token.MINUS, 9],
  [Token.STAR, 10],
  [Token.SLASH, 10],
  [Token.DOUBLESLASH, 10],
  [Token.PERCENT, 10],
  [Token.AT, 10],
]);

/** The operators of an expression, by precedence climbing; an operator without a right operand is not consumed. */
export function operators(primary: () => Rule, awaited: () => Rule): (power: number) => Rule {
  const power = (recognizer: Recognizer): Piece | undefined => {
    const start = recognizer.mark;
    const left = (recognizer.peek().type === Keyword.await ? awaited() : primary())(recognizer) as Piece | undefined;
    if (left === undefined) return undefined;
    const mark = recognizer.mark;
    if (recognizer.take(Token.DOUBLESTAR) === undefined) return left;
    if (factor(recognizer) === undefined) {
      recognizer.mark = mark;
      return left;
    }
    return recognizer.node('BinOp', start);
  };

  const factor = (recognizer: Recognizer): Piece | undefined => {
    const start = recognizer.mark;
    for (;;) {
      const { type } = recognizer.peek();
      if (type !== Token.PLUS && type !== Token.MINUS && type !== Token.TILDE) break;
      recognizer.mark++;
    }
    const signed = recognizer.mark > start;
    const operand = power(recognizer);
    if (operand === undefined) {
      if (signed) misplacedNot(recognizer);
      recognizer.mark = start;
      return undefined;
    }
    return signed ? recognizer.node('UnaryOp', start) : operand;
  };

  const negation = (recognizer: Recognizer): Piece | undefined => {
    const start = recognizer.mark;
    while (recognizer.take(Keyword.not) !== undefined);
    if (climb(recognizer, 4) === undefined) {
      recognizer.mark = start;
      return undefined;
    }
    return recognizer.node('UnaryOp', start);
  };

  /** Complains about a `not` at the mark, after an arithmetic operator. */
  const misplacedNot = (recognizer: Recognizer): void => {
    const token = recognizer.peek();
    if (!recognizer.diagnosing || token.type !== Keyword.not) return;
    const operand = negation(recognizer);
    if (operand !== undefined)
      throw recognizer.errorOver(token, operand, "'not' after an operator must be parenthesized");
  };

  /** Consumes a comparison operator: 1, or 2 for `in`; 0 when there is none. */
  const comparison = (recognizer: Recognizer): 0 | 1 | 2 => {
    const token = recognizer.peek();
    const start = recognizer.mark;
    recognizer.mark++;
    if (token.type === Keyword.in) return 2;
    if (token.type === Keyword.not) {
      if (recognizer.take(Keyword.in) !== undefined) return 1;
      recognizer.mark = start;
      return 0;
    }
    if (token.type === Token.NOTEQUAL && token.text === '<>') {
      recognizer.mark = start;
      return 0;
    }
    if (token.type === Keyword.is) recognizer.take(Keyword.not);
    return 1;
  };

  const climb = (recognizer: Recognizer, minimum: number): Piece | undefined => {
    const start = recognizer.mark;
    const isNegation = minimum <= 3 && recognizer.peek().type === Keyword.not;
    let left = isNegation ? negation(recognizer) : factor(recognizer);
    if (left === undefined) return undefined;
    for (;;) {
      const found = POWERS.get(recognizer.peek().type!);
      if (found === undefined || found < minimum) return left;
      const mark = recognizer.mark;
      let kind = found > 4 ? 'BinOp' : 'BoolOp';
      let extra: Partial<Piece> | undefined;
      if (found === 4) {
        const operator = comparison(recognizer);
        if (operator === 0) return left;
        if (left.kind === 'Compare') extra = { value: left.value!, isIn: left.isIn! };
        else extra = { value: left, isIn: operator === 2 };
        kind = 'Compare';
      } else recognizer.mark++;
      if (climb(recognizer, found + 1) === undefined) {
        if (found >= 9) misplacedNot(recognizer);
        recognizer.mark = mark;
        return left;
      }
      left = recognizer.node(kind, start, extra);
    }
  };

  return (minimum) => (recognizer) => climb(recognizer, minimum);
}

/** A primary or a target's head: an atom and what follows it, each time only if `agrees` matches there. */
function suffixes(rules: () => Record<'atom' | 'suffix' | 'agrees', Rule>): Rule {
  return (recognizer) => {
    const { atom, suffix, agrees } = rules();
    const start = recognizer.mark;
    let value = atom(recognizer);
    if (value === undefined || agrees(recognizer) === undefined) return undefined;
    for (;;) {
      const mark = recognizer.mark;
      const next = suffix(recognizer) as Piece | undefined;
      if (next === undefined || agrees(recognizer) === undefined) {
        recognizer.mark = mark;
        return value;
      }
      value = recognizer.node(next.kind, start);
    }
  };
}

const SOFT_KEYWORDS = ['_', 'case', 'match', 'type'];
const PARENTHESISE = 'Generator expression must be parenthesized';
const MAYBE_EQUAL = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
const FORGOT_PARENTHESES = 'did you forget parentheses around the comprehension target?';

/** The rules of expressions; `rule` finds a compiled rule by name. */
export function expressionGrammar(rule: (name: string) => Rule): Grammar {
  const climb = operators(
    () => rule('primary'),
    () => rule('await_primary'),
  );
  const parameterRules = (prefix: string, close: string, name: string): Grammar => ({
    [`${prefix}params`]: [`%${prefix}invalid_parameters`, `${prefix}parameters`],
    [`${prefix}parameters`]: [
      `${prefix}slash_no_default ${prefix}param_no_default* ${prefix}param_with_default* [${prefix}star_etc]`,
      `${prefix}slash_with_default ${prefix}param_with_default* [${prefix}star_etc]`,
      `${prefix}param_no_default+ ${prefix}param_with_default* [${prefix}star_etc]`,
      `${prefix}param_with_default+ [${prefix}star_etc]`,
      `${prefix}star_etc`,
    ],
    [`${prefix}slash_no_default`]: [`${prefix}param_no_default+ '/' ','`, `${prefix}param_no_default+ '/' &'${close}'`],
    [`${prefix}slash_with_default`]: [
      `${prefix}param_no_default* ${prefix}param_with_default+ '/' ','`,
      `${prefix}param_no_default* ${prefix}param_with_default+ '/' &'${close}'`,
    ],
    [`${prefix}star_etc`]: [
      `%${prefix}invalid_star_etc`,
      `'*' ${prefix}param_no_default ${prefix}param_maybe_default* [${prefix}kwds]`,
      ...(prefix === '' ? ["'*' param_no_default_star_annotation param_maybe_default* [kwds]"] : []),
      `'*' ',' ${prefix}param_maybe_default+ [${prefix}kwds]`,
      `${prefix}kwds`,
    ],
    [`${prefix}kwds`]: [`%${prefix}invalid_kwds`, `'**' ${prefix}param_no_default`],
    [`${prefix}param_no_default`]: [
      [`a=${prefix}param ','`, ({ a }) => a!],
      [`a=${prefix}param &'${close}'`, ({ a }) => a!],
    ],
    [`${prefix}param_with_default`]: [`${prefix}param default ','`, `${prefix}param default &'${close}'`],
    [`${prefix}param_maybe_default`]: [`${prefix}param default? ','`, `${prefix}param default? &'${close}'`],
    [`${prefix}invalid_parameters`]: [
      [
        `a='/' ','`,
        ({ a }, r) => {
          throw r.errorAt(a!, 'at least one argument must precede /');
        },
      ],
      [
        `(${prefix}slash_no_default | ${prefix}slash_with_default) ${prefix}param_maybe_default* a='/'`,
        ({ a }, r) => {
          throw r.errorAt(a!, '/ may appear only once');
        },
      ],
      [
        `${prefix}slash_no_default? ${prefix}param_no_default* ` +
          `(${prefix}slash_with_default | ${prefix}param_with_default+) a=${prefix}param_no_default`,
        ({ a }, r) => {
          throw r.errorAt(a!, 'parameter without a default follows parameter with a default');
        },
      ],
      [
        prefix === ''
          ? "param_no_default* a='(' param_no_default+ ','? b=')'"
          : "lambda_param_no_default* a='(' ','.lambda_param+ ','? b=')'",
        ({ a, b }, r) => {
          throw r.errorOver(a!, b!, `${name} parameters cannot be parenthesized`);
        },
      ],
      [
        `(${prefix}slash_no_default | ${prefix}slash_with_default)? ${prefix}param_maybe_default* ` +
          `'*' (',' | ${prefix}param_no_default) ${prefix}param_maybe_default* a='/'`,
        ({ a }, r) => {
          throw r.errorAt(a!, '/ must be ahead of *');
        },
      ],
      [
        `${prefix}param_maybe_default+ '/' a='*'`,
        ({ a }, r) => {
          throw r.errorAt(a!, 'expected comma between / and *');
        },
      ],
    ],
    [`${prefix}invalid_star_etc`]: [
      [
        `a='*' ('${close}' | ',' ('${close}' | '**'))`,
        ({ a }, r) => {
          throw prefix === ''
            ? r.errorAt(a!, 'named arguments must follow bare *')
            : r.errorHere('named arguments must follow bare *');
        },
      ],
      [
        `'*' ${prefix}param a='='`,
        ({ a }, r) => {
          throw r.errorAt(a!, 'var-positional argument cannot have default value');
        },
      ],
      [
        `'*' (${prefix}param_no_default | ',') ${prefix}param_maybe_default* a='*' (${prefix}param_no_default | ',')`,
        ({ a }, r) => {
          throw r.errorAt(a!, '* argument may appear only once');
        },
      ],
    ],
    [`${prefix}invalid_kwds`]: [
      [
        `'**' ${prefix}param a='='`,
        ({ a }, r) => {
          throw r.errorAt(a!, 'var-keyword argument cannot have default value');
        },
      ],
      [
        `'**' ${prefix}param ',' a=${prefix}param`,
        ({ a }, r) => {
          throw r.errorAt(a!, 'arguments cannot follow var-keyword argument');
        },
      ],
      [
        `'**' ${prefix}param ',' a=('*'|'**'|'/')`,
        ({ a }, r) => {
          throw r.errorAt(a!, 'arguments cannot follow var-keyword argument');
        },
      ],
    ],
  });

  return {
    // ------------------------------------------------------ lists of expressions
    expressions: [["expression (',' expression)+ [',']", 'Tuple'], ["expression ','", 'Tuple'], 'expression'],
    expression: [
      '%invalid_expression',
      '%invalid_legacy_expression',
      ["disjunction 'if' disjunction 'else' expression", 'IfExp'],
      'disjunction',
      'lambdef',
    ],
    yield_expr: [
      ["'yield' 'from' expression", 'YieldFrom'],
      ["'yield' [star_expressions]", 'Yield'],
    ],
    star_expressions: [
      [
        "a=star_expression b=more_star_expression+ [',']",
        ({ a, b }, r, start) => r.node('Tuple', start, { elts: [a!, ...list(b!)] }),
      ],
      ["a=star_expression ','", ({ a }, r, start) => r.node('Tuple', start, { elts: [a!] })],
      'star_expression',
    ],
    more_star_expression: [["',' a=star_expression", ({ a }) => a!]],
    star_expression: [["'*' value=bitwise_or", 'Starred'], 'expression'],
    star_named_expressions: [["elts=','.star_named_expression+ [',']", 'Tuple']],
    star_named_expression: [["'*' value=bitwise_or", 'Starred'], 'named_expression'],
    assignment_expression: [["NAME ':=' ~ expression", 'NamedExpr']],
    named_expression: ['assignment_expression', '%invalid_named_expression', "expression !':='"],
    disjunction: climb(1),
    bitwise_or: climb(5),
    expression_without_invalid: (r) => {
      const { diagnosing } = r;
      r.diagnosing = false;
      try {
        return rule('plain_expression')(r);
      } finally {
        r.diagnosing = diagnosing;
      }
    },
    plain_expression: [["disjunction 'if' disjunction 'else' expression", 'IfExp'], 'disjunction', 'lambdef'],

    // ------------------------------------------------------------------ primaries
    await_primary: [["'await' primary", 'Await'], 'primary'],
    primary: suffixes(() => ({ atom: rule('atom'), suffix: rule('primary_suffix'), agrees: () => NOTHING })),
    primary_suffix: [
      ["'.' NAME", 'Attribute'],
      ['genexp', 'Call'],
      ["'(' [arguments] ')'", 'Call'],
      ["'[' slices ']'", 'Subscript'],
    ],
    t_primary: suffixes(() => ({ atom: rule('atom'), suffix: rule('t_primary_suffix'), agrees: rule('t_next') })),
    t_primary_suffix: [
      ["'.' NAME", 'Attribute'],
      ["'[' slices ']'", 'Subscript'],
      ['genexp', 'Call'],
      ["'(' [arguments] ')'", 'Call'],
    ],
    t_next: ["&('(' | '[' | '.')"],
    slices: ["slice !','", "','.(slice | starred_expression)+ [',']"],
    slice: ["[expression] ':' [expression] [':' [expression]]", 'named_expression'],
    atom: [
      'NAME',
      ["'True'", (_, r, start) => r.node('Constant', start, { constant: 'True' })],
      ["'False'", (_, r, start) => r.node('Constant', start, { constant: 'False' })],
      ["'None'", (_, r, start) => r.node('Constant', start, { constant: 'None' })],
      '&(STRING | FSTRING_START) strings',
      'number',
      "&'(' (tuple | group | genexp)",
      "&'[' (list | listcomp)",
      "&'{' (dict | set | dictcomp | setcomp)",
      ["'...'", (_, r, start) => r.node('Constant', start, { constant: 'ellipsis' })],
    ],
    number: [['a=NUMBER', ({ a }, r) => checkNumber(r, a!)]],
    group: [["'(' a=(yield_expr | named_expression) ')'", ({ a }) => a!], '%invalid_group'],
    lambdef: [["'lambda' [lambda_params] ':' expression", 'Lambda']],
    lambda_param: ['NAME'],
    ...parameterRules('', ')', 'Function'),
    ...parameterRules('lambda_', ':', 'Lambda expression'),
    param_no_default_star_annotation: ["param_star_annotation ','", "param_star_annotation &')'"],
    param: ['NAME annotation?'],
    default: ["'=' expression", '%invalid_default'],
    invalid_default: [
      [
        "a='=' &(')'|',')",
        ({ a }, r) => {
          throw r.errorAt(a!, 'expected default value expression');
        },
      ],
    ],
    param_star_annotation: ["NAME ':' star_expression"],
    annotation: ["':' expression"],

    // -------------------------------------------------------------------- strings
    fstring: [['a=FSTRING_START fstring_middle* FSTRING_END', ({ a }, r, start) => checkFString(r, start, a!)]],
    fstring_middle: ['fstring_replacement_field', 'FSTRING_MIDDLE'],
    fstring_replacement_field: [
      [
        "'{' annotated_rhs '='? a=[fstring_conversion] [fstring_full_format_spec] '}'",
        ({ a }, r, start) => {
          if (a !== NOTHING) checkConversion(r, a!);
          return r.node('span', start);
        },
      ],
      '%invalid_replacement_field',
    ],
    fstring_conversion: [["a='!' b=NAME", ({ a, b }, r, start) => r.node('conversion', start, { elts: [a!, b!] })]],
    fstring_full_format_spec: ["':' fstring_format_spec*"],
    fstring_format_spec: [
      [
        'a=FSTRING_MIDDLE',
        ({ a }, r) => {
          checkEscapes(r, a!);
          return a!;
        },
      ],
      'fstring_replacement_field',
    ],
    string: [['a=STRING', ({ a }, r) => checkString(r, a!)]],
    strings: [['a=(fstring | string)+', ({ a }, r, start) => checkStrings(r, start, list(a!))]],
    annotated_rhs: ['yield_expr', 'star_expressions'],

    // ------------------------------------------------------------------- displays
    list: [["'[' a=[star_named_expressions] ']'", ({ a }, r, start) => r.node('List', start, { elts: a!.elts ?? [] })]],
    tuple: [["'(' a=[star_named_tuple] ')'", ({ a }, r, start) => r.node('Tuple', start, { elts: a!.elts ?? [] })]],
    star_named_tuple: [
      [
        "a=star_named_expression ',' b=[star_named_expressions]",
        ({ a, b }, r, start) => r.node('Tuple', start, { elts: [a!, ...(b!.elts ?? [])] }),
      ],
    ],
    set: [["'{' star_named_expressions '}'", 'Set']],
    dict: [
      ["'{' [double_starred_kvpairs] '}'", 'Dict'],
      // CPython tries this one in both passes.
      ["'{' invalid_double_starred_kvpairs '}'", 'Dict'],
    ],
    double_starred_kvpairs: ["','.double_starred_kvpair+ [',']"],
    double_starred_kvpair: ["'**' bitwise_or", 'kvpair'],
    kvpair: ["expression ':' expression"],
    for_if_clauses: ['for_if_clause+'],
    for_if_clause: [
      [
        "'async' 'for' star_targets 'in' ~ a=disjunction b=(if_clause)*",
        ({ a, b }, r, start) => r.node('comprehension', start, { value: list(b!).at(-1) ?? a! }),
      ],
      [
        "'for' star_targets 'in' ~ a=disjunction b=(if_clause)*",
        ({ a, b }, r, start) => r.node('comprehension', start, { value: list(b!).at(-1) ?? a! }),
      ],
      // CPython tries this one in both passes.
      'invalid_for_if_clause',
      '%invalid_for_target',
    ],
    if_clause: [["'if' a=disjunction", ({ a }) => a!]],
    listcomp: [["'[' named_expression for_if_clauses ']'", 'ListComp'], '%invalid_comprehension'],
    setcomp: [["'{' named_expression for_if_clauses '}'", 'SetComp'], '%invalid_comprehension'],
    genexp: [
      ["'(' (assignment_expression | plain_argument) for_if_clauses ')'", 'GeneratorExp'],
      '%invalid_comprehension',
    ],
    dictcomp: [["'{' kvpair for_if_clauses '}'", 'DictComp'], '%invalid_dict_comprehension'],
    plain_argument: ["expression !':='"],

    // ------------------------------------------------------------------ arguments
    arguments: [["a=args [','] &')'", ({ a }) => a!], '%invalid_arguments'],
    positional_argument: ['starred_expression', "(assignment_expression | plain_argument) !'='"],
    args: [
      [
        "a=','.positional_argument+ b=[more_kwargs]",
        ({ a, b }, r, start) => {
          const elts = [...list(a!), ...(b!.elts ?? []).filter(({ kind }) => kind === 'Starred')];
          return r.node('arguments', start, { elts, unpacks: b!.unpacks ?? false });
        },
      ],
      'kwargs',
    ],
    more_kwargs: [["',' a=kwargs", ({ a }) => a!]],
    kwargs: [
      [
        "a=','.kwarg_or_starred+ ',' b=','.kwarg_or_double_starred+",
        ({ a, b }, r, start) => keywordArguments(r, start, [...list(a!), ...list(b!)]),
      ],
      ["a=','.kwarg_or_starred+", ({ a }, r, start) => keywordArguments(r, start, list(a!))],
      ["a=','.kwarg_or_double_starred+", ({ a }, r, start) => keywordArguments(r, start, list(a!))],
    ],
    starred_expression: [
      '%invalid_starred_expression_unpacking',
      ["'*' value=expression", 'Starred'],
      // CPython raises this one in both passes.
      'invalid_starred_expression',
    ],
    kwarg_or_starred: ['%invalid_kwarg', ["NAME '=' expression", 'keyword'], 'starred_expression'],
    kwarg_or_double_starred: ['%invalid_kwarg', ["NAME '=' expression", 'keyword'], ["'**' expression", 'unpacking']],

    // -------------------------------------------------------------------- targets
    star_targets: ["star_target !','", ["star_target (',' star_target)* [',']", 'Tuple']],
    star_targets_list_seq: ["','.star_target+ [',']"],
    star_targets_tuple_seq: ["star_target (',' star_target)+ [',']", "star_target ','"],
    star_target: [["'*' (!'*' star_target)", 'Starred'], 'target_with_star_atom'],
    target_with_star_atom: [
      ["t_primary '.' NAME !t_next", 'Attribute'],
      ["t_primary '[' slices ']' !t_next", 'Subscript'],
      'star_atom',
    ],
    star_atom: [
      'NAME',
      "'(' target_with_star_atom ')'",
      ["'(' [star_targets_tuple_seq] ')'", 'Tuple'],
      ["'[' [star_targets_list_seq] ']'", 'List'],
    ],
    single_target: ['single_subscript_attribute_target', 'NAME', "'(' single_target ')'"],
    single_subscript_attribute_target: [
      ["t_primary '.' NAME !t_next", 'Attribute'],
      ["t_primary '[' slices ']' !t_next", 'Subscript'],
    ],
    del_targets: ["','.del_target+ [',']"],
    del_target: [
      ["t_primary '.' NAME !t_next", 'Attribute'],
      ["t_primary '[' slices ']' !t_next", 'Subscript'],
      'del_t_atom',
    ],
    del_t_atom: ['NAME', "'(' del_target ')'", "'(' [del_targets] ')'", "'[' [del_targets] ']'"],

    // ------------------------------------------------------------------- mistakes
    invalid_arguments: [
      [
        "(positional_and_kwargs | kwargs) a=',' b=','.unpacked_argument+",
        ({ a, b }, r) => {
          throw r.errorOver(a!, list(b!).at(-1)!, 'iterable argument unpacking follows keyword argument unpacking');
        },
      ],
      [
        "a=expression b=for_if_clauses ',' [args | expression for_if_clauses]",
        ({ a, b }, r) => {
          throw r.errorOver(a!, comprehensionEnd(list(b!)), PARENTHESISE);
        },
      ],
      [
        "a=NAME b='=' expression for_if_clauses",
        ({ a, b }, r) => {
          throw r.errorOver(a!, b!, MAYBE_EQUAL);
        },
      ],
      [
        "[args ','] a=NAME b='=' &(',' | ')')",
        ({ a, b }, r) => {
          throw r.errorOver(a!, b!, 'expected argument value expression');
        },
      ],
      [
        'a=args b=for_if_clauses',
        ({ a, b }, r) => {
          if (a!.elts!.length <= 1) return null;
          throw r.errorOver(a!.elts!.at(-1)!, comprehensionEnd(list(b!)), PARENTHESISE);
        },
      ],
      [
        "args ',' a=expression b=for_if_clauses",
        ({ a, b }, r) => {
          throw r.errorOver(a!, comprehensionEnd(list(b!)), PARENTHESISE);
        },
      ],
      [
        "a=args ',' args",
        ({ a }, r) => {
          throw r.errorHere(`positional argument follows keyword argument${a!.unpacks ? ' unpacking' : ''}`);
        },
      ],
    ],
    unpacked_argument: ["starred_expression !'='"],
    positional_and_kwargs: ["','.positional_argument+ ',' kwargs"],
    invalid_kwarg: [
      [
        "a=('True'|'False'|'None') b='='",
        ({ a, b }, r) => {
          throw r.errorOver(a!, b!, `cannot assign to ${a!.text}`);
        },
      ],
      [
        "a=NAME b='=' expression for_if_clauses",
        ({ a, b }, r) => {
          throw r.errorOver(a!, b!, MAYBE_EQUAL);
        },
      ],
      [
        "!(NAME '=') a=expression b='='",
        ({ a, b }, r) => {
          throw r.errorOver(a!, b!, 'expression cannot contain assignment, perhaps you meant "=="?');
        },
      ],
      [
        "a='**' expression '=' b=expression",
        ({ a, b }, r) => {
          throw r.errorOver(a!, b!, 'cannot assign to keyword argument unpacking');
        },
      ],
    ],
    invalid_expression: [
      [
        '!(NAME STRING | soft_keyword) a=disjunction b=expression_without_invalid',
        ({ a, b }, r) => {
          if (isLegacyStatement(a!) || r.tokens[r.mark - 1]!.level === 0) return null;
          throw r.errorOver(a!, b!, 'invalid syntax. Perhaps you forgot a comma?');
        },
      ],
      [
        "a=disjunction 'if' b=disjunction !('else'|':')",
        ({ a, b }, r) => {
          throw r.errorOver(a!, b!, "expected 'else' after 'if' expression");
        },
      ],
      [
        "a='lambda' [lambda_params] b=':' &FSTRING_MIDDLE",
        ({ a, b }, r) => {
          throw r.errorOver(a!, b!, 'f-string: lambda expressions are not allowed without parentheses');
        },
      ],
    ],
    soft_keyword: (r) => {
      // As in CPython the first letters of one are enough.
      const { type, text } = r.peek();
      if (type !== Token.NAME || !SOFT_KEYWORDS.some((word) => word.startsWith(text!))) return undefined;
      return r.take(type);
    },
    invalid_legacy_expression: [
      [
        "a=NAME !'(' b=star_expressions",
        ({ a, b }, r) => {
          if (!isLegacyStatement(a!)) return null;
          const name = a!.text;
          throw r.errorOver(a!, b!, `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`);
        },
      ],
    ],
    invalid_named_expression: [
      [
        "a=expression ':=' expression",
        ({ a }, r) => {
          throw r.errorAt(a!, `cannot use assignment expressions with ${describe(a!)}`);
        },
      ],
      [
        "a=NAME '=' b=bitwise_or !('='|':=')",
        ({ a, b }, r) => {
          throw r.errorOver(a!, b!, MAYBE_EQUAL);
        },
      ],
      [
        "!(list|tuple|genexp|'True'|'None'|'False') a=bitwise_or '=' bitwise_or !('='|':=')",
        ({ a }, r) => {
          throw r.errorAt(a!, `cannot assign to ${describe(a!)} here. Maybe you meant '==' instead of '='?`);
        },
      ],
    ],
    invalid_starred_expression_unpacking: [
      [
        "a='*' expression '=' b=expression",
        ({ a, b }, r) => {
          throw r.errorOver(a!, b!, 'cannot assign to iterable argument unpacking');
        },
      ],
    ],
    invalid_starred_expression: [
      [
        "'*'",
        (_, r) => {
          throw r.errorHere('Invalid star expression');
        },
      ],
    ],
    invalid_comprehension: [
      [
        "('[' | '(' | '{') a=starred_expression for_if_clauses",
        ({ a }, r) => {
          throw r.errorAt(a!, 'iterable unpacking cannot be used in comprehension');
        },
      ],
      [
        "('[' | '{') a=star_named_expression ',' b=star_named_expressions for_if_clauses",
        ({ a, b }, r) => {
          throw r.errorOver(a!, b!.elts!.at(-1)!, FORGOT_PARENTHESES);
        },
      ],
      [
        "('[' | '{') a=star_named_expression b=',' for_if_clauses",
        ({ a, b }, r) => {
          throw r.errorOver(a!, b!, FORGOT_PARENTHESES);
        },
      ],
    ],
    invalid_dict_comprehension: [
      [
        "'{' a='**' bitwise_or for_if_clauses '}'",
        ({ a }, r) => {
          throw r.errorAt(a!, 'dict unpacking cannot be used in dict comprehension');
        },
      ],
    ],
    invalid_group: [
      [
        "'(' a=starred_expression ')'",
        ({ a }, r) => {
          throw r.errorAt(a!, 'cannot use starred expression here');
        },
      ],
      [
        "'(' a='**' expression ')'",
        ({ a }, r) => {
          throw r.errorAt(a!, 'cannot use double starred expression here');
        },
      ],
    ],
    invalid_double_starred_kvpairs: [
      "','.double_starred_kvpair+ ',' invalid_kvpair",
      [
        "expression ':' a='*' bitwise_or",
        ({ a }, r) => {
          throw r.errorFrom(a!, 'cannot use a starred expression in a dictionary value');
        },
      ],
      [
        "expression a=':' &('}'|',')",
        ({ a }, r) => {
          throw r.errorAt(a!, "expression expected after dictionary key and ':'");
        },
      ],
    ],
    invalid_kvpair: [
      [
        "a=expression !(':')",
        ({ a }, r) => {
          const { lineno, endLineno, endCol } = a!;
          throw r.errorAt({ lineno, col: endCol - 1, endLineno, endCol: -1 }, "':' expected after dictionary key");
        },
      ],
      [
        "expression ':' a='*' bitwise_or",
        ({ a }, r) => {
          throw r.errorFrom(a!, 'cannot use a starred expression in a dictionary value');
        },
      ],
      [
        "expression a=':' &('}'|',')",
        ({ a }, r) => {
          throw r.errorAt(a!, "expression expected after dictionary key and ':'");
        },
      ],
    ],
    invalid_for_if_clause: [
      [
        "'async'? 'for' (bitwise_or (',' bitwise_or)* [',']) !'in'",
        (_, r) => {
          throw r.errorHere("'in' expected after for-loop variables");
        },
      ],
    ],
    invalid_for_target: [
      [
        "'async'? 'for' a=star_expressions",
        ({ a }, r) => {
          const target = invalidTarget(a!, 'for');
          if (target === null) return null;
          throw r.errorAt(target, `cannot assign to ${describe(target)}`);
        },
      ],
    ],
    invalid_replacement_field: [
      ...['=', '!', ':', '}'].map(
        (after) =>
          [
            `'{' a='${after}'`,
            ({ a }: Record<string, Piece>, r: Recognizer): never => {
              throw r.errorAt(a!, `f-string: valid expression required before '${after}'`);
            },
          ] as const,
      ),
      ...(
        [
          ["'{' !annotated_rhs", "expecting a valid expression after '{'"],
          ["'{' annotated_rhs !('='|'!'|':'|'}')", "expecting '=', or '!', or ':', or '}'"],
          ["'{' annotated_rhs '=' !('!'|':'|'}')", "expecting '!', or ':', or '}'"],
        ] as const
      ).map(([text, msg]) => nextTokenError(text, msg)),
      "'{' annotated_rhs '='? invalid_conversion_character",
      ...(
        [
          ["'{' annotated_rhs '='? ['!' NAME] !(':'|'}')", "expecting ':' or '}'"],
          ["'{' annotated_rhs '='? ['!' NAME] ':' fstring_format_spec* !'}'", "expecting '}', or format specs"],
          ["'{' annotated_rhs '='? ['!' NAME] !'}'", "expecting '}'"],
        ] as const
      ).map(([text, msg]) => nextTokenError(text, msg)),
    ],
    invalid_conversion_character: [
      nextTokenError("'!' &(':'|'}')", 'missing conversion character'),
      nextTokenError("'!' !NAME", 'invalid conversion character'),
    ],
    invalid_type_param: [
      [
        "'*' NAME a=':' b=expression",
        ({ a, b }, r) => {
          throw r.errorFrom(a!, `cannot use ${kindIsTuple(b!) ? 'constraints' : 'bound'} with TypeVarTuple`);
        },
      ],
      [
        "'**' NAME a=':' b=expression",
        ({ a, b }, r) => {
          throw r.errorFrom(a!, `cannot use ${kindIsTuple(b!) ? 'constraints' : 'bound'} with ParamSpec`);
        },
      ],
    ],
  };
}

function nextTokenError(
  text: string,
  msg: string,
): readonly [string, (_: Record<string, Piece>, r: Recognizer) => never] {
  return [
    text,
    (_, r) => {
      throw r.errorNext(`f-string: ${msg}`);
    },
  ];
}

function keywordArguments(recognizer: Recognizer, start: number, parts: Piece[]): Piece {
  return recognizer.node('arguments', start, {
    elts: parts.filter(({ kind }) => kind === 'Starred'),
    unpacks: parts.some(({ kind }) => kind === 'unpacking'),
  });
}
