import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { StoreError } from '../results/database.js';
import * as fixture from '../results/fixture.js';
import { type RunData, readRun, unfinishedRuns } from '../results/queries.js';
import type { Build } from '../results/records.js';
import { Store } from '../results/store.js';
import type { BuildRequest } from './builds.js';
import type { Executor, ProcessRequest } from './executor.js';
import { type Instruments, type LabRequest, runLab } from './lab.js';
import { planVariants } from './plan.js';
import { type ResumeTools, resumePlan, resumeRequest } from './resume.js';
import { message, option, runnerScript, type Script, scriptedExecutor, startMessage } from './scripted-executor.js';
import { seededRandom } from './statistics/random.js';
import { SuiteError } from './suites.js';
import { isRunning, thisWriter } from './writer.js';

const bench = (kind: 'single' | 'threads', name: string) => ({
  ...fixture.benchmark(kind, name),
  file: `/suites/${kind}/${name}/bench.py`,
  quick: true,
});
const benchmarks = [bench('single', 'nbody'), bench('single', 'broken'), bench('threads', 'primes')];
const builds: Build[] = [
  { ...fixture.build('fast', 'off'), command: ['fast-python'] },
  { ...fixture.build('slow', 'on'), command: ['slow-python'] },
];
const requests: BuildRequest[] = builds.map(({ name, command }) => ({ name, command, environment: {} }));
const ofName = (name: string) => builds.find((build) => build.name === name)!;

const tools: ResumeTools = {
  machine: fixture.machine,
  describe: async ({ name }) => ofName(name),
  readBenchmark: (folder) => benchmarks.find(({ file }) => file === `${folder}/bench.py`)!,
  isRunning: () => false,
};

function labRequest(turns: boolean, key = 'k', withinMs: number | null = null): LabRequest {
  const request = {
    variants: planVariants(benchmarks, builds, [1, 2]),
    minTimeMs: 1,
    timeoutMs: 1000,
    withinMs,
  };
  return {
    ...request,
    options: { seed: 1, blocks: 3, values: 2, warmups: 1, scale: 1, turns },
    machine: fixture.machine,
    run: {
      key,
      labVersion: '0',
      labRevision: null,
      arguments: [],
      environment: {},
      plan: resumePlan(request, requests),
    },
  };
}

/** One benchmark fails on one build from the second block on, and one variant cannot be calibrated. */
function answer(request: ProcessRequest): Script {
  const file = option(request, '--bench');
  const slow = request.command[0] === 'slow-python';
  const calibrating = option(request, '--loops') === 'auto';
  if (file.includes('broken') && (slow ? calibrating : !calibrating && request.environment.PYTHONHASHSEED !== '0')) {
    return {
      lines: [startMessage, message('error', { type: 'ValueError', message: 'no luck' })],
      ending: { exitCode: 1 },
    };
  }
  return runnerScript(request, slow ? 3000 : 1000);
}

class Killed extends Error {}

/** Something that can end the program wherever it is asked, and from then on does so everywhere. */
class Fuse {
  burnt = 0;
  private readonly length: number;

  constructor(length = Number.POSITIVE_INFINITY) {
    this.length = length;
  }

  burn(): void {
    if (++this.burnt > this.length) throw new Killed();
  }
}

/** A store whose program may end before a transaction, within one and after its commit. */
class FragileStore extends Store {
  private readonly fuse: Fuse;

  constructor(store: Store, fuse: Fuse) {
    super(store.connection);
    this.fuse = fuse;
  }

  override atomically<T>(work: () => T): T {
    this.fuse.burn();
    const result = super.atomically(() => {
      const made = work();
      this.fuse.burn();
      return made;
    });
    this.fuse.burn();
    return result;
  }
}

/** Processes whose program may end before they start and whenever they have printed a line. */
function fragileExecutor(fuse: Fuse): Executor & { readonly started: () => number } {
  const scripted = scriptedExecutor(answer);
  async function* lines(source: AsyncIterable<string>) {
    for await (const line of source) {
      fuse.burn();
      yield line;
    }
  }
  return {
    started: () => scripted.requests.length,
    start(request) {
      fuse.burn();
      const running = scripted.start(request);
      return { ...running, lines: lines(running.lines) };
    },
  };
}

function instruments(executor: Executor, overrides: Partial<Instruments> = {}): Instruments {
  return {
    executor,
    progress: { step: () => {}, note: () => {}, end: () => {} },
    now: () => new Date(0),
    canary: () => 1_000_000,
    loadAverage: () => 0.1,
    steal: () => 0,
    signal: new AbortController().signal,
    ...overrides,
  };
}

/** Begins the run, or goes on with it, until the fuse ends the program; returns how many processes were started. */
async function attempt(store: Store, fuse: Fuse, turns: boolean): Promise<number> {
  const fragile = new FragileStore(store, fuse);
  const executor = fragileExecutor(fuse);
  try {
    const begun = unfinishedRuns(store.connection).length > 0;
    const request = begun ? await resumeRequest(fragile, null, tools) : labRequest(turns);
    await runLab(request, fragile, instruments(executor));
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
  return executor.started();
}

/** Everything that was measured, in the order in which it was. */
function measured(data: RunData) {
  return data.variants
    .flatMap(({ benchmarkId, buildId, workers, loops, innerLoops, processes }) => {
      const variant = [data.benchmarks.get(benchmarkId)!.name, data.builds.get(buildId)!.name, workers].join(' ');
      return processes.map((process) => ({ ...process, id: 0, variantId: 0, variant, loops, innerLoops }));
    })
    .sort((a, b) => a.position - b.position);
}

describe.each([
  ['one after the other', false],
  ['in turns', true],
])('a run %s that is killed and continued', (_, turns) => {
  it('holds what an undisturbed one holds, wherever it was killed', async () => {
    const whole = new Fuse();
    const calm = Store.open(':memory:');
    const started = await attempt(calm, whole, turns);
    const wanted = measured(readRun(calm.connection, 1)!);
    calm.close();
    // 3 calibrations that succeed and one that fails, and blocks of variants of which one fails twice
    expect(wanted.filter(({ outcome }) => outcome !== 'ok')).toHaveLength(3);
    expect(wanted.filter(({ purpose }) => purpose === 'measure')).toHaveLength(3 * 7);

    let kills = 0;
    for (let seed = 0; seed < 12; seed++) {
      const random = seededRandom(seed);
      const store = Store.open(':memory:');
      const finished = () => store.connection.prepare('SELECT state FROM run').pluck().get() === 'finished';
      let startedHere = 0;
      let killsHere = -1;
      for (; !finished(); killsHere++) {
        startedHere += await attempt(store, new Fuse(1 + Math.floor((random() * whole.burnt) / 2)), turns);
      }
      kills += killsHere;
      const runs = store.connection.prepare('SELECT id FROM run').pluck().all();
      expect(runs).toEqual([1]);
      expect(measured(readRun(store.connection, 1)!), `seed ${seed}`).toEqual(wanted);
      expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(store.connection.pragma('foreign_key_check')).toEqual([]);
      // Each kill costs the processes in flight and no more: one, or a group of four.
      expect(startedHere).toBeLessThanOrEqual(started + killsHere * (turns ? 4 : 1));
      store.close();
    }
    expect(kills).toBeGreaterThan(25);
  });

  it('finds no way to be killed at which something is stored twice', async () => {
    const whole = new Fuse();
    const calm = Store.open(':memory:');
    await attempt(calm, whole, turns);
    const wanted = measured(readRun(calm.connection, 1)!);
    calm.close();
    // every place of the beginning, and a stride through the rest
    for (let length = 1; length < whole.burnt; length += length < 25 ? 1 : 29) {
      const store = Store.open(':memory:');
      await attempt(store, new Fuse(length), turns);
      await attempt(store, new Fuse(), turns);
      expect(measured(readRun(store.connection, 1)!), `killed at ${length}`).toEqual(wanted);
      store.close();
    }
  });
});

describe('continuing', () => {
  /** A store with a run that was interrupted after so many of its processes. */
  async function interrupted(processes: number, request = labRequest(false)) {
    const store = Store.open(':memory:');
    const controller = new AbortController();
    let started = 0;
    const executor = scriptedExecutor((asked) => {
      if (++started > processes) controller.abort();
      return controller.signal.aborted ? { lines: [startMessage] } : answer(asked);
    });
    const result = await runLab(request, store, instruments(executor, { signal: controller.signal }));
    expect(result.state).toBe('interrupted');
    return { store, runId: result.runId };
  }

  it('keeps the failures of the first part, so that the exit code is that of the whole', async () => {
    const { store } = await interrupted(20);
    const request = await resumeRequest(store, null, tools);
    const result = await runLab(request, store, instruments(scriptedExecutor(answer)));
    expect(result).toMatchObject({ runId: 1, state: 'finished' });
    expect(result.failures).toHaveLength(3);
    const row = store.connection.prepare('SELECT state, finished_at, writer FROM run').get();
    expect(row).toEqual({ state: 'finished', finished_at: new Date(0).toISOString(), writer: null });
    store.close();
  });

  it.each([
    ['does not begin a block for which the whole run has no time', 6 + 14, 2],
    ['ends a block that had begun', 6 + 18, 3],
  ])('%s', async (_, processes, blocks) => {
    const { store } = await interrupted(processes, labRequest(false, 'k', 60_000));
    // 50 s of 60 s are spent after two blocks, and a block takes 17.5 s.
    store.connection.prepare('UPDATE process SET wall_ms = 2500').run();
    const request = await resumeRequest(store, null, tools);
    const result = await runLab(request, store, instruments(scriptedExecutor(answer)));
    expect(result.state).toBe('finished');
    const data = readRun(store.connection, 1)!;
    expect(data.run.blocks).toBe(blocks);
    const measurements = measured(data).filter(({ purpose }) => purpose === 'measure');
    expect(measurements).toHaveLength(blocks * 7);
    store.close();
  });

  it('takes the newest or the named one', async () => {
    const { store } = await interrupted(3);
    for (const key of ['second', 'third']) {
      const controller = new AbortController();
      controller.abort();
      await runLab(labRequest(false, key), store, instruments(scriptedExecutor(answer), { signal: controller.signal }));
    }
    expect((await resumeRequest(store, 'second', tools)).resumed!.run.key).toBe('second');
    expect((await resumeRequest(store, '1', tools)).resumed!.run.key).toBe('k');
    expect((await resumeRequest(store, null, tools)).resumed!.run.key).toBe('third');
    store.close();
  });

  const refused = (store: Store, name: string | null, overrides: Partial<ResumeTools>) =>
    resumeRequest(store, name, { ...tools, ...overrides }).then(
      () => {
        throw new Error('it was not refused');
      },
      (error) => {
        expect(error).toBeInstanceOf(StoreError);
        return (error as Error).message;
      },
    );

  it('leaves a run alone that another process writes', async () => {
    const { store } = await interrupted(3);
    store.connection
      .prepare('UPDATE run SET writer = ?')
      .run(JSON.stringify({ hostname: 'bench', pid: 77, start: 's' }));
    const asked: unknown[] = [];
    const busy = {
      isRunning: (writer: unknown) => {
        asked.push(writer);
        return true;
      },
    };
    expect(await refused(store, null, busy)).toMatch(/measured by process 77 on bench/);
    expect(await refused(store, '1', busy)).toMatch(/measured by process 77 on bench/);
    expect(asked[0]).toEqual({ hostname: 'bench', pid: 77, start: 's' });
    expect(store.connection.prepare('SELECT state FROM run').pluck().get()).toBe('interrupted');
    store.close();
  });

  it('takes a free run where the newest is busy', async () => {
    const { store } = await interrupted(3);
    await runLab(labRequest(false, 'second'), store, instruments(scriptedExecutor(() => ({ lines: [] })))).catch(
      () => {},
    );
    store.connection.prepare("UPDATE run SET state = 'running', writer = '{}' WHERE key = 'second'").run();
    const request = await resumeRequest(store, null, { ...tools, isRunning: () => true });
    expect(request.resumed!.run.key).toBe('k');
    store.close();
  });

  it('names what has changed since, and changes nothing', async () => {
    const { store } = await interrupted(3);
    const machine = { ...fixture.machine, fingerprint: 'm2', cpuModel: 'Another CPU' };
    expect(await refused(store, null, { machine })).toMatch(/machine's cpu model was Some CPU and is Another CPU/);
    const newer = async ({ name }: BuildRequest) => ({
      ...ofName(name),
      version: '3.13.1',
      fingerprint: `new-${name}`,
    });
    expect(await refused(store, null, { describe: newer })).toMatch(/build fast: its version was 3.13.0 and is 3.13.1/);
    const moved = async ({ name }: BuildRequest) => ({ ...ofName(name), fingerprint: `new-${name}` });
    expect(await refused(store, null, { describe: moved })).toMatch(
      /build slow: its command or environment has changed/,
    );
    const edited = (folder: string) => ({ ...tools.readBenchmark!(folder, 'single'), contentHash: 'edited' });
    expect(await refused(store, null, { readBenchmark: edited })).toMatch(
      /benchmark threads\/primes: its content has changed in \/suites\/threads\/primes \(hash-primes is now edited\)/,
    );
    const gone = () => {
      throw new SuiteError('manifest.json: no such file');
    };
    expect(await refused(store, null, { readBenchmark: gone })).toMatch(/single\/nbody: manifest.json: no such file/);
    expect(store.connection.prepare('SELECT state, writer FROM run').get()).toEqual({
      state: 'interrupted',
      writer: null,
    });
    store.close();
  });

  it('says when there is nothing to continue', async () => {
    const store = Store.open(':memory:');
    expect(await refused(store, null, {})).toMatch(/no unfinished run/);
    expect(await refused(store, '5', {})).toMatch(/no run 5/);
    const runId = store.startRun(fixture.run, store.machine(fixture.machine));
    expect(await refused(store, null, {})).toMatch(/what it was told is not stored/);
    store.finishRun(runId, 'finished', 't');
    expect(await refused(store, String(runId), {})).toMatch(/is finished/);
    store.close();
  });
});

describe('the writer of a run', () => {
  it('runs while its process does', async () => {
    expect(isRunning(thisWriter())).toBe(true);
    // Another process with the same number is another one.
    expect(isRunning({ ...thisWriter(), start: 'earlier' })).toBe(process.platform === 'win32');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const pid = child.pid!;
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(isRunning({ hostname: os.hostname(), pid, start: thisWriter().start })).toBe(false);
  });

  it('counts as running where nothing can be told of it', () => {
    expect(isRunning({ hostname: 'another computer', pid: 1, start: null })).toBe(true);
  });
});
