import { describe, expect, it } from 'vitest';
import { declare, smallestTwoStage, twoStage, units } from './tables.js';
import { readDatabase } from './ucd.js';

describe('tables', () => {
  it('finds every value again through the two stages', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i % 128 < 100 ? i % 7 : 3));
    for (const t of [twoStage(values, 5), smallestTwoStage(values)]) {
      const read = (i: number) => t.stage2[(t.stage1[i >> t.shift]! << t.shift) | (i & ((1 << t.shift) - 1))];
      expect(values.map((_, i) => read(i))).toEqual(values);
    }
  });

  it('shares equal blocks', () => {
    const t = twoStage(new Array(1024).fill(5), 6);
    expect(t.stage2.length).toBe(64);
    expect(new Set(t.stage1)).toEqual(new Set([0]));
  });

  it('spells bytes as UTF-16 units, low byte first', () => {
    expect(units(Uint8Array.from([1, 2, 3]))).toEqual(Uint16Array.from([0x0201, 0x0003]));
    expect(declare('X', Uint32Array.from([0x12345678]), 'Doc.')).toContain("'\\u5678\\u1234'");
  });
});

describe('the character database', () => {
  const database = readDatabase();
  const at = (text: string) => database.characters[text.codePointAt(0)!]!;

  it('fills the ranges that are given by first and last', () => {
    expect(at('\u4e01').category).toBe('Lo');
    expect(at('\uac01').category).toBe('Lo');
    expect(database.characters[0x378]).toBeUndefined();
  });

  it('has numeric values of ideographs and fractions', () => {
    expect(at('五').numeric).toEqual([5, 1]);
    expect(at('½').numeric).toEqual([1, 2]);
    expect(at('a').numeric).toBeNull();
  });

  it('has full case mappings without conditions only', () => {
    expect(database.special.get(0xdf)!.upper).toEqual([0x53, 0x53]);
    expect(database.special.has(0x3a3)).toBe(false);
    expect(database.folding.get(0xdf)).toEqual([0x73, 0x73]);
  });

  it('takes the title mapping from the upper one where none is given', () => {
    expect(at('a').title).toBe(0x41);
    expect(at('ǆ').title).toBe(0x1c5);
  });

  it('knows what Unicode 3.2 had assigned', () => {
    const assigned = (code: number) => database.assignedIn32.some(([a, b]) => a <= code && code <= b);
    expect(assigned(0x41)).toBe(true);
    expect(assigned(0x221)).toBe(false); // 4.0
    expect(assigned(0x1f600)).toBe(false); // 6.1
  });
});
