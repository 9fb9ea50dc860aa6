import { Keyword, Token } from '../tokens/token-types.js';
import type { Expr, NodeOf, Pattern } from '../tree.js';
import { ExpressionParser } from './expressions.js';

/** The patterns of `case`. */
export abstract class PatternParser extends ExpressionParser {
  /** A pattern, or an unparenthesised sequence of them. */
  protected patterns(): Pattern {
    const start = this.p;
    const first = this.maybeStarPattern();
    if (this.types[this.p] !== Token.COMMA) {
      if (first.kind === 'MatchStar') this.fail();
      return first;
    }
    const patterns = [first];
    while (this.accept(Token.COMMA)) {
      const type = this.types[this.p];
      if (type === Token.COLON || type === Keyword.if) break;
      patterns.push(this.maybeStarPattern());
    }
    return { kind: 'MatchSequence', patterns, ...this.from(start) };
  }

  private maybeStarPattern(): Pattern {
    const start = this.p;
    if (!this.accept(Token.STAR)) return this.pattern();
    const name = this.identifier();
    return { kind: 'MatchStar', name: name === '_' ? null : name, ...this.from(start) };
  }

  private pattern(): Pattern {
    const start = this.p;
    const pattern = this.orPattern();
    if (!this.accept(Keyword.as)) return pattern;
    const name = this.captureTarget();
    return { kind: 'MatchAs', pattern, name, ...this.from(start) };
  }

  private captureTarget(): string {
    const name = this.identifier();
    const next = this.types[this.p];
    if (name === '_' || next === Token.DOT || next === Token.LPAR || next === Token.EQUAL) this.fail();
    return name;
  }

  private orPattern(): Pattern {
    const start = this.p;
    const first = this.closedPattern();
    if (this.types[this.p] !== Token.VBAR) return first;
    const patterns = [first];
    while (this.accept(Token.VBAR)) patterns.push(this.closedPattern());
    return { kind: 'MatchOr', patterns, ...this.from(start) };
  }

  private closedPattern(): Pattern {
    const start = this.p;
    this.enter();
    try {
      switch (this.types[start]) {
        case Token.NUMBER:
        case Token.MINUS: {
          const value = this.numericLiteral();
          return { kind: 'MatchValue', value, ...this.from(start) };
        }
        case Token.STRING:
        case Token.FSTRING_START: {
          const value = this.strings();
          return { kind: 'MatchValue', value, ...this.from(start) };
        }
        case Keyword.None:
          this.p++;
          return { kind: 'MatchSingleton', value: { t: 'none' }, ...this.from(start) };
        case Keyword.True:
          this.p++;
          return { kind: 'MatchSingleton', value: { t: 'true' }, ...this.from(start) };
        case Keyword.False:
          this.p++;
          return { kind: 'MatchSingleton', value: { t: 'false' }, ...this.from(start) };
        case Token.NAME:
          return this.namePattern();
        case Token.LPAR:
          return this.groupOrSequence();
        case Token.LSQB:
          return this.sequence(start, Token.RSQB);
        case Token.LBRACE:
          return this.mapping();
        default:
          return this.fail();
      }
    } finally {
      this.leave();
    }
  }

  /** A signed number, or a complex one written as a sum. */
  private numericLiteral(): Expr {
    const start = this.p;
    const left = this.signedNumber();
    const type = this.types[this.p];
    if (type !== Token.PLUS && type !== Token.MINUS) return left;
    if (this.isImaginary(left)) this.fail();
    this.p++;
    if (this.types[this.p] !== Token.NUMBER) this.fail();
    const right = this.number();
    if (!this.isImaginary(right)) this.fail();
    return { kind: 'BinOp', left, op: type === Token.PLUS ? 'Add' : 'Sub', right, ...this.from(start) };
  }

  private isImaginary(value: Expr): boolean {
    const number = value.kind === 'UnaryOp' ? value.operand : value;
    return number.kind === 'Constant' && number.value.t === 'complex';
  }

  private signedNumber(): Expr {
    const start = this.p;
    const negative = this.accept(Token.MINUS);
    if (this.types[this.p] !== Token.NUMBER) this.fail();
    const operand = this.number();
    return negative ? { kind: 'UnaryOp', op: 'USub', operand, ...this.from(start) } : operand;
  }

  private nameOrAttribute(): NodeOf<'Name'> | NodeOf<'Attribute'> {
    const start = this.p;
    let value = this.nameAtom('Load') as NodeOf<'Name'> | NodeOf<'Attribute'>;
    while (this.accept(Token.DOT)) {
      const attr = this.identifier();
      value = { kind: 'Attribute', value, attr, ctx: 'Load', ...this.from(start) };
    }
    return value;
  }

  /** A capture, the wildcard, a dotted value or a class pattern. */
  private namePattern(): Pattern {
    const start = this.p;
    const value = this.nameOrAttribute();
    const next = this.types[this.p];
    if (next === Token.LPAR) return this.classPattern(start, value);
    if (next === Token.EQUAL) this.fail();
    if (value.kind === 'Attribute') return { kind: 'MatchValue', value, ...this.from(start) };
    return { kind: 'MatchAs', pattern: null, name: value.id === '_' ? null : value.id, ...this.from(start) };
  }

  private classPattern(start: number, cls: Expr): Pattern {
    this.p++;
    const patterns: Pattern[] = [];
    const names: string[] = [];
    const values: Pattern[] = [];
    while (this.types[this.p] !== Token.RPAR) {
      if (this.types[this.p] === Token.NAME && this.types[this.p + 1] === Token.EQUAL) {
        names.push(this.identifier());
        this.p++;
        values.push(this.pattern());
      } else {
        if (names.length > 0) this.fail();
        patterns.push(this.pattern());
      }
      if (!this.accept(Token.COMMA)) break;
    }
    this.expect(Token.RPAR);
    return {
      kind: 'MatchClass',
      cls,
      patterns,
      kwd_attrs: names,
      kwd_patterns: values,
      ...this.from(start),
    };
  }

  private groupOrSequence(): Pattern {
    const start = this.p;
    const pattern = this.sequence(start, Token.RPAR);
    if (pattern.kind !== 'MatchSequence' || pattern.patterns.length !== 1) return pattern;
    const only = pattern.patterns[0]!;
    // Without a trailing comma and a star, parentheses only group.
    return this.types[this.p - 2] === Token.COMMA || only.kind === 'MatchStar' ? this.orSequence(pattern) : only;
  }

  private orSequence(pattern: Pattern): Pattern {
    if (this.types[this.p - 2] !== Token.COMMA) this.fail();
    return pattern;
  }

  private sequence(start: number, close: number): Pattern {
    this.p++;
    const patterns: Pattern[] = [];
    while (this.types[this.p] !== close) {
      patterns.push(this.maybeStarPattern());
      if (!this.accept(Token.COMMA)) break;
    }
    this.expect(close);
    return { kind: 'MatchSequence', patterns, ...this.from(start) };
  }

  private mapping(): Pattern {
    const start = this.p++;
    const keys: Expr[] = [];
    const patterns: Pattern[] = [];
    let rest: string | null = null;
    while (this.types[this.p] !== Token.RBRACE) {
      if (rest !== null) this.fail();
      if (this.accept(Token.DOUBLESTAR)) rest = this.captureTarget();
      else {
        keys.push(this.mappingKey());
        this.expect(Token.COLON);
        patterns.push(this.pattern());
      }
      if (!this.accept(Token.COMMA)) break;
    }
    this.expect(Token.RBRACE);
    return { kind: 'MatchMapping', keys, patterns, rest, ...this.from(start) };
  }

  private mappingKey(): Expr {
    switch (this.types[this.p]) {
      case Token.NUMBER:
      case Token.MINUS:
        return this.numericLiteral();
      case Token.STRING:
      case Token.FSTRING_START:
        return this.strings();
      case Keyword.None:
        return this.constant({ t: 'none' });
      case Keyword.True:
        return this.constant({ t: 'true' });
      case Keyword.False:
        return this.constant({ t: 'false' });
      default: {
        const value = this.nameOrAttribute();
        if (value.kind === 'Name') this.fail();
        return value;
      }
    }
  }
}
