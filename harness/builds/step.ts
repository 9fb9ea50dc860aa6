import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { killGroup } from '../executor.js';

/** A command of a build, whose output goes to a log. */
export interface Step {
  /** A program with its arguments, or one line for the shell. */
  readonly command: readonly string[] | string;
  readonly folder: string;
  readonly environment?: NodeJS.ProcessEnv;
}

export interface StepLimits {
  readonly log: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A step that did not end well; the message says how, and ends with the last lines of its log. */
export class StepError extends Error {
  override readonly name = 'StepError';
}

/** The lab was told to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** A command as it is told to people. */
export function commandLine(command: Step['command']): string {
  return typeof command === 'string' ? command : command.join(' ');
}

/**
 * Runs a step, appending its output to the log.
 * @throws StepError when it fails or takes too long; Interrupted when the signal comes. Nothing that it started is left.
 */
export async function runStep({ command, folder, environment }: Step, limits: StepLimits): Promise<void> {
  const { log, timeoutMs, signal } = limits;
  if (signal.aborted) throw new Interrupted();
  const output = openSync(log, 'a');
  writeSync(output, `$ ${commandLine(command)}\n`);
  const options = {
    cwd: folder,
    env: environment ?? process.env,
    stdio: ['ignore', output, output] as ['ignore', number, number],
    detached: process.platform !== 'win32',
    windowsHide: true,
  };
  const child =
    typeof command === 'string'
      ? spawn(command, { ...options, shell: true })
      : spawn(command[0], command.slice(1), options);
  const kill = () => killGroup(child.pid);
  process.once('exit', kill);
  signal.addEventListener('abort', kill);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    kill();
  }, timeoutMs);
  try {
    const ending = await new Promise<string | null>((resolve) => {
      child.once('error', (error) => resolve(`could not be started: ${error.message}`));
      child.once('exit', (code, name) => resolve(code === 0 ? null : `ended with ${name ?? `exit code ${code}`}`));
    });
    kill();
    if (signal.aborted) throw new Interrupted();
    const how = timedOut ? `took more than ${Math.round(timeoutMs / 6000) / 10} min` : ending;
    if (how !== null) throw new StepError(`\`${commandLine(command)}\` ${how}.\n${lastLines(log, 12)}`);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
    process.removeListener('exit', kill);
    closeSync(output);
  }
}

function lastLines(file: string, count: number): string {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines
    .slice(-count)
    .map((line) => `  ${line}`)
    .join('\n');
}
