import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { expectation, readKnownFailures } from './expectations.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const gilpy = process.env.GILPY_BIN ?? fileURLToPath(new URL('../../dist/interpreter/host/gilpy.js', import.meta.url));

/** Only programs whose path contains this text run, when it is set. */
const only = process.env.GILPY_PROGRAMS ?? '';

/** One that passes must leave the list. */
const { failing: knownFailures, unstable } = readKnownFailures(
  readFileSync(new URL('known-failures.txt', import.meta.url), 'utf8'),
);

const TIME_LIMIT_MS = 60_000;
const AT_ONCE = 2;

interface Outcome {
  stdout: string;
  stderr: string;
  status: number | string | null;
}

/** All behaviour programs, sorted; those in `fixtures` folders are imported by others, `conformance` is a tool. */
function programs(): string[] {
  return readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter(
      (path) =>
        path.endsWith('.py') && path !== 'oracle.py' && !/(^|[\\/])(conformance|fixtures|__pycache__)[\\/]/.test(path),
    )
    .filter((path) => path.includes(only))
    .sort();
}

/** Runs one program on gilpy; a command that is a script of Node's is run by this Node. */
function run(path: string): Promise<Outcome> {
  const script = /\.[cm]?js$/.test(gilpy);
  const [command, first] = script ? [process.execPath, [gilpy]] : [gilpy, []];
  const options = {
    timeout: TIME_LIMIT_MS,
    killSignal: 'SIGKILL' as const,
    maxBuffer: 1 << 24,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8', PYTHONDONTWRITEBYTECODE: '1' },
  };
  return new Promise((resolve) => {
    execFile(command, [...first, path], options, (error, stdout, stderr) => {
      const status = error === null ? 0 : (error.code ?? error.signal ?? null);
      resolve({ stdout, stderr, status });
    });
  });
}

/** Lets at most `limit` tasks run at once; the others wait their turn in order. */
function gate(limit: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

describe.skipIf(!existsSync(gilpy))(
  `behaviour programs on ${relative(process.cwd(), gilpy)} (skipped if not built)`,
  () => {
    const turn = gate(AT_ONCE);
    for (const path of programs()) {
      const test = unstable.has(path)
        ? it.concurrent.skip
        : knownFailures.has(path)
          ? it.concurrent.fails
          : it.concurrent;
      test(path, { timeout: TIME_LIMIT_MS * 200 }, async () => {
        const { lines, error } = expectation(readFileSync(`${here}${path}`, 'utf8'));
        const { stdout, stderr, status } = await turn(() => run(`${here}${path}`));
        const printed = stdout.split('\n');
        const unended = printed.pop();
        const last = stderr.trimEnd().split('\n').at(-1);
        if (error === null) {
          expect({ printed, status, stderr, unended }).toEqual({ printed: lines, status: 0, stderr: '', unended: '' });
        } else {
          expect({ printed, status, last, unended }).toEqual({ printed: lines, status: 1, last: error, unended: '' });
        }
      });
    }
  },
);
