import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sample } from '../results/records.js';
import { systemExecutor } from './executor.js';
import { calibrate, measure } from './measure.js';
import { parseLine } from './protocol.js';
import { hasRealPython, realPython, skippedWithout } from './real-python.js';
import { runnerPath } from './repository.js';
import { takeTurns } from './turns.js';

// Real processes: what the scripted executor of the other tests stands for.

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-executor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function node(program: string, timeoutMs = 60_000) {
  return systemExecutor.start({
    command: [process.execPath, '-e', program],
    environment: { LAB_TEST: 'yes' },
    timeoutMs,
  });
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const result: string[] = [];
  for await (const line of lines) result.push(line);
  return result;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie that nobody has waited for yet counts as gone.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('the system executor', () => {
  it('gives lines, environment, error output and the exit code', async () => {
    const running = node(
      `console.log('a'); process.stdout.write(process.env.LAB_TEST + '\\r\\nc'); console.error('E'); process.exitCode = 3`,
    );
    expect(await all(running.lines)).toEqual(['a', 'yes', 'c']);
    expect(await running.ended).toMatchObject({ exitCode: 3, signal: null, timedOut: false, stderr: 'E\n' });
  });

  it('tells of a program that does not exist', async () => {
    const running = systemExecutor.start({ command: ['no-such-program'], environment: {}, timeoutMs: 1000 });
    expect(await all(running.lines)).toEqual([]);
    expect(await running.ended).toMatchObject({ exitCode: null, stderr: expect.stringMatching(/ENOENT/) });
  });

  it('ends a process that hangs, with its children', async () => {
    const running = node(
      `const { spawn } = require('child_process');
       const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       console.log(child.pid);
       setInterval(() => {}, 1000);`,
      1500,
    );
    const [pid] = await all(running.lines);
    expect(await running.ended).toMatchObject({ timedOut: true, signal: 'SIGKILL' });
    expect(Number(pid)).toBeGreaterThan(0);
    await expect.poll(() => alive(Number(pid)), { timeout: 10_000 }).toBe(false); // a killed process takes a moment
  });

  it('writes lines to a process that asked for input, and does not mind one that has gone', async () => {
    const running = systemExecutor.start({
      command: [
        process.execPath,
        '-e',
        `require('readline').createInterface(process.stdin).once('line', (line) => {
           console.log('got ' + line);
           process.exit(0);
         });`,
      ],
      environment: {},
      timeoutMs: 60_000,
      input: true,
    });
    running.rest();
    running.write('one');
    expect(await all(running.lines)).toEqual(['got one']);
    expect(await running.ended).toMatchObject({ exitCode: 0, timedOut: false });
    running.write('two');
    running.rest();
  });

  it('gives no input to a process that did not ask for it', async () => {
    const running = node(`process.stdin.on('end', () => console.log('end')).resume()`);
    expect(await all(running.lines)).toEqual(['end']);
  });

  it('takes along children that outlive their parent', async () => {
    const running = node(
      `const { spawn } = require('child_process');
       const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       console.log(child.pid);
       child.unref();
       setTimeout(() => process.exit(0), 50);`,
    );
    const [pid] = await all(running.lines);
    expect(await running.ended).toMatchObject({ exitCode: 0 });
    await expect.poll(() => alive(Number(pid)), { timeout: 10_000 }).toBe(false); // a killed process takes a moment
  });
});

describe.skipIf(!hasRealPython)(`the runner under a real Python${skippedWithout}`, () => {
  const build = { command: [realPython], environment: {}, parallelism: 'threads' as const };
  const apart = { ...build, parallelism: 'processes' as const };
  const request = { build, loops: 3, warmups: 1, values: 2, scale: 2, timeoutMs: 60_000, hashSeed: 1 };

  function bench(program: string): string {
    const file = path.join(folder, 'bench.py');
    writeFileSync(file, program);
    return file;
  }

  function expectThreeWorkers(samples: readonly Sample[]): void {
    for (const { workerNs, elapsedNs } of samples) {
      expect(workerNs).toHaveLength(3);
      expect(elapsedNs).toBeGreaterThanOrEqual(Math.max(...workerNs!));
    }
  }

  it('times a single-threaded benchmark and ignores what it prints', async () => {
    const benchFile = bench(`
import sys
INNER_LOOPS = 7
def prepare(scale):
    return {'scale': scale, 'runs': 0}
def run(state, loops):
    state['runs'] += 1
    print('noise', end='')
    return loops * state['scale']
def verify(state, loops, result):
    assert result == loops * 2
    assert loops == 3
`);
    const { process, samples } = await measure({ ...request, benchFile, workers: 1 }, systemExecutor);
    expect(process).toMatchObject({ outcome: 'ok', facts: { implementation: 'cpython' } });
    expect(samples.map((sample) => [sample.number, sample.warmup, sample.loops])).toEqual([
      [0, true, 3],
      [1, false, 3],
      [2, false, 3],
    ]);
    for (const sample of samples) expect(sample).toMatchObject({ workerNs: null, elapsedNs: expect.any(Number) });
  });

  it('runs the workers of a threaded benchmark together', async () => {
    const benchFile = bench(`
import threading
def prepare(scale):
    return {'gate': threading.Barrier(3)}
def worker(state, index, workers, loops):
    state['gate'].wait()
    return (index, workers, loops)
def verify(state, loops, results):
    assert results == [(i, 3, 3) for i in range(3)], results
`);
    const { process, samples } = await measure({ ...request, benchFile, workers: 3 }, systemExecutor);
    expect(process.outcome).toBe('ok');
    expectThreeWorkers(samples);
  });

  it('runs workers that are processes together', async () => {
    const benchFile = bench(`
import os
def prepare(scale):
    return []
def worker(state, index, workers, loops):
    state.append(1)
    return (len(state), index, workers)
def verify(state, loops, results):
    assert results == [(len(state), 0, 1)], results
`);
    const { process, samples } = await measure({ ...request, build: apart, benchFile, workers: 3 }, systemExecutor);
    expect(process.outcome, process.errorMessage ?? '').toBe('ok');
    expect(samples.map((sample) => sample.warmup)).toEqual([true, false, false]);
    expectThreeWorkers(samples);
  });

  it('tells of the process that failed and ends the others, which wait', async () => {
    const benchFile = bench(`
import os
def prepare(scale):
    return None
def worker(state, index, workers, loops):
    try:
        os.mkdir(os.path.join(os.path.dirname(__file__), 'first'))
    except FileExistsError:
        return 0
    raise KeyError('lost')
def verify(state, loops, results):
    pass
`);
    const { process, samples } = await measure({ ...request, build: apart, benchFile, workers: 3 }, systemExecutor);
    expect(samples).toEqual([]);
    expect(process).toMatchObject({ outcome: 'error', errorType: 'KeyError', exitCode: 1 });
  });

  it('waits for a turn before each iteration', async () => {
    const benchFile = bench(`
def prepare(scale):
    return None
def run(state, loops):
    return loops
def verify(state, loops, result):
    pass
`);
    const turns = takeTurns(2);
    const log: string[] = [];
    const run = async (name: string, place: number) => {
      const turn = turns[place];
      await turn.take();
      log.push(name);
      const noted = {
        ...turn,
        take: async () => {
          await turn.take();
          log.push(name);
        },
      };
      const measured = await measure({ ...request, benchFile, workers: 1 }, systemExecutor, undefined, noted);
      turn.leave();
      return measured;
    };
    for (const { process, samples } of await Promise.all([run('a', 0), run('b', 1)])) {
      expect(process.outcome, process.errorMessage ?? '').toBe('ok');
      expect(samples.map((sample) => sample.warmup)).toEqual([true, false, false]);
    }
    // one start, one warm-up and two samples of each
    expect(log.join('')).toBe('abababab');
  });

  it('ends when whoever gives the turns has gone', async () => {
    const benchFile = bench('def prepare(scale):\n    return None\ndef run(state, loops):\n    return None\n');
    const running = systemExecutor.start({
      command: [realPython, runnerPath, '--bench', benchFile, '--loops', '1', '--turns', '1'],
      environment: {},
      timeoutMs: 60_000,
    });
    const events = (await all(running.lines)).flatMap((line) => parseLine(line) ?? []);
    expect(events.map(({ event }) => event)).toEqual(['start', 'ready', 'error']);
    expect(events[2]).toMatchObject({ type: 'EOFError' });
    expect(await running.ended).toMatchObject({ exitCode: 1 });
  });

  it('throws a wrong result away and tells why', async () => {
    const benchFile = bench(`
def prepare(scale):
    return None
def worker(state, index, workers, loops):
    return index
def verify(state, loops, results):
    assert results == [5], 'the sum is %d' % results[0]
`);
    const { process, samples } = await measure({ ...request, benchFile, workers: 1 }, systemExecutor);
    expect(samples).toEqual([]);
    expect(process).toMatchObject({ outcome: 'error', errorType: 'AssertionError', errorMessage: 'the sum is 0' });
    expect(process.errorTraceback).toMatch(/bench\.py/);
  });

  it('tells of an error in one worker while the others wait', async () => {
    const benchFile = bench(`
def prepare(scale):
    return None
def worker(state, index, workers, loops):
    if index == 1:
        raise KeyError('lost')
    return index
def verify(state, loops, results):
    pass
`);
    const { process } = await measure({ ...request, benchFile, workers: 2 }, systemExecutor);
    expect(process).toMatchObject({ outcome: 'error', errorType: 'KeyError' });
  });

  it('calls an early exit a failure, not a success', async () => {
    const benchFile = bench(`
import os
def prepare(scale):
    os._exit(0)
`);
    const { process } = await measure({ ...request, benchFile, workers: 1 }, systemExecutor);
    expect(process).toMatchObject({ outcome: 'crash', exitCode: 0 });
  });

  it('calibrates to a power of two', async () => {
    const benchFile = bench(`
import time
def prepare(scale):
    return None
def run(state, loops):
    time.sleep(0.002 * loops)
def verify(state, loops, result):
    pass
`);
    const { loops } = await calibrate({ build, benchFile, minTimeMs: 12, scale: 1, timeoutMs: 60_000 }, systemExecutor);
    // 8 loops take at least 16 ms, and fewer suffice only where sleeping is slow.
    expect([1, 2, 4, 8]).toContain(loops);
  });
});
