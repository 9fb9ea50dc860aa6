/** Sources that nest, repeat or grow without measure: each a way to make a front end recurse or allocate. */

import type { Random } from './random.js';

/** An expression as deep or long as asked. */
const EXPRESSIONS: readonly ((n: number) => string)[] = [
  (n) => `${'('.repeat(n)}1${')'.repeat(n)}`,
  (n) => `${'['.repeat(n)}${']'.repeat(n)}`,
  (n) => `${'{1:'.repeat(n)}2${'}'.repeat(n)}`,
  (n) => '('.repeat(n),
  (n) => ']'.repeat(n),
  (n) => `${'('.repeat(n)}1${',)'.repeat(n)}`,
  (n) => `${'-'.repeat(n)}1`,
  (n) => `${'not '.repeat(n)}1`,
  (n) => `${'lambda: '.repeat(n)}1`,
  (n) => `1${'+1'.repeat(n)}`,
  (n) => `1${'**1'.repeat(n)}`,
  (n) => `1${'<1'.repeat(n)}`,
  (n) => `1${' and 1'.repeat(n)}`,
  (n) => `${'1 if 1 else '.repeat(n)}1`,
  (n) => `x${'.x'.repeat(n)}`,
  (n) => `x${'()'.repeat(n)}`,
  (n) => `x${'[0]'.repeat(n)}`,
  (n) => `${'f('.repeat(n)}1${')'.repeat(n)}`,
  (n) => `${'[x for x in '.repeat(n)}y${']'.repeat(n)}`,
  (n) => `[x ${'for x in y '.repeat(n)}]`,
  (n) => `[x for x in y ${'if x '.repeat(n)}]`,
  (n) => `${"f'{".repeat(Math.min(n, 200))}1${"}'".repeat(Math.min(n, 200))}`,
  (n) => `f'${'{1}'.repeat(n)}'`,
  (n) => `f'{1:${'{1:'.repeat(n)}${'}'.repeat(n)}}'`,
  (n) => `${"'a' ".repeat(n)}`,
  (n) => `f(${'x,'.repeat(n)})`,
  (n) => `f(${Array.from({ length: Math.min(n, 5000) }, (_, i) => `a${i}=${i}`).join(',')})`,
  (n) => `(lambda ${Array.from({ length: Math.min(n, 5000) }, (_, i) => `a${i}`).join(',')}: a0)`,
  (n) => '9'.repeat(n),
  (n) => `0x${'f'.repeat(n)}`,
  (n) => `1${'0'.repeat(n)}.0e-${n}`,
  (n) => `'${'\\N{DIGIT ONE}'.repeat(n)}'`,
  (n) => `(${'(yield), '.repeat(n)})`,
  (n) => `${'await '.repeat(n)}x`,
  (n) => `(${'x := '.repeat(n)}1)`,
  (n) => `${'*'.repeat(n)}x`,
  (n) => `{${Array.from({ length: n }, (_, i) => i).join(',')}}`,
];

/** Statements as deep or long as asked. */
const STATEMENTS: readonly ((n: number) => string)[] = [
  (n) => nested(n, 'if 1:', 'pass'),
  (n) => nested(n, 'def f():', 'return f'),
  (n) => nested(n, 'class C:', 'pass'),
  (n) => nested(n, 'for x in (1,):', 'pass'),
  (n) => nested(n, 'while 0:', 'pass'),
  (n) => nested(n, 'with x:', 'pass'),
  (n) => nested(n, 'match 1:', 'case 1: pass'),
  (n) =>
    `${Array.from({ length: Math.min(n, 150) }, (_, i) => `${' '.repeat(i)}try:\n`).join('')}${' '.repeat(Math.min(n, 150))}pass\n${Array.from({ length: Math.min(n, 150) }, (_, i) => `${' '.repeat(Math.min(n, 150) - 1 - i)}finally: pass\n`).join('')}`,
  (n) => `if 0: pass\n${'elif 0: pass\n'.repeat(n)}`,
  (n) => `try: pass\n${'except ValueError: pass\n'.repeat(n)}`,
  (n) => `${'x = '.repeat(n)}1\n`,
  (n) => `${'@x\n'.repeat(n)}def f(): pass\n`,
  (n) => `del ${'('.repeat(n)}x${')'.repeat(n)}\n`,
  (n) => `${'('.repeat(n)}x,${'),'.repeat(n)} = 1\n`,
  (n) => `for ${'['.repeat(n)}x${']'.repeat(n)} in y: pass\n`,
  (n) => `match 1:\n case ${'['.repeat(n)}x${']'.repeat(n)}: pass\n`,
  (n) => `match 1:\n case ${Array.from({ length: n }, (_, i) => i).join('|')}: pass\n`,
  (n) => `match 1:\n case ${'C('.repeat(n)}${')'.repeat(n)}: pass\n`,
  (n) => `global ${Array.from({ length: n }, (_, i) => `g${i}`).join(',')}\n`,
  (n) => `from x import ${Array.from({ length: n }, (_, i) => `g${i}`).join(',')}\n`,
  (n) => `import ${'a.'.repeat(n)}b\n`,
  (n) => `${'pass;'.repeat(n)}\n`,
  (n) => `${'\\\n'.repeat(n)}pass\n`,
  (n) => `${'\n'.repeat(n)}x`,
  (n) => `#${'#'.repeat(n)}\n`,
  (n) => `def f(${Array.from({ length: Math.min(n, 5000) }, (_, i) => `a${i}=${i}`).join(',')}): pass\nf()\n`,
  (n) => `def f[${Array.from({ length: Math.min(n, 2000) }, (_, i) => `T${i}`).join(',')}](): pass\n`,
  (n) => `x: ${'list['.repeat(n)}int${']'.repeat(n)}\n`,
  (n) => `x = (1${',1'.repeat(n)})\nprint(x == x, hash(x))\n`,
  (n) => `x = []\nfor _ in range(${n}): x = [x]\nprint(len(repr(x)))\n`,
  (n) => `x = ()\nfor _ in range(${n}): x = (x,)\nprint(hash(x), x == x)\ndel x\n`,
  (n) => `x = None\nfor _ in range(${n}): x = {1: x}\ny = None\nfor _ in range(${n}): y = {1: y}\nprint(x == y)\n`,
  (n) =>
    `def f(n): return f(n + 1)\nclass A:\n  def __eq__(s, o): return s == o\n  def __repr__(s): return repr(s)\n  def __getattr__(s, n): return getattr(s, n + 'x')\nfor w in (f, repr, A().__eq__, lambda _: A().x${n}):\n  try: w(A())\n  except RecursionError as e: print(e)\n`,
  (n) => `class A: pass\nfor _ in range(${Math.min(n, 3000)}):\n  class A(A): pass\nprint(len(A.__mro__))\n`,
  (n) =>
    `f = lambda: 0\nfor _ in range(${n}): f = (lambda g: lambda: g())(f)\ntry: f()\nexcept RecursionError as e: print(e)\ndel f\n`,
  (n) =>
    `def g(): yield\nx = g()\nfor _ in range(${n}): x = (lambda y: (z for z in y))(x)\ntry: print(list(x))\nexcept RecursionError as e: print(e)\n`,
  (n) =>
    `e = ValueError()\nfor _ in range(${n}):\n  n = ValueError(); n.__context__ = e; e = n\ntry: raise e\nexcept ValueError as x: del x, e, n\n`,
];

function nested(n: number, head: string, inner: string): string {
  const depth = Math.min(n, 1500);
  const heads = Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}${head}\n`);
  return `${heads.join('')}${' '.repeat(depth)}${inner}\n`;
}

/** A depth: mostly tens to thousands, now and then a hundred thousand. */
function depth(random: Random): number {
  return Math.floor(10 ** (1 + (random(1000) / 1000) * (random(4) === 0 ? 4 : 2.5)));
}

export function bombExpression(random: Random): string {
  return EXPRESSIONS[random(EXPRESSIONS.length)](depth(random));
}

export function bombStatement(random: Random): string {
  return STATEMENTS[random(STATEMENTS.length)](depth(random));
}
