// Whether a descriptor of the host is a terminal.

import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';

/** Major number of /dev/null and its like. */
const MEMORY_DEVICES = 1;

/** What can't be one is not asked further: node:tty takes a while to load. */
export function isTerminal(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    const memory = process.platform === 'linux' && stat.rdev >> 8 === MEMORY_DEVICES;
    return stat.isCharacterDevice() && !memory && isatty(fd);
  } catch {
    return false;
  }
}
