// Making bytes objects from raw memory.

import { control } from '../layout/control';
import { BYTES_DATA, Bytes } from '../layout/text';
import { NULL, Word, fromAddress } from '../layout/word';
import { own } from '../counting/counts';
import { newObject } from '../memory/objects';
import { T_BYTES } from '../generated/types';

/** A bytes object with `n` bytes from `p`; NULL with MemoryError set. */
export function newBytes(p: usize, n: u32): Word {
  if (n == 0 && control().emptyBytes != NULL) return own(control().emptyBytes);
  const b = newObject(T_BYTES, BYTES_DATA + n);
  if (b == 0) return NULL;
  changetype<Bytes>(b).size = n;
  changetype<Bytes>(b).hash = -1;
  memory.copy(b + BYTES_DATA, p, n);
  return fromAddress(b);
}
