import { spawn, spawnSync } from 'node:child_process';
import { TimeLimit } from './time-limit.js';

export interface ProcessRequest {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Whether lines are written to its standard input, which is empty otherwise. */
  readonly input?: boolean;
}

/** How a process ended. */
export interface Ending {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly wallMs: number;
  /** The last few kilobytes of standard error. */
  readonly stderr: string;
}

export interface RunningProcess {
  /** The lines of standard output; ends when the process has ended. */
  readonly lines: AsyncIterable<string>;
  readonly ended: Promise<Ending>;
  /** Writes a line to its standard input and lets its time limit run again; nothing when it has gone. */
  write(line: string): void;
  /** The process waits for a line: its time limit stands still until one is written. */
  rest(): void;
  /** Ends the process and everything that it started, at once. */
  kill(): void;
}

/** Starts processes; tests put a scripted one in its place. */
export interface Executor {
  start(request: ProcessRequest): RunningProcess;
}

const stderrKept = 8192;

/** Starts real processes, each the leader of a group of its own, so that nothing it starts outlives it. */
export const systemExecutor: Executor = {
  start({ command, environment, timeoutMs, input = false }) {
    const started = performance.now();
    const [program, ...args] = command;
    const child = spawn(program, args, {
      env: { ...process.env, ...environment },
      stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    // A process that ends before it has read a line closes the pipe; how it ended is what counts.
    child.stdin?.on('error', () => {});
    let stderr = '';
    child.stderr!.setEncoding('utf8');
    child.stderr!.on('data', (text: string) => {
      stderr = (stderr + text).slice(-stderrKept);
    });
    const kill = () => killGroup(child.pid);
    // If the lab itself ends in a hurry, its children must not stay behind.
    process.once('exit', kill);
    let timedOut = false;
    const limit = new TimeLimit(timeoutMs, () => {
      timedOut = true;
      kill();
    });
    // Children of the benchmark hold its pipes open; they go when it goes.
    child.once('exit', kill);
    const ended = new Promise<Ending>((resolve) => {
      const end = (exitCode: number | null, signal: string | null) => {
        limit.end();
        process.removeListener('exit', kill);
        resolve({ exitCode, signal, timedOut, wallMs: performance.now() - started, stderr });
      };
      child.once('error', (error) => {
        stderr += error.message;
        end(null, null);
      });
      child.once('close', (code, signal) => end(code, signal));
    });
    const write = (line: string) => {
      limit.run();
      child.stdin?.write(`${line}\n`);
    };
    return { lines: lines(child.stdout!), ended, write, rest: () => limit.rest(), kill };
  },
};

/** A stream's text line by line; nothing is read, and so nothing lost, before the first line is asked for. */
async function* lines(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = parts.pop()!;
    yield* parts;
  }
  if (rest) yield rest;
}

/** Ends a process that leads a group, and all of the group. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has gone already.
  }
}
