import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { discover } from '../harness/suites.js';

const check = new URL('check.py', import.meta.url).pathname;

/** Pythons that run the check: those named in SUITES_PYTHON (separated by commas), else `python3`. */
const pythons = (process.env.SUITES_PYTHON ?? 'python3').split(',');

/** Whether the command starts a Python that the suites support. */
function supported(python: string): boolean {
  const probe = spawnSync(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']);
  return probe.status === 0;
}

describe('suites', () => {
  for (const python of pythons) {
    it.skipIf(!supported(python))(`every benchmark runs and verifies on ${python}`, { timeout: 180_000 }, () => {
      const result = spawnSync(python, [check], { encoding: 'utf8' });
      expect(result.stdout.trimEnd().split('\n').slice(-40).join('\n')).toMatch(/^\d+ benchmarks checked, 0 failed$/);
      expect(result.status).toBe(0);
    });
  }
});

describe('the list of benchmarks in README.md', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  /** The cells of the rows under a heading, but for the table's own head. */
  const rows = (heading: string) =>
    (readme.split(`\n## ${heading}\n`)[1]?.split(/\n##+ /)[0] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| name '))
      .map((line) =>
        line
          .split('|')
          .map((cell) => cell.trim())
          .slice(1, -1),
      );
  const all = discover();

  it('names every benchmark once and no other', () => {
    for (const kind of ['single', 'threads'] as const) {
      const listed = rows(kind).flatMap(([names]) => names!.split(', '));
      expect(listed.sort()).toEqual(
        all
          .filter((b) => b.kind === kind)
          .map((b) => b.name)
          .sort(),
      );
    }
  });

  it('gives the scaling of each threaded benchmark as its manifest does', () => {
    for (const [names, scaling] of rows('threads')) {
      for (const name of names!.split(', '))
        expect([name, all.find((b) => b.name === name)?.scaling]).toEqual([name, scaling]);
    }
  });
});
