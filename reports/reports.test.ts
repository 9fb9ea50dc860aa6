import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TopLevelSpec } from 'vega-lite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compareWithin } from '../harness/verdict/comparison.js';
import { defaultFloors } from '../harness/verdict/history.js';
import { storeRun } from '../harness/verdict/stored-runs.js';
import { defaultRate, type Verdict } from '../harness/verdict/verdict.js';
import { type RunData, readRun } from '../results/queries.js';
import { Store } from '../results/store.js';
import { pointerLayer } from './charts/chart.js';
import { efficiencyChart } from './charts/efficiency.js';
import { signed, trendChart } from './charts/history.js';
import { latencyTailChart } from './charts/latency-tail.js';
import { lawChart } from './charts/laws.js';
import { loadChart } from './charts/load.js';
import { machineStateChart } from './charts/machine-state.js';
import { ratioChart } from './charts/ratios.js';
import { serialShareChart } from './charts/serial-share.js';
import { sparkline } from './charts/sparkline.js';
import { speedupChart } from './charts/speedup.js';
import { taxGainChart } from './charts/tax-gain.js';
import { Drawing } from './drawing.js';
import { toCsv } from './figure.js';
import { History } from './history.js';
import { fileName, html, scriptText, slug } from './html.js';
import { buildLabel, Report, sequence } from './model.js';
import { packedJson } from './packed.js';
import { renderSvg, renderText } from './render.js';
import { hostileFolder, hostileName, sampleRun, turnedName } from './sample-run.js';
import { commitLink, mutedMark, type SiteSettings } from './settings.js';
import { simulate } from './simulate.js';
import { writeSite } from './site.js';

const assets = path.join(import.meta.dirname, 'assets');

describe('html', () => {
  it('escapes values and keeps what is HTML already', () => {
    const inner = html`<b>${'<&>'}</b>`;
    expect(html`<p title="${'"'}">${inner}${[1, null, false, undefined, '<']}</p>`.text).toBe(
      '<p title="&quot;"><b>&lt;&amp;&gt;</b>1&lt;</p>',
    );
  });

  it('keeps JSON from ending its script', () => {
    const text = scriptText(JSON.stringify({ name: '</script><!--' })).text;
    expect(text).not.toContain('<');
    expect(JSON.parse(text)).toEqual({ name: '</script><!--' });
  });

  it('makes file names of anything', () => {
    expect(slug('../../etc/passwd')).toBe('etc-passwd');
    expect(slug('N-body for each')).toBe('n-body-for-each');
    expect(slug('//')).toBe('unnamed');
    expect(fileName('word_count')).toBe('word_count');
    expect(fileName('Word_count')).toMatch(/^word_count-[0-9a-f]{8}$/);
    expect(fileName('a b')).not.toBe(fileName('a-b'));
    expect(fileName('x'.repeat(300)).length).toBeLessThan(80);
  });

  it('quotes CSV where it must', () => {
    const table = {
      columns: ['a', 'b'],
      rows: [
        ['x,y', 1.5],
        ['say "hi"', null],
      ],
    };
    expect(toCsv(table)).toBe('a,b\n"x,y",1.5\n"say ""hi""",\n');
  });
});

describe('the report model', () => {
  const report = new Report(sampleRun());

  it('puts our build without its GIL first and judges against the one with', () => {
    expect(report.builds.map((build) => build.label)).toEqual(['gilpy, GIL off', 'gilpy, GIL on']);
    expect(report.base.label).toBe('gilpy, GIL on');
    expect(buildLabel({ name: 'pypy', gil: 'unknown', parallelism: 'threads' })).toBe('pypy');
    expect(buildLabel({ name: 'gilpy-processes', gil: 'off', parallelism: 'processes' })).toBe('gilpy, in processes');
  });

  it('gives rows to the charts', () => {
    const [primes] = report.benchmarks('threads').filter((benchmark) => benchmark.name === 'primes');
    expect(report.speedups(primes, 'speedup-own').slice(0, 2)).toEqual([
      { build: 'gilpy, GIL off', workers: 1, speedup: 1, low: 1, high: 1 },
      {
        build: 'gilpy, GIL off',
        workers: 2,
        speedup: expect.closeTo(1.9, 1),
        low: expect.closeTo(1.9, 1),
        high: expect.closeTo(1.9, 1),
      },
    ]);
    expect(report.families().map((family) => family.family)).toEqual(['independent', 'contended']);
    expect(report.ratios('single')).toMatchObject([
      { benchmark: hostileName, overall: false, ratio: expect.closeTo(1.2, 2), verdict: 'faster' },
      { benchmark: 'The alike', overall: false, ratio: expect.closeTo(1, 2), verdict: 'no difference' },
      { benchmark: 'geometric mean', overall: true, ratio: expect.closeTo(Math.sqrt(1.2), 2), verdict: 'faster' },
    ]);
  });

  it('judges as the command does, over several workers too', () => {
    const variant = (name: string, gil: string, workers: number) =>
      report.data.variants.find(
        (one) =>
          report.benchmarkOf(one).name === name &&
          report.build(one.buildId).build.gil === gil &&
          one.workers === workers,
      )!;
    const compared = compareWithin(report.data, report.base.build.id, defaultFloors, defaultRate)!;
    const primes = variant('primes', 'off', 4);
    expect(report.ratioVerdict(primes)).toEqual(compared.ratios.find((row) => row.variant === primes.id));
    expect(report.ratioVerdict(variant('alike', 'off', 1))).toMatchObject({ verdict: 'no difference' });
    expect(report.ratioVerdict(variant('alike', 'on', 1))).toBeUndefined();
    expect(report.speedupVerdict(primes)).toMatchObject({ verdict: 'faster', value: expect.closeTo(3.8, 1) });
    expect(report.speedupVerdict(variant('primes', 'on', 4))).toMatchObject({ verdict: 'slower' });
    expect(report.speedupVerdict(variant('primes', 'on', 1))).toBeUndefined();
    const [free, locked] = report.builds;
    expect(report.meanSpeedup('independent', free, 4)).toMatchObject({ verdict: 'faster' });
    expect(report.meanRatio('single', free, 1)).toMatchObject({ benchmarks: 2, verdict: 'faster' });
    expect(report.meanRatio('single', locked, 1)).toBeUndefined();
  });

  it('puts iterations in the order in which they ran', () => {
    const rows = sequence(report.data.variants[0]);
    expect(rows.map((row) => row.order)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(rows.map((row) => row.block)).toEqual([0, 1, 2, 3].flatMap((block) => Array<number>(5).fill(block)));
    expect(rows.filter((row) => row.warmup).map((row) => row.order)).toEqual([0, 5, 10, 15]);
    expect(rows[1].ms).toBeCloseTo(10, 0);
  });
});

describe('charts', () => {
  const series = [
    { label: 'a', colour: 'var(--series-1)' },
    { label: 'b', colour: 'var(--series-2)' },
  ];
  const point = (build: string, workers: number, speedup: number) => {
    return { build, workers, speedup, low: speedup * 0.9, high: speedup * 1.1 };
  };

  it('draw themselves with the colours of the page', async () => {
    const chart = speedupChart([point('a', 1, 1), point('a', 2, 1.9), point('b', 1, 1), point('b', 2, 1)], {
      series,
      cores: 2,
    });
    const svg = (await renderSvg(chart)).text;
    expect(svg).toMatch(/^<svg /);
    expect(svg).toContain('var(--series-1)');
    expect(svg).toContain('var(--series-2)');
    expect(chart.description).toBe(
      'Line chart of speed-up over the number of workers. a reaches 1.90 at 2 workers; b reaches 1.00 at 2 workers.',
    );
  });

  it('shade what lies beyond the cores, and only that', async () => {
    const rows = [1, 2, 4].map((workers) => point('a', workers, workers));
    expect((await renderSvg(speedupChart(rows, { series, cores: 2 }))).text).toContain('var(--shade)');
    expect((await renderSvg(speedupChart(rows, { series, cores: 4 }))).text).not.toContain('var(--shade)');
  });

  it.each([[1], [2], [8], [64]])('draw curves up to %i workers', async (most) => {
    const rows: ReturnType<typeof point>[] = [];
    for (let workers = 1; workers <= most; workers *= 2) rows.push(point('a', workers, workers * 0.8));
    const svg = (await renderSvg(speedupChart(rows, { series, cores: most }))).text;
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it('draw ratios without intervals too', async () => {
    const row = { build: 'a', ratio: 1.5, low: null, high: null, overall: false, verdict: 'unknown' as const };
    const rows = [
      { ...row, benchmark: 'x' },
      { ...row, benchmark: 'y', ratio: 0.5, low: 0.4, high: 0.6, verdict: 'slower' as const },
    ];
    const chart = ratioChart([...rows, { ...row, benchmark: 'geometric mean', overall: true }], { series, base: 'b' });
    expect((await renderSvg(chart)).text).not.toMatch(/NaN|Infinity/);
    expect(chart.description).toContain('Geometric means: a 1.50.');
  });

  it('leave the points of ratios hollow where there is no difference', async () => {
    const row = { benchmark: 'x', build: 'a', ratio: 1.5, low: 1.4, high: 1.6, overall: false };
    const points = async (verdict: Verdict) => {
      const svg = (await renderSvg(ratioChart([{ ...row, verdict }], { series, base: 'b' }))).text;
      return [...svg.matchAll(/fill="([^"]*)" stroke="var\(--series-1\)"/g)].map((match) => match[1]);
    };
    expect(await points('faster')).toEqual(['var(--series-1)']);
    expect(await points('no difference')).toEqual(['var(--paper)']);
  });
});

describe('further charts', () => {
  const series = [
    { label: 'a', colour: 'var(--series-1)' },
    { label: 'b', colour: 'var(--series-2)' },
  ];

  it('fill a heat map by efficiency, and mark what lies beyond the cores', async () => {
    const rows = [1, 2, 4].map((workers) => ({ benchmark: 'x', workers, efficiency: 1 / workers }));
    const chart = efficiencyChart(rows, { build: 'a', order: ['x'], cores: 2 });
    const svg = (await renderSvg(chart)).text;
    expect(svg).toContain('var(--heat)');
    expect([...svg.matchAll(/opacity="([\d.]+)"/g)].map((match) => Number(match[1]))).toEqual(
      expect.arrayContaining([expect.closeTo(0.52, 6), expect.closeTo(0.28, 6)]),
    );
    expect(chart.description).toBe('Heat map of efficiency on a. At 2 workers the best is x 50%, the worst x 50%.');
  });

  it('name a point of cost and gain only where the name has room', async () => {
    const row = { family: 'f', build: 'a', workers: 4, costLow: null, costHigh: null, gainLow: null, gainHigh: null };
    const rows = [
      { ...row, benchmark: 'alone', cost: 0.3, gain: 3 },
      { ...row, benchmark: 'first of two', cost: 0.1, gain: 2 },
      { ...row, benchmark: 'second of two', cost: 0.1, gain: 1.99 },
    ];
    const chart = taxGainChart(rows, { series });
    const svg = (await renderSvg(chart)).text;
    expect(svg).toContain('>alone<');
    expect(svg.includes('>first of two<') && svg.includes('>second of two<')).toBe(false);
    expect(chart.description).toContain('3 of 3 points lie above 1');
  });

  it('draw laws from 1 to 64 workers', async () => {
    const counts = [1, 2, 4, 8, 16, 32, 64];
    const rows = counts.map((workers) => ({ build: 'a', workers, speedup: workers ** 0.8, low: null, high: null }));
    const points = counts.map((workers) => ({ workers, speedup: workers ** 0.8 }));
    const svg = (await renderSvg(lawChart(rows, [{ build: 'a', law: 'USL', points }], { series }))).text;
    expect(svg).not.toMatch(/NaN|Infinity/);
    const shares = counts.slice(1).map((workers) => ({ build: 'a', workers, share: 0.02 }));
    const share = serialShareChart(shares, { series });
    expect((await renderSvg(share)).text).not.toMatch(/NaN|Infinity/);
    expect(share.description).toContain('a 2% at 64 workers');
  });

  it('spread the rare waits of pings out, up to the longest', async () => {
    const waits = [
      [0.5, 0.1],
      [0.9, 0.2],
      [0.99, 1],
      [0.999, 4],
      [1, 8],
    ].map(([quantile, ms]) => ({ build: 'a', quantile, ms, low: ms * 0.9, high: ms * 1.1, pings: 2000 }));
    const chart = latencyTailChart(waits, { series, range: [0.05, 16] });
    const svg = (await renderSvg(chart)).text;
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    for (const label of ['50%', '90%', '99%', '99.9%']) expect(svg).toContain(`>${label}<`);
    const places = (chart.spec.data as { values: { place: number }[] }).values.map(({ place }) => place);
    expect(places[2]).toBeCloseTo(2, 4);
    expect(places[4]).toBeCloseTo(Math.log10(2000), 4);
    expect(chart.description).toBe(
      'Line chart of the waits of pings by percentile. a: 50% within 0.100 ms, 99% within 1.00 ms, all within 8.00 ms.',
    );
  });

  it('draw a value over busy threads from none on', async () => {
    const rows = [0, 1, 2, 64].map((threads) => ({
      build: 'b',
      threads,
      value: 1e6 / (1 + threads),
      low: null,
      high: null,
    }));
    for (const logarithmic of [false, true]) {
      const chart = loadChart(rows, { series, title: 'packets per second', threads: 'busy threads', logarithmic });
      expect((await renderSvg(chart)).text).not.toMatch(/NaN|Infinity|undefined/);
      expect(chart.description).toContain('b 1000000 at 0, 15400 at 64');
    }
  });

  it('mark steps of a history with their change, and leave the pointer out of a still drawing', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({
      at: new Date(Date.UTC(2026, 0, 1 + i)).toISOString(),
      build: 'a',
      value: i < 50 ? 10 : 12,
      low: 9,
      high: 13,
      commit: 'c0ffee',
      segment: 'a',
    }));
    const steps = [{ at: rows[50].at, build: 'a', change: 0.2 }];
    const chart = trendChart(rows, { series, steps, title: 'ms' });
    const svg = (await renderSvg(chart)).text;
    expect(svg).toContain('>+20%<');
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(svg.length).toBeLessThan(20_000);
    expect(JSON.stringify(chart.spec)).toContain(pointerLayer);
    expect(chart.description).toContain(
      'a from 10 on 2026-01-01 to 12 on 2026-04-10. Steps: +20% on 2026-02-20 for a.',
    );
    expect(signed(-0.0312)).toBe('−3.1%');
  });

  it('draw a long run by spans of time', async () => {
    const readings = Array.from({ length: 5000 }, (_, i) => ({ minute: i / 10, value: i === 2500 ? 9 : 1 }));
    const chart = machineStateChart(readings, { title: 'ms' });
    expect(JSON.stringify(chart.spec).length).toBeLessThan(60_000);
    expect(JSON.stringify(chart.spec)).toContain('"most":9');
  });
});

describe('drawing', () => {
  const rows = (factor: number) =>
    [1, 2, 4].map((workers) => ({ build: 'a', workers, speedup: workers * factor, low: null, high: null }));
  const chart = (factor: number) => speedupChart(rows(factor), { series: [{ label: 'a', colour: 'red' }], cores: 4 });
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-drawing-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('of one shape and other data is not of the data that came first', async () => {
    const values = (change: number) => sparkline([1, 2 * change, 1.5], { colour: 'red' });
    const first = (await renderSvg(values(1))).text;
    const other = (await renderSvg(values(0.5))).text;
    expect(other).not.toBe(first);
    expect((await renderSvg(values(1))).text).toBe(first);
    // In a program of its own, where nothing came before, it is the same.
    vi.resetModules();
    const fresh = await import('./render.js');
    expect((await fresh.renderSvg(values(0.5))).text).toBe(other);
  });

  it('is found where it was kept, and made again where the content is another', async () => {
    const draw = async (factor: number) => {
      const drawing = new Drawing({ cache: folder });
      const svg = (await drawing.svg(chart(factor))).text;
      await drawing.close();
      return { svg, ...drawing.counts };
    };
    const first = await draw(0.9);
    expect(first).toMatchObject({ drawn: 1, found: 0 });
    expect(await draw(0.9)).toEqual({ svg: first.svg, drawn: 0, found: 1 });
    expect(await draw(0.8)).toMatchObject({ drawn: 1, found: 0 });
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('is forgotten after two weeks', async () => {
    const [old, kept] = readdirSync(folder).map((name) => path.join(folder, name));
    const then = Date.now() / 1000 - 15 * 86_400;
    utimesSync(old, then, then);
    await new Drawing({ cache: folder }).close();
    expect(readdirSync(folder)).toEqual([path.basename(kept)]);
  });

  it('says what is wrong with a chart', async () => {
    await expect(renderText('{"mark":"nothing"}')).rejects.toThrow();
  });

  it('packs rows by columns', () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ build: i % 2 ? 'b' : 'a', at: `day ${i}`, value: i }));
    const spec = { data: { values: many }, layer: [{ data: { values: many.slice(0, 3) } }] } as unknown as TopLevelSpec;
    const packed = JSON.parse(packedJson(spec));
    expect(packed.data.packed).toEqual({
      build: { of: ['a', 'b'], at: many.map((_, i) => i % 2) },
      at: many.map(({ at }) => at),
      value: many.map(({ value }) => value),
    });
    expect(packed.layer[0].data.values).toEqual(many.slice(0, 3));
  });
});

describe('history', () => {
  const nights = { seed: 3, nights: 6, threads: 2, single: 1, workers: [1, 2], cores: 2, blocks: 2 };
  let store: Store;
  let newest: RunData;

  beforeAll(() => {
    store = Store.open(':memory:');
    simulate(store, nights);
    newest = readRun(store.connection, 6)!;
  });
  afterAll(() => store.close());

  it('gives the values of a benchmark, oldest first', () => {
    const history = new History(store.connection, 6);
    expect(history.runs().map((run) => run.id)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(history.benchmarks().map(({ name }) => name)).toEqual(['program_01', 'workload_01', 'workload_02']);
    const [content, ...others] = history.contents('threads', 'workload_01');
    expect(others).toEqual([]);
    expect(content.points).toHaveLength(6 * 2 * 2);
    expect(content.points[0]).toMatchObject({ runId: 1, build: 'gilpy, GIL off', workers: 1 });
    const variant = newest.variants.find(
      (one) =>
        one.benchmarkId === content.benchmarkId && one.workers === 2 && newest.builds.get(one.buildId)!.gil === 'on',
    )!;
    const last = content.points.filter((point) => point.workers === 2 && point.build === 'gilpy, GIL on').at(-1)!;
    expect(last.ms).toBeCloseTo(variant.summary!.value / 1e6, 9);
  });

  it('joins neither machines nor scales nor contents', () => {
    const { connection } = store;
    connection.exec('SAVEPOINT other');
    try {
      const other = store.machine({ ...newest.machine, fingerprint: 'another' });
      connection.prepare('UPDATE run SET machine_id = ? WHERE id = 2').run(other);
      connection.prepare('UPDATE run SET scale = 2 WHERE id = 3').run();
      const known = [...newest.benchmarks.values()].find((benchmark) => benchmark.name === 'workload_01')!;
      const changed = store.benchmark({ ...known, contentHash: 'changed' });
      connection
        .prepare('UPDATE variant SET benchmark_id = ? WHERE benchmark_id = ? AND run_id = 6')
        .run(changed, known.id);
      const history = new History(connection, 6);
      expect(history.runs().map((run) => run.id)).toEqual([6, 5, 4, 1]);
      const contents = history.contents('threads', 'workload_01');
      expect(contents.map(({ points }) => [...new Set(points.map((point) => point.runId))])).toEqual([[6], [1, 4, 5]]);
      expect(
        new Set(
          history
            .means()
            .filter((mean) => mean.family === 'independent')
            .map((mean) => mean.programs),
        ).size,
      ).toBe(2);
    } finally {
      connection.exec('ROLLBACK TO other; RELEASE other');
    }
  });

  it('has a page, and a part of each benchmark’s page', async () => {
    const { read, close } = await site(newest, new History(store.connection, 6));
    expect(read('history.html')).toContain('6 runs on this machine, from 2026-01-01 to 2026-01-06.');
    expect(read('data/benchmarks-threads-workload_01-over-the-runs.csv').split('\n')).toHaveLength(6 * 4 + 2);
    const rows = JSON.parse(read('data/benchmarks-threads-workload_01-over-the-runs.json'));
    expect(rows[0]).toMatchObject({ run: 6, workers: 2, commit: expect.stringMatching(/^[0-9a-f]{40}$/) });
    close();
  });
});

/** Writes a site into a folder of its own. */
async function site(data: RunData, history: History, settings: SiteSettings = {}) {
  const out = mkdtempSync(path.join(tmpdir(), 'gil-lab-history-'));
  await writeSite({ data, history, out, assets, settings });
  return {
    read: (file: string) => readFileSync(path.join(out, file), 'utf8'),
    close: () => rmSync(out, { recursive: true, force: true }),
  };
}

describe('steps', () => {
  const commit = (night: number) => String(night).padStart(40, 'c0ffee');
  let store: Store;
  let newest: RunData;

  /** Twelve nights of a commit each; `slow` takes 10% longer from the seventh on, but for the fourth, an outlier. */
  beforeAll(() => {
    store = Store.open(':memory:');
    for (let night = 0; night < 12; night++) {
      const wave = 1 + 0.001 * (night % 3);
      const slow = night >= 6 ? 1.1 : night === 3 ? 1.5 : 1;
      storeRun(store, {
        variants: [
          { name: 'base', factor: 1 },
          { name: 'slow', factor: slow },
        ].map(({ name, factor }) => ({
          build: { name, implementation: 'gilpy', fingerprint: `${name} ${night}`, revision: commit(night) },
          costs: [1e8, 1.002e8].map((cost) => cost * wave * factor),
        })),
      });
    }
    newest = readRun(store.connection, 12)!;
  });
  afterAll(() => store.close());

  it('are found where a level changed for good, with the commits on both sides', () => {
    const found = new History(store.connection, 12).steps();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      kind: 'single',
      name: 'primes',
      last: { runId: 6, revision: commit(5), buildName: 'slow' },
      first: { runId: 7, revision: commit(6) },
    });
    expect(found[0].after / found[0].before).toBeCloseTo(1.1, 2);
  });

  it('must be larger than the noise floor between runs', () => {
    const history = new History(store.connection, 12);
    history.floors = () => ({ ...defaultFloors, across: () => ({ ratio: 1.3, pairs: 40, source: 'history' }) });
    expect(history.steps()).toEqual([]);
  });

  it('stand on three pages, lead to their commits, and say whether they are known', async () => {
    const commitUrl = 'https://example.org/?q="&c={commit}';
    const muted = [{ benchmark: 'single/primes', build: 'slow', reason: hostileName, until: '2026-01-07' }];
    const { read, close } = await site(newest, new History(store.connection, 12), { commitUrl, muted });
    const link = (night: number) =>
      `<a href="https://example.org/?q=&quot;&amp;c=${commit(night)}"><code>${commit(night).slice(0, 12)}</code></a>`;
    for (const page of ['index.html', 'history.html', 'benchmarks/single-primes.html']) {
      const text = read(page);
      expect(text, page).toContain('+10%');
      expect(text, page).toContain('2026-01-07');
      expect(text, page).toContain(`${link(5)} to ${link(6)}`);
      expect(text, page).toContain('muted until 2026-01-07: <bdi>&lt;script&gt;');
    }
    expect(read('benchmarks/single-primes.html')).toMatch(/Steps: \+10% on 2026-01-07 for slow/);
    expect(read('environment.html')).toContain(link(11));
    close();
  });

  it('are told to be of the machine where both sides are of one commit', async () => {
    store.connection.exec('SAVEPOINT one');
    store.connection.exec(`UPDATE variant SET revision = '${commit(1)}'`);
    const { read, close } = await site(newest, new History(store.connection, 12));
    store.connection.exec('ROLLBACK TO one; RELEASE one');
    expect(read('index.html')).toContain('on both sides: look at the machine');
    close();
  });
});

describe('settings of the site', () => {
  const of = { buildName: 'main', implementation: 'gilpy', revision: 'c0ffee'.repeat(5) };
  const text = (settings: SiteSettings, change: Partial<typeof of> = {}) =>
    html`${commitLink(settings, { ...of, ...change })}`.text;

  it('lead to a commit of the right repository', () => {
    const settings = { commitUrl: 'https://a.org/{commit}', commitUrls: { other: 'https://b.org/{commit}' } };
    expect(text(settings)).toBe(`<a href="https://a.org/${of.revision}"><code>c0ffeec0ffee</code></a>`);
    expect(text(settings, { revision: `${of.revision}+changes` })).toContain(
      `${of.revision}"><code>c0ffeec0ffee+changes<`,
    );
    expect(text(settings, { buildName: 'other', implementation: 'cpython' })).toContain('https://b.org/c0ffee');
    expect(text(settings, { implementation: 'cpython' })).toBe('<code>c0ffeec0ffee</code>');
    expect(text(settings, { buildName: 'toString' })).toContain('https://a.org/');
    expect(text(settings, { revision: '../../x' })).toBe('<code>../../x</code>');
    expect(text({})).toBe('<code>c0ffeec0ffee</code>');
  });

  it('mute until the last day, and only what they name', () => {
    const muted = [{ benchmark: 'single/x', build: 'main', reason: 'why', until: '2026-02-01' }];
    const step = { kind: 'single', benchmark: 'x', buildName: 'main', day: '2026-02-01' };
    const said = (change: Partial<typeof step>) => html`${mutedMark({ muted }, { ...step, ...change })}`.text;
    expect(said({})).toBe('<span class="muted">muted until 2026-02-01: <bdi>why</bdi></span>');
    for (const other of [{ day: '2026-02-02' }, { kind: 'threads' }, { benchmark: 'y' }, { buildName: 'z' }]) {
      expect(said(other)).toBe('');
    }
  });
});

describe('the site', () => {
  let out: string;
  let pages: Map<string, string>;

  beforeAll(async () => {
    out = mkdtempSync(path.join(tmpdir(), 'gil-lab-site-'));
    mkdirSync(path.join(out, 'benchmarks'));
    writeFileSync(path.join(out, 'benchmarks', 'of-an-earlier-run.html'), '');
    await writeSite({ data: sampleRun(), out, assets });
    const list = (folder: string) => readdirSync(path.join(out, folder)).sort();
    const names = [
      ...list('.').filter((name) => name.endsWith('.html')),
      ...['suites', 'benchmarks'].flatMap((folder) => list(folder).map((name) => `${folder}/${name}`)),
    ];
    pages = new Map(names.map((name) => [name, readFileSync(path.join(out, name), 'utf8')]));
  });
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  it('has a page for each benchmark, and none of an earlier run', () => {
    const names = [...pages.keys()];
    expect(names.slice(0, 5)).toEqual([
      'environment.html',
      'index.html',
      'method.html',
      'suites/single.html',
      'suites/threads.html',
    ]);
    expect(names.slice(5)).toEqual([
      'benchmarks/single-alike.html',
      expect.stringMatching(/^benchmarks\/single-img-src-x[\w-]{20,70}-[0-9a-f]{8}\.html$/),
      'benchmarks/single-nbody.html',
      'benchmarks/threads-counter.html',
      'benchmarks/threads-primes.html',
    ]);
  });

  it('tells of turns where there were any', async () => {
    expect(pages.get('method.html')).not.toContain('in turns');
    const data = sampleRun();
    const other = path.join(out, 'in-turns');
    await writeSite({ data: { ...data, run: { ...data.run, turns: true } }, out: other, assets });
    expect(readFileSync(path.join(other, 'method.html'), 'utf8')).toContain('was taken <em>in turns</em>');
  });

  it('gives the rate of work beside the speed-up', () => {
    expect(pages.get('index.html')).toContain('own, rate of work');
    expect(pages.get('benchmarks/threads-primes.html')).toContain('rate of work');
  });

  it('links only to files that exist, and to nothing on the network', () => {
    for (const [name, page] of pages) {
      const links = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map((match) => match[1]);
      expect(links.length).toBeGreaterThan(5);
      for (const link of links.filter((candidate) => !/^(#|data:)/.test(candidate))) {
        expect(link).not.toMatch(/^(\w+:)?\/\//);
        expect(existsSync(path.join(out, path.dirname(name), link.split('#')[0])), `${name}: ${link}`).toBe(true);
      }
    }
  });

  it('leads to every page from every page, and to places that the pages have', () => {
    const ids = new Map(
      [...pages].map(([name, page]) => [name, [...page.matchAll(/ id="([^"]*)"/g)].map((m) => m[1])]),
    );
    for (const [name, page] of pages) {
      const targets = [...page.matchAll(/href="([^"]*\.html)(?:#([^"]*))?"/g)].map((match) => ({
        file: path.posix.join(path.posix.dirname(name), match[1]),
        id: match[2],
      }));
      for (const main of [
        'index.html',
        'suites/threads.html',
        'suites/single.html',
        'environment.html',
        'method.html',
      ]) {
        expect(targets.map(({ file }) => file)).toContain(main);
      }
      for (const { file, id } of targets) if (id) expect(ids.get(file), `${name}: ${file}#${id}`).toContain(id);
    }
  });

  it('escapes names everywhere', () => {
    for (const page of pages.values()) {
      expect(page).not.toContain('<script>alert');
      expect(page).not.toContain('<img');
    }
    expect(pages.get('index.html')).toContain('&lt;script&gt;alert');
    expect(pages.get('benchmarks/single-nbody.html')).toContain('<h1><bdi>&lt;script&gt;');
    expect(pages.get('environment.html')).toContain('&lt;script&gt;alert');
    expect(pages.get('suites/single.html')).toContain(`<bdi>${turnedName}</bdi>`);
    // A name that is part of no path leads nowhere else.
    expect(hostileFolder).toContain('../');
    expect(readdirSync(path.dirname(out)).filter((name) => name.includes('img src'))).toEqual([]);
  });

  it('stays small, and gives each id once', () => {
    const shared = readdirSync(path.join(out, 'assets')).map((name) => statSync(path.join(out, 'assets', name)).size);
    const assetBytes = shared.reduce((sum, size) => sum + size, 0);
    for (const page of pages.values()) {
      expect(Buffer.byteLength(page) + assetBytes).toBeLessThan(2_000_000);
      const ids = [...page.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('gives every chart words, a table and downloads', () => {
    for (const [name, page] of pages) {
      const figures = page.split('<figure').slice(1);
      if (name !== 'method.html') expect(figures.length, name).toBeGreaterThan(0);
      for (const figure of figures) {
        expect(figure).toMatch(/role="img" aria-label="[^"]+"/);
        expect(figure).toContain('<table>');
        expect(figure).toMatch(/href="[^"]*\.csv" download/);
        expect(figure).toMatch(/href="[^"]*\.json" download/);
      }
    }
  });
});
