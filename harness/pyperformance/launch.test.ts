import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemExecutor } from '../executor.js';
import { calibrate, measure } from '../measure.js';
import { hasRealPython, realPython, skippedWithout } from '../real-python.js';
import { takeTurns } from '../turns.js';
import type { CheckoutBenchmark } from './checkout.js';
import { launcher, registeredBenchmarks } from './registration.js';

// Scripts as pyperformance has them, under a real Python: our pyperf, and what the lab reads of it.

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-pyperf-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const build = { name: 'python', command: [realPython], environment: {}, parallelism: 'threads' as const };

function script(program: string): string {
  const file = path.join(folder, 'run_benchmark.py');
  writeFileSync(file, program);
  return file;
}

function sample(program: string, task: string, words: readonly string[] = [], loops = 3) {
  const runner = { file: launcher, options: ['--task', task, '--arguments', JSON.stringify(words)] };
  const counts = { workers: 1, loops, warmups: 1, values: 2, scale: 1, timeoutMs: 60_000, hashSeed: 1 };
  return measure({ benchFile: script(program), runner, build, ...counts }, systemExecutor);
}

function ask(
  program: string,
  extraOptions: readonly string[] = [],
  requirements: readonly string[] = [],
  builds = [build],
) {
  const file = script(program);
  const benchmark: CheckoutBenchmark = {
    name: 'b',
    checkout: folder,
    tags: ['apps'],
    script: file,
    extraOptions,
    requirements,
    contentHash: 'h',
  };
  const notes: string[] = [];
  const progress = { step: () => {}, note: (text: string) => void notes.push(text), end: () => {} };
  const signal = new AbortController().signal;
  const asked = { builds, executor: systemExecutor, timeoutMs: 60_000, progress, signal };
  return { notes, registered: registeredBenchmarks([benchmark], asked) };
}

describe.skipIf(!hasRealPython)(`our pyperf under a real Python${skippedWithout}`, () => {
  it('measures a function, with its inner loops and description', async () => {
    const program = `
import pyperf
calls = []
def add(a, b):
    calls.append(a + b)
    print('noise', end='')
if __name__ == '__main__':
    runner = pyperf.Runner(values=25)
    runner.metadata['description'] = 'adds'
    runner.bench_func('other', None.__class__)
    runner.bench_func('add', add, 1, 2, inner_loops=20)
    raise SystemError('not reached')
`;
    const { process, samples } = await sample(program, 'add');
    expect(process.outcome, process.errorMessage ?? '').toBe('ok');
    expect(process.facts).toMatchObject({ implementation: expect.any(String) });
    expect(samples.map(({ number, warmup, loops }) => [number, warmup, loops])).toEqual([
      [0, true, 3],
      [1, false, 3],
      [2, false, 3],
    ]);
    for (const { elapsedNs, cpuNs, workerNs } of samples) {
      expect(elapsedNs).toBeGreaterThan(0);
      expect(cpuNs).toEqual(expect.any(Number));
      expect(workerNs).toBeNull();
    }
  });

  it('takes the seconds that a time function returns, with the loops that it was given', async () => {
    const program = `
from pyperf import Runner, perf_counter
def half(loops, scale):
    perf_counter()
    return loops * scale
Runner().bench_time_func('half', half, 0.5)
`;
    const { process, samples } = await sample(program, 'half');
    expect(process.outcome, process.errorMessage ?? '').toBe('ok');
    expect(samples.map(({ elapsedNs, cpuNs }) => [elapsedNs, cpuNs])).toEqual(new Array(3).fill([1.5e9, null]));
  });

  it('awaits a coroutine in each loop, in an event loop of its own for each sample', async () => {
    const program = `
import asyncio, pyperf
loops = []
async def main(expected):
    loops.append(asyncio.get_running_loop())
    await asyncio.sleep(0)
    assert len(loops) <= 9 and expected == 5
    if len(loops) == 9:
        assert [loops[3 * i] is loops[3 * i + 2] for i in range(3)] == [True] * 3
        assert loops[0] is not loops[3] and loops[3] is not loops[6]
        raise RuntimeError('nine awaits in three loops')
pyperf.Runner().bench_async_func('main', main, 5, loop_factory=asyncio.new_event_loop)
`;
    const { process, samples } = await sample(program, 'main');
    expect(samples).toHaveLength(2);
    expect(process).toMatchObject({ outcome: 'error', errorMessage: 'nine awaits in three loops' });
  });

  it('runs a command once a loop', async () => {
    const program = `
import os, sys, pyperf
file = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'runs')
code = 'import sys; open(sys.argv[1], "a").write("x")'
pyperf.Runner().bench_command('command', [sys.executable, '-S', '-c', code, file])
`;
    const { process, samples } = await sample(program, 'command', [], 2);
    expect(process.outcome, process.errorMessage ?? '').toBe('ok');
    expect(samples.map(({ loops }) => loops)).toEqual([2, 2, 2]);
    expect(readFileSync(path.join(folder, 'runs'), 'utf8')).toBe('xxxxxx');
  });

  it('tells what a command that fails complained of', async () => {
    const program = `
import sys, pyperf
pyperf.Runner().bench_command('command', [sys.executable, '-c', 'import sys; sys.exit("no luck")'])
`;
    const { process } = await sample(program, 'command');
    expect(process).toMatchObject({ outcome: 'error', errorMessage: expect.stringMatching(/status 1: no luck/) });
  });

  it('hands the script its options', async () => {
    const program = `
import sys, pyperf
def forward(cmd, args):
    raise SystemError('there is no process to forward options to')
runner = pyperf.Runner(add_cmdline_args=forward)
runner.argparser.add_argument('kind', choices=['io', 'none'])
runner.argparser.add_argument('--size', type=int, default=1)
args = runner.parse_args()
assert args is runner.args and runner.parse_args() is args
assert sys.argv == [__file__, 'io', '--size', '3'], sys.argv
def work(loops):
    return args.size
runner.bench_time_func('tree_' + args.kind, work)
`;
    const { process, samples } = await sample(program, 'tree_io', ['io', '--size', '3']);
    expect(process.outcome, process.errorMessage ?? '').toBe('ok');
    expect(samples[0].elapsedNs).toBe(3e9);
    const wrong = await sample(program, 'tree_io', ['sun']);
    expect(wrong.process).toMatchObject({ outcome: 'error', errorType: 'ValueError' });
    expect(wrong.process.errorMessage).toMatch(/extra_opts.*sun/);
  });

  it('runs the script as the main program, its folder importable', async () => {
    writeFileSync(path.join(folder, 'beside.py'), 'answer = 42\n');
    const program = `
import os, pickle, sys, dataclasses
import pyperf
from beside import answer
@dataclasses.dataclass
class Point:
    x: int
def work(loops):
    assert pickle.loads(pickle.dumps(Point(answer))) == Point(42)
    assert sys.path[0] == os.path.dirname(__file__)
    assert pyperf.python_implementation() == sys.implementation.name
    return 1
if __name__ == '__main__':
    pyperf.Runner().bench_time_func('work', work)
`;
    const { process } = await sample(program, 'work');
    expect(process.outcome, process.errorMessage ?? '').toBe('ok');
  });

  it('calibrates to the first power of two that takes long enough, or to what the script fixes', async () => {
    const program = `
import pyperf
runner = pyperf.Runner()
runner.bench_time_func('free', lambda loops: loops * 0.01, inner_loops=10)
pyperf.Runner(loops=3).bench_time_func('fixed', lambda loops: loops * 0.01)
`;
    const found = async (task: string) => {
      const runner = { file: launcher, options: ['--task', task, '--arguments', '[]'] };
      const times = { minTimeMs: 50, scale: 1, timeoutMs: 60_000 };
      const { loops, innerLoops } = await calibrate(
        { benchFile: script(program), runner, build, ...times },
        systemExecutor,
      );
      return [loops, innerLoops];
    };
    expect(await found('free')).toEqual([8, 10]);
    expect(await found('fixed')).toEqual([3, 1]);
  });

  it('takes its samples in turns', async () => {
    const program = `import pyperf\npyperf.Runner().bench_time_func('one', lambda loops: 1)\n`;
    const runner = { file: launcher, options: ['--task', 'one', '--arguments', '[]'] };
    const counts = { workers: 1, loops: 1, warmups: 1, values: 2, scale: 1, timeoutMs: 60_000, hashSeed: 1 };
    const request = { benchFile: script(program), runner, build, ...counts };
    const results = await Promise.all(
      takeTurns(2).map(async (turn) => {
        await turn.take();
        const measured = await measure(request, systemExecutor, undefined, turn);
        turn.leave();
        return measured;
      }),
    );
    for (const { process, samples } of results) {
      expect(process.outcome, process.errorMessage ?? '').toBe('ok');
      expect(samples).toHaveLength(3);
    }
  });

  it.each([
    [
      'a time function that returns nothing',
      `r.bench_time_func('x', lambda loops: None)`,
      /x must return the seconds.*None/,
    ],
    ['a time that is no time', `r.bench_time_func('x', lambda loops: 0.0)`, /above 0; got 0\.0/],
    ['what cannot be called', `r.bench_func('x', 5)`, /cannot be called: 5/],
    ['a name that is none', `r.bench_func('', print)`, /the name of a benchmark must be a text/],
    ['inner loops of none', `r.bench_func('x', print, inner_loops=0)`, /inner_loops of x must be 1 or more/],
    ['a command that is a text', `r.bench_command('x', 'ls')`, /must be a list of texts; got 'ls'/],
    ['two benchmarks of one name', `r.bench_func('y', print)\nr.bench_func('y', print)`, /two benchmarks called 'y'/],
    ['a benchmark that is not there', `r.bench_func('y', print)`, /no benchmark called 'x'; it has: y/],
    ['an option that pyperf has and we do not', 'pyperf.BenchmarkSuite', /gil-lab's pyperf has no 'BenchmarkSuite'/],
    ['a script that exits', 'raise SystemExit("no such machine")', /no such machine/],
  ])('tells of %s', async (_, line, message) => {
    const { process, samples } = await sample(`import pyperf\nr = pyperf.Runner()\n${line}\n`, 'x');
    expect(samples).toEqual([]);
    expect(process).toMatchObject({ outcome: 'error', exitCode: 1 });
    expect(process.errorMessage).toMatch(message);
  });

  it('works only where the lab has started it', async () => {
    const running = systemExecutor.start({
      command: [realPython, script('import pyperf\npyperf.Runner()\n')],
      environment: { PYTHONPATH: path.dirname(launcher) },
      timeoutMs: 60_000,
    });
    for await (const line of running.lines) expect(line).toBe('');
    expect((await running.ended).stderr).toMatch(/this pyperf is gil-lab's.*--pyperformance/);
  });
});

describe.skipIf(!hasRealPython)(`asking a script under a real Python${skippedWithout}`, () => {
  it('makes a benchmark of each one that it registers, and measures none', async () => {
    const { registered } = ask(
      `
import sys, pyperf
runner = pyperf.Runner(metadata={'description': 'both'})
runner.argparser.add_argument('--fast', action='store_true')
def never(*args):
    raise SystemError
runner.bench_func('b', never)
runner.bench_time_func('b_quick', never, metadata={'description': 'the quick one'})
`,
      ['--fast'],
    );
    const { benchmarks, leftOut, failures } = await registered;
    expect([leftOut, failures]).toEqual([[], []]);
    expect(benchmarks).toMatchObject([
      { kind: 'single', name: 'b', title: 'b', description: 'both', tags: ['pyperformance', 'apps'], contentHash: 'h' },
      { name: 'b_quick', title: 'b_quick (b)', description: 'the quick one', scaling: 'none' },
    ]);
    expect(benchmarks[1].runner).toEqual({
      file: launcher,
      options: ['--task', 'b_quick', '--arguments', '["--fast"]'],
    });
  });

  it('keeps each to the builds that register it or fail', async () => {
    const one = (name: string, KIND: string) => ({ ...build, name, environment: { KIND } });
    const builds = [one('c', 'c'), one('pure', 'pure'), one('without', 'none'), one('broken', 'broken')];
    const { registered, notes } = ask(
      `
import os, pyperf
kind = os.environ['KIND']
if kind == 'none':
    import no_such_module
if kind == 'broken':
    raise KeyError(kind)
runner = pyperf.Runner()
runner.bench_func('same', print)
runner.bench_func(kind, print)
`,
      [],
      [],
      builds,
    );
    const { benchmarks, leftOut, failures } = await registered;
    expect(benchmarks.map(({ name, builds }) => [name, builds])).toEqual([
      ['same', ['c', 'pure', 'broken']],
      ['c', ['c', 'broken']],
      ['pure', ['pure', 'broken']],
    ]);
    expect(leftOut).toEqual([{ benchmark: 'b', build: 'without', missing: ['no_such_module'] }]);
    expect(notes).toEqual(['left out: b on without: it needs no_such_module']);
    // It fails in the run, where the store keeps why.
    expect(failures).toEqual([]);
  });

  it('leaves out what needs a module that is not there, also where the script tried to install it', async () => {
    for (const program of [
      'import no_such_module\n',
      'try:\n    import no_such_module\nexcept ImportError:\n    raise ValueError("cannot install")\n',
    ]) {
      const { registered, notes } = ask(program);
      await expect(registered).rejects.toThrow(/none of the benchmarks runs/);
      expect(notes).toEqual(['left out: b: it needs no_such_module']);
    }
  });

  it('does not let a script install anything into the Python that is measured', async () => {
    const { registered } = ask(
      `import os, pyperf\nassert os.environ['PIP_REQUIRE_VIRTUALENV'] == '1'\npyperf.Runner().bench_func('b', print)\n`,
    );
    expect((await registered).benchmarks).toHaveLength(1);
  });

  it('calls a script that fails a failure', async () => {
    const { registered, notes } = ask('raise KeyError("lost")\n');
    await expect(registered).rejects.toThrow(/none of the benchmarks runs/);
    expect(notes).toEqual([`failed: b on python: KeyError: 'lost'`]);
    const nothing = ask('import pyperf\npyperf.Runner()\n');
    await expect(nothing.registered).rejects.toThrow();
    expect(nothing.notes).toEqual(['failed: b on python: LookupError: the script registers no benchmark']);
  });

  it('does not start one that needs distributions', async () => {
    const { registered, notes } = ask('raise SystemError\n', [], ['mako']);
    await expect(registered).rejects.toThrow();
    expect(notes).toEqual(['left out: b: it needs mako']);
  });
});
