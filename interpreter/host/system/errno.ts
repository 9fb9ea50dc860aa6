// Error numbers of system calls. Calls of the kernel's imports give them negated.

import { constants } from 'node:os';

export const errno = constants.errno;

/** Negated errno of a Node error; EIO if it carries none. */
export function negated(error: unknown): number {
  const { errno: number, code } = error as NodeJS.ErrnoException;
  if (typeof number === 'number' && number < 0) {
    // libuv's own numbers lie below -4000; on Windows all are such
    const known = code === undefined ? undefined : (errno as Record<string, number>)[code];
    return known === undefined ? (number > -4000 ? number : -errno.EIO) : -known;
  }
  if (code === 'ERR_FS_FILE_TOO_LARGE') return -errno.EFBIG;
  throw error;
}
