import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discover, selections } from './suites.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-suites-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const manifest = { name: 'sum', title: 'Sum', description: 'Adds.', kind: 'single', tags: ['int'], quick: true };

function write(kind: string, name: string, content: unknown, program: string | null = 'pass\n'): string {
  const place = path.join(folder, kind, name);
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'manifest.json'), typeof content === 'string' ? content : JSON.stringify(content));
  if (program !== null) writeFileSync(path.join(place, 'bench.py'), program);
  return place;
}

describe('suites', () => {
  it('finds the benchmarks of a folder by kind and name', () => {
    write('threads', 'zeta', { ...manifest, name: 'zeta', kind: 'threads', scaling: 'shared-read', quick: false });
    write('single', 'sum', manifest);
    const found = discover(folder);
    expect(found.map((b) => `${b.kind}/${b.name}`)).toEqual(['single/sum', 'threads/zeta']);
    expect(found[0]).toMatchObject({ title: 'Sum', scaling: 'none', quick: true });
    expect(found[1].scaling).toBe('shared-read');
    expect(found.filter(selections.quick).map((b) => b.name)).toEqual(['sum']);
    expect(found.filter(selections.threads).map((b) => b.name)).toEqual(['zeta']);
  });

  it('knows a benchmark by its content, not by its caches', () => {
    const place = write('single', 'sum', manifest);
    const before = discover(folder)[0].contentHash;
    mkdirSync(path.join(place, '__pycache__'));
    writeFileSync(path.join(place, '__pycache__', 'x.pyc'), 'x');
    expect(discover(folder)[0].contentHash).toBe(before);
    writeFileSync(path.join(place, 'bench.py'), 'pass # changed\n');
    expect(discover(folder)[0].contentHash).not.toBe(before);
  });

  it.each([
    ['not JSON at all', '{', /manifest\.json/],
    ['a list', '[]', /one JSON object/],
    ['a missing title', { ...manifest, title: undefined }, /"title"/],
    ['an unknown field', { ...manifest, speed: 1 }, /"speed"/],
    ['another name', { ...manifest, name: 'other' }, /folder's name/],
    ['another kind', { ...manifest, kind: 'threads' }, /"kind" must be "single"/],
    ['tags that are no list', { ...manifest, tags: 'int' }, /"tags"/],
    ['quick that is no truth', { ...manifest, quick: 'yes' }, /"quick"/],
  ])('refuses a manifest with %s and says so', (_, content, message) => {
    write('single', 'sum', content);
    expect(() => discover(folder)).toThrow(message);
  });

  it('refuses a benchmark without a program', () => {
    write('single', 'sum', manifest, null);
    expect(() => discover(folder)).toThrow(/bench\.py/);
  });
});

describe('the built-in suites', () => {
  it('hold what the first report needs', () => {
    const all = discover();
    expect(all.filter(selections.single).length).toBeGreaterThanOrEqual(12);
    expect(all.filter(selections.threads).length).toBeGreaterThanOrEqual(8);
    const quick = all.filter(selections.quick);
    expect(quick.some((b) => b.kind === 'single')).toBe(true);
    expect(quick.some((b) => b.scaling === 'independent')).toBe(true);
  });
});
