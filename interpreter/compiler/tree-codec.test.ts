import { describe, expect, it } from 'vitest';
import { dump } from './oracle/dump.js';
import { parse } from './parser/parse.js';
import type { Expr, Node } from './tree.js';
import { decodeTree, encodeTree, TreeFormatError } from './tree-codec.js';

const SOURCE = `
from ..a import b as c, d
@decorator
async def f[T: int = str, *Ts, **P](a, /, b: int = 1, *args, c, d=-2.5e300, **kw) -> "x":
    match a:
        case {"k": [1, *_], **rest} | C(x, y=None) if x > 0: return {**a, 1: b}
    with a as b, c: del x[1:2, ...]
    try: pass
    except* E as e: raise e from None
    return f"{a!r:>{b}} é\\ud800😀" b"" if 0 else 1j
`.replace(' b""', '');

function roundTrip(tree: Node): Node {
  return decodeTree(encodeTree(tree));
}

describe('tree codec', () => {
  it('gives back what it was given', () => {
    const { tree } = parse(SOURCE);
    expect(dump(roundTrip(tree))).toBe(dump(tree));
  });

  it.each([0n, 1n, -1n, 255n, 256n, -(2n ** 64n), 10n ** 300n])('keeps the int %s', (v) => {
    const tree = constant({ t: 'int', v });
    expect(roundTrip(tree)).toEqual(tree);
  });

  it('keeps constants that only programs make', () => {
    const tree = constant({
      t: 'tuple',
      v: [
        { t: 'bytes', v: Uint8Array.of(0, 255) },
        { t: 'frozenset', v: [{ t: 'none' }] },
      ],
    });
    expect(roundTrip(tree)).toEqual(tree);
    const float = roundTrip(constant({ t: 'float', v: -0 })) as { value: { v: number } };
    expect(Object.is(float.value.v, -0)).toBe(true);
  });

  it('keeps its stack in deep trees', () => {
    const { tree } = parse(`x = ${'1 + '.repeat(100_000)}1`);
    const bytes = encodeTree(tree);
    expect(Buffer.compare(encodeTree(decodeTree(bytes)), bytes)).toBe(0);
  });

  it('refuses bytes that are no tree', () => {
    const bytes = encodeTree(parse('x = f(1)').tree);
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeTree(bytes.subarray(0, length))).toThrow(TreeFormatError);
    expect(() => decodeTree(Uint8Array.of(0, 250))).toThrow(TreeFormatError);
  });
});

function constant(value: Extract<Expr, { kind: 'Constant' }>['value']): Expr {
  return { kind: 'Constant', value, ukind: null, lineno: 1, col_offset: 0, end_lineno: -1, end_col_offset: 70_000 };
}
