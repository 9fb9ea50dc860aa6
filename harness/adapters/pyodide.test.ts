import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeBuild } from '../builds.js';
import { systemExecutor } from '../executor.js';
import { calibrate, measure } from '../measure.js';
import { inRepository } from '../repository.js';
import { takeTurns } from '../turns.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-pyodide-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// However busy the machine is, an answer comes before this.
const timeoutMs = 300_000;
const command = [process.execPath, inRepository('dist', 'harness', 'adapters', 'pyodide.js')];

function run(source: string, ...args: string[]) {
  const file = path.join(folder, 'program.py');
  writeFileSync(file, source);
  const options = { encoding: 'utf8' as const, input: 'a line\n', env: { ...process.env, PYTHONHASHSEED: '7' } };
  return spawnSync(command[0], [...command.slice(1), file, ...args], options);
}

describe('the adapter of Pyodide', () => {
  it('runs a file with its arguments, input, environment and exit code', () => {
    const source = `import os, sys
print(__name__, sys.argv[1:], input(), os.environ['PYTHONHASHSEED'], sys.flags.hash_randomization)
print('to', 'stderr', file=sys.stderr)
sys.exit(3)
`;
    const { stdout, stderr, status } = run(source, '-x', 'two words');
    expect(stdout).toBe("__main__ ['-x', 'two words'] a line 7 1\n");
    expect(stderr).toBe('to stderr\n');
    expect(status).toBe(3);
  }, 300_000);

  it('tells an error and asks for a file', () => {
    const failed = run('1 / 0\n');
    expect(failed.stderr).toContain('ZeroDivisionError');
    expect(failed.status).toBe(1);
    const empty = spawnSync(command[0], command.slice(1), { encoding: 'utf8' });
    expect(empty.stderr).toContain('it runs a file');
    expect(empty.status).toBe(2);
  }, 300_000);

  it('is a build that is measured like others, in turns too', async () => {
    const build = await describeBuild({ name: 'pyodide', command, environment: {} }, systemExecutor, timeoutMs);
    expect(build).toMatchObject({ name: 'pyodide', implementation: 'cpython', gil: 'on' });
    expect(build.details.platform).toBe('emscripten');
    const benchFile = path.join(folder, 'bench.py');
    writeFileSync(
      benchFile,
      `def prepare(scale):
    return 100
def run(state, loops):
    return sum(range(state * loops))
def verify(state, loops, result):
    assert result == sum(range(state * loops))
`,
    );
    const { loops } = await calibrate({ benchFile, build, minTimeMs: 0.1, scale: 1, timeoutMs }, systemExecutor);
    expect(loops).toBeGreaterThan(0);
    const request = { benchFile, build, workers: 1, loops: loops!, warmups: 1, values: 2, scale: 1, timeoutMs };
    const [turn] = takeTurns(1);
    await turn.take();
    const { process: ended, samples } = await measure({ ...request, hashSeed: 0 }, systemExecutor, undefined, turn);
    expect(ended).toMatchObject({ outcome: 'ok', exitCode: 0 });
    expect(samples.map(({ warmup }) => warmup)).toEqual([true, false, false]);
  }, 300_000);
});
