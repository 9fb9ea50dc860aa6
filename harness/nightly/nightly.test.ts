import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRun } from '../../results/queries.js';
import { Store } from '../../results/store.js';
import { parseConfiguration } from '../config/configuration.js';
import { hasRealPython, realPython, skippedWithout } from '../real-python.js';
import { inRepository } from '../repository.js';
import { writeTinyBenchmark } from '../tiny-suite.js';
import { storeRun } from '../verdict/stored-runs.js';
import { decide } from './decide.js';
import { judgeNight, type NightMark } from './judge.js';
import { alone } from './lock.js';
import { sortOut } from './muted.js';
import { nightsIn, publish } from './publish.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-nightly-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the lock', () => {
  const holder = { hostname: 'here', pid: 7, start: 'then' };

  it('is held by one at a time, and a dead holder loses it', async () => {
    const file = path.join(folder, 'lock');
    writeFileSync(file, JSON.stringify(holder));
    await expect(
      alone(
        file,
        async () => 1,
        () => true,
      ),
    ).rejects.toThrow('measured by process 7 on here');
    expect(existsSync(file)).toBe(true);
    expect(
      await alone(
        file,
        async () => 2,
        () => false,
      ),
    ).toBe(2);
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, '');
    expect(
      await alone(
        file,
        async () => 3,
        () => true,
      ),
    ).toBe(3);
  });

  it('is let go after a failure', async () => {
    const file = path.join(folder, 'lock');
    const failing = alone(file, async () => {
      throw new Error('it broke');
    });
    await expect(failing).rejects.toThrow('it broke');
    expect(existsSync(file)).toBe(false);
  });
});

describe('publishing', () => {
  const page = (text: string) => async (out: string) => writeFileSync(path.join(out, 'index.html'), text);
  const read = (...parts: string[]) => readFileSync(path.join(folder, ...parts), 'utf8');

  it('gives each night its address, leads to the latest and keeps as many as it should', async () => {
    for (const run of [8, 9, 10])
      await publish(folder, `2026-01-0${run > 9 ? 2 : 1}-run-${run}`, 2, page(`run ${run}`));
    expect(nightsIn(folder)).toEqual(['2026-01-02-run-10', '2026-01-01-run-9']);
    expect(read('latest', 'index.html')).toContain('../2026-01-02-run-10/index.html');
    await publish(folder, '2026-01-02-run-10', null, page('anew'));
    expect(read('2026-01-02-run-10', 'index.html')).toBe('anew');
  });

  it('leaves what was there when a site cannot be made, and clears the rest of it next time', async () => {
    await publish(folder, '2026-01-01-run-1', null, page('whole'));
    const broken = publish(folder, '2026-01-01-run-1', null, async () => {
      throw new Error('no room');
    });
    await expect(broken).rejects.toThrow('no room');
    expect(read('2026-01-01-run-1', 'index.html')).toBe('whole');
    await publish(folder, '2026-01-02-run-2', null, page('next'));
    expect(readdirSync(folder).sort()).toEqual(['2026-01-01-run-1', '2026-01-02-run-2', 'latest']);
  });
});

describe('a stored night', () => {
  let store: Store;
  beforeEach(() => {
    store = Store.open(':memory:');
  });
  afterEach(() => store.close());

  const noise = [1, 1.004, 0.997, 1.002, 0.999];
  const mark: NightMark = { night: '2026-01-01', signature: 'a', base: 'main', twin: 'main-again' };

  /** Stores a night in which each build takes so many times the base's time; ones of another age are other programs. */
  function night(startedAt: string, factors: Readonly<Record<string, number>>, age = '', of = mark): number {
    const variants = Object.entries(factors).map(([name, factor], index) => ({
      build: { name, fingerprint: `${name}${age}` },
      costs: noise.map((_, block) => 1e8 * factor * noise[(block + index) % noise.length]),
    }));
    const id = storeRun(store, { startedAt, variants });
    const plan = JSON.stringify({ nightly: of });
    store.connection.prepare('UPDATE run SET plan = ? WHERE id = ?').run(plan, id);
    return id;
  }
  const judge = (id: number) => judgeNight(store.connection, readRun(store.connection, id)!, 0.03);
  const told = (id: number) => judge(id).regressions.map(({ build, than }) => `${build} than ${than}`);

  it('is held against the base and the night before, and the base against itself', () => {
    const first = night('2026-01-01T01:00:00Z', { main: 1, 'main-again': 1, branch: 1 });
    expect(judge(first)).toMatchObject({ previous: null, regressions: [], aa: { compared: 1, falseAlarms: [] } });
    const second = night('2026-01-02T01:00:00Z', { main: 1, 'main-again': 1.2, branch: 1.3 }, ' later');
    expect(told(second)).toEqual(['branch than the base', 'branch than the night before']);
    expect(judge(second).previous).toBe(first);
    expect(judge(second).aa.falseAlarms).toMatchObject([{ other: 'main-again', verdict: 'slower' }]);
  });

  it('tells a muted regression apart until its last day is over', () => {
    const { regressions } = judge(night('2026-01-01T01:00:00Z', { main: 1, 'main-again': 1, branch: 1.3 }));
    const entry = { benchmark: 'single/primes', build: 'branch', reason: 'known', until: '2026-01-02' };
    expect(sortOut(regressions, [entry], '2026-01-02')).toMatchObject({ alarming: [], silent: [{ because: entry }] });
    expect(sortOut(regressions, [entry], '2026-01-03')).toEqual({
      alarming: regressions,
      silent: [],
      expired: [entry],
    });
    expect(sortOut(regressions, [{ ...entry, build: 'main' }], '2026-01-01').alarming).toHaveLength(1);
  });

  it('blames no build that is what it was', () => {
    night('2026-01-01T01:00:00Z', { main: 1, 'main-again': 1, branch: 1 });
    const slowMachine = night('2026-01-02T01:00:00Z', { main: 1.5, 'main-again': 1.5, branch: 1.5 });
    expect(told(slowMachine)).toEqual([]);
  });

  it('is not measured twice a day, and one that was broken off goes on', () => {
    const at = new Date('2026-01-01T09:00:00Z');
    const decided = (now = at, force = false, signature = 'a', day = '2026-01-01') =>
      decide(store.connection, { ...mark, signature, night: day }, now, force);
    expect(decided()).toEqual({ action: 'measure' });
    const run = night('2026-01-01T01:00:00Z', { main: 1 });
    expect(decided()).toEqual({ action: 'skip', run });
    expect(decided(at, true)).toEqual({ action: 'measure' });
    expect(decided(at, false, 'b')).toEqual({ action: 'measure' });
    const next = new Date('2026-01-02T00:30:00Z');
    expect(decided(next, false, 'a', '2026-01-02')).toEqual({ action: 'measure' });
    store.connection.prepare("UPDATE run SET state = 'interrupted' WHERE id = ?").run(run);
    expect(decided(next, false, 'a', '2026-01-02')).toEqual({ action: 'resume', run });
    expect(decided(new Date('2026-01-02T02:00:00Z'), false, 'a', '2026-01-02')).toEqual({ action: 'measure' });
  });
});

describe('docs/nightly.md', () => {
  it('has an example that is valid', async () => {
    const document = readFileSync(inRepository('docs', 'nightly.md'), 'utf8');
    const [, example] = /```toml\n([\s\S]*?)```/.exec(document)!;
    const { nightly, builds } = await parseConfiguration(example, path.join(folder, 'gil-lab.toml'), { HOME: folder });
    expect(nightly.builds!.every((name) => builds.has(name))).toBe(true);
  });
});

describe('gil-lab nightly', () => {
  const program = inRepository('dist', 'harness', 'main.js');
  const nightly = (...args: string[]) => {
    const config = path.join(folder, 'gil-lab.toml');
    const words = [program, 'nightly', '--config', config, '--db', path.join(folder, 'lab.sqlite'), ...args];
    return spawnSync(process.execPath, words, { encoding: 'utf8' });
  };
  const configure = (more: number) =>
    writeFileSync(
      path.join(folder, 'gil-lab.toml'),
      `[lab]
suites = "suites"
workers = [1]
blocks = 4
min-time = 2
[builds.main]
python = '${realPython}'
[builds.branch]
python = '${realPython}'
env = { MORE_WORK = "${more}" }
[nightly]
base = "main"
builds = ["branch"]
threshold = 100
publish = "nights"
`,
    );

  it.skipIf(!hasRealPython)(
    `finds a planted slow-down, names it and sets the exit code; measures nothing twice${skippedWithout}`,
    () => {
      const source = `import os
def prepare(scale):
    return 2000 * int(os.environ.get("MORE_WORK", "1"))
def run(state, loops):
    for _ in range(loops):
        sum(range(state))
    return loops
def verify(state, loops, result):
    assert result == loops
`;
      mkdirSync(path.join(folder, 'suites'));
      writeTinyBenchmark(path.join(folder, 'suites'), 'single', 'adding', source);
      configure(1);
      const first = nightly('--json');
      expect(first.stderr).not.toMatch(/^\s+at /m);
      const summary = JSON.parse(first.stdout);
      expect(summary).toMatchObject({ base: 'main', previous: null, regressions: [], aa: { compared: 1 } });
      expect(first.status).toBe(0);
      expect(existsSync(path.join(summary.site, 'index.html'))).toBe(true);

      const again = nightly();
      expect(again.stdout).toContain('nothing has changed since run 1 of today');
      expect(again.status).toBe(0);

      // As if it had died before it published.
      rmSync(path.join(folder, 'nights'), { recursive: true });
      const late = JSON.parse(nightly('--json').stdout);
      expect(late).toMatchObject({ run: 1, regressions: [] });
      expect(existsSync(path.join(late.site, 'index.html'))).toBe(true);

      configure(8);
      const slow = nightly();
      expect(slow.stdout).toMatch(/branch: single\/adding takes \d+% longer than main/);
      expect(slow.stdout).toMatch(/branch: single\/adding takes \d+% longer than the night before/);
      expect(slow.status).toBe(1);
      expect(nightsIn(path.join(folder, 'nights'))).toHaveLength(2);
    },
    180_000,
  );
});
