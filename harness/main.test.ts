import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, StoreError } from '../results/database.js';
import { listRuns, readRun } from '../results/queries.js';
import { hasRealPython, realPython, skippedWithout } from './real-python.js';
import { inRepository } from './repository.js';

// The whole program as users start it, on a suite of tiny benchmarks under the machine's own Python. `npm test` builds
// it before the tests run.

let folder: string;
let db: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-main-'));
  db = path.join(folder, 'lab.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lab(...args: string[]) {
  const child = spawn(process.execPath, [inRepository('dist', 'harness', 'main.js'), ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

function benchmark(kind: 'single' | 'threads', name: string, program: string) {
  const place = path.join(folder, 'suites', kind, name);
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'bench.py'), program);
  const manifest = { name, title: name, description: name, kind, tags: [], quick: true };
  const scaling = kind === 'threads' ? { scaling: 'independent' } : {};
  writeFileSync(path.join(place, 'manifest.json'), JSON.stringify({ ...manifest, ...scaling }));
}

const adding = `
def prepare(scale):
    return 100
def run(state, loops):
    return sum(range(state * loops))
def verify(state, loops, result):
    assert result == sum(range(state * loops))
`;
const threaded = `
def prepare(scale):
    return 100
def worker(state, index, workers, loops):
    return sum(range(state * loops))
def verify(state, loops, results):
    assert results == [sum(range(state * loops))] * len(results)
`;

const runArguments = () => [
  ...[
    'run',
    '--suites',
    path.join(folder, 'suites'),
    '--no-own',
    '--python',
    `a=${realPython}`,
    '--python',
    `b=${realPython}`,
  ],
  ...['--db', db, '--min-time', '1', '--values', '2', '--warmups', '1', '--workers', '1,2', '--blocks', '2'],
];

describe('gil-lab', () => {
  it.skipIf(!hasRealPython)(`runs, lists, compares, reports and exports${skippedWithout}`, async () => {
    benchmark('single', 'adding', adding);
    benchmark('threads', 'together', threaded);
    const run = await lab(...runArguments(), '--json').ended;
    expect(run.code, run.stderr).toBe(0);
    const output = JSON.parse(run.stdout);
    expect(output).toMatchObject({ runId: 1, state: 'finished', failures: [] });
    expect(output.variants).toHaveLength(2 + 4);
    expect(output.overall.length).toBeGreaterThan(0);
    // Piped, there is no progress line, only the notes.
    expect(run.stderr).not.toContain('\x1b');

    const list = JSON.parse((await lab('list', '--runs', '--db', db, '--json').ended).stdout);
    expect(list).toMatchObject([{ id: 1, state: 'finished', processes: 6 * 2 }]);
    const compare = JSON.parse((await lab('compare', 'a', 'b', '--db', db, '--json').ended).stdout);
    expect(compare.ratios).toHaveLength(3);
    expect(compare.overall.map((row: { family: string }) => row.family).sort()).toEqual([
      'independent',
      'independent',
      'single',
    ]);
    const site = path.join(folder, 'site');
    const report = await lab('report', '--db', db, '--out', site).ended;
    expect(report.code, report.stderr).toBe(0);
    expect(report.stdout).toContain('index.html');
    expect(existsSync(path.join(site, 'index.html'))).toBe(true);
    await lab('export', '--db', db, '--out', folder).ended;
    const exported = JSON.parse(readFileSync(path.join(folder, 'a.pyperf.json'), 'utf8'));
    expect(exported.benchmarks.map((b: { metadata: { name: string } }) => b.metadata.name).sort()).toEqual([
      'adding',
      'together[workers=1]',
      'together[workers=2]',
    ]);
  });

  it.skipIf(!hasRealPython)(`measures a checkout of pyperformance${skippedWithout}`, async () => {
    const place = path.join(folder, 'checkout', 'pyperformance', 'data-files', 'benchmarks');
    const script = (name: string, files: Readonly<Record<string, string>>) => {
      mkdirSync(path.join(place, `bm_${name}`), { recursive: true });
      const metadata = `[tool.pyperformance]\nname = "${name}"\n`;
      for (const [file, text] of Object.entries({ 'pyproject.toml': metadata, ...files })) {
        writeFileSync(path.join(place, `bm_${name}`, file), text);
      }
    };
    const registering = (...names: string[]) =>
      ['import pyperf', 'r = pyperf.Runner()', ...names.map((name) => `r.bench_func('${name}', int, '5')`)].join('\n');
    script('ints', { 'run_benchmark.py': registering('one', 'two') });
    script('foreign', { 'run_benchmark.py': '', 'requirements.txt': 'mako==1\n' });
    script('lost', { 'run_benchmark.py': 'import no_such_module' });
    const rows = ['ints', 'foreign', 'lost'].map((name) => `${name}\t<local>\n`).join('');
    writeFileSync(path.join(place, 'MANIFEST'), `[benchmarks]\nname\tmetafile\n${rows}`);
    const [, , , ...rest] = runArguments();
    const run = await lab('run', '--pyperformance', path.join(folder, 'checkout'), ...rest, '--json').ended;
    expect(run.code, run.stderr).toBe(0);
    const output = JSON.parse(run.stdout);
    expect(output.failures).toEqual([]);
    expect(output.leftOut).toEqual([
      { benchmark: 'foreign', build: null, missing: ['mako'] },
      { benchmark: 'lost', build: null, missing: ['no_such_module'] },
    ]);
    expect(output.variants.map((v: { benchmark: string }) => v.benchmark).sort()).toEqual(['one', 'one', 'two', 'two']);
    for (const { summary } of output.variants) expect(summary).toMatchObject({ processes: 2, samples: 4 });
    const list = JSON.parse(
      (await lab('list', '--pyperformance', path.join(folder, 'checkout'), '--json').ended).stdout,
    );
    expect(list.map((b: { name: string }) => b.name)).toEqual(['ints', 'foreign', 'lost']);
  });

  it.skipIf(!hasRealPython)(`measures in turns${skippedWithout}`, async () => {
    benchmark('single', 'adding', adding);
    benchmark('threads', 'together', threaded);
    const run = await lab(...runArguments(), '--turns', '--json').ended;
    expect(run.code, run.stderr).toBe(0);
    const output = JSON.parse(run.stdout);
    expect(output).toMatchObject({ state: 'finished', failures: [] });
    for (const { summary } of output.variants) expect(summary).toMatchObject({ processes: 2, samples: 4 });
    const connection = openDatabase(db, { readonly: true });
    expect(readRun(connection, 1)!.run.turns).toBe(true);
    connection.close();
  });

  it.skipIf(!hasRealPython)(`measures in processes beside threads${skippedWithout}`, async () => {
    benchmark('single', 'adding', adding);
    benchmark('threads', 'together', threaded);
    const run = await lab(...runArguments(), '--turns', '--processes', '--json').ended;
    expect(run.code, run.stderr).toBe(0);
    const { builds, variants, failures } = JSON.parse(run.stdout);
    expect(failures).toEqual([]);
    const apart = builds.find((build: { name: string }) => build.name === 'a-processes');
    const measured = variants.filter((variant: { buildId: number }) => variant.buildId === apart.id);
    expect(measured.map((v: { benchmark: string; workers: number }) => [v.benchmark, v.workers]).sort()).toEqual([
      ['together', 1],
      ['together', 2],
    ]);
    for (const { summary } of measured) expect(summary).toMatchObject({ processes: 2, samples: 4 });
  });

  it.skipIf(!hasRealPython)(
    `goes on when a benchmark fails, and says so with its exit code${skippedWithout}`,
    async () => {
      benchmark('single', 'adding', adding);
      benchmark('single', 'broken', 'def prepare(scale):\n    raise RuntimeError("no luck")\n');
      const run = await lab(...runArguments(), '--json').ended;
      expect(run.code).toBe(1);
      expect(run.stderr).toContain('RuntimeError: no luck');
      const output = JSON.parse(run.stdout);
      expect(output.failures).toHaveLength(2);
      const adding_ = output.variants.filter((v: { benchmark: string }) => v.benchmark === 'adding');
      for (const { summary } of adding_) expect(summary.processes).toBe(2);
    },
  );

  it.skipIf(!hasRealPython)(
    `stops at Ctrl-C, keeps what it has and leaves no process behind${skippedWithout}`,
    async () => {
      const pidFile = path.join(folder, 'pid');
      benchmark('single', 'adding', adding);
      benchmark(
        'single',
        'endless',
        `import os, time
def prepare(scale):
    with open(${JSON.stringify(pidFile)}, 'w') as file:
        file.write(str(os.getpid()))
def run(state, loops):
    time.sleep(600)
def verify(state, loops, result):
    pass
`,
      );
      const { child, ended } = lab(...runArguments());
      while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') await new Promise((r) => setTimeout(r, 50));
      child.kill('SIGINT');
      const { code, stderr } = await ended;
      expect(code, stderr).toBe(130);
      expect(stderr).toContain('interrupted');
      expect(() => process.kill(Number(readFileSync(pidFile, 'utf8')), 0)).toThrow(/ESRCH/);
      const connection = openDatabase(db, { readonly: true });
      expect(listRuns(connection)).toMatchObject([{ state: 'interrupted' }]);
      // `adding` was calibrated on both builds before; its processes are there.
      expect(readRun(connection, 1)!.variants.flatMap((variant) => variant.processes)).toHaveLength(2);
      connection.close();
    },
  );

  it.skipIf(!hasRealPython)(`reports a run that was killed, with all that it had stored${skippedWithout}`, async () => {
    benchmark('single', 'adding', adding);
    const { child, ended } = lab(...runArguments(), '--blocks', '1000');
    const measured = () => {
      if (!existsSync(db)) return 0;
      let connection: ReturnType<typeof openDatabase>;
      try {
        connection = openDatabase(db, { readonly: true });
      } catch (error) {
        // the run has made the file and not its tables yet
        if (error instanceof StoreError) return 0;
        throw error;
      }
      const runs = listRuns(connection);
      connection.close();
      return runs[0]?.processes ?? 0;
    };
    while (measured() < 3) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGKILL');
    await ended;
    const report = await lab('report', '--db', db, '--out', path.join(folder, 'site')).ended;
    expect(report.code, report.stderr).toBe(0);
    const connection = openDatabase(db, { readonly: true });
    const data = readRun(connection, 1)!;
    connection.close();
    expect(data.run.state).toBe('running');
    expect(data.variants.every((variant) => variant.summary)).toBe(true);
  });

  it.each([
    [['report'], 2, /gil-lab run/],
    [['compare', 'a', 'b'], 2, /gil-lab run/],
    [['run', '--suite', 'none'], 2, /quick, single, threads, all/],
    [['run', '--blocks', '0'], 2, /whole number/],
    [['run', '--python', 'python3'], 2, /NAME=COMMAND/],
    [['run', '--no-own', '--python', 'x=/no/such/python'], 2, /x \(\/no\/such\/python\) does not run/],
    [['run', '--suites', '/no/such/folder', '--no-own'], 2, /no benchmarks/],
    [['run', '--pyperformance', '/no/such/folder'], 2, /there is no folder \/no\/such\/folder/],
    [['run', '--pyperformance', '.', '--suite', 'all'], 2, /--pyperformance.*cannot be used with.*--suite/],
    [['run', '--group', 'math'], 2, /--group names a group of a checkout/],
    [['list', '--pyperformance', 'harness'], 2, /harness is no checkout of pyperformance/],
  ])('answers a mistake with a clear message: %j', async (args, code, message) => {
    const result = await lab(...args, '--db', db).ended;
    expect(result.stderr).toMatch(message);
    expect(result.code).toBe(code);
    expect(result.stderr).not.toMatch(/^\s+at /m);
  });
});
