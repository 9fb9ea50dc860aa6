// Clocks.

import { readFileSync } from 'node:fs';
import { resultBlock, type WorkerContext } from '../context.js';

/** Names are the kernel's: monotonicNs() and realtimeNs() give i64. */
export function clockImports(context: WorkerContext) {
  return {
    monotonicNs: () => process.hrtime.bigint(),
    realtimeNs: () => BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n,
    /** CPU time of the process in ns. */
    processNs: () => processTime(),
    /** CPU time of this thread in ns; that of the process where it can't be had. */
    threadNs: () => threadTime() ?? processTime(),
    /** The local zone at a time (seconds since the Epoch): a result block { i32 seconds east, i32 dst, name }. */
    zoneAt: (seconds: number) => {
      const date = new Date(Math.max(-8.64e15, Math.min(8.64e15, seconds * 1000)));
      const offset = -date.getTimezoneOffset() * 60;
      const year = date.getFullYear();
      const [winter, summer] = [0, 6].map((month) => -new Date(year, month, 1).getTimezoneOffset() * 60);
      const dst = winter !== summer && offset === Math.max(winter, summer) ? 1 : 0;
      const content = Buffer.alloc(8);
      content.writeInt32LE(offset, 0);
      content.writeInt32LE(dst, 4);
      return resultBlock(context, 0, Buffer.concat([content, Buffer.from(zoneName(date), 'utf8')]));
    },
  };
}

/** Abbreviation of the local zone, such as CET; UTC where it has none. */
function zoneName(date: Date): string {
  const part = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' })
    .formatToParts(date)
    .find(({ type }) => type === 'timeZoneName');
  return part?.value ?? 'UTC';
}

function processTime(): bigint {
  const { user, system } = process.cpuUsage();
  return BigInt(user + system) * 1000n;
}

/** Node has no call for it before version 23; Linux tells in a file. */
function threadTime(): bigint | null {
  try {
    return BigInt(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]);
  } catch {
    return null;
  }
}
