import { describe, expect, it } from 'vitest';
import { OPCODES } from '../bytecode/instructions.js';
import { readBlob } from './blob.js';
import { compileSource, compileTree } from './compile.js';
import { CompilerRecursionError } from './diagnostics.js';
import { disassemble, disassembleCode } from './disassemble.js';
import type { Expr } from './tree.js';
import { verify, verifyAll } from './verify.js';

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

  it('has short keys for nested constants, and says at once that there are too many registers', () => {
    // Keys that were quoted in keys would be 2^60 characters long.
    expect(() => compileSource(`x = ${'('.repeat(60)}1${',)'.repeat(60)}`)).not.toThrow();
    expect(() => compileSource(`${'@x\n'.repeat(4000)}def f(): pass`)).toThrow('too many registers');
  });

  it('keeps infinities of both signs in a set', () => {
    expect(lines('x = {1e400, -1e400, 1e400j, -1e400j, 1, 1.0}').join('\n')).toContain(
      '{Infinity, -Infinity, 0+Infinityj, 0+-Infinityj, 1}',
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

describe('verify', () => {
  const sources: Record<string, string> = {
    'leaving loops, with and finally by every way':
      'def f(xs):\n for x in xs:\n  with a as b, c:\n   try:\n    if x: return x\n    if b: break\n    continue\n   except E as e:\n    return e\n   except (F, G):\n    raise\n   finally:\n    if x: break\n',
    'short-circuit values and chains':
      'def f(a, b):\n x = a() or b() and (a < b() < f(x) <= 3)\n return x if (y := x.z()) else [y, *x, {**x, 1: 2}]\n',
    patterns:
      'def f(x):\n match x:\n  case [1, a, *_] | {"k": [a]} if a > 1: return a\n  case P(b, c=[d, *e]) as g: return (b, d, e, g)\n  case {"x": 1, **rest}: pass\n  case None | True | -1.5: pass\n',
    'generators and coroutines':
      'async def f(x):\n async with x as y:\n  async for z in y:\n   yield [await w async for w in z if await w]\ndef g():\n x = yield from h((yield 1), k=(yield))\n return x\n',
    'except*':
      'def f():\n try:\n  g()\n except* A as e:\n  h(e)\n except* B:\n  raise\n else:\n  k()\n finally:\n  z()\n',
    'generic functions and classes':
      'class A[T: (int, str), *Ts, **P](B, metaclass=M):\n def m[U = T](self, x: U = 1, *, y: T = 2) -> U: return super().m(x)\ntype X[T: int] = list[T]\n',
    'calls of every form':
      'f(1, *a, k=1, **b)\nf(*a)\nf(**b)\no.m(1, k=2)\no.m(*a)\n@d(1)\n@e\nclass C(*b, **k): x: int = 1\n',
  };
  for (const [name, source] of Object.entries(sources))
    it(name, () => {
      expect(verifyAll(readBlob(compileSource(source).blob))).toEqual([]);
    });

  it('notices a temporary that is left behind', () => {
    const code = readBlob(compileSource('def f():\n for x in y: z(x)').blob);
    const inner = code.consts.find((value) => value.t === 'code');
    if (inner?.t !== 'code') throw new Error('no function');
    const clear = inner.words.findIndex((word, i) => i % 2 === 0 && (word & 0xff) === OPCODES.CLEAR);
    inner.words[clear] = OPCODES.NOP;
    expect(verify(inner).join()).toContain('of the header is in use');
  });
});

it('reports source that nests too deep', () => {
  const at = { lineno: 1, end_lineno: 1, col_offset: 0, end_col_offset: 1 };
  let body: Expr = { kind: 'Name', id: 'x', ctx: 'Load', ...at };
  for (let i = 0; i < 200000; i++) body = { kind: 'UnaryOp', op: 'USub', operand: body, ...at };
  expect(() => compileTree({ kind: 'Expression', body })).toThrow(CompilerRecursionError);
});
