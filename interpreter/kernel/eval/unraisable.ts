// Errors in places that cannot raise.

import { Word, NULL } from '../layout/word';
import { release } from '../counting/counts';
import { takeError } from './errors';
import { callUnraisable } from '../process/unraisable';

/** Reports the thread's error, which happened in `object` (lent, NULL: unknown), and clears it. */
export function writeUnraisable(object: Word): void {
  const e = takeError();
  if (e == NULL) return;
  callUnraisable(e, 'Exception ignored in', object);
  release(e);
}
