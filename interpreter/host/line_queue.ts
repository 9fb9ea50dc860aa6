// Lines that wait for a reader, or a reader that waits for lines.

import type { Reply } from './system/requests.js';

export class LineQueue {
  private readonly lines: string[] = [];
  private reader: ((reply: Reply) => void) | null = null;

  push(line: string): void {
    const { reader } = this;
    this.reader = null;
    if (reader) reader({ status: 0, content: Buffer.from(line, 'utf8') });
    else this.lines.push(line);
  }

  take(): Reply | Promise<Reply> {
    const line = this.lines.shift();
    if (line !== undefined) return { status: 0, content: Buffer.from(line, 'utf8') };
    return new Promise((resolve) => {
      this.reader = resolve;
    });
  }
}
