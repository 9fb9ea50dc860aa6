// The instructions of PEP 695 and 696 syntax: the classes are lib/_typing.py's.

import { Word, NULL, NONE, ofInt } from '../layout/word';
import { release } from '../counting/counts';
import { call1, call2, call3, call4 } from '../eval/call';
import { importModule } from '../eval/imports';
import { getAttr } from './protocol';
import { N__typing, N__new_parameter, N__set_default, N__new_alias, N__subscript_generic } from '../generated/names';

// A function of _typing, owned.
function helper(name: Word): Word {
  const module = importModule(N__typing);
  if (module == NULL) return NULL;
  const f = getAttr(module, name);
  release(module);
  return f;
}
function orNone(w: Word): Word { return w == NULL ? NONE : w; }

/** kind 0 TypeVar, 1 ParamSpec, 2 TypeVarTuple; bound, constraints: functions that evaluate them, or NULL. */
export function newTypeParameter(kind: u32, name: Word, bound: Word, constraints: Word): Word {
  const f = helper(N__new_parameter);
  if (f == NULL) return NULL;
  const r = call4(f, ofInt(kind), name, orNone(bound), orNone(constraints));
  release(f);
  return r;
}
export function setTypeParameterDefault(parameter: Word, evaluate: Word): Word {
  const f = helper(N__set_default);
  if (f == NULL) return NULL;
  const r = call2(f, parameter, evaluate);
  release(f);
  return r;
}
export function newTypeAlias(name: Word, parameters: Word, evaluate: Word): Word {
  const f = helper(N__new_alias);
  if (f == NULL) return NULL;
  const r = call3(f, name, parameters, evaluate);
  release(f);
  return r;
}
export function subscriptGeneric(parameters: Word): Word {
  const f = helper(N__subscript_generic);
  if (f == NULL) return NULL;
  const r = call1(f, parameters);
  release(f);
  return r;
}
