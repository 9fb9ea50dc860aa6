// Method resolution order: C3 linearisation (Barrett et al., OOPSLA 1996).

import { Word, NULL, address, fromAddress } from '../../layout/word';
import { Type } from '../../layout/type';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { own, release } from '../../counting/counts';
import { raisef, raiseWord } from '../../eval/errors';
import { typeOf, isType, bindLookup } from '../protocol';
import { callWith } from '../../eval/call';
import { typeLookup, isSubtype } from './lookup';
import { newTuple } from '../tuple';
import { newList, listAppend, listSize, listGet, listToTupleWord } from '../list/core';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { builderNew, builderText, builderWord, builderFinish } from '../str/new';
import { T_TYPE, T_TYPE_ERROR } from '../../generated/types';
import { N_mro } from '../../generated/names';
import { iterableToTuple } from '../list/core';
import { solidBase } from './heap';

/** The mro of `cls` as a tuple, owned: by the metaclass's mro() if it overrides it. */
export function computeMro(cls: Word): Word {
  const metatype = typeOf(cls);
  if (metatype == T_TYPE) return linearise(cls);
  const method = typeLookup(metatype, N_mro);
  const plainMethod = typeLookup(T_TYPE, N_mro);
  const overridden = method != plainMethod;
  release(plainMethod);
  if (!overridden) { release(method); return linearise(cls); }
  // mro may be a descriptor of any kind
  const bound = bindLookup(method, cls);
  if (bound == NULL) return NULL;
  const r = callWith(bound, NULL, 0, 0, NULL);
  release(bound);
  if (r == NULL) return NULL;
  const t = iterableToTuple(r);
  release(r);
  if (t == NULL) return NULL;
  for (let i: u32 = 0; i < changetype<Tuple>(address(t)).size; i++) {
    const w = load<u64>(address(t) + TUPLE_ITEMS + (<usize>i << 3));
    if (!isType(w)) {
      raisef(T_TYPE_ERROR, 'mro() returned a non-class (\'%T\')', w);
      release(t);
      return NULL;
    }
    // native methods of a class in the mro must find the layout that they know
    if (!isSubtype(solidBase(<u32>address(cls)), solidBase(<u32>address(w)))) {
      raisef(T_TYPE_ERROR, "mro() returned base with unsuitable layout ('%N')", w);
      release(t);
      return NULL;
    }
  }
  return t;
}

/** C3: owned tuple, or NULL with TypeError. */
export function linearise(cls: Word): Word {
  const bases = address(changetype<Type>(address(cls)).bases);
  const n = changetype<Tuple>(bases).size;
  // duplicates
  for (let i: u32 = 0; i < n; i++)
    for (let k = i + 1; k < n; k++)
      if (load<u64>(bases + TUPLE_ITEMS + (<usize>i << 3)) == load<u64>(bases + TUPLE_ITEMS + (<usize>k << 3)))
        return raisef(T_TYPE_ERROR, 'duplicate base class %N', load<u64>(bases + TUPLE_ITEMS + (<usize>i << 3)));
  for (let i: u32 = 0; i < n; i++) {
    const b = load<u64>(bases + TUPLE_ITEMS + (<usize>i << 3));
    // a class whose own mro() is still at work
    if (changetype<Type>(address(b)).mro == NULL) return raisef(T_TYPE_ERROR, "Cannot extend an incomplete type '%N'", b);
  }
  if (n == 1) {
    const baseMro = address(changetype<Type>(address(load<u64>(bases + TUPLE_ITEMS))).mro);
    const m = changetype<Tuple>(baseMro).size;
    const t = newTuple(m + 1);
    if (t == 0) return NULL;
    store<u64>(t + TUPLE_ITEMS, own(cls));
    for (let i: u32 = 0; i < m; i++) store<u64>(t + TUPLE_ITEMS + (<usize>(i + 1) << 3), own(load<u64>(baseMro + TUPLE_ITEMS + (<usize>i << 3))));
    return fromAddress(t);
  }
  // sequences to merge: the mro of every base, then the bases: heads[i] is how much of sequence i is used up
  const heads = allocBlock(KIND_RAW, (n + 1) * 4);
  memory.fill(heads, 0, (n + 1) * 4);
  const out = newList(8);
  listAppend(out, cls);
  while (true) {
    let candidate: Word = NULL;
    let left = false;
    for (let i: u32 = 0; i <= n && candidate == NULL; i++) {
      const s = sequence(bases, i, n);
      const at = load<u32>(heads + i * 4);
      if (at >= changetype<Tuple>(s).size) continue;
      left = true;
      const c = load<u64>(s + TUPLE_ITEMS + (<usize>at << 3));
      let inTail = false;
      for (let k: u32 = 0; k <= n && !inTail; k++) {
        const other = sequence(bases, k, n);
        for (let j = load<u32>(heads + k * 4) + 1; j < changetype<Tuple>(other).size; j++)
          if (load<u64>(other + TUPLE_ITEMS + (<usize>j << 3)) == c) { inTail = true; break; }
      }
      if (!inTail) candidate = c;
    }
    if (!left) break;
    if (candidate == NULL) {
      conflict(bases, heads, n);
      freeBlock(heads);
      release(fromAddress(out));
      return NULL;
    }
    listAppend(out, candidate);
    for (let i: u32 = 0; i <= n; i++) {
      const s = sequence(bases, i, n);
      const at = load<u32>(heads + i * 4);
      if (at < changetype<Tuple>(s).size && load<u64>(s + TUPLE_ITEMS + (<usize>at << 3)) == candidate) store<u32>(heads + i * 4, at + 1);
    }
  }
  freeBlock(heads);
  const r = listToTupleWord(fromAddress(out));
  release(fromAddress(out));
  return r;
}

// @ts-ignore: decorator
@inline function sequence(bases: usize, i: u32, n: u32): usize {
  return i == n ? bases : address(changetype<Type>(address(load<u64>(bases + TUPLE_ITEMS + (<usize>i << 3)))).mro);
}

function conflict(bases: usize, heads: usize, n: u32): void {
  const b = builderNew();
  const intro = 'Cannot create a consistent method resolution order (MRO) for bases ';
  builderText(b, changetype<usize>(intro), <u32>intro.length);
  const seen = newList(4);
  for (let i: u32 = 0; i <= n; i++) {
    const s = sequence(bases, i, n);
    const at = load<u32>(heads + i * 4);
    if (at >= changetype<Tuple>(s).size) continue;
    const c = load<u64>(s + TUPLE_ITEMS + (<usize>at << 3));
    let known = false;
    for (let k: u32 = 0; k < listSize(seen); k++) {
      const w = listGet(seen, k);
      if (w == c) known = true;
      release(w);
    }
    if (known) continue;
    if (listSize(seen) != 0) builderText(b, changetype<usize>(', '), 2);
    builderWord(b, changetype<Type>(address(c)).name);
    listAppend(seen, c);
  }
  release(fromAddress(seen));
  raiseWord(T_TYPE_ERROR, builderFinish(b));
}
