import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ratioChart } from './charts/ratios.js';
import { speedupChart } from './charts/speedup.js';
import { toCsv } from './figure.js';
import { html, jsonScript, slug } from './html.js';
import { buildLabel, Report, sequence } from './model.js';
import { renderSvg } from './render.js';
import { hostileName, sampleRun } from './sample-run.js';
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
    const text = jsonScript({ name: '</script><!--' }).text;
    expect(text).not.toContain('<');
    expect(JSON.parse(text)).toEqual({ name: '</script><!--' });
  });

  it('makes file names of anything', () => {
    expect(slug('../../etc/passwd')).toBe('etc-passwd');
    expect(slug('N-body for each')).toBe('n-body-for-each');
    expect(slug('//')).toBe('unnamed');
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
      { build: 'gilpy, GIL off', workers: 1, speedup: 0.95, low: 0.855, high: expect.closeTo(1.045, 9) },
      { build: 'gilpy, GIL off', workers: 2, speedup: 1.9, low: 1.71, high: expect.closeTo(2.09, 9) },
    ]);
    expect(report.families().map((family) => family.family)).toEqual(['independent', 'contended']);
    expect(report.ratios()).toHaveLength(2);
    expect(report.ratios()[1]).toMatchObject({ benchmark: 'geometric mean', overall: true, ratio: 1.2 });
  });

  it('puts iterations in the order in which they ran', () => {
    const rows = sequence(report.data.variants[0]);
    expect(rows.map((row) => row.order)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(rows.map((row) => row.block)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(rows.filter((row) => row.warmup).map((row) => row.order)).toEqual([0, 5]);
    expect(rows[1].ms).toBe(12);
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
    const row = { build: 'a', ratio: 1.5, low: null, high: null, overall: false };
    const rows = [
      { ...row, benchmark: 'x' },
      { ...row, benchmark: 'y', ratio: 0.5, low: 0.4, high: 0.6 },
    ];
    const chart = ratioChart([...rows, { ...row, benchmark: 'geometric mean', overall: true }], { series, base: 'b' });
    expect((await renderSvg(chart)).text).not.toMatch(/NaN|Infinity/);
    expect(chart.description).toContain('Geometric means: a 1.50.');
  });
});

describe('the site', () => {
  let out: string;
  let pages: Map<string, string>;

  beforeAll(async () => {
    out = mkdtempSync(path.join(tmpdir(), 'gil-lab-site-'));
    mkdirSync(path.join(out, 'benchmarks'));
    writeFileSync(path.join(out, 'benchmarks', 'of-an-earlier-run.html'), '');
    await writeSite(sampleRun(), out, assets);
    const names = ['index.html', ...readdirSync(path.join(out, 'benchmarks')).map((name) => `benchmarks/${name}`)];
    pages = new Map(names.map((name) => [name, readFileSync(path.join(out, name), 'utf8')]));
  });
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  it('has a page for each benchmark, and none of an earlier run', () => {
    expect([...pages.keys()]).toEqual([
      'index.html',
      'benchmarks/1-nbody.html',
      'benchmarks/2-primes.html',
      'benchmarks/3-counter.html',
    ]);
  });

  it('tells of turns where there were any', async () => {
    expect(pages.get('index.html')).not.toContain('in turns');
    const data = sampleRun();
    const other = path.join(out, 'in-turns');
    await writeSite({ ...data, run: { ...data.run, turns: true } }, other, assets);
    expect(readFileSync(path.join(other, 'index.html'), 'utf8')).toContain('was taken <em>in turns</em>');
  });

  it('gives the rate of work beside the speed-up', () => {
    expect(pages.get('index.html')).toContain('own, rate of work');
    expect(pages.get('benchmarks/2-primes.html')).toContain('rate of work');
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

  it('escapes names everywhere', () => {
    for (const page of pages.values()) expect(page).not.toContain('<script>alert');
    expect(pages.get('index.html')).toContain('&lt;script&gt;alert');
    expect(pages.get('benchmarks/1-nbody.html')).toContain('<h1>&lt;script&gt;');
    expect(hostileName).toContain('<script>');
  });

  it('stays small, and gives each id once', () => {
    for (const page of pages.values()) {
      expect(page.length).toBeLessThan(2_000_000);
      const ids = [...page.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('gives every chart words, a table and a download', () => {
    for (const page of pages.values()) {
      const figures = page.split('<figure').slice(1);
      expect(figures.length).toBeGreaterThan(0);
      for (const figure of figures) {
        expect(figure).toMatch(/role="img" aria-label="[^"]+"/);
        expect(figure).toContain('<table>');
        expect(figure).toMatch(/href="[^"]*\.csv" download/);
      }
    }
  });
});
