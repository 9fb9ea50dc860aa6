// Joining what sub() and templates gather.

import { address, fromAddress, NONE, NULL, Word } from '../../layout/word';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { release } from '../../counting/counts';
import { Buffer, bufferRelease, getBuffer } from '../../objects/buffer';
import { newBytes } from '../../objects/bytes/new';
import { isStr } from '../../objects/protocol';
import { builderDrop, builderFinish, builderNew, builderWord } from '../../objects/str/builder';
import { raisef } from '../../eval/errors';
import { T_TYPE_ERROR } from '../../generated/types';
import { BYTES_DATA } from '../../layout/text';

/** The items of a tuple (None: nothing) joined: strs to a str, else bytes-likes to bytes. Owned. */
export function joinPieces(pieces: Word, text: bool): Word {
  const p = address(pieces);
  const n = changetype<Tuple>(p).size;
  if (text) {
    const b = builderNew();
    for (let i: u32 = 0; i < n; i++) {
      const w = load<u64>(p + TUPLE_ITEMS + (<usize>i << 3));
      if (w == NONE) continue;
      if (!isStr(w)) {
        builderDrop(b);
        return raisef(T_TYPE_ERROR, 'sequence item %d: expected str instance, %T found', ofInt(i), w);
      }
      builderWord(b, w);
    }
    return builderFinish(b);
  }
  let total: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const w = load<u64>(p + TUPLE_ITEMS + (<usize>i << 3));
    if (w == NONE) continue;
    const b = getBuffer(w);
    if (b == 0) return NULL;
    total += <u32>changetype<Buffer>(b).size;
    bufferRelease(b);
  }
  const r = newBytes(total);
  if (r == 0) return NULL;
  let at = r + BYTES_DATA;
  for (let i: u32 = 0; i < n; i++) {
    const w = load<u64>(p + TUPLE_ITEMS + (<usize>i << 3));
    if (w == NONE) continue;
    const b = getBuffer(w);
    if (b == 0) { release(fromAddress(r)); return NULL; }
    const size = <usize>changetype<Buffer>(b).size;
    memory.copy(at, changetype<Buffer>(b).data, size);
    at += size;
    bufferRelease(b);
  }
  return fromAddress(r);
}
import { ofInt } from '../../layout/word';
