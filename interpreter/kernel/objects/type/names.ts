// Names of types, and dir() of classes.

import { Word, NULL, address } from '../../layout/word';
import { Type, TF_HEAP } from '../../layout/type';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { own, release } from '../../counting/counts';
import { formatText, errorSet } from '../../eval/errors';
import { dictGetStr, dictUpdate } from '../dict/core';
import { isStr, lookupAttr } from '../protocol';
import { typeOf } from '../protocol';
import { strEqualsText } from '../str/new';
import { T_TUPLE } from '../../generated/types';
import { N___module__, N_builtins, N___dict__, N___bases__ } from '../../generated/names';

/** `__module__` of a type: owned, NULL without an error if there is none. */
export function typeModule(type: u32): Word {
  const t = changetype<Type>(type);
  if ((t.flags & TF_HEAP) != 0) return dictGetStr(address(t.dict), N___module__);
  return own(t.module);
}

/** module.qualname, or qualname alone for builtins: as repr of instances names a class. Owned. */
export function typeFullName(type: u32): Word {
  const module = typeModule(type);
  const qualname = changetype<Type>(type).qualname;
  if (module == NULL || !isStr(module) || module == N_builtins || strEqualsText(module, 'builtins')) {
    release(module);
    return own(qualname);
  }
  const r = formatText('%U.%U', module, qualname);
  release(module);
  return r;
}
/** The same, without the module for classes of the main program too. Owned. */
export function qualifiedName(type: u32): Word {
  const module = typeModule(type);
  const main = module != NULL && isStr(module) && strEqualsText(module, '__main__');
  release(module);
  return main ? own(changetype<Type>(type).qualname) : typeFullName(type);
}

/** The name in "cannot create 'x' instances": as tp_name, module and all for static types outside builtins. Lent. */
export function typeDisplayName(type: Word): Word { return changetype<Type>(address(type)).name; }

/** Adds the attributes of a class and its bases to dict `into`. */
export function mergeClassDict(into: usize, cls: Word): bool {
  const dict = lookupAttr(cls, N___dict__);
  if (dict != NULL) {
    const r = dictUpdate(into, dict);
    release(dict);
    if (r < 0) return false;
  } else if (errorSet()) return false;
  const bases = lookupAttr(cls, N___bases__);
  if (bases == NULL) return !errorSet();
  let ok = true;
  if (typeOf(bases) == T_TUPLE) {
    const n = changetype<Tuple>(address(bases)).size;
    for (let i: u32 = 0; i < n && ok; i++) ok = mergeClassDict(into, load<u64>(address(bases) + TUPLE_ITEMS + (<usize>i << 3)));
  }
  release(bases);
  return ok;
}
