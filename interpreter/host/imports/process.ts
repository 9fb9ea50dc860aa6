// The process: its end, and plain writing to its standard streams.

import { readFileSync, writeSync } from 'node:fs';
import { ExitSignal, readStr, resultBlock, type WorkerContext } from '../context.js';

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
    /** Writes a str to descriptor 1 or 2 of the process, all of it: for messages before files exist. */
    writeConsole: (fd: number, text: number) => {
      writeAll(fd, Buffer.from(readStr(context, text), 'utf8'));
    },
    /** Content of a file: a result block with status 0, or with the errno and no content. */
    readWhole: (file: number) => {
      try {
        return resultBlock(context, 0, readFileSync(readStr(context, file)));
      } catch (error) {
        return resultBlock(context, -((error as NodeJS.ErrnoException).errno ?? -5), new Uint8Array());
      }
    },
  };
}
