// re.Match.

import { address, fromAddress, isInt, NONE, NULL, ofInt, toInt, Word } from '../../layout/word';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { Type } from '../../layout/type';
import { own, release } from '../../counting/counts';
import { freeObject, newObject } from '../../memory/objects';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { errorSet, formatText, memoryError, raise } from '../../eval/errors';
import { arg } from '../../eval/call';
import { index, indexI64, isIntLike, repr, typeOf } from '../../objects/protocol';
import { dictGet, dictNext, dictSet, newDict, nextKey, nextValue } from '../../objects/dict/core';
import { newTuple, tuple2 } from '../../objects/tuple';
import { newGenericAlias } from '../../objects/generic';
import { visit } from '../../collector/visit';
import { T_INDEX_ERROR, T_MATCH } from '../../generated/types';
import { Pattern } from './pattern';
import { sliceSubject } from './subject';
import { expandTemplate } from './template';

/** A match. `regs`: raw block of begin and end of group 0, 1, ... as i32, -1: not set. */
// @ts-ignore: decorator
@unmanaged
export class Match {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  subject: Word; // 16
  pattern: Word; // 24
  regs: u32; // 32
  groups: u32; // 36: group 0 included
  pos: i32; // 40
  endpos: i32;
  lastIndex: i32; // 48
  pad0: u32;
}

/** @type re.Match size=offsetof<Match>() flags=GC,DISALLOW_NEW
 * The result of re.match() and re.search().
 * Match objects always have a boolean value of True. */

/** A match from what the engine left; NULL with MemoryError. */
export function newMatch(pattern: Word, subject: Word, start: i32, end: i32, marks: usize, lastIndex: i32, pos: i32, endpos: i32): Word {
  const groups = changetype<Pattern>(address(pattern)).groups + 1;
  const regs = allocBlock(KIND_RAW, groups << 3);
  if (regs == 0) return memoryError();
  const p = newObject(T_MATCH, offsetof<Match>());
  if (p == 0) { freeBlock(regs); return NULL; }
  const m = changetype<Match>(p);
  store<i32>(regs, start);
  store<i32>(regs, end, 4);
  for (let i: u32 = 1; i < groups; i++) {
    let from = load<i32>(marks + (<usize>(i - 1) << 3));
    let to = load<i32>(marks + (<usize>(i - 1) << 3), 4);
    if (from < 0 || to < 0) { from = -1; to = -1; }
    store<i32>(regs + (<usize>i << 3), from);
    store<i32>(regs + (<usize>i << 3), to, 4);
  }
  m.subject = own(subject);
  m.pattern = own(pattern);
  m.regs = <u32>regs;
  m.groups = groups;
  m.pos = pos;
  m.endpos = endpos;
  m.lastIndex = lastIndex;
  return fromAddress(p);
}

/** @slot Match.dealloc */
export function match_dealloc(p: usize): void {
  const m = changetype<Match>(p);
  freeBlock(m.regs);
  release(m.subject);
  release(m.pattern);
  freeObject(p);
}
/** @slot Match.traverse */
export function match_traverse(p: usize): void { visit(changetype<Match>(p).subject); visit(changetype<Match>(p).pattern); }

// @ts-ignore: decorator
@inline function view(self: Word): Match { return changetype<Match>(address(self)); }

/** Number of the group that `key` (an int or a name) names; -1: IndexError. */
function groupNumber(m: Match, key: Word): i32 {
  if (isIntLike(key) || changetype<Type>(typeOf(key)).nb_index) {
    const i = indexI64(key, 0);
    if (i >= 0 && i < <i64>m.groups) return <i32>i;
    if (i == -1 && errorSet()) return noGroup();
    return noGroup();
  }
  const names = changetype<Pattern>(address(m.pattern)).groupIndex;
  const w = dictGet(address(names), key);
  if (w != NULL && isInt(w)) return <i32>toInt(w);
  if (errorSet()) return noGroup();
  return noGroup();
}
function noGroup(): i32 {
  raise(T_INDEX_ERROR, 'no such group');
  return -1;
}

/** Text of group i, owned; `missing` (lent) if it took no part. */
export function groupText(m: Match, i: u32, missing: Word): Word {
  const from = load<i32>(m.regs + (<usize>i << 3));
  if (from < 0) return own(missing);
  return sliceSubject(m.subject, from, load<i32>(m.regs + (<usize>i << 3), 4));
}

/** @method Match.group(self, *args)
 * group([group1, ...]) -> str or tuple.
 * Return subgroup(s) of the match by indices or names.
 * For 0 returns the entire match. */
export function match_group(args: usize, n: i32, kwnames: Word): Word {
  const m = view(arg(args, 0));
  if (n == 1) return groupText(m, 0, NONE);
  if (n == 2) {
    const i = groupNumber(m, arg(args, 1));
    return i < 0 ? NULL : groupText(m, i, NONE);
  }
  const t = newTuple(n - 1);
  if (t == 0) return NULL;
  for (let k = 1; k < n; k++) store<u64>(t + TUPLE_ITEMS + (<usize>(k - 1) << 3), NULL);
  for (let k = 1; k < n; k++) {
    const i = groupNumber(m, arg(args, k));
    const w = i < 0 ? NULL : groupText(m, i, NONE);
    if (w == NULL) { release(fromAddress(t)); return NULL; }
    store<u64>(t + TUPLE_ITEMS + (<usize>(k - 1) << 3), w);
  }
  return fromAddress(t);
}

/** @slot Match.mp_subscript */
export function match_getitem(self: Word, key: Word): Word {
  const i = groupNumber(view(self), key);
  return i < 0 ? NULL : groupText(view(self), i, NONE);
}

/** @method Match.groups(self, /, default=None)
 * Return a tuple containing all the subgroups of the match, from 1.
 *
 *   default
 *     Is used for groups that did not participate in the match. */
export function match_groups(self: Word, fallback: Word): Word {
  const m = view(self);
  const t = newTuple(m.groups - 1);
  if (t == 0) return NULL;
  for (let i: u32 = 1; i < m.groups; i++) store<u64>(t + TUPLE_ITEMS + (<usize>(i - 1) << 3), groupText(m, i, fallback == NULL ? NONE : fallback));
  return fromAddress(t);
}

/** @method Match.groupdict(self, /, default=None)
 * Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.
 *
 *   default
 *     Is used for groups that did not participate in the match. */
export function match_groupdict(self: Word, fallback: Word): Word {
  const m = view(self);
  const d = newDict();
  if (d == 0) return NULL;
  const names = address(changetype<Pattern>(address(m.pattern)).groupIndex);
  let position: u32 = 0;
  while ((position = dictNext(names, position)) != 0) {
    const key = nextKey;
    const value = nextValue;
    const text = groupText(m, <u32>toInt(value), fallback == NULL ? NONE : fallback);
    dictSet(d, key, text);
    release(key);
    release(text);
  }
  return fromAddress(d);
}

function position(self: Word, group: Word, end: usize): Word {
  const m = view(self);
  const i = group == NULL ? 0 : groupNumber(m, group);
  return i < 0 ? NULL : ofInt(load<i32>(m.regs + (<usize>i << 3) + end));
}
/** @method Match.start(self, group=0, /)
 * Return index of the start of the substring matched by group. */
export function match_start(self: Word, group: Word): Word { return position(self, group, 0); }
/** @method Match.end(self, group=0, /)
 * Return index of the end of the substring matched by group. */
export function match_end(self: Word, group: Word): Word { return position(self, group, 4); }

function spanOf(m: Match, i: u32): Word {
  const p = tuple2(ofInt(load<i32>(m.regs + (<usize>i << 3))), ofInt(load<i32>(m.regs + (<usize>i << 3), 4)));
  return p == 0 ? NULL : fromAddress(p);
}
/** @method Match.span(self, group=0, /)
 * For match object m, return the 2-tuple (m.start(group), m.end(group)). */
export function match_span(self: Word, group: Word): Word {
  const i = group == NULL ? 0 : groupNumber(view(self), group);
  return i < 0 ? NULL : spanOf(view(self), i);
}

/** @method Match.expand(self, /, template)
 * Return the string obtained by doing backslash substitution on the string template, as done by the sub() method. */
export function match_expand(self: Word, template: Word): Word {
  return expandTemplate(view(self).pattern, template, self);
}

/** @method Match.__copy__(self, /) */
export function match_copy(self: Word): Word { return own(self); }
/** @method Match.__deepcopy__(self, memo, /) */
export function match_deepcopy(self: Word, memo: Word): Word { return own(self); }
/** @classmethod Match.__class_getitem__(type, item, /)
 * See PEP 585 */
export function match_class_getitem(type: Word, item: Word): Word { return newGenericAlias(type, item); }

/** @getter Match.string
 * The string passed to match() or search(). */
export function match_string(self: Word): Word { return own(view(self).subject); }
/** @getter Match.re
 * The regular expression object. */
export function match_re(self: Word): Word { return own(view(self).pattern); }
/** @getter Match.pos
 * The index into the string at which the RE engine started looking for a match. */
export function match_pos(self: Word): Word { return ofInt(view(self).pos); }
/** @getter Match.endpos
 * The index into the string beyond which the RE engine will not go. */
export function match_endpos(self: Word): Word { return ofInt(view(self).endpos); }
/** @getter Match.lastindex
 * The integer index of the last matched capturing group. */
export function match_lastindex(self: Word): Word { const i = view(self).lastIndex; return i < 0 ? NONE : ofInt(i); }
/** @getter Match.lastgroup
 * The name of the last matched capturing group. */
export function match_lastgroup(self: Word): Word {
  const i = view(self).lastIndex;
  const names = changetype<Pattern>(address(view(self).pattern)).indexGroup;
  if (i < 0 || <u32>i >= changetype<Tuple>(address(names)).size) return NONE;
  return own(load<u64>(address(names) + TUPLE_ITEMS + (<usize>i << 3)));
}
/** @getter Match.regs */
export function match_regs(self: Word): Word {
  const m = view(self);
  const t = newTuple(m.groups);
  if (t == 0) return NULL;
  for (let i: u32 = 0; i < m.groups; i++) store<u64>(t + TUPLE_ITEMS + (<usize>i << 3), spanOf(m, i));
  return fromAddress(t);
}

/** @slot Match.repr */
export function match_repr(self: Word): Word {
  const m = view(self);
  const text = groupText(m, 0, NONE);
  if (text == NULL) return NULL;
  const r = formatText('<%T object; span=(%d, %d), match=%R>', self, ofInt(load<i32>(m.regs)), ofInt(load<i32>(m.regs, 4)), text);
  release(text);
  return r;
}
