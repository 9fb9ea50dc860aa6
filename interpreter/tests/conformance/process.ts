// One test file in one process after another, until every method has been reported.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type Status = 'pass' | 'fail' | 'error' | 'skip' | 'crash' | 'time-out';

export interface MethodResult {
  readonly status: Status;
  readonly reason: string;
}

export interface RunOptions {
  /** Command of the Python. */
  readonly command: readonly string[];
  readonly runner: string;
  /** Folder that holds CPython's package `test`. */
  readonly tests: string;
  readonly pretend?: string;
  /** Seconds for one method; a process that says nothing for so long is ended. */
  readonly patience: number;
  /** Seconds for the file. */
  readonly limit: number;
}

const MARK = '\x01conformance ';

interface Part {
  /** Method that had begun when the process ended without a word. */
  readonly open: string | null;
  readonly ended: boolean;
  readonly cause: Status;
  readonly reason: string;
}

function runOnce(file: string, options: RunOptions, done: Map<string, MethodResult>, until: number): Promise<Part> {
  const folder = mkdtempSync(path.join(tmpdir(), 'conformance-'));
  const skip = path.join(folder, 'skip');
  writeFileSync(skip, [...done.keys()].join('\n'));
  const args = [...options.command.slice(1), options.runner, options.tests, file, '--skip', skip];
  if (options.pretend) args.push('--pretend', options.pretend);
  return new Promise((resolve) => {
    const child = spawn(options.command[0], args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    });
    let rest = '';
    let errors = '';
    let open: string | null = null;
    let ended = false;
    let timedOut = false;
    const kill = () => {
      timedOut = true;
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    };
    let timer = setTimeout(kill, options.patience * 1000);
    const rewind = () => {
      clearTimeout(timer);
      timer = setTimeout(kill, Math.max(0, Math.min(options.patience * 1000, until - Date.now())));
    };
    child.stdout.setEncoding('utf8');
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => {
      errors = (errors + text).slice(-2000);
    });
    child.stdout.on('data', (text: string) => {
      rest += text;
      const lines = rest.split('\n');
      rest = lines.pop()!;
      for (const line of lines) {
        const at = line.indexOf(MARK);
        if (at < 0) continue;
        const event = JSON.parse(line.slice(at + MARK.length));
        rewind();
        if (event.status === 'end') ended = true;
        else if (event.status === 'start') open = event.id;
        else {
          done.set(event.id, { status: event.status, reason: event.reason ?? '' });
          open = null;
          if (event.id === 'import') ended = true;
        }
      }
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (!timedOut) {
        try {
          process.kill(-child.pid!, 'SIGKILL');
        } catch {
          // nothing of it is left
        }
      }
      rmSync(folder, { recursive: true, force: true });
      const last = errors.trim().split('\n').pop() ?? '';
      const reason = timedOut ? `silent for ${options.patience} s` : `exit ${code ?? signal}: ${last}`;
      resolve({ open, ended, cause: timedOut ? 'time-out' : 'crash', reason: reason.slice(0, 300) });
    });
  });
}

/** All methods of a test file; ids are those of unittest. A process that dies is followed by one for what is left. */
export async function runFile(file: string, options: RunOptions): Promise<Map<string, MethodResult>> {
  const done = new Map<string, MethodResult>();
  const until = Date.now() + options.limit * 1000;
  for (let tries = 0; tries < 40; tries++) {
    const part = await runOnce(file, options, done, until);
    if (part.ended) return done;
    if (part.open === null) {
      done.set('process', { status: part.cause, reason: part.reason });
      return done;
    }
    done.set(part.open, { status: part.cause, reason: part.reason });
    if (Date.now() >= until) return done;
  }
  return done;
}
