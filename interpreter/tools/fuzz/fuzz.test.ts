import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { kernelBuild, root } from '../paths.js';
import { corpus, isHarmless } from './corpus.js';
import { mutant } from './mutate.js';

const sources = corpus();

describe('mutants', () => {
  it('are the same for the same seed and number', () => {
    const some = (seed: number) => Array.from({ length: 50 }, (_, i) => mutant(sources, seed, i));
    expect(some(7)).toEqual(some(7));
    expect(some(7)).not.toEqual(some(8));
    expect(mutant(sources, 7, 30)).toEqual(some(7)[30]);
  });

  it('differ from what they come from', () => {
    const texts = new Set(sources.map((source) => source.text));
    const changed = Array.from({ length: 200 }, (_, i) => Buffer.from(mutant(sources, 1, i).bytes).toString('utf8'));
    expect(changed.filter((text) => texts.has(text)).length).toBeLessThan(10);
    expect(new Set(changed).size).toBeGreaterThan(190);
  });

  it('are only run where they reach for nothing outside', () => {
    expect(isHarmless('print(sum(range(3)))')).toBe(true);
    for (const text of ['os.kill(1, 9)', 'open("x", "w")', 'shutil.rmtree(x)', 'os._exit(3)', 'threading.Lock()']) {
      expect(isHarmless(text), text).toBe(false);
    }
  });
});

// `npm test` builds before the tests run.
const main = path.join(root, 'dist', 'interpreter', 'tools', 'fuzz', 'main.js');
describe.skipIf(!existsSync(main) || !existsSync(kernelBuild('release')))('the fuzzer', () => {
  it('finds nothing in a few hundred mutants', async () => {
    // The built program: its worker threads run JavaScript.
    const { fuzz } = (await import(main)) as typeof import('./main.js');
    const request = { seed: 2026, from: 0, count: 240, every: 6, gil: '0', variant: 'release', deadlineMs: 120_000 };
    const { findings, outcomes } = await fuzz(request, () => {});
    expect(
      findings.map(({ kind, phase, mutant: { index, origin }, detail }) => [kind, phase, index, origin, detail]),
    ).toEqual([]);
    expect([...outcomes.values()].reduce((sum, times) => sum + times)).toBe(240 + 40);
    expect(outcomes.get('gilpy ok')).toBeGreaterThan(0);
  }, 300_000);
});
