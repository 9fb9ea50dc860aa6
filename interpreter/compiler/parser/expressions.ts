import { LiteralError, parseNumber } from '../tokens/literals.js';
import { Keyword, Token } from '../tokens/token-types.js';
import type {
  Arg,
  Arguments,
  BoolOperator,
  CompareOperator,
  Comprehension,
  ConstantValue,
  Expr,
  ExprContext,
  Keyword as KeywordArgument,
  Operator,
  UnaryOperator,
} from '../tree.js';
import { PARSE_FAILURE } from './cursor.js';
import { StringParser } from './strings.js';

/** Binding powers: a higher one binds tighter. */
const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARISON = 4;
const BITOR = 5;
const UNARY = 11;

/** The binding power of each token as an infix operator, 0 for none. */
const POWER = new Uint8Array(256);
const BINARY: (Operator | undefined)[] = [];
const COMPARE: (CompareOperator | undefined)[] = [];
/** Whether an expression can start with the token. */
const STARTS_EXPRESSION = new Uint8Array(256);

function binary(power: number, entries: readonly [number, Operator][]): void {
  for (const [type, operator] of entries) {
    POWER[type] = power;
    BINARY[type] = operator;
  }
}
POWER[Keyword.or] = OR;
POWER[Keyword.and] = AND;
for (const [type, operator] of [
  [Token.EQEQUAL, 'Eq'],
  [Token.NOTEQUAL, 'NotEq'],
  [Token.LESS, 'Lt'],
  [Token.LESSEQUAL, 'LtE'],
  [Token.GREATER, 'Gt'],
  [Token.GREATEREQUAL, 'GtE'],
  [Keyword.is, 'Is'],
  [Keyword.in, 'In'],
  [Keyword.not, 'NotIn'],
] as const) {
  POWER[type] = COMPARISON;
  COMPARE[type] = operator;
}
binary(BITOR, [[Token.VBAR, 'BitOr']]);
binary(6, [[Token.CIRCUMFLEX, 'BitXor']]);
binary(7, [[Token.AMPER, 'BitAnd']]);
binary(8, [
  [Token.LEFTSHIFT, 'LShift'],
  [Token.RIGHTSHIFT, 'RShift'],
]);
binary(9, [
  [Token.PLUS, 'Add'],
  [Token.MINUS, 'Sub'],
]);
binary(10, [
  [Token.STAR, 'Mult'],
  [Token.SLASH, 'Div'],
  [Token.DOUBLESLASH, 'FloorDiv'],
  [Token.PERCENT, 'Mod'],
  [Token.AT, 'MatMult'],
]);
for (const type of [
  Token.NAME,
  Token.NUMBER,
  Token.STRING,
  Token.FSTRING_START,
  Token.LPAR,
  Token.LSQB,
  Token.LBRACE,
  Token.ELLIPSIS,
  Token.MINUS,
  Token.PLUS,
  Token.TILDE,
  Keyword.not,
  Keyword.lambda,
  Keyword.await,
  Keyword.None,
  Keyword.True,
  Keyword.False,
]) {
  STARTS_EXPRESSION[type] = 1;
}

/** Expressions, by precedence climbing. */
export abstract class ExpressionParser extends StringParser {
  /** Whether an expression (or a starred one) can begin at the next token. */
  protected startsStarExpression(): boolean {
    const type = this.types[this.p]!;
    return STARTS_EXPRESSION[type] === 1 || type === Token.STAR;
  }

  // -------------------------------------------------------- lists of expressions

  /** `a, *b, c`: one expression, or a tuple. */
  protected starExpressions(): Expr {
    const start = this.p;
    const first = this.starExpression();
    return this.types[this.p] === Token.COMMA ? this.tupleFrom(start, first, () => this.starExpression()) : first;
  }

  protected starExpression(): Expr {
    return this.types[this.p] === Token.STAR ? this.starred(BITOR) : this.expression();
  }

  /** The same with `:=` allowed, as in a subject or a bracket. */
  protected starNamedExpressions(): Expr {
    const start = this.p;
    const first = this.starNamedExpression();
    return this.types[this.p] === Token.COMMA ? this.tupleFrom(start, first, () => this.starNamedExpression()) : first;
  }

  protected starNamedExpression(): Expr {
    return this.types[this.p] === Token.STAR ? this.starred(BITOR) : this.namedExpression();
  }

  /** The rest of an unparenthesised tuple, from its first comma. */
  private tupleFrom(start: number, first: Expr, element: () => Expr): Expr {
    const elts = [first];
    while (this.accept(Token.COMMA)) {
      if (!this.startsStarExpression()) break;
      elts.push(element());
    }
    return { kind: 'Tuple', elts, ctx: 'Load', ...this.from(start) };
  }

  /** `*` and an operand of at least `power` (0: a whole expression). */
  private starred(power: number): Expr {
    const start = this.p++;
    const value = power === 0 ? this.expression() : this.operand(power);
    return { kind: 'Starred', value, ctx: 'Load', ...this.from(start) };
  }

  protected namedExpression(): Expr {
    const start = this.p;
    if (this.types[start] === Token.NAME && this.types[start + 1] === Token.COLONEQUAL) {
      const target = this.nameAtom('Store');
      this.p++;
      const value = this.expression();
      return { kind: 'NamedExpr', target, value, ...this.from(start) };
    }
    return this.expression();
  }

  protected yieldExpression(): Expr {
    const start = this.p;
    this.expect(Keyword.yield);
    if (this.accept(Keyword.from)) {
      const value = this.expression();
      return { kind: 'YieldFrom', value, ...this.from(start) };
    }
    const value = this.startsStarExpression() ? this.starExpressions() : null;
    return { kind: 'Yield', value, ...this.from(start) };
  }

  /** `yield ...` or star expressions: what may stand right of `=`. */
  protected valueExpression(): Expr {
    return this.types[this.p] === Keyword.yield ? this.yieldExpression() : this.starExpressions();
  }

  // ------------------------------------------------------------------ operators

  /** An expression without `:=`, star or comma. */
  protected expression(): Expr {
    const start = this.p;
    if (this.types[start] === Keyword.lambda) return this.lambda();
    const body = this.operand(OR);
    if (this.types[this.p] !== Keyword.if) return body;
    this.p++;
    this.enter();
    const test = this.operand(OR);
    this.expect(Keyword.else);
    const orelse = this.expression();
    this.leave();
    return { kind: 'IfExp', test, body, orelse, ...this.from(start) };
  }

  /** Operators that bind at least as tight as `power`. */
  protected operand(power: number): Expr {
    const start = this.p;
    const types = this.types;
    let left = this.prefixed(power);
    for (;;) {
      const type = types[this.p]!;
      const found = POWER[type]!;
      if (found === 0 || found < power) return left;
      if (found > COMPARISON) {
        this.p++;
        const right = this.operand(found + 1);
        left = { kind: 'BinOp', left, op: BINARY[type]!, right, ...this.from(start) };
      } else if (found === COMPARISON) {
        if (type === Keyword.not && types[this.p + 1] !== Keyword.in) return left;
        left = this.comparison(start, left);
      } else {
        const values = [left];
        while (types[this.p] === type) {
          this.p++;
          values.push(this.operand(found + 1));
        }
        const op: BoolOperator = found === OR ? 'Or' : 'And';
        left = { kind: 'BoolOp', op, values, ...this.from(start) };
      }
    }
  }

  private comparison(start: number, left: Expr): Expr {
    const ops: CompareOperator[] = [];
    const comparators: Expr[] = [];
    for (;;) {
      const type = this.types[this.p]!;
      let op = COMPARE[type];
      if (op === undefined) break;
      if (type === Keyword.not) {
        if (this.types[this.p + 1] !== Keyword.in) break;
        this.p++;
      } else if (type === Keyword.is && this.types[this.p + 1] === Keyword.not) {
        op = 'IsNot';
        this.p++;
      } else if (type === Token.NOTEQUAL && this.source[this.tokens.starts[this.p]!] === '<') this.fail();
      this.p++;
      ops.push(op);
      comparators.push(this.operand(BITOR));
    }
    return { kind: 'Compare', left, ops, comparators, ...this.from(start) };
  }

  /** Prefix operators and their operand; `power` says whether `not` is allowed here. */
  private prefixed(power: number): Expr {
    const start = this.p;
    const type = this.types[start]!;
    if (type === Keyword.not && power <= NOT) return this.not();
    let operators: UnaryOperator[] | null = null;
    for (;;) {
      const type = this.types[this.p];
      let op: UnaryOperator;
      if (type === Token.MINUS) op = 'USub';
      else if (type === Token.PLUS) op = 'UAdd';
      else if (type === Token.TILDE) op = 'Invert';
      else break;
      if (operators === null) operators = [];
      operators.push(op);
      this.p++;
    }
    let operand = this.power();
    if (operators === null) return operand;
    for (let i = operators.length - 1; i >= 0; i--)
      operand = { kind: 'UnaryOp', op: operators[i]!, operand, ...this.from(start + i) };
    return operand;
  }

  private not(): Expr {
    const start = this.p;
    while (this.types[this.p] === Keyword.not) this.p++;
    const count = this.p - start;
    this.enter();
    let operand = this.operand(COMPARISON);
    this.leave();
    for (let i = count - 1; i >= 0; i--) operand = { kind: 'UnaryOp', op: 'Not', operand, ...this.from(start + i) };
    return operand;
  }

  private power(): Expr {
    const start = this.p;
    const left = this.types[start] === Keyword.await ? this.await() : this.primary();
    if (this.types[this.p] !== Token.DOUBLESTAR) return left;
    this.p++;
    this.enter();
    const right = this.prefixed(UNARY);
    this.leave();
    return { kind: 'BinOp', left, op: 'Pow', right, ...this.from(start) };
  }

  private await(): Expr {
    const start = this.p++;
    const value = this.primary();
    return { kind: 'Await', value, ...this.from(start) };
  }

  // ------------------------------------------------------------------ primaries

  /** An atom with its attributes, calls and subscripts. */
  protected primary(): Expr {
    const start = this.p;
    let value = this.atom();
    for (;;) {
      switch (this.types[this.p]) {
        case Token.DOT: {
          this.p++;
          const attr = this.identifier();
          value = { kind: 'Attribute', value, attr, ctx: 'Load', ...this.from(start) };
          break;
        }
        case Token.LPAR:
          value = this.call(start, value);
          break;
        case Token.LSQB: {
          this.p++;
          this.enter();
          const slice = this.slices();
          this.leave();
          this.expect(Token.RSQB);
          value = { kind: 'Subscript', value, slice, ctx: 'Load', ...this.from(start) };
          break;
        }
        default:
          return value;
      }
    }
  }

  private call(start: number, func: Expr): Expr {
    const open = this.p++;
    this.enter();
    const args: Expr[] = [];
    const keywords: KeywordArgument[] = [];
    this.arguments(args, keywords, open, true);
    this.leave();
    return { kind: 'Call', func, args, keywords, ...this.from(start) };
  }

  /**
   * Arguments up to and with the closing parenthesis; `open` is the index of the opening one. `isCall`: they may be one
   * bare generator expression.
   */
  protected arguments(args: Expr[], keywords: KeywordArgument[], open: number, isCall: boolean): void {
    let unpacked = false;
    for (;;) {
      const start = this.p;
      const type = this.types[start];
      if (type === Token.RPAR) break;
      if (type === Token.STAR) {
        if (unpacked) this.fail();
        args.push(this.starred(0));
      } else if (type === Token.DOUBLESTAR) {
        this.p++;
        const value = this.expression();
        keywords.push({ kind: 'keyword', arg: null, value, ...this.from(start) });
        unpacked = true;
      } else if (type === Token.NAME && this.types[start + 1] === Token.EQUAL) {
        const arg = this.identifier();
        this.p++;
        const value = this.expression();
        keywords.push({ kind: 'keyword', arg, value, ...this.from(start) });
      } else {
        const value = this.namedExpression();
        const next = this.types[this.p];
        if (next === Keyword.for || next === Keyword.async) {
          if (!isCall || start !== open + 1) this.fail();
          const generators = this.comprehensions();
          this.expect(Token.RPAR);
          args.push({ kind: 'GeneratorExp', elt: value, generators, ...this.from(open) });
          return;
        }
        if (keywords.length > 0) this.fail();
        args.push(value);
      }
      if (!this.accept(Token.COMMA)) break;
    }
    this.expect(Token.RPAR);
  }

  private slices(): Expr {
    const start = this.p;
    const first = this.types[start] === Token.STAR ? this.starred(0) : this.slice();
    if (this.types[this.p] !== Token.COMMA && first.kind !== 'Starred') return first;
    const elts = [first];
    while (this.accept(Token.COMMA)) {
      const type = this.types[this.p];
      if (type === Token.RSQB) break;
      elts.push(type === Token.STAR ? this.starred(0) : this.slice());
    }
    return { kind: 'Tuple', elts, ctx: 'Load', ...this.from(start) };
  }

  private slice(): Expr {
    const start = this.p;
    const types = this.types;
    let lower: Expr | null = null;
    if (types[start] !== Token.COLON) {
      lower = this.namedExpression();
      if (types[this.p] !== Token.COLON) return lower;
      if (lower.kind === 'NamedExpr' && types[start] === Token.NAME) this.fail();
    }
    this.p++;
    const bound = (): Expr | null => {
      const type = types[this.p];
      return type === Token.COLON || type === Token.COMMA || type === Token.RSQB ? null : this.expression();
    };
    const upper = bound();
    const step = this.accept(Token.COLON) ? bound() : null;
    return { kind: 'Slice', lower, upper, step, ...this.from(start) };
  }

  // ---------------------------------------------------------------------- atoms

  protected nameAtom(ctx: ExprContext): Expr {
    const index = this.p;
    const { lines, cols, endCols } = this.tokens;
    const id = this.identifier();
    const line = lines[index]!;
    return {
      kind: 'Name',
      id,
      ctx,
      lineno: line,
      col_offset: cols[index]!,
      end_lineno: line,
      end_col_offset: endCols[index]!,
    };
  }

  protected constant(value: ConstantValue): Expr {
    const start = this.p++;
    return { kind: 'Constant', value, ukind: null, ...this.from(start) };
  }

  /** A NUMBER token. */
  protected number(): Expr {
    try {
      return this.constant(parseNumber(this.text(this.p), this.maxDigits));
    } catch (error) {
      throw error instanceof LiteralError ? PARSE_FAILURE : error;
    }
  }

  private atom(): Expr {
    switch (this.types[this.p]) {
      case Token.NAME:
        return this.nameAtom('Load');
      case Token.NUMBER:
        return this.number();
      case Token.STRING:
      case Token.FSTRING_START:
        return this.strings();
      case Token.LPAR:
        return this.nested(this.parenthesised);
      case Token.LSQB:
        return this.nested(this.list);
      case Token.LBRACE:
        return this.nested(this.dictOrSet);
      case Keyword.None:
        return this.constant({ t: 'none' });
      case Keyword.True:
        return this.constant({ t: 'true' });
      case Keyword.False:
        return this.constant({ t: 'false' });
      case Token.ELLIPSIS:
        return this.constant({ t: 'ellipsis' });
      default:
        return this.fail();
    }
  }

  private nested(parse: (this: this) => Expr): Expr {
    this.enter();
    const value = parse.call(this);
    this.leave();
    return value;
  }

  /** `()`, a group, a tuple or a generator expression. */
  private parenthesised(): Expr {
    const start = this.p++;
    const type = this.types[this.p];
    if (type === Token.RPAR) {
      this.p++;
      return { kind: 'Tuple', elts: [], ctx: 'Load', ...this.from(start) };
    }
    if (type === Keyword.yield) {
      const value = this.yieldExpression();
      this.expect(Token.RPAR);
      return value;
    }
    const first = this.starNamedExpression();
    const next = this.types[this.p];
    if (next === Token.RPAR) {
      if (first.kind === 'Starred') this.fail();
      this.p++;
      return first;
    }
    if (next === Token.COMMA) {
      const elts = [first];
      this.moreElements(elts, Token.RPAR);
      return { kind: 'Tuple', elts, ctx: 'Load', ...this.from(start) };
    }
    if (first.kind === 'Starred') this.fail();
    const generators = this.comprehensions();
    this.expect(Token.RPAR);
    return { kind: 'GeneratorExp', elt: first, generators, ...this.from(start) };
  }

  private moreElements(elts: Expr[], close: number): void {
    while (this.accept(Token.COMMA)) {
      if (this.types[this.p] === close) break;
      elts.push(this.starNamedExpression());
    }
    this.expect(close);
  }

  private list(): Expr {
    const start = this.p++;
    if (this.accept(Token.RSQB)) return { kind: 'List', elts: [], ctx: 'Load', ...this.from(start) };
    const first = this.starNamedExpression();
    const next = this.types[this.p];
    if (next === Keyword.for || next === Keyword.async) {
      if (first.kind === 'Starred') this.fail();
      const generators = this.comprehensions();
      this.expect(Token.RSQB);
      return { kind: 'ListComp', elt: first, generators, ...this.from(start) };
    }
    const elts = [first];
    this.moreElements(elts, Token.RSQB);
    return { kind: 'List', elts, ctx: 'Load', ...this.from(start) };
  }

  private dictOrSet(): Expr {
    const start = this.p++;
    const type = this.types[this.p];
    if (type === Token.RBRACE) {
      this.p++;
      return { kind: 'Dict', keys: [], values: [], ...this.from(start) };
    }
    if (type === Token.DOUBLESTAR) return this.dict(start, [], []);
    const first = this.starNamedExpression();
    if (this.types[this.p] === Token.COLON && first.kind !== 'Starred' && this.types[start + 2] !== Token.COLONEQUAL) {
      this.p++;
      const value = this.expression();
      const next = this.types[this.p];
      if (next === Keyword.for || next === Keyword.async) {
        const generators = this.comprehensions();
        this.expect(Token.RBRACE);
        return { kind: 'DictComp', key: first, value, generators, ...this.from(start) };
      }
      if (this.accept(Token.COMMA)) return this.dict(start, [first], [value]);
      this.expect(Token.RBRACE);
      return { kind: 'Dict', keys: [first], values: [value], ...this.from(start) };
    }
    const next = this.types[this.p];
    if (next === Keyword.for || next === Keyword.async) {
      if (first.kind === 'Starred') this.fail();
      const generators = this.comprehensions();
      this.expect(Token.RBRACE);
      return { kind: 'SetComp', elt: first, generators, ...this.from(start) };
    }
    const elts = [first];
    this.moreElements(elts, Token.RBRACE);
    return { kind: 'Set', elts, ...this.from(start) };
  }

  /** The items of a dict display from the first or from after a comma. */
  private dict(start: number, keys: (Expr | null)[], values: Expr[]): Expr {
    while (this.types[this.p] !== Token.RBRACE) {
      if (this.accept(Token.DOUBLESTAR)) {
        keys.push(null);
        values.push(this.operand(BITOR));
      } else {
        keys.push(this.expression());
        this.expect(Token.COLON);
        values.push(this.expression());
      }
      if (!this.accept(Token.COMMA)) break;
    }
    this.expect(Token.RBRACE);
    return { kind: 'Dict', keys, values, ...this.from(start) };
  }

  private comprehensions(): Comprehension[] {
    const generators: Comprehension[] = [];
    for (;;) {
      const type = this.types[this.p];
      let isAsync = 0;
      if (type === Keyword.async) {
        this.p++;
        isAsync = 1;
      } else if (type !== Keyword.for) break;
      this.expect(Keyword.for);
      const target = this.starTargets();
      this.expect(Keyword.in);
      const iter = this.operand(OR);
      const ifs: Expr[] = [];
      while (this.accept(Keyword.if)) ifs.push(this.operand(OR));
      generators.push({ kind: 'comprehension', target, iter, ifs, is_async: isAsync });
    }
    if (generators.length === 0) this.fail();
    return generators;
  }

  // -------------------------------------------------------------------- targets

  /** The targets of `for`, up to `in`. */
  protected starTargets(): Expr {
    const start = this.p;
    const first = this.starTarget();
    if (this.types[this.p] !== Token.COMMA) return first;
    const elts = [first];
    while (this.accept(Token.COMMA)) {
      if (!this.startsStarExpression()) break;
      elts.push(this.starTarget());
    }
    return { kind: 'Tuple', elts, ctx: 'Store', ...this.from(start) };
  }

  /** One target, which may be starred or a bracketed list of targets. */
  protected starTarget(): Expr {
    const start = this.p;
    if (this.accept(Token.STAR)) {
      if (this.types[this.p] === Token.STAR) this.fail();
      const value = this.storeTarget(this.primary());
      return { kind: 'Starred', value, ctx: 'Store', ...this.from(start) };
    }
    return this.storeTarget(this.primary());
  }

  /** Turns an expression into an assignment target, or fails. */
  protected storeTarget(target: Expr): Expr {
    this.setContext(target, 'Store');
    return target;
  }

  protected setContext(target: Expr, ctx: ExprContext): void {
    switch (target.kind) {
      case 'Name':
      case 'Attribute':
      case 'Subscript':
        target.ctx = ctx;
        return;
      case 'Starred':
        if (ctx === 'Del') this.fail();
        target.ctx = ctx;
        this.setContext(target.value, ctx);
        return;
      case 'Tuple':
      case 'List':
        target.ctx = ctx;
        for (const element of target.elts) this.setContext(element, ctx);
        return;
      default:
        this.fail();
    }
  }

  // ----------------------------------------------------------------- parameters

  private lambda(): Expr {
    const start = this.p++;
    this.enter();
    const args = this.parameters(Token.COLON, false);
    this.expect(Token.COLON);
    const body = this.expression();
    this.leave();
    return { kind: 'Lambda', args, body, ...this.from(start) };
  }

  /** Parameters up to (not with) the token `close`; `annotated` for those of `def`. */
  protected parameters(close: number, annotated: boolean): Arguments {
    const posonlyargs: Arg[] = [];
    let args: Arg[] = [];
    const defaults: Expr[] = [];
    const kwonlyargs: Arg[] = [];
    const kwDefaults: (Expr | null)[] = [];
    let vararg: Arg | null = null;
    let kwarg: Arg | null = null;
    let keywordOnly = false;
    let slash = false;
    while (this.types[this.p] !== close) {
      const type = this.types[this.p];
      if (kwarg !== null) this.fail();
      if (type === Token.SLASH) {
        if (slash || keywordOnly || args.length === 0) this.fail();
        this.p++;
        slash = true;
        posonlyargs.push(...args);
        args = [];
      } else if (type === Token.STAR) {
        if (keywordOnly) this.fail();
        this.p++;
        keywordOnly = true;
        if (this.types[this.p] === Token.COMMA) {
          const after = this.types[this.p + 1];
          if (after !== Token.NAME) this.fail();
        } else vararg = this.parameter(annotated, true);
      } else if (type === Token.DOUBLESTAR) {
        this.p++;
        kwarg = this.parameter(annotated, false);
      } else {
        const parameter = this.parameter(annotated, false);
        const value = this.accept(Token.EQUAL) ? this.expression() : null;
        if (keywordOnly) {
          kwonlyargs.push(parameter);
          kwDefaults.push(value);
        } else {
          if (value !== null) defaults.push(value);
          else if (defaults.length > 0) this.fail();
          args.push(parameter);
        }
      }
      if (!this.accept(Token.COMMA)) break;
    }
    return {
      kind: 'arguments',
      posonlyargs,
      args,
      vararg,
      kwonlyargs,
      kw_defaults: kwDefaults,
      kwarg,
      defaults,
    };
  }

  private parameter(annotated: boolean, variadic: boolean): Arg {
    const start = this.p;
    const arg = this.identifier();
    let annotation: Expr | null = null;
    if (annotated && this.accept(Token.COLON)) annotation = variadic ? this.starExpression() : this.expression();
    return { kind: 'arg', arg, annotation, type_comment: null, ...this.from(start) };
  }
}
