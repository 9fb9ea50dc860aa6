// MAKE_FUNCTION.

import { Word, NULL, NONE, isOwned, address, fromAddress, plain } from '../layout/word';
import { Code, Function, FRAME_FUNCTION, FRAME_CODE, CO_HAS_DOCSTRING } from '../layout/code';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { own, release, markDeferred } from '../counting/counts';
import { newObject } from '../memory/objects';
import { dictGetStr, newDict, dictSet } from '../objects/dict/core';
import { T_FUNCTION, T_TUPLE } from '../generated/types';
import { N___name__ } from '../generated/names';

/** New function of `code` in `globals`, without defaults. Nothing is taken over. */
export function newFunction(code: usize, globals: usize, builtins: usize): usize {
  const p = newObject(T_FUNCTION, offsetof<Function>());
  if (p == 0) return 0;
  const f = changetype<Function>(p);
  const c = changetype<Code>(code);
  f.code = <u32>code;
  own(fromAddress(code));
  f.globals = <u32>globals;
  own(fromAddress(globals));
  f.builtins = <u32>builtins;
  own(fromAddress(builtins));
  f.entry = 0;
  f.closure = NULL;
  f.defaults = NULL;
  f.kwdefaults = NULL;
  f.name = own(c.name);
  f.qualname = own(c.qualname);
  f.doc = (c.flags & CO_HAS_DOCSTRING) != 0 && changetype<Tuple>(address(c.consts)).size > 0 ? own(load<u64>(address(c.consts) + TUPLE_ITEMS)) : NONE;
  const module = dictGetStr(globals, N___name__);
  f.module = module;
  f.annotations = NULL;
  f.typeParams = NULL;
  f.dict = NULL;
  return p;
}

// @ts-ignore: decorator
@inline function take(at: usize): Word {
  const w = load<u64>(at);
  if (isOwned(w)) { store<u64>(at, NULL); return w; }
  return own(plain(w));
}

/** The group at `at` in order, as the bits say: defaults, kwdefaults, annotations, closure. Bit 4: defer. */
export function makeFunction(fp: usize, pc: usize, at: usize, bits: u32): Word {
  const constants: usize = load<u32>(load<u32>(fp - FRAME_CODE), offsetof<Code>('constants'));
  const code = address(load<u64>(constants + (<usize>load<u32>(pc, 8) << 3)));
  const maker = changetype<Function>(address(load<u64>(fp - FRAME_FUNCTION)));
  const p = newFunction(code, maker.globals, maker.builtins);
  if (p == 0) return NULL;
  const f = changetype<Function>(p);
  if ((bits & 1) != 0) { f.defaults = take(at); at += 8; }
  if ((bits & 2) != 0) { f.kwdefaults = take(at); at += 8; }
  if ((bits & 4) != 0) {
    const annotations = take(at);
    at += 8;
    if (load<u32>(address(annotations)) == T_TUPLE) {
      // name, value, name, value ...: becomes the dict
      const dict = newDict();
      const n = changetype<Tuple>(address(annotations)).size;
      for (let i: u32 = 0; i + 1 < n; i += 2)
        dictSet(dict, load<u64>(address(annotations) + TUPLE_ITEMS + (<usize>i << 3)), load<u64>(address(annotations) + TUPLE_ITEMS + (<usize>(i + 1) << 3)));
      release(annotations);
      f.annotations = fromAddress(dict);
    } else f.annotations = annotations;
  }
  if ((bits & 8) != 0) f.closure = take(at);
  if ((bits & 16) != 0) markDeferred(p);
  return fromAddress(p);
}
