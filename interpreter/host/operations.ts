// What Node's main thread does for workers that wait for it.

import { WriteStream } from 'node:tty';
import { errno, negated } from './system/errno.js';
import type { Reply } from './system/requests.js';

export type Operation = (...args: readonly unknown[]) => Reply | Promise<Reply>;

function attempt(work: () => number): Reply {
  try {
    return { status: work() };
  } catch (error) {
    return { status: negated(error) };
  }
}

export const operations: Readonly<Record<string, Operation>> = table({
  chdir: (path: string) =>
    attempt(() => {
      process.chdir(path);
      return 0;
    }),
  environment: (name: string, value: string | null) => {
    if (value === null) delete process.env[name];
    else process.env[name] = value;
    return { status: 0 };
  },
  terminalSize: (fd: number) => {
    const stream = [process.stdin, process.stdout, process.stderr][fd];
    if (!(stream instanceof WriteStream)) return { status: -errno.ENOTTY };
    return { status: ((stream.columns & 0x7fff) << 16) | (stream.rows & 0xffff) };
  },
  kill: (pid: number, signal: number) =>
    attempt(() => {
      process.kill(pid, signal);
      return 0;
    }),
});

function table(all: Record<string, (...args: never[]) => Reply | Promise<Reply>>): Readonly<Record<string, Operation>> {
  return all as never;
}
