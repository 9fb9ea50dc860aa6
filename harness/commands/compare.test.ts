import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Store } from '../../results/store.js';
import { storeRun } from '../verdict/stored-runs.js';
import { addCompareCommand, share } from './compare.js';

let folder: string;
let db: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-compare-'));
  db = path.join(folder, 'lab.sqlite');
  const store = Store.open(db);
  const noise = [1, 1.004, 0.997, 1.002];
  const variant = (name: string, ns: number) => ({ build: { name }, costs: noise.map((factor) => ns * factor) });
  storeRun(store, { variants: [variant('base', 1e8), variant('slow', 1.1e8), variant('same', 1.0001e8)] });
  store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command in this process; a mistake is thrown. */
function compare(...args: string[]): { code: typeof process.exitCode; output: string } {
  const before = process.exitCode;
  let output = '';
  const program = new Command('gil-lab').exitOverride().configureOutput({ writeErr: () => {} });
  addCompareCommand(program, (text) => {
    output += text;
  });
  try {
    program.parse(['compare', ...args, '--db', db], { from: 'user' });
    return { code: process.exitCode, output };
  } finally {
    process.exitCode = before;
  }
}

describe('gil-lab compare', () => {
  it('exits with 1 where a build is slower than the threshold allows', () => {
    const failed = compare('base', 'slow', 'same', '--fail-above', '3%', '--json');
    expect(failed.code).toBe(1);
    const output = JSON.parse(failed.output);
    expect(output).toMatchObject({ rate: 0.05, failAbove: 0.03, base: { run: 1, label: 'base' } });
    expect(output.ratios).toHaveLength(2);
    expect(output.failures).toMatchObject([{ other: 'slow', verdict: 'slower' }]);
    expect(compare('base', 'slow', '--fail-above', '20%').code).toBe(0);
    expect(compare('base', 'same', '--fail-above', '3%').code).toBe(0);
    expect(compare('base', 'slow').code).toBe(0);
  });

  it('prints text and Markdown', () => {
    expect(compare('base', 'slow').output).toContain('throughput of slow relative to base');
    expect(compare('base', 'slow', '--format', 'markdown').output).toMatch(/^### `slow` against `base`$/m);
  });

  it.each([
    [['base', 'none'], /no run has a build "none"; stored are base, slow, same/],
    [['base', '7:slow'], /there is no run 7/],
    [['base', 'slow', '--run', '7'], /there is no run 7/],
    [['base', 'slow', '--fail-above', '3'], /such as 3%/],
    [['base', 'slow', '--format', 'xml'], /text, markdown, json/],
    [['base'], /missing required argument 'other'/],
  ])('answers a mistake with a clear message: %j', (args, message) => {
    expect(() => compare(...args)).toThrow(message);
  });

  it('reads shares', () => {
    expect(share('3%')).toBeCloseTo(0.03, 12);
    expect(share('0.5%')).toBeCloseTo(0.005, 12);
    for (const text of ['0%', '100%', '-1%', '3', '', 'x%']) expect(() => share(text)).toThrow(/such as 3%/);
  });
});
