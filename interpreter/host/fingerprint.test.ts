import { describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.js';

describe('fingerprint', () => {
  it('differs for data that differs in one bit, one byte more, or the order', () => {
    const seen = new Set<string>();
    const data = Buffer.from('import sys; print(sys.argv)');
    for (let at = 0; at < data.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = Buffer.from(data);
        changed[at] ^= 1 << bit;
        seen.add(fingerprint(changed));
      }
    }
    for (let length = 0; length <= data.length; length++) seen.add(fingerprint(data.subarray(0, length)));
    for (let zeros = 1; zeros < 100; zeros++) seen.add(fingerprint(new Uint8Array(zeros)));
    expect(seen.size).toBe(data.length * 8 + data.length + 1 + 99);
  });

  it('uses all of its 128 bits', () => {
    const ones = new Array(128).fill(0);
    for (let i = 0; i < 2000; i++) {
      const bits = BigInt(`0x${fingerprint(Buffer.from(`key ${i}`))}`);
      for (let bit = 0; bit < 128; bit++) ones[bit] += Number((bits >> BigInt(bit)) & 1n);
    }
    expect(Math.min(...ones)).toBeGreaterThan(850);
    expect(Math.max(...ones)).toBeLessThan(1150);
  });
});
