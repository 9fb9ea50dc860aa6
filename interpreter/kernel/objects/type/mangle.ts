// Private names: __x in class C becomes _C__x.

import { Word, address } from '../../layout/word';
import { own } from '../../counting/counts';
import { strLength, charAt } from '../str/new';
import { formatText } from '../../eval/errors';
import { sliceStr } from '../str/slice';
import { release } from '../../counting/counts';
import { intern } from '../str/new';

/** The mangled form of `name` in a class, interned, owned. */
export function mangle(className: Word, name: Word): Word {
  const p = address(name);
  const n = strLength(p);
  if (n < 3 || charAt(p, 0) != 0x5f || charAt(p, 1) != 0x5f || (charAt(p, n - 1) == 0x5f && charAt(p, n - 2) == 0x5f)) return intern(own(name));
  for (let i: u32 = 0; i < n; i++) if (charAt(p, i) == 0x2e) return intern(own(name));
  const c = address(className);
  const m = strLength(c);
  let start: u32 = 0;
  while (start < m && charAt(c, start) == 0x5f) start++;
  if (start == m) return intern(own(name));
  const stripped = sliceStr(c, start, m);
  const r = formatText('_%U%U', stripped, name);
  release(stripped);
  return r == 0 ? 0 : intern(r);
}
