import { describe, expect, it } from 'vitest';
import { dump } from '../oracle/dump.js';
import { type Mode, parse } from './parse.js';

function tree(source: string, mode: Mode = 'exec'): string {
  return dump(parse(source, { mode, lookupName: (name) => (name === 'DIGIT ONE' ? '1' : undefined) }).tree);
}

describe('parse', () => {
  it('counts columns in UTF-8 bytes', () => {
    expect(tree('é + b', 'eval')).toBe(
      '(Expression (BinOp 1:0-1:6 (Name 1:0-1:2 "\\u00e9" Load) Add (Name 1:5-1:6 "b" Load)))',
    );
  });

  it('binds operators as Python does', () => {
    const shape = (source: string): string => tree(source, 'eval').replace(/ \d+:\d+-\d+:\d+| Load/g, '');
    expect(shape('not a in b or c')).toBe(
      '(Expression (BoolOp Or [(UnaryOp Not (Compare (Name "a") [In] [(Name "b")])) (Name "c")]))',
    );
    expect(shape('-a ** -b')).toBe('(Expression (UnaryOp USub (BinOp (Name "a") Pow (UnaryOp USub (Name "b")))))');
    expect(shape('a - b - c')).toBe('(Expression (BinOp (BinOp (Name "a") Sub (Name "b")) Sub (Name "c")))');
    expect(shape('a < b is not c')).toBe('(Expression (Compare (Name "a") [Lt IsNot] [(Name "b") (Name "c")]))');
  });

  it('normalises identifiers', () => {
    expect(tree('ﬁ', 'eval')).toContain('"fi"');
  });

  it('reads escapes and warns about unknown ones', () => {
    const { tree: body, warnings } = parse('"\\x41\\101\\u0042\\N{DIGIT ONE}\\d"', {
      mode: 'eval',
      lookupName: () => '1',
    });
    expect(dump(body)).toContain('str:"AAB1\\\\d"');
    expect(warnings).toEqual([
      {
        category: 'SyntaxWarning',
        msg: "invalid escape sequence '\\d'",
        lineno: 1,
        offset: 1,
        end_lineno: 1,
        end_offset: 32,
        text: '"\\x41\\101\\u0042\\N{DIGIT ONE}\\d"',
      },
    ]);
  });

  it('warns about a number that runs into a keyword', () => {
    const { warnings } = parse('1or 2', { mode: 'eval' });
    expect(warnings.map(({ msg }) => msg)).toEqual(['invalid decimal literal']);
  });

  it('decodes sources by mark and cookie', () => {
    const bytes = (...parts: (string | number)[]): Uint8Array =>
      Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : [part])));
    const value = (source: Uint8Array): string => dump(parse(source).tree);
    expect(value(bytes('# coding: latin-1\n"', 0xe9, '"'))).toContain('str:"\\u00e9"');
    expect(value(bytes(0xef, 0xbb, 0xbf, '"', 0xc3, 0xa9, '"'))).toContain('str:"\\u00e9"');
    expect(value(bytes('#!/x\n# -*- coding: cp1252 -*-\r\n"', 0x80, '"'))).toContain('str:"\\u20ac"');
  });

  it('takes match, case and type for names where they are', () => {
    for (const source of [
      'match = 1',
      'match(x)',
      'match[x]: int',
      'type(x)',
      'type = match',
      'case: int',
      'match * x',
    ])
      expect(() => parse(source)).not.toThrow();
    expect(tree('match x:\n  case [1, *_] | {"k": C(a, b=_)}: pass')).toContain('MatchStar');
    expect(tree('type X[T: int = str, *Ts, **P] = T')).toContain('TypeAlias');
  });

  it('keeps its stack in deep sources', () => {
    const deep = (text: string, times: number): string => text.repeat(times);
    expect(() => parse(`${deep('(', 190)}1${deep(')', 190)}`)).not.toThrow();
    expect(() => parse(`${deep('-', 50_000)}1`)).not.toThrow();
    expect(() => parse(`${deep('not ', 50_000)}1`)).not.toThrow();
    expect(() => parse(`if a: pass\n${deep('elif a: pass\n', 20_000)}`)).not.toThrow();
    expect(() => parse(`${deep('lambda: ', 50_000)}1`)).toThrow(/too complex to parse/);
    expect(() => parse(`${deep('a if b else ', 50_000)}1`)).toThrow(/too complex to parse/);
    expect(() => parse(`${deep('a ** ', 50_000)}1`)).toThrow(/too complex to parse/);
  });
});
