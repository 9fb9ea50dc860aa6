// Feeds the process's standard input into the ring that descriptor 0 reads, when somebody wants to read.

import type { System } from './system.js';

export class StandardInput {
  private started = false;
  private ended = false;
  private pending: Uint8Array[] = [];

  constructor(
    private readonly system: System,
    private readonly pipe: number,
  ) {}

  /** A reader waits, or has made room. */
  wanted(): void {
    if (!this.started) this.start();
    this.flush();
    if (!this.pending.length && !this.ended) process.stdin.resume();
  }

  private start(): void {
    this.started = true;
    process.stdin.on('data', (chunk: Buffer) => {
      this.pending.push(chunk);
      this.flush();
    });
    const end = () => {
      if (this.ended) return;
      this.ended = true;
      this.flush();
    };
    process.stdin.on('end', end);
    process.stdin.on('error', end);
  }

  private flush(): void {
    while (this.pending.length) {
      const chunk = this.pending[0];
      const n = this.system.pipes.put(this.pipe, chunk);
      if (n < chunk.length) {
        this.pending[0] = chunk.subarray(n);
        process.stdin.pause();
        return;
      }
      this.pending.shift();
    }
    if (this.ended) {
      this.system.pipes.closeEnd(this.pipe, 'write');
      this.ended = false;
      this.started = true;
    }
  }
}
