// The metaclass of a class with several bases.

import { Word, address, fromAddress } from '../../layout/word';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { raise } from '../../eval/errors';
import { typeOf } from '../protocol';
import { isSubtype } from './lookup';
import { T_TYPE_ERROR } from '../../generated/types';

/** The most derived of `metatype` and the types of the bases (lent); NULL with TypeError on a conflict. */
export function metaclassOf(metatype: Word, bases: Word): Word {
  let winner = <u32>address(metatype);
  const n = changetype<Tuple>(address(bases)).size;
  for (let i: u32 = 0; i < n; i++) {
    const t = typeOf(load<u64>(address(bases) + TUPLE_ITEMS + (<usize>i << 3)));
    if (isSubtype(winner, t)) continue;
    if (isSubtype(t, winner)) { winner = t; continue; }
    return raise(T_TYPE_ERROR, 'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases');
  }
  return fromAddress(winner);
}
