// Line editing with history for the interactive interpreter.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { cacheFolder } from './code_cache.js';
import type { Reply } from './system/requests.js';

const LINES_KEPT = 1000;

export class LineEditor {
  private history: string[] | null = null;

  /** Reads a line: status 0 with the text, or 1 at the end of input. `interrupt` is called for ctrl-C. */
  read(prompt: string, interrupt: () => void): Promise<Reply> {
    this.history ??= this.load();
    const editor: Interface = createInterface({
      input: process.stdin,
      output: process.stdout,
      terminal: process.stdin.isTTY === true,
      history: this.history,
      historySize: LINES_KEPT,
    });
    editor.on('history', (history) => {
      this.history = history;
      this.save(history);
    });
    return new Promise((resolve) => {
      let answered = false;
      const answer = (reply: Reply) => {
        if (answered) return;
        answered = true;
        editor.close();
        resolve(reply);
      };
      editor.on('SIGINT', () => {
        process.stdout.write('\n');
        interrupt();
        answer({ status: 2 });
      });
      editor.on('close', () => answer({ status: 1 }));
      editor.question(prompt, (line) => answer({ status: 0, content: Buffer.from(line, 'utf8') }));
    });
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
