import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../results/database.js';
import { readRun } from '../results/queries.js';
import { hasRealPython, realPython, skippedWithout } from './real-python.js';
import { inRepository } from './repository.js';
import { writeTinyBenchmark, writeTinySuite } from './tiny-suite.js';

// The whole program as users start it; `npm test` builds it before the tests run.

let folder: string;
let db: string;
const program = inRepository('dist', 'harness', 'main.js');

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-resume-'));
  db = path.join(folder, 'lab.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lab(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args, '--db', db], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

const runArguments = () => [
  ...['run', '--suites', path.join(folder, 'suites'), '--no-own', '--python', `a=${realPython}`],
  ...['--min-time', '1', '--values', '2', '--warmups', '1', '--workers', '1,2', '--blocks', '3'],
];

describe('gil-lab run --resume', () => {
  it.skipIf(!hasRealPython)(
    `continues a run as Ctrl-C said, leaves one alone that is at work, and sees a changed benchmark${skippedWithout}`,
    async () => {
      const gate = path.join(folder, 'gate');
      const waits = `import os, time
def prepare(scale):
    while not os.path.exists(${JSON.stringify(gate)}):
        time.sleep(0.02)
def run(state, loops):
    return loops
def verify(state, loops, result):
    pass
`;
      const suites = path.join(folder, 'suites');
      writeTinySuite(suites);
      // By its name it comes last: it waits when the others are calibrated.
      writeTinyBenchmark(suites, 'single', 'waiting', waits);
      const child = spawn(process.execPath, [program, ...runArguments(), '--filter', 'adding|waiting', '--db', db]);
      let stderr = '';
      child.stderr.on('data', (text) => {
        stderr += text;
      });
      const closed = new Promise<number | null>((resolve) => {
        child.once('close', resolve);
      });
      const calibrated = () => {
        if (!existsSync(db)) return 0;
        try {
          const connection = openDatabase(db, { readonly: true });
          const count = connection.prepare('SELECT count(*) FROM process').pluck().get();
          connection.close();
          return count;
        } catch {
          // It makes the file at this moment.
          return 0;
        }
      };
      while (calibrated() !== 1) await new Promise((resolve) => setTimeout(resolve, 50));

      const busy = lab('run', '--resume');
      expect(busy.stderr).toContain(`being measured by process ${child.pid}`);
      expect(busy.status).toBe(2);

      child.kill('SIGINT');
      expect(await closed, stderr).toBe(130);
      expect(stderr).toContain(`continue it with: gil-lab run --resume 1 --db ${db}`);

      writeTinyBenchmark(suites, 'single', 'waiting', `${waits}# changed\n`);
      const changed = lab('run', '--resume', '1');
      expect(changed.stderr).toContain('benchmark single/waiting: its content has changed');
      expect(changed.status).toBe(2);

      writeTinyBenchmark(suites, 'single', 'waiting', waits);
      const others = lab('run', '--resume', '--blocks', '5');
      expect(others.stderr).toContain('leave out --blocks');
      expect(others.status).toBe(2);

      writeTinyBenchmark(suites, 'single', 'waiting', waits);
      spawnSync('touch', [gate]);
      const resumed = lab('run', '--resume', '1', '--json');
      expect(resumed.status, resumed.stderr).toBe(0);
      expect(resumed.stderr).toContain('run 1 goes on: 1 process stored before');
      expect(JSON.parse(resumed.stdout)).toMatchObject({ runId: 1, state: 'finished', failures: [] });
      const connection = openDatabase(db, { readonly: true });
      const { variants } = readRun(connection, 1)!;
      connection.close();
      expect(variants).toHaveLength(2);
      for (const { processes } of variants) {
        expect(processes.filter(({ block }) => block === null)).toHaveLength(1);
        expect(processes.map(({ block }) => block).sort()).toEqual([0, 1, 2, null]);
      }
      const done = lab('run', '--resume');
      expect(done.stderr).toContain('There is no unfinished run');
      expect(done.status).toBe(2);
    },
  );

  it.skipIf(!hasRealPython)(`survives real kills${skippedWithout}`, () => {
    const tool = inRepository('dist', 'harness', 'tools', 'kill-test.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [tool, '--times', '3'], { encoding: 'utf8' });
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toContain('3 kills');
    expect(stdout).toContain('nothing was lost, nothing was doubled');
  });
});
