import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { productFiles, readStamp } from '../host/kernel.js';
import { writeProduct } from './product.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-product-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const name = (letter: string) => letter.repeat(64);
const write = (letter: string) =>
  writeProduct(
    folder,
    { hash: 'sources', product: name(letter) },
    Buffer.from(`w${letter}`),
    Buffer.from(`d${letter}`),
  );

describe('the product of a build', () => {
  it('is not there before the first', () => {
    expect(readStamp(folder)).toBeNull();
  });

  it('is found through its stamp', () => {
    write('a');
    expect(readStamp(folder)).toEqual({ hash: 'sources', product: name('a') });
    expect(readFileSync(productFiles(folder, name('a')).wasm, 'utf8')).toBe('wa');
    expect(readFileSync(productFiles(folder, name('a')).data, 'utf8')).toBe('da');
  });

  it('leaves the one before to who began with it, and no older one', () => {
    for (const letter of 'abc') write(letter);
    expect(readStamp(folder)!.product).toBe(name('c'));
    expect(existsSync(productFiles(folder, name('a')).wasm)).toBe(false);
    expect(readFileSync(productFiles(folder, name('b')).data, 'utf8')).toBe('db');
    expect(readdirSync(folder)).toHaveLength(5);
  });

  it('may be the same as the one before', () => {
    write('a');
    write('a');
    expect(readFileSync(productFiles(folder, name('a')).wasm, 'utf8')).toBe('wa');
  });

  it('is to be built again where the stamp is broken', () => {
    write('a');
    writeFileSync(path.join(folder, 'stamp.json'), '{');
    expect(readStamp(folder)).toBeNull();
    write('b');
    expect(readStamp(folder)!.product).toBe(name('b'));
  });
});
