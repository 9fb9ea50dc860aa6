import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRun } from '../../results/queries.js';
import { Store } from '../../results/store.js';
import { compareSides, compareWithin, failures, timeGrowth } from './comparison.js';
import { toMarkdown, toText } from './comparison-text.js';
import { storedFloors } from './history.js';
import { findSides } from './sides.js';
import { type SimulatedRun, storeRun } from './stored-runs.js';

let store: Store;
beforeEach(() => {
  store = Store.open(':memory:');
});
afterEach(() => store.close());

const noise = [1, 1.004, 0.997, 1.002, 0.999];
const costs = (ns: number) => noise.map((factor) => ns * factor);
/** The same noise in other blocks. */
const apart = (ns: number) => [...noise].reverse().map((factor) => ns * factor);

/** `base`, `same` and `slow`, which takes 10% longer on `nbody`. */
const threeBuilds: SimulatedRun = {
  variants: ['nbody', 'primes', 'regex'].flatMap((name) => [
    { build: { name: 'base' }, benchmark: { name }, costs: costs(1e8) },
    { build: { name: 'same' }, benchmark: { name }, costs: apart(1e8) },
    { build: { name: 'slow' }, benchmark: { name }, costs: apart(name === 'nbody' ? 1.1e8 : 1e8) },
  ]),
};

function compared(texts: readonly string[], run: number | null = null) {
  const [base, ...others] = findSides(store.connection, texts, run);
  const judged = [base, ...others].map(({ data }) => data.run.id);
  const floors = storedFloors(store.connection, base.data.machine.fingerprint, judged);
  return compareSides(base, others, floors, 0.05);
}

const verdicts = (of: ReturnType<typeof compared>) =>
  of.ratios.map(({ benchmark, other, verdict }) => `${benchmark} ${other} ${verdict}`);

describe('comparison within a run', () => {
  it('judges several builds against one base together', () => {
    storeRun(store, threeBuilds);
    const result = compared(['base', 'same', 'slow']);
    expect(verdicts(result)).toEqual([
      'nbody same no difference',
      'primes same no difference',
      'regex same no difference',
      'nbody slow slower',
      'primes slow no difference',
      'regex slow no difference',
    ]);
    const slow = result.ratios[3];
    expect(slow).toMatchObject({ kind: 'single', workers: 1, blocks: 5, baseNs: expect.closeTo(1e8, -7) });
    expect(slow.value).toBeCloseTo(1 / 1.1, 3);
    expect(timeGrowth(slow)).toBeCloseTo(0.1, 2);
    expect(slow.adjustedP).toBeGreaterThan(slow.p!);
    expect(failures(result.ratios, 0.05)).toEqual([slow]);
    expect(failures(result.ratios, 0.2)).toEqual([]);
    expect(result.others).toEqual([
      { run: 1, build: 'same', label: 'same', paired: true },
      { run: 1, build: 'slow', label: 'slow', paired: true },
    ]);
    expect(result.overall).toMatchObject([
      { other: 'same', family: 'single', benchmarks: 3, value: expect.closeTo(1, 6) },
      { other: 'slow', family: 'single', benchmarks: 3, value: expect.closeTo(1.1 ** (-1 / 3), 4) },
    ]);
  });

  it('takes any build as the base', () => {
    storeRun(store, threeBuilds);
    expect(verdicts(compared(['slow', 'base']))[0]).toBe('nbody base faster');
  });

  it('gives the same intervals as the stored analysis', () => {
    storeRun(store, threeBuilds);
    const data = readRun(store.connection, 1)!;
    const stored = data.comparisons.filter(({ relation }) => relation === 'ratio').map(({ low }) => low);
    for (const { low } of compared(['base', 'same', 'slow']).ratios) expect(stored).toContain(low);
  });

  it('takes all builds of a run where reports ask for them', () => {
    const id = storeRun(store, {
      variants: [
        ...threeBuilds.variants,
        { build: { name: 'apart' }, benchmark: { name: 'other' }, costs: costs(1e8) },
      ],
    });
    const data = readRun(store.connection, id)!;
    const floors = storedFloors(store.connection, 'm1', [id]);
    const build = (name: string) => [...data.builds.values()].find((one) => one.name === name)!.id;
    const all = compareWithin(data, build('base'), floors, 0.05)!;
    expect(verdicts(all)).toEqual(verdicts(compared(['base', 'same', 'slow'])));
    expect(compareWithin(data, build('apart'), floors, 0.05)).toBeNull();
    expect(() => compareWithin(data, 99, floors, 0.05)).toThrow(/no build with the id 99/);
  });

  it('is unknown with one block', () => {
    storeRun(store, {
      variants: [
        { build: { name: 'a' }, costs: [1e8] },
        { build: { name: 'b' }, costs: [3e8] },
      ],
    });
    expect(compared(['a', 'b']).ratios).toMatchObject([{ verdict: 'unknown', low: null, p: null, blocks: 1 }]);
  });

  it('says what was not compared, and why', () => {
    storeRun(store, {
      variants: [
        { build: { name: 'a' }, costs: costs(1e8) },
        { build: { name: 'b' }, costs: costs(1e8) },
        { build: { name: 'a' }, benchmark: { name: 'broken' }, costs: costs(1e8) },
        { build: { name: 'b' }, benchmark: { name: 'broken' }, costs: [null, null] },
        { build: { name: 'a' }, benchmark: { name: 'lonely' }, costs: costs(1e8) },
        { build: { name: 'b' }, benchmark: { name: 'new' }, costs: costs(1e8) },
      ],
    });
    const { ratios, skipped } = compared(['a', 'b']);
    expect(ratios.map(({ benchmark }) => benchmark)).toEqual(['primes']);
    expect(skipped.map(({ benchmark, reason }) => `${benchmark}: ${reason}`)).toEqual([
      'broken: no block has samples of both',
      'new: a did not run it',
      'lonely: b did not run it',
    ]);
  });

  it('judges by the noise floor of the A/A history', () => {
    storeRun(store, threeBuilds);
    for (let i = 0; i < 12; i++) {
      const factor = 1 + 0.01 * i;
      storeRun(store, {
        variants: [
          { build: { name: 'base' }, benchmark: { name: 'nbody' }, costs: costs(1e8) },
          { build: { name: 'twin' }, benchmark: { name: 'nbody' }, costs: apart(1e8 * factor) },
        ],
      });
    }
    const [row] = compared(['base', 'slow']).ratios;
    expect(row).toMatchObject({ verdict: 'no difference', floor: { source: 'history', pairs: 12 } });
    expect(row.reasons.map(({ condition, holds }) => [condition, holds])).toEqual([
      ['interval', true],
      ['noise-floor', false],
      ['false-discovery-rate', true],
    ]);
  });
});

describe('comparison between runs', () => {
  const run = (build: string, ns: number, more: Partial<SimulatedRun> = {}): SimulatedRun => ({
    variants: [{ build: { name: build }, costs: costs(ns) }],
    ...more,
  });

  it('goes by block means', () => {
    storeRun(store, run('gilpy', 1e8));
    storeRun(store, run('gilpy', 1.2e8));
    const result = compared(['1:gilpy', '2:gilpy']);
    expect(result.ratios).toMatchObject([{ verdict: 'slower', other: '2:gilpy', blocks: 5, floor: { ratio: 1.05 } }]);
    expect(result.ratios[0].value).toBeCloseTo(1 / 1.2, 9);
    expect(result.others).toEqual([{ run: 2, build: 'gilpy', label: '2:gilpy', paired: false }]);
    expect(result.overall[0]).toMatchObject({ low: result.ratios[0].low, high: result.ratios[0].high });
  });

  it('finds the newest run that has a build where none has all', () => {
    storeRun(store, run('old', 1e8));
    storeRun(store, run('new', 1e8));
    storeRun(store, run('new', 1e8));
    expect(compared(['old', 'new'])).toMatchObject({ base: { run: 1 }, others: [{ run: 3, label: '3:new' }] });
  });

  it('prefers the newest run that has them all', () => {
    storeRun(store, threeBuilds);
    storeRun(store, run('base', 1e8));
    expect(compared(['base', 'slow'])).toMatchObject({ base: { run: 1 }, others: [{ run: 1, paired: true }] });
    expect(compared(['2:base', 'slow'])).toMatchObject({ base: { run: 2 }, others: [{ run: 1, paired: false }] });
  });

  it('never joins machines or sizes of problems', () => {
    storeRun(store, run('a', 1e8));
    storeRun(store, run('b', 1e8, { machine: { fingerprint: 'm2', hostname: 'other' } }));
    storeRun(store, run('c', 1e8, { scale: 2 }));
    expect(() => compared(['a', 'b'])).toThrow(/different machines \(bench.*; other.*\)/);
    expect(() => compared(['a', 'c'])).toThrow(/--scale 1 and 3:c with --scale 2/);
  });

  it('never joins contents of a benchmark', () => {
    const changed = { build: { name: 'b' }, benchmark: { contentHash: 'changed' }, costs: costs(1e8) };
    storeRun(store, run('a', 1e8));
    storeRun(store, { variants: [changed] });
    expect(() => compared(['a', 'b'])).toThrow(/no benchmark of the same content/);
    const regex = (name: string) => ({ build: { name }, benchmark: { name: 'regex' }, costs: costs(1e8) });
    storeRun(store, { variants: [{ build: { name: 'a' }, costs: costs(1e8) }, regex('a')] });
    storeRun(store, { variants: [changed, regex('b')] });
    const { ratios, skipped } = compared(['a', 'b']);
    expect(ratios.map(({ benchmark }) => benchmark)).toEqual(['regex']);
    expect(skipped).toMatchObject([{ benchmark: 'primes', reason: 'its content changed between the runs' }]);
  });

  it.each([
    [['a', 'nothing'], /no run has a build "nothing"; stored are a$/],
    [['a', '9:a'], /there is no run 9; stored are 1/],
    [['a', '1:b'], /run 1 has no build "b"; it has a/],
    [['a', 'a'], /a is named twice/],
    [['a', '1:a'], /a is named twice/],
  ])('refuses %j', (texts, message) => {
    storeRun(store, run('a', 1e8));
    expect(() => compared(texts)).toThrow(message);
  });

  it('refuses an empty store', () => {
    expect(() => compared(['a', 'b'])).toThrow(/no runs yet/);
  });
});

describe('a comparison as text', () => {
  const options = { failAbove: 0.03, why: false };

  it('has a column for each build and says what was compared how', () => {
    storeRun(store, threeBuilds);
    const text = toText(compared(['base', 'same', 'slow']), options);
    expect(text).toContain('run 1: throughput of same, slow relative to base');
    expect(text).toMatch(/single\/nbody +1 +100 ms +1\.00× \(.*\) +no difference +0\.91× \(.*\) +slower/);
    expect(text).toContain(
      '6 comparisons, false-discovery rate 5.0%; noise floors: 6 by default (2.0%: too few A/A pairs).',
    );
    expect(text).toMatch(/The least change that would be found in 80% of cases: \d+\.\d%/);
    expect(text).toContain('geometric mean, slow, single, workers 1: 0.97×');
    expect(text).toContain('slow takes 10% longer on single/nbody, workers 1 (0.91×): above 3.0%.');
    expect(toText(compared(['base', 'same']), options)).toContain('Nothing is slower by more than 3.0%.');
    expect(text).not.toContain('leaves out 1');
    expect(toText(compared(['base', 'slow']), { ...options, why: true })).toContain('+ the 95% interval');
  });

  it('is Markdown that no name can break', () => {
    const name = 'a|b`<img src=x>\nc';
    storeRun(store, {
      variants: [
        { build: { name: 'base' }, benchmark: { name }, costs: costs(1e8) },
        { build: { name: 'slow|er' }, benchmark: { name }, costs: apart(2e8) },
      ],
    });
    const text = toMarkdown(compared(['base', 'slow|er']), options);
    expect(text).toContain('**1 slower**, **0 faster**, 0 without a difference');
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(6);
    expect(text).not.toContain('<img');
  });

  it('folds away what did not change', () => {
    storeRun(store, threeBuilds);
    const text = toMarkdown(compared(['base', 'slow']), options);
    const [shown, folded] = text.split('<details>');
    expect(shown).toContain('single/nbody');
    expect(shown).not.toContain('single/regex');
    expect(folded).toContain('2 rows without a change');
    expect(folded).toContain('single/regex');
  });
});
