import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

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
