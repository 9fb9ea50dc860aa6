import { describe, expect, it } from 'vitest';
import { decodeArguments } from './arguments.js';

const u32 = (n: number) => [n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24];
const int = (n: bigint) => [1, ...new Uint8Array(BigInt64Array.of(n).buffer)];
const text = (s: string) => [2, ...u32(Buffer.byteLength(s)), ...Buffer.from(s)];

describe('arguments of a request', () => {
  it('are None, int, str, bytes, tuple and float', () => {
    const bytes = Uint8Array.from([
      ...[0, ...int(-5n), ...text('größer'), 3, ...u32(2), 7, 8],
      ...[4, ...u32(2), ...int(1n), 4, ...u32(0)],
      ...[5, ...new Uint8Array(Float64Array.of(0.5).buffer)],
    ]);
    expect(decodeArguments(bytes)).toEqual([null, -5, 'größer', Uint8Array.of(7, 8), [1, []], 0.5]);
  });

  it('may be none, and have no other kinds', () => {
    expect(decodeArguments(new Uint8Array())).toEqual([]);
    expect(() => decodeArguments(Uint8Array.of(9))).toThrow('unknown kind');
  });
});
