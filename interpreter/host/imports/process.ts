// The process: its end, and plain writing to its standard streams.

import { constants, writeSync } from 'node:fs';
import { decodeArguments } from '../arguments.js';
import { ExitSignal, readStr, resultBlock, type WorkerContext } from '../context.js';

const NONBLOCK = constants.O_NONBLOCK ?? 0x800;

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
    /** The kernel has posted a signal to Python's main thread. */
    signalPosted: (number: number) => {
      context.system.signalled(number);
      context.post({ kind: 'signalled' });
    },
    /** Sets the descriptor that signal numbers are written to (-1: none); gives the old one, or a negated errno. */
    setWakeup: (fd: number) => {
      const { system } = context;
      if (fd >= 0) {
        const description = system.descriptors.get(fd);
        if (description === null) return -1000;
        if ((system.descriptors.flags(description) & NONBLOCK) === 0) return -1001;
      }
      const old = system.wakeup;
      system.wakeup = fd;
      return old;
    },
    /** waitpid: the pid (0: none has ended), or a negated errno; writes the wait status, i32. */
    waitChild: (pid: number, options: number, target: number) => {
      const { status, content } = context.requests.ask('waitChild', pid, options, context.isMain);
      context.bytes.set(content, target >>> 0);
      return status;
    },
    /** An operation of Node's main thread by its name (operations.ts), with encoded arguments: a result block whose
     * content is the status (i32) and what the operation gave. */
    request: (operation: number, args: number, length: number) => {
      const at = args >>> 0;
      const values = decodeArguments(context.bytes.slice(at, at + length));
      const { status, content } = context.requests.ask(readStr(context, operation), ...values);
      const result = Buffer.alloc(4 + content.length);
      result.writeInt32LE(status);
      result.set(content, 4);
      return resultBlock(context, 0, result);
    },
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
