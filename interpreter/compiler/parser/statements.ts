import { Keyword, Token } from '../tokens/token-types.js';
import type {
  Alias,
  ExceptHandler,
  Expr,
  Keyword as KeywordArgument,
  MatchCase,
  Mod,
  Operator,
  Position,
  Stmt,
  TypeParam,
  WithItem,
} from '../tree.js';
import { PatternParser } from './patterns.js';

const AUGMENTED: (Operator | undefined)[] = [];
for (const [type, operator] of [
  [Token.PLUSEQUAL, 'Add'],
  [Token.MINEQUAL, 'Sub'],
  [Token.STAREQUAL, 'Mult'],
  [Token.ATEQUAL, 'MatMult'],
  [Token.SLASHEQUAL, 'Div'],
  [Token.PERCENTEQUAL, 'Mod'],
  [Token.AMPEREQUAL, 'BitAnd'],
  [Token.VBAREQUAL, 'BitOr'],
  [Token.CIRCUMFLEXEQUAL, 'BitXor'],
  [Token.LEFTSHIFTEQUAL, 'LShift'],
  [Token.RIGHTSHIFTEQUAL, 'RShift'],
  [Token.DOUBLESTAREQUAL, 'Pow'],
  [Token.DOUBLESLASHEQUAL, 'FloorDiv'],
] as const) {
  AUGMENTED[type] = operator;
}

/** Statements and the four start symbols. */
export class Parser extends PatternParser {
  /** The token where the top-level statement begins that is being parsed. */
  statementStart = 0;

  // -------------------------------------------------------------- start symbols

  file(): Mod {
    const body: Stmt[] = [];
    while (this.types[this.p] !== Token.ENDMARKER) {
      this.statementStart = this.p;
      this.statement(body);
    }
    return { kind: 'Module', body, type_ignores: [] };
  }

  /** One statement of an interactive session. */
  interactive(): Mod {
    const body: Stmt[] = [];
    if (this.types[this.p] === Token.NEWLINE) {
      const start = this.p++;
      body.push({ kind: 'Pass', ...this.from(start) });
    } else if (this.isCompound()) {
      this.compound(body);
      this.expect(Token.NEWLINE);
    } else this.simpleStatements(body);
    const rest = this.source.slice(this.tokens.ends[this.p - 1]);
    if (!/^(?:\s|#.*)*\0$/.test(rest)) this.fail();
    return { kind: 'Interactive', body };
  }

  expressionInput(): Mod {
    const body = this.expressionList();
    while (this.accept(Token.NEWLINE));
    this.expect(Token.ENDMARKER);
    return { kind: 'Expression', body };
  }

  /** `a, b`: expressions without stars. */
  private expressionList(): Expr {
    const start = this.p;
    const first = this.expression();
    if (this.types[this.p] !== Token.COMMA) return first;
    const elts = [first];
    while (this.accept(Token.COMMA)) {
      if (!this.startsStarExpression()) break;
      elts.push(this.expression());
    }
    return { kind: 'Tuple', elts, ctx: 'Load', ...this.from(start) };
  }

  /** `(int, *str, **Any) -> float`, the signature of a type comment. */
  functionType(): Mod {
    this.expect(Token.LPAR);
    const argtypes: Expr[] = [];
    let stars = 0;
    while (this.types[this.p] !== Token.RPAR) {
      const star = this.accept(Token.STAR) ? 1 : this.accept(Token.DOUBLESTAR) ? 2 : 0;
      if (star <= stars && stars > 0) this.fail();
      stars = Math.max(stars, star);
      argtypes.push(this.expression());
      if (!this.accept(Token.COMMA)) break;
      if (this.types[this.p] === Token.RPAR) this.fail();
    }
    this.expect(Token.RPAR);
    this.expect(Token.RARROW);
    const returns = this.expression();
    while (this.accept(Token.NEWLINE));
    this.expect(Token.ENDMARKER);
    return { kind: 'FunctionType', argtypes, returns };
  }

  // ----------------------------------------------------------------- statements

  /** The position of a statement from `start` to its last significant token. */
  private statementFrom(start: number): Position {
    let end = this.p - 1;
    while (this.types[end]! >= Token.NEWLINE && this.types[end]! <= Token.DEDENT) end--;
    const { lines, cols, endLines, endCols } = this.tokens;
    return {
      lineno: lines[start]!,
      col_offset: cols[start]!,
      end_lineno: endLines[end]!,
      end_col_offset: endCols[end]!,
    };
  }

  private isCompound(): boolean {
    switch (this.types[this.p]) {
      case Token.AT:
      case Keyword.def:
      case Keyword.class:
      case Keyword.if:
      case Keyword.for:
      case Keyword.while:
      case Keyword.with:
      case Keyword.try:
      case Keyword.async:
        return true;
      case Token.NAME:
        return this.tokens.names[this.p] === 'match' && this.startsMatch();
      default:
        return false;
    }
  }

  /** Whether the NAME `match` begins a match statement: a subject, a colon and a line end follow. */
  private startsMatch(): boolean {
    const start = this.p;
    const warned = this.warnings.length;
    this.p++;
    const found =
      (this.startsStarExpression() &&
        this.attempt(() => {
          this.starNamedExpressions();
          return this.types[this.p] === Token.COLON && this.types[this.p + 1] === Token.NEWLINE;
        })) ||
      false;
    this.p = start;
    this.warnings.length = warned;
    return found;
  }

  private statement(body: Stmt[]): void {
    if (this.isCompound()) this.compound(body);
    else this.simpleStatements(body);
  }

  private compound(body: Stmt[]): void {
    switch (this.types[this.p]) {
      case Token.AT:
        body.push(this.decorated());
        return;
      case Keyword.def:
        body.push(this.functionDef(this.p, [], false));
        return;
      case Keyword.class:
        body.push(this.classDef([]));
        return;
      case Keyword.if:
        body.push(this.ifStatement());
        return;
      case Keyword.for:
        body.push(this.forStatement(this.p, false));
        return;
      case Keyword.while:
        body.push(this.whileStatement());
        return;
      case Keyword.with:
        body.push(this.withStatement(this.p, false));
        return;
      case Keyword.try:
        body.push(this.tryStatement());
        return;
      case Keyword.async:
        body.push(this.asyncStatement([]));
        return;
      default:
        body.push(this.matchStatement());
    }
  }

  private simpleStatements(body: Stmt[]): void {
    for (;;) {
      body.push(this.simpleStatement());
      if (this.types[this.p] === Token.NEWLINE) break;
      this.expect(Token.SEMI);
      if (this.types[this.p] === Token.NEWLINE) break;
    }
    this.p++;
  }

  /** An indented block, or simple statements on the same line. */
  private block(): Stmt[] {
    const body: Stmt[] = [];
    if (!this.accept(Token.NEWLINE)) {
      this.simpleStatements(body);
      return body;
    }
    this.expect(Token.INDENT);
    while (this.types[this.p] !== Token.DEDENT) {
      if (this.types[this.p] === Token.ENDMARKER) this.fail();
      this.statement(body);
    }
    this.p++;
    return body;
  }

  private colonBlock(): Stmt[] {
    this.expect(Token.COLON);
    return this.block();
  }

  // ---------------------------------------------------------- simple statements

  private simpleStatement(): Stmt {
    const start = this.p;
    switch (this.types[start]) {
      case Keyword.return: {
        this.p++;
        const value = this.startsStarExpression() ? this.starExpressions() : null;
        return { kind: 'Return', value, ...this.from(start) };
      }
      case Keyword.import:
        return this.importStatement();
      case Keyword.from:
        return this.importFrom();
      case Keyword.raise:
        return this.raiseStatement();
      case Keyword.pass:
        this.p++;
        return { kind: 'Pass', ...this.from(start) };
      case Keyword.break:
        this.p++;
        return { kind: 'Break', ...this.from(start) };
      case Keyword.continue:
        this.p++;
        return { kind: 'Continue', ...this.from(start) };
      case Keyword.del:
        return this.deleteStatement();
      case Keyword.yield: {
        const value = this.yieldExpression();
        return { kind: 'Expr', value, ...this.from(start) };
      }
      case Keyword.assert: {
        this.p++;
        const test = this.expression();
        const msg = this.accept(Token.COMMA) ? this.expression() : null;
        return { kind: 'Assert', test, msg, ...this.from(start) };
      }
      case Keyword.global: {
        const names = this.nameList();
        return { kind: 'Global', names, ...this.from(start) };
      }
      case Keyword.nonlocal: {
        const names = this.nameList();
        return { kind: 'Nonlocal', names, ...this.from(start) };
      }
      case Token.NAME:
        if (this.types[start + 1] === Token.NAME && this.tokens.names[start] === 'type') return this.typeAlias();
        return this.expressionStatement();
      default:
        return this.expressionStatement();
    }
  }

  private nameList(): string[] {
    this.p++;
    const names = [this.identifier()];
    while (this.accept(Token.COMMA)) names.push(this.identifier());
    return names;
  }

  /** An expression, an assignment, an annotation or an augmented assignment. */
  private expressionStatement(): Stmt {
    const start = this.p;
    const first = this.starExpressions();
    const type = this.types[this.p]!;
    if (type === Token.EQUAL) return this.assignment(start, first);
    if (type === Token.COLON) return this.annotatedAssignment(start, first);
    const op = AUGMENTED[type];
    if (op !== undefined) {
      if (first.kind !== 'Name' && first.kind !== 'Attribute' && first.kind !== 'Subscript') this.fail();
      first.ctx = 'Store';
      this.p++;
      const value = this.valueExpression();
      return { kind: 'AugAssign', target: first, op, value, ...this.from(start) };
    }
    return { kind: 'Expr', value: first, ...this.from(start) };
  }

  private assignment(start: number, first: Expr): Stmt {
    const targets: Expr[] = [];
    let value = first;
    while (this.accept(Token.EQUAL)) {
      targets.push(this.storeTarget(value));
      if (this.types[this.p] === Keyword.yield) {
        value = this.yieldExpression();
        if (this.types[this.p] === Token.EQUAL) this.fail();
      } else value = this.starExpressions();
    }
    return { kind: 'Assign', targets, value, type_comment: null, ...this.from(start) };
  }

  private annotatedAssignment(start: number, target: Expr): Stmt {
    if (target.kind !== 'Name' && target.kind !== 'Attribute' && target.kind !== 'Subscript') this.fail();
    target.ctx = 'Store';
    const simple = target.kind === 'Name' && this.types[start] === Token.NAME ? 1 : 0;
    this.p++;
    const annotation = this.expression();
    const value = this.accept(Token.EQUAL) ? this.valueExpression() : null;
    return { kind: 'AnnAssign', target, annotation, value, simple, ...this.from(start) };
  }

  private typeAlias(): Stmt {
    const start = this.p++;
    const name = this.nameAtom('Store');
    const typeParams = this.typeParameters();
    this.expect(Token.EQUAL);
    const value = this.expression();
    return { kind: 'TypeAlias', name, type_params: typeParams, value, ...this.from(start) };
  }

  private deleteStatement(): Stmt {
    const start = this.p++;
    const targets: Expr[] = [];
    do {
      const type = this.types[this.p];
      if (type === Token.SEMI || type === Token.NEWLINE) break;
      const target = this.primary();
      this.setContext(target, 'Del');
      targets.push(target);
    } while (this.accept(Token.COMMA));
    if (targets.length === 0) this.fail();
    const next = this.types[this.p];
    if (next !== Token.SEMI && next !== Token.NEWLINE) this.fail();
    return { kind: 'Delete', targets, ...this.from(start) };
  }

  private raiseStatement(): Stmt {
    const start = this.p++;
    let exc: Expr | null = null;
    let cause: Expr | null = null;
    if (this.startsStarExpression()) {
      exc = this.expression();
      if (this.accept(Keyword.from)) cause = this.expression();
    }
    return { kind: 'Raise', exc, cause, ...this.from(start) };
  }

  private dottedName(): string {
    let name = this.identifier();
    while (this.accept(Token.DOT)) name += `.${this.identifier()}`;
    return name;
  }

  private importStatement(): Stmt {
    const start = this.p++;
    const names: Alias[] = [];
    do {
      const at = this.p;
      const name = this.dottedName();
      const asname = this.accept(Keyword.as) ? this.identifier() : null;
      names.push({ kind: 'alias', name, asname, ...this.from(at) });
    } while (this.accept(Token.COMMA));
    return { kind: 'Import', names, ...this.from(start) };
  }

  private importFrom(): Stmt {
    const start = this.p++;
    let level = 0;
    for (;;) {
      if (this.accept(Token.DOT)) level++;
      else if (this.accept(Token.ELLIPSIS)) level += 3;
      else break;
    }
    const module = level > 0 && this.types[this.p] === Keyword.import ? null : this.dottedName();
    this.expect(Keyword.import);
    const names: Alias[] = [];
    if (this.types[this.p] === Token.STAR) {
      const at = this.p++;
      names.push({ kind: 'alias', name: '*', asname: null, ...this.from(at) });
    } else {
      const parenthesised = this.accept(Token.LPAR);
      do {
        if (parenthesised && names.length > 0 && this.types[this.p] === Token.RPAR) break;
        const at = this.p;
        const name = this.identifier();
        const asname = this.accept(Keyword.as) ? this.identifier() : null;
        names.push({ kind: 'alias', name, asname, ...this.from(at) });
      } while (this.accept(Token.COMMA));
      if (parenthesised) this.expect(Token.RPAR);
    }
    return { kind: 'ImportFrom', module, names, level, ...this.from(start) };
  }

  // -------------------------------------------------------- compound statements

  private decorated(): Stmt {
    const decorators: Expr[] = [];
    while (this.accept(Token.AT)) {
      decorators.push(this.namedExpression());
      this.expect(Token.NEWLINE);
    }
    switch (this.types[this.p]) {
      case Keyword.def:
        return this.functionDef(this.p, decorators, false);
      case Keyword.class:
        return this.classDef(decorators);
      case Keyword.async:
        if (this.types[this.p + 1] !== Keyword.def) this.fail();
        return this.asyncStatement(decorators);
      default:
        return this.fail();
    }
  }

  private asyncStatement(decorators: Expr[]): Stmt {
    const start = this.p++;
    switch (this.types[this.p]) {
      case Keyword.def:
        return this.functionDef(start, decorators, true);
      case Keyword.for:
        return this.forStatement(start, true);
      case Keyword.with:
        return this.withStatement(start, true);
      default:
        return this.fail();
    }
  }

  private functionDef(start: number, decorators: Expr[], isAsync: boolean): Stmt {
    this.p++;
    const name = this.identifier();
    const typeParams = this.typeParameters();
    this.expect(Token.LPAR);
    const args = this.parameters(Token.RPAR, true);
    this.expect(Token.RPAR);
    const returns = this.accept(Token.RARROW) ? this.expression() : null;
    const body = this.colonBlock();
    return {
      kind: isAsync ? 'AsyncFunctionDef' : 'FunctionDef',
      name,
      args,
      body,
      decorator_list: decorators,
      returns,
      type_comment: null,
      type_params: typeParams,
      ...this.statementFrom(start),
    };
  }

  private typeParameters(): TypeParam[] {
    const params: TypeParam[] = [];
    if (!this.accept(Token.LSQB)) return params;
    do {
      if (params.length > 0 && this.types[this.p] === Token.RSQB) break;
      const start = this.p;
      if (this.accept(Token.STAR)) {
        const name = this.identifier();
        const value = this.accept(Token.EQUAL) ? this.starExpression() : null;
        params.push({ kind: 'TypeVarTuple', name, default_value: value, ...this.from(start) });
      } else if (this.accept(Token.DOUBLESTAR)) {
        const name = this.identifier();
        const value = this.accept(Token.EQUAL) ? this.expression() : null;
        params.push({ kind: 'ParamSpec', name, default_value: value, ...this.from(start) });
      } else {
        const name = this.identifier();
        const bound = this.accept(Token.COLON) ? this.expression() : null;
        const value = this.accept(Token.EQUAL) ? this.expression() : null;
        params.push({ kind: 'TypeVar', name, bound, default_value: value, ...this.from(start) });
      }
    } while (this.accept(Token.COMMA));
    this.expect(Token.RSQB);
    return params;
  }

  private classDef(decorators: Expr[]): Stmt {
    const start = this.p++;
    const name = this.identifier();
    const typeParams = this.typeParameters();
    const bases: Expr[] = [];
    const keywords: KeywordArgument[] = [];
    if (this.types[this.p] === Token.LPAR) {
      const open = this.p++;
      this.arguments(bases, keywords, open, false);
    }
    const body = this.colonBlock();
    return {
      kind: 'ClassDef',
      name,
      bases,
      keywords,
      body,
      decorator_list: decorators,
      type_params: typeParams,
      ...this.statementFrom(start),
    };
  }

  /** A chain of `elif` is read in a loop; its If nodes nest in `orelse` all the same. */
  private ifStatement(): Stmt {
    const clauses: { start: number; test: Expr; body: Stmt[] }[] = [];
    do {
      const start = this.p++;
      const test = this.namedExpression();
      const body = this.colonBlock();
      clauses.push({ start, test, body });
    } while (this.types[this.p] === Keyword.elif);
    let orelse = this.elseBlock();
    for (let i = clauses.length - 1; i > 0; i--) {
      const { start, test, body } = clauses[i]!;
      orelse = [{ kind: 'If', test, body, orelse, ...this.statementFrom(start) }];
    }
    const { start, test, body } = clauses[0]!;
    return { kind: 'If', test, body, orelse, ...this.statementFrom(start) };
  }

  private elseBlock(): Stmt[] {
    return this.accept(Keyword.else) ? this.colonBlock() : [];
  }

  private whileStatement(): Stmt {
    const start = this.p++;
    const test = this.namedExpression();
    const body = this.colonBlock();
    const orelse = this.elseBlock();
    return { kind: 'While', test, body, orelse, ...this.statementFrom(start) };
  }

  private forStatement(start: number, isAsync: boolean): Stmt {
    this.p++;
    const target = this.starTargets();
    this.expect(Keyword.in);
    const iter = this.starExpressions();
    const body = this.colonBlock();
    const orelse = this.elseBlock();
    return {
      kind: isAsync ? 'AsyncFor' : 'For',
      target,
      iter,
      body,
      orelse,
      type_comment: null,
      ...this.statementFrom(start),
    };
  }

  private withStatement(start: number, isAsync: boolean): Stmt {
    this.p++;
    const items = (this.types[this.p] === Token.LPAR && this.attempt(() => this.bracketedItems())) || this.withItems();
    const body = this.colonBlock();
    return {
      kind: isAsync ? 'AsyncWith' : 'With',
      items,
      body,
      type_comment: null,
      ...this.statementFrom(start),
    };
  }

  /** `(a as b, c,)` before a colon. */
  private bracketedItems(): WithItem[] {
    this.p++;
    const items: WithItem[] = [];
    do {
      if (items.length > 0 && this.types[this.p] === Token.RPAR) break;
      items.push(this.withItem());
    } while (this.accept(Token.COMMA));
    this.expect(Token.RPAR);
    if (this.types[this.p] !== Token.COLON) this.fail();
    return items;
  }

  private withItems(): WithItem[] {
    const items: WithItem[] = [];
    do items.push(this.withItem());
    while (this.accept(Token.COMMA));
    return items;
  }

  private withItem(): WithItem {
    const value = this.expression();
    const target = this.accept(Keyword.as) ? this.starTarget() : null;
    return { kind: 'withitem', context_expr: value, optional_vars: target };
  }

  private tryStatement(): Stmt {
    const start = this.p++;
    const body = this.colonBlock();
    const handlers: ExceptHandler[] = [];
    let isStar = false;
    while (this.types[this.p] === Keyword.except) {
      const star = this.types[this.p + 1] === Token.STAR;
      if (handlers.length > 0 && star !== isStar) this.fail();
      isStar = star;
      handlers.push(this.exceptHandler(star));
    }
    const orelse = handlers.length > 0 ? this.elseBlock() : [];
    const finalbody = this.accept(Keyword.finally) ? this.colonBlock() : [];
    if (handlers.length === 0 && finalbody.length === 0) this.fail();
    return { kind: isStar ? 'TryStar' : 'Try', body, handlers, orelse, finalbody, ...this.statementFrom(start) };
  }

  private exceptHandler(star: boolean): ExceptHandler {
    const start = this.p;
    this.p += star ? 2 : 1;
    let type: Expr | null = null;
    let name: string | null = null;
    if (star || this.types[this.p] !== Token.COLON) {
      type = this.expression();
      if (this.accept(Keyword.as)) name = this.identifier();
    }
    const body = this.colonBlock();
    return { kind: 'ExceptHandler', type, name, body, ...this.statementFrom(start) };
  }

  private matchStatement(): Stmt {
    const start = this.p++;
    const subject = this.starNamedExpressions();
    this.expect(Token.COLON);
    this.expect(Token.NEWLINE);
    this.expect(Token.INDENT);
    const cases: MatchCase[] = [];
    do cases.push(this.caseBlock());
    while (this.types[this.p] !== Token.DEDENT);
    this.p++;
    return { kind: 'Match', subject, cases, ...this.statementFrom(start) };
  }

  private caseBlock(): MatchCase {
    if (!this.isSoftKeyword(this.p, 'case')) this.fail();
    this.p++;
    const pattern = this.patterns();
    const guard = this.accept(Keyword.if) ? this.namedExpression() : null;
    const body = this.colonBlock();
    return { kind: 'match_case', pattern, guard, body };
  }
}
