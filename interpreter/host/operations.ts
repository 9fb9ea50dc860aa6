// What Node's main thread does for workers that wait for it.

import { statfsSync } from 'node:fs';
import os from 'node:os';
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
  /** Block size, blocks, free and available ones, files and free ones, of the file system of a path. */
  statfs: (path: string) => {
    try {
      const { bsize, blocks, bfree, bavail, files, ffree } = statfsSync(path);
      return { status: 0, content: Buffer.from([bsize, blocks, bfree, bavail, files, ffree].join(' ')) };
    } catch (error) {
      return { status: negated(error) };
    }
  },
  priority: (pid: number) => {
    try {
      return { status: 0, content: Buffer.from(String(os.getPriority(pid))) };
    } catch (error) {
      return { status: negated(error) };
    }
  },
  /** The fields of struct rusage; times in microseconds. */
  resourceUsage: () => {
    const use = process.resourceUsage();
    const fields = [
      ...[use.userCPUTime, use.systemCPUTime, use.maxRSS, use.sharedMemorySize, use.unsharedDataSize],
      ...[use.unsharedStackSize, use.minorPageFault, use.majorPageFault, use.swappedOut, use.fsRead, use.fsWrite],
      ...[use.ipcSent, use.ipcReceived, use.signalsCount, use.voluntaryContextSwitches, use.involuntaryContextSwitches],
    ];
    return { status: 0, content: Buffer.from(fields.join(' ')) };
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
