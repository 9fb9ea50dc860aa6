import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as fixture from '../../results/fixture.js';
import { listRuns } from '../../results/queries.js';
import { Store } from '../../results/store.js';
import type { Workshop } from '../builds/cache.js';
import { type SampleRepository, sampleGit, sampleRepository } from '../builds/sample-repository.js';
import { fromRef } from '../builds/specification.js';
import { Interrupted } from '../builds/step.js';
import type { BuildRequest } from '../builds.js';
import type { ProcessRequest } from '../executor.js';
import type { Instruments } from '../lab.js';
import { runnerScript, type ScriptedExecutor, scriptedExecutor } from '../scripted-executor.js';
import { normal, seededRandom } from '../statistics/random.js';
import { type BisectionRequest, bisect, inWords } from './bisection.js';
import { gitCommits } from './commits.js';
import { search } from './search.js';
import { Trials } from './trials.js';

let folder: string;
let repository: SampleRepository;
let store: Store;
let stop: AbortController;
let executor: ScriptedExecutor;
let notes: string[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-bisect-'));
  repository = sampleRepository(path.join(folder, 'repository'));
  store = Store.open(':memory:');
  stop = new AbortController();
  executor = scriptedExecutor(interpreter);
  notes = [];
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Noise of one process: a standard deviation of 2%. */
const noise = (seed: number) => Math.exp(0.02 * normal(seededRandom(seed)));

/** What an interpreter of the sample repository does: a loop takes what interpreter/cost says, apart from noise. */
function interpreter(request: ProcessRequest) {
  const tree = request.command[1].split(`${path.sep}dist${path.sep}`)[0];
  const cost = readFileSync(path.join(tree, 'interpreter', 'cost'), 'utf8').trim();
  if (cost === 'crash') return { lines: [], ending: { exitCode: 1, stderr: 'it fell over' } };
  const number = readFileSync(path.join(tree, 'interpreter', 'number'), 'utf8');
  const seed = Number(request.environment.PYTHONHASHSEED) * 1009 + Number(number);
  return runnerScript(request, Number(cost) * noise(seed));
}

/** Commits interpreters that take so long for a loop, and returns the commits. */
const history = (...costs: readonly (number | string)[]) =>
  costs.map((cost, number) =>
    cost === 'broken'
      ? repository.commit({ 'interpreter/version': 'broken', 'interpreter/number': String(number) })
      : repository.commit({
          'interpreter/version': '3.13.0',
          'interpreter/cost': String(cost),
          'interpreter/number': String(number),
        }),
  );

function bisection(more: Partial<BisectionRequest> & Pick<BisectionRequest, 'good' | 'bad'>) {
  const workshop: Workshop = {
    repository: repository.folder,
    cache: path.join(folder, 'cache'),
    timeoutMs: 60_000,
    signal: stop.signal,
    note: (text) => notes.push(text),
    now: () => new Date('2026-01-02T03:04:05Z'),
  };
  const tools: Instruments = {
    executor,
    progress: { step: () => {}, note: () => {}, end: () => {} },
    now: () => new Date(1000 * executor.requests.length),
    canary: () => 1_000_000,
    loadAverage: () => 0,
    steal: () => 0,
    signal: stop.signal,
  };
  const benchmark = { ...fixture.benchmark('single', 'nbody'), file: '/bench.py', quick: true };
  const effort = { values: 3, warmups: 1, scale: 1, minTimeMs: 10, timeoutMs: 1000 };
  const trials = new Trials(store, { benchmark, workers: 1, effort, machine: fixture.machine }, tools);
  const request: BisectionRequest = {
    ...{ specification: fromRef('HEAD'), repository: repository.folder, firstParent: false, threshold: null },
    ...{ confidence: 0.95, mostBlocks: 64, budgetMs: null },
    ...more,
  };
  const describe = async ({ name, command, revision }: BuildRequest) => {
    return { ...fixture.build(name, 'off'), fingerprint: command.join(' '), command, revision: revision ?? null };
  };
  return bisect(request, { workshop, trials, describe, now: () => 1000 * executor.requests.length });
}

const title = (commit: string) => sampleGit(repository.folder, 'log', '-1', '--format=%h %s', commit);

describe('the search', () => {
  it('finds every commit of a history with merges, in as many steps as halving takes', async () => {
    const line = history(...Array.from({ length: 8 }, (_, number) => number));
    sampleGit(repository.folder, 'checkout', '--quiet', '-b', 'side', line[2]);
    const side = history('a', 'b', 'c');
    sampleGit(repository.folder, 'checkout', '--quiet', 'main');
    sampleGit(repository.folder, 'merge', '--quiet', '--no-edit', '--strategy=ours', 'side');
    const merge = sampleGit(repository.folder, 'rev-parse', 'HEAD');
    const commits = gitCommits(repository.folder, false);
    for (const culprit of [...line.slice(1), ...side, merge]) {
      const slow = (commit: string) =>
        sampleGit(repository.folder, 'rev-list', commit).split('\n').includes(culprit) ? 'bad' : 'good';
      const found = await search(commits, line[0], merge, async (commit) => ({
        ...{ side: slow(commit) as 'good' | 'bad', ratio: null, blocks: 0, because: '' },
      }));
      expect(found).toMatchObject({ first: culprit, suspects: [] });
      expect(found.steps.length).toBeLessThanOrEqual(5);
    }
    const first = gitCommits(repository.folder, true).candidates(merge, [line[0]]);
    expect(first).not.toContain(side[0]);
  });
});

describe('a bisection', () => {
  it('names the first slower commit with its ratio, interval and level, and builds and measures nothing twice', async () => {
    const commits = history(1000, 1000, 1010, 990, 1000, 1200, 1200, 1190, 1205, 1200);
    const [good, bad] = [commits[0], commits.at(-1)!];
    const result = await bisection({ good, bad });
    expect(result).toMatchObject({ outcome: 'found', first: commits[5], parent: commits[4], suspects: [] });
    expect(result.overParent!.value).toBeCloseTo(1.2, 1);
    expect(result.overParent!.low!).toBeGreaterThan(1.05);
    expect(result.threshold).toBeCloseTo(Math.sqrt(1.2), 1);
    // 9 commits behind the good one: four steps, both ends, and the commit against its parent.
    expect(result.errorPerDecision).toBeCloseTo(0.05 / 6, 10);
    expect(result.level).toBeCloseTo(1 - (2 * (0.05 / 6)) / 5, 10);
    const text = inWords(result, title);
    expect(text).toMatch(/first slower commit is\n {2}\w+ change\nthan its parent \w{10} it takes \d\d% longer/);
    expect(text).toMatch(/with a probability of 95% or more \(each decision errs in at most 0\.83% of cases\)/);
    const built = repository.journal().length;
    const measured = executor.requests.length;
    expect(built).toBeLessThan(2 * 9);
    expect(await bisection({ good, bad })).toEqual(result);
    expect(repository.journal()).toHaveLength(built);
    expect(executor.requests).toHaveLength(measured);
  });

  it('passes over commits that cannot be built or crash, and over those that leave the interpreter alone', async () => {
    const [good, , , , culprit] = history(1000, 1000, 'broken', 1000, 1300, 1300, 'crash');
    repository.commit({ 'README.md': 'words' });
    const later = repository.commit({ 'README.md': 'more words' });
    const bad = repository.commit({ 'interpreter/cost': '1300' });
    expect(await bisection({ good, bad })).toMatchObject({ outcome: 'found', first: culprit });
    const begun = repository.journal().filter((line) => line.startsWith('begin'));
    expect(begun.length).toBeLessThanOrEqual(7);
    expect(later).not.toBe(culprit);
  });

  it('tells a range where the commits beside it cannot be told', async () => {
    const [good, broken, crashing, bad] = history(1000, 'broken', 'crash', 1300);
    const result = await bisection({ good, bad });
    expect(result).toMatchObject({ outcome: 'range', first: bad });
    expect([...result.suspects].sort()).toEqual([broken, crashing].sort());
    const text = inWords(result, title);
    expect(text).toMatch(/is one of\n( {2}\w+ change\n){3}/);
    expect(text).toMatch(/untestable, .*could not be built/);
    expect(text).toMatch(/untestable, the benchmark fails: .*it fell over/);
  });

  it('ends where the ends do not differ, or cannot be told apart', async () => {
    const [good, bad] = history(1000, 1000);
    const same = await bisection({ good, bad, threshold: 1.05 });
    expect(same).toMatchObject({ outcome: 'no difference', first: null });
    expect(inWords(same, title)).toMatch(/is not slower than .* times the time \(.*blocks\)/);
    const unsure = await bisection({ good, bad, mostBlocks: 8 });
    expect(unsure).toMatchObject({ outcome: 'undecided', first: null });
    expect(inWords(unsure, title)).toContain('which does not tell it from 1.000');
    const alike = repository.commit({ 'README.md': 'words' });
    expect(await bisection({ good: bad, bad: alike })).toMatchObject({
      outcome: 'no difference',
      because: 'both ends are built of the same files',
    });
    const [crashing] = history('crash');
    await expect(bisection({ good, bad: crashing })).rejects.toThrow(/the ends cannot be compared: .*it fell over/);
  });

  it('takes more blocks for a smaller change, as far as its budget goes', async () => {
    const commits = history(1000, 1000, 1000, 1050, 1050);
    const [good, bad] = [commits[0], commits[4]];
    const result = await bisection({ good, bad });
    expect(result).toMatchObject({ outcome: 'found', first: commits[3] });
    expect(Math.max(result.ends!.blocks, result.overParent!.blocks)).toBeGreaterThan(4);
    // Each process takes a second here; the budget ends behind the ends.
    const another = history(1051).at(-1)!;
    executor = scriptedExecutor(interpreter);
    const short = await bisection({ good, bad: another, budgetMs: 20_000 });
    expect(['range', 'undecided']).toContain(short.outcome);
    expect(short.because ?? '').not.toBe('');
    expect(JSON.stringify(short)).toContain('the time budget has ended');
  });

  it('that is interrupted goes on where it stopped', async () => {
    const commits = history(1000, 1000, 1200, 1200);
    const request = { good: commits[0], bad: commits[3] };
    let started = 0;
    executor = scriptedExecutor((process) => {
      if (++started === 9) stop.abort();
      return interpreter(process);
    });
    await expect(bisection(request)).rejects.toThrow(Interrupted);
    const stored = listRuns(store.connection).reduce((sum, { processes }) => sum + processes, 0);
    expect(stored).toBeGreaterThan(0);
    stop = new AbortController();
    executor = scriptedExecutor(interpreter);
    const resumed = await bisection(request);
    expect(resumed).toMatchObject({ outcome: 'found', first: commits[2] });
    const all = listRuns(store.connection).reduce((sum, { processes }) => sum + processes, 0);
    store.close();
    store = Store.open(':memory:');
    executor = scriptedExecutor(interpreter);
    expect(await bisection(request)).toEqual(resumed);
    expect(listRuns(store.connection).reduce((sum, { processes }) => sum + processes, 0)).toBe(all);
  });
});
