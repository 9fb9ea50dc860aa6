import { describe, expect, it } from 'vitest';
import { readBlob } from './blob.js';
import { compileSource } from './compile.js';
import { disassemble, disassembleCode } from './disassemble.js';

function lines(source: string): string[] {
  const code = readBlob(compileSource(source).blob);
  const inner = code.consts.find((value) => value.t === 'code');
  return disassembleCode(inner?.t === 'code' ? inner : code).map((line) => line.slice(12).replace(/ +/g, ' ').trim());
}

describe('compileSource', () => {
  it('computes straight into the registers of locals', () => {
    expect(lines('def f(a, b):\n c = a + b * 2\n return c')).toEqual([
      'MUL_I r3, r1:b, #2',
      'ADD r2:c, r0:a, r3 [kill c]',
      'RETURN r2:c',
    ]);
  });

  it('copies an operand that a later one rebinds', () => {
    expect(lines('def f(x):\n return x + (x := 1)')).toEqual([
      'MOVE r1, r0:x',
      'LOAD_CONST r0:x, 1',
      'ADD r1, r1, r0:x [kill b]',
      'RETURN r1 [kill a]',
    ]);
  });

  it('checks locals that may be unbound, and only those', () => {
    const code = lines('def f(a):\n if a:\n  b = 1\n print(b)\n return b').join('\n');
    expect(code.match(/CHECK_BOUND r1:b/g)).toHaveLength(1);
    expect(code).toContain('UNBIND r1:b, 1');
    expect(lines('def f(a):\n if a:\n  b = 1\n else:\n  b = 2\n return b').join('\n')).not.toMatch(
      /UNBIND|CHECK_BOUND/,
    );
  });

  it('hoists constants out of loops', () => {
    const code = lines('def f(n):\n x = 0.0\n while n:\n  x = x + 1.5\n return x');
    expect(code[0]).toBe('LOAD_CONST r2, 1.5');
  });

  it('duplicates finally for every way out', () => {
    const text = disassemble(compileSource('def f():\n for i in x:\n  try:\n   return g()\n  finally:\n   h()').blob);
    expect(text.match(/=h/g)).toHaveLength(2);
  });
});
