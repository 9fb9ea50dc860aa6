import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { Writer } from '../results/records.js';

/** This process, as it signs the runs that it writes. */
export function thisWriter(): Writer {
  return { hostname: os.hostname(), pid: process.pid, start: startOf(process.pid) };
}

/**
 * Whether the process that signed a run still runs. A process that has its number and not its time of start is another
 * one. Of a process on another computer nothing can be told, so it counts as running.
 */
export function isRunning(writer: Writer): boolean {
  if (writer.hostname !== os.hostname()) return true;
  const start = startOf(writer.pid);
  return start === null ? !canTellStart && exists(writer.pid) : start === writer.start;
}

/** Windows has no quick way to tell when a process started; there, one with the same number counts as the same. */
const canTellStart = process.platform !== 'win32';

/** When a process started, as the system tells it; null when there is none with this number, or the system can't tell. */
function startOf(pid: number): string | null {
  if (!canTellStart) return null;
  if (process.platform === 'linux') return linuxStart(pid);
  const ps = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const [, state, start] = /^\s*(\S+)\s+(.+?)\s*$/.exec(ps.stdout ?? '') ?? [];
  return start === undefined || state.startsWith('Z') ? null : start;
}

/** Ticks since the system's start, from proc(5), with the identity of that start. */
function linuxStart(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The name of the program stands in parentheses and may hold anything; the state is the first field behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ended = fields[0] === 'Z' || fields[0] === 'X';
  return ended ? null : `${bootId()} ${fields[19]}`;
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
