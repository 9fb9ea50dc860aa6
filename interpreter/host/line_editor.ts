// Line editing with history for the interactive interpreter.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { cacheFolder } from './code_cache.js';
import type { Reply } from './system/requests.js';

const LINES_KEPT = 1000;

/** Status of a line, the end of input, and ctrl-C. */
const LINE = 0;
const END = 1;
const INTERRUPTED = 2;

export class LineEditor {
  private history: string[] | null = null;
  private editor: Interface | null = null;
  /** Lines that came before they were asked for: a paste, or standard input that is no terminal. */
  private readonly early: string[] = [];
  private ended = false;
  private waiting: ((reply: Reply) => void) | null = null;
  private interrupt: () => void = () => {};

  /** Reads a line: status 0 with the text, or 1 at the end of input. `interrupt` is called for ctrl-C. */
  read(prompt: string, interrupt: () => void): Promise<Reply> {
    this.interrupt = interrupt;
    const line = this.early.shift();
    if (line !== undefined) {
      this.output().write(process.stdin.isTTY ? `${prompt}${line}\n` : prompt);
      return Promise.resolve({ status: LINE, content: Buffer.from(line, 'utf8') });
    }
    if (this.ended) {
      this.output().write(prompt);
      return Promise.resolve({ status: END });
    }
    this.editor ??= this.open();
    const { editor } = this;
    return new Promise((resolve) => {
      this.waiting = resolve;
      // in between, the terminal is as programs expect it
      if (process.stdin.isTTY) process.stdin.setRawMode(true);
      editor.setPrompt(prompt);
      editor.prompt(true);
    });
  }

  /** Prompts of what is no terminal go to standard error, as CPython has it. */
  private output(): NodeJS.WriteStream {
    return process.stdin.isTTY ? process.stdout : process.stderr;
  }

  private open(): Interface {
    this.history ??= this.load();
    const terminal = process.stdin.isTTY === true;
    const editor = createInterface({
      input: process.stdin,
      output: this.output(),
      terminal,
      history: this.history,
      historySize: LINES_KEPT,
    });
    editor.on('history', (history) => {
      this.history = history;
      this.save(history);
    });
    editor.on('line', (line) => {
      if (!this.answer({ status: LINE, content: Buffer.from(line, 'utf8') })) this.early.push(line);
    });
    editor.on('SIGINT', () => {
      process.stdout.write('\n');
      (editor as unknown as { line: string }).line = '';
      this.interrupt();
      this.answer({ status: INTERRUPTED });
    });
    editor.on('close', () => {
      this.editor = null;
      // a terminal can be read on after ctrl-D
      this.ended = !terminal;
      this.answer({ status: END });
    });
    return editor;
  }

  /** Answers who waits for a line; false: nobody does. */
  private answer(reply: Reply): boolean {
    const { waiting } = this;
    if (waiting === null) return false;
    this.waiting = null;
    this.editor?.pause();
    if (process.stdin.isTTY) process.stdin.setRawMode(false);
    waiting(reply);
    return true;
  }

  private file(): string | null {
    const folder = cacheFolder();
    return folder === null ? null : path.join(folder, 'history');
  }

  private load(): string[] {
    const file = this.file();
    if (file === null) return [];
    try {
      return readFileSync(file, 'utf8').split('\n').filter(Boolean);
    } catch {
      return [];
    }
  }

  private save(history: readonly string[]): void {
    const file = this.file();
    if (file === null) return;
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `${history.join('\n')}\n`, { mode: 0o600 });
    } catch {
      // history is a convenience
    }
  }
}
