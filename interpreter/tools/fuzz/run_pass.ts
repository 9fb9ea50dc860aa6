/** Gives mutants to gilpy, many to a process; whichever of them ends the process or stalls it is a finding. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../paths.js';
import type { Finding } from './main.js';
import type { Mutant } from './mutate.js';

/** What memory bombs get: enough for honest programs. */
const MEMORY = '768M';
/** A program that loops for ever is interrupted this often, in case it catches the first KeyboardInterrupt. */
const INTERRUPTS = 12;
/** After so many mutants a process is replaced, so that what one leaves behind does not last. */
const PER_PROCESS = 40;

export interface RunOptions {
  readonly python: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
}

export class RunPass {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'gilpy-fuzz-'));
  private process: DriverProcess | null = null;

  constructor(private readonly options: RunOptions) {}

  async examine(mutant: Mutant): Promise<{ outcome: string; finding: Finding | null }> {
    const { process } = this;
    const first = await this.attempt(mutant);
    // Alone in a fresh process it shows whether it needed what others had left behind.
    if (!first.finding || process === null) return first;
    this.replace();
    const alone = await this.attempt(mutant);
    if (alone.finding) return alone;
    const others = `with ${process.served.join(' ')} before it in the process; alone it ends well`;
    return { ...first, finding: { ...first.finding, detail: `${first.finding.detail}\n${others}` } };
  }

  private async attempt(mutant: Mutant): Promise<{ outcome: string; finding: Finding | null }> {
    writeFileSync(path.join(this.folder, String(mutant.index)), mutant.bytes);
    if (this.process && this.process.served.length >= PER_PROCESS) this.replace();
    this.process ??= new DriverProcess(this.options, this.folder);
    const { process } = this;
    const { outcome, phase, defect } = await process.give(mutant);
    rmSync(path.join(this.folder, String(mutant.index)), { force: true });
    if (process.gone) this.process = null;
    if (defect && phase === 'start') throw new Error(`gilpy does not start: ${defect.detail}`);
    return { outcome, finding: defect && { ...defect, mutant, phase } };
  }

  private replace(): void {
    this.process?.kill();
    this.process = null;
  }

  close(): void {
    this.replace();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Answer {
  readonly outcome: string;
  readonly phase: string;
  readonly defect: Pick<Finding, 'kind' | 'detail'> | null;
}

/** One gilpy with the driver in it. */
class DriverProcess {
  readonly served: number[] = [];
  gone = false;
  private readonly child: ChildProcess;
  private stderr = '';
  private onLine: (line: string) => void = () => {};
  private onEnd: () => void = () => {};
  private ending = '';

  constructor(
    private readonly options: RunOptions,
    folder: string,
  ) {
    const driver = path.join(root, 'interpreter', 'tools', 'fuzz', 'driver.py');
    const [program, ...args] = options.python;
    this.child = spawn(program, [...args, driver, folder], {
      cwd: folder,
      env: { ...process.env, GILPY_MEMORY: MEMORY, PYTHONHASHSEED: '0', ...options.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child.stderr!.on('data', (text) => {
      this.stderr = (this.stderr + text).slice(-3000);
    });
    // it has died while something was written to it
    this.child.stdin!.on('error', () => {});
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.onLine(line));
    this.child.once('close', (status, signal) => {
      this.gone = true;
      this.ending = `it ended with ${signal ?? `status ${status}`}\n${this.stderr.trim()}`;
      this.onEnd();
    });
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  give(mutant: Mutant): Promise<Answer> {
    const { index, mode, asText, harmless } = mutant;
    this.served.push(index);
    return new Promise((resolve) => {
      let phase = 'start';
      let interrupts = 0;
      let timer: NodeJS.Timeout;
      const settle = (outcome: string, defect: Answer['defect']) => {
        clearTimeout(timer);
        this.onLine = () => {};
        this.onEnd = () => {};
        resolve({ outcome, phase, defect });
      };
      const late = () => {
        // Compiling must end by itself; a program may go on for ever, but not once it is interrupted.
        if (phase === 'run' && interrupts++ < INTERRUPTS) {
          this.child.kill('SIGINT');
          timer = setTimeout(late, this.options.deadlineMs / 8);
          return;
        }
        this.gone = true;
        this.kill();
        settle('hang', { kind: 'hang', detail: `no answer within ${this.options.deadlineMs} ms` });
      };
      const restart = () => {
        clearTimeout(timer);
        // the process itself starts in this time too
        timer = setTimeout(late, phase === 'start' ? 60_000 : this.options.deadlineMs);
      };
      restart();
      this.onEnd = () => settle('death', { kind: 'death', detail: this.ending });
      this.onLine = (line) => {
        const [event, number, word] = line.split(' ');
        if (Number(number) !== index) return;
        if (event === 'begin') {
          phase = word;
          restart();
        } else if (event === 'end' && word === 'SystemError') {
          settle(word, { kind: 'defect', detail: 'SystemError: the interpreter contradicts itself' });
        } else if (event === 'end' && (phase === 'run' || word !== 'ok' || !harmless)) settle(word, null);
      };
      if (this.gone) this.onEnd();
      else this.child.stdin!.write(`${JSON.stringify([index, mode, asText, harmless])}\n`);
    });
  }
}
