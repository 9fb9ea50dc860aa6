// The process: its end, and plain writing to its standard streams.

import { writeSync } from 'node:fs';
import { ExitSignal, readStr, type WorkerContext } from '../context.js';

/** Writes everything; waits where a pipe or terminal is full. */
export function writeAll(fd: number, data: Uint8Array): void {
  for (let at = 0; at < data.length; ) {
    try {
      at += writeSync(fd, data, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, 2);
    }
  }
}
const pause = new Int32Array(new SharedArrayBuffer(4));

export function processImports(context: WorkerContext) {
  return {
    /** Ends the process at once, without clean-up by the kernel. */
    exit: (status: number) => {
      context.post({ kind: 'exit', status });
      throw new ExitSignal(status);
    },
    /** What becomes of a signal: 0 its default, 1 ignored, 2 Python's handler. */
    watchSignal: (number: number, how: number) => context.requests.ask('watchSignal', number, how).status,
    /** Sets the timer that posts SIGALRM (seconds below 0: only asks); writes what was left of the old one, two f64. */
    setAlarm: (seconds: number, interval: number, target: number) => {
      const { content } = context.requests.ask('alarm', seconds, interval);
      context.bytes.set(content, target >>> 0);
    },
    /** Writes a str to descriptor 1 or 2 of the process, all of it: for messages before files exist. */
    writeConsole: (fd: number, text: number) => {
      writeAll(fd, Buffer.from(readStr(context, text), 'utf8'));
    },
  };
}
