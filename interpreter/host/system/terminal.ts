// Whether a descriptor of the host is a terminal.

import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';

/** What is no character device is not asked further: node:tty takes a while to load. */
export function isTerminal(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice() && isatty(fd);
  } catch {
    return false;
  }
}
