import { describe, expect, it } from 'vitest';
import { type ParseOptions, parse } from '../parser/parse.js';
import { PySyntaxError } from '../syntax-error.js';

/** `type: msg (line, from-line, to)` of the error in `source`. */
function complaint(source: string | Uint8Array, options: ParseOptions = {}): string {
  try {
    parse(source, options);
  } catch (error) {
    if (!(error instanceof PySyntaxError)) throw error;
    const { type, msg, lineno, offset, end_lineno, end_offset } = error;
    return `${type}: ${msg} (${lineno}:${offset}-${end_lineno}:${end_offset})`;
  }
  return 'none';
}

describe('diagnose', () => {
  it.each([
    ['f(a b)', 'SyntaxError: invalid syntax. Perhaps you forgot a comma? (1:3-1:6)'],
    ['x = (1,\n  2', "SyntaxError: '(' was never closed (1:5-1:0)"],
    ['x = (1,\n2]', "SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' on line 1 (2:2-2:2)"],
    ['x)', "SyntaxError: unmatched ')' (1:2-1:2)"],
    ['if x:\ny', "IndentationError: expected an indented block after 'if' statement on line 1 (2:1-2:2)"],
    ['x\n  y', 'IndentationError: unexpected indent (2:2-2:-1)'],
    ['if x:\n\ty\n        z', 'TabError: inconsistent use of tabs and spaces in indentation (3:1-3:0)'],
    ['if x\n  y', "SyntaxError: expected ':' (1:5-1:6)"],
    ['1 = x', "SyntaxError: cannot assign to literal here. Maybe you meant '==' instead of '='? (1:1-1:2)"],
    ['(a, f()) = x', 'SyntaxError: cannot assign to function call (1:5-1:8)'],
    ['del f()', 'SyntaxError: cannot delete function call (1:5-1:8)'],
    ['print 1', "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)? (1:1-1:8)"],
    ['f(a=1, b)', 'SyntaxError: positional argument follows keyword argument (1:9-1:10)'],
    ['f(x for x in y, 1)', 'SyntaxError: Generator expression must be parenthesized (1:3-1:15)'],
    ['"abc', 'SyntaxError: unterminated string literal (detected at line 1) (1:1-1:1)'],
    ['0777', /^SyntaxError: leading zeros in decimal integer literals are not permitted.* \(1:1-1:2\)$/],
    ['x\u00a0= 1', 'SyntaxError: invalid non-printable character U+00A0 (1:2-1:2)'],
    ['é = “', "SyntaxError: invalid character '“' (U+201C) (1:5-1:5)"],
    ['f"{a b}"', 'SyntaxError: invalid syntax. Perhaps you forgot a comma? (1:4-1:7)'],
    ['f"{}"', "SyntaxError: f-string: valid expression required before '}' (1:4-1:5)"],
    ['try:\n  x\nexcept A, B:\n  y', 'SyntaxError: multiple exception types must be parenthesized (3:8-3:12)'],
    ['"\\x1"', /^SyntaxError: \(unicode error\) 'unicodeescape' codec can't decode bytes in position 0-2/],
    ['a b\ny = "', 'SyntaxError: unterminated string literal (detected at line 2) (2:5-2:5)'],
  ])('%j', (source, expected) => {
    if (typeof expected === 'string') expect(complaint(source)).toBe(expected);
    else expect(complaint(source)).toMatch(expected);
  });

  it('tells incomplete input from wrong input', () => {
    const flags = 0x4200;
    const type = (source: string): string => complaint(source, { mode: 'single', flags }).replace(/:.*/s, '');
    for (const source of ['if x:', 'f(', '"""', '@a\n', 'def f():\n  if x:\n    y\n  else:'])
      expect(type(source)).toBe('_IncompleteInputError');
    for (const source of ['f(]', 'x = 1 2 3\n', 'if x y:\n']) expect(type(source)).toBe('SyntaxError');
    expect(complaint('a\nb', { mode: 'single' })).toMatch(/multiple statements found/);
  });

  it('reports sources that do not decode', () => {
    expect(complaint(Uint8Array.of(0x61, 0xff))).toMatch(/'utf-8' codec can't decode byte 0xff in position 1: invalid/);
    expect(complaint(Buffer.from('# coding: nonsense'))).toBe(
      'SyntaxError: unknown encoding: nonsense (0:-1-null:null)',
    );
    expect(complaint('a\0')).toMatch(/^SyntaxError: source code string cannot contain null bytes/);
  });

  it('is quick and calm about long and deep sources', () => {
    expect(complaint(`${'x = [1, 2, (3, 4)]\n'.repeat(20_000)}f(a b)`)).toMatch(/forgot a comma/);
    expect(complaint(`${'('.repeat(60)}a b`)).toMatch(/was never closed/);
    expect(complaint(`${'('.repeat(60)}a b${')'.repeat(60)}`)).toMatch(/forgot a comma/);
    expect(complaint(`${'('.repeat(201)}`)).toMatch(/too many nested parentheses/);
    expect(complaint(`x = ${'[{'.repeat(40)}`)).toMatch(/was never closed/);
    expect(complaint(`${'not '.repeat(9_000)}a b`)).toMatch(/invalid syntax/);
  });
});
